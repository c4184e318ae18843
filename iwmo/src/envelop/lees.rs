//! Reads an envelope: no document type, no entities, bounded in size, depth and number of elements, every fault with its place.

use std::str::FromStr;

use super::Envelop;
use super::opbouw::envelop;
use crate::bevinding::{Onleesbaar, Plaats, Reden};
use crate::lees::{ATTRIBUTEN_MAX, BINDINGEN_MAX, DIEPTE_MAX, GROOTTE_MAX};
use crate::waarde::{Ongeldig, kort};
use crate::xml::{Attributen, Ontleder, Stuk, Xmlfout, ontcijfer};

/// Largest envelope that is read: 25 MB of content (OP179) in base64 with line ends, and room for the rest.
pub const ENVELOP_MAX: usize = 36_000_000;
/// Most elements that an envelope has, what is inside `detailsXML` not counted.
const ELEMENTEN_MAX: usize = 64;

/// Reads an envelope and unpacks what is inside.
///
/// # Errors
/// When it is too large, not UTF-8, not XML, not one of the three envelopes, or holds a value that does not fit.
pub fn lees(bytes: &[u8]) -> Result<Envelop, Onleesbaar> {
    if bytes.len() > ENVELOP_MAX {
        return Err(onleesbaar("", 0, Reden::TeGroot, "De envelop is te groot.".to_owned()));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bron = std::str::from_utf8(bytes)
        .map_err(|_| onleesbaar("", 0, Reden::Codering, "De envelop is geen geldige UTF-8.".to_owned()))?;
    let uit = Lezing::nieuw(bron).alles().and_then(|boom| envelop(&boom));
    uit.map_err(|Xmlfout { offset, reden, melding }| onleesbaar(bron, offset, reden, melding))
}

fn onleesbaar(bron: &str, offset: usize, reden: Reden, melding: String) -> Onleesbaar {
    let voor = bron.get(..offset).unwrap_or(bron);
    let regel = voor.bytes().filter(|b| *b == b'\n').count() + 1;
    let kolom = voor.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Onleesbaar { reden, plaats: Plaats { regel, kolom }, melding }
}

/// A piece of XML that was found well-formed: what a Fo01 repeats of the message that it is about.
#[derive(Clone, PartialEq, Eq)]
pub struct Fragment(pub(super) String);

impl Fragment {
    /// Takes a message to repeat it in a Fo01; its XML declaration stays out.
    ///
    /// # Errors
    /// When it is no XML, is larger than 25 MB or has a document type.
    pub fn van_bericht(xml: &str) -> Result<Fragment, Ongeldig> {
        let zonder = xml.trim_start_matches('\u{FEFF}');
        let zonder = match zonder.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
            Some((_, rest)) => rest.trim_start(),
            None => zonder,
        };
        if zonder.len() > GROOTTE_MAX || Lezing::nieuw(zonder).welgevormd().is_err() {
            return Err(Ongeldig::nieuw(xml, "is geen XML die in een Fo01 past"));
        }
        Ok(Fragment(zonder.to_owned()))
    }

    /// The piece as it stood there.
    #[must_use]
    pub fn als_tekst(&self) -> &str {
        &self.0
    }
}

// The content may be about a person.
impl std::fmt::Debug for Fragment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fragment({} bytes)", self.0.len())
    }
}

pub(super) type Uit<T> = Result<T, Xmlfout>;

pub(super) fn weiger<T>(offset: usize, melding: impl Into<String>) -> Uit<T> {
    Err(Xmlfout { offset, reden: Reden::Envelop, melding: melding.into() })
}

fn geen_xml<T>(offset: usize, melding: &str) -> Uit<T> {
    Err(Xmlfout { offset, reden: Reden::GeenXml, melding: melding.to_owned() })
}

/// An element of the envelope.
pub(super) struct Element<'a> {
    pub(super) naam: &'a str,
    pub(super) ruimte: &'a str,
    pub(super) begin: usize,
    /// What stands between the tags, as it stands there.
    pub(super) binnen: &'a str,
    pub(super) bestandsnaam: Option<&'a str>,
    pub(super) kinderen: Vec<Element<'a>>,
}

struct Lezing<'a> {
    bron: &'a str,
    ontleder: Option<Ontleder<'a>>,
    bindingen: Vec<(&'a str, &'a str)>,
    aantal: usize,
}

impl<'a> Lezing<'a> {
    fn nieuw(bron: &'a str) -> Self {
        Lezing { bron, ontleder: None, bindingen: Vec::new(), aantal: 0 }
    }

    /// The root and everything in it; nothing may follow.
    fn alles(mut self) -> Uit<Element<'a>> {
        self.ontleder = Some(Ontleder::nieuw(self.bron)?);
        let mut wortel = None;
        loop {
            let (begin, stuk) = self.stuk()?;
            match stuk {
                Stuk::Start { naam, attributen, attributen_op, leeg } if wortel.is_none() => {
                    wortel = Some(self.element(begin, naam, attributen, attributen_op, leeg, 1)?);
                }
                Stuk::Tekst { blanco: true, .. } | Stuk::Terzijde => {}
                Stuk::Klaar => {
                    return wortel.map_or_else(|| geen_xml(begin, "Het bestand is leeg."), Ok);
                }
                _ => return geen_xml(begin, "Er staat iets buiten de envelop."),
            }
        }
    }

    /// Walks over one element, whatever is inside; nothing may stand beside it.
    fn welgevormd(mut self) -> Uit<()> {
        self.ontleder = Some(Ontleder::nieuw(self.bron)?);
        let mut gezien = false;
        loop {
            let (begin, stuk) = self.stuk()?;
            match stuk {
                Stuk::Start { naam, attributen, attributen_op, leeg } if !gezien => {
                    gezien = true;
                    self.attributen(attributen, attributen_op)?;
                    if !leeg {
                        self.sla_over(naam, 1)?;
                    }
                }
                Stuk::Tekst { blanco: true, .. } | Stuk::Terzijde => {}
                Stuk::Klaar if gezien => return Ok(()),
                _ => return geen_xml(begin, "Er staat iets naast het bericht."),
            }
        }
    }

    fn stuk(&mut self) -> Uit<(usize, Stuk<'a>)> {
        let Some(ontleder) = &mut self.ontleder else { return geen_xml(0, "Het bestand is leeg.") };
        Ok((ontleder.plek, ontleder.volgende()?))
    }

    fn plek(&self) -> usize {
        self.ontleder.as_ref().map_or(0, |o| o.plek)
    }

    /// One element; what is inside `detailsXML` is only checked to be well-formed.
    fn element(
        &mut self,
        begin: usize,
        naam: &'a str,
        attributen: &'a str,
        op: usize,
        leeg: bool,
        diepte: usize,
    ) -> Uit<Element<'a>> {
        self.aantal += 1;
        if self.aantal > ELEMENTEN_MAX {
            return weiger(begin, "De envelop heeft te veel elementen.");
        }
        let gebonden = self.bindingen.len();
        let bestandsnaam = self.attributen(attributen, op)?;
        let (voorvoegsel, lokaal) = naam.split_once(':').unwrap_or(("", naam));
        let ruimte = self.bindingen.iter().rev().find(|(v, _)| *v == voorvoegsel);
        let ruimte = match ruimte {
            Some((_, adres)) => *adres,
            None if voorvoegsel.is_empty() => "",
            None => return geen_xml(begin, "Een voorvoegsel is onbekend."),
        };
        let van = self.plek();
        let (mut kinderen, mut tot) = (Vec::new(), van);
        if !leeg && lokaal == "detailsXML" {
            tot = self.sla_over(naam, diepte)?;
        } else if !leeg {
            loop {
                let (plek, stuk) = self.stuk()?;
                match stuk {
                    Stuk::Start { .. } if diepte >= DIEPTE_MAX => return te_diep(plek),
                    Stuk::Start { naam, attributen, attributen_op, leeg } => {
                        kinderen.push(self.element(
                            plek,
                            naam,
                            attributen,
                            attributen_op,
                            leeg,
                            diepte + 1,
                        )?);
                    }
                    Stuk::Eind { naam: eind } if eind == naam => {
                        tot = plek;
                        break;
                    }
                    Stuk::Eind { .. } => return geen_xml(plek, "Een element wordt verkeerd gesloten."),
                    Stuk::Tekst { .. } | Stuk::Cdata { .. } | Stuk::Terzijde => {}
                    Stuk::Klaar => return geen_xml(plek, "Het bestand houdt midden in een element op."),
                }
            }
        }
        self.bindingen.truncate(gebonden);
        Ok(Element { naam: lokaal, ruimte, begin, binnen: &self.bron[van..tot], bestandsnaam, kinderen })
    }

    /// Walks to the end of this element, whatever is inside; gives back where its end tag begins.
    fn sla_over(&mut self, naam: &'a str, diepte: usize) -> Uit<usize> {
        let mut open = vec![naam];
        loop {
            let (plek, stuk) = self.stuk()?;
            match stuk {
                Stuk::Start { .. } if diepte + open.len() >= DIEPTE_MAX => return te_diep(plek),
                Stuk::Start { naam, attributen, attributen_op, leeg } => {
                    let mut lezer = Attributen::nieuw(attributen, attributen_op);
                    while lezer.volgende()?.is_some() {}
                    if !leeg {
                        open.push(naam);
                    }
                }
                Stuk::Eind { naam } => {
                    if open.pop() != Some(naam) {
                        return geen_xml(plek, "Een element wordt verkeerd gesloten.");
                    }
                    if open.is_empty() {
                        return Ok(plek);
                    }
                }
                Stuk::Tekst { .. } | Stuk::Cdata { .. } | Stuk::Terzijde => {}
                Stuk::Klaar => return geen_xml(plek, "Het bestand houdt midden in een element op."),
            }
        }
    }

    /// Reads attributes: keeps namespace bindings, gives back the name of a file.
    fn attributen(&mut self, bron: &'a str, op: usize) -> Uit<Option<&'a str>> {
        let mut lezer = Attributen::nieuw(bron, op);
        let (mut bestandsnaam, mut gezien) = (None, Vec::new());
        while let Some(a) = lezer.volgende()? {
            if gezien.contains(&a.naam) || gezien.len() >= ATTRIBUTEN_MAX {
                return geen_xml(a.offset, "Een attribuut staat er twee keer, of er zijn er te veel.");
            }
            gezien.push(a.naam);
            if self.bindingen.len() >= BINDINGEN_MAX {
                return geen_xml(a.offset, "Er zijn te veel naamruimten.");
            }
            match a.naam.strip_prefix("xmlns") {
                Some("") => self.bindingen.push(("", a.waarde)),
                Some(rest) if rest.starts_with(':') => self.bindingen.push((&rest[1..], a.waarde)),
                _ if a.naam == "bestandsnaam" => bestandsnaam = Some(a.waarde),
                _ => {}
            }
        }
        Ok(bestandsnaam)
    }
}

fn te_diep<T>(offset: usize) -> Uit<T> {
    let melding = format!("De elementen zitten meer dan {DIEPTE_MAX} diep in elkaar.");
    Err(Xmlfout { offset, reden: Reden::TeDiep, melding })
}

impl<'a> Element<'a> {
    pub(super) fn nul(&self, naam: &str) -> Option<&Element<'a>> {
        self.kinderen.iter().find(|k| k.naam == naam)
    }

    pub(super) fn een(&self, naam: &str) -> Uit<&Element<'a>> {
        let melding = || format!("In {} ontbreekt het element {naam}.", self.naam);
        self.nul(naam).map_or_else(|| weiger(self.begin, melding()), Ok)
    }

    /// Every element is one of these, in this order, in this namespace.
    pub(super) fn bevat(&self, ruimte: &str, namen: &[&str]) -> Uit<()> {
        let mut over = namen.iter();
        for kind in &self.kinderen {
            if kind.ruimte != ruimte || !over.any(|n| *n == kind.naam) {
                return weiger(kind.begin, format!("Element {} hoort hier niet.", kort(kind.naam)));
            }
        }
        Ok(())
    }

    pub(super) fn waarde<T: FromStr<Err = Ongeldig>>(&self) -> Uit<T> {
        if let Some(kind) = self.kinderen.first() {
            return weiger(kind.begin, format!("In {} hoort een waarde.", self.naam));
        }
        ontcijfer(self.binnen)
            .parse()
            .or_else(|fout: Ongeldig| weiger(self.begin, format!("{}: {fout}.", kort(self.naam))))
    }

    pub(super) fn waarde_van<T: FromStr<Err = Ongeldig>>(&self, naam: &str) -> Uit<T> {
        self.een(naam)?.waarde()
    }

    /// The value of an element that may be absent; an empty one counts as absent.
    pub(super) fn mogelijk<T: FromStr<Err = Ongeldig>>(&self, naam: &str) -> Uit<Option<T>> {
        self.nul(naam).filter(|e| !e.binnen.is_empty()).map(Element::waarde).transpose()
    }
}
