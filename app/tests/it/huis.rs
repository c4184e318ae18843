//! A fresh installation per test, with one person per role.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use kern::stam::{Datum, Gemeentecode};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
};
use tower::ServiceExt;
use wijkthuis::{
    huis::{
        App, Klok, Rol, Wie,
        aanmelden::{self, NieuweGebruiker},
        app::Instelling,
        geheim::Sleutels,
        opslag::{Db, Leest, Motor, migreer},
        regels::Regels,
        router, sessie,
    },
    routes,
};

/// Runs a test on both engines: `op_beide!(async fn naam(h: Huis) { … });`
#[macro_export]
macro_rules! op_beide {
    ($(#[$m:meta])* async fn $naam:ident($h:ident : Huis $(,)?) $lichaam:block) => {
        mod $naam {
            #[allow(unused_imports, reason = "a test may need nothing of its file")]
            use super::*;
            async fn op_deze_motor($h: $crate::huis::Huis) $lichaam
            $(#[$m])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { op_deze_motor($crate::huis::Huis::nieuw(wijkthuis::huis::opslag::Motor::Sqlite).await).await; }
            $(#[$m])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { op_deze_motor($crate::huis::Huis::nieuw(wijkthuis::huis::opslag::Motor::Postgres).await).await; }
        }
    };
}

/// The day on which tests play, unless they move the clock.
pub const VANDAAG: &str = "2026-03-02";

/// An installation of its own.
pub struct Huis {
    pub app: App,
    pub router: Router,
    pub map: tempfile::TempDir,
    personen: BTreeMap<(Rol, String), i64>,
}

/// Somebody logged in.
pub struct Bezoeker<'a> {
    huis: &'a Huis,
    router: Router,
    koekje: String,
    pub csrf: String,
    pub gebruiker_id: i64,
}

/// An answer.
#[derive(Debug)]
pub struct Antwoord {
    pub status: StatusCode,
    pub tekst: String,
    pub bytes: Vec<u8>,
    pub naar: String,
    pub koppen: axum::http::HeaderMap,
}

pub fn datum(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

pub fn gemeente(code: &str) -> Gemeentecode {
    Gemeentecode::lees(code).expect("test code")
}

static TELLER: AtomicU32 = AtomicU32::new(0);

pub async fn open_db(motor: Motor, map: &std::path::Path) -> Db {
    match motor {
        Motor::Sqlite => Db::open_sqlite(&map.join("wijkthuis.sqlite")).await.expect("opens"),
        Motor::Postgres => {
            let url = std::env::var("WIJKTHUIS_TEST_POSTGRES").expect(
                "set WIJKTHUIS_TEST_POSTGRES, or run ./test.sh, which starts a PostgreSQL server for the tests",
            );
            let schema = format!("t{}_{}", std::process::id(), TELLER.fetch_add(1, Ordering::SeqCst));
            let baas = Db::open_postgres(&url).await.expect("connects");
            maak_schema(&baas, &schema).await;
            verbind(&schema).await
        }
    }
}

/// A pool of its own on a schema of the server: what another process would have.
async fn verbind(schema: &str) -> Db {
    let url = std::env::var("WIJKTHUIS_TEST_POSTGRES").expect("asked for before");
    let teken = if url.contains('?') { '&' } else { '?' };
    Db::open_postgres(&format!("{url}{teken}options=-c%20search_path%3D{schema}")).await.expect("connects")
}

async fn maak_schema(db: &Db, schema: &str) {
    let Db::Postgres(p) = db else { panic!("not PostgreSQL") };
    // A server that is kept between runs may hold what a process with the same number left behind.
    for stap in [format!("DROP SCHEMA IF EXISTS {schema} CASCADE"), format!("CREATE SCHEMA {schema}")] {
        sqlx::query(sqlx::AssertSqlSafe(stap)).execute(p).await.expect("a schema of its own");
    }
    p.close().await;
}

impl Huis {
    pub async fn nieuw(motor: Motor) -> Huis {
        Huis::met(motor, Instelling::default()).await
    }

    pub async fn met(motor: Motor, instelling: Instelling) -> Huis {
        // Failures show in the output of a test that fails.
        let _ = tracing_subscriber::fmt().with_test_writer().with_max_level(tracing::Level::ERROR).try_init();
        let map = tempfile::tempdir().expect("temp dir");
        let db = open_db(motor, map.path()).await;
        migreer(&db).await.expect("migrates");
        let demo = instelling.demo;
        let app = App::nieuw(
            db,
            Sleutels::van(&[42; 32]),
            Klok::vast(datum(VANDAAG)),
            Regels::ingebed().expect("rules"),
            instelling,
        );
        let personen = vul_personen(&app).await;
        let router = router(app.clone(), routes::alle(demo));
        Huis { app, router, map, personen }
    }

    /// A second node on the same PostgreSQL: connections, program and router of its own.
    pub async fn tweede_knoop(&self) -> Router {
        let (schema,): (String,) = self
            .app
            .db
            .een("SELECT CAST(current_schema() AS text)", &[])
            .await
            .expect("query")
            .expect("PostgreSQL has a schema");
        let app = App::nieuw(
            verbind(&schema).await,
            Sleutels::van(&[42; 32]),
            Klok::vast(datum(VANDAAG)),
            Regels::ingebed().expect("rules"),
            Instelling::default(),
        );
        router(app, routes::alle(false))
    }

    /// Puts the clock at noon of a day.
    pub fn op(&self, dag: &str) {
        self.app.klok.zet((datum(dag).dagnummer() * 86_400 + 43_200) * 1_000_000);
    }

    /// Key of the person with a role; aandachtsfunctionarissen are found by gemeente (`0762` is Deurne).
    pub fn id_van(&self, rol: Rol, gemeente: &str) -> i64 {
        self.personen[&(rol, gemeente.to_owned())]
    }

    /// Logs in the first person of a role (the aandachtsfunctionaris of Deurne).
    pub async fn als(&self, rol: Rol) -> Bezoeker<'_> {
        let waar = if rol == Rol::Aandachtsfunctionaris { "0762" } else { "*" };
        self.als_id(self.id_van(rol, waar)).await
    }

    /// Logs in somebody by key.
    pub async fn als_id(&self, gebruiker_id: i64) -> Bezoeker<'_> {
        let koekje =
            sessie::begin(&self.app.db, gebruiker_id, true, self.app.klok.nu()).await.expect("session");
        let koekje = koekje.split(';').next().unwrap_or_default().to_owned();
        let (_, kaal) = koekje.split_once('=').expect("cookie");
        let s = sessie::zoek(&self.app, kaal, self.app.klok.nu()).await.expect("query").expect("session");
        Bezoeker { huis: self, router: self.router.clone(), koekje, csrf: s.csrf, gebruiker_id }
    }

    /// Asks without logging in.
    pub async fn niemand(&self, methode: &str, pad: &str, lichaam: &str) -> Antwoord {
        let req = Request::builder()
            .method(methode)
            .uri(pad)
            .header(header::HOST, "wijkthuis.test")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(lichaam.to_owned()))
            .expect("request");
        self.vraag(req).await
    }

    pub async fn vraag(&self, req: Request<Body>) -> Antwoord {
        antwoord(&self.router, req).await
    }

    /// A number from the database: `SELECT count(*) …`.
    pub async fn getal(&self, sql: &'static str) -> i64 {
        self.app.db.een::<(i64,)>(sql, &[]).await.expect("query").map_or(0, |r| r.0)
    }

    /// The system itself, for writing facts directly in a test.
    pub fn systeem(&self) -> Wie {
        Wie::systeem(&self.app.klok, "toets")
    }
}

async fn antwoord(router: &Router, req: Request<Body>) -> Antwoord {
    let r = router.clone().oneshot(req).await.expect("the router never fails");
    let (kop, lichaam) = r.into_parts();
    let bytes = axum::body::to_bytes(lichaam, usize::MAX).await.expect("body").to_vec();
    let naar = kop.headers.get(header::LOCATION).map_or("", |w| w.to_str().unwrap_or("")).to_owned();
    let tekst = String::from_utf8_lossy(&bytes).into_owned();
    Antwoord { status: kop.status, tekst, bytes, naar, koppen: kop.headers }
}

impl Bezoeker<'_> {
    /// Goes on at another node, with the same cookie.
    pub fn bij(mut self, knoop: &Router) -> Self {
        self.router = knoop.clone();
        self
    }

    fn verzoek(&self, methode: &str, pad: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(methode)
            .uri(pad)
            .header(header::HOST, "wijkthuis.test")
            .header(header::COOKIE, &self.koekje)
    }

    pub async fn get(&self, pad: &str) -> Antwoord {
        antwoord(&self.router, self.verzoek("GET", pad).body(Body::empty()).expect("request")).await
    }

    /// Posts fields; the form token is added.
    pub async fn post(&self, pad: &str, velden: &[(&str, &str)]) -> Antwoord {
        let lichaam = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(velden)
            .append_pair("csrf", &self.csrf)
            .finish();
        let req = self
            .verzoek("POST", pad)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(lichaam))
            .expect("request");
        antwoord(&self.router, req).await
    }

    /// Posts one file in a multipart form.
    pub async fn stuur_bestand(&self, pad: &str, veld: &str, naam: &str, inhoud: &[u8]) -> Antwoord {
        self.stuur_met(pad, &[], (veld, naam, inhoud)).await
    }

    /// Posts fields and one file in a multipart form.
    pub async fn stuur_met(
        &self,
        pad: &str,
        velden: &[(&str, &str)],
        bestand: (&str, &str, &[u8]),
    ) -> Antwoord {
        let (veld, naam, inhoud) = bestand;
        let grens = "----grens7260419";
        let mut l = Vec::new();
        for (k, w) in velden.iter().copied().chain([("csrf", self.csrf.as_str())]) {
            l.extend_from_slice(
                format!("--{grens}\r\nContent-Disposition: form-data; name=\"{k}\"\r\n\r\n{w}\r\n")
                    .as_bytes(),
            );
        }
        l.extend_from_slice(
            format!("--{grens}\r\nContent-Disposition: form-data; name=\"{veld}\"; filename=\"{naam}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes(),
        );
        l.extend_from_slice(inhoud);
        l.extend_from_slice(format!("\r\n--{grens}--\r\n").as_bytes());
        let req = self
            .verzoek("POST", pad)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={grens}"))
            .body(Body::from(l))
            .expect("request");
        antwoord(&self.router, req).await
    }
}

async fn vul_personen(app: &App) -> BTreeMap<(Rol, String), i64> {
    let mut personen = BTreeMap::new();
    let mut wie: Vec<(Rol, &str)> =
        Rol::ALLE.iter().filter(|r| **r != Rol::Aandachtsfunctionaris).map(|r| (*r, "*")).collect();
    wie.extend(["0794", "0762", "0743"].map(|g| (Rol::Aandachtsfunctionaris, g)));
    for (rol, waar) in wie {
        let mut tx = app.db.begin(Wie::systeem(&app.klok, "toets")).await.expect("begin");
        let g = NieuweGebruiker {
            gebruikersnaam: format!("{}-{waar}", rol.code()),
            naam: format!("{} {}", rol.naam(), waar.trim_matches('*')).trim().to_owned(),
            wachtwoord_hash: "!".to_owned(),
            totp_geheim: None,
            rollen: vec![(rol, Gemeentecode::lees(waar).ok())],
        };
        let id = aanmelden::maak(&mut tx, &g).await.expect("user");
        tx.commit().await.expect("commit");
        personen.insert((rol, waar.to_owned()), id);
    }
    // A second trajectregisseur, for handovers between colleagues.
    let mut tx = app.db.begin(Wie::systeem(&app.klok, "toets")).await.expect("begin");
    let g = NieuweGebruiker {
        gebruikersnaam: "trajectregisseur-2".to_owned(),
        naam: "trajectregisseur twee".to_owned(),
        wachtwoord_hash: "!".to_owned(),
        totp_geheim: None,
        rollen: vec![(Rol::Trajectregisseur, None)],
    };
    let id = aanmelden::maak(&mut tx, &g).await.expect("user");
    tx.commit().await.expect("commit");
    personen.insert((Rol::Trajectregisseur, "2".to_owned()), id);
    personen
}
