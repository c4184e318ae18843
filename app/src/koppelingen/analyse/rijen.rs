//! The rows of a table of the star, read from either database.

use super::{
    pseudoniem::Pseudoniemsleutel,
    ster::{Bron, Soort, Tabel},
};
use crate::huis::{
    Fout,
    opslag::{Col, Leest, Rij, v},
};
use kern::stam::{Datum, JournaalNr};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cel {
    /// None.
    Leeg,
    /// Number, cents or days.
    Getal(i64),
    /// Code, name or pseudonym.
    Tekst(String),
    /// Day.
    Dag(Datum),
}

impl Cel {
    fn uit<T: Col>(rij: &Rij, i: usize, maak: impl Fn(T) -> Cel) -> Result<Cel, Fout> {
        Ok(T::uit(rij, i)?.map_or(Cel::Leeg, maak))
    }
}

/// All rows of a table as known after an act, keys as pseudonyms.
pub async fn rijen(
    db: &impl Leest,
    tabel: &Tabel,
    bekend: JournaalNr,
    sleutel: &Pseudoniemsleutel,
) -> Result<Vec<Vec<Cel>>, Fout> {
    let sql = match tabel.bron {
        Bron::Vast(maak) => return Ok(maak()),
        Bron::Vraag(sql) => sql,
    };
    db.rijen(sql, &[v(&bekend)]).await?.iter().map(|r| rij(tabel, r, sleutel)).collect()
}

fn rij(tabel: &Tabel, r: &Rij, sleutel: &Pseudoniemsleutel) -> Result<Vec<Cel>, Fout> {
    let mut uit = Vec::with_capacity(tabel.kolommen.len());
    for (i, k) in tabel.gevraagd().enumerate() {
        let cel = match k.soort {
            Soort::Sleutel(soort) => Cel::uit::<i64>(r, i, |n| Cel::Tekst(sleutel.van_sleutel(soort, n)))?,
            Soort::Getal | Soort::Bedrag => Cel::uit::<i64>(r, i, Cel::Getal)?,
            Soort::Tekst => Cel::uit::<String>(r, i, Cel::Tekst)?,
            Soort::Dag => Cel::uit::<Datum>(r, i, Cel::Dag)?,
            Soort::Dagen(..) => Cel::Leeg,
        };
        if cel == Cel::Leeg && !k.leeg {
            return Err(Fout::nieuw(format!("{}.{} is leeg", tabel.naam, k.naam)));
        }
        uit.push(cel);
    }
    for k in tabel.kolommen {
        if let Soort::Dagen(van, tot) = k.soort {
            let dag = |naam| match tabel.plek(naam).and_then(|p| uit.get(p)) {
                Some(Cel::Dag(d)) => Some(*d),
                _ => None,
            };
            uit.push(dag(van).zip(dag(tot)).map_or(Cel::Leeg, |(v, t)| Cel::Getal(v.dagen_tot(t).max(0))));
        }
    }
    Ok(uit)
}
