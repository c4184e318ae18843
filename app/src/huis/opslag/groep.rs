//! Group commit on SQLite: many acts, one fsync.
//!
//! There is one writing connection. An act takes it, runs inside a savepoint of the open transaction, and passes it on. A
//! background task commits as soon as it gets its turn; the lock is fair, so every act that was waiting before it is
//! in the same commit. Nobody is told "done" before that commit is on disk.

use super::Fout;
use sqlx::{ConnectOptions, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};

/// From this many acts in a commit on, the next commit waits a breath.
const DRUK_VANAF: usize = 4;
/// The wait, shorter than the fsync that it saves.
const ADEM: std::time::Duration = std::time::Duration::from_millis(1);
/// At most this many acts wait for one commit.
const GROEP_MAX: usize = 512;

/// The writing connection and who waits for its commit.
pub struct Staat {
    pub(super) conn: SqliteConnection,
    open: bool,
    /// A savepoint was left behind by an act that was dropped.
    vuil: bool,
    wachtenden: Vec<oneshot::Sender<bool>>,
}

/// Counters since start, for the benches and the health page.
#[derive(Debug, Default)]
pub struct Tellers {
    /// Commits, each one fsync.
    pub commits: AtomicU64,
    /// Acts acknowledged.
    pub handelingen: AtomicU64,
}

/// The one writer of an SQLite file.
pub struct Groep {
    staat: Arc<Mutex<Staat>>,
    sein: Arc<Notify>,
    /// How many acts and commits there were.
    pub tellers: Arc<Tellers>,
}

/// An act in progress: owns the writing connection until commit or drop.
pub struct GroepTx {
    pub(super) staat: OwnedMutexGuard<Staat>,
    sein: Arc<Notify>,
    klaar: bool,
}

impl Groep {
    /// Opens the writing connection and starts the committer.
    pub async fn open(opties: SqliteConnectOptions) -> Result<Groep, Fout> {
        let conn = opties.connect().await?;
        let staat = Arc::new(Mutex::new(Staat { conn, open: false, vuil: false, wachtenden: Vec::new() }));
        let groep = Groep { staat, sein: Arc::new(Notify::new()), tellers: Arc::default() };
        tokio::spawn(vastlegger(
            Arc::downgrade(&groep.staat),
            Arc::clone(&groep.sein),
            Arc::clone(&groep.tellers),
        ));
        Ok(groep)
    }

    /// Commits what waits and moves the log into the file, so that the next start has nothing to catch up on. Keeps the counts with
    /// which the engine chooses its indexes fresh. Both may be refused while somebody reads; then nothing is lost but time.
    pub(super) async fn rond_af(&self) {
        let mut staat = self.staat.lock().await;
        if staat.ruim_op().await.is_ok() {
            staat.leg_vast(&self.tellers).await;
        }
        for stap in
            ["PRAGMA analysis_limit = 400", "PRAGMA optimize = 0x10002", "PRAGMA wal_checkpoint(TRUNCATE)"]
        {
            if let Err(e) = staat.conn.execute(stap).await {
                tracing::warn!(fout = %e, stap, "the database could not be tidied at the end");
            }
        }
    }

    /// Waits for a turn and opens a savepoint.
    pub async fn begin(&self) -> Result<GroepTx, Fout> {
        let mut staat = Arc::clone(&self.staat).lock_owned().await;
        staat.ruim_op().await?;
        if staat.wachtenden.len() >= GROEP_MAX {
            staat.leg_vast(&self.tellers).await;
        }
        if !staat.open {
            staat.conn.execute("BEGIN IMMEDIATE").await?;
            staat.open = true;
        }
        staat.vuil = true;
        staat.conn.execute("SAVEPOINT handeling").await?;
        Ok(GroepTx { staat, sein: Arc::clone(&self.sein), klaar: false })
    }
}

impl GroepTx {
    /// Releases the savepoint and waits until the group is on disk.
    pub async fn commit(mut self) -> Result<(), Fout> {
        self.staat.conn.execute("RELEASE handeling").await?;
        self.staat.vuil = false;
        let (zend, ontvang) = oneshot::channel();
        self.staat.wachtenden.push(zend);
        self.klaar = true;
        drop(self);
        match ontvang.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Fout::nieuw("database: de groep kon niet worden vastgelegd")),
        }
    }
}

impl Drop for GroepTx {
    // A dropped act leaves its savepoint; the next one, or the committer, rolls it back before anything else.
    fn drop(&mut self) {
        if !self.klaar {
            self.staat.vuil = true;
        }
        self.sein.notify_one();
    }
}

impl Staat {
    async fn ruim_op(&mut self) -> Result<(), Fout> {
        if self.vuil {
            self.vuil = false;
            if self.open && self.conn.execute("ROLLBACK TO handeling; RELEASE handeling").await.is_err() {
                // The engine already rolled the whole transaction back (disk full, I/O error): nobody was acknowledged.
                self.laat_vallen().await;
            }
        }
        Ok(())
    }

    async fn leg_vast(&mut self, tellers: &Tellers) {
        if !self.open {
            return;
        }
        if let Err(e) = self.conn.execute("COMMIT").await {
            tracing::error!(fout = %e, "group commit failed");
            self.laat_vallen().await;
            return;
        }
        self.open = false;
        tellers.commits.fetch_add(1, Ordering::Relaxed);
        tellers.handelingen.fetch_add(self.wachtenden.len() as u64, Ordering::Relaxed);
        for w in self.wachtenden.drain(..) {
            // The receiver may be gone when its request was cut off; the act is on disk all the same.
            let _ = w.send(true);
        }
    }

    async fn laat_vallen(&mut self) {
        // Fails when the engine rolled back by itself; either way no transaction is left.
        let _ = self.conn.execute("ROLLBACK").await;
        self.open = false;
        for w in self.wachtenden.drain(..) {
            let _ = w.send(false);
        }
    }
}

async fn vastlegger(staat: std::sync::Weak<Mutex<Staat>>, sein: Arc<Notify>, tellers: Arc<Tellers>) {
    let mut druk = false;
    loop {
        // Wakes now and then, so that the task ends after the last handle is gone.
        let _ = tokio::time::timeout(std::time::Duration::from_secs(5), sein.notified()).await;
        let Some(staat) = staat.upgrade() else { return };
        if druk {
            // Those who were told "done" just now are on their way back with their next act: let them come along.
            tokio::time::sleep(ADEM).await;
        }
        let mut s = staat.lock().await;
        druk = DRUK_VANAF <= s.wachtenden.len();
        if s.ruim_op().await.is_ok() {
            s.leg_vast(&tellers).await;
        }
    }
}
