//! Level 2: rules within one message.
use crate::bericht::Berichtsoort;
use crate::bevinding::Bevinding;
use crate::boom::Boom;
pub(crate) fn toets(_s: Berichtsoort, _b: &Boom<'_>) -> Vec<Bevinding> {
    Vec::new()
}
