//! The last page of a melding: everything once more before it is recorded.

use super::concept::Concept;
use super::gegevens::Verschilregel;
use super::lezen::{self, Adresfeit};
use super::melden::{Stap, bekende, concept_van, is_nieuw};
use super::opgaven::Opgave;
use super::opslag::DossierRij;
use super::registreren::verband;
use super::{gegevens_lezen, inwoner};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek,
    onderdelen::{Gegeven, Termijn},
    opslag::Leest,
};
use askama::Template;
use kern::stam::{DossierId, Peil};
use kern::toegang::Persoon;

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
    /// Known and told beside each other; only for who holds the dossier.
    anders: Vec<Verschilregel>,
    keuzes: Vec<Optie>,
    /// The melding lands in a dossier that a colleague holds.
    van_ander: bool,
    /// The dossier is closed and gets a holder again.
    heropent: bool,
}

/// What the draft tells about an inwoner who is known, where that differs from what is known, and the inwoner as known.
pub(super) async fn opgave(
    db: &impl Leest,
    v: &Verzoek,
    c: &Concept,
    d: &DossierRij,
    a: Option<&Adresfeit>,
) -> Result<(Opgave, Vec<Verschilregel>, Persoon), Fout> {
    let i = inwoner::lees(db, d.inwoner_id, Peil::op(v.vandaag()))
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder inwoner"))?;
    let p = gegevens_lezen::persoon(&v.app, &i)?;
    let opgave = Opgave::van(c, a);
    let anders = opgave.tegenover(db, d.inwoner_id, &p).await?;
    Ok((opgave, anders, p))
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
    let (mut anders, mut van_ander, mut heropent) = (Vec::new(), false, false);
    if !nieuw {
        wie = vec![Gegeven::nieuw("Inwoner", bekende(v, DossierId(c.onderwerp)).await?)];
        if let Some(b) = verband(&v.db, v, DossierId(c.onderwerp)).await? {
            (van_ander, heropent) = (b.loopt && !b.mijn, !b.loopt && !b.mijn);
            if b.mijn {
                let a = lezen::adres(c, v.vandaag());
                anders = opgave(&v.db, v, c, &b.d, a.as_ref()).await?.1;
            }
        }
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
        anders,
        keuzes: vec![
            Optie::nieuw("ja", "Neem over").uitleg("Wat er eerst stond, blijft bewaard als geschiedenis."),
            Optie::nieuw("later", "Beslis later").uitleg("Het wacht bij de gegevens van de inwoner."),
        ],
        van_ander,
        heropent,
    })
}
