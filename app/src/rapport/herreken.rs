//! A published figure can be computed again, or the software says why not.

use super::{
    cijfers::Cijfers,
    maak::{Vormen, Zetting, zet},
    opslag::{self, Uitgave},
    publicatie::{self, Wat},
};
use crate::huis::{App, Fout, geheim::sha256};
use kern::monitor::versies;
use kern::stam::{JournaalNr, Peil};

/// What came out of computing an uitgave again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitslag {
    /// Whether it is the same, byte for byte.
    pub gelijk: bool,
    /// Hash of the figures as they come out now.
    pub sha256: String,
    /// What was compared, in Dutch, each with whether it is the same.
    pub delen: Vec<(&'static str, bool)>,
    /// Why it is not the same, in Dutch; empty when it is.
    pub oorzaken: Vec<String>,
    /// The figures that differ.
    pub verschillen: Vec<String>,
}

/// What was frozen still fits its hash.
async fn gaaf(app: &App, u: &Uitgave, tekst: &str) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    let buitenom = "buiten Wijkthuis om gewijzigd.";
    if sha256(tekst.as_bytes()) != u.sha256 {
        uit.push(format!("De vastgelegde cijfers passen niet bij hun controlegetal: zij zijn {buitenom}"));
    }
    if sha256(&opslag::pdf(&app.db, u.uitgave_id).await?) != u.pdf_sha256 {
        uit.push(format!("De vastgelegde PDF past niet bij haar controlegetal: zij is {buitenom}"));
    }
    for vorm in ["ods", "xlsx"] {
        let bestand = opslag::vorm(&app.db, u.uitgave_id, vorm).await?;
        if bestand.is_some_and(|(bytes, sha)| sha256(&bytes) != sha) {
            uit.push(format!(
                "Het vastgelegde rekenblad ({vorm}) past niet bij zijn controlegetal: het is {buitenom}"
            ));
        }
    }
    Ok(uit)
}

/// Why figures that were counted again are not the same.
fn anders_geteld(u: &Uitgave, gelijk: bool) -> Option<String> {
    if u.definities != versies() {
        let nu = versies();
        return Some(format!("De definities zijn sindsdien veranderd. Toen: {}. Nu: {nu}.", u.definities));
    }
    let zin = "Dezelfde definities geven nu andere cijfers. Dat kan als gegevens zijn vernietigd na afloop van de bewaartermijn, \
               als de regio of de grens voor kleine aantallen is gewijzigd, of als gegevens buiten Wijkthuis om zijn gewijzigd. \
               Laat de beheerder de database controleren.";
    (!gelijk).then(|| zin.to_owned())
}

/// Why the same figures do not give the same forms.
fn anders_gezet(delen: &[(&'static str, bool)]) -> Option<String> {
    let zin = "De cijfers zijn gelijk, maar de opmaak niet. Dat kan als een naam of een woord in de regels is veranderd, of door \
               een nieuwe versie van Wijkthuis. Het vastgelegde rapport blijft zoals het is.";
    delen.iter().any(|(_, gelijk)| !gelijk).then(|| zin.to_owned())
}

/// Which forms came out the same, byte for byte.
async fn vormen_gelijk(app: &App, u: &Uitgave, nu: &Vormen) -> Result<Vec<(&'static str, bool)>, Fout> {
    let mut uit = vec![
        ("De bladzijde", nu.html == opslag::html(&app.db, u.uitgave_id).await?),
        ("De PDF", nu.pdf == opslag::pdf(&app.db, u.uitgave_id).await?),
    ];
    for (vorm, bytes) in &nu.bladen {
        let vast = opslag::vorm(&app.db, u.uitgave_id, vorm).await?;
        let naam = if *vorm == "ods" { "Het rekenblad (ODS)" } else { "Het rekenblad (XLSX)" };
        uit.push((naam, vast.is_some_and(|(b, _)| b == *bytes)));
    }
    Ok(uit)
}

/// Computes the figures of an uitgave again from its own peil, and the page, the PDF and the sheets with them when `alles`
/// asks for it.
async fn reken(app: &App, u: &Uitgave, alle: &[Uitgave], alles: bool) -> Result<Uitslag, Fout> {
    let tekst = opslag::cijfers(&app.db, u.uitgave_id).await?;
    let mut oorzaken = gaaf(app, u, &tekst).await?;
    let wat = Wat::van(u)?;
    let peil = Peil::op(u.peil_op).bekend(u.peil_nr);
    let m = publicatie::feiten(app, peil, alle).await?;
    let tabellen = publicatie::hertel(app, &m, u, alle).await?;
    let nu = Cijfers::van(&wat.tijd.to_string(), wat.profiel, peil, &tabellen, &m.feiten.codes);
    let nu_tekst = nu.schrijf()?;
    let mut delen = vec![("De cijfers", nu_tekst == tekst)];
    let verschillen = Cijfers::lees(&tekst)?.verschillen(&nu);
    oorzaken.extend(anders_geteld(u, nu_tekst == tekst));
    if let Some(bekend_op) = u.bekend_op.filter(|_| alles && oorzaken.is_empty()) {
        let teksten = opslag::teksten(&app.db, u.uitgave_id).await?;
        let z = Zetting { wat, versie: u.versie, peil, bekend_op, concept_id: u.concept_id, teksten };
        let toen: Vec<Uitgave> = alle.iter().filter(|e| e.nr < u.nr).cloned().collect();
        let vormen = zet(app, &m, &tabellen, &toen, &z, true).await?;
        delen.extend(vormen_gelijk(app, u, &vormen).await?);
        oorzaken.extend(anders_gezet(&delen));
    }
    Ok(Uitslag {
        gelijk: oorzaken.is_empty(),
        sha256: sha256(nu_tekst.as_bytes()),
        delen,
        oorzaken,
        verschillen,
    })
}

/// Computes an uitgave again in all its forms.
pub async fn herreken(app: &App, u: &Uitgave) -> Result<Uitslag, Fout> {
    let alle = opslag::eerder(&app.db, JournaalNr::NU).await?;
    reken(app, u, &alle, true).await
}

/// Computes the figures of every uitgave again; gives what is not the same, and what all of them together give away, in Dutch.
pub async fn controleer(app: &App) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    let alle = opslag::eerder(&app.db, JournaalNr::NU).await?;
    for u in &alle {
        let uitslag = reken(app, u, &alle, false).await?;
        let naam = format!("{} {} ({}) versie {}", u.soort, u.tijdvak, u.profiel, u.versie);
        uit.extend(uitslag.oorzaken.iter().map(|o| format!("{naam}: {o}")));
    }
    let lekken = publicatie::alle_lekken(app).await?;
    uit.extend(lekken.iter().map(|l| {
        format!(
            "de rapporten samen verraden {} ({:?}) tot tussen {} en {}",
            l.maat.code(),
            l.waar,
            l.laag,
            l.hoog
        )
    }));
    Ok(uit)
}
