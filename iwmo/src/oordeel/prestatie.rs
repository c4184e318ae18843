//! Judging one debet against its toewijzing and its contract.

use super::{Administratie, Prestatiestand, Tarief, Toewijzingstand, codes};
use crate::code::{Eenheid, Retourcode};
use crate::datum::Datum;
use crate::typen::{Kop, Prestatie, Product};
use crate::volume::{maximum_in_periode, maximum_totaal};

/// Minutes in an hour.
const UUR_MINUTEN: i64 = 60;

/// What a prestatie is held against.
pub(super) struct Omgeving<'a, A> {
    pub(super) administratie: &'a A,
    pub(super) kop: &'a Kop,
    pub(super) toewijzing: &'a Toewijzingstand,
}

/// Product, period, unit, tariff and amount.
pub(super) fn past(p: &Prestatie, omgeving: &Omgeving<'_, impl Administratie>) -> Vec<Retourcode> {
    let mut uit = product(p, omgeving);
    uit.extend(periode(p, omgeving.toewijzing));
    if !eenheid_past(p.eenheid, omgeving.toewijzing) {
        uit.push(codes::EENHEID);
    }
    uit.extend(geld(p, omgeving));
    uit
}

/// TR339, TR340 and TR381.
fn product(p: &Prestatie, omgeving: &Omgeving<'_, impl Administratie>) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    if let Some(toegewezen) = &omgeving.toewijzing.product {
        if toegewezen.categorie != p.categorie {
            uit.push(codes::CATEGORIE);
        }
        if toegewezen.code.as_ref().is_some_and(|code| *code != p.productcode) {
            uit.push(codes::PRODUCTCODE);
        }
    }
    if !omgeving.administratie.product_bestaat(omgeving.kop.gemeente, &product_van(p), p.periode.begin) {
        uit.push(codes::PRODUCT_CATEGORIE);
    }
    uit
}

fn product_van(p: &Prestatie) -> Product {
    Product { categorie: p.categorie, code: Some(p.productcode.clone()) }
}

/// TR307, TR308, TR387 and TR388.
fn periode(p: &Prestatie, toewijzing: &Toewijzingstand) -> Vec<Retourcode> {
    let (begin, eind) = (p.periode.begin, p.periode.eind);
    let mut uit = Vec::new();
    if begin < toewijzing.ingangsdatum {
        uit.push(codes::BEGIN_BUITEN_TOEWIJZING);
    }
    if toewijzing.einddatum.is_some_and(|laatste| eind > laatste) {
        uit.push(codes::EIND_BUITEN_TOEWIJZING);
    }
    if begin != begin.eerste_van_maand() && begin != toewijzing.ingangsdatum {
        uit.push(codes::BEGIN_VAN_MAAND);
    }
    if begin == begin.eerste_van_maand()
        && in_zelfde_maand(toewijzing.ingangsdatum, begin)
        && begin < toewijzing.ingangsdatum
    {
        uit.push(codes::BEGIN_VAN_MAAND);
    }
    let verwacht = match toewijzing.einddatum {
        Some(laatste) if in_zelfde_maand(laatste, eind) => laatste,
        Some(_) | None => eind.laatste_van_maand(),
    };
    if eind != verwacht {
        uit.push(codes::EIND_VAN_MAAND);
    }
    uit
}

fn in_zelfde_maand(a: Datum, b: Datum) -> bool {
    (a.jaar(), a.maand()) == (b.jaar(), b.maand())
}

/// TR341: the same unit, or minutes for hours; with a budget the contract says which.
fn eenheid_past(eenheid: Eenheid, toewijzing: &Toewijzingstand) -> bool {
    match &toewijzing.omvang {
        None => true,
        Some(omvang) => {
            omvang.eenheid == eenheid || (omvang.eenheid == Eenheid::Uur && eenheid == Eenheid::Minuut)
        }
    }
}

/// TR418 and TR346.
fn geld(p: &Prestatie, omgeving: &Omgeving<'_, impl Administratie>) -> Vec<Retourcode> {
    let Some(ingediend) = p.tarief.map(|t| i64::from(t.get())) else { return Vec::new() };
    let (kop, product) = (omgeving.kop, product_van(p));
    let volume = i64::from(p.volume.get());
    let bedrag = p.ingediend.cent();
    let mut uit = Vec::new();
    let klopt = match omgeving.administratie.tarief(kop.gemeente, kop.aanbieder, &product, p.periode.begin) {
        Some(Tarief { cent, eenheid: Eenheid::Uur }) if p.eenheid == Eenheid::Minuut => {
            // The tariff per minute is rounded and only shown; the amount follows from the tariff per hour (IV081).
            if ingediend != rond_af(cent, UUR_MINUTEN) {
                uit.push(codes::TARIEF);
            }
            bedrag == rond_af(cent * volume, UUR_MINUTEN)
        }
        Some(tarief) => {
            if ingediend != tarief.cent {
                uit.push(codes::TARIEF);
            }
            bedrag == ingediend * volume
        }
        // Without a known tariff per hour, minutes can only be held against the rounding of the tariff that is shown.
        None if p.eenheid == Eenheid::Minuut => 2 * (bedrag - ingediend * volume).abs() <= volume + 1,
        None => bedrag == ingediend * volume,
    };
    if !klopt {
        uit.push(codes::BEDRAG);
    }
    uit
}

/// Divides and rounds half up.
fn rond_af(teller: i64, noemer: i64) -> i64 {
    (2 * teller + noemer).div_euclid(2 * noemer)
}

/// TR321, TR322 and TR369, given what already counts on the toewijzing.
pub(super) fn volume(
    p: &Prestatie,
    toewijzing: &Toewijzingstand,
    staand: &[Prestatiestand],
) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    if let Some(budget) = toewijzing.budget {
        let besteed: i64 = staand.iter().map(|s| s.bedrag_cent).sum();
        if besteed + p.ingediend.cent() > i64::from(budget.get()) {
            uit.push(codes::BUDGET);
        }
    }
    if let Some(omvang) = &toewijzing.omvang {
        let looptijd = (toewijzing.ingangsdatum, toewijzing.einddatum);
        let fijnheid = if omvang.eenheid == Eenheid::Uur { UUR_MINUTEN } else { 1 };
        let maat = |volume: u32, eenheid: Eenheid| {
            i64::from(volume)
                * if omvang.eenheid == Eenheid::Uur && eenheid == Eenheid::Uur { UUR_MINUTEN } else { 1 }
        };
        let dit = maat(p.volume.get(), p.eenheid);
        if dit > maximum_in_periode(omvang, Some(p.categorie), looptijd, &p.periode) * fijnheid {
            uit.push(codes::VOLUME_PERIODE);
        }
        let eerder: i64 = staand.iter().map(|s| maat(s.volume.get(), s.eenheid)).sum();
        if maximum_totaal(omvang, looptijd).is_some_and(|max| eerder + dit > max * fijnheid) {
            uit.push(codes::VOLUME_TOTAAL);
        }
    }
    uit
}
