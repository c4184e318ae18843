//! Who somebody is, corrected and completed: with a reason and a proof, kept beside what it was, and what waited for it goes on.

use crate::{
    huis::{Antwoord, Bezoeker, Huis},
    levering::{als_paren, keuze},
    op_beide,
    streek::{aanbod, bw_jaar, inwoner},
    toegang::{WIE, meld, meld_sanne, verborgen},
    toegang_melding::met,
};
use axum::http::StatusCode;
use wijkthuis::huis::Rol;

const REDEN: &[(&str, &str)] = &[("soort", "verbetering"), ("reden", "De inwoner liet het paspoort zien.")];

async fn sanne(h: &Huis) -> String {
    let naar = meld_sanne(&h.als(Rol::Aandachtsfunctionaris).await).await;
    format!("/dossiers/{}/gegevens", naar.split('/').nth(2).expect("dossier"))
}

/// The value that a text field of the page holds.
fn waarde(html: &str, veld: &str) -> String {
    let (_, rest) = html.split_once(&format!("name=\"{veld}\"")).unwrap_or_else(|| panic!("no field {veld}"));
    let veld = rest.split('>').next().unwrap_or_default();
    veld.split_once("value=\"")
        .map_or_else(String::new, |(_, w)| w.split('"').next().unwrap_or_default().to_owned())
}

/// Posts the page as it stands, with some fields changed.
async fn wijzig(b: &Bezoeker<'_>, pad: &str, anders: &[(&str, &str)]) -> Antwoord {
    let html = b.get(pad).await.tekst;
    let namen = [
        "voornamen",
        "voorvoegsel",
        "achternaam",
        "geboren-dag",
        "geboren-maand",
        "geboren-jaar",
        "straat",
        "huisnummer",
        "postcode",
        "woonplaats",
        "telefoon",
        "email",
    ];
    let mut velden: Vec<(String, String)> =
        namen.iter().map(|n| ((*n).to_owned(), waarde(&html, n))).collect();
    velden.push(("versie".to_owned(), verborgen(&html, "versie")));
    velden.retain(|(k, _)| !anders.iter().any(|(a, _)| a == k));
    velden.extend(anders.iter().map(|(k, w)| ((*k).to_owned(), (*w).to_owned())));
    b.post(pad, &als_paren(&velden)).await
}

fn met_reden<'a>(anders: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [anders, REDEN].concat()
}

op_beide!(
    async fn een_wijziging_zegt_wie_wanneer_waarom_en_houdt_wat_het_was(h: Huis) {
        let pad = sanne(&h).await;
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let a = wijzig(
            &b,
            &pad,
            &met_reden(&[
                ("achternaam", "Bergh"),
                ("telefoon", "06 22222222"),
                ("bewijs", "identiteitsbewijs"),
            ]),
        )
        .await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        let pagina = b.get(&pad).await.tekst;
        for deel in [
            "Bergh",
            "Eerdere wijzigingen",
            "Het was onjuist",
            "Identiteitsbewijs gezien",
            "liet het paspoort zien",
            "06 87654321",
            "identiteit vastgesteld",
        ] {
            assert!(pagina.contains(deel), "{deel}: {pagina}");
        }
        assert!(pagina.contains("•••••••19") && !pagina.contains("999990019"), "the number is never whole");
        for (sql, aantal) in [
            (
                "SELECT count(*) FROM inwoner WHERE tot_nr IS NULL AND zoeknaam = 'bergh sanne' AND bsn_status = 'geverifieerd'",
                1,
            ),
            (
                "SELECT count(*) FROM inwoner WHERE tot_nr IS NOT NULL AND zoeknaam = 'berg sanne' AND bsn_status = 'ongeverifieerd'",
                1,
            ),
            (
                "SELECT count(*) FROM correctie WHERE velden = 'achternaam,telefoon,bewijs' AND bewijs = 'identiteitsbewijs'",
                1,
            ),
            (
                "SELECT count(*) FROM journaal WHERE handeling = 'gegevens van de inwoner gewijzigd' AND reden = 'verbetering'",
                1,
            ),
        ] {
            assert_eq!(h.getal(sql).await, aantal, "{sql}");
        }
        let toen = h.getal("SELECT min(nr) FROM journaal WHERE handeling = 'ontvangst bevestigd'").await;
        let toen = b.get(&format!("{pad}?bekend={toen}")).await.tekst;
        assert!(
            toen.contains("Toen bekend") && toen.contains("06 87654321") && !toen.contains("Bergh"),
            "{toen}"
        );
        assert!(!toen.contains("name=\"versie\""), "the past cannot be changed");
        let tijdlijn = b.get(pad.trim_end_matches("/gegevens")).await.tekst;
        assert!(tijdlijn.contains("Gegevens van de inwoner gewijzigd"), "{tijdlijn}");
    }
);

op_beide!(
    async fn elke_weigering_zegt_waarom_en_houdt_wat_getypt_is(h: Huis) {
        let pad = sanne(&h).await;
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        for (anders, code) in [
            (met_reden(&[]), "TGG-48"),
            (met_reden(&[("bsn", "999990018")]), "TGG-27"),
            (met_reden(&[("achternaam", "")]), "TGG-01"),
            (met_reden(&[("geboren-jaar", "")]), "HUIS-01"),
            (met_reden(&[("postcode", "12")]), "TGG-05"),
            (met_reden(&[("straat", "Markt")]), "TGG-51"),
            (vec![("telefoon", "06 2"), ("soort", "verbetering")], "TGG-52"),
            (vec![("telefoon", "06 2"), ("reden", "Belde.")], "TGG-52"),
            (vec![("bsn_weg", "ja"), ("soort", "verandering"), ("reden", "Weg.")], "TGG-50"),
        ] {
            let a = wijzig(&b, &pad, &anders).await;
            assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}: {}", a.naar);
            assert!(a.tekst.contains(code), "{code}: {}", a.tekst);
            for (veld, getypt) in anders.iter().filter(|(_, w)| !w.is_empty()) {
                assert!(a.tekst.contains(getypt), "{veld} stays");
            }
        }
        assert_eq!(h.getal("SELECT count(*) FROM inwoner").await, 1);
        let goed = met_reden(&[("telefoon", "06 2"), ("bewijs", "brp")]);
        assert_eq!(wijzig(&b, &pad, &goed).await.status, StatusCode::SEE_OTHER);
        let a = wijzig(&b, &pad, &met_reden(&[("achternaam", "Ander"), ("bewijs", "opgegeven")])).await;
        assert!(a.tekst.contains("TGG-49"), "an established identity: {}", a.tekst);
    }
);

op_beide!(
    async fn een_adres_van_dezelfde_dag_wordt_verbeterd_en_een_ouder_geweigerd(h: Huis) {
        let pad = sanne(&h).await;
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let open = "SELECT CAST(gemeente AS INTEGER) FROM adres WHERE tot_nr IS NULL AND geldig_tot IS NULL";
        let eerder = "SELECT count(*) FROM adres WHERE tot_nr IS NOT NULL AND gemeente = '0762'";
        let velden = |straat, gemeente, dag| {
            met_reden(&[
                ("straat", straat),
                ("adres_gemeente", gemeente),
                ("adres_van-dag", dag),
                ("adres_van-maand", "2"),
                ("adres_van-jaar", "2026"),
            ])
        };
        for (straat, gemeente, nummer) in [("Markt", "0762", 762), ("Dorpsplein", "0743", 743)] {
            let a = wijzig(&b, &pad, &velden(straat, gemeente, "16")).await;
            assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
            assert_eq!(h.getal(open).await, nummer, "the address that holds now");
        }
        assert_eq!(h.getal(eerder).await, 1, "what was wrong stays, as it was known before");
        let a = wijzig(&b, &pad, &velden("Molenstraat", "0794", "15")).await;
        assert!(a.tekst.contains("TGG-51") && a.tekst.contains("Verander dat bij Woonplaats"), "{}", a.tekst);
        assert_eq!(h.getal(open).await, 743);
    }
);

op_beide!(
    async fn een_bsn_van_een_ander_wordt_geweigerd_zonder_te_zeggen_van_wie(h: Huis) {
        let pad = sanne(&h).await;
        let ander = h.als_id(h.id_van(Rol::Aandachtsfunctionaris, "0794")).await;
        let wie = met(&met(WIE, "achternaam", "Ander"), "bsn", "");
        let vraag = met(crate::toegang::VRAAG, "gemeente", "0794");
        let naar = meld(&ander, &wie, &vraag, crate::toegang::CONTACT).await;
        let zijn = format!("/dossiers/{}/gegevens", naar.split('/').nth(2).expect("dossier"));
        let a = wijzig(&ander, &zijn, &met_reden(&[("bsn", "999990019")])).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            a.tekst.contains("TGG-42") && a.tekst.contains("hoort al bij een andere inwoner"),
            "{}",
            a.tekst
        );
        let nummer = pad.split('/').nth(2).expect("dossier");
        assert!(
            !a.tekst.contains("van den Berg") && !a.tekst.contains(nummer),
            "nothing of the other person"
        );
        // Who works for the gemeente of both may see who it is.
        let eigen = h.als(Rol::Aandachtsfunctionaris).await;
        let naar = meld(&eigen, &wie, crate::toegang::VRAAG, crate::toegang::CONTACT).await;
        let derde = format!("/dossiers/{}/gegevens", naar.split('/').nth(2).expect("dossier"));
        let a = wijzig(&eigen, &derde, &met_reden(&[("bsn", "999990019")])).await;
        assert!(a.tekst.contains(&format!("Sanne van den Berg, dossier {nummer}")), "{}", a.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM inwoner WHERE bsn_index IS NOT NULL").await, 1);
    }
);

op_beide!(
    async fn twee_collegas_overschrijven_elkaar_niet(h: Huis) {
        let pad = sanne(&h).await;
        let b = h.als(Rol::Aandachtsfunctionaris).await;
        let versie = verborgen(&b.get(&pad).await.tekst, "versie");
        assert_eq!(wijzig(&b, &pad, &met_reden(&[("telefoon", "06 1")])).await.status, StatusCode::SEE_OTHER);
        let a = wijzig(&b, &pad, &met_reden(&[("telefoon", "06 2"), ("versie", &versie)])).await;
        assert_eq!(a.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(a.tekst.contains("TGG-53") && a.tekst.contains("U typte"), "{}", a.tekst);
        assert!(a.tekst.contains("<td>06 1</td><td>06 2</td>"), "{}", a.tekst);
        let nieuw = verborgen(&a.tekst, "versie");
        let a = wijzig(&b, &pad, &met_reden(&[("telefoon", "06 2"), ("versie", &nieuw)])).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "after looking it goes");
        assert_eq!(
            h.getal("SELECT count(*) FROM inwoner WHERE telefoon = '06 2' AND tot_nr IS NULL").await,
            1
        );
    }
);

op_beide!(
    async fn alleen_wie_het_dossier_behandelt_ziet_en_wijzigt(h: Huis) {
        let pad = sanne(&h).await;
        for (rol, waar) in [
            (Rol::Aandachtsfunctionaris, "0794"),
            (Rol::Trajectregisseur, "*"),
            (Rol::Teamleider, "*"),
            (Rol::FinancieelAdviseur, "*"),
        ] {
            let b = h.als_id(h.id_van(rol, waar)).await;
            assert_eq!(b.get(&pad).await.status, StatusCode::FORBIDDEN, "{rol:?}");
            assert_eq!(b.post(&pad, &[("bsn", "999990019")]).await.status, StatusCode::FORBIDDEN, "{rol:?}");
        }
    }
);

op_beide!(
    async fn na_het_aanvullen_gaat_de_toewijzing_vanzelf_mee(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        h.app.db.voer("UPDATE inwoner SET bsn_versleuteld = NULL, bsn_index = NULL, bsn_status = 'geen', postcode = '', telefoon = ''", &[]).await.expect("update");
        let tr = h.als(Rol::Trajectregisseur).await;
        let dossier = format!("/dossiers/{}", i.dossier);
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        tr.post(&format!("{dossier}/levering/{}/toewijzen", i.indicatie), &als_paren(&velden)).await;
        let open =
            "SELECT count(*) FROM termijn WHERE soort = 'gegevens' AND tot_nr IS NULL AND voldaan_op IS NULL";
        assert_eq!((h.getal("SELECT count(*) FROM bericht").await, h.getal(open).await), (0, 1));
        let levering = tr.get(&format!("{dossier}/levering")).await.tekst;
        assert!(
            levering.contains("LEV-11") && levering.contains(&format!("href=\"{dossier}/gegevens\"")),
            "{levering}"
        );
        let overzicht = tr.get(&dossier).await.tekst;
        assert!(overzicht.contains("Gegevens van de inwoner aanvullen"), "{overzicht}");
        assert!(tr.get("/berichten/verkeer").await.tekst.contains(&format!("href=\"{dossier}/gegevens\"")));
        let pad = format!("{dossier}/gegevens");
        let bsn = [("bsn", "999990019"), ("bewijs", "brp"), ("soort", "aanvulling"), ("reden", "Opgezocht.")];
        assert_eq!(wijzig(&tr, &pad, &bsn).await.status, StatusCode::SEE_OTHER);
        assert!(
            tr.get(&format!("{dossier}/levering")).await.tekst.contains("LEV-12"),
            "still nobody to reach"
        );
        assert_eq!(h.getal(open).await, 1);
        let telefoon = [("telefoon", "0492 123456"), ("soort", "aanvulling"), ("reden", "Gebeld.")];
        let a = wijzig(&tr, &pad, &telefoon).await;
        assert_eq!(a.status, StatusCode::SEE_OTHER, "{}", a.tekst);
        assert_eq!((h.getal("SELECT count(*) FROM bericht").await, h.getal(open).await), (1, 0));
        assert_eq!(h.getal("SELECT count(*) FROM verzendfout").await, 0);
        assert_eq!(
            h.getal("SELECT count(*) FROM toewijzing WHERE status = 'verzonden' AND tot_nr IS NULL").await,
            1
        );
    }
);
