//! Proof that roles are as the rules say.

use super::{opslag, regels};
use crate::huis::opslag::{Fout, Leest};

/// What is wrong with roles, as Dutch sentences; none when all agrees.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let rijen = opslag::rollen(db).await?;
    let mut uit = Vec::new();
    for groep in rijen.chunk_by(|a, b| a.gebruiker_id == b.gebruiker_id) {
        for (i, a) in groep.iter().enumerate() {
            let Some(pa) = a.periode() else {
                uit.push(format!("beheer: rol {} heeft een onbekende code", a.gebruikerrol_id));
                continue;
            };
            for b in &groep[i + 1..] {
                let Some(pb) = b.periode() else { continue };
                if let Err(w) = regels::geef(&pb, &[pa], pb.van)
                    && w.veld == Some("rol")
                {
                    uit.push(format!(
                        "beheer: de rollen {} en {} van gebruiker {} kunnen niet samen ({})",
                        a.gebruikerrol_id, b.gebruikerrol_id, a.gebruiker_id, w.code
                    ));
                }
            }
        }
    }
    Ok(uit)
}
