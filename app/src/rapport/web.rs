//! Reports on screen: list, reader, PDF, figures, computing again.

use super::{
    MAKERS,
    herreken::{self, Uitslag},
    maak::geef,
    opslag::{self, Uitgave},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, figuur::Opmaak, kader::Toon};
use crate::monitor::toon::kwartaal as kwartaal_tekst;
use askama::Template;
use kern::monitor::woorden::getal;
use kern::stam::{Kwartaal, Weigering};

/// Quarters that can be chosen.
const KWARTALEN: usize = 12;

struct Regel {
    href: String,
    pdf_href: String,
    naam: String,
    versie: i64,
    peil: String,
    gemaakt: String,
    laatste: bool,
}

#[derive(Template)]
#[template(path = "rapport/lijst.html")]
struct Lijst {
    kader: Kader,
    formulier: Invoer,
    mag_maken: bool,
    kwartalen: Vec<Optie>,
    regels: Vec<Regel>,
}

fn naam(u: &Uitgave) -> String {
    Kwartaal::lees(&u.tijdvak).map_or_else(|_| u.tijdvak.clone(), kwartaal_tekst)
}

async fn lijstpagina(v: &Verzoek, formulier: Invoer) -> Result<Lijst, Fout> {
    let uitgaven = opslag::alle(&v.db).await?;
    let regel = |(i, u): (usize, &Uitgave)| Regel {
        href: format!("/rapporten/{}", u.uitgave_id),
        pdf_href: format!("/rapporten/{}/pdf", u.uitgave_id),
        naam: naam(u),
        versie: u.versie,
        peil: format!("{}, bekend tot en met handeling {}", u.peil_op.voluit(), getal(u.peil_nr.0)),
        gemaakt: u.gemaakt_op.voluit(),
        laatste: i == 0 || uitgaven[i - 1].tijdvak != u.tijdvak,
    };
    let mut k = Kwartaal::van_dag(v.vandaag());
    let mut kwartalen = Vec::new();
    while kwartalen.len() < KWARTALEN {
        k = k.vorige();
        kwartalen.push(Optie::nieuw(k.to_string(), kwartaal_tekst(k)));
    }
    Ok(Lijst {
        kader: v.kader("Rapporten").await?.fouten(!formulier.is_goed()),
        mag_maken: MAKERS.contains(&v.actor.rol),
        kwartalen,
        regels: uitgaven.iter().enumerate().map(regel).collect(),
        formulier,
    })
}

/// GET /rapporten
pub async fn lijst(v: Verzoek) -> Uitkomst {
    let vorig = Kwartaal::van_dag(v.vandaag()).vorige();
    Antwoord::pagina(&lijstpagina(&v, Invoer::leeg().met("kwartaal", vorig.to_string())).await?)
}

/// POST /rapporten
pub async fn maak(v: Verzoek) -> Uitkomst {
    let opnieuw = v.form.aan("opnieuw");
    let kwartaal = Kwartaal::lees(v.form.tekst("kwartaal"))
        .map_err(|e| Weigering::nieuw("RAP-02", "", e.to_string()).bij("kwartaal"));
    let uitkomst = match kwartaal {
        Ok(k) => geef(&v.app, v.wie(), k, opnieuw).await?,
        Err(w) => Err(w),
    };
    match uitkomst {
        Ok(u) => Antwoord::naar(format!("/rapporten/{}", u.uitgave_id)),
        Err(w) => {
            let mut formulier = Invoer::van(&v.form.0);
            formulier.weiger(&w);
            Antwoord::formulier_terug(&lijstpagina(&v, formulier).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "rapport/rapport.html")]
struct Lezer {
    kader: Kader,
    id: i64,
    tijdvak: String,
    html: Opmaak,
    mag_maken: bool,
    nieuwer: String,
    let_op: Toon,
}

async fn zoek(v: &Verzoek) -> Result<Option<Uitgave>, Fout> {
    opslag::een(&v.db, v.pad("uitgave")?).await
}

/// GET /rapporten/{uitgave}
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let laatste =
        opslag::laatste(&v.db, &u.tijdvak, &u.profiel).await?.filter(|l| l.uitgave_id != u.uitgave_id);
    let kader = v.kader("Voortgangsrapportage beschermd wonen en beschermd thuis").await?;
    Antwoord::pagina(&Lezer {
        kader: kader
            .kruimel("Rapporten", "/rapporten")
            .kruimel(format!("{}, versie {}", naam(&u), u.versie), ""),
        id: u.uitgave_id,
        html: Opmaak::van_drukwerk(opslag::html(&v.db, u.uitgave_id).await?),
        mag_maken: MAKERS.contains(&v.actor.rol),
        nieuwer: laatste.map_or_else(String::new, |l| format!("/rapporten/{}", l.uitgave_id)),
        let_op: Toon::LetOp,
        tijdvak: u.tijdvak,
    })
}

/// GET /rapporten/{uitgave}/pdf
pub async fn pdf(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let bytes = opslag::pdf(&v.db, u.uitgave_id).await?;
    Antwoord::bestand(
        format!("voortgangsrapportage-{}-v{}.pdf", u.tijdvak, u.versie),
        "application/pdf",
        bytes,
    )
}

/// GET /rapporten/{uitgave}/cijfers
pub async fn cijfers(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let tekst = opslag::cijfers(&v.db, u.uitgave_id).await?;
    let bestand = format!("voortgangsrapportage-{}-v{}.json", u.tijdvak, u.versie);
    Antwoord::bestand(bestand, "application/json", tekst.into_bytes())
}

#[derive(Template)]
#[template(path = "rapport/herreken.html")]
struct Nagerekend {
    kader: Kader,
    terug: String,
    toen: String,
    uitslag: Uitslag,
    toon: Toon,
}

/// GET /rapporten/{uitgave}/herreken
pub async fn herreken(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let uitslag = herreken::herreken(&v.app, &u).await?;
    let kader = v.kader("Rapport narekenen").await?.kruimel("Rapporten", "/rapporten");
    let terug = format!("/rapporten/{}", u.uitgave_id);
    Antwoord::pagina(&Nagerekend {
        kader: kader
            .kruimel(format!("{}, versie {}", naam(&u), u.versie), terug.clone())
            .kruimel("Narekenen", ""),
        terug,
        toon: if uitslag.gelijk { Toon::Goed } else { Toon::Fout },
        toen: u.sha256,
        uitslag,
    })
}
