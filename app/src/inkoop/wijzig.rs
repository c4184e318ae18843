//! Forms of inkoop: what the contractmanager adds. Nothing is changed; a new fact ends the old one.

use super::web::{kader_bij, periode_tekst};
use super::{opslag, velden};
use crate::huis::{
    Antwoord, Fout, FoutSoort, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    opslag::{Handeling, Tx},
};
use askama::Template;
use kern::inkoop::{Eenheid, Productcode, Vorm, sluit_op, toets_tarief, voeg_in};
use kern::stam::{AanbiederId, Cent, Datum, Peil, Periode, Weigering};

/// iWmo product categories that concern this region (code list WMO020).
const CATEGORIEEN: &[(&str, &str)] = &[
    ("15", "15 Beschermd wonen"),
    ("02", "02 Begeleiding"),
    ("07", "07 Dagbesteding"),
    ("16", "16 Opvang"),
    ("18", "18 Overige beschermd wonen en opvang"),
];

/// A form of one room: what it is called, where it goes, and which fields it has.
#[derive(Template)]
#[template(path = "inkoop/formulier.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    actie: String,
    soort: Soort,
    inleiding: String,
    opties: Vec<Optie>,
    vormen: Vec<Optie>,
    eenheden: Vec<Optie>,
}

/// Which fields are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Soort {
    Aanbieder,
    Contract,
    Tarief,
    Einde,
    Product,
}

async fn formulier(
    kader: Kader,
    actie: String,
    soort: Soort,
    inleiding: String,
    opties: Vec<Optie>,
    f: Invoer,
) -> Uitkomst {
    let goed = f.is_goed();
    let vormen = Vorm::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect();
    let eenheden = Eenheid::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect();
    let p = Pagina { kader, formulier: f, actie, soort, inleiding, opties, vormen, eenheden };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

fn handeling(wat: &'static str, onderwerp: &'static str, id: i64) -> Handeling {
    Handeling { wat, onderwerp, onderwerp_id: id, dossier: None, gemeente: None, reden: "" }
}

/// GET /aanbieders/nieuw
pub async fn aanbieder_formulier(vz: Verzoek) -> Uitkomst {
    toon_aanbieder(&vz, Invoer::leeg()).await
}

async fn toon_aanbieder(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let kader = vz.kader("Aanbieder toevoegen").await?.kruimel("Aanbieders", "/aanbieders");
    let kader = kader.kruimel("Aanbieder toevoegen", "").fouten(!f.is_goed());
    let inleiding =
        "De AGB-code is het adres voor de berichten. Neem de code die de aanbieder voor de Wmo gebruikt.";
    formulier(
        kader,
        "/aanbieders/nieuw".to_owned(),
        Soort::Aanbieder,
        inleiding.to_owned(),
        gemeenten::opties(),
        f,
    )
    .await
}

/// POST /aanbieders/nieuw
pub async fn voeg_aanbieder_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let naam = velden::tekst(&vz, &mut f, "naam", "Vul de naam van de aanbieder in.");
    let agb = vz.form.tekst("agb").to_owned();
    if agb.len() != 8 || !agb.bytes().all(|b| b.is_ascii_digit()) {
        f.fout("agb", "Een AGB-code heeft acht cijfers.");
    }
    let plaats = velden::gemeente(&vz, &mut f, "gemeente");
    let (Some(naam), Some(plaats), true) = (naam, plaats, f.is_goed()) else {
        return toon_aanbieder(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    if opslag::aanbieder_met_agb(&tx, &agb, Peil::op(vz.vandaag())).await?.is_some() {
        drop(tx);
        f.fout("agb", "Er is al een aanbieder met deze AGB-code.");
        return toon_aanbieder(&vz, f).await;
    }
    let id = AanbiederId(tx.nieuw_id()?);
    tx.journaal(handeling("aanbieder toegevoegd", "aanbieder", id.0)).await?;
    opslag::leg_aanbieder_vast(&mut tx, id, &naam, &agb, plaats).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/aanbieders/{id}"), "De aanbieder is toegevoegd.")
}

/// GET /aanbieders/{aanbieder}/contract
pub async fn contract_formulier(vz: Verzoek) -> Uitkomst {
    toon_contract(&vz, Invoer::leeg()).await
}

async fn toon_contract(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let Some((kader, rij)) = kader_bij(vz, "Contract toevoegen", &f).await? else {
        return Antwoord::niet_gevonden();
    };
    let actie = format!("/aanbieders/{}/contract", rij.aanbieder_id);
    let inleiding = "De tarieven legt u daarna vast, elk met de dag waarop ze ingaan.";
    formulier(kader, actie, Soort::Contract, inleiding.to_owned(), Vec::new(), f).await
}

/// POST /aanbieders/{aanbieder}/contract
pub async fn voeg_contract_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let naam = velden::tekst(&vz, &mut f, "naam", "Vul de naam van het contract in.");
    let van = velden::dag(&vz, &mut f, "vanaf", "Vul de eerste dag in.");
    let laatste = velden::dag_of_leeg(&vz, &mut f, "tot");
    let periode = match (van, laatste) {
        (Some(van), Some(laatste)) => {
            let p = Periode::nieuw(van, laatste.map(|l| l.plus_dagen(1)));
            if p.is_none() {
                f.fout("tot", "De laatste dag ligt voor de eerste dag.");
            }
            p
        }
        (None, _) | (_, None) => None,
    };
    let (Some(naam), Some(periode)) = (naam, periode) else { return toon_contract(&vz, f).await };
    let mut tx = vz.begin().await?;
    let id = velden::aanbieder(&vz);
    if opslag::aanbieder(&tx, id, Peil::op(vz.vandaag())).await?.is_none() {
        return Antwoord::niet_gevonden();
    }
    let contract = tx.nieuw_id()?;
    tx.journaal(handeling("contract vastgelegd", "contract", contract)).await?;
    opslag::leg_contract_vast(&mut tx, contract, id, &naam, &periode).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/aanbieders/{id}"), "Het contract is vastgelegd.")
}

/// GET /aanbieders/{aanbieder}/contract/{contract}/tarief
pub async fn tarief_formulier(vz: Verzoek) -> Uitkomst {
    toon_tarief(&vz, Invoer::leeg()).await
}

async fn toon_tarief(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let peil = Peil::op(vz.vandaag());
    let Some((kader, rij)) = kader_bij(vz, "Tarief toevoegen", &f).await? else {
        return Antwoord::niet_gevonden();
    };
    let contract = opslag::contractrij(&vz.db, vz.pad("contract")?, peil).await?;
    let Some(c) = contract.filter(|c| c.aanbieder_id == rij.aanbieder_id) else {
        return Antwoord::niet_gevonden();
    };
    let producten = opslag::producten(&vz.db, peil).await?;
    let opties = producten
        .iter()
        .map(|p| Optie::nieuw(p.productcode.clone(), format!("{} {}", p.productcode, p.naam)));
    let inleiding = format!(
        "{} loopt {}. Het tarief dat nu geldt eindigt vanzelf de dag voor het nieuwe. Wat al is toegewezen houdt zijn afspraken; een declaratie wordt getoetst aan het tarief van de dag zelf.",
        c.naam,
        periode_tekst(c.geldig_van, c.geldig_tot)
    );
    let actie = format!("/aanbieders/{}/contract/{}/tarief", rij.aanbieder_id, c.contract_id);
    formulier(kader, actie, Soort::Tarief, inleiding, opties.collect(), f).await
}

/// POST /aanbieders/{aanbieder}/contract/{contract}/tarief
pub async fn voeg_tarief_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let product = Productcode::lees(vz.form.tekst("product")).ok();
    if product.is_none() {
        f.fout("product", "Kies een product.");
    }
    let tarief = velden::bedrag(&vz, &mut f, "tarief").and_then(|c| match toets_tarief(c) {
        Ok(c) => Some(c),
        Err(w) => {
            f.weiger(&w);
            None
        }
    });
    let vanaf = velden::dag(&vz, &mut f, "vanaf", "Vul de dag in waarop het tarief ingaat.");
    let (Some(product), Some(tarief), Some(vanaf)) = (product, tarief, vanaf) else {
        return toon_tarief(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    match leg_tarief(&mut tx, &vz, &product, tarief, vanaf).await? {
        None => Antwoord::niet_gevonden(),
        Some(Err(w)) => {
            drop(tx);
            f.weiger(&w);
            toon_tarief(&vz, f).await
        }
        Some(Ok(())) => {
            tx.commit().await?;
            Antwoord::naar_met_melding(
                format!("/aanbieders/{}", velden::aanbieder(&vz)),
                "Het tarief is vastgelegd.",
            )
        }
    }
}

async fn leg_tarief(
    tx: &mut Tx,
    vz: &Verzoek,
    product: &Productcode,
    tarief: Cent,
    vanaf: Datum,
) -> Result<Option<Result<(), Weigering>>, Fout> {
    let (id, peil) = (velden::aanbieder(vz), Peil::op(vz.vandaag()));
    let contract = opslag::contractrij(tx, vz.pad("contract")?, peil).await?;
    let Some(c) = contract.filter(|c| c.aanbieder_id == id) else { return Ok(None) };
    let kader = opslag::periode(c.geldig_van, c.geldig_tot)?;
    let rijen = opslag::tariefrijen(tx, id, peil).await?;
    let bestaand = rijen
        .iter()
        .filter(|t| t.contract_id == c.contract_id && t.productcode == product.tekst())
        .map(|t| Ok((t.tarief_id, opslag::periode(t.geldig_van, t.geldig_tot)?)))
        .collect::<Result<Vec<_>, Fout>>()?;
    Ok(Some(match voeg_in(&bestaand, vanaf, &kader) {
        Ok(i) => {
            let id = tx.nieuw_id()?;
            tx.journaal(handeling("tarief vastgelegd", "tarief", id)).await?;
            opslag::leg_tarief_vast(tx, id, c.contract_id, product, tarief, &i).await?;
            Ok(())
        }
        Err(w) => Err(w),
    }))
}

/// GET /aanbieders/{aanbieder}/tarief/{tarief}/einde
pub async fn einde_formulier(vz: Verzoek) -> Uitkomst {
    toon_einde(&vz, Invoer::leeg()).await
}

async fn toon_einde(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let Some((kader, rij)) = kader_bij(vz, "Tarief beëindigen", &f).await? else {
        return Antwoord::niet_gevonden();
    };
    let Some(t) = opslag::tariefrij(&vz.db, vz.pad("tarief")?, Peil::op(vz.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let inleiding = format!(
        "Product {} kost nu {}, geldig {}. Na de laatste dag kan dit product hier niet meer worden toegewezen.",
        t.productcode,
        t.tarief_cent,
        periode_tekst(t.geldig_van, t.geldig_tot)
    );
    let actie = format!("/aanbieders/{}/tarief/{}/einde", rij.aanbieder_id, t.tarief_id);
    formulier(kader, actie, Soort::Einde, inleiding, Vec::new(), f).await
}

/// POST /aanbieders/{aanbieder}/tarief/{tarief}/einde
pub async fn beeindig_tarief(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let Some(laatste) = velden::dag(&vz, &mut f, "tot", "Vul de laatste dag in.") else {
        return toon_einde(&vz, f).await;
    };
    let (id, tarief_id, peil) = (velden::aanbieder(&vz), vz.pad("tarief")?, Peil::op(vz.vandaag()));
    let mut tx = vz.begin().await?;
    let eigen = opslag::tariefrijen(&tx, id, peil).await?.into_iter().find(|t| t.tarief_id == tarief_id);
    let Some(t) = eigen else { return Antwoord::niet_gevonden() };
    match sluit_op(&opslag::periode(t.geldig_van, t.geldig_tot)?, laatste.plus_dagen(1)) {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            toon_einde(&vz, f).await
        }
        Ok(p) => {
            tx.journaal(handeling("tarief beëindigd", "tarief", tarief_id)).await?;
            opslag::eindig_tarief(&mut tx, tarief_id, &p).await?;
            tx.commit().await?;
            Antwoord::naar_met_melding(format!("/aanbieders/{id}"), "Het tarief is beëindigd.")
        }
    }
}

/// GET /producten/nieuw
pub async fn product_formulier(vz: Verzoek) -> Uitkomst {
    toon_product(&vz, Invoer::leeg()).await
}

async fn toon_product(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let kader = vz
        .kader("Product toevoegen")
        .await?
        .kruimel("Aanbieders", "/aanbieders")
        .kruimel("Producten", "/producten");
    let kader = kader.kruimel("Product toevoegen", "").fouten(!f.is_goed());
    let opties = CATEGORIEEN.iter().map(|(c, n)| Optie::nieuw(*c, *n)).collect();
    let inleiding = "De code staat in alle berichten en kan daarna niet meer veranderen.";
    formulier(kader, "/producten/nieuw".to_owned(), Soort::Product, inleiding.to_owned(), opties, f).await
}

/// POST /producten/nieuw
pub async fn voeg_product_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let code = match Productcode::lees(vz.form.tekst("code")) {
        Ok(c) => Some(c),
        Err(e) => {
            f.fout("code", e.0);
            None
        }
    };
    let naam = velden::tekst(&vz, &mut f, "naam", "Vul de naam van het product in.");
    let (vorm, eenheid) =
        (Vorm::lees(vz.form.tekst("vorm")).ok(), Eenheid::lees(vz.form.tekst("eenheid")).ok());
    let categorie = CATEGORIEEN.iter().map(|c| c.0).find(|c| *c == vz.form.tekst("categorie"));
    for (leeg, veld, zin) in [
        (vorm.is_none(), "vorm", "Kies een vorm."),
        (eenheid.is_none(), "eenheid", "Kies een eenheid."),
        (categorie.is_none(), "categorie", "Kies een categorie."),
    ] {
        if leeg {
            f.fout(veld, zin);
        }
    }
    let (Some(code), Some(naam), Some(vorm), Some(eenheid), Some(categorie)) =
        (code, naam, vorm, eenheid, categorie)
    else {
        return toon_product(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let nr = tx.nr().0;
    tx.journaal(handeling("product toegevoegd", "product", nr)).await?;
    match opslag::leg_product_vast(&mut tx, &code, categorie, &naam, vorm, eenheid).await {
        Err(e) if e.soort == FoutSoort::Uniek => {
            drop(tx);
            f.fout("code", "Er is al een product met deze code.");
            toon_product(&vz, f).await
        }
        Err(e) => Err(e),
        Ok(()) => {
            tx.commit().await?;
            Antwoord::naar_met_melding("/producten", "Het product is toegevoegd.")
        }
    }
}
