//! Figures of the whole country: 342 gemeenten and as many episodes as asked, written beside a small demo.
//!
//! Of each episode there is what the monitor counts: dossier, melding, besluit, indicatie, instroom, gemeenten, start of care,
//! uitstroom, and per quarter of this year and the last what was granted, declared and paid. All of it made known by one act.

use crate::{
    bezoeker::{Bezoeker, personen},
    monitor::{feit, zeg},
    proces::{Proces, opdracht},
};
use std::{fmt::Write as _, path::Path, time::Instant};
use wijkthuis::{
    huis::{
        App, Wie,
        opslag::{Handeling, Tx, v},
    },
    opdracht::{Open, Waar, open},
};

/// Numbers of what is written here begin above those of the demo.
const BEGIN: i64 = 2_000_000_000;

/// Every row of an episode follows from its number: `a` to `d` are numbers from 0 to 999, each from the middle bits of a product with an
/// odd number of 32 bits, so that they do not follow each other.
const EPISODEN: &str = "CREATE TEMP TABLE episode AS
    WITH RECURSIVE rij (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM rij WHERE i + 1 < $1),
    getal AS (SELECT i, (((i * 2654435761) & 4294967295) >> 14) % 1000 AS a, (((i * 2246822519) & 4294967295) >> 13) % 1000 AS b,
                     (((i * 3266489917) & 4294967295) >> 12) % 1000 AS c, (((i * 668265263) & 4294967295) >> 11) % 1000 AS d,
                     (((i * 374761393) & 4294967295) >> 10) % 5000 AS dag FROM rij),
    dagen AS (SELECT i, a, b, c, d, dag, (b * c) / 5000 AS wacht, 30 + (c * d) / 700 AS duur FROM getal)
    SELECT i + $2 AS id, (SELECT code FROM plaats WHERE nr = a * a * 342 / 1000000) AS gemeente,
           (SELECT code FROM plaats WHERE nr = CASE WHEN b < 300 THEN d * 342 / 1000 ELSE a * a * 342 / 1000000 END) AS herkomst,
           date('2013-01-01', '+' || dag || ' days') AS aanmeld, date('2013-01-01', '+' || (dag + wacht) || ' days') AS start,
           CASE WHEN d < 100 THEN NULL ELSE date('2013-01-01', '+' || (dag + wacht + duur) || ' days') END AS eind,
           CASE WHEN c % 2 = 0 THEN 'bw' ELSE 'bt' END AS vorm, CASE WHEN b % 100 < 18 THEN 'pgb' ELSE 'zin' END AS leveringsvorm,
           CASE WHEN dag < 3652 AND a % 10 < 8 THEN 'historisch' ELSE 'nieuw' END AS kenmerk, 4000 + a * 18 AS tarief, i % 9 = 0 AS terug,
           date('1950-01-01', '+' || (b * 18) || ' days') AS geboren
      FROM dagen";

/// What is written of the episodes; `$1` is the act.
const RIJEN: [&str; 11] = [
    "INSERT INTO inwoner SELECT id, NULL, NULL, 'geen', 'Landelijk', '', 'L.', '', geboren, '0', '', '', '', '', '', '', $1, NULL FROM episode",
    "INSERT INTO dossier SELECT id, id, gemeente, CASE WHEN eind IS NULL THEN 'levering' ELSE 'afgesloten' END, 0, aanmeld, eind, $1, NULL
       FROM episode",
    "INSERT INTO melding (melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag, spoed,
                          status, vanaf_nr)
     SELECT id, id, id, gemeente, aanmeld, 'anders', '', '', '', 0, 'afgerond', $1 FROM episode",
    "INSERT INTO instroom SELECT id, id, id, kenmerk, terug, '{}', aanmeld, $1, NULL FROM episode",
    "INSERT INTO besluit (besluit_id, dossier_id, melding_id, soort, gemeente, genomen_op, bekendgemaakt_op, motivering, gebruiker_id,
                          regels_hash, regels_versies, code_versie, invoer, uitleg, vanaf_nr)
     SELECT id, id, id, 'toekenning', gemeente, aanmeld, aanmeld, '', 1, '', '', '', '', '', $1 FROM episode",
    "INSERT INTO indicatie SELECT id, id, id, vorm, leveringsvorm, (SELECT min(productcode) FROM product), 7, 'etmaal', 'week', 7 * tarief,
                                  start, eind, $1, NULL FROM episode",
    "INSERT INTO verantwoordelijke (verantwoordelijke_id, dossier_id, melding_id, regime, status, berekend, gemeente, regel, uitleg,
                                    reden_afwijking, bevestigd_door, bevestigd_op, regels_hash, vanaf_nr)
     SELECT id, id, id, 'R0', 'BESLIST', gemeente, gemeente, '', '', '', 1, aanmeld, '', $1 FROM episode",
    "INSERT INTO gemeentefeit SELECT 2 * id, id, 'herkomst', herkomst, aanmeld, NULL, $1, NULL FROM episode
      UNION ALL SELECT 2 * id + 1, id, 'verblijf', gemeente, aanmeld, NULL, $1, NULL FROM episode",
    "INSERT INTO levering SELECT id, id, id, start, eind, '', NULL, $1, NULL FROM episode",
    "INSERT INTO schaling (schaling_id, dossier_id, op, van_vorm, naar_vorm, soort, reden, bestemming, toelichting, vanaf_nr)
     SELECT id, id, eind, vorm, 'uit', 'uitstroom', 'doelen_bereikt', '', '', $1 FROM episode WHERE eind IS NOT NULL",
    "INSERT INTO boeking (soort, dossier_id, indicatie_id, gemeente, productcode, vorm, leveringsvorm, kenmerk, maand, bedrag_cent, nr)
     SELECT soort, id, id, gemeente, (SELECT min(productcode) FROM product), vorm, leveringsvorm, kenmerk, maand, 91 * tarief, $1
       FROM episode JOIN kwartaal ON start <= maand AND (eind IS NULL OR maand < eind)
            JOIN (SELECT 'beschikt' AS soort UNION ALL SELECT 'gedeclareerd' UNION ALL SELECT 'betaald')",
];

pub async fn meet(map: &Path, episoden: i64, keer: usize) {
    std::fs::create_dir_all(map).unwrap();
    let regio = map.join("regio.csv");
    if !regio.exists() {
        println!("{}", opdracht(map, &["zaai", "--omvang", "60"]).trim());
        std::fs::write(&regio, alle_gemeenten()).unwrap();
        vul(map, episoden).await;
    }
    pagina(map, keer).await;
}

/// The list of a region of all gemeenten of the country.
fn alle_gemeenten() -> String {
    let mut uit = String::from("code;naam;rol\n");
    for regel in include_str!("../../../regels/gemeenten.csv").lines().skip(1) {
        let rol = if regel.starts_with("0794") { "regiegemeente" } else { "regiogemeente" };
        writeln!(uit, "{regel};{rol}").unwrap();
    }
    uit
}

async fn app(map: &Path) -> App {
    let waar = Waar { database: None, map: map.to_owned(), sleutel: None, regels: None, regio: None };
    open(&waar, Open::default()).await.unwrap()
}

async fn vul(map: &Path, episoden: i64) {
    let begin = Instant::now();
    let app = app(map).await;
    let mut tx = app.db.begin(Wie::systeem(&app.klok, "meet")).await.unwrap();
    let h = Handeling {
        wat: "landelijke gegevens ingelezen",
        onderwerp: "dossier",
        onderwerp_id: BEGIN,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await.unwrap();
    klad(&mut tx, app.klok.vandaag().jaar()).await;
    tx.voer(EPISODEN, &[v(&episoden), v(&BEGIN)]).await.unwrap();
    let nr = tx.nr();
    for rijen in RIJEN {
        let n = tx.voer(rijen, &[v(&nr)]).await.unwrap();
        println!("{n:?}: {}", rijen.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
    }
    tx.commit().await.unwrap();
    app.db.sluit().await;
    println!("{episoden} episoden geschreven in {:.0} s", begin.elapsed().as_secs_f64());
}

/// The gemeenten and the quarters, to make rows from.
async fn klad(tx: &mut Tx, jaar: i16) {
    tx.voer("CREATE TEMP TABLE plaats (nr INTEGER PRIMARY KEY, code TEXT NOT NULL)", &[]).await.unwrap();
    let codes = include_str!("../../../regels/gemeenten.csv").lines().skip(1);
    for (nr, regel) in (0i64..).zip(codes) {
        let code = regel[..4].to_owned();
        tx.voer("INSERT INTO plaats VALUES ($1, $2)", &[v(&nr), v(&code)]).await.unwrap();
    }
    tx.voer("CREATE TEMP TABLE kwartaal (maand TEXT PRIMARY KEY)", &[]).await.unwrap();
    for j in [jaar - 1, jaar] {
        for m in [1, 4, 7, 10] {
            tx.voer("INSERT INTO kwartaal VALUES ($1)", &[v(&format!("{j}-{m:02}-01"))]).await.unwrap();
        }
    }
}

async fn pagina(map: &Path, keer: usize) {
    let p = Proces::start(map).await;
    let wie =
        personen(p.poort).await.into_iter().find(|(_, r)| r.to_lowercase().contains("trajectregisseur"));
    let mut b = Bezoeker::word(p.poort, &wie.unwrap().0).await.unwrap();
    let begin = Instant::now();
    let a = b.get("/monitor").await.unwrap();
    println!("/monitor, eerste keer: {:.1} s, {} bytes", begin.elapsed().as_secs_f64(), a.bytes);
    let app = app(map).await;
    let (mut weer, mut na_feit) = (Vec::new(), Vec::new());
    for n in 0..keer {
        let begin = Instant::now();
        assert_eq!(b.get("/monitor").await.unwrap().status, 200);
        weer.push(begin.elapsed());
        feit(&app, n).await;
        let begin = Instant::now();
        assert_eq!(b.get("/monitor").await.unwrap().status, 200);
        na_feit.push(begin.elapsed());
    }
    zeg("/monitor, hele antwoord", weer);
    zeg("/monitor na een nieuw feit, hele antwoord", na_feit);
    println!("geheugen {:.0} MB, hoogste {:.0} MB", p.geheugen_mb().0, p.geheugen_mb().1);
}
