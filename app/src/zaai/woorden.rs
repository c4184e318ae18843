//! Words for people who do not exist: names drawn from lists, short sentences in plain Dutch.

pub(super) const VOORNAMEN_M: &[&str] = &[
    "Adam", "Bas", "Bram", "Cas", "Daan", "Dennis", "Emre", "Erik", "Finn", "Frank", "Gijs", "Hamza", "Jan",
    "Jeroen", "Joep", "Kees", "Kevin", "Luuk", "Marco", "Mark", "Mehmet", "Niels", "Omar", "Patrick", "Pim",
    "Rachid", "Ruud", "Sander", "Stefan", "Tim", "Tom", "Wesley", "Willem", "Yusuf",
];
pub(super) const VOORNAMEN_V: &[&str] = &[
    "Aisha", "Anja", "Anna", "Bianca", "Carmen", "Chantal", "Daphne", "Elif", "Els", "Emma", "Esra", "Eva",
    "Fleur", "Hanneke", "Ilse", "Ingrid", "Jolanda", "Karin", "Kim", "Laura", "Lieke", "Linda", "Maaike",
    "Maria", "Mieke", "Nadia", "Nienke", "Petra", "Roos", "Samira", "Sanne", "Sophie", "Wendy", "Yvonne",
];
pub(super) const ACHTERNAMEN: &[(&str, &str)] = &[
    ("", "Aarts"),
    ("van", "Asten"),
    ("", "Bakermans"),
    ("van den", "Berg"),
    ("van", "Bree"),
    ("", "Bouwmans"),
    ("", "Coolen"),
    ("", "Daniels"),
    ("van", "Deursen"),
    ("", "Driessen"),
    ("", "Engels"),
    ("van den", "Eijnde"),
    ("", "Fransen"),
    ("", "Geraerts"),
    ("", "Gielen"),
    ("van der", "Heijden"),
    ("", "Hendrix"),
    ("", "Isik"),
    ("", "Jacobs"),
    ("", "Janssen"),
    ("", "Kanters"),
    ("", "Kaya"),
    ("van de", "Kerkhof"),
    ("", "Klaasen"),
    ("van", "Lieshout"),
    ("", "Maas"),
    ("", "Martens"),
    ("van", "Meijl"),
    ("van der", "Meulen"),
    ("", "Nooijen"),
    ("", "Ouali"),
    ("", "Peters"),
    ("", "Rooijmans"),
    ("", "Sanders"),
    ("", "Schepers"),
    ("van", "Stiphout"),
    ("", "Thijssen"),
    ("", "Verberne"),
    ("", "Verbakel"),
    ("van de", "Ven"),
    ("", "Vermeulen"),
    ("", "Vogels"),
    ("van de", "Vorst"),
    ("", "Willems"),
    ("", "Yildiz"),
    ("", "Zegers"),
];
pub(super) const STRATEN: &[&str] = &[
    "Molenstraat",
    "Kerkstraat",
    "Dorpsstraat",
    "Lindelaan",
    "Beukenlaan",
    "Kasteellaan",
    "Stationsweg",
    "Hoogstraat",
    "Julianalaan",
    "Eikenwal",
    "Peelweg",
    "Zandpad",
    "Akkerweg",
    "Vlierdenstraat",
    "Marktplein",
];
pub(super) const HULPVRAGEN: &[&str] = &[
    "Ik wil een rustige plek om te wonen, met iemand in de buurt als het niet goed gaat.",
    "Thuis wonen lukt niet meer. Ik slaap slecht en ik vergeet te eten.",
    "Na mijn opname wil ik niet terug naar mijn oude kamer. Ik wil een nieuwe start.",
    "Mijn zoon redt het niet alleen. Hij doet de deur niet meer open en de post stapelt op.",
    "Ik heb hulp nodig met mijn geld en met mijn dag indelen.",
    "Ik slaap nu bij vrienden op de bank. Dat kan niet lang meer.",
    "Ik ben gestopt met drinken en wil dat zo houden. Alleen lukt dat niet.",
    "Ik wil leren om zelf te wonen. Nu schrik ik van alles wat ik moet regelen.",
    "Mevrouw voelt zich niet veilig thuis en durft de straat niet op.",
    "De huur is opgezegd. Meneer weet niet waar hij heen moet en is erg gespannen.",
];
pub(super) const REDENEN_SPOOR: &[[&str; 3]] = &[
    [
        "De inwoner woont zelfstandig en heeft vooral hulp nodig bij geld en post. De gemeente regelt dat zelf.",
        "Er moet dag en nacht iemand bereikbaar zijn. Hulp vragen op tijd lukt niet.",
        "Het is nog niet duidelijk of wonen met toezicht nodig is. Wij zoeken dat samen uit.",
    ],
    [
        "Met een paar uur begeleiding per week en hulp van familie kan de inwoner thuis blijven wonen.",
        "De psychische klachten maken zelfstandig wonen nu niet veilig.",
        "De inwoner wil thuis blijven, de familie maakt zich zorgen. Beide kanten verdienen aandacht.",
    ],
    [
        "Een gesprek en een verwijzing naar het wijkteam waren genoeg.",
        "Er is een terugval geweest en er is geen veilige plek om te wonen.",
        "Er loopt ook een vraag bij een andere wet. Wij kijken samen wat past.",
    ],
];
pub(super) const OVERDRACHT: &[&str] = &[
    "De inwoner kent mij goed. Graag samen het eerste gesprek doen.",
    "Let op: bellen voor twaalf uur lukt meestal niet. Een bericht sturen werkt beter.",
    "Er zijn schulden. De bewindvoerder weet van de melding.",
    "De zus van de inwoner denkt graag mee en komt naar het gesprek.",
];
pub(super) const MOTIVERING: &[&str] = &[
    "Uit het onderzoek blijkt dat de inwoner niet zonder toezicht kan wonen. Hulp van familie en buren is niet genoeg.",
    "De inwoner heeft structuur en een veilige plek nodig om te herstellen. Andere hulp is geprobeerd en was niet genoeg.",
    "De inwoner kan met vaste begeleiding in de eigen woning blijven. Er is iemand bereikbaar als het niet goed gaat.",
    "De doelen uit het vorige plan zijn voor een deel behaald. Verdere steun is nodig om de winst te houden.",
];
pub(super) const AFWIJZING: &[&str] = &[
    "Uit het onderzoek blijkt dat de inwoner met hulp van familie en het wijkteam zelf kan blijven wonen.",
    "Er is recht op verblijf vanuit de Wet langdurige zorg. Die wet gaat voor.",
];
pub(super) const SAMENVATTING: &[&str] = &[
    "Wij spraken de inwoner twee keer. Wonen en rust staan voorop. Werk en contact komen daarna.",
    "De inwoner wil stap voor stap meer zelf doen. Er zijn zorgen over geld en over het slapen.",
    "De inwoner vertelt dat alleen wonen angst geeft. Met iemand dichtbij gaat het beter.",
    "Er is veel bereikt het afgelopen jaar. De inwoner kookt zelf en gaat twee dagen naar het werk.",
];
pub(super) const SCORETEKST: &[&str] = &[
    "Besproken in het gesprek. De inwoner herkent dit zelf.",
    "Hier is nu hulp bij nodig. De inwoner staat daar voor open.",
    "Gaat redelijk met hulp van de begeleider.",
    "Dit gaat goed. De inwoner is daar trots op.",
];
pub(super) const DOELEN: &[(&str, &str, &str)] = &[
    (
        "financien",
        "Ik heb overzicht over mijn geld en maak geen nieuwe schulden.",
        "Elke week samen de post openen en een lijst maken",
    ),
    (
        "tijdsbesteding",
        "Ik heb drie dagen in de week iets te doen dat ik leuk vind.",
        "Kennismaken bij de werkplaats in de buurt",
    ),
    ("huisvesting", "Ik woon op een plek waar ik rust heb.", "Samen afspraken over huis en kamer maken"),
    (
        "geestelijke_gezondheid",
        "Ik herken het op tijd als het slechter met mij gaat.",
        "Een plan maken voor moeilijke dagen",
    ),
    ("sociaal_netwerk", "Ik heb weer contact met mijn familie.", "Een keer per maand samen eten"),
    ("middelengebruik", "Ik gebruik niet meer en weet wie ik kan bellen.", "Wekelijks naar de groep"),
    ("instrumentele_adl", "Ik kan zelf koken en schoonmaken.", "Twee keer per week samen koken"),
    (
        "maatschappelijke_participatie",
        "Ik voel mij thuis in de buurt.",
        "Meedoen met de tuingroep in het wijkhuis",
    ),
];
pub(super) const EVALUATIES: &[(&str, &str)] = &[
    ("vooruit", "Het gaat beter dan een half jaar geleden. Wij gaan zo door."),
    ("gelijk", "Er is weinig veranderd. Wij maken de stappen kleiner."),
    ("vooruit", "De inwoner doet steeds meer zelf. Dat geeft vertrouwen."),
    ("achteruit", "Er was een moeilijke periode. Het plan voor moeilijke dagen is aangepast."),
    ("behaald", "Het doel is behaald. De inwoner is daar blij mee."),
];
pub(super) const NOTITIES: &[&str] = &[
    "Gebeld met de inwoner. Het gaat goed, geen bijzonderheden.",
    "De begeleider vraagt om een gesprek met ons drieën. Afspraak gemaakt.",
    "De inwoner is begonnen bij de werkplaats en vindt het fijn.",
    "Afspraak verzet op verzoek van de inwoner.",
];
pub(super) const TANDEM: &[(&str, &str)] = &[
    ("hulpvraag", "De inwoner wil weer rust in het hoofd en een vaste plek."),
    ("wens", "Thuis blijven wonen, met iemand die langskomt."),
    ("situatie", "Woont alleen in een flat. De buren maken zich zorgen."),
    ("problemen", "Geld, slapen en weinig contact met anderen."),
    ("netwerk", "Een zus en een buurman helpen met boodschappen."),
    ("toezicht", "Vooral in de avond. Op tijd zelf bellen lukt niet altijd."),
    ("voorliggend", "Er loopt geen aanvraag voor een andere wet."),
    ("veiligheid", "Geen zorgen voor anderen. Wel een risico op vallen in oude patronen."),
];
pub(super) const CRITERIA: &[(&str, &str, &str)] = &[
    ("leeftijd", "brp", "Geboortedatum gezien"),
    ("psychosociaal", "professional", "De behandelaar bevestigt de klachten, met toestemming"),
    ("verslaving", "gesprek", "De inwoner vertelt hier zelf over"),
    ("dakloos", "gesprek", "Er is geen eigen woning"),
    ("leefgebieden", "gesprek", "Wonen, geld en dag indelen"),
    ("eigen_kracht", "naaste", "De familie helpt, maar het is niet genoeg"),
    ("wlz", "document", "Geen indicatie"),
    ("zvw", "professional", "Behandeling met verblijf is klaar"),
    ("forensisch", "gesprek", "Niet aan de orde"),
];
