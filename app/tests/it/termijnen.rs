//! Limits of the law, why a day is the last one, and what was done about a term to decide.

use crate::{
    huis::{Antwoord, Bezoeker, Huis, datum},
    op_beide,
    proefdossier::{self, Proefdossier},
};
use axum::http::StatusCode;
use wijkthuis::{
    huis::{Rol, opslag::Handeling},
    termijnen::{self, Soort, Waarvoor},
};

/// Starts a term on a dossier; returns its key.
async fn begin(h: &Huis, d: &Proefdossier, soort: Soort, op: &str) -> i64 {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    tx.journaal(Handeling {
        wat: "proef",
        onderwerp: "dossier",
        onderwerp_id: d.dossier.0,
        dossier: Some(d.dossier),
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    let waarvoor = Waarvoor { dossier: d.dossier, soort, onderwerp_id: 77, voor_rol: Rol::Trajectregisseur };
    termijnen::start(&mut tx, &h.app.regels, waarvoor, datum(op)).await.expect("term");
    tx.commit().await.expect("commit");
    h.getal("SELECT max(termijn_id) FROM termijn").await
}

async fn doe(b: &Bezoeker<'_>, d: &Proefdossier, id: i64, velden: &[(&str, &str)]) -> Antwoord {
    let mut alle = velden.to_vec();
    alle.push(("toelichting", "De inwoner weet het"));
    b.post(&format!("/dossiers/{}/termijnen/{id}", d.dossier), &alle).await
}

op_beide!(
    async fn elke_termijn_heeft_een_artikel_en_de_controlewaarden_kloppen(h: Huis) {
        let b = h.als(Rol::Trajectregisseur).await;
        let p = b.get("/termijnen").await;
        assert_eq!(p.status, StatusCode::OK);
        for zin in [
            "Wmo 2015 art. 2.3.2 lid 1",
            "Awb art. 4:17",
            "eindigt nooit in een weekend",
            "te lang om op te schuiven",
            "Teruggerekend",
            "Awb art. 2:3 lid 1",
        ] {
            assert!(p.tekst.contains(zin), "{zin}");
        }
        for (termijn, op, uiterlijk) in [
            ("wmo2015.onderzoek", "2026-02-23", "dinsdag 7 april 2026"),
            ("wmo2015.persoonlijk_plan", "2026-04-20", "dinsdag 28 april 2026"),
            // The 14th is Ascension, and a decree makes the 15th of 2026 equal to a holiday.
            ("wmo2015.beslissing", "2026-04-30", "maandag 18 mei 2026"),
            ("awb.bezwaar", "2026-04-24", "vrijdag 5 juni 2026"),
        ] {
            let p = b.get(&format!("/termijnen?termijn={termijn}&op={op}")).await;
            assert!(p.tekst.contains(&format!("Uiterlijk {uiterlijk}")), "{termijn}: {}", p.tekst);
        }
        let fout = b.get("/termijnen?termijn=wmo2015.onderzoek&op-dag=31&op-maand=2&op-jaar=2026").await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        let csv = b.get("/termijnen.csv?wet=wmo2015").await;
        assert_eq!(csv.tekst.lines().count(), 4, "{}", csv.tekst);
    }
);

/// What the rules refuse comes back with its code and what was typed.
async fn wat_niet_past(b: &Bezoeker<'_>, d: &Proefdossier, id: i64) {
    for (velden, code) in [
        (&[("wat", "hervatting"), ("van", "2026-03-08")][..], "TRM-25"),
        (
            &[("wat", "opschorting"), ("grond", "verzuim"), ("van", "2026-03-09"), ("tot", "2026-03-10")],
            "TRM-21",
        ),
        (
            &[("wat", "opschorting"), ("grond", "overmacht"), ("van", "2026-04-09"), ("tot", "2026-04-10")],
            "TRM-22",
        ),
        (
            &[("wat", "opschorting"), ("grond", "overmacht"), ("van", "2026-03-10"), ("tot", "2026-03-09")],
            "TRM-23",
        ),
        (&[("wat", "verdaging"), ("van", "2026-03-09")], "TRM-24"),
    ] {
        let uit = doe(b, d, id, velden).await;
        assert_eq!(uit.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            uit.tekst.contains(code) && uit.tekst.contains("De inwoner weet het"),
            "{code}: {}",
            uit.tekst
        );
    }
}

op_beide!(
    async fn een_beslistermijn_staat_stil_en_loopt_weer_en_elke_dag_zegt_waarom(h: Huis) {
        let d = proefdossier::maak(&h, "besluit").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let id = begin(&h, &d, Soort::Beslissing, "2026-03-02").await;
        let uiterlijk = || async {
            let sql = "SELECT CAST(count(*) AS BIGINT) FROM termijn WHERE soort = 'beslissing' AND tot_nr IS NULL AND uiterlijk_op = '2026-03-26'";
            h.getal(sql).await
        };
        let stil =
            [("wat", "opschorting"), ("grond", "aanvulling"), ("van", "2026-03-05"), ("tot", "2026-03-15")];
        let uit = doe(&b, &d, id, &stil).await;
        assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
        // 16 March and ten days.
        assert_eq!(uiterlijk().await, 1);
        let p = b.get(&format!("/dossiers/{}/termijnen", d.dossier)).await;
        for zin in [
            "De termijn stond 10 dagen stil",
            "Awb art. 4:5 en 4:15 lid 1 onder a",
            "TRM-02",
            "De inwoner weet het",
        ] {
            assert!(p.tekst.contains(zin), "{zin}\n{}", p.tekst);
        }
        assert_eq!(
            doe(&b, &d, id, &[("wat", "hervatting"), ("van", "2026-03-08")]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'beslissing' AND tot_nr IS NULL AND uiterlijk_op = '2026-03-19'").await, 1);
        wat_niet_past(&b, &d, id).await;
        let onderzoek = h.getal("SELECT max(termijn_id) FROM termijn WHERE soort = 'onderzoek'").await;
        let geen = doe(&b, &d, onderzoek, &stil).await;
        assert!(geen.tekst.contains("TRM-20"), "{}", geen.tekst);
        assert_eq!(
            termijnen::controleer(&h.app.db, &h.app.regels).await.expect("query"),
            Vec::<String>::new()
        );
    }
);

op_beide!(
    async fn na_een_ingebrekestelling_loopt_de_dwangsom_en_een_bezwaar_kan_een_keer_worden_verdaagd(h: Huis) {
        let d = proefdossier::maak(&h, "besluit").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let id = begin(&h, &d, Soort::BeslissingOpBezwaar, "2026-01-26").await;
        // Six weeks: 9 March. Adjourned six weeks more: 20 April.
        let uit = doe(&b, &d, id, &[("wat", "verdaging"), ("van", "2026-03-02")]).await;
        assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'beslissing_op_bezwaar' AND tot_nr IS NULL AND uiterlijk_op = '2026-04-20'").await, 1);
        assert!(
            doe(&b, &d, id, &[("wat", "verdaging"), ("van", "2026-03-02")]).await.tekst.contains("TRM-24")
        );
        h.op("2026-05-11");
        let b3 = h.als(Rol::Trajectregisseur).await;
        assert_eq!(
            doe(&b3, &d, id, &[("wat", "ingebrekestelling"), ("van", "2026-04-22")]).await.status,
            StatusCode::SEE_OTHER
        );
        let p = b3.get(&format!("/dossiers/{}/termijnen", d.dossier)).await;
        // Two weeks after 22 April is 6 May: the 7th to the 11th are five days of 23 euro.
        for zin in [
            "Dwangsom tot en met vandaag",
            "€ 115,00",
            "TRM-12",
            "niet bevestigd",
            "Beroep tegen te laat beslissen kan vanaf 7 mei 2026",
        ] {
            assert!(p.tekst.contains(zin), "{zin}\n{}", p.tekst);
        }
        assert_eq!(
            termijnen::controleer(&h.app.db, &h.app.regels).await.expect("query"),
            Vec::<String>::new()
        );
    }
);
