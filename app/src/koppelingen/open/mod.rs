//! Open figures: what the region released for everybody, by OData v4 in the shape of CBS, as a plain API, as CSV, and described by
//! DCAT-AP-NL. Only frozen releases with small numbers hidden; never a look at the registers.

mod api;
pub mod boek;
mod csvbestand;
mod dcat;
mod deur;
mod filter;
mod odata;
pub mod opslag;
mod rem;
pub mod stand;
mod tafel;
pub mod vrijgeven;
mod web;

pub use api::OPENAPI;

use crate::h;
use crate::huis::{Rol, Route, Veldklasse, doe, lees, openbaar_lees};
use Rol::{Bestuur, FinancieelAdviseur, Teamleider};

/// Who releases figures.
const MAKERS: &[Rol] = &[Teamleider, FinancieelAdviseur, Bestuur];
const DOEL: &str = "open cijfers lezen";

/// Routes of this link. The public ones are for everybody: they show only what was released.
pub static ROUTES: &[Route] = &[
    lees("/uitleveren", h!(web::overzicht), MAKERS, "uitleveringen lezen", Veldklasse::Geen),
    lees("/uitleveren/open-cijfers", h!(web::ontwerp), MAKERS, "open cijfers voorbereiden", Veldklasse::Geen),
    doe("/uitleveren/open-cijfers", h!(web::vrijgeven), MAKERS, "cijfers openbaar maken", Veldklasse::Geen),
    openbaar_lees("/open-cijfers", h!(web::voorkant), DOEL),
    openbaar_lees("/open-cijfers/catalogus.ttl", h!(dcat::turtle), DOEL),
    openbaar_lees("/open-cijfers/catalogus.jsonld", h!(dcat::jsonld), DOEL),
    openbaar_lees("/open-cijfers/csv/{bestand}", h!(csvbestand::bestand), DOEL),
    openbaar_lees("/open-cijfers/odata/v1", h!(odata::wortel), DOEL),
    openbaar_lees("/open-cijfers/odata/v1/{verzameling}", h!(odata::in_wortel), DOEL),
    openbaar_lees("/open-cijfers/odata/v1/Wijkthuis/{dataset}", h!(odata::dataset), DOEL),
    openbaar_lees("/open-cijfers/odata/v1/Wijkthuis/{dataset}/{verzameling}", h!(odata::in_dataset), DOEL),
    openbaar_lees("/open-cijfers/odata/v1/Wijkthuis/{dataset}/{verzameling}/$count", h!(odata::aantal), DOEL),
    openbaar_lees("/open-cijfers/api/v1/openapi.json", h!(api::openapi), DOEL),
    openbaar_lees("/open-cijfers/api/v1/datasets", h!(api::datasets), DOEL),
    openbaar_lees("/open-cijfers/api/v1/datasets/{dataset}", h!(api::dataset), DOEL),
    openbaar_lees("/open-cijfers/api/v1/datasets/{dataset}/waarnemingen", h!(api::waarnemingen), DOEL),
    openbaar_lees("/open-cijfers/api/v1/uitgaven", h!(api::uitgaven), DOEL),
];
