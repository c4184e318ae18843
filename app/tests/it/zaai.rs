//! The demo history holds on both engines, and is the same every time.

use crate::huis::datum;
use wijkthuis::{
    huis::geheim::sha256,
    huis::opslag::{Db, Leest, Motor, tabellen},
    opdracht::controleer_alles,
    zaai::{Opties, zaai},
};

const KLEIN: u32 = 60;

async fn leeg(motor: Motor) -> (tempfile::TempDir, wijkthuis::huis::App) {
    let map = tempfile::tempdir().expect("temp dir");
    let db = crate::huis::open_db(motor, map.path()).await;
    wijkthuis::huis::opslag::migreer(&db).await.expect("migrates");
    let app = wijkthuis::huis::App::nieuw(
        db,
        wijkthuis::huis::geheim::Sleutels::van(&[42; 32]),
        wijkthuis::huis::Klok::vast(datum("2026-03-02")),
        wijkthuis::huis::regels::Regels::ingebed().expect("rules"),
        wijkthuis::huis::app::Instelling::default(),
    );
    (map, app)
}

/// A hash over all tables, without what is encrypted with a fresh nonce.
async fn vingerafdruk(db: &Db) -> String {
    let Db::Sqlite { lezers, .. } = db else { panic!("SQLite only") };
    let mut alles = String::new();
    for t in tabellen() {
        let kolommen: Vec<String> = t
            .kolommen
            .iter()
            .filter(|k| {
                !["bsn_versleuteld", "inhoud", "totp_geheim", "toegepast_op", "toegepast"]
                    .contains(&k.naam.as_str())
            })
            .map(|k| format!("quote({})", k.naam))
            .collect();
        let sql = format!("SELECT {} FROM {} ORDER BY 1, rowid", kolommen.join(" || ',' || "), t.naam);
        let rijen: Vec<(String,)> =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(lezers).await.expect("reads");
        for (rij,) in rijen {
            alles.push_str(&rij);
            alles.push('\n');
        }
    }
    sha256(alles.as_bytes())
}

async fn klopt(motor: Motor) {
    let (_map, app) = leeg(motor).await;
    let s = zaai(&app, &Opties { omvang: KLEIN, tot: datum("2026-03-02") }).await.expect("sows");
    assert_eq!(s.clienten, KLEIN as usize);
    assert_eq!(controleer_alles(&app).await.expect("checks"), Vec::<String>::new());
    for (sql, minstens) in [
        ("SELECT count(*) FROM inwoner WHERE tot_nr IS NULL", 60i64),
        ("SELECT count(*) FROM besluit", 30),
        ("SELECT count(*) FROM levering", 20),
        ("SELECT count(*) FROM declaratieregel", 100),
        ("SELECT count(*) FROM boeking WHERE soort = 'betaald'", 80),
    ] {
        let (n,): (i64,) = app.db.een(sql, &[]).await.expect("reads").expect("a count");
        assert!(minstens <= n, "{sql}: {n}");
    }
    let zin =
        "SELECT count(*) FROM journaal a JOIN journaal b ON b.nr = a.nr + 1 WHERE b.tijdstip < a.tijdstip";
    let (terug,): (i64,) = app.db.een(zin, &[]).await.expect("reads").expect("a count");
    assert_eq!(terug, 0, "acts stand in order of time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn klopt_op_sqlite() {
    klopt(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn klopt_op_postgres() {
    klopt(Motor::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twee_keer_hetzelfde() {
    let mut afdrukken = Vec::new();
    for _ in 0..2 {
        let (_map, app) = leeg(Motor::Sqlite).await;
        zaai(&app, &Opties { omvang: KLEIN, tot: datum("2026-03-02") }).await.expect("sows");
        afdrukken.push(vingerafdruk(&app.db).await);
    }
    assert_eq!(afdrukken[0], afdrukken[1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn iedere_declaratie_is_een_geldig_bericht() {
    let (_map, app) = leeg(Motor::Sqlite).await;
    zaai(&app, &Opties { omvang: KLEIN, tot: datum("2026-03-02") }).await.expect("sows");
    let rijen: Vec<(i64, Vec<u8>)> =
        app.db.alle("SELECT bericht_id, inhoud FROM bericht ORDER BY bericht_id", &[]).await.expect("reads");
    assert!(50 < rijen.len());
    for (id, dicht) in rijen {
        let open = app.sleutels.ontsleutel("bericht.inhoud", &dicht).expect("decrypts");
        let gelezen = iwmo::lees(&open).expect("is a message");
        assert_eq!(gelezen.bevindingen().len(), 0, "bericht {id}: {:?}", gelezen.bevindingen());
    }
}
