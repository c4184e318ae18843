//! The messages as types.
//!
//! A retour repeats the classes of the message it answers, each with result codes. So every class has a parameter `R`: `()` in a
//! message, [`Retourcodes`] in its retour.

mod declaratie;
mod kop;
mod levering;
mod persoon;
mod toewijzing;
mod verzoek;

pub use declaratie::{
    AntwoordClient, Declaratie, DeclaratieAntwoord, DeclaratieClient, Prestatie, ProductReferentie, Wmo323,
    Wmo325,
};
pub use kop::{AntwoordKop, Kop, RetourKop, XsdVersie};
pub use levering::{StartClient, StartProduct, StopClient, StopProduct, Wmo305, Wmo306, Wmo307, Wmo308};
pub(crate) use persoon::is_voorletter;
pub use persoon::{
    Achternaam, Adres, Communicatie, Contact, Geboortedatum, Huis, OpenPeriode, Relatie, Telefoon,
    Telefoonnummer, Telefoonnummers, VerkorteNaam, VolledigeNaam, Voorletters,
};
pub use toewijzing::{
    GeslotenPeriode, Omvang, Product, Stempel, ToegewezenProduct, ToewijzingClient, Wmo301, Wmo302,
};
pub use verzoek::{
    AangevraagdProduct, AanvraagClient, AntwoordOpVerzoek, NieuwProduct, OngewijzigdProduct,
    TeWijzigenProduct, Verwijzer, WijzigingClient, Wijzigingsverzoek, Wmo315, Wmo316, Wmo317, Wmo318, Wmo319,
    Wmo320,
};

use crate::bericht::Berichtsoort;
use crate::bevinding::Bevinding;
use crate::code::Retourcode;
use crate::naam::Naam;
use crate::omzet::{Inhoud, Lezer, Schrijver};

/// The result codes of one class of a retour. An empty list is written as 0200, because a class always has a code.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Retourcodes(pub Vec<Retourcode>);

impl Retourcodes {
    /// Nothing wrong in this class.
    #[must_use]
    pub fn geen_opmerking() -> Retourcodes {
        Retourcodes(vec![Retourcode::GEEN_OPMERKING])
    }

    /// This class was not judged.
    #[must_use]
    pub fn niet_beoordeeld() -> Retourcodes {
        Retourcodes(vec![Retourcode::NIET_BEOORDEELD])
    }

    /// These codes, or 0200 when there are none.
    #[must_use]
    pub fn of_geen_opmerking(codes: &[Retourcode]) -> Retourcodes {
        if codes.is_empty() { Retourcodes::geen_opmerking() } else { Retourcodes(codes.to_vec()) }
    }
}

impl Inhoud for Retourcodes {
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
        bron.leden(Naam::RetourCode).map(Retourcodes)
    }

    fn schrijf(&self, uit: &mut Schrijver) {
        let geen = [Retourcode::GEEN_OPMERKING];
        let codes = if self.0.is_empty() { geen.as_slice() } else { &self.0 };
        codes.iter().for_each(|code| uit.een(Naam::RetourCode, code));
    }
}

/// What a class carries beside its content: nothing in a message, codes in a retour. Implemented by `()` and [`Retourcodes`] only.
pub trait Codes: sluis::Slot {}

impl Codes for () {}
impl Codes for Retourcodes {}

/// Keeps [`Codes`] to the two types of this module.
pub(crate) mod sluis {
    use super::{Bevinding, Lezer, Naam, Retourcodes, Schrijver};

    pub trait Slot: Clone + PartialEq + std::fmt::Debug {
        fn lees_codes(bron: &Lezer<'_, '_>) -> Result<Self, Bevinding>;
        fn schrijf_codes(&self, uit: &mut Schrijver);
    }

    impl Slot for () {
        fn lees_codes(_: &Lezer<'_, '_>) -> Result<Self, Bevinding> {
            Ok(())
        }

        fn schrijf_codes(&self, _: &mut Schrijver) {}
    }

    impl Slot for Retourcodes {
        fn lees_codes(bron: &Lezer<'_, '_>) -> Result<Self, Bevinding> {
            bron.een(Naam::RetourCodes)
        }

        fn schrijf_codes(&self, uit: &mut Schrijver) {
            uit.een(Naam::RetourCodes, self);
        }
    }
}

/// Declares a class: its fields, the elements they stand for, and from that how it is read and written.
///
/// `een` = exactly one, `nul` = at most one, `veel` = a group of one or more; with `_r` the field itself carries codes.
macro_rules! deel {
    (@lees $l:ident een $n:ident) => { $l.een(Naam::$n)? };
    (@lees $l:ident nul $n:ident) => { $l.nul(Naam::$n)? };
    (@lees $l:ident veel $g:ident $n:ident) => { $l.veel(Naam::$g, Naam::$n)? };
    (@lees $l:ident een_r $n:ident) => { $l.een(Naam::$n)? };
    (@lees $l:ident veel_r $g:ident $n:ident) => { $l.veel(Naam::$g, Naam::$n)? };
    (@schrijf $s:ident $v:expr, een $n:ident) => { $s.een(Naam::$n, &$v) };
    (@schrijf $s:ident $v:expr, nul $n:ident) => { $s.nul(Naam::$n, $v.as_ref()) };
    (@schrijf $s:ident $v:expr, veel $g:ident $n:ident) => { $s.veel(Naam::$g, Naam::$n, &$v) };
    (@schrijf $s:ident $v:expr, een_r $n:ident) => { $s.een(Naam::$n, &$v) };
    (@schrijf $s:ident $v:expr, veel_r $g:ident $n:ident) => { $s.veel(Naam::$g, Naam::$n, &$v) };
    (@met $c:ident $v:expr, een_r) => { $v.met_codes($c) };
    (@met $c:ident $v:expr, veel_r) => { $v.iter().map(|deel| deel.met_codes($c)).collect() };
    (@met $c:ident $v:expr, $soort:ident) => { $v.clone() };

    // A class without codes of its own: a composite value of the basisschema.
    ($(#[$doc:meta])* struct $naam:ident {
        $($(#[$vdoc:meta])* $veld:ident: $type:ty = $soort:ident($($element:ident),+),)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub struct $naam {
            $($(#[$vdoc])* pub $veld: $type,)*
        }

        impl crate::omzet::Inhoud for $naam {
            fn lees(bron: crate::omzet::Lezer<'_, '_>) -> Result<Self, crate::bevinding::Bevinding> {
                Ok($naam { $($veld: deel!(@lees bron $soort $($element)+),)* })
            }

            fn schrijf(&self, uit: &mut crate::omzet::Schrijver) {
                $(deel!(@schrijf uit self.$veld, $soort $($element)+);)*
            }
        }
    };

    // A class that carries codes in a retour.
    ($(#[$doc:meta])* struct $naam:ident<R> {
        $($(#[$vdoc:meta])* $veld:ident: $type:ty = $soort:ident($($element:ident),+),)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub struct $naam<R = ()> {
            $($(#[$vdoc])* pub $veld: $type,)*
            /// Nothing in a message; the result codes of this class in a retour.
            pub codes: R,
        }

        impl<R: crate::typen::Codes> crate::omzet::Inhoud for $naam<R> {
            fn lees(bron: crate::omzet::Lezer<'_, '_>) -> Result<Self, crate::bevinding::Bevinding> {
                Ok($naam {
                    $($veld: deel!(@lees bron $soort $($element)+),)*
                    codes: R::lees_codes(&bron)?,
                })
            }

            fn schrijf(&self, uit: &mut crate::omzet::Schrijver) {
                $(deel!(@schrijf uit self.$veld, $soort $($element)+);)*
                self.codes.schrijf_codes(uit);
            }
        }

        impl<R> $naam<R> {
            /// The same class as it stands in a retour (or, with `&()`, back in a message), every class inside it with these codes.
            #[must_use]
            pub fn met_codes<S: Clone>(&self, codes: &S) -> $naam<S> {
                $naam { $($veld: deel!(@met codes self.$veld, $soort),)* codes: codes.clone() }
            }
        }
    };
}
pub(crate) use deel;

/// A message that is read and written as a whole.
pub(crate) trait Heel: Sized {
    const SOORT: Berichtsoort;
    fn lees_heel(bron: Lezer<'_, '_>) -> Result<Self, Bevinding>;
    fn schrijf_heel(&self, uit: &mut Schrijver);
}

/// Declares a message: a header and a body.
macro_rules! berichten {
    ($($(#[$doc:meta])* $naam:ident { $kop:ty, $veld:ident: $type:ty = $soort:ident $element:ident, $vdoc:literal })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, PartialEq, Eq, Debug)]
            pub struct $naam {
                /// Who sends what to whom, and when.
                pub kop: $kop,
                #[doc = $vdoc]
                pub $veld: $type,
            }

            impl $naam {
                /// Writes the message: always the same bytes for the same content, UTF-8 without BOM, CRLF (OP192).
                #[must_use]
                pub fn schrijf(&self) -> String {
                    use crate::typen::Heel;
                    crate::omzet::Schrijver::bericht(Self::SOORT, |uit| self.schrijf_heel(uit))
                }
            }

            impl crate::typen::Heel for $naam {
                const SOORT: crate::bericht::Berichtsoort = crate::bericht::Berichtsoort::$naam;

                fn lees_heel(bron: crate::omzet::Lezer<'_, '_>) -> Result<Self, crate::bevinding::Bevinding> {
                    Ok($naam { kop: <$kop>::lees_kop(Self::SOORT, &bron)?, $veld: bron.$soort(Naam::$element)? })
                }

                fn schrijf_heel(&self, uit: &mut crate::omzet::Schrijver) {
                    self.kop.schrijf_kop(Self::SOORT, uit);
                    deel!(@schrijf uit self.$veld, $soort $element);
                }
            }
        )*
    };
}
pub(crate) use berichten;
