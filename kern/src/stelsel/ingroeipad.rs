//! The tweeledig ingroeipad: in steps from the historic budget of the centrumgemeenten to the objective budget of all gemeenten.

use super::herleiding::{Bewerking, Cijferbron, Grootheid, Term};
use crate::stam::{Breuk, Cent, Gemeentecode, Weigering, verdeel_naar_rato};
use alloc::{collections::BTreeMap, format, string::String, vec, vec::Vec};

const MILJOEN: i128 = 1_000_000;
/// Longest path that is taken.
const STAPPEN_MAX: usize = 100;
pub(super) const PLAN: &str =
    "Landelijke stelselwijziging beschermd wonen, ingroeipad (voorstel, niet in werking)";

/// Share of the budget that is split objectively, from 0 to 1, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aandeel(u32);

impl Aandeel {
    /// Nothing objective: everything as it was.
    pub const NUL: Aandeel = Aandeel(0);

    /// From a fraction. Refused outside 0 to 1, or with more than six decimals (STL-06).
    pub fn van(b: &Breuk) -> Result<Aandeel, Weigering> {
        let deel = b.maal(&Breuk::heel(MILJOEN));
        let heel = deel.naar_heel().filter(|h| Breuk::heel(*h) == deel && (0..=MILJOEN).contains(h));
        let zin =
            format!("Een aandeel ligt van 0 tot en met 1, met ten hoogste zes decimalen. {b} kan niet.");
        heel.and_then(|h| u32::try_from(h).ok())
            .map(Aandeel)
            .ok_or_else(|| Weigering::nieuw("STL-06", PLAN, zin))
    }

    /// As a fraction.
    pub fn breuk(self) -> Breuk {
        Breuk::nieuw(i128::from(self.0), MILJOEN).expect("a million is not zero")
    }
}

/// A schedule: the objective share of each step. The steps follow the expected in- and outflow, so they need not be equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// Name on screens.
    pub naam: String,
    /// Where the steps come from.
    pub bron: Cijferbron,
    stappen: Vec<Aandeel>,
}

impl Schema {
    /// Any steps. Refused without steps or with more than a hundred (STL-07).
    pub fn nieuw(
        naam: impl Into<String>,
        stappen: Vec<Aandeel>,
        bron: Cijferbron,
    ) -> Result<Schema, Weigering> {
        if stappen.is_empty() || stappen.len() > STAPPEN_MAX {
            return Err(Weigering::nieuw("STL-07", PLAN, "Een schema heeft één tot honderd stappen."));
        }
        Ok(Schema { naam: naam.into(), bron, stappen })
    }

    /// Equal steps to 1, each rounded to `decimalen` (at most six).
    pub fn lineair(
        naam: impl Into<String>,
        stappen: u32,
        decimalen: u32,
        bron: Cijferbron,
    ) -> Result<Schema, Weigering> {
        let deel = |t: u32| Breuk::nieuw(i128::from(t), i128::from(stappen));
        Schema::uit_reeks(naam, (1..=stappen).map(deel), decimalen, bron)
    }

    /// Steps that follow an outflow of a share `uitstroom` of the clients per year: `(1 − (1−u)^t) : (1 − (1−u)^n)`, each rounded to
    /// `decimalen`.
    pub fn uitstroom(
        naam: impl Into<String>,
        uitstroom: &Breuk,
        stappen: u32,
        decimalen: u32,
        bron: Cijferbron,
    ) -> Result<Schema, Weigering> {
        let blijft = Breuk::heel(1).minus(uitstroom);
        let weg = |t: u32| Breuk::heel(1).minus(&(0..t).fold(Breuk::heel(1), |p, _| p.maal(&blijft)));
        let einde = if usize::try_from(stappen).is_ok_and(|s| s <= STAPPEN_MAX) {
            weg(stappen)
        } else {
            Breuk::heel(0)
        };
        Schema::uit_reeks(naam, (1..=stappen).map(|t| weg(t).gedeeld_door(&einde)), decimalen, bron)
    }

    fn uit_reeks(
        naam: impl Into<String>,
        reeks: impl Iterator<Item = Option<Breuk>>,
        decimalen: u32,
        bron: Cijferbron,
    ) -> Result<Schema, Weigering> {
        let rond = |b: Option<Breuk>| Breuk::lees(&b?.met_decimalen(decimalen)).ok();
        let stappen = reeks.take(STAPPEN_MAX + 1).map(|b| Aandeel::van(&rond(b).unwrap_or(Breuk::heel(-1))));
        Schema::nieuw(naam, stappen.collect::<Result<Vec<Aandeel>, Weigering>>()?, bron)
    }

    /// The share of every step.
    pub fn stappen(&self) -> &[Aandeel] {
        &self.stappen
    }

    /// What a reader must know about the steps: that they fall, or do not end at one. Not a refusal: a path may be broken off.
    pub fn opmerkingen(&self) -> Vec<&'static str> {
        let mut uit = Vec::new();
        if self.stappen.windows(2).any(|w| w[1] < w[0]) {
            uit.push("Het objectieve aandeel wordt in een latere stap kleiner.");
        }
        if self.stappen.last().map(|s| s.breuk()) != Some(Breuk::heel(1)) {
            uit.push("Het schema eindigt niet bij 100% objectief.");
        }
        uit
    }
}

/// When the path starts, if it starts, and by which steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingroeipad {
    /// First year with a step; none as long as no start is decided.
    pub startjaar: Option<i16>,
    /// The steps.
    pub schema: Schema,
}

impl Ingroeipad {
    /// Number of the step in a year, from 1; none before the start. After the last step it stays the last.
    pub fn stap(&self, jaar: i16) -> Option<usize> {
        let na_start = usize::try_from(i32::from(jaar) - i32::from(self.startjaar?)).ok()?;
        Some(na_start.saturating_add(1).min(self.schema.stappen.len()))
    }

    /// Objective share in a year: zero before the start, and zero without a start.
    pub fn aandeel(&self, jaar: i16) -> Aandeel {
        let stap = self.stap(jaar).and_then(|s| self.schema.stappen.get(s.checked_sub(1)?));
        stap.copied().unwrap_or(Aandeel::NUL)
    }
}

/// Where cents go when a year is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Afronding {
    /// Each amount is rounded by itself, halves away from zero; what the parts differ from the whole is shown apart.
    PerGemeente,
    /// The parts sum exactly: cents that remain go to the largest remainders.
    Sluitend,
}

/// What one gemeente gets in a year of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padrij {
    /// Which gemeente.
    pub gemeente: Gemeentecode,
    /// Part of the historic budget; nothing for who is no centrumgemeente.
    pub historisch: Cent,
    /// Part of the objective budget.
    pub objectief: Cent,
}

impl Padrij {
    /// Both together.
    pub fn totaal(&self) -> Cent {
        self.historisch + self.objectief
    }
}

/// One year of the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Padjaar {
    /// Which year.
    pub jaar: i16,
    /// Number of the step; none before the start.
    pub stap: Option<usize>,
    /// Objective share.
    pub aandeel: Aandeel,
    /// By code.
    pub rijen: Vec<Padrij>,
    /// The whole historic part, rounded once.
    pub historisch: Cent,
    /// The whole objective part, rounded once.
    pub objectief: Cent,
}

impl Padjaar {
    /// Sum of what the gemeenten get.
    pub fn totaal(&self) -> Cent {
        self.rijen.iter().map(Padrij::totaal).sum()
    }
    /// What the whole is more than the sum of the parts: cents of rounding. Zero when the year was split to sum exactly.
    pub fn afrondingsverschil(&self) -> Cent {
        self.historisch + self.objectief - self.totaal()
    }
    /// The row of a gemeente.
    pub fn van(&self, gemeente: Gemeentecode) -> Option<&Padrij> {
        self.rijen.binary_search_by_key(&gemeente, |r| r.gemeente).ok().map(|i| &self.rijen[i])
    }
}

/// `bedrag × teller : 1.000.000`, halves away from zero.
fn deel(bedrag: Cent, teller: u32) -> Cent {
    let product = i128::from(bedrag.0) * i128::from(teller);
    let half = product.signum() * (MILJOEN / 2);
    Cent(
        i64::try_from((product + half) / MILJOEN)
            .expect("a share of at most one is not larger than the amount"),
    )
}

/// Splits the budgets of one year: `historisch × (1 − s)` to who had it, `objectief × s` to everyone. With [`Afronding::Sluitend`]
/// the two sums must be equal (STL-08) and more than nothing (STL-04), because together they are one macrobudget.
pub fn padjaar(
    pad: &Ingroeipad,
    jaar: i16,
    historisch: &[(Gemeentecode, Cent)],
    objectief: &[(Gemeentecode, Cent)],
    afronding: Afronding,
) -> Result<Padjaar, Weigering> {
    let (stap, s) = (pad.stap(jaar), pad.aandeel(jaar));
    let blijft = 1_000_000 - s.0;
    let som = |lijst: &[(Gemeentecode, Cent)]| lijst.iter().map(|(_, c)| *c).sum::<Cent>();
    let (som_h, som_o) = (som(historisch), som(objectief));
    let deel_o = deel(som_o, s.0);
    let (deel_h, delen_h, delen_o) = match afronding {
        Afronding::PerGemeente => {
            let per = |lijst: &[(Gemeentecode, Cent)], t| lijst.iter().map(|(_, c)| deel(*c, t)).collect();
            (deel(som_h, blijft), per(historisch, blijft), per(objectief, s.0))
        }
        Afronding::Sluitend => {
            if som_h != som_o {
                let zin = format!(
                    "Het historische budget ({som_h}) en het objectieve ({som_o}) zijn niet even groot."
                );
                return Err(Weigering::nieuw("STL-08", PLAN, zin));
            }
            let deel_h = som_h - deel_o;
            (deel_h, naar_rato(deel_h, historisch)?, naar_rato(deel_o, objectief)?)
        }
    };
    let rijen = voeg_samen(historisch, &delen_h, objectief, &delen_o);
    Ok(Padjaar { jaar, stap, aandeel: s, rijen, historisch: deel_h, objectief: deel_o })
}

fn naar_rato(totaal: Cent, lijst: &[(Gemeentecode, Cent)]) -> Result<Vec<Cent>, Weigering> {
    let gewichten: Vec<i128> = lijst.iter().map(|(_, c)| i128::from(c.0)).collect();
    let zin = "Er is geen budget om naar te verdelen.";
    verdeel_naar_rato(totaal, &gewichten).ok_or_else(|| Weigering::nieuw("STL-04", super::model::FVW_10, zin))
}

fn voeg_samen(
    h: &[(Gemeentecode, Cent)],
    delen_h: &[Cent],
    o: &[(Gemeentecode, Cent)],
    delen_o: &[Cent],
) -> Vec<Padrij> {
    let mut rijen: BTreeMap<Gemeentecode, Padrij> = BTreeMap::new();
    let leeg = |gemeente| Padrij { gemeente, historisch: Cent::NUL, objectief: Cent::NUL };
    for ((gemeente, _), deel) in h.iter().zip(delen_h) {
        rijen.entry(*gemeente).or_insert(leeg(*gemeente)).historisch += *deel;
    }
    for ((gemeente, _), deel) in o.iter().zip(delen_o) {
        rijen.entry(*gemeente).or_insert(leeg(*gemeente)).objectief += *deel;
    }
    rijen.into_values().collect()
}

/// How a year of one gemeente came about, when each amount is rounded by itself.
pub fn herleid_padjaar(
    pad: &Ingroeipad,
    jaar: i16,
    historisch: Option<Term>,
    objectief: Option<Term>,
) -> Option<Term> {
    let s = pad.aandeel(jaar).breuk();
    let deel = |naam: &str, aandeelnaam: &str, aandeel: Breuk, budget: Term| {
        let aandeel = Term::gegeven(aandeelnaam, Grootheid::Aandeel, aandeel, &pad.schema.bron);
        let exact =
            Term::reken("Budget maal aandeel", Grootheid::Geld, Bewerking::Product, vec![budget, aandeel])?;
        Term::reken(naam, Grootheid::Geld, Bewerking::Afgerond, vec![exact])
    };
    let rest = Breuk::heel(1).minus(&s);
    let h = historisch.and_then(|t| deel("Historisch deel", "Historisch aandeel", rest, t));
    let o = objectief.and_then(|t| deel("Objectief deel", "Objectief aandeel", s, t));
    let delen: Vec<Term> = [h, o].into_iter().flatten().collect();
    Term::reken(format!("Uitkering {jaar}"), Grootheid::Geld, Bewerking::Som, delen)
}

/// The difference between two schedules for one gemeente in one year, and what makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padverschil {
    /// Which year.
    pub jaar: i16,
    /// Which gemeente.
    pub gemeente: Gemeentecode,
    /// Under the first schedule.
    pub eerste: Cent,
    /// Under the second.
    pub tweede: Cent,
    /// Part of the difference that comes from the historic budget.
    pub door_historisch: Cent,
    /// Part that comes from the objective budget.
    pub door_objectief: Cent,
    aandelen: (Aandeel, Aandeel),
}

impl Padverschil {
    /// Second minus first.
    pub fn verschil(&self) -> Cent {
        self.tweede - self.eerste
    }
    /// One Dutch sentence that says why.
    pub fn zin(&self) -> String {
        let procent = |a: Aandeel| a.breuk().maal(&Breuk::heel(100)).met_decimalen(2).replace('.', ",");
        format!(
            "In {} is {}% objectief in het ene schema en {}% in het andere. Dat scheelt {} historisch en {} objectief, samen {}.",
            self.jaar,
            procent(self.aandelen.0),
            procent(self.aandelen.1),
            self.door_historisch,
            self.door_objectief,
            self.verschil()
        )
    }
}

/// Lays two computed paths side by side, year by year and gemeente by gemeente. Years that only one of them has are left out.
pub fn vergelijk(eerste: &[Padjaar], tweede: &[Padjaar]) -> Vec<Padverschil> {
    let mut uit = Vec::new();
    for a in eerste {
        for b in tweede.iter().filter(|b| b.jaar == a.jaar) {
            let codes: BTreeMap<Gemeentecode, ()> =
                a.rijen.iter().chain(&b.rijen).map(|r| (r.gemeente, ())).collect();
            uit.extend(codes.into_keys().map(|g| verschil(a, b, g)));
        }
    }
    uit
}

fn verschil(a: &Padjaar, b: &Padjaar, gemeente: Gemeentecode) -> Padverschil {
    let van = |j: &Padjaar| j.van(gemeente).map_or((Cent::NUL, Cent::NUL), |r| (r.historisch, r.objectief));
    let ((ha, oa), (hb, ob)) = (van(a), van(b));
    Padverschil {
        jaar: a.jaar,
        gemeente,
        eerste: ha + oa,
        tweede: hb + ob,
        door_historisch: hb - ha,
        door_objectief: ob - oa,
        aandelen: (a.aandeel, b.aandeel),
    }
}
