//! The codes on a header: TR056, TR135 and TR378.

use super::{Administratie, codes};
use crate::bericht::Berichtsoort;
use crate::code::Retourcode;
use crate::datum::Datum;
use crate::typen::Kop;

/// Of a message that names no first day: the gemeente is one of the list on the dagtekening.
pub(super) fn op_dagtekening(
    soort: Berichtsoort,
    kop: &Kop,
    administratie: &impl Administratie,
    vandaag: Datum,
) -> Vec<Retourcode> {
    met_gemeente(soort, kop, administratie, vandaag, || {
        administratie.gemeente_bestaat(kop.gemeente, kop.dagtekening)
    })
}

/// Of a message that names first days: the gemeente is one of the list on each of them.
pub(super) fn op_ingangsdata(
    soort: Berichtsoort,
    kop: &Kop,
    administratie: &impl Administratie,
    vandaag: Datum,
    mut dagen: impl Iterator<Item = Datum>,
) -> Vec<Retourcode> {
    met_gemeente(soort, kop, administratie, vandaag, || {
        dagen.all(|dag| administratie.gemeente_bestaat(kop.gemeente, dag))
    })
}

/// Of a message about toewijzingen that were given before: after a herindeling the old code stays in use for them, so it is enough that
/// the gemeente is one of the list today or on the first day of one of them.
pub(super) fn op_toewijzingen(
    soort: Berichtsoort,
    kop: &Kop,
    administratie: &impl Administratie,
    vandaag: Datum,
    mut dagen: impl Iterator<Item = Datum>,
) -> Vec<Retourcode> {
    met_gemeente(soort, kop, administratie, vandaag, || {
        administratie.gemeente_bestaat(kop.gemeente, kop.dagtekening)
            || dagen.any(|dag| administratie.gemeente_bestaat(kop.gemeente, dag))
    })
}

fn met_gemeente(
    soort: Berichtsoort,
    kop: &Kop,
    administratie: &impl Administratie,
    vandaag: Datum,
    gemeente_klopt: impl FnOnce() -> bool,
) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    if administratie.bericht_bekend(soort, kop) {
        uit.push(codes::IDENTIFICATIE);
    }
    if kop.dagtekening > vandaag {
        uit.push(codes::DAGTEKENING);
    }
    if !gemeente_klopt() {
        uit.push(codes::GEMEENTE);
    }
    uit
}
