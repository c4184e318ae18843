//! The page of a dossier about the other gemeente: who acts and pays, what was agreed, and the next step.

use super::opslag;
use super::overleg::{self, NieuweStap, Overleg, WAT};
use super::web::gemeente_uit;
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Rol, Uitkomst, Veldklasse, Verzoek, gemeenten,
    kader::Toon,
    onderdelen::{Besluitpaneel, Gebeurtenis, Termijn},
    opslag::Handeling,
    uitleg,
};
use crate::termijnen;
use askama::Template;
use kern::stam::{JournaalNr, MeldingId, Peil};
use kern::woonplaats::overleg::{Stand, Zaak};

const PAD: &str = "/dossiers/{dossier}/overleg";
/// Days before the last day from which a term is "almost due".
const BIJNA_DAGEN: i64 = 5;
const TOELICHTING_MAX: usize = 2_000;
const GEGEVENS: [(&str, &str, &str); 4] = [
    (
        "minimaal",
        "Alleen naam, dag van de melding en de vraag",
        "Dat mag altijd: het is nodig om te kunnen overleggen.",
    ),
    ("toestemming", "Het dossier, met toestemming van de inwoner", "Wmo 2015 art. 5.3.3 lid 1."),
    ("medewerking", "Het dossier, omdat de hulp samenwerking vraagt", "Wmo 2015 art. 5.3.3 lid 3."),
    (
        "dossier",
        "Het dossier, zonder grond",
        "Dat mag niet: een andere gemeente staat niet in Wmo 2015 art. 5.2.1 lid 2.",
    ),
];

#[derive(Template)]
#[template(path = "woonplaats/overleg.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    actie: String,
    formulier: Invoer,
    paneel: Besluitpaneel,
    taak: String,
    termijn: Option<Termijn>,
    stappen: Vec<Gebeurtenis>,
    opties: Vec<Optie>,
    gegevens: Vec<Optie>,
    vraagt: bool,
    mag_wijzigen: bool,
    slot: String,
    woonplaats: String,
}

/// GET /dossiers/{dossier}/overleg
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let f = Invoer::leeg().met_datum("op", vz.vandaag()).met("gegevens", "minimaal");
    pagina(&vz, f).await
}

async fn pagina(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let peil = vz.peil().await?;
    let t = vz.dossier();
    let Some(kop) = vz.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let o = Overleg::van(&vz.db, t.dossier, peil).await?;
    let zaak = huidig(vz, o.as_ref())?;
    let goed = f.is_goed();
    let aantal = o.as_ref().map_or(0, |o| o.stappen.len());
    let mogelijk = overleg::mogelijk(&zaak);
    let (taak, termijn) = termijn(vz, o.as_ref(), peil).await?.unzip();
    let taak = taak.unwrap_or_default();
    let p = Pagina {
        kader: vz.kader("Overleg tussen gemeenten").await?.fouten(!goed),
        kop,
        actie: PAD.replace("{dossier}", &t.dossier.to_string()),
        formulier: f.met("stappen", aantal.to_string()),
        paneel: paneel(&zaak),
        taak,
        termijn,
        stappen: o.as_ref().map_or_else(|| Ok(Vec::new()), gebeurtenissen)?,
        vraagt: mogelijk.contains(&"vraag"),
        opties: WAT
            .iter()
            .filter(|w| mogelijk.contains(&w.0))
            .map(|w| Optie::nieuw(w.0, w.1).uitleg(w.2))
            .collect(),
        gegevens: GEGEVENS.iter().map(|g| Optie::nieuw(g.0, g.1).uitleg(g.2)).collect(),
        mag_wijzigen: peil.bekend == JournaalNr::NU
            && vz.mag_wijzigen(Veldklasse::Gezondheid)
            && vz.mag_pad(Methode::Post, PAD),
        slot: slot(o.as_ref()),
        woonplaats: format!("/dossiers/{}/woonplaats", t.dossier),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// Where it stands; without any consultation the gemeente of the dossier acts alone.
fn huidig(vz: &Verzoek, o: Option<&Overleg>) -> Result<Zaak, Fout> {
    match o {
        Some(o) => Ok(o.zaak),
        None => Ok(Zaak::nieuw(vz.dossier().gemeente, vz.vandaag())?),
    }
}

fn paneel(zaak: &Zaak) -> Besluitpaneel {
    let naam = gemeenten::naam(zaak.verantwoordelijk());
    Besluitpaneel {
        vraag: "Wie handelt en wie betaalt nu?".to_owned(),
        uitkomst: format!("{naam} handelt, {} betaalt", gemeenten::naam(zaak.betaalt())),
        omdat: String::new(),
        uitleg: zaak.uitleg(gemeenten::lijst()),
        voetnoot: match zaak.stand() {
            Stand::Alleen => "Er loopt geen overleg.".to_owned(),
            Stand::Overleg(_) | Stand::Toegezegd(..) | Stand::Geschil(..) => {
                format!("Stand sinds {}.", zaak.sinds().voluit())
            }
        },
        twijfel: if zaak.onder_voorbehoud() {
            "De gemeenten zijn het niet eens. Voor de inwoner verandert er niets.".to_owned()
        } else {
            String::new()
        },
    }
}

/// What must be done now, and before when.
async fn termijn(vz: &Verzoek, o: Option<&Overleg>, peil: Peil) -> Result<Option<(String, Termijn)>, Fout> {
    let Some(o) = o else { return Ok(None) };
    let open = termijnen::open(&vz.db, vz.dossier().dossier, peil).await?;
    let Some(t) = open.iter().find(|t| t.onderwerp_id == o.rij.overleg_id) else { return Ok(None) };
    let bron = |s: &uitleg::StapTekst| format!("{} {}", s.code, s.artikel).trim().to_owned();
    let waarom: Vec<String> = t.stappen()?.iter().map(|s| format!("{} ({})", s.zin, bron(s))).collect();
    let termijn = Termijn::op(t.uiterlijk_op, vz.vandaag(), BIJNA_DAGEN).waarom(waarom.join(" "));
    Ok(Some((t.naam().to_owned(), termijn)))
}

fn gebeurtenissen(o: &Overleg) -> Result<Vec<Gebeurtenis>, Fout> {
    let maak = |s: &super::overleg_opslag::StapRij| -> Result<Gebeurtenis, Fout> {
        let naam = WAT.iter().find(|w| w.0 == s.wat).map_or("", |w| w.1);
        let titel = match (s.gemeente.is_empty(), s.plek_vanaf) {
            (false, _) => format!("{naam}: {}", gemeenten::naam_van(&s.gemeente)),
            (true, Some(dag)) => format!("{naam} vanaf {}", dag.voluit()),
            (true, None) => naam.to_owned(),
        };
        let gedeeld = GEGEVENS.iter().find(|g| g.0 == s.gegevens);
        let gedeeld = gedeeld.map_or_else(String::new, |g| format!(" Gedeeld: {}.", g.1.to_lowercase()));
        let na: Vec<String> = uitleg::uit_json(&s.uitleg)?.into_iter().map(|u| u.zin).collect();
        Ok(Gebeurtenis {
            titel,
            wanneer: s.op.voluit(),
            door: s.door.clone(),
            tekst: format!("{}{gedeeld} {}", s.toelichting, na.join(" ")).trim().to_owned(),
            toon: if s.wat == "oneens" || s.wat == "hogerop" { Toon::LetOp } else { Toon::Info },
            ..Gebeurtenis::default()
        })
    };
    o.stappen.iter().rev().map(maak).collect()
}

/// What must still be done after a handover.
fn slot(o: Option<&Overleg>) -> String {
    match o {
        Some(o) if o.zaak.stand() == Stand::Alleen && o.zaak.verantwoordelijk() != o.rij.begon_bij => {
            let naam = gemeenten::naam(o.zaak.verantwoordelijk());
            if gemeenten::in_regio(o.zaak.verantwoordelijk()) {
                format!("{naam} handelt nu. Stel de verantwoordelijke gemeente opnieuw vast.")
            } else {
                format!(
                    "{naam} handelt nu, buiten deze regio. Stel dat vast, en leg daarna de uitstroom vast."
                )
            }
        }
        Some(_) | None => String::new(),
    }
}

/// POST /dossiers/{dossier}/overleg: the next step.
pub async fn zet_stap(vz: Verzoek) -> Uitkomst {
    let t = vz.dossier();
    let peil = Peil::op(vz.vandaag());
    let Some(m) = opslag::melding(&vz.db, t.dossier, peil).await? else { return Antwoord::niet_gevonden() };
    let o = Overleg::van(&vz.db, t.dossier, peil).await?;
    let mut f = vz.invoer();
    let aantal = o.as_ref().map_or(0, |o| o.stappen.len());
    if vz.form.tekst("stappen") != aantal.to_string() {
        f.fout("", "Een collega heeft net een stap vastgelegd. Kijk opnieuw en leg uw stap dan vast.");
    }
    let Some(stap) = lees(&vz, &mut f) else { return pagina(&vz, f).await };
    let nu = match &o {
        Some(o) => o.zaak,
        None => Zaak::nieuw(t.gemeente, m.ontvangen_op)?,
    };
    let na = match overleg::toets(&nu, &stap)? {
        Ok(na) if f.is_goed() => na,
        Ok(_) => return pagina(&vz, f).await,
        Err(w) => {
            f.weiger(&w);
            return pagina(&vz, f).await;
        }
    };
    let mut tx = vz.begin().await?;
    let id = match &o {
        Some(o) => o.rij.overleg_id,
        None => tx.nieuw_id()?,
    };
    tx.journaal(Handeling {
        wat: "stap in overleg tussen gemeenten vastgelegd",
        onderwerp: "overleg",
        onderwerp_id: id,
        dossier: Some(t.dossier),
        gemeente: Some(na.verantwoordelijk()),
        reden: stap.wat,
    })
    .await?;
    let rol = termijnen::behandelaar(&tx, t.dossier).await?;
    let wie: (i64, MeldingId, Rol) = (id, m.melding_id, rol);
    overleg::leg_vast(&mut tx, &vz.app.regels, t, o.as_ref(), wie, (&stap, na)).await?;
    tx.commit().await?;
    let pad = PAD.replace("{dossier}", &t.dossier.to_string());
    Antwoord::naar_met_melding(pad, "De stap is vastgelegd.")
}

fn lees(vz: &Verzoek, f: &mut Invoer) -> Option<NieuweStap> {
    let wat = WAT.iter().map(|w| w.0).find(|w| *w == vz.form.tekst("wat"));
    if wat.is_none() {
        f.fout("wat", "Kies wat er is gebeurd.");
    }
    let noemt = matches!(wat, Some("vraag" | "advies"));
    let gemeente = if noemt { gemeente_uit(vz, f, "gemeente", true) } else { None };
    let gegevens = match wat {
        Some("vraag") => {
            GEGEVENS.iter().map(|g| g.0).find(|g| *g == vz.form.tekst("gegevens")).unwrap_or("minimaal")
        }
        _ => "",
    };
    let dag = |f: &mut Invoer, veld: &'static str, moet: bool| match vz.form.datum(veld) {
        Ok(None) if moet => {
            f.fout(veld, "Vul de dag in.");
            None
        }
        Ok(d) => d,
        Err(w) => {
            f.weiger(&w);
            None
        }
    };
    let op = dag(f, "op", true);
    if op.is_some_and(|op| vz.vandaag() < op) {
        f.fout("op", "Deze dag ligt in de toekomst. Leg vast wat al is gebeurd.");
    }
    let plek_vanaf = if wat == Some("plek_vanaf") { dag(f, "plek", true) } else { None };
    let toelichting = vz.form.tekst("toelichting").to_owned();
    match toelichting.chars().count() {
        0 => f.fout("toelichting", "Schrijf op met wie u sprak en wat er is afgesproken."),
        n if TOELICHTING_MAX < n => f.fout("toelichting", format!("De tekst is te lang: {n} tekens.")),
        _ => {}
    }
    let mist = (noemt && gemeente.is_none()) || (wat == Some("plek_vanaf") && plek_vanaf.is_none());
    match (wat, op) {
        (Some(wat), Some(op)) if f.is_goed() && !mist => {
            Some(NieuweStap { wat, gemeente, gegevens, plek_vanaf, op, toelichting })
        }
        _ => None,
    }
}
