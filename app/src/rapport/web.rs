//! Reports on screen: list, reader, files, figures, adopting, computing again.

use super::{
    MAKERS, SCHRIJVERS, VASTSTELLERS,
    herreken::{self as nareken, Uitslag},
    maak::{geef_rapport, onleesbaar, stel_vast as leg_vast},
    opslag::{self, Uitgave},
    publicatie::{BESTUUR, OPENBAAR, Wat},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, figuur::Opmaak, kader::Toon};
use askama::Template;
use kern::monitor::woorden::getal;
use kern::rapport::{Rapportsoort, Rapporttijd};
use kern::stam::{Kwartaal, Weigering};

/// Quarters that can be chosen.
const KWARTALEN: usize = 12;
/// Years that can be chosen.
const JAREN: i16 = 3;

struct Regel {
    href: String,
    pdf_href: String,
    naam: String,
    soort: &'static str,
    voor: &'static str,
    versie: i64,
    peil: String,
    gemaakt: String,
    stand: String,
    toon: Toon,
    laatste: bool,
}

#[derive(Template)]
#[template(path = "rapport/lijst.html")]
struct Lijst {
    kader: Kader,
    formulier: Invoer,
    mag_maken: bool,
    mag_schrijven: bool,
    soorten: Vec<Optie>,
    tijdvakken: Vec<Optie>,
    profielen: Vec<Optie>,
    regels: Vec<Regel>,
}

/// What an uitgave is about, in words.
pub(super) fn naam(u: &Uitgave) -> String {
    Rapporttijd::lees(&u.tijdvak).map_or_else(|| u.tijdvak.clone(), Rapporttijd::naam)
}

/// The kind of report in one word.
pub(super) fn soort(u: &Uitgave) -> &'static str {
    match Rapportsoort::lees(&u.soort) {
        Some(Rapportsoort::Doelgroep) => "Doelgroepanalyse",
        Some(Rapportsoort::Voortgang) | None => "Voortgangsrapportage",
    }
}

fn voor(u: &Uitgave) -> &'static str {
    if u.profiel == OPENBAAR { "iedereen" } else { "bestuur" }
}

fn regel(u: &Uitgave, alle: &[Uitgave]) -> Regel {
    Regel {
        href: format!("/rapporten/{}", u.uitgave_id),
        pdf_href: format!("/rapporten/{}/pdf", u.uitgave_id),
        naam: naam(u),
        soort: soort(u),
        voor: voor(u),
        versie: u.versie,
        peil: format!("{}, bekend tot en met handeling {}", u.peil_op.voluit(), getal(u.peil_nr.0)),
        gemaakt: u.gemaakt_op.voluit(),
        stand: u.stand.clone(),
        toon: if u.vastgesteld() { Toon::Goed } else { Toon::LetOp },
        laatste: !alle.iter().any(|a| a.zelfde_rapport(u) && a.versie > u.versie),
    }
}

/// The kinds of report as choices.
pub(super) fn soorten() -> Vec<Optie> {
    [("voortgangsrapportage", "Voortgangsrapportage"), ("doelgroepanalyse", "Doelgroepanalyse")]
        .map(|(code, naam)| Optie::nieuw(code, naam))
        .to_vec()
}

/// The quarters and years that are over, as choices.
pub(super) fn tijdvakken(v: &Verzoek) -> Vec<Optie> {
    let mut k = Kwartaal::van_dag(v.vandaag());
    let mut uit = Vec::new();
    while uit.len() < KWARTALEN {
        k = k.vorige();
        uit.push(Rapporttijd::Kwartaal(k));
    }
    uit.extend((1..=JAREN).map(|n| Rapporttijd::Jaar(v.vandaag().jaar() - n)));
    uit.into_iter().map(|t| Optie::nieuw(t.to_string(), t.naam())).collect()
}

async fn lijstpagina(v: &Verzoek, formulier: Invoer) -> Result<Lijst, Fout> {
    let uitgaven = opslag::alle(&v.db).await?;
    Ok(Lijst {
        kader: v.kader("Rapporten").await?.fouten(!formulier.is_goed()),
        mag_maken: MAKERS.contains(&v.actor.rol),
        mag_schrijven: SCHRIJVERS.contains(&v.actor.rol),
        soorten: soorten(),
        tijdvakken: tijdvakken(v),
        profielen: vec![Optie::nieuw(BESTUUR, "Bestuur"), Optie::nieuw(OPENBAAR, "Iedereen (openbaar)")],
        regels: uitgaven.iter().map(|u| regel(u, &uitgaven)).collect(),
        formulier,
    })
}

/// GET /rapporten
pub async fn lijst(v: Verzoek) -> Uitkomst {
    let vorig = Kwartaal::van_dag(v.vandaag()).vorige();
    let formulier = Invoer::leeg()
        .met("tijdvak", vorig.to_string())
        .met("soort", Rapportsoort::Voortgang.code())
        .met("profiel", BESTUUR);
    Antwoord::pagina(&lijstpagina(&v, formulier).await?)
}

/// What the form asks for.
fn gevraagd(v: &Verzoek) -> Result<Wat, Weigering> {
    Ok(Wat {
        soort: Rapportsoort::lees(v.form.tekst("soort")).unwrap_or(Rapportsoort::Voortgang),
        tijd: Rapporttijd::lees(v.form.tekst("tijdvak")).ok_or_else(onleesbaar)?,
        profiel: if v.form.tekst("profiel") == OPENBAAR { OPENBAAR } else { BESTUUR },
    })
}

/// POST /rapporten
pub async fn maak(v: Verzoek) -> Uitkomst {
    let opnieuw = v.form.aan("opnieuw");
    let uitkomst = match gevraagd(&v) {
        Ok(wat) => geef_rapport(&v.app, v.wie(), wat, opnieuw).await?,
        Err(w) => Err(w),
    };
    match uitkomst {
        Ok(u) => Antwoord::naar(format!("/rapporten/{}", u.uitgave_id)),
        Err(w) => {
            let mut formulier = Invoer::van(&v.form.0);
            formulier.weiger(&w);
            Antwoord::formulier_terug(&lijstpagina(&v, formulier).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "rapport/rapport.html")]
struct Lezer {
    kader: Kader,
    id: i64,
    soort: String,
    tijdvak: String,
    profiel: String,
    html: Opmaak,
    stand: String,
    concept: bool,
    met_bladen: bool,
    mag_maken: bool,
    mag_vaststellen: bool,
    tekst_href: String,
    nieuwer: String,
    let_op: Toon,
}

/// The uitgave of the address.
pub(super) async fn zoek(v: &Verzoek) -> Result<Option<Uitgave>, Fout> {
    opslag::een(&v.db, v.pad("uitgave")?).await
}

/// GET /rapporten/{uitgave}
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let alle = opslag::alle(&v.db).await?;
    let nieuwer =
        alle.iter().filter(|a| a.zelfde_rapport(&u) && a.versie > u.versie).max_by_key(|a| a.versie);
    let kader = v.kader(u.rapportsoort()?.titel()).await?;
    let mag_schrijven = SCHRIJVERS.contains(&v.actor.rol);
    Antwoord::pagina(&Lezer {
        kader: kader
            .kruimel("Rapporten", "/rapporten")
            .kruimel(format!("{}, versie {}", naam(&u), u.versie), ""),
        id: u.uitgave_id,
        html: Opmaak::van_drukwerk(opslag::html(&v.db, u.uitgave_id).await?),
        stand: u.stand.clone(),
        concept: !u.vastgesteld(),
        met_bladen: opslag::vorm(&v.db, u.uitgave_id, "ods").await?.is_some(),
        mag_maken: MAKERS.contains(&v.actor.rol),
        mag_vaststellen: VASTSTELLERS.contains(&v.actor.rol) && !u.vastgesteld() && nieuwer.is_none(),
        tekst_href: if mag_schrijven {
            format!("/rapporten/teksten?soort={}&tijdvak={}", u.soort, u.tijdvak)
        } else {
            String::new()
        },
        nieuwer: nieuwer.map_or_else(String::new, |l| format!("/rapporten/{}", l.uitgave_id)),
        let_op: Toon::LetOp,
        soort: u.soort,
        tijdvak: u.tijdvak,
        profiel: u.profiel,
    })
}

/// POST /rapporten/{uitgave}/vaststellen
pub async fn stel_vast(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    match leg_vast(&v.app, v.wie(), u.uitgave_id).await? {
        Ok(vast) => Antwoord::naar_met_melding(
            format!("/rapporten/{}", vast.uitgave_id),
            "Het rapport is vastgesteld.",
        ),
        Err(w) => Antwoord::conflict(&w.zin),
    }
}

fn bestandsnaam(u: &Uitgave, einde: &str) -> String {
    let openbaar = if u.profiel == OPENBAAR { "-openbaar" } else { "" };
    format!("{}-{}{openbaar}-v{}.{einde}", u.soort, u.tijdvak, u.versie)
}

/// GET /rapporten/{uitgave}/pdf
pub async fn pdf(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let bytes = opslag::pdf(&v.db, u.uitgave_id).await?;
    Antwoord::bestand(bestandsnaam(&u, "pdf"), "application/pdf", bytes)
}

/// GET /rapporten/{uitgave}/rekenblad/{vorm}
pub async fn rekenblad(v: Verzoek) -> Uitkomst {
    let (vorm, soort) = match v.pad_tekst("vorm") {
        "ods" => ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        "xlsx" => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => return Antwoord::niet_gevonden(),
    };
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    match opslag::vorm(&v.db, u.uitgave_id, vorm).await? {
        Some((bytes, _)) => Antwoord::bestand(bestandsnaam(&u, vorm), soort, bytes),
        None => Antwoord::niet_gevonden(),
    }
}

/// GET /rapporten/{uitgave}/cijfers
pub async fn cijfers(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let tekst = opslag::cijfers(&v.db, u.uitgave_id).await?;
    Antwoord::bestand(bestandsnaam(&u, "json"), "application/json", tekst.into_bytes())
}

#[derive(Template)]
#[template(path = "rapport/herreken.html")]
struct Nagerekend {
    kader: Kader,
    terug: String,
    toen: String,
    uitslag: Uitslag,
    toon: Toon,
}

/// GET /rapporten/{uitgave}/herreken
pub async fn herreken(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let uitslag = nareken::herreken(&v.app, &u).await?;
    let kader = v.kader("Rapport narekenen").await?.kruimel("Rapporten", "/rapporten");
    let terug = format!("/rapporten/{}", u.uitgave_id);
    Antwoord::pagina(&Nagerekend {
        kader: kader
            .kruimel(format!("{}, versie {}", naam(&u), u.versie), terug.clone())
            .kruimel("Narekenen", ""),
        terug,
        toon: if uitslag.gelijk { Toon::Goed } else { Toon::Fout },
        toen: u.sha256,
        uitslag,
    })
}
