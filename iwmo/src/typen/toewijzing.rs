//! WMO301 and WMO302: the toewijzing.

use super::persoon::{Communicatie, Contact, Geboortedatum, Relatie, VolledigeNaam};
use super::{Kop, RetourKop, Retourcodes, berichten, deel};
use crate::code::{
    Eenheid, Frequentie, Geslacht, JuridischeStatus, ProductCategorie, RedenWijziging,
    WettelijkeVertegenwoordiging,
};
use crate::datum::{Datum, Tijd};
use crate::naam::Naam;
use crate::waarde::{Bsn, Budget, Commentaar, Productcode, Referentie, Toewijzingnummer, Volume};

deel! {
    /// Product: a category, refined by a code for a specific toewijzing (IV075).
    struct Product {
        /// Main group.
        categorie: ProductCategorie = een(Categorie),
        /// Code of the agreed list.
        code: Option<Productcode> = nul(Code),
    }
}

deel! {
    /// How much was assigned (IV042).
    struct Omvang {
        /// Quantity; cents when the unit is euro.
        volume: Volume = een(Volume),
        /// Unit.
        eenheid: Eenheid = een(Eenheid),
        /// Per what it counts.
        frequentie: Frequentie = een(Frequentie),
    }
}

deel! {
    /// Period with both ends; both days included.
    struct GeslotenPeriode {
        /// First day.
        begin: Datum = een(Begindatum),
        /// Last day.
        eind: Datum = een(Einddatum),
    }
}

deel! {
    /// One assigned product.
    struct ToegewezenProduct<R> {
        /// Unique per gemeente within the Wmo (TR332).
        nummer: Toewijzingnummer = een(ToewijzingNummer),
        /// Only when this toewijzing directly honours a request (TR379).
        referentie_aanbieder: Option<Referentie> = nul(ReferentieAanbieder),
        /// Nothing for a generic toewijzing, which has only a budget.
        product: Option<Product> = nul(Product),
        /// Day of the decision; latest stamp wins (IV013).
        toewijzingsdatum: Datum = een(Toewijzingsdatum),
        /// Time of the decision.
        toewijzingstijd: Tijd = een(Toewijzingstijd),
        /// First day.
        ingangsdatum: Datum = een(Ingangsdatum),
        /// Last day; mandatory with a budget or a frequency per week (CD075, CD076).
        einddatum: Option<Datum> = nul(Einddatum),
        /// Only when this number changed since it was last sent (IV099).
        reden_wijziging: Option<RedenWijziging> = nul(RedenWijziging),
        /// How much; excludes a budget (CD077).
        omvang: Option<Omvang> = nul(Omvang),
        /// Budget in cents; excludes an omvang (CD078).
        budget: Option<Budget> = nul(Budget),
        /// Minimal free text (OP191).
        commentaar: Option<Commentaar> = nul(Commentaar),
    }
}

/// Moment of a decision on a toewijzing; of two the latest counts (IV013).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stempel {
    /// Day of the decision.
    pub datum: Datum,
    /// Time of the decision.
    pub tijd: Tijd,
}

impl ToegewezenProduct {
    /// The class to send after a change of end date, volume or budget (OP033x1): `pas_aan` makes the change.
    #[must_use]
    pub fn gewijzigd(
        &self,
        reden: RedenWijziging,
        stempel: Stempel,
        pas_aan: impl FnOnce(&mut Self),
    ) -> Self {
        let mut nieuw = self.clone();
        pas_aan(&mut nieuw);
        nieuw.reden_wijziging = Some(reden);
        nieuw.toewijzingsdatum = stempel.datum;
        nieuw.toewijzingstijd = stempel.tijd;
        // A reference to a request is given only once (TR379).
        nieuw.referentie_aanbieder = None;
        nieuw
    }

    /// The class to send when the toewijzing ends on this day (OP258).
    #[must_use]
    pub fn beeindigd(&self, op: Datum, reden: RedenWijziging, stempel: Stempel) -> Self {
        self.gewijzigd(reden, stempel, |product| product.einddatum = Some(op))
    }

    /// The class to send when the toewijzing should never have been: end equals begin, reason 13 (CS335). Not allowed once
    /// prestaties were granted on it (TR385).
    #[must_use]
    pub fn verwijderd(&self, stempel: Stempel) -> Self {
        self.gewijzigd(RedenWijziging::Verwijderd, stempel, |product| {
            product.einddatum = Some(product.ingangsdatum)
        })
    }
}

impl<R> ToegewezenProduct<R> {
    /// Tells whether this class removes the toewijzing: reason 13 (or the former 01) with end equal to begin.
    #[must_use]
    pub fn is_verwijderd(&self) -> bool {
        let reden = matches!(
            self.reden_wijziging,
            Some(RedenWijziging::Verwijderd | RedenWijziging::CorrectieVervallen)
        );
        reden && self.einddatum == Some(self.ingangsdatum)
    }

    /// The moment of the decision.
    #[must_use]
    pub fn stempel(&self) -> Stempel {
        Stempel { datum: self.toewijzingsdatum, tijd: self.toewijzingstijd.clone() }
    }
}

deel! {
    /// The client with everything the aanbieder needs to start.
    struct ToewijzingClient<R> {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// Birth date.
        geboortedatum: Geboortedatum = een(Geboortedatum),
        /// Sex.
        geslacht: Geslacht = een(Geslacht),
        /// Name.
        naam: VolledigeNaam = een(Naam),
        /// Special form of communication.
        communicatie: Option<Communicatie> = nul(Communicatie),
        /// Legal status.
        juridische_status: Option<JuridischeStatus> = nul(JuridischeStatus),
        /// Legal representation.
        vertegenwoordiging: Option<WettelijkeVertegenwoordiging> = nul(WettelijkeVertegenwoordiging),
        /// Minimal free text (OP191).
        commentaar: Option<Commentaar> = nul(Commentaar),
        /// Relations.
        relaties: Vec<Relatie<R>> = veel_r(Relaties, Relatie),
        /// At least one, and not only a temporary stay (TR061).
        contacten: Vec<Contact<R>> = veel_r(Contactgegevens, Contact),
        /// At least one: all that are current and all that changed since the last message (OP087).
        producten: Vec<ToegewezenProduct<R>> = veel_r(ToegewezenProducten, ToegewezenProduct),
    }
}

berichten! {
    /// Toewijzing: what the gemeente asks an aanbieder to deliver.
    Wmo301 { Kop, client: ToewijzingClient = een Client, "The client and the products." }
    /// Retour of a toewijzing, by the aanbieder.
    Wmo302 { RetourKop, client: Option<ToewijzingClient<Retourcodes>> = nul Client, "The client, when a class of it is refused." }
}
