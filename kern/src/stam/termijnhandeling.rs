//! What may be done about a term to decide: let it stand still, adjourn it, hold the college in default.
//!
//! Codes: TRM-20 no term to decide · TRM-21 ground does not fit · TRM-22 the term had passed · TRM-23 ends before it begins ·
//! TRM-24 only a decision on a bezwaar, and once · TRM-25 nothing stands still.

use super::termijnen::{Opschorting, Termijn, Termijnenwet, Termijnregel, bereken, bereken_verdaagd};
use super::{Datum, Weigering};
use alloc::{format, string::String, vec::Vec};

/// A term within which a college must decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beslistermijn {
    /// On an aanvraag (Wmo 2015 art. 2.3.5 lid 2).
    Aanvraag,
    /// On a bezwaar (Awb art. 7:10).
    Bezwaar,
}

/// Why a term to decide stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opschortgrond {
    /// The applicant was asked to complete the aanvraag.
    Aanvulling,
    /// The applicant agreed in writing.
    Instemming,
    /// The delay is the applicant's.
    Vertraging,
    /// The college cannot decide by force majeure.
    Overmacht,
    /// The objector was asked to put right what was missing.
    Verzuim,
}

impl Opschortgrond {
    /// All grounds.
    pub const ALLE: [Opschortgrond; 5] = [
        Opschortgrond::Aanvulling,
        Opschortgrond::Instemming,
        Opschortgrond::Vertraging,
        Opschortgrond::Overmacht,
        Opschortgrond::Verzuim,
    ];
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Opschortgrond::Aanvulling => "aanvulling",
            Opschortgrond::Instemming => "instemming",
            Opschortgrond::Vertraging => "vertraging",
            Opschortgrond::Overmacht => "overmacht",
            Opschortgrond::Verzuim => "verzuim",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Opschortgrond> {
        Opschortgrond::ALLE.into_iter().find(|g| g.code() == code)
    }
    /// As people say it.
    pub fn naam(self) -> &'static str {
        match self {
            Opschortgrond::Aanvulling => "De aanvrager is gevraagd de aanvraag aan te vullen",
            Opschortgrond::Instemming => "De aanvrager stemt schriftelijk in met uitstel",
            Opschortgrond::Vertraging => "De vertraging komt door de aanvrager",
            Opschortgrond::Overmacht => "Beslissen kan niet door overmacht",
            Opschortgrond::Verzuim => "De indiener is gevraagd een verzuim te herstellen",
        }
    }
    /// The article, for a kind of term; `None` when the ground is not for it.
    pub fn artikel(self, soort: Beslistermijn) -> Option<&'static str> {
        match (self, soort) {
            (Opschortgrond::Aanvulling, Beslistermijn::Aanvraag) => {
                Some("Awb art. 4:5 en 4:15 lid 1 onder a")
            }
            (Opschortgrond::Instemming, Beslistermijn::Aanvraag) => Some("Awb art. 4:15 lid 2 onder a"),
            (Opschortgrond::Vertraging, Beslistermijn::Aanvraag) => Some("Awb art. 4:15 lid 2 onder b"),
            (Opschortgrond::Overmacht, Beslistermijn::Aanvraag) => Some("Awb art. 4:15 lid 2 onder c"),
            (Opschortgrond::Verzuim, Beslistermijn::Bezwaar) => Some("Awb art. 6:6 en 7:10 lid 2"),
            (Opschortgrond::Instemming, Beslistermijn::Bezwaar) => Some("Awb art. 7:10 lid 4"),
            (Opschortgrond::Verzuim, Beslistermijn::Aanvraag)
            | (
                Opschortgrond::Aanvulling | Opschortgrond::Vertraging | Opschortgrond::Overmacht,
                Beslistermijn::Bezwaar,
            ) => None,
        }
    }
}

/// What was done about a term until now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verloop {
    /// Days that it stood still.
    pub stil: Vec<Opschorting>,
    /// Whether it was adjourned.
    pub verdaagd: bool,
}

/// Lets a term stand still from `van` up to but not including `tot`. Refused for a term that is no term to decide (TRM-20), on a
/// ground that does not fit (TRM-21), when the term had passed already (TRM-22), or when it ends before it begins (TRM-23).
pub fn schort_op(
    soort: Option<Beslistermijn>,
    grond: Opschortgrond,
    (van, tot): (Datum, Datum),
    uiterlijk: Datum,
) -> Result<Opschorting, Weigering> {
    let soort = soort.ok_or_else(geen_beslistermijn)?;
    let Some(artikel) = grond.artikel(soort) else {
        let zin = "Deze grond geldt niet voor deze termijn.";
        return Err(Weigering::nieuw("TRM-21", "Awb art. 4:15 en 7:10", zin).bij("grond"));
    };
    if uiterlijk < van {
        let zin = format!(
            "De termijn liep tot en met {}. Een termijn die voorbij is, kan niet meer stilstaan.",
            uiterlijk.voluit()
        );
        return Err(Weigering::nieuw("TRM-22", "Awb art. 4:15", zin).bij("van"));
    }
    let naam = grond.naam();
    Opschorting::nieuw(van, tot, format!("{naam} ({artikel})."))
        .ok_or_else(|| Weigering::nieuw("TRM-23", "", "De laatste dag ligt voor de eerste dag.").bij("tot"))
}

/// Whether a decision may be adjourned: only on a bezwaar, once, and before the term has passed. Refused with TRM-24 or TRM-22.
pub fn verdaag(
    soort: Option<Beslistermijn>,
    verloop: &Verloop,
    op: Datum,
    uiterlijk: Datum,
) -> Result<(), Weigering> {
    const ARTIKEL: &str = "Awb art. 7:10 lid 3";
    if soort != Some(Beslistermijn::Bezwaar) {
        let zin = "Alleen een beslissing op bezwaar kan worden verdaagd. Bij een aanvraag zegt u dat het later wordt, en wanneer \
                   (Awb art. 4:14). De termijn loopt dan door.";
        return Err(Weigering::nieuw("TRM-24", ARTIKEL, zin).bij("wat"));
    }
    if verloop.verdaagd {
        let zin = "Deze beslissing is al een keer verdaagd. Meer uitstel kan alleen als de indiener instemt.";
        return Err(Weigering::nieuw("TRM-24", ARTIKEL, zin).bij("wat"));
    }
    if uiterlijk < op {
        let zin = format!("De termijn liep tot en met {}. Verdagen kan dan niet meer.", uiterlijk.voluit());
        return Err(Weigering::nieuw("TRM-22", ARTIKEL, zin).bij("van"));
    }
    Ok(())
}

/// Whether a notice of default can be about this term. A notice that comes too early is recorded too: the penalty then says so.
/// Refused with TRM-20.
pub fn stel_in_gebreke(soort: Option<Beslistermijn>) -> Result<(), Weigering> {
    soort.map(|_| ()).ok_or_else(geen_beslistermijn)
}

/// The day on which a term that stands still runs again. Refused when that is not within the days that it stood still (TRM-25).
pub fn hervat(van: Datum, tot: Datum, op: Datum) -> Result<(), Weigering> {
    if van <= op && op < tot {
        return Ok(());
    }
    let zin = format!("Op {} stond de termijn niet stil.", op.voluit());
    Err(Weigering::nieuw("TRM-25", "Awb art. 4:15", zin).bij("van"))
}

fn geen_beslistermijn() -> Weigering {
    let zin: String =
        "Dit is geen termijn om te beslissen. Alleen zo'n termijn kan stilstaan of worden verdaagd.".into();
    Weigering::nieuw("TRM-20", "Awb art. 4:15 en 7:10", zin).bij("wat")
}

/// The last day after everything that was done, always counted anew from the first day.
pub fn herbereken(
    regel: &Termijnregel,
    verdaging: &Termijnregel,
    begin: Datum,
    verloop: &Verloop,
    wet: &Termijnenwet,
) -> Termijn {
    if verloop.verdaagd {
        bereken_verdaagd(regel, verdaging, begin, &verloop.stil, wet)
    } else {
        bereken(regel, begin, &verloop.stil, wet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("date")
    }

    #[test]
    fn alleen_een_termijn_om_te_beslissen_staat_stil_en_alleen_op_een_grond_van_de_wet() {
        use Beslistermijn as B;
        use Opschortgrond as G;
        let dagen = (d("2026-03-05"), d("2026-03-10"));
        let met = |soort, grond, uiterlijk| {
            schort_op(soort, grond, dagen, d(uiterlijk)).map(|_| ()).map_err(|w| w.code)
        };
        for (soort, grond, uiterlijk, verwacht) in [
            (Some(B::Aanvraag), G::Aanvulling, "2026-03-16", Ok(())),
            (Some(B::Aanvraag), G::Overmacht, "2026-03-05", Ok(())),
            (Some(B::Aanvraag), G::Vertraging, "2026-03-04", Err("TRM-22")),
            (Some(B::Aanvraag), G::Verzuim, "2026-03-16", Err("TRM-21")),
            (Some(B::Bezwaar), G::Verzuim, "2026-03-16", Ok(())),
            (Some(B::Bezwaar), G::Instemming, "2026-03-16", Ok(())),
            (Some(B::Bezwaar), G::Overmacht, "2026-03-16", Err("TRM-21")),
            (None, G::Instemming, "2026-03-16", Err("TRM-20")),
        ] {
            assert_eq!(met(soort, grond, uiterlijk), verwacht, "{grond:?} {uiterlijk}");
        }
        let achterstevoren = schort_op(Some(B::Aanvraag), G::Instemming, (dagen.1, dagen.0), d("2026-03-16"));
        assert_eq!(achterstevoren.expect_err("ends before it begins").code, "TRM-23");
        assert!(G::ALLE.iter().all(|g| G::lees(g.code()) == Some(*g)));
        assert_eq!(stel_in_gebreke(None).expect_err("no term to decide").code, "TRM-20");
        assert_eq!(stel_in_gebreke(Some(B::Aanvraag)), Ok(()));
    }

    #[test]
    fn verdagen_kan_een_keer_en_alleen_bij_een_bezwaar() {
        use Beslistermijn as B;
        let nog = Verloop::default();
        let al = Verloop { verdaagd: true, ..Verloop::default() };
        for (soort, verloop, op, verwacht) in [
            (Some(B::Bezwaar), &nog, "2026-03-16", Ok(())),
            (Some(B::Bezwaar), &nog, "2026-03-17", Err("TRM-22")),
            (Some(B::Bezwaar), &al, "2026-03-16", Err("TRM-24")),
            (Some(B::Aanvraag), &nog, "2026-03-16", Err("TRM-24")),
            (None, &nog, "2026-03-16", Err("TRM-24")),
        ] {
            assert_eq!(verdaag(soort, verloop, d(op), d("2026-03-16")).map_err(|w| w.code), verwacht);
        }
        let loopt = |op| hervat(d("2026-03-05"), d("2026-03-10"), d(op)).map_err(|w| w.code);
        assert_eq!(
            ["2026-03-04", "2026-03-05", "2026-03-09", "2026-03-10"].map(loopt),
            [Err("TRM-25"), Ok(()), Ok(()), Err("TRM-25")]
        );
    }
}
