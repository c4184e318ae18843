//! WMO315 and WMO317 requests, WMO319 answer and their retours.

use super::basis as b;
use super::{Klasse, Veld, Vorm, een, klasse, nul, veel};
use crate::naam::Naam as N;

// WMO315

static KOP_315_VELDEN: [Veld; 7] = b::kop("444", b::AGB_CODE, b::GEMEENTE);
static KOP_315: Klasse = klasse(&KOP_315_VELDEN);
static AANGEVRAAGD_PRODUCT_315: Klasse = klasse(&[
    een(N::ReferentieAanbieder, b::REFERENTIE),
    nul(N::BeschikkingNummer, b::NUMMER),
    nul(N::Product, b::PRODUCT),
    nul(N::BeschikkingIngangsdatum, b::DATUM),
    een(N::ToewijzingIngangsdatum, b::DATUM),
    nul(N::ToewijzingEinddatum, b::DATUM),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
    een(N::Verwijzer, b::VERWIJZER),
    nul(N::Raamcontract, b::JA_NEE),
    nul(N::Commentaar, b::COMMENTAAR),
]);
static AANGEVRAAGDE_PRODUCTEN_315: Klasse =
    klasse(&[veel(N::AangevraagdProduct, Vorm::Klasse(&AANGEVRAAGD_PRODUCT_315))]);
static CLIENT_315: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VERKORTE_NAAM),
    nul(N::Commentaar, b::COMMENTAAR),
    een(N::AangevraagdeProducten, Vorm::Klasse(&AANGEVRAAGDE_PRODUCTEN_315)),
]);
pub(super) static BERICHT_315: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_315)), een(N::Client, Vorm::Klasse(&CLIENT_315))]);

// WMO316

static KOP_316_VELDEN: [Veld; 12] = b::retourkop("445", b::AGB_CODE, b::GEMEENTE);
static KOP_316: Klasse = klasse(&KOP_316_VELDEN);
static AANGEVRAAGD_PRODUCT_316: Klasse = klasse(&[
    een(N::ReferentieAanbieder, b::REFERENTIE),
    nul(N::BeschikkingNummer, b::NUMMER),
    nul(N::Product, b::PRODUCT),
    nul(N::BeschikkingIngangsdatum, b::DATUM),
    een(N::ToewijzingIngangsdatum, b::DATUM),
    nul(N::ToewijzingEinddatum, b::DATUM),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
    een(N::Verwijzer, b::VERWIJZER),
    nul(N::Raamcontract, b::JA_NEE),
    nul(N::Commentaar, b::COMMENTAAR),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static AANGEVRAAGDE_PRODUCTEN_316: Klasse =
    klasse(&[veel(N::AangevraagdProduct, Vorm::Klasse(&AANGEVRAAGD_PRODUCT_316))]);
static CLIENT_316: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Geboortedatum, b::GEBOORTEDATUM),
    een(N::Geslacht, b::GESLACHT),
    een(N::Naam, b::VERKORTE_NAAM),
    nul(N::Commentaar, b::COMMENTAAR),
    een(N::AangevraagdeProducten, Vorm::Klasse(&AANGEVRAAGDE_PRODUCTEN_316)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_316: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_316)), nul(N::Client, Vorm::Klasse(&CLIENT_316))]);

// WMO317

static KOP_317_VELDEN: [Veld; 7] = b::kop("480", b::AGB_CODE, b::GEMEENTE);
static KOP_317: Klasse = klasse(&KOP_317_VELDEN);
static ONGEWIJZIGD_PRODUCT_317: Klasse = klasse(&[een(N::ToewijzingNummer, b::NUMMER)]);
static ONGEWIJZIGDE_PRODUCTEN_317: Klasse =
    klasse(&[veel(N::OngewijzigdProduct, Vorm::Klasse(&ONGEWIJZIGD_PRODUCT_317))]);
static TE_WIJZIGEN_PRODUCT_317: Klasse = klasse(&[
    een(N::ToewijzingNummer, b::NUMMER),
    een(N::GewensteIngangsdatum, b::DATUM),
    nul(N::Einddatum, b::DATUM),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
]);
static TE_WIJZIGEN_PRODUCTEN_317: Klasse =
    klasse(&[veel(N::TeWijzigenProduct, Vorm::Klasse(&TE_WIJZIGEN_PRODUCT_317))]);
static NIEUW_PRODUCT_317: Klasse = klasse(&[
    nul(N::Product, b::PRODUCT),
    een(N::GewensteIngangsdatum, b::DATUM),
    nul(N::Einddatum, b::DATUM),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
]);
static NIEUWE_PRODUCTEN_317: Klasse = klasse(&[veel(N::NieuwProduct, Vorm::Klasse(&NIEUW_PRODUCT_317))]);
static VERZOEK_317: Klasse = klasse(&[
    een(N::ReferentieAanbieder, b::REFERENTIE),
    een(N::RedenVerzoek, b::REDEN_VERZOEK),
    nul(N::OngewijzigdeProducten, Vorm::Klasse(&ONGEWIJZIGDE_PRODUCTEN_317)),
    nul(N::TeWijzigenProducten, Vorm::Klasse(&TE_WIJZIGEN_PRODUCTEN_317)),
    nul(N::NieuweProducten, Vorm::Klasse(&NIEUWE_PRODUCTEN_317)),
]);
static CLIENT_317: Klasse =
    klasse(&[een(N::Bsn, b::BURGER_SERVICENUMMER), een(N::Verzoek, Vorm::Klasse(&VERZOEK_317))]);
pub(super) static BERICHT_317: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_317)), een(N::Client, Vorm::Klasse(&CLIENT_317))]);

// WMO318

static KOP_318_VELDEN: [Veld; 12] = b::retourkop("481", b::AGB_CODE, b::GEMEENTE);
static KOP_318: Klasse = klasse(&KOP_318_VELDEN);
static ONGEWIJZIGD_PRODUCT_318: Klasse =
    klasse(&[een(N::ToewijzingNummer, b::NUMMER), een(N::RetourCodes, b::RETOUR_CODES)]);
static ONGEWIJZIGDE_PRODUCTEN_318: Klasse =
    klasse(&[veel(N::OngewijzigdProduct, Vorm::Klasse(&ONGEWIJZIGD_PRODUCT_318))]);
static TE_WIJZIGEN_PRODUCT_318: Klasse = klasse(&[
    een(N::ToewijzingNummer, b::NUMMER),
    een(N::GewensteIngangsdatum, b::DATUM),
    nul(N::Einddatum, b::DATUM),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static TE_WIJZIGEN_PRODUCTEN_318: Klasse =
    klasse(&[veel(N::TeWijzigenProduct, Vorm::Klasse(&TE_WIJZIGEN_PRODUCT_318))]);
static NIEUW_PRODUCT_318: Klasse = klasse(&[
    nul(N::Product, b::PRODUCT),
    een(N::GewensteIngangsdatum, b::DATUM),
    nul(N::Einddatum, b::DATUM),
    nul(N::Omvang, b::OMVANG),
    nul(N::Budget, b::BUDGET),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static NIEUWE_PRODUCTEN_318: Klasse = klasse(&[veel(N::NieuwProduct, Vorm::Klasse(&NIEUW_PRODUCT_318))]);
static VERZOEK_318: Klasse = klasse(&[
    een(N::ReferentieAanbieder, b::REFERENTIE),
    een(N::RedenVerzoek, b::REDEN_VERZOEK),
    nul(N::OngewijzigdeProducten, Vorm::Klasse(&ONGEWIJZIGDE_PRODUCTEN_318)),
    nul(N::TeWijzigenProducten, Vorm::Klasse(&TE_WIJZIGEN_PRODUCTEN_318)),
    nul(N::NieuweProducten, Vorm::Klasse(&NIEUWE_PRODUCTEN_318)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static CLIENT_318: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Verzoek, Vorm::Klasse(&VERZOEK_318)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_318: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_318)), nul(N::Client, Vorm::Klasse(&CLIENT_318))]);

// WMO319

static KOP_319_VELDEN: [Veld; 7] = b::kop("482", b::GEMEENTE, b::AGB_CODE);
static KOP_319: Klasse = klasse(&KOP_319_VELDEN);
static ANTWOORD_319: Klasse = klasse(&[
    een(N::ReferentieAanbieder, b::REFERENTIE),
    een(N::VerzoekAntwoord, b::VERZOEK_ANTWOORD),
    nul(N::RedenAfwijzingVerzoek, b::REDEN_AFWIJZING_VERZOEK),
]);
pub(super) static BERICHT_319: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_319)), een(N::Antwoord, Vorm::Klasse(&ANTWOORD_319))]);

// WMO320

static KOP_320_VELDEN: [Veld; 12] = b::retourkop("483", b::GEMEENTE, b::AGB_CODE);
static KOP_320: Klasse = klasse(&KOP_320_VELDEN);
static ANTWOORD_320: Klasse = klasse(&[
    een(N::ReferentieAanbieder, b::REFERENTIE),
    een(N::VerzoekAntwoord, b::VERZOEK_ANTWOORD),
    nul(N::RedenAfwijzingVerzoek, b::REDEN_AFWIJZING_VERZOEK),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_320: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_320)), nul(N::Antwoord, Vorm::Klasse(&ANTWOORD_320))]);
