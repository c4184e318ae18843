//! WMO315 to WMO320: requests of the aanbieder, and the answer of the gemeente.

use super::persoon::{Geboortedatum, VerkorteNaam};
use super::toewijzing::{Omvang, Product};
use super::{Kop, RetourKop, Retourcodes, berichten, deel};
use crate::code::{Geslacht, JaNee, RedenAfwijzingVerzoek, RedenVerzoek, TypeVerwijzer, VerzoekAntwoord};
use crate::datum::Datum;
use crate::naam::Naam;
use crate::waarde::{Agb, Bsn, Budget, Commentaar, Referentie, Tekst, Toewijzingnummer};

deel! {
    /// Who sent the client to the aanbieder (CD066, CD067, CD068).
    struct Verwijzer {
        /// Kind of referrer.
        soort: TypeVerwijzer = een(Type),
        /// Name; only when the AGB code is not known.
        naam: Option<Tekst<64>> = nul(Naam),
        /// AGB code; only for a doctor or a gecertificeerde instelling.
        zorgverlenercode: Option<Agb> = nul(ZorgverlenerCode),
    }
}

deel! {
    /// A product that an aanbieder asks for (VOT).
    struct AangevraagdProduct<R> {
        /// Reference of the aanbieder, unique within the Wmo (TR347).
        referentie: Referentie = een(ReferentieAanbieder),
        /// Number of the beschikking, when the client has one (IV052).
        beschikkingnummer: Option<Toewijzingnummer> = nul(BeschikkingNummer),
        /// What is asked; nothing for a generic toewijzing.
        product: Option<Product> = nul(Product),
        /// First day of the beschikking; filled exactly when its number is (CD043).
        beschikking_ingangsdatum: Option<Datum> = nul(BeschikkingIngangsdatum),
        /// First day that is asked for.
        ingangsdatum: Datum = een(ToewijzingIngangsdatum),
        /// Last day that is asked for.
        einddatum: Option<Datum> = nul(ToewijzingEinddatum),
        /// How much; excludes a budget (CD077).
        omvang: Option<Omvang> = nul(Omvang),
        /// Budget in cents; excludes an omvang (CD078).
        budget: Option<Budget> = nul(Budget),
        /// Who referred the client.
        verwijzer: Verwijzer = een(Verwijzer),
        /// Whether there is a raamcontract.
        raamcontract: Option<JaNee> = nul(Raamcontract),
        /// Minimal free text (OP191).
        commentaar: Option<Commentaar> = nul(Commentaar),
    }
}

deel! {
    /// The client for whom a first toewijzing is asked.
    struct AanvraagClient<R> {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// Birth date.
        geboortedatum: Geboortedatum = een(Geboortedatum),
        /// Sex.
        geslacht: Geslacht = een(Geslacht),
        /// Name.
        naam: VerkorteNaam = een(Naam),
        /// Minimal free text (OP191).
        commentaar: Option<Commentaar> = nul(Commentaar),
        /// What is asked; at least one.
        producten: Vec<AangevraagdProduct<R>> = veel_r(AangevraagdeProducten, AangevraagdProduct),
    }
}

deel! {
    /// A toewijzing that stays as it is.
    struct OngewijzigdProduct<R> {
        /// Number of the toewijzing.
        nummer: Toewijzingnummer = een(ToewijzingNummer),
    }
}

deel! {
    /// A toewijzing that should become different.
    struct TeWijzigenProduct<R> {
        /// Number of the toewijzing.
        nummer: Toewijzingnummer = een(ToewijzingNummer),
        /// From when.
        gewenste_ingangsdatum: Datum = een(GewensteIngangsdatum),
        /// Until when.
        einddatum: Option<Datum> = nul(Einddatum),
        /// How much; excludes a budget (CD077).
        omvang: Option<Omvang> = nul(Omvang),
        /// Budget in cents; excludes an omvang (CD078).
        budget: Option<Budget> = nul(Budget),
    }
}

deel! {
    /// A product that the client does not have yet.
    struct NieuwProduct<R> {
        /// What is asked; nothing for a generic toewijzing.
        product: Option<Product> = nul(Product),
        /// From when; after the day of sending (TR380).
        gewenste_ingangsdatum: Datum = een(GewensteIngangsdatum),
        /// Until when.
        einddatum: Option<Datum> = nul(Einddatum),
        /// How much; excludes a budget (CD077).
        omvang: Option<Omvang> = nul(Omvang),
        /// Budget in cents; excludes an omvang (CD078).
        budget: Option<Budget> = nul(Budget),
    }
}

deel! {
    /// The whole wanted set of toewijzingen (VOW, OP306).
    struct Wijzigingsverzoek<R> {
        /// Reference of the aanbieder, unique within the Wmo (TR347).
        referentie: Referentie = een(ReferentieAanbieder),
        /// Why.
        reden: RedenVerzoek = een(RedenVerzoek),
        /// What stays.
        ongewijzigd: Vec<OngewijzigdProduct<R>> = veel_r(OngewijzigdeProducten, OngewijzigdProduct),
        /// What changes.
        te_wijzigen: Vec<TeWijzigenProduct<R>> = veel_r(TeWijzigenProducten, TeWijzigenProduct),
        /// What is new.
        nieuw: Vec<NieuwProduct<R>> = veel_r(NieuweProducten, NieuwProduct),
    }
}

deel! {
    /// The client for whom a change is asked: the number only.
    struct WijzigingClient<R> {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// The request.
        verzoek: Wijzigingsverzoek<R> = een_r(Verzoek),
    }
}

deel! {
    /// What the gemeente says to a request that it does not answer with a toewijzing (yet).
    struct AntwoordOpVerzoek<R> {
        /// Reference of the request.
        referentie: Referentie = een(ReferentieAanbieder),
        /// Refused, or being looked into.
        antwoord: VerzoekAntwoord = een(VerzoekAntwoord),
        /// Why it is refused; filled exactly then (CD085, CD086).
        reden: Option<RedenAfwijzingVerzoek> = nul(RedenAfwijzingVerzoek),
    }
}

berichten! {
    /// Verzoek om toewijzing (VOT), by the aanbieder.
    Wmo315 { Kop, client: AanvraagClient = een Client, "The client and what is asked." }
    /// Retour of a verzoek om toewijzing, by the gemeente.
    Wmo316 { RetourKop, client: Option<AanvraagClient<Retourcodes>> = nul Client, "The client, when a class of it is refused." }
    /// Verzoek om wijziging (VOW), by the aanbieder.
    Wmo317 { Kop, client: WijzigingClient = een Client, "The client and the wanted set." }
    /// Retour of a verzoek om wijziging, by the gemeente.
    Wmo318 { RetourKop, client: Option<WijzigingClient<Retourcodes>> = nul Client, "The client, when a class of it is refused." }
    /// Antwoord op verzoek, by the gemeente.
    Wmo319 { Kop, antwoord: AntwoordOpVerzoek = een Antwoord, "The answer; the client is known by the reference only." }
    /// Retour of an antwoord op verzoek, by the aanbieder.
    Wmo320 { RetourKop, antwoord: Option<AntwoordOpVerzoek<Retourcodes>> = nul Antwoord, "The answer, when it is refused." }
}
