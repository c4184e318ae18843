//! Beheer: who may come in, in which role, what that role may do, and who looked at what.

mod controle;
mod gebruiker;
mod gevolg;
mod inlog;
mod lijst;
mod logboek;
mod logboek_opslag;
pub mod opslag;
mod rechten;
mod regels;
mod rollen;

pub use controle::controleer;
pub use regels::{Rolperiode, samen};

use crate::h;
use crate::huis::{Rol, Route, Veldklasse, doe, lees};

const AU: &[Rol] = &[Rol::Autorisatiebeheerder];
const AB: &[Rol] = &[Rol::Applicatiebeheerder];
/// Who may shut a door at once.
const SLUITERS: &[Rol] = &[Rol::Autorisatiebeheerder, Rol::Applicatiebeheerder];
/// Who sees which people work with Wijkthuis, and in which role.
const LEZERS: &[Rol] = &[Rol::Autorisatiebeheerder, Rol::Applicatiebeheerder, Rol::Fg];
const FG: &[Rol] = &[Rol::Fg];
const GEEN: Veldklasse = Veldklasse::Geen;

/// Routes of this room. None shows an inwoner; those about colleagues and logs are always logged.
pub static ROUTES: &[Route] = &[
    lees("/beheer/gebruikers", h!(lijst::toon), LEZERS, "gebruikers bekijken", GEEN).gelogd(),
    lees("/beheer/gebruikers/csv", h!(lijst::csv), LEZERS, "gebruikers uitvoeren", GEEN).gelogd(),
    lees("/beheer/gebruikers/nieuw", h!(inlog::formulier), AB, "gebruiker toevoegen", GEEN),
    doe("/beheer/gebruikers/nieuw", h!(inlog::voeg_toe), AB, "gebruiker toevoegen", GEEN).gelogd(),
    lees("/beheer/gebruikers/{gebruiker}", h!(gebruiker::toon), LEZERS, "gebruiker bekijken", GEEN).gelogd(),
    doe(
        "/beheer/gebruikers/{gebruiker}/blokkeer",
        h!(gebruiker::blokkeer),
        SLUITERS,
        "gebruiker blokkeren",
        GEEN,
    )
    .gelogd(),
    doe("/beheer/gebruikers/{gebruiker}/open", h!(gebruiker::open), AU, "blokkade opheffen", GEEN).gelogd(),
    doe(
        "/beheer/gebruikers/{gebruiker}/sessies",
        h!(gebruiker::sessies),
        SLUITERS,
        "sessies beëindigen",
        GEEN,
    )
    .gelogd(),
    doe("/beheer/gebruikers/{gebruiker}/inlog", h!(inlog::vernieuw), AB, "inloggegevens vernieuwen", GEEN)
        .gelogd(),
    lees("/beheer/gebruikers/{gebruiker}/rol", h!(rollen::formulier), AU, "rol geven", GEEN).gelogd(),
    doe("/beheer/gebruikers/{gebruiker}/rol", h!(rollen::geef), AU, "rol geven", GEEN).gelogd(),
    lees(
        "/beheer/gebruikers/{gebruiker}/rol/{rol}/einde",
        h!(rollen::einde_formulier),
        AU,
        "rol beëindigen",
        GEEN,
    )
    .gelogd(),
    doe("/beheer/gebruikers/{gebruiker}/rol/{rol}/einde", h!(rollen::beeindig), AU, "rol beëindigen", GEEN)
        .gelogd(),
    // What a role may do is no secret: everybody can see it, and refused pages point here.
    lees("/beheer/rechten", h!(rechten::toon), &Rol::ALLE, "rechten per rol bekijken", GEEN),
    lees("/beheer/rechten/csv", h!(rechten::csv), &Rol::ALLE, "rechten per rol uitvoeren", GEEN),
    lees("/beheer/logboek", h!(logboek::inzage), FG, "logboek doorzoeken", GEEN).gelogd(),
    lees("/beheer/logboek/csv", h!(logboek::inzage_csv), FG, "logboek uitvoeren", GEEN).gelogd(),
    lees("/beheer/logboek/handelingen", h!(logboek::handelingen), FG, "journaal doorzoeken", GEEN).gelogd(),
    lees("/beheer/logboek/handelingen/csv", h!(logboek::handelingen_csv), FG, "journaal uitvoeren", GEEN)
        .gelogd(),
];
