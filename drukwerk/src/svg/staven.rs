//! Horizontal bars: plain, beside each other, stacked, or filled to 100%.

use super::doek::{
    ASSTREEP, Anker, BIJ, BREEDTE, CORPS, Doek, GEWOON, KLEIN, KLEUREN, Letter, OP_KLEUR, Tiende, breedte,
    inkort, schaal,
};
use super::{Grafiek, REEKSEN_MAX, RIJEN_MAX, Staaf, Stand, Waarde};

const NAAM_MAX: Tiende = 1800;

/// Draws the bars.
pub(super) fn teken(g: &Grafiek, reeksen: &[String], staven: &[Staaf], stand: Stand, id: &str) -> String {
    let aantal = reeksen.len().clamp(1, REEKSEN_MAX);
    let (getoond, rest) = staven.split_at(staven.len().min(RIJEN_MAX));
    let mut doek = Doek::nieuw(0);
    let mut y = 0;
    if aantal > 1 {
        let namen: Vec<(&str, &'static str)> =
            reeksen.iter().take(aantal).zip(KLEUREN).map(|(n, k)| (n.as_str(), k)).collect();
        y = doek.legenda(&namen, 0);
    }
    if stand == Stand::Naast && !g.eenheid.naam().is_empty() {
        doek.tekst((0, y + 110), Anker::Begin, BIJ, g.eenheid.naam());
        y += 180;
    }
    let links = naamkolom(getoond.iter().map(|s| s.naam.as_str()));
    let top = y;
    y = match stand {
        Stand::Naast => naast(&mut doek, g, getoond, aantal, (links, y)),
        Stand::Gestapeld | Stand::Honderd => gestapeld(&mut doek, g, getoond, aantal, (links, y), stand),
    };
    if stand != Stand::Naast {
        doek.lijn((links, top), (links, y - 40), ASSTREEP);
    }
    doek.hoogte = y + rest_van(&mut doek, y, rest.len());
    doek.af(g, id)
}

/// The width of the column with names, with its margin.
pub(super) fn naamkolom<'a>(namen: impl Iterator<Item = &'a str>) -> Tiende {
    namen.map(|n| breedte(n, CORPS)).max().unwrap_or(0).min(NAAM_MAX) + 120
}

/// The name of a row, against the bars.
pub(super) fn naam(doek: &mut Doek, links: Tiende, y: Tiende, naam: &str) {
    doek.tekst((links - 100, y), Anker::Eind, GEWOON, &inkort(naam, NAAM_MAX, CORPS));
}

/// Says how many rows are only in the table; returns the height of that line.
pub(super) fn rest_van(doek: &mut Doek, y: Tiende, rest: usize) -> Tiende {
    if rest == 0 {
        return 20;
    }
    let tekst = format!("En nog {rest}: zie de tabel.");
    doek.tekst((0, y + 130), Anker::Begin, BIJ, &tekst);
    200
}

fn naast(doek: &mut Doek, g: &Grafiek, staven: &[Staaf], n: usize, (links, top): (Tiende, Tiende)) -> Tiende {
    let getallen = || staven.iter().flat_map(|s| s.waarden.iter().take(n).filter_map(Waarde::getal));
    let hoogste = getallen().max().unwrap_or(0).max(0);
    let laagste = getallen().min().unwrap_or(0).min(0);
    let labels = staven.iter().flat_map(|s| s.waarden.iter().take(n).filter_map(|w| w.toon(&g.eenheid)));
    let label = labels.map(|l| breedte(&l, CORPS)).max().unwrap_or(0).min(1500) + 100;
    let lengte = BREEDTE - links - label - if laagste < 0 { label } else { 0 };
    let omvang = hoogste.saturating_sub(laagste).max(1);
    let nul = links + if laagste < 0 { label + schaal(laagste.saturating_neg(), omvang, lengte) } else { 0 };
    let dik = if n == 1 { 180 } else { 140 };
    let mut y = top;
    for staaf in staven {
        let midden = y + dik * Tiende::try_from(n).unwrap_or(1) / 2 + 45;
        naam(doek, links, midden, &staaf.naam);
        for (nr, kleur) in KLEUREN.into_iter().enumerate().take(n) {
            let waarde = staaf.waarden.get(nr).unwrap_or(&Waarde::Geen);
            let getal = waarde.getal().unwrap_or(0);
            let lang = schaal(getal.saturating_abs(), omvang, lengte);
            let x = if getal < 0 { nul - lang } else { nul };
            doek.vlak((x, y), (lang, dik - 15), kleur);
            let tekst = waarde.toon(&g.eenheid).unwrap_or_else(|| "geen gegevens".to_string());
            let letter = if waarde.getal().is_some() { GEWOON } else { BIJ };
            let (x, anker) = if getal < 0 { (x - 60, Anker::Eind) } else { (x + lang + 60, Anker::Begin) };
            doek.tekst((x, y + dik / 2 + 38), anker, letter, &inkort(&tekst, 1500, CORPS));
            y += dik;
        }
        y += 90;
    }
    doek.lijn((nul, top - 30), (nul, y - 60), ASSTREEP);
    y
}

fn gestapeld(
    doek: &mut Doek,
    g: &Grafiek,
    staven: &[Staaf],
    n: usize,
    (links, top): (Tiende, Tiende),
    stand: Stand,
) -> Tiende {
    let som = |s: &Staaf| {
        s.waarden.iter().take(n).filter_map(Waarde::getal).fold(0_i64, |t, w| t.saturating_add(w.max(0)))
    };
    let hoogste = staven.iter().map(som).max().unwrap_or(0);
    let labels: Vec<String> = staven.iter().map(|s| inkort(&achter(g, s, n, som(s)), 1300, CORPS)).collect();
    let rechts = labels.iter().map(|l| breedte(l, CORPS)).max().unwrap_or(0) + 100;
    let lengte = BREEDTE - links - rechts;
    let mut y = top;
    for (staaf, label) in staven.iter().zip(&labels) {
        naam(doek, links, y + 145, &staaf.naam);
        let totaal = som(staaf);
        let tot = if stand == Stand::Honderd { totaal } else { hoogste };
        let mut eerder = 0_i64;
        for (nr, getal) in
            staaf.waarden.iter().take(n).enumerate().filter_map(|(i, w)| Some((i, w.getal()?.max(0))))
        {
            let x = schaal(eerder, tot, lengte);
            eerder = eerder.saturating_add(getal);
            let breed = schaal(eerder, tot, lengte) - x;
            // One pixel of white keeps the parts apart without relying on colour.
            doek.vlak((links + x, y), (breed - 10, 210), KLEUREN[nr]);
            let kort = g.eenheid.toon(getal);
            let lang = format!("{kort} ({}%)", procent(getal, totaal));
            let past = |t: &str| breedte(t, KLEIN) + 60 <= breed;
            let tekst = if stand == Stand::Honderd && past(&lang) { lang } else { kort };
            if past(&tekst) {
                let letter = Letter { corps: KLEIN, kleur: OP_KLEUR[nr], vet: false };
                doek.tekst((links + x + breed / 2, y + 145), Anker::Midden, letter, &tekst);
            }
        }
        let eind = if tot == 0 { 0 } else { schaal(totaal, tot, lengte) };
        doek.tekst((links + eind + 60, y + 145), Anker::Begin, GEWOON, label);
        y += 290;
    }
    y
}

/// What stands behind a stacked bar: the sum, or that a part is not shown.
fn achter(g: &Grafiek, staaf: &Staaf, n: usize, totaal: i64) -> String {
    let verborgen = staaf.waarden.iter().take(n).find_map(|w| match w {
        Waarde::Onderdrukt(tekst) => Some(tekst),
        Waarde::Getal(_) | Waarde::Geen => None,
    });
    match (verborgen, staaf.waarden.iter().any(|w| w.getal().is_some())) {
        (Some(tekst), _) => format!("+ {tekst}"),
        (None, true) => g.eenheid.toon(totaal),
        (None, false) => "geen gegevens".to_string(),
    }
}

/// Whole percents, rounded half up.
fn procent(deel: i64, totaal: i64) -> i128 {
    let (deel, totaal) = (i128::from(deel), i128::from(totaal).max(1));
    (deel * 200 + totaal) / (totaal * 2)
}
