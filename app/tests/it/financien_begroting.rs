//! The begroting: six years, a route with two boards, changes beside the lines, and three clicks to the days.

use crate::berichten::{maand, stuur, toegewezen};
use crate::huis::{Bezoeker, Huis};
use crate::op_beide;
use crate::streek::{aanbod, bw_jaar, inwoner};
use axum::http::StatusCode;
use iwmo::simulator::Aanbieder;
use wijkthuis::{financien, huis::Rol};

fn stap<'a>(stap: &'a str, dag: &'a str, extra: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut uit = vec![
        ("jaar", "2026"),
        ("stap", stap),
        ("op-dag", dag),
        ("op-maand", "5"),
        ("op-jaar", "2025"),
        ("document", "Verslag"),
    ];
    uit.extend_from_slice(extra);
    uit
}

const WIJZIGING: &str = "/geld/begroting/wijziging";
const VASTGESTELD: &str = "SELECT count(*) FROM begroting WHERE status = 'vastgesteld' AND tot_nr IS NULL";

/// A change of one line.
fn minder(bedrag: &str) -> Vec<(&str, &str)> {
    vec![
        ("jaar", "2026"),
        ("op-dag", "1"),
        ("op-maand", "3"),
        ("op-jaar", "2026"),
        ("document", "Tussenrapportage"),
        ("w-bt-0762", bedrag),
    ]
}

async fn bedragen(fa: &Bezoeker<'_>) {
    let velden = [("jaar", "2026"), ("b-0794-bw", "1.250.000"), ("b-0762-bt", "80.000,50")];
    assert_eq!(fa.post("/geld/begroting/bedragen", &velden).await.naar, "/geld/begroting?jaar=2026");
}

op_beide!(
    async fn de_weg_naar_vaststelling_is_advies_en_dan_twee_besturen(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let pad = "/geld/begroting/stap";
        assert!(
            fa.post(pad, &stap("advies_gevraagd", "1", &[])).await.tekst.contains("FIN-39"),
            "no lines yet"
        );
        bedragen(&fa).await;
        let zonder = [
            ("jaar", "2026"),
            ("stap", "advies_gevraagd"),
            ("op-dag", "1"),
            ("op-maand", "5"),
            ("op-jaar", "2025"),
        ];
        assert!(fa.post(pad, &zonder).await.tekst.contains("FIN-25"));
        let db = [("bestuur", "db_peelgemeenten")];
        assert!(fa.post(pad, &stap("vastgesteld", "9", &db)).await.tekst.contains("FIN-24"), "no advice yet");
        assert!(fa.post(pad, &stap("advies_gevraagd", "1", &[])).await.status.is_redirection());
        let vast = fa.post("/geld/begroting/bedragen", &[("jaar", "2026"), ("b-0794-bw", "9")]).await;
        assert!(vast.tekst.contains("FIN-40"), "{}", vast.tekst);
        assert!(
            fa.post(pad, &stap("geadviseerd", "2", &[("uitkomst", "negatief")]))
                .await
                .status
                .is_redirection()
        );
        assert!(
            fa.post(pad, &stap("vastgesteld", "1", &db)).await.tekst.contains("FIN-26"),
            "before the advice"
        );
        assert!(
            fa.post(pad, &stap("vastgesteld", "9", &db)).await.tekst.contains("FIN-27"),
            "against the advice"
        );
        let waarom = [("bestuur", "db_peelgemeenten"), ("motivering", "De zorg gaat door")];
        assert!(fa.post(pad, &stap("vastgesteld", "9", &waarom)).await.status.is_redirection());
        assert!(fa.post(pad, &stap("vastgesteld", "9", &waarom)).await.tekst.contains("FIN-28"));
        assert_eq!(h.getal("SELECT count(*) FROM begroting WHERE status = 'vastgesteld'").await, 0);
        assert!(fa.post(WIJZIGING, &minder("-1")).await.tekst.contains("FIN-41"), "not adopted yet");
        let college = [("bestuur", "college_helmond"), ("motivering", "Idem")];
        assert!(fa.post(pad, &stap("vastgesteld", "10", &college)).await.status.is_redirection());
        assert_eq!(h.getal(VASTGESTELD).await, 2);
        assert!(fa.post(pad, &[("jaar", "2026"), ("stap", "teruggehaald")]).await.tekst.contains("FIN-24"));
    }
);

op_beide!(
    async fn een_wijziging_staat_naast_de_regels_en_telt_mee(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        bedragen(&fa).await;
        let (db, college) = ([("bestuur", "db_peelgemeenten")], [("bestuur", "college_helmond")]);
        for s in [
            stap("advies_gevraagd", "1", &[]),
            stap("geadviseerd", "2", &[("uitkomst", "positief")]),
            stap("vastgesteld", "9", &db),
            stap("vastgesteld", "10", &college),
        ] {
            assert!(fa.post("/geld/begroting/stap", &s).await.status.is_redirection());
        }
        assert!(
            fa.post(WIJZIGING, &minder("-80.000,51")).await.tekst.contains("FIN-21"),
            "less than nothing"
        );
        assert_eq!(fa.post(WIJZIGING, &minder("-10.000,50")).await.naar, "/geld/begroting?jaar=2026");
        let som = "SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM begroting WHERE tot_nr IS NULL";
        assert_eq!(h.getal(som).await, 132_000_000, "the list per gemeente follows");
        assert_eq!(h.getal(VASTGESTELD).await, 2);
        let pagina = h.als(Rol::Bestuur).await.get("/geld/begroting?jaar=2026").await.tekst;
        assert!(pagina.contains("Wijziging 1") && pagina.contains("€ 70.000,00"), "{pagina}");
        assert!(!pagina.contains("/geld/begroting/wijziging"), "who does not keep the books gets no button");
        assert_eq!(financien::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_regel_telt_over_zes_jaren_en_schuift_door_naar_het_volgende_jaar(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let velden = [
            ("jaar", "2026"),
            ("code", "trajectregie"),
            ("omschrijving", "Trajectregie"),
            ("kant", "lasten"),
            ("soort", "uitvoering"),
            ("aard", "structureel"),
            ("taakveld", "6.2"),
            ("t", "100"),
            ("plus1", "110"),
            ("plus2", "120"),
            ("plus3", "130"),
        ];
        assert_eq!(fa.post("/geld/begroting/regel", &velden).await.naar, "/geld/begroting?jaar=2026");
        let weer = fa.post("/geld/begroting/regel", &velden).await;
        assert!(
            weer.tekst.contains("FIN-20") && weer.tekst.contains("value=\"Trajectregie\""),
            "{}",
            weer.tekst
        );
        let wijzig: Vec<_> = velden
            .iter()
            .map(|v| if v.0 == "t" { ("t", "105") } else { *v })
            .chain([("bestaat", "ja")])
            .collect();
        assert!(fa.post("/geld/begroting/regel", &wijzig).await.status.is_redirection());
        let begin = [("jaar", "2027")];
        assert_eq!(fa.post("/geld/begroting/begin", &begin).await.naar, "/geld/begroting?jaar=2027");
        assert!(fa.post("/geld/begroting/begin", &begin).await.tekst.contains("FIN-42"));
        assert_eq!(
            h.getal("SELECT min1_cent FROM begrotingsregel WHERE jaar = 2027 AND tot_nr IS NULL").await,
            10_500
        );
        assert_eq!(
            h.getal("SELECT t_cent FROM begrotingsregel WHERE jaar = 2027 AND tot_nr IS NULL").await,
            11_000
        );
        let weg = [("jaar", "2027"), ("code", "trajectregie"), ("bestaat", "ja"), ("actie", "weg")];
        assert!(fa.post("/geld/begroting/regel", &weg).await.status.is_redirection());
        assert_eq!(
            h.getal("SELECT count(*) FROM begrotingsregel WHERE jaar = 2027 AND tot_nr IS NULL").await,
            0
        );
        assert_eq!(fa.get("/geld/begroting/regel?jaar=2026&code=trajectregie").await.status, StatusCode::OK);
    }
);

/// The addresses of links in a page that begin like this.
fn links(tekst: &str, begin: &str) -> Vec<String> {
    let stukken = tekst.split("href=\"").skip(1).filter_map(|s| s.split('"').next());
    stukken.map(|s| s.replace("&amp;", "&").replace("&#38;", "&")).filter(|s| s.starts_with(begin)).collect()
}

op_beide!(
    async fn van_een_totaal_in_de_begroting_naar_de_dagen_van_een_client_in_drie_klikken(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &t, "2026-01-01", 31).schrijf()).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        bedragen(&fa).await;
        let mut klikken = 0;
        let mut pagina = fa.get("/geld/begroting?jaar=2026").await.tekst;
        assert!(pagina.contains("€ 1.330.000,50"), "the total: {pagina}");
        for begin in ["/geld?jaar=2026&per=gemeente", "/geld/boekingen?jaar=2026", "/geld/boekingen/"] {
            let alle = links(&pagina, begin);
            let past = |l: &&String| {
                !l.contains("boekingen?") || l.contains("gemeente=0794") && l.contains("soort=gedeclareerd")
            };
            let door = alle.iter().find(past);
            let door = door.unwrap_or_else(|| panic!("a link that begins with {begin} in {pagina}"));
            pagina = fa.get(door).await.tekst;
            klikken += 1;
        }
        assert_eq!(klikken, 3);
        assert!(pagina.contains("31 × € 174,89 per etmaal is € 5.421,59"), "{pagina}");
        assert!(pagina.contains("31 januari 2026") && pagina.contains(&i.dossier.to_string()));
        assert!(!pagina.contains("Toets0"), "a number, never a name");
    }
);

op_beide!(
    async fn de_kalender_zegt_van_elke_dag_hoe_die_is_bepaald(h: Huis) {
        let uit = h.als(Rol::Contractmanager).await.get("/geld/kalender?jaar=2027").await;
        assert_eq!(uit.status, StatusCode::OK, "{}", uit.tekst);
        assert!(uit.tekst.contains("15 april 2026") && uit.tekst.contains("Waarom deze datum?"));
        assert!(uit.tekst.contains("het jaar voor het begrotingsjaar 2027"), "{}", uit.tekst);
        assert!(uit.tekst.contains("Zwaarwegend advies") || uit.tekst.contains("zwaarwegend advies"));
    }
);
