//! The gemeenten of the Netherlands by CBS code, and those of this region.
//!
//! Both lists lie in `regels/` and are built into the binary; another region starts with `--regio FILE`.

use super::{Fout, Optie};
use kern::stam::Gemeentecode;
use std::{collections::BTreeMap, path::Path, sync::OnceLock};

const ALLE: &str = include_str!("../../../regels/gemeenten.csv");
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
}

static EIGEN: OnceLock<Vec<Regiogemeente>> = OnceLock::new();

fn rijen(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    csv.lines().skip(1).map(|r| r.split(';').map(str::trim).collect())
}

fn namen() -> &'static BTreeMap<Gemeentecode, String> {
    static NAMEN: OnceLock<BTreeMap<Gemeentecode, String>> = OnceLock::new();
    NAMEN.get_or_init(|| {
        let naam = ALLE.lines().next().unwrap_or_default().split(';').position(|k| k == "naam").unwrap_or(1);
        rijen(ALLE)
            .filter_map(|r| Some((Gemeentecode::lees(r.first()?).ok()?, (*r.get(naam)?).to_owned())))
            .collect()
    })
}

fn lees_regio(csv: &str) -> Vec<Regiogemeente> {
    rijen(csv)
        .filter_map(|r| match r.as_slice() {
            [code, naam, rol, ..] => Some(Regiogemeente {
                code: Gemeentecode::lees(code).ok()?,
                naam: (*naam).to_owned(),
                rol: (*rol).to_owned(),
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

/// The name of a gemeente; its code when it is not in the list.
pub fn naam(code: Gemeentecode) -> String {
    namen().get(&code).cloned().unwrap_or_else(|| code.to_string())
}

/// The name of a code as stored; the text itself when it is no code.
pub fn naam_van(code: &str) -> String {
    Gemeentecode::lees(code).map_or_else(|_| code.to_owned(), naam)
}

/// All gemeenten by code.
pub fn alle() -> impl Iterator<Item = (Gemeentecode, &'static str)> {
    namen().iter().map(|(c, n)| (*c, n.as_str()))
}

/// The gemeente with a name or a code, as people type it.
pub fn zoek(tekst: &str) -> Option<Gemeentecode> {
    let t = tekst.trim();
    if let Ok(c) = Gemeentecode::lees(t) {
        return namen().contains_key(&c).then_some(c);
    }
    namen().iter().find(|(_, n)| n.to_lowercase() == t.to_lowercase()).map(|(c, _)| *c)
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
