//! The ontvangstbevestiging (Wmo 2015 art. 2.3.2 lid 1), and downloading the letters of a dossier.

use super::{inwoner, inwoner::InwonerRij, opslag, opslag::MeldingRij};
use crate::huis::{
    Antwoord, Fout, Uitkomst, Verzoek, brieven, gemeenten,
    opslag::{Handeling, Leest, rij, sql, v},
    regels::Regels,
};
use crate::termijnen::{self, Soort};
use drukwerk::{
    blok::Blok,
    brief::{Brief, Ondertekening},
};
use kern::stam::{Datum, DossierId, Peil};
use kern::toegang::Melder;

rij! {
    /// A letter in the list of a melding.
    pub struct BriefRegel { brief_id: i64, soort: String, op: Datum }
}

sql!(
    VAN_ONDERWERP = "SELECT b.brief_id, b.soort, j.op FROM brief b JOIN journaal j ON j.nr = b.nr
    WHERE b.dossier_id = $1 AND b.onderwerp_id = $2 AND b.nr <= $3 ORDER BY b.brief_id DESC LIMIT 100"
);
sql!(SOORT = "SELECT soort FROM brief WHERE brief_id = $1 AND dossier_id = $2");

/// Letters about a melding, last one first, with the day they were made.
pub async fn van_onderwerp(
    db: &impl Leest,
    dossier: DossierId,
    onderwerp: i64,
    peil: Peil,
) -> Result<Vec<BriefRegel>, Fout> {
    db.alle(VAN_ONDERWERP, &[v(&dossier), v(&onderwerp), v(&peil.bekend)]).await
}

/// GET /dossiers/{dossier}/brieven/{brief}: the letter as it was sent, checked against its hash.
pub async fn download(v: Verzoek) -> Uitkomst {
    let (dossier, id) = (v.dossier().dossier, v.pad("brief")?);
    let soort: Option<(String,)> = v.db.een(SOORT, &[self::v(&id), self::v(&dossier)]).await?;
    let pdf = brieven::inhoud(&v.app, dossier, id).await?;
    let Some(((soort,), pdf)) = soort.zip(pdf) else { return Antwoord::niet_gevonden() };
    Antwoord::bestand(format!("{soort}-{id}.pdf"), "application/pdf", pdf)
}

/// POST /dossiers/{dossier}/melding/{melding}/brief: makes the ontvangstbevestiging again.
pub async fn maak_opnieuw(v: Verzoek) -> Uitkomst {
    let (dossier, melding) = (v.dossier().dossier, v.pad("melding")?);
    if opslag::melding(&v.db, dossier, melding, Peil::op(v.vandaag())).await?.is_none() {
        return Antwoord::niet_gevonden();
    }
    let al = van_onderwerp(&v.db, dossier, melding, Peil::op(v.vandaag())).await?;
    // Pressing twice makes one letter.
    if !al.iter().any(|b| b.soort == "ontvangstbevestiging") {
        bevestig_ontvangst(&v, dossier, melding).await?;
    }
    let pad = format!("/dossiers/{dossier}/melding/{melding}");
    Antwoord::naar_met_melding(pad, "De ontvangstbevestiging staat klaar.")
}

/// Makes the ontvangstbevestiging of a melding (Wmo 2015 art. 2.3.2 lid 1) and keeps it; the term is then met.
pub async fn bevestig_ontvangst(verzoek: &Verzoek, dossier: DossierId, melding: i64) -> Result<i64, Fout> {
    let peil = Peil::op(verzoek.vandaag());
    let m = opslag::melding(&verzoek.db, dossier, melding, peil)
        .await?
        .ok_or_else(|| Fout::nieuw("melding ontbreekt"))?;
    let i = inwoner::lees(&verzoek.db, m.inwoner_id, peil)
        .await?
        .ok_or_else(|| Fout::nieuw("inwoner ontbreekt"))?;
    let rollen = opslag::rollen(&verzoek.db, dossier, peil).await?;
    let houder = rollen
        .iter()
        .find(|r| r.rol == "houder")
        .map_or_else(|| verzoek.actor.naam.clone(), |r| r.naam.clone());
    let pdf =
        brieven::zet(ontvangstbevestiging(verzoek.regels(), verzoek.vandaag(), &m, &i, &houder)?).await?;
    let mut tx = verzoek.begin().await?;
    tx.journaal(Handeling {
        wat: "ontvangst bevestigd",
        onderwerp: "melding",
        onderwerp_id: melding,
        dossier: Some(dossier),
        gemeente: Some(m.gemeente),
        reden: "",
    })
    .await?;
    let id = brieven::bewaar(&mut tx, &verzoek.app, dossier, "ontvangstbevestiging", melding, &pdf).await?;
    let op = tx.vandaag();
    termijnen::voldoe(&mut tx, dossier, Soort::Ontvangstbevestiging, melding, op).await?;
    tx.commit().await?;
    Ok(id)
}

/// The ontvangstbevestiging of a day.
pub(crate) fn ontvangstbevestiging(
    regels: &Regels,
    op: Datum,
    m: &MeldingRij,
    i: &InwonerRij,
    houder: &str,
) -> Result<Brief, Fout> {
    let gemeente = gemeenten::naam(m.gemeente);
    let blokken = ontvangst_tekst(regels, m, &gemeente, houder)?;
    let mut adres = vec![i.naam()];
    adres.extend(i.adresregels());
    Ok(Brief {
        afzender: brieven::afzender(regels, m.gemeente, op)?,
        adres,
        datum: brieven::dag(op),
        kenmerk: format!("Melding {}", m.melding_id),
        uw_kenmerk: String::new(),
        onderwerp: "Wij hebben uw melding ontvangen".to_owned(),
        aanhef: aanhef(i),
        blokken,
        ondertekening: Ondertekening {
            groet: "Met vriendelijke groet,".to_owned(),
            namens: format!("Namens het college van burgemeester en wethouders van {gemeente},"),
            naam: houder.to_owned(),
            functie: String::new(),
        },
        bijlagen: Vec::new(),
        voetregel: "Wet maatschappelijke ondersteuning 2015, artikel 2.3.2".to_owned(),
    })
}

/// What happens now, by when, and which help there is (Wmo 2015 art. 2.3.2).
fn ontvangst_tekst(regels: &Regels, m: &MeldingRij, gemeente: &str, houder: &str) -> Result<Vec<Blok>, Fout> {
    let plan = termijnen::vooraf(regels, Soort::PersoonlijkPlan, m.ontvangen_op)?.uiterlijk.voluit();
    let onderzoek = termijnen::vooraf(regels, Soort::Onderzoek, m.ontvangen_op)?;
    let weken = regels.getal("wmo2015", "onderzoek", m.ontvangen_op)?.waarde;
    // The day moved when the Algemene termijnenwet carried it over a weekend or holiday; only then the letter says so.
    let verschoven = if m.ontvangen_op.plus_dagen(7 * weken) == onderzoek.uiterlijk {
        ""
    } else {
        " De laatste dag viel in een weekend of op een feestdag. Daarom telt de eerste werkdag daarna."
    };
    let wie = match Melder::lees(&m.melder) {
        Ok(Melder::Inwoner) => "U heeft".to_owned(),
        Ok(_) | Err(_) => "Iemand heeft voor u".to_owned(),
    };
    let mut blokken = vec![Blok::alinea(format!(
        "{wie} op {} een hulpvraag gemeld bij de gemeente {gemeente}. In deze brief leest u wat wij nu doen.",
        m.ontvangen_op.voluit()
    ))];
    if m.spoed {
        blokken.push(Blok::kader(
            "Er is spoed",
            "Wij hebben uw melding als spoed genoteerd. Daarom beslissen wij direct of u tijdelijke hulp krijgt. U hoeft daar niets voor te doen.",
        ));
    }
    blokken.extend([
        Blok::kop("Wij onderzoeken uw vraag"),
        Blok::alinea("Wij nemen contact met u op voor een gesprek. Samen kijken wij wat er aan de hand is en wat u nodig heeft."),
        Blok::alinea(format!(
            "Het onderzoek moet klaar zijn op {}. Wij hebben daar {weken} weken voor, vanaf uw melding.{verschoven}",
            onderzoek.uiterlijk.voluit()
        )),
        Blok::kop("U mag zelf een plan maken"),
        Blok::alinea(format!(
            "In een persoonlijk plan schrijft u op welke hulp volgens u past. Dat mag, het hoeft niet. Stuur het ons dan uiterlijk {plan}."
        )),
        Blok::kop("Gratis hulp bij het gesprek"),
        Blok::alinea("U mag iemand meenemen naar het gesprek. U kunt ook gratis hulp krijgen van een onafhankelijke cliëntondersteuner. Vraag ernaar bij de gemeente."),
        Blok::kop("Vragen?"),
        Blok::alinea(format!("Heeft u een vraag? Neem dan contact op met {houder}. Noem daarbij het kenmerk dat boven deze brief staat.")),
    ]);
    Ok(blokken)
}

/// `Beste mevrouw Van der Berg,`: with the geslacht when it is known, else the whole name.
fn aanhef(i: &InwonerRij) -> String {
    let achter = format!("{} {}", i.voorvoegsel, i.achternaam).trim().to_owned();
    let mut letters = achter.chars();
    let groot: String =
        letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect());
    match i.geslacht.as_str() {
        "1" => format!("Beste heer {groot},"),
        "2" => format!("Beste mevrouw {groot},"),
        _ => format!("Beste {},", i.naam()),
    }
}
