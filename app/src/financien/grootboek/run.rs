//! Paying in the boek: the entry of a pay run, a run that is undone, and what was paid before the boek knew payments.

use super::boek::{Grond, samen};
use super::opslag::{self, Nieuw};
use super::{LIQUIDE, maand};
use crate::financien::opslag::{BoekingRij, boek};
use crate::huis::gemeenten;
use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::{
    Bijboeking, Boeking, Boekpost, CREDITEUREN, Crediteur, Geldstroom, Overboeking, PerCrediteur, Rekening,
    betaling, per_crediteur, splits,
};
use kern::stam::{AanbiederId, Cent, Datum, Weigering};
use std::collections::BTreeMap;

rij! {
    /// A pay run as stored.
    pub struct RunRij { betaalrun_id: i64, soort: String, op: Datum, aantal: i64, bedrag_cent: Cent, volgnr: Option<i64> }
}
rij! {
    /// An act that paid, of before the boek knew payments.
    pub struct OudRij { nr: i64, op: Datum, aantal: i64, bedrag_cent: Cent }
}
rij! {
    /// What stands on a part of the account of debts.
    pub struct DeelRij { aanbieder_id: Option<AanbiederId>, jaar: Option<i64>, bedrag_cent: Cent }
}
rij! {
    /// What was declared or paid over a month, to one aanbieder.
    pub struct MaandsomRij { aanbieder_id: Option<AanbiederId>, maand: Datum, bedrag_cent: Cent }
}

sql!(
    RUNS = "SELECT betaalrun_id, soort, op, aantal, bedrag_cent, volgnr FROM betaalrun WHERE soort <> 'begin'
    ORDER BY op DESC, betaalrun_id DESC LIMIT $1"
);
sql!(
    VAN_POST = "SELECT betaalrun_id, soort, op, aantal, bedrag_cent, volgnr FROM betaalrun WHERE volgnr = $1 ORDER BY betaalrun_id DESC LIMIT 1"
);
sql!(
    RUN =
        "SELECT betaalrun_id, soort, op, aantal, bedrag_cent, volgnr FROM betaalrun WHERE betaalrun_id = $1"
);
sql!(
    LEG = "INSERT INTO betaalrun (betaalrun_id, soort, op, aantal, bedrag_cent, volgnr, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    LOS = "SELECT b.boeking_id, b.soort, b.dossier_id, b.indicatie_id, b.toewijzing_id, b.aanbieder_id, b.declaratieregel_id, b.gemeente,
      b.productcode, b.vorm, b.leveringsvorm, b.kenmerk, b.maand, b.bedrag_cent, b.tegenboeking_van
    FROM boeking b WHERE b.soort = 'betaald' AND b.nr = $1 ORDER BY b.boeking_id LIMIT 100000"
);
sql!(
    NIET_IN_BOEK = "SELECT b.nr, j.op, count(*), CAST(sum(b.bedrag_cent) AS BIGINT) FROM boeking b JOIN journaal j ON j.nr = b.nr
    WHERE b.soort = 'betaald' AND NOT EXISTS (SELECT 1 FROM betaalrun r WHERE r.betaalrun_id = b.nr)
    GROUP BY b.nr, j.op ORDER BY b.nr LIMIT 100000"
);
sql!(
    CREDIT = "SELECT k.aanbieder_id, k.jaar, CAST(sum(o.bedrag_cent) AS BIGINT) FROM overboeking o
    LEFT JOIN overboekingcrediteur k ON k.overboeking_id = o.overboeking_id AND k.kant = 'credit'
    WHERE o.credit_soort = 'balans' AND o.credit_categorie = $1 AND o.administratie = $2 GROUP BY k.aanbieder_id, k.jaar"
);
sql!(
    DEBET = "SELECT k.aanbieder_id, k.jaar, CAST(-sum(o.bedrag_cent) AS BIGINT) FROM overboeking o
    LEFT JOIN overboekingcrediteur k ON k.overboeking_id = o.overboeking_id AND k.kant = 'debet'
    WHERE o.debet_soort = 'balans' AND o.debet_categorie = $1 AND o.administratie = $2 GROUP BY k.aanbieder_id, k.jaar"
);
sql!(
    GEDECLAREERD = "SELECT aanbieder_id, maand, CAST(sum(bedrag_cent) AS BIGINT) FROM boeking
    WHERE soort = 'gedeclareerd' AND vorm IN ('bw', 'bt') GROUP BY aanbieder_id, maand"
);
sql!(
    BETAALD = "SELECT b.aanbieder_id, b.maand, CAST(sum(b.bedrag_cent) AS BIGINT) FROM boeking b
    WHERE b.soort = 'betaald' AND b.vorm IN ('bw', 'bt') AND EXISTS (SELECT 1 FROM betaalrun r WHERE r.betaalrun_id = b.nr)
    GROUP BY b.aanbieder_id, b.maand"
);

/// What is owed, from three sides: what the boek says, what was declared and granted, and what was paid.
#[derive(Debug, Clone, Default)]
pub struct Schuldstand {
    /// What stands on each part of the account; `None` is what was booked before the boek knew aanbieders.
    pub nu: BTreeMap<Option<Crediteur>, Cent>,
    /// Declared, granted and posted as costs.
    pub geboekt: PerCrediteur,
    /// Paid, as far as the boek knows payments.
    pub betaald: PerCrediteur,
    /// Declared and granted, not posted as costs yet.
    pub nog_te_boeken: PerCrediteur,
}

impl Schuldstand {
    /// What each part should be: posted and not paid.
    pub fn doel(&self) -> PerCrediteur {
        let mut uit = self.geboekt.clone();
        for (c, bedrag) in &self.betaald {
            *uit.entry(*c).or_default() += -*bedrag;
        }
        uit
    }
}

/// What is owed now.
pub async fn stand(db: &impl Leest) -> Result<Schuldstand, Fout> {
    let mut uit = Schuldstand::default();
    let args = [t(CREDITEUREN), v(&gemeenten::regiegemeente())];
    for sql in [CREDIT, DEBET] {
        for r in db.alle::<DeelRij>(sql, &args).await? {
            let deel = match (r.aanbieder_id, r.jaar) {
                (Some(aanbieder), Some(jaar)) => Some(Crediteur { aanbieder, jaar: jaar_van(jaar)? }),
                (None, _) | (_, None) => None,
            };
            *uit.nu.entry(deel).or_default() += r.bedrag_cent;
        }
    }
    uit.geboekt = sommen(db.alle(GEDECLAREERD, &[]).await?)?;
    uit.betaald = sommen(db.alle(BETAALD, &[]).await?)?;
    for (sleutel, per) in maand::alles_open(db).await? {
        for (aanbieder, bedrag) in per {
            let c = Crediteur { aanbieder, jaar: sleutel.0.jaar() };
            *uit.nog_te_boeken.entry(c).or_default() += bedrag;
            *uit.geboekt.entry(c).or_default() += -bedrag;
        }
    }
    Ok(uit)
}

fn jaar_van(jaar: i64) -> Result<i16, Fout> {
    i16::try_from(jaar).map_err(|_| Fout::nieuw("grootboek: jaar van een crediteur"))
}

fn sommen(rijen: Vec<MaandsomRij>) -> Result<PerCrediteur, Fout> {
    let mut uit = PerCrediteur::new();
    for r in rijen {
        let aanbieder =
            r.aanbieder_id.ok_or_else(|| Fout::nieuw("een gedeclareerde boeking heeft geen aanbieder"))?;
        *uit.entry(Crediteur { aanbieder, jaar: r.maand.jaar() }).or_default() += r.bedrag_cent;
    }
    Ok(uit)
}

/// The newest pay runs and undone runs.
pub async fn runs(db: &impl Leest, hoeveel: i64) -> Result<Vec<RunRij>, Fout> {
    db.alle(RUNS, &[v(&hoeveel)]).await
}

/// One pay run.
pub async fn run(db: &impl Leest, id: i64) -> Result<Option<RunRij>, Fout> {
    db.een(RUN, &[v(&id)]).await
}

/// The pay run that an entry belongs to.
pub async fn van_post(db: &impl Leest, volgnr: i64) -> Result<Option<RunRij>, Fout> {
    db.een(VAN_POST, &[v(&volgnr)]).await
}

/// Acts that paid and that the boek does not know.
pub async fn niet_in_boek(db: &impl Leest) -> Result<Vec<OudRij>, Fout> {
    db.alle(NIET_IN_BOEK, &[]).await
}

/// The lines that an act paid.
pub async fn betaald_in(db: &impl Leest, nr: i64) -> Result<Vec<BoekingRij>, Fout> {
    db.alle(LOS, &[v(&nr)]).await
}

fn bank() -> Rekening {
    Rekening::balans(gemeenten::regiegemeente(), LIQUIDE)
}

fn kan<T>(uit: Result<T, Weigering>) -> Result<T, Fout> {
    uit.map_err(|w| Fout::nieuw(format!("grootboek: {w}")))
}

fn post(op: Datum, omschrijving: &str, document: String, over: Vec<Overboeking>) -> Nieuw {
    let grond = Grond { datum: op, omschrijving: omschrijving.to_owned(), document, stuk_id: None };
    samen("gewoon", Geldstroom::Betaling, None, grond, over)
}

/// Records a pay run in the boek: one entry on the day of the payment, with a line per aanbieder and year of the care. It moves the balance
/// alone, so care of a settled year can be paid and its result stays (FIN-34). `nr` is the act that paid the lines. Returns the number of
/// the entry; none when nothing of the pot was paid.
pub async fn leg_vast(tx: &mut Tx, nr: i64, op: Datum, betaald: &[Boeking]) -> Result<Option<i64>, Fout> {
    let over = kan(betaling(&bank(), &per_crediteur(betaald)))?;
    let mut volgnr = None;
    if !over.is_empty() {
        let naam = format!("Betaalrun van {}", op.voluit());
        let post = post(op, "Betaald aan aanbieders", naam, over);
        volgnr = opslag::voeg_toe(tx, &[post]).await?.first().copied();
    }
    let som = betaald.iter().map(|b| b.bedrag).sum();
    leg_rij_vast(tx, "run", (nr, op, aantal(betaald.len()), som), volgnr).await?;
    Ok(volgnr)
}

fn aantal(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

async fn leg_rij_vast(
    tx: &mut Tx,
    soort: &str,
    (id, op, aantal, som): (i64, Datum, i64, Cent),
    volgnr: Option<i64>,
) -> Result<(), Fout> {
    let nr = tx.nr();
    tx.voer(LEG, &[v(&id), t(soort), v(&op), v(&aantal), v(&som), o(&volgnr), v(&nr)]).await?;
    Ok(())
}

/// Brings the account of debts to what was posted and paid, per aanbieder and year. Does nothing in a boek that knew both from its first day:
/// it is for what was posted and paid before, and for entries of that time that are undone. Called in every act that books on the account.
pub async fn breng_bij(tx: &mut Tx) -> Result<(), Fout> {
    let oud = niet_in_boek(tx).await?;
    let mut betaald = Vec::new();
    for o in &oud {
        for r in betaald_in(tx, o.nr).await? {
            betaald.push(r.geboekt()?.boeking);
        }
    }
    let hier = gemeenten::regiegemeente();
    let eerst = per_crediteur(&betaald);
    let mut over = kan(betaling(&bank(), &eerst))?;
    let s = stand(tx).await?;
    let (mut nu, mut doel) = (s.nu.clone(), s.doel());
    for (c, bedrag) in &eerst {
        *nu.entry(Some(*c)).or_default() += -*bedrag;
        *doel.entry(*c).or_default() += -*bedrag;
    }
    over.extend(kan(splits(hier, &nu, &doel))?);
    if over.is_empty() && oud.is_empty() {
        return Ok(());
    }
    let mut volgnr = None;
    if !over.is_empty() {
        let wat = "Crediteuren: wat eerder is geboekt en betaald, per aanbieder en jaar";
        let post = post(tx.vandaag(), wat, "Toegekende declaraties en eerdere betaalruns".to_owned(), over);
        volgnr = opslag::voeg_toe(tx, &[post]).await?.first().copied();
    }
    for o in oud {
        leg_rij_vast(tx, "begin", (o.nr, o.op, o.aantal, o.bedrag_cent), volgnr).await?;
    }
    Ok(())
}

/// Makes the lines of a run payable again, after its entry was undone with the entry `volgnr`. Returns how many.
pub async fn maak_ongedaan(tx: &mut Tx, run: &RunRij, volgnr: i64) -> Result<usize, Fout> {
    let mut bij = Vec::new();
    for r in betaald_in(tx, run.betaalrun_id).await? {
        let g = r.geboekt()?;
        let boeking = Boeking { post: Boekpost { ..g.boeking.post }, bedrag: -g.boeking.bedrag };
        bij.push(Bijboeking { boeking, tegenboeking_van: Some(g.boeking_id) });
    }
    let n = boek(tx, &bij, None).await?;
    let (nr, op) = (tx.nr().0, tx.vandaag());
    leg_rij_vast(tx, "tegen", (nr, op, aantal(n), -run.bedrag_cent), Some(volgnr)).await?;
    Ok(n)
}
