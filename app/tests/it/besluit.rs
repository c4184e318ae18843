//! The room besluit through its pages: aanvraag, besluit with letter and receipt, running it again, bezwaar, rights.

use crate::besluit_dossier::{
    ALLES, BASIS, Feiten, WAAROM, aanvraag, maak, met, met_indicatie, tekst, toekennen,
};
use crate::huis::Huis;
use crate::op_beide;
use axum::http::StatusCode;
use wijkthuis::huis::Rol;

op_beide!(
    async fn van_aanvraag_tot_besluit_met_brief_bewijs_en_termijnen(h: Huis) {
        let besluit = met_indicatie(&h).await;
        let b = h.als(Rol::Trajectregisseur).await;
        let p = b.get(&besluit).await;
        assert_eq!(p.status, StatusCode::OK, "{besluit}: {}", p.tekst);
        for zin in [
            "Beschermd wonen basis",
            "7 etmalen per week",
            "maandag 11 mei 2026",
            "BSL-06",
            "Controlegetal van de regels",
        ] {
            assert!(p.tekst.contains(zin), "{zin}");
        }
        // 365 days at € 174,89.
        assert_eq!(h.getal("SELECT bedrag_cent FROM indicatie").await, 6_383_485);
        // Objection, assignment, second look; the decision on the aanvraag is done.
        assert_eq!(
            h.getal("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL").await,
            2
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND soort = 'bezwaar'").await,
            1
        );
        assert_eq!(
            tekst(&h, "SELECT soort || ' ' || van_vorm || ' ' || naar_vorm || ' ' || reden FROM schaling")
                .await,
            "instroom geen bw nieuw"
        );
        assert_eq!(tekst(&h, "SELECT fase FROM dossier WHERE tot_nr IS NULL").await, "toewijzing");
        assert_eq!(tekst(&h, "SELECT taak FROM werkitem").await, "toewijzing");
        let n = p.tekst.find("/brief/").expect("link to the letter");
        let id: String = p.tekst[n + 7..].chars().take_while(char::is_ascii_digit).collect();
        let pdf = b.get(&format!("{besluit}/brief/{id}")).await;
        assert_eq!(pdf.status, StatusCode::OK);
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert_eq!(b.get(&format!("{besluit}/brief/1")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(h.getal("SELECT count(*) FROM brief").await, 1);
    }
);

op_beide!(
    async fn een_voorbeeld_legt_niets_vast_en_houdt_wat_getypt_is(h: Huis) {
        maak(&h, ALLES).await;
        h.op("2026-03-30");
        let b = h.als(Rol::Trajectregisseur).await;
        aanvraag(&b, "bw").await;
        let acts = h.getal("SELECT count(*) FROM journaal").await;
        let velden = toekennen(&[]);
        let p = b.post(&format!("{BASIS}/nieuw"), &met(&velden, "voorbeeld")).await;
        assert_eq!(p.status, StatusCode::OK);
        for zin in [
            "U krijgt beschermd wonen van 1 april 2026 tot en met 31 maart 2027.",
            "Beste mevrouw Van den Voorbeeld,",
            "Dat kan tot en met maandag 11 mei 2026",
            "college van burgemeester en wethouders van Deurne",
            "Waarom deze datum?",
        ] {
            assert!(p.tekst.contains(zin), "{zin}");
        }
        let p = b.post(&format!("{BASIS}/nieuw"), &met(&velden, "wijzig")).await;
        assert_eq!(p.status, StatusCode::OK);
        assert!(p.tekst.contains("U kunt niet zonder toezicht wonen."));
        let pdf = b.post(&format!("{BASIS}/nieuw"), &met(&velden, "pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert_eq!(h.getal("SELECT count(*) FROM journaal").await, acts, "a preview is no act");
        assert_eq!(h.getal("SELECT count(*) FROM besluit").await, 0);
    }
);

op_beide!(
    async fn een_weigering_noemt_de_regel_en_legt_niets_vast(h: Huis) {
        maak(&h, ALLES).await;
        h.op("2026-03-30");
        let b = h.als(Rol::Trajectregisseur).await;
        let nieuw = format!("{BASIS}/nieuw");
        let r = b.post(&nieuw, &met(&toekennen(&[]), "neem")).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(r.tekst.contains("BSL-08"), "no aanvraag");
        aanvraag(&b, "bw").await;
        for (anders, code) in [
            (("tot", "2026-03-31"), "BSL-21"),
            (("tot", "2035-03-31"), "BSL-22"),
            (("van", "2026-01-01"), "BSL-19"),
            (("product", "15B01"), "BSL-25"),
            (("leveringsvorm", "pgb"), "BSL-28"),
            (("bekend", "2026-03-01"), "BSL-05"),
            (("omvang", "veel"), "Vul een heel getal in"),
            (("product", "99999"), "Kies een product"),
            (("van", "31-2-2026"), "Vul een bestaande datum in"),
        ] {
            let r = b.post(&nieuw, &met(&toekennen(&[anders]), "neem")).await;
            assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "{anders:?}");
            assert!(r.tekst.contains(code), "{anders:?} gives {code}");
            assert!(r.tekst.contains("U kunt niet zonder toezicht wonen."), "typed text stays");
        }
        assert_eq!(h.getal("SELECT count(*) FROM besluit").await, 0);
    }
);

op_beide!(
    async fn zonder_onderzoek_is_er_geen_aanvraag_tenzij_de_zes_weken_om_zijn(h: Huis) {
        maak(&h, Feiten { onderzoek_klaar: false, ..ALLES }).await;
        h.op("2026-04-07");
        let b = h.als(Rol::Trajectregisseur).await;
        let pad = format!("{BASIS}/aanvraag");
        let velden = |dag| [("ontvangen", dag), ("vorm", "bw"), ("leveringsvorm", "zin")];
        let r = b.post(&pad, &velden("2026-04-07")).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(r.tekst.contains("BSL-01") && r.tekst.contains("dinsdag 7 april 2026"));
        h.op("2026-04-08");
        let b = h.als(Rol::Trajectregisseur).await;
        let r = b.post(&pad, &velden("2026-04-08")).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER);
        assert_eq!(tekst(&h, "SELECT taak FROM werkitem").await, "beslissing");
        let r = b.post(&pad, &velden("2026-04-08")).await;
        assert!(r.tekst.contains("BSL-04"), "one aanvraag at a time");
        let r =
            b.post(&format!("{BASIS}/nieuw"), &met(&toekennen(&[("bekend", "2026-04-08")]), "neem")).await;
        assert!(r.tekst.contains("BSL-09"), "no besluit without onderzoek");
    }
);

op_beide!(
    async fn afwijzen_mag_nooit_omdat_iemand_in_een_andere_gemeente_woont(h: Huis) {
        maak(&h, Feiten { doelgroep: Some("nee"), ..ALLES }).await;
        h.op("2026-03-30");
        let b = h.als(Rol::Trajectregisseur).await;
        aanvraag(&b, "bw").await;
        let nieuw = format!("{BASIS}/nieuw");
        let r = b.post(&nieuw, &met(&toekennen(&[]), "neem")).await;
        assert!(r.tekst.contains("BSL-11"), "granting is refused by the doelgroeptoets");
        let formulier = b.get(&format!("{nieuw}?keuze=afwijzen")).await;
        assert!(formulier.tekst.contains("geen_doelgroep") && !formulier.tekst.contains("andere_gemeente"));
        let afwijzen = |grond| {
            [
                ("keuze", "afwijzen"),
                ("grond", grond),
                ("motivering", WAAROM),
                ("bekend", "2026-03-30"),
                ("actie", "neem"),
            ]
        };
        let r = b.post(&nieuw, &afwijzen("andere_gemeente")).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(r.tekst.contains("BSL-14"));
        let r = b.post(&nieuw, &afwijzen("geen_doelgroep")).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER);
        assert_eq!(tekst(&h, "SELECT soort || ' ' || grond FROM besluit").await, "afwijzing geen_doelgroep");
        assert_eq!(h.getal("SELECT count(*) FROM indicatie").await, 0);
        assert_eq!(tekst(&h, "SELECT fase FROM dossier WHERE tot_nr IS NULL").await, "afgesloten");
    }
);

op_beide!(
    async fn een_besluit_kan_worden_herspeeld(h: Huis) {
        let besluit = met_indicatie(&h).await;
        let b = h.als(Rol::Trajectregisseur).await;
        let p = b.get(&format!("{besluit}/herspeel")).await;
        assert_eq!(p.status, StatusCode::OK);
        assert!(
            p.tekst.contains("Hetzelfde komt eruit") && p.tekst.contains("De regels zijn dezelfde"),
            "{}",
            p.tekst
        );
        // Later facts do not change what is replayed: the price doubles afterwards, known only now.
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let ding = wijkthuis::huis::opslag::Handeling {
            wat: "tarief gewijzigd",
            onderwerp: "tarief",
            onderwerp_id: 711,
            dossier: None,
            gemeente: None,
            reden: "",
        };
        tx.journaal(ding).await.expect("journal");
        tx.sluit("tarief", "tarief_id", 711).await.expect("closes");
        let nr = wijkthuis::huis::opslag::v(&tx.nr());
        tx.voer(
            "INSERT INTO tarief (tarief_id, contract_id, productcode, tarief_cent, geldig_van, geldig_tot, vanaf_nr)
             SELECT tarief_id, contract_id, productcode, 2 * tarief_cent, geldig_van, geldig_tot, $1 FROM tarief WHERE tarief_id = 711 AND tot_nr = $1",
            &[nr],
        )
        .await
        .expect("new price");
        tx.commit().await.expect("commit");
        let p = b.get(&format!("{besluit}/herspeel")).await;
        assert!(p.tekst.contains("Hetzelfde komt eruit"));
        // A besluit that does not follow from its receipt is found out.
        h.app.db.voer("UPDATE indicatie SET bedrag_cent = bedrag_cent + 1", &[]).await.expect("tampers");
        let p = b.get(&format!("{besluit}/herspeel")).await;
        assert!(p.tekst.contains("Er komt iets anders uit") && p.tekst.contains("6383486 cent"));
    }
);

op_beide!(
    async fn een_bezwaar_start_de_termijn_om_te_beslissen(h: Huis) {
        let besluit = met_indicatie(&h).await;
        h.op("2026-04-20");
        let b = h.als(Rol::Trajectregisseur).await;
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-04-21")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "not in the future");
        // The last day counts; the day after is late, and that has to be said (BSL-41).
        h.op("2026-05-12");
        let b = h.als(Rol::Trajectregisseur).await;
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-05-12")]).await;
        assert!(r.status == StatusCode::UNPROCESSABLE_ENTITY && r.tekst.contains("BSL-41"), "{}", r.tekst);
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-05-11")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        // Six weeks after the end of the term to object: 11 May + 42 days.
        let dag = "SELECT CAST(uiterlijk_op AS TEXT) FROM termijn WHERE soort = 'beslissing_op_bezwaar' AND tot_nr IS NULL";
        assert_eq!(tekst(&h, dag).await, "2026-06-22");
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-04-20")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        // Until somebody says what was decided, the term runs.
        let open = "SELECT count(*) FROM termijn WHERE soort = 'beslissing_op_bezwaar' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 1);
        h.op("2026-06-01");
        let b = h.als(Rol::Trajectregisseur).await;
        let uit = format!("{besluit}/bezwaar/uitspraak");
        let r = b.post(&uit, &[("beslist", "2026-05-28")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "not without an outcome");
        assert!(r.tekst.contains("Kies wat er op het bezwaar is beslist"));
        let r = b.post(&uit, &[("uitspraak", "ongegrond"), ("beslist", "2026-06-02")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "not in the future");
        let r = b.post(&uit, &[("uitspraak", "ongegrond"), ("beslist", "2026-05-28")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        assert_eq!(h.getal(open).await, 0);
        let r = b.post(&uit, &[("uitspraak", "gegrond"), ("beslist", "2026-05-28")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    }
);

op_beide!(
    async fn wie_het_dossier_niet_heeft_ziet_geen_besluiten(h: Huis) {
        let besluit = met_indicatie(&h).await;
        let b = h.als(Rol::Trajectregisseur).await;
        for rol in [Rol::Aandachtsfunctionaris, Rol::Teamleider, Rol::Contractmanager, Rol::Bestuur, Rol::Fg]
        {
            let ander = h.als(rol).await;
            assert_ne!(ander.get(BASIS).await.status, StatusCode::OK, "{rol:?}");
            assert_ne!(ander.get(&besluit).await.status, StatusCode::OK, "{rol:?}");
            let r = ander.post(&format!("{BASIS}/nieuw"), &met(&toekennen(&[]), "neem")).await;
            assert_ne!(r.status, StatusCode::SEE_OTHER, "{rol:?}");
        }
        assert_eq!(h.getal("SELECT count(*) FROM besluit").await, 1);
    }
);
