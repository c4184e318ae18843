//! The first page of a dossier: who, what to do, what happened.

use super::stappen::{Actie, acties};
use crate::{
    huis::{
        Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Uitkomst, Veldklasse, Verzoek, gemeenten,
        kader::{Koppeling, Toon},
        moment_voluit,
        onderdelen::{Gebeurtenis, Gegeven, Paginering, Weergave},
        opslag::Handeling,
        rolnaam,
    },
    termijnen::{self, Soort},
    trajectregie::opslag::{dossier as opslag, inzage},
};
use askama::Template;
use kern::{
    stam::{JournaalNr, MeldingId, Peil, Weigering},
    trajectregie::{Advies, Fase, TEKST_MAX, Voortgang},
};
use std::collections::BTreeMap;

const PAD: &str = "/dossiers/{dossier}";
/// Characters of a note or goal that the timeline shows.
const KORT_TEKENS: usize = 160;

/// Groups of the timeline: name in the address, name on the screen, tables between commas.
const GROEPEN: &[(&str, &str, &str)] = &[
    ("", "Alles", ""),
    (
        "melding",
        "Melding en toegang",
        ",melding,vraagverheldering,overdracht,tandem,tandemantwoord,doelgroeptoets,dossier,dossierrol,brief,correctie,opgave,inname,",
    ),
    ("woonplaats", "Woonplaats", ",adres,verblijf,verantwoordelijke,gemeentefeit,"),
    ("onderzoek", "Onderzoek en doelen", ",onderzoek,leefgebiedscore,doel,activiteit,evaluatie,"),
    ("besluit", "Besluiten", ",aanvraag,besluit,indicatie,schaling,bezwaar,"),
    ("levering", "Levering", ",toewijzing,wachtplek,levering,bericht,"),
    ("notitie", "Notities", ",notitie,"),
];

/// A note as shown.
struct Notitie {
    tekst: String,
    op: String,
}

#[derive(Template)]
#[template(path = "trajectregie/dossier.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    acties: Vec<Actie>,
    kern: Vec<Gegeven>,
    groepen: Vec<Weergave>,
    tijdlijn: Vec<Gebeurtenis>,
    paginering: Paginering,
    notities: Option<Vec<Notitie>>,
    mag_noteren: bool,
    formulier: Invoer,
    terugkijk: Invoer,
    noodknoppen: Vec<Noodknop>,
    bsn: String,
}

/// A use of the noodknop that the holder has not seen.
struct Noodknop {
    zin: String,
    toelichting: String,
    actie: String,
}

/// GET /dossiers/{dossier}
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    pagina(&v, peil, Invoer::leeg(), String::new()).await
}

/// POST /dossiers/{dossier}/bsn: shows the number once, on the answer page; the gate logs it.
pub async fn toon_bsn(v: Verzoek) -> Uitkomst {
    let peil = Peil::op(v.vandaag());
    let Some(kop) = opslag::kop(&v.db, v.dossier().dossier, peil).await? else {
        return Antwoord::niet_gevonden();
    };
    let bsn = match &kop.bsn_versleuteld {
        Some(dicht) => v.app.sleutels.ontsleutel_bsn(dicht)?.cijfers(),
        None => "Er is geen BSN bekend.".to_owned(),
    };
    pagina(&v, peil, Invoer::leeg(), bsn).await
}

/// POST /dossiers/{dossier}/notitie
pub async fn notitie(v: Verzoek) -> Uitkomst {
    let tekst = v.form.tekst("tekst").to_owned();
    let lengte = tekst.chars().count();
    if lengte == 0 || lengte > TEKST_MAX {
        let mut f = v.invoer();
        let zin = if lengte == 0 {
            "Schrijf eerst uw notitie.".to_owned()
        } else {
            format!("De notitie is te lang. Het maximum is {TEKST_MAX} tekens.")
        };
        f.weiger(&Weigering::nieuw("TRJ-41", "", zin).bij("tekst"));
        return pagina(&v, Peil::op(v.vandaag()), f, String::new()).await;
    }
    let t = v.dossier();
    let mut tx = v.begin_erbij().await?;
    let id = tx.nieuw_id()?;
    let (dossier, gemeente) = (Some(t.dossier), Some(t.gemeente));
    tx.journaal(Handeling {
        wat: "notitie toegevoegd",
        onderwerp: "notitie",
        onderwerp_id: id,
        dossier,
        gemeente,
        reden: "",
    })
    .await?;
    opslag::leg_notitie_vast(&mut tx, id, t.dossier, &tekst).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "De notitie is bewaard.")
}

async fn pagina(v: &Verzoek, peil: Peil, formulier: Invoer, bsn: String) -> Uitkomst {
    let d = v.dossier().dossier;
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let Some((stand, melding)) = opslag::stand(&v.db, d, peil).await? else {
        return Antwoord::niet_gevonden();
    };
    let fout = !formulier.is_goed();
    let (tijdlijn, paginering) = tijdlijn(v, peil, melding).await?;
    let nu = peil.bekend == JournaalNr::NU;
    let open = termijnen::open(&v.db, d, peil).await?;
    let noodknoppen = if open.iter().any(|t| t.soort == Soort::Noodknop.code()) {
        noodknoppen(v).await?
    } else {
        Vec::new()
    };
    let p = Pagina {
        kader: v.kader(&format!("Dossier {d}")).await?.fouten(fout),
        acties: if nu { acties(v, &stand, melding, open)? } else { Vec::new() },
        kern: kern(&kop, stand.fase),
        groepen: groepen(v),
        tijdlijn,
        paginering,
        notities: notities(v, peil).await?,
        mag_noteren: nu && v.mag_pad(Methode::Post, "/dossiers/{dossier}/notitie"),
        formulier,
        terugkijk: Invoer::van(v.vragen()),
        noodknoppen,
        bsn,
        basis: basis(v),
        kop,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

fn kern(kop: &Dossierkop, fase: Fase) -> Vec<Gegeven> {
    let alle = [
        ("Fase", fase.naam()),
        ("Gemeente", &kop.gemeente),
        ("Geopend", &kop.geopend),
        ("Gesloten", &kop.gesloten),
        ("Dossierhouder", &kop.houder),
        ("Samen met", &kop.medehouder),
    ];
    alle.into_iter().filter(|(_, w)| !w.is_empty()).map(|(n, w)| Gegeven::nieuw(n, w)).collect()
}

async fn notities(v: &Verzoek, peil: Peil) -> Result<Option<Vec<Notitie>>, Fout> {
    if !v.mag_lezen(Veldklasse::Notitie) {
        return Ok(None);
    }
    let rijen = opslag::notities(&v.db, v.dossier().dossier, peil).await?;
    Ok(Some(
        rijen
            .into_iter()
            .map(|n| Notitie {
                tekst: n.tekst,
                op: format!("{}, {}", n.op.voluit(), n.naam.unwrap_or_default()),
            })
            .collect(),
    ))
}

/// Recent uses of the noodknop by others, for the holder to see.
async fn noodknoppen(v: &Verzoek) -> Result<Vec<Noodknop>, Fout> {
    if !v.mag_pad(Methode::Post, "/dossiers/{dossier}/noodknop/{noodknop}/gezien") {
        return Ok(Vec::new());
    }
    let basis = basis(v);
    let noodknop = |n: inzage::NoodknopRij| Noodknop {
        zin: format!(
            "{} opende dit dossier met de noodknop op {}.",
            n.naam.unwrap_or_default(),
            moment_voluit(n.begin_ts)
        ),
        toelichting: n.toelichting,
        actie: format!("{basis}/noodknop/{}/gezien", n.noodknop_id),
    };
    Ok(inzage::ongezien(&v.db, v.dossier().dossier).await?.into_iter().map(noodknop).collect())
}

fn groepen(v: &Verzoek) -> Vec<Weergave> {
    let gekozen = v.vraag("filter").unwrap_or("");
    let weergave = |(code, naam, _): &(&str, &str, &str)| Weergave {
        label: (*naam).to_owned(),
        href: adres(v, code, 1),
        aantal: None,
        actief: *code == gekozen,
    };
    GROEPEN.iter().map(weergave).collect()
}

async fn tijdlijn(
    v: &Verzoek,
    peil: Peil,
    melding: Option<MeldingId>,
) -> Result<(Vec<Gebeurtenis>, Paginering), Fout> {
    let filter = v.vraag("filter").unwrap_or("");
    let tabellen = GROEPEN.iter().find(|g| g.0 == filter).map_or("", |g| g.2);
    let pagina = v.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let (rijen, aantal) = opslag::tijdlijn(&v.db, v.dossier().dossier, peil.bekend, tabellen, pagina).await?;
    let details = details(v, peil).await?;
    let per = opslag::TIJDLIJN_PAGINA.unsigned_abs();
    let paginering =
        Paginering::van(aantal.unsigned_abs(), per, pagina.unsigned_abs(), |n| adres(v, filter, n));
    Ok((rijen.iter().map(|r| gebeurtenis(v, r, melding, &details)).collect(), paginering))
}

/// Short text per row that an act is about.
type Details = BTreeMap<(String, i64), String>;

/// What the timeline says below an act, as far as this person may read it.
async fn details(v: &Verzoek, peil: Peil) -> Result<Details, Fout> {
    let mut uit = Details::new();
    if !v.mag_lezen(Veldklasse::Gezondheid) {
        return Ok(uit);
    }
    for r in opslag::details(&v.db, v.dossier().dossier, peil).await? {
        let tekst = match r.onderwerp.as_str() {
            "verantwoordelijke" => gemeenten::naam_van(&r.tekst),
            "onderzoek" => {
                Advies::lees(&r.tekst).map_or_else(String::new, |a| format!("Advies: {}", a.naam()))
            }
            "evaluatie" => Voortgang::lees(&r.tekst).map_or("", Voortgang::naam).to_owned(),
            _ => kort(&r.tekst),
        };
        uit.insert((r.onderwerp, r.onderwerp_id), tekst);
    }
    Ok(uit)
}

/// The first part of a long text.
fn kort(tekst: &str) -> String {
    let begin: String = tekst.chars().take(KORT_TEKENS).collect();
    if begin.len() < tekst.len() { format!("{}…", begin.trim_end()) } else { begin }
}

fn gebeurtenis(
    v: &Verzoek,
    r: &opslag::HandelingRij,
    melding: Option<MeldingId>,
    details: &Details,
) -> Gebeurtenis {
    let naam = r.naam.clone().unwrap_or_default();
    let door =
        if naam.is_empty() { rolnaam(&r.rol).to_owned() } else { format!("{naam}, {}", rolnaam(&r.rol)) };
    let (icoon, toon, pad, label) = beeld(&r.onderwerp);
    let meer = if !pad.is_empty()
        && v.mag_pad(Methode::Get, pad)
        && (melding.is_some() || !pad.contains("{melding}"))
    {
        let melding = melding.map_or_else(String::new, |m| m.to_string());
        let href = pad.replace("{dossier}", &v.dossier().dossier.to_string()).replace("{melding}", &melding);
        Koppeling::nieuw(label, format!("{href}?bekend={}", r.nr))
    } else {
        Koppeling::nieuw("Dossier van toen", format!("{}?bekend={}", basis(v), r.nr))
    };
    let tekst = details.get(&(r.onderwerp.clone(), r.onderwerp_id)).cloned().unwrap_or_default();
    Gebeurtenis {
        titel: hoofdletter(&r.handeling),
        wanneer: moment_voluit(r.tijdstip),
        door,
        tekst,
        toon,
        icoon,
        meer,
    }
}

/// Icon, tone, page of what an act is about, and text of the link. Pages that cannot look back are left out.
fn beeld(onderwerp: &str) -> (&'static str, Toon, &'static str, &'static str) {
    match onderwerp {
        "melding" => ("brief", Toon::Info, "", ""),
        "correctie" | "opgave" => {
            ("persoon", Toon::Info, "/dossiers/{dossier}/gegevens", "Gegevens van toen")
        }
        "overdracht" | "tandem" | "tandemantwoord" | "dossierrol" | "inname" => {
            ("overdracht", Toon::Neutraal, "", "")
        }
        "adres" | "verblijf" | "gemeentefeit" => {
            ("kaart", Toon::Neutraal, "/dossiers/{dossier}/woonplaats", "Woonplaats van toen")
        }
        "verantwoordelijke" => ("kaart", Toon::Info, "/dossiers/{dossier}/woonplaats", "Woonplaats van toen"),
        "onderzoek" | "leefgebiedscore" => {
            ("mensen", Toon::Neutraal, "/dossiers/{dossier}/onderzoek", "Onderzoek van toen")
        }
        "doel" | "activiteit" | "evaluatie" => {
            ("doel", Toon::Neutraal, "/dossiers/{dossier}/doelen", "Doelen van toen")
        }
        "aanvraag" | "besluit" | "indicatie" | "schaling" | "bezwaar" => ("besluit", Toon::Goed, "", ""),
        "toewijzing" | "levering" | "wachtplek" => ("huis", Toon::Neutraal, "", ""),
        "notitie" => ("pen", Toon::Neutraal, "", ""),
        "noodknop" => ("let-op", Toon::LetOp, "/dossiers/{dossier}/wie-keek", "Wie heeft gekeken"),
        _ => ("dossier", Toon::Neutraal, "", ""),
    }
}

fn hoofdletter(t: &str) -> String {
    let mut letters = t.chars();
    letters.next().map_or_else(String::new, |l| l.to_uppercase().chain(letters).collect())
}

fn basis(v: &Verzoek) -> String {
    PAD.replace("{dossier}", &v.dossier().dossier.to_string())
}

/// The same page with another filter or page of the timeline, looking back as far as now.
fn adres(v: &Verzoek, filter: &str, pagina: u64) -> String {
    let mut vragen = form_urlencoded::Serializer::new(String::new());
    for naam in ["bekend", "bekend_op", "bekend_op-dag", "bekend_op-maand", "bekend_op-jaar"] {
        if let Some(w) = v.vraag(naam) {
            vragen.append_pair(naam, w);
        }
    }
    if !filter.is_empty() {
        vragen.append_pair("filter", filter);
    }
    if pagina > 1 {
        vragen.append_pair("pagina", &pagina.to_string());
    }
    let vragen = vragen.finish();
    if vragen.is_empty() { basis(v) } else { format!("{}?{vragen}", basis(v)) }
}
