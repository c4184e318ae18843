//! Giving and ending roles: first what the change opens and closes, then the fact.

use super::{
    gebruiker::{self, Mens, mens, periode_tekst, plaats},
    gevolg::{Gevolg, RolOp, gevolg},
    opslag::{self, RolRij},
    regels::{self, Rolperiode},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, gemeenten, opslag::Tx};
use askama::Template;
use kern::stam::{Datum, Gemeentecode, Weigering};

/// The value in the form that stands for the whole region.
const REGIO: &str = "regio";

#[derive(Template)]
#[template(path = "beheer/rol.html")]
struct RolPagina {
    kader: Kader,
    actie: String,
    formulier: Invoer,
    rollen: Vec<Optie>,
    plaatsen: Vec<Optie>,
}

#[derive(Template)]
#[template(path = "beheer/einde.html")]
struct EindePagina {
    kader: Kader,
    actie: String,
    formulier: Invoer,
    wat: String,
}

#[derive(Template)]
#[template(path = "beheer/voorbeeld.html")]
struct Voorbeeld {
    kader: Kader,
    actie: String,
    zin: String,
    velden: Vec<(&'static str, String)>,
    gevolg: Gevolg,
    terug: String,
}

/// GET /beheer/gebruikers/{gebruiker}/rol
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    let Some(m) = mens(&vz.db, &vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = Invoer::leeg().met_datum("vanaf", vz.vandaag());
    if let Some(g) = vz.actor.gemeente {
        f = f.met("gemeente", g.to_string());
    }
    toon(&vz, &m, f).await
}

async fn toon(vz: &Verzoek, m: &Mens, formulier: Invoer) -> Uitkomst {
    let fout = !formulier.is_goed();
    let mut plaatsen = vec![Optie::nieuw(REGIO, "Hele regio")];
    plaatsen.extend(gemeenten::opties());
    let p = RolPagina {
        kader: kader(vz, m, "Rol geven").await?.fouten(fout),
        actie: format!("{}/rol", m.pad()),
        formulier,
        rollen: Rol::ALLE.iter().map(|r| Optie::nieuw(r.code(), hoofdletter(r.naam()))).collect(),
        plaatsen,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

async fn kader(vz: &Verzoek, m: &Mens, titel: &str) -> Result<Kader, Fout> {
    let k = vz.kader(titel).await?.kruimel("Gebruikers", "/beheer/gebruikers");
    Ok(k.kruimel(&m.rij.naam, m.pad()).kruimel(titel, ""))
}

pub(super) fn hoofdletter(t: &str) -> String {
    let mut t = t.to_owned();
    if let Some(eerste) = t.get_mut(0..1) {
        eerste.make_ascii_uppercase();
    }
    t
}

/// The role in the form; `None`, with the reasons in `f`, when something is missing.
fn lees_rol(vz: &Verzoek, f: &mut Invoer) -> Option<Rolperiode> {
    let mut dag = |veld: &'static str| match vz.form.datum(veld) {
        Ok(d) => d,
        Err(w) => {
            f.weiger(&w);
            None
        }
    };
    let (van, laatste) = (dag("vanaf"), dag("tot"));
    let rol = Rol::lees(vz.form.tekst("rol"));
    if rol.is_none() {
        f.fout("rol", "Kies een rol.");
    }
    let gemeente = match vz.form.tekst("gemeente") {
        REGIO => Some(None),
        code => Gemeentecode::lees(code).ok().filter(|g| gemeenten::in_regio(*g)).map(Some),
    };
    if gemeente.is_none() {
        f.fout("gemeente", "Kies een gemeente, of de hele regio.");
    }
    if van.is_none() && !f.is_fout("vanaf") {
        f.fout("vanaf", "Vul de eerste dag in.");
    }
    let nieuw =
        Rolperiode { rol: rol?, gemeente: gemeente?, van: van?, tot: laatste.map(|d| d.plus_dagen(1)) };
    f.is_goed().then_some(nieuw)
}

/// POST /beheer/gebruikers/{gebruiker}/rol: shows what the role opens, or with `stap=vastleggen` records it.
pub async fn geef(vz: Verzoek) -> Uitkomst {
    let mut tx = vz.begin().await?;
    let Some(m) = mens(&tx, &vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let nieuw = lees_rol(&vz, &mut f);
    let mag = toets_geven(&tx, &vz, &m, nieuw).await?;
    if let Err(w) = &mag {
        f.weiger(w);
    }
    let (Some(nieuw), Ok(())) = (nieuw, mag) else {
        drop(tx);
        return toon(&vz, &m, f).await;
    };
    if vz.form.tekst("stap") != "vastleggen" {
        drop(tx);
        return voorbeeld_geven(&vz, &m, nieuw).await;
    }
    opslag::journaal(&mut tx, "rol gegeven", m.rij.gebruiker_id, nieuw.gemeente, nieuw.rol.code()).await?;
    opslag::leg_rol_vast(&mut tx, m.rij.gebruiker_id, &nieuw, None).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(m.pad(), format!("De rol {} is vastgelegd.", nieuw.rol.naam()))
}

async fn toets_geven(
    tx: &Tx,
    vz: &Verzoek,
    m: &Mens,
    nieuw: Option<Rolperiode>,
) -> Result<Result<(), Weigering>, Fout> {
    let eerst = bevoegd(tx, vz, m).await?;
    let Some(nieuw) = nieuw else { return Ok(eerst) };
    Ok(eerst
        .and_then(|()| regels::binnen_bereik(vz.actor.gemeente, nieuw.gemeente))
        .and_then(|()| regels::geef(&nieuw, &m.perioden(), vz.vandaag())))
}

/// Still in office, and not about oneself.
async fn bevoegd(tx: &Tx, vz: &Verzoek, m: &Mens) -> Result<Result<(), Weigering>, Fout> {
    // A role may be given to somebody who also works elsewhere: reach is asked of the role, not of the person.
    let alleen = Mens { rij: m.rij.clone(), rollen: Vec::new() };
    gebruiker::toets(tx, vz, &alleen).await
}

async fn voorbeeld_geven(vz: &Verzoek, m: &Mens, nieuw: Rolperiode) -> Uitkomst {
    let nu = op(&m.perioden(), nieuw.van);
    let mut straks = nu.clone();
    straks.push((nieuw.rol, nieuw.gemeente));
    let waar = nieuw.gemeente.map_or_else(|| "de hele regio".to_owned(), gemeenten::naam);
    let naam = &m.rij.naam;
    let zin =
        format!("{naam} wordt {} voor {waar}, {}.", nieuw.rol.naam(), periode_tekst(nieuw.van, nieuw.tot));
    let mut velden = vec![
        ("rol", nieuw.rol.code().to_owned()),
        ("gemeente", nieuw.gemeente.map_or_else(|| REGIO.to_owned(), |g| g.to_string())),
        ("vanaf", nieuw.van.to_string()),
    ];
    velden.extend(nieuw.tot.map(|t| ("tot", t.plus_dagen(-1).to_string())));
    Antwoord::pagina(&Voorbeeld {
        kader: kader(vz, m, "Dit verandert er").await?,
        actie: format!("{}/rol", m.pad()),
        terug: format!("{}/rol", m.pad()),
        gevolg: gevolg(&nu, &straks),
        zin,
        velden,
    })
}

fn op(rollen: &[Rolperiode], dag: Datum) -> Vec<RolOp> {
    rollen.iter().filter(|r| r.op(dag)).map(|r| (r.rol, r.gemeente)).collect()
}

/// The role of the path, of the person of the path: a role of somebody else is "not found".
fn rol_van_pad(vz: &Verzoek, m: &Mens) -> Result<Option<(RolRij, Rolperiode)>, Fout> {
    let id = vz.pad("rol")?;
    Ok(m.rollen.iter().find(|r| r.gebruikerrol_id == id).and_then(|r| Some((r.clone(), r.periode()?))))
}

/// GET /beheer/gebruikers/{gebruiker}/rol/{rol}/einde
pub async fn einde_formulier(vz: Verzoek) -> Uitkomst {
    let Some(m) = mens(&vz.db, &vz).await? else { return Antwoord::niet_gevonden() };
    let Some((rij, _)) = rol_van_pad(&vz, &m)? else { return Antwoord::niet_gevonden() };
    toon_einde(&vz, &m, &rij, Invoer::leeg().met_datum("per", vz.vandaag())).await
}

async fn toon_einde(vz: &Verzoek, m: &Mens, rij: &RolRij, formulier: Invoer) -> Uitkomst {
    let fout = !formulier.is_goed();
    let (naam, waar) = (crate::huis::rolnaam(&rij.rol), plaats(&rij.gemeente));
    let p = EindePagina {
        kader: kader(vz, m, "Rol beëindigen").await?.fouten(fout),
        actie: format!("{}/rol/{}/einde", m.pad(), rij.gebruikerrol_id),
        wat: format!("{} is {naam}, {waar}, {}.", m.rij.naam, periode_tekst(rij.geldig_van, rij.geldig_tot)),
        formulier,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

/// POST /beheer/gebruikers/{gebruiker}/rol/{rol}/einde: shows what closes, or with `stap=vastleggen` records it.
pub async fn beeindig(vz: Verzoek) -> Uitkomst {
    let mut tx = vz.begin().await?;
    let Some(m) = mens(&tx, &vz).await? else { return Antwoord::niet_gevonden() };
    let Some((rij, rol)) = rol_van_pad(&vz, &m)? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let per = match vz.form.datum("per") {
        Ok(Some(d)) => Ok(d),
        Ok(None) => {
            Err(Weigering::nieuw("BEH-11", "", "Vul de eerste dag in waarop de rol niet meer geldt.")
                .bij("per"))
        }
        Err(w) => Err(w),
    };
    let mag = match per {
        Ok(per) => toets_einde(&tx, &vz, &m, &rol, per).await?,
        Err(w) => Err(w),
    };
    let tot = match mag {
        Ok(tot) => tot,
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            return toon_einde(&vz, &m, &rij, f).await;
        }
    };
    if vz.form.tekst("stap") != "vastleggen" {
        drop(tx);
        return voorbeeld_einde(&vz, &m, &rij, &rol, tot).await;
    }
    let nieuw = Rolperiode { tot: Some(tot), ..rol };
    opslag::journaal(&mut tx, "rol beëindigd", m.rij.gebruiker_id, rol.gemeente, rol.rol.code()).await?;
    opslag::leg_rol_vast(&mut tx, m.rij.gebruiker_id, &nieuw, Some(rij.gebruikerrol_id)).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(m.pad(), format!("De rol {} eindigt.", rol.rol.naam()))
}

async fn toets_einde(
    tx: &Tx,
    vz: &Verzoek,
    m: &Mens,
    rol: &Rolperiode,
    per: Datum,
) -> Result<Result<Datum, Weigering>, Fout> {
    let eerst = bevoegd(tx, vz, m)
        .await?
        .and_then(|()| regels::binnen_bereik(vz.actor.gemeente, rol.gemeente))
        .and_then(|()| regels::beeindig(rol, per, vz.vandaag()));
    match eerst {
        Ok(tot) if rol.rol == Rol::Autorisatiebeheerder && rol.gemeente.is_none() => {
            Ok(gebruiker::toets_laatste(tx, m, tot).await?.map(|()| tot))
        }
        uit => Ok(uit),
    }
}

async fn voorbeeld_einde(vz: &Verzoek, m: &Mens, rij: &RolRij, rol: &Rolperiode, tot: Datum) -> Uitkomst {
    let alle = m.perioden();
    let nu = op(&alle, tot);
    let mut straks = nu.clone();
    if let Some(i) = straks.iter().position(|r| *r == (rol.rol, rol.gemeente)) {
        straks.remove(i);
    }
    let actie = format!("{}/rol/{}/einde", m.pad(), rij.gebruikerrol_id);
    let zin = format!("{} is vanaf {} geen {} meer.", m.rij.naam, tot.voluit(), rol.rol.naam());
    Antwoord::pagina(&Voorbeeld {
        kader: kader(vz, m, "Dit verandert er").await?,
        gevolg: gevolg(&nu, &straks),
        velden: vec![("per", tot.to_string())],
        terug: actie.clone(),
        actie,
        zin,
    })
}
