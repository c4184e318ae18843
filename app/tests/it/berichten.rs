//! Messages with aanbieders: what comes in is kept, judged, answered and followed, once.

use crate::huis::Huis;
use crate::levering::{als_paren, keuze};
use crate::op_beide;
use crate::streek::{Inwoner, VERBLIJF, aanbod, bsn, bw_jaar, handel, inwoner};
use iwmo::code::{RedenBeeindiging, Retourcode};
use iwmo::simulator::{Aanbieder, Levering, Misser, vergis};
use iwmo::typen::{Wmo301, Wmo323};
use iwmo::{Bericht, Datum};
use std::collections::BTreeSet;
use wijkthuis::huis::Rol;
use wijkthuis::huis::opslag::{Leest, t, v};
use wijkthuis::koppelingen::iwmo::{Uitkomst, inlezen, verwerk};
use wijkthuis::levering::berichten;

pub fn dag(t: &str) -> Datum {
    t.parse().expect("test date")
}

/// Gives the indicatie to the aanbieder from the first of January and returns the message that went out.
pub async fn toegewezen(h: &Huis, aanbieder: i64, i: Inwoner) -> Wmo301 {
    let tr = h.als(Rol::Trajectregisseur).await;
    let velden = keuze(aanbieder, "2026-01-01", "2026-12-31");
    let uit = tr
        .post(&format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie), &als_paren(&velden))
        .await;
    assert_eq!(uit.status, 303, "{}", uit.tekst);
    laatste_301(h).await
}

pub async fn laatste_301(h: &Huis) -> Wmo301 {
    let (id,): (i64,) = h
        .app
        .db
        .een("SELECT max(bericht_id) FROM bericht WHERE soort = 'WMO301'", &[])
        .await
        .expect("query")
        .expect("row");
    let Bericht::Wmo301(b) = inhoud(h, id).await else { panic!("not a WMO301") };
    b
}

/// A message as kept, which must be without findings.
async fn inhoud(h: &Huis, id: i64) -> Bericht {
    let bytes = berichten::inhoud(&h.app.db, &h.app.sleutels, id).await.expect("query").expect("message");
    let gelezen = iwmo::lees(&bytes).expect("readable");
    assert_eq!(gelezen.bevindingen(), [], "our own message follows the standard");
    gelezen.bericht().expect("typed")
}

/// The answer to the last message that came in.
async fn laatste_antwoord(h: &Huis) -> Bericht {
    let sql = "SELECT max(bericht_id) FROM bericht WHERE richting = 'uit' AND antwoord_op IS NOT NULL";
    let (id,): (i64,) = h.app.db.een(sql, &[]).await.expect("query").expect("row");
    inhoud(h, id).await
}

pub async fn stuur(h: &Huis, xml: &str) -> Uitkomst {
    verwerk(&h.app, "bericht.xml", xml.as_bytes()).await.expect("never fails")
}

pub async fn status(h: &Huis) -> String {
    let (s,): (String,) = h
        .app
        .db
        .een("SELECT status FROM toewijzing WHERE tot_nr IS NULL", &[])
        .await
        .expect("query")
        .expect("row");
    s
}

/// Declares a month on the first product.
pub fn maand(sim: &mut Aanbieder, t: &Wmo301, maand: &str, etmalen: u32) -> Wmo323 {
    let op = dag(maand).plus_maanden(1);
    let levering = Levering { toewijzing: t, product: 0, volume: etmalen, tarief_cent: 17_489 };
    sim.declareer(&[levering], dag(maand), op).expect("fits")
}

op_beide!(
    async fn een_retour_zonder_opmerkingen_neemt_de_toewijzing_aan(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        assert_eq!(t.client.producten[0].product.as_ref().and_then(|p| p.code.as_deref()), Some(VERBLIJF));
        assert_eq!(t.client.producten[0].omvang.as_ref().map(|o| o.volume.get()), Some(7));
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let uit = stuur(&h, &sim.aanvaard(&t, dag("2026-03-02")).schrijf()).await;
        assert_eq!((uit.uitkomst, uit.soort.as_str()), ("verwerkt", "WMO302"), "{uit:?}");
        assert_eq!(status(&h).await, "geaccepteerd");
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'retour' AND tot_nr IS NULL AND voldaan_op IS NULL").await, 0);
    }
);

op_beide!(
    async fn een_retour_met_een_fout_zet_de_toewijzing_terug_op_de_werklijst(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let code: Retourcode = "9332".parse().expect("code");
        let uit = stuur(&h, &sim.weiger(&t, code, dag("2026-03-02")).schrijf()).await;
        assert_eq!(uit.uitkomst, "afgekeurd", "{uit:?}");
        assert_eq!(status(&h).await, "afgekeurd");
        assert_eq!(h.getal("SELECT count(*) FROM werkitem WHERE taak = 'toewijzing'").await, 1);
        assert_eq!(
            h.getal(
                "SELECT count(*) FROM berichtgevolg WHERE retourcode = '9332' AND dossier_id IS NOT NULL"
            )
            .await,
            1
        );
    }
);

/// Another BSN for the inwoner of a dossier, as a new version.
async fn verbeter_bsn(h: &Huis, i: Inwoner, n: usize) {
    let b = bsn(n);
    let dicht = h.app.sleutels.versleutel_bsn(&b).expect("encrypts");
    handel(h, "BSN gecorrigeerd", async |tx| {
        let dossier = [v(&i.dossier)];
        let (id,): (i64,) = tx
            .een("SELECT inwoner_id FROM dossier WHERE dossier_id = $1 AND tot_nr IS NULL", &dossier)
            .await
            .expect("query")
            .expect("row");
        tx.sluit("inwoner", "inwoner_id", id).await.expect("closes");
        let nr = tx.nr();
        let args = [t(&h.app.sleutels.bsn_index(&b)), v(&dicht), v(&nr), v(&id)];
        tx.voer("INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam,
            geboortedatum, geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr)
            SELECT inwoner_id, $1, $2, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum, geslacht, straat, huisnummer,
            postcode, woonplaats, telefoon, email, $3 FROM inwoner WHERE inwoner_id = $4", &args).await.expect("insert");
    })
    .await;
}

op_beide!(
    async fn een_retour_herhaalt_het_bsn_dat_wij_stuurden_ook_na_een_correctie(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let toewijzing = toegewezen(&h, a.0, i).await;
        verbeter_bsn(&h, i, 7).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        // IV028: the number as it is now was not in our message.
        let mut met_client = sim.weiger(&toewijzing, "9332".parse().expect("code"), dag("2026-03-02"));
        met_client.client.as_mut().expect("client").bsn = bsn(7).cijfers().parse().expect("bsn");
        let uit = stuur(&h, &met_client.schrijf()).await;
        assert!(uit.zinnen[0].starts_with("BER-17"), "{uit:?}");
        assert_eq!(status(&h).await, "verzonden");
        // The number that we sent is the right one, and the retour stands in the dossier.
        let oud = sim.weiger(&toewijzing, "9332".parse().expect("code"), dag("2026-03-02"));
        assert_eq!(oud.client.as_ref().expect("client").bsn, toewijzing.client.bsn);
        let uit = stuur(&h, &oud.schrijf()).await;
        assert!(!uit.zinnen[0].starts_with("BER-17"), "{uit:?}");
        assert_eq!(status(&h).await, "afgekeurd");
        let sql = "SELECT count(*) FROM journaal WHERE dossier_id = $1 AND handeling = 'bericht ontvangen'";
        let rij: Option<(i64,)> = h.app.db.een(sql, &[v(&i.dossier)]).await.expect("query");
        assert_eq!(rij, Some((1,)), "only the right one");
    }
);

op_beide!(
    async fn start_en_stop_worden_een_levering_en_maken_de_plek_vrij(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-02"));
        let uit = stuur(&h, &start.schrijf()).await;
        assert_eq!((uit.uitkomst, uit.soort.as_str()), ("verwerkt", "WMO305"), "{uit:?}");
        let Bericht::Wmo306(retour) = laatste_antwoord(&h).await else { panic!("not a WMO306") };
        assert!(retour.kop.is_akkoord() && retour.client.is_none());
        assert_eq!(h.getal("SELECT count(*) FROM levering WHERE tot_nr IS NULL AND geldig_van = '2026-01-05' AND geldig_tot IS NULL").await, 1);
        assert_eq!(
            h.getal("SELECT count(*) FROM dossier WHERE tot_nr IS NULL AND fase = 'levering'").await,
            1
        );
        let stop = sim.stop(&start, dag("2026-02-28"), RedenBeeindiging::VolgensPlan, dag("2026-03-02"));
        assert_eq!(stuur(&h, &stop.schrijf()).await.uitkomst, "verwerkt");
        assert_eq!(h.getal("SELECT count(*) FROM levering WHERE tot_nr IS NULL AND geldig_tot = '2026-03-01' AND stop_reden = '19'").await, 1);
        assert_eq!(status(&h).await, "beeindigd");
        assert_eq!(h.getal("SELECT count(*) FROM toewijzing WHERE tot_nr IS NULL AND plaats_tot = '2026-03-01' AND geldig_tot = '2027-01-01'").await, 1);
        let pagina =
            h.als(Rol::Trajectregisseur).await.get(&format!("/dossiers/{}/levering", i.dossier)).await;
        assert!(
            pagina.tekst.contains("Zorg gestart op 5 januari 2026, gestopt na 28 februari 2026."),
            "{}",
            pagina.tekst
        );
    }
);

op_beide!(
    async fn een_stop_zonder_start_krijgt_9069_en_verandert_niets(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-02"));
        let stop = sim.stop(&start, dag("2026-02-28"), RedenBeeindiging::VolgensPlan, dag("2026-03-02"));
        let uit = stuur(&h, &stop.schrijf()).await;
        assert_eq!(uit.uitkomst, "afgekeurd");
        assert!(uit.zinnen.iter().any(|z| z.starts_with("9069")), "{uit:?}");
        let Bericht::Wmo308(retour) = laatste_antwoord(&h).await else { panic!("not a WMO308") };
        let codes = &retour.client.expect("client").producten[0].codes.0;
        assert_eq!(codes.iter().map(|c| c.code()).collect::<Vec<_>>(), ["9069"]);
        assert_eq!(h.getal("SELECT count(*) FROM levering").await, 0);
        // In a folder the order of the names does not matter: what opens comes first.
        let map = h.map.path().join("post");
        std::fs::create_dir(&map).expect("folder");
        let stop = sim.stop(&start, dag("2026-02-28"), RedenBeeindiging::VolgensPlan, dag("2026-03-02"));
        std::fs::write(map.join("1-stop.xml"), stop.schrijf()).expect("file");
        std::fs::write(map.join("2-start.xml"), start.schrijf()).expect("file");
        let uit = wijkthuis::koppelingen::iwmo::inlezen(&h.app, &[map]).await;
        assert_eq!(
            uit.iter().map(|u| (u.soort.as_str(), u.uitkomst)).collect::<Vec<_>>(),
            [("WMO305", "verwerkt"), ("WMO307", "verwerkt")]
        );
    }
);

op_beide!(
    async fn hetzelfde_bericht_nog_eens_doet_niets_en_een_ander_met_dat_nummer_krijgt_9056(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-02"));
        let een = stuur(&h, &start.schrijf()).await;
        let twee = stuur(&h, &start.schrijf()).await;
        assert_eq!((een.uitkomst, twee.uitkomst), ("verwerkt", "dubbel"));
        assert_eq!(een.bericht_id, twee.bericht_id);
        assert_eq!(een.antwoord, twee.antwoord);
        let mut ander = start.clone();
        ander.client.producten[0].begindatum = dag("2026-01-06");
        let drie = stuur(&h, &ander.schrijf()).await;
        assert_eq!(drie.uitkomst, "afgekeurd");
        assert!(drie.zinnen[0].starts_with("9056"), "{drie:?}");
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE richting = 'in'").await, 2, "both are kept");
        assert_eq!(h.getal("SELECT count(*) FROM levering").await, 1);
    }
);

op_beide!(
    async fn een_onleesbaar_bestand_en_een_bericht_met_fouten_worden_bewaard(h: Huis) {
        let uit = verwerk(&h.app, "brief 999990019.xml", b"geen xml").await.expect("never fails");
        assert_eq!((uit.uitkomst, uit.bestand.as_str()), ("onleesbaar", "brief •••••••••.xml"));
        assert!(uit.bericht_id.is_some());
        let valid = include_str!("../../../iwmo/tests/oracle/valid_305.xml").replace(">0363<", ">0794<");
        let kapot = valid
            .replace("<iwmo:Geslacht>", "<iwmo:Geslacht>X")
            .replace("<wmo305:Geslacht>", "<wmo305:Geslacht>X");
        assert_ne!(valid, kapot);
        let uit = stuur(&h, &kapot).await;
        assert_eq!(uit.uitkomst, "afgekeurd");
        assert!(uit.zinnen[0].starts_with("BER-02"), "{uit:?}");
        assert!(uit.antwoord.is_none(), "no retour on level 1");
        let fout =
            include_str!("../../../iwmo/tests/oracle/CS058_305_status2.xml").replace(">0363<", ">0794<");
        let uit = stuur(&h, &fout).await;
        assert_eq!((uit.uitkomst, uit.antwoord.is_some()), ("afgekeurd", true));
        assert!(uit.zinnen.iter().all(|z| z.starts_with("0001")), "{uit:?}");
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE richting = 'in'").await, 3);
        let vraag = include_str!("../../../iwmo/tests/oracle/valid_315.xml").replace(">0384<", ">0794<");
        let verzoek = stuur(&h, &vraag).await;
        assert_eq!((verzoek.uitkomst, verzoek.antwoord.is_some()), ("bewaard", true), "{verzoek:?}");
        assert!(verzoek.zinnen[0].starts_with("BER-03"), "{verzoek:?}");
    }
);

op_beide!(
    async fn een_declaratie_wordt_regel_voor_regel_beoordeeld_geboekt_en_beantwoord(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let januari = maand(&mut sim, &t, "2026-01-01", 31);
        let uit = stuur(&h, &januari.schrijf()).await;
        assert_eq!(uit.uitkomst, "verwerkt", "{uit:?}");
        let Bericht::Wmo325(antwoord) = laatste_antwoord(&h).await else { panic!("not a WMO325") };
        let heel = antwoord.antwoord.expect("answer");
        assert_eq!((heel.toegekend.cent(), heel.codes.0[0].code()), (31 * 17_489, "8001"));
        let boek = "SELECT CAST(sum(bedrag_cent) AS BIGINT) FROM boeking WHERE soort = 'gedeclareerd' AND maand = '2026-01-01'";
        assert_eq!(h.getal(boek).await, 31 * 17_489);
        // February at another price: refused with 0611, nothing booked.
        let mut februari = maand(&mut sim, &t, "2026-02-01", 28);
        vergis(&mut februari, Misser::VerkeerdTarief).expect("changes");
        let uit = stuur(&h, &februari.schrijf()).await;
        assert_eq!(uit.uitkomst, "afgekeurd");
        assert!(uit.zinnen.iter().any(|z| z.starts_with("0611")), "{uit:?}");
        assert_eq!(h.getal("SELECT count(*) FROM boeking WHERE soort = 'gedeclareerd'").await, 1);
        // The credit of January takes the booking back.
        let mut credit = sim.crediteer(&januari, dag("2026-03-02")).expect("fits");
        // A correction travels with the latest period (iWmo OP284): going back is refused.
        assert!(stuur(&h, &credit.schrijf()).await.zinnen[0].starts_with("8214"));
        credit.declaratie.periode = februari.declaratie.periode.clone();
        credit.kop.identificatie = "A9000001".parse().expect("fits");
        credit.declaratie.nummer = "A9000002".parse().expect("fits");
        let uit = stuur(&h, &credit.schrijf()).await;
        assert_eq!(uit.uitkomst, "verwerkt", "{uit:?}");
        assert_eq!(h.getal(boek).await, 0);
        assert_eq!(
            h.getal(
                "SELECT count(*) FROM boeking WHERE soort = 'gedeclareerd' AND tegenboeking_van IS NOT NULL"
            )
            .await,
            1
        );
    }
);
