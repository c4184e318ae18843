//! A table with totals, seen by somebody who wants to solve its hidden cells.
//!
//! Every row and every column sums to its total. With the sign of totals turned round, every row and every column
//! sums to zero: the table is a circulation in a network whose nodes are the rows and the columns and whose edges are
//! the cells. How far a hidden cell can move while all published cells stay the same is then a maximum flow, so the
//! bounds below are exact, not an estimate. (The model is that of Cox 1980 and Kelly, Golden and Assad 1992.)

use alloc::{collections::VecDeque, vec, vec::Vec};

/// Without bound.
pub(super) const ONEINDIG: i64 = i64::MAX / 4;

/// A table with totals in its last row and its last column; a side with one line only has no total.
#[derive(Debug, Clone)]
pub struct Rooster {
    rijen: usize,
    kolommen: usize,
    waarden: Vec<i64>,
}

/// Which way a value moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kant {
    Omhoog,
    Omlaag,
}

/// Flow pushed through each cell so far, in the sense of the network.
pub(super) struct Stroom(Vec<i64>);

impl Rooster {
    /// A table of `rijen × kolommen` values row by row, totals included. `None` when the number of values or a sum is
    /// not right, or a value is negative.
    pub fn nieuw(rijen: usize, kolommen: usize, waarden: Vec<i64>) -> Option<Rooster> {
        let r = Rooster { rijen, kolommen, waarden };
        let vorm = r.waarden.len() == rijen * kolommen && rijen > 0 && kolommen > 0;
        (vorm && r.waarden.iter().all(|w| (0..ONEINDIG).contains(w)) && r.klopt()).then_some(r)
    }

    fn klopt(&self) -> bool {
        let teken = |i: usize| self.teken(i);
        let rij = |r: usize| {
            (0..self.kolommen)
                .map(|k| teken(r * self.kolommen + k) * self.waarden[r * self.kolommen + k])
                .sum::<i64>()
        };
        let kolom = |k: usize| {
            (0..self.rijen)
                .map(|r| teken(r * self.kolommen + k) * self.waarden[r * self.kolommen + k])
                .sum::<i64>()
        };
        (self.kolommen == 1 || (0..self.rijen).all(|r| rij(r) == 0))
            && (self.rijen == 1 || (0..self.kolommen).all(|k| kolom(k) == 0))
    }

    /// Number of rows, total included.
    pub fn rijen(&self) -> usize {
        self.rijen
    }
    /// Number of columns, total included.
    pub fn kolommen(&self) -> usize {
        self.kolommen
    }
    /// The values, row by row.
    pub fn waarden(&self) -> &[i64] {
        &self.waarden
    }
    /// Whether a cell is a total.
    pub fn is_totaal(&self, cel: usize) -> bool {
        self.totaalrij(cel) || self.totaalkolom(cel)
    }
    fn totaalrij(&self, cel: usize) -> bool {
        self.rijen > 1 && cel / self.kolommen == self.rijen - 1
    }
    fn totaalkolom(&self, cel: usize) -> bool {
        self.kolommen > 1 && cel % self.kolommen == self.kolommen - 1
    }
    /// +1 for cells that are added up, -1 for the totals of one side, +1 again for the total of totals.
    fn teken(&self, cel: usize) -> i64 {
        let min = |b: bool| if b { -1 } else { 1 };
        min(self.totaalrij(cel)) * min(self.totaalkolom(cel))
    }

    // Nodes: one per row that sums, one per column that sums. A side that does not sum has a single node, whose balance
    // follows from that of the others.
    fn rijknoop(&self, cel: usize) -> usize {
        if self.kolommen == 1 { 0 } else { cel / self.kolommen }
    }
    fn kolomknoop(&self, cel: usize) -> usize {
        self.rijen + if self.rijen == 1 { 0 } else { cel % self.kolommen }
    }
    fn knopen(&self) -> usize {
        self.rijen + self.kolommen
    }

    /// From which node to which other flow runs when the value of the cell moves this way, and how far it can.
    fn boog(&self, cel: usize, kant: Kant) -> (usize, usize, i64) {
        let (r, k) = (self.rijknoop(cel), self.kolomknoop(cel));
        let ruimte = match kant {
            Kant::Omhoog => ONEINDIG,
            Kant::Omlaag => self.waarden[cel],
        };
        if (kant == Kant::Omhoog) == (self.teken(cel) > 0) { (r, k, ruimte) } else { (k, r, ruimte) }
    }

    /// No flow yet.
    pub(super) fn begin(&self) -> Stroom {
        Stroom(vec![0; self.waarden.len()])
    }

    /// Lowest and highest value that a hidden cell can have, for who knows all cells that are not hidden.
    pub fn grenzen(&self, verborgen: &[bool], cel: usize) -> (i64, i64) {
        let ver = |kant| {
            let mut stroom = self.begin();
            let open = |c: usize| verborgen[c].then_some(0);
            let mut totaal = 0;
            while totaal < ONEINDIG {
                let meer = self.verleg(&mut stroom, cel, kant, ONEINDIG, &open);
                if meer.is_empty() {
                    break;
                }
                totaal += meer.iter().map(|(_, d)| *d).next().unwrap_or(0);
            }
            totaal.min(ONEINDIG)
        };
        let x = self.waarden[cel];
        (x - ver(Kant::Omlaag).min(x), x.saturating_add(ver(Kant::Omhoog)))
    }

    /// Moves the value of `cel` once, along the cheapest way in which other cells can make up for it; `kosten` gives
    /// the price of moving a cell, or `None` when it may not move. Gives the cells on the way with the amount moved;
    /// empty when there is no way. Flow pushed before is taken into account.
    pub(super) fn verleg(
        &self,
        stroom: &mut Stroom,
        cel: usize,
        kant: Kant,
        hoogstens: i64,
        kosten: &dyn Fn(usize) -> Option<i64>,
    ) -> Vec<(usize, i64)> {
        let (begin, eind, _) = self.boog(cel, kant);
        // The cell itself carries flow begin -> eind; the others must bring it back eind -> begin.
        let mut prijs = vec![i64::MAX; self.knopen()];
        let mut via: Vec<Option<(usize, Kant)>> = vec![None; self.knopen()];
        prijs[eind] = 0;
        let mut wachtrij = VecDeque::from([eind]);
        while let Some(knoop) = wachtrij.pop_front() {
            for c in (0..self.waarden.len()).filter(|c| *c != cel) {
                let Some(k) = kosten(c) else { continue };
                for kant in [Kant::Omhoog, Kant::Omlaag] {
                    let (van, naar, _) = self.boog(c, kant);
                    let nieuw = prijs[knoop].saturating_add(k);
                    if van == knoop && self.rest(stroom, c, kant) > 0 && nieuw < prijs[naar] && naar != eind {
                        prijs[naar] = nieuw;
                        via[naar] = Some((c, kant));
                        wachtrij.push_back(naar);
                    }
                }
            }
        }
        self.loop_terug(stroom, begin, eind, hoogstens, &via)
    }

    /// How far a cell can still move this way, given the flow.
    fn rest(&self, stroom: &Stroom, cel: usize, kant: Kant) -> i64 {
        let teken = if kant == Kant::Omhoog { 1 } else { -1 };
        self.boog(cel, kant).2.saturating_sub(teken * stroom.0[cel]).min(ONEINDIG)
    }

    fn loop_terug(
        &self,
        stroom: &mut Stroom,
        begin: usize,
        eind: usize,
        hoogstens: i64,
        via: &[Option<(usize, Kant)>],
    ) -> Vec<(usize, i64)> {
        let mut weg = Vec::new();
        let mut knoop = begin;
        while knoop != eind {
            let Some((c, kant)) = via[knoop] else { return Vec::new() };
            weg.push((c, kant));
            knoop = self.boog(c, kant).0;
        }
        let smalst =
            weg.iter().map(|(c, kant)| self.rest(stroom, *c, *kant)).min().unwrap_or(0).min(hoogstens);
        for (c, kant) in &weg {
            stroom.0[*c] += if *kant == Kant::Omhoog { smalst } else { -smalst };
        }
        weg.into_iter().map(|(c, _)| (c, smalst)).collect()
    }
}
