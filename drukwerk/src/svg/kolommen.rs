//! Columns above and below zero per period, with a net line.

use super::doek::{
    ASSTREEP, Anker, BREEDTE, Doek, INKT, KLEIN, KLEUREN, Letter, OP_KLEUR, Streep, Tiende, breedte,
};
use super::lijn::{HOOGTE, Vlak, kolomhoogte};
use super::{Grafiek, PUNTEN_MAX, REEKSEN_MAX, Reeks, Waarde};

const WIT: &str = "#FFFFFF";
/// The row of net figures.
const NETTO: Letter = Letter { corps: KLEIN, kleur: INKT, vet: true };

/// Draws the columns.
pub(super) fn teken(
    g: &Grafiek,
    perioden: &[String],
    (op, neer): (&[Reeks], &[Reeks]),
    netto: Option<&Reeks>,
    id: &str,
) -> String {
    let op = &op[..op.len().min(REEKSEN_MAX)];
    let neer = &neer[..neer.len().min(REEKSEN_MAX - op.len())];
    let alle = || op.iter().chain(neer).chain(netto);
    let n = perioden.len().max(alle().map(|r| r.waarden.len()).max().unwrap_or(0)).min(PUNTEN_MAX);
    let som = |reeksen: &[Reeks], i: usize| {
        reeksen
            .iter()
            .fold(0_i64, |s, r| s.saturating_add(waarde(r, i).and_then(Waarde::getal).unwrap_or(0).max(0)))
    };
    let omhoog = (0..n).map(|i| som(op, i));
    let omlaag = (0..n).map(|i| -som(neer, i));
    let net = netto.iter().flat_map(|r| r.waarden.iter().take(n).filter_map(Waarde::getal));
    let vlak = Vlak::voor(&g.eenheid, n, BREEDTE - 60, omhoog.chain(omlaag).chain(net));

    let mut doek = Doek::nieuw(HOOGTE);
    vlak.teken(&mut doek, &g.eenheid, perioden);
    for i in 0..n {
        stapel(&mut doek, g, &vlak, i, (op, 0, true));
        stapel(&mut doek, g, &vlak, i, (neer, op.len(), false));
    }
    if let Some(reeks) = netto {
        netlijn(&mut doek, g, &vlak, reeks, n);
    }
    sleutel(doek, (op, neer), netto).af(g, id)
}

/// The columns of one period on one side of zero.
fn stapel(
    doek: &mut Doek,
    g: &Grafiek,
    vlak: &Vlak,
    i: usize,
    (reeksen, eerste, omhoog): (&[Reeks], usize, bool),
) {
    let breed = (vlak.vak() * 6 / 10).min(600);
    let x = vlak.x(i) - breed / 2;
    let nul = vlak.y(0);
    let mut ver = 0;
    for (nr, reeks) in reeksen.iter().enumerate() {
        let Some(waarde) = waarde(reeks, i) else { continue };
        vlak.onderdrukt(doek, i, nr + eerste, waarde);
        let Some(getal) = waarde.getal().filter(|w| *w > 0) else { continue };
        let hoog = kolomhoogte(vlak, getal);
        let y = if omhoog { nul - ver - hoog } else { nul + ver };
        // One pixel of white keeps stacked parts apart without relying on colour.
        doek.vlak((x, if omhoog { y } else { y + 10 }), (breed, hoog - 10), KLEUREN[eerste + nr]);
        let tekst = g.eenheid.toon(getal);
        if hoog >= 170 && breedte(&tekst, KLEIN) + 40 <= breed {
            let letter = Letter { corps: KLEIN, kleur: OP_KLEUR[eerste + nr], vet: false };
            // Away from zero, because the net line lives near zero.
            let ty = if omhoog { y + 135 } else { y + hoog - 50 };
            doek.tekst((vlak.x(i), ty), Anker::Midden, letter, &tekst);
        }
        ver += hoog;
    }
    doek.lijn((x - 30, nul), (x + breed + 30, nul), ASSTREEP);
}

fn netlijn(doek: &mut Doek, g: &Grafiek, vlak: &Vlak, reeks: &Reeks, n: usize) {
    let getallen = reeks.waarden.iter().take(n).map(Waarde::getal);
    let punten: Vec<_> = getallen.enumerate().map(|(i, w)| w.map(|w| (w, (vlak.x(i), vlak.y(w))))).collect();
    for stuk in punten.split(Option::is_none) {
        let lijn: Vec<(Tiende, Tiende)> = stuk.iter().flatten().map(|(_, p)| *p).collect();
        // A white line under the dark one keeps it visible on every colour.
        doek.lijnen(&lijn, Streep { kleur: WIT, dikte: 60, patroon: "" });
        doek.lijnen(&lijn, Streep { kleur: INKT, dikte: 20, patroon: "5 3" });
    }
    let om_de = usize::try_from(600 / vlak.vak().max(1) + 1).unwrap_or(1);
    for (i, punt) in punten.iter().enumerate() {
        let Some((getal, (x, y))) = punt else { continue };
        doek.cirkel((*x, *y), 45, WIT, INKT);
        // The net figures stand in a row of their own; between the columns they would cover each other.
        if (n - 1 - i).is_multiple_of(om_de) {
            doek.tekst((*x, HOOGTE + 60), Anker::Midden, NETTO, &g.eenheid.toon(*getal));
        }
    }
    doek.hoogte = HOOGTE + 130;
}

/// Puts the key under the picture.
fn sleutel(mut doek: Doek, (op, neer): (&[Reeks], &[Reeks]), netto: Option<&Reeks>) -> Doek {
    let mut namen: Vec<(String, &'static str)> = Vec::new();
    for (nr, reeks) in op.iter().chain(neer).enumerate() {
        let pijl = if nr < op.len() { "boven nul" } else { "onder nul" };
        namen.push((format!("{} ({pijl})", reeks.naam), KLEUREN[nr]));
    }
    if let Some(reeks) = netto {
        namen.push((format!("{} (lijn en onderste getallen)", reeks.naam), INKT));
    }
    let namen: Vec<(&str, &'static str)> = namen.iter().map(|(n, k)| (n.as_str(), *k)).collect();
    let top = doek.hoogte + 60;
    let hoog = doek.legenda(&namen, top);
    doek.hoogte = top + hoog;
    doek
}

fn waarde(reeks: &Reeks, i: usize) -> Option<&Waarde> {
    reeks.waarden.get(i)
}
