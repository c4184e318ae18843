//! What cannot be read as a message is refused with a reason and a place, and nothing makes the reader panic.

use iwmo::{Berichtsoort, DIEPTE_MAX, GROOTTE_MAX, Gelezen, Reden};

use crate::{Toeval, bericht};

fn reden(bytes: &[u8]) -> Reden {
    iwmo::lees(bytes).expect_err("this cannot be read").reden
}

#[test]
fn wat_geen_bericht_is_wordt_geweigerd_met_de_reden() {
    for (tekst, verwacht) in [
        ("", Reden::GeenXml),
        ("hallo", Reden::GeenXml),
        ("<a", Reden::GeenXml),
        ("<a b='c>", Reden::GeenXml),
        ("<!-- alleen commentaar -->", Reden::GeenXml),
        ("<a/>", Reden::GeenBericht),
        ("<Bericht xmlns='http://www.istandaarden.nl/iwmo/3_1/wmo305/schema'/>", Reden::AndereRelease),
        ("<Bericht xmlns='http://www.istandaarden.nl/iwmo/3_2/wmo303/schema'/>", Reden::GeenBericht),
        ("<x:Bericht/>", Reden::GeenXml),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Reden::Dtd),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", Reden::Codering),
        ("<?xml version='1.1'?><a/>", Reden::GeenXml),
    ] {
        assert_eq!(reden(tekst.as_bytes()), verwacht, "{tekst}");
    }
    assert_eq!(reden(b"\xFF\xFE<\0a\0"), Reden::Codering);
    assert_eq!(reden(b"<a>\xC3\x28</a>"), Reden::Codering);
    assert_eq!(reden(&vec![b' '; GROOTTE_MAX + 1]), Reden::TeGroot);
}

#[test]
fn binnen_een_bericht_wordt_gebroken_xml_geweigerd() {
    let goed = bericht("valid_305.xml");
    for (van, naar, verwacht) in [
        ("<iwmo:Achternaam>Wit<", "<iwmo:Achternaam>&onbekend;<", Reden::Dtd),
        ("<iwmo:Achternaam>Wit<", "<iwmo:Achternaam>A & B<", Reden::GeenXml),
        ("<iwmo:Achternaam>Wit<", "<iwmo:Achternaam>&#0;<", Reden::GeenXml),
        ("<iwmo:Achternaam>Wit<", "<iwmo:Achternaam>\u{1}<", Reden::GeenXml),
        ("<iwmo:Achternaam>Wit<", "<iwmo:Achternaam>]]><", Reden::GeenXml),
        ("<wmo305:Bsn>", "<wmo305:Bsn a='1' a='2'>", Reden::GeenXml),
        ("<wmo305:Bsn>", "<wmo305:Bsn a=1>", Reden::GeenXml),
        ("<wmo305:Bsn>", "<onbekend:Bsn>", Reden::GeenXml),
        ("</wmo305:Bericht>", "", Reden::GeenXml),
        ("</wmo305:Bericht>", "</wmo305:Bericht><nog-een/>", Reden::GeenXml),
        ("</wmo305:Bericht>", "</wmo305:Bericht>na", Reden::GeenXml),
    ] {
        assert!(goed.contains(van));
        assert_eq!(reden(goed.replacen(van, naar, 1).as_bytes()), verwacht, "{naar}");
    }
    let diep = format!("<wmo305:Client>{}", "<a>".repeat(DIEPTE_MAX));
    assert_eq!(reden(goed.replacen("<wmo305:Client>", &diep, 1).as_bytes()), Reden::TeDiep);
}

#[test]
fn de_plaats_van_een_fout_telt_tekens_en_geen_bytes() {
    let fout = iwmo::lees("<a>\n<é>é</b></a>".as_bytes()).unwrap_err();
    assert_eq!((fout.plaats.regel, fout.plaats.kolom), (1, 1), "the root is refused first");
    let tekst = bericht("valid_305.xml").replacen("<iwmo:Achternaam>Wit<", "<iwmo:Achternaam>Wítté & Zn<", 1);
    let fout = iwmo::lees(tekst.as_bytes()).unwrap_err();
    let regel = tekst.lines().nth(fout.plaats.regel - 1).unwrap();
    assert_eq!(regel.chars().nth(fout.plaats.kolom - 1), Some('&'));
}

#[test]
fn een_bericht_met_bom_wordt_gelezen() {
    let met_bom = format!("\u{FEFF}{}", bericht("valid_305.xml"));
    assert_eq!(iwmo::lees(met_bom.as_bytes()).unwrap().soort(), Berichtsoort::Wmo305);
}

/// What has a type is written as a valid message and comes back the same.
fn komt_terug(gelezen: &Gelezen<'_>) {
    let Ok(bericht) = gelezen.bericht() else { return };
    let geschreven = bericht.schrijf();
    let terug = iwmo::lees(geschreven.as_bytes()).unwrap();
    assert_eq!(terug.niveau1(), []);
    assert_eq!(terug.bericht().as_ref(), Ok(&bericht));
}

#[test]
fn beschadigde_berichten_laten_de_lezer_nooit_vallen() {
    const STUKJES: [&[u8]; 12] = [
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"</",
        b"\0",
        b"\xC3",
        b"\r\n",
        b"&#x41;",
        b"<?x?>",
    ];
    let mut toeval = Toeval(42);
    for bestand in
        ["valid_301.xml", "valid_305.xml", "valid_315.xml", "valid_317.xml", "valid_323.xml", "valid_325.xml"]
    {
        let goed = bericht(bestand).into_bytes();
        for _ in 0..400 {
            let mut stuk = goed.clone();
            for _ in 0..=toeval.volgende(3) {
                let plek = toeval.volgende(stuk.len());
                match toeval.volgende(4) {
                    0 => stuk.truncate(plek),
                    1 => {
                        drop(stuk.splice(plek..plek, STUKJES[toeval.volgende(STUKJES.len())].iter().copied()))
                    }
                    2 => stuk[plek] = u8::try_from(toeval.volgende(256)).unwrap(),
                    _ => {
                        let tot = (plek + toeval.volgende(200)).min(stuk.len());
                        drop(stuk.drain(plek..tot));
                    }
                }
                if stuk.is_empty() {
                    break;
                }
            }
            if let Ok(gelezen) = iwmo::lees(&stuk) {
                let _ = (gelezen.bevindingen(), gelezen.kop());
                komt_terug(&gelezen);
            }
        }
    }
}
