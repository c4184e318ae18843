//! The tandem (UP §2.1, spoor 3): one form, two owners, both finish.

use super::{Conclusie, Tandemvraag, UP_SPOREN, Uitkomst};
use crate::stam::{Datum, Weigering};
use alloc::vec::Vec;

/// Which of the two owners somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eigenaar {
    /// The aandachtsfunctionaris, who began.
    Eerste,
    /// The trajectregisseur, who joined.
    Tweede,
}

/// What two owners who agree decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tandembesluit {
    /// Not for BW; settled locally with this outcome.
    GeenBw(Uitkomst),
    /// For BW; the trajectregisseur takes over.
    WelBw,
}

/// A tandem with what each owner concluded so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tandem {
    /// User number of the aandachtsfunctionaris.
    pub aandachtsfunctionaris: i64,
    /// User number of the trajectregisseur.
    pub trajectregisseur: i64,
    /// Day and conclusion of the aandachtsfunctionaris.
    pub eerste: Option<(Datum, Conclusie)>,
    /// Day and conclusion of the trajectregisseur.
    pub tweede: Option<(Datum, Conclusie)>,
    /// How it ends locally; chosen by whoever concluded `GeenBw`.
    pub uitkomst: Option<Uitkomst>,
}

impl Tandem {
    /// A new one, of two different people.
    pub fn start(aandachtsfunctionaris: i64, trajectregisseur: i64) -> Result<Tandem, Weigering> {
        if aandachtsfunctionaris == trajectregisseur {
            return Err(Weigering::nieuw("TGG-15", UP_SPOREN, "Een tandem heeft twee verschillende mensen.")
                .bij("trajectregisseur"));
        }
        Ok(Tandem { aandachtsfunctionaris, trajectregisseur, eerste: None, tweede: None, uitkomst: None })
    }

    /// Which owner this user is; nobody else writes in a tandem (TGG-23).
    pub fn eigenaar(&self, gebruiker: i64) -> Result<Eigenaar, Weigering> {
        if gebruiker == self.aandachtsfunctionaris {
            Ok(Eigenaar::Eerste)
        } else if gebruiker == self.trajectregisseur {
            Ok(Eigenaar::Tweede)
        } else {
            Err(Weigering::nieuw(
                "TGG-23",
                UP_SPOREN,
                "Alleen de twee eigenaren van de tandem vullen dit formulier in.",
            ))
        }
    }

    /// What this owner concluded.
    pub fn klaar(&self, eigenaar: Eigenaar) -> Option<(Datum, Conclusie)> {
        match eigenaar {
            Eigenaar::Eerste => self.eerste,
            Eigenaar::Tweede => self.tweede,
        }
    }

    /// Both are done and agree. `None` while one is busy, or while they differ: then they talk first.
    pub fn besluit(&self) -> Option<Tandembesluit> {
        match (self.eerste, self.tweede, self.uitkomst) {
            (Some((_, Conclusie::WelBw)), Some((_, Conclusie::WelBw)), _) => Some(Tandembesluit::WelBw),
            (Some((_, Conclusie::GeenBw)), Some((_, Conclusie::GeenBw)), Some(u)) => {
                Some(Tandembesluit::GeenBw(u))
            }
            _ => None,
        }
    }

    /// Both are done and do not agree.
    pub fn is_oneens(&self) -> bool {
        matches!((self.eerste, self.tweede), (Some((_, a)), Some((_, b))) if a != b)
    }

    /// An answer may be written: one is an owner, and the tandem is not decided (TGG-24). Whoever writes is no longer
    /// done, because a conclusion rests on the answers.
    pub fn schrijf(self, gebruiker: i64) -> Result<Tandem, Weigering> {
        let eigenaar = self.eigenaar(gebruiker)?;
        self.mag_nog()?;
        Ok(self.met(eigenaar, None))
    }

    /// Finishes one's own half: every question answered by one of the two (TGG-25), a conclusion, and for `GeenBw` how
    /// it ends (TGG-09).
    pub fn rond_af(
        self,
        gebruiker: i64,
        onbeantwoord: &[Tandemvraag],
        conclusie: Option<Conclusie>,
        uitkomst: Option<Uitkomst>,
        op: Datum,
    ) -> Result<Tandem, Vec<Weigering>> {
        let eigenaar = self.eigenaar(gebruiker).map_err(|w| alloc::vec![w])?;
        self.mag_nog().map_err(|w| alloc::vec![w])?;
        let mut fouten: Vec<Weigering> = onbeantwoord
            .iter()
            .map(|v| {
                let zin = alloc::format!("Beantwoord eerst samen de vraag: {}", v.naam());
                Weigering::nieuw("TGG-25", UP_SPOREN, zin).bij(v.code())
            })
            .collect();
        let Some(conclusie) = conclusie else {
            fouten.push(Weigering::nieuw("TGG-26", UP_SPOREN, "Kies uw conclusie.").bij("conclusie"));
            return Err(fouten);
        };
        let uitkomst = match conclusie {
            Conclusie::GeenBw => uitkomst.or(self.uitkomst),
            Conclusie::WelBw => self.uitkomst,
        };
        if conclusie == Conclusie::GeenBw && uitkomst.is_none() {
            fouten.push(
                Weigering::nieuw("TGG-09", UP_SPOREN, "Kies hoe u de vraag lokaal afhandelt.")
                    .bij("uitkomst"),
            );
        }
        if fouten.is_empty() {
            Ok(Tandem { uitkomst, ..self.met(eigenaar, Some((op, conclusie))) })
        } else {
            Err(fouten)
        }
    }

    fn mag_nog(&self) -> Result<(), Weigering> {
        match self.besluit() {
            None => Ok(()),
            Some(_) => Err(Weigering::nieuw(
                "TGG-24",
                UP_SPOREN,
                "De tandem is al klaar. U kunt niets meer wijzigen.",
            )),
        }
    }

    fn met(self, eigenaar: Eigenaar, klaar: Option<(Datum, Conclusie)>) -> Tandem {
        match eigenaar {
            Eigenaar::Eerste => Tandem { eerste: klaar, ..self },
            Eigenaar::Tweede => Tandem { tweede: klaar, ..self },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Conclusie::{GeenBw, WelBw};

    fn dag(n: i8) -> Datum {
        Datum::nieuw(2026, 3, n).expect("test date")
    }
    fn start() -> Tandem {
        Tandem::start(1, 2).expect("two people")
    }
    fn klaar(t: Tandem, wie: i64, c: Conclusie, u: Option<Uitkomst>) -> Tandem {
        t.rond_af(wie, &[], Some(c), u, dag(2)).expect("finish")
    }

    #[test]
    fn een_tandem_is_klaar_als_beiden_klaar_zijn_en_het_eens_zijn() {
        let t = klaar(start(), 2, WelBw, None);
        assert_eq!((t.besluit(), t.is_oneens()), (None, false));
        assert_eq!(klaar(t, 1, WelBw, None).besluit(), Some(Tandembesluit::WelBw));
        let t = klaar(klaar(start(), 1, GeenBw, Some(Uitkomst::WmoBegeleiding)), 2, GeenBw, None);
        assert_eq!(t.besluit(), Some(Tandembesluit::GeenBw(Uitkomst::WmoBegeleiding)));
    }

    #[test]
    fn zijn_twee_eigenaren_het_oneens_dan_is_er_geen_besluit() {
        let t = klaar(klaar(start(), 1, GeenBw, Some(Uitkomst::AndereWet)), 2, WelBw, None);
        assert!(t.is_oneens() && t.besluit().is_none());
        let t = klaar(t, 1, WelBw, None);
        assert_eq!(t.besluit(), Some(Tandembesluit::WelBw));
    }

    #[test]
    fn wie_een_antwoord_wijzigt_is_niet_meer_klaar() {
        let t = klaar(start(), 1, WelBw, None).schrijf(1).expect("owner");
        assert_eq!(t.klaar(Eigenaar::Eerste), None);
        let t = klaar(klaar(start(), 1, WelBw, None), 2, WelBw, None);
        assert_eq!(t.schrijf(1).map_err(|w| w.code), Err("TGG-24"));
    }

    #[test]
    fn alleen_de_twee_eigenaren_doen_mee() {
        assert_eq!(start().schrijf(3).map_err(|w| w.code), Err("TGG-23"));
        assert_eq!(Tandem::start(1, 1).map_err(|w| w.code), Err("TGG-15"));
    }

    #[test]
    fn afronden_vraagt_alle_antwoorden_een_conclusie_en_een_uitkomst() {
        let codes = |open: &[Tandemvraag], c, u| {
            start()
                .rond_af(1, open, c, u, dag(2))
                .map(|_| ())
                .map_err(|f| f.iter().map(|w| w.code).collect::<Vec<_>>())
        };
        assert_eq!(codes(&[Tandemvraag::Wens], Some(WelBw), None), Err(alloc::vec!["TGG-25"]));
        assert_eq!(codes(&[], None, None), Err(alloc::vec!["TGG-26"]));
        assert_eq!(codes(&[], Some(GeenBw), None), Err(alloc::vec!["TGG-09"]));
        assert_eq!(codes(&[], Some(GeenBw), Some(Uitkomst::AndereWet)), Ok(()));
    }
}
