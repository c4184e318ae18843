//! The cases by which a figure differs between two moments of knowing, with the acts that did it.

use super::{
    achter::{Schrijver, eigen_dossiers, is_gevoelig, vraag_uit},
    kijk::{Achter, Kijk},
    toon,
};
use crate::huis::{
    Antwoord, Fout, Kader, Uitkomst, Verzoek,
    onderdelen::Paginering,
    opslag::{Leest, sql, v as val},
};
use askama::Template;
use kern::monitor::{
    Coordinaat, Eenheid, Geval, Gevalverschil, Maat, Oorzaak, Telwijze, Tijdvak, definitie, gevalverschillen,
    woorden::getal,
};
use kern::stam::{Datum, JournaalNr, Peil};

/// Cases on a page.
const PAGINA_MAX: usize = 50;
/// Acts that are named with a case.
const HANDELINGEN_MAX: usize = 5;

sql!(HANDELING = "SELECT op, handeling FROM journaal WHERE nr = $1");

struct Regel {
    naam: String,
    href: String,
    toen: String,
    nu: String,
    oorzaak: &'static str,
    handelingen: Vec<String>,
}

#[derive(Template)]
#[template(path = "monitor/verschil.html")]
struct Pagina {
    kader: Kader,
    stand: String,
    toen: String,
    nu: String,
    wat: Vec<String>,
    pseudoniem: bool,
    gevoelig: bool,
    regels: Vec<Regel>,
    terug_href: String,
    achter_href: String,
    paginering: Paginering,
}

/// GET /monitor/verschil
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(maat) = v.vraag("maat").and_then(Maat::lees) else { return Antwoord::niet_gevonden() };
    let Some(sinds) = v.vraag("sinds").and_then(|t| t.parse().ok()).map(JournaalNr) else {
        return Antwoord::niet_gevonden();
    };
    let mut kijk = Kijk::lees(&v).await?;
    if let Some(t) = v.vraag("tijdvak").and_then(Tijdvak::lees) {
        kijk.tijdvak = t;
    }
    let zicht = match maat.eenheid() {
        Eenheid::Cent => kijk.gezicht.geld,
        Eenheid::Aantal | Eenheid::Dagen => kijk.gezicht.personen,
    };
    if zicht == Achter::Niets || maat == Maat::Begroot {
        return Antwoord::geweigerd("Uw rol mag niet zien welke mensen achter dit cijfer staan.");
    }
    let Some(vraag) = vraag_uit(&v, &kijk, maat) else { return Antwoord::niet_gevonden() };
    let peil = Peil { bekend: sinds.min(kijk.peil.bekend), ..kijk.peil };
    let (toen, nu) =
        (Coordinaat { peil, vraag: vraag.clone() }, Coordinaat { peil: kijk.peil, vraag: vraag.clone() });
    let lijst = gevalverschillen(&kijk.feiten, &toen, &nu);
    let uitgave: Option<i64> = v.vraag("uitgave").and_then(|t| t.parse().ok());
    let adres = toon::coordinaat(&nu, &kijk.feiten.codes);
    let paginering = bladeren(&v, lijst.len(), &format!("{adres}&sinds={sinds}"), uitgave);
    let gevoelig = vraag.filter.iter().any(|(s, _)| is_gevoelig(*s));
    let eigen = eigen_dossiers(&v).await?;
    let schrijver = Schrijver { kijk: &kijk, w: &kijk.woorden, zicht, gevoelig, eigen: &eigen };
    let eerste = usize::try_from(paginering.eerste.saturating_sub(1)).unwrap_or(0);
    let mut regels = Vec::new();
    for (i, g) in lijst.iter().enumerate().skip(eerste).take(PAGINA_MAX) {
        regels.push(regel(&v, &schrijver, (maat, i), g).await?);
    }
    let aantal = regels.len();
    let kader = v.kader(&format!("Wat is er anders: {}", definitie(maat).naam.to_lowercase())).await?;
    let tellen = |c: &Coordinaat| {
        let t = kijk.kolommen.tel(&kijk.feiten, c.peil, &c.vraag, Telwijze::ALLES);
        t.first().map(|t| super::achter::uitkomst(maat, &t.uitkomst)).unwrap_or_default()
    };
    let pagina = Pagina {
        kader: kader.kruimel("Monitor", "/monitor").kruimel("Wat is er anders?", ""),
        stand: format!(
            "Stand op {}: bekend tot en met handeling {}, naast bekend tot en met handeling {}.",
            kijk.peil.op.voluit(),
            getal(peil.bekend.0),
            getal(kijk.peil.bekend.0)
        ),
        toen: tellen(&toen),
        nu: tellen(&nu),
        wat: schrijver.wat(&vraag),
        pseudoniem: zicht == Achter::Pseudoniem,
        gevoelig: gevoelig && zicht == Achter::Dossiers,
        regels,
        terug_href: uitgave
            .map_or_else(|| "/rapporten".to_owned(), |u| format!("/rapporten/{u}/verschillen")),
        achter_href: format!("/monitor/achter?{adres}"),
        paginering,
    };
    Ok(Antwoord::pagina(&pagina)?.met_personen(aantal))
}

fn bladeren(v: &Verzoek, totaal: usize, adres: &str, uitgave: Option<i64>) -> Paginering {
    let p = v.vraag("p").and_then(|t| t.parse().ok()).unwrap_or(1);
    let met_uitgave = uitgave.map_or_else(String::new, |u| format!("&uitgave={u}"));
    let totaal = u64::try_from(totaal).unwrap_or(0);
    Paginering::van(totaal, PAGINA_MAX as u64, p, |n| format!("/monitor/verschil?{adres}{met_uitgave}&p={n}"))
}

async fn regel(
    v: &Verzoek,
    s: &Schrijver<'_>,
    (maat, plek): (Maat, usize),
    g: &Gevalverschil,
) -> Result<Regel, Fout> {
    let beschrijf = |geval: &Option<Geval>| match geval {
        Some(geval) => {
            let r = s.regel(maat, plek, geval);
            let delen = [r.dag, r.gemeente, r.vorm, r.waarde];
            delen.into_iter().filter(|d| !d.is_empty()).collect::<Vec<_>>().join(", ")
        }
        None => "telde niet mee".to_owned(),
    };
    let hoofd = g.nu.or(g.toen).map(|geval| s.regel(maat, plek, &geval));
    let mut handelingen = Vec::new();
    for nr in g.handelingen.iter().take(HANDELINGEN_MAX) {
        let rij: Option<(Datum, String)> = v.db.een(HANDELING, &[val(nr)]).await?;
        let wat = rij.map_or_else(String::new, |(op, wat)| format!(": {wat} op {}", op.voluit()));
        handelingen.push(format!("handeling {}{wat}", getal(nr.0)));
    }
    if g.handelingen.len() > HANDELINGEN_MAX {
        handelingen.push(format!("en nog {}", g.handelingen.len() - HANDELINGEN_MAX));
    }
    Ok(Regel {
        naam: hoofd.as_ref().map(|h| h.naam.clone()).unwrap_or_default(),
        href: hoofd.map(|h| h.href).unwrap_or_default(),
        toen: beschrijf(&g.toen),
        nu: beschrijf(&g.nu),
        oorzaak: match g.oorzaak {
            Oorzaak::Laat => "Later bekend",
            Oorzaak::Correctie => "Verbeterd",
            Oorzaak::Peildatum => "Anders geteld",
        },
        handelingen,
    })
}
