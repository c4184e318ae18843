//! Storage: acts, numbers, both engines.

use crate::{
    huis::{Huis, open_db},
    op_beide, proefdossier,
};
use axum::http::StatusCode;
use wijkthuis::huis::{
    FoutSoort, Rol,
    opslag::{Db, Handeling, Leest, Motor, Opdracht, migreer},
};

fn handeling() -> Handeling {
    Handeling {
        wat: "proef gedaan",
        onderwerp: "proef",
        onderwerp_id: 1,
        dossier: None,
        gemeente: None,
        reden: "",
    }
}

op_beide!(
    async fn elke_opdracht_wordt_door_de_motor_begrepen(h: Huis) {
        assert_eq!(h.app.db.toets_opdrachten().await, Vec::<String>::new());
    }
);

op_beide!(
    async fn journaalnummers_hebben_geen_gaten(h: Huis) {
        let eerst = h.getal("SELECT max(nr) FROM journaal").await;
        for i in 0..20 {
            let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
            tx.journaal(handeling()).await.expect("journal");
            // Every third act is given up.
            if i % 3 == 0 {
                drop(tx);
            } else {
                tx.commit().await.expect("commit");
            }
        }
        assert_eq!(h.getal("SELECT max(nr) FROM journaal").await, eerst + 13);
        assert_eq!(h.getal("SELECT count(*) FROM journaal").await, eerst + 13);
        assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, eerst + 13);
    }
);

op_beide!(
    async fn een_handeling_zonder_journaal_wordt_niet_vastgelegd(h: Huis) {
        let eerst = h.getal("SELECT journaal_nr FROM teller").await;
        let tx = h.app.db.begin(h.systeem()).await.expect("begin");
        assert!(tx.commit().await.is_err());
        assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, eerst);
    }
);

op_beide!(
    async fn gelijktijdige_handelingen_krijgen_elk_een_eigen_nummer(h: Huis) {
        let eerst = h.getal("SELECT journaal_nr FROM teller").await;
        let mut taken = Vec::new();
        for _ in 0..40 {
            let (db, wie) = (h.app.db.clone(), h.systeem());
            taken.push(tokio::spawn(async move {
                let mut tx = db.begin(wie).await.expect("begin");
                tx.journaal(handeling()).await.expect("journal");
                tx.commit().await.expect("commit").0
            }));
        }
        let mut nummers = Vec::new();
        for t in taken {
            nummers.push(t.await.expect("task"));
        }
        nummers.sort_unstable();
        assert_eq!(nummers, (eerst + 1..=eerst + 40).collect::<Vec<_>>());
    }
);

op_beide!(
    async fn een_rij_die_al_gesloten_is_meldt_dat_iemand_eerder_was(h: Huis) {
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let e = tx.sluit("dossier", "dossier_id", 12).await.expect_err("nothing to close");
        assert_eq!(e.soort, FoutSoort::Achterhaald);
    }
);

#[tokio::test]
async fn migreren_mag_twee_keer() {
    for motor in [Motor::Sqlite, Motor::Postgres] {
        let map = tempfile::tempdir().expect("temp dir");
        let db = open_db(motor, map.path()).await;
        assert!(!migreer(&db).await.expect("migrates").is_empty());
        assert!(migreer(&db).await.expect("migrates").is_empty());
        assert!(db.een::<(i64,)>("SELECT journaal_nr FROM teller", &[]).await.expect("query").is_some());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twee_knopen_werken_tegelijk_op_een_server() {
    let h = Huis::nieuw(Motor::Postgres).await;
    let d = proefdossier::maak(&h, "onderzoek").await;
    let tweede = h.tweede_knoop().await;
    let eerst = h.getal("SELECT journaal_nr FROM teller").await;
    let hier = h.als(Rol::Trajectregisseur).await;
    // The session was made at the first node and is as good at the second.
    let daar = h.als(Rol::Aandachtsfunctionaris).await.bij(&tweede);
    let pad = format!("/dossiers/{}/notitie", d.dossier);
    let schrijf = async |b: &crate::huis::Bezoeker<'_>, wie: &str| {
        for i in 0..25 {
            let a = b.post(&pad, &[("tekst", &format!("{wie} {i}"))]).await;
            assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        }
    };
    tokio::join!(schrijf(&hier, "hier"), schrijf(&daar, "daar"));
    assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, eerst + 50);
    assert_eq!(h.getal("SELECT count(*) FROM journaal").await, eerst + 50);
    assert_eq!(h.getal("SELECT count(*) FROM notitie").await, 50);
    let tijdlijn = hier.get(&format!("/dossiers/{}?filter=notitie", d.dossier)).await.tekst;
    assert!(
        tijdlijn.contains("daar 24") && tijdlijn.contains("hier 24"),
        "each node shows what the other wrote"
    );
}

/// Files whose statements may read a whole table although they can name a dossier, each with the reason.
const MAG_ALLES_LEZEN: &[(&str, &str)] = &[(
    "app/src/beheer/logboek_opslag.rs",
    "the dossier is one of many filters with which the FG searches the whole log; a page and a count stop early",
)];

#[tokio::test]
async fn een_vraag_over_een_dossier_leest_nooit_een_hele_tabel() {
    let map = tempfile::tempdir().expect("temp dir");
    let db = open_db(Motor::Sqlite, map.path()).await;
    migreer(&db).await.expect("migrates");
    let leeg = vec![wijkthuis::huis::opslag::Val::Leeg(wijkthuis::huis::opslag::Ty::Int); 60];
    let mut fout = Vec::new();
    let een = |sql: &str| {
        sql.contains("dossier_id = $") || sql.contains("inwoner_id = $") || sql.contains("melding_id = $")
    };
    let tabel =
        |r: &str| r.starts_with("SCAN ") && !r.starts_with("SCAN (") && !r.starts_with("SCAN CONSTANT");
    for o in inventory::iter::<Opdracht>.into_iter().filter(|o| een(o.sql) && !o.sql.starts_with("INSERT")) {
        let plan = db.rijen_van(&format!("EXPLAIN QUERY PLAN {}", o.sql), &leeg).await.expect("a plan");
        let plan: Vec<String> = plan.iter().map(|r| r.haal(3).expect("a text")).collect();
        let heel: Vec<&str> = plan.iter().map(String::as_str).filter(|r| tabel(r)).collect();
        let mag = MAG_ALLES_LEZEN.iter().any(|(bestand, _)| o.bestand.ends_with(bestand));
        if !heel.is_empty() && !mag {
            fout.push(format!("{}:{} {}: {heel:?}", o.bestand, o.regel, o.naam));
        }
    }
    assert!(fout.is_empty(), "these would slow down with every dossier that is added:\n{}", fout.join("\n"));
}

/// A database of before the logboek had a file of its own, or one whose process stopped between its two steps.
#[tokio::test]
async fn een_logboek_in_het_hoofdbestand_verhuist_en_raakt_niets_kwijt() {
    let map = tempfile::tempdir().expect("temp dir");
    let bestand = map.path().join("wijkthuis.sqlite");
    let oud = Db::open_kopie(&bestand).await.expect("opens");
    migreer(&oud).await.expect("migrates");
    let regel = "INSERT INTO logboek (tijdstip, gebruiker_id, rol, actie, doel, route, relatie, noodknop, uitkomst, aantal, trace_id)
        VALUES ('2026-03-02T09:00:00.000000Z', 1, '', 'aanmelden', 'proef', '/', 'geen', 0, 'ok', 0, 'oud')";
    oud.naar_logboek(regel, &[]).await.expect("writes");
    oud.sluit().await;
    for keer in 1..=2 {
        let db = Db::open_sqlite(&bestand).await.expect("opens");
        migreer(&db).await.expect("migrates");
        db.naar_logboek(regel, &[]).await.expect("the new file takes lines");
        let (n,): (i64,) =
            db.een("SELECT count(*) FROM logboek", &[]).await.expect("reads").expect("a count");
        assert_eq!(n, 1 + keer, "the old line, and one for each start");
        let oud = "SELECT count(*) FROM main.sqlite_master WHERE tbl_name = 'logboek'";
        let rest = db.rijen_van(oud, &[]).await.expect("reads");
        assert_eq!(rest[0].haal::<i64>(0).expect("a count"), 0, "nothing is left behind");
        db.sluit().await;
    }
}
