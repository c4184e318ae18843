//! From the declared lines of a month to the boek: what is not booked yet, per gemeente and taakveld.

use super::boek::{Grond, nieuw, toets_open, zorgkosten};
use super::opslag::{self, Nieuw, Post};
use crate::financien::tabellen::taakvelden;
use crate::huis::{
    Antwoord, Fout, Uitkomst, Verzoek,
    opslag::{Handeling, Leest, Tx, sql, v},
};
use crate::inkoop::opslag::code;
use crate::rij;
use kern::financien::{Geldstroom, Rekeningsoort, Taakveld};
use kern::stam::{Cent, Datum, Gemeentecode, Weigering};
use std::collections::BTreeMap;

rij! {
    /// What was declared and granted for a month.
    pub struct MaandRij { maand: Datum, gemeente: Gemeentecode, vorm: String, productcode: String, bedrag_cent: Cent }
}

sql!(
    GEDECLAREERD = "SELECT maand, gemeente, vorm, productcode, CAST(sum(bedrag_cent) AS BIGINT) FROM boeking
    WHERE soort = 'gedeclareerd' AND maand >= $1 AND maand < $2 AND vorm IN ('bw', 'bt')
    GROUP BY maand, gemeente, vorm, productcode ORDER BY maand, gemeente, vorm, productcode"
);

/// What one entry of a month is about.
pub type Sleutel = (Datum, Gemeentecode, Geldstroom, Taakveld);

/// What is declared and not in the boek yet, per month, gemeente, stream and taakveld; negative when the boek holds too much.
pub async fn open(db: &impl Leest, jaar: i16, posten: &[Post]) -> Result<BTreeMap<Sleutel, Cent>, Fout> {
    let begin = Datum::nieuw(jaar, 1, 1).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let rijen: Vec<MaandRij> = db.alle(GEDECLAREERD, &[v(&begin), v(&begin.plus_jaren(1))]).await?;
    let mut uit: BTreeMap<Sleutel, Cent> = BTreeMap::new();
    for r in &rijen {
        let stroom = if r.vorm == "bw" { Geldstroom::ProgrammaBw } else { Geldstroom::ProgrammaBt };
        let veld = taakvelden()
            .op(stroom, Some(&code(&r.productcode)?), r.maand)
            .map_err(|w| Fout::nieuw(format!("taakvelden: {w}")))?;
        *uit.entry((r.maand, r.gemeente, stroom, veld.taakveld.clone())).or_default() += r.bedrag_cent;
    }
    for (sleutel, bedrag) in geboekt(posten) {
        *uit.entry(sleutel).or_default() += -bedrag;
    }
    uit.retain(|_, bedrag| *bedrag != Cent::NUL);
    Ok(uit)
}

/// What the boek holds of the declared lines.
fn geboekt(posten: &[Post]) -> Vec<(Sleutel, Cent)> {
    let mut uit = Vec::new();
    for p in posten.iter().filter(|p| p.rij.soort == "maand") {
        let (Some(maand), Some(g)) = (p.rij.maand, p.rij.gemeente) else { continue };
        let Ok(stroom) = Geldstroom::lees(&p.rij.geldstroom) else { continue };
        for o in &p.overboekingen {
            for (r, teken) in [(o.debet(), 1), (o.credit(), -1)] {
                if let (Rekeningsoort::Lasten, Some(veld)) = (r.soort, &r.taakveld) {
                    uit.push(((maand, g, stroom, veld.clone()), Cent(teken * o.bedrag().0)));
                }
            }
        }
    }
    uit
}

/// POST /geld/grootboek/maand: books what is open of one month.
pub async fn boek(vz: Verzoek) -> Uitkomst {
    let Some(maand) = Datum::lees(vz.form.tekst("maand")).ok().filter(|m| m.dag() == 1) else {
        return Antwoord::niet_gevonden();
    };
    let terug = format!("/geld/grootboek?jaar={}", maand.jaar());
    let mut tx = vz.begin().await?;
    match boek_maand(&mut tx, maand).await? {
        Err(w) => Antwoord::geweigerd(&format!("{} ({}, {})", w.zin, w.code, w.artikel)),
        Ok(0) => Antwoord::naar_met_melding(terug, "Van deze maand staat alles al in het grootboek."),
        Ok(n) => {
            tx.commit().await?;
            Antwoord::naar_met_melding(terug, format!("De maand is geboekt: {n} posten."))
        }
    }
}

/// Books what is open of a month; returns how many entries. Refused while the month runs (FIN-36) and in a settled year (FIN-34).
pub async fn boek_maand(tx: &mut Tx, maand: Datum) -> Result<Result<usize, Weigering>, Fout> {
    let einde = maand.plus_maanden(1).plus_dagen(-1);
    if tx.vandaag() <= einde {
        let zin = format!("De maand loopt nog. Boek hem vanaf {}.", einde.plus_dagen(1).voluit());
        return Ok(Err(Weigering::nieuw("FIN-36", "BBV art. 17", zin)));
    }
    if let Err(w) = toets_open(tx, maand.jaar()).await? {
        return Ok(Err(w));
    }
    let jaar = i64::from(maand.jaar());
    let posten = opslag::posten(tx, jaar, jaar).await?;
    let mut te_boeken = Vec::new();
    for ((m, g, stroom, veld), bedrag) in open(tx, maand.jaar(), &posten).await? {
        if m == maand {
            te_boeken.push(match post(m, g, stroom, &veld, bedrag) {
                Ok(n) => n,
                Err(w) => return Ok(Err(w)),
            });
        }
    }
    if te_boeken.is_empty() {
        return Ok(Ok(0));
    }
    let nr = tx.nr().0;
    tx.journaal(Handeling {
        wat: "maand in grootboek geboekt",
        onderwerp: "grootboekpost",
        onderwerp_id: nr,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    Ok(Ok(opslag::voeg_toe(tx, &te_boeken).await?.len()))
}

/// The entry of one gemeente, stream and taakveld of a month, on its last day.
pub fn post(
    maand: Datum,
    gemeente: Gemeentecode,
    stroom: Geldstroom,
    veld: &Taakveld,
    bedrag: Cent,
) -> Result<Nieuw, Weigering> {
    let naam = naam(maand);
    let grond = Grond {
        datum: maand.plus_maanden(1).plus_dagen(-1),
        omschrijving: format!("{}, zorg van {naam}", stroom.tekst()),
        document: format!("Toegekende declaraties over {naam}"),
        stuk_id: None,
    };
    let over = zorgkosten(stroom, veld, bedrag)?;
    Ok(Nieuw { maand: Some(maand), ..nieuw("maand", stroom, Some(gemeente), grond, over) })
}

/// `maart 2026`.
pub fn naam(maand: Datum) -> String {
    let voluit = maand.voluit();
    voluit.split_once(' ').map_or(voluit.clone(), |(_, rest)| rest.to_owned())
}
