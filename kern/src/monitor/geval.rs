//! The cases behind a figure: one row for everything that is counted, with what it can be split by.
//!
//! A figure and the list behind it come from the same cases, so they cannot disagree.

use super::{
    codes::{Code, Sleutel},
    feiten::{AanbiederFeit, Feiten, InstroomFeit},
    geld,
    maat::{Maat, Splitsing},
    stand, wachten,
};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, Peil, Periode};
use alloc::vec::Vec;

/// The table that a case comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Brontabel {
    /// Indicatie.
    Indicatie,
    /// Besluit.
    Besluit,
    /// Levering.
    Levering,
    /// Wachtplek.
    Wachtplek,
    /// Begroting.
    Begroting,
    /// Boekingen of an indicatie, added up per month.
    Boeking,
}

/// One case: what is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geval {
    /// Dossier; 0 for what is not about a person (begroting).
    pub dossier: DossierId,
    /// Table behind it.
    pub bron: Brontabel,
    /// Row in that table.
    pub bron_id: i64,
    /// Day it belongs to.
    pub dag: Datum,
    /// 1, a number of days, or cents.
    pub waarde: i64,
    /// Besluit behind it.
    pub besluit: Option<BesluitId>,
    /// Gemeente, when the row itself says so; else the responsible gemeente on the day.
    pub gemeente: Option<Gemeentecode>,
    /// Form; after a step.
    pub vorm: Option<Code>,
    /// Form before a step.
    pub van_vorm: Option<Code>,
    /// Zin or pgb.
    pub leveringsvorm: Option<Code>,
    /// Nieuw or historisch, when the row itself says so.
    pub kenmerk: Option<Code>,
    /// Product.
    pub product: Option<Code>,
    /// With or without help meanwhile.
    pub overbrugging: Option<Code>,
}

impl Geval {
    /// A case that counts for one and can be split by gemeente only.
    pub(super) fn nieuw(dossier: DossierId, bron: Brontabel, bron_id: i64, dag: Datum) -> Geval {
        Geval {
            dossier,
            bron,
            bron_id,
            dag,
            waarde: 1,
            besluit: None,
            gemeente: None,
            vorm: None,
            van_vorm: None,
            leveringsvorm: None,
            kenmerk: None,
            product: None,
            overbrugging: None,
        }
    }

    /// What the case is, seen from one split.
    pub fn sleutel(&self, feiten: &Feiten, peil: Peil, splitsing: Splitsing) -> Sleutel {
        let zelfde_dag = || {
            let rijen = feiten.schalingen.bekend(self.dossier, peil.bekend);
            rijen.filter(|s| s.op == self.dag).max_by_key(|s| s.schaling_id)
        };
        match splitsing {
            Splitsing::Gemeente => feiten.sleutel_gemeente(
                self.gemeente.or_else(|| gemeente_op(feiten, peil, self.dossier, self.dag)),
            ),
            Splitsing::Vorm => Sleutel::code(self.vorm),
            Splitsing::VanVorm => Sleutel::code(self.van_vorm),
            Splitsing::Leveringsvorm => Sleutel::code(self.leveringsvorm),
            Splitsing::Product => Sleutel::code(self.product),
            Splitsing::Overbrugging => Sleutel::code(self.overbrugging),
            Splitsing::Kenmerk => {
                Sleutel::code(self.kenmerk.or_else(|| self.instroom(feiten, peil).map(|i| i.kenmerk)))
            }
            Splitsing::Recidive => Sleutel::code(
                self.instroom(feiten, peil)
                    .map(|i| if i.recidive { Code::RECIDIVE } else { Code::EERSTE_KEER }),
            ),
            Splitsing::Herkomst => feiten.sleutel_gemeente(self.gemeentefeit(feiten, peil, true)),
            Splitsing::Verblijf => feiten.sleutel_gemeente(self.gemeentefeit(feiten, peil, false)),
            Splitsing::Reden => Sleutel::code(zelfde_dag().map(|s| s.reden)),
            Splitsing::Bestemming if self.vorm == Some(Code::WMO_BEGELEIDING) => {
                Sleutel::Code(Code::WMO_BEGELEIDING)
            }
            Splitsing::Bestemming => Sleutel::code(zelfde_dag().and_then(|s| s.bestemming)),
            Splitsing::Leeftijd => {
                let mut geboorten = feiten.geboorten.bekend(self.dossier, peil.bekend);
                Sleutel::code(
                    geboorten.next().map(|g| Code::van_leeftijd(g.geboren_op.leeftijd_op(self.dag))),
                )
            }
            Splitsing::Aanbieder => Sleutel::code(self.aanbieder(feiten, peil)),
        }
    }

    /// Kind of instroom of the melding behind the besluit; when that is not recorded, the last one of the dossier.
    fn instroom<'a>(&self, feiten: &'a Feiten, peil: Peil) -> Option<&'a InstroomFeit> {
        let bekend = |f: &&InstroomFeit| f.formeel.bekend(peil.bekend);
        let rijen = feiten.instromen.van(self.dossier);
        let laatste = |i: &&InstroomFeit| (i.bepaald_op, i.instroom_id);
        let melding = self.besluit.and_then(|b| {
            let besluiten = feiten.besluiten.bekend(self.dossier, peil.bekend);
            besluiten.into_iter().find(|r| r.besluit_id == b.0).map(|r| r.melding)
        });
        rijen
            .iter()
            .filter(bekend)
            .filter(|i| Some(i.melding) == melding)
            .max_by_key(laatste)
            .or_else(|| rijen.iter().filter(bekend).filter(|i| i.bepaald_op <= self.dag).max_by_key(laatste))
    }

    /// Who delivers on the day: under the indicatie itself when that is the case, else under any.
    fn aanbieder(&self, feiten: &Feiten, peil: Peil) -> Option<Code> {
        let eigen = |a: &AanbiederFeit| self.bron == Brontabel::Indicatie && a.indicatie_id == self.bron_id;
        feiten
            .aanbieders
            .bekend(self.dossier, peil.bekend)
            .filter(|a| a.van <= self.dag && a.tot.is_none_or(|t| self.dag < t))
            .max_by_key(|a| (eigen(a), a.van, a.toewijzing_id))
            .map(|a| a.aanbieder)
    }

    fn gemeentefeit(&self, feiten: &Feiten, peil: Peil, herkomst: bool) -> Option<Gemeentecode> {
        feiten
            .gemeentefeiten
            .bekend(self.dossier, peil.bekend)
            .filter(|f| f.herkomst == herkomst && f.van <= self.dag && f.tot.is_none_or(|t| self.dag < t))
            .max_by_key(|f| (f.van, f.gemeentefeit_id))
            .map(|f| f.gemeente)
    }
}

impl Feiten {
    /// A gemeente as the side of a table: those outside the region together.
    pub(super) fn sleutel_gemeente(&self, g: Option<Gemeentecode>) -> Sleutel {
        match g {
            Some(g) if self.regio.is_empty() || self.regio.contains(&g) => Sleutel::Gemeente(g),
            Some(_) => Sleutel::Buiten,
            None => Sleutel::Onbekend,
        }
    }
}

/// The gemeente that counts for a dossier on a day: the one last confirmed as responsible on or before that day, or
/// else the gemeente that acts.
pub(super) fn gemeente_op(
    feiten: &Feiten,
    peil: Peil,
    dossier: DossierId,
    dag: Datum,
) -> Option<Gemeentecode> {
    feiten
        .verantwoordelijken
        .bekend(dossier, peil.bekend)
        .filter(|v| v.bevestigd_op <= dag)
        .max_by_key(|v| (v.bevestigd_op, v.verantwoordelijke_id))
        .map(|v| v.gemeente)
        .or_else(|| feiten.dossiers.bekend(dossier, peil.bekend).map(|d| d.gemeente).next())
}

/// All cases of a maat: on the peildatum, or in the period for what looks at a stretch of time.
pub fn gevallen(feiten: &Feiten, peil: Peil, maat: Maat, tijdvak: Periode) -> Vec<Geval> {
    match maat {
        Maat::Clienten => stand::clienten(feiten, peil),
        Maat::Instroom
        | Maat::Doorstroom
        | Maat::Afschaling
        | Maat::Terugval
        | Maat::Uitstroom
        | Maat::VerblijfsduurUitstroom => {
            let stroom = stand::STROMEN.iter().find(|(m, _)| *m == maat);
            stroom.map_or_else(Vec::new, |(_, s)| stand::stromen(feiten, peil, tijdvak, *s))
        }
        Maat::Verblijfsduur => stand::verblijf(feiten, peil),
        Maat::WachttijdBesluit => wachten::tot_besluit(feiten, peil, tijdvak),
        Maat::WachttijdStart => wachten::tot_start(feiten, peil, tijdvak, wachten::Vanaf::Besluit),
        Maat::WachttijdTotaal => wachten::tot_start(feiten, peil, tijdvak, wachten::Vanaf::Melding),
        Maat::Wachtenden => wachten::wachtenden(feiten, peil),
        Maat::Begroot => geld::begroot(feiten, peil),
        Maat::Beschikt | Maat::Gedeclareerd | Maat::Betaald => geld::geboekt(feiten, peil, maat, tijdvak),
    }
}
