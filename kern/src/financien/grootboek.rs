//! The double-entry boek. A booking moves an amount from one account to another, so what goes out of balance cannot be written down;
//! a mistake is undone by a tegenboeking, never by changing a line.

use super::crediteur::{CREDITEUREN, Crediteur};
use super::taakveld::Taakveld;
use crate::inkoop::codelijst;
use crate::stam::{AanbiederId, Cent, Datum, Gemeentecode, Onleesbaar, Weigering};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

const BBV: &str = "BBV art. 17 en 24";

codelijst! {
    /// Kind of account.
    Rekeningsoort, "Onbekende soort rekening." {
        /// Costs of a taakveld.
        Lasten = "lasten", "Lasten";
        /// Income of a taakveld.
        Baten = "baten", "Baten";
        /// Bank, claims and debts.
        Balans = "balans", "Balans";
    }
}

/// An account in the books of one gemeente.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rekening {
    /// In whose books.
    pub administratie: Gemeentecode,
    /// Costs, income or balance.
    pub soort: Rekeningsoort,
    /// Iv3 taakveld; none on the balance.
    pub taakveld: Option<Taakveld>,
    /// Economische categorie or name of the balance account; free, because the regions differ.
    pub categorie: String,
    /// Part of the account of debts to aanbieders; none on every other account.
    pub crediteur: Option<Crediteur>,
}

impl Rekening {
    /// An account on the balance.
    pub fn balans(administratie: Gemeentecode, naam: &str) -> Rekening {
        let categorie = String::from(naam);
        Rekening { administratie, soort: Rekeningsoort::Balans, taakveld: None, categorie, crediteur: None }
    }
    /// An account of costs or income, under the code of its stream of money.
    pub fn resultaat(
        administratie: Gemeentecode,
        soort: Rekeningsoort,
        taakveld: &Taakveld,
        stroom: &str,
    ) -> Rekening {
        let (taakveld, categorie) = (Some(taakveld.clone()), String::from(stroom));
        Rekening { administratie, soort, taakveld, categorie, crediteur: None }
    }
    /// Whether it is the account of debts to aanbieders, or a part of it.
    pub fn is_schuld(&self) -> bool {
        self.soort == Rekeningsoort::Balans && self.categorie == CREDITEUREN
    }
}

/// What somebody books by hand is an amount that a region can have (FIN-49) on a day that is not after this year (FIN-50): a point or a year
/// typed wrong would make every figure of the pot nonsense. The limit is the house's own.
///
/// # Errors
/// FIN-49 from half a milliard euro; FIN-50 after 31 December of the year of `vandaag`, and before 2015, when the law began.
pub fn met_de_hand(bedrag: Cent, datum: Datum, vandaag: Datum) -> Result<(), Weigering> {
    const HOOGSTENS: Cent = Cent(50_000_000_000);
    if bedrag.0.abs() >= HOOGSTENS.0 {
        let zin = format!("{bedrag} is te veel voor een boeking met de hand. Staat de komma goed?");
        return Err(Weigering::nieuw("FIN-49", BBV, zin).bij("bedrag"));
    }
    if datum.jaar() > vandaag.jaar() || datum.jaar() < 2015 {
        let zin = format!(
            "U kunt niet boeken op {}. Kies een dag van 2015 tot en met {}.",
            datum.voluit(),
            vandaag.jaar()
        );
        return Err(Weigering::nieuw("FIN-50", BBV, zin).bij("datum"));
    }
    Ok(())
}

/// An amount that moves: debet one account, credit another, of the same books and more than nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overboeking {
    debet: Rekening,
    credit: Rekening,
    bedrag: Cent,
}

impl Overboeking {
    /// Refused between the books of two gemeenten (FIN-11), from an account to itself (FIN-12), and for nothing or less (FIN-13).
    pub fn nieuw(debet: Rekening, credit: Rekening, bedrag: Cent) -> Result<Overboeking, Weigering> {
        if debet.administratie != credit.administratie {
            let zin =
                "Een boeking blijft in de boeken van één gemeente. Boek bij elke gemeente haar eigen kant.";
            return Err(Weigering::nieuw("FIN-11", BBV, zin));
        }
        if debet == credit {
            return Err(Weigering::nieuw("FIN-12", BBV, "Debet en credit zijn dezelfde rekening."));
        }
        if bedrag <= Cent::NUL {
            let zin =
                "Een boeking is meer dan nul. Wilt u iets terugdraaien? Open dan de post en boek hem tegen.";
            return Err(Weigering::nieuw("FIN-13", BBV, zin));
        }
        Ok(Overboeking { debet, credit, bedrag })
    }
    /// Account that receives.
    pub fn debet(&self) -> &Rekening {
        &self.debet
    }
    /// Account that gives.
    pub fn credit(&self) -> &Rekening {
        &self.credit
    }
    /// How much; more than nothing.
    pub fn bedrag(&self) -> Cent {
        self.bedrag
    }
    fn omgekeerd(&self) -> Overboeking {
        Overboeking { debet: self.credit.clone(), credit: self.debet.clone(), bedrag: self.bedrag }
    }
}

/// One entry of the boek: a day, why, and what moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journaalpost {
    /// Day it belongs to.
    pub datum: Datum,
    /// Why, in Dutch.
    pub omschrijving: String,
    /// Document or besluit it rests on.
    pub stuk: String,
    /// What moves.
    pub overboekingen: Vec<Overboeking>,
}

/// An entry that is in the boek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeboektePost {
    /// Number in the boek, from 1 without gaps.
    pub nr: u32,
    /// The entry.
    pub post: Journaalpost,
    /// The entry that this one undoes.
    pub tegenboeking_van: Option<u32>,
}

/// A line as the ledger of a gemeente takes it: one side of an overboeking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journaalregel {
    /// Number of the entry.
    pub nr: u32,
    /// Day it belongs to.
    pub datum: Datum,
    /// Why.
    pub omschrijving: String,
    /// Document it rests on.
    pub stuk: String,
    /// Account.
    pub rekening: Rekening,
    /// Amount on the debet side; zero on a credit line.
    pub debet: Cent,
    /// Amount on the credit side; zero on a debet line.
    pub credit: Cent,
}

/// The boek: entries are added and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grootboek {
    posten: Vec<GeboektePost>,
}

impl Grootboek {
    /// Adds an entry and gives its number. Refused without anything that moves (FIN-14).
    pub fn boek(&mut self, post: Journaalpost) -> Result<u32, Weigering> {
        self.voeg_toe(post, None)
    }

    fn voeg_toe(&mut self, post: Journaalpost, tegenboeking_van: Option<u32>) -> Result<u32, Weigering> {
        if post.overboekingen.is_empty() {
            return Err(Weigering::nieuw("FIN-14", BBV, "Een journaalpost zonder bedragen boekt niets."));
        }
        let nr = u32::try_from(self.posten.len()).expect("fewer than four billion entries") + 1;
        self.posten.push(GeboektePost { nr, post, tegenboeking_van });
        Ok(nr)
    }

    /// Undoes an entry by its mirror image. Refused when it does not exist (FIN-15), is itself a tegenboeking (FIN-16) or was undone
    /// already (FIN-17).
    pub fn boek_tegen(&mut self, nr: u32, datum: Datum, reden: &str) -> Result<u32, Weigering> {
        let Some(oud) = self.posten.iter().find(|p| p.nr == nr) else {
            return Err(Weigering::nieuw(
                "FIN-15",
                BBV,
                format!("Journaalpost {nr} staat niet in het boek."),
            ));
        };
        if oud.tegenboeking_van.is_some() {
            let zin = "Een tegenboeking wordt niet zelf tegengeboekt. Boek de post opnieuw.";
            return Err(Weigering::nieuw("FIN-16", BBV, zin));
        }
        if self.posten.iter().any(|p| p.tegenboeking_van == Some(nr)) {
            return Err(Weigering::nieuw("FIN-17", BBV, format!("Journaalpost {nr} is al tegengeboekt.")));
        }
        let overboekingen = oud.post.overboekingen.iter().map(Overboeking::omgekeerd).collect();
        let post = Journaalpost {
            datum,
            omschrijving: reden.to_string(),
            stuk: oud.post.stuk.clone(),
            overboekingen,
        };
        self.voeg_toe(post, Some(nr))
    }

    /// All entries, in order.
    pub fn posten(&self) -> &[GeboektePost] {
        &self.posten
    }

    /// The lines for the ledger of a gemeente: of every overboeking its debet and its credit line.
    pub fn regels(&self, administratie: Gemeentecode) -> Vec<Journaalregel> {
        let van_post = |p: &GeboektePost| {
            let regel = |rekening: &Rekening, debet, credit| Journaalregel {
                nr: p.nr,
                datum: p.post.datum,
                omschrijving: p.post.omschrijving.clone(),
                stuk: p.post.stuk.clone(),
                rekening: rekening.clone(),
                debet,
                credit,
            };
            let paar = |o: &Overboeking| {
                [regel(&o.debet, o.bedrag, Cent::NUL), regel(&o.credit, Cent::NUL, o.bedrag)]
            };
            p.post.overboekingen.iter().flat_map(paar).collect::<Vec<Journaalregel>>()
        };
        let mut uit: Vec<Journaalregel> = self.posten.iter().flat_map(van_post).collect();
        uit.retain(|r| r.rekening.administratie == administratie);
        uit
    }

    /// What stands on every account: debet minus credit.
    pub fn saldi(&self) -> BTreeMap<Rekening, Cent> {
        let mut uit: BTreeMap<Rekening, Cent> = BTreeMap::new();
        for o in self.posten.iter().flat_map(|p| &p.post.overboekingen) {
            *uit.entry(o.debet.clone()).or_default() += o.bedrag;
            *uit.entry(o.credit.clone()).or_default() += -o.bedrag;
        }
        uit
    }

    /// Income minus costs in the books of a gemeente.
    pub fn resultaat(&self, administratie: Gemeentecode) -> Cent {
        let telt = |r: &Rekening| r.administratie == administratie && r.soort != Rekeningsoort::Balans;
        self.saldi().into_iter().filter(|(r, _)| telt(r)).map(|(_, c)| -c).sum()
    }
}

/// The lines as CSV for a municipal ledger: semicolons, decimal comma, Dutch headings. On the account of debts to aanbieders the last two
/// columns name the aanbieder, as `naam` writes it, and the year of the care.
pub fn journaal_csv(regels: &[Journaalregel], naam: &dyn Fn(AanbiederId) -> String) -> String {
    let mut uit = String::from(
        "post;datum;omschrijving;stuk;administratie;soort;taakveld;categorie;debet;credit;crediteur;zorgjaar\r\n",
    );
    let cel = |t: &str| {
        // A cell that begins like a formula would be run by a spreadsheet.
        let veilig = if t.starts_with(['=', '+', '-', '@']) { format!("'{t}") } else { t.to_string() };
        if veilig.contains([';', '"', '\n', '\r']) {
            format!("\"{}\"", veilig.replace('"', "\"\""))
        } else {
            veilig
        }
    };
    let bedrag =
        |c: Cent| if c == Cent::NUL { String::new() } else { format!("{},{:02}", c.0 / 100, c.0 % 100) };
    for r in regels {
        let taakveld = r.rekening.taakveld.as_ref().map_or(String::new(), ToString::to_string);
        let velden = [
            r.nr.to_string(),
            r.datum.to_string(),
            cel(&r.omschrijving),
            cel(&r.stuk),
            r.rekening.administratie.to_string(),
            r.rekening.soort.code().to_string(),
            taakveld,
            cel(&r.rekening.categorie),
            bedrag(r.debet),
            bedrag(r.credit),
            r.rekening.crediteur.map_or(String::new(), |c| cel(&naam(c.aanbieder))),
            r.rekening.crediteur.map_or(String::new(), |c| c.jaar.to_string()),
        ];
        uit.push_str(&velden.join(";"));
        uit.push_str("\r\n");
    }
    uit
}
