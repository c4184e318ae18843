//! The sending side: nothing leaves that the texts or the stylesheet forbid, and a WMO301 holds what it must.

use iwmo::code::{Eenheid, Frequentie, ProductCategorie, RedenWijziging, Retourcode};
use iwmo::simulator::Aanbieder;
use iwmo::typen::{NieuwProduct, Product, Retourcodes, Stempel, TeWijzigenProduct, ToegewezenProduct};
use iwmo::waarde::{Budget, Toewijzingnummer, Volume};
use iwmo::zend::{self, Bezwaar, Dossierregel};
use iwmo::{Bericht, Tijd};

use crate::boekhouding::{ANDER, BUDGET, ETMALEN, UREN, dag, omvang, product, toewijzing};
use crate::{bericht, codes, orakel};

fn stempel() -> Stempel {
    Stempel { datum: dag("2025-06-11"), tijd: Tijd::nieuw(10, 0, 0).unwrap() }
}

fn etmalen() -> ToegewezenProduct {
    product(ETMALEN, Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek)), None)
}

fn uren() -> ToegewezenProduct {
    product(UREN, Some(omvang(40, Eenheid::Uur, Frequentie::Totaal)), None)
}

fn fouten(bericht: Bericht) -> Vec<&'static str> {
    codes(&zend::keur(&bericht).err().unwrap_or_default())
}

#[test]
fn wat_het_stylesheet_weigert_wordt_niet_verzonden() {
    for (bestand, verwacht) in orakel::gevallen() {
        let tekst = bericht(&bestand);
        let Ok(bericht) = iwmo::lees(tekst.as_bytes()).unwrap().bericht() else { continue };
        assert_eq!(fouten(bericht), verwacht, "{bestand}");
    }
}

#[test]
fn wat_alleen_de_regeltekst_weigert_wordt_niet_verzonden() {
    let mut b = toewijzing();
    b.client.geboortedatum.datum = dag("1900-01-01");
    let tekst = b.schrijf();
    assert_eq!(iwmo::lees(tekst.as_bytes()).unwrap().bevindingen(), [], "the stylesheet lets it pass");
    assert_eq!(fouten(Bericht::Wmo301(b)), ["TR002"]);

    let mut d = crate::oordeel::declaratiebericht();
    let mut ander = d.declaratie.clienten[0].clone();
    ander.bsn = ANDER.parse().unwrap();
    ander.prestaties[0].referentie.nummer = "ANDERE".parse().unwrap();
    d.declaratie.clienten.push(ander);
    d.declaratie.totaal = iwmo::waarde::Totaalbedrag::nieuw(d.declaratie.som_cent()).unwrap();
    let tekst = d.schrijf();
    assert_eq!(iwmo::lees(tekst.as_bytes()).unwrap().bevindingen(), [], "the stylesheet lets it pass");
    assert_eq!(fouten(Bericht::Wmo323(d)), ["TR416"]);
}

#[test]
fn vorm_en_schemaversie_worden_bewaakt() {
    let mut b = toewijzing();
    b.kop.xsd.bericht = "1.0.1".parse().unwrap();
    assert_eq!(fouten(Bericht::Wmo301(b)), ["IV034"]);
    let mut leeg = toewijzing();
    leeg.client.producten.clear();
    assert_eq!(fouten(Bericht::Wmo301(leeg)), ["N1-ONTBREEKT"]);

    let mut aanbieder = Aanbieder::nieuw("SIM").unwrap();
    let goed = aanbieder.aanvaard(&toewijzing(), dag("2025-01-12"));
    assert_eq!(fouten(Bericht::Wmo302(goed.clone())), Vec::<&str>::new());
    let mut technisch = goed.clone();
    technisch.kop.codes = Some(Retourcodes(vec![Retourcode::TECHNISCH]));
    assert_eq!(fouten(Bericht::Wmo302(technisch)), ["IV033"]);
    let mut zonder_kop = aanbieder.weiger(&toewijzing(), "9332".parse().unwrap(), dag("2025-01-12"));
    zonder_kop.kop.codes = None;
    assert_eq!(fouten(Bericht::Wmo302(zonder_kop)), ["IV028"]);
}

#[test]
fn wat_gekeurd_is_verraadt_niets_in_een_log() {
    let gekeurd = zend::keur(&Bericht::Wmo301(toewijzing())).unwrap();
    assert!(gekeurd.xml().contains("999900006"));
    assert!(!format!("{gekeurd:?}").contains("999900006"));
    assert_eq!(gekeurd.soort(), iwmo::Berichtsoort::Wmo301);
}

fn regel(nu: ToegewezenProduct, verzonden: Option<ToegewezenProduct>) -> Dossierregel {
    Dossierregel { nu, verzonden, instemming: false }
}

/// Bundles one changed toewijzing on 15 June; gives back the rules it breaks.
fn bezwaren(oud: ToegewezenProduct, pas_aan: impl FnOnce(&mut ToegewezenProduct)) -> Vec<&'static str> {
    let nu = oud.gewijzigd(RedenWijziging::Verkorting, stempel(), pas_aan);
    regels(zend::bundel(&[regel(nu, Some(oud))], dag("2025-06-15")))
}

fn regels(uit: Result<Vec<ToegewezenProduct>, Vec<Bezwaar>>) -> Vec<&'static str> {
    uit.err().unwrap_or_default().iter().map(|b| b.regel).collect()
}

#[test]
fn een_bundel_heeft_alles_wat_actueel_is_en_alles_wat_veranderde() {
    let oud_en_voorbij =
        ToegewezenProduct { einddatum: Some(dag("2025-06-14")), ..product(7, uren().omvang, None) };
    let met_oude_reden = ToegewezenProduct {
        reden_wijziging: Some(RedenWijziging::Verlenging),
        referentie_aanbieder: Some("VOT-1".parse().unwrap()),
        ..etmalen()
    };
    let ooit_verwijderd = product(8, uren().omvang, None).verwijderd(stempel());
    let korter = uren().beeindigd(dag("2025-07-31"), RedenWijziging::Verkorting, stempel());
    let nieuw =
        ToegewezenProduct { reden_wijziging: Some(RedenWijziging::Verlenging), ..product(9, None, Some(5)) };
    let nooit_verzonden = product(10, uren().omvang, None).verwijderd(stempel());
    let regels = [
        regel(oud_en_voorbij.clone(), Some(oud_en_voorbij)),
        regel(met_oude_reden.clone(), Some(met_oude_reden.clone())),
        regel(ooit_verwijderd.clone(), Some(ooit_verwijderd)),
        regel(korter.clone(), Some(uren())),
        regel(nieuw.clone(), None),
        regel(nooit_verzonden, None),
    ];
    let bundel = zend::bundel(&regels, dag("2025-06-15")).unwrap();
    assert_eq!(bundel.iter().map(|p| p.nummer.get()).collect::<Vec<_>>(), [ETMALEN, UREN, 9]);
    assert_eq!((bundel[0].reden_wijziging, bundel[0].referentie_aanbieder.as_ref()), (None, None));
    assert_eq!(bundel[0].stempel(), met_oude_reden.stempel(), "sent again with the stamp it had");
    assert_eq!(bundel[1], korter);
    assert_eq!(bundel[2].reden_wijziging, None, "a first grant has no reason");
}

#[test]
fn een_wijziging_die_de_standaard_niet_kent_wordt_niet_verzonden() {
    assert_eq!(bezwaren(etmalen(), |p| p.einddatum = Some(dag("2025-08-31"))), Vec::<&str>::new());
    assert_eq!(bezwaren(etmalen(), |p| p.einddatum = Some(dag("2025-06-01"))), ["OP186"]);
    assert_eq!(bezwaren(etmalen(), |p| p.omvang = uren().omvang), ["IV066"]);
    assert_eq!(bezwaren(etmalen(), |p| p.product = uren().product), ["IV066"]);
    assert_eq!(bezwaren(etmalen(), |p| p.ingangsdatum = dag("2025-02-01")), ["OP033x1"]);
    let meer = |p: &mut ToegewezenProduct, v| p.omvang.as_mut().unwrap().volume = Volume::nieuw(v).unwrap();
    assert_eq!(bezwaren(uren(), |p| meer(p, 60)), Vec::<&str>::new());
    assert_eq!(bezwaren(uren(), |p| meer(p, 30)), ["OP298"]);
    let budget = || product(BUDGET, None, Some(100_000));
    assert_eq!(bezwaren(budget(), |p| p.budget = Some(Budget::nieuw(1).unwrap())), ["OP299"]);
    let zonder_reden = ToegewezenProduct { einddatum: Some(dag("2025-08-31")), ..etmalen() };
    assert_eq!(
        regels(zend::bundel(&[regel(zonder_reden, Some(etmalen()))], dag("2025-06-15"))),
        ["IV099", "IV013"]
    );
    let vervallen = etmalen().beeindigd(dag("2025-08-31"), RedenWijziging::CorrectieVervallen, stempel());
    assert_eq!(regels(zend::bundel(&[regel(vervallen, Some(etmalen()))], dag("2025-06-15"))), ["CS336"]);
    let lager = uren().gewijzigd(RedenWijziging::Verkorting, stempel(), |p| meer(p, 30));
    let afgesproken = Dossierregel { nu: lager, verzonden: Some(uren()), instemming: true };
    assert!(zend::bundel(&[afgesproken], dag("2025-06-15")).is_ok());
}

#[test]
fn verlengen_gaat_met_de_einddatum() {
    let vervolg = ToegewezenProduct {
        ingangsdatum: dag("2026-01-01"),
        einddatum: Some(dag("2026-12-31")),
        ..product(2001, etmalen().omvang, None)
    };
    let beide = |vervolg: ToegewezenProduct| [regel(etmalen(), Some(etmalen())), regel(vervolg, None)];
    assert_eq!(regels(zend::bundel(&beide(vervolg.clone()), dag("2025-06-15"))), ["OP380"]);
    assert!(zend::bundel(&beide(vervolg.clone()), dag("2026-01-02")).is_ok(), "the old one has run out");
    let ander =
        ToegewezenProduct { omvang: Some(omvang(5, Eenheid::Etmaal, Frequentie::PerWeek)), ..vervolg };
    assert!(zend::bundel(&beide(ander), dag("2025-06-15")).is_ok(), "another volume is another toewijzing");
}

fn te_wijzigen(oud: &ToegewezenProduct, vanaf: &str, volume: u32) -> TeWijzigenProduct {
    let mut omvang = oud.omvang.clone();
    omvang.as_mut().unwrap().volume = Volume::nieuw(volume).unwrap();
    TeWijzigenProduct {
        nummer: oud.nummer,
        gewenste_ingangsdatum: dag(vanaf),
        einddatum: oud.einddatum,
        omvang,
        budget: None,
        codes: (),
    }
}

/// Nummer, reden and einddatum of what honours this change of one of the two products.
fn na_verzoek(anders: TeWijzigenProduct) -> Vec<(u32, Option<&'static str>, String)> {
    let bericht = Aanbieder::nieuw("SIM").unwrap().vraag_wijziging(
        &toewijzing(),
        |p| (p.nummer == anders.nummer).then(|| anders.clone()),
        vec![NieuwProduct {
            product: Some(Product { categorie: ProductCategorie::Dagbesteding, code: None }),
            gewenste_ingangsdatum: dag("2025-07-01"),
            einddatum: Some(dag("2025-12-31")),
            omvang: None,
            budget: Some(Budget::nieuw(5_000).unwrap()),
            codes: (),
        }],
        dag("2025-06-10"),
    );
    let mut volgend = 3_000;
    let nummers = || {
        volgend += 1;
        Toewijzingnummer::nieuw(volgend).unwrap()
    };
    let verzoek = &bericht.client.verzoek;
    let uit = zend::wijziging(verzoek, &[etmalen(), uren()], &stempel(), nummers).unwrap();
    assert!(uit.iter().all(|p| p.referentie_aanbieder.as_ref() == Some(&verzoek.referentie)));
    let mut bericht = toewijzing();
    bericht.kop.dagtekening = dag("2025-06-12");
    bericht.client.producten = uit.clone();
    zend::keur(&Bericht::Wmo301(bericht)).unwrap();
    let kort = |p: &ToegewezenProduct| {
        (p.nummer.get(), p.reden_wijziging.map(|r| r.code()), p.einddatum.unwrap().to_string())
    };
    uit.iter().map(kort).collect()
}

#[test]
fn een_verzoek_om_wijziging_wordt_een_bundel() {
    let einde = "2025-12-31".to_owned();
    // A total changes: the same number.
    assert_eq!(
        na_verzoek(te_wijzigen(&uren(), "2025-01-15", 60)),
        [(ETMALEN, None, einde.clone()), (UREN, Some("12"), einde.clone()), (3001, None, einde.clone())]
    );
    // A volume per week changes: the old number ends the day before, a new one starts.
    assert_eq!(
        na_verzoek(te_wijzigen(&etmalen(), "2025-07-01", 5)),
        [
            (UREN, None, einde.clone()),
            (ETMALEN, Some("12"), "2025-06-30".to_owned()),
            (3001, None, einde.clone()),
            (3002, None, einde.clone())
        ]
    );
    // From the first day: the old number is removed.
    assert_eq!(
        na_verzoek(te_wijzigen(&etmalen(), "2025-01-15", 5)),
        [
            (UREN, None, einde.clone()),
            (ETMALEN, Some("13"), "2025-01-15".to_owned()),
            (3001, None, einde.clone()),
            (3002, None, einde.clone())
        ]
    );
}

#[test]
fn een_verzoek_op_iets_onbekends_wordt_niet_half_ingewilligd() {
    let mut verzoek = crate::oordeel::wijzigingsverzoek();
    verzoek.te_wijzigen[0].nummer = Toewijzingnummer::nieuw(77).unwrap();
    let nummers = || Toewijzingnummer::nieuw(3_001).unwrap();
    assert_eq!(regels(zend::wijziging(&verzoek, &[etmalen()], &stempel(), nummers)), ["TR350", "TR351"]);
}

#[test]
fn een_aanvraag_wordt_een_toewijzing_met_de_referentie() {
    let bericht = Aanbieder::nieuw("SIM").unwrap().vraag_aan(&toewijzing(), &[uren()], dag("2025-06-10"));
    let gevraagd = &bericht.client.producten[0];
    let product = zend::aanvraag(gevraagd, Toewijzingnummer::nieuw(3_001).unwrap(), stempel());
    assert_eq!(product.referentie_aanbieder.as_ref(), Some(&gevraagd.referentie));
    assert_eq!((product.reden_wijziging, &product.omvang), (None, &uren().omvang));
}

#[test]
fn het_voorbeeld_van_iv093_komt_uit() {
    // Two running toewijzingen: E of 4 hours and F of 3 hours per week, both until 31 December 2023. E is prolonged, F gets 6 hours from 12 June.
    let lopend = |nummer, volume| {
        let mut p = product(nummer, Some(omvang(volume, Eenheid::Uur, Frequentie::PerWeek)), None);
        (p.ingangsdatum, p.einddatum) = (dag("2023-01-01"), Some(dag("2023-12-31")));
        p
    };
    let (e, f) = (lopend(123_001, 4), lopend(123_002, 3));
    let mut bericht = toewijzing();
    bericht.client.producten = vec![e.clone(), f.clone()];
    let wijzig = |p: &ToegewezenProduct| {
        let mut w = te_wijzigen(p, "2023-01-01", 4);
        if p.nummer == e.nummer {
            w.einddatum = Some(dag("2024-06-30"));
        } else {
            w = TeWijzigenProduct { einddatum: p.einddatum, ..te_wijzigen(p, "2023-06-12", 6) };
        }
        Some(w)
    };
    let verzoek =
        Aanbieder::nieuw("SIM").unwrap().vraag_wijziging(&bericht, wijzig, Vec::new(), dag("2023-05-15"));
    let nummers = || Toewijzingnummer::nieuw(123_078).unwrap();
    let uit = zend::wijziging(&verzoek.client.verzoek, &[e, f], &stempel(), nummers).unwrap();
    let kort = |p: &ToegewezenProduct| {
        let volume = p.omvang.as_ref().unwrap().volume.get();
        let dagen = (p.ingangsdatum.to_string(), p.einddatum.unwrap().to_string());
        (p.nummer.get(), volume, dagen.0, dagen.1, p.reden_wijziging.map(|r| r.code()))
    };
    let verwacht =
        |n, volume, van: &str, tot: &str, reden| (n, volume, van.to_owned(), tot.to_owned(), reden);
    assert_eq!(
        uit.iter().map(kort).collect::<Vec<_>>(),
        [
            verwacht(123_001, 4, "2023-01-01", "2024-06-30", Some("12")),
            verwacht(123_002, 3, "2023-01-01", "2023-06-11", Some("12")),
            verwacht(123_078, 6, "2023-06-12", "2023-12-31", None),
        ]
    );
    assert!(uit.iter().all(|p| p.referentie_aanbieder.as_ref() == Some(&verzoek.client.verzoek.referentie)));
}
