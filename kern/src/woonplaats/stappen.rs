//! The steps of a decision: small values while deciding, Dutch sentences with their article only when somebody reads them.

use super::feiten::{Functie, Product, Regime};
use crate::stam::{Datum, Gemeentecode, Gemeenten, Stap};
use alloc::{format, string::String};

const ARHI: &str = "Wet algemene regels herindeling art. 44 en 71";
const GEMELD_BW: &str = "Wmo 2015 art. 1.2.1 onder b, 2.3.1 en 2.3.5 lid 1 onder b";
const GEMELD_OPVANG: &str = "Wmo 2015 art. 1.2.1 onder c, 2.3.1 en 2.3.5 lid 1 onder b";
const HERKOMST: &str = "Uitvoeringsplan Thuis in de wijk § 2.4";
const INGEZETENE: &str = "Wmo 2015 art. 1.2.1 onder a en 2.3.5 lid 1 onder a";
const ONDER_A: &str = "Wetsvoorstel 36288, art. 1.2.1a lid 1 onder a";
const ONDER_B: &str = "Wetsvoorstel 36288, art. 1.2.1a lid 1 onder b (tekst niet volledig bekend)";

/// One step of a decision, not yet in words: which rule was looked at, and what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stapfeit {
    /// By which rules, of which day.
    Regime(Regime, Datum),
    /// The melding is urgent.
    Spoed,
    /// What is asked for.
    Product(Option<Product>),
    /// Younger than this many years.
    Minderjarig(u16),
    /// No right of residence was established.
    Verblijfsrecht,
    /// The identity was not established.
    Identiteit,
    /// The gemeente that was turned to decides.
    Gemeld(Product, Gemeentecode),
    /// Beschermd wonen runs at another college.
    LooptElders(Gemeentecode),
    /// Ingezetene of this gemeente.
    Ingezetene(Gemeentecode),
    /// Ingezetene of no gemeente that can be read from the BRP.
    IngezeteneOnbekend,
    /// The address of an ingezetene is doubted.
    IngezeteneTwijfel,
    /// What the region means by herkomst.
    HerkomstDoel,
    /// Beschermd wonen runs, granted by this college.
    BwLoopt(Gemeentecode),
    /// It is not known, or not one, which college granted beschermd wonen (running, or ended).
    BwCollegeOnbekend {
        /// Whether it runs on the day.
        loopt: bool,
    },
    /// The end of earlier beschermd wonen is not certain.
    BwEindeOnzeker,
    /// The day lies within one day of the line of item a.
    BwGrens(Datum),
    /// Beschermd wonen ended before this day, less than the term ago, granted by this college.
    BwGeeindigd(Datum, Gemeentecode),
    /// Item b points elsewhere.
    OnderdeelBAnders(Gemeentecode),
    /// No woonadres on the day.
    GeenWoonadres,
    /// The woonadres is doubted.
    AdresTwijfel,
    /// The gemeente of the woonadres just before the institution; `None` when there is no certain one.
    VoorInstelling(Option<Gemeentecode>),
    /// The registration changed during the stay.
    VerhuisdTijdensVerblijf,
    /// On the day of the aanvraag the answer would be another.
    AanvraagAnders(Datum),
    /// The woonadres is in this gemeente.
    Woonadres(Gemeentecode),
    /// The woonadres is an institution outside the list.
    BuitenLijst(Gemeentecode),
    /// A gemeente went over into another.
    Opgegaan(Gemeentecode, Gemeentecode),
    /// A gemeente was divided.
    Gesplitst(Gemeentecode),
    /// In an institution since this day.
    VerblijftSinds(Datum),
    /// Herkomst by the registration before the stay.
    HerkomstVoorVerblijf(Gemeentecode),
    /// Herkomst by the registration now.
    HerkomstNu(Gemeentecode, Functie),
    /// Herkomst by a registration that has ended.
    HerkomstEerder(Gemeentecode),
    /// No registration is known.
    HerkomstOnbekend,
}

fn stap(code: &'static str, artikel: &'static str, zin: impl Into<String>) -> Stap {
    Stap { code: code.into(), artikel: artikel.into(), zin: zin.into() }
}

impl Stapfeit {
    /// The step with its rule code, article and Dutch sentence.
    pub fn in_woorden(self, g: &Gemeenten) -> Stap {
        use Stapfeit as S;
        match self {
            S::Regime(..)
            | S::Spoed
            | S::Product(_)
            | S::Minderjarig(_)
            | S::Verblijfsrecht
            | S::Identiteit
            | S::Opgegaan(..)
            | S::Gesplitst(_) => self.van_elk_regime(g),
            S::Gemeld(..)
            | S::LooptElders(_)
            | S::Ingezetene(_)
            | S::IngezeteneOnbekend
            | S::IngezeteneTwijfel => self.van_de_wet(g),
            S::BwLoopt(_)
            | S::BwCollegeOnbekend { .. }
            | S::BwEindeOnzeker
            | S::BwGrens(_)
            | S::BwGeeindigd(..) => self.van_onderdeel_a(g),
            S::OnderdeelBAnders(_)
            | S::GeenWoonadres
            | S::AdresTwijfel
            | S::VoorInstelling(_)
            | S::VerhuisdTijdensVerblijf
            | S::AanvraagAnders(_)
            | S::Woonadres(_)
            | S::BuitenLijst(_) => self.van_het_woonadres(g),
            S::HerkomstDoel
            | S::VerblijftSinds(_)
            | S::HerkomstVoorVerblijf(_)
            | S::HerkomstNu(..)
            | S::HerkomstEerder(_)
            | S::HerkomstOnbekend => self.van_herkomst(g),
        }
    }

    fn van_elk_regime(self, g: &Gemeenten) -> Stap {
        match self {
            Stapfeit::Regime(regime, op) => {
                let (wet, bron) = match regime {
                    Regime::R0 => ("Voor deze melding geldt de wet zoals die was op", "Wmo 2015 art. 1.2.1"),
                    Regime::R1 => {
                        ("Voor deze melding is gerekend met wetsvoorstel 36288, op", "Wetsvoorstel 36288")
                    }
                    Regime::R2 => ("Gekeken is naar", "Uitvoeringsplan Thuis in de wijk, 5.2"),
                };
                stap("WPB-00", bron, format!("{wet} {}.", op.voluit()))
            }
            Stapfeit::Spoed => {
                let zin = "Dit is spoed. De gemeente waar de melding is gedaan, regelt nu een tijdelijke plek. \
                           De vraag wie uiteindelijk verantwoordelijk is, wacht.";
                stap("WPB-04", "Wmo 2015 art. 2.3.3", zin)
            }
            Stapfeit::Product(product) => stap("WPB-01", "Wmo 2015 art. 1.1.1 en 1.2.1", zin_over(product)),
            Stapfeit::Minderjarig(jaren) => {
                let zin = format!(
                    "Deze persoon is nog geen {jaren}. Jeugdhulp gaat voor. Maak afspraken over de overgang."
                );
                stap("WPB-02", "Jeugdwet art. 1.1; Wmo 2015 art. 2.1.2 lid 4 onder e", zin)
            }
            Stapfeit::Verblijfsrecht => {
                let zin = "Er is nog niet vastgesteld dat deze persoon recht kan hebben op een maatwerkvoorziening.";
                stap("WPB-03", "Wmo 2015 art. 1.2.2 lid 1 en 3", zin)
            }
            Stapfeit::Opgegaan(oud, nieuw) => {
                stap("WPB-28", ARHI, format!("{} is opgegaan in {}.", g.naam(oud), g.naam(nieuw)))
            }
            Stapfeit::Gesplitst(oud) => {
                let zin = format!(
                    "{} is verdeeld over meer gemeenten. Alleen het precieze adres zegt welke het nu is.",
                    g.naam(oud)
                );
                stap("WPB-29", ARHI, zin)
            }
            _ => stap("WPB-05", "Wmo 2015 art. 2.3.4", "De identiteit is nog niet vastgesteld."),
        }
    }

    fn van_de_wet(self, g: &Gemeenten) -> Stap {
        match self {
            Stapfeit::Gemeld(product, hier) => {
                let zin = format!(
                    "Deze persoon heeft zich gemeld bij {}. Daarom behandelt deze gemeente de melding. \
                     Het adres in de BRP maakt daarvoor niet uit.",
                    g.naam(hier)
                );
                let artikel = if product == Product::Opvang { GEMELD_OPVANG } else { GEMELD_BW };
                stap("WPB-10", artikel, zin)
            }
            Stapfeit::LooptElders(elders) => {
                let zin = format!(
                    "Er loopt al beschermd wonen via {}. Overleg voordat u een nieuw besluit neemt.",
                    g.naam(elders)
                );
                stap("WPB-13", "Wmo 2015 art. 2.6.1 lid 1", zin)
            }
            Stapfeit::Ingezetene(gemeente) => {
                let zin = format!(
                    "Ondersteuning thuis komt van de gemeente waar iemand woont. Het woonadres is in {}.",
                    g.naam(gemeente)
                );
                stap("WPB-11", INGEZETENE, zin)
            }
            Stapfeit::IngezeteneOnbekend => {
                let zin = "Ondersteuning thuis komt van de gemeente waar iemand woont. Er is nu geen woonadres in de BRP.";
                stap("WPB-12", INGEZETENE, zin)
            }
            _ => {
                let zin = "Ondersteuning thuis komt van de gemeente waar iemand woont. Het adres is in onderzoek en mag \
                           niet zonder meer worden gebruikt.";
                stap("WPB-12", "Wet BRP art. 1.7 lid 2 en 2.26", zin)
            }
        }
    }

    fn van_onderdeel_a(self, g: &Gemeenten) -> Stap {
        match self {
            Stapfeit::BwLoopt(college) => {
                let zin = format!(
                    "Er loopt al beschermd wonen. De gemeente die dat verstrekt, {}, blijft verantwoordelijk.",
                    g.naam(college)
                );
                stap("WPB-20", ONDER_A, zin)
            }
            Stapfeit::BwCollegeOnbekend { loopt } => {
                let code = if loopt { "WPB-20" } else { "WPB-21" };
                stap(code, ONDER_A, "Niet vast staat welk college het beschermd wonen verstrekte.")
            }
            Stapfeit::BwGeeindigd(eind, college) => {
                let zin = format!(
                    "Het vorige beschermd wonen eindigde op {}, minder dan twaalf maanden geleden. Daarom blijft {} \
                     verantwoordelijk.",
                    eind.plus_dagen(-1).voluit(),
                    g.naam(college)
                );
                stap("WPB-21", ONDER_A, zin)
            }
            Stapfeit::BwGrens(grens) => {
                let zin = format!(
                    "De termijn van twaalf maanden loopt af op {}. Deze dag ligt daar ten hoogste één dag vandaan. \
                     Controleer de einddatum.",
                    grens.voluit()
                );
                stap("WPB-21", ONDER_A, zin)
            }
            _ => {
                let zin = "De einddatum van het vorige beschermd wonen staat niet vast: besluit, levering en vertrek \
                           noemen niet dezelfde dag.";
                stap("WPB-19", ONDER_A, zin)
            }
        }
    }

    fn van_het_woonadres(self, g: &Gemeenten) -> Stap {
        match self {
            Stapfeit::OnderdeelBAnders(ander) => {
                let zin = format!(
                    "Onderdeel b wijst naar {}. Welk onderdeel voorgaat, staat niet vast.",
                    g.naam(ander)
                );
                stap("WPB-24", ONDER_B, zin)
            }
            Stapfeit::GeenWoonadres => {
                let zin =
                    "Er is nu geen woonadres in de BRP. De regel hiervoor moet een medewerker toepassen.";
                stap("WPB-22", "Wetsvoorstel 36288, art. 1.2.1a lid 1 onder c en d (tekst niet bekend)", zin)
            }
            Stapfeit::AdresTwijfel => {
                let zin = "Het adres is in onderzoek. Het mag niet zonder meer worden gebruikt.";
                stap("WPB-23", "Wet BRP art. 1.7 lid 2 en 2.34 lid 1", zin)
            }
            Stapfeit::VoorInstelling(Some(gemeente)) => {
                let zin = format!(
                    "Dit adres is van een instelling. We kijken naar het woonadres direct daarvoor: {}.",
                    g.naam(gemeente)
                );
                stap("WPB-24", ONDER_B, zin)
            }
            Stapfeit::VoorInstelling(None) => {
                let zin = "Dit adres is van een instelling. Direct daarvoor is geen zeker woonadres bekend.";
                stap("WPB-24", ONDER_B, zin)
            }
            Stapfeit::AanvraagAnders(op) => {
                let zin = format!(
                    "Op {}, de dag van de aanvraag, is de uitkomst anders. Welke dag telt, staat niet vast.",
                    op.voluit()
                );
                stap("WPB-26", "Wetsvoorstel 36288 (peilmoment niet bekend)", zin)
            }
            Stapfeit::BuitenLijst(gemeente) => {
                let zin = format!(
                    "Het woonadres is in {}. Het is een instelling die niet op de lijst staat.",
                    g.naam(gemeente)
                );
                stap("WPB-27", ONDER_B, zin)
            }
            Stapfeit::Woonadres(gemeente) => {
                let zin = format!("Het woonadres is in {}.", g.naam(gemeente));
                stap("WPB-27", "Wetsvoorstel 36288, art. 1.2.1 onder b", zin)
            }
            _ => {
                let zin = "De inschrijving is veranderd tijdens het verblijf. Controleer waar deze persoon echt woonde.";
                stap("WPB-25", ONDER_B, zin)
            }
        }
    }

    fn van_herkomst(self, g: &Gemeenten) -> Stap {
        match self {
            Stapfeit::HerkomstDoel => {
                let zin = "De gemeente van herkomst is voor de monitor en voor overleg. Het is nooit een reden om een \
                           melding te weigeren.";
                stap("WPB-09", "Uitvoeringsplan Thuis in de wijk § 5.3", zin)
            }
            Stapfeit::VerblijftSinds(begin) => {
                let zin = format!("Deze persoon verblijft in een instelling sinds {}.", begin.voluit());
                stap("WPB-30", HERKOMST, zin)
            }
            Stapfeit::HerkomstVoorVerblijf(gemeente) => {
                let zin = format!("Herkomst: {}, de inschrijving voor het verblijf.", g.naam(gemeente));
                stap("WPB-30", HERKOMST, zin)
            }
            Stapfeit::HerkomstNu(gemeente, functie) => {
                let soort = match functie {
                    Functie::Woonadres => "de laatste inschrijving",
                    Functie::Briefadres => "de laatste inschrijving (een briefadres)",
                };
                stap("WPB-31", HERKOMST, format!("Herkomst: {}, {soort}.", g.naam(gemeente)))
            }
            Stapfeit::HerkomstEerder(gemeente) => {
                let zin = format!(
                    "Herkomst waarschijnlijk {}. Deze inschrijving is niet actueel.",
                    g.naam(gemeente)
                );
                stap("WPB-32", HERKOMST, zin)
            }
            _ => stap("WPB-33", HERKOMST, "Herkomst onbekend: er is geen eerdere inschrijving bekend."),
        }
    }
}

fn zin_over(product: Option<Product>) -> &'static str {
    match product {
        Some(Product::Bw) => "Wonen in een accommodatie van een instelling is beschermd wonen.",
        Some(Product::Bt) => "Begeleiding in een eigen woning is voor de wet geen beschermd wonen.",
        Some(Product::Opvang) => "Deze persoon vraagt om opvang.",
        None => {
            "Nog niet duidelijk is wat deze persoon nodig heeft: beschermd wonen, beschermd thuis of opvang."
        }
    }
}
