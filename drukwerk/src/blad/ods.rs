//! OpenDocument spreadsheet 1.3, the part of it that a table needs.

use super::{
    Blad, BladFout, Cel, Soort, Werkboek, keur,
    pak::{Pak, tekst, tekst_in},
};

const BROK: usize = 64 * 1024;
const SOORT: &str = "application/vnd.oasis.opendocument.spreadsheet";
const RUIMTEN: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"";

const STIJLEN: &str = "<number:currency-style style:name=\"n-euro\"><number:currency-symbol number:language=\"nl\" number:country=\"NL\">€</number:currency-symbol>\
<number:text> </number:text><number:number number:decimal-places=\"2\" number:min-decimal-places=\"2\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:currency-style>\
<number:number-style style:name=\"n-getal\"><number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style>\
<number:date-style style:name=\"n-dag\"><number:year number:style=\"long\"/><number:text>-</number:text><number:month number:style=\"long\"/>\
<number:text>-</number:text><number:day number:style=\"long\"/></number:date-style>\
<number:percentage-style style:name=\"n-procent\"><number:number number:decimal-places=\"2\" number:min-decimal-places=\"2\" number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>\
<style:style style:name=\"tekst\" style:family=\"table-cell\"/>\
<style:style style:name=\"getal\" style:family=\"table-cell\" style:data-style-name=\"n-getal\"/>\
<style:style style:name=\"euro\" style:family=\"table-cell\" style:data-style-name=\"n-euro\"/>\
<style:style style:name=\"dag\" style:family=\"table-cell\" style:data-style-name=\"n-dag\"/>\
<style:style style:name=\"procent\" style:family=\"table-cell\" style:data-style-name=\"n-procent\"/>\
<style:style style:name=\"titel\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\" fo:font-size=\"14pt\"/></style:style>\
<style:style style:name=\"kop\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#e6edf2\" fo:wrap-option=\"wrap\"/><style:text-properties fo:font-weight=\"bold\"/></style:style>\
<style:style style:name=\"breed\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"4.5cm\"/></style:style>";

fn stijl(soort: Soort) -> &'static str {
    match soort {
        Soort::Tekst => "tekst",
        Soort::Getal => "getal",
        Soort::Euro => "euro",
        Soort::Dag => "dag",
        Soort::Procent => "procent",
    }
}

/// Writes ODS. Fails on a description that no program would open.
pub fn ods(w: &Werkboek) -> Result<Vec<u8>, BladFout> {
    keur(w)?;
    let mut pak = Pak::nieuw();
    pak.plat("mimetype", SOORT)?;
    pak.heel("META-INF/manifest.xml", &format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{SOORT}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         <manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    ))?;
    pak.heel("meta.xml", &format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-meta {RUIMTEN}><office:meta><dc:title>{}</dc:title>\
         <dc:language>nl-NL</dc:language><meta:generator>Wijkthuis</meta:generator></office:meta></office:document-meta>",
        tekst(&w.titel)
    ))?;
    pak.deel("content.xml")?;
    pak.schrijf(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {RUIMTEN}><office:automatic-styles>{STIJLEN}\
         </office:automatic-styles><office:body><office:spreadsheet>"
    ))?;
    for b in &w.bladen {
        blad(&mut pak, b)?;
    }
    pak.schrijf("</office:spreadsheet></office:body></office:document-content>")?;
    pak.klaar()
}

fn blad(pak: &mut Pak, b: &Blad) -> Result<(), BladFout> {
    let mut uit = format!("<table:table table:name=\"{}\">", tekst(&b.naam));
    uit += &format!(
        "<table:table-column table:style-name=\"breed\" table:number-columns-repeated=\"{}\"/>",
        b.kolommen.len().max(1)
    );
    for (i, regel) in b.toelichting.iter().enumerate() {
        rij(&mut uit, [(&Cel::Tekst(regel.clone()), if i == 0 { "titel" } else { "tekst" })].into_iter());
    }
    if !b.toelichting.is_empty() {
        uit += "<table:table-row><table:table-cell/></table:table-row>";
    }
    let koppen: Vec<Cel> = b.kolommen.iter().map(|k| Cel::Tekst(k.kop.clone())).collect();
    uit += "<table:table-header-rows>";
    rij(&mut uit, koppen.iter().map(|k| (k, "kop")));
    uit += "</table:table-header-rows>";
    for cellen in &b.rijen {
        rij(&mut uit, cellen.iter().zip(&b.kolommen).map(|(c, k)| (c, stijl(k.soort))));
        if uit.len() > BROK {
            pak.schrijf(&uit)?;
            uit.clear();
        }
    }
    if b.totaal {
        let leeg = |i: usize| if i == 0 { Cel::Tekst("Totaal".into()) } else { Cel::Leeg };
        let som: Vec<Cel> =
            (0..b.kolommen.len()).map(|i| b.totaal_van(i).unwrap_or_else(|| leeg(i))).collect();
        rij(&mut uit, som.iter().zip(&b.kolommen).map(|(c, k)| (c, stijl(k.soort))));
    }
    pak.schrijf(&(uit + "</table:table>"))
}

fn rij<'a>(uit: &mut String, cellen: impl Iterator<Item = (&'a Cel, &'static str)>) {
    uit.push_str("<table:table-row>");
    for (c, s) in cellen {
        cel(uit, c, s);
    }
    uit.push_str("</table:table-row>");
}

fn cel(uit: &mut String, c: &Cel, stijl: &str) {
    let formule = match c {
        Cel::Formule { formule, .. } => Some(open_formule(formule)),
        Cel::Breuk { teller, noemer } => Some(format!("of:={teller}/{noemer}")),
        _ => None,
    };
    let waarde = c.uitkomst();
    if *waarde == Cel::Leeg && formule.is_none() {
        uit.push_str("<table:table-cell/>");
        return;
    }
    *uit += &format!("<table:table-cell table:style-name=\"{stijl}\"");
    if let Some(f) = formule {
        *uit += &format!(" table:formula=\"{}\"", tekst(&f));
    }
    match waarde {
        Cel::Tekst(t) => {
            uit.push_str(" office:value-type=\"string\"><text:p>");
            tekst_in(uit, t);
            uit.push_str("</text:p></table:table-cell>");
        }
        Cel::Dag { jaar, maand, dag } => {
            *uit +=
                &format!(" office:value-type=\"date\" office:date-value=\"{jaar:04}-{maand:02}-{dag:02}\"/>");
        }
        w => {
            let soort = match stijl {
                "euro" => "currency\" office:currency=\"EUR",
                "procent" => "percentage",
                _ => "float",
            };
            *uit += &format!(
                " office:value-type=\"{soort}\" office:value=\"{}\"/>",
                w.decimaal().unwrap_or_default()
            );
        }
    }
}

/// A formula of A1 notation as OpenFormula: references between brackets, `;` between arguments.
fn open_formule(formule: &str) -> String {
    let mut uit = String::from("of:=");
    let mut rest = formule.trim_start_matches('=');
    while let Some(c) = rest.chars().next() {
        if let Some(n) = verwijzing(rest) {
            uit.push_str(&open_verwijzing(&rest[..n]));
            rest = &rest[n..];
        } else if c == '"' {
            let n = rest[1..].find('"').map_or(rest.len(), |i| i + 2);
            uit.push_str(&rest[..n]);
            rest = &rest[n..];
        } else if c.is_ascii_alphabetic() {
            let n = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
            uit.push_str(&rest[..n]);
            rest = &rest[n..];
        } else {
            uit.push(if c == ',' { ';' } else { c });
            rest = &rest[c.len_utf8()..];
        }
    }
    uit
}

/// Length of a reference at the beginning of a text: `B2`, `$B$2:C9`, `Lasten!B2`, `'Baten en lasten'!B2:B9`.
fn verwijzing(t: &str) -> Option<usize> {
    let blad = if let Some(na) = t.strip_prefix('\'') {
        let einde = na.find("'!")?;
        einde + 3
    } else {
        let n = t.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(t.len());
        if n > 0 && t[n..].starts_with('!') { n + 1 } else { 0 }
    };
    let eerste = blad + plaats(&t[blad..])?;
    let tweede = t[eerste..].strip_prefix(':').and_then(plaats);
    Some(tweede.map_or(eerste, |n| eerste + 1 + n))
}

/// Length of a place such as `$B$2` at the beginning of a text.
fn plaats(t: &str) -> Option<usize> {
    let b = t.as_bytes();
    let mut i = usize::from(b.first() == Some(&b'$'));
    let letters = b[i..].iter().take_while(|c| c.is_ascii_uppercase()).count();
    i += letters;
    i += usize::from(b.get(i) == Some(&b'$'));
    let cijfers = b[i..].iter().take_while(|c| c.is_ascii_digit()).count();
    let einde = b.get(i + cijfers).is_none_or(|c| !c.is_ascii_alphanumeric() && *c != b'(');
    (letters > 0 && letters < 4 && cijfers > 0 && einde).then_some(i + cijfers)
}

fn open_verwijzing(v: &str) -> String {
    let (blad, cellen) = match v.rsplit_once('!') {
        Some((b, c)) => (format!("$'{}'", b.trim_matches('\'')), c),
        None => (String::new(), v),
    };
    match cellen.split_once(':') {
        Some((a, b)) => format!("[{blad}.{a}:.{b}]"),
        None => format!("[{blad}.{cellen}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::open_formule;

    #[test]
    fn formules_gaan_naar_openformula() {
        for (a1, of) in [
            ("=B2+C2", "of:=[.B2]+[.C2]"),
            ("=SUM(B2:B9)", "of:=SUM([.B2:.B9])"),
            ("=SUM($B$2:C9,D4)", "of:=SUM([.$B$2:.C9];[.D4])"),
            ("=Lasten!B2-'Baten en lasten'!B2:B3", "of:=[$'Lasten'.B2]-[$'Baten en lasten'.B2:.B3]"),
            ("=IF(A1>0,\"ja, B2\",LOG10(A1))", "of:=IF([.A1]>0;\"ja, B2\";LOG10([.A1]))"),
            ("=12/30", "of:=12/30"),
        ] {
            assert_eq!(open_formule(a1), of, "{a1}");
        }
    }
}
