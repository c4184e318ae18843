//! Secrets: encryption of fields, the blind index of the BSN, random tokens.

use super::{Fout, opslag::Moment};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use kern::stam::Bsn;
use sha2::{Digest, Sha256};
use std::{io::Write, path::Path};

/// First byte of everything encrypted: version of key and method.
const VERSIE: u8 = 1;
const NONCE_BYTES: usize = 24;

/// The master key of an installation and what is derived from it. Lives outside the database.
#[derive(Clone)]
pub struct Sleutels {
    velden: [u8; 32],
    index: [u8; 32],
}

impl std::fmt::Debug for Sleutels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sleutels(…)")
    }
}

impl Sleutels {
    /// Derives the keys from a master key.
    pub fn van(meester: &[u8; 32]) -> Sleutels {
        Sleutels { velden: afgeleid(meester, b"velden-1"), index: afgeleid(meester, b"bsn-index-1") }
    }

    /// Reads the master key from a file of 64 hexadecimal digits; makes it, readable by the owner only, when it is not there
    /// and `mag_maken` allows it.
    pub fn uit_bestand(pad: &Path, mag_maken: bool) -> Result<Sleutels, Fout> {
        if !pad.exists() {
            if !mag_maken {
                return Err(Fout::nieuw(format!("het sleutelbestand {} ontbreekt", pad.display())));
            }
            let mut nieuw = [0u8; 32];
            vul_willekeurig(&mut nieuw)?;
            schrijf_sleutel(pad, &super::opslag_hex(&nieuw))?;
        }
        let tekst = std::fs::read_to_string(pad)?;
        let meester = van_hex(tekst.trim()).ok_or_else(|| {
            Fout::nieuw(format!("{} is geen sleutel van 64 hexadecimale tekens", pad.display()))
        })?;
        Ok(Sleutels::van(&meester))
    }

    /// Encrypts; `plaats` (table.column) is bound to it, so that a value cannot be moved elsewhere.
    pub fn versleutel(&self, plaats: &str, inhoud: &[u8]) -> Result<Vec<u8>, Fout> {
        let mut nonce = [0u8; NONCE_BYTES];
        vul_willekeurig(&mut nonce)?;
        let cijfer = XChaCha20Poly1305::new(&self.velden.into());
        let dicht = cijfer
            .encrypt(&XNonce::from(nonce), Payload { msg: inhoud, aad: plaats.as_bytes() })
            .map_err(|_| Fout::nieuw("versleutelen mislukt"))?;
        let mut uit = Vec::with_capacity(1 + NONCE_BYTES + dicht.len());
        uit.push(VERSIE);
        uit.extend_from_slice(&nonce);
        uit.extend_from_slice(&dicht);
        Ok(uit)
    }

    /// Decrypts what [`Sleutels::versleutel`] made for the same place.
    pub fn ontsleutel(&self, plaats: &str, dicht: &[u8]) -> Result<Vec<u8>, Fout> {
        let fout = || Fout::nieuw(format!("{plaats}: ontsleutelen mislukt"));
        let (kop, rest) = dicht.split_at_checked(1 + NONCE_BYTES).ok_or_else(fout)?;
        if kop[0] != VERSIE {
            return Err(fout());
        }
        let nonce: [u8; NONCE_BYTES] = kop[1..].try_into().map_err(|_| fout())?;
        XChaCha20Poly1305::new(&self.velden.into())
            .decrypt(&XNonce::from(nonce), Payload { msg: rest, aad: plaats.as_bytes() })
            .map_err(|_| fout())
    }

    /// The blind index of a BSN: a keyed hash for exact look-up that says nothing without the key.
    pub fn bsn_index(&self, bsn: &Bsn) -> String {
        super::opslag_hex(&mac(&self.index, bsn.cijfers().as_bytes()))
    }

    /// Encrypts a BSN for `inwoner.bsn_versleuteld`.
    pub fn versleutel_bsn(&self, bsn: &Bsn) -> Result<Vec<u8>, Fout> {
        self.versleutel("inwoner.bsn_versleuteld", bsn.cijfers().as_bytes())
    }

    /// Decrypts `inwoner.bsn_versleuteld`.
    pub fn ontsleutel_bsn(&self, dicht: &[u8]) -> Result<Bsn, Fout> {
        let kaal = self.ontsleutel("inwoner.bsn_versleuteld", dicht)?;
        let tekst = std::str::from_utf8(&kaal).map_err(|_| Fout::nieuw("bsn: geen tekst"))?;
        Bsn::lees(tekst).map_err(|_| Fout::nieuw("bsn: geen geldig nummer"))
    }
}

/// A random token of 256 bits in hexadecimal: session cookies, form tokens.
pub fn token() -> Result<String, Fout> {
    let mut b = [0u8; 32];
    vul_willekeurig(&mut b)?;
    Ok(super::opslag_hex(&b))
}

/// A random positive key below 2^53, for inwoner_id.
pub fn willekeurig_id() -> Result<i64, Fout> {
    let mut b = [0u8; 8];
    vul_willekeurig(&mut b)?;
    Ok((i64::from_le_bytes(b) & ((1 << 53) - 1)).max(1))
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    super::opslag_hex(&Sha256::digest(bytes))
}

/// A trace id that joins the logs of one request: time and randomness, 32 hexadecimal digits.
pub fn trace(nu: Moment) -> String {
    let mut b = [0u8; 8];
    // Without randomness the time alone still tells requests apart well enough for a log.
    let _ = getrandom::fill(&mut b);
    format!("{:016x}{:016x}", nu.as_microsecond(), u64::from_le_bytes(b))
}

fn vul_willekeurig(b: &mut [u8]) -> Result<(), Fout> {
    getrandom::fill(b).map_err(|e| Fout::nieuw(format!("geen willekeurige getallen: {e}")))
}

fn mac(sleutel: &[u8; 32], bericht: &[u8]) -> Vec<u8> {
    let mut m =
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(sleutel).expect("HMAC takes keys of any length");
    m.update(bericht);
    m.finalize().into_bytes().to_vec()
}

fn afgeleid(meester: &[u8; 32], doel: &[u8]) -> [u8; 32] {
    mac(meester, doel).try_into().expect("SHA-256 gives 32 bytes")
}

fn van_hex(tekst: &str) -> Option<[u8; 32]> {
    if tekst.len() != 64 || !tekst.is_ascii() {
        return None;
    }
    let mut uit = [0u8; 32];
    for (i, b) in uit.iter_mut().enumerate() {
        *b = u8::from_str_radix(&tekst[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(uit)
}

fn schrijf_sleutel(pad: &Path, tekst: &str) -> Result<(), Fout> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(map) = pad.parent() {
        std::fs::create_dir_all(map)?;
    }
    let mut f = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(pad)?;
    f.write_all(tekst.as_bytes())?;
    f.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_veld_is_alleen_op_zijn_eigen_plaats_te_lezen() {
        let s = Sleutels::van(&[7; 32]);
        let dicht = s.versleutel("a.b", b"geheim").expect("encrypts");
        assert_eq!(s.ontsleutel("a.b", &dicht).expect("decrypts"), b"geheim");
        assert!(s.ontsleutel("a.c", &dicht).is_err());
        assert!(Sleutels::van(&[8; 32]).ontsleutel("a.b", &dicht).is_err());
        assert!(s.ontsleutel("a.b", &dicht[..10]).is_err());
    }

    #[test]
    fn de_blinde_index_hangt_van_de_sleutel_af() {
        let bsn = Bsn::lees("999990019").expect("test bsn");
        let (a, b) = (Sleutels::van(&[7; 32]), Sleutels::van(&[8; 32]));
        assert_eq!(a.bsn_index(&bsn), a.bsn_index(&bsn));
        assert_ne!(a.bsn_index(&bsn), b.bsn_index(&bsn));
        let dicht = a.versleutel_bsn(&bsn).expect("encrypts");
        assert_eq!(a.ontsleutel_bsn(&dicht).expect("decrypts"), bsn);
    }
}
