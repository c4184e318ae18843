//! The room besluit through its pages: aanvraag, besluit with letter and receipt, herzien, intrekken, op- en afschalen, uitstroom.

use crate::besluit_dossier::{ALLES, Feiten, maak};
use crate::huis::{Antwoord, Bezoeker, Huis};
use crate::op_beide;
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, opslag::Leest};

const BASIS: &str = "/dossiers/700/besluiten";
const WAAROM: &str = "U kunt niet zonder toezicht wonen. Dat blijkt uit het onderzoek.";

/// A form that grants beschermd wonen from 1 April 2026 for a year.
fn toekennen<'a>(anders: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut velden = vec![
        ("vorm", "bw"),
        ("leveringsvorm", "zin"),
        ("product", "15A01"),
        ("omvang", "7"),
        ("frequentie", "week"),
        ("van", "2026-04-01"),
        ("tot", "2027-03-31"),
        ("motivering", WAAROM),
        ("bekend", "2026-03-30"),
    ];
    for (k, w) in anders {
        velden.retain(|(naam, _)| naam != k);
        velden.push((k, w));
    }
    velden
}

fn met<'a>(velden: &[(&'a str, &'a str)], actie: &'a str) -> Vec<(&'a str, &'a str)> {
    velden.iter().copied().chain([("actie", actie)]).collect()
}

async fn aanvraag(b: &Bezoeker<'_>, vorm: &str) -> Antwoord {
    let velden = [("ontvangen", "2026-03-23"), ("vorm", vorm), ("leveringsvorm", "zin")];
    b.post(&format!("{BASIS}/aanvraag"), &velden).await
}

/// A dossier with a granted indicatie; returns the address of the besluit.
async fn met_indicatie(h: &Huis) -> String {
    maak(h, ALLES).await;
    h.op("2026-03-30");
    let b = h.als(Rol::Trajectregisseur).await;
    let r = aanvraag(&b, "bw").await;
    assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
    let r = b.post(&format!("{BASIS}/nieuw"), &met(&toekennen(&[]), "neem")).await;
    assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
    assert!(r.naar.starts_with(BASIS), "{}", r.naar);
    r.naar
}

async fn tekst(h: &Huis, sql: &'static str) -> String {
    h.app.db.een::<(String,)>(sql, &[]).await.expect("query").map_or_else(String::new, |r| r.0)
}

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
            "U krijgt Beschermd wonen van 1 april 2026 tot en met 31 maart 2027.",
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
    async fn intrekken_vraagt_een_grond_en_laat_de_oude_rij_staan(h: Huis) {
        let besluit = met_indicatie(&h).await;
        h.op("2026-06-15");
        let b = h.als(Rol::Trajectregisseur).await;
        let pad = format!("{besluit}/intrekken");
        let velden = |grond| {
            [
                ("grond", grond),
                ("van", "2026-07-01"),
                ("motivering", WAAROM),
                ("bekend", "2026-06-15"),
                ("actie", "neem"),
            ]
        };
        let r = b.post(&pad, &velden("verhuizing")).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(r.tekst.contains("BSL-15") && r.tekst.contains("verhuizing is geen grond"));
        let r = b.post(&pad, &velden("niet_aangewezen")).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM indicatie").await, 2, "closed and added, not overwritten");
        let einde = "SELECT CAST(geldig_tot AS TEXT) FROM indicatie WHERE tot_nr IS NULL";
        assert_eq!(tekst(&h, einde).await, "2026-07-01");
        // 91 of 365 days are left of € 63.834,85.
        assert_eq!(h.getal("SELECT bedrag_cent FROM indicatie WHERE tot_nr IS NULL").await, 1_591_499);
        let p = b.get(&r.naar).await;
        assert!(p.tekst.contains("Uitstroom vastleggen"), "work that follows");
        // As it was known on the day of the first besluit the indicatie still ran for a year.
        let p = b.get(&format!("{BASIS}?op=2026-05-01&bekend=2026-06-14")).await;
        assert!(p.tekst.contains("31 maart 2027"));
        let p = b.get(&format!("{BASIS}?op=2026-08-01")).await;
        assert!(p.tekst.contains("30 juni 2026") && p.tekst.contains("Afgelopen"));
        let p = b.get(&format!("{}/herspeel", r.naar)).await;
        assert!(p.tekst.contains("Hetzelfde komt eruit"), "{}", p.tekst);
    }
);

op_beide!(
    async fn herzien_vervangt_de_indicatie_vanaf_een_dag(h: Huis) {
        let besluit = met_indicatie(&h).await;
        h.op("2026-06-15");
        let b = h.als(Rol::Trajectregisseur).await;
        let mut velden = toekennen(&[("van", "2026-07-01"), ("omvang", "5"), ("bekend", "2026-06-15")]);
        velden.push(("grond", "niet_toereikend"));
        let r = b.post(&format!("{besluit}/herzien"), &met(&velden, "neem")).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let lijst = "SELECT CAST(geldig_van AS TEXT) || ' ' || CAST(geldig_tot AS TEXT) || ' ' || CAST(omvang AS TEXT) FROM indicatie
             WHERE tot_nr IS NULL ORDER BY geldig_van DESC LIMIT 1";
        assert_eq!(tekst(&h, lijst).await, "2026-07-01 2027-04-01 5");
        assert_eq!(h.getal("SELECT count(*) FROM indicatie WHERE tot_nr IS NULL").await, 2);
        assert_eq!(h.getal("SELECT count(*) FROM schaling").await, 1, "the form did not change: no event");
        let p = b.get(&format!("{}/herspeel", r.naar)).await;
        assert!(p.tekst.contains("Hetzelfde komt eruit"), "{}", p.tekst);
    }
);

op_beide!(
    async fn afschalen_naar_wmo_begeleiding_is_een_handeling_en_de_aandachtsfunctionaris_neemt_over(h: Huis) {
        met_indicatie(&h).await;
        h.op("2026-06-15");
        let b = h.als(Rol::Trajectregisseur).await;
        let af = h.id_van(Rol::Aandachtsfunctionaris, "0762").to_string();
        let basis = toekennen(&[
            ("vorm", "wmo_begeleiding"),
            ("product", "02A03"),
            ("omvang", "4"),
            ("van", "2026-06-15"),
            ("bekend", "2026-06-15"),
        ]);
        let met_reden = |extra: &[(&'static str, String)]| -> Vec<(String, String)> {
            let vast = basis.iter().map(|(k, w)| ((*k).to_owned(), (*w).to_owned()));
            vast.chain(extra.iter().map(|(k, w)| ((*k).to_owned(), w.clone()))).collect()
        };
        let post = async |velden: Vec<(String, String)>| {
            let v: Vec<(&str, &str)> = velden.iter().map(|(k, w)| (k.as_str(), w.as_str())).collect();
            b.post("/dossiers/700/schaling", &v).await
        };
        let neem = ("actie", "neem".to_owned());
        let reden = ("reden", "afschaling:doelen_behaald".to_owned());
        let r = post(met_reden(&[reden.clone(), neem.clone()])).await;
        assert!(r.tekst.contains("SCH-05"), "somebody must take over");
        let r = post(met_reden(&[
            ("reden", "opschaling:terugval".into()),
            ("overname", af.clone()),
            neem.clone(),
        ]))
        .await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "the reason must fit the direction");
        let nrs = h.getal("SELECT journaal_nr FROM teller").await;
        let r = post(met_reden(&[reden, ("overname", af.clone()), neem])).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, nrs + 1, "one act");
        let zin = "SELECT soort || ' ' || van_vorm || ' ' || naar_vorm || ' ' || reden FROM schaling ORDER BY schaling_id DESC LIMIT 1";
        assert_eq!(tekst(&h, zin).await, "afschaling bw wmo_begeleiding doelen_behaald");
        assert_eq!(h.getal("SELECT houder FROM werkitem").await.to_string(), af);
        assert_eq!(tekst(&h, "SELECT vorm FROM werkitem").await, "wmo_begeleiding");
        assert_eq!(
            b.get(BASIS).await.status,
            StatusCode::FORBIDDEN,
            "the trajectregisseur is off the dossier"
        );
        let nieuw = h.als(Rol::Aandachtsfunctionaris).await;
        assert_eq!(nieuw.get(BASIS).await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn uitstroom_sluit_het_dossier_met_een_reden(h: Huis) {
        met_indicatie(&h).await;
        h.op("2026-06-15");
        let b = h.als(Rol::Trajectregisseur).await;
        let velden = |op, reden, actie| {
            [
                ("op", op),
                ("reden", reden),
                ("bestemming", "eigen_huurwoning"),
                ("motivering", WAAROM),
                ("bekend", "2026-06-15"),
                ("actie", actie),
            ]
        };
        let pad = "/dossiers/700/uitstroom";
        let r = b.post(pad, &velden("2026-06-16", "zelfstandig_wonen", "neem")).await;
        assert!(r.tekst.contains("SCH-02"), "not in the future");
        let p = b.post(pad, &velden("2026-06-15", "zelfstandig_wonen", "voorbeeld")).await;
        assert!(
            p.tekst.contains("Eigen huurwoning") && p.tekst.contains("Uw ondersteuning stopt"),
            "{}",
            p.tekst
        );
        let r = b.post(pad, &velden("2026-06-15", "zelfstandig_wonen", "neem")).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let zin = "SELECT soort || ' ' || reden || ' ' || bestemming FROM schaling ORDER BY schaling_id DESC LIMIT 1";
        assert_eq!(tekst(&h, zin).await, "uitstroom zelfstandig_wonen eigen_huurwoning");
        assert_eq!(
            tekst(&h, "SELECT fase || ' ' || CAST(gesloten_op AS TEXT) FROM dossier WHERE tot_nr IS NULL")
                .await,
            "afgesloten 2026-06-15"
        );
        assert_eq!(
            tekst(&h, "SELECT soort || ' ' || grond FROM besluit ORDER BY besluit_id DESC LIMIT 1").await,
            "intrekking niet_aangewezen"
        );
        let open = "SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 0, "nothing is left to do");
    }
);

op_beide!(
    async fn wie_overlijdt_krijgt_geen_brief(h: Huis) {
        met_indicatie(&h).await;
        h.op("2026-06-15");
        let b = h.als(Rol::Trajectregisseur).await;
        let velden = [
            ("op", "2026-06-10"),
            ("reden", "overleden"),
            ("bestemming", "geen"),
            ("motivering", ""),
            ("bekend", "2026-06-15"),
        ];
        let p = b.post("/dossiers/700/uitstroom", &met(&velden, "voorbeeld")).await;
        assert!(p.tekst.contains("Er is geen besluit en geen brief"), "{}", p.tekst);
        let r = b.post("/dossiers/700/uitstroom", &met(&velden, "neem")).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM besluit").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM brief").await, 1);
        assert_eq!(
            tekst(&h, "SELECT CAST(geldig_tot AS TEXT) FROM indicatie WHERE tot_nr IS NULL").await,
            "2026-06-10"
        );
        assert_eq!(tekst(&h, "SELECT fase FROM dossier WHERE tot_nr IS NULL").await, "afgesloten");
    }
);

op_beide!(
    async fn een_bezwaar_start_de_termijn_om_te_beslissen(h: Huis) {
        let besluit = met_indicatie(&h).await;
        h.op("2026-04-20");
        let b = h.als(Rol::Trajectregisseur).await;
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-04-21")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY, "not in the future");
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-04-20")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        // Six weeks after the end of the term to object: 11 May + 42 days.
        let dag = "SELECT CAST(uiterlijk_op AS TEXT) FROM termijn WHERE soort = 'beslissing_op_bezwaar' AND tot_nr IS NULL";
        assert_eq!(tekst(&h, dag).await, "2026-06-22");
        let r = b.post(&format!("{besluit}/bezwaar"), &[("ontvangen", "2026-04-20")]).await;
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
