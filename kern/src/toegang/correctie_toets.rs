//! What may change in who somebody is, and on which proof.

use super::*;
use crate::stam::Bsn;
use crate::toegang::Geslacht;
use alloc::borrow::ToOwned;

fn dag(tekst: &str) -> Datum {
    Datum::lees(tekst).expect("a day")
}

fn anna() -> Persoon {
    Persoon {
        achternaam: "Berg".to_owned(),
        voorvoegsel: "van den".to_owned(),
        voornamen: "Anna".to_owned(),
        geboren: dag("1989-03-14"),
        geslacht: Geslacht::Vrouw,
        bsn: Bsn::lees("999990019").ok(),
        straat: "Molenstraat".to_owned(),
        huisnummer: "12".to_owned(),
        postcode: "5751AB".to_owned(),
        woonplaats: "Deurne".to_owned(),
        telefoon: String::new(),
        email: String::new(),
    }
}

fn goed() -> Correctie {
    Correctie {
        soort: Some(Correctiesoort::Verbetering),
        bewijs: Identiteitsbewijs::Opgegeven,
        reden: "Verkeerd getypt.".to_owned(),
        adres_van: None,
        was_vastgesteld: false,
    }
}

fn codes(nieuw: &Persoon, c: &Correctie) -> Vec<&'static str> {
    toets_correctie(&anna(), nieuw, c, dag("2026-03-02")).into_iter().map(|w| w.code).collect()
}

#[test]
fn elke_weigering_heeft_haar_geval() {
    let naam = Persoon { achternaam: "Bergh".to_owned(), ..anna() };
    let zonder_bsn = Persoon { bsn: None, ..anna() };
    let verhuisd = Persoon { straat: "Markt".to_owned(), ..anna() };
    let met = |adres: &str| Correctie { adres_van: Some(dag(adres)), ..goed() };
    for (nieuw, c, verwacht) in [
        (anna(), goed(), &["TGG-48"][..]),
        (naam.clone(), goed(), &[]),
        (naam.clone(), Correctie { was_vastgesteld: true, ..goed() }, &["TGG-49"]),
        (naam.clone(), Correctie { was_vastgesteld: true, bewijs: Identiteitsbewijs::Brp, ..goed() }, &[]),
        (zonder_bsn.clone(), Correctie { soort: Some(Correctiesoort::Aanvulling), ..goed() }, &["TGG-50"]),
        (zonder_bsn, goed(), &[]),
        (verhuisd.clone(), goed(), &["TGG-51"]),
        (verhuisd.clone(), met("2026-03-03"), &["TGG-51"]),
        (verhuisd.clone(), met("1989-03-13"), &["TGG-51"]),
        (verhuisd.clone(), met("2026-03-02"), &[]),
        (verhuisd, Correctie { was_vastgesteld: true, ..met("1989-03-14") }, &[]),
        (naam.clone(), Correctie { soort: None, reden: " ".to_owned(), ..goed() }, &["TGG-52", "TGG-52"]),
        (naam, Correctie { reden: "x".repeat(TEKST_MAX + 1), ..goed() }, &["TGG-04"]),
    ] {
        assert_eq!(codes(&nieuw, &c), verwacht, "{nieuw:?} {c:?}");
    }
}

#[test]
fn een_bewijs_zonder_wijziging_stelt_de_identiteit_vast() {
    let c = Correctie { bewijs: Identiteitsbewijs::Identiteitsbewijs, ..goed() };
    assert_eq!(codes(&anna(), &c), Vec::<&str>::new());
    assert!(is_vastgesteld(&anna(), &anna(), &c));
    let zonder = Persoon { bsn: None, ..anna() };
    assert_eq!(toets_correctie(&zonder, &zonder, &c, dag("2026-03-02"))[0].code, "TGG-48");
    assert!(!is_vastgesteld(&anna(), &zonder, &c), "without a BSN nothing is established");
}

#[test]
fn wat_vaststond_blijft_vaststaan_zolang_de_identiteit_niet_wijzigt() {
    let telefoon = Persoon { telefoon: "06 1".to_owned(), ..anna() };
    let naam = Persoon { voornamen: "Ans".to_owned(), ..anna() };
    let was = Correctie { was_vastgesteld: true, ..goed() };
    assert!(is_vastgesteld(&anna(), &telefoon, &was));
    assert!(!is_vastgesteld(&anna(), &naam, &was));
    assert!(!is_vastgesteld(&anna(), &naam, &goed()));
    assert_eq!(verschillen(&anna(), &telefoon), ["telefoon"]);
    assert_eq!(verschillen(&anna(), &Persoon { bsn: None, ..naam }), ["voornamen", "bsn"]);
}
