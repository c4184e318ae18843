//! Drafts of the two forms of an onderzoek, so that no word is lost when a session ends or a browser stops.

use crate::{
    huis::{Antwoord, Fout, Invoer, Uitkomst, Verzoek, moment_voluit},
    toegang::concept::{self, Concept},
};

/// Names under which the drafts are kept: name in the form, name in the table.
const FORMULIEREN: [(&str, &str); 2] =
    [("leefgebieden", "onderzoek_leefgebieden"), ("verslag", "onderzoek_verslag")];
/// Fields that are no part of what was typed.
const NIET_GETYPT: [&str; 2] = ["csrf", "formulier"];

/// POST /dossiers/{dossier}/onderzoek/concept: the script saves what is typed.
pub async fn bewaar(v: Verzoek) -> Uitkomst {
    let gevraagd = v.form.tekst("formulier").to_owned();
    let Some((_, naam)) = FORMULIEREN.into_iter().find(|f| f.0 == gevraagd) else {
        return Antwoord::niet_gevonden();
    };
    let velden: Vec<(String, String)> =
        v.form.0.iter().filter(|(k, _)| !NIET_GETYPT.contains(&k.as_str())).cloned().collect();
    let dossier = v.dossier().dossier.0;
    let wie = v.actor.gebruiker_id;
    match concept::over(&v.app, wie, naam, dossier).await? {
        // The last window to type wins: the draft is this person's own, and what is recorded has its own check.
        Some(c) => {
            concept::bewaar(&v.app, wie, &Concept { velden, ..c }, v.nu()).await?;
        }
        None => {
            concept::maak(&v.app, wie, naam, Some(dossier), &velden, v.nu()).await?;
        }
    }
    Antwoord::gegevens("text/plain; charset=utf-8", Vec::new())
}

/// POST /dossiers/{dossier}/onderzoek/concept/weg
pub async fn weg(v: Verzoek) -> Uitkomst {
    gooi_weg(&v, &["leefgebieden", "verslag"]).await?;
    Antwoord::naar_met_melding(
        format!("/dossiers/{}/onderzoek", v.dossier().dossier),
        "Uw concept is weggegooid.",
    )
}

/// Throws away the drafts of this person of forms that were recorded.
pub(super) async fn gooi_weg(v: &Verzoek, formulieren: &[&str]) -> Result<(), Fout> {
    let wie = v.actor.gebruiker_id;
    for (_, naam) in FORMULIEREN.into_iter().filter(|f| formulieren.contains(&f.0)) {
        if let Some(c) = concept::over(&v.app, wie, naam, v.dossier().dossier.0).await? {
            concept::gooi_weg(&v.app, wie, c.id).await?;
        }
    }
    Ok(())
}

/// The form with the drafts over what is recorded, and a sentence about them; empty without drafts. The version of the
/// draft stays in the form: when a colleague recorded something since, saving says so.
pub(super) async fn vul_aan(v: &Verzoek, mut formulier: Invoer) -> Result<(Invoer, String), Fout> {
    let mut zin = String::new();
    for (_, naam) in FORMULIEREN {
        let c = concept::over(&v.app, v.actor.gebruiker_id, naam, v.dossier().dossier.0).await?;
        let Some(c) = c else { continue };
        for (veld, waarde) in &c.velden {
            formulier = formulier.met(veld, waarde.clone());
        }
        zin = format!(
            "Uw concept van {} staat in het formulier. Het is nog niet vastgelegd.",
            moment_voluit(c.bijgewerkt)
        );
    }
    Ok((formulier, zin))
}
