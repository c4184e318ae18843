//! Who the inwoner is: now and then corrected, and now and then a colleague of another gemeente registers a second melding.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Leven, Stap, of_einde};
use crate::huis::{Rol, opslag::Val};
use crate::termijnen::Soort;
use kern::stam::{Datum, Gemeentecode};

/// Of so many clients one has no BSN yet when a place was found.
const ZONDER_BSN_OP: u32 = 40;
/// Days before the end of the history on which such a client is reported: the toewijzing waits today, not for years.
pub(super) const ZONDER_BSN_DAGEN: i64 = 150;
/// Of so many clients one is reported again by a colleague of another gemeente.
const TWEEDE_OP: u32 = 20;
/// Of so many clients the telephone number of one was corrected.
const CORRECTIE_OP: u32 = 12;

/// Whether a client has no BSN yet.
pub(super) fn zonder_bsn(nummer: u32) -> bool {
    nummer % ZONDER_BSN_OP == 11
}

impl Leven<'_> {
    fn loopt(&self) -> bool {
        let open = |v: &(&'static str, Cel)| v.0 == "gesloten_op" && matches!(v.1, Cel::Val(Val::Leeg(_)));
        !self.rollen.is_empty() && self.b.rijen[self.dossier_plaats].velden.iter().any(open)
    }

    /// The telephone number was typed wrong and is mended, with the old one kept.
    pub(super) fn soms_correctie(&mut self) -> Stap<()> {
        if self.nummer % CORRECTIE_OP != 5 || !self.loopt() || self.client.telefoon.is_empty() {
            return Ok(Some(()));
        }
        let Some(laatst) = self.b.dag() else { return Ok(Some(())) };
        let dag = of_einde!(self.w.later(laatst, 1));
        self.act(dag, self.tr, "gegevens van de inwoner gewijzigd", "correctie", None);
        let id = self.b.id();
        let telefoon = format!("06000{:05}", self.k.onder(100_000));
        self.b.wijzig(self.inwoner_plaats, vec![("telefoon", ct(&telefoon))]);
        self.client.telefoon = telefoon;
        let (geen_dag, geen): (Option<Datum>, Option<i64>) = (None, None);
        self.b.rij(
            "correctie",
            vec![
                ("correctie_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("inwoner_id", c(&self.inwoner)),
                ("soort", ct("verbetering")),
                ("bewijs", ct("opgegeven")),
                ("velden", ct("telefoon")),
                ("reden", ct("De inwoner belde: het nummer was verkeerd opgeschreven.")),
                ("adres_van", co(&geen_dag)),
                ("melding_id", co(&geen)),
            ],
        );
        Ok(Some(()))
    }

    /// A colleague of another gemeente registers a melding in this dossier; the holder has not looked at it yet.
    pub(super) fn soms_tweede_melding(&mut self) -> Stap<()> {
        if self.nummer % TWEEDE_OP != 7 || !self.loopt() {
            return Ok(Some(()));
        }
        let Some(laatst) = self.b.dag() else { return Ok(Some(())) };
        let dag = of_einde!(self.w.later(self.w.tot.plus_dagen(-3).max(laatst), 0));
        let (helmond, deurne) = (super::wereld::gemeente("0794"), super::wereld::gemeente("0762"));
        let waar: Gemeentecode = if self.gemeente == helmond { deurne } else { helmond };
        let wie = self.w.wie(Rol::Aandachtsfunctionaris, Some(waar), 0);
        self.act(dag, wie, "melding geregistreerd", "melding", None);
        let id = self.b.id();
        let m = self.schrijf_melding(id, dag, false, None)?;
        self.b.wijzig(m.plaats, vec![("gemeente", c(&waar))]);
        let rol = self.rol_nu();
        self.termijn(Soort::MeldingInDossier, id, dag, rol)?;
        self.opgave(id)?;
        Ok(Some(()))
    }

    fn opgave(&mut self, melding: Sleutel) -> Result<(), crate::huis::Fout> {
        let id = self.b.id();
        let telefoon = format!("06000{:05}", self.k.onder(100_000));
        let inhoud = crate::toegang::opgave_inhoud(self.w.app, &[("telefoon", &telefoon)])?;
        self.b.rij(
            "opgave",
            vec![
                ("opgave_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("inwoner_id", c(&self.inwoner)),
                ("melding_id", Cel::Id(melding)),
                ("inhoud", c(&inhoud)),
                ("status", ct("open")),
            ],
        );
        Ok(())
    }
}
