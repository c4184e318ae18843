//! What would change an outcome is found by computing it.

use super::*;
use crate::woonplaats::{
    EerderBw, Verblijf,
    proef::{adressen, c, d, feiten, periode, regels},
};
use alloc::{vec, vec::Vec};

fn gevolg(regime: Regime, f: &Feiten) -> Vec<(Verandering, Status, Option<Gemeentecode>)> {
    let wendingen = wat_verandert(regime, f, &regels());
    wendingen.into_iter().map(|w| (w.verandering, w.antwoord.status, w.antwoord.gemeente)).collect()
}

fn woont_in_asten() -> Feiten {
    let mut f = feiten("2026-03-02", "0794");
    f.adressen = adressen(&[("0743", "W", "2010-01-01", "", "")]);
    f
}

#[test]
fn onder_de_wet_van_nu_verandert_alleen_wat_telt() {
    use Verandering as V;
    assert_eq!(
        gevolg(Regime::R0, &woont_in_asten()),
        [
            (V::Product(Product::Bt), Status::Beslist, Some(c("0743"))),
            (V::Verblijfsrecht { recht: false }, Status::Mens, None),
            (V::Identiteit { vast: false }, Status::Bevestigen, Some(c("0794"))),
            (V::GemeldBij(c("0743")), Status::Beslist, Some(c("0743"))),
        ]
    );
}

#[test]
fn wie_hier_al_woont_kan_zich_ook_elders_melden() {
    let mut f = woont_in_asten();
    f.melding_gemeente = c("0743");
    let elders = |f: &Feiten| {
        let mut w = wat_verandert(Regime::R0, f, &regels()).into_iter();
        w.find(|w| matches!(w.verandering, Verandering::GemeldElders(_))).map(|w| w.zin(regels().gemeenten))
    };
    let zin = "Als de melding bij een andere gemeente is gedaan, bijvoorbeeld Utrecht, dan is Utrecht verantwoordelijk.";
    assert_eq!(elders(&f).as_deref(), Some(zin));
    f.melding_gemeente = c("0344");
    f.adressen = adressen(&[("0344", "W", "2010-01-01", "", "")]);
    assert!(elders(&f).is_some_and(|z| z.contains("Eindhoven")));
    f.product = Some(Product::Bt);
    assert_eq!(elders(&f), None, "beschermd thuis goes by the woonadres");
}

#[test]
fn onder_het_wetsvoorstel_verandert_ook_wat_over_het_adres_bekend_is() {
    use Verandering as V;
    assert_eq!(
        gevolg(Regime::R1, &woont_in_asten()),
        [
            (V::Product(Product::Opvang), Status::Beslist, Some(c("0794"))),
            (V::Verblijfsrecht { recht: false }, Status::Mens, None),
            (V::Identiteit { vast: false }, Status::Bevestigen, Some(c("0743"))),
            (V::Adres { zeker: false }, Status::Mens, Some(c("0743"))),
            (V::AdresVanInstelling, Status::Mens, None),
            (V::Briefadres, Status::Mens, None),
        ]
    );
}

#[test]
fn wat_ontbreekt_wordt_met_elk_antwoord_gerekend() {
    use Verandering as V;
    let mut f = woont_in_asten();
    f.product = None;
    let uit = gevolg(Regime::R0, &f);
    for (p, g) in [(Product::Bw, "0794"), (Product::Bt, "0743"), (Product::Opvang, "0794")] {
        assert!(uit.contains(&(V::Product(p), Status::Beslist, Some(c(g)))), "{p:?}");
    }
    let mut f = woont_in_asten();
    f.verblijfsrecht = Verblijfsrecht::Onbekend;
    assert_eq!(
        gevolg(Regime::R0, &f),
        [(V::Verblijfsrecht { recht: true }, Status::Beslist, Some(c("0794")))]
    );
    let mut f = woont_in_asten();
    f.geboren_op = Some(d("2009-05-01"));
    assert!(gevolg(Regime::R0, &f).contains(&(
        V::Meerderjarig(d("2027-05-01")),
        Status::Beslist,
        Some(c("0794"))
    )));
    let mut f = woont_in_asten();
    f.identiteit_vast = false;
    assert!(gevolg(Regime::R0, &f).contains(&(
        V::Identiteit { vast: true },
        Status::Beslist,
        Some(c("0794"))
    )));
}

#[test]
fn eerder_beschermd_wonen_telt_tot_een_dag() {
    use Verandering as V;
    let bw = |tot: &str, door: Option<&str>, onzeker| EerderBw {
        periode: periode("2023-01-01", tot),
        verstrekt_door: door.map(c),
        einde_onzeker: onzeker,
    };
    let van = d("2023-01-01");
    let mut f = woont_in_asten();
    f.eerder_bw = vec![bw("2025-10-01", Some("0983"), false)];
    let uit = gevolg(Regime::R1, &f);
    assert!(uit.contains(&(V::ZonderBw(van), Status::Beslist, Some(c("0743")))));
    assert!(uit.contains(&(V::NaTermijn(d("2026-10-03")), Status::Beslist, Some(c("0743")))));
    f.eerder_bw = vec![bw("", Some("0983"), false)];
    assert!(gevolg(Regime::R1, &f).contains(&(V::BwGeeindigd(van), Status::Beslist, Some(c("0983")))));
    f.eerder_bw = vec![bw("2025-10-01", None, false)];
    let uit = gevolg(Regime::R1, &f);
    for g in ["0743", "0794"] {
        assert!(uit.contains(&(V::BwVerstrektDoor(van, c(g)), Status::Beslist, Some(c(g)))), "{uit:?}");
    }
    f.eerder_bw = vec![bw("2025-10-01", Some("0983"), true)];
    assert!(gevolg(Regime::R1, &f).contains(&(V::BwEindeZeker(van), Status::Beslist, Some(c("0983")))));
}

#[test]
fn verblijf_aanvraag_en_twijfel_worden_ook_gekeerd() {
    use Verandering as V;
    let mut f = woont_in_asten();
    f.adressen =
        adressen(&[("0743", "W", "2010-01-01", "2024-09-01", ""), ("0983", "W", "2024-09-01", "", "")]);
    f.verblijven = vec![Verblijf { periode: periode("2024-05-01", ""), soort: Instelling::Ggz }];
    let uit = gevolg(Regime::R1, &f);
    assert!(uit.contains(&(V::ZonderVerblijf(d("2024-05-01")), Status::Beslist, Some(c("0983")))), "{uit:?}");
    let mut f = woont_in_asten();
    f.adressen =
        adressen(&[("0743", "W", "2010-01-01", "2026-04-01", ""), ("0762", "W", "2026-04-01", "", "")]);
    f.aanvraag_op = Some(d("2026-04-10"));
    assert!(gevolg(Regime::R1, &f).contains(&(V::AanvraagBijMelding, Status::Beslist, Some(c("0743")))));
    let mut f = woont_in_asten();
    f.adressen[0].in_onderzoek = true;
    assert!(gevolg(Regime::R1, &f).contains(&(V::Adres { zeker: true }, Status::Beslist, Some(c("0743")))));
    let mut f = woont_in_asten();
    f.adressen[0].instelling = Some(Instelling::Ggz);
    assert!(gevolg(Regime::R1, &f).contains(&(V::GewoonAdres, Status::Beslist, Some(c("0743")))));
}

#[test]
fn elke_wending_is_een_zin() {
    let r = regels();
    let zinnen = |regime, f: &Feiten| -> Vec<String> {
        wat_verandert(regime, f, &r).iter().map(|w| w.zin(r.gemeenten)).collect()
    };
    assert_eq!(
        zinnen(Regime::R0, &woont_in_asten()),
        [
            "Als het gaat om beschermd thuis, dan is Asten verantwoordelijk.",
            "Als deze persoon geen recht op verblijf heeft, dan beslist een medewerker.",
            "Als de identiteit toch niet vaststaat, dan is Helmond waarschijnlijk verantwoordelijk; dat moet worden \
             bevestigd.",
            "Als de melding is gedaan bij Asten, dan is Asten verantwoordelijk.",
        ]
    );
    let voorstel = "Als het adres in onderzoek komt, dan beslist een medewerker; het voorstel is Asten.";
    assert!(zinnen(Regime::R1, &woont_in_asten()).iter().any(|z| z == voorstel));
    use Verandering as V;
    let (dag, asten) = (d("2026-03-02"), c("0743"));
    let alle = [
        V::Product(Product::Bw),
        V::Verblijfsrecht { recht: true },
        V::Verblijfsrecht { recht: false },
        V::Meerderjarig(dag),
        V::Identiteit { vast: true },
        V::Identiteit { vast: false },
        V::GemeldBij(asten),
        V::Adres { zeker: true },
        V::Adres { zeker: false },
        V::GewoonAdres,
        V::AdresVanInstelling,
        V::Briefadres,
        V::ZonderBw(dag),
        V::BwGeeindigd(dag),
        V::BwVerstrektDoor(dag, asten),
        V::BwEindeZeker(dag),
        V::ZonderVerblijf(dag),
        V::AanvraagBijMelding,
        V::NaTermijn(dag),
    ];
    let mut zinnen: Vec<String> = alle.iter().map(|v| v.als(r.gemeenten)).collect();
    assert!(zinnen.iter().all(|z| z.starts_with("Als ")));
    zinnen.sort();
    zinnen.dedup();
    assert_eq!(zinnen.len(), alle.len(), "each change has its own sentence");
}
