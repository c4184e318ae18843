//! Passwords and time-based codes.

use crate::huis::Fout;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use totp_rs::{Algorithm, Builder, Totp};

/// Hashes a password with argon2id (19 MiB, two passes: the defaults of the library).
pub fn hash(wachtwoord: &str) -> Result<String, Fout> {
    Argon2::default()
        .hash_password(wachtwoord.as_bytes())
        .map(|h| h.to_string())
        .map_err(|e| Fout::nieuw(format!("wachtwoord: {e}")))
}

/// Whether a password fits a hash. Takes as long for a hash that cannot match (`!`), so that time does not tell who exists.
pub fn klopt(wachtwoord: &str, opgeslagen: &str) -> bool {
    static NEP: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let echt = PasswordHash::new(opgeslagen);
    let nep = NEP.get_or_init(|| hash("dit wachtwoord bestaat niet").unwrap_or_default());
    match echt {
        Ok(h) => Argon2::default().verify_password(wachtwoord.as_bytes(), &h).is_ok(),
        Err(_) => {
            if let Ok(h) = PasswordHash::new(nep) {
                // The answer does not matter: only the time does.
                let _ = Argon2::default().verify_password(wachtwoord.as_bytes(), &h);
            }
            false
        }
    }
}

fn totp(geheim: &[u8], naam: &str) -> Result<Totp, Fout> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_secret(geheim.to_vec())
        .with_account_name(naam)
        .with_issuer(Some("Wijkthuis"))
        .build()
        .map_err(|e| Fout::nieuw(format!("totp: {e}")))
}

/// A new secret of 160 bits for the second factor.
pub fn nieuw_totp() -> Result<Vec<u8>, Fout> {
    let mut b = vec![0u8; 20];
    getrandom::fill(&mut b).map_err(|e| Fout::nieuw(format!("geen willekeurige getallen: {e}")))?;
    Ok(b)
}

/// The address that an authenticator app reads.
pub fn totp_uri(geheim: &[u8], naam: &str) -> Result<String, Fout> {
    totp(geheim, naam)?.to_url().map(|u| u.to_string()).map_err(|e| Fout::nieuw(format!("totp: {e}")))
}

/// The time step of a valid code at `seconden` since 1970, or `None`. A step at or before `laatst` was used already.
pub fn code_stap(geheim: &[u8], code: &str, seconden: i64, laatst: i64) -> Result<Option<i64>, Fout> {
    let stap = totp(geheim, "x")?.check(code, u64::try_from(seconden).unwrap_or(0));
    Ok(stap.and_then(|s| i64::try_from(s).ok()).filter(|s| *s > laatst))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_wachtwoord_klopt_alleen_met_zijn_eigen_hash() {
        let h = hash("correct paard batterij").expect("hash");
        assert!(h.starts_with("$argon2id$"));
        assert!(klopt("correct paard batterij", &h) && !klopt("fout", &h) && !klopt("x", "!"));
    }

    #[test]
    fn een_code_werkt_een_keer() {
        let geheim = vec![1u8; 20];
        let code = totp(&geheim, "x").expect("totp").generate(3_000_000).to_string();
        let stap = code_stap(&geheim, &code, 3_000_000, 0).expect("totp").expect("valid code");
        assert_eq!(code_stap(&geheim, &code, 3_000_000, stap).expect("totp"), None);
        assert_eq!(code_stap(&geheim, "000000x", 3_000_000, 0).expect("totp"), None);
    }
}
