//! New people, and new means to log in: a password that works once and a code for the app, each shown once.

use super::{
    gebruiker::{self, mens},
    opslag,
};
use crate::huis::{
    Antwoord, App, Fout, FoutSoort, Invoer, Kader, Uitkomst, Verzoek,
    aanmelden::{self, Inlog, NieuweGebruiker},
};
use askama::Template;

const NAAM_MAX: usize = 200;

#[derive(Template)]
#[template(path = "beheer/nieuw.html")]
struct Nieuw {
    kader: Kader,
    formulier: Invoer,
}

#[derive(Template)]
#[template(path = "beheer/inlog.html")]
struct Getoond {
    kader: Kader,
    gebruikersnaam: String,
    wachtwoord: String,
    sleutel: String,
    uri: String,
    pad: String,
    dicht: bool,
}

/// GET /beheer/gebruikers/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, Invoer::leeg()).await
}

async fn toon(vz: &Verzoek, formulier: Invoer) -> Uitkomst {
    let fout = !formulier.is_goed();
    let titel = "Gebruiker toevoegen";
    let kader =
        vz.kader(titel).await?.kruimel("Gebruikers", "/beheer/gebruikers").kruimel(titel, "").fouten(fout);
    let p = Nieuw { kader, formulier };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

/// Whether a text can be a login name: what `gebruiker nieuw` on the command line accepts too.
fn is_gebruikersnaam(t: &str) -> bool {
    (3..=64).contains(&t.len()) && t.chars().all(|c| c.is_ascii_alphanumeric() || ".-_@".contains(c))
}

/// POST /beheer/gebruikers/nieuw: an account without any role.
pub async fn voeg_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let (naam, gebruikersnaam) = (vz.form.tekst("naam"), vz.form.tekst("gebruikersnaam").to_lowercase());
    if naam.is_empty() || naam.chars().count() > NAAM_MAX {
        f.fout("naam", "Vul de naam in zoals collega's die zien.");
    }
    if !is_gebruikersnaam(&gebruikersnaam) {
        f.fout("gebruikersnaam", "Gebruik 3 tot 64 letters, cijfers, punten of streepjes, zonder spatie.");
    }
    if !f.is_goed() {
        return toon(&vz, f).await;
    }
    let inlog = maak_inlog(&vz.app, &gebruikersnaam).await?;
    let mut tx = vz.begin().await?;
    let g = NieuweGebruiker {
        gebruikersnaam: gebruikersnaam.clone(),
        naam: naam.to_owned(),
        wachtwoord_hash: "!".to_owned(),
        totp_geheim: None,
        rollen: Vec::new(),
    };
    let id = match aanmelden::maak(&mut tx, &g).await {
        Err(e) if e.soort == FoutSoort::Uniek => {
            drop(tx);
            f.fout("gebruikersnaam", "Deze gebruikersnaam bestaat al. Kies een andere.");
            return toon(&vz, f).await;
        }
        uit => uit?,
    };
    aanmelden::geef_inlog(&mut tx, id, &inlog).await?;
    tx.commit().await?;
    getoond(&vz, id, gebruikersnaam, inlog, false).await
}

/// POST /beheer/gebruikers/{gebruiker}/inlog: new means to log in. The account shuts until a second person opens it, so that
/// who makes the means cannot use them.
pub async fn vernieuw(vz: Verzoek) -> Uitkomst {
    let Some(m) = mens(&vz.db, &vz).await? else { return Antwoord::niet_gevonden() };
    let inlog = maak_inlog(&vz.app, &m.rij.gebruikersnaam).await?;
    let mut tx = vz.begin().await?;
    let Some(m) = mens(&tx, &vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = Invoer::leeg();
    for uit in [gebruiker::toets(&tx, &vz, &m).await?, gebruiker::toets_laatste(&tx, &m, vz.vandaag()).await?]
    {
        if let Err(w) = uit {
            f.weiger(&w);
        }
    }
    if !f.is_goed() {
        drop(tx);
        return gebruiker::pagina(&vz, &m, f).await;
    }
    let id = m.rij.gebruiker_id;
    opslag::zet_actief(&mut tx, id, false).await?;
    aanmelden::geef_inlog(&mut tx, id, &inlog).await?;
    opslag::journaal(&mut tx, "inloggegevens vernieuwd", id, None, "").await?;
    tx.commit().await?;
    getoond(&vz, id, m.rij.gebruikersnaam, inlog, true).await
}

async fn maak_inlog(app: &App, gebruikersnaam: &str) -> Result<Inlog, Fout> {
    let (app, naam) = (app.clone(), gebruikersnaam.to_owned());
    // argon2 takes tens of milliseconds: not on a thread that serves others, and never within an act.
    tokio::task::spawn_blocking(move || aanmelden::nieuwe_inlog(&app, &naam))
        .await
        .map_err(|e| Fout::nieuw(format!("wachtwoord: {e}")))?
}

async fn getoond(vz: &Verzoek, id: i64, gebruikersnaam: String, inlog: Inlog, dicht: bool) -> Uitkomst {
    let titel = "Inloggegevens, eenmalig getoond";
    let sleutel = inlog.totp_uri.split_once("secret=").map_or("", |(_, s)| s.split('&').next().unwrap_or(""));
    Antwoord::pagina(&Getoond {
        kader: vz.kader(titel).await?.kruimel("Gebruikers", "/beheer/gebruikers").kruimel(titel, ""),
        gebruikersnaam,
        wachtwoord: inlog.wachtwoord,
        sleutel: sleutel.to_owned(),
        uri: inlog.totp_uri,
        pad: format!("/beheer/gebruikers/{id}"),
        dicht,
    })
}
