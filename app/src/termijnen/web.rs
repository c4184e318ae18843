//! The page with all limits, each with its article, and a small calculator that says why a day is the last one.

use super::limieten::{LIMIETEN, Limiet};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Velden, Verzoek, csv,
    kader::Toon,
    onderdelen::Besluitpaneel,
    regels::{Keuze, Regels},
};
use askama::Template;
use kern::stam::Datum;
use kern::stam::termijnen::{Grondslag, Termijneenheid, Termijnregel, bereken, met_weekdag};

const REGELINGEN: [(&str, &str); 5] = [
    ("wmo2015", "Wmo 2015"),
    ("awb", "Algemene wet bestuursrecht"),
    ("termijnen", "Overige termijnen"),
    ("iwmo", "iWmo"),
    ("werkafspraken", "Werkafspraken van de regio"),
];
const SORTERINGEN: [(&str, &str); 3] =
    [("wet", "Wet of afspraak"), ("naam", "Naam"), ("lengte", "Lengte, kortste eerst")];

/// One limit as the page shows it.
struct Regel {
    sleutel: String,
    naam: &'static str,
    vanaf: &'static str,
    lengte: String,
    telling: &'static str,
    artikel: String,
    gevolg: &'static str,
    status: (&'static str, Toon),
    dagen: i64,
}

#[derive(Template)]
#[template(path = "termijnen/termijnen.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    filter: Invoer,
    keuzes: Vec<Optie>,
    regelingen: Vec<Optie>,
    sorteringen: Vec<Optie>,
    antwoord: Option<Besluitpaneel>,
    regels: Vec<Regel>,
    plichten: Vec<Keuze>,
    dwangsom: Vec<String>,
    dwangsom_status: String,
    csv: String,
    vandaag: Datum,
}

fn lengte(r: &Termijnregel) -> String {
    let (een, meer) = match r.eenheid {
        Termijneenheid::Dagen => ("dag", "dagen"),
        Termijneenheid::Werkdagen => ("werkdag", "werkdagen"),
        Termijneenheid::Weken => ("week", "weken"),
        Termijneenheid::Maanden => ("maand", "maanden"),
        Termijneenheid::Jaren => ("jaar", "jaar"),
    };
    let woord = if r.aantal == 1 { een } else { meer };
    let terug = if r.terug { " ervoor" } else { "" };
    if r.aantal == 0 { "dezelfde dag".to_owned() } else { format!("{} {woord}{terug}", r.aantal) }
}

/// How days are counted.
fn telling(r: &Termijnregel, lang: bool) -> &'static str {
    match (r.grondslag, r.eenheid, r.terug) {
        (_, _, true) => "Teruggerekend: schuift niet op",
        (Grondslag::Afspraak, Termijneenheid::Werkdagen, _) => "Alleen werkdagen; geen termijn uit een wet",
        (Grondslag::Afspraak, _, _) => "Kalenderdagen; geen termijn uit een wet",
        (Grondslag::Wet, _, _) if lang => "Kalenderdagen; te lang om op te schuiven",
        (Grondslag::Wet, _, _) => "Kalenderdagen; eindigt nooit in een weekend of op een feestdag",
    }
}

fn ongeveer_dagen(r: &Termijnregel) -> i64 {
    let per = match r.eenheid {
        Termijneenheid::Dagen | Termijneenheid::Werkdagen => 1,
        Termijneenheid::Weken => 7,
        Termijneenheid::Maanden => 30,
        Termijneenheid::Jaren => 365,
    };
    i64::from(r.aantal) * per
}

fn regel(regels: &Regels, l: &Limiet, op: Datum) -> Result<Regel, Fout> {
    let r = regels.termijn(l.regeling, l.sleutel, op)?;
    let wet = regels.termijnenwet(op)?;
    let lang = match r.eenheid {
        Termijneenheid::Dagen | Termijneenheid::Werkdagen => r.aantal > wet.dagen_hoogstens,
        Termijneenheid::Weken => r.aantal > wet.weken_hoogstens,
        Termijneenheid::Maanden => r.aantal > wet.maanden_hoogstens,
        Termijneenheid::Jaren => true,
    };
    Ok(Regel {
        sleutel: format!("{}.{}", l.regeling, l.sleutel),
        naam: l.naam,
        vanaf: l.vanaf,
        lengte: lengte(&r),
        telling: telling(&r, lang),
        gevolg: l.gevolg,
        status: if r.bron.status == "vastgesteld" {
            ("Vastgesteld", Toon::Goed)
        } else {
            ("Voorstel", Toon::LetOp)
        },
        dagen: ongeveer_dagen(&r),
        artikel: r.bron.artikel,
    })
}

fn lijst(vz: &Verzoek) -> Result<Vec<Regel>, Fout> {
    let waar = vz.vraag("wet").unwrap_or("");
    let gekozen = LIMIETEN.iter().filter(|l| waar.is_empty() || l.regeling == waar);
    let mut uit = gekozen.map(|l| regel(vz.regels(), l, vz.vandaag())).collect::<Result<Vec<_>, Fout>>()?;
    match vz.vraag("sorteer") {
        Some("naam") => uit.sort_by_key(|r| r.naam),
        Some("lengte") => uit.sort_by_key(|r| r.dagen),
        Some(_) | None => {}
    }
    Ok(uit)
}

/// GET /termijnen: the list, and why a day is the last one when a first day was given.
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let mut f = Invoer::uit(vz.vragen().iter().cloned());
    let gevraagd = vz.vraag("termijn").is_some();
    if !gevraagd {
        f = f.met("termijn", "wmo2015.onderzoek").met_datum("op", vz.vandaag());
    }
    let antwoord = if gevraagd { reken(&vz, &mut f)? } else { None };
    let goed = f.is_goed();
    let (wet, sorteer) = (vz.vraag("wet").unwrap_or(""), vz.vraag("sorteer").unwrap_or("wet"));
    let (dwangsom, dwangsom_status) = dwangsomzinnen(vz.regels(), vz.vandaag())?;
    let p = Pagina {
        kader: vz.kader("Termijnen").await?.fouten(!goed),
        formulier: f,
        filter: Invoer::leeg().met("wet", wet).met("sorteer", sorteer),
        keuzes: LIMIETEN
            .iter()
            .map(|l| Optie::nieuw(format!("{}.{}", l.regeling, l.sleutel), l.naam))
            .collect(),
        regelingen: REGELINGEN.iter().map(|r| Optie::nieuw(r.0, r.1)).collect(),
        sorteringen: SORTERINGEN.iter().map(|s| Optie::nieuw(s.0, s.1)).collect(),
        antwoord,
        regels: lijst(&vz)?,
        plichten: vz.regels().lijst("termijnen", "zonder_termijn", vz.vandaag())?.waarde,
        dwangsom,
        dwangsom_status,
        vandaag: vz.vandaag(),
        csv: format!("/termijnen.csv?wet={wet}&sorteer={sorteer}"),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

fn reken(vz: &Verzoek, f: &mut Invoer) -> Result<Option<Besluitpaneel>, Fout> {
    let sleutel = vz.vraag("termijn").unwrap_or("");
    let limiet = LIMIETEN.iter().find(|l| sleutel.split_once('.') == Some((l.regeling, l.sleutel)));
    let op = match Velden(vz.vragen().to_vec()).datum("op") {
        Ok(Some(op)) => Some(op),
        Ok(None) => {
            f.fout("op", "Vul de eerste dag in.");
            None
        }
        Err(w) => {
            f.weiger(&w);
            None
        }
    };
    if let Some(op) = op {
        *f = std::mem::take(f).met_datum("op", op);
    }
    let Some(l) = limiet else {
        f.fout("termijn", "Kies een termijn.");
        return Ok(None);
    };
    let Some(op) = op else { return Ok(None) };
    let Ok(regel) = vz.regels().termijn(l.regeling, l.sleutel, op) else {
        f.fout("op", "Voor deze dag kent Wijkthuis de regels niet. Kies een dag na 1 januari 2015.");
        return Ok(None);
    };
    let t = bereken(&regel, op, &[], &vz.regels().termijnenwet(op)?);
    Ok(Some(Besluitpaneel {
        vraag: format!("{}, gerekend vanaf {}", l.naam, op.voluit()),
        uitkomst: format!("Uiterlijk {}", met_weekdag(t.uiterlijk)),
        omdat: String::new(),
        uitleg: t.uitleg,
        voetnoot: format!("Gevolg: {}", l.gevolg),
        twijfel: if regel.bron.status == "vastgesteld" {
            String::new()
        } else {
            "Dit is een voorstel voor een werkafspraak, geen termijn uit een wet.".to_owned()
        },
    }))
}

/// The amounts of the penalty in words, and how sure they are.
fn dwangsomzinnen(regels: &Regels, op: Datum) -> Result<(Vec<String>, String), Fout> {
    #[derive(serde::Deserialize)]
    struct Trap {
        dagen: u16,
        cent_per_dag: i64,
    }
    let r: crate::huis::regels::Regel<Vec<Trap>> = regels.waarde("dwangsom", "trappen", op)?;
    let zin = |t: &Trap| format!("{} dagen {} per dag", t.dagen, kern::stam::Cent(t.cent_per_dag));
    let twijfel = if r.bron.status == "vastgesteld" {
        ""
    } else {
        ". Deze bedragen zijn niet bevestigd. Controleer ze in de wet voordat u ze gebruikt"
    };
    Ok((r.waarde.iter().map(zin).collect(), format!("{} ({}){twijfel}", r.bron.artikel, r.bron.status)))
}

/// GET /termijnen.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let mut uit = csv::regel(&["Termijn", "Lengte", "Vanaf", "Hoe tellen", "Artikel", "Gevolg", "Status"]);
    for r in lijst(&vz)? {
        uit.push_str(&csv::regel(&[r.naam, &r.lengte, r.vanaf, r.telling, &r.artikel, r.gevolg, r.status.0]));
    }
    Antwoord::bestand("termijnen.csv", "text/csv; charset=utf-8", uit.into_bytes())
}
