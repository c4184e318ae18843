//! People and roles: who may do what to whom, and that it works at once.

use crate::{
    huis::{Bezoeker, Huis, VANDAAG, datum, gemeente},
    op_beide,
};
use axum::http::StatusCode;
use kern::stam::Gemeentecode;
use wijkthuis::{
    beheer,
    huis::{
        Rol,
        aanmelden::{self, NieuweGebruiker},
        opslag::{Leest, v},
    },
};

const AU: Rol = Rol::Autorisatiebeheerder;
const AB: Rol = Rol::Applicatiebeheerder;

/// Somebody extra, in the roles given.
pub async fn maak(h: &Huis, naam: &str, rollen: Vec<(Rol, Option<Gemeentecode>)>) -> i64 {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let g = NieuweGebruiker {
        gebruikersnaam: naam.to_owned(),
        naam: format!("Proef {naam}"),
        wachtwoord_hash: "!".to_owned(),
        totp_geheim: None,
        rollen,
    };
    let id = aanmelden::maak(&mut tx, &g).await.expect("user");
    tx.commit().await.expect("commit");
    id
}

/// Posts a role, recording it straight away.
async fn geef(b: &Bezoeker<'_>, wie: i64, rol: &str, waar: &str, vanaf: &str) -> crate::huis::Antwoord {
    let velden = [("rol", rol), ("gemeente", waar), ("vanaf", vanaf), ("stap", "vastleggen")];
    b.post(&format!("/beheer/gebruikers/{wie}/rol"), &velden).await
}

async fn rol_id(h: &Huis, wie: i64, rol: Rol) -> i64 {
    let sql =
        "SELECT gebruikerrol_id FROM gebruikerrol WHERE gebruiker_id = $1 AND rol = $2 AND tot_nr IS NULL";
    let r: Option<(i64,)> =
        h.app.db.een(sql, &[v(&wie), wijkthuis::huis::opslag::t(rol.code())]).await.expect("query");
    r.expect("has the role").0
}

op_beide!(
    async fn een_rol_wordt_eerst_getoond_en_dan_pas_vastgelegd(h: Huis) {
        let (au, wie) = (h.als(AU).await, h.id_van(Rol::Contractmanager, "*"));
        let pad = format!("/beheer/gebruikers/{wie}/rol");
        let velden = [("rol", "aandachtsfunctionaris"), ("gemeente", "0762"), ("vanaf", VANDAAG)];
        let a = au.post(&pad, &velden).await;
        assert_eq!(a.status, StatusCode::OK, "{}", a.tekst);
        for zin in
            ["Dit verandert er", "Dossiers van Deurne", "lezen en wijzigen", "dossier bekijken", "BSN tonen"]
        {
            assert!(a.tekst.contains(zin), "{zin}: {}", a.tekst);
        }
        assert!(!a.tekst.contains("Dossiers van Asten"));
        assert_eq!(h.getal("SELECT count(*) FROM gebruikerrol WHERE rol = 'aandachtsfunctionaris'").await, 3);

        let a = geef(&au, wie, "aandachtsfunctionaris", "0762", VANDAAG).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let n = h.getal("SELECT count(*) FROM gebruikerrol r JOIN journaal j ON j.nr = r.vanaf_nr AND j.handeling = 'rol gegeven'").await;
        assert_eq!(n, 1);
        let a = au.get(&format!("/beheer/gebruikers/{wie}")).await;
        assert!(a.tekst.contains("Rol gegeven") && a.tekst.contains("Deurne"), "{}", a.tekst);
    }
);

op_beide!(
    async fn een_rol_werkt_meteen_op_een_lopende_sessie(h: Huis) {
        let wie = maak(&h, "nieuw", Vec::new()).await;
        let (au, b) = (h.als(AU).await, h.als_id(wie).await);
        assert_eq!(b.get("/").await.status, StatusCode::FORBIDDEN);
        assert_eq!(geef(&au, wie, "contractmanager", "regio", VANDAAG).await.status, StatusCode::SEE_OTHER);
        assert_eq!(b.get("/aanbieders").await.status, StatusCode::OK);

        let pad =
            format!("/beheer/gebruikers/{wie}/rol/{}/einde", rol_id(&h, wie, Rol::Contractmanager).await);
        let a = au.post(&pad, &[("per", VANDAAG)]).await;
        assert!(a.status == StatusCode::OK && a.tekst.contains("Dit gaat weg"), "{}", a.tekst);
        assert_eq!(b.get("/aanbieders").await.status, StatusCode::OK, "a preview changes nothing");
        let a = au.post(&pad, &[("per", VANDAAG), ("stap", "vastleggen")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(b.get("/aanbieders").await.status, StatusCode::FORBIDDEN);
        // Two time axes: what was known before is still there, closed.
        assert_eq!(
            h.getal("SELECT count(*) FROM gebruikerrol WHERE rol = 'contractmanager' AND tot_nr IS NOT NULL")
                .await,
            1
        );
        assert!(beheer::controleer(&h.app.db).await.expect("checks").is_empty());
    }
);

op_beide!(
    async fn een_rol_kan_later_ingaan(h: Huis) {
        let wie = maak(&h, "straks", Vec::new()).await;
        let au = h.als(AU).await;
        assert_eq!(geef(&au, wie, "teamleider", "regio", "2026-03-03").await.status, StatusCode::SEE_OTHER);
        assert_eq!(h.als_id(wie).await.get("/werkvoorraad").await.status, StatusCode::FORBIDDEN);
        h.op("2026-03-03");
        assert_eq!(h.als_id(wie).await.get("/werkvoorraad").await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn niemand_verruimt_de_eigen_rechten(h: Huis) {
        for (rol, pad) in [(AU, "rol"), (AU, "open"), (AU, "blokkeer"), (AB, "inlog"), (AB, "blokkeer")] {
            let b = h.als(rol).await;
            let pad = format!("/beheer/gebruikers/{}/{pad}", b.gebruiker_id);
            let velden = [
                ("rol", "trajectregisseur"),
                ("gemeente", "regio"),
                ("vanaf", VANDAAG),
                ("stap", "vastleggen"),
                ("reden", "verlof"),
            ];
            let a = b.post(&pad, &velden).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{pad}: {}", a.tekst);
            assert!(a.tekst.contains("BEH-01"), "{pad}: {}", a.tekst);
        }
        // Every other role is refused at the gate, for itself and for others.
        for rol in Rol::ALLE.into_iter().filter(|r| *r != AU) {
            let b = h.als(rol).await;
            let ander = h.id_van(Rol::Bestuur, "*");
            for wie in [b.gebruiker_id, ander] {
                let a = geef(&b, wie, "trajectregisseur", "regio", VANDAAG).await;
                assert_eq!(a.status, StatusCode::FORBIDDEN, "{rol:?}");
            }
        }
        assert_eq!(h.getal("SELECT count(*) FROM journaal WHERE handeling = 'rol gegeven'").await, 0);
    }
);

op_beide!(
    async fn beheerders_en_toezicht_blijven_gescheiden(h: Huis) {
        let au = h.als(AU).await;
        for (wie, rol, code) in [
            (h.id_van(AB, "*"), "autorisatiebeheerder", "BEH-02"),
            (h.id_van(Rol::Fg, "*"), "teamleider", "BEH-03"),
            (h.id_van(Rol::Bestuur, "*"), "fg", "BEH-03"),
            (h.id_van(Rol::Bestuur, "*"), "bestuur", "BEH-05"),
            (h.id_van(Rol::Bestuur, "*"), "aandachtsfunctionaris", "BEH-06"),
        ] {
            let a = geef(&au, wie, rol, "regio", VANDAAG).await;
            assert!(
                a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains(code),
                "{rol}: {}",
                a.tekst
            );
        }
        let wie = h.id_van(Rol::Bestuur, "*");
        assert!(geef(&au, wie, "teamleider", "regio", "2026-03-01").await.tekst.contains("BEH-04"));
        let velden =
            [("rol", "teamleider"), ("gemeente", "regio"), ("vanaf", "2026-03-05"), ("tot", "2026-03-04")];
        assert!(au.post(&format!("/beheer/gebruikers/{wie}/rol"), &velden).await.tekst.contains("BEH-08"));
        // What was typed stays.
        let a = geef(&au, wie, "burgemeester", "9999", "31 februari").await;
        for zin in ["Kies een rol.", "Kies een gemeente", "HUIS-01"] {
            assert!(a.tekst.contains(zin), "{zin}: {}", a.tekst);
        }
    }
);

op_beide!(
    async fn de_laatste_autorisatiebeheerder_blijft(h: Huis) {
        let (eerste, tweede) = (h.id_van(AU, "*"), maak(&h, "tweede", vec![(AU, None)]).await);
        let een = h.als(AU).await;
        // A second one whose role ends does not count as somebody who stays.
        let pad = format!("/beheer/gebruikers/{tweede}/rol/{}/einde", rol_id(&h, tweede, AU).await);
        let a = een.post(&pad, &[("per", "2026-06-01"), ("stap", "vastleggen")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let twee = h.als_id(tweede).await;
        let pad = format!("/beheer/gebruikers/{eerste}");
        for (deel, velden) in [
            ("blokkeer".to_owned(), vec![("reden", "verlof")]),
            (
                format!("rol/{}/einde", rol_id(&h, eerste, AU).await),
                vec![("per", VANDAAG), ("stap", "vastleggen")],
            ),
        ] {
            let a = twee.post(&format!("{pad}/{deel}"), &velden).await;
            assert!(
                a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains("BEH-09"),
                "{deel}: {}",
                a.tekst
            );
        }
        // The applicatiebeheerder cannot get round it either.
        let ab = h.als(AB).await;
        for (deel, velden) in [("blokkeer", vec![("reden", "verlies")]), ("inlog", Vec::new())] {
            let a = ab.post(&format!("{pad}/{deel}"), &velden).await;
            assert!(a.tekst.contains("BEH-09"), "{deel}: {}", a.tekst);
        }
        assert_eq!(een.get("/beheer/gebruikers").await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn twee_beheerders_kunnen_elkaar_niet_tegelijk_verwijderen(h: Huis) {
        let (eerste, tweede) = (h.id_van(AU, "*"), maak(&h, "tweede", vec![(AU, None)]).await);
        let (een, twee) = (h.als_id(eerste).await, h.als_id(tweede).await);
        let reden = [("reden", "misbruik")];
        let (paden, _) = (
            [
                format!("/beheer/gebruikers/{tweede}/blokkeer"),
                format!("/beheer/gebruikers/{eerste}/blokkeer"),
            ],
            (),
        );
        let (a, b) = tokio::join!(een.post(&paden[0], &reden), twee.post(&paden[1], &reden));
        let gelukt =
            [&a, &b].iter().filter(|x| x.status == StatusCode::SEE_OTHER && x.naar != "/inloggen").count();
        assert_eq!(gelukt, 1, "{} {} / {} {}", a.status, a.naar, b.status, b.naar);
        // The other one passed the gate before it lost the role, or found its session gone.
        assert!(
            [&a, &b].iter().any(|x| x.naar == "/inloggen" || x.tekst.contains("BEH-10")),
            "{} {}",
            a.tekst,
            b.tekst
        );
        assert_eq!(h.getal("SELECT count(*) FROM gebruiker g JOIN gebruikerrol r ON r.gebruiker_id = g.gebruiker_id AND r.rol = 'autorisatiebeheerder' WHERE g.actief = 1").await, 1);
    }
);

op_beide!(
    async fn wie_geblokkeerd_wordt_is_meteen_buiten(h: Huis) {
        let wie = h.id_van(Rol::Trajectregisseur, "2");
        let (b, ab) = (h.als_id(wie).await, h.als(AB).await);
        let ook = h.als_id(wie).await;
        assert_eq!(b.get("/werkvoorraad").await.status, StatusCode::OK);
        let pad = format!("/beheer/gebruikers/{wie}");
        let a = ab.post(&format!("{pad}/blokkeer"), &[]).await;
        assert!(
            a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains("Kies waarom"),
            "{}",
            a.tekst
        );
        let a = ab.post(&format!("{pad}/blokkeer"), &[("reden", "uit_dienst")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        for s in [&b, &ook] {
            assert_eq!(s.get("/werkvoorraad").await.naar, "/inloggen");
            assert_eq!(s.post("/zoeken", &[]).await.naar, "/inloggen");
        }
        // Who shuts cannot open: that takes an autorisatiebeheerder.
        assert_eq!(ab.post(&format!("{pad}/open"), &[]).await.status, StatusCode::FORBIDDEN);
        let au = h.als(AU).await;
        assert_eq!(au.post(&format!("{pad}/open"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(b.get("/werkvoorraad").await.naar, "/inloggen", "an old session stays dead");
        assert_eq!(h.als_id(wie).await.get("/werkvoorraad").await.status, StatusCode::OK);
        let a = au.get(&pad).await;
        assert!(a.tekst.contains("Gebruiker geblokkeerd") && a.tekst.contains("Uit dienst"), "{}", a.tekst);
    }
);

op_beide!(
    async fn sessies_eindigen_op_verzoek(h: Huis) {
        let b = h.als(Rol::Teamleider).await;
        let ab = h.als(AB).await;
        let a = ab.post(&format!("/beheer/gebruikers/{}/sessies", b.gebruiker_id), &[]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(b.get("/").await.naar, "/inloggen");
        assert_eq!(h.als(Rol::Teamleider).await.get("/").await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn een_beheerder_van_een_gemeente_blijft_binnen_die_gemeente(h: Huis) {
        let deurne = maak(&h, "au-deurne", vec![(AU, Some(gemeente("0762")))]).await;
        let b = h.als_id(deurne).await;
        let (asten, eigen) =
            (h.id_van(Rol::Aandachtsfunctionaris, "0743"), h.id_van(Rol::Aandachtsfunctionaris, "0762"));
        let regio = h.id_van(Rol::Trajectregisseur, "*");
        let lijst = b.get("/beheer/gebruikers").await.tekst;
        assert!(
            lijst.contains(&format!("/beheer/gebruikers/{eigen}\""))
                && !lijst.contains(&format!("/beheer/gebruikers/{asten}\""))
        );
        // Ids of people elsewhere look as if they do not exist, whatever is asked of them.
        for wie in [asten, regio] {
            for deel in ["", "/rol"] {
                assert_eq!(
                    b.get(&format!("/beheer/gebruikers/{wie}{deel}")).await.status,
                    StatusCode::NOT_FOUND
                );
            }
            assert_eq!(geef(&b, wie, "teamleider", "0762", VANDAAG).await.status, StatusCode::NOT_FOUND);
            let a = b.post(&format!("/beheer/gebruikers/{wie}/blokkeer"), &[("reden", "verlof")]).await;
            assert_eq!(a.status, StatusCode::NOT_FOUND);
        }
        for waar in ["regio", "0743"] {
            let a = geef(&b, eigen, "teamleider", waar, VANDAAG).await;
            assert!(
                a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains("BEH-07"),
                "{waar}: {}",
                a.tekst
            );
        }
        assert_eq!(geef(&b, eigen, "teamleider", "0762", VANDAAG).await.status, StatusCode::SEE_OTHER);
        // Somebody who also works elsewhere cannot be shut by one gemeente.
        let twee = maak(
            &h,
            "twee",
            vec![(Rol::Aandachtsfunctionaris, Some(gemeente("0762"))), (Rol::Teamleider, None)],
        )
        .await;
        let a = b.post(&format!("/beheer/gebruikers/{twee}/blokkeer"), &[("reden", "verlof")]).await;
        assert!(a.tekst.contains("BEH-07"), "{}", a.tekst);
        let a = b.post(&format!("/beheer/gebruikers/{twee}/sessies"), &[]).await;
        assert!(a.tekst.contains("BEH-07"), "{}", a.tekst);
    }
);

op_beide!(
    async fn nagemaakte_nummers_openen_niets(h: Huis) {
        let au = h.als(AU).await;
        let (een, ander) = (h.id_van(Rol::Teamleider, "*"), h.id_van(Rol::Bestuur, "*"));
        let van_ander = rol_id(&h, ander, Rol::Bestuur).await;
        // The role of somebody else, at the address of this person.
        let pad = format!("/beheer/gebruikers/{een}/rol/{van_ander}/einde");
        assert_eq!(au.get(&pad).await.status, StatusCode::NOT_FOUND);
        let a = au.post(&pad, &[("per", VANDAAG), ("stap", "vastleggen")]).await;
        assert_eq!(a.status, StatusCode::NOT_FOUND);
        for wie in ["0", "-1", "99999999999", "x", "9223372036854775807"] {
            for deel in ["", "/rol", "/rol/1/einde"] {
                let a = au.get(&format!("/beheer/gebruikers/{wie}{deel}")).await;
                assert_eq!(a.status, StatusCode::NOT_FOUND, "{wie}{deel}");
            }
            assert_eq!(geef(&au, 0, "teamleider", "regio", VANDAAG).await.status, StatusCode::NOT_FOUND);
        }
        // A field that the form does not have changes nothing.
        let velden = [
            ("rol", "teamleider"),
            ("gemeente", "0762"),
            ("vanaf", VANDAAG),
            ("stap", "vastleggen"),
            ("gebruiker_id", "1"),
            ("actief", "0"),
        ];
        let a = au.post(&format!("/beheer/gebruikers/{ander}/rol"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER);
        assert_eq!(h.getal("SELECT count(*) FROM gebruiker WHERE actief = 0").await, 0);
    }
);

op_beide!(
    async fn een_rol_zonder_dag_of_langer_wordt_geweigerd(h: Huis) {
        let au = h.als(AU).await;
        let wie = h.id_van(Rol::Bestuur, "*");
        let pad = format!("/beheer/gebruikers/{wie}/rol/{}/einde", rol_id(&h, wie, Rol::Bestuur).await);
        assert!(au.post(&pad, &[]).await.tekst.contains("BEH-11"));
        assert!(au.post(&pad, &[("per", "2026-03-01")]).await.tekst.contains("BEH-04"));
        let a = au.post(&pad, &[("per", "2026-04-01"), ("stap", "vastleggen")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER);
        let a = au.post(&pad, &[("per", "2026-05-01"), ("stap", "vastleggen")]).await;
        assert!(a.tekst.contains("BEH-08"), "{}", a.tekst);
        let n = h.getal("SELECT count(*) FROM gebruikerrol WHERE rol = 'bestuur' AND tot_nr IS NULL AND geldig_tot = '2026-04-01'").await;
        assert_eq!(n, 1, "{}", datum("2026-04-01"));
    }
);
