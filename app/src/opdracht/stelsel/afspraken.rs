//! Section C (uitname Wlz and the yearly mutation), F (index) and I (cohort).

use super::Tussen;
use super::json::{Fout, Plek, Uit, Uitkomst, object};
use super::verdeling::bron;
use kern::stam::{Breuk, Cent};
use kern::stelsel::{
    Cohort, Cohortjaar, Indexdeel, Toestand, Uitnamebasis, index as bereken_index, indexeer, mape,
    mutatie_van, uitname,
};

const DAGEN: u32 = 365;
const JAREN: u32 = 5;

/// Section C.
pub(super) fn wlz(c: &Plek<'_>, _: &mut Tussen) -> Uitkomst<Uit> {
    let mut uit = Vec::new();
    if c.misschien(&["kosten_basisjaar", "kosten_2019"]).is_some() {
        let u = uitname(&Uitnamebasis {
            kosten_basisjaar: c.veld(&["kosten_basisjaar", "kosten_2019"])?.bedrag()?,
            index: factor(&c.veld(&["index", "index_2019_2021"])?)?,
            compensatie: c.misschien(&["compensatie"]).map_or(Ok(Cent::NUL), |p| p.bedrag())?,
            ex_ante: c.veld(&["uitname_ex_ante", "ex_ante"])?.bedrag()?,
            historisch_oud: c.veld(&["historisch_oud"])?.bedrag()?,
            bron: bron(),
        })?;
        uit.push(("uitname_definitief", u.definitief.into()));
        uit.push(("verrekening", u.verrekening.into()));
        uit.push(("historisch_nieuw", u.historisch_nieuw.into()));
    }
    if let Some(m) = c.misschien(&["mutatie"]).filter(|m| m.waarde.is_object()) {
        let veld = |n: &str| m.veld(&[n])?.bedrag();
        uit.push((
            "mutatie",
            mutatie_van(veld("macro")?, veld("historisch")?, veld("historisch_totaal")?)?.into(),
        ));
    }
    if uit.is_empty() { c.fout("`kosten_basisjaar` of `mutatie` ontbreekt.") } else { Ok(object(uit)) }
}

/// One factor, or a list of factors that are multiplied.
fn factor(p: &Plek<'_>) -> Uitkomst<Breuk> {
    if p.waarde.as_str().is_some_and(|t| t.contains('%')) {
        return p.fout("schrijf de index als factor: 1,0357 en niet 3,57%.");
    }
    if p.waarde.is_array() {
        return p.lijst()?.iter().try_fold(Breuk::heel(1), |f, x| Ok(f.maal(&factor(x)?)));
    }
    p.getal()
}

/// Section F: the index of VNG's advice, and what it does to each tarief.
pub(super) fn index(f: &Plek<'_>, _: &mut Tussen) -> Uitkomst<Uit> {
    let bronnen = [f.misschien(&["invoer"]), Some(f.clone())];
    let jaren = |p: &Plek<'_>| -> Uitkomst<Vec<u32>> {
        let is_jaar = |k: &str| k.parse::<u32>().ok().filter(|_| k.len() == 4);
        let mut uit: Vec<u32> = p.velden()?.iter().filter_map(|(k, _)| is_jaar(k)).collect();
        uit.sort_unstable();
        Ok(uit)
    };
    let mut alle = Vec::new();
    for p in bronnen.iter().flatten() {
        alle.extend(jaren(p)?);
    }
    let [.., vorig, nieuw] = alle.as_slice() else {
        return f.fout("geef de cijfers van twee jaren, zoals `2024` en `2025`.");
    };
    let (oud, nu) = (f.veld(&[&vorig.to_string()])?, f.veld(&[&nieuw.to_string()])?);
    let mut delen = Vec::new();
    for (naam, weging) in f.veld(&["weging"])?.velden()? {
        let voorlopig_vorig = oud.veld(&[&format!("{naam}_voorlopig")])?.getal()?;
        let definitief = oud.misschien(&[&format!("{naam}_definitief")]).map(|p| p.getal()).transpose()?;
        delen.push(Indexdeel {
            naam: naam.to_owned(),
            weging: weging.getal()?,
            definitief_vorig: definitief.unwrap_or_else(|| voorlopig_vorig.clone()),
            voorlopig_vorig,
            voorlopig: nu.veld(&[&format!("{naam}_voorlopig")])?.getal()?,
            bron: bron(),
        });
    }
    let eerste =
        f.misschien(&["eerste_contractjaar"]).is_some_and(|p| p.waarde == &serde_json::Value::Bool(true));
    let i = bereken_index(&delen, eerste)?;
    let punt = |b: &Breuk| Uit::from(b.to_string().replace(',', "."));
    let mut uit = vec![
        (format!("nacalculatie_{vorig}"), punt(&i.nacalculatie)),
        (format!("voorlopig_{nieuw}"), punt(&i.voorlopig)),
        ("totaal_exact".to_owned(), punt(&i.totaal())),
        ("totaal_gepubliceerd".to_owned(), i.gepubliceerd().met_decimalen(4).into()),
    ];
    if let Some(p) = f.misschien(&["tarieven"]) {
        let (mut tarieven, mut anders) = (Vec::new(), Vec::new());
        for (code, t) in p.velden()? {
            let oud = t.misschien(&["oud", "tarief"]).unwrap_or(t).bedrag()?;
            let (nieuw, met) = (indexeer(oud, &i.totaal())?, indexeer(oud, &i.gepubliceerd())?);
            let velden =
                [("oud", oud.into()), ("nieuw", nieuw.into()), ("met_gepubliceerde_index", met.into())];
            tarieven.push((code, object(velden)));
            if nieuw != met {
                anders.push(Uit::from(code));
            }
        }
        uit.push(("tarieven".to_owned(), object(tarieven)));
        uit.push(("wijkt_af".to_owned(), Uit::Lijst(anders)));
    }
    Ok(Uit::Object(uit))
}

/// The cohort as it stands in the file.
fn lees_cohort(i: &Plek<'_>) -> Uitkomst<Cohort> {
    let start = i.veld(&["start"])?.velden()?;
    let namen: Vec<&str> = start.iter().map(|s| s.0).collect();
    let overgangen = i.veld(&["overgangen"])?;
    let mut uitgangen: Vec<String> = Vec::new();
    for (_, rij) in overgangen.velden()? {
        for (naar, _) in rij.velden()? {
            if !namen.contains(&naar) && !uitgangen.iter().any(|u| u == naar) {
                uitgangen.push(naar.to_owned());
            }
        }
    }
    let mut toestanden = Vec::new();
    for (naam, begin) in &start {
        let rij = overgangen.veld(&[naam])?;
        let deel = |n: &str| rij.misschien(&[n]).map_or(Ok(Breuk::heel(0)), |p| p.getal());
        let los = |van: &str| i.misschien(&[van]).and_then(|p| p.misschien(&[naam]));
        toestanden.push(Toestand {
            naam: (*naam).to_owned(),
            begin: begin.getal()?,
            instroom: los("instroom").map_or(Ok(Breuk::heel(0)), |p| p.getal())?,
            tarief: los("tarieven").map_or(Ok(Cent::NUL), |p| p.bedrag())?,
            overgangen: namen.iter().map(|n| deel(n)).collect::<Uitkomst<_>>()?,
            uitgangen: uitgangen.iter().map(|n| deel(n)).collect::<Uitkomst<_>>()?,
        });
    }
    let dagen = i.misschien(&["dagen"]).map_or(Ok(DAGEN), |p| p.aantal())?;
    Ok(Cohort { toestanden, uitgangen, dagen })
}

/// Section I: the cohort.
pub(super) fn cohort(i: &Plek<'_>, _: &mut Tussen) -> Uitkomst<Uit> {
    let c = lees_cohort(i)?;
    // The outcomes in a file have a list of the same name.
    let jaren = i.misschien(&["jaren"]).filter(|p| !p.waarde.is_array());
    let aantal = jaren.map_or(Ok(JAREN), |p| p.aantal())?;
    let mut uit = vec![
        ("start".to_owned(), object(c.toestanden.iter().map(|t| (t.naam.clone(), heel_of_breuk(&t.begin))))),
        ("jaren".to_owned(), Uit::Lijst(c.loop_door(aantal)?.iter().map(|j| jaar(&c, j)).collect())),
    ];
    let verblijf = c.verblijfsjaren()?;
    let paren = c.toestanden.iter().zip(&verblijf).flat_map(|(van, rij)| {
        c.toestanden.iter().zip(rij).map(move |(naar, j)| (format!("{}->{}", van.naam, naar.naam), zes(j)))
    });
    uit.push(("verwachte_verblijfsjaren".to_owned(), object(paren)));
    let evenwicht = c.evenwicht()?;
    uit.push((
        "evenwicht".to_owned(),
        object(c.toestanden.iter().zip(&evenwicht).map(|(t, e)| (t.naam.clone(), zes(e)))),
    ));
    if let Some(m) = i.misschien(&["mape"]) {
        uit.push(voorspelfout(&m)?);
    }
    Ok(Uit::Object(uit))
}

fn zes(b: &Breuk) -> Uit {
    b.met_decimalen(6).into()
}

fn heel_of_breuk(b: &Breuk) -> Uit {
    let heel = b.naar_heel().filter(|h| Breuk::heel(*h) == *b).and_then(|h| i64::try_from(h).ok());
    heel.map_or_else(|| b.to_string().into(), Uit::Getal)
}

fn jaar(c: &Cohort, j: &Cohortjaar) -> Uit {
    let eind = c.toestanden.iter().zip(&j.eind).map(|(t, e)| (format!("{}_eind", t.naam), zes(e)));
    let weg = c.uitgangen.iter().zip(&j.uit).map(|(u, e)| (format!("uit_{u}"), zes(e)));
    let begin = [("jaar".to_owned(), Uit::from(j.jaar))];
    object(begin.into_iter().chain(eind).chain(weg).chain([("kosten".to_owned(), j.kosten.into())]))
}

fn voorspelfout(m: &Plek<'_>) -> Uitkomst<(String, Uit)> {
    let lijst = |n: &str| m.veld(&[n])?.lijst()?.iter().map(Plek::getal).collect::<Uitkomst<Vec<Breuk>>>();
    let (werkelijk, voorspeld) = (lijst("werkelijk")?, lijst("voorspeld")?);
    let fout = mape(&werkelijk, &voorspeld).ok_or_else(|| {
        Fout(format!("{}: de lijsten zijn niet even lang, leeg, of er staat een nul in `werkelijk`.", m.pad))
    })?;
    let tekst = |l: &[Breuk]| l.iter().map(|b| b.to_string().replace(',', ".")).collect::<Vec<_>>().join(",");
    let naam = format!("MAPE voorbeeld (werkelijk {} / voorspeld {})", tekst(&werkelijk), tekst(&voorspeld));
    Ok((naam, format!("{}%", fout.maal(&Breuk::heel(100)).met_decimalen(4)).into()))
}
