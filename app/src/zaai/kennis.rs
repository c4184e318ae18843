//! What the gemeente knows when it judges a message of this history, so that the real rules of iWmo do the judging.

use super::berichten::Opdracht;
use super::wereld::{AANBIEDERS, PRODUCTEN, tarief};
use crate::huis::Fout;
use crate::koppelingen::iwmo::vertaal;
use iwmo::Berichtsoort;
use iwmo::Datum;
use iwmo::oordeel::{Administratie, Prestatiestand, Regiebericht, Tarief, Toewijzingstand};
use iwmo::typen::{Kop, Product};
use iwmo::waarde::{Agb, Bsn, Declaratienummer, Gemeentecode, Ongeldig, Referentienummer, Toewijzingnummer};
use std::collections::BTreeMap;

/// A value that does not fit in a message.
pub(super) fn ongeldig(e: Ongeldig) -> Fout {
    Fout::nieuw(format!("zaai: bericht: {e}"))
}

/// What is known of the toewijzingen in one message.
#[derive(Debug, Default)]
pub(super) struct Kennis {
    pub standen: BTreeMap<u32, Toewijzingstand>,
    pub regie: Vec<Regiebericht>,
    /// Earlier lines, by reference.
    pub prestaties: BTreeMap<String, Prestatiestand>,
}

impl Kennis {
    /// One toewijzing.
    pub(super) fn van(o: &Opdracht, bsn: Bsn) -> Result<Kennis, Fout> {
        let mut k = Kennis::default();
        k.neem_op(o, bsn)?;
        Ok(k)
    }

    /// Adds a toewijzing.
    pub(super) fn neem_op(&mut self, o: &Opdracht, bsn: Bsn) -> Result<(), Fout> {
        let stand = Toewijzingstand {
            bsn,
            product: Some(o.product_iwmo()?),
            ingangsdatum: vertaal::datum(o.ingang)?,
            einddatum: Some(vertaal::datum(o.tot.plus_dagen(-1))?),
            omvang: Some(vertaal::omvang(&o.omvang)?),
            budget: None,
            verwijderd: false,
        };
        self.standen.insert(vertaal::nummer(o.nummer)?.get(), stand);
        Ok(())
    }
}

impl Administratie for Kennis {
    fn toewijzing(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Option<Toewijzingstand> {
        self.standen.get(&nummer.get()).cloned()
    }

    fn regieberichten(&self, _: Gemeentecode, _: Agb, _: Toewijzingnummer) -> Vec<Regiebericht> {
        self.regie.clone()
    }

    fn prestatie(&self, _: Agb, nummer: &Referentienummer) -> Option<Prestatiestand> {
        self.prestaties.get(&**nummer).cloned()
    }

    fn prestaties_op(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Prestatiestand> {
        self.prestaties.values().filter(|p| p.toewijzingnummer == nummer).cloned().collect()
    }

    fn bericht_bekend(&self, _: Berichtsoort, _: &Kop) -> bool {
        false
    }

    fn declaratie_bekend(&self, _: Agb, _: &Declaratienummer) -> bool {
        false
    }

    fn tarief(&self, _: Gemeentecode, aanbieder: Agb, product: &Product, op: Datum) -> Option<Tarief> {
        let wie = AANBIEDERS.iter().position(|a| a.agb == aanbieder.als_tekst())?;
        let wat = PRODUCTEN.iter().position(|p| product.code.as_ref().is_some_and(|c| &**c == p.code))?;
        let cent = tarief(wie, wat, i16::try_from(op.jaar()).ok()?).0;
        Some(Tarief { cent, eenheid: vertaal::eenheid(PRODUCTEN[wat].eenheid) })
    }

    fn product_bestaat(&self, _: Gemeentecode, product: &Product, _: Datum) -> bool {
        let code = product.code.as_deref();
        code.is_none_or(|c| PRODUCTEN.iter().any(|p| p.code == c && p.categorie == product.categorie.code()))
    }
}
