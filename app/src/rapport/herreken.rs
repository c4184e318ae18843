//! A published figure can be computed again, or the software says why not.

use super::{
    cijfers::Cijfers,
    maak,
    opslag::{self, Uitgave},
};
use crate::huis::{App, Fout, geheim::sha256};
use kern::monitor::versies;
use kern::stam::{Kwartaal, Peil};

/// What came out of computing an uitgave again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitslag {
    /// Whether the figures are the same, byte for byte.
    pub gelijk: bool,
    /// Hash of the figures as they come out now.
    pub sha256: String,
    /// Why it is not the same, in Dutch; empty when it is.
    pub oorzaken: Vec<String>,
    /// The figures that differ.
    pub verschillen: Vec<String>,
}

/// Computes the figures of an uitgave again from its own peil.
pub async fn herreken(app: &App, u: &Uitgave) -> Result<Uitslag, Fout> {
    let tekst = opslag::cijfers(&app.db, u.uitgave_id).await?;
    let mut oorzaken = Vec::new();
    if sha256(tekst.as_bytes()) != u.sha256 {
        oorzaken.push("De vastgelegde cijfers passen niet bij hun controlegetal: zij zijn buiten Wijkthuis om gewijzigd.".to_owned());
    }
    if sha256(&opslag::pdf(&app.db, u.uitgave_id).await?) != u.pdf_sha256 {
        oorzaken.push(
            "De vastgelegde PDF past niet bij haar controlegetal: zij is buiten Wijkthuis om gewijzigd."
                .to_owned(),
        );
    }
    let kwartaal =
        Kwartaal::lees(&u.tijdvak).map_err(|e| Fout::nieuw(format!("uitgave {}: {e}", u.uitgave_id)))?;
    let peil = Peil::op(u.peil_op).bekend(u.peil_nr);
    let m = maak::feiten(app, peil).await?;
    let nu = Cijfers::van(kwartaal, &u.profiel, peil, &maak::tel(app, &m, peil)?, &m.feiten.codes);
    let nu_tekst = nu.schrijf()?;
    let verschillen = Cijfers::lees(&tekst)?.verschillen(&nu);
    if u.definities != versies() {
        oorzaken.push(format!(
            "De definities zijn sindsdien veranderd. Toen: {}. Nu: {}.",
            u.definities,
            versies()
        ));
    } else if nu_tekst != tekst {
        oorzaken.push(
            "Dezelfde definities geven nu andere cijfers. Dat kan als gegevens zijn vernietigd na afloop van de bewaartermijn, \
             als de regio of de grens voor kleine aantallen is gewijzigd, of als gegevens buiten Wijkthuis om zijn gewijzigd. \
             Laat de beheerder de database controleren."
                .to_owned(),
        );
    }
    Ok(Uitslag { gelijk: oorzaken.is_empty(), sha256: sha256(nu_tekst.as_bytes()), oorzaken, verschillen })
}

/// Computes every uitgave again; gives what is not the same, in Dutch.
pub async fn controleer(app: &App) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    for u in opslag::alle(&app.db).await? {
        let uitslag = herreken(app, &u).await?;
        let naam = format!("rapport {} versie {}", u.tijdvak, u.versie);
        uit.extend(uitslag.oorzaken.iter().map(|o| format!("{naam}: {o}")));
    }
    Ok(uit)
}
