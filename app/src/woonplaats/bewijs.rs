//! A decision computed again from what was known then: the same facts, the same rules, and so the same answer years later.

use super::beeld::{Beeld, REGELING, Vooraf, Woonplaatsregels};
use super::opslag::VerantwoordelijkeRij;
use super::woorden::paneel;
use crate::huis::{
    Antwoord, App, Fout, Kader, Uitkomst, Verzoek, gemeenten,
    onderdelen::{Besluitpaneel, Gegeven},
    opslag::{Leest, rij, sql, v},
    regels::Regels,
    uitleg,
};
use askama::Template;
use kern::{
    stam::{DossierId, InwonerId, JournaalNr, Peil},
    woonplaats::{Product, Regime, Status, Verantwoordelijk, Verblijfsrecht, verantwoordelijk},
};

rij! {
    /// A decision with whose it is.
    pub struct BewijsRij { verantwoordelijke_id: i64, vanaf_nr: JournaalNr, dossier_id: DossierId, inwoner_id: InwonerId }
}

sql!(
    ALLE = "SELECT v.verantwoordelijke_id, v.vanaf_nr, v.dossier_id, d.inwoner_id FROM verantwoordelijke v
    JOIN dossier d ON d.dossier_id = v.dossier_id AND d.tot_nr IS NULL
    WHERE v.vanaf_nr > $1 ORDER BY v.vanaf_nr, v.regime LIMIT 1000"
);

/// What came out of computing again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nagerekend {
    /// The answer as it is computed now.
    pub nu: Verantwoordelijk,
    /// What differs from what was recorded; empty when nothing does.
    pub verschillen: Vec<String>,
}

fn regime(code: &str) -> Option<Regime> {
    [Regime::R0, Regime::R1, Regime::R2].into_iter().find(|r| r.code() == code)
}

/// What was known just before the act that recorded a decision.
fn peil_voor(b: &VerantwoordelijkeRij) -> Peil {
    Peil::op(b.bevestigd_op).bekend(JournaalNr(b.vanaf_nr.0 - 1))
}

/// Computes a recorded decision again. `beeld` holds the facts as known just before it.
fn reken_na(b: &VerantwoordelijkeRij, beeld: &Beeld, regels: &Regels) -> Result<Nagerekend, Fout> {
    let r = Woonplaatsregels::op(regels, beeld.melding.ontvangen_op)?;
    let regime = regime(&b.regime).ok_or_else(|| Fout::nieuw("onbekend regime in de opslag"))?;
    let vooraf = Vooraf {
        product: Product::lees(&b.product),
        verblijfsrecht: Verblijfsrecht::lees(&b.verblijfsrecht).unwrap_or(Verblijfsrecht::Onbekend),
    };
    let nu = verantwoordelijk(regime, &beeld.feiten(vooraf)?, &r.kern());
    let mut verschillen = Vec::new();
    if r.hash != b.regels_hash {
        verschillen.push("De regels van toen zijn niet meer dezelfde als de regels van nu.".to_owned());
    }
    let gemeente = nu.gemeente.map_or_else(String::new, |g| g.to_string());
    if gemeente != b.berekend {
        verschillen.push(format!("Toen was het antwoord {}, nu {}.", noem(&b.berekend), noem(&gemeente)));
    }
    if nu.regel != b.regel {
        verschillen.push(format!("Toen besliste regel {}, nu regel {}.", b.regel, nu.regel));
    }
    // A dispute is recorded by a human; the rules never compute it.
    if b.status != Status::Geschil.code() && nu.status.code() != b.status {
        verschillen.push(format!("Toen was de status {}, nu {}.", b.status, nu.status.code()));
    }
    if uitleg::uit_json(&b.uitleg)? != uitleg::stappen(&nu.uitleg(gemeenten::lijst())) {
        verschillen.push("De stappen zijn niet dezelfde als toen.".to_owned());
    }
    Ok(Nagerekend { nu, verschillen })
}

fn noem(code: &str) -> String {
    if code.is_empty() { "geen gemeente".to_owned() } else { gemeenten::naam_van(code) }
}

#[derive(Template)]
#[template(path = "woonplaats/bewijs.html")]
struct Pagina {
    kader: Kader,
    terug: String,
    gelijk: bool,
    verschillen: Vec<String>,
    gegevens: Vec<Gegeven>,
    nu: Besluitpaneel,
    regime: String,
}

/// GET /dossiers/{dossier}/woonplaats/bewijs/{bewijs}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let (id, t) = (vz.pad("bewijs")?, vz.dossier());
    let alle = super::opslag::beslissingen(&vz.db, t.dossier, Peil::op(vz.vandaag())).await?;
    let Some(b) = alle.into_iter().find(|b| b.verantwoordelijke_id == id) else {
        return Antwoord::niet_gevonden();
    };
    let Some(beeld) = Beeld::lees(&vz.db, t, peil_voor(&b)).await? else { return Antwoord::niet_gevonden() };
    let n = reken_na(&b, &beeld, &vz.app.regels)?;
    let terug = format!("/dossiers/{}/woonplaats", t.dossier);
    let bestand = vz.app.regels.bestand(REGELING, beeld.melding.ontvangen_op)?;
    let gegevens = vec![
        Gegeven::nieuw("Vastgelegd op", b.bevestigd_op.voluit()),
        Gegeven::nieuw("Bekend tot en met handeling", (b.vanaf_nr.0 - 1).to_string())
            .bron("Wat daarna is vastgelegd, telt hier niet mee"),
        Gegeven::nieuw("Antwoord toen", noem(&b.berekend))
            .bron(format!("status {}, regel {}", b.status, b.regel)),
        Gegeven::nieuw("Regels", bestand.bestand.clone()).bron(format!("SHA-256 {}", b.regels_hash)),
        Gegeven::nieuw("Adressen en verblijven", (beeld.adressen.len() + beeld.verblijven.len()).to_string()),
    ];
    Antwoord::pagina(&Pagina {
        kader: vz
            .kader("Bewijs van de verantwoordelijke gemeente")
            .await?
            .kruimel("Woonplaats", terug.clone())
            .kruimel("Bewijs", ""),
        terug,
        gelijk: n.verschillen.is_empty(),
        verschillen: n.verschillen,
        gegevens,
        regime: n.nu.regime.naam().to_owned(),
        nu: paneel(&n.nu),
    })
}

/// Computes every recorded decision again, as Dutch sentences about what differs; none when all give the answer of then.
pub async fn controleer(app: &App) -> Result<Vec<String>, Fout> {
    let (mut uit, mut na) = (Vec::new(), 0i64);
    loop {
        let rijen: Vec<BewijsRij> = app.db.alle(ALLE, &[v(&na)]).await?;
        let Some(laatste) = rijen.last().map(|r| r.vanaf_nr.0) else { return Ok(uit) };
        // Both answers of one act have one number, and are read together.
        let vol = rijen.len() == 1000;
        let groepen = rijen.chunk_by(|a, b| a.vanaf_nr == b.vanaf_nr);
        for (klaar, groep) in groepen.enumerate() {
            // The last act of a full page may go on on the next.
            if vol && groep[0].vanaf_nr.0 == laatste && 0 < klaar {
                break;
            }
            uit.extend(controleer_groep(app, groep).await?);
            na = groep[0].vanaf_nr.0;
        }
    }
}

async fn controleer_groep(app: &App, groep: &[BewijsRij]) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    let alle = super::opslag::beslissingen(
        &app.db,
        groep[0].dossier_id,
        Peil::op(app.klok.vandaag()).bekend(groep[0].vanaf_nr),
    )
    .await?;
    let Some(eerste) = alle.iter().find(|b| b.vanaf_nr == groep[0].vanaf_nr) else { return Ok(uit) };
    let beeld = Beeld::van(&app.db, groep[0].dossier_id, groep[0].inwoner_id, peil_voor(eerste)).await?;
    for g in groep {
        let Some(b) = alle.iter().find(|b| b.verantwoordelijke_id == g.verantwoordelijke_id) else {
            continue;
        };
        let verschillen = match &beeld {
            Some(beeld) => reken_na(b, beeld, &app.regels)?.verschillen,
            None => vec!["De melding van toen is er niet meer.".to_owned()],
        };
        uit.extend(
            verschillen.into_iter().map(|z| format!("woonplaats: bewijs {}: {z}", g.verantwoordelijke_id)),
        );
    }
    Ok(uit)
}
