//! Which figures of a publication say something about each other.

use super::vakken::{Plek, Staat, Vakboek};
use crate::monitor::{
    codes::{Code, Sleutel},
    maat::{Maat, Splitsing},
};
use crate::stam::{Datum, JournaalNr};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec,
    vec::Vec,
};

type Verband = Vec<(usize, i64)>;
/// What is counted, and only where.
type Familie = (Maat, Vec<(Splitsing, Sleutel)>);

/// All relations: Σ factor × figure = 0.
pub(super) fn verbanden(boek: &mut Vakboek<'_>) -> Vec<Verband> {
    let mut uit: Vec<Verband> = Vec::new();
    stand_en_stroom(boek, &mut uit);
    stappen(boek, &mut uit);
    vensters(boek, &mut uit);
    delen(boek, &mut uit);
    let mut uniek: BTreeSet<Verband> = BTreeSet::new();
    for mut v in uit {
        v.sort_unstable();
        let klopt = v.iter().map(|(vak, f)| f * boek.vakken[*vak].waarde()).sum::<i64>() == 0;
        if klopt && v.len() > 1 {
            uniek.insert(v);
        }
    }
    uniek.into_iter().collect()
}

/// The parts by any side add up to the whole.
fn delen(boek: &mut Vakboek<'_>, uit: &mut Vec<Verband>) {
    let mut per_geheel: BTreeMap<(JournaalNr, usize, Splitsing), BTreeSet<usize>> = BTreeMap::new();
    for ((bekend, plek), vak) in &boek.index {
        for (nr, (zijde, _)) in plek.waar.iter().enumerate() {
            // Of these only one part was laid beside the rest, in the relation of stock and flow.
            if matches!(
                (plek.maat, zijde),
                (Maat::Instroom, Splitsing::VanVorm) | (Maat::Uitstroom, Splitsing::Vorm)
            ) {
                continue;
            }
            let mut geheel = plek.clone();
            geheel.waar.remove(nr);
            if let Some(geheel) = boek.index.get(&(*bekend, geheel)) {
                per_geheel.entry((*bekend, *geheel, *zijde)).or_default().insert(*vak);
            }
        }
    }
    for ((_, geheel, _), delen) in per_geheel {
        // What is in no table (not recorded, perhaps) makes the parts less than the whole, never more.
        let som: i64 = delen.iter().map(|d| boek.vakken[*d].waarde()).sum();
        let rest = boek.vakken[geheel].waarde() - som;
        let rest = (rest > 0).then(|| (boek.rest(geheel, rest), 1));
        uit.push(delen.into_iter().map(|d| (d, 1)).chain(rest).chain([(geheel, -1)]).collect());
    }
}

/// Long stretches of time are made of short ones: the shortest that any two stretches leave between them.
fn vensters(boek: &mut Vakboek<'_>, uit: &mut Vec<Verband>) {
    let mut families: BTreeMap<(JournaalNr, Familie), Vec<Plek>> = BTreeMap::new();
    for (bekend, plek) in boek.index.keys().filter(|(_, p)| p.maat.over_tijdvak()) {
        families.entry((*bekend, (plek.maat, plek.waar.clone()))).or_default().push(plek.clone());
    }
    // What was published at another moment of knowing is laid beside it too.
    let mut alle: BTreeMap<Familie, BTreeSet<Datum>> = BTreeMap::new();
    for ((_, familie), plekken) in &families {
        let grenzen = alle.entry(familie.clone()).or_default();
        grenzen.extend(plekken.iter().flat_map(|p| [p.van, p.tot]));
    }
    for ((bekend, familie), plekken) in families {
        let grenzen: Vec<Datum> = alle[&familie].iter().copied().collect();
        for p in plekken {
            let stukken: Vec<Datum> =
                grenzen.iter().copied().filter(|d| p.van <= *d && *d <= p.tot).collect();
            if stukken.len() <= 2 {
                continue;
            }
            let geheel = boek.vak(bekend, p.clone());
            let mut v = vec![(geheel, -1)];
            for w in stukken.windows(2) {
                v.push((boek.vak(bekend, p.over(w[0], w[1])), 1));
            }
            uit.push(v);
        }
    }
}

/// All steps, those to lighter and those back are sums of the steps from form to form.
fn stappen(boek: &mut Vakboek<'_>, uit: &mut Vec<Verband>) {
    let telt = |(_, p): &&(JournaalNr, Plek)| {
        matches!(p.maat, Maat::Afschaling | Maat::Terugval | Maat::Doorstroom) && p.waar.is_empty()
    };
    let sommen: Vec<(JournaalNr, Plek)> = boek.index.keys().filter(telt).cloned().collect();
    let vormen = [Code::BW, Code::BT, Code::WMO_BEGELEIDING].map(Sleutel::Code);
    for (bekend, som) in sommen {
        let mut v = vec![(boek.vak(bekend, som.clone()), -1)];
        for (van, naar) in (0..9).map(|n| (n / 3, n % 3)) {
            let telt = match som.maat {
                Maat::Afschaling => van < naar,
                Maat::Terugval => naar < van,
                _ => van != naar,
            };
            if telt {
                let stap = Plek { maat: Maat::Doorstroom, ..som.clone() };
                let stap = stap.en(Splitsing::VanVorm, vormen[van]).en(Splitsing::Vorm, vormen[naar]);
                v.push((boek.vak(bekend, stap), 1));
            }
        }
        uit.push(v);
        if som.maat == Maat::Doorstroom {
            let deel = |maat| Plek { maat, ..som.clone() };
            let delen = [deel(Maat::Afschaling), deel(Maat::Terugval)].map(|p| (boek.vak(bekend, p), 1));
            uit.push(delen.into_iter().chain([(boek.vak(bekend, som.clone()), -1)]).collect());
        }
    }
}

/// The stock at the end is the stock at the begin, plus what came in, less what went out.
fn stand_en_stroom(boek: &mut Vakboek<'_>, uit: &mut Vec<Verband>) {
    let stand = |(_, p): &&(JournaalNr, Plek)| p.maat == Maat::Clienten && p.waar.is_empty();
    let standen: Vec<(JournaalNr, Plek)> = boek.index.keys().filter(stand).cloned().collect();
    for paar in standen.windows(2).filter(|p| p[0].0 == p[1].0) {
        let bekend = paar[0].0;
        let (begin, eind) = (&paar[0].1, &paar[1].1);
        let stroom = |maat| Plek { maat, van: begin.tot, tot: eind.tot, waar: Vec::new() };
        let mut vak = |p: Plek| boek.vak(bekend, p);
        let totaal = [(vak(begin.clone()), 1), (vak(stroom(Maat::Instroom)), 1)];
        let weg = [(vak(stroom(Maat::Uitstroom)), -1), (vak(eind.clone()), -1)];
        uit.push(totaal.into_iter().chain(weg).collect());
        let vormen = [Code::BW, Code::BT].map(Sleutel::Code);
        for (vorm, ander) in [(vormen[0], vormen[1]), (vormen[1], vormen[0])] {
            let (voor, na) = (begin.en(Splitsing::Vorm, vorm), eind.en(Splitsing::Vorm, vorm));
            if [&voor, &na].iter().any(|p| !boek.index.contains_key(&(bekend, (*p).clone()))) {
                continue;
            }
            let door =
                |van, naar| stroom(Maat::Doorstroom).en(Splitsing::VanVorm, van).en(Splitsing::Vorm, naar);
            let in_vorm = stroom(Maat::Instroom).en(Splitsing::Vorm, vorm);
            let uit_vorm = stroom(Maat::Uitstroom).en(Splitsing::VanVorm, vorm);
            let mut vak = |p: Plek| boek.vak(bekend, p);
            uit.push(vec![
                (vak(voor), 1),
                (vak(in_vorm.clone()), 1),
                (vak(door(ander, vorm)), 1),
                (vak(uit_vorm.clone()), -1),
                (vak(door(vorm, ander)), -1),
                (vak(na), -1),
            ]);
            // A step from or to Wmo-begeleiding is a part of instroom or uitstroom, and is shown as doorstroom.
            let wmo = Sleutel::Code(Code::WMO_BEGELEIDING);
            let geen = Sleutel::Code(Code::GEEN);
            uit.push(vec![
                (vak(in_vorm.en(Splitsing::VanVorm, geen)), 1),
                (vak(door(wmo, vorm)), 1),
                (vak(in_vorm), -1),
            ]);
            uit.push(vec![
                (vak(uit_vorm.en(Splitsing::Vorm, geen)), 1),
                (vak(door(vorm, wmo)), 1),
                (vak(uit_vorm), -1),
            ]);
        }
    }
    boek.vakken.iter_mut().filter(|v| v.plek.maat == Maat::Begroot).for_each(|v| v.staat = Staat::Vast);
}
