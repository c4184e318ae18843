//! The only list of routes: every room hands in its rows, and nothing else can be reached.

use crate::{
    beheer, besluit, financien,
    huis::{Route, aanmelden},
    inkoop, koppelingen, levering, monitor, rapport, stelsel, termijnen, toegang, trajectregie, werkvoorraad,
    woonplaats,
};

/// The rows of every room, in the order of the street.
static KAMERS: &[&[Route]] = &[
    aanmelden::ROUTES,
    termijnen::ROUTES,
    inkoop::ROUTES,
    toegang::ROUTES,
    woonplaats::ROUTES,
    trajectregie::ROUTES,
    besluit::ROUTES,
    levering::ROUTES,
    werkvoorraad::ROUTES,
    stelsel::ROUTES,
    financien::ROUTES,
    monitor::ROUTES,
    rapport::ROUTES,
    beheer::ROUTES,
    koppelingen::iwmo::ROUTES,
    koppelingen::open::ROUTES,
    koppelingen::gmsd::ROUTES,
];

/// All routes; those of the demo only when it is one.
pub fn alle(demo: bool) -> Vec<&'static Route> {
    let demo_rijen: &'static [Route] = if demo { aanmelden::DEMO_ROUTES } else { &[] };
    KAMERS.iter().flat_map(|k| k.iter()).chain(demo_rijen).collect()
}
