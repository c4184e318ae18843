//! Making an uitgave: once per quarter, and a new version only when somebody asks for it.

use super::{
    cijfers::Cijfers,
    opmaak::{Stof, rapport},
    opslag::{self, Nieuw, Uitgave},
};
use crate::huis::{
    App, Fout, FoutSoort, Wie,
    geheim::sha256,
    opslag::{Handeling, Leest},
};
use crate::monitor::{
    beeld::{Beeld, Moment},
    kijk::{heeft_regels, normen, nr_op, profiel, vrijgave},
};
use kern::monitor::{Blik, Cijfertabel, versies};
use kern::rapport::{herzien, mag_maken, tabellen};
use kern::stam::{Datum, Kwartaal, Peil, Weigering};
use std::path::Path;

/// Whose small numbers are hidden how.
pub const PROFIEL: &str = "bestuur";

/// The uitgave of a quarter: the last version there is, or a new one when there is none or when `opnieuw` asks for it.
pub async fn geef(
    app: &App,
    wie: Wie,
    kwartaal: Kwartaal,
    opnieuw: bool,
) -> Result<Result<Uitgave, Weigering>, Fout> {
    if let Err(w) = mag_maken(kwartaal, wie.vandaag) {
        return Ok(Err(w));
    }
    if !heeft_regels(&app.regels, kwartaal.periode().van()) {
        let zin = format!(
            "Voor het kwartaal {kwartaal} zijn er geen regels en dus geen cijfers. Kies een later kwartaal."
        );
        return Ok(Err(Weigering::nieuw("RAP-03", "Uitvoeringsplan 5.3", zin).bij("kwartaal")));
    }
    let tijdvak = kwartaal.to_string();
    let eerder = opslag::laatste(&app.db, &tijdvak, PROFIEL).await?;
    match eerder {
        Some(u) if !opnieuw => Ok(Ok(u)),
        eerder => {
            let versie = eerder.map_or(1, |u| u.versie + 1);
            match nieuw(app, wie, kwartaal, versie).await {
                Ok(id) => haal(app, id).await.map(Ok),
                // Somebody else made the same version at the same moment: that one counts.
                Err(e) if e.soort == FoutSoort::Uniek => {
                    let u = opslag::laatste(&app.db, &tijdvak, PROFIEL).await?;
                    Ok(Ok(u.ok_or(e)?))
                }
                Err(e) => Err(e),
            }
        }
    }
}

async fn haal(app: &App, id: i64) -> Result<Uitgave, Fout> {
    opslag::een(&app.db, id).await?.ok_or_else(|| Fout::nieuw(format!("uitgave {id} bestaat niet")))
}

/// Up to which act a version counts, and the day on which that was known: the first as it was known at the release of
/// the quarter, later ones as known now.
async fn peil(app: &App, wie: &Wie, kwartaal: Kwartaal, versie: i64) -> Result<(Peil, Datum), Fout> {
    let laatste = kwartaal.periode().tot_en_met().unwrap_or(wie.vandaag);
    let vrij = vrijgave(&app.regels, kwartaal)?;
    let (nr, dag) = if versie == 1 && vrij < wie.vandaag {
        (nr_op(&app.db, vrij).await?, vrij)
    } else {
        (crate::monitor::opslag::laatste_nr(&app.db).await?, wie.vandaag)
    };
    Ok((Peil::op(laatste).bekend(nr), dag))
}

/// The facts for a report on a day.
pub(super) async fn feiten(app: &App, peil: Peil) -> Result<Moment, Fout> {
    let jaar = peil.op.jaar();
    app.gedeeld.neem::<Beeld>().moment(&app.db, &[jaar - 1, jaar]).await
}

/// The tables of a report as the profile lets them be seen.
pub(super) fn tel(app: &App, m: &Moment, peil: Peil) -> Result<Vec<Cijfertabel>, Fout> {
    let p = profiel(&app.regels, PROFIEL, peil.op)?;
    Ok(tabellen(&Blik {
        kolommen: Some(&m.kolommen),
        profiel: Some(&p),
        normen: normen(&app.regels, peil.op)?,
        ..Blik::nieuw(&m.feiten, peil)
    }))
}

async fn nieuw(app: &App, wie: Wie, kwartaal: Kwartaal, versie: i64) -> Result<i64, Fout> {
    let (peil, bekend_op) = peil(app, &wie, kwartaal, versie).await?;
    let m = feiten(app, peil).await?;
    let tabellen = tel(app, &m, peil)?;
    let cijfers = Cijfers::van(kwartaal, PROFIEL, peil, &tabellen, &m.feiten.codes).schrijf()?;
    let sha = sha256(cijfers.as_bytes());
    let (html, pdf) = zet(app, kwartaal, versie, (peil, bekend_op), &sha, &tabellen, &m).await?;
    let uitgave = Nieuw {
        tijdvak: kwartaal.to_string(),
        versie,
        profiel: PROFIEL,
        peil_op: peil.op,
        peil_nr: peil.bekend,
        definities: versies(),
        cijfers,
        sha256: sha,
        pdf_sha256: sha256(&pdf),
        html,
        pdf,
    };
    let mut tx = app.db.begin(wie).await?;
    let id = tx.nieuw_id()?;
    let h = Handeling {
        wat: "rapport uitgegeven",
        onderwerp: "uitgave",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    opslag::leg_vast(&mut tx, id, &uitgave).await?;
    tx.commit().await?;
    Ok(id)
}

async fn zet(
    app: &App,
    kwartaal: Kwartaal,
    versie: i64,
    (peil, bekend_op): (Peil, Datum),
    sha: &str,
    tabellen: &[Cijfertabel],
    m: &Moment,
) -> Result<(String, Vec<u8>), Fout> {
    let vorig = match opslag::laatste(&app.db, &kwartaal.vorige().to_string(), PROFIEL).await? {
        Some(u) => Some(Cijfers::lees(&opslag::cijfers(&app.db, u.uitgave_id).await?)?.kerncijfers()),
        None => None,
    };
    let stof = Stof {
        kwartaal,
        versie,
        peil,
        bekend_op,
        sha256: sha,
        tabellen,
        codes: &m.feiten.codes,
        namen: &m.namen,
        profiel: profiel(&app.regels, PROFIEL, peil.op)?,
        herzien: vorig.and_then(|toen| Some(herzien(&toen, tabellen.first()?))),
        norm_dagen: normen(&app.regels, peil.op)?.besluit.unwrap_or(0),
        regels: &app.regels,
    };
    let r = rapport(&stof);
    let html = r.html();
    // Setting a report takes the processor for a moment: not on the threads that answer requests.
    let pdf = tokio::task::spawn_blocking(move || r.pdf())
        .await
        .map_err(|e| Fout::nieuw(format!("rapport zetten: {e}")))?;
    let pdf = pdf.map_err(|e| Fout::nieuw(format!("rapport zetten: {e}")))?;
    if !pdf.vervangen.is_empty() {
        tracing::warn!(tekens = ?pdf.vervangen, "characters that the font lacks");
    }
    Ok((html, pdf.bytes))
}

/// Writes the report of a quarter to a file, `.pdf` or `.html`, making it when it is not there yet. Says what was done.
pub async fn naar_bestand(app: &App, kwartaal: &str, uit: &Path) -> Result<Result<String, Weigering>, Fout> {
    let kwartaal = match Kwartaal::lees(kwartaal) {
        Ok(k) => k,
        Err(e) => return Ok(Err(Weigering::nieuw("RAP-02", "", e.to_string()).bij("kwartaal"))),
    };
    let u = match geef(app, Wie::systeem(&app.klok, "rapport"), kwartaal, false).await? {
        Ok(u) => u,
        Err(w) => return Ok(Err(w)),
    };
    let html = uit.extension().is_some_and(|e| e.eq_ignore_ascii_case("html"));
    let bytes = if html { pagina(&app.db, &u).await? } else { opslag::pdf(&app.db, u.uitgave_id).await? };
    tokio::fs::write(uit, &bytes).await?;
    let soort = if html { "HTML" } else { "PDF" };
    Ok(Ok(format!(
        "{} ({soort}, {} bytes): {kwartaal}, versie {}, peil {}, bekend tot en met handeling {}, controlegetal {}.",
        uit.display(),
        bytes.len(),
        u.versie,
        u.peil_op,
        u.peil_nr,
        u.sha256
    )))
}

/// The frozen report as a page of its own, without the frame of the program.
async fn pagina(db: &impl Leest, u: &Uitgave) -> Result<Vec<u8>, Fout> {
    let html = opslag::html(db, u.uitgave_id).await?;
    Ok(format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Voortgangsrapportage {}</title></head>\n<body>\n<main>\n<h1>Voortgangsrapportage beschermd wonen en beschermd thuis</h1>\n{html}\n</main>\n</body>\n</html>\n",
        u.tijdvak
    )
    .into_bytes())
}
