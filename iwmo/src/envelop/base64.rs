//! Base64 as `xs:base64Binary` has it: the standard alphabet, padding mandatory, blanks allowed.

const TEKENS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const GEEN: u8 = 0xFF;

/// The value of each character.
static WAARDE: [u8; 256] = {
    let mut tabel = [GEEN; 256];
    let mut i: u8 = 0;
    while i < 64 {
        tabel[TEKENS[i as usize] as usize] = i;
        i += 1;
    }
    tabel
};

/// Writes bytes as one line of base64.
pub(super) fn schrijf(bytes: &[u8]) -> String {
    let mut uit = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for stuk in bytes.chunks(3) {
        let mut blok = [0u8; 3];
        blok[..stuk.len()].copy_from_slice(stuk);
        let getal = u32::from(blok[0]) << 16 | u32::from(blok[1]) << 8 | u32::from(blok[2]);
        for (i, schuif) in [18, 12, 6, 0].into_iter().enumerate() {
            let teken = TEKENS[(getal >> schuif & 63) as usize];
            uit.push(if i <= stuk.len() { char::from(teken) } else { '=' });
        }
    }
    uit
}

/// Reads base64; nothing when it is not.
pub(super) fn lees(tekst: &str) -> Option<Vec<u8>> {
    let mut uit = Vec::with_capacity(tekst.len() / 4 * 3);
    let (mut blok, mut aantal, mut vulling) = (0u32, 0, 0);
    for byte in tekst.bytes().filter(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
        if byte == b'=' {
            vulling += 1;
        } else if vulling > 0 {
            return None;
        }
        let waarde = if byte == b'=' { 0 } else { WAARDE[usize::from(byte)] };
        if waarde == GEEN {
            return None;
        }
        blok = blok << 6 | u32::from(waarde);
        aantal += 1;
        if aantal == 4 {
            uit.extend_from_slice(&blok.to_be_bytes()[1..]);
            (blok, aantal) = (0, 0);
        }
    }
    if aantal != 0 || vulling > 2 || (vulling > 0 && uit.is_empty()) {
        return None;
    }
    // The bits under the padding are zero, so that a text stands for its bytes in one way only.
    let over = uit.split_off(uit.len() - vulling);
    over.iter().all(|b| *b == 0).then_some(uit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_geschreven_wordt_komt_terug() {
        let bytes: Vec<u8> = (0..=255).collect();
        for lengte in 0..bytes.len() {
            assert_eq!(lees(&schrijf(&bytes[..lengte])).as_deref(), Some(&bytes[..lengte]));
        }
        assert_eq!(schrijf(b"Hallo"), "SGFsbG8=");
        assert_eq!(lees(" SGFs\r\nbG8= ").as_deref(), Some(b"Hallo".as_slice()));
    }

    #[test]
    fn wat_geen_base64_is_wordt_geweigerd() {
        for fout in ["SGF", "SGFsbG8", "SGFs=G8=", "S===", "====", "SGFsbG9=", "SG*s"] {
            assert_eq!(lees(fout), None, "{fout}");
        }
    }
}
