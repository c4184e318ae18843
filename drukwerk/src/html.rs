//! Reports as HTML.

use crate::rapport::Rapport;

pub(crate) fn rapport(rapport: &Rapport) -> String {
    rapport.titel.clone()
}
