//! Tables of figures: every cell knows what it counts, so that every number opens to the rows behind it.

use super::{
    blik::{Blik, inhoud, over, reeks},
    codes::Sleutel,
    maat::{Eenheid, Maat, Splitsing, Tijdvak},
    onderdruk::verberg_kruis,
    tel::{Nodig, Telling, Uitkomst, Vraag},
};
use crate::stam::{Kwartaal, Peil};
use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};

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
    /// What of a figure it looks at.
    pub fn nodig(self) -> Nodig {
        Nodig { personen: false, rang: matches!(self, Keus::Mediaan | Keus::P90) }
    }
    pub(super) fn uit(self, u: &Uitkomst) -> Cijfer {
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
    /// The same without what stands together: rows of which one can be the largest.
    pub fn losse_rijen(&self) -> impl Iterator<Item = &Rij> {
        self.gewone_rijen().iter().filter(|r| r.kop != Kop::Waarde(Sleutel::Overig))
    }
    /// Whether the smaller gemeenten stand together.
    pub fn heeft_overig(&self) -> bool {
        let overig = Kop::Waarde(Sleutel::Overig);
        self.rijen.iter().any(|r| r.kop == overig) || self.kolommen.iter().any(|k| k.kop == overig)
    }
    /// Whether a figure was hidden.
    pub fn heeft_verborgen(&self) -> bool {
        self.rijen.iter().flat_map(|r| &r.cellen).any(|c| c.cijfer == Cijfer::Verborgen)
    }
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
    let nodig = keus.nodig();
    let (rijtotaal, rij_verborgen) = reeks(blik, vraag, rij, &rijen, (keus, nodig));
    let (kolomtotaal, kolom_verborgen) = reeks(blik, vraag, kolom, &kolommen, (keus, nodig));
    let breed = kolommen.len() + 1;
    let geteld = blik.tel(&vraag.clone().per(&[rij, kolom]), nodig);
    let cellen = kruis(&geteld, (&rijen, &rijtotaal), (&kolommen, &kolomtotaal));
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

/// The cells of a table row by row, the totals last. What stands together is what the others leave of the totals.
fn kruis(
    geteld: &[Telling],
    (rijen, rijtotaal): (&[Sleutel], &[Uitkomst]),
    (kolommen, kolomtotaal): (&[Sleutel], &[Uitkomst]),
) -> Vec<Uitkomst> {
    let plek = |rij: Sleutel, kolom: Sleutel| (rij.pak_in(), kolom.pak_in());
    let per: BTreeMap<(u16, u16), Uitkomst> =
        geteld.iter().map(|t| (plek(t.sleutels[0], t.sleutels[1]), t.uitkomst)).collect();
    let breed = kolommen.len() + 1;
    let mut cellen: Vec<Uitkomst> = Vec::with_capacity((rijen.len() + 1) * breed);
    for (r, rij) in rijen.iter().enumerate() {
        for (k, kolom) in kolommen.iter().enumerate() {
            let los = per.get(&plek(*rij, *kolom)).copied().unwrap_or_default();
            let boven = |k: usize| (0..r).map(move |r| r * breed + k);
            cellen.push(match (*rij, *kolom) {
                (_, Sleutel::Overig) => {
                    let links = &cellen[r * breed..r * breed + k];
                    over(&rijtotaal[r], links.iter())
                }
                (Sleutel::Overig, _) => over(&kolomtotaal[k], boven(k).map(|c| &cellen[c])),
                (_, _) => los,
            });
        }
        cellen.push(rijtotaal[r]);
    }
    cellen.extend_from_slice(kolomtotaal);
    cellen
}
