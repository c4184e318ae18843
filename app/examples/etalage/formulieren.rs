//! The pages of the showcase, filled with made-up persons.

use crate::huis::foutpagina::Foutpagina;
use crate::huis::formulier::{Formulier, Optie};
use crate::huis::kader::{Dichtheid, Gebruiker, Kader, Koppeling, Melding, Menupunt, Toon};
use askama::DynTemplate;
use askama::Template;

/// All pages: file name without extension, and the page.
pub fn alle() -> Vec<(&'static str, Box<dyn DynTemplate>)> {
    vec![
        ("melding", Box::new(MeldingBlad::nieuw())),
        ("fout", Box::new(Foutpagina::van_status(kader("", ""), 404, "7f3a-19c2"))),
    ]
}

/// The frame as most pages have it; `plek` is the address of the menu entry we are in.
fn kader(titel: &str, plek: &str) -> Kader {
    let punt = |label: &str, href: &str, icoon| Menupunt::nieuw(label, href, icoon).actief(href == plek);
    Kader {
        titel: titel.to_owned(),
        regio: "Helmond en de Peel".to_owned(),
        gebruiker: Some(Gebruiker {
            naam: "Sanne de Wit".to_owned(),
            rol: "trajectregisseur".to_owned(),
            links: vec![Koppeling::nieuw("Mijn instellingen", "/instellingen.html")],
        }),
        menu: vec![
            punt("Vandaag", "/werkvoorraad.html", "vandaag").met_aantal(12, true),
            punt("Dossiers", "/dossier.html", "dossier"),
            punt("Nieuwe melding", "/melding.html", "plus"),
            punt("Plekken", "/plekken.html", "huis").met_aantal(3, false),
            punt("Sociale kaart", "/sociale-kaart.html", "kaart"),
            punt("Geld", "/geld.html", "euro"),
            punt("Monitor", "/monitor.html", "monitor"),
            punt("Beheer", "/beheer.html", "beheer"),
        ],
        csrf: "proef".to_owned(),
        demo: true,
        dichtheid: Dichtheid::Compact,
        toetsen: true,
        voet: vec![
            Koppeling::nieuw("Toegankelijkheid", "/toegankelijkheid.html"),
            Koppeling::nieuw("Privacy", "/privacy.html"),
        ],
        versie: "0.1.0".to_owned(),
        css_url: "/statisch/wijkthuis.css".to_owned(),
        js_url: "/statisch/wijkthuis.js".to_owned(),
        icon_url: "/statisch/iconen.svg".to_owned(),
        logo_url: "/statisch/merk.svg".to_owned(),
        zoek_aan: true,
        sessie_minuten: 30,
        ..Kader::default()
    }
}

/// A form with errors.
#[derive(Template)]
#[template(path = "etalage/melding.html")]
struct MeldingBlad {
    kader: Kader,
    formulier: Formulier,
    verblijf: Vec<Optie>,
    gemeenten: Vec<Optie>,
    zorgen: Vec<Optie>,
}

impl MeldingBlad {
    fn nieuw() -> MeldingBlad {
        let mut f = Formulier::uit([
            ("achternaam", "Yılmaz"),
            ("geboren_dag", "31"),
            ("geboren_maand", "2"),
            ("geboren_jaar", "1989"),
            ("bsn", "999990000"),
            ("verblijf", "instelling"),
            ("zorg", "wonen"),
            ("zorg", "geld"),
            ("vraag", "Kan na opname niet terug naar huis.\nZoekt een plek met begeleiding <dag en nacht>."),
        ]);
        f.fout("geboren", "Vul een datum in die bestaat, bijvoorbeeld 14 3 1989.");
        f.fout("bsn", "Dit burgerservicenummer klopt niet. Controleer de 9 cijfers.");
        f.fout("gemeente", "Kies de gemeente waar de melding binnenkwam.");
        let mut kader = kader("Nieuwe melding: wie is de inwoner?", "/melding.html")
            .kruimel("Vandaag", "/werkvoorraad.html")
            .kruimel("Nieuwe melding", "")
            .fouten(true);
        kader.melding = Some(Melding::nieuw(Toon::Info, "Wij hebben uw concept van gisteren weer opgehaald."));
        let optie = Optie::nieuw;
        MeldingBlad {
            kader,
            formulier: f,
            verblijf: vec![
                optie("woning", "Eigen woning"),
                optie("instelling", "Instelling of beschermd wonen")
                    .uitleg("Ook een kliniek, een gevangenis of een opvang."),
                optie("geen", "Geen vaste plek"),
            ],
            gemeenten: ["Asten", "Deurne", "Gemert-Bakel", "Helmond", "Laarbeek", "Someren"]
                .map(|g| optie(g, g))
                .to_vec(),
            zorgen: vec![optie("wonen", "Wonen"), optie("geld", "Geld"), optie("werk", "Werk en dagbesteding")],
        }
    }
}
