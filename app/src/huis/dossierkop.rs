//! The head of every page of a dossier: who it is about, what to watch out for, and the parts of the dossier.
//!
//! In the cellar, because rooms on both sides of the street show it. Which parts are listed follows from the route
//! table and the rights function: a link that would be refused is not drawn.

use super::{
    Fout, Methode, Rol, Route, Velden, Verzoek,
    kader::{Koppeling, Toon},
    klok::moment_voluit,
    onderdelen::{Gegeven, Identiteit},
    opslag::{Leest, Moment, rij, sql, v},
    rechten::{Actie, Oordeel, Veldklasse, mag},
};
use kern::stam::{Datum, DossierId, Gemeentecode, JournaalNr, Peil};
use std::{collections::BTreeMap, sync::OnceLock};

/// At most this many things to watch out for.
const TAGS_MAX: usize = 3;

/// What the head shows.
#[derive(Debug, Clone, Default)]
pub struct Dossierkop {
    /// Who it is about.
    pub wie: Identiteit,
    /// Code of the fase.
    pub fase: String,
    /// Gemeente that acts.
    pub gemeente: String,
    /// Day of the first melding, as shown.
    pub geopend: String,
    /// Day of closing, as shown; empty while open.
    pub gesloten: String,
    /// Holder; empty without.
    pub houder: String,
    /// Co-holder; empty without.
    pub medehouder: String,
    /// The parts of the dossier that this person may open.
    pub delen: Vec<Koppeling>,
    /// Address of the part that is shown.
    pub actief: String,
    /// Buttons beside the name.
    pub knoppen: Vec<Kopknop>,
    /// Sentence about access by the noodknop; empty without.
    pub noodknop: String,
    /// Sentence about looking back; empty for today.
    pub terugkijk: String,
}

/// A button beside the name: a link, never an act.
#[derive(Debug, Clone, Default)]
pub struct Kopknop {
    /// Text.
    pub label: String,
    /// Address.
    pub href: String,
    /// Symbol in `iconen.svg`.
    pub icoon: &'static str,
}

impl Dossierkop {
    /// The same head with one more button.
    #[must_use]
    pub fn knop(
        mut self,
        label: impl Into<String>,
        href: impl Into<String>,
        icoon: &'static str,
    ) -> Dossierkop {
        self.knoppen.push(Kopknop { label: label.into(), href: href.into(), icoon });
        self
    }
}

rij! {
    /// The facts of the head.
    pub struct DossierkopRij {
        achternaam: String, voorvoegsel: String, voornamen: String, geboortedatum: Datum, bsn_status: String, heeft_bsn: i64,
        gemeente: Gemeentecode, fase: String, spoed: bool, geopend_op: Datum, gesloten_op: Option<Datum>, verblijf: Option<String>, houder: Option<String>,
        medehouder: Option<String>, geschil: i64, te_laat: i64, noodknop_tot: Option<Moment>, melding_id: Option<i64>,
    }
}

sql!(
    KOP = "SELECT i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, i.bsn_status, CAST(CASE WHEN i.bsn_index IS NULL THEN 0 ELSE 1 END AS BIGINT),
      d.gemeente, d.fase, d.spoed, d.geopend_op, d.gesloten_op,
      (SELECT f.gemeente FROM gemeentefeit f WHERE f.dossier_id = d.dossier_id AND f.soort = 'verblijf' AND f.geldig_van <= $3
         AND (f.geldig_tot IS NULL OR $3 < f.geldig_tot) AND f.vanaf_nr <= $2 AND (f.tot_nr IS NULL OR $2 < f.tot_nr) LIMIT 1),
      (SELECT g.naam FROM dossierrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id WHERE r.dossier_id = d.dossier_id AND r.rol = 'houder'
         AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot) AND r.vanaf_nr <= $2 AND (r.tot_nr IS NULL OR $2 < r.tot_nr)
         ORDER BY r.dossierrol_id DESC LIMIT 1),
      (SELECT g.naam FROM dossierrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id WHERE r.dossier_id = d.dossier_id AND r.rol = 'medehouder'
         AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot) AND r.vanaf_nr <= $2 AND (r.tot_nr IS NULL OR $2 < r.tot_nr)
         ORDER BY r.dossierrol_id DESC LIMIT 1),
      (SELECT count(*) FROM verantwoordelijke x WHERE x.dossier_id = d.dossier_id AND x.status = 'GESCHIL' AND x.vanaf_nr <= $2
         AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM termijn t WHERE t.dossier_id = d.dossier_id AND t.voldaan_op IS NULL AND t.uiterlijk_op < $3 AND t.vanaf_nr <= $2
         AND (t.tot_nr IS NULL OR $2 < t.tot_nr)),
      (SELECT max(n.einde_ts) FROM noodknop n WHERE n.dossier_id = d.dossier_id AND n.gebruiker_id = $4 AND n.tot_nr IS NULL AND $5 < n.einde_ts),
      (SELECT m.melding_id FROM melding m WHERE m.dossier_id = d.dossier_id AND m.vanaf_nr <= $2 AND (m.tot_nr IS NULL OR $2 < m.tot_nr)
         ORDER BY m.ontvangen_op DESC, m.melding_id DESC LIMIT 1)
    FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
    WHERE d.dossier_id = $1 AND d.vanaf_nr <= $2 AND (d.tot_nr IS NULL OR $2 < d.tot_nr)"
);

/// The parts, in the order of the street: text and route. `{melding}` stands for the last melding.
const DELEN: &[(&str, &str)] = &[
    ("Overzicht", "/dossiers/{dossier}"),
    ("Gegevens", "/dossiers/{dossier}/gegevens"),
    ("Melding", "/dossiers/{dossier}/melding/{melding}"),
    ("Vraagverheldering", "/dossiers/{dossier}/vraagverheldering/{melding}"),
    ("Doelgroep", "/dossiers/{dossier}/doelgroep"),
    ("Woonplaats", "/dossiers/{dossier}/woonplaats"),
    ("Overleg", "/dossiers/{dossier}/overleg"),
    ("Onderzoek", "/dossiers/{dossier}/onderzoek"),
    ("Doelen", "/dossiers/{dossier}/doelen"),
    ("Besluiten", "/dossiers/{dossier}/besluiten"),
    ("Levering", "/dossiers/{dossier}/levering"),
    ("Op- en afschalen", "/dossiers/{dossier}/schaling"),
    ("Geld", "/dossiers/{dossier}/geld"),
    ("Berichten", "/dossiers/{dossier}/berichten"),
    ("Verzoeken", "/dossiers/{dossier}/verzoeken"),
    ("Documenten", "/dossiers/{dossier}/documenten"),
    ("Termijnen", "/dossiers/{dossier}/termijnen"),
    ("Wie heeft gekeken", "/dossiers/{dossier}/wie-keek"),
];

impl Verzoek {
    /// The head for a page of the dossier in the path. `deel` is the route of the part that the page belongs to, such as
    /// `/dossiers/{dossier}/woonplaats`. `None` when the dossier did not exist yet at this peil.
    pub async fn dossierkop(&self, deel: &str, peil: Peil) -> Result<Option<Dossierkop>, Fout> {
        let t = self.dossier();
        let args = [v(&t.dossier), v(&peil.bekend), v(&peil.op), v(&self.actor.gebruiker_id), v(&self.nu)];
        let Some(k) = self.db.een::<DossierkopRij>(KOP, &args).await? else { return Ok(None) };
        let melding = k.melding_id;
        let vul = |pad: &str| vul_in(pad, t.dossier, melding);
        Ok(Some(Dossierkop {
            fase: k.fase.clone(),
            gemeente: super::gemeenten::naam(k.gemeente),
            geopend: k.geopend_op.voluit(),
            gesloten: k.gesloten_op.map_or_else(String::new, |d| d.voluit()),
            houder: k.houder.clone().unwrap_or_default(),
            medehouder: k.medehouder.clone().unwrap_or_default(),
            delen: self.delen(melding),
            actief: vul(deel),
            knoppen: Vec::new(),
            noodknop: self.noodknop_zin(&k),
            terugkijk: terugkijk_zin(peil),
            wie: self.identiteit(&k, peil),
        }))
    }

    /// Whether this person may use a route on this dossier; `pad` is the route with `{dossier}` in it.
    pub fn mag_pad(&self, methode: Methode, pad: &str) -> bool {
        let t = self.dossier();
        let rol = self.actor.rol;
        wegwijzer().get(&(methode, pad)).is_some_and(|r| {
            r.rollen.contains(&rol) && mag(rol, t.relatie, r.klasse, r.actie(), t.noodknop) != Oordeel::Nee
        })
    }

    fn delen(&self, melding: Option<i64>) -> Vec<Koppeling> {
        let dossier = self.dossier().dossier;
        let kan =
            |pad: &str| (melding.is_some() || !pad.contains("{melding}")) && self.mag_pad(Methode::Get, pad);
        let deel = |(label, pad): &(&str, &str)| Koppeling::nieuw(*label, vul_in(pad, dossier, melding));
        DELEN.iter().filter(|d| kan(d.1)).map(deel).collect()
    }

    fn identiteit(&self, k: &DossierkopRij, peil: Peil) -> Identiteit {
        let dossier = self.dossier().dossier;
        let boven = format!("Dossier {dossier}");
        if self.oordeel(Veldklasse::Basis, Actie::Lezen) != Oordeel::Ja {
            let naam = "Inwoner zonder naam".to_owned();
            return Identiteit {
                boven,
                naam,
                initialen: "–".into(),
                feiten: plaatsen(k),
                ..Identiteit::default()
            };
        }
        let naam = volledige_naam(k);
        let leeftijd = k.geboortedatum.leeftijd_op(peil.op);
        let mut feiten =
            vec![Gegeven::nieuw("geboren", format!("{} ({leeftijd} jaar)", k.geboortedatum.voluit()))];
        feiten.extend(plaatsen(k));
        let wie = |naam: &Option<String>| naam.clone().unwrap_or_else(|| "nog niemand".into());
        feiten.push(Gegeven::nieuw("dossierhouder", wie(&k.houder)));
        if k.medehouder.is_some() {
            feiten.push(Gegeven::nieuw("samen met", wie(&k.medehouder)));
        }
        let toon_bsn = k.heeft_bsn == 1 && self.mag_wijzigen(Veldklasse::Bsn);
        Identiteit {
            boven,
            initialen: initialen(&naam),
            naam,
            feiten,
            bsn_masker: if toon_bsn { "•••••••••".into() } else { String::new() },
            bsn_href: format!("/dossiers/{dossier}/bsn"),
            tags: tags(k, peil),
        }
    }

    fn noodknop_zin(&self, k: &DossierkopRij) -> String {
        match k.noodknop_tot {
            Some(tot) if self.dossier().noodknop => {
                format!(
                    "U ziet dit dossier via de noodknop. Dat kan tot {}. U kunt alleen lezen.",
                    moment_voluit(tot)
                )
            }
            Some(_) | None => String::new(),
        }
    }
}

/// The route table by method and path: it is asked many times per page.
fn wegwijzer() -> &'static BTreeMap<(Methode, &'static str), &'static Route> {
    static WEGWIJZER: OnceLock<BTreeMap<(Methode, &'static str), &'static Route>> = OnceLock::new();
    WEGWIJZER
        .get_or_init(|| crate::routes::alle(false).into_iter().map(|r| ((r.methode, r.pad), r)).collect())
}

fn vul_in(pad: &str, dossier: DossierId, melding: Option<i64>) -> String {
    let melding = melding.map_or_else(String::new, |m| m.to_string());
    pad.replace("{dossier}", &dossier.to_string()).replace("{melding}", &melding)
}

fn plaatsen(k: &DossierkopRij) -> Vec<Gegeven> {
    let mut uit = Vec::new();
    if let Some(g) = &k.verblijf {
        uit.push(Gegeven::nieuw("verblijft in", super::gemeenten::naam_van(g)));
    }
    uit.push(Gegeven::nieuw("gemeente", super::gemeenten::naam(k.gemeente)));
    uit
}

fn tags(k: &DossierkopRij, peil: Peil) -> Vec<(String, Toon)> {
    let mut uit: Vec<(String, Toon)> = Vec::new();
    let mut als = |is: bool, tekst: &str, toon: Toon| {
        if is {
            uit.push((tekst.to_owned(), toon));
        }
    };
    als(k.spoed, "Spoed", Toon::Fout);
    als(k.te_laat > 0, "Termijn te laat", Toon::Fout);
    als(k.geschil > 0, "Geschil over de gemeente", Toon::LetOp);
    als(k.geboortedatum.leeftijd_op(peil.op) < 18, "Nog geen 18", Toon::LetOp);
    als(k.bsn_status != "geverifieerd", "Identiteit nog niet vastgesteld", Toon::LetOp);
    als(k.fase == "afgesloten", "Dossier afgesloten", Toon::Neutraal);
    uit.truncate(TAGS_MAX);
    uit
}

fn volledige_naam(k: &DossierkopRij) -> String {
    let heel = [k.voornamen.as_str(), k.voorvoegsel.as_str(), k.achternaam.as_str()].join(" ");
    heel.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn initialen(naam: &str) -> String {
    let mut letters = naam.split_whitespace().filter_map(|w| w.chars().next());
    let eerste = letters.next();
    eerste.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

fn terugkijk_zin(peil: Peil) -> String {
    if peil.bekend == JournaalNr::NU {
        return String::new();
    }
    format!("U kijkt terug: dit was bekend na handeling {}. U kunt hier niets wijzigen.", peil.bekend)
}

/// The rol in words, for "who did it".
pub fn rolnaam(code: &str) -> &str {
    match Rol::lees(code) {
        Some(rol) => rol.naam(),
        None if code == "systeem" => "Wijkthuis zelf",
        None => code,
    }
}

sql!(DAG_VAN_NR = "SELECT op FROM journaal WHERE nr <= $1 ORDER BY nr DESC LIMIT 1");
sql!(NR_OP = "SELECT COALESCE(max(nr), 0) FROM journaal WHERE op <= $1");

impl Verzoek {
    /// The peil of a page that can look back: `?bekend=NR`, or `bekend_op` (ISO, or in three boxes) for the end of a day, else
    /// now.
    pub async fn peil(&self) -> Result<Peil, Fout> {
        if let Some(nr) = self.vraag("bekend").and_then(|n| n.parse().ok()).map(JournaalNr) {
            let dag: Option<(Datum,)> = self.db.een(DAG_VAN_NR, &[v(&nr)]).await?;
            return Ok(Peil { op: dag.map_or_else(|| self.vandaag(), |d| d.0), bekend: nr });
        }
        match Velden(self.vragen().to_vec()).datum("bekend_op").ok().flatten() {
            Some(dag) if dag < self.vandaag() => {
                let nr: Option<(JournaalNr,)> = self.db.een(NR_OP, &[v(&dag)]).await?;
                Ok(Peil { op: dag, bekend: nr.map_or(JournaalNr(0), |n| n.0) })
            }
            Some(_) | None => Ok(Peil::op(self.vandaag())),
        }
    }
}
