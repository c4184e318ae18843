//! Letters that were sent.

use crate::{
    huis::{Antwoord, Dossierkop, Kader, Uitkomst, Verzoek, moment_voluit},
    trajectregie::opslag::inzage as opslag,
};
use askama::Template;

const PAD: &str = "/dossiers/{dossier}/documenten";

/// A letter as a line.
struct Regel {
    naam: String,
    wanneer: String,
    door: String,
    kenmerk: String,
    href: String,
}

#[derive(Template)]
#[template(path = "trajectregie/documenten.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    regels: Vec<Regel>,
}

/// GET /dossiers/{dossier}/documenten
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let brieven = opslag::brieven(&v.db, v.dossier().dossier, peil.bekend).await?;
    let basis = PAD.replace("{dossier}", &v.dossier().dossier.to_string());
    let regel = |b: opslag::BriefRij| Regel {
        naam: naam(&b.soort),
        wanneer: moment_voluit(b.tijdstip),
        door: b.naam.unwrap_or_else(|| "Wijkthuis zelf".into()),
        kenmerk: b.sha256.chars().take(12).collect(),
        href: format!("{basis}/{}", b.brief_id),
    };
    let regels = brieven.into_iter().map(regel).collect();
    Antwoord::pagina(&Pagina { kader: v.kader("Documenten").await?, kop, regels })
}

/// GET /dossiers/{dossier}/documenten/{brief}
pub async fn haal(v: Verzoek) -> Uitkomst {
    let id = v.pad("brief")?;
    let Some((soort, dicht)) = opslag::brief(&v.db, v.dossier().dossier, id).await? else {
        return Antwoord::niet_gevonden();
    };
    let pdf = v.app.sleutels.ontsleutel("brief.inhoud", &dicht)?;
    Antwoord::bestand(format!("{soort}-{id}.pdf"), "application/pdf", pdf)
}

/// `ontvangstbevestiging` as people read it.
fn naam(soort: &str) -> String {
    let tekst = soort.replace('_', " ");
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |l| l.to_uppercase().chain(letters).collect())
}
