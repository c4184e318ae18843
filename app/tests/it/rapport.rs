//! The quarterly report: frozen, the same bytes again, a new version only on request, and computed again.

use crate::{
    huis::Huis,
    monitor_feiten::{nr_op, vul},
    op_beide,
};
use axum::http::StatusCode;
use kern::{
    rapport::{Rapportsoort, Rapporttijd},
    stam::Kwartaal,
};
use wijkthuis::{
    huis::{Rol, opslag::Leest},
    rapport::{
        cijfers::Cijfers,
        herreken, maak, opslag,
        publicatie::{self, Wat},
    },
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
        let eerst = tl.post("/rapporten", &[("tijdvak", "2026-2")]).await;
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
        let weer = tl.post("/rapporten", &[("tijdvak", "2026-2")]).await;
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
        let eerst = fa.post("/rapporten", &[("tijdvak", "2026-1")]).await;
        let tweede = fa.post("/rapporten", &[("tijdvak", "2026-1"), ("opnieuw", "ja")]).await;
        assert_ne!(eerst.naar, tweede.naar);
        let oud = fa.get(&eerst.naar).await;
        assert!(oud.tekst.contains("nieuwere versie") && oud.tekst.contains(&tweede.naar), "{}", oud.tekst);
        let alle = opslag::alle(&h.app.db).await.expect("query");
        let tijd = Rapporttijd::lees("2026-1").expect("quarter");
        let laatste = opslag::laatste(&alle, Rapportsoort::Voortgang, tijd, "bestuur").expect("exists");
        assert_eq!(
            (laatste.versie, laatste.uitgave_id.to_string()),
            (2, tweede.naar.replace("/rapporten/", ""))
        );
        // The first version knows what was known three weeks after the quarter, the second everything.
        let eerste = alle.iter().find(|u| u.versie == 1).expect("exists");
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
        for (fout, code) in [
            ("2026-1", "RAP-01"),
            ("2026-9", "RAP-02"),
            ("", "RAP-02"),
            ("x", "RAP-02"),
            ("1800-1", "RAP-03"),
        ] {
            let a = be.post("/rapporten", &[("tijdvak", fout)]).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{fout}");
            assert!(a.tekst.contains("Er is 1 fout") && a.tekst.contains(code), "{}", a.tekst);
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
        assert_eq!(tr.post("/rapporten", &[("tijdvak", "2026-2")]).await.status, StatusCode::FORBIDDEN);
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
        assert_eq!(nu.tabellen.len() + 1, kern::monitor::Tabelnaam::ALLE.len());
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
        assert!(eerste.contains("Van het vorige tijdvak is geen rapport vastgelegd."));
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

fn wat(soort: Rapportsoort, tijd: &str, profiel: &'static str) -> Wat {
    Wat { soort, tijd: Rapporttijd::lees(tijd).expect("time of a report"), profiel }
}

op_beide!(
    async fn een_concept_met_teksten_wordt_vastgesteld_en_blijft_na_te_rekenen(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-07-25");
        let (tl, be) = (h.als(Rol::Teamleider).await, h.als(Rol::Bestuur).await);
        let tekst = "De wachtlijst is besproken.\nEr komen plekken bij.";
        let velden =
            [("soort", "voortgangsrapportage"), ("tijdvak", "2026-1"), ("wachttijden", "Het was druk.")];
        assert_eq!(tl.post("/rapporten/teksten", &velden).await.status, StatusCode::SEE_OTHER);
        let velden = [("soort", "voortgangsrapportage"), ("tijdvak", "2026-2"), ("wachttijden", tekst)];
        assert_eq!(tl.post("/rapporten/teksten", &velden).await.status, StatusCode::SEE_OTHER);
        let pagina = tl.get("/rapporten/teksten?tijdvak=2026-2").await;
        assert!(
            pagina.tekst.contains("Er komen plekken bij.") && pagina.tekst.contains("Het was druk."),
            "{}",
            pagina.tekst
        );
        let fout = [("tijdvak", "2026-2"), ("wachttijden", "Bel 999900006 even.")];
        let a = tl.post("/rapporten/teksten", &fout).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("RAP-04") && a.tekst.contains("Bel 999900006 even."), "{}", a.tekst);
        let concept = tl.post("/rapporten", &[("tijdvak", "2026-2")]).await.naar;
        let pagina = tl.get(&concept).await.tekst;
        assert!(pagina.contains("Er komen plekken bij.") && pagina.contains("(concept)"), "{pagina}");
        assert_eq!(tl.post(&format!("{concept}/vaststellen"), &[]).await.status, StatusCode::FORBIDDEN);
        let vast = be.post(&format!("{concept}/vaststellen"), &[]).await;
        assert_eq!(vast.status, StatusCode::SEE_OTHER, "{}", vast.tekst);
        let alle = opslag::alle(&h.app.db).await.expect("query");
        let (v2, v1) = (&alle[0], &alle[1]);
        assert_eq!((v2.versie, v2.stand.as_str(), v1.stand.as_str()), (2, "vastgesteld", "concept"));
        assert_eq!(
            (&v2.sha256, v2.peil_nr),
            (&v1.sha256, v1.peil_nr),
            "the figures are those of the concept"
        );
        let weer = be.post(&format!("{concept}/vaststellen"), &[]).await;
        assert_eq!(weer.status, StatusCode::CONFLICT, "an older version is not adopted");
        let dubbel = maak::stel_vast(&h.app, h.systeem(), v2.uitgave_id).await.expect("answer");
        assert_eq!(dubbel.expect_err("refused").code, "RAP-06");
        // Later facts and other words change nothing, in any form.
        vul(&h, 10).await;
        tl.post("/rapporten/teksten", &[("tijdvak", "2026-2"), ("wachttijden", "Iets anders.")]).await;
        for u in [v1, v2] {
            let uitslag = herreken::herreken(&h.app, u).await.expect("computed");
            assert!(uitslag.gelijk && uitslag.delen.len() == 5, "{uitslag:?}");
        }
        rekenbladen(&be, v2).await;
    }
);

/// The sheets hold what the uitgave holds, hidden figures hidden.
async fn rekenbladen(be: &crate::huis::Bezoeker<'_>, u: &opslag::Uitgave) {
    for (vorm, begin) in [("ods", &b"PK"[..]), ("xlsx", b"PK")] {
        let blad = be.get(&format!("/rapporten/{}/rekenblad/{vorm}", u.uitgave_id)).await;
        assert!(blad.status == StatusCode::OK && blad.bytes.starts_with(begin), "{vorm}");
        let bladen = drukwerk::blad::lees(&blad.bytes).expect("reads");
        let cellen: Vec<&str> =
            bladen.iter().flat_map(|b| b.rijen.iter().flatten()).map(String::as_str).collect();
        assert!(
            bladen.len() > 20 && cellen.contains(&u.sha256.as_str()) && cellen.contains(&"verborgen"),
            "{vorm}"
        );
    }
    assert_eq!(
        be.get(&format!("/rapporten/{}/rekenblad/exe", u.uitgave_id)).await.status,
        StatusCode::NOT_FOUND
    );
}

op_beide!(
    async fn alle_uitgaven_samen_verraden_niets(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-07-25");
        let plan = [
            wat(Rapportsoort::Doelgroep, "2025-2", "bestuur"),
            wat(Rapportsoort::Voortgang, "2025-4", "bestuur"),
            wat(Rapportsoort::Voortgang, "2025", "bestuur"),
            wat(Rapportsoort::Voortgang, "2026-1", "openbaar"),
            wat(Rapportsoort::Voortgang, "2026-1", "bestuur"),
        ];
        let mut gemaakt = 0;
        for w in plan {
            match maak::geef_rapport(&h.app, h.systeem(), w, false).await.expect("answer") {
                Ok(_) => gemaakt += 1,
                // What cannot be protected any more is not published at all.
                Err(w) => assert_eq!(w.code, "RAP-05"),
            }
        }
        assert!(gemaakt >= 3, "{gemaakt}");
        assert_eq!(publicatie::alle_lekken(&h.app).await.expect("counts"), []);
        assert_eq!(herreken::controleer(&h.app).await.expect("checks"), Vec::<String>::new());
        let alle = opslag::alle(&h.app.db).await.expect("query");
        let nul = alle.iter().find(|u| u.soort == "doelgroepanalyse").expect("nulmeting");
        let be = h.als(Rol::Bestuur).await;
        let pagina = be.get(&format!("/rapporten/{}/vergelijken", nul.uitgave_id)).await;
        assert_eq!(pagina.status, StatusCode::OK);
        assert!(
            pagina.tekst.contains("Cliënten naar leeftijd") && pagina.tekst.contains("18 tot en met 22 jaar"),
            "{}",
            pagina.tekst
        );
    }
);

op_beide!(
    async fn de_verschillenpagina_gaat_tot_op_de_rij_en_terug(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-07-25");
        for t in ["2025-4", "2026-1"] {
            maak::geef(&h.app, h.systeem(), kwartaal(t), false).await.expect("made").expect("allowed");
        }
        let alle = opslag::alle(&h.app.db).await.expect("query");
        let (nieuw, oud) = (&alle[0], &alle[1]);
        let tr = h.als(Rol::Trajectregisseur).await;
        let pagina = tr.get(&format!("/rapporten/{}/verschillen", nieuw.uitgave_id)).await;
        assert_eq!(pagina.status, StatusCode::OK);
        assert!(
            pagina.tekst.contains("Waarom?")
                && pagina.tekst.contains(&format!("/rapporten/{}", oud.uitgave_id)),
            "{}",
            pagina.tekst
        );
        let href = pagina.tekst.split("href=\"/monitor/verschil?maat=").nth(1).expect("a way to the rows");
        let href = format!(
            "/monitor/verschil?maat={}",
            href.split('"').next().expect("address").replace("&amp;", "&").replace("&#38;", "&")
        );
        let rijen = tr.get(&href).await;
        assert_eq!(rijen.status, StatusCode::OK, "{href}");
        assert!(
            rijen.tekst.contains("handeling ")
                && rijen.tekst.contains(&format!("/rapporten/{}/verschillen", oud.uitgave_id)),
            "{}",
            rijen.tekst
        );
        let reden = ["Later bekend", "Verbeterd"].iter().any(|r| rijen.tekst.contains(r));
        assert!(reden, "{href} {}", rijen.tekst);
        let nu = tr.get(&format!("/rapporten/{}/verschillen?sinds=nu", nieuw.uitgave_id)).await;
        assert_eq!(nu.status, StatusCode::OK);
        // The board sees published figures only, and no way to the rows.
        let be = h.als(Rol::Bestuur).await;
        let pagina = be.get(&format!("/rapporten/{}/verschillen?sinds=nu", nieuw.uitgave_id)).await;
        assert!(
            !pagina.tekst.contains("/monitor/verschil") && pagina.tekst.contains("sinds"),
            "{}",
            pagina.tekst
        );
        assert_eq!(be.get(&href).await.status, StatusCode::FORBIDDEN);
    }
);
