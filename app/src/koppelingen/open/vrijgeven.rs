//! Releasing the figures of a quarter for everybody: what would be shown, what is hidden, and the act itself.

use super::{
    opslag::{self, Uitgave},
    stand::{Stand, TABELLEN},
};
use crate::huis::{
    App, Fout, Wie,
    geheim::sha256,
    opslag::{Handeling, Leest},
    regels::Regels,
};
use crate::monitor::{
    beeld::Beeld,
    kijk::{heeft_regels, nr_op, profiel, vrijgave},
};
use kern::monitor::{Blik, Profiel, Tijdvak, kolommen::Kolommen, publicatie::publiceer, tabel, versies};
use kern::stam::{Datum, JournaalNr, Kwartaal, Peil, Weigering};

/// Whose small numbers are hidden how.
const PROFIEL: &str = "openbaar";
const BRON: &str = "Wet hergebruik van overheidsinformatie; AVG art. 5 lid 1 onder c";

/// A release in the making.
#[derive(Debug, Clone)]
pub struct Ontwerp {
    /// Quarter.
    pub kwartaal: Kwartaal,
    /// Day and act.
    pub peil: Peil,
    /// Figures as they would be shown.
    pub stand: Stand,
    /// How numbers are hidden.
    pub profiel: Profiel,
    /// Hidden figures that could be worked out from what was released before; a release with any is refused.
    pub lekken: usize,
    /// Releases that it was compared with.
    eerder: usize,
}

impl Ontwerp {
    /// Figures that are shown, and figures that are hidden.
    pub fn getoond_en_verborgen(&self) -> (usize, usize) {
        let alle = || self.stand.tabellen.iter().flat_map(|t| &t.cijfers);
        (alle().filter(|g| g.waarde.is_some()).count(), alle().filter(|g| g.verborgen).count())
    }
}

/// What a release of a quarter would be. Refused while the quarter can still change (OPN-01), when it was released before (OPN-02), and
/// for days without rules (OPN-04).
pub async fn ontwerp(app: &App, wie: &Wie, kwartaal: Kwartaal) -> Result<Result<Ontwerp, Weigering>, Fout> {
    let eerder = opslag::alle(&app.db).await?;
    if eerder.iter().any(|u| u.tijdvak == kwartaal.to_string()) {
        let zin = format!(
            "De cijfers van {kwartaal} zijn al openbaar. Een tweede keer kan niet: uit twee versies is een verborgen getal te vinden."
        );
        return Ok(Err(Weigering::nieuw("OPN-02", BRON, zin).bij("kwartaal")));
    }
    if !heeft_regels(&app.regels, kwartaal.periode().van()) {
        let zin =
            format!("Voor {kwartaal} zijn er geen regels en dus geen cijfers. Kies een later kwartaal.");
        return Ok(Err(Weigering::nieuw("OPN-04", BRON, zin).bij("kwartaal")));
    }
    let vrij = vrijgave(&app.regels, kwartaal)?;
    if wie.vandaag <= vrij {
        let na = vrij.plus_dagen(1);
        let zin = format!(
            "De cijfers van {kwartaal} kunnen nog veranderen. Openbaar maken kan vanaf {}.",
            na.voluit()
        );
        return Ok(Err(Weigering::nieuw("OPN-01", BRON, zin).bij("kwartaal")));
    }
    let laatste = kwartaal.periode().tot_en_met().unwrap_or(wie.vandaag);
    let peil = Peil::op(laatste).bekend(nr_op(&app.db, vrij).await?);
    maak(app, kwartaal, peil, &eerder).await.map(Ok)
}

/// Counts, hides what is small by itself, and then what would give it away, also beside what was released before.
async fn maak(app: &App, kwartaal: Kwartaal, peil: Peil, eerder: &[Uitgave]) -> Result<Ontwerp, Fout> {
    let jaar = peil.op.jaar();
    let eerste = eerder.iter().map(|u| u.peil_op.jaar()).min().unwrap_or(jaar).min(jaar);
    let jaren: Vec<i16> =
        (eerste - 1..=jaar.max(eerder.iter().map(|u| u.peil_op.jaar()).max().unwrap_or(jaar))).collect();
    let (nr, feiten) = app.gedeeld.neem::<Beeld>().haal(&app.db, &jaren).await?;
    let profiel = profiel(&app.regels, PROFIEL, peil.op)?;
    let mut feiten = (*feiten).clone();
    let mut vroeger = Vec::new();
    for u in eerder {
        vroeger.push(Stand::lees(&u.cijfers)?.tabellen(&mut feiten.codes)?);
    }
    // It takes the processor for a while: not on the threads that answer requests.
    let werk = move || reken(&feiten, nr, kwartaal, peil, profiel, &vroeger);
    tokio::task::spawn_blocking(werk).await.map_err(|e| Fout::nieuw(format!("open cijfers tellen: {e}")))
}

/// Quarters that can still be released.
const KWARTALEN: usize = 12;

/// The quarters whose figures may be released today, the last one first; never empty.
pub fn vrijgegeven(regels: &Regels, vandaag: Datum) -> Result<Vec<Kwartaal>, Fout> {
    let mut k = Kwartaal::van_dag(vandaag).vorige();
    while vrijgave(regels, k)? >= vandaag {
        k = k.vorige();
    }
    Ok(std::iter::successors(Some(k), |k| Some(k.vorige())).take(KWARTALEN).collect())
}

fn reken(
    feiten: &kern::monitor::Feiten,
    nr: JournaalNr,
    kwartaal: Kwartaal,
    peil: Peil,
    profiel: Profiel,
    vroeger: &[Vec<kern::monitor::Cijfertabel>],
) -> Ontwerp {
    let kolommen = Kolommen::bouw(feiten, nr);
    let blik = Blik { kolommen: Some(&kolommen), profiel: Some(&profiel), ..Blik::nieuw(feiten, peil) };
    let tabellen = TABELLEN.iter().map(|n| tabel(&blik, *n, Tijdvak::TwaalfMaanden)).collect();
    let eerder: Vec<&[kern::monitor::Cijfertabel]> = vroeger.iter().map(Vec::as_slice).collect();
    let (tabellen, lekken) = publiceer(feiten, &kolommen, &profiel, tabellen, &eerder);
    let stand = Stand::van(kwartaal, &tabellen, &feiten.codes);
    Ontwerp { kwartaal, peil, stand, profiel, lekken: lekken.len(), eerder: vroeger.len() }
}

/// Releases the figures of a quarter. Refused as [`ontwerp`] does, and when a hidden figure could be worked out (OPN-03).
pub async fn geef_vrij(app: &App, wie: Wie, kwartaal: Kwartaal) -> Result<Result<Uitgave, Weigering>, Fout> {
    let o = match ontwerp(app, &wie, kwartaal).await? {
        Ok(o) => o,
        Err(w) => return Ok(Err(w)),
    };
    if o.lekken > 0 {
        let zin = format!(
            "Met wat al openbaar is, zijn {} verborgen getallen te vinden. Deze cijfers kunnen daarom niet openbaar worden.",
            o.lekken
        );
        return Ok(Err(Weigering::nieuw("OPN-03", BRON, zin).bij("kwartaal")));
    }
    let mut tx = app.db.begin(wie).await?;
    let id = tx.nieuw_id()?;
    let cijfers = o.stand.schrijf()?;
    let u = Uitgave {
        openuitgave_id: id,
        tijdvak: kwartaal.to_string(),
        peil_op: o.peil.op,
        peil_nr: o.peil.bekend,
        definities: versies(),
        drempel: o.profiel.drempel,
        afronding: o.profiel.afronding,
        sha256: sha256(cijfers.as_bytes()),
        cijfers,
        vrij_op: tx.vandaag(),
    };
    let h = Handeling {
        wat: "cijfers openbaar gemaakt",
        onderwerp: "openuitgave",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    // Two that release at the same moment did not see each other's figures: the second starts again.
    if opslag::alle(&tx).await?.len() != o.eerder {
        return Err(Fout::achterhaald("iemand anders maakte net cijfers openbaar"));
    }
    opslag::leg_vast(&mut tx, &u).await?;
    tx.commit().await?;
    Ok(Ok(u))
}

/// Whether every release is still what was released; Dutch sentences about what is not.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let anders = |u: &Uitgave| sha256(u.cijfers.as_bytes()) != u.sha256;
    let zin = |u: Uitgave| {
        format!(
            "open cijfers {}: zij passen niet bij hun controlegetal en zijn buiten Wijkthuis om gewijzigd.",
            u.tijdvak
        )
    };
    Ok(opslag::alle(db).await?.into_iter().filter(anders).map(zin).collect())
}
