//! The act: a draft becomes a melding, with inwoner, dossier, houder, terms and the address that was told.

use super::concept::{self, Concept};
use super::inwoner::{self, InwonerRij};
use super::lezen::{self, Gelezen};
use super::opgaven::{self, OpgaveRij};
use super::opslag::{self, DossierRij, MeldingRij};
use super::{adres, brieven, controleren, innemen, melden};
use crate::huis::{
    Antwoord, Fout, Rol, Uitkomst, Verzoek,
    geheim::willekeurig_id,
    opslag::{Handeling, Leest, Tx},
    rechten::Relatie,
};
use crate::termijnen::{self, Soort, Waarvoor};
use kern::stam::{DossierId, InwonerId, Peil, Weigering, termijnen::vaste_dag};
use kern::toegang::{
    Dossierrol, Fase, Meldingstatus, Persoon, TEKST_MAX, Vraag, fase_bij_melding, toets_persoon,
};

/// A dossier that exists already, and how this person stands to it.
pub(super) struct Verband {
    /// The dossier.
    pub d: DossierRij,
    /// Whether somebody holds it, also when it is closed: the holder decides who comes in beside him.
    pub loopt: bool,
    /// Whether this person has a place in it.
    pub mijn: bool,
}

/// How this person stands to a dossier; `None` when there is none.
pub(super) async fn verband(
    db: &impl Leest,
    v: &Verzoek,
    dossier: DossierId,
) -> Result<Option<Verband>, Fout> {
    let peil = Peil::op(v.vandaag());
    let Some(d) = opslag::dossier(db, dossier, peil).await? else { return Ok(None) };
    let rollen = opslag::rollen(db, dossier, peil).await?;
    let gehouden = rollen.iter().any(|r| r.rol == Dossierrol::Houder.code());
    let mijn = super::relatie(v, &d, &rollen) == Relatie::Houder;
    Ok(Some(Verband { d, loopt: gehouden, mijn }))
}

/// POST /meldingen/concept/{concept}/registreer
pub async fn registreer(v: Verzoek) -> Uitkomst {
    let Some(c) = melden::concept_van(&v).await? else {
        return Antwoord::naar_met_melding(
            "/meldingen/nieuw",
            "Dit concept is er niet meer. Misschien is de melding al vastgelegd.",
        );
    };
    let mut f = v.invoer();
    if v.form.getal("versie") != Some(c.versie) {
        let zin = "Het concept is intussen gewijzigd. Controleer de gegevens hieronder nog een keer.";
        f.weiger(&Weigering::nieuw("TGG-43", "", zin));
        return controleren::terug(&v, &c, f).await;
    }
    let gelezen = match lezen::lees(&v, &c) {
        Ok(g) => g,
        Err(fouten) => {
            // The fields stand on other pages: the refusal is about the form as a whole.
            fouten.into_iter().for_each(|w| f.weiger(&Weigering { veld: None, ..w }));
            return controleren::terug(&v, &c, f).await;
        }
    };
    if let Some(w) = vreemde_houder(&v, &c, &gelezen).await? {
        f.weiger(&w);
        return controleren::terug(&v, &c, f).await;
    }
    for w in voorwaarden(&v, &c, &gelezen).await? {
        f.weiger(&w);
    }
    if !f.is_goed() {
        return controleren::terug(&v, &c, f).await;
    }
    match leg_vast(&v, &c, &gelezen).await? {
        Ok(Vastgelegd { dossier, melding, mijn }) => {
            // What was told may be what a message waited for.
            v.app.na_handeling(dossier).await;
            let zin = bevestigd(&v, dossier, melding).await;
            if mijn {
                return Antwoord::naar_met_melding(format!("/dossiers/{dossier}/melding/{melding}"), zin);
            }
            let zin = "De melding is vastgelegd en staat bij de dossierhouder.";
            Antwoord::naar_met_melding(format!("/meldingen/gedaan/{melding}"), zin)
        }
        Err(w) => {
            f.weiger(&w);
            controleren::terug(&v, &c, f).await
        }
    }
}

/// What was recorded, and whether this person may see the dossier.
struct Vastgelegd {
    dossier: DossierId,
    melding: i64,
    mijn: bool,
}

/// What a melding in a dossier that exists needs besides the form itself: a choice about what was told otherwise, and a reason to open a
/// dossier that one does not hold.
async fn voorwaarden(v: &Verzoek, c: &Concept, g: &Gelezen) -> Result<Vec<Weigering>, Fout> {
    let mut uit = Vec::new();
    if melden::is_nieuw(c) {
        return Ok(uit);
    }
    let Some(b) = verband(&v.db, v, DossierId(c.onderwerp)).await? else {
        return Err(Fout::niet_gevonden("het dossier van het concept bestaat niet"));
    };
    uit.extend(heropenen(v, &b, g));
    let (opgave, anders, p) = controleren::opgave(&v.db, v, c, &b.d, g.adres.as_ref()).await?;
    uit.extend(
        toets_persoon(&opgave.toegepast(&p), v.vandaag()).into_iter().map(|w| Weigering { veld: None, ..w }),
    );
    if b.mijn && !anders.is_empty() && !matches!(v.form.tekst("overnemen"), "ja" | "later") {
        let zin = "Kies of u de nieuwe gegevens overneemt.";
        uit.push(Weigering::nieuw("TGG-56", "AVG art. 5 lid 1 onder d", zin).bij("overnemen"));
    }
    Ok(uit)
}

/// What it takes to become holder of a dossier that nobody holds any more.
fn heropenen(v: &Verzoek, b: &Verband, g: &Gelezen) -> Vec<Weigering> {
    let mut uit = Vec::new();
    if !b.loopt && g.houder.is_none() && v.actor.rol != Rol::Aandachtsfunctionaris {
        let zin = "Niemand is nu houder van het dossier. Kies bij de vraag wie dossierhouder wordt.";
        uit.push(Weigering::nieuw("TGG-43", "", zin));
    }
    let reden = v.form.tekst("toegang_reden").chars().count();
    if !b.loopt && !b.mijn && (reden == 0 || reden > TEKST_MAX) {
        let zin = format!("Vul in waarom dit dossier weer open moet, in ten hoogste {TEKST_MAX} tekens.");
        uit.push(Weigering::nieuw("TGG-55", "AVG art. 5 lid 1 onder c", zin).bij("toegang_reden"));
    }
    uit
}

/// Makes the ontvangstbevestiging and says how that went. The melding stands either way: the letter can be made again from its page, and
/// its term stays open until then.
async fn bevestigd(v: &Verzoek, dossier: DossierId, melding: i64) -> &'static str {
    match brieven::bevestig_ontvangst(v, dossier, melding).await {
        Ok(_) => "De melding is vastgelegd. De ontvangstbevestiging staat klaar.",
        Err(e) => {
            tracing::error!(trace = v.trace, fout = %e, "letter not made");
            "De melding is vastgelegd. De brief is nog niet gemaakt: maak hem hieronder."
        }
    }
}

/// The option of the holder is a text that came back from a browser: it has to be one that was offered.
async fn vreemde_houder(v: &Verzoek, c: &Concept, g: &Gelezen) -> Result<Option<Weigering>, Fout> {
    let gekozen = c.tekst("houder");
    if g.houder.is_none() || melden::houders(v).await?.iter().any(|o| o.waarde == gekozen) {
        return Ok(None);
    }
    let zin = "Kies een aandachtsfunctionaris van de gemeente van de melding.";
    Ok(Some(Weigering::nieuw("TGG-29", "Uitvoeringsplan Thuis in de wijk 2022-2025 §2.2", zin)))
}

#[allow(clippy::cognitive_complexity, reason = "one fact after another, in the order of the form")]
async fn leg_vast(
    verzoek: &Verzoek,
    c: &Concept,
    g: &Gelezen,
) -> Result<Result<Vastgelegd, Weigering>, Fout> {
    let mut tx = verzoek.begin().await?;
    if !concept::verbruik(&mut tx, verzoek.actor.gebruiker_id, c).await? {
        return Ok(Err(Weigering::nieuw(
            "TGG-43",
            "",
            "Deze melding is al vastgelegd, of het concept is gewijzigd.",
        )));
    }
    let vraag = &g.aanmelding.vraag;
    let melding = tx.nieuw_id()?;
    let oud = match &g.aanmelding.persoon {
        Some(p) => {
            if let Some(w) = dubbel(&tx, verzoek, p).await? {
                return Ok(Err(w));
            }
            None
        }
        None => match bestaand(&tx, verzoek, DossierId(c.onderwerp), g).await? {
            Ok(b) => Some(b),
            Err(w) => return Ok(Err(w)),
        },
    };
    let dossier = match &oud {
        Some(b) => b.d.dossier_id,
        None => DossierId(tx.nieuw_id()?),
    };
    tx.journaal(Handeling {
        wat: "melding geregistreerd",
        onderwerp: "melding",
        onderwerp_id: melding,
        dossier: Some(dossier),
        gemeente: Some(vraag.gemeente),
        reden: if vraag.spoed { "spoed" } else { "" },
    })
    .await?;
    let inwoner = match (&g.aanmelding.persoon, &oud) {
        (Some(p), _) => nieuwe_inwoner(&mut tx, verzoek, dossier, p, vraag).await?,
        (None, Some(b)) => bekende_inwoner(&mut tx, b, vraag).await?,
        (None, None) => return Err(Fout::nieuw("melding zonder persoon en zonder dossier")),
    };
    let mijn = zet_houders(&mut tx, verzoek, (dossier, melding), oud.as_ref(), g.houder).await?;
    let rij = melding_rij(melding, dossier, inwoner, &tx, vraag).await?;
    opslag::voeg_melding_toe(&mut tx, &rij).await?;
    match (&oud, &g.adres) {
        (Some(b), _) => bewaar_opgave(&mut tx, verzoek, c, (b, melding), g).await?,
        (None, Some(a)) => adres::zet(&mut tx, inwoner, a, "inwoner").await?,
        (None, None) => {}
    }
    start_termijnen(&mut tx, verzoek, dossier, melding, vraag).await?;
    tx.commit().await?;
    Ok(Ok(Vastgelegd { dossier, melding, mijn }))
}

/// One BSN, one inwoner (Wabb art. 12: the number belongs to one person).
async fn dubbel(tx: &Tx, verzoek: &Verzoek, p: &Persoon) -> Result<Option<Weigering>, Fout> {
    let Some(bsn) = &p.bsn else { return Ok(None) };
    Ok(inwoner::met_bsn(tx, &verzoek.app, bsn).await?.map(|_| {
        let zin = "Dit burgerservicenummer is al van een bekende inwoner. Zoek de inwoner op en maak de melding in dat dossier.";
        Weigering::nieuw("TGG-42", "Wabb art. 12", zin)
    }))
}

/// The dossier, read again inside the act: its holder may have left since.
async fn bestaand(
    tx: &Tx,
    verzoek: &Verzoek,
    dossier: DossierId,
    g: &Gelezen,
) -> Result<Result<Verband, Weigering>, Fout> {
    let Some(b) = verband(tx, verzoek, dossier).await? else {
        return Err(Fout::nieuw("het dossier van het concept bestaat niet"));
    };
    Ok(heropenen(verzoek, &b, g).into_iter().next().map_or(Ok(b), Err))
}

async fn nieuwe_inwoner(
    tx: &mut Tx,
    verzoek: &Verzoek,
    dossier: DossierId,
    p: &Persoon,
    vraag: &Vraag,
) -> Result<InwonerId, Fout> {
    let id = InwonerId(willekeurig_id()?);
    inwoner::voeg_toe(tx, &InwonerRij::nieuw(&verzoek.app, id, p)?).await?;
    let d = DossierRij {
        dossier_id: dossier,
        inwoner_id: id,
        gemeente: vraag.gemeente,
        fase: Fase::Melding.code().to_owned(),
        spoed: vraag.spoed,
        geopend_op: vraag.ontvangen_op,
        gesloten_op: None,
    };
    opslag::voeg_dossier_toe(tx, &d).await?;
    Ok(id)
}

/// A herindicatie: the same dossier, opened again when it was closed.
async fn bekende_inwoner(tx: &mut Tx, b: &Verband, vraag: &Vraag) -> Result<InwonerId, Fout> {
    let d = &b.d;
    let was = d.fase()?;
    let nieuw = DossierRij {
        fase: fase_bij_melding(was, vraag).code().to_owned(),
        spoed: d.spoed || vraag.spoed,
        // A dossier that nobody holds starts again at the gemeente that was turned to; woonplaats decides afterwards.
        gemeente: if was == Fase::Afgesloten && !b.loopt { vraag.gemeente } else { d.gemeente },
        gesloten_op: None,
        ..d.clone()
    };
    opslag::wijzig_dossier(tx, d, &nieuw).await?;
    Ok(d.inwoner_id)
}

/// Keeps what was told otherwise than was known; nothing known is overwritten unless a holder chose so.
async fn bewaar_opgave(
    tx: &mut Tx,
    verzoek: &Verzoek,
    c: &Concept,
    (b, melding): (&Verband, i64),
    g: &Gelezen,
) -> Result<(), Fout> {
    let (opgave, anders, _) = controleren::opgave(&*tx, verzoek, c, &b.d, g.adres.as_ref()).await?;
    if anders.is_empty() {
        return Ok(());
    }
    let rij = OpgaveRij {
        opgave_id: tx.nieuw_id()?,
        dossier_id: b.d.dossier_id,
        inwoner_id: b.d.inwoner_id,
        melding_id: melding,
        inhoud: Vec::new(),
        status: String::new(),
        ontvangen_op: g.aanmelding.vraag.ontvangen_op,
    };
    let direct = b.mijn && verzoek.form.tekst("overnemen") == "ja";
    opgaven::leg_vast(tx, &verzoek.app, rij, &opgave, direct).await
}

/// Who holds the dossier now; returns whether this person has a place in it.
///
/// A new dossier is of the holder, and whoever registered it stays able to see it. A dossier that runs keeps its holders: a melding by
/// somebody else gives no place in it (AVG art. 5 lid 1 onder c and f), the holder is asked to take it in. A dossier that nobody holds any
/// more gets a holder again, with the reason that was given.
async fn zet_houders(
    tx: &mut Tx,
    verzoek: &Verzoek,
    (dossier, melding): (DossierId, i64),
    oud: Option<&Verband>,
    gekozen: Option<i64>,
) -> Result<bool, Fout> {
    let ik = verzoek.actor.gebruiker_id;
    let houder = gekozen.unwrap_or(ik);
    let mut rollen = vec![(houder, Dossierrol::Houder)];
    match oud {
        Some(b) if b.loopt && b.mijn => return Ok(true),
        Some(b) if b.loopt => {
            innemen::vraag_houder(tx, verzoek, dossier, melding).await?;
            return Ok(false);
        }
        Some(b) => {
            if !b.mijn {
                let reden = verzoek.form.tekst("toegang_reden").to_owned();
                innemen::leg_vast(tx, dossier, melding, "heropend", Some(houder), &reden).await?;
            } else if ik != houder {
                rollen.push((ik, Dossierrol::Medehouder));
            }
        }
        None if ik != houder => rollen.push((ik, Dossierrol::Medehouder)),
        None => {}
    }
    opslag::zet_rollen(tx, dossier, &rollen).await?;
    Ok(rollen.iter().any(|(wie, _)| *wie == ik))
}

async fn melding_rij(
    id: i64,
    dossier: DossierId,
    inwoner: InwonerId,
    tx: &Tx,
    q: &Vraag,
) -> Result<MeldingRij, Fout> {
    Ok(MeldingRij {
        melding_id: id,
        dossier_id: dossier,
        inwoner_id: inwoner,
        gemeente: q.gemeente,
        ontvangen_op: q.ontvangen_op,
        melder: q.melder.code().to_owned(),
        melder_naam: q.melder_naam.clone(),
        melder_contact: q.melder_contact.clone(),
        hulpvraag: q.hulpvraag.clone(),
        spoed: q.spoed,
        status: Meldingstatus::Nieuw.code().to_owned(),
        vorig_besluit_id: opslag::laatste_besluit(tx, dossier, Peil::op(tx.vandaag())).await?,
        spoed_uitkomst: String::new(),
        spoed_toelichting: String::new(),
        intrekreden: String::new(),
    })
}

/// Starts what must be done now: confirm receipt, the persoonlijk plan, the onderzoek, the vraagverheldering, and at once
/// when it is urgent.
async fn start_termijnen(
    tx: &mut Tx,
    verzoek: &Verzoek,
    dossier: DossierId,
    melding: i64,
    q: &Vraag,
) -> Result<(), Fout> {
    let waarvoor = |soort, voor_rol| Waarvoor { dossier, soort, onderwerp_id: melding, voor_rol };
    for soort in
        [Soort::Ontvangstbevestiging, Soort::PersoonlijkPlan, Soort::Onderzoek, Soort::Vraagverheldering]
    {
        let w = waarvoor(soort, Rol::Aandachtsfunctionaris);
        termijnen::start(tx, verzoek.regels(), w, q.ontvangen_op).await?;
    }
    if q.spoed {
        let zin = "Bij spoed beslist de gemeente onverwijld over een tijdelijke voorziening. Daarom telt de dag van de melding.";
        let t = vaste_dag(q.ontvangen_op, q.ontvangen_op, "Wmo 2015 art. 2.3.3", zin);
        termijnen::start_met(tx, waarvoor(Soort::Spoed, Rol::Aandachtsfunctionaris), &t).await?;
    }
    Ok(())
}
