//! Tables with one side.

use super::{
    blik::{Blik, reeks},
    bord::Tabelnaam,
    codes::{Code, Sleutel},
    maat::Splitsing,
    stroomtabel::leeg,
    tabel::{Cijfertabel, Keus, Kolom, Kop, Rij},
    tel::Vraag,
};
use alloc::{vec, vec::Vec};

impl Blik<'_> {
    /// The reasons and destinations that were known to be used after the act of the peil, for readers from whom small numbers are
    /// hidden: which rows there are may not tell what happened.
    pub(super) fn ooit(&self, splitsing: Splitsing) -> Vec<Sleutel> {
        if self.profiel.is_none() {
            return Vec::new();
        }
        let bekend = self.feiten.schalingen.rijen().filter(|s| s.formeel.vanaf <= self.peil.bekend);
        match splitsing {
            Splitsing::Reden => bekend.map(|s| Sleutel::Code(s.reden)).chain([Sleutel::Onbekend]).collect(),
            Splitsing::Bestemming => {
                let vast = [Sleutel::Code(Code::WMO_BEGELEIDING), Sleutel::Onbekend];
                bekend.filter_map(|s| s.bestemming).map(Sleutel::Code).chain(vast).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A maat split one way, with its total.
pub(super) fn enkeltabel(blik: &Blik<'_>, naam: Tabelnaam, vraag: &Vraag, zijde: Splitsing) -> Cijfertabel {
    let keus = Keus::van(vraag.maat);
    let mut waarden = blik.waarden(zijde, vraag);
    waarden.extend(blik.ooit(zijde));
    waarden.sort_by_cached_key(|s| s.volgorde(&blik.feiten.codes));
    waarden.dedup();
    let (geteld, verborgen) = reeks(blik, vraag, zijde, &waarden, (keus, keus.nodig()));
    let rij = |i: usize| {
        let mut v = vraag.clone();
        v.filter.extend(waarden.get(i).map(|s| (zijde, *s)));
        let kop = waarden.get(i).map_or(Kop::Totaal, |s| Kop::Waarde(*s));
        Rij { kop, cellen: vec![blik.maak(keus, &geteld[i], verborgen[i], v)] }
    };
    let kop = if keus == Keus::Som { "Bedrag" } else { "Aantal" };
    Cijfertabel {
        rijkop: zijde.naam(),
        maten: vec![vraag.maat],
        tijdvak: vraag.maat.over_tijdvak().then_some(vraag.tijdvak),
        kolommen: vec![Kolom { kop: Kop::Tekst(kop), soort: keus.soort() }],
        rijen: (0..=waarden.len()).map(rij).collect(),
        met_totaal: true,
        ..leeg(naam)
    }
}
