//! Care that is not counted in days on an invoice to another gemeente: hours, parts of a day, pieces. Every line of such an invoice is one
//! declared and granted line, and no line is asked twice.

use super::verrekening::Verrekenovereenkomst;
use crate::inkoop::codelijst;
use crate::stam::{Cent, Datum, Onleesbaar, Periode, Weigering};
use alloc::{collections::BTreeMap, format, vec::Vec};
use core::fmt;

const OVEREENKOMST: &str =
    "Bilaterale overeenkomst kostenverrekening; Uitvoeringsplan Thuis in de wijk 2022-2025, 5.2";

/// A line that an aanbieder declared for one person and that was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zorgdeclaratie {
    /// Key of the line.
    pub id: i64,
    /// The line that this one takes back; none when it asks.
    pub van: Option<i64>,
    /// First day of the care.
    pub begin: Datum,
    /// Cents; negative when it takes back.
    pub bedrag: Cent,
}

codelijst! {
    /// Why a declared line is not on an invoice.
    Nietreden, "Onbekende reden." {
        /// On another invoice that stands.
        AlGefactureerd = "al_gefactureerd", "Staat al op een factuur";
        /// Taken back before it was invoiced.
        Ingetrokken = "ingetrokken", "De aanbieder haalde deze regel terug";
        /// Begins on a day that the agreement is not about.
        BuitenOvereenkomst = "buiten_overeenkomst", "Begint op een dag buiten de overeenkomst";
    }
}

/// Which declared lines go on an invoice, in order, and which of its period do not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Factuurkeuze {
    /// On it.
    pub wel: Vec<i64>,
    /// Not on it, with why.
    pub niet: Vec<(i64, Nietreden)>,
}

/// Chooses the lines of one person for an invoice over a period. A line belongs to the day on which its care begins. On it come lines of the
/// period, lines of a period that was invoiced before and that were granted after that, and what takes back an invoiced line. A line that was
/// taken back before it was invoiced is left out together with what took it back. `gefactureerd` holds the lines on invoices that stand, and
/// whether to this gemeente: money goes back to who paid it. `eerder` holds the periods that were invoiced under this agreement. Refused for
/// somebody who is not in the agreement (FIN-30).
pub fn te_factureren(
    o: &Verrekenovereenkomst,
    client: &str,
    periode: &Periode,
    regels: &[Zorgdeclaratie],
    gefactureerd: &BTreeMap<i64, bool>,
    eerder: &[Periode],
) -> Result<Factuurkeuze, Weigering> {
    if !o.clienten.contains(client) {
        let zin = format!("{client} staat niet in de overeenkomst {}.", o.document);
        return Err(Weigering::nieuw("FIN-30", OVEREENKOMST, zin));
    }
    let terug: BTreeMap<i64, i64> = regels.iter().filter_map(|r| Some((r.van?, r.id))).collect();
    let mut uit = Factuurkeuze::default();
    for r in regels {
        let hier = periode.bevat(r.begin);
        let aan_de_beurt = hier || eerder.iter().any(|p| p.bevat(r.begin));
        // What takes back an invoiced line follows it, whenever; so does a line whose withdrawal is on an invoice that stands.
        let volgt = match (r.van, terug.get(&r.id)) {
            (Some(ander), _) => gefactureerd.get(&ander) == Some(&true),
            (None, Some(ander)) => gefactureerd.get(ander) == Some(&true),
            (None, None) => false,
        };
        let ingetrokken = r.van.is_some() || terug.contains_key(&r.id);
        let niet = if gefactureerd.contains_key(&r.id) {
            Some(Nietreden::AlGefactureerd)
        } else if volgt {
            None
        } else if ingetrokken {
            Some(Nietreden::Ingetrokken)
        } else if !o.geldig.bevat(r.begin) {
            Some(Nietreden::BuitenOvereenkomst)
        } else {
            None
        };
        match niet {
            None if aan_de_beurt || volgt => uit.wel.push(r.id),
            // What took a line back says nothing of its own beside that line.
            Some(reden) if hier && r.van.is_none() => uit.niet.push((r.id, reden)),
            None | Some(_) => {}
        }
    }
    Ok(uit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stam::Gemeentecode;
    use alloc::collections::BTreeSet;
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("date")
    }
    fn p(van: &str, tot: &str) -> Periode {
        Periode::nieuw(d(van), Some(d(tot))).expect("period")
    }
    fn o() -> Verrekenovereenkomst {
        Verrekenovereenkomst {
            gemeente: Gemeentecode::lees("0772").expect("code"),
            geldig: Periode::nieuw(d("2026-01-01"), None).expect("period"),
            clienten: ["C1".into()].into(),
            document: "EHV-2026".into(),
        }
    }
    fn regel(id: i64, begin: &str) -> Zorgdeclaratie {
        Zorgdeclaratie { id, van: None, begin: d(begin), bedrag: Cent(100) }
    }
    /// Lines on invoices to this gemeente.
    fn ons(ids: &[i64]) -> BTreeMap<i64, bool> {
        ids.iter().map(|id| (*id, true)).collect()
    }
    fn credit(id: i64, van: &Zorgdeclaratie) -> Zorgdeclaratie {
        Zorgdeclaratie { id, van: Some(van.id), begin: van.begin, bedrag: -van.bedrag }
    }

    #[test]
    fn een_regel_hoort_bij_de_dag_waarop_de_zorg_begint() {
        let (dec, jan, feb) = (regel(1, "2025-12-31"), regel(2, "2026-01-31"), regel(3, "2026-02-01"));
        let regels = [dec, jan, feb];
        let kies = |periode: Periode, op: &[i64], eerder: &[Periode]| {
            te_factureren(&o(), "C1", &periode, &regels, &ons(op), eerder).expect("in it")
        };
        let januari = p("2026-01-01", "2026-02-01");
        assert_eq!(kies(januari, &[], &[]), Factuurkeuze { wel: [2].into(), niet: [].into() });
        let ruim = kies(p("2025-12-01", "2026-03-01"), &[2], &[]);
        assert_eq!(ruim.wel, [3]);
        assert_eq!(ruim.niet, [(1, Nietreden::BuitenOvereenkomst), (2, Nietreden::AlGefactureerd)]);
        // January was invoiced before its line was granted: it comes along with February.
        assert_eq!(kies(p("2026-02-01", "2026-03-01"), &[], &[januari]).wel, [2, 3]);
        let wie = te_factureren(&o(), "C2", &p("2026-01-01", "2026-02-01"), &regels, &BTreeMap::new(), &[]);
        assert_eq!(wie.expect_err("not in it").code, "FIN-30");
        for n in Nietreden::ALLE {
            assert_eq!(Nietreden::lees(n.code()), Ok(*n));
        }
    }

    #[test]
    fn wat_is_teruggehaald_gaat_er_samen_af_of_volgt_zijn_factuur() {
        let een = regel(1, "2026-01-05");
        let regels = [een, credit(2, &een), regel(3, "2026-01-09")];
        let kies = |periode: Periode, op: &[i64]| {
            te_factureren(&o(), "C1", &periode, &regels, &ons(op), &[]).expect("in it")
        };
        let (januari, maart) = (p("2026-01-01", "2026-02-01"), p("2026-03-01", "2026-04-01"));
        let niet = Factuurkeuze { wel: [3].into(), niet: [(1, Nietreden::Ingetrokken)].into() };
        assert_eq!(kies(januari, &[]), niet);
        // Invoiced first, taken back later: the next invoice gives it back, whatever its period, once.
        assert_eq!(kies(maart, &[1, 3]).wel, [2]);
        assert_eq!(kies(maart, &[1, 2, 3]), Factuurkeuze::default());
        // The invoice with the line was withdrawn and the one that gave it back stands: it is asked again.
        assert_eq!(kies(januari, &[2, 3]).wel, [1]);
        // Another gemeente paid it: what goes back goes there.
        let elders = BTreeMap::from([(1, false), (3, true)]);
        let keuze = te_factureren(&o(), "C1", &maart, &regels, &elders, &[]).expect("in it");
        assert_eq!(keuze, Factuurkeuze::default());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        /// Invoices over any periods, some withdrawn, lines granted and taken back in between: no line stands on two invoices, and when
        /// everything has been asked, the invoices are together what was granted.
        #[test]
        fn geen_regel_staat_op_twee_facturen(
            stappen in proptest::collection::vec((0u8..4, 0i64..200, 1i64..90, 1i64..1_000), 1..40)
        ) {
            let mut regels: Vec<Zorgdeclaratie> = Vec::new();
            let mut facturen: Vec<(Periode, Vec<i64>)> = Vec::new();
            let alles = p("2026-01-01", "2027-01-01");
            let maak = |regels: &[Zorgdeclaratie], facturen: &mut Vec<(Periode, Vec<i64>)>, periode: Periode| {
                let op = ons(&facturen.iter().flat_map(|f| f.1.clone()).collect::<Vec<i64>>());
                let eerder: Vec<Periode> = facturen.iter().map(|f| f.0).collect();
                let keuze = te_factureren(&o(), "C1", &periode, regels, &op, &eerder).expect("in it");
                if !keuze.wel.is_empty() {
                    facturen.push((periode, keuze.wel));
                }
            };
            for (wat, dag, duur, cent) in stappen {
                let id = i64::try_from(regels.len()).expect("few") + 1;
                let begin = d("2026-01-01").plus_dagen(dag);
                match wat {
                    0 => regels.push(Zorgdeclaratie { id, van: None, begin, bedrag: Cent(cent) }),
                    1 => {
                        let vrij = regels.iter().find(|r| r.van.is_none() && !regels.iter().any(|x| x.van == Some(r.id))).copied();
                        regels.extend(vrij.map(|r| credit(id, &r)));
                    }
                    2 => {
                        let periode = Periode::nieuw(begin, Some(begin.plus_dagen(duur))).expect("not empty");
                        maak(&regels, &mut facturen, periode);
                    }
                    _ => {
                        if let Some(i) = usize::try_from(dag).ok().filter(|i| *i < facturen.len()) {
                            facturen.remove(i);
                        }
                    }
                }
                let op: Vec<i64> = facturen.iter().flat_map(|f| f.1.clone()).collect();
                prop_assert_eq!(op.len(), op.iter().collect::<BTreeSet<_>>().len());
            }
            maak(&regels, &mut facturen, alles);
            let bedrag = |id: &i64| regels.iter().find(|r| r.id == *id).expect("known").bedrag;
            let gevraagd: Cent = facturen.iter().flat_map(|f| &f.1).map(bedrag).sum();
            prop_assert_eq!(gevraagd, regels.iter().map(|r| r.bedrag).sum::<Cent>());
        }
    }
}
