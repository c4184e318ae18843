//! When something goes wrong on the way: nothing is lost, nothing goes out twice, and what failed stops nothing else.

use crate::berichten::{dag, laatste_301, status, stuur, toegewezen};
use crate::berichten_envelop::{ggk, heen, in_map, neem};
use crate::huis::{Huis, datum, gemeente};
use crate::op_beide;
use crate::streek::{AGB, Inwoner, aanbod, bw_jaar, handel, inwoner};
use iwmo::code::RedenBeeindiging;
use iwmo::envelop::{self, Envelop, Foutenvelop, Retourenvelop, Tijdstip, Uuid};
use iwmo::simulator::{Aanbieder, Knooppunt, Storing};
use kern::stam::{AanbiederId, Periode};
use std::time::{Duration, SystemTime};
use wijkthuis::huis::Rol;
use wijkthuis::huis::app::{App, Instelling};
use wijkthuis::huis::geheim::Sleutels;
use wijkthuis::huis::opslag::{Motor, t, v};
use wijkthuis::koppelingen::iwmo::{haal_op, ontvang, ronde};
use wijkthuis::levering::berichten::{self, Gevolgregel, NieuwBericht};
use wijkthuis::levering::handel as levering;

const TAKEN: &str = "SELECT count(*) FROM werkitem WHERE taak = 'toewijzing'";

/// The same installation with other settings.
fn met(h: &Huis, instelling: Instelling) -> App {
    let mut app = h.app.clone();
    app.instelling = std::sync::Arc::new(instelling);
    app
}

async fn klopt(h: &Huis) {
    assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
}

/// Withdraws the only toewijzing; returns the page of the message that said so.
async fn ingetrokken(h: &Huis, i: Inwoner) -> String {
    let id = h.getal("SELECT max(toewijzing_id) FROM toewijzing").await;
    let tr = h.als(Rol::Trajectregisseur).await;
    let r = tr.post(&format!("/dossiers/{}/levering/toewijzing/{id}/intrekken", i.dossier), &[]).await;
    assert_eq!(r.status, 303, "{}", r.tekst);
    assert_eq!(status(h).await, "ingetrokken");
    let id = h.getal("SELECT max(bericht_id) FROM bericht WHERE soort = 'WMO301'").await;
    format!("/berichten/{id}")
}

/// Sends the removal again from its page, and sees that it is a removal once more.
async fn nog_eens_weg(h: &Huis, pagina: &str) {
    let tr = h.als(Rol::Trajectregisseur).await;
    assert!(tr.get(pagina).await.tekst.contains("Verwerk opnieuw"));
    let vorige = laatste_301(h).await;
    tr.post(&format!("{pagina}/opnieuw"), &[]).await;
    let nieuw = laatste_301(h).await;
    assert_ne!(nieuw.kop.identificatie, vorige.kop.identificatie);
    assert!(nieuw.client.producten[0].is_verwijderd());
    assert_eq!(status(h).await, "ingetrokken");
}

op_beide!(
    async fn een_geweigerde_intrekking_vraagt_aandacht_en_gaat_opnieuw(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &sim.aanvaard(&t, dag("2026-03-02")).schrijf()).await;
        let pagina = ingetrokken(&h, i).await;
        let weg = laatste_301(&h).await;
        stuur(&h, &sim.weiger(&weg, "9332".parse().expect("code"), dag("2026-03-02")).schrijf()).await;
        assert_eq!(status(&h).await, "afgekeurd");
        let zin = "SELECT count(*) FROM termijn WHERE soort = 'toewijzing' AND tot_nr IS NULL AND voldaan_op IS NULL AND uitleg LIKE '%intrekking%'";
        assert_eq!(h.getal(zin).await, 1);
        // The place stays free, and nothing of a removal travels with other messages.
        let tr = h.als(Rol::Trajectregisseur).await;
        let kies = tr.get(&format!("/dossiers/{}/levering/{}/toewijzen", i.dossier, i.indicatie)).await;
        assert!(kies.tekst.contains("1 plek vrij"), "{}", kies.tekst);
        nog_eens_weg(&h, &pagina).await;
        let weg = laatste_301(&h).await;
        stuur(&h, &sim.aanvaard(&weg, dag("2026-03-02")).schrijf()).await;
        assert_eq!(status(&h).await, "ingetrokken");
        assert_eq!(h.getal(zin).await, 0);
        assert_eq!(h.getal(TAKEN).await, 1, "the indicatie still needs a toewijzing");
        klopt(&h).await;
    }
);

async fn intrekking_kwam_niet_aan(motor: Motor) {
    let (h, map) = ggk(motor).await;
    let a = aanbod(&h, 1).await;
    let i = inwoner(&h, 0, &bw_jaar()).await;
    toegewezen(&h, a.0, i).await;
    let mut knooppunt = Knooppunt::nieuw(AGB.parse().expect("agb"), "A").expect("prefix");
    let terug = knooppunt.ontvang(&in_map(&map, "WMO301"), dag("2026-03-02")).expect("envelopes");
    neem(&h, &terug[0]).await;
    let pagina = ingetrokken(&h, i).await;
    knooppunt.stoor(Storing::Onbekend);
    let fout = knooppunt.ontvang(&in_map(&map, "WMO301"), dag("2026-03-02")).expect("a Fo01");
    assert!(neem(&h, &fout[0]).await.zinnen[0].starts_with("BER-09"));
    assert_eq!(status(&h).await, "afgekeurd");
    nog_eens_weg(&h, &pagina).await;
    klopt(&h).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_intrekking_die_niet_aankomt_gaat_opnieuw_op_sqlite() {
    intrekking_kwam_niet_aan(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_intrekking_die_niet_aankomt_gaat_opnieuw_op_postgres() {
    intrekking_kwam_niet_aan(Motor::Postgres).await;
}

op_beide!(
    async fn een_bericht_dat_mislukt_houdt_de_andere_en_de_uitpost_niet_op(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let gegeven = toegewezen(&h, a.0, i).await;
        // Waits, and cannot be opened any more: it was kept under another key.
        let vreemd = Sleutels::van(&[7; 32]);
        let kapot = handel(&h, "bericht ontvangen", async |tx| {
            let id = tx.nieuw_id().expect("id");
            let nieuw = NieuwBericht {
                inkomend: true,
                soort: "WMO307",
                afzender: AGB,
                ontvanger: "0794",
                identificatie: "A9999999",
                inhoud: b"dicht",
                ..NieuwBericht::default()
            };
            berichten::bewaar(tx, &vreemd, id, &nieuw).await.expect("kept");
            let wacht =
                Gevolgregel { uitkomst: "bewaard", regel: "BER-07".to_owned(), ..Gevolgregel::default() };
            berichten::leg_gevolgen_vast(tx, id, &[wacht]).await.expect("written");
            id
        })
        .await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&gegeven, dag("2026-01-05"), dag("2026-03-02"));
        let stop = sim.stop(&start, dag("2026-02-28"), RedenBeeindiging::VolgensPlan, dag("2026-03-02"));
        let uit = ontvang(&h.app, "stop.xml", stop.schrijf().as_bytes()).await.expect("never fails");
        assert!(uit.zinnen[0].starts_with("BER-07") && uit.bericht_id > Some(kapot), "{uit:?}");
        let map = h.map.path().join("uit");
        let dicht = h.app.sleutels.versleutel("uitpost.inhoud", b"<x/>").expect("encrypts");
        let leg = "INSERT INTO uitpost (bericht_id, bestand, inhoud) VALUES ($1, $2, $3)";
        h.app.db.voer(leg, &[v(&1i64), t("blijft.xml"), v(&dicht)]).await.expect("waits");
        h.op("2026-03-06");
        let app = met(&h, Instelling { uitmap: Some(map.clone()), ..Instelling::default() });
        assert_eq!(ronde(&app).await.expect("goes on"), 1, "the stop got its answer");
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO308'").await, 1);
        assert!(map.join("blijft.xml").exists(), "the outbox was emptied");
        let zegt = "SELECT count(*) FROM berichtgevolg g JOIN berichtstand s ON s.bericht_id = g.bericht_id
            WHERE g.regel = 'BER-08' AND s.stand = 'bewaard'";
        assert_eq!(h.getal(zegt).await, 1, "it does not wait any more, and says so");
        ronde(&app).await.expect("round");
        assert_eq!(h.getal(zegt).await, 1, "once");
    }
);

op_beide!(
    async fn twee_lezers_van_de_uitpost_sturen_elk_bestand_een_keer(h: Huis) {
        const AANTAL: i64 = 40;
        let map = h.map.path().join("uit");
        std::fs::create_dir(&map).expect("folder");
        let dicht = h.app.sleutels.versleutel("uitpost.inhoud", &[b'x'; 20_000]).expect("encrypts");
        let leg = "INSERT INTO uitpost (bericht_id, bestand, inhoud) VALUES ($1, $2, $3)";
        for n in 1..=AANTAL {
            let naam = format!("bericht-{n}.xml");
            h.app.db.voer(leg, &[v(&n), t(&naam), v(&dicht)]).await.expect("waits");
        }
        let app = met(&h, Instelling { uitmap: Some(map.clone()), ..Instelling::default() });
        // Whoever collects the folder takes each file away as soon as it is there.
        let klaar = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let (weg, stop) = (map.clone(), klaar.clone());
        let haler = std::thread::spawn(move || {
            let mut gehaald = 0;
            loop {
                let laatste = stop.load(std::sync::atomic::Ordering::SeqCst);
                for e in std::fs::read_dir(&weg).expect("folder") {
                    let pad = e.expect("entry").path();
                    if pad.file_name().is_some_and(|n| n.to_string_lossy().starts_with("bericht-")) {
                        assert_eq!(std::fs::read(&pad).expect("file").len(), 20_000, "never half of one");
                        std::fs::remove_file(&pad).expect("taken");
                        gehaald += 1;
                    }
                }
                if laatste {
                    return gehaald;
                }
            }
        });
        let taken: Vec<_> = (0..4)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(async move { ronde(&app).await })
            })
            .collect();
        for t in taken {
            t.await.expect("joins").expect("round");
        }
        klaar.store(true, std::sync::atomic::Ordering::SeqCst);
        assert_eq!(haler.join().expect("collector"), AANTAL);
        assert_eq!(h.getal("SELECT count(*) FROM uitpost").await, 0);
    }
);

op_beide!(
    async fn een_dubbel_ontvangen_toewijzing_blijft_aangenomen(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        stuur(&h, &sim.aanvaard(&t, dag("2026-03-02")).schrijf()).await;
        let nog_eens = sim.weiger(&t, "9056".parse().expect("code"), dag("2026-03-02"));
        let uit = stuur(&h, &nog_eens.schrijf()).await;
        assert_eq!(uit.uitkomst, "verwerkt", "{uit:?}");
        assert_eq!(status(&h).await, "geaccepteerd");
        assert_eq!(h.getal(TAKEN).await, 0);
        // Another objection still counts.
        stuur(&h, &sim.weiger(&t, "9332".parse().expect("code"), dag("2026-03-02")).schrijf()).await;
        assert_eq!(status(&h).await, "afgekeurd");
    }
);

/// The Fo01 that the knooppunt makes of an answer of ours.
fn fout_op(du01: &Retourenvelop, n: u8) -> String {
    let moment = Tijdstip::nieuw(dag("2026-03-02"), 12, 0, 0).expect("moment");
    let id = Uuid::van_toeval([200 + n; 16]);
    let fout = Foutenvelop::schemafout(&du01.stuurgegevens, &du01.versies, id, moment, "Niet bezorgd.");
    fout.expect("fits").schrijf()
}

fn du01(bytes: &[u8]) -> Retourenvelop {
    match envelop::lees(bytes).expect("an envelope") {
        Envelop::Retour(e) => e,
        ander => panic!("{ander:?}"),
    }
}

async fn antwoord_opnieuw(motor: Motor) {
    let (h, map) = ggk(motor).await;
    let a = aanbod(&h, 2).await;
    let i = inwoner(&h, 0, &bw_jaar()).await;
    toegewezen(&h, a.0, i).await;
    let mut knooppunt = Knooppunt::nieuw(AGB.parse().expect("agb"), "A").expect("prefix");
    let terug = knooppunt.ontvang(&in_map(&map, "WMO301"), dag("2026-03-02")).expect("envelopes");
    neem(&h, &terug[0]).await;
    neem(&h, &terug[1]).await;
    let eerste = du01(&in_map(&map, "WMO306"));
    neem(&h, &fout_op(&eerste, 1)).await;
    let id = h.getal("SELECT bericht_id FROM bericht WHERE soort = 'WMO306'").await;
    let stand = "SELECT count(*) FROM berichtstand s JOIN bericht b ON b.bericht_id = s.bericht_id
        WHERE b.soort = 'WMO306' AND s.stand = 'verzonden'";
    assert_eq!(h.getal(stand).await, 0);
    let tr = h.als(Rol::Trajectregisseur).await;
    let pagina = format!("/berichten/{id}");
    assert!(tr.get(&pagina).await.tekst.contains("Verwerk opnieuw"));
    tr.post(&format!("{pagina}/opnieuw"), &[]).await;
    let tweede = du01(&in_map(&map, "WMO306"));
    assert_ne!(eerste.stuurgegevens.referentienummer, tweede.stuurgegevens.referentienummer);
    assert_eq!(eerste.kruisreferentie, tweede.kruisreferentie);
    assert_eq!(Envelop::Retour(eerste).inhoud(), Envelop::Retour(tweede.clone()).inhoud(), "the same answer");
    assert_eq!(h.getal(stand).await, 1);
    // A second click does nothing: it is on its way.
    tr.post(&format!("{pagina}/opnieuw"), &[]).await;
    assert_eq!(h.getal("SELECT count(*) FROM envelop WHERE soort = 'Du01' AND richting = 'uit'").await, 2);
    // Lost again; now the aanbieder sends its message once more, and gets the answer to that envelope.
    neem(&h, &fout_op(&tweede, 2)).await;
    assert_eq!(h.getal(stand).await, 0);
    let mut weer = heen(terug[1].as_bytes());
    weer.stuurgegevens.referentienummer = Uuid::van_toeval([99; 16]);
    assert_eq!(neem(&h, &weer.schrijf()).await.uitkomst, "dubbel");
    let derde = du01(&in_map(&map, "WMO306"));
    assert!(derde.hoort_bij(&weer), "{:?}", derde.stuurgegevens);
    assert_eq!(h.getal(stand).await, 1);
    assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO306'").await, 1, "one answer");
    klopt(&h).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_antwoord_dat_niet_aankomt_gaat_opnieuw_op_sqlite() {
    antwoord_opnieuw(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_antwoord_dat_niet_aankomt_gaat_opnieuw_op_postgres() {
    antwoord_opnieuw(Motor::Postgres).await;
}

async fn dichte_uitmap(motor: Motor) {
    let map = tempfile::tempdir().expect("temp dir");
    let dicht = map.path().join("dicht");
    std::fs::write(&dicht, b"no folder").expect("a file in the way");
    let h = Huis::met(motor, Instelling { uitmap: Some(dicht), ..Instelling::default() }).await;
    let a = aanbod(&h, 2).await;
    let i = inwoner(&h, 0, &bw_jaar()).await;
    let t = toegewezen(&h, a.0, i).await;
    let mut sim = Aanbieder::nieuw("A").expect("prefix");
    stuur(&h, &sim.vraag_aan(&t, &t.client.producten, dag("2026-03-02")).schrijf()).await;
    let id = h.getal("SELECT max(verzoek_id) FROM aanbiederverzoek").await;
    let tr = h.als(Rol::Trajectregisseur).await;
    let pad = format!("/dossiers/{}/verzoeken/{id}/antwoord", i.dossier);
    let r = tr.post(&pad, &[("besluit", "onderzoek")]).await;
    assert_eq!(r.status, 303, "the answer was recorded: {}", r.tekst);
    assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO319'").await, 1);
    assert_eq!(h.getal("SELECT count(*) FROM uitpost").await, 3, "all wait for the folder");
    // Sending again is recorded too.
    stuur(&h, &sim.weiger(&t, "9332".parse().expect("code"), dag("2026-03-02")).schrijf()).await;
    let id = h.getal("SELECT max(bericht_id) FROM bericht WHERE soort = 'WMO301'").await;
    let r = tr.post(&format!("/berichten/{id}/opnieuw"), &[]).await;
    assert_eq!(r.status, 303, "{}", r.tekst);
    assert_eq!(status(&h).await, "verzonden");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_dichte_uitmap_geeft_geen_storing_op_sqlite() {
    dichte_uitmap(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_dichte_uitmap_geeft_geen_storing_op_postgres() {
    dichte_uitmap(Motor::Postgres).await;
}

op_beide!(
    async fn een_bestand_dat_niet_kan_worden_bewaard_wordt_genoemd(h: Huis) {
        let fa = h.als(Rol::FinancieelAdviseur).await;
        h.app.db.voer("ALTER TABLE berichtgevolg RENAME TO weg", &[]).await.expect("breaks");
        let r = fa.stuur_bestand("/berichten", "bestand", "een.xml", b"geen xml").await;
        assert_eq!(r.status, 200, "{}", r.tekst);
        assert!(r.tekst.contains("Niet gelezen") && r.tekst.contains("een.xml"), "{}", r.tekst);
        h.app.db.voer("ALTER TABLE weg RENAME TO berichtgevolg", &[]).await.expect("mends");
        let r = fa.stuur_bestand("/berichten", "bestand", "een.xml", b"geen xml").await;
        assert!(r.tekst.contains("een.xml") && !r.tekst.contains("Niet gelezen"), "{}", r.tekst);
    }
);

op_beide!(
    async fn een_bestand_dat_nog_wordt_geschreven_blijft_liggen(h: Huis) {
        let map = h.map.path().join("in");
        std::fs::create_dir(&map).expect("folder");
        let app = met(&h, Instelling { inmap: Some(map.clone()), ..Instelling::default() });
        let pad = map.join("half.xml");
        std::fs::write(&pad, b"geen x").expect("half a file");
        assert!(haal_op(&app).await.is_empty());
        assert!(pad.exists());
        assert_eq!(h.getal("SELECT count(*) FROM bericht").await, 0);
        std::fs::write(&pad, b"geen xml").expect("the rest");
        let f = std::fs::File::options().write(true).open(&pad).expect("opens");
        f.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("sets the time");
        assert_eq!(haal_op(&app).await.len(), 1);
        assert!(!pad.exists() && map.join("verwerkt/half.xml").exists());
    }
);

/// Gives a toewijzing and stops before anything is sent, as when the program ends there.
async fn gegeven_en_gestopt(h: &Huis, a: AanbiederId, i: Inwoner) {
    let periode = Periode::nieuw(datum("2026-01-01"), Some(datum("2027-01-01"))).expect("period");
    let keuze =
        levering::Keuze { indicatie_id: i.indicatie, aanbieder: a, plaats: gemeente("0794"), periode };
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let uit = levering::wijs_toe_aan(&mut tx, &h.app.regels, i.dossier, &keuze).await.expect("query");
    uit.expect("a place");
    tx.commit().await.expect("commit");
}

op_beide!(
    async fn een_toewijzing_die_bleef_liggen_gaat_met_de_volgende_ronde(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        gegeven_en_gestopt(&h, a, i).await;
        assert_eq!(status(&h).await, "open");
        ronde(&h.app).await.expect("round");
        assert_eq!(status(&h).await, "verzonden");
        ronde(&h.app).await.expect("round");
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO301'").await, 1, "once");
        // What the standard forbids is not tried every minute: it has its own button.
        let twee = inwoner(&h, 1, &bw_jaar()).await;
        h.app
            .db
            .voer("UPDATE inwoner SET bsn_versleuteld = NULL WHERE achternaam = 'Toets1'", &[])
            .await
            .expect("update");
        gegeven_en_gestopt(&h, a, twee).await;
        ronde(&h.app).await.expect("round");
        assert_eq!(h.getal("SELECT count(*) FROM verzendfout").await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO301'").await, 1);
    }
);
