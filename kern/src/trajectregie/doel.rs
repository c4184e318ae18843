//! Goals, and how they stand.

use super::onderzoek::TEKST_MAX;
use crate::stam::{Datum, Weigering};
use alloc::string::{String, ToString};

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoelStatus {
    /// Being worked on.
    Actief,
    /// Reached.
    Behaald,
    /// No longer a goal.
    Vervallen,
}

impl DoelStatus {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            DoelStatus::Actief => "actief",
            DoelStatus::Behaald => "behaald",
            DoelStatus::Vervallen => "vervallen",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<DoelStatus> {
        [DoelStatus::Actief, DoelStatus::Behaald, DoelStatus::Vervallen]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

/// What an evaluatie found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voortgang {
    /// Further away than before.
    Achteruit,
    /// No change.
    Gelijk,
    /// Closer.
    Vooruit,
    /// There.
    Behaald,
}

impl Voortgang {
    /// Every answer, in the order of the form.
    pub const ALLE: [Voortgang; 4] =
        [Voortgang::Achteruit, Voortgang::Gelijk, Voortgang::Vooruit, Voortgang::Behaald];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Voortgang::Achteruit => "achteruit",
            Voortgang::Gelijk => "gelijk",
            Voortgang::Vooruit => "vooruit",
            Voortgang::Behaald => "behaald",
        }
    }
    /// As the form says it.
    pub fn naam(self) -> &'static str {
        match self {
            Voortgang::Achteruit => "Achteruit",
            Voortgang::Gelijk => "Gelijk gebleven",
            Voortgang::Vooruit => "Vooruit",
            Voortgang::Behaald => "Behaald",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Voortgang> {
        Voortgang::ALLE.into_iter().find(|v| v.code() == code)
    }
}

/// A goal as the inwoner says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doel {
    /// Code of the leefgebied.
    pub leefgebied: String,
    /// The goal in the inwoner's words.
    pub tekst: String,
    /// How it stands.
    pub status: DoelStatus,
    /// Day it was set.
    pub gesteld_op: Datum,
    /// Day to look at it again.
    pub evaluatie_op: Datum,
}

/// Sets a goal.
///
/// # Errors
/// `TRJ-21` no text, `TRJ-22` text too long, `TRJ-23` evaluation not after the day it is set, `TRJ-24` evaluation more than
/// `hoogstens_maanden` away (art. 2.3.9: periodically).
pub fn stel_doel(
    leefgebied: &str,
    tekst: &str,
    gesteld_op: Datum,
    evaluatie_op: Datum,
    hoogstens_maanden: i32,
) -> Result<Doel, Weigering> {
    tekst_past(tekst, "Schrijf het doel op in de woorden van de inwoner.")?;
    evaluatie_past(gesteld_op, evaluatie_op, hoogstens_maanden)?;
    let (leefgebied, tekst) = (leefgebied.to_string(), tekst.trim().to_string());
    Ok(Doel { leefgebied, tekst, status: DoelStatus::Actief, gesteld_op, evaluatie_op })
}

/// Looks at a goal again: what was reached is done, the rest gets a next day.
///
/// # Errors
/// `TRJ-25` the goal is no longer worked on; `TRJ-21` to `TRJ-24` as for a new goal.
pub fn evalueer(
    doel: &Doel,
    voortgang: Voortgang,
    tekst: &str,
    op: Datum,
    volgende: Option<Datum>,
    hoogstens_maanden: i32,
) -> Result<Doel, Weigering> {
    match doel.status {
        DoelStatus::Actief => {}
        DoelStatus::Behaald | DoelStatus::Vervallen => {
            return Err(Weigering::nieuw(
                "TRJ-25",
                "",
                "Dit doel is al afgesloten. Een evaluatie kan niet meer.",
            ));
        }
    }
    tekst_past(tekst, "Schrijf kort op wat u samen hebt besproken.")?;
    match voortgang {
        Voortgang::Behaald => Ok(Doel { status: DoelStatus::Behaald, ..doel.clone() }),
        Voortgang::Achteruit | Voortgang::Gelijk | Voortgang::Vooruit => {
            let evaluatie_op =
                volgende.ok_or_else(|| geen_dag("Vul in wanneer u dit doel opnieuw bekijkt."))?;
            evaluatie_past(op, evaluatie_op, hoogstens_maanden)?;
            Ok(Doel { evaluatie_op, ..doel.clone() })
        }
    }
}

fn tekst_past(tekst: &str, vraag: &str) -> Result<(), Weigering> {
    if tekst.trim().is_empty() {
        return Err(Weigering::nieuw("TRJ-21", "", vraag).bij("tekst"));
    }
    if tekst.chars().count() > TEKST_MAX {
        let zin = alloc::format!("De tekst is te lang. Het maximum is {TEKST_MAX} tekens.");
        return Err(Weigering::nieuw("TRJ-22", "", zin).bij("tekst"));
    }
    Ok(())
}

fn evaluatie_past(vanaf: Datum, evaluatie_op: Datum, hoogstens_maanden: i32) -> Result<(), Weigering> {
    if evaluatie_op <= vanaf {
        return Err(geen_dag("De evaluatie moet na vandaag zijn."));
    }
    if vanaf.plus_maanden(hoogstens_maanden) < evaluatie_op {
        let zin = alloc::format!("Plan de evaluatie binnen {hoogstens_maanden} maanden.");
        return Err(Weigering::nieuw("TRJ-24", "Wmo 2015 art. 2.3.9 lid 1", zin).bij("evaluatie"));
    }
    Ok(())
}

fn geen_dag(zin: &str) -> Weigering {
    Weigering::nieuw("TRJ-23", "Wmo 2015 art. 2.3.9 lid 1", zin).bij("evaluatie")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    #[test]
    fn een_doel_heeft_woorden_en_een_dag_van_evaluatie() {
        for (tekst, evaluatie, code) in [
            ("Ik wil zelf mijn geld regelen", "2026-09-01", None),
            ("  ", "2026-09-01", Some("TRJ-21")),
            (&alloc::string::String::from("x").repeat(TEKST_MAX + 1), "2026-09-01", Some("TRJ-22")),
            ("Ik wil werken", "2026-03-02", Some("TRJ-23")),
            ("Ik wil werken", "2027-03-02", None),
            ("Ik wil werken", "2027-03-03", Some("TRJ-24")),
        ] {
            let uit = stel_doel("financien", tekst, d("2026-03-02"), d(evaluatie), 12);
            assert_eq!(uit.err().map(|w| w.code), code, "{tekst} {evaluatie}");
        }
    }

    #[test]
    fn een_evaluatie_sluit_het_doel_of_plant_de_volgende() {
        let doel = stel_doel("financien", "Geld", d("2026-03-02"), d("2026-09-01"), 12).expect("goal");
        let op = d("2026-09-01");
        let verder =
            evalueer(&doel, Voortgang::Vooruit, "Gaat goed", op, Some(d("2027-01-01")), 12).expect("next");
        assert_eq!((verder.status, verder.evaluatie_op), (DoelStatus::Actief, d("2027-01-01")));
        let klaar = evalueer(&doel, Voortgang::Behaald, "Klaar", op, None, 12).expect("done");
        assert_eq!(klaar.status, DoelStatus::Behaald);
        let fout = |r: Result<Doel, Weigering>| r.err().map(|w| w.code);
        assert_eq!(fout(evalueer(&doel, Voortgang::Gelijk, "x", op, None, 12)), Some("TRJ-23"));
        assert_eq!(fout(evalueer(&doel, Voortgang::Gelijk, "", op, None, 12)), Some("TRJ-21"));
        assert_eq!(fout(evalueer(&klaar, Voortgang::Gelijk, "x", op, None, 12)), Some("TRJ-25"));
    }
}
