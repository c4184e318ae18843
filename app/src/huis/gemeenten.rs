//! The gemeenten of the Netherlands by CBS code, and those of this region.
//!
//! Both lists lie in `regels/` and are built into the binary; another region starts with `--regio FILE`.

use super::{Fout, Optie};
use kern::stam::{Gemeentecode, Gemeenten};
use std::{path::Path, sync::OnceLock};

const ALLE: &str = include_str!("../../../regels/gemeenten.csv");
const HERINDELINGEN: &str = include_str!("../../../regels/herindelingen.csv");
const REGIO: &str = include_str!("../../../regels/regio.csv");

/// A gemeente of the region with its part in the cooperation.
#[derive(Debug, Clone)]
pub struct Regiogemeente {
    /// CBS code.
    pub code: Gemeentecode,
    /// Name.
    pub naam: String,
    /// `regiegemeente` (contracts, pays) or `regiogemeente`.
    pub rol: String,
    /// Column and row of its tile on a map of the region, from 1; `None` when the list does not say.
    pub tegel: Option<(u8, u8)>,
}

static EIGEN: OnceLock<Vec<Regiogemeente>> = OnceLock::new();

fn rijen(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    csv.lines().skip(1).map(|r| r.split(';').map(str::trim).collect())
}

/// Names and herindelingen, as `kern` knows them.
pub fn lijst() -> &'static Gemeenten {
    static LIJST: OnceLock<Gemeenten> = OnceLock::new();
    LIJST.get_or_init(|| {
        Gemeenten::lees(ALLE, HERINDELINGEN).expect("a test reads both files of the repository")
    })
}

fn lees_regio(csv: &str) -> Vec<Regiogemeente> {
    rijen(csv)
        .filter_map(|r| match r.as_slice() {
            [code, naam, rol, plek @ ..] => Some(Regiogemeente {
                code: Gemeentecode::lees(code).ok()?,
                naam: (*naam).to_owned(),
                rol: (*rol).to_owned(),
                tegel: match plek {
                    [kolom, rij, ..] => kolom.parse().ok().zip(rij.parse().ok()).filter(|p| *p >= (1, 1)),
                    _ => None,
                },
            }),
            _ => None,
        })
        .collect()
}

/// Uses another region than the one built in. Once, at start, before the first question.
pub fn kies_regio(bestand: &Path) -> Result<(), Fout> {
    let csv = std::fs::read_to_string(bestand)?;
    let regio = lees_regio(&csv);
    if regio.is_empty() || regio.iter().filter(|g| g.rol == "regiegemeente").count() != 1 {
        return Err(Fout::nieuw(
            "een regio heeft gemeenten (code;naam;rol), waarvan precies een regiegemeente",
        ));
    }
    EIGEN.set(regio).map_err(|_| Fout::nieuw("de regio is al gekozen"))
}

/// The gemeenten of the region, the regiegemeente first.
pub fn regio() -> &'static [Regiogemeente] {
    EIGEN.get_or_init(|| lees_regio(REGIO))
}

/// The gemeente that contracts and pays for the region.
pub fn regiegemeente() -> Gemeentecode {
    regio()
        .iter()
        .find(|g| g.rol == "regiegemeente")
        .map(|g| g.code)
        .expect("a region without regiegemeente is refused at start")
}

/// Whether a gemeente belongs to the region.
pub fn in_regio(code: Gemeentecode) -> bool {
    regio().iter().any(|g| g.code == code)
}

/// Whether what is addressed to a gemeente is for this region: it belongs to it, or it went up in one that does.
pub fn is_van_ons(code: Gemeentecode) -> bool {
    in_regio(code) || lijst().herindelingen().any(|(oud, nieuw, _)| oud == code && in_regio(nieuw))
}

/// The name of a gemeente, also of one that no longer exists; its code when it is not in the list.
pub fn naam(code: Gemeentecode) -> String {
    lijst().naam(code)
}

/// The name of a code as stored; the text itself when it is no code.
pub fn naam_van(code: &str) -> String {
    Gemeentecode::lees(code).map_or_else(|_| code.to_owned(), naam)
}

/// All gemeenten that exist now, those of the region first, the rest by name.
pub fn alle() -> impl Iterator<Item = (Gemeentecode, &'static str)> {
    let eerst: Vec<Gemeentecode> = regio().iter().map(|g| g.code).collect();
    lijst().op_volgorde(&eerst).into_iter()
}

/// The gemeente with a name, a code, or `naam (code)`, as people type it.
pub fn zoek(tekst: &str) -> Option<Gemeentecode> {
    lijst().zoek(tekst)
}

/// Options for a field: the gemeenten of the region.
pub fn opties() -> Vec<Optie> {
    regio().iter().map(|g| Optie::nieuw(g.code.to_string(), g.naam.clone())).collect()
}

/// The name of the region, for the header of pages.
pub fn regionaam() -> String {
    let namen: Vec<&str> = regio().iter().map(|g| g.naam.as_str()).collect();
    match namen.as_slice() {
        ["Helmond", ..] if namen.len() == 6 => "Helmond en de Peel".to_owned(),
        [eerste, ..] => format!("Regio {eerste}"),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_lijst_kent_alle_gemeenten_en_de_regio() {
        assert_eq!(alle().count(), 342);
        assert_eq!(regio().len(), 6);
        assert_eq!(naam_van("0794"), "Helmond");
        assert_eq!(zoek("gemert-bakel").map(|c| c.to_string()).as_deref(), Some("1652"));
        assert!(regio().iter().all(|g| naam(g.code) == g.naam));
    }
}
