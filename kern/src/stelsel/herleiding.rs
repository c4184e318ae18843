//! How a figure came about: a tree of terms, each of which opens to its own terms, down to a number with a source.

use crate::inkoop::codelijst;
use crate::stam::{Breuk, Cent, Onleesbaar};
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt;

codelijst! {
    /// How sure a number is, the least sure first. What is computed from numbers is as sure as the least sure of them.
    Cijferstatus, "Onbekende status van een cijfer." {
        /// No longer holds.
        Vervallen = "vervallen", "Vervallen";
        /// Made up, to show how it works; must be labelled wherever it is shown.
        Illustratief = "illustratief", "Voorbeeld, geen echt cijfer";
        /// Proposed, not adopted.
        Concept = "concept", "Concept";
        /// Computed here from published numbers.
        Afgeleid = "afgeleid", "Zelf berekend uit gepubliceerde cijfers";
        /// Published by the body that makes it.
        Gepubliceerd = "gepubliceerd", "Gepubliceerd";
        /// Adopted by the body that decides on it.
        Vastgesteld = "vastgesteld", "Vastgesteld";
    }
}

impl Cijferstatus {
    /// Whether a screen must say that this is no real figure.
    pub fn is_voorbeeld(self) -> bool {
        self == Cijferstatus::Illustratief
    }
}

/// Where a number comes from, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cijferbron {
    /// Document and place, such as `Meicirculaire 2022` or `CBS, inwoners op 1 januari 2022`.
    pub bron: String,
    /// How sure.
    pub status: Cijferstatus,
}

impl Cijferbron {
    /// A source with a status.
    pub fn nieuw(bron: impl Into<String>, status: Cijferstatus) -> Cijferbron {
        Cijferbron { bron: bron.into(), status }
    }
}

/// What a number of a term counts; decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grootheid {
    /// Money, in cents.
    Geld,
    /// Money per unit, in cents, with more decimals than two.
    GeldPer,
    /// A number of things.
    Aantal,
    /// A pure number.
    Factor,
    /// A share, written as a percentage.
    Aandeel,
}

/// How a term follows from its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bewerking {
    /// A number with a source; it has no parts.
    Gegeven,
    /// Sum of the parts.
    Som,
    /// The first part minus the others.
    Verschil,
    /// Product of the parts.
    Product,
    /// The first part divided by the second.
    Quotient,
    /// The one part, rounded to a whole number (cents), halves away from zero.
    Afgerond,
    /// The one part, taken down to whole cents, plus a cent when its remainder was among the largest.
    GrootsteRest,
}

/// A figure with everything it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    naam: String,
    grootheid: Grootheid,
    bewerking: Bewerking,
    waarde: Breuk,
    delen: Vec<Term>,
    bron: Option<Cijferbron>,
}

impl Term {
    /// A number with a source.
    pub fn gegeven(naam: impl Into<String>, grootheid: Grootheid, waarde: Breuk, bron: &Cijferbron) -> Term {
        let (bewerking, bron) = (Bewerking::Gegeven, Some(bron.clone()));
        Term { naam: naam.into(), grootheid, bewerking, waarde, delen: Vec::new(), bron }
    }

    /// An amount with a source.
    pub fn bedrag(naam: impl Into<String>, bedrag: Cent, bron: &Cijferbron) -> Term {
        Term::gegeven(naam, Grootheid::Geld, Breuk::van_cent(bedrag), bron)
    }

    /// A term computed from its parts; `None` when that cannot be (no parts, a divisor of zero). A term for the largest
    /// remainder is made with [`Term::grootste_rest`].
    pub fn reken(
        naam: impl Into<String>,
        grootheid: Grootheid,
        bewerking: Bewerking,
        delen: Vec<Term>,
    ) -> Option<Term> {
        let waarde = uitkomst(bewerking, &delen)?;
        Some(Term { naam: naam.into(), grootheid, bewerking, waarde, delen, bron: None })
    }

    /// The cents that a split gave for an exact share.
    pub fn grootste_rest(naam: impl Into<String>, exact: Term, bedrag: Cent) -> Term {
        let (waarde, delen) = (Breuk::van_cent(bedrag), vec![exact]);
        let bewerking = Bewerking::GrootsteRest;
        Term { naam: naam.into(), grootheid: Grootheid::Geld, bewerking, waarde, delen, bron: None }
    }

    /// What it is called.
    pub fn naam(&self) -> &str {
        &self.naam
    }
    /// What it counts.
    pub fn grootheid(&self) -> Grootheid {
        self.grootheid
    }
    /// How it follows from its parts.
    pub fn bewerking(&self) -> Bewerking {
        self.bewerking
    }
    /// The exact value; money in cents.
    pub fn waarde(&self) -> &Breuk {
        &self.waarde
    }
    /// The parts, to open on the screen.
    pub fn delen(&self) -> &[Term] {
        &self.delen
    }
    /// Source, for a number that was given.
    pub fn bron(&self) -> Option<&Cijferbron> {
        self.bron.as_ref()
    }

    /// How sure it is: as sure as the least sure number under it.
    pub fn status(&self) -> Cijferstatus {
        let eigen = self.bron.as_ref().map(|b| b.status);
        let onder = self.delen.iter().map(Term::status);
        eigen.into_iter().chain(onder).min().unwrap_or(Cijferstatus::Afgeleid)
    }

    /// All numbers under it that were given.
    pub fn gegevens(&self) -> Vec<&Term> {
        match self.bewerking {
            Bewerking::Gegeven => vec![self],
            Bewerking::Som
            | Bewerking::Verschil
            | Bewerking::Product
            | Bewerking::Quotient
            | Bewerking::Afgerond
            | Bewerking::GrootsteRest => self.delen.iter().flat_map(Term::gegevens).collect(),
        }
    }

    /// Computes everything again from the given numbers and says whether each value is what it should be.
    pub fn klopt(&self) -> bool {
        let zelf = match self.bewerking {
            Bewerking::Gegeven => self.delen.is_empty() && self.bron.is_some(),
            Bewerking::GrootsteRest => self.rest_klopt(),
            Bewerking::Som
            | Bewerking::Verschil
            | Bewerking::Product
            | Bewerking::Quotient
            | Bewerking::Afgerond => uitkomst(self.bewerking, &self.delen).as_ref() == Some(&self.waarde),
        };
        zelf && self.delen.iter().all(Term::klopt)
    }

    /// A split gives each share its whole cents, and at most one more.
    fn rest_klopt(&self) -> bool {
        let [exact] = self.delen.as_slice() else { return false };
        let verschil = self.waarde.minus(&exact.waarde).zonder_teken();
        self.waarde.naar_heel().map(Breuk::heel).as_ref() == Some(&self.waarde) && verschil < Breuk::heel(1)
    }

    /// The value as people write it.
    pub fn toon(&self) -> String {
        match self.grootheid {
            Grootheid::Geld => match self.waarde.naar_cent() {
                Some(c) if Breuk::van_cent(c) == self.waarde => c.to_string(),
                Some(_) | None => euro(&self.waarde),
            },
            Grootheid::GeldPer => euro(&self.waarde),
            Grootheid::Aantal => duizendtallen(&self.waarde.to_string()),
            Grootheid::Factor => komma(&self.waarde.met_decimalen(9)),
            Grootheid::Aandeel => komma(&self.waarde.maal(&Breuk::heel(100)).met_decimalen(2)) + "%",
        }
    }

    /// One Dutch sentence: what it is and how it follows from its parts.
    pub fn zin(&self) -> String {
        let delen = |teken: &str| {
            let los: Vec<String> = self.delen.iter().map(|d| format!("{} ({})", d.naam, d.toon())).collect();
            los.join(teken)
        };
        let (naam, waarde) = (&self.naam, self.toon());
        match self.bewerking {
            Bewerking::Gegeven => {
                let bron = self.bron.as_ref().map_or("", |b| b.bron.as_str());
                format!("{naam} is {waarde}. Bron: {bron}.")
            }
            Bewerking::Som => format!("{naam} is {} = {waarde}.", delen(" + ")),
            Bewerking::Verschil => format!("{naam} is {} = {waarde}.", delen(" − ")),
            Bewerking::Product => format!("{naam} is {} = {waarde}.", delen(" × ")),
            Bewerking::Quotient => format!("{naam} is {} = {waarde}.", delen(" : ")),
            Bewerking::Afgerond => format!("{naam} is {}, afgerond op hele centen: {waarde}.", delen("")),
            Bewerking::GrootsteRest => {
                let hoe = "Wij ronden af naar beneden. De centen die overblijven, gaan naar de gemeenten met de grootste rest";
                format!("{naam} is {}, in hele centen: {waarde}. {hoe}.", delen(""))
            }
        }
    }
}

/// Value of a step; `None` when it cannot be computed.
fn uitkomst(bewerking: Bewerking, delen: &[Term]) -> Option<Breuk> {
    let (eerste, rest) = delen.split_first()?;
    let begin = eerste.waarde.clone();
    match bewerking {
        Bewerking::Gegeven | Bewerking::GrootsteRest => None,
        Bewerking::Som => Some(rest.iter().fold(begin, |s, d| s.plus(&d.waarde))),
        Bewerking::Verschil => Some(rest.iter().fold(begin, |s, d| s.minus(&d.waarde))),
        Bewerking::Product => Some(rest.iter().fold(begin, |s, d| s.maal(&d.waarde))),
        Bewerking::Quotient => match rest {
            [deler] => begin.gedeeld_door(&deler.waarde),
            [] | [_, _, ..] => None,
        },
        Bewerking::Afgerond if rest.is_empty() => begin.naar_heel().map(Breuk::heel),
        Bewerking::Afgerond => None,
    }
}

/// Cents as euros with four decimals.
fn euro(cent: &Breuk) -> String {
    let euro = cent.gedeeld_door(&Breuk::heel(100)).expect("a hundred is not zero");
    format!("€ {}", duizendtallen(&komma(&euro.met_decimalen(4))))
}

/// Points between thousands, as people write large numbers. A fraction that does not end stays as it is.
fn duizendtallen(t: &str) -> String {
    let (teken, rest) = t.strip_prefix('-').map_or(("", t), |r| ("-", r));
    let (heel, deel) = rest.split_once(',').map_or((rest, None), |(h, d)| (h, Some(d)));
    if !heel.bytes().all(|b| b.is_ascii_digit()) {
        return t.to_string();
    }
    let mut uit = String::from(teken);
    for (i, c) in heel.chars().enumerate() {
        if 0 < i && (heel.len() - i).is_multiple_of(3) {
            uit.push('.');
        }
        uit.push(c);
    }
    if let Some(deel) = deel {
        uit.push(',');
        uit.push_str(deel);
    }
    uit
}

fn komma(t: &str) -> String {
    t.replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bron(status: Cijferstatus) -> Cijferbron {
        Cijferbron::nieuw("proef", status)
    }
    fn factor(t: &str, status: Cijferstatus) -> Term {
        Term::gegeven("aandeel", Grootheid::Aandeel, Breuk::lees(t).expect("number"), &bron(status))
    }
    fn tien(cent: i64) -> Term {
        Term::bedrag("budget", Cent(cent), &bron(Cijferstatus::Gepubliceerd))
    }
    fn reken(b: Bewerking, delen: Vec<Term>) -> Option<Term> {
        Term::reken("uitkomst", Grootheid::Geld, b, delen)
    }

    #[test]
    fn een_term_rekent_zichzelf_na_en_zegt_hoe() {
        let product = reken(Bewerking::Product, vec![tien(1_005), factor("0,5", Cijferstatus::Illustratief)])
            .expect("computes");
        assert_eq!(product.toon(), "€ 5,0250");
        assert_eq!(product.zin(), "uitkomst is budget (€ 10,05) × aandeel (50,00%) = € 5,0250.");
        let rond = reken(Bewerking::Afgerond, vec![product.clone()]).expect("computes");
        assert_eq!((rond.toon().as_str(), rond.status()), ("€ 5,03", Cijferstatus::Illustratief));
        assert!(rond.status().is_voorbeeld() && !Cijferstatus::Concept.is_voorbeeld());
        assert_eq!(rond.zin(), "uitkomst is uitkomst (€ 5,0250), afgerond op hele centen: € 5,03.");
        assert!(rond.klopt() && rond.gegevens().len() == 2);
        let scheef = Term { waarde: Breuk::heel(504), ..rond.clone() };
        assert!(!scheef.klopt());
        let diep = Term { delen: vec![Term { waarde: Breuk::heel(7), ..product }], ..rond };
        assert!(!diep.klopt(), "a part that is wrong makes the whole wrong");
        assert!(!Term { bron: None, ..tien(1) }.klopt(), "a given number has a source");
        assert!(!Term { delen: vec![tien(2)], ..tien(1) }.klopt(), "a given number has no parts");
        assert_eq!(tien(1).zin(), "budget is € 0,01. Bron: proef.");
    }

    #[test]
    fn elke_bewerking_heeft_haar_uitkomst() {
        let drie = || vec![tien(700), tien(200), tien(100)];
        for (b, cent, teken) in [
            (Bewerking::Som, 1_000, " + "),
            (Bewerking::Verschil, 400, " − "),
            (Bewerking::Product, 14_000_000, " × "),
        ] {
            let t = reken(b, drie()).expect("computes");
            assert_eq!((t.waarde(), t.klopt()), (&Breuk::heel(cent), true));
            assert!(t.zin().contains(teken));
        }
        let deel = reken(Bewerking::Quotient, vec![tien(700), tien(200)]).expect("computes");
        assert_eq!(deel.waarde(), &Breuk::lees("3,5").expect("number"));
        assert!(deel.zin().contains(" : ") && deel.klopt());
        for (b, delen) in [
            (Bewerking::Quotient, drie()),
            (Bewerking::Quotient, vec![tien(1)]),
            (Bewerking::Quotient, vec![tien(1), tien(0)]),
            (Bewerking::Afgerond, drie()),
            (Bewerking::Som, vec![]),
            (Bewerking::Gegeven, drie()),
            (Bewerking::GrootsteRest, vec![tien(1)]),
        ] {
            assert_eq!(reken(b, delen), None, "{b:?}");
        }
    }

    #[test]
    fn een_deel_van_een_verdeling_ligt_binnen_een_cent() {
        let exact = |t: &str| factor(t, Cijferstatus::Vastgesteld);
        for (t, cent, goed) in [
            ("3,5", 3, true),
            ("3,5", 4, true),
            ("3,5", 5, false),
            ("3", 3, true),
            ("3", 4, false),
            ("3,5", 2, false),
        ] {
            let deel = Term::grootste_rest("deel", exact(t), Cent(cent));
            assert_eq!(deel.klopt(), goed, "{t} {cent}");
            assert!(deel.zin().contains("met de grootste rest"));
        }
        let half = Term {
            waarde: Breuk::lees("3,5").expect("number"),
            ..Term::grootste_rest("deel", exact("3,5"), Cent(3))
        };
        assert!(!half.klopt(), "a split gives whole cents");
        let zonder = Term { delen: vec![], ..half };
        assert!(!zonder.klopt());
    }

    #[test]
    fn elke_grootheid_schrijft_zoals_mensen_dat_doen() {
        let t = |g| {
            Term::gegeven("x", g, Breuk::lees("1234,5").expect("number"), &bron(Cijferstatus::Concept)).toon()
        };
        assert_eq!(t(Grootheid::Geld), "€ 12,3450");
        assert_eq!(t(Grootheid::GeldPer), "€ 12,3450");
        assert_eq!(t(Grootheid::Aantal), "1.234,5");
        let groot = [
            ("0", "0"),
            ("-1234567", "-1.234.567"),
            ("999", "999"),
            ("1/3", "1/3"),
            ("123456,7", "123.456,7"),
        ];
        assert!(groot.iter().all(|(kaal, met)| duizendtallen(kaal) == *met));
        assert_eq!(t(Grootheid::Factor), "1234,500000000");
        assert_eq!(t(Grootheid::Aandeel), "123450,00%");
        for s in Cijferstatus::ALLE {
            assert_eq!(Cijferstatus::lees(s.code()), Ok(*s));
        }
        assert!(Cijferstatus::Illustratief < Cijferstatus::Vastgesteld);
    }
}
