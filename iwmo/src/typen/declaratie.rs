//! WMO323 declaratie and WMO325 answer.

use super::toewijzing::GeslotenPeriode;
use super::{AntwoordKop, Kop, Retourcodes, berichten, deel};
use crate::bevinding::Bevinding;
use crate::code::{DebetCredit, Eenheid, ProductCategorie};
use crate::datum::Datum;
use crate::naam::Naam;
use crate::omzet::{Inhoud, Lezer, Schrijver};
use crate::waarde::{
    Bedrag, Bsn, Cent, Declaratienummer, DeclaratienummerInAntwoord, Getal, Productcode, Referentienummer,
    Toewijzingnummer, Totaalbedrag, Volume,
};
use crate::waarde::{Ongeldig, geheel_getal};

deel! {
    /// Reference of a prestatie.
    struct ProductReferentie {
        /// Unique per aanbieder within the Wmo (TR314).
        nummer: Referentienummer = een(ReferentieNummer),
        /// The debet that is credited; filled exactly for a credit (CD060).
        vorig: Option<Referentienummer> = nul(VorigReferentieNummer),
    }
}

deel! {
    /// One line of a declaratie.
    struct Prestatie<R> {
        /// Reference.
        referentie: ProductReferentie = een(ProductReferentie),
        /// Number of the toewijzing.
        toewijzingnummer: Toewijzingnummer = een(ToewijzingNummer),
        /// Main group of the product.
        categorie: ProductCategorie = een(ProductCategorie),
        /// Code of the product.
        productcode: Productcode = een(ProductCode),
        /// Part of a calendar month in which it was delivered (CS337).
        periode: GeslotenPeriode = een(ProductPeriode),
        /// How much was delivered.
        volume: Volume = een(GeleverdVolume),
        /// Unit of the volume.
        eenheid: Eenheid = een(Eenheid),
        /// Tariff in cents; filled exactly when the unit is not euro (CD087).
        tarief: Option<Getal<99_999_999>> = nul(ProductTarief),
        /// Amount claimed, in cents; negative for a credit.
        ingediend: Bedrag = een(IngediendBedrag),
    }
}

deel! {
    /// The prestaties of one client.
    struct DeclaratieClient {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// At least one.
        prestaties: Vec<Prestatie> = veel(Prestaties, Prestatie),
    }
}

deel! {
    /// What an aanbieder claims over one month.
    struct Declaratie {
        /// Unique per aanbieder within the Wmo (TR333).
        nummer: Declaratienummer = een(DeclaratieNummer),
        /// One calendar month (CS340).
        periode: GeslotenPeriode = een(DeclaratiePeriode),
        /// Date of the declaratie.
        dagtekening: Datum = een(DeclaratieDagtekening),
        /// Sum of all prestaties, in cents; negative when the credits outweigh (TR358).
        totaal: Totaalbedrag = een(TotaalIngediendBedrag),
        /// At least one.
        clienten: Vec<DeclaratieClient> = veel(Clienten, Client),
    }
}

deel! {
    /// A client with refused prestaties.
    struct AntwoordClient {
        /// Burgerservicenummer.
        bsn: Bsn = een(Bsn),
        /// The refused prestaties only (OP303).
        prestaties: Vec<Prestatie<Retourcodes>> = veel(Prestaties, Prestatie),
        /// Codes on the client.
        codes: Retourcodes = een(RetourCodes),
    }
}

deel! {
    /// The answer to a declaratie.
    struct DeclaratieAntwoord {
        /// Number of the declaratie (TR376).
        nummer: DeclaratienummerInAntwoord = een(DeclaratieNummer),
        /// What was claimed, in cents.
        ingediend: Totaalbedrag = een(TotaalIngediendBedrag),
        /// What is granted, in cents.
        toegekend: Totaalbedrag = een(TotaalToegekendBedrag),
        /// Clients with refused prestaties only (OP304).
        clienten: Vec<AntwoordClient> = veel(Clienten, Client),
        /// Codes on the declaratie as a whole.
        codes: Retourcodes = een(RetourCodes),
    }
}

impl Prestatie {
    /// The credit that takes this debet back: a copy with a number of its own, the amount turned, and the debet named (IV091). Nothing
    /// for a credit, and for a debet of nothing, which has no credit (CS325).
    #[must_use]
    pub fn credit(&self, nummer: Referentienummer) -> Option<Prestatie> {
        let ingediend = Bedrag::nieuw(-self.ingediend.cent()).ok().filter(|b| b.is_credit())?;
        let vorig = Some(self.referentie.nummer.clone());
        Some(Prestatie { referentie: ProductReferentie { nummer, vorig }, ingediend, ..self.clone() })
    }
}

impl Declaratie {
    /// Debets less credits of all prestaties, in cents: what TotaalIngediendBedrag must be (TR358, IV086).
    #[must_use]
    pub fn som_cent(&self) -> i64 {
        self.clienten.iter().flat_map(|c| &c.prestaties).map(|p| p.ingediend.cent()).sum()
    }
}

impl DeclaratieAntwoord {
    /// Debets less credits of the refused prestaties, in cents.
    #[must_use]
    pub fn afgewezen_cent(&self) -> i64 {
        self.clienten.iter().flat_map(|c| &c.prestaties).map(|p| p.ingediend.cent()).sum()
    }

    /// Tells whether the amounts belong together: granted is claimed less refused, and nothing when the declaratie itself is refused
    /// (TR342).
    #[must_use]
    pub fn bedragen_kloppen(&self) -> bool {
        if self.codes.0.iter().any(|c| c.is_afwijzing()) {
            return self.toegekend.cent() == 0;
        }
        self.ingediend.cent() - self.toegekend.cent() == self.afgewezen_cent()
    }
}

berichten! {
    /// Declaratie, by the aanbieder.
    Wmo323 { Kop, declaratie: Declaratie = een Declaratie, "What is claimed." }
    /// Answer to a declaratie, by the gemeente.
    Wmo325 { AntwoordKop, antwoord: Option<DeclaratieAntwoord> = nul DeclaratieAntwoord, "Absent when the message as a whole is refused." }
}

impl<const MAX: i64> Inhoud for Cent<MAX> {
    fn lees(bron: Lezer<'_, '_>) -> Result<Self, Bevinding> {
        let element = bedrag_element(MAX);
        let bedrag = bron.naar(element).ok_or_else(|| bron.fout("Het bedrag ontbreekt.".to_owned()))?;
        let cent = geheel_getal(&bedrag.tekst()).filter(|c| *c >= 0);
        let cent = cent.ok_or_else(|| bedrag.fout("Het bedrag is geen geheel getal.".to_owned()))?;
        let teken = match bron.een(Naam::DebetCredit)? {
            DebetCredit::Debet => 1,
            DebetCredit::Credit => -1,
        };
        Cent::nieuw(teken * cent).map_err(|fout: Ongeldig| bedrag.fout(format!("{fout}.")))
    }

    fn schrijf(&self, uit: &mut Schrijver) {
        let letter = if self.is_credit() { DebetCredit::Credit } else { DebetCredit::Debet };
        uit.binnen(bedrag_element(MAX), |uit| uit.tekst(&self.cent().unsigned_abs().to_string()));
        uit.een(Naam::DebetCredit, &letter);
    }
}

/// A total stands in another element than a single amount.
fn bedrag_element(grens: i64) -> Naam {
    if grens > 99_999_999 { Naam::TotaalBedrag } else { Naam::Bedrag }
}
