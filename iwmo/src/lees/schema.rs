//! The place of an element in the schema, and the value in it.

use super::naamruimte::Naamruimte;
use super::{Lezing, lokaal};
use crate::boom::{Boom, Knoop};
use crate::schema::{Klasse, Ruimte, Veld, Vorm, Waardetype};
use crate::waarde::kort;
use crate::waardetoets;

impl<'a> Lezing<'a> {
    /// Finds the place of an element in the schema; reports it when it stands wrong.
    pub(super) fn plaats_kind(
        &mut self,
        begin: usize,
        naam: &'a str,
        ruimte: Naamruimte,
    ) -> (Knoop, Option<Vorm>) {
        let Some(open) = self.stapel.last_mut() else { return (Boom::WORTEL, None) };
        let ouder = open.knoop;
        let klasse = match open.vorm {
            Some(Vorm::Klasse(klasse)) => klasse,
            // Inside an element that is unknown itself nothing is reported any more.
            None => return (ouder, None),
            Some(Vorm::Waarde(_)) => {
                let melding = format!("In element {} hoort een waarde, geen element.", lokaal(open.naam));
                self.meld("N1-ELEMENT", ouder, Some(naam), begin, melding);
                return (ouder, None);
            }
        };
        let velden = klasse.velden;
        let vooruit = velden[open.volgende..]
            .iter()
            .position(|v| v.naam.als_tekst() == naam)
            .map(|i| i + open.volgende);
        let Some(index) = vooruit.or_else(|| velden.iter().position(|v| v.naam.als_tekst() == naam)) else {
            let melding = format!("Element {} hoort niet in {}.", kort(naam), lokaal(open.naam));
            self.meld("N1-ONBEKEND", ouder, Some(naam), begin, melding);
            return (ouder, None);
        };
        let veld = &velden[index];
        let al_gehad = open.gezien & (1 << index) != 0;
        open.gezien |= 1 << index;
        let knoop = self.boom.open(veld.naam, ouder, begin);
        if vooruit.is_some() {
            let (van, gehad) = (open.volgende, open.gehad);
            (open.volgende, open.gehad) = if veld.herhaalt { (index, true) } else { (index + 1, false) };
            self.meld_ontbrekend(klasse, van, index, gehad, begin);
        } else {
            self.meld_verkeerde_plaats(veld, al_gehad, knoop, begin);
        }
        let verwacht = match klasse.ruimte {
            Ruimte::Basis => Naamruimte::Basis,
            Ruimte::Bericht => Naamruimte::Bericht,
        };
        if ruimte != verwacht && !self.is_vol() {
            let melding = format!("Element {naam} staat in de verkeerde naamruimte.");
            self.meld("N1-NAAMRUIMTE", knoop, None, begin, melding);
        }
        (knoop, Some(veld.vorm))
    }

    /// Reports mandatory fields that were passed over.
    pub(super) fn meld_ontbrekend(
        &mut self,
        klasse: &'static Klasse,
        van: usize,
        tot: usize,
        gehad: bool,
        offset: usize,
    ) {
        if self.is_vol() {
            return;
        }
        for (index, veld) in klasse.velden.iter().enumerate().take(tot).skip(van) {
            if veld.verplicht && !(gehad && index == van) {
                let Some(open) = self.stapel.last() else { return };
                let (knoop, ouder) = (open.knoop, lokaal(open.naam));
                let melding =
                    format!("In {ouder} ontbreekt het verplichte element {}.", veld.naam.als_tekst());
                self.meld("N1-ONTBREEKT", knoop, Some(veld.naam.als_tekst()), offset, melding);
            }
        }
    }

    pub(super) fn meld_verkeerde_plaats(&mut self, veld: &Veld, al_gehad: bool, knoop: Knoop, offset: usize) {
        if self.is_vol() {
            return;
        }
        let naam = veld.naam;
        let (code, melding) = if al_gehad {
            ("N1-TEVEEL", format!("Element {} mag hier maar één keer staan.", naam.als_tekst()))
        } else {
            ("N1-VOLGORDE", format!("Element {} staat niet op de juiste plaats.", naam.als_tekst()))
        };
        self.meld(code, knoop, None, offset, melding);
    }

    pub(super) fn sluit_waarde(&mut self, soort: Waardetype, tot: usize) {
        let Some(open) = self.stapel.last() else { return };
        let (knoop, begin, naam) = (open.knoop, open.begin, open.naam);
        let van = open.tekst_van.min(tot);
        self.boom.sluit_met_tekst(knoop, van, tot, open.samengesteld);
        let oordeel = if open.samengesteld {
            waardetoets::toets(soort, &self.boom.tekst(knoop))
        } else {
            waardetoets::toets(soort, &self.bron[van..tot])
        };
        if let Err((code, wat)) = oordeel {
            let waarde = kort(&self.boom.tekst(knoop));
            let melding = format!("{}: '{waarde}' {wat}.", lokaal(naam));
            self.meld(code, knoop, None, begin, melding);
        }
    }
}
