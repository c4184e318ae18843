//! Letters and reports as PDF: accessible, archivable, stable, and nothing of the data becomes markup.

use drukwerk::blok::{Blok, Tabel};
use drukwerk::brief::Brief;
use drukwerk::pdf::{Pdf, PdfFout, TEKST_BYTES_MAX};

use crate::voorbeeld::{VIJANDIG, brief, grafieken, lang_woord, rapport, teksten};

/// How often these bytes are in the file. The structure tree and the metadata are not compressed.
fn keren(pdf: &Pdf, wat: &str) -> usize {
    pdf.bytes.windows(wat.len()).filter(|w| *w == wat.as_bytes()).count()
}

fn kale_brief() -> Brief {
    Brief { blokken: vec![], ..brief("Helmond") }
}

#[test]
fn een_brief_is_pdf_ua_en_pdf_a_met_taal_en_titel() {
    let pdf = brief("Helmond").pdf().unwrap();
    for wat in [
        "/Lang(nl-NL)",
        "/StructTreeRoot",
        "/Marked true",
        "/DisplayDocTitle true",
        "<pdfuaid:part>1<",
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<rdf:li xml:lang=\"x-default\">Besluit Helmond</rdf:li>",
        "<xmp:CreateDate>2026-06-12T00:00:00Z<",
    ] {
        assert!(keren(&pdf, wat) > 0, "{wat}");
    }
    assert!(pdf.vervangen.is_empty());
}

#[test]
fn koppen_lijsten_tabellen_en_figuren_zijn_echt() {
    let pdf = brief("Helmond").pdf().unwrap();
    // One heading of the text, one of the box, one above the enclosures.
    assert_eq!(keren(&pdf, "/S/H1"), 3);
    assert_eq!(keren(&pdf, "/S/Figure"), 8);
    assert_eq!(keren(&pdf, "/Alt"), 8);
    assert_eq!(keren(&pdf, "/S/Table/"), 1);
    assert_eq!(keren(&pdf, "/Scope/Column"), 2);
    assert_eq!(keren(&pdf, "/Scope/Row"), 4);
    // Reference and date, bullets, numbers, facts, enclosures.
    assert_eq!(keren(&pdf, "/S/L/"), 5);
}

#[test]
fn een_rapport_heeft_inhoud_en_een_bijlage_met_cijfers() {
    let pdf = rapport("Helmond").pdf().unwrap();
    assert!(keren(&pdf, "/S/TOCI") >= 5);
    // One table in the chapter and one for each of the eight charts.
    assert_eq!(keren(&pdf, "/S/Table/"), 9);
    assert_eq!(keren(&pdf, "/S/Figure"), 8);
    assert!(keren(&pdf, "<rdf:li xml:lang=\"x-default\">Rapport Helmond</rdf:li>") == 1);
    assert!(keren(&pdf, "/Outlines") > 0);
}

#[test]
fn dezelfde_invoer_geeft_dezelfde_bytes() {
    let (eerste, rapport_een) = (brief("Helmond").pdf().unwrap(), rapport("Helmond").pdf().unwrap());
    // Another document in between, so that a cache cannot be the reason.
    let ander = brief("Deurne").pdf().unwrap();
    assert_ne!(eerste.bytes, ander.bytes);
    let parallel = std::thread::spawn(|| brief("Helmond").pdf().unwrap()).join().unwrap();
    assert_eq!(eerste.bytes, parallel.bytes);
    assert_eq!(rapport_een.bytes, rapport("Helmond").pdf().unwrap().bytes);
}

#[test]
fn een_grafiek_zonder_beschrijving_wordt_geweigerd() {
    let mut grafiek = grafieken("Helmond").remove(0);
    grafiek.omschrijving = " \u{200B}\n".into();
    let met = |g| Brief { blokken: vec![Blok::Grafiek(g)], ..kale_brief() };
    assert!(
        matches!(met(grafiek.clone()).pdf(), Err(PdfFout::ZonderBeschrijving(w)) if w.contains("Helmond"))
    );
    grafiek.titel = String::new();
    assert!(matches!(met(grafiek).pdf(), Err(PdfFout::ZonderBeschrijving(_))));
}

#[test]
fn een_brief_zonder_onderwerp_en_een_rapport_zonder_titel_worden_geweigerd() {
    let leeg = Brief { onderwerp: "\u{7}  ".into(), ..kale_brief() };
    assert!(matches!(leeg.pdf(), Err(PdfFout::ZonderBeschrijving(_))));
    let mut leeg = rapport("x");
    leeg.titel = String::new();
    assert!(matches!(leeg.pdf(), Err(PdfFout::ZonderBeschrijving(_))));
}

#[test]
fn vijandige_tekst_blijft_tekst() {
    let gewoon = brief("Helmond").pdf().unwrap();
    for tekst in VIJANDIG {
        let pdf = brief(tekst).pdf().unwrap_or_else(|e| panic!("{e} for {tekst:?}"));
        // Markup would show as more elements than the same letter with a plain word has.
        for element in ["/S/H1", "/S/H2", "/S/Strong", "/S/Em", "/S/Code", "/S/Formula", "/S/Link", "/S/LI/"]
        {
            assert!(keren(&pdf, element) <= keren(&gewoon, element), "{element} for {tekst:?}");
        }
        rapport(tekst).pdf().unwrap_or_else(|e| panic!("{e} for {tekst:?}"));
    }
}

#[test]
fn opmaaktekens_staan_letterlijk_in_de_titel() {
    let brief = Brief { onderwerp: "#x *y* _z_ $1 @a <b> `c` \\d".into(), ..kale_brief() };
    let pdf = brief.pdf().unwrap();
    assert!(keren(&pdf, ">#x *y* _z_ $1 @a &lt;b&gt; `c` \\d</rdf:li>") > 0);
}

#[test]
fn lange_woorden_breken_en_lopen_niet_weg() {
    let pdf = brief(&lang_woord()).pdf().unwrap();
    // The word has 1,100 characters and stands some thirty times in the letter: unbroken it would take one line each.
    assert!(pdf.paginas > 8, "{} pages", pdf.paginas);
}

#[test]
fn elk_teken_is_te_drukken_of_wordt_genoemd() {
    let alles: String =
        (0x20..0x3100).chain(0xFB00..0xFB50).chain(0x1F600..0x1F650).filter_map(char::from_u32).collect();
    // In pieces: one word of twelve thousand combining marks is no text that anyone writes.
    let regels = alles.chars().collect::<Vec<_>>();
    let regels = regels.chunks(24).map(|r| r.iter().collect::<String>());
    let pdf = Brief { blokken: vec![Blok::lijst(regels)], ..kale_brief() }.pdf().unwrap();
    assert!(pdf.vervangen.contains(&'😀') && pdf.vervangen.contains(&'ا'));
    let europees = "ÀÉÏÕÜàéïõüßçñåøæœĲĳŁłŞşĞğİıČčŠšŽžŐőŰűĂăȚțĀāĒēŻżĐđŦŧ€–—‘’“”…•·";
    assert!(europees.chars().all(|c| !pdf.vervangen.contains(&c)), "{:?}", pdf.vervangen);
}

#[test]
fn een_grote_tabel_loopt_door_over_bladzijden() {
    let rijen = (0..300).map(|i| teksten(&[&format!("Rij {i}"), "1"])).collect();
    let tabel = Tabel { rijen, ..crate::voorbeeld::tabel("Lang") };
    let pdf = Brief { blokken: vec![Blok::Tabel(tabel)], ..kale_brief() }.pdf().unwrap();
    assert!(pdf.paginas > 5);
}

#[test]
fn te_veel_tekst_wordt_geweigerd_en_niet_gezet() {
    let brief =
        Brief { blokken: vec![Blok::alinea("woord ".repeat(TEKST_BYTES_MAX / 6 + 1))], ..kale_brief() };
    assert!(matches!(brief.pdf(), Err(PdfFout::TeGroot(n)) if n > TEKST_BYTES_MAX));
}
