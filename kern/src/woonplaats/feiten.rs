//! What is known about a person on the day of the melding, before any rule is applied.

use crate::stam::{Datum, Gemeentecode, Gemeenten, Periode};
use alloc::vec::Vec;

/// Which rules decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// The law in force: Wmo 2015 art. 1.2.1.
    R0,
    /// Bill 36288, not in force.
    R1,
    /// Gemeente van herkomst as the region counts it; never a ground for a decision.
    R2,
}

impl Regime {
    /// `R0`, `R1` or `R2`, as stored.
    pub fn code(self) -> &'static str {
        match self {
            Regime::R0 => "R0",
            Regime::R1 => "R1",
            Regime::R2 => "R2",
        }
    }
    /// As people call it.
    pub fn naam(self) -> &'static str {
        match self {
            Regime::R0 => "De wet die nu geldt",
            Regime::R1 => "Wetsvoorstel woonplaatsbeginsel (geldt nog niet)",
            Regime::R2 => "Gemeente van herkomst (voor monitor en overleg)",
        }
    }
}

/// What is asked for; decides which part of art. 1.2.1 applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// Beschermd wonen in an accommodation of an institution (art. 1.1.1).
    Bw,
    /// Beschermd thuis: help in an own dwelling, so not beschermd wonen in the sense of the law.
    Bt,
    /// Maatschappelijke opvang.
    Opvang,
}

impl Product {
    /// Every product, in the order of the form.
    pub const ALLE: [Product; 3] = [Product::Bw, Product::Bt, Product::Opvang];

    /// As stored and as in forms.
    pub fn code(self) -> &'static str {
        match self {
            Product::Bw => "bw",
            Product::Bt => "bt",
            Product::Opvang => "opvang",
        }
    }
    /// As people call it.
    pub fn naam(self) -> &'static str {
        match self {
            Product::Bw => "Beschermd wonen",
            Product::Bt => "Beschermd thuis",
            Product::Opvang => "Opvang",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Product> {
        Product::ALLE.into_iter().find(|p| p.code() == code)
    }
}

/// Whether the person may have a claim at all (Wmo 2015 art. 1.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verblijfsrecht {
    /// Dutch national.
    Nederlander,
    /// Lawful residence under art. 8 a-e or l Vreemdelingenwet 2000.
    Rechtmatig,
    /// Neither.
    Anders,
    /// Not asked or not clear.
    Onbekend,
}

impl Verblijfsrecht {
    /// Every answer, in the order of the form.
    pub const ALLE: [Verblijfsrecht; 4] = [
        Verblijfsrecht::Nederlander,
        Verblijfsrecht::Rechtmatig,
        Verblijfsrecht::Anders,
        Verblijfsrecht::Onbekend,
    ];

    /// As stored and as in forms.
    pub fn code(self) -> &'static str {
        match self {
            Verblijfsrecht::Nederlander => "nederlander",
            Verblijfsrecht::Rechtmatig => "rechtmatig",
            Verblijfsrecht::Anders => "anders",
            Verblijfsrecht::Onbekend => "onbekend",
        }
    }
    /// As the form asks it.
    pub fn naam(self) -> &'static str {
        match self {
            Verblijfsrecht::Nederlander => "Nederlander",
            Verblijfsrecht::Rechtmatig => "Rechtmatig verblijf (Vreemdelingenwet art. 8 onder a-e of l)",
            Verblijfsrecht::Anders => "Ander verblijf, of geen recht op verblijf",
            Verblijfsrecht::Onbekend => "Nog niet bekend",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Verblijfsrecht> {
        Verblijfsrecht::ALLE.into_iter().find(|v| v.code() == code)
    }
}

/// Woonadres or briefadres (Wet BRP art. 1.1 o and p).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Functie {
    /// Where somebody lives.
    Woonadres,
    /// Where somebody only gets mail.
    Briefadres,
}

impl Functie {
    /// `W` or `B`, as the BRP writes it.
    pub fn code(self) -> &'static str {
        match self {
            Functie::Woonadres => "W",
            Functie::Briefadres => "B",
        }
    }
    /// From the BRP code.
    pub fn lees(code: &str) -> Option<Functie> {
        match code {
            "W" => Some(Functie::Woonadres),
            "B" => Some(Functie::Briefadres),
            _ => None,
        }
    }
}

/// The kind of institution that somebody stays in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instelling {
    /// Beschermd wonen.
    Bw,
    /// Maatschappelijke opvang.
    Opvang,
    /// Psychiatric clinic.
    Ggz,
    /// Institution under the Wet langdurige zorg.
    Wlz,
    /// Penitentiary institution.
    Pi,
    /// Youth care with stay.
    Jeugd,
    /// Forensic clinic.
    Forensisch,
    /// Hospital.
    Ziekenhuis,
    /// Another institution.
    Anders,
}

impl Instelling {
    /// Every kind, in the order of the form.
    pub const ALLE: [Instelling; 9] = [
        Instelling::Bw,
        Instelling::Opvang,
        Instelling::Ggz,
        Instelling::Wlz,
        Instelling::Pi,
        Instelling::Jeugd,
        Instelling::Forensisch,
        Instelling::Ziekenhuis,
        Instelling::Anders,
    ];

    /// As stored and as in forms.
    pub fn code(self) -> &'static str {
        match self {
            Instelling::Bw => "bw",
            Instelling::Opvang => "opvang",
            Instelling::Ggz => "ggz",
            Instelling::Wlz => "wlz",
            Instelling::Pi => "pi",
            Instelling::Jeugd => "jeugd",
            Instelling::Forensisch => "forensisch",
            Instelling::Ziekenhuis => "ziekenhuis",
            Instelling::Anders => "anders",
        }
    }
    /// As people call it.
    pub fn naam(self) -> &'static str {
        match self {
            Instelling::Bw => "Beschermd wonen",
            Instelling::Opvang => "Opvang",
            Instelling::Ggz => "Ggz-kliniek",
            Instelling::Wlz => "Wlz-instelling",
            Instelling::Pi => "Penitentiaire inrichting",
            Instelling::Jeugd => "Jeugdhulp met verblijf",
            Instelling::Forensisch => "Forensische kliniek",
            Instelling::Ziekenhuis => "Ziekenhuis",
            Instelling::Anders => "Andere instelling",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Instelling> {
        Instelling::ALLE.into_iter().find(|i| i.code() == code)
    }
}

/// An address as the BRP knows it. Addresses may overlap: the one that began last counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adres {
    /// When it was the address.
    pub periode: Periode,
    /// Gemeente of registration; 1999 is the RNI and no gemeente.
    pub gemeente: Gemeentecode,
    /// Woonadres or briefadres.
    pub functie: Functie,
    /// Kind of institution at this address, when it is one.
    pub instelling: Option<Instelling>,
    /// The BRP doubts it: note of art. 2.26, or reported as not living there (art. 2.34).
    pub in_onderzoek: bool,
    /// Only the name of the gemeente changed, by herindeling: not a move.
    pub herindeling: bool,
}

/// A stay in an institution that inwoner or aanbieder told us about; the BRP need not have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verblijf {
    /// When.
    pub periode: Periode,
    /// In what kind of institution.
    pub soort: Instelling,
}

/// Beschermd wonen that a college granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EerderBw {
    /// When it was used.
    pub periode: Periode,
    /// College on whose behalf it was granted (Awb art. 10:10); `None` when not recorded.
    pub verstrekt_door: Option<Gemeentecode>,
    /// Besluit, delivery and departure do not name the same last day, so that nobody knows which one counts.
    pub einde_onzeker: bool,
}

/// Everything the rules may look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feiten {
    /// Day of the melding (Wmo 2015 art. 2.3.2 lid 1): the day that the rules look at.
    pub melding_op: Datum,
    /// Gemeente that was turned to.
    pub melding_gemeente: Gemeentecode,
    /// What is asked for; `None` when not clear yet.
    pub product: Option<Product>,
    /// Urgent (art. 2.3.3).
    pub spoed: bool,
    /// Day of the aanvraag, when there is one.
    pub aanvraag_op: Option<Datum>,
    /// Birth date, when known.
    pub geboren_op: Option<Datum>,
    /// Claim by nationality or residence.
    pub verblijfsrecht: Verblijfsrecht,
    /// Whether the identity was established (art. 2.3.4).
    pub identiteit_vast: bool,
    /// Addresses in the BRP.
    pub adressen: Vec<Adres>,
    /// Known stays.
    pub verblijven: Vec<Verblijf>,
    /// Earlier and running beschermd wonen.
    pub eerder_bw: Vec<EerderBw>,
}

/// The numbers and lists of the rules, all from the files of rules.
#[derive(Debug, Clone, Copy)]
pub struct Regels<'a> {
    /// Names and herindelingen.
    pub gemeenten: &'a Gemeenten,
    /// First day of bill 36288, when a koninklijk besluit has set it.
    pub r1_vanaf: Option<Datum>,
    /// Institutions at which a woonadres is skipped (bill art. 1.2.1a; list not verified).
    pub overslaan: &'a [Instelling],
    /// Months that earlier beschermd wonen keeps the college responsible (bill art. 1.2.1a lid 1 a).
    pub eerder_bw_maanden: i32,
    /// Age from which the Wmo and not the Jeugdwet goes first, years.
    pub volwassen_vanaf: u16,
    /// Years that are looked back to call a client nieuw (Uitvoeringsplan § 5.2).
    pub terugkijk_jaren: i32,
}

impl Regels<'_> {
    /// The regime that decides for a melding of this day.
    pub fn regime_op(&self, melding_op: Datum) -> Regime {
        if self.r1_vanaf.is_some_and(|per| per <= melding_op) { Regime::R1 } else { Regime::R0 }
    }
}
