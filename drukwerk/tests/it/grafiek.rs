//! Charts: well-formed, accessible, stable, and never out of the canvas.

use std::collections::HashSet;

use drukwerk::svg::{Eenheid, Grafiek, Reeks, Soort, Staaf, Stand, Waarde};
use roxmltree::{Document, Node};

use crate::voorbeeld::{VIJANDIG, grafieken, lang_woord};

const HOOGTE_MAX: f64 = 100_000.0;

/// Parses a picture and checks what must hold for every picture.
fn lees(grafiek: &Grafiek) -> String {
    let svg = grafiek.svg("g1");
    let document = Document::parse(&svg).unwrap_or_else(|e| panic!("{e}: {svg}"));
    let wortel = document.root_element();
    assert_eq!(wortel.attribute("role"), Some("img"));
    let ids: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    assert_eq!(ids, ["g1-titel", "g1-omschrijving"]);
    assert_eq!(wortel.attribute("aria-labelledby"), Some("g1-titel"));
    for node in document.descendants().filter(Node::is_element) {
        let naam = node.tag_name().name();
        assert!(
            ["svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "text"].contains(&naam),
            "{naam}"
        );
        for kenmerk in node.attributes() {
            assert_ne!(kenmerk.name(), "style");
            assert!(!kenmerk.name().starts_with("on") && !kenmerk.name().contains("href"));
            let getallen = kenmerk.value().split([' ', ',']).filter_map(|d| d.parse::<f64>().ok());
            for getal in getallen {
                assert!((-700.0..HOOGTE_MAX).contains(&getal), "{}: {getal}", kenmerk.name());
            }
        }
    }
    svg
}

fn met(eenheid: Eenheid, soort: Soort) -> Grafiek {
    Grafiek { titel: "Titel".into(), omschrijving: "Beeld".into(), eenheid, soort }
}

fn lijn(waarden: &[i64]) -> Grafiek {
    let punten = (0..waarden.len()).map(|i| format!("kw {i}")).collect();
    let reeksen = vec![Reeks::nieuw("BW", waarden.iter().copied())];
    met(Eenheid::Aantal("inwoners".into()), Soort::Lijn { punten, reeksen, band: None })
}

#[test]
fn elke_grafiek_is_welgevormd_en_toegankelijk() {
    for tekst in ["Helmond"].into_iter().chain(VIJANDIG) {
        grafieken(tekst).iter().for_each(|g| drop(lees(g)));
    }
    grafieken(&lang_woord()).iter().for_each(|g| drop(lees(g)));
}

#[test]
fn titel_en_omschrijving_staan_er_letterlijk_in() {
    let mut grafiek = lijn(&[1, 2]);
    grafiek.titel = "a < b & \"c\"".into();
    grafiek.omschrijving = "<script>".into();
    let svg = lees(&grafiek);
    let document = Document::parse(&svg).unwrap();
    let tekst_van =
        |naam| document.descendants().find(|n| n.has_tag_name(("http://www.w3.org/2000/svg", naam)));
    assert_eq!(tekst_van("title").unwrap().text(), Some("a < b & \"c\""));
    assert_eq!(tekst_van("desc").unwrap().text(), Some("<script>"));
}

#[test]
fn dezelfde_gegevens_geven_dezelfde_bytes() {
    let keren: HashSet<Vec<String>> =
        (0..5).map(|_| grafieken("Helmond").iter().map(|g| g.svg("g")).collect()).collect();
    assert_eq!(keren.len(), 1);
}

#[test]
fn het_voorvoegsel_kan_geen_opmaak_binnenbrengen() {
    let svg = lijn(&[1]).svg("x\" onload=\"alert(1)");
    assert!(svg.contains("id=\"xonloadalert1-titel\""));
}

#[test]
fn een_lijn_begint_bij_nul_en_stijgt_naar_boven() {
    let svg = lees(&lijn(&[0, 50, 100]));
    let document = Document::parse(&svg).unwrap();
    let punten = document.descendants().find_map(|n| n.attribute("points")).unwrap();
    let ys: Vec<f64> = punten.split(' ').map(|p| p.split_once(',').unwrap().1.parse().unwrap()).collect();
    assert!((ys[0] - 260.0).abs() < f64::EPSILON, "zero lies on the axis");
    assert!((ys[2] - 24.0).abs() < f64::EPSILON, "the highest round figure lies at the top");
    assert!((ys[1] - 142.0).abs() < f64::EPSILON, "half lies half way");
    assert!(svg.contains(">0</text>") && svg.contains(">BW 100</text>"));
}

#[test]
fn een_staaf_is_naar_verhouding_lang() {
    let staven = [200, 100, 0].map(|n| Staaf { naam: "x".into(), waarden: vec![n.into()] }).to_vec();
    let soort = Soort::Staven { reeksen: vec!["Aantal".into()], staven, stand: Stand::Naast };
    let svg = lees(&met(Eenheid::Aantal("x".into()), soort));
    let document = Document::parse(&svg).unwrap();
    let vlakken = document.descendants().filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "rect")));
    let breed: Vec<f64> = vlakken.map(|n| n.attribute("width").unwrap().parse().unwrap()).collect();
    assert_eq!(breed.len(), 2, "nothing is drawn for zero");
    assert!((breed[0] - 2.0 * breed[1]).abs() < 0.3);
}

#[test]
fn een_onderdrukt_getal_is_niet_te_zien_of_na_te_meten() {
    let soort = |waarde: Waarde| Soort::Staven {
        reeksen: vec!["Aantal".into()],
        staven: vec![Staaf { naam: "Asten".into(), waarden: vec![waarde] }],
        stand: Stand::Naast,
    };
    let grafiek = met(Eenheid::Aantal("inwoners".into()), soort(Waarde::Onderdrukt("< 10".into())));
    let svg = lees(&grafiek);
    assert!(svg.contains("&lt; 10") && !svg.contains("<rect"));
    assert_eq!(grafiek.tabel().rijen, [["Asten", "< 10"]]);
}

#[test]
fn de_tabel_heeft_alles_ook_wat_niet_getekend_wordt() {
    let staven =
        (0..40).map(|i| Staaf { naam: format!("g{i}"), waarden: (0..6).map(Waarde::Getal).collect() });
    let reeksen = (0..6).map(|i| format!("r{i}")).collect();
    let grafiek =
        met(Eenheid::EuroCent, Soort::Staven { reeksen, staven: staven.collect(), stand: Stand::Naast });
    assert!(lees(&grafiek).contains("En nog 10: zie de tabel."));
    let tabel = grafiek.tabel();
    assert_eq!((tabel.kolommen.len(), tabel.rijen.len()), (7, 40));
    assert_eq!(tabel.kolommen[6].kop, "r5 (€)");
    assert_eq!(tabel.rijen[39], ["g39", "0,00", "0,01", "0,02", "0,03", "0,04", "0,05"]);
}

#[test]
fn uiterste_getallen_en_lege_gegevens_blijven_binnen_het_doek() {
    for waarden in [&[][..], &[0], &[i64::MAX, i64::MIN, 0], &[-5, -9], &[i64::MAX; 3], &[1; 2000]] {
        lees(&lijn(waarden));
        let reeks = || vec![Reeks::nieuw("r", waarden.iter().copied())];
        let perioden = vec![];
        lees(&met(Eenheid::EuroCent, Soort::Kolommen { perioden, op: reeks(), neer: reeks(), netto: None }));
        for stand in [Stand::Naast, Stand::Gestapeld, Stand::Honderd] {
            let staven = vec![Staaf {
                naam: String::new(),
                waarden: waarden.iter().copied().map(Waarde::Getal).collect(),
            }];
            lees(&met(Eenheid::Promille, Soort::Staven { reeksen: vec!["a".into(); 4], staven, stand }));
        }
    }
    lees(&met(
        Eenheid::Dagen,
        Soort::Strips { rijen: vec![], norm: Some(("n".into(), i64::MAX)), werkwoord: "wacht" },
    ));
    lees(&met(Eenheid::Dagen, Soort::Bullets { rijen: vec![], eigen_schaal: true }));
    lees(&met(Eenheid::Dagen, Soort::Lijn { punten: vec![], reeksen: vec![], band: None }));
}
