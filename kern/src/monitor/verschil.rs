//! Why a figure is another figure than before: the cases that went, came and changed, and the acts that did it.

use super::{
    feiten::{BoekingFeit, Feiten},
    geval::{Brontabel, Geval},
    tabel::{Cijfer, Cijfertabel, Coordinaat, Kop},
    tel::achter,
};
use crate::stam::{DossierId, JournaalNr};
use alloc::{collections::BTreeMap, vec::Vec};

/// A figure that is another one now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Celverschil {
    /// Head of the row.
    pub rij: Kop,
    /// Head of the column.
    pub kolom: Kop,
    /// As it was; `Geen` when the cell was not there.
    pub toen: Cijfer,
    /// As it is; `Geen` when the cell is not there any more.
    pub nu: Cijfer,
}

/// What differs between two states of one table: a published one and the same one counted anew, or a nulmeting and a later quarter. Rows
/// and columns are known by their heads, so that they may come and go.
pub fn celverschillen(toen: &Cijfertabel, nu: &Cijfertabel) -> Vec<Celverschil> {
    let cellen = |t: &Cijfertabel| -> Vec<(Kop, Kop, Cijfer)> {
        let rij = |r: &super::Rij| {
            r.cellen.iter().zip(&t.kolommen).map(|(c, k)| (r.kop, k.kop, c.cijfer)).collect::<Vec<_>>()
        };
        t.rijen.iter().flat_map(rij).collect()
    };
    let (oud, nieuw) = (cellen(toen), cellen(nu));
    let zoek = |lijst: &[(Kop, Kop, Cijfer)], r, k| {
        lijst.iter().find(|c| (c.0, c.1) == (r, k)).map_or(Cijfer::Geen, |c| c.2)
    };
    let verschil = |(rij, kolom, nu): &(Kop, Kop, Cijfer)| Celverschil {
        rij: *rij,
        kolom: *kolom,
        toen: zoek(&oud, *rij, *kolom),
        nu: *nu,
    };
    let weg = oud.iter().filter(|c| !nieuw.iter().any(|n| (n.0, n.1) == (c.0, c.1)));
    let weg = weg.map(|c| Celverschil { rij: c.0, kolom: c.1, toen: c.2, nu: Cijfer::Geen });
    nieuw.iter().map(verschil).chain(weg).filter(|v| v.toen != v.nu).collect()
}

/// Why a case counts otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oorzaak {
    /// It was not known yet, and it is about a day that had passed: a late message.
    Laat,
    /// What was known about it was corrected.
    Correctie,
    /// The same facts, seen from another day, or counted by another rule.
    Peildatum,
}

/// A case that counts in one of two figures, or with another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gevalverschil {
    /// As it counted; `None` when it did not.
    pub toen: Option<Geval>,
    /// As it counts; `None` when it does not.
    pub nu: Option<Geval>,
    /// Why.
    pub oorzaak: Oorzaak,
    /// The acts in the dossier between the two moments of knowing.
    pub handelingen: Vec<JournaalNr>,
}

/// The cases by which two figures differ, down to the rows: the same question at two peildata, or known after two acts.
pub fn gevalverschillen(feiten: &Feiten, toen: &Coordinaat, nu: &Coordinaat) -> Vec<Gevalverschil> {
    type Sleutel = (DossierId, Brontabel, i64, Option<crate::stam::Datum>);
    // What happens on a day is another case on another day; what holds on the peildatum is the same case.
    let sleutel = |c: &Coordinaat, g: &Geval| -> Sleutel {
        (g.dossier, g.bron, g.bron_id, c.vraag.maat.over_tijdvak().then_some(g.dag))
    };
    let lijst = |c: &Coordinaat| -> BTreeMap<Sleutel, Vec<Geval>> {
        let mut uit: BTreeMap<Sleutel, Vec<Geval>> = BTreeMap::new();
        for g in achter(feiten, c.peil, &c.vraag) {
            uit.entry(sleutel(c, &g)).or_default().push(g);
        }
        uit
    };
    let (oud, mut nieuw) = (lijst(toen), lijst(nu));
    let mut geld: BTreeMap<DossierId, Vec<JournaalNr>> = BTreeMap::new();
    let tussen = |b: &&BoekingFeit| toen.peil.bekend < b.nr && b.nr <= nu.peil.bekend;
    for b in feiten.boekingen.jaren().flat_map(|(_, r)| r.iter()).filter(tussen) {
        geld.entry(b.dossier).or_default().push(b.nr);
    }
    let mut uit = Vec::new();
    let mut erbij = |dossier: DossierId, toen_g: Option<Geval>, nu_g: Option<Geval>| {
        let handelingen = handelingen(feiten, dossier, toen.peil.bekend, nu.peil.bekend, &geld);
        let oorzaak = match (&toen_g, handelingen.is_empty()) {
            (_, true) => Oorzaak::Peildatum,
            (None, false) => Oorzaak::Laat,
            (Some(_), false) => Oorzaak::Correctie,
        };
        uit.push(Gevalverschil { toen: toen_g, nu: nu_g, oorzaak, handelingen });
    };
    for (s, oude) in oud {
        let nieuwe = nieuw.remove(&s).unwrap_or_default();
        let telt = |g: &Geval| (g.waarde, g.vorm, g.van_vorm, g.gemeente, g.kenmerk, g.leveringsvorm);
        // Counted so far by days, a value grows with the peildatum: then only the form and the like can differ.
        let groeit = toen.peil.op != nu.peil.op && !toen.vraag.maat.over_tijdvak();
        for n in 0..oude.len().max(nieuwe.len()) {
            let (o, w) = (oude.get(n).copied(), nieuwe.get(n).copied());
            let gelijk = o.zip(w).is_some_and(|(o, w)| {
                let w = if groeit { Geval { waarde: o.waarde, ..w } } else { w };
                telt(&o) == telt(&w)
            });
            if !gelijk {
                erbij(s.0, o, w);
            }
        }
    }
    nieuw.into_iter().for_each(|(s, lijst)| lijst.into_iter().for_each(|g| erbij(s.0, None, Some(g))));
    uit
}

/// The acts that changed something in a dossier after one act, up to and including another. Entries of the money book count too.
fn handelingen(
    feiten: &Feiten,
    dossier: DossierId,
    na: JournaalNr,
    tot_en_met: JournaalNr,
    geld: &BTreeMap<DossierId, Vec<JournaalNr>>,
) -> Vec<JournaalNr> {
    let mut deel = Feiten::default();
    deel.neem_deel(feiten, dossier);
    let mut uit = deel.handelingen();
    uit.retain(|nr| na < *nr && *nr <= tot_en_met);
    uit.extend(geld.get(&dossier).into_iter().flatten());
    uit.sort_unstable();
    uit.dedup();
    uit
}

#[cfg(test)]
mod tests {
    use super::super::{
        Blik, Code, Maat, Tabelnaam, Tijdvak, Vraag,
        feiten::{Formeel, IndicatieFeit},
        tabel,
    };
    use super::*;
    use crate::stam::{BesluitId, Datum, Peil};

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn indicatie(dossier: i64, vorm: Code, van: &str, vanaf: i64, tot: Option<i64>) -> IndicatieFeit {
        IndicatieFeit {
            dossier: DossierId(dossier),
            indicatie_id: dossier,
            besluit: BesluitId(dossier),
            vorm,
            leveringsvorm: Code::ZIN,
            product: Code::GEEN,
            van: d(van),
            tot: None,
            formeel: Formeel { vanaf: JournaalNr(vanaf), tot: tot.map(JournaalNr) },
        }
    }
    fn feiten() -> Feiten {
        let mut f = Feiten::default();
        f.indicaties.neem_op([
            indicatie(1, Code::BW, "2026-01-01", 1, None),
            indicatie(2, Code::BW, "2026-01-01", 2, Some(20)), // corrected: it begins later
            indicatie(2, Code::BW, "2026-05-01", 20, None),
            indicatie(3, Code::BT, "2026-02-01", 30, None), // known late
            indicatie(4, Code::BW, "2026-01-01", 4, Some(25)), // corrected: another form
            indicatie(4, Code::BT, "2026-01-01", 25, None),
        ]);
        f
    }

    #[test]
    fn een_verschil_gaat_tot_op_de_rij_met_de_handeling_die_het_deed() {
        let f = feiten();
        let coordinaat = |bekend| Coordinaat {
            peil: Peil::op(d("2026-03-31")).bekend(JournaalNr(bekend)),
            vraag: Vraag::nieuw(Maat::Clienten),
        };
        let v = gevalverschillen(&f, &coordinaat(10), &coordinaat(40));
        let kort: Vec<_> = v
            .iter()
            .map(|v| {
                (
                    v.toen.or(v.nu).map(|g| g.dossier.0),
                    v.oorzaak,
                    v.handelingen.iter().map(|n| n.0).collect::<Vec<_>>(),
                )
            })
            .collect();
        let moet = [
            (Some(2), Oorzaak::Correctie, alloc::vec![20]),
            (Some(4), Oorzaak::Correctie, alloc::vec![25]),
            (Some(3), Oorzaak::Laat, alloc::vec![30]),
        ];
        assert_eq!(kort, moet);
        assert!(v[0].nu.is_none() && v[1].nu.is_some() && v[2].toen.is_none());
        assert_eq!(gevalverschillen(&f, &coordinaat(10), &coordinaat(10)), []);
        let later = Coordinaat { peil: Peil::op(d("2026-05-01")).bekend(JournaalNr(40)), ..coordinaat(40) };
        let v = gevalverschillen(&f, &coordinaat(40), &later);
        assert_eq!((v.len(), v[0].oorzaak), (1, Oorzaak::Peildatum));
    }

    #[test]
    fn twee_standen_van_een_tabel_verschillen_per_cel() {
        let f = feiten();
        let t = |bekend| {
            let peil = Peil::op(d("2026-03-31")).bekend(JournaalNr(bekend));
            tabel(&Blik::nieuw(&f, peil), Tabelnaam::ClientenVerloop, Tijdvak::Kwartaal)
        };
        let v = celverschillen(&t(10), &t(40));
        let getallen: Vec<_> = v.iter().map(|v| (v.toen, v.nu)).collect();
        let n = Cijfer::Getal;
        assert_eq!(getallen, [(n(3), n(1)), (n(0), n(2))], "the total stayed three");
        assert_eq!(celverschillen(&t(10), &t(10)), []);
        let leeg = Cijfertabel { rijen: Vec::new(), ..t(10) };
        assert_eq!(celverschillen(&t(10), &leeg).len(), 24, "rows that are gone");
    }
}
