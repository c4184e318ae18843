//! From the entries of a year, or the lines of its begroting, to the pot as the rules know it.

use crate::financien::{
    grootboek::{LIQUIDE, RESERVE, opslag::Post},
    meerjaren::opslag::Stand as Begroot,
    tabellen,
};
use crate::huis::{Fout, gemeenten};
use kern::financien::{
    Deelnemer, Geldstroom, Kant, Kostenregel, Kostensoort, PerGemeente, Pot, Potuitkomst, Reserveverloop,
};
use kern::stam::{Breuk, Cent, Gemeentecode};
use std::collections::BTreeMap;

/// The pot of a year with its sums.
#[derive(Debug, Clone)]
pub struct Potstand {
    /// What goes in and out.
    pub pot: Pot,
    /// The sums.
    pub uitkomst: Potuitkomst,
    /// What each gemeente received from the gemeentefonds.
    pub ontvangen: PerGemeente,
    /// What went to (negative) or came from the reserve during the year.
    pub reserve_in_jaar: Cent,
    /// The reserve.
    pub reserve: Reserveverloop,
}

impl Potstand {
    /// What is left to settle: the result after what went to or came from the reserve by decisions during the year.
    pub fn te_verdelen(&self) -> Cent {
        self.uitkomst.resultaat + self.reserve_in_jaar
    }

    /// An amount of a gemeente in a list.
    pub fn van(lijst: &PerGemeente, g: Gemeentecode) -> Cent {
        lijst.iter().filter(|x| x.0 == g).map(|x| x.1).sum()
    }

    /// What each gemeente of the region counts for under the keys.
    pub fn deelnemers(&self) -> Vec<Deelnemer> {
        let een = |g: Gemeentecode| Deelnemer {
            gemeente: g,
            inbreng: Potstand::van(&self.pot.inbreng, g),
            inwoners: tabellen::inwoners(g).unwrap_or(0),
            gebruik: Potstand::van(&self.pot.programmakosten, g),
        };
        gemeenten::regio().iter().map(|g| een(g.code)).collect()
    }
}

fn lijst(m: BTreeMap<Gemeentecode, Cent>) -> PerGemeente {
    m.into_iter().collect()
}

/// What was booked. `eerder` holds the entries of the years before it, for the reserve.
pub fn geboekt(posten: &[Post], eerder: &[Post]) -> Result<Potstand, Fout> {
    let hier = gemeenten::regiegemeente();
    let (mut inbreng, mut kosten, mut ontvangen) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut eigen, mut reserve_in_jaar) = (Cent::NUL, Cent::NUL);
    let mut regels: BTreeMap<Geldstroom, Cent> = BTreeMap::new();
    for p in posten.iter().filter(|p| p.rij.soort != "afrekening") {
        let r = p.resultaat(hier);
        let g = p.rij.gemeente.unwrap_or(hier);
        match stroom(p)? {
            Geldstroom::Ontvangst => {
                *ontvangen.entry(g).or_default() += p.resultaat(g);
                if g == hier {
                    *inbreng.entry(g).or_default() += r;
                }
            }
            Geldstroom::Doorsluizing => *inbreng.entry(g).or_default() += r,
            Geldstroom::ProgrammaBw | Geldstroom::ProgrammaBt => *kosten.entry(g).or_default() += -r,
            Geldstroom::EigenBijdrage => eigen += r,
            Geldstroom::Reserve => reserve_in_jaar += r,
            s @ (Geldstroom::Uitvoering | Geldstroom::Overhead | Geldstroom::Kostenverrekening) => {
                *regels.entry(s).or_default() += -r;
            }
            Geldstroom::WmoBegeleiding | Geldstroom::Betaling => {}
        }
    }
    let regel = |(s, bedrag): (Geldstroom, Cent)| {
        let dag = posten.iter().map(|p| p.rij.boekdatum).max()?;
        let veld = tabellen::taakvelden()
            .op(s, None, dag)
            .map_or_else(|_| String::new(), |r| r.taakveld.to_string());
        Some(Kostenregel { omschrijving: s.tekst().to_owned(), bedrag, taakveld: veld })
    };
    let uitvoeringskosten = regels.into_iter().filter_map(regel).collect();
    let pot = Pot {
        inbreng: lijst(inbreng),
        eigen_bijdragen: eigen,
        programmakosten: lijst(kosten),
        uitvoeringskosten,
        overhead: Breuk::heel(0),
    };
    klaar(pot, lijst(ontvangen), reserve_in_jaar, reserve(posten, eerder))
}

fn klaar(
    pot: Pot,
    ontvangen: PerGemeente,
    reserve_in_jaar: Cent,
    reserve: Reserveverloop,
) -> Result<Potstand, Fout> {
    let uitkomst = pot.uitkomst().map_err(|w| Fout::nieuw(format!("pot: {w}")))?;
    Ok(Potstand { pot, uitkomst, ontvangen, reserve_in_jaar, reserve })
}

fn stroom(p: &Post) -> Result<Geldstroom, Fout> {
    Geldstroom::lees(&p.rij.geldstroom).map_err(|e| Fout::nieuw(format!("grootboek: {e}")))
}

/// What moved on the account of the reserve; what was there when the boek began counts as there on 1 January.
fn reserve(posten: &[Post], eerder: &[Post]) -> Reserveverloop {
    let over = |ps: &[Post]| -> Vec<(bool, Cent)> {
        let mut uit = Vec::new();
        for o in ps.iter().flat_map(|p| &p.overboekingen) {
            if o.credit().categorie == RESERVE {
                uit.push((o.debet().categorie == LIQUIDE, o.bedrag()));
            }
            if o.debet().categorie == RESERVE {
                uit.push((o.credit().categorie == LIQUIDE, -o.bedrag()));
            }
        }
        uit
    };
    let som = |l: &[(bool, Cent)], f: &dyn Fn(&(bool, Cent)) -> bool| -> Cent {
        l.iter().filter(|x| f(x)).map(|x| x.1).sum()
    };
    let (nu, toen) = (over(posten), over(eerder));
    Reserveverloop {
        begin: som(&toen, &|_| true) + som(&nu, &|x| x.0),
        toevoeging: som(&nu, &|x| !x.0 && x.1 > Cent::NUL),
        onttrekking: -som(&nu, &|x| !x.0 && x.1 < Cent::NUL),
    }
}

/// What was budgeted, after changes; nothing without a begroting.
pub fn begroot(b: &Begroot) -> Result<Option<Potstand>, Fout> {
    if b.regels.is_empty() {
        return Ok(None);
    }
    let (mut inbreng, mut kosten) = (BTreeMap::new(), BTreeMap::new());
    let (mut eigen, mut regels) = (Cent::NUL, Vec::new());
    for (rij, r) in b.regels.iter().zip(b.begroting.regels()) {
        let bedrag = b.begroting.na_wijziging(r);
        // Ordinary Wmo-begeleiding is paid by each gemeente itself.
        if rij.vorm == "wmo_begeleiding" {
            continue;
        }
        match (r.kant, r.soort, r.gemeente) {
            (Kant::Baten, Kostensoort::Inkomsten, Some(g)) => *inbreng.entry(g).or_default() += bedrag,
            (Kant::Baten, Kostensoort::Inkomsten, None) => eigen += bedrag,
            (Kant::Lasten, Kostensoort::Programma, Some(g)) => *kosten.entry(g).or_default() += bedrag,
            (Kant::Lasten, Kostensoort::Uitvoering | Kostensoort::Overhead, _) => {
                let (omschrijving, taakveld) = (r.soort.tekst().to_owned(), r.taakveld.to_string());
                regels.push(Kostenregel { omschrijving, bedrag, taakveld });
            }
            _ => {}
        }
    }
    let pot = Pot {
        inbreng: lijst(inbreng),
        eigen_bijdragen: eigen,
        programmakosten: lijst(kosten),
        uitvoeringskosten: regels,
        overhead: Breuk::heel(0),
    };
    let leeg = Reserveverloop { begin: Cent::NUL, toevoeging: Cent::NUL, onttrekking: Cent::NUL };
    klaar(pot, Vec::new(), Cent::NUL, leeg).map(Some)
}
