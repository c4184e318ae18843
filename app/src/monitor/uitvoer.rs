//! Figures as CSV, one figure per line, each with its definition.

use super::{
    kijk::Kijk,
    toon::{VERBORGEN, Woorden},
};
use crate::huis::{Antwoord, Uitkomst, Verzoek};
use kern::monitor::{self, Cel, Cijfer, Maat, Soort, Tabelnaam, definitie};

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
pub async fn csv(v: Verzoek) -> Uitkomst {
    let Some(naam) = Tabelnaam::lees(v.pad_tekst("tabel")) else { return Antwoord::niet_gevonden() };
    let kijk = Kijk::lees(&v).await?;
    let w = Woorden::nieuw(&v.app.regels, kijk.peil.op);
    let t = monitor::tabel(&kijk.blik(), naam, kijk.tijdvak);
    let codes = &kijk.feiten.codes;
    let mut uit = String::from("\u{feff}"); // Excel needs the mark to read it as UTF-8
    regel(&mut uit, KOPPEN.iter().map(|k| (*k).to_owned()));
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
            regel(&mut uit, velden.into_iter());
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

/// One line: every text between quotes, and none that a spreadsheet would take for a formula.
pub(super) fn regel(uit: &mut String, velden: impl Iterator<Item = String>) {
    for (i, veld) in velden.enumerate() {
        if i > 0 {
            uit.push(';');
        }
        // A number may begin with a minus sign; any other text that begins like a formula gets an apostrophe.
        let getal = veld.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ','));
        let formule = veld.starts_with(['=', '+', '-', '@', '\t', '\r']) && !getal;
        uit.push('"');
        if formule {
            uit.push('\'');
        }
        uit.push_str(&veld.replace('"', "\"\""));
        uit.push('"');
    }
    uit.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_veld_wordt_nooit_een_formule_en_breekt_de_regel_niet() {
        let mut uit = String::new();
        regel(&mut uit, ["=1+1", "-5", "a\"b;c", "-1,50", "-x"].into_iter().map(str::to_owned));
        assert_eq!(uit, "\"'=1+1\";\"-5\";\"a\"\"b;c\";\"-1,50\";\"'-x\"\r\n");
        assert_eq!(
            (decimalen(-5, 100, 2), decimalen(123_456, 100, 2), decimalen(875, 10, 1)),
            ("-0,05".into(), "1234,56".into(), "87,5".into())
        );
    }
}
