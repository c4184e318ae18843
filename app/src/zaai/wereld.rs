//! The region around the clients: gemeenten, aanbieders, products, the calendar of terms. Organisations and prices are made up.

use super::akte::Doener;
use crate::besluit;
use crate::huis::{App, Fout, Rol, uitleg};
use crate::termijnen::{self, Soort};
use crate::woonplaats::beeld::Woonplaatsregels;
use kern::inkoop::{Eenheid, Vorm};
use kern::stam::termijnen::vaste_dag;
use kern::stam::{Cent, Datum, Gemeentecode};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Gemeenten with about their number of inhabitants in thousands (CBS, 1 January 2022).
const GEMEENTEN: &[(&str, u64)] =
    &[("0794", 93), ("0743", 17), ("0762", 33), ("1652", 31), ("1659", 23), ("0847", 20)];
/// Gemeenten outside the region from which people come.
const BUITEN: &[&str] = &["0772", "0855", "0796", "0363", "0984", "0983"];

/// Up to this size every message keeps its contents; beyond it only those of the last months, beyond the second none.
const ALLES_TOT: u32 = 1_000;
const INHOUD_TOT: u32 = 8_000;
/// Months of which contents are kept in between.
const INHOUD_MAANDEN: i32 = 3;

/// Year of the illustrative prices; other years follow by a fixed index.
const PRIJSJAAR: i16 = 2026;
const INDEX_PROMILLE: i64 = 1_038;

/// A product with its illustrative price in cents (no prices of a real region).
#[derive(Debug)]
pub(super) struct Product {
    pub code: &'static str,
    pub categorie: &'static str,
    pub naam: &'static str,
    pub vorm: Vorm,
    pub eenheid: Eenheid,
    pub prijs: i64,
}

pub(super) const PRODUCTEN: &[Product] = &[
    Product {
        code: "15A60",
        categorie: "15",
        naam: "Beschermd wonen met toezicht dag en nacht",
        vorm: Vorm::Bw,
        eenheid: Eenheid::Etmaal,
        prijs: 18_350,
    },
    Product {
        code: "15A66",
        categorie: "15",
        naam: "Beschermd wonen met toezicht nabij",
        vorm: Vorm::Bw,
        eenheid: Eenheid::Etmaal,
        prijs: 16_240,
    },
    Product {
        code: "18A72",
        categorie: "18",
        naam: "Beschermd thuis",
        vorm: Vorm::Bt,
        eenheid: Eenheid::Uur,
        prijs: 8_560,
    },
    Product {
        code: "18A73",
        categorie: "18",
        naam: "Beschermd thuis intensief",
        vorm: Vorm::Bt,
        eenheid: Eenheid::Uur,
        prijs: 9_180,
    },
    Product {
        code: "02A10",
        categorie: "02",
        naam: "Begeleiding individueel",
        vorm: Vorm::WmoBegeleiding,
        eenheid: Eenheid::Uur,
        prijs: 7_420,
    },
];

/// An aanbieder that does not exist: name, code, seat, which products.
#[derive(Debug)]
pub(super) struct Aanbieder {
    pub naam: &'static str,
    pub agb: &'static str,
    pub zetel: &'static str,
    pub producten: &'static [usize],
}

pub(super) const AANBIEDERS: &[Aanbieder] = &[
    Aanbieder { naam: "Stichting De Peelhoeve", agb: "98000101", zetel: "0794", producten: &[0, 1, 2, 3] },
    Aanbieder { naam: "Thuishaven Wonen en Zorg", agb: "98000202", zetel: "0794", producten: &[0, 1, 2] },
    Aanbieder { naam: "Herstelhuis Zuidoost", agb: "98000303", zetel: "0794", producten: &[0, 2, 3, 4] },
    Aanbieder { naam: "De Brede Aa", agb: "98000404", zetel: "0762", producten: &[1, 2, 4] },
    Aanbieder { naam: "Wooncollectief Kasteelzicht", agb: "98000505", zetel: "1652", producten: &[0, 1] },
    Aanbieder { naam: "Samen Vooruit Begeleiding", agb: "98000606", zetel: "0743", producten: &[2, 4] },
    Aanbieder { naam: "Buurtkracht Peelland", agb: "98000707", zetel: "0847", producten: &[2, 3, 4] },
    Aanbieder { naam: "Zorgerf De Lindehof", agb: "98000808", zetel: "1659", producten: &[1, 4] },
    Aanbieder { naam: "Ambulant Netwerk Molenland", agb: "98000909", zetel: "0794", producten: &[2, 3, 4] },
];

/// Price of a product at an aanbieder in a year, in cents: a little different per aanbieder.
pub(super) fn tarief(aanbieder: usize, product: usize, jaar: i16) -> Cent {
    let opslag = 994 + 2 * i64::try_from(aanbieder).unwrap_or(0);
    let mut prijs = PRODUCTEN[product].prijs * opslag / 1_000;
    for _ in jaar..PRIJSJAAR {
        prijs = prijs * 1_000 / INDEX_PROMILLE;
    }
    for _ in PRIJSJAAR..jaar {
        prijs = prijs * INDEX_PROMILLE / 1_000;
    }
    Cent(prijs)
}

/// The highest price of a product on a day: what a besluit is valued at.
pub(super) fn richttarief(product: usize, op: Datum) -> Cent {
    let wie = AANBIEDERS.iter().enumerate().filter(|(_, a)| a.producten.contains(&product));
    wie.map(|(i, _)| tarief(i, product, op.jaar())).max().unwrap_or(Cent(1))
}

/// A CBS code of a list above.
pub(super) fn gemeente(code: &str) -> Gemeentecode {
    Gemeentecode::lees(code).expect("the lists above hold valid codes")
}

/// A term as it is stored: last day and explanation.
pub(super) type Termijntekst = Arc<(Datum, String)>;

/// What everybody in the history shares.
pub(super) struct Wereld<'a> {
    pub app: &'a App,
    pub begin: Datum,
    pub tot: Datum,
    pub omvang: u32,
    pub mensen: Vec<(i64, Rol, Option<Gemeentecode>)>,
    /// Whether rows are being written: the first time everybody lives, nothing costly has to be made.
    schrijft: AtomicBool,
    termijnen: Mutex<HashMap<(Soort2, Datum), Termijntekst>>,
    versies: Mutex<HashMap<Datum, Arc<(String, String)>>>,
    besluitregels: Mutex<HashMap<Datum, Arc<kern::besluit::Regels>>>,
    woonregels: Mutex<HashMap<Datum, Arc<Woonplaatsregels>>>,
}

/// A kind of term as a key.
type Soort2 = &'static str;

/// Makes something once per day.
fn bewaard<T>(
    kas: &Mutex<HashMap<Datum, Arc<T>>>,
    op: Datum,
    maak: impl FnOnce() -> Result<T, Fout>,
) -> Result<Arc<T>, Fout> {
    let mut kas = kas.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(x) = kas.get(&op) {
        return Ok(Arc::clone(x));
    }
    let x = Arc::new(maak()?);
    kas.insert(op, Arc::clone(&x));
    Ok(x)
}

impl<'a> Wereld<'a> {
    pub(super) fn nieuw(
        app: &'a App,
        begin: Datum,
        tot: Datum,
        omvang: u32,
        mensen: Vec<(i64, Rol, Option<Gemeentecode>)>,
    ) -> Wereld<'a> {
        let (termijnen, versies) = (Mutex::default(), Mutex::default());
        let (besluitregels, woonregels) = (Mutex::default(), Mutex::default());
        let schrijft = AtomicBool::new(false);
        Wereld { app, begin, tot, omvang, mensen, schrijft, termijnen, versies, besluitregels, woonregels }
    }

    /// From now on rows are written.
    pub(super) fn schrijf(&self) {
        self.schrijft.store(true, Ordering::Relaxed);
    }

    /// Whether rows are written.
    pub(super) fn schrijft(&self) -> bool {
        self.schrijft.load(Ordering::Relaxed)
    }

    /// Whether messages of a day keep their contents: all of a small history, the last months of a larger one, none of a
    /// huge one.
    pub(super) fn houdt_inhoud(&self, dag: Datum) -> bool {
        let oud = dag < self.tot.plus_maanden(-INHOUD_MAANDEN);
        self.schrijft.load(Ordering::Relaxed)
            && self.omvang <= INHOUD_TOT
            && !(ALLES_TOT < self.omvang && oud)
    }

    /// The contents of a message, encrypted; nothing when nothing is written yet.
    pub(super) fn dicht(&self, inhoud: &[u8]) -> Result<Vec<u8>, Fout> {
        if !self.schrijft.load(Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        self.app.sleutels.versleutel("bericht.inhoud", inhoud)
    }

    /// A term that ends on the day it begins, for a reason that no rule has.
    pub(super) fn vaste_dag(&self, dag: Datum, bron: &'static str, zin: &str) -> Result<Termijntekst, Fout> {
        let t = vaste_dag(dag, dag, bron, zin);
        Ok(Arc::new((t.uiterlijk, uitleg::naar_json(&t.uitleg)?)))
    }

    /// The gemeenten of the demo with their weights.
    pub(super) fn gemeenten(&self) -> Vec<(Gemeentecode, u64)> {
        GEMEENTEN.iter().map(|(c, n)| (gemeente(c), *n)).collect()
    }

    /// Gemeenten outside the region.
    pub(super) fn buiten(&self) -> Vec<Gemeentecode> {
        BUITEN.iter().map(|c| gemeente(c)).collect()
    }

    /// Who acts in a role for a gemeente; `welke` chooses among colleagues.
    pub(super) fn wie(&self, rol: Rol, waar: Option<Gemeentecode>, welke: usize) -> Doener {
        let past = |m: &&(i64, Rol, Option<Gemeentecode>)| m.1 == rol && (m.2.is_none() || m.2 == waar);
        let wie: Vec<i64> = self.mensen.iter().filter(past).map(|m| m.0).collect();
        let gebruiker = wie.get(welke % wie.len().max(1)).copied().unwrap_or(0);
        Doener { gebruiker, rol: rol.code() }
    }

    /// The term of a kind from a day.
    pub(super) fn termijn(&self, soort: Soort, begin: Datum) -> Result<Termijntekst, Fout> {
        let mut kas = self.termijnen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(t) = kas.get(&(soort.code(), begin)) {
            return Ok(Arc::clone(t));
        }
        let t = termijnen::vooraf(&self.app.regels, soort, begin)?;
        let t = Arc::new((t.uiterlijk, uitleg::naar_json(&t.uitleg)?));
        kas.insert((soort.code(), begin), Arc::clone(&t));
        Ok(t)
    }

    /// A term on an agreed day.
    pub(super) fn afspraak(&self, begin: Datum, uiterlijk: Datum, zin: &str) -> Result<Termijntekst, Fout> {
        let t = vaste_dag(begin, uiterlijk, "Wmo 2015 art. 2.3.9 lid 1", zin);
        Ok(Arc::new((t.uiterlijk, uitleg::naar_json(&t.uitleg)?)))
    }

    /// Hash and list of the rule files behind a besluit of a day.
    pub(super) fn versies(&self, op: Datum) -> Result<Arc<(String, String)>, Fout> {
        bewaard(&self.versies, op, || {
            let (lijst, hash) = besluit::regels::versies(&self.app.regels, op)?;
            Ok((hash, serde_json::to_string(&lijst)?))
        })
    }

    /// The rules of a besluit of a day.
    pub(super) fn besluitregels(&self, op: Datum) -> Result<Arc<kern::besluit::Regels>, Fout> {
        bewaard(&self.besluitregels, op, || besluit::regels::op(&self.app.regels, op))
    }

    /// The rules of where somebody belongs, on a day.
    pub(super) fn woonregels(&self, op: Datum) -> Result<Arc<Woonplaatsregels>, Fout> {
        bewaard(&self.woonregels, op, || Woonplaatsregels::op(&self.app.regels, op))
    }

    /// The first working day of the week (Monday to Friday) at least `dagen` after `van`; nothing when the history ends before.
    /// The last day itself is left to whoever tries the demo.
    pub(super) fn later(&self, van: Datum, dagen: i64) -> Option<Datum> {
        let mut dag = van.plus_dagen(dagen);
        while 5 < dag.weekdag() {
            dag = dag.plus_dagen(1);
        }
        (dag < self.tot).then_some(dag)
    }
}
