//! Figures as they are frozen: codes and numbers, in a fixed order, so that the same figures are the same bytes.

use crate::huis::Fout;
use kern::monitor::{Cijfer, Cijfertabel, Codes, Kop, Soort, Tabelnaam, versies};
use kern::stam::Peil;
use serde::{Deserialize, Serialize};

/// The figures of an uitgave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cijfers {
    /// Quarter or year.
    pub tijdvak: String,
    /// For whom.
    pub profiel: String,
    /// Peildatum.
    pub peil_op: String,
    /// Known up to and including this act.
    pub peil_nr: i64,
    /// Versions of the definitions.
    pub definities: String,
    /// Tables.
    pub tabellen: Vec<Tabel>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabel {
    /// Code.
    pub code: String,
    /// Heads of the columns.
    pub kolommen: Vec<String>,
    /// Rows.
    pub rijen: Vec<Rij>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rij {
    /// Head.
    pub kop: String,
    /// Cells.
    pub cellen: Vec<Cel>,
}

/// A cell: a number, `"verborgen"`, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cel {
    /// A number.
    Getal(i64),
    /// Hidden.
    Verborgen(String),
    /// None.
    Geen,
}

impl Cel {
    /// As counting knows it.
    pub fn cijfer(&self) -> Cijfer {
        match self {
            Cel::Getal(n) => Cijfer::Getal(*n),
            Cel::Verborgen(_) => Cijfer::Verborgen,
            Cel::Geen => Cijfer::Geen,
        }
    }
    fn van(c: Cijfer) -> Cel {
        match c {
            Cijfer::Getal(n) => Cel::Getal(n),
            Cijfer::Verborgen => Cel::Verborgen("verborgen".to_owned()),
            Cijfer::Geen => Cel::Geen,
        }
    }
}

fn kop(kop: Kop, codes: &Codes) -> String {
    match kop {
        Kop::Waarde(s) => s.tekst(codes),
        Kop::Kwartaal(k) => k.to_string(),
        Kop::Tekst(t) => t.to_owned(),
        Kop::Totaal => "totaal".to_owned(),
    }
}

impl Cijfers {
    /// Freezes tables.
    pub fn van(tijdvak: &str, profiel: &str, peil: Peil, tabellen: &[Cijfertabel], codes: &Codes) -> Cijfers {
        let rij = |r: &kern::monitor::Rij| Rij {
            kop: kop(r.kop, codes),
            cellen: r.cellen.iter().map(|c| Cel::van(c.cijfer)).collect(),
        };
        let tabel = |t: &Cijfertabel| Tabel {
            code: t.code.to_owned(),
            kolommen: t.kolommen.iter().map(|k| kop(k.kop, codes)).collect(),
            rijen: t.rijen.iter().map(rij).collect(),
        };
        Cijfers {
            tijdvak: tijdvak.to_owned(),
            profiel: profiel.to_owned(),
            peil_op: peil.op.to_string(),
            peil_nr: peil.bekend.0,
            definities: versies(),
            tabellen: tabellen.iter().map(tabel).collect(),
        }
    }
    /// As text, always the same for the same figures.
    pub fn schrijf(&self) -> Result<String, Fout> {
        serde_json::to_string(self).map_err(|e| Fout::nieuw(format!("cijfers schrijven: {e}")))
    }
    /// Reads frozen figures.
    pub fn lees(tekst: &str) -> Result<Cijfers, Fout> {
        serde_json::from_str(tekst).map_err(|e| Fout::nieuw(format!("cijfers lezen: {e}")))
    }
    /// The key figures of the quarter itself, in their fixed order.
    pub fn kerncijfers(&self) -> Vec<Cijfer> {
        let kern = [Tabelnaam::Kerncijfers, Tabelnaam::Jaarcijfers].map(Tabelnaam::code);
        let tabel = self.tabellen.iter().find(|t| kern.contains(&t.code.as_str()));
        let rijen = tabel.map_or(&[][..], |t| &t.rijen);
        rijen.iter().map(|r| r.cellen.get(1).map_or(Cijfer::Geen, Cel::cijfer)).collect()
    }
    /// Hides in a table that was counted again what these figures hid, and puts its rows in the same order: where a hidden row
    /// stands may not tell its size. A table that is not among these figures is hidden as a whole.
    pub fn verberg(&self, t: &mut Cijfertabel, codes: &Codes) {
        let bevroren = self.tabellen.iter().find(|f| f.code == t.code);
        let koppen: Vec<String> = t.kolommen.iter().map(|k| kop(k.kop, codes)).collect();
        for r in &mut t.rijen {
            let rij = kop(r.kop, codes);
            for (cel, kolom) in r.cellen.iter_mut().zip(&koppen) {
                let getoond = bevroren
                    .and_then(|f| f.cel(&rij, kolom))
                    .is_some_and(|c| !matches!(c, Cel::Verborgen(_)));
                if !getoond {
                    cel.cijfer = Cijfer::Verborgen;
                }
            }
        }
        let plek = |r: &kern::monitor::Rij| {
            let rij = kop(r.kop, codes);
            bevroren.and_then(|f| f.rijen.iter().position(|f| f.kop == rij)).unwrap_or(usize::MAX)
        };
        t.rijen.sort_by_key(plek);
    }
    /// Where two sets of figures differ, in Dutch: table, row, column, then and now.
    pub fn verschillen(&self, nu: &Cijfers) -> Vec<String> {
        let mut uit = Vec::new();
        for t in &self.tabellen {
            let Some(n) = nu.tabellen.iter().find(|n| n.code == t.code) else {
                uit.push(format!("De tabel {} is er niet meer.", t.code));
                continue;
            };
            uit.extend(t.verschillen(n));
        }
        uit
    }
}

impl Tabel {
    fn cel<'a>(&'a self, rij: &str, kolom: &str) -> Option<&'a Cel> {
        let plek = self.kolommen.iter().position(|k| k == kolom)?;
        self.rijen.iter().find(|r| r.kop == rij)?.cellen.get(plek)
    }
    fn verschillen(&self, nu: &Tabel) -> Vec<String> {
        let tekst = |c: &Cel| match c {
            Cel::Getal(n) => n.to_string(),
            Cel::Verborgen(_) => "verborgen".to_owned(),
            Cel::Geen => "leeg".to_owned(),
        };
        let zin = |v: Verschil| {
            let (toen, nu) = (tekst(&v.toen), tekst(&v.nu));
            format!("{}, {}, {}: toen {toen}, nu {nu}.", self.code, v.rij, v.kolom)
        };
        self.verschillen_van(nu).into_iter().map(zin).collect()
    }
    /// The cells that differ from those of another state of this table, by head.
    pub fn verschillen_van(&self, nu: &Tabel) -> Vec<Verschil> {
        let cel = |c: Option<&Cel>| c.cloned().unwrap_or(Cel::Geen);
        let mut rijen: Vec<&String> = self.rijen.iter().map(|r| &r.kop).collect();
        rijen.extend(nu.rijen.iter().map(|r| &r.kop).filter(|k| !self.rijen.iter().any(|r| r.kop == **k)));
        let mut kolommen: Vec<&String> = self.kolommen.iter().collect();
        kolommen.extend(nu.kolommen.iter().filter(|k| !self.kolommen.contains(*k)));
        let mut uit = Vec::new();
        for rij in rijen {
            for kolom in &kolommen {
                let (toen, straks) = (cel(self.cel(rij, kolom)), cel(nu.cel(rij, kolom)));
                if toen != straks {
                    uit.push(Verschil { rij: rij.clone(), kolom: (*kolom).clone(), toen, nu: straks });
                }
            }
        }
        uit
    }
}

/// A figure that differs between two frozen states of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschil {
    /// Head of the row.
    pub rij: String,
    /// Head of the column.
    pub kolom: String,
    /// Then; `Geen` when it was not there.
    pub toen: Cel,
    /// Now.
    pub nu: Cel,
}

/// What kind of number stands in a column of a frozen table.
pub fn soort(tabel: &str, kolom: &str) -> Soort {
    match (tabel, kolom) {
        ("realisatie-gemeente" | "realisatie-vorm", "Betaald van begroot")
        | ("wachttijd-norm", "Binnen de norm") => Soort::Promille,
        ("kosten-per-client", "Cliënten met een betaling")
        | ("wachttijden" | "verblijfsduur" | "wachttijd-norm", "Aantal") => Soort::Aantal,
        ("wachttijden" | "verblijfsduur" | "wachttijd-norm", _) => Soort::Dagen,
        ("kosten-per-client" | "begroting", _) => Soort::Cent,
        (t, _) if t.starts_with("realisatie-") || t.starts_with("betaald-") => Soort::Cent,
        _ => Soort::Aantal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cijfers(cellen: Vec<Cel>) -> Cijfers {
        let rijen = vec![Rij { kop: "Cliënten".to_owned(), cellen }];
        let kolommen = vec!["toen".to_owned(), "nu".to_owned(), "verschil".to_owned()];
        Cijfers {
            tijdvak: "2026-2".to_owned(),
            profiel: "bestuur".to_owned(),
            peil_op: "2026-06-30".to_owned(),
            peil_nr: 12,
            definities: String::new(),
            tabellen: vec![Tabel { code: "kerncijfers".to_owned(), kolommen, rijen }],
        }
    }

    #[test]
    fn bevroren_cijfers_lezen_terug_wat_er_stond() {
        let c = cijfers(vec![Cel::Geen, Cel::Getal(41), Cel::Verborgen("verborgen".to_owned())]);
        let tekst = c.schrijf().expect("writes");
        assert!(tekst.contains(r#""cellen":[null,41,"verborgen"]"#), "{tekst}");
        assert_eq!(Cijfers::lees(&tekst).expect("reads"), c);
        assert_eq!(c.kerncijfers()[0], Cijfer::Getal(41));
    }

    #[test]
    fn de_soort_van_een_kolom_is_die_van_de_tabel() {
        use kern::monitor::{Blik, Feiten, Tijdvak, tabel};
        let feiten = Feiten::default();
        let blik = Blik::nieuw(&feiten, Peil::op(kern::stam::Datum::lees("2026-06-30").expect("test date")));
        for naam in Tabelnaam::ALLE {
            let t = tabel(&blik, *naam, Tijdvak::TwaalfMaanden);
            for k in &t.kolommen {
                assert_eq!(soort(t.code, &kop(k.kop, &feiten.codes)), k.soort, "{} {:?}", t.code, k.kop);
            }
        }
    }

    #[test]
    fn een_verschil_wordt_bij_de_cel_genoemd() {
        let toen = cijfers(vec![Cel::Geen, Cel::Getal(41), Cel::Geen]);
        let nu = cijfers(vec![Cel::Geen, Cel::Getal(40), Cel::Geen]);
        assert_eq!(toen.verschillen(&toen), Vec::<String>::new());
        assert_eq!(toen.verschillen(&nu), ["kerncijfers, Cliënten, nu: toen 41, nu 40."]);
    }
}
