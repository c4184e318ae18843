//! Who may come where: the whole matrix as a snapshot, and every route as every role and as nobody.

use crate::{
    huis::{Huis, datum, gemeente},
    op_beide,
};
use axum::http::StatusCode;
use kern::stam::{DossierId, InwonerId};
use std::{collections::BTreeSet, fmt::Write};
use wijkthuis::{
    huis::{
        Methode, Rol, Route, Toegankelijk,
        opslag::{Handeling, Ty, Val, t, v},
        rechten::{Oordeel, Relatie, mag, matrix},
    },
    routes,
};

#[test]
fn de_matrix_is_zoals_afgesproken() {
    let mut tekst = String::new();
    for (rol, relatie, klasse, actie, noodknop, oordeel) in matrix() {
        let knop = if noodknop { " +noodknop" } else { "" };
        writeln!(tekst, "{:22} {:7} {klasse:?} {actie:?}{knop}: {oordeel:?}", rol.code(), relatie.code())
            .expect("writes");
    }
    insta::assert_snapshot!(tekst);
}

#[test]
fn de_routes_zijn_zoals_afgesproken() {
    let mut regels: Vec<String> = routes::alle(true)
        .iter()
        .map(|r| {
            let rollen: Vec<&str> = r.rollen.iter().map(|r| r.code()).collect();
            let wie = if r.toegankelijk == Toegankelijk::Openbaar {
                "openbaar".to_owned()
            } else {
                rollen.join(" ")
            };
            format!("{} {:?} [{:?}] {} — {wie}", r.pad, r.methode, r.klasse, r.doel)
        })
        .collect();
    regels.sort();
    insta::assert_snapshot!(regels.join("\n"));
}

/// A dossier in Deurne that nobody in the test holds.
async fn leg_dossier_aan(h: &Huis) -> (DossierId, InwonerId) {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let (inwoner, dossier) = (InwonerId(4_242), DossierId(tx.nieuw_id().expect("id")));
    let nr = v(&tx.nr());
    let leeg = Val::Leeg(Ty::Int);
    tx.journaal(Handeling {
        wat: "dossier geopend",
        onderwerp: "dossier",
        onderwerp_id: dossier.0,
        dossier: Some(dossier),
        gemeente: Some(gemeente("0762")),
        reden: "",
    })
    .await
    .expect("journal");
    tx.voer(
        "INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum, geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr, tot_nr)
         VALUES ($1, $2, $3, 'geen', 'Proefpersoon', '', 'Test', 'proefpersoon test', $4, '9', '', '', '', '', '', '', $5, $6)",
        &[v(&inwoner), Val::Leeg(Ty::Text), Val::Leeg(Ty::Bytes), v(&datum("1980-01-01")), nr.clone(), leeg.clone()],
    )
    .await
    .expect("inwoner");
    tx.voer(
        "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
         VALUES ($1, $2, $3, 'melding', 0, $4, $5, $6, $7)",
        &[v(&dossier), v(&inwoner), t("0762"), v(&datum("2026-02-01")), Val::Leeg(Ty::Datum), nr, leeg],
    )
    .await
    .expect("dossier");
    tx.commit().await.expect("commit");
    (dossier, inwoner)
}

fn vul_in(pad: &str, dossier: DossierId) -> String {
    pad.split('/')
        .map(|deel| match deel {
            "{dossier}" => dossier.to_string(),
            d if d.starts_with('{') => "1".to_owned(),
            d => d.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// What the gate must answer, by the table and the pure function alone.
fn mag_binnen(r: &Route, rol: Rol) -> bool {
    if !r.rollen.contains(&rol) {
        return false;
    }
    if !r.over_dossier() {
        return true;
    }
    // Nobody holds the dossier; it lies in Deurne, and the aandachtsfunctionaris of the test works in Deurne.
    mag(rol, Relatie::Gebied, r.klasse, r.actie(), false) != Oordeel::Nee
}

op_beide!(
    async fn elke_route_laat_alleen_binnen_wie_er_mag_zijn(h: Huis) {
        let (dossier, _) = leg_dossier_aan(&h).await;
        let mut fouten = Vec::new();
        for rol in Rol::ALLE {
            for r in routes::alle(false) {
                if r.toegankelijk == Toegankelijk::Openbaar {
                    continue;
                }
                let b = h.als(rol).await;
                let pad = vul_in(r.pad, dossier);
                let a = match r.methode {
                    Methode::Get => b.get(&pad).await,
                    Methode::Post => b.post(&pad, &[]).await,
                };
                let geweigerd = a.status == StatusCode::FORBIDDEN;
                if a.status.is_server_error() || (geweigerd == mag_binnen(r, rol)) {
                    fouten.push(format!("{:?} {} als {}: {}", r.methode, r.pad, rol.code(), a.status));
                }
            }
        }
        assert!(fouten.is_empty(), "{}", fouten.join("\n"));
    }
);

op_beide!(
    async fn elke_route_stuurt_niemand_naar_de_deur(h: Huis) {
        let (dossier, _) = leg_dossier_aan(&h).await;
        for r in routes::alle(false) {
            let methode = if r.methode == Methode::Get { "GET" } else { "POST" };
            let a = h.niemand(methode, &vul_in(r.pad, dossier), "").await;
            match r.toegankelijk {
                Toegankelijk::Openbaar => assert!(!a.status.is_server_error(), "{} {}", r.pad, a.status),
                Toegankelijk::Ingelogd => assert_eq!(a.naar, "/inloggen", "{methode} {}", r.pad),
            }
        }
    }
);

op_beide!(
    async fn elke_lezing_van_een_dossier_staat_in_het_logboek(h: Huis) {
        let (dossier, _) = leg_dossier_aan(&h).await;
        let b = h.als(Rol::Trajectregisseur).await;
        let mut verwacht = 0;
        for r in routes::alle(false).into_iter().filter(|r| r.over_dossier() && r.methode == Methode::Get) {
            let voor = h.getal("SELECT count(*) FROM logboek").await;
            b.get(&vul_in(r.pad, dossier)).await;
            let na = h.getal("SELECT count(*) FROM logboek").await;
            if r.rollen.contains(&Rol::Trajectregisseur) {
                // Shown or refused: both are logged, exactly once.
                assert_eq!(na, voor + 1, "{}", r.pad);
                verwacht += 1;
            }
        }
        let n = h.getal("SELECT count(*) FROM logboek WHERE dossier_id IS NOT NULL").await;
        assert_eq!(n, verwacht);
    }
);

op_beide!(
    async fn elke_weigering_zegt_waarom_en_wie_helpt(h: Huis) {
        let (dossier, _) = leg_dossier_aan(&h).await;
        let mut gezien = 0;
        for rol in [Rol::Aandachtsfunctionaris, Rol::Teamleider, Rol::Applicatiebeheerder] {
            let b = h.als(rol).await;
            for r in routes::alle(false).into_iter().filter(|r| r.toegankelijk != Toegankelijk::Openbaar) {
                let pad = vul_in(r.pad, dossier);
                // Paths that end one's own session would end the test.
                if r.pad.starts_with("/beheer/gebruikers/") || r.pad.starts_with("/sessie") {
                    continue;
                }
                let a = match r.methode {
                    Methode::Get => b.get(&pad).await,
                    Methode::Post => b.post(&pad, &[]).await,
                };
                if a.status != StatusCode::FORBIDDEN {
                    continue;
                }
                gezien += 1;
                let waarom = ["U werkt nu als", "U behandelt dit dossier niet", "ziet u dit", "Uw rol"];
                let hulp = ["Vraag ", "Wissel van rol", "Gebruik de noodknop"];
                assert!(waarom.iter().any(|z| a.tekst.contains(z)), "{pad}: {}", a.tekst);
                assert!(hulp.iter().any(|z| a.tekst.contains(z)), "{pad}: {}", a.tekst);
            }
        }
        assert!(gezien > 20, "{gezien}");
    }
);

op_beide!(
    async fn de_noodknop_wordt_alleen_aangeboden_waar_hij_iets_opent(h: Huis) {
        let (dossier, _) = leg_dossier_aan(&h).await;
        let b = h.als(Rol::Trajectregisseur).await;
        let knop = format!("href=\"/dossiers/{dossier}/noodknop\"");
        assert!(b.get(&format!("/dossiers/{dossier}/onderzoek")).await.tekst.contains(&knop));
        // It gives no amounts, and nothing to change.
        let a = b.get(&format!("/dossiers/{dossier}/geld")).await;
        assert!(a.status == StatusCode::FORBIDDEN && !a.tekst.contains(&knop), "{}", a.tekst);
        let a = b.post(&format!("/dossiers/{dossier}/notitie"), &[]).await;
        assert!(a.status == StatusCode::FORBIDDEN && !a.tekst.contains(&knop), "{}", a.tekst);
        // Pages without a class name nobody: not the inwoner, not the holder, not the gemeente.
        for deel in ["noodknop", "noodknop/reden"] {
            let a = b.get(&format!("/dossiers/{dossier}/{deel}")).await;
            assert_eq!(a.status, StatusCode::OK, "{deel}");
            let midden = a.tekst.split("<main").nth(1).expect("main");
            for woord in ["Proefpersoon", "Deurne", "1980"] {
                assert!(!midden.contains(woord), "{deel} shows {woord}");
            }
        }
    }
);

#[test]
fn elke_route_heeft_een_rol_en_een_reden() {
    let mut gezien = BTreeSet::new();
    for r in routes::alle(true) {
        assert!(!r.doel.is_empty(), "{}", r.pad);
        assert!(gezien.insert((r.methode, r.pad)), "twee keer: {}", r.pad);
        assert_eq!(r.rollen.is_empty(), r.toegankelijk == Toegankelijk::Openbaar, "{}", r.pad);
    }
}

op_beide!(
    async fn een_foutpagina_is_geen_doodlopende_weg(h: Huis) {
        let (dossier, _) = leg_dossier_aan(&h).await;
        let b = h.als(Rol::Contractmanager).await;
        for (pad, status) in [
            ("/werkvoorraad".to_owned(), StatusCode::FORBIDDEN),
            (format!("/dossiers/{dossier}"), StatusCode::FORBIDDEN),
            ("/aanbieders/999999999".to_owned(), StatusCode::NOT_FOUND),
        ] {
            let r = b.get(&pad).await;
            assert_eq!(r.status, status, "{pad}");
            assert!(
                r.tekst.contains("href=\"/aanbieders\"") && r.tekst.contains("/uitloggen"),
                "{pad}: the menu is there"
            );
        }
        let t = h.als(Rol::Teamleider).await.get("/beheer/logboek").await;
        assert!(t.status == StatusCode::FORBIDDEN && !t.tekst.contains("Vraag uw teamleider"), "{}", t.tekst);
    }
);

op_beide!(
    async fn wie_geen_rol_meer_heeft_leest_waarom_en_kan_uitloggen(h: Huis) {
        let b = h.als(Rol::Bestuur).await;
        let id = h.id_van(Rol::Bestuur, "*");
        let weg = "UPDATE gebruikerrol SET geldig_tot = geldig_van WHERE gebruiker_id = $1";
        h.app.db.voer(weg, &[v(&id)]).await.expect("role ends");
        let r = b.get("/monitor").await;
        assert_eq!(r.status, StatusCode::FORBIDDEN);
        assert!(
            r.tekst.contains("U heeft vandaag geen rol") && r.tekst.contains("/uitloggen"),
            "{}",
            r.tekst
        );
    }
);
