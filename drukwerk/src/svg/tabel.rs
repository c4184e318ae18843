//! The table that belongs under a chart.

use super::{Bullet, Eenheid, Grafiek, Reeks, Soort, Strip, Waarde};
use crate::blok::{Kolom, Tabel};

/// The figures of a chart as a table; nothing is left out.
pub(super) fn van(g: &Grafiek) -> Tabel {
    let e = &g.eenheid;
    let (kolommen, rijen) = match &g.soort {
        Soort::Lijn { punten, reeksen, band } => {
            let (mut kolommen, mut rijen) = per_punt("Moment", punten, reeksen.iter(), e);
            if let Some(band) = band {
                kolommen.push(kolom(&format!("{}: van", band.naam), e));
                kolommen.push(kolom(&format!("{}: tot", band.naam), e));
                for (i, rij) in rijen.iter_mut().enumerate() {
                    let grens = band.grenzen.get(i).copied().flatten();
                    rij.push(Waarde::from(grens.map(|g| g.0)).toon_precies(e));
                    rij.push(Waarde::from(grens.map(|g| g.1)).toon_precies(e));
                }
            }
            (kolommen, rijen)
        }
        Soort::Staven { reeksen, staven, stand: _ } => {
            let mut kolommen = vec![Kolom::tekst("Naam")];
            kolommen.extend(reeksen.iter().map(|r| kolom(r, e)));
            (kolommen, staven.iter().map(|s| rij(&s.naam, s.waarden.iter(), reeksen.len(), e)).collect())
        }
        Soort::Kolommen { perioden, op, neer, netto } => {
            per_punt("Periode", perioden, op.iter().chain(neer).chain(netto), e)
        }
        Soort::Bullets { rijen, eigen_schaal: _ } => {
            let mut kolommen = vec![Kolom::tekst("Naam")];
            kolommen.extend(["Begroot", "Beschikt", "Betaald"].map(|k| kolom(k, e)));
            let cellen = |b: &Bullet| rij(&b.naam, [&b.begroot, &b.beschikt, &b.betaald].into_iter(), 3, e);
            (kolommen, rijen.iter().map(cellen).collect())
        }
        Soort::Strips { rijen, norm, .. } => strips(rijen, norm.as_ref(), e),
    };
    Tabel { titel: g.titel.clone(), kolommen, rijen, ..Tabel::default() }
}

fn per_punt<'a>(
    kop: &str,
    namen: &[String],
    reeksen: impl Iterator<Item = &'a Reeks> + Clone,
    e: &Eenheid,
) -> (Vec<Kolom>, Vec<Vec<String>>) {
    let mut kolommen = vec![Kolom::tekst(kop)];
    kolommen.extend(reeksen.clone().map(|r| kolom(&r.naam, e)));
    let n = reeksen.clone().map(|r| r.waarden.len()).max().unwrap_or(0).max(namen.len());
    let cellen = |i: usize| {
        let naam = std::iter::once(namen.get(i).cloned().unwrap_or_default());
        let figuren = reeksen.clone().map(|r| r.waarden.get(i).unwrap_or(&Waarde::Geen).toon_precies(e));
        naam.chain(figuren).collect()
    };
    (kolommen, (0..n).map(cellen).collect())
}

fn strips(rijen: &[Strip], norm: Option<&(String, i64)>, e: &Eenheid) -> (Vec<Kolom>, Vec<Vec<String>>) {
    let mut kolommen = vec![Kolom::tekst("Naam"), Kolom::getal("Aantal")];
    kolommen.extend(["Mediaan", "90e percentiel"].map(|k| kolom(k, e)));
    let mut uit = Vec::new();
    for r in rijen {
        let aantal = r.aantal.toon_precies(&Eenheid::Dagen);
        uit.push(vec![r.naam.clone(), aantal, r.mediaan.toon_precies(e), r.p90.toon_precies(e)]);
    }
    if let Some((naam, waarde)) = norm {
        kolommen.push(kolom(naam, e));
        for rij in &mut uit {
            rij.push(e.toon_precies(*waarde));
        }
    }
    (kolommen, uit)
}

fn rij<'a>(naam: &str, waarden: impl Iterator<Item = &'a Waarde>, n: usize, e: &Eenheid) -> Vec<String> {
    let gevuld = waarden.chain(std::iter::repeat(&Waarde::Geen)).take(n);
    std::iter::once(naam.to_string()).chain(gevuld.map(|w| w.toon_precies(e))).collect()
}

fn kolom(naam: &str, e: &Eenheid) -> Kolom {
    Kolom::getal(format!("{naam}{}", e.achtervoegsel()))
}
