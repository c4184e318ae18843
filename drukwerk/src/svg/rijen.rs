//! Rows with more than a bar: bullets (begroot, beschikt, betaald) and strips (median to 90th percentile).

use super::doek::{
    ASSTREEP, Anker, BIJ, BREEDTE, Doek, GEWOON, INKT, KLEIN, KLEUREN, Letter, RASTERSTREEP, Streep,
    TEKSTKLEUREN, Tiende, breedte, inkort, schaal,
};
use super::staven::{naam, naamkolom, rest_van};
use super::{Bullet, Eenheid, Grafiek, RIJEN_MAX, Strip, Waarde};

/// The light bar of what was budgeted; its edge has the contrast.
const BEGROOT: &str = "#DCE4EC";
/// With a scale per row, begroot ends at this share of the width (percent).
const EIGEN_PROCENT: i64 = 70;

/// Draws the bullets.
pub(super) fn bullets(g: &Grafiek, rijen: &[Bullet], eigen_schaal: bool, id: &str) -> String {
    let (getoond, rest) = rijen.split_at(rijen.len().min(RIJEN_MAX));
    let mut doek = Doek::nieuw(0);
    let namen = [("Begroot", BEGROOT), ("Beschikt", KLEUREN[1]), ("Betaald", KLEUREN[0])];
    let mut y = doek.legenda(&namen, 0);
    let links = naamkolom(getoond.iter().map(|r| r.naam.as_str()));
    let lengte = BREEDTE - links - 60;
    let alle = getoond.iter().flat_map(|r| [&r.begroot, &r.beschikt, &r.betaald]);
    let hoogste = alle.filter_map(Waarde::getal).max().unwrap_or(0);
    if eigen_schaal {
        let x = links + lengte * EIGEN_PROCENT / 100;
        doek.tekst((x, y + 60), Anker::Midden, BIJ, "100% van begroot");
        y += 110;
        let hoog = 470 * Tiende::try_from(getoond.len()).unwrap_or(0);
        doek.lijn((x, y), (x, y + hoog - 220), RASTERSTREEP);
    }
    let top = y;
    for rij in getoond {
        naam(&mut doek, links, y + 170, &rij.naam);
        let tot = if eigen_schaal { schaal_van(rij) } else { hoogste };
        balk(&mut doek, rij, (links, y), (lengte, tot));
        let onder = inkort(&onderschrift(&g.eenheid, rij), lengte, KLEIN);
        doek.tekst((links, y + 370), Anker::Begin, BIJ, &onder);
        y += 470;
    }
    doek.lijn((links, top - 20), (links, y - 200), ASSTREEP);
    doek.hoogte = y + rest_van(&mut doek, y, rest.len());
    doek.af(g, id)
}

/// The end of the scale when begroot is at its fixed place.
fn schaal_van(rij: &Bullet) -> i64 {
    let basis = rij.begroot.getal().filter(|b| *b > 0);
    let basis = basis.or_else(|| rij.beschikt.getal().max(rij.betaald.getal())).unwrap_or(0);
    i64::try_from(i128::from(basis) * 100 / i128::from(EIGEN_PROCENT)).unwrap_or(i64::MAX)
}

fn balk(doek: &mut Doek, rij: &Bullet, (x, y): (Tiende, Tiende), (lengte, tot): (Tiende, i64)) {
    let lang = |w: &Waarde| schaal(w.getal().unwrap_or(0), tot, lengte);
    doek.kader((x, y), (lang(&rij.begroot), 250), BEGROOT, TEKSTKLEUREN[0]);
    doek.vlak((x, y + 50), (lang(&rij.beschikt), 150), KLEUREN[1]);
    doek.vlak((x, y + 95), (lang(&rij.betaald), 60), KLEUREN[0]);
    if [&rij.beschikt, &rij.betaald].iter().any(|w| w.getal().is_some_and(|g| g > tot)) {
        // The bar goes on beyond the picture: an arrow says so, the line under it has the amount.
        let eind = x + lengte;
        doek.veelhoek(&[(eind, y + 50), (eind + 60, y + 125), (eind, y + 200)], INKT);
    }
}

fn onderschrift(eenheid: &Eenheid, rij: &Bullet) -> String {
    let delen = [("begroot", &rij.begroot), ("beschikt", &rij.beschikt), ("betaald", &rij.betaald)];
    let tekst = |(naam, w): (&str, &Waarde)| {
        format!("{naam} {}", w.toon(eenheid).unwrap_or_else(|| "onbekend".to_string()))
    };
    delen.map(tekst).join(" · ")
}

/// Draws the strips.
pub(super) fn strips(
    g: &Grafiek,
    rijen: &[Strip],
    norm: Option<&(String, i64)>,
    werkwoord: &str,
    id: &str,
) -> String {
    let (getoond, rest) = rijen.split_at(rijen.len().min(RIJEN_MAX));
    let mut doek = Doek::nieuw(0);
    let rijnaam = |r: &Strip| match r.aantal.toon(&Eenheid::Dagen) {
        Some(n) => format!("{} (n = {n})", inkort(&r.naam, 1300, 130)),
        None => inkort(&r.naam, 1300, 130),
    };
    let namen: Vec<String> = getoond.iter().map(rijnaam).collect();
    let links = naamkolom(namen.iter().map(String::as_str));
    let labels: Vec<String> = getoond.iter().map(|r| label(&g.eenheid, r)).collect();
    let label = labels.iter().map(|l| breedte(l, KLEIN)).max().unwrap_or(0).min(2300) + 120;
    let lengte = BREEDTE - links - label;
    let getallen = getoond.iter().flat_map(|r| [r.mediaan.getal(), r.p90.getal()]).flatten();
    let hoogste = getallen.chain(norm.map(|n| n.1)).max().unwrap_or(0).max(0);
    let stap = g.eenheid.stap(hoogste.unsigned_abs(), 5);
    let tot = stap.saturating_mul((hoogste / stap).saturating_add(i64::from(hoogste % stap != 0)).max(1));
    let onder = 240 + 280 * Tiende::try_from(getoond.len()).unwrap_or(0);
    raster(&mut doek, g, (links, lengte, onder), (stap, tot), norm);
    for (i, rij) in getoond.iter().enumerate() {
        let y = 240 + 280 * Tiende::try_from(i).unwrap_or(0) + 100;
        naam(&mut doek, links, y + 45, &namen[i]);
        strip(&mut doek, rij, y, |getal| links + schaal(getal, tot, lengte));
        doek.tekst((links + lengte + 90, y + 40), Anker::Begin, BIJ, &inkort(&labels[i], label, KLEIN));
    }
    let y = onder + 220;
    doek.tekst(
        (0, y + 110),
        Anker::Begin,
        BIJ,
        &format!("Stip: de helft {werkwoord} korter (mediaan). Streep: 9 van de 10 (p90)."),
    );
    doek.hoogte = y + 180 + rest_van(&mut doek, y + 180, rest.len());
    doek.af(g, id)
}

fn raster(
    doek: &mut Doek,
    g: &Grafiek,
    (links, lengte, onder): (Tiende, Tiende, Tiende),
    (stap, tot): (i64, i64),
    norm: Option<&(String, i64)>,
) {
    doek.tekst((links - 100, onder + 150), Anker::Eind, BIJ, g.eenheid.naam());
    let mut getal = 0_i64;
    while getal <= tot {
        let x = links + schaal(getal, tot, lengte);
        doek.lijn((x, 220), (x, onder), if getal == 0 { ASSTREEP } else { RASTERSTREEP });
        doek.tekst((x, onder + 150), Anker::Midden, BIJ, &g.eenheid.toon(getal));
        let Some(volgende) = getal.checked_add(stap) else { break };
        getal = volgende;
    }
    if let Some((tekst, waarde)) = norm {
        let x = links + schaal(*waarde, tot, lengte);
        doek.lijn((x, 160), (x, onder), Streep { kleur: KLEUREN[2], dikte: 20, patroon: "6 3" });
        let letter = Letter { kleur: TEKSTKLEUREN[2], vet: true, ..GEWOON };
        let tekst = inkort(tekst, 3000, letter.corps);
        let half = breedte(&tekst, letter.corps) / 2;
        doek.tekst((x.clamp(half, (BREEDTE - half).max(half)), 120), Anker::Midden, letter, &tekst);
    }
}

fn strip(doek: &mut Doek, rij: &Strip, y: Tiende, x: impl Fn(i64) -> Tiende) {
    let (mediaan, p90) = (rij.mediaan.getal().map(&x), rij.p90.getal().map(&x));
    if let (Some(van), Some(tot)) = (mediaan, p90) {
        doek.lijn((van, y), (tot, y), Streep { kleur: KLEUREN[0], dikte: 30, patroon: "" });
    }
    if let Some(tot) = p90 {
        doek.lijn((tot, y - 75), (tot, y + 75), Streep { kleur: KLEUREN[0], dikte: 30, patroon: "" });
    }
    if let Some(van) = mediaan {
        doek.cirkel((van, y), 65, KLEUREN[0], "#FFFFFF");
    }
}

fn label(eenheid: &Eenheid, rij: &Strip) -> String {
    match (rij.mediaan.toon(eenheid), rij.p90.toon(eenheid)) {
        (Some(mediaan), Some(p90)) => format!("mediaan {mediaan} · p90 {p90}"),
        (Some(mediaan), None) => format!("mediaan {mediaan}"),
        (None, Some(p90)) => format!("p90 {p90}"),
        (None, None) => "geen gegevens".to_string(),
    }
}
