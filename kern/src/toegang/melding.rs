//! The melding (Wmo 2015 art. 2.3.2 lid 1): what must be known to register one, and the states it passes.

use super::{Fase, Geslacht, Melder, Meldingstatus, Spoor, Spoorkeuze, Tandembesluit, Uitkomst};
use crate::stam::{Bsn, Datum, Gemeentecode, Weigering};
use alloc::{string::String, vec::Vec};

/// Longest free text on a form, in characters: about four printed pages.
pub const TEKST_MAX: usize = 10_000;
/// Longest short field, in characters.
const VELD_MAX: usize = 200;
/// Nobody alive is older; a birth date before it is a typing mistake.
const LEEFTIJD_MAX_JAREN: i32 = 125;
const ART_MELDING: &str = "Wmo 2015 art. 2.3.2 lid 1";

/// Who it is about, as far as it was told. Only name and birth date are needed to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persoon {
    /// Without prefix.
    pub achternaam: String,
    /// `van der`; may be empty.
    pub voorvoegsel: String,
    /// Given names or initials; may be empty.
    pub voornamen: String,
    /// Birth date.
    pub geboren: Datum,
    /// Geslacht.
    pub geslacht: Geslacht,
    /// When it is known; checked later against the BRP (Wabb art. 12).
    pub bsn: Option<Bsn>,
    /// Street; may be empty.
    pub straat: String,
    /// Number with addition; may be empty.
    pub huisnummer: String,
    /// `1234AB`; may be empty.
    pub postcode: String,
    /// Place; may be empty.
    pub woonplaats: String,
    /// Phone; may be empty.
    pub telefoon: String,
    /// E-mail; may be empty.
    pub email: String,
}

/// What is asked, by whom, of which gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vraag {
    /// The gemeente that was turned to.
    pub gemeente: Gemeentecode,
    /// Day it came in; terms count from here.
    pub ontvangen_op: Datum,
    /// Who reports.
    pub melder: Melder,
    /// Name of the reporter; may be empty.
    pub melder_naam: String,
    /// Phone or e-mail of the reporter; may be empty.
    pub melder_contact: String,
    /// The question in own words.
    pub hulpvraag: String,
    /// Whether help cannot wait for the onderzoek (Wmo 2015 art. 2.3.3).
    pub spoed: bool,
}

/// A complete form: a new inwoner with a question, or a question of somebody who is known already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanmelding {
    /// `None` for an inwoner who is known.
    pub persoon: Option<Persoon>,
    /// The question.
    pub vraag: Vraag,
}

/// Everything that stands in the way of registering, at once; empty when it may be registered on the day `op`.
pub fn toets_aanmelding(a: &Aanmelding, op: Datum) -> Vec<Weigering> {
    let mut fouten = Vec::new();
    if let Some(p) = &a.persoon {
        fouten.extend(toets_persoon(p, op));
        if a.vraag.ontvangen_op < p.geboren {
            fouten.push(
                Weigering::nieuw("TGG-06", ART_MELDING, "De melding kan niet voor de geboortedatum liggen.")
                    .bij("ontvangen"),
            );
        }
    }
    toets_vraag(&a.vraag, op, &mut fouten);
    fouten
}

/// What is not well-formed about a person, as of the day `op`; empty when nothing is.
pub fn toets_persoon(p: &Persoon, op: Datum) -> Vec<Weigering> {
    let mut fouten = Vec::new();
    if p.achternaam.trim().is_empty() {
        fouten.push(Weigering::nieuw("TGG-01", ART_MELDING, "Vul de achternaam in.").bij("achternaam"));
    }
    if p.geboren > op {
        fouten.push(
            Weigering::nieuw("TGG-02", ART_MELDING, "De geboortedatum ligt in de toekomst.").bij("geboren"),
        );
    }
    if p.geboren < op.plus_jaren(-LEEFTIJD_MAX_JAREN) {
        fouten.push(
            Weigering::nieuw(
                "TGG-02",
                ART_MELDING,
                "De geboortedatum ligt te ver terug. Controleer het jaar.",
            )
            .bij("geboren"),
        );
    }
    if !p.postcode.is_empty() && !is_postcode(&p.postcode) {
        fouten.push(
            Weigering::nieuw("TGG-05", "", "Een postcode heeft vier cijfers en twee letters, zoals 5701 AB.")
                .bij("postcode"),
        );
    }
    if !p.email.is_empty() && !is_email(&p.email) {
        fouten.push(
            Weigering::nieuw("TGG-05", "", "Een e-mailadres heeft de vorm naam@voorbeeld.nl.").bij("email"),
        );
    }
    for (veld, tekst) in [
        ("achternaam", &p.achternaam),
        ("voorvoegsel", &p.voorvoegsel),
        ("voornamen", &p.voornamen),
        ("straat", &p.straat),
        ("huisnummer", &p.huisnummer),
        ("woonplaats", &p.woonplaats),
        ("telefoon", &p.telefoon),
        ("email", &p.email),
    ] {
        if tekst.chars().count() > VELD_MAX {
            fouten.push(te_lang(veld));
        }
    }
    fouten
}

fn toets_vraag(v: &Vraag, op: Datum, fouten: &mut Vec<Weigering>) {
    if v.hulpvraag.trim().is_empty() {
        fouten.push(Weigering::nieuw("TGG-03", ART_MELDING, "Vul de hulpvraag in.").bij("hulpvraag"));
    }
    if v.hulpvraag.chars().count() > TEKST_MAX {
        fouten.push(te_lang("hulpvraag"));
    }
    if v.ontvangen_op > op {
        fouten.push(
            Weigering::nieuw("TGG-06", ART_MELDING, "De melding kan niet in de toekomst liggen.")
                .bij("ontvangen"),
        );
    }
    for (veld, tekst) in [("melder_naam", &v.melder_naam), ("melder_contact", &v.melder_contact)] {
        if tekst.chars().count() > VELD_MAX {
            fouten.push(te_lang(veld));
        }
    }
}

/// The refusal of a text that is longer than its field.
pub(super) fn te_lang(veld: &'static str) -> Weigering {
    Weigering::nieuw("TGG-04", "", "Deze tekst is te lang. Maak hem korter.").bij(veld)
}

/// Four digits, not beginning with 0, and two capitals; as it is stored, without a space.
fn is_postcode(tekst: &str) -> bool {
    let b = tekst.as_bytes();
    b.len() == 6
        && b[0] != b'0'
        && b[..4].iter().all(u8::is_ascii_digit)
        && b[4..].iter().all(u8::is_ascii_uppercase)
}

fn is_email(tekst: &str) -> bool {
    tekst.split_once('@').is_some_and(|(naam, huis)| {
        !naam.is_empty() && huis.contains('.') && !huis.starts_with('.') && !huis.ends_with('.')
    }) && !tekst.contains(char::is_whitespace)
}

/// Where a melding stands. A transition consumes the state it leaves, so nothing can be done twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Melding {
    /// Registered; no spoor chosen yet.
    Nieuw(Vraag),
    /// Came back from an overdracht; a spoor must be chosen again.
    Vraagverheldering(Vraag),
    /// Spoor 2: waits for two confirmations.
    InOverdracht(Vraag),
    /// Spoor 3: two owners work it out.
    Tandem(Vraag),
    /// The trajectregisseur took over. This is what travels on to the dossier.
    Overgedragen {
        /// 2, or 3 when a tandem came first.
        spoor: Spoor,
        /// The question that goes along.
        vraag: Vraag,
    },
    /// Settled by the own gemeente.
    LokaalAfgehandeld {
        /// How it ended.
        uitkomst: Uitkomst,
    },
    /// Taken back.
    Ingetrokken,
    /// Followed by a besluit.
    Afgerond,
}

impl Melding {
    /// The state that was stored. A spoor or uitkomst that the state needs and that is missing falls back to what the
    /// state itself implies: spoor 2, and no support.
    pub fn lees(
        status: Meldingstatus,
        vraag: Vraag,
        spoor: Option<Spoor>,
        uitkomst: Option<Uitkomst>,
    ) -> Melding {
        match status {
            Meldingstatus::Nieuw => Melding::Nieuw(vraag),
            Meldingstatus::Vraagverheldering => Melding::Vraagverheldering(vraag),
            Meldingstatus::InOverdracht => Melding::InOverdracht(vraag),
            Meldingstatus::Tandem => Melding::Tandem(vraag),
            Meldingstatus::Overgedragen => {
                Melding::Overgedragen { spoor: spoor.unwrap_or(Spoor::WarmeOverdracht), vraag }
            }
            Meldingstatus::LokaalAfgehandeld => {
                Melding::LokaalAfgehandeld { uitkomst: uitkomst.unwrap_or(Uitkomst::GeenOndersteuning) }
            }
            Meldingstatus::Ingetrokken => Melding::Ingetrokken,
            Meldingstatus::Afgerond => Melding::Afgerond,
        }
    }

    /// Its status, as it is stored.
    pub fn status(&self) -> Meldingstatus {
        match self {
            Melding::Nieuw(_) => Meldingstatus::Nieuw,
            Melding::Vraagverheldering(_) => Meldingstatus::Vraagverheldering,
            Melding::InOverdracht(_) => Meldingstatus::InOverdracht,
            Melding::Tandem(_) => Meldingstatus::Tandem,
            Melding::Overgedragen { .. } => Meldingstatus::Overgedragen,
            Melding::LokaalAfgehandeld { .. } => Meldingstatus::LokaalAfgehandeld,
            Melding::Ingetrokken => Meldingstatus::Ingetrokken,
            Melding::Afgerond => Meldingstatus::Afgerond,
        }
    }

    /// Chooses a spoor; possible once, or again after the taker of an overdracht sent it back (TGG-11).
    pub fn kies(self, keuze: &Spoorkeuze) -> Result<Melding, Weigering> {
        match self {
            Melding::Nieuw(vraag) | Melding::Vraagverheldering(vraag) => Ok(match keuze {
                Spoorkeuze::Lokaal { uitkomst, .. } => Melding::LokaalAfgehandeld { uitkomst: *uitkomst },
                Spoorkeuze::WarmeOverdracht { .. } => Melding::InOverdracht(vraag),
                Spoorkeuze::Tandem { .. } => Melding::Tandem(vraag),
            }),
            ander => Err(al_verder("TGG-11", &ander)),
        }
    }

    /// Both sides confirmed the warme overdracht.
    pub fn overdracht_voltooid(self) -> Result<Melding, Weigering> {
        match self {
            Melding::InOverdracht(vraag) => {
                Ok(Melding::Overgedragen { spoor: Spoor::WarmeOverdracht, vraag })
            }
            ander => Err(al_verder("TGG-12", &ander)),
        }
    }

    /// The taker asks back: a spoor must be chosen again.
    pub fn overdracht_terug(self) -> Result<Melding, Weigering> {
        match self {
            Melding::InOverdracht(vraag) => Ok(Melding::Vraagverheldering(vraag)),
            ander => Err(al_verder("TGG-12", &ander)),
        }
    }

    /// Both owners of the tandem are done and agree.
    pub fn tandem_besloten(self, besluit: Tandembesluit) -> Result<Melding, Weigering> {
        match self {
            Melding::Tandem(vraag) => Ok(match besluit {
                Tandembesluit::GeenBw(uitkomst) => Melding::LokaalAfgehandeld { uitkomst },
                Tandembesluit::WelBw => Melding::Overgedragen { spoor: Spoor::Tandem, vraag },
            }),
            ander => Err(al_verder("TGG-13", &ander)),
        }
    }

    /// The inwoner takes the melding back, as long as nobody took it over.
    pub fn trek_in(self) -> Result<Melding, Weigering> {
        match self {
            Melding::Nieuw(_)
            | Melding::Vraagverheldering(_)
            | Melding::InOverdracht(_)
            | Melding::Tandem(_) => Ok(Melding::Ingetrokken),
            ander => Err(al_verder("TGG-14", &ander)),
        }
    }

    /// Where the dossier stands now. Beyond the vraagverheldering the toegang does not move a dossier: a herindicatie
    /// during levering leaves the levering alone. `blijft_open` keeps a dossier with the own gemeente.
    pub fn fase(&self, huidige: Fase, blijft_open: bool) -> Fase {
        match huidige {
            Fase::Onderzoek | Fase::Besluit | Fase::Toewijzing | Fase::Wachtlijst | Fase::Levering => huidige,
            Fase::Melding | Fase::Vraagverheldering | Fase::Lokaal | Fase::Afgesloten => match self {
                Melding::Nieuw(_) => Fase::Melding,
                Melding::Vraagverheldering(_) | Melding::InOverdracht(_) | Melding::Tandem(_) => {
                    Fase::Vraagverheldering
                }
                Melding::Overgedragen { .. } => Fase::Onderzoek,
                Melding::LokaalAfgehandeld { uitkomst: Uitkomst::WmoBegeleiding } => Fase::Lokaal,
                Melding::LokaalAfgehandeld { .. } | Melding::Ingetrokken if blijft_open => Fase::Lokaal,
                Melding::LokaalAfgehandeld { .. } | Melding::Ingetrokken => Fase::Afgesloten,
                Melding::Afgerond => huidige,
            },
        }
    }
}

fn al_verder(code: &'static str, melding: &Melding) -> Weigering {
    let zin = alloc::format!(
        "Dit kan niet meer. De melding staat nu op: {}. Misschien deed een collega dit net voor u.",
        melding.status().naam()
    );
    Weigering::nieuw(code, super::UP_SPOREN, zin)
}

/// Where a dossier goes when a new melding comes in.
pub fn fase_bij_melding(huidige: Fase, vraag: &Vraag) -> Fase {
    Melding::Nieuw(vraag.clone()).fase(huidige, true)
}

#[cfg(test)]
#[path = "melding_toets.rs"]
mod tests;
