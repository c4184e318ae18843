//! The value types (`LDT_`) and composite types (`CDT_`) of the basisschema, and the headers built from them.

use super::Waardetype::{
    Alfanumeriek, Cijfers, CijfersTot, Code, Datum, Getal, Kaal, Tekst, Tijd, Vast, VastGetal, Versie,
};
use super::Waardetype::{Voorletters, Vrij};
use super::{Klasse, Ruimte, Veld, Vorm, een, nul, veel};
use crate::bericht::{BERICHT_SUBVERSIE, BERICHT_VERSIE};
use crate::codelijst::Lijst as L;
use crate::naam::Naam as N;

const fn basis(velden: &'static [Veld]) -> Klasse {
    Klasse { ruimte: Ruimte::Basis, velden }
}

/// A value of the basisschema.
macro_rules! waarden {
    ($($naam:ident: $type:expr;)*) => {
        $(pub(super) const $naam: Vorm = Vorm::Waarde($type);)*
    };
}

waarden! {
    AANDUIDING_WOONADRES: Code(L::NUM061);
    ADRES_SOORT: Code(L::COD757);
    AGB_CODE: Cijfers(8);
    BEDRAG: Getal(99_999_999);
    BUDGET: Getal(99_999_999);
    BURGER_SERVICENUMMER: Cijfers(9);
    COMMENTAAR: Vrij;
    COMMUNICATIEVORM: Code(L::COD747);
    DATUM: Datum;
    DATUM_GEBRUIK: Code(L::COD170);
    DEBET_CREDIT: Code(L::COD043);
    EENHEID: Code(L::WJ756);
    EMAILADRES: Tekst(80);
    FREQUENTIE: Code(L::WMO757);
    GEMEENTE: Cijfers(4);
    GESLACHT: Code(L::COD046);
    HUISLETTER: Tekst(1);
    HUISNUMMER: Getal(99_999);
    HUISNUMMER_TOEVOEGING: Tekst(4);
    IDENTIFICATIE_BERICHT: Tekst(12);
    IDENTIFICATIE_DECLARATIE: Kaal(12);
    JA_NEE: Code(L::COD260);
    JURIDISCHE_STATUS: Code(L::WJ232);
    LAND_CODE: Code(L::COD032);
    LANDNUMMER: Tekst(4);
    NAAM: Tekst(200);
    NAAM_GEBRUIK: Code(L::COD700);
    NAAM_VERWIJZER: Tekst(64);
    NUMMER: Getal(999_999_999);
    ORGANISATIENAAM: Tekst(35);
    PERSOONSID: Tekst(20);
    PLAATSNAAM: Tekst(80);
    POSTCODE: Tekst(8);
    PRODUCT_CATEGORIE: Code(L::WMO020);
    PRODUCT_CODE: Tekst(5);
    REDEN_AFWIJZING_VERZOEK: Code(L::WJ759);
    REDEN_BEEINDIGING: Code(L::WMO588);
    REDEN_VERZOEK: Code(L::WJ758);
    REDEN_WIJZIGING: Code(L::WMO002);
    REFERENTIE: Tekst(36);
    REFERENTIE_NUMMER: Kaal(20);
    RELATIE_VOLGORDE: Getal(99);
    RETOUR_CODE: Code(L::WJ001);
    SOORT_RELATIE: Code(L::COD472);
    STATUS_AANLEVERING: Code(L::COD467);
    STRAATNAAM: Tekst(24);
    TAAL: Tekst(25);
    TELEFOONNUMMER: CijfersTot(15);
    TIJD: Tijd;
    TOTAAL_BEDRAG: Getal(999_999_999_999);
    TYPE_VERWIJZER: Code(L::COD327);
    VERSIE: Versie;
    VERZOEK_ANTWOORD: Code(L::WJ760);
    VOLUME: Getal(99_999_999);
    VOORLETTERS: Voorletters;
    VOORVOEGSEL: Tekst(10);
    WETTELIJKE_VERTEGENWOORDIGING: Code(L::WJ003);
    NUMMER_DECLARATIE_323: Alfanumeriek(12);
}

static ACHTERNAAM_KLASSE: Klasse = basis(&[een(N::Achternaam, NAAM), nul(N::Voorvoegsel, VOORVOEGSEL)]);
pub(super) const ACHTERNAAM: Vorm = Vorm::Klasse(&ACHTERNAAM_KLASSE);

static ADRES_KLASSE: Klasse = basis(&[
    nul(N::Huis, HUIS),
    nul(N::Postcode, POSTCODE),
    nul(N::Straatnaam, STRAATNAAM),
    nul(N::Plaatsnaam, PLAATSNAAM),
    nul(N::LandCode, LAND_CODE),
]);
pub(super) const ADRES: Vorm = Vorm::Klasse(&ADRES_KLASSE);

static BEDRAG_MET_DC_KLASSE: Klasse = basis(&[een(N::Bedrag, BEDRAG), een(N::DebetCredit, DEBET_CREDIT)]);
pub(super) const BEDRAG_MET_DC: Vorm = Vorm::Klasse(&BEDRAG_MET_DC_KLASSE);

static BERICHT_IDENTIFICATIE_KLASSE: Klasse =
    basis(&[een(N::Identificatie, IDENTIFICATIE_BERICHT), een(N::Dagtekening, DATUM)]);
pub(super) const BERICHT_IDENTIFICATIE: Vorm = Vorm::Klasse(&BERICHT_IDENTIFICATIE_KLASSE);

static COMMUNICATIE_KLASSE: Klasse = basis(&[een(N::Vorm, COMMUNICATIEVORM), nul(N::Taal, TAAL)]);
pub(super) const COMMUNICATIE: Vorm = Vorm::Klasse(&COMMUNICATIE_KLASSE);

static GEBOORTEDATUM_KLASSE: Klasse = basis(&[een(N::Datum, DATUM), nul(N::DatumGebruik, DATUM_GEBRUIK)]);
pub(super) const GEBOORTEDATUM: Vorm = Vorm::Klasse(&GEBOORTEDATUM_KLASSE);

static GESLOTEN_PERIODE_KLASSE: Klasse = basis(&[een(N::Begindatum, DATUM), een(N::Einddatum, DATUM)]);
pub(super) const GESLOTEN_PERIODE: Vorm = Vorm::Klasse(&GESLOTEN_PERIODE_KLASSE);

static HUIS_KLASSE: Klasse = basis(&[
    een(N::Huisnummer, HUISNUMMER),
    nul(N::Huisletter, HUISLETTER),
    nul(N::HuisnummerToevoeging, HUISNUMMER_TOEVOEGING),
    nul(N::AanduidingWoonadres, AANDUIDING_WOONADRES),
]);
pub(super) const HUIS: Vorm = Vorm::Klasse(&HUIS_KLASSE);

static OMVANG_KLASSE: Klasse =
    basis(&[een(N::Volume, VOLUME), een(N::Eenheid, EENHEID), een(N::Frequentie, FREQUENTIE)]);
pub(super) const OMVANG: Vorm = Vorm::Klasse(&OMVANG_KLASSE);

static OPEN_PERIODE_KLASSE: Klasse = basis(&[nul(N::Begindatum, DATUM), nul(N::Einddatum, DATUM)]);
pub(super) const OPEN_PERIODE: Vorm = Vorm::Klasse(&OPEN_PERIODE_KLASSE);

static PRODUCT_KLASSE: Klasse = basis(&[een(N::Categorie, PRODUCT_CATEGORIE), nul(N::Code, PRODUCT_CODE)]);
pub(super) const PRODUCT: Vorm = Vorm::Klasse(&PRODUCT_KLASSE);

static PRESTATIE_REFERENTIE_KLASSE: Klasse =
    basis(&[een(N::ReferentieNummer, REFERENTIE_NUMMER), nul(N::VorigReferentieNummer, REFERENTIE_NUMMER)]);
pub(super) const PRESTATIE_REFERENTIE: Vorm = Vorm::Klasse(&PRESTATIE_REFERENTIE_KLASSE);

static TELEFOON_KLASSE: Klasse =
    basis(&[een(N::Telefoonnummer, TELEFOONNUMMER), een(N::Landnummer, LANDNUMMER)]);
pub(super) const TELEFOON: Vorm = Vorm::Klasse(&TELEFOON_KLASSE);

static TELEFOONNUMMERS_KLASSE: Klasse = basis(&[een(N::Telefoon01, TELEFOON), nul(N::Telefoon02, TELEFOON)]);
pub(super) const TELEFOONNUMMERS: Vorm = Vorm::Klasse(&TELEFOONNUMMERS_KLASSE);

static TOTAAL_BEDRAG_MET_DC_KLASSE: Klasse =
    basis(&[een(N::TotaalBedrag, TOTAAL_BEDRAG), een(N::DebetCredit, DEBET_CREDIT)]);
pub(super) const TOTAAL_BEDRAG_MET_DC: Vorm = Vorm::Klasse(&TOTAAL_BEDRAG_MET_DC_KLASSE);

static VERKORTE_NAAM_KLASSE: Klasse =
    basis(&[een(N::Geslachtsnaam, ACHTERNAAM), nul(N::Voornamen, NAAM), nul(N::Voorletters, VOORLETTERS)]);
pub(super) const VERKORTE_NAAM: Vorm = Vorm::Klasse(&VERKORTE_NAAM_KLASSE);

static VERWIJZER_KLASSE: Klasse =
    basis(&[een(N::Type, TYPE_VERWIJZER), nul(N::Naam, NAAM_VERWIJZER), nul(N::ZorgverlenerCode, AGB_CODE)]);
pub(super) const VERWIJZER: Vorm = Vorm::Klasse(&VERWIJZER_KLASSE);

static VOLLEDIGE_NAAM_KLASSE: Klasse = basis(&[
    een(N::Geslachtsnaam, ACHTERNAAM),
    nul(N::Partnernaam, ACHTERNAAM),
    nul(N::Voornamen, NAAM),
    nul(N::Voorletters, VOORLETTERS),
    een(N::NaamGebruik, NAAM_GEBRUIK),
]);
pub(super) const VOLLEDIGE_NAAM: Vorm = Vorm::Klasse(&VOLLEDIGE_NAAM_KLASSE);

static XSD_VERSIE_KLASSE: Klasse =
    basis(&[een(N::BasisschemaXsdVersie, VERSIE), een(N::BerichtXsdVersie, VERSIE)]);
pub(super) const XSD_VERSIE: Vorm = Vorm::Klasse(&XSD_VERSIE_KLASSE);

pub(super) static RETOUR_CODES_KLASSE: Klasse = super::klasse(&[veel(N::RetourCode, RETOUR_CODE)]);
/// The result codes of a class in a retour.
pub(super) const RETOUR_CODES: Vorm = Vorm::Klasse(&RETOUR_CODES_KLASSE);

/// The header of a message with this BerichtCode, between these two parties. BerichtVersie and BerichtSubversie are fixed (CS025, CS015).
pub(super) const fn kop(code: &'static str, afzender: Vorm, ontvanger: Vorm) -> [Veld; 7] {
    [
        een(N::BerichtCode, Vorm::Waarde(Vast(code))),
        een(N::BerichtVersie, Vorm::Waarde(VastGetal(BERICHT_VERSIE))),
        een(N::BerichtSubversie, Vorm::Waarde(VastGetal(BERICHT_SUBVERSIE))),
        een(N::Afzender, afzender),
        een(N::Ontvanger, ontvanger),
        een(N::BerichtIdentificatie, BERICHT_IDENTIFICATIE),
        een(N::XsdVersie, XSD_VERSIE),
    ]
}

/// The header of a retour: that of the message it answers, with what the receiver adds.
pub(super) const fn retourkop(code: &'static str, afzender: Vorm, ontvanger: Vorm) -> [Veld; 12] {
    let [c, v, s, a, o, i, x] = kop(code, afzender, ontvanger);
    [
        c,
        v,
        s,
        a,
        o,
        i,
        x,
        een(N::IdentificatieRetour, IDENTIFICATIE_BERICHT),
        een(N::DagtekeningRetour, DATUM),
        nul(N::XsltVersie, VERSIE),
        een(N::XsdVersieRetour, XSD_VERSIE),
        nul(N::RetourCodes, RETOUR_CODES),
    ]
}
