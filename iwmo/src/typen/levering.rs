//! WMO305 to WMO308: start and stop of the care.

use super::persoon::{Geboortedatum, VerkorteNaam};
use super::toewijzing::Product;
use super::{Kop, RetourKop, Retourcodes, berichten, deel};
use crate::code::{Geslacht, RedenBeeindiging, StatusAanlevering};
use crate::datum::Datum;
use crate::naam::Naam;
use crate::waarde::{Bsn, Toewijzingnummer};

deel! {
    /// The start of one product. Key: number, product and first day (TR101).
    struct StartProduct<R> {
        /// Number of the toewijzing; mandatory for inspanning and output (TR019).
        nummer: Option<Toewijzingnummer> = nul(ToewijzingNummer),
        /// Product as assigned.
        product: Option<Product> = nul(Product),
        /// First day of the toewijzing.
        toewijzing_ingangsdatum: Option<Datum> = nul(ToewijzingIngangsdatum),
        /// Day on which the care really started.
        begindatum: Datum = een(Begindatum),
        /// First delivery, or removal of an earlier one (CS058).
        status: StatusAanlevering = een(StatusAanlevering),
    }
}

deel! {
    /// The stop of one product. Key: as the start, with reason and last day.
    struct StopProduct<R> {
        /// Number of the toewijzing; mandatory for inspanning and output (TR019).
        nummer: Option<Toewijzingnummer> = nul(ToewijzingNummer),
        /// Product as assigned.
        product: Option<Product> = nul(Product),
        /// First day of the toewijzing.
        toewijzing_ingangsdatum: Option<Datum> = nul(ToewijzingIngangsdatum),
        /// Day on which the care started: that of the start message (TR382).
        begindatum: Datum = een(Begindatum),
        /// Why; 20 is temporary, all others are definitive.
        reden: RedenBeeindiging = een(RedenBeeindiging),
        /// Last day of care.
        einddatum: Datum = een(Einddatum),
        /// First delivery, or removal of an earlier one (CS058).
        status: StatusAanlevering = een(StatusAanlevering),
    }
}

deel! {
    /// The client whose care starts.
    struct StartClient<R> {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// Birth date.
        geboortedatum: Geboortedatum = een(Geboortedatum),
        /// Sex.
        geslacht: Geslacht = een(Geslacht),
        /// Name.
        naam: VerkorteNaam = een(Naam),
        /// What starts; at least one.
        producten: Vec<StartProduct<R>> = veel_r(StartProducten, StartProduct),
    }
}

deel! {
    /// The client whose care stops.
    struct StopClient<R> {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// Birth date.
        geboortedatum: Geboortedatum = een(Geboortedatum),
        /// Sex.
        geslacht: Geslacht = een(Geslacht),
        /// Name.
        naam: VerkorteNaam = een(Naam),
        /// What stops; at least one.
        producten: Vec<StopProduct<R>> = veel_r(StopProducten, StopProduct),
    }
}

berichten! {
    /// Start of the care, by the aanbieder.
    Wmo305 { Kop, client: StartClient = een Client, "The client and what starts." }
    /// Retour of a start, by the gemeente.
    Wmo306 { RetourKop, client: Option<StartClient<Retourcodes>> = nul Client, "The client, when a class of it is refused." }
    /// Stop of the care, by the aanbieder.
    Wmo307 { Kop, client: StopClient = een Client, "The client and what stops." }
    /// Retour of a stop, by the gemeente.
    Wmo308 { RetourKop, client: Option<StopClient<Retourcodes>> = nul Client, "The client, when a class of it is refused." }
}
