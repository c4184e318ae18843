//! What can be counted, and by what it can be split.

use crate::stam::{Datum, Peil, Periode};

/// What is counted. Codes and names are stable; what a maat means is in [`super::definitie`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maat {
    /// Inwoners with an indicatie BW or BT on the peildatum.
    Clienten,
    /// Inwoners who came in.
    Instroom,
    /// Inwoners who went from one form to another.
    Doorstroom,
    /// Steps to a lighter form.
    Afschaling,
    /// Steps to a heavier form.
    Terugval,
    /// Inwoners who left BW and BT.
    Uitstroom,
    /// Days that cliënten have been cliënt without a break, on the peildatum.
    Verblijfsduur,
    /// Days that those who left had been cliënt without a break.
    VerblijfsduurUitstroom,
    /// Days from melding to besluit.
    WachttijdBesluit,
    /// Days from besluit to the start of care.
    WachttijdStart,
    /// Days from melding to the start of care.
    WachttijdTotaal,
    /// Inwoners on the waiting list, with the days they wait so far.
    Wachtenden,
    /// Budget of the year.
    Begroot,
    /// Granted amounts.
    Beschikt,
    /// Declared amounts.
    Gedeclareerd,
    /// Paid amounts.
    Betaald,
}

/// What a maat is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eenheid {
    /// Cases.
    Aantal,
    /// Days: median and 90th percentile.
    Dagen,
    /// Whole cents.
    Cent,
}

impl Maat {
    /// Every maat, in the order of the plan: aantallen, status, realisatie.
    pub const ALLE: [Maat; 16] = [
        Maat::Clienten,
        Maat::Instroom,
        Maat::Doorstroom,
        Maat::Afschaling,
        Maat::Terugval,
        Maat::Uitstroom,
        Maat::Verblijfsduur,
        Maat::VerblijfsduurUitstroom,
        Maat::WachttijdBesluit,
        Maat::WachttijdStart,
        Maat::WachttijdTotaal,
        Maat::Wachtenden,
        Maat::Begroot,
        Maat::Beschikt,
        Maat::Gedeclareerd,
        Maat::Betaald,
    ];

    /// The code in addresses and files.
    pub fn code(self) -> &'static str {
        match self {
            Maat::Clienten => "clienten",
            Maat::Instroom => "instroom",
            Maat::Doorstroom => "doorstroom",
            Maat::Afschaling => "afschaling",
            Maat::Terugval => "terugval",
            Maat::Uitstroom => "uitstroom",
            Maat::Verblijfsduur => "verblijfsduur",
            Maat::VerblijfsduurUitstroom => "verblijfsduur-uitstroom",
            Maat::WachttijdBesluit => "wachttijd-besluit",
            Maat::WachttijdStart => "wachttijd-start",
            Maat::WachttijdTotaal => "wachttijd-totaal",
            Maat::Wachtenden => "wachtenden",
            Maat::Begroot => "begroot",
            Maat::Beschikt => "beschikt",
            Maat::Gedeclareerd => "gedeclareerd",
            Maat::Betaald => "betaald",
        }
    }
    /// The maat with a code.
    pub fn lees(code: &str) -> Option<Maat> {
        Maat::ALLE.into_iter().find(|m| m.code() == code)
    }
    /// What it is measured in.
    pub fn eenheid(self) -> Eenheid {
        match self {
            Maat::Clienten
            | Maat::Instroom
            | Maat::Doorstroom
            | Maat::Afschaling
            | Maat::Terugval
            | Maat::Uitstroom
            | Maat::Wachtenden => Eenheid::Aantal,
            Maat::Verblijfsduur
            | Maat::VerblijfsduurUitstroom
            | Maat::WachttijdBesluit
            | Maat::WachttijdStart
            | Maat::WachttijdTotaal => Eenheid::Dagen,
            Maat::Begroot | Maat::Beschikt | Maat::Gedeclareerd | Maat::Betaald => Eenheid::Cent,
        }
    }
    /// Whether the maat is about persons; figures about persons can be too small to show.
    pub fn over_personen(self) -> bool {
        self != Maat::Begroot
    }
    /// Whether the maat looks at a stretch of time, or only at the peildatum.
    pub fn over_tijdvak(self) -> bool {
        !matches!(self, Maat::Clienten | Maat::Verblijfsduur | Maat::Wachtenden | Maat::Begroot)
    }
    /// By what it can be split.
    pub fn splitsingen(self) -> &'static [Splitsing] {
        use Splitsing as S;
        match self {
            Maat::Clienten => &[
                S::Gemeente,
                S::Vorm,
                S::Leveringsvorm,
                S::Kenmerk,
                S::Herkomst,
                S::Verblijf,
                S::Leeftijd,
                S::Aanbieder,
                S::Product,
            ],
            Maat::Instroom => &[
                S::Gemeente,
                S::Vorm,
                S::VanVorm,
                S::Recidive,
                S::Kenmerk,
                S::Leveringsvorm,
                S::Herkomst,
                S::Leeftijd,
            ],
            Maat::Doorstroom | Maat::Afschaling | Maat::Terugval => {
                &[S::Gemeente, S::VanVorm, S::Vorm, S::Kenmerk, S::Leeftijd]
            }
            Maat::Uitstroom | Maat::VerblijfsduurUitstroom => {
                &[S::Gemeente, S::VanVorm, S::Reden, S::Bestemming, S::Kenmerk, S::Leeftijd]
            }
            Maat::Verblijfsduur => {
                &[S::Gemeente, S::Vorm, S::Leveringsvorm, S::Kenmerk, S::Leeftijd, S::Aanbieder]
            }
            Maat::WachttijdBesluit => &[S::Gemeente, S::Kenmerk, S::Leeftijd],
            Maat::WachttijdStart | Maat::WachttijdTotaal => &[S::Gemeente, S::Vorm, S::Aanbieder],
            Maat::Wachtenden => &[S::Gemeente, S::Vorm, S::Overbrugging],
            Maat::Begroot => &[S::Gemeente, S::Vorm],
            Maat::Beschikt | Maat::Gedeclareerd | Maat::Betaald => {
                &[S::Gemeente, S::Vorm, S::Leveringsvorm, S::Kenmerk, S::Product]
            }
        }
    }
}

/// By what a figure is split: one side of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Splitsing {
    /// Responsible gemeente.
    Gemeente,
    /// BW, BT or Wmo-begeleiding; for a flow the form after it.
    Vorm,
    /// Zin or pgb.
    Leveringsvorm,
    /// Nieuw or historisch.
    Kenmerk,
    /// Gemeente van herkomst.
    Herkomst,
    /// Gemeente van verblijf.
    Verblijf,
    /// First time or return.
    Recidive,
    /// Form before a flow.
    VanVorm,
    /// Reason of uitstroom.
    Reden,
    /// Destination of uitstroom.
    Bestemming,
    /// Waits with or without help.
    Overbrugging,
    /// Product.
    Product,
    /// Age on the day, in classes.
    Leeftijd,
    /// Aanbieder on the day.
    Aanbieder,
}

impl Splitsing {
    /// Every way to split.
    pub const ALLE: [Splitsing; 14] = [
        Splitsing::Gemeente,
        Splitsing::Vorm,
        Splitsing::Leveringsvorm,
        Splitsing::Kenmerk,
        Splitsing::Herkomst,
        Splitsing::Verblijf,
        Splitsing::Recidive,
        Splitsing::VanVorm,
        Splitsing::Reden,
        Splitsing::Bestemming,
        Splitsing::Overbrugging,
        Splitsing::Product,
        Splitsing::Leeftijd,
        Splitsing::Aanbieder,
    ];
    /// The code in addresses and files.
    pub fn code(self) -> &'static str {
        match self {
            Splitsing::Gemeente => "gemeente",
            Splitsing::Vorm => "vorm",
            Splitsing::Leveringsvorm => "leveringsvorm",
            Splitsing::Kenmerk => "kenmerk",
            Splitsing::Herkomst => "herkomst",
            Splitsing::Verblijf => "verblijf",
            Splitsing::Recidive => "recidive",
            Splitsing::VanVorm => "van_vorm",
            Splitsing::Reden => "reden",
            Splitsing::Bestemming => "bestemming",
            Splitsing::Overbrugging => "overbrugging",
            Splitsing::Product => "product",
            Splitsing::Leeftijd => "leeftijd",
            Splitsing::Aanbieder => "aanbieder",
        }
    }
    /// The split with a code.
    pub fn lees(code: &str) -> Option<Splitsing> {
        Splitsing::ALLE.into_iter().find(|s| s.code() == code)
    }
    /// As the head of a column.
    pub fn naam(self) -> &'static str {
        match self {
            Splitsing::Gemeente => "Gemeente",
            Splitsing::Vorm => "Vorm",
            Splitsing::Leveringsvorm => "Leveringsvorm",
            Splitsing::Kenmerk => "Nieuw of historisch",
            Splitsing::Herkomst => "Gemeente van herkomst",
            Splitsing::Verblijf => "Gemeente van verblijf",
            Splitsing::Recidive => "Eerste keer of terug",
            Splitsing::VanVorm => "Vorm ervoor",
            Splitsing::Reden => "Reden",
            Splitsing::Bestemming => "Waarheen",
            Splitsing::Overbrugging => "Overbrugging",
            Splitsing::Product => "Product",
            Splitsing::Leeftijd => "Leeftijd",
            Splitsing::Aanbieder => "Aanbieder",
        }
    }
    /// Whether the values are gemeenten.
    pub fn is_gemeente(self) -> bool {
        matches!(self, Splitsing::Gemeente | Splitsing::Herkomst | Splitsing::Verblijf)
    }
}

/// Which stretch of time a maat looks at, seen from the peildatum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tijdvak {
    /// From the first day of the quarter up to and including the peildatum.
    Kwartaal,
    /// From 1 January up to and including the peildatum.
    JaarTotPeil,
    /// The twelve months that end with the peildatum.
    TwaalfMaanden,
    /// The whole calendar year, also what lies after the peildatum (money only).
    HeelJaar,
}

impl Tijdvak {
    /// Every stretch of time.
    pub const ALLE: [Tijdvak; 4] =
        [Tijdvak::Kwartaal, Tijdvak::JaarTotPeil, Tijdvak::TwaalfMaanden, Tijdvak::HeelJaar];
    /// The code in addresses and files.
    pub fn code(self) -> &'static str {
        match self {
            Tijdvak::Kwartaal => "kwartaal",
            Tijdvak::JaarTotPeil => "jaar",
            Tijdvak::TwaalfMaanden => "12-maanden",
            Tijdvak::HeelJaar => "heel-jaar",
        }
    }
    /// The stretch with a code.
    pub fn lees(code: &str) -> Option<Tijdvak> {
        Tijdvak::ALLE.into_iter().find(|t| t.code() == code)
    }
    /// As people choose it.
    pub fn naam(self) -> &'static str {
        match self {
            Tijdvak::Kwartaal => "dit kwartaal tot en met de peildatum",
            Tijdvak::JaarTotPeil => "dit jaar tot en met de peildatum",
            Tijdvak::TwaalfMaanden => "de twaalf maanden tot en met de peildatum",
            Tijdvak::HeelJaar => "het hele jaar",
        }
    }
    /// The days, half-open.
    pub fn periode(self, peil: Peil) -> Periode {
        let na = peil.op.plus_dagen(1);
        let een_januari = |jaar: i16| Datum::nieuw(jaar, 1, 1).unwrap_or(peil.op);
        let (van, tot) = match self {
            Tijdvak::Kwartaal => (crate::stam::Kwartaal::van_dag(peil.op).periode().van(), na),
            Tijdvak::JaarTotPeil => (een_januari(peil.op.jaar()), na),
            Tijdvak::TwaalfMaanden => (na.plus_maanden(-12), na),
            Tijdvak::HeelJaar => (een_januari(peil.op.jaar()), een_januari(peil.op.jaar() + 1)),
        };
        // The last representable day has no day after it; the period then holds that one day.
        Periode::nieuw(van, Some(tot))
            .or_else(|| Periode::nieuw(van, None))
            .expect("a period without end exists")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn codes_lezen_terug_wat_ze_schrijven() {
        assert!(Maat::ALLE.into_iter().all(|m| Maat::lees(m.code()) == Some(m)));
        assert!(Splitsing::ALLE.into_iter().all(|s| Splitsing::lees(s.code()) == Some(s)));
        assert!(Tijdvak::ALLE.into_iter().all(|t| Tijdvak::lees(t.code()) == Some(t)));
        assert_eq!(Maat::lees("winst"), None);
    }

    #[test]
    fn een_tijdvak_loopt_tot_en_met_de_peildatum() {
        let peil = Peil::op(Datum::lees("2026-05-15").expect("test date"));
        let van_tot = |t: Tijdvak| {
            let p = t.periode(peil);
            (p.van().to_string(), p.tot().map(|d| d.to_string()).unwrap_or_default())
        };
        assert_eq!(van_tot(Tijdvak::Kwartaal), ("2026-04-01".into(), "2026-05-16".into()));
        assert_eq!(van_tot(Tijdvak::JaarTotPeil), ("2026-01-01".into(), "2026-05-16".into()));
        assert_eq!(van_tot(Tijdvak::TwaalfMaanden), ("2025-05-16".into(), "2026-05-16".into()));
        assert_eq!(van_tot(Tijdvak::HeelJaar), ("2026-01-01".into(), "2027-01-01".into()));
    }
}
