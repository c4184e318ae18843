//! The terms of a dossier: why each day, and what was done about a term to decide.

use super::handelingen::{self, HandelingRij, beslistermijn, nieuwe_dag, reken_dwangsom, verloop};
use super::{Soort, TermijnRij};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Veldklasse, Verzoek,
    onderdelen::{Besluitpaneel, Gebeurtenis, Termijn as Beeld},
    opslag::Handeling,
};
use askama::Template;
use kern::stam::dwangsom::Verzuim;
use kern::stam::termijnhandeling::{Opschortgrond, hervat, schort_op, stel_in_gebreke, verdaag};
use kern::stam::{Datum, JournaalNr, Peil, Weigering};

const PAD: &str = "/dossiers/{dossier}/termijnen";
const DOE: &str = "/dossiers/{dossier}/termijnen/{termijn}";
const BIJNA_DAGEN: i64 = 7;
const TOELICHTING_MAX: usize = 2_000;
/// What can be recorded: code, name, explanation.
const WAT: [(&str, &str, &str); 5] = [
    ("opschorting", "De termijn staat stil", "Vanaf de dag na de brief, tot de dag waarop zij weer loopt."),
    (
        "hervatting",
        "De termijn loopt weer",
        "Eerder dan gedacht, bijvoorbeeld omdat de aanvulling binnen is.",
    ),
    ("verdaging", "De beslissing is verdaagd", "Alleen bij bezwaar, een keer."),
    ("kennisgeving", "De inwoner weet dat het later wordt", "Awb art. 4:14. De termijn loopt door."),
    (
        "ingebrekestelling",
        "De inwoner stelt ons in gebreke",
        "Schriftelijk ontvangen. Daarna kan er een dwangsom lopen.",
    ),
];

/// One term on the page.
struct Blok {
    id: i64,
    naam: String,
    termijn: Beeld,
    zinnen: Vec<(String, String)>,
    gedaan: Vec<Gebeurtenis>,
    dwangsom: Option<Besluitpaneel>,
    formulier: Option<Invoer>,
    wat: Vec<Optie>,
    gronden: Vec<Optie>,
}

#[derive(Template)]
#[template(path = "termijnen/dossier.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    fouten: Invoer,
    basis: String,
    blokken: Vec<Blok>,
}

/// GET /dossiers/{dossier}/termijnen
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, None).await
}

async fn pagina(vz: &Verzoek, fout: Option<(i64, Invoer)>) -> Uitkomst {
    let peil = vz.peil().await?;
    let dossier = vz.dossier().dossier;
    let Some(kop) = vz.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let open = super::open(&vz.db, dossier, peil).await?;
    let gedaan = handelingen::van_dossier(&vz.db, dossier, peil.bekend).await?;
    let mag =
        peil.bekend == JournaalNr::NU && vz.mag_wijzigen(Veldklasse::Basis) && vz.mag_pad(Methode::Post, DOE);
    let mut blokken = Vec::new();
    for r in &open {
        let f = fout.as_ref().filter(|(id, _)| *id == r.termijn_id).map(|(_, f)| f.clone());
        blokken.push(blok(vz, r, &gedaan, mag, f)?);
    }
    let goed = fout.is_none();
    let p = Pagina {
        kader: vz.kader("Termijnen van dit dossier").await?.fouten(!goed),
        kop,
        fouten: fout.map_or_else(Invoer::leeg, |(_, f)| f),
        basis: PAD.replace("{dossier}", &dossier.to_string()),
        blokken,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

fn blok(
    vz: &Verzoek,
    r: &TermijnRij,
    gedaan: &[HandelingRij],
    mag: bool,
    f: Option<Invoer>,
) -> Result<Blok, Fout> {
    let soort = beslistermijn(&r.soort);
    let eigen: Vec<&HandelingRij> = gedaan.iter().filter(|h| h.termijn_id == r.termijn_id).collect();
    let gronden = Opschortgrond::ALLE.iter().filter_map(|g| {
        let artikel = g.artikel(soort?)?;
        Some(Optie::nieuw(g.code(), g.naam()).uitleg(artikel))
    });
    let begin = || Invoer::leeg().met_datum("van", vz.vandaag());
    Ok(Blok {
        id: r.termijn_id,
        naam: r.naam().to_owned(),
        termijn: Beeld::op(r.uiterlijk_op, vz.vandaag(), BIJNA_DAGEN),
        zinnen: r
            .stappen()?
            .into_iter()
            .map(|s| (s.zin, format!("{} {}", s.code, s.artikel).trim().to_owned()))
            .collect(),
        gedaan: eigen.iter().map(|h| gebeurtenis(h)).collect(),
        dwangsom: dwangsompaneel(vz, r, &eigen)?,
        formulier: (mag && soort.is_some()).then(|| f.unwrap_or_else(begin)),
        wat: WAT.iter().map(|w| Optie::nieuw(w.0, w.1).uitleg(w.2)).collect(),
        gronden: gronden.collect(),
    })
}

fn gebeurtenis(h: &HandelingRij) -> Gebeurtenis {
    let naam = WAT.iter().find(|w| w.0 == h.soort).map_or("", |w| w.1);
    let grond = Opschortgrond::lees(&h.grond).map_or_else(String::new, |g| format!("{}. ", g.naam()));
    let tot = match (h.soort.as_str(), h.tot) {
        ("opschorting", Some(t)) => format!(" tot {}", t.voluit()),
        ("kennisgeving", Some(t)) => format!(", genoemd: {}", t.voluit()),
        _ => String::new(),
    };
    Gebeurtenis {
        titel: naam.to_owned(),
        wanneer: format!("{}{tot}", h.van.voluit()),
        door: h.door.clone(),
        tekst: format!("{grond}{} Daarna uiterlijk {}.", h.toelichting, h.uiterlijk_op.voluit()),
        ..Gebeurtenis::default()
    }
}

fn dwangsompaneel(
    vz: &Verzoek,
    r: &TermijnRij,
    eigen: &[&HandelingRij],
) -> Result<Option<Besluitpaneel>, Fout> {
    let Some(h) = eigen.iter().find(|h| h.soort == "ingebrekestelling") else { return Ok(None) };
    let verzuim = Verzuim { uiterlijk: r.uiterlijk_op, ingebreke_op: h.van, beslist_op: r.voldaan_op };
    let (d, status) = reken_dwangsom(vz.regels(), &verzuim, vz.vandaag())?;
    Ok(Some(Besluitpaneel {
        vraag: "Dwangsom tot en met vandaag".to_owned(),
        uitkomst: d.bedrag.to_string(),
        omdat: String::new(),
        uitleg: d.uitleg,
        voetnoot: d.beroep_vanaf.map_or_else(String::new, |b| {
            format!("Beroep tegen te laat beslissen kan vanaf {}.", b.voluit())
        }),
        twijfel: if status == "vastgesteld" {
            String::new()
        } else {
            "De bedragen van deze dwangsom zijn niet bevestigd. Controleer ze in de wet voordat u ze gebruikt.".to_owned()
        },
    }))
}

/// POST /dossiers/{dossier}/termijnen/{termijn}
pub async fn leg_vast(vz: Verzoek) -> Uitkomst {
    let (id, dossier) = (vz.pad("termijn")?, vz.dossier().dossier);
    let open = super::open(&vz.db, dossier, Peil::op(vz.vandaag())).await?;
    let Some(termijn) = open.into_iter().find(|t| t.termijn_id == id && t.voldaan_op.is_none()) else {
        return Antwoord::niet_gevonden();
    };
    let mut gedaan = handelingen::van_dossier(&vz.db, dossier, JournaalNr::NU).await?;
    let mut f = vz.invoer();
    let Some(mut h) = lees(&vz, &mut f, &termijn, &gedaan)? else { return pagina(&vz, Some((id, f))).await };
    let Some(soort) = Soort::lees(&termijn.soort) else { return Antwoord::niet_gevonden() };
    let mut tx = vz.begin().await?;
    h.termijnhandeling_id = tx.nieuw_id()?;
    gedaan.push(h.clone());
    let dag = nieuwe_dag(vz.regels(), soort, termijn.begin_op, &verloop(&gedaan, id)?)?;
    h.uiterlijk_op = dag.uiterlijk;
    let reden = WAT.iter().map(|w| w.0).find(|w| *w == h.soort).unwrap_or("");
    tx.journaal(Handeling {
        wat: "handeling bij een termijn vastgelegd",
        onderwerp: "termijn",
        onderwerp_id: id,
        dossier: Some(dossier),
        gemeente: None,
        reden,
    })
    .await?;
    let schuift =
        dag.uiterlijk != termijn.uiterlijk_op || matches!(reden, "opschorting" | "hervatting" | "verdaging");
    handelingen::leg_vast(&mut tx, dossier, &termijn, &h, schuift.then_some(&dag)).await?;
    tx.commit().await?;
    let melding = format!("Vastgelegd. De laatste dag is {}.", dag.uiterlijk.voluit());
    Antwoord::naar_met_melding(PAD.replace("{dossier}", &dossier.to_string()), melding)
}

/// Reads the form and asks the rules; `None` with the errors in `f`.
fn lees(
    vz: &Verzoek,
    f: &mut Invoer,
    termijn: &TermijnRij,
    gedaan: &[HandelingRij],
) -> Result<Option<HandelingRij>, Fout> {
    let wat = WAT.iter().map(|w| w.0).find(|w| *w == vz.form.tekst("wat"));
    if wat.is_none() {
        f.fout("wat", "Kies wat er is gebeurd.");
    }
    let van = lees_dag(vz, f, "van", true);
    let tot = lees_dag(vz, f, "tot", matches!(wat, Some("opschorting" | "kennisgeving")));
    let toelichting = vz.form.tekst("toelichting").to_owned();
    match toelichting.chars().count() {
        0 => f.fout("toelichting", "Schrijf op waarom, en wat de inwoner weet."),
        n if TOELICHTING_MAX < n => f.fout("toelichting", format!("De tekst is te lang: {n} tekens.")),
        _ => {}
    }
    let grond = Opschortgrond::lees(vz.form.tekst("grond")).filter(|_| wat == Some("opschorting"));
    if wat == Some("opschorting") && grond.is_none() {
        f.fout("grond", "Kies waarom de termijn stilstaat.");
    }
    let (Some(wat), Some(van), true) = (wat, van, f.is_goed()) else { return Ok(None) };
    let mut h = HandelingRij {
        termijnhandeling_id: 0,
        termijn_id: termijn.termijn_id,
        soort: wat.to_owned(),
        grond: grond.map_or_else(String::new, |g| g.code().to_owned()),
        van,
        tot,
        bij_id: None,
        uiterlijk_op: termijn.uiterlijk_op,
        toelichting,
        door: String::new(),
    };
    if let Err(w) = toets(termijn, gedaan, &mut h)? {
        f.weiger(&w);
        return Ok(None);
    }
    Ok(Some(h))
}

fn toets(
    termijn: &TermijnRij,
    gedaan: &[HandelingRij],
    h: &mut HandelingRij,
) -> Result<Result<(), Weigering>, Fout> {
    let soort = beslistermijn(&termijn.soort);
    let uiterlijk = termijn.uiterlijk_op;
    Ok(match h.soort.as_str() {
        "opschorting" => {
            let Some(grond) = Opschortgrond::lees(&h.grond) else {
                return Err(Fout::nieuw("een opschorting zonder grond"));
            };
            schort_op(soort, grond, (h.van, h.tot.unwrap_or(h.van)), uiterlijk).map(|_| ())
        }
        "hervatting" => {
            h.tot = None;
            let stil = gedaan.iter().rfind(|x| x.termijn_id == h.termijn_id && x.soort == "opschorting");
            let al = |id| gedaan.iter().any(|x| x.bij_id == Some(id));
            match stil.filter(|s| !al(s.termijnhandeling_id)) {
                Some(s) => {
                    h.bij_id = Some(s.termijnhandeling_id);
                    hervat(s.van, s.tot.unwrap_or(s.van), h.van)
                }
                None => hervat(h.van, h.van, h.van),
            }
        }
        "verdaging" => {
            h.tot = None;
            verdaag(soort, &verloop(gedaan, h.termijn_id)?, h.van, uiterlijk)
        }
        "ingebrekestelling" => {
            h.tot = None;
            stel_in_gebreke(soort)
        }
        _ => stel_in_gebreke(soort),
    })
}

fn lees_dag(vz: &Verzoek, f: &mut Invoer, veld: &'static str, moet: bool) -> Option<Datum> {
    match vz.form.datum(veld) {
        Ok(None) if moet => {
            f.fout(veld, "Vul de dag in.");
            None
        }
        Ok(d) => d,
        Err(w) => {
            f.weiger(&w);
            None
        }
    }
}
