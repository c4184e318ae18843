//! Section B: the ingroeipad, schedule beside schedule.

use super::Tussen;
use super::json::{Plek, Uit, Uitkomst, object};
use super::verdeling::{bron, lees_code};
use crate::huis::gemeenten;
use kern::stam::{Breuk, Cent, Gemeentecode};
use kern::stelsel::{Aandeel, Afronding, Ingroeipad, Padjaar, Schema, padjaar};

/// Any year will do: the sections count in steps.
const STARTJAAR: i16 = 2001;
const DECIMALEN: u32 = 4;

/// A schedule with the name of its list in the outcome, and the list as text.
struct Genoemd {
    sleutel: String,
    toon: Vec<String>,
    schema: Schema,
}

pub(super) fn reken(b: &Plek<'_>, t: &mut Tussen) -> Uitkomst<Uit> {
    let historisch = b.veld(&["historisch_centrumgemeente", "historisch"])?.bedrag()?;
    let centrum = match b.misschien(&["centrumgemeente"]) {
        Some(p) => lees_code(&p, p.tekst()?)?,
        None => gemeenten::regiegemeente(),
    };
    let objectief = objectief(b, t)?;
    let schemas = schemas(b)?;
    let mut uit = vec![("historisch_centrumgemeente".to_owned(), Uit::from(historisch))];
    for s in &schemas {
        uit.push((s.sleutel.clone(), Uit::Lijst(s.toon.iter().cloned().map(Uit::from).collect())));
    }
    let mut jaren = Vec::new();
    for s in schemas {
        let naam = s.schema.naam.clone();
        let aantal = s.schema.stappen().len();
        let tonen = tonen(b, &naam, aantal)?;
        let pad = Ingroeipad { startjaar: Some(STARTJAAR), schema: s.schema };
        let mut lijst = Vec::new();
        for stap in 1..=aantal {
            let jaar = STARTJAAR + i16::try_from(stap).expect("at most a hundred steps") - 1;
            let j = padjaar(&pad, jaar, &[(centrum, historisch)], &objectief, Afronding::PerGemeente)?;
            let rijen = j.rijen.iter().map(|r| (r.gemeente, r.totaal())).collect();
            t.inbreng.insert((naam.clone(), stap), rijen);
            if tonen.contains(&stap) {
                lijst.push(toon(&j, stap, centrum, t));
            }
        }
        jaren.push((naam, Uit::Lijst(lijst)));
    }
    uit.push(("jaren".to_owned(), Uit::Object(jaren)));
    Ok(Uit::Object(uit))
}

/// The objective amounts of the region: given here, or from section A.
fn objectief(b: &Plek<'_>, t: &mut Tussen) -> Uitkomst<Vec<(Gemeentecode, Cent)>> {
    if let Some(p) = b.misschien(&["objectief"]) {
        let mut uit = Vec::new();
        for (code, bedrag) in p.velden()? {
            uit.push((lees_code(&bedrag, code)?, bedrag.bedrag()?));
        }
        uit.sort();
        for (g, _) in &uit {
            t.namen.entry(*g).or_insert_with(|| gemeenten::naam(*g));
        }
        t.regio = uit.iter().map(|u| u.0).collect();
        return Ok(uit);
    }
    let uit: Vec<_> = t.objectief.iter().filter(|(g, _)| t.regio.contains(g)).copied().collect();
    if uit.is_empty() { b.fout("geef `objectief`, of reken afdeling A mee.") } else { Ok(uit) }
}

/// Which steps are shown: `stappen`, else those that the outcomes in the file show, else all.
fn tonen(b: &Plek<'_>, naam: &str, aantal: usize) -> Uitkomst<Vec<usize>> {
    let heel = |p: Plek<'_>| p.aantal().map(|a| usize::try_from(a).unwrap_or(usize::MAX));
    if let Some(p) = b.misschien(&["stappen"]) {
        return p.lijst()?.into_iter().map(heel).collect();
    }
    if let Some(p) = b.misschien(&["jaren"]).and_then(|j| j.misschien(&[naam])) {
        return p.lijst()?.into_iter().map(|r| heel(r.veld(&["stap"])?)).collect();
    }
    Ok((1..=aantal).collect())
}

fn schemas(b: &Plek<'_>) -> Uitkomst<Vec<Genoemd>> {
    let mut uit = Vec::new();
    if let Some(p) = b.misschien(&["schemas"]) {
        for (naam, s) in p.velden()? {
            uit.push(schema(naam, &s)?);
        }
    }
    if uit.is_empty() {
        for (naam, s) in b.velden()? {
            if let Some(kort) = naam.strip_prefix("schema_") {
                // `uitstroom_25pct` is the list of the schedule `uitstroom`.
                let kort = kort.rsplit_once('_').filter(|(_, p)| p.ends_with("pct")).map_or(kort, |(k, _)| k);
                uit.push(Genoemd { sleutel: naam.to_owned(), ..schema(kort, &s)? });
            }
        }
    }
    if uit.is_empty() { b.fout("`schemas` ontbreekt.") } else { Ok(uit) }
}

fn schema(naam: &str, p: &Plek<'_>) -> Uitkomst<Genoemd> {
    let gewoon = format!("schema_{naam}");
    if p.waarde.is_array() {
        let (mut toon, mut stappen) = (Vec::new(), Vec::new());
        for s in p.lijst()? {
            toon.push(s.cijfers()?);
            stappen.push(Aandeel::van(&s.getal()?).or_else(|w| s.fout(w))?);
        }
        return Ok(Genoemd { sleutel: gewoon, toon, schema: Schema::nieuw(naam, stappen, bron())? });
    }
    let aantal = p.veld(&["stappen"])?.aantal()?;
    let decimalen = p.misschien(&["decimalen"]).map_or(Ok(DECIMALEN), |d| d.aantal())?;
    let alle = |s: &Schema, n: u32| s.stappen().iter().map(|a| a.breuk().met_decimalen(n)).collect();
    match p.veld(&["soort"])?.tekst()? {
        "lineair" => {
            let s = Schema::lineair(naam, aantal, decimalen, bron())?;
            let genoeg = |n: &u32| {
                s.stappen().iter().all(|a| Breuk::lees(&a.breuk().met_decimalen(*n)) == Ok(a.breuk()))
            };
            let n = (1..=decimalen).find(genoeg).unwrap_or(decimalen);
            Ok(Genoemd { sleutel: gewoon, toon: alle(&s, n), schema: s })
        }
        "uitstroom" => {
            let u = p.veld(&["uitstroom_per_jaar"])?.getal()?;
            let procent = u.maal(&Breuk::heel(100)).to_string().replace(',', ".");
            let s = Schema::uitstroom(naam, &u, aantal, decimalen, bron())?;
            Ok(Genoemd { sleutel: format!("{gewoon}_{procent}pct"), toon: alle(&s, decimalen), schema: s })
        }
        _ => p.fout("`soort` is `lineair` of `uitstroom`."),
    }
}

fn toon(j: &Padjaar, stap: usize, centrum: Gemeentecode, t: &Tussen) -> Uit {
    let naam = |g: Gemeentecode| t.namen.get(&g).cloned().unwrap_or_else(|| gemeenten::naam(g));
    let klein = naam(centrum).to_lowercase();
    let eigen = j.van(centrum).copied();
    let regio = j.rijen.iter().filter(|r| t.regio.contains(&r.gemeente));
    object([
        ("stap".to_owned(), Uit::Getal(i64::try_from(stap).expect("at most a hundred steps"))),
        ("aandeel_objectief".to_owned(), j.aandeel.breuk().met_decimalen(DECIMALEN).into()),
        (format!("historisch_{klein}"), eigen.map_or(Cent::NUL, |r| r.historisch).into()),
        ("objectief".to_owned(), object(regio.map(|r| (naam(r.gemeente), r.objectief.into())))),
        (format!("ontvangst_{klein}_totaal"), eigen.map_or(Cent::NUL, |r| r.totaal()).into()),
        ("regio_totaal".to_owned(), j.totaal().into()),
    ])
}
