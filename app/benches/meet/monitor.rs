//! What the monitor costs: the first use, one new fact until the figures that it touches, and the page.

use crate::{
    bezoeker::{Bezoeker, personen},
    proces::{Proces, opdracht},
};
use kern::monitor::{Blik, Tabelnaam, Tijdvak, kolommen::Kolommen, tabel};
use kern::stam::Peil;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use wijkthuis::{
    huis::{
        App, Wie,
        opslag::{Handeling, Leest, t, v},
    },
    monitor::beeld::{Beeld, Moment},
    opdracht::{Open, Waar, open},
};

/// The tables that say something of where people live.
const GERAAKT: [Tabelnaam; 2] = [Tabelnaam::HerkomstVerblijf, Tabelnaam::Spreiding];

/// Time that this process was on a processor, all threads together.
fn cpu() -> Duration {
    let taken = std::fs::read_dir("/proc/self/task").unwrap();
    let ns = |d: std::io::Result<std::fs::DirEntry>| {
        let tekst = std::fs::read_to_string(d.unwrap().path().join("schedstat")).unwrap_or_default();
        tekst.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0)
    };
    Duration::from_nanos(taken.map(ns).sum())
}

fn midden(mut d: Vec<Duration>) -> (Duration, Duration) {
    d.sort_unstable();
    (d[d.len() / 2], d[d.len() * 9 / 10])
}

pub fn zeg(wat: &str, d: Vec<Duration>) {
    let n = d.len();
    let (m, p90) = midden(d);
    println!(
        "{wat}: mediaan {:.3} ms, p90 {:.3} ms ({n} keer)",
        m.as_secs_f64() * 1e3,
        p90.as_secs_f64() * 1e3
    );
}

pub async fn meet(map: &Path, omvang: u32, keer: usize) {
    std::fs::create_dir_all(map).unwrap();
    if !map.join("wijkthuis.sqlite").exists() {
        println!("{}", opdracht(map, &["zaai", "--omvang", &omvang.to_string()]).trim());
    }
    let waar = Waar { database: None, map: map.to_owned(), sleutel: None, regels: None, regio: None };
    let app = open(&waar, Open::default()).await.unwrap();
    feiten(&app, keer).await;
    app.db.sluit().await;
    pagina(map, keer).await;
}

async fn feiten(app: &App, keer: usize) {
    let jaar = app.klok.vandaag().jaar();
    let beeld = Beeld::default();
    let begin = Instant::now();
    let m = beeld.moment(&app.db, &[jaar - 1, jaar]).await.unwrap();
    println!("beeld en kolommen, eerste keer: {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let rijen = m.kolommen.aantal();
    println!("kolommen: {rijen} rijen, {:.1} bytes per rij", m.kolommen.bytes() as f64 / rijen as f64);
    let begin = Instant::now();
    let vers = Kolommen::bouw(&m.feiten, m.nr);
    println!("kolommen opnieuw: {:.1} ms ({} rijen)", begin.elapsed().as_secs_f64() * 1e3, vers.aantal());
    drop((m, vers));
    let (mut bij, mut geraakt, mut alles) = (Vec::new(), Vec::new(), Vec::new());
    let peil = Peil::op(app.klok.vandaag());
    for n in 0..keer {
        feit(app, n).await;
        let begin = cpu();
        let m = beeld.moment(&app.db, &[jaar - 1, jaar]).await.unwrap();
        let na_beeld = cpu();
        GERAAKT.iter().for_each(|naam| drop(tel(&m, peil, *naam)));
        let na_geraakt = cpu();
        Tabelnaam::ALLE.iter().for_each(|naam| drop(tel(&m, peil, *naam)));
        alles.push(cpu().saturating_sub(na_geraakt));
        bij.push(na_beeld.saturating_sub(begin));
        geraakt.push(na_geraakt.saturating_sub(begin));
    }
    zeg("een nieuw feit, tot het beeld bij is (CPU)", bij);
    zeg("een nieuw feit, tot en met de cijfers die het raakt (CPU)", geraakt);
    zeg("alle tabellen van de monitor opnieuw (CPU)", alles);
}

fn tel(m: &Moment, peil: Peil, naam: Tabelnaam) -> kern::monitor::Cijfertabel {
    let blik =
        Blik { kolommen: Some(&m.kolommen), geheugen: Some(&*m.onthouden), ..Blik::nieuw(&m.feiten, peil) };
    tabel(&blik, naam, Tijdvak::TwaalfMaanden)
}

/// Somebody moved to another gemeente in the region.
pub async fn feit(app: &App, n: usize) {
    let gemeente = ["0762", "0743", "0847"][n % 3];
    let rij: Option<(i64,)> = app
        .db
        .een("SELECT dossier_id FROM indicatie WHERE geldig_tot IS NULL OR geldig_tot > '2026-01-01' ORDER BY indicatie_id DESC LIMIT 1", &[])
        .await
        .unwrap();
    let dossier = rij.unwrap().0;
    let mut tx = app.db.begin(Wie::systeem(&app.klok, "meet")).await.unwrap();
    let id = tx.nieuw_id().unwrap();
    let h = Handeling {
        wat: "verhuisd",
        onderwerp: "gemeentefeit",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await.unwrap();
    let args =
        [v(&id), v(&dossier), t("verblijf"), t(gemeente), v(&app.klok.vandaag().plus_dagen(-1)), v(&tx.nr())];
    tx.voer(
        "INSERT INTO gemeentefeit (gemeentefeit_id, dossier_id, soort, gemeente, geldig_van, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6)",
        &args,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn pagina(map: &Path, keer: usize) {
    let p = Proces::start(map).await;
    for rol in ["trajectregisseur", "bestuur"] {
        let wie = personen(p.poort).await.into_iter().find(|(_, r)| r.to_lowercase().contains(rol));
        let Some((id, _)) = wie else { continue };
        let mut b = Bezoeker::word(p.poort, &id).await.unwrap();
        let begin = Instant::now();
        let a = b.get("/monitor").await.unwrap();
        println!(
            "/monitor als {rol}, eerste keer: {:.1} ms, {} bytes",
            begin.elapsed().as_secs_f64() * 1e3,
            a.bytes
        );
        let mut tijden = Vec::new();
        for _ in 0..keer {
            let begin = Instant::now();
            assert_eq!(b.get("/monitor").await.unwrap().status, 200);
            tijden.push(begin.elapsed());
        }
        zeg(&format!("/monitor als {rol}, hele antwoord"), tijden);
    }
}
