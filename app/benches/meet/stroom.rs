//! Pulls the plug: kill -9 under a load of writing, and looks afterwards whether anything that was promised is gone.

use crate::{
    bezoeker::{Bezoeker, personen, tussen},
    onzin::Toeval,
    proces::{Proces, opdracht},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};
use wijkthuis::huis::opslag::{Db, Leest};

const SCHRIJVERS: usize = 16;

pub async fn meet(keer: usize) {
    let map = tempfile::tempdir().unwrap();
    println!("{}", opdracht(map.path(), &["zaai", "--omvang", "60"]).trim());
    let mut toeval = Toeval::nieuw(42);
    let mut beloofd = BTreeSet::new();
    for n in 0..keer {
        let mut p = Proces::start(map.path()).await;
        let deze = Arc::new(Mutex::new(BTreeSet::new()));
        let taken = schrijvers(&p, n, &deze).await;
        tokio::time::sleep(Duration::from_millis(150 + toeval.onder(850))).await;
        p.dood();
        for t in taken {
            t.await.unwrap();
        }
        let nieuw = std::mem::take(&mut *deze.lock().unwrap());
        assert!(!nieuw.is_empty(), "round {n}: nothing was written before the plug was pulled");
        beloofd.extend(nieuw);
        let klopt = opdracht(map.path(), &["controleer"]);
        assert!(klopt.contains("klopt"), "{klopt}");
        let er = aanwezig(map.path()).await;
        let weg: Vec<_> = beloofd.difference(&er).collect();
        assert!(weg.is_empty(), "round {n}: acknowledged and gone: {weg:?}");
        if n % 10 == 9 || n + 1 == keer {
            println!(
                "{} keer de stekker eruit: {} bevestigde handelingen, alle bewaard; {} niet bevestigd en toch heel bewaard; controleer groen",
                n + 1,
                beloofd.len(),
                er.len() - beloofd.len()
            );
        }
    }
}

async fn schrijvers(
    p: &Proces,
    ronde: usize,
    beloofd: &Arc<Mutex<BTreeSet<String>>>,
) -> Vec<tokio::task::JoinHandle<()>> {
    let mut bezoekers = Vec::new();
    for (id, rol) in personen(p.poort).await {
        if bezoekers.len() < SCHRIJVERS
            && ["aandachts", "traject"].iter().any(|r| rol.to_lowercase().contains(r))
        {
            for _ in 0..2 {
                let mut b = Bezoeker::word(p.poort, &id).await.unwrap();
                let a = b.get("/werkvoorraad").await.unwrap();
                if let Some(nr) = tussen(&a.tekst, "href=\"/dossiers/", "\"").first() {
                    let pad = format!("/dossiers/{}/notitie", nr.split('/').next().unwrap_or_default());
                    bezoekers.push((b, pad));
                }
            }
        }
    }
    assert!(!bezoekers.is_empty(), "nobody of the demo has a dossier");
    let start = bezoekers.into_iter().enumerate().map(|(w, (mut b, pad))| {
        let beloofd = Arc::clone(beloofd);
        tokio::spawn(async move {
            for i in 0.. {
                let tekst = format!("stroom {ronde}-{w}-{i}");
                match b.post(&pad, &[("tekst", &tekst)]).await {
                    Some(a) if a.status == 303 => {
                        assert!(a.kop.contains(&pad[..pad.len() - "/notitie".len()]), "{}", a.kop);
                        beloofd.lock().unwrap().insert(tekst);
                    }
                    Some(a) => panic!("{pad}: {} {}", a.status, a.tekst),
                    None => return,
                }
            }
        })
    });
    start.collect()
}

async fn aanwezig(map: &std::path::Path) -> BTreeSet<String> {
    let db = Db::open_sqlite(&map.join("wijkthuis.sqlite")).await.unwrap();
    let sql =
        "SELECT n.tekst FROM notitie n JOIN journaal j ON j.nr = n.vanaf_nr WHERE n.tekst LIKE 'stroom %'";
    let rijen: Vec<(String,)> = db.alle(sql, &[]).await.unwrap();
    db.sluit().await;
    rijen.into_iter().map(|r| r.0).collect()
}
