//! Rules on persons: BSN, birth date, name, contact.

use super::Toets;
use crate::boom::Knoop;
use crate::datum::Datum;
use crate::naam::Naam;

/// The date that stands for a wholly unknown birth date (IV009).
const ONBEKEND: Datum = Datum::vast(1900, 1, 1);
/// Nobody is older than this (TR002).
const LEEFTIJD_MAX: i32 = 120;

impl Toets<'_, '_> {
    /// CS002. The stylesheet lets nine zeros pass; the typed reader does not.
    pub(super) fn bsn(&mut self, houder: Knoop) {
        let Some(knoop) = self.kind(houder, Naam::Bsn) else { return };
        let tekst = self.tekst(Some(knoop));
        let klopt = <[u8; 9]>::try_from(tekst.as_bytes()).is_ok_and(|c| som_deelbaar_door_elf(&c));
        self.eis(klopt, "CS002", knoop, "Het burgerservicenummer voldoet niet aan de elfproef.");
    }

    /// CS139, TR002 and TR134.
    pub(super) fn geboortedatum(&mut self, houder: Knoop) {
        let Some(groep) = self.kind(houder, Naam::Geboortedatum) else { return };
        let knoop = self.kind(groep, Naam::Datum);
        let (Some(knoop), Some(datum)) = (knoop, self.datum(knoop)) else { return };
        let gebruik = self.tekst_van(groep, Naam::DatumGebruik);
        let klopt = match &*gebruik {
            "1" => datum.dag() == 1,
            "2" => (datum.maand(), datum.dag()) == (1, 1),
            "3" => datum == ONBEKEND,
            _ => true,
        };
        self.eis(
            klopt,
            "CS139",
            knoop,
            &format!("De geboortedatum {datum} past niet bij DatumGebruik {gebruik}."),
        );
        // The stylesheet also exempts 1900-01-01 when DatumGebruik is absent; the rule text does not.
        let vrijgesteld = datum == ONBEKEND && (&*gebruik == "3" || (gebruik.is_empty() && !self.streng));
        if let Some(dagtekening) = self.dagtekening.filter(|_| !vrijgesteld) {
            let grens = (datum.jaar() + LEEFTIJD_MAX, datum.maand(), datum.dag());
            let klopt = grens >= (dagtekening.jaar(), dagtekening.maand(), dagtekening.dag());
            let melding = format!("De geboortedatum {datum} ligt meer dan 120 jaar voor de dagtekening.");
            self.eis(klopt, "TR002", knoop, &melding);
        }
        self.niet_na_dagtekening(Some(knoop), "De geboortedatum");
    }

    /// CS050. The rule text also allows 6 without a partner name; the stylesheet does not.
    pub(super) fn volledige_naam(&mut self, houder: Knoop) {
        let Some(naam) = self.kind(houder, Naam::Naam) else { return };
        let Some(knoop) = self.kind(naam, Naam::NaamGebruik) else { return };
        let gebruik = self.tekst(Some(knoop));
        if self.kind(naam, Naam::Partnernaam).is_some() {
            let klopt = matches!(&*gebruik, "1" | "2" | "3" | "4");
            self.eis(klopt, "CS050", knoop, "Met een partnernaam is NaamGebruik 1, 2, 3 of 4.");
        } else {
            self.eis(
                &*gebruik == "1",
                "CS050",
                knoop,
                "Zonder partnernaam is NaamGebruik altijd 1 (eigen naam).",
            );
        }
    }

    /// CD007.
    pub(super) fn communicatie(&mut self, houder: Knoop) {
        let Some(knoop) = self.kind(houder, Naam::Communicatie) else { return };
        let tolk = self.tekst_van(knoop, Naam::Vorm) == "1";
        let taal = self.kind(knoop, Naam::Taal).is_some();
        self.eis(tolk == taal, "CD007", knoop, "Taal is gevuld als Vorm 1 (tolk taal) is, en anders leeg.");
    }

    /// CD009, CD034, CS003 and TR006, and the rules on its address.
    pub(super) fn contact(&mut self, contact: Knoop) {
        let soort = self.tekst_van(contact, Naam::Soort);
        let adres = self.kind(contact, Naam::Adres);
        if let Some(periode) = self.kind(contact, Naam::Periode) {
            self.eis(
                &*soort == "04",
                "CD009",
                periode,
                "Een periode hoort alleen bij een tijdelijk verblijfadres (soort 04).",
            );
            self.periode_loopt(periode);
        }
        let mut compleet = false;
        if let Some(adres) = adres {
            let postcode = self.kind(adres, Naam::Postcode).is_some();
            compleet = postcode && self.kind(adres, Naam::Huis).is_some();
            let klopt = postcode || !matches!(&*soort, "01" | "03");
            self.eis(klopt, "CD034", adres, "Bij een BRP-adres of verblijfadres is de postcode verplicht.");
            self.adres(adres);
        }
        let bereikbaar = compleet || self.kind(contact, Naam::Telefoon).is_some();
        self.eis(
            bereikbaar,
            "TR006",
            contact,
            "Een contact heeft een telefoonnummer, of een huisnummer met een postcode.",
        );
    }

    /// CD005, CD025 and CS089.
    fn adres(&mut self, adres: Knoop) {
        let postcode = self.kind(adres, Naam::Postcode);
        let land = self.kind(adres, Naam::LandCode);
        let klopt = postcode.is_some() == land.is_some();
        self.eis(klopt, "CD005", adres, "LandCode is gevuld als Postcode gevuld is, en anders leeg.");
        if self.tekst(land) == "NL" {
            let huis = self.kind(adres, Naam::Huis).is_some();
            self.eis(huis, "CD025", adres, "Bij een adres in Nederland is het huisnummer verplicht.");
            let klopt = is_nederlandse_postcode(&self.tekst(postcode));
            let melding = "Een Nederlandse postcode is vier cijfers en twee letters, zonder spatie.";
            self.eis(klopt, "CS089", postcode.unwrap_or(adres), melding);
        }
    }

    /// CS003 for a period of which either end may be open.
    fn periode_loopt(&mut self, periode: Knoop) {
        let begin = self.datum_van(periode, Naam::Begindatum);
        let knoop = self.kind(periode, Naam::Einddatum);
        self.eind_niet_voor_begin(begin, knoop);
    }

    /// CS003.
    pub(super) fn eind_niet_voor_begin(&mut self, begin: Option<Datum>, eind: Option<Knoop>) {
        if let (Some(begin), Some(knoop), Some(eind)) = (begin, eind, self.datum(eind)) {
            let melding = format!("De einddatum {eind} ligt voor de begindatum {begin}.");
            self.eis(eind >= begin, "CS003", knoop, &melding);
        }
    }
}

fn som_deelbaar_door_elf(cijfers: &[u8; 9]) -> bool {
    cijfers == b"000000000" || crate::waarde::elfproef(cijfers)
}

fn is_nederlandse_postcode(tekst: &str) -> bool {
    match tekst.as_bytes() {
        [eerste, cijfers @ .., l1, l2] if cijfers.len() == 3 => {
            (b'1'..=b'9').contains(eerste)
                && cijfers.iter().all(u8::is_ascii_digit)
                && l1.is_ascii_alphabetic()
                && l2.is_ascii_alphabetic()
        }
        _ => false,
    }
}
