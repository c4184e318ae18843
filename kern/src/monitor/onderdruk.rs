//! Small numbers: what may be shown to those who see only aggregates.
//!
//! First every cell with too few persons is hidden. Then more cells are hidden until nobody who knows all other
//! cells of the table can work out a hidden one within too narrow bounds. All hidden cells look the same, so that
//! nothing is learned from which of them were small.

use super::{
    rooster::{Kant, Rooster},
    tel::Uitkomst,
};
use alloc::{vec, vec::Vec};

/// How careful a publication is; the numbers come from `regels/monitor.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profiel {
    /// Fewer persons than this are not shown. Also the least width of the bounds of a hidden count.
    pub drempel: i64,
    /// Counts are rounded to a multiple of this; 1 for no rounding.
    pub afronding: i64,
    /// An amount of which one person has more than this share (in thousandths) is not shown.
    pub overheersing_promille: i64,
    /// A hidden amount may not be worked out closer than this share of it (in thousandths), on either side.
    pub marge_promille: i64,
}

/// Whether cells hold numbers of cases or amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inhoud {
    /// Numbers of cases.
    Aantal,
    /// Cents.
    Bedrag,
}

impl Profiel {
    /// For those who see the cases themselves: nothing is hidden or rounded. The profiles for the boards (*bestuur*) and for
    /// everybody (*openbaar*) come from the rules of the region.
    pub const INTERN: Profiel =
        Profiel { drempel: 0, afronding: 1, overheersing_promille: 1000, marge_promille: 0 };

    /// Whether a cell is too small to show by itself. Nothing at all may be shown: nobody is in it.
    pub fn te_klein(&self, u: &Uitkomst, inhoud: Inhoud) -> bool {
        let overheerst = || {
            let grens = i128::from(u.som.abs()) * i128::from(self.overheersing_promille);
            i128::from(u.grootste) * 1000 > grens
        };
        let leeg = u.aantal == 0;
        match inhoud {
            Inhoud::Aantal => !leeg && u.personen < self.drempel,
            Inhoud::Bedrag => !leeg && (u.personen < self.drempel || overheerst()),
        }
    }
    /// A count as it is shown.
    pub fn rond_af(&self, aantal: i64) -> i64 {
        let a = self.afronding.max(1);
        (aantal + a / 2).div_euclid(a) * a
    }
    fn eis(&self, waarde: i64, inhoud: Inhoud) -> Eis {
        match inhoud {
            Inhoud::Aantal => Eis { breedte: self.drempel, omhoog: 0, omlaag: 0 },
            Inhoud::Bedrag => {
                let marge = i64::try_from(i128::from(waarde) * i128::from(self.marge_promille) / 1000);
                let marge = marge.unwrap_or(i64::MAX).min(waarde);
                Eis { breedte: 0, omhoog: marge, omlaag: marge }
            }
        }
    }
}

/// What a hidden cell must keep unknown.
#[derive(Debug, Clone, Copy)]
struct Eis {
    breedte: i64,
    omhoog: i64,
    omlaag: i64,
}

impl Eis {
    fn gehaald(&self, x: i64, (laag, hoog): (i64, i64)) -> bool {
        hoog.saturating_sub(laag) >= self.breedte
            && hoog.saturating_sub(x) >= self.omhoog
            && x - laag >= self.omlaag
    }
}

/// Hides cells of a single row of figures with its total at the end. `true` is hidden.
pub fn verberg_reeks(uitkomsten: &[Uitkomst], inhoud: Inhoud, profiel: &Profiel) -> Vec<bool> {
    let n = uitkomsten.len();
    let vrij = vec![false; n];
    verberg(uitkomsten, n, 1, &vrij, &vrij, inhoud, profiel)
}

/// Hides cells of a table whose totals were decided before, each side by itself ([`verberg_reeks`]), so that the
/// same totals are shown in every table. A hidden total hides its whole line.
pub fn verberg_kruis(
    uitkomsten: &[Uitkomst],
    rij_verborgen: &[bool],
    kolom_verborgen: &[bool],
    inhoud: Inhoud,
    profiel: &Profiel,
) -> Vec<bool> {
    let (rijen, kolommen) = (rij_verborgen.len(), kolom_verborgen.len());
    let plek = |c: usize| (c / kolommen, c % kolommen);
    let leeg = |c: usize| uitkomsten[c].aantal == 0;
    let verborgen: Vec<bool> = (0..rijen * kolommen)
        .map(|c| {
            let (r, k) = plek(c);
            let (rijtotaal, kolomtotaal) = (r * kolommen + kolommen - 1, (rijen - 1) * kolommen + k);
            // Where a total of nothing is shown, everybody knows that its cells are empty.
            let bekend_leeg =
                (!rij_verborgen[r] && leeg(rijtotaal)) || (!kolom_verborgen[k] && leeg(kolomtotaal));
            (rij_verborgen[r] || kolom_verborgen[k]) && !bekend_leeg
        })
        .collect();
    // A total that is shown elsewhere cannot be hidden here.
    let vast: Vec<bool> = (0..rijen * kolommen)
        .map(|c| {
            let (r, k) = plek(c);
            r == rijen - 1 || k == kolommen - 1
        })
        .collect();
    verberg(uitkomsten, rijen, kolommen, &verborgen, &vast, inhoud, profiel)
}

fn verberg(
    uitkomsten: &[Uitkomst],
    rijen: usize,
    kolommen: usize,
    vooraf: &[bool],
    vast: &[bool],
    inhoud: Inhoud,
    profiel: &Profiel,
) -> Vec<bool> {
    let waarde = |u: &Uitkomst| match inhoud {
        Inhoud::Aantal => u.aantal,
        Inhoud::Bedrag => u.som,
    };
    let mut verborgen: Vec<bool> = uitkomsten
        .iter()
        .zip(vooraf)
        .zip(vast)
        .map(|((u, v), vast)| *v || (!*vast && profiel.te_klein(u, inhoud)))
        .collect();
    let Some(rooster) = Rooster::nieuw(rijen, kolommen, uitkomsten.iter().map(waarde).collect()) else {
        // Negative amounts or figures that do not add up: only a table without any figure is then certainly safe.
        return if verborgen.iter().any(|v| *v) { vec![true; verborgen.len()] } else { verborgen };
    };
    if !bescherm(&rooster, &mut verborgen, vast, &|x| profiel.eis(x, inhoud)) {
        for (v, vast) in verborgen.iter_mut().zip(vast) {
            *v |= !*vast;
        }
    }
    verborgen
}

/// Hides more cells until every hidden one is protected. False when that did not succeed.
fn bescherm(rooster: &Rooster, verborgen: &mut [bool], vast: &[bool], eis: &dyn Fn(i64) -> Eis) -> bool {
    let mut geprobeerd = vec![false; verborgen.len()];
    loop {
        let bloot = |c: &usize, verborgen: &[bool]| {
            let x = rooster.waarden()[*c];
            verborgen[*c] && !eis(x).gehaald(x, rooster.grenzen(verborgen, *c))
        };
        let Some(cel) = (0..verborgen.len()).find(|c| !geprobeerd[*c] && bloot(c, verborgen)) else {
            return (0..verborgen.len()).all(|c| !geprobeerd[c] || !bloot(&c, verborgen));
        };
        geprobeerd[cel] = !voeg_toe(rooster, verborgen, vast, cel, eis(rooster.waarden()[cel]));
    }
}

/// Hides the cheapest cells that give `cel` the room it needs. False when nothing more could be hidden.
fn voeg_toe(rooster: &Rooster, verborgen: &mut [bool], vast: &[bool], cel: usize, eis: Eis) -> bool {
    let x = rooster.waarden()[cel];
    let vooraf = verborgen.iter().filter(|v| **v).count();
    let laag = rooster.grenzen(verborgen, cel).0;
    let omhoog =
        verruim(rooster, verborgen, vast, (cel, Kant::Omhoog), eis.omhoog.max(eis.breedte - (x - laag)));
    verruim(rooster, verborgen, vast, (cel, Kant::Omlaag), eis.omlaag.max(eis.breedte - omhoog).min(x));
    verborgen.iter().filter(|v| **v).count() > vooraf
}

fn verruim(
    rooster: &Rooster,
    verborgen: &mut [bool],
    vast: &[bool],
    (cel, kant): (usize, Kant),
    nodig: i64,
) -> i64 {
    let mut stroom = rooster.begin();
    let mut ruimte = 0;
    while ruimte < nodig {
        let prijs = |c: usize| match (verborgen[c], vast[c]) {
            (true, _) => Some(0),
            (false, true) => None,
            (false, false) => Some(kosten(rooster, c)),
        };
        let weg = rooster.verleg(&mut stroom, cel, kant, nodig - ruimte, &prijs);
        let Some((_, stap)) = weg.first().copied() else { break };
        for (c, _) in weg {
            verborgen[c] = true;
        }
        ruimte += stap;
    }
    ruimte
}

/// What it costs to hide a cell: small cells first, totals last; an empty cell says little, and hiding it protects
/// little against who knows that it must be empty.
fn kosten(rooster: &Rooster, cel: usize) -> i64 {
    const LEEG: i64 = 1 << 50;
    const TOTAAL: i64 = 1 << 52;
    let waarde = rooster.waarden()[cel];
    let soort = if rooster.is_totaal(cel) { TOTAAL } else { 0 } + if waarde == 0 { LEEG } else { 0 };
    soort + waarde.min(LEEG - 1) + 1
}
