//! The same chart with other texts: for paper, where every character must be in the font.

use super::{Bullet, Eenheid, Grafiek, Reeks, Soort, Staaf, Strip, Waarde};

/// The same chart with every text through `f`.
pub(super) fn met_tekst(g: &Grafiek, f: &mut dyn FnMut(&str) -> String) -> Grafiek {
    let mut g = g.clone();
    let mut teksten: Vec<&mut String> = vec![&mut g.titel, &mut g.omschrijving];
    if let Eenheid::Aantal(naam) = &mut g.eenheid {
        teksten.push(naam);
    }
    match &mut g.soort {
        Soort::Lijn { punten, reeksen, band } => {
            teksten.extend(punten);
            reeksen.iter_mut().for_each(|r| van_reeks(r, &mut teksten));
            teksten.extend(band.as_mut().map(|b| &mut b.naam));
        }
        Soort::Staven { reeksen, staven, stand: _ } => {
            teksten.extend(reeksen);
            for Staaf { naam, waarden } in staven {
                teksten.push(naam);
                van_waarden(waarden, &mut teksten);
            }
        }
        Soort::Kolommen { perioden, op, neer, netto } => {
            teksten.extend(perioden);
            op.iter_mut().chain(neer).chain(netto).for_each(|r| van_reeks(r, &mut teksten));
        }
        Soort::Bullets { rijen, eigen_schaal: _ } => {
            for Bullet { naam, begroot, beschikt, betaald } in rijen {
                teksten.push(naam);
                van_waarden([begroot, beschikt, betaald], &mut teksten);
            }
        }
        Soort::Strips { rijen, norm, .. } => {
            for Strip { naam, aantal, mediaan, p90 } in rijen {
                teksten.push(naam);
                van_waarden([aantal, mediaan, p90], &mut teksten);
            }
            teksten.extend(norm.as_mut().map(|n| &mut n.0));
        }
    }
    for tekst in teksten {
        *tekst = f(tekst);
    }
    g
}

fn van_reeks<'a>(reeks: &'a mut Reeks, teksten: &mut Vec<&'a mut String>) {
    teksten.push(&mut reeks.naam);
    van_waarden(&mut reeks.waarden, teksten);
}

fn van_waarden<'a>(waarden: impl IntoIterator<Item = &'a mut Waarde>, teksten: &mut Vec<&'a mut String>) {
    for waarde in waarden {
        if let Waarde::Onderdrukt(tekst) = waarde {
            teksten.push(tekst);
        }
    }
}
