//! The double-entry boek in the database.

use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::{
    GeboektePost, Geldstroom, Grootboek, Journaalpost, Overboeking, Rekening, Rekeningsoort, Taakveld,
};
use kern::stam::{Cent, Datum, Gemeentecode, Onleesbaar};
use std::collections::BTreeMap;

rij! {
    /// An entry as stored, with the day it was recorded.
    pub struct PostRij {
        grootboekpost_id: i64, volgnr: i64, boekjaar: i64, boekdatum: Datum, soort: String, geldstroom: String,
        gemeente: Option<Gemeentecode>, maand: Option<Datum>, omschrijving: String, document: String, stuk_id: Option<i64>,
        tegenboeking_van: Option<i64>, op: Datum,
    }
}
rij! {
    /// What an entry moves, as stored.
    pub struct OverboekingRij {
        grootboekpost_id: i64, administratie: Gemeentecode, debet_soort: String, debet_taakveld: String, debet_categorie: String,
        credit_soort: String, credit_taakveld: String, credit_categorie: String, bedrag_cent: Cent,
    }
}

sql!(
    VAN_JAAR = "SELECT p.grootboekpost_id, p.volgnr, p.boekjaar, p.boekdatum, p.soort, p.geldstroom, p.gemeente, p.maand, p.omschrijving,
      p.document, p.stuk_id, p.tegenboeking_van, j.op
    FROM grootboekpost p JOIN journaal j ON j.nr = p.nr WHERE p.boekjaar >= $1 AND p.boekjaar <= $2 ORDER BY p.volgnr"
);
sql!(
    MOET_VAN_JAAR = "SELECT o.grootboekpost_id, o.administratie, o.debet_soort, o.debet_taakveld, o.debet_categorie, o.credit_soort, o.credit_taakveld,
      o.credit_categorie, o.bedrag_cent
    FROM overboeking o JOIN grootboekpost p ON p.grootboekpost_id = o.grootboekpost_id
    WHERE p.boekjaar >= $1 AND p.boekjaar <= $2 ORDER BY o.overboeking_id"
);
sql!(LAATSTE = "SELECT COALESCE(max(volgnr), 0) FROM grootboekpost");
sql!(
    VOEG_TOE = "INSERT INTO grootboekpost (grootboekpost_id, volgnr, boekjaar, boekdatum, soort, geldstroom, gemeente, maand, omschrijving, document,
      stuk_id, tegenboeking_van, nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    BOEK_OVER = "INSERT INTO overboeking (overboeking_id, grootboekpost_id, administratie, debet_soort, debet_taakveld, debet_categorie,
      credit_soort, credit_taakveld, credit_categorie, bedrag_cent, nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);

/// First and last year that can be booked.
const EERSTE_JAAR: i64 = 2015;
const LAATSTE_JAAR: i64 = 2100;

/// An entry that is in the boek.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The entry itself.
    pub rij: PostRij,
    /// What it moves.
    pub overboekingen: Vec<Overboeking>,
}

/// An entry to add.
#[derive(Debug, Clone)]
pub struct Nieuw {
    /// `gewoon`, `maand`, `afrekening` or `factuur`.
    pub soort: &'static str,
    /// Stream of money.
    pub geldstroom: Geldstroom,
    /// Gemeente it is about.
    pub gemeente: Option<Gemeentecode>,
    /// Month of the care.
    pub maand: Option<Datum>,
    /// Day, why, and what moves.
    pub post: Journaalpost,
    /// Document that was uploaded.
    pub stuk_id: Option<i64>,
    /// Number of the entry that is undone.
    pub tegenboeking_van: Option<i64>,
}

fn lees<T>(uit: Result<T, Onleesbaar>) -> Result<T, Fout> {
    uit.map_err(|e| Fout::nieuw(format!("grootboek: {e}")))
}

fn rekening(
    administratie: Gemeentecode,
    soort: &str,
    taakveld: &str,
    categorie: &str,
) -> Result<Rekening, Fout> {
    let taakveld = if taakveld.is_empty() { None } else { Some(lees(Taakveld::lees(taakveld))?) };
    Ok(Rekening {
        administratie,
        soort: lees(Rekeningsoort::lees(soort))?,
        taakveld,
        categorie: categorie.to_owned(),
    })
}

impl OverboekingRij {
    fn overboeking(&self) -> Result<Overboeking, Fout> {
        let debet =
            rekening(self.administratie, &self.debet_soort, &self.debet_taakveld, &self.debet_categorie)?;
        let credit =
            rekening(self.administratie, &self.credit_soort, &self.credit_taakveld, &self.credit_categorie)?;
        Overboeking::nieuw(debet, credit, self.bedrag_cent)
            .map_err(|w| Fout::nieuw(format!("grootboek: {w}")))
    }
}

impl Post {
    /// As the rules want it.
    pub fn journaalpost(&self) -> Journaalpost {
        Journaalpost {
            datum: self.rij.boekdatum,
            omschrijving: self.rij.omschrijving.clone(),
            stuk: self.rij.document.clone(),
            overboekingen: self.overboekingen.clone(),
        }
    }

    /// What it moves together.
    pub fn bedrag(&self) -> Cent {
        self.overboekingen.iter().map(Overboeking::bedrag).sum()
    }

    /// Income minus costs that this entry brings to the books of a gemeente; nothing for what only moves on the balance.
    pub fn resultaat(&self, administratie: Gemeentecode) -> Cent {
        let telt = |r: &Rekening| r.administratie == administratie && r.soort != Rekeningsoort::Balans;
        let een = |o: &Overboeking| {
            let bij = if telt(o.credit()) { o.bedrag() } else { Cent::NUL };
            let af = if telt(o.debet()) { o.bedrag() } else { Cent::NUL };
            bij - af
        };
        self.overboekingen.iter().map(een).sum()
    }
}

/// The entries of some years, by number.
pub async fn posten(db: &impl Leest, van: i64, tot_en_met: i64) -> Result<Vec<Post>, Fout> {
    let args = [v(&van), v(&tot_en_met)];
    let rijen: Vec<PostRij> = db.alle(VAN_JAAR, &args).await?;
    let mut over: BTreeMap<i64, Vec<Overboeking>> = BTreeMap::new();
    for o in db.alle::<OverboekingRij>(MOET_VAN_JAAR, &args).await? {
        over.entry(o.grootboekpost_id).or_default().push(o.overboeking()?);
    }
    let post =
        |rij: PostRij| Post { overboekingen: over.remove(&rij.grootboekpost_id).unwrap_or_default(), rij };
    Ok(rijen.into_iter().map(post).collect())
}

/// All entries, by number.
pub async fn alle(db: &impl Leest) -> Result<Vec<Post>, Fout> {
    posten(db, EERSTE_JAAR, LAATSTE_JAAR).await
}

/// The boek as the rules know it, made anew entry by entry. What cannot have been booked like this is a failure.
pub fn grootboek(posten: &[Post]) -> Result<Grootboek, Fout> {
    let mut boek = Grootboek::default();
    for p in posten {
        let nr = match p.rij.tegenboeking_van {
            Some(van) => {
                let van = u32::try_from(van).map_err(|_| Fout::nieuw("grootboek: nummer te groot"))?;
                boek.boek_tegen(van, p.rij.boekdatum, &p.rij.omschrijving)
            }
            None => boek.boek(p.journaalpost()),
        };
        let nr = nr.map_err(|w| Fout::nieuw(format!("grootboekpost {}: {w}", p.rij.volgnr)))?;
        if i64::from(nr) != p.rij.volgnr {
            return Err(Fout::nieuw(format!("grootboekpost {}: de nummers hebben een gat", p.rij.volgnr)));
        }
    }
    Ok(boek)
}

/// The entry as it came out of the rules: for a tegenboeking.
pub fn laatste(boek: &Grootboek) -> Option<&GeboektePost> {
    boek.posten().last()
}

/// Adds entries; returns their numbers. One act at a time comes here: the counter of the journal is locked.
pub async fn voeg_toe(tx: &mut Tx, nieuw: &[Nieuw]) -> Result<Vec<i64>, Fout> {
    let (mut volgnr,): (i64,) = tx.een(LAATSTE, &[]).await?.unwrap_or((0,));
    let mut uit = Vec::with_capacity(nieuw.len());
    let nr = tx.nr();
    for n in nieuw {
        volgnr += 1;
        let id = tx.nieuw_id()?;
        let args = [
            v(&id),
            v(&volgnr),
            v(&i64::from(n.post.datum.jaar())),
            v(&n.post.datum),
            t(n.soort),
            t(n.geldstroom.code()),
            o(&n.gemeente),
            o(&n.maand),
            t(&n.post.omschrijving),
            t(&n.post.stuk),
            o(&n.stuk_id),
            o(&n.tegenboeking_van),
            v(&nr),
        ];
        tx.voer(VOEG_TOE, &args).await?;
        for over in &n.post.overboekingen {
            schrijf(tx, id, over).await?;
        }
        uit.push(volgnr);
    }
    Ok(uit)
}

async fn schrijf(tx: &mut Tx, post: i64, over: &Overboeking) -> Result<(), Fout> {
    let id = tx.nieuw_id()?;
    let (d, c, nr) = (over.debet(), over.credit(), tx.nr());
    let args = [
        v(&id),
        v(&post),
        v(&d.administratie),
        t(d.soort.code()),
        t(&taakveld(d)),
        t(&d.categorie),
        t(c.soort.code()),
        t(&taakveld(c)),
        t(&c.categorie),
        v(&over.bedrag()),
        v(&nr),
    ];
    tx.voer(BOEK_OVER, &args).await?;
    Ok(())
}

/// The taakveld of an account as text; empty on the balance.
pub fn taakveld(r: &Rekening) -> String {
    r.taakveld.as_ref().map_or_else(String::new, ToString::to_string)
}
