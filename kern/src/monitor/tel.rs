//! From cases to figures: group, count, add up, take the median.

use super::{
    codes::Sleutel,
    feiten::Feiten,
    geval::{Geval, gevallen},
    maat::{Maat, Splitsing, Tijdvak},
};
use crate::stam::{DossierId, Peil};
use alloc::vec::Vec;

/// The most sides a figure can be split by at once.
pub const SPLITSINGEN_MAX: usize = 6;

/// What is asked of the monitor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Vraag {
    /// What is counted.
    pub maat: Maat,
    /// Over which stretch of time, for a maat that has one.
    pub tijdvak: Tijdvak,
    /// By what it is split; at most [`SPLITSINGEN_MAX`], what comes after is left out.
    pub splitsingen: Vec<Splitsing>,
    /// Only the cases with these values.
    pub filter: Vec<(Splitsing, Sleutel)>,
}

impl Vraag {
    /// The figure as a whole, over the quarter of the peildatum.
    pub fn nieuw(maat: Maat) -> Vraag {
        Vraag { maat, tijdvak: Tijdvak::Kwartaal, splitsingen: Vec::new(), filter: Vec::new() }
    }
    /// The same over another stretch of time.
    #[must_use]
    pub fn over(self, tijdvak: Tijdvak) -> Vraag {
        Vraag { tijdvak, ..self }
    }
    /// The same, split.
    #[must_use]
    pub fn per(self, splitsingen: &[Splitsing]) -> Vraag {
        Vraag { splitsingen: splitsingen.to_vec(), ..self }
    }
    /// The same, only where a split has a value.
    #[must_use]
    pub fn waar(mut self, splitsing: Splitsing, sleutel: Sleutel) -> Vraag {
        self.filter.push((splitsing, sleutel));
        self
    }
}

/// What of an [`Uitkomst`] is looked at, beside the number and the sum; what is not asked may be left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Nodig {
    /// Number of different dossiers, and the largest of them.
    pub personen: bool,
    /// Median and nine tenths.
    pub rang: bool,
}

impl Nodig {
    /// Everything.
    pub const ALLES: Nodig = Nodig { personen: true, rang: true };
}

/// What was counted for one group of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uitkomst {
    /// Number of cases.
    pub aantal: i64,
    /// Number of different dossiers among them.
    pub personen: i64,
    /// Sum of the values: days or cents.
    pub som: i64,
    /// Value that at least half of the cases do not exceed; `None` without cases.
    pub mediaan: Option<i64>,
    /// Value that at least nine tenths of the cases do not exceed; `None` without cases.
    pub p90: Option<i64>,
    /// Largest sum of one dossier, without sign.
    pub grootste: i64,
}

/// One figure with its place in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// One value for every split of the question, in the same order.
    pub sleutels: Vec<Sleutel>,
    /// What was counted.
    pub uitkomst: Uitkomst,
}

/// Counts what is asked, as it was on the day and as it was known after the act of the peil. Groups without cases are
/// left out; a question that is not split gives exactly one figure. Order: [`Sleutel::volgorde`].
pub fn tel(feiten: &Feiten, peil: Peil, vraag: &Vraag) -> Vec<Telling> {
    let lijst = achter(feiten, peil, vraag);
    let mut uit = groepeer(feiten, peil, &lijst, &vraag.splitsingen);
    if uit.is_empty() && vraag.splitsingen.is_empty() {
        uit.push(Telling { sleutels: Vec::new(), uitkomst: Uitkomst::default() });
    }
    uit
}

/// The cases behind a figure.
pub fn achter(feiten: &Feiten, peil: Peil, vraag: &Vraag) -> Vec<Geval> {
    let mut lijst = gevallen(feiten, peil, vraag.maat, vraag.tijdvak.periode(peil));
    lijst.retain(|g| vraag.filter.iter().all(|(s, waarde)| g.sleutel(feiten, peil, *s) == *waarde));
    lijst
}

/// Groups cases that were found before.
pub fn groepeer(feiten: &Feiten, peil: Peil, lijst: &[Geval], splitsingen: &[Splitsing]) -> Vec<Telling> {
    let n = splitsingen.len().min(SPLITSINGEN_MAX);
    let rijen: Vec<Sleutelrij> = lijst
        .iter()
        .map(|g| {
            let mut sleutels = [Sleutel::Onbekend; SPLITSINGEN_MAX];
            for (plek, s) in sleutels.iter_mut().zip(splitsingen) {
                *plek = g.sleutel(feiten, peil, *s);
            }
            (sleutels, g.dossier, g.waarde)
        })
        .collect();
    let mut uit = groepeer_rijen(rijen, n);
    uit.sort_by_cached_key(|t| t.sleutels.iter().map(|s| s.volgorde(&feiten.codes)).collect::<Vec<_>>());
    uit
}

/// What is counted once: its values, its dossier and its value.
type Sleutelrij = ([Sleutel; SPLITSINGEN_MAX], DossierId, i64);

/// Counts rows that have the same values, of which the first `zijden` matter. In no order.
fn groepeer_rijen(mut rijen: Vec<Sleutelrij>, zijden: usize) -> Vec<Telling> {
    rijen.sort_unstable();
    rijen
        .chunk_by(|a, b| a.0 == b.0)
        .map(|groep| Telling { sleutels: groep[0].0[..zijden].to_vec(), uitkomst: uitkomst(groep) })
        .collect()
}

fn uitkomst(groep: &[Sleutelrij]) -> Uitkomst {
    let mut waarden: Vec<i64> = groep.iter().map(|r| r.2).collect();
    let per_dossier = || groep.chunk_by(|a, b| a.1 == b.1);
    Uitkomst {
        aantal: i64::try_from(groep.len()).unwrap_or(i64::MAX),
        personen: i64::try_from(per_dossier().count()).unwrap_or(i64::MAX),
        som: waarden.iter().sum(),
        mediaan: rang(&mut waarden, 1, 2),
        p90: rang(&mut waarden, 9, 10),
        grootste: per_dossier().map(|d| d.iter().map(|r| r.2).sum::<i64>().abs()).max().unwrap_or(0),
    }
}

/// Nearest rank: the smallest value that at least `teller/noemer` of the values do not exceed. Moves the values.
pub(super) fn rang(waarden: &mut [i64], teller: usize, noemer: usize) -> Option<i64> {
    let plek = (waarden.len() * teller).div_ceil(noemer).checked_sub(1)?;
    let plek = Some(plek).filter(|p| *p < waarden.len())?;
    Some(*waarden.select_nth_unstable(plek).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mediaan_en_p90_zijn_echte_waarden_uit_de_rij() {
        for (rij, mediaan, p90) in [
            (&[][..], None, None),
            (&[7], Some(7), Some(7)),
            (&[1, 9], Some(1), Some(9)),
            (&[1, 2, 3], Some(2), Some(3)),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Some(5), Some(9)),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], Some(6), Some(10)),
        ] {
            let mut omgekeerd: Vec<i64> = rij.iter().rev().copied().collect();
            let gevonden = (rang(&mut omgekeerd, 1, 2), rang(&mut omgekeerd, 9, 10));
            assert_eq!(gevonden, (mediaan, p90), "{rij:?}");
        }
    }
}
