//! Bezwaar against a besluit: that it came in, and what was decided on it.

use super::{
    vastleggen,
    web::{besluit_en_kop, toon_met},
};
use crate::{
    huis::{Antwoord, Fout, Invoer, Optie, Uitkomst, Verzoek, opslag::Handeling},
    termijnen::{self, Soort, TermijnRij},
};

/// How a bezwaar can end (Awb art. 7:11, 6:6 and 6:21).
const UITSPRAKEN: &[(&str, &str)] = &[
    ("gegrond", "Gegrond: het besluit moet anders"),
    ("deels_gegrond", "Deels gegrond: een deel van het besluit moet anders"),
    ("ongegrond", "Ongegrond: het besluit blijft zoals het is"),
    ("niet_ontvankelijk", "Niet-ontvankelijk: het bezwaar wordt niet behandeld"),
    ("ingetrokken", "De inwoner trekt het bezwaar in"),
];

/// The choices on the form.
pub(super) fn uitspraken() -> Vec<Optie> {
    UITSPRAKEN.iter().map(|(c, n)| Optie::nieuw(*c, *n)).collect()
}

/// The bezwaar on which nobody has decided yet.
pub(super) async fn open_bezwaar(v: &Verzoek, besluit_id: i64) -> Result<Option<TermijnRij>, Fout> {
    let dossier = v.dossier().dossier;
    let alle = termijnen::van_onderwerp(&v.db, dossier, Soort::BeslissingOpBezwaar, besluit_id).await?;
    Ok(alle.into_iter().find(|t| t.voldaan_op.is_none()))
}

/// Registers that a bezwaar came in.
pub async fn bezwaar(v: Verzoek) -> Uitkomst {
    let Some((r, kop)) = besluit_en_kop(&v).await? else { return Antwoord::niet_gevonden() };
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let mut f = Invoer::van(&v.form.0);
    let op = super::invoer::dag(&v.form, &mut f, "ontvangen", "Vul in wanneer het bezwaar is ontvangen.");
    let rijen = termijnen::van_onderwerp(&v.db, dossier, termijnen::Soort::Bezwaar, r.besluit_id).await?;
    let Some(termijn) = rijen.last().filter(|t| t.loopt_op(op.unwrap_or(vandaag))) else {
        f.fout(
            "ontvangen",
            "De termijn voor bezwaar is voorbij, of er is al een bezwaar. Overleg met de jurist.",
        );
        return toon_met(v, r, kop, f).await;
    };
    if let Some(dag) = op.filter(|d| *d > vandaag || *d < r.bekendgemaakt_op) {
        f.fout(
            "ontvangen",
            format!("{} kan niet. Kies een dag na de brief en niet na vandaag.", dag.voluit()),
        );
    }
    let (Some(op), true) = (op, f.is_goed()) else { return toon_met(v, r, kop, f).await };
    let beslis = termijnen::vooraf(v.regels(), termijnen::Soort::BeslissingOpBezwaar, termijn.uiterlijk_op)?;
    let mut tx = v.begin().await?;
    vastleggen::bezwaar(&mut tx, dossier, r.besluit_id, op, &beslis).await?;
    tx.commit().await?;
    let pad = format!("/dossiers/{dossier}/besluiten/{}", r.besluit_id);
    Antwoord::naar_met_melding(pad, "Het bezwaar is vastgelegd. De termijn om te beslissen loopt.")
}

/// POST …/bezwaar/uitspraak: what was decided on the bezwaar; the term to decide is then met. Whether the besluit itself changes
/// is a besluit of its own: herzien or intrekken.
pub async fn uitspraak(v: Verzoek) -> Uitkomst {
    let Some((r, kop)) = besluit_en_kop(&v).await? else { return Antwoord::niet_gevonden() };
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let mut f = Invoer::van(&v.form.0);
    let op = super::invoer::dag(&v.form, &mut f, "beslist", "Vul in wanneer er op het bezwaar is beslist.");
    let keuze = UITSPRAKEN.iter().find(|(c, _)| *c == v.form.tekst("uitspraak"));
    if keuze.is_none() {
        f.fout("uitspraak", "Kies wat er op het bezwaar is beslist.");
    }
    if open_bezwaar(&v, r.besluit_id).await?.is_none() {
        f.fout("uitspraak", "Er is geen bezwaar waarop nog beslist moet worden.");
    }
    if let Some(dag) = op.filter(|d| *d > vandaag || *d < r.bekendgemaakt_op) {
        f.fout("beslist", format!("{} kan niet. Kies een dag na de brief en niet na vandaag.", dag.voluit()));
    }
    let (Some(op), Some((code, _)), true) = (op, keuze, f.is_goed()) else {
        return toon_met(v, r, kop, f).await;
    };
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: "op bezwaar beslist",
        onderwerp: "besluit",
        onderwerp_id: r.besluit_id,
        dossier: Some(dossier),
        gemeente: None,
        reden: code,
    })
    .await?;
    termijnen::voldoe(&mut tx, dossier, Soort::BeslissingOpBezwaar, r.besluit_id, op).await?;
    tx.commit().await?;
    let pad = format!("/dossiers/{dossier}/besluiten/{}", r.besluit_id);
    let verder = if code.ends_with("gegrond") && *code != "ongegrond" {
        "De uitspraak is vastgelegd. Herzie nu het besluit, of trek het in."
    } else {
        "De uitspraak is vastgelegd."
    };
    Antwoord::naar_met_melding(pad, verder)
}
