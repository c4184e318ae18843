//! What happens to an indicatie later: herzien, intrekken, op- en afschalen, uitstroom. Rows are closed and added, never changed.

use crate::besluit_dossier::{BASIS, WAAROM, met, met_indicatie, tekst, toekennen};
use crate::huis::Huis;
use crate::op_beide;
use axum::http::StatusCode;
use wijkthuis::huis::Rol;

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
        let zelfde =
            [("vorm", "bw"), ("product", "15A01"), ("reden", "afschaling:anders"), ("actie", "neem")];
        let r = b
            .post(
                "/dossiers/700/schaling",
                &toekennen(&[("van", "2026-06-15")]).into_iter().chain(zelfde).collect::<Vec<_>>(),
            )
            .await;
        assert!(r.tekst.contains("SCH-04"), "beschermd wonen to beschermd wonen is no event");
        let nrs = h.getal("SELECT journaal_nr FROM teller").await;
        let r = post(met_reden(&[reden, ("overname", af.clone()), neem])).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, nrs + 1, "one act");
        let zin = "SELECT soort || ' ' || van_vorm || ' ' || naar_vorm || ' ' || reden FROM schaling ORDER BY schaling_id DESC LIMIT 1";
        assert_eq!(tekst(&h, zin).await, "afschaling bw wmo_begeleiding doelen_behaald");
        assert_eq!(h.getal("SELECT houder FROM werkitem").await.to_string(), af);
        assert_eq!(tekst(&h, "SELECT vorm FROM werkitem").await, "wmo_begeleiding");
        assert_eq!(b.get(BASIS).await.status, StatusCode::OK, "the letter still has to go out");
        h.op("2026-08-03");
        let later = h.als(Rol::Trajectregisseur).await;
        assert_eq!(later.get(BASIS).await.status, StatusCode::FORBIDDEN, "the trajectregisseur is off it");
        let nieuw = h.als(Rol::Aandachtsfunctionaris).await;
        assert_eq!(nieuw.get(BASIS).await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn uitstroom_sluit_het_dossier_met_een_reden(h: Huis) {
        met_indicatie(&h).await;
        h.op("2026-06-15");
        let b = h.als(Rol::Trajectregisseur).await;
        let af = h.id_van(Rol::Aandachtsfunctionaris, "0762").to_string();
        let overname = af.as_str();
        let velden = |op, reden, actie| {
            [
                ("op", op),
                ("reden", reden),
                ("bestemming", "eigen_huurwoning"),
                ("motivering", WAAROM),
                ("bekend", "2026-06-15"),
                ("overname", overname),
                ("actie", actie),
            ]
        };
        let pad = "/dossiers/700/uitstroom";
        let r = b.post(pad, &velden("2026-06-16", "zelfstandig_wonen", "neem")).await;
        assert!(r.tekst.contains("SCH-02"), "not in the future");
        let mut niemand = velden("2026-06-15", "zelfstandig_wonen", "neem");
        niemand[5].1 = "";
        assert!(b.post(pad, &niemand).await.tekst.contains("SCH-05"), "somebody takes over");
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
        let houder = "SELECT gebruiker_id FROM dossierrol WHERE rol = 'houder' AND tot_nr IS NULL AND geldig_tot IS NULL";
        assert_eq!(
            h.getal(houder).await.to_string(),
            overname,
            "and the aandachtsfunctionaris holds the dossier"
        );
        // The letter and an objection to it are still the work of who decided, as long as Awb art. 6:7 gives.
        let id = h.getal("SELECT max(besluit_id) FROM besluit").await;
        let na = format!("/dossiers/700/besluiten/{id}");
        assert_eq!(b.get(&na).await.status, StatusCode::OK);
        for (dag, kan) in [("2026-07-27", StatusCode::OK), ("2026-07-28", StatusCode::FORBIDDEN)] {
            h.op(dag);
            assert_eq!(h.als(Rol::Trajectregisseur).await.get(&na).await.status, kan, "{dag}");
        }
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
        assert!(
            p.tekst.contains("SCH-06") && p.tekst.contains("Er is geen besluit en geen brief"),
            "{}",
            p.tekst
        );
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
