//! Adding people from the command line: the first one cannot be added from a page.

use super::{GOED, Open, Waar, open};
use crate::beheer;
use crate::huis::{
    App, Fout, Rol, Wie,
    aanmelden::{self, Inlog, NieuweGebruiker},
    geheim,
    opslag::{Leest, sql},
    sessie,
};
use anyhow::{Context, bail, ensure};
use clap::Subcommand;
use kern::stam::Gemeentecode;

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum GebruikerOpdracht {
    /// Voeg iemand toe; toont eenmalig het wachtwoord en de code voor de app
    Nieuw {
        /// Naam om mee in te loggen
        gebruikersnaam: String,
        /// Naam zoals collega's die zien
        #[arg(long)]
        naam: String,
        /// Rol, met gemeentecode na een @: aandachtsfunctionaris@0762. Mag vaker
        #[arg(long = "rol", required = true)]
        rollen: Vec<String>,
    },
    /// Toon wie er zijn
    Lijst,
    /// Blokkeer iemand: alle sessies eindigen meteen
    Blokkeer {
        /// Naam om mee in te loggen
        gebruikersnaam: String,
    },
    /// Maak nieuwe inloggegevens, toon ze eenmalig en open het account: voor als niemand anders dat nog kan
    Inlog {
        /// Naam om mee in te loggen
        gebruikersnaam: String,
    },
}

sql!(LIJST = "SELECT gebruikersnaam, naam, actief FROM gebruiker ORDER BY gebruikersnaam LIMIT 1000");

#[allow(clippy::cognitive_complexity, reason = "one arm per command; each waits for one function")]
pub(super) async fn voer_uit(waar: &Waar, o: GebruikerOpdracht) -> anyhow::Result<u8> {
    let app = open(waar, Open::default()).await?;
    match o {
        GebruikerOpdracht::Nieuw { gebruikersnaam, naam, rollen } => {
            nieuw(&app, &gebruikersnaam, naam, &rollen).await?
        }
        GebruikerOpdracht::Lijst => {
            for (gebruikersnaam, naam, actief) in app.db.alle::<(String, String, bool)>(LIJST, &[]).await? {
                println!("{gebruikersnaam}\t{naam}\t{}", if actief { "actief" } else { "geblokkeerd" });
            }
        }
        GebruikerOpdracht::Blokkeer { gebruikersnaam } => {
            let id =
                aanmelden::zoek_id(&app.db, &gebruikersnaam).await?.context("deze gebruiker bestaat niet")?;
            let mut tx = app.db.begin(Wie::systeem(&app.klok, geheim::trace(app.klok.nu()))).await?;
            beheer::opslag::zet_actief(&mut tx, id, false).await?;
            sessie::eindig_in(&mut tx, id).await?;
            beheer::opslag::journaal(&mut tx, "gebruiker geblokkeerd", id, None, "").await?;
            tx.commit().await?;
            println!("{gebruikersnaam} kan niet meer inloggen.");
        }
        GebruikerOpdracht::Inlog { gebruikersnaam } => {
            let id =
                aanmelden::zoek_id(&app.db, &gebruikersnaam).await?.context("deze gebruiker bestaat niet")?;
            let inlog = aanmelden::nieuwe_inlog(&app, &gebruikersnaam)?;
            let mut tx = app.db.begin(Wie::systeem(&app.klok, geheim::trace(app.klok.nu()))).await?;
            aanmelden::geef_inlog(&mut tx, id, &inlog).await?;
            beheer::opslag::zet_actief(&mut tx, id, true).await?;
            beheer::opslag::journaal(&mut tx, "inloggegevens vernieuwd", id, None, "").await?;
            tx.commit().await?;
            toon(&gebruikersnaam, &inlog);
        }
    }
    app.db.sluit().await;
    Ok(GOED)
}

async fn nieuw(app: &App, gebruikersnaam: &str, naam: String, rollen: &[String]) -> anyhow::Result<()> {
    let gebruikersnaam = gebruikersnaam.to_lowercase();
    ensure!(
        (3..=64).contains(&gebruikersnaam.len())
            && gebruikersnaam.chars().all(|c| c.is_ascii_alphanumeric() || ".-_@".contains(c)),
        "een gebruikersnaam heeft 3 tot 64 letters, cijfers, punten of streepjes"
    );
    ensure!(aanmelden::zoek_id(&app.db, &gebruikersnaam).await?.is_none(), "deze gebruikersnaam bestaat al");
    let rollen = rollen.iter().map(|r| lees_rol(r)).collect::<anyhow::Result<Vec<_>>>()?;
    for (i, (a, _)) in rollen.iter().enumerate() {
        for (b, _) in &rollen[i + 1..] {
            beheer::samen(*a, *b).map_err(|w| anyhow::anyhow!("{} ({})", w.zin, w.code))?;
        }
    }
    let inlog = aanmelden::nieuwe_inlog(app, &gebruikersnaam)?;
    let g = NieuweGebruiker {
        gebruikersnaam: gebruikersnaam.clone(),
        naam,
        wachtwoord_hash: "!".to_owned(),
        totp_geheim: None,
        rollen,
    };
    let mut tx = app.db.begin(Wie::systeem(&app.klok, geheim::trace(app.klok.nu()))).await?;
    let id = aanmelden::maak(&mut tx, &g).await?;
    aanmelden::geef_inlog(&mut tx, id, &inlog).await?;
    tx.commit().await?;
    toon(&gebruikersnaam, &inlog);
    Ok(())
}

fn toon(gebruikersnaam: &str, inlog: &Inlog) {
    println!("Gebruikersnaam: {gebruikersnaam}");
    println!("Wachtwoord:     {} (eenmalig, 7 dagen geldig)", inlog.wachtwoord);
    println!("Voor de app:    {}\n", inlog.totp_uri);
    println!("Geef dit veilig door: het wordt maar een keer getoond.");
}

fn lees_rol(tekst: &str) -> anyhow::Result<(Rol, Option<Gemeentecode>)> {
    let (rol, waar) = tekst.split_once('@').map_or((tekst, None), |(r, w)| (r, Some(w)));
    let Some(rol) = Rol::lees(rol) else {
        let codes: Vec<&str> = Rol::ALLE.iter().map(|r| r.code()).collect();
        bail!("'{rol}' is geen rol; kies uit {}", codes.join(", "));
    };
    let waar = waar.map(Gemeentecode::lees).transpose().map_err(|e| anyhow::anyhow!("{e}"))?;
    if rol == Rol::Aandachtsfunctionaris && waar.is_none() {
        return Err(Fout::nieuw(
            "een aandachtsfunctionaris hoort bij een gemeente: aandachtsfunctionaris@0762",
        )
        .into());
    }
    Ok((rol, waar))
}
