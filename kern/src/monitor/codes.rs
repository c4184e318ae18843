//! The words that figures are split by, as small numbers: a gemeente or a code from a register.

use crate::stam::Gemeentecode;
use alloc::{
    borrow::ToOwned,
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

/// A code of a register (`bw`, `pgb`, `verhuisd`), as its number in [`Codes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

macro_rules! vaste_codes {
    ($($(#[$doc:meta])* $naam:ident = $nr:literal $tekst:literal;)*) => {
        impl Code {
            $($(#[$doc])* pub const $naam: Code = Code($nr);)*
        }
        const VAST: &[&str] = &[$($tekst),*];
    };
}

vaste_codes! {
    /// Beschermd wonen.
    BW = 0 "bw";
    /// Beschermd thuis.
    BT = 1 "bt";
    /// Wmo-begeleiding.
    WMO_BEGELEIDING = 2 "wmo_begeleiding";
    /// No form at all.
    GEEN = 3 "geen";
    /// Zorg in natura.
    ZIN = 4 "zin";
    /// Persoonsgebonden budget.
    PGB = 5 "pgb";
    /// On the side of the historic budget.
    HISTORISCH = 6 "historisch";
    /// On the side of the objective budget.
    NIEUW = 7 "nieuw";
    /// Came in for the first time.
    EERSTE_KEER = 8 "eerste_keer";
    /// Came back after uitstroom.
    RECIDIVE = 9 "recidive";
    /// Waits with help meanwhile.
    MET_OVERBRUGGING = 10 "met_overbrugging";
    /// Waits without help.
    ZONDER_OVERBRUGGING = 11 "zonder_overbrugging";
    /// Costs of carrying out the task, not of care.
    UITVOERING = 12 "uitvoering";
    /// Younger than 18.
    TOT_18 = 13 "tot_18";
    /// 18 to 22 years.
    VAN_18 = 14 "18_22";
    /// 23 to 29 years.
    VAN_23 = 15 "23_29";
    /// 30 to 39 years.
    VAN_30 = 16 "30_39";
    /// 40 to 49 years.
    VAN_40 = 17 "40_49";
    /// 50 to 64 years.
    VAN_50 = 18 "50_64";
    /// 65 years and older.
    VAN_65 = 19 "65_plus";
}

/// The first age of each class, in order.
pub(super) const LEEFTIJDEN: [(u16, Code); 7] = [
    (0, Code::TOT_18),
    (18, Code::VAN_18),
    (23, Code::VAN_23),
    (30, Code::VAN_30),
    (40, Code::VAN_40),
    (50, Code::VAN_50),
    (65, Code::VAN_65),
];

impl Code {
    /// The class of an age in whole years.
    pub fn van_leeftijd(jaren: u16) -> Code {
        LEEFTIJDEN.iter().rev().find(|(vanaf, _)| *vanaf <= jaren).map_or(Code::TOT_18, |(_, c)| *c)
    }
    /// Whether it is one of the codes above, with words of its own.
    pub fn is_vast(self) -> bool {
        usize::from(self.0) < VAST.len()
    }
}

/// All codes in use: the fixed ones first, in the order in which tables show them.
#[derive(Debug, Clone)]
pub struct Codes {
    teksten: Vec<String>,
    nummers: BTreeMap<String, u16>,
}

/// Room for codes: so many that a code, or a gemeente of four digits, fits a number of sixteen bits.
const CODES_MAX: u16 = 50_000;
/// Numbers from here on are gemeenten.
const GEMEENTEN: u16 = CODES_MAX;
const BUITEN: u16 = GEMEENTEN + 10_000;
const OVERIG: u16 = BUITEN + 1;
const ONBEKEND: u16 = OVERIG + 1;

impl Default for Codes {
    fn default() -> Codes {
        let teksten: Vec<String> = VAST.iter().map(|t| (*t).to_owned()).collect();
        let nummers = (0u16..).zip(&teksten).map(|(i, t)| (t.clone(), i)).collect();
        Codes { teksten, nummers }
    }
}

impl Codes {
    /// The number of a code, new when it was not seen before. Room for 50,000; the registers know a few hundred.
    /// What does not fit any more counts as [`Code::GEEN`].
    pub fn neem_op(&mut self, tekst: &str) -> Code {
        if let Some(n) = self.nummers.get(tekst) {
            return Code(*n);
        }
        let past = u16::try_from(self.teksten.len()).ok().filter(|n| *n < CODES_MAX);
        let Some(n) = past else { return Code::GEEN };
        self.teksten.push(tekst.to_owned());
        self.nummers.insert(tekst.to_owned(), n);
        Code(n)
    }
    /// The code as it stands in the register.
    pub fn tekst(&self, code: Code) -> &str {
        self.teksten.get(usize::from(code.0)).map_or("geen", String::as_str)
    }
    /// The number of a code that is known.
    pub fn zoek(&self, tekst: &str) -> Option<Code> {
        self.nummers.get(tekst).copied().map(Code)
    }
}

/// One value on one side of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sleutel {
    /// A gemeente.
    Gemeente(Gemeentecode),
    /// A code of a register.
    Code(Code),
    /// A gemeente outside the region, where those are taken together.
    Buiten,
    /// The other gemeenten of the region together, where only the largest show.
    Overig,
    /// Not recorded.
    Onbekend,
}

impl Sleutel {
    /// As one number, for columns.
    pub(super) fn pak_in(self) -> u16 {
        match self {
            Sleutel::Code(c) => c.0,
            Sleutel::Gemeente(g) => GEMEENTEN + g.getal(),
            Sleutel::Buiten => BUITEN,
            Sleutel::Overig => OVERIG,
            Sleutel::Onbekend => ONBEKEND,
        }
    }
    /// The value of such a number.
    pub(super) fn pak_uit(nr: u16) -> Sleutel {
        match nr {
            ONBEKEND => Sleutel::Onbekend,
            BUITEN => Sleutel::Buiten,
            OVERIG => Sleutel::Overig,
            GEMEENTEN..BUITEN => {
                Gemeentecode::van_getal(nr - GEMEENTEN).map_or(Sleutel::Onbekend, Sleutel::Gemeente)
            }
            c => Sleutel::Code(Code(c)),
        }
    }
    /// A code, or not recorded.
    pub fn code(c: Option<Code>) -> Sleutel {
        c.map_or(Sleutel::Onbekend, Sleutel::Code)
    }
    /// As it stands in an address, a CSV file and a frozen figure.
    pub fn tekst(self, codes: &Codes) -> String {
        match self {
            Sleutel::Gemeente(g) => g.to_string(),
            Sleutel::Code(c) => codes.tekst(c).to_owned(),
            Sleutel::Buiten => "buiten".to_owned(),
            Sleutel::Overig => "overig".to_owned(),
            Sleutel::Onbekend => "onbekend".to_owned(),
        }
    }
    /// Reads what [`Sleutel::tekst`] writes. A code that no register uses is nothing.
    pub fn lees(tekst: &str, is_gemeente: bool, codes: &Codes) -> Option<Sleutel> {
        match (tekst, is_gemeente) {
            ("onbekend", _) => Some(Sleutel::Onbekend),
            ("buiten", true) => Some(Sleutel::Buiten),
            (_, true) => Gemeentecode::lees(tekst).ok().map(Sleutel::Gemeente),
            (_, false) => codes.zoek(tekst).map(Sleutel::Code),
        }
    }
    /// The order of rows and columns: gemeenten by code, fixed codes in their fixed order, other codes by
    /// alphabet, not recorded last. The same in every run, whatever order the facts came in.
    pub fn volgorde(self, codes: &Codes) -> (u8, u16, String) {
        match self {
            Sleutel::Gemeente(g) => (0, g.getal(), String::new()),
            Sleutel::Code(c) if c.is_vast() => (1, c.0, String::new()),
            Sleutel::Code(c) => (2, 0, codes.tekst(c).to_owned()),
            Sleutel::Overig => (3, 0, String::new()),
            Sleutel::Buiten => (4, 0, String::new()),
            Sleutel::Onbekend => (5, 0, String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_code_houdt_haar_nummer_en_haar_tekst() {
        let mut codes = Codes::default();
        assert_eq!(codes.neem_op("bw"), Code::BW);
        assert_eq!(codes.zoek("uitvoering"), Some(Code::UITVOERING));
        let nieuw = codes.neem_op("verhuisd");
        assert_eq!((codes.neem_op("verhuisd"), codes.tekst(nieuw)), (nieuw, "verhuisd"));
        assert_eq!(codes.zoek("bestaat_niet"), None);
    }

    #[test]
    fn een_waarde_past_in_een_getal() {
        let g = |t| Sleutel::Gemeente(Gemeentecode::lees(t).expect("test code"));
        for s in
            [g("0000"), g("0794"), g("9999"), Sleutel::Buiten, Sleutel::Onbekend, Sleutel::Code(Code::BW)]
        {
            assert_eq!(Sleutel::pak_uit(s.pak_in()), s);
        }
        let mut codes = Codes::default();
        let laatste = (0..60_000).map(|n| codes.neem_op(&alloc::format!("c{n}"))).find(|c| *c == Code::GEEN);
        assert_eq!(laatste, Some(Code::GEEN), "what does not fit counts as none");
        let hoogste = Sleutel::Code(Code(CODES_MAX - 1));
        assert_eq!(Sleutel::pak_uit(hoogste.pak_in()), hoogste);
    }

    #[test]
    fn een_leeftijd_valt_in_een_klasse() {
        let klassen = [0, 17, 18, 22, 23, 64, 65, 110].map(Code::van_leeftijd);
        let moet = [
            Code::TOT_18,
            Code::TOT_18,
            Code::VAN_18,
            Code::VAN_18,
            Code::VAN_23,
            Code::VAN_50,
            Code::VAN_65,
            Code::VAN_65,
        ];
        assert_eq!(klassen, moet);
    }

    #[test]
    fn de_volgorde_hangt_niet_af_van_de_volgorde_van_de_feiten() {
        let mut codes = Codes::default();
        let (z, a) = (codes.neem_op("zelfstandig"), codes.neem_op("anders"));
        let mut rij = [
            Sleutel::Onbekend,
            Sleutel::Code(z),
            Sleutel::Code(Code::BT),
            Sleutel::Code(a),
            Sleutel::Code(Code::BW),
        ];
        rij.sort_by_key(|s| s.volgorde(&codes));
        let teksten: Vec<String> = rij.iter().map(|s| s.tekst(&codes)).collect();
        assert_eq!(teksten, ["bw", "bt", "anders", "zelfstandig", "onbekend"]);
    }
}
