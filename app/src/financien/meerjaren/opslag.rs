//! The begroting in the database; the table `begroting` follows it per gemeente and form, for what counts by them.

use crate::financien::stand::{self, BegrotingRij};
use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::{
    Aard, Adviesuitkomst, Begrotingsregel, Begrotingsroute, Begrotingswijziging, Bestuur, Handtekening, Kant,
    Kostensoort, Meerjarenbegroting, Taakveld,
};
use kern::stam::{Cent, Datum, Gemeentecode, Onleesbaar, Peil, Weigering};
use std::collections::BTreeMap;

rij! {
    /// A line as stored.
    pub struct RegelRij {
        begrotingsregel_id: i64, jaar: i64, code: String, omschrijving: String, kant: String, soort: String, aard: String,
        taakveld: String, gemeente: Option<Gemeentecode>, vorm: String, min2: Cent, min1: Cent, t: Cent, plus1: Cent, plus2: Cent, plus3: Cent,
    }
}
rij! {
    /// A step of the route as stored.
    pub struct StapRij {
        stap: String, bestuur: String, uitkomst: String, motivering: String, op: Datum, document: String, stuk_id: Option<i64>,
        vastgelegd_op: Datum,
    }
}
rij! {
    /// A change as stored.
    pub struct WijzigingRij { begrotingswijziging_id: i64, nummer: i64, op: Datum, document: String, stuk_id: Option<i64> }
}
rij! {
    /// What a change does to a line, as stored.
    pub struct MutatieRij { begrotingswijziging_id: i64, code: String, bedrag_cent: Cent }
}

sql!(
    REGELS = "SELECT begrotingsregel_id, jaar, code, omschrijving, kant, soort, aard, taakveld, gemeente, vorm, min2_cent, min1_cent, t_cent,
      plus1_cent, plus2_cent, plus3_cent
    FROM begrotingsregel WHERE jaar = $1 AND tot_nr IS NULL ORDER BY kant DESC, soort, code LIMIT 1000"
);
sql!(
    STAPPEN = "SELECT s.stap, s.bestuur, s.uitkomst, s.motivering, s.op, s.document, s.stuk_id, j.op
    FROM begrotingsstap s JOIN journaal j ON j.nr = s.nr WHERE s.jaar = $1 ORDER BY s.begrotingsstap_id LIMIT 200"
);
sql!(
    WIJZIGINGEN = "SELECT begrotingswijziging_id, nummer, op, document, stuk_id FROM begrotingswijziging WHERE jaar = $1 ORDER BY nummer LIMIT 200"
);
sql!(
    MUTATIES = "SELECT m.begrotingswijziging_id, m.code, m.bedrag_cent FROM begrotingsmutatie m
    JOIN begrotingswijziging w ON w.begrotingswijziging_id = m.begrotingswijziging_id WHERE w.jaar = $1 ORDER BY m.begrotingsmutatie_id"
);
sql!(
    LEG_REGEL = "INSERT INTO begrotingsregel (begrotingsregel_id, jaar, code, omschrijving, kant, soort, aard, taakveld, gemeente, vorm, min2_cent,
      min1_cent, t_cent, plus1_cent, plus2_cent, plus3_cent, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
);
sql!(
    LEG_STAP = "INSERT INTO begrotingsstap (begrotingsstap_id, jaar, stap, bestuur, uitkomst, motivering, op, document, stuk_id, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    LEG_WIJZIGING = "INSERT INTO begrotingswijziging (begrotingswijziging_id, jaar, nummer, op, document, stuk_id, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    LEG_MUTATIE = "INSERT INTO begrotingsmutatie (begrotingsmutatie_id, begrotingswijziging_id, code, bedrag_cent, nr) VALUES ($1, $2, $3, $4, $5)"
);

/// A begroting with all that happened to it.
#[derive(Debug, Clone)]
pub struct Stand {
    /// Lines and changes, as the rules know them.
    pub begroting: Meerjarenbegroting,
    /// Where it stands.
    pub route: Begrotingsroute,
    /// Its lines, as stored.
    pub regels: Vec<RegelRij>,
    /// The steps of its route.
    pub stappen: Vec<StapRij>,
    /// Its changes.
    pub wijzigingen: Vec<WijzigingRij>,
}

fn lees<T>(uit: Result<T, Onleesbaar>) -> Result<T, Fout> {
    uit.map_err(|e| Fout::nieuw(format!("begroting: {e}")))
}

fn kan(uit: Result<Begrotingsroute, Weigering>) -> Result<Begrotingsroute, Fout> {
    uit.map_err(|w| Fout::nieuw(format!("begroting: {w}")))
}

impl RegelRij {
    /// As the rules want it.
    pub fn regel(&self) -> Result<Begrotingsregel, Fout> {
        Ok(Begrotingsregel {
            code: self.code.clone(),
            omschrijving: self.omschrijving.clone(),
            kant: lees(Kant::lees(&self.kant))?,
            soort: lees(Kostensoort::lees(&self.soort))?,
            aard: lees(Aard::lees(&self.aard))?,
            taakveld: lees(Taakveld::lees(&self.taakveld))?,
            gemeente: self.gemeente,
            bedragen: [self.min2, self.min1, self.t, self.plus1, self.plus2, self.plus3],
        })
    }
}

impl StapRij {
    fn zet(&self, route: Begrotingsroute) -> Result<Begrotingsroute, Fout> {
        let h = Handtekening { op: self.op, document: self.document.clone() };
        kan(match self.stap.as_str() {
            "advies_gevraagd" => route.vraag_advies(h),
            "geadviseerd" => route.geef_advies(lees(Adviesuitkomst::lees(&self.uitkomst))?, h),
            "vastgesteld" => route.stel_vast(lees(Bestuur::lees(&self.bestuur))?, h, &self.motivering),
            _ => route.haal_terug(),
        })
    }
}

/// The begroting of a year; one without lines when there is none yet.
pub async fn stand(db: &impl Leest, jaar: i16) -> Result<Stand, Fout> {
    let j = [v(&i64::from(jaar))];
    let regels: Vec<RegelRij> = db.alle(REGELS, &j).await?;
    let stappen: Vec<StapRij> = db.alle(STAPPEN, &j).await?;
    let wijzigingen: Vec<WijzigingRij> = db.alle(WIJZIGINGEN, &j).await?;
    let mutaties: Vec<MutatieRij> = db.alle(MUTATIES, &j).await?;
    let kernregels = regels.iter().map(RegelRij::regel).collect::<Result<Vec<_>, _>>()?;
    let mut begroting =
        Meerjarenbegroting::nieuw(jaar, kernregels).map_err(|w| Fout::nieuw(format!("begroting: {w}")))?;
    for w in &wijzigingen {
        let eigen = mutaties.iter().filter(|m| m.begrotingswijziging_id == w.begrotingswijziging_id);
        let w = Begrotingswijziging {
            nummer: u32::try_from(w.nummer).unwrap_or(0),
            vastgesteld_op: w.op,
            document: w.document.clone(),
            mutaties: eigen.map(|m| (m.code.clone(), m.bedrag_cent)).collect(),
        };
        begroting.wijzig(w).map_err(|w| Fout::nieuw(format!("begroting: {w}")))?;
    }
    let mut route = Begrotingsroute::Concept;
    for s in &stappen {
        route = s.zet(route)?;
    }
    Ok(Stand { begroting, route, regels, stappen, wijzigingen })
}

/// Records a line; closes the version before it, when there is one.
pub async fn leg_regel_vast(tx: &mut Tx, r: &RegelRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("begrotingsregel", "begrotingsregel_id", r.begrotingsregel_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&r.begrotingsregel_id),
        v(&r.jaar),
        t(&r.code),
        t(&r.omschrijving),
        t(&r.kant),
        t(&r.soort),
        t(&r.aard),
        t(&r.taakveld),
        o(&r.gemeente),
        t(&r.vorm),
        v(&r.min2),
        v(&r.min1),
        v(&r.t),
        v(&r.plus1),
        v(&r.plus2),
        v(&r.plus3),
        v(&nr),
    ];
    tx.voer(LEG_REGEL, &args).await?;
    Ok(())
}

/// Takes a line out: its version ends and nothing takes its place.
pub async fn haal_regel_weg(tx: &mut Tx, r: &RegelRij) -> Result<(), Fout> {
    tx.sluit("begrotingsregel", "begrotingsregel_id", r.begrotingsregel_id).await
}

/// Records a step of the route.
pub async fn leg_stap_vast(tx: &mut Tx, jaar: i16, s: &StapRij) -> Result<(), Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let args = [
        v(&id),
        v(&i64::from(jaar)),
        t(&s.stap),
        t(&s.bestuur),
        t(&s.uitkomst),
        t(&s.motivering),
        v(&s.op),
        t(&s.document),
        o(&s.stuk_id),
        v(&nr),
    ];
    tx.voer(LEG_STAP, &args).await?;
    Ok(())
}

/// Records a change.
pub async fn leg_wijziging_vast(
    tx: &mut Tx,
    jaar: i16,
    w: &Begrotingswijziging,
    stuk_id: Option<i64>,
) -> Result<(), Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let args = [
        v(&id),
        v(&i64::from(jaar)),
        v(&i64::from(w.nummer)),
        v(&w.vastgesteld_op),
        t(&w.document),
        o(&stuk_id),
        v(&nr),
    ];
    tx.voer(LEG_WIJZIGING, &args).await?;
    for (code, bedrag) in &w.mutaties {
        let mutatie = tx.nieuw_id()?;
        tx.voer(LEG_MUTATIE, &[v(&mutatie), v(&id), t(code), v(bedrag), v(&nr)]).await?;
    }
    Ok(())
}

/// Brings the table `begroting` to what the lines, changes and route say now. In the act that changed one of them.
pub async fn volg(tx: &mut Tx, jaar: i16) -> Result<(), Fout> {
    let nu = stand(tx, jaar).await?;
    let status =
        if matches!(nu.route, Begrotingsroute::Vastgesteld { .. }) { "vastgesteld" } else { "concept" };
    let mut moet: BTreeMap<(Gemeentecode, String), Cent> = BTreeMap::new();
    for (rij, regel) in nu.regels.iter().zip(nu.begroting.regels()) {
        if let (Kant::Lasten, Some(g), false) = (regel.kant, regel.gemeente, rij.vorm.is_empty()) {
            *moet.entry((g, rij.vorm.clone())).or_default() += nu.begroting.na_wijziging(regel);
        }
    }
    let was = stand::begroting(tx, i64::from(jaar), Peil::op(tx.vandaag())).await?;
    // What is no longer in the begroting stays as zero: a budget once given is history and does not vanish.
    for w in &was {
        moet.entry((w.gemeente, w.vorm.clone())).or_default();
    }
    for ((gemeente, vorm), bedrag_cent) in moet {
        let oud = was.iter().find(|w| w.gemeente == gemeente && w.vorm == vorm);
        if oud.is_some_and(|w| w.bedrag_cent == bedrag_cent && w.status == status) {
            continue;
        }
        let begroting_id = match oud {
            Some(w) => w.begroting_id,
            None => tx.nieuw_id()?,
        };
        let jaar = i64::from(jaar);
        let rij = BegrotingRij { begroting_id, jaar, gemeente, vorm, bedrag_cent, status: status.to_owned() };
        stand::leg_begroting_vast(tx, &rij, oud.is_some()).await?;
    }
    Ok(())
}
