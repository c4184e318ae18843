//! Persons: names, birth dates, addresses, relations.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::deel;
use crate::bevinding::Bevinding;
use crate::code::{
    AanduidingWoonadres, AdresSoort, Communicatievorm, DatumGebruik, Geslacht, Landcode, NaamGebruik,
    SoortRelatie,
};
use crate::datum::Datum;
use crate::naam::Naam;
use crate::omzet::{Inhoud, Lezer, Schrijver};
use crate::waarde::{Huisnummer, Ongeldig, Persoonsid, Tekst, Volgorde};

/// One to six initials, letters only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Voorletters(String);

/// One to fifteen digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Telefoonnummer(String);

/// Tells whether this is an initial: a letter, with or without accent.
pub(crate) fn is_voorletter(teken: char) -> bool {
    teken.is_ascii_alphabetic() || ('\u{C0}'..='\u{1EF3}').contains(&teken)
}

impl FromStr for Voorletters {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        let klopt = !tekst.is_empty() && tekst.chars().count() <= 6 && tekst.chars().all(is_voorletter);
        if klopt {
            Ok(Voorletters(tekst.to_owned()))
        } else {
            Err(Ongeldig::nieuw(tekst, "zijn geen voorletters"))
        }
    }
}

impl FromStr for Telefoonnummer {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        let klopt = (1..=15).contains(&tekst.len()) && tekst.bytes().all(|b| b.is_ascii_digit());
        if klopt {
            Ok(Telefoonnummer(tekst.to_owned()))
        } else {
            Err(Ongeldig::nieuw(tekst, "is geen telefoonnummer"))
        }
    }
}

/// Reads, writes and shows a text of its own kind.
macro_rules! tekstsoort {
    ($naam:ident) => {
        impl Deref for $naam {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Inhoud for $naam {
            fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
                bron.waarde()
            }

            fn schrijf(&self, uit: &mut Schrijver) {
                uit.tekst(&self.0);
            }
        }
    };
}

tekstsoort!(Voorletters);
tekstsoort!(Telefoonnummer);

deel! {
    /// Family name with its prefix apart.
    struct Achternaam {
        /// The name without prefix.
        naam: Tekst<200> = een(Achternaam),
        /// Prefix such as "van der".
        voorvoegsel: Option<Tekst<10>> = nul(Voorvoegsel),
    }
}

deel! {
    /// The name in a WMO301.
    struct VolledigeNaam {
        /// Name at birth.
        geslachtsnaam: Achternaam = een(Geslachtsnaam),
        /// Name of the partner.
        partnernaam: Option<Achternaam> = nul(Partnernaam),
        /// First names.
        voornamen: Option<Tekst<200>> = nul(Voornamen),
        /// Initials.
        voorletters: Option<Voorletters> = nul(Voorletters),
        /// Which name to use (CS050: without partner name only the own name).
        gebruik: NaamGebruik = een(NaamGebruik),
    }
}

deel! {
    /// The name in messages of the aanbieder.
    struct VerkorteNaam {
        /// Name at birth.
        geslachtsnaam: Achternaam = een(Geslachtsnaam),
        /// First names.
        voornamen: Option<Tekst<200>> = nul(Voornamen),
        /// Initials.
        voorletters: Option<Voorletters> = nul(Voorletters),
    }
}

deel! {
    /// Birth date, of which part may be unknown (CS139).
    struct Geboortedatum {
        /// The day; an unknown part is 01, an unknown year 1900.
        datum: Datum = een(Datum),
        /// Which part is unknown.
        gebruik: Option<DatumGebruik> = nul(DatumGebruik),
    }
}

deel! {
    /// Special form of communication.
    struct Communicatie {
        /// The form.
        vorm: Communicatievorm = een(Vorm),
        /// The language; filled exactly when the form is an interpreter (CD007).
        taal: Option<Tekst<25>> = nul(Taal),
    }
}

deel! {
    /// House number and additions.
    struct Huis {
        /// Number.
        nummer: Huisnummer = een(Huisnummer),
        /// Letter.
        letter: Option<Tekst<1>> = nul(Huisletter),
        /// Addition.
        toevoeging: Option<Tekst<4>> = nul(HuisnummerToevoeging),
        /// How the number is meant.
        aanduiding: Option<AanduidingWoonadres> = nul(AanduidingWoonadres),
    }
}

deel! {
    /// Address.
    struct Adres {
        /// House; mandatory in the Netherlands (CD025).
        huis: Option<Huis> = nul(Huis),
        /// Post code, without a space.
        postcode: Option<Tekst<8>> = nul(Postcode),
        /// Street.
        straatnaam: Option<Tekst<24>> = nul(Straatnaam),
        /// Town.
        plaatsnaam: Option<Tekst<80>> = nul(Plaatsnaam),
        /// Country; filled exactly when there is a post code (CD005).
        landcode: Option<Landcode> = nul(LandCode),
    }
}

deel! {
    /// Telephone number with country.
    struct Telefoon {
        /// The digits.
        nummer: Telefoonnummer = een(Telefoonnummer),
        /// Country number.
        landnummer: Tekst<4> = een(Landnummer),
    }
}

deel! {
    /// One or two telephone numbers.
    struct Telefoonnummers {
        /// The first.
        eerste: Telefoon = een(Telefoon01),
        /// The second.
        tweede: Option<Telefoon> = nul(Telefoon02),
    }
}

deel! {
    /// Period of which either end may be open; both days included.
    struct OpenPeriode {
        /// First day.
        begin: Option<Datum> = nul(Begindatum),
        /// Last day.
        eind: Option<Datum> = nul(Einddatum),
    }
}

deel! {
    /// Where someone can be reached.
    struct Contact<R> {
        /// Kind of address.
        soort: AdresSoort = een(Soort),
        /// Address.
        adres: Option<Adres> = nul(Adres),
        /// Institution in which the person stays (IV002).
        organisatie: Option<Tekst<35>> = nul(Organisatie),
        /// Telephone.
        telefoon: Option<Telefoonnummers> = nul(Telefoon),
        /// Mail address.
        emailadres: Option<Tekst<80>> = nul(Emailadres),
        /// When it holds; only for a temporary stay (CD009).
        periode: Option<OpenPeriode> = nul(Periode),
    }
}

deel! {
    /// Someone the aanbieder may have to reach about the client.
    struct Relatie<R> {
        /// Number, unique per client and gemeente; never changes (OP071).
        nummer: Persoonsid = een(Nummer),
        /// Order.
        volgorde: Option<Volgorde> = nul(Volgorde),
        /// What the person is to the client.
        soort: SoortRelatie = een(Soort),
        /// Birth date.
        geboortedatum: Option<Geboortedatum> = nul(Geboortedatum),
        /// Sex.
        geslacht: Option<Geslacht> = nul(Geslacht),
        /// Name.
        naam: VolledigeNaam = een(Naam),
        /// Where to reach the person.
        contact: Contact<R> = een_r(Contact),
    }
}
