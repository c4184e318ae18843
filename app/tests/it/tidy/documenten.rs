//! The documents are there, their links go somewhere, and nothing names the machine it was made on.

use super::{bestanden, geen, wortel};

#[test]
fn de_documenten_van_het_huis_zijn_er() {
    let fout: Vec<String> = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "LICENSE",
        "publiccode.yml",
        "GOVERNANCE.md",
        "CODE_OF_CONDUCT.md",
        "REUSE.toml",
        "test.sh",
        ".ci/run",
        "docs/afhankelijkheden.md",
        "docs/walkthroughs/van-melding-tot-rapport.md",
    ]
    .iter()
    .filter(|p| !wortel().join(p).exists())
    .map(|p| format!("{p} is missing"))
    .collect();
    geen("documents", &fout);
}

#[test]
fn elke_link_in_een_document_gaat_ergens_heen() {
    let mut fout = Vec::new();
    for b in bestanden("", &["md"]).iter().filter(|b| !b.pad.contains("/vendor/")) {
        let map = b.pad.rsplit_once('/').map_or("", |(m, _)| m);
        for (i, r) in b.tekst.lines().enumerate() {
            for stuk in r.split("](").skip(1) {
                let doel = stuk.split([')', '#', ' ']).next().unwrap_or_default();
                let extern_of_leeg = doel.is_empty() || doel.contains("://") || doel.starts_with("mailto:");
                if !extern_of_leeg && !wortel().join(map).join(doel).exists() {
                    fout.push(format!("{}:{}: {doel} does not exist", b.pad, i + 1));
                }
            }
        }
    }
    geen("links that go nowhere", &fout);
}

#[test]
fn elk_besluit_over_de_bouw_zegt_hoe_het_staat() {
    let alle = bestanden("docs/besluiten", &["md"]);
    assert!(!alle.is_empty(), "docs/besluiten holds the decisions");
    let mut fout = Vec::new();
    for b in alle.iter().filter(|b| !b.pad.ends_with("README.md")) {
        let veld = |naam: &str, mag: &[&str]| {
            b.tekst
                .lines()
                .find_map(|r| r.strip_prefix(naam))
                .is_some_and(|w| mag.iter().any(|m| w.trim().starts_with(m)))
        };
        if !veld("status:", &["voorstel", "aanvaard", "vervangen"]) || !veld("bouw:", &["nee", "deels", "ja"])
        {
            fout.push(format!(
                "{}: needs `status: voorstel|aanvaard|vervangen` and `bouw: nee|deels|ja`",
                b.pad
            ));
        }
        if b.tekst.lines().count() > 70 {
            fout.push(format!("{}: a decision fits on a page", b.pad));
        }
    }
    geen("decisions", &fout);
}

#[test]
fn niets_noemt_de_machine_waarop_het_gemaakt_is() {
    // Put together here, so that this file does not find itself.
    let verboden = [
        "/wo".to_owned() + "rk/",
        "/ho".to_owned() + "me/",
        "/tm".to_owned() + "p/",
        "sha".to_owned() + "red/ontwerp",
    ];
    let mut fout = Vec::new();
    let soorten = [
        "rs", "md", "toml", "sh", "html", "sql", "css", "js", "mjs", "json", "yml", "txt", "csv", "tsv",
        "typ",
    ];
    for b in bestanden("", &soorten).iter().filter(|b| !b.pad.contains("/vendor/")) {
        for (i, r) in b.tekst.lines().enumerate() {
            if let Some(v) = verboden.iter().find(|v| r.contains(v.as_str())) {
                fout.push(format!(
                    "{}:{}: {v}…: name the public source, or use a folder that the program makes",
                    b.pad,
                    i + 1
                ));
            }
        }
    }
    geen("paths of one machine", &fout);
}

/// Dependencies of every crate, by the name they have in its manifest.
fn afhankelijkheden() -> Vec<(String, String)> {
    let mut uit = Vec::new();
    for b in bestanden("", &["toml"]).iter().filter(|b| b.pad.ends_with("/Cargo.toml")) {
        let mut in_deel = false;
        for r in b.tekst.lines() {
            if r.starts_with('[') {
                in_deel = r.ends_with("dependencies]");
            } else if let (true, Some((naam, _))) = (in_deel, r.split_once('='))
                && !r.starts_with('#')
                && !["kern", "iwmo", "drukwerk", "wijkthuis"].contains(&naam.trim())
            {
                uit.push((naam.trim().to_owned(), b.pad.clone()));
            }
        }
    }
    uit
}

#[test]
fn elke_afhankelijkheid_heeft_een_reden() {
    let lijst = std::fs::read_to_string(wortel().join("docs/afhankelijkheden.md")).unwrap_or_default();
    let fout: Vec<String> = afhankelijkheden()
        .iter()
        .filter(|(naam, _)| !lijst.contains(&format!("| `{naam}` |")))
        .map(|(naam, waar)| format!("{waar}: {naam} has no row in docs/afhankelijkheden.md"))
        .collect();
    geen("dependencies without a reason", &fout);
}

#[test]
fn elk_bestand_dat_een_document_noemt_bestaat() {
    let mut fout = Vec::new();
    let mappen = ["app/", "kern/", "iwmo/", "drukwerk/", "docs/", "regels/", "tests/"];
    for b in bestanden("", &["md"])
        .iter()
        .filter(|b| !b.pad.contains('/') || b.pad.starts_with("docs/walkthroughs/"))
    {
        for (i, r) in b.tekst.lines().enumerate() {
            for stuk in r.split('`').skip(1).step_by(2) {
                let pad = mappen.iter().any(|m| stuk.starts_with(m)) && !stuk.contains(['*', '<', ' ']);
                if pad && !wortel().join(stuk).exists() {
                    fout.push(format!("{}:{}: {stuk} does not exist (any more)", b.pad, i + 1));
                }
            }
        }
    }
    geen("files that a document names", &fout);
}
