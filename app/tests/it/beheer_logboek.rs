//! What the functionaris gegevensbescherming sees, and what everybody can see of rights.

use crate::{
    huis::{Huis, gemeente},
    op_beide, proefdossier,
};
use axum::http::StatusCode;
use wijkthuis::huis::{
    Rol,
    rechten::{Oordeel, matrix},
};

op_beide!(
    async fn het_logboek_toont_wie_keek_en_wat_geweigerd_werd(h: Huis) {
        let tr = h.als(Rol::Trajectregisseur).await;
        let fg = h.als(Rol::Fg).await;
        assert_eq!(tr.get("/werkvoorraad").await.status, StatusCode::OK);
        assert_eq!(tr.get("/beheer/logboek").await.status, StatusCode::FORBIDDEN);
        let a = fg.get("/beheer/logboek").await;
        assert_eq!(a.status, StatusCode::OK, "{}", a.tekst);
        assert!(a.tekst.contains("werkvoorraad bekijken") && a.tekst.contains("Geweigerd"), "{}", a.tekst);
        let a = fg.get("/beheer/logboek?uitkomst=geweigerd").await.tekst;
        let rijen = a.split("<tbody>").nth(1).expect("a table").to_owned();
        assert!(!rijen.contains("werkvoorraad bekijken") && rijen.contains("logboek doorzoeken"), "{rijen}");
        let a = fg.get(&format!("/beheer/logboek?gebruiker={}", h.id_van(Rol::Bestuur, "*"))).await;
        assert!(a.tekst.contains("Niets gevonden"), "{}", a.tekst);
        let a = fg.get("/beheer/logboek?doel=werkvoorraad+bekijken&sorteer=persoon").await;
        assert!(a.tekst.contains("1 regel"), "{}", a.tekst);
    }
);

op_beide!(
    async fn wie_in_het_logboek_zoekt_staat_er_zelf_in(h: Huis) {
        let fg = h.als(Rol::Fg).await;
        let tel = "SELECT count(*) FROM logboek WHERE route LIKE '/beheer/%' AND uitkomst = 'ok'";
        for (i, pad) in [
            "/beheer/logboek",
            "/beheer/logboek/csv",
            "/beheer/logboek/handelingen",
            "/beheer/logboek/handelingen/csv",
            "/beheer/gebruikers",
            "/beheer/gebruikers/csv",
            &format!("/beheer/gebruikers/{}", fg.gebruiker_id),
        ]
        .iter()
        .enumerate()
        {
            assert_eq!(fg.get(pad).await.status, StatusCode::OK, "{pad}");
            assert_eq!(h.getal(tel).await, i64::try_from(i).expect("small") + 1, "{pad}");
        }
    }
);

op_beide!(
    async fn een_periode_die_niet_kan_wordt_teruggegeven(h: Huis) {
        let fg = h.als(Rol::Fg).await;
        for (vraag, zin) in [
            ("van=2026-03-02&tot=2026-03-01", "kan niet voor de eerste dag liggen"),
            ("van=2020-01-01&tot=2026-03-01", "ten hoogste een jaar"),
            ("van-dag=31&van-maand=2&van-jaar=2026", "HUIS-01"),
            ("dossier=Jansen", "alleen het nummer"),
        ] {
            let a = fg.get(&format!("/beheer/logboek?{vraag}")).await;
            assert!(
                a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains(zin),
                "{vraag}: {}",
                a.tekst
            );
            let a = fg.get(&format!("/beheer/logboek/csv?{vraag}")).await;
            assert_eq!(a.status, StatusCode::SEE_OTHER, "{vraag}");
            assert!(!a.naar.contains("Jansen"), "what was typed does not travel on");
        }
    }
);

op_beide!(
    async fn handelingen_zijn_te_zoeken_en_mee_te_nemen(h: Huis) {
        let fg = h.als(Rol::Fg).await;
        let a = fg.get("/beheer/logboek/handelingen?doel=gebruiker+toegevoegd").await;
        assert!(a.status == StatusCode::OK && a.tekst.contains("gebruiker toegevoegd"), "{}", a.tekst);
        for volgorde in ["oudste", "persoon"] {
            let a = fg.get(&format!("/beheer/logboek/handelingen?sorteer={volgorde}")).await;
            assert_eq!(a.status, StatusCode::OK);
        }
        let a = fg.get("/beheer/logboek/handelingen/csv").await;
        let regels = a.tekst.lines().count();
        assert_eq!(i64::try_from(regels).expect("small"), h.getal("SELECT count(*) FROM journaal").await + 1);
    }
);

op_beide!(
    async fn een_dossier_en_de_noodknop_zijn_te_zoeken(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await.dossier;
        let (fg, houder) = (h.als(Rol::Fg).await, h.als(Rol::Trajectregisseur).await);
        let collega = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
        assert_eq!(houder.get(&format!("/dossiers/{d}")).await.status, StatusCode::OK);
        let velden = [("reden", "crisis"), ("toelichting", "De inwoner belt nu in grote nood.")];
        let a = collega.post(&format!("/dossiers/{d}/noodknop/reden"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(collega.get(&format!("/dossiers/{d}/onderzoek")).await.status, StatusCode::OK);

        let a = fg.get(&format!("/beheer/logboek?dossier={d}&noodknop=ja")).await.tekst;
        let rijen = a.split("<tbody>").nth(1).expect("a table").to_owned();
        assert!(rijen.contains("trajectregisseur twee") && rijen.contains("Noodknop"), "{rijen}");
        assert!(!rijen.contains("dossier bekijken"), "{rijen}");
        assert!(
            a.contains("1 gebruik van de noodknop wacht op een oordeel")
                && a.contains("href=\"/beheer/noodknop\""),
            "{a}"
        );
        // The name of the inwoner is nowhere in the logs.
        for pad in [
            format!("/beheer/logboek?dossier={d}"),
            format!("/beheer/logboek/handelingen?dossier={d}"),
            format!("/beheer/logboek/csv?dossier={d}"),
        ] {
            let a = fg.get(&pad).await;
            assert!(a.status == StatusCode::OK && a.tekst.contains(&d.to_string()), "{pad}");
            assert!(!a.tekst.contains("Anna") && !a.tekst.contains("van der Proef"), "{pad}");
        }
    }
);

op_beide!(
    async fn toezicht_van_een_gemeente_ziet_dossiers_van_die_gemeente(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await.dossier;
        let houder = h.als(Rol::Trajectregisseur).await;
        assert_eq!(houder.get(&format!("/dossiers/{d}")).await.status, StatusCode::OK);
        for (waar, ziet) in [("0762", true), ("0743", false)] {
            let fg = h
                .als_id(
                    crate::beheer::maak(&h, &format!("fg-{waar}"), vec![(Rol::Fg, Some(gemeente(waar)))])
                        .await,
                )
                .await;
            let a = fg.get("/beheer/logboek").await.tekst;
            assert_eq!(a.contains("dossier bekijken</td>"), ziet, "{waar}: {a}");
            let a = fg.get("/beheer/logboek/handelingen").await.tekst;
            assert_eq!(a.contains("melding geregistreerd</td>"), ziet, "{waar}: {a}");
        }
    }
);

op_beide!(
    async fn de_rechten_zijn_wat_de_poort_toetst(h: Huis) {
        let b = h.als(Rol::Bestuur).await;
        let a = b.get("/beheer/rechten").await;
        assert_eq!(a.status, StatusCode::OK);
        for rol in Rol::ALLE {
            assert!(a.tekst.contains(&format!("id=\"rol-{}\"", rol.code())), "{rol:?}");
        }
        let a = b.get("/beheer/rechten?rol=financieel_adviseur").await;
        assert!(
            a.tekst.contains("lezen zonder naam") && !a.tekst.contains("id=\"rol-bestuur\""),
            "{}",
            a.tekst
        );
        // The file has every line of the matrix, in its words.
        let a = b.get("/beheer/rechten/csv").await.tekst;
        assert_eq!(a.lines().count(), matrix().len() + 1);
        let ja = matrix().iter().filter(|m| m.5 == Oordeel::Ja).count();
        assert_eq!(a.lines().filter(|r| r.ends_with(";ja")).count(), ja);
    }
);

#[test]
fn de_matrix_kent_geen_recht_voor_wie_beheert() {
    let beheer = [Rol::Autorisatiebeheerder, Rol::Applicatiebeheerder, Rol::Fg];
    for (rol, _, klasse, _, _, oordeel) in matrix() {
        if beheer.contains(&rol) && klasse != wijkthuis::huis::Veldklasse::Geen {
            assert_eq!(oordeel, Oordeel::Nee, "{rol:?} {klasse:?}");
        }
    }
}

op_beide!(
    async fn een_oordeel_over_de_noodknop_blijft_binnen_de_gemeente(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await.dossier;
        let collega = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
        let velden = [("reden", "crisis"), ("toelichting", "De inwoner belt nu in grote nood.")];
        collega.post(&format!("/dossiers/{d}/noodknop/reden"), &velden).await;
        let id = h.getal("SELECT noodknop_id FROM noodknop").await;
        for (waar, ziet) in [("0743", false), ("0762", true)] {
            let rollen = vec![(Rol::Teamleider, Some(gemeente(waar)))];
            let b = h.als_id(crate::beheer::maak(&h, &format!("tl-{waar}"), rollen).await).await;
            assert_eq!(b.get("/beheer/noodknop").await.tekst.contains("in grote nood"), ziet, "{waar}");
            let a = b.post(&format!("/beheer/noodknop/{id}"), &[("oordeel", "terecht")]).await;
            let verwacht = if ziet { StatusCode::SEE_OTHER } else { StatusCode::NOT_FOUND };
            assert_eq!(a.status, verwacht, "{waar}: {}", a.tekst);
        }
    }
);
