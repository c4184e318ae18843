//! Inkoop: contracts, prices and places by date.

use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{VERBLIJF, aanbod, bw_jaar, inwoner};
use axum::http::StatusCode;
use kern::stam::Peil;
use wijkthuis::huis::Rol;
use wijkthuis::inkoop::opslag;

op_beide!(
    async fn een_contractmanager_legt_aanbieder_product_en_contract_vast(h: Huis) {
        let cm = h.als(Rol::Contractmanager).await;
        let fout = cm.post("/aanbieders/nieuw", &[("naam", ""), ("agb", "123"), ("gemeente", "0794")]).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            fout.tekst.contains("acht cijfers") && fout.tekst.contains("value=\"123\""),
            "{}",
            fout.tekst
        );
        let anker = [("naam", "Het Anker"), ("agb", "75750009"), ("gemeente", "0762")];
        let uit = cm.post("/aanbieders/nieuw", &anker).await;
        assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
        let pad = uit.naar;
        let dubbel = cm.post("/aanbieders/nieuw", &anker).await;
        assert!(dubbel.tekst.contains("Er is al een aanbieder met deze AGB-code."));
        let product = [
            ("code", "15A60"),
            ("naam", "Verblijf"),
            ("vorm", "bw"),
            ("eenheid", "etmaal"),
            ("categorie", "15"),
        ];
        assert_eq!(cm.post("/producten/nieuw", &product).await.naar, "/producten");
        let dubbel = cm.post("/producten/nieuw", &product).await;
        assert!(dubbel.tekst.contains("Er is al een product met deze code."));
        let contract =
            [("naam", "BW 2026"), ("vanaf-dag", "1"), ("vanaf-maand", "1"), ("vanaf-jaar", "2026")];
        assert_eq!(cm.post(&format!("{pad}/contract"), &contract).await.naar, pad);
        assert!(cm.get(&pad).await.tekst.contains("vanaf 1 januari 2026"));
        assert!(cm.get("/aanbieders").await.tekst.contains("Het Anker"));
    }
);

op_beide!(
    async fn een_nieuw_tarief_beeindigt_het_oude_en_past_in_het_contract(h: Huis) {
        let a = aanbod(&h, 1).await;
        let cm = h.als(Rol::Contractmanager).await;
        let pad = format!("/aanbieders/{a}");
        let doel =
            format!("{pad}/contract/{}/tarief", h.getal("SELECT max(contract_id) FROM contract").await);
        let tarief = |bedrag: &'static str, jaar: &'static str| {
            let dag = [("vanaf-dag", "1"), ("vanaf-maand", "1"), ("vanaf-jaar", jaar)];
            [("product", VERBLIJF), ("tarief", bedrag), dag[0], dag[1], dag[2]]
        };
        let zegt = async |bedrag, jaar| cm.post(&doel, &tarief(bedrag, jaar)).await.tekst;
        assert!(zegt("170,00", "2023").await.contains("INK-04"), "before the contract");
        assert!(zegt("180,00", "2024").await.contains("INK-05"), "a price starts that day already");
        assert!(zegt("0,00", "2027").await.contains("INK-08"));
        assert_eq!(cm.post(&doel, &tarief("183,56", "2027")).await.naar, pad);
        let pagina = cm.get(&pad).await;
        assert!(pagina.tekst.contains("1 januari 2024 tot en met 31 december 2026"), "{}", pagina.tekst);
        assert!(pagina.tekst.contains("€ 183,56") && pagina.tekst.contains("Gaat nog in"));
        // Who does not keep contracts reads, and changes nothing.
        let tr = h.als(Rol::Trajectregisseur).await;
        assert_eq!(tr.get(&pad).await.status, StatusCode::OK);
        assert_eq!(tr.post(&doel, &tarief("1,00", "2028")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(wijkthuis::inkoop::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn minder_plekken_dan_bewoners_wordt_geweigerd(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        crate::berichten::toegewezen(&h, a.0, i).await;
        let cm = h.als(Rol::Contractmanager).await;
        let pad = format!("/aanbieders/{a}/plekken");
        let lijst = cm.get(&pad).await;
        assert_eq!(lijst.status, StatusCode::OK, "{}", lijst.tekst);
        assert!(lijst.tekst.contains("Helmond") && lijst.tekst.contains("Ruimte"));
        let velden = |n: &'static str| {
            [
                ("product", VERBLIJF),
                ("gemeente", "0794"),
                ("plaatsen", n),
                ("vanaf-dag", "1"),
                ("vanaf-maand", "7"),
                ("vanaf-jaar", "2026"),
            ]
        };
        let nee = cm.post(&format!("{pad}/nieuw"), &velden("0")).await;
        assert!(nee.tekst.contains("LEV-41") && nee.tekst.contains("1 plekken bezet"), "{}", nee.tekst);
        assert_eq!(cm.post(&format!("{pad}/nieuw"), &velden("1")).await.naar, pad);
        h.op("2026-06-01");
        let cm = h.als(Rol::Contractmanager).await;
        assert!(cm.get(&pad).await.tekst.contains("Raakt vol"));
        assert_eq!(cm.get("/plekken").await.status, StatusCode::OK);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn het_richttarief_is_het_hoogste_van_de_dag(h: Huis) {
        aanbod(&h, 1).await;
        let code = kern::inkoop::Productcode::lees(VERBLIJF).expect("code");
        let op = |dag: &str| Peil::op(crate::huis::datum(dag));
        let tarief = opslag::richttarief(&h.app.db, &code, op("2026-01-01")).await.expect("query");
        assert_eq!(tarief.map(|c| c.0), Some(17_489));
        assert_eq!(opslag::richttarief(&h.app.db, &code, op("2023-12-31")).await.expect("query"), None);
    }
);
