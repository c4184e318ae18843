//! The first login with a password that a colleague gave: the person chooses an own one, which nobody else knows.

use super::{wachtwoord, web::Rekening};
use crate::huis::{
    Fout, Invoer, Verzoek, Wie,
    opslag::{Handeling, Leest, sql, t, v},
};

/// Shortest own password. Length is what counts: no rules about kinds of characters (OWASP ASVS 5.0, 6.2.1 and 6.2.5).
const LENGTE_MIN: usize = 12;
/// Longest password that is hashed.
const LENGTE_MAX: usize = 128;

sql!(EENMALIG = "SELECT gebruiker_id FROM gebruiker WHERE gebruiker_id = $1 AND eenmalig_tot IS NOT NULL");
sql!(
    EIGEN = "UPDATE gebruiker SET wachtwoord_hash = $2, eenmalig_tot = NULL WHERE gebruiker_id = $1 AND eenmalig_tot IS NOT NULL"
);

/// Whether this person still has a password that a colleague gave.
pub(super) async fn moet_kiezen(db: &impl Leest, gebruiker_id: i64) -> Result<bool, Fout> {
    Ok(db.een::<(i64,)>(EENMALIG, &[v(&gebruiker_id)]).await?.is_some())
}

/// What is wrong with an own password, if anything.
fn keur(nieuw: &str, nogmaals: &str, gebruikersnaam: &str) -> Option<(&'static str, &'static str)> {
    let lengte = nieuw.chars().count();
    let klein = nieuw.to_lowercase();
    if lengte < LENGTE_MIN {
        Some(("nieuw", "Kies een wachtwoord van minstens 12 tekens."))
    } else if lengte > LENGTE_MAX {
        Some(("nieuw", "Kies een wachtwoord van ten hoogste 128 tekens."))
    } else if klein.contains(gebruikersnaam) || klein.contains("wijkthuis") {
        Some(("nieuw", "Uw gebruikersnaam of de naam Wijkthuis mag niet in het wachtwoord staan."))
    } else if klein.chars().collect::<std::collections::BTreeSet<_>>().len() < 5 {
        Some(("nieuw", "Kies een wachtwoord met meer verschillende tekens."))
    } else if nieuw != nogmaals {
        Some(("nogmaals", "Typ twee keer hetzelfde wachtwoord."))
    } else {
        None
    }
}

/// The hash of the own password in the form; `None`, with the reason in `f`, when it is not good enough.
pub(super) async fn gekozen(vz: &Verzoek, r: &Rekening, f: &mut Invoer) -> Result<Option<String>, Fout> {
    // Not trimmed: a space belongs to a password.
    let kaal =
        |veld: &str| vz.form.0.iter().find(|(k, _)| k == veld).map_or_else(String::new, |(_, w)| w.clone());
    let (nieuw, nogmaals, oud) = (kaal("nieuw"), kaal("nogmaals"), r.wachtwoord_hash.clone());
    if let Some((veld, zin)) = keur(&nieuw, &nogmaals, &r.gebruikersnaam) {
        f.fout(veld, zin);
        return Ok(None);
    }
    let hash = tokio::task::spawn_blocking(move || {
        if wachtwoord::klopt(&nieuw, &oud) { Ok(None) } else { wachtwoord::hash(&nieuw).map(Some) }
    });
    let hash = hash.await.map_err(|e| Fout::nieuw(format!("wachtwoord: {e}")))??;
    if hash.is_none() {
        f.fout("nieuw", "Kies een ander wachtwoord dan het wachtwoord dat u kreeg.");
    }
    Ok(hash)
}

/// Records the own password, in the name of the person.
pub(super) async fn leg_vast(vz: &Verzoek, gebruiker_id: i64, hash: &str) -> Result<(), Fout> {
    let mut tx = vz.db.begin(Wie::aanmelder(gebruiker_id, vz.nu, &vz.trace)).await?;
    tx.journaal(Handeling {
        wat: "eigen wachtwoord gekozen",
        onderwerp: "gebruiker",
        onderwerp_id: gebruiker_id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    tx.voer(EIGEN, &[v(&gebruiker_id), t(hash)]).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::keur;

    #[test]
    fn een_eigen_wachtwoord_is_lang_en_twee_keer_gelijk() {
        assert_eq!(keur("fiets in de regen", "fiets in de regen", "s.dewit"), None);
        for (nieuw, nogmaals) in [
            ("kort", "kort"),
            ("s.dewit s.dewit s.dewit", "s.dewit s.dewit s.dewit"),
            ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"),
            ("fiets in de regen", "fiets in de zon"),
        ] {
            assert!(keur(nieuw, nogmaals, "s.dewit").is_some(), "{nieuw}");
        }
    }
}
