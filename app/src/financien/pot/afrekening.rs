//! Settling a year: by the key that was decided, once, in the boek; after it the year is closed.

use super::opslag::{self, NieuweAfrekening, SleutelRij};
use super::reken::{Potstand, geboekt};
use super::web;
use crate::financien::grootboek::{
    RESERVE, TE_VERREKENEN,
    boek::{self, Grond, Soort, nieuw},
    maand,
    opslag::{Nieuw, posten, voeg_toe},
};
use crate::financien::{nav, tabellen::taakvelden};
use crate::huis::{
    Antwoord, Fout, Invoer, Uitkomst, Verzoek, gemeenten,
    opslag::{Handeling, Leest, Tx},
};
use kern::financien::{
    Afrekening, Geldstroom, Overboeking, Rekening, Rekeningsoort, Reserveverloop, reken_af, sleutel_op,
};
use kern::stam::{Cent, Datum, Gemeentecode, Weigering};

/// The last day of a year.
pub fn laatste_dag(jaar: i16) -> Result<Datum, Fout> {
    Datum::nieuw(jaar, 12, 31).ok_or_else(|| Fout::niet_gevonden("jaar"))
}

/// The decision that holds on the last day of a year. Refused without one (FIN-05) or with two (FIN-06).
pub fn besluit(rijen: &[SleutelRij], jaar: i16) -> Result<Result<&SleutelRij, Weigering>, Fout> {
    let alle = rijen.iter().map(SleutelRij::besluit).collect::<Result<Vec<_>, _>>()?;
    Ok(match sleutel_op(&alle, laatste_dag(jaar)?) {
        Err(w) => Err(w),
        Ok(b) => {
            let gekozen = rijen.iter().find(|r| r.geldig_van == b.geldig.van());
            Ok(gekozen.ok_or_else(|| Fout::nieuw("sleutelbesluit: niet teruggevonden"))?)
        }
    })
}

/// POST /geld/pot/afrekening
pub async fn reken(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar_van(vz.form.tekst("jaar")).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let mut tx = vz.begin().await?;
    if let Err(w) = leg_vast(&mut tx, jaar).await? {
        drop(tx);
        let mut f = Invoer::leeg();
        f.weiger(&w);
        return web::pagina(&vz, jaar, f).await;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/geld/pot?jaar={jaar}"), format!("Het jaar {jaar} is afgerekend."))
}

/// The pot of a year as booked.
pub async fn stand(db: &impl Leest, jaar: i16) -> Result<Potstand, Fout> {
    let (j, eerder) = (i64::from(jaar), posten(db, 0, i64::from(jaar) - 1).await?);
    geboekt(&posten(db, j, j).await?, &eerder)
}

/// Settles a year. Refused while it runs (FIN-37), when it was settled (FIN-34), while declared support is not in the boek (FIN-38), without
/// a decision on the key (FIN-05), and when the reserve is too small (FIN-10).
pub async fn leg_vast(tx: &mut Tx, jaar: i16) -> Result<Result<(), Weigering>, Fout> {
    if let Err(w) = toets(tx, jaar).await? {
        return Ok(Err(w));
    }
    let rijen = opslag::besluiten(tx).await?;
    let gekozen = match besluit(&rijen, jaar)? {
        Ok(b) => b,
        Err(w) => return Ok(Err(w)),
    };
    let pot = stand(tx, jaar).await?;
    let resultaat = pot.te_verdelen();
    let uit = match reken_af(resultaat, &gekozen.sleutel()?, &pot.deelnemers()) {
        Ok(a) => a,
        Err(w) => return Ok(Err(w)),
    };
    if let Err(w) = Reserveverloop::met(pot.reserve.eind(), uit.reserve) {
        return Ok(Err(w));
    }
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "pot afgerekend",
        onderwerp: "potafrekening",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    let boekingen = match boekingen(&uit, jaar, &gekozen.document)? {
        Ok(b) => b,
        Err(w) => return Ok(Err(w)),
    };
    voeg_toe(tx, &boekingen).await?;
    let afrekening = NieuweAfrekening { jaar, besluit: gekozen, resultaat, uitkomst: &uit };
    opslag::leg_afrekening_vast(tx, id, &afrekening).await?;
    Ok(Ok(()))
}

async fn toets(tx: &Tx, jaar: i16) -> Result<Result<(), Weigering>, Fout> {
    let einde = laatste_dag(jaar)?;
    if tx.vandaag() <= einde {
        let zin = format!("Het jaar {jaar} loopt nog. Reken af vanaf {}.", einde.plus_dagen(1).voluit());
        return Ok(Err(Weigering::nieuw("FIN-37", "BBV art. 24", zin)));
    }
    if let Err(w) = boek::toets_open(tx, jaar).await? {
        return Ok(Err(w));
    }
    let open = maand::som(tx, jaar).await?;
    if open != Cent::NUL {
        let zin =
            format!("Er staat nog {open} aan zorg van {jaar} niet in het grootboek. Boek die maanden eerst.");
        return Ok(Err(Weigering::nieuw("FIN-38", "BBV art. 17", zin)));
    }
    Ok(Ok(()))
}

/// The entries of a settlement: the reserve, and with each gemeente both sides. The part of the centrumgemeente stays in its own books.
pub fn boekingen(uit: &Afrekening, jaar: i16, document: &str) -> Result<Result<Vec<Nieuw>, Weigering>, Fout> {
    let datum = laatste_dag(jaar)?;
    let hier = gemeenten::regiegemeente();
    let grond =
        |omschrijving: String| Grond { datum, omschrijving, document: document.to_owned(), stuk_id: None };
    let mut alle = Vec::new();
    let mut doe = || -> Result<(), Weigering> {
        if uit.reserve != Cent::NUL {
            let code = if uit.reserve > Cent::NUL { "reserve_bij" } else { "reserve_af" };
            let soort = Soort::lees(code).expect("both are in the list");
            let bedrag = uit.reserve.max(-uit.reserve);
            let post = soort.post(bedrag, None, grond(format!("Afrekening {jaar}: {RESERVE}")))?;
            alle.push(Nieuw { soort: "afrekening", ..post });
        }
        for (g, bedrag) in uit.per_gemeente.iter().filter(|x| x.0 != hier && x.1 != Cent::NUL) {
            for over in met_gemeente(hier, *g, *bedrag, datum)? {
                let wat = grond(format!("Afrekening {jaar} met {}", gemeenten::naam(*g)));
                alle.push(nieuw("afrekening", Geldstroom::Doorsluizing, Some(*g), wat, over));
            }
        }
        Ok(())
    };
    Ok(doe().map(|()| alle))
}

/// Both sides of what a gemeente gets (more than nothing) or pays.
fn met_gemeente(
    hier: Gemeentecode,
    g: Gemeentecode,
    bedrag: Cent,
    op: Datum,
) -> Result<[Overboeking; 2], Weigering> {
    let veld = taakvelden().op(Geldstroom::Doorsluizing, None, op)?.taakveld.clone();
    let balans = |administratie| Rekening::balans(administratie, TE_VERREKENEN);
    let resultaat = |administratie, soort| {
        Rekening::resultaat(administratie, soort, &veld, Geldstroom::Doorsluizing.code())
    };
    let (geeft, krijgt, hoeveel) = if bedrag > Cent::NUL { (hier, g, bedrag) } else { (g, hier, -bedrag) };
    Ok([
        Overboeking::nieuw(resultaat(geeft, Rekeningsoort::Lasten), balans(geeft), hoeveel)?,
        Overboeking::nieuw(balans(krijgt), resultaat(krijgt, Rekeningsoort::Baten), hoeveel)?,
    ])
}
