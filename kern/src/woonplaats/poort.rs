//! The questions that come before every regime that decides: product, age, right of residence, urgency, identity.

use super::{
    feiten::{Feiten, Product, Verblijfsrecht},
    stappen::Stapfeit,
    uitkomst::{Klaar, Status, Taak, Verslag, Werk},
};

/// Passes the case on, or answers that a human must decide first.
pub(super) fn door_de_poort<'a, V: Verslag>(
    mut werk: Werk<'a, V>,
    feiten: &Feiten,
) -> Result<(Werk<'a, V>, Product), Klaar<V>> {
    werk.stap(Stapfeit::Regime(werk.regime(), feiten.melding_op));
    if feiten.spoed {
        werk.taak(Taak::TijdelijkePlek);
        werk.stap(Stapfeit::Spoed);
    }
    werk.stap(Stapfeit::Product(feiten.product));
    let Some(product) = feiten.product else { return Err(werk.mens(None, "WPB-01")) };
    let grens = werk.regels.volwassen_vanaf;
    if feiten.geboren_op.is_some_and(|g| g.leeftijd_op(feiten.melding_op) < grens) {
        werk.taak(Taak::Overgang18);
        werk.stap(Stapfeit::Minderjarig(grens));
        return Err(werk.mens(None, "WPB-02"));
    }
    match feiten.verblijfsrecht {
        Verblijfsrecht::Nederlander | Verblijfsrecht::Rechtmatig => {}
        Verblijfsrecht::Anders | Verblijfsrecht::Onbekend => {
            werk.taak(Taak::Verblijfsrecht);
            werk.stap(Stapfeit::Verblijfsrecht);
            return Err(werk.mens(None, "WPB-03"));
        }
    }
    if !feiten.identiteit_vast {
        werk.taak(Taak::Identiteit);
        werk.hoogstens(Status::Bevestigen);
        werk.stap(Stapfeit::Identiteit);
    }
    Ok((werk, product))
}
