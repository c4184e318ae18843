//! What a message costs: a day of messages of aanbieders through `ontvang`, in this process, shuffled, some broken, one in ten twice.
//! Tells how many a second, and looks whether each was kept once and got an outcome.

use crate::{onzin::Toeval, schrijven::eigen_schema};
use iwmo::{
    Bericht, Datum,
    code::RedenBeeindiging,
    simulator::{Aanbieder, Levering},
    typen::Wmo301,
};
use std::{collections::BTreeMap, time::Instant};
use wijkthuis::{
    huis::{App, app::Instelling, opslag::Leest},
    koppelingen::iwmo::ontvang,
    levering::{self, berichten},
    opdracht::{Open, Waar, open},
    zaai::{Opties, zaai},
};

/// Every so many files is cut off on the way.
const KAPOT: usize = 90;
/// Every so many files comes twice.
const DUBBEL: usize = 10;

pub async fn meet(database: Option<String>, omvang: u32, aantal: usize, zaad: u64) {
    let map = tempfile::tempdir().unwrap();
    let database = match database {
        Some(url) => Some(eigen_schema(&url).await),
        None => None,
    };
    let waar = Waar { database, map: map.path().to_owned(), sleutel: None, regels: None, regio: None };
    let app = open(&waar, Open { mag_maken: true, instelling: Instelling::default() }).await.unwrap();
    println!("{}", zaai(&app, &Opties { omvang, tot: app.klok.vandaag() }).await.unwrap().to_string().trim());
    let lopend = lopend(&app).await;
    assert!(!lopend.is_empty(), "nobody gets care: fill with a larger --omvang");
    let mut toeval = Toeval::nieuw(zaad);
    let bestanden = bestanden(&app, &lopend, aantal, &mut toeval);
    let was = ontvangen(&app).await;
    let mut uitkomsten: BTreeMap<&str, usize> = BTreeMap::new();
    let begin = Instant::now();
    for (naam, bytes) in &bestanden {
        let u = ontvang(&app, naam, bytes).await.unwrap();
        assert!(u.bericht_id.is_some() && !u.zinnen.is_empty(), "{u:?}");
        *uitkomsten.entry(u.uitkomst).or_default() += 1;
    }
    let duur = begin.elapsed().as_secs_f64();
    let dubbel = uitkomsten.get("dubbel").copied().unwrap_or(0);
    assert_eq!(ontvangen(&app).await - was, bestanden.len() - dubbel, "each is kept once");
    assert_eq!(levering::controleer(&app.db).await.unwrap(), Vec::<String>::new());
    println!(
        "{} berichten over {} leveringen in {duur:.1} s: {:.0} per seconde ({uitkomsten:?}); elk bericht eenmaal bewaard; controleer groen",
        bestanden.len(),
        lopend.len(),
        bestanden.len() as f64 / duur,
    );
}

async fn ontvangen(app: &App) -> usize {
    let rij: Option<(i64,)> =
        app.db.een("SELECT count(*) FROM bericht WHERE richting = 'in'", &[]).await.unwrap();
    rij.unwrap().0 as usize
}

/// Care that goes on now: the message with which it was assigned, cut down to that toewijzing, and its first day.
async fn lopend(app: &App) -> Vec<(Wmo301, Datum)> {
    let rijen: Vec<(i64, i64, kern::stam::Datum)> = app
        .db
        .alle(
            "SELECT max(b.bericht_id), t.nummer, l.geldig_van FROM levering l
             JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.tot_nr IS NULL AND t.status = 'geaccepteerd'
             JOIN berichtgevolg g ON g.toewijzing_id = l.toewijzing_id AND g.uitkomst = 'verzonden'
             JOIN bericht b ON b.bericht_id = g.bericht_id AND b.soort = 'WMO301'
             WHERE l.tot_nr IS NULL AND l.geldig_tot IS NULL AND l.bericht_id IS NOT NULL
             GROUP BY t.nummer, l.geldig_van ORDER BY t.nummer",
            &[],
        )
        .await
        .unwrap();
    let mut uit = Vec::new();
    for (bericht, nummer, begin) in rijen {
        let Some(bytes) = berichten::inhoud(&app.db, &app.sleutels, bericht).await.unwrap() else { continue };
        let Ok(gelezen) = iwmo::lees(&bytes) else { continue };
        let Ok(Bericht::Wmo301(mut b)) = gelezen.bericht() else { continue };
        b.client.producten.retain(|p| i64::from(p.nummer.get()) == nummer);
        if !b.client.producten.is_empty() {
            uit.push((b, begin.to_string().parse().unwrap()));
        }
    }
    uit
}

/// The files of the day, shuffled as far as messages overtake each other: care stops for a while and starts again, day after day, with a declaratie in between.
fn bestanden(
    app: &App,
    lopend: &[(Wmo301, Datum)],
    aantal: usize,
    toeval: &mut Toeval,
) -> Vec<(String, Vec<u8>)> {
    let op: Datum = app.klok.vandaag().to_string().parse().unwrap();
    let mut sim = Aanbieder::nieuw("M").unwrap();
    let mut uit: Vec<(String, Vec<u8>)> = Vec::new();
    for n in 0.. {
        if uit.len() >= aantal {
            break;
        }
        let (t, begin) = &lopend[n % lopend.len()];
        let (ronde, dag) = (n / lopend.len(), |d: usize| begin.plus_dagen(i64::try_from(d).unwrap()));
        let sinds = sim.start(t, dag(ronde / 3 * 2), op);
        let xml = match ronde % 3 {
            0 => sim.stop(&sinds, dag(ronde / 3 * 2), RedenBeeindiging::Tijdelijk, op).schrijf(),
            1 => sim.start(t, dag(ronde / 3 * 2 + 2), op).schrijf(),
            _ => {
                let deel = Levering { toewijzing: t, product: 0, volume: 1, tarief_cent: 17_489 };
                let maand = op.plus_maanden(-1).eerste_van_maand();
                sim.declareer(&[deel], maand, op).map_or_else(|_| sinds.schrijf(), |b| b.schrijf())
            }
        };
        let mut bytes = xml.into_bytes();
        if n % KAPOT == KAPOT / 2 {
            bytes.truncate(bytes.len() / 2);
        }
        if n % DUBBEL == 0 && uit.len() + 1 < aantal {
            uit.push((format!("weer-{n:06}.xml"), bytes.clone()));
        }
        uit.push((format!("bericht-{n:06}.xml"), bytes));
    }
    // Messages overtake each other, but not those of weeks ago.
    for blok in uit.chunks_mut(lopend.len() * 2) {
        for i in (1..blok.len()).rev() {
            blok.swap(i, toeval.onder(i as u64 + 1) as usize);
        }
    }
    uit
}
