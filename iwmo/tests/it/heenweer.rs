//! Reading, writing and reading again gives the same content, and writing twice the same bytes, for all fourteen messages.

use std::collections::BTreeSet;

use iwmo::retour::{self, Retourgegevens};
use iwmo::typen::{Retourcodes, Wmo302, Wmo306, Wmo308, Wmo316, Wmo318, Wmo320};
use iwmo::{Bericht, Berichtsoort};

use crate::boekhouding::dag;
use crate::{bericht, codes, orakel};

/// Reads, writes, reads: the same content, the same findings, CRLF only; gives back the kind.
fn heen_en_weer(naam: &str, tekst: &str) -> Option<Berichtsoort> {
    let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
    // A number that is no BSN has no typed form.
    let bericht = gelezen.bericht().ok()?;
    let geschreven = bericht.schrijf();
    assert!(!geschreven.replace("\r\n", "").contains(['\r', '\n']), "{naam}: CRLF only");
    let terug = iwmo::lees(geschreven.as_bytes()).unwrap();
    assert_eq!(terug.niveau1(), [], "{naam}");
    assert_eq!(codes(&terug.niveau2()), codes(&gelezen.niveau2()), "{naam}");
    assert_eq!(terug.bericht().as_ref(), Ok(&bericht), "{naam}");
    assert_eq!(terug.bericht().map(|b| b.schrijf()), Ok(geschreven), "{naam}: the same bytes");
    Some(bericht.soort())
}

/// The retours of a message: accepted, and with every class of it copied.
fn retouren(tekst: &str) -> Vec<String> {
    let gegevens = Retourgegevens { identificatie: "R1".parse().unwrap(), dagtekening: dag("2023-09-01") };
    let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
    let mut uit: Vec<_> = retour::technisch(&gelezen, &gegevens).into_iter().collect();
    let Some(akkoord) = retour::akkoord(&gelezen, &gegevens) else { return uit };
    let kop = iwmo::lees(akkoord.as_bytes()).unwrap().retourkop().unwrap();
    let codes = Retourcodes::niet_beoordeeld();
    uit.push(akkoord);
    uit.push(match gelezen.bericht().unwrap() {
        Bericht::Wmo301(b) => Wmo302 { kop, client: Some(b.client.met_codes(&codes)) }.schrijf(),
        Bericht::Wmo305(b) => Wmo306 { kop, client: Some(b.client.met_codes(&codes)) }.schrijf(),
        Bericht::Wmo307(b) => Wmo308 { kop, client: Some(b.client.met_codes(&codes)) }.schrijf(),
        Bericht::Wmo315(b) => Wmo316 { kop, client: Some(b.client.met_codes(&codes)) }.schrijf(),
        Bericht::Wmo317(b) => Wmo318 { kop, client: Some(b.client.met_codes(&codes)) }.schrijf(),
        Bericht::Wmo319(b) => Wmo320 { kop, antwoord: Some(b.antwoord.met_codes(&codes)) }.schrijf(),
        ander => panic!("{:?} has no retour", ander.soort()),
    });
    uit
}

#[test]
fn elk_van_de_veertien_berichten_komt_ongeschonden_terug() {
    let mut gezien = BTreeSet::new();
    for (bestand, _) in orakel::gevallen() {
        let tekst = bericht(&bestand);
        gezien.extend(heen_en_weer(&bestand, &tekst));
        if bestand.starts_with("valid_") {
            gezien.extend(retouren(&tekst).iter().filter_map(|r| heen_en_weer(&bestand, r)));
        }
    }
    assert_eq!(gezien, BTreeSet::from(Berichtsoort::ALLE));
}
