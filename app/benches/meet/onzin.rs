//! Nonsense, the same every time for the same seed.

/// A small random generator (splitmix64): the tools of the tests need no more.
pub struct Toeval(u64);

impl Toeval {
    pub fn nieuw(zaad: u64) -> Toeval {
        Toeval(zaad)
    }
    pub fn volgende(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below `n`; 0 when `n` is 0.
    pub fn onder(&mut self, n: u64) -> u64 {
        self.volgende().checked_rem(n).unwrap_or(0)
    }
    pub fn kies<'a, T>(&mut self, lijst: &'a [T]) -> Option<&'a T> {
        let n = self.onder(lijst.len() as u64) as usize;
        lijst.get(n)
    }
}

/// Texts that broke programs before.
pub const RAAR: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "1e309",
    "NaN",
    "0,01",
    "1.234.567,89",
    "€ 12,345",
    "2026-02-30",
    "2026-13-01",
    "0000-00-00",
    "9999-12-31",
    "31-12-2026",
    "31-12-99999",
    "29 februari 2025",
    "ja",
    "on",
    "true",
    "null",
    "undefined",
    "'; DROP TABLE dossier; --",
    "' OR '1'='1",
    "\" onmouseover=\"alert(1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "../../../../etc/passwd",
    "%00",
    "\0",
    "\u{7}\u{8}\u{1b}[31m",
    "\r\nSet-Cookie: a=b",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}",
    "\u{202e}gnirts",
    "\u{feff}bom",
    "👩‍👩‍👧‍👦",
    "İstanbul ǅ ß",
    "5701 AB",
    "999900006",
    "0794",
    "helmond",
    "@",
    "a@b.nl",
    "+31 6 00000000",
    "|",
    "\\",
    "[object Object]",
    "%s%n%x",
];

/// A text for a field: a known trap, a long one, or one of the values that the form itself offers.
pub fn tekst(t: &mut Toeval, keuzes: &[String]) -> String {
    match t.onder(10) {
        0..=3 if !keuzes.is_empty() => t.kies(keuzes).cloned().unwrap_or_default(),
        4 => "lang ".repeat(1 + t.onder(3_000) as usize),
        5 => (0..t.onder(40)).filter_map(|_| char::from_u32(t.onder(0x11_0000) as u32)).collect(),
        6 => format!("20{:02}-{:02}-{:02}", t.onder(100), t.onder(14), t.onder(33)),
        7 => (t.onder(1_000_000_000)).to_string(),
        _ => t.kies(RAAR).unwrap_or(&"").to_string(),
    }
}

/// A file that was damaged: bytes changed, cut, doubled, or something else altogether.
pub fn bestand(t: &mut Toeval, goede: &[Vec<u8>]) -> Vec<u8> {
    let mut b = t.kies(goede).cloned().unwrap_or_default();
    match t.onder(8) {
        0 => b.truncate(t.onder(b.len() as u64) as usize),
        1 => b = (0..t.onder(4_000)).map(|_| t.volgende() as u8).collect(),
        2 => {
            let regels = 1 + t.onder(200);
            b = (0..regels)
                .map(|_| format!("{};{};\"{}\"\n", t.onder(9), tekst(t, &[]), t.onder(99)))
                .collect::<String>()
                .into_bytes();
        }
        3 => {
            let stuk = b[..b.len() / 2].to_vec();
            b.extend(stuk);
        }
        4 => {
            let s = String::from_utf8_lossy(&b).into_owned();
            let (van, naar) =
                (t.kies(&["Bsn>", "Datum>", "Code>", "<", "/", "\"", "2025"]).unwrap_or(&"<"), tekst(t, &[]));
            b = s.replace(van, &naar).into_bytes();
        }
        _ => {
            for _ in 0..=t.onder(12) {
                let i = t.onder(b.len() as u64) as usize;
                if let Some(x) = b.get_mut(i) {
                    *x = t.volgende() as u8;
                }
            }
        }
    }
    b
}
