//! Pages about open figures: the front for everybody, and releasing for who may.

use super::vrijgeven::vrijgegeven;
use super::{
    api,
    boek::{Boek, Boekenkast},
    deur::te_vaak,
    odata, opslag,
    vrijgeven::{self, Ontwerp},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, kader::Toon};
use crate::koppelingen::uitlevering::{self, Uitlevering};
use crate::monitor::toon::kwartaal as in_woorden;
use askama::Template;
use kern::monitor::{Tabelnaam, woorden::getal};
use kern::stam::{Kwartaal, Weigering};
use std::sync::Arc;

/// Deliveries in the list.
const REGELS: usize = 10;

struct Rij {
    titel: &'static str,
    aantal: String,
    perioden: String,
    csv: String,
    odata: String,
    api: String,
}

#[derive(Template)]
#[template(path = "koppelingen/open/voorkant.html")]
struct Voorkant {
    kader: Kader,
    rijen: Vec<Rij>,
    uitgaven: Vec<(String, String, String)>,
    drempel: String,
    afronding: String,
    licentie: String,
    contact: String,
    zonder_contact: bool,
    let_op: Toon,
    odata: &'static str,
    api: &'static str,
}

/// GET /open-cijfers
pub async fn voorkant(v: Verzoek) -> Uitkomst {
    if let Some((_, wacht)) = te_vaak(&v) {
        return Ok(Antwoord::te_vaak().met_kop("retry-after", wacht.to_string()));
    }
    let boek: Arc<Boek> = v.app.gedeeld.neem::<Boekenkast>().haal(&v.db, &v.app.regels).await?;
    let rij = |d: &super::boek::Dataset| {
        let perioden = d.dimensies.last().map(|x| x.codes.as_slice()).unwrap_or_default();
        let (van, tot) = (perioden.first(), perioden.last());
        Rij {
            titel: d.titel,
            aantal: getal(i64::try_from(d.waarnemingen.len()).unwrap_or(i64::MAX)),
            perioden: van
                .zip(tot)
                .map_or_else(String::new, |(a, b)| format!("{} tot en met {}", a.titel, b.titel)),
            csv: format!("/open-cijfers/csv/{}.csv", d.code),
            odata: format!("{}/{}/{}", odata::WORTEL, odata::CATALOGUS, d.code),
            api: format!("{}/datasets/{}", api::WORTEL, d.code),
        }
    };
    let tekst = |s: &str| v.regels().tekst("open", s, v.vandaag()).map_or(String::new(), |r| r.waarde);
    let laatste = boek.laatste();
    let contact = tekst("contact_naam");
    Antwoord::pagina(&Voorkant {
        kader: v.kader("Open cijfers").await?,
        rijen: boek.datasets.iter().map(rij).collect(),
        uitgaven: boek
            .uitgaven
            .iter()
            .rev()
            .map(|u| (naam(&u.tijdvak), u.vrij_op.voluit(), u.sha256.clone()))
            .collect(),
        drempel: laatste.map_or_else(String::new, |u| u.drempel.to_string()),
        afronding: laatste.map_or_else(String::new, |u| u.afronding.to_string()),
        licentie: tekst("licentie"),
        zonder_contact: contact == "Onbekend",
        contact,
        let_op: Toon::LetOp,
        odata: odata::WORTEL,
        api: api::WORTEL,
    })
}

fn naam(tijdvak: &str) -> String {
    Kwartaal::lees(tijdvak).map_or_else(|_| tijdvak.to_owned(), in_woorden)
}

#[derive(Template)]
#[template(path = "koppelingen/open/overzicht.html")]
struct Overzicht {
    kader: Kader,
    formulier: Invoer,
    kwartalen: Vec<Optie>,
    uitgaven: Vec<(String, String, String)>,
    bestanden: Vec<Uitlevering>,
    met_gmsd: bool,
}

async fn overzichtspagina(v: &Verzoek, formulier: Invoer) -> Result<Overzicht, Fout> {
    let uitgaven = opslag::alle(&v.db).await?;
    let over = |k: &Kwartaal| !uitgaven.iter().any(|u| u.tijdvak == k.to_string());
    let kwartalen = vrijgegeven(&v.app.regels, v.vandaag())?;
    let mut bestanden = uitlevering::alle(&v.db, "parquet").await?;
    bestanden.truncate(REGELS);
    Ok(Overzicht {
        kader: v.kader("Uitleveren").await?.fouten(!formulier.is_goed()),
        kwartalen: kwartalen
            .into_iter()
            .filter(over)
            .map(|k| Optie::nieuw(k.to_string(), in_woorden(k)))
            .collect(),
        uitgaven: uitgaven
            .iter()
            .rev()
            .map(|u| (naam(&u.tijdvak), u.vrij_op.voluit(), u.sha256.clone()))
            .collect(),
        bestanden,
        met_gmsd: v.actor.rol != Rol::Bestuur,
        formulier,
    })
}

/// GET /uitleveren
pub async fn overzicht(v: Verzoek) -> Uitkomst {
    Antwoord::pagina(&overzichtspagina(&v, Invoer::leeg()).await?)
}

struct Tabelregel {
    titel: String,
    getoond: usize,
    verborgen: usize,
}

#[derive(Template)]
#[template(path = "koppelingen/open/ontwerp.html")]
struct Ontwerppagina {
    kader: Kader,
    formulier: Invoer,
    kwartaal: String,
    peil: String,
    regels: Vec<Tabelregel>,
    getoond: usize,
    verborgen: usize,
    lekken: usize,
    drempel: i64,
    afronding: i64,
    fout: Toon,
}

fn gekozen(tekst: &str) -> Result<Kwartaal, Weigering> {
    Kwartaal::lees(tekst).map_err(|e| Weigering::nieuw("OPN-05", "", e.to_string()).bij("kwartaal"))
}

async fn geweigerd(v: &Verzoek, paren: &[(String, String)], w: &Weigering) -> Uitkomst {
    let mut formulier = Invoer::van(paren);
    formulier.weiger(w);
    Antwoord::formulier_terug(&overzichtspagina(v, formulier).await?)
}

/// GET /uitleveren/open-cijfers
pub async fn ontwerp(v: Verzoek) -> Uitkomst {
    let uitkomst = match gekozen(v.vraag("kwartaal").unwrap_or_default()) {
        Ok(k) => vrijgeven::ontwerp(&v.app, &v.wie(), k).await?,
        Err(w) => Err(w),
    };
    match uitkomst {
        Ok(o) => Antwoord::pagina(&ontwerppagina(&v, &o).await?),
        Err(w) => geweigerd(&v, v.vragen(), &w).await,
    }
}

async fn ontwerppagina(v: &Verzoek, o: &Ontwerp) -> Result<Ontwerppagina, Fout> {
    let (getoond, verborgen) = o.getoond_en_verborgen();
    let regel = |t: &super::stand::Tabel| Tabelregel {
        titel: Tabelnaam::lees(&t.code).map_or_else(|| t.code.clone(), |n| n.titel().to_owned()),
        getoond: t.cijfers.iter().filter(|g| g.waarde.is_some()).count(),
        verborgen: t.cijfers.iter().filter(|g| g.verborgen).count(),
    };
    let titel = format!("Cijfers van {} openbaar maken", in_woorden(o.kwartaal));
    Ok(Ontwerppagina {
        kader: v
            .kader(&titel)
            .await?
            .kruimel("Uitleveren", "/uitleveren")
            .kruimel(in_woorden(o.kwartaal), ""),
        formulier: Invoer::leeg(),
        kwartaal: o.kwartaal.to_string(),
        peil: format!("{}, bekend tot en met handeling {}", o.peil.op.voluit(), getal(o.peil.bekend.0)),
        regels: o.stand.tabellen.iter().map(regel).collect(),
        getoond,
        verborgen,
        lekken: o.lekken,
        drempel: o.profiel.drempel,
        afronding: o.profiel.afronding,
        fout: Toon::Fout,
    })
}

/// POST /uitleveren/open-cijfers
pub async fn vrijgeven(v: Verzoek) -> Uitkomst {
    let uitkomst = match gekozen(v.form.tekst("kwartaal")) {
        Ok(k) => vrijgeven::geef_vrij(&v.app, v.wie(), k).await?,
        Err(w) => Err(w),
    };
    match uitkomst {
        Ok(u) => Antwoord::naar_met_melding(
            "/uitleveren",
            format!("De cijfers van {} zijn openbaar. Iedereen kan ze nu lezen.", naam(&u.tijdvak)),
        ),
        Err(w) => geweigerd(&v, &v.form.0, &w).await,
    }
}
