//! All versions of one register, in small pieces, so that one new version moves little.

use super::feiten::Feit;
use crate::stam::{DossierId, JournaalNr};
use alloc::{vec, vec::Vec};

/// A piece is split when it has this many versions; all versions of one dossier stay in one piece.
const STUK: usize = 1024;

/// All versions of one register, in order of dossier, key and version.
#[derive(Debug, Clone)]
pub struct Register<T> {
    stukken: Vec<Vec<T>>,
    aangeraakt: Vec<DossierId>,
}

impl<T> Default for Register<T> {
    fn default() -> Register<T> {
        Register { stukken: Vec::new(), aangeraakt: Vec::new() }
    }
}

fn sleutel<T: Feit>(r: &T) -> (DossierId, i64, JournaalNr) {
    (r.dossier(), r.id(), r.formeel().vanaf)
}

impl<T: Feit> Register<T> {
    /// Takes up versions in any order. A version that was there already (now closed, perhaps) is replaced, so that
    /// a register can be kept up to date with only what changed since an act.
    pub fn neem_op(&mut self, rijen: impl IntoIterator<Item = T>) {
        let rijen: Vec<T> = rijen.into_iter().collect();
        self.aangeraakt.extend(rijen.iter().map(Feit::dossier));
        let staat: usize = self.stukken.iter().map(Vec::len).sum();
        if rijen.len() * 16 < staat {
            rijen.into_iter().for_each(|r| self.voeg_in(r));
        } else {
            self.herbouw(rijen);
        }
    }

    fn herbouw(&mut self, rijen: Vec<T>) {
        let mut alle: Vec<T> = core::mem::take(&mut self.stukken).into_iter().flatten().collect();
        alle.extend(rijen);
        alle.sort_by_key(sleutel); // stable: of two equal versions the newer comes last
        for r in alle {
            let vol = self.stukken.last().is_none_or(|s| {
                s.len() >= STUK / 2 && s.last().is_none_or(|v: &T| v.dossier() != r.dossier())
            });
            if vol {
                self.stukken.push(Vec::new());
            }
            if let Some(s) = self.stukken.last_mut() {
                if s.last().is_some_and(|v| sleutel(v) == sleutel(&r)) {
                    s.pop();
                }
                s.push(r);
            }
        }
    }

    /// The piece that a dossier is in, or belongs in.
    fn stuk(&self, dossier: DossierId) -> Option<usize> {
        let na = self.stukken.partition_point(|s| s.first().is_some_and(|r| r.dossier() <= dossier));
        (!self.stukken.is_empty()).then(|| na.saturating_sub(1))
    }

    fn voeg_in(&mut self, r: T) {
        let Some(nr) = self.stuk(r.dossier()) else {
            self.stukken.push(vec![r]);
            return;
        };
        let stuk = &mut self.stukken[nr];
        let plek = stuk.partition_point(|v| sleutel(v) < sleutel(&r));
        match stuk.get_mut(plek).filter(|v| sleutel(*v) == sleutel(&r)) {
            Some(v) => *v = r,
            None => stuk.insert(plek, r),
        }
        if stuk.len() >= STUK {
            let midden = stuk[stuk.len() / 2].dossier();
            let begin = stuk.partition_point(|v| v.dossier() < midden);
            if begin > 0 {
                let rest = stuk.split_off(begin);
                self.stukken.insert(nr + 1, rest);
            }
        }
    }

    /// All versions.
    pub fn rijen(&self) -> impl Iterator<Item = &T> {
        self.stukken.iter().flatten()
    }
    /// All versions of one dossier.
    pub fn van(&self, dossier: DossierId) -> &[T] {
        let stuk = self.stuk(dossier).map_or(&[][..], |s| &self.stukken[s]);
        let begin = stuk.partition_point(|r| r.dossier() < dossier);
        let aantal = stuk[begin..].partition_point(|r| r.dossier() == dossier);
        &stuk[begin..begin + aantal]
    }
    /// What was known of one dossier after an act.
    pub fn bekend(&self, dossier: DossierId, bekend: JournaalNr) -> impl Iterator<Item = &T> {
        self.van(dossier).iter().filter(move |r| r.formeel().bekend(bekend))
    }
    /// The versions per dossier, in order.
    pub fn per_dossier(&self) -> impl Iterator<Item = &[T]> {
        self.stukken.iter().flat_map(|s| s.chunk_by(|a, b| a.dossier() == b.dossier()))
    }
    /// The dossiers of which versions came in since this was asked before.
    pub(super) fn aangeraakt(&mut self) -> Vec<DossierId> {
        core::mem::take(&mut self.aangeraakt)
    }
}

impl<T: Feit + Clone> Register<T> {
    /// Holds the versions of one dossier and nothing else.
    pub(super) fn neem_deel(&mut self, rijen: &[T]) {
        match self.stukken.first_mut().filter(|_| !rijen.is_empty()) {
            Some(stuk) => {
                stuk.clear();
                stuk.extend_from_slice(rijen);
            }
            None => {
                self.stukken.clear();
                if !rijen.is_empty() {
                    self.stukken.push(rijen.to_vec());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::feiten::{Formeel, MeldingFeit};
    use super::*;
    use crate::stam::Datum;

    fn melding(dossier: i64, id: i64, vanaf: i64, tot: Option<i64>) -> MeldingFeit {
        MeldingFeit {
            dossier: DossierId(dossier),
            melding_id: id,
            ontvangen_op: Datum::nieuw(2026, 1, 1).expect("test date"),
            herindicatie: false,
            formeel: Formeel { vanaf: JournaalNr(vanaf), tot: tot.map(JournaalNr) },
        }
    }

    #[test]
    fn een_register_vervangt_een_versie_die_later_gesloten_is() {
        let mut r = Register::default();
        r.neem_op([melding(2, 20, 5, None), melding(1, 10, 1, None), melding(2, 21, 6, None)]);
        r.neem_op([melding(2, 20, 5, Some(9)), melding(2, 20, 9, None)]);
        assert_eq!(r.rijen().count(), 4);
        let ids = |nr| {
            r.bekend(DossierId(2), JournaalNr(nr))
                .map(|m| (m.melding_id, m.formeel.vanaf.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(8), [(20, 5), (21, 6)]);
        assert_eq!(ids(9), [(20, 9), (21, 6)]);
        assert_eq!(ids(4), []);
        assert_eq!(r.van(DossierId(3)).len(), 0);
        assert_eq!(r.per_dossier().count(), 2);
    }

    #[test]
    fn een_voor_een_of_alles_tegelijk_geeft_hetzelfde_register() {
        let rijen = |n: i64| (0..n).map(|i| melding(i * 7919 % 613, i % 11, i % 5, None)).collect::<Vec<_>>();
        let (mut een, mut alle) = (Register::default(), Register::default());
        alle.neem_op(rijen(6_000));
        een.neem_op(rijen(40));
        rijen(6_000).into_iter().for_each(|r| een.neem_op([r]));
        assert!(een.rijen().eq(alle.rijen()) && een.rijen().is_sorted_by_key(sleutel));
        assert!(een.stukken.len() > 1, "the test must split");
        for d in 0..613 {
            assert_eq!(een.van(DossierId(d)), alle.van(DossierId(d)));
        }
        assert_eq!(een.per_dossier().count(), 613);
        assert_eq!(een.aangeraakt().len(), 6_040);
        assert_eq!(een.aangeraakt(), []);
    }
}
