//! From rows to the facts that `kern` wants, and the answers beside each other.

use super::opslag::{self, AdresRij, EigenBwRij, MeldingRij, PersoonRij, VerantwoordelijkeRij, VerblijfRij};
use crate::huis::{Fout, Toegang, gemeenten, opslag::Leest, regels::Regels};
use kern::{
    stam::{Datum, DossierId, Gemeentecode, Gemeenten, InwonerId, JournaalNr, Peil, Periode},
    woonplaats::{
        Aanvraag, Adres, Budget, EerderBw, Feiten, Functie, Gebruik, Instelling, Instroom, Product, Recidive,
        Regels as Regelset, Regime, Verantwoordelijk, Verblijf, Verblijfsrecht, Wending, instroom, recidive,
        verantwoordelijk, wat_verandert,
    },
};

/// Name of the regulation in `regels/`.
pub const REGELING: &str = "woonplaats";

/// The numbers of this room on a day.
pub struct Woonplaatsregels {
    gemeenten: &'static Gemeenten,
    r1_vanaf: Option<Datum>,
    overslaan: Vec<Instelling>,
    eerder_bw_maanden: i32,
    volwassen_vanaf: u16,
    terugkijk_jaren: i32,
    /// SHA-256 of the file, kept with each decision.
    pub hash: String,
}

impl Woonplaatsregels {
    /// Reads them as they count on a day.
    pub fn op(regels: &Regels, dag: Datum) -> Result<Woonplaatsregels, Fout> {
        let vanaf = regels.tekst(REGELING, "woonplaatsbeginsel_vanaf", dag)?.waarde;
        let r1_vanaf = match vanaf.as_str() {
            "" => None,
            t => Some(Datum::lees(t).map_err(|e| Fout::nieuw(format!("woonplaatsbeginsel_vanaf: {e}")))?),
        };
        let lijst: Vec<String> = regels.waarde(REGELING, "overslaan", dag)?.waarde;
        let soort = |c: &String| {
            Instelling::lees(c).ok_or_else(|| Fout::nieuw(format!("overslaan: {c} is geen instelling")))
        };
        Ok(Woonplaatsregels {
            gemeenten: gemeenten::lijst(),
            r1_vanaf,
            overslaan: lijst.iter().map(soort).collect::<Result<_, _>>()?,
            eerder_bw_maanden: regels.waarde(REGELING, "eerder_bw", dag)?.waarde,
            volwassen_vanaf: regels.waarde(REGELING, "volwassen_vanaf", dag)?.waarde,
            terugkijk_jaren: regels.waarde(REGELING, "terugkijk", dag)?.waarde,
            hash: regels.bestand(REGELING, dag)?.sha256.clone(),
        })
    }

    /// As `kern` wants them.
    pub fn kern(&self) -> Regelset<'_> {
        Regelset {
            gemeenten: self.gemeenten,
            r1_vanaf: self.r1_vanaf,
            overslaan: &self.overslaan,
            eerder_bw_maanden: self.eerder_bw_maanden,
            volwassen_vanaf: self.volwassen_vanaf,
            terugkijk_jaren: self.terugkijk_jaren,
        }
    }
}

/// What a human must say before the rules can answer; none of it stands in the BRP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vooraf {
    /// What is asked for.
    pub product: Option<Product>,
    /// Claim by nationality or residence.
    pub verblijfsrecht: Verblijfsrecht,
}

/// Everything known about where somebody lives, at a peil.
pub struct Beeld {
    /// The melding that it is about.
    pub melding: MeldingRij,
    /// The person.
    pub persoon: PersoonRij,
    /// Addresses, newest first.
    pub adressen: Vec<AdresRij>,
    /// Stays, newest first.
    pub verblijven: Vec<VerblijfRij>,
    /// Decisions, newest first, replaced ones included.
    pub beslissingen: Vec<VerantwoordelijkeRij>,
    eigen_bw: Vec<EigenBwRij>,
    aanvragen: Vec<Datum>,
    aanvraag_op: Option<Datum>,
}

impl Beeld {
    /// Reads it; `None` when the dossier has no melding yet at this peil.
    pub async fn lees(db: &impl Leest, t: &Toegang, peil: Peil) -> Result<Option<Beeld>, Fout> {
        Beeld::van(db, t.dossier, t.inwoner, peil).await
    }

    /// The same for a dossier and its inwoner.
    pub async fn van(
        db: &impl Leest,
        dossier: DossierId,
        inwoner: InwonerId,
        peil: Peil,
    ) -> Result<Option<Beeld>, Fout> {
        let melding = opslag::melding(db, dossier, peil).await?;
        let persoon = opslag::persoon(db, inwoner, peil).await?;
        let (Some(melding), Some(persoon)) = (melding, persoon) else { return Ok(None) };
        let aanvraag_op = opslag::aanvraag_na(db, dossier, melding.melding_id, peil).await?;
        Ok(Some(Beeld {
            adressen: opslag::adressen(db, inwoner, peil).await?,
            verblijven: opslag::verblijven(db, inwoner, peil).await?,
            beslissingen: opslag::beslissingen(db, dossier, peil).await?,
            eigen_bw: opslag::eigen_bw(db, dossier, peil).await?,
            aanvragen: opslag::aanvragen(db, dossier, peil).await?,
            melding,
            persoon,
            aanvraag_op,
        }))
    }

    /// The decision that counts now for this melding by the law, when there is one.
    pub fn vastgesteld(&self) -> Option<&VerantwoordelijkeRij> {
        self.beslissingen.iter().find(|b| self.geldt(b) && b.regime != Regime::R2.code())
    }

    /// The herkomst that was recorded with it.
    pub fn herkomst(&self) -> Option<&VerantwoordelijkeRij> {
        self.beslissingen.iter().find(|b| self.geldt(b) && b.regime == Regime::R2.code())
    }

    fn geldt(&self, b: &VerantwoordelijkeRij) -> bool {
        b.tot_nr.is_none() && b.melding_id == self.melding.melding_id
    }

    /// What was said before, or the usual start: beschermd wonen, residence not known.
    pub fn vooraf(&self) -> Vooraf {
        match self.beslissingen.iter().find(|b| b.regime != Regime::R2.code()) {
            Some(b) => Vooraf {
                product: Product::lees(&b.product),
                verblijfsrecht: Verblijfsrecht::lees(&b.verblijfsrecht).unwrap_or(Verblijfsrecht::Onbekend),
            },
            None => Vooraf { product: Some(Product::Bw), verblijfsrecht: Verblijfsrecht::Onbekend },
        }
    }

    /// The newest journal number among the facts: two people who look at the same facts see the same number.
    pub fn versie(&self) -> JournaalNr {
        let nrs = self.adressen.iter().map(|a| a.vanaf_nr).chain(self.verblijven.iter().map(|b| b.vanaf_nr));
        nrs.chain(self.beslissingen.iter().map(|b| b.vanaf_nr)).max().unwrap_or(JournaalNr(0))
    }

    /// The facts as `kern` wants them.
    pub fn feiten(&self, vooraf: Vooraf) -> Result<Feiten, Fout> {
        Ok(Feiten {
            melding_op: self.melding.ontvangen_op,
            melding_gemeente: self.melding.gemeente,
            product: vooraf.product,
            spoed: self.melding.spoed,
            aanvraag_op: self.aanvraag_op,
            geboren_op: Some(self.persoon.geboortedatum),
            verblijfsrecht: vooraf.verblijfsrecht,
            identiteit_vast: self.persoon.bsn_status == "geverifieerd",
            adressen: self.adressen.iter().map(adres).collect::<Result<_, _>>()?,
            verblijven: self.verblijven.iter().map(verblijf).collect::<Result<_, _>>()?,
            eerder_bw: self.eerder_bw()?,
        })
    }

    fn eerder_bw(&self) -> Result<Vec<EerderBw>, Fout> {
        let elders = self.verblijven.iter().filter(|b| b.soort == Instelling::Bw.code());
        let elders = elders.map(|b| (Gemeentecode::lees(&b.verstrekt_door).ok(), b.geldig_van, b.geldig_tot));
        let eigen = self.eigen_bw.iter().map(|b| (Some(b.gemeente), b.geldig_van, b.geldig_tot));
        let bw = |(verstrekt_door, van, tot)| {
            Ok(EerderBw { periode: periode(van, tot)?, verstrekt_door, einde_onzeker: false })
        };
        elders.chain(eigen).map(bw).collect()
    }

    /// By the law of the day, by the herkomst of the region, in that order.
    pub fn antwoorden(
        &self,
        vooraf: Vooraf,
        regels: &Woonplaatsregels,
    ) -> Result<(Verantwoordelijk, Verantwoordelijk), Fout> {
        let (feiten, regels) = (self.feiten(vooraf)?, regels.kern());
        let wet = verantwoordelijk(regels.regime_op(self.melding.ontvangen_op), &feiten, &regels);
        Ok((wet, verantwoordelijk(Regime::R2, &feiten, &regels)))
    }

    /// By the regime that does not decide for this melding, to lay beside the one that does: the bill as long as the law holds,
    /// the law of before once the bill is in force.
    pub fn ander_regime(
        &self,
        vooraf: Vooraf,
        regels: &Woonplaatsregels,
    ) -> Result<(Verantwoordelijk, bool), Fout> {
        let (feiten, regels) = (self.feiten(vooraf)?, regels.kern());
        let (ander, is_wetsvoorstel) = match regels.regime_op(self.melding.ontvangen_op) {
            Regime::R1 => (Regime::R0, false),
            Regime::R0 | Regime::R2 => (Regime::R1, true),
        };
        Ok((verantwoordelijk(ander, &feiten, &regels), is_wetsvoorstel))
    }

    /// What would change the answer of the law.
    pub fn wendingen(&self, vooraf: Vooraf, regels: &Woonplaatsregels) -> Result<Vec<Wending>, Fout> {
        let (feiten, regels) = (self.feiten(vooraf)?, regels.kern());
        Ok(wat_verandert(regels.regime_op(self.melding.ontvangen_op), &feiten, &regels))
    }

    /// Every gemeente that the facts name, each once.
    pub fn genoemd(&self) -> Vec<Gemeentecode> {
        let adressen = self.adressen.iter().map(|a| a.gemeente);
        let verblijven = self.verblijven.iter();
        let verblijven =
            verblijven.flat_map(|b| [Some(b.gemeente), Gemeentecode::lees(&b.verstrekt_door).ok()]);
        let mut uit: Vec<Gemeentecode> = adressen.chain(verblijven.flatten()).collect();
        uit.push(self.melding.gemeente);
        uit.sort();
        uit.dedup();
        uit
    }

    /// Whether somebody comes back: an axis of its own beside nieuw and historisch.
    pub fn recidive(&self) -> Result<Recidive, Fout> {
        Ok(recidive(&self.gebruik()?, self.melding.ontvangen_op))
    }

    /// Nieuw or historisch, and recidive.
    pub fn instroom(&self, regels: &Woonplaatsregels) -> Result<Instroom, Fout> {
        let aanvragen: Vec<Aanvraag> =
            self.aanvragen.iter().map(|op| Aanvraag { op: *op, in_regio: true }).collect();
        Ok(instroom(&self.gebruik()?, &aanvragen, self.melding.ontvangen_op, &regels.kern()))
    }

    /// All beschermd wonen that is known, here and elsewhere.
    fn gebruik(&self) -> Result<Vec<Gebruik>, Fout> {
        let elders = self.verblijven.iter().filter(|b| b.soort == Instelling::Bw.code()).map(gebruik_elders);
        // Since the objective model has not been introduced, all beschermd wonen of the region is paid from centrummiddelen.
        let eigen = self.eigen_bw.iter().map(|b| {
            Ok(Gebruik {
                periode: periode(b.geldig_van, b.geldig_tot)?,
                in_regio: true,
                budget: Budget::Historisch,
            })
        });
        elders.chain(eigen).collect()
    }

    /// Where the person stays on the day of the melding: the institution, else the registration, else where was reported.
    pub fn verblijf_nu(&self) -> Gemeentecode {
        let op = self.melding.ontvangen_op;
        let loopt = |van: Datum, tot: Option<Datum>| van <= op && tot.is_none_or(|t| op < t);
        let instelling =
            self.verblijven.iter().find(|b| loopt(b.geldig_van, b.geldig_tot)).map(|b| b.gemeente);
        let adres = self
            .adressen
            .iter()
            .find(|a| loopt(a.geldig_van, a.geldig_tot) && a.gemeente != Gemeentecode::RNI);
        instelling.or(adres.map(|a| a.gemeente)).unwrap_or(self.melding.gemeente)
    }
}

fn periode(van: Datum, tot: Option<Datum>) -> Result<Periode, Fout> {
    Periode::nieuw(van, tot).ok_or_else(|| Fout::nieuw("een periode in de opslag eindigt voor zij begint"))
}

fn adres(a: &AdresRij) -> Result<Adres, Fout> {
    Ok(Adres {
        periode: periode(a.geldig_van, a.geldig_tot)?,
        gemeente: a.gemeente,
        functie: Functie::lees(&a.functie).ok_or_else(|| Fout::nieuw("onbekende functie van een adres"))?,
        instelling: Instelling::lees(&a.instelling),
        in_onderzoek: a.in_onderzoek,
        herindeling: a.herindeling,
    })
}

fn verblijf(b: &VerblijfRij) -> Result<Verblijf, Fout> {
    let soort = Instelling::lees(&b.soort).unwrap_or(Instelling::Anders);
    Ok(Verblijf { periode: periode(b.geldig_van, b.geldig_tot)?, soort })
}

fn gebruik_elders(b: &VerblijfRij) -> Result<Gebruik, Fout> {
    let budget = match b.financiering.as_str() {
        "centrum" | "historisch" => Budget::Historisch,
        "" => Budget::Onbekend,
        _ => Budget::Anders,
    };
    // Who granted it says in which region it was; without that, where it stands.
    let gemeente = Gemeentecode::lees(&b.verstrekt_door).unwrap_or(b.gemeente);
    Ok(Gebruik {
        periode: periode(b.geldig_van, b.geldig_tot)?,
        in_regio: gemeenten::in_regio(gemeente),
        budget,
    })
}
