//! The page about the file for CBS: what would be in it, what is missing, and what was made before.

use super::{
    beschrijving::{Halfjaar, Kolom},
    maak::{self, Bestand},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten, kader::Toon};
use crate::koppelingen::uitlevering::{self, Uitlevering};
use crate::monitor::kijk::{Achter, gezicht};
use askama::Template;
use kern::stam::Weigering;

/// Half-years that can be chosen.
const HALFJAREN: usize = 6;
/// Dossiers per finding.
const DOSSIERS: usize = 25;

struct Vondst {
    zin: String,
    rijen: usize,
    weggelaten: bool,
    dossiers: Vec<i64>,
    meer: usize,
}

#[derive(Template)]
#[template(path = "koppelingen/gmsd/toon.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    halfjaren: Vec<Optie>,
    bestand: Option<Inhoud>,
    eerder: Vec<Uitlevering>,
    let_op: Toon,
}

struct Inhoud {
    naam: String,
    halfjaar: String,
    rijen: usize,
    personen: usize,
    bekend: i64,
    gemeenten: Vec<(String, usize)>,
    vondsten: Vec<Vondst>,
    kolommen: Vec<Kolom>,
    onzeker: Vec<String>,
    bron: String,
    versie: String,
}

fn inhoud(b: Bestand, met_dossiers: bool) -> Inhoud {
    let vondst = |x: &maak::Bevinding| {
        let alle: Vec<i64> = x.dossiers.iter().map(|d| d.0).collect();
        let getoond: Vec<i64> =
            if met_dossiers { alle.iter().copied().take(DOSSIERS).collect() } else { Vec::new() };
        let meer = if met_dossiers { alle.len() - getoond.len() } else { 0 };
        Vondst { zin: x.zin.clone(), rijen: x.rijen, weggelaten: x.weggelaten, dossiers: getoond, meer }
    };
    Inhoud {
        naam: b.halfjaar.naam(),
        halfjaar: b.halfjaar.to_string(),
        rijen: b.rijen,
        personen: b.personen,
        bekend: b.bekend.0,
        gemeenten: b.per_gemeente.iter().map(|(g, n)| (gemeenten::naam(*g), *n)).collect(),
        vondsten: b.bevindingen.iter().map(vondst).collect(),
        kolommen: b.beschrijving.kolommen,
        onzeker: b.beschrijving.onzeker,
        bron: b.beschrijving.bron,
        versie: b.beschrijving.versie,
    }
}

/// GET /uitleveren/gmsd
pub async fn toon(v: Verzoek) -> Uitkomst {
    let uitkomst: Result<Bestand, Weigering> = match v.vraag("halfjaar").map(Halfjaar::lees) {
        None => maak::voorbeeld(&v.app, v.vandaag(), Halfjaar::voor(v.vandaag())).await?,
        Some(Ok(h)) => maak::voorbeeld(&v.app, v.vandaag(), h).await?,
        Some(Err(w)) => Err(w),
    };
    match uitkomst {
        Ok(b) => {
            let met_dossiers = gezicht(v.actor.rol, v.actor.gemeente).personen == Achter::Dossiers;
            let personen = if met_dossiers {
                b.bevindingen.iter().map(|x| x.dossiers.len().min(DOSSIERS)).sum()
            } else {
                0
            };
            let formulier = Invoer::leeg().met("halfjaar", b.halfjaar.to_string());
            let p = pagina(&v, formulier, Some(inhoud(b, met_dossiers))).await?;
            Ok(Antwoord::pagina(&p)?.met_personen(personen))
        }
        Err(w) => {
            let mut formulier = Invoer::van(v.vragen());
            formulier.weiger(&w);
            Antwoord::formulier_terug(&pagina(&v, formulier, None).await?)
        }
    }
}

async fn pagina(v: &Verzoek, formulier: Invoer, bestand: Option<Inhoud>) -> Result<Pagina, Fout> {
    let mut h = Halfjaar::voor(v.vandaag());
    let mut halfjaren = Vec::new();
    while halfjaren.len() < HALFJAREN {
        halfjaren.push(Optie::nieuw(h.to_string(), h.naam()));
        h = h.vorige();
    }
    let kader = v.kader("Bestand voor het CBS (GMSD)").await?.fouten(!formulier.is_goed());
    Ok(Pagina {
        kader: kader.kruimel("Uitleveren", "/uitleveren").kruimel("Bestand voor het CBS", ""),
        formulier,
        halfjaren,
        bestand,
        eerder: uitlevering::alle(&v.db, "gmsd").await?,
        let_op: Toon::LetOp,
    })
}
