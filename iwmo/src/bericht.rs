//! The fourteen messages of iWmo 3.2: numbers, codes, namespaces and who sends them.

use crate::datum::Datum;

/// A release of the standard: everything in which one differs from the next, beside the tables of `schema`, the code lists and the rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Release {
    /// Name, such as `3.2`.
    pub naam: &'static str,
    /// First day on which it is used.
    pub vanaf: Datum,
    /// BerichtVersie.
    pub bericht_versie: &'static str,
    /// BerichtSubversie.
    pub bericht_subversie: &'static str,
    /// Version of the schemas (basisschema and messages alike, IV034).
    pub xsd_versie: &'static str,
    /// Version of the official level 2 stylesheet whose findings this crate reproduces; goes into a technical retour (IV033).
    pub xslt_versie: &'static str,
    /// Namespace of the basisschema.
    pub ruimte_basis: &'static str,
    /// What every namespace of a message starts with; the number and `/schema` follow.
    pub ruimte_begin: &'static str,
}

/// The releases that are read, oldest first. A message keeps the release in which it was made, so after a switch both stand here.
pub const RELEASES: [Release; 1] = [Release {
    naam: "3.2",
    vanaf: Datum::vast(2023, 4, 3),
    bericht_versie: "3",
    bericht_subversie: "2",
    xsd_versie: "1.0.0",
    xslt_versie: "2.10.5",
    ruimte_basis: "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema",
    ruimte_begin: "http://www.istandaarden.nl/iwmo/3_2/wmo",
}];

/// The release in which messages are written.
pub const HUIDIG: Release = RELEASES[RELEASES.len() - 1];
/// BerichtVersie of the release in which messages are written.
pub const BERICHT_VERSIE: &str = HUIDIG.bericht_versie;
/// BerichtSubversie of the release in which messages are written.
pub const BERICHT_SUBVERSIE: &str = HUIDIG.bericht_subversie;
/// Version of the schemas with which messages are written.
pub const XSD_VERSIE: &str = HUIDIG.xsd_versie;
/// Version of the official level 2 stylesheet.
pub const XSLT_VERSIE: &str = HUIDIG.xslt_versie;
/// Namespace of the basisschema.
pub const RUIMTE_BASIS: &str = HUIDIG.ruimte_basis;
/// What every namespace of every release starts with.
pub(crate) const RUIMTE_STANDAARD: &str = "http://www.istandaarden.nl/iwmo/";
/// What every namespace of a message ends with.
const RUIMTE_EINDE: &str = "/schema";

/// What must be known about a kind of message.
struct Gegevens {
    soort: Berichtsoort,
    nummer: &'static str,
    code: &'static str,
    van_gemeente: bool,
    retour: Option<Berichtsoort>,
}

/// A kind of message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Berichtsoort {
    /// Toewijzing, by the gemeente.
    Wmo301,
    /// Retour of the toewijzing.
    Wmo302,
    /// Start of the care, by the aanbieder.
    Wmo305,
    /// Retour of the start.
    Wmo306,
    /// Stop of the care, by the aanbieder.
    Wmo307,
    /// Retour of the stop.
    Wmo308,
    /// Request for a toewijzing, by the aanbieder.
    Wmo315,
    /// Retour of the request for a toewijzing.
    Wmo316,
    /// Request for a change, by the aanbieder.
    Wmo317,
    /// Retour of the request for a change.
    Wmo318,
    /// Answer to a request, by the gemeente.
    Wmo319,
    /// Retour of the answer to a request.
    Wmo320,
    /// Declaratie, by the aanbieder.
    Wmo323,
    /// Answer to a declaratie, by the gemeente.
    Wmo325,
}

const fn rij(
    soort: Berichtsoort,
    nummer: &'static str,
    code: &'static str,
    van_gemeente: bool,
    retour: Option<Berichtsoort>,
) -> Gegevens {
    Gegevens { soort, nummer, code, van_gemeente, retour }
}

use Berichtsoort as B;

/// One row per message, in the order of the enum.
const TABEL: [Gegevens; 14] = [
    rij(B::Wmo301, "301", "414", true, Some(B::Wmo302)),
    rij(B::Wmo302, "302", "415", true, None),
    rij(B::Wmo305, "305", "418", false, Some(B::Wmo306)),
    rij(B::Wmo306, "306", "419", false, None),
    rij(B::Wmo307, "307", "420", false, Some(B::Wmo308)),
    rij(B::Wmo308, "308", "421", false, None),
    rij(B::Wmo315, "315", "444", false, Some(B::Wmo316)),
    rij(B::Wmo316, "316", "445", false, None),
    rij(B::Wmo317, "317", "480", false, Some(B::Wmo318)),
    rij(B::Wmo318, "318", "481", false, None),
    rij(B::Wmo319, "319", "482", true, Some(B::Wmo320)),
    rij(B::Wmo320, "320", "483", true, None),
    rij(B::Wmo323, "323", "484", false, Some(B::Wmo325)),
    rij(B::Wmo325, "325", "485", true, None),
];

impl Berichtsoort {
    /// All kinds, in order of number.
    pub const ALLE: [Berichtsoort; 14] = [
        B::Wmo301,
        B::Wmo302,
        B::Wmo305,
        B::Wmo306,
        B::Wmo307,
        B::Wmo308,
        B::Wmo315,
        B::Wmo316,
        B::Wmo317,
        B::Wmo318,
        B::Wmo319,
        B::Wmo320,
        B::Wmo323,
        B::Wmo325,
    ];

    fn gegevens(self) -> &'static Gegevens {
        &TABEL[self as usize]
    }

    /// The number, such as `301`.
    #[must_use]
    pub fn nummer(self) -> &'static str {
        self.gegevens().nummer
    }

    /// The name, such as `WMO301`.
    #[must_use]
    pub fn naam(self) -> String {
        format!("WMO{}", self.nummer())
    }

    /// The BerichtCode in the header, such as `414`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.gegevens().code
    }

    /// The namespace of the message.
    #[must_use]
    pub fn naamruimte(self) -> String {
        format!("{}{}{RUIMTE_EINDE}", HUIDIG.ruimte_begin, self.nummer())
    }

    /// Tells whether the header names the gemeente as Afzender; a retour keeps the parties of the message it answers (IV028).
    #[must_use]
    pub fn van_gemeente(self) -> bool {
        self.gegevens().van_gemeente
    }

    /// The message that answers this one; nothing for a message that is an answer itself.
    #[must_use]
    pub fn retoursoort(self) -> Option<Berichtsoort> {
        self.gegevens().retour
    }

    /// The message that this one answers; nothing for a message that starts an exchange.
    #[must_use]
    pub fn heensoort(self) -> Option<Berichtsoort> {
        TABEL.iter().find(|g| g.retour == Some(self)).map(|g| g.soort)
    }

    /// Tells whether this is a retour in the narrow sense: a copy of the message with codes (so not the WMO325).
    #[must_use]
    pub fn is_retour(self) -> bool {
        self.retoursoort().is_none() && self != Berichtsoort::Wmo325
    }

    /// The kind of message and the release that this namespace belongs to.
    #[must_use]
    pub fn van_naamruimte(adres: &str) -> Option<(Berichtsoort, &'static Release)> {
        RELEASES.iter().find_map(|release| {
            let nummer = adres.strip_prefix(release.ruimte_begin)?.strip_suffix(RUIMTE_EINDE)?;
            Berichtsoort::van_nummer(nummer).map(|soort| (soort, release))
        })
    }

    /// Finds a message by its number.
    #[must_use]
    pub fn van_nummer(nummer: &str) -> Option<Berichtsoort> {
        TABEL.iter().find(|g| g.nummer == nummer).map(|g| g.soort)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_tabel_staat_in_de_volgorde_van_de_enum() {
        for (soort, rij) in Berichtsoort::ALLE.iter().zip(&TABEL) {
            assert_eq!(*soort, rij.soort);
            assert_eq!(Berichtsoort::van_nummer(rij.nummer), Some(*soort));
        }
    }

    #[test]
    fn de_releases_staan_op_volgorde_en_elke_naamruimte_is_te_vinden() {
        assert!(RELEASES.windows(2).all(|r| r[0].vanaf < r[1].vanaf));
        for soort in Berichtsoort::ALLE {
            let gevonden = Berichtsoort::van_naamruimte(&soort.naamruimte());
            assert_eq!(gevonden, Some((soort, &RELEASES[RELEASES.len() - 1])));
        }
        assert_eq!(Berichtsoort::van_naamruimte("http://www.istandaarden.nl/iwmo/3_1/wmo301/schema"), None);
    }

    #[test]
    fn elk_heenbericht_heeft_een_antwoord_en_omgekeerd() {
        for soort in Berichtsoort::ALLE {
            match soort.retoursoort() {
                Some(retour) => assert_eq!(retour.heensoort(), Some(soort)),
                None => assert!(soort.heensoort().is_some(), "{soort:?}"),
            }
        }
        assert!(Berichtsoort::Wmo302.is_retour());
        assert!(!Berichtsoort::Wmo325.is_retour());
    }
}
