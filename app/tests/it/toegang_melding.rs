//! Access: what a melding starts, in whose dossier, and how it ends early.

use crate::{
    huis::{Antwoord, Bezoeker},
    op_beide,
    toegang::{
        CONTACT, VRAAG, WIE, concept_van, meld, meld_sanne, registreer, registreer_met, stap, verborgen,
    },
};
use axum::http::StatusCode;
use wijkthuis::{
    huis::{Rol, werkstand},
    toegang::concept,
};

pub fn met<'a>(basis: &[(&'a str, &'a str)], veld: &'a str, waarde: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut v = basis.to_vec();
    v.retain(|(k, _)| *k != veld);
    v.push((veld, waarde));
    v
}

/// A new melding in a dossier that exists.
pub async fn meld_opnieuw(b: &Bezoeker<'_>, dossier: &str, vraag: &[(&str, &str)]) -> Antwoord {
    let pad = concept_van(&b.post("/meldingen/concept", &[("dossier", dossier)]).await);
    for (naam, velden) in [("vraag", vraag), ("contact", &[("telefoon", "06 11111111")])] {
        let a = stap(b, &pad, naam, velden).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{naam}: {}", a.tekst);
    }
    registreer_met(b, &pad, &[("overnemen", "ja")]).await
}

op_beide!(
    async fn bij_een_bsn_hoort_een_inwoner(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        meld_sanne(&b).await;
        let a = b.post("/meldingen/zoeken", &[("bsn", "999990019")]).await;
        assert!(
            a.tekst.contains("Dit burgerservicenummer is al bekend")
                && !a.tekst.contains("Verder met een nieuwe inwoner")
        );
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        for (naam, velden) in [("wie", WIE), ("vraag", VRAAG), ("contact", CONTACT)] {
            stap(&b, &pad, naam, velden).await;
        }
        let a = registreer(&b, &pad).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("TGG-42"), "{}", a.tekst);
        for sql in
            ["SELECT count(*) FROM inwoner", "SELECT count(*) FROM dossier", "SELECT count(*) FROM melding"]
        {
            assert_eq!(h.getal(sql).await, 1, "{sql}");
        }
        assert_eq!(h.getal("SELECT count(*) FROM concept").await, 1, "the draft is still there");
    }
);

op_beide!(
    async fn twee_keer_drukken_maakt_geen_tweede_melding(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        for (naam, velden) in [("wie", WIE), ("vraag", VRAAG), ("contact", CONTACT)] {
            stap(&b, &pad, naam, velden).await;
        }
        let versie = verborgen(&b.get(&format!("{pad}/controle")).await.tekst, "versie");
        let velden = [("versie", versie.as_str())];
        let knop = format!("{pad}/registreer");
        let (een, twee) = tokio::join!(b.post(&knop, &velden), b.post(&knop, &velden));
        let naar = [een.naar.as_str(), twee.naar.as_str()];
        assert!(naar.iter().any(|n| n.starts_with("/dossiers/")), "{naar:?} {} {}", een.status, twee.status);
        assert_eq!(h.getal("SELECT count(*) FROM melding").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM inwoner").await, 1);
    }
);

op_beide!(
    async fn een_concept_dat_intussen_wijzigde_wordt_eerst_opnieuw_gecontroleerd(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        for (naam, velden) in [("wie", WIE), ("vraag", VRAAG), ("contact", CONTACT)] {
            stap(&b, &pad, naam, velden).await;
        }
        let a = b.post(&format!("{pad}/registreer"), &[("versie", "1")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-43")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        assert_eq!(h.getal("SELECT count(*) FROM melding").await, 0);
    }
);

op_beide!(
    async fn spoed_vraagt_direct_een_beslissing(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld(&b, WIE, &met(VRAAG, "spoed", "ja"), CONTACT).await;
        let a = b.get(&naar).await;
        assert!(a.tekst.contains("Spoed: beslis nu") && a.tekst.contains("onverwijld"), "{}", a.tekst);
        let open =
            "SELECT count(*) FROM termijn WHERE soort = 'spoed' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!(h.getal(open).await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE spoed = 1 AND tot_nr IS NULL").await, 1);
        let pad = format!("{naar}/spoed");
        let a = b.post(&pad, &[("spoed_uitkomst", "niet_nodig"), ("spoed_toelichting", " ")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-44")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        assert!(
            a.tekst.contains("value=\"niet_nodig\" id=\"veld-spoed_uitkomst-2\" checked"),
            "the choice stays"
        );
        let goed =
            [("spoed_uitkomst", "tijdelijke_voorziening"), ("spoed_toelichting", "Bed bij de opvang.")];
        assert_eq!(b.post(&pad, &goed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(b.post(&pad, &goed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
        assert_eq!(h.getal(open).await, 0);
        assert_eq!(h.getal("SELECT count(*) FROM dossier WHERE spoed = 1 AND tot_nr IS NULL").await, 0);
        assert!(b.get(&naar).await.tekst.contains("Er is een tijdelijke voorziening"));
    }
);

op_beide!(
    async fn een_ingetrokken_melding_sluit_en_een_nieuwe_opent_het_dossier_weer(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        let dossier = naar.split('/').nth(2).expect("dossier").to_owned();
        let pad = format!("{naar}/intrekken");
        let a = b.post(&pad, &[("intrekreden", "")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-45")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        assert_eq!(
            b.post(&pad, &[("intrekreden", "Woont nu bij zijn broer.")]).await.status,
            StatusCode::SEE_OTHER
        );
        let a = b.post(&pad, &[("intrekreden", "Nog eens.")]).await;
        assert_eq!((a.status, a.tekst.contains("TGG-14")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        let dicht = "SELECT count(*) FROM dossier WHERE fase = 'afgesloten' AND gesloten_op IS NOT NULL AND tot_nr IS NULL";
        assert_eq!(h.getal(dicht).await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL").await,
            0
        );
        meld_opnieuw(&b, &dossier, VRAAG).await;
        let open =
            "SELECT count(*) FROM dossier WHERE fase = 'melding' AND gesloten_op IS NULL AND tot_nr IS NULL";
        assert_eq!((h.getal(dicht).await, h.getal(open).await), (0, 1));
        assert_eq!(werkstand::controleer(&h.app.db).await.expect("checks"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_trajectregisseur_meldt_voor_de_lokale_toegang(h: Huis) {
        let b = h.als(Rol::Trajectregisseur).await;
        let houder = h.id_van(Rol::Aandachtsfunctionaris, "0762");
        let (fout, goed) = (format!("{houder}:0794"), format!("{houder}:0762"));
        let pad = concept_van(&b.post("/meldingen/concept", &[]).await);
        stap(&b, &pad, "wie", WIE).await;
        let a = stap(&b, &pad, "vraag", &met(VRAAG, "houder", &fout)).await;
        assert_eq!((a.status, a.tekst.contains("TGG-29")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        stap(&b, &pad, "vraag", &met(VRAAG, "houder", &goed)).await;
        stap(&b, &pad, "contact", CONTACT).await;
        let a = registreer(&b, &pad).await;
        assert_eq!(b.get(&a.naar).await.status, StatusCode::OK);
        assert_eq!(h.als(Rol::Aandachtsfunctionaris).await.get(&a.naar).await.status, StatusCode::OK);
        assert_eq!(h.getal("SELECT count(DISTINCT rol) FROM dossierrol WHERE tot_nr IS NULL").await, 2);
    }
);

op_beide!(
    async fn een_tweede_brief_komt_alleen_als_er_nog_geen_is(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld_sanne(&b).await;
        assert!(!b.get(&naar).await.tekst.contains("Maak de ontvangstbevestiging"));
        assert_eq!(b.post(&format!("{naar}/brief"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(h.getal("SELECT count(*) FROM brief").await, 1);
        let nergens = naar.rsplit_once('/').expect("parts").0.to_owned() + "/1";
        assert_eq!(b.get(&nergens).await.status, StatusCode::NOT_FOUND);
        assert_eq!(b.post(&format!("{nergens}/brief"), &[]).await.status, StatusCode::NOT_FOUND);
    }
);

op_beide!(
    async fn een_concept_dat_dertig_dagen_stil_ligt_wordt_weggegooid(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        b.post("/meldingen/concept", &[("achternaam", "Berg")]).await;
        h.op("2026-04-01");
        assert_eq!(concept::ruim_op(&h.app).await.expect("cleans"), 0);
        h.op("2026-04-02");
        assert_eq!(concept::ruim_op(&h.app).await.expect("cleans"), 1);
    }
);

/// Texts that people and machines really send.
const RARE: [&str; 12] = [
    "",
    " ",
    "-1",
    "9223372036854775808",
    "99999999999999999999999999",
    "NaN",
    "'; DROP TABLE melding; --",
    "<script>alert(1)</script>",
    "\u{0}\u{1}\u{202e}\u{feff}",
    "🏠🏠🏠 İıſß \u{301}\u{301}\u{301}",
    "0000-00-00",
    "%00%ff&=;",
];

op_beide!(
    async fn rare_invoer_geeft_nooit_een_storing(h: Huis) {
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let melding = meld_sanne(&b).await;
        let dossier = melding.split('/').nth(2).expect("dossier").to_owned();
        let concept = concept_van(&b.post("/meldingen/concept", &[]).await);
        let lang = "é".repeat(30_000);
        let namen: Vec<&str> = [WIE, VRAAG, CONTACT].concat().iter().map(|(k, _)| *k).collect();
        let meer = [
            "spoed",
            "houder",
            "versie",
            "stap",
            "actie",
            "terug",
            "dossier",
            "spoor",
            "reden",
            "uitkomst",
            "trajectregisseur",
            "nabijheid",
            "toelichting",
            "oordeel",
            "motivering",
            "leefgebied",
            "leefgebieden",
            "wlz",
            "wlz_bron",
            "wlz_bewijs",
            "kies_bsn",
            "intrekreden",
            "spoed_uitkomst",
            "spoed_toelichting",
        ];
        let alle: Vec<&str> = namen.into_iter().chain(meer).collect();
        let paden = [
            "/meldingen/zoeken".to_owned(),
            "/meldingen/concept".to_owned(),
            format!("{concept}/wie"),
            format!("{concept}/vraag"),
            format!("{concept}/contact"),
            format!("{concept}/bewaar"),
            format!("{concept}/registreer"),
            "/meldingen/concept/abc/wie".to_owned(),
            "/meldingen/concept/99999999999999999999/bewaar".to_owned(),
            format!("{melding}/spoed"),
            melding.replace("/melding/", "/vraagverheldering/"),
            format!("/dossiers/{dossier}/doelgroep"),
            format!("/dossiers/{dossier}/overdracht/1/bevestig"),
            format!("/dossiers/{dossier}/tandem/x/klaar"),
        ];
        for pad in &paden {
            for raar in RARE.iter().copied().chain([lang.as_str()]) {
                let velden: Vec<(&str, &str)> = alle.iter().map(|n| (*n, raar)).collect();
                let velden = if raar.len() > 1_000 { &velden[..2] } else { &velden[..] };
                let a = b.post(pad, velden).await;
                assert!(a.status.as_u16() < 500, "{pad} {raar:.40}: {} {}", a.status, a.tekst);
            }
        }
    }
);
