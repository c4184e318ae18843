//! The headers.

use super::{Retourcodes, deel};
use crate::bericht::{self, Berichtsoort};
use crate::bevinding::Bevinding;
use crate::datum::Datum;
use crate::naam::Naam;
use crate::omzet::{Lezer, Schrijver};
use crate::waarde::{Agb, Gemeentecode, Identificatie, Versie};

deel! {
    /// The schema versions with which a message was made (IV034).
    struct XsdVersie {
        /// Version of the basisschema.
        basisschema: Versie = een(BasisschemaXsdVersie),
        /// Version of the schema of the message.
        bericht: Versie = een(BerichtXsdVersie),
    }
}

impl XsdVersie {
    /// The versions of this release, as we write them.
    #[must_use]
    pub fn huidig() -> XsdVersie {
        let versie =
            || bericht::XSD_VERSIE.parse::<Versie>().expect("the version of the release is a version");
        XsdVersie { basisschema: versie(), bericht: versie() }
    }
}

deel! {
    /// Identification and date of a message.
    struct BerichtIdentificatie {
        /// Unique per kind of message and sender (TR056).
        identificatie: Identificatie = een(Identificatie),
        /// Day of sending.
        dagtekening: Datum = een(Dagtekening),
    }
}

/// The header of a message. Which of the two parties sends follows from the kind of message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kop {
    /// The gemeente that is responsible by law (IV046).
    pub gemeente: Gemeentecode,
    /// The aanbieder.
    pub aanbieder: Agb,
    /// Unique per kind of message and sender (TR056).
    pub identificatie: Identificatie,
    /// Day of sending; not after the day of receipt (TR135).
    pub dagtekening: Datum,
    /// The schemas with which the message was made.
    pub xsd: XsdVersie,
}

/// The header of a retour: that of the message it answers, and what the receiver adds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RetourKop {
    /// The header of the message that is answered, unchanged (IV028).
    pub heen: Kop,
    /// Identification of the retour, unique for who sends it.
    pub identificatie: Identificatie,
    /// Day of sending of the retour.
    pub dagtekening: Datum,
    /// Version of the level 2 checks; filled when the message fails there (IV033).
    pub xslt: Option<Versie>,
    /// The schemas with which the retour was made.
    pub xsd: XsdVersie,
    /// Codes on the message as a whole; none when it is accepted.
    pub codes: Option<Retourcodes>,
}

/// The header of a WMO325, which is a message of the gemeente itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AntwoordKop {
    /// Parties, identification and date of the answer itself.
    pub kop: Kop,
    /// Identification of the declaratie that is answered (TR337).
    pub declaratie_identificatie: Identificatie,
    /// Date of the declaratie that is answered.
    pub declaratie_dagtekening: Datum,
    /// Version of the level 2 checks; filled when the declaratie fails there (IV033).
    pub xslt: Option<Versie>,
    /// The schemas of the declaratie that is answered (TR371).
    pub xsd_declaratie: XsdVersie,
    /// Codes on the declaratie message as a whole.
    pub codes: Retourcodes,
}

impl Kop {
    pub(crate) fn lees_kop(soort: Berichtsoort, bron: &Lezer<'_, '_>) -> Result<Kop, Bevinding> {
        Kop::lees_velden(soort, &kop_van(bron)?)
    }

    fn lees_velden(soort: Berichtsoort, kop: &Lezer<'_, '_>) -> Result<Kop, Bevinding> {
        let (van, aan) = partijen(soort);
        let BerichtIdentificatie { identificatie, dagtekening } = kop.een(Naam::BerichtIdentificatie)?;
        Ok(Kop {
            gemeente: kop.een(van)?,
            aanbieder: kop.een(aan)?,
            identificatie,
            dagtekening,
            xsd: kop.een(Naam::XsdVersie)?,
        })
    }

    pub(crate) fn schrijf_kop(&self, soort: Berichtsoort, uit: &mut Schrijver) {
        uit.binnen(Naam::Header, |uit| self.schrijf_velden(soort, uit));
    }

    fn schrijf_velden(&self, soort: Berichtsoort, uit: &mut Schrijver) {
        uit.binnen(Naam::BerichtCode, |uit| uit.tekst(soort.code()));
        uit.binnen(Naam::BerichtVersie, |uit| uit.tekst(bericht::BERICHT_VERSIE));
        uit.binnen(Naam::BerichtSubversie, |uit| uit.tekst(bericht::BERICHT_SUBVERSIE));
        if soort.van_gemeente() {
            uit.een(Naam::Afzender, &self.gemeente);
            uit.een(Naam::Ontvanger, &self.aanbieder);
        } else {
            uit.een(Naam::Afzender, &self.aanbieder);
            uit.een(Naam::Ontvanger, &self.gemeente);
        }
        schrijf_identificatie(uit, Naam::BerichtIdentificatie, &self.identificatie, self.dagtekening);
        uit.een(Naam::XsdVersie, &self.xsd);
    }

    /// The party that sends a message of this kind, as text.
    #[must_use]
    pub fn afzender(&self, soort: Berichtsoort) -> &str {
        if soort.van_gemeente() { self.gemeente.als_tekst() } else { self.aanbieder.als_tekst() }
    }
}

impl RetourKop {
    pub(crate) fn lees_kop(soort: Berichtsoort, bron: &Lezer<'_, '_>) -> Result<RetourKop, Bevinding> {
        let kop = kop_van(bron)?;
        Ok(RetourKop {
            heen: Kop::lees_velden(soort, &kop)?,
            identificatie: kop.een(Naam::IdentificatieRetour)?,
            dagtekening: kop.een(Naam::DagtekeningRetour)?,
            xslt: kop.nul(Naam::XsltVersie)?,
            xsd: kop.een(Naam::XsdVersieRetour)?,
            codes: kop.nul(Naam::RetourCodes)?,
        })
    }

    pub(crate) fn schrijf_kop(&self, soort: Berichtsoort, uit: &mut Schrijver) {
        uit.binnen(Naam::Header, |uit| {
            self.heen.schrijf_velden(soort, uit);
            uit.een(Naam::IdentificatieRetour, &self.identificatie);
            uit.een(Naam::DagtekeningRetour, &self.dagtekening);
            uit.nul(Naam::XsltVersie, self.xslt.as_ref());
            uit.een(Naam::XsdVersieRetour, &self.xsd);
            uit.nul(Naam::RetourCodes, self.codes.as_ref());
        });
    }

    /// Tells whether the message was accepted: no code in the header (IV028).
    #[must_use]
    pub fn is_akkoord(&self) -> bool {
        self.codes.is_none()
    }
}

impl AntwoordKop {
    pub(crate) fn lees_kop(soort: Berichtsoort, bron: &Lezer<'_, '_>) -> Result<AntwoordKop, Bevinding> {
        let kop = kop_van(bron)?;
        let BerichtIdentificatie { identificatie, dagtekening } = kop.een(Naam::DeclaratieIdentificatie)?;
        Ok(AntwoordKop {
            kop: Kop::lees_velden(soort, &kop)?,
            declaratie_identificatie: identificatie,
            declaratie_dagtekening: dagtekening,
            xslt: kop.nul(Naam::XsltVersie)?,
            xsd_declaratie: kop.een(Naam::XsdVersieDeclaratie)?,
            codes: kop.een(Naam::RetourCodes)?,
        })
    }

    pub(crate) fn schrijf_kop(&self, soort: Berichtsoort, uit: &mut Schrijver) {
        uit.binnen(Naam::Header, |uit| {
            self.kop.schrijf_velden(soort, uit);
            let naam = Naam::DeclaratieIdentificatie;
            schrijf_identificatie(uit, naam, &self.declaratie_identificatie, self.declaratie_dagtekening);
            uit.nul(Naam::XsltVersie, self.xslt.as_ref());
            uit.een(Naam::XsdVersieDeclaratie, &self.xsd_declaratie);
            uit.een(Naam::RetourCodes, &self.codes);
        });
    }
}

fn kop_van<'b, 'a>(bron: &Lezer<'b, 'a>) -> Result<Lezer<'b, 'a>, Bevinding> {
    bron.naar(Naam::Header).ok_or_else(|| bron.fout("Element Header ontbreekt.".to_owned()))
}

/// The elements that hold the gemeente and the aanbieder.
fn partijen(soort: Berichtsoort) -> (Naam, Naam) {
    if soort.van_gemeente() { (Naam::Afzender, Naam::Ontvanger) } else { (Naam::Ontvanger, Naam::Afzender) }
}

fn schrijf_identificatie(uit: &mut Schrijver, naam: Naam, identificatie: &Identificatie, dagtekening: Datum) {
    uit.een(naam, &BerichtIdentificatie { identificatie: identificatie.clone(), dagtekening });
}
