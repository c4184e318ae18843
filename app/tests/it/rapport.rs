//! The quarterly report: frozen, the same bytes again, a new version only on request, and computed again.

use crate::{
    huis::Huis,
    monitor_feiten::{nr_op, vul},
    op_beide,
};
use axum::http::StatusCode;
use kern::stam::Kwartaal;
use wijkthuis::{
    huis::{Rol, opslag::Leest},
    rapport::{cijfers::Cijfers, herreken, maak, opslag},
};

const DOSSIERS: usize = 60;

fn kwartaal(t: &str) -> Kwartaal {
    Kwartaal::lees(t).expect("quarter")
}

op_beide!(
    async fn twee_keer_vragen_geeft_dezelfde_bytes(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-07-25");
        let tl = h.als(Rol::Teamleider).await;
        let eerst = tl.post("/rapporten", &[("kwartaal", "2026-2")]).await;
        assert_eq!(eerst.status, StatusCode::SEE_OTHER, "{}", eerst.tekst);
        let pdf = tl.get(&format!("{}/pdf", eerst.naar)).await;
        assert_eq!(pdf.status, StatusCode::OK);
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"), "{:?}", &pdf.bytes[..8]);
        let pagina = tl.get(&eerst.naar).await;
        assert!(pagina.tekst.contains("Samenvatting") && pagina.tekst.contains("2e kwartaal 2026"));
        // Facts change; the report does not.
        vul(&h, 10).await;
        h.op("2026-08-01");
        let tl = h.als(Rol::Teamleider).await;
        let weer = tl.post("/rapporten", &[("kwartaal", "2026-2")]).await;
        assert_eq!(weer.naar, eerst.naar);
        assert_eq!(tl.get(&format!("{}/pdf", weer.naar)).await.bytes, pdf.bytes);
        let html = |t: &str| {
            t.split_once("<article").expect("report").1.split_once("</article>").expect("report").0.to_owned()
        };
        assert_eq!(html(&tl.get(&weer.naar).await.tekst), html(&pagina.tekst));
        assert_eq!(h.getal("SELECT count(*) FROM uitgave").await, 1);
    }
);

op_beide!(
    async fn een_nieuwe_versie_komt_alleen_op_verzoek_en_laat_de_oude_staan(h: Huis) {
        vul(&h, 25).await;
        h.op("2026-07-25");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let eerst = fa.post("/rapporten", &[("kwartaal", "2026-1")]).await;
        let tweede = fa.post("/rapporten", &[("kwartaal", "2026-1"), ("opnieuw", "ja")]).await;
        assert_ne!(eerst.naar, tweede.naar);
        let oud = fa.get(&eerst.naar).await;
        assert!(oud.tekst.contains("nieuwere versie") && oud.tekst.contains(&tweede.naar), "{}", oud.tekst);
        let laatste = opslag::laatste(&h.app.db, "2026-1", "bestuur").await.expect("query").expect("exists");
        assert_eq!(
            (laatste.versie, laatste.uitgave_id.to_string()),
            (2, tweede.naar.replace("/rapporten/", ""))
        );
        // The first version knows what was known three weeks after the quarter, the second everything.
        let eerste = opslag::alle(&h.app.db)
            .await
            .expect("query")
            .into_iter()
            .find(|u| u.versie == 1)
            .expect("exists");
        assert_eq!(eerste.peil_nr, nr_op(&h, "2026-04-21").await);
        assert!(eerste.peil_nr < laatste.peil_nr);
        let lijst = fa.get("/rapporten").await;
        assert!(lijst.tekst.contains(&eerst.naar) && lijst.tekst.contains("er is een nieuwere versie"));
    }
);

op_beide!(
    async fn een_uitgave_is_na_te_rekenen_en_zegt_wat_er_is_gewijzigd(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-07-25");
        let wie = h.systeem();
        let u = maak::geef(&h.app, wie, kwartaal("2026-2"), false).await.expect("made").expect("allowed");
        h.op("2026-09-01");
        vul(&h, 10).await;
        let uitslag = herreken::herreken(&h.app, &u).await.expect("computed");
        assert!(uitslag.gelijk, "{uitslag:?}");
        assert_eq!(uitslag.sha256, u.sha256);
        let tl = h.als(Rol::Teamleider).await;
        let pagina = tl.get(&format!("/rapporten/{}/herreken", u.uitgave_id)).await;
        assert!(pagina.tekst.contains("precies hetzelfde"), "{}", pagina.tekst);
        // Somebody changes the books behind the back of the program.
        h.app
            .db
            .voer("UPDATE boeking SET bedrag_cent = bedrag_cent * 2 WHERE soort = 'betaald'", &[])
            .await
            .expect("runs");
        h.app.gedeeld.neem::<wijkthuis::monitor::beeld::Beeld>().wis().await;
        let uitslag = herreken::herreken(&h.app, &u).await.expect("computed");
        assert!(
            !uitslag.gelijk && uitslag.verschillen.iter().any(|r| r.starts_with("realisatie-")),
            "{uitslag:?}"
        );
        h.app
            .db
            .voer("UPDATE uitgave SET cijfers = replace(cijfers, '2026', '2027')", &[])
            .await
            .expect("runs");
        let fouten = herreken::controleer(&h.app).await.expect("checks");
        assert!(fouten.iter().any(|f| f.contains("controlegetal")), "{fouten:?}");
    }
);

op_beide!(
    async fn een_rapport_van_een_kwartaal_dat_nog_loopt_wordt_geweigerd(h: Huis) {
        let be = h.als(Rol::Bestuur).await;
        for fout in ["2026-1", "2026-9", "", "x"] {
            let a = be.post("/rapporten", &[("kwartaal", fout)]).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{fout}");
            assert!(a.tekst.contains("Er is 1 fout") && a.tekst.contains("RAP-0"), "{}", a.tekst);
        }
        assert_eq!(h.getal("SELECT count(*) FROM uitgave").await, 0);
        assert_eq!(be.get("/rapporten/12345").await.status, StatusCode::NOT_FOUND);
        assert_eq!(be.get("/rapporten/12345/pdf").await.status, StatusCode::NOT_FOUND);
    }
);

op_beide!(
    async fn alleen_wie_rapporten_maakt_mag_ze_uitgeven(h: Huis) {
        vul(&h, 12).await;
        h.op("2026-07-25");
        let tr = h.als(Rol::Trajectregisseur).await;
        assert_eq!(tr.post("/rapporten", &[("kwartaal", "2026-2")]).await.status, StatusCode::FORBIDDEN);
        let af = h.als(Rol::Aandachtsfunctionaris).await;
        assert_eq!(af.get("/rapporten").await.status, StatusCode::FORBIDDEN);
        let u =
            maak::geef(&h.app, h.systeem(), kwartaal("2026-2"), false).await.expect("made").expect("allowed");
        let pagina = tr.get(&format!("/rapporten/{}", u.uitgave_id)).await;
        assert_eq!(pagina.status, StatusCode::OK);
        assert!(!pagina.tekst.contains("Maak een nieuwe versie"));
        assert!(!tr.get("/rapporten").await.tekst.contains("Maak of open het rapport"));
    }
);

op_beide!(
    async fn een_rapport_verbergt_kleine_getallen_en_vergelijkt_met_het_vorige(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-04-22");
        let vorig =
            maak::geef(&h.app, h.systeem(), kwartaal("2026-1"), false).await.expect("made").expect("allowed");
        h.op("2026-07-25");
        let u =
            maak::geef(&h.app, h.systeem(), kwartaal("2026-2"), false).await.expect("made").expect("allowed");
        let lees = |t: String| Cijfers::lees(&t).expect("reads");
        let nu = lees(opslag::cijfers(&h.app.db, u.uitgave_id).await.expect("query"));
        let toen = lees(opslag::cijfers(&h.app.db, vorig.uitgave_id).await.expect("query"));
        assert_eq!(nu.tabellen.len(), kern::monitor::Tabelnaam::ALLE.len());
        let html = opslag::html(&h.app.db, u.uitgave_id).await.expect("query");
        assert!(html.contains("verborgen"), "small numbers are hidden");
        let nu_vorig = &nu.tabellen[0].rijen[0].cellen[0];
        let toen_zelf = &toen.tabellen[0].rijen[0].cellen[1];
        let herzien = html.contains("Verbeterd sinds het vorige rapport");
        assert_eq!(
            herzien,
            nu.tabellen[0].rijen.iter().zip(&toen.tabellen[0].rijen).any(|(n, t)| n.cellen[0] != t.cellen[1]),
            "{nu_vorig:?} {toen_zelf:?}"
        );
        let eerste = opslag::html(&h.app.db, vorig.uitgave_id).await.expect("query");
        assert!(eerste.contains("Van het vorige kwartaal is geen rapport vastgelegd."));
    }
);

op_beide!(
    async fn de_opdracht_schrijft_het_vastgelegde_rapport_naar_een_bestand(h: Huis) {
        vul(&h, 12).await;
        h.op("2026-07-25");
        let (pdf, html) = (h.map.path().join("rapport.pdf"), h.map.path().join("rapport.html"));
        let zin = maak::naar_bestand(&h.app, "2026-2", &pdf).await.expect("written").expect("allowed");
        assert!(zin.contains("versie 1"), "{zin}");
        maak::naar_bestand(&h.app, "2026-2", &html).await.expect("written").expect("allowed");
        let opgeslagen: Option<(Vec<u8>,)> =
            h.app.db.een("SELECT pdf FROM uitgave", &[]).await.expect("query");
        assert_eq!(std::fs::read(&pdf).expect("file"), opgeslagen.expect("uitgave").0);
        assert!(std::fs::read_to_string(&html).expect("file").contains("<html lang=\"nl\">"));
        assert_eq!(
            maak::naar_bestand(&h.app, "2026-7", &pdf).await.expect("answer").expect_err("refused").code,
            "RAP-02"
        );
        assert_eq!(
            maak::naar_bestand(&h.app, "2026-3", &pdf).await.expect("answer").expect_err("refused").code,
            "RAP-01"
        );
    }
);
