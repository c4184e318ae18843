//! What was done about a term to decide, and the day that follows from all of it together.

use super::{Soort, TermijnRij, Waarvoor, vervang};
use crate::huis::{
    Fout, Rol,
    opslag::{Leest, Tx, o, rij, sql, t, v},
    regels::Regels,
};
use kern::stam::dwangsom::{Dwangsom, Dwangsomregels, Dwangsomtrap, Verzuim, dwangsom};
use kern::stam::termijnen::{Opschorting, Termijn};
use kern::stam::termijnhandeling::{Beslistermijn, Opschortgrond, Verloop, herbereken};
use kern::stam::{Cent, Datum, DossierId};
use serde::Deserialize;

rij! {
    /// An act about a term.
    pub struct HandelingRij {
        termijnhandeling_id: i64, termijn_id: i64, soort: String, grond: String, van: Datum, tot: Option<Datum>, bij_id: Option<i64>,
        uiterlijk_op: Datum, toelichting: String, door: String,
    }
}
rij! {
    /// A term of which something was done.
    pub struct GeraaktRij { termijn_id: i64, soort: String, begin_op: Datum, uiterlijk_op: Datum }
}

sql!(
    VAN_DOSSIER = "SELECT h.termijnhandeling_id, h.termijn_id, h.soort, h.grond, h.van, h.tot, h.bij_id, h.uiterlijk_op, h.toelichting,
      COALESCE(g.naam, '')
    FROM termijnhandeling h JOIN journaal j ON j.nr = h.nr LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE h.dossier_id = $1 AND h.nr <= $2 ORDER BY h.termijnhandeling_id LIMIT 500"
);
sql!(
    NIEUW = "INSERT INTO termijnhandeling (termijnhandeling_id, dossier_id, termijn_id, soort, grond, van, tot, bij_id, uiterlijk_op, toelichting, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);
sql!(
    GERAAKT = "SELECT t.termijn_id, t.soort, t.begin_op, t.uiterlijk_op FROM termijn t
    WHERE t.tot_nr IS NULL AND EXISTS (SELECT 1 FROM termijnhandeling h WHERE h.termijn_id = t.termijn_id) ORDER BY t.termijn_id"
);
sql!(
    VAN_TERMIJN = "SELECT h.termijnhandeling_id, h.termijn_id, h.soort, h.grond, h.van, h.tot, h.bij_id, h.uiterlijk_op, h.toelichting, ''
    FROM termijnhandeling h WHERE h.termijn_id = $1 ORDER BY h.termijnhandeling_id LIMIT 500"
);

/// Whether a kind of term is a term to decide.
pub fn beslistermijn(soort: &str) -> Option<Beslistermijn> {
    match Soort::lees(soort)? {
        Soort::Beslissing => Some(Beslistermijn::Aanvraag),
        Soort::BeslissingOpBezwaar => Some(Beslistermijn::Bezwaar),
        _ => None,
    }
}

/// Everything that was done about the terms of a dossier, oldest first.
pub async fn van_dossier(
    db: &impl Leest,
    dossier: DossierId,
    bekend: kern::stam::JournaalNr,
) -> Result<Vec<HandelingRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier), v(&bekend)]).await
}

/// What was done about one term, as the rules want it. A suspension that was ended earlier ends on that day.
pub fn verloop(rijen: &[HandelingRij], termijn_id: i64) -> Result<Verloop, Fout> {
    let eigen = || rijen.iter().filter(|h| h.termijn_id == termijn_id);
    let mut uit = Verloop { stil: Vec::new(), verdaagd: eigen().any(|h| h.soort == "verdaging") };
    for h in eigen().filter(|h| h.soort == "opschorting") {
        let eerder = eigen().filter(|x| x.bij_id == Some(h.termijnhandeling_id)).map(|x| x.van).min();
        let tot = eerder.or(h.tot).unwrap_or(h.van);
        let naam = Opschortgrond::lees(&h.grond).map_or("", Opschortgrond::naam);
        let soort = if h.grond == "verzuim" { Beslistermijn::Bezwaar } else { Beslistermijn::Aanvraag };
        let artikel = Opschortgrond::lees(&h.grond).and_then(|g| g.artikel(soort)).unwrap_or("Awb art. 4:15");
        // Ended on its first day: it did not stand still.
        uit.stil.extend(Opschorting::nieuw(h.van, tot, format!("{naam} ({artikel}).")));
    }
    Ok(uit)
}

/// The last day of a term after everything that was done.
pub fn nieuwe_dag(regels: &Regels, soort: Soort, begin: Datum, verloop: &Verloop) -> Result<Termijn, Fout> {
    let (regeling, sleutel) = soort.regel();
    let regel = regels.termijn(regeling, sleutel, begin)?;
    let verdaging = regels.termijn("termijnen", "verdaging_bezwaar", begin)?;
    Ok(herbereken(&regel, &verdaging, begin, verloop, &regels.termijnenwet(begin)?))
}

/// Records an act and gives the term the day that follows from it.
pub async fn leg_vast(
    tx: &mut Tx,
    dossier: DossierId,
    termijn: &TermijnRij,
    h: &HandelingRij,
    dag: Option<&Termijn>,
) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&h.termijnhandeling_id),
        v(&dossier),
        v(&termijn.termijn_id),
        t(&h.soort),
        t(&h.grond),
        v(&h.van),
        o(&h.tot),
        o(&h.bij_id),
        v(&h.uiterlijk_op),
        t(&h.toelichting),
        v(&nr),
    ];
    tx.voer(NIEUW, &args).await?;
    let (Some(dag), Some(soort), Some(voor_rol)) =
        (dag, Soort::lees(&termijn.soort), Rol::lees(&termijn.voor_rol))
    else {
        return Ok(());
    };
    let waarvoor = Waarvoor { dossier, soort, onderwerp_id: termijn.onderwerp_id, voor_rol };
    vervang(tx, waarvoor, dag).await
}

#[derive(Deserialize)]
struct Trap {
    dagen: u16,
    cent_per_dag: i64,
}

/// The penalty for a late decision as it stands on a day, and the status of its amounts.
pub fn reken_dwangsom(regels: &Regels, verzuim: &Verzuim, op: Datum) -> Result<(Dwangsom, String), Fout> {
    let ontvangen = verzuim.ingebreke_op;
    let trappen: crate::huis::regels::Regel<Vec<Trap>> = regels.waarde("dwangsom", "trappen", ontvangen)?;
    let hoogstens: crate::huis::regels::Regel<u16> =
        regels.waarde("dwangsom", "dagen_hoogstens", ontvangen)?;
    let trap = |t: &Trap| Dwangsomtrap { dagen: t.dagen, per_dag: Cent(t.cent_per_dag) };
    let r = Dwangsomregels {
        wachttijd: regels.termijn("awb", "ingebrekestelling", ontvangen)?,
        trappen: trappen.waarde.iter().map(trap).collect(),
        dagen_hoogstens: hoogstens.waarde,
    };
    Ok((dwangsom(verzuim, op, &r, &regels.termijnenwet(ontvangen)?), trappen.bron.status))
}

/// What is wrong with terms, as Dutch sentences: the day of a term of which something was done must follow from it.
pub async fn controleer(db: &impl Leest, regels: &Regels) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    let rijen: Vec<GeraaktRij> = db.alle(GERAAKT, &[]).await?;
    for r in rijen {
        let Some(soort) = Soort::lees(&r.soort) else { continue };
        let gedaan: Vec<HandelingRij> = db.alle(VAN_TERMIJN, &[v(&r.termijn_id)]).await?;
        let dag = nieuwe_dag(regels, soort, r.begin_op, &verloop(&gedaan, r.termijn_id)?)?;
        if dag.uiterlijk != r.uiterlijk_op {
            uit.push(format!("termijn {}: de laatste dag volgt niet uit wat er is gedaan", r.termijn_id));
        }
    }
    Ok(uit)
}
