//! The demo history holds on both engines, and is the same every time.

use crate::huis::datum;
use kern::stam::DossierId;
use wijkthuis::{
    besluit::{bewijs, opslag},
    huis::Wie,
    huis::geheim::sha256,
    huis::opslag::{Db, Handeling, Leest, Motor, tabellen, v},
    opdracht::controleer_alles,
    zaai::{Opties, zaai},
};

const KLEIN: u32 = 60;
/// Enough for every kind of besluit.
const RUIM: u32 = 150;

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
        for rij in db.rijen_van(&sql, &[]).await.expect("reads") {
            alles.push_str(&rij.haal::<String>(0).expect("a text"));
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
async fn ieder_bericht_is_geldig_of_met_recht_geweigerd() {
    let (_map, app) = leeg(Motor::Sqlite).await;
    zaai(&app, &Opties { omvang: KLEIN, tot: datum("2026-03-02") }).await.expect("sows");
    let rijen: Vec<(i64, String, Vec<u8>)> = app
        .db
        .alle("SELECT bericht_id, soort, inhoud FROM bericht ORDER BY bericht_id", &[])
        .await
        .expect("reads");
    let mut soorten = std::collections::BTreeMap::new();
    for (id, soort, dicht) in rijen {
        let open = app.sleutels.ontsleutel("bericht.inhoud", &dicht).expect("decrypts");
        *soorten.entry(soort.clone()).or_insert(0) += 1;
        if soort.is_empty() {
            assert!(iwmo::lees(&open).is_err(), "bericht {id} is no message");
            continue;
        }
        let gelezen = iwmo::lees(&open).expect("is a message");
        assert_eq!(gelezen.soort().naam(), soort, "bericht {id}");
        assert_eq!(gelezen.bevindingen().len(), 0, "bericht {id}: {:?}", gelezen.bevindingen());
    }
    for soort in ["WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308", "WMO323", "WMO325", ""] {
        assert!(soorten.contains_key(soort), "{soort}: {soorten:?}");
    }
    for (sql, hoeveel) in [
        ("SELECT count(*) FROM levering WHERE bericht_id IS NULL", 0i64),
        (
            "SELECT count(*) FROM bericht WHERE richting = 'in' AND soort IN ('WMO305', 'WMO307', 'WMO323')
          AND NOT EXISTS (SELECT 1 FROM bericht a WHERE a.antwoord_op = bericht.bericht_id)",
            0,
        ),
        ("SELECT count(*) FROM declaratieregel WHERE uitkomst = 'afgewezen' AND regel <> '0611'", 0),
        ("SELECT count(*) FROM berichtgevolg WHERE uitkomst = 'dubbel'", 1),
        ("SELECT count(*) FROM berichtgevolg WHERE uitkomst = 'onleesbaar' AND regel LIKE 'BER-01%'", 1),
    ] {
        assert_eq!(tel(&app.db, sql).await, hoeveel, "{sql}");
    }
}

async fn tel(db: &Db, sql: &'static str) -> i64 {
    db.een::<(i64,)>(sql, &[]).await.expect("reads").expect("a count").0
}

async fn besluiten_en_boeken(motor: Motor) {
    let (_map, app) = leeg(motor).await;
    zaai(&app, &Opties { omvang: RUIM, tot: datum("2026-03-02") }).await.expect("sows");
    let sleutels: Vec<(i64, i64)> = app
        .db
        .alle("SELECT dossier_id, besluit_id FROM besluit ORDER BY besluit_id", &[])
        .await
        .expect("reads");
    let mut soorten = std::collections::BTreeSet::new();
    for (dossier, id) in sleutels {
        let r = opslag::besluit(&app.db, DossierId(dossier), id).await.expect("reads").expect("is there");
        let h = bewijs::herspeel(&app.db, &app.regels, &r).await.expect("replays");
        assert!(h.gelijk() && h.zelfde_regels, "besluit {id}: {:?} {:?}", h.verschillen, h.weigering);
        let toen: bewijs::Invoer = serde_json::from_str(&r.invoer).expect("a receipt");
        let bekend: Vec<(i64,)> = app
            .db
            .alle(
                "SELECT indicatie_id FROM indicatie WHERE dossier_id = $1 AND vanaf_nr < $2 AND (tot_nr IS NULL OR $2 <= tot_nr)
                 ORDER BY geldig_van DESC, indicatie_id DESC",
                &[v(&dossier), v(&r.vanaf_nr)],
            )
            .await
            .expect("reads");
        assert_eq!(toen.indicaties, bekend.into_iter().map(|b| b.0).collect::<Vec<_>>(), "besluit {id}");
        soorten.insert(r.soort);
    }
    assert_eq!(soorten.into_iter().collect::<Vec<_>>(), ["afwijzing", "intrekking", "toekenning"]);
    assert!(
        0 < tel(
            &app.db,
            "SELECT count(*) FROM boeking WHERE soort = 'beschikt' AND tegenboeking_van IS NOT NULL"
        )
        .await
    );
    assert!(
        0 < tel(
            &app.db,
            "SELECT count(*) FROM boeking WHERE soort = 'gedeclareerd' AND tegenboeking_van IS NOT NULL"
        )
        .await
    );
    boek_is_bij(&app).await;
}

/// The book already says what the real act would book: following the besluiten of every dossier again adds nothing.
async fn boek_is_bij(app: &wijkthuis::huis::App) {
    let dossiers: Vec<(DossierId,)> =
        app.db.alle("SELECT dossier_id FROM dossier WHERE tot_nr IS NULL", &[]).await.expect("reads");
    let voor = tel(&app.db, "SELECT count(*) FROM boeking").await;
    let mut tx = app.db.begin(Wie::systeem(&app.klok, "proef")).await.expect("begins");
    let h = Handeling {
        wat: "proef",
        onderwerp: "teller",
        onderwerp_id: 1,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await.expect("journal");
    for (d,) in dossiers {
        wijkthuis::financien::opslag::boek_beschikt(&mut tx, d).await.expect("books");
    }
    tx.commit().await.expect("commits");
    assert_eq!(tel(&app.db, "SELECT count(*) FROM boeking").await, voor);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elk_besluit_kan_worden_herspeeld_op_sqlite() {
    besluiten_en_boeken(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elk_besluit_kan_worden_herspeeld_op_postgres() {
    besluiten_en_boeken(Motor::Postgres).await;
}
