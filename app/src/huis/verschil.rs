//! What differs between two texts, word by word, for the page on which two people changed the same thing.

/// Words beyond this many are compared as one piece, so that a long text cannot cost more than a page may.
const WOORDEN_MAX: usize = 1_000;

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Soort {
    /// In both.
    #[default]
    Gelijk,
    /// Only in this text.
    Bij,
    /// Only in the other text.
    Weg,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deel {
    /// The piece, with the white space behind it.
    pub tekst: String,
    /// What happened to it.
    pub soort: Soort,
}

/// The new text in pieces, with what came and what went against the old text. Joining all pieces but `Weg` gives
/// `nieuw`; all but `Bij` gives `oud`.
pub fn verschil(oud: &str, nieuw: &str) -> Vec<Deel> {
    let (a, b) = (woorden(oud), woorden(nieuw));
    let lengte = gemeenschappelijk(&a, &b);
    let (mut i, mut j, mut uit) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            voeg(&mut uit, a[i], Soort::Gelijk);
            i += 1;
            j += 1;
        } else if j >= b.len() || (i < a.len() && lengte[i + 1][j] >= lengte[i][j + 1]) {
            voeg(&mut uit, a[i], Soort::Weg);
            i += 1;
        } else {
            voeg(&mut uit, b[j], Soort::Bij);
            j += 1;
        }
    }
    uit
}

/// The text in words, each with the white space behind it; what lies beyond the limit is one last piece.
fn woorden(tekst: &str) -> Vec<&str> {
    let mut uit = Vec::new();
    let (mut begin, mut na_spatie) = (0, false);
    for (i, c) in tekst.char_indices() {
        if na_spatie && !c.is_whitespace() {
            uit.push(&tekst[begin..i]);
            begin = i;
            if uit.len() == WOORDEN_MAX {
                break;
            }
        }
        na_spatie = c.is_whitespace();
    }
    if begin < tekst.len() {
        uit.push(&tekst[begin..]);
    }
    uit
}

/// Length of the longest common row of words from each pair of places on.
fn gemeenschappelijk(a: &[&str], b: &[&str]) -> Vec<Vec<u32>> {
    let mut tafel = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            tafel[i][j] =
                if a[i] == b[j] { tafel[i + 1][j + 1] + 1 } else { tafel[i + 1][j].max(tafel[i][j + 1]) };
        }
    }
    tafel
}

fn voeg(uit: &mut Vec<Deel>, tekst: &str, soort: Soort) {
    match uit.last_mut() {
        Some(laatste) if laatste.soort == soort => laatste.tekst.push_str(tekst),
        Some(_) | None => uit.push(Deel { tekst: tekst.to_owned(), soort }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kort(oud: &str, nieuw: &str) -> String {
        let teken = |d: Deel| match d.soort {
            Soort::Gelijk => d.tekst,
            Soort::Bij => format!("[+{}]", d.tekst),
            Soort::Weg => format!("[-{}]", d.tekst),
        };
        verschil(oud, nieuw).into_iter().map(teken).collect()
    }

    #[test]
    fn een_ander_woord_is_te_zien() {
        assert_eq!(
            kort("Hij woont nu in Deurne.", "Hij woont nu in Asten."),
            "Hij woont nu in [-Deurne.][+Asten.]"
        );
        assert_eq!(kort("", "Nieuw"), "[+Nieuw]");
        assert_eq!(kort("Zelfde", "Zelfde"), "Zelfde");
    }

    proptest! {
        #[test]
        fn beide_teksten_zijn_terug_te_maken(oud in "[ab \n]{0,60}", nieuw in "[ab \n]{0,60}") {
            let delen = verschil(&oud, &nieuw);
            let zonder = |s: Soort| delen.iter().filter(|d| d.soort != s).map(|d| d.tekst.as_str()).collect::<String>();
            prop_assert_eq!(zonder(Soort::Weg), nieuw);
            prop_assert_eq!(zonder(Soort::Bij), oud);
        }
    }
}
