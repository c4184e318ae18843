//! Which of the three sporen a question takes (UP §2.1).

use super::{Antwoord, UP_SPOREN, Uitkomst};
use crate::stam::{Uitleg, Weigering};
use alloc::string::{String, ToString};

/// One of three ways on. Printed as its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spoor {
    /// 1: not for BW; the own gemeente settles it, possibly with Wmo-begeleiding.
    Lokaal,
    /// 2: for BW; a warme overdracht to the trajectregisseur follows.
    WarmeOverdracht,
    /// 3: not clear; aandachtsfunctionaris and trajectregisseur find out together.
    Tandem,
}

impl Spoor {
    /// Every spoor, in order.
    pub const ALLE: [Spoor; 3] = [Spoor::Lokaal, Spoor::WarmeOverdracht, Spoor::Tandem];

    /// 1, 2 or 3.
    pub fn nummer(self) -> i64 {
        match self {
            Spoor::Lokaal => 1,
            Spoor::WarmeOverdracht => 2,
            Spoor::Tandem => 3,
        }
    }
    /// The spoor with this number.
    pub fn van_nummer(nummer: i64) -> Option<Spoor> {
        Spoor::ALLE.into_iter().find(|s| s.nummer() == nummer)
    }
    /// Dutch name for people.
    pub fn naam(self) -> &'static str {
        match self {
            Spoor::Lokaal => "Geen beschermd wonen: wij handelen het lokaal af",
            Spoor::WarmeOverdracht => "Wel beschermd wonen: warme overdracht",
            Spoor::Tandem => "Nog niet duidelijk: wij vormen een tandem",
        }
    }
    /// One sentence on what happens then.
    pub fn toelichting(self) -> &'static str {
        match self {
            Spoor::Lokaal => {
                "De gemeente helpt zelf verder, bijvoorbeeld met Wmo-begeleiding. U blijft dossierhouder."
            }
            Spoor::WarmeOverdracht => {
                "U draagt het dossier over aan een trajectregisseur. U bevestigt allebei dat de overdracht goed was."
            }
            Spoor::Tandem => {
                "U maakt de vraagverheldering af samen met een trajectregisseur. U rondt haar allebei af."
            }
        }
    }
}

/// What the conversation made clear so far. `Onbekend` where it did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vraagverheldering {
    /// Outcome of the doelgroeptoets: what the human decided, else `Onbekend`.
    pub doelgroep: Antwoord,
    /// Whether somebody must be near, or reachable day and night, because the inwoner cannot ask for help in time (UP §1).
    pub nabijheid: Antwoord,
}

/// The spoor that follows from what is clear, with the steps. Advice: a human chooses and says why.
pub fn kies_spoor(v: &Vraagverheldering) -> (Spoor, Uitleg) {
    use Antwoord::{Ja, Nee, Onbekend};
    let mut uitleg = Uitleg::nieuw();
    uitleg.stap(
        "TGG-20",
        super::UP_DOELGROEP,
        match v.doelgroep {
            Ja => "De inwoner hoort bij de doelgroep van beschermd wonen.",
            Nee => "De inwoner hoort niet bij de doelgroep van beschermd wonen.",
            Onbekend => "Het is nog niet bekend of de inwoner bij de doelgroep hoort.",
        },
    );
    uitleg.stap(
        "TGG-21",
        super::UP_DOELGROEP,
        match v.nabijheid {
            Ja => "Er moet dag en nacht iemand dichtbij of bereikbaar zijn.",
            Nee => "Er hoeft niet dag en nacht iemand dichtbij of bereikbaar te zijn.",
            Onbekend => "Het is nog niet bekend of er dag en nacht iemand dichtbij of bereikbaar moet zijn.",
        },
    );
    let (spoor, zin) = match (v.doelgroep, v.nabijheid) {
        (Nee, Ja | Nee | Onbekend) | (Ja | Onbekend, Nee) => {
            (Spoor::Lokaal, "Daarom past spoor 1: de gemeente handelt de vraag lokaal af.")
        }
        (Ja, Ja) => {
            (Spoor::WarmeOverdracht, "Daarom past spoor 2: een warme overdracht naar de trajectregisseur.")
        }
        (Ja, Onbekend) | (Onbekend, Ja | Onbekend) => {
            (Spoor::Tandem, "Daarom past spoor 3: zoek het uit in een tandem met de trajectregisseur.")
        }
    };
    uitleg.stap("TGG-22", UP_SPOREN, zin);
    (spoor, uitleg)
}

/// A choice that may be recorded: what it needs is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoorkeuze {
    /// Spoor 1 with its outcome.
    Lokaal {
        /// How it ends.
        uitkomst: Uitkomst,
        /// Why.
        reden: String,
    },
    /// Spoor 2 with the one who takes over.
    WarmeOverdracht {
        /// User number of the trajectregisseur.
        trajectregisseur: i64,
        /// Why.
        reden: String,
    },
    /// Spoor 3 with the second owner.
    Tandem {
        /// User number of the trajectregisseur.
        trajectregisseur: i64,
        /// Why.
        reden: String,
    },
}

impl Spoorkeuze {
    /// Which spoor this is.
    pub fn spoor(&self) -> Spoor {
        match self {
            Spoorkeuze::Lokaal { .. } => Spoor::Lokaal,
            Spoorkeuze::WarmeOverdracht { .. } => Spoor::WarmeOverdracht,
            Spoorkeuze::Tandem { .. } => Spoor::Tandem,
        }
    }
    /// Why it was chosen; never empty.
    pub fn reden(&self) -> &str {
        match self {
            Spoorkeuze::Lokaal { reden, .. }
            | Spoorkeuze::WarmeOverdracht { reden, .. }
            | Spoorkeuze::Tandem { reden, .. } => reden,
        }
    }
}

/// Checks a choice: a spoor, a reason, and what that spoor needs. Gives every refusal at once, so that one look at the
/// form is enough.
pub fn toets_spoor(
    spoor: Option<Spoor>,
    reden: &str,
    uitkomst: Option<Uitkomst>,
    trajectregisseur: Option<i64>,
) -> Result<Spoorkeuze, alloc::vec::Vec<Weigering>> {
    let mut fouten = alloc::vec::Vec::new();
    let tekst = reden.trim();
    if tekst.is_empty() {
        fouten.push(Weigering::nieuw("TGG-08", UP_SPOREN, "Vul in waarom u dit spoor kiest.").bij("reden"));
    }
    if tekst.chars().count() > super::TEKST_MAX {
        fouten.push(super::melding::te_lang("reden"));
    }
    let reden = tekst.to_string();
    let keuze = match (spoor, uitkomst, trajectregisseur) {
        (Some(Spoor::Lokaal), Some(uitkomst), _) => Ok(Spoorkeuze::Lokaal { uitkomst, reden }),
        (Some(Spoor::WarmeOverdracht), _, Some(t)) => {
            Ok(Spoorkeuze::WarmeOverdracht { trajectregisseur: t, reden })
        }
        (Some(Spoor::Tandem), _, Some(t)) => Ok(Spoorkeuze::Tandem { trajectregisseur: t, reden }),
        (Some(Spoor::Lokaal), None, _) => {
            Err(Weigering::nieuw("TGG-09", UP_SPOREN, "Kies hoe u de vraag lokaal afhandelt.")
                .bij("uitkomst"))
        }
        (Some(Spoor::WarmeOverdracht | Spoor::Tandem), _, None) => {
            Err(Weigering::nieuw("TGG-10", UP_SPOREN, "Kies met welke trajectregisseur u verdergaat.")
                .bij("trajectregisseur"))
        }
        (None, _, _) => Err(Weigering::nieuw("TGG-07", UP_SPOREN, "Kies een spoor.").bij("spoor")),
    };
    match keuze {
        Ok(k) if fouten.is_empty() => Ok(k),
        Ok(_) => Err(fouten),
        Err(w) => {
            fouten.insert(0, w);
            Err(fouten)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Antwoord::{Ja, Nee, Onbekend};

    #[track_caller]
    fn toets(doelgroep: Antwoord, nabijheid: Antwoord, verwacht: i64) {
        let (spoor, uitleg) = kies_spoor(&Vraagverheldering { doelgroep, nabijheid });
        assert_eq!(spoor.nummer(), verwacht, "{doelgroep:?} {nabijheid:?}");
        let codes: alloc::vec::Vec<&str> = uitleg.stappen.iter().map(|s| &*s.code).collect();
        assert_eq!(codes, ["TGG-20", "TGG-21", "TGG-22"], "every advice explains itself");
    }

    #[test]
    fn wie_niet_bij_de_doelgroep_hoort_wordt_lokaal_geholpen() {
        for nabijheid in [Ja, Nee, Onbekend] {
            toets(Nee, nabijheid, 1);
        }
    }

    #[test]
    fn wie_geen_nabijheid_nodig_heeft_wordt_lokaal_geholpen() {
        toets(Ja, Nee, 1);
        toets(Onbekend, Nee, 1);
    }

    #[test]
    fn is_meteen_duidelijk_dat_het_beschermd_wonen_is_dan_volgt_warme_overdracht() {
        toets(Ja, Ja, 2);
    }

    #[test]
    fn geeft_de_vraagverheldering_geen_uitsluitsel_dan_volgt_een_tandem() {
        toets(Ja, Onbekend, 3);
        toets(Onbekend, Ja, 3);
        toets(Onbekend, Onbekend, 3);
    }

    #[test]
    fn een_spoor_zonder_reden_wordt_geweigerd() {
        for spoor in Spoor::ALLE {
            let fouten = toets_spoor(Some(spoor), "  ", Some(Uitkomst::InformatieAdvies), Some(7))
                .expect_err("a reason is mandatory");
            assert_eq!(fouten.iter().map(|w| w.code).collect::<alloc::vec::Vec<_>>(), ["TGG-08"]);
        }
    }

    #[test]
    fn elk_spoor_vraagt_wat_het_nodig_heeft() {
        let code = |spoor, uitkomst, wie| {
            toets_spoor(spoor, "duidelijk", uitkomst, wie).map(|k| k.spoor().nummer()).map_err(|f| f[0].code)
        };
        assert_eq!(code(None, None, None), Err("TGG-07"));
        assert_eq!(code(Some(Spoor::Lokaal), None, Some(7)), Err("TGG-09"));
        assert_eq!(code(Some(Spoor::WarmeOverdracht), Some(Uitkomst::AndereWet), None), Err("TGG-10"));
        assert_eq!(code(Some(Spoor::Tandem), None, None), Err("TGG-10"));
        assert_eq!(code(Some(Spoor::Lokaal), Some(Uitkomst::AndereWet), None), Ok(1));
        assert_eq!(code(Some(Spoor::WarmeOverdracht), None, Some(7)), Ok(2));
        assert_eq!(code(Some(Spoor::Tandem), None, Some(7)), Ok(3));
    }
}
