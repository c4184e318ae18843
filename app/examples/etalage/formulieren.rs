//! Forms: one with errors, the login of the demo, one that two people changed, and every part in every state.

use super::kader::{dag, kader};
use crate::huis::invoer::{Invoer, Optie};
use crate::huis::kader::{Kader, Mededeling, Toon};
use crate::huis::onderdelen::{Conflict, Gegeven, Taak, Termijn};
use crate::huis::verschil::verschil;
use askama::Template;

/// A form with errors.
#[derive(Template)]
#[template(path = "etalage/melding.html")]
pub struct Melding {
    kader: Kader,
    formulier: Invoer,
    stappen: [&'static str; 4],
    verblijf: Vec<Optie>,
    gemeenten: Vec<Optie>,
    zorgen: Vec<Optie>,
}

/// Options with a value that is their text.
fn opties(teksten: &[&str]) -> Vec<Optie> {
    teksten.iter().map(|t| Optie::nieuw(*t, *t)).collect()
}

impl Melding {
    /// The page.
    pub fn nieuw() -> Melding {
        let mut f = Invoer::uit([
            ("achternaam", "Yılmaz"),
            ("geboren-dag", "31"),
            ("geboren-maand", "2"),
            ("geboren-jaar", "1989"),
            ("bsn", "999990000"),
            ("verblijf", "instelling"),
            ("zorg", "Wonen"),
            ("zorg", "Geld"),
            ("vraag", "Kan na opname niet terug naar huis.\nZoekt een plek met begeleiding <dag en nacht>."),
        ]);
        f.fout("geboren", "Vul een datum in die bestaat, bijvoorbeeld 14 3 1989.");
        f.fout("bsn", "Dit burgerservicenummer klopt niet. Controleer de 9 cijfers.");
        f.fout("gemeente", "Kies de gemeente waar de melding binnenkwam.");
        let mut kader = kader("Nieuwe melding: wie is de inwoner?", "/melding.html")
            .kruimel("Mijn werkvoorraad", "/werkvoorraad.html")
            .kruimel("Nieuwe melding", "")
            .fouten(true);
        kader.melding =
            Some(Mededeling::nieuw(Toon::Info, "Wij hebben uw concept van gisteren weer opgehaald."));
        Melding {
            kader,
            formulier: f,
            stappen: ["Wie", "Vraag", "Contact", "Controleren"],
            verblijf: vec![
                Optie::nieuw("woning", "Eigen woning"),
                Optie::nieuw("instelling", "Instelling of beschermd wonen")
                    .uitleg("Ook een kliniek, een gevangenis of een opvang."),
                Optie::nieuw("geen", "Geen vaste plek"),
            ],
            gemeenten: opties(&["Asten", "Deurne", "Gemert-Bakel", "Helmond", "Laarbeek", "Someren"]),
            zorgen: opties(&["Wonen", "Geld", "Werk en dagbesteding"]),
        }
    }
}

/// The login page of the demo.
#[derive(Template)]
#[template(path = "etalage/inloggen.html")]
pub struct Inloggen {
    kader: Kader,
    formulier: Invoer,
    personen: [(&'static str, &'static str, &'static str); 6],
}

impl Inloggen {
    /// The page.
    pub fn nieuw() -> Inloggen {
        let mut kader = kader("Inloggen", "");
        kader.menu.clear();
        kader.gebruiker = None;
        kader.zoek_aan = false;
        kader.sessie_minuten = 0;
        Inloggen {
            kader,
            formulier: Invoer::leeg(),
            personen: [
                (
                    "Sanne de Wit",
                    "Trajectregisseur",
                    "Behandelt meldingen en besluit. 12 open taken, 1 te laat.",
                ),
                (
                    "Loes Peeters",
                    "Aandachtsfunctionaris Deurne",
                    "Neemt meldingen aan en draagt ze warm over.",
                ),
                ("Karim Haddad", "Teamleider", "Verdeelt het werk en ziet waar het vastloopt."),
                ("Els van Dijk", "Financieel adviseur", "Ziet geld en declaraties, geen zorggegevens."),
                ("Tom Verhoeven", "Beleid en bestuur", "Ziet alleen aantallen."),
                ("Noor Jacobs", "Functionaris gegevensbescherming", "Controleert wie waarin gekeken heeft."),
            ],
        }
    }
}

/// Two people changed the same thing.
#[derive(Template)]
#[template(path = "etalage/conflict.html")]
pub struct Samen {
    kader: Kader,
    conflict: Conflict,
    toon: Toon,
}

impl Samen {
    /// The page.
    pub fn nieuw() -> Samen {
        let basis = "Mevrouw kan koken en houdt haar kamer bij. Zij wil in Deurne blijven wonen.";
        let mijn =
            "Mevrouw kan goed koken en houdt haar kamer bij. Zij wil in Deurne blijven wonen, bij haar zus.";
        let hun = "Mevrouw kan koken. Zij wil in Deurne of Asten wonen.";
        Samen {
            kader: kader("Uw collega heeft dit ook gewijzigd", "/dossier.html"),
            conflict: Conflict {
                veld: "wonen".into(),
                label: "Leefgebied wonen: wat gaat goed?".into(),
                mijn: verschil(basis, mijn),
                hun: verschil(basis, hun),
                wie: "L. Peeters".into(),
                wanneer: "bewaard om 14.02 uur".into(),
            },
            toon: Toon::LetOp,
        }
    }
}

/// Every part in every state.
#[derive(Template)]
#[template(path = "etalage/onderdelen.html")]
pub struct Onderdelen {
    kader: Kader,
    tonen: [Toon; 5],
    termijnen: Vec<Termijn>,
    formulier: Invoer,
    goed: Invoer,
    keuzes: Vec<Optie>,
    taken: Vec<Taak>,
    gegevens: Vec<Gegeven>,
    plekken: [(&'static str, [u8; 12]); 4],
}

impl Onderdelen {
    /// The page.
    pub fn nieuw() -> Onderdelen {
        let lang = "Gespecialiseerde-begeleidingsorganisatie-met-een-heel-lange-naam-zonder-spaties B.V.";
        let mut f = Invoer::uit([("tekst", lang), ("keus", "b"), ("vink", "ja")]);
        f.weiger(
            &kern::stam::Weigering::nieuw(
                "BSL-12",
                "Wmo 2015 art. 2.3.5 lid 3",
                "Kies eerst een aanbieder met een contract.",
            )
            .bij("lijst"),
        );
        f.fout("vink", "Zet een vinkje als u dit met de inwoner besproken hebt.");
        f.fout("", "De gemeente Deurne heeft dit dossier vandaag gesloten.");
        let taak = |label: &str, href: &str, stand: &str, toon| Taak {
            label: label.into(),
            href: href.into(),
            stand: stand.into(),
            toon,
            uitleg: String::new(),
        };
        Onderdelen {
            kader: kader("Alle onderdelen", "/onderdelen.html"),
            tonen: [Toon::Neutraal, Toon::Info, Toon::Goed, Toon::LetOp, Toon::Fout],
            termijnen: ["2026-11-01", "2026-11-20", "2026-11-21", "2026-11-22", "2026-12-24"]
                .map(|d| Termijn::op(dag(d), dag("2026-11-21"), 3))
                .to_vec(),
            formulier: f,
            goed: Invoer::leeg().met("bedrag", "1.250,00").met_datum("start", dag("2026-12-01")),
            keuzes: vec![Optie::nieuw("a", "Zorg in natura"), Optie::nieuw("b", "Persoonsgebonden budget")],
            taken: vec![
                taak("Aanbieder kiezen", "/x.html", "Te laat", Toon::Fout),
                taak("Beschikking", "/x.html", "Nog niet begonnen", Toon::Neutraal),
            ],
            gegevens: vec![
                Gegeven::nieuw("Aanbieder", lang).bron("Contract 2026-2029").wijzig("/x.html"),
                Gegeven::nieuw("Postcode", "").wijzig("/x.html"),
            ],
            plekken: [
                ("Molenstraat, Helmond", [4, 4, 3, 2, 1, 0, 0, 1, 2, 2, 3, 4]),
                ("Kerkplein, Deurne", [1, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 3]),
                ("Dorpsstraat, Asten", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]),
                ("Beekzicht, Someren", [2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5]),
            ],
        }
    }
}
