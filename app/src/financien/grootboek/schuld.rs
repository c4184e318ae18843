//! Which aanbieder the posted lines are of: known since the boek keeps a part of the account for each, and worked out for entries of before.

use super::opslag::Post;
use crate::rij;
use kern::financien::Rekeningsoort;
use kern::financien::{Geldstroom, Taakveld};
use kern::stam::{AanbiederId, Cent, Datum, Gemeentecode};
use std::collections::BTreeMap;

/// What one entry of a month is about.
pub type Sleutel = (Datum, Gemeentecode, Geldstroom, Taakveld);
/// Amounts per aanbieder; what comes to nothing is left out.
pub type PerAanbieder = BTreeMap<AanbiederId, Cent>;

rij! {
    /// What one act booked as declared and granted for a month.
    pub struct LijnRij {
        maand: Datum, gemeente: Gemeentecode, vorm: String, productcode: String, aanbieder_id: Option<AanbiederId>, nr: i64, bedrag_cent: Cent,
    }
}

/// A declared amount as far as its part of the account is concerned: act, aanbieder, cents.
pub type Lijn = (i64, AanbiederId, Cent);

/// An amount in the boek on one key: the entry, the part it stands on, cents.
struct Stuk<'a> {
    post: &'a Post,
    aan: Option<AanbiederId>,
    bedrag: Cent,
}

/// What the boek holds of the declared lines, per key and aanbieder. `lijnen` gives the declared amounts of a key, by act: they tell of whom
/// an entry without an aanbieder was.
pub fn geboekt(posten: &[Post], lijnen: &BTreeMap<Sleutel, Vec<Lijn>>) -> BTreeMap<Sleutel, PerAanbieder> {
    let mut per: BTreeMap<Sleutel, Vec<Stuk<'_>>> = BTreeMap::new();
    for p in posten {
        for (sleutel, aan, bedrag) in stukken(p) {
            per.entry(sleutel).or_default().push(Stuk { post: p, aan, bedrag });
        }
    }
    let leeg = Vec::new();
    per.into_iter()
        .map(|(sleutel, stukken)| {
            let mut uit = zonder_aanbieder(&stukken, lijnen.get(&sleutel).unwrap_or(&leeg));
            for s in &stukken {
                if let Some(a) = s.aan {
                    *uit.entry(a).or_default() += s.bedrag;
                }
            }
            (sleutel, uit)
        })
        .collect()
}

/// Whether entries without an aanbieder leave something on any key.
pub fn is_oud(posten: &[Post]) -> bool {
    posten.iter().any(|p| stukken(p).iter().any(|s| s.1.is_none()))
}

fn stukken(p: &Post) -> Vec<(Sleutel, Option<AanbiederId>, Cent)> {
    let (Some(maand), Some(g), Ok(stroom)) =
        (p.rij.maand, p.rij.gemeente, Geldstroom::lees(&p.rij.geldstroom))
    else {
        return Vec::new();
    };
    let mut uit = Vec::new();
    for o in &p.overboekingen {
        for (r, tegen, teken) in [(o.debet(), o.credit(), 1), (o.credit(), o.debet(), -1)] {
            if let (Rekeningsoort::Lasten, Some(veld)) = (r.soort, &r.taakveld) {
                let aan = tegen.crediteur.map(|c| c.aanbieder);
                uit.push(((maand, g, stroom, veld.clone()), aan, Cent(teken * o.bedrag().0)));
            }
        }
    }
    uit
}

/// What entries without an aanbieder hold on a key. Such an entry took everything that was declared until its act and not taken yet, and a
/// tegenboeking gave back what its entry took. Cents that cannot be explained so go to who declared most.
fn zonder_aanbieder(stukken: &[Stuk<'_>], lijnen: &[Lijn]) -> PerAanbieder {
    let mut van: Vec<Option<i64>> = vec![None; lijnen.len()];
    let mut som = Cent::NUL;
    for s in stukken.iter().filter(|s| s.aan.is_none()) {
        som += s.bedrag;
        for (plek, lijn) in van.iter_mut().zip(lijnen) {
            match (*plek, s.post.rij.tegenboeking_van) {
                (None, None) if lijn.0 < s.post.rij.nr => *plek = Some(s.post.rij.volgnr),
                (Some(volgnr), Some(tegen)) if volgnr == tegen => *plek = None,
                _ => {}
            }
        }
    }
    let mut uit = PerAanbieder::new();
    for (_, lijn) in van.iter().zip(lijnen).filter(|x| x.0.is_some()) {
        *uit.entry(lijn.1).or_default() += lijn.2;
    }
    let rest = som - uit.values().copied().sum::<Cent>();
    let meest = lijnen.iter().max_by_key(|l| (l.2, -l.1.0)).map(|l| l.1);
    if let (Some(a), true) = (meest, rest != Cent::NUL) {
        *uit.entry(a).or_default() += rest;
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::financien::grootboek::opslag::PostRij;
    use kern::financien::{Crediteur, Overboeking, Rekening, schuld};

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("date")
    }
    fn g() -> Gemeentecode {
        Gemeentecode::lees("0794").expect("code")
    }
    fn post(volgnr: i64, nr: i64, aan: Option<i64>, cent: i64, tegen: Option<i64>) -> Post {
        let aan = aan.map(|a| Crediteur { aanbieder: AanbiederId(a), jaar: 2026 });
        let veld = Taakveld::lees("6.81a").expect("taakveld");
        let (lasten, bij) =
            (Rekening::resultaat(g(), Rekeningsoort::Lasten, &veld, "programma_bw"), schuld(g(), aan));
        let (debet, credit) = if tegen.is_some() { (bij, lasten) } else { (lasten, bij) };
        let rij = PostRij {
            grootboekpost_id: volgnr,
            volgnr,
            boekjaar: 2026,
            boekdatum: d("2026-01-31"),
            soort: "maand".into(),
            geldstroom: "programma_bw".into(),
            gemeente: Some(g()),
            maand: Some(d("2026-01-01")),
            omschrijving: String::new(),
            document: String::new(),
            stuk_id: None,
            tegenboeking_van: tegen,
            nr,
            op: d("2026-02-01"),
        };
        Post { rij, overboekingen: vec![Overboeking::nieuw(debet, credit, Cent(cent)).expect("moves")] }
    }
    fn uit(posten: &[Post], lijnen: &[Lijn]) -> Vec<(i64, i64)> {
        let sleutel =
            (d("2026-01-01"), g(), Geldstroom::ProgrammaBw, Taakveld::lees("6.81a").expect("taakveld"));
        let per = geboekt(posten, &BTreeMap::from([(sleutel.clone(), lijnen.to_vec())]));
        per[&sleutel].iter().map(|(a, c)| (a.0, c.0)).collect()
    }

    #[test]
    fn een_post_van_vroeger_is_van_wie_toen_had_gedeclareerd() {
        let lijn = |nr, a, c| (nr, AanbiederId(a), Cent(c));
        let lijnen = [lijn(1, 7, 100), lijn(2, 8, 30), lijn(5, 7, -40), lijn(6, 9, 5)];
        let eerst = post(1, 3, None, 130, None);
        assert_eq!(uit(std::slice::from_ref(&eerst), &lijnen), [(7, 100), (8, 30)]);
        assert!(is_oud(std::slice::from_ref(&eerst)) && !is_oud(&[post(1, 3, Some(7), 1, None)]));
        // Undone, and booked again when more had been declared: 100 + 30 − 40 + 5.
        let weer = [eerst.clone(), post(2, 4, None, 130, Some(1)), post(3, 7, None, 95, None)];
        assert_eq!(uit(&weer, &lijnen), [(7, 60), (8, 30), (9, 5)]);
        // Beside an entry that names its aanbieder.
        assert_eq!(uit(&[eerst.clone(), post(2, 8, Some(9), 5, None)], &lijnen), [(7, 100), (8, 30), (9, 5)]);
        // What the lines do not explain stays with who declared most, so that the sum is that of the boek.
        assert_eq!(uit(&[post(1, 3, None, 131, None)], &lijnen), [(7, 101), (8, 30)]);
    }
}
