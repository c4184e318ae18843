//! Pages of inkoop: who delivers what, at which price on which day.

use super::opslag::{self, AanbiederRij, ContractRij, ProductRij, TariefRij};
use super::velden;
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Rol, Uitkomst, Verzoek, gemeenten, kader::Toon, onderdelen::Gegeven,
};
use askama::Template;
use kern::inkoop::{Eenheid, Vorm};
use kern::stam::{Datum, Peil};
use std::collections::BTreeMap;

/// One aanbieder in the list.
struct AanbiederInLijst {
    rij: AanbiederRij,
    gemeente: String,
    contract: (String, Toon),
    producten: usize,
    plaatsen: u32,
}

#[derive(Template)]
#[template(path = "inkoop/aanbieders.html")]
struct Aanbieders {
    kader: Kader,
    aanbieders: Vec<AanbiederInLijst>,
    mag_wijzigen: bool,
}

/// GET /aanbieders
pub async fn lijst(vz: Verzoek) -> Uitkomst {
    let (vandaag, peil) = (vz.vandaag(), Peil::op(vz.vandaag()));
    let mut plaatsen: BTreeMap<i64, u32> = BTreeMap::new();
    for c in opslag::alle_capaciteitrijen(&vz.db, peil).await? {
        if loopt(c.geldig_van, c.geldig_tot, vandaag) {
            *plaatsen.entry(c.aanbieder_id.0).or_default() += u32::try_from(c.plaatsen).unwrap_or(0);
        }
    }
    let mut aanbieders = Vec::new();
    for rij in opslag::aanbieders(&vz.db, peil).await? {
        let contracten = opslag::contractrijen(&vz.db, rij.aanbieder_id, peil).await?;
        let tarieven = opslag::tariefrijen(&vz.db, rij.aanbieder_id, peil).await?;
        aanbieders.push(AanbiederInLijst {
            gemeente: gemeenten::naam(rij.gemeente),
            contract: stand_van(&contracten, vandaag),
            producten: tarieven.iter().filter(|t| loopt(t.geldig_van, t.geldig_tot, vandaag)).count(),
            plaatsen: plaatsen.get(&rij.aanbieder_id.0).copied().unwrap_or(0),
            rij,
        });
    }
    let kader = vz.kader("Aanbieders").await?;
    Antwoord::pagina(&Aanbieders { kader, aanbieders, mag_wijzigen: mag_wijzigen(&vz) })
}

/// Whether this person keeps the contracts.
pub fn mag_wijzigen(vz: &Verzoek) -> bool {
    vz.actor.rol == Rol::Contractmanager
}

pub(super) fn loopt(van: Datum, tot: Option<Datum>, dag: Datum) -> bool {
    van <= dag && tot.is_none_or(|t| dag < t)
}

fn stand_van(contracten: &[ContractRij], vandaag: Datum) -> (String, Toon) {
    const BIJNA_MAANDEN: i32 = 6;
    let lopend = contracten.iter().filter(|c| loopt(c.geldig_van, c.geldig_tot, vandaag));
    match lopend.map(|c| c.geldig_tot.map_or((1, vandaag), |t| (0, t))).max() {
        None => ("Geen lopend contract".to_owned(), Toon::Fout),
        Some((1, _)) => ("Loopt door".to_owned(), Toon::Goed),
        Some((_, tot)) => {
            let toon = if tot <= vandaag.plus_maanden(BIJNA_MAANDEN) { Toon::LetOp } else { Toon::Goed };
            (format!("Tot en met {}", tot.plus_dagen(-1).voluit()), toon)
        }
    }
}

/// A price on the page of an aanbieder.
pub struct TariefRegel {
    tarief_id: i64,
    product: String,
    eenheid: String,
    bedrag: String,
    periode: String,
    stand: (&'static str, Toon),
}

/// A contract with its prices.
pub struct ContractBlok {
    contract_id: i64,
    naam: String,
    periode: String,
    stand: (&'static str, Toon),
    tarieven: Vec<TariefRegel>,
}

#[derive(Template)]
#[template(path = "inkoop/aanbieder.html")]
struct Aanbieder {
    kader: Kader,
    aanbieder_id: i64,
    gegevens: Vec<Gegeven>,
    contracten: Vec<ContractBlok>,
    mag_wijzigen: bool,
}

/// GET /aanbieders/{aanbieder}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let (id, vandaag, peil) = (velden::aanbieder(&vz), vz.vandaag(), Peil::op(vz.vandaag()));
    let Some(rij) = opslag::aanbieder(&vz.db, id, peil).await? else { return Antwoord::niet_gevonden() };
    let producten = opslag::producten(&vz.db, peil).await?;
    let tarieven = opslag::tariefrijen(&vz.db, id, peil).await?;
    let contracten = opslag::contractrijen(&vz.db, id, peil).await?;
    let blokken = contracten.iter().rev().map(|c| ContractBlok {
        contract_id: c.contract_id,
        naam: c.naam.clone(),
        periode: periode_tekst(c.geldig_van, c.geldig_tot),
        stand: stand(c.geldig_van, c.geldig_tot, vandaag),
        tarieven: tarieven
            .iter()
            .filter(|t| t.contract_id == c.contract_id)
            .map(|t| tariefregel(t, &producten, vandaag))
            .collect(),
    });
    let kader = vz.kader(&rij.naam).await?.kruimel("Aanbieders", "/aanbieders").kruimel(rij.naam.clone(), "");
    Antwoord::pagina(&Aanbieder {
        aanbieder_id: id.0,
        gegevens: vec![
            Gegeven::nieuw("AGB-code", rij.agb.clone()).bron("Adres voor iWmo-berichten"),
            Gegeven::nieuw("Vestigingsplaats", gemeenten::naam(rij.gemeente)),
        ],
        contracten: blokken.collect(),
        mag_wijzigen: mag_wijzigen(&vz),
        kader,
    })
}

fn tariefregel(t: &TariefRij, producten: &[ProductRij], vandaag: Datum) -> TariefRegel {
    let product = producten.iter().find(|p| p.productcode == t.productcode);
    TariefRegel {
        tarief_id: t.tarief_id,
        product: format!("{} {}", t.productcode, product.map_or("", |p| p.naam.as_str())).trim().to_owned(),
        eenheid: product
            .and_then(|p| Eenheid::lees(&p.eenheid).ok())
            .map_or_else(String::new, |e| format!("per {}", e.tekst())),
        bedrag: t.tarief_cent.to_string(),
        periode: periode_tekst(t.geldig_van, t.geldig_tot),
        stand: stand(t.geldig_van, t.geldig_tot, vandaag),
    }
}

/// A half-open period as people write it.
pub fn periode_tekst(van: Datum, tot: Option<Datum>) -> String {
    match tot {
        None => format!("vanaf {}", van.voluit()),
        Some(t) if t <= van => "ingetrokken".to_owned(),
        Some(t) => format!("{} tot en met {}", van.voluit(), t.plus_dagen(-1).voluit()),
    }
}

fn stand(van: Datum, tot: Option<Datum>, vandaag: Datum) -> (&'static str, Toon) {
    if vandaag < van {
        ("Gaat nog in", Toon::Info)
    } else if loopt(van, tot, vandaag) {
        ("Geldt nu", Toon::Goed)
    } else {
        ("Afgelopen", Toon::Neutraal)
    }
}

/// One product in the list.
struct ProductInLijst {
    rij: ProductRij,
    vorm: &'static str,
    eenheid: &'static str,
}

#[derive(Template)]
#[template(path = "inkoop/producten.html")]
struct Producten {
    kader: Kader,
    producten: Vec<ProductInLijst>,
    mag_wijzigen: bool,
}

/// GET /producten
pub async fn producten(vz: Verzoek) -> Uitkomst {
    let rijen = opslag::producten(&vz.db, Peil::op(vz.vandaag())).await?;
    let producten = rijen.into_iter().map(|rij| ProductInLijst {
        vorm: Vorm::lees(&rij.vorm).map_or("", Vorm::tekst),
        eenheid: Eenheid::lees(&rij.eenheid).map_or("", Eenheid::tekst),
        rij,
    });
    let kader = vz.kader("Producten").await?.kruimel("Aanbieders", "/aanbieders").kruimel("Producten", "");
    Antwoord::pagina(&Producten { producten: producten.collect(), mag_wijzigen: mag_wijzigen(&vz), kader })
}

/// The frame of a form about one aanbieder; `None` when there is no such aanbieder.
pub(super) async fn kader_bij(
    vz: &Verzoek,
    titel: &str,
    f: &Invoer,
) -> Result<Option<(Kader, AanbiederRij)>, Fout> {
    let Some(rij) = opslag::aanbieder(&vz.db, velden::aanbieder(vz), Peil::op(vz.vandaag())).await? else {
        return Ok(None);
    };
    let kader = vz
        .kader(titel)
        .await?
        .kruimel("Aanbieders", "/aanbieders")
        .kruimel(rij.naam.clone(), format!("/aanbieders/{}", rij.aanbieder_id))
        .kruimel(titel, "")
        .fouten(!f.is_goed());
    Ok(Some((kader, rij)))
}
