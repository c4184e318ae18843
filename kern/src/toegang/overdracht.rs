//! Warme overdracht: the one who gives and the one who takes both confirm (UP §2.1).

use super::{Dossierrol, Overdrachtsoort, UP_SPOREN};
use crate::stam::{Datum, Weigering};
use alloc::vec::Vec;

/// A handover of a dossier between two employees. It is done when both confirmed; until then nothing changes hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdracht {
    /// From whom to whom.
    pub soort: Overdrachtsoort,
    /// User number of the giver.
    pub van: i64,
    /// User number of the taker.
    pub naar: i64,
    /// Day the giver confirmed.
    pub van_bevestigd_op: Option<Datum>,
    /// Day the taker confirmed.
    pub naar_bevestigd_op: Option<Datum>,
    /// Day the taker sent it back.
    pub terug_op: Option<Datum>,
}

impl Overdracht {
    /// A new one; not to oneself (TGG-15), and not without telling what the other must know (TGG-16).
    pub fn start(
        soort: Overdrachtsoort,
        van: i64,
        naar: i64,
        toelichting: &str,
    ) -> Result<Overdracht, Weigering> {
        if van == naar {
            return Err(Weigering::nieuw(
                "TGG-15",
                UP_SPOREN,
                "U kunt een dossier niet aan uzelf overdragen.",
            )
            .bij("trajectregisseur"));
        }
        if toelichting.trim().is_empty() {
            return Err(
                Weigering::nieuw("TGG-16", UP_SPOREN, "Vul in wat uw collega moet weten.").bij("toelichting")
            );
        }
        Ok(Overdracht { soort, van, naar, van_bevestigd_op: None, naar_bevestigd_op: None, terug_op: None })
    }

    /// Whether both confirmed.
    pub fn is_voltooid(&self) -> bool {
        self.van_bevestigd_op.is_some() && self.naar_bevestigd_op.is_some()
    }
    /// Whether somebody still has to confirm.
    pub fn is_open(&self) -> bool {
        !self.is_voltooid() && self.terug_op.is_none()
    }
    /// Whether this user still has to confirm.
    pub fn wacht_op(&self, gebruiker: i64) -> bool {
        self.is_open()
            && ((gebruiker == self.van && self.van_bevestigd_op.is_none())
                || (gebruiker == self.naar && self.naar_bevestigd_op.is_none()))
    }

    /// Confirms one's own side; only for the two of them (TGG-17), and once.
    pub fn bevestig(self, gebruiker: i64, op: Datum) -> Result<Overdracht, Weigering> {
        self.mag(gebruiker)?;
        if gebruiker == self.van && self.van_bevestigd_op.is_none() {
            Ok(Overdracht { van_bevestigd_op: Some(op), ..self })
        } else if gebruiker == self.naar && self.naar_bevestigd_op.is_none() {
            Ok(Overdracht { naar_bevestigd_op: Some(op), ..self })
        } else {
            Err(Weigering::nieuw("TGG-18", UP_SPOREN, "U heeft deze overdracht al bevestigd."))
        }
    }

    /// The taker sends it back with a question; a normal answer, with a reason (TGG-19).
    pub fn geef_terug(self, gebruiker: i64, reden: &str, op: Datum) -> Result<Overdracht, Weigering> {
        self.mag(gebruiker)?;
        if gebruiker != self.naar {
            return Err(niet_van_u());
        }
        if reden.trim().is_empty() {
            return Err(
                Weigering::nieuw("TGG-19", UP_SPOREN, "Vul in wat u nog nodig heeft.").bij("terug_reden")
            );
        }
        Ok(Overdracht { terug_op: Some(op), ..self })
    }

    /// Who holds the dossier when both confirmed (UP §2.2): the trajectregisseur holds it and the aandachtsfunctionaris
    /// holds it too; after afschaling the aandachtsfunctionaris takes it over whole; a colleague takes the giver's place.
    /// Others keep their place, but there is one houder: a houder who stood aside becomes medehouder.
    pub fn rollen_na(&self, huidige: &[(i64, Dossierrol)]) -> Vec<(i64, Dossierrol)> {
        let van_rol = huidige.iter().find(|(g, _)| *g == self.van).map_or(Dossierrol::Houder, |(_, r)| *r);
        let (naar, van) = match self.soort {
            Overdrachtsoort::NaarTrajectregisseur => (Dossierrol::Houder, Some(Dossierrol::Medehouder)),
            Overdrachtsoort::NaarAandachtsfunctionaris => (Dossierrol::Houder, None),
            Overdrachtsoort::NaarCollega => (van_rol, None),
        };
        let mut rollen: Vec<(i64, Dossierrol)> = alloc::vec![(self.naar, naar)];
        rollen.extend(van.map(|r| (self.van, r)));
        for (wie, rol) in huidige.iter().filter(|(g, _)| *g != self.van && *g != self.naar) {
            let opzij = *rol == Dossierrol::Houder && naar == Dossierrol::Houder;
            rollen.push((*wie, if opzij { Dossierrol::Medehouder } else { *rol }));
        }
        rollen
    }

    fn mag(&self, gebruiker: i64) -> Result<(), Weigering> {
        if gebruiker != self.van && gebruiker != self.naar {
            return Err(niet_van_u());
        }
        if self.is_open() {
            Ok(())
        } else {
            Err(Weigering::nieuw("TGG-18", UP_SPOREN, "Deze overdracht is al klaar."))
        }
    }
}

fn niet_van_u() -> Weigering {
    Weigering::nieuw("TGG-17", UP_SPOREN, "Alleen de twee collega's van deze overdracht kunnen dit doen.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(n: i8) -> Datum {
        Datum::nieuw(2026, 3, n).expect("test date")
    }
    fn start() -> Overdracht {
        Overdracht::start(Overdrachtsoort::NaarTrajectregisseur, 1, 2, "Belt het liefst 's ochtends.")
            .expect("start")
    }

    #[test]
    fn een_overdracht_is_pas_klaar_als_beiden_bevestigen() {
        for (eerst, dan) in [(1, 2), (2, 1)] {
            let o = start().bevestig(eerst, dag(2)).expect("first");
            assert!(o.is_open() && !o.is_voltooid() && o.wacht_op(dan) && !o.wacht_op(eerst));
            let o = o.bevestig(dan, dag(3)).expect("second");
            assert!(o.is_voltooid() && !o.is_open() && !o.wacht_op(dan));
        }
    }

    #[test]
    fn een_ander_bevestigt_niet_en_niemand_bevestigt_twee_keer() {
        assert_eq!(start().bevestig(3, dag(2)).map_err(|w| w.code), Err("TGG-17"));
        let o = start().bevestig(1, dag(2)).expect("first");
        assert_eq!(o.clone().bevestig(1, dag(3)).map_err(|w| w.code), Err("TGG-18"));
        let o = o.bevestig(2, dag(3)).expect("second");
        assert_eq!(o.bevestig(2, dag(3)).map_err(|w| w.code), Err("TGG-18"));
    }

    #[test]
    fn de_ontvanger_kan_met_een_vraag_teruggeven() {
        assert_eq!(start().geef_terug(1, "?", dag(2)).map_err(|w| w.code), Err("TGG-17"));
        assert_eq!(start().geef_terug(2, " ", dag(2)).map_err(|w| w.code), Err("TGG-19"));
        let o = start().geef_terug(2, "Is er een Wlz-aanvraag?", dag(2)).expect("back");
        assert!(!o.is_open() && !o.is_voltooid());
        assert_eq!(o.bevestig(1, dag(3)).map_err(|w| w.code), Err("TGG-18"));
    }

    #[test]
    fn na_de_overdracht_houdt_de_trajectregisseur_het_dossier_en_de_aandachtsfunctionaris_mede() {
        use Dossierrol::{Houder, Medehouder, Vervanger};
        let na = |soort, huidige: &[(i64, Dossierrol)]| Overdracht { soort, ..start() }.rollen_na(huidige);
        let voor = [(1, Houder), (2, Medehouder), (9, Vervanger)];
        assert_eq!(
            na(Overdrachtsoort::NaarTrajectregisseur, &voor),
            [(2, Houder), (1, Medehouder), (9, Vervanger)]
        );
        assert_eq!(na(Overdrachtsoort::NaarAandachtsfunctionaris, &voor), [(2, Houder), (9, Vervanger)]);
        assert_eq!(
            na(Overdrachtsoort::NaarCollega, &[(1, Medehouder), (9, Houder)]),
            [(2, Medehouder), (9, Houder)]
        );
        assert_eq!(
            na(Overdrachtsoort::NaarTrajectregisseur, &[(1, Medehouder), (9, Houder)]),
            [(2, Houder), (1, Medehouder), (9, Medehouder)]
        );
    }

    #[test]
    fn een_overdracht_is_warm_en_niet_aan_uzelf() {
        let start = |naar, tekst| {
            Overdracht::start(Overdrachtsoort::NaarCollega, 1, naar, tekst).map(|_| ()).map_err(|w| w.code)
        };
        assert_eq!(start(1, "x"), Err("TGG-15"));
        assert_eq!(start(2, ""), Err("TGG-16"));
    }
}
