//! Which toewijzingen stand in a WMO301, and how: OP087, with IV013, IV066, IV097 and IV099.

use super::Bezwaar;
use crate::code::{Frequentie, RedenWijziging};
use crate::datum::Datum;
use crate::typen::ToegewezenProduct;

/// A toewijzing as the gemeente has it now, beside what the aanbieder last heard of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dossierregel {
    /// As it is now.
    pub nu: ToegewezenProduct,
    /// As it was last sent and accepted; nothing when it never was.
    pub verzonden: Option<ToegewezenProduct>,
    /// The aanbieder agreed to this change (OP033x1, OP186, OP298, OP299).
    pub instemming: bool,
}

/// The toewijzingen of one client at one aanbieder that a WMO301 made on this day holds: all that are valid then or later, and all that
/// changed since they were last sent (OP087).
///
/// What did not change goes as it went, without a reason and without the reference of an earlier request (IV013, IV097, IV099).
///
/// # Errors
/// Changes that the standard does not allow on an existing number, or that miss their reason, stamp or consent.
pub fn bundel(regels: &[Dossierregel], op: Datum) -> Result<Vec<ToegewezenProduct>, Vec<Bezwaar>> {
    let (mut uit, mut bezwaren) = (Vec::new(), Vec::new());
    for regel in regels {
        match &regel.verzonden {
            None if regel.nu.is_verwijderd() => {}
            None => {
                bezwaren.extend(verlenging(&regel.nu, regels, op));
                uit.push(ToegewezenProduct { reden_wijziging: None, ..regel.nu.clone() });
            }
            Some(oud) if is_gelijk(oud, &regel.nu) => uit.extend(ongewijzigd(oud, &regel.nu, op)),
            Some(oud) => {
                bezwaren.extend(gewijzigd(oud, regel, op));
                uit.push(regel.nu.clone());
            }
        }
    }
    if bezwaren.is_empty() { Ok(uit) } else { Err(bezwaren) }
}

/// Tells whether two classes say the same, stamp, reason and reference left out.
fn is_gelijk(a: &ToegewezenProduct, b: &ToegewezenProduct) -> bool {
    (&a.product, a.ingangsdatum, a.einddatum, &a.omvang, a.budget, &a.commentaar)
        == (&b.product, b.ingangsdatum, b.einddatum, &b.omvang, b.budget, &b.commentaar)
        && a.is_verwijderd() == b.is_verwijderd()
}

fn is_actueel(p: &ToegewezenProduct, op: Datum) -> bool {
    !p.is_verwijderd() && p.einddatum.is_none_or(|eind| eind >= op)
}

/// Sent again only while it is current; a reference only when it is a new one.
fn ongewijzigd(oud: &ToegewezenProduct, nu: &ToegewezenProduct, op: Datum) -> Option<ToegewezenProduct> {
    let nieuw_verzoek =
        nu.referentie_aanbieder.clone().filter(|r| Some(r) != oud.referentie_aanbieder.as_ref());
    (is_actueel(oud, op) || nieuw_verzoek.is_some()).then(|| ToegewezenProduct {
        reden_wijziging: None,
        referentie_aanbieder: nieuw_verzoek,
        ..oud.clone()
    })
}

fn gewijzigd(oud: &ToegewezenProduct, regel: &Dossierregel, op: Datum) -> Vec<Bezwaar> {
    let nu = &regel.nu;
    let mut uit = Vec::new();
    let mut meld =
        |code, zin: &str| uit.push(Bezwaar { regel: code, nummer: nu.nummer, zin: zin.to_owned() });
    match nu.reden_wijziging {
        None => meld("IV099", "Een gewijzigde toewijzing heeft een reden van wijziging."),
        Some(RedenWijziging::CorrectieVervallen) => meld("CS336", "Reden 01 is vervallen."),
        Some(_) => {}
    }
    if nu.stempel() <= oud.stempel() {
        meld("IV013", "Een gewijzigde toewijzing heeft een later besluitmoment dan de vorige.");
    }
    if nu.nummer != oud.nummer || nu.product != oud.product || !zelfde_maat(oud, nu) {
        meld("IV066", "Een ander product of een andere omvang krijgt een nieuw toewijzingnummer.");
    }
    if nu.ingangsdatum != oud.ingangsdatum {
        meld(
            "OP033x1",
            "De ingangsdatum van een verzonden toewijzing verandert niet; verwijder hem en wijs opnieuw toe.",
        );
    }
    let door_aanbieder = nu.reden_wijziging == Some(RedenWijziging::DoorAanbieder);
    if !regel.instemming && !door_aanbieder {
        uit.extend(instemming(oud, nu, op));
    }
    uit
}

/// The volume may only change when it is a total, and a budget stays a budget (IV066, OP257).
fn zelfde_maat(oud: &ToegewezenProduct, nu: &ToegewezenProduct) -> bool {
    match (&oud.omvang, &nu.omvang) {
        (None, None) => oud.budget.is_some() == nu.budget.is_some(),
        (Some(a), Some(b)) => {
            let totaal = a.frequentie == Frequentie::Totaal;
            (a.eenheid, a.frequentie) == (b.eenheid, b.frequentie) && (totaal || a.volume == b.volume)
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// What asks for the consent of the aanbieder: ending in the past, a lower total, a lower budget.
fn instemming(oud: &ToegewezenProduct, nu: &ToegewezenProduct, op: Datum) -> Vec<Bezwaar> {
    let mut uit = Vec::new();
    let mut meld =
        |code, zin: &str| uit.push(Bezwaar { regel: code, nummer: nu.nummer, zin: zin.to_owned() });
    let eerder = nu.einddatum.is_some_and(|eind| oud.einddatum.is_none_or(|was| eind < was));
    if eerder && !nu.is_verwijderd() && nu.einddatum.is_some_and(|eind| eind < op) {
        meld("OP186", "Eindigen in het verleden kan alleen als de aanbieder ermee instemt.");
    }
    if let (Some(a), Some(b)) = (&oud.omvang, &nu.omvang)
        && b.volume < a.volume
    {
        meld("OP298", "Een totaal verlagen kan alleen als de aanbieder ermee instemt.");
    }
    if let (Some(a), Some(b)) = (oud.budget, nu.budget)
        && b < a
    {
        meld("OP299", "Een budget verlagen kan alleen als de aanbieder ermee instemt.");
    }
    uit
}

/// OP380: a new number that only prolongs a running one should have been a later end date of that one.
fn verlenging(nieuw: &ToegewezenProduct, regels: &[Dossierregel], op: Datum) -> Option<Bezwaar> {
    let totaal =
        |p: &ToegewezenProduct| p.omvang.as_ref().is_some_and(|o| o.frequentie == Frequentie::Totaal);
    let verlengt = |oud: &ToegewezenProduct| {
        let sluit_aan =
            oud.einddatum.is_some_and(|eind| eind >= op && eind.plus_dagen(1) == nieuw.ingangsdatum);
        sluit_aan
            && !oud.is_verwijderd()
            && oud.product == nieuw.product
            && oud.omvang == nieuw.omvang
            && !totaal(oud)
    };
    let oud = regels.iter().filter_map(|r| r.verzonden.as_ref()).find(|oud| verlengt(oud))?;
    // A budget is for a period of its own.
    oud.omvang.as_ref()?;
    let zin = format!("Dit verlengt toewijzing {}; verzet daarvan de einddatum.", oud.nummer);
    Some(Bezwaar { regel: "OP380", nummer: nieuw.nummer, zin })
}
