//! Two schedules side by side, year by year, with what makes the difference.

use super::keuze::{Keuze, Opties, Waarschuwing};
use super::rekenen;
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten, kader::Toon};
use askama::Template;
use kern::stam::{Cent, Gemeentecode};
use kern::stelsel::{Cijferstatus, Ingroeipad, Padjaar, Padverschil, vergelijk};
use std::cmp::Ordering;

/// One gemeente in one year under both schedules.
struct Regel {
    jaar: i16,
    gemeente: String,
    href: String,
    eerste: String,
    tweede: String,
    verschil: String,
    zin: String,
}

#[derive(Template)]
#[template(path = "stelsel/vergelijk.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    opties: Opties,
    gemeenten: Vec<Optie>,
    sorteringen: Vec<Optie>,
    let_op: Waarschuwing,
    let_op_toon: Toon,
    namen: (String, String),
    regels: Vec<Regel>,
    totaal: [String; 3],
    onbekend: bool,
    zin: String,
    csv: String,
    xlsx: String,
}

/// Both paths over the same years.
pub(super) struct Vergelijking {
    pub(super) k: Keuze,
    pub(super) namen: (String, String),
    pub(super) verschillen: Vec<Padverschil>,
    onbekend: bool,
    status: Option<Cijferstatus>,
    tweede: i64,
    gemeente: Option<Gemeentecode>,
    sortering: &'static str,
}

const SORTERINGEN: [(&str, &str); 3] =
    [("jaar", "Jaar"), ("gemeente", "Gemeente"), ("verschil", "Grootste verschil")];

impl Vergelijking {
    pub(super) async fn lees(vz: &Verzoek) -> Result<Vergelijking, Fout> {
        let mut k = Keuze::lees(vz).await?;
        if k.padrij.is_none() && vz.vraag("pad").is_none() {
            // Nothing chosen: the first two schedules say more than today beside today.
            k.padrij = k.g.paden.first().cloned();
            k.pad = k.padrij.as_ref().map_or_else(rekenen::geen_pad, rekenen::ingroeipad)?;
        }
        let gevraagd = vz.vraag("pad2").and_then(|p| p.parse::<i64>().ok());
        let eigen = k.padrij.as_ref().map(|p| p.pad_id);
        let tweede = match gevraagd {
            Some(id) => k.g.paden.iter().find(|p| p.pad_id == id),
            None => k.g.paden.iter().find(|p| Some(p.pad_id) != eigen),
        };
        let tweede = tweede.cloned();
        let pad2 = tweede.as_ref().map_or_else(rekenen::geen_pad, rekenen::ingroeipad)?;
        let eerst = std::mem::replace(&mut k.pad, pad2.clone());
        let bereik2 = k.reeks();
        k.pad = eerst.clone();
        let (van, tot) = (*k.reeks().start().min(bereik2.start()), *k.reeks().end().max(bereik2.end()));
        let (een, onbekend1) = pad_jaren(&k, &eerst, van, tot)?;
        let (twee, onbekend2) = pad_jaren(&k, &pad2, van, tot)?;
        let stand = k.stand()?;
        let status = [&eerst, &pad2].into_iter().filter_map(|p| stand.status(k.model.as_ref(), p)).min();
        let gemeente = vz.vraag("gemeente").and_then(gemeenten::zoek).filter(|g| gemeenten::in_regio(*g));
        let sortering = SORTERINGEN.iter().map(|s| s.0).find(|s| vz.vraag("sorteer") == Some(*s));
        let mut uit = Vergelijking {
            namen: (eerst.schema.naam.clone(), pad2.schema.naam.clone()),
            verschillen: vergelijk(&een, &twee),
            onbekend: onbekend1 || onbekend2,
            tweede: tweede.map_or(0, |p| p.pad_id),
            sortering: sortering.unwrap_or("jaar"),
            k,
            status,
            gemeente,
        };
        uit.orden();
        Ok(uit)
    }

    fn orden(&mut self) {
        let gemeente = self.gemeente;
        self.verschillen.retain(|v| gemeente.is_none_or(|g| v.gemeente == g));
        let volgorde: Vec<Gemeentecode> = gemeenten::regio().iter().map(|g| g.code).collect();
        let plek = |v: &Padverschil| volgorde.iter().position(|g| *g == v.gemeente);
        match self.sortering {
            "gemeente" => self.verschillen.sort_by_key(|v| (plek(v), v.jaar)),
            "verschil" => self.verschillen.sort_by_key(|v| std::cmp::Reverse(v.verschil().0.abs())),
            _ => self.verschillen.sort_by_key(|v| (v.jaar, plek(v))),
        }
    }

    fn href(&self, pad: &str) -> String {
        let mut uit = format!("{}&pad2={}", self.k.href(pad, self.k.jaar), self.tweede);
        if let Some(g) = self.gemeente {
            uit.push_str(&format!("&gemeente={g}"));
        }
        format!("{uit}&sorteer={}", self.sortering)
    }

    pub(super) fn som(&self, wat: impl Fn(&Padverschil) -> Cent) -> Cent {
        self.verschillen.iter().map(wat).sum()
    }
}

fn pad_jaren(k: &Keuze, pad: &Ingroeipad, van: i16, tot: i16) -> Result<(Vec<Padjaar>, bool), Fout> {
    let (mut uit, mut onbekend) = (Vec::new(), false);
    for jaar in van..=tot {
        let s = rekenen::jaarstand(&k.g, k.model.as_ref(), pad, jaar)?;
        onbekend |= s.historisch_onbekend || s.objectief_onbekend;
        uit.push(s.padjaar);
    }
    Ok((uit, onbekend))
}

/// GET /stelsel/vergelijk
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let v = Vergelijking::lees(&vz).await?;
    let regel = |d: &Padverschil| Regel {
        jaar: d.jaar,
        gemeente: gemeenten::naam(d.gemeente),
        href: v.k.href(&format!("/stelsel/gemeente/{}", d.gemeente), d.jaar),
        eerste: d.eerste.to_string(),
        tweede: d.tweede.to_string(),
        verschil: d.verschil().to_string(),
        zin: d.zin(),
    };
    let som = v.som(Padverschil::verschil);
    let p = Pagina {
        kader: vz
            .kader("Schema's vergelijken")
            .await?
            .kruimel("Verdeling", v.k.href("/stelsel", v.k.jaar))
            .kruimel("Vergelijken", ""),
        formulier: v
            .k
            .formulier()
            .met("pad2", v.tweede.to_string())
            .met("gemeente", v.gemeente.map_or_else(String::new, |g| g.to_string()))
            .met("sorteer", v.sortering),
        opties: v.k.opties(),
        gemeenten: gemeenten::opties(),
        sorteringen: SORTERINGEN.iter().map(|s| Optie::nieuw(s.0, s.1)).collect(),
        let_op: v.k.waarschuwing(v.status),
        let_op_toon: Toon::LetOp,
        regels: v.verschillen.iter().map(regel).collect(),
        totaal: [v.som(|d| d.eerste), v.som(|d| d.tweede), som].map(|c| c.to_string()),
        onbekend: v.onbekend,
        zin: slotzin(&v, som),
        csv: v.href("/stelsel/vergelijk.csv"),
        xlsx: v.href("/stelsel/vergelijk.xlsx"),
        namen: v.namen,
    };
    Antwoord::pagina(&p)
}

fn slotzin(v: &Vergelijking, som: Cent) -> String {
    let wie = v.gemeente.map_or_else(|| "de regio".to_owned(), gemeenten::naam);
    let (h, o) = (v.som(|d| d.door_historisch), v.som(|d| d.door_objectief));
    let hoe = match som.cmp(&Cent::NUL) {
        Ordering::Greater => format!("{som} meer dan"),
        Ordering::Less => format!("{} minder dan", Cent(-som.0)),
        Ordering::Equal => "evenveel als".to_owned(),
    };
    format!(
        "Over alle jaren samen krijgt {wie} met ‘{}’ {hoe} met ‘{}’. Historisch scheelt het {h}, objectief {o}.",
        v.namen.1, v.namen.0
    )
}
