//! The list of messages: filtered, sorted, page by page, and as CSV.

use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, csv,
        kader::Toon,
        onderdelen::{Kolom, Paginering, Richting},
        opslag::{Leest, sql, t, v},
    },
    inkoop::opslag::{AanbiederRij, aanbieders},
    rij,
};
use ::iwmo::Berichtsoort;
use askama::Template;
use kern::stam::{Datum, Peil};

/// Messages on one page.
const PER_PAGINA: u64 = 50;
/// Lines of a CSV file.
const CSV_MAX: i64 = 20_000;
/// Outcomes with their words and tones.
pub(super) const UITKOMSTEN: &[(&str, &str, Toon)] = &[
    ("afgekeurd", "Afgekeurd", Toon::Fout),
    ("onleesbaar", "Onleesbaar", Toon::Fout),
    ("bewaard", "Bewaard, nog niet verwerkt", Toon::LetOp),
    ("verwerkt", "Verwerkt", Toon::Goed),
    ("verzonden", "Verzonden", Toon::Info),
    ("dubbel", "Dubbel ontvangen", Toon::Neutraal),
];

rij! {
    /// A message in the list.
    pub struct LijstRij {
        bericht_id: i64, op: Datum, richting: String, soort: String, afzender: String, ontvanger: String, identificatie: String,
        dagtekening: Option<Datum>, bestand: String, antwoord_op: Option<i64>, uitkomst: String, regels: i64, fouten: i64,
    }
}

sql!(
    NIEUWSTE = "SELECT b.bericht_id, j.op, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.dagtekening, b.bestand, b.antwoord_op,
      COALESCE((SELECT g.uitkomst FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id
        ORDER BY CASE g.uitkomst WHEN 'onleesbaar' THEN 0 WHEN 'afgekeurd' THEN 1 WHEN 'bewaard' THEN 2 WHEN 'dubbel' THEN 4 ELSE 3 END LIMIT 1), 'verzonden'),
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id),
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id AND g.uitkomst = 'afgekeurd')
    FROM bericht b JOIN journaal j ON j.nr = b.nr
    WHERE ($1 = '' OR b.richting = $1) AND ($2 = '' OR b.soort = $2) AND ($3 = '' OR b.afzender = $3 OR b.ontvanger = $3)
      AND ($4 = '' OR b.bericht_id IN (SELECT g.bericht_id FROM berichtgevolg g WHERE g.uitkomst = $4))
    ORDER BY b.bericht_id DESC LIMIT $5 OFFSET $6"
);
sql!(
    OUDSTE = "SELECT b.bericht_id, j.op, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.dagtekening, b.bestand, b.antwoord_op,
      COALESCE((SELECT g.uitkomst FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id
        ORDER BY CASE g.uitkomst WHEN 'onleesbaar' THEN 0 WHEN 'afgekeurd' THEN 1 WHEN 'bewaard' THEN 2 WHEN 'dubbel' THEN 4 ELSE 3 END LIMIT 1), 'verzonden'),
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id),
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id AND g.uitkomst = 'afgekeurd')
    FROM bericht b JOIN journaal j ON j.nr = b.nr
    WHERE ($1 = '' OR b.richting = $1) AND ($2 = '' OR b.soort = $2) AND ($3 = '' OR b.afzender = $3 OR b.ontvanger = $3)
      AND ($4 = '' OR b.bericht_id IN (SELECT g.bericht_id FROM berichtgevolg g WHERE g.uitkomst = $4))
    ORDER BY b.bericht_id LIMIT $5 OFFSET $6"
);
sql!(
    AANTAL = "SELECT count(*) FROM bericht b
    WHERE ($1 = '' OR b.richting = $1) AND ($2 = '' OR b.soort = $2) AND ($3 = '' OR b.afzender = $3 OR b.ontvanger = $3)
      AND ($4 = '' OR b.bericht_id IN (SELECT g.bericht_id FROM berichtgevolg g WHERE g.uitkomst = $4))"
);

/// What the list is filtered on; every value comes from a fixed list.
pub(super) struct Filter {
    richting: String,
    soort: String,
    aanbieder: String,
    uitkomst: String,
    oudste_eerst: bool,
}

impl Filter {
    fn van(vz: &Verzoek) -> Filter {
        let uit = |naam: &str, mag: &dyn Fn(&str) -> bool| {
            vz.vraag(naam).filter(|w| mag(w)).unwrap_or("").to_owned()
        };
        Filter {
            richting: uit("richting", &|w| matches!(w, "in" | "uit")),
            soort: uit("soort", &|w| Berichtsoort::ALLE.iter().any(|s| s.naam() == w)),
            aanbieder: uit("aanbieder", &|w| w.len() == 8 && w.bytes().all(|b| b.is_ascii_digit())),
            uitkomst: uit("uitkomst", &|w| UITKOMSTEN.iter().any(|u| u.0 == w)),
            oudste_eerst: vz.vraag("volgorde") == Some("oudste"),
        }
    }

    fn args(&self) -> Vec<crate::huis::opslag::Val> {
        vec![t(&self.richting), t(&self.soort), t(&self.aanbieder), t(&self.uitkomst)]
    }

    fn href(&self, pad: &str, pagina: u64, oudste_eerst: bool) -> String {
        let mut s = form_urlencoded::Serializer::new(String::new());
        for (naam, waarde) in [
            ("richting", &self.richting),
            ("soort", &self.soort),
            ("aanbieder", &self.aanbieder),
            ("uitkomst", &self.uitkomst),
        ] {
            if !waarde.is_empty() {
                s.append_pair(naam, waarde);
            }
        }
        if oudste_eerst {
            s.append_pair("volgorde", "oudste");
        }
        if pagina > 1 {
            s.append_pair("pagina", &pagina.to_string());
        }
        let vraag = s.finish();
        if vraag.is_empty() { pad.to_owned() } else { format!("{pad}?{vraag}") }
    }
}

/// A message as shown.
struct Regel {
    rij: LijstRij,
    wie: String,
    stand: (&'static str, Toon),
    regels: String,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/lijst.html")]
struct Lijst {
    kader: Kader,
    filter: Invoer,
    soorten: Vec<Optie>,
    uitkomsten: Vec<Optie>,
    aanbieders: Vec<Optie>,
    richtingen: Vec<Optie>,
    ontvangen: Kolom,
    regels: Vec<Regel>,
    bladeren: Paginering,
    csv: String,
    mag_inlezen: bool,
    inmap: bool,
}

/// GET /berichten
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let f = Filter::van(&vz);
    let (totaal,): (i64,) = vz.db.een(AANTAL, &f.args()).await?.unwrap_or((0,));
    let totaal = u64::try_from(totaal).unwrap_or(0);
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let bladeren = Paginering::van(totaal, PER_PAGINA, pagina, |n| f.href("/berichten", n, f.oudste_eerst));
    let vanaf = i64::try_from((bladeren.pagina - 1) * PER_PAGINA).unwrap_or(0);
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let rijen = lees(&vz, &f, i64::try_from(PER_PAGINA).unwrap_or(50), vanaf).await?;
    let richting = if f.oudste_eerst { Richting::Op } else { Richting::Af };
    let optie = |(code, naam): (&str, &str)| Optie::nieuw(code, naam);
    let p = Lijst {
        kader: vz.kader("Berichten").await?,
        filter: Invoer::leeg()
            .met("soort", f.soort.clone())
            .met("uitkomst", f.uitkomst.clone())
            .met("aanbieder", f.aanbieder.clone())
            .met("richting", f.richting.clone()),
        soorten: Berichtsoort::ALLE.iter().map(|s| Optie::nieuw(s.naam(), s.naam())).collect(),
        uitkomsten: UITKOMSTEN.iter().map(|u| Optie::nieuw(u.0, u.1)).collect(),
        aanbieders: wie.iter().map(|a| Optie::nieuw(a.agb.clone(), a.naam.clone())).collect(),
        richtingen: [("in", "Ontvangen"), ("uit", "Verstuurd")].map(optie).to_vec(),
        ontvangen: Kolom::tekst("Dag").sorteer(f.href("/berichten", 1, !f.oudste_eerst), richting),
        regels: rijen.into_iter().map(|r| regel(r, &wie)).collect(),
        csv: f.href("/berichten.csv", 1, f.oudste_eerst),
        bladeren,
        mag_inlezen: super::INLEZERS.contains(&vz.actor.rol),
        inmap: vz.app.instelling.inmap.is_some(),
    };
    Antwoord::pagina(&p)
}

async fn lees(vz: &Verzoek, f: &Filter, aantal: i64, vanaf: i64) -> Result<Vec<LijstRij>, Fout> {
    let mut args = f.args();
    args.extend([v(&aantal), v(&vanaf)]);
    vz.db.alle(if f.oudste_eerst { OUDSTE } else { NIEUWSTE }, &args).await
}

fn regel(rij: LijstRij, wie: &[AanbiederRij]) -> Regel {
    let ander = if rij.richting == "in" { &rij.afzender } else { &rij.ontvanger };
    let regels = match (rij.fouten, rij.regels) {
        (_, 0) => String::new(),
        (0, 1) => "1 regel".to_owned(),
        (0, n) => format!("{n} regels"),
        (f, n) => format!("{f} van {n} afgekeurd"),
    };
    Regel { wie: partij(ander, wie), stand: stand_van(&rij.uitkomst), regels, rij }
}

/// The other party by name; a code that we do not know stays a code.
pub(super) fn partij(code: &str, wie: &[AanbiederRij]) -> String {
    if code.is_empty() {
        return "Onbekend".to_owned();
    }
    if code.len() == 4 {
        return crate::huis::gemeenten::naam_van(code);
    }
    wie.iter().find(|a| a.agb == code).map_or_else(|| format!("AGB {code}"), |a| a.naam.clone())
}

/// Words and tone of an outcome.
pub(super) fn stand_van(uitkomst: &str) -> (&'static str, Toon) {
    UITKOMSTEN.iter().find(|u| u.0 == uitkomst).map_or(("Onbekend", Toon::Neutraal), |u| (u.1, u.2))
}

/// GET /berichten.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let f = Filter::van(&vz);
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let kop = [
        "Dag",
        "Richting",
        "Soort",
        "Van of aan",
        "Identificatie",
        "Dagtekening",
        "Uitkomst",
        "Regels",
        "Afgekeurd",
    ];
    let mut uit = csv::regel(&kop);
    for r in lees(&vz, &f, CSV_MAX, 0).await? {
        let ander = if r.richting == "in" { &r.afzender } else { &r.ontvanger };
        uit.push_str(&csv::regel(&[
            r.op.to_string(),
            r.richting.clone(),
            r.soort.clone(),
            partij(ander, &wie),
            r.identificatie.clone(),
            r.dagtekening.map(|d| d.to_string()).unwrap_or_default(),
            r.uitkomst.clone(),
            r.regels.to_string(),
            r.fouten.to_string(),
        ]));
    }
    Antwoord::bestand("berichten.csv", "text/csv; charset=utf-8", uit.into_bytes())
}
