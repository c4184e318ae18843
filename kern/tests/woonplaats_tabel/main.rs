//! A second implementation of the question which gemeente is responsible, made to disagree: it knows no periods but one cell per
//! day, counts months by itself, and decides by tables of which the first row that fits holds. It must agree with `kern` on 100,000
//! generated histories, regime by regime.

#![allow(clippy::unwrap_used)] // helpers of a test: what cannot be made must fail it
mod leven;

use kern::stam::{Gemeentecode, Gemeenten};
use kern::woonplaats::*;
use leven::{A, B, DAGEN, Leven, feiten, leven};

const HISTORIES: u64 = 100_000;

/// Another number of histories, for who wants more or has little time.
const AANTAL: &str = "KERN_LEVENS";

fn histories() -> u64 {
    std::env::var(AANTAL).map_or(HISTORIES, |t| t.parse().expect("a number of histories"))
}
const LIJST: [Instelling; 2] = [Instelling::Bw, Instelling::Ggz];

/// What became of a gemeente, for the few that the histories use; `None` when it was divided.
fn opvolger(g: u16) -> Option<u16> {
    match g {
        756 | 815 => Some(1982),
        788 => None,
        g => Some(g),
    }
}

fn gelijk(a: u16, b: u16) -> bool {
    opvolger(a).unwrap_or(a) == opvolger(b).unwrap_or(b)
}

/// Day number of the same day of the month twelve months later, counted by hand from 1 January 2023.
fn jaar_later(dag: usize) -> usize {
    let schrikkel = |j: usize| j.is_multiple_of(4) && (!j.is_multiple_of(100) || j.is_multiple_of(400));
    let lengte = |j: usize, m: usize| match m {
        1 => 28 + usize::from(schrikkel(j)),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    };
    let (mut j, mut m, mut d) = (2023, 0, dag);
    while d >= lengte(j, m) {
        d -= lengte(j, m);
        (j, m) = if m == 11 { (j + 1, 0) } else { (j, m + 1) };
    }
    let tot = |j: usize, m: usize| -> usize {
        let jaren: usize = (2023..j).map(|j| 365 + usize::from(schrikkel(j))).sum();
        jaren + (0..m).map(|m| lengte(j, m)).sum::<usize>()
    };
    tot(j + 1, m) + d.min(lengte(j + 1, m) - 1)
}

/// One cell per day: which address counts, whether there is an institution of the list, of any kind, by address or at all.
struct Dagen {
    adres: Vec<Option<usize>>,
    lijst_adres: Vec<bool>,
    lijst: Vec<bool>,
    elke_adres: Vec<bool>,
    elke: Vec<bool>,
}

impl Dagen {
    fn van(l: &Leven) -> Dagen {
        let mut d = Dagen {
            adres: vec![None; DAGEN],
            lijst_adres: vec![false; DAGEN],
            lijst: vec![false; DAGEN],
            elke_adres: vec![false; DAGEN],
            elke: vec![false; DAGEN],
        };
        for (i, a) in l.adr.iter().enumerate() {
            for dag in a.van..a.tot.min(DAGEN) {
                // Addresses are made in order of their first day, so a later one always wins.
                d.adres[dag] = Some(i);
                d.elke_adres[dag] |= a.inst.is_some();
                d.elke[dag] |= a.inst.is_some();
                d.lijst_adres[dag] |= a.inst.is_some_and(|i| LIJST.contains(&i));
                d.lijst[dag] |= a.inst.is_some_and(|i| LIJST.contains(&i));
            }
        }
        for (van, tot, soort) in &l.verblijf {
            for dag in *van..(*tot).min(DAGEN) {
                d.elke[dag] = true;
                d.lijst[dag] |= LIJST.contains(soort);
            }
        }
        d
    }
    fn begin(cellen: &[bool], dag: usize) -> Option<usize> {
        cellen[dag].then(|| (0..=dag).rev().take_while(|d| cellen[*d]).last().unwrap())
    }
}

#[derive(Debug, PartialEq, Clone, Copy)]
struct Uit {
    status: &'static str,
    gemeente: Option<u16>,
    ook: Option<u16>,
    regel: &'static str,
}

fn rang(status: &str) -> usize {
    ["BESLIST", "VOORLOPIG", "BEVESTIGEN", "MENS"].iter().position(|s| *s == status).unwrap()
}

fn sluit(
    status: &'static str,
    g: Option<u16>,
    ook: Option<u16>,
    regel: &'static str,
    vloer: &'static str,
) -> Uit {
    let hoogste = |a: &'static str| if rang(a) < rang(vloer) { vloer } else { a };
    match g.map(opvolger) {
        Some(None) => Uit {
            status: "MENS",
            gemeente: None,
            ook: None,
            regel: if status == "MENS" { regel } else { "WPB-29" },
        },
        nu => {
            let gemeente = nu.flatten();
            let ook = ook.map(|o| opvolger(o).unwrap_or(o)).filter(|o| Some(*o) != gemeente);
            Uit { status: hoogste(status), gemeente, ook, regel }
        }
    }
}

struct Kijk<'a> {
    l: &'a Leven,
    d: &'a Dagen,
}

impl Kijk<'_> {
    fn ingeschreven(&self, dag: Option<usize>) -> Option<A> {
        self.d.adres[dag?].map(|i| self.l.adr[i])
    }
    fn woont(&self, dag: Option<usize>) -> Option<A> {
        self.ingeschreven(dag).filter(|a| !a.brief && a.g != 1999)
    }
    fn laatste_gewone(&self, dag: usize) -> Option<u16> {
        let gewoon = |a: &&A| !a.brief && a.g != 1999 && a.inst.is_none() && a.van <= dag;
        self.l.adr.iter().rev().find(gewoon).map(|a| a.g)
    }
    fn bewoont_sinds(&self, a: A) -> usize {
        let mut nu = a;
        while nu.herindeling {
            match self.ingeschreven(nu.van.checked_sub(1)) {
                Some(e) => nu = e,
                None => break,
            }
        }
        nu.van
    }

    /// `Ok(Some)` the address before the institution, `Ok(None)` not in one, `Err(Some(x))` moved, `Err(None)` not certain.
    #[allow(clippy::type_complexity)]
    fn voor(&self, dag: usize, elke: bool) -> Result<Option<A>, Option<Option<A>>> {
        let telt = |i: Instelling| elke || LIJST.contains(&i);
        let Some(nu) = self.woont(Some(dag)) else { return Ok(None) };
        if !nu.inst.is_some_and(telt) {
            return Ok(None);
        }
        let (met, alleen) =
            if elke { (&self.d.elke, &self.d.elke_adres) } else { (&self.d.lijst, &self.d.lijst_adres) };
        let (begin, begin_adres) = (Dagen::begin(met, dag).unwrap(), Dagen::begin(alleen, dag).unwrap());
        let eerder = self.woont(begin.checked_sub(1));
        let indringers: Vec<&A> = self
            .l
            .adr
            .iter()
            .filter(|a| begin < a.van && a.van <= dag && !a.herindeling)
            .filter(|a| a.brief || a.g == 1999 || !a.inst.is_some_and(telt))
            .collect();
        if indringers.iter().any(|a| a.brief || a.g == 1999 || a.inst.is_some()) {
            return Err(None);
        }
        if !indringers.is_empty() {
            return Err(Some(eerder));
        }
        if begin < begin_adres && self.ingeschreven(Some(begin_adres - 1)).is_none() {
            return Err(None);
        }
        match eerder {
            Some(e) if !e.twijfel && e.inst.is_none() => Ok(Some(e)),
            _ => Err(None),
        }
    }

    fn r1(&self, dag: usize, vloer: &'static str) -> Uit {
        let bw: Vec<&B> = self.l.bw.iter().filter(|b| b.van <= self.l.melding).collect();
        let een = |l: &[&B]| -> Option<u16> {
            let g = l.first()?.door?;
            l.iter().all(|b| b.door.is_some_and(|d| gelijk(d, g))).then_some(g)
        };
        let lopend: Vec<&B> = bw.iter().copied().filter(|b| b.van <= dag && dag < b.tot).collect();
        let eind = bw.iter().filter(|b| b.tot <= dag && b.tot < DAGEN).map(|b| b.tot).max();
        let laatste: Vec<&B> = bw.iter().copied().filter(|b| Some(b.tot) == eind).collect();
        let grens = eind.map(jaar_later);
        let binnen = grens.is_some_and(|g| dag < g);
        let onzeker = |l: &[&B]| l.iter().any(|b| b.onzeker);
        let vloer2 =
            if grens.is_some_and(|g| dag.abs_diff(g) <= 1) && rang(vloer) < 2 { "BEVESTIGEN" } else { vloer };
        let anders = match self.voor(dag, true) {
            Ok(Some(a)) if een(&laatste).is_some_and(|c| !gelijk(a.g, c)) => Some(a.g),
            _ => None,
        };
        // The table of item a: the first row that fits holds.
        type Rij = (bool, &'static str, Option<u16>, Option<u16>, &'static str, &'static str);
        let tabel: [Rij; 8] = [
            (!lopend.is_empty() && een(&lopend).is_none(), "MENS", None, None, "WPB-20", vloer),
            (!lopend.is_empty() && onzeker(&lopend), "MENS", een(&lopend), None, "WPB-19", vloer),
            (!lopend.is_empty(), "VOORLOPIG", een(&lopend), None, "WPB-20", vloer),
            (binnen && een(&laatste).is_none(), "MENS", None, None, "WPB-21", vloer2),
            (binnen && onzeker(&laatste), "MENS", een(&laatste), None, "WPB-19", vloer),
            (binnen && anders.is_some(), "VOORLOPIG", een(&laatste), anders, "WPB-21", vloer2),
            (binnen, "BESLIST", een(&laatste), None, "WPB-21", vloer2),
            (false, "", None, None, "", ""),
        ];
        match tabel.into_iter().find(|r| r.0) {
            Some((_, status, g, ook, regel, vloer)) => sluit(status, g, ook, regel, vloer),
            None => self.woonadres(dag, vloer2),
        }
    }

    fn woonadres(&self, dag: usize, vloer: &'static str) -> Uit {
        let nu = self.woont(Some(dag));
        let g = nu.map(|a| a.g);
        let inst = nu.and_then(|a| a.inst);
        let op_lijst = inst.is_some_and(|i| LIJST.contains(&i));
        let voor = self.voor(dag, false);
        let verhuisd = match voor {
            Err(Some(e)) => Some(e.map(|a| a.g)),
            _ => None,
        };
        let stil = Dagen::begin(&self.d.lijst, dag);
        let tijdens = nu.filter(|a| stil.is_some_and(|b| b <= self.bewoont_sinds(*a)));
        let dag_ervoor = stil.and_then(|b| self.woont(b.checked_sub(1))).map(|a| a.g);
        let ooit = Dagen::begin(&self.d.elke, dag).and_then(|b| self.woont(b.checked_sub(1))).map(|a| a.g);
        let herleid = voor.ok().flatten().map(|a| a.g);
        type Rij = (bool, &'static str, Option<u16>, Option<u16>, &'static str);
        let tabel: [Rij; 8] = [
            (nu.is_none(), "MENS", self.laatste_gewone(dag), None, "WPB-22"),
            (nu.is_some_and(|a| a.twijfel), "MENS", g, None, "WPB-23"),
            (op_lijst && herleid.is_some(), "VOORLOPIG", herleid, None, "WPB-24"),
            (op_lijst && verhuisd.is_some(), "MENS", verhuisd.flatten(), None, "WPB-25"),
            (op_lijst, "MENS", self.laatste_gewone(dag), None, "WPB-24"),
            (inst.is_some(), "VOORLOPIG", g, ooit, "WPB-27"),
            (tijdens.is_some(), "MENS", dag_ervoor, None, "WPB-25"),
            (true, "BESLIST", g, None, "WPB-27"),
        ];
        let (_, status, g, ook, regel) = tabel.into_iter().find(|r| r.0).unwrap();
        sluit(status, g, ook, regel, vloer)
    }

    fn r1_beide(&self, vloer: &'static str) -> Uit {
        let uit = self.r1(self.l.melding, vloer);
        let Some(later) = self.l.aanvraag.filter(|a| *a != self.l.melding) else { return uit };
        let toen = self.r1(later, "BESLIST");
        let thuis = |a: A| {
            self.woont(Some(self.l.melding)).is_some_and(|m| gelijk(m.g, a.g))
                || self.bewoont_sinds(a) <= self.l.melding
        };
        let verhuisd = uit.regel == "WPB-27" && !self.woont(Some(later)).is_some_and(thuis);
        let anders = verhuisd || toen.status == "MENS" || toen.gemeente != uit.gemeente;
        if uit.status != "MENS" && anders { Uit { status: "MENS", regel: "WPB-26", ..uit } } else { uit }
    }

    fn ingezetene(&self, vloer: &'static str) -> Uit {
        match self.woont(Some(self.l.melding)) {
            None => sluit("MENS", self.laatste_gewone(self.l.melding), None, "WPB-12", vloer),
            Some(a) if a.twijfel => sluit("MENS", Some(a.g), None, "WPB-12", vloer),
            Some(a) => sluit("BESLIST", Some(a.g), None, "WPB-11", vloer),
        }
    }

    fn herkomst(&self) -> Uit {
        let begin = Dagen::begin(&self.d.elke, self.l.melding);
        let dag = begin.map_or(Some(self.l.melding), |b| b.checked_sub(1));
        let (voor, regel) = begin.map_or((self.l.melding, "WPB-31"), |b| (b, "WPB-30"));
        let eerder = self.l.adr.iter().rev().find(|a| a.g != 1999 && a.van < voor).map(|a| a.g);
        match (self.ingeschreven(dag).filter(|a| a.g != 1999), eerder) {
            (Some(a), _) => sluit("BESLIST", Some(a.g), None, regel, "BESLIST"),
            (None, Some(g)) => sluit("BEVESTIGEN", Some(g), None, "WPB-32", "BESLIST"),
            (None, None) => sluit("MENS", None, None, "WPB-33", "BESLIST"),
        }
    }

    fn beslis(&self, regime: Regime) -> Uit {
        let vloer = if self.l.vast { "BESLIST" } else { "BEVESTIGEN" };
        let poort =
            [(self.l.product.is_none(), "WPB-01"), (self.l.jong, "WPB-02"), (!self.l.recht, "WPB-03")];
        let dicht = poort.into_iter().find(|p| p.0 && regime != Regime::R2);
        match (dicht, regime, self.l.product) {
            (Some((_, regel)), _, _) => Uit { status: "MENS", gemeente: None, ook: None, regel },
            (None, Regime::R2, _) => self.herkomst(),
            (None, _, Some(Product::Bt)) => self.ingezetene(vloer),
            (None, Regime::R1, Some(Product::Bw)) => self.r1_beide(vloer),
            (None, _, _) => sluit("BESLIST", Some(self.l.gemeld), None, "WPB-10", vloer),
        }
    }
}

#[test]
fn twee_implementaties_zijn_het_eens_over_honderdduizend_levens() {
    let gemeenten = Gemeenten::lees(
        include_str!("../../../regels/gemeenten.csv"),
        include_str!("../../../regels/herindelingen.csv"),
    )
    .unwrap();
    let regels = Regels {
        gemeenten: &gemeenten,
        r1_vanaf: None,
        overslaan: &LIJST,
        eerder_bw_maanden: 12,
        volwassen_vanaf: 18,
        terugkijk_jaren: 1,
    };
    let mut gezien = std::collections::BTreeMap::<(&str, &str), u32>::new();
    for nr in 0..histories() {
        let l = leven(nr);
        let d = Dagen::van(&l);
        let f = feiten(&l);
        for regime in [Regime::R0, Regime::R1, Regime::R2] {
            let met = verantwoordelijk(regime, &f, &regels);
            let kort = antwoord(regime, &f, &regels);
            assert_eq!(met.antwoord(), kort, "history {nr}: with and without steps");
            let onze = Uit {
                status: kort.status.code(),
                gemeente: kort.gemeente.map(Gemeentecode::getal),
                ook: kort.ook.map(Gemeentecode::getal),
                regel: kort.regel,
            };
            let tabel = Kijk { l: &l, d: &d }.beslis(regime);
            assert_eq!(onze, tabel, "history {nr}, {regime:?}: {l:?}");
            let uitleg = met.uitleg(&gemeenten);
            assert!(uitleg.stappen.iter().any(|s| s.code == met.regel), "history {nr}: the rule is a step");
            assert!(uitleg.stappen.iter().all(|s| !s.zin.is_empty() && !s.artikel.is_empty()));
            if regime == Regime::R0 && l.product != Some(Product::Bt) || regime == Regime::R2 {
                assert!(!met.mag_afwijzen_andere_gemeente(), "history {nr}");
            }
            *gezien.entry((kort.regel, kort.status.code())).or_default() += 1;
        }
    }
    // A rule that the histories never reach was not compared.
    for regel in [
        "WPB-01", "WPB-02", "WPB-03", "WPB-10", "WPB-11", "WPB-12", "WPB-19", "WPB-20", "WPB-21", "WPB-22",
        "WPB-23", "WPB-24", "WPB-25", "WPB-26", "WPB-27", "WPB-29", "WPB-30", "WPB-31", "WPB-32", "WPB-33",
    ] {
        let keren: u32 = gezien.iter().filter(|((r, _), _)| *r == regel).map(|(_, n)| n).sum();
        assert!(u64::from(keren) * 1_000 >= histories(), "{regel} was reached {keren} times: {gezien:?}");
    }
}
