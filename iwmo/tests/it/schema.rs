//! Level 1: what the schema forbids.

use crate::{bericht, codes, gewijzigd};

/// Base message, what changes, and the code that is found.
pub const GEVALLEN: &[(&str, &str, &str, &[&str])] = &[
    ("valid_305.xml", "<wmo305:Bsn>", "<wmo305:Bsn soort=\"x\">", &["N1-ATTRIBUUT"]),
    ("valid_323.xml", "<wmo323:GeleverdVolume>4<", "<wmo323:GeleverdVolume>100000000<", &["N1-BEREIK"]),
    ("valid_323.xml", "<wmo323:GeleverdVolume>4<", "<wmo323:GeleverdVolume>-1<", &["N1-BEREIK"]),
    ("valid_323.xml", "<wmo323:GeleverdVolume>4<", "<wmo323:GeleverdVolume>2,5<", &["N1-PATROON"]),
    ("valid_305.xml", "<wmo305:Geslacht>1<", "<wmo305:Geslacht>3<", &["N1-CODE"]),
    ("valid_305.xml", "1967-08-13", "1967-02-30", &["N1-DATUM"]),
    ("valid_305.xml", "1967-08-13", "1967-08-13Z", &["N1-DATUM"]),
    ("valid_301.xml", "12:34:56", "12:34:56+01:00", &["N1-DATUM"]),
    (
        "valid_305.xml",
        "<wmo305:Geslacht>1<",
        "<wmo305:Geslacht><iwmo:Code>1</iwmo:Code><",
        &["N1-CODE", "N1-ELEMENT"],
    ),
    ("valid_305.xml", "<iwmo:Achternaam>Wit<", "<iwmo:Achternaam> <", &["N1-LEEG"]),
    ("valid_305.xml", "<iwmo:Voorletters>T<", "<iwmo:Voorletters>ABCDEFG<", &["N1-LENGTE"]),
    ("valid_305.xml", "<iwmo:Voorletters>T<", "<iwmo:Voorletters>T.<", &["N1-PATROON"]),
    (
        "valid_305.xml",
        "<wmo305:Bsn>999900006</wmo305:Bsn>",
        "<iwmo:Bsn>999900006</iwmo:Bsn>",
        &["N1-NAAMRUIMTE"],
    ),
    ("valid_305.xml", "<wmo305:Bsn>", "<wmo305:Onzin>x</wmo305:Onzin><wmo305:Bsn>", &["N1-ONBEKEND"]),
    ("valid_305.xml", "<wmo305:Bsn>999900006</wmo305:Bsn>", "", &["N1-ONTBREEKT"]),
    ("valid_305.xml", "<wmo305:Bsn>999900006<", "<wmo305:Bsn>99990006<", &["N1-PATROON"]),
    ("valid_305.xml", "<wmo305:StartProducten>", "<wmo305:StartProducten>los", &["N1-TEKST"]),
    (
        "valid_305.xml",
        "<wmo305:Geslacht>1</wmo305:Geslacht>",
        "<wmo305:Geslacht>1</wmo305:Geslacht><wmo305:Geslacht>1</wmo305:Geslacht>",
        &["N1-TEVEEL"],
    ),
    ("valid_305.xml", "BerichtCode>418<", "BerichtCode>420<", &["N1-VAST"]),
    ("valid_305.xml", "BerichtVersie>3<", "BerichtVersie>2<", &["N1-VAST"]),
    ("valid_305.xml", "BerichtSubversie>2<", "BerichtSubversie>1<", &["N1-VAST"]),
    ("valid_323.xml", "DeclaratieNummer>DN001<", "DeclaratieNummer>DN-001<", &["N1-PATROON"]),
    (
        "valid_319.xml",
        "<wmo319:VerzoekAntwoord>1</wmo319:VerzoekAntwoord>",
        "<wmo319:RedenAfwijzingVerzoek>1</wmo319:RedenAfwijzingVerzoek><wmo319:VerzoekAntwoord>1</wmo319:VerzoekAntwoord>",
        &["N1-ONTBREEKT", "N1-TEVEEL", "N1-VOLGORDE"],
    ),
    // What the schema allows, however odd it looks.
    ("valid_305.xml", "<iwmo:Datum>1967-08-13<", "<iwmo:Datum> 1967-08-13\n<", &[]),
    ("valid_323.xml", "<wmo323:GeleverdVolume>4<", "<wmo323:GeleverdVolume> +004 <", &[]),
    ("valid_305.xml", "<iwmo:Achternaam>Wit<", "<iwmo:Achternaam><![CDATA[W & t]]> &amp; <!-- x -->Zn<", &[]),
    (
        "valid_305.xml",
        "<wmo305:Bericht ",
        "<wmo305:Bericht xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" ",
        &[],
    ),
];

#[test]
fn elke_afwijking_van_het_schema_wordt_gevonden() {
    let mut fout = Vec::new();
    for (basis, van, naar, verwacht) in GEVALLEN {
        let tekst = gewijzigd(basis, &[(van, naar)]);
        let gelezen = iwmo::lees(tekst.as_bytes()).unwrap_or_else(|f| panic!("{naar}: {f}"));
        let gevonden = codes(gelezen.niveau1());
        if gevonden != *verwacht {
            fout.push(format!("{naar}: verwacht {verwacht:?}, gevonden {gevonden:?}"));
        }
    }
    assert_eq!(fout, Vec::<String>::new());
}

#[test]
fn zonder_geldig_schema_geen_regels_van_niveau_2() {
    let tekst = gewijzigd("CS002_bsn_11proef.xml", &[("<wmo301:Geslacht>1<", "<wmo301:Geslacht>9<")]);
    let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
    assert_eq!(codes(gelezen.niveau1()), ["N1-CODE"]);
    assert_eq!(gelezen.niveau2(), []);
    assert!(gelezen.bericht().is_err());
}

#[test]
fn een_vloed_van_dezelfde_fout_wordt_samengevat() {
    let een = "<wmo305:Onzin/>".repeat(500);
    let tekst = gewijzigd("valid_305.xml", &[("<wmo305:Bsn>", &format!("{een}<wmo305:Bsn>"))]);
    let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
    assert_eq!(gelezen.niveau1().len(), 50);
    assert!(gelezen.niveau1()[49].melding.ends_with("Deze bevinding komt nog 450 keer voor."));
}

#[test]
fn voorvoegsels_doen_er_niet_toe() {
    let tekst = bericht("valid_305.xml").replace("iwmo:", "a:").replace("wmo305:", "b:");
    let tekst = tekst
        .replace("xmlns:a:", "xmlns:a")
        .replace("xmlns:iwmo=", "xmlns:a=")
        .replace("xmlns:wmo305=", "xmlns:b=");
    let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
    assert_eq!(gelezen.niveau1(), []);
    let standaard = bericht("valid_305.xml").replace("wmo305:", "").replace("xmlns:wmo305=", "xmlns=");
    assert_eq!(iwmo::lees(standaard.as_bytes()).unwrap().niveau1(), []);
}
