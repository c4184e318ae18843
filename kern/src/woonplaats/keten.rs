//! Walking back through addresses and stays.

use super::feiten::{Adres, Feiten, Functie, Instelling};
use crate::stam::{Datum, Gemeentecode, Periode};

/// The registration on a day: of those that cover it, the one that began last.
pub(super) fn inschrijving_op(feiten: &Feiten, dag: Datum) -> Option<&Adres> {
    feiten.adressen.iter().filter(|a| a.periode.bevat(dag)).max_by_key(|a| a.periode.van())
}

/// The woonadres in a gemeente on a day; a briefadres or the RNI is none (Wet BRP art. 1.1 o).
pub(super) fn woonadres_op(feiten: &Feiten, dag: Datum) -> Option<&Adres> {
    inschrijving_op(feiten, dag).filter(|a| is_woonadres(a))
}

fn is_woonadres(a: &Adres) -> bool {
    a.functie == Functie::Woonadres && a.gemeente != Gemeentecode::RNI
}

/// The latest woonadres before a day that is no institution: only ever a suggestion.
pub(super) fn laatste_gewone_woonadres(feiten: &Feiten, voor: Datum) -> Option<&Adres> {
    let gewoon = |a: &&Adres| is_woonadres(a) && a.instelling.is_none() && a.periode.van() <= voor;
    feiten.adressen.iter().filter(gewoon).max_by_key(|a| a.periode.van())
}

/// The latest registration in a gemeente before a day, briefadres included.
pub(super) fn laatste_inschrijving(feiten: &Feiten, voor: Datum) -> Option<&Adres> {
    let echt = |a: &&Adres| a.gemeente != Gemeentecode::RNI && a.periode.van() < voor;
    feiten.adressen.iter().filter(echt).max_by_key(|a| a.periode.van())
}

/// First day of the uninterrupted chain of institutions that covers `dag`; `None` when the person is in no
/// institution that day. Spells that follow each other without a day between belong to one chain.
pub(super) fn begin_van_keten(
    feiten: &Feiten,
    dag: Datum,
    telt: impl Fn(Instelling) -> bool + Copy,
) -> Option<Datum> {
    terug(dag, || instellingsadressen(feiten, telt).chain(verblijven(feiten, telt)))
}

fn instellingsadressen(feiten: &Feiten, telt: impl Fn(Instelling) -> bool) -> impl Iterator<Item = Periode> {
    feiten.adressen.iter().filter(move |a| a.instelling.is_some_and(&telt)).map(|a| a.periode)
}

fn verblijven(feiten: &Feiten, telt: impl Fn(Instelling) -> bool) -> impl Iterator<Item = Periode> {
    feiten.verblijven.iter().filter(move |v| telt(v.soort)).map(|v| v.periode)
}

/// Walks back from `dag` over spells that touch or overlap, without making a list: histories are short.
fn terug<I: Iterator<Item = Periode>>(dag: Datum, delen: impl Fn() -> I) -> Option<Datum> {
    let mut begin = delen().filter(|p| p.bevat(dag)).map(|p| p.van()).min()?;
    let sluit_aan = |p: &Periode, begin: Datum| p.van() < begin && p.tot().is_none_or(|t| begin <= t);
    while let Some(eerder) = delen().filter(|p| sluit_aan(p, begin)).map(|p| p.van()).min() {
        begin = eerder;
    }
    Some(begin)
}

/// First day of living at an address: a new entry after a herindeling is no move (Wet arhi art. 71).
pub(super) fn begin_van_bewoning(feiten: &Feiten, adres: &Adres) -> Datum {
    let (mut nu, mut begin) = (adres, adres.periode.van());
    while nu.herindeling {
        let Some(eerder) = inschrijving_op(feiten, begin.plus_dagen(-1)) else { break };
        (nu, begin) = (eerder, eerder.periode.van());
    }
    begin
}

/// What walking back from an institution finds.
pub(super) enum Herleid<'f> {
    /// The person is not registered at an institution that counts.
    GeenInstelling,
    /// The ordinary woonadres just before the chain.
    Woonadres(&'f Adres),
    /// During the chain an ordinary address was registered; this is the one before the chain.
    Verhuisd(Option<&'f Adres>),
    /// Something in or before the chain is missing, doubted or no woonadres.
    Onzeker,
}

/// Walks back from the institution at whose address the person is registered on `dag`.
pub(super) fn voor_instelling(
    feiten: &Feiten,
    dag: Datum,
    telt: impl Fn(Instelling) -> bool + Copy,
) -> Herleid<'_> {
    let Some(begin_adres) = woonadres_op(feiten, dag)
        .filter(|a| a.instelling.is_some_and(telt))
        .and_then(|_| terug(dag, || instellingsadressen(feiten, telt)))
    else {
        return Herleid::GeenInstelling;
    };
    let begin = begin_van_keten(feiten, dag, telt).unwrap_or(begin_adres);
    let eerder = woonadres_op(feiten, begin.plus_dagen(-1));
    let tijdens = |a: &&Adres| begin < a.periode.van() && a.periode.van() <= dag && !a.herindeling;
    let instelling = |a: &Adres| is_woonadres(a) && a.instelling.is_some_and(telt);
    let mut verhuisd = false;
    for a in feiten.adressen.iter().filter(tijdens).filter(|a| !instelling(a)) {
        if !is_woonadres(a) || a.instelling.is_some() {
            return Herleid::Onzeker;
        }
        verhuisd = true;
    }
    if verhuisd {
        return Herleid::Verhuisd(eerder);
    }
    if begin < begin_adres && inschrijving_op(feiten, begin_adres.plus_dagen(-1)).is_none() {
        return Herleid::Onzeker;
    }
    match eerder {
        Some(a) if !a.in_onderzoek && a.instelling.is_none() => Herleid::Woonadres(a),
        Some(_) | None => Herleid::Onzeker,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::woonplaats::{Verblijf, proef};
    use alloc::vec;

    #[test]
    fn een_keten_van_instellingen_gaat_terug_tot_de_eerste_dag() {
        let d = proef::d;
        let mut f = proef::feiten("2026-03-02", "0794");
        f.adressen = proef::adressen(&[
            ("0743", "W", "2006-05-01", "2022-01-01", ""),
            ("0855", "W", "2022-01-01", "2025-01-01", "jeugd"),
            ("0344", "W", "2025-01-01", "", "ggz"),
        ]);
        assert_eq!(begin_van_keten(&f, d("2026-03-02"), |_| true), Some(d("2022-01-01")));
        assert_eq!(begin_van_keten(&f, d("2021-12-31"), |_| true), None);
        f.adressen[1].periode = Periode::nieuw(d("2022-01-01"), Some(d("2024-12-31"))).expect("period");
        assert_eq!(begin_van_keten(&f, d("2026-03-02"), |_| true), Some(d("2025-01-01")), "one day between");
    }

    #[test]
    fn zonder_inschrijving_voor_het_adres_van_de_instelling_is_de_keten_onzeker() {
        let d = proef::d;
        let mut f = proef::feiten("2026-03-02", "0794");
        f.verblijven = vec![Verblijf { soort: Instelling::Ggz, periode: proef::periode("2024-06-01", "") }];
        let met = |f: &mut Feiten, tot: &str| {
            f.adressen = proef::adressen(&[
                ("0743", "W", "2000-01-01", tot, ""),
                ("0344", "W", "2025-01-01", "", "ggz"),
            ]);
            match voor_instelling(f, d("2026-03-02"), |_| true) {
                Herleid::Woonadres(a) => Some(a.gemeente.getal()),
                _ => None,
            }
        };
        assert_eq!(met(&mut f, "2025-01-01"), Some(743));
        assert_eq!(
            met(&mut f, "2024-06-01"),
            None,
            "the days at the institution before its address are not registered"
        );
    }

    #[test]
    fn het_adres_dat_het_laatst_begon_telt() {
        let mut f = proef::feiten("2026-03-02", "0794");
        f.adressen =
            proef::adressen(&[("0756", "W", "2000-01-01", "", ""), ("1982", "W", "2022-01-01", "", "")]);
        let nu = inschrijving_op(&f, f.melding_op).map(|a| a.gemeente.getal());
        assert_eq!(nu, Some(1982));
    }
}
