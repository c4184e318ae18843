//! One pot of six gemeenten: what each brings in, what it costs, what is left; and what each gemeente would have paid by itself.

use crate::stam::{Breuk, Cent, Gemeentecode, Weigering};
use crate::stelsel::{Bewerking, Cijferbron, Grootheid, Term};
use alloc::{collections::BTreeMap, format, string::String, vec, vec::Vec};

pub(super) const DVO: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025, 5.1 (dienstverleningsovereenkomst)";

/// Amounts per gemeente.
pub type PerGemeente = Vec<(Gemeentecode, Cent)>;

/// One line of the costs of doing the work, such as trajectregie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kostenregel {
    /// What it is.
    pub omschrijving: String,
    /// What it costs in the year.
    pub bedrag: Cent,
    /// Iv3 taakveld.
    pub taakveld: String,
}

/// Costs of people: fte × price per fte, rounded once, halves away from zero. `None` when it does not fit.
pub fn fte_kosten(fte: &Breuk, per_fte: Cent) -> Option<Cent> {
    fte.maal(&Breuk::van_cent(per_fte)).naar_cent()
}

/// Everything that goes in and out of the pot in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pot {
    /// What each gemeente received and passes on.
    pub inbreng: PerGemeente,
    /// Own contributions that the CAK collected.
    pub eigen_bijdragen: Cent,
    /// Support of the inwoners of each gemeente.
    pub programmakosten: PerGemeente,
    /// Costs of doing the work.
    pub uitvoeringskosten: Vec<Kostenregel>,
    /// Overhead as a share of the uitvoeringskosten.
    pub overhead: Breuk,
}

/// The sums of a pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potuitkomst {
    /// What all gemeenten bring in.
    pub inbreng: Cent,
    /// Support.
    pub programmakosten: Cent,
    /// Costs of doing the work, without overhead.
    pub uitvoeringskosten: Cent,
    /// Overhead, rounded once, halves away from zero.
    pub overhead: Cent,
    /// All costs.
    pub lasten: Cent,
    /// All income.
    pub baten: Cent,
    /// Income minus costs: more than nothing is left over.
    pub resultaat: Cent,
}

fn som(lijst: &[(Gemeentecode, Cent)]) -> Cent {
    lijst.iter().map(|x| x.1).sum()
}

impl Pot {
    /// Adds everything up. Refused when the overhead does not fit (FIN-04).
    pub fn uitkomst(&self) -> Result<Potuitkomst, Weigering> {
        let uitvoeringskosten: Cent = self.uitvoeringskosten.iter().map(|k| k.bedrag).sum();
        let overhead =
            self.overhead.maal(&Breuk::van_cent(uitvoeringskosten)).naar_cent().ok_or_else(|| {
                Weigering::nieuw("FIN-04", "BBV art. 17", "De overhead is te groot om mee te rekenen.")
            })?;
        let (inbreng, programmakosten) = (som(&self.inbreng), som(&self.programmakosten));
        let lasten = programmakosten + uitvoeringskosten + overhead;
        let baten = inbreng + self.eigen_bijdragen;
        Ok(Potuitkomst {
            inbreng,
            programmakosten,
            uitvoeringskosten,
            overhead,
            lasten,
            baten,
            resultaat: baten - lasten,
        })
    }

    /// How the result came about. `bron` names the begroting or jaarrekening that the amounts stand in, `naam` the gemeenten.
    pub fn herleid(&self, bron: &Cijferbron, naam: impl Fn(Gemeentecode) -> String) -> Option<Term> {
        let geld = |n: String, c: Cent| Term::bedrag(n, c, bron);
        let reken = |n: &str, b, delen| Term::reken(n, Grootheid::Geld, b, delen);
        let mut baten: Vec<Term> =
            self.inbreng.iter().map(|(g, c)| geld(format!("Inbreng {}", naam(*g)), *c)).collect();
        baten.push(geld("Eigen bijdragen".into(), self.eigen_bijdragen));
        let mut lasten: Vec<Term> = self
            .programmakosten
            .iter()
            .map(|(g, c)| geld(format!("Programmakosten {}", naam(*g)), *c))
            .collect();
        if !self.uitvoeringskosten.is_empty() {
            let regels =
                self.uitvoeringskosten.iter().map(|k| geld(k.omschrijving.clone(), k.bedrag)).collect();
            let uitvoering = reken("Uitvoeringskosten", Bewerking::Som, regels)?;
            let deel = Term::gegeven("Opslag voor overhead", Grootheid::Aandeel, self.overhead.clone(), bron);
            let overhead =
                reken("Overhead voor afronding", Bewerking::Product, vec![uitvoering.clone(), deel])?;
            lasten.extend([uitvoering, reken("Overhead", Bewerking::Afgerond, vec![overhead])?]);
        }
        // A pot without any costs is possible at the start of a year.
        let lasten =
            reken("Lasten", Bewerking::Som, lasten).unwrap_or_else(|| geld("Lasten".into(), Cent::NUL));
        reken("Resultaat", Bewerking::Verschil, vec![reken("Baten", Bewerking::Som, baten)?, lasten])
    }

    /// What each gemeente brings in more than the support of its own inwoners costs, before the costs of doing the work. For
    /// information only: in one pot nobody pays this to anybody.
    pub fn solidariteit(&self) -> Vec<Solidariteit> {
        let mut uit: BTreeMap<Gemeentecode, Solidariteit> = BTreeMap::new();
        let leeg = |gemeente| Solidariteit { gemeente, inbreng: Cent::NUL, programmakosten: Cent::NUL };
        for (g, c) in &self.inbreng {
            uit.entry(*g).or_insert(leeg(*g)).inbreng += *c;
        }
        for (g, c) in &self.programmakosten {
            uit.entry(*g).or_insert(leeg(*g)).programmakosten += *c;
        }
        uit.into_values().collect()
    }
}

/// What one gemeente brings in and what its inwoners need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Solidariteit {
    /// Which gemeente.
    pub gemeente: Gemeentecode,
    /// What it brings in.
    pub inbreng: Cent,
    /// What the support of its inwoners costs.
    pub programmakosten: Cent,
}

/// Must stand beside every table of solidariteitsoverdrachten.
pub const SOLIDARITEIT_UITLEG: &str = "De solidariteitsoverdracht is de inbreng min de programmakosten van de eigen inwoners, voor \
     uitvoeringskosten. Niemand betaalt dit aan een ander: het laat zien hoe de pot werkt. Zolang het ingroeipad nog maar kort loopt, \
     komt het meeste geld als historisch budget bij de centrumgemeente binnen. De andere gemeenten lijken dan te ontvangen, ook als zij \
     later zelf genoeg krijgen.";

impl Solidariteit {
    /// Inbreng minus programmakosten: more than nothing means that this gemeente carries others.
    pub fn overdracht(&self) -> Cent {
        self.inbreng - self.programmakosten
    }
    /// One Dutch sentence.
    pub fn zin(&self, naam: &str) -> String {
        let (in_, uit, verschil) = (self.inbreng, self.programmakosten, self.overdracht());
        let begin = format!("{naam} brengt {in_} in. De ondersteuning van inwoners van {naam} kost {uit}.");
        if verschil < Cent::NUL {
            return format!("{begin} De pot draagt {} bij.", -verschil);
        }
        format!("{begin} {naam} draagt {verschil} bij aan de pot.")
    }
}
