//! Every limit of the rule files in words: what it is, from when it runs, and what happens when it passes. The numbers and articles
//! stand in the files; here stands only what people call them.

/// A limit: regulation and value, name, from when, and effect of passing it.
pub struct Limiet {
    /// Regulation.
    pub regeling: &'static str,
    /// Name of the value in the rule file.
    pub sleutel: &'static str,
    /// What must be done.
    pub naam: &'static str,
    /// From when it is counted.
    pub vanaf: &'static str,
    /// What happens when it passes.
    pub gevolg: &'static str,
}

const fn l(
    regeling: &'static str,
    sleutel: &'static str,
    naam: &'static str,
    vanaf: &'static str,
    gevolg: &'static str,
) -> Limiet {
    Limiet { regeling, sleutel, naam, vanaf, gevolg }
}

const SIGNAAL: &str = "Geen gevolg in de wet; de werkvoorraad zegt dat het te laat is.";

/// All limits that are a term with a length.
pub const LIMIETEN: &[Limiet] = &[
    l(
        "wmo2015",
        "persoonlijk_plan",
        "Persoonlijk plan inleveren",
        "de dag van de melding",
        "Daarna hoeft het college niet meer te wachten.",
    ),
    l(
        "wmo2015",
        "onderzoek",
        "Onderzoek afronden",
        "de dag van de melding",
        "De inwoner mag een aanvraag doen, ook zonder verslag.",
    ),
    l(
        "termijnen",
        "aanvraag_mogelijk",
        "Aanvraag is mogelijk",
        "de dag van de melding",
        "Vanaf dan kan de inwoner aanvragen, ook als het onderzoek niet klaar is.",
    ),
    l(
        "wmo2015",
        "beslissing",
        "Beslissen op een aanvraag",
        "de dag van ontvangst van de aanvraag",
        "Na een ingebrekestelling en twee weken: dwangsom en beroep.",
    ),
    l(
        "awb",
        "ingebrekestelling",
        "Dwangsom begint na ingebrekestelling",
        "de dag van ontvangst van de ingebrekestelling",
        "Daarna loopt de dwangsom, per dag.",
    ),
    l(
        "termijnen",
        "beroep_niet_tijdig",
        "Beroep tegen te laat beslissen",
        "de dag van ontvangst van de ingebrekestelling",
        "Daarna kan de inwoner naar de rechter.",
    ),
    l(
        "awb",
        "bezwaar",
        "Bezwaar maken",
        "de dag van bekendmaking",
        "Daarna is een bezwaar meestal niet-ontvankelijk.",
    ),
    l(
        "awb",
        "beslissing_op_bezwaar",
        "Beslissen op bezwaar",
        "de laatste dag om bezwaar te maken",
        "Na een ingebrekestelling en twee weken: dwangsom en beroep.",
    ),
    l(
        "awb",
        "beslissing_op_bezwaar_commissie",
        "Beslissen op bezwaar, met commissie",
        "de laatste dag om bezwaar te maken",
        "Na een ingebrekestelling en twee weken: dwangsom en beroep.",
    ),
    l(
        "termijnen",
        "verdaging_bezwaar",
        "Beslissing op bezwaar verdagen",
        "de laatste dag om op bezwaar te beslissen",
        "Een keer. Meer uitstel kan alleen met instemming.",
    ),
    l(
        "awb",
        "beroep",
        "Beroep bij de rechtbank",
        "de dag van bekendmaking van de beslissing op bezwaar",
        "Daarna is een beroep meestal niet-ontvankelijk.",
    ),
    l(
        "termijnen",
        "vernietiging_op_verzoek",
        "Gegevens vernietigen op verzoek",
        "de dag van het schriftelijke verzoek",
        "De inwoner kan klagen bij de Autoriteit Persoonsgegevens.",
    ),
    l(
        "termijnen",
        "bewaren_college",
        "Gegevens bewaren (college, aanbieder)",
        "de laatste wijziging",
        "Daarna worden ze vernietigd.",
    ),
    l(
        "termijnen",
        "bewaren_cak_svb",
        "Gegevens bewaren (CAK en SVB)",
        "de laatste wijziging",
        "Daarna worden ze vernietigd.",
    ),
    l(
        "termijnen",
        "bewaren_veilig_thuis",
        "Gegevens bewaren (Veilig Thuis)",
        "de laatste wijziging",
        "Daarna worden ze vernietigd.",
    ),
    l(
        "termijnen",
        "brp_aangifte_voor",
        "Verhuizing vooraf aangeven",
        "de dag van de verhuizing",
        "Eerder aangeven kan niet.",
    ),
    l(
        "termijnen",
        "brp_aangifte_na",
        "Verhuizing achteraf aangeven",
        "de dag van de verhuizing",
        "Bij te late aangifte telt de dag van ontvangst.",
    ),
    l(
        "termijnen",
        "jeugdwet_afwijzen_woonplaats",
        "Jeugdwet: verzoek van een andere gemeente afwijzen",
        "de dag van het verzoek",
        "Alleen ter vergelijking.",
    ),
    l(
        "termijnen",
        "jeugdwet_onderzoek_woonplaats",
        "Jeugdwet: onderzoek naar de woonplaats",
        "de dag van het verzoek",
        "Alleen ter vergelijking.",
    ),
    l(
        "iwmo",
        "retour",
        "Retourbericht sturen",
        "de dag van het bericht",
        "De andere kant weet niet of het bericht is gelezen.",
    ),
    l(
        "iwmo",
        "retour_declaratie",
        "Retour op een declaratie sturen",
        "de dag van de declaratie",
        "De aanbieder weet niet of er wordt betaald.",
    ),
    l("iwmo", "start", "Start van de zorg melden", "de eerste dag van de zorg", SIGNAAL),
    l("iwmo", "stop", "Stop van de zorg melden", "de dag na de laatste zorg", SIGNAAL),
    l("iwmo", "verzoek", "Verzoek van een aanbieder beantwoorden", "de dag van het verzoek", SIGNAAL),
    l(
        "iwmo",
        "verzoek_onderzoek",
        "Verzoek van een aanbieder, in onderzoek",
        "de dag van het verzoek",
        SIGNAAL,
    ),
    l(
        "iwmo",
        "volgorde",
        "Wachten op een eerder bericht",
        "de dag van het bericht",
        "Daarna wordt het bericht afgekeurd.",
    ),
    l("werkafspraken", "spoed", "Beslissen bij spoed", "de dag van de melding", "De wet zegt: onverwijld."),
    l(
        "werkafspraken",
        "ontvangstbevestiging",
        "Ontvangst van de melding bevestigen",
        "de dag van de melding",
        SIGNAAL,
    ),
    l("werkafspraken", "vraagverheldering", "Vraag verhelderen", "de dag van de melding", SIGNAAL),
    l(
        "werkafspraken",
        "overdracht",
        "Overdracht bevestigen",
        "de dag van het aanbod of van de plek",
        SIGNAAL,
    ),
    l("werkafspraken", "tandem", "Tandem afronden", "de eerste dag van de tandem", SIGNAAL),
    l(
        "werkafspraken",
        "woonplaats",
        "Verantwoordelijke gemeente bevestigen",
        "de dag van de melding",
        SIGNAAL,
    ),
    l("werkafspraken", "toewijzing", "Toewijzen aan een aanbieder", "de dag van het besluit", SIGNAAL),
    l("werkafspraken", "evaluatie", "Doel evalueren", "de dag van de vorige evaluatie", SIGNAAL),
    l("werkafspraken", "wachtlijst", "Wachtlijst bekijken", "de dag van de vorige keer", SIGNAAL),
    l("werkafspraken", "uitstroom", "Uitstroom vastleggen", "de dag van de intrekking", SIGNAAL),
    l(
        "werkafspraken",
        "indicatie_einde",
        "Heronderzoek beginnen",
        "de laatste dag van de indicatie",
        "Anders eindigt de hulp zonder nieuw besluit.",
    ),
    l(
        "werkafspraken",
        "indicatie_hoogstens",
        "Langste indicatie",
        "de eerste dag van de indicatie",
        "Een langere indicatie wordt geweigerd.",
    ),
    l("werkafspraken", "noodknop", "Bekijken wie de noodknop gebruikte", "de dag van het gebruik", SIGNAAL),
    l(
        "werkafspraken",
        "noodknop_oordeel",
        "Gebruik van de noodknop beoordelen",
        "de dag van het gebruik",
        SIGNAAL,
    ),
    l(
        "werkafspraken",
        "concept",
        "Concept bewaren",
        "de laatste wijziging",
        "Daarna wordt het concept weggegooid.",
    ),
    l("werkafspraken", "overleg", "Antwoord van een andere gemeente", "de dag van de vraag", SIGNAAL),
    l(
        "werkafspraken",
        "geschil_contactpersonen",
        "Geschil: contactpersonen",
        "de dag van het geschil",
        "Daarna helpt de regioadviseur.",
    ),
    l(
        "werkafspraken",
        "geschil_regioadviseur",
        "Geschil: regioadviseur",
        "de dag van de tweede stap",
        "Daarna beslist de commissie.",
    ),
    l(
        "werkafspraken",
        "geschil_commissie",
        "Geschil: commissie",
        "de dag van de derde stap",
        "De commissie geeft bindend advies.",
    ),
    l(
        "werkafspraken",
        "toetsing_bindend_advies",
        "Bindend advies laten toetsen",
        "de dag van het advies",
        "Daarna staat het advies vast.",
    ),
    l(
        "werkafspraken",
        "doorzending_woonplaats",
        "Doorzenden onder het woonplaatsbeginsel",
        "de dag van de melding",
        "Alleen als het wetsvoorstel gaat gelden.",
    ),
];
