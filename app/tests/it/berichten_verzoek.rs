//! Requests of aanbieders: judged, kept, and answered by somebody with a toewijzing or a WMO319.

use crate::berichten::{dag, laatste_301, stuur, toegewezen};
use crate::huis::{Huis, datum, gemeente};
use crate::levering::als_paren;
use crate::op_beide;
use crate::streek::{AGB, Inwoner, VERBLIJF, aanbod, bsn, bw_jaar, handel, inwoner};
use axum::http::StatusCode;
use iwmo::code::{RedenAfwijzingVerzoek, VerzoekAntwoord};
use iwmo::oordeel::AntwoordOordeel;
use iwmo::retour::{self, Retourgegevens};
use iwmo::simulator::Aanbieder;
use iwmo::typen::{TeWijzigenProduct, ToegewezenProduct, Wmo301, Wmo317, Wmo319};
use iwmo::{Bericht, Datum};
use wijkthuis::huis::Rol;
use wijkthuis::huis::geheim::Sleutels;
use wijkthuis::huis::opslag::{Leest, v};
use wijkthuis::levering::berichten::{self, NieuwBericht};
use wijkthuis::levering::verzoeken::{self, VerzoekRij};

const VANDAAG: &str = "2026-03-02";

async fn laatste_319(h: &Huis) -> Wmo319 {
    let id = h.getal("SELECT max(bericht_id) FROM bericht WHERE soort = 'WMO319'").await;
    let bytes = berichten::inhoud(&h.app.db, &h.app.sleutels, id).await.expect("query").expect("message");
    let gelezen = iwmo::lees(&bytes).expect("readable");
    assert_eq!(gelezen.bevindingen(), []);
    match gelezen.bericht().expect("typed") {
        Bericht::Wmo319(b) => b,
        ander => panic!("{:?}", ander.soort()),
    }
}

async fn verzoek_id(h: &Huis) -> i64 {
    h.getal("SELECT max(verzoek_id) FROM aanbiederverzoek").await
}

async fn stand(h: &Huis) -> String {
    let (s,): (String,) = h
        .app
        .db
        .een("SELECT stand FROM aanbiederverzoek WHERE tot_nr IS NULL ORDER BY verzoek_id DESC LIMIT 1", &[])
        .await
        .expect("query")
        .expect("a request");
    s
}

/// A change of the end of the only toewijzing.
fn eerder(sim: &mut Aanbieder, t: &Wmo301, laatste: &'static str) -> Wmo317 {
    let wijzig = move |p: &ToegewezenProduct| {
        Some(TeWijzigenProduct {
            nummer: p.nummer,
            gewenste_ingangsdatum: p.ingangsdatum,
            einddatum: Some(dag(laatste)),
            omvang: p.omvang.clone(),
            budget: None,
            codes: (),
        })
    };
    sim.vraag_wijziging(t, wijzig, Vec::new(), dag(VANDAAG))
}

/// Fields of a period on a form.
fn periode(van: &str, tot: &str) -> Vec<(String, String)> {
    crate::levering::keuze(0, van, tot).into_iter().filter(|(k, _)| k != "aanbieder").collect()
}

op_beide!(
    async fn een_verzoek_krijgt_een_onderzoek_en_dan_een_besluit_en_geen_derde_antwoord(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let uit = stuur(&h, &eerder(&mut sim, &t, "2026-06-30").schrijf()).await;
        assert_eq!((uit.uitkomst, uit.antwoord.is_some()), ("bewaard", true), "{uit:?}");
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO318'").await, 1);
        // On the worklist, with the day of iWmo OP346: five working days.
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'verzoek' AND tot_nr IS NULL AND voldaan_op IS NULL AND uiterlijk_op = '2026-03-09'").await, 1);
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/verzoeken/{}", i.dossier, verzoek_id(&h).await);
        let pagina = tr.get(&pad).await;
        assert!(pagina.tekst.contains("krijgt als laatste dag 30 juni 2026"), "{}", pagina.tekst);
        assert!(tr.get("/berichten/verzoeken").await.tekst.contains(&pad));
        // A second request while one is open: refused with 9374.
        let tweede = stuur(&h, &eerder(&mut sim, &t, "2026-05-31").schrijf()).await;
        assert!(tweede.zinnen.iter().any(|z| z.starts_with("9374")), "{tweede:?}");
        let r = tr.post(&format!("{pad}/antwoord"), &[("besluit", "onderzoek")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let b = laatste_319(&h).await;
        assert_eq!((b.antwoord.antwoord, b.antwoord.reden), (VerzoekAntwoord::InOnderzoek, None));
        // Eight weeks after the request.
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'verzoek' AND tot_nr IS NULL AND voldaan_op IS NULL AND uiterlijk_op = '2026-04-28'").await
            + h.getal("SELECT count(*) FROM termijn WHERE soort = 'verzoek' AND tot_nr IS NULL AND voldaan_op IS NULL AND uiterlijk_op = '2026-04-27'").await, 1);
        assert!(
            tr.post(&format!("{pad}/antwoord"), &[("besluit", "onderzoek")]).await.tekst.contains("BER-12")
        );
        let r = tr.post(&format!("{pad}/antwoord"), &[("besluit", "afwijzen")]).await;
        assert!(r.tekst.contains("Kies waarom u het verzoek afwijst."), "{}", r.tekst);
        let r = tr.post(&format!("{pad}/antwoord"), &[("besluit", "afwijzen"), ("reden", "7")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        assert_eq!(laatste_319(&h).await.antwoord.reden, Some(RedenAfwijzingVerzoek::Zorginhoudelijk));
        assert_eq!(stand(&h).await, "afgewezen");
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'verzoek' AND tot_nr IS NULL AND voldaan_op IS NULL").await, 0);
        let r = tr.post(&format!("{pad}/toewijzen"), &[]).await;
        assert!(r.tekst.contains("BER-12"), "{}", r.tekst);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_wijziging_wordt_toegewezen_met_de_referentie_een_keer(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &sim.aanvaard(&t, dag(VANDAAG)).schrijf()).await;
        let vraag = eerder(&mut sim, &t, "2026-06-30");
        stuur(&h, &vraag.schrijf()).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/verzoeken/{}", i.dossier, verzoek_id(&h).await);
        let r = tr.post(&format!("{pad}/toewijzen"), &[]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let nieuw = laatste_301(&h).await;
        let p = &nieuw.client.producten[0];
        assert_eq!(p.referentie_aanbieder.as_ref(), Some(&vraag.client.verzoek.referentie));
        assert_eq!(p.einddatum, Some(dag("2026-06-30")));
        assert_eq!(p.reden_wijziging.map(|r| r.code()), Some("12"));
        assert_eq!(stand(&h).await, "toegewezen");
        // Refused by the aanbieder: it was not sent, so the next message carries the reference again (TR379).
        stuur(&h, &sim.weiger(&nieuw, "9332".parse().expect("code"), dag(VANDAAG)).schrijf()).await;
        let id = h.getal("SELECT max(bericht_id) FROM bericht WHERE soort = 'WMO301'").await;
        let r = tr.post(&format!("/berichten/{id}/opnieuw"), &[]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let weer = laatste_301(&h).await;
        assert_ne!(weer.kop.identificatie, nieuw.kop.identificatie);
        assert_eq!(weer.client.producten[0].referentie_aanbieder, p.referentie_aanbieder);
        // Accepted now; a later change of ours does not carry it (IV097).
        stuur(&h, &sim.aanvaard(&weer, dag(VANDAAG)).schrijf()).await;
        let tw = h.getal("SELECT toewijzing_id FROM toewijzing WHERE tot_nr IS NULL").await;
        let mut velden = periode("2026-01-01", "2026-05-31");
        velden.retain(|v| v.0.starts_with("tot"));
        velden.push(("reden".into(), "05".into()));
        let r = tr
            .post(&format!("/dossiers/{}/levering/toewijzing/{tw}/einde", i.dossier), &als_paren(&velden))
            .await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let later = laatste_301(&h).await;
        assert_eq!(later.client.producten[0].einddatum, Some(dag("2026-05-31")));
        assert_eq!(later.client.producten[0].referentie_aanbieder, None);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_aanvraag_wordt_alleen_toegewezen_als_er_een_indicatie_is(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let mut eerst = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let tr = h.als(Rol::Trajectregisseur).await;
        // The toewijzing is taken back; then the aanbieder asks for it itself.
        let tw = h.getal("SELECT toewijzing_id FROM toewijzing WHERE tot_nr IS NULL").await;
        tr.post(&format!("/dossiers/{}/levering/toewijzing/{tw}/intrekken", i.dossier), &[]).await;
        eerst.client.producten[0].ingangsdatum = dag("2026-03-09");
        let vraag = sim.vraag_aan(&eerst, &eerst.client.producten, dag(VANDAAG));
        let uit = stuur(&h, &vraag.schrijf()).await;
        assert!(uit.zinnen[0].starts_with("BER-03"), "{uit:?}");
        let pad = format!("/dossiers/{}/verzoeken/{}", i.dossier, verzoek_id(&h).await);
        let pagina = tr.get(&pad).await;
        assert!(pagina.tekst.contains(&format!("product {VERBLIJF}")), "{}", pagina.tekst);
        // Longer than was granted: refused, with the rule that says so.
        let r = tr.post(&format!("{pad}/toewijzen"), &als_paren(&periode("2026-03-09", "2027-06-30"))).await;
        assert!(r.tekst.contains("LEV-02"), "{}", r.tekst);
        assert_eq!(stand(&h).await, "open", "nothing was recorded");
        let r = tr.post(&format!("{pad}/toewijzen"), &als_paren(&periode("2026-03-09", "2026-12-31"))).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let b = laatste_301(&h).await;
        let p = b
            .client
            .producten
            .iter()
            .find(|p| p.referentie_aanbieder.is_some())
            .expect("the one that was asked");
        assert_eq!(p.referentie_aanbieder.as_ref(), Some(&vraag.client.producten[0].referentie));
        assert_eq!((p.ingangsdatum, p.reden_wijziging), (dag("2026-03-09"), None));
        // Another product than was granted: no besluit allows it.
        let mut ander = eerst.clone();
        ander.client.producten[0].product.as_mut().expect("product").code =
            Some("15A76".parse().expect("code"));
        let omvang = ander.client.producten[0].omvang.as_mut().expect("omvang");
        omvang.eenheid = iwmo::code::Eenheid::Uur;
        let vraag = sim.vraag_aan(&ander, &ander.client.producten, dag(VANDAAG));
        let uit = stuur(&h, &vraag.schrijf()).await;
        assert!(uit.zinnen[0].starts_with("BER-03"), "{uit:?}");
        let pad = format!("/dossiers/{}/verzoeken/{}", i.dossier, verzoek_id(&h).await);
        let r = tr.post(&format!("{pad}/toewijzen"), &als_paren(&periode("2026-03-09", "2026-12-31"))).await;
        assert!(r.tekst.contains("LEV-13"), "{}", r.tekst);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_verzoek_voor_een_onbekende_wordt_ook_beantwoord(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let mut vraag = sim.vraag_aan(&t, &t.client.producten, dag(VANDAAG));
        vraag.client.bsn = crate::streek::bsn(50).cijfers().parse().expect("bsn");
        let mut budget = vraag.clone();
        let uit = stuur(&h, &vraag.schrijf()).await;
        assert!(uit.zinnen[0].contains("niet bekend"), "{uit:?}");
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/berichten/verzoeken/{}", verzoek_id(&h).await);
        let pagina = tr.get(&pad).await;
        assert!(
            pagina.tekst.contains("hier niet bekend") && !pagina.tekst.contains("/toewijzen"),
            "{}",
            pagina.tekst
        );
        let r = tr.post(&format!("{pad}/antwoord"), &[("besluit", "afwijzen"), ("reden", "5")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let b = laatste_319(&h).await;
        let ids =
            Retourgegevens { identificatie: "A7000001".parse().expect("fits"), dagtekening: dag(VANDAAG) };
        let nee = AntwoordOordeel { kop: vec!["9056".parse().expect("code")], ..AntwoordOordeel::default() };
        let uit = stuur(&h, &retour::wmo320(&b, &nee, &ids).schrijf()).await;
        assert_eq!(uit.uitkomst, "afgekeurd", "{uit:?}");
        assert_eq!(stand(&h).await, "open");
        let r = tr.post(&format!("{pad}/antwoord"), &[("besluit", "afwijzen"), ("reden", "5")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let b = laatste_319(&h).await;
        let ids =
            Retourgegevens { identificatie: "A7000002".parse().expect("fits"), dagtekening: dag(VANDAAG) };
        let ja = retour::wmo320(&b, &AntwoordOordeel::default(), &ids);
        assert_eq!(stuur(&h, &ja.schrijf()).await.uitkomst, "verwerkt");
        assert_eq!(stand(&h).await, "afgewezen");
        // BER-14: a budget instead of a volume cannot be given here; the page says why.
        budget.kop.identificatie = "A7000003".parse().expect("fits");
        let p = &mut budget.client.producten[0];
        (p.omvang, p.budget) = (None, Some(iwmo::waarde::Budget::nieuw(100_000).expect("fits")));
        p.product.as_mut().expect("product").code = None;
        p.referentie = "BUDGET-1".parse().expect("fits");
        stuur(&h, &budget.schrijf()).await;
        let pagina = tr.get(&format!("/berichten/verzoeken/{}", verzoek_id(&h).await)).await;
        assert!(
            pagina.tekst.contains("noemt geen product van de regio") && pagina.tekst.contains("BER-14"),
            "{}",
            pagina.tekst
        );
        let r = h.als(Rol::FinancieelAdviseur).await.get(&pad).await;
        assert_eq!(r.status, StatusCode::FORBIDDEN);
    }
);

/// A request of a later day whose message was kept under another key: it cannot be opened.
async fn niet_te_openen(h: &Huis) -> i64 {
    let vreemd = Sleutels::van(&[7; 32]);
    handel(h, "bericht ontvangen", async |tx| {
        let (bericht_id, verzoek_id) = (tx.nieuw_id().expect("id"), tx.nieuw_id().expect("id"));
        let nieuw = NieuwBericht {
            inkomend: true,
            soort: "WMO315",
            afzender: AGB,
            ontvanger: "0794",
            identificatie: "A9999999",
            inhoud: b"dicht",
            ..NieuwBericht::default()
        };
        berichten::bewaar(tx, &vreemd, bericht_id, &nieuw).await.expect("kept");
        let rij = VerzoekRij {
            verzoek_id,
            bericht_id,
            soort: "toewijzing".to_owned(),
            regelnr: 1,
            referentie: "KAPOT-1".to_owned(),
            agb: AGB.to_owned(),
            gemeente: gemeente("0794"),
            dossier_id: None,
            gevraagd_op: datum("2026-03-03"),
            stand: "open".to_owned(),
            reden: String::new(),
            antwoord_id: None,
        };
        verzoeken::leg_vast(tx, &rij).await.expect("written");
        verzoek_id
    })
    .await
}

op_beide!(
    async fn een_verzoek_dat_mislukt_of_deels_is_geweigerd_houdt_de_andere_niet_op(h: Huis) {
        let a = aanbod(&h, 4).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        // Two products for somebody unknown; the first is refused before anybody knows who it is.
        let mut twee = sim.vraag_aan(&t, &t.client.producten, dag(VANDAAG));
        twee.client.bsn = bsn(50).cijfers().parse().expect("bsn");
        let mut tweede = twee.client.producten[0].clone();
        tweede.referentie = "TWEEDE-1".parse().expect("fits");
        tweede.ingangsdatum = dag("2026-07-01");
        twee.client.producten[0].einddatum = Some(dag("2026-06-30"));
        twee.client.producten.push(tweede);
        let uit = stuur(&h, &twee.schrijf()).await;
        assert_eq!(h.getal("SELECT count(*) FROM aanbiederverzoek").await, 2, "{uit:?}");
        let eerste = h.getal("SELECT verzoek_id FROM aanbiederverzoek WHERE regelnr = 1").await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/berichten/verzoeken/{eerste}/antwoord");
        let r = tr.post(&pad, &[("besluit", "afwijzen"), ("reden", "5")]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let kapot = niet_te_openen(&h).await;
        let wachtend = verzoeken::zonder_dossier(&h.app.db, 10).await.expect("query");
        let wie: Vec<(i64, i64)> = wachtend.iter().map(|r| (r.verzoek_id, r.regelnr)).collect();
        assert_eq!(
            (wie.len(), wie[0], wie[1].1),
            (2, (kapot, 1), 2),
            "the newest first, one for each message"
        );
        // The round meets the one that fails first, and goes on.
        let nieuw = inwoner(&h, 50, &bw_jaar()).await;
        wijkthuis::koppelingen::iwmo::ronde(&h.app).await.expect("goes on");
        let rij: Option<(i64, i64)> = h
            .app
            .db
            .een(
                "SELECT count(*), min(regelnr) FROM aanbiederverzoek WHERE dossier_id = $1 AND tot_nr IS NULL",
                &[v(&nieuw.dossier)],
            )
            .await
            .expect("query");
        assert_eq!(rij, Some((1, 2)), "what was refused stays where it was");
    }
);
