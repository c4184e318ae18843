//! Before and after the besluit as rows: the aanvraag, and what comes in, up, down and out.

use super::toets::{d, met_indicatie, regels, stand};
use super::*;
use crate::stam::termijnen::bereken;
use alloc::string::ToString;

/// Onderzoek finished on, aanvraag received on, outcome.
#[test]
fn een_aanvraag_kan_pas_na_het_onderzoek_of_als_dat_te_lang_duurt() {
    for (afgerond, ontvangen, verwacht) in [
        (Some("2026-03-20"), "2026-03-23", "2026-04-07"), // 6 April is Easter Monday
        (Some("2026-03-20"), "2026-03-20", "2026-04-07"), // 3 April is Good Friday
        (Some("2026-03-24"), "2026-03-23", "BSL-01"),
        (None, "2026-03-23", "BSL-01"),
        (None, "2026-04-07", "BSL-01"), // the last day of the six weeks
        (None, "2026-04-08", "2026-04-22"),
        (Some("2026-03-20"), "2026-02-22", "BSL-03"), // before the melding
        (Some("2026-03-20"), "2026-05-02", "BSL-03"), // after today
    ] {
        let mut s = stand();
        s.aanvraag = None;
        s.onderzoek = s.onderzoek.map(|o| Onderzoek { afgerond_op: afgerond.map(d), ..o });
        let r = toets_aanvraag(&s, d(ontvangen), &regels(), d("2026-05-01"));
        let uit = r.map_or_else(|w| w.code.to_string(), |t| t.uiterlijk.to_string());
        assert_eq!(uit, verwacht, "{afgerond:?} {ontvangen}");
    }
    assert_eq!(
        toets_aanvraag(&stand(), d("2026-03-23"), &regels(), d("2026-05-01")).map_err(|w| w.code),
        Err("BSL-04")
    );
    let leeg = Stand { melding: None, ..stand() };
    assert_eq!(
        toets_aanvraag(&leeg, d("2026-03-23"), &regels(), d("2026-05-01")).map_err(|w| w.code),
        Err("BSL-02")
    );
}

#[test]
fn van_beschermd_wonen_naar_beschermd_thuis_is_afschaling() {
    use Vorm::*;
    for (van, naar, verwacht) in [
        (None, Some(Bw), Some(Richting::Instroom)),
        (Some(Bw), Some(Bt), Some(Richting::Afschaling)),
        (Some(Bt), Some(WmoBegeleiding), Some(Richting::Afschaling)),
        (Some(Bw), Some(WmoBegeleiding), Some(Richting::Afschaling)),
        (Some(WmoBegeleiding), Some(Bt), Some(Richting::Opschaling)),
        (Some(Bt), Some(Bw), Some(Richting::Opschaling)),
        (Some(Bw), None, Some(Richting::Uitstroom)),
        (Some(Bw), Some(Bw), None),
        (None, None, None),
    ] {
        assert_eq!(richting(van, naar), verwacht, "{van:?} {naar:?}");
    }
}

#[test]
fn een_toekenning_die_aansluit_is_geen_instroom() {
    let s = met_indicatie(stand());
    let bij = |vorm, op: &str, terug| {
        bij_toekenning(&s.indicaties, terug, vorm, d(op)).map(|x| (x.richting, x.terugkeer))
    };
    assert_eq!(bij(Vorm::Bw, "2027-01-01", false), None);
    assert_eq!(bij(Vorm::Bt, "2027-01-01", false), Some((Richting::Afschaling, false)));
    assert_eq!(bij(Vorm::Bw, "2027-01-02", false), Some((Richting::Instroom, false)));
    assert_eq!(bij(Vorm::Bw, "2027-06-01", true), Some((Richting::Instroom, true)));
}

#[test]
fn uitstroom_is_een_feit_na_de_laatste_indicatie() {
    let s = met_indicatie(stand());
    let bij = |op: &str| {
        toets_uitstroom(&s.indicaties, d(op), d("2027-02-01"))
            .map(|(v, i)| (v, i.is_some()))
            .map_err(|w| w.code)
    };
    assert_eq!(bij("2026-06-01"), Ok((Vorm::Bw, true)));
    assert_eq!(bij("2027-01-01"), Ok((Vorm::Bw, false)));
    assert_eq!(bij("2027-02-02"), Err("SCH-02"));
    assert_eq!(bij("2025-12-31"), Err("SCH-03"));
    assert_eq!(
        toets_uitstroom(&[], d("2026-06-01"), d("2027-02-01")).map_err(|w| w.code).err(),
        Some("SCH-01")
    );
}

#[test]
fn de_bezwaartermijn_telt_vanaf_de_dag_na_bekendmaking() {
    let r = regels();
    assert_eq!(bereken(&r.bezwaar, d("2026-04-24"), &[], &r.termijnenwet).uiterlijk, d("2026-06-05"));
}
