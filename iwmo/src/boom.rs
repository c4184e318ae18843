//! The tree of a message that was read: compact, in document order, pointing into the source.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use crate::bevinding::{Bevinding, Niveau, Plaats};
use crate::naam::Naam;
use crate::xml;

/// An element of the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Knoop(u32);

/// One element. The tree is in document order, so the children of an element follow it directly.
///
/// Sixteen bytes: a message of 25 MB has half a million of them.
#[derive(Clone, Copy, Debug)]
struct Rij {
    naam: Naam,
    soort: Soort,
    /// Length of the start tag; [`LANG`] when it does not fit.
    tag: u16,
    ouder: u32,
    /// Where the start tag begins.
    begin: u32,
    /// Of a text: where it ends. Of a class: the first element after this one and everything inside it.
    einde: u32,
}

/// What an element holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Soort {
    /// Elements.
    Klasse,
    /// Text that can be used as it stands.
    Gewoon,
    /// Text with references, comments or carriage returns, which must be decoded.
    Samengesteld,
}

/// A start tag of this length or longer is measured anew when its text is asked for.
const LANG: u16 = u16::MAX;

/// The elements of a message that the schema knows.
#[derive(Debug)]
pub(crate) struct Boom<'a> {
    bron: &'a str,
    rijen: Vec<Rij>,
    regels: OnceCell<Vec<u32>>,
    /// Where counting characters of a line stopped: begin of the line, offset, characters so far.
    kolom: Cell<(usize, usize, usize)>,
    /// Where counting brothers stopped, per parent and name.
    broers: RefCell<HashMap<(u32, Naam), Broers>>,
}

/// How far counting brothers of one name came.
#[derive(Clone, Copy, Debug)]
struct Broers {
    totaal: usize,
    /// The last brother that was asked for, and how many came before it.
    laatste: u32,
    ervoor: usize,
}

/// An offset in the source; a message has at most 25 MB, so it always fits.
#[allow(clippy::cast_possible_truncation, reason = "the reader refuses sources over 25 MB")]
pub(crate) fn plek(offset: usize) -> u32 {
    offset as u32
}

impl<'a> Boom<'a> {
    pub(crate) fn nieuw(bron: &'a str) -> Boom<'a> {
        // A prestatie has an element for every 31 bytes; less room would be moved once more.
        let rijen = Vec::with_capacity(bron.len() / 32);
        let (regels, kolom, broers) = (OnceCell::new(), Cell::default(), RefCell::default());
        Boom { bron, rijen, regels, kolom, broers }
    }

    /// The element `Bericht`.
    pub(crate) const WORTEL: Knoop = Knoop(0);

    /// Adds an element; it must come after everything added before.
    pub(crate) fn open(&mut self, naam: Naam, ouder: Knoop, begin: usize) -> Knoop {
        let nummer = plek(self.rijen.len());
        let (begin, einde) = (plek(begin), nummer + 1);
        self.rijen.push(Rij { naam, soort: Soort::Klasse, tag: 0, ouder: ouder.0, begin, einde });
        Knoop(nummer)
    }

    /// Closes an element that holds elements.
    pub(crate) fn sluit(&mut self, knoop: Knoop) {
        let einde = plek(self.rijen.len());
        self.rijen[knoop.0 as usize].einde = einde;
    }

    /// Closes an element that holds text; nothing that stands inside it is in the tree.
    pub(crate) fn sluit_met_tekst(&mut self, knoop: Knoop, van: usize, tot: usize, samengesteld: bool) {
        let rij = &mut self.rijen[knoop.0 as usize];
        rij.tag = u16::try_from(van - rij.begin as usize).unwrap_or(LANG);
        rij.einde = plek(tot);
        rij.soort = if samengesteld { Soort::Samengesteld } else { Soort::Gewoon };
    }

    pub(crate) fn naam(&self, knoop: Knoop) -> Naam {
        self.rijen[knoop.0 as usize].naam
    }

    /// The first element after this one and everything inside it.
    fn na(&self, nummer: u32) -> u32 {
        let rij = &self.rijen[nummer as usize];
        if rij.soort == Soort::Klasse { rij.einde } else { nummer + 1 }
    }

    /// The elements directly inside this one.
    pub(crate) fn kinderen(&self, knoop: Knoop) -> impl Iterator<Item = Knoop> {
        let einde = self.na(knoop.0);
        let eerste = (knoop.0 + 1 < einde).then_some(knoop.0 + 1);
        let volgende = move |kind: &u32| Some(self.na(*kind)).filter(|k| *k < einde);
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
        match rij.soort {
            Soort::Klasse => Cow::Borrowed(""),
            Soort::Gewoon => Cow::Borrowed(self.ruw(rij)),
            Soort::Samengesteld => Cow::Owned(xml::ontcijfer(self.ruw(rij))),
        }
    }

    /// The text of an element as it stands in the source.
    fn ruw(&self, rij: &Rij) -> &'a str {
        let begin = rij.begin as usize;
        let van = if rij.tag == LANG {
            begin + xml::lengte_starttag(&self.bron[begin..])
        } else {
            begin + usize::from(rij.tag)
        };
        &self.bron[van.min(rij.einde as usize)..rij.einde as usize]
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
        // Findings come in order, so on a long line the counting goes on from the last one.
        let (lijn, tot, geteld) = self.kolom.get();
        let (van, geteld) =
            if lijn == begin && tot <= offset && tot >= begin { (tot, geteld) } else { (begin, 0) };
        let tekens = geteld + self.bron[van..offset].chars().count();
        self.kolom.set((begin, offset, tekens));
        Plaats { regel, kolom: tekens + 1 }
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
        let rij = &self.rijen[knoop.0 as usize];
        let (ouder, naam) = (Knoop(rij.ouder), rij.naam);
        let einde = self.na(ouder.0);
        let broers = |vanaf: u32| {
            let alle = std::iter::successors(Some(vanaf), move |k| Some(self.na(*k)).filter(|k| *k < einde));
            alle.filter(move |k| self.naam(Knoop(*k)) == naam)
        };
        let mut geteld = self.broers.borrow_mut();
        let tot_nu = geteld.entry((ouder.0, naam)).or_insert_with(|| Broers {
            totaal: broers(ouder.0 + 1).count(),
            laatste: ouder.0 + 1,
            ervoor: 0,
        });
        if tot_nu.laatste > knoop.0 {
            (tot_nu.laatste, tot_nu.ervoor) = (ouder.0 + 1, 0);
        }
        tot_nu.ervoor += broers(tot_nu.laatste).take_while(|k| *k < knoop.0).count();
        tot_nu.laatste = knoop.0;
        (tot_nu.totaal > 1).then_some(tot_nu.ervoor + 1)
    }
}
