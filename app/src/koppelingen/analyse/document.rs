//! The star on paper: written from the same description as the views and the files.

use super::ster::{Soort, TABELLEN};
use std::fmt::Write as _;

/// `docs/koppelen/ster.md`.
pub fn document() -> String {
    let mut uit = String::from(
        "# De ster: feiten en dimensies\n\n\
         The tables that tools of others read: as views in PostgreSQL (`wijkthuis uitvoer views`) and as Parquet files (`wijkthuis uitvoer\n\
         parquet`). Both come from one description in `app/src/koppelingen/analyse/ster.rs`, and so does this file:\n\
         `WIJKTHUIS_SCHRIJF=1 cargo nextest run -p wijkthuis analyse`.\n",
    );
    for t in TABELLEN {
        let betekenis = t.betekenis;
        let _ = write!(
            uit,
            "\n## {}\n\n{betekenis}\n\n| kolom | soort | leeg | betekenis |\n|---|---|---|---|\n",
            t.naam
        );
        for k in t.kolommen {
            let soort = match k.soort {
                Soort::Sleutel(_) => "pseudoniem",
                Soort::Getal => "geheel getal",
                Soort::Tekst => "tekst",
                Soort::Dag => "datum",
                Soort::Bedrag => "bedrag, twee decimalen",
                Soort::Dagen(..) => "dagen",
            };
            let _ = writeln!(
                uit,
                "| `{}` | {soort} | {} | {} |",
                k.naam,
                if k.leeg { "kan" } else { "nee" },
                k.betekenis
            );
        }
    }
    uit
}
