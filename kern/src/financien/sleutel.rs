//! Who gets what is left over, and who pays what is short: by a decision with a date, never by habit.

use super::pot::{DVO, PerGemeente};
use crate::stam::{Breuk, Cent, Datum, Gemeentecode, Periode, Weigering, verdeel_breuken, verdeel_naar_rato};
use alloc::{format, string::String, vec::Vec};

/// What a share can follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdeelgrondslag {
    /// What each gemeente brought in.
    Inbreng,
    /// Inhabitants on 1 January.
    Inwoners,
    /// Programmakosten of the own inwoners.
    Gebruik,
}

/// How a result is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdeelsleutel {
    /// a: all to or from the regional reserve.
    Reserve,
    /// b, c, d: by one grondslag.
    Naar(Verdeelgrondslag),
    /// e: by several, each for a share; with a band, no gemeente gets or pays more per inhabitant than the band: the rest is for the
    /// reserve.
    Mix {
        /// Verdeelgrondslag and share; the shares are together one.
        delen: Vec<(Verdeelgrondslag, Breuk)>,
        /// Most that a gemeente gets or pays, per inhabitant.
        band_per_inwoner: Option<Cent>,
    },
}

impl Verdeelsleutel {
    /// The letter that the decision names, a to e.
    pub fn letter(&self) -> char {
        match self {
            Verdeelsleutel::Reserve => 'a',
            Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng) => 'b',
            Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners) => 'c',
            Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik) => 'd',
            Verdeelsleutel::Mix { .. } => 'e',
        }
    }
    /// The Dutch words for a screen.
    pub fn tekst(&self) -> &'static str {
        match self {
            Verdeelsleutel::Reserve => "Naar of uit de regionale reserve",
            Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng) => "Naar inbreng",
            Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners) => "Naar inwoners op 1 januari",
            Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik) => "Naar gebruik",
            Verdeelsleutel::Mix { band_per_inwoner: None, .. } => "Gemengd",
            Verdeelsleutel::Mix { band_per_inwoner: Some(_), .. } => "Gemengd, met een grens per inwoner",
        }
    }
}

/// A decision on the key: which, from when to when, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sleutelbesluit {
    /// The key.
    pub sleutel: Verdeelsleutel,
    /// When it holds.
    pub geldig: Periode,
    /// Document that says so.
    pub document: String,
}

/// The decision that holds on a day. Refused without one (FIN-05) or with two (FIN-06): the software never chooses a key.
pub fn sleutel_op(besluiten: &[Sleutelbesluit], dag: Datum) -> Result<&Sleutelbesluit, Weigering> {
    let geldt: Vec<&Sleutelbesluit> = besluiten.iter().filter(|b| b.geldig.bevat(dag)).collect();
    match geldt.as_slice() {
        [een] => Ok(*een),
        [] => {
            let zin = format!("Er is geen besluit over de verdeelsleutel dat op {} geldt.", dag.voluit());
            Err(Weigering::nieuw("FIN-05", DVO, zin))
        }
        [_, _, ..] => {
            let zin = format!("Op {} gelden twee besluiten over de verdeelsleutel.", dag.voluit());
            Err(Weigering::nieuw("FIN-06", DVO, zin))
        }
    }
}

/// What a gemeente counts for under each grondslag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deelnemer {
    /// Which gemeente.
    pub gemeente: Gemeentecode,
    /// What it brought in.
    pub inbreng: Cent,
    /// Inhabitants on 1 January.
    pub inwoners: u32,
    /// Programmakosten of its inwoners.
    pub gebruik: Cent,
}

impl Deelnemer {
    fn gewicht(&self, g: Verdeelgrondslag) -> i128 {
        match g {
            Verdeelgrondslag::Inbreng => i128::from(self.inbreng.0),
            Verdeelgrondslag::Inwoners => i128::from(self.inwoners),
            Verdeelgrondslag::Gebruik => i128::from(self.gebruik.0),
        }
    }
}

/// A settled result: the parts and the reserve sum to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afrekening {
    /// What each gemeente gets (more than nothing) or pays, by code.
    pub per_gemeente: PerGemeente,
    /// What goes to the reserve, or comes from it.
    pub reserve: Cent,
}

impl Afrekening {
    /// Parts and reserve together: the result that was settled.
    pub fn totaal(&self) -> Cent {
        self.per_gemeente.iter().map(|x| x.1).sum::<Cent>() + self.reserve
    }
}

/// Settles a result. Cents that remain go to the largest remainders, ties to the lowest code. Refused when a grondslag has nothing to
/// divide by (FIN-07), when the shares of a mix are not together one (FIN-08) or the band is negative (FIN-09).
pub fn reken_af(
    resultaat: Cent,
    sleutel: &Verdeelsleutel,
    deelnemers: &[Deelnemer],
) -> Result<Afrekening, Weigering> {
    let mut deelnemers = deelnemers.to_vec();
    deelnemers.sort_by_key(|d| d.gemeente);
    let naar = |bedrag, g| naar_grondslag(bedrag, g, &deelnemers);
    let delen = match sleutel {
        Verdeelsleutel::Reserve => return Ok(Afrekening { per_gemeente: Vec::new(), reserve: resultaat }),
        Verdeelsleutel::Naar(g) => naar(resultaat, *g)?,
        Verdeelsleutel::Mix { delen, .. } => {
            let bedragen = verdeel_mix(resultaat, delen)?;
            let mut som: Vec<Cent> = deelnemers.iter().map(|_| Cent::NUL).collect();
            for ((g, _), bedrag) in delen.iter().zip(bedragen) {
                som = som.into_iter().zip(naar(bedrag, *g)?).map(|(a, b)| a + b).collect();
            }
            som
        }
    };
    let band = match sleutel {
        Verdeelsleutel::Mix { band_per_inwoner, .. } => *band_per_inwoner,
        Verdeelsleutel::Reserve | Verdeelsleutel::Naar(_) => None,
    };
    let per_gemeente: PerGemeente = match band {
        None => deelnemers.iter().map(|d| d.gemeente).zip(delen).collect(),
        Some(b) if b < Cent::NUL => {
            return Err(Weigering::nieuw("FIN-09", DVO, "De grens per inwoner is niet negatief."));
        }
        Some(b) => {
            deelnemers.iter().zip(delen).map(|(d, c)| (d.gemeente, binnen(c, b, d.inwoners))).collect()
        }
    };
    let verdeeld: Cent = per_gemeente.iter().map(|x| x.1).sum();
    Ok(Afrekening { per_gemeente, reserve: resultaat - verdeeld })
}

fn naar_grondslag(
    bedrag: Cent,
    g: Verdeelgrondslag,
    deelnemers: &[Deelnemer],
) -> Result<Vec<Cent>, Weigering> {
    let gewichten: Vec<i128> = deelnemers.iter().map(|d| d.gewicht(g)).collect();
    let zin = "Deze verdeelsleutel heeft niets om naar te verdelen.";
    verdeel_naar_rato(bedrag, &gewichten).ok_or_else(|| Weigering::nieuw("FIN-07", DVO, zin))
}

fn verdeel_mix(resultaat: Cent, delen: &[(Verdeelgrondslag, Breuk)]) -> Result<Vec<Cent>, Weigering> {
    let aandelen: Vec<Breuk> = delen.iter().map(|d| d.1.clone()).collect();
    let som = aandelen.iter().fold(Breuk::heel(0), |s, a| s.plus(a));
    let scheef = || {
        let zin = format!("De delen van de gemengde sleutel zijn samen {som}. Dat moet 1 zijn.");
        Weigering::nieuw("FIN-08", DVO, zin)
    };
    if som != Breuk::heel(1) {
        return Err(scheef());
    }
    verdeel_breuken(resultaat, &aandelen).ok_or_else(scheef)
}

/// The amount, kept between minus and plus the band.
fn binnen(c: Cent, band: Cent, inwoners: u32) -> Cent {
    let grens = band.0.saturating_mul(i64::from(inwoners));
    Cent(c.0.clamp(-grens, grens))
}

/// How a reserve moved in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserveverloop {
    /// On 1 January.
    pub begin: Cent,
    /// What went in; not negative.
    pub toevoeging: Cent,
    /// What came out; not negative.
    pub onttrekking: Cent,
}

impl Reserveverloop {
    /// A year in which a settled result goes in or comes out. Refused when more would come out than there is (FIN-10): then the
    /// gemeenten must decide who pays.
    pub fn met(begin: Cent, mutatie: Cent) -> Result<Reserveverloop, Weigering> {
        let verloop = Reserveverloop {
            begin,
            toevoeging: mutatie.max(Cent::NUL),
            onttrekking: (-mutatie).max(Cent::NUL),
        };
        if verloop.eind() < Cent::NUL {
            let zin = format!("In de reserve zit {begin}. Daar kan geen {} uit.", verloop.onttrekking);
            return Err(Weigering::nieuw("FIN-10", "BBV art. 43", zin));
        }
        Ok(verloop)
    }
    /// On 31 December.
    pub fn eind(&self) -> Cent {
        self.begin + self.toevoeging - self.onttrekking
    }
}
