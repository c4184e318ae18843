//! Files to take along: the region in a year, two schedules, and the calculation of one gemeente.

use super::keuze::Keuze;
use super::web_vergelijk::Vergelijking;
use crate::huis::{Antwoord, Uitkomst, Verzoek, csv, gemeenten};
use kern::stam::Cent;

const CSV: &str = "text/csv; charset=utf-8";

/// `1234,56`: an amount as Dutch spreadsheets read it.
pub fn komma(c: Cent) -> String {
    let (teken, abs) = (if c.0 < 0 { "-" } else { "" }, c.0.unsigned_abs());
    format!("{teken}{},{:02}", abs / 100, abs % 100)
}

fn of(c: Cent, onbekend: bool) -> String {
    if onbekend { super::web::ONBEKEND.to_owned() } else { komma(c) }
}

/// GET /stelsel/verdeling.csv: every year of the choice, per gemeente, each with what it rests on.
pub async fn verdeling_csv(vz: Verzoek) -> Uitkomst {
    let k = Keuze::lees(&vz).await?;
    let kop = [
        "Jaar",
        "CBS-code",
        "Gemeente",
        "Stap",
        "Objectief aandeel",
        "Historisch",
        "Objectief",
        "Samen",
        "Model",
        "Ingroeipad",
        "Minst zekere getal",
    ];
    let mut uit = csv::regel(&kop);
    let model = k.model.as_ref().map_or_else(String::new, |m| m.rij.versie.clone());
    for jaar in k.reeks() {
        let s = k.stand_in(jaar)?;
        for g in gemeenten::regio() {
            let (h, o) =
                s.padjaar.van(g.code).map_or((Cent::NUL, Cent::NUL), |r| (r.historisch, r.objectief));
            let term = s.term(k.model.as_ref(), &k.pad, g.code);
            uit.push_str(&csv::regel(&[
                jaar.to_string(),
                g.code.to_string(),
                g.naam.clone(),
                s.padjaar.stap.map(|n| n.to_string()).unwrap_or_default(),
                super::web::procent(&s.padjaar.aandeel.breuk()),
                of(h, s.historisch_onbekend),
                of(o, s.objectief_onbekend),
                of(h + o, s.historisch_onbekend || s.objectief_onbekend),
                model.clone(),
                k.pad.schema.naam.clone(),
                term.map_or("", |t| t.status().tekst()).to_owned(),
            ]));
        }
    }
    Antwoord::bestand("verdeling.csv", CSV, uit.into_bytes())
}

/// GET /stelsel/vergelijk.csv
pub async fn vergelijk_csv(vz: Verzoek) -> Uitkomst {
    let v = Vergelijking::lees(&vz).await?;
    let kop = [
        "Jaar",
        "Gemeente",
        &v.namen.0,
        &v.namen.1,
        "Verschil",
        "Door historisch",
        "Door objectief",
        "Waardoor",
    ];
    let mut uit = csv::regel(&kop);
    for d in &v.verschillen {
        uit.push_str(&csv::regel(&[
            d.jaar.to_string(),
            gemeenten::naam(d.gemeente),
            komma(d.eerste),
            komma(d.tweede),
            komma(d.verschil()),
            komma(d.door_historisch),
            komma(d.door_objectief),
            d.zin(),
        ]));
    }
    Antwoord::bestand("schemas-vergeleken.csv", CSV, uit.into_bytes())
}
