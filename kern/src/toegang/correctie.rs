//! Correcting and completing who somebody is (AVG art. 16; Wmo 2015 art. 2.3.4 and 5.2.9): what may change, on which proof, and why.

use super::{Correctiesoort, Identiteitsbewijs, Persoon, TEKST_MAX, melding::te_lang};
use crate::stam::{Datum, Weigering};
use alloc::{string::String, vec::Vec};

const ART_IDENTITEIT: &str = "Wmo 2015 art. 2.3.4 lid 1";
const ART_RECTIFICATIE: &str = "AVG art. 16";

/// A change in the data of an inwoner, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correctie {
    /// Completed, mended, or changed in the world.
    pub soort: Option<Correctiesoort>,
    /// What the identity rests on.
    pub bewijs: Identiteitsbewijs,
    /// Why, in words.
    pub reden: String,
    /// First day of the address; needed when the address changed.
    pub adres_van: Option<Datum>,
    /// Whether the identity had been established before.
    pub was_vastgesteld: bool,
}

/// Names of the fields that differ, in the order of the form; equal to those of the form.
pub fn verschillen(oud: &Persoon, nieuw: &Persoon) -> Vec<&'static str> {
    let paren = [
        ("voornamen", oud.voornamen == nieuw.voornamen),
        ("voorvoegsel", oud.voorvoegsel == nieuw.voorvoegsel),
        ("achternaam", oud.achternaam == nieuw.achternaam),
        ("geboren", oud.geboren == nieuw.geboren),
        ("geslacht", oud.geslacht == nieuw.geslacht),
        ("bsn", oud.bsn == nieuw.bsn),
        ("straat", oud.straat == nieuw.straat),
        ("huisnummer", oud.huisnummer == nieuw.huisnummer),
        ("postcode", oud.postcode == nieuw.postcode),
        ("woonplaats", oud.woonplaats == nieuw.woonplaats),
        ("telefoon", oud.telefoon == nieuw.telefoon),
        ("email", oud.email == nieuw.email),
    ];
    paren.into_iter().filter(|(_, gelijk)| !gelijk).map(|(veld, _)| veld).collect()
}

/// Whether a field says who somebody is, rather than how to reach them.
fn is_identiteit(veld: &str) -> bool {
    matches!(veld, "voornamen" | "voorvoegsel" | "achternaam" | "geboren" | "bsn")
}

fn is_adres(veld: &str) -> bool {
    matches!(veld, "straat" | "huisnummer" | "postcode" | "woonplaats")
}

/// Everything that stands in the way of recording the change on the day `op`; empty when it may be recorded. Whether the BSN belongs to
/// somebody else and whether the person as a whole is well-formed are asked elsewhere.
pub fn toets_correctie(oud: &Persoon, nieuw: &Persoon, c: &Correctie, op: Datum) -> Vec<Weigering> {
    let mut fouten = Vec::new();
    let anders = verschillen(oud, nieuw);
    let stelt_vast = !c.was_vastgesteld && c.bewijs.stelt_vast() && nieuw.bsn.is_some();
    if anders.is_empty() && !stelt_vast {
        let zin = "Er is niets gewijzigd. Pas eerst een gegeven aan.";
        fouten.push(Weigering::nieuw("TGG-48", ART_RECTIFICATIE, zin));
        return fouten;
    }
    if c.was_vastgesteld && !c.bewijs.stelt_vast() && anders.iter().any(|v| is_identiteit(v)) {
        let zin = "De identiteit is al vastgesteld. Naam, geboortedatum en burgerservicenummer wijzigt u alleen met een identiteitsbewijs of de BRP.";
        fouten.push(Weigering::nieuw("TGG-49", ART_IDENTITEIT, zin).bij("bewijs"));
    }
    if oud.bsn.is_some() && nieuw.bsn.is_none() && c.soort != Some(Correctiesoort::Verbetering) {
        let zin = "Een burgerservicenummer haalt u alleen weg als het onjuist was.";
        fouten.push(Weigering::nieuw("TGG-50", "Wmo 2015 art. 5.2.9", zin).bij("soort"));
    }
    let verhuisd = anders.iter().any(|v| is_adres(v));
    match c.adres_van {
        None if verhuisd => {
            let zin = "Vul in vanaf welke dag dit adres geldt.";
            fouten.push(Weigering::nieuw("TGG-51", ART_RECTIFICATIE, zin).bij("adres_van"));
        }
        Some(dag) if dag > op || dag < nieuw.geboren => {
            let zin = "Deze dag kan niet. Kies een dag tussen de geboorte en vandaag.";
            fouten.push(Weigering::nieuw("TGG-51", ART_RECTIFICATIE, zin).bij("adres_van"));
        }
        Some(_) | None => {}
    }
    if c.soort.is_none() {
        fouten.push(
            Weigering::nieuw("TGG-52", ART_RECTIFICATIE, "Kies wat voor wijziging dit is.").bij("soort"),
        );
    }
    if c.reden.trim().is_empty() {
        let zin = "Vul in waarom u dit wijzigt.";
        fouten.push(Weigering::nieuw("TGG-52", "AVG art. 5 lid 2", zin).bij("reden"));
    }
    if c.reden.chars().count() > TEKST_MAX {
        fouten.push(te_lang("reden"));
    }
    fouten
}

/// Whether the identity is established after the change: it needs a BSN, and a proof for what changed in it (Wmo 2015 art. 2.3.4 lid 1,
/// Wabb art. 12).
pub fn is_vastgesteld(oud: &Persoon, nieuw: &Persoon, c: &Correctie) -> bool {
    let geraakt = verschillen(oud, nieuw).iter().any(|v| is_identiteit(v));
    nieuw.bsn.is_some() && (c.bewijs.stelt_vast() || (c.was_vastgesteld && !geraakt))
}

#[cfg(test)]
#[path = "correctie_toets.rs"]
mod tests;
