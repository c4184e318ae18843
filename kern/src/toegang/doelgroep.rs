//! The doelgroeptoets (UP §1): it advises with its steps shown, a human decides.

use super::doelgroep_stappen as stappen;
use super::{Antwoord, Bewijsbron, Criterium, UP_DOELGROEP};
use crate::stam::{Datum, Uitleg, Weigering};
use alloc::{string::String, vec::Vec};

/// The numbers of the doelgroep; they live in `regels/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doelgroepregels {
    /// Age from which the Wmo-doelgroep begins, in years.
    pub leeftijd_vanaf_jaren: u16,
    /// Number of leefgebieden on which there must be problems at least.
    pub leefgebieden_minimaal: usize,
}

/// What was found on one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevinding {
    /// What was asked.
    pub criterium: Criterium,
    /// The answer.
    pub antwoord: Antwoord,
    /// On what kind of source it rests; needed for ja and nee.
    pub bron: Option<Bewijsbron>,
    /// In a few words what was seen or said; may be empty.
    pub bewijs: String,
}

/// Everything the toets looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doelgroepvraag {
    /// Birth date.
    pub geboren: Datum,
    /// Day of the toets.
    pub op: Datum,
    /// Names of the leefgebieden on which there are problems, from the list of the region; only those that matter for the
    /// question.
    pub leefgebieden: Vec<String>,
    /// Findings. `Leeftijd` is computed and need not be given; a missing criterion counts as `Onbekend`. For
    /// `Leefgebieden` the answer is computed from the list; `Nee` there means: we spoke about all that matters.
    pub bevindingen: Vec<Bevinding>,
}

impl Doelgroepvraag {
    /// What was answered, `Onbekend` when nothing was.
    pub fn gegeven(&self, criterium: Criterium) -> Antwoord {
        self.bevindingen.iter().find(|b| b.criterium == criterium).map_or(Antwoord::Onbekend, |b| b.antwoord)
    }

    /// The answer that counts: computed for age and leefgebieden, given for the rest.
    pub fn antwoord(&self, criterium: Criterium, regels: &Doelgroepregels) -> Antwoord {
        match criterium {
            Criterium::Leeftijd => {
                ja_of_nee(self.geboren <= self.op && self.leeftijd() >= regels.leeftijd_vanaf_jaren)
            }
            Criterium::Leefgebieden => self.leefgebieden_antwoord(regels),
            Criterium::Psychosociaal
            | Criterium::Verslaving
            | Criterium::Dakloos
            | Criterium::EigenKracht
            | Criterium::Wlz
            | Criterium::Zvw
            | Criterium::Forensisch => self.gegeven(criterium),
        }
    }

    /// Age in whole years on the day of the toets.
    pub fn leeftijd(&self) -> u16 {
        self.geboren.leeftijd_op(self.op)
    }

    /// Number of different leefgebieden with problems.
    pub fn aantal_leefgebieden(&self) -> usize {
        let mut uniek = self.leefgebieden.clone();
        uniek.sort();
        uniek.dedup();
        uniek.len()
    }

    fn leefgebieden_antwoord(&self, regels: &Doelgroepregels) -> Antwoord {
        if self.aantal_leefgebieden() >= regels.leefgebieden_minimaal {
            return Antwoord::Ja;
        }
        // Fewer named is only a "no" when the employee says that nothing is left to ask; otherwise we do not know.
        match self.gegeven(Criterium::Leefgebieden) {
            Antwoord::Nee => Antwoord::Nee,
            Antwoord::Ja | Antwoord::Onbekend => Antwoord::Onbekend,
        }
    }
}

/// What the rule says, and how it got there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doelgroepadvies {
    /// Whether the inwoner belongs to the doelgroep.
    pub advies: Antwoord,
    /// One step per criterion, then the conclusion.
    pub uitleg: Uitleg,
    /// Criteria that are still `Onbekend`.
    pub onbekend: Vec<Criterium>,
}

/// Advises whether the inwoner belongs to the doelgroep of BW and BT (UP §1). One clear "no" is enough for nee; ja needs
/// every part; everything else is onbekend.
pub fn toets_doelgroep(v: &Doelgroepvraag, regels: &Doelgroepregels) -> Doelgroepadvies {
    let antwoord = |c| v.antwoord(c, regels);
    let mut uitleg = Uitleg::nieuw();
    let leeftijd = antwoord(Criterium::Leeftijd);
    stappen::leeftijd(&mut uitleg, v, regels, leeftijd);
    let problematiek = stappen::problematiek(&mut uitleg, v);
    let leefgebieden = antwoord(Criterium::Leefgebieden);
    stappen::leefgebieden(&mut uitleg, v, regels, leefgebieden);
    let eigen_kracht = antwoord(Criterium::EigenKracht);
    stappen::eigen_kracht(&mut uitleg, eigen_kracht);
    let voorliggend = stappen::voorliggend(&mut uitleg, v);
    let delen = [leeftijd, problematiek, leefgebieden, omgekeerd(eigen_kracht), omgekeerd(voorliggend)];
    let advies = alle(&delen);
    stappen::slot(&mut uitleg, advies);
    let onbekend = Criterium::ALLE.iter().copied().filter(|c| antwoord(*c) == Antwoord::Onbekend).collect();
    Doelgroepadvies { advies, uitleg, onbekend }
}

/// Every ja or nee that a human gave names its source (TGG-30); all at once.
pub fn toets_bewijs(bevindingen: &[Bevinding]) -> Vec<Weigering> {
    let zonder_bron = |b: &&Bevinding| b.antwoord != Antwoord::Onbekend && b.bron.is_none();
    let mut fouten: Vec<Weigering> = bevindingen
        .iter()
        .filter(zonder_bron)
        .map(|b| {
            let zin = alloc::format!(
                "Kies waarop uw antwoord berust bij: {}.",
                b.criterium.naam().trim_end_matches('?')
            );
            Weigering::nieuw("TGG-30", "Awb art. 3:2", zin).bij(bronveld(b.criterium))
        })
        .collect();
    for b in bevindingen.iter().filter(|b| b.bewijs.chars().count() > super::TEKST_MAX) {
        fouten.push(super::melding::te_lang(b.criterium.code()));
    }
    fouten
}

/// The human decides. A motivering is needed when the oordeel differs from the advice (TGG-31), or when something is
/// still unknown (TGG-32).
pub fn beoordeel(
    advies: &Doelgroepadvies,
    oordeel: Option<Antwoord>,
    motivering: &str,
) -> Result<bool, Weigering> {
    let oordeel = match oordeel {
        Some(Antwoord::Ja) => true,
        Some(Antwoord::Nee) => false,
        Some(Antwoord::Onbekend) | None => {
            return Err(
                Weigering::nieuw("TGG-33", UP_DOELGROEP, "Kies uw oordeel: ja of nee.").bij("oordeel")
            );
        }
    };
    if motivering.chars().count() > super::TEKST_MAX {
        return Err(super::melding::te_lang("motivering"));
    }
    if !motivering.trim().is_empty() {
        return Ok(oordeel);
    }
    if advies.advies != Antwoord::Onbekend && advies.advies != ja_of_nee(oordeel) {
        let zin = "U wijkt af van het advies. Vul in waarom.";
        return Err(Weigering::nieuw("TGG-31", "Awb art. 3:46", zin).bij("motivering"));
    }
    if advies.advies == Antwoord::Onbekend || !advies.onbekend.is_empty() {
        let zin = "Nog niet alles is bekend. Vul in waarom u toch beslist.";
        return Err(Weigering::nieuw("TGG-32", "Awb art. 3:46", zin).bij("motivering"));
    }
    Ok(oordeel)
}

/// Form field with the source of a criterion.
pub(super) fn bronveld(c: Criterium) -> &'static str {
    match c {
        Criterium::Leeftijd => "leeftijd_bron",
        Criterium::Psychosociaal => "psychosociaal_bron",
        Criterium::Verslaving => "verslaving_bron",
        Criterium::Dakloos => "dakloos_bron",
        Criterium::Leefgebieden => "leefgebieden_bron",
        Criterium::EigenKracht => "eigen_kracht_bron",
        Criterium::Wlz => "wlz_bron",
        Criterium::Zvw => "zvw_bron",
        Criterium::Forensisch => "forensisch_bron",
    }
}

fn ja_of_nee(b: bool) -> Antwoord {
    if b { Antwoord::Ja } else { Antwoord::Nee }
}

fn omgekeerd(a: Antwoord) -> Antwoord {
    match a {
        Antwoord::Ja => Antwoord::Nee,
        Antwoord::Nee => Antwoord::Ja,
        Antwoord::Onbekend => Antwoord::Onbekend,
    }
}

/// Nee when one is nee, ja when all are ja, else onbekend.
fn alle(delen: &[Antwoord]) -> Antwoord {
    if delen.contains(&Antwoord::Nee) {
        Antwoord::Nee
    } else if delen.contains(&Antwoord::Onbekend) {
        Antwoord::Onbekend
    } else {
        Antwoord::Ja
    }
}

/// Ja when one is ja, nee when all are nee, else onbekend.
pub(super) fn een_van(delen: &[Antwoord]) -> Antwoord {
    if delen.contains(&Antwoord::Ja) {
        Antwoord::Ja
    } else if delen.contains(&Antwoord::Onbekend) {
        Antwoord::Onbekend
    } else {
        Antwoord::Nee
    }
}

#[cfg(test)]
#[path = "doelgroep_toets.rs"]
mod tests;
