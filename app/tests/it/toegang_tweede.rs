//! A second melding in a dossier that exists: found by searching, no rights by writing, and nothing overwritten unseen.

use crate::{
    huis::{Antwoord, Bezoeker, Huis},
    op_beide,
    toegang::{CONTACT, VRAAG, concept_van, meld_sanne, registreer_met, stap, verborgen},
    toegang_melding::met,
};
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, werkstand};

const SANNE: &[(&str, &str)] =
    &[("achternaam", "Berg"), ("geboren-dag", "14"), ("geboren-maand", "3"), ("geboren-jaar", "1989")];

async fn dossier_van_sanne(h: &Huis) -> String {
    let naar = meld_sanne(&h.als(Rol::Aandachtsfunctionaris).await).await;
    naar.split('/').nth(2).expect("dossier").to_owned()
}

async fn ander(h: &Huis) -> Bezoeker<'_> {
    h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0794")).await
}

/// Searches and begins a melding in the only dossier that was found.
async fn begin(b: &Bezoeker<'_>) -> String {
    let gevonden = b.post("/meldingen/zoeken", SANNE).await;
    let vondst = verborgen(&gevonden.tekst, "vondst");
    concept_van(&b.post("/meldingen/concept", &[("vondst", &vondst)]).await)
}

async fn meld_in(b: &Bezoeker<'_>, contact: &[(&str, &str)], meer: &[(&str, &str)]) -> Antwoord {
    let pad = begin(b).await;
    let vraag = met(VRAAG, "gemeente", "0794");
    for (naam, velden) in [("vraag", vraag.as_slice()), ("contact", contact)] {
        let a = stap(b, &pad, naam, velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{naam}: {}", a.tekst);
    }
    registreer_met(b, &pad, meer).await
}

op_beide!(
    async fn een_nummer_uit_de_browser_opent_geen_dossier(h: Huis) {
        let dossier = dossier_van_sanne(&h).await;
        let b = ander(&h).await;
        let gevonden = b.post("/meldingen/zoeken", SANNE).await;
        assert!(!gevonden.tekst.contains(&dossier), "the page does not name the dossier");
        let vondst = verborgen(&gevonden.tekst, "vondst");
        let vals =
            format!("{}{}", &vondst[..vondst.len() - 2], if vondst.ends_with("00") { "11" } else { "00" });
        let derde = h.als_id(h.id_van(Rol::Trajectregisseur, "*")).await;
        let bestaat_niet = b.post("/meldingen/concept", &[("dossier", "4")]).await;
        for (wie, velden) in [
            (&b, vec![("dossier", dossier.as_str())]),
            (&b, vec![("vondst", vals.as_str())]),
            (&b, vec![("vondst", "zz"), ("dossier", dossier.as_str())]),
            (&b, vec![("vondst", "a")]),
            // The seal of one is no use to another, nor in another session of the same person.
            (&derde, vec![("vondst", vondst.as_str())]),
            (&ander(&h).await, vec![("vondst", vondst.as_str()), ("dossier", dossier.as_str())]),
        ] {
            let a = wie.post("/meldingen/concept", &velden).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{velden:?}");
            assert!(a.tekst.contains("TGG-47"), "{}", a.tekst);
            assert_eq!(a.status, bestaat_niet.status, "no difference with a dossier that does not exist");
        }
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 0);
        assert_eq!(b.post("/meldingen/concept", &[("vondst", &vondst)]).await.status, StatusCode::SEE_OTHER);
    }
);

op_beide!(
    async fn alleen_een_naam_of_alleen_een_dag_wijst_niemand_aan(h: Huis) {
        dossier_van_sanne(&h).await;
        let b = ander(&h).await;
        for (velden, kan) in
            [(&SANNE[..1], false), (&SANNE[1..], false), (SANNE, true), (&[("bsn", "999990019")][..], true)]
        {
            let a = b.post("/meldingen/zoeken", velden).await;
            assert!(a.tekst.contains("S. B•••••"), "{}", a.tekst);
            assert_eq!(a.tekst.contains("name=\"vondst\""), kan, "{velden:?}");
        }
        // Who works for the gemeente of the dossier sees who it is, and knows whom he means.
        let eigen = h.als(Rol::Aandachtsfunctionaris).await;
        assert!(eigen.post("/meldingen/zoeken", &SANNE[..1]).await.tekst.contains("name=\"vondst\""));
    }
);

op_beide!(
    async fn een_melding_in_een_dossier_van_een_ander_geeft_geen_rechten(h: Huis) {
        let dossier = dossier_van_sanne(&h).await;
        let b = ander(&h).await;
        let pad = begin(&b).await;
        let vraag = b.get(&format!("{pad}/vraag")).await;
        assert!(vraag.tekst.contains("S. B•••••, geboren in 1989") && !vraag.tekst.contains("Sanne"));
        let controle = b.get(&format!("{pad}/controle")).await;
        assert!(controle.tekst.contains("Dit dossier is van een collega"), "{}", controle.tekst);
        assert!(!controle.tekst.contains("2 maart 2026. Hoort dit"), "when others reported is the dossier's");
        assert!(!controle.tekst.contains("Nu bekend"), "what is known is not shown");
        let a = meld_in(&b, &met(CONTACT, "telefoon", "06 11111111"), &[("overnemen", "ja")]).await;
        assert!(a.naar.starts_with("/meldingen/gedaan/"), "{} {}", a.naar, a.tekst);
        let eigen = b.get(&a.naar).await;
        assert!(eigen.tekst.contains("Sanne redt het niet meer") && eigen.tekst.contains("Uw melding"));
        assert!(!eigen.tekst.contains("Molenstraat") && !eigen.tekst.contains(&dossier));
        assert!(b.get("/meldingen/nieuw").await.tekst.contains(&a.naar), "it can be found back");
        let melding = a.naar.rsplit('/').next().expect("number");
        for pad in ["", "/gegevens", "/doelgroep", &format!("/melding/{melding}")] {
            let a = b.get(&format!("/dossiers/{dossier}{pad}")).await;
            assert_eq!(a.status, StatusCode::FORBIDDEN, "{pad}");
        }
        let derde = h.als(Rol::Trajectregisseur).await;
        assert_eq!(derde.get(&a.naar).await.status, StatusCode::NOT_FOUND, "only who wrote it");
        for (sql, aantal) in [
            ("SELECT count(*) FROM melding WHERE tot_nr IS NULL", 2),
            ("SELECT count(*) FROM dossierrol WHERE tot_nr IS NULL", 1),
            ("SELECT count(*) FROM inwoner", 1),
            ("SELECT count(*) FROM adres", 1),
            ("SELECT count(*) FROM opgave WHERE status = 'open' AND tot_nr IS NULL", 1),
            ("SELECT count(*) FROM correctie", 0),
            ("SELECT count(*) FROM dossier WHERE tot_nr IS NULL AND gemeente = '0762'", 1),
            (
                "SELECT count(*) FROM termijn WHERE soort = 'melding_in_dossier' AND tot_nr IS NULL AND voldaan_op IS NULL",
                1,
            ),
        ] {
            assert_eq!(h.getal(sql).await, aantal, "{sql}");
        }
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn de_houder_neemt_de_melding_in_en_laat_met_een_reden_een_collega_toe(h: Huis) {
        let dossier = dossier_van_sanne(&h).await;
        let b = ander(&h).await;
        let a = meld_in(&b, &met(CONTACT, "telefoon", "06 11111111"), &[]).await;
        let melding = a.naar.rsplit('/').next().expect("number").to_owned();
        let houder = h.als(Rol::Aandachtsfunctionaris).await;
        let overzicht = houder.get(&format!("/dossiers/{dossier}")).await;
        let pad = format!("/dossiers/{dossier}/melding/{melding}");
        assert!(overzicht.tekst.contains("Melding van een collega bekijken"), "{}", overzicht.tekst);
        assert!(overzicht.tekst.contains(&format!("href=\"{pad}\"")));
        let pagina = houder.get(&pad).await;
        assert!(pagina.tekst.contains("Wie behandelt deze melding?"), "{}", pagina.tekst);
        assert!(pagina.tekst.contains("Er is iets anders opgegeven dan bekend was"));
        for velden in [&[][..], &[("inname", "samen"), ("inname_reden", " ")]] {
            let a = houder.post(&format!("{pad}/inname"), velden).await;
            assert_eq!((a.status, a.tekst.contains("TGG-54")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        }
        let goed = [("inname", "samen"), ("inname_reden", "Hij kent de inwoner van het spreekuur.")];
        assert_eq!(houder.post(&format!("{pad}/inname"), &goed).await.status, StatusCode::SEE_OTHER);
        houder.post(&format!("{pad}/inname"), &goed).await;
        assert_eq!(b.get(&pad).await.status, StatusCode::OK, "now the colleague may");
        for (sql, aantal) in [
            ("SELECT count(*) FROM inname WHERE soort = 'samen'", 1),
            ("SELECT count(*) FROM dossierrol WHERE rol = 'medehouder' AND tot_nr IS NULL", 1),
            ("SELECT count(*) FROM journaal WHERE handeling = 'collega toegelaten bij melding'", 1),
            (
                "SELECT count(*) FROM termijn WHERE soort = 'melding_in_dossier' AND tot_nr IS NULL AND voldaan_op IS NULL",
                0,
            ),
        ] {
            assert_eq!(h.getal(sql).await, aantal, "{sql}");
        }
        let tijdlijn = houder.get(&format!("/dossiers/{dossier}")).await.tekst;
        assert!(
            tijdlijn.contains("Collega toegelaten bij melding") && tijdlijn.contains("van het spreekuur")
        );
    }
);

op_beide!(
    async fn wat_anders_is_opgegeven_staat_naast_wat_bekend_is_en_de_houder_kiest(h: Huis) {
        let dossier = dossier_van_sanne(&h).await;
        let b = ander(&h).await;
        let nieuw = met(&met(CONTACT, "straat", "Markt"), "adres_gemeente", "0794");
        let nieuw = met(&nieuw, "sinds-jaar", "2025");
        meld_in(&b, &nieuw, &[]).await;
        let houder = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = format!("/dossiers/{dossier}/gegevens");
        let pagina = houder.get(&pad).await.tekst;
        for deel in ["Nu bekend", "Nu opgegeven", "Molenstraat", "Markt", "Helmond, sinds 1 mei 2025"] {
            assert!(pagina.contains(deel), "{deel}: {pagina}");
        }
        let (_, rest) = pagina.split_once("/opgave/").expect("a form");
        let opgave = format!("/dossiers/{dossier}/opgave/{}", rest.split('"').next().expect("number"));
        assert_eq!(b.post(&opgave, &[("keuze", "overgenomen")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(houder.post(&opgave, &[("keuze", "x")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(houder.post(&opgave, &[("keuze", "overgenomen")]).await.status, StatusCode::SEE_OTHER);
        houder.post(&opgave, &[("keuze", "niet_overgenomen")]).await;
        for (sql, aantal) in [
            (
                "SELECT count(*) FROM inwoner WHERE tot_nr IS NULL AND straat = 'Markt' AND telefoon = '06 87654321'",
                1,
            ),
            ("SELECT count(*) FROM inwoner WHERE tot_nr IS NOT NULL AND straat = 'Molenstraat'", 1),
            ("SELECT count(*) FROM correctie WHERE melding_id IS NOT NULL AND adres_van = '2025-05-01'", 1),
            (
                "SELECT count(*) FROM adres WHERE tot_nr IS NULL AND gemeente = '0794' AND geldig_tot IS NULL",
                1,
            ),
            (
                "SELECT count(*) FROM adres WHERE tot_nr IS NULL AND gemeente = '0762' AND geldig_tot = '2025-05-01'",
                1,
            ),
            ("SELECT count(*) FROM opgave WHERE tot_nr IS NULL AND status = 'overgenomen'", 1),
        ] {
            assert_eq!(h.getal(sql).await, aantal, "{sql}");
        }
        assert!(!houder.get(&pad).await.tekst.contains("/opgave/"));
    }
);

op_beide!(
    async fn de_houder_zelf_kiest_op_de_controlepagina(h: Huis) {
        let dossier = dossier_van_sanne(&h).await;
        let houder = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&houder.post("/meldingen/concept", &[("dossier", &dossier)]).await);
        stap(&houder, &pad, "vraag", VRAAG).await;
        stap(&houder, &pad, "contact", &[("telefoon", "06 11111111")]).await;
        let controle = houder.get(&format!("{pad}/controle")).await.tekst;
        assert!(controle.contains("06 87654321") && controle.contains("06 11111111"), "{controle}");
        let a = registreer_met(&houder, &pad, &[]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-56")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        let a = registreer_met(&houder, &pad, &[("overnemen", "later")]).await;
        assert!(a.naar.starts_with(&format!("/dossiers/{dossier}/melding/")), "{}", a.naar);
        assert_eq!(h.getal("SELECT count(*) FROM inwoner").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM opgave WHERE status = 'open'").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'melding_in_dossier'").await, 0);
    }
);

op_beide!(
    async fn een_gesloten_dossier_gaat_alleen_met_een_reden_weer_open(h: Huis) {
        let houder = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&houder).await;
        houder.post(&format!("{naar}/intrekken"), &[("intrekreden", "Woont bij zijn broer.")]).await;
        let b = ander(&h).await;
        // As long as somebody holds it, it is not for others to take, also when it is closed.
        let a = meld_in(&b, &[], &[("toegang_reden", "Ik wil het hebben.")]).await;
        assert!(a.naar.starts_with("/meldingen/gedaan/"), "{} {}", a.naar, a.tekst);
        let dossier = naar.split('/').nth(2).expect("dossier");
        assert_eq!(b.get(&format!("/dossiers/{dossier}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(houder.get(&format!("/dossiers/{dossier}")).await.status, StatusCode::OK);
        let weg = "UPDATE dossierrol SET geldig_tot = geldig_van WHERE tot_nr IS NULL AND geldig_tot IS NULL";
        h.app.db.voer(weg, &[]).await.expect("nobody holds it any more");
        let a = meld_in(&b, &[], &[]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-55")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        let pad = b.get("/meldingen/nieuw").await.tekst;
        let (_, rest) = pad.split_once("/meldingen/concept/").expect("a draft");
        let pad = format!("/meldingen/concept/{}", rest.split('/').next().expect("number"));
        let reden = [("toegang_reden", "De inwoner vraagt nu in Helmond om hulp.")];
        let a = registreer_met(&b, &pad, &reden).await;
        assert!(a.naar.starts_with("/dossiers/"), "{} {}", a.naar, a.tekst);
        let pagina = b.get(&a.naar).await.tekst;
        assert!(pagina.contains("vraagt nu in Helmond"), "{pagina}");
        assert_eq!(h.getal("SELECT count(*) FROM inname WHERE soort = 'heropend'").await, 1);
        assert_eq!(houder.get(&a.naar).await.status, StatusCode::FORBIDDEN, "the former holder is out");
    }
);
