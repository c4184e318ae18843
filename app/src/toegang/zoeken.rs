//! Search before create: who is known already. Identity is shown only as far as the rights go.

use super::concept::{self, Concept};
use super::eigen::{self, EigenRegel};
use super::registreren::{Verband, verband};
use super::{FORMULIER, inwoner, lezen, melden::Stap, vondst};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Velden, Verzoek, gemeenten, moment_voluit,
    onderdelen::Gegeven,
    opslag::{Leest, o, rij, sql, t, v},
    rechten::{Actie, Oordeel, Relatie, Veldklasse, mag},
};
use askama::Template;
use kern::stam::{Bsn, Datum, DossierId, Gemeentecode, InwonerId, Weigering};
use kern::toegang::{Fase, Gelijkenis, Kandidaat, Zoekvraag, gelijkenis, zoeksleutel};

/// Results on one page; more means: type more.
const TREFFERS_MAX: usize = 25;
/// Shortest name that is searched, characters.
const NAAM_MIN: usize = 2;

rij! {
    /// Somebody who may be meant, with a dossier when there is one.
    pub struct ZoekRij {
        inwoner_id: InwonerId, achternaam: String, voorvoegsel: String, voornamen: String, zoeknaam: String,
        geboortedatum: Datum, zelfde_bsn: bool, dossier_id: Option<DossierId>, gemeente: Option<Gemeentecode>,
        fase: Option<String>, houder: bool,
    }
}

sql!(
    OP_BSN_OF_DAG = "SELECT i.inwoner_id, i.achternaam, i.voorvoegsel, i.voornamen, i.zoeknaam, i.geboortedatum,
      CAST(CASE WHEN i.bsn_index = $1 THEN 1 ELSE 0 END AS BIGINT), d.dossier_id, d.gemeente, d.fase,
      (SELECT CAST(CASE WHEN count(*) > 0 THEN 1 ELSE 0 END AS BIGINT) FROM dossierrol r WHERE r.dossier_id = d.dossier_id AND r.gebruiker_id = $3
        AND r.tot_nr IS NULL AND r.geldig_van <= $4 AND (r.geldig_tot IS NULL OR $4 < r.geldig_tot))
    FROM inwoner i LEFT JOIN dossier d ON d.inwoner_id = i.inwoner_id AND d.tot_nr IS NULL
    WHERE i.tot_nr IS NULL AND (i.bsn_index = $1 OR i.geboortedatum = $2) ORDER BY i.inwoner_id LIMIT 200"
);
sql!(
    OP_NAAM = "SELECT i.inwoner_id, i.achternaam, i.voorvoegsel, i.voornamen, i.zoeknaam, i.geboortedatum,
      CAST(CASE WHEN i.bsn_index = $1 THEN 1 ELSE 0 END AS BIGINT), d.dossier_id, d.gemeente, d.fase,
      (SELECT CAST(CASE WHEN count(*) > 0 THEN 1 ELSE 0 END AS BIGINT) FROM dossierrol r WHERE r.dossier_id = d.dossier_id AND r.gebruiker_id = $3
        AND r.tot_nr IS NULL AND r.geldig_van <= $4 AND (r.geldig_tot IS NULL OR $4 < r.geldig_tot))
    FROM inwoner i LEFT JOIN dossier d ON d.inwoner_id = i.inwoner_id AND d.tot_nr IS NULL
    WHERE i.tot_nr IS NULL AND $2 <= i.zoeknaam AND i.zoeknaam < $5 ORDER BY i.zoeknaam, i.inwoner_id LIMIT 60"
);

/// A draft in the list of this person's drafts.
struct ConceptRegel {
    naam: String,
    wanneer: String,
    href: String,
    weg: String,
}

#[derive(Template)]
#[template(path = "toegang/zoeken.html")]
struct ZoekPagina {
    kader: Kader,
    formulier: Invoer,
    concepten: Vec<ConceptRegel>,
    gedaan: Vec<EigenRegel>,
}

/// Somebody who was found, as far as this person may see.
struct Treffer {
    naam: String,
    geboren: String,
    waarom: &'static str,
    dossier: Vec<Gegeven>,
    href: String,
    heeft_dossier: bool,
    /// Seal with which a melding in this dossier can begin; empty when who searched did not point at this person.
    vondst: String,
    gemaskeerd: bool,
}

#[derive(Template)]
#[template(path = "toegang/treffers.html")]
struct TreffersPagina {
    kader: Kader,
    formulier: Invoer,
    treffers: Vec<Treffer>,
    meer: bool,
    /// Whether somebody has exactly this BSN: then a second inwoner cannot be made.
    bekend: bool,
}

/// GET /meldingen/nieuw: the search form, and the drafts that wait.
pub async fn nieuw(v: Verzoek) -> Uitkomst {
    Antwoord::pagina(&zoekpagina(&v, Invoer::leeg()).await?)
}

async fn zoekpagina(v: &Verzoek, formulier: Invoer) -> Result<ZoekPagina, Fout> {
    let concepten = concept::van(&v.app, v.actor.gebruiker_id, FORMULIER).await?;
    let kader = v
        .kader("Nieuwe melding: is de inwoner al bekend?")
        .await?
        .kruimel("Vandaag", "/")
        .kruimel("Nieuwe melding", "")
        .fouten(!formulier.is_goed());
    let gedaan = eigen::lijst(v).await?;
    Ok(ZoekPagina { kader, formulier, concepten: concepten.iter().map(regel).collect(), gedaan })
}

fn regel(c: &Concept) -> ConceptRegel {
    let naam = match (c.tekst("achternaam"), c.onderwerp == c.id) {
        ("", true) => "Melding zonder naam".to_owned(),
        (naam, true) => format!("Melding over {} {naam}", c.tekst("voornamen")).replace("  ", " "),
        (_, false) => format!("Nieuwe melding in dossier {}", c.onderwerp),
    };
    let eerste = if c.onderwerp == c.id { Stap::Wie } else { Stap::Vraag };
    let begonnen = |s: &Stap| s.velden().iter().any(|veld| !c.tekst(veld).is_empty());
    let stap = [Stap::Contact, Stap::Vraag].into_iter().find(begonnen).unwrap_or(eerste).code();
    ConceptRegel {
        naam,
        wanneer: moment_voluit(c.bijgewerkt),
        href: format!("/meldingen/concept/{}/{stap}", c.id),
        weg: format!("/meldingen/concept/{}/weg", c.id),
    }
}

/// What was typed, read; refusals go on the form.
fn lees_vraag(velden: &Velden, f: &mut Invoer) -> (Zoekvraag, Option<Bsn>) {
    let naam = zoeksleutel(f.waarde("achternaam"));
    let geboren = velden.datum("geboren").unwrap_or_else(|w| {
        f.weiger(&w);
        None
    });
    let getypt = f.waarde("bsn").trim().to_owned();
    let bsn = match Bsn::lees(&getypt) {
        Ok(b) => Some(b),
        Err(_) if getypt.is_empty() => None,
        Err(e) => {
            f.weiger(&Weigering::nieuw("TGG-27", "Wabb art. 12", e.0).bij("bsn"));
            None
        }
    };
    if f.is_goed() && geboren.is_none() && bsn.is_none() && naam.chars().count() < NAAM_MIN {
        f.weiger(
            &Weigering::nieuw("TGG-28", "", "Vul een naam, een geboortedatum of een burgerservicenummer in.")
                .bij("achternaam"),
        );
    }
    (Zoekvraag { naam, geboren, bsn: bsn.is_some() }, bsn)
}

/// POST /meldingen/zoeken: who is known already. By POST, so that no name or BSN stands in an address.
pub async fn zoek(v: Verzoek) -> Uitkomst {
    let mut f = v.invoer();
    let (vraag, bsn) = lees_vraag(&v.form, &mut f);
    if !f.is_goed() {
        return Antwoord::formulier_terug(&zoekpagina(&v, f).await?);
    }
    let mut gevonden = vind(&v, &vraag, bsn.as_ref()).await?;
    let meer = gevonden.len() > TREFFERS_MAX;
    gevonden.truncate(TREFFERS_MAX);
    let bekend = gevonden.iter().any(|(g, _)| *g == Gelijkenis::ZelfdeBsn);
    let treffers = gevonden.into_iter().map(|(g, r)| treffer(&v, g, r)).collect::<Result<Vec<_>, Fout>>()?;
    let titel = match treffers.len() {
        0 => "Niemand gevonden".to_owned(),
        1 => "1 inwoner gevonden".to_owned(),
        n => format!("{n} inwoners gevonden"),
    };
    let kader = v
        .kader(&titel)
        .await?
        .kruimel("Vandaag", "/")
        .kruimel("Nieuwe melding", "/meldingen/nieuw")
        .kruimel("Gevonden", "");
    let aantal = treffers.len();
    let pagina = TreffersPagina { kader, formulier: f, treffers, meer, bekend };
    Ok(Antwoord::pagina(&pagina)?.met_personen(aantal))
}

/// Everybody who fits, best first, each person once.
async fn vind(v: &Verzoek, vraag: &Zoekvraag, bsn: Option<&Bsn>) -> Result<Vec<(Gelijkenis, ZoekRij)>, Fout> {
    let index = bsn.map(|b| v.app.sleutels.bsn_index(b));
    let (wie, dag) = (self::v(&v.actor.gebruiker_id), self::v(&v.vandaag()));
    let mut rijen: Vec<ZoekRij> = Vec::new();
    if bsn.is_some() || vraag.geboren.is_some() {
        rijen = v.db.alle(OP_BSN_OF_DAG, &[o(&index), o(&vraag.geboren), wie.clone(), dag.clone()]).await?;
    }
    if vraag.naam.chars().count() >= NAAM_MIN {
        // Both engines compare text by code point, so this range is every name that begins with what was typed.
        let tot = format!("{}\u{10FFFF}", vraag.naam);
        let op_naam: Vec<ZoekRij> =
            v.db.alle(OP_NAAM, &[o(&index), t(&vraag.naam), wie, dag, t(&tot)]).await?;
        rijen.extend(op_naam);
    }
    let mut gevonden: Vec<(Gelijkenis, ZoekRij)> = Vec::new();
    for r in rijen {
        let k =
            Kandidaat { zoeknaam: r.zoeknaam.clone(), geboren: r.geboortedatum, zelfde_bsn: r.zelfde_bsn };
        let al_gezien =
            gevonden.iter().any(|(_, g)| g.inwoner_id == r.inwoner_id && g.dossier_id == r.dossier_id);
        match gelijkenis(vraag, &k) {
            Some(g) if !al_gezien => gevonden.push((g, r)),
            Some(_) | None => {}
        }
    }
    gevonden.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.zoeknaam.cmp(&b.1.zoeknaam)));
    Ok(gevonden)
}

fn treffer(v: &Verzoek, waarom: Gelijkenis, r: ZoekRij) -> Result<Treffer, Fout> {
    let relatie = match (r.houder, r.gemeente) {
        (true, _) => Relatie::Houder,
        (false, Some(g)) if v.actor.dekt(g) => Relatie::Gebied,
        (false, Some(_) | None) => Relatie::Geen,
    };
    let open = mag(v.actor.rol, relatie, Veldklasse::Basis, Actie::Lezen, false) == Oordeel::Ja;
    let delen = [&r.voornamen, &r.voorvoegsel, &r.achternaam];
    let naam = if open {
        delen.into_iter().filter(|d| !d.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    } else {
        inwoner::masker(&r.voornamen, &r.achternaam)
    };
    let geboren = if open { r.geboortedatum.voluit() } else { format!("in {}", r.geboortedatum.jaar()) };
    let mut dossier = Vec::new();
    if let (Some(g), Some(fase)) = (r.gemeente, &r.fase) {
        dossier.push(Gegeven::nieuw("Dossier bij", gemeenten::naam(g)));
        if open {
            dossier.push(Gegeven::nieuw("Stand", Fase::lees(fase).map_or("", Fase::naam)));
        }
    }
    let href = r.dossier_id.filter(|_| open).map_or_else(String::new, |d| format!("/dossiers/{d}"));
    let vondst = match r.dossier_id {
        Some(d) if open || waarom.wijst_aan() => vondst::maak(v, d)?,
        Some(_) | None => String::new(),
    };
    Ok(Treffer {
        naam,
        geboren,
        waarom: waarom.zin(),
        dossier,
        href,
        heeft_dossier: r.dossier_id.is_some(),
        vondst,
        gemaskeerd: !open,
    })
}

/// POST /meldingen/concept: starts a draft, for somebody new (with what was typed) or in a dossier that exists. For the latter one must
/// have found the inwoner by searching, or hold the dossier: a number that a browser sends is not enough.
pub async fn begin(v: Verzoek) -> Uitkomst {
    let wie = v.actor.gebruiker_id;
    let zegel = v.form.tekst("vondst");
    let genoemd = v.form.getal("dossier").map(DossierId);
    if !zegel.is_empty() || genoemd.is_some() {
        let dossier = vondst::lees(&v, zegel).or(genoemd);
        let b = match dossier {
            Some(d) => verband(&v.db, &v, d).await?,
            None => None,
        };
        let mag = |b: &Verband| b.mijn || vondst::lees(&v, zegel) == Some(b.d.dossier_id);
        let Some(b) = b.filter(mag) else { return zoek_eerst(&v).await };
        let dossier = b.d.dossier_id.0;
        let loopt = if b.loopt { "ja" } else { "nee" };
        let id = match concept::over(&v.app, wie, FORMULIER, dossier).await? {
            Some(c) => c.id,
            None => {
                let velden = [(lezen::LOOPT.to_owned(), loopt.to_owned())];
                concept::maak(&v.app, wie, FORMULIER, Some(dossier), &velden, v.nu()).await?
            }
        };
        return Antwoord::naar(format!("/meldingen/concept/{id}/vraag"));
    }
    let mee = ["achternaam", "geboren-dag", "geboren-maand", "geboren-jaar", "bsn"];
    let velden: Vec<(String, String)> =
        v.form.0.iter().filter(|(k, _)| mee.contains(&k.as_str())).cloned().collect();
    let id = concept::maak(&v.app, wie, FORMULIER, None, &velden, v.nu()).await?;
    Antwoord::naar(format!("/meldingen/concept/{id}/wie"))
}

/// The same answer whether the dossier exists or not.
async fn zoek_eerst(v: &Verzoek) -> Uitkomst {
    let mut f = Invoer::leeg();
    let zin = "Zoek eerst de inwoner op naam en geboortedatum, of op burgerservicenummer. Begin de melding daarna vanuit wat u vond.";
    f.weiger(&Weigering::nieuw("TGG-47", "AVG art. 5 lid 1 onder f", zin));
    Antwoord::formulier_terug(&zoekpagina(v, f).await?)
}

/// POST /meldingen/concept/{concept}/weg: throws a draft away.
pub async fn gooi_weg(v: Verzoek) -> Uitkomst {
    concept::gooi_weg(&v.app, v.actor.gebruiker_id, v.pad("concept")?).await?;
    Antwoord::naar_met_melding("/meldingen/nieuw", "Het concept is weggegooid.")
}
