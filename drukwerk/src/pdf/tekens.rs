//! Makes any text printable: PDF/A and PDF/UA refuse a character that the embedded font lacks.

use std::collections::BTreeSet;

/// What is printed for a character that cannot be printed.
const VERVANGER: char = '□';

/// From this many characters without a break opportunity a word may be broken anywhere.
const WOORD_MAX: usize = 28;

/// The zero-width space: a place where a line may break, without a hyphen.
const BREEKPLEK: char = '\u{200B}';

/// Cleans texts and remembers which characters had to be replaced.
#[derive(Default)]
pub(super) struct Tekens {
    pub(super) vervangen: BTreeSet<char>,
}

impl Tekens {
    /// The text with white space as single spaces, unprintable characters replaced and long words breakable.
    pub(super) fn schoon(&mut self, tekst: &str, drukbaar: impl Fn(char) -> bool) -> String {
        let mut uit = String::with_capacity(tekst.len());
        let mut woord = 0;
        for c in tekst.chars() {
            match soort(c) {
                Soort::Wit => {
                    woord = 0;
                    if !uit.is_empty() && !uit.ends_with(' ') {
                        uit.push(' ');
                    }
                    continue;
                }
                Soort::Weg => continue,
                Soort::Druk if drukbaar(c) => uit.push(c),
                Soort::Druk | Soort::Nooit => {
                    self.vervangen.insert(c);
                    uit.push(VERVANGER);
                }
            }
            woord = if matches!(c, '-' | '/') { 0 } else { woord + 1 };
            if woord == WOORD_MAX {
                uit.push(BREEKPLEK);
                woord = 0;
            }
        }
        uit.truncate(uit.trim_end_matches([' ', BREEKPLEK]).len());
        uit
    }
}

enum Soort {
    /// White space and line ends: one space.
    Wit,
    /// Invisible control characters: dropped.
    Weg,
    /// Not a character that may stand in an archive document.
    Nooit,
    /// Everything else: printed if the font has it.
    Druk,
}

fn soort(c: char) -> Soort {
    match c {
        '\u{A0}' | '\u{202F}' => Soort::Druk,
        c if c.is_whitespace() => Soort::Wit,
        // Zero-width and bidi controls, variation selectors, byte order mark, interlinear anchors, tags:
        // invisible, and some of them can make a text read otherwise than it is stored.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => Soort::Weg,
        c if c.is_control() => Soort::Weg,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FFFC}' | '\u{FFFD}' => Soort::Nooit,
        c if u32::from(c) & 0xFFFE == 0xFFFE => Soort::Nooit,
        _ => Soort::Druk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schoon(tekst: &str) -> (String, Vec<char>) {
        let mut t = Tekens::default();
        let uit = t.schoon(tekst, |c| c.is_ascii() || c == 'é' || c == '\u{A0}');
        (uit, t.vervangen.into_iter().collect())
    }

    #[test]
    fn wit_wordt_een_spatie_en_stuurtekens_verdwijnen() {
        assert_eq!(schoon("  a\r\n\tb\u{7}c\u{202E}\u{200D} "), ("a bc".into(), vec![]));
    }

    #[test]
    fn wat_het_lettertype_mist_wordt_een_vierkant_en_genoemd() {
        assert_eq!(schoon("é😀ж\u{E001}"), ("é□□□".into(), vec!['ж', '\u{E001}', '😀']));
    }

    #[test]
    fn een_lang_woord_krijgt_breekplekken() {
        assert_eq!(schoon(&"x".repeat(60)).0.matches(BREEKPLEK).count(), 2);
        assert_eq!(schoon(&"x".repeat(28)).0, "x".repeat(28));
        assert_eq!(schoon("pad/naar/een/heel/diepe/map/waar/iets/staat").0.matches(BREEKPLEK).count(), 0);
    }
}
