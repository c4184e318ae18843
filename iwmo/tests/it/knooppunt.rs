//! A whole street through the knooppunt: envelopes out, envelopes back, and everything that goes wrong on the way.

use iwmo::code::RedenBeeindiging;
use iwmo::envelop::{self, Envelop, Heenenvelop, Inhoud, Uuid};
use iwmo::oordeel::{self, Regiebericht};
use iwmo::simulator::{Knooppunt, Misser, Storing, inpakken};
use iwmo::{Bericht, Berichtsoort, Datum};

use crate::boekhouding::{AANBIEDER, Boekhouding, dag, toewijzing};
use crate::codes;

fn op() -> Datum {
    dag("2025-06-03")
}

fn knooppunt() -> Knooppunt {
    Knooppunt::nieuw(AANBIEDER.parse().unwrap(), "SIM").unwrap()
}

fn heen(xml: String) -> Heenenvelop {
    let (gemeente, agb) = ("0794".parse().unwrap(), AANBIEDER.parse().unwrap());
    inpakken(gemeente, agb, (Berichtsoort::Wmo301, xml), Uuid::van_toeval([200; 16]), op()).unwrap()
}

/// Sends the toewijzing; with this going wrong.
fn stuur(k: &mut Knooppunt, storing: Option<Storing>) -> Vec<Envelop> {
    if let Some(storing) = storing {
        k.stoor(storing);
    }
    let terug = k.ontvang(heen(toewijzing().schrijf()).schrijf().as_bytes(), op()).unwrap();
    terug.iter().map(|e| envelop::lees(e.as_bytes()).unwrap()).collect()
}

fn bericht(envelop: &Envelop) -> Bericht {
    let Some(Inhoud::Xml(xml)) = envelop.inhoud() else { panic!("{envelop:?}") };
    let gelezen = iwmo::lees(xml).unwrap();
    assert_eq!(gelezen.bevindingen(), []);
    gelezen.bericht().unwrap()
}

fn soorten(enveloppen: &[Envelop]) -> Vec<String> {
    enveloppen.iter().map(|e| bericht(e).soort().naam()).collect()
}

#[test]
fn op_een_toewijzing_komen_retour_en_start() {
    let terug = stuur(&mut knooppunt(), None);
    assert_eq!(soorten(&terug), ["WMO302", "WMO305"]);
    let Envelop::Retour(retour) = &terug[0] else { panic!("{:?}", terug[0]) };
    assert!(retour.hoort_bij(&heen(String::new())));
    let Bericht::Wmo302(b) = bericht(&terug[0]) else { panic!("a retour") };
    assert_eq!(b.kop.heen.identificatie, toewijzing().kop.identificatie, "the header inside matches too");
    let Bericht::Wmo305(start) = bericht(&terug[1]) else { panic!("a start") };
    assert!(oordeel::start(&start, &Boekhouding::gevuld(), op()).is_akkoord());
}

#[test]
fn daarna_declareert_vraagt_en_stopt_de_aanbieder() {
    let (mut k, gemeente) = (knooppunt(), heen(String::new()));
    let start = stuur(&mut k, None).remove(1);
    let mut boek = Boekhouding::gevuld();
    let Bericht::Wmo305(start) = bericht(&start) else { panic!("a start") };
    boek.regie.extend(start.client.producten.into_iter().map(Regiebericht::Start));
    let open = |e: &str| bericht(&envelop::lees(e.as_bytes()).unwrap());
    let mei = k.declareer(&gemeente, dag("2025-05-01"), op(), (4, 6_100), None).unwrap();
    let Bericht::Wmo323(mei) = open(&mei) else { panic!("a declaratie") };
    let oordeel = oordeel::declaratie(&mei, &boek, op());
    // Both products are declared at the tariff of the second.
    assert_eq!((oordeel.is_toegekend(0, 0), oordeel.is_toegekend(0, 1)), (false, true));
    let fout =
        k.declareer(&gemeente, dag("2025-05-01"), op(), (4, 6_100), Some(Misser::VerkeerdTotaal)).unwrap();
    let Some(Inhoud::Xml(fout)) = envelop::lees(fout.as_bytes()).unwrap().inhoud().cloned() else {
        panic!("xml")
    };
    assert_eq!(codes(&iwmo::lees(&fout).unwrap().niveau2()), ["TR358"]);
    let Bericht::Wmo315(vraag) = open(&k.vraag(&gemeente, op()).unwrap()) else { panic!("a request") };
    assert_eq!(vraag.client.producten.len(), 2);
    let stops = k.stop(&gemeente, RedenBeeindiging::Verhuizing, op()).unwrap();
    let Bericht::Wmo307(stop) = open(&stops[0]) else { panic!("a stop") };
    assert!(oordeel::stop(&stop, &boek, op()).is_akkoord());
    assert!(k.stop(&gemeente, RedenBeeindiging::Verhuizing, op()).unwrap().is_empty(), "stopped once");
}

#[test]
fn wat_onderweg_misgaat_komt_terug_als_fout_of_anders() {
    let met = |storing| stuur(&mut knooppunt(), Some(storing));
    assert_eq!(soorten(&met(Storing::VerkeerdeVolgorde)), ["WMO305", "WMO302"]);
    let dubbel = met(Storing::Dubbel);
    assert_eq!((dubbel.len(), dubbel[0] == dubbel[1]), (4, true));
    assert_eq!(met(Storing::Stil), []);
    let Envelop::Fout(fout) = &met(Storing::Onbekend)[0] else { panic!("a Fo01") };
    assert_eq!((&*fout.code, fout.betekenis().unwrap().verzender), ("IB010", "VECOZO"));
    let Envelop::Retour(retour) = &met(Storing::VerkeerdeKruisreferentie)[0] else { panic!("a retour") };
    assert!(!retour.hoort_bij(&heen(String::new())));
    let Some(Inhoud::Xml(half)) = met(Storing::Afgebroken)[0].inhoud().cloned() else { panic!("xml") };
    assert!(iwmo::lees(&half).is_err());
    let geweigerd = met(Storing::Geweigerd("9332".parse().unwrap()));
    assert_eq!(soorten(&geweigerd), ["WMO302"], "no start on what is refused");
}

#[test]
fn wat_niet_klopt_krijgt_een_technisch_antwoord() {
    let mut k = knooppunt();
    let mut antwoord = |xml: String| {
        let terug = k.ontvang(heen(xml).schrijf().as_bytes(), op()).unwrap();
        terug.iter().map(|e| envelop::lees(e.as_bytes()).unwrap()).collect::<Vec<_>>()
    };
    let kapot = toewijzing().schrijf().replace("<wmo301:Geslacht>2", "<wmo301:Geslacht>7");
    let Envelop::Fout(fout) = &antwoord(kapot)[0] else { panic!("a Fo01") };
    assert_eq!((&*fout.code, fout.details.as_deref()), ("StUF055", Some("WMO301-00030002")));
    let mut dubbel = toewijzing();
    dubbel.client.producten.push(dubbel.client.producten[0].clone());
    let terug = antwoord(dubbel.schrijf());
    let Bericht::Wmo302(retour) = bericht(&terug[0]) else { panic!("a retour") };
    assert_eq!(retour.kop.codes.unwrap().0[0].code(), "0001");
    assert_eq!(terug.len(), 1, "nothing starts");
}
