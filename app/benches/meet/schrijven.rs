//! What writing costs: acts through the router, in this process, so that the commits of the group can be counted.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use tower::ServiceExt;
use wijkthuis::{
    huis::{
        App,
        app::Instelling,
        opslag::{Db, Leest},
        router, sessie,
    },
    opdracht::{Open, Waar, open},
    routes,
    zaai::{Opties, zaai},
};

/// Who may write where: sessions and the dossiers that these people hold.
struct Schrijver {
    koekje: String,
    csrf: String,
    dossiers: Vec<i64>,
}

pub async fn meet(database: Option<String>, schrijvers: usize, handelingen: usize) {
    let map = tempfile::tempdir().unwrap();
    let database = match database {
        Some(url) => Some(eigen_schema(&url).await),
        None => None,
    };
    let waar = Waar { database, map: map.path().to_owned(), sleutel: None, regels: None, regio: None };
    let instelling = Instelling { demo: true, ..Instelling::default() };
    let app = open(&waar, Open { mag_maken: true, instelling }).await.unwrap();
    let s = zaai(&app, &Opties { omvang: 120, tot: app.klok.vandaag() }).await.unwrap();
    println!("{}", s.to_string().trim());
    let r = router(app.clone(), routes::alle(true));
    let groep = Arc::new(wie_schrijft(&app, schrijvers).await);
    ronde(&app, &r, (&groep, schrijvers), handelingen / 10, "warm").await;
    ronde(&app, &r, (&groep, schrijvers), handelingen, "gemeten").await;
    ronde(&app, &r, (&groep, 1), handelingen / 10, "één schrijver").await;
}

pub async fn eigen_schema(url: &str) -> String {
    let schema = format!("meet_{}", std::process::id());
    let Db::Postgres(p) = Db::open_postgres(url).await.unwrap() else { panic!("not PostgreSQL") };
    for stap in [format!("DROP SCHEMA IF EXISTS {schema} CASCADE"), format!("CREATE SCHEMA {schema}")] {
        sqlx::query(sqlx::AssertSqlSafe(stap)).execute(&p).await.unwrap();
    }
    let teken = if url.contains('?') { '&' } else { '?' };
    format!("{url}{teken}options=-c%20search_path%3D{schema}")
}

/// Sessions in turn over everybody who holds a dossier.
async fn wie_schrijft(app: &App, aantal: usize) -> Vec<Schrijver> {
    let rijen: Vec<(i64, i64)> = app
        .db
        .alle(
            "SELECT r.gebruiker_id, r.dossier_id FROM dossierrol r JOIN dossier d ON d.dossier_id = r.dossier_id AND d.tot_nr IS NULL
             WHERE r.rol = 'houder' AND r.tot_nr IS NULL AND r.geldig_tot IS NULL AND d.gesloten_op IS NULL ORDER BY 1, 2",
            &[],
        )
        .await
        .unwrap();
    let mut mensen: Vec<(i64, Vec<i64>)> = Vec::new();
    for (g, d) in rijen {
        match mensen.iter_mut().find(|(id, _)| *id == g) {
            Some((_, lijst)) => lijst.push(d),
            None => mensen.push((g, vec![d])),
        }
    }
    let mut uit = Vec::new();
    // A person has three sessions at most: more writers than that share one, as two tabs of a browser do.
    for (id, dossiers) in mensen.iter().cycle().take(aantal.min(mensen.len() * 3)) {
        let koekje = sessie::begin(&app.db, *id, true, app.klok.nu()).await.unwrap();
        let koekje = koekje.split(';').next().unwrap().to_owned();
        let kaal = koekje.split_once('=').unwrap().1;
        let csrf = sessie::zoek(app, kaal, app.klok.nu()).await.unwrap().unwrap().csrf;
        uit.push(Schrijver { koekje, csrf, dossiers: dossiers.clone() });
    }
    uit
}

async fn ronde(
    app: &App,
    r: &Router,
    (groep, schrijvers): (&Arc<Vec<Schrijver>>, usize),
    handelingen: usize,
    naam: &str,
) {
    let per = (handelingen / schrijvers).max(1);
    let voor = tellers(&app.db);
    let begin = Instant::now();
    let taken: Vec<_> = (0..schrijvers)
        .map(|i| {
            let (groep, r) = (Arc::clone(groep), r.clone());
            tokio::spawn(async move {
                let mut tijden = Vec::new();
                for n in 0..per {
                    let t = Instant::now();
                    let status = schrijf(&r, &groep[i % groep.len()], n).await;
                    // A session that another one of the same person pushed out would be 303 to the login page.
                    assert_eq!(status, StatusCode::SEE_OTHER);
                    tijden.push(t.elapsed());
                }
                tijden
            })
        })
        .collect();
    let mut tijden: Vec<Duration> = Vec::new();
    for t in taken {
        tijden.extend(t.await.unwrap());
    }
    let (duur, na) = (begin.elapsed().as_secs_f64(), tellers(&app.db));
    tijden.sort();
    let p95 = tijden[(tijden.len() - 1) * 95 / 100].as_secs_f64() * 1e3;
    let per_commit = match (voor, na) {
        (Some((c0, h0)), Some((c1, h1))) => {
            format!(
                ", {} commits, {:.1} handelingen per commit (één fsync)",
                c1 - c0,
                (h1 - h0) as f64 / (c1 - c0) as f64
            )
        }
        (_, _) => String::new(),
    };
    println!(
        "{naam}: {} handelingen van {} schrijvers: {:.0} per seconde, p95 {p95:.1} ms{per_commit}",
        tijden.len(),
        schrijvers,
        tijden.len() as f64 / duur
    );
}

fn tellers(db: &Db) -> Option<(u64, u64)> {
    match db {
        Db::Sqlite { schrijver, .. } => Some((
            schrijver.tellers.commits.load(Ordering::Relaxed),
            schrijver.tellers.handelingen.load(Ordering::Relaxed),
        )),
        Db::Postgres(_) => None,
    }
}

async fn schrijf(r: &Router, s: &Schrijver, n: usize) -> StatusCode {
    let dossier = s.dossiers[n % s.dossiers.len()];
    let lichaam = form_urlencoded::Serializer::new(String::new())
        .append_pair("tekst", &format!("Gebeld, afspraak gemaakt voor volgende week. Regel {n}."))
        .append_pair("csrf", &s.csrf)
        .finish();
    let req = Request::builder()
        .method("POST")
        .uri(format!("/dossiers/{dossier}/notitie"))
        .header(header::HOST, "localhost")
        .header(header::COOKIE, &s.koekje)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(lichaam))
        .unwrap();
    let a = r.clone().oneshot(req).await.unwrap();
    let naar = a.headers().get(header::LOCATION).map_or("", |w| w.to_str().unwrap_or("")).to_owned();
    assert!(naar.starts_with("/dossiers/") || !a.status().is_redirection(), "sent to {naar}");
    a.status()
}
