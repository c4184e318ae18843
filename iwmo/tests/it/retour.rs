//! Answers have the form of IV028, IV087 and IV088, hold their sums, and are valid messages themselves.

use iwmo::code::{Retourcode, StatusAanlevering};
use iwmo::oordeel::{self, RegieOordeel};
use iwmo::retour::{self, Retourgegevens};
use iwmo::simulator::{Aanbieder, Levering, Misser, vergis};
use iwmo::typen::{Retourcodes, Wmo323, Wmo325};
use iwmo::{Bericht, Berichtsoort, XSLT_VERSIE};

use crate::boekhouding::{ANDER, Boekhouding, dag, toewijzing};
use crate::{bericht, codes};

fn gegevens() -> Retourgegevens {
    Retourgegevens { identificatie: "ANTW00000001".parse().unwrap(), dagtekening: dag("2025-06-10") }
}

/// Reads what was written; it must be valid on levels 1 and 2 and come back the same.
fn terug(geschreven: &str) -> Bericht {
    let gelezen = iwmo::lees(geschreven.as_bytes()).unwrap();
    assert_eq!(gelezen.bevindingen(), [], "{geschreven}");
    let bericht = gelezen.bericht().unwrap();
    assert_eq!(bericht.schrijf(), geschreven, "written twice it is the same bytes");
    bericht
}

fn antwoord(bericht: &Wmo323, boek: &Boekhouding) -> Wmo325 {
    let oordeel = oordeel::declaratie(bericht, boek, dag("2025-06-15"));
    let antwoord = retour::wmo325(bericht, &oordeel, &gegevens());
    assert_eq!(terug(&antwoord.schrijf()), Bericht::Wmo325(antwoord.clone()));
    antwoord
}

fn declaratie() -> Wmo323 {
    let toewijzing = toewijzing();
    let levering =
        |product, volume, tarief_cent| Levering { toewijzing: &toewijzing, product, volume, tarief_cent };
    let leveringen = [levering(0, 31, 15_000), levering(1, 4, 6_100)];
    Aanbieder::nieuw("SIM").unwrap().declareer(&leveringen, dag("2025-05-01"), dag("2025-06-02")).unwrap()
}

#[test]
fn een_technische_fout_geeft_alleen_een_kop_met_0001() {
    for bestand in [
        "CS002_bsn_11proef.xml",
        "CS058_305_status2.xml",
        "TR018_stop_before_start.xml",
        "CD067_no_naam_no_code.xml",
        "TR352_only_new.xml",
        "CD085_reden_missing.xml",
        "TR358_total_wrong.xml",
    ] {
        let tekst = bericht(bestand);
        let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
        assert_ne!(gelezen.niveau2(), []);
        let antwoord = retour::technisch(&gelezen, &gegevens()).unwrap();
        let antwoord = iwmo::lees(antwoord.as_bytes()).unwrap();
        assert_eq!(antwoord.bevindingen(), [], "{bestand}");
        assert_eq!(Some(antwoord.soort()), gelezen.soort().retoursoort());
        if antwoord.soort() == Berichtsoort::Wmo325 {
            let kop = antwoord.antwoordkop().unwrap();
            assert_eq!(
                (kop.codes.0, kop.xslt.unwrap().als_tekst()),
                (vec![Retourcode::TECHNISCH], XSLT_VERSIE)
            );
        } else {
            let kop = antwoord.retourkop().unwrap();
            assert_eq!(kop.heen, gelezen.kop().unwrap(), "the header that is answered stays as it was");
            assert_eq!(
                (kop.codes.unwrap().0, kop.xslt.unwrap().als_tekst()),
                (vec![Retourcode::TECHNISCH], XSLT_VERSIE)
            );
        }
    }
}

#[test]
fn een_antwoord_krijgt_zelf_geen_antwoord() {
    let tekst = bericht("valid_325.xml");
    let gelezen = iwmo::lees(tekst.as_bytes()).unwrap();
    assert_eq!(retour::technisch(&gelezen, &gegevens()), None);
    assert_eq!(retour::akkoord(&gelezen, &gegevens()), None);
}

#[test]
fn een_akkoord_heeft_geen_codes() {
    let tekst = bericht("valid_317.xml");
    let antwoord = retour::akkoord(&iwmo::lees(tekst.as_bytes()).unwrap(), &gegevens()).unwrap();
    let gelezen = iwmo::lees(antwoord.as_bytes()).unwrap();
    assert_eq!((gelezen.soort(), gelezen.niveau1()), (Berichtsoort::Wmo318, [].as_slice()));
    assert!(gelezen.retourkop().unwrap().is_akkoord());
}

#[test]
fn een_afgewezen_klasse_brengt_de_hele_client_mee() {
    let start = Aanbieder::nieuw("SIM").unwrap().start(&toewijzing(), dag("2025-01-15"), dag("2025-01-20"));
    let mut fout = start.clone();
    fout.client.producten[1].status = StatusAanlevering::Verwijderen;
    let oordeel = oordeel::start(&fout, &Boekhouding::gevuld(), dag("2025-06-15"));
    assert!(!oordeel.is_akkoord());
    let antwoord = retour::wmo306(&fout, &oordeel, &gegevens());
    assert_eq!(antwoord.kop.codes, Some(Retourcodes::geen_opmerking()));
    let client = antwoord.client.as_ref().unwrap();
    assert_eq!(client.met_codes(&()), fout.client, "the client is copied unchanged");
    let codes: Vec<_> = client.producten.iter().map(|p| p.codes.0[0].code()).collect();
    assert_eq!(codes, ["0200", "9063"]);
    assert_eq!(terug(&antwoord.schrijf()), Bericht::Wmo306(antwoord));

    let goed = retour::wmo306(
        &start,
        &oordeel::start(&start, &Boekhouding::gevuld(), dag("2025-06-15")),
        &gegevens(),
    );
    assert!(goed.kop.is_akkoord() && goed.client.is_none());
}

#[test]
fn een_fout_in_de_kop_laat_de_client_weg() {
    let mut stop = {
        let mut aanbieder = Aanbieder::nieuw("SIM").unwrap();
        let start = aanbieder.start(&toewijzing(), dag("2025-01-15"), dag("2025-01-20"));
        aanbieder.stop(
            &start,
            dag("2025-06-01"),
            iwmo::code::RedenBeeindiging::VolgensPlan,
            dag("2025-06-10"),
        )
    };
    stop.kop.dagtekening = dag("2025-07-01");
    let oordeel = oordeel::stop(&stop, &Boekhouding::gevuld(), dag("2025-06-15"));
    let antwoord = retour::wmo308(&stop, &oordeel, &gegevens());
    assert_eq!(antwoord.kop.codes.as_ref().unwrap().0[0].code(), "8848");
    assert_eq!(antwoord.client, None);
    terug(&antwoord.schrijf());
}

#[test]
fn een_code_op_de_client_laat_de_producten_onbeoordeeld() {
    let start = Aanbieder::nieuw("SIM").unwrap().start(&toewijzing(), dag("2025-01-15"), dag("2025-01-20"));
    let code: Retourcode = "9019".parse().unwrap();
    let oordeel =
        RegieOordeel { client: vec![code], producten: vec![vec![], vec![]], ..RegieOordeel::default() };
    let client = retour::wmo306(&start, &oordeel, &gegevens()).client.unwrap();
    assert_eq!(client.codes.0, [code]);
    assert!(client.producten.iter().all(|p| p.codes == Retourcodes::niet_beoordeeld()));
}

#[test]
fn alles_toegekend() {
    let antwoord = antwoord(&declaratie(), &Boekhouding::gevuld());
    let klasse = antwoord.antwoord.unwrap();
    assert_eq!(klasse.codes.0, [Retourcode::VOLLEDIG_TOEGEWEZEN]);
    assert_eq!((klasse.ingediend, klasse.toegekend.cent()), (klasse.toegekend, 31 * 15_000 + 4 * 6_100));
    assert_eq!(klasse.clienten, []);
}

#[test]
fn alleen_afgewezen_prestaties_staan_in_het_antwoord() {
    let mut bericht = declaratie();
    vergis(&mut bericht, Misser::VerkeerdTarief).unwrap();
    let klasse = antwoord(&bericht, &Boekhouding::gevuld()).antwoord.unwrap();
    assert_eq!(klasse.codes.0, [Retourcode::GEEN_OPMERKING]);
    assert_eq!(klasse.toegekend.cent(), 4 * 6_100);
    assert_eq!(klasse.clienten.len(), 1);
    assert_eq!(klasse.clienten[0].codes, Retourcodes::geen_opmerking());
    assert_eq!(klasse.clienten[0].prestaties.len(), 1);
    assert_eq!(klasse.clienten[0].prestaties[0].codes.0[0].code(), "0611");
    assert_eq!(klasse.clienten[0].prestaties[0].met_codes(&()), bericht.declaratie.clienten[0].prestaties[0]);
}

#[test]
fn een_fout_op_de_client_wijst_al_zijn_prestaties_af() {
    let mut bericht = declaratie();
    bericht.declaratie.clienten[0].bsn = ANDER.parse().unwrap();
    let klasse = antwoord(&bericht, &Boekhouding::gevuld()).antwoord.unwrap();
    assert_eq!(klasse.toegekend.cent(), 0);
    assert_eq!(klasse.clienten[0].codes.0[0].code(), "8187");
    assert!(klasse.clienten[0].prestaties.iter().all(|p| p.codes == Retourcodes::niet_beoordeeld()));
    assert_eq!(klasse.clienten[0].prestaties.len(), 2);
}

#[test]
fn een_fout_op_de_declaratie_kent_niets_toe() {
    let bericht = declaratie();
    let mut boek = Boekhouding::gevuld();
    boek.declaraties.insert(bericht.declaratie.nummer.to_string());
    let klasse = antwoord(&bericht, &boek).antwoord.unwrap();
    assert_eq!((klasse.codes.0[0].code(), klasse.toegekend.cent(), klasse.clienten.len()), ("9333", 0, 0));
}

#[test]
fn een_fout_in_de_kop_van_de_declaratie_geeft_alleen_een_kop() {
    let bericht = declaratie();
    let mut boek = Boekhouding::gevuld();
    boek.berichten.insert(bericht.kop.identificatie.to_string());
    let antwoord = antwoord(&bericht, &boek);
    assert_eq!((antwoord.kop.codes.0[0].code(), antwoord.antwoord), ("9056", None));
}

#[test]
fn de_missers_van_niveau_2_worden_technisch_afgekeurd() {
    for (misser, code) in [(Misser::VerkeerdTotaal, "TR358"), (Misser::DubbeleReferentie, "TR101")] {
        let mut bericht = declaratie();
        vergis(&mut bericht, misser).unwrap();
        let geschreven = bericht.schrijf();
        let gelezen = iwmo::lees(geschreven.as_bytes()).unwrap();
        assert!(codes(&gelezen.niveau2()).contains(&code), "{misser:?}");
    }
}

#[test]
fn verzoeken_en_antwoorden_krijgen_hun_retour() {
    use crate::oordeel::{aanvraagbericht, antwoordbericht, wijzigingsbericht};
    let onbekend = Boekhouding { product_onbekend: true, ..Boekhouding::gevuld() };
    let op = dag("2025-06-15");
    let vot = aanvraagbericht();
    let antwoord = retour::wmo316(&vot, &oordeel::aanvraag(&vot, &onbekend, op), &gegevens());
    let codes = &antwoord.client.as_ref().unwrap().producten[0].codes.0;
    assert_eq!(codes[0].code(), "S329");
    assert_eq!(terug(&antwoord.schrijf()), Bericht::Wmo316(antwoord));

    let mut vow = wijzigingsbericht();
    vow.client.verzoek.ongewijzigd.pop();
    vow.client.verzoek.te_wijzigen[0].omvang = None;
    let antwoord = retour::wmo318(&vow, &oordeel::wijziging(&vow, &Boekhouding::gevuld(), op), &gegevens());
    let verzoek = &antwoord.client.as_ref().unwrap().verzoek;
    let codes = [&verzoek.codes, &verzoek.te_wijzigen[0].codes, &verzoek.ongewijzigd[0].codes];
    assert_eq!(codes.map(|c| c.0[0].code()), ["9349", "9411", "0200"]);
    assert_eq!(terug(&antwoord.schrijf()), Bericht::Wmo318(antwoord));

    let nee = antwoordbericht(iwmo::code::VerzoekAntwoord::Afgewezen);
    let antwoord = retour::wmo320(&nee, &oordeel::antwoord(&nee, &onbekend, op), &gegevens());
    assert_eq!(antwoord.antwoord.as_ref().unwrap().codes.0[0].code(), "9355");
    assert_eq!(terug(&antwoord.schrijf()), Bericht::Wmo320(antwoord));
}
