//! Figures as CSV, one figure per line, each with its definition.

use super::{kijk::Kijk, toon::VERBORGEN};
use crate::huis::{Antwoord, Uitkomst, Verzoek, csv};
use kern::monitor::{Cel, Cijfer, Maat, Soort, Tabelnaam, definitie};

const KOPPEN: [&str; 12] = [
    "tabel",
    "rij",
    "kolom",
    "waarde",
    "eenheid",
    "maat",
    "definitie_versie",
    "definitie",
    "tijdvak",
    "peildatum",
    "bekend_tot_en_met_journaalnummer",
    "telt_niet_mee",
];

/// GET /monitor/csv/{tabel}
pub async fn bestand(v: Verzoek) -> Uitkomst {
    let Some(naam) = Tabelnaam::lees(v.pad_tekst("tabel")) else { return Antwoord::niet_gevonden() };
    let kijk = Kijk::lees(&v).await?;
    let w = &kijk.woorden;
    let t = kijk.hele_tabel(naam);
    if kijk.gezicht.bestuur && kijk.editie.is_none() {
        return Antwoord::niet_gevonden();
    }
    let codes = &kijk.feiten.codes;
    let mut uit = String::from("\u{feff}"); // Excel needs the mark to read it as UTF-8
    uit.push_str(&csv::regel(&KOPPEN));
    for r in &t.rijen {
        for (k, c) in t.kolommen.iter().zip(&r.cellen) {
            let maat = c.achter.as_ref().map(|a| a.vraag.maat);
            let (tekst, eenheid) = waarde(c, k.soort);
            let d = maat.map(definitie);
            let tijdvak = c
                .achter
                .as_ref()
                .filter(|a| a.vraag.maat.over_tijdvak())
                .map_or("", |a| a.vraag.tijdvak.code());
            let peil = c.achter.as_ref().map_or(kijk.peil, |a| a.peil);
            let velden = [
                t.code.to_owned(),
                w.kop(r.kop, codes),
                w.kop(k.kop, codes),
                tekst,
                eenheid.to_owned(),
                maat.map_or("berekend", Maat::code).to_owned(),
                d.map_or_else(String::new, |d| d.versie.to_string()),
                d.map_or_else(|| "Berekend uit de andere kolommen.".to_owned(), |d| d.betekenis.to_owned()),
                tijdvak.to_owned(),
                peil.op.to_string(),
                peil.bekend.to_string(),
                d.map_or_else(String::new, |d| d.telt_niet_mee.join(" ")),
            ];
            uit.push_str(&csv::regel(&velden));
        }
    }
    let bestand = format!("monitor-{}-{}.csv", t.code, kijk.peil.op);
    Antwoord::bestand(bestand, "text/csv; charset=utf-8", uit.into_bytes())
}

fn waarde(c: &Cel, soort: Soort) -> (String, &'static str) {
    let eenheid = match soort {
        Soort::Aantal => "aantal",
        Soort::Dagen => "dagen",
        Soort::Cent => "euro",
        Soort::Promille => "procent",
    };
    let tekst = match (c.cijfer, soort) {
        (Cijfer::Getal(n), Soort::Aantal | Soort::Dagen) => n.to_string(),
        (Cijfer::Getal(n), Soort::Cent) => decimalen(n, 100, 2),
        (Cijfer::Getal(n), Soort::Promille) => decimalen(n, 10, 1),
        (Cijfer::Verborgen, _) => VERBORGEN.to_owned(),
        (Cijfer::Geen, _) => String::new(),
    };
    (tekst, eenheid)
}

fn decimalen(n: i64, deler: u64, breedte: usize) -> String {
    let min = if n < 0 { "-" } else { "" };
    format!("{min}{},{:0breedte$}", n.unsigned_abs() / deler, n.unsigned_abs() % deler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bedragen_en_delen_krijgen_een_komma() {
        let drie = (decimalen(-5, 100, 2), decimalen(123_456, 100, 2), decimalen(875, 10, 1));
        assert_eq!(drie, ("-0,05".into(), "1234,56".into(), "87,5".into()));
    }
}
