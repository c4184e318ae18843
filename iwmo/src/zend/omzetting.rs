//! From a request to the toewijzingen that honour it: VOT (IV094) and VOW (IV093).

use super::Bezwaar;
use crate::code::{Frequentie, RedenWijziging};
use crate::typen::{
    AangevraagdProduct, NieuwProduct, Stempel, TeWijzigenProduct, ToegewezenProduct, Wijzigingsverzoek,
};
use crate::waarde::{Referentie, Toewijzingnummer};

/// The toewijzing that gives a requested product as it was asked; change it where the gemeente decides otherwise (IV094).
#[must_use]
pub fn aanvraag(
    gevraagd: &AangevraagdProduct,
    nummer: Toewijzingnummer,
    stempel: Stempel,
) -> ToegewezenProduct {
    ToegewezenProduct {
        nummer,
        referentie_aanbieder: Some(gevraagd.referentie.clone()),
        product: gevraagd.product.clone(),
        toewijzingsdatum: stempel.datum,
        toewijzingstijd: stempel.tijd,
        ingangsdatum: gevraagd.ingangsdatum,
        einddatum: gevraagd.einddatum,
        reden_wijziging: None,
        omvang: gevraagd.omvang.clone(),
        budget: gevraagd.budget,
        commentaar: None,
        codes: (),
    }
}

/// The toewijzingen that give a verzoek om wijziging, as a whole or not at all (IV093, OP344, OP348).
///
/// `huidig` holds the current toewijzingen of the client at this aanbieder as they were last sent. All get the reference of the request.
/// What changes keeps its number when only the end date, a budget or a total changes; otherwise the old number ends the day before the
/// wanted first day and a new number starts (IV066, OP257). When the wanted first day is the first day of the old one, the old one is
/// removed (reason 13); that is refused once prestaties were granted on it (TR385, OP345).
///
/// # Errors
/// When the request names a toewijzing that is not there (TR350, TR351).
pub fn wijziging(
    verzoek: &Wijzigingsverzoek,
    huidig: &[ToegewezenProduct],
    stempel: &Stempel,
    mut nummers: impl FnMut() -> Toewijzingnummer,
) -> Result<Vec<ToegewezenProduct>, Vec<Bezwaar>> {
    let (mut uit, mut bezwaren) = (Vec::new(), Vec::new());
    let zoek = |nummer: Toewijzingnummer| huidig.iter().find(|p| p.nummer == nummer);
    let onbekend = |regel, nummer| Bezwaar {
        regel,
        nummer,
        zin: "Het verzoek noemt een toewijzing die niet actueel is.".to_owned(),
    };
    let referentie = &verzoek.referentie;
    for o in &verzoek.ongewijzigd {
        match zoek(o.nummer) {
            Some(p) => uit.push(ToegewezenProduct {
                referentie_aanbieder: Some(referentie.clone()),
                reden_wijziging: None,
                ..p.clone()
            }),
            None => bezwaren.push(onbekend("TR350", o.nummer)),
        }
    }
    for w in &verzoek.te_wijzigen {
        match zoek(w.nummer) {
            Some(p) => uit.extend(veranderd(w, p, referentie, stempel, &mut nummers)),
            None => bezwaren.push(onbekend("TR351", w.nummer)),
        }
    }
    if !bezwaren.is_empty() {
        return Err(bezwaren);
    }
    uit.extend(verzoek.nieuw.iter().map(|n| nieuw(n, nummers(), referentie, stempel)));
    Ok(uit)
}

fn veranderd(
    w: &TeWijzigenProduct,
    oud: &ToegewezenProduct,
    referentie: &Referentie,
    stempel: &Stempel,
    nummers: &mut impl FnMut() -> Toewijzingnummer,
) -> Vec<ToegewezenProduct> {
    let door_aanbieder = RedenWijziging::DoorAanbieder;
    let met_referentie = |mut p: ToegewezenProduct| {
        p.referentie_aanbieder = Some(referentie.clone());
        p
    };
    if houdt_nummer(w, oud) {
        let zelfde = oud.gewijzigd(door_aanbieder, stempel.clone(), |p| {
            (p.einddatum, p.omvang, p.budget) = (w.einddatum, w.omvang.clone(), w.budget);
        });
        return vec![met_referentie(zelfde)];
    }
    let einde = if w.gewenste_ingangsdatum > oud.ingangsdatum {
        oud.beeindigd(w.gewenste_ingangsdatum.plus_dagen(-1), door_aanbieder, stempel.clone())
    } else {
        oud.verwijderd(stempel.clone())
    };
    let opvolger = NieuwProduct {
        product: oud.product.clone(),
        gewenste_ingangsdatum: w.gewenste_ingangsdatum,
        einddatum: w.einddatum,
        omvang: w.omvang.clone(),
        budget: w.budget,
        codes: (),
    };
    vec![met_referentie(einde), nieuw(&opvolger, nummers(), referentie, stempel)]
}

/// Tells whether only the end date, a budget or a total changes.
fn houdt_nummer(w: &TeWijzigenProduct, oud: &ToegewezenProduct) -> bool {
    match (&w.omvang, &oud.omvang) {
        (None, None) => true,
        (Some(nieuw), Some(was)) if nieuw == was => true,
        (Some(nieuw), Some(was)) => {
            let totaal = Frequentie::Totaal;
            nieuw.eenheid == was.eenheid && nieuw.frequentie == totaal && was.frequentie == totaal
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn nieuw(
    n: &NieuwProduct,
    nummer: Toewijzingnummer,
    referentie: &Referentie,
    stempel: &Stempel,
) -> ToegewezenProduct {
    ToegewezenProduct {
        nummer,
        referentie_aanbieder: Some(referentie.clone()),
        product: n.product.clone(),
        toewijzingsdatum: stempel.datum,
        toewijzingstijd: stempel.tijd.clone(),
        ingangsdatum: n.gewenste_ingangsdatum,
        einddatum: n.einddatum,
        reden_wijziging: None,
        omvang: n.omvang.clone(),
        budget: n.budget,
        commentaar: None,
        codes: (),
    }
}
