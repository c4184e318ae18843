//! Rows of the law on the melding.

use super::*;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

fn vraag() -> Vraag {
    Vraag {
        gemeente: Gemeentecode::lees("0762").expect("Deurne"),
        ontvangen_op: d("2026-03-02"),
        melder: Melder::Inwoner,
        melder_naam: String::new(),
        melder_contact: String::new(),
        hulpvraag: "Ik red het niet meer alleen.".into(),
        spoed: false,
    }
}

fn persoon() -> Persoon {
    Persoon {
        achternaam: "Yılmaz".into(),
        voorvoegsel: String::new(),
        voornamen: "Mehmet".into(),
        geboren: d("1989-03-14"),
        geslacht: Geslacht::Man,
        bsn: None,
        straat: String::new(),
        huisnummer: String::new(),
        postcode: String::new(),
        woonplaats: String::new(),
        telefoon: String::new(),
        email: String::new(),
    }
}

#[track_caller]
fn codes(verander: impl FnOnce(&mut Persoon, &mut Vraag), verwacht: &[(&str, &str)]) {
    let (mut p, mut v) = (persoon(), vraag());
    verander(&mut p, &mut v);
    let fouten = toets_aanmelding(&Aanmelding { persoon: Some(p), vraag: v }, d("2026-03-02"));
    let gevonden: Vec<(&str, &str)> = fouten.iter().map(|w| (w.code, w.veld.unwrap_or(""))).collect();
    assert_eq!(gevonden, verwacht);
}

#[test]
fn een_melding_kan_zonder_bsn_en_zonder_adres() {
    codes(|_, _| (), &[]);
}

#[test]
fn een_melding_zonder_naam_of_vraag_wordt_geweigerd() {
    codes(|p, _| p.achternaam = "  ".into(), &[("TGG-01", "achternaam")]);
    codes(|_, v| v.hulpvraag = "\n".into(), &[("TGG-03", "hulpvraag")]);
    codes(
        |p, v| {
            p.achternaam.clear();
            v.hulpvraag.clear();
        },
        &[("TGG-01", "achternaam"), ("TGG-03", "hulpvraag")],
    );
}

#[test]
fn een_datum_in_de_toekomst_wordt_geweigerd() {
    codes(|_, v| v.ontvangen_op = d("2026-03-03"), &[("TGG-06", "ontvangen")]);
    codes(|p, _| p.geboren = d("2026-03-03"), &[("TGG-02", "geboren"), ("TGG-06", "ontvangen")]);
    codes(|p, _| p.geboren = d("1899-01-01"), &[("TGG-02", "geboren")]);
    codes(|p, _| p.geboren = d("2026-03-02"), &[]);
}

#[test]
fn postcode_en_email_worden_gelezen_zoals_mensen_ze_schrijven() {
    codes(|p, _| p.postcode = "5701AB".into(), &[]);
    for fout in ["0701AB", "5701 AB", "5701ab", "570AB", "5701A1"] {
        codes(|p, _| p.postcode = fout.into(), &[("TGG-05", "postcode")]);
    }
    codes(|p, _| p.email = "m.yilmaz@voorbeeld.nl".into(), &[]);
    for fout in ["m.yilmaz", "@voorbeeld.nl", "m@voorbeeld", "m @voorbeeld.nl"] {
        codes(|p, _| p.email = fout.into(), &[("TGG-05", "email")]);
    }
}

#[test]
fn te_lange_tekst_wordt_geweigerd_en_niet_afgekapt() {
    codes(|_, v| v.hulpvraag = "a".repeat(TEKST_MAX + 1), &[("TGG-04", "hulpvraag")]);
    codes(|_, v| v.hulpvraag = "é".repeat(TEKST_MAX), &[]);
    codes(|p, _| p.straat = "a".repeat(201), &[("TGG-04", "straat")]);
}

fn lokaal(uitkomst: Uitkomst) -> Spoorkeuze {
    Spoorkeuze::Lokaal { uitkomst, reden: "duidelijk".into() }
}
fn overdracht() -> Spoorkeuze {
    Spoorkeuze::WarmeOverdracht { trajectregisseur: 7, reden: "duidelijk".into() }
}
fn tandem() -> Spoorkeuze {
    Spoorkeuze::Tandem { trajectregisseur: 7, reden: "onduidelijk".into() }
}

#[test]
fn spoor_1_eindigt_lokaal() {
    let m = Melding::Nieuw(vraag()).kies(&lokaal(Uitkomst::WmoBegeleiding)).expect("spoor 1");
    assert_eq!(m.status(), Meldingstatus::LokaalAfgehandeld);
    assert_eq!(m.fase(Fase::Melding, false), Fase::Lokaal);
    for uitkomst in [Uitkomst::InformatieAdvies, Uitkomst::AndereWet, Uitkomst::GeenOndersteuning] {
        let m = Melding::Nieuw(vraag()).kies(&lokaal(uitkomst)).expect("spoor 1");
        assert_eq!(m.fase(Fase::Melding, false), Fase::Afgesloten);
        assert_eq!(m.fase(Fase::Lokaal, true), Fase::Lokaal);
    }
}

#[test]
fn spoor_2_wacht_op_beide_bevestigingen() {
    let m = Melding::Nieuw(vraag()).kies(&overdracht()).expect("spoor 2");
    assert_eq!(
        (m.status(), m.fase(Fase::Melding, false)),
        (Meldingstatus::InOverdracht, Fase::Vraagverheldering)
    );
    let m = m.overdracht_voltooid().expect("both confirmed");
    assert_eq!(m, Melding::Overgedragen { spoor: Spoor::WarmeOverdracht, vraag: vraag() });
    assert_eq!(m.fase(Fase::Vraagverheldering, false), Fase::Onderzoek);
}

#[test]
fn een_teruggegeven_overdracht_vraagt_een_nieuwe_keuze() {
    let m =
        Melding::Nieuw(vraag()).kies(&overdracht()).and_then(Melding::overdracht_terug).expect("asked back");
    assert_eq!(m.status(), Meldingstatus::Vraagverheldering);
    assert!(m.kies(&tandem()).is_ok());
}

#[test]
fn spoor_3_eindigt_zoals_de_tandem_besluit() {
    let m = || Melding::Nieuw(vraag()).kies(&tandem()).expect("spoor 3");
    assert_eq!(
        m().tandem_besloten(Tandembesluit::GeenBw(Uitkomst::InformatieAdvies)),
        Ok(Melding::LokaalAfgehandeld { uitkomst: Uitkomst::InformatieAdvies })
    );
    assert_eq!(
        m().tandem_besloten(Tandembesluit::WelBw),
        Ok(Melding::Overgedragen { spoor: Spoor::Tandem, vraag: vraag() })
    );
}

#[test]
fn een_spoor_wordt_niet_twee_keer_gekozen() {
    for m in [
        Melding::InOverdracht(vraag()),
        Melding::Tandem(vraag()),
        Melding::Overgedragen { spoor: Spoor::Tandem, vraag: vraag() },
        Melding::LokaalAfgehandeld { uitkomst: Uitkomst::AndereWet },
        Melding::Ingetrokken,
        Melding::Afgerond,
    ] {
        assert_eq!(m.kies(&tandem()).map_err(|w| w.code), Err("TGG-11"));
    }
}

#[test]
fn elke_overgang_vraagt_de_juiste_stand() {
    let nieuw = || Melding::Nieuw(vraag());
    assert_eq!(nieuw().overdracht_voltooid().map_err(|w| w.code), Err("TGG-12"));
    assert_eq!(nieuw().overdracht_terug().map_err(|w| w.code), Err("TGG-12"));
    assert_eq!(nieuw().tandem_besloten(Tandembesluit::WelBw).map_err(|w| w.code), Err("TGG-13"));
    assert_eq!(Melding::Afgerond.trek_in().map_err(|w| w.code), Err("TGG-14"));
    assert_eq!(nieuw().trek_in(), Ok(Melding::Ingetrokken));
}

#[test]
fn een_herindicatie_laat_de_levering_ongemoeid() {
    for fase in [Fase::Onderzoek, Fase::Besluit, Fase::Toewijzing, Fase::Wachtlijst, Fase::Levering] {
        assert_eq!(fase_bij_melding(fase, &vraag()), fase);
        let m = Melding::LokaalAfgehandeld { uitkomst: Uitkomst::GeenOndersteuning };
        assert_eq!(m.fase(fase, false), fase);
    }
    assert_eq!(fase_bij_melding(Fase::Afgesloten, &vraag()), Fase::Melding);
}

#[test]
fn een_status_wordt_gelezen_zoals_hij_is_geschreven() {
    for status in Meldingstatus::ALLE {
        assert_eq!(Meldingstatus::lees(status.code()), Ok(*status));
        let m = Melding::lees(*status, vraag(), Some(Spoor::Tandem), Some(Uitkomst::AndereWet));
        assert_eq!(m.status(), *status);
    }
}
