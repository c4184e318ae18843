//! One line of the begroting: added or changed while the begroting is a concept.

use super::opslag::{self, RegelRij, Stand};
use crate::financien::{grootboek::formulier::kaal, nav, velden};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    kader::Koppeling,
    opslag::{Handeling, Tx},
};
use askama::Template;
use kern::financien::{Aard, Begrotingsroute, Jaarkolom, Kant, Kostensoort, Meerjarenbegroting, Taakveld};
use kern::inkoop::Vorm;
use kern::stam::{Cent, Gemeentecode, Weigering};

/// The boxes of the six years.
pub const JAREN: [&str; 6] = ["min2", "min1", "t", "plus1", "plus2", "plus3"];

#[derive(Template)]
#[template(path = "financien/meerjaren/regel.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    jaar: i16,
    bestaat: bool,
    kanten: Vec<Optie>,
    soorten: Vec<Optie>,
    aarden: Vec<Optie>,
    vormen: Vec<Optie>,
    gemeenten: Vec<Optie>,
    jaren: Vec<(&'static str, String)>,
}

/// GET /geld/begroting/regel
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar(&vz);
    let s = opslag::stand(&vz.db, jaar).await?;
    let rij = vz.vraag("code").and_then(|c| s.regels.iter().find(|r| r.code == c));
    let f = rij.map_or_else(Invoer::leeg, ingevuld);
    toon(&vz, jaar, rij.is_some(), f).await
}

fn ingevuld(r: &RegelRij) -> Invoer {
    let bedragen = [r.min2, r.min1, r.t, r.plus1, r.plus2, r.plus3];
    let f = Invoer::uit([
        ("code", r.code.clone()),
        ("omschrijving", r.omschrijving.clone()),
        ("kant", r.kant.clone()),
        ("soort", r.soort.clone()),
        ("aard", r.aard.clone()),
        ("taakveld", r.taakveld.clone()),
        ("gemeente", r.gemeente.map(|g| g.to_string()).unwrap_or_default()),
        ("vorm", r.vorm.clone()),
    ]);
    JAREN.iter().zip(bedragen).fold(f, |f, (veld, c)| f.met(veld, kaal(c)))
}

async fn toon(vz: &Verzoek, jaar: i16, bestaat: bool, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let titel = if bestaat { "Regel wijzigen" } else { "Regel toevoegen" };
    let kolom = |(veld, k): (&&'static str, &Jaarkolom)| (*veld, format!("{} ({})", k.jaar(jaar), k.tekst()));
    let p = Pagina {
        kader: nav::kader(vz, titel)
            .await?
            .kruimel(format!("Begroting {jaar}"), format!("/geld/begroting?jaar={jaar}"))
            .kruimel(titel, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        jaar,
        bestaat,
        kanten: Kant::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        soorten: Kostensoort::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        aarden: Aard::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        vormen: Vorm::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        gemeenten: gemeenten::opties(),
        jaren: JAREN.iter().zip(Jaarkolom::ALLE).map(kolom).collect(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /geld/begroting/regel
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar_van(vz.form.tekst("jaar")).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let mut f = vz.invoer();
    let mut tx = vz.begin().await?;
    let nu = opslag::stand(&tx, jaar).await?;
    let oud = nu.regels.iter().find(|r| r.code == vz.form.tekst("code")).cloned();
    let bestaat = oud.is_some() && vz.form.aan("bestaat");
    let weg = bestaat && vz.form.tekst("actie") == "weg";
    let gelezen = if weg { oud.clone() } else { lees(&vz, &mut f, jaar) };
    let Some(mut rij) = gelezen else {
        drop(tx);
        return toon(&vz, jaar, bestaat, f).await;
    };
    if let Err(w) = toets(&nu, &rij, bestaat) {
        drop(tx);
        f.weiger(&w);
        return toon(&vz, jaar, bestaat, f).await;
    }
    rij.begrotingsregel_id = match oud.as_ref().filter(|_| bestaat) {
        Some(o) => o.begrotingsregel_id,
        None => tx.nieuw_id()?,
    };
    let wat = if weg { "begrotingsregel verwijderd" } else { "begrotingsregel vastgelegd" };
    journaal(&mut tx, wat, rij.begrotingsregel_id).await?;
    if weg {
        opslag::haal_regel_weg(&mut tx, &rij).await?;
    } else {
        opslag::leg_regel_vast(&mut tx, &rij, bestaat).await?;
    }
    opslag::volg(&mut tx, jaar).await?;
    tx.commit().await?;
    let zin = if weg { "De regel is weggehaald." } else { "De regel is vastgelegd." };
    Antwoord::naar_met_melding(format!("/geld/begroting?jaar={jaar}"), zin)
}

/// Writes the row in the journal of an act on lines.
pub async fn journaal(tx: &mut Tx, wat: &'static str, onderwerp_id: i64) -> Result<(), Fout> {
    let onderwerp = "begrotingsregel";
    tx.journaal(Handeling { wat, onderwerp, onderwerp_id, dossier: None, gemeente: None, reden: "" }).await
}

/// Refuses a line of what is no concept any more (FIN-40), and one that the rules do not take (FIN-20, FIN-21).
pub fn toets(nu: &Stand, rij: &RegelRij, bestaat: bool) -> Result<(), Weigering> {
    if !matches!(nu.route, Begrotingsroute::Concept) {
        let zin = "Regels wijzigt u zolang de begroting een concept is. Haal haar terug, of maak een begrotingswijziging.";
        return Err(Weigering::nieuw("FIN-40", "Uitvoeringsplan Thuis in de wijk 2022-2025, 5.4", zin));
    }
    let mut regels: Vec<_> = nu.begroting.regels().to_vec();
    if bestaat {
        regels.retain(|r| r.code != rij.code);
    }
    if let Ok(r) = rij.regel() {
        regels.push(r);
    }
    Meerjarenbegroting::nieuw(nu.begroting.jaar(), regels)
        .map(|_| ())
        .map_err(|w| if w.code == "FIN-20" { w.bij("code") } else { w })
}

fn lees(vz: &Verzoek, f: &mut Invoer, jaar: i16) -> Option<RegelRij> {
    let code = velden::tekst(vz, f, "code", "Geef de regel een korte code, bijvoorbeeld trajectregie.");
    let omschrijving = velden::tekst(vz, f, "omschrijving", "Schrijf op wat deze regel is.");
    let mut kies = |veld: &'static str, goed: bool, zin: &str| {
        if !goed {
            f.fout(veld, zin);
        }
        vz.form.tekst(veld).to_owned()
    };
    let kant = kies("kant", Kant::lees(vz.form.tekst("kant")).is_ok(), "Kies lasten of baten.");
    let soort = kies("soort", Kostensoort::lees(vz.form.tekst("soort")).is_ok(), "Kies een soort.");
    let aard = kies("aard", Aard::lees(vz.form.tekst("aard")).is_ok(), "Kies of dit elk jaar terugkomt.");
    let vorm = vz.form.tekst("vorm");
    let vorm = kies("vorm", vorm.is_empty() || Vorm::lees(vorm).is_ok(), "Kies een vorm uit de lijst.");
    let taakveld = match Taakveld::lees(vz.form.tekst("taakveld")) {
        Ok(t) => t.to_string(),
        Err(e) => {
            f.fout("taakveld", e.0);
            String::new()
        }
    };
    let bedragen = JAREN.map(|veld| bedrag(vz, f, veld));
    let (Some(code), Some(omschrijving), true) = (code, omschrijving, f.is_goed()) else { return None };
    let [min2, min1, t, plus1, plus2, plus3] = bedragen;
    Some(RegelRij {
        begrotingsregel_id: 0,
        jaar: i64::from(jaar),
        code,
        omschrijving,
        kant,
        soort,
        aard,
        taakveld,
        gemeente: Gemeentecode::lees(vz.form.tekst("gemeente")).ok(),
        vorm,
        min2,
        min1,
        t,
        plus1,
        plus2,
        plus3,
    })
}

fn bedrag(vz: &Verzoek, f: &mut Invoer, veld: &'static str) -> Cent {
    match vz.form.tekst(veld) {
        "" => Cent::NUL,
        _ => velden::bedrag(vz, f, veld).unwrap_or(Cent::NUL),
    }
}
