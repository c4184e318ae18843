//! Pages of requests of aanbieders: what is asked, and the answer that somebody gives.

use super::beslis::{self, Antwoord as Besluit};
use super::lijst::partij;
use super::onbekend::{self, Persoon};
use super::toekennen;
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, gemeenten,
    kader::Toon,
    onderdelen::{Gegeven, Paginering, Termijn},
};
use crate::inkoop::{
    opslag::{AanbiederRij, aanbieders},
    velden,
};
use crate::levering::{
    vervul::Wens,
    verzoeken::{self, VerzoekRij},
};
use crate::termijnen::{self, Soort, TermijnRij};
use ::iwmo::code::RedenAfwijzingVerzoek;
use askama::Template;
use kern::stam::{Peil, Weigering};

/// Route of this part of a dossier.
const DEEL: &str = "/dossiers/{dossier}/verzoeken";
/// Requests on one page.
const PER_PAGINA: u64 = 50;

/// A request in a list.
struct Regel {
    rij: VerzoekRij,
    wie: String,
    stand: (&'static str, Toon),
    termijn: Option<Termijn>,
    /// Page on which it is answered; empty for who may not.
    href: String,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/verzoeken.html")]
struct Lijst {
    kader: Kader,
    regels: Vec<Regel>,
    bladeren: Paginering,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/verzoeken_dossier.html")]
struct Dossierlijst {
    kader: Kader,
    kop: Dossierkop,
    regels: Vec<Regel>,
}

/// GET /berichten/verzoeken: requests that wait for an answer, of everybody.
pub async fn openstaand(vz: Verzoek) -> Uitkomst {
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1u64).clamp(1, 10_000);
    let per = i64::try_from(PER_PAGINA).unwrap_or(50);
    let vanaf = i64::try_from((pagina - 1) * PER_PAGINA).unwrap_or(0);
    let (rijen, totaal) = verzoeken::openstaand(&vz.db, per, vanaf).await?;
    let bladeren = Paginering::van(u64::try_from(totaal).unwrap_or(0), PER_PAGINA, pagina, |n| {
        format!("/berichten/verzoeken?pagina={n}")
    });
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let mut regels = Vec::new();
    for rij in rijen {
        let href = match (vz.actor.rol, rij.dossier_id) {
            (Rol::Trajectregisseur, Some(d)) => format!("/dossiers/{d}/verzoeken/{}", rij.verzoek_id),
            (Rol::Trajectregisseur, None) => format!("/berichten/verzoeken/{}", rij.verzoek_id),
            _ => String::new(),
        };
        regels.push(regel(&vz, rij, &wie, href).await?);
    }
    let kader = vz
        .kader("Verzoeken van aanbieders")
        .await?
        .kruimel("Berichtenverkeer", "/berichten")
        .kruimel("Verzoeken", "");
    Antwoord::pagina(&Lijst { kader, regels, bladeren })
}

/// GET /dossiers/{dossier}/verzoeken
pub async fn van_dossier(vz: Verzoek) -> Uitkomst {
    let (dossier, peil) = (vz.dossier().dossier, Peil::op(vz.vandaag()));
    let Some(kop) = vz.dossierkop(DEEL, peil).await? else { return Antwoord::niet_gevonden() };
    let wie = aanbieders(&vz.db, peil).await?;
    let mut regels = Vec::new();
    for rij in verzoeken::van_dossier(&vz.db, dossier).await? {
        let href = format!("/dossiers/{dossier}/verzoeken/{}", rij.verzoek_id);
        regels.push(regel(&vz, rij, &wie, href).await?);
    }
    let kader = vz.kader("Verzoeken van aanbieders").await?;
    Antwoord::pagina(&Dossierlijst { kader, kop, regels })
}

async fn regel(vz: &Verzoek, rij: VerzoekRij, wie: &[AanbiederRij], href: String) -> Result<Regel, Fout> {
    let termijn = termijn(vz, &rij).await?;
    Ok(Regel { wie: partij(&rij.agb, wie), stand: stand(&rij.stand), termijn, href, rij })
}

/// By when it must be answered, and why then. For somebody whom nobody here knows there is no term in a dossier: the same rule.
async fn termijn(vz: &Verzoek, r: &VerzoekRij) -> Result<Option<Termijn>, Fout> {
    if !r.is_open() {
        return Ok(None);
    }
    let Some(dossier) = r.dossier_id else {
        let termijn = if r.stand == "open" {
            termijnen::vooraf(vz.regels(), Soort::Verzoek, r.gevraagd_op)?
        } else {
            beslis::onderzoekstermijn(vz.regels(), r.gevraagd_op)?
        };
        return Ok(Some(Termijn::van(&termijn, vz.vandaag(), 1)));
    };
    let rijen = termijnen::van_onderwerp(&vz.db, dossier, Soort::Verzoek, r.verzoek_id).await?;
    rijen.into_iter().rfind(|t| t.voldaan_op.is_none()).map(|t| als_termijn(vz, &t)).transpose()
}

fn als_termijn(vz: &Verzoek, t: &TermijnRij) -> Result<Termijn, Fout> {
    let zin = |s: crate::huis::uitleg::StapTekst| {
        if s.artikel.is_empty() { s.zin } else { format!("{} ({})", s.zin, s.artikel) }
    };
    let zinnen: Vec<String> = t.stappen()?.into_iter().map(zin).collect();
    Ok(Termijn::op(t.uiterlijk_op, vz.vandaag(), 1).waarom(zinnen.join(" ")))
}

fn stand(code: &str) -> (&'static str, Toon) {
    match code {
        "open" => ("Wacht op antwoord", Toon::LetOp),
        "in_onderzoek" => ("In onderzoek", Toon::Info),
        "toegewezen" => ("Toegewezen", Toon::Goed),
        _ => ("Afgewezen", Toon::Neutraal),
    }
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/verzoek.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    /// False for somebody whom nobody here knows: then there is no dossier and no head.
    heeft_kop: bool,
    formulier: Invoer,
    gegevens: Vec<Gegeven>,
    stand: (&'static str, Toon),
    termijn: Option<Termijn>,
    wensen: Vec<String>,
    /// Why it cannot be given as it is asked.
    kan_niet: String,
    open: bool,
    onderzoek: bool,
    kan_toewijzen: bool,
    met_periode: bool,
    redenen: Vec<Optie>,
    pad: String,
    bericht: String,
    /// What the aanbieder wrote beside it.
    commentaar: Vec<String>,
    /// What is known of somebody without a dossier here.
    onbekend: Option<Persoon>,
}

/// GET /dossiers/{dossier}/verzoeken/{verzoek} and /berichten/verzoeken/{verzoek}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, None).await
}

/// The request in the path: of this dossier, or of nobody's when the path names none.
async fn verzoek(vz: &Verzoek) -> Result<Option<VerzoekRij>, Fout> {
    let dossier = vz.route.over_dossier().then(|| vz.dossier().dossier);
    let rij = verzoeken::een(&vz.db, vz.pad("verzoek")?).await?;
    Ok(rij.filter(|r| r.dossier_id == dossier))
}

/// Why what is asked stays off the page outside a dossier; `None` when it may be read. It is about health: for a request that was answered,
/// or about somebody whose dossier is of others, nobody here needs it.
async fn dicht(vz: &Verzoek, r: &VerzoekRij) -> Result<Option<&'static str>, Fout> {
    if vz.route.over_dossier() {
        return Ok(None);
    }
    if !r.is_open() {
        return Ok(Some("Dit verzoek is beantwoord. Wat de aanbieder vroeg, staat hier daarom niet meer."));
    }
    let Some(dossier) = onbekend::dossier(&vz.app, &vz.db, r).await? else { return Ok(None) };
    if verzoeken::heeft_plek(&vz.db, dossier, vz.actor.gebruiker_id, vz.vandaag()).await? {
        return Ok(None);
    }
    Ok(Some(
        "Deze inwoner heeft intussen een dossier waarin u geen plek hebt. Wat de aanbieder vraagt, leest wie daar een plek in heeft.",
    ))
}

/// What is asked, why it cannot be given like that, and what the aanbieder wrote beside it: as far as it may be read here.
async fn gevraagd(vz: &Verzoek, r: &VerzoekRij) -> Result<(Vec<Wens>, String, Vec<String>), Fout> {
    if let Some(zin) = dicht(vz, r).await? {
        return Ok((Vec::new(), zin.to_owned(), Vec::new()));
    }
    let commentaar = onbekend::commentaar(&vz.app, &vz.db, r).await?;
    Ok(match toekennen::gevraagd(&vz.app, &vz.db, r).await? {
        Ok(w) => (w, String::new(), commentaar),
        Err(w) => (Vec::new(), w.to_string(), commentaar),
    })
}

async fn pagina(vz: &Verzoek, f: Option<Invoer>) -> Uitkomst {
    let peil = Peil::op(vz.vandaag());
    let Some(r) = verzoek(vz).await? else { return Antwoord::niet_gevonden() };
    let kop = if vz.route.over_dossier() { vz.dossierkop(DEEL, peil).await? } else { None };
    let wie = aanbieders(&vz.db, peil).await?;
    let (wensen, kan_niet, commentaar) = gevraagd(vz, &r).await?;
    let f = f.unwrap_or_else(|| begin(&wensen));
    let goed = f.is_goed();
    let mag = vz.actor.rol == Rol::Trajectregisseur || r.dossier_id.is_some();
    let zonder_dossier = r.dossier_id.is_none();
    let persoon =
        if zonder_dossier && r.is_open() { onbekend::persoon_van(&vz.app, &vz.db, &r).await? } else { None };
    let p = Pagina {
        commentaar,
        onbekend: persoon,
        kader: vz.kader("Verzoek van een aanbieder").await?.fouten(!goed),
        gegevens: gegevens(&r, &wie),
        stand: stand(&r.stand),
        termijn: termijn(vz, &r).await?,
        kan_toewijzen: r.dossier_id.is_some() && kan_niet.is_empty(),
        met_periode: !r.is_wijziging(),
        wensen: wensen.iter().map(toekennen::zin).collect(),
        kan_niet,
        open: r.is_open() && mag,
        onderzoek: r.stand == "open",
        redenen: RedenAfwijzingVerzoek::ALLE.iter().map(|c| Optie::nieuw(c.code(), c.tekst())).collect(),
        pad: match r.dossier_id {
            Some(d) => format!("/dossiers/{d}/verzoeken/{}", r.verzoek_id),
            None => format!("/berichten/verzoeken/{}", r.verzoek_id),
        },
        bericht: if super::LEZERS.contains(&vz.actor.rol) {
            format!("/berichten/{}", r.bericht_id)
        } else {
            String::new()
        },
        formulier: f,
        heeft_kop: kop.is_some(),
        kop: kop.unwrap_or_default(),
    };
    let a = if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }?;
    // In a dossier the logboek names its inwoner already.
    Ok(a.met_personen(usize::from(zonder_dossier)))
}

/// The period that is asked, on the form.
fn begin(wensen: &[Wens]) -> Invoer {
    let Some(Wens::Nieuw { van, laatste_dag, .. }) = wensen.first() else { return Invoer::leeg() };
    let f = Invoer::leeg().met_datum("van", *van);
    laatste_dag.map_or(f.clone(), |dag| f.met_datum("tot", dag))
}

fn gegevens(r: &VerzoekRij, wie: &[AanbiederRij]) -> Vec<Gegeven> {
    let soort = if r.is_wijziging() { "Wijziging van toewijzingen (WMO317)" } else { "Toewijzing (WMO315)" };
    let mut uit = vec![
        Gegeven::nieuw("Gevraagd", soort),
        Gegeven::nieuw("Aanbieder", partij(&r.agb, wie)),
        Gegeven::nieuw("Gemeente", gemeenten::naam(r.gemeente)),
        Gegeven::nieuw("Gevraagd op", r.gevraagd_op.voluit()),
        Gegeven::nieuw("Referentie van de aanbieder", r.referentie.clone()),
    ];
    if let Ok(reden) = r.reden.parse::<RedenAfwijzingVerzoek>() {
        uit.push(Gegeven::nieuw("Afgewezen omdat", reden.tekst()));
    }
    uit
}

/// POST …/antwoord: looked into, or refused.
pub async fn antwoord(vz: Verzoek) -> Uitkomst {
    let Some(r) = verzoek(&vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let besluit = if vz.form.tekst("besluit") == "onderzoek" {
        Besluit::InOnderzoek
    } else {
        match vz.form.tekst("reden").parse::<RedenAfwijzingVerzoek>() {
            Ok(reden) => Besluit::Afgewezen(reden),
            Err(_) => {
                f.fout("reden", "Kies waarom u het verzoek afwijst.");
                return pagina(&vz, Some(f)).await;
            }
        }
    };
    let uit = beslis::antwoord(&vz.app, vz.wie(), r.verzoek_id, besluit).await?;
    klaar(&vz, &r, f, uit, "Het antwoord gaat naar de aanbieder.").await
}

/// POST …/inwoner: the request goes to the dossier of who it is about, or a melding begins with what it says about the person.
pub async fn inwoner(vz: Verzoek) -> Uitkomst {
    let Some(r) = verzoek(&vz).await? else { return Antwoord::niet_gevonden() };
    let terug = format!("/berichten/verzoeken/{}", r.verzoek_id);
    if !r.is_open() {
        return Antwoord::naar_met_melding(terug, "Dit verzoek is al beantwoord.");
    }
    if let Some(d) = onbekend::koppel(&vz.app, vz.wie(), &r).await? {
        vz.app.na_handeling(d).await;
        let zin = "Het verzoek staat nu in het dossier van deze inwoner.";
        return Antwoord::naar_met_melding(format!("/dossiers/{d}/verzoeken/{}", r.verzoek_id), zin);
    }
    match onbekend::begin_melding(&vz.app, vz.actor.gebruiker_id, &r).await? {
        Some(id) => Antwoord::naar_met_melding(
            format!("/meldingen/concept/{id}/wie"),
            "Dit is een nieuwe melding met de gegevens van de aanbieder. Controleer ze. Na het registreren komt het verzoek vanzelf in het dossier.",
        ),
        None => Antwoord::naar_met_melding(
            terug,
            "De inhoud van dit verzoek is niet bewaard. Vraag de aanbieder om het opnieuw te sturen.",
        ),
    }
}

/// POST …/toewijzen: given, as asked or for another period.
pub async fn wijs_toe(vz: Verzoek) -> Uitkomst {
    let Some(r) = verzoek(&vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let periode = if r.is_wijziging() {
        None
    } else {
        let van = velden::dag(&vz, &mut f, "van", "Vul de eerste dag in.");
        let tot = velden::dag(&vz, &mut f, "tot", "Vul de laatste dag in.");
        match (van, tot) {
            (Some(van), Some(tot)) => Some((van, Some(tot))),
            _ => return pagina(&vz, Some(f)).await,
        }
    };
    let uit = toekennen::wijs_toe(&vz.app, vz.wie(), r.verzoek_id, periode).await?;
    if let (Ok(()), Some(d)) = (&uit, r.dossier_id) {
        vz.app.na_handeling(d).await;
    }
    klaar(&vz, &r, f, uit, "Toegewezen. De aanbieder krijgt de toewijzing met zijn referentie.").await
}

async fn klaar(
    vz: &Verzoek,
    r: &VerzoekRij,
    mut f: Invoer,
    uit: Result<(), Weigering>,
    zin: &str,
) -> Uitkomst {
    match (uit, r.dossier_id) {
        (Err(w), _) => {
            f.weiger(&w);
            pagina(vz, Some(f)).await
        }
        (Ok(()), Some(d)) => Antwoord::naar_met_melding(format!("/dossiers/{d}/verzoeken"), zin),
        (Ok(()), None) => Antwoord::naar_met_melding("/berichten/verzoeken", zin),
    }
}
