//! The rules of a WMO315, WMO317 and WMO319.

use super::Toets;
use super::product::Soort;
use crate::boom::Knoop;
use crate::naam::Naam;

const AANGEVRAAGD: Soort = Soort {
    begin: Naam::ToewijzingIngangsdatum,
    eind: Naam::ToewijzingEinddatum,
    met_product: true,
    omvang_zonder_code: "CD095",
    niet_per_dag: "CS343",
};
const NIEUW: Soort = Soort {
    begin: Naam::GewensteIngangsdatum,
    eind: Naam::Einddatum,
    met_product: true,
    omvang_zonder_code: "CD096",
    niet_per_dag: "CS338",
};
const TE_WIJZIGEN: Soort = Soort { met_product: false, ..NIEUW };

impl Toets<'_, '_> {
    pub(super) fn wmo315(&mut self) {
        let Some(client) = self.pad(&[Naam::Client]) else { return };
        self.bsn(client);
        self.geboortedatum(client);
        let groep = self.kind(client, Naam::AangevraagdeProducten);
        let producten: Vec<_> = self.leden(groep, Naam::AangevraagdProduct).collect();
        for &product in &producten {
            self.product(product, &AANGEVRAAGD);
            self.beschikking(product);
            if let Some(verwijzer) = self.kind(product, Naam::Verwijzer) {
                self.verwijzer(verwijzer);
            }
        }
        let referentie = |t: &Self, p| t.tekst_van(p, Naam::ReferentieAanbieder).trim().to_owned();
        self.uniek("TR101", &producten, "Een product met deze ReferentieAanbieder staat er al.", referentie);
        self.uniek("TR383", &producten, "ReferentieAanbieder is niet uniek in het bericht.", referentie);
        self.geen_overlap("TR386", &producten, &AANGEVRAAGD);
    }

    /// CD043.
    fn beschikking(&mut self, product: Knoop) {
        let nummer = self.kind(product, Naam::BeschikkingNummer);
        let datum = self.kind(product, Naam::BeschikkingIngangsdatum);
        let melding = "BeschikkingIngangsdatum is gevuld als BeschikkingNummer gevuld is, en anders leeg.";
        self.eis(nummer.is_some() == datum.is_some(), "CD043", nummer.or(datum).unwrap_or(product), melding);
    }

    /// CD066, CD067 and CD068.
    fn verwijzer(&mut self, verwijzer: Knoop) {
        let naam = self.kind(verwijzer, Naam::Naam).is_some();
        let code = self.kind(verwijzer, Naam::ZorgverlenerCode).is_some();
        if matches!(&*self.tekst_van(verwijzer, Naam::Type), "02" | "03" | "04" | "05") {
            self.eis(
                !(code && naam),
                "CD066",
                verwijzer,
                "Met een AGB-code van de verwijzer blijft de naam leeg.",
            );
            self.eis(
                code || naam,
                "CD067",
                verwijzer,
                "Zonder AGB-code van de verwijzer is de naam verplicht.",
            );
        } else {
            self.eis(!code, "CD068", verwijzer, "Bij dit type verwijzer hoort geen AGB-code.");
        }
    }

    pub(super) fn wmo317(&mut self) {
        let Some(client) = self.pad(&[Naam::Client]) else { return };
        self.bsn(client);
        let Some(verzoek) = self.kind(client, Naam::Verzoek) else { return };
        let leden = |t: &Self, groep, lid| t.leden(t.kind(verzoek, groep), lid).collect::<Vec<_>>();
        let ongewijzigd = leden(self, Naam::OngewijzigdeProducten, Naam::OngewijzigdProduct);
        let te_wijzigen = leden(self, Naam::TeWijzigenProducten, Naam::TeWijzigenProduct);
        let nieuw = leden(self, Naam::NieuweProducten, Naam::NieuwProduct);
        let klopt = !ongewijzigd.is_empty() || !te_wijzigen.is_empty();
        self.eis(
            klopt,
            "TR352",
            verzoek,
            "Een verzoek om wijziging noemt minstens één product dat de cliënt al heeft.",
        );
        let klopt = !nieuw.is_empty() || !te_wijzigen.is_empty();
        self.eis(
            klopt,
            "TR353",
            verzoek,
            "Een verzoek om wijziging vraagt minstens één wijziging of nieuw product.",
        );
        for &product in &te_wijzigen {
            self.product(product, &TE_WIJZIGEN);
        }
        for &product in &nieuw {
            self.product(product, &NIEUW);
            self.nieuw_na_dagtekening(product);
        }
        for leden in [&ongewijzigd, &te_wijzigen] {
            self.uniek("TR101", leden, "Dit toewijzingnummer staat er al.", |t, p| {
                t.tekst_van(p, Naam::ToewijzingNummer).trim().to_owned()
            });
        }
        self.uniek("TR101", &nieuw, "Dit product staat er al met dezelfde ingangsdatum.", |t, p| {
            (t.productsleutel(p), t.datum_van(p, Naam::GewensteIngangsdatum))
        });
        self.geen_overlap("TR410", &nieuw, &NIEUW);
    }

    /// TR380.
    fn nieuw_na_dagtekening(&mut self, product: Knoop) {
        let knoop = self.kind(product, Naam::GewensteIngangsdatum);
        if let (Some(knoop), Some(datum), Some(dagtekening)) = (knoop, self.datum(knoop), self.dagtekening) {
            let melding =
                format!("De gewenste ingangsdatum {datum} ligt niet na de dagtekening ({dagtekening}).");
            self.eis(datum > dagtekening, "TR380", knoop, &melding);
        }
    }

    /// CD085 and CD086.
    pub(super) fn wmo319(&mut self) {
        let Some(antwoord) = self.pad(&[Naam::Antwoord]) else { return };
        let reden = self.kind(antwoord, Naam::RedenAfwijzingVerzoek);
        match &*self.tekst_van(antwoord, Naam::VerzoekAntwoord) {
            "1" => self.eis(reden.is_some(), "CD085", antwoord, "Bij een afwijzing is de reden verplicht."),
            "2" => {
                let melding = "Als de aanvraag in onderzoek is, blijft de reden leeg.";
                self.eis(reden.is_none(), "CD086", reden.unwrap_or(antwoord), melding);
            }
            _ => {}
        }
    }
}
