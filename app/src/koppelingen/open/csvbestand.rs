//! A data set as CSV for spreadsheets: codes and words side by side.

use super::{
    boek::Dataset,
    deur::{self, Nee, Vorm, kort},
};
use crate::huis::{Antwoord, Uitkomst, Verzoek, csv};
use axum::http::StatusCode;

/// GET /open-cijfers/csv/{bestand}
pub async fn bestand(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        let naam = v.pad_tekst("bestand");
        let d = naam.strip_suffix(".csv").and_then(|c| boek.dataset(c));
        let d = d.ok_or_else(|| Nee::weg(format!("Er is geen bestand ‘{}’.", kort(naam))))?;
        let a =
            Antwoord::open(StatusCode::OK, "text/csv; charset=utf-8; header=present", tekst(d).into_bytes());
        Ok(a.met_kop("content-disposition", format!("attachment; filename=\"{}.csv\"", d.code)))
    })
    .await
}

fn tekst(d: &Dataset) -> String {
    let mut kop: Vec<String> =
        ["maat", "maat_omschrijving", "eenheid", "waarde", "toestand", "uitgave"].map(str::to_owned).to_vec();
    for x in &d.dimensies {
        kop.push(x.naam.to_lowercase());
        kop.push(format!("{}_omschrijving", x.naam.to_lowercase()));
    }
    let mut uit = String::from("\u{feff}"); // Excel needs the mark to read it as UTF-8
    uit.push_str(&csv::regel(&kop));
    for w in &d.waarnemingen {
        let m = d.maat(&w.maat);
        let toestand = match (w.waarde, w.verborgen) {
            (Some(_), _) => "getoond",
            (None, true) => "verborgen",
            (None, false) => "geen",
        };
        let mut rij = vec![
            w.maat.clone(),
            m.map_or_else(String::new, |m| m.titel.clone()),
            m.map_or("", |m| m.eenheid).to_owned(),
            // A Dutch spreadsheet reads a comma before the decimals.
            d.getal(w).unwrap_or_default().replace('.', ","),
            toestand.to_owned(),
            w.uitgave.clone(),
        ];
        for (x, code) in d.dimensies.iter().zip(&w.plek) {
            let titel = x.codes.iter().find(|c| c.code == *code).map_or("", |c| &c.titel);
            rij.push(code.clone());
            rij.push(titel.to_owned());
        }
        uit.push_str(&csv::regel(&rij));
    }
    uit
}
