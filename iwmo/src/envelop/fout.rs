//! The Fo01: something went wrong on the way.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use super::{Fragment, Stuurgegevens, Systeem, Tijdstip, Versies};
use crate::waarde::{Ongeldig, Tekst};

/// The code with which a receiver says that the content is not valid to its schema.
pub const SCHEMAFOUT: &str = "StUF055";

/// The list of codes, part of the program.
const GEGEVENS: &str = include_str!("../../gegevens/foutcodes.tsv");

/// A code of a Fo01: 1 to 7 characters. Codes outside the list are read too, because the list grows without a new release.
pub type Foutcode = Tekst<7>;

/// What a code means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Foutomschrijving {
    /// The code.
    pub code: &'static str,
    /// Who gives it.
    pub verzender: &'static str,
    /// What it means, in Dutch.
    pub tekst: &'static str,
}

static CODES: LazyLock<Vec<Foutomschrijving>> = LazyLock::new(|| {
    let regels = GEGEVENS.lines().filter(|r| !r.starts_with('#'));
    regels.map(|r| ontleed(r).expect("every line of foutcodes.tsv is read by a test")).collect()
});

fn ontleed(regel: &'static str) -> Option<Foutomschrijving> {
    let mut velden = regel.split('\t');
    let (code, verzender, tekst) = (velden.next()?, velden.next()?, velden.next()?);
    velden.next().is_none().then_some(Foutomschrijving { code, verzender, tekst })
}

/// All known codes.
#[must_use]
pub fn foutcodes() -> &'static [Foutomschrijving] {
    &CODES
}

/// Whose fault it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Foutplek {
    /// The sender's.
    Client,
    /// The receiver's.
    Server,
}

impl FromStr for Foutplek {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        match tekst {
            "client" => Ok(Foutplek::Client),
            "server" => Ok(Foutplek::Server),
            _ => Err(Ongeldig::nieuw(tekst, "is geen plek van een fout (client of server)")),
        }
    }
}

impl fmt::Display for Foutplek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Foutplek::Client => "client",
            Foutplek::Server => "server",
        })
    }
}

/// An envelope that says that another one could not be delivered or read (`Fo01Bericht`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Foutenvelop {
    /// Sender.
    pub zender: Systeem,
    /// Receiver.
    pub ontvanger: Systeem,
    /// Identification of the Fo01 itself.
    pub referentienummer: Tekst<40>,
    /// When it was made.
    pub tijdstip: Tijdstip,
    /// The envelope that it is about.
    pub kruisreferentie: Tekst<40>,
    /// Code.
    pub code: Foutcode,
    /// Whose fault it is.
    pub plek: Foutplek,
    /// What is wrong.
    pub omschrijving: Option<Tekst<200, true>>,
    /// What it is about, such as `WMO301-00030002`.
    pub details: Option<Tekst<1000, true>>,
    /// The message that it is about, as it stood there.
    pub details_xml: Option<Fragment>,
}

impl Foutenvelop {
    /// What the list says about the code; nothing for a code that is not in it.
    #[must_use]
    pub fn betekenis(&self) -> Option<&'static Foutomschrijving> {
        foutcodes().iter().find(|c| *c.code == *self.code)
    }

    /// The Fo01 that tells the sender of an envelope that its content is not valid to the schema: the only answer there is then (IV028).
    ///
    /// # Errors
    /// When the description does not fit: 1 to 200 characters.
    pub fn schemafout(
        heen: &Stuurgegevens,
        versies: &Versies,
        referentienummer: super::Uuid,
        tijdstip: Tijdstip,
        omschrijving: &str,
    ) -> Result<Foutenvelop, Ongeldig> {
        Ok(Foutenvelop {
            zender: heen.ontvanger.clone(),
            ontvanger: Systeem::via_ggk(heen.zender.organisatie.clone()),
            referentienummer: Tekst::nieuw(referentienummer.als_tekst())?,
            tijdstip,
            kruisreferentie: Tekst::nieuw(heen.referentienummer.als_tekst())?,
            code: Tekst::nieuw(SCHEMAFOUT)?,
            plek: Foutplek::Client,
            omschrijving: Some(Tekst::nieuw(omschrijving)?),
            details: Some(Tekst::nieuw(format!(
                "{}-{}{}",
                heen.functie, versies.functie, versies.functie_sub
            ))?),
            details_xml: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_foutcode_is_te_lezen_en_staat_er_eenmaal() {
        let regels: Vec<_> = GEGEVENS.lines().filter(|r| !r.starts_with('#')).collect();
        assert!(regels.iter().all(|r| ontleed(r).is_some()));
        assert!(foutcodes().windows(2).all(|p| p[0].code < p[1].code));
        assert!(foutcodes().iter().all(|c| c.code.parse::<Foutcode>().is_ok()));
        assert_eq!(foutcodes().len(), 29);
    }
}
