//! Commands for who keeps an installation running.

use super::{BEVINDING, FOUT_GEBRUIK, GOED, ONLEESBAAR, Open, Waar};
use crate::huis::{
    App, Fout,
    app::Instelling,
    opslag::{self, Db},
    werkstand,
};
use crate::{
    beheer, financien, inkoop,
    koppelingen::{iwmo, open},
    levering, monitor, rapport, termijnen, woonplaats,
};
use std::path::{Path, PathBuf};

async fn gewoon(waar: &Waar) -> anyhow::Result<App> {
    super::open(waar, Open::default()).await
}

/// Every check of the cellar and of the rooms; Dutch sentences about what is wrong.
pub async fn controleer_alles(app: &App) -> Result<Vec<String>, Fout> {
    let mut fouten = opslag::controleer(&app.db).await?;
    fouten.extend(werkstand::controleer(&app.db).await?);
    fouten.extend(inkoop::controleer(&app.db).await?);
    fouten.extend(woonplaats::controleer(app).await?);
    fouten.extend(termijnen::controleer(&app.db, &app.regels).await?);
    fouten.extend(woonplaats::overleg::controleer(&app.db, app.klok.vandaag()).await?);
    fouten.extend(levering::controleer(&app.db).await?);
    fouten.extend(financien::controleer(&app.db).await?);
    fouten.extend(monitor::tweede_weg::controleer(app).await?);
    fouten.extend(rapport::herreken::controleer(app).await?);
    fouten.extend(open::vrijgeven::controleer(&app.db).await?);
    fouten.extend(beheer::controleer(&app.db).await?);
    Ok(fouten)
}

pub(super) async fn controleer(waar: &Waar) -> anyhow::Result<u8> {
    let app = gewoon(waar).await?;
    let fouten = controleer_alles(&app).await?;
    app.db.sluit().await;
    if fouten.is_empty() {
        println!("De database klopt.");
        return Ok(GOED);
    }
    for f in &fouten {
        println!("{f}");
    }
    println!("{} bevindingen.", fouten.len());
    Ok(BEVINDING)
}

pub(super) async fn migreer(waar: &Waar) -> anyhow::Result<u8> {
    let app = super::open(waar, Open { mag_maken: true, instelling: Instelling::default() }).await?;
    println!("De tabellen zijn bij: {} migraties.", opslag::MIGRATIES.len());
    app.db.sluit().await;
    Ok(GOED)
}

pub(super) async fn reservekopie(waar: &Waar, bestand: &Path) -> anyhow::Result<u8> {
    let app = gewoon(waar).await?;
    opslag::reservekopie(&app.db, bestand).await?;
    app.db.sluit().await;
    println!("De reservekopie staat in {}. De sleutel zit er niet in: bewaar die apart.", bestand.display());
    Ok(GOED)
}

pub(super) async fn herstel(waar: &Waar, bestand: &Path) -> anyhow::Result<u8> {
    anyhow::ensure!(bestand.exists(), "{} bestaat niet", bestand.display());
    let pad = waar.sleutel.clone().unwrap_or_else(|| waar.map.join("sleutel"));
    anyhow::ensure!(
        pad.exists(),
        "de sleutel {} ontbreekt: zet eerst de sleutel terug die bij deze kopie hoort",
        pad.display()
    );
    let app = super::open(waar, Open { mag_maken: true, instelling: Instelling::default() }).await?;
    let van = Db::open_kopie(bestand).await?;
    let rijen = opslag::kopieer(&van, &app.db).await?;
    let fouten = controleer_alles(&app).await?;
    app.db.sluit().await;
    println!("{rijen} rijen teruggezet.");
    for f in &fouten {
        println!("{f}");
    }
    Ok(if fouten.is_empty() { GOED } else { BEVINDING })
}

pub(super) async fn inlezen(
    waar: &Waar,
    berichten: &[PathBuf],
    uitmap: Option<PathBuf>,
    ggk: bool,
) -> anyhow::Result<u8> {
    let instelling = Instelling { uitmap, ggk, ..Instelling::default() };
    let app = super::open(waar, Open { mag_maken: false, instelling }).await?;
    let uitkomsten = iwmo::inlezen(&app, berichten).await;
    app.db.sluit().await;
    for u in &uitkomsten {
        let soort = if u.soort.is_empty() { "-" } else { &u.soort };
        println!(
            "{}\t{soort}\t{}\t{}\t{}",
            u.bestand,
            u.uitkomst,
            u.antwoord.as_deref().unwrap_or("-"),
            u.zinnen.join(" ")
        );
    }
    let onleesbaar = uitkomsten.iter().any(|u| matches!(u.uitkomst, "onleesbaar" | "niet gelezen"));
    let afgekeurd = uitkomsten.iter().any(|u| u.uitkomst == "afgekeurd");
    println!("{} bestanden.", uitkomsten.len());
    Ok(match (onleesbaar, afgekeurd) {
        (true, _) => ONLEESBAAR,
        (false, true) => BEVINDING,
        (false, false) => GOED,
    })
}

pub(super) async fn rapport(waar: &Waar, tijdvak: &str, uit: &Path) -> anyhow::Result<u8> {
    let app = gewoon(waar).await?;
    let uitkomst = rapport::maak::naar_bestand(&app, tijdvak, uit).await?;
    app.db.sluit().await;
    match uitkomst {
        Ok(zin) => {
            println!("{zin}");
            Ok(GOED)
        }
        Err(weigering) => {
            eprintln!("{weigering}");
            Ok(FOUT_GEBRUIK)
        }
    }
}

/// Computes an uitgave again in all its forms, or every uitgave.
pub(super) async fn herreken(waar: &Waar, uitgave: Option<i64>) -> anyhow::Result<u8> {
    let app = gewoon(waar).await?;
    let alle = rapport::opslag::alle(&app.db).await?;
    let gekozen: Vec<_> = alle.iter().filter(|u| uitgave.is_none_or(|id| u.uitgave_id == id)).collect();
    if gekozen.is_empty() {
        app.db.sluit().await;
        match uitgave {
            Some(id) => eprintln!("Uitgave {id} bestaat niet."),
            None => eprintln!("Er zijn nog geen uitgaven."),
        }
        return Ok(FOUT_GEBRUIK);
    }
    let mut goed = true;
    for u in gekozen {
        let uitslag = rapport::herreken::herreken(&app, u).await?;
        let naam = format!("{} {} ({}), versie {}", u.soort, u.tijdvak, u.profiel, u.versie);
        println!("Uitgave {}: {naam}", u.uitgave_id);
        for (deel, gelijk) in &uitslag.delen {
            println!("  {deel}: {}", if *gelijk { "gelijk, byte voor byte" } else { "niet gelijk" });
        }
        for zin in uitslag.oorzaken.iter().chain(&uitslag.verschillen) {
            println!("  {zin}");
        }
        goed &= uitslag.gelijk;
    }
    app.db.sluit().await;
    Ok(if goed { GOED } else { BEVINDING })
}
