//! Somebody who has every edition, and knows how its figures hang together from the words above rows and columns.

use super::*;
use crate::monitor::{Code, Tijdvak};
use crate::stam::Kwartaal;
use alloc::{collections::BTreeMap, format, string::String};

/// What somebody with all editions knows.
#[derive(Default)]
pub(super) struct Lezer {
    pub(super) namen: BTreeMap<String, usize>,
    pub(super) gezien: Vec<Option<i64>>,
    pub(super) verborgen: Vec<bool>,
    pub(super) sommen: Vec<Vec<(usize, i64)>>,
}

impl Lezer {
    pub(super) fn naam(&mut self, naam: &str) -> usize {
        let nieuw = self.gezien.len();
        let nr = *self.namen.entry(naam.into()).or_insert(nieuw);
        if nr == nieuw {
            self.gezien.push(None);
            self.verborgen.push(false);
        }
        nr
    }
    pub(super) fn lees(&mut self, naam: &str, cijfer: Cijfer) -> usize {
        let nr = self.naam(naam);
        match cijfer {
            Cijfer::Getal(n) => {
                assert!(self.gezien[nr].is_none_or(|g| g == n), "{naam}: {n} and {:?}", self.gezien[nr]);
                self.gezien[nr] = Some(n);
            }
            Cijfer::Verborgen => self.verborgen[nr] = true,
            Cijfer::Geen => {}
        }
        nr
    }
    /// `delen` add up to `geheel`.
    pub(super) fn som(&mut self, delen: &[usize], geheel: usize) {
        self.sommen.push(delen.iter().map(|d| (*d, 1)).chain([(geheel, -1)]).collect());
    }

    /// A table with totals on both sides; the words at its sides name the figures.
    pub(super) fn kruis(&mut self, t: &Cijfertabel, naam: &dyn Fn(&Kop, &Kop) -> String) {
        let (breed, hoog) = (t.kolommen.len(), t.rijen.len());
        let mut nrs = Vec::new();
        for r in &t.rijen {
            for (c, k) in r.cellen.iter().zip(&t.kolommen) {
                nrs.push(self.lees(&naam(&r.kop, &k.kop), c.cijfer));
            }
        }
        for r in 0..hoog {
            self.som(&nrs[r * breed..(r + 1) * breed - 1], nrs[(r + 1) * breed - 1]);
        }
        for k in 0..breed {
            let kolom: Vec<usize> = (0..hoog - 1).map(|r| nrs[r * breed + k]).collect();
            self.som(&kolom, nrs[(hoog - 1) * breed + k]);
        }
    }
}

const BW: Kop = Kop::Waarde(Sleutel::Code(Code::BW));
const BT: Kop = Kop::Waarde(Sleutel::Code(Code::BT));
const WMO: Kop = Kop::Waarde(Sleutel::Code(Code::WMO_BEGELEIDING));

/// Name of a number of cliënten; totals of gemeenten and of forms have the same name in every table.
fn client(kwartaal: Kwartaal, code: &str, r: &Kop, k: &Kop) -> String {
    let gemeenten = code != "herkomst-verblijf";
    match (r, k) {
        (Kop::Totaal, Kop::Totaal) => format!("c {kwartaal}"),
        (Kop::Totaal, k) if code == "clienten-vorm" => format!("c {kwartaal} {k:?}"),
        (r, Kop::Totaal) if gemeenten => format!("c {kwartaal} gemeente {r:?}"),
        (r, k) => format!("c {kwartaal} {code} {r:?} {k:?}"),
    }
}

/// Reads one edition. A figure over twelve months is the sum of four quarters.
pub(super) fn lees_editie(l: &mut Lezer, kwartaal: Kwartaal, tabellen: &[Cijfertabel], tijdvak: Tijdvak) {
    let kwartalen = match tijdvak {
        Tijdvak::Kwartaal => vec![kwartaal],
        _ => core::iter::successors(Some(kwartaal), |k| Some(k.vorige())).take(4).collect(),
    };
    let lang = |l: &mut Lezer, naam: &str, cijfer: Cijfer| {
        let geheel = l.lees(&format!("{naam} {kwartaal} {}", kwartalen.len()), cijfer);
        let delen: Vec<usize> = kwartalen.iter().map(|k| l.naam(&format!("{naam} {k}"))).collect();
        l.som(&delen, geheel);
        geheel
    };
    for t in tabellen {
        match t.code {
            "clienten-verloop" => t.rijen.iter().for_each(|r| lees_verloop(l, r)),
            "clienten-kenmerk" | "clienten-vorm" | "clienten-leveringsvorm" | "herkomst-verblijf" => {
                l.kruis(t, &|r, k| client(kwartaal, t.code, r, k));
            }
            "spreiding" => {
                for r in &t.rijen {
                    let zijde = |r: &Kop, k: &Kop| client(kwartaal, "herkomst-verblijf", r, k);
                    l.lees(&zijde(&r.kop, &Kop::Totaal), r.cellen[0].cijfer);
                    l.lees(&zijde(&Kop::Totaal, &r.kop), r.cellen[1].cijfer);
                }
            }
            "terugval" => t.rijen.iter().for_each(|r| lees_stappen(l, r)),
            "verblijfsduur" => {
                let c = |k: &str| format!("c {kwartaal}{k}");
                for (r, naam) in t.rijen.iter().zip([c(&format!(" {BW:?}")), c(&format!(" {BT:?}")), c("")]) {
                    l.lees(&naam, r.cellen[0].cijfer);
                }
                lang(l, "uit", t.rijen[3].cellen[0].cijfer);
            }
            "wachtenden" => l.kruis(t, &|r, k| format!("wacht {kwartaal} {r:?} {k:?}")),
            "stromen" => t.rijen.iter().for_each(|r| lees_stroom(l, r)),
            "doorstroom" => {
                for r in &t.rijen {
                    for (c, k) in r.cellen.iter().zip(&t.kolommen).filter(|(_, k)| k.kop != r.kop) {
                        lang(l, &format!("door {:?} {:?}", r.kop, k.kop), c.cijfer);
                    }
                }
            }
            "uitstroom-reden" => {
                let mut nrs = Vec::new();
                for r in &t.rijen {
                    let naam =
                        if r.kop == Kop::Totaal { "uit".into() } else { format!("uit reden {:?}", r.kop) };
                    nrs.push(lang(l, &naam, r.cellen[0].cijfer));
                }
                let totaal = nrs.pop().expect("the total is last");
                l.som(&nrs, totaal);
            }
            "wachttijden" => {
                for r in &t.rijen {
                    lang(l, &format!("stap {:?}", r.kop), r.cellen[0].cijfer);
                }
            }
            _ => {}
        }
    }
}

fn lees_verloop(l: &mut Lezer, r: &crate::monitor::Rij) {
    let Kop::Kwartaal(k) = r.kop else { return };
    let koppen = [format!("c {k} {BW:?}"), format!("c {k} {BT:?}"), format!("c {k}")];
    let nrs: Vec<usize> = koppen.iter().zip(&r.cellen).map(|(n, c)| l.lees(n, c.cijfer)).collect();
    l.som(&nrs[..2], nrs[2]);
}

/// Steps of a quarter: all of them, and those back, by form before and after.
fn lees_stappen(l: &mut Lezer, r: &crate::monitor::Rij) {
    let Kop::Kwartaal(k) = r.kop else { return };
    let namen = ["licht", "terug", "stappen"].map(|n| format!("{n} {k}"));
    let nrs: Vec<usize> = namen.iter().zip(&r.cellen).map(|(n, c)| l.lees(n, c.cijfer)).collect();
    let vormen = [BW, BT, WMO];
    let mut door =
        |van: usize, naar: usize| l.naam(&format!("door {:?} {:?} {k}", vormen[van], vormen[naar]));
    let terug = [door(1, 0), door(2, 0), door(2, 1)];
    let licht = [door(0, 1), door(0, 2), door(1, 2)];
    l.som(&terug, nrs[1]);
    l.som(&licht, nrs[0]);
    l.som(&nrs[..2], nrs[2]);
}

fn lees_stroom(l: &mut Lezer, r: &crate::monitor::Rij) {
    let Kop::Kwartaal(k) = r.kop else { return };
    let namen = [format!("in {k} eerste"), format!("in {k} terug"), format!("in {k}"), format!("uit {k}")];
    let nrs: Vec<usize> = namen.iter().zip(&r.cellen).map(|(n, c)| l.lees(n, c.cijfer)).collect();
    let rest = l.naam(&format!("in {k} onbekend"));
    l.som(&[nrs[0], nrs[1], rest], nrs[2]);
    if let Cijfer::Getal(saldo) = r.cellen[4].cijfer {
        // The balance is shown: it is a figure that is known, and can be below zero.
        let nr = l.naam(&format!("saldo {k}"));
        l.gezien[nr] = Some(saldo);
        l.sommen.push(vec![(nrs[2], 1), (nrs[3], -1), (nr, -1)]);
    }
}

/// What holds between the quarters: stock and flow, whole and by form; and the reasons of a quarter.
pub(super) fn verbind(l: &mut Lezer) {
    let alle: Vec<String> = l.namen.keys().cloned().collect();
    let kwartalen: Vec<Kwartaal> =
        alle.iter().filter_map(|n| Kwartaal::lees(n.strip_prefix("in ")?).ok()).collect();
    let redenen: BTreeSet<String> = alle
        .iter()
        .filter_map(|n| Some(n.strip_prefix("uit reden ")?.rsplit_once(' ')?.0.into()))
        .map(|n: String| {
            n.rsplit_once(' ')
                .map_or(n.clone(), |(a, b)| if Kwartaal::lees(b).is_ok() { a.into() } else { n.clone() })
        })
        .collect();
    for k in kwartalen {
        let v = k.vorige();
        let mut n = |naam: String| l.naam(&naam);
        let (uit_k, in_k) = (n(format!("uit {k}")), n(format!("in {k}")));
        let mut sommen =
            vec![vec![(n(format!("c {v}")), 1), (in_k, 1), (uit_k, -1), (n(format!("c {k}")), -1)]];
        let mut delen = [vec![(in_k, -1)], vec![(uit_k, -1)]];
        for (vorm, ander) in [(BW, BT), (BT, BW)] {
            let (inn, uit) = (n(format!("in {k} naar {vorm:?}")), n(format!("uit {k} van {vorm:?}")));
            let door = |a: Kop, b: Kop| format!("door {a:?} {b:?} {k}");
            let stand = [(n(format!("c {v} {vorm:?}")), 1), (inn, 1), (n(door(ander, vorm)), 1)];
            let weg = [(uit, -1), (n(door(vorm, ander)), -1), (n(format!("c {k} {vorm:?}")), -1)];
            sommen.push(stand.into_iter().chain(weg).collect());
            sommen.push(vec![
                (n(door(WMO, vorm)), 1),
                (n(format!("in {k} van buiten {vorm:?}")), 1),
                (inn, -1),
            ]);
            sommen.push(vec![
                (n(door(vorm, WMO)), 1),
                (n(format!("uit {k} naar buiten {vorm:?}")), 1),
                (uit, -1),
            ]);
            delen[0].push((inn, 1));
            delen[1].push((uit, 1));
        }
        sommen.extend(delen);
        let mut reden: Vec<(usize, i64)> =
            redenen.iter().map(|r| (n(format!("uit reden {r} {k}")), 1)).collect();
        if !reden.is_empty() {
            reden.push((uit_k, -1));
            sommen.push(reden);
        }
        l.sommen.extend(sommen);
    }
}

/// Lowest and highest value of every figure that is not shown, group by group.
pub(super) fn los_op(l: &Lezer) -> BTreeMap<usize, (i64, i64)> {
    let mut groep: Vec<usize> = (0..l.gezien.len()).collect();
    fn top(groep: &mut [usize], n: usize) -> usize {
        let mut n = n;
        while groep[n] != n {
            groep[n] = groep[groep[n]];
            n = groep[n];
        }
        n
    }
    for s in &l.sommen {
        let open: Vec<usize> = s.iter().map(|t| t.0).filter(|n| l.gezien[*n].is_none()).collect();
        for p in open.windows(2) {
            let (a, b) = (top(&mut groep, p[0]), top(&mut groep, p[1]));
            groep[a] = b;
        }
    }
    let mut leden: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in (0..l.gezien.len()).filter(|n| l.gezien[*n].is_none()) {
        leden.entry(top(&mut groep, n)).or_default().push(n);
    }
    let mut uit = BTreeMap::new();
    for leden in leden.values().filter(|g| g.iter().any(|n| l.verborgen[*n])) {
        let kolom: BTreeMap<usize, usize> = leden.iter().enumerate().map(|(k, n)| (*n, k)).collect();
        let mut v = Vec::new();
        for s in &l.sommen {
            let termen: Vec<(usize, i64)> =
                s.iter().filter_map(|(n, f)| Some((*kolom.get(n)?, *f))).collect();
            if !termen.is_empty() {
                let bekend = s.iter().filter_map(|(n, f)| Some(l.gezien[*n]? * f)).sum::<i64>();
                v.push(Vergelijking { termen, som: -bekend });
            }
        }
        let mut stelsel = Stelsel::nieuw(leden.len(), &v).expect("the truth is a solution");
        for (k, n) in leden.iter().enumerate().filter(|(_, n)| l.verborgen[**n]) {
            uit.insert(*n, stelsel.grenzen(k, |_| false).expect("small numbers"));
        }
    }
    uit
}
