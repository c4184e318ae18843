//! The code lists of the standard, as data: which codes there are, what they mean, and from when to when they may be used.

use std::sync::LazyLock;

use crate::datum::Datum;

/// The lists, in the order of their numbers in [`Lijst`].
const GEGEVENS: &str = include_str!("../gegevens/codelijsten.tsv");

/// One code of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// The code as it stands in messages; leading zeros count.
    pub code: &'static str,
    /// What it means, in Dutch.
    pub tekst: &'static str,
    /// First day on which it may be used; nothing when the list does not limit it.
    pub geldig_van: Option<Datum>,
    /// Last day on which it may be used; nothing when the list does not limit it.
    pub geldig_tot_en_met: Option<Datum>,
}

impl Code {
    /// Tells whether the code may be used on this day.
    #[must_use]
    pub fn is_geldig(&self, op: Datum) -> bool {
        self.geldig_van.is_none_or(|van| van <= op) && self.geldig_tot_en_met.is_none_or(|tot| op <= tot)
    }
}

/// Declares the lists, so that a list is a number at run time and a name in the source.
macro_rules! lijsten {
    ($($lijst:ident),* $(,)?) => {
        /// The name of a code list of iWmo 3.2.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs, reason = "these are the published names of the lists")]
        #[allow(clippy::upper_case_acronyms)]
        pub enum Lijst {
            $($lijst),*
        }

        const NAMEN: &[(&str, Lijst)] = &[$((stringify!($lijst), Lijst::$lijst)),*];
    };
}

lijsten!(
    COD032, COD043, COD046, COD170, COD260, COD327, COD467, COD472, COD700, COD747, COD757, NUM061, WJ001,
    WJ003, WJ232, WJ756, WJ758, WJ759, WJ760, WMO002, WMO020, WMO588, WMO757,
);

static LIJSTEN: LazyLock<Vec<Vec<Code>>> = LazyLock::new(laad);

impl Lijst {
    /// The published name of the list.
    #[must_use]
    pub fn naam(self) -> &'static str {
        NAMEN[self as usize].0
    }

    /// All codes, sorted by code.
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        &LIJSTEN[self as usize]
    }

    /// Finds a code.
    #[must_use]
    pub fn zoek(self, code: &str) -> Option<&'static Code> {
        let codes = self.codes();
        codes.binary_search_by(|c| c.code.cmp(code)).ok().map(|plek| &codes[plek])
    }
}

/// Reads the data file that is part of the program.
fn laad() -> Vec<Vec<Code>> {
    let mut lijsten = vec![Vec::new(); NAMEN.len()];
    for regel in GEGEVENS.lines().filter(|r| !r.starts_with('#')) {
        let (lijst, code) = ontleed(regel).expect("every line of codelijsten.tsv is read by a test");
        lijsten[lijst as usize].push(code);
    }
    for lijst in &mut lijsten {
        lijst.sort_by_key(|c: &Code| c.code);
    }
    lijsten
}

fn ontleed(regel: &'static str) -> Option<(Lijst, Code)> {
    let mut velden = regel.split('\t');
    let naam = velden.next()?;
    let lijst = NAMEN.iter().find(|(n, _)| *n == naam)?.1;
    let (code, tekst) = (velden.next()?, velden.next()?);
    let datum = |veld: Option<&str>| veld.filter(|v| !v.is_empty()).and_then(|v| v.parse().ok());
    let (geldig_van, geldig_tot_en_met) = (datum(velden.next()), datum(velden.next()));
    Some((lijst, Code { code, tekst, geldig_van, geldig_tot_en_met }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_regel_van_het_bestand_is_te_lezen_en_elke_code_staat_er_eenmaal() {
        let regels: Vec<_> = GEGEVENS.lines().filter(|r| !r.starts_with('#')).collect();
        assert!(regels.iter().all(|r| ontleed(r).is_some()));
        let aantal: usize = NAMEN.iter().map(|(_, l)| l.codes().len()).sum();
        assert_eq!(aantal, regels.len());
        for (naam, lijst) in NAMEN {
            assert_eq!(*naam, lijst.naam());
            assert!(lijst.codes().windows(2).all(|p| p[0].code < p[1].code), "{naam}");
        }
    }

    #[test]
    fn een_code_kan_een_eerste_en_een_laatste_dag_hebben() {
        let (_, code) = ontleed("WJ756\t99\tProef\t2024-01-01\t2024-12-31").unwrap();
        for (dag, geldig) in
            [("2023-12-31", false), ("2024-01-01", true), ("2024-12-31", true), ("2025-01-01", false)]
        {
            assert_eq!(code.is_geldig(dag.parse().unwrap()), geldig, "{dag}");
        }
        let (_, zonder_eind) = ontleed("WJ756\t98\tProef\t2024-01-01").unwrap();
        assert!(zonder_eind.is_geldig(Datum::vast(2999, 1, 1)));
        assert!(Lijst::WJ756.codes().iter().all(|c| c.is_geldig(Datum::vast(2023, 4, 3))));
    }

    #[test]
    fn de_lijsten_hebben_de_gepubliceerde_omvang() {
        let omvang = |l: Lijst| l.codes().len();
        assert_eq!(omvang(Lijst::WJ001), 59);
        assert_eq!(omvang(Lijst::COD032), 249);
        assert_eq!(omvang(Lijst::WMO020), 18);
        assert_eq!(omvang(Lijst::WMO588), 11);
        assert_eq!(Lijst::WMO020.zoek("15").map(|c| c.tekst), Some("Beschermd wonen"));
        assert_eq!(Lijst::WMO020.zoek("19"), None);
    }
}
