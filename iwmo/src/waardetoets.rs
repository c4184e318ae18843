//! Level 1 of a single value: does the text fit its type.

use crate::datum::{Datum, Tijd};
use crate::schema::Waardetype;
use crate::typen::is_voorletter;
use crate::waarde::{Versie, geheel_getal};

/// Code and reason; the reason completes the sentence "'x' …".
type Oordeel = Result<(), (&'static str, String)>;

fn nee(code: &'static str, reden: impl Into<String>) -> Oordeel {
    Err((code, reden.into()))
}

/// Checks a value.
pub(crate) fn toets(soort: Waardetype, tekst: &str) -> Oordeel {
    match soort {
        Waardetype::Tekst(max) => tekst_toets(tekst, max),
        Waardetype::Kaal(max) => lengte(tekst, max),
        Waardetype::Vrij if is_blanco(tekst) => nee("N1-LEEG", "is leeg"),
        Waardetype::Vrij => Ok(()),
        Waardetype::Alfanumeriek(max) => {
            lengte(tekst, max)?;
            patroon(
                tekst.bytes().all(|b| b.is_ascii_alphanumeric()),
                "mag alleen letters en cijfers bevatten",
            )
        }
        Waardetype::Cijfers(aantal) => {
            let klopt = tekst.len() == usize::from(aantal) && tekst.bytes().all(|b| b.is_ascii_digit());
            if klopt { Ok(()) } else { nee("N1-PATROON", format!("is geen reeks van {aantal} cijfers")) }
        }
        Waardetype::CijfersTot(max) => {
            lengte(tekst, max)?;
            patroon(tekst.bytes().all(|b| b.is_ascii_digit()), "mag alleen cijfers bevatten")
        }
        Waardetype::Voorletters => {
            lengte(tekst, 6)?;
            patroon(tekst.chars().all(is_voorletter), "mag alleen letters bevatten")
        }
        Waardetype::Getal(max) => getal(tekst, max),
        Waardetype::Datum if Datum::uit_bytes(zonder_rand(tekst).as_bytes()).is_some() => Ok(()),
        Waardetype::Datum => nee("N1-DATUM", "is geen bestaande datum (jjjj-mm-dd, zonder tijdzone)"),
        Waardetype::Tijd if Tijd::klopt(zonder_rand(tekst).as_bytes()) => Ok(()),
        Waardetype::Tijd => nee("N1-DATUM", "is geen tijd (uu:mm:ss, zonder tijdzone)"),
        Waardetype::Versie => patroon(Versie::klopt(tekst), "is geen versie van drie getallen, zoals 1.0.0"),
        Waardetype::Code(lijst) if lijst.zoek(tekst).is_some() => Ok(()),
        Waardetype::Code(lijst) => nee("N1-CODE", format!("staat niet in codelijst {}", lijst.naam())),
        Waardetype::Vast(waarde) => vast(tekst, waarde),
        Waardetype::VastGetal(waarde) => vast(zonder_rand(tekst), waarde),
    }
}

/// `xs:string` types without line ends: the pattern of the schema has `.`, which does not match them.
fn tekst_toets(tekst: &str, max: u16) -> Oordeel {
    if is_blanco(tekst) {
        return nee("N1-LEEG", "is leeg");
    }
    lengte(tekst, max)?;
    patroon(!tekst.contains(['\n', '\r']), "bevat een regeleinde")
}

fn lengte(tekst: &str, max: u16) -> Oordeel {
    if tekst.is_empty() {
        return nee("N1-LEEG", "is leeg");
    }
    // Counting characters is only needed when there are more bytes than allowed.
    if tekst.len() > usize::from(max) && tekst.chars().count() > usize::from(max) {
        return nee("N1-LENGTE", format!("is langer dan {max} tekens"));
    }
    Ok(())
}

fn getal(tekst: &str, max: i64) -> Oordeel {
    match geheel_getal(tekst) {
        Some(getal) if (0..=max).contains(&getal) => Ok(()),
        Some(_) => nee("N1-BEREIK", format!("ligt niet tussen 0 en {max}")),
        None if is_blanco(tekst) => nee("N1-LEEG", "is leeg"),
        None => nee("N1-PATROON", "is geen geheel getal"),
    }
}

fn vast(tekst: &str, waarde: &str) -> Oordeel {
    if tekst == waarde { Ok(()) } else { nee("N1-VAST", format!("hoort '{waarde}' te zijn")) }
}

fn patroon(klopt: bool, reden: &str) -> Oordeel {
    if klopt { Ok(()) } else { nee("N1-PATROON", reden) }
}

fn is_blanco(tekst: &str) -> bool {
    tekst.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Date, time and number types of XML Schema ignore blanks around the value.
fn zonder_rand(tekst: &str) -> &str {
    tekst.trim_matches([' ', '\t', '\n', '\r'])
}
