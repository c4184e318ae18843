//! Toegang: how a question comes in, and which way it goes (UP Thuis in de wijk §1 and §2.1).
//!
//! A melding is registered, clarified (vraagverheldering) and sent along one of three sporen: settled locally, handed
//! over warmly to a trajectregisseur, or worked out together in a tandem. The doelgroeptoets advises whether the inwoner
//! belongs to the doelgroep; a human decides. Everything here is a function of what it is told.

mod correctie;
mod doelgroep;
mod doelgroep_stappen;
mod keuzes;
mod melding;
mod overdracht;
mod spoor;
mod tandem;
mod zoeken;

pub use correctie::{Correctie, is_vastgesteld, toets_correctie, verschillen};
pub use doelgroep::{
    Bevinding, Doelgroepadvies, Doelgroepregels, Doelgroepvraag, beoordeel, toets_bewijs, toets_doelgroep,
};
pub use keuzes::{
    Antwoord, Bewijsbron, Conclusie, Correctiesoort, Criterium, Dossierrol, Fase, Geslacht,
    Identiteitsbewijs, Melder, Meldingstatus, Overdrachtsoort, Spoeduitkomst, Tandemvraag, Uitkomst,
};
pub use melding::{
    Aanmelding, Melding, Persoon, TEKST_MAX, Vraag, fase_bij_melding, toets_aanmelding, toets_persoon,
};
pub use overdracht::Overdracht;
pub use spoor::{Spoor, Spoorkeuze, Vraagverheldering, kies_spoor, toets_spoor};
pub use tandem::{Eigenaar, Tandem, Tandembesluit};
pub use zoeken::{Gelijkenis, Kandidaat, Zoekvraag, gelijkenis, zoeknaam, zoeksleutel};

/// The regional plan that rules the toegang; the region writes its own, this one is the example the rules follow.
pub(crate) const UP_DOELGROEP: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025 §1";
/// The same plan, the three sporen.
pub(crate) const UP_SPOREN: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025 §2.1";
