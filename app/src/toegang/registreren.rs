//! The act: a draft becomes a melding, with inwoner, dossier, houder, terms and the address that was told.

use super::concept::{self, Concept};
use super::inwoner::{self, InwonerRij};
use super::lezen::{self, Adresfeit, Gelezen};
use super::opslag::{self, DossierRij, MeldingRij};
use super::{brieven, controleren, melden};
use crate::huis::{
    Antwoord, Fout, Invoer, Rol, Uitkomst, Verzoek,
    geheim::willekeurig_id,
    opslag::{Handeling, Leest, Tx, o, rij, sql, t, v},
};
use crate::termijnen::{self, Soort, Waarvoor};
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId, Peil, Weigering, termijnen::vaste_dag};
use kern::toegang::{Dossierrol, Fase, Meldingstatus, Persoon, Vraag, fase_bij_melding};

rij! {
    /// An address that is still open.
    pub struct AdresRij {
        adres_id: i64, inwoner_id: InwonerId, gemeente: Gemeentecode, functie: String, instelling: String, in_onderzoek: bool,
        geldig_van: Datum, bron: String,
    }
}

sql!(
    OPEN_ADRES = "SELECT adres_id, inwoner_id, gemeente, functie, instelling, in_onderzoek, geldig_van, bron FROM adres
    WHERE inwoner_id = $1 AND tot_nr IS NULL AND geldig_tot IS NULL ORDER BY geldig_van DESC, adres_id DESC LIMIT 1"
);
sql!(
    VOEG_ADRES_TOE = "INSERT INTO adres (adres_id, inwoner_id, gemeente, functie, instelling, in_onderzoek, geldig_van, geldig_tot, bron, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)"
);

/// POST /meldingen/concept/{concept}/registreer
pub async fn registreer(v: Verzoek) -> Uitkomst {
    let Some(c) = melden::concept_van(&v).await? else {
        return Antwoord::naar_met_melding(
            "/meldingen/nieuw",
            "Dit concept is er niet meer. Misschien is de melding al vastgelegd.",
        );
    };
    let mut f = Invoer::leeg();
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
    match leg_vast(&v, &c, &gelezen).await? {
        Ok((dossier, melding)) => {
            let zin = bevestigd(&v, dossier, melding).await;
            Antwoord::naar_met_melding(format!("/dossiers/{dossier}/melding/{melding}"), zin)
        }
        Err(w) => {
            f.weiger(&w);
            controleren::terug(&v, &c, f).await
        }
    }
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
) -> Result<Result<(DossierId, i64), Weigering>, Fout> {
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
        None => Some(bestaand(&tx, DossierId(c.onderwerp)).await?),
    };
    let dossier = match &oud {
        Some(d) => d.dossier_id,
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
        (None, Some(d)) => bekende_inwoner(&mut tx, d, c, vraag).await?,
        (None, None) => return Err(Fout::nieuw("melding zonder persoon en zonder dossier")),
    };
    zet_houders(&mut tx, verzoek, dossier, oud.as_ref(), g.houder).await?;
    let rij = melding_rij(melding, dossier, inwoner, &tx, vraag).await?;
    opslag::voeg_melding_toe(&mut tx, &rij).await?;
    if let Some(a) = &g.adres {
        zet_adres(&mut tx, inwoner, a).await?;
    }
    start_termijnen(&mut tx, verzoek, dossier, melding, vraag).await?;
    tx.commit().await?;
    Ok(Ok((dossier, melding)))
}

/// One BSN, one inwoner (Wabb art. 12: the number belongs to one person).
async fn dubbel(tx: &Tx, verzoek: &Verzoek, p: &Persoon) -> Result<Option<Weigering>, Fout> {
    let Some(bsn) = &p.bsn else { return Ok(None) };
    Ok(inwoner::met_bsn(tx, &verzoek.app, bsn).await?.map(|_| {
        let zin = "Dit burgerservicenummer is al van een bekende inwoner. Zoek de inwoner op en maak de melding in dat dossier.";
        Weigering::nieuw("TGG-42", "Wabb art. 12", zin)
    }))
}

async fn bestaand(tx: &Tx, dossier: DossierId) -> Result<DossierRij, Fout> {
    opslag::dossier(tx, dossier, Peil::op(tx.vandaag()))
        .await?
        .ok_or_else(|| Fout::nieuw("het dossier van het concept bestaat niet"))
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

/// A herindicatie: the same dossier, opened again when it was closed, and what changed in address and contact.
async fn bekende_inwoner(tx: &mut Tx, d: &DossierRij, c: &Concept, vraag: &Vraag) -> Result<InwonerId, Fout> {
    let was = d.fase()?;
    let nieuw = DossierRij {
        fase: fase_bij_melding(was, vraag).code().to_owned(),
        spoed: d.spoed || vraag.spoed,
        // A dossier that was closed starts again at the gemeente that was turned to; woonplaats decides afterwards.
        gemeente: if was == Fase::Afgesloten { vraag.gemeente } else { d.gemeente },
        gesloten_op: None,
        ..d.clone()
    };
    opslag::wijzig_dossier(tx, d, &nieuw).await?;
    let oud = inwoner::lees(tx, d.inwoner_id, Peil::op(tx.vandaag()))
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder inwoner"))?;
    let of = |veld: &str, was: &str| match c.tekst(veld) {
        "" => was.to_owned(),
        tekst => tekst.to_owned(),
    };
    let postcode = match lezen::postcode(c.tekst("postcode")) {
        p if p.is_empty() => oud.postcode.clone(),
        p => p,
    };
    let bij = InwonerRij {
        straat: of("straat", &oud.straat),
        huisnummer: of("huisnummer", &oud.huisnummer),
        postcode,
        woonplaats: of("woonplaats", &oud.woonplaats),
        telefoon: of("telefoon", &oud.telefoon),
        email: of("email", &oud.email),
        ..oud.clone()
    };
    inwoner::wijzig(tx, &oud, &bij).await?;
    Ok(d.inwoner_id)
}

/// Who holds the dossier now. Whoever registers stays able to see it; a running dossier keeps its houder.
async fn zet_houders(
    tx: &mut Tx,
    verzoek: &Verzoek,
    dossier: DossierId,
    oud: Option<&DossierRij>,
    gekozen: Option<i64>,
) -> Result<(), Fout> {
    let ik = verzoek.actor.gebruiker_id;
    let houder = gekozen.unwrap_or(ik);
    let rijen = opslag::rollen(tx, dossier, Peil::op(tx.vandaag())).await?;
    let loopt = oud.is_some_and(|d| d.fase != Fase::Afgesloten.code());
    let mut rollen = if loopt { opslag::als_rollen(&rijen)? } else { Vec::new() };
    let heeft_houder = rollen.iter().any(|(_, r)| *r == Dossierrol::Houder);
    for (wie, rol) in [(houder, Dossierrol::Houder), (ik, Dossierrol::Medehouder)] {
        if !rollen.iter().any(|(g, _)| *g == wie) {
            let rol = if heeft_houder { Dossierrol::Medehouder } else { rol };
            rollen.push((wie, rol));
        }
    }
    opslag::zet_rollen(tx, dossier, &rollen).await
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

/// Adds where the inwoner says to live. An earlier address ends there; a later or equal fact is left for woonplaats to judge.
async fn zet_adres(tx: &mut Tx, inwoner: InwonerId, a: &Adresfeit) -> Result<(), Fout> {
    let open: Option<AdresRij> = tx.een(OPEN_ADRES, &[v(&inwoner)]).await?;
    if let Some(r) = open {
        let zelfde = r.gemeente == a.gemeente && r.functie == a.functie && r.instelling == a.instelling;
        if zelfde || r.geldig_van >= a.sinds {
            return Ok(());
        }
        tx.sluit("adres", "adres_id", r.adres_id).await?;
        voeg_adres_toe(tx, &r, Some(a.sinds)).await?;
    }
    let nieuw = AdresRij {
        adres_id: tx.nieuw_id()?,
        inwoner_id: inwoner,
        gemeente: a.gemeente,
        functie: a.functie.to_owned(),
        instelling: a.instelling.to_owned(),
        in_onderzoek: false,
        geldig_van: a.sinds,
        bron: "inwoner".to_owned(),
    };
    voeg_adres_toe(tx, &nieuw, None).await
}

async fn voeg_adres_toe(tx: &mut Tx, a: &AdresRij, tot: Option<Datum>) -> Result<(), Fout> {
    let args = [
        v(&a.adres_id),
        v(&a.inwoner_id),
        v(&a.gemeente),
        t(&a.functie),
        t(&a.instelling),
        v(&a.in_onderzoek),
        v(&a.geldig_van),
        o(&tot),
        t(&a.bron),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_ADRES_TOE, &args).await?;
    Ok(())
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
