//! What aanbieders declared, with our answer: the books `declaratie` and `declaratieregel`, and the entries they cause.

use super::opslag::{BoekingRij, GrondslagRij, boek, grondslag};
use crate::{
    huis::opslag::{Fout, Leest, Tx, o, t, v},
    levering::opslag::ToewijzingRij,
    rij, sql,
};
use kern::financien::{Bijboeking, Boeking, Boekpost, Boeksoort, Geboekt};
use kern::stam::{AanbiederId, Cent, Datum, Gemeentecode};
use std::collections::{BTreeMap, btree_map::Entry};

/// Lines that one declaratie can have: keys are the journal number × this + the place in the message.
const REGELS_MAX: i64 = 100_000;

/// A declaratie as it came in, with what was granted.
#[derive(Debug, Clone)]
pub struct Declaratie {
    /// Message it came in.
    pub bericht_id: i64,
    /// Who sent it, when known.
    pub aanbieder: Option<AanbiederId>,
    /// To which gemeente.
    pub gemeente: Gemeentecode,
    /// DeclaratieNummer.
    pub nummer: String,
    /// First day of its period.
    pub begin: Datum,
    /// Last day of its period.
    pub eind: Datum,
    /// Payment counts from here.
    pub dagtekening: Datum,
    /// Cents asked.
    pub ingediend: Cent,
    /// Cents granted.
    pub toegekend: Cent,
    /// Refused as a whole, so that no line was judged.
    pub geheel_afgewezen: bool,
}

/// One line of it.
#[derive(Debug, Clone)]
pub struct Declaratieregel {
    /// Place in the message, from 1.
    pub regelnr: i64,
    /// Its reference.
    pub referentie: String,
    /// The line that it takes back; empty for a debet.
    pub vorige_referentie: String,
    /// The toewijzing it names, when that exists.
    pub toewijzing: Option<ToewijzingRij>,
    /// First day.
    pub begin: Datum,
    /// Last day.
    pub eind: Datum,
    /// Product as declared.
    pub product: String,
    /// iWmo code of the unit as declared.
    pub eenheid: String,
    /// Units.
    pub volume: i64,
    /// Cents per unit; 0 when the unit is euros.
    pub tarief: Cent,
    /// Cents; negative for a credit.
    pub bedrag: Cent,
    /// iWmo retourcodes; empty when granted.
    pub codes: String,
}

impl Declaratieregel {
    /// Whether it was granted.
    pub fn is_toegekend(&self) -> bool {
        self.codes.is_empty()
    }
}

rij! {
    /// A line as stored.
    pub struct DeclaratieregelRij {
        declaratieregel_id: i64, bericht_id: i64, regelnr: i64, aanbieder_id: Option<AanbiederId>, referentie: String,
        vorige_referentie: String, toewijzing_id: Option<i64>, begin_op: Datum, eind_op: Datum, productcode: String, eenheid: String,
        volume: i64, tarief_cent: Cent, bedrag_cent: Cent, uitkomst: String, regel: String,
    }
}
rij! {
    /// A declaratie as stored.
    pub struct DeclaratieRij {
        declaratie_id: i64, bericht_id: i64, nummer: String, gemeente: Gemeentecode, begin_op: Datum, eind_op: Datum, dagtekening: Datum,
        ingediend_cent: Cent, toegekend_cent: Cent, uitkomst: String,
    }
}

impl DeclaratieregelRij {
    /// Whether it was granted.
    pub fn is_toegekend(&self) -> bool {
        self.uitkomst == "toegekend"
    }
}

sql!(
    SCHRIJF = "INSERT INTO declaratie (declaratie_id, bericht_id, aanbieder_id, gemeente, nummer, begin_op, eind_op, dagtekening,
      ingediend_cent, toegekend_cent, uitkomst, nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);
sql!(
    SCHRIJF_REGEL = "INSERT INTO declaratieregel (declaratieregel_id, bericht_id, regelnr, aanbieder_id, referentie, vorige_referentie,
      toewijzing_id, begin_op, eind_op, productcode, eenheid, volume, tarief_cent, bedrag_cent, uitkomst, regel, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
);
sql!(
    DEBET = "SELECT b.boeking_id, b.soort, b.dossier_id, b.indicatie_id, b.toewijzing_id, b.aanbieder_id, b.declaratieregel_id, b.gemeente,
      b.productcode, b.vorm, b.leveringsvorm, b.kenmerk, b.maand, b.bedrag_cent, b.tegenboeking_van
    FROM boeking b JOIN declaratieregel d ON d.declaratieregel_id = b.declaratieregel_id
    WHERE d.aanbieder_id = $1 AND d.referentie = $2 AND b.soort = 'gedeclareerd' ORDER BY b.boeking_id LIMIT 1"
);
sql!(
    MET_REFERENTIE = "SELECT declaratieregel_id, bericht_id, regelnr, aanbieder_id, referentie, vorige_referentie, toewijzing_id, begin_op,
      eind_op, productcode, eenheid, volume, tarief_cent, bedrag_cent, uitkomst, regel
    FROM declaratieregel WHERE aanbieder_id = $1 AND referentie = $2
      AND EXISTS (SELECT 1 FROM declaratie k WHERE k.bericht_id = declaratieregel.bericht_id AND k.uitkomst = 'beoordeeld') ORDER BY declaratieregel_id LIMIT 100"
);
sql!(
    MET_VORIGE = "SELECT declaratieregel_id, bericht_id, regelnr, aanbieder_id, referentie, vorige_referentie, toewijzing_id, begin_op,
      eind_op, productcode, eenheid, volume, tarief_cent, bedrag_cent, uitkomst, regel
    FROM declaratieregel WHERE aanbieder_id = $1 AND vorige_referentie = $2 ORDER BY declaratieregel_id LIMIT 100"
);
sql!(
    OP_TOEWIJZING = "SELECT declaratieregel_id, bericht_id, regelnr, aanbieder_id, referentie, vorige_referentie, toewijzing_id, begin_op,
      eind_op, productcode, eenheid, volume, tarief_cent, bedrag_cent, uitkomst, regel
    FROM declaratieregel WHERE toewijzing_id = $1
      AND EXISTS (SELECT 1 FROM declaratie k WHERE k.bericht_id = declaratieregel.bericht_id AND k.uitkomst = 'beoordeeld') ORDER BY declaratieregel_id LIMIT 20000"
);
sql!(
    VAN_BERICHT = "SELECT declaratieregel_id, bericht_id, regelnr, aanbieder_id, referentie, vorige_referentie, toewijzing_id, begin_op,
      eind_op, productcode, eenheid, volume, tarief_cent, bedrag_cent, uitkomst, regel
    FROM declaratieregel WHERE bericht_id = $1 ORDER BY regelnr LIMIT 100000"
);
sql!(
    DECLARATIE_VAN_BERICHT = "SELECT declaratie_id, bericht_id, nummer, gemeente, begin_op, eind_op, dagtekening, ingediend_cent, toegekend_cent,
      uitkomst FROM declaratie WHERE bericht_id = $1"
);
sql!(
    DECLARATIES_VAN = "SELECT declaratie_id, bericht_id, nummer, gemeente, begin_op, eind_op, dagtekening, ingediend_cent, toegekend_cent,
      uitkomst FROM declaratie WHERE aanbieder_id = $1 ORDER BY eind_op DESC, declaratie_id DESC LIMIT 500"
);
sql!(
    NUMMER_BEKEND =
        "SELECT count(*) FROM declaratie WHERE aanbieder_id = $1 AND nummer = $2 AND uitkomst = 'beoordeeld'"
);

/// Records a declaratie with all its lines, and books the granted ones. Credits first: a line that is taken back and declared
/// anew in one message must not stand twice (iWmo OP366). Returns the number of entries in the book.
pub async fn leg_vast(tx: &mut Tx, d: &Declaratie, regels: &[Declaratieregel]) -> Result<usize, Fout> {
    let nr = tx.nr();
    let id = tx.nieuw_id()?;
    let uitkomst = if d.geheel_afgewezen { "afgewezen" } else { "beoordeeld" };
    let args = [
        v(&id),
        v(&d.bericht_id),
        o(&d.aanbieder),
        v(&d.gemeente),
        t(&d.nummer),
        v(&d.begin),
        v(&d.eind),
        v(&d.dagtekening),
        v(&d.ingediend),
        v(&d.toegekend),
        t(uitkomst),
        v(&nr),
    ];
    tx.voer(SCHRIJF, &args).await?;
    for regel in regels {
        schrijf_regel(tx, d, regel).await?;
    }
    let (credit, debet): (Vec<_>, Vec<_>) = regels
        .iter()
        .filter(|r| r.is_toegekend())
        .partition(|r| r.bedrag < Cent::NUL || !r.vorige_referentie.is_empty());
    let mut gronden: BTreeMap<i64, GrondslagRij> = BTreeMap::new();
    let mut bij = Vec::new();
    for regel in credit.into_iter().chain(debet) {
        bij.push(bijboeking(tx, d, regel, &mut gronden).await?);
    }
    boek(tx, &bij, Some(d.bericht_id)).await
}

fn regel_id(tx: &Tx, regel: &Declaratieregel) -> Result<i64, Fout> {
    if !(1..REGELS_MAX).contains(&regel.regelnr) {
        return Err(Fout::nieuw("een declaratie heeft ten hoogste 99.999 regels"));
    }
    Ok(tx.nr().0 * REGELS_MAX + regel.regelnr)
}

async fn schrijf_regel(tx: &mut Tx, d: &Declaratie, r: &Declaratieregel) -> Result<(), Fout> {
    let (id, nr) = (regel_id(tx, r)?, tx.nr());
    let toewijzing_id = r.toewijzing.as_ref().map(|t| t.toewijzing_id);
    let args = [
        v(&id),
        v(&d.bericht_id),
        v(&r.regelnr),
        o(&d.aanbieder),
        t(&r.referentie),
        t(&r.vorige_referentie),
        o(&toewijzing_id),
        v(&r.begin),
        v(&r.eind),
        t(&r.product),
        t(&r.eenheid),
        v(&r.volume),
        v(&r.tarief),
        v(&r.bedrag),
        t(if r.is_toegekend() { "toegekend" } else { "afgewezen" }),
        t(&r.codes),
        v(&nr),
    ];
    tx.voer(SCHRIJF_REGEL, &args).await?;
    Ok(())
}

/// The entry that a granted line causes. What was granted on an indicatie is looked up once per message. A credit is booked where
/// its debet was booked, whatever changed since: together they are nothing, on every post.
async fn bijboeking(
    tx: &Tx,
    d: &Declaratie,
    r: &Declaratieregel,
    gronden: &mut BTreeMap<i64, GrondslagRij>,
) -> Result<Bijboeking, Fout> {
    let Some(tw) = &r.toewijzing else {
        return Err(Fout::nieuw(format!("regel {} is toegekend zonder toewijzing", r.regelnr)));
    };
    let declaratieregel_id = Some(regel_id(tx, r)?);
    let tegen: Option<BoekingRij> = match (r.vorige_referentie.as_str(), d.aanbieder) {
        ("", _) | (_, None) => None,
        (vorige, Some(a)) => tx.een(DEBET, &[v(&a), t(vorige)]).await?,
    };
    if let Some(debet) = &tegen {
        let Geboekt { boeking_id, boeking, .. } = debet.geboekt()?;
        let post = Boekpost { declaratieregel_id, ..boeking.post };
        let boeking = Boeking { post, bedrag: r.bedrag };
        return Ok(Bijboeking { boeking, tegenboeking_van: Some(boeking_id) });
    }
    if let Entry::Vacant(plek) = gronden.entry(tw.indicatie_id) {
        let g = grondslag(tx, tw.indicatie_id).await?;
        plek.insert(
            g.ok_or_else(|| Fout::nieuw(format!("toewijzing {} zonder indicatie", tw.toewijzing_id)))?,
        );
    }
    let post = Boekpost {
        toewijzing_id: Some(tw.toewijzing_id),
        aanbieder: Some(tw.aanbieder_id),
        declaratieregel_id,
        maand: r.begin.eerste_van_maand(),
        ..gronden[&tw.indicatie_id].post(Boeksoort::Gedeclareerd)?
    };
    Ok(Bijboeking { boeking: Boeking { post, bedrag: r.bedrag }, tegenboeking_van: None })
}

/// The lines with a reference at an aanbieder, oldest first.
pub async fn met_referentie(
    db: &impl Leest,
    a: AanbiederId,
    referentie: &str,
) -> Result<Vec<DeclaratieregelRij>, Fout> {
    db.alle(MET_REFERENTIE, &[v(&a), t(referentie)]).await
}

/// The lines that take a reference back.
pub async fn met_vorige(
    db: &impl Leest,
    a: AanbiederId,
    referentie: &str,
) -> Result<Vec<DeclaratieregelRij>, Fout> {
    db.alle(MET_VORIGE, &[v(&a), t(referentie)]).await
}

/// The lines on a toewijzing.
pub async fn op_toewijzing(db: &impl Leest, toewijzing_id: i64) -> Result<Vec<DeclaratieregelRij>, Fout> {
    db.alle(OP_TOEWIJZING, &[v(&toewijzing_id)]).await
}

/// The lines of a message.
pub async fn regels_van_bericht(db: &impl Leest, bericht_id: i64) -> Result<Vec<DeclaratieregelRij>, Fout> {
    db.alle(VAN_BERICHT, &[v(&bericht_id)]).await
}

/// The declaratie of a message.
pub async fn van_bericht(db: &impl Leest, bericht_id: i64) -> Result<Option<DeclaratieRij>, Fout> {
    db.een(DECLARATIE_VAN_BERICHT, &[v(&bericht_id)]).await
}

/// The declaraties of an aanbieder, newest first.
pub async fn van_aanbieder(db: &impl Leest, a: AanbiederId) -> Result<Vec<DeclaratieRij>, Fout> {
    db.alle(DECLARATIES_VAN, &[v(&a)]).await
}

/// Whether an aanbieder used a DeclaratieNummer before.
pub async fn nummer_bekend(db: &impl Leest, a: AanbiederId, nummer: &str) -> Result<bool, Fout> {
    let rij: Option<(i64,)> = db.een(NUMMER_BEKEND, &[v(&a), t(nummer)]).await?;
    Ok(rij.is_some_and(|r| r.0 > 0))
}
