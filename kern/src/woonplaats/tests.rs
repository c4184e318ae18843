//! What the table of cases (kern/tests/woonplaats.rs) leaves out.

use super::proef::{adressen, c, d, feiten, periode, regels};
use super::*;
use alloc::{vec, vec::Vec};

fn bw(van: &str, tot: &str, door: Option<&str>) -> EerderBw {
    EerderBw { periode: periode(van, tot), verstrekt_door: door.map(c), einde_onzeker: false }
}

#[test]
fn een_melding_voor_beschermd_wonen_mag_niet_worden_geweigerd_om_de_gemeente() {
    let mut f = feiten("2026-03-02", "0794");
    f.adressen = adressen(&[("0772", "W", "2010-01-01", "", "")]);
    for regime in [Regime::R0, Regime::R2] {
        let uit = verantwoordelijk(regime, &f, &regels());
        assert!(!uit.mag_afwijzen_andere_gemeente(), "{regime:?}");
    }
    assert!(verantwoordelijk(Regime::R1, &f, &regels()).mag_afwijzen_andere_gemeente());
    f.product = Some(Product::Opvang);
    for regime in [Regime::R0, Regime::R1, Regime::R2] {
        assert!(!verantwoordelijk(regime, &f, &regels()).mag_afwijzen_andere_gemeente(), "{regime:?}");
    }
    f.product = Some(Product::Bt);
    assert!(verantwoordelijk(Regime::R0, &f, &regels()).mag_afwijzen_andere_gemeente());
    // Only a certain answer may be a ground to refuse.
    f.identiteit_vast = false;
    assert!(!verantwoordelijk(Regime::R0, &f, &regels()).mag_afwijzen_andere_gemeente());
}

#[test]
fn onder_de_wet_van_nu_behandelt_de_gemeente_van_de_melding() {
    for product in [Product::Bw, Product::Opvang] {
        let mut f = feiten("2026-03-02", "0762");
        f.product = Some(product);
        f.adressen = adressen(&[("0855", "B", "2024-01-01", "", "")]);
        let uit = verantwoordelijk(Regime::R0, &f, &regels());
        assert_eq!((uit.status, uit.gemeente, uit.regel), (Status::Beslist, Some(c("0762")), "WPB-10"));
        assert!(uit.uitleg(regels().gemeenten).stappen.iter().any(|s| s.zin.contains("Deurne")));
    }
}

#[test]
fn lopend_beschermd_wonen_elders_vraagt_overleg_maar_verandert_niets() {
    let mut f = feiten("2026-03-02", "0794");
    f.eerder_bw = vec![bw("2024-01-01", "", Some("0983"))];
    let uit = verantwoordelijk(Regime::R0, &f, &regels());
    assert_eq!((uit.status, uit.gemeente), (Status::Beslist, Some(c("0794"))));
    assert_eq!(uit.taken, vec![Taak::OverlegMet(c("0983"))]);
}

#[test]
fn beschermd_thuis_volgt_het_woonadres() {
    let geval = |rijen: &[(&str, &str, &str, &str, &str)], onderzoek: bool| {
        let mut f = feiten("2026-03-02", "0794");
        f.product = Some(Product::Bt);
        f.adressen = adressen(rijen);
        f.adressen.iter_mut().for_each(|a| a.in_onderzoek = onderzoek);
        let uit = verantwoordelijk(Regime::R0, &f, &regels());
        (uit.status, uit.gemeente, uit.regel)
    };
    let asten = ("0743", "W", "2010-01-01", "2025-01-01", "");
    assert_eq!(
        geval(&[("0743", "W", "2010-01-01", "", "")], false),
        (Status::Beslist, Some(c("0743")), "WPB-11")
    );
    assert_eq!(
        geval(&[("0743", "W", "2010-01-01", "", "")], true),
        (Status::Mens, Some(c("0743")), "WPB-12")
    );
    assert_eq!(
        geval(&[asten, ("0794", "B", "2025-01-01", "", "")], false),
        (Status::Mens, Some(c("0743")), "WPB-12")
    );
    assert_eq!(
        geval(&[asten, ("1999", "W", "2025-01-01", "", "")], false),
        (Status::Mens, Some(c("0743")), "WPB-12")
    );
    assert_eq!(geval(&[], false), (Status::Mens, None, "WPB-12"));
}

#[test]
fn elke_bijzonderheid_is_een_stap_met_haar_regel() {
    type Draai = fn(&mut Feiten);
    let gevallen: Vec<(Regime, Draai, &str)> = vec![
        (Regime::R0, |_| {}, "WPB-00"),
        (Regime::R0, |f| f.spoed = true, "WPB-04"),
        (Regime::R0, |f| f.identiteit_vast = false, "WPB-05"),
        (Regime::R0, |f| f.eerder_bw = vec![bw("2024-01-01", "", Some("0983"))], "WPB-13"),
        (Regime::R2, |_| {}, "WPB-09"),
        (Regime::R2, |f| f.adressen = adressen(&[("0756", "W", "2010-01-01", "2021-06-01", "")]), "WPB-28"),
    ];
    for (regime, draai, regel) in gevallen {
        let mut f = feiten("2026-03-02", "0794");
        let heeft = |f: &Feiten| {
            verantwoordelijk(regime, f, &regels())
                .uitleg(regels().gemeenten)
                .stappen
                .iter()
                .any(|s| s.code == regel)
        };
        let gewoon = heeft(&f);
        draai(&mut f);
        assert!(heeft(&f), "{regel}");
        // What always holds is always said; what is special only then.
        assert_eq!(gewoon, ["WPB-00", "WPB-09"].contains(&regel), "{regel}");
    }
}

#[test]
fn de_poort_houdt_tegen_wat_een_mens_eerst_moet_weten() {
    type Draai = fn(&mut Feiten);
    let gevallen: Vec<(Draai, Status, &str, Option<Taak>)> = vec![
        (|f| f.product = None, Status::Mens, "WPB-01", None),
        (|f| f.geboren_op = Some(d("2008-03-03")), Status::Mens, "WPB-02", Some(Taak::Overgang18)),
        (|f| f.geboren_op = Some(d("2008-03-02")), Status::Beslist, "WPB-10", None),
        (|f| f.verblijfsrecht = Verblijfsrecht::Onbekend, Status::Mens, "WPB-03", Some(Taak::Verblijfsrecht)),
        (|f| f.verblijfsrecht = Verblijfsrecht::Rechtmatig, Status::Beslist, "WPB-10", None),
        (|f| f.identiteit_vast = false, Status::Bevestigen, "WPB-10", Some(Taak::Identiteit)),
        (|f| f.spoed = true, Status::Beslist, "WPB-10", Some(Taak::TijdelijkePlek)),
    ];
    for (draai, status, regel, taak) in gevallen {
        let mut f = feiten("2026-03-02", "0794");
        draai(&mut f);
        let uit = verantwoordelijk(Regime::R0, &f, &regels());
        assert_eq!((uit.status, uit.regel, uit.taken.first().copied()), (status, regel, taak));
        assert!(!uit.uitleg(regels().gemeenten).stappen.is_empty());
    }
}

#[test]
fn twaalf_maanden_na_beschermd_wonen_blijft_het_college_verantwoordelijk() {
    // The end is 2025-03-02, so the line is 2026-03-02; one day on either side a human looks at the end date.
    for (op, status, gemeente) in [
        ("2026-02-28", Status::Beslist, "0794"),
        ("2026-03-01", Status::Bevestigen, "0794"),
        ("2026-03-02", Status::Bevestigen, "0983"),
        ("2026-03-03", Status::Bevestigen, "0983"),
        ("2026-03-04", Status::Beslist, "0983"),
    ] {
        let mut f = feiten(op, "0983");
        f.eerder_bw = vec![bw("2023-01-01", "2025-03-02", Some("0794"))];
        f.adressen = adressen(&[("0983", "W", "2025-03-02", "", "")]);
        let uit = verantwoordelijk(Regime::R1, &f, &regels());
        assert_eq!((uit.status, uit.gemeente), (status, Some(c(gemeente))), "{op}");
    }
}

#[test]
fn zonder_zeker_college_beslist_een_mens() {
    let gevallen = [
        vec![bw("2024-01-01", "", None)],
        vec![bw("2024-01-01", "", Some("0794")), bw("2025-01-01", "", Some("0983"))],
        vec![bw("2023-01-01", "2026-01-01", Some("0794")), bw("2025-01-01", "2026-01-01", Some("0983"))],
    ];
    for eerder in gevallen {
        let mut f = feiten("2026-03-02", "0983");
        f.eerder_bw = eerder;
        let uit = verantwoordelijk(Regime::R1, &f, &regels());
        assert_eq!((uit.status, uit.gemeente), (Status::Mens, None));
    }
}

#[test]
fn een_instelling_buiten_de_lijst_geeft_twee_antwoorden() {
    let mut f = feiten("2026-03-02", "0855");
    let rijen =
        [("0743", "W", "2010-01-01", "2026-02-01", ""), ("0855", "W", "2026-02-01", "", "ziekenhuis")];
    f.adressen = adressen(&rijen);
    let uit = verantwoordelijk(Regime::R1, &f, &regels());
    assert_eq!((uit.status, uit.gemeente, uit.ook), (Status::Voorlopig, Some(c("0855")), Some(c("0743"))));
}

#[test]
fn wie_verhuist_tijdens_de_procedure_gaat_naar_een_mens() {
    let mut f = feiten("2026-03-02", "0743");
    f.adressen =
        adressen(&[("0743", "W", "2010-01-01", "2026-04-01", ""), ("0762", "W", "2026-04-01", "", "")]);
    f.aanvraag_op = Some(d("2026-04-10"));
    let uit = verantwoordelijk(Regime::R1, &f, &regels());
    assert_eq!((uit.status, uit.gemeente, uit.regel), (Status::Mens, Some(c("0743")), "WPB-26"));
}

#[test]
fn herkomst_is_de_laatst_bekende_inschrijving() {
    let geval = |rijen: &[(&str, &str, &str, &str, &str)]| {
        let mut f = feiten("2026-03-02", "0794");
        f.adressen = adressen(rijen);
        let uit = verantwoordelijk(Regime::R2, &f, &regels());
        (uit.status, uit.gemeente.map(|g| g.getal()), uit.regel)
    };
    assert_eq!(geval(&[("0855", "B", "2024-01-01", "", "")]), (Status::Beslist, Some(855), "WPB-31"));
    assert_eq!(
        geval(&[("0743", "W", "2010-01-01", "2025-01-01", "")]),
        (Status::Bevestigen, Some(743), "WPB-32")
    );
    assert_eq!(
        geval(&[("0743", "W", "2010-01-01", "2025-01-01", ""), ("1999", "W", "2025-01-01", "", "")]),
        (Status::Bevestigen, Some(743), "WPB-32")
    );
    assert_eq!(geval(&[("0983", "W", "2020-01-01", "", "ggz")]), (Status::Mens, None, "WPB-33"));
    // A gemeente that merged is counted as the one that follows it.
    assert_eq!(
        geval(&[("0756", "W", "2010-01-01", "2021-06-01", "")]),
        (Status::Bevestigen, Some(1982), "WPB-32")
    );
}

#[test]
fn het_wetsvoorstel_geldt_pas_vanaf_de_dag_van_het_besluit() {
    let mut r = regels();
    assert_eq!(r.regime_op(d("2030-01-01")), Regime::R0);
    r.r1_vanaf = Some(d("2028-01-01"));
    assert_eq!(r.regime_op(d("2027-12-31")), Regime::R0);
    assert_eq!(r.regime_op(d("2028-01-01")), Regime::R1);
}

/// A stored code comes back as what it was.
#[test]
fn codes_komen_terug() {
    assert_eq!(Product::ALLE.map(|x| Product::lees(x.code())), Product::ALLE.map(Some));
    assert_eq!(Verblijfsrecht::ALLE.map(|x| Verblijfsrecht::lees(x.code())), Verblijfsrecht::ALLE.map(Some));
    assert_eq!(Instelling::ALLE.map(|x| Instelling::lees(x.code())), Instelling::ALLE.map(Some));
    let functies = [Functie::Woonadres, Functie::Briefadres];
    assert_eq!(functies.map(|f| Functie::lees(f.code())), functies.map(Some));
    let statussen = [Status::Beslist, Status::Voorlopig, Status::Bevestigen, Status::Mens, Status::Geschil];
    assert_eq!(statussen.map(|s| Status::lees(s.code())), statussen.map(Some));
    let kenmerken = [Kenmerk::Nieuw, Kenmerk::Historisch];
    assert_eq!(kenmerken.map(|k| Kenmerk::lees(k.code())), kenmerken.map(Some));
    let regimes = [Regime::R0, Regime::R1, Regime::R2];
    assert_eq!(regimes.map(Regime::code), ["R0", "R1", "R2"]);
    assert_eq!(Product::lees("x").map(Product::code), None);
    assert_eq!(Verblijfsrecht::lees("x").map(Verblijfsrecht::code), None);
    assert_eq!(Functie::lees("X").map(Functie::code), None);
    assert_eq!(Status::lees("X").map(Status::code), None);
    assert_eq!(Kenmerk::lees("x").map(Kenmerk::code), None);
}

#[test]
fn namen_zijn_uniek() {
    use crate::woonplaats::overleg::Trap;
    let uniek = |namen: Vec<&'static str>| {
        let mut op_volgorde = namen.clone();
        op_volgorde.sort_unstable();
        op_volgorde.dedup();
        assert_eq!(op_volgorde.len(), namen.len(), "{namen:?}");
        assert!(namen.iter().all(|n| n.len() > 1 || ["W", "B"].contains(n)), "{namen:?}");
    };
    let statussen = [Status::Beslist, Status::Voorlopig, Status::Bevestigen, Status::Mens, Status::Geschil];
    uniek(Product::ALLE.map(Product::naam).to_vec());
    uniek(Verblijfsrecht::ALLE.map(Verblijfsrecht::naam).to_vec());
    uniek(Instelling::ALLE.map(Instelling::naam).to_vec());
    uniek(statussen.map(Status::naam).to_vec());
    uniek([Kenmerk::Nieuw, Kenmerk::Historisch].map(Kenmerk::naam).to_vec());
    uniek([Regime::R0, Regime::R1, Regime::R2].map(Regime::naam).to_vec());
    uniek([Trap::Contactpersonen, Trap::Regioadviseur, Trap::Commissie].map(Trap::code).to_vec());
}

#[test]
fn elke_stap_heeft_een_eigen_zin_met_een_artikel() {
    let (g, g2, dag) = (c("0794"), c("0983"), d("2026-03-02"));
    use Stapfeit as S;
    let stappen = [
        (S::Regime(Regime::R0, dag), "WPB-00", "zoals die was op 2 maart 2026"),
        (S::Regime(Regime::R1, dag), "WPB-00", "wetsvoorstel 36288"),
        (S::Regime(Regime::R2, dag), "WPB-00", "Gekeken is naar"),
        (S::Product(None), "WPB-01", "Nog niet duidelijk"),
        (S::Product(Some(Product::Bw)), "WPB-01", "accommodatie"),
        (S::Product(Some(Product::Bt)), "WPB-01", "eigen woning"),
        (S::Product(Some(Product::Opvang)), "WPB-01", "opvang"),
        (S::Minderjarig(18), "WPB-02", "nog geen 18"),
        (S::Verblijfsrecht, "WPB-03", "maatwerkvoorziening"),
        (S::Spoed, "WPB-04", "spoed"),
        (S::Identiteit, "WPB-05", "identiteit"),
        (S::Gemeld(Product::Bw, g), "WPB-10", "Helmond"),
        (S::Ingezetene(g), "WPB-11", "Helmond"),
        (S::IngezeteneOnbekend, "WPB-12", "geen woonadres"),
        (S::IngezeteneTwijfel, "WPB-12", "in onderzoek"),
        (S::LooptElders(g2), "WPB-13", "Venlo"),
        (S::BwEindeOnzeker, "WPB-19", "einddatum"),
        (S::BwLoopt(g), "WPB-20", "Helmond"),
        (S::BwCollegeOnbekend { loopt: true }, "WPB-20", "welk college"),
        (S::BwCollegeOnbekend { loopt: false }, "WPB-21", "welk college"),
        (S::BwGrens(dag), "WPB-21", "2 maart 2026"),
        (S::BwGeeindigd(dag, g), "WPB-21", "1 maart 2026"),
        (S::GeenWoonadres, "WPB-22", "geen woonadres"),
        (S::AdresTwijfel, "WPB-23", "in onderzoek"),
        (S::OnderdeelBAnders(g2), "WPB-24", "Venlo"),
        (S::VoorInstelling(Some(g2)), "WPB-24", "Venlo"),
        (S::VoorInstelling(None), "WPB-24", "geen zeker woonadres"),
        (S::VerhuisdTijdensVerblijf, "WPB-25", "tijdens het verblijf"),
        (S::AanvraagAnders(dag), "WPB-26", "2 maart 2026"),
        (S::Woonadres(g2), "WPB-27", "Venlo"),
        (S::BuitenLijst(g2), "WPB-27", "niet op de lijst"),
        (S::Opgegaan(g, g2), "WPB-28", "Helmond is opgegaan in Venlo"),
        (S::Gesplitst(g), "WPB-29", "verdeeld"),
        (S::HerkomstDoel, "WPB-09", "nooit een reden"),
        (S::VerblijftSinds(dag), "WPB-30", "2 maart 2026"),
        (S::HerkomstVoorVerblijf(g2), "WPB-30", "Venlo"),
        (S::HerkomstNu(g2, Functie::Woonadres), "WPB-31", "de laatste inschrijving."),
        (S::HerkomstNu(g2, Functie::Briefadres), "WPB-31", "briefadres"),
        (S::HerkomstEerder(g2), "WPB-32", "Venlo"),
        (S::HerkomstOnbekend, "WPB-33", "onbekend"),
    ];
    for (feit, code, deel) in stappen {
        let stap = feit.in_woorden(regels().gemeenten);
        assert_eq!(stap.code, code, "{feit:?}");
        assert!(stap.zin.contains(deel) && !stap.artikel.is_empty(), "{feit:?}: {}", stap.zin);
    }
    let artikel = |p| S::Gemeld(p, g).in_woorden(regels().gemeenten).artikel;
    assert!(artikel(Product::Bw).contains("onder b") && artikel(Product::Opvang).contains("onder c"));
}
