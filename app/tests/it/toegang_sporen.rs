//! Access: the three sporen, the warm handover, the tandem and the doelgroeptoets.

use crate::{
    huis::{Bezoeker, Huis},
    op_beide,
    toegang::{meld_sanne, verborgen},
};
use axum::http::StatusCode;
use wijkthuis::huis::{Rol, opslag::Leest, werkstand};

fn dossier_van(melding: &str) -> String {
    melding.split('/').nth(2).expect("dossier").to_owned()
}

fn sporen_van(melding: &str) -> String {
    melding.replace("/melding/", "/vraagverheldering/")
}

async fn houder(h: &Huis) -> (i64, Vec<i64>) {
    let rijen: Vec<(i64, String)> = h
        .app
        .db
        .alle("SELECT gebruiker_id, rol FROM dossierrol WHERE tot_nr IS NULL AND geldig_tot IS NULL ORDER BY dossierrol_id", &[])
        .await
        .expect("query");
    let houders: Vec<i64> = rijen.iter().filter(|r| r.1 == "houder").map(|r| r.0).collect();
    assert_eq!(houders.len(), 1, "one houder: {rijen:?}");
    (houders[0], rijen.iter().filter(|r| r.1 == "medehouder").map(|r| r.0).collect())
}

async fn open_termijnen(h: &Huis) -> Vec<(String, String)> {
    let sql =
        "SELECT soort, voor_rol FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL ORDER BY soort";
    h.app.db.alle(sql, &[]).await.expect("query")
}

op_beide!(
    async fn spoor_1_eindigt_lokaal_met_een_uitkomst_en_een_reden(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        let pad = sporen_van(&melding);
        let a = b.get(&pad).await;
        assert!(
            a.tekst.contains("Spoor 3")
                && a.tekst.contains("Het is nog niet bekend of de inwoner bij de doelgroep hoort.")
        );
        for (velden, code) in [
            (vec![], "TGG-07"),
            (vec![("spoor", "1"), ("uitkomst", "andere_wet")], "TGG-08"),
            (vec![("spoor", "1"), ("reden", "Duidelijk")], "TGG-09"),
            (vec![("spoor", "2"), ("reden", "Duidelijk"), ("toelichting", "x")], "TGG-10"),
            (vec![("spoor", "3"), ("reden", "Duidelijk"), ("trajectregisseur", "999")], "TGG-10"),
        ] {
            let a = b.post(&pad, &velden).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(a.tekst.contains(code), "{code}: {}", a.tekst);
        }
        let goed = [
            ("spoor", "1"),
            ("reden", "Kan met begeleiding thuis."),
            ("uitkomst", "wmo_begeleiding"),
            ("nabijheid", "nee"),
        ];
        assert_eq!(b.post(&pad, &goed).await.naar, melding);
        assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE fase = 'lokaal' AND tot_nr IS NULL").await, 1);
        assert_eq!(open_termijnen(&h).await, []);
        let a = b.post(&pad, &goed).await;
        assert!(a.tekst.contains("TGG-11"), "a spoor is chosen once");
        assert!(b.get(&pad).await.tekst.contains("Kan met begeleiding thuis."));
    }
);

op_beide!(
    async fn spoor_1_zonder_begeleiding_sluit_het_dossier_tenzij_het_open_blijft(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = sporen_van(&meld_sanne(&b).await);
        let velden = [
            ("spoor", "1"),
            ("reden", "Alleen een vraag."),
            ("uitkomst", "informatie_advies"),
            ("blijft_open", "ja"),
        ];
        b.post(&pad, &velden).await;
        assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE fase = 'lokaal' AND tot_nr IS NULL").await, 1);
    }
);

async fn begin_overdracht(h: &Huis, b: &Bezoeker<'_>, melding: &str) -> String {
    let wie = h.id_van(Rol::Trajectregisseur, "*").to_string();
    let velden = [
        ("spoor", "2"),
        ("reden", "Er is dag en nacht iemand nodig."),
        ("nabijheid", "ja"),
        ("trajectregisseur", wie.as_str()),
        ("toelichting", "Belt het liefst 's ochtends."),
    ];
    let a = b.post(&sporen_van(melding), &velden).await;
    assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
    a.naar
}

op_beide!(
    async fn een_warme_overdracht_is_klaar_als_beiden_bevestigen(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        let pad = begin_overdracht(&h, &b, &melding).await;
        let t = h.als(Rol::Trajectregisseur).await;
        assert_eq!(houder(&h).await, (b.gebruiker_id, vec![t.gebruiker_id]));
        let a = t.get(&pad).await;
        assert!(
            a.tekst.contains("Belt het liefst")
                && a.tekst.contains("Doelgroeptoets")
                && a.tekst.contains("Nog niet gedaan")
        );
        let dossier = pad.split("/overdracht/").next().expect("inside a dossier").to_owned();
        let taak = format!("<a href=\"{pad}\"><strong>Overdracht bevestigen");
        assert!(t.get(&dossier).await.tekst.contains(&taak), "one step from the dossier");
        let ander = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
        assert_eq!(ander.get(&pad).await.status, StatusCode::FORBIDDEN);
        let bevestig = format!("{pad}/bevestig");
        let a = b.post(&bevestig, &[]).await;
        assert!(a.tekst.contains("TGG-46"), "the giver says when they spoke: {}", a.tekst);
        let gesprek = [("gesprek-dag", "2"), ("gesprek-maand", "3"), ("gesprek-jaar", "2026")];
        assert_eq!(b.post(&bevestig, &gesprek).await.status, StatusCode::SEE_OTHER);
        assert_eq!(houder(&h).await.0, b.gebruiker_id, "nothing changes hands until both confirmed");
        assert!(b.post(&bevestig, &gesprek).await.tekst.contains("TGG-18"));
        assert_eq!(t.post(&bevestig, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(houder(&h).await, (t.gebruiker_id, vec![b.gebruiker_id]));
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE fase = 'onderzoek' AND tot_nr IS NULL").await,
            1
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM melding WHERE status = 'overgedragen' AND tot_nr IS NULL").await,
            1
        );
        let tr = "trajectregisseur".to_owned();
        let verwacht = ["onderzoek", "woonplaats"].map(|s| (s.to_owned(), tr.clone()));
        assert_eq!(open_termijnen(&h).await, verwacht);
        assert!(t.get(&pad).await.tekst.contains("De overdracht is klaar"));
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn de_ontvanger_geeft_terug_met_een_vraag(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        let pad = begin_overdracht(&h, &b, &melding).await;
        let t = h.als(Rol::Trajectregisseur).await;
        assert!(t.post(&format!("{pad}/terug"), &[]).await.tekst.contains("TGG-19"));
        assert!(b.post(&format!("{pad}/terug"), &[("terug_reden", "x")]).await.tekst.contains("TGG-17"));
        let a = t.post(&format!("{pad}/terug"), &[("terug_reden", "Is er een Wlz-aanvraag?")]).await;
        assert_eq!(a.naar, "/werkvoorraad");
        assert_eq!(
            t.get(&pad).await.status,
            StatusCode::FORBIDDEN,
            "who only looked along leaves the dossier"
        );
        assert_eq!(houder(&h).await, (b.gebruiker_id, vec![]));
        assert!(b.get(&pad).await.tekst.contains("Is er een Wlz-aanvraag?"));
        assert!(
            b.get(&sporen_van(&melding)).await.tekst.contains("Leg de keuze vast"),
            "a spoor can be chosen again"
        );
        begin_overdracht(&h, &b, &melding).await;
    }
);

async fn begin_tandem(h: &Huis, b: &Bezoeker<'_>, melding: &str) -> String {
    let wie = h.id_van(Rol::Trajectregisseur, "*").to_string();
    let velden = [("spoor", "3"), ("reden", "Nog niet duidelijk."), ("trajectregisseur", wie.as_str())];
    let a = b.post(&sporen_van(melding), &velden).await;
    assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
    a.naar
}

const VRAGEN: [&str; 8] =
    ["hulpvraag", "wens", "situatie", "problemen", "netwerk", "toezicht", "voorliggend", "veiligheid"];

/// Answers some questions from a freshly opened form.
async fn antwoord(b: &Bezoeker<'_>, pad: &str, vragen: &[&str], tekst: &str) {
    let html = b.get(pad).await.tekst;
    let mut velden: Vec<(String, String)> = Vec::new();
    for v in VRAGEN {
        let was = verborgen(&html, &format!("was_{v}"));
        velden.push((format!("gezien_{v}"), verborgen(&html, &format!("gezien_{v}"))));
        velden.push((v.to_owned(), if vragen.contains(&v) { tekst.to_owned() } else { was.clone() }));
        velden.push((format!("was_{v}"), was));
    }
    let paren: Vec<(&str, &str)> = velden.iter().map(|(k, w)| (k.as_str(), w.as_str())).collect();
    let a = b.post(pad, &paren).await;
    assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
}

op_beide!(
    async fn een_tandem_is_een_formulier_met_twee_eigenaren(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        let pad = begin_tandem(&h, &b, &melding).await;
        let t = h.als(Rol::Trajectregisseur).await;
        antwoord(&b, &pad, &VRAGEN[..4], "Antwoord van Deurne").await;
        antwoord(&t, &pad, &VRAGEN[4..], "Antwoord van de regio").await;
        let a = b.get(&pad).await;
        assert!(
            a.tekst.contains("Beantwoord door aandachtsfunctionaris 0762 op 2 maart 2026"),
            "{}",
            a.tekst
        );
        assert!(a.tekst.contains("Beantwoord door trajectregisseur op 2 maart 2026"));
        assert_eq!(h.getal("SELECT count(*) FROM tandemantwoord WHERE tot_nr IS NULL").await, 8);
        let klaar = format!("{pad}/klaar");
        assert!(b.post(&klaar, &[]).await.tekst.contains("TGG-26"));
        b.post(&klaar, &[("conclusie", "wel_bw")]).await;
        t.post(&klaar, &[("conclusie", "geen_bw"), ("uitkomst", "andere_wet")]).await;
        assert!(t.get(&pad).await.tekst.contains("U bent het nog niet eens"));
        assert_eq!(houder(&h).await.0, b.gebruiker_id);
        t.post(&klaar, &[("conclusie", "wel_bw")]).await;
        assert_eq!(houder(&h).await, (t.gebruiker_id, vec![b.gebruiker_id]));
        assert_eq!(
            h.getal("SELECT count(*) FROM tandem WHERE conclusie = 'wel_bw' AND tot_nr IS NULL").await,
            1
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM melding WHERE status = 'overgedragen' AND tot_nr IS NULL").await,
            1
        );
        assert!(b.post(&klaar, &[("conclusie", "wel_bw")]).await.tekst.contains("TGG-24"));
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_tandem_zonder_beschermd_wonen_eindigt_als_spoor_1(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = begin_tandem(&h, &b, &meld_sanne(&b).await).await;
        let t = h.als(Rol::Trajectregisseur).await;
        let klaar = format!("{pad}/klaar");
        let a = t.post(&klaar, &[("conclusie", "geen_bw"), ("uitkomst", "informatie_advies")]).await;
        assert!(
            a.tekst.contains("TGG-25") && a.tekst.contains("Wat wil de inwoner zelf?"),
            "all questions first"
        );
        antwoord(&b, &pad, &VRAGEN, "Besproken").await;
        assert!(b.post(&klaar, &[("conclusie", "geen_bw")]).await.tekst.contains("TGG-09"));
        t.post(&klaar, &[("conclusie", "geen_bw"), ("uitkomst", "informatie_advies")]).await;
        b.post(&klaar, &[("conclusie", "geen_bw"), ("uitkomst", "informatie_advies")]).await;
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE fase = 'afgesloten' AND tot_nr IS NULL").await,
            1
        );
        assert_eq!(h.getal("SELECT count(*) FROM vraagverheldering WHERE spoor = 3 AND uitkomst = 'informatie_advies' AND afgerond_op IS NOT NULL AND tot_nr IS NULL").await, 1);
        assert_eq!(houder(&h).await, (b.gebruiker_id, vec![]));
        assert_eq!(open_termijnen(&h).await, []);
    }
);

op_beide!(
    async fn twee_mensen_verliezen_in_een_tandem_geen_woord(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = begin_tandem(&h, &b, &meld_sanne(&b).await).await;
        let t = h.als(Rol::Trajectregisseur).await;
        // Both opened the empty form. One writes two answers; the other changes one of them and adds a third.
        antwoord(&b, &pad, &["wens", "situatie"], "Mijn tekst").await;
        let oud =
            [("wens", "Haar tekst"), ("netwerk", "Een zus"), ("gezien_wens", "0"), ("gezien_netwerk", "0")];
        let a = t.post(&pad, &oud).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("kies_wens") && !a.tekst.contains("kies_situatie"), "{}", a.tekst);
        assert!(a.tekst.contains("Haar") && a.tekst.contains("Mijn"));
        let namen: Vec<String> = VRAGEN
            .iter()
            .flat_map(|v| [(*v).to_owned(), format!("was_{v}"), format!("gezien_{v}")])
            .collect();
        let waarden: Vec<String> = namen.iter().map(|n| verborgen(&a.tekst, n)).collect();
        let mut velden: Vec<(&str, &str)> =
            namen.iter().map(String::as_str).zip(waarden.iter().map(String::as_str)).collect();
        velden.push(("kies_wens", "mijn"));
        let a = t.post(&pad, &velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let html = t.get(&pad).await.tekst;
        for (vraag, tekst) in [("wens", "Haar tekst"), ("situatie", "Mijn tekst"), ("netwerk", "Een zus")] {
            assert_eq!(verborgen(&html, &format!("was_{vraag}")), tekst);
        }
        assert_eq!(h.getal("SELECT count(*) FROM tandemantwoord WHERE antwoord = 'Mijn tekst' AND vraag = 'wens' AND tot_nr IS NOT NULL").await, 1, "the other text stays in the history");
    }
);

/// Everything known, and all of it fits.
fn past() -> Vec<(&'static str, &'static str)> {
    let mut v = vec![
        ("leefgebied", "financien"),
        ("leefgebied", "huisvesting"),
        ("leefgebieden_bron", "gesprek"),
        ("psychosociaal", "ja"),
    ];
    for c in ["verslaving", "dakloos", "eigen_kracht", "wlz", "zvw", "forensisch"] {
        v.push((c, "nee"));
    }
    for bron in [
        "psychosociaal_bron",
        "verslaving_bron",
        "dakloos_bron",
        "eigen_kracht_bron",
        "wlz_bron",
        "zvw_bron",
        "forensisch_bron",
    ] {
        v.push((bron, "gesprek"));
    }
    v
}

op_beide!(
    async fn de_doelgroeptoets_legt_zich_uit_en_een_mens_beslist(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        let pad = format!("/dossiers/{}/doelgroep", dossier_van(&melding));
        assert!(b.get(&pad).await.tekst.contains("De inwoner is 36 jaar op 2 maart 2026."));
        let met = |extra: &[(&'static str, &'static str)], zonder: &str| {
            let mut v = past();
            v.retain(|(k, _)| *k != zonder);
            v.extend_from_slice(extra);
            v
        };
        let a = b.post(&pad, &met(&[("actie", "advies")], "wlz")).await;
        assert!(
            a.tekst.contains("Nog geen advies")
                && a.tekst.contains("Het is nog niet bekend of de Wet langdurige zorg (Wlz) voorgaat."),
            "{}",
            a.tekst
        );
        assert_eq!(h.getal("SELECT count(*) FROM doelgroeptoets").await, 0, "an advice records nothing");
        for (velden, code) in [
            (met(&[("oordeel", "ja")], "wlz"), "TGG-32"),
            (met(&[("oordeel", "nee")], ""), "TGG-31"),
            (met(&[], ""), "TGG-33"),
            (met(&[("oordeel", "ja")], "zvw_bron"), "TGG-30"),
            (met(&[("oordeel", "ja")], "leefgebieden_bron"), "TGG-30"),
        ] {
            let a = b.post(&pad, &velden).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            assert!(a.tekst.contains(code), "{code}: {}", a.tekst);
        }
        assert_eq!(b.post(&pad, &met(&[("oordeel", "ja")], "")).await.status, StatusCode::SEE_OTHER);
        let a = b.get(&pad).await;
        assert!(
            a.tekst.contains("2 leefgebieden: Financiën en Huisvesting")
                && a.tekst.contains("Hoort bij de doelgroep"),
            "{}",
            a.tekst
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM doelgroepcriterium").await,
            11,
            "nine criteria and two leefgebieden"
        );
        let a = b
            .post(&sporen_van(&melding), &[("actie", "advies"), ("nabijheid", "ja"), ("reden", "Half")])
            .await;
        assert!(
            a.tekst.contains("Daarom past spoor 2") && a.tekst.contains("Half"),
            "the advice on the spoor follows"
        );
        let velden = met(&[("oordeel", "nee"), ("motivering", "Trekt in bij haar zus.")], "");
        b.post(&pad, &velden).await;
        assert!(b.get(&sporen_van(&melding)).await.tekst.contains("Daarom past spoor 1"));
        assert_eq!(h.getal("SELECT count(*) FROM doelgroeptoets").await, 2, "the earlier one stays");
    }
);

op_beide!(
    async fn alleen_de_lokale_toegang_kiest_een_spoor(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        begin_tandem(&h, &b, &melding).await;
        let t = h.als(Rol::Trajectregisseur).await;
        let a = t
            .post(&sporen_van(&melding), &[("spoor", "1"), ("reden", "x"), ("uitkomst", "andere_wet")])
            .await;
        assert_eq!(a.status, StatusCode::FORBIDDEN);
        let teamleider = h.als(Rol::Teamleider).await;
        for pad in
            [melding.clone(), sporen_van(&melding), format!("/dossiers/{}/doelgroep", dossier_van(&melding))]
        {
            assert_eq!(teamleider.get(&pad).await.status, StatusCode::FORBIDDEN, "{pad}");
        }
    }
);
