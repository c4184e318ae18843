//! Levering: from a grant to an aanbieder, a place, or the waiting list.

use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{Gunst, THUIS, VERBLIJF, aanbod, bw_jaar, herzie, inwoner};
use axum::http::StatusCode;
use kern::inkoop::Vorm;
use wijkthuis::huis::Rol;
use wijkthuis::huis::opslag::{Leest, v};

/// The fields of the form *Toewijzen*.
pub fn keuze(aanbieder: i64, van: &str, tot: &str) -> Vec<(String, String)> {
    let mut velden = vec![("aanbieder".to_owned(), format!("{aanbieder}:0794"))];
    for (naam, dag) in [("van", van), ("tot", tot)] {
        for (deel, waarde) in ["jaar", "maand", "dag"].iter().zip(dag.split('-')) {
            velden.push((format!("{naam}-{deel}"), waarde.to_owned()));
        }
    }
    velden
}

pub fn als_paren(velden: &[(String, String)]) -> Vec<(&str, &str)> {
    velden.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()
}

op_beide!(
    async fn een_toewijzing_krijgt_een_plek_een_tarief_en_een_bericht(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/levering", i.dossier);
        let pagina = tr.get(&format!("{pad}/{}/toewijzen", i.indicatie)).await;
        assert_eq!(pagina.status, StatusCode::OK, "{}", pagina.tekst);
        assert!(
            pagina.tekst.contains("De Stuit")
                && pagina.tekst.contains("2 plekken vrij")
                && pagina.tekst.contains("€ 174,89")
        );
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        let uit = tr.post(&format!("{pad}/{}/toewijzen", i.indicatie), &als_paren(&velden)).await;
        assert_eq!((uit.status, uit.naar.as_str()), (StatusCode::SEE_OTHER, pad.as_str()), "{}", uit.tekst);
        let pagina = tr.get(&pad).await;
        assert!(pagina.tekst.contains("Verzonden, wacht op retour"), "{}", pagina.tekst);
        assert!(pagina.tekst.contains("1 april 2026 tot en met 31 december 2026"));
        assert_eq!(
            h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO301' AND richting = 'uit'").await,
            1
        );
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'retour' AND tot_nr IS NULL AND voldaan_op IS NULL").await, 1);
    }
);

op_beide!(
    async fn twee_mensen_krijgen_nooit_allebei_de_laatste_plek(h: Huis) {
        let a = aanbod(&h, 1).await;
        let (een, twee) = (inwoner(&h, 0, &bw_jaar()).await, inwoner(&h, 1, &bw_jaar()).await);
        let tr = h.als(Rol::Trajectregisseur).await;
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        let paren = als_paren(&velden);
        let pad =
            |i: crate::streek::Inwoner| format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie);
        let (p1, p2) = (pad(een), pad(twee));
        let (u1, u2) = tokio::join!(tr.post(&p1, &paren), tr.post(&p2, &paren));
        let mut standen = [u1.status, u2.status];
        standen.sort();
        assert_eq!(standen, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
        let verliezer = if u1.status == StatusCode::SEE_OTHER { &u2 } else { &u1 };
        assert!(
            verliezer.tekst.contains("LEV-03") && verliezer.tekst.contains("alle 1 plekken bezet"),
            "{}",
            verliezer.tekst
        );
        // What was typed is still there.
        assert!(verliezer.tekst.contains("value=\"2026\""));
    }
);

op_beide!(
    async fn zonder_plek_komt_een_inwoner_op_de_wachtlijst_en_een_toewijzing_haalt_hem_eraf(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/levering", i.dossier);
        let leeg = tr.post(&format!("{pad}/{}/wachtlijst", i.indicatie), &[]).await;
        assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
        let velden = [("overbrugging", "ambulant"), ("voorkeur", "0762")];
        let uit = tr.post(&format!("{pad}/{}/wachtlijst", i.indicatie), &velden).await;
        assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
        let nog_eens = tr.post(&format!("{pad}/{}/wachtlijst", i.indicatie), &velden).await;
        assert!(nog_eens.tekst.contains("LEV-09"), "{}", nog_eens.tekst);
        let pagina = tr.get(&pad).await;
        assert!(
            pagina.tekst.contains("Wacht 82 dagen op een plek in Deurne")
                && pagina.tekst.contains("Ambulante hulp"),
            "{}",
            pagina.tekst
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE tot_nr IS NULL AND fase = 'wachtlijst'").await,
            1
        );
        let keuze = keuze(a.0, "2026-04-01", "2026-12-31");
        let uit = tr.post(&format!("{pad}/{}/toewijzen", i.indicatie), &als_paren(&keuze)).await;
        assert_eq!(uit.status, StatusCode::SEE_OTHER, "{}", uit.tekst);
        assert_eq!(
            h.getal("SELECT count(*) FROM wachtplek WHERE tot_nr IS NULL AND einde_reden = 'geplaatst'")
                .await,
            1
        );
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'wachtlijst' AND tot_nr IS NULL AND voldaan_op IS NULL").await, 0);
    }
);

op_beide!(
    async fn een_pgb_heeft_geen_toewijzing_maar_wel_een_boeking(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &Gunst { leveringsvorm: "pgb", ..bw_jaar() }).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        let uit = tr
            .post(&format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie), &als_paren(&velden))
            .await;
        assert_eq!(uit.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(uit.tekst.contains("LEV-01"));
        let som = h.getal("SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'beschikt' AND leveringsvorm = 'pgb'").await;
        assert_eq!(som, 365 * 17_489);
    }
);

op_beide!(
    async fn een_korter_besluit_kort_de_toewijzing_in_en_stuurt_een_nieuw_bericht(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        tr.post(&format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie), &als_paren(&velden))
            .await;
        herzie(&h, i, &Gunst { tot: "2026-07-01", bedrag: 181 * 17_489, ..bw_jaar() }).await;
        let sql = "SELECT count(*) FROM toewijzing WHERE tot_nr IS NULL AND geldig_tot = '2026-07-01' AND plaats_tot = '2026-07-01' AND status = 'verzonden'";
        assert_eq!(h.getal(sql).await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO301'").await, 2);
        let som =
            h.getal("SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'beschikt'").await;
        assert_eq!(som, 181 * 17_489);
    }
);

op_beide!(
    async fn beschermd_thuis_zonder_afgesproken_aantal_heeft_altijd_ruimte(h: Huis) {
        let a = aanbod(&h, 0).await;
        let bt = Gunst {
            vorm: Vorm::Bt,
            product: THUIS,
            omvang: (4, "uur", "week"),
            bedrag: 1_000_000,
            ..bw_jaar()
        };
        let i = inwoner(&h, 0, &bt).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie);
        assert!(tr.get(&pad).await.tekst.contains("Geen vast aantal"));
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        assert_eq!(tr.post(&pad, &als_paren(&velden)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            h.getal("SELECT count(*) FROM toewijzing WHERE productcode = '15A76'").await,
            2,
            "given and sent"
        );
        let _ = VERBLIJF;
    }
);

op_beide!(
    async fn een_toewijzing_van_een_ander_dossier_bestaat_hier_niet(h: Huis) {
        let a = aanbod(&h, 2).await;
        let (een, twee) = (inwoner(&h, 0, &bw_jaar()).await, inwoner(&h, 1, &bw_jaar()).await);
        let tr = h.als(Rol::Trajectregisseur).await;
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        let vreemd = format!("/dossiers/{}/levering/{}/toewijzen", een.dossier, twee.indicatie);
        assert_eq!(tr.get(&vreemd).await.status, StatusCode::NOT_FOUND);
        tr.post(&vreemd, &als_paren(&velden)).await;
        assert_eq!(h.getal("SELECT count(*) FROM toewijzing").await, 0);
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let uit = wijkthuis::levering::handel::trek_in(&mut tx, een.dossier, 1).await.expect("query");
        assert_eq!(uit.expect_err("unknown").code, "LEV-40");
    }
);

op_beide!(
    async fn het_einde_verschuift_en_intrekken_kan_tot_er_is_gedeclareerd(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = crate::berichten::toegewezen(&h, a.0, i).await;
        let id = h.getal("SELECT max(toewijzing_id) FROM toewijzing").await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/levering/toewijzing/{id}", i.dossier);
        assert_eq!(tr.get(&pad).await.status, StatusCode::OK);
        let einde = |jaar: &'static str, maand: &'static str| {
            [("tot-dag", "28"), ("tot-maand", maand), ("tot-jaar", jaar), ("reden", "05")]
        };
        let te_laat = tr.post(&format!("{pad}/einde"), &einde("2027", "2")).await;
        assert!(te_laat.tekst.contains("LEV-02"), "{}", te_laat.tekst);
        let voorbij = tr.post(&format!("{pad}/einde"), &einde("2026", "2")).await;
        assert!(voorbij.tekst.contains("LEV-07"), "{}", voorbij.tekst);
        assert_eq!(tr.post(&format!("{pad}/einde"), &einde("2026", "9")).await.status, StatusCode::SEE_OTHER);
        let nieuw = crate::berichten::laatste_301(&h).await;
        let p = &nieuw.client.producten[0];
        assert_eq!(p.nummer, t.client.producten[0].nummer, "the number stays (iWmo OP257)");
        assert_eq!(p.einddatum.map(|d| d.to_string()).as_deref(), Some("2026-09-28"));
        assert_eq!(p.reden_wijziging.map(|r| r.code()), Some("05"));
        let mut sim = iwmo::simulator::Aanbieder::nieuw("A").expect("prefix");
        let januari = crate::berichten::maand(&mut sim, &nieuw, "2026-01-01", 31);
        assert_eq!(crate::berichten::stuur(&h, &januari.schrijf()).await.uitkomst, "verwerkt");
        let nee = tr.post(&format!("{pad}/intrekken"), &[]).await;
        assert!(nee.tekst.contains("LEV-08"), "{}", nee.tekst);
    }
);

op_beide!(
    async fn een_ingetrokken_toewijzing_verdwijnt_bij_de_aanbieder_en_geeft_de_plek_vrij(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        crate::berichten::toegewezen(&h, a.0, i).await;
        let id = h.getal("SELECT max(toewijzing_id) FROM toewijzing").await;
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/levering/toewijzing/{id}/intrekken", i.dossier);
        assert_eq!(tr.post(&pad, &[]).await.status, StatusCode::SEE_OTHER);
        let bericht = crate::berichten::laatste_301(&h).await;
        assert!(bericht.client.producten[0].is_verwijderd());
        assert_eq!(
            h.getal("SELECT count(*) FROM toewijzing WHERE tot_nr IS NULL AND status = 'ingetrokken'").await,
            1
        );
        let kies = tr.get(&format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie)).await;
        assert!(kies.tekst.contains("1 plek vrij"), "{}", kies.tekst);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn de_wachtlijst_zegt_per_persoon_waarom(h: Huis) {
        aanbod(&h, 0).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        for (n, hulp) in [(0, "bt"), (1, "geen")] {
            let i = inwoner(&h, n, &bw_jaar()).await;
            tr.post(
                &format!("/dossiers/{}/levering/{}/wachtlijst", i.dossier, i.indicatie),
                &[("overbrugging", hulp)],
            )
            .await;
        }
        let lijst = tr.get("/wachtlijst").await;
        assert_eq!(lijst.status, StatusCode::OK, "{}", lijst.tekst);
        let (een, twee) = (lijst.tekst.find("Toets1"), lijst.tekst.find("Toets0"));
        assert!(een < twee && een.is_some(), "who has no help comes first: {}", lijst.tekst);
        assert!(
            lijst.tekst.contains("heeft nu geen hulp, wacht 82 dagen")
                && lijst.tekst.contains("Beschermd thuis")
        );
        let tl = h.als(Rol::Teamleider).await.get("/wachtlijst").await;
        assert!(
            tl.tekst.contains("heeft nu overbrugging") && !tl.tekst.contains(">Beschermd thuis<"),
            "which help is health"
        );
        assert!(
            !tl.tekst.contains("/levering\"") && lijst.tekst.contains("/levering\""),
            "no link to a closed door"
        );
    }
);

/// Withdraws what was granted from its first day: nothing is left of the indicatie.
async fn neem_terug(h: &Huis, i: crate::streek::Inwoner) {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    tx.journaal(wijkthuis::huis::opslag::Handeling {
        wat: "besluit ingetrokken",
        onderwerp: "besluit",
        onderwerp_id: i.besluit,
        dossier: Some(i.dossier),
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    tx.sluit("indicatie", "indicatie_id", i.indicatie).await.expect("closes");
    tx.commit().await.expect("commit");
    h.app.na_handeling(i.dossier).await;
}

op_beide!(
    async fn van_een_indicatie_die_nooit_gold_blijft_geen_toewijzing_over(h: Huis) {
        let a = aanbod(&h, 2).await;
        let (een, twee) = (inwoner(&h, 0, &bw_jaar()).await, inwoner(&h, 1, &bw_jaar()).await);
        crate::berichten::toegewezen(&h, a.0, een).await;
        neem_terug(&h, een).await;
        assert!(crate::berichten::laatste_301(&h).await.client.producten[0].is_verwijderd());
        let weg = "SELECT count(*) FROM toewijzing WHERE tot_nr IS NULL AND status = 'ingetrokken' AND geldig_tot = '2026-01-01' AND plaats_tot = '2026-01-01'";
        assert_eq!(h.getal(weg).await, 1);
        let taak = "SELECT count(*) FROM werkitem WHERE taak = 'toewijzing'";
        assert_eq!(h.getal(taak).await, 0, "nothing was granted, nothing to give");
        // What was granted and paid cannot be removed (LEV-08): one day is left, until the aanbieder credits.
        let t = crate::berichten::toegewezen(&h, a.0, twee).await;
        let mut sim = iwmo::simulator::Aanbieder::nieuw("A").expect("prefix");
        let januari = crate::berichten::maand(&mut sim, &t, "2026-01-01", 31);
        assert_eq!(crate::berichten::stuur(&h, &januari.schrijf()).await.uitkomst, "verwerkt");
        neem_terug(&h, twee).await;
        let p = crate::berichten::laatste_301(&h).await.client.producten[0].clone();
        assert_eq!(p.einddatum.map(|d| d.to_string()).as_deref(), Some("2026-01-01"));
        assert_eq!(p.reden_wijziging.map(|r| r.code()), Some("05"));
        let kort = "SELECT count(*) FROM toewijzing WHERE tot_nr IS NULL AND status = 'verzonden' AND geldig_tot = '2026-01-02'";
        assert_eq!(h.getal(kort).await, 1);
    }
);

op_beide!(
    async fn na_intrekken_staat_toewijzen_weer_op_de_werklijst(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let taak = "SELECT count(*) FROM werkitem WHERE taak = 'toewijzing'";
        let t = crate::berichten::toegewezen(&h, a.0, i).await;
        assert_eq!(h.getal(taak).await, 0);
        let id = h.getal("SELECT max(toewijzing_id) FROM toewijzing").await;
        let tr = h.als(Rol::Trajectregisseur).await;
        tr.post(&format!("/dossiers/{}/levering/toewijzing/{id}/intrekken", i.dossier), &[]).await;
        assert_eq!(h.getal(taak).await, 1);
        let mut sim = iwmo::simulator::Aanbieder::nieuw("A").expect("prefix");
        let weg = crate::berichten::laatste_301(&h).await;
        crate::berichten::stuur(&h, &sim.aanvaard(&weg, crate::berichten::dag("2026-03-02")).schrijf()).await;
        assert_eq!(h.getal(taak).await, 1, "also when the aanbieder knows");
        let t = crate::berichten::toegewezen(&h, a.0, i).await;
        assert_eq!(h.getal(taak).await, 0, "given again");
        // The same when the aanbieder itself asks for another volume, which another grant allows: the first one is left alone.
        crate::berichten::stuur(&h, &sim.aanvaard(&t, crate::berichten::dag("2026-03-02")).schrijf()).await;
        crate::streek::handel(&h, "indicatie erbij", async |tx| {
            let id = tx.nieuw_id().expect("id");
            let vijf = Gunst { omvang: (5, "etmaal", "week"), ..bw_jaar() };
            crate::streek::schrijf_indicatie(tx, id, i.besluit, i.dossier.0, &vijf).await;
        })
        .await;
        let vijf = |p: &iwmo::typen::ToegewezenProduct| {
            let mut omvang = p.omvang.clone().expect("volume");
            omvang.volume = iwmo::waarde::Volume::nieuw(5).expect("fits");
            Some(iwmo::typen::TeWijzigenProduct {
                nummer: p.nummer,
                gewenste_ingangsdatum: p.ingangsdatum,
                einddatum: p.einddatum,
                omvang: Some(omvang),
                budget: None,
                codes: (),
            })
        };
        let vraag = sim.vraag_wijziging(&t, vijf, Vec::new(), crate::berichten::dag("2026-03-02"));
        let uit = crate::berichten::stuur(&h, &vraag.schrijf()).await;
        let id = h.getal("SELECT max(verzoek_id) FROM aanbiederverzoek").await;
        let r = tr.post(&format!("/dossiers/{}/verzoeken/{id}/toewijzen", i.dossier), &[]).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{uit:?} {}", r.tekst);
        assert!(crate::berichten::laatste_301(&h).await.client.producten.iter().any(|p| p.is_verwijderd()));
        let open = "SELECT count(*) FROM termijn WHERE soort = 'toewijzing' AND tot_nr IS NULL AND voldaan_op IS NULL AND onderwerp_id = $1";
        let (n,): (i64,) = h.app.db.een(open, &[v(&i.indicatie)]).await.expect("query").expect("row");
        assert_eq!((n, h.getal(taak).await), (1, 1));
    }
);

op_beide!(
    async fn na_overlijden_zegt_het_bericht_dat_ook(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        crate::berichten::toegewezen(&h, a.0, i).await;
        let velden = [
            ("op", "2026-03-01"),
            ("reden", "overleden"),
            ("bestemming", "geen"),
            ("motivering", ""),
            ("bekend", "2026-03-02"),
            ("actie", "neem"),
        ];
        let tr = h.als(Rol::Trajectregisseur).await;
        let r = tr.post(&format!("/dossiers/{}/uitstroom", i.dossier), &velden).await;
        assert_eq!(r.status, StatusCode::SEE_OTHER, "{}", r.tekst);
        let p = crate::berichten::laatste_301(&h).await.client.producten[0].clone();
        assert_eq!(p.einddatum.map(|d| d.to_string()).as_deref(), Some("2026-02-28"));
        assert_eq!(p.reden_wijziging.map(|r| r.code()), Some("02"));
    }
);
