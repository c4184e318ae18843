//! Gemeenten that consult, hand over or dispute: always one acts and pays.

use crate::{
    huis::{Antwoord, Bezoeker, Huis},
    op_beide,
    proefdossier::{self, Proefdossier},
};
use axum::http::StatusCode;
use wijkthuis::huis::Rol;
use wijkthuis::woonplaats::overleg;

async fn stap(b: &Bezoeker<'_>, d: &Proefdossier, wat: &str, velden: &[(&str, &str)]) -> Antwoord {
    let pad = format!("/dossiers/{}/overleg", d.dossier);
    let nu = b.get(&pad).await;
    let (_, rest) = nu.tekst.split_once("name=\"stappen\" value=\"").expect("the form counts its steps");
    let stappen = rest.split('"').next().unwrap_or_default().to_owned();
    let mut alle = vec![
        ("stappen", stappen.as_str()),
        ("wat", wat),
        ("toelichting", "Gesproken met de contactpersoon"),
        ("gegevens", "minimaal"),
    ];
    alle.extend_from_slice(velden);
    if !velden.iter().any(|v| v.0 == "op") {
        alle.push(("op", "2026-03-02"));
    }
    b.post(&pad, &alle).await
}

/// Whoever looks, some gemeente acts and pays, and what is stored agrees with its steps.
async fn iemand_handelt(h: &Huis) {
    assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE tot_nr IS NULL AND gemeente = ''").await, 0);
    assert_eq!(
        overleg::controleer(&h.app.db, h.app.klok.vandaag()).await.expect("query"),
        Vec::<String>::new()
    );
}

op_beide!(
    async fn een_inwoner_is_nooit_zonder_gemeente_die_handelt_en_betaalt(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let p = b.get(&format!("/dossiers/{}/overleg", d.dossier)).await;
        assert!(p.tekst.contains("Deurne handelt, Deurne betaalt"), "{}", p.tekst);
        for (wat, velden, zin) in [
            ("vraag", &[("gemeente", "Venlo")][..], "Deurne overlegt met Venlo"),
            ("oneens", &[], "De melding loopt gewoon door bij Deurne"),
            ("hogerop", &[], "Deurne betaalt, onder voorbehoud"),
            ("hogerop", &[], "Geschil: commissie"),
            (
                "advies",
                &[("gemeente", "Venlo")],
                "Tot de warme overdracht klaar is en er een plek is, blijft Deurne aan zet",
            ),
            ("plek_vanaf", &[("plek", "2026-03-02")], "Deurne handelt, Deurne betaalt"),
            ("overgedragen", &[], "Venlo handelt, Venlo betaalt"),
        ] {
            let uit = stap(&b, &d, wat, velden).await;
            assert_eq!(uit.status, StatusCode::SEE_OTHER, "{wat}: {}", uit.tekst);
            let p = b.get(&format!("/dossiers/{}/overleg", d.dossier)).await;
            assert!(p.tekst.contains(zin), "{wat}: {zin}\n{}", p.tekst);
            iemand_handelt(&h).await;
        }
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE gemeente = '0762' AND tot_nr IS NULL").await,
            1,
            "outside the region: the dossier stays until it is closed"
        );
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort LIKE 'geschil%' AND tot_nr IS NULL AND voldaan_op IS NULL").await, 0);
    }
);

op_beide!(
    async fn elke_stap_heeft_een_termijn_in_de_werkvoorraad(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        stap(&b, &d, "vraag", &[("gemeente", "Venlo")]).await;
        let open = "SELECT count(*) FROM termijn WHERE soort = 'overleg' AND tot_nr IS NULL AND voldaan_op IS NULL AND uiterlijk_op = '2026-03-16'";
        assert_eq!(h.getal(open).await, 1, "ten working days");
        let lijst = b.get("/overleggen").await;
        assert!(
            lijst.tekst.contains(&format!("Dossier {}", d.dossier))
                && lijst.tekst.contains("Venlo")
                && !lijst.tekst.contains("Proef"),
            "{}",
            lijst.tekst
        );
        let csv = b.get("/overleggen/uitvoer?stand=overleg&op=sinds").await;
        assert!(
            csv.tekst.contains("Deurne;Venlo;Overleg loopt;2026-03-02;2026-03-02;2026-03-16"),
            "{}",
            csv.tekst
        );
        assert!(!b.get("/overleggen?stand=geschil_commissie").await.tekst.contains("Venlo</td>"));
        stap(&b, &d, "oneens", &[]).await;
        assert_eq!(h.getal(open).await, 0);
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'geschil_contactpersonen' AND tot_nr IS NULL AND voldaan_op IS NULL").await, 1);
        let elders = h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0743")).await.get("/overleggen").await;
        assert!(!elders.tekst.contains("Venlo"), "Asten does not see what Deurne talks about");
    }
);

op_beide!(
    async fn wat_niet_past_wordt_geweigerd_met_het_artikel_en_de_tekst_blijft(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        for (wat, velden, code) in [
            ("overgedragen", &[][..], "WPB-72"),
            ("vraag", &[("gemeente", "Deurne")], "WPB-70"),
            ("vraag", &[("gemeente", "Venlo"), ("gegevens", "dossier")], "WPB-71"),
            ("vraag", &[("gemeente", "Venlo"), ("op", "2026-03-01")], "WPB-75"),
        ] {
            // The last value of a field that is posted twice is not read: the field must come first.
            let mut eerst = velden.to_vec();
            eerst.push(("wat", wat));
            eerst.push(("toelichting", "Gesproken met de contactpersoon"));
            eerst.push(("op", "2026-03-02"));
            eerst.push(("stappen", "0"));
            let uit = b.post(&format!("/dossiers/{}/overleg", d.dossier), &eerst).await;
            assert_eq!(uit.status, StatusCode::UNPROCESSABLE_ENTITY, "{wat}");
            assert!(
                uit.tekst.contains(code) && uit.tekst.contains("Gesproken met de contactpersoon"),
                "{code}: {}",
                uit.tekst
            );
        }
        assert_eq!(h.getal("SELECT count(*) FROM overlegstap").await, 0);
        stap(&b, &d, "vraag", &[("gemeente", "Helmond")]).await;
        stap(&b, &d, "neemt_over", &[]).await;
        let te_vroeg = stap(&b, &d, "overgedragen", &[]).await;
        assert!(te_vroeg.tekst.contains("WPB-73"), "{}", te_vroeg.tekst);
        stap(&b, &d, "plek_vanaf", &[("plek", "2026-03-02")]).await;
        stap(&b, &d, "overgedragen", &[]).await;
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE gemeente = '0794' AND tot_nr IS NULL").await,
            1,
            "within the region the dossier goes along"
        );
        let oud = b
            .post(
                &format!("/dossiers/{}/overleg", d.dossier),
                &[
                    ("stappen", "1"),
                    ("wat", "vraag"),
                    ("gemeente", "Venlo"),
                    ("op", "2026-03-02"),
                    ("toelichting", "x"),
                ],
            )
            .await;
        assert!(oud.tekst.contains("Een collega heeft net een stap vastgelegd"), "{}", oud.tekst);
        iemand_handelt(&h).await;
    }
);

/// An address since a first of January.
async fn adres(b: &Bezoeker<'_>, d: &Proefdossier, gemeente: &str, jaar: &str) {
    let velden = [
        ("gemeente", gemeente),
        ("functie", "W"),
        ("bron", "brp"),
        ("van-dag", "1"),
        ("van-maand", "1"),
        ("van-jaar", jaar),
        ("vorig", "ja"),
    ];
    let uit = b.post(&format!("/dossiers/{}/woonplaats/adres", d.dossier), &velden).await;
    assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
}

op_beide!(
    async fn de_woonplaats_toont_beide_regimes_wat_zou_veranderen_en_rekent_zichzelf_na(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let pad = |rest: &str| format!("/dossiers/{}{rest}", d.dossier);
        adres(&b, &d, "Boxmeer", "2000").await;
        let p = b
            .post(&pad("/woonplaats/bereken"), &[("product", "bw"), ("verblijfsrecht", "nederlander")])
            .await;
        for zin in [
            "De wet die nu geldt",
            "Wetsvoorstel woonplaatsbeginsel (geldt nog niet)",
            "Dit is een wetsvoorstel en geldt niet.",
            "Wat zou deze uitkomst veranderen?",
            "Boxmeer bestaat niet meer en is nu Land van Cuijk",
            "Recidive staat los van nieuw of historisch",
            "WPB-47",
        ] {
            assert!(p.tekst.contains(zin), "{zin}\n{}", p.tekst);
        }
        let (_, rest) = p.tekst.split_once("name=\"versie\" value=\"").expect("the form has a version");
        let versie = rest.split('"').next().unwrap_or_default().to_owned();
        let velden = [
            ("product", "bw"),
            ("verblijfsrecht", "nederlander"),
            ("verblijf", "Deurne"),
            ("versie", versie.as_str()),
            ("oordeel", "bevestigd"),
        ];
        assert_eq!(b.post(&pad("/woonplaats"), &velden).await.status, StatusCode::SEE_OTHER);
        let id = h.getal("SELECT max(verantwoordelijke_id) FROM verantwoordelijke WHERE regime = 'R0'").await;
        // Facts that come later do not change what was decided.
        h.op("2026-03-09");
        let b = h.als(Rol::Trajectregisseur).await;
        adres(&b, &d, "Venlo", "2020").await;
        let bewijs = b.get(&pad(&format!("/woonplaats/bewijs/{id}"))).await;
        assert!(
            bewijs.tekst.contains("Zelfde antwoord") && bewijs.tekst.contains("WPB-10"),
            "{}",
            bewijs.tekst
        );
        assert_eq!(wijkthuis::woonplaats::controleer(&h.app).await.expect("query"), Vec::<String>::new());
        let druk = b.get(&pad("/woonplaats/afdruk")).await;
        assert!(
            druk.tekst.contains("Wat zou deze uitkomst veranderen?") && druk.tekst.contains("Recidive: nee"),
            "{}",
            druk.tekst
        );
    }
);

op_beide!(
    async fn de_herindelingen_staan_in_een_lijst(h: Huis) {
        let b = h.als(Rol::Bestuur).await;
        let alle = b.get("/herindelingen?naam=haaren").await;
        assert!(
            alle.tekst.contains("verdeeld: alleen het adres beslist") && !alle.tekst.contains("Boxmeer"),
            "{}",
            alle.tekst
        );
        let csv = b.get("/herindelingen.csv?naam=boxmeer").await;
        assert!(csv.tekst.contains("Boxmeer;2022-01-01;Land van Cuijk"), "{}", csv.tekst);
    }
);
