//! Schedules: any steps, equal steps, or steps that follow the outflow; and whether and when a path starts.

use super::opslag::{self, PadRij};
use super::rekenen::{self, stappen_tekst};
use super::vastleggen;
use super::web_model::{handeling, hoofdletter, lees_zeker, statusopties};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek};
use askama::Template;
use kern::stam::{Breuk, Peil, lees_getal};
use kern::stelsel::{Aandeel, Cijferbron, Cijferstatus, Schema};

const STATUSSEN: [&str; 3] = ["concept", "vastgesteld", "vervallen"];
const SOORTEN: [(&str, &str, &str); 3] = [
    ("eigen", "Eigen stappen", "Vul per stap het objectieve aandeel in."),
    ("lineair", "Gelijke stappen", "Elke stap is even groot, tot 100%."),
    (
        "uitstroom",
        "Stappen die de uitstroom volgen",
        "Bij een vast deel cliënten dat elk jaar uitstroomt (Uitvoeringsplan 5, landelijke stelselwijziging punt 2).",
    ),
];
/// First and last year that a path may start.
const JAREN: (i64, i64) = (2015, 2100);
/// Decimals to which computed steps are rounded.
const DECIMALEN: u32 = 4;

#[derive(Template)]
#[template(path = "stelsel/pad.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    actie: String,
    nieuw: bool,
    soorten: Vec<Optie>,
    statussen: Vec<Optie>,
    zekerheden: Vec<Optie>,
    stappen: Vec<String>,
}

async fn pagina(vz: &Verzoek, titel: &str, actie: String, rij: Option<&PadRij>, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let stappen = match rij {
        Some(p) => {
            rekenen::ingroeipad(p)?.schema.stappen().iter().map(|s| super::web::procent(&s.breuk())).collect()
        }
        None => Vec::new(),
    };
    let p = Pagina {
        kader: vz
            .kader(titel)
            .await?
            .kruimel("Verdeling", "/stelsel")
            .kruimel("Modellen en paden", "/stelsel/modellen")
            .kruimel(titel, "")
            .fouten(!goed),
        formulier: f,
        actie,
        nieuw: rij.is_none(),
        soorten: SOORTEN.iter().map(|s| Optie::nieuw(s.0, s.1).uitleg(s.2)).collect(),
        statussen: STATUSSEN.iter().map(|s| Optie::nieuw(*s, hoofdletter(s))).collect(),
        zekerheden: statusopties(),
        stappen,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// GET /stelsel/paden/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon_nieuw(&vz, Invoer::leeg().met("soort", "eigen")).await
}

async fn toon_nieuw(vz: &Verzoek, f: Invoer) -> Uitkomst {
    pagina(vz, "Ingroeipad toevoegen", "/stelsel/paden/nieuw".to_owned(), None, f).await
}

/// POST /stelsel/paden/nieuw
pub async fn voeg_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let (naam, bron) = (vz.form.tekst("naam").to_owned(), vz.form.tekst("bron").to_owned());
    for (waarde, veld, zin) in [
        (&naam, "naam", "Geef het ingroeipad een naam."),
        (&bron, "bron", "Vul in waar de stappen vandaan komen."),
    ] {
        if waarde.is_empty() {
            f.fout(veld, zin);
        }
    }
    let zeker = lees_zeker(&vz, &mut f);
    let startjaar = lees_jaar(&vz, &mut f);
    let schema = lees_schema(&vz, &mut f, &naam);
    let (Some(zeker), Some(startjaar), Some(schema), true) = (zeker, startjaar, schema, f.is_goed()) else {
        return toon_nieuw(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let pad_id = tx.nieuw_id()?;
    let p = PadRij {
        pad_id,
        naam,
        startjaar,
        stappen: stappen_tekst(schema.stappen()),
        status: "concept".to_owned(),
        bron,
        cijferstatus: zeker.code().to_owned(),
    };
    tx.journaal(handeling("ingroeipad vastgelegd", "ingroeipad", pad_id, "concept")).await?;
    vastleggen::pad(&mut tx, &p, false).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/modellen", "Het ingroeipad is vastgelegd als concept.")
}

/// An empty field is no start; outer `None` is a mistake.
#[allow(clippy::option_option, reason = "wrong, left out, and given are three answers")]
fn lees_jaar(vz: &Verzoek, f: &mut Invoer) -> Option<Option<i64>> {
    if vz.form.tekst("startjaar").is_empty() {
        return Some(None);
    }
    let jaar = vz.form.getal("startjaar").filter(|j| (JAREN.0..=JAREN.1).contains(j));
    if jaar.is_none() {
        f.fout(
            "startjaar",
            format!("Vul een jaar in van {} tot en met {}, of laat het leeg.", JAREN.0, JAREN.1),
        );
    }
    jaar.map(Some)
}

fn lees_schema(vz: &Verzoek, f: &mut Invoer, naam: &str) -> Option<Schema> {
    let bron = Cijferbron::nieuw(vz.form.tekst("bron"), Cijferstatus::Concept);
    let aantal = || vz.form.getal("aantal").and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let (veld, uit) = match vz.form.tekst("soort") {
        "eigen" => return eigen_stappen(vz, f, naam, bron),
        "lineair" => ("aantal", Schema::lineair(naam, aantal(), DECIMALEN, bron)),
        "uitstroom" => match lees_getal(vz.form.tekst("uitstroom")) {
            Ok(p) => {
                let deel = p.gedeeld_door(&Breuk::heel(100))?;
                ("aantal", Schema::uitstroom(naam, &deel, aantal(), DECIMALEN, bron))
            }
            Err(e) => {
                f.fout("uitstroom", e.0);
                return None;
            }
        },
        _ => {
            f.fout("soort", "Kies hoe de stappen lopen.");
            return None;
        }
    };
    match uit {
        Ok(s) => Some(s),
        Err(w) => {
            f.weiger(&w.bij(veld));
            None
        }
    }
}

/// One percentage per line. Every line that cannot be read is named.
fn eigen_stappen(vz: &Verzoek, f: &mut Invoer, naam: &str, bron: Cijferbron) -> Option<Schema> {
    let mut stappen = Vec::new();
    let tekst = vz.form.tekst("stappen").to_owned();
    for (i, regel) in tekst.lines().enumerate().filter(|(_, r)| !r.trim().is_empty()) {
        let getal = lees_getal(regel.trim().trim_end_matches('%').trim());
        let aandeel = getal.map_err(|e| e.0.to_owned()).and_then(|p| {
            let deel = p.gedeeld_door(&Breuk::heel(100)).unwrap_or(Breuk::heel(-1));
            Aandeel::van(&deel).map_err(|w| format!("{} ({})", w.zin, w.code))
        });
        match aandeel {
            Ok(a) => stappen.push(a),
            Err(zin) => f.fout("stappen", format!("Regel {}: {zin}", i + 1)),
        }
    }
    if f.is_fout("stappen") {
        return None;
    }
    match Schema::nieuw(naam, stappen, bron) {
        Ok(s) => Some(s),
        Err(w) => {
            f.weiger(&w.bij("stappen"));
            None
        }
    }
}

async fn pad_van(vz: &Verzoek) -> Result<Option<PadRij>, Fout> {
    let id = vz.pad("pad")?;
    Ok(opslag::paden(&vz.db, Peil::op(vz.vandaag())).await?.into_iter().find(|p| p.pad_id == id))
}

/// GET /stelsel/paden/{pad}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let Some(p) = pad_van(&vz).await? else { return Antwoord::niet_gevonden() };
    let start = p.startjaar.map_or_else(String::new, |j| j.to_string());
    let f = Invoer::leeg().met("status", p.status.clone()).met("startjaar", start);
    toon_pad(&vz, &p, f).await
}

async fn toon_pad(vz: &Verzoek, p: &PadRij, f: Invoer) -> Uitkomst {
    pagina(vz, &format!("Ingroeipad {}", p.naam), format!("/stelsel/paden/{}", p.pad_id), Some(p), f).await
}

/// POST /stelsel/paden/{pad}: state and start year.
pub async fn wijzig(vz: Verzoek) -> Uitkomst {
    let Some(mut p) = pad_van(&vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let status = STATUSSEN.into_iter().find(|s| *s == vz.form.tekst("status"));
    let startjaar = lees_jaar(&vz, &mut f);
    if status.is_none() {
        f.fout("status", "Kies een status.");
    }
    if status == Some("vastgesteld") && startjaar == Some(None) {
        f.fout("startjaar", "Een vastgesteld pad heeft een startjaar.");
    }
    if status == Some("vastgesteld") && p.cijferstatus == Cijferstatus::Illustratief.code() {
        f.fout("status", "Een rekenvoorbeeld kan niet worden vastgesteld.");
    }
    let (Some(status), Some(startjaar), true) = (status, startjaar, f.is_goed()) else {
        return toon_pad(&vz, &p, f).await;
    };
    if p.status == status && p.startjaar == startjaar {
        return Antwoord::naar_met_melding("/stelsel/modellen", "Er was niets gewijzigd.");
    }
    p.status = status.to_owned();
    p.startjaar = startjaar;
    let mut tx = vz.begin().await?;
    tx.journaal(handeling("ingroeipad gewijzigd", "ingroeipad", p.pad_id, status)).await?;
    vastleggen::pad(&mut tx, &p, true).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/modellen", format!("Het ingroeipad is nu {status}."))
}
