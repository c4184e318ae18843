//! From a proposal to a tested besluit with its letter, and from there to the act. Every form of this room goes through here.

use super::{
    bewijs, brief, invoer, opslag, regels,
    stand::{self, Vraag, stand_van},
    vastleggen::{self, Gebeurd, Klaar, Sleutels},
};
use crate::huis::{
    Antwoord, Fout, Uitkomst, Verzoek, brieven,
    opslag::{Handeling, Tx},
};
use crate::termijnen;
use drukwerk::brief::Brief;
use kern::besluit::{Besluit, Gevolg, Richting, Soort, Stand, Strekking, Voorstel, beslis};
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::stam::{Datum, DossierId, JournaalNr, MeldingId, Peil, Weigering};

/// A besluit that may be taken, with everything that goes with it.
#[derive(Debug)]
pub struct Voorbereid {
    /// The proposal.
    pub voorstel: Voorstel,
    /// The facts.
    pub stand: Stand,
    /// What would be decided.
    pub besluit: Besluit,
    /// The letter.
    pub brief: Brief,
}

/// What happens besides the besluit.
#[derive(Debug, Default)]
pub struct Erbij {
    /// An event: op- of afschaling, uitstroom. A toekenning finds its own.
    pub gebeurd: Option<Gebeurd>,
    /// Who takes over the dossier.
    pub neemt_over: Option<i64>,
}

/// Tests a proposal against what is known now, and writes the letter.
pub async fn voorbereid(v: &Verzoek, voorstel: Voorstel) -> Result<Result<Voorbereid, Weigering>, Fout> {
    let t = v.dossier();
    let vandaag = v.vandaag();
    let stand = stand_van(&v.db, t.dossier, Peil::op(vandaag), &vraag(v, &voorstel.strekking)).await?;
    let besluit = match beslis(&stand, &voorstel, &regels::op(v.regels(), vandaag)?, vandaag) {
        Ok(b) => b,
        Err(w) => return Ok(Err(w)),
    };
    let bewijs = bewijs::maak(v.regels(), &stand, &voorstel.strekking, JournaalNr::NU, vandaag)?;
    let aan = opslag::geadresseerde(&v.db, t.inwoner).await?;
    let gegevens = brief::Gegevens {
        dossier: t.dossier,
        besluit: &besluit,
        voorstel: &voorstel,
        stand: &stand,
        bewijs: &bewijs,
        aan: &aan,
        naam: &v.actor.naam,
        functie: v.actor.rol.naam(),
    };
    let brief = brief::schrijf(v.regels(), &gegevens)?;
    Ok(Ok(Voorbereid { voorstel, stand, besluit, brief }))
}

/// The letter as PDF, to look at before deciding.
pub async fn pdf(k: &Voorbereid) -> Uitkomst {
    let bytes = brieven::zet(k.brief.clone()).await?;
    Antwoord::bestand("voorbeeld-beschikking.pdf", "application/pdf", bytes)
}

/// Takes the besluit. Inside the act everything is read and tested again; when the outcome is no longer what was shown, nothing
/// happens and the answer says so.
pub async fn neem(v: &Verzoek, k: Voorbereid, erbij: Erbij) -> Uitkomst {
    let t = v.dossier();
    let bytes = brieven::zet(k.brief.clone()).await?;
    let mut tx = v.begin().await?;
    let nr = vastleggen::peil_nr(&tx);
    let peil = Peil::op(tx.vandaag()).bekend(nr);
    let stand = stand_van(&tx, t.dossier, peil, &vraag(v, &k.voorstel.strekking)).await?;
    let opnieuw = beslis(&stand, &k.voorstel, &regels::op(v.regels(), tx.vandaag())?, tx.vandaag());
    if opnieuw.as_ref() != Ok(&k.besluit) {
        return Antwoord::conflict(
            "Intussen is er iets veranderd in dit dossier. Het besluit is daarom niet genomen.",
        );
    }
    let bewijs = bewijs::maak(v.regels(), &stand, &k.voorstel.strekking, nr, tx.vandaag())?;
    let melding = melding_van(&tx, t.dossier, &stand, peil).await?;
    let besluit_id = tx.nieuw_id()?;
    journaal(&mut tx, t.dossier, &k.besluit, besluit_id, erbij.gebeurd.as_ref()).await?;
    let uitstroom = erbij.gebeurd.as_ref().map(|g| g.schaling).filter(|s| s.richting == Richting::Uitstroom);
    let uit = uitstroom.map(|s| s.op);
    if let Some(op) = uit {
        ruim_op(&mut tx, t.dossier, op).await?;
    }
    let klaar = Klaar {
        dossier: t.dossier,
        besluit: &k.besluit,
        voorstel: &k.voorstel,
        bewijs: &bewijs,
        vorig_besluit_id: vorig(&stand, &k.besluit),
        pdf: &bytes,
        uitstroom_volgt: uit.is_none(),
    };
    let sleutels = vastleggen::besluit(&mut tx, &v.app, besluit_id, melding, &klaar).await?;
    gebeurtenis(v, &mut tx, &stand, &k.besluit, &erbij, sleutels).await?;
    straat(&mut tx, t.dossier, &stand, &k.besluit, uit).await?;
    // From the day on which the lighter support begins, or on which all support has ended.
    let vanaf = k.besluit.toegekend.as_ref().map(|t| t.periode.van()).or(uit);
    if let (Some(wie), Some(vanaf)) = (erbij.neemt_over, vanaf) {
        // The letter and an objection to it are still the work of who decided.
        let bezwaar = k.besluit.termijnen.iter().find(|(g, _)| *g == Gevolg::Bezwaar);
        let tot = bezwaar.map_or(vanaf, |(_, b)| vanaf.max(b.uiterlijk.plus_dagen(1)));
        super::overnemen::neemt_over(&mut tx, t.dossier, wie, tot).await?;
    }
    tx.commit().await?;
    let pad = format!("/dossiers/{}/besluiten/{besluit_id}", t.dossier);
    Antwoord::naar_met_melding(pad, "Het besluit is genomen. De brief staat klaar.")
}

/// Ends every open term of a dossier that is left, except what concerns objections, and whether somebody looked with good reason.
pub async fn ruim_op(tx: &mut Tx, dossier: DossierId, op: Datum) -> Result<(), Fout> {
    use termijnen::Soort::{BeslissingOpBezwaar, Bezwaar, Noodknop, NoodknopOordeel, Retour};
    let behalve = [Bezwaar, BeslissingOpBezwaar, Retour, Noodknop, NoodknopOordeel];
    termijnen::ruim_op(tx, dossier, op, &behalve).await?;
    Ok(())
}

fn vraag(v: &Verzoek, s: &Strekking) -> Vraag {
    Vraag {
        beslisser: invoer::beslisser(v.actor.rol),
        op_aanvraag: bewijs::op_aanvraag(s),
        product: bewijs::product_van(s),
    }
}

async fn melding_van(tx: &Tx, dossier: DossierId, stand: &Stand, peil: Peil) -> Result<MeldingId, Fout> {
    match stand.melding {
        Some(m) => Ok(m.melding),
        None => stand::laatste_melding(tx, dossier, peil)
            .await?
            .ok_or_else(|| Fout::nieuw("een dossier zonder melding kan geen besluit krijgen")),
    }
}

fn vorig(stand: &Stand, b: &Besluit) -> Option<i64> {
    let id = b.ingekort?.indicatie_id;
    stand.indicaties.iter().find(|i| i.indicatie_id == id).map(|i| i.besluit.0)
}

async fn journaal(
    tx: &mut Tx,
    dossier: DossierId,
    b: &Besluit,
    id: i64,
    g: Option<&Gebeurd>,
) -> Result<(), Fout> {
    let wat = match (b.soort, g.map(|g| g.schaling.richting)) {
        (_, Some(Richting::Opschaling)) => "opgeschaald",
        (_, Some(Richting::Afschaling)) => "afgeschaald",
        (_, Some(Richting::Uitstroom)) => "uitgestroomd",
        (Soort::Toekenning, _) => "ondersteuning toegekend",
        (Soort::Afwijzing, _) => "aanvraag afgewezen",
        (Soort::Herziening, _) => "besluit herzien",
        (Soort::Intrekking, _) => "besluit ingetrokken",
    };
    let (dossier, gemeente) = (Some(dossier), Some(b.gemeente));
    tx.journaal(Handeling {
        wat,
        onderwerp: "besluit",
        onderwerp_id: id,
        dossier,
        gemeente,
        reden: b.soort.code(),
    })
    .await
}

/// Writes the event of this act: the one that was asked for, or the one that a toekenning brings by itself.
async fn gebeurtenis(
    v: &Verzoek,
    tx: &mut Tx,
    stand: &Stand,
    b: &Besluit,
    erbij: &Erbij,
    sleutels: Sleutels,
) -> Result<(), Fout> {
    let dossier = v.dossier().dossier;
    if let Some(g) = &erbij.gebeurd {
        return vastleggen::gebeurtenis(tx, dossier, g, Some(sleutels.besluit_id)).await;
    }
    let (Soort::Toekenning, Some(t)) = (b.soort, &b.toegekend) else { return Ok(()) };
    let eerder = stand::was_uitgestroomd(&*tx, dossier, Peil::op(b.genomen_op)).await?;
    let van = t.periode.van();
    let Some(schaling) = kern::besluit::bij_toekenning(&stand.indicaties, eerder, t.vorm, van) else {
        return Ok(());
    };
    let reden = match (schaling.richting, schaling.terugkeer) {
        (Richting::Instroom, false) => "nieuw",
        (Richting::Instroom, true) => "terugkeer",
        (Richting::Opschaling | Richting::Afschaling | Richting::Uitstroom, _) => "heronderzoek",
    };
    let g = Gebeurd { schaling, reden: reden.into(), bestemming: String::new(), toelichting: String::new() };
    vastleggen::gebeurtenis(tx, dossier, &g, Some(sleutels.besluit_id)).await
}

/// Moves the dossier along the street.
async fn straat(
    tx: &mut Tx,
    dossier: DossierId,
    stand: &Stand,
    b: &Besluit,
    uit: Option<Datum>,
) -> Result<(), Fout> {
    if let Some(op) = uit {
        return vastleggen::zet_fase(tx, dossier, "afgesloten", Some(op)).await;
    }
    let loopt = stand.indicaties.iter().any(|i| i.inhoud.periode.tot().is_none_or(|t| b.genomen_op < t));
    let (fase, gesloten) = match (b.soort, b.toegekend.as_ref().map(|t| (t.leveringsvorm, t.vorm))) {
        (_, Some((Leveringsvorm::Zin, Vorm::Bw | Vorm::Bt | Vorm::WmoBegeleiding))) => ("toewijzing", None),
        (_, Some((Leveringsvorm::Pgb, _))) => ("levering", None),
        (Soort::Afwijzing, None) if loopt => ("levering", None),
        (Soort::Afwijzing, None) => ("afgesloten", Some(b.bekend_op)),
        (Soort::Toekenning | Soort::Herziening | Soort::Intrekking, None) => return Ok(()),
    };
    vastleggen::zet_fase(tx, dossier, fase, gesloten).await
}
