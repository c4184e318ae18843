//! Both roads give one number: counted row by row, and counted from the columns, on histories with corrections of every kind.

use super::{
    feiten_toets::{ACTS, Ruw, boeking, d, feit, g},
    *,
};
use crate::monitor::{
    Blik, Cijfertabel, Code, Eenheid, Feiten, Geheugen, Gekozen, Gevraagd, Kop, Maat, Sleutel, Splitsing,
    Tabelnaam, Telling, Telwijze, Tijdvak, Vraag,
    feiten::{BegrotingFeit, Formeel},
    tabel, tel,
};
use crate::stam::{Datum, JournaalNr, Peil};
use alloc::{sync::Arc, vec, vec::Vec};
use core::cell::RefCell;
use proptest::prelude::*;

fn ruw() -> impl Strategy<Value = Vec<Ruw>> {
    let formeel = (1..ACTS, proptest::option::weighted(0.3, 1..12i64));
    let een = (0u8..13, 0i64..7, 0i64..4, 0usize..4, 0i64..900, proptest::option::of(1i64..500), formeel);
    proptest::collection::vec(een, 0..120).prop_map(|rijen| {
        let mut uit: Vec<Ruw> = Vec::new();
        for (soort, dossier, sleutel, keus, van, duur, (vanaf, tot)) in rijen {
            // A version of a row is made by one act: no two with the same key and number.
            let register = |r: &Ruw| {
                (if r.0 == 2 { 1 } else { r.0 }, r.1, if (1..11).contains(&r.0) { r.2 } else { 0 }, r.6)
            };
            let r = (soort, dossier, sleutel, keus, van, duur, vanaf, tot);
            if soort == 12 || uit.iter().all(|u| register(u) != register(&r)) {
                uit.push(r);
            }
        }
        uit
    })
}

/// Takes up the facts that were known after an act, as they stood then: what was closed later is still open.
fn neem_op(f: &mut Feiten, ruw: &[Ruw], sinds: i64, bekend: i64) {
    for (nr, r) in (100i64..).zip(ruw) {
        let tot = r.7.map(|t| r.6 + t).filter(|t| *t <= bekend);
        let nieuw = (sinds < r.6 && r.6 <= bekend) || tot.is_some_and(|t| sinds < t);
        if nieuw && r.0 < 12 {
            feit(f, nr, r, Formeel { vanaf: JournaalNr(r.6), tot: tot.map(JournaalNr) });
        } else if nieuw && r.6 > sinds {
            boeking(f, r);
        }
    }
}

fn leeg() -> Feiten {
    let begroting = BegrotingFeit {
        begroting_id: 1,
        jaar: 2025,
        gemeente: g("0794"),
        vorm: Code::BW,
        bedrag_cent: 100,
        vastgesteld: true,
        formeel: Formeel { vanaf: JournaalNr(1), tot: None },
    };
    Feiten { regio: vec![g("0794"), g("0762")], begrotingen: vec![begroting], ..Feiten::default() }
}

/// What was found before, the newest of every question.
#[derive(Default)]
struct Onthouden {
    antwoorden: RefCell<Vec<(Gevraagd, Arc<[Telling]>)>>,
    keuzes: RefCell<Vec<(Gekozen, Arc<Keuze>)>>,
}

impl Geheugen for Onthouden {
    fn vind(&self, wat: &Gevraagd) -> Option<(JournaalNr, Arc<[Telling]>)> {
        let alle = self.antwoorden.borrow();
        let zelfde =
            |g: &Gevraagd| g.bekend <= wat.bekend && *g == Gevraagd { bekend: g.bekend, ..wat.clone() };
        let beste = alle.iter().filter(|(g, _)| zelfde(g)).max_by_key(|(g, _)| g.bekend)?;
        Some((beste.0.bekend, Arc::clone(&beste.1)))
    }
    fn bewaar(&self, wat: Gevraagd, antwoord: &Arc<[Telling]>) {
        self.antwoorden.borrow_mut().push((wat, Arc::clone(antwoord)));
    }
    fn vind_keuze(&self, wat: &Gekozen) -> Option<(u32, Arc<Keuze>)> {
        let alle = self.keuzes.borrow();
        let zelfde = |g: &Gekozen| g.bekend <= wat.bekend && *g == Gekozen { bekend: g.bekend, ..*wat };
        let beste = alle.iter().filter(|(g, _)| zelfde(g)).max_by_key(|(g, _)| g.bekend)?;
        Some((beste.0.bekend, Arc::clone(&beste.1)))
    }
    fn bewaar_keuze(&self, wat: Gekozen, keuze: &Arc<Keuze>) {
        self.keuzes.borrow_mut().push((wat, Arc::clone(keuze)));
    }
}

/// Every maat, whole, by each side, by two sides, and with a filter: the same on both roads.
fn zelfde_cijfers(
    f: &Feiten,
    k: &Kolommen,
    op: Datum,
    bekend: i64,
    tijdvak: Tijdvak,
) -> Result<(), TestCaseError> {
    let peil = Peil::op(op).bekend(JournaalNr(bekend));
    for maat in Maat::ALLE {
        let vraag = || Vraag::nieuw(maat).over(tijdvak);
        let zijden = maat.splitsingen();
        let mut vragen = vec![vraag(), vraag().per(&zijden[..zijden.len().min(2)]), vraag().per(zijden)];
        vragen.extend(zijden.iter().map(|s| vraag().per(&[*s])));
        vragen.push(vraag().per(&zijden[1..2]).waar(Splitsing::Gemeente, Sleutel::Gemeente(g("0794"))));
        vragen.push(vraag().waar(zijden[1], Sleutel::Onbekend));
        for v in vragen {
            let snel = k.tel_in_kolommen(&f.codes, peil, &v, Telwijze::ALLES);
            prop_assert!(snel.is_some() || maat == Maat::Begroot, "{:?} is not in the columns", v);
            prop_assert_eq!(
                k.tel(f, peil, &v, Telwijze::ALLES),
                tel(f, peil, &v),
                "{:?} op {} bekend {}",
                v,
                op,
                bekend
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn beide_wegen_geven_een_getal(ruw in ruw(), dag in -10i64..1_500, bekend in 0..ACTS + 12, tijdvak in 0usize..4) {
        let mut f = leeg();
        neem_op(&mut f, &ruw, 0, i64::MAX);
        let k = Kolommen::bouw(&f, JournaalNr(ACTS + 12));
        zelfde_cijfers(&f, &k, d("2024-01-01").plus_dagen(dag), bekend, Tijdvak::ALLE[tijdvak])?;
    }

    #[test]
    fn handeling_na_handeling_is_hetzelfde_als_opnieuw(ruw in ruw(), stap in 1i64..9, dag in 0i64..1_200) {
        let (mut f, mut k) = (leeg(), Kolommen::bouw(&leeg(), JournaalNr(0)));
        let op = d("2024-01-01").plus_dagen(dag);
        let mut sinds = 0;
        while sinds < ACTS + 12 {
            let bekend = sinds + stap;
            neem_op(&mut f, &ruw, sinds, bekend);
            let wie = f.aangeraakt();
            k.werk_bij(&f, &wie, JournaalNr(bekend));
            sinds = bekend;
        }
        let opnieuw = Kolommen::bouw(&f, JournaalNr(sinds));
        prop_assert_eq!(k.aantal(), opnieuw.aantal());
        for bekend in [sinds, sinds / 2, 1] {
            zelfde_cijfers(&f, &k, op, bekend, Tijdvak::TwaalfMaanden)?;
        }
    }

    #[test]
    fn wat_onthouden_is_verandert_mee(ruw in ruw(), stap in 1i64..9, dag in 0i64..1_200) {
        let (mut f, mut k) = (leeg(), Kolommen::bouw(&leeg(), JournaalNr(0)));
        let op = d("2024-01-01").plus_dagen(dag);
        let g = Onthouden::default();
        let mut sinds = 0;
        while sinds < ACTS + 12 {
            let bekend = sinds + stap;
            neem_op(&mut f, &ruw, sinds, bekend);
            let wie = f.aangeraakt();
            k.werk_bij(&f, &wie, JournaalNr(bekend));
            sinds = bekend;
            for peil in [Peil::op(op), Peil::op(op).bekend(JournaalNr(bekend / 2))] {
                let vers = Blik { kolommen: Some(&k), ..Blik::nieuw(&f, peil) };
                let mee = Blik { geheugen: Some(&g), ..vers };
                for naam in Tabelnaam::ALLE {
                    let t = |b: &Blik<'_>| tabel(b, *naam, Tijdvak::TwaalfMaanden);
                    prop_assert_eq!(t(&mee), t(&vers), "op {}", op);
                }
            }
        }
    }

    #[test]
    fn de_grootste_gemeenten_en_de_rest_zijn_samen_alles(ruw in ruw(), dag in 0i64..1_200) {
        let mut f = leeg();
        neem_op(&mut f, &ruw, 0, i64::MAX);
        let alles = Blik::nieuw(&f, Peil::op(d("2024-01-01").plus_dagen(dag)));
        let grootste = Blik { gemeenten_max: 1, ..alles };
        for naam in Tabelnaam::ALLE {
            let t = |b: &Blik<'_>| tabel(b, *naam, Tijdvak::TwaalfMaanden);
            let (heel, kort) = (t(&alles), t(&grootste));
            prop_assert_eq!(kort.met_totaal.then(|| kort.rijen.last().map(|r| r.cellen.last().map(|c| c.cijfer))),
                heel.met_totaal.then(|| heel.rijen.last().map(|r| r.cellen.last().map(|c| c.cijfer))));
            if !kort.heeft_overig() || kort.maten.contains(&Maat::Begroot) {
                continue;
            }
            for k in 0..kort.kolommen.len().min(heel.kolommen.len()) {
                let som = |t: &Cijfertabel| {
                    t.gewone_rijen().iter().filter_map(|r| r.cellen.get(k)?.cijfer.getal()).sum::<i64>()
                };
                let zelfde = kort.kolommen[k].kop == heel.kolommen[k].kop && !matches!(kort.kolommen[k].kop, Kop::Tekst("Per cliënt"));
                prop_assert!(!zelfde || som(&kort) == som(&heel), "{:?} kolom {}", naam, k);
            }
        }
    }

    #[test]
    fn een_verloop_is_elke_dag_apart(ruw in ruw(), eerste in 0i64..900, stap in 1i64..120) {
        let mut f = leeg();
        neem_op(&mut f, &ruw, 0, i64::MAX);
        let k = Kolommen::bouw(&f, JournaalNr(ACTS + 12));
        let dagen: Vec<Datum> = (0..8).map(|n| d("2024-01-01").plus_dagen(eerste + n * stap)).collect();
        for maat in [Maat::Clienten, Maat::Wachtenden] {
            let reeksen = k.verloop(maat, &Indeling::per(&[]), &dagen).expect("days with a number");
            let n: Vec<i64> = dagen.iter().map(|op| tel(&f, Peil::op(*op), &Vraag::nieuw(maat))[0].uitkomst.aantal).collect();
            let snel = reeksen.rijen().next().map_or(vec![0; 8], |(_, c)| c.to_vec());
            prop_assert_eq!(snel, n, "{:?}", maat);
        }
    }
}

#[test]
fn wat_de_kolommen_niet_kennen_wordt_rij_voor_rij_geteld() {
    let f = leeg();
    let k = Kolommen::bouw(&f, JournaalNr(5));
    let vraag = Vraag::nieuw(Maat::Clienten);
    let in_kolommen = |op: &str, bekend: i64| {
        k.tel_in_kolommen(&f.codes, Peil::op(d(op)).bekend(JournaalNr(bekend)), &vraag, Telwijze::ALLES)
    };
    assert!(in_kolommen("2026-01-01", 5).is_some());
    assert!(in_kolommen("2026-01-01", 6).is_none(), "an act that was not taken up");
    assert!(
        in_kolommen("1949-12-31", 5).is_none() && in_kolommen("2150-01-01", 5).is_none(),
        "a day without a number"
    );
    assert!(k.reeks(Maat::Begroot).is_none() && Maat::Begroot.eenheid() == Eenheid::Cent);
}

#[test]
fn een_groep_met_te_veel_combinaties_gaat_verder_in_een_tweede_blok() {
    let mut codes = crate::monitor::Codes::default();
    let c: Vec<Sleutel> = (0..300).map(|n| Sleutel::Code(codes.neem_op(&alloc::format!("c{n}")))).collect();
    let inrichting = Inrichting { tot: true, wacht: false, waarde: true, dossier: false };
    let mut s = Stroken::nieuw(&[Splitsing::Gemeente, Splitsing::Product, Splitsing::Reden], inrichting);
    let groep = Sleutel::Gemeente(g("0794"));
    for n in 0..80_000usize {
        let sleutels = [groep, c[n % 300], c[n / 300]];
        let nr = u32::try_from(80_000 - n).expect("small");
        s.neem_op(&Strook {
            sleutels: &sleutels,
            teken: 1,
            van: 10,
            tot: 20,
            wacht: 0,
            waarde: 2,
            dossier: 0,
            nr,
        });
    }
    s.sluit();
    assert_eq!(s.aantal(), 80_000);
    let stand = |i: &Indeling<'_>| s.standen(i, &Vakken::momenten(&[9, 10, 20]));
    let alles = stand(&Indeling::per(&[Splitsing::Gemeente]));
    assert_eq!(alles.rijen().collect::<Vec<_>>(), [(&[groep][..], &[0, 80_000, 0][..])]);
    let eerder = Indeling { bekend: 1_000, ..Indeling::per(&[Splitsing::Product]) };
    assert_eq!(stand(&eerder).rijen().map(|(_, r)| r[1]).sum::<i64>(), 1_000);
    let geld = s.bestedingen(&Indeling::per(&[]), &Vakken::lopend(&[12, 15, 30]));
    assert_eq!(geld.rijen().next().map(|(_, r)| r.to_vec()), Some(vec![80_000 * 2 * 3, 80_000 * 2 * 5]));
}
