//! Group commit on SQLite: many acts, one fsync.
//!
//! There is one writing connection. An act takes it, runs inside a savepoint of the open transaction, and passes it on. A thread of its
//! own commits as soon as it gets its turn, so that nobody who serves pages waits for the disk; the lock is fair, so every act that
//! was waiting before it is in the same commit. Nobody is told "done" before that commit is on disk.

use super::{
    Fout, Val,
    sqlite::{self, SqliteRij},
};
use rusqlite::Connection;
use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    time::Duration,
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// From this many acts in a commit on, the next commit waits a breath.
const DRUK_VANAF: usize = 4;
/// The wait, shorter than the fsync that it saves.
const ADEM: Duration = Duration::from_millis(1);
/// At most this many acts wait for one commit.
const GROEP_MAX: usize = 512;

/// The writing connection and who waits for its commit.
pub struct Staat {
    conn: Connection,
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
    sein: SyncSender<()>,
    /// How many acts and commits there were.
    pub tellers: Arc<Tellers>,
}

/// An act in progress: owns the writing connection until commit or drop.
pub struct GroepTx {
    staat: OwnedMutexGuard<Staat>,
    sein: SyncSender<()>,
    klaar: bool,
}

impl Groep {
    /// Starts the committer of a writing connection; it ends with the last handle.
    pub(super) fn open(conn: Connection) -> Result<Groep, Fout> {
        let staat = Arc::new(Mutex::new(Staat { conn, open: false, vuil: false, wachtenden: Vec::new() }));
        let tellers = Arc::<Tellers>::default();
        let (sein, wek) = sync_channel(1);
        let (zwak, van) = (Arc::downgrade(&staat), Arc::clone(&tellers));
        std::thread::Builder::new()
            .name("vastlegger".to_owned())
            .spawn(move || vastlegger(&zwak, &wek, &van))?;
        Ok(Groep { staat, sein, tellers })
    }

    /// Commits what waits and moves the log into the file, so that the next start has nothing to catch up on. Keeps the counts with
    /// which the engine chooses its indexes fresh. Both may be refused while somebody reads; then nothing is lost but time.
    pub(super) async fn rond_af(&self) {
        let mut staat = self.staat.lock().await;
        if staat.ruim_op().is_ok() {
            staat.leg_vast(&self.tellers);
        }
        for stap in
            ["PRAGMA analysis_limit = 400", "PRAGMA optimize = 0x10002", "PRAGMA wal_checkpoint(TRUNCATE)"]
        {
            if let Err(e) = staat.conn.execute_batch(stap) {
                tracing::warn!(fout = %e, stap, "the database could not be tidied at the end");
            }
        }
    }

    /// Runs one statement as an act of its own; gives the number of rows it changed.
    pub async fn voer(&self, sql: &str, args: &[Val]) -> Result<u64, Fout> {
        let tx = self.begin().await?;
        let n = tx.voer(sql, args)?;
        tx.commit().await?;
        Ok(n)
    }

    /// Waits for a turn and opens a savepoint.
    pub async fn begin(&self) -> Result<GroepTx, Fout> {
        let mut staat = Arc::clone(&self.staat).lock_owned().await;
        staat.ruim_op()?;
        if staat.wachtenden.len() >= GROEP_MAX {
            staat.leg_vast(&self.tellers);
        }
        staat.stap_in()?;
        Ok(GroepTx { staat, sein: self.sein.clone(), klaar: false })
    }
}

impl GroepTx {
    /// Runs a statement that returns rows.
    pub(super) fn rijen(&self, sql: &str, args: &[Val]) -> Result<Vec<SqliteRij>, Fout> {
        sqlite::rijen(&self.staat.conn, sql, args)
    }

    /// Runs a statement that returns nothing; gives the number of rows it changed.
    pub(super) fn voer(&self, sql: &str, args: &[Val]) -> Result<u64, Fout> {
        sqlite::voer(&self.staat.conn, sql, args)
    }

    /// Runs statements without values, one after the other.
    pub(super) fn stapel(&self, sql: &str) -> Result<(), Fout> {
        Ok(self.staat.conn.execute_batch(sql)?)
    }

    /// Releases the savepoint and waits until the group is on disk.
    pub async fn commit(mut self) -> Result<(), Fout> {
        sqlite::voer(&self.staat.conn, "RELEASE handeling", &[])?;
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
        // Full means that the committer is awake already; gone, that the program ends.
        let _ = self.sein.try_send(());
    }
}

impl Staat {
    fn stap_in(&mut self) -> Result<(), Fout> {
        if !self.open {
            // Takes the lock with the first statement, which always writes; IMMEDIATE would lock the file of the logboek too.
            sqlite::voer(&self.conn, "BEGIN", &[])?;
            self.open = true;
        }
        self.vuil = true;
        sqlite::voer(&self.conn, "SAVEPOINT handeling", &[])?;
        Ok(())
    }

    fn ruim_op(&mut self) -> Result<(), Fout> {
        if self.vuil {
            self.vuil = false;
            if self.open && self.conn.execute_batch("ROLLBACK TO handeling; RELEASE handeling").is_err() {
                // The engine already rolled the whole transaction back (disk full, I/O error): nobody was acknowledged.
                self.laat_vallen();
            }
        }
        Ok(())
    }

    fn leg_vast(&mut self, tellers: &Tellers) {
        if !self.open {
            return;
        }
        if let Err(e) = sqlite::voer(&self.conn, "COMMIT", &[]) {
            tracing::error!(fout = %e, "group commit failed");
            self.laat_vallen();
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

    fn laat_vallen(&mut self) {
        // Fails when the engine rolled back by itself; either way no transaction is left.
        let _ = self.conn.execute_batch("ROLLBACK");
        self.open = false;
        for w in self.wachtenden.drain(..) {
            let _ = w.send(false);
        }
    }
}

fn vastlegger(staat: &Weak<Mutex<Staat>>, wek: &Receiver<()>, tellers: &Tellers) {
    let mut druk = false;
    while wek.recv().is_ok() {
        if druk {
            // Those who were told "done" just now are on their way back with their next act: let them come along.
            std::thread::sleep(ADEM);
        }
        let Some(staat) = staat.upgrade() else { return };
        let mut s = staat.blocking_lock();
        druk = DRUK_VANAF <= s.wachtenden.len();
        if s.ruim_op().is_ok() {
            s.leg_vast(tellers);
        }
    }
}
