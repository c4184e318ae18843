//! Real start and stop of care: the book of accepted reports, and the register `levering` that follows from it.

use crate::{
    huis::opslag::{Fout, Leest, Tx, o, t, v},
    rij, sql,
};
use kern::levering::{Gevolg, Levering, Leveringsmelding, Stop, gevolgen, plaats_opgegeven, stand_van};
use kern::stam::{Datum, DossierId};

rij! {
    /// A version of a delivery.
    pub struct LeveringRij {
        levering_id: i64, toewijzing_id: i64, dossier_id: DossierId, geldig_van: Datum, geldig_tot: Option<Datum>, stop_reden: String,
        bericht_id: Option<i64>,
    }
}
rij! {
    /// An accepted start or stop.
    pub struct RegieRij {
        soort: String, begin_op: Datum, eind_op: Option<Datum>, reden: String, categorie: String, productcode: String, vervalt: bool,
        dagtekening: Option<Datum>,
    }
}

sql!(
    VAN_TOEWIJZING = "SELECT levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id FROM levering
    WHERE toewijzing_id = $1 AND tot_nr IS NULL ORDER BY geldig_van LIMIT 500"
);
sql!(
    VAN_DOSSIER = "SELECT levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id FROM levering
    WHERE dossier_id = $1 AND tot_nr IS NULL ORDER BY geldig_van DESC LIMIT 500"
);
sql!(
    SCHRIJF = "INSERT INTO levering (levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    MELDINGEN =
        "SELECT r.soort, r.begin_op, r.eind_op, r.reden, r.categorie, r.productcode, r.vervalt, b.dagtekening
    FROM regiebericht r JOIN bericht b ON b.bericht_id = r.bericht_id
    WHERE r.toewijzing_id = $1 ORDER BY r.regiebericht_id LIMIT 2000"
);
sql!(
    MELD = "INSERT INTO regiebericht (regiebericht_id, bericht_id, toewijzing_id, soort, begin_op, eind_op, reden, categorie, productcode,
      vervalt, nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);

impl LeveringRij {
    /// As the rules want it.
    pub fn levering(&self) -> Levering {
        let stop = self
            .geldig_tot
            .map(|tot| Stop { laatste_dag: tot.plus_dagen(-1), reden: self.stop_reden.clone() });
        Levering { begin: self.geldig_van, stop }
    }
}

impl RegieRij {
    /// As the rules want it.
    pub fn melding(&self) -> Result<Leveringsmelding, Fout> {
        let begin = self.begin_op;
        let stop = |r: &RegieRij| {
            let laatste_dag = r.eind_op.ok_or_else(|| Fout::nieuw("stopbericht zonder laatste dag"))?;
            Ok::<_, Fout>(Stop { laatste_dag, reden: r.reden.clone() })
        };
        Ok(match (self.soort.as_str(), self.vervalt) {
            ("start", false) => Leveringsmelding::Start { begin },
            ("start", true) => Leveringsmelding::StartVervalt { begin },
            (_, false) => Leveringsmelding::Stop { begin, stop: stop(self)? },
            (_, true) => Leveringsmelding::StopVervalt { begin, stop: stop(self)? },
        })
    }
}

/// The deliveries on a toewijzing, oldest first.
pub async fn van_toewijzing(db: &impl Leest, toewijzing_id: i64) -> Result<Vec<LeveringRij>, Fout> {
    db.alle(VAN_TOEWIJZING, &[v(&toewijzing_id)]).await
}

/// The deliveries in a dossier, newest first.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<LeveringRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// The accepted reports on a toewijzing, in order of receipt.
pub async fn meldingen(db: &impl Leest, toewijzing_id: i64) -> Result<Vec<RegieRij>, Fout> {
    db.alle(MELDINGEN, &[v(&toewijzing_id)]).await
}

/// A report as accepted, with the product exactly as the message named it: empty texts when it named none.
#[derive(Debug, Clone)]
pub struct Aanvaard {
    /// On which toewijzing.
    pub toewijzing_id: i64,
    /// What was reported.
    pub melding: Leveringsmelding,
    /// Product category.
    pub categorie: String,
    /// Product code.
    pub productcode: String,
}

/// Records an accepted report. The register follows with [`werk_bij`].
pub async fn meld(tx: &mut Tx, bericht_id: i64, a: &Aanvaard) -> Result<(), Fout> {
    let m = &a.melding;
    let (soort, begin, stop, vervalt) = match m {
        Leveringsmelding::Start { begin } => ("start", begin, None, false),
        Leveringsmelding::StartVervalt { begin } => ("start", begin, None, true),
        Leveringsmelding::Stop { begin, stop } => ("stop", begin, Some(stop), false),
        Leveringsmelding::StopVervalt { begin, stop } => ("stop", begin, Some(stop), true),
    };
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let args = [
        v(&id),
        v(&bericht_id),
        v(&a.toewijzing_id),
        t(soort),
        v(begin),
        o(&stop.map(|s| s.laatste_dag)),
        t(stop.map_or("", |s| s.reden.as_str())),
        t(&a.categorie),
        t(&a.productcode),
        v(&vervalt),
        v(&nr),
    ];
    tx.voer(MELD, &args).await?;
    Ok(())
}

/// What the reports on a toewijzing come to.
#[derive(Debug, Clone)]
pub struct Verloop {
    /// The deliveries as they are now.
    pub leveringen: Vec<Levering>,
    /// First day on which the place was ever given up.
    pub plaats_vrij_op: Option<Datum>,
    /// Whether a start was ever reported, also one that was taken back.
    pub ooit_gestart: bool,
}

/// Makes the register of a toewijzing say what the accepted reports say, and returns what that is. None of it depends on the order in
/// which they came.
pub async fn werk_bij(
    tx: &mut Tx,
    toewijzing_id: i64,
    dossier: DossierId,
    bericht_id: i64,
) -> Result<Verloop, Fout> {
    let rijen = van_toewijzing(tx, toewijzing_id).await?;
    let register: Vec<Levering> = rijen.iter().map(LeveringRij::levering).collect();
    let alle = meldingen(tx, toewijzing_id).await?;
    let alle = alle.iter().map(RegieRij::melding).collect::<Result<Vec<_>, _>>()?;
    let doel = stand_van(&alle);
    let sleutel = |begin: Datum| rijen.iter().find(|r| r.geldig_van == begin).map(|r| r.levering_id);
    for g in gevolgen(&register, &doel) {
        let (begin, nieuw) = match &g {
            Gevolg::Begint(l) | Gevolg::Wijzigt(l) => (l.begin, Some(l)),
            Gevolg::Vervalt(begin) => (*begin, None),
        };
        let id = match sleutel(begin) {
            Some(id) => {
                tx.sluit("levering", "levering_id", id).await?;
                id
            }
            None => tx.nieuw_id()?,
        };
        if let Some(l) = nieuw {
            schrijf(tx, id, toewijzing_id, dossier, bericht_id, l).await?;
        }
    }
    let ooit_gestart = alle.iter().any(|m| matches!(m, Leveringsmelding::Start { .. }));
    Ok(Verloop { leveringen: doel, plaats_vrij_op: plaats_opgegeven(&alle), ooit_gestart })
}

async fn schrijf(
    tx: &mut Tx,
    id: i64,
    toewijzing_id: i64,
    dossier: DossierId,
    bericht_id: i64,
    l: &Levering,
) -> Result<(), Fout> {
    let nr = tx.nr();
    let tot = l.stop.as_ref().map(|s| s.laatste_dag.plus_dagen(1));
    let reden = l.stop.as_ref().map_or("", |s| s.reden.as_str());
    let args =
        [v(&id), v(&toewijzing_id), v(&dossier), v(&l.begin), o(&tot), t(reden), v(&bericht_id), v(&nr)];
    tx.voer(SCHRIJF, &args).await?;
    Ok(())
}
