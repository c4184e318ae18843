//! Pages: no inline style or script, one frame, labels and language.

use super::{Bestand, bestanden, geen};

fn sjablonen() -> Vec<Bestand> {
    bestanden("app/src", &["html"])
}

/// Templates that are the frame itself, or a piece that others include.
const ZONDER_BASIS: &[(&str, &str)] = &[
    ("app/src/huis/sjablonen/basis.html", "is the frame"),
    ("app/src/huis/sjablonen/macros.html", "only macros"),
];

#[test]
fn niets_staat_inline() {
    let mut fout = Vec::new();
    for b in sjablonen() {
        for (i, r) in b.tekst.lines().enumerate() {
            let klein = r.to_ascii_lowercase();
            let mut meld = |wat: &str| fout.push(format!("{}:{}: {wat}", b.pad, i + 1));
            if klein.contains("<style") || klein.contains(" style=") {
                meld("inline style: name a class in app/src/statisch/wijkthuis.css");
            }
            if klein.contains("<script") && !klein.contains(" src=") {
                meld("inline script: put the behaviour in app/src/statisch/wijkthuis.js");
            }
            if heeft_handler(&klein) {
                meld("on…= attribute: the CSP blocks it; use a data- attribute and wijkthuis.js");
            }
            if klein.contains("javascript:") {
                meld("javascript: address");
            }
        }
    }
    geen("what the CSP would block", &fout);
}

/// ` onclick="…"` and its kind.
fn heeft_handler(regel: &str) -> bool {
    regel.match_indices(" on").any(|(i, _)| {
        let naam: String = regel[i + 3..].chars().take_while(char::is_ascii_lowercase).collect();
        naam.len() > 2 && regel[i + 3 + naam.len()..].starts_with('=')
    })
}

#[test]
fn elke_pagina_staat_in_het_kader() {
    let mut fout = Vec::new();
    for b in sjablonen() {
        let los = ZONDER_BASIS.iter().any(|(pad, _)| *pad == b.pad);
        let deel = b.pad.rsplit('/').next().is_some_and(|n| n.starts_with('_'))
            || b.tekst.contains("{% macro ")
            || is_ingevoegd(&b.pad);
        if !los
            && !deel
            && !b.tekst.trim_start().starts_with("{% extends ")
            && !b.tekst.contains("{% extends \"")
        {
            fout.push(format!("{}: begin with {{% extends \"huis/sjablonen/basis.html\" %}}", b.pad));
        }
    }
    geen("pages outside the frame", &fout);
}

/// Whether another template includes this one.
fn is_ingevoegd(pad: &str) -> bool {
    let naam = pad.trim_start_matches("app/src/");
    sjablonen().iter().any(|b| b.tekst.contains(&format!("{{% include \"{naam}\"")))
}

#[test]
fn elk_formulier_dat_iets_doet_draagt_het_teken() {
    let mut fout = Vec::new();
    for b in sjablonen() {
        for (plek, _) in b.tekst.match_indices("<form") {
            let eind = b.tekst[plek..].find("</form>").map_or(b.tekst.len(), |e| plek + e);
            let vorm = &b.tekst[plek..eind];
            if vorm.contains("method=\"post\"") && !vorm.contains("csrf") {
                let nr = b.tekst[..plek].matches('\n').count() + 1;
                fout.push(format!("{}:{nr}: a POST form needs the csrf macro", b.pad));
            }
        }
    }
    geen("forms without a token", &fout);
}

#[test]
fn niets_wordt_onveilig_doorgelaten() {
    let mut fout = Vec::new();
    for b in sjablonen() {
        for (i, r) in b.tekst.lines().enumerate() {
            // Charts come escaped from drukwerk, macros from askama itself.
            let mag = ["grafiek", "figuur", "svg", "caller", "tabel"].iter().any(|m| r.contains(m));
            if (r.contains("|safe") || r.contains("| safe")) && !mag {
                fout.push(format!("{}:{}: safe on something that is not a chart", b.pad, i + 1));
            }
        }
    }
    geen("text that is not escaped", &fout);
}
