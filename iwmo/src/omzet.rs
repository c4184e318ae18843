//! Between the tree of a message and typed values, both ways.
//!
//! A struct of `typen` names each of its fields once, with the element it stands for; reading and writing both follow from that, so
//! they cannot drift apart.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::str::FromStr;

use crate::bericht::Berichtsoort;
use crate::bevinding::{Bevinding, Niveau};
use crate::boom::{Boom, Knoop};
use crate::naam::Naam;
use crate::schema::{self, Klasse, Ruimte, Vorm};
use crate::waarde::Ongeldig;

/// A place in the tree of a message from which values are read.
#[derive(Clone, Copy)]
pub struct Lezer<'b, 'a> {
    boom: &'b Boom<'a>,
    knoop: Knoop,
}

impl<'b, 'a> Lezer<'b, 'a> {
    pub(crate) fn nieuw(boom: &'b Boom<'a>, knoop: Knoop) -> Self {
        Lezer { boom, knoop }
    }

    pub(crate) fn tekst(&self) -> Cow<'a, str> {
        self.boom.tekst(self.knoop)
    }

    /// The place of the child element, when it is there.
    pub(crate) fn naar(&self, naam: Naam) -> Option<Lezer<'b, 'a>> {
        self.boom.kind(self.knoop, naam).map(|knoop| Lezer { boom: self.boom, knoop })
    }

    pub(crate) fn een<T: Inhoud>(&self, naam: Naam) -> Result<T, Bevinding> {
        match self.naar(naam) {
            Some(kind) => T::lees(kind),
            None => Err(self.fout(format!("Element {} ontbreekt.", naam.als_tekst()))),
        }
    }

    pub(crate) fn nul<T: Inhoud>(&self, naam: Naam) -> Result<Option<T>, Bevinding> {
        self.naar(naam).map(T::lees).transpose()
    }

    pub(crate) fn veel<T: Inhoud>(&self, groep: Naam, lid: Naam) -> Result<Vec<T>, Bevinding> {
        let Some(groep) = self.naar(groep) else { return Ok(Vec::new()) };
        groep.leden(lid)
    }

    pub(crate) fn leden<T: Inhoud>(&self, lid: Naam) -> Result<Vec<T>, Bevinding> {
        let leden = self.boom.kinderen(self.knoop).filter(|k| self.boom.naam(*k) == lid);
        leden.map(|knoop| T::lees(Lezer { boom: self.boom, knoop })).collect()
    }

    /// Reads the text of this element as a value.
    pub(crate) fn waarde<T: FromStr<Err = Ongeldig>>(&self) -> Result<T, Bevinding> {
        self.tekst().parse().map_err(|fout: Ongeldig| self.fout(format!("{fout}.")))
    }

    pub(crate) fn fout(&self, melding: String) -> Bevinding {
        self.boom.bevinding(Niveau::Schema, "N1-WAARDE", self.knoop, melding)
    }
}

/// Something that can stand inside an element.
pub trait Inhoud: Sized {
    #[allow(
        missing_docs,
        clippy::missing_errors_doc,
        reason = "the trait cannot be named outside this crate"
    )]
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding>;
    #[allow(missing_docs, reason = "the trait cannot be named outside this crate")]
    fn schrijf(&self, uit: &mut Schrijver);
}

/// Writes a message: element order as the schema has it, two spaces of indent, CRLF, UTF-8.
pub struct Schrijver {
    uit: String,
    prefix: String,
    stapel: Vec<(Naam, Option<&'static Klasse>, Ruimte)>,
    /// The last thing written was a start tag, so a text may follow on the same line.
    net_open: bool,
}

impl Schrijver {
    /// Writes a whole message with this content in its root.
    pub(crate) fn bericht(soort: Berichtsoort, inhoud: impl FnOnce(&mut Schrijver)) -> String {
        let prefix = format!("wmo{}", soort.nummer());
        let mut uit = String::with_capacity(4096);
        uit.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");
        let _ = write!(
            uit,
            "<{prefix}:Bericht xmlns:iwmo=\"{}\" xmlns:{prefix}=\"{}\">",
            crate::bericht::RUIMTE_BASIS,
            soort.naamruimte()
        );
        let wortel = (Naam::Bericht, Some(schema::wortel(soort)), Ruimte::Bericht);
        let mut schrijver = Schrijver { uit, prefix, stapel: vec![wortel], net_open: true };
        inhoud(&mut schrijver);
        schrijver.sluit();
        schrijver.uit.push_str("\r\n");
        schrijver.uit
    }

    pub(crate) fn een<T: Inhoud>(&mut self, naam: Naam, waarde: &T) {
        self.open(naam);
        waarde.schrijf(self);
        self.sluit();
    }

    pub(crate) fn nul<T: Inhoud>(&mut self, naam: Naam, waarde: Option<&T>) {
        if let Some(waarde) = waarde {
            self.een(naam, waarde);
        }
    }

    pub(crate) fn veel<T: Inhoud>(&mut self, groep: Naam, lid: Naam, waarden: &[T]) {
        if waarden.is_empty() {
            return;
        }
        self.binnen(groep, |s| waarden.iter().for_each(|w| s.een(lid, w)));
    }

    pub(crate) fn binnen(&mut self, naam: Naam, inhoud: impl FnOnce(&mut Schrijver)) {
        self.open(naam);
        inhoud(self);
        self.sluit();
    }

    /// Writes text inside the element that was just opened.
    pub(crate) fn tekst(&mut self, tekst: &str) {
        for teken in tekst.chars() {
            match teken {
                '&' => self.uit.push_str("&amp;"),
                '<' => self.uit.push_str("&lt;"),
                '>' => self.uit.push_str("&gt;"),
                '\r' => self.uit.push_str("&#13;"),
                '\n' => self.uit.push_str("\r\n"),
                _ => self.uit.push(teken),
            }
        }
    }

    fn open(&mut self, naam: Naam) {
        let (_, klasse, _) = self.stapel.last().copied().unwrap_or((Naam::Bericht, None, Ruimte::Bericht));
        let veld = klasse.and_then(|k| k.velden.iter().find(|v| v.naam == naam));
        debug_assert!(veld.is_some(), "{naam:?} is not in the schema at this place");
        let ruimte = klasse.map_or(Ruimte::Bericht, |k| k.ruimte);
        let binnen = veld.and_then(|v| match v.vorm {
            Vorm::Klasse(klasse) => Some(klasse),
            Vorm::Waarde(_) => None,
        });
        self.nieuwe_regel();
        self.uit.push('<');
        self.gekwalificeerd(naam, ruimte);
        self.uit.push('>');
        self.stapel.push((naam, binnen, ruimte));
        self.net_open = true;
    }

    fn sluit(&mut self) {
        let Some((naam, klasse, ruimte)) = self.stapel.pop() else { return };
        if klasse.is_some() && !self.net_open {
            self.nieuwe_regel();
        }
        self.uit.push_str("</");
        self.gekwalificeerd(naam, ruimte);
        self.uit.push('>');
        self.net_open = false;
    }

    fn gekwalificeerd(&mut self, naam: Naam, ruimte: Ruimte) {
        match ruimte {
            Ruimte::Basis => self.uit.push_str("iwmo"),
            Ruimte::Bericht => self.uit.push_str(&self.prefix),
        }
        self.uit.push(':');
        self.uit.push_str(naam.als_tekst());
    }

    fn nieuwe_regel(&mut self) {
        self.uit.push_str("\r\n");
        self.uit.extend(std::iter::repeat_n("  ", self.stapel.len()));
    }
}

/// A value that stands in an element as text.
macro_rules! tekstwaarden {
    ($($type:ty),* $(,)?) => {
        $(impl Inhoud for $type {
            fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
                bron.waarde()
            }

            fn schrijf(&self, uit: &mut Schrijver) {
                uit.tekst(&self.to_string());
            }
        })*
    };
}

use crate::code::{
    AanduidingWoonadres, AdresSoort, Communicatievorm, DatumGebruik, DebetCredit, Eenheid, Frequentie,
    Geslacht, JaNee, JuridischeStatus, Landcode, NaamGebruik, ProductCategorie, RedenAfwijzingVerzoek,
    RedenBeeindiging, RedenVerzoek, RedenWijziging, Retourcode, SoortRelatie, StatusAanlevering,
    TypeVerwijzer, VerzoekAntwoord, WettelijkeVertegenwoordiging,
};
use crate::datum::{Datum, Tijd};
use crate::waarde::{Agb, Bsn, Declaratienummer, Gemeentecode, Getal, Tekst, Versie};

tekstwaarden!(
    AanduidingWoonadres,
    AdresSoort,
    Agb,
    Bsn,
    Communicatievorm,
    DatumGebruik,
    DebetCredit,
    Declaratienummer,
    Eenheid,
    Frequentie,
    Gemeentecode,
    Geslacht,
    JaNee,
    JuridischeStatus,
    Landcode,
    NaamGebruik,
    ProductCategorie,
    RedenAfwijzingVerzoek,
    RedenBeeindiging,
    RedenVerzoek,
    RedenWijziging,
    Retourcode,
    SoortRelatie,
    StatusAanlevering,
    TypeVerwijzer,
    Versie,
    VerzoekAntwoord,
    WettelijkeVertegenwoordiging,
);

impl<const N: usize, const KAAL: bool> Inhoud for Tekst<N, KAAL> {
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
        bron.waarde()
    }

    fn schrijf(&self, uit: &mut Schrijver) {
        uit.tekst(self);
    }
}

impl<const MAX: u32> Inhoud for Getal<MAX> {
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
        bron.waarde()
    }

    fn schrijf(&self, uit: &mut Schrijver) {
        uit.tekst(&self.to_string());
    }
}

/// Reads a value whose blanks around it do not count (`xs:date`, `xs:time`).
fn zonder_rand<T: FromStr<Err = Ongeldig>>(bron: Lezer<'_, '_>) -> Result<T, Bevinding> {
    let tekst = bron.tekst();
    tekst
        .trim_matches([' ', '\t', '\n', '\r'])
        .parse()
        .map_err(|fout: Ongeldig| bron.fout(format!("{fout}.")))
}

impl Inhoud for Datum {
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
        zonder_rand(bron)
    }

    fn schrijf(&self, uit: &mut Schrijver) {
        uit.tekst(&self.to_string());
    }
}

impl Inhoud for Tijd {
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
        zonder_rand(bron)
    }

    fn schrijf(&self, uit: &mut Schrijver) {
        uit.tekst(self.als_tekst());
    }
}
