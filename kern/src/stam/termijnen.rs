//! Terms: the last day on which something must be done, and why that day.
//!
//! The numbers (six weeks, two weeks) come from the rule files; this file knows how the law counts.
//! Codes: TRM-01 counting · TRM-02 suspension · TRM-03 weekend or holiday · TRM-04 two working days ·
//! TRM-05 no extension · TRM-06 agreement · TRM-07 adjournment.

use super::feestdagen::Feestdagen;
use super::{Bron, Datum, Onleesbaar, Uitleg};
use alloc::{borrow::Cow, format, string::String, vec::Vec};

/// What a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Termijneenheid {
    /// Calendar days.
    Dagen,
    /// Days that are not Saturday, Sunday or holiday; only in agreements.
    Werkdagen,
    /// Weeks: the same day of the week.
    Weken,
    /// Months: the same day of the month, or its last.
    Maanden,
    /// Years.
    Jaren,
}

impl Termijneenheid {
    /// Reads the unit as rule files write it, singular or plural.
    pub fn lees(tekst: &str) -> Result<Termijneenheid, Onleesbaar> {
        match tekst {
            "dag" | "dagen" => Ok(Termijneenheid::Dagen),
            "werkdag" | "werkdagen" => Ok(Termijneenheid::Werkdagen),
            "week" | "weken" => Ok(Termijneenheid::Weken),
            "maand" | "maanden" => Ok(Termijneenheid::Maanden),
            "jaar" | "jaren" => Ok(Termijneenheid::Jaren),
            _ => Err(Onleesbaar("Een termijn telt in dagen, werkdagen, weken, maanden of jaren.")),
        }
    }

    /// The unit behind a number: `1 week`, `6 weken`.
    fn naam(self, aantal: u16) -> &'static str {
        match (self, aantal == 1) {
            (Termijneenheid::Dagen, true) => "dag",
            (Termijneenheid::Dagen, false) => "dagen",
            (Termijneenheid::Werkdagen, true) => "werkdag",
            (Termijneenheid::Werkdagen, false) => "werkdagen",
            (Termijneenheid::Weken, true) => "week",
            (Termijneenheid::Weken, false) => "weken",
            (Termijneenheid::Maanden, true) => "maand",
            (Termijneenheid::Maanden, false) => "maanden",
            (Termijneenheid::Jaren, _) => "jaar",
        }
    }
}

/// On what a term rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grondslag {
    /// A law; the Algemene termijnenwet applies.
    Wet,
    /// A working agreement of the region or a message standard; the Algemene termijnenwet does not apply.
    Afspraak,
}

/// One term as the rule files know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termijnregel {
    /// How many units.
    pub aantal: u16,
    /// Of what.
    pub eenheid: Termijneenheid,
    /// Law or agreement.
    pub grondslag: Grondslag,
    /// Counted back from a day; then it is never extended (Algemene termijnenwet art. 1 lid 2).
    pub terug: bool,
    /// Article and status.
    pub bron: Bron,
}

/// The Algemene termijnenwet as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termijnenwet {
    /// Holidays (art. 3).
    pub feestdagen: Feestdagen,
    /// Shortest term in days that must hold working days (art. 2).
    pub werkdagen_vanaf_dagen: u16,
    /// Number of working days that such a term must hold (art. 2).
    pub werkdagen_minstens: u16,
    /// Longest term in days that is extended (art. 4).
    pub dagen_hoogstens: u16,
    /// Longest term in weeks that is extended (art. 4).
    pub weken_hoogstens: u16,
    /// Longest term in months that is extended (art. 4).
    pub maanden_hoogstens: u16,
}

/// Days during which a term to decide does not run (Awb art. 4:15). Half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opschorting {
    van: Datum,
    tot: Datum,
    grond: String,
}

impl Opschorting {
    /// From `van` up to but not including `tot`; `None` when that is no day. `grond` is one plain Dutch sentence.
    pub fn nieuw(van: Datum, tot: Datum, grond: impl Into<String>) -> Option<Opschorting> {
        (van < tot).then(|| Opschorting { van, tot, grond: grond.into() })
    }
}

/// A term that was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termijn {
    /// The day that it is counted from; the term itself runs from the day after.
    pub begin: Datum,
    /// Last day.
    pub uiterlijk: Datum,
    /// Why this day.
    pub uitleg: Uitleg,
}

/// Longest stretch of rest days that is looked through; the calendar never has more than about ten in a row.
const RUSTDAGEN_MAX: usize = 60;

/// Computes the last day of a term that is counted from `begin`, and says why.
pub fn bereken(
    regel: &Termijnregel,
    begin: Datum,
    opschortingen: &[Opschorting],
    wet: &Termijnenwet,
) -> Termijn {
    let mut uitleg = Uitleg::nieuw();
    let mut dag = tel(regel, begin, &wet.feestdagen);
    let artikel: Cow<'static, str> = Cow::Owned(regel.bron.artikel.clone());
    uitleg.stap("TRM-01", artikel, telzin(regel, begin, dag));
    if regel.terug {
        uitleg.stap(
            "TRM-05",
            "Algemene termijnenwet art. 1 lid 2",
            "Deze dag is teruggerekend. Dan schuift de dag niet op.",
        );
        return Termijn { begin, uiterlijk: dag, uitleg };
    }
    dag = schort_op(dag, begin, opschortingen, &mut uitleg);
    dag = rond_af(regel, begin, dag, wet, &mut uitleg);
    Termijn { begin, uiterlijk: dag, uitleg }
}

/// The same with an adjournment behind it (Awb art. 7:10 lid 3): it is counted from the last day that the term had before any weekend
/// or holiday moved it, so that nobody gains days twice.
pub fn bereken_verdaagd(
    regel: &Termijnregel,
    verdaging: &Termijnregel,
    begin: Datum,
    opschortingen: &[Opschorting],
    wet: &Termijnenwet,
) -> Termijn {
    let mut uitleg = Uitleg::nieuw();
    let eerst = tel(regel, begin, &wet.feestdagen);
    uitleg.stap("TRM-01", regel.bron.artikel.clone(), telzin(regel, begin, eerst));
    let eerst = schort_op(eerst, begin, opschortingen, &mut uitleg);
    let dag = tel(verdaging, eerst, &wet.feestdagen);
    let (n, eenheid) = (verdaging.aantal, verdaging.eenheid.naam(verdaging.aantal));
    let zin = format!("De beslissing is {n} {eenheid} verdaagd. De laatste dag wordt {}.", met_weekdag(dag));
    uitleg.stap("TRM-07", verdaging.bron.artikel.clone(), zin);
    let dag = rond_af(verdaging, eerst, dag, wet, &mut uitleg);
    Termijn { begin, uiterlijk: dag, uitleg }
}

/// Moves the last day on when the Algemene termijnenwet says so, and else says why it stays.
fn rond_af(regel: &Termijnregel, begin: Datum, dag: Datum, wet: &Termijnenwet, uitleg: &mut Uitleg) -> Datum {
    match regel.grondslag {
        Grondslag::Afspraak => {
            uitleg.stap(
                "TRM-06",
                "",
                "Dit is een werkafspraak en geen termijn uit een wet. De dag schuift niet op.",
            );
            dag
        }
        Grondslag::Wet if te_lang(regel, wet) => {
            uitleg.stap(
                "TRM-05",
                "Algemene termijnenwet art. 4",
                "De termijn is zo lang dat de dag niet opschuift.",
            );
            dag
        }
        Grondslag::Wet => verleng(regel, begin, dag, wet, uitleg),
    }
}

/// A day that is simply agreed or follows from another fact, with the sentence that says why.
pub fn vaste_dag(
    begin: Datum,
    uiterlijk: Datum,
    artikel: impl Into<Cow<'static, str>>,
    zin: impl Into<String>,
) -> Termijn {
    let mut uitleg = Uitleg::nieuw();
    uitleg.stap("TRM-01", artikel, zin);
    Termijn { begin, uiterlijk, uitleg }
}

fn tel(regel: &Termijnregel, begin: Datum, feestdagen: &Feestdagen) -> Datum {
    let n = i64::from(regel.aantal) * if regel.terug { -1 } else { 1 };
    let maanden = i32::from(regel.aantal) * if regel.terug { -1 } else { 1 };
    match regel.eenheid {
        Termijneenheid::Dagen => begin.plus_dagen(n),
        Termijneenheid::Weken => begin.plus_dagen(7 * n),
        Termijneenheid::Maanden => begin.plus_maanden(maanden),
        Termijneenheid::Jaren => begin.plus_jaren(maanden),
        Termijneenheid::Werkdagen => {
            let stap = if regel.terug { -1 } else { 1 };
            let mut dag = begin;
            for _ in 0..regel.aantal {
                dag = volgende_werkdag(dag.plus_dagen(stap), stap, feestdagen);
            }
            dag
        }
    }
}

fn volgende_werkdag(mut dag: Datum, stap: i64, feestdagen: &Feestdagen) -> Datum {
    for _ in 0..RUSTDAGEN_MAX {
        if feestdagen.is_werkdag(dag) {
            break;
        }
        dag = dag.plus_dagen(stap);
    }
    dag
}

fn telzin(regel: &Termijnregel, begin: Datum, dag: Datum) -> String {
    let (n, eenheid) = (regel.aantal, regel.eenheid.naam(regel.aantal));
    let richting = if regel.terug { "voor" } else { "na" };
    format!(
        "De termijn is {n} {eenheid}. {n} {eenheid} {richting} {} is {}.",
        begin.voluit(),
        met_weekdag(dag)
    )
}

/// Adds the days that the term stood still. Only a stop that begins while the term still runs counts.
fn schort_op(mut dag: Datum, begin: Datum, opschortingen: &[Opschorting], uitleg: &mut Uitleg) -> Datum {
    let mut volgorde: Vec<&Opschorting> = opschortingen.iter().collect();
    volgorde.sort_by_key(|o| (o.van, o.tot));
    let mut geteld_tot = begin;
    for o in volgorde {
        let van = o.van.max(geteld_tot);
        if van >= o.tot || o.van > dag {
            continue;
        }
        let dagen = van.dagen_tot(o.tot);
        dag = dag.plus_dagen(dagen);
        geteld_tot = o.tot;
        let woord = if dagen == 1 { "dag" } else { "dagen" };
        uitleg.stap(
            "TRM-02",
            "Awb art. 4:15",
            format!(
                "De termijn stond {dagen} {woord} stil, van {} tot {}. {} De laatste dag wordt {}.",
                van.voluit(),
                o.tot.voluit(),
                o.grond,
                met_weekdag(dag)
            ),
        );
    }
    dag
}

/// Terms that the Algemene termijnenwet leaves alone (art. 4 onder a).
fn te_lang(regel: &Termijnregel, wet: &Termijnenwet) -> bool {
    match regel.eenheid {
        Termijneenheid::Dagen | Termijneenheid::Werkdagen => regel.aantal > wet.dagen_hoogstens,
        Termijneenheid::Weken => regel.aantal > wet.weken_hoogstens,
        Termijneenheid::Maanden => regel.aantal > wet.maanden_hoogstens,
        Termijneenheid::Jaren => true,
    }
}

fn verleng(regel: &Termijnregel, begin: Datum, dag: Datum, wet: &Termijnenwet, uitleg: &mut Uitleg) -> Datum {
    let dag = minstens_werkdagen(regel, begin, dag, wet, uitleg);
    let nieuw = volgende_werkdag(dag, 1, &wet.feestdagen);
    if nieuw == dag {
        return dag;
    }
    let mut overgeslagen = String::new();
    for n in 0..dag.dagen_tot(nieuw) {
        let d = dag.plus_dagen(n);
        if let Some(r) = wet.feestdagen.rustdag(d) {
            overgeslagen.push_str(&format!("{} is {}. ", d.voluit(), r.naam()));
        }
    }
    let zin = format!("{overgeslagen}Daarom is de laatste dag {}.", met_weekdag(nieuw));
    uitleg.stap("TRM-03", "Algemene termijnenwet art. 1 lid 1 en art. 3", zin);
    nieuw
}

/// Extends a short term until it holds enough working days (Algemene termijnenwet art. 2).
fn minstens_werkdagen(
    regel: &Termijnregel,
    begin: Datum,
    dag: Datum,
    wet: &Termijnenwet,
    uitleg: &mut Uitleg,
) -> Datum {
    if regel.eenheid == Termijneenheid::Dagen && regel.aantal < wet.werkdagen_vanaf_dagen {
        return dag;
    }
    let (mut laatste, mut geteld) = (begin, 0);
    while geteld < wet.werkdagen_minstens {
        laatste = volgende_werkdag(laatste.plus_dagen(1), 1, &wet.feestdagen);
        geteld += 1;
    }
    if laatste <= dag {
        return dag;
    }
    let zin = format!(
        "In de termijn moeten minstens {} werkdagen zitten. Daarom is de laatste dag {}.",
        wet.werkdagen_minstens,
        met_weekdag(laatste)
    );
    uitleg.stap("TRM-04", "Algemene termijnenwet art. 2", zin);
    laatste
}

const WEEKDAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// `dinsdag 7 april 2026`.
pub fn met_weekdag(dag: Datum) -> String {
    let i = usize::from(dag.weekdag().unsigned_abs()).clamp(1, 7) - 1;
    format!("{} {}", WEEKDAGEN[i], dag.voluit())
}

#[cfg(test)]
#[path = "termijnen_toets.rs"]
mod tests;
