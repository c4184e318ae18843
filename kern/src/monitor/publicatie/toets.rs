//! An attack on a row of editions. The reader below sees the published tables only, knows how their figures hang together from the
//! words above rows and columns, and solves for every hidden figure. Only the arithmetic is shared with what protects them.

extern crate std;
use super::toets_regio::regio;
use super::*;
use crate::monitor::{Blik, Code, Tabelnaam, Tijdvak, tabel};
use crate::stam::{Datum, JournaalNr, Kwartaal, Peil};
use alloc::{collections::BTreeMap, format, string::String};
use proptest::prelude::*;

const BESTUUR: Profiel =
    Profiel { drempel: 5, afronding: 1, overheersing_promille: 500, marge_promille: 200 };
/// The profile for everybody, for a reader who somehow knows the figures before they were rounded: that reader knows more.
const OPENBAAR: Profiel = Profiel { drempel: 10, ..BESTUUR };
const EDITIES: usize = 5;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

/// The published editions of successive quarters.
fn edities(
    f: &Feiten,
    profiel: &Profiel,
    tijdvak: Tijdvak,
    samen: bool,
) -> Vec<(Kwartaal, Vec<Cijfertabel>)> {
    let k = Kolommen::bouw(f, JournaalNr(1));
    let mut kwartaal = Kwartaal::van_dag(d("2025-01-01"));
    let mut uit: Vec<(Kwartaal, Vec<Cijfertabel>)> = Vec::new();
    for _ in 0..EDITIES {
        let op = kwartaal.periode().tot_en_met().expect("a quarter ends");
        let blik =
            Blik { feiten: f, peil: Peil::op(op).bekend(JournaalNr(1)), profiel: Some(profiel), filter: &[] };
        let nieuw: Vec<Cijfertabel> = Tabelnaam::ALLE.iter().map(|n| tabel(&blik, *n, tijdvak)).collect();
        if !samen {
            uit.push((kwartaal, nieuw));
            kwartaal = kwartaal.volgende();
            continue;
        }
        let eerder: Vec<&[Cijfertabel]> = uit.iter().map(|(_, t)| t.as_slice()).collect();
        let (tabellen, lekken) = publiceer(f, &k, profiel, nieuw, &eerder);
        assert_eq!(lekken, [], "edition of {kwartaal}");
        uit.push((kwartaal, tabellen));
        kwartaal = kwartaal.volgende();
    }
    let alle: Vec<&[Cijfertabel]> = uit.iter().map(|(_, t)| t.as_slice()).collect();
    assert!(!samen || super::lekken(f, &k, profiel, &alle).is_empty(), "all editions together");
    uit
}

/// What somebody with all editions knows.
#[derive(Default)]
struct Lezer {
    namen: BTreeMap<String, usize>,
    gezien: Vec<Option<i64>>,
    verborgen: Vec<bool>,
    sommen: Vec<Vec<(usize, i64)>>,
}

impl Lezer {
    fn naam(&mut self, naam: &str) -> usize {
        let nieuw = self.gezien.len();
        let nr = *self.namen.entry(naam.into()).or_insert(nieuw);
        if nr == nieuw {
            self.gezien.push(None);
            self.verborgen.push(false);
        }
        nr
    }
    fn lees(&mut self, naam: &str, cijfer: Cijfer) -> usize {
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
    fn som(&mut self, delen: &[usize], geheel: usize) {
        self.sommen.push(delen.iter().map(|d| (*d, 1)).chain([(geheel, -1)]).collect());
    }

    /// A table with totals on both sides; the words at its sides name the figures.
    fn kruis(&mut self, t: &Cijfertabel, naam: &dyn Fn(&Kop, &Kop) -> String) {
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
fn lees_editie(l: &mut Lezer, kwartaal: Kwartaal, tabellen: &[Cijfertabel], tijdvak: Tijdvak) {
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
            "clienten-verloop" => {
                for r in &t.rijen {
                    let Kop::Kwartaal(k) = r.kop else { continue };
                    let koppen = [format!("c {k} {BW:?}"), format!("c {k} {BT:?}"), format!("c {k}")];
                    let nrs: Vec<usize> =
                        koppen.iter().zip(&r.cellen).map(|(n, c)| l.lees(n, c.cijfer)).collect();
                    l.som(&nrs[..2], nrs[2]);
                }
            }
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
fn verbind(l: &mut Lezer) {
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
fn los_op(l: &Lezer) -> BTreeMap<usize, (i64, i64)> {
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

/// What the reader of these editions can say about every hidden figure: name, bounds.
fn lees_alles(edities: &[(Kwartaal, Vec<Cijfertabel>)], tijdvak: Tijdvak) -> Vec<(String, (i64, i64))> {
    let mut l = Lezer::default();
    edities.iter().for_each(|(k, t)| lees_editie(&mut l, *k, t, tijdvak));
    verbind(&mut l);
    let namen: BTreeMap<usize, &String> = l.namen.iter().map(|(naam, nr)| (*nr, naam)).collect();
    for (n, naam) in &namen {
        assert!(
            !l.verborgen[*n] || l.gezien[*n].is_none(),
            "{naam} is hidden in one place and shown in another"
        );
    }
    los_op(&l).into_iter().map(|(n, grenzen)| (namen[&n].clone(), grenzen)).collect()
}

fn val_aan(f: &Feiten, profiel: &Profiel, tijdvak: Tijdvak) -> usize {
    let alles = lees_alles(&edities(f, profiel, tijdvak, true), tijdvak);
    let mut waar = Lezer::default();
    for (k, t) in edities(f, &Profiel::INTERN, tijdvak, true) {
        lees_editie(&mut waar, k, &t, tijdvak);
    }
    for (naam, (laag, hoog)) in &alles {
        let echt = waar.gezien[waar.namen[naam]].expect("nothing is hidden here");
        assert!(
            (*laag..=*hoog).contains(&echt),
            "the reader is wrong: {naam} is {echt}, not {laag} to {hoog}"
        );
        assert!(hoog - laag >= profiel.drempel, "{naam} lies between {laag} and {hoog}");
    }
    alles.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn wie_alle_edities_heeft_rekent_niets_verborgens_uit(seed: u64, clienten in 20i64..300, kwartaal: bool) {
        let f = regio(seed, clienten);
        let tijdvak = if kwartaal { Tijdvak::Kwartaal } else { Tijdvak::TwaalfMaanden };
        val_aan(&f, &BESTUUR, tijdvak);
        val_aan(&f, &OPENBAAR, tijdvak);
    }
}

/// The attack has teeth: of tables that are each safe by themselves it takes some apart, and hides nothing where nothing is hidden.
#[test]
fn elke_tabel_apart_beschermen_is_niet_genoeg() {
    let mut nauw = 0;
    for seed in 0..12 {
        let f = regio(seed, 150);
        let alles = match std::panic::catch_unwind(|| {
            lees_alles(&edities(&f, &BESTUUR, Tijdvak::TwaalfMaanden, false), Tijdvak::TwaalfMaanden)
        }) {
            Ok(alles) => alles,
            Err(_) => continue, // hidden in one table and shown in another
        };
        nauw += alles.iter().filter(|(_, (laag, hoog))| hoog - laag < 5).count();
    }
    assert!(nauw > 0, "no hidden figure was found out");
    let f = regio(1, 150);
    let open = lees_alles(&edities(&f, &Profiel::INTERN, Tijdvak::Kwartaal, true), Tijdvak::Kwartaal);
    assert_eq!(open, [], "for those who see the cases nothing is hidden");
}
