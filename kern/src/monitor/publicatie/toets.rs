//! An attack on a row of editions. The reader below sees the published tables only, knows how their figures hang together from the
//! words above rows and columns, and solves for every hidden figure. Only the arithmetic is shared with what protects them.

extern crate std;
use super::lezer_toets::{Lezer, lees_editie, los_op, verbind};
use super::regio_toets::{laat_bekend, regio};
use super::*;
use crate::monitor::{Blik, Tabelnaam, Tijdvak, tabel};
use crate::stam::{Datum, JournaalNr, Kwartaal, Peil};
use alloc::{collections::BTreeMap, string::String};
use proptest::prelude::*;

pub(super) const BESTUUR: Profiel =
    Profiel { drempel: 5, afronding: 1, overheersing_promille: 500, marge_promille: 200 };
/// The profile for everybody, for a reader who somehow knows the figures before they were rounded: that reader knows more.
const OPENBAAR: Profiel = Profiel { drempel: 10, ..BESTUUR };
pub(super) const EDITIES: usize = 5;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

/// How many regions are attacked: a few in every run, as many as `PROPTEST_CASES` says in a long one.
pub(super) fn gevallen(gewoon: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|t| t.parse().ok()).unwrap_or(gewoon)
}

/// The published editions of successive quarters.
pub(super) fn edities(
    f: &Feiten,
    profiel: &Profiel,
    tijdvak: Tijdvak,
    samen: bool,
) -> Vec<(Kwartaal, Vec<Cijfertabel>)> {
    let bekend = |op: Datum| JournaalNr(op.dagnummer() + 21);
    let k = Kolommen::bouw(f, bekend(d("2030-01-01")));
    let mut kwartaal = Kwartaal::van_dag(d("2025-01-01"));
    let mut uit: Vec<(Kwartaal, Vec<Cijfertabel>)> = Vec::new();
    for _ in 0..EDITIES {
        let op = kwartaal.periode().tot_en_met().expect("a quarter ends");
        let blik = Blik { profiel: Some(profiel), ..Blik::nieuw(f, Peil::op(op).bekend(bekend(op))) };
        let nieuw: Vec<Cijfertabel> = Tabelnaam::ALLE.iter().map(|n| tabel(&blik, *n, tijdvak)).collect();
        if !samen {
            uit.push((kwartaal, nieuw));
            kwartaal = kwartaal.volgende();
            continue;
        }
        let eerder: Vec<&[Cijfertabel]> = uit.iter().map(|(_, t)| t.as_slice()).collect();
        let (tabellen, lekken) = publiceer(f, &k, profiel, nieuw, &eerder);
        assert_eq!(lekken, [], "edition of {kwartaal}");
        uit.push((kwartaal, tabellen));
        kwartaal = kwartaal.volgende();
    }
    let alle: Vec<&[Cijfertabel]> = uit.iter().map(|(_, t)| t.as_slice()).collect();
    assert!(!samen || super::lekken(f, &k, profiel, &alle).is_empty(), "all editions together");
    uit
}

/// What the reader of these editions can say about every hidden figure: name, bounds.
fn lees_alles(edities: &[(Kwartaal, Vec<Cijfertabel>)], tijdvak: Tijdvak) -> Vec<(String, (i64, i64))> {
    let mut l = Lezer::default();
    edities.iter().for_each(|(k, t)| lees_editie(&mut l, *k, t, tijdvak));
    verbind(&mut l);
    let namen: BTreeMap<usize, &String> = l.namen.iter().map(|(naam, nr)| (*nr, naam)).collect();
    for (n, naam) in &namen {
        assert!(
            !l.verborgen[*n] || l.gezien[*n].is_none(),
            "{naam} is hidden in one place and shown in another"
        );
    }
    los_op(&l).into_iter().map(|(n, grenzen)| (namen[&n].clone(), grenzen)).collect()
}

fn val_aan(f: &Feiten, profiel: &Profiel, tijdvak: Tijdvak) -> usize {
    let alles = lees_alles(&edities(f, profiel, tijdvak, true), tijdvak);
    let mut waar = Lezer::default();
    for (k, t) in edities(f, &Profiel::INTERN, tijdvak, true) {
        lees_editie(&mut waar, k, &t, tijdvak);
    }
    for (naam, (laag, hoog)) in &alles {
        let echt = waar.gezien[waar.namen[naam]].expect("nothing is hidden here");
        assert!(
            (*laag..=*hoog).contains(&echt),
            "the reader is wrong: {naam} is {echt}, not {laag} to {hoog}"
        );
        // A figure of many, hidden to guard another, may be told by what was published before; one of few is never.
        let van_weinigen = (1..profiel.drempel).contains(&echt);
        assert!(hoog - laag >= profiel.drempel || !van_weinigen, "{naam} lies between {laag} and {hoog}");
    }
    alles.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: gevallen(2), ..ProptestConfig::default() })]

    #[test]
    fn wie_alle_edities_heeft_rekent_niets_verborgens_uit(seed: u64, clienten in 20i64..300, kwartaal: bool) {
        let f = regio(seed, clienten);
        let tijdvak = if kwartaal { Tijdvak::Kwartaal } else { Tijdvak::TwaalfMaanden };
        val_aan(&f, &BESTUUR, tijdvak);
        val_aan(&f, &OPENBAAR, tijdvak);
    }
}

/// A figure that changed after it was published, because a message came late, is shown as it is known now. It gives nothing away
/// that the edition before kept hidden.
#[test]
fn late_berichten_geven_niets_weg() {
    let mut veranderd = 0;
    for seed in 0..2 {
        let f = laat_bekend(&regio(seed, 120));
        let edities = edities(&f, &BESTUUR, Tijdvak::TwaalfMaanden, true);
        let verloop =
            |e: usize| &edities[e].1.iter().find(|t| t.code == "clienten-verloop").expect("a table").rijen;
        for (e, toen) in (1..EDITIES).flat_map(|e| verloop(e - 1).iter().map(move |r| (e, r))) {
            let nu = verloop(e).iter().find(|r| r.kop == toen.kop);
            veranderd += nu.map_or(0, |nu| {
                toen.cellen.iter().zip(&nu.cellen).filter(|(a, b)| a.cijfer != b.cijfer).count()
            });
        }
    }
    assert!(veranderd > 0, "a late message must change a figure");
}

/// The attack has teeth: of tables that are each safe by themselves it takes some apart, and hides nothing where nothing is hidden.
#[test]
fn elke_tabel_apart_beschermen_is_niet_genoeg() {
    let mut nauw = 0;
    for seed in 0..12 {
        let f = regio(seed, 150);
        let alles = match std::panic::catch_unwind(|| {
            lees_alles(&edities(&f, &BESTUUR, Tijdvak::TwaalfMaanden, false), Tijdvak::TwaalfMaanden)
        }) {
            Ok(alles) => alles,
            Err(_) => continue, // hidden in one table and shown in another
        };
        nauw += alles.iter().filter(|(_, (laag, hoog))| hoog - laag < 5).count();
        if nauw > 0 {
            break;
        }
    }
    assert!(nauw > 0, "no hidden figure was found out");
    let f = regio(1, 150);
    let open = lees_alles(&edities(&f, &Profiel::INTERN, Tijdvak::Kwartaal, true), Tijdvak::Kwartaal);
    assert_eq!(open, [], "for those who see the cases nothing is hidden");
}
