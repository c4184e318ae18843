//! Proof that somebody searched and found: only then a melding can begin in a dossier of others.
//!
//! The number of a dossier is easily guessed. What the page with results carries is sealed by the server and bound to the session, so a
//! browser cannot make or change it, and it ends when the session does.

use crate::huis::{Fout, Verzoek};
use kern::stam::DossierId;
use std::fmt::Write as _;

/// What the seal is bound to.
const PLAATS: &str = "vondst";

fn tekst(v: &Verzoek, dossier: DossierId) -> String {
    let sessie = v.sessie.as_ref().map_or("", |s| s.hash.as_str());
    format!("{sessie}:{}:{dossier}", v.actor.gebruiker_id)
}

/// Seals that this person found this dossier, in this session.
pub(super) fn maak(v: &Verzoek, dossier: DossierId) -> Result<String, Fout> {
    let dicht = v.app.sleutels.versleutel(PLAATS, tekst(v, dossier).as_bytes())?;
    let mut hex = String::with_capacity(dicht.len() * 2);
    for b in dicht {
        let _ = write!(hex, "{b:02x}");
    }
    Ok(hex)
}

/// The dossier that was found; `None` when the seal is not one of ours, of another person or of another session.
pub(super) fn lees(v: &Verzoek, zegel: &str) -> Option<DossierId> {
    let cijfers = zegel.as_bytes().chunks(2).map(|paar| {
        let paar = std::str::from_utf8(paar).ok().filter(|p| p.len() == 2)?;
        u8::from_str_radix(paar, 16).ok()
    });
    let dicht: Vec<u8> = cijfers.collect::<Option<_>>()?;
    let kaal = v.app.sleutels.ontsleutel(PLAATS, &dicht).ok()?;
    let kaal = String::from_utf8(kaal).ok()?;
    let dossier = DossierId(kaal.rsplit(':').next()?.parse().ok()?);
    (kaal == tekst(v, dossier)).then_some(dossier)
}
