//! The rules of the law that a besluit needs, from the rule files.

use crate::huis::{
    Fout, Optie,
    regels::{Keuze, Regels, Versie, hash_van},
};
use kern::besluit;
use kern::besluit::Grond;
use kern::inkoop::Vorm;
use kern::stam::Datum;

/// Regulations of which one file counts on a day.
const REGELINGEN: [&str; 4] = ["wmo2015", "awb", "algemene_termijnenwet", "werkafspraken"];
/// Regulation of which all files count together.
const GELIJKSTELLING: &str = "gelijkstelling";
/// Regulation with the reasons of in, up, down and out.
const SCHALING: &str = "schaling";

/// The rules as `kern` wants them, valid on the day of the besluit.
pub fn op(regels: &Regels, dag: Datum) -> Result<besluit::Regels, Fout> {
    let hoogstens = regels.waarde::<u16>("werkafspraken", "indicatie_hoogstens", dag)?;
    Ok(besluit::Regels {
        onderzoek: regels.termijn("wmo2015", "onderzoek", dag)?,
        beslissing: regels.termijn("wmo2015", "beslissing", dag)?,
        bezwaar: regels.termijn("awb", "bezwaar", dag)?,
        toewijzing: regels.termijn("werkafspraken", "toewijzing", dag)?,
        indicatie_einde: regels.termijn("werkafspraken", "indicatie_einde", dag)?,
        termijnenwet: regels.termijnenwet(dag)?,
        hoogstens_maanden: hoogstens.waarde,
        hoogstens_bron: hoogstens.bron,
        afwijzingsgronden: gronden(regels, "afwijzingsgronden", dag)?,
        herzieningsgronden: gronden(regels, "herzieningsgronden", dag)?,
    })
}

/// Which files were used, and one hash over them, for the receipt.
pub fn versies(regels: &Regels, dag: Datum) -> Result<(Vec<Versie>, String), Fout> {
    let mut versies = regels.versies(&REGELINGEN, dag)?;
    versies.extend(regels.alle_versies(GELIJKSTELLING));
    let hash = hash_van(&versies);
    Ok((versies, hash))
}

/// A list of reasons or destinations.
pub fn lijst(regels: &Regels, sleutel: &str, dag: Datum) -> Result<Vec<Keuze>, Fout> {
    Ok(regels.lijst(SCHALING, sleutel, dag)?.waarde)
}

/// A list as options of a field.
pub fn opties(keuzes: &[Keuze]) -> Vec<Optie> {
    keuzes.iter().map(|k| Optie::nieuw(k.code.clone(), k.naam.clone())).collect()
}

/// The name of a code in one of the lists of reasons, or the code itself when the list no longer has it.
pub fn naam(regels: &Regels, sleutel: &str, code: &str, dag: Datum) -> Result<String, Fout> {
    let gevonden = lijst(regels, sleutel, dag)?.into_iter().find(|k| k.code == code);
    Ok(gevonden.map_or_else(|| code.to_owned(), |k| k.naam))
}

fn gronden(regels: &Regels, sleutel: &str, dag: Datum) -> Result<Vec<Grond>, Fout> {
    regels.lijst("wmo2015", sleutel, dag)?.waarde.into_iter().map(grond).collect()
}

fn grond(k: Keuze) -> Result<Grond, Fout> {
    let vormen: Result<Vec<Vorm>, _> = k.vormen.iter().map(|v| Vorm::lees(v)).collect();
    let vormen = vormen.map_err(|e| Fout::nieuw(format!("regels: grond {}: {e}", k.code)))?;
    Ok(Grond { code: k.code, zin: k.naam, artikel: k.artikel, vormen })
}
