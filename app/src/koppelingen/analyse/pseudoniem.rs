//! Pseudonyms: the same key gives the same pseudonym within one export, and nobody without the secret finds the way back.

use crate::huis::Fout;
use sha2::{Digest, Sha256};

/// Hexadecimal digits of a pseudonym: 80 bits, so that two dossiers practically never share one.
const LENGTE: usize = 20;

/// The secret behind the pseudonyms of one export or of one set of views. Of an export it is thrown away: two exports cannot be joined
/// by dossier. Of the views it stays in the database, where the reading role cannot see it.
#[derive(Clone)]
pub struct Pseudoniemsleutel([u8; 32]);

impl Pseudoniemsleutel {
    /// A new secret from the operating system.
    pub fn nieuw() -> Result<Pseudoniemsleutel, Fout> {
        let mut b = [0; 32];
        getrandom::fill(&mut b).map_err(|e| Fout::nieuw(format!("geen toeval van het systeem: {e}")))?;
        Ok(Pseudoniemsleutel(b))
    }
    /// A given secret: for tests, and to compare with the views.
    pub fn van(bytes: [u8; 32]) -> Pseudoniemsleutel {
        Pseudoniemsleutel(bytes)
    }
    /// As `\x…` for PostgreSQL.
    pub(super) fn als_bytea(&self) -> String {
        format!("\\x{}", hex(&self.0))
    }
    /// The pseudonym of a key. The secret goes in twice, around an inner hash, so that a hash cannot be made longer (as in RFC 2104).
    /// The database computes the same in SQL.
    pub fn van_sleutel(&self, soort: &str, id: i64) -> String {
        let binnen = Sha256::new().chain_update(self.0).chain_update(format!("{soort}:{id}")).finalize();
        let buiten = Sha256::new().chain_update(self.0).chain_update(binnen).finalize();
        let mut uit = hex(&buiten);
        uit.truncate(LENGTE);
        uit
    }
    /// The same in SQL, for column `kolom` of kind `soort`; `sleutel` is the secret as bytes.
    pub(super) fn in_sql(soort: &str, kolom: &str, sleutel: &str) -> String {
        format!(
            "substr(encode(sha256({sleutel} || sha256({sleutel} || convert_to('{soort}:' || {kolom}, 'UTF8'))), 'hex'), 1, {LENGTE})"
        )
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut uit, b| {
        let _ = write!(uit, "{b:02x}");
        uit
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_pseudoniem_hangt_af_van_sleutel_soort_en_nummer() {
        let een = Pseudoniemsleutel::van([1; 32]);
        let p = een.van_sleutel("dossier", 1001);
        assert_eq!((p.len(), p == een.van_sleutel("dossier", 1001)), (LENGTE, true));
        for anders in [
            een.van_sleutel("dossier", 1002),
            een.van_sleutel("indicatie", 1001),
            Pseudoniemsleutel::van([2; 32]).van_sleutel("dossier", 1001),
        ] {
            assert_ne!(anders, p);
        }
        let nieuw = || Pseudoniemsleutel::nieuw().expect("random").van_sleutel("dossier", 1);
        assert_ne!(nieuw(), nieuw());
    }
}
