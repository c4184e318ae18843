//! The expected in- and outflow of the whole population, on which the steps of the ingroeipad rest: a cohort that moves between forms
//! of support year by year, in exact fractions. Inflow of a year stays where it came in until the next year.

use crate::stam::{Breuk, Cent, Weigering};
use alloc::{format, string::String, vec, vec::Vec};

/// Longest forecast in years.
const JAREN_MAX: u32 = 50;
const BRON: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025, 5";

/// A form of support in the model, such as `BW`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toestand {
    /// Name.
    pub naam: String,
    /// Number at the start.
    pub begin: Breuk,
    /// New people per year.
    pub instroom: Breuk,
    /// Price per day per person.
    pub tarief: Cent,
    /// Yearly share that goes to each form, in the order of the forms; staying is one of them.
    pub overgangen: Vec<Breuk>,
    /// Yearly share that leaves by each exit, in the order of the exits.
    pub uitgangen: Vec<Breuk>,
}

/// Forms, exits and how many days a year is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The forms of support.
    pub toestanden: Vec<Toestand>,
    /// Names of the exits, such as `WLZ`.
    pub uitgangen: Vec<String>,
    /// Days that are paid per year.
    pub dagen: u32,
}

/// One year of the cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohortjaar {
    /// Number of the year, from 1.
    pub jaar: u32,
    /// Per form: number at the end.
    pub eind: Vec<Breuk>,
    /// Per exit: how many left.
    pub uit: Vec<Breuk>,
    /// Mean of begin and end × days × price, over all forms, rounded once.
    pub kosten: Cent,
}

impl Cohort {
    /// Refused when a row does not count each form and exit (STL-11), a share lies outside 0 to 1 (STL-12), or the shares of a form
    /// are not together one (STL-13).
    pub fn toets(&self) -> Result<(), Weigering> {
        let (n, m) = (self.toestanden.len(), self.uitgangen.len());
        let een = Breuk::heel(1);
        for t in &self.toestanden {
            if t.overgangen.len() != n || t.uitgangen.len() != m {
                let zin = format!("{} heeft niet bij elke vorm en uitgang een aandeel.", t.naam);
                return Err(Weigering::nieuw("STL-11", BRON, zin));
            }
            let alle = || t.overgangen.iter().chain(&t.uitgangen);
            if alle().any(|p| p.is_negatief() || *p > een) {
                let zin = format!("Een aandeel van {} ligt niet van 0 tot en met 1.", t.naam);
                return Err(Weigering::nieuw("STL-12", BRON, zin));
            }
            let som = alle().fold(Breuk::heel(0), |s, p| s.plus(p));
            if som != een {
                let zin = format!("De aandelen van {} zijn samen {som}. Dat moet 1 zijn.", t.naam);
                return Err(Weigering::nieuw("STL-13", BRON, zin));
            }
        }
        Ok(())
    }

    /// Runs the cohort for a number of years, at most fifty. Refused as [`Cohort::toets`] does.
    pub fn loop_door(&self, jaren: u32) -> Result<Vec<Cohortjaar>, Weigering> {
        self.toets()?;
        let mut nu: Vec<Breuk> = self.toestanden.iter().map(|t| t.begin.clone()).collect();
        let mut uit = Vec::new();
        for jaar in 1..=jaren.min(JAREN_MAX) {
            let stroom = |kolom: &dyn Fn(&Toestand) -> &Breuk| {
                let deel = |(t, aantal): (&Toestand, &Breuk)| aantal.maal(kolom(t));
                self.toestanden.iter().zip(&nu).map(deel).fold(Breuk::heel(0), |s, d| s.plus(&d))
            };
            let eind: Vec<Breuk> = (0..nu.len())
                .map(|j| stroom(&|t| &t.overgangen[j]).plus(&self.toestanden[j].instroom))
                .collect();
            let weg = (0..self.uitgangen.len()).map(|j| stroom(&|t| &t.uitgangen[j])).collect();
            let kosten = self.kosten(&nu, &eind).ok_or_else(super::model::te_groot)?;
            uit.push(Cohortjaar { jaar, eind: eind.clone(), uit: weg, kosten });
            nu = eind;
        }
        Ok(uit)
    }

    fn kosten(&self, begin: &[Breuk], eind: &[Breuk]) -> Option<Cent> {
        let dagen = Breuk::nieuw(i128::from(self.dagen), 2)?;
        let per = |((t, b), e): ((&Toestand, &Breuk), &Breuk)| {
            b.plus(e).maal(&dagen).maal(&Breuk::van_cent(t.tarief))
        };
        self.toestanden
            .iter()
            .zip(begin)
            .zip(eind)
            .map(per)
            .fold(Breuk::heel(0), |s, k| s.plus(&k))
            .naar_cent()
    }

    /// Expected years in form `j` of somebody who starts in form `i`: the inverse of (identity − transitions). Refused when somebody
    /// could stay for ever (STL-14).
    pub fn verblijfsjaren(&self) -> Result<Vec<Vec<Breuk>>, Weigering> {
        self.toets()?;
        let n = self.toestanden.len();
        let eenheid = |i: usize, j: usize| Breuk::heel(i128::from(i == j));
        // Rows of (I − Q | I), swept until the left half is the identity.
        let mut m: Vec<Vec<Breuk>> = Vec::new();
        for (i, t) in self.toestanden.iter().enumerate() {
            let links = t.overgangen.iter().enumerate().map(|(j, q)| eenheid(i, j).minus(q));
            m.push(links.chain((0..n).map(|j| eenheid(i, j))).collect());
        }
        for k in 0..n {
            // Shares are not negative and sum to one, so a zero here means that nobody leaves; swapping rows would not help.
            let zin = "Wie eenmaal in een vorm zit, komt er volgens deze cijfers nooit meer uit.";
            let nooit = || Weigering::nieuw("STL-14", BRON, zin);
            let deler = m[k][k].clone();
            let rij: Vec<Breuk> =
                m[k].iter().map(|x| x.gedeeld_door(&deler)).collect::<Option<_>>().ok_or_else(nooit)?;
            for doel in m.iter_mut().enumerate().filter_map(|(i, r)| (i != k).then_some(r)) {
                let keer = doel[k].clone();
                *doel = doel.iter().zip(&rij).map(|(a, b)| a.minus(&keer.maal(b))).collect();
            }
            m[k] = rij;
        }
        Ok(m.into_iter().map(|r| r[n..].to_vec()).collect())
    }

    /// Numbers at which in- and outflow balance: inflow × expected years. Refused as [`Cohort::verblijfsjaren`] does.
    pub fn evenwicht(&self) -> Result<Vec<Breuk>, Weigering> {
        let jaren = self.verblijfsjaren()?;
        let mut uit = vec![Breuk::heel(0); self.toestanden.len()];
        for (t, rij) in self.toestanden.iter().zip(&jaren) {
            uit = uit.iter().zip(rij).map(|(som, j)| som.plus(&t.instroom.maal(j))).collect();
        }
        Ok(uit)
    }
}

/// Mean absolute percentage error: mean of |werkelijk − voorspeld| : werkelijk. `None` for an empty list, lists of different length,
/// or an actual of zero.
pub fn mape(werkelijk: &[Breuk], voorspeld: &[Breuk]) -> Option<Breuk> {
    if werkelijk.len() != voorspeld.len() {
        return None;
    }
    let fout = |(w, v): (&Breuk, &Breuk)| Some(w.minus(v).gedeeld_door(w)?.zonder_teken());
    let fouten = werkelijk.iter().zip(voorspeld).map(fout).collect::<Option<Vec<Breuk>>>()?;
    let n = Breuk::heel(i128::try_from(fouten.len()).ok()?);
    fouten.iter().fold(Breuk::heel(0), |s, f| s.plus(f)).gedeeld_door(&n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn b(t: &str) -> Breuk {
        Breuk::lees(t).expect("number")
    }
    fn lijst(t: &[&str]) -> Vec<Breuk> {
        t.iter().map(|x| b(x)).collect()
    }
    fn zes(l: &[Breuk]) -> Vec<String> {
        l.iter().map(|x| x.met_decimalen(6)).collect()
    }
    fn toestand(
        naam: &str,
        begin: i128,
        instroom: i128,
        tarief: i64,
        overgangen: &[&str],
        uitgangen: &[&str],
    ) -> Toestand {
        let (begin, instroom) = (Breuk::heel(begin), Breuk::heel(instroom));
        Toestand {
            naam: naam.into(),
            begin,
            instroom,
            tarief: Cent(tarief),
            overgangen: lijst(overgangen),
            uitgangen: lijst(uitgangen),
        }
    }
    fn voorbeeld() -> Cohort {
        let toestanden = vec![
            toestand("BW", 90, 22, 17_489, &["0,60", "0,18"], &["0,06", "0,10", "0,06"]),
            toestand("BT", 70, 30, 6_758, &["0,05", "0,62"], &["0,24", "0,03", "0,06"]),
        ];
        Cohort { toestanden, uitgangen: vec!["AMB".into(), "WLZ".into(), "overig".into()], dagen: 365 }
    }

    #[test]
    fn het_rekenvoorbeeld_klopt_tot_de_zesde_decimaal() {
        let jaren = voorbeeld().loop_door(5).expect("runs");
        for (i, eind, uit, kosten) in [
            (0, ["79.500000", "89.600000"], ["22.200000", "11.100000", "9.600000"], 737_840_620),
            (1, ["74.180000", "99.862000"], ["26.274000", "10.638000", "10.146000"], 724_177_103),
            (4, ["69.505183", "109.673616"], ["30.162393", "10.260469", "10.697978"], 714_419_852),
        ] {
            let j: &Cohortjaar = &jaren[i];
            assert_eq!(
                (zes(&j.eind), zes(&j.uit), j.kosten),
                (eind.map(String::from).to_vec(), uit.map(String::from).to_vec(), Cent(kosten))
            );
            assert_eq!(usize::try_from(j.jaar).expect("small"), i + 1);
        }
        let v = voorbeeld().verblijfsjaren().expect("all leave");
        assert_eq!(
            (zes(&v[0]), zes(&v[1])),
            (vec!["2.657343".into(), "1.258741".into()], vec!["0.349650".into(), "2.797203".into()])
        );
        assert_eq!(zes(&voorbeeld().evenwicht().expect("all leave")), ["68.951049", "111.608392"]);
        assert_eq!(voorbeeld().loop_door(80).expect("runs").len(), 50);
    }

    #[test]
    fn een_model_dat_niet_klopt_wordt_geweigerd() {
        let met = |f: &dyn Fn(&mut Toestand)| {
            let mut c = voorbeeld();
            f(&mut c.toestanden[1]);
            c.loop_door(1).map(|j| j.len()).map_err(|w| w.code)
        };
        assert_eq!(met(&|_| ()), Ok(1));
        assert_eq!(met(&|t| t.overgangen.truncate(1)), Err("STL-11"));
        assert_eq!(met(&|t| t.uitgangen.truncate(1)), Err("STL-11"));
        assert_eq!(met(&|t| t.overgangen[0] = b("1,2")), Err("STL-12"));
        assert_eq!(met(&|t| t.uitgangen[0] = b("-0,1")), Err("STL-12"));
        assert_eq!(met(&|t| t.uitgangen[0] = b("0,25")), Err("STL-13"));
        let mut voor_altijd = voorbeeld();
        voor_altijd.toestanden[1] = toestand("BT", 1, 1, 1, &["0", "1"], &["0", "0", "0"]);
        assert_eq!(voor_altijd.verblijfsjaren().expect_err("for ever").code, "STL-14");
        assert_eq!(voor_altijd.evenwicht().expect_err("for ever").code, "STL-14");
        let reus = Cohort {
            toestanden: vec![toestand("X", i128::MAX, 0, i64::MAX, &["1"], &[])],
            uitgangen: vec![],
            dagen: 365,
        };
        assert_eq!(reus.loop_door(1).expect_err("too large").code, "STL-05");
    }

    #[test]
    fn wie_nooit_uitstroomt_heeft_geen_verblijfsduur() {
        for rij in [["0,5", "0"], ["1", "0"]] {
            let uit = if rij[0] == "1" { "0" } else { "0,5" };
            let toestanden =
                vec![toestand("A", 10, 1, 100, &["1", "0"], &["0"]), toestand("B", 10, 1, 100, &rij, &[uit])];
            let c = Cohort { toestanden, uitgangen: vec!["uit".into()], dagen: 365 };
            assert_eq!(c.verblijfsjaren().expect_err("A is for ever").code, "STL-14");
        }
    }

    #[test]
    fn de_voorspelfout_is_het_gemiddelde_van_de_afwijkingen() {
        let m = mape(&lijst(&["92", "88", "95"]), &lijst(&["90", "90", "90"])).expect("not empty");
        assert_eq!(m.maal(&Breuk::heel(100)).met_decimalen(4), "3.2366");
        assert_eq!(mape(&[], &[]), None);
        assert_eq!(mape(&lijst(&["0"]), &lijst(&["1"])), None);
        assert_eq!(mape(&lijst(&["1", "2"]), &lijst(&["1"])), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        /// Who was there and who came in is there at the end or went out; no one is lost or made.
        #[test]
        fn begin_plus_in_min_uit_is_eind(begin in proptest::collection::vec(0i128..500, 3), instroom in proptest::collection::vec(0i128..90, 3), p in proptest::collection::vec(0i128..25, 12)) {
            let mut toestanden = Vec::new();
            for i in 0..3 {
                let deel = |x: i128| Breuk::nieuw(x, 100).expect("not zero");
                let mut overgangen: Vec<Breuk> = p[i * 4..i * 4 + 3].iter().map(|x| deel(*x)).collect();
                let weg = Breuk::heel(1).minus(&overgangen.iter().fold(Breuk::heel(0), |s, x| s.plus(x)));
                overgangen.rotate_left(i);
                toestanden.push(Toestand { naam: "x".into(), begin: Breuk::heel(begin[i]), instroom: Breuk::heel(instroom[i]), tarief: Cent(100), overgangen, uitgangen: vec![weg] });
            }
            let c = Cohort { toestanden, uitgangen: vec!["uit".into()], dagen: 365 };
            let som = |l: &[Breuk]| l.iter().fold(Breuk::heel(0), |s, x| s.plus(x));
            let binnen = som(&c.toestanden.iter().map(|t| t.instroom.clone()).collect::<Vec<_>>());
            let mut nu = som(&c.toestanden.iter().map(|t| t.begin.clone()).collect::<Vec<_>>());
            for j in c.loop_door(4).expect("runs") {
                prop_assert_eq!(nu.plus(&binnen).minus(&som(&j.uit)), som(&j.eind));
                nu = som(&j.eind);
            }
            // At the balance a year changes nothing.
            let evenwicht = c.evenwicht().expect("all leave");
            let mut rust = c.clone();
            rust.toestanden.iter_mut().zip(&evenwicht).for_each(|(t, e)| t.begin = e.clone());
            prop_assert_eq!(&rust.loop_door(1).expect("runs")[0].eind, &evenwicht);
        }
    }
}
