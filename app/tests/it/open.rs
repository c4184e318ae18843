//! Open figures: nothing before the release, small numbers never, the same afterwards, and in every form the same.

use crate::{
    huis::{Antwoord, Huis},
    monitor_feiten::vul,
    op_beide,
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use kern::stam::Kwartaal;
use serde_json::Value;
use std::collections::BTreeSet;
use wijkthuis::{
    huis::{Rol, opslag::Handeling},
    koppelingen::open::{OPENAPI, opslag, stand::Stand, vrijgeven},
    routes,
};

const DOSSIERS: usize = 140;
const ODATA: &str = "/open-cijfers/odata/v1";
const API: &str = "/open-cijfers/api/v1";

async fn haal(h: &Huis, pad: &str) -> Antwoord {
    h.niemand("GET", pad, "").await
}

async fn json(h: &Huis, pad: &str) -> Value {
    let a = haal(h, pad).await;
    assert_eq!(a.status, StatusCode::OK, "{pad}: {}", a.tekst);
    serde_json::from_str(&a.tekst).unwrap_or_else(|e| panic!("{pad}: {e}: {}", a.tekst))
}

async fn vrijgegeven(h: &Huis, kwartaal: &str) -> Antwoord {
    h.als(Rol::FinancieelAdviseur).await.post("/uitleveren/open-cijfers", &[("kwartaal", kwartaal)]).await
}

op_beide!(
    async fn zonder_uitgave_is_de_catalogus_leeg_en_zegt_dat(h: Huis) {
        vul(&h, 20).await;
        h.op("2026-07-25");
        assert!(haal(&h, "/open-cijfers").await.tekst.contains("Er zijn nog geen cijfers openbaar"));
        assert_eq!(json(&h, &format!("{ODATA}/Datasets")).await["value"], Value::Array(Vec::new()));
        assert_eq!(json(&h, &format!("{API}/datasets")).await["datasets"], Value::Array(Vec::new()));
        assert!(
            haal(&h, "/open-cijfers/catalogus.ttl")
                .await
                .tekst
                .contains("Er zijn nog geen cijfers openbaar gemaakt.")
        );
        for pad in
            [format!("{ODATA}/Wijkthuis/clienten-vorm/Observations"), format!("{API}/datasets/clienten-vorm")]
        {
            assert_eq!(haal(&h, &pad).await.status, StatusCode::NOT_FOUND, "{pad}");
        }
        assert_eq!(haal(&h, "/open-cijfers/csv/clienten-vorm.csv").await.status, StatusCode::NOT_FOUND);
    }
);

op_beide!(
    async fn wat_vrij_is_staat_in_elke_vorm_en_verandert_niet_meer(h: Huis) {
        vul(&h, DOSSIERS).await;
        h.op("2026-04-25");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let ontwerp = fa.get("/uitleveren/open-cijfers?kwartaal=2026-1").await;
        assert!(ontwerp.tekst.contains("Maak de cijfers openbaar"), "{}", ontwerp.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM openuitgave").await, 0, "looking releases nothing");
        assert_eq!(vrijgegeven(&h, "2026-1").await.status, StatusCode::SEE_OTHER);
        let obs = json(&h, &format!("{ODATA}/Wijkthuis/clienten-vorm/Observations")).await;
        let rijen = obs["value"].as_array().expect("rows");
        let getallen: Vec<i64> = rijen.iter().filter_map(|r| r["Value"].as_i64()).collect();
        assert!(
            getallen.len() > 3 && getallen.iter().all(|n| *n == 0 || (*n >= 10 && n % 5 == 0)),
            "{getallen:?}"
        );
        let verborgen = rijen.iter().filter(|r| r["ValueAttribute"] == "Confidential").collect::<Vec<_>>();
        assert!(!verborgen.is_empty() && verborgen.iter().all(|r| r["Value"].is_null()));
        let api = json(&h, &format!("{API}/datasets/clienten-vorm/waarnemingen?paginaGrootte=10000")).await;
        let uit_api: Vec<(String, Value)> = api["waarnemingen"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|r| (format!("{} {} {}", r["gemeente"], r["vorm"], r["periode"]), r["waarde"].clone()))
            .collect();
        let uit_odata: Vec<(String, Value)> = rijen
            .iter()
            .map(|r| (format!("{} {} {}", r["Gemeente"], r["Vorm"], r["Perioden"]), r["Value"].clone()))
            .collect();
        assert_eq!(uit_api, uit_odata);
        let csv = haal(&h, "/open-cijfers/csv/clienten-vorm.csv").await;
        assert_eq!(csv.tekst.lines().count(), rijen.len() + 1);
        // Facts change, and a quarter later more is released; what was said of this quarter stays.
        vul(&h, 8).await;
        let weer = haal(&h, "/open-cijfers/csv/clienten-vorm.csv").await;
        assert_eq!(weer.bytes, csv.bytes);
        assert_eq!(weer.koppen.get("etag"), csv.koppen.get("etag"));
        h.op("2026-07-25");
        assert_eq!(vrijgegeven(&h, "2026-2").await.status, StatusCode::SEE_OTHER);
        let later = haal(&h, "/open-cijfers/csv/clienten-vorm.csv").await;
        let eerst: BTreeSet<&str> = csv.tekst.lines().filter(|r| r.contains("2026KW01")).collect();
        let nu: BTreeSet<&str> = later.tekst.lines().filter(|r| r.contains("2026KW01")).collect();
        assert_eq!(eerst, nu);
        assert!(later.tekst.contains("2026KW02"));
    }
);

op_beide!(
    async fn openbaar_maken_kan_een_keer_en_niet_te_vroeg(h: Huis) {
        vul(&h, 40).await;
        h.op("2026-04-25");
        for (kwartaal, code) in
            [("2026-2", "OPN-01"), ("2014-1", "OPN-04"), ("2026", "OPN-05"), ("", "OPN-05")]
        {
            let a = vrijgegeven(&h, kwartaal).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{kwartaal}");
            assert!(a.tekst.contains(code), "{kwartaal}: {}", a.tekst);
        }
        assert_eq!(vrijgegeven(&h, "2026-1").await.status, StatusCode::SEE_OTHER);
        let weer = vrijgegeven(&h, "2026-1").await;
        assert!(weer.tekst.contains("OPN-02") && weer.status == StatusCode::UNPROCESSABLE_ENTITY);
        let tr = h.als(Rol::Trajectregisseur).await;
        assert_eq!(
            tr.post("/uitleveren/open-cijfers", &[("kwartaal", "2025-4")]).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(h.getal("SELECT count(*) FROM openuitgave").await, 1);
        let wat = "SELECT count(*) FROM journaal WHERE handeling = 'cijfers openbaar gemaakt'";
        assert_eq!(h.getal(wat).await, 1);
    }
);

op_beide!(
    async fn wat_verborgen_getallen_verraadt_wordt_niet_openbaar(h: Huis) {
        vul(&h, 60).await;
        h.op("2026-04-25");
        let wie = wijkthuis::huis::Wie::systeem(&h.app.klok, "toets");
        let k = Kwartaal::lees("2026-1").expect("quarter");
        let o = vrijgeven::ontwerp(&h.app, &wie, k).await.expect("counts").expect("may");
        assert_eq!(o.lekken, 0);
        // As if an earlier release had shown the small numbers of the same day.
        let mut eerder: Stand = o.stand.clone();
        eerder.tijdvak = "2025-4".to_owned();
        eerder.tabellen.retain(|t| t.code == "clienten-vorm");
        for g in &mut eerder.tabellen[0].cijfers {
            (g.verborgen, g.waarde) = (false, Some(g.waarde.unwrap_or(1)));
        }
        let cijfers = eerder.schrijf().expect("writes");
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begins");
        let id = tx.nieuw_id().expect("id");
        let wat = Handeling {
            wat: "toets",
            onderwerp: "openuitgave",
            onderwerp_id: id,
            dossier: None,
            gemeente: None,
            reden: "",
        };
        tx.journaal(wat).await.expect("journal");
        let u = opslag::Uitgave {
            openuitgave_id: id,
            tijdvak: "2025-4".to_owned(),
            peil_op: o.peil.op,
            peil_nr: o.peil.bekend,
            definities: String::new(),
            drempel: 1,
            afronding: 1,
            sha256: wijkthuis::huis::geheim::sha256(cijfers.as_bytes()),
            cijfers,
            vrij_op: tx.vandaag(),
        };
        opslag::leg_vast(&mut tx, &u).await.expect("kept");
        tx.commit().await.expect("commits");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let pagina = fa.get("/uitleveren/open-cijfers?kwartaal=2026-1").await;
        assert!(
            pagina.tekst.contains("OPN-03") && !pagina.tekst.contains("Maak de cijfers openbaar"),
            "{}",
            pagina.tekst
        );
        let a = vrijgegeven(&h, "2026-1").await;
        assert!(a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains("OPN-03"), "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM openuitgave").await, 1);
    }
);

op_beide!(
    async fn een_bewaard_antwoord_en_een_druk_adres(h: Huis) {
        vul(&h, 40).await;
        h.op("2026-04-25");
        vrijgegeven(&h, "2026-1").await;
        let pad = format!("{API}/uitgaven");
        let a = haal(&h, &pad).await;
        let kop = |n: &str| a.koppen.get(n).map_or("", |w| w.to_str().unwrap_or("")).to_owned();
        assert_eq!(
            (kop("api-version"), kop("cache-control")),
            ("1.0.0".into(), "public, max-age=300".into())
        );
        let vraag = |methode: &str, etag: &str| {
            Request::builder()
                .method(methode)
                .uri(&pad)
                .header("if-none-match", etag)
                .body(Body::empty())
                .expect("request")
        };
        let zelfde = h.vraag(vraag("GET", &kop("etag"))).await;
        assert_eq!((zelfde.status, zelfde.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(h.vraag(vraag("GET", "\"anders\"")).await.status, StatusCode::OK);
        // A page behind the login keeps the strict headers.
        let binnen = h.als(Rol::FinancieelAdviseur).await.get("/uitleveren").await;
        assert_eq!(binnen.koppen.get("cache-control").expect("header"), "no-store");
        let mut laatste = haal(&h, &pad).await;
        for _ in 0..300 {
            laatste = haal(&h, &pad).await;
        }
        assert_eq!(laatste.status, StatusCode::TOO_MANY_REQUESTS, "{}", laatste.tekst);
        assert!(
            laatste.koppen.contains_key("retry-after")
                && laatste.koppen["content-type"] == "application/problem+json"
        );
        let voorkant = haal(&h, "/open-cijfers").await;
        assert_eq!(voorkant.status, StatusCode::TOO_MANY_REQUESTS, "the page counts with the data");
        assert!(voorkant.koppen.contains_key("retry-after") && voorkant.tekst.contains("Wacht een minuut"));
        h.app.klok.zet(h.app.klok.nu().as_microsecond() + 61_000_000);
        assert_eq!(haal(&h, &pad).await.status, StatusCode::OK, "the next minute there is room");
    }
);

op_beide!(
    async fn een_foute_vraag_krijgt_een_antwoord_dat_een_programma_leest(h: Huis) {
        vul(&h, 40).await;
        h.op("2026-04-25");
        vrijgegeven(&h, "2026-1").await;
        let obs = format!("{ODATA}/Wijkthuis/clienten-vorm/Observations");
        for (vraag, status) in [
            ("?$filter=Naam%20eq%201", StatusCode::BAD_REQUEST),
            ("?$expand=Measure", StatusCode::NOT_IMPLEMENTED),
            ("(9999)", StatusCode::NOT_FOUND),
        ] {
            let a = haal(&h, &format!("{obs}{vraag}")).await;
            let v: Value = serde_json::from_str(&a.tekst).expect("JSON");
            assert_eq!(
                (a.status, v["error"]["code"].clone()),
                (status, status.as_u16().to_string().into()),
                "{vraag}"
            );
        }
        for vraag in ["?kleur=rood", "?pagina=0", "?paginaGrootte=99999", "?herkomst=GM0794"] {
            let a = haal(&h, &format!("{API}/datasets/clienten-vorm/waarnemingen{vraag}")).await;
            let v: Value = serde_json::from_str(&a.tekst).expect("JSON");
            assert_eq!(
                (a.status, v["status"].as_i64()),
                (StatusCode::BAD_REQUEST, Some(400)),
                "{vraag}: {}",
                a.tekst
            );
        }
        let een = json(
            &h,
            &format!("{API}/datasets/clienten-vorm/waarnemingen?gemeente=GM0794&vorm=TOTAAL&paginaGrootte=1"),
        )
        .await;
        assert_eq!(
            (een["totaal"].as_i64(), een["waarnemingen"][0]["gemeente"].as_str()),
            (Some(1), Some("GM0794"))
        );
        let blad = json(&h, &format!("{API}/datasets/clienten-vorm/waarnemingen?paginaGrootte=5")).await;
        let volgende = blad["_links"]["next"]["href"].as_str().expect("a next page");
        assert!(volgende.starts_with("/open-cijfers/") || volgende.contains("://"), "{volgende}");
        let (_, pad) = volgende.split_once("/open-cijfers").expect("ours");
        let twee = json(&h, &format!("/open-cijfers{pad}")).await;
        assert_ne!(twee["waarnemingen"][0], blad["waarnemingen"][0]);
    }
);

/// What the linter of the API Design Rules asks, as far as it can be said without one (tests/api/spectral.sh runs the linter).
#[test]
fn openapi_volgt_de_regels() {
    let d: Value = serde_json::from_str(OPENAPI).expect("JSON");
    let paden = d["paths"].as_object().expect("paths");
    let onze: BTreeSet<&str> = routes::alle(false).iter().filter_map(|r| r.pad.strip_prefix(API)).collect();
    assert_eq!(
        paden.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        onze,
        "every route is described, and no other"
    );
    assert_eq!((d["openapi"].as_str(), d["servers"][0]["url"].as_str()), (Some("3.0.3"), Some(API)));
    for (pad, p) in paden {
        assert!(
            !pad.ends_with('/') && pad.chars().all(|c| c.is_ascii_lowercase() || "/-{}.".contains(c)),
            "{pad}"
        );
        let get = &p["get"];
        let goed = &get["responses"]["200"]["headers"];
        assert!(goed["API-Version"].is_object() && get["operationId"].is_string(), "{pad}");
        for v in get["parameters"].as_array().into_iter().flatten().filter(|v| v["in"] == "query") {
            let naam = v["name"].as_str().expect("name");
            assert!(
                naam.chars().all(|c| c.is_ascii_alphanumeric())
                    && naam.starts_with(|c: char| c.is_ascii_lowercase())
            );
            assert!(get["responses"]["400"].is_object(), "{pad}: a wrong question is answered with 400");
        }
    }
    for fout in ["Onjuist", "NietGevonden", "TeVeel"] {
        assert!(
            d["components"]["responses"][fout]["content"]["application/problem+json"].is_object(),
            "{fout}"
        );
    }
}
