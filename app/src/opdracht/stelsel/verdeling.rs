//! Section A: the objective split.

use super::Tussen;
use super::json::{Fout, Plek, Uit, Uitkomst, object};
use crate::huis::gemeenten;
use kern::stam::{Breuk, Cent, Gemeentecode};
use kern::stelsel::{
    Cijferbron, Cijferstatus, Decimaal, Gemeenterij, Maatstaf, Maatstaftabel, Verdeelmodel, Verdeling, Weg,
    neem_uitkomsten, verdeel, verdeel_basis_met_factor, verdeel_met_factor, verdeel_op_basis,
};
use std::collections::BTreeMap;

const INWONERS: &str = "inwoners";
/// Code under which the example counts everybody outside the region.
const REST: &str = "9999";
const CBS: &str = include_str!("../../../../regels/inwoners_2022-01-01.csv");

pub(super) fn bron() -> Cijferbron {
    Cijferbron::nieuw("rekenbestand", Cijferstatus::Concept)
}

/// A code as key of an object, also without its leading zero.
pub(super) fn lees_code(plek: &Plek<'_>, tekst: &str) -> Uitkomst<Gemeentecode> {
    Gemeentecode::lees(&format!("{tekst:0>4}"))
        .or_else(|_| plek.fout(format!("`{tekst}` is geen gemeentecode.")))
}

/// Inhabitants on 1 January 2022 (CBS), when the file does not say.
fn volgens_cbs(code: Gemeentecode) -> Option<u32> {
    let zoek = code.to_string();
    CBS.lines().skip(1).filter_map(|r| r.split_once(';')).find(|(c, _)| *c == zoek)?.1.trim().parse().ok()
}

/// A gemeente with its place in the file.
struct Rij<'a> {
    code: Gemeentecode,
    plek: Plek<'a>,
}

pub(super) fn reken(a: &Plek<'_>, t: &mut Tussen) -> Uitkomst<Uit> {
    let mut rijen = Vec::new();
    for (code, plek) in a.veld(&["gemeenten", "per_gemeente"])?.velden()? {
        rijen.push(Rij { code: lees_code(&plek, code)?, plek });
    }
    rijen.sort_by_key(|r| r.code);
    for r in &rijen {
        let naam = r.plek.misschien(&["naam"]).map(|n| n.tekst()).transpose()?;
        t.namen.insert(r.code, naam.map_or_else(|| gemeenten::naam(r.code), str::to_owned));
        let inwoners = r.plek.misschien(&[INWONERS]).map(|i| i.aantal()).transpose()?;
        if let Some(i) = inwoners.or_else(|| volgens_cbs(r.code)) {
            t.inwoners.insert(r.code, i);
        }
    }
    t.regio = regio(a, &rijen)?;
    let verdeling = verdeling(a, &rijen, &t.inwoners)?;
    t.objectief = verdeling.bedragen();
    toon(&verdeling, t)
}

fn regio(a: &Plek<'_>, rijen: &[Rij<'_>]) -> Uitkomst<Vec<Gemeentecode>> {
    let mut codes = Vec::new();
    match a.misschien(&["regio"]) {
        Some(lijst) => {
            for p in lijst.lijst()? {
                codes.push(lees_code(&p, p.tekst()?)?);
            }
        }
        None => codes.extend(rijen.iter().map(|r| r.code).filter(|c| c.to_string() != REST)),
    }
    codes.sort();
    Ok(codes)
}

/// The first of the ways in for which the file has what is needed.
fn verdeling(a: &Plek<'_>, rijen: &[Rij<'_>], inwoners: &BTreeMap<Gemeentecode, u32>) -> Uitkomst<Verdeling> {
    let macrobudget = a.misschien(&["macrobudget", "macro"]).map(|m| m.bedrag()).transpose()?;
    let factor = a.misschien(&["uitkeringsfactor"]).map(|f| f.getal()).transpose()?;
    let bedragen = |veld: &str| -> Uitkomst<Vec<(Gemeentecode, Cent)>> {
        rijen.iter().map(|r| Ok((r.code, r.plek.veld(&[veld])?.bedrag()?))).collect()
    };
    if let Some(gewichten) = a.misschien(&["gewichten"]) {
        let per_inwoner = match a.misschien(&["notatie"]).map(|n| n.tekst()).transpose()? {
            None | Some("basis") => false,
            Some("per_inwoner") => true,
            Some(_) => return a.fout("`notatie` is `basis` of `per_inwoner`."),
        };
        let model = model(&gewichten)?;
        let tabel = tabel(&model, rijen, inwoners, per_inwoner)?;
        return match (macrobudget, factor) {
            (Some(m), _) => Ok(verdeel(&model, &tabel, m)?),
            (None, Some(f)) => Ok(verdeel_met_factor(&model, &tabel, &f)?),
            (None, None) => a.fout("`macrobudget` of `uitkeringsfactor` ontbreekt."),
        };
    }
    if rijen.iter().any(|r| r.plek.misschien(&["uitkeringsbasis"]).is_none()) {
        return Ok(neem_uitkomsten(&bedragen("uitkering_objectief")?));
    }
    let bases = bedragen("uitkeringsbasis")?;
    match (macrobudget, bedragen("uitkering_objectief"), factor) {
        (Some(m), _, _) => Ok(verdeel_op_basis(&bases, m)?),
        // Published bases with published outcomes: the outcomes together are the macrobudget.
        (None, Ok(uitkomsten), _) => Ok(verdeel_op_basis(&bases, uitkomsten.iter().map(|u| u.1).sum())?),
        (None, Err(_), Some(f)) => Ok(verdeel_basis_met_factor(&bases, &f)?),
        (None, Err(_), None) => a.fout("`macrobudget` of `uitkeringsfactor` ontbreekt."),
    }
}

fn decimaal(plek: &Plek<'_>, b: &Breuk) -> Uitkomst<Decimaal> {
    Decimaal::van(b).or_else(|e| plek.fout(e))
}

fn model(gewichten: &Plek<'_>) -> Uitkomst<Verdeelmodel> {
    let mut maatstaven = Vec::new();
    for (code, p) in gewichten.velden()? {
        let gewicht = decimaal(&p, &p.getal()?)?;
        maatstaven.push(Maatstaf { code: code.to_owned(), naam: code.to_owned(), gewicht, bron: bron() });
    }
    Ok(Verdeelmodel { versie: "rekenbestand".to_owned(), maatstaven })
}

fn tabel(
    model: &Verdeelmodel,
    rijen: &[Rij<'_>],
    inwoners: &BTreeMap<Gemeentecode, u32>,
    per_inwoner: bool,
) -> Uitkomst<Maatstaftabel> {
    let mut uit = Vec::new();
    for r in rijen {
        let mensen = inwoners.get(&r.code).copied();
        let mut waarden = Vec::new();
        for m in &model.maatstaven {
            if let (INWONERS, Some(n)) = (m.code.as_str(), mensen) {
                waarden.push(Decimaal::heel(n));
                continue;
            }
            let binnen = r.plek.misschien(&["maatstaven", "waarden"]).and_then(|w| w.misschien(&[&m.code]));
            let p = binnen.map_or_else(|| r.plek.veld(&[&m.code]), Ok)?;
            let waarde = if per_inwoner {
                let n = mensen.map_or_else(|| r.plek.fout("`inwoners` ontbreekt."), Ok)?;
                p.getal()?.maal(&Breuk::heel(i128::from(n)))
            } else {
                p.getal()?
            };
            waarden.push(decimaal(&p, &waarde)?);
        }
        uit.push(Gemeenterij { gemeente: r.code, inwoners: mensen.unwrap_or(0), waarden });
    }
    Ok(Maatstaftabel::nieuw(uit, bron())?)
}

/// Amount per inhabitant, rounded once; nothing when the inhabitants are not known.
fn per_inwoner(bedrag: Cent, inwoners: u32) -> Option<Cent> {
    Breuk::van_cent(bedrag).gedeeld_door(&Breuk::heel(i128::from(inwoners)))?.naar_cent()
}

fn toon(v: &Verdeling, t: &Tussen) -> Uitkomst<Uit> {
    let te_groot = || Fout("het bedrag is te groot.".to_owned());
    let mut per_gemeente = Vec::new();
    for u in v.uitkeringen() {
        let mut velden = vec![("naam", Uit::from(t.namen[&u.gemeente].clone()))];
        if v.uitkeringsfactor().is_some() {
            velden.push(("uitkeringsbasis", u.basis().naar_cent().ok_or_else(te_groot)?.into()));
        }
        velden.push(("uitkering_objectief", u.objectief.into()));
        if let Some(p) = t.inwoners.get(&u.gemeente).and_then(|i| per_inwoner(u.objectief, *i)) {
            velden.push(("per_inwoner", p.into()));
        }
        per_gemeente.push((u.gemeente.to_string(), object(velden)));
    }
    let mut uit = Vec::new();
    if let Some(f) = v.uitkeringsfactor() {
        uit.push(("uitkeringsbasis_totaal", v.som_bases().naar_cent().ok_or_else(te_groot)?.into()));
        uit.push(("uitkeringsfactor", f.met_decimalen(9).into()));
    }
    let regio: Cent = t.regio.iter().filter_map(|g| v.van(*g)).map(|u| u.objectief).sum();
    uit.push(("per_gemeente", object(per_gemeente)));
    uit.push(("regio_objectief", regio.into()));
    let inwoners = v.uitkeringen().iter().map(|u| t.inwoners.get(&u.gemeente).copied()).sum::<Option<u32>>();
    // Only the whole table is a country.
    let land = inwoners.filter(|_| v.weg() == Weg::Tabel);
    if let Some(p) = land.and_then(|i| per_inwoner(v.totaal(), i)) {
        uit.push(("nl_per_inwoner", p.into()));
    }
    Ok(object(uit))
}
