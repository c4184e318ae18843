//! An edition as a spreadsheet: one sheet per table, with its title, its time and its notes, and a sheet that says what it is.

use super::opmaak::{Stof, verantwoording};
use crate::huis::Fout;
use crate::monitor::toon::Woorden;
use drukwerk::blad::{Blad, Cel, Kolom, Soort as Vorm, Werkboek, ods, xlsx};
use kern::monitor::{Cijfer, Cijfertabel, Soort};

/// The most characters that the name of a sheet may have.
const NAAM_MAX: usize = 31;

/// The edition as sheets.
pub fn werkboek(s: &Stof<'_>) -> Werkboek {
    let w = Woorden::nieuw(s.regels, s.peil.op, s.namen);
    let mut bladen = vec![over(s)];
    bladen.extend(s.tabellen.iter().map(|t| blad(s, &w, t)));
    Werkboek { titel: format!("{}, {}", s.soort.titel(), s.tijd.naam()), bladen }
}

/// The files of a workbook.
pub fn bestanden(w: &Werkboek) -> Result<Vec<(&'static str, Vec<u8>)>, Fout> {
    let fout = |e| Fout::nieuw(format!("rekenblad: {e}"));
    Ok(vec![("ods", ods(w).map_err(fout)?), ("xlsx", xlsx(w).map_err(fout)?)])
}

/// What it is, of which day, and how it was counted.
fn over(s: &Stof<'_>) -> Blad {
    let mut rijen = vec![
        ("Tijdvak", s.tijd.naam()),
        ("Versie", s.versie.to_string()),
        ("Stand", if s.concept { "concept" } else { "vastgesteld" }.to_owned()),
        ("Peildatum", s.peil.op.voluit()),
        ("Bekend op", s.bekend_op.voluit()),
        ("Bekend tot en met handeling", s.peil.bekend.to_string()),
        ("Controlegetal van de cijfers", s.sha256.to_owned()),
    ];
    rijen.extend(verantwoording(s).into_iter().map(|zin| ("Over deze cijfers", zin)));
    let kolom = |kop: &str| Kolom { kop: kop.to_owned(), soort: Vorm::Tekst, som: false };
    Blad {
        naam: "Over deze cijfers".to_owned(),
        toelichting: vec![s.soort.titel().to_owned()],
        kolommen: vec![kolom("Wat"), kolom("Waarde")],
        rijen: rijen.into_iter().map(|(k, v)| vec![Cel::Tekst(k.to_owned()), Cel::Tekst(v)]).collect(),
        totaal: false,
    }
}

fn blad(s: &Stof<'_>, w: &Woorden, t: &Cijfertabel) -> Blad {
    let tijd = t.tijdvak.map_or_else(String::new, |p| format!(", {}", p.naam()));
    let kop = Kolom { kop: t.rijkop.to_owned(), soort: Vorm::Tekst, som: false };
    let kolom = |k: &kern::monitor::Kolom| {
        let soort = match k.soort {
            Soort::Aantal | Soort::Dagen => Vorm::Getal,
            Soort::Cent => Vorm::Euro,
            Soort::Promille => Vorm::Procent,
        };
        Kolom { kop: w.kop(k.kop, s.codes), soort, som: false }
    };
    let cel = |c: Cijfer, soort: Soort| match (c, soort) {
        (Cijfer::Getal(n), Soort::Aantal | Soort::Dagen) => Cel::Getal(n),
        (Cijfer::Getal(n), Soort::Cent) => Cel::Cent(n),
        (Cijfer::Getal(n), Soort::Promille) => Cel::Breuk { teller: n, noemer: 1000 },
        (Cijfer::Verborgen, _) => Cel::Tekst(crate::monitor::toon::VERBORGEN.to_owned()),
        (Cijfer::Geen, _) => Cel::Leeg,
    };
    let rij = |r: &kern::monitor::Rij| {
        let cellen = r.cellen.iter().zip(&t.kolommen).map(|(c, k)| cel(c.cijfer, k.soort));
        [Cel::Tekst(w.kop(r.kop, s.codes))].into_iter().chain(cellen).collect()
    };
    // Totals are figures of their own here: a sum would give hidden figures away.
    Blad {
        naam: t.code.chars().take(NAAM_MAX).collect(),
        toelichting: [format!("{}{tijd}", t.titel)].into_iter().chain(t.noten.iter().cloned()).collect(),
        kolommen: [kop].into_iter().chain(t.kolommen.iter().map(kolom)).collect(),
        rijen: t.rijen.iter().map(rij).collect(),
        totaal: false,
    }
}
