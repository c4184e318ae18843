//! Reading a table of a version from CSV or a spreadsheet, with every mistake named by row and column.

use super::opslag::{self, ModelRij};
use super::rekenen::{self, Ingelezen, KOLOM_BEDRAG, REST};
use super::vastleggen::{self, NieuweTabel};
use super::web_model::{handeling, lees_zeker, model_van, statusopties, weg_naam};
use crate::huis::{
    Antwoord, Bestand, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, csv, geheim::sha256, gemeenten,
};
use askama::Template;
use kern::stam::{Gemeentecode, Peil};
use kern::stelsel::{Rijfout, lees_bedragen, lees_csv, lees_maatstaven};
use std::fmt::Display;

/// Mistakes that are shown; the rest is counted.
const FOUTEN_MAX: usize = 200;

#[derive(Template)]
#[template(path = "stelsel/tabel.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    m: ModelRij,
    weg: &'static str,
    kolommen: Vec<String>,
    zekerheden: Vec<Optie>,
    fouten: Vec<Rijfout>,
    meer: usize,
    gelezen: usize,
}

/// GET /stelsel/modellen/{model}/tabel
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    pagina(&vz, Invoer::leeg(), (Vec::new(), 0)).await
}

async fn pagina(vz: &Verzoek, f: Invoer, (mut fouten, gelezen): (Vec<Rijfout>, usize)) -> Uitkomst {
    let Some(m) = model_van(vz).await? else { return Antwoord::niet_gevonden() };
    let meer = fouten.len().saturating_sub(FOUTEN_MAX);
    fouten.truncate(FOUTEN_MAX);
    let goed = f.is_goed();
    let terug = format!("/stelsel/modellen/{}", m.model_id);
    let p = Pagina {
        kader: vz
            .kader("Tabel inlezen")
            .await?
            .kruimel("Verdeling", "/stelsel")
            .kruimel("Modellen en paden", "/stelsel/modellen")
            .kruimel(m.versie.clone(), terug)
            .kruimel("Tabel inlezen", "")
            .fouten(!goed),
        formulier: f,
        weg: weg_naam(&m.weg),
        kolommen: kolommen(vz, &m).await?,
        zekerheden: statusopties(),
        fouten,
        meer,
        gelezen,
        m,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// The headings that the table must have.
async fn kolommen(vz: &Verzoek, m: &ModelRij) -> Result<Vec<String>, Fout> {
    let mut uit = vec!["code".to_owned()];
    if m.weg == "uitkomsten" {
        uit.push(KOLOM_BEDRAG.to_owned());
        return Ok(uit);
    }
    uit.push("inwoners".to_owned());
    let maten = opslag::maatstaven(&vz.db, m.model_id).await?;
    uit.extend(maten.into_iter().map(|r| r.code).filter(|c| c != "inwoners"));
    Ok(uit)
}

/// What came out of a file: its rows as CSV and their number, or what is wrong.
struct Gelezen {
    inhoud: String,
    rijen: usize,
    fouten: Vec<Rijfout>,
}

/// POST /stelsel/modellen/{model}/tabel
pub async fn lees_in(vz: Verzoek) -> Uitkomst {
    let Some(m) = model_van(&vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let bron = vz.form.tekst("bron").to_owned();
    if bron.is_empty() {
        f.fout("bron", "Vul in uit welk document de tabel komt.");
    }
    let cijferstatus = lees_zeker(&vz, &mut f);
    let bestand = vz.bestanden.iter().find(|b| b.veld == "bestand" && !b.inhoud.is_empty());
    let cellen = match bestand.map(cellen) {
        None => {
            f.fout("bestand", "Kies een bestand.");
            None
        }
        Some(Err(zin)) => {
            f.fout("bestand", zin);
            None
        }
        Some(Ok(c)) => Some(c),
    };
    let (Some(cijferstatus), Some(cellen), Some(bestand)) = (cijferstatus, cellen, bestand) else {
        return pagina(&vz, f, (Vec::new(), 0)).await;
    };
    let model = Ingelezen::lees(&vz.db, &m, Peil::op(vz.vandaag())).await?;
    let g = ontleed(&model, &cellen);
    if !g.fouten.is_empty() || g.rijen == 0 {
        let zin = match g.fouten.len() {
            0 => "In het bestand staat geen enkele gemeente.".to_owned(),
            1 => "In het bestand staat 1 fout. Verbeter die en lees het opnieuw in. Er is niets vastgelegd."
                .to_owned(),
            n => format!(
                "In het bestand staan {n} fouten. Verbeter ze en lees het opnieuw in. Er is niets vastgelegd."
            ),
        };
        f.fout("bestand", zin);
        return pagina(&vz, f, (g.fouten, g.rijen)).await;
    }
    if !f.is_goed() {
        return pagina(&vz, f, (Vec::new(), 0)).await;
    }
    let mut tx = vz.begin().await?;
    let id = tx.nieuw_id()?;
    tx.journaal(handeling("maatstaftabel ingelezen", "maatstaftabel", id, "")).await?;
    let nieuw = NieuweTabel {
        model_id: m.model_id,
        bron: &bron,
        cijferstatus: cijferstatus.code(),
        bestand: &bestand.naam,
        sha256: &sha256(&bestand.inhoud),
        rijen: i64::try_from(g.rijen).unwrap_or(i64::MAX),
        inhoud: &g.inhoud,
    };
    vastleggen::tabel(&mut tx, id, &nieuw).await?;
    tx.commit().await?;
    let melding = format!("De tabel is ingelezen: {} gemeenten.", g.rijen);
    Antwoord::naar_met_melding(format!("/stelsel/modellen/{}", m.model_id), melding)
}

/// The cells of a file: a spreadsheet or CSV.
fn cellen(b: &Bestand) -> Result<Vec<Vec<String>>, String> {
    if b.inhoud.starts_with(b"PK") {
        return blad(&b.inhoud);
    }
    let tekst = std::str::from_utf8(&b.inhoud)
        .map_or_else(|_| b.inhoud.iter().map(|c| char::from(*c)).collect::<String>(), str::to_owned);
    if tekst.contains('\0') {
        return Err("Dit bestand is geen tabel. Bewaar het als CSV of als Excel-bestand (xlsx).".to_owned());
    }
    Ok(lees_csv(&tekst))
}

/// The first sheet that holds something.
fn blad(bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
    let bladen = drukwerk::blad::lees(bytes).map_err(|e| format!("{e}. Bewaar het opnieuw, of als CSV."))?;
    let vol = bladen.into_iter().find(|b| b.rijen.iter().any(|r| !r.is_empty()));
    let rijen = vol.map(|b| b.rijen).ok_or_else(|| "In dit bestand staat geen tabel.".to_owned())?;
    Ok(rijen.into_iter().map(|r| r.iter().map(|c| met_komma(c)).collect()).collect())
}

/// A number in a spreadsheet has a decimal point; in a Dutch text a lone point marks thousands.
fn met_komma(cel: &str) -> String {
    let kaal = cel.strip_prefix('-').unwrap_or(cel);
    let cijfers = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    match kaal.split_once('.') {
        Some((heel, deel)) if cijfers(heel) && cijfers(deel) => cel.replace('.', ","),
        Some(_) | None => cel.to_owned(),
    }
}

/// Reads the cells as the version wants them; gemeenten that do not exist are mistakes too.
fn ontleed(model: &Ingelezen, cellen: &[Vec<String>]) -> Gelezen {
    let kop: Vec<String> = ["code", "naam"].map(str::to_owned).to_vec();
    if model.rij.weg == "uitkomsten" {
        let l = lees_bedragen(cellen, KOLOM_BEDRAG);
        let rijen: Vec<Vec<String>> = l.rijen.iter().map(|(g, c)| rij(*g, &[c.to_string()])).collect();
        let kop = [kop, vec![KOLOM_BEDRAG.to_owned()]].concat();
        return klaar(kop, rijen, l.rijen.iter().map(|r| r.0), l.fouten);
    }
    let l = lees_maatstaven(cellen, &model.model);
    let codes: Vec<String> = model.model.maatstaven.iter().map(|m| m.code.clone()).collect();
    let extra = |i: &usize| codes[*i] != "inwoners";
    let plekken: Vec<usize> = (0..codes.len()).filter(extra).collect();
    let rijen: Vec<Vec<String>> = l
        .rijen
        .iter()
        .map(|r| {
            let mut w = vec![r.inwoners.to_string()];
            w.extend(plekken.iter().map(|i| r.waarden[*i].to_string()));
            rij(r.gemeente, &w)
        })
        .collect();
    let mut koppen = [kop, vec!["inwoners".to_owned()]].concat();
    koppen.extend(plekken.iter().map(|i| codes[*i].clone()));
    klaar(koppen, rijen, l.rijen.iter().map(|r| r.gemeente), l.fouten)
}

fn rij(g: Gemeentecode, waarden: &[impl Display]) -> Vec<String> {
    let mut uit = vec![g.to_string(), rekenen::naam(g)];
    uit.extend(waarden.iter().map(ToString::to_string));
    uit
}

fn klaar(
    kop: Vec<String>,
    rijen: Vec<Vec<String>>,
    codes: impl Iterator<Item = Gemeentecode>,
    mut fouten: Vec<Rijfout>,
) -> Gelezen {
    for g in codes.filter(|g| !gemeenten::lijst().bestaat(*g) && g.to_string() != REST) {
        fouten.push(Rijfout {
            rij: 0,
            kolom: "code".to_owned(),
            gelezen: g.to_string(),
            zin: "Deze gemeente bestaat niet (meer).".to_owned(),
        });
    }
    let mut inhoud = csv::regel(&kop);
    for r in &rijen {
        inhoud.push_str(&csv::regel(r));
    }
    Gelezen { inhoud, rijen: rijen.len(), fouten }
}

/// GET /stelsel/modellen/{model}/tabel/{tabel}: the table as CSV.
pub async fn download(vz: Verzoek) -> Uitkomst {
    let Some(m) = model_van(&vz).await? else { return Antwoord::niet_gevonden() };
    let id = vz.pad("tabel")?;
    let tabellen = opslag::tabellen(&vz.db, m.model_id, Peil::op(vz.vandaag())).await?;
    if !tabellen.iter().any(|t| t.tabel_id == id) {
        return Antwoord::niet_gevonden();
    }
    let inhoud = opslag::tabel_inhoud(&vz.db, id).await?;
    Antwoord::bestand("maatstaven.csv", "text/csv; charset=utf-8", inhoud.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_getal_uit_een_rekenblad_houdt_zijn_decimalen() {
        for (cel, verwacht) in
            [("1.234", "1,234"), ("-0.5", "-0,5"), ("17068", "17068"), ("a.b", "a.b"), ("1.2.3", "1.2.3")]
        {
            assert_eq!(met_komma(cel), verwacht);
        }
    }
}
