//! The decision on the key: which, from when, and where it is written. A new one ends the one before it.

use super::opslag::{self, SleutelRij};
use crate::financien::{nav, stuk, velden};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek,
    kader::Koppeling,
    opslag::{Handeling, Tx},
};
use askama::Template;
use kern::financien::{Deelnemer, reken_af};
use kern::stam::{Cent, Datum, Gemeentecode, Weigering};

/// The keys with their explanation.
const SLEUTELS: &[(&str, &str, &str)] = &[
    ("a", "Naar of uit de regionale reserve", "Niemand krijgt of betaalt iets. De reserve vangt het op."),
    ("b", "Naar inbreng", "Wie meer inbracht, krijgt of betaalt meer."),
    ("c", "Naar inwoners op 1 januari", "Wie meer inwoners heeft, krijgt of betaalt meer."),
    ("d", "Naar gebruik", "Wie meer kosten had voor eigen inwoners, krijgt of betaalt meer."),
    ("e", "Gemengd", "Elk van de drie voor een deel, met eventueel een grens per inwoner."),
];

#[derive(Template)]
#[template(path = "financien/pot/besluit.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    sleutels: Vec<Optie>,
}

/// GET /geld/pot/sleutel
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, Invoer::leeg()).await
}

async fn toon(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let titel = "Besluit over de verdeelsleutel";
    let p = Pagina {
        kader: nav::kader(vz, titel).await?.kruimel("De pot", "/geld/pot").kruimel(titel, "").fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        sleutels: SLEUTELS
            .iter()
            .map(|(letter, tekst, uitleg)| {
                Optie::nieuw(*letter, format!("{letter}. {tekst}")).uitleg(*uitleg)
            })
            .collect(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// A share of the mix: a whole percent, nothing when left empty.
fn procent(vz: &Verzoek, f: &mut Invoer, veld: &'static str) -> i64 {
    let getypt = vz.form.tekst(veld);
    if getypt.is_empty() {
        return 0;
    }
    match getypt.parse::<i64>() {
        Ok(p) if (0..=100).contains(&p) => p,
        _ => {
            f.fout(veld, "Vul een heel getal in van 0 tot en met 100.");
            0
        }
    }
}

/// The decision as typed; nothing when a field is wrong.
fn lees(vz: &Verzoek, f: &mut Invoer) -> Option<SleutelRij> {
    let letter = SLEUTELS.iter().map(|s| s.0).find(|l| *l == vz.form.tekst("letter"));
    if letter.is_none() {
        f.fout("letter", "Kies een sleutel.");
    }
    let delen = ["inbreng", "inwoners", "gebruik"].map(|v| procent(vz, f, v));
    let band = match vz.form.tekst("band") {
        "" => None,
        _ => velden::bedrag(vz, f, "band"),
    };
    let besloten_op = velden::dag(vz, f, "besloten", "Vul de dag van het besluit in.");
    let van = velden::dag(vz, f, "vanaf", "Vul in vanaf wanneer de sleutel geldt.");
    let document = velden::tekst(vz, f, "document", "Noem het document waarin dit staat.");
    let mix = letter == Some("e");
    let [inbreng, inwoners, gebruik] = if mix { delen } else { [0; 3] };
    Some(SleutelRij {
        sleutelbesluit_id: 0,
        letter: letter?.to_owned(),
        inbreng,
        inwoners,
        gebruik,
        band_cent: band.filter(|_| mix),
        besloten_op: besloten_op?,
        document: document?,
        stuk_id: None,
        geldig_van: van?,
        geldig_tot: None,
    })
}

/// POST /geld/pot/sleutel
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let gelezen = lees(&vz, &mut f);
    let bijlage = velden::bijlage(&vz, &mut f);
    let Some(mut rij) = gelezen.filter(|_| f.is_goed()) else { return toon(&vz, f).await };
    if let Err(w) = toets(&rij)? {
        let w = if w.code == "FIN-08" { w.bij("inbreng") } else { w.bij("band") };
        f.weiger(&w);
        return toon(&vz, f).await;
    }
    let mut tx = vz.begin().await?;
    rij.sleutelbesluit_id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "verdeelsleutel besloten",
        onderwerp: "sleutelbesluit",
        onderwerp_id: rij.sleutelbesluit_id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    rij.stuk_id = stuk::bewaar(&mut tx, &vz.app, bijlage).await?;
    if let Err(w) = leg_vast(&mut tx, &rij).await? {
        drop(tx);
        f.weiger(&w);
        return toon(&vz, f).await;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/geld/pot?jaar={}", rij.geldig_van.jaar()),
        "Het besluit over de verdeelsleutel is vastgelegd.",
    )
}

/// Whether the rules take this key at all (FIN-08, FIN-09): tried on gemeenten that differ in nothing.
fn toets(rij: &SleutelRij) -> Result<Result<(), Weigering>, Fout> {
    let g = Gemeentecode::lees("0794").map_err(|e| Fout::nieuw(e.to_string()))?;
    let gelijk = Deelnemer { gemeente: g, inbreng: Cent(1), inwoners: 1, gebruik: Cent(1) };
    Ok(reken_af(Cent(1), &rij.sleutel()?, &[gelijk]).map(|_| ()))
}

/// Ends the decision that held before it. Refused before one that begins later or on the same day (FIN-06).
async fn leg_vast(tx: &mut Tx, rij: &SleutelRij) -> Result<Result<(), Weigering>, Fout> {
    let loopt = |r: &SleutelRij, dag: Datum| r.geldig_tot.is_none_or(|t| dag < t);
    for oud in opslag::besluiten(tx).await? {
        if rij.geldig_van <= oud.geldig_van {
            let zin = format!(
                "Er is al een besluit dat ingaat op {}. Een nieuw besluit gaat later in.",
                oud.geldig_van.voluit()
            );
            return Ok(Err(Weigering::nieuw("FIN-06", "Dienstverleningsovereenkomst", zin).bij("vanaf")));
        }
        if loopt(&oud, rij.geldig_van) {
            let korter = SleutelRij { geldig_tot: Some(rij.geldig_van), ..oud };
            opslag::leg_besluit_vast(tx, &korter, true).await?;
        }
    }
    opslag::leg_besluit_vast(tx, rij, false).await?;
    Ok(Ok(()))
}
