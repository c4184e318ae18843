//! What a check found, and where.

use std::fmt;

/// The control levels of the standard (IV032).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Niveau {
    /// 1: the structure of the message (XML schema). No retour is possible.
    Schema,
    /// 2: rules within one message. The whole message is refused with 0001.
    Bericht,
    /// 3: rules against earlier messages.
    Berichtoverstijgend,
    /// 4: rules against other sources: calendar, contract, list of gemeenten.
    ExterneBron,
}

impl Niveau {
    /// The number of the level, 1 to 4.
    #[must_use]
    pub fn nummer(self) -> u8 {
        match self {
            Niveau::Schema => 1,
            Niveau::Bericht => 2,
            Niveau::Berichtoverstijgend => 3,
            Niveau::ExterneBron => 4,
        }
    }
}

/// A place in a file, counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Plaats {
    /// Line.
    pub regel: usize,
    /// Column.
    pub kolom: usize,
}

/// One thing that a check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bevinding {
    /// The level of the check.
    pub niveau: Niveau,
    /// The rule, such as `TR358`; faults against the schema have codes that start with `N1-`.
    pub code: &'static str,
    /// The element, such as `/Bericht/Declaratie/Clienten/Client[2]/Bsn`; a number only where there are more of the same.
    pub pad: String,
    /// Where the element starts.
    pub plaats: Plaats,
    /// What is wrong, as a Dutch sentence.
    pub melding: String,
}

impl fmt::Display for Bevinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plaats { regel, kolom } = self.plaats;
        write!(f, "{} regel {regel}, kolom {kolom} ({}): {}", self.code, self.pad, self.melding)
    }
}

/// Why a file cannot be read as a message at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reden {
    /// Larger than 25 MB (OP179).
    TeGroot,
    /// Not UTF-8, or it says that it is something else (OP192).
    Codering,
    /// Not well-formed XML.
    GeenXml,
    /// A document type or an entity of its own, which a message never has.
    Dtd,
    /// Elements nested deeper than any message has.
    TeDiep,
    /// XML, but not a message of this standard.
    GeenBericht,
    /// An envelope whose structure or content is not valid.
    Envelop,
    /// A message of this standard, but of another release.
    AndereRelease,
}

/// The refusal of a file that cannot be read as an iWmo 3.2 message. No retour is possible; tell the sender otherwise (OP090x2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Onleesbaar {
    /// Kind of reason.
    pub reden: Reden,
    /// Where reading stopped.
    pub plaats: Plaats,
    /// What is wrong, as a Dutch sentence.
    pub melding: String,
}

impl fmt::Display for Onleesbaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plaats { regel, kolom } = self.plaats;
        write!(f, "Onleesbaar, regel {regel}, kolom {kolom}: {}", self.melding)
    }
}

impl std::error::Error for Onleesbaar {}

/// Most findings of one code that are worked out; the rest is only counted.
pub(crate) const BEVINDINGEN_PER_CODE_MAX: usize = 50;

/// Collects findings and keeps a flood of the same one within bounds.
#[derive(Default)]
pub(crate) struct Verzameling {
    lijst: Vec<Bevinding>,
    /// Per code: how often it was found.
    tellers: Vec<(&'static str, usize)>,
}

impl Verzameling {
    /// Adds a finding; it is worked out only while there are not too many of its code.
    pub(crate) fn meld(&mut self, code: &'static str, maak: impl FnOnce() -> Bevinding) {
        let teller = match self.tellers.iter_mut().find(|(c, _)| *c == code) {
            Some((_, teller)) => teller,
            None => {
                self.tellers.push((code, 0));
                &mut self.tellers.last_mut().expect("it was just added").1
            }
        };
        *teller += 1;
        if *teller <= BEVINDINGEN_PER_CODE_MAX {
            self.lijst.push(maak());
        }
    }

    /// The findings; of a code with too many the last one says how many more there are.
    pub(crate) fn klaar(mut self) -> Vec<Bevinding> {
        for (code, teller) in self.tellers {
            let meer = teller.saturating_sub(BEVINDINGEN_PER_CODE_MAX);
            if meer > 0
                && let Some(laatste) = self.lijst.iter_mut().rfind(|b| b.code == code)
            {
                laatste.melding.push_str(&format!(" Deze bevinding komt nog {meer} keer voor."));
            }
        }
        self.lijst
    }
}
