//! Generated histories, and the same history as the facts that `kern` wants.

use kern::stam::{Datum, Gemeentecode, Periode};
use kern::woonplaats::*;

/// Day 0 of the cells.
const BEGIN: &str = "2023-01-01";
/// Number of cells; whatever ends here has no end.
pub const DAGEN: usize = 1_500;
const PLAATSEN: [&str; 8] = ["0794", "0743", "0762", "0983", "0756", "1982", "0788", "0815"];

/// Small generator (splitmix64), so that a failing history can be found again by its number.
struct Toeval(u64);
impl Toeval {
    fn trek(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
    fn kans(&mut self, op_honderd: u64) -> bool {
        self.trek(100) < op_honderd
    }
    fn dag(&mut self, van: usize, tot: usize) -> usize {
        van + usize::try_from(self.trek((tot - van) as u64)).unwrap()
    }
}

#[derive(Debug, Clone, Copy)]
pub struct A {
    pub van: usize,
    pub tot: usize,
    pub g: u16,
    pub brief: bool,
    pub inst: Option<Instelling>,
    pub twijfel: bool,
    pub herindeling: bool,
}
#[derive(Debug, Clone, Copy)]
pub struct B {
    pub van: usize,
    pub tot: usize,
    pub door: Option<u16>,
    pub onzeker: bool,
}
#[derive(Debug, Clone)]
pub struct Leven {
    pub melding: usize,
    pub gemeld: u16,
    pub product: Option<Product>,
    pub recht: bool,
    pub jong: bool,
    pub vast: bool,
    pub aanvraag: Option<usize>,
    pub adr: Vec<A>,
    pub verblijf: Vec<(usize, usize, Instelling)>,
    pub bw: Vec<B>,
}

fn plaats(t: &mut Toeval) -> u16 {
    PLAATSEN[t.dag(0, PLAATSEN.len())].parse().unwrap()
}

fn instelling(t: &mut Toeval) -> Instelling {
    [Instelling::Bw, Instelling::Ggz, Instelling::Ziekenhuis][t.dag(0, 3)]
}

fn verblijven(t: &mut Toeval, adr: &[A]) -> Vec<(usize, usize, Instelling)> {
    (0..t.trek(3))
        .map(|_| {
            let van =
                if !adr.is_empty() && t.kans(30) { adr[t.dag(0, adr.len())].van } else { t.dag(0, 1_150) };
            (van, if t.kans(40) { DAGEN } else { van + t.dag(1, 700) }, instelling(t))
        })
        .collect()
}

fn eerder_bw(t: &mut Toeval, melding: usize) -> Vec<B> {
    (0..t.trek(4))
        .map(|_| {
            let van = t.dag(0, 1_080);
            let tot = match t.trek(5) {
                0 => DAGEN,
                // Close to the line of twelve months, and sometimes the same for two.
                1 => (melding - 366 + t.dag(0, 5)).max(van + 1),
                2 => 900.max(van + 1),
                _ => van + t.dag(1, 600),
            };
            B { van, tot, door: (!t.kans(10)).then(|| plaats(t)), onzeker: t.kans(8) }
        })
        .collect()
}

pub fn leven(nr: u64) -> Leven {
    let mut t = Toeval(nr.wrapping_mul(0xD1B5_4A32_D192_ED03));
    let melding = t.dag(1_000, 1_100);
    let mut adr = Vec::new();
    let mut dag = t.dag(0, 500);
    for _ in 0..t.trek(6) {
        let tot = if t.kans(15) { DAGEN } else { dag + t.dag(1, 500) };
        let rni = t.kans(6);
        adr.push(A {
            van: dag,
            tot,
            g: if rni { 1999 } else { plaats(&mut t) },
            brief: t.kans(8),
            inst: if t.kans(40) { Some(instelling(&mut t)) } else { None },
            twijfel: t.kans(5),
            herindeling: t.kans(6),
        });
        // Mostly one after the other, sometimes with a gap, sometimes overlapping an open one.
        dag = if tot == DAGEN {
            dag + t.dag(1, 300)
        } else if t.kans(12) {
            tot + t.dag(1, 60)
        } else {
            tot
        };
        if dag >= DAGEN - 1 {
            break;
        }
    }
    let verblijf = verblijven(&mut t, &adr);
    let bw = eerder_bw(&mut t, melding);
    let product = match t.trek(20) {
        0 => None,
        1 | 2 => Some(Product::Bt),
        3 | 4 => Some(Product::Opvang),
        _ => Some(Product::Bw),
    };
    Leven {
        melding,
        gemeld: plaats(&mut t),
        product,
        recht: !t.kans(4),
        jong: t.kans(4),
        vast: !t.kans(10),
        aanvraag: t.kans(40).then(|| melding + t.dag(0, 90)),
        adr,
        verblijf,
        bw,
    }
}

fn datum(dag: usize) -> Datum {
    Datum::lees(BEGIN).unwrap().plus_dagen(i64::try_from(dag).unwrap())
}

pub fn feiten(l: &Leven) -> Feiten {
    let code = |g: u16| Gemeentecode::lees(&format!("{g:04}")).unwrap();
    let periode = |van, tot| Periode::nieuw(datum(van), (tot < DAGEN).then(|| datum(tot))).unwrap();
    Feiten {
        melding_op: datum(l.melding),
        melding_gemeente: code(l.gemeld),
        product: l.product,
        spoed: false,
        aanvraag_op: l.aanvraag.map(datum),
        geboren_op: Some(Datum::lees(if l.jong { "2015-01-01" } else { "1980-01-01" }).unwrap()),
        verblijfsrecht: if l.recht { Verblijfsrecht::Rechtmatig } else { Verblijfsrecht::Onbekend },
        identiteit_vast: l.vast,
        adressen: l
            .adr
            .iter()
            .map(|a| Adres {
                periode: periode(a.van, a.tot),
                gemeente: code(a.g),
                functie: if a.brief { Functie::Briefadres } else { Functie::Woonadres },
                instelling: a.inst,
                in_onderzoek: a.twijfel,
                herindeling: a.herindeling,
            })
            .collect(),
        verblijven: l
            .verblijf
            .iter()
            .map(|(van, tot, soort)| Verblijf { periode: periode(*van, *tot), soort: *soort })
            .collect(),
        eerder_bw: l
            .bw
            .iter()
            .map(|b| EerderBw {
                periode: periode(b.van, b.tot),
                verstrekt_door: b.door.map(code),
                einde_onzeker: b.onzeker,
            })
            .collect(),
    }
}
