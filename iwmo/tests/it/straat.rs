//! One client from toewijzing to declaratie, both sides played, every message over the wire.

use iwmo::code::{RedenBeeindiging, RedenWijziging, Retourcode};
use iwmo::oordeel::{self, Regiebericht};
use iwmo::retour::{self, Retourgegevens};
use iwmo::simulator::{Aanbieder, Levering, Misser, vergis};
use iwmo::typen::{Stempel, Wmo301, Wmo323};
use iwmo::{Bericht, Tijd};

use crate::boekhouding::{Boekhouding, dag, toewijzing};

/// Sends a message: what is written must be valid and come back the same.
fn stuur(geschreven: &str) -> Bericht {
    assert!(
        geschreven.ends_with("\r\n") && !geschreven.replace("\r\n", "").contains(['\r', '\n']),
        "CRLF only"
    );
    let gelezen = iwmo::lees(geschreven.as_bytes()).unwrap();
    assert_eq!(gelezen.bevindingen(), []);
    let bericht = gelezen.bericht().unwrap();
    assert_eq!(bericht.schrijf(), geschreven);
    bericht
}

fn gegevens(nummer: &str) -> Retourgegevens {
    Retourgegevens { identificatie: nummer.parse().unwrap(), dagtekening: dag("2025-07-10") }
}

#[test]
fn van_toewijzing_tot_declaratie() {
    let mut aanbieder = Aanbieder::nieuw("SIM").unwrap();
    let mut boek = Boekhouding::gevuld();
    let toewijzing = toewijzing();
    assert_eq!(stuur(&toewijzing.schrijf()), Bericht::Wmo301(toewijzing.clone()));

    let akkoord = aanbieder.aanvaard(&toewijzing, dag("2025-01-12"));
    assert_eq!(stuur(&akkoord.schrijf()), Bericht::Wmo302(akkoord.clone()));
    assert!(akkoord.kop.is_akkoord());

    let start = aanbieder.start(&toewijzing, dag("2025-01-15"), dag("2025-01-20"));
    assert_eq!(stuur(&start.schrijf()), Bericht::Wmo305(start.clone()));
    assert!(oordeel::start(&start, &boek, dag("2025-01-21")).is_akkoord());
    boek.regie.extend(start.client.producten.iter().cloned().map(Regiebericht::Start));

    let mei = declareer(&mut aanbieder, &toewijzing, "2025-05-01", "2025-06-02", 31);
    assert_eq!(reken_af(&mut boek, &mei, "A1"), 31 * 15_000);
    let juni = declareer(&mut aanbieder, &toewijzing, "2025-06-01", "2025-07-02", 30);
    assert_eq!(reken_af(&mut boek, &juni, "A2"), 30 * 15_000);

    // Too much in May after all: taken back, and declared anew.
    let credit = aanbieder.crediteer(&mei, dag("2025-07-03")).unwrap();
    assert_eq!(reken_af(&mut boek, &credit, "A3"), -31 * 15_000);
    let opnieuw = declareer(&mut aanbieder, &toewijzing, "2025-05-01", "2025-07-04", 20);
    assert_eq!(reken_af(&mut boek, &opnieuw, "A4"), 20 * 15_000);
    let nog_eens = aanbieder.crediteer(&mei, dag("2025-07-05")).unwrap();
    assert_eq!(reken_af(&mut boek, &nog_eens, "A5"), 0);

    let stop = aanbieder.stop(&start, dag("2025-07-01"), RedenBeeindiging::Verhuizing, dag("2025-07-04"));
    assert_eq!(stuur(&stop.schrijf()), Bericht::Wmo307(stop.clone()));
    assert!(oordeel::stop(&stop, &boek, dag("2025-07-05")).is_akkoord());
}

fn declareer(aanbieder: &mut Aanbieder, toewijzing: &Wmo301, maand: &str, op: &str, volume: u32) -> Wmo323 {
    let levering = Levering { toewijzing, product: 0, volume, tarief_cent: 15_000 };
    aanbieder.declareer(&[levering], dag(maand), dag(op)).unwrap()
}

/// Judges, answers and books; gives back what was granted.
fn reken_af(boek: &mut Boekhouding, bericht: &Wmo323, nummer: &str) -> i64 {
    assert_eq!(stuur(&bericht.schrijf()), Bericht::Wmo323(bericht.clone()));
    let oordeel = oordeel::declaratie(bericht, boek, dag("2025-07-10"));
    let antwoord = retour::wmo325(bericht, &oordeel, &gegevens(nummer));
    stuur(&antwoord.schrijf());
    boek.boek(bericht, &oordeel);
    let toegekend = antwoord.antwoord.unwrap().toegekend.cent();
    assert_eq!(toegekend, oordeel.toegekend_cent(bericht), "the answer and the books agree");
    toegekend
}

#[test]
fn een_toewijzing_wordt_gewijzigd_beeindigd_en_verwijderd() {
    let stempel = || Stempel { datum: dag("2025-03-01"), tijd: Tijd::nieuw(10, 0, 0).unwrap() };
    let eerst = toewijzing();
    let product = &eerst.client.producten[0];
    let beeindigd = product.beeindigd(dag("2025-03-31"), RedenWijziging::Verhuizing, stempel());
    let verlengd =
        product.gewijzigd(RedenWijziging::Verlenging, stempel(), |p| p.einddatum = Some(dag("2026-06-30")));
    let verwijderd = product.verwijderd(stempel());
    assert!(verwijderd.is_verwijderd() && !beeindigd.is_verwijderd());
    assert!(verlengd.stempel() > product.stempel(), "the latest stamp counts");
    for (nieuw, reden) in [(beeindigd, "07"), (verlengd, "04"), (verwijderd, "13")] {
        let mut bericht = eerst.clone();
        bericht.kop.dagtekening = dag("2025-03-02");
        bericht.client.producten = vec![nieuw];
        assert_eq!(bericht.client.producten[0].reden_wijziging.unwrap().code(), reden);
        stuur(&bericht.schrijf());
    }
}

#[test]
fn de_aanbieder_kan_een_toewijzing_weigeren() {
    let code: Retourcode = "9332".parse().unwrap();
    let antwoord = Aanbieder::nieuw("SIM").unwrap().weiger(&toewijzing(), code, dag("2025-01-12"));
    assert_eq!(stuur(&antwoord.schrijf()), Bericht::Wmo302(antwoord.clone()));
    let client = antwoord.client.unwrap();
    assert!(client.producten.iter().all(|p| p.codes.0 == [code]));
    assert_eq!(client.met_codes(&()), toewijzing().client);
}

#[test]
fn elke_misser_wordt_gevonden() {
    for (misser, verwacht) in [
        (Misser::OnbekendeToewijzing, "9338"),
        (Misser::AnderProduct, "9340"),
        (Misser::VerkeerdTarief, "0611"),
        (Misser::VerkeerdBedrag, "9346"),
        (Misser::TeVeelVolume, "9321"),
        (Misser::NaEinddatum, "9308"),
    ] {
        let mut aanbieder = Aanbieder::nieuw("SIM").unwrap();
        let mut toewijzing = toewijzing();
        let mut boek = Boekhouding::gevuld();
        // The toewijzing ends halfway the month that is declared.
        let nummer = toewijzing.client.producten[0].nummer;
        toewijzing.client.producten[0].einddatum = Some(dag("2025-05-20"));
        boek.toewijzingen.get_mut(&nummer).unwrap().einddatum = Some(dag("2025-05-20"));
        let mut bericht = declareer(&mut aanbieder, &toewijzing, "2025-05-01", "2025-06-02", 20);
        assert!(oordeel::declaratie(&bericht, &boek, dag("2025-06-15")).is_akkoord());
        vergis(&mut bericht, misser).unwrap();
        stuur(&bericht.schrijf());
        let oordeel = oordeel::declaratie(&bericht, &boek, dag("2025-06-15"));
        let codes: Vec<_> = oordeel.clienten[0].prestaties[0].iter().map(|c| c.code()).collect();
        assert!(codes.contains(&verwacht), "{misser:?}: {codes:?}");
    }
}
