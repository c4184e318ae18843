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
#[path = "loop.rs"]
mod levensloop;
mod onderzoek;
mod personen;
mod pot;
mod schrijf;
mod stam;
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
    let handelingen = systeemact(app, &laatste, "demo gevuld", true).await?;
    Ok(Samenvatting { clienten: opties.omvang as usize, handelingen })
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
