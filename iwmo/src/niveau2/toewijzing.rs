//! The rules of a WMO301.

use super::Toets;
use super::product::Soort;
use crate::boom::Knoop;
use crate::naam::Naam;

const TOEGEWEZEN: Soort = Soort {
    begin: Naam::Ingangsdatum,
    eind: Naam::Einddatum,
    met_product: true,
    omvang_zonder_code: "CD080",
    niet_per_dag: "CS338",
};

impl Toets<'_, '_> {
    pub(super) fn wmo301(&mut self) {
        let Some(client) = self.pad(&[Naam::Client]) else { return };
        self.bsn(client);
        self.geboortedatum(client);
        self.volledige_naam(client);
        self.communicatie(client);
        self.relaties(client);
        self.contactgegevens(client);
        let groep = self.kind(client, Naam::ToegewezenProducten);
        let producten: Vec<_> = self.leden(groep, Naam::ToegewezenProduct).collect();
        for &product in &producten {
            self.product(product, &TOEGEWEZEN);
            self.niet_na_dagtekening(self.kind(product, Naam::Toewijzingsdatum), "De toewijzingsdatum");
            self.reden_wijziging(product);
        }
        self.uniek("TR101", &producten, "Dit toewijzingnummer staat er al.", |t, p| {
            t.tekst_van(p, Naam::ToewijzingNummer).trim().to_owned()
        });
        self.geen_overlap("TR302", &producten, &TOEGEWEZEN);
    }

    fn relaties(&mut self, client: Knoop) {
        let relaties: Vec<_> = self.leden(self.kind(client, Naam::Relaties), Naam::Relatie).collect();
        for &relatie in &relaties {
            self.geboortedatum(relatie);
            self.volledige_naam(relatie);
            if let Some(contact) = self.kind(relatie, Naam::Contact) {
                self.contact(contact);
            }
        }
        self.uniek("TR101", &relaties, "Een relatie met dit nummer staat er al.", |t, r| {
            t.tekst_van(r, Naam::Nummer).trim().to_owned()
        });
    }

    fn contactgegevens(&mut self, client: Knoop) {
        let Some(groep) = self.kind(client, Naam::Contactgegevens) else { return };
        let contacten: Vec<_> = self.leden(Some(groep), Naam::Contact).collect();
        for &contact in &contacten {
            self.contact(contact);
        }
        let soort = |t: &Self, c| t.tekst_van(c, Naam::Soort).into_owned();
        self.uniek("TR101", &contacten, "Een contact van deze soort staat er al.", soort);
        let vast = contacten.iter().any(|c| matches!(&*soort(self, *c), "01" | "02" | "03"));
        self.eis(
            vast,
            "TR061",
            groep,
            "Er is minstens één contact nodig dat geen tijdelijk verblijfadres is.",
        );
    }

    /// CS335 and CS336.
    fn reden_wijziging(&mut self, product: Knoop) {
        let Some(knoop) = self.kind(product, Naam::RedenWijziging) else { return };
        let reden = self.tekst(Some(knoop));
        let eendags = self.datum_van(product, Naam::Ingangsdatum) == self.datum_van(product, Naam::Einddatum);
        let klopt = &*reden != "13" || eendags;
        self.eis(
            klopt,
            "CS335",
            knoop,
            "Bij reden 13 (verwijderd) is de einddatum gelijk aan de ingangsdatum.",
        );
        self.eis(&*reden != "01", "CS336", knoop, "Reden 01 is vervallen en mag niet meer gebruikt worden.");
    }
}
