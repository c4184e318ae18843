//! The demo history: a made-up region with five years behind it. Deterministic: the same size and last day give the same rows.
//!
//! Nobody in it exists: names are drawn from lists, BSNs lie in the test range 9999xxxxx.

mod personen;

use crate::huis::{App, Fout, Klok, Wie, opslag::Handeling};
use kern::stam::Datum;
use std::fmt;

/// The first act in the journal of a demo: `demo` opens no other database.
pub const DEMO_BEGIN: &str = "demo begonnen";

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Opties {
    /// About how many clients.
    pub omvang: u32,
    /// Last day of the history.
    pub tot: Datum,
}

/// What was made.
#[derive(Debug, Clone, Default)]
pub struct Samenvatting {
    /// Clients.
    pub clienten: usize,
    /// Acts in the journal.
    pub handelingen: i64,
}

impl fmt::Display for Samenvatting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gemaakt: {} cliënten, {} handelingen in het journaal.", self.clienten, self.handelingen)
    }
}

/// Fills an empty, migrated database.
pub async fn zaai(app: &App, opties: &Opties) -> Result<Samenvatting, Fout> {
    let begin = opties.tot.plus_jaren(-5);
    let klok = Klok::vast(begin);
    let mut tx = app.db.begin(Wie::systeem(&klok, "zaai")).await?;
    let demo = Handeling {
        wat: DEMO_BEGIN,
        onderwerp: "teller",
        onderwerp_id: 1,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(demo).await?;
    tx.commit().await?;
    personen::maak(app, &klok).await?;
    Ok(Samenvatting::default())
}
