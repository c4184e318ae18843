//! Which tables the star has, and what their columns mean. One description for the views, the files and the document.

use super::{vaste, vragen};

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soort {
    /// A key of ours that leaves as a pseudonym; the word keeps keys of different tables apart.
    Sleutel(&'static str),
    /// Whole number.
    Getal,
    /// Text: a code or a name of an organisation.
    Tekst,
    /// Calendar day.
    Dag,
    /// Whole cents, shown as euros with two decimals.
    Bedrag,
    /// Days from one column to another, at least 0; not in the query.
    Dagen(&'static str, &'static str),
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Kolom {
    /// Name.
    pub naam: &'static str,
    /// Kind.
    pub soort: Soort,
    /// Whether it may be empty.
    pub leeg: bool,
    /// What it means, Dutch: it stands in the database and in the document.
    pub betekenis: &'static str,
}

/// Where the rows come from.
#[derive(Debug, Clone, Copy)]
pub enum Bron {
    /// A statement with the number of the last act that counts as `$1`.
    Vraag(&'static str),
    /// Rows that are not in the database: the calendar, the gemeenten, the names of forms.
    Vast(fn() -> Vec<Vec<super::Cel>>),
}

/// A table of the star.
#[derive(Debug, Clone, Copy)]
pub struct Tabel {
    /// Name: `feit_…` or `dim_…`.
    pub naam: &'static str,
    /// What one row is, Dutch.
    pub betekenis: &'static str,
    /// Columns in order.
    pub kolommen: &'static [Kolom],
    /// Where the rows come from.
    pub bron: Bron,
}

const fn k(naam: &'static str, soort: Soort, betekenis: &'static str) -> Kolom {
    Kolom { naam, soort, leeg: false, betekenis }
}
const fn o(naam: &'static str, soort: Soort, betekenis: &'static str) -> Kolom {
    Kolom { naam, soort, leeg: true, betekenis }
}

const DOSSIER: Kolom = k("dossier_sleutel", Soort::Sleutel("dossier"), "Pseudoniem van het dossier");
const INDICATIE: Kolom = k("indicatie_sleutel", Soort::Sleutel("indicatie"), "Pseudoniem van de indicatie");
const GEMEENTE: Kolom =
    o("gemeente", Soort::Tekst, "CBS-code van de gemeente die op de dag verantwoordelijk was (dim_gemeente)");
const VORM: Kolom = k("vorm", Soort::Tekst, "Vorm van de zorg (dim_vorm)");
const LEVERINGSVORM: Kolom = k("leveringsvorm", Soort::Tekst, "zin of pgb");
const PRODUCT: Kolom = k("productcode", Soort::Tekst, "Product (dim_product)");
const KENMERK: Kolom = o("kenmerk", Soort::Tekst, "historisch of nieuw");
const AANBIEDER: Kolom = o("aanbieder_id", Soort::Getal, "Aanbieder (dim_aanbieder)");
const VAN_VORM: Kolom = k("van_vorm", Soort::Tekst, "Vorm op de dag ervoor; geen als er geen was");
const NAAR_VORM: Kolom = k("naar_vorm", Soort::Tekst, "Vorm op de dag zelf; geen als er geen is");
const OP: Kolom = k("op", Soort::Dag, "Eerste dag van de nieuwe toestand (dim_datum)");
const BEDRAG: Kolom = k("bedrag", Soort::Bedrag, "Bedrag in euro; een tegenboeking is negatief");

/// The tables, facts first.
pub const TABELLEN: &[Tabel] = &[
    Tabel {
        naam: "feit_traject",
        betekenis: "Een stuk tijd van een dossier waarin niets veranderde: vorm, gemeente, herkomst, verblijf, product en aanbieder \
            gelijk. Een cliënt op een dag is een rij met vorm bw of bt, van_op tot en met die dag en tot_op later of leeg.",
        kolommen: &[
            DOSSIER,
            INDICATIE,
            k("van_op", Soort::Dag, "Eerste dag"),
            o("tot_op", Soort::Dag, "Eerste dag niet meer; leeg als er geen einde bekend is"),
            VORM,
            LEVERINGSVORM,
            PRODUCT,
            GEMEENTE,
            o("herkomst", Soort::Tekst, "CBS-code van de gemeente van herkomst"),
            o("verblijf", Soort::Tekst, "CBS-code van de gemeente van verblijf"),
            KENMERK,
            AANBIEDER,
        ],
        bron: Bron::Vraag(vragen::TRAJECT),
    },
    Tabel {
        naam: "feit_instroom",
        betekenis: "Een inwoner die cliënt werd: de dag ervoor geen BW of BT, op de dag wel.",
        kolommen: &[
            DOSSIER,
            INDICATIE,
            OP,
            VAN_VORM,
            NAAR_VORM,
            LEVERINGSVORM,
            PRODUCT,
            GEMEENTE,
            KENMERK,
            o(
                "recidive",
                Soort::Getal,
                "1 als de inwoner terugkwam na uitstroom, 0 als dit de eerste keer is",
            ),
        ],
        bron: Bron::Vraag(vragen::INSTROOM),
    },
    Tabel {
        naam: "feit_doorstroom",
        betekenis: "Een stap van de ene vorm naar de andere, ook van en naar Wmo-begeleiding.",
        kolommen: &[DOSSIER, INDICATIE, OP, VAN_VORM, NAAR_VORM, LEVERINGSVORM, PRODUCT, GEMEENTE],
        bron: Bron::Vraag(vragen::DOORSTROOM),
    },
    Tabel {
        naam: "feit_uitstroom",
        betekenis: "Een inwoner die geen cliënt meer is: de dag ervoor BW of BT, op de dag niet.",
        kolommen: &[
            DOSSIER,
            INDICATIE,
            OP,
            VAN_VORM,
            NAAR_VORM,
            LEVERINGSVORM,
            PRODUCT,
            GEMEENTE,
            o("reden", Soort::Tekst, "Code van de reden"),
            o("bestemming", Soort::Tekst, "Code van waarheen"),
        ],
        bron: Bron::Vraag(vragen::UITSTROOM),
    },
    Tabel {
        naam: "feit_wachttijd",
        betekenis: "Een stap die klaar is: van melding tot besluit, van besluit tot start van de zorg, van melding tot start.",
        kolommen: &[
            DOSSIER,
            k("stap", Soort::Tekst, "besluit, start of totaal"),
            k("van_op", Soort::Dag, "Dag waarop de stap begon"),
            k("tot_op", Soort::Dag, "Dag waarop de stap klaar was; hierop telt de wachttijd mee"),
            o("vorm", Soort::Tekst, "Vorm; leeg voor de stap tot het besluit"),
            GEMEENTE,
            k("dagen", Soort::Dagen("van_op", "tot_op"), "Dagen van van_op tot tot_op"),
        ],
        bron: Bron::Vraag(vragen::WACHTTIJD),
    },
    Tabel {
        naam: "feit_wachtlijst",
        betekenis: "Iemand die op een plek wacht of wachtte, met of zonder overbrugging.",
        kolommen: &[
            DOSSIER,
            INDICATIE,
            k("sinds_op", Soort::Dag, "Wacht sinds"),
            o("tot_op", Soort::Dag, "Wacht niet meer sinds; leeg als dat nog zo is"),
            o("vorm", Soort::Tekst, "Vorm waarop wordt gewacht"),
            k("overbrugging", Soort::Tekst, "Hulp in de tussentijd; geen als die er niet is"),
            GEMEENTE,
        ],
        bron: Bron::Vraag(vragen::WACHTLIJST),
    },
    Tabel {
        naam: "feit_boeking",
        betekenis: "Een regel in het boek: beschikt, gedeclareerd of betaald. Verbeterd met een tegenboeking, nooit gewijzigd.",
        kolommen: &[
            DOSSIER,
            INDICATIE,
            k("soort", Soort::Tekst, "beschikt, gedeclareerd of betaald"),
            k("maand", Soort::Dag, "Eerste dag van de maand waar het bedrag bij hoort"),
            k("gemeente", Soort::Tekst, "CBS-code van de gemeente die betaalt"),
            VORM,
            LEVERINGSVORM,
            k("kenmerk", Soort::Tekst, "historisch of nieuw"),
            PRODUCT,
            AANBIEDER,
            BEDRAG,
        ],
        bron: Bron::Vraag(vragen::BOEKING),
    },
    Tabel {
        naam: "feit_begroting",
        betekenis: "De vastgestelde begroting van een jaar, per gemeente en vorm.",
        kolommen: &[
            k("jaar", Soort::Getal, "Begrotingsjaar"),
            k("gemeente", Soort::Tekst, "CBS-code"),
            k("vorm", Soort::Tekst, "Vorm, of uitvoering voor de uitvoeringskosten (dim_vorm)"),
            BEDRAG,
        ],
        bron: Bron::Vraag(vragen::BEGROTING),
    },
    Tabel {
        naam: "dim_product",
        betekenis: "Producten, zoals nu bekend.",
        kolommen: &[
            k("productcode", Soort::Tekst, "Code"),
            k("naam", Soort::Tekst, "Naam"),
            k("categorie", Soort::Tekst, "Productcategorie van iWmo"),
            VORM,
            k("eenheid", Soort::Tekst, "Eenheid"),
        ],
        bron: Bron::Vraag(vragen::PRODUCT),
    },
    Tabel {
        naam: "dim_aanbieder",
        betekenis: "Aanbieders, zoals nu bekend.",
        kolommen: &[
            k("aanbieder_id", Soort::Getal, "Sleutel"),
            k("naam", Soort::Tekst, "Naam van de organisatie"),
            k("agb", Soort::Tekst, "AGB-code"),
        ],
        bron: Bron::Vraag(vragen::AANBIEDER),
    },
    Tabel {
        naam: "dim_gemeente",
        betekenis: "Gemeenten van Nederland.",
        kolommen: &[
            k("gemeente", Soort::Tekst, "CBS-code van vier cijfers"),
            k("statline", Soort::Tekst, "Dezelfde code zoals StatLine hem schrijft"),
            k("naam", Soort::Tekst, "Naam"),
            k("in_regio", Soort::Getal, "1 voor een gemeente van deze regio, anders 0"),
        ],
        bron: Bron::Vast(vaste::gemeenten),
    },
    Tabel {
        naam: "dim_vorm",
        betekenis: "Vormen van zorg.",
        kolommen: &[
            k("vorm", Soort::Tekst, "Code"),
            k("naam", Soort::Tekst, "Naam"),
            k("volgorde", Soort::Getal, "Volgorde, de zwaarste vorm eerst"),
            k("telt_als_client", Soort::Getal, "1 als iemand met deze vorm een cliënt van de monitor is"),
        ],
        bron: Bron::Vast(vaste::vormen),
    },
    Tabel {
        naam: "dim_datum",
        betekenis: "De kalender van 2015 tot en met 2039.",
        kolommen: &[
            k("datum", Soort::Dag, "Dag"),
            k("jaar", Soort::Getal, "Jaar"),
            k("kwartaal", Soort::Getal, "Kwartaal, 1 tot en met 4"),
            k("maand", Soort::Getal, "Maand, 1 tot en met 12"),
            k("jaarkwartaal", Soort::Tekst, "Zoals StatLine het schrijft: 2026KW02"),
            k("jaarmaand", Soort::Tekst, "Zoals StatLine het schrijft: 2026MM04"),
            k("einde_kwartaal", Soort::Getal, "1 op de laatste dag van een kwartaal, anders 0"),
        ],
        bron: Bron::Vast(vaste::dagen),
    },
];

impl Tabel {
    /// The columns that the statement gives: all but those that are computed from others.
    pub(super) fn gevraagd(&self) -> impl Iterator<Item = &'static Kolom> {
        self.kolommen.iter().filter(|k| !matches!(k.soort, Soort::Dagen(..)))
    }
    /// Place of a column.
    pub(super) fn plek(&self, naam: &str) -> Option<usize> {
        self.kolommen.iter().position(|k| k.naam == naam)
    }
}
