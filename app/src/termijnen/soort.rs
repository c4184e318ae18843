//! What can be due on a dossier.

/// What must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Soort {
    /// Decide at once on a tijdelijke maatwerkvoorziening.
    Spoed,
    /// Confirm receipt of a melding.
    Ontvangstbevestiging,
    /// The holder looks at a melding that a colleague registered in the dossier.
    MeldingInDossier,
    /// Who the inwoner is, or how to reach the inwoner, is missing and something waits for it.
    Gegevens,
    /// The inwoner may hand in a persoonlijk plan.
    PersoonlijkPlan,
    /// Choose a spoor.
    Vraagverheldering,
    /// Both sides confirm a warme overdracht.
    Overdracht,
    /// Finish a tandem.
    Tandem,
    /// Confirm the verantwoordelijke gemeente.
    Woonplaats,
    /// Finish the onderzoek.
    Onderzoek,
    /// Decide on an aanvraag.
    Beslissing,
    /// The inwoner may object.
    Bezwaar,
    /// Decide on an objection.
    BeslissingOpBezwaar,
    /// Assign to an aanbieder.
    Toewijzing,
    /// An answer to a message is due.
    Retour,
    /// A request of an aanbieder must be answered.
    Verzoek,
    /// Care must start.
    Start,
    /// Evaluate a goal.
    Evaluatie,
    /// Look again before an indicatie ends.
    IndicatieEinde,
    /// Look again at a place on the waiting list.
    Wachtlijst,
    /// Record the uitstroom after an intrekking.
    Uitstroom,
    /// The holder sees who used the noodknop.
    Noodknop,
    /// Somebody judges a use of the noodknop.
    NoodknopOordeel,
    /// Another gemeente answers a question.
    Overleg,
    /// A gemeente that takes over takes the inwoner over.
    OverdrachtGemeente,
    /// The contact persons of gemeenten that disagree come to an end.
    GeschilContactpersonen,
    /// The regioadviseur comes to an end.
    GeschilRegioadviseur,
    /// The Geschillencommissie gives its advice.
    GeschilCommissie,
}

impl Soort {
    /// All kinds.
    pub const ALLE: [Soort; 28] = [
        Soort::Spoed,
        Soort::Ontvangstbevestiging,
        Soort::MeldingInDossier,
        Soort::Gegevens,
        Soort::PersoonlijkPlan,
        Soort::Vraagverheldering,
        Soort::Overdracht,
        Soort::Tandem,
        Soort::Woonplaats,
        Soort::Onderzoek,
        Soort::Beslissing,
        Soort::Bezwaar,
        Soort::BeslissingOpBezwaar,
        Soort::Toewijzing,
        Soort::Retour,
        Soort::Verzoek,
        Soort::Start,
        Soort::Evaluatie,
        Soort::IndicatieEinde,
        Soort::Wachtlijst,
        Soort::Uitstroom,
        Soort::Noodknop,
        Soort::NoodknopOordeel,
        Soort::Overleg,
        Soort::OverdrachtGemeente,
        Soort::GeschilContactpersonen,
        Soort::GeschilRegioadviseur,
        Soort::GeschilCommissie,
    ];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Soort::Spoed => "spoed",
            Soort::Ontvangstbevestiging => "ontvangstbevestiging",
            Soort::MeldingInDossier => "melding_in_dossier",
            Soort::Gegevens => "gegevens",
            Soort::PersoonlijkPlan => "persoonlijk_plan",
            Soort::Vraagverheldering => "vraagverheldering",
            Soort::Overdracht => "overdracht",
            Soort::Tandem => "tandem",
            Soort::Woonplaats => "woonplaats",
            Soort::Onderzoek => "onderzoek",
            Soort::Beslissing => "beslissing",
            Soort::Bezwaar => "bezwaar",
            Soort::BeslissingOpBezwaar => "beslissing_op_bezwaar",
            Soort::Toewijzing => "toewijzing",
            Soort::Retour => "retour",
            Soort::Verzoek => "verzoek",
            Soort::Start => "start",
            Soort::Evaluatie => "evaluatie",
            Soort::IndicatieEinde => "indicatie_einde",
            Soort::Wachtlijst => "wachtlijst",
            Soort::Uitstroom => "uitstroom",
            Soort::Noodknop => "noodknop",
            Soort::NoodknopOordeel => "noodknop_oordeel",
            Soort::Overleg => "overleg",
            Soort::OverdrachtGemeente => "overdracht_gemeente",
            Soort::GeschilContactpersonen => "geschil_contactpersonen",
            Soort::GeschilRegioadviseur => "geschil_regioadviseur",
            Soort::GeschilCommissie => "geschil_commissie",
        }
    }

    /// What to do, as the worklist says it.
    pub const fn naam(self) -> &'static str {
        match self {
            Soort::Spoed => "Spoed: nu beslissen",
            Soort::Ontvangstbevestiging => "Ontvangst bevestigen",
            Soort::MeldingInDossier => "Melding van een collega bekijken",
            Soort::Gegevens => "Gegevens van de inwoner aanvullen",
            Soort::PersoonlijkPlan => "Wachten op persoonlijk plan",
            Soort::Vraagverheldering => "Vraag verhelderen",
            Soort::Overdracht => "Overdracht bevestigen",
            Soort::Tandem => "Tandem afronden",
            Soort::Woonplaats => "Verantwoordelijke gemeente bevestigen",
            Soort::Onderzoek => "Onderzoek afronden",
            Soort::Beslissing => "Besluit nemen",
            Soort::Bezwaar => "Bezwaartermijn loopt",
            Soort::BeslissingOpBezwaar => "Beslissen op bezwaar",
            Soort::Toewijzing => "Toewijzen aan een aanbieder",
            Soort::Retour => "Antwoord op bericht verwacht",
            Soort::Verzoek => "Verzoek van aanbieder beantwoorden",
            Soort::Start => "Start van de zorg verwacht",
            Soort::Evaluatie => "Doel evalueren",
            Soort::IndicatieEinde => "Heronderzoek beginnen",
            Soort::Wachtlijst => "Wachtlijst bekijken",
            Soort::Uitstroom => "Uitstroom vastleggen",
            Soort::Noodknop => "Bekijken wie de noodknop gebruikte",
            Soort::NoodknopOordeel => "Gebruik van de noodknop beoordelen",
            Soort::Overleg => "Antwoord van de andere gemeente",
            Soort::OverdrachtGemeente => "Warm overdragen aan de andere gemeente",
            Soort::GeschilContactpersonen => "Geschil: contactpersonen",
            Soort::GeschilRegioadviseur => "Geschil: regioadviseur",
            Soort::GeschilCommissie => "Geschil: commissie",
        }
    }

    /// The kind with a code.
    pub fn lees(code: &str) -> Option<Soort> {
        Soort::ALLE.into_iter().find(|s| s.code() == code)
    }

    /// Terms of the inwoner, not of us: they end by themselves and are never a task.
    pub const fn verloopt_vanzelf(self) -> bool {
        matches!(self, Soort::PersoonlijkPlan | Soort::Bezwaar)
    }

    /// Regulation and value that say how long it may take.
    pub const fn regel(self) -> (&'static str, &'static str) {
        match self {
            Soort::PersoonlijkPlan | Soort::Onderzoek | Soort::Beslissing => ("wmo2015", self.code()),
            Soort::Bezwaar | Soort::BeslissingOpBezwaar => ("awb", self.code()),
            Soort::Retour | Soort::Verzoek | Soort::Start => ("iwmo", self.code()),
            // The same agreement as within the region.
            Soort::OverdrachtGemeente => ("werkafspraken", "overdracht"),
            Soort::Spoed
            | Soort::Ontvangstbevestiging
            | Soort::MeldingInDossier
            | Soort::Gegevens
            | Soort::Vraagverheldering
            | Soort::Overdracht
            | Soort::Tandem
            | Soort::Woonplaats
            | Soort::Toewijzing
            | Soort::Evaluatie
            | Soort::IndicatieEinde
            | Soort::Wachtlijst
            | Soort::Uitstroom
            | Soort::Noodknop
            | Soort::NoodknopOordeel
            | Soort::Overleg
            | Soort::GeschilContactpersonen
            | Soort::GeschilRegioadviseur
            | Soort::GeschilCommissie => ("werkafspraken", self.code()),
        }
    }
}
