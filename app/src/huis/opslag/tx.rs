//! An act: one transaction, one journal number, one row in the journal.

use super::{Db, Fout, Leest, Moment, Rij, Val, groep::GroepTx, o, sql, t, v, waarde};
use crate::huis::{Wie, haak, werkstand};
use kern::stam::{Datum, DossierId, Gemeentecode, JournaalNr};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, PgTransaction, SqlSafeStr};
use std::collections::BTreeSet;
use tokio::sync::Mutex;

/// Ids handed out per act; an act that needs more is two acts.
const IDS_MAX: i64 = 1_000;

enum Motor {
    S(GroepTx),
    P(PgTransaction<'static>),
}

/// What was done, for the journal. References only: no names, no free text.
#[derive(Debug, Clone)]
pub struct Handeling {
    /// Past participle with its subject: `melding geregistreerd`.
    pub wat: &'static str,
    /// Table that it is about.
    pub onderwerp: &'static str,
    /// Row in that table.
    pub onderwerp_id: i64,
    /// Dossier, when there is one; its worklist row is refreshed at commit.
    pub dossier: Option<DossierId>,
    /// Gemeente on whose behalf, when there is one.
    pub gemeente: Option<Gemeentecode>,
    /// Code of the reason; may be empty.
    pub reden: &'static str,
}

/// An act in progress. Dropping it without [`Tx::commit`] leaves no trace.
pub struct Tx {
    motor: Mutex<Motor>,
    nr: JournaalNr,
    volgend_id: i64,
    wie: Wie,
    geschreven: bool,
    dossiers: BTreeSet<DossierId>,
}

sql!(
    VOLGEND_NR = "UPDATE teller SET journaal_nr = journaal_nr + 1 WHERE teller_id = 1 RETURNING journaal_nr"
);
sql!(VORIGE_HASH = "SELECT hash FROM journaal WHERE nr = $1");
sql!(
    SCHRIJF = "INSERT INTO journaal (nr, tijdstip, op, gebruiker_id, rol, handeling, onderwerp, onderwerp_id, dossier_id, gemeente, reden, trace_id, vorige_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
);

impl Tx {
    pub(super) async fn begin(db: &Db, wie: Wie) -> Result<Tx, Fout> {
        let motor = match db {
            Db::Sqlite { schrijver, .. } => Motor::S(schrijver.begin().await?),
            Db::Postgres(p) => Motor::P(p.begin().await?),
        };
        let mut tx = Tx {
            motor: Mutex::new(motor),
            nr: JournaalNr(0),
            volgend_id: 0,
            wie,
            geschreven: false,
            dossiers: BTreeSet::new(),
        };
        let (nr,): (i64,) =
            tx.een(VOLGEND_NR, &[]).await?.ok_or_else(|| Fout::nieuw("de teller ontbreekt"))?;
        tx.nr = JournaalNr(nr);
        Ok(tx)
    }

    /// The journal number of this act: `vanaf_nr` of what it adds, `tot_nr` of what it closes.
    pub fn nr(&self) -> JournaalNr {
        self.nr
    }

    /// Who acts, and when.
    pub fn wie(&self) -> &Wie {
        &self.wie
    }

    /// The day of the act.
    pub fn vandaag(&self) -> Datum {
        self.wie.vandaag
    }

    /// The moment of the act.
    pub fn nu(&self) -> Moment {
        self.wie.nu
    }

    /// A new key, unique in the whole database: journal number × 1000 + a counter. Refused past 999 per act.
    pub fn nieuw_id(&mut self) -> Result<i64, Fout> {
        self.volgend_id += 1;
        if self.volgend_id >= IDS_MAX {
            return Err(Fout::nieuw("een handeling maakt ten hoogste 999 rijen"));
        }
        Ok(self.nr.0 * IDS_MAX + self.volgend_id)
    }

    /// Writes the journal row of this act. Exactly once per act.
    pub async fn journaal(&mut self, h: Handeling) -> Result<(), Fout> {
        if self.geschreven {
            return Err(Fout::nieuw("een handeling heeft precies een regel in het journaal"));
        }
        self.geschreven = true;
        let vorige: Option<(String,)> = self.een(VORIGE_HASH, &[v(&(self.nr.0 - 1))]).await?;
        let vorige = vorige.map_or_else(String::new, |r| r.0);
        let (args, _) = journaalrij(self.nr, &self.wie, &h, &vorige);
        self.voer(SCHRIJF, &args).await?;
        self.dossiers.extend(h.dossier);
        Ok(())
    }

    /// Names one more dossier whose worklist row this act changes.
    pub fn raakt(&mut self, dossier: DossierId) {
        self.dossiers.insert(dossier);
    }

    /// Runs a statement; returns the number of rows.
    pub async fn voer(&mut self, sql: &'static str, args: &[Val]) -> Result<u64, Fout> {
        self.voer_sql(sql, args).await
    }

    /// Runs statements that build something beside the tables, such as views for other tools. Names in them are checked by who
    /// makes the text: here are no parameters. PostgreSQL only.
    pub async fn stapel(&mut self, sql: &str) -> Result<(), Fout> {
        match self.motor.get_mut() {
            Motor::S(_) => Err(Fout::nieuw("alleen PostgreSQL heeft schema's en rollen")),
            Motor::P(p) => {
                sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut **p).await?;
                Ok(())
            }
        }
    }

    async fn voer_sql(&mut self, sql: &str, args: &[Val]) -> Result<u64, Fout> {
        Ok(match self.motor.get_mut() {
            Motor::S(g) => g.voer(sql, args)?,
            Motor::P(p) => {
                let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
                sqlx::query_with(sql, waarde::voor_postgres(args)?).execute(&mut **p).await?.rows_affected()
            }
        })
    }

    /// Closes the current version of a register row. A failure of kind `Achterhaald` when somebody was first.
    pub async fn sluit(&mut self, tabel: &'static str, sleutel: &'static str, id: i64) -> Result<(), Fout> {
        let sql = format!("UPDATE {tabel} SET tot_nr = $1 WHERE {sleutel} = $2 AND tot_nr IS NULL");
        let args = [v(&self.nr), v(&id)];
        match self.voer_sql(&sql, &args).await? {
            1 => Ok(()),
            n => Err(Fout::achterhaald(format!("{tabel} {id}: {n} rijen gesloten, 1 verwacht"))),
        }
    }

    /// Runs the steps of rooms downstream, refreshes the worklist, and makes the act durable. Returns when it is on disk.
    pub async fn commit(mut self) -> Result<JournaalNr, Fout> {
        if !self.geschreven {
            return Err(Fout::nieuw("een handeling zonder regel in het journaal wordt niet vastgelegd"));
        }
        for d in std::mem::take(&mut self.dossiers) {
            haak::in_handeling(&mut self, d).await?;
            werkstand::ververs(&mut self, d).await?;
        }
        let nr = self.nr;
        match self.motor.into_inner() {
            Motor::S(g) => g.commit().await?,
            Motor::P(p) => p.commit().await?,
        }
        Ok(nr)
    }
}

impl Leest for Tx {
    async fn rijen(&self, sql: &'static str, args: &[Val]) -> Result<Vec<Rij>, Fout> {
        let mut motor = self.motor.lock().await;
        Ok(match &mut *motor {
            Motor::S(g) => g.rijen(sql, args)?.into_iter().map(Rij::S).collect(),
            Motor::P(p) => sqlx::query_with(sql, waarde::voor_postgres(args)?)
                .fetch_all(&mut **p)
                .await?
                .into_iter()
                .map(Rij::P)
                .collect(),
        })
    }
}

/// The fields of a journal row that its hash covers, as text.
#[derive(Debug, Clone, Copy)]
pub struct Schakel<'a> {
    /// Journal number.
    pub nr: JournaalNr,
    /// Moment.
    pub tijdstip: Moment,
    /// Day.
    pub op: Datum,
    /// Employee.
    pub gebruiker_id: i64,
    /// Role, act, subject, reason, trace: in this order.
    pub teksten: [&'a str; 5],
    /// Row that the act is about.
    pub onderwerp_id: i64,
    /// Dossier.
    pub dossier: Option<DossierId>,
    /// Gemeente as text, '' for none.
    pub gemeente: &'a str,
}

/// The row of an act in the journal, a value for every column in order, and its hash. `vorige` is the hash of the row before it.
pub fn journaalrij(nr: JournaalNr, w: &Wie, h: &Handeling, vorige: &str) -> (Vec<Val>, String) {
    let gemeente = h.gemeente.map_or_else(String::new, |g| g.to_string());
    let schakel = Schakel {
        nr,
        tijdstip: w.nu,
        op: w.vandaag,
        gebruiker_id: w.gebruiker_id,
        teksten: [w.rol, h.wat, h.onderwerp, h.reden, &w.trace],
        onderwerp_id: h.onderwerp_id,
        dossier: h.dossier,
        gemeente: &gemeente,
    };
    let hash = keten(vorige, &schakel);
    let rij = vec![
        v(&nr),
        v(&w.nu),
        v(&w.vandaag),
        v(&w.gebruiker_id),
        t(w.rol),
        t(h.wat),
        t(h.onderwerp),
        v(&h.onderwerp_id),
        o(&h.dossier),
        o(&h.gemeente),
        t(h.reden),
        t(&w.trace),
        t(vorige),
        t(&hash),
    ];
    (rij, hash)
}

/// The hash of a journal row over its own fields and the hash before it.
pub fn keten(vorige: &str, s: &Schakel<'_>) -> String {
    let [rol, wat, onderwerp, reden, trace] = s.teksten;
    let dossier = s.dossier.map_or_else(String::new, |d| d.to_string());
    let tekst = format!(
        "{vorige}|{}|{:.6}|{}|{}|{rol}|{wat}|{onderwerp}|{}|{dossier}|{}|{reden}|{trace}",
        s.nr, s.tijdstip, s.op, s.gebruiker_id, s.onderwerp_id, s.gemeente
    );
    hex(&Sha256::digest(tekst.as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut s, b| {
        // Writing to a String cannot fail.
        let _ = write!(s, "{b:02x}");
        s
    })
}
