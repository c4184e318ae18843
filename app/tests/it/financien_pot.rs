//! One pot: what goes in and out is in balance, the key is a decision, a settled year is closed.

use crate::berichten::{maand, stuur, toegewezen};
use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{aanbod, bw_jaar, inwoner};
use axum::http::StatusCode;
use iwmo::simulator::Aanbieder;
use wijkthuis::{
    financien,
    huis::{Rol, opslag::Leest},
};

const ONTVANGST: [(&str, &str); 8] = [
    ("o-0794", "1.000.000"),
    ("o-0762", "50.000"),
    ("o-0743", "20.000,50"),
    ("datum-dag", "1"),
    ("datum-maand", "2"),
    ("datum-jaar", "2026"),
    ("circulaire", "septembercirculaire 2025"),
    ("overeenkomst", "dvo"),
];

async fn klopt(h: &Huis) {
    assert_eq!(financien::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
}

fn boeking<'a>(soort: &'a str, bedrag: &'a str, gemeente: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("soort", soort),
        ("bedrag", bedrag),
        ("gemeente", gemeente),
        ("datum-dag", "15"),
        ("datum-maand", "2"),
        ("datum-jaar", "2026"),
        ("omschrijving", "Proef"),
        ("document", "Nota 1"),
    ]
}

fn sleutel<'a>(letter: &'a str, jaar: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("letter", letter),
        ("besloten-dag", "15"),
        ("besloten-maand", "10"),
        ("besloten-jaar", "2025"),
        ("vanaf-dag", "1"),
        ("vanaf-maand", "1"),
        ("vanaf-jaar", jaar),
        ("document", "dvo art. 7"),
    ]
}

op_beide!(
    async fn de_pot_toont_wie_inbrengt_wat_het_kost_en_wie_wie_draagt(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &t, "2026-01-01", 31).schrijf()).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let uit = fa.post("/geld/grootboek/ontvangst", &ONTVANGST).await;
        assert_eq!(uit.naar, "/geld/pot?jaar=2026", "{}", uit.tekst);
        // Helmond one entry; Deurne and Asten each their receipt, what they pass on, and what the pot gets.
        assert_eq!(h.getal("SELECT count(*) FROM grootboekpost").await, 7);
        assert_eq!(
            fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await.naar,
            "/geld/grootboek?jaar=2026"
        );
        let weer = fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        assert_eq!(h.getal("SELECT count(*) FROM grootboekpost").await, 8, "booked once");
        assert!(weer.status.is_redirection());
        assert_eq!(
            fa.post("/geld/grootboek/maand", &[("maand", "2026-03-01")]).await.status,
            StatusCode::FORBIDDEN,
            "FIN-36"
        );
        fa.post("/geld/grootboek/nieuw", &boeking("uitvoering", "40.000", "")).await;
        fa.post("/geld/grootboek/nieuw", &boeking("pgb_bt", "1.000", "0762")).await;
        let pot = fa.get("/geld/pot?jaar=2026").await;
        assert_eq!(pot.status, StatusCode::OK, "{}", pot.tekst);
        // 1,070,000.50 in; 31 × 174.89 + 1,000 + 40,000 out.
        for zin in ["€ 1.070.000,50", "€ 5.421,59", "€ 1.023.578,91", "Niemand betaalt dit aan een ander"]
        {
            assert!(pot.tekst.contains(zin), "{zin}: {}", pot.tekst);
        }
        assert!(
            pot.tekst.contains("Deurne brengt € 50.000,00 in") && pot.tekst.contains("FIN-05"),
            "no key, no share"
        );
        let bestuur = h.als(Rol::Bestuur).await.get("/geld/pot?jaar=2026").await;
        assert!(bestuur.tekst.contains("€ 1.070.000,50") && !bestuur.tekst.contains("/geld/grootboek?"));
        assert_eq!(h.als(Rol::Trajectregisseur).await.get("/geld/pot").await.status, StatusCode::FORBIDDEN);
        klopt(&h).await;
    }
);

op_beide!(
    async fn een_fout_gaat_alleen_weg_met_een_tegenboeking_in_hetzelfde_jaar(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let uit = fa.post("/geld/grootboek/nieuw", &boeking("overhead", "0", "")).await;
        assert_eq!(uit.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(uit.tekst.contains("FIN-13") && uit.tekst.contains("value=\"Nota 1\""), "{}", uit.tekst);
        let uit = fa.post("/geld/grootboek/nieuw", &boeking("pgb_bw", "10", "")).await;
        assert!(uit.tekst.contains("Kies voor welke gemeente"), "{}", uit.tekst);
        let uit = fa.post("/geld/grootboek/nieuw", &boeking("overhead", "2.500", "")).await;
        assert_eq!(uit.naar, "/geld/grootboek/1");
        let tegen = |jaar: &'static str| {
            vec![("datum-dag", "1"), ("datum-maand", "3"), ("datum-jaar", jaar), ("reden", "Dubbel geboekt")]
        };
        let pad = "/geld/grootboek/1/tegenboeking";
        assert!(fa.post(pad, &tegen("2027")).await.tekst.contains("FIN-35"));
        assert_eq!(fa.post(pad, &tegen("2026")).await.naar, "/geld/grootboek/2");
        assert!(fa.post(pad, &tegen("2026")).await.tekst.contains("FIN-17"));
        assert!(fa.post("/geld/grootboek/2/tegenboeking", &tegen("2026")).await.tekst.contains("FIN-16"));
        let lijst = fa.get("/geld/grootboek?jaar=2026").await;
        assert!(
            lijst.tekst.contains("Tegengeboekt") && lijst.tekst.contains("resultaat van de pot € 0,00"),
            "{}",
            lijst.tekst
        );
        klopt(&h).await;
    }
);

op_beide!(
    async fn afrekenen_volgt_het_besluit_en_sluit_het_jaar(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        fa.post("/geld/grootboek/ontvangst", &ONTVANGST).await;
        let jaar = [("jaar", "2026")];
        assert!(fa.post("/geld/pot/afrekening", &jaar).await.tekst.contains("FIN-37"), "the year runs");
        h.op("2027-02-01");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        assert!(fa.post("/geld/pot/afrekening", &jaar).await.tekst.contains("FIN-05"));
        let mut mix = sleutel("e", "2026");
        mix.extend([("inbreng", "50"), ("inwoners", "40")]);
        assert!(fa.post("/geld/pot/sleutel", &mix).await.tekst.contains("FIN-08"));
        assert_eq!(fa.post("/geld/pot/sleutel", &sleutel("c", "2026")).await.naar, "/geld/pot?jaar=2026");
        assert!(fa.post("/geld/pot/sleutel", &sleutel("a", "2026")).await.tekst.contains("FIN-06"));
        assert_eq!(fa.post("/geld/pot/sleutel", &sleutel("a", "2027")).await.naar, "/geld/pot?jaar=2027");
        assert_eq!(fa.post("/geld/pot/afrekening", &jaar).await.naar, "/geld/pot?jaar=2026");
        assert!(fa.post("/geld/pot/afrekening", &jaar).await.tekst.contains("FIN-34"));
        let mut laat = boeking("overhead", "10", "");
        laat.retain(|v| v.0 != "bedrag");
        laat.push(("bedrag", "10"));
        assert!(fa.post("/geld/grootboek/nieuw", &laat).await.tekst.contains("FIN-34"));
        // All six by inhabitants, together what was left.
        assert_eq!(h.getal("SELECT count(*) FROM potafrekeningdeel").await, 6);
        assert_eq!(
            h.getal("SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM potafrekeningdeel").await,
            107_000_050
        );
        let pot = fa.get("/geld/pot?jaar=2026").await;
        assert!(
            pot.tekst.contains("Dit jaar is afgerekend") && pot.tekst.contains("€ 1.070.000,50"),
            "{}",
            pot.tekst
        );
        klopt(&h).await;
    }
);

op_beide!(
    async fn zorg_die_niet_is_geboekt_houdt_het_afrekenen_tegen(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &t, "2026-01-01", 31).schrijf()).await;
        h.op("2027-02-01");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        fa.post("/geld/pot/sleutel", &sleutel("a", "2026")).await;
        let uit = fa.post("/geld/pot/afrekening", &[("jaar", "2026")]).await;
        assert!(uit.tekst.contains("FIN-38") && uit.tekst.contains("€ 5.421,59"), "{}", uit.tekst);
        fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        // Everything is for the reserve, and there is nothing in it.
        let uit = fa.post("/geld/pot/afrekening", &[("jaar", "2026")]).await;
        assert!(uit.tekst.contains("FIN-10"), "{}", uit.tekst);
        klopt(&h).await;
    }
);

op_beide!(
    async fn een_document_komt_ongewijzigd_terug_en_alleen_bij_wie_het_mag_lezen(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let nota = ("bestand", "nota.pdf", &b"%PDF-nota"[..]);
        let uit = fa.stuur_bestand_met("/geld/grootboek/nieuw", &boeking("overhead", "10", ""), nota).await;
        assert_eq!(uit.naar, "/geld/grootboek/1", "{}", uit.tekst);
        let besluit = ("bestand", "besluit.pdf", &b"%PDF-besluit"[..]);
        fa.stuur_bestand_met("/geld/pot/sleutel", &sleutel("d", "2026"), besluit).await;
        let van_post = h.getal("SELECT stuk_id FROM grootboekpost").await;
        let van_besluit = h.getal("SELECT stuk_id FROM sleutelbesluit").await;
        let pad = |id: i64| format!("/geld/stukken/{id}");
        assert_eq!(fa.get(&pad(van_post)).await.bytes, b"%PDF-nota");
        assert!(fa.get("/geld/grootboek/1").await.tekst.contains(&pad(van_post)));
        let (dicht,): (Vec<u8>,) = h
            .app
            .db
            .een("SELECT inhoud FROM stuk WHERE bestand = 'nota.pdf'", &[])
            .await
            .expect("query")
            .expect("kept");
        assert!(!dicht.windows(9).any(|w| w == b"%PDF-nota"), "encrypted in the database");
        let bestuur = h.als(Rol::Bestuur).await;
        assert_eq!(bestuur.get(&pad(van_besluit)).await.bytes, b"%PDF-besluit", "what a board decided");
        assert_eq!(
            bestuur.get(&pad(van_post)).await.status,
            StatusCode::NOT_FOUND,
            "not what a booking rests on"
        );
    }
);
