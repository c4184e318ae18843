//! What would change the outcome: every fact that is missing or may be otherwise is changed, one at a time, and the rules are asked
//! again. Only changes that give another answer are told.

use super::{
    antwoord,
    feiten::{Feiten, Functie, Instelling, Product, Regels, Regime, Verblijfsrecht},
    uitkomst::{Antwoord, Status},
};
use crate::stam::{Datum, Gemeentecode, Gemeenten};
use alloc::{format, string::String, vec::Vec};

/// One fact that could be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verandering {
    /// Something else is asked for.
    Product(Product),
    /// The person has lawful residence, or has not.
    Verblijfsrecht {
        /// Whether there is a right.
        recht: bool,
    },
    /// The person turns so old on this day, and reports then.
    Meerderjarig(Datum),
    /// The identity is established, or turns out not to be.
    Identiteit {
        /// Whether it is established.
        vast: bool,
    },
    /// Reported at another gemeente that plays a part in the facts.
    GemeldBij(Gemeentecode),
    /// Reported at any other gemeente; this one is an example.
    GemeldElders(Gemeentecode),
    /// The address of today is certain, or is doubted.
    Adres {
        /// Whether it is certain.
        zeker: bool,
    },
    /// The address of today is an ordinary woonadres.
    GewoonAdres,
    /// The address of today is that of an institution.
    AdresVanInstelling,
    /// The address of today is only a briefadres.
    Briefadres,
    /// Earlier beschermd wonen did not exist: that which began on this day.
    ZonderBw(Datum),
    /// Running beschermd wonen ended on the day before the melding.
    BwGeeindigd(Datum),
    /// The college behind the beschermd wonen that began on this day is known.
    BwVerstrektDoor(Datum, Gemeentecode),
    /// The end of the beschermd wonen that began on this day is certain.
    BwEindeZeker(Datum),
    /// The stay that began on this day did not exist.
    ZonderVerblijf(Datum),
    /// The aanvraag was made on the day of the melding.
    AanvraagBijMelding,
    /// The melding is made on or after this day, the first on which earlier beschermd wonen no longer counts.
    NaTermijn(Datum),
}

/// A change, and the answer that it would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wending {
    /// What is otherwise.
    pub verandering: Verandering,
    /// What the rules would say.
    pub antwoord: Antwoord,
}

impl Wending {
    /// One Dutch sentence: if this, then that.
    pub fn zin(&self, g: &Gemeenten) -> String {
        let dan = match (self.antwoord.gemeente, self.antwoord.status) {
            (Some(gemeente), Status::Mens) => {
                format!("beslist een medewerker; het voorstel is {}", g.naam(gemeente))
            }
            (None, _) => "beslist een medewerker".into(),
            (Some(gemeente), Status::Beslist) => format!("is {} verantwoordelijk", g.naam(gemeente)),
            (Some(gemeente), Status::Voorlopig | Status::Bevestigen | Status::Geschil) => {
                format!("is {} waarschijnlijk verantwoordelijk; dat moet worden bevestigd", g.naam(gemeente))
            }
        };
        format!("{}, dan {dan}.", self.verandering.als(g))
    }
}

impl Verandering {
    fn als(self, g: &Gemeenten) -> String {
        use Verandering as V;
        match self {
            V::Product(p) => format!("Als het gaat om {}", p.naam().to_lowercase()),
            V::Verblijfsrecht { recht: true } => "Als deze persoon rechtmatig in Nederland verblijft".into(),
            V::Verblijfsrecht { recht: false } => "Als deze persoon geen recht op verblijf heeft".into(),
            V::Meerderjarig(op) => format!("Als de melding is op of na {}, de verjaardag", op.voluit()),
            V::Identiteit { vast: true } => "Als de identiteit is vastgesteld".into(),
            V::Identiteit { vast: false } => "Als de identiteit toch niet vaststaat".into(),
            V::GemeldBij(gemeente) => format!("Als de melding is gedaan bij {}", g.naam(gemeente)),
            V::GemeldElders(gemeente) => {
                format!("Als de melding bij een andere gemeente is gedaan, bijvoorbeeld {}", g.naam(gemeente))
            }
            V::Adres { zeker: true } => "Als het adres na onderzoek klopt".into(),
            V::Adres { zeker: false } => "Als het adres in onderzoek komt".into(),
            V::GewoonAdres => "Als het adres geen instelling is".into(),
            V::AdresVanInstelling => "Als het adres van een instelling is".into(),
            V::Briefadres => "Als het adres alleen een briefadres is".into(),
            V::ZonderBw(van) => format!("Als het beschermd wonen vanaf {} niet telt", van.voluit()),
            V::BwGeeindigd(van) => format!("Als het beschermd wonen vanaf {} al is geëindigd", van.voluit()),
            V::BwVerstrektDoor(van, college) => {
                format!("Als {} het beschermd wonen vanaf {} verstrekte", g.naam(college), van.voluit())
            }
            V::BwEindeZeker(van) => {
                format!("Als de einddatum van het beschermd wonen vanaf {} klopt", van.voluit())
            }
            V::ZonderVerblijf(van) => format!("Als het verblijf vanaf {} niet telt", van.voluit()),
            V::AanvraagBijMelding => "Als de dag van de melding telt en niet die van de aanvraag".into(),
            V::NaTermijn(op) => format!("Als de melding is op of na {}", op.voluit()),
        }
    }

    /// The facts with this one otherwise.
    fn toegepast(self, f: &Feiten) -> Feiten {
        use Verandering as V;
        let mut f = f.clone();
        let dag = f.melding_op;
        match self {
            V::Product(p) => f.product = Some(p),
            V::Verblijfsrecht { recht: true } => f.verblijfsrecht = Verblijfsrecht::Rechtmatig,
            V::Verblijfsrecht { recht: false } => f.verblijfsrecht = Verblijfsrecht::Anders,
            V::Meerderjarig(op) | V::NaTermijn(op) => {
                f.melding_op = op;
                f.aanvraag_op = None;
            }
            V::Identiteit { vast } => f.identiteit_vast = vast,
            V::GemeldBij(gemeente) | V::GemeldElders(gemeente) => f.melding_gemeente = gemeente,
            V::Adres { zeker } => nu(&mut f).for_each(|a| a.in_onderzoek = !zeker),
            V::GewoonAdres => nu(&mut f).for_each(|a| a.instelling = None),
            V::AdresVanInstelling => nu(&mut f).for_each(|a| a.instelling = Some(Instelling::Bw)),
            V::Briefadres => nu(&mut f).for_each(|a| a.functie = Functie::Briefadres),
            V::ZonderBw(van) => f.eerder_bw.retain(|b| b.periode.van() != van),
            V::BwGeeindigd(van) => {
                for b in f.eerder_bw.iter_mut().filter(|b| b.periode.van() == van) {
                    b.periode = crate::stam::Periode::nieuw(van, Some(dag)).unwrap_or(b.periode);
                }
            }
            V::BwVerstrektDoor(van, college) => {
                let bw = f.eerder_bw.iter_mut().filter(|b| b.periode.van() == van);
                bw.for_each(|b| b.verstrekt_door = Some(college));
            }
            V::BwEindeZeker(van) => {
                let bw = f.eerder_bw.iter_mut().filter(|b| b.periode.van() == van);
                bw.for_each(|b| b.einde_onzeker = false);
            }
            V::ZonderVerblijf(van) => f.verblijven.retain(|v| v.periode.van() != van),
            V::AanvraagBijMelding => f.aanvraag_op = None,
        }
        f
    }
}

/// The registrations that hold on the day of the melding.
fn nu(f: &mut Feiten) -> impl Iterator<Item = &mut super::feiten::Adres> {
    let dag = f.melding_op;
    f.adressen.iter_mut().filter(move |a| a.periode.bevat(dag))
}

/// Everything that would give another answer by this regime, in the order of the facts; each change is computed, not guessed.
pub fn wat_verandert(regime: Regime, feiten: &Feiten, regels: &Regels<'_>) -> Vec<Wending> {
    let nu = antwoord(regime, feiten, regels);
    let anders = |a: &Antwoord| (a.status, a.gemeente, a.ook) != (nu.status, nu.gemeente, nu.ook);
    let mut uit: Vec<Wending> = Vec::new();
    for verandering in kandidaten(feiten, regels) {
        let gevolg = antwoord(regime, &verandering.toegepast(feiten), regels);
        if anders(&gevolg) && !uit.iter().any(|w| w.verandering == verandering) {
            uit.push(Wending { verandering, antwoord: gevolg });
        }
    }
    uit
}

fn kandidaten(f: &Feiten, regels: &Regels<'_>) -> Vec<Verandering> {
    use Verandering as V;
    let mut uit: Vec<V> =
        Product::ALLE.into_iter().filter(|p| f.product != Some(*p)).map(V::Product).collect();
    let recht = matches!(f.verblijfsrecht, Verblijfsrecht::Nederlander | Verblijfsrecht::Rechtmatig);
    uit.push(V::Verblijfsrecht { recht: !recht });
    let jarig = |g: Datum| g.plus_jaren(i32::from(regels.volwassen_vanaf));
    uit.extend(f.geboren_op.map(jarig).filter(|op| f.melding_op < *op).map(V::Meerderjarig));
    uit.push(V::Identiteit { vast: !f.identiteit_vast });
    let elders = f.adressen.iter().map(|a| a.gemeente);
    let elders = elders.filter(|g| *g != f.melding_gemeente && *g != Gemeentecode::RNI);
    let begin = uit.len();
    uit.extend(elders.map(V::GemeldBij));
    if uit.len() == begin {
        // The inwoner may report anywhere (art. 1.2.1): where nobody comes from elsewhere, a large gemeente is the example.
        let voorbeeld =
            [Gemeentecode::UTRECHT, Gemeentecode::EINDHOVEN].into_iter().find(|g| *g != f.melding_gemeente);
        uit.extend(voorbeeld.map(V::GemeldElders));
    }
    for a in f.adressen.iter().filter(|a| a.periode.bevat(f.melding_op)) {
        uit.push(V::Adres { zeker: a.in_onderzoek });
        uit.push(if a.instelling.is_some() { V::GewoonAdres } else { V::AdresVanInstelling });
        uit.push(V::Briefadres);
    }
    for b in &f.eerder_bw {
        let van = b.periode.van();
        uit.push(V::ZonderBw(van));
        if b.periode.bevat(f.melding_op) {
            uit.push(V::BwGeeindigd(van));
        }
        if b.einde_onzeker {
            uit.push(V::BwEindeZeker(van));
        }
        let colleges = f.adressen.iter().map(|a| a.gemeente).chain([f.melding_gemeente]);
        let colleges = colleges.filter(|g| b.verstrekt_door.is_none() && *g != Gemeentecode::RNI);
        uit.extend(colleges.map(|g| V::BwVerstrektDoor(van, g)));
        // One day past the line, where nobody needs to check the end any more.
        let vrij = b.periode.tot().map(|t| t.plus_maanden(regels.eerder_bw_maanden).plus_dagen(2));
        uit.extend(vrij.filter(|op| f.melding_op < *op).map(V::NaTermijn));
    }
    uit.extend(f.verblijven.iter().map(|v| V::ZonderVerblijf(v.periode.van())));
    uit.extend(f.aanvraag_op.map(|_| V::AanvraagBijMelding));
    uit
}

#[cfg(test)]
#[path = "wending_toets.rs"]
mod tests;
