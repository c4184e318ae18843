//! Files to take along: the region in a year, two schedules, and the calculation of one gemeente.

use super::keuze::Keuze;
use super::web_gemeente::gemeente_van;
use super::web_vergelijk::Vergelijking;
use crate::huis::{Antwoord, Fout, Uitkomst, Verzoek, csv, gemeenten};
use drukwerk::blad::{Blad, Cel, Kolom, Soort, Werkboek, xlsx};
use kern::stam::{Breuk, Cent};
use kern::stelsel::{Bewerking, Term};

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

fn bestand(naam: &str, w: &Werkboek) -> Uitkomst {
    let bytes = xlsx(w).map_err(|e| Fout::nieuw(e.to_string()))?;
    Antwoord::bestand(naam, XLSX, bytes)
}

fn tekst(t: impl Into<String>) -> Cel {
    Cel::Tekst(t.into())
}

fn formule(formule: String, waarde: Cent) -> Cel {
    Cel::Formule { formule, waarde: Box::new(Cel::Cent(waarde.0)) }
}

/// A share as a division, when it fits.
fn breuk(b: &Breuk) -> Cel {
    let miljoensten = b.maal(&Breuk::heel(1_000_000)).naar_heel().and_then(|h| i64::try_from(h).ok());
    miljoensten.map_or(Cel::Leeg, |teller| Cel::Breuk { teller, noemer: 1_000_000 })
}

/// What the file must say before its numbers.
fn vooraf(k: &Keuze, titel: String) -> Vec<String> {
    let status = k.stand().ok().and_then(|s| s.status(k.model.as_ref(), &k.pad));
    let w = k.waarschuwing(status);
    [titel, w.cijfers, w.pad].into_iter().filter(|t| !t.is_empty()).collect()
}

/// GET /stelsel/verdeling.xlsx: the budgets and the share are numbers, what follows from them are formulas.
pub async fn verdeling_xlsx(vz: Verzoek) -> Uitkomst {
    let k = Keuze::lees(&vz).await?;
    let mut blad = Blad {
        naam: "Verdeling".to_owned(),
        toelichting: vooraf(&k, format!("Verdeling per gemeente en jaar, pad {}", k.pad.schema.naam)),
        kolommen: vec![
            Kolom::nieuw("Jaar", Soort::Getal),
            Kolom::nieuw("Gemeente", Soort::Tekst),
            Kolom::nieuw("Historisch budget", Soort::Euro),
            Kolom::nieuw("Model bij 100%", Soort::Euro),
            Kolom::nieuw("Objectief aandeel", Soort::Procent),
            Kolom::nieuw("Historisch", Soort::Euro).met_som(),
            Kolom::nieuw("Objectief", Soort::Euro).met_som(),
            Kolom::nieuw("Samen", Soort::Euro).met_som(),
        ],
        rijen: Vec::new(),
        totaal: true,
    };
    let eerste = blad.eerste_rij();
    for jaar in k.reeks() {
        let s = k.stand_in(jaar)?;
        for g in gemeenten::regio() {
            let n = eerste + blad.rijen.len();
            let (h, o) =
                s.padjaar.van(g.code).map_or((Cent::NUL, Cent::NUL), |r| (r.historisch, r.objectief));
            let heel_h = s.historisch(g.code).and_then(|t| t.waarde().naar_cent()).unwrap_or(Cent::NUL);
            let heel_o =
                s.verdeling.as_ref().and_then(|(v, _)| v.van(g.code)).map_or(Cent::NUL, |u| u.objectief);
            blad.rijen.push(vec![
                Cel::Getal(i64::from(jaar)),
                tekst(g.naam.clone()),
                if s.historisch_onbekend { tekst(super::web::ONBEKEND) } else { Cel::Cent(heel_h.0) },
                if s.verdeling.is_none() { tekst(super::web::ONBEKEND) } else { Cel::Cent(heel_o.0) },
                breuk(&s.padjaar.aandeel.breuk()),
                formule(format!("=IF(ISNUMBER(C{n}),ROUND(C{n}*(1-E{n}),2),0)"), h),
                formule(format!("=IF(ISNUMBER(D{n}),ROUND(D{n}*E{n},2),0)"), o),
                formule(format!("=F{n}+G{n}"), h + o),
            ]);
        }
    }
    bestand("verdeling.xlsx", &Werkboek { titel: "Verdeling".to_owned(), bladen: vec![blad] })
}

/// GET /stelsel/vergelijk.xlsx
pub async fn vergelijk_xlsx(vz: Verzoek) -> Uitkomst {
    let v = Vergelijking::lees(&vz).await?;
    let mut blad = Blad {
        naam: "Vergelijking".to_owned(),
        toelichting: vooraf(&v.k, format!("{} naast {}", v.namen.0, v.namen.1)),
        kolommen: vec![
            Kolom::nieuw("Jaar", Soort::Getal),
            Kolom::nieuw("Gemeente", Soort::Tekst),
            Kolom::nieuw(v.namen.0.clone(), Soort::Euro).met_som(),
            Kolom::nieuw(v.namen.1.clone(), Soort::Euro).met_som(),
            Kolom::nieuw("Verschil", Soort::Euro).met_som(),
            Kolom::nieuw("Door historisch", Soort::Euro).met_som(),
            Kolom::nieuw("Door objectief", Soort::Euro).met_som(),
            Kolom::nieuw("Waardoor", Soort::Tekst),
        ],
        rijen: Vec::new(),
        totaal: true,
    };
    let eerste = blad.eerste_rij();
    for (i, d) in v.verschillen.iter().enumerate() {
        let n = eerste + i;
        blad.rijen.push(vec![
            Cel::Getal(i64::from(d.jaar)),
            tekst(gemeenten::naam(d.gemeente)),
            Cel::Cent(d.eerste.0),
            Cel::Cent(d.tweede.0),
            formule(format!("=D{n}-C{n}"), d.verschil()),
            Cel::Cent(d.door_historisch.0),
            formule(format!("=E{n}-F{n}"), d.door_objectief),
            tekst(d.zin()),
        ]);
    }
    bestand(
        "schemas-vergeleken.xlsx",
        &Werkboek { titel: "Schema's vergeleken".to_owned(), bladen: vec![blad] },
    )
}

/// GET /stelsel/gemeente/{gemeente}/berekening.xlsx: every number of the tree on its own row, each computed one as a formula over
/// the rows under it.
pub async fn berekening_xlsx(vz: Verzoek) -> Uitkomst {
    let Some(g) = gemeente_van(&vz)? else { return Antwoord::niet_gevonden() };
    let k = Keuze::lees(&vz).await?;
    let stand = k.stand()?;
    let naam = gemeenten::naam(g);
    let mut blad = Blad {
        naam: "Berekening".to_owned(),
        toelichting: vooraf(&k, format!("Waarom krijgt {naam} dit bedrag in {}?", k.jaar)),
        kolommen: vec![
            Kolom::nieuw("Wat", Soort::Tekst),
            Kolom::nieuw("Waarde", Soort::Tekst),
            Kolom::nieuw("Zoals getoond", Soort::Tekst),
            Kolom::nieuw("Hoe, of uit welke bron", Soort::Tekst),
        ],
        rijen: Vec::new(),
        totaal: false,
    };
    let eerste = blad.eerste_rij();
    match stand.term(k.model.as_ref(), &k.pad, g) {
        Some(t) => boom(&t, 0, eerste, &mut blad.rijen),
        None => blad.rijen.push(vec![
            tekst(naam.clone()),
            Cel::Leeg,
            tekst(super::web::ONBEKEND),
            tekst("Er is niets vastgelegd om mee te rekenen."),
        ]),
    }
    let titel = format!("Berekening {naam} {}", k.jaar);
    bestand(&format!("berekening-{g}-{}.xlsx", k.jaar), &Werkboek { titel, bladen: vec![blad] })
}

/// Adds a term and its parts. Money stands in cents times a fraction, so the value is the plain number that is computed with: euros
/// for money, the number itself for the rest.
fn boom(t: &Term, diep: usize, eerste: usize, rijen: &mut Vec<Vec<Cel>>) {
    let hier = rijen.len();
    rijen.push(Vec::new());
    let mut delen = Vec::new();
    for d in t.delen() {
        delen.push(format!("B{}", eerste + rijen.len()));
        boom(d, diep + 1, eerste, rijen);
    }
    let waarde = getal(t);
    let teken = |teken: &str| format!("={}", delen.join(teken));
    let cel = |formule: String| Cel::Formule { formule, waarde: Box::new(waarde.clone()) };
    let inhoud = match (t.bewerking(), delen.first()) {
        (Bewerking::Som, Some(_)) => cel(teken("+")),
        (Bewerking::Verschil, Some(_)) => cel(teken("-")),
        (Bewerking::Product, Some(_)) => cel(teken("*")),
        (Bewerking::Quotient, Some(_)) => cel(teken("/")),
        (Bewerking::Afgerond, Some(d)) => cel(format!("=ROUND({d},2)")),
        // Which remainders are largest follows from the whole table, not from this row.
        (Bewerking::GrootsteRest | Bewerking::Gegeven, _) | (_, None) => waarde.clone(),
    };
    rijen[hier] =
        vec![tekst(format!("{}{}", "    ".repeat(diep), t.naam())), inhoud, tekst(t.toon()), tekst(t.zin())];
}

/// The value of a term as a spreadsheet computes with it.
fn getal(t: &Term) -> Cel {
    use kern::stelsel::Grootheid;
    let deler = match t.grootheid() {
        Grootheid::Geld | Grootheid::GeldPer => 100,
        Grootheid::Aantal | Grootheid::Factor | Grootheid::Aandeel => 1,
    };
    let b = t.waarde().gedeeld_door(&Breuk::heel(deler)).unwrap_or(Breuk::heel(0));
    let schaal = |n: i128| b.maal(&Breuk::heel(n)).naar_heel().and_then(|h| i64::try_from(h).ok());
    for noemer in [1i64, 100, 1_000_000, 1_000_000_000, 1_000_000_000_000] {
        let Some(teller) = schaal(i128::from(noemer)) else { continue };
        let precies = Breuk::nieuw(i128::from(teller), i128::from(noemer)).as_ref() == Some(&b);
        if precies || schaal(i128::from(noemer) * 1_000).is_none() || noemer == 1_000_000_000_000 {
            return match noemer {
                1 => Cel::Getal(teller),
                100 if deler == 100 => Cel::Cent(teller),
                _ => Cel::Breuk { teller, noemer },
            };
        }
    }
    Cel::Tekst(t.toon())
}
