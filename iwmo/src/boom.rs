//! The tree of a message that was read: compact, in document order, pointing into the source.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::bevinding::{Bevinding, Niveau, Plaats};
use crate::naam::Naam;
use crate::xml;

/// An element of the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Knoop(u32);

/// One element. The tree is in document order, so the children of an element follow it directly.
#[derive(Clone, Copy, Debug)]
struct Rij {
    naam: Naam,
    /// The text holds references, comments or carriage returns, so it must be decoded.
    samengesteld: bool,
    ouder: u32,
    /// The first element after this one and everything inside it.
    einde: u32,
    /// Where the start tag begins.
    begin: u32,
    tekst_van: u32,
    tekst_tot: u32,
}

/// The elements of a message that the schema knows.
#[derive(Debug)]
pub(crate) struct Boom<'a> {
    bron: &'a str,
    rijen: Vec<Rij>,
    regels: OnceCell<Vec<u32>>,
}

/// An offset in the source; a message has at most 25 MB, so it always fits.
#[allow(clippy::cast_possible_truncation, reason = "the reader refuses sources over 25 MB")]
pub(crate) fn plek(offset: usize) -> u32 {
    offset as u32
}

impl<'a> Boom<'a> {
    pub(crate) fn nieuw(bron: &'a str) -> Boom<'a> {
        Boom { bron, rijen: Vec::with_capacity(bron.len() / 50), regels: OnceCell::new() }
    }

    /// The element `Bericht`.
    pub(crate) const WORTEL: Knoop = Knoop(0);

    /// Adds an element; it must come after everything added before.
    pub(crate) fn open(&mut self, naam: Naam, ouder: Knoop, begin: usize) -> Knoop {
        let nummer = plek(self.rijen.len());
        let (begin, einde) = (plek(begin), nummer + 1);
        let leeg =
            Rij { naam, samengesteld: false, ouder: ouder.0, einde, begin, tekst_van: 0, tekst_tot: 0 };
        self.rijen.push(leeg);
        Knoop(nummer)
    }

    /// Closes an element that holds elements.
    pub(crate) fn sluit(&mut self, knoop: Knoop) {
        let einde = plek(self.rijen.len());
        self.rijen[knoop.0 as usize].einde = einde;
    }

    /// Closes an element that holds text.
    pub(crate) fn sluit_met_tekst(&mut self, knoop: Knoop, van: usize, tot: usize, samengesteld: bool) {
        self.sluit(knoop);
        let rij = &mut self.rijen[knoop.0 as usize];
        (rij.tekst_van, rij.tekst_tot, rij.samengesteld) = (plek(van), plek(tot), samengesteld);
    }

    pub(crate) fn naam(&self, knoop: Knoop) -> Naam {
        self.rijen[knoop.0 as usize].naam
    }

    /// The elements directly inside this one.
    pub(crate) fn kinderen(&self, knoop: Knoop) -> impl Iterator<Item = Knoop> {
        let einde = self.rijen[knoop.0 as usize].einde;
        let eerste = (knoop.0 + 1 < einde).then_some(knoop.0 + 1);
        let volgende = move |kind: &u32| Some(self.rijen[*kind as usize].einde).filter(|k| *k < einde);
        std::iter::successors(eerste, volgende).map(Knoop)
    }

    /// The first element of this name directly inside.
    pub(crate) fn kind(&self, knoop: Knoop, naam: Naam) -> Option<Knoop> {
        self.kinderen(knoop).find(|k| self.naam(*k) == naam)
    }

    /// Walks down by names.
    pub(crate) fn pad(&self, van: Knoop, namen: &[Naam]) -> Option<Knoop> {
        namen.iter().try_fold(van, |knoop, naam| self.kind(knoop, *naam))
    }

    /// The text of an element, references resolved.
    pub(crate) fn tekst(&self, knoop: Knoop) -> Cow<'a, str> {
        let rij = &self.rijen[knoop.0 as usize];
        let ruw = &self.bron[rij.tekst_van as usize..rij.tekst_tot as usize];
        if rij.samengesteld { Cow::Owned(xml::ontcijfer(ruw)) } else { Cow::Borrowed(ruw) }
    }

    /// A finding about this element.
    pub(crate) fn bevinding(
        &self,
        niveau: Niveau,
        code: &'static str,
        knoop: Knoop,
        melding: String,
    ) -> Bevinding {
        let plaats = self.plaats(self.rijen[knoop.0 as usize].begin as usize);
        Bevinding { niveau, code, pad: self.pad_van(knoop), plaats, melding }
    }

    /// Line and column of an offset.
    pub(crate) fn plaats(&self, offset: usize) -> Plaats {
        let regels = self.regels.get_or_init(|| {
            let einden = self.bron.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| plek(i + 1));
            std::iter::once(0).chain(einden).collect()
        });
        let regel = regels.partition_point(|begin| *begin as usize <= offset);
        let begin = regels[regel - 1] as usize;
        Plaats { regel, kolom: self.bron[begin..offset].chars().count() + 1 }
    }

    /// The path of an element, with a number where there are more of the same name.
    pub(crate) fn pad_van(&self, knoop: Knoop) -> String {
        let mut stappen = vec![knoop];
        while let Some(laatste) = stappen.last().filter(|k| k.0 != 0) {
            stappen.push(Knoop(self.rijen[laatste.0 as usize].ouder));
        }
        let mut pad = String::new();
        for stap in stappen.into_iter().rev() {
            pad.push('/');
            pad.push_str(self.naam(stap).als_tekst());
            if let Some(volgnummer) = self.volgnummer(stap) {
                pad.push_str(&format!("[{volgnummer}]"));
            }
        }
        pad
    }

    /// Which of its brothers of the same name this is; nothing when it is the only one.
    fn volgnummer(&self, knoop: Knoop) -> Option<usize> {
        if knoop.0 == 0 {
            return None;
        }
        let ouder = Knoop(self.rijen[knoop.0 as usize].ouder);
        let naam = self.naam(knoop);
        let (mut ervoor, mut totaal) = (0, 0);
        for broer in self.kinderen(ouder).filter(|k| self.naam(*k) == naam) {
            totaal += 1;
            ervoor += usize::from(broer < knoop);
        }
        (totaal > 1).then_some(ervoor + 1)
    }
}
