//! Nieuw or historisch, and whether somebody comes back (Uitvoeringsplan Thuis in de wijk § 5.2 and 5.3). A label for the monitor
//! and for the two budgets; it makes no difference to how an inwoner is helped.

use super::feiten::Regels;
use crate::stam::{Datum, Periode, Uitleg};
use alloc::{format, vec::Vec};

const PLAN: &str = "Uitvoeringsplan Thuis in de wijk § 5.2";

/// From which budget beschermd wonen was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// Centrummiddelen or historisch budget.
    Historisch,
    /// The objective model, Wlz, Zvw, forensic care or anything else.
    Anders,
    /// Not recorded.
    Onbekend,
}

/// A period in which beschermd wonen was really used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gebruik {
    /// When.
    pub periode: Periode,
    /// In the region that the melding was made in.
    pub in_regio: bool,
    /// Who paid.
    pub budget: Budget,
}

/// An aanvraag for beschermd wonen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aanvraag {
    /// Day of receipt.
    pub op: Datum,
    /// In the region that the melding was made in.
    pub in_regio: bool,
}

/// Which side of the two budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kenmerk {
    /// No aanvraag and no use in the year before the melding.
    Nieuw,
    /// Uses or used beschermd wonen from centrummiddelen or historisch budget.
    Historisch,
}

impl Kenmerk {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Kenmerk::Nieuw => "nieuw",
            Kenmerk::Historisch => "historisch",
        }
    }
    /// As people call it.
    pub fn naam(self) -> &'static str {
        match self {
            Kenmerk::Nieuw => "Nieuwe cliënt",
            Kenmerk::Historisch => "Historische cliënt",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Kenmerk> {
        [Kenmerk::Nieuw, Kenmerk::Historisch].into_iter().find(|k| k.code() == code)
    }
}

/// Outcome of the one-year rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instroom {
    /// `None` when a human must choose.
    pub kenmerk: Option<Kenmerk>,
    /// What is usual when a human must choose.
    pub voorstel: Kenmerk,
    /// Comes back: used beschermd wonen before, at any time, and not on the day of the melding.
    pub recidive: bool,
    /// Code of the rule that decided.
    pub regel: &'static str,
    /// Every step.
    pub uitleg: Uitleg,
}

/// Applies the one-year rule: the year runs from the same day one year earlier up to, not including, the melding.
pub fn instroom(
    gebruik: &[Gebruik],
    aanvragen: &[Aanvraag],
    melding_op: Datum,
    regels: &Regels<'_>,
) -> Instroom {
    let mut uitleg = Uitleg::nieuw();
    let begin = melding_op.plus_jaren(-regels.terugkijk_jaren);
    let zin = format!("We kijken terug van {} tot {}.", begin.voluit(), melding_op.voluit());
    uitleg.stap("WPB-40", PLAN, zin);
    let (kenmerk, regel) = kies(gebruik, aanvragen, begin, melding_op, &mut uitleg);
    let terug = recidive(gebruik, melding_op);
    if terug.komt_terug {
        uitleg.stappen.extend(terug.uitleg.stappen);
    }
    let voorstel = kenmerk.unwrap_or(Kenmerk::Nieuw);
    Instroom { kenmerk, voorstel, recidive: terug.komt_terug, regel, uitleg }
}

/// Whether somebody comes back: an axis of its own, which says nothing about nieuw or historisch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recidive {
    /// Used beschermd wonen before, at any time and anywhere, and not on the day of the melding.
    pub komt_terug: bool,
    /// First day after the last use, when there was use that ended.
    pub laatste_einde: Option<Datum>,
    /// Code of the rule that decided.
    pub regel: &'static str,
    /// The step, in words.
    pub uitleg: Uitleg,
}

/// Looks at all use, without a limit in time and whoever paid.
pub fn recidive(gebruik: &[Gebruik], melding_op: Datum) -> Recidive {
    const MONITOR: &str = "Uitvoeringsplan Thuis in de wijk § 5.3";
    let loopt = gebruik.iter().any(|g| g.periode.bevat(melding_op));
    let laatste_einde = gebruik.iter().filter_map(|g| g.periode.tot()).filter(|t| *t <= melding_op).max();
    let mut uitleg = Uitleg::nieuw();
    let regel = match laatste_einde {
        Some(einde) if !loopt => {
            let zin = format!(
                "Deze persoon woonde al eerder beschermd, het laatst op {}. Voor de monitor telt dit als recidive.",
                einde.plus_dagen(-1).voluit()
            );
            uitleg.stap("WPB-45", MONITOR, zin);
            "WPB-45"
        }
        Some(_) | None if loopt => {
            let zin = "Er loopt beschermd wonen op de dag van de melding. Deze persoon is niet weggeweest.";
            uitleg.stap("WPB-46", MONITOR, zin);
            "WPB-46"
        }
        Some(_) | None => {
            uitleg.stap("WPB-47", MONITOR, "Niet bekend is dat deze persoon eerder beschermd woonde.");
            "WPB-47"
        }
    };
    Recidive { komt_terug: regel == "WPB-45", laatste_einde, regel, uitleg }
}

fn kies(
    gebruik: &[Gebruik],
    aanvragen: &[Aanvraag],
    begin: Datum,
    melding_op: Datum,
    uitleg: &mut Uitleg,
) -> (Option<Kenmerk>, &'static str) {
    let in_het_jaar = |g: &&Gebruik| g.in_regio && raakt(&g.periode, begin, melding_op);
    let telt: Vec<&Gebruik> =
        gebruik.iter().filter(in_het_jaar).filter(|g| g.budget == Budget::Historisch).collect();
    if telt.iter().any(|g| g.periode.bevat(melding_op)) {
        uitleg.stap(
            "WPB-41",
            PLAN,
            "Er loopt beschermd wonen, betaald uit centrummiddelen of historisch budget.",
        );
        return (Some(Kenmerk::Historisch), "WPB-41");
    }
    if !telt.is_empty() {
        uitleg.stap(
            "WPB-42",
            PLAN,
            "In dat jaar is beschermd wonen gebruikt, betaald uit centrummiddelen of historisch budget.",
        );
        return (Some(Kenmerk::Historisch), "WPB-42");
    }
    if gebruik.iter().filter(in_het_jaar).any(|g| g.budget == Budget::Onbekend) {
        uitleg.stap(
            "WPB-43",
            PLAN,
            "In dat jaar is beschermd wonen gebruikt. Onbekend is wie dat betaalde. Zoek dit uit.",
        );
        return (None, "WPB-43");
    }
    if aanvragen.iter().any(|a| a.in_regio && begin <= a.op && a.op < melding_op) {
        let zin = "In dat jaar is wel een aanvraag gedaan, maar geen beschermd wonen gebruikt. De regio moet kiezen; \
                   meestal wordt dit: nieuw.";
        uitleg.stap("WPB-44", PLAN, zin);
        return (None, "WPB-44");
    }
    uitleg.stap(
        "WPB-40",
        PLAN,
        "In dat jaar was er geen aanvraag en is geen beschermd wonen gebruikt in deze regio.",
    );
    (Some(Kenmerk::Nieuw), "WPB-40")
}

fn raakt(periode: &Periode, begin: Datum, melding_op: Datum) -> bool {
    periode.van() <= melding_op && periode.tot().is_none_or(|t| begin < t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::woonplaats::proef;
    use alloc::vec;

    fn gebruik(van: &str, tot: &str, in_regio: bool, budget: Budget) -> Gebruik {
        Gebruik { periode: proef::periode(van, tot), in_regio, budget }
    }

    #[test]
    fn wie_betaalde_bepaalt_of_gebruik_telt() {
        let m = proef::d("2026-03-02");
        for (budget, kenmerk, regel) in [
            (Budget::Historisch, Some(Kenmerk::Historisch), "WPB-42"),
            (Budget::Onbekend, None, "WPB-43"),
            (Budget::Anders, Some(Kenmerk::Nieuw), "WPB-40"),
        ] {
            let uit =
                instroom(&[gebruik("2024-01-01", "2025-09-01", true, budget)], &[], m, &proef::regels());
            assert_eq!((uit.kenmerk, uit.regel), (kenmerk, regel), "{budget:?}");
            assert!(uit.recidive, "{budget:?}");
        }
    }

    #[test]
    fn recidive_staat_los_van_nieuw_en_historisch() {
        let m = proef::d("2026-03-02");
        let lang_geleden = [gebruik("2015-01-01", "2016-01-01", true, Budget::Historisch)];
        let uit = instroom(&lang_geleden, &[], m, &proef::regels());
        assert_eq!((uit.kenmerk, uit.recidive), (Some(Kenmerk::Nieuw), true));
        let herindicatie = [
            gebruik("2024-01-01", "2025-09-01", true, Budget::Historisch),
            gebruik("2025-09-01", "", true, Budget::Historisch),
        ];
        let uit = instroom(&herindicatie, &[], m, &proef::regels());
        assert_eq!((uit.kenmerk, uit.recidive, uit.regel), (Some(Kenmerk::Historisch), false, "WPB-41"));
    }

    #[test]
    fn recidive_kijkt_naar_alle_gebruik_en_zegt_waarom() {
        let m = proef::d("2026-03-02");
        let ooit = gebruik("2001-01-01", "2002-01-01", false, Budget::Anders);
        let later = gebruik("2010-01-01", "2026-03-02", false, Budget::Onbekend);
        let nu = gebruik("2026-03-02", "", true, Budget::Historisch);
        let straks = gebruik("2026-03-03", "2026-04-01", true, Budget::Historisch);
        for (rij, komt_terug, einde, regel, deel) in [
            (vec![], false, None, "WPB-47", "Niet bekend"),
            (vec![straks.clone()], false, None, "WPB-47", "Niet bekend"),
            (vec![ooit.clone()], true, Some("2002-01-01"), "WPB-45", "31 december 2001"),
            (vec![later.clone(), ooit.clone()], true, Some("2026-03-02"), "WPB-45", "1 maart 2026"),
            (vec![ooit.clone(), nu.clone()], false, Some("2002-01-01"), "WPB-46", "niet weggeweest"),
            (vec![nu], false, None, "WPB-46", "niet weggeweest"),
        ] {
            let uit = recidive(&rij, m);
            assert_eq!(
                (uit.komt_terug, uit.laatste_einde, uit.regel),
                (komt_terug, einde.map(proef::d), regel)
            );
            let [stap] = uit.uitleg.stappen.as_slice() else { panic!("one step") };
            assert!(stap.code == regel && stap.zin.contains(deel), "{}", stap.zin);
        }
    }

    #[test]
    fn een_aanvraag_zonder_gebruik_is_een_keuze_van_de_regio() {
        let m = proef::d("2026-03-02");
        for (op, in_regio, regel) in [
            ("2026-03-01", true, "WPB-44"),
            ("2026-03-02", true, "WPB-40"),
            ("2025-03-01", true, "WPB-40"),
            ("2026-03-01", false, "WPB-40"),
        ] {
            let uit = instroom(&[], &[Aanvraag { op: proef::d(op), in_regio }], m, &proef::regels());
            assert_eq!(uit.regel, regel, "{op} {in_regio}");
            assert_eq!(uit.kenmerk.is_none(), regel == "WPB-44");
            assert!(!uit.recidive && uit.uitleg.stappen.iter().all(|s| s.code != "WPB-45"));
        }
        let eerder = [gebruik("2015-01-01", "2016-01-01", true, Budget::Historisch)];
        let uit = instroom(&eerder, &[], m, &proef::regels());
        assert!(uit.recidive && uit.uitleg.stappen.iter().any(|s| s.code == "WPB-45"));
    }

    #[test]
    fn gebruik_dat_op_de_dag_van_de_melding_begint_is_lopend() {
        let m = proef::d("2026-03-02");
        let uit = instroom(&[gebruik("2026-03-02", "", true, Budget::Historisch)], &[], m, &proef::regels());
        assert_eq!(uit.regel, "WPB-41");
        let uit = instroom(&[gebruik("2026-03-03", "", true, Budget::Historisch)], &[], m, &proef::regels());
        assert_eq!(uit.regel, "WPB-40");
    }
}
