//! What is counted for a table: facts, moment, what may be shown, and only where.

use super::{
    codes::{Code, LEEFTIJDEN, Sleutel},
    duurtabel::Normen,
    feiten::Feiten,
    kolommen::{Keuze, Kolommen, Venster},
    maat::{Maat, Splitsing, Tijdvak},
    onderdruk::{Inhoud, Profiel, verberg_reeks},
    tabel::{Cel, Cijfer, Coordinaat, Keus},
    tel::{Nodig, Telling, Uitkomst, Vraag, achter, groepeer, tel},
};
use crate::stam::{Datum, JournaalNr, Peil};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    vec,
    vec::Vec,
};

/// What was asked of the columns. The front of a column never changes, so the answer holds for ever.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Gevraagd {
    /// The question.
    pub vraag: Vraag,
    /// The day.
    pub op: Datum,
    /// The last act that wrote rows of this maat, or the act of the peil when that came before it.
    pub bekend: JournaalNr,
    /// What of the figures was needed.
    pub nodig: Nodig,
}

/// Which rows of the columns were chosen. The choice holds for ever, as an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gekozen {
    /// Rows of this maat.
    pub maat: Maat,
    /// On this day or in this period.
    pub venster: Venster,
    /// Known after this act.
    pub bekend: u32,
    /// Of this group only.
    pub groep: Option<Sleutel>,
}

/// Keeps answers between one table and the next. Safe to drop at any time.
pub trait Geheugen {
    /// The answer to this question that knows most acts, of those that know no more than is asked; with the last act it knows.
    fn vind(&self, wat: &Gevraagd) -> Option<(JournaalNr, Arc<[Telling]>)>;
    /// Keeps an answer.
    fn bewaar(&self, wat: Gevraagd, antwoord: &Arc<[Telling]>);
    /// The same for rows that were chosen.
    fn vind_keuze(&self, wat: &Gekozen) -> Option<(u32, Arc<Keuze>)>;
    /// Keeps a choice of rows.
    fn bewaar_keuze(&self, wat: Gekozen, keuze: &Arc<Keuze>);
}

/// How a question is counted in the columns.
#[derive(Clone, Copy)]
pub struct Telwijze<'a> {
    /// What of the figures is needed.
    pub nodig: Nodig,
    /// What was found before.
    pub geheugen: Option<&'a dyn Geheugen>,
}

impl Telwijze<'_> {
    /// All of every figure, from nothing.
    pub const ALLES: Telwijze<'static> = Telwijze { nodig: Nodig::ALLES, geheugen: None };
}

/// What is counted for a table: facts, moment, what may be shown, and only where.
#[derive(Clone, Copy)]
pub struct Blik<'a> {
    /// Facts.
    pub feiten: &'a Feiten,
    /// The same facts as columns, to count faster; `None` counts row by row. Both roads give one number.
    pub kolommen: Option<&'a Kolommen>,
    /// Day and moment of knowing.
    pub peil: Peil,
    /// Hides small numbers; `None` shows everything.
    pub profiel: Option<&'a Profiel>,
    /// Only the cases with these values (the own gemeente of the reader).
    pub filter: &'a [(Splitsing, Sleutel)],
    /// How long the steps of waiting may take on the peildatum.
    pub normen: Normen,
    /// Answers that were given before.
    pub geheugen: Option<&'a dyn Geheugen>,
    /// With more gemeenten than this on one side of a table the largest show, and the others stand together ([`Sleutel::Overig`]). Only where
    /// nothing is hidden: what is left of a total tells what the others have.
    pub gemeenten_max: usize,
}

impl<'a> Blik<'a> {
    /// A look at everything, row by row.
    pub fn nieuw(feiten: &'a Feiten, peil: Peil) -> Blik<'a> {
        let normen = Normen::default();
        Blik {
            feiten,
            kolommen: None,
            peil,
            profiel: None,
            filter: &[],
            normen,
            geheugen: None,
            gemeenten_max: usize::MAX,
        }
    }
    /// Counts what is asked, in the columns when there are any. Where small numbers are hidden, everything is needed.
    pub fn tel(&self, vraag: &Vraag, nodig: Nodig) -> Arc<[Telling]> {
        let nodig = if self.profiel.is_some() { Nodig::ALLES } else { nodig };
        let Some(k) = self.kolommen else { return tel(self.feiten, self.peil, vraag).into() };
        let hoe = self.hoe(nodig);
        let Some((g, wat)) = self.geheugen.zip(k.gevraagd(self.peil, vraag, nodig)) else {
            return k.tel(self.feiten, self.peil, vraag, hoe).into();
        };
        let eerder = g.vind(&wat);
        if let Some((_, antwoord)) = eerder.as_ref().filter(|(nr, _)| *nr == wat.bekend) {
            return Arc::clone(antwoord);
        }
        // Counts and sums change by what the acts since then did; the other figures are made anew.
        let eerder = eerder.filter(|_| nodig == Nodig::default());
        let erbij = eerder.and_then(|(nr, a)| k.tel_bij(&self.feiten.codes, self.peil, vraag, (nr, &a)));
        let antwoord = erbij.unwrap_or_else(|| k.tel(self.feiten, self.peil, vraag, hoe)).into();
        g.bewaar(wat, &antwoord);
        antwoord
    }
    fn hoe(&self, nodig: Nodig) -> Telwijze<'a> {
        Telwijze { nodig, geheugen: self.geheugen }
    }
    /// How many of the cases have at most a value (days).
    pub(super) fn tel_tot(&self, vraag: &Vraag, hoogstens: i64) -> Uitkomst {
        let geteld =
            self.kolommen.and_then(|k| k.tel_tot(self.peil, vraag, hoogstens, self.hoe(Nodig::ALLES)));
        geteld.unwrap_or_else(|| {
            let mut lijst = achter(self.feiten, self.peil, vraag);
            lijst.retain(|g| g.waarde <= hoogstens);
            groepeer(self.feiten, self.peil, &lijst, &[]).first().map(|t| t.uitkomst).unwrap_or_default()
        })
    }
    /// A question within what this reader sees.
    pub fn vraag(&self, maat: Maat, tijdvak: Tijdvak) -> Vraag {
        Vraag { filter: self.filter.to_vec(), ..Vraag::nieuw(maat).over(tijdvak) }
    }
    /// The same look at another day.
    #[must_use]
    pub fn op(self, op: Datum) -> Self {
        Blik { peil: Peil { op, ..self.peil }, ..self }
    }

    /// The values of one side of a table: those that always show, and those that occur.
    pub(super) fn waarden(&self, splitsing: Splitsing, vraag: &Vraag) -> Vec<Sleutel> {
        let mut uit: Vec<Sleutel> = self.vast(splitsing);
        let geteld = self.tel(&vraag.clone().per(&[splitsing]), Nodig::default());
        let mut gezien: BTreeSet<Sleutel> = uit.iter().copied().collect();
        uit.extend(geteld.iter().map(|t| t.sleutels[0]).filter(|s| gezien.insert(*s)));
        if splitsing.is_gemeente() && self.profiel.is_none() && self.gemeenten_max < uit.len() {
            grootste(&mut uit, &geteld, self.gemeenten_max);
        }
        uit
    }

    fn vast(&self, splitsing: Splitsing) -> Vec<Sleutel> {
        if let Some((_, s)) = self.filter.iter().find(|(f, _)| *f == splitsing) {
            return vec![*s];
        }
        let codes = |c: &[Code]| c.iter().copied().map(Sleutel::Code).collect();
        match splitsing {
            Splitsing::Gemeente | Splitsing::Herkomst | Splitsing::Verblijf => {
                self.feiten.regio.iter().copied().map(Sleutel::Gemeente).collect()
            }
            Splitsing::Vorm => codes(&[Code::BW, Code::BT]),
            Splitsing::Leveringsvorm => codes(&[Code::ZIN, Code::PGB]),
            Splitsing::Kenmerk => codes(&[Code::HISTORISCH, Code::NIEUW]),
            Splitsing::Recidive => codes(&[Code::EERSTE_KEER, Code::RECIDIVE]),
            Splitsing::Overbrugging => codes(&[Code::MET_OVERBRUGGING, Code::ZONDER_OVERBRUGGING]),
            Splitsing::Leeftijd => LEEFTIJDEN.iter().map(|(_, c)| Sleutel::Code(*c)).collect(),
            Splitsing::VanVorm
            | Splitsing::Reden
            | Splitsing::Bestemming
            | Splitsing::Product
            | Splitsing::Aanbieder => Vec::new(),
        }
    }

    /// One figure over everything this reader sees.
    pub fn cel(&self, vraag: Vraag, keus: Keus) -> Cel {
        let u = totaal(self, &vraag, keus.nodig());
        let verborgen =
            self.profiel.is_some_and(|p| vraag.maat.over_personen() && p.te_klein(&u, inhoud(keus)));
        self.maak(keus, &u, verborgen, vraag)
    }

    pub(super) fn maak(&self, keus: Keus, u: &Uitkomst, verborgen: bool, vraag: Vraag) -> Cel {
        // Of all the others together there is no list; those of every one of them are behind the whole table.
        let los = vraag.filter.iter().all(|(_, s)| *s != Sleutel::Overig);
        let achter = los.then_some(Coordinaat { peil: self.peil, vraag });
        let cijfer = match (verborgen, keus.uit(u), self.profiel) {
            (true, _, _) => Cijfer::Verborgen,
            (false, Cijfer::Getal(n), Some(p)) if keus == Keus::Aantal => Cijfer::Getal(p.rond_af(n)),
            (false, c, _) => c,
        };
        Cel { cijfer, achter }
    }
}

/// How the figures of a choice are protected. A median is protected as the count it rests on.
pub(super) fn inhoud(keus: Keus) -> Inhoud {
    match keus {
        Keus::Aantal | Keus::Mediaan | Keus::P90 => Inhoud::Aantal,
        Keus::Som => Inhoud::Bedrag,
    }
}

/// Keeps the values that count most, in the order in which they stood, and puts the others together behind them.
fn grootste(waarden: &mut Vec<Sleutel>, geteld: &[Telling], hoeveel: usize) {
    let gewicht = |t: &Telling| (t.uitkomst.som.abs(), t.uitkomst.aantal);
    let mut orde: Vec<&Telling> = geteld.iter().collect();
    orde.sort_by_key(|t| core::cmp::Reverse(gewicht(t)));
    let houd: BTreeSet<Sleutel> = orde.iter().take(hoeveel).map(|t| t.sleutels[0]).collect();
    waarden.retain(|s| houd.contains(s));
    waarden.push(Sleutel::Overig);
}

/// The count and the sum that are left of a whole when its shown parts are taken away.
pub(super) fn over<'u>(geheel: &Uitkomst, delen: impl Iterator<Item = &'u Uitkomst>) -> Uitkomst {
    let mut over = Uitkomst { aantal: geheel.aantal, som: geheel.som, ..Uitkomst::default() };
    for d in delen {
        over.aantal -= d.aantal;
        over.som -= d.som;
    }
    over
}

/// Counts and sums of parts together; who is in two parts counts in both.
fn som<'t>(delen: impl Iterator<Item = &'t Telling>) -> Uitkomst {
    let mut uit = Uitkomst::default();
    for d in delen {
        uit.aantal += d.uitkomst.aantal;
        uit.som += d.uitkomst.som;
        uit.personen += d.uitkomst.personen;
    }
    uit
}

/// What a question gives as a whole.
pub(super) fn totaal(blik: &Blik<'_>, vraag: &Vraag, nodig: Nodig) -> Uitkomst {
    blik.tel(&vraag.clone().per(&[]), nodig).first().map(|t| t.uitkomst).unwrap_or_default()
}

/// Counts with their total at the end, and which of them may not be shown.
pub(super) fn reeks(
    blik: &Blik<'_>,
    vraag: &Vraag,
    splitsing: Splitsing,
    waarden: &[Sleutel],
    (keus, nodig): (Keus, Nodig),
) -> (Vec<Uitkomst>, Vec<bool>) {
    let geteld = blik.tel(&vraag.clone().per(&[splitsing]), nodig);
    let per: BTreeMap<Sleutel, Uitkomst> = geteld.iter().map(|t| (t.sleutels[0], t.uitkomst)).collect();
    let mut uit: Vec<Uitkomst> = waarden.iter().map(|s| per.get(s).copied().unwrap_or_default()).collect();
    // Every case has one value on every side, so counts and sums of the parts are those of the whole.
    let optelbaar = blik.profiel.is_none() && nodig == Nodig::default();
    let geheel = if optelbaar { som(geteld.iter()) } else { totaal(blik, vraag, nodig) };
    if let Some(overig) = waarden.iter().position(|s| *s == Sleutel::Overig) {
        let getoond: BTreeSet<Sleutel> = waarden.iter().copied().collect();
        uit[overig] = som(geteld.iter().filter(|t| !getoond.contains(&t.sleutels[0])));
    }
    uit.push(geheel);
    let verborgen =
        blik.profiel.map_or_else(|| vec![false; uit.len()], |p| verberg_reeks(&uit, inhoud(keus), p));
    (uit, verborgen)
}
