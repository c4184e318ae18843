//! The chapters of each report.

use crate::monitor::Tabelnaam as T;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rapportsoort {
    /// How it goes, per quarter and per year (UP 5.3).
    Voortgang,
    /// Who the cliënten are on a day: the nulmeting that later quarters are laid beside.
    Doelgroep,
}

impl Rapportsoort {
    /// Both.
    pub const ALLE: [Rapportsoort; 2] = [Rapportsoort::Voortgang, Rapportsoort::Doelgroep];
    /// The code in addresses and registers.
    pub fn code(self) -> &'static str {
        match self {
            Rapportsoort::Voortgang => "voortgangsrapportage",
            Rapportsoort::Doelgroep => "doelgroepanalyse",
        }
    }
    /// The report with a code.
    pub fn lees(code: &str) -> Option<Rapportsoort> {
        Rapportsoort::ALLE.into_iter().find(|s| s.code() == code)
    }
    /// The title.
    pub fn titel(self) -> &'static str {
        match self {
            Rapportsoort::Voortgang => "Voortgangsrapportage beschermd wonen en beschermd thuis",
            Rapportsoort::Doelgroep => "Doelgroepanalyse beschermd wonen en beschermd thuis",
        }
    }
}

/// A chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hoofdstuk {
    /// Code, for what people write with it.
    pub code: &'static str,
    /// Heading.
    pub kop: &'static str,
    /// What the chapter is about, B1.
    pub inleiding: &'static str,
    /// Tables, in order.
    pub tabellen: &'static [T],
}

const VOORTGANG: &[Hoofdstuk] = &[
    Hoofdstuk {
        code: "clienten",
        kop: "Cijfers beschermd wonen en beschermd thuis",
        inleiding: "Hoeveel inwoners hebben beschermd wonen of beschermd thuis, waar komen zij vandaan, waar wonen zij en hoe lang blijven zij?",
        tabellen: &[T::ClientenVerloop, T::HerkomstVerblijf, T::Spreiding, T::Verblijfsduur],
    },
    Hoofdstuk {
        code: "stromen",
        kop: "Instroom, doorstroom en uitstroom",
        inleiding: "Wie kwam erbij, wie ging van de ene vorm naar de andere, en wie ging weg? Stappen en redenen staan over twaalf maanden: per kwartaal gaat het vaak om te weinig mensen.",
        tabellen: &[
            T::Stromen,
            T::InstroomKenmerk,
            T::Doorstroom,
            T::Terugval,
            T::UitstroomReden,
            T::UitstroomBestemming,
        ],
    },
    Hoofdstuk {
        code: "wachttijden",
        kop: "Wachttijden en wachtlijst",
        inleiding: "Hoe lang duurt het van melding tot besluit en tot de start van de zorg, en wie wacht er nog?",
        tabellen: &[T::Wachttijden, T::WachttijdNorm, T::Wachtenden, T::WachtendenGemeente],
    },
    Hoofdstuk {
        code: "doelgroep",
        kop: "Doelgroep en zelfredzaamheid",
        inleiding: "Hoe oud zijn de cliënten, welke zorg krijgen zij en van wie, en worden zij zelfredzamer?",
        tabellen: &[T::ClientenLeeftijd, T::ClientenProduct, T::ClientenAanbieder, T::Zelfredzaamheid],
    },
    Hoofdstuk {
        code: "programmakosten",
        kop: "Programmakosten",
        inleiding: "Wat was er begroot voor de zorg, wat is er toegekend, en wat is er betaald?",
        tabellen: &[T::RealisatieVorm, T::BetaaldProduct, T::BetaaldKenmerk],
    },
    Hoofdstuk {
        code: "uitvoeringskosten",
        kop: "Uitvoeringskosten",
        inleiding: "Wat is er begroot om de taak uit te voeren? De uitgaven daarvan lopen niet via Wijkthuis.",
        tabellen: &[T::Begroting],
    },
    Hoofdstuk {
        code: "bijlage-clienten",
        kop: "Bijlage 1. Unieke cliënten per gemeente",
        inleiding: "Ieder telt één keer, bij de gemeente die op de peildatum verantwoordelijk is.",
        tabellen: &[T::ClientenKenmerk, T::ClientenVorm],
    },
    Hoofdstuk {
        code: "bijlage-kosten",
        kop: "Bijlage 2. Programmakosten per gemeente",
        inleiding: "Begroot, beschikt en betaald per gemeente, en per cliënt.",
        tabellen: &[T::RealisatieGemeente, T::KostenPerClient],
    },
    Hoofdstuk {
        code: "bijlage-pgb",
        kop: "Bijlage 3. Cliënten met een pgb",
        inleiding: "Wie een persoonsgebonden budget heeft, en wat daarvoor is betaald.",
        tabellen: &[T::ClientenLeveringsvorm, T::BetaaldLeveringsvorm],
    },
];

const DOELGROEP: &[Hoofdstuk] = &[
    Hoofdstuk {
        code: "wie",
        kop: "Wie zijn de cliënten?",
        inleiding: "Leeftijd, vorm, leveringsvorm, en wie al cliënt was bij het begin van het nieuwe stelsel.",
        tabellen: &[T::ClientenLeeftijd, T::ClientenVorm, T::ClientenKenmerk, T::ClientenLeveringsvorm],
    },
    Hoofdstuk {
        code: "herkomst",
        kop: "Waar komen zij vandaan en waar wonen zij?",
        inleiding: "De gemeente van herkomst naast de gemeente van verblijf.",
        tabellen: &[T::HerkomstVerblijf, T::Spreiding],
    },
    Hoofdstuk {
        code: "zorg",
        kop: "Welke zorg krijgen zij, en van wie?",
        inleiding: "Het product en de aanbieder op de peildatum.",
        tabellen: &[T::ClientenProduct, T::ClientenAanbieder],
    },
    Hoofdstuk {
        code: "duur",
        kop: "Hoe lang zijn zij cliënt?",
        inleiding: "Dagen zonder onderbreking, op de peildatum en bij uitstroom.",
        tabellen: &[T::Verblijfsduur],
    },
    Hoofdstuk {
        code: "zelfredzaamheid",
        kop: "Hoe zelfredzaam zijn zij?",
        inleiding: "De eerste en de laatste meting per domein, alleen voor groepen van tien of meer.",
        tabellen: &[T::Zelfredzaamheid],
    },
];

/// The chapters of a report, after the summary.
pub fn hoofdstukken(soort: Rapportsoort) -> &'static [Hoofdstuk] {
    match soort {
        Rapportsoort::Voortgang => VOORTGANG,
        Rapportsoort::Doelgroep => DOELGROEP,
    }
}
