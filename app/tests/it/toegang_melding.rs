//! Access: what a melding starts, in whose dossier, and how it ends early.

use crate::{
    huis::{Antwoord, Bezoeker},
    op_beide,
    toegang::{CONTACT, VRAAG, WIE, concept_van, meld, meld_sanne, registreer, stap, verborgen},
};
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, werkstand};

fn met<'a>(basis: &[(&'a str, &'a str)], veld: &'a str, waarde: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut v = basis.to_vec();
    v.retain(|(k, _)| *k != veld);
    v.push((veld, waarde));
    v
}

/// A new melding in a dossier that exists.
pub async fn meld_opnieuw(b: &Bezoeker<'_>, dossier: &str, vraag: &[(&str, &str)]) -> Antwoord {
    let pad = concept_van(&b.post("/meldingen/concept", &[("dossier", dossier)]).await);
    for (naam, velden) in [("vraag", vraag), ("contact", &[("telefoon", "06 11111111")])] {
        let a = stap(b, &pad, naam, velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{naam}: {}", a.tekst);
    }
    registreer(b, &pad).await
}

op_beide!(
    async fn bij_een_bsn_hoort_een_inwoner(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        meld_sanne(&b).await;
        let a = b.post("/meldingen/zoeken", &[("bsn", "999990019")]).await;
        assert!(
            a.tekst.contains("Dit burgerservicenummer is al bekend")
                && !a.tekst.contains("Verder met een nieuwe inwoner")
        );
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        for (naam, velden) in [("wie", WIE), ("vraag", VRAAG), ("contact", CONTACT)] {
            stap(&b, &pad, naam, velden).await;
        }
        let a = registreer(&b, &pad).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("TGG-42"), "{}", a.tekst);
        for sql in
            ["SELECT count(*) FROM inwoner", "SELECT count(*) FROM dossier", "SELECT count(*) FROM melding"]
        {
            assert_eq!(h.getal(sql).await, 1, "{sql}");
        }
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 1, "the draft is still there");
    }
);

op_beide!(
    async fn twee_keer_drukken_maakt_geen_tweede_melding(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        for (naam, velden) in [("wie", WIE), ("vraag", VRAAG), ("contact", CONTACT)] {
            stap(&b, &pad, naam, velden).await;
        }
        let versie = verborgen(&b.get(&format!("{pad}/controle")).await.tekst, "versie");
        let velden = [("versie", versie.as_str())];
        let knop = format!("{pad}/registreer");
        let (een, twee) = tokio::join!(b.post(&knop, &velden), b.post(&knop, &velden));
        let naar = [een.naar.as_str(), twee.naar.as_str()];
        assert!(naar.iter().any(|n| n.starts_with("/dossiers/")), "{naar:?} {} {}", een.status, twee.status);
        assert_eq!(h.getal("SELECT count(*) FROM melding").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM inwoner").await, 1);
    }
);

op_beide!(
    async fn spoed_vraagt_direct_een_beslissing(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld(&b, WIE, &met(VRAAG, "spoed", "ja"), CONTACT).await;
        let a = b.get(&naar).await;
        assert!(a.tekst.contains("Spoed: beslis nu") && a.tekst.contains("onverwijld"), "{}", a.tekst);
        let open =
            "SELECT count(*) FROM termijn WHERE soort = 'spoed' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE spoed = 1 AND tot_nr IS NULL").await, 1);
        let pad = format!("{naar}/spoed");
        let a = b.post(&pad, &[("spoed_uitkomst", "niet_nodig"), ("spoed_toelichting", " ")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-44")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        assert!(
            a.tekst.contains("value=\"niet_nodig\" id=\"veld-spoed_uitkomst-2\" checked"),
            "the choice stays"
        );
        let goed =
            [("spoed_uitkomst", "tijdelijke_voorziening"), ("spoed_toelichting", "Bed bij de opvang.")];
        assert_eq!(b.post(&pad, &goed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(b.post(&pad, &goed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        assert_eq!(h.getal(open).await, 0);
        assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE spoed = 1 AND tot_nr IS NULL").await, 0);
        assert!(b.get(&naar).await.tekst.contains("Er is een tijdelijke voorziening"));
    }
);

op_beide!(
    async fn een_nieuwe_melding_komt_in_het_bestaande_dossier(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        let dossier = naar.split('/').nth(2).expect("dossier").to_owned();
        h.op("2026-06-01");
        let ander = h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0794")).await;
        let mijn = met(&met(VRAAG, "gemeente", "0794"), "ontvangen-maand", "5");
        let pad = concept_van(&ander.post("/meldingen/concept", &[("dossier", &dossier)]).await);
        let a = ander.get(&format!("{pad}/vraag")).await;
        assert!(
            a.tekst.contains("S. B•••••, geboren in 1989") && !a.tekst.contains("Sanne"),
            "masked until it is ours"
        );
        let a = ander.get(&format!("{pad}/controle")).await;
        assert!(a.tekst.contains("Er loopt al een melding van 2 maart 2026"), "{}", a.tekst);
        let a = meld_opnieuw(&ander, &dossier, &mijn).await;
        assert!(a.naar.starts_with(&format!("/dossiers/{dossier}/melding/")), "{} {}", a.naar, a.tekst);
        assert_eq!(ander.get(&a.naar).await.status, StatusCode::OK, "who registers may see it");
        for (sql, aantal) in [
            (
                "SELECT count(*) FROM inwoner WHERE tot_nr IS NULL AND telefoon = '06 11111111' AND straat = 'Molenstraat'",
                1,
            ),
            ("SELECT count(*) FROM inwoner WHERE tot_nr IS NULL", 1),
            ("SELECT count(*) FROM dossier WHERE tot_nr IS NULL AND gemeente = '0762'", 1),
            ("SELECT count(*) FROM melding WHERE tot_nr IS NULL", 2),
            ("SELECT count(*) FROM dossierrol WHERE tot_nr IS NULL AND rol = 'houder'", 1),
            ("SELECT count(*) FROM dossierrol WHERE tot_nr IS NULL AND rol = 'medehouder'", 1),
        ] {
            assert_eq!(h.getal(sql).await, aantal, "{sql}");
        }
    }
);

op_beide!(
    async fn een_ingetrokken_melding_sluit_en_een_nieuwe_opent_het_dossier_weer(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        let dossier = naar.split('/').nth(2).expect("dossier").to_owned();
        let pad = format!("{naar}/intrekken");
        let a = b.post(&pad, &[("intrekreden", "")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-45")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        assert_eq!(
            b.post(&pad, &[("intrekreden", "Woont nu bij zijn broer.")]).await.status,
            StatusCode::SEE_OTHER
        );
        let a = b.post(&pad, &[("intrekreden", "Nog eens.")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-14")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        let dicht = "SELECT count(*) FROM dossier WHERE fase = 'afgesloten' AND gesloten_op IS NOT NULL AND tot_nr IS NULL";
        assert_eq!(h.getal(dicht).await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL").await,
            0
        );
        meld_opnieuw(&b, &dossier, VRAAG).await;
        let open =
            "SELECT count(*) FROM dossier WHERE fase = 'melding' AND gesloten_op IS NULL AND tot_nr IS NULL";
        assert_eq!((h.getal(dicht).await, h.getal(open).await), (0, 1));
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_trajectregisseur_meldt_voor_de_lokale_toegang(h: Huis) {
        let b = h.als(Rol::Trajectregisseur).await;
        let houder = h.id_van(Rol::Aandachtsfunctionaris, "0762");
        let (fout, goed) = (format!("{houder}:0794"), format!("{houder}:0762"));
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        stap(&b, &pad, "wie", WIE).await;
        let a = stap(&b, &pad, "vraag", &met(VRAAG, "houder", &fout)).await;
        assert_eq!((a.status, a.tekst.contains("TGG-29")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        stap(&b, &pad, "vraag", &met(VRAAG, "houder", &goed)).await;
        stap(&b, &pad, "contact", CONTACT).await;
        let a = registreer(&b, &pad).await;
        assert_eq!(b.get(&a.naar).await.status, StatusCode::OK);
        assert_eq!(h.als(Rol::Aandachtsfunctionaris).await.get(&a.naar).await.status, StatusCode::OK);
        assert_eq!(h.getal("SELECT count(DISTINCT rol) FROM dossierrol WHERE tot_nr IS NULL").await, 2);
    }
);

op_beide!(
    async fn een_tweede_brief_komt_alleen_als_er_nog_geen_is(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        assert!(!b.get(&naar).await.tekst.contains("Maak de ontvangstbevestiging"));
        assert_eq!(b.post(&format!("{naar}/brief"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(h.getal("SELECT count(*) FROM brief").await, 1);
        let nergens = naar.rsplit_once('/').expect("parts").0.to_owned() + "/1";
        assert_eq!(b.get(&nergens).await.status, StatusCode::NOT_FOUND);
        assert_eq!(b.post(&format!("{nergens}/brief"), &[]).await.status, StatusCode::NOT_FOUND);
    }
);
