//! The double-entry boek in the database.

use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::{
    Crediteur, GeboektePost, Geldstroom, Grootboek, Journaalpost, Overboeking, Rekening, Rekeningsoort,
    Taakveld,
};
use kern::stam::{AanbiederId, Cent, Datum, Gemeentecode, Onleesbaar};
use std::collections::BTreeMap;

rij! {
    /// An entry as stored, with the day it was recorded.
    pub struct PostRij {
        grootboekpost_id: i64, volgnr: i64, boekjaar: i64, boekdatum: Datum, soort: String, geldstroom: String,
        gemeente: Option<Gemeentecode>, maand: Option<Datum>, omschrijving: String, document: String, stuk_id: Option<i64>,
        tegenboeking_van: Option<i64>, nr: i64, op: Datum,
    }
}
rij! {
    /// What an entry moves, as stored, with the parts of the account of debts.
    pub struct OverboekingRij {
        grootboekpost_id: i64, administratie: Gemeentecode, debet_soort: String, debet_taakveld: String, debet_categorie: String,
        credit_soort: String, credit_taakveld: String, credit_categorie: String, bedrag_cent: Cent, debet_aanbieder: Option<AanbiederId>,
        debet_jaar: Option<i64>, credit_aanbieder: Option<AanbiederId>, credit_jaar: Option<i64>,
    }
}

sql!(
    VAN_JAAR = "SELECT p.grootboekpost_id, p.volgnr, p.boekjaar, p.boekdatum, p.soort, p.geldstroom, p.gemeente, p.maand, p.omschrijving,
      p.document, p.stuk_id, p.tegenboeking_van, p.nr, j.op
    FROM grootboekpost p JOIN journaal j ON j.nr = p.nr WHERE p.boekjaar >= $1 AND p.boekjaar <= $2 ORDER BY p.volgnr"
);
sql!(
    VAN_MAANDEN = "SELECT p.grootboekpost_id, p.volgnr, p.boekjaar, p.boekdatum, p.soort, p.geldstroom, p.gemeente, p.maand, p.omschrijving,
      p.document, p.stuk_id, p.tegenboeking_van, p.nr, j.op
    FROM grootboekpost p JOIN journaal j ON j.nr = p.nr WHERE p.soort = 'maand' AND p.maand >= $1 AND p.maand < $2 ORDER BY p.volgnr"
);
sql!(
    MOET_VAN_JAAR = "SELECT o.grootboekpost_id, o.administratie, o.debet_soort, o.debet_taakveld, o.debet_categorie, o.credit_soort, o.credit_taakveld,
      o.credit_categorie, o.bedrag_cent, d.aanbieder_id, d.jaar, c.aanbieder_id, c.jaar
    FROM overboeking o JOIN grootboekpost p ON p.grootboekpost_id = o.grootboekpost_id
    LEFT JOIN overboekingcrediteur d ON d.overboeking_id = o.overboeking_id AND d.kant = 'debet'
    LEFT JOIN overboekingcrediteur c ON c.overboeking_id = o.overboeking_id AND c.kant = 'credit'
    WHERE p.boekjaar >= $1 AND p.boekjaar <= $2 ORDER BY o.overboeking_id"
);
sql!(
    MOET_VAN_MAANDEN = "SELECT o.grootboekpost_id, o.administratie, o.debet_soort, o.debet_taakveld, o.debet_categorie, o.credit_soort, o.credit_taakveld,
      o.credit_categorie, o.bedrag_cent, d.aanbieder_id, d.jaar, c.aanbieder_id, c.jaar
    FROM overboeking o JOIN grootboekpost p ON p.grootboekpost_id = o.grootboekpost_id
    LEFT JOIN overboekingcrediteur d ON d.overboeking_id = o.overboeking_id AND d.kant = 'debet'
    LEFT JOIN overboekingcrediteur c ON c.overboeking_id = o.overboeking_id AND c.kant = 'credit'
    WHERE p.soort = 'maand' AND p.maand >= $1 AND p.maand < $2 ORDER BY o.overboeking_id"
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
sql!(
    BOEK_CREDITEUR = "INSERT INTO overboekingcrediteur (overboeking_id, kant, aanbieder_id, jaar, nr) VALUES ($1, $2, $3, $4, $5)"
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
    deel: (Option<AanbiederId>, Option<i64>),
) -> Result<Rekening, Fout> {
    let taakveld = if taakveld.is_empty() { None } else { Some(lees(Taakveld::lees(taakveld))?) };
    let crediteur = match deel {
        (Some(aanbieder), Some(jaar)) => {
            let jaar = i16::try_from(jaar).map_err(|_| Fout::nieuw("grootboek: jaar van een crediteur"))?;
            Some(Crediteur { aanbieder, jaar })
        }
        (None, _) | (_, None) => None,
    };
    let soort = lees(Rekeningsoort::lees(soort))?;
    Ok(Rekening { administratie, soort, taakveld, categorie: categorie.to_owned(), crediteur })
}

impl OverboekingRij {
    fn overboeking(&self) -> Result<Overboeking, Fout> {
        let a = self.administratie;
        let deel = (self.debet_aanbieder, self.debet_jaar);
        let debet = rekening(a, &self.debet_soort, &self.debet_taakveld, &self.debet_categorie, deel)?;
        let deel = (self.credit_aanbieder, self.credit_jaar);
        let credit = rekening(a, &self.credit_soort, &self.credit_taakveld, &self.credit_categorie, deel)?;
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
    samen(db.alle(VAN_JAAR, &args).await?, db.alle(MOET_VAN_JAAR, &args).await?)
}

/// The entries of care from a month until another, whichever year they were booked in, by number.
pub async fn van_zorg(db: &impl Leest, begin: Datum, einde: Datum) -> Result<Vec<Post>, Fout> {
    let args = [v(&begin), v(&einde)];
    samen(db.alle(VAN_MAANDEN, &args).await?, db.alle(MOET_VAN_MAANDEN, &args).await?)
}

fn samen(rijen: Vec<PostRij>, moet: Vec<OverboekingRij>) -> Result<Vec<Post>, Fout> {
    let mut over: BTreeMap<i64, Vec<Overboeking>> = BTreeMap::new();
    for o in moet {
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
    for (kant, r) in [("debet", d), ("credit", c)] {
        if let Some(deel) = r.crediteur {
            let args = [v(&id), t(kant), v(&deel.aanbieder), v(&i64::from(deel.jaar)), v(&nr)];
            tx.voer(BOEK_CREDITEUR, &args).await?;
        }
    }
    Ok(())
}

/// The taakveld of an account as text; empty on the balance.
pub fn taakveld(r: &Rekening) -> String {
    r.taakveld.as_ref().map_or_else(String::new, ToString::to_string)
}
