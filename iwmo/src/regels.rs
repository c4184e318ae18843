//! The rules this crate checks, as data: what they mean, which level they are of, and which test proves them.

use std::sync::LazyLock;

/// The catalogue, part of the program.
const GEGEVENS: &str = include_str!("../gegevens/regels.tsv");

/// What no check of a message can judge by itself, part of the program.
const GEGEVENS_AFSPRAKEN: &str = include_str!("../gegevens/afspraken.tsv");

/// Where the rules come from.
pub const BRON: &str = "iWmo 3.2.0, regelrapport van 29-09-2022 en XML-schema's 1.0.0 (istandaarden.nl)";

/// A rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Regel {
    /// Code, such as `TR358`; faults against the schema have codes of our own that start with `N1-`.
    pub code: &'static str,
    /// Control level, 1 to 4.
    pub niveau: u8,
    /// Code in the answer; nothing on level 1, where no retour is possible, and for some rules of the WMO325, which nobody answers.
    pub retourcode: Option<&'static str>,
    /// The numbers of the messages it holds for, separated by spaces, or `alle`.
    pub berichten: &'static str,
    /// What it means, in Dutch and in our own words.
    pub omschrijving: &'static str,
    /// The source file that checks it, under `src` and without `.rs`.
    pub waar: &'static str,
    /// The table of tests that proves it.
    pub toets: &'static str,
}

/// A bedrijfsregel, invulinstructie or constraint that is kept by how this crate works, or that it cannot keep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Afspraak {
    /// Code, such as `OP087`.
    pub code: &'static str,
    /// The source file that keeps it, under `src` and without `.rs`; nothing when this crate cannot.
    pub waar: Option<&'static str>,
    /// How it is kept, or why it cannot be, in Dutch.
    pub hoe: &'static str,
}

static AFSPRAKEN: LazyLock<Vec<Afspraak>> = LazyLock::new(|| {
    let regels = GEGEVENS_AFSPRAKEN.lines().filter(|r| !r.starts_with('#'));
    regels.map(|r| ontleed_afspraak(r).expect("every line of afspraken.tsv is read by a test")).collect()
});

/// All bedrijfsregels and invulinstructies, and where they are kept.
#[must_use]
pub fn afspraken() -> &'static [Afspraak] {
    &AFSPRAKEN
}

fn ontleed_afspraak(regel: &'static str) -> Option<Afspraak> {
    let mut velden = regel.split('\t');
    let (code, waar, hoe) = (velden.next()?, velden.next()?, velden.next()?);
    velden.next().is_none().then_some(Afspraak { code, waar: Some(waar).filter(|w| *w != "-"), hoe })
}

static REGELS: LazyLock<Vec<Regel>> = LazyLock::new(|| {
    let regels = GEGEVENS.lines().filter(|r| !r.starts_with('#'));
    let mut regels: Vec<_> =
        regels.map(|r| ontleed(r).expect("every line of regels.tsv is read by a test")).collect();
    regels.sort_by_key(|r| r.code);
    regels
});

/// All rules, sorted by code.
#[must_use]
pub fn alle() -> &'static [Regel] {
    &REGELS
}

/// Finds a rule by its code.
#[must_use]
pub fn zoek(code: &str) -> Option<&'static Regel> {
    REGELS.binary_search_by(|r| r.code.cmp(code)).ok().map(|plek| &REGELS[plek])
}

/// The rule behind a code in an answer to this message; nothing for 0001, which stands for all of level 2.
#[must_use]
pub fn bij_retourcode(retourcode: &str) -> Option<&'static Regel> {
    REGELS.iter().find(|r| r.retourcode == Some(retourcode) && retourcode != "0001")
}

fn ontleed(regel: &'static str) -> Option<Regel> {
    let mut velden = regel.split('\t');
    let code = velden.next()?;
    let niveau = velden.next()?.parse().ok()?;
    let retourcode = Some(velden.next()?).filter(|r| *r != "-");
    let (berichten, omschrijving) = (velden.next()?, velden.next()?);
    let (waar, toets) = (velden.next()?, velden.next()?);
    velden.next().is_none().then_some(Regel {
        code,
        niveau,
        retourcode,
        berichten,
        omschrijving,
        waar,
        toets,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codelijst::Lijst;

    #[test]
    fn elke_regel_is_te_lezen_en_staat_er_eenmaal() {
        let regels: Vec<_> = GEGEVENS.lines().filter(|r| !r.starts_with('#')).collect();
        assert!(regels.iter().all(|r| ontleed(r).is_some()));
        assert!(alle().windows(2).all(|p| p[0].code < p[1].code));
        assert_eq!(alle().iter().filter(|r| r.niveau == 2).count(), 58);
    }

    #[test]
    fn elke_afspraak_is_te_lezen_en_staat_er_eenmaal() {
        let regels: Vec<_> = GEGEVENS_AFSPRAKEN.lines().filter(|r| !r.starts_with('#')).collect();
        assert!(regels.iter().all(|r| ontleed_afspraak(r).is_some()));
        let aantal = |soort: &str| afspraken().iter().filter(|a| a.code.starts_with(soort)).count();
        assert_eq!((aantal("OP"), aantal("IV"), aantal("CS")), (86, 36, 1));
        assert!(afspraken().iter().all(|a| zoek(a.code).is_none()), "a rule is not in both lists");
    }

    #[test]
    fn elke_retourcode_bestaat_en_past_bij_het_niveau() {
        for regel in alle() {
            match regel.niveau {
                1 => assert_eq!(regel.retourcode, None, "{}", regel.code),
                2 => assert_eq!(regel.retourcode, Some("0001"), "{}", regel.code),
                _ => {
                    let bestaat = regel.retourcode.is_none_or(|r| Lijst::WJ001.zoek(r).is_some());
                    let mist_terecht = regel.retourcode.is_some() || regel.berichten == "325";
                    assert!(bestaat && mist_terecht, "{}", regel.code);
                }
            }
        }
    }
}
