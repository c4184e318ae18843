//! Consultation, warm handover and dispute between gemeenten as a recorded process. Where they stand follows from the steps; always
//! one gemeente acts and pays.

use super::overleg_opslag::{self as opslag, OverlegRij, StapRij};
use super::vastleggen;
use crate::huis::{
    Fout, Rol, Toegang, gemeenten,
    opslag::{Leest, Tx},
    regels::Regels,
    uitleg,
};
use crate::termijnen::{self, Soort, Waarvoor};
use kern::stam::{Datum, DossierId, Gemeentecode, MeldingId, Peil, Weigering};
use kern::woonplaats::overleg::{Deelgrond, Gebeurtenis, Gegevens, Stand, Trap, Zaak};

/// What can happen: code, what it is called, and what it means.
pub const WAT: [(&str, &str, &str); 8] = [
    ("vraag", "Een andere gemeente vragen", "Begin van het overleg. De eigen gemeente blijft aan zet."),
    (
        "neemt_over",
        "De andere gemeente neemt het over",
        "Toegezegd. Tot er een plek is, blijft de eigen gemeente aan zet.",
    ),
    ("plek_vanaf", "Er is een plek", "Vanaf deze dag kan de inwoner daar terecht."),
    (
        "overgedragen",
        "Warm overgedragen",
        "De inwoner is er, en beide gemeenten weten het. Nu handelt en betaalt de andere gemeente.",
    ),
    ("blijft_hier", "Het blijft hier", "De gemeenten zijn het eens: er verandert niets."),
    (
        "oneens",
        "De gemeenten zijn het niet eens",
        "Geschil. De melding loopt gewoon door bij de eigen gemeente.",
    ),
    (
        "hogerop",
        "Een stap hoger",
        "Contactpersonen, dan de regioadviseur, dan de Geschillencommissie Sociaal Domein.",
    ),
    ("advies", "Bindend advies van de commissie", "Noem de gemeente die de commissie aanwijst."),
];

/// A matter with its steps, and where it stands.
pub struct Overleg {
    /// As stored.
    pub rij: OverlegRij,
    /// Steps, in order.
    pub stappen: Vec<StapRij>,
    /// Where it stands, played again from the steps.
    pub zaak: Zaak,
}

impl Overleg {
    /// The newest matter of a dossier; `None` when no other gemeente was ever involved.
    pub async fn van(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Option<Overleg>, Fout> {
        let Some(rij) = opslag::van_dossier(db, dossier, peil).await?.into_iter().next() else {
            return Ok(None);
        };
        Overleg::lees(db, rij, peil).await.map(Some)
    }

    async fn lees(db: &impl Leest, rij: OverlegRij, peil: Peil) -> Result<Overleg, Fout> {
        let stappen = opslag::stappen(db, rij.overleg_id, peil).await?;
        let mut zaak = Zaak::nieuw(rij.begon_bij, rij.begonnen_op)?;
        for s in &stappen {
            zaak = zaak.volgende(gebeurtenis(s)?, s.op)?;
        }
        Ok(Overleg { rij, stappen, zaak })
    }
}

/// A stored step as `kern` knows it.
fn gebeurtenis(s: &StapRij) -> Result<Gebeurtenis, Fout> {
    let gemeente = || Gemeentecode::lees(&s.gemeente);
    Ok(match s.wat.as_str() {
        "vraag" => Gebeurtenis::Vraag(gemeente()?, gegevens(&s.gegevens)),
        "neemt_over" => Gebeurtenis::NeemtOver,
        "plek_vanaf" => Gebeurtenis::PlekVanaf(s.plek_vanaf.unwrap_or(s.op)),
        "overgedragen" => Gebeurtenis::Overgedragen,
        "blijft_hier" => Gebeurtenis::BlijftHier,
        "oneens" => Gebeurtenis::Oneens,
        "hogerop" => Gebeurtenis::Hogerop,
        "advies" => Gebeurtenis::Advies(gemeente()?),
        anders => return Err(Fout::nieuw(format!("onbekende stap in een overleg: {anders}"))),
    })
}

/// What is shared, from its code; a dossier without ground is refused by the rule.
pub fn gegevens(code: &str) -> Gegevens {
    match code {
        "toestemming" => Gegevens::Dossier(Some(Deelgrond::Toestemming)),
        "medewerking" => Gegevens::Dossier(Some(Deelgrond::Medewerking)),
        "dossier" => Gegevens::Dossier(None),
        _ => Gegevens::Minimaal,
    }
}

/// The steps that fit where they stand now, by asking the rule itself.
pub fn mogelijk(zaak: &Zaak) -> Vec<&'static str> {
    let (op, geen) = (zaak.sinds(), Gemeentecode::RNI);
    let proef = |wat: &str| match wat {
        "vraag" => Gebeurtenis::Vraag(geen, Gegevens::Minimaal),
        "neemt_over" => Gebeurtenis::NeemtOver,
        "plek_vanaf" => Gebeurtenis::PlekVanaf(op),
        "overgedragen" => Gebeurtenis::Overgedragen,
        "blijft_hier" => Gebeurtenis::BlijftHier,
        "oneens" => Gebeurtenis::Oneens,
        "hogerop" => Gebeurtenis::Hogerop,
        _ => Gebeurtenis::Advies(geen),
    };
    let past = |wat: &&str| match zaak.volgende(proef(wat), op) {
        Ok(_) => true,
        Err(w) => w.code != "WPB-72",
    };
    WAT.iter().map(|w| w.0).filter(past).collect()
}

/// What a person recorded.
pub struct NieuweStap {
    /// Code of what happened.
    pub wat: &'static str,
    /// Gemeente that was asked, or that the advice names.
    pub gemeente: Option<Gemeentecode>,
    /// Code of what was shared.
    pub gegevens: &'static str,
    /// First day of the place.
    pub plek_vanaf: Option<Datum>,
    /// Day it happened.
    pub op: Datum,
    /// Who was spoken, what was said.
    pub toelichting: String,
}

impl NieuweStap {
    fn rij(&self, id: i64) -> StapRij {
        StapRij {
            overlegstap_id: id,
            wat: self.wat.to_owned(),
            gemeente: self.gemeente.map_or_else(String::new, |g| g.to_string()),
            gegevens: self.gegevens.to_owned(),
            plek_vanaf: self.plek_vanaf,
            op: self.op,
            toelichting: self.toelichting.clone(),
            uitleg: String::new(),
            door: String::new(),
        }
    }
}

/// Whether a step is allowed, and where they stand after it.
pub fn toets(nu: &Zaak, stap: &NieuweStap) -> Result<Result<Zaak, Weigering>, Fout> {
    Ok(nu.volgende(gebeurtenis(&stap.rij(0))?, stap.op))
}

/// The term that belongs to where they stand.
fn soort_van(stand: Stand) -> Option<Soort> {
    Some(match stand {
        Stand::Alleen => return None,
        Stand::Overleg(_) => Soort::Overleg,
        Stand::Toegezegd(..) => Soort::OverdrachtGemeente,
        Stand::Geschil(_, Trap::Contactpersonen) => Soort::GeschilContactpersonen,
        Stand::Geschil(_, Trap::Regioadviseur) => Soort::GeschilRegioadviseur,
        Stand::Geschil(_, Trap::Commissie) => Soort::GeschilCommissie,
    })
}

/// Records a step that the rule allowed: the step itself, where they stand, the term that runs now, and after a handover within the
/// region the gemeente that acts. `na` is where they stand after it.
pub async fn leg_vast(
    tx: &mut Tx,
    regels: &Regels,
    t: &Toegang,
    oud: Option<&Overleg>,
    (id, melding, rol): (i64, MeldingId, Rol),
    (stap, na): (&NieuweStap, Zaak),
) -> Result<(), Fout> {
    let rij = OverlegRij {
        overleg_id: id,
        dossier_id: t.dossier,
        melding_id: oud.map_or(melding, |o| o.rij.melding_id),
        begon_bij: oud.map_or(t.gemeente, |o| o.rij.begon_bij),
        handelt: na.verantwoordelijk(),
        stand: na.stand().code().to_owned(),
        met_gemeente: na.stand().met().map_or_else(String::new, |g| g.to_string()),
        plek_vanaf: match na.stand() {
            Stand::Toegezegd(_, plek) => plek,
            Stand::Alleen | Stand::Overleg(_) | Stand::Geschil(..) => None,
        },
        begonnen_op: oud.map_or(stap.op, |o| o.rij.begonnen_op),
        sinds_op: na.sinds(),
    };
    opslag::schrijf(tx, &rij, oud.is_some()).await?;
    let mut nieuw = stap.rij(tx.nieuw_id()?);
    nieuw.uitleg = uitleg::naar_json(&na.uitleg(gemeenten::lijst()))?;
    opslag::schrijf_stap(tx, &rij, &nieuw).await?;
    if let Some(soort) = oud.and_then(|o| soort_van(o.zaak.stand())) {
        termijnen::voldoe(tx, t.dossier, soort, id, stap.op).await?;
    }
    if let (Some(soort), Some(w)) = (soort_van(na.stand()), na.wachttijd()) {
        let waarvoor = Waarvoor { dossier: t.dossier, soort, onderwerp_id: id, voor_rol: rol };
        termijnen::start(tx, regels, waarvoor, w.begin).await?;
    }
    if na.verantwoordelijk() != t.gemeente && gemeenten::in_regio(na.verantwoordelijk()) {
        vastleggen::zet_gemeente(tx, t.dossier, na.verantwoordelijk()).await?;
    }
    Ok(())
}

/// What is wrong with consultations, as Dutch sentences: where they stand must follow from the steps, and no dossier is without a
/// gemeente that acts and pays.
pub async fn controleer(db: &impl Leest, op: Datum) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    for (dossier, _) in opslag::zonder_gemeente(db).await? {
        uit.push(format!("overleg: dossier {dossier} heeft geen gemeente die handelt"));
    }
    for rij in opslag::alle(db).await? {
        let id = rij.overleg_id;
        match Overleg::lees(db, rij, Peil::op(op)).await {
            Err(e) => uit.push(format!("overleg {id}: de stappen passen niet op elkaar ({e})")),
            Ok(o) => {
                let z = o.zaak;
                if (z.verantwoordelijk(), z.stand().code()) != (o.rij.handelt, o.rij.stand.as_str()) {
                    uit.push(format!("overleg {id}: de stand volgt niet uit de stappen"));
                }
                if z.betaalt() != z.verantwoordelijk() {
                    uit.push(format!("overleg {id}: wie handelt, betaalt niet"));
                }
            }
        }
    }
    Ok(uit)
}
