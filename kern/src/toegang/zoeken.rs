//! Search before create: how names are compared, and why somebody was found.

use crate::stam::Datum;
use alloc::{string::String, vec::Vec};

/// Name as it is searched and sorted: family name, then given names; small letters, no accents, single spaces.
pub fn zoeknaam(achternaam: &str, voornamen: &str) -> String {
    let mut naam = zoeksleutel(achternaam);
    let voor = zoeksleutel(voornamen);
    if !voor.is_empty() {
        naam.push(' ');
        naam.push_str(&voor);
    }
    naam
}

/// What somebody typed in the same form, without a prefix such as "van der" in front.
pub fn zoeksleutel(tekst: &str) -> String {
    const VOORVOEGSELS: [&str; 16] = [
        "van", "de", "der", "den", "het", "t", "ten", "ter", "te", "in", "op", "aan", "el", "al", "la", "du",
    ];
    let glad: String = tekst.chars().flat_map(char::to_lowercase).map(zonder_accent).collect();
    let mut woorden: Vec<&str> =
        glad.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    while woorden.len() > 1 && VOORVOEGSELS.contains(&woorden[0]) {
        woorden.remove(0);
    }
    woorden.join(" ")
}

/// The base letter of a letter with an accent, in composed form (NFC) as the BRP and keyboards give it; other characters
/// as they are.
fn zonder_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        ander => ander,
    }
}

/// What was typed to find somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zoekvraag {
    /// `zoeksleutel` of the family name; may be empty.
    pub naam: String,
    /// Birth date.
    pub geboren: Option<Datum>,
    /// Whether a BSN was typed. The number itself is compared by its blind index, not here.
    pub bsn: bool,
}

/// Somebody who is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kandidaat {
    /// `zoeknaam`.
    pub zoeknaam: String,
    /// Birth date.
    pub geboren: Datum,
    /// Whether the blind index of the BSN is the same.
    pub zelfde_bsn: bool,
}

/// Why somebody was found, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gelijkenis {
    /// The same BSN: the same person, or a typing mistake.
    ZelfdeBsn,
    /// Same birth date and name.
    NaamEnGeboortedatum,
    /// Same birth date, name looks alike.
    LijktOpNaamEnGeboortedatum,
    /// Same name, other or no birth date.
    AlleenNaam,
    /// Same birth date, other or no name.
    AlleenGeboortedatum,
}

impl Gelijkenis {
    /// Whether who searched knew this very person: by BSN, or by name and birth date. A list of names alone points at nobody.
    pub fn wijst_aan(self) -> bool {
        match self {
            Gelijkenis::ZelfdeBsn
            | Gelijkenis::NaamEnGeboortedatum
            | Gelijkenis::LijktOpNaamEnGeboortedatum => true,
            Gelijkenis::AlleenNaam | Gelijkenis::AlleenGeboortedatum => false,
        }
    }
    /// Dutch, for the list of results.
    pub fn zin(self) -> &'static str {
        match self {
            Gelijkenis::ZelfdeBsn => "zelfde burgerservicenummer",
            Gelijkenis::NaamEnGeboortedatum => "zelfde naam en geboortedatum",
            Gelijkenis::LijktOpNaamEnGeboortedatum => "naam lijkt erop, zelfde geboortedatum",
            Gelijkenis::AlleenNaam => "zelfde naam",
            Gelijkenis::AlleenGeboortedatum => "zelfde geboortedatum",
        }
    }
}

/// Letters that a name needs before one that looks like it counts: of three letters every other short name differs in one.
const LIJKT_MIN: usize = 4;

/// Why this person fits what was typed; `None` when he does not. Who typed name and birth date is not shown everybody
/// who was born that day: only names that look alike.
pub fn gelijkenis(vraag: &Zoekvraag, k: &Kandidaat) -> Option<Gelijkenis> {
    if vraag.bsn && k.zelfde_bsn {
        return Some(Gelijkenis::ZelfdeBsn);
    }
    let dag = vraag.geboren.map(|g| g == k.geboren);
    let begint = !vraag.naam.is_empty() && k.zoeknaam.starts_with(&vraag.naam);
    // Whole words: one letter and a birth date must not point at somebody.
    let heel = begint && matches!(k.zoeknaam.as_bytes().get(vraag.naam.len()), None | Some(b' '));
    match (vraag.naam.is_empty(), dag) {
        (false, Some(true)) if heel => Some(Gelijkenis::NaamEnGeboortedatum),
        (false, Some(true))
            if vraag.naam.chars().count() >= LIJKT_MIN && lijkt_op(&vraag.naam, &k.zoeknaam) =>
        {
            Some(Gelijkenis::LijktOpNaamEnGeboortedatum)
        }
        (false, _) if begint => Some(Gelijkenis::AlleenNaam),
        (true, Some(true)) => Some(Gelijkenis::AlleenGeboortedatum),
        (true | false, _) => None,
    }
}

/// Whether a word of the name differs from the first typed word in at most two letters (one for short names), or the same words stand in another order.
fn lijkt_op(getypt: &str, zoeknaam: &str) -> bool {
    let eerste = getypt.split(' ').next().unwrap_or("");
    let ruimte = if eerste.chars().count() < 5 { 1 } else { 2 };
    zoeknaam.split(' ').any(|w| afstand(eerste, w) <= ruimte)
}

/// Levenshtein distance in characters.
fn afstand(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut rij: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut schuin = rij[0];
        rij[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let vervang = schuin + usize::from(ca != *cb);
            schuin = rij[j + 1];
            rij[j + 1] = vervang.min(rij[j] + 1).min(schuin + 1);
        }
    }
    rij[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    #[test]
    fn namen_worden_zonder_accent_en_voorvoegsel_gezocht() {
        for (getypt, sleutel) in [
            ("Yılmaz", "yilmaz"),
            ("Van der Berg", "berg"),
            ("  BERG ", "berg"),
            ("'t Hart", "hart"),
            ("Ünal-Öztürk", "unal ozturk"),
            ("de", "de"),
            ("", ""),
            ("Łukasz", "lukasz"),
        ] {
            assert_eq!(zoeksleutel(getypt), sleutel, "{getypt}");
        }
        assert_eq!(zoeknaam("Berg", "Jan Willem"), "berg jan willem");
        assert_eq!(zoeknaam("Berg", ""), "berg");
    }

    #[track_caller]
    fn toets(naam: &str, geboren: Option<&str>, bsn: bool, verwacht: Option<Gelijkenis>) {
        let vraag = Zoekvraag { naam: zoeksleutel(naam), geboren: geboren.map(d), bsn };
        let k = Kandidaat { zoeknaam: "yilmaz mehmet".into(), geboren: d("1989-03-14"), zelfde_bsn: bsn };
        assert_eq!(gelijkenis(&vraag, &k), verwacht, "{naam} {geboren:?} {bsn}");
    }

    #[test]
    fn elke_treffer_zegt_waarom() {
        use Gelijkenis::*;
        toets("", None, true, Some(ZelfdeBsn));
        toets("Jansen", Some("1970-01-01"), true, Some(ZelfdeBsn));
        toets("Yilmaz", Some("1989-03-14"), false, Some(NaamEnGeboortedatum));
        toets("Yilmas", Some("1989-03-14"), false, Some(LijktOpNaamEnGeboortedatum));
        toets("Mehmet", Some("1989-03-14"), false, Some(LijktOpNaamEnGeboortedatum));
        toets("Yıl", None, false, Some(AlleenNaam));
        toets("Yilmaz", Some("1989-03-15"), false, Some(AlleenNaam));
        toets("", Some("1989-03-14"), false, Some(AlleenGeboortedatum));
        toets("Yilmaz Mehmet", Some("1989-03-14"), false, Some(NaamEnGeboortedatum));
    }

    /// Who guesses letters beside a birth date gets nobody pointed at.
    #[test]
    fn een_paar_letters_en_een_dag_wijzen_niemand_aan() {
        for letters in ["Y", "Yi", "Yil", "Yilma", "Yilmaz M"] {
            toets(
                letters,
                Some("1989-03-14"),
                false,
                Some(match letters {
                    "Yilma" | "Yilmaz M" => Gelijkenis::LijktOpNaamEnGeboortedatum,
                    _ => Gelijkenis::AlleenNaam,
                }),
            );
        }
        for letters in ["x", "xx", "xil"] {
            toets(letters, Some("1989-03-14"), false, None);
        }
    }

    #[test]
    fn wie_niet_lijkt_wordt_niet_getoond() {
        toets("Jansen", Some("1989-03-14"), false, None);
        toets("Jansen", None, false, None);
        toets("", Some("1989-03-15"), false, None);
        toets("", None, false, None);
    }
}
