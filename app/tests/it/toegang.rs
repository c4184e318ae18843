//! Access: search before create, the draft, the melding and what follows from it.

use crate::{
    huis::{Antwoord, Bezoeker, Huis, VANDAAG},
    op_beide,
};
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, opslag::Leest};

const WIE: &[(&str, &str)] = &[
    ("achternaam", "Berg"),
    ("voorvoegsel", "van den"),
    ("voornamen", "Sanne"),
    ("geboren-dag", "14"),
    ("geboren-maand", "3"),
    ("geboren-jaar", "1989"),
    ("geslacht", "2"),
    ("bsn", "999990019"),
];
const VRAAG: &[(&str, &str)] = &[
    ("ontvangen-dag", "2"),
    ("ontvangen-maand", "3"),
    ("ontvangen-jaar", "2026"),
    ("gemeente", "0762"),
    ("melder", "naaste"),
    ("melder_naam", "Zus van Sanne"),
    ("melder_contact", "06 12345678"),
    ("hulpvraag", "Sanne redt het niet meer <alleen>."),
];
const CONTACT: &[(&str, &str)] = &[
    ("verblijf", "eigen"),
    ("adres_gemeente", "0762"),
    ("sinds-dag", "1"),
    ("sinds-maand", "5"),
    ("sinds-jaar", "2020"),
    ("straat", "Molenstraat"),
    ("huisnummer", "12a"),
    ("postcode", "5751 ab"),
    ("woonplaats", "Deurne"),
    ("telefoon", "06 87654321"),
];

/// The draft's address without the last part, from a redirect such as `/meldingen/concept/12/wie`.
fn concept_van(a: &Antwoord) -> String {
    a.naar.rsplit_once('/').expect("an address with parts").0.to_owned()
}

/// Fills a hidden field of the page into the form that is posted.
fn verborgen(html: &str, naam: &str) -> String {
    let zoek = format!("name=\"{naam}\" value=\"");
    let (_, rest) = html.split_once(&zoek).unwrap_or_else(|| panic!("no field {naam} in {html}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn stap(b: &Bezoeker<'_>, pad: &str, naam: &str, velden: &[(&str, &str)]) -> Antwoord {
    let versie = verborgen(&b.get(&format!("{pad}/{naam}")).await.tekst, "versie");
    let mut alle = velden.to_vec();
    alle.extend([("versie", versie.as_str()), ("actie", "verder")]);
    b.post(&format!("{pad}/{naam}"), &alle).await
}

async fn registreer(b: &Bezoeker<'_>, pad: &str) -> Antwoord {
    let versie = verborgen(&b.get(&format!("{pad}/controle")).await.tekst, "versie");
    b.post(&format!("{pad}/registreer"), &[("versie", &versie)]).await
}

/// Walks the whole form; returns the address of the melding.
pub async fn meld(b: &Bezoeker<'_>, wie: &[(&str, &str)], vraag: &[(&str, &str)], contact: &[(&str, &str)]) -> String {
    let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
    for (naam, velden) in [("wie", wie), ("vraag", vraag), ("contact", contact)] {
        let a = stap(b, &pad, naam, velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{naam}: {}", a.tekst);
    }
    let a = registreer(b, &pad).await;
    assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
    a.naar
}

pub async fn meld_sanne(b: &Bezoeker<'_>) -> String {
    meld(b, WIE, VRAAG, CONTACT).await
}

op_beide!(
    async fn een_melding_maakt_inwoner_dossier_houder_termijnen_adres_en_brief(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        assert!(naar.starts_with("/dossiers/") && naar.contains("/melding/"), "{naar}");
        let a = b.get(&naar).await;
        assert_eq!(a.status, StatusCode::OK);
        assert!(a.tekst.contains("Sanne van den Berg") && a.tekst.contains("Sanne redt het niet meer &#60;alleen&#62;."), "{}", a.tekst);
        assert!(a.tekst.contains("13 april 2026"), "melding + 6 weeks");
        assert!(a.tekst.contains("Ontvangstbevestiging van 2 maart 2026 (PDF)"));
        for (sql, aantal) in [
            ("SELECT count(*) FROM inwoner WHERE zoeknaam = 'berg sanne' AND bsn_status = 'ongeverifieerd' AND postcode = '5751AB'", 1),
            ("SELECT count(*) FROM dossier WHERE fase = 'melding' AND gemeente = '0762' AND spoed = 0", 1),
            ("SELECT count(*) FROM dossierrol WHERE rol = 'houder' AND tot_nr IS NULL", 1),
            ("SELECT count(*) FROM adres WHERE gemeente = '0762' AND functie = 'W' AND bron = 'inwoner'", 1),
            ("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL", 3),
            ("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND soort = 'ontvangstbevestiging' AND voldaan_op IS NOT NULL", 1),
            ("SELECT count(*) FROM brief WHERE soort = 'ontvangstbevestiging'", 1),
            ("SELECT count(*) FROM concept", 0),
        ] {
            assert_eq!(h.getal(sql).await, aantal, "{sql}");
        }
    }
);

op_beide!(
    async fn de_ontvangstbevestiging_is_een_pdf_die_alleen_de_houder_leest(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        let dossier = naar.split('/').nth(2).expect("dossier");
        let (brief,): (i64,) =
            h.app.db.een("SELECT brief_id FROM brief", &[]).await.expect("query").expect("a letter");
        let pad = format!("/dossiers/{dossier}/brieven/{brief}");
        let a = b.get(&pad).await;
        assert_eq!((a.status, &a.bytes[..5]), (StatusCode::OK, b"%PDF-".as_slice()));
        assert_eq!(b.get(&format!("/dossiers/{dossier}/brieven/1")).await.status, StatusCode::NOT_FOUND);
        for (rol, waar) in [(Rol::Aandachtsfunctionaris, "0794"), (Rol::Trajectregisseur, "*"), (Rol::Teamleider, "*")] {
            let ander = h.als_id(h.id_van(rol, waar)).await;
            assert_eq!(ander.get(&pad).await.status, StatusCode::FORBIDDEN, "{rol:?}");
            assert_eq!(ander.get(&naar).await.status, StatusCode::FORBIDDEN, "{rol:?}");
        }
    }
);
