//! The receipt of a besluit: which rules, which program, which facts; and running it again.

use super::{
    opslag::{self, BesluitRij},
    regels,
    stand::{Vraag, indicatie_kern, stand_van},
};
use crate::huis::{
    Fout,
    opslag::Leest,
    regels::{Regels, Versie},
    uitleg::{self, StapTekst},
};
use kern::besluit::{Beslisser, Besluit, Gevolg, Stand, Strekking, Toegekend, Verzoek, Voorstel, beslis};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm};
use kern::stam::{Cent, Datum, DossierId, JournaalNr, Onleesbaar, Peil, Weigering};
use serde::{Deserialize, Serialize};

/// The facts that were used, as references, and the proposal, in codes and numbers. No names, no free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoer {
    /// Known up to this act.
    pub peil_nr: i64,
    /// Role of who decided.
    pub beslisser: String,
    /// Melding.
    pub melding: Option<i64>,
    /// Onderzoek.
    pub onderzoek: Option<i64>,
    /// Doelgroeptoets.
    pub doelgroeptoets: Option<i64>,
    /// Verantwoordelijke gemeente.
    pub verantwoordelijke: Option<i64>,
    /// Aanvraag.
    pub aanvraag: Option<i64>,
    /// Indicaties that were there.
    pub indicaties: Vec<i64>,
    /// Highest contract price on the first day, cents.
    pub richttarief_cent: Option<i64>,
    /// The proposal.
    pub strekking: StrekkingTekst,
}

/// A proposal as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "snake_case")]
pub enum StrekkingTekst {
    /// Grant.
    Toekennen {
        /// What.
        verzoek: VerzoekTekst,
    },
    /// Refuse.
    Afwijzen {
        /// Ground.
        grond: String,
    },
    /// Replace.
    Herzien {
        /// Indicatie.
        indicatie_id: i64,
        /// Ground.
        grond: String,
        /// What.
        verzoek: VerzoekTekst,
    },
    /// End.
    Intrekken {
        /// Indicatie.
        indicatie_id: i64,
        /// Ground.
        grond: String,
        /// First day without.
        per: String,
    },
}

/// What would be granted, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerzoekTekst {
    vorm: String,
    leveringsvorm: String,
    product: String,
    volume: u32,
    eenheid: String,
    frequentie: String,
    van: String,
    tot_en_met: Option<String>,
    budget_cent: Option<i64>,
}

/// Everything that goes with a besluit to show how it came about.
#[derive(Debug, Clone)]
pub struct Bewijs {
    /// Hash over the rule files.
    pub regels_hash: String,
    /// The rule files.
    pub versies: Vec<Versie>,
    /// Facts and proposal.
    pub invoer: Invoer,
}

/// What came out when a receipt was run again.
#[derive(Debug, Clone)]
pub struct Herspeeld {
    /// Whether the rule files are the same as then.
    pub zelfde_regels: bool,
    /// What differs: name, then, now. Empty when everything is the same.
    pub verschillen: Vec<(String, String, String)>,
    /// The steps as they come out now.
    pub stappen: Vec<StapTekst>,
    /// When the rules now refuse what was decided then.
    pub weigering: Option<Weigering>,
}

impl Herspeeld {
    /// Whether the same besluit came out.
    pub fn gelijk(&self) -> bool {
        self.weigering.is_none() && self.verschillen.is_empty()
    }
}

/// Makes the receipt of what is about to be decided.
pub fn maak(
    regels: &Regels,
    stand: &Stand,
    strekking: &Strekking,
    peil_nr: JournaalNr,
    op: Datum,
) -> Result<Bewijs, Fout> {
    let (versies, regels_hash) = regels::versies(regels, op)?;
    let invoer = Invoer {
        peil_nr: peil_nr.0,
        beslisser: beslisser_code(stand.beslisser).to_owned(),
        melding: stand.melding.map(|m| m.melding.0),
        onderzoek: stand.onderzoek.map(|o| o.onderzoek_id),
        doelgroeptoets: stand.doelgroep.map(|d| d.toets_id),
        verantwoordelijke: stand.verantwoordelijk.map(|x| x.verantwoordelijke_id),
        aanvraag: stand.aanvraag.map(|a| a.aanvraag_id),
        indicaties: stand.indicaties.iter().map(|i| i.indicatie_id).collect(),
        richttarief_cent: stand.product.as_ref().and_then(|p| p.richttarief).map(|c| c.0),
        strekking: StrekkingTekst::van(strekking),
    };
    Ok(Bewijs { regels_hash, versies, invoer })
}

/// The facts and the proposal of a besluit, as its receipt names them.
pub async fn feiten(db: &impl Leest, r: &BesluitRij) -> Result<(Stand, Voorstel), Fout> {
    let invoer: Invoer = serde_json::from_str(&r.invoer)?;
    let strekking = invoer.strekking.naar_kern()?;
    let vraag = Vraag {
        beslisser: beslisser_van(&invoer.beslisser)?,
        op_aanvraag: op_aanvraag(&strekking),
        product: product_van(&strekking),
    };
    let peil = Peil::op(r.genomen_op).bekend(JournaalNr(invoer.peil_nr));
    let stand = stand_van(db, DossierId(r.dossier_id), peil, &vraag).await?;
    let voorstel = Voorstel { strekking, motivering: r.motivering.clone(), bekend_op: r.bekendgemaakt_op };
    Ok((stand, voorstel))
}

/// Runs the receipt of a besluit again: the same facts as then, the rules that are valid on the day of the besluit now.
pub async fn herspeel(db: &impl Leest, regels: &Regels, r: &BesluitRij) -> Result<Herspeeld, Fout> {
    let (stand, voorstel) = feiten(db, r).await?;
    let zelfde_regels = regels::versies(regels, r.genomen_op)?.1 == r.regels_hash;
    let leeg = Herspeeld { zelfde_regels, verschillen: Vec::new(), stappen: Vec::new(), weigering: None };
    match beslis(&stand, &voorstel, &regels::op(regels, r.genomen_op)?, r.genomen_op) {
        Err(w) => Ok(Herspeeld { weigering: Some(w), ..leeg }),
        Ok(b) => {
            let verschillen = vergelijk(db, r, &b).await?;
            Ok(Herspeeld { verschillen, stappen: uitleg::stappen(&b.uitleg), ..leeg })
        }
    }
}

async fn vergelijk(
    db: &impl Leest,
    r: &BesluitRij,
    b: &Besluit,
) -> Result<Vec<(String, String, String)>, Fout> {
    let mut uit = Vec::new();
    let mut naast = |naam: &str, toen: String, nu: String| {
        if toen != nu {
            uit.push((naam.to_owned(), toen, nu));
        }
    };
    naast("Soort besluit", r.soort.clone(), b.soort.code().to_owned());
    naast("Gemeente", r.gemeente.to_string(), b.gemeente.to_string());
    naast("Grond", r.grond.clone(), b.grond.as_ref().map_or_else(String::new, |g| g.code.clone()));
    let toen = opslag::indicaties_van_handeling(db, DossierId(r.dossier_id), r.vanaf_nr).await?;
    let nieuw = toen.iter().find(|i| i.besluit_id.0 == r.besluit_id).map(indicatie_kern).transpose()?;
    let toen_tekst = nieuw.map_or_else(String::new, |i| in_tekst(&i.inhoud));
    naast("Indicatie", toen_tekst, b.toegekend.as_ref().map_or_else(String::new, in_tekst));
    if let Some(k) = b.ingekort {
        let oud = toen.iter().find(|i| i.indicatie_id == k.indicatie_id).and_then(|i| i.geldig_tot);
        let dag = |d: Option<Datum>| d.map_or_else(|| "niets over".to_owned(), |d| d.to_string());
        naast("Einde van de vorige indicatie", dag(oud), dag(k.periode.and_then(|p| p.tot())));
    }
    for (gevolg, termijn) in &b.termijnen {
        let toen =
            opslag::termijn_van_handeling(db, DossierId(r.dossier_id), r.vanaf_nr, gevolg_soort(*gevolg))
                .await?;
        let toen = toen.map_or_else(|| "geen".to_owned(), |d| d.to_string());
        naast(gevolg_soort(*gevolg).naam(), toen, termijn.uiterlijk.to_string());
    }
    naast("Stappen", zinnen(uitleg::uit_json(&r.uitleg)?), zinnen(uitleg::stappen(&b.uitleg)));
    Ok(uit)
}

/// Everything that was granted, in codes and numbers, to put two beside each other.
fn in_tekst(t: &Toegekend) -> String {
    let tot = t.periode.tot().map_or_else(String::new, |d| d.to_string());
    format!(
        "{} {} {}, {}, {} cent, {} tot {tot}",
        t.vorm.code(),
        t.leveringsvorm.code(),
        t.product,
        t.omvang,
        t.bedrag.0,
        t.periode.van()
    )
}

fn zinnen(stappen: Vec<StapTekst>) -> String {
    stappen.into_iter().map(|s| format!("{}: {}", s.code, s.zin)).collect::<Vec<_>>().join(" ")
}

/// The kind of term that a consequence starts.
pub fn gevolg_soort(g: Gevolg) -> crate::termijnen::Soort {
    match g {
        Gevolg::Bezwaar => crate::termijnen::Soort::Bezwaar,
        Gevolg::Toewijzing => crate::termijnen::Soort::Toewijzing,
        Gevolg::IndicatieEinde => crate::termijnen::Soort::IndicatieEinde,
    }
}

/// Whether the besluit answers an aanvraag.
pub fn op_aanvraag(s: &Strekking) -> bool {
    match s {
        Strekking::Toekennen(_) | Strekking::Afwijzen { .. } => true,
        Strekking::Herzien { .. } | Strekking::Intrekken { .. } => false,
    }
}

/// Product and first day of a proposal.
pub fn product_van(s: &Strekking) -> Option<(Productcode, Datum)> {
    match s {
        Strekking::Toekennen(v) | Strekking::Herzien { nieuw: v, .. } => Some((v.product.clone(), v.van)),
        Strekking::Afwijzen { .. } | Strekking::Intrekken { .. } => None,
    }
}

fn beslisser_code(b: Beslisser) -> &'static str {
    match b {
        Beslisser::Trajectregisseur => "trajectregisseur",
        Beslisser::Aandachtsfunctionaris => "aandachtsfunctionaris",
    }
}

fn beslisser_van(code: &str) -> Result<Beslisser, Fout> {
    match code {
        "trajectregisseur" => Ok(Beslisser::Trajectregisseur),
        "aandachtsfunctionaris" => Ok(Beslisser::Aandachtsfunctionaris),
        _ => Err(Fout::nieuw(format!("bewijs: onbekende beslisser {code}"))),
    }
}

impl StrekkingTekst {
    fn van(s: &Strekking) -> StrekkingTekst {
        match s {
            Strekking::Toekennen(v) => StrekkingTekst::Toekennen { verzoek: VerzoekTekst::van(v) },
            Strekking::Afwijzen { grond } => StrekkingTekst::Afwijzen { grond: grond.clone() },
            Strekking::Herzien { indicatie_id, grond, nieuw } => StrekkingTekst::Herzien {
                indicatie_id: *indicatie_id,
                grond: grond.clone(),
                verzoek: VerzoekTekst::van(nieuw),
            },
            Strekking::Intrekken { indicatie_id, grond, per } => StrekkingTekst::Intrekken {
                indicatie_id: *indicatie_id,
                grond: grond.clone(),
                per: per.to_string(),
            },
        }
    }

    fn naar_kern(&self) -> Result<Strekking, Fout> {
        Ok(match self {
            StrekkingTekst::Toekennen { verzoek } => Strekking::Toekennen(verzoek.naar_kern()?),
            StrekkingTekst::Afwijzen { grond } => Strekking::Afwijzen { grond: grond.clone() },
            StrekkingTekst::Herzien { indicatie_id, grond, verzoek } => Strekking::Herzien {
                indicatie_id: *indicatie_id,
                grond: grond.clone(),
                nieuw: verzoek.naar_kern()?,
            },
            StrekkingTekst::Intrekken { indicatie_id, grond, per } => Strekking::Intrekken {
                indicatie_id: *indicatie_id,
                grond: grond.clone(),
                per: Datum::lees(per).map_err(onleesbaar)?,
            },
        })
    }
}

impl VerzoekTekst {
    fn van(v: &Verzoek) -> VerzoekTekst {
        VerzoekTekst {
            vorm: v.vorm.code().to_owned(),
            leveringsvorm: v.leveringsvorm.code().to_owned(),
            product: v.product.tekst().to_owned(),
            volume: v.omvang.volume,
            eenheid: v.omvang.eenheid.code().to_owned(),
            frequentie: v.omvang.frequentie.code().to_owned(),
            van: v.van.to_string(),
            tot_en_met: v.tot_en_met.map(|d| d.to_string()),
            budget_cent: v.budget.map(|b| b.0),
        }
    }

    fn naar_kern(&self) -> Result<Verzoek, Fout> {
        Ok(Verzoek {
            vorm: Vorm::lees(&self.vorm).map_err(onleesbaar)?,
            leveringsvorm: Leveringsvorm::lees(&self.leveringsvorm).map_err(onleesbaar)?,
            product: Productcode::lees(&self.product).map_err(onleesbaar)?,
            omvang: Omvang {
                volume: self.volume,
                eenheid: Eenheid::lees(&self.eenheid).map_err(onleesbaar)?,
                frequentie: Frequentie::lees(&self.frequentie).map_err(onleesbaar)?,
            },
            van: Datum::lees(&self.van).map_err(onleesbaar)?,
            tot_en_met: self.tot_en_met.as_deref().map(Datum::lees).transpose().map_err(onleesbaar)?,
            budget: self.budget_cent.map(Cent),
        })
    }
}

fn onleesbaar(e: Onleesbaar) -> Fout {
    Fout::nieuw(format!("bewijs: {e}"))
}
