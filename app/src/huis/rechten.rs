//! Who may do what: one pure function over role, gemeente, relation, field class and noodknop.
//!
//! The rules are data-free on purpose: the whole matrix is printed by [`matrix`] and kept as a snapshot, so that a change in
//! anyone's rights is visible in a diff. Enforced in one place: the gate (`poort`).

/// Roles of the people who work with Wijkthuis. Codes are stored; names are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rol {
    /// Wmo consulent of one gemeente with beschermd wonen as field of attention (UP 2.2).
    Aandachtsfunctionaris,
    /// Indicates, sets goals, scales care up and down, for the whole region (UP 2.2).
    Trajectregisseur,
    /// Divides the work.
    Teamleider,
    /// Sees money, pseudonymous.
    FinancieelAdviseur,
    /// Sees aanbieders and contracts, no inwoners.
    Contractmanager,
    /// Policy and boards: published aggregates only.
    Bestuur,
    /// Gives and takes roles.
    Autorisatiebeheerder,
    /// Keeps the installation running; sees no dossiers.
    Applicatiebeheerder,
    /// Functionaris gegevensbescherming: reads the logs.
    Fg,
}

impl Rol {
    /// All roles.
    pub const ALLE: [Rol; 9] = [
        Rol::Aandachtsfunctionaris,
        Rol::Trajectregisseur,
        Rol::Teamleider,
        Rol::FinancieelAdviseur,
        Rol::Contractmanager,
        Rol::Bestuur,
        Rol::Autorisatiebeheerder,
        Rol::Applicatiebeheerder,
        Rol::Fg,
    ];

    /// The code as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Rol::Aandachtsfunctionaris => "aandachtsfunctionaris",
            Rol::Trajectregisseur => "trajectregisseur",
            Rol::Teamleider => "teamleider",
            Rol::FinancieelAdviseur => "financieel_adviseur",
            Rol::Contractmanager => "contractmanager",
            Rol::Bestuur => "bestuur",
            Rol::Autorisatiebeheerder => "autorisatiebeheerder",
            Rol::Applicatiebeheerder => "applicatiebeheerder",
            Rol::Fg => "fg",
        }
    }

    /// The name as shown.
    pub const fn naam(self) -> &'static str {
        match self {
            Rol::Aandachtsfunctionaris => "aandachtsfunctionaris",
            Rol::Trajectregisseur => "trajectregisseur",
            Rol::Teamleider => "teamleider",
            Rol::FinancieelAdviseur => "financieel adviseur",
            Rol::Contractmanager => "contractmanager",
            Rol::Bestuur => "beleid en bestuur",
            Rol::Autorisatiebeheerder => "autorisatiebeheerder",
            Rol::Applicatiebeheerder => "applicatiebeheerder",
            Rol::Fg => "functionaris gegevensbescherming",
        }
    }

    /// The role with a code.
    pub fn lees(code: &str) -> Option<Rol> {
        Rol::ALLE.into_iter().find(|r| r.code() == code)
    }
}

/// Classes of fields, from harmless to tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Veldklasse {
    /// No personal data at all.
    Geen,
    /// Name, birth date, gemeente, phase, form, holders, terms.
    Basis,
    /// Address, telephone, reporter.
    Contact,
    /// The burgerservicenummer itself.
    Bsn,
    /// Question, leefgebieden, doelgroep, goals, reasons: health and everything near it.
    Gezondheid,
    /// Amounts of one inwoner.
    Financieel,
    /// Notes in free text.
    Notitie,
}

impl Veldklasse {
    /// All classes.
    pub const ALLE: [Veldklasse; 7] = [
        Veldklasse::Geen,
        Veldklasse::Basis,
        Veldklasse::Contact,
        Veldklasse::Bsn,
        Veldklasse::Gezondheid,
        Veldklasse::Financieel,
        Veldklasse::Notitie,
    ];
}

/// What the user is to the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relatie {
    /// Holds it, holds it too, or stands in for the holder.
    Houder,
    /// Works for the gemeente of the dossier (or for the whole region), without holding it.
    Gebied,
    /// Nothing.
    Geen,
}

impl Relatie {
    /// All relations.
    pub const ALLE: [Relatie; 3] = [Relatie::Houder, Relatie::Gebied, Relatie::Geen];
    /// As the logboek writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Relatie::Houder => "houder",
            Relatie::Gebied => "gebied",
            Relatie::Geen => "geen",
        }
    }
}

/// Reading, or changing something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actie {
    /// Look.
    Lezen,
    /// Act.
    Handelen,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oordeel {
    /// Allowed.
    Ja,
    /// Allowed without identity: a number instead of a name.
    Gemaskeerd,
    /// Not allowed.
    Nee,
}

/// Whether `rol`, being `relatie` to a dossier, may do `actie` with fields of `klasse`; `noodknop` is an open break-glass access.
pub fn mag(rol: Rol, relatie: Relatie, klasse: Veldklasse, actie: Actie, noodknop: bool) -> Oordeel {
    let gewoon = match rol {
        Rol::Aandachtsfunctionaris | Rol::Trajectregisseur => behandelaar(rol, relatie, klasse, actie),
        Rol::Teamleider => teamleider(relatie, klasse, actie),
        Rol::FinancieelAdviseur => financieel(relatie, klasse, actie),
        Rol::Contractmanager
        | Rol::Bestuur
        | Rol::Autorisatiebeheerder
        | Rol::Applicatiebeheerder
        | Rol::Fg => {
            if klasse == Veldklasse::Geen {
                Oordeel::Ja
            } else {
                Oordeel::Nee
            }
        }
    };
    if gewoon != Oordeel::Ja
        && noodknop
        && mag_noodknop(rol)
        && actie == Actie::Lezen
        && klasse != Veldklasse::Financieel
    {
        return Oordeel::Ja;
    }
    gewoon
}

/// Whether a role can break the glass at all: only who could hold the dossier, or divides the work.
pub fn mag_noodknop(rol: Rol) -> bool {
    match rol {
        Rol::Aandachtsfunctionaris | Rol::Trajectregisseur | Rol::Teamleider => true,
        Rol::FinancieelAdviseur
        | Rol::Contractmanager
        | Rol::Bestuur
        | Rol::Autorisatiebeheerder
        | Rol::Applicatiebeheerder
        | Rol::Fg => false,
    }
}

fn behandelaar(rol: Rol, relatie: Relatie, klasse: Veldklasse, actie: Actie) -> Oordeel {
    match (relatie, klasse) {
        (_, Veldklasse::Geen) => Oordeel::Ja,
        // UP 2.2: the trajectregisseur is responsible for the indicatie, and so sees what it costs.
        (Relatie::Houder, Veldklasse::Financieel) => {
            if rol == Rol::Trajectregisseur && actie == Actie::Lezen { Oordeel::Ja } else { Oordeel::Nee }
        }
        (
            Relatie::Houder,
            Veldklasse::Basis
            | Veldklasse::Contact
            | Veldklasse::Bsn
            | Veldklasse::Gezondheid
            | Veldklasse::Notitie,
        ) => Oordeel::Ja,
        (Relatie::Gebied, Veldklasse::Basis) => {
            if actie == Actie::Lezen {
                Oordeel::Ja
            } else {
                Oordeel::Nee
            }
        }
        (
            Relatie::Gebied | Relatie::Geen,
            Veldklasse::Basis
            | Veldklasse::Contact
            | Veldklasse::Bsn
            | Veldklasse::Gezondheid
            | Veldklasse::Financieel
            | Veldklasse::Notitie,
        ) => Oordeel::Nee,
    }
}

fn teamleider(relatie: Relatie, klasse: Veldklasse, actie: Actie) -> Oordeel {
    match (klasse, relatie) {
        (Veldklasse::Geen, _) => Oordeel::Ja,
        // Dividing the work is the only thing a teamleider changes, and it needs no more than the basics.
        (Veldklasse::Basis, Relatie::Houder | Relatie::Gebied) => match actie {
            Actie::Lezen | Actie::Handelen => Oordeel::Ja,
        },
        (Veldklasse::Basis, Relatie::Geen)
        | (
            Veldklasse::Contact
            | Veldklasse::Bsn
            | Veldklasse::Gezondheid
            | Veldklasse::Financieel
            | Veldklasse::Notitie,
            _,
        ) => Oordeel::Nee,
    }
}

fn financieel(relatie: Relatie, klasse: Veldklasse, actie: Actie) -> Oordeel {
    match (klasse, relatie) {
        (Veldklasse::Geen, _) | (Veldklasse::Financieel, Relatie::Houder | Relatie::Gebied) => Oordeel::Ja,
        (Veldklasse::Basis, Relatie::Houder | Relatie::Gebied) if actie == Actie::Lezen => {
            Oordeel::Gemaskeerd
        }
        (Veldklasse::Basis | Veldklasse::Financieel, _)
        | (Veldklasse::Contact | Veldklasse::Bsn | Veldklasse::Gezondheid | Veldklasse::Notitie, _) => {
            Oordeel::Nee
        }
    }
}

/// The whole matrix as text, one line per role, relation, class, action and noodknop: the snapshot, and the page that shows it.
pub fn matrix() -> Vec<(Rol, Relatie, Veldklasse, Actie, bool, Oordeel)> {
    let mut uit = Vec::new();
    for rol in Rol::ALLE {
        for relatie in Relatie::ALLE {
            for klasse in Veldklasse::ALLE {
                for actie in [Actie::Lezen, Actie::Handelen] {
                    for noodknop in [false, true] {
                        uit.push((
                            rol,
                            relatie,
                            klasse,
                            actie,
                            noodknop,
                            mag(rol, relatie, klasse, actie, noodknop),
                        ));
                    }
                }
            }
        }
    }
    uit
}
