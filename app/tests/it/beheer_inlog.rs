//! New people and new means to log in: shown once, used once, and never enough for one person alone.

use crate::{
    huis::{Huis, VANDAAG, datum},
    op_beide,
};
use axum::http::StatusCode;
use totp_rs::{Algorithm, Builder};
use wijkthuis::huis::{
    Rol,
    opslag::{Leest, v},
};

/// The text after `<dt>label</dt><dd><code>`.
fn getoond(html: &str, label: &str) -> String {
    let na = html.split_once(&format!("<dt>{label}</dt>")).expect("label").1;
    na.split_once("<code>").and_then(|(_, r)| r.split_once("</code>")).expect("value").0.to_owned()
}

/// The code that the app on the phone shows now.
async fn code(h: &Huis, wie: i64) -> String {
    let sql = "SELECT totp_geheim FROM gebruiker WHERE gebruiker_id = $1";
    let (dicht,): (Vec<u8>,) = h.app.db.een(sql, &[v(&wie)]).await.expect("query").expect("row");
    let geheim = h.app.sleutels.ontsleutel("gebruiker.totp_geheim", &dicht).expect("decrypts");
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_secret(geheim)
        .with_account_name("x")
        .with_issuer(Some("Wijkthuis"))
        .build()
        .expect("totp");
    totp.generate(u64::try_from(h.app.klok.nu().as_second()).expect("after 1970")).to_string()
}

/// A visitor with a cookie from the login page: posts and returns status, target, text and new cookie.
async fn stuur(
    h: &Huis,
    pad: &str,
    koekje: &str,
    velden: &[(&str, &str)],
) -> (crate::huis::Antwoord, String) {
    let lichaam = form_urlencoded::Serializer::new(String::new()).extend_pairs(velden).finish();
    let req = axum::http::Request::builder()
        .method("POST")
        .uri(pad)
        .header("host", "wijkthuis.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", koekje)
        .body(axum::body::Body::from(lichaam))
        .expect("request");
    let a = h.vraag(req).await;
    let nieuw = a.koppen.get("set-cookie").and_then(|w| w.to_str().ok()).unwrap_or_default();
    let nieuw = nieuw.split(';').next().unwrap_or_default().to_owned();
    (a, nieuw)
}

async fn pagina(h: &Huis, pad: &str, koekje: &str) -> crate::huis::Antwoord {
    let req = axum::http::Request::builder()
        .uri(pad)
        .header("host", "wijkthuis.test")
        .header("cookie", koekje)
        .body(axum::body::Body::empty())
        .expect("request");
    h.vraag(req).await
}

fn csrf(html: &str) -> String {
    html.split_once("name=\"csrf\" value=\"").expect("token").1.split('"').next().expect("value").to_owned()
}

op_beide!(
    async fn van_nieuw_account_tot_eigen_wachtwoord(h: Huis) {
        let ab = h.als(Rol::Applicatiebeheerder).await;
        let velden = [("naam", "Proef Nieuw"), ("gebruikersnaam", "P.Nieuw")];
        let a = ab.post("/beheer/gebruikers/nieuw", &velden).await;
        assert_eq!(a.status, StatusCode::OK, "{}", a.tekst);
        let wachtwoord = getoond(&a.tekst, "Eenmalig wachtwoord");
        assert!(wachtwoord.len() == 20 && a.tekst.contains("otpauth://totp/"));
        let id = h.getal("SELECT gebruiker_id FROM gebruiker WHERE gebruikersnaam = 'p.nieuw'").await;
        // Shown once: nowhere after that, and not stored as text.
        let na = ab.get(&format!("/beheer/gebruikers/{id}")).await;
        assert!(!na.tekst.contains(&wachtwoord) && na.tekst.contains("Eenmalig, werkt tot"));
        assert_eq!(h.getal("SELECT count(*) FROM gebruikerrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id AND g.gebruikersnaam = 'p.nieuw'").await, 0);

        let (a, koekje) =
            stuur(&h, "/inloggen", "", &[("gebruikersnaam", "p.nieuw"), ("wachtwoord", &wachtwoord)]).await;
        assert_eq!(a.naar, "/inloggen/code", "{}", a.tekst);
        let p = pagina(&h, "/inloggen/code", &koekje).await;
        assert!(p.tekst.contains("Eigen wachtwoord"), "{}", p.tekst);
        let teken = csrf(&p.tekst);
        let cijfers = code(&h, id).await;
        for (nieuw, zin) in [
            ("", "minstens 12 tekens"),
            ("p.nieuw p.nieuw", "gebruikersnaam"),
            (wachtwoord.as_str(), "ander wachtwoord"),
        ] {
            let velden =
                [("csrf", teken.as_str()), ("code", &cijfers), ("nieuw", nieuw), ("nogmaals", nieuw)];
            let (a, _) = stuur(&h, "/inloggen/code", &koekje, &velden).await;
            assert!(
                a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains(zin),
                "{zin}: {}",
                a.tekst
            );
            assert!(
                nieuw.is_empty() || !a.tekst.contains(&format!("value=\"{nieuw}\"")),
                "a password is never shown again"
            );
        }
        let eigen = "fiets in de regen";
        let velden = [("csrf", teken.as_str()), ("code", &cijfers), ("nieuw", eigen), ("nogmaals", eigen)];
        let (a, binnen) = stuur(&h, "/inloggen/code", &koekje, &velden).await;
        assert_eq!((a.status, a.naar.as_str()), (StatusCode::SEE_OTHER, "/"), "{}", a.tekst);
        // Inside, without a role: nothing to see yet.
        assert_eq!(pagina(&h, "/instellingen", &binnen).await.status, StatusCode::FORBIDDEN);
        // The one-time password is dead, the own one works.
        let (a, _) =
            stuur(&h, "/inloggen", "", &[("gebruikersnaam", "p.nieuw"), ("wachtwoord", &wachtwoord)]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (a, koekje) =
            stuur(&h, "/inloggen", "", &[("gebruikersnaam", "p.nieuw"), ("wachtwoord", eigen)]).await;
        assert_eq!(a.naar, "/inloggen/code");
        assert!(!pagina(&h, "/inloggen/code", &koekje).await.tekst.contains("Eigen wachtwoord"));
        assert_eq!(
            h.getal("SELECT count(*) FROM journaal WHERE handeling = 'eigen wachtwoord gekozen'").await,
            1
        );
    }
);

op_beide!(
    async fn een_eenmalig_wachtwoord_verloopt(h: Huis) {
        let ab = h.als(Rol::Applicatiebeheerder).await;
        let a = ab.post("/beheer/gebruikers/nieuw", &[("naam", "Proef"), ("gebruikersnaam", "proef")]).await;
        let wachtwoord = getoond(&a.tekst, "Eenmalig wachtwoord");
        h.op(&datum(VANDAAG).plus_dagen(7).to_string());
        let (a, _) =
            stuur(&h, "/inloggen", "", &[("gebruikersnaam", "proef"), ("wachtwoord", &wachtwoord)]).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
);

op_beide!(
    async fn nieuwe_inloggegevens_werken_pas_na_vrijgave(h: Huis) {
        let (ab, au) = (h.als(Rol::Applicatiebeheerder).await, h.als(Rol::Autorisatiebeheerder).await);
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/beheer/gebruikers/{}", tr.gebruiker_id);
        // The one who gives roles cannot make means to log in.
        assert_eq!(au.post(&format!("{pad}/inlog"), &[]).await.status, StatusCode::FORBIDDEN);
        let a = ab.post(&format!("{pad}/inlog"), &[]).await;
        assert_eq!(a.status, StatusCode::OK, "{}", a.tekst);
        let wachtwoord = getoond(&a.tekst, "Eenmalig wachtwoord");
        assert_eq!(tr.get("/").await.naar, "/inloggen", "old sessions end");
        let velden = [("gebruikersnaam", "trajectregisseur-*"), ("wachtwoord", wachtwoord.as_str())];
        let (a, _) = stuur(&h, "/inloggen", "", &velden).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "who made the means cannot use them");
        assert!(au.get(&pad).await.tekst.contains("Wacht op vrijgave"));
        assert_eq!(au.post(&format!("{pad}/open"), &[]).await.status, StatusCode::SEE_OTHER);
        let (a, _) = stuur(&h, "/inloggen", "", &velden).await;
        assert_eq!(a.naar, "/inloggen/code");
    }
);

op_beide!(
    async fn een_naam_die_er_al_is_wordt_teruggegeven_met_wat_getypt_was(h: Huis) {
        let ab = h.als(Rol::Applicatiebeheerder).await;
        let velden = [("naam", "Proef & Zoon"), ("gebruikersnaam", "trajectregisseur-2")];
        let a = ab.post("/beheer/gebruikers/nieuw", &velden).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            a.tekst.contains("bestaat al") && a.tekst.contains("value=\"Proef &#38; Zoon\""),
            "{}",
            a.tekst
        );
        let a = ab.post("/beheer/gebruikers/nieuw", &[("naam", ""), ("gebruikersnaam", "met spatie")]).await;
        assert!(a.tekst.contains("Vul de naam in") && a.tekst.contains("zonder spatie"), "{}", a.tekst);
    }
);

op_beide!(
    async fn wie_voor_twee_gemeenten_werkt_kan_wisselen(h: Huis) {
        let au = h.als(Rol::Autorisatiebeheerder).await;
        let wie = h.id_van(Rol::Aandachtsfunctionaris, "0762");
        let velden = [
            ("rol", "aandachtsfunctionaris"),
            ("gemeente", "0743"),
            ("vanaf", VANDAAG),
            ("stap", "vastleggen"),
        ];
        let a = au.post(&format!("/beheer/gebruikers/{wie}/rol"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let b = h.als_id(wie).await;
        let a = b.get("/instellingen").await;
        assert!(
            a.tekst.contains("aandachtsfunctionaris voor Deurne")
                && a.tekst.contains("aandachtsfunctionaris@0743"),
            "{}",
            a.tekst
        );
        assert_eq!(b.post("/sessie/rol", &[("rol", "aandachtsfunctionaris@0743")]).await.naar, "/");
        assert!(
            b.get("/instellingen").await.tekst.contains("U werkt nu als aandachtsfunctionaris voor Asten")
        );
        for niet in ["aandachtsfunctionaris@0794", "aandachtsfunctionaris", "autorisatiebeheerder"] {
            assert_eq!(b.post("/sessie/rol", &[("rol", niet)]).await.naar, "/instellingen", "{niet}");
        }
        assert!(
            b.get("/instellingen").await.tekst.contains("U werkt nu als aandachtsfunctionaris voor Asten")
        );
    }
);

op_beide!(
    async fn wie_tegelijk_probeert_komt_niet_vaker_aan_de_beurt(h: Huis) {
        let id = h.id_van(Rol::Bestuur, "*");
        let naam = "SELECT gebruikersnaam FROM gebruiker WHERE gebruiker_id = $1";
        let (naam,): (String,) = h.app.db.een(naam, &[v(&id)]).await.expect("query").expect("row");
        let velden = [("gebruikersnaam", naam.as_str()), ("wachtwoord", "mis")];
        let mislukt = "SELECT mislukt FROM gebruiker WHERE gebruikersnaam = (SELECT max(gebruikersnaam) FROM gebruiker WHERE mislukt > 0)";
        let twaalf = || {
            let een = || stuur(&h, "/inloggen", "", &velden);
            async move {
                tokio::join!(
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een(),
                    een()
                )
            }
        };
        twaalf().await;
        assert_eq!(h.getal(mislukt).await, 5, "the sixth and later were not tried");
        // Trying while it waits does not make the wait longer.
        twaalf().await;
        assert_eq!(h.getal(mislukt).await, 5);
        assert_eq!(h.getal("SELECT count(*) FROM gebruiker WHERE geblokkeerd_tot IS NOT NULL").await, 1);
    }
);
