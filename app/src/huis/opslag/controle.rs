//! Proves the promises of the storage itself: a journal without gaps and unchanged, registers with one current version.

use super::{Db, Fout, Leest, Schakel, keten, sql, tabellen, v};
use crate::rij;
use kern::stam::{Datum, DossierId, JournaalNr};

/// Journal rows checked per query.
const PAGINA: i64 = 5_000;

sql!(
    TELLING = "SELECT (SELECT journaal_nr FROM teller WHERE teller_id = 1), (SELECT COALESCE(max(nr), 0) FROM journaal), (SELECT count(*) FROM journaal)"
);
sql!(
    REGELS = "SELECT nr, tijdstip, op, gebruiker_id, rol, handeling, onderwerp, onderwerp_id, dossier_id, gemeente, reden, trace_id, vorige_hash, hash
    FROM journaal WHERE nr > $1 ORDER BY nr LIMIT $2"
);

rij! {
    /// A journal row with everything that its hash covers.
    pub struct Regel {
        nr: i64, tijdstip: super::Moment, op: Datum, gebruiker_id: i64, rol: String, handeling: String, onderwerp: String,
        onderwerp_id: i64, dossier_id: Option<DossierId>, gemeente: Option<String>, reden: String, trace_id: String,
        vorige_hash: String, hash: String,
    }
}

/// Checks journal and registers; returns Dutch sentences about what is wrong, none when all is well.
pub async fn controleer(db: &Db) -> Result<Vec<String>, Fout> {
    let mut fouten = Vec::new();
    if let Some((teller, hoogste, aantal)) = db.een::<(i64, i64, i64)>(TELLING, &[]).await?
        && (teller != hoogste || hoogste != aantal)
    {
        fouten.push(format!(
            "journaal: teller {teller}, hoogste nummer {hoogste}, {aantal} regels: er zit een gat in"
        ));
    }
    fouten.extend(controleer_keten(db).await?);
    fouten.extend(controleer_registers(db).await?);
    Ok(fouten)
}

async fn controleer_keten(db: &Db) -> Result<Vec<String>, Fout> {
    let (mut laatste, mut vorige, mut fouten) = (0i64, String::new(), Vec::new());
    loop {
        let regels: Vec<Regel> = db.alle(REGELS, &[v(&laatste), v(&PAGINA)]).await?;
        if regels.is_empty() {
            return Ok(fouten);
        }
        for r in &regels {
            let schakel = Schakel {
                nr: JournaalNr(r.nr),
                tijdstip: r.tijdstip,
                op: r.op,
                gebruiker_id: r.gebruiker_id,
                teksten: [&r.rol, &r.handeling, &r.onderwerp, &r.reden, &r.trace_id],
                onderwerp_id: r.onderwerp_id,
                dossier: r.dossier_id,
                gemeente: r.gemeente.as_deref().unwrap_or_default(),
            };
            if r.vorige_hash != vorige || r.hash != keten(&vorige, &schakel) {
                fouten.push(format!("journaal: regel {} is gewijzigd of er is voor haar iets weg", r.nr));
            }
            laatste = r.nr;
            vorige.clone_from(&r.hash);
        }
    }
}

/// One current version per key, versions that do not overlap, numbers that exist.
async fn controleer_registers(db: &Db) -> Result<Vec<String>, Fout> {
    let mut fouten = Vec::new();
    for t in tabellen().iter().filter(|t| t.soort == "register") {
        let sleutel = t.kolommen.first().map_or("", |k| &k.naam);
        let vragen = [
            (
                format!(
                    "SELECT count(*) FROM (SELECT {sleutel} FROM {0} WHERE tot_nr IS NULL GROUP BY {sleutel} HAVING count(*) > 1) x",
                    t.naam
                ),
                "sleutels met meer dan een geldige versie",
            ),
            (
                format!(
                    "SELECT count(*) FROM {0} a JOIN {0} b ON a.{sleutel} = b.{sleutel} AND a.vanaf_nr < b.vanaf_nr AND (a.tot_nr IS NULL OR a.tot_nr > b.vanaf_nr)",
                    t.naam
                ),
                "versies die elkaar overlappen",
            ),
            (
                format!("SELECT count(*) FROM {0} WHERE tot_nr <= vanaf_nr", t.naam),
                "versies die eindigen voor zij beginnen",
            ),
        ];
        for (vraag, wat) in vragen {
            let n = tel(db, &vraag).await?;
            if n > 0 {
                fouten.push(format!("{}: {n} {wat}", t.naam));
            }
        }
    }
    Ok(fouten)
}

async fn tel(db: &Db, vraag: &str) -> Result<i64, Fout> {
    db.rijen_van(vraag, &[]).await?.first().map_or(Ok(0), |r| r.haal(0))
}
