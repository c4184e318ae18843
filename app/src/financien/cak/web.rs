//! The page *CAK*: what must go there and when, and when both administrations must be compared again.

use super::opslag::{self, AanleveringRij, VerblijfRij, VergelijkingRij};
use crate::financien::{grootboek::maand, nav};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek, csv,
    geheim::sha256,
    kader::Koppeling,
    onderdelen::Termijn,
    opslag::{Handeling, Leest},
    regels::Regels,
};
use askama::Template;
use kern::financien::Caktermijnen;
use kern::inkoop::Leveringsvorm;
use kern::stam::Datum;

/// Months back that are shown, and that a comparison looks back unless said otherwise.
const TERUG_MAANDEN: i32 = 3;
/// Days ahead that count as soon.
const BIJNA_DAGEN: i64 = 14;
const BRON: &str = "Uitvoeringsregeling Wmo 2015 art. 2f-2h";

/// A month whose data go to the CAK.
struct Maand {
    eerste: Datum,
    naam: String,
    gestart: usize,
    gestopt: usize,
    aangeleverd: String,
}

/// A stay that started, with the last day on which the CAK must know.
struct Start {
    dossier: String,
    product: String,
    van: String,
    vorm: &'static str,
    termijn: Termijn,
    /// When the data of its month went to the CAK; empty while they did not.
    aangeleverd: String,
}

#[derive(Template)]
#[template(path = "financien/cak/cak.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    maanden: Vec<Maand>,
    starts: Vec<Start>,
    volgende: Option<Termijn>,
    vergelijkingen: Vec<VergelijkingRij>,
}

/// The terms as they count on a day.
pub fn termijnen(regels: &Regels, op: Datum) -> Result<Caktermijnen, Fout> {
    let maanden = |sleutel: &str| -> Result<i32, Fout> {
        let n = regels.getal("cak", sleutel, op)?.waarde;
        i32::try_from(n).map_err(|_| Fout::nieuw("regels: cak: een termijn is te lang"))
    };
    Ok(Caktermijnen {
        zin_maanden: maanden("zin_maanden")?,
        pgb_maanden: maanden("pgb_maanden")?,
        vergelijking_maanden: maanden("vergelijking_maanden")?,
    })
}

/// Since when stays are compared, unless said otherwise: the first day of three months ago.
pub fn vanaf(vandaag: Datum) -> Datum {
    vandaag.eerste_van_maand().plus_maanden(-TERUG_MAANDEN)
}

/// GET /geld/cak
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let begin = vanaf(vz.vandaag());
    pagina(&vz, Invoer::leeg().met_datum("vanaf", begin)).await
}

/// The page, with what was refused on it.
pub async fn pagina(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let vandaag = vz.vandaag();
    let t = termijnen(vz.regels(), vandaag)?;
    let begin = vanaf(vandaag);
    let rijen = opslag::verblijven(&vz.db, begin, vandaag.plus_dagen(1)).await?;
    let aangeleverd = opslag::aanleveringen(&vz.db).await?;
    let vergelijkingen = opslag::vergelijkingen(&vz.db).await?;
    let mut maanden = Vec::new();
    for n in 0..=TERUG_MAANDEN {
        let eerste = begin.plus_maanden(n);
        let (gestart, gestopt) = (gestart(&rijen, eerste).len(), gestopt(&rijen, eerste).len());
        let keer = aangeleverd.iter().find(|a| a.maand == eerste);
        let op = keer.map_or_else(String::new, |a| format!("{}, {} regels", a.op.voluit(), a.aantal));
        maanden.push(Maand { eerste, naam: maand::naam(eerste), gestart, gestopt, aangeleverd: op });
    }
    maanden.reverse();
    let mut starts: Vec<Start> =
        rijen.iter().filter(|r| begin <= r.van).map(|r| start(r, &t, vandaag, &aangeleverd)).collect();
    starts.sort_by_key(|s| s.termijn.dag);
    let goed = f.is_goed();
    let personen = starts.len();
    let p = Pagina {
        kader: nav::kader(vz, "CAK en eigen bijdragen").await?.kruimel("CAK", "").fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        maanden,
        starts,
        volgende: volgende(&vergelijkingen, &t, vandaag),
        vergelijkingen,
    };
    let a = if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) };
    Ok(a?.met_personen(personen))
}

/// When the next comparison must be done; nothing while there was none.
fn volgende(alle: &[VergelijkingRij], t: &Caktermijnen, vandaag: Datum) -> Option<Termijn> {
    let laatste = alle.first()?;
    let waarom = format!(
        "De vorige vergelijking was op {}. Ten minste elke {} maanden vergelijken college en CAK hun administraties ({BRON}).",
        laatste.op.voluit(),
        t.vergelijking_maanden
    );
    Some(Termijn::op(t.volgende_vergelijking(laatste.op), vandaag, BIJNA_DAGEN).waarom(waarom))
}

fn start(r: &VerblijfRij, t: &Caktermijnen, vandaag: Datum, aangeleverd: &[AanleveringRij]) -> Start {
    let keer = aangeleverd.iter().find(|a| a.maand == r.van.eerste_van_maand());
    let vorm = Leveringsvorm::lees(&r.leveringsvorm).unwrap_or(Leveringsvorm::Zin);
    let maanden = if vorm == Leveringsvorm::Pgb { t.pgb_maanden } else { t.zin_maanden };
    let waarom = format!(
        "Begonnen op {}. Het CAK moet de gegevens binnen {maanden} {} hebben ({BRON}).",
        r.van.voluit(),
        if maanden == 1 { "maand" } else { "maanden" }
    );
    Start {
        aangeleverd: keer.map_or_else(String::new, |a| format!("Aangeleverd op {}", a.op.voluit())),
        dossier: r.dossier_id.to_string(),
        product: r.productcode.clone(),
        van: r.van.voluit(),
        vorm: vorm.tekst(),
        termijn: Termijn::op(t.uiterlijk(r.van, vorm), vandaag, BIJNA_DAGEN).waarom(waarom),
    }
}

fn in_maand(dag: Datum, eerste: Datum) -> bool {
    eerste <= dag && dag < eerste.plus_maanden(1)
}

fn gestart(rijen: &[VerblijfRij], eerste: Datum) -> Vec<&VerblijfRij> {
    rijen.iter().filter(|r| in_maand(r.van, eerste)).collect()
}

/// Stays whose last day lies in the month.
fn gestopt(rijen: &[VerblijfRij], eerste: Datum) -> Vec<&VerblijfRij> {
    rijen.iter().filter(|r| r.tot.is_some_and(|t| in_maand(t.plus_dagen(-1), eerste))).collect()
}

fn maand_van(getypt: &str) -> Option<Datum> {
    Datum::lees(getypt).ok().filter(|m| m.dag() == 1)
}

/// The data of a month: what started and what stopped, under the number of the dossier.
pub async fn bestand(db: &impl Leest, eerste: Datum) -> Result<(String, i64), Fout> {
    let einde = eerste.plus_maanden(1);
    let rijen = opslag::verblijven(db, eerste.plus_dagen(-1), einde).await?;
    let mut uit = csv::regel(&["dossier", "soort", "leveringsvorm", "product", "van", "tot en met"]);
    let mut n = 0;
    for (soort, lijst) in [("start", gestart(&rijen, eerste)), ("stop", gestopt(&rijen, eerste))] {
        for r in lijst {
            n += 1;
            let tot = r.tot.map_or_else(String::new, |t| t.plus_dagen(-1).to_string());
            uit.push_str(&csv::regel(&[
                r.dossier_id.to_string(),
                soort.to_owned(),
                r.leveringsvorm.clone(),
                r.productcode.clone(),
                r.van.to_string(),
                tot,
            ]));
        }
    }
    Ok((uit, n))
}

/// GET /geld/cak/gegevens.csv
pub async fn gegevens(vz: Verzoek) -> Uitkomst {
    let Some(eerste) = vz.vraag("maand").and_then(maand_van) else { return Antwoord::niet_gevonden() };
    let (uit, n) = bestand(&vz.db, eerste).await?;
    let naam = format!("cak-{}-{:02}.csv", eerste.jaar(), eerste.maand());
    let a = Antwoord::bestand(naam, "text/csv; charset=utf-8", uit.into_bytes())?;
    Ok(a.met_personen(usize::try_from(n).unwrap_or(0)))
}

/// POST /geld/cak/aanlevering: records that the data of a month went to the CAK.
pub async fn leg_aanlevering(vz: Verzoek) -> Uitkomst {
    let Some(eerste) = maand_van(vz.form.tekst("maand")) else { return Antwoord::niet_gevonden() };
    let (uit, n) = bestand(&vz.db, eerste).await?;
    let mut tx = vz.begin().await?;
    let nr = tx.nr().0;
    tx.journaal(Handeling {
        wat: "gegevens aan CAK geleverd",
        onderwerp: "cakaanlevering",
        onderwerp_id: nr,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    opslag::leg_aanlevering_vast(&mut tx, eerste, n, &sha256(uit.as_bytes())).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/geld/cak", format!("Vastgelegd: {} is aangeleverd.", maand::naam(eerste)))
}
