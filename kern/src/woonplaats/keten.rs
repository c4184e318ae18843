//! Walking back through addresses and stays.

use super::feiten::{Adres, Feiten, Functie, Instelling};
use crate::stam::{Datum, Gemeentecode, Periode};
use alloc::vec::Vec;

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
    telt: impl Fn(Instelling) -> bool,
) -> Option<Datum> {
    let adressen =
        feiten.adressen.iter().filter_map(|a| a.instelling.filter(|i| telt(*i)).map(|_| a.periode));
    let verblijven = feiten.verblijven.iter().filter(|v| telt(v.soort)).map(|v| v.periode);
    let delen: Vec<Periode> = adressen.chain(verblijven).collect();
    let mut begin = delen.iter().filter(|p| p.bevat(dag)).map(Periode::van).min()?;
    let sluit_aan = |p: &&Periode, begin: Datum| p.van() < begin && p.tot().is_none_or(|t| begin <= t);
    while let Some(eerder) = delen.iter().filter(|p| sluit_aan(p, begin)).map(Periode::van).min() {
        begin = eerder;
    }
    Some(begin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::woonplaats::proef;

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
    fn het_adres_dat_het_laatst_begon_telt() {
        let mut f = proef::feiten("2026-03-02", "0794");
        f.adressen =
            proef::adressen(&[("0756", "W", "2000-01-01", "", ""), ("1982", "W", "2022-01-01", "", "")]);
        let nu = inschrijving_op(&f, f.melding_op).map(|a| a.gemeente.getal());
        assert_eq!(nu, Some(1982));
    }
}
