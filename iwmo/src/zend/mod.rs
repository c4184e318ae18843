//! The sending side: stricter than the receiving side. What the rule texts or the stylesheet forbid is never sent.
//!
//! [`keur`] is the last step before the envelope; [`bundel`], [`aanvraag`] and [`wijziging`] make the content of a WMO301.
//!
//! ```
//! use iwmo::zend;
//!
//! # let bestand = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/valid_301.xml");
//! # let bytes = std::fs::read(bestand)?;
//! let bericht = iwmo::lees(&bytes)?.bericht().expect("valid on levels 1 and 2");
//! match zend::keur(&bericht) {
//!     Ok(gekeurd) => assert!(gekeurd.xml().starts_with("<?xml")),
//!     Err(bevindingen) => bevindingen.iter().for_each(|b| println!("{b}")),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bundel;
mod omzetting;

pub use bundel::{Dossierregel, bundel};
pub use omzetting::{aanvraag, wijziging};

use std::fmt;

use crate::bericht::Berichtsoort;
use crate::bevinding::{Bevinding, Niveau, Plaats};
use crate::gelezen::Bericht;
use crate::lees::{GROOTTE_MAX, lees};
use crate::typen::{Kop, RetourKop, XsdVersie};
use crate::waarde::Toewijzingnummer;

/// A message that may be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Gekeurd {
    soort: Berichtsoort,
    xml: String,
}

impl Gekeurd {
    /// The kind of message.
    #[must_use]
    pub fn soort(&self) -> Berichtsoort {
        self.soort
    }

    /// The message as it is sent: UTF-8 without BOM, CRLF (OP192).
    #[must_use]
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// The message as it is sent.
    #[must_use]
    pub fn in_xml(self) -> String {
        self.xml
    }
}

// The content is about a person, so only the kind and the size are shown.
impl fmt::Debug for Gekeurd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gekeurd").field("soort", &self.soort).field("bytes", &self.xml.len()).finish()
    }
}

/// Why a toewijzing may not be sent like this.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bezwaar {
    /// The rule, such as `IV099`.
    pub regel: &'static str,
    /// The toewijzing it is about.
    pub nummer: Toewijzingnummer,
    /// What is wrong, as a Dutch sentence.
    pub zin: String,
}

impl fmt::Display for Bezwaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (toewijzing {}): {}", self.regel, self.nummer, self.zin)
    }
}

/// Writes a message and checks it as the strictest receiver would: structure, the 58 rules as the stylesheet has them, the same rules as
/// their texts have them, the form of a retour (IV028, IV033), the schema versions (IV034) and the size (OP179).
///
/// # Errors
/// Everything that is wrong with it; then nothing may be sent.
pub fn keur(bericht: &Bericht) -> Result<Gekeurd, Vec<Bevinding>> {
    let (soort, xml) = (bericht.soort(), bericht.schrijf());
    let mut fouten = vorm(bericht);
    if xml.len() > GROOTTE_MAX {
        fouten.push(bevinding("OP179", "/Bericht", "Het bericht is groter dan 25 MB."));
        return Err(fouten);
    }
    match lees(xml.as_bytes()) {
        Ok(gelezen) => fouten.extend(gelezen.streng()),
        Err(fout) => fouten.push(bevinding("OP192", "/Bericht", &fout.melding)),
    }
    if fouten.is_empty() { Ok(Gekeurd { soort, xml }) } else { Err(fouten) }
}

fn bevinding(code: &'static str, pad: &str, melding: &str) -> Bevinding {
    let plaats = Plaats { regel: 1, kolom: 1 };
    Bevinding { niveau: Niveau::Bericht, code, pad: pad.to_owned(), plaats, melding: melding.to_owned() }
}

/// What the header promises about the rest.
fn vorm(bericht: &Bericht) -> Vec<Bevinding> {
    match bericht {
        Bericht::Wmo301(b) => eigen(&b.kop),
        Bericht::Wmo305(b) => eigen(&b.kop),
        Bericht::Wmo307(b) => eigen(&b.kop),
        Bericht::Wmo315(b) => eigen(&b.kop),
        Bericht::Wmo317(b) => eigen(&b.kop),
        Bericht::Wmo319(b) => eigen(&b.kop),
        Bericht::Wmo323(b) => eigen(&b.kop),
        Bericht::Wmo325(b) => eigen(&b.kop.kop),
        Bericht::Wmo302(b) => retour(&b.kop, b.client.is_some()),
        Bericht::Wmo306(b) => retour(&b.kop, b.client.is_some()),
        Bericht::Wmo308(b) => retour(&b.kop, b.client.is_some()),
        Bericht::Wmo316(b) => retour(&b.kop, b.client.is_some()),
        Bericht::Wmo318(b) => retour(&b.kop, b.client.is_some()),
        Bericht::Wmo320(b) => retour(&b.kop, b.antwoord.is_some()),
    }
}

/// IV034: we name the schemas with which we make messages.
fn eigen(kop: &Kop) -> Vec<Bevinding> {
    versie(&kop.xsd, "/Bericht/Header/XsdVersie").into_iter().collect()
}

fn versie(xsd: &XsdVersie, pad: &str) -> Option<Bevinding> {
    let melding = "De schemaversie is niet die van deze release.";
    (*xsd != XsdVersie::huidig()).then(|| bevinding("IV034", pad, melding))
}

/// IV028 and IV033: which parts a retour has follows from the codes in its header.
fn retour(kop: &RetourKop, met_klasse: bool) -> Vec<Bevinding> {
    let mut uit: Vec<_> = versie(&kop.xsd, "/Bericht/Header/XsdVersieRetour").into_iter().collect();
    let codes: Vec<_> = kop.codes.iter().flat_map(|c| &c.0).map(|c| c.code()).collect();
    let pad = "/Bericht/Header/RetourCodes";
    if met_klasse != (codes == ["0200"]) {
        let melding = "De cliënt staat in een retour als de kop 0200 heeft, en alleen dan.";
        uit.push(bevinding("IV028", pad, melding));
    }
    if codes.contains(&"0001") != kop.xslt.is_some() || (codes.contains(&"0001") && codes.len() > 1) {
        let melding = "XsltVersie is gevuld bij code 0001, en alleen dan; 0001 staat alleen.";
        uit.push(bevinding("IV033", pad, melding));
    }
    uit
}
