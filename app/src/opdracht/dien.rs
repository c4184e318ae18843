//! Opening a database and serving pages.

use super::{GOED, Waar};
use crate::{
    huis::{
        App, Fout, Klok,
        app::Instelling,
        geheim::Sleutels,
        gemeenten,
        opslag::{Db, Leest, migreer},
        regels::Regels,
        router, sessie,
    },
    koppelingen, routes, toegang, zaai,
};
use anyhow::{Context, bail};
use kern::stam::Datum;
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// What opening needs to know besides where.
#[derive(Debug, Clone, Default)]
pub struct Open {
    /// Make database and key when they are not there.
    pub mag_maken: bool,
    /// How the program runs.
    pub instelling: Instelling,
}

/// Opens the database, brings it up to date, reads key, rules and region.
pub async fn open(waar: &Waar, hoe: Open) -> anyhow::Result<App> {
    if let Some(r) = &waar.regio {
        gemeenten::kies_regio(r)?;
    }
    let regels = match &waar.regels {
        Some(map) => Regels::met_map(map),
        None => Regels::ingebed(),
    };
    let regels = regels.map_err(Fout::from)?;
    let db = match &waar.database {
        Some(url) => Db::open_postgres(url).await?,
        None => {
            let bestand = waar.map.join("wijkthuis.sqlite");
            if !hoe.mag_maken && !bestand.exists() {
                bail!(
                    "er is geen database in {}: gebruik eerst 'demo', 'zaai', 'migreer' of 'herstel'",
                    waar.map.display()
                );
            }
            std::fs::create_dir_all(&waar.map)?;
            Db::open_sqlite(&bestand).await?
        }
    };
    migreer(&db).await?;
    let pad = waar.sleutel.clone().unwrap_or_else(|| waar.map.join("sleutel"));
    let leeg = is_leeg(&db).await?;
    // A new key on a database with data would make every encrypted field unreadable: only an empty one may get a new key.
    let sleutels = Sleutels::uit_bestand(&pad, hoe.mag_maken && leeg)?;
    Ok(App::nieuw(db, sleutels, Klok::Systeem, regels, hoe.instelling))
}

async fn is_leeg(db: &Db) -> anyhow::Result<bool> {
    Ok(db
        .een::<(i64,)>("SELECT journaal_nr FROM teller WHERE teller_id = 1", &[])
        .await?
        .is_none_or(|r| r.0 == 0))
}

async fn is_demo(db: &Db) -> anyhow::Result<bool> {
    Ok(db
        .een::<(String,)>("SELECT handeling FROM journaal WHERE nr = 1", &[])
        .await?
        .is_some_and(|r| r.0 == zaai::DEMO_BEGIN))
}

/// `demo`: fills an empty database, or goes on with an earlier demo, and serves it with one-click login.
pub async fn demo(waar: &Waar, poort: u16, omvang: u32) -> anyhow::Result<u8> {
    let instelling = Instelling { demo: true, ..Instelling::default() };
    let app = open(waar, Open { mag_maken: true, instelling }).await?;
    if is_leeg(&app.db).await? {
        println!("De demo wordt gemaakt: ongeveer {omvang} verzonnen cliënten en vijf jaar geschiedenis …");
        let s = zaai::zaai(&app, &zaai::Opties { omvang, tot: app.klok.vandaag() }).await?;
        println!("{s}");
    } else if !is_demo(&app.db).await? {
        bail!("dit is geen demo-database: de demo opent geen echte gegevens");
    }
    println!(
        "\nWijkthuis draait: http://localhost:{poort}\n\nKies op de eerste pagina wie u bent. Stoppen: Ctrl-C."
    );
    serveer(app, "127.0.0.1", poort).await
}

/// `zaai`: fills an empty database with the demo history and stops.
pub async fn zaai(waar: &Waar, omvang: u32, tot: Option<&str>) -> anyhow::Result<u8> {
    let app =
        open(waar, Open { mag_maken: true, instelling: Instelling { demo: true, ..Instelling::default() } })
            .await?;
    if !is_leeg(&app.db).await? {
        bail!("de database is niet leeg: zaaien overschrijft niets");
    }
    let tot = match tot {
        Some(t) => Datum::lees(t).map_err(|e| anyhow::anyhow!("--tot: {e}"))?,
        None => app.klok.vandaag(),
    };
    println!("{}", crate::zaai::zaai(&app, &crate::zaai::Opties { omvang, tot }).await?);
    app.db.sluit().await;
    Ok(GOED)
}

/// `dien`: serves the pages.
pub async fn dien(
    waar: &Waar,
    adres: &str,
    poort: u16,
    inmap: Option<PathBuf>,
    uitmap: Option<PathBuf>,
    ggk: bool,
    buitenadres: Option<String>,
) -> anyhow::Result<u8> {
    let instelling = Instelling { demo: false, inmap, uitmap, ggk, buitenadres };
    let app = open(waar, Open { mag_maken: false, instelling }).await?;
    println!("Wijkthuis luistert op {adres}:{poort}");
    serveer(app, adres, poort).await
}

async fn serveer(app: App, adres: &str, poort: u16) -> anyhow::Result<u8> {
    let waar: SocketAddr = format!("{adres}:{poort}").parse().context("adres en poort")?;
    let luister =
        tokio::net::TcpListener::bind(waar).await.with_context(|| format!("poort {poort} is niet vrij"))?;
    let taken = tokio::spawn(onderhoud(app.clone()));
    let r = router(app.clone(), routes::alle(app.instelling.demo))
        .into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(luister, r).with_graceful_shutdown(stop()).await?;
    taken.abort();
    app.db.sluit().await;
    Ok(GOED)
}

/// Every minute: sessions that ended, drafts that lay still too long, messages that came in.
#[allow(clippy::cognitive_complexity, reason = "the macros of tracing count as branches")]
async fn onderhoud(app: App) {
    let mut klok = tokio::time::interval(Duration::from_secs(60));
    loop {
        klok.tick().await;
        if let Err(e) = sessie::ruim_op(&app.db, app.klok.nu()).await {
            tracing::warn!(fout = %e, "sessions could not be cleaned up");
        }
        if let Err(e) = toegang::concept::ruim_op(&app).await {
            tracing::warn!(fout = %e, "old drafts could not be thrown away");
        }
        for u in koppelingen::iwmo::haal_op(&app).await {
            tracing::info!(bestand = %u.bestand, uitkomst = u.uitkomst, "message read");
        }
        if let Err(e) = koppelingen::iwmo::ronde(&app).await {
            tracing::warn!(fout = %e, "messages that wait could not be looked at");
        }
    }
}

async fn stop() {
    let int = tokio::signal::ctrl_c();
    let mut term = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(t) => t,
        Err(_) => return int.await.unwrap_or_default(),
    };
    tokio::select! { _ = int => {}, _ = term.recv() => {} }
}
