//! In which form an inwoner is on a day, and the steps from one form to another.

use super::{
    codes::Code,
    feiten::{Feiten, Formeel, IndicatieFeit},
    geval::{Brontabel, Geval},
    maat::Maat,
};
use crate::stam::{Datum, Peil, Periode};
use alloc::vec::Vec;

/// How heavy a form is: BW before BT before Wmo-begeleiding. With more than one indicatie on a day the heaviest
/// counts, so that every inwoner counts once.
fn zwaarte(vorm: Code) -> u8 {
    if vorm == Code::BW {
        0
    } else if vorm == Code::BT {
        1
    } else {
        2
    }
}

/// Whether a form belongs to what the monitor calls cliënt.
pub(super) fn is_client(vorm: Code) -> bool {
    vorm == Code::BW || vorm == Code::BT
}

/// The indicatie that counts on a day: the heaviest form, then the one that began last, then the highest number.
pub(super) fn telt_op(indicaties: &[IndicatieFeit], peil: Peil) -> Option<&IndicatieFeit> {
    indicaties
        .iter()
        .filter(|i| i.formeel.bekend(peil.bekend) && i.van <= peil.op && i.tot.is_none_or(|t| peil.op < t))
        .min_by_key(|i| (zwaarte(i.vorm), core::cmp::Reverse((i.van, i.indicatie_id))))
}

/// Everybody with BW or BT on the peildatum.
pub(super) fn clienten(feiten: &Feiten, peil: Peil) -> Vec<Geval> {
    let telt =
        |rij: &[IndicatieFeit]| telt_op(rij, peil).filter(|i| is_client(i.vorm)).map(|i| geval(i, peil.op));
    feiten.indicaties.per_dossier().filter_map(telt).collect()
}

fn geval(i: &IndicatieFeit, dag: Datum) -> Geval {
    Geval {
        vorm: Some(i.vorm),
        leveringsvorm: Some(i.leveringsvorm),
        besluit: Some(i.besluit),
        product: Some(i.product),
        ..Geval::nieuw(i.dossier, Brontabel::Indicatie, i.indicatie_id, dag)
    }
}

/// A step from one form to another, on the first day of the new one.
struct Overgang<'a> {
    dag: Datum,
    van: Option<&'a IndicatieFeit>,
    naar: Option<&'a IndicatieFeit>,
}

/// The steps of one dossier in a period, up to and including the peildatum.
fn overgangen(rij: &[IndicatieFeit], peil: Peil, tijdvak: Periode) -> Vec<Overgang<'_>> {
    let binnen = |d: &Datum| tijdvak.bevat(*d) && *d <= peil.op;
    let bekend = |f: &Formeel| f.bekend(peil.bekend);
    let mut dagen: Vec<Datum> = rij
        .iter()
        .filter(|i| bekend(&i.formeel))
        .flat_map(|i| [Some(i.van), i.tot])
        .flatten()
        .filter(binnen)
        .collect();
    dagen.sort_unstable();
    dagen.dedup();
    let stap = |dag: Datum| {
        let op = |op| telt_op(rij, Peil { op, ..peil });
        Overgang { dag, van: op(dag.plus_dagen(-1)), naar: op(dag) }
    };
    dagen.into_iter().map(stap).filter(|o| o.van.map(|i| i.vorm) != o.naar.map(|i| i.vorm)).collect()
}

/// The first day from which somebody who is cliënt on a day was cliënt without a break.
fn client_sinds(rij: &[IndicatieFeit], peil: Peil) -> Datum {
    let mut sinds = peil.op.plus_dagen(1);
    loop {
        let ervoor = sinds.plus_dagen(-1);
        let telt = |i: &&IndicatieFeit| {
            is_client(i.vorm)
                && i.formeel.bekend(peil.bekend)
                && i.van <= ervoor
                && i.tot.is_none_or(|t| ervoor < t)
        };
        match rij.iter().filter(telt).map(|i| i.van).min() {
            Some(van) if van < sinds => sinds = van,
            _ => return sinds,
        }
    }
}

/// Everybody with BW or BT on the peildatum, with the days that they have been cliënt so far.
pub(super) fn verblijf(feiten: &Feiten, peil: Peil) -> Vec<Geval> {
    let telt = |rij: &[IndicatieFeit]| {
        let i = telt_op(rij, peil).filter(|i| is_client(i.vorm))?;
        Some(Geval { waarde: client_sinds(rij, peil).dagen_tot(peil.op), ..geval(i, peil.op) })
    };
    feiten.indicaties.per_dossier().filter_map(telt).collect()
}

/// Which steps a maat counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroom {
    /// Was no cliënt the day before, is one now.
    In,
    /// Had a form and has another.
    Door,
    /// Had a form and has a lighter one.
    Lichter,
    /// Had a form and has a heavier one.
    Terug,
    /// Was cliënt the day before, is none now.
    Uit,
    /// The same, with the days of the stay that ended.
    UitNaDagen,
}

impl Overgang<'_> {
    fn telt(&self, stroom: Stroom) -> bool {
        let client = |i: Option<&IndicatieFeit>| i.is_some_and(|i| is_client(i.vorm));
        let zwaarten = self.van.zip(self.naar).map(|(v, n)| (zwaarte(v.vorm), zwaarte(n.vorm)));
        match stroom {
            Stroom::In => !client(self.van) && client(self.naar),
            Stroom::Door => zwaarten.is_some(),
            Stroom::Lichter => zwaarten.is_some_and(|(v, n)| v < n),
            Stroom::Terug => zwaarten.is_some_and(|(v, n)| n < v),
            Stroom::Uit | Stroom::UitNaDagen => client(self.van) && !client(self.naar),
        }
    }

    /// The step as a case of one kind; `None` when it is not of that kind.
    fn geval(&self, rij: &[IndicatieFeit], peil: Peil, stroom: Stroom) -> Option<Geval> {
        if !self.telt(stroom) {
            return None;
        }
        // The row behind a step in or on is the new indicatie; behind a step out it is the one that ended.
        let i = if matches!(stroom, Stroom::Uit | Stroom::UitNaDagen) { self.van } else { self.naar }?;
        let laatste = Peil { op: self.dag.plus_dagen(-1), ..peil };
        let dagen = || client_sinds(rij, laatste).dagen_tot(self.dag);
        Some(Geval {
            waarde: if stroom == Stroom::UitNaDagen { dagen() } else { 1 },
            vorm: Some(self.naar.map_or(Code::GEEN, |n| n.vorm)),
            van_vorm: Some(self.van.map_or(Code::GEEN, |v| v.vorm)),
            ..geval(i, self.dag)
        })
    }
}

/// The steps of one kind in a period.
pub(super) fn stromen(feiten: &Feiten, peil: Peil, tijdvak: Periode, stroom: Stroom) -> Vec<Geval> {
    let mut uit = Vec::new();
    for rij in feiten.indicaties.per_dossier() {
        uit.extend(overgangen(rij, peil, tijdvak).iter().filter_map(|o| o.geval(rij, peil, stroom)));
    }
    uit
}

/// The steps of every kind in a period, each with the maat that counts it: what [`stromen`] gives for each of them.
pub(super) fn alle_stromen(feiten: &Feiten, peil: Peil, tijdvak: Periode) -> Vec<(Maat, Geval)> {
    let mut uit = Vec::new();
    for rij in feiten.indicaties.per_dossier() {
        for o in overgangen(rij, peil, tijdvak) {
            let van = |(maat, stroom): (Maat, Stroom)| Some((maat, o.geval(rij, peil, stroom)?));
            uit.extend(STROMEN.into_iter().filter_map(van));
        }
    }
    uit
}

/// The maten that count steps.
pub(super) const STROMEN: [(Maat, Stroom); 6] = [
    (Maat::Instroom, Stroom::In),
    (Maat::Doorstroom, Stroom::Door),
    (Maat::Afschaling, Stroom::Lichter),
    (Maat::Terugval, Stroom::Terug),
    (Maat::Uitstroom, Stroom::Uit),
    (Maat::VerblijfsduurUitstroom, Stroom::UitNaDagen),
];
