//! The uitname for the Wlz: what was taken out beforehand, what it should be, and what that does to the historic budget.

use super::boom::Tak;
use super::opslag::{self, WlzRij};
use super::rekenen::{Gegevens, bereken_uitname, jaartal};
use super::vastleggen::{self, Wat};
use super::web_bedragen::{lees_geld, lees_jaar};
use super::web_model::{handeling, lees_zeker, statusopties, zeker};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten, onderdelen::Gegeven};
use askama::Template;
use kern::stam::{Cent, Peil, lees_getal};

/// One uitname with everything behind it.
struct Blok {
    id: i64,
    kop: String,
    voorbeeld: bool,
    gegevens: Vec<Gegeven>,
    zin: String,
    boom: Vec<Tak>,
}

#[derive(Template)]
#[template(path = "stelsel/wlz.html")]
struct Lijst {
    kader: Kader,
    blokken: Vec<Blok>,
    mag_wijzigen: bool,
}

/// GET /stelsel/wlz
pub async fn lijst(vz: Verzoek) -> Uitkomst {
    let g = Gegevens::lees(&vz.db, Peil::op(vz.vandaag())).await?;
    let blokken = g.wlz.iter().map(|w| blok(&g, w)).collect::<Result<Vec<_>, Fout>>()?;
    let kader = vz.kader("Uitname voor de Wlz").await?.kruimel("Verdeling", "/stelsel").kruimel("Wlz", "");
    Antwoord::pagina(&Lijst { kader, blokken, mag_wijzigen: super::mag_wijzigen(&vz) })
}

fn blok(g: &Gegevens, w: &WlzRij) -> Result<Blok, Fout> {
    let histories = g.histories(jaartal(w.jaar)?)?;
    let h = histories.iter().find(|(c, _)| c.to_string() == w.gemeente).map(|(_, h)| h);
    let uit = h.map(|h| bereken_uitname(w, h)).transpose()?.flatten();
    let mut gegevens = vec![
        Gegeven::nieuw("Kosten in het basisjaar", w.kosten_cent.to_string()),
        Gegeven::nieuw("Index naar het prijspeil", w.prijsindex.replace('.', ",")),
        Gegeven::nieuw("Compensatie", w.compensatie_cent.to_string()),
        Gegeven::nieuw("Vooraf uitgenomen (ex ante)", w.ex_ante_cent.to_string()),
        Gegeven::nieuw("Bron", w.bron.clone()).bron(zeker(&w.cijferstatus)),
    ];
    let zin = match &uit {
        Some(u) => {
            gegevens.push(Gegeven::nieuw("Definitieve uitname", u.definitief.to_string()));
            gegevens.push(Gegeven::nieuw("Verrekening achteraf (ex post)", u.verrekening.to_string()));
            gegevens.push(Gegeven::nieuw("Historisch budget daarna", u.historisch_nieuw.to_string()));
            verrekenzin(u.verrekening)
        }
        None => {
            "Het historische budget van het jaar ervoor is niet bekend. Daarom is het nieuwe budget onbekend."
                .to_owned()
        }
    };
    Ok(Blok {
        id: w.wlzfeit_id,
        kop: format!("{} vanaf {}", gemeenten::naam_van(&w.gemeente), w.jaar),
        voorbeeld: uit.as_ref().is_some_and(|u| u.herleiding.status().is_voorbeeld()),
        boom: uit.iter().map(|u| Tak::van(&u.herleiding, 1)).collect(),
        gegevens,
        zin,
    })
}

fn verrekenzin(verrekening: Cent) -> String {
    match verrekening.cmp(&Cent::NUL) {
        std::cmp::Ordering::Greater => {
            format!("Er was vooraf te weinig uitgenomen. De regio betaalt eenmalig {verrekening} terug.")
        }
        std::cmp::Ordering::Less => format!(
            "Er was vooraf te veel uitgenomen. De regio krijgt eenmalig {} terug.",
            Cent(-verrekening.0)
        ),
        std::cmp::Ordering::Equal => "Vooraf was precies genoeg uitgenomen.".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "stelsel/wlz_nieuw.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    gemeenten: Vec<Optie>,
    zekerheden: Vec<Optie>,
}

/// GET /stelsel/wlz/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, Invoer::leeg().met("gemeente", gemeenten::regiegemeente().to_string())).await
}

async fn toon(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let p = Pagina {
        kader: vz
            .kader("Uitname toevoegen")
            .await?
            .kruimel("Verdeling", "/stelsel")
            .kruimel("Wlz", "/stelsel/wlz")
            .kruimel("Toevoegen", "")
            .fouten(!goed),
        gemeenten: gemeenten::opties(),
        zekerheden: statusopties(),
        formulier: f,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /stelsel/wlz/nieuw
pub async fn voeg_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let gemeente = gemeenten::zoek(vz.form.tekst("gemeente")).filter(|g| gemeenten::in_regio(*g));
    if gemeente.is_none() {
        f.fout("gemeente", "Kies de centrumgemeente.");
    }
    let jaar = lees_jaar(&vz, &mut f);
    let [kosten, compensatie, ex_ante] =
        ["kosten", "compensatie", "ex_ante"].map(|veld| lees_geld(&vz, &mut f, veld));
    let index = match lees_getal(vz.form.tekst("prijsindex")) {
        Ok(i) if !i.is_nul() && !i.is_negatief() => Some(vz.form.tekst("prijsindex").to_owned()),
        Ok(_) => {
            f.fout("prijsindex", "De index is meer dan nul, bijvoorbeeld 1,0357.");
            None
        }
        Err(e) => {
            f.fout("prijsindex", e.0);
            None
        }
    };
    let bron = vz.form.tekst("bron").to_owned();
    if bron.is_empty() {
        f.fout("bron", "Vul in uit welk document dit komt.");
    }
    let zeker = lees_zeker(&vz, &mut f);
    let (
        Some(gemeente),
        Some(jaar),
        Some(kosten_cent),
        Some(compensatie_cent),
        Some(ex_ante_cent),
        Some(prijsindex),
        Some(zeker),
        true,
    ) = (gemeente, jaar, kosten, compensatie, ex_ante, index, zeker, f.is_goed())
    else {
        return toon(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let wlzfeit_id = tx.nieuw_id()?;
    let w = WlzRij {
        wlzfeit_id,
        gemeente: gemeente.to_string(),
        jaar,
        kosten_cent,
        prijsindex,
        compensatie_cent,
        ex_ante_cent,
        bron,
        cijferstatus: zeker.code().to_owned(),
    };
    tx.journaal(handeling("uitname voor de Wlz vastgelegd", "wlzfeit", wlzfeit_id, "")).await?;
    vastleggen::wlz(&mut tx, &w).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/wlz", "De uitname is vastgelegd.")
}

/// POST /stelsel/wlz/{wlz}: it was wrong, and no longer counts.
pub async fn vervalt(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("wlz")?;
    let alle = opslag::wlz(&vz.db, Peil::op(vz.vandaag())).await?;
    if !alle.iter().any(|w| w.wlzfeit_id == id) {
        return Antwoord::niet_gevonden();
    }
    let mut tx = vz.begin().await?;
    tx.journaal(handeling("uitname voor de Wlz vervallen", "wlzfeit", id, "")).await?;
    vastleggen::vervalt(&mut tx, Wat::Wlz, id).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/wlz", "De uitname telt niet meer mee. Zij blijft bewaard.")
}
