//! All consultations and disputes between gemeenten, for who holds dossiers in that gemeente or region.

use super::overleg_opslag::{self as opslag, LijstRij};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, csv, gemeenten,
    kader::Toon,
    onderdelen::{Kolom, Paginering, Richting, Termijn},
};
use askama::Template;
use kern::stam::Datum;

const PER_PAGINA: usize = 50;
const BIJNA_DAGEN: i64 = 5;
const STANDEN: [(&str, &str); 6] = [
    ("overleg", "Overleg loopt"),
    ("toegezegd", "Toegezegd"),
    ("geschil_contactpersonen", "Geschil: contactpersonen"),
    ("geschil_regioadviseur", "Geschil: regioadviseur"),
    ("geschil_commissie", "Geschil: commissie"),
    ("alleen", "Afgerond"),
];
const OP: [(&str, &str); 5] = [
    ("termijn", "Uiterlijk"),
    ("dossier", "Dossier"),
    ("stand", "Stand"),
    ("met", "Andere gemeente"),
    ("sinds", "Sinds"),
];

/// One matter.
struct Regel {
    dossier: i64,
    handelt: String,
    met: String,
    stand: (&'static str, Toon),
    sinds: String,
    termijn: Option<Termijn>,
}

#[derive(Template)]
#[template(path = "woonplaats/overleggen.html")]
struct Pagina {
    kader: Kader,
    filter: Invoer,
    standen: Vec<Optie>,
    gemeenten: Vec<Optie>,
    kolommen: Vec<Kolom>,
    regels: Vec<Regel>,
    bladeren: Paginering,
    csv: String,
}

/// What is asked for.
struct Vraag {
    stand: String,
    gemeente: String,
    op: &'static str,
    af: bool,
}

impl Vraag {
    fn lees(vz: &Verzoek) -> Vraag {
        let stand = vz.vraag("stand").filter(|s| *s == "alles" || STANDEN.iter().any(|x| x.0 == *s));
        let op = OP.iter().map(|o| o.0).find(|o| vz.vraag("op") == Some(*o));
        Vraag {
            stand: stand.unwrap_or("").to_owned(),
            gemeente: vz
                .vraag("gemeente")
                .and_then(gemeenten::zoek)
                .map_or_else(String::new, |g| g.to_string()),
            op: op.unwrap_or("termijn"),
            af: vz.vraag("af").is_some(),
        }
    }

    fn href(&self, pad: &str, op: &str, af: bool, pagina: u64) -> String {
        let mut uit = format!("{pad}?stand={}&gemeente={}&op={op}", self.stand, self.gemeente);
        if af {
            uit.push_str("&af=1");
        }
        if 1 < pagina {
            uit.push_str(&format!("&pagina={pagina}"));
        }
        uit
    }

    fn past(&self, r: &LijstRij) -> bool {
        let stand = match self.stand.as_str() {
            // What needs no more work is only shown when asked for.
            "" => r.stand != "alleen",
            "alles" => true,
            s => r.stand == s,
        };
        stand && (self.gemeente.is_empty() || r.handelt.to_string() == self.gemeente)
    }

    async fn rijen(&self, vz: &Verzoek) -> Result<Vec<LijstRij>, Fout> {
        let mut rijen = opslag::lijst(&vz.db).await?;
        rijen.retain(|r| vz.actor.dekt(r.gemeente) && self.past(r));
        let ver = |d: Option<Datum>| (d.is_none(), d);
        rijen.sort_by(|a, b| {
            let o = match self.op {
                "dossier" => a.dossier_id.cmp(&b.dossier_id),
                "stand" => plek(&a.stand).cmp(&plek(&b.stand)),
                "met" => gemeenten::naam_van(&a.met_gemeente).cmp(&gemeenten::naam_van(&b.met_gemeente)),
                "sinds" => a.sinds_op.cmp(&b.sinds_op),
                _ => ver(a.uiterlijk_op).cmp(&ver(b.uiterlijk_op)),
            };
            if self.af { o.reverse() } else { o }
        });
        Ok(rijen)
    }

    fn kolom(&self, (op, naam): (&'static str, &'static str)) -> Kolom {
        let hier = self.op == op;
        let richting = match (hier, self.af) {
            (false, _) => Richting::Geen,
            (true, false) => Richting::Op,
            (true, true) => Richting::Af,
        };
        Kolom::tekst(naam).sorteer(self.href("/overleggen", op, hier && !self.af, 1), richting)
    }
}

fn plek(stand: &str) -> Option<usize> {
    STANDEN.iter().position(|s| s.0 == stand)
}

fn standnaam(stand: &str) -> (&'static str, Toon) {
    let naam = STANDEN.iter().find(|s| s.0 == stand).map_or("", |s| s.1);
    let toon = match stand {
        "alleen" => Toon::Neutraal,
        "overleg" | "toegezegd" => Toon::Info,
        _ => Toon::LetOp,
    };
    (naam, toon)
}

/// GET /overleggen
pub async fn lijst(vz: Verzoek) -> Uitkomst {
    let q = Vraag::lees(&vz);
    let rijen = q.rijen(&vz).await?;
    let per = u64::try_from(PER_PAGINA).unwrap_or(50);
    let pagina: u64 = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let bladeren = Paginering::van(u64::try_from(rijen.len()).unwrap_or(0), per, pagina, |n| {
        q.href("/overleggen", q.op, q.af, n)
    });
    let vanaf = usize::try_from((bladeren.pagina - 1) * per).unwrap_or(0);
    let regels: Vec<Regel> =
        rijen.iter().skip(vanaf).take(PER_PAGINA).map(|r| regel(r, vz.vandaag())).collect();
    let mut standen = vec![Optie::nieuw("alles", "Alles, ook wat is afgerond")];
    standen.extend(STANDEN.iter().map(|s| Optie::nieuw(s.0, s.1)));
    let personen = regels.len();
    let p = Pagina {
        kader: vz.kader("Overleg tussen gemeenten").await?,
        filter: Invoer::leeg().met("stand", q.stand.clone()).met("gemeente", q.gemeente.clone()),
        standen,
        gemeenten: gemeenten::opties(),
        kolommen: OP.into_iter().map(|o| q.kolom(o)).collect(),
        regels,
        csv: q.href("/overleggen/uitvoer", q.op, q.af, 1),
        bladeren,
    };
    Ok(Antwoord::pagina(&p)?.met_personen(personen))
}

fn regel(r: &LijstRij, vandaag: Datum) -> Regel {
    Regel {
        dossier: r.dossier_id.0,
        handelt: gemeenten::naam(r.handelt),
        met: gemeenten::naam_van(&r.met_gemeente),
        stand: standnaam(&r.stand),
        sinds: r.sinds_op.voluit(),
        termijn: r.uiterlijk_op.map(|d| Termijn::op(d, vandaag, BIJNA_DAGEN)),
    }
}

/// GET /overleggen/uitvoer
pub async fn uitvoer(vz: Verzoek) -> Uitkomst {
    let rijen = Vraag::lees(&vz).rijen(&vz).await?;
    let mut uit = csv::regel(&[
        "Dossier",
        "Handelt en betaalt",
        "Andere gemeente",
        "Stand",
        "Begonnen",
        "Sinds",
        "Uiterlijk",
    ]);
    for r in &rijen {
        uit.push_str(&csv::regel(&[
            r.dossier_id.to_string(),
            gemeenten::naam(r.handelt),
            gemeenten::naam_van(&r.met_gemeente),
            standnaam(&r.stand).0.to_owned(),
            r.begonnen_op.to_string(),
            r.sinds_op.to_string(),
            r.uiterlijk_op.map(|d| d.to_string()).unwrap_or_default(),
        ]));
    }
    let personen = rijen.len();
    Ok(Antwoord::bestand("overleg-gemeenten.csv", "text/csv; charset=utf-8", uit.into_bytes())?
        .met_personen(personen))
}
