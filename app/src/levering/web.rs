//! The page *Levering* of a dossier: what was granted, who delivers, who waits.

use super::{bereik, handel, opslag, verloop, wachtlijst};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Verzoek, gemeenten, kader::Toon,
    onderdelen::Gegeven, rechten::Veldklasse,
};
use crate::inkoop::{self, opslag::AanbiederRij, web::periode_tekst};
use askama::Template;
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::levering::{Overbrugging, Toewijzingstatus};
use kern::stam::{Datum, Peil};

/// Route of this part of a dossier.
pub const DEEL: &str = "/dossiers/{dossier}/levering";

/// A toewijzing as shown.
pub struct ToewijzingBlok {
    /// Key.
    pub toewijzing_id: i64,
    /// Number in the messages.
    pub nummer: i64,
    /// Who delivers.
    pub aanbieder: String,
    /// Facts.
    pub gegevens: Vec<Gegeven>,
    /// State between us and the aanbieder.
    pub stand: (&'static str, Toon),
    /// Real start and stop, newest first.
    pub verloop: Vec<String>,
    /// Why it was not sent yet; empty when it was, or is about to be.
    pub wacht_op: String,
    /// May still be changed.
    pub loopt: bool,
}

/// A place in the queue as shown.
pub struct WachtBlok {
    /// Key.
    pub wachtplek_id: i64,
    /// Sentence.
    pub zin: String,
}

/// A grant as shown.
pub struct IndicatieBlok {
    indicatie_id: i64,
    titel: String,
    gegevens: Vec<Gegeven>,
    pgb: bool,
    kan_toewijzen: bool,
    toewijzingen: Vec<ToewijzingBlok>,
    wacht: Option<WachtBlok>,
}

/// Where who the inwoner is, and how to reach them, is completed.
const GEGEVENS: &str = "/dossiers/{dossier}/gegevens";

#[derive(Template)]
#[template(path = "levering/levering.html")]
struct Levering {
    kader: Kader,
    kop: Dossierkop,
    pad: String,
    indicaties: Vec<IndicatieBlok>,
    mag_wijzigen: bool,
    /// Where the inwoner is completed; empty when this person may not.
    gegevens: String,
}

/// GET /dossiers/{dossier}/levering
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let (dossier, peil) = (vz.dossier().dossier, Peil::op(vz.vandaag()));
    let Some(kop) = vz.dossierkop(DEEL, peil).await? else { return Antwoord::niet_gevonden() };
    let aanbieders = inkoop::opslag::aanbieders(&vz.db, peil).await?;
    let toewijzingen = opslag::toewijzingen(&vz.db, dossier, peil).await?;
    let leveringen = verloop::van_dossier(&vz.db, dossier).await?;
    let wacht = wachtlijst::van_dossier(&vz.db, dossier).await?;
    let client = bereik::client(&vz.db, dossier).await?;
    let niet_te_noemen = client.and_then(|c| c.toets().err()).map(|w| w.to_string()).unwrap_or_default();
    let mut blokken = Vec::new();
    for i in opslag::indicaties(&vz.db, dossier, peil).await? {
        let eigen: Vec<&opslag::ToewijzingRij> =
            toewijzingen.iter().filter(|t| t.indicatie_id == i.indicatie_id).collect();
        let mut blok = eigen
            .iter()
            .map(|t| toewijzingblok(&vz, t, &aanbieders, &leveringen))
            .collect::<Result<Vec<_>, _>>()?;
        for b in blok.iter_mut().filter(|b| b.stand.0 == Toewijzingstatus::Open.tekst()) {
            b.wacht_op.clone_from(&niet_te_noemen);
        }
        let wacht = wacht.iter().find(|w| w.indicatie_id == i.indicatie_id && w.tot_op.is_none());
        blokken.push(indicatieblok(&i, &eigen, blok, wacht, vz.vandaag())?);
    }
    let kader = vz.kader("Levering").await?;
    let pad = format!("/dossiers/{dossier}/levering");
    Antwoord::pagina(&Levering {
        kader,
        kop,
        pad,
        indicaties: blokken,
        mag_wijzigen: vz.mag_wijzigen(Veldklasse::Gezondheid),
        gegevens: if vz.mag_pad(Methode::Post, GEGEVENS) {
            GEGEVENS.replace("{dossier}", &dossier.to_string())
        } else {
            String::new()
        },
    })
}

fn indicatieblok(
    i: &opslag::IndicatieRij,
    eigen: &[&opslag::ToewijzingRij],
    toewijzingen: Vec<ToewijzingBlok>,
    wacht: Option<&wachtlijst::WachtplekRij>,
    vandaag: Datum,
) -> Result<IndicatieBlok, Fout> {
    let te_leveren = i.te_leveren()?;
    let pgb = te_leveren.leveringsvorm == Leveringsvorm::Pgb;
    let nog_geldig = i.geldig_tot.is_none_or(|t| vandaag < t);
    // A new toewijzing fits when the last one that counts ends before the indicatie does.
    let gedekt = eigen.iter().any(|t| t.telt() && (t.geldig_tot.is_none() || t.geldig_tot == i.geldig_tot));
    let wacht = match wacht {
        None => None,
        Some(w) => Some(WachtBlok { wachtplek_id: w.wachtplek_id, zin: wachtzin(w, vandaag)? }),
    };
    Ok(IndicatieBlok {
        indicatie_id: i.indicatie_id,
        titel: te_leveren.vorm.tekst().to_owned(),
        gegevens: vec![
            Gegeven::nieuw("Product", i.productcode.clone()),
            Gegeven::nieuw("Omvang", te_leveren.omvang.to_string()),
            Gegeven::nieuw("Periode", periode_tekst(i.geldig_van, i.geldig_tot)),
            Gegeven::nieuw("Leveringsvorm", te_leveren.leveringsvorm.tekst()),
        ],
        pgb,
        kan_toewijzen: !pgb && nog_geldig && !gedekt,
        toewijzingen,
        wacht,
    })
}

fn wachtzin(w: &wachtlijst::WachtplekRij, vandaag: Datum) -> Result<String, Fout> {
    let hulp = Overbrugging::lees(&w.overbrugging).map_err(|e| Fout::nieuw(e.to_string()))?;
    let waar = if w.voorkeur.is_empty() {
        String::new()
    } else {
        format!(" in {}", gemeenten::naam_van(&w.voorkeur))
    };
    let dagen = w.sinds_op.dagen_tot(vandaag);
    Ok(format!("Wacht {dagen} dagen op een plek{waar}, sinds {}. {}.", w.sinds_op.voluit(), hulp.tekst()))
}

pub(super) fn toewijzingblok(
    vz: &Verzoek,
    t: &opslag::ToewijzingRij,
    aanbieders: &[AanbiederRij],
    leveringen: &[verloop::LeveringRij],
) -> Result<ToewijzingBlok, Fout> {
    let stand = t.stand()?;
    let aanbieder = aanbieders.iter().find(|a| a.aanbieder_id == t.aanbieder_id);
    let mut gegevens = vec![
        Gegeven::nieuw("Periode", periode_tekst(t.geldig_van, t.geldig_tot)),
        Gegeven::nieuw("Plek in", gemeenten::naam(t.gemeente_plaats)),
        Gegeven::nieuw("Omvang", t.volume()?.to_string()),
    ];
    if vz.mag_lezen(Veldklasse::Financieel) {
        gegevens.push(Gegeven::nieuw("Tarief op de eerste dag", t.tarief_cent.to_string()));
    }
    let verloop = leveringen
        .iter()
        .filter(|l| l.toewijzing_id == t.toewijzing_id)
        .map(|l| match l.levering().stop {
            None => format!("Zorg gestart op {}.", l.geldig_van.voluit()),
            Some(s) if s.is_tijdelijk() => format!(
                "Zorg gestart op {}, tijdelijk gestopt na {}.",
                l.geldig_van.voluit(),
                s.laatste_dag.voluit()
            ),
            Some(s) => {
                format!("Zorg gestart op {}, gestopt na {}.", l.geldig_van.voluit(), s.laatste_dag.voluit())
            }
        })
        .collect();
    Ok(ToewijzingBlok {
        toewijzing_id: t.toewijzing_id,
        nummer: t.nummer,
        aanbieder: aanbieder.map_or_else(|| "Onbekende aanbieder".to_owned(), |a| a.naam.clone()),
        gegevens,
        stand: (stand.tekst(), toon_van(stand)),
        wacht_op: String::new(),
        verloop,
        loopt: t.telt() && t.geldig_tot.is_none_or(|e| vz.vandaag() < e),
    })
}

/// Tone of a status.
pub fn toon_van(stand: Toewijzingstatus) -> Toon {
    match stand {
        Toewijzingstatus::Open => Toon::LetOp,
        Toewijzingstatus::Verzonden => Toon::Info,
        Toewijzingstatus::Geaccepteerd => Toon::Goed,
        Toewijzingstatus::Afgekeurd => Toon::Fout,
        Toewijzingstatus::Beeindigd | Toewijzingstatus::Ingetrokken => Toon::Neutraal,
    }
}

#[derive(Template)]
#[template(path = "levering/wachten.html")]
struct Wachten {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    actie: String,
    gemeenten: Vec<Optie>,
    hulp: Vec<Optie>,
    /// Set when somebody waits already: then it is about looking again.
    wacht: Option<WachtBlok>,
}

fn hulpopties() -> Vec<Optie> {
    Overbrugging::ALLE.iter().map(|o| Optie::nieuw(o.code(), o.tekst())).collect()
}

/// GET /dossiers/{dossier}/levering/{indicatie}/wachtlijst
pub async fn wachtformulier(vz: Verzoek) -> Uitkomst {
    toon_wachtformulier(&vz, Invoer::leeg()).await
}

async fn toon_wachtformulier(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let (dossier, peil) = (vz.dossier().dossier, Peil::op(vz.vandaag()));
    let Some(kop) = vz.dossierkop(DEEL, peil).await? else { return Antwoord::niet_gevonden() };
    let indicatie_id = vz.pad("indicatie")?;
    let Some(i) = opslag::indicatie(&vz.db, dossier, indicatie_id, peil).await? else {
        return Antwoord::niet_gevonden();
    };
    let vorm = Vorm::lees(&i.vorm).map_or("", Vorm::tekst);
    let goed = f.is_goed();
    let kader = vz.kader(&format!("Op de wachtlijst voor {}", vorm.to_lowercase())).await?.fouten(!goed);
    let p = Wachten {
        kader,
        kop,
        formulier: f,
        actie: format!("/dossiers/{dossier}/levering/{indicatie_id}/wachtlijst"),
        gemeenten: gemeenten::opties(),
        hulp: hulpopties(),
        wacht: None,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /dossiers/{dossier}/levering/{indicatie}/wachtlijst
pub async fn zet_op_wachtlijst(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let hulp = Overbrugging::lees(vz.form.tekst("overbrugging"));
    let Ok(hulp) = hulp else {
        f.fout("overbrugging", "Kies welke hulp er is tijdens het wachten.");
        return toon_wachtformulier(&vz, f).await;
    };
    let voorkeur = kern::stam::Gemeentecode::lees(vz.form.tekst("voorkeur")).ok();
    let (dossier, indicatie_id) = (vz.dossier().dossier, vz.pad("indicatie")?);
    let mut tx = vz.begin().await?;
    match handel::zet_op_wachtlijst(&mut tx, vz.regels(), dossier, indicatie_id, voorkeur, hulp).await? {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            toon_wachtformulier(&vz, f).await
        }
        Ok(_) => {
            tx.commit().await?;
            let pad = format!("/dossiers/{dossier}/levering");
            Antwoord::naar_met_melding(pad, "De inwoner staat op de wachtlijst.")
        }
    }
}

/// GET /dossiers/{dossier}/levering/wachtplek/{wachtplek}
pub async fn wachtplek(vz: Verzoek) -> Uitkomst {
    toon_wachtplek(&vz, None).await
}

async fn toon_wachtplek(vz: &Verzoek, f: Option<Invoer>) -> Uitkomst {
    let (dossier, peil) = (vz.dossier().dossier, Peil::op(vz.vandaag()));
    let Some(kop) = vz.dossierkop(DEEL, peil).await? else { return Antwoord::niet_gevonden() };
    let id = vz.pad("wachtplek")?;
    let rijen = wachtlijst::van_dossier(&vz.db, dossier).await?;
    let Some(w) = rijen.iter().find(|w| w.wachtplek_id == id && w.tot_op.is_none()) else {
        return Antwoord::niet_gevonden();
    };
    let f = f.unwrap_or_else(|| Invoer::leeg().met("overbrugging", w.overbrugging.clone()));
    let goed = f.is_goed();
    let p = Wachten {
        kader: vz.kader("Wachtplek bekijken").await?.fouten(!goed),
        kop,
        formulier: f,
        actie: format!("/dossiers/{dossier}/levering/wachtplek/{id}"),
        gemeenten: Vec::new(),
        hulp: hulpopties(),
        wacht: Some(WachtBlok { wachtplek_id: id, zin: wachtzin(w, vz.vandaag())? }),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /dossiers/{dossier}/levering/wachtplek/{wachtplek}
pub async fn bekijk_wachtplek(vz: Verzoek) -> Uitkomst {
    let (dossier, id) = (vz.dossier().dossier, vz.pad("wachtplek")?);
    let mut f = vz.invoer();
    let einde = ["niet_meer_nodig", "elders"].into_iter().find(|r| *r == vz.form.tekst("einde"));
    let hulp = Overbrugging::lees(vz.form.tekst("overbrugging"));
    let mut tx = vz.begin().await?;
    let (uit, melding) = match (einde, hulp) {
        (Some(reden), _) => (
            handel::haal_van_wachtlijst(&mut tx, dossier, id, reden).await?,
            "De inwoner staat niet meer op de wachtlijst.",
        ),
        (None, Ok(hulp)) => (
            handel::bekijk_wachtplek(&mut tx, vz.regels(), dossier, id, hulp).await?,
            "Bekeken. De volgende keer staat weer in uw werkvoorraad.",
        ),
        (None, Err(_)) => {
            drop(tx);
            f.fout("overbrugging", "Kies welke hulp er is tijdens het wachten.");
            return toon_wachtplek(&vz, Some(f)).await;
        }
    };
    match uit {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            toon_wachtplek(&vz, Some(f)).await
        }
        Ok(()) => {
            tx.commit().await?;
            Antwoord::naar_met_melding(format!("/dossiers/{dossier}/levering"), melding)
        }
    }
}
