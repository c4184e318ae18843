//! What is owed to aanbieders: posting makes the debt, paying takes it away, and both can be undone.

use crate::berichten::{maand, stuur, toegewezen};
use crate::huis::{Bezoeker, Huis};
use crate::op_beide;
use crate::streek::{aanbod, bw_jaar, handel, inwoner};
use axum::http::StatusCode;
use iwmo::simulator::Aanbieder;
use wijkthuis::{
    financien,
    huis::{Rol, opslag::v},
};

async fn klopt(h: &Huis) {
    assert_eq!(financien::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
}

/// Somebody with care since January, whose aanbieder declared these months.
async fn gedeclareerd(h: &Huis, maanden: &[(&str, u32)]) -> i64 {
    let a = aanbod(h, 1).await;
    let i = inwoner(h, 0, &bw_jaar()).await;
    let t = toegewezen(h, a.0, i).await;
    let mut sim = Aanbieder::nieuw("A").expect("prefix");
    for (van, dagen) in maanden {
        assert_eq!(stuur(h, &maand(&mut sim, &t, van, *dagen).schrijf()).await.uitkomst, "verwerkt");
    }
    a.0
}

async fn betaal(fa: &Bezoeker<'_>, aantal: &str, cent: &str) {
    let uit = fa.post("/geld/betalen", &[("aantal", aantal), ("cent", cent)]).await;
    assert_eq!(uit.naar, "/geld/betalen", "{}", uit.tekst);
}

fn tegen<'a>(dag: (&'a str, &'a str, &'a str)) -> [(&'a str, &'a str); 4] {
    [("datum-dag", dag.0), ("datum-maand", dag.1), ("datum-jaar", dag.2), ("reden", "Bank voerde niet uit")]
}

const OPEN: &str = "SELECT CAST(COALESCE(sum(CASE WHEN k.kant = 'credit' THEN o.bedrag_cent ELSE -o.bedrag_cent END), 0) AS BIGINT)
    FROM overboekingcrediteur k JOIN overboeking o ON o.overboeking_id = k.overboeking_id";

op_beide!(
    async fn een_betaalrun_staat_in_het_grootboek_en_opent_tot_de_regels(h: Huis) {
        let a = gedeclareerd(&h, &[("2026-01-01", 31), ("2026-02-01", 28)]).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        for m in ["2026-01-01", "2026-02-01"] {
            fa.post("/geld/grootboek/maand", &[("maand", m)]).await;
        }
        assert_eq!(h.getal(OPEN).await, 1_031_851, "posted and not paid");
        klopt(&h).await;
        betaal(&fa, "2", "1031851").await;
        assert_eq!(h.getal(OPEN).await, 0);
        klopt(&h).await;
        let post = h.getal("SELECT volgnr FROM betaalrun").await;
        let betalen = fa.get("/geld/betalen").await.tekst;
        assert!(
            betalen.contains("Niets te betalen") && betalen.contains(&format!(">Post {post}<")),
            "{betalen}"
        );
        let bon = fa.get(&format!("/geld/grootboek/{post}")).await.tekst;
        for zin in ["nog te betalen zorg", "De Stuit, zorg van 2026", "€ 10.318,51", "liquide middelen"] {
            assert!(bon.contains(zin), "{zin}: {bon}");
        }
        let run = h.getal("SELECT betaalrun_id FROM betaalrun").await;
        let regels = fa.get(&format!("/geld/boekingen?run={run}")).await.tekst;
        assert!(regels.contains("betaalrun van 2 maart 2026: 2 boekingen, samen € 10.318,51"), "{regels}");
        let lijst = fa.get("/geld/grootboek?jaar=2026").await.tekst;
        assert!(lijst.contains(&format!("/geld/grootboek/crediteuren/{a}")), "{lijst}");
        let wie = fa.get(&format!("/geld/grootboek/crediteuren/{a}?zorgjaar=2026")).await.tekst;
        assert!(wie.contains("3 regels") && wie.contains("€ 10.318,51") && wie.contains("€ 0,00"), "{wie}");
        assert_eq!(fa.get("/geld/grootboek/crediteuren/1").await.status, StatusCode::NOT_FOUND);
        let csv = fa.get("/geld/grootboek/crediteuren.csv").await.tekst;
        assert!(csv.contains(";De Stuit;2026;10318,51;10318,51;0,00;0,00"), "{csv}");
        let journaal = fa.get("/geld/grootboek/journaal.csv?jaar=2026").await.tekst;
        assert!(journaal.contains(";balans;;nog te betalen zorg;10318,51;;"), "{journaal}");
        assert!(journaal.contains(";balans;;liquide middelen;;10318,51;;\r\n"), "{journaal}");
        let pot = fa.get("/geld/pot?jaar=2026").await.tekst;
        assert!(pot.contains("€ 10.318,51"), "paying does not change what it costs");
    }
);

op_beide!(
    async fn een_betaalrun_gaat_ongedaan_en_de_regels_worden_opnieuw_betaald(h: Huis) {
        gedeclareerd(&h, &[("2026-01-01", 31)]).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        // Paid before it was posted: the account is below nothing until then, and the page says so.
        assert!(fa.get("/geld/betalen").await.tekst.contains("€ 5.421,59 nog niet als kosten"));
        betaal(&fa, "1", "542159").await;
        assert_eq!(h.getal(OPEN).await, -542_159);
        assert!(fa.get("/geld/grootboek?jaar=2026").await.tekst.contains("Eerder betaald dan geboekt"));
        klopt(&h).await;
        let post = h.getal("SELECT volgnr FROM betaalrun").await;
        let pad = format!("/geld/grootboek/{post}/tegenboeking");
        assert!(fa.post(&pad, &tegen(("1", "3", "2026"))).await.tekst.contains("FIN-35"), "before the run");
        let uit = fa.post(&pad, &tegen(("2", "3", "2026"))).await;
        assert_eq!(uit.naar, format!("/geld/grootboek/{}", post + 1), "{}", uit.tekst);
        assert!(fa.post(&pad, &tegen(("2", "3", "2026"))).await.tekst.contains("FIN-17"));
        assert_eq!(h.getal(OPEN).await, 0);
        klopt(&h).await;
        assert!(fa.get("/geld/betalen").await.tekst.contains("Betaling ongedaan gemaakt"));
        betaal(&fa, "1", "542159").await;
        let netto = "SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'betaald'";
        assert_eq!((h.getal(netto).await, h.getal(OPEN).await), (542_159, -542_159), "paid once, net");
        assert_eq!(fa.post("/geld/betalen", &[]).await.naar, "/geld/betalen", "and not again");
        fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        assert_eq!(h.getal(OPEN).await, 0);
        klopt(&h).await;
        // A second time in a later year: the balance alone moves.
        let post = h.getal("SELECT max(volgnr) FROM betaalrun WHERE soort = 'run'").await;
        h.op("2027-01-15");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let uit = fa.post(&format!("/geld/grootboek/{post}/tegenboeking"), &tegen(("15", "1", "2027"))).await;
        assert!(uit.naar.starts_with("/geld/grootboek/"), "{}", uit.tekst);
        assert_eq!((h.getal(netto).await, h.getal(OPEN).await), (0, 542_159));
        betaal(&fa, "1", "542159").await;
        klopt(&h).await;
        assert_eq!(h.getal("SELECT count(*) FROM boeking WHERE soort = 'betaald'").await, 5);
    }
);

op_beide!(
    async fn de_database_betaalt_een_regel_geen_twee_keer(h: Huis) {
        gedeclareerd(&h, &[("2026-01-01", 31)]).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        betaal(&fa, "1", "542159").await;
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let nr = tx.nr();
        let sql = "INSERT INTO boeking (boeking_id, soort, dossier_id, indicatie_id, toewijzing_id, aanbieder_id, declaratieregel_id, gemeente,
            productcode, vorm, leveringsvorm, kenmerk, maand, bedrag_cent, tegenboeking_van, bericht_id, nr)
            SELECT boeking_id + 1, soort, dossier_id, indicatie_id, toewijzing_id, aanbieder_id, declaratieregel_id, gemeente, productcode, vorm,
            leveringsvorm, kenmerk, maand, bedrag_cent, NULL, NULL, $1 FROM boeking WHERE soort = 'betaald'";
        assert!(tx.voer(sql, &[v(&nr)]).await.is_err());
    }
);

op_beide!(
    async fn een_boek_van_voor_de_crediteuren_komt_bij_zodra_er_wordt_geboekt(h: Huis) {
        gedeclareerd(&h, &[("2026-01-01", 31), ("2026-02-01", 28)]).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        betaal(&fa, "2", "1031851").await;
        // As it was before: no part per aanbieder, and no payment in the boek.
        handel(&h, "boek van vroeger", async |tx| {
            for sql in [
                "DELETE FROM overboekingcrediteur",
                "DELETE FROM betaalrun",
                "DELETE FROM overboeking WHERE grootboekpost_id IN (SELECT grootboekpost_id FROM grootboekpost WHERE geldstroom = 'betaling')",
                "DELETE FROM grootboekpost WHERE geldstroom = 'betaling'",
            ] {
                tx.voer(sql, &[]).await.expect("deletes");
            }
        })
        .await;
        klopt(&h).await;
        assert!(fa.get("/geld/grootboek?jaar=2026").await.tekst.contains("€ 5.421,59 is geboekt voordat"));
        fa.post("/geld/grootboek/maand", &[("maand", "2026-02-01")]).await;
        klopt(&h).await;
        assert_eq!(
            (h.getal(OPEN).await, h.getal("SELECT count(*) FROM betaalrun WHERE soort = 'begin'").await),
            (0, 1)
        );
        let begin = h.getal("SELECT volgnr FROM betaalrun").await;
        let pad = format!("/geld/grootboek/{begin}/tegenboeking");
        assert!(fa.post(&pad, &tegen(("2", "3", "2026"))).await.tekst.contains("FIN-47"));
        // An entry of before is undone and booked again: the debt follows.
        let uit = fa.post("/geld/grootboek/1/tegenboeking", &tegen(("2", "3", "2026"))).await;
        assert!(uit.naar.starts_with("/geld/grootboek/"), "{}", uit.tekst);
        klopt(&h).await;
        assert_eq!(h.getal(OPEN).await, -542_159);
        fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        klopt(&h).await;
        assert_eq!(h.getal(OPEN).await, 0);
    }
);

op_beide!(
    async fn zorg_van_een_afgerekend_jaar_wordt_later_geboekt_en_betaald(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &t, "2026-01-01", 31).schrijf()).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        h.op("2027-02-01");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let sleutel = [
            ("letter", "c"),
            ("besloten-dag", "15"),
            ("besloten-maand", "10"),
            ("besloten-jaar", "2025"),
            ("vanaf-dag", "1"),
            ("vanaf-maand", "1"),
            ("vanaf-jaar", "2026"),
            ("document", "dvo art. 7"),
        ];
        fa.post("/geld/pot/sleutel", &sleutel).await;
        assert_eq!(fa.post("/geld/pot/afrekening", &[("jaar", "2026")]).await.naar, "/geld/pot?jaar=2026");
        let resultaat = "SELECT resultaat_cent FROM potafrekening";
        assert_eq!(h.getal(resultaat).await, -542_159);
        betaal(&fa, "1", "542159").await;
        klopt(&h).await;
        let boekjaar = "SELECT boekjaar FROM grootboekpost WHERE geldstroom = 'betaling'";
        assert_eq!(h.getal(boekjaar).await, 2027, "paid in a later year");
        // What comes to light later is booked in the year that is open, and paid.
        stuur(&h, &maand(&mut sim, &t, "2026-12-01", 31).schrijf()).await;
        fa.post("/geld/grootboek/maand", &[("maand", "2026-12-01")]).await;
        let laat = "SELECT boekjaar FROM grootboekpost WHERE maand = '2026-12-01'";
        assert_eq!(h.getal(laat).await, 2027, "FIN-34 stands");
        assert_eq!(h.getal(OPEN).await, 542_159);
        betaal(&fa, "1", "542159").await;
        klopt(&h).await;
        assert_eq!((h.getal(OPEN).await, h.getal(resultaat).await), (0, -542_159));
        let pot = fa.get("/geld/pot?jaar=2027").await.tekst;
        assert!(pot.contains("€ 5.421,59"), "the year that is open carries it: {pot}");
    }
);
