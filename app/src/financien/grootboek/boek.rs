//! What can be booked by hand, and undoing it: each becomes an entry that is in balance by construction.

use super::opslag::{Nieuw, voeg_toe};
use super::{LIQUIDE, RESERVE};
use crate::financien::{stuk, tabellen::taakvelden};
use crate::huis::{
    App, Fout, gemeenten,
    opslag::{Handeling, Leest, Tx, sql, v},
};
use kern::financien::{
    Crediteur, Geldstroom, Journaalpost, Overboeking, Rekening, Rekeningsoort, Taakveld, schuld,
};
use kern::stam::{Cent, Datum, Gemeentecode, Weigering};

const BBV_24: &str = "BBV art. 24";

sql!(AFGEREKEND = "SELECT count(*) FROM potafrekening WHERE jaar = $1");

/// Whether a booking names a gemeente.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetGemeente {
    /// Always: it is for the inwoners of one.
    Altijd,
    /// Only when known.
    Mag,
    /// Never: it is of the region as a whole.
    Nooit,
}

/// What can be booked by hand besides the receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Soort {
    /// Code in the form.
    pub code: &'static str,
    /// Text in the form.
    pub tekst: &'static str,
    /// Explanation in the form.
    pub uitleg: &'static str,
    /// Stream of money.
    pub stroom: Geldstroom,
    /// Whether it names a gemeente.
    pub gemeente: MetGemeente,
    /// From which to which account.
    pub richting: Richting,
}

/// Which accounts a booking moves between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Richting {
    /// Income: bank to baten.
    Baten,
    /// Costs that were paid at once: lasten to bank.
    Lasten,
    /// To the reserve, at the cost of the result.
    NaarReserve,
    /// From the reserve, into the result.
    UitReserve,
    /// Money that was in the reserve already when the boek began.
    BeginReserve,
}

/// All of them, in the order of the form.
pub const SOORTEN: &[Soort] = &[
    Soort {
        code: "eigen_bijdrage",
        tekst: "Eigen bijdragen ontvangen van het CAK",
        uitleg: "Wat het CAK over een maand afdroeg.",
        stroom: Geldstroom::EigenBijdrage,
        gemeente: MetGemeente::Mag,
        richting: Richting::Baten,
    },
    Soort {
        code: "pgb_bw",
        tekst: "Pgb beschermd wonen, volgens de SVB",
        uitleg: "Wat budgethouders besteedden staat op de afrekening van de SVB, niet in declaraties.",
        stroom: Geldstroom::ProgrammaBw,
        gemeente: MetGemeente::Altijd,
        richting: Richting::Lasten,
    },
    Soort {
        code: "pgb_bt",
        tekst: "Pgb beschermd thuis, volgens de SVB",
        uitleg: "",
        stroom: Geldstroom::ProgrammaBt,
        gemeente: MetGemeente::Altijd,
        richting: Richting::Lasten,
    },
    Soort {
        code: "uitvoering",
        tekst: "Uitvoeringskosten",
        uitleg: "Bijvoorbeeld toegang en trajectregie.",
        stroom: Geldstroom::Uitvoering,
        gemeente: MetGemeente::Nooit,
        richting: Richting::Lasten,
    },
    Soort {
        code: "overhead",
        tekst: "Overhead",
        uitleg: "",
        stroom: Geldstroom::Overhead,
        gemeente: MetGemeente::Nooit,
        richting: Richting::Lasten,
    },
    Soort {
        code: "reserve_begin",
        tekst: "Beginstand van de reserve",
        uitleg: "Wat er al in de reserve zat toen dit boek begon.",
        stroom: Geldstroom::Reserve,
        gemeente: MetGemeente::Nooit,
        richting: Richting::BeginReserve,
    },
    Soort {
        code: "reserve_bij",
        tekst: "Toevoeging aan de reserve",
        uitleg: "Alleen als daar tijdens het jaar een besluit over is.",
        stroom: Geldstroom::Reserve,
        gemeente: MetGemeente::Nooit,
        richting: Richting::NaarReserve,
    },
    Soort {
        code: "reserve_af",
        tekst: "Onttrekking aan de reserve",
        uitleg: "Alleen als daar tijdens het jaar een besluit over is.",
        stroom: Geldstroom::Reserve,
        gemeente: MetGemeente::Nooit,
        richting: Richting::UitReserve,
    },
];

/// Day, why, and on which document.
#[derive(Debug, Clone)]
pub struct Grond {
    /// Day it belongs to.
    pub datum: Datum,
    /// Why.
    pub omschrijving: String,
    /// Document.
    pub document: String,
    /// That document, when it was uploaded.
    pub stuk_id: Option<i64>,
}

fn rekening(
    administratie: Gemeentecode,
    soort: Rekeningsoort,
    taakveld: &Taakveld,
    stroom: Geldstroom,
) -> Rekening {
    Rekening::resultaat(administratie, soort, taakveld, stroom.code())
}

impl Soort {
    /// The one with a code.
    pub fn lees(code: &str) -> Option<&'static Soort> {
        SOORTEN.iter().find(|s| s.code == code)
    }

    /// The entry in the books of the centrumgemeente. Refused for nothing or less (FIN-13) and without a taakveld (FIN-18).
    pub fn post(
        &self,
        bedrag: Cent,
        gemeente: Option<Gemeentecode>,
        grond: Grond,
    ) -> Result<Nieuw, Weigering> {
        let hier = gemeenten::regiegemeente();
        let veld = &taakvelden().op(self.stroom, None, grond.datum)?.taakveld;
        let (bank, reserve) = (Rekening::balans(hier, LIQUIDE), Rekening::balans(hier, RESERVE));
        let van = |soort| rekening(hier, soort, veld, self.stroom);
        let over = match self.richting {
            Richting::Baten => Overboeking::nieuw(bank, van(Rekeningsoort::Baten), bedrag)?,
            Richting::Lasten => Overboeking::nieuw(van(Rekeningsoort::Lasten), bank, bedrag)?,
            Richting::NaarReserve => Overboeking::nieuw(van(Rekeningsoort::Lasten), reserve, bedrag)?,
            Richting::UitReserve => Overboeking::nieuw(reserve, van(Rekeningsoort::Baten), bedrag)?,
            Richting::BeginReserve => Overboeking::nieuw(bank, reserve, bedrag)?,
        };
        Ok(nieuw("gewoon", self.stroom, gemeente, grond, over))
    }
}

/// Books what somebody typed: the journal row, the document that came with it, and the entries, which all rest on that document. Returns their
/// numbers. Refused in a settled year (FIN-34) and where the entries are.
pub async fn leg_vast(
    tx: &mut Tx,
    app: &App,
    (wat, jaar): (&'static str, i16),
    posten: Result<Vec<Nieuw>, Weigering>,
    bijlage: Option<(&str, &[u8])>,
) -> Result<Result<Vec<i64>, Weigering>, Fout> {
    let mut posten = match toets_open(tx, jaar).await?.and(posten) {
        Ok(p) => p,
        Err(w) => return Ok(Err(w)),
    };
    let (onderwerp, onderwerp_id) = ("grootboekpost", tx.nr().0);
    tx.journaal(Handeling { wat, onderwerp, onderwerp_id, dossier: None, gemeente: None, reden: "" }).await?;
    let stuk_id = stuk::bewaar(tx, app, bijlage).await?;
    for p in &mut posten {
        p.stuk_id = stuk_id;
    }
    Ok(Ok(voeg_toe(tx, &posten).await?))
}

/// An entry of one overboeking.
pub fn nieuw(
    soort: &'static str,
    geldstroom: Geldstroom,
    gemeente: Option<Gemeentecode>,
    grond: Grond,
    over: Overboeking,
) -> Nieuw {
    samen(soort, geldstroom, gemeente, grond, vec![over])
}

/// An entry of more than one overboeking.
pub fn samen(
    soort: &'static str,
    geldstroom: Geldstroom,
    gemeente: Option<Gemeentecode>,
    grond: Grond,
    overboekingen: Vec<Overboeking>,
) -> Nieuw {
    let Grond { datum, omschrijving, document, stuk_id } = grond;
    let post = Journaalpost { datum, omschrijving, stuk: document, overboekingen };
    Nieuw { soort, geldstroom, gemeente, maand: None, post, stuk_id, tegenboeking_van: None }
}

/// The costs of support that an aanbieder declared, and what we owe for it: more than nothing is added, less is taken back.
pub fn zorgkosten(
    stroom: Geldstroom,
    veld: &Taakveld,
    aan: Crediteur,
    bedrag: Cent,
) -> Result<Overboeking, Weigering> {
    let hier = gemeenten::regiegemeente();
    let (lasten, schuld) = (rekening(hier, Rekeningsoort::Lasten, veld, stroom), schuld(hier, Some(aan)));
    if bedrag < Cent::NUL {
        return Overboeking::nieuw(schuld, lasten, -bedrag);
    }
    Overboeking::nieuw(lasten, schuld, bedrag)
}

/// Refuses a year that was settled (FIN-34): what is found later is booked in a year that is open.
pub async fn toets_open(db: &impl Leest, jaar: i16) -> Result<Result<(), Weigering>, Fout> {
    let (n,): (i64,) = db.een(AFGEREKEND, &[v(&i64::from(jaar))]).await?.unwrap_or((0,));
    if n == 0 {
        return Ok(Ok(()));
    }
    let zin = format!("Het jaar {jaar} is afgerekend. Boek een correctie in een jaar dat nog open is.");
    Ok(Err(Weigering::nieuw("FIN-34", BBV_24, zin).bij("datum")))
}
