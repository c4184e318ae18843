//! Versions of the model: the list, one version, a new one, and its state.

use super::keuze::{statustoon, statuswoord};
use super::opslag::{self, ModelRij, TabelRij};
use super::rekenen;
use super::vastleggen;
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, kader::Toon, opslag::Handeling};
use askama::Template;
use kern::stam::{Peil, lees_getal};
use kern::stelsel::{Cijferstatus, Decimaal, lees_csv};

/// The three ways in, each with what it asks.
pub(super) const WEGEN: [(&str, &str, &str); 3] = [
    (
        "tabel",
        "De hele tabel",
        "Alle 342 gemeenten met hun maatstaven. Dan rekent Wijkthuis de uitkeringsfactor zelf uit en is de som precies het macrobudget.",
    ),
    (
        "factor",
        "Een gepubliceerde uitkeringsfactor",
        "Alleen de maatstaven van de eigen gemeenten, en de factor zoals die is gepubliceerd.",
    ),
    (
        "uitkomsten",
        "Gepubliceerde uitkomsten",
        "Alleen het bedrag per gemeente. Er valt dan niets na te rekenen.",
    ),
];
const STATUSSEN: [&str; 3] = ["concept", "vastgesteld", "vervallen"];
/// Most maatstaven of one version.
const MAATSTAVEN_MAX: usize = 100;

/// A version in the list.
pub struct Modelregel {
    id: i64,
    versie: String,
    weg: &'static str,
    status: (String, Toon),
    bron: String,
    zeker: &'static str,
}

/// A schedule in the list.
pub struct Padregel {
    id: i64,
    naam: String,
    start: String,
    stappen: Vec<String>,
    status: (String, Toon),
    bron: String,
    zeker: &'static str,
    opmerkingen: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "stelsel/modellen.html")]
struct Modellen {
    kader: Kader,
    modellen: Vec<Modelregel>,
    paden: Vec<Padregel>,
    mag_wijzigen: bool,
}

pub(super) fn weg_naam(weg: &str) -> &'static str {
    WEGEN.iter().find(|w| w.0 == weg).map_or("", |w| w.1)
}

pub(super) fn zeker(status: &str) -> &'static str {
    Cijferstatus::lees(status).map_or("", Cijferstatus::tekst)
}

/// How sure numbers are, as options; what is made up comes last.
pub(super) fn statusopties() -> Vec<Optie> {
    Cijferstatus::ALLE.iter().rev().map(|s| Optie::nieuw(s.code(), s.tekst())).collect()
}

/// GET /stelsel/modellen
pub async fn lijst(vz: Verzoek) -> Uitkomst {
    let peil = Peil::op(vz.vandaag());
    let modellen = opslag::modellen(&vz.db, peil).await?.into_iter().map(|m| Modelregel {
        id: m.model_id,
        weg: weg_naam(&m.weg),
        status: (statuswoord(&m.status).to_owned(), statustoon(&m.status)),
        zeker: zeker(&m.cijferstatus),
        versie: m.versie,
        bron: m.bron,
    });
    let mut paden = Vec::new();
    for p in opslag::paden(&vz.db, peil).await? {
        let pad = rekenen::ingroeipad(&p)?;
        paden.push(Padregel {
            id: p.pad_id,
            start: p.startjaar.map_or_else(|| "Niet besloten".to_owned(), |j| j.to_string()),
            stappen: pad.schema.stappen().iter().map(|s| super::web::procent(&s.breuk())).collect(),
            opmerkingen: pad.schema.opmerkingen(),
            status: (statuswoord(&p.status).to_owned(), statustoon(&p.status)),
            zeker: zeker(&p.cijferstatus),
            naam: p.naam,
            bron: p.bron,
        });
    }
    let kader = vz.kader("Modellen en ingroeipaden").await?.kruimel("Verdeling", "/stelsel");
    Antwoord::pagina(&Modellen {
        kader: kader.kruimel("Modellen en paden", ""),
        modellen: modellen.collect(),
        paden,
        mag_wijzigen: super::mag_wijzigen(&vz),
    })
}

/// A maatstaf on the page of a version.
struct Maatregel {
    code: String,
    naam: String,
    gewicht: String,
    bron: String,
    zeker: &'static str,
}

#[derive(Template)]
#[template(path = "stelsel/model.html")]
struct Model {
    kader: Kader,
    formulier: Invoer,
    m: ModelRij,
    weg: &'static str,
    status: (String, Toon),
    zeker: &'static str,
    maten: Vec<Maatregel>,
    tabellen: Vec<TabelRij>,
    statussen: Vec<Optie>,
    mag_wijzigen: bool,
}

/// The version in the path.
pub(super) async fn model_van(vz: &Verzoek) -> Result<Option<ModelRij>, Fout> {
    let id = vz.pad("model")?;
    let alle = opslag::modellen(&vz.db, Peil::op(vz.vandaag())).await?;
    Ok(alle.into_iter().find(|m| m.model_id == id))
}

/// GET /stelsel/modellen/{model}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let f = Invoer::leeg();
    pagina(&vz, f).await
}

async fn pagina(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let Some(m) = model_van(vz).await? else { return Antwoord::niet_gevonden() };
    let goed = f.is_goed();
    let maten = opslag::maatstaven(&vz.db, m.model_id).await?.into_iter().map(|r| Maatregel {
        zeker: zeker(&r.cijferstatus),
        code: r.code,
        naam: r.naam,
        gewicht: format!("€ {}", r.gewicht.replace('.', ",")),
        bron: r.bron,
    });
    let f = if goed { f.met("status", m.status.clone()) } else { f };
    let p = Model {
        kader: vz
            .kader(&format!("Verdeelmodel {}", m.versie))
            .await?
            .kruimel("Verdeling", "/stelsel")
            .kruimel("Modellen en paden", "/stelsel/modellen")
            .kruimel(m.versie.clone(), "")
            .fouten(!goed),
        formulier: f,
        weg: weg_naam(&m.weg),
        status: (statuswoord(&m.status).to_owned(), statustoon(&m.status)),
        zeker: zeker(&m.cijferstatus),
        maten: maten.collect(),
        tabellen: opslag::tabellen(&vz.db, m.model_id, Peil::op(vz.vandaag())).await?,
        statussen: STATUSSEN.iter().map(|s| Optie::nieuw(*s, hoofdletter(s))).collect(),
        mag_wijzigen: super::mag_wijzigen(vz),
        m,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

pub(super) fn hoofdletter(s: &str) -> String {
    let mut t = s.chars();
    t.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + t.as_str())
}

/// POST /stelsel/modellen/{model}: another state.
pub async fn zet_status(vz: Verzoek) -> Uitkomst {
    let Some(mut m) = model_van(&vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let Some(status) = STATUSSEN.into_iter().find(|s| *s == vz.form.tekst("status")) else {
        f.fout("status", "Kies een status.");
        return pagina(&vz, f).await;
    };
    let tabel = opslag::tabellen(&vz.db, m.model_id, Peil::op(vz.vandaag())).await?;
    if status == "vastgesteld" && tabel.is_empty() {
        f.fout("status", "Een model zonder tabel kan niet worden vastgesteld. Lees eerst een tabel in.");
        return pagina(&vz, f).await;
    }
    if status == "vastgesteld" && m.cijferstatus == Cijferstatus::Illustratief.code() {
        f.fout("status", "Een rekenvoorbeeld kan niet worden vastgesteld.");
        return pagina(&vz, f).await;
    }
    let terug = format!("/stelsel/modellen/{}", m.model_id);
    if m.status == status {
        return Antwoord::naar_met_melding(terug, "Er was niets gewijzigd.");
    }
    m.status = status.to_owned();
    let mut tx = vz.begin().await?;
    tx.journaal(handeling("status van verdeelmodel gewijzigd", "verdeelmodel", m.model_id, status)).await?;
    vastleggen::model(&mut tx, &m, true).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(terug, format!("Het model is nu {status}."))
}

pub(super) fn handeling(
    wat: &'static str,
    onderwerp: &'static str,
    id: i64,
    reden: &'static str,
) -> Handeling {
    Handeling { wat, onderwerp, onderwerp_id: id, dossier: None, gemeente: None, reden }
}

#[derive(Template)]
#[template(path = "stelsel/model_nieuw.html")]
struct Nieuw {
    kader: Kader,
    formulier: Invoer,
    wegen: Vec<Optie>,
    zekerheden: Vec<Optie>,
}

/// GET /stelsel/modellen/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon_nieuw(&vz, Invoer::leeg().met("weg", "tabel")).await
}

async fn toon_nieuw(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let p = Nieuw {
        kader: vz
            .kader("Verdeelmodel toevoegen")
            .await?
            .kruimel("Verdeling", "/stelsel")
            .kruimel("Modellen en paden", "/stelsel/modellen")
            .kruimel("Toevoegen", "")
            .fouten(!goed),
        wegen: WEGEN.iter().map(|w| Optie::nieuw(w.0, w.1).uitleg(w.2)).collect(),
        zekerheden: statusopties(),
        formulier: f,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// A maatstaf as typed: code, name, weight.
type Getypt = [String; 3];

/// POST /stelsel/modellen/nieuw
pub async fn voeg_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let (versie, bron) = (vz.form.tekst("versie").to_owned(), vz.form.tekst("bron").to_owned());
    for (waarde, veld, zin) in [
        (&versie, "versie", "Geef de versie een naam, bijvoorbeeld 2023-09."),
        (&bron, "bron", "Vul in uit welk document het model komt."),
    ] {
        if waarde.is_empty() {
            f.fout(veld, zin);
        }
    }
    let weg = WEGEN.iter().map(|w| w.0).find(|w| *w == vz.form.tekst("weg"));
    if weg.is_none() {
        f.fout("weg", "Kies hoe de verdeling binnenkomt.");
    }
    let cijferstatus = lees_zeker(&vz, &mut f);
    let factor = lees_factor(&vz, &mut f, weg);
    let maten = if weg == Some("uitkomsten") { Some(Vec::new()) } else { lees_maten(&vz, &mut f) };
    let (Some(weg), Some(cijferstatus), Some(factor), Some(maten), true) =
        (weg, cijferstatus, factor, maten, f.is_goed())
    else {
        return toon_nieuw(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let model_id = tx.nieuw_id()?;
    let m = ModelRij {
        model_id,
        versie,
        weg: weg.to_owned(),
        factor,
        status: "concept".to_owned(),
        bron,
        cijferstatus: cijferstatus.code().to_owned(),
    };
    tx.journaal(handeling("verdeelmodel vastgelegd", "verdeelmodel", model_id, "concept")).await?;
    vastleggen::model(&mut tx, &m, false).await?;
    for (i, [code, naam, gewicht]) in maten.iter().enumerate() {
        vastleggen::maatstaf(&mut tx, &m, i64::try_from(i).unwrap_or(0), [code, naam, gewicht]).await?;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/stelsel/modellen/{model_id}"),
        "Het model is vastgelegd als concept. Lees nu de tabel in.",
    )
}

/// How sure the numbers are; an error at the field when nothing was chosen.
pub(super) fn lees_zeker(vz: &Verzoek, f: &mut Invoer) -> Option<Cijferstatus> {
    let s = Cijferstatus::lees(vz.form.tekst("cijferstatus")).ok();
    if s.is_none() {
        f.fout("cijferstatus", "Kies hoe zeker de getallen zijn.");
    }
    s
}

fn lees_factor(vz: &Verzoek, f: &mut Invoer, weg: Option<&str>) -> Option<String> {
    let getypt = vz.form.tekst("factor");
    if weg != Some("factor") {
        return Some(String::new());
    }
    match lees_getal(getypt) {
        Ok(b) if !b.is_negatief() && !b.is_nul() => Some(getypt.to_owned()),
        Ok(_) => {
            f.fout("factor", "De uitkeringsfactor is meer dan nul.");
            None
        }
        Err(e) => {
            f.fout("factor", e.0);
            None
        }
    }
}

/// Each line is `code; naam; gewicht`. Every line that cannot be read is named.
fn lees_maten(vz: &Verzoek, f: &mut Invoer) -> Option<Vec<Getypt>> {
    let tekst = vz.form.tekst("maatstaven").to_owned();
    let rijen = lees_csv(&tekst);
    let mut uit: Vec<Getypt> = Vec::new();
    for (i, rij) in rijen.iter().enumerate().filter(|(_, r)| r.iter().any(|c| !c.trim().is_empty())) {
        match lees_maat(rij, &uit) {
            Ok(m) => uit.push(m),
            Err(zin) => f.fout("maatstaven", format!("Regel {}: {zin}", i + 1)),
        }
    }
    if tekst.is_empty() {
        f.fout("maatstaven", "Vul de maatstaven in, een per regel.");
    }
    if MAATSTAVEN_MAX < uit.len() {
        f.fout("maatstaven", format!("Een model heeft hoogstens {MAATSTAVEN_MAX} maatstaven."));
    }
    (f.is_goed() || !f.is_fout("maatstaven")).then_some(uit)
}

fn lees_maat(rij: &[String], eerder: &[Getypt]) -> Result<Getypt, String> {
    let cel = |i: usize| rij.get(i).map_or("", |c| c.trim()).to_owned();
    let [code, naam, gewicht] = [cel(0).to_lowercase(), cel(1), cel(2)];
    if rij.len() < 3 || code.is_empty() || naam.is_empty() {
        return Err("schrijf code; naam; gewicht.".to_owned());
    }
    if eerder.iter().any(|e| e[0] == code) {
        return Err(format!("de code ‘{code}’ staat er al."));
    }
    let getal = lees_getal(&gewicht).and_then(|b| Decimaal::van(&b)).map_err(|e| format!("gewicht: {e}"))?;
    Ok([code, naam, getal.breuk().met_decimalen(6).trim_end_matches('0').trim_end_matches('.').to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_maatstaf_is_een_regel_met_code_naam_en_gewicht() {
        let lees = |t: &str| lees_maat(&lees_csv(t)[0], &[["inwoners".into(), "x".into(), "1".into()]]);
        assert_eq!(lees("Laag; Laag inkomen ;1.250,5").expect("reads"), ["laag", "Laag inkomen", "1250.5"]);
        assert_eq!(lees("a;b;-3").expect("negative weights exist"), ["a", "b", "-3"]);
        for (t, wat) in [
            ("a;b", "schrijf"),
            ("inwoners;b;1", "staat er al"),
            ("a;b;veel", "gewicht"),
            ("a;b;0,1234567", "gewicht"),
        ] {
            assert!(lees(t).expect_err(t).contains(wat), "{t}");
        }
    }
}
