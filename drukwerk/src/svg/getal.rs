//! Numbers as Dutch text, and round steps for an axis. Integers only.

use super::{Eenheid, Waarde};

/// No-break space, between the euro sign and the amount.
const SPATIE: char = '\u{A0}';

/// A million euros in cents: from here charts print "€ 1,23 mln".
const MILJOEN_CENT: u64 = 100_000_000;

impl Eenheid {
    /// As short as a chart needs: "1.234", "€ 12.345", "€ 1,23 mln", "12,3%".
    pub(super) fn toon(&self, getal: i64) -> String {
        let (min, n) = (min(getal), getal.unsigned_abs());
        match self {
            Self::Aantal(_) | Self::Dagen => format!("{min}{}", duizendtallen(n)),
            Self::Promille => promille(min, n),
            Self::EuroCent if n >= MILJOEN_CENT => {
                let honderdsten = n / 1_000_000 + u64::from(n % 1_000_000 >= 500_000);
                let (heel, deel) = (duizendtallen(honderdsten / 100), honderdsten % 100);
                match deel {
                    0 => format!("{min}€{SPATIE}{heel}{SPATIE}mln"),
                    d if d % 10 == 0 => format!("{min}€{SPATIE}{heel},{}{SPATIE}mln", d / 10),
                    d => format!("{min}€{SPATIE}{heel},{d:02}{SPATIE}mln"),
                }
            }
            Self::EuroCent => {
                let euro = n / 100 + u64::from(n % 100 >= 50);
                format!("{}€{SPATIE}{}", if euro == 0 { "" } else { min }, duizendtallen(euro))
            }
        }
    }

    /// Exact, for a table whose column header names the unit: "1.234", "12.345,67", "12,3%".
    pub(super) fn toon_precies(&self, getal: i64) -> String {
        let (min, n) = (min(getal), getal.unsigned_abs());
        match self {
            Self::Aantal(_) | Self::Dagen => format!("{min}{}", duizendtallen(n)),
            Self::Promille => promille(min, n),
            Self::EuroCent => format!("{min}{},{:02}", duizendtallen(n / 100), n % 100),
        }
    }

    /// The unit as it stands above an axis; empty when the numbers carry it themselves.
    pub(super) fn naam(&self) -> &str {
        match self {
            Self::Aantal(naam) => naam,
            Self::Dagen => "dagen",
            Self::EuroCent | Self::Promille => "",
        }
    }

    /// What goes behind a column header: " (€)", " (dagen)".
    pub(super) fn achtervoegsel(&self) -> &'static str {
        match self {
            Self::EuroCent => " (€)",
            Self::Dagen => " (dagen)",
            Self::Aantal(_) | Self::Promille => "",
        }
    }

    /// A round step such that `tot` takes at most `stappen` steps; in the unit of the chart.
    pub(super) fn stap(&self, tot: u64, stappen: u64) -> i64 {
        let basis: u64 = match self {
            Self::EuroCent => 100,
            Self::Aantal(_) | Self::Dagen | Self::Promille => 1,
        };
        let mut macht = basis;
        loop {
            for maal in [1, 2, 5] {
                let stap = macht.saturating_mul(maal);
                if stap.saturating_mul(stappen) >= tot {
                    return i64::try_from(stap).unwrap_or(i64::MAX);
                }
            }
            macht = macht.saturating_mul(10);
        }
    }
}

impl Waarde {
    /// The number, when it may be shown.
    pub(super) fn getal(&self) -> Option<i64> {
        match self {
            Self::Getal(n) => Some(*n),
            Self::Onderdrukt(_) | Self::Geen => None,
        }
    }

    /// The text in a chart; `None` when there is no figure.
    pub(super) fn toon(&self, eenheid: &Eenheid) -> Option<String> {
        match self {
            Self::Getal(n) => Some(eenheid.toon(*n)),
            Self::Onderdrukt(tekst) => Some(tekst.clone()),
            Self::Geen => None,
        }
    }

    /// The text in a table.
    pub(super) fn toon_precies(&self, eenheid: &Eenheid) -> String {
        match self {
            Self::Getal(n) => eenheid.toon_precies(*n),
            Self::Onderdrukt(tekst) => tekst.clone(),
            Self::Geen => "geen".to_string(),
        }
    }
}

fn min(getal: i64) -> &'static str {
    if getal < 0 { "\u{2212}" } else { "" }
}

fn promille(min: &str, n: u64) -> String {
    match n % 10 {
        0 => format!("{min}{}%", duizendtallen(n / 10)),
        deel => format!("{min}{},{deel}%", duizendtallen(n / 10)),
    }
}

fn duizendtallen(n: u64) -> String {
    let cijfers = n.to_string();
    let mut uit = String::with_capacity(cijfers.len() + cijfers.len() / 3);
    for (i, c) in cijfers.chars().enumerate() {
        if i > 0 && (cijfers.len() - i).is_multiple_of(3) {
            uit.push('.');
        }
        uit.push(c);
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn getallen_staan_er_op_zijn_nederlands() {
        let n = '\u{A0}';
        assert_eq!(Eenheid::Aantal("x".into()).toon(-1_234_567), "\u{2212}1.234.567");
        assert_eq!(Eenheid::EuroCent.toon(99_949), format!("€{n}999"));
        assert_eq!(Eenheid::EuroCent.toon(99_950), format!("€{n}1.000"));
        assert_eq!(Eenheid::EuroCent.toon(123_456_789), format!("€{n}1,23{n}mln"));
        assert_eq!(Eenheid::EuroCent.toon(150_000_000), format!("€{n}1,5{n}mln"));
        assert_eq!(Eenheid::EuroCent.toon(-200_000_000), format!("\u{2212}€{n}2{n}mln"));
        assert_eq!(Eenheid::EuroCent.toon_precies(-5), "\u{2212}0,05");
        assert_eq!(Eenheid::Promille.toon(123), "12,3%");
        assert_eq!(Eenheid::Promille.toon(500), "50%");
        assert_eq!(Eenheid::Aantal("x".into()).toon(i64::MIN), "\u{2212}9.223.372.036.854.775.808");
    }

    #[test]
    fn een_stap_is_rond_en_groot_genoeg() {
        let aantal = Eenheid::Aantal("x".into());
        assert_eq!(aantal.stap(0, 5), 1);
        assert_eq!(aantal.stap(5, 5), 1);
        assert_eq!(aantal.stap(23, 5), 5);
        assert_eq!(aantal.stap(101, 5), 50);
        assert_eq!(Eenheid::EuroCent.stap(300, 5), 100);
        assert_eq!(Eenheid::EuroCent.stap(123_456_789, 5), 50_000_000);
        assert!(aantal.stap(u64::MAX, 5) > 0);
    }
}
