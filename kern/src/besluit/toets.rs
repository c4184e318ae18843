//! The law of the besluit as rows: facts, proposal, outcome.
#![allow(clippy::type_complexity, reason = "rows of a table: a code and what is changed")]

use super::*;
use crate::inkoop::Frequentie;
use crate::stam::feestdagen::tests::feestdagen;
use crate::stam::termijnen::{Grondslag, Termijneenheid};
use crate::stam::{Cent, Weigering};
use alloc::{string::ToString, vec};

const MOTIVERING: &str = "De inwoner kan niet zonder toezicht wonen. Dat blijkt uit het onderzoek.";

pub(super) fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

fn termijn(
    aantal: u16,
    eenheid: Termijneenheid,
    grondslag: Grondslag,
    terug: bool,
    artikel: &str,
) -> Termijnregel {
    Termijnregel {
        aantal,
        eenheid,
        grondslag,
        terug,
        bron: Bron { artikel: artikel.into(), status: "vastgesteld".into() },
    }
}

fn grond(code: &str, vormen: &[Vorm]) -> Grond {
    Grond {
        code: code.into(),
        zin: alloc::format!("Grond {code}."),
        artikel: "Wmo 2015".into(),
        vormen: vormen.into(),
    }
}

pub(super) fn regels() -> Regels {
    use {Grondslag::*, Termijneenheid::*};
    Regels {
        onderzoek: termijn(6, Weken, Wet, false, "Wmo 2015 art. 2.3.2 lid 1"),
        beslissing: termijn(2, Weken, Wet, false, "Wmo 2015 art. 2.3.5 lid 2"),
        bezwaar: termijn(6, Weken, Wet, false, "Awb art. 6:7"),
        toewijzing: termijn(5, Werkdagen, Afspraak, false, "Werkafspraak"),
        indicatie_einde: termijn(8, Weken, Afspraak, true, "Werkafspraak"),
        termijnenwet: Termijnenwet {
            feestdagen: feestdagen(),
            werkdagen_vanaf_dagen: 3,
            werkdagen_minstens: 2,
            dagen_hoogstens: 90,
            weken_hoogstens: 12,
            maanden_hoogstens: 3,
        },
        hoogstens_maanden: 60,
        hoogstens_bron: Bron { artikel: "Werkafspraak".into(), status: "concept".into() },
        afwijzingsgronden: vec![
            grond("eigen_kracht", &[Vorm::Bw, Vorm::Bt, Vorm::WmoBegeleiding]),
            grond("andere_gemeente", &[Vorm::Bt, Vorm::WmoBegeleiding]),
        ],
        herzieningsgronden: vec![grond("niet_aangewezen", &[]), grond("niet_toereikend", &[])],
    }
}

/// A dossier in which everything was done in the right order.
pub(super) fn stand() -> Stand {
    Stand {
        melding: Some(Melding { melding: MeldingId(1), ontvangen_op: d("2026-02-23") }),
        onderzoek: Some(Onderzoek {
            onderzoek_id: 2,
            afgerond_op: Some(d("2026-03-20")),
            advies: Some(Vorm::Bw),
        }),
        doelgroep: Some(Doelgroep { toets_id: 3, oordeel: true, getoetst_op: d("2026-03-02") }),
        verantwoordelijk: Some(Verantwoordelijk {
            verantwoordelijke_id: 4,
            gemeente: Gemeentecode::lees("0762").expect("code"),
            bevestigd_op: d("2026-03-03"),
        }),
        aanvraag: Some(Aanvraag {
            aanvraag_id: 5,
            ontvangen_op: d("2026-03-23"),
            vorm: Vorm::Bw,
            leveringsvorm: Leveringsvorm::Zin,
        }),
        indicaties: vec![],
        product: Some(product(Vorm::Bw, "15A01", Some(17_489))),
        beslisser: Beslisser::Trajectregisseur,
    }
}

fn product(vorm: Vorm, code: &str, tarief: Option<i64>) -> Product {
    Product {
        code: Productcode::lees(code).expect("code"),
        naam: alloc::format!("{vorm} basis"),
        vorm,
        eenheid: Eenheid::Etmaal,
        richttarief: tarief.map(Cent),
    }
}

fn verzoek() -> Verzoek {
    Verzoek {
        vorm: Vorm::Bw,
        leveringsvorm: Leveringsvorm::Zin,
        product: Productcode::lees("15A01").expect("code"),
        omvang: Omvang { volume: 7, eenheid: Eenheid::Etmaal, frequentie: Frequentie::Week },
        van: d("2026-04-01"),
        tot_en_met: Some(d("2027-03-31")),
        budget: None,
    }
}

fn met(strekking: Strekking) -> Voorstel {
    Voorstel { strekking, motivering: MOTIVERING.into(), bekend_op: d("2026-03-30") }
}

fn toekennen(pas_aan: impl Fn(&mut Verzoek)) -> Voorstel {
    let mut v = verzoek();
    pas_aan(&mut v);
    met(Strekking::Toekennen(v))
}

fn neem(stand: &Stand, voorstel: &Voorstel) -> Result<Besluit, Weigering> {
    beslis(stand, voorstel, &regels(), d("2026-03-30"))
}

fn code(r: Result<Besluit, Weigering>) -> &'static str {
    r.map_or_else(|w| w.code, |_| "ok")
}

/// A running indicatie beschermd wonen, 2026-01-01 to 2027-01-01.
pub(super) fn met_indicatie(mut s: Stand) -> Stand {
    s.indicaties = vec![Indicatie {
        indicatie_id: 9,
        besluit: BesluitId(8),
        inhoud: Toegekend {
            vorm: Vorm::Bw,
            leveringsvorm: Leveringsvorm::Zin,
            product: Productcode::lees("15A01").expect("code"),
            omvang: verzoek().omvang,
            bedrag: Cent(6_383_485),
            periode: Periode::nieuw(d("2026-01-01"), Some(d("2027-01-01"))).expect("period"),
        },
    }];
    s.melding = None;
    s
}

#[test]
fn een_volledig_dossier_geeft_een_toekenning_met_termijnen_en_uitleg() {
    let b = neem(&stand(), &toekennen(|_| ())).expect("granted");
    assert_eq!((b.soort, b.gemeente.to_string().as_str()), (Soort::Toekenning, "0762"));
    let t = b.toegekend.expect("granted");
    // 365 days at € 174,89.
    assert_eq!(t.bedrag, Cent(6_383_485));
    let dagen: alloc::vec::Vec<(Gevolg, alloc::string::String)> =
        b.termijnen.iter().map(|(g, t)| (*g, t.uiterlijk.to_string())).collect();
    assert_eq!(
        dagen,
        [
            (Gevolg::Bezwaar, "2026-05-11".to_string()),
            // Good Friday and Easter Monday are no working days.
            (Gevolg::Toewijzing, "2026-04-08".to_string()),
            (Gevolg::IndicatieEinde, "2027-02-03".to_string()),
        ]
    );
    let codes: alloc::vec::Vec<&str> = b.uitleg.stappen.iter().map(|s| s.code.as_ref()).collect();
    assert_eq!(codes, ["BSL-06", "BSL-08", "BSL-09", "BSL-10", "BSL-20", "BSL-27"]);
}

#[test]
fn dezelfde_invoer_geeft_altijd_hetzelfde_besluit() {
    assert_eq!(neem(&stand(), &toekennen(|_| ())), neem(&stand(), &toekennen(|_| ())));
}

/// What is missing in the facts, and the rule that says so.
#[test]
fn zonder_de_stappen_ervoor_is_er_geen_besluit() {
    let rijen: [(&str, fn(&mut Stand)); 9] = [
        ("BSL-06", |s| s.verantwoordelijk = None),
        ("BSL-07", |s| s.beslisser = Beslisser::Aandachtsfunctionaris),
        ("BSL-08", |s| s.aanvraag = None),
        ("BSL-09", |s| s.onderzoek = None),
        ("BSL-09", |s| s.onderzoek = s.onderzoek.map(|o| Onderzoek { afgerond_op: None, ..o })),
        ("BSL-10", |s| s.doelgroep = None),
        ("BSL-11", |s| s.doelgroep = s.doelgroep.map(|t| Doelgroep { oordeel: false, ..t })),
        ("BSL-24", |s| s.product = None),
        ("BSL-27", |s| s.product = Some(product(Vorm::Bw, "15A01", None))),
    ];
    for (verwacht, pas_aan) in rijen {
        let mut s = stand();
        pas_aan(&mut s);
        assert_eq!(code(neem(&s, &toekennen(|_| ()))), verwacht);
    }
}

/// What is wrong with the request, and the rule that says so.
#[test]
fn een_verzoek_dat_niet_klopt_wordt_geweigerd() {
    let rijen: [(&str, fn(&mut Verzoek)); 11] = [
        ("BSL-19", |v| v.van = d("2026-02-22")),
        ("BSL-20", |v| v.tot_en_met = None),
        ("BSL-21", |v| v.tot_en_met = Some(d("2026-03-31"))),
        ("BSL-22", |v| v.tot_en_met = Some(d("2031-04-01"))),
        ("ok", |v| v.tot_en_met = Some(d("2031-03-31"))),
        ("BSL-25", |v| v.vorm = Vorm::Bt),
        ("BSL-26", |v| v.omvang.volume = 0),
        ("BSL-26", |v| v.omvang.eenheid = Eenheid::Uur),
        ("BSL-42", |v| v.omvang.volume = 8),
        ("BSL-42", |v| (v.omvang.volume, v.omvang.frequentie) = (2, Frequentie::Dag)),
        ("BSL-28", |v| v.leveringsvorm = Leveringsvorm::Pgb),
    ];
    for (verwacht, pas_aan) in rijen {
        assert_eq!(code(neem(&stand(), &toekennen(pas_aan))), verwacht);
    }
}

#[test]
fn de_brief_is_niet_eerder_dan_het_besluit() {
    let mut v = toekennen(|_| ());
    v.bekend_op = d("2026-03-29");
    assert_eq!(code(neem(&stand(), &v)), "BSL-05");
    v.bekend_op = d("2026-05-01");
    assert_eq!(code(neem(&stand(), &v)), "BSL-43", "nobody sends a letter more than a month later");
    v.bekend_op = d("2026-04-30");
    assert_eq!(code(neem(&stand(), &v)), "ok");
}

#[test]
fn twee_indicaties_tegelijk_kan_niet() {
    let mut s = met_indicatie(stand());
    s.melding = stand().melding;
    assert_eq!(code(neem(&s, &toekennen(|_| ()))), "BSL-23");
    let erna = toekennen(|v| (v.van, v.tot_en_met) = (d("2027-01-01"), Some(d("2027-12-31"))));
    assert_eq!(code(neem(&s, &erna)), "ok");
}

#[test]
fn een_pgb_boven_de_prijs_in_natura_wordt_gemeld_en_niet_stil_toegestaan() {
    let pgb = |cent| toekennen(move |v| (v.leveringsvorm, v.budget) = (Leveringsvorm::Pgb, Some(Cent(cent))));
    let duur = neem(&stand(), &pgb(7_000_000)).expect("granted");
    assert!(duur.uitleg.stappen.iter().any(|s| s.code == "BSL-29"));
    assert!(duur.termijnen.iter().all(|(g, _)| *g != Gevolg::Toewijzing), "a pgb needs no toewijzing");
    let gewoon = neem(&stand(), &pgb(6_000_000)).expect("granted");
    assert!(gewoon.uitleg.stappen.iter().all(|s| s.code != "BSL-29"));
    assert_eq!(gewoon.toegekend.expect("granted").bedrag, Cent(6_000_000));
}

#[test]
fn wmo_begeleiding_vraagt_geen_doelgroeptoets_en_mag_van_de_aandachtsfunctionaris() {
    let mut s = stand();
    (s.doelgroep, s.beslisser) = (None, Beslisser::Aandachtsfunctionaris);
    s.product = Some(product(Vorm::WmoBegeleiding, "02A03", Some(7_887)));
    let v = toekennen(|v| {
        (v.vorm, v.product) = (Vorm::WmoBegeleiding, Productcode::lees("02A03").expect("code"))
    });
    assert_eq!(code(neem(&s, &v)), "ok");
}

/// Form that was asked for, ground, motivering, outcome.
#[test]
fn afwijzen_vraagt_een_grond_uit_de_wet_en_een_motivering() {
    for (vorm, grond, motivering, verwacht) in [
        (Vorm::Bw, "eigen_kracht", MOTIVERING, "ok"),
        (Vorm::Bw, "eigen_kracht", "te kort", "BSL-12"),
        (Vorm::Bw, "", MOTIVERING, "BSL-13"),
        (Vorm::Bw, "woont_elders", MOTIVERING, "BSL-13"),
        // Wmo 2015 art. 1.2.1 onder b: a report for beschermd wonen goes to any gemeente.
        (Vorm::Bw, "andere_gemeente", MOTIVERING, "BSL-14"),
        (Vorm::Bt, "andere_gemeente", MOTIVERING, "ok"),
    ] {
        let mut s = stand();
        s.aanvraag = s.aanvraag.map(|a| Aanvraag { vorm, ..a });
        let v =
            Voorstel { motivering: motivering.into(), ..met(Strekking::Afwijzen { grond: grond.into() }) };
        assert_eq!(code(neem(&s, &v)), verwacht, "{vorm} {grond}");
    }
}

#[test]
fn afwijzen_kan_ook_zonder_doelgroep() {
    let mut s = stand();
    s.doelgroep = s.doelgroep.map(|t| Doelgroep { oordeel: false, ..t });
    let b =
        neem(&s, &met(Strekking::Afwijzen { grond: "eigen_kracht".into() })).expect("refused on a ground");
    assert_eq!((b.soort, b.termijnen.len()), (Soort::Afwijzing, 1));
    assert!(b.toegekend.is_none() && b.grond.is_some());
}

/// Ground, first day without, outcome, last day that is left.
#[test]
fn intrekken_kan_alleen_op_een_grond_van_de_wet_en_binnen_de_periode() {
    for (grond, per, verwacht, laatste) in [
        ("niet_aangewezen", "2026-05-01", "ok", Some("2026-04-30")),
        ("niet_aangewezen", "2026-01-01", "ok", None),
        ("verhuizing", "2026-05-01", "BSL-15", None),
        ("niet_aangewezen", "2027-01-01", "BSL-17", None),
        ("niet_aangewezen", "2025-12-31", "BSL-17", None),
    ] {
        let v = met(Strekking::Intrekken { indicatie_id: 9, grond: grond.into(), per: d(per) });
        let r = neem(&met_indicatie(stand()), &v);
        if let Ok(b) = &r {
            let rest = b.ingekort.expect("shortened").periode.and_then(|p| p.tot_en_met());
            assert_eq!(rest.map(|x| x.to_string()).as_deref(), laatste, "{per}");
        }
        assert_eq!(code(r), verwacht, "{grond} {per}");
    }
    let onbekend =
        met(Strekking::Intrekken { indicatie_id: 7, grond: "niet_aangewezen".into(), per: d("2026-05-01") });
    assert_eq!(code(neem(&met_indicatie(stand()), &onbekend)), "BSL-16");
}

#[test]
fn herzien_sluit_de_oude_indicatie_op_de_dag_dat_de_nieuwe_begint() {
    let mut s = met_indicatie(stand());
    s.product = Some(product(Vorm::Bt, "15B01", Some(6_758)));
    let nieuw = Verzoek {
        vorm: Vorm::Bt,
        product: Productcode::lees("15B01").expect("code"),
        van: d("2026-05-01"),
        tot_en_met: Some(d("2027-04-30")),
        ..verzoek()
    };
    let herzien =
        |nieuw: Verzoek| met(Strekking::Herzien { indicatie_id: 9, grond: "niet_aangewezen".into(), nieuw });
    let b = neem(&s, &herzien(nieuw.clone())).expect("revised");
    assert_eq!(b.soort, Soort::Herziening);
    assert_eq!(b.ingekort.and_then(|i| i.periode).and_then(|p| p.tot()), Some(d("2026-05-01")));
    assert_eq!(b.toegekend.map(|t| t.periode.van()), Some(d("2026-05-01")));
    // A day on which the old one does not run.
    let later = Verzoek { van: d("2027-02-01"), ..nieuw };
    assert_eq!(code(neem(&s, &herzien(later))), "BSL-17");
    // Exactly the same as before.
    s.product = Some(product(Vorm::Bw, "15A01", Some(17_489)));
    let gelijk = Verzoek { van: d("2026-01-01"), tot_en_met: Some(d("2026-12-31")), ..verzoek() };
    assert_eq!(code(neem(&s, &herzien(gelijk))), "BSL-18");
}

#[test]
fn een_korte_indicatie_vraagt_meteen_een_heronderzoek() {
    let b = neem(&stand(), &toekennen(|v| v.tot_en_met = Some(d("2026-04-30")))).expect("granted");
    let einde = b.termijnen.iter().find(|(g, _)| *g == Gevolg::IndicatieEinde).expect("term");
    assert_eq!(einde.1.uiterlijk, d("2026-03-30"));
}
