//! Namespaces, attributes, and what kind of message the root element says it is.

use super::{ATTRIBUTEN_MAX, BINDINGEN_MAX, Lezing, Uit, weiger};
use crate::bericht::{self, Berichtsoort};
use crate::bevinding::Reden;
use crate::boom::{Boom, Knoop};
use crate::schema::{self, Vorm};
use crate::waarde::kort;
use crate::xml::Attributen;

/// What a prefix stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naamruimte {
    Basis,
    Bericht,
    Ander,
}

impl<'a> Lezing<'a> {
    /// Reads attributes: keeps namespace bindings, gives back the first attribute that does not belong in a message.
    pub(super) fn attributen(&mut self, bron: &'a str, op: usize) -> Uit<Option<(&'a str, usize)>> {
        const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
        let mut lezer = Attributen::nieuw(bron, op);
        let mut gezien: Vec<(&'a str, usize)> = Vec::new();
        while let Some(a) = lezer.volgende()? {
            if gezien.iter().any(|(naam, _)| *naam == a.naam) {
                return weiger(
                    a.offset,
                    Reden::GeenXml,
                    format!("Attribuut {} staat er twee keer.", kort(a.naam)),
                );
            }
            if gezien.len() >= ATTRIBUTEN_MAX {
                return weiger(a.offset, Reden::GeenXml, "Een element heeft te veel attributen.");
            }
            if self.bindingen.len() >= BINDINGEN_MAX {
                return weiger(a.offset, Reden::GeenXml, "Er zijn te veel naamruimten.");
            }
            gezien.push((a.naam, a.offset));
            if a.naam == "xmlns" {
                self.bindingen.push(("", a.waarde, naamruimte(self.soort, a.waarde)));
            } else if let Some(voorvoegsel) = a.naam.strip_prefix("xmlns:") {
                if a.waarde.is_empty() || voorvoegsel.is_empty() || voorvoegsel.contains(':') {
                    return weiger(a.offset, Reden::GeenXml, "Een naamruimte klopt niet.");
                }
                self.bindingen.push((voorvoegsel, a.waarde, naamruimte(self.soort, a.waarde)));
            }
        }
        for (naam, offset) in gezien {
            if naam == "xmlns" || naam.starts_with("xmlns:") {
                continue;
            }
            let Some((voorvoegsel, lokaal)) = naam.split_once(':') else { return Ok(Some((naam, offset))) };
            let binding = self.bindingen.iter().rev().find(|(v, _, _)| *v == voorvoegsel);
            let mag = match binding {
                Some((_, adres, _)) => {
                    *adres == XSI && matches!(lokaal, "schemaLocation" | "noNamespaceSchemaLocation")
                }
                None if voorvoegsel == "xml" => false,
                None => {
                    return weiger(
                        offset,
                        Reden::GeenXml,
                        format!("Voorvoegsel {} is onbekend.", kort(voorvoegsel)),
                    );
                }
            };
            if !mag {
                return Ok(Some((naam, offset)));
            }
        }
        Ok(None)
    }

    pub(super) fn ruimte(&self, begin: usize, voorvoegsel: &str) -> Uit<Naamruimte> {
        match self.bindingen.iter().rev().find(|(v, _, _)| *v == voorvoegsel) {
            Some((_, _, ruimte)) => Ok(*ruimte),
            None if voorvoegsel.is_empty() => Ok(Naamruimte::Ander),
            None => weiger(begin, Reden::GeenXml, format!("Voorvoegsel {} is onbekend.", kort(voorvoegsel))),
        }
    }

    /// Recognises the kind of message by the root element.
    pub(super) fn wortel(
        &mut self,
        begin: usize,
        lokaal: &'a str,
        voorvoegsel: &str,
    ) -> Uit<(Knoop, Option<Vorm>)> {
        let adres =
            self.bindingen.iter().rev().find(|(v, _, _)| *v == voorvoegsel).map_or("", |(_, adres, _)| adres);
        let soort = herken(begin, lokaal, adres)?;
        self.soort = Some(soort);
        for (_, adres, ruimte) in &mut self.bindingen {
            *ruimte = naamruimte(Some(soort), adres);
        }
        let knoop = self.boom.open(crate::naam::Naam::Bericht, Boom::WORTEL, begin);
        Ok((knoop, Some(Vorm::Klasse(schema::wortel(soort)))))
    }
}

/// Prefix and name.
pub(super) fn splits(begin: usize, naam: &str) -> Uit<(&str, &str)> {
    match naam.split_once(':') {
        None => Ok(("", naam)),
        Some((voorvoegsel, lokaal))
            if !voorvoegsel.is_empty() && !lokaal.is_empty() && !lokaal.contains(':') =>
        {
            Ok((voorvoegsel, lokaal))
        }
        Some(_) => weiger(begin, Reden::GeenXml, format!("De naam {} klopt niet.", kort(naam))),
    }
}

fn naamruimte(soort: Option<Berichtsoort>, adres: &str) -> Naamruimte {
    if adres == bericht::RUIMTE_BASIS {
        Naamruimte::Basis
    } else if soort.is_some() && soort == soort_van(adres) {
        Naamruimte::Bericht
    } else {
        Naamruimte::Ander
    }
}

/// The kind of message that this namespace belongs to.
fn soort_van(adres: &str) -> Option<Berichtsoort> {
    Berichtsoort::van_naamruimte(adres).map(|(soort, _)| soort)
}

fn herken(begin: usize, lokaal: &str, adres: &str) -> Uit<Berichtsoort> {
    if let Some(soort) = soort_van(adres).filter(|_| lokaal == "Bericht") {
        return Ok(soort);
    }
    let van_release = |r: &bericht::Release| adres.starts_with(r.ruimte_begin);
    if adres.to_ascii_lowercase().starts_with(bericht::RUIMTE_STANDAARD)
        && !bericht::RELEASES.iter().any(van_release)
    {
        let release = bericht::HUIDIG.naam;
        let melding =
            format!("Dit is een iWmo-bericht van een andere release dan {release}: {}.", kort(adres));
        return weiger(begin, Reden::AndereRelease, melding);
    }
    let melding =
        format!("Dit is geen iWmo-bericht: het begint met element {} uit '{}'.", kort(lokaal), kort(adres));
    weiger(begin, Reden::GeenBericht, melding)
}
