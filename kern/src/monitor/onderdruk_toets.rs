//! An attack on every publication: nobody may work out a hidden cell from what is shown.

use super::{
    onderdruk::{Inhoud, Profiel, verberg_kruis, verberg_reeks},
    rooster::Rooster,
    tel::Uitkomst,
};
use alloc::{vec, vec::Vec};
use proptest::prelude::*;

const BESTUUR: Profiel =
    Profiel { drempel: 5, afronding: 1, overheersing_promille: 500, marge_promille: 200 };
const OPENBAAR: Profiel = Profiel { drempel: 10, afronding: 5, ..BESTUUR };

fn aantal(n: i64) -> Uitkomst {
    Uitkomst { aantal: n, personen: n, som: n, mediaan: None, p90: None, grootste: i64::from(n > 0) }
}

/// Adds totals to a table without them.
fn met_totalen(kern: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let mut uit: Vec<Vec<i64>> =
        kern.iter().map(|r| r.iter().copied().chain([r.iter().sum()]).collect()).collect();
    let onder = (0..uit[0].len()).map(|k| uit.iter().map(|r| r[k]).sum()).collect();
    uit.push(onder);
    uit
}

fn publiceer(tabel: &[Vec<i64>], profiel: &Profiel) -> Vec<bool> {
    let reeks = |waarden: Vec<i64>| {
        let u: Vec<Uitkomst> = waarden.into_iter().map(aantal).collect();
        verberg_reeks(&u, Inhoud::Aantal, profiel)
    };
    let rijen = reeks(tabel.iter().map(|r| *r.last().expect("row with total")).collect());
    let kolommen = reeks(tabel.last().expect("row of totals").clone());
    let cellen: Vec<Uitkomst> = tabel.iter().flatten().map(|n| aantal(*n)).collect();
    verberg_kruis(&cellen, &rijen, &kolommen, Inhoud::Aantal, profiel)
}

/// All tables of whole numbers that agree with what is shown: the second, slow way to the bounds of a cell.
fn alle_oplossingen(tabel: &[Vec<i64>], verborgen: &[bool], hoogste: i64) -> Vec<Vec<i64>> {
    let (r, k) = (tabel.len() - 1, tabel[0].len() - 1);
    let mut uit = Vec::new();
    let aantal_kern = r * k;
    let mut kern = vec![0i64; aantal_kern];
    loop {
        let gevuld = met_totalen(&kern.chunks(k).map(<[i64]>::to_vec).collect::<Vec<_>>());
        let plat: Vec<i64> = gevuld.into_iter().flatten().collect();
        let klopt = tabel.iter().flatten().zip(&plat).zip(verborgen).all(|((a, b), v)| *v || a == b);
        if klopt {
            uit.push(plat);
        }
        let Some(i) = kern.iter().position(|w| *w < hoogste) else { return uit };
        kern[i] += 1;
        kern[..i].fill(0);
    }
}

fn tabel(rijen: usize, kolommen: usize, hoogste: i64) -> impl Strategy<Value = Vec<Vec<i64>>> {
    let cel = prop_oneof![2 => Just(0), 3 => 0..=4.min(hoogste), 3 => 0..=hoogste];
    proptest::collection::vec(proptest::collection::vec(cel, kolommen), rijen).prop_map(|k| met_totalen(&k))
}

fn grenzen_breed_genoeg(tabel: &[Vec<i64>], profiel: &Profiel) -> Result<(), TestCaseError> {
    let verborgen = publiceer(tabel, profiel);
    let plat: Vec<i64> = tabel.iter().flatten().copied().collect();
    let rooster = Rooster::nieuw(tabel.len(), tabel[0].len(), plat.clone()).expect("totals add up");
    for (c, x) in plat.iter().enumerate() {
        let klein = 0 < *x && *x < profiel.drempel;
        prop_assert!(!klein || verborgen[c], "cel {} is {} en staat er", c, x);
        if verborgen[c] {
            let (laag, hoog) = rooster.grenzen(&verborgen, c);
            prop_assert!(
                hoog - laag >= profiel.drempel,
                "cel {} ligt tussen {} en {}: {:?} {:?}",
                c,
                laag,
                hoog,
                tabel,
                verborgen
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn geen_verborgen_cel_is_nauwer_te_bepalen_dan_de_drempel(t in (2usize..8, 2usize..6).prop_flat_map(|(r, k)| tabel(r, k, 60))) {
        grenzen_breed_genoeg(&t, &BESTUUR)?;
        grenzen_breed_genoeg(&t, &OPENBAAR)?;
    }

    #[test]
    fn een_reeks_met_totaal_verraadt_geen_klein_getal(kern in proptest::collection::vec(prop_oneof![0i64..6, 0i64..80], 1..9)) {
        let mut reeks = kern.clone();
        reeks.push(kern.iter().sum());
        for profiel in [BESTUUR, OPENBAAR] {
            let u: Vec<Uitkomst> = reeks.iter().map(|n| aantal(*n)).collect();
            let verborgen = verberg_reeks(&u, Inhoud::Aantal, &profiel);
            let rooster = Rooster::nieuw(reeks.len(), 1, reeks.clone()).expect("total adds up");
            for c in (0..reeks.len()).filter(|c| verborgen[*c]) {
                let (laag, hoog) = rooster.grenzen(&verborgen, c);
                prop_assert!(hoog - laag >= profiel.drempel, "{:?} {:?} cel {}", reeks, verborgen, c);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn de_grenzen_zijn_precies_die_van_alle_mogelijke_tabellen(
        t in prop_oneof![tabel(2, 2, 3), tabel(2, 3, 1), tabel(3, 2, 1)],
        masker in proptest::collection::vec(any::<bool>(), 12),
    ) {
        let (rijen, kolommen) = (t.len(), t[0].len());
        let mut masker = masker[..rijen * kolommen].to_vec();
        masker[rijen * kolommen - 1] = false; // the total of totals is shown, else there is no end to the search
        let rooster = Rooster::nieuw(rijen, kolommen, t.iter().flatten().copied().collect()).expect("totals add up");
        let alle = alle_oplossingen(&t, &masker, t[rijen - 1][kolommen - 1]);
        for c in (0..masker.len()).filter(|c| masker[*c]) {
            let laag = alle.iter().map(|o| o[c]).min().expect("the table itself is a solution");
            let hoog = alle.iter().map(|o| o[c]).max().expect("the table itself is a solution");
            prop_assert_eq!(rooster.grenzen(&masker, c), (laag, hoog), "cel {} {:?} {:?}", c, t, masker);
        }
    }
}

#[test]
fn een_enkel_klein_getal_neemt_een_tweede_mee() {
    let verborgen = verberg_reeks(&[12, 3, 20, 35].map(aantal), Inhoud::Aantal, &BESTUUR);
    assert_eq!(verborgen, [true, true, false, false], "the smallest other number goes too");
}

#[test]
fn zonder_kleine_getallen_wordt_niets_verborgen() {
    assert_eq!(publiceer(&met_totalen(&[vec![5, 0], vec![7, 12]]), &BESTUUR), [false; 9]);
}

#[test]
fn een_rij_met_weinig_mensen_is_in_elke_tabel_verborgen() {
    let verborgen = publiceer(&met_totalen(&[vec![1, 1], vec![6, 9], vec![20, 30]]), &BESTUUR);
    assert!(verborgen[..3].iter().all(|v| *v), "{verborgen:?}");
    assert!(!verborgen[11], "the total of the region stays");
}

#[test]
fn een_bedrag_dat_van_een_persoon_is_wordt_verborgen() {
    let bedrag = |personen, som, grootste| Uitkomst {
        aantal: personen,
        personen,
        som,
        grootste,
        ..Uitkomst::default()
    };
    let reeks = [
        bedrag(8, 100_000, 60_000),
        bedrag(9, 90_000, 15_000),
        bedrag(20, 400_000, 30_000),
        bedrag(37, 590_000, 60_000),
    ];
    let verborgen = verberg_reeks(&reeks, Inhoud::Bedrag, &BESTUUR);
    assert_eq!(verborgen, [true, true, false, false]);
}

#[test]
fn openbare_aantallen_zijn_veelvouden_van_vijf() {
    let af: Vec<i64> = [0, 10, 12, 13, 17, 18].into_iter().map(|n| OPENBAAR.rond_af(n)).collect();
    assert_eq!(af, [0, 10, 10, 15, 15, 20]);
    assert_eq!(BESTUUR.rond_af(13), 13);
}
