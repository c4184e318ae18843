//! A dossier: its timeline, and who is responsible.

use super::kader::{dag, kader};
use crate::huis::invoer::{Invoer, Optie};
use crate::huis::kader::{Kader, Koppeling, Toon};
use crate::huis::onderdelen::{Besluitpaneel, Gebeurtenis, Gegeven, Identiteit, Taak, Termijn};
use askama::Template;
use kern::stam::Uitleg;

/// The first page of a dossier.
#[derive(Template)]
#[template(path = "etalage/dossier.html")]
pub struct Dossier {
    kader: Kader,
    wie: Identiteit,
    delen: Vec<Koppeling>,
    tijdlijn: Vec<Gebeurtenis>,
    taken: Vec<Taak>,
    kern: Vec<Gegeven>,
    einde: Termijn,
}

/// The page on which a person confirms who is responsible.
#[derive(Template)]
#[template(path = "etalage/woonplaats.html")]
pub struct Woonplaats {
    kader: Kader,
    wie: Identiteit,
    delen: Vec<Koppeling>,
    besluit: Besluitpaneel,
    feiten: Vec<Gegeven>,
    formulier: Invoer,
    antwoorden: Vec<Optie>,
}

fn wie() -> Identiteit {
    Identiteit {
        boven: "Dossier 2026-00398".into(),
        naam: "Meryem Yılmaz".into(),
        initialen: "MY".into(),
        feiten: vec![
            Gegeven::nieuw("geboren", "14 maart 1989 (37 jaar)"),
            Gegeven::nieuw("verblijft in", "Deurne"),
            Gegeven::nieuw("verantwoordelijk", "Helmond"),
            Gegeven::nieuw("dossierhouder", "S. de Wit"),
            Gegeven::nieuw("samen met", "L. Peeters"),
        ],
        bsn_masker: "•••••••03".into(),
        bsn_href: "/bsn".into(),
        tags: vec![
            ("Huisbezoek met twee collega’s".into(), Toon::LetOp),
            ("Zorg in natura".into(), Toon::Neutraal),
            ("Overbrugging loopt".into(), Toon::Info),
        ],
    }
}

fn delen() -> Vec<Koppeling> {
    let namen = [
        ("Tijdlijn", "/dossier.html"),
        ("Vraagverheldering", "/melding.html"),
        ("Woonplaats", "/woonplaats.html"),
        ("Leefgebieden", "/leefgebieden.html"),
        ("Doelen", "/doelen.html"),
        ("Besluit", "/besluit.html"),
        ("Plek", "/plek.html"),
        ("Geld", "/geld.html"),
        ("Documenten", "/documenten.html"),
        ("Wie heeft gekeken", "/gekeken.html"),
    ];
    namen.map(|(l, h)| Koppeling::nieuw(l, h)).to_vec()
}

impl Dossier {
    /// The page.
    pub fn nieuw() -> Dossier {
        let taak = |label: &str, href: &str, stand: &str, toon, uitleg: &str| Taak {
            label: label.into(),
            href: href.into(),
            stand: stand.into(),
            toon,
            uitleg: uitleg.into(),
        };
        Dossier {
            kader: kader("Dossier 2026-00398", "/dossier.html")
                .kruimel("Mijn werkvoorraad", "/werkvoorraad.html")
                .kruimel("Dossier 2026-00398", ""),
            wie: wie(),
            delen: delen(),
            tijdlijn: tijdlijn(),
            taken: vec![
                taak("Verslag van het onderzoek afmaken", "/onderzoek.html", "Vandaag", Toon::LetOp, ""),
                taak("Beschikking versturen", "/besluit.html", "Nog niet begonnen", Toon::Neutraal, ""),
                taak(
                    "Aanbieder laten starten",
                    "",
                    "Kan nog niet",
                    Toon::Neutraal,
                    "Eerst moet de beschikking verstuurd zijn.",
                ),
                taak("Woonplaats vaststellen", "/woonplaats.html", "Voltooid", Toon::Neutraal, ""),
            ],
            kern: vec![
                Gegeven::nieuw("Voorziening", "Beschermd thuis, 9 uur per week").wijzig("/besluit.html"),
                Gegeven::nieuw("Aanbieder", "Voorbeeldzorg B.V.").bron("Contract 2026-2029, perceel 2"),
                Gegeven::nieuw("Huisarts", "").wijzig("/kern.html"),
                Gegeven::nieuw("Wensgemeente", "Deurne").bron("Gesprek van 12 november 2026"),
            ],
            einde: Termijn::op(dag("2027-01-04"), dag("2026-11-21"), 42).waarom(
                "De indicatie eindigt op 4 januari 2027. Acht weken daarvoor begint het nieuwe onderzoek.",
            ),
        }
    }
}

#[expect(clippy::too_many_lines, reason = "examples, one after the other")]
fn tijdlijn() -> Vec<Gebeurtenis> {
    let g = |titel: &str, wanneer: &str, door: &str, tekst: &str, toon, icoon| Gebeurtenis {
        titel: titel.into(),
        wanneer: wanneer.into(),
        door: door.into(),
        tekst: tekst.into(),
        toon,
        icoon,
        meer: Koppeling::default(),
    };
    let mut uit = vec![
        g(
            "Beschermd thuis toegekend",
            "21 november 2026 om 10.42 uur",
            "S. de Wit, trajectregisseur",
            "Van 1 december 2026 tot 1 december 2027. 9 uur per week.",
            Toon::Goed,
            "besluit",
        ),
        g(
            "Woonplaats vastgesteld: Helmond",
            "18 november 2026 om 15.10 uur",
            "regel WPB-03, bevestigd door S. de Wit",
            "Laatste inschrijving vóór het verblijf in een instelling.",
            Toon::Info,
            "kaart",
        ),
        g(
            "Aanbieder heeft geen plek",
            "16 november 2026",
            "Voorbeeldzorg B.V.",
            "Op de wachtlijst. Tot er plek is, komt er twee keer per week ambulante begeleiding.",
            Toon::LetOp,
            "klok",
        ),
        g(
            "Gesprek over de leefgebieden",
            "12 november 2026",
            "L. Peeters, aandachtsfunctionaris",
            "Vier leefgebieden besproken, zeven niet nodig.",
            Toon::Neutraal,
            "mensen",
        ),
        g(
            "Warm overgedragen",
            "5 november 2026",
            "L. Peeters en S. de Wit",
            "Samen gebeld met mevrouw Yılmaz.",
            Toon::Neutraal,
            "overdracht",
        ),
        g(
            "Melding ontvangen",
            "3 november 2026 om 9.05 uur",
            "Loket van de gemeente Deurne",
            "",
            Toon::Neutraal,
            "brief",
        ),
    ];
    uit[1].meer = Koppeling::nieuw("Bekijk de uitleg", "/woonplaats.html");
    uit
}

impl Woonplaats {
    /// The page.
    pub fn nieuw() -> Woonplaats {
        let mut uitleg = Uitleg::nieuw();
        uitleg.stap(
            "WPB-01",
            "Wmo 2015 art. 1.2.1",
            "Mevrouw Yılmaz vraagt om beschermd thuis. Dan kijken we naar haar woonplaats.",
        );
        uitleg.stap(
            "WPB-02",
            "Wmo 2015 art. 1.2.1",
            "Zij verblijft sinds 2 mei 2024 in een instelling in Deurne. Dat verblijf zelf telt niet.",
        );
        uitleg.stap(
            "WPB-03",
            "",
            "Vóór dat verblijf stond zij van 1 juni 2017 tot 2 mei 2024 ingeschreven in Helmond.",
        );
        Woonplaats {
            kader: kader("Verantwoordelijke gemeente", "/dossier.html")
                .kruimel("Mijn werkvoorraad", "/werkvoorraad.html")
                .kruimel("Dossier 2026-00398", "/dossier.html")
                .kruimel("Woonplaats", ""),
            wie: wie(),
            delen: delen(),
            besluit: Besluitpaneel {
                vraag: "Welke gemeente is verantwoordelijk?".into(),
                uitkomst: "Helmond".into(),
                omdat: "zij daar voor het laatst ingeschreven stond vóór haar verblijf in een instelling."
                    .into(),
                uitleg,
                voetnoot: "Regels van 1 januari 2026, versie 3. Berekend op 18 november 2026 om 15.10 uur."
                    .into(),
                twijfel:
                    "De inschrijving in Helmond komt uit een gesprek en is nog niet nagekeken in de BRP."
                        .into(),
            },
            feiten: vec![
                Gegeven::nieuw("2 mei 2024 tot nu", "Deurne, instelling")
                    .bron("BRP, 4 november 2026")
                    .wijzig("/adres.html"),
                Gegeven::nieuw("1 juni 2017 tot 2 mei 2024", "Helmond, eigen woning")
                    .bron("Gesprek, 12 november 2026")
                    .wijzig("/adres.html"),
                Gegeven::nieuw("Daarvoor", "").wijzig("/adres.html"),
            ],
            formulier: Invoer::leeg(),
            antwoorden: vec![
                Optie::nieuw("ja", "Ja, Helmond is verantwoordelijk"),
                Optie::nieuw("overleg", "Ik twijfel: eerst overleg met de andere gemeente")
                    .uitleg("De zorg kan al beginnen. De gemeente van de melding betaalt dan zolang."),
                Optie::nieuw("nee", "Nee, een andere gemeente")
                    .uitleg("Schrijf hieronder waarom u van de regel afwijkt."),
            ],
        }
    }
}
