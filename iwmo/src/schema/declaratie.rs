//! WMO323 declaratie and WMO325 answer.

use super::basis as b;
use super::{Klasse, Veld, Vorm, een, klasse, nul, veel};
use crate::naam::Naam as N;

// WMO323

static KOP_323_VELDEN: [Veld; 7] = b::kop("484", b::AGB_CODE, b::GEMEENTE);
static KOP_323: Klasse = klasse(&KOP_323_VELDEN);
static PRESTATIE_323: Klasse = klasse(&[
    een(N::ProductReferentie, b::PRESTATIE_REFERENTIE),
    een(N::ToewijzingNummer, b::NUMMER),
    een(N::ProductCategorie, b::PRODUCT_CATEGORIE),
    een(N::ProductCode, b::PRODUCT_CODE),
    een(N::ProductPeriode, b::GESLOTEN_PERIODE),
    een(N::GeleverdVolume, b::VOLUME),
    een(N::Eenheid, b::EENHEID),
    nul(N::ProductTarief, b::BEDRAG),
    een(N::IngediendBedrag, b::BEDRAG_MET_DC),
]);
static PRESTATIES_323: Klasse = klasse(&[veel(N::Prestatie, Vorm::Klasse(&PRESTATIE_323))]);
static CLIENT_323: Klasse =
    klasse(&[een(N::Bsn, b::BURGER_SERVICENUMMER), een(N::Prestaties, Vorm::Klasse(&PRESTATIES_323))]);
static CLIENTEN_323: Klasse = klasse(&[veel(N::Client, Vorm::Klasse(&CLIENT_323))]);
static DECLARATIE_323: Klasse = klasse(&[
    // CS319: letters and digits only.
    een(N::DeclaratieNummer, b::NUMMER_DECLARATIE_323),
    een(N::DeclaratiePeriode, b::GESLOTEN_PERIODE),
    een(N::DeclaratieDagtekening, b::DATUM),
    een(N::TotaalIngediendBedrag, b::TOTAAL_BEDRAG_MET_DC),
    een(N::Clienten, Vorm::Klasse(&CLIENTEN_323)),
]);
pub(super) static BERICHT_323: Klasse =
    klasse(&[een(N::Header, Vorm::Klasse(&KOP_323)), een(N::Declaratie, Vorm::Klasse(&DECLARATIE_323))]);

// WMO325

static KOP_325_VELDEN: [Veld; 11] = kop_325();
static KOP_325: Klasse = klasse(&KOP_325_VELDEN);
static PRESTATIE_325: Klasse = klasse(&[
    een(N::ProductReferentie, b::PRESTATIE_REFERENTIE),
    een(N::ToewijzingNummer, b::NUMMER),
    een(N::ProductCategorie, b::PRODUCT_CATEGORIE),
    een(N::ProductCode, b::PRODUCT_CODE),
    een(N::ProductPeriode, b::GESLOTEN_PERIODE),
    een(N::GeleverdVolume, b::VOLUME),
    een(N::Eenheid, b::EENHEID),
    nul(N::ProductTarief, b::BEDRAG),
    een(N::IngediendBedrag, b::BEDRAG_MET_DC),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static PRESTATIES_325: Klasse = klasse(&[veel(N::Prestatie, Vorm::Klasse(&PRESTATIE_325))]);
static CLIENT_325: Klasse = klasse(&[
    een(N::Bsn, b::BURGER_SERVICENUMMER),
    een(N::Prestaties, Vorm::Klasse(&PRESTATIES_325)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
static CLIENTEN_325: Klasse = klasse(&[veel(N::Client, Vorm::Klasse(&CLIENT_325))]);
static DECLARATIE_ANTWOORD_325: Klasse = klasse(&[
    een(N::DeclaratieNummer, b::IDENTIFICATIE_DECLARATIE),
    een(N::TotaalIngediendBedrag, b::TOTAAL_BEDRAG_MET_DC),
    een(N::TotaalToegekendBedrag, b::TOTAAL_BEDRAG_MET_DC),
    nul(N::Clienten, Vorm::Klasse(&CLIENTEN_325)),
    een(N::RetourCodes, b::RETOUR_CODES),
]);
pub(super) static BERICHT_325: Klasse = klasse(&[
    een(N::Header, Vorm::Klasse(&KOP_325)),
    nul(N::DeclaratieAntwoord, Vorm::Klasse(&DECLARATIE_ANTWOORD_325)),
]);

/// The header of the answer, which names the declaratie that it answers.
const fn kop_325() -> [Veld; 11] {
    let [c, v, s, a, o, i, x] = b::kop("485", b::GEMEENTE, b::AGB_CODE);
    [
        c,
        v,
        s,
        a,
        o,
        i,
        x,
        een(N::DeclaratieIdentificatie, b::BERICHT_IDENTIFICATIE),
        nul(N::XsltVersie, b::VERSIE),
        een(N::XsdVersieDeclaratie, b::XSD_VERSIE),
        een(N::RetourCodes, b::RETOUR_CODES),
    ]
}
