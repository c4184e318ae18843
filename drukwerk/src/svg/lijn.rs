//! Lines over time, with an optional forecast band.

use super::doek::{
    ASSTREEP, Anker, BIJ, BREEDTE, CORPS, Doek, GEWOON, KLEIN, KLEUREN, Letter, RASTERSTREEP, Streep,
    TEKSTKLEUREN, Tiende, breedte, inkort, schaal,
};
use super::{Band, Eenheid, Grafiek, PUNTEN_MAX, REEKSEN_MAX, Reeks, Waarde};

const PATRONEN: [&str; 4] = ["", "7 4", "2 3", "10 3 2 3"];
const BOVEN: Tiende = 240;
const ONDER: Tiende = 2600;
/// Lines with more points than this carry a mark at the end only.
const MERKEN_MAX: usize = 40;

/// The plot area and its scales.
pub(super) struct Vlak {
    links: Tiende,
    rechts: Tiende,
    laagste: i64,
    hoogste: i64,
    stap: i64,
    punten: usize,
}

impl Vlak {
    /// An area for these figures, always with zero in it.
    pub(super) fn voor(
        eenheid: &Eenheid,
        punten: usize,
        rechts: Tiende,
        getallen: impl Iterator<Item = i64>,
    ) -> Self {
        let (mut min, mut max) = (0_i64, 0_i64);
        for g in getallen {
            (min, max) = (min.min(g), max.max(g));
        }
        let omvang = max.abs_diff(min);
        let stap = eenheid.stap(omvang, 5).max(1);
        let hoogste = naar_boven(max, stap).max(if min == 0 { stap } else { 0 });
        let laagste = -naar_boven(min.saturating_neg(), stap);
        let labels = [laagste, hoogste].map(|g| breedte(&eenheid.toon(g), KLEIN));
        Self { links: labels[0].max(labels[1]) + 80, rechts, laagste, hoogste, stap, punten }
    }

    pub(super) fn y(&self, getal: i64) -> Tiende {
        let boven_laagste = i128::from(getal) - i128::from(self.laagste);
        let omvang = (i128::from(self.hoogste) - i128::from(self.laagste)).max(1);
        let omhoog = boven_laagste.clamp(0, omvang) * i128::from(ONDER - BOVEN) / omvang;
        ONDER - Tiende::try_from(omhoog).unwrap_or(0)
    }

    /// The middle of the place of point `i`.
    pub(super) fn x(&self, i: usize) -> Tiende {
        let (i, n) = (tiende(i), tiende(self.punten.max(1)));
        self.links + (self.rechts - self.links) * (2 * i + 1) / (2 * n)
    }

    /// The room per point.
    pub(super) fn vak(&self) -> Tiende {
        (self.rechts - self.links) / tiende(self.punten.max(1))
    }

    /// Grid, axis labels, labels of the points.
    pub(super) fn teken(&self, doek: &mut Doek, eenheid: &Eenheid, namen: &[String]) {
        doek.tekst((0, 110), Anker::Begin, BIJ, eenheid.naam());
        let mut g = self.laagste;
        loop {
            let y = self.y(g);
            let streep = if g == 0 { ASSTREEP } else { RASTERSTREEP };
            doek.lijn((self.links, y), (self.rechts, y), streep);
            doek.tekst((self.links - 60, y + 40), Anker::Eind, BIJ, &eenheid.toon(g));
            match g.checked_add(self.stap) {
                Some(volgende) if volgende <= self.hoogste => g = volgende,
                Some(_) | None => break,
            }
        }
        let langst = namen.iter().map(|n| breedte(n, KLEIN)).max().unwrap_or(0).min(1400);
        let om_de = usize::try_from((langst + 120) / self.vak().max(1) + 1).unwrap_or(1);
        for (i, naam) in namen.iter().enumerate().take(self.punten) {
            // Counted from the last point, because the latest label matters most.
            if (self.punten - 1 - i).is_multiple_of(om_de) {
                let naam = inkort(naam, 1400, KLEIN);
                doek.tekst((self.x(i), ONDER + 190), Anker::Midden, BIJ, &naam);
            }
        }
    }

    /// What stands in for a figure that may not be shown, just above the axis.
    pub(super) fn onderdrukt(&self, doek: &mut Doek, i: usize, laag: usize, waarde: &Waarde) {
        if let Waarde::Onderdrukt(tekst) = waarde {
            let y = self.y(0) - 40 - tiende(laag) * 120;
            doek.tekst((self.x(i), y), Anker::Midden, BIJ, &inkort(tekst, self.vak().max(300), KLEIN));
        }
    }
}

/// The height of a chart with this area.
pub(super) const HOOGTE: Tiende = ONDER + 260;

/// Draws the lines.
pub(super) fn teken(
    g: &Grafiek,
    punten: &[String],
    reeksen: &[Reeks],
    band: Option<&Band>,
    id: &str,
) -> String {
    let reeksen = &reeksen[..reeksen.len().min(REEKSEN_MAX)];
    let langste = reeksen.iter().map(|r| r.waarden.len()).max().unwrap_or(0);
    let n = punten.len().max(langste).min(PUNTEN_MAX);
    let grenzen = band.map_or(&[][..], |b| &b.grenzen);
    let getallen = reeksen.iter().flat_map(|r| r.waarden.iter().take(n).filter_map(Waarde::getal));
    let alle = getallen.chain(grenzen.iter().take(n).flatten().flat_map(|(laag, hoog)| [*laag, *hoog]));
    let labels: Vec<String> = reeksen.iter().map(|r| eindlabel(&g.eenheid, r, n)).collect();
    let labelbreedte = labels.iter().map(|l| breedte(l, CORPS)).max().unwrap_or(0);
    let vlak = Vlak::voor(&g.eenheid, n, BREEDTE - labelbreedte - 120, alle);
    let mut doek = Doek::nieuw(HOOGTE);
    if let Some(band) = band {
        teken_band(&mut doek, &vlak, band, n);
    }
    vlak.teken(&mut doek, &g.eenheid, punten);
    let mut einden = Vec::new();
    for (nr, reeks) in reeksen.iter().enumerate() {
        let kleur = kleur_van(nr, reeksen.len());
        teken_reeks(&mut doek, &vlak, reeks, (nr, kleur), n);
        if let Some(y) = reeks.waarden.iter().take(n).rev().find_map(Waarde::getal).map(|w| vlak.y(w)) {
            einden.push((y, kleur, &labels[nr]));
        }
    }
    teken_labels(&mut doek, vlak.rechts + 80, einden);
    doek.af(g, id)
}

/// For two lines the palette advises dark blue and orange.
fn kleur_van(nr: usize, aantal: usize) -> usize {
    if aantal == 2 && nr == 1 { 3 } else { nr }
}

fn eindlabel(eenheid: &Eenheid, reeks: &Reeks, n: usize) -> String {
    let laatste = reeks.waarden.iter().take(n).rev().find_map(Waarde::getal);
    let getal = laatste.map(|w| format!(" {}", eenheid.toon(w))).unwrap_or_default();
    inkort(&format!("{}{getal}", inkort(&reeks.naam, 1300, CORPS)), 2000, CORPS)
}

fn teken_reeks(doek: &mut Doek, vlak: &Vlak, reeks: &Reeks, (nr, kleur): (usize, usize), n: usize) {
    let streep = Streep { kleur: KLEUREN[kleur], dikte: 25, patroon: PATRONEN[nr] };
    let mut stuk = Vec::new();
    let mut punten = Vec::new();
    for (i, waarde) in reeks.waarden.iter().enumerate().take(n) {
        if let Some(getal) = waarde.getal() {
            stuk.push((vlak.x(i), vlak.y(getal)));
            continue;
        }
        vlak.onderdrukt(doek, i, nr, waarde);
        doek.lijnen(&stuk, streep);
        punten.append(&mut stuk);
    }
    doek.lijnen(&stuk, streep);
    punten.append(&mut stuk);
    let vanaf = if n > MERKEN_MAX { punten.len().saturating_sub(1) } else { 0 };
    for punt in &punten[vanaf..] {
        doek.merk(*punt, nr, KLEUREN[kleur]);
    }
}

/// Names behind the last points, moved apart where they would cover each other.
fn teken_labels(doek: &mut Doek, x: Tiende, mut einden: Vec<(Tiende, usize, &String)>) {
    einden.sort_by_key(|(y, kleur, _)| (*y, *kleur));
    let mut vrij = 0;
    for (y, _, _) in &mut einden {
        *y = (*y).max(vrij);
        vrij = *y + 165;
    }
    // The last one may have been pushed off the area: push all of them back up.
    let mut vrij = ONDER + 30;
    for (y, _, _) in einden.iter_mut().rev() {
        *y = (*y).min(vrij);
        vrij = *y - 165;
    }
    for (y, kleur, label) in einden {
        let letter = Letter { kleur: TEKSTKLEUREN[kleur], vet: true, ..GEWOON };
        doek.tekst((x, y + 45), Anker::Begin, letter, label);
    }
}

fn teken_band(doek: &mut Doek, vlak: &Vlak, band: &Band, n: usize) {
    let rand = Streep { kleur: KLEUREN[0], dikte: 8, patroon: "3 3" };
    let stukken = band.grenzen[..band.grenzen.len().min(n)].split(Option::is_none);
    let mut i = 0;
    for stuk in stukken {
        let punt = |j: usize, getal: i64| (vlak.x(i + j), vlak.y(getal));
        let laag: Vec<_> = stuk.iter().flatten().enumerate().map(|(j, (l, h))| punt(j, *l.min(h))).collect();
        let hoog: Vec<_> = stuk.iter().flatten().enumerate().map(|(j, (l, h))| punt(j, *h.max(l))).collect();
        if let Some(boven) = hoog.last() {
            let omtrek: Vec<_> = laag.iter().chain(hoog.iter().rev()).copied().collect();
            doek.veelhoek(&omtrek, "#DCE4EC");
            doek.lijnen(&laag, rand);
            doek.lijnen(&hoog, rand);
            let y = (boven.1 - 50).max(120);
            doek.tekst((boven.0, y), Anker::Eind, BIJ, &inkort(&band.naam, 2000, KLEIN));
        }
        i += stuk.len() + 1;
    }
}

fn naar_boven(getal: i64, stap: i64) -> i64 {
    let rest = getal.rem_euclid(stap);
    if rest == 0 { getal } else { getal.saturating_add(stap - rest) }
}

fn tiende(n: usize) -> Tiende {
    Tiende::try_from(n).unwrap_or(Tiende::MAX)
}

/// The height of a column part of this size, from zero.
pub(super) fn kolomhoogte(vlak: &Vlak, getal: i64) -> Tiende {
    schaal(getal, vlak.hoogste.saturating_sub(vlak.laagste).max(1), ONDER - BOVEN)
}
