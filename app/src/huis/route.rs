//! A route is a row of a table: method, path, handler, roles, what the log says, and the class of fields it shows.

use super::{
    antwoord::Uitkomst,
    rechten::{Actie, Rol, Veldklasse},
    verzoek::Verzoek,
};
use std::{future::Future, pin::Pin};

/// A handler: gets a request that passed the gate.
pub type Handler = fn(Verzoek) -> Pin<Box<dyn Future<Output = Uitkomst> + Send>>;

/// Turns `async fn(Verzoek) -> Uitkomst` into a [`Handler`].
#[macro_export]
macro_rules! h {
    ($f:path) => {
        |v| Box::pin($f(v))
    };
}

/// The two methods that pages use: GET never changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Methode {
    /// Read.
    Get,
    /// Act.
    Post,
}

/// Who may come in before roles are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toegankelijk {
    /// Anybody: login, static files, health.
    Openbaar,
    /// Logged in with both factors, and one of the roles.
    Ingelogd,
}

/// One row of the route table.
pub struct Route {
    /// Method.
    pub methode: Methode,
    /// Path with `{name}` for numbers.
    pub pad: &'static str,
    /// What it runs.
    pub handler: Handler,
    /// Roles that may use it; empty for public routes.
    pub rollen: &'static [Rol],
    /// What the logboek says: the purpose, in a few Dutch words. Never empty.
    pub doel: &'static str,
    /// Most tender class of fields on the page.
    pub klasse: Veldklasse,
    /// Before or behind the login.
    pub toegankelijk: Toegankelijk,
    /// Largest body, bytes.
    pub lichaam_max: usize,
    /// Whether every request is a line in the logboek, also when the page shows no inwoner: pages about colleagues and logs.
    pub altijd_gelogd: bool,
}

/// Bodies of ordinary forms.
const FORMULIER_MAX: usize = 256 * 1024;
/// Bodies with uploads: iWmo allows messages of 25 MB.
const BESTANDEN_MAX: usize = 64 * 1024 * 1024;

impl Route {
    /// What is done to the dossier.
    pub fn actie(&self) -> Actie {
        match self.methode {
            Methode::Get => Actie::Lezen,
            Methode::Post => Actie::Handelen,
        }
    }
    /// Whether the path names a dossier.
    pub fn over_dossier(&self) -> bool {
        self.pad.contains("{dossier}")
    }
    /// The same route, for forms with files.
    #[must_use]
    pub const fn met_bestanden(mut self) -> Route {
        self.lichaam_max = BESTANDEN_MAX;
        self
    }
    /// The same route, of which every request is a line in the logboek.
    #[must_use]
    pub const fn gelogd(mut self) -> Route {
        self.altijd_gelogd = true;
        self
    }
}

const fn route(
    methode: Methode,
    pad: &'static str,
    handler: Handler,
    rollen: &'static [Rol],
    doel: &'static str,
    klasse: Veldklasse,
) -> Route {
    let toegankelijk = Toegankelijk::Ingelogd;
    Route {
        methode,
        pad,
        handler,
        rollen,
        doel,
        klasse,
        toegankelijk,
        lichaam_max: FORMULIER_MAX,
        altijd_gelogd: false,
    }
}

/// A page behind the login.
pub const fn lees(
    pad: &'static str,
    handler: Handler,
    rollen: &'static [Rol],
    doel: &'static str,
    klasse: Veldklasse,
) -> Route {
    route(Methode::Get, pad, handler, rollen, doel, klasse)
}

/// An act behind the login. `klasse` is the class that the role must be able to *change*; a POST that only shows
/// something (search, unmask) is an act too, because it is logged as one.
pub const fn doe(
    pad: &'static str,
    handler: Handler,
    rollen: &'static [Rol],
    doel: &'static str,
    klasse: Veldklasse,
) -> Route {
    route(Methode::Post, pad, handler, rollen, doel, klasse)
}

/// A page before the login.
pub const fn openbaar_lees(pad: &'static str, handler: Handler, doel: &'static str) -> Route {
    let mut r = route(Methode::Get, pad, handler, &[], doel, Veldklasse::Geen);
    r.toegankelijk = Toegankelijk::Openbaar;
    r
}

/// A form before the login.
pub const fn openbaar_doe(pad: &'static str, handler: Handler, doel: &'static str) -> Route {
    let mut r = route(Methode::Post, pad, handler, &[], doel, Veldklasse::Geen);
    r.toegankelijk = Toegankelijk::Openbaar;
    r
}
