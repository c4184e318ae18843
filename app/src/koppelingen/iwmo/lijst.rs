//! The list of messages: filtered, sorted, page by page, and as CSV.

use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, csv,
        kader::Toon,
        onderdelen::{Kolom, Paginering, Richting, Termijn, Weergave},
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
/// States with their words and tones.
pub(super) const UITKOMSTEN: &[(&str, &str, Toon)] = &[
    ("afgekeurd", "Afgekeurd", Toon::Fout),
    ("onleesbaar", "Onleesbaar", Toon::Fout),
    ("bewaard", "Wacht op u", Toon::LetOp),
    ("wacht", "Wacht op eerder bericht", Toon::LetOp),
    ("verwerkt", "Verwerkt", Toon::Goed),
    ("verzonden", "Verzonden", Toon::Info),
    ("afgehandeld", "Afgehandeld", Toon::Neutraal),
    ("dubbel", "Dubbel ontvangen", Toon::Neutraal),
];
/// Filter for messages of ours whose answer should have been there.
const TE_LAAT: &str = "te_laat";

rij! {
    /// A message in the list.
    pub struct LijstRij {
        bericht_id: i64, op: Datum, richting: String, soort: String, afzender: String, ontvanger: String, identificatie: String,
        dagtekening: Option<Datum>, bestand: String, uitkomst: String, regels: i64, fouten: i64, verwacht_op: Option<Datum>,
    }
}

/// The list: `$waar` is the filter whose index gives the order, the other filters are checked on the way, and everything about a message
/// is looked up for the lines of the page only.
macro_rules! lijst {
    ($waar:literal, $orde:literal) => {
        concat!(
            "SELECT b.bericht_id, j.op, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.dagtekening, b.bestand, s.stand,
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = s.bericht_id),
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = s.bericht_id AND g.uitkomst = 'afgekeurd'),
      (SELECT t.uiterlijk_op FROM termijn t WHERE t.onderwerp_id = s.bericht_id AND t.soort = 'retour' AND t.tot_nr IS NULL
        AND t.voldaan_op IS NULL LIMIT 1)
    FROM (SELECT bericht_id, stand FROM berichtstand WHERE ",
            $waar,
            " AND ($1 = '' OR richting = $1) AND ($2 = '' OR soort = $2) AND ($3 = '' OR aanbieder = $3) AND ($4 = '' OR stand = $4)
      ORDER BY bericht_id ",
            $orde,
            " LIMIT $5 OFFSET $6) s
    JOIN bericht b ON b.bericht_id = s.bericht_id JOIN journaal j ON j.nr = b.nr ORDER BY s.bericht_id ",
            $orde
        )
    };
}

sql!(NIEUWSTE = lijst!("0 = 0", "DESC"));
sql!(OUDSTE = lijst!("0 = 0", ""));
sql!(NIEUWSTE_STAND = lijst!("stand = $4", "DESC"));
sql!(OUDSTE_STAND = lijst!("stand = $4", ""));
sql!(NIEUWSTE_AANBIEDER = lijst!("aanbieder = $3", "DESC"));
sql!(OUDSTE_AANBIEDER = lijst!("aanbieder = $3", ""));
sql!(NIEUWSTE_SOORT = lijst!("soort = $2", "DESC"));
sql!(OUDSTE_SOORT = lijst!("soort = $2", ""));
sql!(
    AANTAL = "SELECT CAST(COALESCE(sum(aantal), 0) AS BIGINT) FROM berichttelling
    WHERE ($1 = '' OR richting = $1) AND ($2 = '' OR soort = $2) AND ($3 = '' OR aanbieder = $3) AND ($4 = '' OR stand = $4)"
);
// From the terms that have passed: few, and in an index of their own.
sql!(
    LATE = "SELECT b.bericht_id, j.op, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.dagtekening, b.bestand, s.stand,
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = s.bericht_id),
      (SELECT count(*) FROM berichtgevolg g WHERE g.bericht_id = s.bericht_id AND g.uitkomst = 'afgekeurd'),
      t.uiterlijk_op
    FROM termijn t JOIN berichtstand s ON s.bericht_id = t.onderwerp_id JOIN bericht b ON b.bericht_id = s.bericht_id
    JOIN journaal j ON j.nr = b.nr
    WHERE t.tot_nr IS NULL AND t.voldaan_op IS NULL AND t.soort = 'retour' AND t.uiterlijk_op < $1
      AND ($2 = '' OR s.soort = $2) AND ($3 = '' OR s.aanbieder = $3)
    ORDER BY t.uiterlijk_op, b.bericht_id LIMIT $4 OFFSET $5"
);
sql!(
    AANTAL_LATE = "SELECT count(*) FROM termijn t JOIN berichtstand s ON s.bericht_id = t.onderwerp_id
    WHERE t.tot_nr IS NULL AND t.voldaan_op IS NULL AND t.soort = 'retour' AND t.uiterlijk_op < $1
      AND ($2 = '' OR s.soort = $2) AND ($3 = '' OR s.aanbieder = $3)"
);

/// What the list is filtered on; every value comes from a fixed list.
#[derive(Debug, Default)]
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
            soort: uit("soort", &|w| {
                w == super::fo01::SOORT || Berichtsoort::ALLE.iter().any(|s| s.naam() == w)
            }),
            aanbieder: uit("aanbieder", &|w| w.len() == 8 && w.bytes().all(|b| b.is_ascii_digit())),
            uitkomst: uit("uitkomst", &|w| {
                w == TE_LAAT || UITKOMSTEN.iter().any(|u| u.0 == w && w != "dubbel")
            }),
            oudste_eerst: vz.vraag("volgorde") == Some("oudste"),
        }
    }

    fn is_laat(&self) -> bool {
        self.uitkomst == TE_LAAT
    }

    /// The statement whose order comes from the sharpest filter.
    fn opdracht(&self) -> &'static str {
        let (nieuwste, oudste) = match (&*self.uitkomst, &*self.aanbieder, &*self.soort) {
            ("", "", "") => (NIEUWSTE, OUDSTE),
            ("", "", _) => (NIEUWSTE_SOORT, OUDSTE_SOORT),
            ("", _, _) => (NIEUWSTE_AANBIEDER, OUDSTE_AANBIEDER),
            // Most messages are processed or sent: then the aanbieder says more than the state.
            ("verwerkt" | "verzonden", a, _) if !a.is_empty() => (NIEUWSTE_AANBIEDER, OUDSTE_AANBIEDER),
            (_, _, _) => (NIEUWSTE_STAND, OUDSTE_STAND),
        };
        if self.oudste_eerst { oudste } else { nieuwste }
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
    /// By when an answer is expected, while there is none.
    verwacht: Option<Termijn>,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/lijst.html")]
struct Lijst {
    kader: Kader,
    filter: Invoer,
    weergaven: Vec<Weergave>,
    soorten: Vec<Optie>,
    uitkomsten: Vec<Optie>,
    aanbieders: Vec<Optie>,
    richtingen: Vec<Optie>,
    ontvangen: Kolom,
    regels: Vec<Regel>,
    bladeren: Paginering,
    csv: String,
    mag_inlezen: bool,
    mag_signalen: bool,
    inmap: bool,
}

/// GET /berichten
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let f = Filter::van(&vz);
    let totaal = u64::try_from(tel(&vz, &f).await?).unwrap_or(0);
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let bladeren = Paginering::van(totaal, PER_PAGINA, pagina, |n| f.href("/berichten", n, f.oudste_eerst));
    let vanaf = i64::try_from((bladeren.pagina - 1) * PER_PAGINA).unwrap_or(0);
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let rijen = lees(&vz, &f, i64::try_from(PER_PAGINA).unwrap_or(50), vanaf).await?;
    let richting = if f.oudste_eerst { Richting::Op } else { Richting::Af };
    let optie = |(code, naam): (&str, &str)| Optie::nieuw(code, naam);
    let soorten = Berichtsoort::ALLE.iter().map(|s| s.naam()).chain([super::fo01::SOORT.to_owned()]);
    let standen = UITKOMSTEN.iter().filter(|u| u.0 != "dubbel").map(|u| Optie::nieuw(u.0, u.1));
    let p = Lijst {
        kader: vz.kader("Berichtenverkeer").await?,
        weergaven: weergaven(&vz, &f).await?,
        filter: Invoer::leeg()
            .met("soort", f.soort.clone())
            .met("uitkomst", f.uitkomst.clone())
            .met("aanbieder", f.aanbieder.clone())
            .met("richting", f.richting.clone()),
        soorten: soorten.map(|s| Optie::nieuw(s.clone(), s)).collect(),
        uitkomsten: standen.chain([Optie::nieuw(TE_LAAT, "Antwoord te laat")]).collect(),
        aanbieders: wie.iter().map(|a| Optie::nieuw(a.agb.clone(), a.naam.clone())).collect(),
        richtingen: [("in", "Ontvangen"), ("uit", "Verstuurd")].map(optie).to_vec(),
        ontvangen: Kolom::tekst("Dag").sorteer(f.href("/berichten", 1, !f.oudste_eerst), richting),
        regels: rijen.into_iter().map(|r| regel(r, &wie, vz.vandaag())).collect(),
        csv: f.href("/berichten.csv", 1, f.oudste_eerst),
        bladeren,
        mag_signalen: super::SIGNAALLEZERS.contains(&vz.actor.rol),
        mag_inlezen: super::INLEZERS.contains(&vz.actor.rol),
        inmap: vz.app.instelling.inmap.is_some(),
    };
    Antwoord::pagina(&p)
}

/// What needs somebody, with how many there are.
async fn weergaven(vz: &Verzoek, f: &Filter) -> Result<Vec<Weergave>, Fout> {
    let mut uit = Vec::new();
    for (code, label) in [
        ("", "Alles"),
        ("afgekeurd", "Afgekeurd"),
        ("onleesbaar", "Onleesbaar"),
        ("bewaard", "Wacht op u"),
        ("wacht", "Wacht op eerder bericht"),
        (TE_LAAT, "Antwoord te laat"),
    ] {
        let deel = Filter { uitkomst: code.to_owned(), ..Filter::default() };
        let aantal = if code.is_empty() { None } else { u64::try_from(tel(vz, &deel).await?).ok() };
        let actief = f.uitkomst == code;
        uit.push(Weergave {
            label: label.to_owned(),
            href: deel.href("/berichten", 1, false),
            aantal,
            actief,
        });
    }
    Ok(uit)
}

async fn tel(vz: &Verzoek, f: &Filter) -> Result<i64, Fout> {
    let rij: Option<(i64,)> = if f.is_laat() {
        vz.db.een(AANTAL_LATE, &[v(&vz.vandaag()), t(&f.soort), t(&f.aanbieder)]).await?
    } else {
        vz.db.een(AANTAL, &f.args()).await?
    };
    Ok(rij.map_or(0, |r| r.0))
}

async fn lees(vz: &Verzoek, f: &Filter, aantal: i64, vanaf: i64) -> Result<Vec<LijstRij>, Fout> {
    if f.is_laat() {
        let args = [v(&vz.vandaag()), t(&f.soort), t(&f.aanbieder), v(&aantal), v(&vanaf)];
        return vz.db.alle(LATE, &args).await;
    }
    let mut args = f.args();
    args.extend([v(&aantal), v(&vanaf)]);
    vz.db.alle(f.opdracht(), &args).await
}

fn regel(rij: LijstRij, wie: &[AanbiederRij], vandaag: Datum) -> Regel {
    let ander = if rij.richting == "in" { &rij.afzender } else { &rij.ontvanger };
    let regels = match (rij.fouten, rij.regels) {
        (_, 0) => String::new(),
        (0, 1) => "1 regel".to_owned(),
        (0, n) => format!("{n} regels"),
        (f, n) => format!("{f} van {n} afgekeurd"),
    };
    let verwacht = rij.verwacht_op.map(|dag| Termijn::op(dag, vandaag, 1));
    Regel { wie: partij(ander, wie), stand: stand_van(&rij.uitkomst), regels, verwacht, rij }
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
        "Antwoord uiterlijk",
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
            r.verwacht_op.map(|d| d.to_string()).unwrap_or_default(),
        ]));
    }
    Antwoord::bestand("berichten.csv", "text/csv; charset=utf-8", uit.into_bytes())
}
