//! Section D (days × tarief, and who pays whom), G (published pgb prices) and H (part of a month).

use super::Tussen;
use super::json::{Fout, Plek, Uit, Uitkomst, object};
use super::verdeling::lees_code;
use crate::huis::gemeenten;
use kern::financien::{
    Kenmerk, Pgbprijs, Verrekentelling, Zorgregel, dagen_tot_en_met, deel_van_maand as bereken_deel,
    deel_van_prijs, zorgkosten,
};
use kern::stam::{Breuk, Cent, Datum, Gemeentecode};
use std::collections::BTreeSet;

const DAGEN_PER_JAAR: u32 = 365;

fn datum(p: &Plek<'_>) -> Uitkomst<Datum> {
    Datum::lees(p.tekst()?).or_else(|e| p.fout(e))
}

/// Days of a line: `dagen`, or `van` up to and including `tot_en_met`, held inside `jaar` when there is one.
fn dagen(p: &Plek<'_>, jaar: Option<i16>) -> Uitkomst<u32> {
    let gegeven = p.misschien(&["dagen"]).map(|d| d.aantal()).transpose()?;
    let Some(van) = p.misschien(&["van"]) else {
        return gegeven.map_or_else(|| p.fout("`dagen` ontbreekt, of `van` en `tot_en_met`."), Ok);
    };
    let eind = p.misschien(&["tot_en_met"]).map(|e| datum(&e)).transpose()?;
    let grens = |maand, dag| jaar.and_then(|j| Datum::nieuw(j, maand, dag));
    let eind = match (eind, grens(12, 31)) {
        (Some(e), Some(g)) => e.min(g),
        (Some(e), None) => e,
        (None, Some(g)) => g,
        (None, None) => return p.fout("`tot_en_met` ontbreekt."),
    };
    let begin = datum(&van)?;
    let begin = grens(1, 1).map_or(begin, |g| begin.max(g));
    let Some(n) = dagen_tot_en_met(begin, eind) else {
        return p.fout("de periode eindigt voordat zij begint.");
    };
    match gegeven {
        Some(d) if d != n => p.fout(format!("`dagen` is {d}, maar de periode telt {n} dagen.")),
        Some(_) | None => Ok(n),
    }
}

fn regel(p: &Plek<'_>, jaar: Option<i16>) -> Uitkomst<Zorgregel> {
    let code = |n: &str| {
        let veld = p.veld(&[n])?;
        lees_code(&veld, veld.tekst()?)
    };
    let kenmerk = p.veld(&["hist_nieuw"])?;
    Ok(Zorgregel {
        client: p.veld(&["client"])?.tekst()?.to_owned(),
        herkomst: code("herkomst")?,
        verblijf: code("verblijf")?,
        product: p.veld(&["product"])?.tekst()?.to_owned(),
        dagen: dagen(p, jaar)?,
        tarief: p.veld(&["tarief"])?.bedrag()?,
        kenmerk: match kenmerk.tekst()? {
            "H" | "historisch" => Kenmerk::Historisch,
            "N" | "nieuw" => Kenmerk::Nieuw,
            _ => return kenmerk.fout("schrijf `H` (historisch) of `N` (nieuw)."),
        },
    })
}

fn regio(d: &Plek<'_>, t: &Tussen) -> Uitkomst<BTreeSet<Gemeentecode>> {
    if let Some(p) = d.misschien(&["regio"]) {
        return p.lijst()?.iter().map(|c| lees_code(c, c.tekst()?)).collect();
    }
    if t.regio.is_empty() {
        return Ok(gemeenten::regio().iter().map(|g| g.code).collect());
    }
    Ok(t.regio.iter().copied().collect())
}

/// Section D.
pub(super) fn casus(d: &Plek<'_>, t: &mut Tussen) -> Uitkomst<Uit> {
    let jaar = d.misschien(&["jaar"]).map(|j| j.aantal()).transpose()?.and_then(|j| i16::try_from(j).ok());
    let regels =
        d.veld(&["regels"])?.lijst()?.iter().map(|p| regel(p, jaar)).collect::<Uitkomst<Vec<Zorgregel>>>()?;
    let kosten = zorgkosten(&regels, &regio(d, t)?)?;
    let naam = |g: &Gemeentecode| t.namen.get(g).cloned().unwrap_or_else(|| gemeenten::naam(*g));
    let wie = |v: &Verrekentelling| v.clienten.iter().cloned().collect::<Vec<_>>().join(", ");
    let lijst = regels.iter().map(toon_regel).collect::<Uitkomst<Vec<Uit>>>()?;
    let per = object(kosten.per_herkomst.iter().map(|(g, c)| (g.to_string(), Uit::from(*c))));
    let mut uit = vec![
        ("regels".to_owned(), Uit::Lijst(lijst)),
        ("per_gemeente_van_herkomst".to_owned(), per),
        ("regiokosten (herkomst in regio)".to_owned(), kosten.regio.into()),
    ];
    for (g, v) in &kosten.te_factureren {
        uit.push((format!("te factureren aan {g} {} ({})", naam(g), wie(v)), v.bedrag.into()));
    }
    for (g, v) in &kosten.te_ontvangen {
        uit.push((format!("te ontvangen factuur van {g} voor {}", wie(v)), v.bedrag.into()));
    }
    uit.push(("historisch".to_owned(), kosten.historisch.into()));
    uit.push(("nieuw".to_owned(), kosten.nieuw.into()));
    Ok(Uit::Object(uit))
}

fn toon_regel(r: &Zorgregel) -> Uitkomst<Uit> {
    let kenmerk = match r.kenmerk {
        Kenmerk::Historisch => "H",
        Kenmerk::Nieuw => "N",
    };
    Ok(object([
        ("client", r.client.clone().into()),
        ("herkomst", r.herkomst.to_string().into()),
        ("verblijf", r.verblijf.to_string().into()),
        ("product", r.product.clone().into()),
        ("dagen", r.dagen.into()),
        ("tarief", r.tarief.into()),
        ("bedrag", r.bedrag()?.into()),
        ("hist_nieuw", kenmerk.into()),
    ]))
}

fn te_groot() -> Fout {
    Fout("het bedrag is te groot.".to_owned())
}

/// Section G.
pub(super) fn pgb(g: &Plek<'_>, _: &mut Tussen) -> Uitkomst<Uit> {
    let bedrag = |n: &str| g.veld(&[n])?.bedrag();
    let deel = g.veld(&["deel"])?.getal()?;
    let prijs =
        Pgbprijs { etmaal: bedrag("etmaal")?, jaar: bedrag("jaar")?, dagen: g.veld(&["dagen"])?.aantal()? };
    let procent = deel.maal(&Breuk::heel(100)).to_string() + "%";
    let van = |c: Cent| deel_van_prijs(c, &deel).ok_or_else(te_groot);
    let mut uit = vec![
        (format!("etmaal x {}", prijs.dagen), prijs.etmaal_maal_dagen().ok_or_else(te_groot)?.into()),
        ("gepubliceerd jaar".to_owned(), prijs.jaar.into()),
        (format!("{procent} van gepubliceerd jaar"), van(prijs.jaar)?.into()),
    ];
    if g.misschien(&["jaar_deel"]).is_some() {
        uit.push((format!("gepubliceerd {procent} jaar"), bedrag("jaar_deel")?.into()));
    }
    if g.misschien(&["toeslag_jaar"]).is_some() {
        uit.push((format!("toeslag {procent} afgerond"), van(bedrag("toeslag_jaar")?)?.into()));
    }
    if g.misschien(&["toeslag_deel"]).is_some() {
        uit.push((format!("gepubliceerd toeslag {procent}"), bedrag("toeslag_deel")?.into()));
    }
    Ok(Uit::Object(uit))
}

/// Section H.
pub(super) fn deel_van_maand(h: &Plek<'_>, _: &mut Tussen) -> Uitkomst<Uit> {
    let per_jaar = h.misschien(&["dagen_per_jaar"]).map_or(Ok(DAGEN_PER_JAAR), |p| p.aantal())?;
    let (mut regels, mut totaal) = (Vec::new(), Cent::NUL);
    for p in h.veld(&["regels"])?.lijst()? {
        let (maand, n) = (p.veld(&["maandbedrag"])?.bedrag()?, dagen(&p, None)?);
        let Some(bedrag) = bereken_deel(maand, n, per_jaar) else {
            return p.fout("dit bedrag is niet uit te rekenen.");
        };
        totaal += bedrag;
        regels.push(object([("maandbedrag", maand.into()), ("dagen", n.into()), ("bedrag", bedrag.into())]));
    }
    Ok(object([("regels", Uit::Lijst(regels)), ("totaal", totaal.into())]))
}
