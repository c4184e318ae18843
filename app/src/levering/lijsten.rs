//! Lists over the whole region: who waits, and where there are places.

use super::{opslag, wachtlijst};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    kader::Toon,
    opslag::{Leest, rij, sql},
};
use crate::inkoop::{
    self,
    opslag::{capaciteit_uit, code},
};
use askama::Template;
use kern::inkoop::{Capaciteit, Vorm};
use kern::levering::{Overbrugging, plaats_vrij, rangorde};
use kern::stam::{AanbiederId, Datum, DossierId, Gemeentecode, Peil, Periode};
use std::collections::BTreeMap;

/// Days ahead that the list of places looks for its tightest day.
const VOORUIT_DAGEN: i64 = 90;

rij! {
    /// Name and birth date for the list.
    pub struct NaamRij { dossier_id: DossierId, achternaam: String, voorvoegsel: String, voornamen: String, houder: i64 }
}

sql!(
    NAMEN = "SELECT w.dossier_id, i.achternaam, i.voorvoegsel, i.voornamen, w.houder FROM werkitem w
    JOIN inwoner i ON i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL
    WHERE w.dossier_id IN (SELECT dossier_id FROM wachtplek WHERE tot_nr IS NULL AND tot_op IS NULL) LIMIT 5000"
);

/// One person on the waiting list.
struct Wachtregel {
    plaats: usize,
    dossier: DossierId,
    naam: String,
    vorm: &'static str,
    product: String,
    gemeente: String,
    voorkeur: String,
    sinds: String,
    dagen: u32,
    hulp: &'static str,
    reden: String,
    spoed: bool,
}

#[derive(Template)]
#[template(path = "levering/wachtlijst.html")]
struct Wachtlijst {
    kader: Kader,
    filter: Invoer,
    producten: Vec<Optie>,
    gemeenten: Vec<Optie>,
    deel: &'static str,
    regels: Vec<Wachtregel>,
}

/// GET /wachtlijst: sorted by rule, with the reason of each place.
pub async fn wachtlijst(vz: Verzoek) -> Uitkomst {
    let vandaag = vz.vandaag();
    let (product, gemeente) = (vz.vraag("product").unwrap_or(""), vz.vraag("gemeente").unwrap_or(""));
    let mut rijen = wachtlijst::wachtenden(&vz.db).await?;
    let producten = keuzes(rijen.iter().map(|r| r.productcode.clone()));
    // The order is that of the whole list for a product: a filter on gemeente hides people, it does not move them up.
    rijen.retain(|r| product.is_empty() || r.productcode == product);
    let wachtenden = rijen.iter().map(wachtlijst::WachtendeRij::wachtende).collect::<Result<Vec<_>, _>>()?;
    let namen: Vec<NaamRij> = vz.db.alle(NAMEN, &[]).await?;
    let namen: BTreeMap<DossierId, NaamRij> = namen.into_iter().map(|n| (n.dossier_id, n)).collect();
    let mut regels = Vec::new();
    for (n, rang) in rangorde(&wachtenden, vandaag).into_iter().enumerate() {
        let Some(r) = rijen.iter().find(|r| r.wachtplek_id == rang.wachtplek_id) else { continue };
        let hier = r.voorkeur.as_str() == gemeente || r.voorkeur.is_empty();
        if !gemeente.is_empty() && !hier {
            continue;
        }
        regels.push(Wachtregel {
            plaats: n + 1,
            dossier: r.dossier_id,
            naam: namen.get(&r.dossier_id).map(naam_van).unwrap_or_default(),
            vorm: Vorm::lees(&r.vorm).map_or("", Vorm::tekst),
            product: r.productcode.clone(),
            gemeente: gemeenten::naam(r.gemeente),
            voorkeur: if r.voorkeur.is_empty() {
                "Geen voorkeur".to_owned()
            } else {
                gemeenten::naam_van(&r.voorkeur)
            },
            sinds: r.sinds_op.voluit(),
            dagen: rang.wachtdagen,
            // Which help there is, is health: for who treats. That there is some, is what the order rests on.
            hulp: if r.houder == vz.actor.gebruiker_id {
                Overbrugging::lees(&r.overbrugging).map_or("", Overbrugging::tekst)
            } else {
                ""
            },
            reden: rang.reden,
            spoed: r.spoed,
        });
    }
    // The delivery is for who treats; somebody else opens the dossier as far as the role goes.
    let deel = if super::HOUDERS.contains(&vz.actor.rol) { "/levering" } else { "" };
    let kader = vz.kader("Wachtlijst").await?;
    let filter = Invoer::leeg().met("product", product).met("gemeente", gemeente);
    let aantal = regels.len();
    let p = Wachtlijst { kader, filter, producten, gemeenten: gemeenten::opties(), deel, regels };
    Ok(Antwoord::pagina(&p)?.met_personen(aantal))
}

fn naam_van(n: &NaamRij) -> String {
    let heel = [n.voornamen.as_str(), n.voorvoegsel.as_str(), n.achternaam.as_str()].join(" ");
    heel.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn keuzes(codes: impl Iterator<Item = String>) -> Vec<Optie> {
    let mut uniek: Vec<String> = codes.collect();
    uniek.sort();
    uniek.dedup();
    uniek.into_iter().map(|c| Optie::nieuw(c.clone(), c)).collect()
}

/// Places of one aanbieder for one product in one gemeente.
pub struct Plekregel {
    aanbieder_id: AanbiederId,
    aanbieder: String,
    product: String,
    gemeente: String,
    plaatsen: u32,
    bezet: u32,
    vrij: u32,
    krapste: String,
    stand: (&'static str, Toon),
}

#[derive(Template)]
#[template(path = "levering/plekken.html")]
struct Plekken {
    kader: Kader,
    regels: Vec<Plekregel>,
    totaal: (u32, u32, u32),
    wijzig: String,
}

/// GET /plekken: all places and how full they are.
pub async fn plekken(vz: Verzoek) -> Uitkomst {
    let kader =
        vz.kader("Plekken en bezetting").await?.kruimel("Aanbieders", "/aanbieders").kruimel("Plekken", "");
    let regels = plekregels(&vz, None).await?;
    toon_plekken(kader, regels, String::new())
}

/// GET /aanbieders/{aanbieder}/plekken: those of one aanbieder.
pub async fn plekken_van(vz: Verzoek) -> Uitkomst {
    let id = inkoop::velden::aanbieder(&vz);
    let Some(a) = inkoop::opslag::aanbieder(&vz.db, id, Peil::op(vz.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let kader = vz
        .kader(&format!("Plekken van {}", a.naam))
        .await?
        .kruimel("Aanbieders", "/aanbieders")
        .kruimel(a.naam.clone(), format!("/aanbieders/{id}"))
        .kruimel("Plekken", "");
    let regels = plekregels(&vz, Some(id)).await?;
    let mag = inkoop::web::mag_wijzigen(&vz);
    toon_plekken(kader, regels, if mag { format!("/aanbieders/{id}/plekken/nieuw") } else { String::new() })
}

fn toon_plekken(kader: Kader, regels: Vec<Plekregel>, wijzig: String) -> Uitkomst {
    let som = |f: fn(&Plekregel) -> u32| regels.iter().map(f).sum();
    let totaal = (som(|r| r.plaatsen), som(|r| r.bezet), som(|r| r.vrij));
    Antwoord::pagina(&Plekken { kader, regels, totaal, wijzig })
}

type Sleutel = (AanbiederId, String, Gemeentecode);

async fn plekregels(vz: &Verzoek, alleen: Option<AanbiederId>) -> Result<Vec<Plekregel>, Fout> {
    let (vandaag, peil) = (vz.vandaag(), Peil::op(vz.vandaag()));
    let mut plekken: BTreeMap<Sleutel, Vec<Capaciteit>> = BTreeMap::new();
    for r in inkoop::opslag::alle_capaciteitrijen(&vz.db, peil).await? {
        if alleen.is_none_or(|a| a == r.aanbieder_id) {
            plekken
                .entry((r.aanbieder_id, r.productcode.clone(), r.gemeente))
                .or_default()
                .push(capaciteit_uit(&r)?);
        }
    }
    let mut bezet: BTreeMap<Sleutel, Vec<Periode>> = BTreeMap::new();
    for b in opslag::alle_bezet(&vz.db, vandaag).await? {
        let periode = inkoop::opslag::periode(b.geldig_van, b.plaats_tot)?;
        bezet.entry((b.aanbieder_id, b.productcode, b.gemeente_plaats)).or_default().push(periode);
    }
    let aanbieders = inkoop::opslag::aanbieders(&vz.db, peil).await?;
    let leeg = Vec::new();
    let mut regels = Vec::new();
    for ((id, product, gemeente), caps) in &plekken {
        let p = code(product)?;
        let taken = bezet.get(&(*id, p.tekst().to_owned(), *gemeente)).unwrap_or(&leeg);
        let naam = aanbieders.iter().find(|a| a.aanbieder_id == *id).map_or("", |a| a.naam.as_str());
        regels.push(plekregel(*id, naam, product, *gemeente, caps, taken, vandaag));
    }
    regels.sort_by(|a, b| {
        (&a.aanbieder, &a.product, &a.gemeente).cmp(&(&b.aanbieder, &b.product, &b.gemeente))
    });
    Ok(regels)
}

fn plekregel(
    aanbieder_id: AanbiederId,
    aanbieder: &str,
    product: &str,
    gemeente: Gemeentecode,
    caps: &[Capaciteit],
    bezet: &[Periode],
    vandaag: Datum,
) -> Plekregel {
    let op = |dagen: i64| {
        let p = Periode::nieuw(vandaag, Some(vandaag.plus_dagen(dagen))).expect("at least one day");
        plaats_vrij(caps, bezet, gemeente, &p)
    };
    let (nu, straks) = (op(1), op(VOORUIT_DAGEN));
    let stand = match (nu.is_te_vol() || straks.is_te_vol(), nu.vrij(), straks.vrij()) {
        (true, _, _) => ("Meer bewoners dan plekken", Toon::Fout),
        (false, 0, _) => ("Vol", Toon::LetOp),
        (false, _, 0) => ("Raakt vol", Toon::LetOp),
        (false, _, _) => ("Ruimte", Toon::Goed),
    };
    let krapste = if straks.dag == vandaag { "vandaag".to_owned() } else { straks.dag.voluit() };
    Plekregel {
        aanbieder_id,
        aanbieder: aanbieder.to_owned(),
        product: product.to_owned(),
        gemeente: gemeenten::naam(gemeente),
        plaatsen: nu.plaatsen,
        bezet: nu.bezet,
        vrij: nu.vrij(),
        krapste: format!("{} vrij ({krapste})", straks.vrij()),
        stand,
    }
}
