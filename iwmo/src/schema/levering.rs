//! WMO305 start, WMO307 stop and their retours.

use super::basis as b;
use super::{Klasse, Veld, Vorm, een, klasse, nul, veel};
use crate::naam::Naam as N;

// WMO305

static KOP_305_VELDEN: [Veld; 7] = b::kop("418", b::AGB_CODE, b::GEMEENTE);
static KOP_305: Klasse = klasse(&KOP_305_VELDEN);
static START_PRODUCT_305: Klasse = klasse(&[
    nul(N::ToewijzingNummer, b::NUMMER),
    nul(N::Product, b::PRODUCT),
    nul(N::ToewijzingIngangsdatum, b::DATUM),
    een(N::Begindatum, b::DATUM),
    een(N::StatusAanlevering, b::STATUS_AANLEVERING),
]);
static START_PRODUCTEN_305: Klasse = klasse(&[veel(N::StartProduct, Vorm::Klasse(&START_PRODUCT_305))]);
static CLIENT_305: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VERKORTE_NAAM),
    een(N::StartProducten, Vorm::Klasse(&START_PRODUCTEN_305)),
]);
pub(super) static BERICHT_305: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_305)), een(N::Client, Vorm::Klasse(&CLIENT_305))]);

// WMO306

static KOP_306_VELDEN: [Veld; 12] = b::retourkop("419", b::AGB_CODE, b::GEMEENTE);
static KOP_306: Klasse = klasse(&KOP_306_VELDEN);
static START_PRODUCT_306: Klasse = klasse(&[
    nul(N::ToewijzingNummer, b::NUMMER),
    nul(N::Product, b::PRODUCT),
    nul(N::ToewijzingIngangsdatum, b::DATUM),
    een(N::Begindatum, b::DATUM),
    een(N::StatusAanlevering, b::STATUS_AANLEVERING),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static START_PRODUCTEN_306: Klasse = klasse(&[veel(N::StartProduct, Vorm::Klasse(&START_PRODUCT_306))]);
static CLIENT_306: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VERKORTE_NAAM),
    een(N::StartProducten, Vorm::Klasse(&START_PRODUCTEN_306)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_306: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_306)), nul(N::Client, Vorm::Klasse(&CLIENT_306))]);

// WMO307

static KOP_307_VELDEN: [Veld; 7] = b::kop("420", b::AGB_CODE, b::GEMEENTE);
static KOP_307: Klasse = klasse(&KOP_307_VELDEN);
static STOP_PRODUCT_307: Klasse = klasse(&[
    nul(N::ToewijzingNummer, b::NUMMER),
    nul(N::Product, b::PRODUCT),
    nul(N::ToewijzingIngangsdatum, b::DATUM),
    een(N::Begindatum, b::DATUM),
    een(N::RedenBeeindiging, b::REDEN_BEEINDIGING),
    een(N::Einddatum, b::DATUM),
    een(N::StatusAanlevering, b::STATUS_AANLEVERING),
]);
static STOP_PRODUCTEN_307: Klasse = klasse(&[veel(N::StopProduct, Vorm::Klasse(&STOP_PRODUCT_307))]);
static CLIENT_307: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VERKORTE_NAAM),
    een(N::StopProducten, Vorm::Klasse(&STOP_PRODUCTEN_307)),
]);
pub(super) static BERICHT_307: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_307)), een(N::Client, Vorm::Klasse(&CLIENT_307))]);

// WMO308

static KOP_308_VELDEN: [Veld; 12] = b::retourkop("421", b::AGB_CODE, b::GEMEENTE);
static KOP_308: Klasse = klasse(&KOP_308_VELDEN);
static STOP_PRODUCT_308: Klasse = klasse(&[
    nul(N::ToewijzingNummer, b::NUMMER),
    nul(N::Product, b::PRODUCT),
    nul(N::ToewijzingIngangsdatum, b::DATUM),
    een(N::Begindatum, b::DATUM),
    een(N::RedenBeeindiging, b::REDEN_BEEINDIGING),
    een(N::Einddatum, b::DATUM),
    een(N::StatusAanlevering, b::STATUS_AANLEVERING),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static STOP_PRODUCTEN_308: Klasse = klasse(&[veel(N::StopProduct, Vorm::Klasse(&STOP_PRODUCT_308))]);
static CLIENT_308: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VERKORTE_NAAM),
    een(N::StopProducten, Vorm::Klasse(&STOP_PRODUCTEN_308)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_308: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_308)), nul(N::Client, Vorm::Klasse(&CLIENT_308))]);
