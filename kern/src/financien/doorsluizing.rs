//! What each gemeente receives from the gemeentefonds, and what it passes on to the pot. Two bookings, because the integratie-uitkering
//! is free money of each gemeente (Financiële-verhoudingswet art. 13 lid 2): passing it on is an agreement, not the law.

use super::grootboek::{Journaalpost, Overboeking, Rekening, Rekeningsoort};
use super::pot::PerGemeente;
use super::taakveld::{Geldstroom, Taakveld, Taakveldtabel};
use crate::stam::{Cent, Datum, Gemeentecode, Weigering};
use alloc::{string::String, vec, vec::Vec};

/// Balance account through which money comes and goes.
const LIQUIDE: &str = "liquide middelen";

/// Who keeps the pot, when is booked, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doorsluizing {
    /// Gemeente that keeps the pot.
    pub centrum: Gemeentecode,
    /// Day of the booking.
    pub datum: Datum,
    /// Circulaire that the receipt rests on.
    pub circulaire: String,
    /// Agreement that the passing on rests on.
    pub overeenkomst: String,
}

impl Doorsluizing {
    /// The entries for what each gemeente received: the receipt in its own books, and for a regiogemeente what it pays on and the
    /// centrumgemeente gets. Amounts of nothing are not booked; a receipt of less than nothing is refused (FIN-13), as is a stream
    /// without a taakveld (FIN-18).
    pub fn boekingen(
        &self,
        ontvangen: &PerGemeente,
        tabel: &Taakveldtabel,
    ) -> Result<Vec<Journaalpost>, Weigering> {
        let veld = |s| tabel.op(s, None, self.datum).map(|r| r.taakveld.clone());
        let (ontvangst, bijdrage) = (veld(Geldstroom::Ontvangst)?, veld(Geldstroom::Doorsluizing)?);
        let mut uit = Vec::new();
        for (g, bedrag) in ontvangen.iter().filter(|o| o.1 != Cent::NUL) {
            let baten = resultaat(*g, Rekeningsoort::Baten, &ontvangst, Geldstroom::Ontvangst);
            let post = Overboeking::nieuw(bank(*g), baten, *bedrag)?;
            uit.push(self.post(Geldstroom::Ontvangst, &self.circulaire, post));
            if *g == self.centrum {
                continue;
            }
            let lasten = resultaat(*g, Rekeningsoort::Lasten, &bijdrage, Geldstroom::Doorsluizing);
            let af = Overboeking::nieuw(lasten, bank(*g), *bedrag)?;
            let baten = resultaat(self.centrum, Rekeningsoort::Baten, &bijdrage, Geldstroom::Doorsluizing);
            let bij = Overboeking::nieuw(bank(self.centrum), baten, *bedrag)?;
            uit.extend([af, bij].map(|o| self.post(Geldstroom::Doorsluizing, &self.overeenkomst, o)));
        }
        Ok(uit)
    }

    fn post(&self, stroom: Geldstroom, stuk: &str, o: Overboeking) -> Journaalpost {
        let (omschrijving, stuk) = (stroom.tekst().into(), stuk.into());
        Journaalpost { datum: self.datum, omschrijving, stuk, overboekingen: vec![o] }
    }
}

fn bank(administratie: Gemeentecode) -> Rekening {
    Rekening::balans(administratie, LIQUIDE)
}

fn resultaat(
    administratie: Gemeentecode,
    soort: Rekeningsoort,
    taakveld: &Taakveld,
    stroom: Geldstroom,
) -> Rekening {
    Rekening::resultaat(administratie, soort, taakveld, stroom.code())
}
