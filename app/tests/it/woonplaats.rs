//! Which gemeente is responsible: from the facts on the page to what is recorded.

use crate::{
    huis::{Antwoord, Bezoeker, Huis},
    op_beide,
    proefdossier::{self, Proefdossier},
};
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, opslag::Leest};

fn pad(d: &Proefdossier, rest: &str) -> String {
    format!("/dossiers/{}{rest}", d.dossier)
}

async fn adres(
    b: &Bezoeker<'_>,
    d: &Proefdossier,
    gemeente: &str,
    van: (&str, &str, &str),
    extra: &[(&str, &str)],
) -> Antwoord {
    let mut velden = vec![
        ("gemeente", gemeente),
        ("functie", "W"),
        ("bron", "brp"),
        ("van-dag", van.0),
        ("van-maand", van.1),
        ("van-jaar", van.2),
    ];
    velden.extend_from_slice(extra);
    b.post(&pad(d, "/woonplaats/adres"), &velden).await
}

/// The number that the form carries, as a browser would send it back.
fn versie(a: &Antwoord) -> String {
    let (_, rest) = a.tekst.split_once("name=\"versie\" value=\"").expect("the form has a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn bevestig(b: &Bezoeker<'_>, d: &Proefdossier, velden: &[(&str, &str)]) -> Antwoord {
    let v = versie(&b.get(&pad(d, "/woonplaats")).await);
    let mut alle = vec![
        ("product", "bw"),
        ("verblijfsrecht", "nederlander"),
        ("verblijf", "Deurne"),
        ("versie", v.as_str()),
    ];
    alle.extend_from_slice(velden);
    b.post(&pad(d, "/woonplaats"), &alle).await
}

op_beide!(
    async fn wie_zich_hier_meldt_wordt_hier_geholpen_en_de_herkomst_staat_ernaast(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        assert_eq!(adres(&b, &d, "Asten", ("1", "1", "2010"), &[]).await.status, StatusCode::SEE_OTHER);
        let a = b
            .post(&pad(&d, "/woonplaats/bereken"), &[("product", "bw"), ("verblijfsrecht", "nederlander")])
            .await;
        assert_eq!(a.status, StatusCode::OK);
        for zin in [
            "Wmo 2015 art. 1.2.1 onder b",
            "zich gemeld bij Deurne",
            "Herkomst: Asten, de laatste inschrijving",
            "WPB-10",
            "WPB-31",
        ] {
            assert!(a.tekst.contains(zin), "{zin}");
        }
        let a = bevestig(&b, &d, &[("oordeel", "bevestigd"), ("herkomst", "Asten")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM verantwoordelijke WHERE regime = 'R0' AND status = 'BESLIST' AND gemeente = '0762' AND berekend = '0762'").await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM verantwoordelijke WHERE regime = 'R2' AND gemeente = '0743'").await,
            1
        );
        assert_eq!(h.getal("SELECT count(*) FROM gemeentefeit WHERE soort = 'herkomst' AND gemeente = '0743' AND tot_nr IS NULL").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM gemeentefeit WHERE soort = 'verblijf' AND gemeente = '0762' AND tot_nr IS NULL").await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM instroom WHERE kenmerk = 'nieuw' AND recidive = 0").await,
            1
        );
        let open = "SELECT count(*) FROM termijn WHERE soort = 'woonplaats' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 0);
        let a = b.get(&pad(&d, "/woonplaats")).await;
        assert!(
            a.tekst.contains("Vastgesteld") && a.tekst.contains("Vastgelegd door trajectregisseur"),
            "{}",
            a.tekst
        );
    }
);

op_beide!(
    async fn het_scherm_biedt_geen_afwijzing_om_een_andere_gemeente_bij_beschermd_wonen(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        adres(&b, &d, "Eindhoven", ("1", "1", "2010"), &[]).await;
        let a = b
            .post(&pad(&d, "/woonplaats/bereken"), &[("product", "bw"), ("verblijfsrecht", "nederlander")])
            .await;
        assert!(!a.tekst.to_lowercase().contains("afwijzen"));
        assert!(a.tekst.contains("Een andere gemeente heeft het overgenomen"));
        assert!(!a.tekst.contains("Een andere gemeente is verantwoordelijk"));
        let a = b
            .post(&pad(&d, "/woonplaats/bereken"), &[("product", "bt"), ("verblijfsrecht", "nederlander")])
            .await;
        assert!(
            a.tekst.contains("Dit klopt: Eindhoven is verantwoordelijk") && a.tekst.contains("WPB-11"),
            "{}",
            a.tekst
        );
    }
);

op_beide!(
    async fn afwijken_kan_alleen_met_een_reden_en_wat_getypt_is_blijft_staan(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let anders = [
            ("oordeel", "anders"),
            ("gemeente", "Helmond"),
            ("herkomst", "Nergenshuizen"),
            ("reden", "te kort"),
        ];
        let a = bevestig(&b, &d, &anders).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        for zin in ["WPB-50", "Nergenshuizen", "te kort", "staat niet in de lijst", "<title>Fout: "] {
            assert!(a.tekst.contains(zin), "{zin}");
        }
        assert_eq!(h.getal("SELECT count(*) FROM verantwoordelijke").await, 0);
        let reden = ("reden", "Helmond heeft de melding overgenomen op 1 maart");
        let a = bevestig(&b, &d, &[("oordeel", "anders"), ("gemeente", "Helmond"), reden]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM verantwoordelijke WHERE regime = 'R0' AND berekend = '0762' AND gemeente = '0794' AND reden_afwijking <> ''").await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE gemeente = '0794' AND tot_nr IS NULL").await,
            1
        );
        assert!(b.get(&pad(&d, "/woonplaats")).await.tekst.contains("Afgeweken van de regel (Deurne)"));
    }
);

op_beide!(
    async fn bij_een_geschil_blijft_de_gemeente_van_de_melding_aan_zet(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let a = bevestig(&b, &d, &[("oordeel", "geschil"), ("reden", "Venlo vindt dat Deurne moet helpen")])
            .await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(
            h.getal("SELECT count(*) FROM verantwoordelijke WHERE status = 'GESCHIL' AND gemeente = '0762'")
                .await,
            1
        );
        assert!(b.get(&pad(&d, "/woonplaats")).await.tekst.contains("Geschil over de gemeente"));
    }
);

op_beide!(
    async fn een_verbeterd_adres_is_een_nieuwe_versie_en_terugkijken_toont_de_oude(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        adres(&b, &d, "Asten", ("1", "1", "2010"), &[]).await;
        let toen = h.getal("SELECT journaal_nr FROM teller").await;
        let (id,): (i64,) =
            h.app.db.een("SELECT adres_id FROM adres", &[]).await.expect("query").expect("row");
        let velden = [
            ("gemeente", "Someren"),
            ("functie", "B"),
            ("bron", "inwoner"),
            ("van-dag", "2"),
            ("van-maand", "3"),
            ("van-jaar", "2011"),
        ];
        let a = b.post(&pad(&d, &format!("/woonplaats/adres/{id}")), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM adres").await, 2);
        assert_eq!(
            h.getal(
                "SELECT count(*) FROM adres WHERE tot_nr IS NULL AND gemeente = '0847' AND functie = 'B'"
            )
            .await,
            1
        );
        let nu = b.get(&pad(&d, "/woonplaats")).await.tekst;
        assert!(nu.contains("Someren, briefadres") && !nu.contains("Asten, woonadres"));
        let oud = b.get(&pad(&d, &format!("/woonplaats?bekend={toen}"))).await.tekst;
        assert!(oud.contains("Asten, woonadres") && !oud.contains("Someren, briefadres"));
        assert!(
            oud.contains("U kijkt terug") && !oud.contains("name=\"oordeel\""),
            "no form when looking back"
        );
    }
);

op_beide!(
    async fn een_nieuw_adres_beeindigt_het_vorige_op_dezelfde_dag(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        adres(&b, &d, "Asten", ("1", "1", "2010"), &[]).await;
        adres(&b, &d, "Deurne", ("1", "2", "2026"), &[("vorig", "ja")]).await;
        assert_eq!(h.getal("SELECT count(*) FROM adres WHERE tot_nr IS NULL AND gemeente = '0743' AND geldig_tot = '2026-02-01'").await, 1);
        assert!(
            b.get(&pad(&d, "/woonplaats")).await.tekst.contains("1 januari 2010 tot en met 31 januari 2026")
        );
    }
);

op_beide!(
    async fn eerder_beschermd_wonen_in_de_regio_maakt_historisch(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let mut velden = vec![
            ("soort", "bw"),
            ("gemeente", "Helmond"),
            ("verstrekt_door", "Helmond"),
            ("financiering", "centrum"),
        ];
        velden.extend([
            ("van-dag", "1"),
            ("van-maand", "1"),
            ("van-jaar", "2023"),
            ("tot-dag", "31"),
            ("tot-maand", "8"),
            ("tot-jaar", "2025"),
        ]);
        let a = b.post(&pad(&d, "/woonplaats/verblijf"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let a = bevestig(&b, &d, &[("oordeel", "bevestigd")]).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!(
            h.getal("SELECT count(*) FROM instroom WHERE kenmerk = 'historisch' AND recidive = 1").await,
            1
        );
    }
);

op_beide!(
    async fn een_verhuizing_verandert_het_verblijf_maar_niet_de_herkomst(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        adres(&b, &d, "Asten", ("1", "1", "2010"), &[]).await;
        bevestig(&b, &d, &[("oordeel", "bevestigd"), ("herkomst", "Asten")]).await;
        let velden = [
            ("gemeente", "Helmond"),
            ("vanaf-dag", "1"),
            ("vanaf-maand", "4"),
            ("vanaf-jaar", "2026"),
            ("brp", "ja"),
        ];
        let a = b.post(&pad(&d, "/verhuizing"), &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let actueel = "SELECT count(*) FROM gemeentefeit WHERE tot_nr IS NULL AND soort = 'verblijf'";
        assert_eq!(h.getal(actueel).await, 2);
        assert_eq!(h.getal("SELECT count(*) FROM gemeentefeit WHERE tot_nr IS NULL AND soort = 'verblijf' AND gemeente = '0762' AND geldig_tot = '2026-04-01'").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM gemeentefeit WHERE tot_nr IS NULL AND soort = 'herkomst' AND gemeente = '0743' AND geldig_tot IS NULL").await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE tot_nr IS NULL AND gemeente = '0762'").await,
            1
        );
        let opnieuw = bevestig(&b, &d, &[("oordeel", "bevestigd"), ("herkomst", "Asten")]).await;
        assert_eq!(opnieuw.status, StatusCode::SEE_OTHER, "{}", opnieuw.tekst);
        let verhuisd = "SELECT count(*) FROM gemeentefeit WHERE tot_nr IS NULL AND soort = 'verblijf' AND gemeente = '0794' AND geldig_van = '2026-04-01'";
        assert_eq!(h.getal(verhuisd).await, 1, "deciding again does not undo a move");
        assert_eq!(h.getal("SELECT count(*) FROM verantwoordelijke WHERE tot_nr IS NULL").await, 2);
    }
);

op_beide!(
    async fn wie_het_dossier_niet_heeft_ziet_de_woonplaats_niet(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let collega = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
        for pad in [
            pad(&d, "/woonplaats"),
            pad(&d, "/woonplaats/afdruk"),
            pad(&d, "/woonplaats/adres"),
            pad(&d, "/verhuizing"),
        ] {
            assert_eq!(collega.get(&pad).await.status, StatusCode::FORBIDDEN, "{pad}");
        }
        assert_eq!(
            h.als(Rol::Teamleider).await.get(&pad(&d, "/woonplaats")).await.status,
            StatusCode::FORBIDDEN
        );
        let houder = h.als(Rol::Aandachtsfunctionaris).await;
        assert_eq!(houder.get(&pad(&d, "/woonplaats/afdruk")).await.status, StatusCode::OK);
    }
);

op_beide!(
    async fn een_onmogelijke_periode_wordt_uitgelegd(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let a = adres(
            &b,
            &d,
            "Asten",
            ("1", "1", "2020"),
            &[("tot-dag", "31"), ("tot-maand", "12"), ("tot-jaar", "2019")],
        )
        .await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("WPB-60") && a.tekst.contains("value=\"Asten\""));
        let a = adres(&b, &d, "Asten", ("3", "3", "2027"), &[]).await;
        assert!(a.status == StatusCode::UNPROCESSABLE_ENTITY && a.tekst.contains("WPB-61"), "{}", a.tekst);
        let a = adres(&b, &d, "", ("31", "2", "2020"), &[]).await;
        assert!(a.tekst.contains("Vul een gemeente in.") && a.tekst.contains("HUIS-01"), "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM adres").await, 0);
    }
);

op_beide!(
    async fn twee_collegas_tegelijk_overschrijven_elkaar_niet(h: Huis) {
        let d = proefdossier::maak(&h, "onderzoek").await;
        let b = h.als(Rol::Trajectregisseur).await;
        let oud = versie(&b.get(&pad(&d, "/woonplaats")).await);
        adres(&b, &d, "Asten", ("1", "1", "2010"), &[]).await;
        let velden = [
            ("product", "bw"),
            ("verblijfsrecht", "nederlander"),
            ("verblijf", "Deurne"),
            ("oordeel", "bevestigd"),
            ("versie", oud.as_str()),
        ];
        let a = b.post(&pad(&d, "/woonplaats"), &velden).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("Een collega heeft de gegevens net gewijzigd"));
    }
);
