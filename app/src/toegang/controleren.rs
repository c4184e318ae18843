//! The last page of a melding: everything once more before it is recorded.

use super::concept::Concept;
use super::lezen;
use super::melden::{Stap, bekende, concept_van, is_nieuw};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek,
    onderdelen::{Gegeven, Termijn},
};
use askama::Template;
use kern::stam::DossierId;

#[derive(Template)]
#[template(path = "toegang/controle.html")]
struct ControlePagina {
    kader: Kader,
    formulier: Invoer,
    concept: i64,
    versie: i64,
    nummer: usize,
    wie: Vec<Gegeven>,
    vraag: Vec<Gegeven>,
    contact: Vec<Gegeven>,
    termijnen: Vec<(String, Termijn)>,
    spoed: bool,
    let_op: Vec<String>,
}

/// GET /meldingen/concept/{concept}/controle: everything once more before it is recorded.
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(c) = concept_van(&v).await? else { return Antwoord::niet_gevonden() };
    Antwoord::pagina(&pagina(&v, &c, Invoer::leeg()).await?)
}

/// The check page refused: with what stands in the way.
pub(super) async fn terug(v: &Verzoek, c: &Concept, f: Invoer) -> Uitkomst {
    Antwoord::formulier_terug(&pagina(v, c, f).await?)
}

async fn pagina(v: &Verzoek, c: &Concept, formulier: Invoer) -> Result<ControlePagina, Fout> {
    let kader = v
        .kader("Controleer de melding")
        .await?
        .kruimel("Vandaag", "/")
        .kruimel("Nieuwe melding", "/meldingen/nieuw")
        .kruimel("Controleer", "")
        .fouten(!formulier.is_goed());
    let nieuw = is_nieuw(c);
    let mut wie = lezen::gegevens(c, Stap::Wie);
    if !nieuw {
        wie = vec![Gegeven::nieuw("Inwoner", bekende(v, DossierId(c.onderwerp)).await?)];
    }
    Ok(ControlePagina {
        kader,
        formulier,
        concept: c.id,
        versie: c.versie,
        nummer: if nieuw { 4 } else { 3 },
        wie,
        vraag: lezen::gegevens(c, Stap::Vraag),
        contact: lezen::gegevens(c, Stap::Contact),
        termijnen: lezen::termijnen(v, c)?,
        spoed: c.tekst("spoed") == "ja",
        let_op: lezen::let_op(v, c).await?,
    })
}
