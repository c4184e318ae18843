//! What must be known to judge toewijzingen, requests and answers, beside [`Administratie`].

use super::{Administratie, Toewijzingstand};
use crate::toestand::Verzoekstand;
use crate::typen::Wmo323;
use crate::waarde::{Agb, Bsn, Gemeentecode, Identificatie, Referentie, Toewijzingnummer};

/// A request that was received before and not refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verzoekkennis {
    /// For whom it was.
    pub bsn: Bsn,
    /// How far it is.
    pub stand: Verzoekstand,
}

/// The store of messages: what was sent and received. Both sides can have one: the gemeente checks with it what it receives (315, 317)
/// and what it is about to send (301, 319, 325); the aanbieder the other way round.
pub trait Berichtenboek: Administratie {
    /// All toewijzingen of this client to this aanbieder, ended and removed ones included (TR349, TR361).
    fn toewijzingen_van(
        &self,
        gemeente: Gemeentecode,
        aanbieder: Agb,
        bsn: Bsn,
    ) -> Vec<(Toewijzingnummer, Toewijzingstand)>;

    /// The earlier request of this aanbieder with this reference, to whichever gemeente (TR347, TR355, TR379).
    fn verzoek(&self, aanbieder: Agb, referentie: &Referentie) -> Option<Verzoekkennis>;

    /// Tells whether a request for this client is open or being looked into (TR374).
    fn heeft_open_verzoek(&self, gemeente: Gemeentecode, aanbieder: Agb, bsn: Bsn) -> bool;

    /// To whom, and for whom, this number was given before (TR332).
    fn houder(&self, gemeente: Gemeentecode, nummer: Toewijzingnummer) -> Option<(Agb, Bsn)>;

    /// The declaratie of this aanbieder with this identification (TR337, TR366, TR367, TR371, TR376).
    fn declaratie(
        &self,
        gemeente: Gemeentecode,
        aanbieder: Agb,
        identificatie: &Identificatie,
    ) -> Option<Wmo323>;
}
