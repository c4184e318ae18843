//! What a page of the stelsel is about: a year, a version of the model, and a path. All of it stands in the address.

use super::opslag::PadRij;
use super::rekenen::{self, Gegevens, Ingelezen, Jaarstand, NU, jaarstand};
use crate::huis::{Fout, Invoer, Optie, Verzoek, kader::Toon};
use kern::stam::Peil;
use kern::stelsel::{Cijferstatus, Ingroeipad};

/// Years before and after the known ones that can be asked for.
const JAREN_ROND: i16 = 3;

/// The choice of a page.
pub struct Keuze {
    /// Everything that was recorded.
    pub g: Gegevens,
    /// Year.
    pub jaar: i16,
    /// First and last year that can be asked for.
    pub jaren: (i16, i16),
    /// Why the year on the page is not the one that was asked; empty when it is.
    anders: String,
    /// Version of the model with its table.
    pub model: Option<Ingelezen>,
    /// The path as stored; none for what holds today.
    pub padrij: Option<PadRij>,
    /// The path.
    pub pad: Ingroeipad,
}

impl Keuze {
    /// Reads the choice from the address. Without one: this year, the adopted model and path; and what holds today when nothing was
    /// adopted.
    pub async fn lees(vz: &Verzoek) -> Result<Keuze, Fout> {
        let peil = Peil::op(vz.vandaag());
        let g = Gegevens::lees(&vz.db, peil).await?;
        let gekozen = vz.vraag("model").and_then(|m| m.parse::<i64>().ok());
        let rij = g.modellen.iter().find(|m| Some(m.model_id) == gekozen);
        let rij = rij.or_else(|| g.modellen.iter().find(|m| m.status == "vastgesteld"));
        let rij = rij.or_else(|| g.modellen.iter().find(|m| m.status != "vervallen"));
        let model = match rij {
            Some(rij) => Some(Ingelezen::lees(&vz.db, rij, peil).await?),
            None => None,
        };
        let padrij = match vz.vraag("pad").and_then(|p| p.parse::<i64>().ok()) {
            Some(id) => g.paden.iter().find(|p| p.pad_id == id).cloned(),
            None => g.paden.iter().find(|p| p.status == "vastgesteld").cloned(),
        };
        let pad = padrij.as_ref().map_or_else(rekenen::geen_pad, rekenen::ingroeipad)?;
        let nu = vz.vandaag().jaar();
        let jaren = bereik(&g, nu)?;
        let gevraagd = vz.vraag("jaar").filter(|j| !j.is_empty());
        let jaar = gevraagd.and_then(|j| j.parse().ok()).unwrap_or(nu).clamp(jaren.0, jaren.1);
        let anders = gevraagd.map_or_else(String::new, |j| anders_zin(j, jaar, jaren));
        Ok(Keuze { g, jaar, jaren, anders, model, padrij, pad })
    }

    /// The year that was chosen.
    pub fn stand(&self) -> Result<Jaarstand, Fout> {
        self.stand_in(self.jaar)
    }

    /// Another year of the same choice.
    pub fn stand_in(&self, jaar: i16) -> Result<Jaarstand, Fout> {
        jaarstand(&self.g, self.model.as_ref(), &self.pad, jaar)
    }

    /// The years worth showing in a row: those of the path, else some around this one.
    pub fn reeks(&self) -> std::ops::RangeInclusive<i16> {
        match (&self.padrij, self.pad.startjaar) {
            (Some(_), Some(start)) => {
                let stappen = i16::try_from(self.pad.schema.stappen().len()).unwrap_or(i16::MAX);
                let eind = start.saturating_add(stappen).saturating_sub(1);
                start.saturating_sub(1).max(self.jaren.0)..=eind.min(self.jaren.1)
            }
            _ => {
                self.jaar.saturating_sub(2).max(self.jaren.0)..=self.jaar.saturating_add(2).min(self.jaren.1)
            }
        }
    }

    /// The address of another page with the same choice; `jaar` may differ.
    pub fn href(&self, pad: &str, jaar: i16) -> String {
        let mut q = form_urlencoded::Serializer::new(String::new());
        q.append_pair("jaar", &jaar.to_string());
        if let Some(m) = &self.model {
            q.append_pair("model", &m.rij.model_id.to_string());
        }
        q.append_pair("pad", &self.padrij.as_ref().map_or(0, |p| p.pad_id).to_string());
        format!("{pad}?{}", q.finish())
    }

    /// The form on top of a page, as it was chosen.
    pub fn formulier(&self) -> Invoer {
        Invoer::leeg()
            .met("jaar", self.jaar.to_string())
            .met("model", self.model.as_ref().map_or_else(String::new, |m| m.rij.model_id.to_string()))
            .met("pad", self.padrij.as_ref().map_or_else(|| "0".to_owned(), |p| p.pad_id.to_string()))
    }

    /// Options for the year, the model and the path.
    pub fn opties(&self) -> Opties {
        let jaren = (self.jaren.0..=self.jaren.1).rev().map(|j| Optie::nieuw(j.to_string(), j.to_string()));
        let modellen = self.g.modellen.iter();
        let modellen = modellen.map(|m| {
            Optie::nieuw(m.model_id.to_string(), format!("{} ({})", m.versie, statuswoord(&m.status)))
        });
        Opties { jaren: jaren.collect(), modellen: modellen.collect(), paden: padopties(&self.g) }
    }

    /// What a reader must know before reading any number on the page.
    pub fn waarschuwing(&self, status: Option<Cijferstatus>) -> Waarschuwing {
        let pad = match &self.padrij {
            None => "Nu geldt: het historische budget gaat naar de centrumgemeente. Het objectieve verdeelmodel is niet in werking."
                .to_owned(),
            Some(p) if p.status == "vastgesteld" => String::new(),
            Some(p) => format!(
                "Het ingroeipad ‘{}’ is {}. Er is geen besluit om het in te voeren. Wat u ziet is een verkenning.",
                p.naam,
                statuswoord(&p.status)
            ),
        };
        let cijfers = match status {
            Some(s) if s.is_voorbeeld() => "Rekenvoorbeeld, geen echte cijfers. Een deel van de getallen is verzonnen om te laten zien hoe het rekent.".to_owned(),
            Some(s @ (Cijferstatus::Concept | Cijferstatus::Vervallen)) => {
                format!("Let op: het minst zekere getal op deze pagina heeft de status ‘{}’.", s.tekst())
            }
            Some(_) | None => String::new(),
        };
        Waarschuwing { jaar: self.anders.clone(), cijfers, pad }
    }
}

/// Says that another year is shown than was asked; empty when it is the same.
fn anders_zin(gevraagd: &str, jaar: i16, (eerste, laatste): (i16, i16)) -> String {
    match gevraagd.parse::<i64>() {
        Ok(g) if g == i64::from(jaar) => String::new(),
        Ok(g) => format!("U vroeg {g}. Wijkthuis rekent van {eerste} tot en met {laatste}. U ziet {jaar}."),
        Err(_) => format!("Het jaar in het adres is niet te lezen. U ziet {jaar}."),
    }
}

/// Lists of options.
pub struct Opties {
    /// Years, newest first.
    pub jaren: Vec<Optie>,
    /// Versions of the model.
    pub modellen: Vec<Optie>,
    /// Paths, what holds today first.
    pub paden: Vec<Optie>,
}

/// What must be read before the numbers.
pub struct Waarschuwing {
    /// About the year; empty when it is the one that was asked.
    pub jaar: String,
    /// About the numbers; empty when they are sure.
    pub cijfers: String,
    /// About the path; empty when it is adopted.
    pub pad: String,
}

/// Paths as options, what holds today first.
pub fn padopties(g: &Gegevens) -> Vec<Optie> {
    let nu = std::iter::once(Optie::nieuw("0", NU));
    let paden = g.paden.iter();
    nu.chain(paden.map(|p| {
        let start = p.startjaar.map_or_else(|| "geen startjaar".to_owned(), |j| format!("vanaf {j}"));
        Optie::nieuw(p.pad_id.to_string(), format!("{} ({start}, {})", p.naam, statuswoord(&p.status)))
    }))
    .collect()
}

/// The state of a version as people say it.
pub fn statuswoord(status: &str) -> &str {
    match status {
        "vastgesteld" => "vastgesteld",
        "vervallen" => "vervallen",
        _ => "concept",
    }
}

/// The tone of a state.
pub fn statustoon(status: &str) -> Toon {
    match status {
        "vastgesteld" => Toon::Goed,
        "vervallen" => Toon::Neutraal,
        _ => Toon::LetOp,
    }
}

fn bereik(g: &Gegevens, nu: i16) -> Result<(i16, i16), Fout> {
    let (mut eerste, mut laatste) = (nu.saturating_sub(JAREN_ROND), nu.saturating_add(JAREN_ROND));
    for b in &g.bedragen {
        eerste = eerste.min(rekenen::jaartal(b.jaar)?);
    }
    for p in &g.paden {
        let Some(start) = p.startjaar else { continue };
        let stappen = i64::try_from(p.stappen.split_whitespace().count()).unwrap_or(0);
        eerste = eerste.min(rekenen::jaartal(start)?.saturating_sub(1));
        laatste = laatste.max(rekenen::jaartal(start + stappen)?);
    }
    Ok((eerste, laatste))
}
