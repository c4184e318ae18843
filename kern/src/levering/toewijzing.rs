//! Giving a granted product to an aanbieder, and changing that.

use super::plaats::toets_plaats;
use crate::inkoop::{
    Capaciteit, Contract, Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, TariefOp, Vorm, codelijst,
    tarief_op,
};
use crate::stam::{Datum, Gemeentecode, Onleesbaar, Periode, Weigering};
use alloc::format;
use core::fmt;

/// Days in a week: a volume per day is sent as a volume per week.
const WEEK_DAGEN: u32 = 7;

codelijst! {
    /// Where a toewijzing stands between us and the aanbieder.
    Toewijzingstatus, "Onbekende status van een toewijzing." {
        /// Decided, not sent yet.
        Open = "open", "Nog niet verzonden";
        /// WMO301 written, no retour yet.
        Verzonden = "verzonden", "Verzonden, wacht op retour";
        /// WMO302 without remarks.
        Geaccepteerd = "geaccepteerd", "Aangenomen door de aanbieder";
        /// WMO302 with remarks.
        Afgekeurd = "afgekeurd", "Afgekeurd door de aanbieder";
        /// The aanbieder reported the definitive stop.
        Beeindigd = "beeindigd", "Levering gestopt";
        /// Removed as if never given (RedenWijziging 13).
        Ingetrokken = "ingetrokken", "Ingetrokken";
    }
}

/// What was granted, as far as an aanbieder has to deliver it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeLeveren {
    /// Form.
    pub vorm: Vorm,
    /// In natura or pgb.
    pub leveringsvorm: Leveringsvorm,
    /// Product.
    pub product: Productcode,
    /// How much.
    pub omvang: Omvang,
    /// Granted period.
    pub periode: Periode,
}

/// Everything that is needed to decide on one toewijzing.
#[derive(Debug, Clone, Copy)]
pub struct Toewijzingsvraag<'a> {
    /// What was granted.
    pub te_leveren: &'a TeLeveren,
    /// Wished period.
    pub periode: Periode,
    /// Gemeente where the place is.
    pub gemeente: Gemeentecode,
    /// Contracts with the chosen aanbieder.
    pub contracten: &'a [Contract],
    /// Places that the aanbieder holds for this product, in any gemeente.
    pub capaciteiten: &'a [Capaciteit],
    /// Periods in which places are taken in that gemeente.
    pub bezet: &'a [Periode],
    /// Toewijzingen that this indicatie already has, at any aanbieder.
    pub lopend: &'a [Periode],
}

/// A toewijzing that may be recorded and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toewijzing {
    /// Price on the first day.
    pub tarief: TariefOp,
    /// Volume in the form in which iWmo can carry it.
    pub omvang: Omvang,
    /// Period.
    pub periode: Periode,
}

/// Decides on a toewijzing. Refused for a pgb (LEV-01), outside the indicatie (LEV-02), without a place (LEV-03), beside
/// another toewijzing on the same indicatie (LEV-04), when iWmo cannot carry the volume (LEV-05), and without exactly one
/// price on the first day (INK-01 … INK-03).
pub fn wijs_toe(v: &Toewijzingsvraag<'_>) -> Result<Toewijzing, Weigering> {
    match v.te_leveren.leveringsvorm {
        Leveringsvorm::Zin => {}
        Leveringsvorm::Pgb => {
            let zin = "Bij een persoonsgebonden budget koopt de inwoner zelf in. Er is geen toewijzing aan een aanbieder.";
            return Err(Weigering::nieuw("LEV-01", "Wmo 2015 art. 2.3.6; iWmo UP001 en OP043", zin));
        }
    }
    toets_binnen(&v.periode, &v.te_leveren.periode)?;
    if let Some(ander) = v.lopend.iter().find(|l| l.overlapt(&v.periode)) {
        let zin = format!("Er loopt in deze periode al een toewijzing vanaf {}.", ander.van().voluit());
        return Err(Weigering::nieuw("LEV-04", "iWmo OP259", zin).bij("van"));
    }
    let omvang = zendbare_omvang(&v.te_leveren.omvang, &v.periode)?;
    let tarief =
        tarief_op(v.contracten, &v.te_leveren.product, v.periode.van()).map_err(|w| w.bij("aanbieder"))?;
    toets_plaats(v.te_leveren.vorm, v.capaciteiten, v.bezet, v.gemeente, &v.periode)?;
    Ok(Toewijzing { tarief, omvang, periode: v.periode })
}

fn toets_binnen(periode: &Periode, kader: &Periode) -> Result<(), Weigering> {
    let te_vroeg = periode.van() < kader.van();
    let te_laat = kader.tot().is_some_and(|k| periode.tot().is_none_or(|t| t > k));
    if !te_vroeg && !te_laat {
        return Ok(());
    }
    let tot = kader.tot_en_met().map_or_else(|| "heden".into(), Datum::voluit);
    let zin =
        format!("De toewijzing moet binnen de indicatie vallen: {} tot en met {tot}.", kader.van().voluit());
    Err(Weigering::nieuw("LEV-02", "iWmo UP007", zin).bij(if te_vroeg { "van" } else { "tot" }))
}

/// The volume as iWmo can carry it: days, parts of days and pieces are never sent per day but per week (constraint CS338), and
/// a volume per week needs an end date (condition CD076). Refused with LEV-05.
pub fn zendbare_omvang(omvang: &Omvang, periode: &Periode) -> Result<Omvang, Weigering> {
    let per_week = match (omvang.eenheid, omvang.frequentie) {
        (Eenheid::Etmaal | Eenheid::Dagdeel | Eenheid::Stuks, Frequentie::Dag) => Omvang {
            volume: omvang.volume.saturating_mul(WEEK_DAGEN),
            frequentie: Frequentie::Week,
            ..*omvang
        },
        (Eenheid::Minuut | Eenheid::Uur, Frequentie::Dag)
        | (_, Frequentie::Week | Frequentie::Maand | Frequentie::Totaal) => *omvang,
    };
    match (per_week.frequentie, periode.tot()) {
        (Frequentie::Week, None) => {
            let zin = "Een omvang per week heeft een einddatum nodig.";
            Err(Weigering::nieuw("LEV-05", "iWmo CD076", zin).bij("tot"))
        }
        (Frequentie::Dag | Frequentie::Maand | Frequentie::Totaal, None) | (_, Some(_)) => Ok(per_week),
    }
}

/// Moves the end of a running toewijzing to `tot` (first day no longer). Refused when it has ended already (LEV-10: give a
/// new one instead, OP380), when it would leave no day (LEV-06: remove it instead), outside the indicatie (LEV-02), and in
/// the past without the aanbieder's consent (LEV-07, OP186).
pub fn verander_einde(
    huidig: &Periode,
    tot: Datum,
    kader: &Periode,
    vandaag: Datum,
    afgestemd: bool,
) -> Result<Periode, Weigering> {
    if huidig.tot().is_some_and(|t| t <= vandaag && t < tot) {
        let zin = "Deze toewijzing is al afgelopen. Maak een nieuwe toewijzing.";
        return Err(Weigering::nieuw("LEV-10", "iWmo OP380", zin));
    }
    let Some(nieuw) = Periode::nieuw(huidig.van(), Some(tot)) else {
        let zin = format!(
            "De laatste dag ligt voor de eerste dag, {}. Trek de toewijzing dan in.",
            huidig.van().voluit()
        );
        return Err(Weigering::nieuw("LEV-06", "iWmo CS003", zin).bij("tot"));
    };
    toets_binnen(&nieuw, kader)?;
    if tot < vandaag && !afgestemd {
        let zin = "Eerder laten eindigen dan vandaag kan alleen als de aanbieder het daarmee eens is.";
        return Err(Weigering::nieuw("LEV-07", "iWmo OP186", zin).bij("afgestemd"));
    }
    Ok(nieuw)
}

/// Whether a toewijzing may be removed as if it had never been given. Refused when declared lines were granted on it
/// (LEV-08): removing may not make delivered care unlawful.
pub fn toets_intrekken(toegekende_regels: u32) -> Result<(), Weigering> {
    if toegekende_regels == 0 {
        return Ok(());
    }
    let zin = format!(
        "Er zijn al {toegekende_regels} declaratieregels toegekend. Beëindig de toewijzing in plaats daarvan."
    );
    Err(Weigering::nieuw("LEV-08", "iWmo TR385 en OP362", zin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inkoop::Tarief;
    use crate::stam::{AanbiederId, Cent};
    use alloc::{vec, vec::Vec};

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn p(van: &str, tot: Option<&str>) -> Periode {
        Periode::nieuw(d(van), tot.map(d)).expect("test period")
    }
    fn code() -> Productcode {
        Productcode::lees("15A60").expect("code")
    }
    fn helmond() -> Gemeentecode {
        Gemeentecode::lees("0794").expect("code")
    }
    fn per(volume: u32, eenheid: Eenheid, frequentie: Frequentie) -> Omvang {
        Omvang { volume, eenheid, frequentie }
    }
    fn contract() -> Vec<Contract> {
        let tarief = |id, cent, van, tot| Tarief {
            tarief_id: id,
            product: code(),
            tarief: Cent(cent),
            periode: p(van, tot),
        };
        vec![Contract {
            contract_id: 1,
            aanbieder: AanbiederId(1),
            periode: p("2024-01-01", None),
            tarieven: vec![
                tarief(1, 17_489, "2024-01-01", Some("2026-01-01")),
                tarief(2, 18_356, "2026-01-01", None),
            ],
        }]
    }
    fn te_leveren() -> TeLeveren {
        TeLeveren {
            vorm: Vorm::Bw,
            leveringsvorm: Leveringsvorm::Zin,
            product: code(),
            omvang: per(1, Eenheid::Etmaal, Frequentie::Dag),
            periode: p("2025-07-01", Some("2027-07-01")),
        }
    }

    #[test]
    fn een_toewijzing_krijgt_het_tarief_van_de_eerste_dag_en_een_omvang_per_week() {
        let (t, c) = (te_leveren(), contract());
        let plekken = [Capaciteit { gemeente: helmond(), plaatsen: 1, periode: p("2024-01-01", None) }];
        let vraag = |periode| Toewijzingsvraag {
            te_leveren: &t,
            periode,
            gemeente: helmond(),
            contracten: &c,
            capaciteiten: &plekken,
            bezet: &[],
            lopend: &[],
        };
        for (van, verwacht) in [("2025-12-31", 17_489), ("2026-01-01", 18_356)] {
            let uit = wijs_toe(&vraag(p(van, Some("2027-07-01")))).expect("granted");
            assert_eq!(uit.tarief.tarief, Cent(verwacht));
            assert_eq!(uit.omvang, per(7, Eenheid::Etmaal, Frequentie::Week));
        }
    }

    #[test]
    fn een_toewijzing_die_niet_kan_wordt_geweigerd_met_de_regel() {
        let c = contract();
        let plekken = vec![Capaciteit { gemeente: helmond(), plaatsen: 1, periode: p("2024-01-01", None) }];
        let heel = p("2025-07-01", Some("2027-07-01"));
        let pgb = TeLeveren { leveringsvorm: Leveringsvorm::Pgb, ..te_leveren() };
        let ander = TeLeveren { product: Productcode::lees("15A99").expect("code"), ..te_leveren() };
        let open = TeLeveren { periode: p("2025-07-01", None), ..te_leveren() };
        let geen: Vec<Periode> = vec![];
        let (eerder, buur) = (vec![p("2025-07-01", Some("2025-10-01"))], vec![heel]);
        for (regel, t, periode, bezet, lopend) in [
            ("LEV-01", &pgb, heel, &geen, &geen),
            ("LEV-02", &te_leveren(), p("2025-06-30", Some("2026-01-01")), &geen, &geen),
            ("LEV-02", &te_leveren(), p("2025-07-01", Some("2027-07-02")), &geen, &geen),
            ("LEV-02", &te_leveren(), p("2025-07-01", None), &geen, &geen),
            ("LEV-03", &te_leveren(), heel, &buur, &geen),
            ("LEV-04", &te_leveren(), heel, &geen, &eerder),
            ("LEV-05", &open, p("2025-07-01", None), &geen, &geen),
            ("INK-02", &ander, heel, &geen, &geen),
        ] {
            let vraag = Toewijzingsvraag {
                te_leveren: t,
                periode,
                gemeente: helmond(),
                contracten: &c,
                capaciteiten: &plekken,
                bezet,
                lopend,
            };
            assert_eq!(wijs_toe(&vraag).expect_err("refused").code, regel);
        }
    }

    #[test]
    fn een_aansluitende_toewijzing_mag_wel() {
        let (t, c) = (te_leveren(), contract());
        let plekken = [Capaciteit { gemeente: helmond(), plaatsen: 1, periode: p("2024-01-01", None) }];
        let vraag = Toewijzingsvraag {
            te_leveren: &t,
            periode: p("2025-10-01", Some("2027-07-01")),
            gemeente: helmond(),
            contracten: &c,
            capaciteiten: &plekken,
            bezet: &[p("2025-07-01", Some("2025-10-01"))],
            lopend: &[p("2025-07-01", Some("2025-10-01"))],
        };
        assert!(wijs_toe(&vraag).is_ok());
    }

    #[test]
    fn alleen_uren_en_minuten_gaan_per_dag_over_de_lijn() {
        let heel = p("2025-07-01", Some("2025-12-01"));
        for (van, naar) in [
            (per(1, Eenheid::Etmaal, Frequentie::Dag), per(7, Eenheid::Etmaal, Frequentie::Week)),
            (per(2, Eenheid::Dagdeel, Frequentie::Dag), per(14, Eenheid::Dagdeel, Frequentie::Week)),
            (per(1, Eenheid::Uur, Frequentie::Dag), per(1, Eenheid::Uur, Frequentie::Dag)),
            (per(30, Eenheid::Etmaal, Frequentie::Totaal), per(30, Eenheid::Etmaal, Frequentie::Totaal)),
        ] {
            assert_eq!(zendbare_omvang(&van, &heel), Ok(naar));
        }
        let open = p("2025-07-01", None);
        assert!(zendbare_omvang(&per(4, Eenheid::Uur, Frequentie::Maand), &open).is_ok());
        assert_eq!(
            zendbare_omvang(&per(4, Eenheid::Uur, Frequentie::Week), &open).expect_err("no end").code,
            "LEV-05"
        );
    }

    #[test]
    fn het_einde_van_een_toewijzing_verschuift_alleen_als_dat_eerlijk_is() {
        let kader = p("2025-07-01", Some("2027-07-01"));
        let loopt = p("2025-07-01", Some("2026-07-01"));
        let vandaag = d("2026-03-01");
        for (huidig, tot, afgestemd, verwacht) in [
            (loopt, "2027-07-01", false, Ok(p("2025-07-01", Some("2027-07-01")))),
            (loopt, "2026-03-01", false, Ok(p("2025-07-01", Some("2026-03-01")))),
            (loopt, "2026-02-01", true, Ok(p("2025-07-01", Some("2026-02-01")))),
            (loopt, "2026-02-01", false, Err("LEV-07")),
            (loopt, "2027-07-02", false, Err("LEV-02")),
            (loopt, "2025-07-01", true, Err("LEV-06")),
            (p("2025-07-01", Some("2026-01-01")), "2026-07-01", true, Err("LEV-10")),
        ] {
            let uit = verander_einde(&huidig, d(tot), &kader, vandaag, afgestemd).map_err(|w| w.code);
            assert_eq!(uit, verwacht, "{tot}");
        }
    }

    #[test]
    fn een_toewijzing_met_toegekende_declaraties_verdwijnt_niet() {
        assert!(toets_intrekken(0).is_ok());
        assert_eq!(toets_intrekken(3).expect_err("granted lines").code, "LEV-08");
    }
}
