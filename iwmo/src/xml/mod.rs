//! A small XML tokenizer for messages: no document types, no entities beyond the five of XML itself, every fault with its place.

mod attribuut;
mod verwijzing;

pub(crate) use attribuut::{Attributen, Attribuut};
pub(crate) use verwijzing::ontcijfer;

use crate::bevinding::Reden;
use crate::waarde::mag_in_xml;
use verwijzing::verwijzing;

/// A fault against XML: where and what.
#[derive(Debug)]
pub(crate) struct Xmlfout {
    pub(crate) offset: usize,
    pub(crate) reden: Reden,
    pub(crate) melding: String,
}

/// A piece of the document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stuk<'a> {
    /// A start tag; `leeg` when it closes itself.
    Start { naam: &'a str, attributen: &'a str, attributen_op: usize, leeg: bool },
    /// An end tag.
    Eind { naam: &'a str },
    /// Text between tags; `gewoon` when it can be used as it stands.
    Tekst { gewoon: bool, blanco: bool },
    /// CDATA.
    Cdata { blanco: bool },
    /// A comment or processing instruction.
    Terzijde,
    /// The end of the document.
    Klaar,
}

pub(crate) struct Ontleder<'a> {
    bron: &'a str,
    pub(crate) plek: usize,
}

type Uit<T> = Result<T, Xmlfout>;

fn fout<T>(offset: usize, melding: impl Into<String>) -> Uit<T> {
    Err(Xmlfout { offset, reden: Reden::GeenXml, melding: melding.into() })
}

const GEWOON: u8 = 0;
const BLANCO: u8 = 1;
const BIJZONDER: u8 = 2;

/// What a byte means inside text.
static SOORT: [u8; 256] = {
    let mut tabel = [GEWOON; 256];
    let mut i = 0;
    while i < 0x20 {
        tabel[i] = BIJZONDER;
        i += 1;
    }
    tabel[b'\t' as usize] = BLANCO;
    tabel[b'\n' as usize] = BLANCO;
    tabel[b' ' as usize] = BLANCO;
    tabel[b'&' as usize] = BIJZONDER;
    tabel[b'<' as usize] = BIJZONDER;
    tabel[b']' as usize] = BIJZONDER;
    // The first byte of U+FFFE and U+FFFF.
    tabel[0xEF] = BIJZONDER;
    tabel
};

fn is_blanco(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_naambegin(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// Which bytes may stand in a name. Every tag is walked byte by byte, so this is a table.
static NAAMTEKEN: [bool; 256] = {
    let mut tabel = [false; 256];
    let mut i = 0;
    while i < 256 {
        #[allow(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
        let byte = i as u8;
        tabel[i] = byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-' | b'.' | b':');
        i += 1;
    }
    tabel
};

fn is_naamteken(byte: u8) -> bool {
    NAAMTEKEN[usize::from(byte)]
}

/// Length of the start tag at the beginning of a text that was read before.
pub(crate) fn lengte_starttag(tekst: &str) -> usize {
    let mut aanhaling = 0u8;
    let einde = tekst.bytes().position(|b| match b {
        b'>' => aanhaling == 0,
        b'"' | b'\'' => {
            aanhaling = if aanhaling == 0 {
                b
            } else if aanhaling == b {
                0
            } else {
                aanhaling
            };
            false
        }
        _ => false,
    });
    einde.map_or(tekst.len(), |i| i + 1)
}

impl<'a> Ontleder<'a> {
    /// Starts at the first byte and reads the XML declaration, when there is one.
    pub(crate) fn nieuw(bron: &'a str) -> Uit<Ontleder<'a>> {
        let mut ontleder = Ontleder { bron, plek: 0 };
        if bron.starts_with("<?xml") && bron.as_bytes().get(5).is_some_and(|b| is_blanco(*b)) {
            let Some(einde) = bron.find("?>") else {
                return fout(0, "De XML-declaratie is niet afgesloten.");
            };
            ontleder.declaratie(&bron[5..einde])?;
            ontleder.plek = einde + 2;
        }
        Ok(ontleder)
    }

    fn declaratie(&self, inhoud: &'a str) -> Uit<()> {
        let mut rest = Attributen::nieuw(inhoud, 5);
        while let Some(Attribuut { naam, waarde, offset }) = rest.volgende()? {
            match naam {
                "version" if waarde == "1.0" => {}
                "version" => return fout(offset, "Alleen XML-versie 1.0 wordt gelezen."),
                "encoding" if waarde.eq_ignore_ascii_case("utf-8") => {}
                "encoding" => {
                    let melding = format!(
                        "De codering is '{}'; een bericht is altijd in UTF-8.",
                        crate::waarde::kort(waarde)
                    );
                    return Err(Xmlfout { offset, reden: Reden::Codering, melding });
                }
                "standalone" if matches!(waarde, "yes" | "no") => {}
                _ => return fout(offset, "De XML-declaratie klopt niet."),
            }
        }
        Ok(())
    }

    /// The next piece.
    pub(crate) fn volgende(&mut self) -> Uit<Stuk<'a>> {
        let bytes = self.bron.as_bytes();
        match bytes.get(self.plek) {
            None => Ok(Stuk::Klaar),
            Some(b'<') => match bytes.get(self.plek + 1) {
                Some(b'/') => self.eindtag(),
                Some(b'!') => self.uitroep(),
                Some(b'?') => self.instructie(),
                _ => self.starttag(),
            },
            Some(_) => self.tekst(),
        }
    }

    /// Steps over the end tag of this element when it stands here as it nearly always does: without blanks.
    pub(crate) fn eindtag_van(&mut self, naam: &str) -> bool {
        let rest = &self.bron.as_bytes()[self.plek..];
        let sluit = rest.strip_prefix(b"</").and_then(|r| r.strip_prefix(naam.as_bytes()));
        let klopt = sluit.is_some_and(|r| r.first() == Some(&b'>'));
        if klopt {
            self.plek += naam.len() + 3;
        }
        klopt
    }

    fn tekst(&mut self) -> Uit<Stuk<'a>> {
        let bytes = self.bron.as_bytes();
        let (mut gewoon, mut blanco) = (true, true);
        let mut i = self.plek;
        while let Some(&byte) = bytes.get(i) {
            match SOORT[byte as usize] {
                BLANCO => {}
                GEWOON => blanco = false,
                _ => match byte {
                    b'<' => break,
                    b'\r' => gewoon = false,
                    b'&' => {
                        (gewoon, blanco) = (false, false);
                        i += verwijzing(&self.bron[i..], i)?.1;
                        continue;
                    }
                    _ => {
                        blanco = false;
                        self.controleer_teken(i)?;
                    }
                },
            }
            i += 1;
        }
        self.plek = i;
        Ok(Stuk::Tekst { gewoon, blanco })
    }

    /// Refuses what may not stand in text.
    fn controleer_teken(&self, i: usize) -> Uit<()> {
        let rest = &self.bron[i..];
        if rest.starts_with("]]>") {
            return fout(i, "De tekens ]]> mogen niet los in de tekst staan.");
        }
        match rest.chars().next() {
            Some(teken) if !mag_in_xml(teken) => fout(i, "Er staat een stuurteken in de tekst."),
            _ => Ok(()),
        }
    }

    fn starttag(&mut self) -> Uit<Stuk<'a>> {
        let bytes = self.bron.as_bytes();
        let begin = self.plek;
        let naam = self.naam(begin + 1)?;
        let attributen_op = begin + 1 + naam.len();
        let mut i = attributen_op;
        let mut aanhaling = 0u8;
        loop {
            match bytes.get(i) {
                None => return fout(begin, "Het bericht houdt midden in een element op."),
                Some(b) if aanhaling != 0 => {
                    if *b == aanhaling {
                        aanhaling = 0;
                    }
                }
                Some(b'>') => break,
                Some(b @ (b'"' | b'\'')) => aanhaling = *b,
                Some(b'<') => return fout(i, "Er staat een < binnen een element."),
                Some(_) => {}
            }
            i += 1;
        }
        let leeg = i > attributen_op && bytes[i - 1] == b'/';
        let attributen = &self.bron[attributen_op..i - usize::from(leeg)];
        self.plek = i + 1;
        Ok(Stuk::Start { naam, attributen, attributen_op, leeg })
    }

    fn eindtag(&mut self) -> Uit<Stuk<'a>> {
        let begin = self.plek;
        let naam = self.naam(begin + 2)?;
        let bytes = self.bron.as_bytes();
        let mut i = begin + 2 + naam.len();
        while bytes.get(i).is_some_and(|b| is_blanco(*b)) {
            i += 1;
        }
        if bytes.get(i) != Some(&b'>') {
            return fout(begin, "Een eindelement is niet afgesloten.");
        }
        self.plek = i + 1;
        Ok(Stuk::Eind { naam })
    }

    fn naam(&self, van: usize) -> Uit<&'a str> {
        let bytes = &self.bron.as_bytes()[van..];
        if !bytes.first().is_some_and(|b| is_naambegin(*b)) {
            return fout(van - 1, "Na < hoort de naam van een element te staan.");
        }
        let lengte = bytes.iter().position(|b| !is_naamteken(*b)).unwrap_or(bytes.len());
        Ok(&self.bron[van..van + lengte])
    }

    /// A comment, CDATA, or something a message never has.
    fn uitroep(&mut self) -> Uit<Stuk<'a>> {
        let begin = self.plek;
        let rest = &self.bron[begin..];
        if let Some(na) = rest.strip_prefix("<!--") {
            let Some(lengte) = na.find("--") else {
                return fout(begin, "Een commentaar is niet afgesloten.");
            };
            if !na[lengte..].starts_with("-->") {
                return fout(begin + 4 + lengte, "In een commentaar mag geen -- staan.");
            }
            self.schoon(begin + 4, begin + 4 + lengte)?;
            self.plek = begin + 4 + lengte + 3;
            return Ok(Stuk::Terzijde);
        }
        if let Some(na) = rest.strip_prefix("<![CDATA[") {
            let Some(lengte) = na.find("]]>") else {
                return fout(begin, "Een CDATA-blok is niet afgesloten.");
            };
            self.schoon(begin + 9, begin + 9 + lengte)?;
            self.plek = begin + 9 + lengte + 3;
            return Ok(Stuk::Cdata { blanco: na[..lengte].bytes().all(is_blanco) });
        }
        if rest.starts_with("<!DOCTYPE") {
            let melding = "Het bestand heeft een documenttype (DTD); dat mag niet in een bericht.".to_owned();
            return Err(Xmlfout { offset: begin, reden: Reden::Dtd, melding });
        }
        fout(begin, "Na <! staat iets dat geen XML is.")
    }

    fn instructie(&mut self) -> Uit<Stuk<'a>> {
        let begin = self.plek;
        let naam = self.naam(begin + 2)?;
        if naam.eq_ignore_ascii_case("xml") {
            return fout(begin, "De XML-declaratie staat niet aan het begin van het bestand.");
        }
        let Some(lengte) = self.bron[begin..].find("?>") else {
            return fout(begin, "Een instructie is niet afgesloten.");
        };
        self.schoon(begin, begin + lengte)?;
        self.plek = begin + lengte + 2;
        Ok(Stuk::Terzijde)
    }

    fn schoon(&self, van: usize, tot: usize) -> Uit<()> {
        match self.bron[van..tot].char_indices().find(|(_, c)| !mag_in_xml(*c)) {
            Some((i, _)) => fout(van + i, "Er staat een stuurteken in het bestand."),
            None => Ok(()),
        }
    }
}
