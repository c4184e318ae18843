//! From the declared lines of a month to the boek: what is not booked yet, per gemeente and taakveld, and to whom we owe it.

use super::boek::{Grond, samen, toets_open, zorgkosten};
use super::opslag::{self, Nieuw};
use super::run;
use super::schuld::{self, Lijn, LijnRij, PerAanbieder, Sleutel};
use crate::financien::tabellen::taakvelden;
use crate::huis::{
    Antwoord, Fout, Uitkomst, Verzoek,
    opslag::{Handeling, Leest, Tx, sql, v},
};
use crate::inkoop::opslag::code;
use kern::financien::{Crediteur, Geldstroom};
use kern::stam::{AanbiederId, Cent, Datum, Weigering};
use std::collections::BTreeMap;

sql!(
    GEDECLAREERD = "SELECT maand, gemeente, vorm, productcode, aanbieder_id, min(nr), CAST(sum(bedrag_cent) AS BIGINT) FROM boeking
    WHERE soort = 'gedeclareerd' AND maand >= $1 AND maand < $2 AND vorm IN ('bw', 'bt')
    GROUP BY maand, gemeente, vorm, productcode, aanbieder_id ORDER BY maand, gemeente, vorm, productcode, aanbieder_id"
);
sql!(
    PER_HANDELING = "SELECT maand, gemeente, vorm, productcode, aanbieder_id, nr, CAST(sum(bedrag_cent) AS BIGINT) FROM boeking
    WHERE soort = 'gedeclareerd' AND maand >= $1 AND maand < $2 AND vorm IN ('bw', 'bt')
    GROUP BY maand, gemeente, vorm, productcode, aanbieder_id, nr ORDER BY nr, maand, gemeente, vorm, productcode, aanbieder_id"
);

/// First and last year of care: the Wmo 2015 came into force in the first.
const EERSTE_JAAR: i16 = 2015;
const LAATSTE_JAAR: i16 = 2100;

/// The key of what was declared, and of whom it is.
fn sleutel(r: &LijnRij) -> Result<(Sleutel, AanbiederId), Fout> {
    let stroom = if r.vorm == "bw" { Geldstroom::ProgrammaBw } else { Geldstroom::ProgrammaBt };
    let veld = taakvelden()
        .op(stroom, Some(&code(&r.productcode)?), r.maand)
        .map_err(|w| Fout::nieuw(format!("taakvelden: {w}")))?;
    let wie = r.aanbieder_id.ok_or_else(|| Fout::nieuw("een gedeclareerde boeking heeft geen aanbieder"))?;
    Ok(((r.maand, r.gemeente, stroom, veld.taakveld.clone()), wie))
}

/// What is declared for care of a year and not in the boek yet, per month, gemeente, stream and taakveld, and per aanbieder; negative when the
/// boek holds too much. Also what is in the boek of another year counts: care of a settled year is booked when it comes to light.
pub async fn open(db: &impl Leest, jaar: i16) -> Result<BTreeMap<Sleutel, PerAanbieder>, Fout> {
    let begin = Datum::nieuw(jaar, 1, 1).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    open_tussen(db, begin, begin.plus_jaren(1)).await
}

/// The same for care of all years.
pub async fn alles_open(db: &impl Leest) -> Result<BTreeMap<Sleutel, PerAanbieder>, Fout> {
    let dag = |jaar| Datum::nieuw(jaar, 1, 1).ok_or_else(|| Fout::niet_gevonden("jaar"));
    open_tussen(db, dag(EERSTE_JAAR)?, dag(LAATSTE_JAAR)?.plus_jaren(1)).await
}

async fn open_tussen(
    db: &impl Leest,
    begin: Datum,
    einde: Datum,
) -> Result<BTreeMap<Sleutel, PerAanbieder>, Fout> {
    let (args, posten) = ([v(&begin), v(&einde)], opslag::van_zorg(db, begin, einde).await?);
    let mut uit: BTreeMap<Sleutel, PerAanbieder> = BTreeMap::new();
    for r in &db.alle::<LijnRij>(GEDECLAREERD, &args).await? {
        let (sleutel, wie) = sleutel(r)?;
        *uit.entry(sleutel).or_default().entry(wie).or_default() += r.bedrag_cent;
    }
    let mut lijnen: BTreeMap<Sleutel, Vec<Lijn>> = BTreeMap::new();
    if schuld::is_oud(&posten) {
        for r in &db.alle::<LijnRij>(PER_HANDELING, &args).await? {
            let (sleutel, wie) = sleutel(r)?;
            lijnen.entry(sleutel).or_default().push((r.nr, wie, r.bedrag_cent));
        }
    }
    for (sleutel, per) in schuld::geboekt(&posten, &lijnen) {
        let bij = uit.entry(sleutel).or_default();
        for (wie, bedrag) in per {
            *bij.entry(wie).or_default() += -bedrag;
        }
    }
    for per in uit.values_mut() {
        per.retain(|_, bedrag| *bedrag != Cent::NUL);
    }
    uit.retain(|_, per| !per.is_empty());
    Ok(uit)
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

/// Books what is open of a month; returns how many entries. Refused while the month runs (FIN-36). What comes to light after the settlement
/// of a year is booked today, in a year that is open: the settled result stays as it is (FIN-34).
pub async fn boek_maand(tx: &mut Tx, maand: Datum) -> Result<Result<usize, Weigering>, Fout> {
    let einde = maand.plus_maanden(1).plus_dagen(-1);
    if tx.vandaag() <= einde {
        let zin = format!("De maand loopt nog. Boek hem vanaf {}.", einde.plus_dagen(1).voluit());
        return Ok(Err(Weigering::nieuw("FIN-36", "BBV art. 17", zin)));
    }
    let datum = if toets_open(tx, maand.jaar()).await?.is_ok() { einde } else { tx.vandaag() };
    if let Err(w) = toets_open(tx, datum.jaar()).await? {
        return Ok(Err(w));
    }
    let mut te_boeken = Vec::new();
    for (sleutel, per) in open(tx, maand.jaar()).await? {
        if sleutel.0 == maand {
            te_boeken.push(match post(datum, &sleutel, &per) {
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
    run::breng_bij(tx).await?;
    Ok(Ok(opslag::voeg_toe(tx, &te_boeken).await?.len()))
}

/// The entry of one gemeente, stream and taakveld of a month: a line per aanbieder.
pub fn post(datum: Datum, sleutel: &Sleutel, per: &PerAanbieder) -> Result<Nieuw, Weigering> {
    let (maand, gemeente, stroom, veld) = sleutel;
    let naam = naam(*maand);
    let later = if datum.jaar() == maand.jaar() {
        String::new()
    } else {
        format!(", bekend na de afrekening van {}", maand.jaar())
    };
    let grond = Grond {
        datum,
        omschrijving: format!("{}, zorg van {naam}{later}", stroom.tekst()),
        document: format!("Toegekende declaraties over {naam}"),
        stuk_id: None,
    };
    let een = |(aanbieder, bedrag): (&AanbiederId, &Cent)| {
        zorgkosten(*stroom, veld, Crediteur { aanbieder: *aanbieder, jaar: maand.jaar() }, *bedrag)
    };
    let over = per.iter().map(een).collect::<Result<Vec<_>, _>>()?;
    Ok(Nieuw { maand: Some(*maand), ..samen("maand", *stroom, Some(*gemeente), grond, over) })
}

/// What is open of a year, together.
pub async fn som(db: &impl Leest, jaar: i16) -> Result<Cent, Fout> {
    Ok(open(db, jaar).await?.values().flat_map(BTreeMap::values).copied().sum())
}

/// `maart 2026`.
pub fn naam(maand: Datum) -> String {
    let voluit = maand.voluit();
    voluit.split_once(' ').map_or(voluit.clone(), |(_, rest)| rest.to_owned())
}
