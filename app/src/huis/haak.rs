//! Steps that rooms hang on the cellar, so that the cellar runs them without knowing the rooms.
//!
//! A room downstream must sometimes follow what a room upstream records (a besluit changes what is booked). The
//! upstream room may not know it. It does not: the downstream room registers a step here, and every act runs it.

use super::{App, Fout, opslag::Tx};
use kern::stam::DossierId;
use std::{future::Future, pin::Pin};

/// What a step gives back.
pub type Stap<'a> = Pin<Box<dyn Future<Output = Result<(), Fout>> + Send + 'a>>;

/// A step inside an act: runs before commit, once for every dossier that the act names, in the same transaction. A failure
/// undoes the whole act.
pub struct InHandeling {
    /// Name for the log; steps run in the order of their names.
    pub naam: &'static str,
    /// The step.
    pub werk: for<'a> fn(&'a mut Tx, DossierId) -> Stap<'a>,
}
inventory::collect!(InHandeling);

/// A step after an act on a dossier: runs when the act is on disk and may start acts of its own. A failure is logged; the
/// act itself stands.
pub struct NaHandeling {
    /// Name for the log.
    pub naam: &'static str,
    /// The step.
    pub werk: fn(App, DossierId) -> Stap<'static>,
}
inventory::collect!(NaHandeling);

/// Registers a step inside acts: `in_handeling!("financien: boek beschikt", opslag::volg_besluiten);`
#[macro_export]
macro_rules! in_handeling {
    ($naam:literal, $f:path) => {
        $crate::huis::opslag::inventory::submit! {
            $crate::huis::haak::InHandeling { naam: $naam, werk: |tx, dossier| Box::pin($f(tx, dossier)) }
        }
    };
}

/// Registers a step after acts: `na_handeling!("iwmo: verzend", verzend::van_dossier);`
#[macro_export]
macro_rules! na_handeling {
    ($naam:literal, $f:path) => {
        $crate::huis::opslag::inventory::submit! {
            $crate::huis::haak::NaHandeling { naam: $naam, werk: |app, dossier| Box::pin($f(app, dossier)) }
        }
    };
}

/// Runs the steps inside an act for one dossier.
pub(super) async fn in_handeling(tx: &mut Tx, dossier: DossierId) -> Result<(), Fout> {
    let mut stappen: Vec<&InHandeling> = inventory::iter::<InHandeling>.into_iter().collect();
    stappen.sort_by_key(|s| s.naam);
    for stap in stappen {
        (stap.werk)(tx, dossier)
            .await
            .map_err(|e| Fout { tekst: format!("{}: {}", stap.naam, e.tekst), ..e })?;
    }
    Ok(())
}

impl App {
    /// Runs the steps that follow an act on a dossier.
    pub async fn na_handeling(&self, dossier: DossierId) {
        for stap in inventory::iter::<NaHandeling> {
            if let Err(e) = (stap.werk)(self.clone(), dossier).await {
                tracing::error!(stap = stap.naam, %dossier, fout = %e, "step after an act failed");
            }
        }
    }
}
