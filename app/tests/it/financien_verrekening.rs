//! Money with others: gemeenten outside the region, and the CAK; and the files that go out.

use crate::berichten::{dag, maand, stuur, toegewezen};
use crate::huis::{Bezoeker, Huis, datum};
use crate::op_beide;
use crate::streek::{Gunst, Inwoner, THUIS, aanbod, bsn, bw_jaar, handel, inwoner};
use axum::http::StatusCode;
use iwmo::simulator::{Aanbieder, Levering};
use iwmo::typen::{Wmo301, Wmo323};
use kern::inkoop::Vorm;
use wijkthuis::huis::opslag::{o, t, v};
use wijkthuis::{financien, huis::Rol};

/// Somebody from Eindhoven with care since 1 January.
async fn van_elders(h: &Huis, n: usize, herkomst: &str) -> Inwoner {
    let i = inwoner(h, n, &bw_jaar()).await;
    handel(h, "feiten vastgelegd", async |tx| {
        let nr = tx.nr();
        let id = tx.nieuw_id().expect("id");
        let args = [v(&id), v(&i.dossier), t(herkomst), v(&datum("2025-01-01")), v(&nr)];
        tx.voer("INSERT INTO gemeentefeit (gemeentefeit_id, dossier_id, soort, gemeente, geldig_van, vanaf_nr) VALUES ($1, $2, 'herkomst', $3, $4, $5)", &args).await.expect("herkomst");
        let (aanbieder,): (i64,) = wijkthuis::huis::opslag::Leest::een(tx, "SELECT aanbieder_id FROM aanbieder", &[]).await.expect("query").expect("one");
        let twz = tx.nieuw_id().expect("id");
        let nummer = i64::try_from(n).expect("small") + 1;
        let args = [v(&twz), v(&nummer), v(&i.dossier), v(&i.indicatie), v(&aanbieder), v(&tx.nu()), v(&datum("2026-01-01")), v(&nr)];
        tx.voer("INSERT INTO toewijzing (toewijzing_id, nummer, dossier_id, indicatie_id, aanbieder_id, gemeente, productcode, gemeente_plaats, omvang, eenheid,
            frequentie, tarief_cent, status, reden_wijziging, besloten_ts, geldig_van, vanaf_nr)
            VALUES ($1, $2, $3, $4, $5, '0794', '15A60', '0794', 7, 'etmaal', 'week', 17489, 'geaccepteerd', '', $6, $7, $8)", &args).await.expect("toewijzing");
        let lev = tx.nieuw_id().expect("id");
        let args = [v(&lev), v(&twz), v(&i.dossier), v(&datum("2026-01-01")), v(&nr)];
        tx.voer("INSERT INTO levering (levering_id, toewijzing_id, dossier_id, geldig_van, stop_reden, vanaf_nr) VALUES ($1, $2, $3, $4, '', $5)", &args).await.expect("levering");
    })
    .await;
    i
}

fn periode<'a>(van: (&'a str, &'a str), tot: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    vec![
        ("vanaf-dag", van.0),
        ("vanaf-maand", van.1),
        ("vanaf-jaar", "2026"),
        ("tot-dag", tot.0),
        ("tot-maand", tot.1),
        ("tot-jaar", "2026"),
    ]
}

async fn overeenkomst(fa: &Bezoeker<'_>) -> String {
    let mut velden = periode(("1", "1"), ("31", "12"));
    velden.extend([("gemeente", "0772"), ("document", "Overeenkomst 2026")]);
    let uit = fa.post("/geld/verrekening/nieuw", &velden).await;
    assert!(uit.naar.starts_with("/geld/verrekening/"), "{}", uit.tekst);
    uit.naar
}

op_beide!(
    async fn een_factuur_is_dagen_maal_tarief_en_boekt_wat_zij_vraagt(h: Huis) {
        aanbod(&h, 5).await;
        let i = van_elders(&h, 0, "0772").await;
        let helmond = van_elders(&h, 1, "0794").await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        assert!(fa.get("/geld/verrekening").await.tekst.contains("Niets afgesproken"));
        let pad = overeenkomst(&fa).await;
        let client = format!("{pad}/client");
        let fout = fa.post(&client, &[("dossier", &helmond.dossier.to_string())]).await;
        assert!(fout.tekst.contains("FIN-43") && fout.tekst.contains("Helmond"), "{}", fout.tekst);
        let factuur = format!("{pad}/factuur");
        let januari = periode(("1", "1"), ("31", "1"));
        assert!(fa.post(&factuur, &januari).await.tekst.contains("FIN-44"), "nobody in it yet");
        assert_eq!(fa.post(&client, &[("dossier", &i.dossier.to_string())]).await.naar, pad);
        let uit = fa.post(&factuur, &januari).await;
        assert!(uit.naar.starts_with("/geld/facturen/"), "{}", uit.tekst);
        let bon = uit.naar;
        let tekst = fa.get(&bon).await.tekst;
        // 31 × 174.89, with every day under the line.
        assert!(tekst.contains("€ 5.421,59") && tekst.contains("31 januari 2026"), "{tekst}");
        assert!(
            tekst.contains(&i.dossier.to_string()) && !tekst.contains("Toets0"),
            "a number, never a name"
        );
        assert!(fa.get(&format!("{bon}/pdf")).await.bytes.starts_with(b"%PDF"));
        assert!(
            fa.post(&factuur, &periode(("31", "1"), ("28", "2"))).await.tekst.contains("FIN-45"),
            "31 January twice"
        );
        let stand = format!("{bon}/stand");
        assert!(fa.post(&stand, &[("stand", "betaald")]).await.tekst.contains("FIN-32"));
        assert!(fa.post(&stand, &[("stand", "verzonden")]).await.status.is_redirection());
        assert!(fa.post(&stand, &[("stand", "betwist")]).await.tekst.contains("FIN-33"));
        assert!(
            fa.post(&stand, &[("stand", "betwist"), ("reden", "Welke dagen?")]).await.status.is_redirection()
        );
        assert!(fa.post(&stand, &[("stand", "verzonden")]).await.status.is_redirection());
        assert_eq!(h.getal("SELECT count(*) FROM grootboekpost").await, 1, "sent twice, claimed once");
        assert!(fa.get("/geld/pot?jaar=2026").await.tekst.contains("-€ 5.421,59"), "less costs for the pot");
        assert!(
            fa.post(&stand, &[("stand", "ingetrokken"), ("reden", "Fout")]).await.status.is_redirection()
        );
        assert_eq!(h.getal("SELECT count(*) FROM grootboekpost").await, 2, "undone by a tegenboeking");
        assert!(
            fa.post(&factuur, &januari).await.naar.starts_with("/geld/facturen/"),
            "withdrawn days can be asked again"
        );
        assert_eq!(financien::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
        assert_eq!(h.als(Rol::Bestuur).await.get("/geld/verrekening").await.status, StatusCode::FORBIDDEN);
    }
);

/// Somebody from elsewhere with six hours a week at home, or a pgb for it.
async fn thuis_van_elders(h: &Huis, n: usize, leveringsvorm: &'static str) -> Inwoner {
    let gunst =
        Gunst { vorm: Vorm::Bt, leveringsvorm, product: THUIS, omvang: (6, "uur", "week"), ..bw_jaar() };
    let i = inwoner(h, n, &gunst).await;
    handel(h, "feiten vastgelegd", async |tx| {
        let (nr, id) = (tx.nr(), tx.nieuw_id().expect("id"));
        let args = [v(&id), v(&i.dossier), t("0772"), v(&datum("2025-01-01")), v(&nr)];
        tx.voer("INSERT INTO gemeentefeit (gemeentefeit_id, dossier_id, soort, gemeente, geldig_van, vanaf_nr) VALUES ($1, $2, 'herkomst', $3, $4, $5)", &args).await.expect("herkomst");
    })
    .await;
    i
}

fn uren(sim: &mut Aanbieder, twz: &Wmo301, maand: &str, uren: u32) -> Wmo323 {
    let levering = Levering { toewijzing: twz, product: 0, volume: uren, tarief_cent: 7_887 };
    sim.declareer(&[levering], dag(maand), dag(maand).plus_maanden(1)).expect("fits")
}

/// An agreement with the two of them, and an aanbieder who declared twenty hours of January for the first.
async fn met_uren(h: &Huis, fa: &Bezoeker<'_>) -> (String, Aanbieder, Wmo301, Wmo323) {
    let a = aanbod(h, 5).await;
    let i = thuis_van_elders(h, 0, "zin").await;
    let pgb = thuis_van_elders(h, 1, "pgb").await;
    let twz = toegewezen(h, a.0, i).await;
    let mut sim = Aanbieder::nieuw("A").expect("prefix");
    let januari = uren(&mut sim, &twz, "2026-01-01", 20);
    assert_eq!(stuur(h, &januari.schrijf()).await.uitkomst, "verwerkt");
    assert!(fa.get("/geld/verrekening").await.tekst.contains("Niets afgesproken"), "a pgb counts as care");
    let pad = overeenkomst(fa).await;
    let kandidaten = fa.get(&pad).await.tekst;
    for wie in [i.dossier, pgb.dossier] {
        assert!(kandidaten.contains(&format!("value=\"{wie}\"")), "{wie}: {kandidaten}");
        fa.post(&format!("{pad}/client"), &[("dossier", &wie.to_string())]).await;
    }
    (pad, sim, twz, januari)
}

op_beide!(
    async fn uren_staan_op_de_factuur_zoals_ze_zijn_gedeclareerd(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let (pad, ..) = met_uren(&h, &fa).await;
        let pagina = fa.get(&pad).await.tekst;
        assert!(
            pagina.contains("Komt niet op een factuur") && pagina.contains("afrekening van de SVB"),
            "{pagina}"
        );
        let (factuur, jan) = (format!("{pad}/factuur"), periode(("1", "1"), ("31", "1")));
        let bon = fa.post(&factuur, &jan).await;
        assert!(bon.naar.starts_with("/geld/facturen/"), "{}", bon.tekst);
        let tekst = fa.get(&bon.naar).await.tekst;
        // 20 × 78.87, back to the declared line and its days; the pgb is not on it, and the page says why.
        let boeking = h.getal("SELECT boeking_id FROM boeking WHERE soort = 'gedeclareerd'").await;
        let regel = format!("/geld/boekingen/{boeking}");
        for zin in ["€ 1.577,40", "20 uur", "€ 78,87", &regel, "afrekening van de SVB"] {
            assert!(tekst.contains(zin), "{zin}: {tekst}");
        }
        assert_eq!(fa.get(&regel).await.status, StatusCode::OK);
        assert!(fa.get(&format!("{}/pdf", bon.naar)).await.bytes.starts_with(b"%PDF"));
        assert!(fa.post(&factuur, &jan).await.tekst.contains("FIN-44"), "nothing is left to ask");
        klopt(&h).await;
        // The check finds a line that stands on two invoices.
        handel(&h, "fout", async |tx| {
            let sql = "INSERT INTO factuurregel (factuurregel_id, factuur_id, dossier_id, toewijzing_id, productcode, van, tot, dagen, tarief_cent, bedrag_cent, nr)
                SELECT r.factuurregel_id + 500, r.factuur_id, r.dossier_id, r.toewijzing_id, r.productcode, r.van, r.tot, r.dagen, r.tarief_cent, r.bedrag_cent, r.nr
                FROM factuurregel r";
            tx.voer(sql, &[]).await.expect("line");
            let sql = "INSERT INTO factuurregeldeclaratie (factuurregel_id, declaratieregel_id, eenheid, aantal, nr)
                SELECT x.factuurregel_id + 500, x.declaratieregel_id, x.eenheid, x.aantal, x.nr FROM factuurregeldeclaratie x";
            tx.voer(sql, &[]).await.expect("link");
        })
        .await;
        let fouten = financien::controleer(&h.app.db).await.expect("query");
        assert!(fouten.iter().any(|f| f.contains("FIN-45")), "{fouten:?}");
    }
);

op_beide!(
    async fn geen_declaratieregel_wordt_twee_keer_gevraagd_en_wat_terugging_gaat_terug(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let (pad, mut sim, twz, januari) = met_uren(&h, &fa).await;
        let (factuur, feb) = (format!("{pad}/factuur"), periode(("1", "2"), ("28", "2")));
        let eerste = fa.post(&factuur, &periode(("1", "1"), ("31", "1"))).await;
        assert!(eerste.naar.starts_with("/geld/facturen/"), "{}", eerste.tekst);
        // January is taken back after it was invoiced: less than nothing to ask, so it waits for February.
        let credit = sim.crediteer(&januari, dag("2026-03-02")).expect("fits");
        assert_eq!(stuur(&h, &credit.schrijf()).await.uitkomst, "verwerkt");
        assert!(fa.post(&factuur, &feb).await.tekst.contains("FIN-48"));
        // What is granted for January after its invoice comes along.
        stuur(&h, &uren(&mut sim, &twz, "2026-01-01", 18).schrijf()).await;
        stuur(&h, &uren(&mut sim, &twz, "2026-02-01", 24).schrijf()).await;
        let tweede = fa.post(&factuur, &feb).await;
        let tekst = fa.get(&tweede.naar).await.tekst;
        // 24 + 18 − 20 hours.
        for zin in ["€ 1.735,14", "-20 uur", "18 uur", "24 uur"] {
            assert!(tekst.contains(zin), "{zin}: {tekst}");
        }
        klopt(&h).await;
        // Withdrawn, it can be asked again; together the invoices that stand are what was granted.
        let intrekken = [("stand", "ingetrokken"), ("reden", "Fout")];
        assert!(fa.post(&format!("{}/stand", tweede.naar), &intrekken).await.status.is_redirection());
        assert!(fa.post(&factuur, &feb).await.naar.starts_with("/geld/facturen/"));
        klopt(&h).await;
        let staat = "SELECT CAST(sum(f.bedrag_cent) AS BIGINT) FROM factuur f WHERE NOT EXISTS
            (SELECT 1 FROM factuurstap s WHERE s.factuur_id = f.factuur_id AND s.stand = 'ingetrokken')";
        let toegekend = "SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'gedeclareerd'";
        assert_eq!(h.getal(staat).await, h.getal(toegekend).await);
    }
);

async fn klopt(h: &Huis) {
    assert_eq!(financien::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
}

op_beide!(
    async fn het_cak_wordt_vergeleken_en_elk_verschil_krijgt_een_uitkomst(h: Huis) {
        aanbod(&h, 5).await;
        let (a, b, c) = (
            van_elders(&h, 0, "0794").await,
            van_elders(&h, 1, "0794").await,
            van_elders(&h, 2, "0794").await,
        );
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let pagina = fa.get("/geld/cak").await;
        // One month after 1 January, with the reason.
        assert!(
            pagina.tekst.contains("1 februari 2026")
                && pagina.tekst.contains("Uitvoeringsregeling Wmo 2015 art. 2f-2h"),
            "{}",
            pagina.tekst
        );
        let csv = fa.get("/geld/cak/gegevens.csv?maand=2026-01-01").await;
        assert!(csv.tekst.contains(&format!("{};start;zin;15A60;2026-01-01;", a.dossier)), "{}", csv.tekst);
        fa.post("/geld/cak/aanlevering", &[("maand", "2026-01-01")]).await;
        assert_eq!(h.getal("SELECT aantal FROM cakaanlevering").await, 3);
        let fout = fa
            .stuur_bestand("/geld/cak/vergelijking", "bestand", "cak.csv", b"bsn;van;tot en met\n123;x;\n")
            .await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(fout.tekst.contains("Regel 2:"), "{}", fout.tekst);
        // The first is right, the second ends early, the third is missing, and there is somebody unknown.
        let bestand = format!(
            "bsn;van;tot en met\n{};2026-01-01;\n{};2026-01-01;2026-02-01\n{};2026-02-01;\n",
            bsn(0).cijfers(),
            bsn(1).cijfers(),
            bsn(40).cijfers()
        );
        let uit = fa.stuur_bestand("/geld/cak/vergelijking", "bestand", "cak.csv", bestand.as_bytes()).await;
        assert!(uit.naar.starts_with("/geld/cak/"), "{}", uit.tekst);
        let lijst = fa.get(&uit.naar).await.tekst;
        for zin in [
            "3 verschillen",
            "Het CAK heeft een andere einddatum",
            "Staat niet bij het CAK",
            "Regel 4 van het bestand",
        ] {
            assert!(lijst.contains(zin), "{zin}: {lijst}");
        }
        assert!(
            !lijst.contains(&*bsn(1).cijfers())
                && lijst.contains(&b.dossier.to_string())
                && lijst.contains(&c.dossier.to_string())
        );
    }
);

op_beide!(
    async fn een_verschil_houdt_zijn_uitkomst_en_de_volgende_vergelijking_heeft_een_dag(h: Huis) {
        aanbod(&h, 5).await;
        van_elders(&h, 0, "0794").await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let leeg = b"dossier;van;tot en met\n";
        let uit = fa.stuur_bestand("/geld/cak/vergelijking", "bestand", "cak.csv", leeg).await;
        let verschil = h.getal("SELECT min(cakverschil_id) FROM cakverschil").await.to_string();
        let zet = format!("{}/uitkomst", uit.naar);
        let zonder = fa.post(&zet, &[("verschil", &verschil), ("uitkomst", "anders")]).await;
        assert_eq!(zonder.status, StatusCode::UNPROCESSABLE_ENTITY, "other than the list needs words");
        let gemeld = [("verschil", verschil.as_str()), ("uitkomst", "aan_cak_gemeld")];
        assert_eq!(fa.post(&zet, &gemeld).await.naar, uit.naar);
        assert!(fa.get(&uit.naar).await.tekst.contains("Aan het CAK gemeld"));
        let weer = fa.get("/geld/cak").await.tekst;
        let waarom = "De vorige vergelijking was op 2 maart 2026";
        assert!(weer.contains("2 mei 2026") && weer.contains(waarom), "{weer}");
    }
);

op_beide!(
    async fn bestanden_hebben_formules_en_het_journaal_is_in_balans(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let twz = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &twz, "2026-01-01", 31).schrijf()).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        fa.post("/geld/grootboek/maand", &[("maand", "2026-01-01")]).await;
        fa.post(
            "/geld/begroting/bedragen",
            &[("jaar", "2026"), ("b-0794-bw", "100"), ("b-0762-bw", "50,05")],
        )
        .await;
        let journaal = fa.get("/geld/grootboek/journaal.csv?jaar=2026").await.tekst;
        assert!(journaal.contains(";lasten;6.81a;programma_bw;5421,59;;;\r\n"), "{journaal}");
        assert!(
            journaal.contains(";balans;;nog te betalen zorg;;5421,59;")
                && journaal.contains(" De Stuit;2026\r\n"),
            "{journaal}"
        );
        let boek = fa.get("/geld/begroting.xlsx?jaar=2026").await;
        let bladen = drukwerk::blad::lees(&boek.bytes).expect("a spreadsheet");
        let cellen: Vec<String> = bladen.iter().flat_map(|b| b.rijen.concat()).collect();
        assert!(cellen.iter().any(|c| c == "150.05") && cellen.iter().any(|c| c == "bw-0794"), "{cellen:?}");
        let pot = fa.get("/geld/pot.xlsx?jaar=2026").await;
        let cellen: Vec<String> = drukwerk::blad::lees(&pot.bytes)
            .expect("a spreadsheet")
            .iter()
            .flat_map(|b| b.rijen.concat())
            .collect();
        assert!(cellen.iter().any(|c| c == "-5421.59"), "{cellen:?}");
        let uitgaven = fa.get("/geld.xlsx?jaar=2026&maand=1").await;
        let cellen: Vec<String> = drukwerk::blad::lees(&uitgaven.bytes)
            .expect("a spreadsheet")
            .iter()
            .flat_map(|b| b.rijen.concat())
            .collect();
        assert!(cellen.iter().any(|c| c == "5421.59") && cellen.iter().any(|c| c == "15A60"), "{cellen:?}");
        assert!(
            fa.get("/geld/begroting.csv?jaar=2026")
                .await
                .tekst
                .contains("Lasten;bw-0794;Beschermd wonen, Helmond;")
        );
        assert_eq!(h.als(Rol::Bestuur).await.get("/geld/pot.xlsx").await.status, StatusCode::OK);
    }
);
