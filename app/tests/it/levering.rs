//! Levering: from a grant to an aanbieder, a place, or the waiting list.

use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{Gunst, THUIS, VERBLIJF, aanbod, bw_jaar, herzie, inwoner};
use axum::http::StatusCode;
use kern::inkoop::Vorm;
use wijkthuis::huis::Rol;

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
