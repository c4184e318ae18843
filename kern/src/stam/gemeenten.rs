//! The list of gemeenten and what became of the ones that were merged or split.

use super::{Datum, Gemeentecode, Onleesbaar};
use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

/// Highest number of lines that is read from either file.
const REGELS_MAX: usize = 2_000;

/// What people call a gemeente whose official name is another, in small letters.
const ROEPNAMEN: [(&str, &str); 3] = [
    ("den haag", "'s-gravenhage"),
    ("den bosch", "'s-hertogenbosch"),
    ("nuenen", "nuenen, gerwen en nederwetten"),
];

/// Who takes the place of a gemeente from a day on (Wet algemene regels herindeling art. 44).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Herindeling {
    oud: Gemeentecode,
    nieuw: Gemeentecode,
    per: Datum,
}

/// What a gemeente is called on a later day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opvolging {
    /// It still exists.
    Zelf,
    /// It went over into one other gemeente.
    Over(Gemeentecode),
    /// Its territory was divided: only the address tells which gemeente follows.
    Gesplitst,
}

/// Names by CBS code, and the herindelingen. Names of gemeenten that no longer exist are known too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gemeenten {
    namen: BTreeMap<Gemeentecode, String>,
    vervallen: BTreeMap<Gemeentecode, String>,
    herindelingen: Vec<Herindeling>,
}

impl Gemeenten {
    /// Reads `code;naam` and `oud;oude naam;nieuw;per` lines; the first line of each is a heading.
    ///
    /// # Errors
    /// A line that does not have this form, or a file of more than 2,000 lines.
    pub fn lees(gemeenten: &str, herindelingen: &str) -> Result<Gemeenten, Onleesbaar> {
        let fout = Onleesbaar("Een regel heeft de vorm code;naam of oud;naam;nieuw;jjjj-mm-dd.");
        let mut lijst = Gemeenten::default();
        for regel in regels(gemeenten) {
            let (code, naam) = regel.split_once(';').ok_or(fout.clone())?;
            lijst.namen.insert(Gemeentecode::lees(code)?, naam.trim().to_string());
        }
        for regel in regels(herindelingen) {
            let delen: Vec<&str> = regel.split(';').collect();
            let [oud, naam, nieuw, per] = delen.as_slice() else { return Err(fout) };
            let oud = Gemeentecode::lees(oud)?;
            lijst.vervallen.insert(oud, (*naam).to_string());
            let per = Datum::lees(per.trim())?;
            lijst.herindelingen.push(Herindeling { oud, nieuw: Gemeentecode::lees(nieuw)?, per });
        }
        // In order, so that looking one up does not walk through all of them.
        lijst.herindelingen.sort_by_key(|h| (h.oud, h.per, h.nieuw));
        if lijst.namen.len() + lijst.herindelingen.len() > REGELS_MAX {
            return Err(fout);
        }
        Ok(lijst)
    }

    /// The name, `geen gemeente (RNI)` for code 1999, else the code itself.
    pub fn naam(&self, code: Gemeentecode) -> String {
        if code == Gemeentecode::RNI {
            return "geen gemeente (RNI)".to_string();
        }
        let naam = self.namen.get(&code).or_else(|| self.vervallen.get(&code));
        naam.cloned().unwrap_or_else(|| code.to_string())
    }

    /// Whether a gemeente with this code exists now.
    pub fn bestaat(&self, code: Gemeentecode) -> bool {
        self.namen.contains_key(&code)
    }

    /// Code of what somebody typed: a code, a name, or `naam (code)`; capitals do not matter.
    pub fn zoek(&self, tekst: &str) -> Option<Gemeentecode> {
        let t = tekst.trim();
        let code = t.rsplit_once('(').map_or(t, |(_, c)| c.trim_end_matches(')'));
        if let Ok(code) = Gemeentecode::lees(code.trim()) {
            return (self.bestaat(code) || self.vervallen.contains_key(&code)).then_some(code);
        }
        let gezocht = t.to_lowercase();
        let officieel = ROEPNAMEN.iter().find(|(roep, _)| *roep == gezocht).map(|(_, naam)| *naam);
        let gezocht = officieel.unwrap_or(&gezocht);
        let zelfde = |naam: &String| naam.to_lowercase() == gezocht;
        let in_lijst =
            |l: &BTreeMap<Gemeentecode, String>| l.iter().find(|(_, n)| zelfde(n)).map(|(c, _)| *c);
        in_lijst(&self.namen).or_else(|| in_lijst(&self.vervallen))
    }

    /// All gemeenten that exist now, those of `eerst` in front, the rest by name.
    pub fn op_volgorde(&self, eerst: &[Gemeentecode]) -> Vec<(Gemeentecode, &str)> {
        let mut alle: Vec<(Gemeentecode, &str)> = self.namen.iter().map(|(c, n)| (*c, n.as_str())).collect();
        alle.sort_by(|a, b| (!eerst.contains(&a.0), a.1).cmp(&(!eerst.contains(&b.0), b.1)));
        alle
    }

    /// All herindelingen that are known: the old gemeente, a successor, and from which day. A gemeente that was divided has a row per
    /// successor.
    pub fn herindelingen(&self) -> impl Iterator<Item = (Gemeentecode, Gemeentecode, Datum)> + '_ {
        self.herindelingen.iter().map(|h| (h.oud, h.nieuw, h.per))
    }

    /// Puts another successor in the place of the known ones of `oud`: one, or several when its territory is divided.
    pub fn vervang_opvolging(&mut self, oud: Gemeentecode, nieuw: &[Gemeentecode], per: Datum) {
        self.herindelingen.retain(|h| h.oud != oud);
        self.herindelingen.extend(nieuw.iter().map(|n| Herindeling { oud, nieuw: *n, per }));
        self.herindelingen.sort_by_key(|h| (h.oud, h.per, h.nieuw));
    }

    /// What became of `code` on the day `op`, following one herindeling after another.
    pub fn opvolger(&self, code: Gemeentecode, op: Datum) -> Opvolging {
        let mut nu = code;
        // Each turn uses a herindeling of a later gemeente, so more turns than herindelingen means a ring in the file.
        for _ in 0..=self.herindelingen.len() {
            let eerste = self.herindelingen.partition_point(|h| h.oud < nu);
            let mut verder =
                self.herindelingen[eerste..].iter().take_while(|h| h.oud == nu).filter(|h| h.per <= op);
            match (verder.next(), verder.next()) {
                (None, _) if nu == code => return Opvolging::Zelf,
                (None, _) => return Opvolging::Over(nu),
                (Some(een), None) => nu = een.nieuw,
                (Some(_), Some(_)) => return Opvolging::Gesplitst,
            }
        }
        Opvolging::Gesplitst
    }
}

fn regels(bestand: &str) -> impl Iterator<Item = &str> {
    bestand.lines().skip(1).map(str::trim_end).filter(|r| !r.is_empty() && !r.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(t: &str) -> Gemeentecode {
        Gemeentecode::lees(t).expect("test code")
    }

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    fn lijst() -> Gemeenten {
        Gemeenten::lees(
            "code;naam\n0743;Asten\n0794;Helmond\n1982;Land van Cuijk\n0855;Tilburg\n0865;Vught\n",
            "oud;naam;nieuw;per\n0756;Boxmeer;1982;2022-01-01\n0788;Haaren;0855;2021-01-01\n0788;Haaren;0865;2021-01-01\n",
        )
        .expect("test list")
    }

    #[test]
    fn een_gemeente_wordt_gevonden_op_naam_code_of_beide() {
        let l = lijst();
        for t in ["Helmond", "helmond", "0794", "Helmond (0794)", " Helmond "] {
            assert_eq!(l.zoek(t), Some(c("0794")), "{t}");
        }
        assert_eq!(l.zoek("Boxmeer"), Some(c("0756")));
        for t in ["", "Hel", "9999", "Elders (9999)"] {
            assert_eq!(l.zoek(t), None, "{t}");
        }
        assert_eq!(l.op_volgorde(&[c("0865")]).first().map(|g| g.1), Some("Vught"));
    }

    #[test]
    fn na_een_herindeling_volgt_de_nieuwe_gemeente_de_oude_op() {
        let l = lijst();
        assert_eq!(l.opvolger(c("0756"), d("2021-12-31")), Opvolging::Zelf);
        assert_eq!(l.opvolger(c("0756"), d("2022-01-01")), Opvolging::Over(c("1982")));
        assert_eq!(l.opvolger(c("0788"), d("2026-01-01")), Opvolging::Gesplitst);
        let ring = Gemeenten::lees("code;naam\n", "k\n0001;a;0002;2000-01-01\n0002;b;0001;2000-01-01\n");
        assert_eq!(ring.expect("ring").opvolger(c("0001"), d("2026-01-01")), Opvolging::Gesplitst);
    }

    #[test]
    fn een_kapotte_regel_wordt_geweigerd() {
        for (g, h) in
            [("k\n794;Helmond\n", "k\n"), ("k\nHelmond\n", "k\n"), ("k\n", "k\n0756;Boxmeer;1982\n")]
        {
            assert!(Gemeenten::lees(g, h).is_err(), "{g} {h}");
        }
    }
}
