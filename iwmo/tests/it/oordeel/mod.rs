//! Levels 3 and 4: per rule a message that breaks it and the code it then gets; the untouched messages pass.

mod declaratie;
mod gemeente;
mod regie;
mod verzoek;

pub use gemeente::antwoordbericht;
pub use verzoek::{aanvraagbericht, wijzigingsbericht};

use iwmo::Datum;
use iwmo::code::{Eenheid, RedenBeeindiging};
use iwmo::oordeel::{self, Prestatiestand, Regiebericht};
use iwmo::simulator::{Aanbieder, Levering};
use iwmo::typen::{Prestatie, Wijzigingsverzoek, Wmo305, Wmo307, Wmo323};
use iwmo::waarde::{Bedrag, Getal, Toewijzingnummer, Volume};

use crate::boekhouding::{Boekhouding, UREN, dag, toewijzing};

/// The codes of one judgement, all together.
type Uitkomst = Vec<&'static str>;

/// Name, what was found, and what is expected.
type Geval = (&'static str, Uitkomst, &'static [&'static str]);

fn vandaag() -> Datum {
    dag("2025-06-15")
}

fn aanbieder() -> Aanbieder {
    Aanbieder::nieuw("SIM").unwrap()
}

/// The start of the etmalen only.
fn startbericht() -> Wmo305 {
    let mut start = aanbieder().start(&toewijzing(), dag("2025-01-15"), dag("2025-01-20"));
    start.client.producten.truncate(1);
    start
}

fn stopbericht(reden: RedenBeeindiging, op: &str) -> Wmo307 {
    aanbieder().stop(&startbericht(), dag(op), reden, dag("2025-06-10"))
}

/// A whole month of etmalen at the agreed tariff.
pub fn declaratiebericht() -> Wmo323 {
    let toewijzing = toewijzing();
    let mei = Levering { toewijzing: &toewijzing, product: 0, volume: 31, tarief_cent: 15_000 };
    aanbieder().declareer(&[mei], dag("2025-05-01"), dag("2025-06-02")).unwrap()
}

/// A request for more hours; the rest of the set stays.
pub fn wijzigingsverzoek() -> Wijzigingsverzoek {
    verzoek::wijzigingsbericht().client.verzoek
}

fn uitkomst_start(bericht: &Wmo305, boek: &Boekhouding) -> Uitkomst {
    let oordeel = oordeel::start(bericht, boek, vandaag());
    oordeel.kop.iter().chain(oordeel.producten.iter().flatten()).map(|c| c.code()).collect()
}

fn uitkomst_stop(bericht: &Wmo307, boek: &Boekhouding) -> Uitkomst {
    let oordeel = oordeel::stop(bericht, boek, vandaag());
    oordeel.kop.iter().chain(oordeel.producten.iter().flatten()).map(|c| c.code()).collect()
}

fn uitkomst_declaratie(bericht: &Wmo323, boek: &Boekhouding) -> Uitkomst {
    let oordeel = oordeel::declaratie(bericht, boek, vandaag());
    let clienten = oordeel.clienten.iter().flat_map(|c| c.codes.iter().chain(c.prestaties.iter().flatten()));
    oordeel.kop.iter().chain(&oordeel.declaratie).chain(clienten).map(|c| c.code()).collect()
}

/// A start on the books, after a change.
fn start_geval(pas_aan: impl FnOnce(&mut Wmo305, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (startbericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht, &mut boek);
    uitkomst_start(&bericht, &boek)
}

/// A stop after a start that is on the books, after a change.
fn stop_geval(reden: RedenBeeindiging, pas_aan: impl FnOnce(&mut Wmo307, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (stopbericht(reden, "2025-06-01"), Boekhouding::gevuld());
    boek.regie.push(start_op_boek());
    pas_aan(&mut bericht, &mut boek);
    uitkomst_stop(&bericht, &boek)
}

fn start_op_boek() -> Regiebericht {
    Regiebericht::Start(startbericht().client.producten[0].clone())
}

fn stop_op_boek(reden: RedenBeeindiging, op: &str) -> Regiebericht {
    Regiebericht::Stop(stopbericht(reden, op).client.producten[0].clone())
}

/// A declaratie after a change of its only prestatie.
fn declaratie_geval(pas_aan: impl FnOnce(&mut Prestatie, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (declaratiebericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht.declaratie.clienten[0].prestaties[0], &mut boek);
    uitkomst_declaratie(&bericht, &boek)
}

/// A declaratie after a change of the message around it.
fn bericht_geval(pas_aan: impl FnOnce(&mut Wmo323, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (declaratiebericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht, &mut boek);
    uitkomst_declaratie(&bericht, &boek)
}

fn nummer(nummer: u32) -> Toewijzingnummer {
    Toewijzingnummer::nieuw(nummer).unwrap()
}

fn bedrag(cent: i64) -> Bedrag {
    Bedrag::nieuw(cent).unwrap()
}

/// Changes the prestatie into one of hours.
fn in_uren(p: &mut Prestatie, volume: u32, eenheid: Eenheid, tarief: u32, cent: i64) {
    (p.toewijzingnummer, p.eenheid) = (nummer(UREN), eenheid);
    p.categorie = iwmo::code::ProductCategorie::Begeleiding;
    p.productcode = "02A01".parse().unwrap();
    p.volume = Volume::nieuw(volume).unwrap();
    p.tarief = Some(Getal::nieuw(tarief).unwrap());
    p.ingediend = bedrag(cent);
}

/// The debet of the declaratie as it stands on the books after it was granted.
fn op_boek(p: &Prestatie, nummer: &str) -> Prestatiestand {
    let mut stand = Prestatiestand::van("999900006".parse().unwrap(), p, true);
    stand.nummer = nummer.parse().unwrap();
    stand
}

fn maak_credit(p: &mut Prestatie, van: &str) {
    p.referentie.vorig = Some(van.parse().unwrap());
    p.ingediend = bedrag(-p.ingediend.cent());
}

fn alle_gevallen() -> Vec<Geval> {
    let groepen = [
        regie::start_gevallen(),
        regie::start_na_eerdere(),
        regie::stop_gevallen(),
        regie::stop_na_tijdelijke(),
        declaratie::declaratie_gevallen(),
        declaratie::eerdere_gevallen(),
        declaratie::maat_gevallen(),
        declaratie::periode_gevallen(),
        declaratie::geheel_gevallen(),
        declaratie::credit_gevallen(),
        verzoek::aanvraag_gevallen(),
        verzoek::wijziging_gevallen(),
        verzoek::inhoud_gevallen(),
        gemeente::toewijzing_gevallen(),
        gemeente::antwoord_gevallen(),
        gemeente::declaratieantwoord_gevallen(),
    ];
    groepen.into_iter().flatten().collect()
}

/// Name and codes of every case.
pub fn namen() -> Vec<(&'static str, &'static [&'static str])> {
    alle_gevallen().into_iter().map(|(naam, _, verwacht)| (naam, verwacht)).collect()
}

#[test]
fn elk_geval_krijgt_precies_de_genoemde_retourcodes() {
    let fout: Vec<_> = alle_gevallen()
        .into_iter()
        .filter(|(_, gevonden, verwacht)| gevonden != verwacht)
        .map(|(naam, gevonden, verwacht)| format!("{naam}: verwacht {verwacht:?}, gevonden {gevonden:?}"))
        .collect();
    assert_eq!(fout, Vec::<String>::new());
}
