//! Spreadsheets: what is written is read back, in both formats, and totals are formulas.
#![cfg(feature = "blad")]

use drukwerk::blad::{Blad, BladFout, Cel, Kolom, Soort, Werkboek, kolomletters, lees, ods, xlsx};

fn boek() -> Werkboek {
    let dag = Cel::Dag { jaar: 2026, maand: 2, dag: 28 };
    let blad = Blad {
        naam: "Lasten".into(),
        toelichting: vec!["Lasten 2026".into(), "Rekenvoorbeeld <&> \u{1}.".into()],
        kolommen: vec![
            Kolom::nieuw("Gemeente", Soort::Tekst),
            Kolom::nieuw("Cliënten", Soort::Getal).met_som(),
            Kolom::nieuw("Bedrag", Soort::Euro).met_som(),
            Kolom::nieuw("Op", Soort::Dag),
            Kolom::nieuw("Deel", Soort::Procent),
        ],
        rijen: vec![
            vec![
                Cel::Tekst("=Deurne & \"Asten\"".into()),
                Cel::Getal(12),
                Cel::Cent(-1_205),
                dag.clone(),
                Cel::Breuk { teller: 1, noemer: 3 },
            ],
            vec![
                Cel::Tekst("Helmond".into()),
                Cel::Getal(30),
                Cel::Cent(100_000_000_000_099),
                dag,
                Cel::Leeg,
            ],
        ],
        totaal: true,
    };
    Werkboek { titel: "Lasten".into(), bladen: vec![blad] }
}

#[test]
fn beide_vormen_geven_terug_wat_er_in_ging() {
    for (vorm, bytes) in [("xlsx", xlsx(&boek()).expect("xlsx")), ("ods", ods(&boek()).expect("ods"))] {
        let bladen = lees(&bytes).expect(vorm);
        assert_eq!(bladen[0].naam, "Lasten", "{vorm}");
        let r = &bladen[0].rijen;
        let kop = r.iter().position(|r| r[0] == "Gemeente").expect("head");
        assert_eq!(kop + 2, boek().bladen[0].eerste_rij(), "{vorm}");
        assert_eq!(r[1][0], "Rekenvoorbeeld <&> .", "{vorm}: what XML cannot hold is left out");
        assert_eq!(r[kop + 1][..4], ["=Deurne & \"Asten\"", "12", "-12.05", "2026-02-28"], "{vorm}");
        assert!(r[kop + 1][4].starts_with("0.33333333333333"), "{vorm}: {}", r[kop + 1][4]);
        assert_eq!(r[kop + 2][2], "1000000000000.99", "{vorm}");
        assert_eq!(r[kop + 3][..3], ["Totaal", "42", "999999999988.94"], "{vorm}");
    }
}

#[test]
fn totalen_zijn_formules_en_de_bytes_liggen_vast() {
    let eerste = xlsx(&boek()).expect("xlsx");
    assert_eq!(eerste, xlsx(&boek()).expect("xlsx"));
    let mut pak = zip::ZipArchive::new(std::io::Cursor::new(eerste)).expect("zip");
    let mut blad = String::new();
    std::io::Read::read_to_string(&mut pak.by_name("xl/worksheets/sheet1.xml").expect("sheet"), &mut blad)
        .expect("text");
    assert!(blad.contains("<f>SUM(B5:B6)</f><v>42</v>"), "{blad}");
    assert!(blad.contains("<f>1/3</f>"), "{blad}");
    assert!(roxmltree::Document::parse(&blad).is_ok());
}

#[test]
fn wat_geen_blad_kan_zijn_wordt_geweigerd() {
    let fout = |w: &Werkboek| {
        matches!(xlsx(w), Err(BladFout::Onmogelijk(_))) && matches!(ods(w), Err(BladFout::Onmogelijk(_)))
    };
    assert!(fout(&Werkboek::default()));
    let mut twee = boek();
    twee.bladen.push(Blad { naam: "LASTEN".into(), ..Blad::default() });
    assert!(fout(&twee));
    let mut vreemd = boek();
    vreemd.bladen[0].naam = "a/b".into();
    assert!(fout(&vreemd));
    for onzin in [&b""[..], b"PK\x03\x04", b"naam;bedrag\n", &[0; 4096]] {
        assert!(matches!(lees(onzin), Err(BladFout::Onleesbaar(_))));
    }
    let heel = xlsx(&boek()).expect("xlsx");
    for n in (0..heel.len()).step_by(97) {
        let mut kapot = heel.clone();
        kapot[n] ^= 0x55;
        let _ = lees(&kapot);
        let _ = lees(&heel[..n]);
    }
}

#[test]
fn kolommen_tellen_door_na_z() {
    let letters: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(kolomletters).into();
    assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}
