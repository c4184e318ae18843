//! What is owed to aanbieders: the debt arises when a month is posted and goes when it is paid. Both are balance entries on one account with
//! a part per aanbieder and year of the care, so that paying never changes the result of a year, settled or not.

use super::{
    boeking::{Boeking, Boeksoort},
    grootboek::{Overboeking, Rekening},
};
use crate::inkoop::Vorm;
use crate::stam::{AanbiederId, Cent, Gemeentecode, Onleesbaar, Weigering};
use alloc::{collections::BTreeMap, vec::Vec};
use core::fmt;

/// Balance account of what was declared, granted and posted, and is not paid yet.
pub const CREDITEUREN: &str = "nog te betalen zorg";

/// Part of the account: whom we owe, for care of which year. The year is that of the pot that carries the costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crediteur {
    /// Whom.
    pub aanbieder: AanbiederId,
    /// Year of the care.
    pub jaar: i16,
}

impl Crediteur {
    /// Reads `12/2026`.
    pub fn lees(tekst: &str) -> Result<Crediteur, Onleesbaar> {
        let delen = tekst.split_once('/').and_then(|(a, j)| Some((a.parse().ok()?, j.parse().ok()?)));
        let (a, jaar) = delen.ok_or(Onleesbaar("Een crediteur is een nummer en een jaar, zoals 12/2026."))?;
        Ok(Crediteur { aanbieder: AanbiederId(a), jaar })
    }
}

impl fmt::Display for Crediteur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.aanbieder.0, self.jaar)
    }
}

/// Amounts per part of the account; more than nothing is owed by us.
pub type PerCrediteur = BTreeMap<Crediteur, Cent>;

/// The account in the books of a gemeente; without a part for what was posted before the boek knew aanbieders.
pub fn schuld(administratie: Gemeentecode, crediteur: Option<Crediteur>) -> Rekening {
    Rekening { crediteur, ..Rekening::balans(administratie, CREDITEUREN) }
}

/// Whether the pot pays this: other Wmo-begeleiding is paid from the books of the gemeente itself (uitvoeringsplan Thuis in de wijk
/// 2022-2025, 5.2).
pub fn in_pot(vorm: Vorm) -> bool {
    match vorm {
        Vorm::Bw | Vorm::Bt => true,
        Vorm::WmoBegeleiding => false,
    }
}

/// What a pay run pays from the pot, per aanbieder and year of the care. A credit counts off; a part that comes to nothing is left out.
/// Entries without an aanbieder are not from declarations and count for nobody.
pub fn per_crediteur(betaald: &[Boeking]) -> PerCrediteur {
    let mut uit = PerCrediteur::new();
    for b in betaald.iter().filter(|b| b.post.soort == Boeksoort::Betaald && in_pot(b.post.vorm)) {
        if let Some(aanbieder) = b.post.aanbieder {
            *uit.entry(Crediteur { aanbieder, jaar: b.post.maand.jaar() }).or_default() += b.bedrag;
        }
    }
    uit.retain(|_, c| *c != Cent::NUL);
    uit
}

/// The entry of a pay run: the debt goes, the money goes; a part below nothing is money that comes back. Refused as any overboeking is
/// (FIN-11 to FIN-13).
pub fn betaling(bank: &Rekening, per: &PerCrediteur) -> Result<Vec<Overboeking>, Weigering> {
    let een = |(c, bedrag): (&Crediteur, &Cent)| {
        let schuld = schuld(bank.administratie, Some(*c));
        if *bedrag < Cent::NUL {
            Overboeking::nieuw(bank.clone(), schuld, -*bedrag)
        } else {
            Overboeking::nieuw(schuld, bank.clone(), *bedrag)
        }
    };
    per.iter().filter(|x| *x.1 != Cent::NUL).map(een).collect()
}

/// What stands on the account per part: more than nothing is owed by us. The part without an aanbieder is `None`.
pub fn openstaand<'a>(
    over: impl Iterator<Item = &'a Overboeking>,
    administratie: Gemeentecode,
) -> BTreeMap<Option<Crediteur>, Cent> {
    let mut uit: BTreeMap<Option<Crediteur>, Cent> = BTreeMap::new();
    for o in over {
        for (r, bedrag) in [(o.credit(), o.bedrag()), (o.debet(), -o.bedrag())] {
            if r.is_schuld() && r.administratie == administratie {
                *uit.entry(r.crediteur).or_default() += bedrag;
            }
        }
    }
    uit
}

/// What must move so that every part is what it should be, from the part without an aanbieder: of amounts that were posted before the boek
/// knew aanbieders, and of entries of that time that are undone. Refused as any overboeking is (FIN-13).
pub fn splits(
    administratie: Gemeentecode,
    nu: &BTreeMap<Option<Crediteur>, Cent>,
    doel: &PerCrediteur,
) -> Result<Vec<Overboeking>, Weigering> {
    let mut verschil = doel.clone();
    for (c, bedrag) in nu {
        if let Some(c) = c {
            *verschil.entry(*c).or_default() += -*bedrag;
        }
    }
    let een = |(c, bedrag): (Crediteur, Cent)| {
        let (los, deel) = (schuld(administratie, None), schuld(administratie, Some(c)));
        if bedrag < Cent::NUL {
            Overboeking::nieuw(deel, los, -bedrag)
        } else {
            Overboeking::nieuw(los, deel, bedrag)
        }
    };
    verschil.into_iter().filter(|x| x.1 != Cent::NUL).map(een).collect()
}
