//! Beginning a begroting with the lines of the year before: ramingen move up, what was booked becomes the realisatie.

use super::opslag::{self, RegelRij, Stand};
use super::regel::journaal;
use crate::financien::{nav, pot::afrekening, pot::reken::Potstand, stand};
use crate::huis::{
    Antwoord, Fout, Invoer, Uitkomst, Verzoek,
    opslag::{Leest, Tx},
};
use kern::financien::{Boeksoort, Geldstroom, Jaarkolom, Kant, Kostensoort};
use kern::stam::{Cent, Weigering};

/// POST /geld/begroting/begin
pub async fn neem_over(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar_van(vz.form.tekst("jaar")).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let mut tx = vz.begin().await?;
    if let Err(w) = leg_vast(&mut tx, jaar).await? {
        drop(tx);
        let mut f = Invoer::leeg();
        f.weiger(&w);
        return super::web::pagina(&vz, jaar, f).await;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/geld/begroting?jaar={jaar}"),
        "De regels zijn overgenomen. Pas aan wat anders wordt.",
    )
}

/// Takes over the lines of the year before. Refused when this year has lines, or the year before has none (FIN-42).
pub async fn leg_vast(tx: &mut Tx, jaar: i16) -> Result<Result<(), Weigering>, Fout> {
    let (nu, vorige) = (opslag::stand(tx, jaar).await?, opslag::stand(tx, jaar - 1).await?);
    if !nu.regels.is_empty() || vorige.regels.is_empty() {
        let zin = format!("Overnemen kan als {jaar} nog geen regels heeft en {} wel.", jaar - 1);
        return Ok(Err(Weigering::nieuw("FIN-42", "BBV art. 22", zin)));
    }
    let nieuw = regels(tx, jaar, &vorige).await?;
    let nr = tx.nr().0;
    journaal(tx, "begroting begonnen", nr).await?;
    for mut r in nieuw {
        r.begrotingsregel_id = tx.nieuw_id()?;
        opslag::leg_regel_vast(tx, &r, false).await?;
    }
    opslag::volg(tx, jaar).await?;
    Ok(Ok(()))
}

async fn regels(db: &impl Leest, jaar: i16, vorige: &Stand) -> Result<Vec<RegelRij>, Fout> {
    let pot = afrekening::stand(db, jaar - 2).await?;
    let vraag = stand::Vraag {
        run: 0,
        aanbieder: 0,
        jaar: jaar - 2,
        maand: 0,
        gemeente: String::new(),
        vorm: String::new(),
        product: String::new(),
        leveringsvorm: String::new(),
        kenmerk: String::new(),
    };
    let sommen = stand::sommen(db, &vraag).await?;
    let mut uit = Vec::new();
    for (rij, regel) in vorige.regels.iter().zip(vorige.begroting.regels()) {
        let gedeclareerd = sommen
            .iter()
            .filter(|s| s.soort == Boeksoort::Gedeclareerd.code() && s.vorm == rij.vorm)
            .filter(|s| Some(s.gemeente) == regel.gemeente)
            .map(|s| s.bedrag_cent)
            .sum::<Cent>();
        uit.push(RegelRij {
            jaar: i64::from(jaar),
            min2: realisatie(&pot, regel.kant, regel.soort, regel.gemeente, gedeclareerd),
            min1: vorige.begroting.na_wijziging(regel),
            t: regel.bedrag(Jaarkolom::Raming1),
            plus1: regel.bedrag(Jaarkolom::Raming2),
            plus2: regel.bedrag(Jaarkolom::Raming3),
            plus3: regel.bedrag(Jaarkolom::Raming3),
            ..rij.clone()
        });
    }
    Ok(uit)
}

/// What the books say of a line two years ago; less than nothing is shown as nothing, for a line has one side.
fn realisatie(
    pot: &Potstand,
    kant: Kant,
    soort: Kostensoort,
    gemeente: Option<kern::stam::Gemeentecode>,
    gedeclareerd: Cent,
) -> Cent {
    let kosten = |s: Geldstroom| -> Cent {
        pot.pot.uitvoeringskosten.iter().filter(|k| k.omschrijving == s.tekst()).map(|k| k.bedrag).sum()
    };
    let bedrag = match (kant, soort, gemeente) {
        (Kant::Baten, Kostensoort::Inkomsten, Some(g)) => Potstand::van(&pot.pot.inbreng, g),
        (Kant::Baten, Kostensoort::Inkomsten, None) => pot.pot.eigen_bijdragen,
        (Kant::Lasten, Kostensoort::Programma, Some(_)) => gedeclareerd,
        (Kant::Lasten, Kostensoort::Uitvoering, None) => kosten(Geldstroom::Uitvoering),
        (Kant::Lasten, Kostensoort::Overhead, None) => kosten(Geldstroom::Overhead),
        _ => Cent::NUL,
    };
    bedrag.max(Cent::NUL)
}
