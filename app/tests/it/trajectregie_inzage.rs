//! Who may look in need, who judges it, who looked, and letters.

use crate::{
    huis::Huis,
    op_beide,
    proefdossier::{self, Proefdossier},
};
use axum::http::StatusCode;
use wijkthuis::huis::{
    Rol,
    opslag::{Leest, t, v},
};

fn pad(d: &Proefdossier, rest: &str) -> String {
    format!("/dossiers/{}{rest}", d.dossier)
}

op_beide!(
    async fn de_noodknop_geeft_een_uur_leesrecht_en_iedereen_weet_het(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let collega = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
        let dicht = collega.get(&pad(&d, "/onderzoek")).await;
        assert_eq!(dicht.status, StatusCode::FORBIDDEN);
        assert!(dicht.tekst.contains(&pad(&d, "/noodknop")), "the refusal says how to break the glass");
        let a = collega.get(&pad(&d, "/noodknop")).await;
        assert!(a.tekst.contains("60 minuten") && !a.tekst.contains("Proef"), "the warning shows nobody");
        let a =
            collega.post(&pad(&d, "/noodknop/reden"), &[("reden", "crisis"), ("toelichting", "kort")]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("TRJ-32") && a.tekst.contains("kort</textarea>"));
        let velden = [("reden", "crisis"), ("toelichting", "De crisisdienst belt over deze inwoner")];
        assert_eq!(collega.post(&pad(&d, "/noodknop/reden"), &velden).await.naar, pad(&d, ""));
        let a = collega.get(&pad(&d, "")).await;
        assert_eq!(a.status, StatusCode::OK);
        assert!(a.tekst.contains("U ziet dit dossier via de noodknop"));
        assert_eq!(collega.get(&pad(&d, "/onderzoek")).await.status, StatusCode::OK);
        assert_eq!(collega.post(&pad(&d, "/onderzoek/begin"), &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            collega.post(&pad(&d, "/notitie"), &[("tekst", "hoi")]).await.status,
            StatusCode::FORBIDDEN
        );
        assert!(h.getal("SELECT count(*) FROM logboek WHERE noodknop = 1").await >= 1);
        let houder = h.als(Rol::Trajectregisseur).await;
        let a = houder.get(&pad(&d, "")).await;
        assert!(
            a.tekst.contains("trajectregisseur twee opende dit dossier met de noodknop")
                && a.tekst.contains("De crisisdienst belt")
        );
        let (id,): (i64,) =
            h.app.db.een("SELECT noodknop_id FROM noodknop", &[]).await.expect("query").expect("row");
        houder.post(&pad(&d, &format!("/noodknop/{id}/gezien")), &[]).await;
        assert!(!houder.get(&pad(&d, "")).await.tekst.contains("opende dit dossier met de noodknop"));
        let noon = (crate::huis::datum(crate::huis::VANDAAG).dagnummer() * 86_400 + 43_200) * 1_000_000;
        h.app.klok.zet(noon + 61 * 60 * 1_000_000);
        let collega = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
        assert_eq!(collega.get(&pad(&d, "/onderzoek")).await.status, StatusCode::FORBIDDEN);
    }
);

op_beide!(
    async fn elk_gebruik_van_de_noodknop_wordt_beoordeeld_door_een_ander(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let leider = h.als(Rol::Teamleider).await;
        let velden =
            [("reden", "waarneming"), ("toelichting", "De houder is ziek en er komt een huisuitzetting")];
        assert_eq!(leider.get(&pad(&d, "/onderzoek")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(leider.post(&pad(&d, "/noodknop/reden"), &velden).await.status, StatusCode::SEE_OTHER);
        assert_eq!(leider.get(&pad(&d, "/onderzoek")).await.status, StatusCode::OK);
        let (id,): (i64,) =
            h.app.db.een("SELECT noodknop_id FROM noodknop", &[]).await.expect("query").expect("row");
        let actie = format!("/beheer/noodknop/{id}");
        let a = leider.post(&actie, &[("oordeel", "terecht")]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("uw eigen gebruik van de noodknop niet beoordelen"));
        let fg = h.als(Rol::Fg).await;
        let a = fg.get("/beheer/noodknop").await;
        assert!(a.tekst.contains("huisuitzetting") && !a.tekst.contains("Proef"), "no name of the inwoner");
        assert_eq!(fg.post(&actie, &[("oordeel", "niet_terecht")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            h.getal("SELECT count(*) FROM noodknop WHERE oordeel = 'niet_terecht' AND tot_nr IS NULL").await,
            1
        );
        let open = "SELECT count(*) FROM termijn WHERE soort = 'noodknop_oordeel' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 0);
        assert_eq!(fg.post(&actie, &[("oordeel", "terecht")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            h.als(Rol::Trajectregisseur).await.get("/beheer/noodknop").await.status,
            StatusCode::FORBIDDEN
        );
    }
);

op_beide!(
    async fn wie_heeft_gekeken_toont_ook_weigeringen_en_wat_er_gedaan_is(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        b.post(&pad(&d, "/notitie"), &[("tekst", "Gebeld")]).await;
        h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0743")).await.get(&pad(&d, "/onderzoek")).await;
        let a = b.get(&pad(&d, "/wie-keek")).await;
        for zin in [
            "notitie toevoegen",
            "notitie toegevoegd",
            "aandachtsfunctionaris 0743",
            "Geweigerd",
            "geen relatie",
            "door 2 medewerkers",
        ] {
            assert!(a.tekst.contains(zin), "{zin}: {}", a.tekst);
        }
        let leeg = b.get(&pad(&d, "/wie-keek?van=2020-01-01&tot=2020-12-31")).await;
        assert!(leeg.tekst.contains("Niemand keek"));
        let omgekeerd = b.get(&pad(&d, "/wie-keek?van=2026-01-02&tot=2026-01-01")).await;
        assert!(omgekeerd.tekst.contains("kan niet voor de eerste dag liggen"));
        let csv = b.get(&pad(&d, "/wie-keek/csv")).await;
        assert!(
            csv.tekst.starts_with('\u{feff}')
                && csv.tekst.contains("\"notitie toegevoegd\"")
                && csv.tekst.lines().count() >= 3
        );
        let naam = csv.koppen.get("content-disposition").and_then(|k| k.to_str().ok()).unwrap_or_default();
        assert!(naam.contains(&format!("inzage-dossier-{}.csv", d.dossier)));
    }
);

const FORMULE: &str = "UPDATE gebruiker SET naam = $1 WHERE gebruiker_id = $2";

op_beide!(
    async fn een_naam_kan_geen_formule_worden_in_een_rekenblad(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        h.app.db.voer(FORMULE, &[t("=1+1;\"x\""), v(&b.gebruiker_id)]).await.expect("update");
        b.get(&pad(&d, "")).await;
        let csv = b.get(&pad(&d, "/wie-keek/csv")).await;
        assert!(csv.tekst.contains("\"'=1+1;\"\"x\"\"\""), "{}", csv.tekst);
    }
);

const BRIEF: &str = "INSERT INTO brief (brief_id, dossier_id, soort, onderwerp_id, inhoud, sha256, nr) VALUES ($1, $2, 'ontvangstbevestiging', $3, $4, 'abcdef0123456789', $5)";

op_beide!(
    async fn een_brief_wordt_ontsleuteld_voor_wie_het_dossier_heeft(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let ander = proefdossier::Proefdossier { dossier: kern::stam::DossierId(d.dossier.0 + 999_000), ..d };
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let id = tx.nieuw_id().expect("id");
        let handeling = wijkthuis::huis::opslag::Handeling {
            wat: "brief verstuurd",
            onderwerp: "brief",
            onderwerp_id: id,
            dossier: Some(d.dossier),
            gemeente: None,
            reden: "",
        };
        tx.journaal(handeling).await.expect("journal");
        let dicht = h.app.sleutels.versleutel("brief.inhoud", b"%PDF-1.7 proef").expect("encrypts");
        let nr = tx.nr();
        tx.voer(BRIEF, &[v(&id), v(&d.dossier), v(&d.melding), v(&dicht), v(&nr)]).await.expect("brief");
        tx.commit().await.expect("commit");
        let b = h.als(Rol::Trajectregisseur).await;
        let a = b.get(&pad(&d, "/documenten")).await;
        assert!(a.tekst.contains("Ontvangstbevestiging (PDF)") && a.tekst.contains("abcdef012345"));
        let a = b.get(&pad(&d, &format!("/documenten/{id}"))).await;
        assert_eq!(a.bytes, b"%PDF-1.7 proef");
        assert_eq!(b.get(&pad(&d, "/documenten/1")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(b.get(&pad(&ander, &format!("/documenten/{id}"))).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            h.als(Rol::Teamleider).await.get(&pad(&d, "/documenten")).await.status,
            StatusCode::FORBIDDEN
        );
    }
);
