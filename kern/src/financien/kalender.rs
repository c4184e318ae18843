//! The planning-and-control calendar: what must be ready when, and for whom, as data.

use crate::stam::{Datum, Onleesbaar};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

const FOUT: Onleesbaar =
    Onleesbaar("Een regel heeft de vorm code;wat;klaar;voor wie;jaar;maand;dag;bron;status.");

/// A moment of the cycle of one begrotingsjaar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cyclusmoment {
    /// Stable key, such as `kadernota`.
    pub code: String,
    /// What it is called.
    pub wat: String,
    /// What must be ready.
    pub klaar: String,
    /// Who needs it.
    pub voor_wie: String,
    /// Years after the begrotingsjaar: −1 is the year before.
    pub jaar: i16,
    /// Month, 1-12.
    pub maand: i8,
    /// Day of the month.
    pub dag: i8,
    /// Where it comes from.
    pub bron: String,
    /// `vastgesteld` or `concept`.
    pub status: String,
}

impl Cyclusmoment {
    /// The day on which it must be ready for a begrotingsjaar; none when that day does not exist.
    pub fn op(&self, begrotingsjaar: i16) -> Option<Datum> {
        Datum::nieuw(begrotingsjaar.checked_add(self.jaar)?, self.maand, self.dag)
    }
}

/// Reads lines `code;wat;klaar;voor wie;jaar;maand;dag;bron;status`; the first line is a heading.
///
/// # Errors
/// A line without this form, or a day that does not exist in a common year.
pub fn lees_cyclus(tekst: &str) -> Result<Vec<Cyclusmoment>, Onleesbaar> {
    const GEWOON_JAAR: i16 = 2001;
    let mut uit = Vec::new();
    for regel in tekst.lines().skip(1).filter(|r| !r.trim().is_empty()) {
        let delen: Vec<&str> = regel.split(';').map(str::trim).collect();
        let [code, wat, klaar, voor_wie, jaar, maand, dag, bron, status] = delen.as_slice() else {
            return Err(FOUT);
        };
        let (Ok(jaar), Ok(maand), Ok(dag)) = (jaar.parse(), maand.parse(), dag.parse()) else {
            return Err(FOUT);
        };
        Datum::nieuw(GEWOON_JAAR, maand, dag).ok_or(FOUT)?;
        uit.push(Cyclusmoment {
            code: code.to_string(),
            wat: wat.to_string(),
            klaar: klaar.to_string(),
            voor_wie: voor_wie.to_string(),
            jaar,
            maand,
            dag,
            bron: bron.to_string(),
            status: status.to_string(),
        });
    }
    Ok(uit)
}

/// The cycle of a begrotingsjaar, in the order of the days.
pub fn kalender(momenten: &[Cyclusmoment], begrotingsjaar: i16) -> Vec<(Datum, &Cyclusmoment)> {
    let mut uit: Vec<(Datum, &Cyclusmoment)> =
        momenten.iter().filter_map(|m| Some((m.op(begrotingsjaar)?, m))).collect();
    uit.sort_by_key(|(op, _)| *op);
    uit
}

/// What is still to come between two days (the last one included), over all begrotingsjaren that run: day, begrotingsjaar, moment.
pub fn komt_eraan(
    momenten: &[Cyclusmoment],
    van: Datum,
    tot_en_met: Datum,
) -> Vec<(Datum, i16, &Cyclusmoment)> {
    // A cycle spans four years at most: kadernota the year before, jaarstukken the year after.
    let jaren = van.jaar() - 2..=tot_en_met.jaar() + 2;
    let alle = jaren.flat_map(|j| kalender(momenten, j).into_iter().map(move |(op, m)| (op, j, m)));
    let mut uit: Vec<(Datum, i16, &Cyclusmoment)> =
        alle.filter(|(op, _, _)| van <= *op && *op <= tot_en_met).collect();
    uit.sort_by_key(|(op, jaar, _)| (*op, *jaar));
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    const CYCLUS: &str = "code;wat;klaar;voor wie;jaar;maand;dag;bron;status\n\
        jaarstukken;Jaarstukken;Realisatie;Raad;1;6;15;Wgr;concept\n\
        kadernota;Kadernota;Uitgangspunten;Bestuurlijk overleg;-1;4;1;Wgr;concept\n\
        begroting;Begroting;Ontwerp;Raden;-1;6;1;Wgr;concept\n\
        septembercirculaire;Septembercirculaire;Bijstelling;Adviseurs;0;9;20;Gemeentefonds;vastgesteld\n";

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("date")
    }

    #[test]
    fn de_cyclus_van_een_jaar_begint_het_jaar_ervoor() {
        let momenten = lees_cyclus(CYCLUS).expect("reads");
        let jaar: Vec<(Datum, &str)> =
            kalender(&momenten, 2027).into_iter().map(|(op, m)| (op, m.code.as_str())).collect();
        let verwacht = [
            (d("2026-04-01"), "kadernota"),
            (d("2026-06-01"), "begroting"),
            (d("2027-09-20"), "septembercirculaire"),
            (d("2028-06-15"), "jaarstukken"),
        ];
        assert_eq!(jaar, verwacht);
        assert_eq!(
            (momenten[1].wat.as_str(), momenten[1].voor_wie.as_str(), momenten[1].status.as_str()),
            ("Kadernota", "Bestuurlijk overleg", "concept")
        );
    }

    #[test]
    fn wat_eraan_komt_loopt_over_begrotingsjaren_heen() {
        let momenten = lees_cyclus(CYCLUS).expect("reads");
        let kort = |van: &str, tot: &str| -> Vec<(i16, String)> {
            komt_eraan(&momenten, d(van), d(tot)).into_iter().map(|(_, j, m)| (j, m.code.clone())).collect()
        };
        let verwacht = [(2027, "begroting"), (2025, "jaarstukken"), (2026, "septembercirculaire")];
        assert_eq!(kort("2026-06-01", "2026-09-20"), verwacht.map(|(j, c)| (j, c.to_string())));
        assert_eq!(kort("2026-06-16", "2026-09-19"), []);
        assert_eq!(kort("2026-04-01", "2026-04-01").len(), 1);
    }

    #[test]
    fn een_regel_die_niet_klopt_wordt_geweigerd() {
        for regel in [
            "a;b;c;d;0;1",
            "a;b;c;d;x;1;1;b;s",
            "a;b;c;d;0;13;1;b;s",
            "a;b;c;d;0;2;29;b;s",
            "a;b;c;d;0;2;1;b;s;t",
        ] {
            assert_eq!(lees_cyclus(&alloc::format!("kop\n{regel}")), Err(FOUT), "{regel}");
        }
        assert_eq!(lees_cyclus("kop\n\n"), Ok(Vec::new()));
        let ver = Cyclusmoment { jaar: i16::MAX, ..lees_cyclus(CYCLUS).expect("reads")[0].clone() };
        assert_eq!(ver.op(2026), None);
    }
}
