//! The rules of a WMO305 and a WMO307.

use super::Toets;
use crate::boom::Knoop;
use crate::naam::Naam;

impl Toets<'_, '_> {
    pub(super) fn wmo305(&mut self) {
        let starts = self.regieproducten(Naam::StartProducten, Naam::StartProduct);
        for &start in &starts {
            self.niet_na_dagtekening(self.kind(start, Naam::Begindatum), "De begindatum");
        }
        self.uniek("TR101", &starts, "Deze start staat er al.", Self::startsleutel);
    }

    pub(super) fn wmo307(&mut self) {
        let stops = self.regieproducten(Naam::StopProducten, Naam::StopProduct);
        for &stop in &stops {
            let einde = self.kind(stop, Naam::Einddatum);
            self.niet_na_dagtekening(einde, "De einddatum");
            if let (Some(knoop), Some(eind), Some(begin)) =
                (einde, self.datum(einde), self.datum_van(stop, Naam::Begindatum))
            {
                let melding = format!("De einddatum {eind} ligt voor de begindatum {begin}.");
                self.eis(eind >= begin, "TR018", knoop, &melding);
            }
        }
        self.uniek("TR101", &stops, "Deze stop staat er al.", |t, stop| {
            (
                t.startsleutel(stop),
                t.tekst_van(stop, Naam::RedenBeeindiging).into_owned(),
                t.datum_van(stop, Naam::Einddatum),
            )
        });
    }

    /// The client of a start or stop, and its products (CS058).
    fn regieproducten(&mut self, groep: Naam, lid: Naam) -> Vec<Knoop> {
        let Some(client) = self.pad(&[Naam::Client]) else { return Vec::new() };
        self.bsn(client);
        self.geboortedatum(client);
        let producten: Vec<_> = self.leden(self.kind(client, groep), lid).collect();
        for &product in &producten {
            if let Some(status) = self.kind(product, Naam::StatusAanlevering) {
                let klopt = matches!(&*self.tekst(Some(status)), "1" | "3");
                self.eis(
                    klopt,
                    "CS058",
                    status,
                    "StatusAanlevering is 1 (eerste aanlevering) of 3 (verwijderen).",
                );
            }
        }
        producten
    }

    fn startsleutel(&self, product: Knoop) -> impl Eq + std::hash::Hash + use<> {
        (
            self.tekst_van(product, Naam::ToewijzingNummer).trim().to_owned(),
            self.productsleutel(product),
            self.datum_van(product, Naam::Begindatum),
        )
    }
}
