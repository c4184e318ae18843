//! What may be shown in an edition, given everything that was published before it.

use super::{
    cijfers::Cijfers,
    opslag::{self, Uitgave},
};
use crate::huis::{App, Fout};
use crate::monitor::{
    beeld::{Beeld, Moment},
    kijk::{normen, profiel},
};
use kern::monitor::{
    Blik, Cijfertabel, Profiel,
    publicatie::{Lek, lekken, publiceer},
};
use kern::rapport::{Rapportsoort, Rapporttijd, tabellen};
use kern::stam::{JournaalNr, Peil};

/// For boards and policy within the region.
pub const BESTUUR: &str = "bestuur";
/// For everybody.
pub const OPENBAAR: &str = "openbaar";

/// What an edition is about.
#[derive(Debug, Clone, Copy)]
pub struct Wat {
    /// Which report.
    pub soort: Rapportsoort,
    /// Over which time.
    pub tijd: Rapporttijd,
    /// For whom.
    pub profiel: &'static str,
}

impl Wat {
    /// What an uitgave is about.
    pub fn van(u: &Uitgave) -> Result<Wat, Fout> {
        let profiel = if u.profiel == OPENBAAR { OPENBAAR } else { BESTUUR };
        Ok(Wat { soort: u.rapportsoort()?, tijd: u.tijd()?, profiel })
    }
}

/// Editions that were published before, as their readers know them.
#[derive(Default)]
pub struct Eerder {
    /// For everybody.
    openbaar: Vec<Vec<Cijfertabel>>,
    /// For the boards, who read those for everybody too.
    alle: Vec<Vec<Cijfertabel>>,
}

/// The facts for an edition and for all that came before it.
pub async fn feiten(app: &App, peil: Peil, eerder: &[Uitgave]) -> Result<Moment, Fout> {
    let jaar = peil.op.jaar();
    let eerste = eerder.iter().map(|u| u.peil_op.jaar()).min().unwrap_or(jaar).min(jaar);
    let jaren: Vec<i16> = (eerste - 1..=jaar).collect();
    app.gedeeld.neem::<Beeld>().moment(&app.db, &jaren).await
}

fn blik<'a>(app: &App, m: &'a Moment, peil: Peil, p: &'a Profiel) -> Result<Blik<'a>, Fout> {
    Ok(Blik {
        kolommen: Some(&m.kolommen),
        profiel: Some(p),
        normen: normen(&app.regels, peil.op)?,
        ..Blik::nieuw(&m.feiten, peil)
    })
}

/// The tables of a report on a peil with nothing hidden, with the rows that an edition has.
pub fn open(app: &App, m: &Moment, wat: Wat, peil: Peil) -> Result<Vec<Cijfertabel>, Fout> {
    Ok(tabellen(&blik(app, m, peil, &Profiel::INTERN)?, wat.soort, wat.tijd))
}

/// The tables of an edition as it published them: counted again, with hidden what it hid.
pub fn zoals_gepubliceerd(app: &App, m: &Moment, u: &Uitgave, c: &Cijfers) -> Result<Vec<Cijfertabel>, Fout> {
    let mut tabellen = open(app, m, Wat::van(u)?, Peil::op(u.peil_op).bekend(u.peil_nr))?;
    tabellen.iter_mut().for_each(|t| c.verberg(t, &m.feiten.codes));
    Ok(tabellen)
}

/// What was published before an act.
pub async fn eerder(app: &App, m: &Moment, uitgaven: &[Uitgave], voor: JournaalNr) -> Result<Eerder, Fout> {
    let mut uit = Eerder::default();
    for u in uitgaven.iter().filter(|u| u.nr < voor) {
        let c = Cijfers::lees(&opslag::cijfers(&app.db, u.uitgave_id).await?)?;
        let t = zoals_gepubliceerd(app, m, u, &c)?;
        if u.profiel == OPENBAAR {
            uit.openbaar.push(t.clone());
        }
        uit.alle.push(t);
    }
    Ok(uit)
}

/// The tables of an edition, counted again as it was counted: from its own peil, beside what was published before it. An adopted
/// edition has the tables of its concept.
pub async fn hertel(app: &App, m: &Moment, u: &Uitgave, alle: &[Uitgave]) -> Result<Vec<Cijfertabel>, Fout> {
    let concept = alle.iter().find(|c| Some(c.uitgave_id) == u.concept_id);
    let voor = concept.map_or(u.nr, |c| c.nr);
    let e = eerder(app, m, alle, voor).await?;
    Ok(tel(app, m, Wat::van(u)?, Peil::op(u.peil_op).bekend(u.peil_nr), &e)?.0)
}

fn verwijzingen(edities: &[Vec<Cijfertabel>]) -> Vec<&[Cijfertabel]> {
    edities.iter().map(Vec::as_slice).collect()
}

/// The tables of an edition as its readers may see them, beside all that they saw before; and what cannot be protected any
/// more. Who sits on a board also reads what is for everybody, so that is laid beside their editions as well.
pub fn tel(
    app: &App,
    m: &Moment,
    wat: Wat,
    peil: Peil,
    eerder: &Eerder,
) -> Result<(Vec<Cijfertabel>, Vec<Lek>), Fout> {
    let bestuur = profiel(&app.regels, BESTUUR, peil.op)?;
    let publiek = profiel(&app.regels, OPENBAAR, peil.op)?;
    let (m_feiten, kolommen) = (&m.feiten, &m.kolommen);
    let alle = verwijzingen(&eerder.alle);
    if wat.profiel != OPENBAAR {
        let eerst = tabellen(&blik(app, m, peil, &bestuur)?, wat.soort, wat.tijd);
        let (tabellen, lek) = publiceer(m_feiten, kolommen, &bestuur, eerst, &alle);
        return Ok((tabellen, van_mensen(lek)));
    }
    let eerst = tabellen(&blik(app, m, peil, &publiek)?, wat.soort, wat.tijd);
    let (openbaar, mut lek) = publiceer(m_feiten, kolommen, &publiek, eerst, &verwijzingen(&eerder.openbaar));
    let (openbaar, meer) = publiceer(m_feiten, kolommen, &bestuur, openbaar, &alle);
    lek.extend(meer);
    Ok((openbaar, van_mensen(lek)))
}

/// Leaks that tell something of people. That nobody is somewhere may be shown in any table, so working that out tells no more.
fn van_mensen(lekken: Vec<Lek>) -> Vec<Lek> {
    lekken.into_iter().filter(|l| (l.laag, l.hoog) != (0, 0)).collect()
}

/// What a reader of all uitgaven can work out too closely: first for those on a board, then for everybody. Empty is good.
pub async fn alle_lekken(app: &App) -> Result<Vec<Lek>, Fout> {
    let uitgaven = opslag::eerder(&app.db, JournaalNr::NU).await?;
    let Some(laatste) = uitgaven.iter().max_by_key(|u| u.peil_op) else { return Ok(Vec::new()) };
    let m = feiten(app, Peil::op(laatste.peil_op), &uitgaven).await?;
    let e = eerder(app, &m, &uitgaven, JournaalNr::NU).await?;
    let mut uit = Vec::new();
    for (naam, edities) in [(BESTUUR, &e.alle), (OPENBAAR, &e.openbaar)] {
        let p = profiel(&app.regels, naam, laatste.peil_op)?;
        uit.extend(lekken(&m.feiten, &m.kolommen, &p, &verwijzingen(edities)));
    }
    Ok(van_mensen(uit))
}
