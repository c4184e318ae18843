//! Tables of figures: every cell knows what it counts, so that every number opens to the rows behind it.

use super::{
    codes::{Code, LEEFTIJDEN, Sleutel},
    duurtabel::Normen,
    feiten::Feiten,
    kolommen::Kolommen,
    maat::{Eenheid, Maat, Splitsing, Tijdvak},
    onderdruk::{Inhoud, Profiel, verberg_kruis, verberg_reeks},
    tel::{Telling, Uitkomst, Vraag, tel},
};
use crate::stam::{Kwartaal, Peil};
use alloc::{string::String, vec, vec::Vec};

/// A figure as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cijfer {
    /// The figure.
    Getal(i64),
    /// Too small to show, or hidden to protect a figure that is.
    Verborgen,
    /// There is none: nothing to take a median or a percentage of.
    Geen,
}

impl Cijfer {
    /// The figure, when it is shown.
    pub fn getal(self) -> Option<i64> {
        match self {
            Cijfer::Getal(n) => Some(n),
            Cijfer::Verborgen | Cijfer::Geen => None,
        }
    }
    /// What `f` makes of two figures; hidden when one of them is.
    #[must_use]
    pub fn met(self, ander: Cijfer, f: impl Fn(i64, i64) -> Option<i64>) -> Cijfer {
        match (self, ander) {
            (Cijfer::Getal(a), Cijfer::Getal(b)) => f(a, b).map_or(Cijfer::Geen, Cijfer::Getal),
            (Cijfer::Verborgen, _) | (_, Cijfer::Verborgen) => Cijfer::Verborgen,
            (Cijfer::Geen, _) | (_, Cijfer::Geen) => Cijfer::Geen,
        }
    }
}

/// What kind of number a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soort {
    /// A count.
    Aantal,
    /// Days.
    Dagen,
    /// Cents.
    Cent,
    /// Thousandths.
    Promille,
}

/// Which part of an [`Uitkomst`] is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keus {
    /// Number of cases.
    Aantal,
    /// Sum of cents.
    Som,
    /// Median of days.
    Mediaan,
    /// 90th percentile of days.
    P90,
}

impl Keus {
    /// What a maat is usually shown as.
    pub fn van(maat: Maat) -> Keus {
        match maat.eenheid() {
            Eenheid::Aantal => Keus::Aantal,
            Eenheid::Dagen => Keus::Mediaan,
            Eenheid::Cent => Keus::Som,
        }
    }
    /// What kind of number it is.
    pub fn soort(self) -> Soort {
        match self {
            Keus::Aantal => Soort::Aantal,
            Keus::Som => Soort::Cent,
            Keus::Mediaan | Keus::P90 => Soort::Dagen,
        }
    }
    fn uit(self, u: &Uitkomst) -> Cijfer {
        let of_geen = |w: Option<i64>| w.map_or(Cijfer::Geen, Cijfer::Getal);
        match self {
            Keus::Aantal => Cijfer::Getal(u.aantal),
            Keus::Som => Cijfer::Getal(u.som),
            Keus::Mediaan => of_geen(u.mediaan),
            Keus::P90 => of_geen(u.p90),
        }
    }
}

/// Where a cell points: what to ask to get the cases behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coordinaat {
    /// Day and moment of knowing.
    pub peil: Peil,
    /// Maat, stretch of time and filter.
    pub vraag: Vraag,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cel {
    /// The figure.
    pub cijfer: Cijfer,
    /// What is behind it; `None` for what was computed from other cells, or is about no cases.
    pub achter: Option<Coordinaat>,
}

impl Cel {
    /// A figure that was computed from other cells.
    pub fn berekend(cijfer: Cijfer) -> Cel {
        Cel { cijfer, achter: None }
    }
}

/// Head of a row or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kop {
    /// A value of a split.
    Waarde(Sleutel),
    /// A quarter.
    Kwartaal(Kwartaal),
    /// Words of the table itself.
    Tekst(&'static str),
    /// All together.
    Totaal,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kolom {
    /// Head.
    pub kop: Kop,
    /// Kind of number.
    pub soort: Soort,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rij {
    /// Head.
    pub kop: Kop,
    /// One cell per column.
    pub cellen: Vec<Cel>,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cijfertabel {
    /// Stable code, for addresses and files.
    pub code: &'static str,
    /// What it is about.
    pub titel: &'static str,
    /// Head of the first column.
    pub rijkop: &'static str,
    /// The maten in it, for their definitions.
    pub maten: Vec<Maat>,
    /// Which stretch of time it is over; `None` when only the peildatum matters.
    pub tijdvak: Option<Tijdvak>,
    /// Columns.
    pub kolommen: Vec<Kolom>,
    /// Rows, the totals last when `met_totaal`.
    pub rijen: Vec<Rij>,
    /// Whether the last row is the total.
    pub met_totaal: bool,
    /// What must be known to read it.
    pub noten: Vec<String>,
}

impl Cijfertabel {
    /// Rows without the total.
    pub fn gewone_rijen(&self) -> &[Rij] {
        &self.rijen[..self.rijen.len() - usize::from(self.met_totaal)]
    }
    /// Whether a figure was hidden.
    pub fn heeft_verborgen(&self) -> bool {
        self.rijen.iter().flat_map(|r| &r.cellen).any(|c| c.cijfer == Cijfer::Verborgen)
    }
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
}

impl<'a> Blik<'a> {
    /// A look at everything, row by row.
    pub fn nieuw(feiten: &'a Feiten, peil: Peil) -> Blik<'a> {
        Blik { feiten, kolommen: None, peil, profiel: None, filter: &[], normen: Normen::default() }
    }
    /// Counts what is asked, in the columns when there are any.
    pub fn tel(&self, vraag: &Vraag) -> Vec<Telling> {
        match self.kolommen {
            Some(k) => k.tel(self.feiten, self.peil, vraag),
            None => tel(self.feiten, self.peil, vraag),
        }
    }
    /// A question within what this reader sees.
    pub fn vraag(&self, maat: Maat, tijdvak: Tijdvak) -> Vraag {
        Vraag { filter: self.filter.to_vec(), ..Vraag::nieuw(maat).over(tijdvak) }
    }
    /// The same look at another day.
    #[must_use]
    pub fn op(self, op: crate::stam::Datum) -> Self {
        Blik { peil: Peil { op, ..self.peil }, ..self }
    }

    /// The values of one side of a table: those that always show, and those that occur.
    pub(super) fn waarden(&self, splitsing: Splitsing, vraag: &Vraag) -> Vec<Sleutel> {
        let mut uit: Vec<Sleutel> = self.vast(splitsing);
        for t in self.tel(&vraag.clone().per(&[splitsing])) {
            if !uit.contains(&t.sleutels[0]) {
                uit.push(t.sleutels[0]);
            }
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
        let u = totaal(self, &vraag);
        let verborgen =
            self.profiel.is_some_and(|p| vraag.maat.over_personen() && p.te_klein(&u, inhoud(keus)));
        self.maak(keus, &u, verborgen, vraag)
    }

    pub(super) fn maak(&self, keus: Keus, u: &Uitkomst, verborgen: bool, vraag: Vraag) -> Cel {
        let achter = Some(Coordinaat { peil: self.peil, vraag });
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

/// What a question gives as a whole.
pub(super) fn totaal(blik: &Blik<'_>, vraag: &Vraag) -> Uitkomst {
    blik.tel(&vraag.clone().per(&[])).first().map(|t| t.uitkomst).unwrap_or_default()
}

/// Counts with their total at the end, and which of them may not be shown.
pub(super) fn reeks(
    blik: &Blik<'_>,
    vraag: &Vraag,
    splitsing: Splitsing,
    waarden: &[Sleutel],
    keus: Keus,
) -> (Vec<Uitkomst>, Vec<bool>) {
    let geteld = blik.tel(&vraag.clone().per(&[splitsing]));
    let zoek =
        |s: &Sleutel| geteld.iter().find(|t| t.sleutels[0] == *s).map(|t| t.uitkomst).unwrap_or_default();
    let mut uit: Vec<Uitkomst> = waarden.iter().map(zoek).collect();
    uit.push(totaal(blik, vraag));
    let verborgen =
        blik.profiel.map_or_else(|| vec![false; uit.len()], |p| verberg_reeks(&uit, inhoud(keus), p));
    (uit, verborgen)
}

/// A maat split two ways, with totals. The totals of a side are hidden the same way in every table with that side.
pub fn kruistabel(
    blik: &Blik<'_>,
    (code, titel): (&'static str, &'static str),
    vraag: &Vraag,
    (rij, kolom): (Splitsing, Splitsing),
) -> Cijfertabel {
    let keus = Keus::van(vraag.maat);
    let (rijen, kolommen) = (blik.waarden(rij, vraag), blik.waarden(kolom, vraag));
    let (rijtotaal, rij_verborgen) = reeks(blik, vraag, rij, &rijen, keus);
    let (kolomtotaal, kolom_verborgen) = reeks(blik, vraag, kolom, &kolommen, keus);
    let geteld = blik.tel(&vraag.clone().per(&[rij, kolom]));
    let uitkomst = |r: usize, k: usize| match (rijen.get(r), kolommen.get(k)) {
        (Some(rs), Some(ks)) => {
            geteld.iter().find(|t| t.sleutels == [*rs, *ks]).map(|t| t.uitkomst).unwrap_or_default()
        }
        (_, None) => rijtotaal[r],
        (None, Some(_)) => kolomtotaal[k],
    };
    let breed = kolommen.len() + 1;
    let cellen: Vec<Uitkomst> =
        (0..(rijen.len() + 1) * breed).map(|c| uitkomst(c / breed, c % breed)).collect();
    let verborgen = blik.profiel.map_or_else(
        || vec![false; cellen.len()],
        |p| verberg_kruis(&cellen, &rij_verborgen, &kolom_verborgen, inhoud(keus), p),
    );
    let cel = |r: usize, k: usize| {
        let mut v = vraag.clone();
        v.filter.extend(rijen.get(r).map(|s| (rij, *s)));
        v.filter.extend(kolommen.get(k).map(|s| (kolom, *s)));
        v.splitsingen.clear();
        blik.maak(keus, &cellen[r * breed + k], verborgen[r * breed + k], v)
    };
    let kop = |s: Option<&Sleutel>| s.map_or(Kop::Totaal, |s| Kop::Waarde(*s));
    Cijfertabel {
        code,
        titel,
        rijkop: rij.naam(),
        maten: vec![vraag.maat],
        tijdvak: vraag.maat.over_tijdvak().then_some(vraag.tijdvak),
        kolommen: (0..breed).map(|k| Kolom { kop: kop(kolommen.get(k)), soort: keus.soort() }).collect(),
        rijen: (0..=rijen.len())
            .map(|r| Rij { kop: kop(rijen.get(r)), cellen: (0..breed).map(|k| cel(r, k)).collect() })
            .collect(),
        met_totaal: true,
        noten: Vec::new(),
    }
}
