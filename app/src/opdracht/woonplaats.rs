//! Runs the cases of a lawyer through the rules, without a database: `wijkthuis woonplaats toets BESTAND`.

use super::{BEVINDING, GOED, ONLEESBAAR, Waar};
use crate::{
    huis::{Klok, regels::Regels},
    woonplaats::beeld::Woonplaatsregels,
};
use clap::Subcommand;
use kern::woonplaats::geval::{self, Waarde};
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(super) enum WoonplaatsOpdracht {
    /// Reken gevallen na en vergelijk met wat eruit moet komen
    Toets {
        /// JSON-bestand met gevallen
        bestand: PathBuf,
    },
}

pub(super) fn voer_uit(waar: &Waar, o: WoonplaatsOpdracht) -> anyhow::Result<u8> {
    match o {
        WoonplaatsOpdracht::Toets { bestand } => toets(waar, &bestand),
    }
}

fn toets(waar: &Waar, bestand: &Path) -> anyhow::Result<u8> {
    let document = match std::fs::read(bestand).map_err(anyhow::Error::from).and_then(|b| lees(&b)) {
        Ok(document) => document,
        Err(e) => return Ok(onleesbaar(bestand, &e.to_string())),
    };
    let regels = match &waar.regels {
        Some(map) => Regels::met_map(map)?,
        None => Regels::ingebed()?,
    };
    let regels = Woonplaatsregels::op(&regels, Klok::Systeem.vandaag())?;
    let uitslagen = match geval::toets(&document, &regels.kern()) {
        Ok(uitslagen) => uitslagen,
        Err(e) => return Ok(onleesbaar(bestand, &e.to_string())),
    };
    for u in &uitslagen {
        println!("{u}");
        u.opmerkingen.iter().for_each(|o| eprintln!("{}: {o}", u.id));
    }
    let afwijkend = uitslagen.iter().filter(|u| !u.klopt).count();
    eprintln!("{} gevallen, {afwijkend} afwijkend", uitslagen.len());
    Ok(if afwijkend == 0 { GOED } else { BEVINDING })
}

fn onleesbaar(bestand: &Path, waarom: &str) -> u8 {
    eprintln!("{}: {waarom}", bestand.display());
    ONLEESBAAR
}

fn lees(bytes: &[u8]) -> anyhow::Result<Waarde> {
    Ok(waarde(serde_json::from_slice(bytes)?))
}

/// JSON as the tree of values that `kern` reads; the depth is bounded by the reader of JSON.
fn waarde(json: serde_json::Value) -> Waarde {
    match json {
        serde_json::Value::Null => Waarde::Niets,
        serde_json::Value::Bool(b) => Waarde::Waar(b),
        serde_json::Value::Number(n) => Waarde::Getal(n.to_string()),
        serde_json::Value::String(t) => Waarde::Tekst(t),
        serde_json::Value::Array(l) => Waarde::Lijst(l.into_iter().map(waarde).collect()),
        serde_json::Value::Object(o) => Waarde::Groep(o.into_iter().map(|(n, w)| (n, waarde(w))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(bestand: &Path) -> u8 {
        let waar =
            Waar { database: None, map: PathBuf::from("gegevens"), sleutel: None, regels: None, regio: None };
        voer_uit(&waar, WoonplaatsOpdracht::Toets { bestand: bestand.to_owned() }).expect("runs")
    }

    #[test]
    fn alle_gevallen_van_het_huis_kloppen_en_een_ander_antwoord_valt_op() {
        let gevallen = Path::new(env!("CARGO_MANIFEST_DIR")).join("../kern/tests/gevallen/woonplaats.json");
        assert_eq!(op(&gevallen), GOED);
        let tekst = std::fs::read_to_string(&gevallen).expect("the cases of the house");
        let map = tempfile::tempdir().expect("a folder");
        for (naam, tekst, uitgang) in [
            ("anders.json", tekst.replacen("\"status\": \"BESLIST\"", "\"status\": \"MENS\"", 1), BEVINDING),
            ("leeg.json", "{}".to_owned(), ONLEESBAAR),
            ("kapot.json", "{".to_owned(), ONLEESBAAR),
        ] {
            let bestand = map.path().join(naam);
            std::fs::write(&bestand, tekst).expect("writes");
            assert_eq!(op(&bestand), uitgang, "{naam}");
        }
        assert_eq!(op(&map.path().join("weg.json")), ONLEESBAAR);
    }
}
