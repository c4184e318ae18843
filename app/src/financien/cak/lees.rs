//! The file of the CAK: a table with a head, as CSV, XLSX or ODS. Each line that cannot be read is named.

use crate::huis::Fout;
use drukwerk::blad;
use kern::stam::{Bsn, Cent, Datum, Periode};

/// Most lines that are read.
const REGELS_MAX: usize = 20_000;
/// Most errors that are named.
const FOUTEN_MAX: usize = 20;

/// Who a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wie {
    /// A burgerservicenummer; looked up without showing it.
    Bsn(Bsn),
    /// The number of a dossier.
    Dossier(i64),
}

/// A stay as their file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regel {
    /// Line of the file, from 1.
    pub nr: i64,
    /// Who.
    pub wie: Wie,
    /// When.
    pub periode: Periode,
    /// Monthly contribution, when the file has it.
    pub maandbedrag: Option<Cent>,
}

/// The lines of a file, or what is wrong with it, in Dutch sentences that name no person.
pub fn lees(naam: &str, bytes: &[u8]) -> Result<Result<Vec<Regel>, Vec<String>>, Fout> {
    let rijen = match cellen(naam, bytes) {
        Ok(r) => r,
        Err(zin) => return Ok(Err(vec![zin])),
    };
    let Some((kop, rest)) = rijen.split_first() else {
        return Ok(Err(vec!["Het bestand is leeg.".to_owned()]));
    };
    let kop: Vec<String> = kop.iter().map(|k| k.trim().to_lowercase()).collect();
    let plek = |n: &str| kop.iter().position(|k| k == n);
    let (Some(wie), Some(van), Some(tot)) =
        (plek("bsn").or_else(|| plek("dossier")), plek("van"), plek("tot en met"))
    else {
        let zin =
            "De eerste regel noemt de kolommen: bsn of dossier, van, tot en met, en eventueel maandbedrag.";
        return Ok(Err(vec![zin.to_owned()]));
    };
    if rest.len() > REGELS_MAX {
        return Ok(Err(vec![format!("Een bestand heeft ten hoogste {REGELS_MAX} regels.")]));
    }
    let plekken = Plekken { wie, met_bsn: plek("bsn").is_some(), van, tot, bedrag: plek("maandbedrag") };
    let (mut uit, mut fouten) = (Vec::new(), Vec::new());
    for (i, rij) in rest.iter().enumerate().filter(|(_, r)| r.iter().any(|c| !c.trim().is_empty())) {
        let nr = i64::try_from(i).unwrap_or(0) + 2;
        match plekken.regel(nr, rij) {
            Ok(r) => uit.push(r),
            Err(zin) => fouten.push(format!("Regel {nr}: {zin}")),
        }
    }
    fouten.truncate(FOUTEN_MAX);
    Ok(if fouten.is_empty() { Ok(uit) } else { Err(fouten) })
}

struct Plekken {
    wie: usize,
    met_bsn: bool,
    van: usize,
    tot: usize,
    bedrag: Option<usize>,
}

impl Plekken {
    fn regel(&self, nr: i64, rij: &[String]) -> Result<Regel, &'static str> {
        let cel = |i: usize| rij.get(i).map_or("", |c| c.trim());
        let wie = cel(self.wie);
        let wie = if self.met_bsn {
            // A spreadsheet drops the zero in front of a number.
            Bsn::lees(&format!("{wie:0>9}"))
                .map(Wie::Bsn)
                .map_err(|_| "het burgerservicenummer klopt niet.")?
        } else {
            wie.parse().map(Wie::Dossier).map_err(|_| "het dossiernummer is geen getal.")?
        };
        let van = dag(cel(self.van)).ok_or("de eerste dag is geen datum, zoals 2026-03-01.")?;
        let tot = match cel(self.tot) {
            "" => None,
            t => Some(dag(t).ok_or("de laatste dag is geen datum, zoals 2026-03-31.")?.plus_dagen(1)),
        };
        let periode = Periode::nieuw(van, tot).ok_or("de laatste dag ligt voor de eerste dag.")?;
        let maandbedrag = match self.bedrag.map_or("", cel) {
            "" => None,
            b => Some(bedrag(b).ok_or("het maandbedrag is geen bedrag, zoals 212,40.")?),
        };
        Ok(Regel { nr, wie, periode, maandbedrag })
    }
}

/// `2026-03-01` or `01-03-2026`.
fn dag(t: &str) -> Option<Datum> {
    let t = t.split('T').next().unwrap_or(t);
    Datum::lees(t).ok().or_else(|| {
        let mut d = t.split('-');
        let (dag, maand, jaar) = (d.next()?, d.next()?, d.next()?);
        Datum::nieuw(jaar.parse().ok()?, maand.parse().ok()?, dag.parse().ok()?)
    })
}

/// `212,40`; a spreadsheet gives `212.4`.
fn bedrag(t: &str) -> Option<Cent> {
    let een_punt = t.matches('.').count() == 1 && !t.contains(',');
    let t = if een_punt { t.replace('.', ",") } else { t.to_owned() };
    Cent::lees(&t).ok()
}

/// The cells of the first sheet.
fn cellen(naam: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
    let klein = naam.to_ascii_lowercase();
    if klein.ends_with(".xlsx") || klein.ends_with(".ods") {
        let bladen = blad::lees(bytes).map_err(|_| "Dit werkblad is niet te lezen.".to_owned())?;
        return Ok(bladen.into_iter().next().map(|b| b.rijen).unwrap_or_default());
    }
    let tekst = std::str::from_utf8(bytes)
        .map_err(|_| "Dit bestand is niet te lezen. Gebruik CSV (UTF-8), XLSX of ODS.".to_owned())?;
    let tekst = tekst.trim_start_matches('\u{feff}');
    let scheiding = if tekst.lines().next().is_some_and(|r| r.contains(';')) { ';' } else { ',' };
    Ok(tekst
        .lines()
        .map(|r| r.split(scheiding).map(|c| c.trim().trim_matches('"').to_owned()).collect())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_regel_die_niet_te_lezen_is_wordt_genoemd() {
        let goed = lees(
            "cak.csv",
            b"dossier;van;tot en met;maandbedrag\n12;2026-01-01;;212,40\n13;01-02-2026;2026-02-28;\n",
        );
        let regels = goed.expect("reads").expect("no errors");
        assert_eq!((regels[0].wie.clone(), regels[0].maandbedrag), (Wie::Dossier(12), Some(Cent(21_240))));
        assert_eq!(regels[1].periode.tot(), Datum::lees("2026-03-01").ok());
        let fout = lees("cak.csv", b"bsn;van;tot en met\n123456789;2026-01-01;\n999900006;gisteren;\n;;\n");
        let zinnen = fout.expect("reads").expect_err("has errors");
        assert_eq!(zinnen.len(), 2);
        assert!(zinnen[0].starts_with("Regel 2: het burgerservicenummer"), "{zinnen:?}");
        assert!(!zinnen.concat().contains("123456789"), "never the number itself");
        for slecht in [&b""[..], b"van;tot\n", b"\xff\xfe"] {
            assert!(lees("cak.csv", slecht).expect("reads").is_err());
        }
        assert!(lees("cak.xlsx", b"geen werkblad").expect("reads").is_err());
        assert_eq!(
            (bedrag("212.4"), bedrag("1.212,40"), bedrag("veel")),
            (Some(Cent(21_240)), Some(Cent(121_240)), None)
        );
    }
}
