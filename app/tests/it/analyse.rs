//! The star for other tools: it counts what the monitor counts, the reading role reads nothing else, and nobody is in it.

use crate::{
    huis::{Huis, datum},
    monitor_feiten::{nr_op, vul},
    op_beide,
};
use kern::monitor::{Eenheid, Maat, Splitsing, Tijdvak, Vraag, gevallen, tel};
use kern::stam::{JournaalNr, Peil};
use std::collections::BTreeMap;
use wijkthuis::{
    huis::{
        gemeenten,
        opslag::{Db, Leest, Motor},
    },
    koppelingen::analyse::{self, Cel, Plek, Pseudoniemsleutel, TABELLEN, Tabel},
    monitor::beeld::Beeld,
};

const DOSSIERS: usize = 60;
const SLEUTEL: [u8; 32] = [7; 32];

fn tabel(naam: &str) -> &'static Tabel {
    TABELLEN.iter().find(|t| t.naam == naam).expect("a table of the star")
}

/// The rows of a table, each as a map from column to text.
async fn lees(h: &Huis, naam: &str, bekend: JournaalNr) -> Vec<BTreeMap<&'static str, String>> {
    let t = tabel(naam);
    let rijen = analyse::rijen(&h.app.db, t, bekend, &Pseudoniemsleutel::van(SLEUTEL)).await.expect("rows");
    let tekst = |c: &Cel| match c {
        Cel::Leeg => String::new(),
        Cel::Getal(n) => n.to_string(),
        Cel::Tekst(t) => t.clone(),
        Cel::Dag(d) => d.to_string(),
    };
    rijen.iter().map(|r| t.kolommen.iter().map(|k| k.naam).zip(r.iter().map(tekst)).collect()).collect()
}

/// A gemeente as a table of the monitor shows it.
fn gemeente(code: &str) -> String {
    match kern::stam::Gemeentecode::lees(code) {
        Ok(g) if gemeenten::in_regio(g) => code.to_owned(),
        Ok(_) => "buiten".to_owned(),
        Err(_) => "onbekend".to_owned(),
    }
}

fn of_onbekend(t: &str) -> String {
    if t.is_empty() { "onbekend".to_owned() } else { t.to_owned() }
}

type Cijfers = BTreeMap<String, i64>;

fn tel_rijen(rijen: &[BTreeMap<&'static str, String>], per: &[&'static str], som: Option<&str>) -> Cijfers {
    let mut uit = Cijfers::new();
    for r in rijen {
        let deel = |k: &&'static str| match *k {
            "gemeente" | "herkomst" | "verblijf" => gemeente(&r[*k]),
            k => of_onbekend(&r[k]),
        };
        let plek = per.iter().map(deel).collect::<Vec<_>>().join(" ");
        *uit.entry(plek).or_default() += som.map_or(1, |s| r[s].parse().expect("a number"));
    }
    uit
}

async fn monitor(h: &Huis, peil: Peil, maat: Maat, tijdvak: Tijdvak, per: &[Splitsing]) -> Cijfers {
    let (_, feiten) =
        Beeld::default().haal(&h.app.db, &[peil.op.jaar() - 1, peil.op.jaar()]).await.expect("facts");
    let vraag = Vraag::nieuw(maat).over(tijdvak).per(per);
    let plek =
        |s: &[kern::monitor::Sleutel]| s.iter().map(|s| s.tekst(&feiten.codes)).collect::<Vec<_>>().join(" ");
    tel(&feiten, peil, &vraag)
        .iter()
        .map(|t| {
            (
                plek(&t.sleutels),
                if maat.eenheid() == Eenheid::Cent { t.uitkomst.som } else { t.uitkomst.aantal },
            )
        })
        .filter(|(_, n)| *n != 0)
        .collect()
}

async fn vergelijk(h: &Huis, peil: Peil) -> i64 {
    use Splitsing as S;
    let op = peil.op.to_string();
    let tijdvak = Tijdvak::JaarTotPeil;
    let p = tijdvak.periode(peil);
    let (van, tot) = (p.van().to_string(), p.tot().expect("an end").to_string());
    let mut traject = lees(h, "feit_traject", peil.bekend).await;
    traject.retain(|r| {
        ["bw", "bt"].contains(&r["vorm"].as_str())
            && r["van_op"] <= op
            && (r["tot_op"].is_empty() || op < r["tot_op"])
    });
    let ster =
        tel_rijen(&traject, &["gemeente", "vorm", "leveringsvorm", "kenmerk", "herkomst", "verblijf"], None);
    let per = [S::Gemeente, S::Vorm, S::Leveringsvorm, S::Kenmerk, S::Herkomst, S::Verblijf];
    assert_eq!(ster, monitor(h, peil, Maat::Clienten, tijdvak, &per).await, "clienten {peil:?}");
    let producten = monitor(h, peil, Maat::Clienten, tijdvak, &[S::Product, S::Vorm]).await;
    assert_eq!(tel_rijen(&traject, &["productcode", "vorm"], None), producten, "producten {peil:?}");
    let stromen: [(&str, Maat, &[&'static str], &[S]); 3] = [
        (
            "feit_instroom",
            Maat::Instroom,
            &["gemeente", "van_vorm", "naar_vorm", "kenmerk"],
            &[S::Gemeente, S::VanVorm, S::Vorm, S::Kenmerk],
        ),
        (
            "feit_doorstroom",
            Maat::Doorstroom,
            &["gemeente", "van_vorm", "naar_vorm"],
            &[S::Gemeente, S::VanVorm, S::Vorm],
        ),
        (
            "feit_uitstroom",
            Maat::Uitstroom,
            &["gemeente", "van_vorm", "reden", "bestemming"],
            &[S::Gemeente, S::VanVorm, S::Reden, S::Bestemming],
        ),
    ];
    for (naam, maat, kolommen, per) in stromen {
        let mut rijen = lees(h, naam, peil.bekend).await;
        rijen.retain(|r| van <= r["op"] && r["op"] < tot);
        assert_eq!(
            tel_rijen(&rijen, kolommen, None),
            monitor(h, peil, maat, tijdvak, per).await,
            "{naam} {peil:?}"
        );
    }
    wachten(h, peil, (&van, &tot)).await;
    geld(h, peil, (&van, &tot)).await;
    i64::try_from(traject.len()).expect("small")
}

async fn wachten(h: &Huis, peil: Peil, (van, tot): (&str, &str)) {
    let (op, tijdvak) = (peil.op.to_string(), Tijdvak::JaarTotPeil);
    let p = tijdvak.periode(peil);
    let (_, feiten) = Beeld::default().haal(&h.app.db, &[]).await.expect("facts");
    let mut wacht = lees(h, "feit_wachttijd", peil.bekend).await;
    wacht.retain(|r| van <= r["tot_op"].as_str() && r["tot_op"].as_str() < tot);
    for (stap, maat) in [
        ("besluit", Maat::WachttijdBesluit),
        ("start", Maat::WachttijdStart),
        ("totaal", Maat::WachttijdTotaal),
    ] {
        let mut dagen: Vec<i64> =
            wacht.iter().filter(|r| r["stap"] == stap).map(|r| r["dagen"].parse().expect("days")).collect();
        let mut moet: Vec<i64> = gevallen(&feiten, peil, maat, p).iter().map(|g| g.waarde).collect();
        dagen.sort_unstable();
        moet.sort_unstable();
        assert_eq!(dagen, moet, "{stap} {peil:?}");
    }
    let mut lijst = lees(h, "feit_wachtlijst", peil.bekend).await;
    lijst.retain(|r| r["sinds_op"] <= op && (r["tot_op"].is_empty() || op < r["tot_op"]));
    let wachtenden = monitor(h, peil, Maat::Wachtenden, tijdvak, &[Splitsing::Vorm]).await;
    assert_eq!(tel_rijen(&lijst, &["vorm"], None), wachtenden, "wachtlijst {peil:?}");
}

async fn geld(h: &Huis, peil: Peil, (van, tot): (&str, &str)) {
    use Splitsing as S;
    let mut boek = lees(h, "feit_boeking", peil.bekend).await;
    boek.retain(|r| van <= r["maand"].as_str() && r["maand"].as_str() < tot && r["soort"] == "betaald");
    let kolommen = ["gemeente", "vorm", "leveringsvorm", "kenmerk", "productcode"];
    let per = [S::Gemeente, S::Vorm, S::Leveringsvorm, S::Kenmerk, S::Product];
    let mut ster = tel_rijen(&boek, &kolommen, Some("bedrag"));
    ster.retain(|_, n| *n != 0);
    assert_eq!(ster, monitor(h, peil, Maat::Betaald, Tijdvak::JaarTotPeil, &per).await, "betaald {peil:?}");
    let mut begroot = lees(h, "feit_begroting", peil.bekend).await;
    begroot.retain(|r| r["jaar"] == peil.op.jaar().to_string());
    let ster = tel_rijen(&begroot, &["gemeente", "vorm"], Some("bedrag"));
    let moet = monitor(h, peil, Maat::Begroot, Tijdvak::HeelJaar, &[S::Gemeente, S::Vorm]).await;
    assert_eq!(ster, moet, "begroot {peil:?}");
}

op_beide!(
    async fn de_ster_telt_wat_de_monitor_telt(h: Huis) {
        vul(&h, DOSSIERS).await;
        let mut gezien = 0;
        for op in ["2023-03-31", "2024-12-31", "2026-06-30"] {
            for bekend in [nr_op(&h, op).await, JournaalNr::NU] {
                gezien += vergelijk(&h, Peil::op(datum(op)).bekend(bekend)).await;
            }
        }
        assert!(gezien > 60, "the facts must hold people: {gezien}");
    }
);

op_beide!(
    async fn de_bestanden_zijn_van_een_moment_en_worden_onthouden(h: Huis) {
        vul(&h, 20).await;
        let map = h.map.path().join("uit");
        let sleutel = Pseudoniemsleutel::van(SLEUTEL);
        let een = analyse::naar_map(&h.app, &map, None, &sleutel).await.expect("files");
        let lijst = std::fs::read_to_string(map.join("SHA256SUMS")).expect("list");
        assert_eq!((een.bestanden.len(), lijst.lines().count()), (TABELLEN.len(), TABELLEN.len()));
        for (naam, rijen, sha) in &een.bestanden {
            let bytes = std::fs::read(map.join(naam)).expect("file");
            assert_eq!(wijkthuis::huis::geheim::sha256(&bytes), *sha, "{naam}");
            // These facts know no products and aanbieders.
            assert!(*rijen > 0 || naam.starts_with("dim_"), "{naam} must hold rows");
        }
        // The same moment and the same secret give the same bytes; another secret does not.
        let weer = analyse::naar_map(&h.app, &map, Some(een.bekend), &sleutel).await.expect("files");
        assert_eq!((&weer.sha256, weer.bekend), (&een.sha256, een.bekend));
        let anders = Pseudoniemsleutel::nieuw().expect("random");
        let anders = analyse::naar_map(&h.app, &map, Some(een.bekend), &anders).await.expect("files");
        assert_ne!(anders.sha256, een.sha256);
        assert_eq!(h.getal("SELECT count(*) FROM uitlevering WHERE soort = 'parquet'").await, 3);
        let boek = wijkthuis::koppelingen::uitlevering::alle(&h.app.db, "parquet").await.expect("book");
        assert_eq!(
            (boek[0].sha256.as_str(), boek[2].sha256.as_str()),
            (anders.sha256.as_str(), een.sha256.as_str())
        );
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn op_de_ingebouwde_database_kan_het_niet_en_een_rare_naam_ook_niet() {
    let plek =
        |schema: &str| Plek { schema: schema.to_owned(), rol: "lezer".to_owned(), nieuwe_sleutel: false };
    let h = Huis::nieuw(Motor::Sqlite).await;
    let w = analyse::maak(&h.app, &plek("analyse")).await.expect("answer").expect_err("SQLite");
    assert_eq!(w.code, "KOP-01");
    let h = Huis::nieuw(Motor::Postgres).await;
    let w =
        analyse::maak(&h.app, &plek("a; DROP TABLE dossier")).await.expect("answer").expect_err("no name");
    assert_eq!(w.code, "KOP-02");
    assert_eq!(h.getal("SELECT count(*) FROM journaal WHERE handeling = 'analyseviews gemaakt'").await, 0);
}

/// Runs one statement as a role; what the database says when it refuses.
async fn als(h: &Huis, rol: &str, sql: &str) -> Result<u64, String> {
    let Db::Postgres(p) = &h.app.db else { panic!("PostgreSQL") };
    let mut tx = p.begin().await.expect("begins");
    let zet = format!("SET LOCAL ROLE {rol}");
    sqlx::query(sqlx::AssertSqlSafe(zet)).execute(&mut *tx).await.expect("the role exists");
    let uit = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).fetch_all(&mut *tx).await;
    uit.map(|r| r.len() as u64).map_err(|e| e.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn de_rol_leest_de_views_en_verder_niets() {
    let h = Huis::nieuw(Motor::Postgres).await;
    vul(&h, 30).await;
    let (schema,): (String,) =
        h.app.db.een("SELECT CAST(current_schema() AS text)", &[]).await.expect("query").expect("a schema");
    let plek =
        Plek { schema: format!("{schema}_analyse"), rol: format!("{schema}_lezer"), nieuwe_sleutel: false };
    for _ in 0..2 {
        analyse::maak(&h.app, &plek).await.expect("answer").expect("views");
    }
    for t in TABELLEN {
        let naam = format!("SELECT * FROM {}.{}", plek.schema, t.naam);
        let in_view = als(&h, &plek.rol, &naam).await.expect("reads");
        let moet = analyse::rijen(&h.app.db, t, JournaalNr::NU, &Pseudoniemsleutel::van(SLEUTEL))
            .await
            .expect("rows");
        assert_eq!(in_view, moet.len() as u64, "{}", t.naam);
    }
    let toen = nr_op(&h, "2024-01-01").await;
    pseudoniemen_en_peil(&h, &plek, toen).await;
    let geheim = format!("SELECT encode(sleutel, 'hex') FROM {}.geheim", plek.schema);
    let eerst = een_tekst(&h, &geheim).await;
    let nieuw = Plek { nieuwe_sleutel: true, ..plek.clone() };
    analyse::maak(&h.app, &nieuw).await.expect("answer").expect("views");
    assert_ne!(een_tekst(&h, &geheim).await, eerst, "a new secret only when asked");
    for (_, naam) in h.app.db.alle::<(i64, String)>(TABELNAMEN, &[]).await.expect("names") {
        let fout = als(&h, &plek.rol, &format!("SELECT * FROM {schema}.{naam}"))
            .await
            .expect_err("not for the reader");
        assert!(fout.contains("permission denied"), "{naam}: {fout}");
    }
    for sql in [
        format!("SELECT * FROM {}.geheim", plek.schema),
        format!("DELETE FROM {}.dim_vorm", plek.schema),
        format!("CREATE TABLE {}.eigen (a INT)", plek.schema),
        format!("CREATE VIEW {}.eigen AS SELECT 1", plek.schema),
    ] {
        let fout = als(&h, &plek.rol, &sql).await.expect_err("only reading");
        assert!(fout.contains("permission denied"), "{sql}: {fout}");
    }
    let Db::Postgres(p) = &h.app.db else { panic!("PostgreSQL") };
    let weg = format!("DROP SCHEMA {0} CASCADE; DROP OWNED BY {1}; DROP ROLE {1}", plek.schema, plek.rol);
    sqlx::raw_sql(sqlx::AssertSqlSafe(weg)).execute(p).await.expect("cleans up");
}

async fn een_tekst(h: &Huis, sql: &str) -> String {
    let Db::Postgres(p) = &h.app.db else { panic!("PostgreSQL") };
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(p).await.expect("reads")
}

const TABELNAMEN: &str =
    "SELECT CAST(0 AS BIGINT), CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()";

/// The pseudonym in the database is the one that the files have with the same secret, and the session says what is known.
async fn pseudoniemen_en_peil(h: &Huis, plek: &Plek, toen: JournaalNr) {
    let Db::Postgres(p) = &h.app.db else { panic!("PostgreSQL") };
    let mut tx = p.begin().await.expect("begins");
    let geheim = format!("UPDATE {}.geheim SET sleutel = decode('{}', 'hex')", plek.schema, "07".repeat(32));
    sqlx::query(sqlx::AssertSqlSafe(geheim)).execute(&mut *tx).await.expect("the owner may");
    let zet = format!("SET LOCAL wijkthuis.bekend = '{toen}'");
    sqlx::query(sqlx::AssertSqlSafe(zet)).execute(&mut *tx).await.expect("sets");
    let vraag = format!(
        "SELECT dossier_sleutel || ' ' || indicatie_sleutel || ' ' || van_op::text FROM {}.feit_traject ORDER BY 1",
        plek.schema
    );
    let in_view: Vec<String> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(vraag)).fetch_all(&mut *tx).await.expect("reads");
    let mut moet: Vec<String> = lees(h, "feit_traject", toen)
        .await
        .iter()
        .map(|r| format!("{} {} {}", r["dossier_sleutel"], r["indicatie_sleutel"], r["van_op"]))
        .collect();
    moet.sort_unstable();
    assert!(moet.len() > 10, "something was known then");
    assert_eq!(in_view, moet);
}

#[test]
fn het_document_van_de_ster_is_bij() {
    crate::tidy::gelijk_of_schrijf("docs/koppelen/ster.md", &analyse::document());
}
