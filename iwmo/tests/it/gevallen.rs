//! Level 2 cases beside the oracle: a valid message with one thing changed, and the rules that then break.

use crate::{codes, gewijzigd};

/// A changed message and the rules it breaks.
pub struct Geval {
    pub naam: &'static str,
    basis: &'static str,
    wijzigingen: &'static [(&'static str, &'static str)],
    pub verwacht: &'static [&'static str],
}

const fn geval(
    naam: &'static str,
    basis: &'static str,
    wijzigingen: &'static [(&'static str, &'static str)],
    verwacht: &'static [&'static str],
) -> Geval {
    Geval { naam, basis, wijzigingen, verwacht }
}

const CODE_301: &str = "<iwmo:Code>01A01</iwmo:Code>";
const EIND_301: &str = "<wmo301:Einddatum>2023-12-31</wmo301:Einddatum>";
const POSTCODE: &str = "<iwmo:Postcode>9999XX</iwmo:Postcode>";
const LAND: &str = "<iwmo:LandCode>AD</iwmo:LandCode>";
const VERWIJZER: &str = "<iwmo:Naam>Verwijzer Naam</iwmo:Naam>";
const AGB: &str = "<iwmo:ZorgverlenerCode>01012345</iwmo:ZorgverlenerCode>";
const CODE_317: &str = "<iwmo:Code>01A12</iwmo:Code>";
const NUMMER_1: &str = "<iwmo:ReferentieNummer>RN001</iwmo:ReferentieNummer>";
const NUMMER_2: &str = "<iwmo:ReferentieNummer>RN002</iwmo:ReferentieNummer>";
const CREDIT_VAN_2: &str = "<iwmo:ReferentieNummer>RN001</iwmo:ReferentieNummer><iwmo:VorigReferentieNummer>RN002</iwmo:VorigReferentieNummer>";
const CREDIT_VAN_1: &str = "<iwmo:ReferentieNummer>RN002</iwmo:ReferentieNummer><iwmo:VorigReferentieNummer>RN001</iwmo:VorigReferentieNummer>";
const CREDIT_VAN_ZICHZELF: &str = "<iwmo:ReferentieNummer>RN001</iwmo:ReferentieNummer><iwmo:VorigReferentieNummer>RN001</iwmo:VorigReferentieNummer>";
const BEDRAG_1: &str =
    "<iwmo:Bedrag>5000</iwmo:Bedrag>\n\t\t\t\t\t\t\t<iwmo:DebetCredit>D</iwmo:DebetCredit>";
const BEDRAG_1_CREDIT: &str = "<iwmo:Bedrag>5000</iwmo:Bedrag><iwmo:DebetCredit>C</iwmo:DebetCredit>";
const BEDRAG_1_NUL: &str = "<iwmo:Bedrag>0</iwmo:Bedrag><iwmo:DebetCredit>C</iwmo:DebetCredit>";
const BEDRAG_2: &str =
    "<iwmo:Bedrag>24000</iwmo:Bedrag>\n\t\t\t\t\t\t\t<iwmo:DebetCredit>D</iwmo:DebetCredit>";
const BEDRAG_2_CREDIT: &str = "<iwmo:Bedrag>24000</iwmo:Bedrag><iwmo:DebetCredit>C</iwmo:DebetCredit>";
const TOTAAL: &str = "<iwmo:TotaalBedrag>58000</iwmo:TotaalBedrag>";
const DATUM_301: &str = "<iwmo:Datum>1967-08-13</iwmo:Datum>";

/// All cases.
pub const GEVALLEN: &[Geval] = &[
    geval("postcode ontbreekt bij een BRP-adres", "valid_301.xml", &[(POSTCODE, ""), (LAND, "")], &["CD034"]),
    geval("land zonder postcode", "valid_301.xml", &[(POSTCODE, "")], &["CD005", "CD034"]),
    geval(
        "Nederland zonder postcode",
        "valid_301.xml",
        &[(POSTCODE, ""), (LAND, "<iwmo:LandCode>NL</iwmo:LandCode>")],
        &["CD005", "CD034", "CS089"],
    ),
    geval(
        "per week zonder einddatum",
        "valid_301.xml",
        &[(EIND_301, ""), ("Frequentie>1<", "Frequentie>2<")],
        &["CD076"],
    ),
    geval("omvang zonder productcode", "valid_301.xml", &[(CODE_301, "")], &["CD080"]),
    geval(
        "omvang zonder productcode voor 2021",
        "valid_301.xml",
        &[(CODE_301, ""), ("2023-12-31", "2020-12-31"), ("2023-01-01", "2020-01-01")],
        &[],
    ),
    geval(
        "etmalen per dag voor 2021",
        "valid_301.xml",
        &[("Eenheid>01<", "Eenheid>14<"), ("2023-12-31", "2020-12-31"), ("2023-01-01", "2020-01-01")],
        &[],
    ),
    geval(
        "verwijderd met een andere einddatum",
        "valid_301.xml",
        &[(
            EIND_301,
            "<wmo301:Einddatum>2023-12-31</wmo301:Einddatum><wmo301:RedenWijziging>13</wmo301:RedenWijziging>",
        )],
        &["CS335"],
    ),
    geval(
        "onbekende geboortedatum",
        "valid_301.xml",
        &[(DATUM_301, "<iwmo:Datum>1900-01-01</iwmo:Datum><iwmo:DatumGebruik>3</iwmo:DatumGebruik>")],
        &[],
    ),
    geval(
        "honderdtwintig op de dag af",
        "valid_301.xml",
        &[(DATUM_301, "<iwmo:Datum>1903-08-13</iwmo:Datum>")],
        &[],
    ),
    geval(
        "een dag ouder dan honderdtwintig",
        "valid_301.xml",
        &[(DATUM_301, "<iwmo:Datum>1903-08-12</iwmo:Datum>")],
        &["TR002"],
    ),
    geval(
        "nog niet geboren",
        "valid_301.xml",
        &[(DATUM_301, "<iwmo:Datum>2023-08-14</iwmo:Datum>")],
        &["TR134"],
    ),
    geval(
        "relatie met dezelfde nummers",
        "valid_301.xml",
        &[("<wmo301:Nummer>2<", "<wmo301:Nummer>1<")],
        &["TR101"],
    ),
    geval(
        "toegewezen in de toekomst",
        "valid_301.xml",
        &[("Toewijzingsdatum>2023-08-13", "Toewijzingsdatum>2023-08-14")],
        &["TR134"],
    ),
    geval(
        "verwijzer met code en naam",
        "valid_315.xml",
        &[(VERWIJZER, "<iwmo:Naam>Naam</iwmo:Naam><iwmo:ZorgverlenerCode>01012345</iwmo:ZorgverlenerCode>")],
        &["CD066"],
    ),
    geval("verwijzer met alleen een code", "valid_315.xml", &[(VERWIJZER, AGB)], &[]),
    geval("etmalen per dag gevraagd", "valid_315.xml", &[("Frequentie>4<", "Frequentie>1<")], &["CS343"]),
    geval(
        "per week gevraagd zonder einddatum",
        "valid_315.xml",
        &[
            ("Frequentie>4<", "Frequentie>2<"),
            ("<wmo315:ToewijzingEinddatum>2023-06-30</wmo315:ToewijzingEinddatum>", ""),
        ],
        &["CD076"],
    ),
    geval("nieuw product zonder code met omvang", "valid_317.xml", &[(CODE_317, "")], &["CD096"]),
    geval("nieuw product per dag", "valid_317.xml", &[("Frequentie>4<", "Frequentie>1<")], &["CS338"]),
    geval(
        "nieuw product op de dagtekening",
        "valid_317.xml",
        &[("2099-01-01", "2023-04-02"), ("2099-12-31", "2023-12-31")],
        &["TR380"],
    ),
    geval(
        "bedrag nul als credit",
        "valid_323.xml",
        &[
            (BEDRAG_1, BEDRAG_1_NUL),
            (
                NUMMER_1,
                "<iwmo:ReferentieNummer>RN001</iwmo:ReferentieNummer><iwmo:VorigReferentieNummer>RN900</iwmo:VorigReferentieNummer>",
            ),
            (TOTAAL, "<iwmo:TotaalBedrag>53000</iwmo:TotaalBedrag>"),
        ],
        &["CS325"],
    ),
    geval(
        "credit na de debet in hetzelfde bericht",
        "valid_323.xml",
        &[
            (NUMMER_2, CREDIT_VAN_1),
            (BEDRAG_2, BEDRAG_2_CREDIT),
            (TOTAAL, "<iwmo:TotaalBedrag>10000</iwmo:TotaalBedrag>"),
        ],
        &["TR316"],
    ),
    geval(
        "credit voor de debet in hetzelfde bericht",
        "valid_323.xml",
        &[
            (NUMMER_1, CREDIT_VAN_2),
            (BEDRAG_1, BEDRAG_1_CREDIT),
            (TOTAAL, "<iwmo:TotaalBedrag>48000</iwmo:TotaalBedrag>"),
        ],
        &["TR316"],
    ),
    geval(
        "credit van zichzelf",
        "valid_323.xml",
        &[
            (NUMMER_1, CREDIT_VAN_ZICHZELF),
            (BEDRAG_1, BEDRAG_1_CREDIT),
            (TOTAAL, "<iwmo:TotaalBedrag>48000</iwmo:TotaalBedrag>"),
        ],
        &["TR316"],
    ),
    geval(
        "periode voor 2021",
        "valid_323.xml",
        &[("2023-04-01", "2020-12-01"), ("2023-04-30", "2020-12-31")],
        &["CS100", "TR319"],
    ),
    geval(
        "totaal toegekend klopt niet",
        "valid_325.xml",
        &[("<iwmo:TotaalBedrag>53000<", "<iwmo:TotaalBedrag>53001<")],
        &["TR342"],
    ),
    geval(
        "afgewezen declaratie met toegekend bedrag",
        "valid_325.xml",
        &[(
            "</wmo325:Clienten>\n    <wmo325:RetourCodes>\n      <wmo325:RetourCode>0200<",
            "</wmo325:Clienten>\n    <wmo325:RetourCodes>\n      <wmo325:RetourCode>9333<",
        )],
        &["TR342"],
    ),
    geval(
        "alleen ongewijzigde producten",
        "valid_317.xml",
        &[("<wmo317:TeWijzigenProducten>", "<!--"), ("</wmo317:NieuweProducten>", "-->")],
        &["TR353"],
    ),
    geval(
        "contact zonder telefoon en huis",
        "valid_301.xml",
        &[
            ("<iwmo:Huisnummer>100</iwmo:Huisnummer>", "<!--"),
            (
                "\n\t\t\t\t\t<iwmo:Postcode>9999XX</iwmo:Postcode>\n\t\t\t\t\t<iwmo:Straatnaam>Straatweg</iwmo:Straatnaam>\n\t\t\t\t\t<iwmo:Plaatsnaam>Plaats<",
                "--><iwmo:Huisnummer>1</iwmo:Huisnummer></iwmo:Huis><iwmo:Plaatsnaam>Plaats<",
            ),
            (
                "<iwmo:Plaatsnaam>Plaats</iwmo:Plaatsnaam>\n\t\t\t\t\t<iwmo:LandCode>AD</iwmo:LandCode>",
                "<iwmo:Plaatsnaam>Plaats</iwmo:Plaatsnaam>",
            ),
        ],
        &["CD034", "TR006"],
    ),
];

#[test]
fn elk_geval_breekt_precies_de_genoemde_regels() {
    let mut fout = Vec::new();
    for Geval { naam, basis, wijzigingen, verwacht } in GEVALLEN {
        let tekst = gewijzigd(basis, wijzigingen);
        let gelezen = iwmo::lees(tekst.as_bytes()).unwrap_or_else(|f| panic!("{naam}: {f}"));
        let gevonden =
            if gelezen.niveau1().is_empty() { codes(&gelezen.niveau2()) } else { codes(gelezen.niveau1()) };
        if gevonden != *verwacht {
            fout.push(format!("{naam}: verwacht {verwacht:?}, gevonden {gevonden:?}"));
        }
    }
    assert_eq!(fout, Vec::<String>::new());
}
