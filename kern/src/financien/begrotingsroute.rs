//! The route by which a begroting is adopted: concept, advice of the bestuurlijk overleg, adoption by both boards.

use crate::inkoop::codelijst;
use crate::stam::{Datum, Onleesbaar, Weigering};
use alloc::{collections::BTreeMap, format, string::String};
use core::fmt;

const PLAN_54: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025, 5.4";

codelijst! {
    /// What the bestuurlijk overleg BW/MO advises.
    Adviesuitkomst, "Onbekend advies." {
        /// Adopt it.
        Positief = "positief", "Positief";
        /// Do not adopt it like this.
        Negatief = "negatief", "Negatief";
    }
}

codelijst! {
    /// Who adopts the begroting; both must.
    Bestuur, "Onbekend bestuur." {
        /// Dagelijks bestuur of the GR Peelgemeenten.
        DbPeelgemeenten = "db_peelgemeenten", "Dagelijks bestuur Peelgemeenten";
        /// College of burgemeester en wethouders of Helmond.
        CollegeHelmond = "college_helmond", "College van Helmond";
    }
}

/// An act with its day and its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handtekening {
    /// Day of the act.
    pub op: Datum,
    /// Document in which it stands.
    pub document: String,
}

/// Where a begroting stands on its route: concept, advice of the bestuurlijk overleg, adoption by both boards. Each step consumes the
/// one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begrotingsroute {
    /// Being written.
    Concept,
    /// With the bestuurlijk overleg, for consultation and zwaarwegend advies.
    TerAdvies(Handtekening),
    /// Advised; the boards can decide, each on its own day.
    Geadviseerd {
        /// The advice.
        uitkomst: Adviesuitkomst,
        /// Its day and document.
        advies: Handtekening,
        /// Which boards adopted it already.
        vastgesteld: BTreeMap<Bestuur, Handtekening>,
    },
    /// Adopted by both boards.
    Vastgesteld {
        /// The advice.
        advies: Handtekening,
        /// Day and document per board.
        vastgesteld: BTreeMap<Bestuur, Handtekening>,
    },
}

impl Begrotingsroute {
    /// The Dutch words for a screen.
    pub fn tekst(&self) -> &'static str {
        match self {
            Begrotingsroute::Concept => "Concept",
            Begrotingsroute::TerAdvies(_) => "Voor advies bij het bestuurlijk overleg",
            Begrotingsroute::Geadviseerd { vastgesteld, .. } if vastgesteld.is_empty() => "Advies ontvangen",
            Begrotingsroute::Geadviseerd { .. } => "Door één bestuur vastgesteld",
            Begrotingsroute::Vastgesteld { .. } => "Vastgesteld",
        }
    }

    /// Sends a concept to the bestuurlijk overleg. Refused from any other place (FIN-24) and without a document (FIN-25).
    pub fn vraag_advies(self, h: Handtekening) -> Result<Begrotingsroute, Weigering> {
        match self {
            Begrotingsroute::Concept => Ok(Begrotingsroute::TerAdvies(met_document(h)?)),
            Begrotingsroute::TerAdvies(_)
            | Begrotingsroute::Geadviseerd { .. }
            | Begrotingsroute::Vastgesteld { .. } => {
                Err(niet_nu("Alleen een concept gaat voor advies naar het bestuurlijk overleg."))
            }
        }
    }

    /// Records the advice. Refused when none was asked (FIN-24), without a document (FIN-25), or before the day it was asked (FIN-26).
    pub fn geef_advies(
        self,
        uitkomst: Adviesuitkomst,
        h: Handtekening,
    ) -> Result<Begrotingsroute, Weigering> {
        match self {
            Begrotingsroute::TerAdvies(gevraagd) => {
                let advies = niet_eerder(met_document(h)?, gevraagd.op)?;
                Ok(Begrotingsroute::Geadviseerd { uitkomst, advies, vastgesteld: BTreeMap::new() })
            }
            Begrotingsroute::Concept
            | Begrotingsroute::Geadviseerd { .. }
            | Begrotingsroute::Vastgesteld { .. } => Err(niet_nu("Er is nu geen advies gevraagd.")),
        }
    }

    /// Records that a board adopts. The advice weighs heavily: against a negative advice a `motivering` is needed (FIN-27). Refused
    /// without advice (FIN-24), a document (FIN-25), before the day of the advice (FIN-26), or twice by one board (FIN-28).
    pub fn stel_vast(
        self,
        bestuur: Bestuur,
        h: Handtekening,
        motivering: &str,
    ) -> Result<Begrotingsroute, Weigering> {
        let Begrotingsroute::Geadviseerd { uitkomst, advies, mut vastgesteld } = self else {
            return Err(niet_nu(
                "Een begroting wordt vastgesteld na het advies van het bestuurlijk overleg.",
            ));
        };
        let h = niet_eerder(met_document(h)?, advies.op)?;
        if uitkomst == Adviesuitkomst::Negatief && motivering.trim().is_empty() {
            let zin = "Het advies is negatief en weegt zwaar. Schrijf op waarom u toch vaststelt.";
            return Err(Weigering::nieuw("FIN-27", PLAN_54, zin).bij("motivering"));
        }
        if vastgesteld.insert(bestuur, h).is_some() {
            let zin = format!("{bestuur} heeft de begroting al vastgesteld.");
            return Err(Weigering::nieuw("FIN-28", PLAN_54, zin));
        }
        if Bestuur::ALLE.iter().all(|b| vastgesteld.contains_key(b)) {
            return Ok(Begrotingsroute::Vastgesteld { advies, vastgesteld });
        }
        Ok(Begrotingsroute::Geadviseerd { uitkomst, advies, vastgesteld })
    }

    /// Takes a begroting back to concept, to change it. Refused when both boards adopted it (FIN-24): then it takes a change.
    pub fn haal_terug(self) -> Result<Begrotingsroute, Weigering> {
        match self {
            Begrotingsroute::Concept
            | Begrotingsroute::TerAdvies(_)
            | Begrotingsroute::Geadviseerd { .. } => Ok(Begrotingsroute::Concept),
            Begrotingsroute::Vastgesteld { .. } => {
                Err(niet_nu("Deze begroting is vastgesteld. Maak een begrotingswijziging."))
            }
        }
    }
}

fn niet_nu(zin: &str) -> Weigering {
    Weigering::nieuw("FIN-24", PLAN_54, zin)
}

fn met_document(h: Handtekening) -> Result<Handtekening, Weigering> {
    if h.document.trim().is_empty() {
        return Err(
            Weigering::nieuw("FIN-25", PLAN_54, "Noem het document waarin dit staat.").bij("document")
        );
    }
    Ok(h)
}

fn niet_eerder(h: Handtekening, dan: Datum) -> Result<Handtekening, Weigering> {
    if h.op < dan {
        let zin = format!("Dit kan niet eerder zijn dan {}.", dan.voluit());
        return Err(Weigering::nieuw("FIN-26", PLAN_54, zin).bij("op"));
    }
    Ok(h)
}
