//! Making an uitgave: once per report, a new version only when somebody asks for it, and adopting a concept.

use super::{
    blad,
    cijfers::Cijfers,
    opmaak::{Stof, rapport},
    opslag::{self, Nieuw, Teksten, Uitgave},
    publicatie::{self, BESTUUR, Wat},
    teksten,
};
use crate::huis::{
    App, Fout, FoutSoort, Wie,
    geheim::sha256,
    opslag::{Handeling, Leest},
};
use crate::monitor::{
    beeld::Moment,
    kijk::{heeft_regels, normen, nr_op, profiel, vrijgave},
    opslag::laatste_nr,
};
use kern::monitor::{Cijfertabel, versies};
use kern::rapport::{Rapportsoort, Rapporttijd, herzien, mag_maken};
use kern::stam::{Datum, JournaalNr, Kwartaal, Peil, Weigering};
use std::path::Path;

/// The uitgave for the boards of a quarter: the last version there is, or a new one when there is none or when `opnieuw`
/// asks for it.
pub async fn geef(
    app: &App,
    wie: Wie,
    kwartaal: Kwartaal,
    opnieuw: bool,
) -> Result<Result<Uitgave, Weigering>, Fout> {
    let tijd = Rapporttijd::Kwartaal(kwartaal);
    geef_rapport(app, wie, Wat { soort: Rapportsoort::Voortgang, tijd, profiel: BESTUUR }, opnieuw).await
}

/// The same for any report.
pub async fn geef_rapport(
    app: &App,
    wie: Wie,
    wat: Wat,
    opnieuw: bool,
) -> Result<Result<Uitgave, Weigering>, Fout> {
    if let Err(w) = mag_maken(wat.tijd, wie.vandaag) {
        return Ok(Err(w));
    }
    if !heeft_regels(&app.regels, wat.tijd.eerste_dag()) {
        let zin = format!(
            "Voor {} zijn er geen regels en dus geen cijfers. Kies een later tijdvak.",
            wat.tijd.naam()
        );
        return Ok(Err(Weigering::nieuw("RAP-03", "Uitvoeringsplan 5.3", zin).bij("tijdvak")));
    }
    let eerder = opslag::eerder(&app.db, JournaalNr::NU).await?;
    match opslag::laatste(&eerder, wat.soort, wat.tijd, wat.profiel) {
        Some(u) if !opnieuw => Ok(Ok(u.clone())),
        laatste => {
            let versie = laatste.map_or(1, |u| u.versie + 1);
            match nieuw(app, wie, wat, versie, &eerder).await {
                Ok(Ok(id)) => haal(app, id).await.map(Ok),
                Ok(Err(w)) => Ok(Err(w)),
                // Somebody else made the same version at the same moment: that one counts.
                Err(e) if e.soort == FoutSoort::Uniek => {
                    let nu = opslag::eerder(&app.db, JournaalNr::NU).await?;
                    let u = opslag::laatste(&nu, wat.soort, wat.tijd, wat.profiel);
                    Ok(Ok(u.cloned().ok_or(e)?))
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
async fn peil(app: &App, wie: &Wie, tijd: Rapporttijd, versie: i64) -> Result<(Peil, Datum), Fout> {
    let vrij = vrijgave(&app.regels, tijd.kwartaal())?;
    let (nr, dag) = if versie == 1 && vrij < wie.vandaag {
        (nr_op(&app.db, vrij).await?, vrij)
    } else {
        (laatste_nr(&app.db).await?, wie.vandaag)
    };
    Ok((Peil::op(tijd.laatste_dag()).bekend(nr), dag))
}

/// Refuses an edition that would tell a small number together with earlier ones (RAP-05).
fn zonder_lek(lekken: &[kern::monitor::publicatie::Lek]) -> Result<(), Weigering> {
    if lekken.is_empty() {
        return Ok(());
    }
    let zin = format!(
        "Samen met eerdere rapporten zou dit rapport {} kleine aantallen verraden. Maak het rapport van een later moment, of \
         vraag de beheerder om raad.",
        lekken.len()
    );
    Err(Weigering::nieuw("RAP-05", "AVG art. 5 lid 1 onder c", zin).bij("tijdvak"))
}

async fn nieuw(
    app: &App,
    wie: Wie,
    wat: Wat,
    versie: i64,
    eerder: &[Uitgave],
) -> Result<Result<i64, Weigering>, Fout> {
    let (peil, bekend_op) = peil(app, &wie, wat.tijd, versie).await?;
    let m = publicatie::feiten(app, peil, eerder).await?;
    let gepubliceerd = publicatie::eerder(app, &m, eerder, JournaalNr::NU).await?;
    let (tabellen, lekken) = publicatie::tel(app, &m, wat, peil, &gepubliceerd)?;
    if let Err(w) = zonder_lek(&lekken) {
        return Ok(Err(w));
    }
    let teksten = teksten::nu(&app.db, wat.soort, wat.tijd).await?;
    let zetting = Zetting { wat, versie, peil, bekend_op, concept_id: None, teksten };
    leg_vast(app, wie, &m, &tabellen, eerder, zetting).await.map(Ok)
}

/// What an edition is besides its figures.
pub(super) struct Zetting {
    pub(super) wat: Wat,
    pub(super) versie: i64,
    pub(super) peil: Peil,
    pub(super) bekend_op: Datum,
    pub(super) concept_id: Option<i64>,
    pub(super) teksten: Teksten,
}

async fn leg_vast(
    app: &App,
    wie: Wie,
    m: &Moment,
    tabellen: &[Cijfertabel],
    eerder: &[Uitgave],
    z: Zetting,
) -> Result<i64, Fout> {
    let vormen = zet(app, m, tabellen, eerder, &z, true).await?;
    let uitgave = Nieuw {
        soort: z.wat.soort,
        tijd: z.wat.tijd,
        versie: z.versie,
        profiel: z.wat.profiel,
        peil_op: z.peil.op,
        peil_nr: z.peil.bekend,
        bekend_op: z.bekend_op,
        concept_id: z.concept_id,
        definities: versies(),
        cijfers: vormen.cijfers,
        teksten: z.teksten,
        html: vormen.html,
        pdf: vormen.pdf,
        vormen: vormen.bladen,
    };
    let mut tx = app.db.begin(wie).await?;
    let id = tx.nieuw_id()?;
    let h = Handeling {
        wat: if z.concept_id.is_some() { "rapport vastgesteld" } else { "rapport uitgegeven" },
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

/// Adopts a concept: the same figures and the same words, as a version of its own (RAP-06).
pub async fn stel_vast(app: &App, wie: Wie, id: i64) -> Result<Result<Uitgave, Weigering>, Fout> {
    let concept = haal(app, id).await?;
    let eerder = opslag::eerder(&app.db, JournaalNr::NU).await?;
    let wat = Wat::van(&concept)?;
    let laatste = opslag::laatste(&eerder, wat.soort, wat.tijd, wat.profiel);
    let weiger = |zin: &str| Ok(Err(Weigering::nieuw("RAP-06", "Uitvoeringsplan 5.4", zin)));
    if concept.vastgesteld() {
        return weiger("Dit rapport is al vastgesteld.");
    }
    if laatste.is_some_and(|l| l.uitgave_id != id) {
        return weiger("Er is een nieuwere versie van dit rapport. Stel die vast.");
    }
    let peil = Peil::op(concept.peil_op).bekend(concept.peil_nr);
    let m = publicatie::feiten(app, peil, &eerder).await?;
    let c = Cijfers::lees(&opslag::cijfers(&app.db, id).await?)?;
    let tabellen = publicatie::hertel(app, &m, &concept, &eerder).await?;
    if Cijfers::van(&wat.tijd.to_string(), wat.profiel, peil, &tabellen, &m.feiten.codes) != c {
        return weiger(
            "De cijfers van dit concept zijn niet meer precies na te rekenen. Maak een nieuwe versie.",
        );
    }
    let teksten = opslag::teksten(&app.db, id).await?;
    let bekend_op = concept.bekend_op.unwrap_or(concept.gemaakt_op);
    let z = Zetting { wat, versie: concept.versie + 1, peil, bekend_op, concept_id: Some(id), teksten };
    let id = leg_vast(app, wie, &m, &tabellen, &eerder, z).await?;
    haal(app, id).await.map(Ok)
}

/// An edition in all its forms.
pub(super) struct Vormen {
    pub(super) cijfers: String,
    pub(super) html: String,
    pub(super) pdf: Vec<u8>,
    pub(super) bladen: Vec<(&'static str, Vec<u8>)>,
}

/// Sets an edition; the same figures and words give the same bytes. Without `alles` only figures and page.
pub(super) async fn zet(
    app: &App,
    m: &Moment,
    tabellen: &[Cijfertabel],
    eerder: &[Uitgave],
    z: &Zetting,
    alles: bool,
) -> Result<Vormen, Fout> {
    let Wat { soort, tijd, profiel: voor } = z.wat;
    let bevroren = Cijfers::van(&tijd.to_string(), voor, z.peil, tabellen, &m.feiten.codes);
    let cijfers = bevroren.schrijf()?;
    let vorig = match opslag::laatste(eerder, soort, tijd.vorige(), voor) {
        Some(u) => Some(Cijfers::lees(&opslag::cijfers(&app.db, u.uitgave_id).await?)?.kerncijfers()),
        None => None,
    };
    let sha = sha256(cijfers.as_bytes());
    let stof = Stof {
        soort,
        tijd,
        voor,
        versie: z.versie,
        concept: z.concept_id.is_none(),
        teksten: &z.teksten,
        peil: z.peil,
        bekend_op: z.bekend_op,
        sha256: &sha,
        tabellen,
        codes: &m.feiten.codes,
        namen: &m.namen,
        profiel: profiel(&app.regels, voor, z.peil.op)?,
        herzien: vorig.and_then(|toen| Some(herzien(&toen, tabellen.first()?))),
        norm_dagen: normen(&app.regels, z.peil.op)?.besluit.unwrap_or(0),
        regels: &app.regels,
    };
    let r = rapport(&stof);
    let html = r.html();
    if !alles {
        return Ok(Vormen { cijfers, html, pdf: Vec::new(), bladen: Vec::new() });
    }
    let werkboek = blad::werkboek(&stof);
    // Setting a report takes the processor for a moment: not on the threads that answer requests.
    let gezet = tokio::task::spawn_blocking(move || Ok::<_, Fout>((r.pdf(), blad::bestanden(&werkboek)?)))
        .await
        .map_err(|e| Fout::nieuw(format!("rapport zetten: {e}")))?;
    let (pdf, bladen) = gezet?;
    let pdf = pdf.map_err(|e| Fout::nieuw(format!("rapport zetten: {e}")))?;
    if !pdf.vervangen.is_empty() {
        tracing::warn!(tekens = ?pdf.vervangen, "characters that the font lacks");
    }
    Ok(Vormen { cijfers, html, pdf: pdf.bytes, bladen })
}

/// Writes the report of a quarter or a year to a file, `.pdf`, `.html`, `.ods` or `.xlsx`, making it when it is not there
/// yet. Says what was done.
pub async fn naar_bestand(app: &App, tijdvak: &str, uit: &Path) -> Result<Result<String, Weigering>, Fout> {
    let Some(tijd) = Rapporttijd::lees(tijdvak) else { return Ok(Err(onleesbaar())) };
    let wat = Wat { soort: Rapportsoort::Voortgang, tijd, profiel: BESTUUR };
    let u = match geef_rapport(app, Wie::systeem(&app.klok, "rapport"), wat, false).await? {
        Ok(u) => u,
        Err(w) => return Ok(Err(w)),
    };
    let einde = uit.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let (soort, bytes) = match einde.as_deref() {
        Some("html") => ("HTML", pagina(&app.db, &u).await?),
        Some(vorm @ ("ods" | "xlsx")) => match opslag::vorm(&app.db, u.uitgave_id, vorm).await? {
            Some((bytes, _)) => ("rekenblad", bytes),
            None => return Err(Fout::nieuw("van deze uitgave is geen rekenblad vastgelegd")),
        },
        Some(_) | None => ("PDF", opslag::pdf(&app.db, u.uitgave_id).await?),
    };
    tokio::fs::write(uit, &bytes).await?;
    Ok(Ok(format!(
        "{} ({soort}, {} bytes): {tijd}, versie {}, peil {}, bekend tot en met handeling {}, controlegetal {}.",
        uit.display(),
        bytes.len(),
        u.versie,
        u.peil_op,
        u.peil_nr,
        u.sha256
    )))
}

/// A time of a report that cannot be read (RAP-02).
pub fn onleesbaar() -> Weigering {
    let zin = "Schrijf een kwartaal als 2026-2, of een jaar als 2025.";
    Weigering::nieuw("RAP-02", "", zin).bij("tijdvak")
}

/// The frozen report as a page of its own, without the frame of the program.
async fn pagina(db: &impl Leest, u: &Uitgave) -> Result<Vec<u8>, Fout> {
    let html = opslag::html(db, u.uitgave_id).await?;
    let titel = u.rapportsoort()?.titel();
    Ok(format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{titel} {}</title></head>\n<body>\n<main>\n<h1>{titel}</h1>\n{html}\n</main>\n</body>\n</html>\n",
        u.tijdvak
    )
    .into_bytes())
}
