//! A melding in a dossier that a colleague holds: it lands, the holder takes it in, and only the holder lets somebody else see the dossier.

use super::opslag::{self, RolRij};
use super::tonen;
use crate::huis::{
    Antwoord, Fout, Invoer, Optie, Rol, Uitkomst, Verzoek,
    opslag::{Handeling, Leest, Tx, o, rij, sql, t, v},
};
use crate::termijnen::{self, Soort, Waarvoor};
use kern::stam::{Datum, DossierId, Peil, Weigering};
use kern::toegang::{Dossierrol, TEKST_MAX};

rij! {
    /// Who registered a melding.
    pub struct SchrijverRij { gebruiker_id: i64, naam: Option<String> }
}
rij! {
    /// How a melding was taken in.
    pub struct InnameRij { soort: String, naam: Option<String>, reden: String, op: Datum }
}

sql!(
    SCHRIJVER = "SELECT j.gebruiker_id, g.naam FROM melding m JOIN journaal j ON j.nr = m.vanaf_nr LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE m.melding_id = $1 AND m.dossier_id = $2 AND j.handeling = 'melding geregistreerd' ORDER BY m.vanaf_nr LIMIT 1"
);
sql!(
    VOEG_TOE = "INSERT INTO inname (inname_id, dossier_id, melding_id, soort, gebruiker_id, reden, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    VAN_MELDING = "SELECT i.soort, g.naam, i.reden, j.op FROM inname i JOIN journaal j ON j.nr = i.nr LEFT JOIN gebruiker g ON g.gebruiker_id = i.gebruiker_id
    WHERE i.dossier_id = $1 AND i.melding_id = $2 ORDER BY i.nr DESC LIMIT 1"
);

/// What the page of a melding asks when a colleague registered it.
pub(super) struct InnameBlok {
    /// Who registered it.
    pub wie: String,
    /// What can be chosen.
    pub opties: Vec<Optie>,
}

/// Who registered a melding.
pub(super) async fn schrijver(
    db: &impl Leest,
    dossier: DossierId,
    melding: i64,
) -> Result<Option<SchrijverRij>, Fout> {
    db.een(SCHRIJVER, &[v(&melding), v(&dossier)]).await
}

/// Starts the task of the holder to look at a melding that a colleague registered.
pub(super) async fn vraag_houder(
    tx: &mut Tx,
    verzoek: &Verzoek,
    dossier: DossierId,
    melding: i64,
) -> Result<(), Fout> {
    let voor_rol = termijnen::behandelaar(tx, dossier).await?;
    let w = Waarvoor { dossier, soort: Soort::MeldingInDossier, onderwerp_id: melding, voor_rol };
    let op = tx.vandaag();
    termijnen::start(tx, verzoek.regels(), w, op).await?;
    Ok(())
}

/// Records how a melding was taken in, inside the act that does so.
pub(super) async fn leg_vast(
    tx: &mut Tx,
    dossier: DossierId,
    melding: i64,
    soort: &'static str,
    gebruiker: Option<i64>,
    reden: &str,
) -> Result<(), Fout> {
    let id = tx.nieuw_id()?;
    let args = [v(&id), v(&dossier), v(&melding), t(soort), o(&gebruiker), t(reden), v(&tx.nr())];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}

/// How it was taken in, in a sentence; empty when it was not, or needed not be.
pub(super) async fn zin(db: &impl Leest, dossier: DossierId, melding: i64) -> Result<String, Fout> {
    let rij: Option<InnameRij> = db.een(VAN_MELDING, &[v(&dossier), v(&melding)]).await?;
    Ok(rij.map_or_else(String::new, |r| {
        let wie = r.naam.unwrap_or_default();
        let op = r.op.voluit();
        match r.soort.as_str() {
            "samen" => format!("Op {op} kreeg {wie} toegang tot dit dossier. Reden: {}", r.reden),
            "heropend" => {
                format!("Met deze melding ging het dossier op {op} weer open, bij {wie}. Reden: {}", r.reden)
            }
            _ => format!("De dossierhouder nam deze melding op {op} zelf in behandeling."),
        }
    }))
}

/// What must be chosen, while the task is open.
pub(super) async fn blok(v: &Verzoek, melding: i64) -> Result<Option<InnameBlok>, Fout> {
    let dossier = v.dossier().dossier;
    let open = termijnen::open(&v.db, dossier, Peil::op(v.vandaag())).await?;
    let wacht = open.iter().any(|r| r.soort == Soort::MeldingInDossier.code() && r.onderwerp_id == melding);
    if !wacht || !v.mag_wijzigen(v.route.klasse) {
        return Ok(None);
    }
    let Some(s) = schrijver(&v.db, dossier, melding).await? else { return Ok(None) };
    let wie = s.naam.unwrap_or_default();
    let zelf = if v.actor.rol == Rol::Trajectregisseur {
        "De vraagverheldering doet een aandachtsfunctionaris. Is er nog geen in dit dossier? Kies dan samen."
    } else {
        "Uw collega ziet alleen de eigen melding."
    };
    let opties = vec![
        Optie::nieuw("zelf", "Wij behandelen deze melding zelf").uitleg(zelf),
        Optie::nieuw("samen", format!("Samen met {wie}"))
            .uitleg(format!("{wie} wordt mededossierhouder en ziet dan het hele dossier.")),
    ];
    Ok(Some(InnameBlok { wie, opties }))
}

/// What was chosen; refusals go on the form.
fn lees_keuze(v: &Verzoek, reden: &str, f: &mut Invoer) -> Option<&'static str> {
    const ART: &str = "AVG art. 5 lid 1 onder c";
    let soort = ["zelf", "samen"].into_iter().find(|s| *s == v.form.tekst("inname"));
    if soort.is_none() {
        f.weiger(&Weigering::nieuw("TGG-54", ART, "Kies wie deze melding behandelt.").bij("inname"));
    }
    if soort == Some("samen") && (reden.is_empty() || reden.chars().count() > TEKST_MAX) {
        let zin = "Vul kort in waarom uw collega het hele dossier moet zien.";
        f.weiger(&Weigering::nieuw("TGG-54", ART, zin).bij("inname_reden"));
    }
    soort
}

/// POST /dossiers/{dossier}/melding/{melding}/inname
pub async fn neem_in(v: Verzoek) -> Uitkomst {
    let Some((m, _)) = tonen::haal(&v).await? else { return Antwoord::niet_gevonden() };
    let (dossier, pad) = (m.dossier_id, format!("/dossiers/{}/melding/{}", m.dossier_id, m.melding_id));
    let Some(s) = schrijver(&v.db, dossier, m.melding_id).await? else {
        return Antwoord::niet_gevonden();
    };
    if blok(&v, m.melding_id).await?.is_none() {
        return Antwoord::naar_met_melding(pad, "Deze melding is al in behandeling genomen.");
    }
    let (mut f, reden) = (v.invoer(), v.form.tekst("inname_reden").to_owned());
    let soort = lees_keuze(&v, &reden, &mut f);
    let Some(soort) = soort.filter(|_| f.is_goed()) else {
        return tonen::terug(&v, &m, f).await;
    };
    let erbij = (soort == "samen").then_some(s.gebruiker_id);
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: if erbij.is_some() {
            "collega toegelaten bij melding"
        } else {
            "melding in behandeling genomen"
        },
        onderwerp: "inname",
        onderwerp_id: m.melding_id,
        dossier: Some(dossier),
        gemeente: Some(m.gemeente),
        reden: soort,
    })
    .await?;
    leg_vast(&mut tx, dossier, m.melding_id, soort, erbij, if erbij.is_some() { &reden } else { "" }).await?;
    if let Some(wie) = erbij {
        let op = tx.vandaag();
        let rollen: Vec<RolRij> = opslag::rollen(&tx, dossier, Peil::op(op)).await?;
        if !rollen.iter().any(|r| r.gebruiker_id == wie) {
            opslag::geef_rol(&mut tx, dossier, wie, Dossierrol::Medehouder).await?;
        }
    }
    let op = tx.vandaag();
    termijnen::voldoe(&mut tx, dossier, Soort::MeldingInDossier, m.melding_id, op).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(pad, "Vastgelegd. De melding staat nu bij u in behandeling.")
}
