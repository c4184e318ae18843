//! The attributes of a start tag.

use super::verwijzing::verwijzing;
use super::{Uit, fout, is_blanco, is_naambegin, is_naamteken};
use crate::waarde::mag_in_xml;

/// An attribute of a start tag.
pub(crate) struct Attribuut<'a> {
    pub(crate) naam: &'a str,
    /// As it stands in the source; references are checked, not resolved.
    pub(crate) waarde: &'a str,
    pub(crate) offset: usize,
}

/// Walks over the attributes of a start tag.
pub(crate) struct Attributen<'a> {
    bron: &'a str,
    plek: usize,
    /// Where `bron` starts in the document.
    op: usize,
}

impl<'a> Attributen<'a> {
    /// Starts at the beginning of this text, which starts here in the document.
    pub(crate) fn nieuw(bron: &'a str, op: usize) -> Self {
        Attributen { bron, plek: 0, op }
    }

    pub(crate) fn volgende(&mut self) -> Uit<Option<Attribuut<'a>>> {
        let bytes = self.bron.as_bytes();
        let vooraf = self.plek;
        self.sla_blanco_over();
        let begin = self.plek;
        let Some(&eerste) = bytes.get(begin) else { return Ok(None) };
        let offset = self.op + begin;
        if begin == vooraf || !is_naambegin(eerste) {
            return fout(offset, "Een attribuut klopt niet.");
        }
        while bytes.get(self.plek).is_some_and(|b| is_naamteken(*b)) {
            self.plek += 1;
        }
        let naam = &self.bron[begin..self.plek];
        self.sla_blanco_over();
        if bytes.get(self.plek) != Some(&b'=') {
            return fout(offset, "Een attribuut heeft geen waarde.");
        }
        self.plek += 1;
        self.sla_blanco_over();
        let waarde = self.waarde(offset)?;
        Ok(Some(Attribuut { naam, waarde, offset }))
    }

    fn waarde(&mut self, offset: usize) -> Uit<&'a str> {
        let bytes = self.bron.as_bytes();
        let Some(&aanhaling @ (b'"' | b'\'')) = bytes.get(self.plek) else {
            return fout(offset, "De waarde van een attribuut staat niet tussen aanhalingstekens.");
        };
        let begin = self.plek + 1;
        let Some(lengte) = bytes[begin..].iter().position(|b| *b == aanhaling) else {
            return fout(offset, "De waarde van een attribuut is niet afgesloten.");
        };
        let waarde = &self.bron[begin..begin + lengte];
        self.plek = begin + lengte + 1;
        for (i, teken) in waarde.char_indices() {
            match teken {
                '<' => return fout(self.op + begin + i, "Er staat een < in een attribuut."),
                '&' => drop(verwijzing(&waarde[i..], self.op + begin + i)?),
                _ if !mag_in_xml(teken) => {
                    return fout(self.op + begin + i, "Er staat een stuurteken in een attribuut.");
                }
                _ => {}
            }
        }
        Ok(waarde)
    }

    fn sla_blanco_over(&mut self) {
        while self.bron.as_bytes().get(self.plek).is_some_and(|b| is_blanco(*b)) {
            self.plek += 1;
        }
    }
}
