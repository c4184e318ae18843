//! What every request shares: database, keys, clock, rules, region.

use super::{Klok, geheim::Sleutels, opslag::Db, statisch::Statisch};
use std::sync::Arc;

/// How the program was started.
#[derive(Debug, Clone, Default)]
pub struct Instelling {
    /// Demo mode: one-click login with made-up people. Never on a database that is not a demo.
    pub demo: bool,
    /// Where outgoing iWmo messages are also written as files; none when empty.
    pub uitmap: Option<std::path::PathBuf>,
    /// Folder that is read for incoming iWmo messages; none when empty.
    pub inmap: Option<std::path::PathBuf>,
}

/// The running program.
#[derive(Clone)]
pub struct App {
    /// Database.
    pub db: Db,
    /// Keys for encrypted fields.
    pub sleutels: Arc<Sleutels>,
    /// Clock.
    pub klok: Klok,
    /// How it was started.
    pub instelling: Arc<Instelling>,
    /// Stylesheet, script, icons under hashed names.
    pub statisch: Arc<Statisch>,
}

impl App {
    /// Puts the parts together.
    pub fn nieuw(db: Db, sleutels: Sleutels, klok: Klok, instelling: Instelling) -> App {
        let (sleutels, instelling) = (Arc::new(sleutels), Arc::new(instelling));
        App { db, sleutels, klok, instelling, statisch: Arc::new(Statisch::laad()) }
    }
}
