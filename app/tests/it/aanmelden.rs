//! Coming in: sessions, form tokens, the second factor, and the demo door.

use crate::{
    huis::{Huis, VANDAAG},
    op_beide,
};
use axum::http::StatusCode;
use wijkthuis::huis::{KOPPEN, Rol, app::Instelling, opslag::Motor};

op_beide!(
    async fn zonder_aanmelding_komt_niemand_verder_dan_de_deur(h: Huis) {
        let a = h.niemand("GET", "/instellingen", "").await;
        assert_eq!((a.status, a.naar.as_str()), (StatusCode::SEE_OTHER, "/inloggen"));
        assert_eq!(h.niemand("GET", "/inloggen", "").await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn een_formulier_zonder_eigen_teken_wordt_geweigerd(h: Huis) {
        let b = h.als(Rol::Trajectregisseur).await;
        let a = b.post("/instellingen", &[("dichtheid", "ruim")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER);
        let mut vals = h.als(Rol::Trajectregisseur).await;
        vals.csrf = "0".repeat(64);
        let a = vals.post("/instellingen", &[("dichtheid", "dicht")]).await;
        assert_eq!(a.status, StatusCode::FORBIDDEN);
        assert_eq!(h.getal("SELECT count(*) FROM gebruiker WHERE dichtheid = 'ruim'").await, 1);
    }
);

op_beide!(
    async fn een_sessie_eindigt_na_stilte(h: Huis) {
        let b = h.als(Rol::Teamleider).await;
        assert_eq!(b.get("/instellingen").await.status, StatusCode::OK);
        let noon = (crate::huis::datum(VANDAAG).dagnummer() * 86_400 + 43_200) * 1_000_000;
        h.app.klok.zet(noon + 31 * 60 * 1_000_000);
        assert_eq!(b.get("/instellingen").await.naar, "/inloggen");
        assert_eq!(h.getal("SELECT count(*) FROM sessie").await, 0);
    }
);

op_beide!(
    async fn elke_pagina_heeft_de_strenge_koppen(h: Huis) {
        let b = h.als(Rol::Teamleider).await;
        for a in [
            b.get("/instellingen").await,
            h.niemand("GET", "/inloggen", "").await,
            b.get("/bestaat-niet").await,
        ] {
            for (naam, waarde) in KOPPEN {
                assert_eq!(a.koppen.get(*naam).and_then(|w| w.to_str().ok()), Some(*waarde), "{naam}");
            }
            assert_eq!(a.koppen.get("cache-control").and_then(|w| w.to_str().ok()), Some("no-store"));
            assert!(!a.tekst.contains("style=") && !a.tekst.contains("<script>"));
        }
    }
);

#[tokio::test(flavor = "multi_thread")]
async fn de_demodeur_bestaat_alleen_in_de_demo() {
    let h = Huis::nieuw(Motor::Sqlite).await;
    let wie = h.id_van(Rol::Teamleider, "*");
    let a = h.niemand("POST", "/demo/kies", &format!("persoon={wie}")).await;
    assert_eq!(a.status, StatusCode::NOT_FOUND);
    assert!(!h.niemand("GET", "/inloggen", "").await.tekst.contains("/demo/kies"));

    let h = Huis::met(Motor::Sqlite, Instelling { demo: true, ..Instelling::default() }).await;
    let wie = h.id_van(Rol::Teamleider, "*");
    let a = h.niemand("POST", "/demo/kies", &format!("persoon={wie}")).await;
    assert_eq!((a.status, a.naar.as_str()), (StatusCode::SEE_OTHER, "/"));
}
