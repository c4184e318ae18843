//! Office Open XML (ECMA-376), the part of it that a table needs.

use super::{
    Blad, BladFout, Cel, Soort, Werkboek, keur, kolomletters,
    pak::{Pak, tekst, tekst_in},
};

/// Bytes of a sheet that are kept before they are compressed.
const BROK: usize = 64 * 1024;
const KOP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const HOOFD: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PAKRELATIES: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

// Places in `cellXfs` below.
const TITEL: usize = 1;
const KOLOMKOP: usize = 2;
const TOTAAL: usize = 5;

/// Styles: plain, title, head; then per kind a cell and a total. Numbers 164 and 165 are own formats, 14 is a day, 10 a percentage.
const STIJLEN: &str = "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"&quot;€&quot; #,##0.00;[Red]-&quot;€&quot; #,##0.00\"/>\
<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"14\"/><name val=\"Calibri\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE6EDF2\"/></patternFill></fill></fills>\
<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top style=\"thin\"><color auto=\"1\"/></top><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"13\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"2\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment wrapText=\"1\" vertical=\"top\"/></xf>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"10\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"49\" fontId=\"2\" fillId=\"0\" borderId=\"1\" xfId=\"0\"/><xf numFmtId=\"3\" fontId=\"2\" fillId=\"0\" borderId=\"1\" xfId=\"0\"/>\
<xf numFmtId=\"164\" fontId=\"2\" fillId=\"0\" borderId=\"1\" xfId=\"0\"/><xf numFmtId=\"165\" fontId=\"2\" fillId=\"0\" borderId=\"1\" xfId=\"0\"/>\
<xf numFmtId=\"10\" fontId=\"2\" fillId=\"0\" borderId=\"1\" xfId=\"0\"/></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Standaard\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

fn stijl(soort: Soort) -> usize {
    match soort {
        Soort::Tekst => 3,
        Soort::Getal => 4,
        Soort::Euro => 5,
        Soort::Dag => 6,
        Soort::Procent => 7,
    }
}

/// Writes XLSX. Fails on a description that no program would open.
pub fn xlsx(w: &Werkboek) -> Result<Vec<u8>, BladFout> {
    keur(w)?;
    let mut pak = Pak::nieuw();
    let n = w.bladen.len();
    pak.heel("[Content_Types].xml", &soorten(n))?;
    pak.heel(
        "_rels/.rels",
        &relaties(&[
            ("officeDocument", "xl/workbook.xml", false),
            ("metadata/core-properties", "docProps/core.xml", true),
        ]),
    )?;
    pak.heel("docProps/core.xml", &eigenschappen(&w.titel))?;
    pak.heel("xl/workbook.xml", &werkboek(w))?;
    let namen: Vec<String> = (1..=n).map(|i| format!("worksheets/sheet{i}.xml")).collect();
    let mut delen: Vec<_> = namen.iter().map(|d| ("worksheet", d.as_str(), false)).collect();
    delen.push(("styles", "styles.xml", false));
    pak.heel("xl/_rels/workbook.xml.rels", &relaties(&delen))?;
    pak.heel("xl/styles.xml", &format!("{KOP}<styleSheet xmlns=\"{HOOFD}\">{STIJLEN}</styleSheet>"))?;
    for (i, b) in w.bladen.iter().enumerate() {
        pak.deel(&format!("xl/worksheets/sheet{}.xml", i + 1))?;
        blad(&mut pak, b)?;
    }
    pak.klaar()
}

fn soorten(bladen: usize) -> String {
    let ml = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut uit = format!(
        "{KOP}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{ml}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{ml}.styles+xml\"/>"
    );
    for i in 1..=bladen {
        uit += &format!(
            "<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{ml}.worksheet+xml\"/>"
        );
    }
    uit + "</Types>"
}

/// Relations: kind, target, and whether the kind is one of the package rather than of the document.
fn relaties(delen: &[(&str, &str, bool)]) -> String {
    let mut uit = format!("{KOP}<Relationships xmlns=\"{PAKRELATIES}\">");
    for (i, (soort, doel, pakket)) in delen.iter().enumerate() {
        let basis = if *pakket { PAKRELATIES } else { RELATIES };
        uit += &format!("<Relationship Id=\"rId{}\" Type=\"{basis}/{soort}\" Target=\"{doel}\"/>", i + 1);
    }
    uit + "</Relationships>"
}

fn eigenschappen(titel: &str) -> String {
    format!(
        "{KOP}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Wijkthuis</dc:creator>\
         <dc:language>nl-NL</dc:language></cp:coreProperties>",
        tekst(titel)
    )
}

fn werkboek(w: &Werkboek) -> String {
    let mut uit = format!("{KOP}<workbook xmlns=\"{HOOFD}\" xmlns:r=\"{RELATIES}\"><sheets>");
    for (i, b) in w.bladen.iter().enumerate() {
        let n = i + 1;
        uit += &format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", tekst(&b.naam));
    }
    uit + "</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"
}

fn blad(pak: &mut Pak, b: &Blad) -> Result<(), BladFout> {
    let kop = b.eerste_rij() - 1;
    let mut uit = format!("{KOP}<worksheet xmlns=\"{HOOFD}\">");
    uit += &format!(
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{kop}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         </sheetView></sheetViews><cols>",
        kop + 1
    );
    for (i, k) in b.kolommen.iter().enumerate() {
        let breed = breedte(b, i, k.soort);
        uit += &format!("<col min=\"{0}\" max=\"{0}\" width=\"{breed}\" customWidth=\"1\"/>", i + 1);
    }
    uit += "</cols><sheetData>";
    for (i, regel) in b.toelichting.iter().enumerate() {
        rij(&mut uit, i + 1, [(Cel::Tekst(regel.clone()), if i == 0 { TITEL } else { 0 })].iter());
    }
    let koppen: Vec<_> = b.kolommen.iter().map(|k| (Cel::Tekst(k.kop.clone()), KOLOMKOP)).collect();
    rij(&mut uit, kop, koppen.iter());
    let stijlen: Vec<usize> = b.kolommen.iter().map(|k| stijl(k.soort)).collect();
    let letters: Vec<String> = (0..b.kolommen.len()).map(kolomletters).collect();
    for (i, cellen) in b.rijen.iter().enumerate() {
        let nr = (kop + 1 + i).to_string();
        begin_rij(&mut uit, &nr);
        for ((c, s), k) in cellen.iter().zip(&stijlen).zip(&letters) {
            cel(&mut uit, c, (k, &nr), *s);
        }
        uit.push_str("</row>");
        if uit.len() > BROK {
            pak.schrijf(&uit)?;
            uit.clear();
        }
    }
    if b.totaal {
        rij(&mut uit, kop + 1 + b.rijen.len(), totalen(b).iter());
    }
    uit += "</sheetData>";
    if let (false, Some(laatste)) = (b.rijen.is_empty(), letters.last()) {
        uit += &format!("<autoFilter ref=\"A{kop}:{laatste}{}\"/>", kop + b.rijen.len());
    }
    pak.schrijf(&(uit + "</worksheet>"))
}

fn totalen(b: &Blad) -> Vec<(Cel, usize)> {
    let waarde = |(i, k): (usize, &super::Kolom)| {
        let leeg = if i == 0 { Cel::Tekst("Totaal".into()) } else { Cel::Leeg };
        (b.totaal_van(i).unwrap_or(leeg), stijl(k.soort) + TOTAAL)
    };
    b.kolommen.iter().enumerate().map(waarde).collect()
}

/// Width in characters: of the words in the first rows, or what a number of that kind needs.
fn breedte(b: &Blad, kolom: usize, soort: Soort) -> usize {
    let kop = b.kolommen[kolom].kop.chars().count();
    let lengte = |r: &Vec<Cel>| match r.get(kolom) {
        Some(Cel::Tekst(t)) => t.chars().count(),
        _ => 0,
    };
    let cellen = b.rijen.iter().take(200).map(lengte).max().unwrap_or(0);
    let minst = if soort == Soort::Tekst { 10 } else { 15 };
    kop.min(24).max(cellen).max(minst).min(60) + 2
}

fn begin_rij(uit: &mut String, nr: &str) {
    uit.push_str("<row r=\"");
    uit.push_str(nr);
    uit.push_str("\">");
}

fn rij<'a>(uit: &mut String, nr: usize, cellen: impl Iterator<Item = &'a (Cel, usize)>) {
    let nr = nr.to_string();
    begin_rij(uit, &nr);
    for (i, (c, s)) in cellen.enumerate() {
        cel(uit, c, (&kolomletters(i), &nr), *s);
    }
    uit.push_str("</row>");
}

fn cel(uit: &mut String, c: &Cel, (kolom, rij): (&str, &str), stijl: usize) {
    let formule = match c {
        Cel::Leeg => return,
        Cel::Formule { formule, .. } => Some(tekst(formule.trim_start_matches('='))),
        Cel::Breuk { teller, noemer } => Some(format!("{teller}/{noemer}")),
        _ => None,
    };
    let waarde = c.uitkomst();
    let is_tekst = matches!(waarde, Cel::Tekst(_));
    for deel in ["<c r=\"", kolom, rij, "\" s=\""] {
        uit.push_str(deel);
    }
    uit.push_str(&stijl.to_string());
    uit.push_str(match (is_tekst, &formule) {
        (true, None) => "\" t=\"inlineStr\">",
        (true, Some(_)) => "\" t=\"str\">",
        (false, _) => "\">",
    });
    if let Some(f) = &formule {
        for deel in ["<f>", f, "</f>"] {
            uit.push_str(deel);
        }
    }
    match (waarde, formule.is_some()) {
        (Cel::Tekst(t), false) => {
            uit.push_str("<is><t xml:space=\"preserve\">");
            tekst_in(uit, t);
            uit.push_str("</t></is>");
        }
        (Cel::Tekst(t), true) => {
            uit.push_str("<v>");
            tekst_in(uit, t);
            uit.push_str("</v>");
        }
        (Cel::Dag { jaar, maand, dag }, _) => {
            uit.push_str(&format!("<v>{}</v>", dagnummer(*jaar, *maand, *dag)));
        }
        (w, _) => {
            for deel in ["<v>", &w.decimaal().unwrap_or_default(), "</v>"] {
                uit.push_str(deel);
            }
        }
    }
    uit.push_str("</c>");
}

/// Days since 30 December 1899, as spreadsheets count (ECMA-376 part 1, 18.17.4.1); right from 1 March 1900.
fn dagnummer(jaar: i16, maand: u8, dag: u8) -> i64 {
    let (j, m) = if maand <= 2 {
        (i64::from(jaar) - 1, i64::from(maand) + 9)
    } else {
        (i64::from(jaar), i64::from(maand) - 3)
    };
    let sinds_0 = 365 * j + j / 4 - j / 100 + j / 400 + (153 * m + 2) / 5 + i64::from(dag) - 1;
    sinds_0 - 693_899
}

#[cfg(test)]
mod tests {
    use super::dagnummer;

    #[test]
    fn dagen_tellen_zoals_een_rekenblad_telt() {
        assert_eq!(dagnummer(1900, 3, 1), 61);
        assert_eq!(dagnummer(2000, 1, 1), 36_526);
        assert_eq!(dagnummer(2024, 2, 29), 45_351);
        assert_eq!(dagnummer(2026, 11, 22), 46_348);
    }
}
