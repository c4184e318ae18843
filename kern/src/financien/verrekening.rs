//! Costs of people who live elsewhere than where they come from: every line of an invoice goes back to days of one person times a
//! price. There is no national tariff, so this rests on an agreement between two gemeenten.

use super::boeking::Kenmerk;
use crate::inkoop::codelijst;
use crate::stam::{Cent, Datum, Gemeentecode, Onleesbaar, Periode, Weigering};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
};
use core::fmt;

const OVEREENKOMST: &str =
    "Bilaterale overeenkomst kostenverrekening; Uitvoeringsplan Thuis in de wijk 2022-2025, 5.2";

/// Support that one person had, pseudonymous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zorgregel {
    /// Pseudonym, such as a dossier number.
    pub client: String,
    /// Where the person came from.
    pub herkomst: Gemeentecode,
    /// Where the person stayed.
    pub verblijf: Gemeentecode,
    /// Product or pgb.
    pub product: String,
    /// Days, both ends included.
    pub dagen: u32,
    /// Price per day.
    pub tarief: Cent,
    /// New or historic client.
    pub kenmerk: Kenmerk,
}

/// Days of a period that both sides count, the last day included; `None` when it ends before it begins.
pub fn dagen_tot_en_met(van: Datum, tot_en_met: Datum) -> Option<u32> {
    u32::try_from(van.dagen_tot(tot_en_met) + 1).ok().filter(|d| *d > 0)
}

impl Zorgregel {
    /// Days × price. Refused when it does not fit (FIN-29).
    pub fn bedrag(&self) -> Result<Cent, Weigering> {
        let zin = format!("Het bedrag van {} is te groot om mee te rekenen.", self.client);
        self.tarief.maal(i64::from(self.dagen)).ok_or_else(|| Weigering::nieuw("FIN-29", OVEREENKOMST, zin))
    }
}

/// A total and the pseudonyms behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verrekentelling {
    /// Sum.
    pub bedrag: Cent,
    /// Who it is about.
    pub clienten: BTreeSet<String>,
}

/// What the region's support cost, and what goes to and comes from gemeenten outside the region.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zorgkosten {
    /// By gemeente of herkomst, also outside the region.
    pub per_herkomst: BTreeMap<Gemeentecode, Cent>,
    /// Costs of people who come from the region.
    pub regio: Cent,
    /// Of which historic clients.
    pub historisch: Cent,
    /// Of which new clients.
    pub nieuw: Cent,
    /// To invoice: people from elsewhere who stay in the region.
    pub te_factureren: BTreeMap<Gemeentecode, Verrekentelling>,
    /// To expect: people from the region who stay elsewhere, in the regional total as well.
    pub te_ontvangen: BTreeMap<Gemeentecode, Verrekentelling>,
}

/// Adds the lines up. `regio` names the gemeenten of the region. Refused when a line does not fit (FIN-29).
pub fn zorgkosten(regels: &[Zorgregel], regio: &BTreeSet<Gemeentecode>) -> Result<Zorgkosten, Weigering> {
    let mut uit = Zorgkosten::default();
    for r in regels {
        let bedrag = r.bedrag()?;
        *uit.per_herkomst.entry(r.herkomst).or_default() += bedrag;
        let (hier_vandaan, hier) = (regio.contains(&r.herkomst), regio.contains(&r.verblijf));
        if hier_vandaan {
            uit.regio += bedrag;
            match r.kenmerk {
                Kenmerk::Historisch => uit.historisch += bedrag,
                Kenmerk::Nieuw => uit.nieuw += bedrag,
            }
        }
        let telling = match (hier_vandaan, hier) {
            (false, true) => uit.te_factureren.entry(r.herkomst).or_default(),
            (true, false) => uit.te_ontvangen.entry(r.verblijf).or_default(),
            (true, true) | (false, false) => continue,
        };
        telling.bedrag += bedrag;
        telling.clienten.insert(r.client.clone());
    }
    Ok(uit)
}

/// An agreement with a gemeente outside the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verrekenovereenkomst {
    /// With whom.
    pub gemeente: Gemeentecode,
    /// When it holds.
    pub geldig: Periode,
    /// Who it is about; nobody else may be invoiced.
    pub clienten: BTreeSet<String>,
    /// Document.
    pub document: String,
}

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factuurregel {
    /// Pseudonym.
    pub client: String,
    /// Product.
    pub product: String,
    /// Days that count.
    pub periode: Periode,
    /// How many.
    pub dagen: u32,
    /// Price per day.
    pub tarief: Cent,
    /// Days × price.
    pub bedrag: Cent,
}

/// Makes a line of an invoice under an agreement: only the days inside it count. Refused for somebody who is not in the agreement
/// (FIN-30), for a period without an end or without a day under it (FIN-31), and for an amount that does not fit (FIN-29).
pub fn factuurregel(
    o: &Verrekenovereenkomst,
    client: &str,
    product: &str,
    periode: &Periode,
    tarief: Cent,
) -> Result<Factuurregel, Weigering> {
    if !o.clienten.contains(client) {
        let zin = format!("{client} staat niet in de overeenkomst {}.", o.document);
        return Err(Weigering::nieuw("FIN-30", OVEREENKOMST, zin));
    }
    let geen_dag = || {
        let zin = format!("Voor {client} valt geen afgesloten periode onder de overeenkomst {}.", o.document);
        Weigering::nieuw("FIN-31", OVEREENKOMST, zin)
    };
    let periode = o.geldig.doorsnede(periode).ok_or_else(geen_dag)?;
    let dagen = periode.duur_dagen().and_then(|d| u32::try_from(d).ok()).ok_or_else(geen_dag)?;
    let zin = format!("Het bedrag van {client} is te groot om mee te rekenen.");
    let bedrag =
        tarief.maal(i64::from(dagen)).ok_or_else(|| Weigering::nieuw("FIN-29", OVEREENKOMST, zin))?;
    Ok(Factuurregel { client: client.into(), product: product.into(), periode, dagen, tarief, bedrag })
}

codelijst! {
    /// Where an invoice between gemeenten stands.
    Factuurstand, "Onbekende stand van een factuur." {
        /// Being made.
        Concept = "concept", "Concept";
        /// Sent.
        Verzonden = "verzonden", "Verzonden";
        /// The other gemeente disputes it.
        Betwist = "betwist", "Betwist";
        /// Paid.
        Betaald = "betaald", "Betaald";
        /// Withdrawn; the bookings are undone.
        Ingetrokken = "ingetrokken", "Ingetrokken";
    }
}

impl Factuurstand {
    /// Where it may go from here.
    pub fn verder(self) -> &'static [Factuurstand] {
        match self {
            Factuurstand::Concept => &[Factuurstand::Verzonden, Factuurstand::Ingetrokken],
            Factuurstand::Verzonden => {
                &[Factuurstand::Betwist, Factuurstand::Betaald, Factuurstand::Ingetrokken]
            }
            // A dispute ends with the same invoice, sent again, or without it.
            Factuurstand::Betwist => &[Factuurstand::Verzonden, Factuurstand::Ingetrokken],
            Factuurstand::Betaald | Factuurstand::Ingetrokken => &[],
        }
    }

    /// Moves on. Refused where it may not go (FIN-32), and a dispute or withdrawal without a reason (FIN-33).
    pub fn naar(self, doel: Factuurstand, reden: &str) -> Result<Factuurstand, Weigering> {
        if !self.verder().contains(&doel) {
            let zin = format!("Een factuur die {} is, kan niet {} worden.", self.code(), doel.code());
            return Err(Weigering::nieuw("FIN-32", OVEREENKOMST, zin));
        }
        let met_reden = matches!(doel, Factuurstand::Betwist | Factuurstand::Ingetrokken);
        if met_reden && reden.trim().is_empty() {
            return Err(Weigering::nieuw("FIN-33", OVEREENKOMST, "Schrijf op waarom.").bij("reden"));
        }
        Ok(doel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn g(code: &str) -> Gemeentecode {
        Gemeentecode::lees(code).expect("code")
    }
    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("date")
    }
    const REGELS: [(&str, &str, &str, u32, i64, bool); 13] = [
        ("C01", "0794", "0794", 366, 17_489, false),
        ("C02", "0794", "0794", 136, 17_489, false),
        ("C02", "0794", "0794", 230, 6_758, false),
        ("C03", "0794", "0762", 275, 16_090, true),
        ("C04", "0743", "0794", 306, 17_489, true),
        ("C05", "0762", "0794", 366, 16_090, false),
        ("C06", "0762", "0762", 293, 3_587, true),
        ("C07", "1652", "0794", 366, 9_677, false),
        ("C08", "1659", "1659", 352, 10_538, true),
        ("C09", "0847", "0794", 184, 17_489, true),
        ("C10", "0794", "0772", 214, 17_489, true),
        ("C11", "0772", "0794", 182, 16_090, false),
        ("C12", "1652", "1652", 244, 6_758, false),
    ];
    fn regels() -> Vec<Zorgregel> {
        let maak =
            |(client, herkomst, verblijf, dagen, tarief, nieuw): &(&str, &str, &str, u32, i64, bool)| {
                Zorgregel {
                    client: (*client).into(),
                    herkomst: g(herkomst),
                    verblijf: g(verblijf),
                    product: "15A60".into(),
                    dagen: *dagen,
                    tarief: Cent(*tarief),
                    kenmerk: if *nieuw { Kenmerk::Nieuw } else { Kenmerk::Historisch },
                }
            };
        REGELS.iter().map(maak).collect()
    }
    fn regio() -> BTreeSet<Gemeentecode> {
        ["0743", "0762", "0794", "0847", "1652", "1659"].map(g).into()
    }

    #[test]
    fn de_casus_van_het_rekenvoorbeeld_klopt_tot_de_cent() {
        let z = zorgkosten(&regels(), &regio()).expect("fits");
        let per: Vec<i64> = z.per_herkomst.values().map(|c| c.0).collect();
        assert_eq!(per, [5_351_634, 6_939_931, 2_928_380, 18_501_214, 3_217_976, 5_190_734, 3_709_376]);
        assert_eq!((z.regio, z.historisch, z.nieuw), (Cent(42_910_865), Cent(21_413_492), Cent(21_497_373)));
        let naam = |t: &BTreeMap<Gemeentecode, Verrekentelling>| {
            t.iter()
                .map(|(g, t)| (*g, t.bedrag.0, t.clienten.iter().cloned().collect::<Vec<_>>()))
                .collect::<Vec<_>>()
        };
        assert_eq!(naam(&z.te_factureren), [(g("0772"), 2_928_380, Vec::from(["C11".into()]))]);
        assert_eq!(naam(&z.te_ontvangen), [(g("0772"), 3_742_646, Vec::from(["C10".into()]))]);
        let buiten = Zorgregel { herkomst: g("0772"), verblijf: g("0772"), ..regels()[0].clone() };
        let z = zorgkosten(&[buiten], &regio()).expect("fits");
        assert_eq!((z.regio, z.te_factureren.len(), z.te_ontvangen.len()), (Cent::NUL, 0, 0));
        let reus = Zorgregel { tarief: Cent(i64::MAX), ..regels()[0].clone() };
        assert_eq!(zorgkosten(&[reus], &regio()).expect_err("too large").code, "FIN-29");
    }

    #[test]
    fn beide_dagen_van_een_periode_tellen_mee() {
        for (van, tot, dagen) in [
            ("2024-01-01", "2024-12-31", Some(366)),
            ("2024-01-01", "2024-05-15", Some(136)),
            ("2024-03-01", "2024-03-01", Some(1)),
            ("2024-03-01", "2024-02-29", None),
            ("2024-03-01", "2024-02-01", None),
        ] {
            assert_eq!(dagen_tot_en_met(d(van), d(tot)), dagen);
        }
    }

    #[test]
    fn alleen_dagen_en_mensen_van_de_overeenkomst_worden_gefactureerd() {
        let p = |van: &str, tot: Option<&str>| Periode::nieuw(d(van), tot.map(d)).expect("period");
        let o = Verrekenovereenkomst {
            gemeente: g("0772"),
            geldig: p("2024-01-01", None),
            clienten: ["C11".into()].into(),
            document: "EHV-2024".into(),
        };
        let r = factuurregel(&o, "C11", "15A66", &p("2023-12-01", Some("2024-07-01")), Cent(16_090))
            .expect("inside");
        assert_eq!(
            (r.dagen, r.bedrag, r.periode),
            (182, Cent(2_928_380), p("2024-01-01", Some("2024-07-01")))
        );
        let code = |client: &str, periode: Periode, tarief| {
            factuurregel(&o, client, "15A66", &periode, Cent(tarief)).expect_err("refused").code
        };
        assert_eq!(code("C10", p("2024-01-01", Some("2024-07-01")), 1), "FIN-30");
        assert_eq!(code("C11", p("2023-01-01", Some("2024-01-01")), 1), "FIN-31");
        assert_eq!(code("C11", p("2023-01-01", None), 1), "FIN-31");
        assert_eq!(code("C11", p("2024-01-01", Some("2024-07-01")), i64::MAX), "FIN-29");
    }

    #[test]
    fn een_factuur_gaat_haar_weg_en_een_geschil_heeft_een_reden() {
        use Factuurstand::*;
        let mag: [&[Factuurstand]; 5] = [
            &[Verzonden, Ingetrokken],
            &[Betwist, Betaald, Ingetrokken],
            &[Verzonden, Ingetrokken],
            &[],
            &[],
        ];
        for (van, naar) in Factuurstand::ALLE.iter().zip(mag) {
            for doel in Factuurstand::ALLE {
                let uit = van.naar(*doel, "afspraak").map_err(|w| w.code);
                assert_eq!(uit, if naar.contains(doel) { Ok(*doel) } else { Err("FIN-32") }, "{van} {doel}");
            }
        }
        assert_eq!(Verzonden.naar(Betwist, " ").expect_err("no reason").code, "FIN-33");
        assert_eq!(Concept.naar(Ingetrokken, "").expect_err("no reason").code, "FIN-33");
        assert_eq!(Verzonden.naar(Betaald, ""), Ok(Betaald));
    }
}
