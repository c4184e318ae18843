//! Envelopes of the knooppunt, in and out, and what happens when something does not arrive.

use crate::berichten::{dag, laatste_301, status, toegewezen};
use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{AGB, aanbod, bw_jaar, inwoner};
use iwmo::Berichtsoort;
use iwmo::envelop::{self, Envelop, Heenenvelop, Inhoud, Retourenvelop};
use iwmo::simulator::{Aanbieder, Knooppunt, Storing};
use wijkthuis::huis::Rol;
use wijkthuis::huis::app::Instelling;
use wijkthuis::huis::opslag::Motor;
use wijkthuis::koppelingen::iwmo::{Uitkomst, ontvang, ronde};

/// An installation that works with the knooppunt.
pub async fn ggk(motor: Motor) -> (Huis, tempfile::TempDir) {
    let map = tempfile::tempdir().expect("temp dir");
    let instelling = Instelling { ggk: true, uitmap: Some(map.path().to_owned()), ..Instelling::default() };
    (Huis::met(motor, instelling).await, map)
}

/// The last envelope in the folder whose name starts like this.
pub fn in_map(map: &tempfile::TempDir, begin: &str) -> Vec<u8> {
    let mut namen: Vec<_> = std::fs::read_dir(map.path())
        .expect("folder")
        .map(|e| e.expect("entry").path())
        .filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(begin)))
        .collect();
    namen.sort_by_key(|p| (p.to_string_lossy().len(), p.clone()));
    std::fs::read(namen.last().unwrap_or_else(|| panic!("{begin} in the folder"))).expect("file")
}

pub fn heen(bytes: &[u8]) -> Heenenvelop {
    match envelop::lees(bytes).expect("an envelope") {
        Envelop::Heen(e) => e,
        ander => panic!("{ander:?}"),
    }
}

pub async fn neem(h: &Huis, xml: &str) -> Uitkomst {
    ontvang(&h.app, "envelop.xml", xml.as_bytes()).await.expect("never fails")
}

async fn heen_en_weer(motor: Motor) {
    let (h, map) = ggk(motor).await;
    let a = aanbod(&h, 2).await;
    let i = inwoner(&h, 0, &bw_jaar()).await;
    toegewezen(&h, a.0, i).await;
    let uit = in_map(&map, "WMO301");
    let di01 = heen(&uit);
    assert_eq!(&*di01.stuurgegevens.ontvanger.organisatie, AGB);
    assert_eq!(&*di01.stuurgegevens.functie, "WMO301");
    let mut knooppunt = Knooppunt::nieuw(AGB.parse().expect("agb"), "A").expect("prefix");
    let terug = knooppunt.ontvang(&uit, dag("2026-03-02")).expect("envelopes");
    assert_eq!(terug.len(), 2, "a retour and a start");
    // A retour in an envelope that names another one changes nothing (BER-10); the right one does.
    let Envelop::Retour(goed) = envelop::lees(terug[0].as_bytes()).expect("envelope") else { panic!("Du01") };
    let vreemd = Retourenvelop { kruisreferentie: envelop::Uuid::van_toeval([9; 16]), ..goed.clone() };
    let uit = neem(&h, &vreemd.schrijf()).await;
    assert!(uit.uitkomst == "afgekeurd" && uit.zinnen[0].starts_with("BER-10"), "{uit:?}");
    assert_eq!(status(&h).await, "verzonden");
    let nog = neem(&h, &vreemd.schrijf()).await;
    assert_eq!(nog.uitkomst, "dubbel", "the same wrong envelope again is only counted");
    let uit = neem(&h, &terug[0]).await;
    assert_eq!((uit.uitkomst, uit.soort.as_str()), ("verwerkt", "WMO302"), "{uit:?}");
    assert_eq!(status(&h).await, "geaccepteerd");
    // The start comes in a Di01; our answer names that envelope.
    let start = heen(terug[1].as_bytes());
    assert_eq!(neem(&h, &terug[1]).await.uitkomst, "verwerkt");
    assert_eq!(neem(&h, &terug[1]).await.uitkomst, "dubbel");
    let Envelop::Retour(du01) = envelop::lees(&in_map(&map, "WMO306")).expect("envelope") else {
        panic!("Du01")
    };
    assert!(du01.hoort_bij(&start), "{:?}", du01.stuurgegevens);
    let Some(Inhoud::Xml(xml)) = Envelop::Retour(du01).inhoud().cloned() else { panic!("a message") };
    assert_eq!(iwmo::lees(&xml).expect("readable").soort(), Berichtsoort::Wmo306);
    // A message whose structure is wrong has no retour; its sender gets a Fo01 (StUF055).
    let Inhoud::Xml(binnen) = start.inhoud.clone() else { panic!("a message") };
    let kapot = String::from_utf8(binnen).expect("text").replace("Geslacht>", "Geslagt>");
    let kapot = Heenenvelop { inhoud: Inhoud::Xml(kapot.into_bytes()), ..start };
    assert!(neem(&h, &kapot.schrijf()).await.zinnen[0].starts_with("BER-02"));
    let Envelop::Fout(f) = envelop::lees(&in_map(&map, "Fo01")).expect("envelope") else { panic!("Fo01") };
    assert_eq!(
        (&*f.code, &*f.kruisreferentie),
        ("StUF055", kapot.stuurgegevens.referentienummer.als_tekst())
    );
    // The same for a gemeente of another region: not even a Fo01 leaves in its name (BER-15).
    let gestuurd = h.getal("SELECT count(*) FROM bericht WHERE soort = 'Fo01' AND richting = 'uit'").await;
    let Inhoud::Xml(binnen) = kapot.inhoud.clone() else { panic!("a message") };
    let elders = String::from_utf8(binnen).expect("text").replace(">0794<", ">0363<");
    let mut elders = Heenenvelop { inhoud: Inhoud::Xml(elders.into_bytes()), ..kapot };
    elders.stuurgegevens.ontvanger.organisatie = iwmo::waarde::Tekst::nieuw("0363").expect("fits");
    elders.stuurgegevens.referentienummer = envelop::Uuid::van_toeval([3; 16]);
    assert!(neem(&h, &elders.schrijf()).await.zinnen[0].starts_with("BER-02"));
    assert_eq!(
        h.getal("SELECT count(*) FROM bericht WHERE soort = 'Fo01' AND richting = 'uit'").await,
        gestuurd
    );
    assert_eq!(h.getal("SELECT count(*) FROM uitpost").await, 0, "everything is in the folder");
    assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
}

async fn kwam_niet_aan(motor: Motor) {
    let (h, map) = ggk(motor).await;
    let a = aanbod(&h, 2).await;
    let i = inwoner(&h, 0, &bw_jaar()).await;
    let eerste = toegewezen(&h, a.0, i).await;
    let mut knooppunt = Knooppunt::nieuw(AGB.parse().expect("agb"), "A").expect("prefix");
    knooppunt.stoor(Storing::Onbekend);
    let fout = knooppunt.ontvang(&in_map(&map, "WMO301"), dag("2026-03-02")).expect("a Fo01");
    let uit = neem(&h, &fout[0]).await;
    assert!(uit.soort == "Fo01" && uit.zinnen[0].starts_with("BER-09"), "{uit:?}");
    assert!(uit.zinnen[0].contains("IB010"), "{uit:?}");
    assert_eq!(neem(&h, &fout[0]).await.uitkomst, "dubbel");
    assert_eq!(status(&h).await, "afgekeurd");
    assert_eq!(h.getal("SELECT count(*) FROM werkitem WHERE taak = 'toewijzing'").await, 1);
    let tr = h.als(Rol::Trajectregisseur).await;
    let lijst = tr.get("/berichten?uitkomst=afgekeurd").await;
    assert!(lijst.tekst.contains("WMO301 toewijzing") && lijst.tekst.contains("Fo01"), "{}", lijst.tekst);
    let id = h.getal("SELECT bericht_id FROM bericht WHERE soort = 'WMO301'").await;
    let pagina = tr.get(&format!("/berichten/{id}")).await;
    assert!(pagina.tekst.contains("Verwerk opnieuw") && pagina.tekst.contains("IB010"), "{}", pagina.tekst);
    tr.post(&format!("/berichten/{id}/opnieuw"), &[]).await;
    let tweede = laatste_301(&h).await;
    assert_ne!(eerste.kop.identificatie, tweede.kop.identificatie, "never the same identification twice");
    assert_eq!(eerste.client, tweede.client, "sent again unchanged (IV013)");
    assert_eq!(status(&h).await, "verzonden");
    let terug = knooppunt.ontvang(&in_map(&map, "WMO301"), dag("2026-03-02")).expect("envelopes");
    assert_eq!(neem(&h, &terug[0]).await.uitkomst, "verwerkt");
    assert_eq!(status(&h).await, "geaccepteerd");
    // A second click does nothing.
    let r = tr.post(&format!("/berichten/{id}/opnieuw"), &[]).await;
    assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE soort = 'WMO301'").await, 2, "{}", r.naar);
    assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_envelop_gaat_heen_en_weer_op_sqlite() {
    heen_en_weer(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_envelop_gaat_heen_en_weer_op_postgres() {
    heen_en_weer(Motor::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wat_niet_aankomt_staat_weer_op_de_werklijst_en_gaat_opnieuw_op_sqlite() {
    kwam_niet_aan(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wat_niet_aankomt_staat_weer_op_de_werklijst_en_gaat_opnieuw_op_postgres() {
    kwam_niet_aan(Motor::Postgres).await;
}

op_beide!(
    async fn de_uitmap_krijgt_ook_wat_eerder_niet_kon_worden_geschreven(h: Huis) {
        let map = h.map.path().join("dicht");
        std::fs::write(&map, b"no folder").expect("a file in the way");
        let mut app = h.app.clone();
        app.instelling =
            std::sync::Arc::new(Instelling { uitmap: Some(map.clone()), ..Instelling::default() });
        let kapot =
            include_str!("../../../iwmo/tests/oracle/CS058_305_status2.xml").replace(">0363<", ">0794<");
        let uit = ontvang(&app, "start.xml", kapot.as_bytes()).await.expect("kept all the same");
        assert!(uit.antwoord.is_some());
        assert_eq!(h.getal("SELECT count(*) FROM uitpost").await, 1, "the answer waits");
        std::fs::remove_file(&map).expect("removed");
        ronde(&app).await.expect("round");
        assert_eq!(h.getal("SELECT count(*) FROM uitpost").await, 0);
        assert!(map.join(uit.antwoord.expect("name")).exists());
    }
);
