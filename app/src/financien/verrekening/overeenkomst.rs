//! One agreement: recorded, its clients with the evidence, and its invoices.

use super::declaraties::{Niet, niet_op_factuur};
use super::opslag::{self, OvereenkomstRij};
use super::web::{Factuurregel, regel};
use crate::financien::{nav, stuk, velden};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten, kader::Koppeling,
    onderdelen::Gegeven, opslag::Handeling,
};
use crate::inkoop::web::periode_tekst;
use askama::Template;
use kern::stam::{DossierId, Gemeentecode, Periode, Weigering};

const PLAN: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025, 5.2 en 5.3";

#[derive(Template)]
#[template(path = "financien/verrekening/formulier.html")]
struct Formulier {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    gemeenten: Vec<Optie>,
}

/// GET /geld/verrekening/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon_formulier(&vz, Invoer::leeg()).await
}

async fn toon_formulier(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let titel = "Overeenkomst toevoegen";
    let buiten = gemeenten::alle().filter(|g| !gemeenten::in_regio(g.0));
    let p = Formulier {
        kader: nav::kader(vz, titel)
            .await?
            .kruimel("Verrekening", "/geld/verrekening")
            .kruimel(titel, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        gemeenten: buiten.map(|(g, naam)| Optie::nieuw(g.to_string(), naam)).collect(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /geld/verrekening/nieuw
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let g = Gemeentecode::lees(vz.form.tekst("gemeente")).ok().filter(|g| !gemeenten::in_regio(*g));
    if g.is_none() {
        f.fout("gemeente", "Kies een gemeente buiten de regio.");
    }
    let van = velden::dag(&vz, &mut f, "vanaf", "Vul de eerste dag in.");
    let laatste = match vz.form.datum("tot") {
        Ok(dag) => dag,
        Err(w) => {
            f.weiger(&w);
            None
        }
    };
    let periode = van.and_then(|van| {
        let p = Periode::nieuw(van, laatste.map(|l| l.plus_dagen(1)));
        if p.is_none() {
            f.fout("tot", "De laatste dag ligt voor de eerste dag.");
        }
        p
    });
    let document = velden::tekst(&vz, &mut f, "document", "Noem het document waarin dit is afgesproken.");
    let bijlage = velden::bijlage(&vz, &mut f);
    let (Some(gemeente), Some(periode), Some(document), true) = (g, periode, document, f.is_goed()) else {
        return toon_formulier(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let id = tx.nieuw_id()?;
    tx.journaal(handeling("overeenkomst vastgelegd", "overeenkomst", id)).await?;
    let stuk_id = stuk::bewaar(&mut tx, &vz.app, bijlage).await?;
    let rij = OvereenkomstRij {
        overeenkomst_id: id,
        gemeente,
        document,
        stuk_id,
        geldig_van: periode.van(),
        geldig_tot: periode.tot(),
    };
    opslag::leg_vast(&mut tx, &rij).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/geld/verrekening/{id}"), "De overeenkomst is vastgelegd.")
}

/// An act on this subject.
pub fn handeling(wat: &'static str, onderwerp: &'static str, onderwerp_id: i64) -> Handeling {
    Handeling { wat, onderwerp, onderwerp_id, dossier: None, gemeente: None, reden: "" }
}

/// A client of the agreement, with what proves it.
struct Client {
    id: i64,
    dossier: DossierId,
    herkomst: String,
    klopt: bool,
    zorg: Vec<String>,
}

#[derive(Template)]
#[template(path = "financien/verrekening/overeenkomst.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    id: i64,
    gegevens: Vec<Gegeven>,
    stuk: Option<i64>,
    clienten: Vec<Client>,
    kandidaten: Vec<Optie>,
    facturen: Vec<Factuurregel>,
    /// What is on no invoice, whatever its period, with why.
    niet: Vec<Niet>,
}

/// GET /geld/verrekening/{overeenkomst}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("overeenkomst")?;
    pagina(&vz, id, Invoer::leeg()).await
}

/// The page of an agreement, with what was refused on it.
pub async fn pagina(vz: &Verzoek, id: i64, f: Invoer) -> Uitkomst {
    let Some(o) = opslag::een(&vz.db, id).await? else { return Antwoord::niet_gevonden() };
    let goed = f.is_goed();
    let mut clienten = Vec::new();
    for c in opslag::clienten(&vz.db, id).await? {
        let zorg = opslag::zorg(&vz.db, c.dossier_id).await?;
        clienten.push(Client {
            id: c.overeenkomstclient_id,
            dossier: c.dossier_id,
            herkomst: c.herkomst.map_or_else(|| "Onbekend".to_owned(), gemeenten::naam),
            klopt: c.herkomst == Some(o.gemeente),
            zorg: zorg
                .iter()
                .map(|z| format!("{} per {}, {}", z.productcode, z.eenheid, periode_tekst(z.van, z.tot)))
                .collect(),
        });
    }
    let nieuw = opslag::dossiers_van(&vz.db, o.gemeente).await?;
    let nieuw = nieuw.into_iter().filter(|d| !clienten.iter().any(|c| c.dossier == *d));
    let naam = gemeenten::naam(o.gemeente);
    let facturen = opslag::facturen(&vz.db).await?;
    let personen = clienten.len();
    let morgen = vz.vandaag().plus_dagen(1);
    let tot_nu = Periode::nieuw(o.geldig_van, Some(o.geldig_tot.map_or(morgen, |t| t.min(morgen))));
    let niet = match tot_nu {
        Some(p) => niet_op_factuur(&vz.db, &o, &p).await?,
        None => Vec::new(),
    };
    let p = Pagina {
        niet,
        kader: nav::kader(vz, &format!("Overeenkomst met {naam}"))
            .await?
            .kruimel("Verrekening", "/geld/verrekening")
            .kruimel(naam, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        id,
        gegevens: vec![
            Gegeven::nieuw("Geldt", periode_tekst(o.geldig_van, o.geldig_tot)),
            Gegeven::nieuw("Document", o.document.clone()),
            Gegeven::nieuw("Zorg per etmaal", "Geleverde dagen maal het tarief op de dag zelf")
                .bron("Volgens de start- en stopberichten, zoals de aanbieder het krijgt"),
            Gegeven::nieuw("Andere zorg", "Wat is gedeclareerd en toegekend, zoals uren")
                .bron("Elke regel van de factuur is één declaratieregel"),
        ],
        stuk: o.stuk_id,
        kandidaten: nieuw.map(|d| Optie::nieuw(d.to_string(), d.to_string())).collect(),
        clienten,
        facturen: facturen.iter().filter(|x| x.overeenkomst_id == id).map(regel).collect::<Result<_, _>>()?,
    };
    let a = if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) };
    Ok(a?.met_personen(personen))
}

/// POST /geld/verrekening/{overeenkomst}/client: adds one, or takes one out.
pub async fn client(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("overeenkomst")?;
    let Some(o) = opslag::een(&vz.db, id).await? else { return Antwoord::niet_gevonden() };
    let terug = format!("/geld/verrekening/{id}");
    let mut f = vz.invoer();
    if let Some(weg) = vz.form.getal("weg") {
        let mut tx = vz.begin().await?;
        if !opslag::clienten(&tx, id).await?.iter().any(|c| c.overeenkomstclient_id == weg) {
            return Antwoord::niet_gevonden();
        }
        tx.journaal(handeling("cliënt uit overeenkomst gehaald", "overeenkomstclient", weg)).await?;
        tx.sluit("overeenkomstclient", "overeenkomstclient_id", weg).await?;
        tx.commit().await?;
        return Antwoord::naar_met_melding(terug, "De cliënt hoort niet meer bij deze overeenkomst.");
    }
    let Some(dossier) = vz.form.getal("dossier").map(DossierId) else {
        f.fout("dossier", "Kies een cliënt.");
        return pagina(&vz, id, f).await;
    };
    let mut tx = vz.begin().await?;
    let al = opslag::clienten(&tx, id).await?.iter().any(|c| c.dossier_id == dossier);
    let van = opslag::herkomst(&tx, dossier).await?;
    if let Err(w) = toets(&o, van, al) {
        drop(tx);
        f.weiger(&w);
        return pagina(&vz, id, f).await;
    }
    tx.journaal(handeling("cliënt bij overeenkomst gezet", "overeenkomst", id)).await?;
    opslag::leg_client_vast(&mut tx, id, dossier).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(terug, "De cliënt hoort nu bij deze overeenkomst.")
}

/// Refuses a client who comes from elsewhere, or is in it already (FIN-43).
fn toets(o: &OvereenkomstRij, herkomst: Option<Gemeentecode>, al: bool) -> Result<(), Weigering> {
    let naam = gemeenten::naam(o.gemeente);
    let zin = match herkomst {
        _ if al => "Deze cliënt hoort al bij de overeenkomst.".to_owned(),
        Some(g) if g == o.gemeente => return Ok(()),
        Some(g) => {
            format!("Deze cliënt komt volgens het dossier uit {}, niet uit {naam}.", gemeenten::naam(g))
        }
        None => {
            format!("Van deze cliënt is geen gemeente van herkomst bekend. Daarom kan {naam} niet betalen.")
        }
    };
    Err(Weigering::nieuw("FIN-43", PLAN, zin).bij("dossier"))
}

/// The days of a form: from the first to the last, both included.
pub fn periode(vz: &Verzoek, f: &mut Invoer) -> Result<Option<Periode>, Fout> {
    let van = velden::dag(vz, f, "vanaf", "Vul de eerste dag in.");
    let laatste = velden::dag(vz, f, "tot", "Vul de laatste dag in.");
    let (Some(van), Some(laatste)) = (van, laatste) else { return Ok(None) };
    let p = Periode::nieuw(van, Some(laatste.plus_dagen(1)));
    if p.is_none() {
        f.fout("tot", "De laatste dag ligt voor de eerste dag.");
    }
    Ok(p)
}
