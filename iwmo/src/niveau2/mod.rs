//! Level 2: rules within one message, as the official stylesheet 2.10.5 applies them.
//!
//! Where the rule texts and the stylesheet differ, a message is refused when the stylesheet refuses it: every peer runs the
//! stylesheet. The known differences stand beside the rules in [`crate::regels`].

mod declaratie;
mod levering;
mod overlap;
mod persoon;
mod product;
mod toewijzing;
mod verzoek;

pub(crate) use overlap::{OverlapRij, overlappend};

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use crate::bericht::Berichtsoort;
use crate::bevinding::{Bevinding, Niveau, Verzameling};
use crate::boom::{Boom, Knoop};
use crate::datum::Datum;
use crate::naam::Naam;
use crate::waarde::geheel_getal;

/// Checks the rules that hold for this kind of message.
///
/// Retours are not checked: they repeat what was checked on the way out, and the standard has no answer to a retour.
pub(crate) fn toets(soort: Berichtsoort, boom: &Boom<'_>) -> Vec<Bevinding> {
    alle(soort, boom, false)
}

/// The same, and what only the rule texts refuse: for what we send ourselves.
pub(crate) fn toets_streng(soort: Berichtsoort, boom: &Boom<'_>) -> Vec<Bevinding> {
    alle(soort, boom, true)
}

fn alle(soort: Berichtsoort, boom: &Boom<'_>, streng: bool) -> Vec<Bevinding> {
    let mut t = Toets { boom, dagtekening: None, streng, uit: Verzameling::default() };
    let kop = [Naam::Header, Naam::BerichtIdentificatie, Naam::Dagtekening];
    t.dagtekening = t.datum(boom.pad(Boom::WORTEL, &kop));
    match soort {
        Berichtsoort::Wmo301 => t.wmo301(),
        Berichtsoort::Wmo305 => t.wmo305(),
        Berichtsoort::Wmo307 => t.wmo307(),
        Berichtsoort::Wmo315 => t.wmo315(),
        Berichtsoort::Wmo317 => t.wmo317(),
        Berichtsoort::Wmo319 => t.wmo319(),
        Berichtsoort::Wmo323 => t.wmo323(),
        Berichtsoort::Wmo325 => t.wmo325(),
        Berichtsoort::Wmo302
        | Berichtsoort::Wmo306
        | Berichtsoort::Wmo308
        | Berichtsoort::Wmo316
        | Berichtsoort::Wmo318
        | Berichtsoort::Wmo320 => {}
    }
    t.uit.klaar()
}

/// A message under test.
struct Toets<'b, 'a> {
    boom: &'b Boom<'a>,
    /// Dagtekening of the message.
    dagtekening: Option<Datum>,
    /// Also what only the rule texts refuse.
    streng: bool,
    uit: Verzameling,
}

impl<'b, 'a> Toets<'b, 'a> {
    /// Reports a finding on this element.
    fn meld(&mut self, code: &'static str, knoop: Knoop, melding: &str) {
        let boom = self.boom;
        self.uit.meld(code, || boom.bevinding(Niveau::Bericht, code, knoop, melding.to_owned()));
    }

    /// Reports a finding on this element when it does not hold.
    fn eis(&mut self, klopt: bool, code: &'static str, knoop: Knoop, melding: &str) {
        if !klopt {
            self.meld(code, knoop, melding);
        }
    }

    fn kind(&self, knoop: Knoop, naam: Naam) -> Option<Knoop> {
        self.boom.kind(knoop, naam)
    }

    fn pad(&self, namen: &[Naam]) -> Option<Knoop> {
        self.boom.pad(Boom::WORTEL, namen)
    }

    fn tekst(&self, knoop: Option<Knoop>) -> Cow<'a, str> {
        knoop.map_or(Cow::Borrowed(""), |k| self.boom.tekst(k))
    }

    fn tekst_van(&self, knoop: Knoop, naam: Naam) -> Cow<'a, str> {
        self.tekst(self.kind(knoop, naam))
    }

    fn datum(&self, knoop: Option<Knoop>) -> Option<Datum> {
        let tekst = self.tekst(knoop);
        Datum::uit_bytes(tekst.trim_matches([' ', '\t', '\n', '\r']).as_bytes())
    }

    fn datum_van(&self, knoop: Knoop, naam: Naam) -> Option<Datum> {
        self.datum(self.kind(knoop, naam))
    }

    fn getal(&self, knoop: Option<Knoop>) -> i64 {
        geheel_getal(&self.tekst(knoop)).unwrap_or(0)
    }

    /// The elements of this name inside this group.
    fn leden(&self, groep: Option<Knoop>, lid: Naam) -> impl Iterator<Item = Knoop> + use<'b, 'a> {
        let boom = self.boom;
        groep.into_iter().flat_map(move |g| boom.kinderen(g)).filter(move |k| boom.naam(*k) == lid)
    }

    /// TR101: no two elements share a key; the later one is reported.
    fn uniek<K: Eq + Hash>(
        &mut self,
        code: &'static str,
        leden: &[Knoop],
        wat: &str,
        sleutel: impl Fn(&Self, Knoop) -> K,
    ) {
        if leden.len() < 2 {
            return;
        }
        let mut gezien = HashMap::with_capacity(leden.len());
        for &knoop in leden {
            if gezien.insert(sleutel(self, knoop), ()).is_some() {
                self.meld(code, knoop, wat);
            }
        }
    }

    /// TR134: a date is not after the message.
    fn niet_na_dagtekening(&mut self, knoop: Option<Knoop>, wat: &str) {
        if let (Some(knoop), Some(datum), Some(dagtekening)) = (knoop, self.datum(knoop), self.dagtekening)
            && datum > dagtekening
        {
            self.meld(
                "TR134",
                knoop,
                &format!("{wat} {datum} ligt na de dagtekening van het bericht ({dagtekening})."),
            );
        }
    }
}
