//! Reads a message in one pass: XML, kind of message, and level 1 (structure and values) on the way.

use crate::bericht::{self, Berichtsoort};
use crate::bevinding::{Bevinding, Niveau, Onleesbaar, Reden, Verzameling};
use crate::boom::{Boom, Knoop};
use crate::gelezen::Gelezen;
use crate::schema::{self, Klasse, Ruimte, Veld, Vorm, Waardetype};
use crate::waarde::kort;
use crate::waardetoets;
use crate::xml::{Attributen, Ontleder, Stuk, Xmlfout};

/// Largest message that may be exchanged: 25 MB (OP179).
pub const GROOTTE_MAX: usize = 25_000_000;
/// Deepest nesting that is read; the deepest message has nine levels.
pub const DIEPTE_MAX: usize = 32;
/// Most attributes of one element that are read; a message needs three.
pub const ATTRIBUTEN_MAX: usize = 32;

/// Reads a message and checks its structure (level 1).
///
/// # Errors
/// When the bytes cannot be a message of iWmo 3.2: too large, not UTF-8, not XML, with a document type, or something else altogether.
pub fn lees(bytes: &[u8]) -> Result<Gelezen<'_>, Onleesbaar> {
    let bron = als_tekst(bytes)?;
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

fn als_tekst(bytes: &[u8]) -> Result<&str, Onleesbaar> {
    let begin = Boom::nieuw("").plaats(0);
    let weiger = |reden, melding: &str| Err(Onleesbaar { reden, plaats: begin, melding: melding.to_owned() });
    if bytes.len() > GROOTTE_MAX {
        return weiger(Reden::TeGroot, "Het bestand is groter dan 25 MB.");
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

/// What a prefix stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naamruimte {
    Basis,
    Bericht,
    Ander,
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

    /// Reads attributes: keeps namespace bindings, gives back the first attribute that does not belong in a message.
    fn attributen(&mut self, bron: &'a str, op: usize) -> Uit<Option<(&'a str, usize)>> {
        const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
        let mut lezer = Attributen { bron, plek: 0, op };
        let mut gezien: Vec<(&'a str, usize)> = Vec::new();
        while let Some(a) = lezer.volgende()? {
            if gezien.iter().any(|(naam, _)| *naam == a.naam) {
                return weiger(
                    a.offset,
                    Reden::GeenXml,
                    format!("Attribuut {} staat er twee keer.", kort(a.naam)),
                );
            }
            if gezien.len() >= ATTRIBUTEN_MAX {
                return weiger(a.offset, Reden::GeenXml, "Een element heeft te veel attributen.");
            }
            gezien.push((a.naam, a.offset));
            if a.naam == "xmlns" {
                self.bindingen.push(("", a.waarde, naamruimte(self.soort, a.waarde)));
            } else if let Some(voorvoegsel) = a.naam.strip_prefix("xmlns:") {
                if a.waarde.is_empty() || voorvoegsel.is_empty() || voorvoegsel.contains(':') {
                    return weiger(a.offset, Reden::GeenXml, "Een naamruimte klopt niet.");
                }
                self.bindingen.push((voorvoegsel, a.waarde, naamruimte(self.soort, a.waarde)));
            }
        }
        for (naam, offset) in gezien {
            if naam == "xmlns" || naam.starts_with("xmlns:") {
                continue;
            }
            let Some((voorvoegsel, lokaal)) = naam.split_once(':') else { return Ok(Some((naam, offset))) };
            let binding = self.bindingen.iter().rev().find(|(v, _, _)| *v == voorvoegsel);
            let mag = match binding {
                Some((_, adres, _)) => {
                    *adres == XSI && matches!(lokaal, "schemaLocation" | "noNamespaceSchemaLocation")
                }
                None if voorvoegsel == "xml" => false,
                None => {
                    return weiger(
                        offset,
                        Reden::GeenXml,
                        format!("Voorvoegsel {} is onbekend.", kort(voorvoegsel)),
                    );
                }
            };
            if !mag {
                return Ok(Some((naam, offset)));
            }
        }
        Ok(None)
    }

    fn ruimte(&self, begin: usize, voorvoegsel: &str) -> Uit<Naamruimte> {
        match self.bindingen.iter().rev().find(|(v, _, _)| *v == voorvoegsel) {
            Some((_, _, ruimte)) => Ok(*ruimte),
            None if voorvoegsel.is_empty() => Ok(Naamruimte::Ander),
            None => weiger(begin, Reden::GeenXml, format!("Voorvoegsel {} is onbekend.", kort(voorvoegsel))),
        }
    }

    /// Recognises the kind of message by the root element.
    fn wortel(&mut self, begin: usize, lokaal: &'a str, voorvoegsel: &str) -> Uit<(Knoop, Option<Vorm>)> {
        let adres =
            self.bindingen.iter().rev().find(|(v, _, _)| *v == voorvoegsel).map_or("", |(_, adres, _)| adres);
        let soort = herken(begin, lokaal, adres)?;
        self.soort = Some(soort);
        for (_, adres, ruimte) in &mut self.bindingen {
            *ruimte = naamruimte(Some(soort), adres);
        }
        let knoop = self.boom.open(crate::naam::Naam::Bericht, Boom::WORTEL, begin);
        Ok((knoop, Some(Vorm::Klasse(schema::wortel(soort)))))
    }

    /// Finds the place of an element in the schema; reports it when it stands wrong.
    fn plaats_kind(&mut self, begin: usize, lokaal: &'a str, ruimte: Naamruimte) -> (Knoop, Option<Vorm>) {
        let Some(open) = self.stapel.last_mut() else { return (Boom::WORTEL, None) };
        let ouder = open.knoop;
        let klasse = match open.vorm {
            Some(Vorm::Klasse(klasse)) => klasse,
            // Inside an element that is unknown itself nothing is reported any more.
            None => return (ouder, None),
            Some(Vorm::Waarde(_)) => {
                let melding =
                    format!("In element {} hoort een waarde, geen element.", self::lokaal(open.naam));
                self.meld("N1-ELEMENT", ouder, Some(lokaal), begin, melding);
                return (ouder, None);
            }
        };
        let velden = klasse.velden;
        let vooruit = velden[open.volgende..]
            .iter()
            .position(|v| v.naam.als_tekst() == lokaal)
            .map(|i| i + open.volgende);
        let Some(index) = vooruit.or_else(|| velden.iter().position(|v| v.naam.als_tekst() == lokaal)) else {
            let melding = format!("Element {} hoort niet in {}.", kort(lokaal), self::lokaal(open.naam));
            self.meld("N1-ONBEKEND", ouder, Some(lokaal), begin, melding);
            return (ouder, None);
        };
        let veld = &velden[index];
        let al_gehad = open.gezien & (1 << index) != 0;
        open.gezien |= 1 << index;
        let knoop = self.boom.open(veld.naam, ouder, begin);
        if vooruit.is_some() {
            let (van, gehad) = (open.volgende, open.gehad);
            (open.volgende, open.gehad) = if veld.herhaalt { (index, true) } else { (index + 1, false) };
            self.meld_ontbrekend(klasse, van, index, gehad, begin);
        } else {
            self.meld_verkeerde_plaats(veld, al_gehad, knoop, begin);
        }
        let verwacht = match klasse.ruimte {
            Ruimte::Basis => Naamruimte::Basis,
            Ruimte::Bericht => Naamruimte::Bericht,
        };
        if ruimte != verwacht {
            let melding = format!("Element {lokaal} staat in de verkeerde naamruimte.");
            self.meld("N1-NAAMRUIMTE", knoop, None, begin, melding);
        }
        (knoop, Some(veld.vorm))
    }

    /// Reports mandatory fields that were passed over.
    fn meld_ontbrekend(
        &mut self,
        klasse: &'static Klasse,
        van: usize,
        tot: usize,
        gehad: bool,
        offset: usize,
    ) {
        for (index, veld) in klasse.velden.iter().enumerate().take(tot).skip(van) {
            if veld.verplicht && !(gehad && index == van) {
                let Some(open) = self.stapel.last() else { return };
                let (knoop, ouder) = (open.knoop, lokaal(open.naam));
                let melding =
                    format!("In {ouder} ontbreekt het verplichte element {}.", veld.naam.als_tekst());
                self.meld("N1-ONTBREEKT", knoop, Some(veld.naam.als_tekst()), offset, melding);
            }
        }
    }

    fn meld_verkeerde_plaats(&mut self, veld: &Veld, al_gehad: bool, knoop: Knoop, offset: usize) {
        let naam = veld.naam;
        let (code, melding) = if al_gehad {
            ("N1-TEVEEL", format!("Element {} mag hier maar één keer staan.", naam.als_tekst()))
        } else {
            ("N1-VOLGORDE", format!("Element {} staat niet op de juiste plaats.", naam.als_tekst()))
        };
        self.meld(code, knoop, None, offset, melding);
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

    fn sluit_waarde(&mut self, soort: Waardetype, tot: usize) {
        let Some(open) = self.stapel.last() else { return };
        let (knoop, begin, naam) = (open.knoop, open.begin, open.naam);
        let van = open.tekst_van.min(tot);
        self.boom.sluit_met_tekst(knoop, van, tot, open.samengesteld);
        let oordeel = if open.samengesteld {
            waardetoets::toets(soort, &self.boom.tekst(knoop))
        } else {
            waardetoets::toets(soort, &self.bron[van..tot])
        };
        if let Err((code, wat)) = oordeel {
            let waarde = kort(&self.boom.tekst(knoop));
            let melding = format!("{}: '{waarde}' {wat}.", lokaal(naam));
            self.meld(code, knoop, None, begin, melding);
        }
    }

    fn meld(
        &mut self,
        code: &'static str,
        knoop: Knoop,
        naam: Option<&'a str>,
        offset: usize,
        melding: String,
    ) {
        if self.fouten.len() < FOUTEN_MAX {
            self.fouten.push(Fout { code, knoop, naam, offset, melding });
        }
    }
}

/// The name without its prefix.
fn lokaal(naam: &str) -> &str {
    naam.split_once(':').map_or(naam, |(_, lokaal)| lokaal)
}

/// Prefix and name.
fn splits(begin: usize, naam: &str) -> Uit<(&str, &str)> {
    match naam.split_once(':') {
        None => Ok(("", naam)),
        Some((voorvoegsel, lokaal))
            if !voorvoegsel.is_empty() && !lokaal.is_empty() && !lokaal.contains(':') =>
        {
            Ok((voorvoegsel, lokaal))
        }
        Some(_) => weiger(begin, Reden::GeenXml, format!("De naam {} klopt niet.", kort(naam))),
    }
}

fn naamruimte(soort: Option<Berichtsoort>, adres: &str) -> Naamruimte {
    if adres == bericht::RUIMTE_BASIS {
        Naamruimte::Basis
    } else if soort.is_some() && soort == soort_van(adres) {
        Naamruimte::Bericht
    } else {
        Naamruimte::Ander
    }
}

/// The kind of message that this namespace belongs to.
fn soort_van(adres: &str) -> Option<Berichtsoort> {
    let nummer = adres.strip_prefix(bericht::RUIMTE_BEGIN)?.strip_suffix(bericht::RUIMTE_EINDE)?;
    Berichtsoort::van_nummer(nummer)
}

fn herken(begin: usize, lokaal: &str, adres: &str) -> Uit<Berichtsoort> {
    if let Some(soort) = soort_van(adres).filter(|_| lokaal == "Bericht") {
        return Ok(soort);
    }
    const STANDAARD: &str = "http://www.istandaarden.nl/iwmo/";
    if adres.to_ascii_lowercase().starts_with(STANDAARD)
        && !adres.starts_with("http://www.istandaarden.nl/iwmo/3_2/")
    {
        let melding = format!("Dit is een iWmo-bericht van een andere release dan 3.2: {}.", kort(adres));
        return weiger(begin, Reden::AndereRelease, melding);
    }
    let melding =
        format!("Dit is geen iWmo-bericht: het begint met element {} uit '{}'.", kort(lokaal), kort(adres));
    weiger(begin, Reden::GeenBericht, melding)
}
