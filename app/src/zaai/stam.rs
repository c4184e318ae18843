//! The acts of the region itself: aanbieders, contracts, prices, places, budgets.

use super::akte::{Boek, Cel, Sleutel, c, co, ct};
use super::leven::Beschikt;
use super::levering::Plek;
use super::wereld::{AANBIEDERS, PRODUCTEN, Wereld, gemeente, tarief};
use crate::huis::Rol;
use kern::inkoop::Vorm;
use kern::stam::{Datum, Gemeentecode};
use std::collections::BTreeMap;

/// The region is source 0; clients count from 1.
pub(super) const REGIO: u32 = 0;

/// The key of an aanbieder: its act comes in the order of the list, after the act with the products.
pub(super) fn aanbieder_id(i: usize) -> Sleutel {
    Sleutel { bron: REGIO, act: i as u32 + 1, k: 1, boek: false }
}

fn dag(jaar: i16, maand: i8, dag: i8) -> Datum {
    Datum::nieuw(jaar, maand, dag).expect("a day that exists in every year of the demo")
}

/// Products and aanbieders, with contracts and the places that the history turned out to need.
pub(super) fn begin(w: &Wereld<'_>, plekken: &[Plek]) -> Boek {
    let mut b = Boek::nieuw(REGIO);
    let wie = w.wie(Rol::Contractmanager, None, 0);
    let eerste = w.begin.plus_dagen(1);
    let start = dag(eerste.jaar(), 1, 1);
    b.act(
        eerste,
        wie,
        "producten vastgesteld",
        "product",
        Some(Sleutel { bron: REGIO, act: 0, k: 0, boek: false }),
    );
    producten(&mut b);
    let pieken = pieken(plekken);
    for (i, a) in AANBIEDERS.iter().enumerate() {
        b.act(eerste, wie, "aanbieder toegevoegd", "aanbieder", None);
        let (id, contract) = (b.id(), b.id());
        let leeg: Option<Datum> = None;
        b.rij(
            "aanbieder",
            vec![
                ("aanbieder_id", Cel::Id(id)),
                ("naam", ct(a.naam)),
                ("agb", ct(a.agb)),
                ("gemeente", c(&gemeente(a.zetel))),
            ],
        );
        b.rij(
            "contract",
            vec![
                ("contract_id", Cel::Id(contract)),
                ("aanbieder_id", Cel::Id(id)),
                ("naam", ct("Raamovereenkomst Thuis in de wijk (illustratieve prijzen)")),
                ("geldig_van", c(&start)),
                ("geldig_tot", co(&Some(dag(w.tot.jaar() + 3, 1, 1)))),
            ],
        );
        tarieven(&mut b, contract, i, eerste.jaar());
        for p in a.producten {
            let piek = pieken.get(&(i, *p)).copied().unwrap_or(0);
            let ruim = if PRODUCTEN[*p].vorm == Vorm::Bw { 1 } else { 3 + piek / 10 };
            let capaciteit = b.id();
            b.rij(
                "capaciteit",
                vec![
                    ("capaciteit_id", Cel::Id(capaciteit)),
                    ("aanbieder_id", Cel::Id(id)),
                    ("productcode", ct(PRODUCTEN[*p].code)),
                    ("gemeente", c(&gemeente(a.zetel))),
                    ("plaatsen", c(&(piek + ruim))),
                    ("geldig_van", c(&start)),
                    ("geldig_tot", co(&leeg)),
                ],
            );
        }
    }
    b
}

fn producten(b: &mut Boek) {
    for p in PRODUCTEN {
        let velden = vec![
            ("productcode", ct(p.code)),
            ("categorie", ct(p.categorie)),
            ("naam", ct(p.naam)),
            ("vorm", ct(p.vorm.code())),
            ("eenheid", ct(p.eenheid.code())),
        ];
        b.rij("product", velden);
    }
}

fn tarieven(b: &mut Boek, contract: Sleutel, aanbieder: usize, jaar: i16) {
    for p in AANBIEDERS[aanbieder].producten {
        let id = b.id();
        b.rij(
            "tarief",
            vec![
                ("tarief_id", Cel::Id(id)),
                ("contract_id", Cel::Id(contract)),
                ("productcode", ct(PRODUCTEN[*p].code)),
                ("tarief_cent", c(&tarief(aanbieder, *p, jaar))),
                ("geldig_van", c(&dag(jaar, 1, 1))),
                ("geldig_tot", co(&Some(dag(jaar + 1, 1, 1)))),
            ],
        );
    }
}

/// When prices and budgets of a year are recorded: in September before it, as the first besluiten need them then,, the first year at the start.
pub(super) fn jaren(w: &Wereld<'_>) -> Vec<(Datum, i16)> {
    let eerste = w.begin.plus_dagen(1);
    let later = (eerste.jaar() + 1..=w.tot.jaar() + 1).map(|j| (dag(j - 1, 9, 15), j));
    let past = later.filter(|(d, _)| eerste < *d && *d <= w.tot);
    [(eerste, eerste.jaar())].into_iter().chain(past).collect()
}

/// The prices of a year.
pub(super) fn prijzen(w: &Wereld<'_>, b: &mut Boek, op: Datum, jaar: i16) {
    let wie = w.wie(Rol::Contractmanager, None, 0);
    for i in 0..AANBIEDERS.len() {
        let contract = Sleutel { k: 2, ..aanbieder_id(i) };
        b.act(op, wie, "tarieven vastgesteld", "contract", Some(contract));
        tarieven(b, contract, i, jaar);
    }
}

/// Adds up what was granted.
pub(super) fn tel_op(som: &mut BTreeMap<(i16, Gemeentecode, &'static str), i64>, bij: &[Beschikt]) {
    for x in bij {
        *som.entry((x.jaar, x.gemeente, x.vorm.code())).or_default() += x.bedrag.0;
    }
}

/// The highest number of clients at once, per aanbieder and product.
fn pieken(plekken: &[Plek]) -> BTreeMap<(usize, usize), i64> {
    let mut stappen: BTreeMap<(usize, usize), Vec<(Datum, i64)>> = BTreeMap::new();
    for p in plekken {
        let lijst = stappen.entry((p.aanbieder, p.product)).or_default();
        lijst.push((p.van, 1));
        lijst.push((p.tot, -1));
    }
    stappen
        .into_iter()
        .map(|(wat, mut lijst)| {
            lijst.sort();
            let (mut nu, mut piek) = (0, 0);
            for (_, n) in lijst {
                nu += n;
                piek = piek.max(nu);
            }
            (wat, piek)
        })
        .collect()
}
