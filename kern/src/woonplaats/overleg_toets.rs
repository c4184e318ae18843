//! An inwoner is never without a gemeente that acts and pays, whatever gemeenten do to each other.

use super::*;
use crate::woonplaats::proef::{c, d, regels};
use alloc::{vec, vec::Vec};
use proptest::prelude::*;

fn zaak() -> Zaak {
    Zaak::nieuw(c("0794"), d("2026-03-02")).expect("a gemeente")
}

fn loop_door(stappen: &[(Gebeurtenis, &str)]) -> Result<Zaak, &'static str> {
    stappen.iter().try_fold(zaak(), |z, (wat, op)| z.volgende(*wat, d(op)).map_err(|w| w.code))
}

const VENLO: &str = "0983";

fn vraag() -> (Gebeurtenis, &'static str) {
    (Gebeurtenis::Vraag(c(VENLO), Gegevens::Minimaal), "2026-03-03")
}

#[test]
fn een_warme_overdracht_vraagt_een_toezegging_en_een_plek() {
    use Gebeurtenis as G;
    let (over, neemt) = ((G::Overgedragen, "2026-04-01"), (G::NeemtOver, "2026-03-10"));
    assert_eq!(loop_door(&[over]), Err("WPB-72"));
    assert_eq!(loop_door(&[vraag(), over]), Err("WPB-72"));
    assert_eq!(loop_door(&[vraag(), neemt, over]), Err("WPB-73"));
    let te_laat = (G::PlekVanaf(d("2026-04-02")), "2026-03-20");
    assert_eq!(loop_door(&[vraag(), neemt, te_laat, over]), Err("WPB-73"));
    let op_tijd = (G::PlekVanaf(d("2026-04-01")), "2026-03-20");
    let klaar = loop_door(&[vraag(), neemt, op_tijd, over]).expect("a warm handover");
    assert_eq!(
        (klaar.verantwoordelijk(), klaar.betaalt(), klaar.stand()),
        (c(VENLO), c(VENLO), Stand::Alleen)
    );
    assert_eq!(klaar.sinds(), d("2026-04-01"));
    // Until that day nothing changed.
    let nog_niet = loop_door(&[vraag(), neemt, op_tijd]).expect("a place");
    assert_eq!((nog_niet.verantwoordelijk(), nog_niet.onder_voorbehoud()), (c("0794"), false));
}

#[test]
fn een_geschil_gaat_langs_drie_trappen_en_verandert_niets_voor_de_inwoner() {
    use Gebeurtenis as G;
    let tot_commissie =
        [vraag(), (G::Oneens, "2026-03-10"), (G::Hogerop, "2026-03-20"), (G::Hogerop, "2026-04-20")];
    let mut termijnen = Vec::new();
    for n in 1..=tot_commissie.len() {
        let z = loop_door(&tot_commissie[..n]).expect("steps in order");
        assert_eq!((z.verantwoordelijk(), z.betaalt(), z.onder_voorbehoud()), (c("0794"), c("0794"), n > 1));
        termijnen.extend(z.wachttijd().map(|w| (w.sleutel, w.begin)));
    }
    assert_eq!(
        termijnen,
        [
            ("overleg", d("2026-03-03")),
            ("geschil_contactpersonen", d("2026-03-10")),
            ("geschil_regioadviseur", d("2026-03-20")),
            ("geschil_commissie", d("2026-04-20")),
        ]
    );
    let na = |wat| {
        let mut stappen = tot_commissie.to_vec();
        stappen.push((wat, "2026-06-01"));
        loop_door(&stappen).map(|z| (z.verantwoordelijk(), z.stand()))
    };
    assert_eq!(na(G::Hogerop), Err("WPB-72"));
    assert_eq!(na(G::Advies(c("0743"))), Err("WPB-74"));
    assert_eq!(na(G::Advies(c("0794"))), Ok((c("0794"), Stand::Alleen)));
    // Binding advice against us still asks a warm handover.
    assert_eq!(na(G::Advies(c(VENLO))), Ok((c("0794"), Stand::Toegezegd(c(VENLO), None))));
    assert_eq!(na(G::NeemtOver), Ok((c("0794"), Stand::Toegezegd(c(VENLO), None))));
    assert_eq!(na(G::BlijftHier), Ok((c("0794"), Stand::Alleen)));
    assert_eq!(
        loop_door(&[vraag(), (G::Oneens, "2026-03-10"), (G::Advies(c(VENLO)), "2026-03-11")]),
        Err("WPB-72")
    );
}

#[test]
fn een_dossier_gaat_alleen_met_een_grond_naar_een_andere_gemeente() {
    use Gegevens as D;
    for (gegevens, goed) in [
        (D::Minimaal, true),
        (D::Dossier(Some(Deelgrond::Toestemming)), true),
        (D::Dossier(Some(Deelgrond::Medewerking)), true),
        (D::Dossier(None), false),
    ] {
        let uit = loop_door(&[(Gebeurtenis::Vraag(c(VENLO), gegevens), "2026-03-03")]);
        assert_eq!(uit.err(), (!goed).then_some("WPB-71"), "{gegevens:?}");
    }
}

#[test]
fn wat_niet_kan_wordt_geweigerd() {
    use Gebeurtenis as G;
    let vraag_aan = |g| loop_door(&[(G::Vraag(g, Gegevens::Minimaal), "2026-03-03")]).err();
    assert_eq!(vraag_aan(c("0794")), Some("WPB-70"));
    assert_eq!(vraag_aan(Gemeentecode::RNI), Some("WPB-70"));
    assert_eq!(Zaak::nieuw(Gemeentecode::RNI, d("2026-03-02")).map_err(|w| w.code), Err("WPB-70"));
    assert_eq!(loop_door(&[vraag(), (G::Oneens, "2026-03-02")]), Err("WPB-75"));
    assert!(loop_door(&[vraag(), (G::Oneens, "2026-03-03")]).is_ok(), "the same day may");
    assert_eq!(loop_door(&[vraag(), vraag()]), Err("WPB-72"));
    assert_eq!(loop_door(&[(G::Oneens, "2026-03-03")]), Err("WPB-72"));
}

#[test]
fn een_toezegging_kan_terug_en_haar_termijn_loopt_vanaf_de_plek() {
    use Gebeurtenis as G;
    let toegezegd = [vraag(), (G::NeemtOver, "2026-03-10")];
    let z = loop_door(&toegezegd).expect("promised");
    assert_eq!(z.wachttijd(), Some(Wachttijd { sleutel: "overdracht", begin: d("2026-03-10") }));
    let z = z.volgende(G::PlekVanaf(d("2026-04-01")), d("2026-03-11")).expect("a place");
    assert_eq!(z.wachttijd().map(|w| w.begin), Some(d("2026-04-01")));
    let oneens = z.volgende(G::Oneens, d("2026-03-12")).expect("they may still disagree");
    assert_eq!(oneens.stand(), Stand::Geschil(c(VENLO), Trap::Contactpersonen));
    assert_eq!(z.volgende(G::BlijftHier, d("2026-03-12")).map(|z| z.stand()), Ok(Stand::Alleen));
    assert_eq!(zaak().wachttijd(), None);
}

#[test]
fn de_uitleg_zegt_wie_aan_zet_is_en_wie_betaalt() {
    use Gebeurtenis as G;
    let zinnen = |stappen: &[(G, &str)]| -> Vec<alloc::string::String> {
        let uitleg = loop_door(stappen).expect("steps").uitleg(regels().gemeenten);
        assert_eq!(uitleg.stappen.iter().map(|s| s.code.as_ref()).collect::<Vec<_>>(), ["WPB-76", "WPB-77"]);
        uitleg.stappen.into_iter().map(|s| s.zin).collect()
    };
    assert_eq!(zinnen(&[])[0], "Helmond is aan zet.");
    assert!(zinnen(&[vraag()])[0].contains("Helmond overlegt met Venlo"));
    assert!(zinnen(&[vraag(), (G::NeemtOver, "2026-03-10")])[0].starts_with("Venlo neemt het over."));
    let geschil = zinnen(&[vraag(), (G::Oneens, "2026-03-10")]);
    assert!(geschil[0].contains("loopt gewoon door bij Helmond") && geschil[1].contains("onder voorbehoud"));
    assert!(!zinnen(&[])[1].contains("voorbehoud"));
}

fn gebeurtenis() -> impl Strategy<Value = Gebeurtenis> {
    use Gebeurtenis as G;
    let g = || prop::sample::select(vec!["0794", VENLO, "0743", "1999"]).prop_map(c);
    let deel = prop::sample::select(vec![
        Gegevens::Minimaal,
        Gegevens::Dossier(None),
        Gegevens::Dossier(Some(Deelgrond::Toestemming)),
    ]);
    prop_oneof![
        (g(), deel).prop_map(|(g, d)| G::Vraag(g, d)),
        Just(G::BlijftHier),
        Just(G::NeemtOver),
        (0i64..90).prop_map(|n| G::PlekVanaf(d("2026-03-01").plus_dagen(n))),
        Just(G::Overgedragen),
        Just(G::Oneens),
        Just(G::Hogerop),
        g().prop_map(G::Advies),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn een_inwoner_heeft_altijd_een_gemeente_die_handelt_en_betaalt(
        stappen in prop::collection::vec((gebeurtenis(), 0i64..20), 0..30)
    ) {
        let mut z = zaak();
        let mut dag = d("2026-03-02");
        let mut beloofd = None;
        for (wat, later) in stappen {
            dag = dag.plus_dagen(later);
            let voor = z;
            match z.volgende(wat, dag) {
                Ok(na) => z = na,
                // A refusal changes nothing.
                Err(_) => prop_assert_eq!(z, voor),
            }
            if wat == Gebeurtenis::Overgedragen && z != voor {
                prop_assert_eq!(Some(z.verantwoordelijk()), beloofd, "only who promised takes over");
            } else {
                prop_assert_eq!(z.verantwoordelijk(), voor.verantwoordelijk(), "only a handover changes who acts");
            }
            prop_assert!(z.verantwoordelijk() != Gemeentecode::RNI);
            prop_assert_eq!(z.betaalt(), z.verantwoordelijk());
            beloofd = match z.stand() { Stand::Toegezegd(g, Some(_)) => Some(g), _ => None };
            // Nobody waits without a term, except when nobody else is involved.
            prop_assert_eq!(z.wachttijd().is_none(), z.stand() == Stand::Alleen);
        }
    }
}
