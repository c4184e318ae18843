//! The star as views in PostgreSQL, under a role that reads them and nothing else.
//!
//! A view reads with the rights of who made it, so the reading role needs no right on the tables. Which act counts as the last one is
//! a setting of the session (`SET wijkthuis.bekend = '12345'`); without it, everything that is known now.

use super::{
    Cel,
    pseudoniem::Pseudoniemsleutel,
    ster::{Bron, Kolom, Soort, TABELLEN, Tabel},
};
use crate::huis::{
    App, Fout, Wie,
    opslag::{Handeling, Motor, Tx},
};
use kern::stam::Weigering;
use std::fmt::Write as _;

/// Where the views come, and who reads them.
#[derive(Debug, Clone)]
pub struct Plek {
    /// Schema.
    pub schema: String,
    /// Role; made without login when it is not there.
    pub rol: String,
    /// A new secret: pseudonyms of before no longer join.
    pub nieuwe_sleutel: bool,
}

/// Makes or renews the views; says what is there now. Refused on SQLite (KOP-01) and for names that are no plain names (KOP-02).
/// What somebody else built on the views is not thrown away: the database then refuses, and nothing changes.
pub async fn maak(app: &App, plek: &Plek) -> Result<Result<String, Weigering>, Fout> {
    if app.db.motor() != Motor::Postgres {
        let zin = "De views kunnen alleen in PostgreSQL. Gebruik voor de ingebouwde database: wijkthuis uitvoer parquet.";
        return Ok(Err(Weigering::nieuw("KOP-01", "", zin)));
    }
    if let Some(naam) = [&plek.schema, &plek.rol].into_iter().find(|n| !is_naam(n)) {
        let zin = format!(
            "‘{naam}’ kan geen naam van een schema of rol zijn. Gebruik kleine letters, cijfers en _, en begin met een letter."
        );
        return Ok(Err(Weigering::nieuw("KOP-02", "", zin)));
    }
    let mut tx = app.db.begin(Wie::systeem(&app.klok, "uitvoer")).await?;
    let h = Handeling {
        wat: "analyseviews gemaakt",
        onderwerp: "teller",
        onderwerp_id: 1,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    bouw(&mut tx, plek).await?;
    tx.commit().await?;
    Ok(Ok(format!(
        "{} views en tabellen staan in schema {}; de rol {} mag ze lezen, en verder niets.",
        TABELLEN.len(),
        plek.schema,
        plek.rol
    )))
}

fn is_naam(n: &str) -> bool {
    n.len() <= 60
        && n.starts_with(|c: char| c.is_ascii_lowercase())
        && n.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

async fn bouw(tx: &mut Tx, p: &Plek) -> Result<(), Fout> {
    let schema = &p.schema;
    tx.stapel(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).await?;
    tx.stapel(&format!(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{0}') THEN CREATE ROLE {0} NOLOGIN; END IF; END $$",
        p.rol
    ))
    .await?;
    tx.stapel(&geheim(p)?).await?;
    for t in TABELLEN {
        tx.stapel(&weg(schema, t)).await?;
        tx.stapel(&tabel(schema, t)).await?;
        tx.stapel(&uitleg(schema, t)).await?;
        tx.stapel(&format!("GRANT SELECT ON {schema}.{} TO {}", t.naam, p.rol)).await?;
    }
    tx.stapel(&format!("GRANT USAGE ON SCHEMA {schema} TO {}", p.rol)).await
}

/// The secret, in a table that nobody was given a right on.
fn geheim(p: &Plek) -> Result<String, Fout> {
    let schema = &p.schema;
    let nieuw = Pseudoniemsleutel::nieuw()?.als_bytea();
    let anders = if p.nieuwe_sleutel { "UPDATE SET sleutel = EXCLUDED.sleutel" } else { "NOTHING" };
    Ok(format!(
        "CREATE TABLE IF NOT EXISTS {schema}.geheim (een INTEGER PRIMARY KEY CHECK (een = 1), sleutel BYTEA NOT NULL);
         COMMENT ON TABLE {schema}.geheim IS 'Geheim achter de pseudoniemen van Wijkthuis. Geef niemand hier recht op.';
         INSERT INTO {schema}.geheim VALUES (1, '{nieuw}') ON CONFLICT (een) DO {anders};
         REVOKE ALL ON {schema}.geheim FROM PUBLIC"
    ))
}

fn weg(schema: &str, t: &Tabel) -> String {
    let soort = if matches!(t.bron, Bron::Vast(_)) { "TABLE" } else { "VIEW" };
    format!("DROP {soort} IF EXISTS {schema}.{}", t.naam)
}

fn tabel(schema: &str, t: &Tabel) -> String {
    match t.bron {
        Bron::Vraag(sql) => view(schema, t, sql),
        Bron::Vast(rijen) => vast(schema, t, &rijen()),
    }
}

/// The statement of the fact, with the setting of the session in the place of its parameter, and pseudonyms in the place of keys.
fn view(schema: &str, t: &Tabel, sql: &str) -> String {
    let bekend = "(SELECT COALESCE(NULLIF(current_setting('wijkthuis.bekend', true), ''), '9223372036854775807')::bigint)";
    let kolom = |k: &Kolom| match k.soort {
        Soort::Sleutel(soort) => {
            let p = Pseudoniemsleutel::in_sql(soort, &format!("x.{}", k.naam), "g.sleutel");
            format!("{p} AS {}", k.naam)
        }
        Soort::Bedrag => format!("(x.{0}::numeric / 100)::numeric(18, 2) AS {0}", k.naam),
        Soort::Dagen(van, tot) => format!("greatest(x.{tot} - x.{van}, 0) AS {}", k.naam),
        Soort::Getal | Soort::Tekst | Soort::Dag => format!("x.{}", k.naam),
    };
    let kolommen: Vec<String> = t.kolommen.iter().map(kolom).collect();
    format!(
        "CREATE VIEW {schema}.{} AS SELECT {} FROM ({}) x CROSS JOIN {schema}.geheim g",
        t.naam,
        kolommen.join(", "),
        sql.replace("$1", bekend)
    )
}

fn vast(schema: &str, t: &Tabel, rijen: &[Vec<Cel>]) -> String {
    let soort = |k: &Kolom| match k.soort {
        Soort::Getal | Soort::Dagen(..) => "BIGINT",
        Soort::Bedrag => "NUMERIC(18, 2)",
        Soort::Dag => "DATE",
        Soort::Tekst | Soort::Sleutel(_) => "TEXT COLLATE \"C\"",
    };
    let kolommen: Vec<String> = t.kolommen.iter().map(|k| format!("{} {}", k.naam, soort(k))).collect();
    let mut uit = format!(
        "CREATE TABLE {schema}.{0} ({1}, PRIMARY KEY ({2}));\nINSERT INTO {schema}.{0} VALUES\n",
        t.naam,
        kolommen.join(", "),
        t.kolommen[0].naam
    );
    for (i, r) in rijen.iter().enumerate() {
        let cellen: Vec<String> = r.iter().map(literaal).collect();
        let _ = write!(uit, "{}({})", if i == 0 { "" } else { ",\n" }, cellen.join(", "));
    }
    uit
}

fn literaal(c: &Cel) -> String {
    match c {
        Cel::Leeg => "NULL".to_owned(),
        Cel::Getal(n) => n.to_string(),
        Cel::Dag(d) => format!("'{d}'"),
        Cel::Tekst(t) => tekst(t),
    }
}

fn tekst(t: &str) -> String {
    format!("'{}'", t.replace('\'', "''"))
}

fn uitleg(schema: &str, t: &Tabel) -> String {
    let soort = if matches!(t.bron, Bron::Vast(_)) { "TABLE" } else { "VIEW" };
    let mut uit = format!("COMMENT ON {soort} {schema}.{} IS {}", t.naam, tekst(t.betekenis));
    for k in t.kolommen {
        let _ = write!(uit, ";\nCOMMENT ON COLUMN {schema}.{}.{} IS {}", t.naam, k.naam, tekst(k.betekenis));
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_naam_is_een_gewone_naam() {
        assert!(is_naam("wijkthuis_lezer") && is_naam("analyse2"));
        for fout in ["", "2b", "a-b", "Analyse", "x; DROP", "é", "pg \"x"] {
            assert!(!is_naam(fout), "{fout}");
        }
    }

    #[test]
    fn een_view_toont_geen_sleutel_van_ons() {
        for t in TABELLEN {
            let Bron::Vraag(sql) = t.bron else { continue };
            let v = view("a", t, sql);
            let kop = v.split(" FROM (").next().expect("head");
            assert!(!v.contains("$1"), "{}", t.naam);
            for k in t.kolommen.iter().filter(|k| matches!(k.soort, Soort::Sleutel(_))) {
                assert!(kop.contains(&format!("'hex'), 1, 20) AS {}", k.naam)), "{}.{}", t.naam, k.naam);
            }
        }
    }
}
