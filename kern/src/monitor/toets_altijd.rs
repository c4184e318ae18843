//! What must hold for any facts: figures add up, open to what is behind them, and do not give small numbers away.

use super::{
    feiten::{DossierFeit, Formeel, GemeenteFeit, IndicatieFeit},
    kolommen::Kolommen,
    *,
};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, Peil};
use alloc::{vec, vec::Vec};
use proptest::prelude::*;

const HELMOND: &str = "0794";
const DEURNE: &str = "0762";

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}
fn g(t: &str) -> Gemeentecode {
    Gemeentecode::lees(t).expect("test code")
}
fn nr(vanaf: i64, tot: Option<i64>) -> Formeel {
    Formeel { vanaf: JournaalNr(vanaf), tot: tot.map(JournaalNr) }
}
fn dossier(f: &mut Feiten, id: i64) {
    let open = nr(1, None);
    f.dossiers.neem_op([DossierFeit {
        dossier: DossierId(id),
        dossier_id: id,
        gemeente: g(HELMOND),
        formeel: open,
    }]);
}
fn aantal(f: &Feiten, peil: Peil, vraag: &Vraag) -> i64 {
    tel(f, peil, vraag)[0].uitkomst.aantal
}

/// Many dossiers with indicaties that overlap, join, end and are corrected, with everything that hangs on them.
fn willekeurig() -> impl Strategy<Value = Feiten> {
    let indicatie_s = (
        0i64..30,
        0u8..3,
        0i64..900,
        proptest::option::of(1i64..500),
        1i64..20,
        proptest::option::of(1i64..20),
    );
    let feit = (0i64..30, any::<bool>(), 0usize..4, 0i64..900);
    (proptest::collection::vec(indicatie_s, 0..90), proptest::collection::vec(feit, 0..60)).prop_map(
        |(indicaties, feiten)| {
            let begin = d("2024-01-01");
            let mut f = Feiten { regio: vec![g(HELMOND), g(DEURNE)], ..Feiten::default() };
            (0..30).for_each(|id| dossier(&mut f, id));
            let rijen =
                indicaties.iter().zip(100i64..).map(|((dossier, vorm, van, duur, vanaf, tot), id)| {
                    IndicatieFeit {
                        dossier: DossierId(*dossier),
                        indicatie_id: id,
                        besluit: BesluitId(id),
                        vorm: [Code::BW, Code::BT, Code::WMO_BEGELEIDING][usize::from(*vorm)],
                        leveringsvorm: if van % 3 == 0 { Code::PGB } else { Code::ZIN },
                        product: Code::GEEN,
                        van: begin.plus_dagen(*van),
                        tot: duur.map(|n| begin.plus_dagen(van + n)),
                        formeel: nr(*vanaf, tot.map(|t| vanaf + t)),
                    }
                });
            f.indicaties.neem_op(rijen.collect::<Vec<_>>());
            let rijen =
                feiten.iter().zip(1i64..).map(|((dossier, herkomst, gemeente, van), id)| GemeenteFeit {
                    dossier: DossierId(*dossier),
                    gemeentefeit_id: id,
                    herkomst: *herkomst,
                    gemeente: g([HELMOND, DEURNE, "0363", "0344"][*gemeente]),
                    van: begin.plus_dagen(*van),
                    tot: None,
                    formeel: nr(1, None),
                });
            f.gemeentefeiten.neem_op(rijen.collect::<Vec<_>>());
            f
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn begin_plus_instroom_min_uitstroom_is_eind(f in willekeurig(), dag in 0i64..1_200, bekend in 1i64..40) {
        let op = d("2024-01-01").plus_dagen(dag);
        let peil = Peil::op(op).bekend(JournaalNr(bekend));
        for tijdvak in [Tijdvak::Kwartaal, Tijdvak::TwaalfMaanden] {
            let n = |maat| aantal(&f, peil, &Vraag::nieuw(maat).over(tijdvak));
            let ervoor = Peil { op: tijdvak.periode(peil).van().plus_dagen(-1), ..peil };
            let begin = aantal(&f, ervoor, &Vraag::nieuw(Maat::Clienten));
            prop_assert_eq!(begin + n(Maat::Instroom) - n(Maat::Uitstroom), n(Maat::Clienten));
        }
    }

    #[test]
    fn elk_getal_is_de_lijst_erachter(f in willekeurig(), dag in 0i64..1_200) {
        let blik = Blik::nieuw(&f, Peil::op(d("2024-01-01").plus_dagen(dag)));
        for naam in Tabelnaam::ALLE {
            let t = tabel(&blik, *naam, Tijdvak::TwaalfMaanden);
            prop_assert!(t.rijen.iter().all(|r| r.cellen.len() == t.kolommen.len()));
            for cel in t.rijen.iter().flat_map(|r| &r.cellen) {
                let (Cijfer::Getal(n), Some(c)) = (cel.cijfer, &cel.achter) else { continue };
                let u = tel(&f, c.peil, &c.vraag)[0].uitkomst;
                let een_van = [Some(u.aantal), Some(u.som), u.mediaan, u.p90];
                prop_assert!(een_van.contains(&Some(n)), "{:?} {:?}", naam, c);
            }
        }
    }

    #[test]
    fn elke_tabel_is_uit_de_kolommen_dezelfde(f in willekeurig(), dag in 0i64..1_200, bekend in 1i64..40) {
        let profiel = Profiel { drempel: 5, afronding: 1, overheersing_promille: 500, marge_promille: 200 };
        let kolommen = Kolommen::bouw(&f, JournaalNr(40));
        let peil = Peil::op(d("2024-01-01").plus_dagen(dag)).bekend(JournaalNr(bekend));
        for profiel in [None, Some(&profiel)] {
            let rijen = Blik { profiel, ..Blik::nieuw(&f, peil) };
            let snel = Blik { kolommen: Some(&kolommen), ..rijen };
            for naam in Tabelnaam::ALLE {
                let t = tabel(&rijen, *naam, Tijdvak::TwaalfMaanden);
                prop_assert_eq!(tabel(&snel, *naam, Tijdvak::TwaalfMaanden), t);
            }
        }
    }

    #[test]
    fn rijen_en_kolommen_tellen_op_tot_het_totaal(f in willekeurig(), dag in 0i64..1_200) {
        let blik = Blik::nieuw(&f, Peil::op(d("2024-01-01").plus_dagen(dag)));
        for naam in [Tabelnaam::ClientenVorm, Tabelnaam::HerkomstVerblijf, Tabelnaam::ClientenKenmerk] {
            let t = tabel(&blik, naam, Tijdvak::Kwartaal);
            let waarden: Vec<i64> = t.rijen.iter().flat_map(|r| &r.cellen).map(|c| c.cijfer.getal().unwrap_or(-1)).collect();
            prop_assert!(Rooster::nieuw(t.rijen.len(), t.kolommen.len(), waarden).is_some(), "{:?}", naam);
        }
    }

    #[test]
    fn wat_het_bestuur_ziet_heeft_geen_klein_getal(f in willekeurig(), dag in 0i64..1_200) {
        let profiel = Profiel { drempel: 5, afronding: 1, overheersing_promille: 500, marge_promille: 200 };
        let blik = Blik { profiel: Some(&profiel), ..Blik::nieuw(&f, Peil::op(d("2024-01-01").plus_dagen(dag))) };
        for naam in Tabelnaam::ALLE {
            let t = tabel(&blik, *naam, Tijdvak::TwaalfMaanden);
            for cel in t.rijen.iter().flat_map(|r| &r.cellen) {
                let (Cijfer::Getal(n), Some(c)) = (cel.cijfer, &cel.achter) else { continue };
                let personen = tel(&f, c.peil, &c.vraag)[0].uitkomst.personen;
                let mag = !c.vraag.maat.over_personen() || personen == 0 || personen >= 5;
                prop_assert!(mag, "{:?} toont {} van {} mensen", naam, n, personen);
            }
        }
    }
}
