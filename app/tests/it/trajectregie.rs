//! The dossier: what to do, what happened, onderzoek and goals, and who looked.

use crate::{
    huis::{Antwoord, Bezoeker, Huis},
    op_beide,
    proefdossier::{self, Proefdossier},
};
use axum::http::StatusCode;
use wijkthuis::huis::{
    Rol,
    opslag::{Leest, v},
};

fn pad(d: &Proefdossier, rest: &str) -> String {
    format!("/dossiers/{}{rest}", d.dossier)
}

fn versie(a: &Antwoord) -> String {
    let (_, rest) = a.tekst.split_once("name=\"versie\" value=\"").expect("the form has a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Saves leefgebieden as a browser would: with the version of the page.
async fn bewaar(b: &Bezoeker<'_>, d: &Proefdossier, velden: &[(&str, &str)]) -> Antwoord {
    let nr = versie(&b.get(&pad(d, "/onderzoek")).await);
    let mut alle = vec![("versie", nr.as_str())];
    alle.extend_from_slice(velden);
    b.post(&pad(d, "/onderzoek"), &alle).await
}

const SAMENVATTING: &str = "Samen gekeken naar geld, wonen en daginvulling. Er is elke dag steun nodig.";

op_beide!(
    async fn de_eerste_pagina_zegt_wie_wat_en_waarom(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let a = b.get(&pad(&d, "")).await;
        assert_eq!(a.status, StatusCode::OK, "{}", a.tekst);
        for zin in [
            "Anna van der Proef",
            "14 maart 1989 (36 jaar)",
            "Leg vast welke gemeente verantwoordelijk is.",
            "TRJ-02, Wmo 2015 art. 1.2.1",
            "Begin het onderzoek.",
            "13 april 2026",
            "Waarom deze datum?",
            "Melding geregistreerd",
            "Samen met",
        ] {
            assert!(a.tekst.contains(zin), "{zin}");
        }
        assert!(!a.tekst.contains("999990019"), "no BSN without asking");
    }
);

op_beide!(
    async fn het_bsn_komt_alleen_op_verzoek_en_staat_dan_in_het_logboek(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let a = b.post(&pad(&d, "/bsn"), &[]).await;
        assert_eq!(a.status, StatusCode::OK);
        assert!(a.tekst.contains("999990019"));
        assert_eq!(
            h.getal("SELECT count(*) FROM logboek WHERE doel = 'BSN tonen' AND uitkomst = 'ok'").await,
            1
        );
        let teamleider = h.als(Rol::Teamleider).await;
        assert_eq!(teamleider.post(&pad(&d, "/bsn"), &[]).await.status, StatusCode::FORBIDDEN);
        let a = teamleider.get(&pad(&d, "")).await;
        assert_eq!(a.status, StatusCode::OK);
        assert!(
            !a.tekst.contains("/bsn") && !a.tekst.contains("Nieuwe notitie"),
            "no button that would be refused"
        );
    }
);

op_beide!(
    async fn een_notitie_staat_in_de_tijdlijn_en_bij_terugkijken_niet(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let toen = h.getal("SELECT journaal_nr FROM teller").await;
        let a = b.post(&pad(&d, "/notitie"), &[("tekst", "Belde over <b>de sleutel</b>")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER);
        let nu = b.get(&pad(&d, "?filter=notitie")).await.tekst;
        assert!(nu.contains("Notitie toegevoegd") && !nu.contains("Melding geregistreerd"));
        assert!(
            nu.contains("Belde over &#60;b&#62;de sleutel") || nu.contains("Belde over &lt;b&gt;de sleutel")
        );
        let oud = b.get(&pad(&d, &format!("?bekend={toen}"))).await.tekst;
        assert!(oud.contains("U kijkt terug") && !oud.contains("de sleutel") && !oud.contains("Nu te doen"));
        let a = b.post(&pad(&d, "/notitie"), &[("tekst", "  ")]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("TRJ-41"));
    }
);

op_beide!(
    async fn van_twee_handelingen_tegelijk_in_een_dossier_gaat_er_een_door(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let pad = pad(&d, "/onderzoek/begin");
        let een = || b.post(&pad, &[]);
        let (a, b, c, e) = tokio::join!(een(), een(), een(), een());
        let gelukt = [a, b, c, e].iter().filter(|r| r.status == StatusCode::SEE_OTHER).count();
        assert!(gelukt >= 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM onderzoek WHERE tot_nr IS NULL").await,
            1,
            "{gelukt} were answered"
        );
    }
);

op_beide!(
    async fn een_onderzoek_vraagt_alleen_wat_nodig_is_en_eindigt_met_een_verslag(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        assert_eq!(b.post(&pad(&d, "/onderzoek/begin"), &[]).await.status, StatusCode::SEE_OTHER);
        let velden = [
            ("oordeel-financien", "2"),
            ("toelichting-financien", "Schulden"),
            ("oordeel-justitie", "niet_nodig"),
        ];
        let a = bewaar(&b, &d, &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM leefgebiedscore").await, 2);
        let a = b.get(&pad(&d, "/onderzoek")).await;
        assert!(a.tekst.contains("1 van 13 leefgebieden besproken") && a.tekst.contains("Er is geen totaal"));
        assert!(a.tekst.contains("Noteer geen strafbare feiten."), "why it is needed");
        let nr = versie(&a);
        let a = b
            .post(
                &pad(&d, "/onderzoek/verslag"),
                &[("versie", &nr), ("samenvatting", "kort"), ("advies", "bw")],
            )
            .await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("TRJ-11") && a.tekst.contains("kort</textarea>"));
        let velden = [("versie", nr.as_str()), ("samenvatting", SAMENVATTING), ("advies", "bw")];
        let a = b.post(&pad(&d, "/onderzoek/verslag"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let open = "SELECT count(*) FROM termijn WHERE soort = 'onderzoek' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 0);
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE fase = 'besluit' AND tot_nr IS NULL").await,
            1
        );
        let a = b.get(&pad(&d, "/onderzoek")).await;
        assert!(
            a.tekst.contains("Advies: Beschermd wonen") && !a.tekst.contains("name=\"oordeel-financien\"")
        );
        assert!(b.get(&pad(&d, "")).await.tekst.contains("Leg de aanvraag vast en neem een besluit."));
    }
);

op_beide!(
    async fn twee_mensen_in_hetzelfde_onderzoek_overschrijven_elkaar_niet(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        b.post(&pad(&d, "/onderzoek/begin"), &[]).await;
        let oud = versie(&b.get(&pad(&d, "/onderzoek")).await);
        let ander = h.als(Rol::Aandachtsfunctionaris).await;
        bewaar(&ander, &d, &[("oordeel-huisvesting", "3")]).await;
        let a = b
            .post(
                &pad(&d, "/onderzoek"),
                &[("versie", &oud), ("oordeel-financien", "4"), ("toelichting-financien", "Blijft staan")],
            )
            .await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            a.tekst.contains("Een collega heeft dit onderzoek net gewijzigd")
                && a.tekst.contains("Blijft staan")
        );
        assert_eq!(h.getal("SELECT count(*) FROM leefgebiedscore").await, 1);
    }
);

const VERPLAATS: &str = "UPDATE onderzoek SET melding_id = $1";

op_beide!(
    async fn vorige_scores_staan_ernaast_en_overnemen_houdt_hun_datum(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        b.post(&pad(&d, "/onderzoek/begin"), &[]).await;
        bewaar(&b, &d, &[("oordeel-financien", "2")]).await;
        // A later turn of the street: the first onderzoek belongs to an earlier melding, and a new one begins two months later.
        h.app.db.voer(VERPLAATS, &[v(&1i64)]).await.expect("update");
        h.op("2026-05-04");
        b.post(&pad(&d, "/onderzoek/begin"), &[]).await;
        let b = h.als(Rol::Trajectregisseur).await;
        b.post(&pad(&d, "/onderzoek/begin"), &[]).await;
        let a = b.get(&pad(&d, "/onderzoek")).await;
        assert!(a.tekst.contains("2, 2 maart 2026"), "{}", a.tekst);
        assert_eq!(b.post(&pad(&d, "/onderzoek/overnemen"), &[]).await.status, StatusCode::SEE_OTHER);
        let a = b.get(&pad(&d, "/onderzoek")).await;
        assert!(a.tekst.contains("Overgenomen van 2 maart 2026"));
        bewaar(&b, &d, &[("oordeel-financien", "4")]).await;
        let a = b.get(&pad(&d, "/onderzoek")).await;
        assert!(a.tekst.contains("2 hoger") && !a.tekst.contains("Overgenomen van"));
    }
);

op_beide!(
    async fn een_doel_wordt_gesteld_geevalueerd_en_behaald(h: Huis) {
        let d = proefdossier::maak(&h, "levering").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let dag = [("evaluatie-dag", "1"), ("evaluatie-maand", "6"), ("evaluatie-jaar", "2026")];
        let mut velden = vec![
            ("leefgebied", "financien"),
            ("tekst", "Ik wil zelf mijn geld regelen"),
            ("activiteit", "Budgetcoach"),
            ("wie", "Buurthuis"),
        ];
        velden.extend(dag);
        let a = b.post(&pad(&d, "/doelen"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let (doel,): (i64,) =
            h.app.db.een("SELECT doel_id FROM doel", &[]).await.expect("query").expect("row");
        let a = b.get(&pad(&d, "/doelen")).await;
        for zin in
            ["Ik wil zelf mijn geld regelen", "Budgetcoach (Buurthuis)", "1 juni 2026", "Hier werken we aan"]
        {
            assert!(a.tekst.contains(zin), "{zin}");
        }
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'evaluatie' AND voldaan_op IS NULL AND tot_nr IS NULL").await, 1);
        h.op("2026-06-01");
        let b = h.als(Rol::Trajectregisseur).await;
        assert!(b.get(&pad(&d, "")).await.tekst.contains("Evalueer de doelen samen met de inwoner."));
        let een = pad(&d, &format!("/doelen/{doel}"));
        let a =
            b.post(&format!("{een}/evaluatie"), &[("voortgang", "vooruit"), ("tekst", "Gaat goed")]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("Vul in wanneer u dit doel opnieuw bekijkt."));
        let a = b
            .post(
                &format!("{een}/evaluatie"),
                &[("voortgang", "behaald"), ("tekst", "Alle schulden zijn geregeld")],
            )
            .await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM doel WHERE status = 'behaald' AND tot_nr IS NULL").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'evaluatie' AND voldaan_op IS NULL AND tot_nr IS NULL").await, 0);
        assert!(
            b.get(&pad(&d, ""))
                .await
                .tekst
                .contains("Alle doelen zijn behaald. Bespreek of de hulp lichter kan.")
        );
        assert!(b.get(&een).await.tekst.contains("1 juni 2026: Behaald. Alle schulden zijn geregeld"));
    }
);

op_beide!(
    async fn een_doel_zonder_woorden_of_te_ver_weg_wordt_geweigerd(h: Huis) {
        let d = proefdossier::maak(&h, "levering").await;
        let b = h.als(Rol::Trajectregisseur).await;
        for (tekst, jaar, code) in [("", "2026", "TRJ-21"), ("Ik wil werken", "2028", "TRJ-24")] {
            let velden = [
                ("leefgebied", "financien"),
                ("tekst", tekst),
                ("evaluatie-dag", "1"),
                ("evaluatie-maand", "9"),
                ("evaluatie-jaar", jaar),
            ];
            let a = b.post(&pad(&d, "/doelen"), &velden).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(a.tekst.contains(code), "{code}: {}", a.tekst);
        }
        let een = pad(&d, "/doelen/12345");
        assert_eq!(b.get(&een).await.status, StatusCode::NOT_FOUND);
        assert_eq!(h.getal("SELECT count(*) FROM doel").await, 0);
    }
);

op_beide!(
    async fn een_concept_van_het_onderzoek_gaat_niet_verloren(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        b.post(&pad(&d, "/onderzoek/begin"), &[]).await;
        let nr = versie(&b.get(&pad(&d, "/onderzoek")).await);
        let getypt = [
            ("formulier", "verslag"),
            ("versie", nr.as_str()),
            ("samenvatting", "Nog niet af"),
            ("advies", "bt"),
        ];
        assert_eq!(b.post(&pad(&d, "/onderzoek/concept"), &getypt).await.status, StatusCode::OK);
        let a = b.get(&pad(&d, "/onderzoek")).await;
        assert!(
            a.tekst.contains("Nog niet af</textarea>") && a.tekst.contains("Uw concept van"),
            "{}",
            a.tekst
        );
        let ander = h.als(Rol::Aandachtsfunctionaris).await;
        assert!(
            !ander.get(&pad(&d, "/onderzoek")).await.tekst.contains("Nog niet af"),
            "a draft is one's own"
        );
        assert_eq!(h.getal("SELECT count(*) FROM onderzoek WHERE samenvatting <> ''").await, 0);
        let onbekend = [("formulier", "anders")];
        assert_eq!(b.post(&pad(&d, "/onderzoek/concept"), &onbekend).await.status, StatusCode::NOT_FOUND);
        b.post(&pad(&d, "/onderzoek/concept/weg"), &[]).await;
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 0);
        b.post(&pad(&d, "/onderzoek/concept"), &[("formulier", "leefgebieden"), ("oordeel-financien", "2")])
            .await;
        bewaar(&b, &d, &[("oordeel-financien", "2")]).await;
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 0, "what is recorded needs no draft");
    }
);
