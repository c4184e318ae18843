//! Lines of CSV for Dutch spreadsheets: semicolons, quotes where needed, and no text that a spreadsheet would run.

/// One line, with line end. A field that starts as a formula gets an apostrophe before it (OWASP ASVS 1.2.10).
pub fn regel<T: AsRef<str>>(velden: &[T]) -> String {
    let mut uit = String::new();
    for (i, veld) in velden.iter().enumerate() {
        if i > 0 {
            uit.push(';');
        }
        uit.push_str(&cel(veld.as_ref()));
    }
    uit.push_str("\r\n");
    uit
}

fn cel(tekst: &str) -> String {
    // A plain number may start with a minus sign; anything else that starts like a formula is text.
    let getal = tekst
        .strip_prefix('-')
        .is_some_and(|r| !r.is_empty() && r.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.'));
    let formule = tekst.starts_with(['=', '+', '-', '@', '\t', '\r']) && !getal;
    let tekst = if formule { format!("'{tekst}") } else { tekst.to_owned() };
    if tekst.contains([';', '"', '\n', '\r']) { format!("\"{}\"", tekst.replace('"', "\"\"")) } else { tekst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_cel_wordt_nooit_een_formule() {
        assert_eq!(
            regel(&["=1+1", "-12,50", "-x", "a;b", "zeg \"ja\""]),
            "'=1+1;-12,50;'-x;\"a;b\";\"zeg \"\"ja\"\"\"\r\n"
        );
    }
}
