//! Reads a message in one pass: XML, kind of message, and level 1 (structure and values) on the way.

mod naamruimte;
mod schema;

use naamruimte::{Naamruimte, splits};

use crate::bericht::Berichtsoort;
use crate::bevinding::{Bevinding, Niveau, Onleesbaar, Reden, Verzameling};
use crate::boom::{Boom, Knoop};
use crate::gelezen::Gelezen;
use crate::schema::Vorm;
use crate::waarde::kort;
use crate::xml::{Ontleder, Stuk, Xmlfout};

/// Largest message that may be exchanged: 25 MB (OP179).
pub const GROOTTE_MAX: usize = 25_000_000;
/// Deepest nesting that is read; the deepest message has nine levels.
pub const DIEPTE_MAX: usize = 32;
/// Most attributes of one element that are read; a message needs three.
pub const ATTRIBUTEN_MAX: usize = 32;

/// Most namespace bindings that are open at the same time; a message needs two.
pub(crate) const BINDINGEN_MAX: usize = 64;

/// Reads a message and checks its structure (level 1).
///
/// # Errors
/// When the bytes cannot be a message of iWmo 3.2: too large, not UTF-8, not XML, with a document type, or something else altogether.
pub fn lees(bytes: &[u8]) -> Result<Gelezen<'_>, Onleesbaar> {
    lees_tot(bytes, GROOTTE_MAX)
}

/// Reads a message like [`lees`], with another limit on its size than that of the traffic: for measuring, and for archives that hold more
/// than one message could.
///
/// # Errors
/// As [`lees`]; also when it is larger than 4 GB.
pub fn lees_tot(bytes: &[u8], grootte_max: usize) -> Result<Gelezen<'_>, Onleesbaar> {
    let bron = als_tekst(bytes, grootte_max.min(u32::MAX as usize - 1))?;
    let mut lezing = Lezing::nieuw(bron);
    match lezing.alles() {
        Ok(soort) => {
            let Lezing { boom, fouten, .. } = lezing;
            let bevindingen = werk_uit(&boom, fouten);
            Ok(Gelezen::nieuw(soort, boom, bevindingen))
        }
        Err(Xmlfout { offset, reden, melding }) => {
            Err(Onleesbaar { reden, plaats: lezing.boom.plaats(offset.min(bron.len())), melding })
        }
    }
}

fn als_tekst(bytes: &[u8], grootte_max: usize) -> Result<&str, Onleesbaar> {
    let begin = Boom::nieuw("").plaats(0);
    let weiger = |reden, melding: &str| Err(Onleesbaar { reden, plaats: begin, melding: melding.to_owned() });
    if bytes.len() > grootte_max {
        return weiger(Reden::TeGroot, "Het bestand is groter dan mag; voor een bericht is dat 25 MB.");
    }
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        return weiger(Reden::Codering, "Het bestand is in UTF-16; een bericht is altijd in UTF-8.");
    }
    // A byte order mark does not belong in a message (OP192), but refusing it would lose a message that everyone else can read.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(bron) => Ok(bron),
        Err(fout) => {
            let goed = std::str::from_utf8(&bytes[..fout.valid_up_to()]).unwrap_or("");
            let plaats = Boom::nieuw(goed).plaats(goed.len());
            Err(Onleesbaar {
                reden: Reden::Codering,
                plaats,
                melding: "Het bestand is geen geldige UTF-8.".to_owned(),
            })
        }
    }
}

/// A fault against the schema, not yet worked out.
struct Fout<'a> {
    code: &'static str,
    /// The element it is about, or the one in which it stands when it is not in the tree.
    knoop: Knoop,
    /// Name of the element when it is not in the tree.
    naam: Option<&'a str>,
    offset: usize,
    melding: String,
}

fn werk_uit(boom: &Boom<'_>, fouten: Vec<Fout<'_>>) -> Vec<Bevinding> {
    let mut uit = Verzameling::default();
    for Fout { code, knoop, naam, offset, melding } in fouten {
        uit.meld(code, || {
            let mut pad = boom.pad_van(knoop);
            if let Some(naam) = naam {
                pad.push('/');
                pad.push_str(&kort(naam));
            }
            Bevinding { niveau: Niveau::Schema, code, pad, plaats: boom.plaats(offset), melding }
        });
    }
    uit.klaar()
}

/// An element that is being read.
struct Open<'a> {
    /// Name with prefix, for the end tag.
    naam: &'a str,
    knoop: Knoop,
    vorm: Option<Vorm>,
    /// Index of the field that is expected next, and whether it was there already.
    volgende: usize,
    gehad: bool,
    /// One bit per field of the class that was seen; no class has more than 32.
    gezien: u32,
    begin: usize,
    tekst_van: usize,
    samengesteld: bool,
    /// Text was found where only elements belong; reported once.
    tekst_gemeld: bool,
    bindingen: usize,
}

struct Lezing<'a> {
    bron: &'a str,
    boom: Boom<'a>,
    fouten: Vec<Fout<'a>>,
    stapel: Vec<Open<'a>>,
    bindingen: Vec<(&'a str, &'a str, Naamruimte)>,
    soort: Option<Berichtsoort>,
}

/// Most faults that are kept; what comes after them is counted by nobody and helps nobody.
const FOUTEN_MAX: usize = 2_000;

type Uit<T> = Result<T, Xmlfout>;

fn weiger<T>(offset: usize, reden: Reden, melding: impl Into<String>) -> Uit<T> {
    Err(Xmlfout { offset, reden, melding: melding.into() })
}

impl<'a> Lezing<'a> {
    fn nieuw(bron: &'a str) -> Self {
        Lezing {
            bron,
            boom: Boom::nieuw(bron),
            fouten: Vec::new(),
            stapel: Vec::with_capacity(DIEPTE_MAX),
            bindingen: Vec::new(),
            soort: None,
        }
    }

    fn alles(&mut self) -> Uit<Berichtsoort> {
        let mut ontleder = Ontleder::nieuw(self.bron)?;
        loop {
            let begin = ontleder.plek;
            if self.stapel.last().is_some_and(|open| ontleder.eindtag_van(open.naam)) {
                self.sluit(begin);
                continue;
            }
            match ontleder.volgende()? {
                Stuk::Start { naam, attributen, attributen_op, leeg } => {
                    self.open(begin, naam, attributen, attributen_op)?;
                    if let Some(open) = self.stapel.last_mut() {
                        open.tekst_van = ontleder.plek;
                    }
                    if leeg {
                        self.sluit(ontleder.plek);
                    }
                }
                Stuk::Eind { naam } => {
                    match self.stapel.last() {
                        Some(open) if open.naam == naam => {}
                        Some(open) => {
                            let melding =
                                format!("Het element {} wordt gesloten als {}.", kort(open.naam), kort(naam));
                            return weiger(begin, Reden::GeenXml, melding);
                        }
                        None => {
                            return weiger(
                                begin,
                                Reden::GeenXml,
                                "Er wordt een element gesloten dat niet open is.",
                            );
                        }
                    }
                    self.sluit(begin);
                }
                Stuk::Tekst { gewoon, blanco } => self.tekst(begin, gewoon, blanco)?,
                Stuk::Cdata { blanco } => {
                    if self.stapel.is_empty() {
                        return weiger(begin, Reden::GeenXml, "Er staat tekst buiten het bericht.");
                    }
                    self.tekst(begin, false, blanco)?;
                }
                Stuk::Terzijde => {
                    if let Some(open) = self.stapel.last_mut() {
                        open.samengesteld = true;
                    }
                }
                Stuk::Klaar => return self.einde(begin),
            }
        }
    }

    fn einde(&self, offset: usize) -> Uit<Berichtsoort> {
        match (self.stapel.last(), self.soort) {
            (Some(open), _) => {
                let melding =
                    format!("Het bestand houdt op terwijl element {} nog open is.", kort(open.naam));
                weiger(offset, Reden::GeenXml, melding)
            }
            (None, Some(soort)) => Ok(soort),
            (None, None) => weiger(offset, Reden::GeenXml, "Het bestand is leeg."),
        }
    }

    fn tekst(&mut self, begin: usize, gewoon: bool, blanco: bool) -> Uit<()> {
        let Some(open) = self.stapel.last_mut() else {
            return if blanco {
                Ok(())
            } else {
                weiger(begin, Reden::GeenXml, "Er staat tekst buiten het bericht.")
            };
        };
        open.samengesteld |= !gewoon;
        let in_klasse = matches!(open.vorm, Some(Vorm::Klasse(_)));
        if in_klasse && !blanco && !open.tekst_gemeld {
            open.tekst_gemeld = true;
            let (knoop, melding) =
                (open.knoop, format!("In element {} staat losse tekst.", lokaal(open.naam)));
            self.meld("N1-TEKST", knoop, None, begin, melding);
        }
        Ok(())
    }

    fn open(&mut self, begin: usize, naam: &'a str, attributen: &'a str, op: usize) -> Uit<()> {
        if self.stapel.is_empty() && self.soort.is_some() {
            return weiger(begin, Reden::GeenXml, "Na het bericht staat nog een element.");
        }
        if self.stapel.len() >= DIEPTE_MAX {
            return weiger(
                begin,
                Reden::TeDiep,
                format!("De elementen zitten meer dan {DIEPTE_MAX} diep in elkaar."),
            );
        }
        let bindingen = self.bindingen.len();
        let vreemd = if attributen.is_empty() { None } else { self.attributen(attributen, op)? };
        let (voorvoegsel, lokaal) = splits(begin, naam)?;
        let ruimte = self.ruimte(begin, voorvoegsel)?;
        let (knoop, vorm) = if self.stapel.is_empty() {
            self.wortel(begin, lokaal, voorvoegsel)?
        } else {
            self.plaats_kind(begin, lokaal, ruimte)
        };
        if let Some((attribuut, offset)) = vreemd {
            let melding = format!("Attribuut {} hoort hier niet.", kort(attribuut));
            self.meld("N1-ATTRIBUUT", knoop, None, offset, melding);
        }
        self.stapel.push(Open {
            naam,
            knoop,
            vorm,
            volgende: 0,
            gehad: false,
            gezien: 0,
            begin,
            tekst_van: 0,
            samengesteld: false,
            tekst_gemeld: false,
            bindingen,
        });
        Ok(())
    }

    fn sluit(&mut self, tot: usize) {
        let Some(open) = self.stapel.last() else { return };
        match open.vorm {
            Some(Vorm::Klasse(klasse)) => {
                let (van, gehad, begin) = (open.volgende, open.gehad, open.begin);
                self.boom.sluit(open.knoop);
                self.meld_ontbrekend(klasse, van, klasse.velden.len(), gehad, begin);
            }
            Some(Vorm::Waarde(soort)) => self.sluit_waarde(soort, tot),
            None => {}
        }
        if let Some(open) = self.stapel.pop() {
            self.bindingen.truncate(open.bindingen);
        }
    }

    /// Tells whether enough faults were kept; then none needs to be worded any more.
    fn is_vol(&self) -> bool {
        self.fouten.len() >= FOUTEN_MAX
    }

    fn meld(
        &mut self,
        code: &'static str,
        knoop: Knoop,
        naam: Option<&'a str>,
        offset: usize,
        melding: String,
    ) {
        if !self.is_vol() {
            self.fouten.push(Fout { code, knoop, naam, offset, melding });
        }
    }
}

/// The name without its prefix.
fn lokaal(naam: &str) -> &str {
    naam.split_once(':').map_or(naam, |(_, lokaal)| lokaal)
}
