//! The envelope of the gemeentelijk gegevensknooppunt: StUF-GGk 2.1.04 (Di01 out, Du01 back, Fo01 when it went wrong).
//!
//! Wrapping and unwrapping only: sending is the work of who uses this crate. A retour belongs to a message when both the envelope
//! (`crossRefnummer`) and the header inside say so: [`Retourenvelop::hoort_bij`].
//!
//! ```
//! use iwmo::envelop::{self, Envelop, Inhoud};
//!
//! # let bytes = b"<a/>";
//! match envelop::lees(bytes) {
//!     Ok(Envelop::Fout(fout)) => {
//!         // Not delivered, or not read: the code says by whom and why.
//!         println!("{}: {}", fout.code, fout.betekenis().map_or("onbekend", |c| c.tekst));
//!     }
//!     Ok(envelop) => {
//!         if let Some(Inhoud::Xml(xml)) = envelop.inhoud() {
//!             let _gelezen = iwmo::lees(xml)?;
//!         }
//!     }
//!     Err(onleesbaar) => println!("{onleesbaar}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base64;
mod fout;
mod lees;
mod opbouw;
mod schrijf;
mod waarden;

pub use fout::{Foutcode, Foutenvelop, Foutomschrijving, Foutplek, SCHEMAFOUT, foutcodes};
pub use lees::{ENVELOP_MAX, Fragment, lees};
pub use waarden::{Applicatie, Bestandsnaam, Tijdstip, Uuid, Versienummer};

use crate::bericht::{BERICHT_SUBVERSIE, BERICHT_VERSIE, Berichtsoort};
use crate::waarde::{Ongeldig, Tekst};

/// Namespace of the envelope.
pub const RUIMTE_GGK: &str = "http://www.stufstandaarden.nl/koppelvlak/ggk0210";
/// Namespace of StUF.
pub const RUIMTE_STUF: &str = "http://www.egem.nl/StUF/StUF0301";
/// The application that receives everything a gemeente or aanbieder sends.
pub const APPLICATIE_GGK: &str = "GGk";

/// One side of the traffic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Systeem {
    /// CBS code of the gemeente, AGB code of the aanbieder, or a fixed name such as `CAK`.
    pub organisatie: Tekst<200>,
    /// Name of the application, without its version.
    pub applicatie: Applicatie,
    /// The samenwerkingsverband, when there is one.
    pub administratie: Option<Tekst<50>>,
    /// User.
    pub gebruiker: Option<Tekst<100>>,
}

impl Systeem {
    /// The knooppunt as the way to this organisation.
    #[must_use]
    pub fn via_ggk(organisatie: Tekst<200>) -> Systeem {
        let applicatie = APPLICATIE_GGK.parse().expect("the name of the knooppunt has three letters");
        Systeem { organisatie, applicatie, administratie: None, gebruiker: None }
    }
}

/// What an envelope carries.
#[derive(Clone, PartialEq, Eq)]
pub enum Inhoud {
    /// A message.
    Xml(Vec<u8>),
    /// Another file, with its name.
    Tekst(Bestandsnaam, Vec<u8>),
}

// The content may be about a person.
impl std::fmt::Debug for Inhoud {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Inhoud::Xml(bytes) => write!(f, "Xml({} bytes)", bytes.len()),
            Inhoud::Tekst(naam, bytes) => write!(f, "Tekst({naam}, {} bytes)", bytes.len()),
        }
    }
}

/// Versions of the application and of the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Versies {
    /// Version of the application.
    pub applicatie: Versienummer,
    /// Subversion of the application.
    pub applicatie_sub: Versienummer,
    /// Version of the message, such as `0003`.
    pub functie: Versienummer,
    /// Subversion of the message, such as `0002`.
    pub functie_sub: Versienummer,
}

impl Versies {
    /// The version of an application, with that of this release of the messages.
    ///
    /// # Errors
    /// When a number has more than four digits.
    pub fn van_release(applicatie: u32, applicatie_sub: u32) -> Result<Versies, Ongeldig> {
        let van_bericht = |versie: &str| versie.parse().map_or(Versienummer::nieuw(0), Versienummer::nieuw);
        Ok(Versies {
            applicatie: Versienummer::nieuw(applicatie)?,
            applicatie_sub: Versienummer::nieuw(applicatie_sub)?,
            functie: van_bericht(BERICHT_VERSIE)?,
            functie_sub: van_bericht(BERICHT_SUBVERSIE)?,
        })
    }
}

/// Who sends what to whom, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stuurgegevens {
    /// Sender.
    pub zender: Systeem,
    /// Receiver.
    pub ontvanger: Systeem,
    /// Identification of the envelope, made by its sender.
    pub referentienummer: Uuid,
    /// When it was made.
    pub tijdstip: Tijdstip,
    /// What is inside, such as `WMO301`.
    pub functie: Tekst<30>,
}

/// An envelope with a message (`envelopHeenbericht-ggk_Di01`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heenenvelop {
    /// Who sends what to whom, and when.
    pub stuurgegevens: Stuurgegevens,
    /// Versions.
    pub versies: Versies,
    /// The content.
    pub inhoud: Inhoud,
}

/// An envelope with the answer to a message (`envelopRetourbericht-ggk_Du01`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retourenvelop {
    /// Who sends what to whom, and when.
    pub stuurgegevens: Stuurgegevens,
    /// The envelope that is answered.
    pub kruisreferentie: Uuid,
    /// Versions.
    pub versies: Versies,
    /// The content.
    pub inhoud: Inhoud,
}

/// An envelope that came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Envelop {
    /// Di01.
    Heen(Heenenvelop),
    /// Du01.
    Retour(Retourenvelop),
    /// Fo01.
    Fout(Foutenvelop),
}

/// The function of a message in an envelope.
#[must_use]
pub fn functie(soort: Berichtsoort) -> Tekst<30> {
    Tekst::nieuw(soort.naam()).expect("the name of a message has six characters")
}

impl Envelop {
    /// The reference of the envelope that this one answers; nothing for a Di01.
    #[must_use]
    pub fn kruisreferentie(&self) -> Option<&str> {
        match self {
            Envelop::Heen(_) => None,
            Envelop::Retour(e) => Some(e.kruisreferentie.als_tekst()),
            Envelop::Fout(e) => Some(&e.kruisreferentie),
        }
    }

    /// The content, when there is any.
    #[must_use]
    pub fn inhoud(&self) -> Option<&Inhoud> {
        match self {
            Envelop::Heen(e) => Some(&e.inhoud),
            Envelop::Retour(e) => Some(&e.inhoud),
            Envelop::Fout(_) => None,
        }
    }
}

impl Retourenvelop {
    /// Tells whether this answers that envelope: the reference, the parties and the kind of message all fit. The header inside must name
    /// the identification of the message too; that is for who reads it.
    #[must_use]
    pub fn hoort_bij(&self, heen: &Heenenvelop) -> bool {
        let (eigen, ander) = (&self.stuurgegevens, &heen.stuurgegevens);
        let soort = |functie: &str| functie.strip_prefix("WMO").and_then(Berichtsoort::van_nummer);
        let heensoort = soort(&ander.functie);
        self.kruisreferentie == ander.referentienummer
            && eigen.zender.organisatie == ander.ontvanger.organisatie
            && eigen.ontvanger.organisatie == ander.zender.organisatie
            && heensoort.is_some_and(|s| s.retoursoort() == soort(&eigen.functie))
    }
}
