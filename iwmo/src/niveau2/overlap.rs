//! TR302, TR386, TR410: the same product twice at the same time.

use std::collections::HashMap;

use crate::datum::Datum;

/// A product with its period.
pub(crate) struct OverlapRij<T> {
    /// What it is, for the one who asks.
    pub(crate) wat: T,
    pub(crate) categorie: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) begin: Datum,
    /// Last day; nothing is open.
    pub(crate) eind: Option<Datum>,
}

/// Categories of aids, which may be stacked (OP259).
const STAPELBAAR: [&str; 4] = ["11", "12", "13", "14"];

/// Latest last day of what was seen so far.
#[derive(Default, Clone, Copy)]
struct Tot(Option<Option<Datum>>);

impl Tot {
    fn raakt(self, begin: Datum) -> bool {
        match self.0 {
            None => false,
            Some(None) => true,
            Some(Some(eind)) => eind >= begin,
        }
    }

    fn neem_op(&mut self, eind: Option<Datum>) {
        self.0 = match (self.0, eind) {
            (_, None) | (Some(None), _) => Some(None),
            (None, Some(eind)) => Some(Some(eind)),
            (Some(Some(oud)), Some(eind)) => Some(Some(oud.max(eind))),
        };
    }
}

/// The products that overlap an earlier one of the same kind.
///
/// The same: equal category and code; the same category when one of the two has no code; anything when one has no product. One pass
/// over the products in order of first day, remembering only the latest last day per kind.
pub(crate) fn overlappend<T>(mut rijen: Vec<OverlapRij<T>>) -> Vec<T> {
    rijen.retain(|r| !r.categorie.as_deref().is_some_and(|c| STAPELBAAR.contains(&c)));
    rijen.sort_by_key(|r| r.begin);
    let (mut alle, mut zonder_product) = (Tot::default(), Tot::default());
    let mut per_categorie: HashMap<String, (Tot, Tot)> = HashMap::new();
    let mut per_code: HashMap<(String, String), Tot> = HashMap::new();
    let mut gevonden = Vec::new();
    for OverlapRij { wat, categorie, code, begin, eind } in rijen {
        let mut raakt = zonder_product.raakt(begin);
        match (categorie, code) {
            (None, _) => {
                raakt |= alle.raakt(begin);
                zonder_product.neem_op(eind);
            }
            (Some(categorie), None) => {
                let (van_categorie, zonder_code) = per_categorie.entry(categorie).or_default();
                raakt |= van_categorie.raakt(begin);
                van_categorie.neem_op(eind);
                zonder_code.neem_op(eind);
            }
            (Some(categorie), Some(code)) => {
                let van_code = per_code.entry((categorie.clone(), code)).or_default();
                let (van_categorie, zonder_code) = per_categorie.entry(categorie).or_default();
                raakt |= van_code.raakt(begin) || zonder_code.raakt(begin);
                van_code.neem_op(eind);
                van_categorie.neem_op(eind);
            }
        }
        alle.neem_op(eind);
        if raakt {
            gevonden.push(wat);
        }
    }
    gevonden
}
