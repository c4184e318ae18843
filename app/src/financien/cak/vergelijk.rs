//! Comparing: their file beside our stays; the differences are kept, each with what was done about it.

use super::lees::{self, Regel, Wie};
use super::opslag::{self, Nieuw, VerschilRij};
use super::web;
use crate::financien::{nav, velden};
use crate::huis::{
    Antwoord, App, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek,
    geheim::sha256,
    kader::Koppeling,
    opslag::{Handeling, Leest, Tx},
};
use askama::Template;
use kern::financien::{Cakregel, vergelijk_cak};
use kern::stam::{Cent, Datum, InwonerId, Periode};

/// Place that the encryption of their file is bound to.
const PLAATS: &str = "cakvergelijking.inhoud";
/// Most differences that one comparison keeps: more means that the wrong file was chosen.
const VERSCHILLEN_MAX: usize = 900;
/// What can be done about a difference.
const UITKOMSTEN: &[(&str, &str)] = &[
    ("aan_cak_gemeld", "Aan het CAK gemeld"),
    ("bij_ons_hersteld", "Bij ons hersteld"),
    ("klopt", "Het klopt zo"),
    ("anders", "Anders"),
];

/// Day no longer, when nothing was cut off: far beyond every stay that has begun.
fn morgen(op: Datum) -> Datum {
    op.plus_dagen(1)
}

/// POST /geld/cak/vergelijking
pub async fn vergelijk(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let vanaf = match vz.form.datum("vanaf") {
        Ok(dag) => Some(dag.unwrap_or_else(|| web::vanaf(vz.vandaag()))),
        Err(w) => {
            f.weiger(&w);
            None
        }
    };
    let bestand = velden::bijlage(&vz, &mut f);
    if bestand.is_none() && !f.is_fout("bestand") {
        f.fout("bestand", "Kies het bestand van het CAK.");
    }
    let (Some(vanaf), Some((naam, bytes)), true) = (vanaf, bestand, f.is_goed()) else {
        return web::pagina(&vz, f).await;
    };
    let regels = match lees::lees(naam, bytes)? {
        Ok(r) => r,
        Err(zinnen) => {
            for zin in zinnen {
                f.fout("bestand", zin);
            }
            return web::pagina(&vz, f).await;
        }
    };
    let mut tx = vz.begin().await?;
    match leg_vast(&mut tx, &vz.app, vanaf, &regels, bytes).await? {
        Err(zin) => {
            drop(tx);
            f.fout("bestand", zin);
            web::pagina(&vz, f).await
        }
        Ok((id, aantal)) => {
            tx.commit().await?;
            Antwoord::naar_met_melding(
                format!("/geld/cak/{id}"),
                format!("Vergeleken: {aantal} verschillen."),
            )
        }
    }
}

/// Compares and records; returns the key and the number of differences, or why it was not recorded.
pub async fn leg_vast(
    tx: &mut Tx,
    app: &App,
    vanaf: Datum,
    regels: &[Regel],
    bytes: &[u8],
) -> Result<Result<(i64, usize), String>, Fout> {
    let tot = morgen(tx.vandaag());
    let (mut wij, mut cak, mut onbekend) = (Vec::new(), Vec::new(), Vec::new());
    for r in opslag::verblijven(tx, vanaf, tot).await? {
        let periode = Periode::nieuw(r.van, r.tot);
        wij.extend(periode.map(|periode| Cakregel { inwoner: r.inwoner_id, periode, maandbedrag: None }));
    }
    let loopt = |r: &&Regel| r.periode.tot().is_none_or(|t| vanaf < t) && r.periode.van() < tot;
    for r in regels.iter().filter(loopt) {
        match wie(tx, app, &r.wie).await? {
            Some(inwoner) => {
                cak.push(Cakregel { inwoner, periode: r.periode, maandbedrag: r.maandbedrag });
            }
            None => onbekend.push((r.nr, r.periode.van(), r.periode.tot())),
        }
    }
    let verschillen = vergelijk_cak(&wij, &cak);
    let aantal = verschillen.len() + onbekend.len();
    if aantal > VERSCHILLEN_MAX {
        return Ok(Err(format!(
            "Er zijn {aantal} verschillen. Is dit het goede bestand en de goede periode?"
        )));
    }
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "administratie met CAK vergeleken",
        onderwerp: "cakvergelijking",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    let telling = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let nieuw = Nieuw {
        vanaf,
        aantallen: (telling(wij.len()), telling(cak.len() + onbekend.len())),
        bestand: (app.sleutels.versleutel(PLAATS, bytes)?, sha256(bytes)),
        verschillen: &verschillen,
        onbekend: &onbekend,
    };
    opslag::leg_vergelijking_vast(tx, id, &nieuw).await?;
    Ok(Ok((id, aantal)))
}

async fn wie(db: &impl Leest, app: &App, wie: &Wie) -> Result<Option<InwonerId>, Fout> {
    match wie {
        Wie::Bsn(bsn) => opslag::met_bsn(db, &app.sleutels.bsn_index(bsn)).await,
        Wie::Dossier(d) => opslag::van_dossier(db, *d).await,
    }
}

/// A difference on the screen.
struct Verschil {
    id: i64,
    wie: String,
    wat: &'static str,
    van: String,
    ons: String,
    cak: String,
    uitkomst: String,
}

#[derive(Template)]
#[template(path = "financien/cak/vergelijking.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    id: i64,
    zin: String,
    verschillen: Vec<Verschil>,
    open: Vec<Optie>,
    uitkomsten: Vec<Optie>,
}

/// GET /geld/cak/{vergelijking}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("vergelijking")?;
    pagina(&vz, id, Invoer::leeg()).await
}

async fn pagina(vz: &Verzoek, id: i64, f: Invoer) -> Uitkomst {
    let alle = opslag::vergelijkingen(&vz.db).await?;
    let Some(v) = alle.iter().find(|v| v.cakvergelijking_id == id) else { return Antwoord::niet_gevonden() };
    let rijen = opslag::verschillen(&vz.db, id).await?;
    let goed = f.is_goed();
    let titel = format!("Vergelijking met het CAK van {}", v.op.voluit());
    let p = Pagina {
        kader: nav::kader(vz, &titel)
            .await?
            .kruimel("CAK", "/geld/cak")
            .kruimel("Vergelijking", "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        id,
        zin: format!(
            "Verblijven die liepen sinds {}: {} bij ons, {} bij het CAK. {} verschillen, waarvan {} met een uitkomst.",
            v.vanaf.voluit(),
            v.van_ons,
            v.van_cak,
            v.verschillen,
            v.klaar
        ),
        open: rijen
            .iter()
            .filter(|r| r.uitkomst.is_none())
            .map(|r| Optie::nieuw(r.cakverschil_id.to_string(), format!("{}: {}", client(r), wat(&r.soort))))
            .collect(),
        uitkomsten: UITKOMSTEN.iter().map(|u| Optie::nieuw(u.0, u.1)).collect(),
        verschillen: rijen.iter().map(verschil).collect(),
    };
    let a = if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) };
    Ok(a?.met_personen(rijen.len()))
}

fn client(r: &VerschilRij) -> String {
    match (r.dossier_id, r.regelnr) {
        (Some(d), _) => format!("Cliënt {d}"),
        (None, Some(n)) => format!("Regel {n} van het bestand"),
        (None, None) => "Onbekend".to_owned(),
    }
}

fn wat(soort: &str) -> &'static str {
    match soort {
        "ontbreekt_cak" => "Staat niet bij het CAK",
        "ontbreekt_ons" => "Staat niet bij ons",
        "ander_einde" => "Het CAK heeft een andere einddatum",
        "ander_bedrag" => "Het CAK heeft een ander bedrag",
        _ => "Deze persoon kennen wij niet",
    }
}

fn kant(tot: Option<Datum>, cent: Option<Cent>, is_er: bool) -> String {
    if !is_er {
        return "Niets".to_owned();
    }
    let einde =
        tot.map_or_else(|| "loopt".to_owned(), |t| format!("tot en met {}", t.plus_dagen(-1).voluit()));
    cent.map_or(einde.clone(), |c| format!("{einde}, {c} per maand"))
}

fn verschil(r: &VerschilRij) -> Verschil {
    let naam = |code: &str| UITKOMSTEN.iter().find(|u| u.0 == code).map_or("", |u| u.1);
    let uitkomst = r.uitkomst.as_deref().map(|u| match r.toelichting.as_deref().unwrap_or("") {
        "" => naam(u).to_owned(),
        t => format!("{}: {t}", naam(u)),
    });
    Verschil {
        id: r.cakverschil_id,
        wie: client(r),
        wat: wat(&r.soort),
        van: r.van.voluit(),
        ons: kant(r.ons_tot, r.ons_cent, !matches!(r.soort.as_str(), "ontbreekt_ons" | "onbekend")),
        cak: kant(r.cak_tot, r.cak_cent, r.soort != "ontbreekt_cak"),
        uitkomst: uitkomst.unwrap_or_default(),
    }
}

/// POST /geld/cak/{vergelijking}/uitkomst
pub async fn uitkomst(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("vergelijking")?;
    let mut f = vz.invoer();
    let gekozen = UITKOMSTEN.iter().map(|u| u.0).find(|u| *u == vz.form.tekst("uitkomst"));
    if gekozen.is_none() {
        f.fout("uitkomst", "Kies wat er is gedaan.");
    }
    let toelichting = vz.form.tekst("toelichting");
    if gekozen == Some("anders") && toelichting.is_empty() {
        f.fout("toelichting", "Schrijf op wat er is gedaan.");
    }
    let mut tx = vz.begin().await?;
    let nr = vz.form.getal("verschil");
    let rijen = opslag::verschillen(&tx, id).await?;
    let Some(verschil) = rijen.iter().find(|r| Some(r.cakverschil_id) == nr) else {
        drop(tx);
        f.fout("verschil", "Kies een verschil.");
        return pagina(&vz, id, f).await;
    };
    let (Some(gekozen), true) = (gekozen, f.is_goed()) else {
        drop(tx);
        return pagina(&vz, id, f).await;
    };
    tx.journaal(Handeling {
        wat: "verschil met CAK afgehandeld",
        onderwerp: "cakverschil",
        onderwerp_id: verschil.cakverschil_id,
        dossier: None,
        gemeente: None,
        reden: gekozen,
    })
    .await?;
    opslag::leg_uitkomst_vast(&mut tx, verschil.cakverschil_id, gekozen, toelichting).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/geld/cak/{id}"), "De uitkomst is vastgelegd.")
}
