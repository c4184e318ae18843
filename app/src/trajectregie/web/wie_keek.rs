//! Who looked at the dossier, and what they did: from the logboek, joined with the journal by trace.

use crate::{
    huis::{
        Antwoord, Dossierkop, Fout, Invoer, Kader, Uitkomst, Velden, Verzoek, begin_van_dag, moment_voluit,
        onderdelen::Paginering, rolnaam,
    },
    trajectregie::opslag::inzage::{self as opslag, INZAGE_BESTAND, INZAGE_PAGINA, InzageRij},
};
use askama::Template;
use kern::stam::{Datum, Peil};

const PAD: &str = "/dossiers/{dossier}/wie-keek";
/// Days that are shown when no period is chosen.
const STANDAARD_DAGEN: i64 = 90;

/// One look, as shown.
struct Regel {
    wanneer: String,
    wie: String,
    rol: String,
    wat: String,
    gedaan: String,
    hoe: String,
    geweigerd: bool,
}

#[derive(Template)]
#[template(path = "trajectregie/wie_keek.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    csv: String,
    formulier: Invoer,
    zin: String,
    regels: Vec<Regel>,
    paginering: Paginering,
}

/// The period that was asked for: both days belong to it.
struct Tijdvak {
    van: Datum,
    tot_en_met: Datum,
    formulier: Invoer,
}

/// GET /dossiers/{dossier}/wie-keek
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(kop) = v.dossierkop(PAD, Peil::op(v.vandaag())).await? else { return Antwoord::niet_gevonden() };
    let vak = tijdvak(&v);
    let d = v.dossier().dossier;
    let (van, tot) = (begin_van_dag(vak.van), begin_van_dag(vak.tot_en_met.plus_dagen(1)));
    let (aantal, mensen) = opslag::inzage_aantal(&v.db, d, van, tot).await?;
    let vraag = vraag(&vak);
    let basis = basis(&v);
    let pagina = v.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1u64);
    let paginering = Paginering::van(aantal.unsigned_abs(), INZAGE_PAGINA.unsigned_abs(), pagina, |n| {
        format!("{basis}?{vraag}&pagina={n}")
    });
    let overslaan = i64::try_from(paginering.pagina.saturating_sub(1)).unwrap_or(0) * INZAGE_PAGINA;
    let rijen = opslag::inzage(&v.db, d, van, tot, INZAGE_PAGINA, overslaan).await?;
    let fout = !vak.formulier.is_goed();
    let p = Pagina {
        kader: v.kader("Wie heeft gekeken").await?.fouten(fout),
        kop,
        csv: format!("{basis}/csv?{vraag}"),
        basis,
        zin: zin(&vak, aantal, mensen),
        formulier: vak.formulier,
        regels: rijen.iter().map(regel).collect(),
        paginering,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

/// GET /dossiers/{dossier}/wie-keek/csv: the same period as a file.
pub async fn csv(v: Verzoek) -> Uitkomst {
    let vak = tijdvak(&v);
    if !vak.formulier.is_goed() {
        return Antwoord::naar(format!("{}?{}", basis(&v), vraag(&vak)));
    }
    let d = v.dossier().dossier;
    let (van, tot) = (begin_van_dag(vak.van), begin_van_dag(vak.tot_en_met.plus_dagen(1)));
    let rijen = opslag::inzage(&v.db, d, van, tot, INZAGE_BESTAND, 0).await?;
    // A byte order mark, because spreadsheets otherwise read the file in another alphabet.
    let mut uit = String::from("\u{feff}wanneer;wie;rol;wat;gedaan;relatie;noodknop;uitkomst\r\n");
    for r in &rijen {
        uit.push_str(&csv_regel(r)?);
    }
    Antwoord::bestand(format!("inzage-dossier-{d}.csv"), "text/csv; charset=utf-8", uit.into_bytes())
}

fn csv_regel(r: &InzageRij) -> Result<String, Fout> {
    let naam = r.naam.clone().unwrap_or_else(|| "Wijkthuis zelf".into());
    let noodknop = if r.noodknop { "ja" } else { "nee" };
    let cellen = [
        format!("{:.0}", r.tijdstip),
        naam,
        rolnaam(&r.rol).to_owned(),
        r.doel.clone(),
        r.handeling.clone().unwrap_or_default(),
        r.relatie.clone(),
        noodknop.to_owned(),
        r.uitkomst.clone(),
    ];
    Ok(format!("{}\r\n", cellen.map(|c| cel(&c)).join(";")))
}

/// One cell: in quotes, and never the beginning of a formula.
fn cel(tekst: &str) -> String {
    let veilig = if tekst.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{tekst}")
    } else {
        tekst.to_owned()
    };
    format!("\"{}\"", veilig.replace('"', "\"\""))
}

fn tijdvak(v: &Verzoek) -> Tijdvak {
    let velden = Velden(v.vragen().to_vec());
    let mut formulier = Invoer::van(v.vragen());
    let mut dag = |veld: &'static str| match velden.datum(veld) {
        Ok(dag) => dag,
        Err(weigering) => {
            formulier.weiger(&weigering);
            None
        }
    };
    let (van, tot) = (dag("van"), dag("tot"));
    let tot_en_met = tot.unwrap_or_else(|| v.vandaag());
    let van = van.unwrap_or_else(|| tot_en_met.plus_dagen(-STANDAARD_DAGEN));
    if tot_en_met < van {
        formulier.fout("tot", "De laatste dag kan niet voor de eerste dag liggen.");
    }
    if formulier.is_goed() {
        formulier = Invoer::leeg().met_datum("van", van).met_datum("tot", tot_en_met);
    }
    Tijdvak { van, tot_en_met, formulier }
}

fn vraag(vak: &Tijdvak) -> String {
    format!("van={}&tot={}", vak.van, vak.tot_en_met)
}

fn zin(vak: &Tijdvak, aantal: i64, mensen: i64) -> String {
    let keer = if aantal == 1 { "1 keer".to_owned() } else { format!("{aantal} keer") };
    let wie = if mensen == 1 { "1 medewerker".to_owned() } else { format!("{mensen} medewerkers") };
    format!("Van {} tot en met {}: {keer}, door {wie}.", vak.van.voluit(), vak.tot_en_met.voluit())
}

fn regel(r: &InzageRij) -> Regel {
    let mut hoe = match r.relatie.as_str() {
        "houder" => "dossierhouder".to_owned(),
        "gebied" => "werkt voor deze gemeente".to_owned(),
        _ => "geen relatie".to_owned(),
    };
    if r.noodknop {
        hoe = "met de noodknop".into();
    }
    Regel {
        wanneer: moment_voluit(r.tijdstip),
        wie: r.naam.clone().unwrap_or_else(|| "Wijkthuis zelf".into()),
        rol: rolnaam(&r.rol).to_owned(),
        wat: r.doel.clone(),
        gedaan: r.handeling.clone().unwrap_or_default(),
        hoe,
        geweigerd: r.uitkomst == "geweigerd",
    }
}

fn basis(v: &Verzoek) -> String {
    PAD.replace("{dossier}", &v.dossier().dossier.to_string())
}
