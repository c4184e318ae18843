//! Answers of the monitor that were given before: what an act changes is added to them, the rest is not counted again.

use kern::monitor::{Geheugen, Gekozen, Gevraagd, Telling, kolommen::Keuze};
use kern::stam::JournaalNr;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Groups that are kept in all answers together, about 130 bytes each.
const GROEPEN_MAX: usize = 200_000;
/// Rows that are kept in all choices together, 6 bytes each.
const RIJEN_MAX: usize = 8_000_000;
/// Moments of knowing of which the answer to one question is kept.
const MOMENTEN_MAX: usize = 3;

/// What was found in the columns of one image. It goes with those columns: other columns, another memory.
#[derive(Debug, Default)]
pub struct Onthouden {
    antwoorden: Mutex<Lade<Gevraagd, JournaalNr, Arc<[Telling]>>>,
    keuzes: Mutex<Lade<Gekozen, u32, Arc<Keuze>>>,
}

/// What was kept per question, the newest moment of knowing first.
#[derive(Debug)]
struct Lade<V, N, A> {
    alles: HashMap<V, Vec<(N, A)>>,
    grootte: usize,
}

impl<V, N, A> Default for Lade<V, N, A> {
    fn default() -> Lade<V, N, A> {
        Lade { alles: HashMap::new(), grootte: 0 }
    }
}

impl<V: Hash + Eq, N: Ord + Copy, A: Clone> Lade<V, N, A> {
    fn vind(&self, vraag: &V, hoogstens: N) -> Option<(N, A)> {
        self.alles.get(vraag)?.iter().find(|(nr, _)| *nr <= hoogstens).cloned()
    }

    /// Keeps an answer. When all of them together grow too large, everything is forgotten: it is found again when it is asked.
    fn bewaar(&mut self, vraag: V, nr: N, antwoord: A, (grootte, van): (usize, fn(&A) -> usize), max: usize) {
        if self.grootte + grootte > max {
            self.alles.clear();
            self.grootte = 0;
        }
        let rij = self.alles.entry(vraag).or_default();
        if rij.iter().any(|(n, _)| *n == nr) {
            return;
        }
        let plek = rij.iter().position(|(n, _)| *n < nr).unwrap_or(rij.len());
        rij.insert(plek, (nr, antwoord));
        self.grootte += grootte;
        if rij.len() > MOMENTEN_MAX {
            let weg = rij.pop().map_or(0, |(_, a)| van(&a));
            self.grootte = self.grootte.saturating_sub(weg);
        }
    }
}

/// A panic while the drawer was open leaves it as it was: every change is one step.
fn open<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

fn groepen(a: &Arc<[Telling]>) -> usize {
    a.len() + 1
}

fn rijen(k: &Arc<Keuze>) -> usize {
    k.aantal() + 1
}

impl Geheugen for Onthouden {
    fn vind(&self, wat: &Gevraagd) -> Option<(JournaalNr, Arc<[Telling]>)> {
        let vraag = Gevraagd { bekend: JournaalNr(0), ..wat.clone() };
        open(&self.antwoorden).vind(&vraag, wat.bekend)
    }

    fn bewaar(&self, wat: Gevraagd, antwoord: &Arc<[Telling]>) {
        let nr = wat.bekend;
        let vraag = Gevraagd { bekend: JournaalNr(0), ..wat };
        let grootte = (groepen(antwoord), groepen as fn(&_) -> _);
        open(&self.antwoorden).bewaar(vraag, nr, Arc::clone(antwoord), grootte, GROEPEN_MAX);
    }

    fn vind_keuze(&self, wat: &Gekozen) -> Option<(u32, Arc<Keuze>)> {
        open(&self.keuzes).vind(&Gekozen { bekend: 0, ..*wat }, wat.bekend)
    }

    fn bewaar_keuze(&self, wat: Gekozen, keuze: &Arc<Keuze>) {
        let grootte = (rijen(keuze), rijen as fn(&_) -> _);
        let vraag = Gekozen { bekend: 0, ..wat };
        open(&self.keuzes).bewaar(vraag, wat.bekend, Arc::clone(keuze), grootte, RIJEN_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn het_nieuwste_dat_niet_te_nieuw_is_wordt_gevonden_en_het_oudste_vergeten() {
        let mut l: Lade<&str, u32, usize> = Lade::default();
        let een = (1, (|_| 1) as fn(&usize) -> usize);
        for nr in [4, 2, 8] {
            l.bewaar("vraag", nr, 10 * nr as usize, een, 100);
        }
        assert_eq!(
            (l.vind(&"vraag", 1), l.vind(&"vraag", 5), l.vind(&"vraag", 9)),
            (None, Some((4, 40)), Some((8, 80)))
        );
        l.bewaar("vraag", 9, 90, een, 100);
        assert_eq!((l.vind(&"vraag", 3), l.grootte), (None, 3), "three moments of one question are kept");
        l.bewaar("ander", 1, 7, (99, een.1), 100);
        assert_eq!(
            (l.vind(&"vraag", 9), l.vind(&"ander", 1)),
            (None, Some((1, 7))),
            "too much: everything anew"
        );
    }
}
