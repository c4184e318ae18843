//! The amounts of a begroting per gemeente and form, in one form: quick to fill while it is a concept.

use super::meerjaren::{
    opslag::{self, RegelRij},
    regel::{journaal, toets},
    web::lijntekst,
};
use super::{grootboek::formulier::kaal, nav, tabellen::taakvelden};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek, gemeenten, kader::Koppeling, opslag::Tx,
};
use askama::Template;
use kern::financien::{Begrotingsroute, Geldstroom, Kant, Kostensoort, toets_begroting};
use kern::stam::{Cent, Datum, Gemeentecode, Weigering};

/// What is budgeted: three forms of support, and the costs of doing it (uitvoeringsplan 5.4).
const POSTEN: &[(&str, &str, Geldstroom)] = &[
    ("bw", "Beschermd wonen", Geldstroom::ProgrammaBw),
    ("bt", "Beschermd thuis", Geldstroom::ProgrammaBt),
    ("wmo_begeleiding", "Wmo-begeleiding", Geldstroom::WmoBegeleiding),
    ("uitvoering", "Uitvoeringskosten", Geldstroom::Uitvoering),
];

/// One gemeente: a box per post.
struct Rij {
    gemeente: String,
    velden: Vec<Vak>,
    totaal: String,
}

/// One box.
struct Vak {
    naam: String,
    label: String,
}

#[derive(Template)]
#[template(path = "financien/begroting.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    jaar: i16,
    posten: Vec<&'static str>,
    rijen: Vec<Rij>,
    totaal: String,
    concept: bool,
}

fn veld(g: Gemeentecode, post: &str) -> String {
    format!("b-{g}-{post}")
}

/// The line that a box stands for.
fn code(g: Gemeentecode, post: &str) -> String {
    format!("{post}-{g}")
}

/// GET /geld/begroting/bedragen
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, nav::jaar(&vz), None).await
}

async fn pagina(vz: &Verzoek, jaar: i16, f: Option<Invoer>) -> Uitkomst {
    let s = opslag::stand(&vz.db, jaar).await?;
    let van = |g: Gemeentecode, post: &str| s.regels.iter().find(|r| r.code == code(g, post));
    let som = |g: Option<Gemeentecode>| -> Cent {
        let regio = gemeenten::regio().iter().filter(|x| g.is_none_or(|g| x.code == g));
        regio.flat_map(|g| POSTEN.iter().filter_map(move |p| van(g.code, p.0))).map(|r| r.t).sum()
    };
    let f = f.unwrap_or_else(|| {
        let alle = gemeenten::regio().iter().flat_map(|g| POSTEN.iter().map(move |p| (g.code, p.0)));
        alle.filter_map(|(g, p)| Some((veld(g, p), kaal(van(g, p)?.t))))
            .fold(Invoer::leeg(), |f, (naam, w)| f.met(&naam, w))
    });
    let goed = f.is_goed();
    let tabel = gemeenten::regio().iter().map(|g| Rij {
        gemeente: g.naam.clone(),
        velden: POSTEN
            .iter()
            .map(|(post, naam, _)| Vak { naam: veld(g.code, post), label: format!("{naam} van {}", g.naam) })
            .collect(),
        totaal: som(Some(g.code)).to_string(),
    });
    let titel = format!("Bedragen van de begroting {jaar}");
    let p = Pagina {
        kader: nav::kader(vz, &titel)
            .await?
            .kruimel("Begroting", format!("/geld/begroting?jaar={jaar}"))
            .kruimel("Bedragen", "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        jaar,
        posten: POSTEN.iter().map(|p| p.1).collect(),
        rijen: tabel.collect(),
        totaal: som(None).to_string(),
        concept: matches!(s.route, Begrotingsroute::Concept),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /geld/begroting/bedragen
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let jaar = vz.form.getal("jaar").unwrap_or(0);
    if let Err(w) = toets_begroting(jaar, Cent::NUL) {
        f.weiger(&w);
        return pagina(&vz, vz.vandaag().jaar(), Some(f)).await;
    }
    let nieuw = lees(&vz, &mut f, jaar);
    let jaar = i16::try_from(jaar).map_err(|_| Fout::niet_gevonden("jaar"))?;
    if !f.is_goed() {
        return pagina(&vz, jaar, Some(f)).await;
    }
    let terug = format!("/geld/begroting?jaar={jaar}");
    let mut tx = vz.begin().await?;
    match leg_vast(&mut tx, jaar, &nieuw).await? {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            pagina(&vz, jaar, Some(f)).await
        }
        Ok(false) => Antwoord::naar_met_melding(terug, "Er was niets gewijzigd."),
        Ok(true) => {
            tx.commit().await?;
            Antwoord::naar_met_melding(terug, "De bedragen zijn vastgelegd.")
        }
    }
}

type Bedragen = Vec<(Gemeentecode, usize, Cent)>;

/// The typed amounts; a box that was left empty changes nothing.
fn lees(vz: &Verzoek, f: &mut Invoer, jaar: i64) -> Bedragen {
    let mut uit = Vec::new();
    for g in gemeenten::regio() {
        for (i, (post, ..)) in POSTEN.iter().enumerate() {
            let naam = veld(g.code, post);
            let getypt = vz.form.tekst(&naam);
            if getypt.is_empty() {
                continue;
            }
            match Cent::lees(getypt) {
                Err(e) => f.fout(&naam, format!("{}: {}", g.naam, e.0)),
                Ok(c) => match toets_begroting(jaar, c) {
                    Err(w) => f.fout(&naam, format!("{}: {}", g.naam, w.zin)),
                    Ok(()) => uit.push((g.code, i, c)),
                },
            }
        }
    }
    uit
}

/// Writes what differs; returns whether anything did. Nothing was written when it returns false or refuses.
async fn leg_vast(tx: &mut Tx, jaar: i16, nieuw: &Bedragen) -> Result<Result<bool, Weigering>, Fout> {
    let nu = opslag::stand(tx, jaar).await?;
    let mut te_doen = Vec::new();
    for (g, i, bedrag) in nieuw {
        let oud = nu.regels.iter().find(|r| r.code == code(*g, POSTEN[*i].0));
        if oud.is_some_and(|o| o.t == *bedrag) || (oud.is_none() && *bedrag == Cent::NUL) {
            continue;
        }
        let rij = match oud {
            Some(o) => RegelRij { t: *bedrag, ..o.clone() },
            None => RegelRij { begrotingsregel_id: tx.nieuw_id()?, ..regel(jaar, *g, *i, *bedrag)? },
        };
        if let Err(w) = toets(&nu, &rij, oud.is_some()) {
            return Ok(Err(w));
        }
        te_doen.push((rij, oud.is_some()));
    }
    let Some((eerste, _)) = te_doen.first() else { return Ok(Ok(false)) };
    journaal(tx, "begroting vastgelegd", eerste.begrotingsregel_id).await?;
    for (rij, vervangt) in &te_doen {
        opslag::leg_regel_vast(tx, rij, *vervangt).await?;
    }
    opslag::volg(tx, jaar).await?;
    Ok(Ok(true))
}

/// The line of a box, when there is none yet.
fn regel(jaar: i16, g: Gemeentecode, i: usize, t: Cent) -> Result<RegelRij, Fout> {
    let (post, naam, stroom) = POSTEN[i];
    let dag = Datum::nieuw(jaar, 1, 1).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let veld = taakvelden().op(stroom, None, dag).map_err(|w| Fout::nieuw(format!("taakvelden: {w}")))?;
    let soort = if post == "uitvoering" { Kostensoort::Uitvoering } else { Kostensoort::Programma };
    Ok(RegelRij {
        begrotingsregel_id: 0,
        jaar: i64::from(jaar),
        code: code(g, post),
        omschrijving: lijntekst(naam, g),
        kant: Kant::Lasten.code().to_owned(),
        soort: soort.code().to_owned(),
        aard: "structureel".to_owned(),
        taakveld: veld.taakveld.to_string(),
        gemeente: Some(g),
        vorm: post.to_owned(),
        min2: Cent::NUL,
        min1: Cent::NUL,
        t,
        plus1: Cent::NUL,
        plus2: Cent::NUL,
        plus3: Cent::NUL,
    })
}
