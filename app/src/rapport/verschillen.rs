//! What changed since the uitgave before, and why: late messages, corrections, new definitions, down to the rows.

use super::{
    cijfers::{Cijfers, Verschil, soort as bevroren_soort},
    opslag::{self, Uitgave},
    publicatie::{self, Wat},
    web::{naam, soort, zoek},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten};
use crate::monitor::{
    beeld::Moment,
    kijk::{Achter, Gezicht, gezicht},
    opslag::laatste_nr,
    toon::{self, Woorden},
};
use askama::Template;
use kern::monitor::{
    Cijfer, Cijfertabel, Eenheid, Kop, Maat, Oorzaak, Soort, Tabelnaam, Vraag, celverschillen, definitie,
    gevalverschillen,
};
use kern::monitor::{Coordinaat, Tijdvak, woorden::getal};
use kern::stam::{JournaalNr, Kwartaal, Peil};

/// Differences on the page; the rest is counted.
const REGELS_MAX: usize = 400;

/// A figure that is another one now.
struct Regel {
    rij: String,
    kolom: String,
    toen: String,
    nu: String,
    href: String,
    label: String,
}

struct Deel {
    titel: String,
    regels: Vec<Regel>,
}

/// How many cases of a maat count otherwise, and why.
struct Reden {
    maat: &'static str,
    laat: String,
    verbeterd: String,
    href: String,
}

#[derive(Template)]
#[template(path = "rapport/verschillen.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    id: i64,
    keuzes: Vec<Optie>,
    toen: String,
    toen_href: String,
    nu: String,
    definities: Vec<String>,
    intern: bool,
    redenen: Vec<Reden>,
    delen: Vec<Deel>,
    meer: usize,
    leeg: bool,
}

/// Between which two moments of knowing the page compares the figures of one uitgave.
struct Paar {
    basis: Uitgave,
    tot_nr: JournaalNr,
    /// The uitgave that knows more; `None` for now.
    tot: Option<Uitgave>,
}

fn titel(u: &Uitgave) -> String {
    format!("{} over {}, versie {}", soort(u).to_lowercase(), naam(u), u.versie)
}

/// The uitgaven that were made before this one of the same kind, for the same readers, and that knew something else.
fn kandidaten(u: &Uitgave, alle: &[Uitgave]) -> Vec<Uitgave> {
    let past = |a: &&Uitgave| {
        a.soort == u.soort
            && a.profiel == u.profiel
            && a.nr < u.nr
            && (a.peil_op, a.peil_nr) != (u.peil_op, u.peil_nr)
            && a.peil_nr <= u.peil_nr
    };
    let mut uit: Vec<Uitgave> = alle.iter().filter(past).cloned().collect();
    uit.sort_by_key(|a| (std::cmp::Reverse(a.peil_op), std::cmp::Reverse(a.nr)));
    uit.dedup_by_key(|a| (a.peil_op, a.peil_nr));
    uit
}

async fn paar(v: &Verzoek, u: &Uitgave, kandidaten: &[Uitgave], intern: bool) -> Result<Option<Paar>, Fout> {
    let gevraagd = v.vraag("sinds").unwrap_or("");
    if intern && (gevraagd == "nu" || kandidaten.is_empty()) {
        return Ok(Some(Paar { basis: u.clone(), tot_nr: laatste_nr(&v.db).await?, tot: None }));
    }
    let gekozen = kandidaten.iter().find(|k| k.uitgave_id.to_string() == gevraagd).or(kandidaten.first());
    Ok(gekozen.map(|k| Paar { basis: k.clone(), tot_nr: u.peil_nr, tot: Some(u.clone()) }))
}

/// The definitions that another version is counted with now.
fn definities(p: &Paar) -> Vec<String> {
    let nu = p.tot.as_ref().map_or_else(kern::monitor::versies, |t| t.definities.clone());
    let oud: Vec<&str> = p.basis.definities.split(", ").collect();
    nu.split(", ").filter(|d| !oud.contains(d)).map(str::to_owned).collect()
}

/// GET /rapporten/{uitgave}/verschillen
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let g = gezicht(v.actor.rol, v.actor.gemeente);
    let intern = !g.bestuur;
    let alle = opslag::eerder(&v.db, JournaalNr::NU).await?;
    let kandidaten = kandidaten(&u, &alle);
    let kader = v.kader("Wat is er veranderd?").await?.kruimel("Rapporten", "/rapporten");
    let kader = kader
        .kruimel(format!("{}, versie {}", naam(&u), u.versie), format!("/rapporten/{}", u.uitgave_id))
        .kruimel("Wat is er veranderd?", "");
    let paar = paar(&v, &u, &kandidaten, intern).await?;
    let mut keuzes: Vec<Optie> =
        kandidaten.iter().map(|k| Optie::nieuw(k.uitgave_id.to_string(), titel(k))).collect();
    if intern {
        keuzes.push(Optie::nieuw("nu", "dit rapport zelf, tot nu"));
    }
    let Some(p) = paar else {
        return Antwoord::pagina(&Pagina::zonder(kader, u.uitgave_id));
    };
    let (delen, redenen) = match intern {
        true => tot_op_de_rij(&v, &p, &alle, g).await?,
        false => (gepubliceerd(&v, &p).await?, Vec::new()),
    };
    let regels: usize = delen.iter().map(|d| d.regels.len()).sum();
    Antwoord::pagina(&Pagina {
        formulier: Invoer::leeg()
            .met("sinds", if p.tot.is_none() { "nu".to_owned() } else { p.basis.uitgave_id.to_string() }),
        id: u.uitgave_id,
        keuzes,
        toen: titel(&p.basis),
        toen_href: format!("/rapporten/{}", p.basis.uitgave_id),
        nu: p.tot.as_ref().map_or_else(|| "nu".to_owned(), |t| format!("bij de {}", titel(t))),
        definities: definities(&p),
        intern,
        redenen,
        meer: regels.saturating_sub(REGELS_MAX),
        leeg: regels == 0,
        delen: begrens(delen),
        kader,
    })
}

impl Pagina {
    fn zonder(kader: Kader, id: i64) -> Pagina {
        Pagina {
            kader,
            formulier: Invoer::leeg(),
            id,
            keuzes: Vec::new(),
            toen: String::new(),
            toen_href: String::new(),
            nu: String::new(),
            definities: Vec::new(),
            intern: false,
            redenen: Vec::new(),
            delen: Vec::new(),
            meer: 0,
            leeg: true,
        }
    }
}

fn begrens(delen: Vec<Deel>) -> Vec<Deel> {
    let mut over = REGELS_MAX;
    let mut uit = Vec::new();
    for mut d in delen {
        d.regels.truncate(over);
        over -= d.regels.len();
        uit.extend((!d.regels.is_empty()).then_some(d));
    }
    uit
}

/// Who sees the cases: every figure of the uitgave, counted again at both moments, with a way to the rows.
async fn tot_op_de_rij(
    v: &Verzoek,
    p: &Paar,
    alle: &[Uitgave],
    g: Gezicht,
) -> Result<(Vec<Deel>, Vec<Reden>), Fout> {
    let toen = Peil::op(p.basis.peil_op).bekend(p.basis.peil_nr);
    let m = publicatie::feiten(&v.app, toen, alle).await?;
    let nu = Peil { bekend: p.tot_nr.min(m.nr), ..toen };
    let wat = Wat::van(&p.basis)?;
    let w = Woorden::nieuw(&v.app.regels, toen.op, &m.namen);
    let (oud, nieuw) = (publicatie::open(&v.app, &m, wat, toen)?, publicatie::open(&v.app, &m, wat, nu)?);
    let schrijver = Schrijver { m: &m, w: &w, g, p };
    let delen = oud.iter().zip(&nieuw).map(|(o, n)| schrijver.deel(o, n)).collect();
    Ok((delen, schrijver.redenen(toen, nu)))
}

struct Schrijver<'a> {
    m: &'a Moment,
    w: &'a Woorden,
    g: Gezicht,
    p: &'a Paar,
}

impl Schrijver<'_> {
    fn deel(&self, oud: &Cijfertabel, nieuw: &Cijfertabel) -> Deel {
        let codes = &self.m.feiten.codes;
        let soort = |kolom: Kop| {
            let k = nieuw.kolommen.iter().chain(&oud.kolommen).find(|k| k.kop == kolom);
            k.map_or(Soort::Aantal, |k| k.soort)
        };
        let regel = |d: &kern::monitor::Celverschil| {
            let (rij, kolom) = (self.w.kop(d.rij, codes), self.w.kop(d.kolom, codes));
            let s = soort(d.kolom);
            Regel {
                toen: toon::cijfer(d.toen, s),
                nu: toon::cijfer(d.nu, s),
                href: self.adres(coordinaat(nieuw, d.rij, d.kolom).or(coordinaat(oud, d.rij, d.kolom))),
                label: format!("{}, {rij}, {kolom}", nieuw.titel),
                rij,
                kolom,
            }
        };
        let tijd = nieuw.tijdvak.map_or_else(String::new, |t| format!(", {}", t.naam()));
        Deel {
            titel: format!("{}{tijd}", nieuw.titel),
            regels: celverschillen(oud, nieuw).iter().filter(|d| !is_leeg(d.toen, d.nu)).map(regel).collect(),
        }
    }

    /// Address of the cases that differ, for this reader; empty when there is nothing to see.
    fn adres(&self, c: Option<&Coordinaat>) -> String {
        let Some(c) = c else { return String::new() };
        let mag = match c.vraag.maat.eenheid() {
            Eenheid::Cent => self.g.geld,
            Eenheid::Aantal | Eenheid::Dagen => self.g.personen,
        };
        if mag == Achter::Niets || c.vraag.maat == Maat::Begroot {
            return String::new();
        }
        let nu = Coordinaat { peil: Peil { bekend: self.p.tot_nr.min(self.m.nr), ..c.peil }, ..c.clone() };
        let adres = toon::coordinaat(&nu, &self.m.feiten.codes);
        format!(
            "/monitor/verschil?{adres}&sinds={}&uitgave={}",
            self.p.basis.peil_nr, self.p.basis.uitgave_id
        )
    }

    fn redenen(&self, toen: Peil, nu: Peil) -> Vec<Reden> {
        let reden = |maat: Maat| {
            let vraag = Vraag::nieuw(maat).over(Tijdvak::TwaalfMaanden);
            let c = |peil| Coordinaat { peil, vraag: vraag.clone() };
            let lijst = gevalverschillen(&self.m.feiten, &c(toen), &c(nu));
            let tel = |o: Oorzaak| lijst.iter().filter(|g| g.oorzaak == o).count();
            let (laat, verbeterd) = (tel(Oorzaak::Laat), tel(Oorzaak::Correctie));
            (laat + verbeterd > 0).then(|| Reden {
                maat: definitie(maat).naam,
                laat: getal(i64::try_from(laat).unwrap_or(0)),
                verbeterd: getal(i64::try_from(verbeterd).unwrap_or(0)),
                href: self.adres(Some(&c(nu))),
            })
        };
        Maat::ALLE.into_iter().filter(|m| *m != Maat::Begroot).filter_map(reden).collect()
    }
}

/// A row that came or went with nothing in it: that is no difference.
fn is_leeg(toen: Cijfer, nu: Cijfer) -> bool {
    matches!((toen, nu), (Cijfer::Geen, Cijfer::Getal(0)) | (Cijfer::Getal(0), Cijfer::Geen))
}

fn coordinaat(t: &Cijfertabel, rij: Kop, kolom: Kop) -> Option<&Coordinaat> {
    let plek = t.kolommen.iter().position(|k| k.kop == kolom)?;
    t.rijen.iter().find(|r| r.kop == rij)?.cellen.get(plek)?.achter.as_ref()
}

/// Who sees published figures only: the same figure in two uitgaven.
async fn gepubliceerd(v: &Verzoek, p: &Paar) -> Result<Vec<Deel>, Fout> {
    let Some(tot) = &p.tot else { return Ok(Vec::new()) };
    let oud = Cijfers::lees(&opslag::cijfers(&v.db, p.basis.uitgave_id).await?)?;
    let nieuw = Cijfers::lees(&opslag::cijfers(&v.db, tot.uitgave_id).await?)?;
    let zelfde_dag = p.basis.peil_op == tot.peil_op;
    let mut uit = Vec::new();
    for t in &oud.tabellen {
        let Some(n) = nieuw.tabellen.iter().find(|n| n.code == t.code) else { continue };
        // Of another day only what names its own quarter is about the same.
        let telt = |d: &Verschil| {
            if is_leeg(d.toen.cijfer(), d.nu.cijfer()) {
                return false;
            }
            let plek_is_zelfde =
                |k: &String| t.rijen.iter().any(|r| &r.kop == k) && n.rijen.iter().any(|r| &r.kop == k);
            zelfde_dag || (Kwartaal::lees(&d.rij).is_ok() && plek_is_zelfde(&d.rij))
        };
        let naam = Tabelnaam::lees(&t.code);
        let regel = |d: Verschil| Regel {
            rij: leesbaar(&d.rij),
            kolom: leesbaar(&d.kolom),
            toen: toon::cijfer(d.toen.cijfer(), bevroren_soort(&t.code, &d.kolom)),
            nu: toon::cijfer(d.nu.cijfer(), bevroren_soort(&t.code, &d.kolom)),
            href: String::new(),
            label: String::new(),
        };
        uit.push(Deel {
            titel: naam.map_or_else(|| t.code.clone(), |n| n.titel().to_owned()),
            regels: t.verschillen_van(n).into_iter().filter(telt).map(regel).collect(),
        });
    }
    Ok(uit)
}

/// A frozen head in words.
pub(super) fn leesbaar(kop: &str) -> String {
    if let Ok(k) = Kwartaal::lees(kop) {
        return toon::kwartaal(k);
    }
    match kern::stam::Gemeentecode::lees(kop) {
        Ok(g) => gemeenten::naam(g),
        Err(_) => kop.to_owned(),
    }
}
