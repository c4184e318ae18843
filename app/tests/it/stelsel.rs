//! The stelsel: from a model and a table to what Deurne gets and why; refusals per row; and zero percent objective as it is today.

use crate::huis::{Bezoeker, Huis};
use crate::op_beide;
use axum::http::StatusCode;
use wijkthuis::huis::Rol;

const MATEN: &str = "inwoners; Inwoners; 30\nlaag; Laag inkomen; 250\npsych; Psychische zorg; 2.500,00";
const TABEL: &str = "code;inwoners;laag;psych\n0743;17068;430;150\n0762;32606;900;300\n0794;93476;5200;1250\n0847;19701;480;165\n1652;31040;820;270\n1659;22943;560;190\n9999;17373838;600000;205000";
const VOORBEELD: &str = "illustratief";

async fn model(fa: &Bezoeker<'_>, weg: &str, factor: &str, maten: &str) -> String {
    let velden = [
        ("versie", "proef"),
        ("weg", weg),
        ("factor", factor),
        ("maatstaven", maten),
        ("bron", "Rekenbestand blad 1"),
        ("cijferstatus", VOORBEELD),
    ];
    let uit = fa.post("/stelsel/modellen/nieuw", &velden).await;
    assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
    uit.naar
}

async fn bedrag(fa: &Bezoeker<'_>, soort: &str, gemeente: &str, bedrag: &str) {
    let velden = [
        ("soort", soort),
        ("gemeente", gemeente),
        ("jaar", "2022"),
        ("bedrag", bedrag),
        ("omschrijving", "voorbeeld"),
        ("bron", "Rekenbestand"),
        ("cijferstatus", VOORBEELD),
    ];
    let uit = fa.post("/stelsel/bedragen/nieuw", &velden).await;
    assert_eq!(uit.naar, "/stelsel/bedragen", "{}", uit.tekst);
}

async fn lees_in(fa: &Bezoeker<'_>, model: &str, inhoud: &[u8]) -> crate::huis::Antwoord {
    let velden = [("bron", "Rekenbestand blad 2"), ("cijferstatus", VOORBEELD)];
    fa.stuur_bestand_met(&format!("{model}/tabel"), &velden, ("bestand", "tabel.csv", inhoud)).await
}

async fn pad(fa: &Bezoeker<'_>, h: &Huis, soort: &str) -> i64 {
    let velden = [
        ("naam", soort),
        ("soort", soort),
        ("stappen", "26,49\n46,36%\n61,26\n72,44\n80,82\n87,11\n91,82\n95,36\n98,01\n100"),
        ("aantal", "10"),
        ("uitstroom", "25"),
        ("startjaar", "2026"),
        ("bron", "Rekenbestand"),
        ("cijferstatus", VOORBEELD),
    ];
    let uit = fa.post("/stelsel/paden/nieuw", &velden).await;
    assert_eq!(uit.naar, "/stelsel/modellen", "{}", uit.tekst);
    h.getal("SELECT max(pad_id) FROM ingroeipad").await
}

/// The worked example: model with table, amounts; returns the address of the model.
async fn voorbeeld(fa: &Bezoeker<'_>) -> String {
    let m = model(fa, "tabel", "", MATEN).await;
    let uit = lees_in(fa, &m, TABEL.as_bytes()).await;
    assert_eq!(uit.naar, m, "{}", uit.tekst);
    bedrag(fa, "macrobudget", "", "1.400.000.000").await;
    bedrag(fa, "historisch", "0794", "15.750.000,00").await;
    m
}

op_beide!(
    async fn een_wethouder_ziet_op_een_scherm_waarom_deurne_dit_bedrag_krijgt(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        voorbeeld(&fa).await;
        let lineair = pad(&fa, &h, "lineair").await;
        let be = h.als(Rol::Bestuur).await;
        let p = be.get(&format!("/stelsel/gemeente/762?jaar=2026&pad={lineair}")).await;
        assert_eq!(p.status, StatusCode::OK, "{}", p.tekst);
        for zin in [
            "Rekenvoorbeeld, geen echte cijfers",
            "Deurne krijgt in 2026 € 228.226,62",
            "€ 1.953.180,00",
            "1,168487404",
            "€ 2.282.266,23",
            "Deurne € 70,00 per inwoner, minder dan gemiddeld in de regio (€ 77,68)",
            "stap 1 van het ingroeipad",
            "Rekenbestand blad 2",
            "Deurne is geen centrumgemeente",
        ] {
            assert!(p.tekst.contains(zin), "{zin}\n{}", p.tekst);
        }
        let helmond = be.get(&format!("/stelsel/gemeente/794?jaar=2026&pad={lineair}")).await;
        assert!(
            helmond.tekst.contains("€ 15.019.732,26: € 14.175.000,00 historisch en € 844.732,26 objectief"),
            "{}",
            helmond.tekst
        );
        let regio = be.get(&format!("/stelsel?jaar=2026&pad={lineair}")).await;
        assert!(regio.tekst.contains("€ 15.859.376,94"), "{}", regio.tekst);
        assert_eq!(be.get("/stelsel/gemeente/983").await.status, StatusCode::NOT_FOUND, "outside the region");
        let csv = be.get(&format!("/stelsel/verdeling.csv?pad={lineair}")).await;
        assert!(
            csv.tekst.contains(
                "2030;0847;Someren;5;50%;0,00;656415,33;656415,33;proef;lineair;Voorbeeld, geen echt cijfer"
            ),
            "{}",
            csv.tekst
        );
    }
);

op_beide!(
    async fn zonder_besluit_is_alles_historisch_en_wat_niet_bekend_is_heet_onbekend(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let leeg = fa.get("/stelsel").await;
        assert!(leeg.tekst.contains("Onbekend") && leeg.tekst.contains("0% objectief"), "{}", leeg.tekst);
        assert!(fa.get("/stelsel/gemeente/794").await.tekst.contains("is nog niet bekend"));
        voorbeeld(&fa).await;
        let p = fa.get("/stelsel?jaar=2026").await;
        assert!(
            p.tekst.contains("€ 15.750.000,00")
                && p.tekst.contains("Het objectieve verdeelmodel is niet in werking"),
            "{}",
            p.tekst
        );
        let deurne = fa.get("/stelsel/gemeente/762?jaar=2026").await;
        assert!(
            deurne.tekst.contains("krijgt in 2026 zelf geen geld voor beschermd wonen"),
            "{}",
            deurne.tekst
        );
        // A worked example never becomes law.
        let weiger = fa
            .post(
                &format!("/stelsel/modellen/{}", h.getal("SELECT max(model_id) FROM verdeelmodel").await),
                &[("status", "vastgesteld")],
            )
            .await;
        assert!(weiger.tekst.contains("Een rekenvoorbeeld kan niet worden vastgesteld."), "{}", weiger.tekst);
    }
);

op_beide!(
    async fn elke_fout_in_een_tabel_heeft_een_rij_en_er_wordt_niets_vastgelegd(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let m = model(&fa, "tabel", "", MATEN).await;
        let fout =
            lees_in(&fa, &m, b"code;inwoners;laag;psych\n0743;17068;veel;150\n0794;;1;2\n1234;1;1;1").await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        for zin in [
            "<th scope=\"row\">2</th><td>laag</td><td>veel</td>",
            "<th scope=\"row\">3</th><td>inwoners</td>",
            "Deze gemeente bestaat niet",
            "Er is niets vastgelegd",
            "Rekenbestand blad 2",
        ] {
            assert!(fout.tekst.contains(zin), "{zin}\n{}", fout.tekst);
        }
        assert_eq!(h.getal("SELECT count(*) FROM maatstaftabel").await, 0);
        let geen = lees_in(&fa, &m, b"PK\x03\x04 geen echt bestand").await;
        assert_eq!(geen.status, StatusCode::UNPROCESSABLE_ENTITY);
        let maten = fa
            .post(
                "/stelsel/modellen/nieuw",
                &[
                    ("versie", "x"),
                    ("weg", "tabel"),
                    ("maatstaven", "a;A;1\nb;B\na;A;2"),
                    ("bron", "b"),
                    ("cijferstatus", "concept"),
                ],
            )
            .await;
        assert!(maten.tekst.contains("Regel 2:") && maten.tekst.contains("Regel 3:"), "{}", maten.tekst);
    }
);

op_beide!(
    async fn drie_wegen_naar_binnen_geven_hetzelfde_bedrag(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        voorbeeld(&fa).await;
        let lineair = pad(&fa, &h, "lineair").await;
        let factor = model(&fa, "factor", "1,168487404", MATEN).await;
        let regio: Vec<&str> = TABEL.lines().filter(|r| !r.starts_with("9999")).collect();
        assert_eq!(lees_in(&fa, &factor, regio.join("\n").as_bytes()).await.naar, factor);
        let uitkomsten = model(&fa, "uitkomsten", "", "").await;
        assert_eq!(
            lees_in(&fa, &uitkomsten, "code;bedrag\n0762;2.282.266,23\n0743;1162107,46".as_bytes())
                .await
                .naar,
            uitkomsten
        );
        for m in [factor, uitkomsten] {
            let id = m.rsplit('/').next().unwrap_or_default().to_owned();
            let p = fa.get(&format!("/stelsel/gemeente/762?jaar=2026&model={id}&pad={lineair}")).await;
            assert!(p.tekst.contains("Deurne krijgt in 2026 € 228.226,62"), "{}", p.tekst);
        }
    }
);

op_beide!(
    async fn twee_schemas_staan_naast_elkaar_met_waardoor_het_scheelt(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        voorbeeld(&fa).await;
        let (een, twee) = (pad(&fa, &h, "lineair").await, pad(&fa, &h, "uitstroom").await);
        let eigen = pad(&fa, &h, "eigen").await;
        let p =
            fa.get(&format!("/stelsel/vergelijk?pad={een}&pad2={twee}&gemeente=0794&sorteer=verschil")).await;
        assert_eq!(p.status, StatusCode::OK);
        // Step 1: 14,175,000.00 + 844,732.26 beside 11,577,825.00 + 2,237,695.76.
        assert!(
            p.tekst.contains("€ 13.815.520,76")
                && p.tekst.contains("In 2026 is 10,00% objectief in het ene schema en 26,49% in het andere"),
            "{}",
            p.tekst
        );
        assert!(!p.tekst.contains(">Asten</a>"), "only Helmond was asked for");
        let gelijk = fa.get(&format!("/stelsel/vergelijk.csv?pad={twee}&pad2={eigen}")).await;
        assert!(
            gelijk.tekst.lines().skip(1).all(|r| r.split(';').nth(4) == Some("0,00")),
            "{}",
            gelijk.tekst
        );
        let weg = fa
            .post(
                "/stelsel/paden/nieuw",
                &[
                    ("naam", "x"),
                    ("soort", "eigen"),
                    ("stappen", "10\n120"),
                    ("bron", "b"),
                    ("cijferstatus", "concept"),
                ],
            )
            .await;
        assert!(weg.tekst.contains("Regel 2:") && weg.tekst.contains("STL-06"), "{}", weg.tekst);
    }
);

op_beide!(
    async fn de_wlz_verlaagt_het_historische_budget_en_een_mutatie_volgt_het_aandeel(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        bedrag(&fa, "historisch", "0794", "15.750.000").await;
        bedrag(&fa, "historisch_totaal", "", "1.400.000.000").await;
        let mutatie = [
            ("soort", "mutatie"),
            ("jaar", "2023"),
            ("bedrag", "90.000.000"),
            ("omschrijving", "Meicirculaire"),
            ("bron", "Rekenbestand"),
            ("cijferstatus", VOORBEELD),
        ];
        fa.post("/stelsel/bedragen/nieuw", &mutatie).await;
        assert!(fa.get("/stelsel?jaar=2023").await.tekst.contains("€ 16.762.500,00"));
        let wlz = [
            ("gemeente", "0794"),
            ("jaar", "2024"),
            ("kosten", "1.000.000"),
            ("prijsindex", "1,05"),
            ("compensatie", "50.000"),
            ("ex_ante", "900.000"),
            ("bron", "Rekenbestand"),
            ("cijferstatus", VOORBEELD),
        ];
        assert_eq!(fa.post("/stelsel/wlz/nieuw", &wlz).await.naar, "/stelsel/wlz");
        let p = fa.get("/stelsel/wlz").await;
        assert!(
            p.tekst.contains("€ 1.000.000,00")
                && p.tekst.contains("eenmalig € 100.000,00 terug")
                && p.tekst.contains("€ 15.762.500,00"),
            "{}",
            p.tekst
        );
        assert!(fa.get("/stelsel?jaar=2024").await.tekst.contains("€ 15.762.500,00"));
        let id = h.getal("SELECT max(wlzfeit_id) FROM wlzfeit").await;
        fa.post(&format!("/stelsel/wlz/{id}"), &[]).await;
        assert!(fa.get("/stelsel?jaar=2024").await.tekst.contains("€ 16.762.500,00"), "it no longer counts");
    }
);

op_beide!(
    async fn de_index_rekent_precies_en_zegt_wat_is_gepubliceerd(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        for (naam, weging, oud, nieuw, voorlopig) in
            [("OVA", "90", "4,94", "6,00", "4,18"), ("ppc", "10", "2,51", "3,10", "1,82")]
        {
            let velden = [
                ("jaar", "2025"),
                ("naam", naam),
                ("weging", weging),
                ("voorlopig_vorig", oud),
                ("definitief_vorig", nieuw),
                ("voorlopig", voorlopig),
                ("bron", "VNG"),
                ("cijferstatus", "gepubliceerd"),
            ];
            assert_eq!(fa.post("/stelsel/index", &velden).await.naar, "/stelsel/index");
        }
        let p = fa.get("/stelsel/index").await;
        assert!(p.tekst.contains("2025: 4,957%") && p.tekst.contains("4,96%"), "{}", p.tekst);
        let scheef = [
            ("jaar", "2026"),
            ("naam", "OVA"),
            ("weging", "90"),
            ("voorlopig_vorig", "1"),
            ("definitief_vorig", "1"),
            ("voorlopig", "1"),
            ("bron", "b"),
            ("cijferstatus", "concept"),
        ];
        fa.post("/stelsel/index", &scheef).await;
        assert!(fa.get("/stelsel/index").await.tekst.contains("STL-10"));
        assert_eq!(h.als(Rol::Trajectregisseur).await.get("/stelsel").await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            h.als(Rol::Bestuur).await.post("/stelsel/index", &scheef).await.status,
            StatusCode::FORBIDDEN
        );
    }
);

/// The table of the worked example as a spreadsheet.
fn rekenblad() -> Vec<u8> {
    use drukwerk::blad::{Blad, Cel, Kolom, Soort, Werkboek, xlsx};
    let mut rijen = TABEL.lines().map(|r| r.split(';'));
    let kop = rijen.next().expect("a heading");
    let kolommen =
        kop.enumerate().map(|(i, k)| Kolom::nieuw(k, if i == 0 { Soort::Tekst } else { Soort::Getal }));
    let cel = |(i, c): (usize, &str)| {
        if i == 0 { Cel::Tekst(c.to_owned()) } else { Cel::Getal(c.parse().expect("number")) }
    };
    let blad = Blad {
        naam: "Maatstaven".to_owned(),
        kolommen: kolommen.collect(),
        rijen: rijen.map(|r| r.enumerate().map(cel).collect()).collect(),
        ..Blad::default()
    };
    xlsx(&Werkboek { titel: "proef".to_owned(), bladen: vec![blad] }).expect("a file")
}

op_beide!(
    async fn een_rekenblad_leest_als_een_csv_en_gaat_met_formules_weer_naar_buiten(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let m = model(&fa, "tabel", "", MATEN).await;
        let uit = lees_in(&fa, &m, &rekenblad()).await;
        assert_eq!(uit.naar, m, "{}", uit.tekst);
        bedrag(&fa, "macrobudget", "", "1.400.000.000").await;
        bedrag(&fa, "historisch", "0794", "15.750.000,00").await;
        let lineair = pad(&fa, &h, "lineair").await;
        for (naam, zoek) in [
            ("verdeling", "228226.62"),
            ("gemeente/762/berekening", "2282266.23"),
            ("vergelijk", "228226.62"),
        ] {
            let f = fa.get(&format!("/stelsel/{naam}.xlsx?jaar=2026&pad={lineair}&pad2=0")).await;
            assert_eq!(f.status, StatusCode::OK, "{naam}");
            let bladen = drukwerk::blad::lees(&f.bytes).expect("a spreadsheet");
            let alles: Vec<&str> =
                bladen.iter().flat_map(|b| b.rijen.iter().flatten()).map(String::as_str).collect();
            assert!(alles.contains(&zoek), "{naam}: {alles:?}");
            assert!(
                alles.iter().any(|c| c.contains("Rekenvoorbeeld, geen echte cijfers")),
                "{naam} says what it is"
            );
        }
        let terug =
            fa.get(&format!("{m}/tabel/{}", h.getal("SELECT max(tabel_id) FROM maatstaftabel").await)).await;
        assert!(terug.tekst.contains("0762;Deurne;32606;900;300"), "{}", terug.tekst);
    }
);
