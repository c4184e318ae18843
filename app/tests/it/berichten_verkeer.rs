//! The traffic as people see it: what waits, what is late, what cannot be sent, and what they do about it.

use crate::berichten::{dag, laatste_301, status, stuur, toegewezen};
use crate::huis::Huis;
use crate::levering::{als_paren, keuze};
use crate::op_beide;
use crate::streek::{Gunst, aanbod, bw_jaar, herzie, inwoner};
use iwmo::code::RedenBeeindiging;
use iwmo::simulator::Aanbieder;
use wijkthuis::huis::Rol;
use wijkthuis::huis::opslag::{Motor, Opdracht, Ty, Val, inventory};
use wijkthuis::koppelingen::iwmo::{Uitkomst, ontvang, ronde};

async fn neem(h: &Huis, xml: &str) -> Uitkomst {
    ontvang(&h.app, "bericht.xml", xml.as_bytes()).await.expect("never fails")
}

op_beide!(
    async fn een_stop_wacht_op_zijn_start_en_krijgt_anders_op_tijd_een_afkeuring(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-02"));
        let stop = sim.stop(&start, dag("2026-02-28"), RedenBeeindiging::VolgensPlan, dag("2026-03-02"));
        let uit = neem(&h, &stop.schrijf()).await;
        assert!(uit.uitkomst == "bewaard" && uit.zinnen[0].starts_with("BER-07"), "{uit:?}");
        assert!(
            uit.zinnen[0].contains("4 maart 2026") && uit.antwoord.is_none(),
            "two working days: {uit:?}"
        );
        assert_eq!(neem(&h, &stop.schrijf()).await.uitkomst, "dubbel");
        // The start comes: both are processed and answered, each once.
        assert_eq!(neem(&h, &start.schrijf()).await.uitkomst, "verwerkt");
        assert_eq!(
            h.getal("SELECT count(*) FROM berichtstand WHERE stand = 'verwerkt' AND richting = 'in'").await,
            2
        );
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort IN ('WMO306', 'WMO308')").await, 2);
        assert_eq!(status(&h).await, "beeindigd");
        // A stop whose start never comes is refused when its days are over, not before.
        let los = sim.start(&t, dag("2026-02-01"), dag("2026-03-02"));
        let los = sim.stop(&los, dag("2026-02-20"), RedenBeeindiging::VolgensPlan, dag("2026-03-02"));
        neem(&h, &los.schrijf()).await;
        h.op("2026-03-04");
        assert_eq!(ronde(&h.app).await.expect("round"), 0);
        h.op("2026-03-05");
        assert_eq!(ronde(&h.app).await.expect("round"), 1);
        assert_eq!(h.getal("SELECT count(*) FROM berichtgevolg WHERE retourcode = '9069'").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO308'").await, 2);
        assert_eq!(ronde(&h.app).await.expect("round"), 0, "once");
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn wat_niet_kon_worden_verwerkt_blijft_bewaard_en_gaat_opnieuw_als_de_oorzaak_weg_is(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-02"));
        h.app.db.voer("ALTER TABLE regiebericht RENAME TO weg", &[]).await.expect("breaks");
        let uit = neem(&h, &start.schrijf()).await;
        assert!(uit.uitkomst == "bewaard" && uit.zinnen[0].starts_with("BER-08"), "{uit:?}");
        h.app.db.voer("ALTER TABLE weg RENAME TO regiebericht", &[]).await.expect("mends");
        let id = uit.bericht_id.expect("kept");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let lijst = fa.get("/berichten?uitkomst=bewaard").await;
        assert!(
            lijst.tekst.contains(&format!("/berichten/{id}")) && lijst.tekst.contains("Wacht op u"),
            "{}",
            lijst.tekst
        );
        let pagina = fa.get(&format!("/berichten/{id}")).await;
        assert!(pagina.tekst.contains("Verwerk opnieuw"), "{}", pagina.tekst);
        fa.post(&format!("/berichten/{id}/opnieuw"), &[]).await;
        assert_eq!(h.getal("SELECT count(*) FROM levering WHERE tot_nr IS NULL").await, 1);
        let pagina = fa.get(&format!("/berichten/{id}")).await;
        assert!(
            pagina.tekst.contains("Verwerkt") && !pagina.tekst.contains("Verwerk opnieuw"),
            "{}",
            pagina.tekst
        );
        // BER-13: a message has one answer; again changes nothing.
        let r = fa.post(&format!("/berichten/{id}/opnieuw"), &[]).await;
        assert!(format!("{:?}", r.koppen).contains("BER-13"), "{:?}", r.koppen);
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO306'").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM regiebericht").await, 1);
        let b =
            wijkthuis::levering::berichten::bericht(&h.app.db, id).await.expect("query").expect("message");
        let cm = h.als(Rol::Contractmanager).await;
        assert_eq!(cm.post(&format!("/berichten/{}/opnieuw", b.bericht_id), &[]).await.status, 403);
    }
);

op_beide!(
    async fn een_fout_wordt_afgehandeld_met_een_reden(h: Huis) {
        let uit = neem(&h, "geen xml").await;
        let id = uit.bericht_id.expect("kept");
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let pad = format!("/berichten/{id}/afhandelen");
        let open = "SELECT count(*) FROM berichtstand WHERE stand = 'onleesbaar'";
        for fout in [vec![], vec![("reden", "zomaar")], vec![("reden", "anders")]] {
            fa.post(&pad, &fout).await;
            assert_eq!(h.getal(open).await, 1, "{fout:?}");
        }
        fa.post(&pad, &[("reden", "aanbieder_ingelicht"), ("toelichting", "Gebeld; stuurt het opnieuw.")])
            .await;
        assert_eq!(h.getal(open).await, 0);
        let pagina = fa.get(&format!("/berichten/{id}")).await;
        assert!(
            pagina.tekst.contains("De aanbieder weet het en herstelt het")
                && pagina.tekst.contains("Gebeld; stuurt het opnieuw."),
            "{}",
            pagina.tekst
        );
        assert!(
            pagina.tekst.contains("Afgehandeld") && !pagina.tekst.contains("name=\"toelichting\""),
            "{}",
            pagina.tekst
        );
        assert_eq!(
            h.getal("SELECT CAST(sum(aantal) AS BIGINT) FROM berichttelling WHERE stand = 'afgehandeld'")
                .await,
            1
        );
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_antwoord_dat_uitblijft_wordt_zichtbaar_met_waarom_die_dag(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let tr = h.als(Rol::Trajectregisseur).await;
        assert!(!tr.get("/berichten?uitkomst=te_laat").await.tekst.contains("WMO301 toewijzing"));
        // Sent on Monday 2 March; three working days later it must be there (iWmo OP090).
        h.op("2026-03-06");
        let tr = h.als(Rol::Trajectregisseur).await;
        let lijst = tr.get("/berichten?uitkomst=te_laat").await;
        assert!(
            lijst.tekst.contains("WMO301 toewijzing") && lijst.tekst.contains("1 dag te laat"),
            "{}",
            lijst.tekst
        );
        let id = h.getal("SELECT bericht_id FROM bericht WHERE soort = 'WMO301'").await;
        let pagina = tr.get(&format!("/berichten/{id}")).await;
        assert!(
            pagina.tekst.contains("Waarom deze datum?") && pagina.tekst.contains("OP090"),
            "{}",
            pagina.tekst
        );
        let werk = tr.get("/werkvoorraad?laat=ja&van=iedereen").await;
        assert!(werk.tekst.contains("Antwoord op bericht verwacht"), "{}", werk.tekst);
        assert!(tr.get("/berichten.csv?uitkomst=te_laat").await.tekst.contains("2026-03-05"));
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &sim.aanvaard(&t, dag("2026-03-06")).schrijf()).await;
        assert!(!tr.get("/berichten?uitkomst=te_laat").await.tekst.contains("WMO301 toewijzing"));
        let verkeer = tr.get("/berichten/verkeer?sorteer=ontvangen").await;
        assert!(
            verkeer.tekst.contains("De Stuit") && verkeer.tekst.contains("aria-sort=\"descending\""),
            "{}",
            verkeer.tekst
        );
        assert!(tr.get("/berichten/verkeer.csv").await.tekst.contains("De Stuit;75750001;1;1;0;0"));
    }
);

op_beide!(
    async fn wat_de_standaard_verbiedt_wordt_niet_verstuurd_tot_het_is_hersteld(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        // Older than 120 years: every message about this client would be refused (TR002).
        h.app.db.voer("UPDATE inwoner SET geboortedatum = '1890-01-01'", &[]).await.expect("update");
        let tr = h.als(Rol::Trajectregisseur).await;
        let velden = keuze(a.0, "2026-01-01", "2026-12-31");
        tr.post(&format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie), &als_paren(&velden))
            .await;
        assert_eq!(h.getal("SELECT count(*) FROM bericht").await, 0);
        assert_eq!(status(&h).await, "open");
        let pagina = tr.get("/berichten/verkeer").await;
        assert!(
            pagina.tekst.contains("TR002") && pagina.tekst.contains("Kan nog niet worden verstuurd"),
            "{}",
            pagina.tekst
        );
        let dossier = i.dossier.to_string();
        tr.post("/berichten/versturen", &[("dossier", &dossier)]).await;
        assert_eq!(h.getal("SELECT count(*) FROM bericht").await, 0, "still forbidden");
        h.app.db.voer("UPDATE inwoner SET geboortedatum = '1980-05-17'", &[]).await.expect("update");
        tr.post("/berichten/versturen", &[("dossier", &dossier)]).await;
        assert_eq!(status(&h).await, "verzonden");
        assert_eq!(h.getal("SELECT count(*) FROM verzendfout").await, 0);
        assert!(!tr.get("/berichten/verkeer").await.tekst.contains("TR002"));
    }
);

op_beide!(
    async fn een_ingekorte_indicatie_kort_de_toewijzing_vanzelf_in(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        toegewezen(&h, a.0, i).await;
        herzie(&h, i, &Gunst { tot: "2026-07-01", ..bw_jaar() }).await;
        let b = laatste_301(&h).await;
        let p = &b.client.producten[0];
        assert_eq!((p.einddatum, p.reden_wijziging.map(|r| r.code())), (Some(dag("2026-06-30")), Some("05")));
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_ingetrokken_besluit_kort_de_toewijzing_vanzelf_in(h: Huis) {
        let besluit = crate::besluit_dossier::met_indicatie(&h).await;
        // A place with the aanbieder of that dossier, on the whole indicatie: as it was given and accepted.
        crate::streek::handel(&h, "toewijzing gegeven", async |tx| {
            let rij = wijkthuis::levering::opslag::indicaties(
                tx,
                kern::stam::DossierId(700),
                kern::stam::Peil::op(tx.vandaag()),
            )
            .await
            .expect("query");
            let te_leveren = rij[0].te_leveren().expect("readable");
            let uit = kern::levering::Toewijzing {
                tarief: kern::inkoop::TariefOp {
                    contract_id: 710,
                    tarief_id: 711,
                    tarief: kern::stam::Cent(17_489),
                },
                omvang: te_leveren.omvang,
                periode: te_leveren.periode,
            };
            let id = tx.nieuw_id().expect("id");
            wijkthuis::levering::opslag::leg_vast(
                tx,
                id,
                &rij[0],
                kern::stam::AanbiederId(709),
                crate::huis::gemeente("0794"),
                &uit,
            )
            .await
            .expect("insert");
        })
        .await;
        h.op("2026-06-15");
        let tr = h.als(Rol::Trajectregisseur).await;
        let velden = [
            ("grond", "niet_aangewezen"),
            ("van", "2026-07-01"),
            ("motivering", crate::besluit_dossier::WAAROM),
            ("bekend", "2026-06-15"),
            ("actie", "neem"),
        ];
        let r = tr.post(&format!("{besluit}/intrekken"), &velden).await;
        assert_eq!(r.status, 303, "{}", r.tekst);
        assert_eq!(h.getal("SELECT count(*) FROM toewijzing WHERE tot_nr IS NULL AND geldig_tot = '2026-07-01' AND reden_wijziging = '05'").await, 1);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

/// The statements behind the lists of messages: a page of fifty lines never reads a whole book, and no order is made by sorting.
#[tokio::test]
async fn de_lijst_van_berichten_leest_nooit_een_heel_boek() {
    let map = tempfile::tempdir().expect("temp dir");
    let db = crate::huis::open_db(Motor::Sqlite, map.path()).await;
    wijkthuis::huis::opslag::migreer(&db).await.expect("migrates");
    let leeg = vec![Val::Leeg(Ty::Int); 60];
    let lijsten = |o: &&Opdracht| {
        o.bestand.ends_with("iwmo/lijst.rs")
            || o.bestand.ends_with("iwmo/web.rs")
            || o.bestand.ends_with("levering/verzoeken.rs")
    };
    let mut aantal = 0;
    for o in inventory::iter::<Opdracht>.into_iter().filter(lijsten).filter(|o| o.sql.starts_with("SELECT")) {
        let plan = db.rijen_van(&format!("EXPLAIN QUERY PLAN {}", o.sql), &leeg).await.expect("a plan");
        let plan: Vec<(i64, String)> =
            plan.iter().map(|r| (r.haal(1).expect("a number"), r.haal(3).expect("a text"))).collect();
        for (ouder, regel) in &plan {
            let heel = [
                "bericht",
                "b",
                "journaal",
                "j",
                "berichtgevolg",
                "g",
                "termijn",
                "t",
                "aanbiederverzoek",
                "v",
            ]
            .iter()
            .any(|t| *regel == format!("SCAN {t}"));
            assert!(!heel, "{}: {regel} reads a whole book", o.naam);
            // The page is cut from an order that an index gives.
            let gesorteerd = regel.contains("TEMP B-TREE")
                && plan.iter().any(|(o, r)| o == ouder && r.contains(" berichtstand"));
            assert!(!gesorteerd, "{}: sorts all states before the page is cut: {plan:?}", o.naam);
        }
        aantal += 1;
    }
    assert!(aantal > 15, "{aantal} statements");
}
