//! What the gemeente sends: 301, 319 and 325.

use iwmo::code::{RedenAfwijzingVerzoek, Retourcode, VerzoekAntwoord};
use iwmo::oordeel::{self, Prestatiestand};
use iwmo::retour::{self, Retourgegevens};
use iwmo::toestand::Verzoekstand;
use iwmo::typen::{AntwoordOpVerzoek, Kop, Wmo301, Wmo319, Wmo325, XsdVersie};

use super::verzoek::kennis;
use super::{Geval, Uitkomst, bedrag, declaratiebericht, nummer, vandaag};
use crate::boekhouding::{ANDER, BSN, Boekhouding, ETMALEN, dag, toewijzing};

fn toewijzing_geval(pas_aan: impl FnOnce(&mut Wmo301, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (toewijzing(), Boekhouding::gevuld());
    pas_aan(&mut bericht, &mut boek);
    let oordeel = oordeel::toewijzing(&bericht, &boek, vandaag());
    oordeel.kop.iter().chain(oordeel.producten.iter().flatten()).map(|c| c.code()).collect()
}

fn verwijdering(boek: &mut Boekhouding, bericht: &mut Wmo301, gecrediteerd: bool) {
    let p = &declaratiebericht().declaratie.clienten[0].prestaties[0];
    let stand = Prestatiestand { gecrediteerd, ..Prestatiestand::van(BSN.parse().unwrap(), p, true) };
    boek.prestaties.push(stand);
    let product = &bericht.client.producten[0];
    bericht.client.producten[0] = product.verwijderd(product.stempel());
}

pub fn toewijzing_gevallen() -> Vec<Geval> {
    let verzoek = |stand| {
        toewijzing_geval(|b, k| {
            b.client.producten[0].referentie_aanbieder = Some("VOT-1".parse().unwrap());
            k.verzoeken.insert("VOT-1".to_owned(), kennis(stand));
        })
    };
    vec![
        ("een gewone toewijzing", toewijzing_geval(|_, _| {}), &[]),
        (
            "nummer van een andere cliënt",
            toewijzing_geval(|b, k| {
                let stand = k.toewijzingen[&nummer(ETMALEN)].clone();
                k.toewijzingen
                    .insert(nummer(9), oordeel::Toewijzingstand { bsn: ANDER.parse().unwrap(), ..stand });
                b.client.producten[0].nummer = nummer(9);
            }),
            &["9332"],
        ),
        ("toewijzing op een open verzoek", verzoek(Verzoekstand::Open), &[]),
        ("toewijzing na onderzoek", verzoek(Verzoekstand::InOnderzoek), &[]),
        ("referentie van een verzoek dat al is toegewezen", verzoek(Verzoekstand::Toegewezen), &["9379"]),
        (
            "referentie van een onbekend verzoek",
            toewijzing_geval(|b, _| b.client.producten[0].referentie_aanbieder = Some("X".parse().unwrap())),
            &["9379"],
        ),
        (
            "verwijderd terwijl er is gedeclareerd",
            toewijzing_geval(|b, k| verwijdering(k, b, false)),
            &["9385"],
        ),
        ("verwijderd nadat alles is gecrediteerd", toewijzing_geval(|b, k| verwijdering(k, b, true)), &[]),
        (
            "toewijzing van een onbekend product",
            toewijzing_geval(|_, k| k.product_onbekend = true),
            &["S329", "S329"],
        ),
        (
            "toewijzing van een onbekende gemeente",
            toewijzing_geval(|_, k| k.gemeente_onbekend = true),
            &["S300"],
        ),
        (
            "toewijzing met bekende identificatie",
            toewijzing_geval(|b, k| k.berichten.extend([b.kop.identificatie.to_string()])),
            &["9056"],
        ),
        (
            "toewijzing in de toekomst",
            toewijzing_geval(|b, _| b.kop.dagtekening = dag("2025-06-16")),
            &["8848"],
        ),
    ]
}

pub fn antwoordbericht(antwoord: VerzoekAntwoord) -> Wmo319 {
    let afgewezen = antwoord == VerzoekAntwoord::Afgewezen;
    Wmo319 {
        kop: Kop {
            identificatie: "ANTW1".parse().unwrap(),
            dagtekening: dag("2025-06-12"),
            xsd: XsdVersie::huidig(),
            ..toewijzing().kop
        },
        antwoord: AntwoordOpVerzoek {
            referentie: "VOT-1".parse().unwrap(),
            antwoord,
            reden: afgewezen.then_some(RedenAfwijzingVerzoek::GeenContract),
            codes: (),
        },
    }
}

fn antwoord_geval(stand: Option<Verzoekstand>, antwoord: VerzoekAntwoord) -> Uitkomst {
    let mut boek = Boekhouding::gevuld();
    boek.verzoeken.extend(stand.map(|s| ("VOT-1".to_owned(), kennis(s))));
    let oordeel = oordeel::antwoord(&antwoordbericht(antwoord), &boek, vandaag());
    oordeel.kop.iter().chain(&oordeel.antwoord).map(|c| c.code()).collect()
}

pub fn antwoord_gevallen() -> Vec<Geval> {
    use VerzoekAntwoord::{Afgewezen, InOnderzoek};
    let kop = |pas_aan: fn(&mut Wmo319, &mut Boekhouding)| -> Uitkomst {
        let (mut bericht, mut boek) = (antwoordbericht(Afgewezen), Boekhouding::gevuld());
        pas_aan(&mut bericht, &mut boek);
        oordeel::antwoord(&bericht, &boek, vandaag()).kop.iter().map(|c| c.code()).collect()
    };
    vec![
        ("antwoord op een open verzoek", antwoord_geval(Some(Verzoekstand::Open), InOnderzoek), &[]),
        ("afwijzing na onderzoek", antwoord_geval(Some(Verzoekstand::InOnderzoek), Afgewezen), &[]),
        ("antwoord op een onbekend verzoek", antwoord_geval(None, Afgewezen), &["9355"]),
        ("antwoord na een toewijzing", antwoord_geval(Some(Verzoekstand::Toegewezen), Afgewezen), &["9359"]),
        ("twee keer in onderzoek", antwoord_geval(Some(Verzoekstand::InOnderzoek), InOnderzoek), &["9360"]),
        ("twee keer afgewezen", antwoord_geval(Some(Verzoekstand::Afgewezen), Afgewezen), &["9365"]),
        ("antwoord in de toekomst", kop(|b, _| b.kop.dagtekening = dag("2025-06-16")), &["8848"]),
        ("antwoord bekend", kop(|b, k| k.berichten.extend([b.kop.identificatie.to_string()])), &["9056"]),
        ("antwoord van een onbekende gemeente", kop(|_, k| k.gemeente_onbekend = true), &["S300"]),
    ]
}

/// A declaratie-antwoord with one refused prestatie, after a change.
fn antwoord_325(pas_aan: impl FnOnce(&mut Wmo325, &mut Boekhouding)) -> Uitkomst {
    let mut heen = declaratiebericht();
    heen.declaratie.clienten[0].prestaties[0].ingediend = bedrag(1);
    let mut boek = Boekhouding::gevuld();
    let oordeel = oordeel::declaratie(&heen, &boek, vandaag());
    let gegevens = Retourgegevens { identificatie: "A1".parse().unwrap(), dagtekening: dag("2025-06-12") };
    let mut antwoord = retour::wmo325(&heen, &oordeel, &gegevens);
    boek.gedeclareerd.push(heen);
    pas_aan(&mut antwoord, &mut boek);
    oordeel::declaratieantwoord(&antwoord, &boek, vandaag()).iter().map(|o| o.regel).collect()
}

pub fn declaratieantwoord_gevallen() -> Vec<Geval> {
    let klasse = |pas_aan: fn(&mut iwmo::typen::DeclaratieAntwoord)| {
        antwoord_325(|b, _| pas_aan(b.antwoord.as_mut().unwrap()))
    };
    vec![
        ("een gewoon declaratie-antwoord", antwoord_325(|_, _| {}), &[]),
        ("antwoord zonder declaratie", antwoord_325(|_, k| k.gedeclareerd.clear()), &["TR337"]),
        (
            "andere schemaversie",
            antwoord_325(|b, _| b.kop.xsd_declaratie.bericht = "1.0.1".parse().unwrap()),
            &["TR371"],
        ),
        ("ander declaratienummer", klasse(|a| a.nummer = "ANDERS".parse().unwrap()), &["TR376"]),
        (
            "prestatie die niet is gedeclareerd",
            klasse(|a| a.clienten[0].prestaties[0].referentie.nummer = "X".parse().unwrap()),
            &["TR366"],
        ),
        (
            "prestatie met een ander bedrag",
            klasse(|a| a.clienten[0].prestaties[0].ingediend = bedrag(2)),
            &["TR367"],
        ),
        (
            "prestatie bij een andere cliënt",
            klasse(|a| a.clienten[0].bsn = ANDER.parse().unwrap()),
            &["TR304"],
        ),
        ("325 bekend", antwoord_325(|_, k| k.berichten.extend(["A1".to_owned()])), &["TR056"]),
        ("325 in de toekomst", antwoord_325(|b, _| b.kop.kop.dagtekening = dag("2025-06-16")), &["TR135"]),
        ("325 van een onbekende gemeente", antwoord_325(|_, k| k.gemeente_onbekend = true), &["TR378"]),
    ]
}

#[test]
fn een_overtreding_zegt_welke_regel_het_is() {
    let mut boek = Boekhouding::gevuld();
    let heen = declaratiebericht();
    let gegevens = Retourgegevens { identificatie: "A1".parse().unwrap(), dagtekening: dag("2025-06-12") };
    let oordeel = oordeel::DeclaratieOordeel { kop: vec![Retourcode::TECHNISCH], ..Default::default() };
    let antwoord = retour::wmo325(&heen, &oordeel, &gegevens);
    let uit = oordeel::declaratieantwoord(&antwoord, &boek, vandaag());
    assert!(uit[0].to_string().starts_with("TR337 (SIM"), "{}", uit[0]);
    boek.gedeclareerd.push(heen);
    assert_eq!(oordeel::declaratieantwoord(&antwoord, &boek, vandaag()), []);
}
