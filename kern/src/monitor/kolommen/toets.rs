//! Both roads give one number: counted row by row, and counted from the columns, on histories with corrections of every kind.

use super::*;
use crate::monitor::{
    Code, Eenheid, Feiten, Maat, Sleutel, Splitsing, Tijdvak, Vraag,
    feiten::{
        AanbiederFeit, BegrotingFeit, BesluitFeit, BoekingFeit, DossierFeit, Formeel, GeboorteFeit,
        Geldsoort, GemeenteFeit, IndicatieFeit, InstroomFeit, LeveringFeit, MeldingFeit, SchalingFeit,
        VerantwoordelijkeFeit, WachtFeit,
    },
    tel,
};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId, Peil};
use alloc::{sync::Arc, vec, vec::Vec};
use proptest::prelude::*;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}
fn g(t: &str) -> Gemeentecode {
    Gemeentecode::lees(t).expect("test code")
}
const GEMEENTEN: [&str; 4] = ["0794", "0762", "0363", "0344"];
const ACTS: i64 = 30;

/// A fact of any register: kind, dossier, two numbers to make it from, first day, length, act, act that closed it.
type Ruw = (u8, i64, i64, usize, i64, Option<i64>, i64, Option<i64>);

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

fn feit(f: &mut Feiten, nr: i64, r: &Ruw, formeel: Formeel) {
    let (dossier, sleutel) = (DossierId(r.1), r.1 * 4 + r.2); // a few keys per dossier, so that rows refer to each other
    let van = d("2024-01-01").plus_dagen(r.4);
    let tot = r.5.map(|n| van.plus_dagen(n));
    let gemeente = g(GEMEENTEN[r.3]);
    let oneven = r.4 % 2 == 1;
    let codes = |f: &mut Feiten| {
        ["toekenning", "afwijzing", "intrekking", "verhuisd"].map(|c| f.codes.neem_op(c))[r.3]
    };
    match r.0 {
        0 => f.dossiers.neem_op([DossierFeit { dossier, dossier_id: r.1, gemeente, formeel }]),
        1 | 2 => f.indicaties.neem_op([IndicatieFeit {
            dossier,
            indicatie_id: sleutel,
            besluit: BesluitId(sleutel),
            vorm: [Code::BW, Code::BT, Code::WMO_BEGELEIDING, Code::BT][r.3],
            leveringsvorm: if oneven { Code::PGB } else { Code::ZIN },
            product: Code::GEEN,
            van,
            tot,
            formeel,
        }]),
        3 => {
            let soort = codes(f);
            let melding = MeldingId(sleutel);
            f.besluiten.neem_op([BesluitFeit {
                dossier,
                besluit_id: sleutel,
                melding,
                soort,
                genomen_op: van,
                formeel,
            }]);
        }
        4 => f.meldingen.neem_op([MeldingFeit {
            dossier,
            melding_id: sleutel,
            ontvangen_op: van,
            herindicatie: r.3 == 0,
            formeel,
        }]),
        5 => f.instromen.neem_op([InstroomFeit {
            dossier,
            instroom_id: nr,
            melding: MeldingId(sleutel),
            kenmerk: if oneven { Code::NIEUW } else { Code::HISTORISCH },
            recidive: r.3 == 1,
            bepaald_op: van,
            formeel,
        }]),
        6 => f.verantwoordelijken.neem_op([VerantwoordelijkeFeit {
            dossier,
            verantwoordelijke_id: nr,
            gemeente,
            bevestigd_op: van,
            formeel,
        }]),
        7 => f.gemeentefeiten.neem_op([GemeenteFeit {
            dossier,
            gemeentefeit_id: nr,
            herkomst: oneven,
            gemeente,
            van,
            tot,
            formeel,
        }]),
        8 => {
            let reden = codes(f);
            f.schalingen.neem_op([SchalingFeit {
                dossier,
                schaling_id: nr,
                op: van,
                reden,
                bestemming: oneven.then_some(reden),
                formeel,
            }]);
        }
        9 => f.leveringen.neem_op([LeveringFeit {
            dossier,
            levering_id: nr,
            indicatie_id: sleutel,
            van,
            formeel,
        }]),
        10 => f.wachtplekken.neem_op([WachtFeit {
            dossier,
            wachtplek_id: nr,
            indicatie_id: sleutel,
            sinds_op: van,
            tot_op: tot,
            overbrugging: oneven,
            formeel,
        }]),
        _ if oneven => f.geboorten.neem_op([GeboorteFeit {
            dossier,
            geboorte_id: r.1,
            geboren_op: van.plus_maanden(-12 * (17 + 16 * i32::try_from(r.2).expect("small"))),
            formeel,
        }]),
        _ => {
            let aanbieder = f.codes.neem_op(["zorg_a", "zorg_b", "zorg_c", "zorg_d"][r.3]);
            f.aanbieders.neem_op([AanbiederFeit {
                dossier,
                toewijzing_id: nr,
                indicatie_id: sleutel,
                aanbieder,
                van,
                tot,
                formeel,
            }]);
        }
    }
}

fn boeking(f: &mut Feiten, r: &Ruw) {
    let maand = d("2024-01-01").plus_dagen(r.4).eerste_van_maand();
    let mut jaar: Vec<BoekingFeit> =
        f.boekingen.jaren().find(|(j, _)| *j == maand.jaar()).map(|(_, r)| r.to_vec()).unwrap_or_default();
    jaar.push(BoekingFeit {
        dossier: DossierId(r.1),
        indicatie_id: r.2,
        soort: [Geldsoort::Beschikt, Geldsoort::Gedeclareerd, Geldsoort::Betaald, Geldsoort::Betaald][r.3],
        gemeente: g(GEMEENTEN[usize::try_from(r.2).expect("small")]),
        vorm: Code::BW,
        leveringsvorm: Code::ZIN,
        kenmerk: Code::NIEUW,
        product: Code::GEEN,
        maand,
        // Now and then an amount that does not fit 32 bits.
        bedrag_cent: r.5.map_or(-9_000_000_000, |n| n * 100 - 20_000),
        nr: JournaalNr(r.6),
    });
    f.boekingen.zet(maand.jaar(), Arc::new(jaar));
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
            let snel = k.tel_in_kolommen(&f.codes, peil, &v);
            prop_assert!(snel.is_some() || maat == Maat::Begroot, "{:?} is not in the columns", v);
            prop_assert_eq!(k.tel(f, peil, &v), tel(f, peil, &v), "{:?} op {} bekend {}", v, op, bekend);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

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
        k.tel_in_kolommen(&f.codes, Peil::op(d(op)).bekend(JournaalNr(bekend)), &vraag)
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
