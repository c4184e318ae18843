//! Access: search before create, the draft, the melding and what follows from it.

use crate::{
    huis::{Antwoord, Bezoeker},
    op_beide,
};
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, opslag::Leest};

pub const WIE: &[(&str, &str)] = &[
    ("achternaam", "Berg"),
    ("voorvoegsel", "van den"),
    ("voornamen", "Sanne"),
    ("geboren-dag", "14"),
    ("geboren-maand", "3"),
    ("geboren-jaar", "1989"),
    ("geslacht", "2"),
    ("bsn", "999990019"),
];
pub const VRAAG: &[(&str, &str)] = &[
    ("ontvangen-dag", "2"),
    ("ontvangen-maand", "3"),
    ("ontvangen-jaar", "2026"),
    ("gemeente", "0762"),
    ("melder", "naaste"),
    ("melder_naam", "Zus van Sanne"),
    ("melder_contact", "06 12345678"),
    ("hulpvraag", "Sanne redt het niet meer <alleen>."),
];
pub const CONTACT: &[(&str, &str)] = &[
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
pub fn concept_van(a: &Antwoord) -> String {
    a.naar.rsplit_once('/').expect("an address with parts").0.to_owned()
}

/// Fills a hidden field of the page into the form that is posted.
pub fn verborgen(html: &str, naam: &str) -> String {
    let zoek = format!("name=\"{naam}\" value=\"");
    let (_, rest) = html.split_once(&zoek).unwrap_or_else(|| panic!("no field {naam} in {html}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

pub async fn stap(b: &Bezoeker<'_>, pad: &str, naam: &str, velden: &[(&str, &str)]) -> Antwoord {
    let versie = verborgen(&b.get(&format!("{pad}/{naam}")).await.tekst, "versie");
    let mut alle = velden.to_vec();
    alle.extend([("versie", versie.as_str()), ("actie", "verder")]);
    b.post(&format!("{pad}/{naam}"), &alle).await
}

pub async fn registreer(b: &Bezoeker<'_>, pad: &str) -> Antwoord {
    registreer_met(b, pad, &[]).await
}

/// The same, with what the check page asks in a dossier that exists.
pub async fn registreer_met(b: &Bezoeker<'_>, pad: &str, meer: &[(&str, &str)]) -> Antwoord {
    let versie = verborgen(&b.get(&format!("{pad}/controle")).await.tekst, "versie");
    let velden = [&[("versie", versie.as_str())], meer].concat();
    b.post(&format!("{pad}/registreer"), &velden).await
}

/// Walks the whole form; returns the address of the melding.
pub async fn meld(
    b: &Bezoeker<'_>,
    wie: &[(&str, &str)],
    vraag: &[(&str, &str)],
    contact: &[(&str, &str)],
) -> String {
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
        assert!(
            a.tekst.contains("Sanne van den Berg")
                && a.tekst.contains("Sanne redt het niet meer &#60;alleen&#62;."),
            "{}",
            a.tekst
        );
        assert!(a.tekst.contains("13 april 2026"), "melding + 6 weeks");
        assert!(a.tekst.contains("Ontvangstbevestiging van 2 maart 2026 (PDF)"));
        for (sql, aantal) in [
            (
                "SELECT count(*) FROM inwoner WHERE zoeknaam = 'berg sanne' AND bsn_status = 'ongeverifieerd' AND postcode = '5751AB'",
                1,
            ),
            ("SELECT count(*) FROM dossier WHERE fase = 'melding' AND gemeente = '0762' AND spoed = 0", 1),
            ("SELECT count(*) FROM dossierrol WHERE rol = 'houder' AND tot_nr IS NULL", 1),
            ("SELECT count(*) FROM adres WHERE gemeente = '0762' AND functie = 'W' AND bron = 'inwoner'", 1),
            ("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL", 2),
            (
                "SELECT count(*) FROM termijn WHERE soort = 'persoonlijk_plan' AND uiterlijk_op = '2026-03-09'",
                1,
            ),
            (
                "SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND soort = 'ontvangstbevestiging' AND voldaan_op IS NOT NULL",
                1,
            ),
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
        for (rol, waar) in
            [(Rol::Aandachtsfunctionaris, "0794"), (Rol::Trajectregisseur, "*"), (Rol::Teamleider, "*")]
        {
            let ander = h.als_id(h.id_van(rol, waar)).await;
            assert_eq!(ander.get(&pad).await.status, StatusCode::FORBIDDEN, "{rol:?}");
            assert_eq!(ander.get(&naar).await.status, StatusCode::FORBIDDEN, "{rol:?}");
        }
    }
);

op_beide!(
    async fn wie_bekend_is_wordt_gevonden_met_de_reden_en_anders_gemaskeerd(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        let dossier = naar.split('/').nth(2).expect("dossier");
        let dag = [("geboren-dag", "14"), ("geboren-maand", "3"), ("geboren-jaar", "1989")];
        for (velden, reden) in [
            (vec![("bsn", "9999 90 019")], "zelfde burgerservicenummer"),
            ([vec![("achternaam", "Van den Berg")], dag.to_vec()].concat(), "zelfde naam en geboortedatum"),
            ([vec![("achternaam", "Bergh")], dag.to_vec()].concat(), "naam lijkt erop, zelfde geboortedatum"),
            (vec![("achternaam", "BÉRG")], "zelfde naam"),
            (dag.to_vec(), "zelfde geboortedatum"),
        ] {
            let a = b.post("/meldingen/zoeken", &velden).await;
            assert_eq!(a.status, StatusCode::OK);
            assert!(
                a.tekst.contains(reden) && a.tekst.contains("Sanne van den Berg"),
                "{reden}: {}",
                a.tekst
            );
            assert!(a.tekst.contains(&format!("href=\"/dossiers/{dossier}\"")));
        }
        let ander = h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0794")).await;
        let a = ander.post("/meldingen/zoeken", &[("achternaam", "Berg")]).await;
        assert!(a.tekst.contains("S. B•••••") && a.tekst.contains("Geboren in 1989"), "{}", a.tekst);
        assert!(
            !a.tekst.contains("Sanne")
                && !a.tekst.contains("14 maart")
                && !a.tekst.contains("href=\"/dossiers/")
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM logboek WHERE route = '/meldingen/zoeken' AND aantal = 1").await,
            6
        );
    }
);

op_beide!(
    async fn zoeken_zonder_gegevens_of_met_onzin_wordt_uitgelegd(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        for (velden, code) in [
            (vec![("achternaam", " B ")], "TGG-28"),
            (vec![("achternaam", "Berg"), ("bsn", "123456789")], "TGG-27"),
            (vec![("geboren-dag", "31"), ("geboren-maand", "2"), ("geboren-jaar", "1989")], "HUIS-01"),
        ] {
            let a = b.post("/meldingen/zoeken", &velden).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(a.tekst.contains(code), "{code}: {}", a.tekst);
            for (_, getypt) in velden {
                assert!(a.tekst.contains(&format!("value=\"{getypt}\"")), "what was typed stays");
            }
        }
        let a = b.post("/meldingen/zoeken", &[("achternaam", "Niemand")]).await;
        assert!(a.tekst.contains("Niemand gevonden") && a.tekst.contains("Verder met een nieuwe inwoner"));
        let a = b
            .post("/meldingen/concept", &[("achternaam", "Niemand"), ("geboren-jaar", "1990"), ("rol", "x")])
            .await;
        assert!(b.get(&a.naar).await.tekst.contains("value=\"Niemand\""), "what was searched goes along");
    }
);

op_beide!(
    async fn een_concept_wordt_vanzelf_bewaard_en_is_van_een_persoon(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        let velden = [("stap", "vraag"), ("versie", "1"), ("hulpvraag", "Half afgemaakte zin")];
        let a = b.post(&format!("{pad}/bewaar"), &velden).await;
        assert_eq!(a.status, StatusCode::NO_CONTENT);
        assert_eq!(a.koppen.get("x-concept-versie").and_then(|w| w.to_str().ok()), Some("2"));
        assert!(b.get(&format!("{pad}/vraag")).await.tekst.contains("Half afgemaakte zin"));
        assert!(
            b.get("/meldingen/nieuw").await.tekst.contains(&format!("{pad}/vraag")),
            "resumes from the list, where one stopped"
        );
        let dicht = h.getal("SELECT count(*) FROM concept WHERE length(inhoud) > 20").await;
        assert_eq!(dicht, 1);
        let ander = h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0794")).await;
        assert_eq!(ander.get(&format!("{pad}/vraag")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ander.post(&format!("{pad}/bewaar"), &velden).await.status, StatusCode::NOT_FOUND);
        ander.post(&format!("{pad}/weg"), &[]).await;
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 1);
        b.post(&format!("{pad}/weg"), &[]).await;
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 0);
    }
);

op_beide!(
    async fn twee_vensters_zien_beide_teksten_en_er_gaat_geen_woord_verloren(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        let velden = |tekst: &'static str, versie: &'static str| {
            [VRAAG, &[("hulpvraag", tekst), ("versie", versie), ("stap", "vraag"), ("actie", "verder")]]
                .concat()
        };
        let zonder = |v: Vec<(&'static str, &'static str)>| {
            v.into_iter().filter(|(k, w)| *k != "hulpvraag" || !w.contains('<')).collect::<Vec<_>>()
        };
        let eerste = zonder(velden("Tekst van venster een", "1"));
        assert_eq!(b.post(&format!("{pad}/vraag"), &eerste).await.status, StatusCode::SEE_OTHER);
        let tweede = zonder(velden("Tekst van venster twee", "1"));
        assert_eq!(b.post(&format!("{pad}/bewaar"), &tweede).await.status, StatusCode::CONFLICT);
        let a = b.post(&format!("{pad}/vraag"), &tweede).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        for deel in ["een", "twee", "kies_hulpvraag"] {
            assert!(a.tekst.contains(deel), "{deel}: {}", a.tekst);
        }
        assert!(!a.tekst.contains("kies_melder"), "what is equal is not asked");
        let versie = verborgen(&a.tekst, "versie");
        let mut keuze = tweede.clone();
        keuze.retain(|(k, _)| *k != "versie");
        keuze.extend([("versie", versie.as_str()), ("kies_hulpvraag", "hun")]);
        assert_eq!(b.post(&format!("{pad}/vraag"), &keuze).await.status, StatusCode::SEE_OTHER);
        assert!(b.get(&format!("{pad}/vraag")).await.tekst.contains("Tekst van venster een"));
    }
);

op_beide!(
    async fn elke_stap_zegt_wat_er_mist_en_houdt_wat_getypt_is(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        let fout = |basis: &[(&'static str, &'static str)], veld: &'static str, waarde: &'static str| {
            let mut v = basis.to_vec();
            v.retain(|(k, _)| *k != veld);
            v.push((veld, waarde));
            v
        };
        for (naam, velden, code) in [
            ("wie", fout(WIE, "achternaam", ""), "TGG-01"),
            ("wie", fout(WIE, "geboren-jaar", "2027"), "TGG-02"),
            ("wie", fout(WIE, "geboren-dag", "99"), "HUIS-01"),
            ("wie", fout(WIE, "bsn", "999990018"), "TGG-27"),
            ("vraag", fout(VRAAG, "hulpvraag", " "), "TGG-03"),
            ("vraag", fout(VRAAG, "ontvangen-dag", "3"), "TGG-06"),
            ("vraag", fout(VRAAG, "gemeente", "0794"), "TGG-29"),
            ("vraag", fout(VRAAG, "melder", "buurman"), "TGG-29"),
            ("contact", fout(CONTACT, "postcode", "12"), "TGG-05"),
            ("contact", fout(CONTACT, "sinds-jaar", "2026"), "TGG-06"),
        ] {
            let a = stap(&b, &pad, naam, &velden).await;
            if naam == "contact" && code == "TGG-05" {
                // The person is checked as a whole: without the first page there is nobody yet to check.
                stap(&b, &pad, "wie", WIE).await;
                stap(&b, &pad, "vraag", VRAAG).await;
            }
            let a = if a.status == StatusCode::UNPROCESSABLE_ENTITY {
                a
            } else {
                stap(&b, &pad, naam, &velden).await
            };
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{naam} {code}");
            assert!(a.tekst.contains(code), "{code}: {}", a.tekst);
            assert!(a.tekst.contains("<title>Fout: "), "the title says so");
        }
        let a = registreer(&b, &pad).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(h.getal("SELECT count(*) FROM melding").await, 0);
    }
);
