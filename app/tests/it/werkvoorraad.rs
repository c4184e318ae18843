//! The worklist: what is due comes first, filters live in the URL, dividing shows first what it does.

use crate::{huis::Huis, op_beide};
use axum::http::StatusCode;
use kern::stam::DossierId;
use wijkthuis::huis::{
    Rol,
    opslag::{Handeling, Ty, Val, t, v},
    werkstand,
};

async fn dossier(h: &Huis, naam: &str, gemeente: &str, houder: i64, uiterlijk: &str) -> DossierId {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let id = DossierId(tx.nieuw_id().expect("id"));
    let (inwoner, rol, termijn) = (id.0 + 7, tx.nieuw_id().expect("id"), tx.nieuw_id().expect("id"));
    let (nr, leeg, geen_dag) = (v(&tx.nr()), Val::Leeg(Ty::Int), Val::Leeg(Ty::Datum));
    let vandaag = v(&tx.vandaag());
    tx.journaal(Handeling {
        wat: "dossier geopend",
        onderwerp: "dossier",
        onderwerp_id: id.0,
        dossier: Some(id),
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    tx.voer(
        "INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum, geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr, tot_nr)
         VALUES ($1, $2, $3, 'geen', $4, '', 'Test', $5, $6, '9', '', '', '', '', '', '', $7, $8)",
        &[v(&inwoner), Val::Leeg(Ty::Text), Val::Leeg(Ty::Bytes), t(naam), t(&format!("{} test", naam.to_lowercase())), vandaag.clone(), nr.clone(), leeg.clone()],
    ).await.expect("inwoner");
    tx.voer(
        "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
         VALUES ($1, $2, $3, 'onderzoek', 0, $4, $5, $6, $7)",
        &[v(&id), v(&inwoner), t(gemeente), vandaag.clone(), geen_dag.clone(), nr.clone(), leeg.clone()],
    ).await.expect("dossier");
    if houder != 0 {
        tx.voer(
            "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
             VALUES ($1, $2, $3, 'houder', $4, $5, $6, $7)",
            &[v(&rol), v(&id), v(&houder), vandaag.clone(), geen_dag.clone(), nr.clone(), leeg.clone()],
        ).await.expect("role");
    }
    tx.voer(
        "INSERT INTO termijn (termijn_id, dossier_id, soort, onderwerp_id, begin_op, uiterlijk_op, uitleg, voor_rol, voldaan_op, vanaf_nr, tot_nr)
         VALUES ($1, $2, 'onderzoek', 0, $3, $4, '[]', 'trajectregisseur', $5, $6, $7)",
        &[v(&termijn), v(&id), vandaag, v(&crate::huis::datum(uiterlijk)), geen_dag, nr, leeg],
    ).await.expect("term");
    tx.commit().await.expect("commit");
    id
}

op_beide!(
    async fn wie_medehouder_is_ziet_de_taken_van_de_eigen_rol_in_het_menu(h: Huis) {
        let ik = h.id_van(Rol::Trajectregisseur, "*");
        let d = dossier(&h, "Samen", "0762", h.id_van(Rol::Trajectregisseur, "2"), "2026-02-01").await;
        let b = h.als(Rol::Trajectregisseur).await;
        assert!(!b.get("/").await.tekst.contains("bw-telling--dringend"));
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let (rol, nr, vandaag) = (tx.nieuw_id().expect("id"), v(&tx.nr()), v(&tx.vandaag()));
        let (onderwerp, onderwerp_id) = ("dossierrol", rol);
        let wat = "rol gegeven";
        tx.journaal(Handeling { wat, onderwerp, onderwerp_id, dossier: Some(d), gemeente: None, reden: "" })
            .await
            .expect("journal");
        tx.voer(
            "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
             VALUES ($1, $2, $3, 'medehouder', $4, $5, $6, $7)",
            &[v(&rol), v(&d), v(&ik), vandaag, Val::Leeg(Ty::Datum), nr, Val::Leeg(Ty::Int)],
        )
        .await
        .expect("role");
        tx.commit().await.expect("commit");
        let a = b.get("/").await;
        assert!(a.tekst.contains("bw-telling bw-telling--dringend\">1<span"), "{}", a.tekst);
        assert!(a.tekst.contains("U heeft 1 open taak. 1 daarvan is te laat."), "{}", a.tekst);
        assert!(b.get("/werkvoorraad").await.tekst.contains("1 dossier."));
    }
);

op_beide!(
    async fn wat_het_eerst_moet_staat_bovenaan(h: Huis) {
        let ik = h.id_van(Rol::Trajectregisseur, "*");
        dossier(&h, "Laatste", "0762", ik, "2026-05-01").await;
        dossier(&h, "Eerste", "0743", ik, "2026-02-01").await;
        dossier(&h, "Ander", "0762", h.id_van(Rol::Trajectregisseur, "2"), "2026-01-01").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let a = b.get("/werkvoorraad").await;
        assert_eq!(a.status, StatusCode::OK);
        assert!(a.tekst.contains("2 dossiers"), "{}", a.tekst);
        assert!(a.tekst.find("Eerste").expect("shown") < a.tekst.find("Laatste").expect("shown"));
        assert!(!a.tekst.contains("Ander,"));
        assert!(b.get("/werkvoorraad?gemeente=0762").await.tekst.contains("1 dossier."));
        assert!(b.get("/werkvoorraad?laat=ja").await.tekst.contains("1 dossier."));
        assert!(b.get("/werkvoorraad?van=iedereen").await.tekst.contains("3 dossiers"));
        assert!(
            b.get("/werkvoorraad?van=iedereen&sorteer=oudste&taak=onderzoek&rol=trajectregisseur")
                .await
                .tekst
                .contains("3 dossiers")
        );
        assert!(b.get("/").await.tekst.contains("U heeft 2 open taken. 1 daarvan is te laat."));
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_aandachtsfunctionaris_ziet_alleen_de_eigen_gemeente(h: Huis) {
        dossier(&h, "Asten", "0743", 0, "2026-05-01").await;
        dossier(&h, "Deurne", "0762", 0, "2026-05-01").await;
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let a = b.get("/werkvoorraad?van=iedereen").await;
        assert!(a.tekst.contains("Deurne, Test") && !a.tekst.contains("Asten, Test"));
        let a = b.get("/werkvoorraad?van=iedereen&gemeente=0743").await;
        assert!(!a.tekst.contains("Asten, Test"));
        let a = b.post("/zoeken", &[("zoek", "asten")]).await;
        assert!(!a.tekst.contains("Asten, Test") && a.tekst.contains("Niemand gevonden"));
        assert!(b.post("/zoeken", &[("zoek", "deur")]).await.tekst.contains("de naam begint zo"));
    }
);

op_beide!(
    async fn verdelen_toont_eerst_wat_er_verandert(h: Huis) {
        let d = dossier(&h, "Zonder", "0762", 0, "2026-05-01").await;
        let naar = h.id_van(Rol::Trajectregisseur, "*");
        let b = h.als(Rol::Teamleider).await;
        let nr = d.to_string();
        let a = b.post("/werkvoorraad/verdelen", &[("dossier", &nr)]).await;
        assert!(a.tekst.contains("Zonder, Test") && a.tekst.contains("Er is nog niets gewijzigd"));
        assert_eq!(h.getal("SELECT count(*) FROM dossierrol").await, 0);
        let a = b.post("/werkvoorraad/verdelen/doe", &[("dossier", &nr)]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("Kies naar wie de dossiers gaan"));
        let a = b.post("/werkvoorraad/verdelen/doe", &[("dossier", &nr), ("naar", &naar.to_string())]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER);
        assert_eq!(h.getal("SELECT houder FROM werkitem").await, naar);
        // Back on the same day: no period is left behind, and the list agrees with the registers.
        let ander = h.id_van(Rol::Aandachtsfunctionaris, "0762");
        b.post("/werkvoorraad/verdelen/doe", &[("dossier", &nr), ("naar", &ander.to_string())]).await;
        assert_eq!(h.getal("SELECT houder FROM werkitem").await, ander);
        assert_eq!(h.getal("SELECT count(*) FROM dossierrol WHERE tot_nr IS NULL").await, 1);
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_bewaarde_weergave_houdt_alleen_bekende_filters(h: Huis) {
        let b = h.als(Rol::Trajectregisseur).await;
        let a = b
            .post(
                "/werkvoorraad/weergaven",
                &[("naam", "Mijn dag voor Deurne"), ("zoekvraag", "gemeente=0762&naam=Jansen&x=<b>")],
            )
            .await;
        assert_eq!(a.naar, "/werkvoorraad?gemeente=0762");
        let a = b.get("/werkvoorraad").await;
        assert!(a.tekst.contains("Mijn dag voor Deurne") && !a.tekst.contains("Jansen"));
    }
);

op_beide!(
    async fn elke_combinatie_van_filters_toont_evenveel_regels_als_zij_telt(h: Huis) {
        let ik = h.id_van(Rol::Teamleider, "*");
        let ander = h.id_van(Rol::Trajectregisseur, "2");
        for (i, houder) in [0, ik, ander, ik, 0, ander].into_iter().enumerate() {
            let (gemeente, dag) = if i % 2 == 0 { ("0762", "2020-02-01") } else { ("0794", "2099-02-01") };
            dossier(&h, &format!("Filter{i}"), gemeente, houder, dag).await;
        }
        let b = h.als(Rol::Teamleider).await;
        let of_niet = |deel: &'static str| ["", deel];
        let mut gevuld = 0;
        for van in ["", "van=iedereen", "van=niemand", &format!("van={ander}")] {
            for gemeente in of_niet("&gemeente=0762") {
                for rest in of_niet("&laat=ja")
                    .iter()
                    .flat_map(|l| of_niet("&sorteer=oudste").map(|s| format!("{l}{s}")))
                {
                    for taak in [
                        "",
                        "&taak=onderzoek",
                        "&rol=trajectregisseur&fase=onderzoek",
                        "&vorm=bw",
                        "&spoed=ja",
                    ] {
                        let vraag = format!("{van}{gemeente}{rest}{taak}");
                        let lijst = b.get(&format!("/werkvoorraad?{vraag}")).await;
                        assert_eq!(lijst.status, StatusCode::OK, "{vraag}: {}", lijst.tekst);
                        let csv = b.get(&format!("/werkvoorraad/uitvoer?{vraag}")).await;
                        let n = csv.tekst.lines().count() - 1;
                        let zin = match n {
                            0 => "Er zijn geen dossiers met dit filter".to_owned(),
                            1 => "1 dossier.".to_owned(),
                            n => format!("{n} dossiers."),
                        };
                        assert!(lijst.tekst.contains(&zin), "{vraag}: {zin}");
                        gevuld += usize::from(n > 0);
                    }
                }
            }
        }
        assert!(gevuld > 60, "{gevuld} of 160 questions have an answer");
    }
);
