//! Amounts of the Rijk per year: macrobudget, historic budgets, and the mutations of a circulaire.

use super::opslag::{self, BedragRij};
use super::vastleggen::{self, Wat};
use super::web_model::{handeling, lees_zeker, statusopties, zeker};
use crate::huis::{
    Antwoord, Invoer, Kader, Optie, Uitkomst, Verzoek, csv, gemeenten,
    onderdelen::{Kolom, Paginering, Richting},
};
use askama::Template;
use kern::stam::{Cent, Peil, lees_bedrag};
use std::cmp::Ordering;

pub(super) const SOORTEN: [(&str, &str, &str); 4] = [
    ("macrobudget", "Macrobudget", "Het landelijke bedrag dat het objectieve model verdeelt."),
    ("historisch", "Historisch budget", "Van één centrumgemeente."),
    (
        "historisch_totaal",
        "Historische budgetten, landelijk",
        "Alle centrumgemeenten samen; nodig voor het aandeel in een mutatie.",
    ),
    (
        "mutatie",
        "Mutatie",
        "Landelijke verandering van het historische budget. Elke centrumgemeente krijgt haar aandeel.",
    ),
];
const PER_PAGINA: usize = 50;

/// An amount in the list.
struct Regel {
    id: i64,
    jaar: i64,
    soort: &'static str,
    wie: String,
    bedrag: String,
    omschrijving: String,
    bron: String,
    zeker: &'static str,
}

#[derive(Template)]
#[template(path = "stelsel/bedragen.html")]
struct Lijst {
    kader: Kader,
    filter: Invoer,
    soorten: Vec<Optie>,
    kolommen: Vec<Kolom>,
    regels: Vec<Regel>,
    bladeren: Paginering,
    csv: String,
    mag_wijzigen: bool,
}

fn soort_naam(soort: &str) -> &'static str {
    SOORTEN.iter().find(|s| s.0 == soort).map_or("", |s| s.1)
}

fn wie(b: &BedragRij) -> String {
    if b.gemeente.is_empty() { "Nederland".to_owned() } else { gemeenten::naam_van(&b.gemeente) }
}

/// What is asked for: a kind, and the order.
struct Vraag {
    soort: &'static str,
    op: &'static str,
    af: bool,
}

const OP: [(&str, &str); 4] =
    [("jaar", "Vanaf jaar"), ("soort", "Soort"), ("wie", "Voor wie"), ("bedrag", "Bedrag")];

impl Vraag {
    fn lees(vz: &Verzoek) -> Vraag {
        let soort = SOORTEN.iter().map(|s| s.0).find(|s| vz.vraag("soort") == Some(*s));
        let op = OP.iter().map(|o| o.0).find(|o| vz.vraag("op") == Some(*o));
        Vraag { soort: soort.unwrap_or(""), op: op.unwrap_or("jaar"), af: vz.vraag("af").is_some() }
    }
    fn href(&self, pad: &str, op: &str, af: bool, pagina: u64) -> String {
        let mut uit = format!("{pad}?soort={}&op={op}", self.soort);
        if af {
            uit.push_str("&af=1");
        }
        if 1 < pagina {
            uit.push_str(&format!("&pagina={pagina}"));
        }
        uit
    }
    fn kolom(&self, (op, naam): (&'static str, &'static str)) -> Kolom {
        let hier = self.op == op;
        let richting = match (hier, self.af) {
            (false, _) => Richting::Geen,
            (true, false) => Richting::Op,
            (true, true) => Richting::Af,
        };
        let k = if op == "bedrag" { Kolom::getal(naam) } else { Kolom::tekst(naam) };
        k.sorteer(self.href("/stelsel/bedragen", op, hier && !self.af, 1), richting)
    }
    async fn rijen(&self, vz: &Verzoek) -> Result<Vec<BedragRij>, crate::huis::Fout> {
        let mut rijen = opslag::bedragen(&vz.db, Peil::op(vz.vandaag())).await?;
        rijen.retain(|r| self.soort.is_empty() || r.soort == self.soort);
        rijen.sort_by(|a, b| {
            let o: Ordering = match self.op {
                "soort" => soort_naam(&a.soort).cmp(soort_naam(&b.soort)),
                "wie" => wie(a).cmp(&wie(b)),
                "bedrag" => a.bedrag_cent.cmp(&b.bedrag_cent),
                _ => a.jaar.cmp(&b.jaar),
            };
            if self.af { o.reverse() } else { o }
        });
        Ok(rijen)
    }
}

/// GET /stelsel/bedragen
pub async fn lijst(vz: Verzoek) -> Uitkomst {
    let q = Vraag::lees(&vz);
    let rijen = q.rijen(&vz).await?;
    let pagina: u64 = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let per = u64::try_from(PER_PAGINA).unwrap_or(50);
    let totaal = u64::try_from(rijen.len()).unwrap_or(0);
    let bladeren = Paginering::van(totaal, per, pagina, |n| q.href("/stelsel/bedragen", q.op, q.af, n));
    let vanaf = usize::try_from((bladeren.pagina - 1) * per).unwrap_or(0);
    let regels = rijen.iter().skip(vanaf).take(PER_PAGINA).map(|b| Regel {
        id: b.bedrag_id,
        jaar: b.jaar,
        soort: soort_naam(&b.soort),
        wie: wie(b),
        bedrag: b.bedrag_cent.to_string(),
        omschrijving: b.omschrijving.clone(),
        bron: b.bron.clone(),
        zeker: zeker(&b.cijferstatus),
    });
    let kader = vz.kader("Bedragen van het Rijk").await?.kruimel("Verdeling", "/stelsel");
    Antwoord::pagina(&Lijst {
        kader: kader.kruimel("Bedragen", ""),
        filter: Invoer::leeg().met("soort", q.soort),
        soorten: SOORTEN.iter().map(|s| Optie::nieuw(s.0, s.1)).collect(),
        kolommen: OP.into_iter().map(|o| q.kolom(o)).collect(),
        regels: regels.collect(),
        bladeren,
        csv: q.href("/stelsel/bedragen.csv", q.op, q.af, 1),
        mag_wijzigen: super::mag_wijzigen(&vz),
    })
}

/// GET /stelsel/bedragen.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let mut uit = csv::regel(&[
        "Vanaf jaar",
        "Soort",
        "Voor wie",
        "CBS-code",
        "Bedrag",
        "Omschrijving",
        "Bron",
        "Hoe zeker",
    ]);
    for b in Vraag::lees(&vz).rijen(&vz).await? {
        uit.push_str(&csv::regel(&[
            b.jaar.to_string(),
            soort_naam(&b.soort).to_owned(),
            wie(&b),
            b.gemeente.clone(),
            super::uitvoer::komma(b.bedrag_cent),
            b.omschrijving.clone(),
            b.bron.clone(),
            zeker(&b.cijferstatus).to_owned(),
        ]));
    }
    Antwoord::bestand("stelselbedragen.csv", "text/csv; charset=utf-8", uit.into_bytes())
}

#[derive(Template)]
#[template(path = "stelsel/bedrag.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    soorten: Vec<Optie>,
    gemeenten: Vec<Optie>,
    zekerheden: Vec<Optie>,
}

/// GET /stelsel/bedragen/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, Invoer::leeg()).await
}

async fn toon(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let p = Pagina {
        kader: vz
            .kader("Bedrag toevoegen")
            .await?
            .kruimel("Verdeling", "/stelsel")
            .kruimel("Bedragen", "/stelsel/bedragen")
            .kruimel("Toevoegen", "")
            .fouten(!goed),
        soorten: SOORTEN.iter().map(|s| Optie::nieuw(s.0, s.1).uitleg(s.2)).collect(),
        gemeenten: gemeenten::opties(),
        zekerheden: statusopties(),
        formulier: f,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// A year of the stelsel from a form.
pub(super) fn lees_jaar(vz: &Verzoek, f: &mut Invoer) -> Option<i64> {
    let jaar = vz.form.getal("jaar").filter(|j| (2015..=2100).contains(j));
    if jaar.is_none() {
        f.fout("jaar", "Vul een jaar in van 2015 tot en met 2100.");
    }
    jaar
}

/// An amount in euro from a form.
pub(super) fn lees_geld(vz: &Verzoek, f: &mut Invoer, veld: &'static str) -> Option<Cent> {
    match lees_bedrag(vz.form.tekst(veld)) {
        Ok(c) => Some(c),
        Err(e) => {
            f.fout(veld, e.0);
            None
        }
    }
}

/// POST /stelsel/bedragen/nieuw
pub async fn voeg_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let soort = SOORTEN.iter().map(|s| s.0).find(|s| *s == vz.form.tekst("soort"));
    if soort.is_none() {
        f.fout("soort", "Kies wat voor bedrag dit is.");
    }
    let gemeente = match (soort, gemeenten::zoek(vz.form.tekst("gemeente"))) {
        (Some("historisch"), None) => {
            f.fout("gemeente", "Kies de centrumgemeente.");
            String::new()
        }
        (Some("historisch"), Some(g)) => g.to_string(),
        _ => String::new(),
    };
    let jaar = lees_jaar(&vz, &mut f);
    let bedrag = lees_geld(&vz, &mut f, "bedrag");
    if bedrag.is_some_and(|b| b < Cent::NUL) && soort != Some("mutatie") {
        f.fout("bedrag", "Alleen een mutatie kan negatief zijn.");
    }
    let [omschrijving, bron] = ["omschrijving", "bron"].map(|v| vz.form.tekst(v).to_owned());
    for (waarde, veld, zin) in [
        (&omschrijving, "omschrijving", "Schrijf kort op wat dit is."),
        (&bron, "bron", "Vul in uit welke circulaire of welk document dit komt."),
    ] {
        if waarde.is_empty() {
            f.fout(veld, zin);
        }
    }
    let zeker = lees_zeker(&vz, &mut f);
    let (Some(soort), Some(jaar), Some(bedrag_cent), Some(zeker), true) =
        (soort, jaar, bedrag, zeker, f.is_goed())
    else {
        return toon(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let bedrag_id = tx.nieuw_id()?;
    let (soort, cijferstatus) = (soort.to_owned(), zeker.code().to_owned());
    let b = BedragRij { bedrag_id, soort, gemeente, jaar, bedrag_cent, omschrijving, bron, cijferstatus };
    tx.journaal(handeling("bedrag van het Rijk vastgelegd", "stelselbedrag", bedrag_id, "")).await?;
    vastleggen::bedrag(&mut tx, &b).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/bedragen", "Het bedrag is vastgelegd.")
}

/// POST /stelsel/bedragen/{bedrag}: it was wrong, and no longer counts.
pub async fn vervalt(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("bedrag")?;
    let alle = opslag::bedragen(&vz.db, Peil::op(vz.vandaag())).await?;
    if !alle.iter().any(|b| b.bedrag_id == id) {
        return Antwoord::niet_gevonden();
    }
    let mut tx = vz.begin().await?;
    tx.journaal(handeling("bedrag van het Rijk vervallen", "stelselbedrag", id, "")).await?;
    vastleggen::vervalt(&mut tx, Wat::Bedrag, id).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/bedragen", "Het bedrag telt niet meer mee. Het blijft bewaard.")
}
