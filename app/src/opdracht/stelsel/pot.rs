//! Section E: one pot, and who gets what is left.

use super::Tussen;
use super::json::{Fout, Plek, Uit, Uitkomst, object};
use crate::huis::gemeenten;
use kern::financien::{
    Afrekening, Deelnemer, Kostenregel, PerGemeente, Pot, Potuitkomst, Verdeelgrondslag, Verdeelsleutel,
    fte_kosten, reken_af,
};
use kern::stam::{Breuk, Cent, Gemeentecode};

const SOLIDARITEIT: &str =
    "solidariteitsoverdracht (inbreng minus eigen programmakosten, voor uitvoeringskosten)";

pub(super) fn reken(e: &Plek<'_>, t: &mut Tussen) -> Uitkomst<Uit> {
    let (kop, inbreng) = inbreng(e, t)?;
    let mut programmakosten = Vec::new();
    for (naam, p) in e.veld(&["programmakosten"])?.velden()? {
        programmakosten.push((wie(&p, naam, t)?, kosten(&p)?));
    }
    programmakosten.sort();
    let (regels, uitvoeringskosten) = uitvoering(e)?;
    let (overhead, procent) = overhead(e)?;
    let eigen_bijdragen = e.misschien(&["eigen_bijdragen"]).map_or(Ok(Cent::NUL), |p| p.bedrag())?;
    let pot = Pot { inbreng, eigen_bijdragen, programmakosten, uitvoeringskosten, overhead };
    let u = pot.uitkomst()?;
    let per = |l: &PerGemeente| object(l.iter().map(|(g, c)| (naam(*g, t), Uit::from(*c))));
    let solidariteit =
        object(pot.solidariteit().iter().map(|s| (naam(s.gemeente, t), Uit::from(s.overdracht()))));
    let uit = [
        (kop, per(&pot.inbreng)),
        ("inbreng_totaal".to_owned(), u.inbreng.into()),
        ("programmakosten".to_owned(), per(&pot.programmakosten)),
        ("programmakosten_totaal".to_owned(), u.programmakosten.into()),
        ("uitvoeringskosten".to_owned(), Uit::Lijst(regels)),
        ("uitvoeringskosten_totaal".to_owned(), u.uitvoeringskosten.into()),
        (format!("overhead_{procent}pct"), u.overhead.into()),
        ("eigen_bijdragen".to_owned(), pot.eigen_bijdragen.into()),
        ("lasten".to_owned(), u.lasten.into()),
        ("baten".to_owned(), u.baten.into()),
        ("resultaat (+ = overschot)".to_owned(), u.resultaat.into()),
        ("verdeling_resultaat".to_owned(), sleutels(e, &pot, &u, t)?),
        (SOLIDARITEIT.to_owned(), solidariteit),
    ];
    Ok(object(uit))
}

fn naam(g: Gemeentecode, t: &Tussen) -> String {
    t.namen.get(&g).cloned().unwrap_or_else(|| gemeenten::naam(g))
}

/// A gemeente by its name in section A, its name in the list, or its code.
fn wie(p: &Plek<'_>, tekst: &str, t: &Tussen) -> Uitkomst<Gemeentecode> {
    let in_a = t.namen.iter().find(|(_, n)| n.as_str() == tekst).map(|(g, _)| *g);
    let code = || Gemeentecode::lees(tekst).ok();
    in_a.or_else(code)
        .or_else(|| gemeenten::zoek(tekst))
        .map_or_else(|| p.fout("deze gemeente is niet bekend."), Ok)
}

/// What comes in, and the name of its table: a step of a path of section B, or amounts per gemeente.
fn inbreng(e: &Plek<'_>, t: &Tussen) -> Uitkomst<(String, PerGemeente)> {
    let tabel = |kop: &str, p: &Plek<'_>| {
        let mut uit = Vec::new();
        for (naam, bedrag) in p.velden()? {
            uit.push((wie(&bedrag, naam, t)?, bedrag.bedrag()?));
        }
        uit.sort();
        Ok((kop.to_owned(), uit))
    };
    let Some(p) = e.misschien(&["inbreng"]) else {
        // The table of the outcomes: `inbreng_stap1_lineair`.
        let velden = e.velden()?;
        let gevonden = velden.iter().find(|(k, p)| k.starts_with("inbreng_") && p.waarde.is_object());
        return gevonden.map_or_else(|| e.fout("`inbreng` ontbreekt."), |(k, p)| tabel(k, p));
    };
    let Some(schema) = p.misschien(&["schema"]) else { return tabel("inbreng", &p) };
    let (schema, stap) = (schema.tekst()?, p.veld(&["stap"])?.aantal()?);
    let sleutel = (schema.to_owned(), usize::try_from(stap).unwrap_or(usize::MAX));
    let Some(rijen) = t.inbreng.get(&sleutel) else {
        return p.fout("afdeling B kent deze stap van dit schema niet.");
    };
    Ok((format!("inbreng_stap{stap}_{schema}"), rijen.clone()))
}

/// An amount, or a list of volume × tarief, each line rounded once.
fn kosten(p: &Plek<'_>) -> Uitkomst<Cent> {
    if !p.waarde.is_array() {
        return p.bedrag();
    }
    let mut som = Cent::NUL;
    for r in p.lijst()? {
        let volume = r.veld(&["volume", "dagen"])?.getal()?;
        let product = fte_kosten(&volume, r.veld(&["tarief"])?.bedrag()?);
        som += product.map_or_else(|| r.fout("dit bedrag is te groot."), Ok)?;
    }
    Ok(som)
}

/// The costs of doing the work: as lines for the outcome, and for the pot.
fn uitvoering(e: &Plek<'_>) -> Uitkomst<(Vec<Uit>, Vec<Kostenregel>)> {
    let (mut toon, mut regels) = (Vec::new(), Vec::new());
    let Some(lijst) = e.misschien(&["uitvoeringskosten"]) else { return Ok((toon, regels)) };
    for p in lijst.lijst()? {
        let r = kostenregel(&p)?;
        toon.push(Uit::Lijst(vec![
            r.omschrijving.clone().into(),
            r.bedrag.into(),
            r.taakveld.clone().into(),
        ]));
        regels.push(r);
    }
    Ok((toon, regels))
}

fn kostenregel(p: &Plek<'_>) -> Uitkomst<Kostenregel> {
    if p.waarde.is_array() {
        let delen = p.lijst()?;
        let [oms, bedrag, taakveld] = delen.as_slice() else {
            return p.fout("een regel is omschrijving, bedrag en taakveld.");
        };
        let (omschrijving, taakveld) = (oms.tekst()?.to_owned(), taakveld.tekst()?.to_owned());
        return Ok(Kostenregel { omschrijving, bedrag: bedrag.bedrag()?, taakveld });
    }
    let omschrijving = p.veld(&["omschrijving"])?.tekst()?.to_owned();
    let taakveld = p.veld(&["taakveld"])?.tekst()?.to_owned();
    let Some(fte) = p.misschien(&["fte"]) else {
        return Ok(Kostenregel { omschrijving, bedrag: p.veld(&["bedrag"])?.bedrag()?, taakveld });
    };
    let (fte, per_fte) = (fte.getal()?, p.veld(&["per_fte"])?.bedrag()?);
    let bedrag = fte_kosten(&fte, per_fte).map_or_else(|| p.fout("dit bedrag is te groot."), Ok)?;
    let aantal = if fte.naar_heel().map(Breuk::heel).as_ref() == Some(&fte) {
        format!("{fte},0")
    } else {
        fte.to_string()
    };
    let prijs = per_fte.to_string().replace("€ ", "");
    let prijs = prijs.strip_suffix(",00").unwrap_or(&prijs);
    Ok(Kostenregel { omschrijving: format!("{omschrijving} {aantal} fte x {prijs}"), bedrag, taakveld })
}

/// Overhead as a share, and as it stands in the name of its outcome: `overhead_25pct`.
fn overhead(e: &Plek<'_>) -> Uitkomst<(Breuk, String)> {
    let honderd = Breuk::heel(100);
    if let Some(p) = e.misschien(&["overhead"]) {
        let deel = p.getal()?;
        return Ok((deel.clone(), deel.maal(&honderd).to_string().replace(',', ".")));
    }
    for (naam, p) in e.velden()? {
        if let Some(procent) = naam.strip_prefix("overhead_").and_then(|r| r.strip_suffix("pct")) {
            let heel = Breuk::lees(procent).or_else(|x| p.fout(x))?;
            let deel = heel.gedeeld_door(&honderd).ok_or_else(|| Fout("honderd is niet nul.".to_owned()))?;
            return Ok((deel, procent.to_owned()));
        }
    }
    Ok((Breuk::heel(0), "0".to_owned()))
}

/// The result by every key.
fn sleutels(e: &Plek<'_>, pot: &Pot, u: &Potuitkomst, t: &Tussen) -> Uitkomst<Uit> {
    let mut inwoners = t.inwoners.clone();
    if let Some(p) = e.misschien(&["inwoners"]) {
        for (naam, n) in p.velden()? {
            inwoners.insert(wie(&n, naam, t)?, n.aantal()?);
        }
    }
    let deelnemer = |s: &kern::financien::Solidariteit| Deelnemer {
        gemeente: s.gemeente,
        inbreng: s.inbreng,
        inwoners: inwoners.get(&s.gemeente).copied().unwrap_or(0),
        gebruik: s.programmakosten,
    };
    let deelnemers: Vec<Deelnemer> = pot.solidariteit().iter().map(deelnemer).collect();
    let per =
        |a: &Afrekening| a.per_gemeente.iter().map(|(g, c)| (naam(*g, t), Uit::from(*c))).collect::<Vec<_>>();
    let mut uit = vec![("a_reserve", Uit::from(u.resultaat))];
    for (kop, g) in [
        ("b_naar_inbreng", Verdeelgrondslag::Inbreng),
        ("c_naar_inwoners", Verdeelgrondslag::Inwoners),
        ("d_naar_gebruik", Verdeelgrondslag::Gebruik),
    ] {
        // Without inhabitants there is no key by inhabitants; the other keys still hold.
        if g == Verdeelgrondslag::Inwoners && deelnemers.iter().any(|d| d.inwoners == 0) {
            continue;
        }
        let a = reken_af(u.resultaat, &Verdeelsleutel::Naar(g), &deelnemers)?;
        uit.push((kop, object(per(&a))));
    }
    if let Some(m) = e.misschien(&["mix"]) {
        let mut delen = Vec::new();
        for (veld, g) in [
            ("inbreng", Verdeelgrondslag::Inbreng),
            ("inwoners", Verdeelgrondslag::Inwoners),
            ("gebruik", Verdeelgrondslag::Gebruik),
        ] {
            if let Some(p) = m.misschien(&[veld]) {
                delen.push((g, p.getal()?));
            }
        }
        let band_per_inwoner = m.misschien(&["band_per_inwoner"]).map(|b| b.bedrag()).transpose()?;
        let a = reken_af(u.resultaat, &Verdeelsleutel::Mix { delen, band_per_inwoner }, &deelnemers)?;
        let mut rijen = per(&a);
        rijen.push(("reserve".to_owned(), a.reserve.into()));
        uit.push(("e_mix", object(rijen)));
    }
    Ok(object(uit))
}
