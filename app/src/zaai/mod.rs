//! The demo history: a made-up region with five years behind it. Deterministic: the same size and last day give the same rows
//! (but for what is encrypted).
//!
//! Nobody in it exists: names are drawn from lists, BSNs lie in the test range 9999xxxxx, organisations and prices are made up.
//!
//! Every client lives twice: once to know which acts there are and when, so that they get their numbers in order of time, and
//! once more to write the rows. So the memory needed does not grow with what is written.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::too_many_arguments,
    clippy::cognitive_complexity,
    reason = "small counts of invented people; a wrong one would show at once in the hash of the rows"
)]

mod akte;
mod begroting;
mod berichten;
mod bijzonder;
mod boeken;
mod brieven;
mod declaratie;
mod geld;
mod kans;
mod kennis;
mod leven;
mod levering;
mod mens;
#[path = "loop.rs"]
mod levensloop;
mod onderzoek;
mod overleg;
mod personen;
mod rapporten;
mod pot;
mod schrijf;
mod stam;
mod stelsel;
mod toegang;
mod uitstroom;
mod verrekening;
mod wereld;
mod woorden;
mod zorg;

use crate::huis::{
    App, Fout, Klok, Wie,
    opslag::{Bulk, Handeling},
    werkstand,
};
use crate::koppelingen::{gmsd, open::vrijgeven};
use akte::Boek;
use geld::Geldstroom;
use kern::stam::Datum;
use leven::{Leven, Span};
use schrijf::Volgorde;
use std::{collections::BTreeMap, fmt};
use wereld::Wereld;

/// The first act in the journal of a demo: `demo` opens no other database.
pub const DEMO_BEGIN: &str = "demo begonnen";
/// Years of history.
const JAREN: i32 = 5;
/// Months before the last day on which the worked example of the stelsel was recorded.
const STELSEL_MAANDEN: i32 = 2;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Opties {
    /// How many clients.
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
    let begin = opties.tot.plus_jaren(-JAREN);
    let klok = Klok::vast(begin);
    systeemact(app, &klok, DEMO_BEGIN, false).await?;
    let mensen = personen::maak(app, &klok).await?;
    let w = Wereld::nieuw(app, begin, opties.tot, opties.omvang, mensen);
    let mut volgorde = Volgorde::default();
    let (regio, spannen) = verzamel(&w, &mut volgorde)?;
    let mut bulk = Bulk::begin(&app.db).await?;
    w.schrijf();
    volgorde.nummer(bulk.nr(), opties.omvang + 1);
    volgorde.journaal(&mut bulk).await?;
    volgorde.rijen(&mut bulk, regio.bron, &regio.rijen).await?;
    for nummer in 0..opties.omvang {
        let mut leven = Leven::nieuw(&w, nummer);
        leven.leef()?;
        volgorde.rijen(&mut bulk, leven.b.bron, &leven.b.rijen).await?;
    }
    let mut geldboek = Boek::nieuw(w.omvang + 1);
    let mut stroom = Geldstroom::nieuw(&w, &spannen);
    while stroom.stap(&mut geldboek)? {
        volgorde.rijen(&mut bulk, geldboek.bron, &geldboek.rijen).await?;
        geldboek.rijen.clear();
    }
    bulk.commit().await?;
    brieven::maak(app, opties.omvang).await?;
    let laatste = Klok::vast(opties.tot);
    // Before office hours: what is done in the demo today comes after it.
    laatste.zet(laatste.nu().as_microsecond() - 12 * 3_600 * 1_000_000);
    pot::maak(app, &laatste, &w).await?;
    maak_openbaar(app, &laatste).await?;
    systeemact(app, &laatste, "demo gevuld", true).await?;
    rapporten::maak(app, &laatste, opties.omvang, opties.tot).await?;
    let handelingen = crate::monitor::opslag::laatste_nr(&app.db).await?.0;
    Ok(Samenvatting { clienten: opties.omvang as usize, handelingen })
}

/// Quarters of which the figures are open in the demo.
const OPENBAAR: usize = 2;

/// Releases the figures of the last quarters that may be released, oldest first. A small demo may have too little to release safely.
async fn maak_openbaar(app: &App, klok: &Klok) -> Result<(), Fout> {
    let vrij = vrijgeven::vrijgegeven(&app.regels, klok.vandaag())?;
    for k in vrij.into_iter().take(OPENBAAR).rev() {
        let uitkomst = vrijgeven::geef_vrij(app, Wie::systeem(klok, "zaai"), k).await?;
        if let Err(w) = uitkomst {
            tracing::info!(kwartaal = %k, reden = %w, "not released in the demo");
        }
    }
    // The text of the file is thrown away: the book keeps that it was made.
    gmsd::maak(app, Wie::systeem(klok, "zaai"), gmsd::Halfjaar::voor(klok.vandaag()))
        .await?
        .map(drop)
        .unwrap_or_default();
    Ok(())
}

/// The first pass: everybody lives, and the region follows from what they needed.
fn verzamel(w: &Wereld<'_>, volgorde: &mut Volgorde) -> Result<(Boek, Vec<Span>), Fout> {
    let (mut spannen, mut plekken, mut som) = (Vec::new(), Vec::new(), BTreeMap::new());
    for nummer in 0..w.omvang {
        let mut leven = Leven::nieuw(w, nummer);
        leven.leef()?;
        volgorde.neem_op(&mut leven.b);
        spannen.append(&mut leven.spannen);
        plekken.append(&mut leven.plekken);
        stam::tel_op(&mut som, &leven.beschikt);
    }
    let mut regio = stam::begin(w, &plekken);
    for (i, (op, jaar)) in stam::jaren(w).into_iter().enumerate() {
        if 0 < i {
            stam::prijzen(w, &mut regio, op, jaar);
        }
        begroting::maak(w, &mut regio, op, jaar, &som)?;
    }
    stelsel::leg_vast(w, &mut regio, w.tot.plus_maanden(-STELSEL_MAANDEN));
    volgorde.neem_op(&mut regio);
    let mut geldboek = Boek::nieuw(w.omvang + 1);
    let mut stroom = Geldstroom::nieuw(w, &spannen);
    while stroom.stap(&mut geldboek)? {
        geldboek.rijen.clear();
    }
    volgorde.neem_op(&mut geldboek);
    Ok((regio, spannen))
}

async fn systeemact(app: &App, klok: &Klok, wat: &'static str, vul: bool) -> Result<i64, Fout> {
    let mut tx = app.db.begin(Wie::systeem(klok, "zaai")).await?;
    let h = Handeling { wat, onderwerp: "teller", onderwerp_id: 1, dossier: None, gemeente: None, reden: "" };
    tx.journaal(h).await?;
    if vul {
        werkstand::vul(&mut tx).await?;
        crate::levering::berichtstand::vul(&mut tx).await?;
    }
    Ok(tx.commit().await?.0)
}
