//! Every message of the oracle gives exactly the findings of the official stylesheet.

use crate::{bericht, codes};

/// File and expected codes of every message.
pub fn gevallen() -> Vec<(String, Vec<String>)> {
    let regels = bericht("verwacht.tsv");
    let regels = regels.lines().filter(|r| !r.starts_with('#'));
    let ontleed = |regel: &str| {
        let (bestand, codes) = regel.split_once('\t').unwrap();
        (bestand.to_owned(), codes.split_whitespace().map(str::to_owned).collect())
    };
    regels.map(ontleed).collect()
}

#[test]
fn elk_bericht_geeft_precies_de_bevindingen_van_het_stylesheet() {
    let mut fout = Vec::new();
    for (bestand, verwacht) in gevallen() {
        let tekst = bericht(&bestand);
        let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
        assert_eq!(gelezen.niveau1(), [], "{bestand}");
        let gevonden = codes(&gelezen.niveau2());
        if gevonden != verwacht {
            fout.push(format!("{bestand}: verwacht {verwacht:?}, gevonden {gevonden:?}"));
        }
    }
    assert_eq!(fout, Vec::<String>::new());
}

#[test]
fn elk_bestand_van_het_orakel_doet_mee() {
    let map = format!("{}/tests/oracle", env!("CARGO_MANIFEST_DIR"));
    let namen = std::fs::read_dir(map).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
    let mut bestanden: Vec<_> = namen.filter(|n| n.ends_with(".xml")).collect();
    let mut gevallen: Vec<_> = gevallen().into_iter().map(|(bestand, _)| bestand).collect();
    bestanden.sort();
    gevallen.sort();
    assert_eq!(bestanden, gevallen);
}

#[test]
fn een_bevinding_zegt_waar_het_is() {
    let tekst = bericht("TR137_dagtekening_before_end.xml");
    let bevindingen = iwmo::lees(tekst.as_bytes()).unwrap().niveau2();
    let tweede = &bevindingen[2];
    assert_eq!(
        tweede.pad,
        "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]/ProductPeriode/Einddatum"
    );
    let regel = tekst.lines().nth(tweede.plaats.regel - 1).unwrap();
    assert!(regel[tweede.plaats.kolom - 1..].starts_with("<iwmo:Einddatum>"), "{regel}");
}
