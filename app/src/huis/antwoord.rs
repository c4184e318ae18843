//! What a handler gives back.

use super::{
    Fout,
    foutpagina::Foutpagina,
    kader::{Kader, Koppeling},
    mislukt::fout_pagina,
    rechten::{self, Actie, Oordeel, Relatie, Rol},
    route::{Methode, Route, Toegankelijk},
    verzoek::{Actor, Toegang},
};
use askama::Template;
use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};

/// What every handler returns.
pub type Uitkomst = Result<Antwoord, Fout>;

/// A page, a redirect or a file.
#[derive(Debug)]
pub struct Antwoord {
    status: StatusCode,
    soort: &'static str,
    lichaam: Vec<u8>,
    naar: Option<String>,
    melding: Option<String>,
    bestandsnaam: Option<String>,
    versie: Option<i64>,
    /// The error page that this is, so that the gate can put it in the frame of who asked.
    foutpagina: Option<Box<Foutpagina>>,
    /// Number of persons shown, for the logboek.
    pub personen: i64,
    /// Cookies to set, whole header values.
    pub koekjes: Vec<String>,
    /// Empty the browser's memory: after logging out.
    pub wis: bool,
    /// Headers in place of those that every answer gets: only for what everybody may see and keep.
    koppen: Vec<(&'static str, String)>,
}

impl Antwoord {
    fn nieuw(status: StatusCode, soort: &'static str, lichaam: Vec<u8>) -> Antwoord {
        Antwoord {
            status,
            soort,
            lichaam,
            naar: None,
            melding: None,
            bestandsnaam: None,
            versie: None,
            foutpagina: None,
            personen: 0,
            koekjes: Vec::new(),
            wis: false,
            koppen: Vec::new(),
        }
    }

    /// An error page, in a frame without a person until [`Antwoord::in_kader`] gives it one.
    pub(super) fn fout(status: StatusCode, p: Foutpagina) -> Antwoord {
        let html = p.render().unwrap_or_else(|_| p.kader.titel.clone());
        let mut a = Antwoord::html(status, html);
        a.foutpagina = Some(Box::new(p));
        a
    }

    /// The same answer; an error page gets the menu of who asked, so that it is no dead end.
    pub(super) fn in_kader(mut self, kader: impl FnOnce() -> Kader) -> Result<Antwoord, Fout> {
        if let Some(mut p) = self.foutpagina.take() {
            p.kader = kader().titel(p.kader.titel);
            self.lichaam = p.render()?.into_bytes();
        }
        Ok(self)
    }

    /// A page.
    pub fn pagina(sjabloon: &impl Template) -> Uitkomst {
        Ok(Antwoord::nieuw(StatusCode::OK, "text/html; charset=utf-8", sjabloon.render()?.into_bytes()))
    }

    /// The same form again, with what was typed and why it was refused: status 422.
    pub fn formulier_terug(sjabloon: &impl Template) -> Uitkomst {
        let html = sjabloon.render()?.into_bytes();
        Ok(Antwoord::nieuw(StatusCode::UNPROCESSABLE_ENTITY, "text/html; charset=utf-8", html))
    }

    /// See another page now: status 303.
    pub fn naar(pad: impl Into<String>) -> Uitkomst {
        let mut a = Antwoord::nieuw(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Vec::new());
        a.naar = Some(pad.into());
        Ok(a)
    }

    /// See another page, with a sentence about what happened. The sentence holds no personal data: it travels in a cookie.
    pub fn naar_met_melding(pad: impl Into<String>, melding: impl Into<String>) -> Uitkomst {
        let mut a = Antwoord::naar(pad)?;
        a.melding = Some(melding.into());
        Ok(a)
    }

    /// A file to save. The name holds no personal data.
    pub fn bestand(naam: impl Into<String>, soort: &'static str, bytes: Vec<u8>) -> Uitkomst {
        let mut a = Antwoord::nieuw(StatusCode::OK, soort, bytes);
        a.bestandsnaam = Some(naam.into());
        Ok(a)
    }

    /// Data for a program or a script, shown in place.
    pub fn gegevens(soort: &'static str, bytes: Vec<u8>) -> Uitkomst {
        Ok(Antwoord::nieuw(StatusCode::OK, soort, bytes))
    }

    /// Data for everybody, with a status of its own.
    pub fn open(status: StatusCode, soort: &'static str, bytes: Vec<u8>) -> Antwoord {
        Antwoord::nieuw(status, soort, bytes)
    }

    /// Sets a header in place of the usual one. Only on public routes: an answer about persons keeps the strict ones.
    #[must_use]
    pub fn met_kop(mut self, naam: &'static str, waarde: impl Into<String>) -> Antwoord {
        self.koppen.push((naam, waarde.into()));
        self
    }

    /// There is no such page, or not for you: the two look the same.
    pub fn niet_gevonden() -> Uitkomst {
        Ok(fout_pagina(StatusCode::NOT_FOUND, "", "", "", ""))
    }

    /// Asked too often; the page says to wait.
    pub fn te_vaak() -> Antwoord {
        fout_pagina(StatusCode::TOO_MANY_REQUESTS, "", "", "", "")
    }

    /// Not allowed, and why.
    pub fn geweigerd(waarom: &str) -> Uitkomst {
        Ok(fout_pagina(
            StatusCode::FORBIDDEN,
            "U mag dit niet zien",
            waarom,
            "Vraag uw teamleider als u dit wel nodig heeft voor uw werk.",
            "",
        ))
    }

    /// The page is not for the role in use: for whom it is, and what this person can do about it.
    pub fn rol_past_niet(route: &Route, actor: &Actor) -> Uitkomst {
        let voor: Vec<&str> = route.rollen.iter().map(|r| r.naam()).collect();
        let waarom = format!(
            "U werkt nu als {}. Dit ({}) is voor: {}.",
            actor.rol.naam(),
            route.doel,
            voor.join(", ")
        );
        let uitweg = match actor.rollen.iter().find(|(r, _)| route.rollen.contains(r)) {
            Some((r, _)) => Koppeling::nieuw(
                format!("U bent ook {}. Wissel van rol bij Instellingen", r.naam()),
                "/instellingen",
            ),
            None => wat_mag(actor.rol, "Hoort dit bij uw werk? Vraag uw teamleider. Bekijk wat uw rol mag"),
        };
        Ok(fout_pagina(StatusCode::FORBIDDEN, "U mag dit niet zien", &waarom, uitweg, ""))
    }

    /// A post from another site, or from an address that is not ours.
    pub fn vreemde_oorsprong() -> Uitkomst {
        let waarom = "Dit verzoek kwam niet van een pagina van Wijkthuis. Er is niets gewijzigd.";
        let uitweg =
            "Open Wijkthuis zelf en probeer het daar. Blijft het misgaan? Vraag de applicatiebeheerder.";
        Ok(fout_pagina(StatusCode::FORBIDDEN, "Dit verzoek is niet uitgevoerd", waarom, uitweg, ""))
    }

    /// A dossier that does not open for this: why, and who helps. The noodknop is offered only where it would open something.
    pub fn dossier_dicht(route: &Route, rol: Rol, t: &Toegang) -> Uitkomst {
        let knop = rechten::mag(rol, t.relatie, route.klasse, Actie::Lezen, true) == Oordeel::Ja;
        let (waarom, uitweg) = match (t.relatie, route.methode) {
            (Relatie::Houder, _) => (
                format!("Als {} ziet u dit niet, ook niet in uw eigen dossiers.", rol.naam()),
                wat_mag(rol, "Nodig voor uw werk? Vraag uw teamleider. Bekijk wat uw rol mag"),
            ),
            (_, Methode::Post) => (
                "U behandelt dit dossier niet. Daarom kunt u hier niets wijzigen.".to_owned(),
                match rol {
                    Rol::Teamleider => {
                        Koppeling::nieuw("Vraag de dossierhouder, of verdeel het dossier", "/werkvoorraad")
                    }
                    _ => {
                        "Vraag de dossierhouder, of vraag uw teamleider om het dossier aan u te geven.".into()
                    }
                },
            ),
            (_, Methode::Get) if knop && !t.noodknop => (
                "U behandelt dit dossier niet.".to_owned(),
                Koppeling::nieuw(
                    "Hebt u het nu echt nodig? Gebruik de noodknop",
                    format!("/dossiers/{}/noodknop", t.dossier),
                ),
            ),
            (_, Methode::Get) => (
                format!("Als {} ziet u dit deel van dit dossier niet.", rol.naam()),
                wat_mag(rol, "Nodig voor uw werk? Vraag uw teamleider. Bekijk wat uw rol mag"),
            ),
        };
        Ok(fout_pagina(StatusCode::FORBIDDEN, "U mag dit niet zien", &waarom, uitweg, ""))
    }

    /// Somebody else changed the same thing first: status 409.
    pub fn conflict(waarom: &str) -> Uitkomst {
        Ok(fout_pagina(
            StatusCode::CONFLICT,
            "Iemand anders was eerder",
            waarom,
            "Ga terug: wat u typte staat nog in het formulier. Ververs daarna de pagina in een nieuw tabblad en vergelijk.",
            "",
        ))
    }

    pub(super) fn html(status: StatusCode, html: String) -> Antwoord {
        Antwoord::nieuw(status, "text/html; charset=utf-8", html.into_bytes())
    }

    /// A draft was saved: status 204, with its new version for the script.
    pub fn bewaard(versie: i64) -> Uitkomst {
        let mut a = Antwoord::nieuw(StatusCode::NO_CONTENT, "text/plain; charset=utf-8", Vec::new());
        a.versie = Some(versie);
        Ok(a)
    }

    /// Says how many persons the page shows, for the logboek.
    #[must_use]
    pub fn met_personen(mut self, aantal: usize) -> Antwoord {
        self.personen = i64::try_from(aantal).unwrap_or(i64::MAX);
        self
    }

    /// Sets a cookie.
    #[must_use]
    pub fn met_koekje(mut self, koekje: String) -> Antwoord {
        self.koekjes.push(koekje);
        self
    }

    /// Its contents.
    pub fn inhoud(&self) -> &[u8] {
        &self.lichaam
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers in place of the usual ones: none on a route behind the login.
    pub(super) fn open_koppen(&self, route: &Route) -> Vec<(&'static str, String)> {
        if route.toegankelijk == Toegankelijk::Openbaar { self.koppen.clone() } else { Vec::new() }
    }

    pub(super) fn in_http(self) -> Response<Body> {
        let mut r = Response::new(Body::from(self.lichaam));
        *r.status_mut() = self.status;
        let koppen = r.headers_mut();
        koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.soort));
        let mut zet = |naam: header::HeaderName, waarde: &str| {
            if let Ok(w) = HeaderValue::from_str(waarde) {
                koppen.append(naam, w);
            }
        };
        if let Some(n) = &self.naar {
            zet(header::LOCATION, n);
        }
        if let Some(m) = &self.melding {
            let m: String = form_urlencoded::byte_serialize(m.as_bytes()).collect();
            zet(
                header::SET_COOKIE,
                &format!("__Host-melding={m}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60"),
            );
        }
        if let Some(n) = &self.bestandsnaam {
            let n: String =
                n.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).collect();
            zet(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{n}\""));
        }
        if let Some(n) = self.versie {
            zet(header::HeaderName::from_static("x-concept-versie"), &n.to_string());
        }
        for k in &self.koekjes {
            zet(header::SET_COOKIE, k);
        }
        if self.wis {
            zet(header::HeaderName::from_static("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");
        }
        r
    }
}

/// Puts headers in place of the usual ones.
pub(super) fn met_open_koppen(mut r: Response<Body>, koppen: Vec<(&'static str, String)>) -> Response<Body> {
    for (naam, waarde) in koppen {
        if let Ok(w) = HeaderValue::from_str(&waarde) {
            r.headers_mut().insert(header::HeaderName::from_static(naam), w);
        }
    }
    r
}

/// The way to what a role may do.
fn wat_mag(rol: Rol, zin: &str) -> Koppeling {
    // A teamleider has no teamleider to ask.
    let wie = if rol == Rol::Teamleider { "een autorisatiebeheerder" } else { "uw teamleider" };
    Koppeling::nieuw(zin.replace("uw teamleider", wie), format!("/beheer/rechten?rol={}", rol.code()))
}
