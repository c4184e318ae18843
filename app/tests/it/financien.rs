//! Money: budgeted, granted, declared, paid, and that the sums agree.

use crate::berichten::{dag, maand, stuur, toegewezen};
use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{Gunst, aanbod, bw_jaar, handel, herzie, inwoner};
use axum::http::StatusCode;
use iwmo::simulator::Aanbieder;
use iwmo::typen::{GeslotenPeriode, Wmo323};
use wijkthuis::huis::Rol;
use wijkthuis::huis::opslag::v;
use wijkthuis::{financien, inkoop, levering};

/// No check of the three rooms finds anything.
async fn alles_klopt(h: &Huis) {
    let mut fouten = financien::controleer(&h.app.db).await.expect("query");
    fouten.extend(levering::controleer(&h.app.db).await.expect("query"));
    fouten.extend(inkoop::controleer(&h.app.db).await.expect("query"));
    assert_eq!(fouten, Vec::<String>::new());
}

op_beide!(
    async fn van_besluit_tot_betaling_klopt_elk_bedrag_en_opent_elk_getal(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &t, "2026-01-01", 31).schrijf()).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let geld = fa.get("/geld?jaar=2026").await;
        assert_eq!(geld.status, StatusCode::OK, "{}", geld.tekst);
        // 365 × 174.89, 31 × 174.89, nothing paid.
        assert!(geld.tekst.contains("€ 63.834,85") && geld.tekst.contains("€ 5.421,59"), "{}", geld.tekst);
        let betalen = fa.get("/geld/betalen").await;
        assert!(betalen.tekst.contains("De Stuit") && betalen.tekst.contains("€ 5.421,59"));
        let gezien = [("aantal", "1"), ("cent", "542159")];
        assert_eq!(fa.post("/geld/betalen", &gezien).await.naar, "/geld/betalen");
        assert_eq!(fa.post("/geld/betalen", &[]).await.naar, "/geld/betalen", "a second run finds nothing");
        assert_eq!(h.getal("SELECT count(*) FROM boeking WHERE soort = 'betaald'").await, 1);
        let open = fa.get("/geld/boekingen?jaar=2026&maand=1&soort=betaald&gemeente=0794").await;
        assert!(
            open.tekst.contains("Betaald, januari 2026: 1 boekingen, samen € 5.421,59."),
            "{}",
            open.tekst
        );
        assert!(open.tekst.contains(&format!("/dossiers/{}/geld", i.dossier)));
        assert!(!open.tekst.contains("Toets0"), "a number, never a name");
        let per_maand = fa.get("/geld?jaar=2026&per=maand&gemeente=0794&product=15A60").await;
        assert!(
            per_maand.tekst.contains(">januari<") && per_maand.tekst.contains("€ 4.896,92"),
            "{}",
            per_maand.tekst
        );
        let csv = fa.get("/geld.csv?jaar=2026").await;
        assert!(
            csv.tekst.contains("Helmond;0794;bw;15A60;zin;nieuw;2026-01-01;betaald;5421,59"),
            "{}",
            csv.tekst
        );
        alles_klopt(&h).await;
    }
);

op_beide!(
    async fn het_geld_van_een_dossier_is_voor_de_adviseur_zonder_naam(h: Huis) {
        aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let pad = format!("/dossiers/{}/geld", i.dossier);
        let fa = h.als(Rol::FinancieelAdviseur).await.get(&pad).await;
        assert_eq!(fa.status, StatusCode::OK, "{}", fa.tekst);
        assert!(fa.tekst.contains("€ 63.834,85") && !fa.tekst.contains("Toets0"), "{}", fa.tekst);
        let tr = h.als(Rol::Trajectregisseur).await.get(&pad).await;
        assert!(tr.tekst.contains("€ 63.834,85") && tr.tekst.contains("Toets0"));
        assert_eq!(h.als(Rol::Contractmanager).await.get(&pad).await.status, StatusCode::FORBIDDEN);
    }
);

op_beide!(
    async fn een_herziening_geeft_tegenboekingen_en_de_som_blijft_wat_is_beschikt(h: Huis) {
        aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let som = "SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'beschikt'";
        assert_eq!(h.getal(som).await, 365 * 17_489);
        herzie(&h, i, &Gunst { tot: "2026-07-01", bedrag: 181 * 17_489, ..bw_jaar() }).await;
        assert_eq!(h.getal(som).await, 181 * 17_489);
        assert_eq!(h.getal("SELECT count(*) FROM boeking WHERE tegenboeking_van IS NOT NULL").await, 6);
        assert_eq!(
            h.getal("SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE maand = '2026-08-01'").await,
            0
        );
        herzie(&h, i, &bw_jaar()).await;
        assert_eq!(h.getal(som).await, 365 * 17_489);
        alles_klopt(&h).await;
    }
);

op_beide!(
    async fn de_begroting_vervangt_bedragen_en_bewaart_wat_gold(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let pad = "/geld/begroting/bedragen";
        let velden = [("jaar", "2026"), ("b-0794-bw", "1.250.000"), ("b-0762-bt", "80.000,50")];
        let uit = fa.post(pad, &velden).await;
        assert_eq!(uit.naar, "/geld/begroting?jaar=2026", "{}", uit.tekst);
        let weer = [("jaar", "2026"), ("b-0794-bw", "1.300.000"), ("b-0762-bt", "80.000,50")];
        fa.post(pad, &weer).await;
        assert_eq!(h.getal("SELECT count(*) FROM begroting").await, 3, "what differs is a new version");
        assert_eq!(h.getal("SELECT count(*) FROM begrotingsregel").await, 3);
        assert_eq!(
            h.getal("SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM begroting WHERE tot_nr IS NULL").await,
            138_000_050
        );
        let nrs = h.getal("SELECT count(*) FROM journaal").await;
        fa.post(pad, &weer).await;
        assert_eq!(h.getal("SELECT count(*) FROM journaal").await, nrs, "nothing changed, nothing written");
        let fout = fa.post(pad, &[("jaar", "2026"), ("b-0794-bw", "veel"), ("b-0743-bw", "-5")]).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            fout.tekst.contains("value=\"veel\"") && fout.tekst.contains("niet negatief"),
            "{}",
            fout.tekst
        );
        let geld = fa.get("/geld?jaar=2026&per=maand").await;
        assert_eq!(geld.status, StatusCode::OK);
        let geld = fa.get("/geld?jaar=2026").await;
        assert!(geld.tekst.contains("€ 1.300.000,00") && geld.tekst.contains("Deurne"), "{}", geld.tekst);
    }
);

op_beide!(
    async fn een_betaalrun_betaalt_alleen_wat_is_getoond(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &maand(&mut sim, &t, "2026-01-01", 31).schrijf()).await;
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let gezien = fa.get("/geld/betalen").await;
        assert!(gezien.tekst.contains("name=\"cent\" value=\"542159\""), "{}", gezien.tekst);
        // Meanwhile February is granted.
        stuur(&h, &maand(&mut sim, &t, "2026-02-01", 28).schrijf()).await;
        let r = fa.post("/geld/betalen", &[("aantal", "1"), ("cent", "542159")]).await;
        assert_eq!(r.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(r.tekst.contains("FIN-46") && r.tekst.contains("value=\"1031851\""), "{}", r.tekst);
        let betaald = "SELECT count(*) FROM boeking WHERE soort = 'betaald'";
        assert_eq!(h.getal(betaald).await, 0);
        assert_eq!(fa.post("/geld/betalen", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            fa.post("/geld/betalen", &[("aantal", "2"), ("cent", "1031851")]).await.naar,
            "/geld/betalen"
        );
        assert_eq!(h.getal(betaald).await, 2);
    }
);

/// Takes January back in February, under other numbers than before.
fn credit(sim: &mut Aanbieder, januari: &Wmo323) -> Wmo323 {
    let mut credit = sim.crediteer(januari, dag("2026-03-02")).expect("fits");
    credit.declaratie.periode = GeslotenPeriode { begin: dag("2026-02-01"), eind: dag("2026-02-28") };
    credit
}

op_beide!(
    async fn een_credit_hoort_bij_de_toewijzing_van_zijn_debet(h: Huis) {
        let a = aanbod(&h, 2).await;
        let (een, twee) = (inwoner(&h, 0, &bw_jaar()).await, inwoner(&h, 1, &bw_jaar()).await);
        let (t1, t2) = (toegewezen(&h, a.0, een).await, toegewezen(&h, a.0, twee).await);
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let januari = maand(&mut sim, &t1, "2026-01-01", 31);
        assert_eq!(stuur(&h, &januari.schrijf()).await.uitkomst, "verwerkt");
        let nummer = t2.client.producten[0].nummer;
        let onbekend = iwmo::waarde::Toewijzingnummer::nieuw(999_999).expect("fits");
        // On the dossier of somebody else; on another toewijzing; on none at all.
        for (bsn, nummer, code) in [
            (t2.client.bsn, nummer, "8187"),
            (t1.client.bsn, nummer, "8017"),
            (t1.client.bsn, onbekend, "8017"),
        ] {
            let mut fout = credit(&mut sim, &januari);
            let client = &mut fout.declaratie.clienten[0];
            client.bsn = bsn;
            client.prestaties[0].toewijzingnummer = nummer;
            let uit = stuur(&h, &fout.schrijf()).await;
            assert!(uit.uitkomst == "afgekeurd" && uit.antwoord.is_some(), "{uit:?}");
            assert!(uit.zinnen.iter().any(|z| z.starts_with(code)), "{code}: {uit:?}");
        }
        // To another gemeente of the region, which never paid it.
        let mut elders = credit(&mut sim, &januari);
        elders.kop.gemeente = "0762".parse().expect("code");
        let uit = stuur(&h, &elders.schrijf()).await;
        assert!(uit.zinnen.iter().any(|z| z.starts_with("8017")), "{uit:?}");
        assert_eq!(h.getal("SELECT count(*) FROM boeking WHERE soort = 'gedeclareerd'").await, 1);
        // The right one still takes it back, once.
        assert_eq!(stuur(&h, &credit(&mut sim, &januari).schrijf()).await.uitkomst, "verwerkt");
        let som = "SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'gedeclareerd'";
        assert_eq!(h.getal(som).await, 0);
        alles_klopt(&h).await;
    }
);

op_beide!(
    async fn een_credit_staat_op_de_post_van_zijn_debet_ook_als_die_intussen_anders_is(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let januari = maand(&mut sim, &t, "2026-01-01", 31);
        stuur(&h, &januari.schrijf()).await;
        handel(&h, "instroom bepaald", async |tx| {
            let (id, nr) = (tx.nieuw_id().expect("id"), tx.nr());
            let sql = "INSERT INTO instroom (instroom_id, dossier_id, melding_id, kenmerk, recidive, uitleg, bepaald_op, vanaf_nr)
                SELECT $1, dossier_id, melding_id, 'historisch', 0, '[]', ontvangen_op, $2 FROM melding";
            tx.voer(sql, &[v(&id), v(&nr)]).await.expect("insert");
        })
        .await;
        assert_eq!(stuur(&h, &credit(&mut sim, &januari).schrijf()).await.uitkomst, "verwerkt");
        let posten = "SELECT count(*) FROM (SELECT gemeente, kenmerk, maand, vorm FROM boeking WHERE soort = 'gedeclareerd'
            GROUP BY gemeente, kenmerk, maand, vorm) x";
        assert_eq!(h.getal(posten).await, 1, "debet and credit are one post");
        let tegen = "SELECT count(*) FROM boeking WHERE soort = 'gedeclareerd' AND kenmerk = 'nieuw' AND tegenboeking_van IS NOT NULL";
        assert_eq!(h.getal(tegen).await, 1);
    }
);
