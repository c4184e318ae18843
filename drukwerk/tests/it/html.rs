//! The report as HTML: well-formed, in order, and nothing of the data becomes markup.

use std::collections::HashSet;

use roxmltree::{Document, Node};

use crate::voorbeeld::{VIJANDIG, rapport};

fn in_omhulsel(html: &str) -> String {
    format!("<div>{html}</div>")
}

#[test]
fn het_fragment_is_welgevormd_voor_elke_tekst() {
    for tekst in ["Helmond"].into_iter().chain(VIJANDIG) {
        let html = in_omhulsel(&rapport(tekst).html());
        let document = Document::parse(&html).unwrap_or_else(|e| panic!("{e} in {tekst:?}"));
        for node in document.descendants().filter(Node::is_element) {
            assert_ne!(node.tag_name().name(), "script");
            assert!(node.attributes().all(|a| a.name() != "style" && !a.name().starts_with("on")));
        }
    }
}

#[test]
fn ids_zijn_uniek_en_elke_verwijzing_komt_uit() {
    let html = in_omhulsel(&rapport("Helmond").html());
    let document = Document::parse(&html).unwrap();
    let alle: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    let uniek: HashSet<&str> = alle.iter().copied().collect();
    assert_eq!(alle.len(), uniek.len());
    for node in document.descendants() {
        let doelen =
            [node.attribute("href"), node.attribute("aria-labelledby"), node.attribute("aria-describedby")];
        for doel in doelen.into_iter().flatten() {
            assert!(uniek.contains(doel.trim_start_matches('#')), "{doel}");
        }
    }
}

#[test]
fn koppen_slaan_geen_niveau_over_en_beginnen_bij_h2() {
    let html = in_omhulsel(&rapport("Helmond").html());
    let document = Document::parse(&html).unwrap();
    let mut vorig = 1;
    for node in document.descendants().filter(Node::is_element) {
        let naam = node.tag_name().name();
        if let Some(niveau) = naam.strip_prefix('h').and_then(|n| n.parse::<u32>().ok()) {
            assert!(niveau >= 2 && niveau <= vorig + 1, "{naam} after h{vorig}");
            vorig = niveau;
        }
    }
    assert_eq!(vorig, 2);
}

#[test]
fn elke_tabel_heeft_koppen_met_bereik_en_even_lange_rijen() {
    let html = in_omhulsel(&rapport("Helmond").html());
    let document = Document::parse(&html).unwrap();
    let tabellen: Vec<_> = document.descendants().filter(|n| n.has_tag_name("table")).collect();
    assert_eq!(tabellen.len(), 9, "one table and eight charts");
    for tabel in tabellen {
        let rijen: Vec<_> = tabel.descendants().filter(|n| n.has_tag_name("tr")).collect();
        let koppen = rijen[0].children().filter(|c| c.attribute("scope") == Some("col")).count();
        assert!(koppen > 1);
        for rij in &rijen[1..] {
            assert_eq!(rij.children().count(), koppen);
            assert_eq!(rij.first_child().unwrap().attribute("scope"), Some("row"));
        }
    }
}
