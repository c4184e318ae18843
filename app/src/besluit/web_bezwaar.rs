//! Bezwaar against a besluit: that it came in, and what was decided on it.

use super::{
    opslag::BesluitRij,
    vastleggen,
    web::{besluit_en_kop, toon_met},
};
use crate::{
    huis::{Antwoord, Fout, Invoer, Optie, Uitkomst, Verzoek, opslag::Handeling},
    termijnen::{self, Soort, TermijnRij},
};
use kern::stam::{Datum, Weigering};

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
    Ok(bezwaren(v, besluit_id).await?.into_iter().find(|t| t.voldaan_op.is_none()))
}

/// The terms to decide on a bezwaar against a besluit: one when somebody objected, also when it was decided on.
pub(super) async fn bezwaren(v: &Verzoek, besluit_id: i64) -> Result<Vec<TermijnRij>, Fout> {
    termijnen::van_onderwerp(&v.db, v.dossier().dossier, Soort::BeslissingOpBezwaar, besluit_id).await
}

/// Whether a bezwaar can have come in on this day: once, after the besluit, and when it is late only as such.
async fn keur_ontvangst(
    v: &Verzoek,
    f: &mut Invoer,
    r: &BesluitRij,
    termijn: &TermijnRij,
    op: Option<Datum>,
) -> Result<(), Fout> {
    if !bezwaren(v, r.besluit_id).await?.is_empty() {
        f.fout(
            "ontvangen",
            "Er is al een bezwaar tegen dit besluit. Overleg met de jurist als er nog een komt.",
        );
    }
    let Some(dag) = op else { return Ok(()) };
    // Before the letter too: who objects to a besluit that was taken already, is in time (Awb art. 6:10 lid 1).
    if dag > v.vandaag() || dag < r.genomen_op {
        let zin = format!("{} kan niet. Kies een dag vanaf het besluit, en niet na vandaag.", dag.voluit());
        f.fout("ontvangen", zin);
    }
    if dag > termijn.uiterlijk_op && v.form.tekst("te_laat") != "ja" {
        let zin = format!(
            "De termijn liep tot en met {}. Kwam het echt later binnen? Vink dan aan dat het te laat is. Of de inwoner daar iets aan kon \
             doen, weegt de jurist (Awb art. 6:11).",
            termijn.uiterlijk_op.voluit()
        );
        f.weiger(&Weigering::nieuw("BSL-41", "Awb art. 6:9 lid 1", zin).bij("te_laat"));
    }
    Ok(())
}

/// Registers that a bezwaar came in.
pub async fn bezwaar(v: Verzoek) -> Uitkomst {
    let Some((r, kop)) = besluit_en_kop(&v).await? else { return Antwoord::niet_gevonden() };
    let dossier = v.dossier().dossier;
    let mut f = Invoer::van(&v.form.0);
    let op = super::invoer::dag(&v.form, &mut f, "ontvangen", "Vul in wanneer het bezwaar is ontvangen.");
    let rijen = termijnen::van_onderwerp(&v.db, dossier, termijnen::Soort::Bezwaar, r.besluit_id).await?;
    let Some(termijn) = rijen.last() else {
        f.fout("ontvangen", "Bij dit besluit hoort geen termijn voor bezwaar. Overleg met de jurist.");
        return toon_met(v, r, kop, f).await;
    };
    keur_ontvangst(&v, &mut f, &r, termijn, op).await?;
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
    let dossier = v.dossier().dossier;
    let mut f = Invoer::van(&v.form.0);
    let op = super::invoer::dag(&v.form, &mut f, "beslist", "Vul in wanneer er op het bezwaar is beslist.");
    let keuze = UITSPRAKEN.iter().find(|(c, _)| *c == v.form.tekst("uitspraak"));
    if keuze.is_none() {
        f.fout("uitspraak", "Kies wat er op het bezwaar is beslist.");
    }
    if open_bezwaar(&v, r.besluit_id).await?.is_none() {
        f.fout("uitspraak", "Er is geen bezwaar waarop nog beslist moet worden.");
    }
    if let Some(dag) = op.filter(|d| *d > v.vandaag() || *d < r.bekendgemaakt_op) {
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
