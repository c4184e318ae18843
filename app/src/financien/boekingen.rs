//! What is behind a number on *Geld*: the entries themselves, as a page and as CSV.

use super::stand::{self, PER_PAGINA, Vraag};
use super::web::{href, komma, maandnaam, vraag_van};
use super::{grootboek::run, nav};
use crate::huis::{
    Antwoord, Kader, Uitkomst, Verzoek, csv, gemeenten, kader::Koppeling, onderdelen::Paginering,
};
use crate::inkoop::{self, opslag::AanbiederRij};
use askama::Template;
use kern::financien::Boeksoort;
use kern::inkoop::Leveringsvorm;
use kern::stam::Peil;

/// Lines of a CSV file.
const CSV_MAX: i64 = 100_000;

/// An entry as shown: a number for a person, never a name.
struct Boekregel {
    rij: stand::DetailRij,
    gemeente: String,
    aanbieder: String,
    maand: String,
    bedrag: String,
    kenmerk: String,
}

#[derive(Template)]
#[template(path = "financien/boekingen.html")]
struct Boekingen {
    kader: Kader,
    nav: Vec<Koppeling>,
    zin: String,
    regels: Vec<Boekregel>,
    bladeren: Paginering,
    csv: String,
}

/// GET /geld/boekingen: what is behind a number.
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let (vraag, soort) = (vraag_van(&vz), soort_van(&vz));
    let pagina: u64 = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let (aantal, som, _) = stand::details(&vz.db, &vraag, soort, 0, 0).await?;
    let per = u64::try_from(PER_PAGINA).unwrap_or(100);
    let bladeren = Paginering::van(u64::try_from(aantal).unwrap_or(0), per, pagina, |n| {
        href("/geld/boekingen", &vraag, &[("soort", soort), ("pagina", &n.to_string())])
    });
    let vanaf = i64::try_from((bladeren.pagina - 1) * per).unwrap_or(0);
    let (_, _, rijen) = stand::details(&vz.db, &vraag, soort, PER_PAGINA, vanaf).await?;
    let wie = inkoop::opslag::aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let naam = Boeksoort::lees(soort).map_or("Alle boekingen", Boeksoort::tekst);
    let personen = rijen.len();
    let mut van = periode_zin(&vraag);
    if let Some(r) = run::run(&vz.db, vraag.run).await? {
        van = format!("betaalrun van {}", r.op.voluit());
    }
    if let Some(a) = wie.iter().find(|a| a.aanbieder_id.0 == vraag.aanbieder) {
        van = format!("{van}, {}", a.naam);
    }
    let p = Boekingen {
        kader: vz
            .kader("Boekingen")
            .await?
            .kruimel("Geld", href("/geld", &vraag, &[]))
            .kruimel("Boekingen", ""),
        nav: nav::delen(&vz),
        zin: format!("{naam}, {}: {aantal} boekingen, samen {som}.", van),
        regels: rijen.into_iter().map(|r| boekregel(r, &wie)).collect(),
        csv: href("/geld/boekingen.csv", &vraag, &[("soort", soort)]),
        bladeren,
    };
    Ok(Antwoord::pagina(&p)?.met_personen(personen))
}

fn soort_van(vz: &Verzoek) -> &str {
    vz.vraag("soort").filter(|s| Boeksoort::lees(s).is_ok()).unwrap_or("")
}

fn periode_zin(vraag: &Vraag) -> String {
    if vraag.maand > 0 {
        format!("{} {}", maandnaam(vraag.maand), vraag.jaar)
    } else {
        vraag.jaar.to_string()
    }
}

fn boekregel(rij: stand::DetailRij, wie: &[AanbiederRij]) -> Boekregel {
    let aanbieder = rij.aanbieder_id.and_then(|id| wie.iter().find(|a| a.aanbieder_id == id));
    let soort = Boeksoort::lees(&rij.soort).map_or("", Boeksoort::tekst);
    let vorm = Leveringsvorm::lees(&rij.leveringsvorm).map_or("", Leveringsvorm::tekst);
    Boekregel {
        gemeente: gemeenten::naam(rij.gemeente),
        aanbieder: aanbieder.map(|a| a.naam.clone()).unwrap_or_default(),
        maand: format!("{} {}", maandnaam(rij.maand.maand()), rij.maand.jaar()),
        bedrag: rij.bedrag_cent.to_string(),
        kenmerk: format!("{soort}, {}, {}", vorm.to_lowercase(), rij.kenmerk),
        rij,
    }
}

/// GET /geld/boekingen.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let (vraag, soort) = (vraag_van(&vz), soort_van(&vz));
    let (_, _, rijen) = stand::details(&vz.db, &vraag, soort, CSV_MAX, 0).await?;
    let kop = [
        "Boeking",
        "Soort",
        "Dossier",
        "Gemeente",
        "Product",
        "Leveringsvorm",
        "Kenmerk",
        "Maand",
        "Bedrag",
        "Tegenboeking van",
        "Geboekt op",
    ];
    let mut uit = csv::regel(&kop);
    for r in &rijen {
        uit.push_str(&csv::regel(&[
            r.boeking_id.to_string(),
            r.soort.clone(),
            r.dossier_id.to_string(),
            gemeenten::naam(r.gemeente),
            r.productcode.clone(),
            r.leveringsvorm.clone(),
            r.kenmerk.clone(),
            r.maand.to_string(),
            komma(r.bedrag_cent),
            r.tegenboeking_van.map(|t| t.to_string()).unwrap_or_default(),
            r.op.to_string(),
        ]));
    }
    let personen = rijen.len();
    let a = Antwoord::bestand(
        format!("boekingen-{}.csv", vraag.jaar),
        "text/csv; charset=utf-8",
        uit.into_bytes(),
    )?;
    Ok(a.met_personen(personen))
}
