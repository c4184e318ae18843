//! The gemeenten as tiles, about where they lie. There is no geometry of the gemeenten in this program: a tile map of the region is
//! drawn from its list of gemeenten.

use super::{
    kijk::Kijk,
    toon::{Celbeeld, Tabelbeeld, tabelbeeld},
    web::zoekdeel,
};
use crate::huis::gemeenten::{self, Regiogemeente};
use kern::monitor::{Kop, Sleutel, Tabelnaam};

/// Columns that the page knows.
const KOLOMMEN: u8 = 6;

/// A gemeente on the map.
pub struct Tegel {
    /// Column and row, from 1.
    pub plek: (u8, u8),
    /// Name.
    pub naam: String,
    /// Figure, with its shade.
    pub cel: Celbeeld,
    /// Address of the monitor of this gemeente; empty for who may not choose.
    pub href: String,
}

/// The map.
pub struct Kaart {
    /// Tiles.
    pub tegels: Vec<Tegel>,
    /// The conclusion.
    pub kop: String,
}

/// Where the gemeenten stand: as the list of the region says, the others in rows below.
fn plekken(regio: &[Regiogemeente]) -> Vec<(u8, u8)> {
    let onder = regio.iter().filter_map(|g| g.tegel).map(|(_, rij)| rij).max().unwrap_or(0);
    let mut los = 0u8;
    let mut plek = |g: &Regiogemeente| {
        g.tegel.unwrap_or_else(|| {
            los = los.saturating_add(1);
            ((los - 1) % KOLOMMEN + 1, onder.saturating_add((los - 1) / KOLOMMEN + 1))
        })
    };
    regio.iter().map(&mut plek).collect()
}

/// More gemeenten than this need places of their own; in rows of tiles nobody finds one.
const LOS_MAX: usize = 40;

/// Whether there is a map of these gemeenten.
fn is_kaart(regio: &[Regiogemeente]) -> bool {
    regio.len() <= LOS_MAX || regio.iter().all(|g| g.tegel.is_some())
}

/// Cliënten per gemeente on the map; `None` for many gemeenten whose place on it is not known.
pub fn kaart(kijk: &Kijk) -> Option<Kaart> {
    if !is_kaart(gemeenten::regio()) {
        return None;
    }
    let t = kijk.hele_tabel(Tabelnaam::ClientenVorm);
    let kop = kern::monitor::conclusie(&t, &|s| kijk.woorden.woord(s, &kijk.feiten.codes));
    let mut alleen = t.clone();
    // Only the last column: all cliënten, shaded by size.
    alleen.kolommen.drain(..t.kolommen.len() - 1);
    for r in &mut alleen.rijen {
        r.cellen.drain(..t.kolommen.len() - 1);
    }
    alleen.met_totaal = false;
    alleen.rijen.retain(|r| matches!(r.kop, Kop::Waarde(Sleutel::Gemeente(_))));
    let beeld: Tabelbeeld = tabelbeeld(kijk, &alleen, true);
    let regio = gemeenten::regio();
    let tegel = |(g, plek): (&Regiogemeente, (u8, u8))| {
        let nr = alleen.rijen.iter().position(|r| r.kop == Kop::Waarde(Sleutel::Gemeente(g.code)))?;
        let kiest = !kijk.gezicht.bestuur && kijk.gezicht.gemeente.is_none();
        Some(Tegel {
            plek,
            naam: g.naam.clone(),
            cel: beeld.rijen.get(nr)?.cellen.first()?.clone(),
            href: if kiest {
                format!("/monitor?{}", zoekdeel(kijk, &[("gemeente", &g.code.to_string())]))
            } else {
                String::new()
            },
        })
    };
    let mut tegels: Vec<Tegel> = regio.iter().zip(plekken(regio)).filter_map(tegel).collect();
    // As one reads: from left to right, from top to bottom.
    tegels.sort_by_key(|t| (t.plek.1, t.plek.0));
    Some(Kaart { tegels, kop })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn elke_gemeente_heeft_een_eigen_plek_op_de_kaart() {
        let regio = gemeenten::regio();
        let uniek: BTreeSet<(u8, u8)> = plekken(regio).into_iter().collect();
        assert_eq!(uniek.len(), regio.len());
        let zonder: Vec<Regiogemeente> =
            regio.iter().map(|g| Regiogemeente { tegel: None, ..g.clone() }).collect();
        assert_eq!(plekken(&zonder)[..3], [(1, 1), (2, 1), (3, 1)]);
        let half = [zonder[0].clone(), Regiogemeente { tegel: Some((2, 3)), ..zonder[1].clone() }];
        assert_eq!(plekken(&half), [(1, 4), (2, 3)]);
        let veel: Vec<Regiogemeente> = zonder.iter().cycle().take(342).cloned().collect();
        assert!(is_kaart(regio) && is_kaart(&zonder) && !is_kaart(&veel));
    }
}
