//! Requests of the aanbieder, and its answer to what the gemeente says.

use super::{Aanbieder, verkort};
use crate::code::{RedenVerzoek, TypeVerwijzer};
use crate::datum::Datum;
use crate::oordeel::{AntwoordOordeel, Berichtenboek, RegieOordeel, antwoord};
use crate::retour;
use crate::typen::{
    AangevraagdProduct, AanvraagClient, Kop, NieuwProduct, OngewijzigdProduct, TeWijzigenProduct,
    ToegewezenProduct, Verwijzer, WijzigingClient, Wijzigingsverzoek, Wmo301, Wmo302, Wmo315, Wmo317, Wmo319,
    Wmo320,
};
use crate::waarde::Referentie;

impl Aanbieder {
    /// The next reference of a request.
    fn referentie(&mut self) -> Referentie {
        self.volgnummer()
    }

    /// Asks for these products for the client of an earlier toewijzing (315). Numbers, stamps and references of the products do not
    /// matter.
    pub fn vraag_aan(
        &mut self,
        client_van: &Wmo301,
        producten: &[ToegewezenProduct],
        dagtekening: Datum,
    ) -> Wmo315 {
        let client = &client_van.client;
        let producten = producten.iter().map(|p| AangevraagdProduct {
            referentie: self.referentie(),
            beschikkingnummer: None,
            product: p.product.clone(),
            beschikking_ingangsdatum: None,
            ingangsdatum: p.ingangsdatum,
            einddatum: p.einddatum,
            omvang: p.omvang.clone(),
            budget: p.budget,
            verwijzer: Verwijzer { soort: TypeVerwijzer::Gemeente, naam: None, zorgverlenercode: None },
            raamcontract: None,
            commentaar: None,
            codes: (),
        });
        let producten = producten.collect();
        Wmo315 {
            kop: self.kop(client_van, dagtekening),
            client: AanvraagClient {
                bsn: client.bsn,
                geboortedatum: client.geboortedatum.clone(),
                geslacht: client.geslacht,
                naam: verkort(client_van),
                commentaar: None,
                producten,
                codes: (),
            },
        }
    }

    /// Asks for a change (317): every product of the toewijzing that `wijzig` gives something for is to change, the others stay.
    pub fn vraag_wijziging(
        &mut self,
        toewijzing: &Wmo301,
        wijzig: impl Fn(&ToegewezenProduct) -> Option<TeWijzigenProduct>,
        nieuw: Vec<NieuwProduct>,
        dagtekening: Datum,
    ) -> Wmo317 {
        let referentie = self.referentie();
        let (mut ongewijzigd, mut te_wijzigen) = (Vec::new(), Vec::new());
        for product in &toewijzing.client.producten {
            match wijzig(product) {
                Some(anders) => te_wijzigen.push(anders),
                None => ongewijzigd.push(OngewijzigdProduct { nummer: product.nummer, codes: () }),
            }
        }
        let reden = RedenVerzoek::Clientsituatie;
        let verzoek = Wijzigingsverzoek { referentie, reden, ongewijzigd, te_wijzigen, nieuw, codes: () };
        let kop: Kop = self.kop(toewijzing, dagtekening);
        Wmo317 { kop, client: WijzigingClient { bsn: toewijzing.client.bsn, verzoek, codes: () } }
    }

    /// Judges a toewijzing with what the aanbieder itself knows, and answers it.
    pub fn beoordeel(&mut self, bericht: &Wmo301, boek: &impl Berichtenboek, vandaag: Datum) -> Wmo302 {
        let oordeel: RegieOordeel = crate::oordeel::toewijzing(bericht, boek, vandaag);
        retour::wmo302(bericht, &oordeel, &self.retourgegevens(vandaag))
    }

    /// Judges an antwoord op verzoek with what the aanbieder itself knows, and answers it.
    pub fn beoordeel_antwoord(
        &mut self,
        bericht: &Wmo319,
        boek: &impl Berichtenboek,
        vandaag: Datum,
    ) -> Wmo320 {
        let oordeel: AntwoordOordeel = antwoord(bericht, boek, vandaag);
        retour::wmo320(bericht, &oordeel, &self.retourgegevens(vandaag))
    }
}
