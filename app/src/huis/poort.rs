//! The one gate: every request passes here, and nowhere else is decided who comes in.
//!
//! In order: size and form token, session, role of the route, relation to the dossier, the rights function, the handler,
//! and then the logboek. No line in the logboek, no page.

use super::{
    Antwoord, App, Fout, Methode, Route, Toegankelijk, antwoord,
    geheim::trace,
    lichaam::{gelijk, koekje, lees_lichaam, oorsprong_klopt},
    logboek::{self, Regel},
    opslag::{Leest, Moment, sql, v},
    rechten::{Oordeel, Relatie, Veldklasse, mag},
    sessie::{self, Sessie},
    verzoek::{Actor, Bestand, Toegang, Velden, Verzoek, laatste_van},
};
use super::{
    app::{kaal_kader, kader_van},
    foutpagina::Foutpagina,
    mislukt::{fout_pagina, mislukt},
};
use crate::rij;
use askama::Template;
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, RawPathParams, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header},
    routing::{get, post},
};
use kern::stam::{DossierId, Gemeentecode, InwonerId};
use std::{collections::BTreeMap, sync::atomic::AtomicI64};

/// Headers on every answer: knowledge of internet.nl and OWASP ASVS 5.0 (3.4.1-3.4.6), strict because nothing is inline.
pub const KOPPEN: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'",
    ),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), bluetooth=(), serial=(), hid=(), midi=(), magnetometer=(), gyroscope=(), accelerometer=(), display-capture=(), fullscreen=(), screen-wake-lock=()",
    ),
];

/// Builds the router from the route table.
pub fn router(app: App, routes: Vec<&'static Route>) -> Router {
    let mut r = Router::new();
    for route in routes {
        let f = move |State(app): State<App>, pad: RawPathParams, req: Request| door(app, route, pad, req);
        r = match route.methode {
            Methode::Get => r.route(route.pad, get(f)),
            Methode::Post => r.route(route.pad, post(f)),
        };
    }
    r.route("/statisch/{naam}", get(statisch))
        .fallback(niets)
        .method_not_allowed_fallback(niets)
        // Each route says itself how much it takes; the limit of the framework would be lower than what an iWmo message may be.
        .layer(DefaultBodyLimit::disable())
        .with_state(app)
}

async fn niets() -> Response<Body> {
    let a = Antwoord::niet_gevonden().unwrap_or_else(|e| mislukt(&e, ""));
    afmaken(a.in_http())
}

async fn statisch(State(app): State<App>, req: Request) -> Response<Body> {
    let Some(stuk) = app.statisch.stuk(req.uri().path()) else { return niets().await };
    let gzip = req
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|w| w.to_str().ok())
        .is_some_and(|w| w.contains("gzip"));
    let mut r = Response::new(Body::from(if gzip { stuk.gzip.clone() } else { stuk.kaal.clone() }));
    let koppen = r.headers_mut();
    koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static(stuk.soort));
    koppen.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzip {
        koppen.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    let mut r = afmaken(r);
    // The name holds the hash of the content: it may be kept for ever.
    r.headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    r
}

fn afmaken(mut r: Response<Body>) -> Response<Body> {
    let koppen = r.headers_mut();
    for (naam, waarde) in KOPPEN {
        koppen.insert(HeaderName::from_static(naam), HeaderValue::from_static(waarde));
    }
    koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    r
}

async fn door(app: App, route: &'static Route, pad: RawPathParams, req: Request) -> Response<Body> {
    let trace = trace(app.klok.nu());
    // Its own task: a visitor who walks away cannot cut an act in half, and a panic becomes a page.
    let pad: BTreeMap<String, String> = pad.iter().map(|(k, w)| (k.to_owned(), w.to_owned())).collect();
    let taak = tokio::spawn(verwerk(app, route, pad, req, trace.clone()));
    let antwoord = match taak.await {
        Ok(Ok(a)) => a,
        Ok(Err(e)) => mislukt(&e, &trace),
        Err(e) => mislukt(&Fout::nieuw(format!("{}: {e}", route.pad)), &trace),
    };
    let open = antwoord.open_koppen(route);
    antwoord::met_open_koppen(afmaken(antwoord.in_http()), open)
}

/// Everything known about the request before the handler runs.
struct Ingang {
    nu: Moment,
    sessie: Option<Sessie>,
    actor: Actor,
    form: Velden,
    bestanden: Vec<Bestand>,
    vraag: Vec<(String, String)>,
    melding: Option<String>,
    adres: String,
    /// Last act on the dossier of the path, for a request that can change it; else negative.
    stand: i64,
    koppen: HeaderMap,
}

async fn verwerk(
    app: App,
    route: &'static Route,
    pad: BTreeMap<String, String>,
    req: Request,
    trace: String,
) -> Result<Antwoord, Fout> {
    let nu = app.klok.nu();
    let koppen = req.headers().clone();
    let Some(sessie) = kom_binnen(&app, route, &koppen, nu).await? else {
        return Antwoord::naar("/inloggen");
    };
    if !oorsprong_klopt(route, &koppen) {
        return Antwoord::vreemde_oorsprong();
    }
    let ingang = lees_in(&app, route, req, sessie, nu).await?;
    let ingang = match ingang {
        Ok(i) => i,
        Err(a) => return Ok(a),
    };
    let (sessie, actor) = (ingang.sessie.clone(), ingang.actor.clone());
    let uit = laat_door(app.clone(), route, pad, ingang, &trace).await;
    let antwoord = uit.unwrap_or_else(|e| mislukt(&e, &trace));
    antwoord.in_kader(|| kader_van(&app, sessie.as_ref(), &actor, route.pad))
}

/// Asks the rights function, and answers when it lets this person through.
async fn laat_door(
    app: App,
    route: &'static Route,
    pad: BTreeMap<String, String>,
    mut ingang: Ingang,
    trace: &str,
) -> Result<Antwoord, Fout> {
    if route.toegankelijk == Toegankelijk::Ingelogd && !route.rollen.contains(&ingang.actor.rol) {
        let log = regel(route, &ingang, None, trace, false);
        logboek::schrijf(&app.db, &log).await?;
        return Antwoord::rol_past_niet(route, &ingang.actor);
    }
    let toegang = match toegang(&app, route, &pad, &ingang).await? {
        Deur::Open(t) => t,
        Deur::Bestaat_niet => return Antwoord::niet_gevonden(),
        Deur::Dicht(t) => {
            logboek::schrijf(&app.db, &regel(route, &ingang, Some(t), trace, false)).await?;
            return Antwoord::dossier_dicht(route, ingang.actor.rol, &t);
        }
    };
    if let (Methode::Post, Some(t)) = (route.methode, toegang) {
        ingang.stand = laatste_van(&app.db, t.dossier).await?;
    }
    beantwoord(app, route, pad, ingang, toegang, trace.to_owned()).await
}

/// Runs the handler and writes the logboek; without a line there, the answer is lost on purpose.
async fn beantwoord(
    app: App,
    route: &'static Route,
    pad: BTreeMap<String, String>,
    ingang: Ingang,
    toegang: Option<Toegang>,
    trace: String,
) -> Result<Antwoord, Fout> {
    let mut log = regel(route, &ingang, toegang, &trace, true);
    let (openbaar, had_melding) = (route.toegankelijk == Toegankelijk::Openbaar, ingang.melding.is_some());
    let mut antwoord = (route.handler)(verzoek(app.clone(), route, pad, ingang, toegang, trace)).await?;
    if had_melding && !antwoord.status().is_redirection() {
        // What happened is said once: on the next page it would be about something else.
        antwoord
            .koekjes
            .push("__Host-melding=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0".to_owned());
    }
    if let (Methode::Post, Some(t)) = (route.methode, toegang) {
        app.na_handeling(t.dossier).await;
    }
    log.aantal = antwoord.personen + i64::from(toegang.is_some());
    if !openbaar && (route.klasse != Veldklasse::Geen || route.altijd_gelogd || log.aantal > 0) {
        logboek::schrijf(&app.db, &log).await?;
    }
    Ok(antwoord)
}

fn verzoek(
    app: App,
    route: &'static Route,
    pad: BTreeMap<String, String>,
    i: Ingang,
    toegang: Option<Toegang>,
    trace: String,
) -> Verzoek {
    Verzoek {
        db: app.db.clone(),
        app,
        actor: i.actor,
        sessie: i.sessie,
        route,
        form: i.form,
        bestanden: i.bestanden,
        nu: i.nu,
        trace,
        adres: i.adres,
        pad,
        vraag: i.vraag,
        toegang,
        melding: i.melding,
        stand: AtomicI64::new(i.stand),
        koppen: i.koppen,
    }
}

/// The session of the request. Outer `None`: login needed first. Inner `None`: fine without, the route is public.
async fn kom_binnen(
    app: &App,
    route: &Route,
    koppen: &HeaderMap,
    nu: Moment,
) -> Result<Option<Option<Sessie>>, Fout> {
    let sessie = match koekje(koppen, sessie::KOEKJE) {
        Some(k) => sessie::zoek(app, &k, nu).await?,
        None => None,
    };
    Ok(match route.toegankelijk {
        Toegankelijk::Openbaar => Some(sessie),
        Toegankelijk::Ingelogd => sessie.filter(|s| s.tweede_factor).map(Some),
    })
}

async fn lees_in(
    app: &App,
    route: &Route,
    req: Request,
    sessie: Option<Sessie>,
    nu: Moment,
) -> Result<Result<Ingang, Antwoord>, Fout> {
    let vraag = form_urlencoded::parse(req.uri().query().unwrap_or_default().as_bytes())
        .map(|(k, w)| (k.into_owned(), w.into_owned()))
        .collect();
    let melding = koekje(req.headers(), "__Host-melding").map(|m| {
        form_urlencoded::parse(format!("m={m}").as_bytes())
            .next()
            .map_or_else(String::new, |p| p.1.into_owned())
    });
    let adres = req
        .extensions()
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map_or_else(String::new, |a| a.0.ip().to_string());
    let koppen = if route.rollen.is_empty() { req.headers().clone() } else { HeaderMap::new() };
    let (form, bestanden) = match lees_lichaam(route, req).await {
        Ok(x) => x,
        Err(zin) => {
            return Ok(Err(fout_pagina(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Dit kon niet worden gelezen",
                zin,
                "Ga terug en probeer het met minder tekst of een kleiner bestand.",
                "",
            )));
        }
    };
    let actor = match &sessie {
        Some(s) if s.tweede_factor => match sessie::actor(&app.db, s, super::dag_van(nu)).await? {
            Some(a) => a,
            None if route.toegankelijk == Toegankelijk::Openbaar => sessie::niemand(),
            None => {
                let p = Foutpagina::zonder_rol(kaal_kader(), s.naam(), &s.csrf);
                return Ok(Err(Antwoord::html(StatusCode::FORBIDDEN, p.render()?)));
            }
        },
        Some(_) | None => sessie::niemand(),
    };
    if route.methode == Methode::Post
        && let Some(s) = &sessie
        && !gelijk(form.tekst("csrf"), &s.csrf)
    {
        return Ok(Err(fout_pagina(
            StatusCode::FORBIDDEN,
            "Dit formulier is verlopen",
            "Het formulier hoort bij een vorige keer dat u was aangemeld. Er is niets gewijzigd.",
            "Ga terug, ververs de pagina en verstuur het formulier opnieuw.",
            "",
        )));
    }
    Ok(Ok(Ingang { nu, sessie, actor, form, bestanden, vraag, melding, adres, koppen, stand: -1 }))
}

enum Deur {
    Open(Option<Toegang>),
    #[allow(non_camel_case_types)]
    Bestaat_niet,
    Dicht(Toegang),
}

rij! {
    /// What the gate must know of a dossier.
    pub struct DossierRij { inwoner_id: InwonerId, gemeente: Gemeentecode, houder: i64, noodknop: i64 }
}

sql!(
    RELATIE = "SELECT d.inwoner_id, d.gemeente,
      (SELECT count(*) FROM dossierrol r WHERE r.dossier_id = d.dossier_id AND r.gebruiker_id = $2 AND r.tot_nr IS NULL
         AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot)),
      (SELECT count(*) FROM noodknop n WHERE n.dossier_id = d.dossier_id AND n.gebruiker_id = $2 AND n.tot_nr IS NULL
         AND n.begin_ts <= $4 AND $4 < n.einde_ts)
    FROM dossier d WHERE d.dossier_id = $1 AND d.tot_nr IS NULL"
);

async fn toegang(app: &App, route: &Route, pad: &BTreeMap<String, String>, i: &Ingang) -> Result<Deur, Fout> {
    if !route.over_dossier() {
        return Ok(Deur::Open(None));
    }
    let Some(id) = pad.get("dossier").and_then(|w| w.parse::<i64>().ok()) else {
        return Ok(Deur::Bestaat_niet);
    };
    let args = [v(&id), v(&i.actor.gebruiker_id), v(&super::dag_van(i.nu)), v(&i.nu)];
    let Some(d) = app.db.een::<DossierRij>(RELATIE, &args).await? else { return Ok(Deur::Bestaat_niet) };
    let relatie = match (d.houder > 0, i.actor.dekt(d.gemeente)) {
        (true, _) => Relatie::Houder,
        (false, true) => Relatie::Gebied,
        (false, false) => Relatie::Geen,
    };
    let t = Toegang {
        dossier: DossierId(id),
        inwoner: d.inwoner_id,
        gemeente: d.gemeente,
        relatie,
        noodknop: d.noodknop > 0,
    };
    let oordeel = mag(i.actor.rol, relatie, route.klasse, route.actie(), t.noodknop);
    Ok(if oordeel == Oordeel::Nee { Deur::Dicht(t) } else { Deur::Open(Some(t)) })
}

fn regel(route: &'static Route, i: &Ingang, t: Option<Toegang>, trace: &str, ok: bool) -> Regel {
    let zonder =
        t.is_some_and(|t| mag(i.actor.rol, t.relatie, route.klasse, route.actie(), false) != Oordeel::Ja);
    Regel {
        nu: i.nu,
        gebruiker_id: i.actor.gebruiker_id,
        rol: if i.sessie.is_some() { i.actor.rol.code() } else { "" },
        actie: match route.methode {
            Methode::Get => "lezen",
            Methode::Post => "handelen",
        },
        doel: route.doel,
        route: route.pad,
        dossier: t.map(|t| t.dossier),
        inwoner: t.map(|t| t.inwoner),
        relatie: t.map_or("geen", |t| t.relatie.code()),
        noodknop: ok && zonder && t.is_some_and(|t| t.noodknop),
        ok,
        aantal: 0,
        trace: trace.to_owned(),
    }
}
