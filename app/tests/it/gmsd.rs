//! The file for CBS: filled by its description, complete or left out with a reason, and remembered by its hash.

use crate::{
    huis::{Huis, datum},
    monitor_feiten::vul,
    op_beide,
};
use axum::http::StatusCode;
use kern::stam::Bsn;
use wijkthuis::{
    huis::{
        Rol, Wie,
        geheim::sha256,
        opslag::{Handeling, Leest, t, v},
    },
    koppelingen::{
        gmsd::{self, Halfjaar},
        uitlevering,
    },
};

const BSN: &str =
    "UPDATE inwoner SET bsn_index = $1, bsn_versleuteld = $2, bsn_status = 'geverifieerd', geboortedatum = $3
  WHERE inwoner_id = $4 AND tot_nr IS NULL";
const PRODUCT: &str = "INSERT INTO product (productcode, categorie, naam, vorm, eenheid, vanaf_nr, tot_nr) VALUES ($1, '15', 'Proef', 'bw', 'etmaal', $2, NULL)";

/// Gives every third dossier no BSN, and the product its category.
async fn mensen(h: &Huis) -> usize {
    let dossiers: Vec<(i64,)> = h
        .app
        .db
        .alle("SELECT inwoner_id FROM dossier WHERE tot_nr IS NULL ORDER BY inwoner_id", &[])
        .await
        .expect("dossiers");
    let producten: Vec<(String,)> =
        h.app.db.alle("SELECT DISTINCT productcode FROM indicatie", &[]).await.expect("codes");
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begins");
    let wat = Handeling {
        wat: "toets",
        onderwerp: "inwoner",
        onderwerp_id: 1,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(wat).await.expect("journal");
    let nr = tx.nr();
    // Test numbers of BSN: 9999xxxxx that pass the check of eleven.
    let nummers = (999_990_000..).filter_map(|n: i64| Bsn::lees(&n.to_string()).ok());
    for ((i, (id,)), bsn) in dossiers.iter().enumerate().zip(nummers) {
        if i % 3 != 0 {
            let dicht = h.app.sleutels.versleutel_bsn(&bsn).expect("encrypts");
            let args = [t(&h.app.sleutels.bsn_index(&bsn)), v(&dicht), v(&datum("1989-03-14")), v(id)];
            tx.voer(BSN, &args).await.expect("inwoner");
        }
    }
    for (code,) in &producten {
        tx.voer(PRODUCT, &[t(code), v(&nr)]).await.expect("product");
    }
    tx.commit().await.expect("commits");
    dossiers.len()
}

fn halfjaar(tekst: &str) -> Halfjaar {
    Halfjaar::lees(tekst).expect("half-year")
}

op_beide!(
    async fn het_bestand_volgt_de_beschrijving_en_laat_weg_wat_niet_compleet_is(h: Huis) {
        vul(&h, 40).await;
        mensen(&h).await;
        h.op("2026-07-25");
        let b = gmsd::maak(&h.app, Wie::systeem(&h.app.klok, "toets"), halfjaar("2025-2"))
            .await
            .expect("makes")
            .expect("may");
        let tekst = String::from_utf8(b.bytes().to_vec()).expect("text");
        let regels: Vec<Vec<&str>> = tekst.lines().map(|r| r.split(';').collect()).collect();
        assert!(b.rijen > 5 && regels.len() == b.rijen + 1, "{} rows", b.rijen);
        assert!(regels.iter().all(|r| r.len() == b.beschrijving.kolommen.len()));
        assert_eq!(regels[0][..3], ["Aanmaakdatum_bestand", "Gemeentecode", "BSN"]);
        assert!(regels[0][3].starts_with("ONBEKEND ("), "{}", regels[0][3]);
        for r in &regels[1..] {
            assert_eq!((r[0], r[1].len(), r[3]), ("2026-07-25", 4, "15"));
            assert!(Bsn::lees(r[2]).is_ok() && r[2].starts_with("9999"), "{}", r[2]);
            // It held in the half-year.
            assert!(r[5] < "2026-01-01" && (r[6].is_empty() || r[6] >= "2025-07-01"), "{r:?}");
        }
        let weg: usize = b.bevindingen.iter().filter(|x| x.weggelaten).map(|x| x.rijen).sum();
        let zinnen: Vec<&str> = b.bevindingen.iter().map(|x| x.zin.as_str()).collect();
        assert!(weg > 0 && zinnen.contains(&"Verplicht veld is leeg: Burgerservicenummer."), "{zinnen:?}");
        assert!(!b.beschrijving.onzeker.is_empty(), "what is not known is said");
        let boek = uitlevering::alle(&h.app.db, "gmsd").await.expect("book");
        assert_eq!((boek[0].sha256.clone(), boek[0].tijdvak.as_str()), (sha256(b.bytes()), "2025-2"));
        assert_eq!(usize::try_from(boek[0].rijen).expect("rows"), b.rijen);
    }
);

op_beide!(
    async fn een_halfjaar_dat_loopt_wordt_geweigerd(h: Huis) {
        h.op("2026-06-30");
        let w = gmsd::voorbeeld(&h.app, datum("2026-06-30"), halfjaar("2026-1"))
            .await
            .expect("answer")
            .expect_err("runs");
        assert_eq!(w.code, "GMS-02");
        assert_eq!(Halfjaar::lees("2026-3").expect_err("no half-year").code, "GMS-01");
        assert!(
            gmsd::voorbeeld(&h.app, datum("2026-07-01"), halfjaar("2026-1")).await.expect("answer").is_ok()
        );
        assert_eq!(
            (
                Halfjaar::voor(datum("2026-06-30")).to_string(),
                Halfjaar::voor(datum("2026-07-01")).to_string()
            ),
            ("2025-2".into(), "2026-1".into())
        );
    }
);

op_beide!(
    async fn de_pagina_toont_wat_ontbreekt_en_nooit_een_bsn(h: Huis) {
        vul(&h, 40).await;
        mensen(&h).await;
        h.op("2026-07-25");
        let tl = h.als(Rol::Teamleider).await;
        let p = tl.get("/uitleveren/gmsd?halfjaar=2025-2").await;
        assert_eq!(p.status, StatusCode::OK);
        assert!(p.tekst.contains("nog niet klaar voor het CBS") && p.tekst.contains("Burgerservicenummer"));
        assert!(p.tekst.contains("/dossiers/") && !p.tekst.contains("99999"), "dossiers, no BSN");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let p = fa.get("/uitleveren/gmsd?halfjaar=2025-2").await;
        assert!(p.tekst.contains("alleen het aantal") && !p.tekst.contains("/dossiers/"), "counts only");
        assert_eq!(fa.get("/uitleveren/gmsd?halfjaar=2027-1").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            h.als(Rol::Trajectregisseur).await.get("/uitleveren/gmsd").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM logboek WHERE route = '/uitleveren/gmsd' AND uitkomst = 'ok'")
                .await,
            3
        );
    }
);
