//! Rows of a table that came from outside (CSV here; a spreadsheet gives the same rows): what can be read is read, and every cell
//! that can not is a finding with its row and column. Nothing is guessed and nothing stops at the first mistake.

use super::herleiding::Cijferbron;
use super::model::{Decimaal, Gemeenterij, Maatstaftabel, Verdeelmodel};
use crate::stam::{Cent, Gemeentecode, Weigering, lees_bedrag, lees_getal};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Most rows that are read.
pub const RIJEN_MAX: usize = 5_000;

const INWONERS: &str = "inwoners";

/// What is wrong in a table that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rijfout {
    /// Number of the row as the spreadsheet shows it: the heading is row 1.
    pub rij: usize,
    /// Heading of the column; empty when the whole row is wrong.
    pub kolom: String,
    /// What stood there.
    pub gelezen: String,
    /// What is wrong, in Dutch.
    pub zin: String,
}

/// The rows that could be read, and what is wrong with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inlezing<T> {
    /// Rows without a mistake.
    pub rijen: Vec<T>,
    /// Mistakes, in the order of the rows.
    pub fouten: Vec<Rijfout>,
}

impl<T> Inlezing<T> {
    /// Whether everything could be read.
    pub fn is_goed(&self) -> bool {
        self.fouten.is_empty()
    }
}

/// Cuts CSV in rows and cells. The sign between cells is the one of `;`, tab and `,` that the heading has most of; cells may stand
/// between quotes. Empty rows are kept empty, so that row numbers agree with the file.
pub fn lees_csv(tekst: &str) -> Vec<Vec<String>> {
    let tekst = tekst.strip_prefix('\u{feff}').unwrap_or(tekst);
    let kop = tekst.lines().next().unwrap_or_default();
    let teken = [';', '\t', ','].into_iter().rev().max_by_key(|t| kop.matches(*t).count()).unwrap_or(';');
    let (mut rijen, mut rij, mut cel) = (Vec::new(), Vec::new(), String::new());
    let (mut in_aanhaling, mut tekens) = (false, tekst.chars().peekable());
    while let Some(c) = tekens.next() {
        match c {
            '"' if in_aanhaling && tekens.peek() == Some(&'"') => {
                tekens.next();
                cel.push('"');
            }
            '"' => in_aanhaling = !in_aanhaling,
            '\r' if !in_aanhaling => {}
            '\n' if !in_aanhaling => {
                rij.push(core::mem::take(&mut cel));
                rijen.push(core::mem::take(&mut rij));
            }
            c if c == teken && !in_aanhaling => rij.push(core::mem::take(&mut cel)),
            c => cel.push(c),
        }
    }
    if !cel.is_empty() || !rij.is_empty() {
        rij.push(cel);
        rijen.push(rij);
    }
    rijen
}

/// A table with a heading, looked at cell by cell.
struct Blad<'a> {
    kolommen: BTreeMap<String, usize>,
    rijen: Vec<(usize, &'a [String])>,
    fouten: Vec<Rijfout>,
}

impl<'a> Blad<'a> {
    /// Finds the columns that must be there. Capitals and spaces around a heading do not matter.
    fn nieuw(rijen: &'a [Vec<String>], nodig: &[&str]) -> Blad<'a> {
        let (kop, rest) = rijen.split_first().map_or((&[][..], &[][..]), |(k, r)| (k.as_slice(), r));
        let kolommen: BTreeMap<String, usize> =
            kop.iter().enumerate().map(|(i, k)| (k.trim().to_lowercase(), i)).collect();
        let mist = nodig.iter().filter(|n| !kolommen.contains_key(&n.to_lowercase()));
        let mut fouten: Vec<Rijfout> = mist.map(|n| fout(1, n, "", "Deze kolom ontbreekt.")).collect();
        if rest.len() > RIJEN_MAX {
            fouten.push(fout(
                RIJEN_MAX + 2,
                "",
                "",
                "Het bestand heeft te veel rijen. De rest is niet gelezen.",
            ));
        }
        let vol = |(_, r): &(usize, &Vec<String>)| r.iter().any(|c| !c.trim().is_empty());
        let rijen =
            rest.iter().take(RIJEN_MAX).enumerate().filter(vol).map(|(i, r)| (i + 2, r.as_slice())).collect();
        // Without its columns no row can be read, and saying so for each of them helps nobody.
        let rijen = if fouten.iter().any(|f| f.rij == 1) { Vec::new() } else { rijen };
        Blad { kolommen, rijen, fouten }
    }

    fn cel(&self, rij: &'a [String], kolom: &str) -> &'a str {
        let plek = self.kolommen.get(&kolom.to_lowercase()).copied();
        plek.and_then(|p| rij.get(p)).map_or("", |c| c.trim())
    }

    /// The value of a cell; a finding and `None` when it cannot be read.
    fn lees<T, E: ToString>(
        &mut self,
        nr: usize,
        rij: &'a [String],
        kolom: &str,
        hoe: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let cel = self.cel(rij, kolom);
        let uit = if cel.is_empty() {
            Err("Deze cel is leeg.".to_string())
        } else {
            hoe(cel).map_err(|e| e.to_string())
        };
        match uit {
            Ok(t) => Some(t),
            Err(zin) => {
                self.fouten.push(fout(nr, kolom, cel, &zin));
                None
            }
        }
    }
}

fn fout(rij: usize, kolom: &str, gelezen: &str, zin: &str) -> Rijfout {
    Rijfout { rij, kolom: kolom.to_string(), gelezen: gelezen.to_string(), zin: zin.to_string() }
}

/// Reads a CBS code, also `794` or `GM0794` as spreadsheets and CBS tables have it.
fn lees_code(tekst: &str) -> Result<Gemeentecode, crate::stam::Onleesbaar> {
    let kaal = tekst.strip_prefix("GM").or(tekst.strip_prefix("gm")).unwrap_or(tekst);
    Gemeentecode::lees(&format!("{kaal:0>4}"))
}

fn lees_heel(tekst: &str) -> Result<u32, &'static str> {
    const GEEN: &str = "Dit is geen heel aantal.";
    // A number of people has no decimals, so a lone point marks thousands.
    let cent = lees_bedrag(tekst).map_err(|_| GEEN)?;
    if cent.0 % 100 == 0 { u32::try_from(cent.0 / 100).map_err(|_| GEEN) } else { Err(GEEN) }
}

/// Reads the values of the maatstaven: a column `code`, a column `inwoners`, and one per maatstaf of the model, headed by its code.
pub fn lees_maatstaven(rijen: &[Vec<String>], model: &Verdeelmodel) -> Inlezing<Gemeenterij> {
    let mut nodig = Vec::from(["code", INWONERS]);
    nodig.extend(model.maatstaven.iter().map(|m| m.code.as_str()).filter(|c| *c != INWONERS));
    let mut blad = Blad::nieuw(rijen, &nodig);
    let mut uit = Inlezing { rijen: Vec::new(), fouten: Vec::new() };
    for (nr, rij) in core::mem::take(&mut blad.rijen) {
        let gemeente = blad.lees(nr, rij, "code", lees_code);
        let inwoners = blad.lees(nr, rij, INWONERS, lees_heel);
        let decimaal = |t: &str| lees_getal(t).and_then(|b| Decimaal::van(&b));
        // A maatstaf that counts inhabitants has them already.
        let lees_waarde = |code: &str| match code {
            INWONERS => inwoners.map(Decimaal::heel),
            _ => blad.lees(nr, rij, code, decimaal),
        };
        let waarden: Vec<Option<Decimaal>> =
            model.maatstaven.iter().map(|m| m.code.as_str()).map(lees_waarde).collect();
        if let (Some(gemeente), Some(inwoners), Some(waarden)) =
            (gemeente, inwoners, waarden.into_iter().collect())
        {
            meld_dubbel(&mut blad.fouten, uit.rijen.iter().map(|r: &Gemeenterij| r.gemeente), gemeente, nr);
            uit.rijen.push(Gemeenterij { gemeente, inwoners, waarden });
        }
    }
    uit.fouten = blad.fouten;
    uit.fouten.sort();
    uit
}

/// Reads an amount per gemeente: published outcomes, historic budgets or uitkeringsbases. `kolom` heads the amounts.
pub fn lees_bedragen(rijen: &[Vec<String>], kolom: &str) -> Inlezing<(Gemeentecode, Cent)> {
    let mut blad = Blad::nieuw(rijen, &["code", kolom]);
    let mut uit = Inlezing { rijen: Vec::new(), fouten: Vec::new() };
    for (nr, rij) in core::mem::take(&mut blad.rijen) {
        let gemeente = blad.lees(nr, rij, "code", lees_code);
        let bedrag = blad.lees(nr, rij, kolom, lees_bedrag);
        if let (Some(gemeente), Some(bedrag)) = (gemeente, bedrag) {
            meld_dubbel(&mut blad.fouten, uit.rijen.iter().map(|r: &(Gemeentecode, Cent)| r.0), gemeente, nr);
            uit.rijen.push((gemeente, bedrag));
        }
    }
    uit.fouten = blad.fouten;
    uit.fouten.sort();
    uit
}

fn meld_dubbel(
    fouten: &mut Vec<Rijfout>,
    mut eerder: impl Iterator<Item = Gemeentecode>,
    code: Gemeentecode,
    nr: usize,
) {
    if eerder.any(|e| e == code) {
        fouten.push(fout(nr, "code", &code.to_string(), "Deze gemeente staat al in een eerdere rij."));
    }
}

/// The table, when everything could be read; else refused with the number of mistakes (STL-15).
pub fn maak_tabel(inlezing: Inlezing<Gemeenterij>, bron: Cijferbron) -> Result<Maatstaftabel, Weigering> {
    if !inlezing.is_goed() {
        let zin = format!(
            "In het bestand staan {} fouten. Verbeter ze en lees het opnieuw in.",
            inlezing.fouten.len()
        );
        return Err(Weigering::nieuw("STL-15", super::model::FVW_11, zin));
    }
    Maatstaftabel::nieuw(inlezing.rijen, bron)
}

#[cfg(test)]
mod tests {
    use super::super::verdeling_toets::{MACRO, bron, g, model, voorbeeld};
    use super::super::{Cijferstatus, verdeel};
    use super::*;
    use alloc::vec;

    fn lees(tekst: &str) -> Inlezing<Gemeenterij> {
        lees_maatstaven(&lees_csv(tekst), &model())
    }
    fn plekken<T>(i: &Inlezing<T>) -> Vec<(usize, &str, &str)> {
        i.fouten.iter().map(|f| (f.rij, f.kolom.as_str(), f.gelezen.as_str())).collect()
    }

    #[test]
    fn een_tabel_leest_met_elk_scheidingsteken() {
        let t = "Code;Naam; Inwoners ;laag inkomen;psychische zorg\r\n0743;Asten;17.068;430;150\r\n762;Deurne;32606;900;300\r\nGM0794;Helmond;93476;5.200,0;1250\n0847;Someren;19701;480;165\n\n1652;\"Gemert-Bakel\";31040;820;270\n1659;Laarbeek;22943;560;190\n9999;\"Rest; \"\"van\"\" Nederland\";17373838;600000;205000";
        let i = lees(t);
        assert_eq!(i.fouten, Vec::new());
        let tabel = maak_tabel(i, bron(Cijferstatus::Illustratief)).expect("no mistakes");
        assert_eq!(verdeel(&model(), &tabel, MACRO).expect("splits"), voorbeeld());
        assert_eq!(lees_csv("a,b\n\"1,5\",2\n"), vec![vec!["a", "b"], vec!["1,5", "2"]]);
        assert_eq!(lees_csv("\u{feff}a\tb\n1\t2"), vec![vec!["a", "b"], vec!["1", "2"]]);
        assert_eq!(lees_csv("a;b\n\"regel\neen\";2"), vec![vec!["a", "b"], vec!["regel\neen", "2"]]);
        assert_eq!(lees_csv("a;b\n1;"), vec![vec!["a", "b"], vec!["1", ""]]);
        assert_eq!(lees_csv("a,1;b,2;c"), vec![vec!["a,1", "b,2", "c"]]);
        assert_eq!(
            lees_csv("a;b\r\n\"zeg \"\"ja\"\"\";\"x\ry\"\r\n"),
            vec![vec!["a", "b"], vec!["zeg \"ja\"", "x\ry"]]
        );
        assert_eq!(lees_csv("a;b\n\"\";\"\"\"\""), vec![vec!["a", "b"], vec!["", "\""]]);
        assert_eq!(lees_csv(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn elke_fout_heeft_een_rij_en_een_kolom() {
        let i = lees(
            "code;inwoners;laag inkomen;psychische zorg\n0743;17068;430;150\nX;1,5;1.234;\n\n0743;1;2;3\n0762;9999999999;1;-2,5",
        );
        let verwacht = [
            (3, "code", "X"),
            (3, "inwoners", "1,5"),
            (3, "laag inkomen", "1.234"),
            (3, "psychische zorg", ""),
            (5, "code", "0743"),
            (6, "inwoners", "9999999999"),
        ];
        assert_eq!(plekken(&i), verwacht);
        assert_eq!(i.rijen.len(), 2);
        assert_eq!(maak_tabel(i, bron(Cijferstatus::Concept)).expect_err("mistakes").code, "STL-15");
        let leeg = lees("code;inwoners\n0743;1");
        assert_eq!(plekken(&leeg), [(1, "laag inkomen", ""), (1, "psychische zorg", "")]);
        assert!(leeg.rijen.is_empty() && !leeg.is_goed());
        assert_eq!(plekken(&lees("")).len(), 4);
    }

    #[test]
    fn bedragen_lezen_met_euroteken_en_duizendtallen() {
        let i = lees_bedragen(
            &lees_csv("code;bedrag\n0794;€ 15.750.000,00\n0762;92.500\n0743;1,234\n0794;1"),
            "Bedrag",
        );
        assert_eq!(
            i.rijen,
            [(g("0794"), Cent(1_575_000_000)), (g("0762"), Cent(9_250_000)), (g("0794"), Cent(100))]
        );
        assert_eq!(plekken(&i), [(4, "Bedrag", "1,234"), (5, "code", "0794")]);
        assert_eq!(lees_heel("-1"), Err("Dit is geen heel aantal."));
        assert_eq!(lees_heel("12.345"), Ok(12_345));
    }

    #[test]
    fn een_te_lang_bestand_wordt_tot_de_grens_gelezen() {
        let bestand = |n: usize| {
            let mut t = String::from("code;bedrag\n");
            (0..n).for_each(|i| t.push_str(&format!("{i:04};1\n")));
            lees_bedragen(&lees_csv(&t), "bedrag")
        };
        assert!(bestand(RIJEN_MAX).is_goed());
        let i = bestand(RIJEN_MAX + 1);
        assert_eq!((i.rijen.len(), plekken(&i)), (RIJEN_MAX, vec![(RIJEN_MAX + 2, "", "")]));
    }
}
