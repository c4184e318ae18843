//! References to characters, and text with everything in it resolved.

use super::{Uit, Xmlfout, fout};
use crate::bevinding::Reden;
use crate::waarde::mag_in_xml;

/// Resolves one reference at the start of the text: the character and the length of the reference.
pub(super) fn verwijzing(tekst: &str, offset: usize) -> Uit<(char, usize)> {
    const LENGTE_MAX: usize = 16;
    let Some(einde) = tekst.bytes().take(LENGTE_MAX).position(|b| b == b';') else {
        return fout(offset, "Een & hoort als &amp; geschreven te worden.");
    };
    let naam = &tekst[1..einde];
    let teken = match naam {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let nummer = match naam.strip_prefix("#x") {
                Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
                Some(_) => None,
                None => naam
                    .strip_prefix('#')
                    .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
                    .and_then(|n| n.parse().ok()),
            };
            nummer.and_then(char::from_u32).filter(|c| mag_in_xml(*c))
        }
    };
    match teken {
        Some(teken) => Ok((teken, einde + 1)),
        None if naam.starts_with('#') => fout(offset, "Een verwijzing naar een teken klopt niet."),
        None => {
            let melding = format!("De entiteit &{}; is onbekend.", crate::waarde::kort(naam));
            Err(Xmlfout { offset, reden: Reden::Dtd, melding })
        }
    }
}

/// Makes the text of an element out of its source: references, CDATA, comments and line ends resolved.
///
/// The source was read before, so it is well-formed.
pub(crate) fn ontcijfer(bron: &str) -> String {
    let mut uit = String::with_capacity(bron.len());
    let mut rest = bron;
    while let Some(plek) = rest.find(['&', '<', '\r']) {
        uit.push_str(&rest[..plek]);
        rest = &rest[plek..];
        rest = ontcijfer_bijzonder(rest, &mut uit);
    }
    uit.push_str(rest);
    uit
}

fn ontcijfer_bijzonder<'a>(rest: &'a str, uit: &mut String) -> &'a str {
    if let Some(na) = rest.strip_prefix("<![CDATA[") {
        let einde = na.find("]]>").unwrap_or(na.len());
        uit.push_str(&na[..einde].replace("\r\n", "\n").replace('\r', "\n"));
        return na.get(einde + 3..).unwrap_or("");
    }
    if let Some(na) = rest.strip_prefix('\r') {
        uit.push('\n');
        return na.strip_prefix('\n').unwrap_or(na);
    }
    if rest.starts_with('&') {
        return match verwijzing(rest, 0) {
            Ok((teken, lengte)) => {
                uit.push(teken);
                &rest[lengte..]
            }
            Err(_) => "",
        };
    }
    let einde = if rest.starts_with("<!--") { "-->" } else { "?>" };
    rest.find(einde).map_or("", |plek| &rest[plek + einde.len()..])
}
