//! WMO301 toewijzing and its retour.

use super::basis as b;
use super::{Klasse, Veld, Vorm, een, klasse, nul, veel};
use crate::naam::Naam as N;

// WMO301

static KOP_301_VELDEN: [Veld; 7] = b::kop("414", b::GEMEENTE, b::AGB_CODE);
static KOP_301: Klasse = klasse(&KOP_301_VELDEN);
static CONTACT_301: Klasse = klasse(&[
    een(N::Soort, b::ADRES_SOORT),
    nul(N::Adres, b::ADRES),
    nul(N::Organisatie, b::ORGANISATIENAAM),
    nul(N::Telefoon, b::TELEFOONNUMMERS),
    nul(N::Emailadres, b::EMAILADRES),
    nul(N::Periode, b::OPEN_PERIODE),
]);
static RELATIE_301: Klasse = klasse(&[
    een(N::Nummer, b::PERSOONSID),
    nul(N::Volgorde, b::RELATIE_VOLGORDE),
    een(N::Soort, b::SOORT_RELATIE),
    nul(N::Geboortedatum, b::GEBOORTEDATUM),
    nul(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VOLLEDIGE_NAAM),
    een(N::Contact, Vorm::Klasse(&CONTACT_301)),
]);
static RELATIES_301: Klasse = klasse(&[veel(N::Relatie, Vorm::Klasse(&RELATIE_301))]);
static CONTACTGEGEVENS_301: Klasse = klasse(&[veel(N::Contact, Vorm::Klasse(&CONTACT_301))]);
static TOEGEWEZEN_PRODUCT_301: Klasse = klasse(&[
    een(N::ToewijzingNummer, b::NUMMER),
    nul(N::ReferentieAanbieder, b::REFERENTIE),
    nul(N::Product, b::PRODUCT),
    een(N::Toewijzingsdatum, b::DATUM),
    een(N::Toewijzingstijd, b::TIJD),
    een(N::Ingangsdatum, b::DATUM),
    nul(N::Einddatum, b::DATUM),
    nul(N::RedenWijziging, b::REDEN_WIJZIGING),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
    nul(N::Commentaar, b::COMMENTAAR),
]);
static TOEGEWEZEN_PRODUCTEN_301: Klasse =
    klasse(&[veel(N::ToegewezenProduct, Vorm::Klasse(&TOEGEWEZEN_PRODUCT_301))]);
static CLIENT_301: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VOLLEDIGE_NAAM),
    nul(N::Communicatie, b::COMMUNICATIE),
    nul(N::JuridischeStatus, b::JURIDISCHE_STATUS),
    nul(N::WettelijkeVertegenwoordiging, b::WETTELIJKE_VERTEGENWOORDIGING),
    nul(N::Commentaar, b::COMMENTAAR),
    nul(N::Relaties, Vorm::Klasse(&RELATIES_301)),
    een(N::Contactgegevens, Vorm::Klasse(&CONTACTGEGEVENS_301)),
    een(N::ToegewezenProducten, Vorm::Klasse(&TOEGEWEZEN_PRODUCTEN_301)),
]);
pub(super) static BERICHT_301: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_301)), een(N::Client, Vorm::Klasse(&CLIENT_301))]);

// WMO302

static KOP_302_VELDEN: [Veld; 12] = b::retourkop("415", b::GEMEENTE, b::AGB_CODE);
static KOP_302: Klasse = klasse(&KOP_302_VELDEN);
static CONTACT_302: Klasse = klasse(&[
    een(N::Soort, b::ADRES_SOORT),
    nul(N::Adres, b::ADRES),
    nul(N::Organisatie, b::ORGANISATIENAAM),
    nul(N::Telefoon, b::TELEFOONNUMMERS),
    nul(N::Emailadres, b::EMAILADRES),
    nul(N::Periode, b::OPEN_PERIODE),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static RELATIE_302: Klasse = klasse(&[
    een(N::Nummer, b::PERSOONSID),
    nul(N::Volgorde, b::RELATIE_VOLGORDE),
    een(N::Soort, b::SOORT_RELATIE),
    nul(N::Geboortedatum, b::GEBOORTEDATUM),
    nul(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VOLLEDIGE_NAAM),
    een(N::Contact, Vorm::Klasse(&CONTACT_302)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static RELATIES_302: Klasse = klasse(&[veel(N::Relatie, Vorm::Klasse(&RELATIE_302))]);
static CONTACTGEGEVENS_302: Klasse = klasse(&[veel(N::Contact, Vorm::Klasse(&CONTACT_302))]);
static TOEGEWEZEN_PRODUCT_302: Klasse = klasse(&[
    een(N::ToewijzingNummer, b::NUMMER),
    nul(N::ReferentieAanbieder, b::REFERENTIE),
    nul(N::Product, b::PRODUCT),
    een(N::Toewijzingsdatum, b::DATUM),
    een(N::Toewijzingstijd, b::TIJD),
    een(N::Ingangsdatum, b::DATUM),
    nul(N::Einddatum, b::DATUM),
    nul(N::RedenWijziging, b::REDEN_WIJZIGING),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
    nul(N::Commentaar, b::COMMENTAAR),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static TOEGEWEZEN_PRODUCTEN_302: Klasse =
    klasse(&[veel(N::ToegewezenProduct, Vorm::Klasse(&TOEGEWEZEN_PRODUCT_302))]);
static CLIENT_302: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VOLLEDIGE_NAAM),
    nul(N::Communicatie, b::COMMUNICATIE),
    nul(N::JuridischeStatus, b::JURIDISCHE_STATUS),
    nul(N::WettelijkeVertegenwoordiging, b::WETTELIJKE_VERTEGENWOORDIGING),
    nul(N::Commentaar, b::COMMENTAAR),
    nul(N::Relaties, Vorm::Klasse(&RELATIES_302)),
    een(N::Contactgegevens, Vorm::Klasse(&CONTACTGEGEVENS_302)),
    een(N::ToegewezenProducten, Vorm::Klasse(&TOEGEWEZEN_PRODUCTEN_302)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_302: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_302)), nul(N::Client, Vorm::Klasse(&CLIENT_302))]);
