//! Letters: made as PDF/UA, kept encrypted as they were sent, downloaded by number.

use super::{inwoner, inwoner::InwonerRij, opslag, opslag::MeldingRij};
use crate::huis::{
    Antwoord, App, Fout, Uitkomst, Verzoek,
    geheim::sha256,
    gemeenten,
    opslag::{Handeling, Leest, Tx, rij, sql, t, v},
};
use crate::termijnen::{self, Soort};
use drukwerk::{
    blok::{Blok, Dag},
    brief::{Afzender, Brief, Ondertekening},
};
use kern::stam::{Datum, DossierId, Peil};
use kern::toegang::Melder;

/// Where the letter stands, for the encryption.
const PLAATS: &str = "brief.inhoud";

rij! {
    /// A letter in the list of a dossier.
    pub struct BriefRij { brief_id: i64, soort: String, onderwerp_id: i64, op: Datum }
}
rij! {
    /// A letter with its contents.
    pub struct BriefInhoud { soort: String, inhoud: Vec<u8>, sha256: String, op: Datum }
}

sql!(
    VAN_ONDERWERP = "SELECT b.brief_id, b.soort, b.onderwerp_id, j.op FROM brief b JOIN journaal j ON j.nr = b.nr
    WHERE b.dossier_id = $1 AND b.onderwerp_id = $2 AND b.nr <= $3 ORDER BY b.brief_id DESC LIMIT 100"
);
sql!(
    EEN = "SELECT b.soort, b.inhoud, b.sha256, j.op FROM brief b JOIN journaal j ON j.nr = b.nr WHERE b.brief_id = $1 AND b.dossier_id = $2"
);
sql!(
    BEWAAR = "INSERT INTO brief (brief_id, dossier_id, soort, onderwerp_id, inhoud, sha256, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);

/// Keeps a letter as it was made; returns its number.
pub async fn bewaar(
    tx: &mut Tx,
    app: &App,
    dossier: DossierId,
    soort: &str,
    onderwerp_id: i64,
    pdf: &[u8],
) -> Result<i64, Fout> {
    let id = tx.nieuw_id()?;
    let dicht = app.sleutels.versleutel(PLAATS, pdf)?;
    let args = [v(&id), v(&dossier), t(soort), v(&onderwerp_id), v(&dicht), t(&sha256(pdf)), v(&tx.nr())];
    tx.voer(BEWAAR, &args).await?;
    Ok(id)
}

/// Letters about a melding or besluit, last one first.
pub async fn van_onderwerp(
    db: &impl Leest,
    dossier: DossierId,
    onderwerp: i64,
    peil: Peil,
) -> Result<Vec<BriefRij>, Fout> {
    db.alle(VAN_ONDERWERP, &[v(&dossier), v(&onderwerp), v(&peil.bekend)]).await
}

/// Sets a letter off the threads that answer requests: it is work for the processor.
pub async fn zet(brief: Brief) -> Result<Vec<u8>, Fout> {
    let pdf = tokio::task::spawn_blocking(move || brief.pdf())
        .await
        .map_err(|e| Fout::nieuw(format!("brief: {e}")))?
        .map_err(|e| Fout::nieuw(format!("brief: {e}")))?;
    Ok(pdf.bytes)
}

/// GET /dossiers/{dossier}/brieven/{brief}: the letter as it was sent, checked against its hash.
pub async fn download(v: Verzoek) -> Uitkomst {
    let args = [self::v(&v.pad("brief")?), self::v(&v.dossier().dossier)];
    let Some(b) = v.db.een::<BriefInhoud>(EEN, &args).await? else { return Antwoord::niet_gevonden() };
    let pdf = v.app.sleutels.ontsleutel(PLAATS, &b.inhoud)?;
    if sha256(&pdf) != b.sha256 {
        return Err(Fout::nieuw("een brief is anders dan toen hij werd bewaard"));
    }
    Antwoord::bestand(format!("{}-{}.pdf", b.soort, b.op), "application/pdf", pdf)
}

/// POST /dossiers/{dossier}/melding/{melding}/brief: makes the ontvangstbevestiging again.
pub async fn maak_opnieuw(v: Verzoek) -> Uitkomst {
    let (dossier, melding) = (v.dossier().dossier, v.pad("melding")?);
    if opslag::melding(&v.db, dossier, melding, Peil::op(v.vandaag())).await?.is_none() {
        return Antwoord::niet_gevonden();
    }
    bevestig_ontvangst(&v, dossier, melding).await?;
    let pad = format!("/dossiers/{dossier}/melding/{melding}");
    Antwoord::naar_met_melding(pad, "De ontvangstbevestiging staat klaar.")
}

/// Makes the ontvangstbevestiging of a melding (Wmo 2015 art. 2.3.2 lid 1) and keeps it; the term is then met.
pub async fn bevestig_ontvangst(verzoek: &Verzoek, dossier: DossierId, melding: i64) -> Result<i64, Fout> {
    let peil = Peil::op(verzoek.vandaag());
    let m = opslag::melding(&verzoek.db, dossier, melding, peil).await?.ok_or_else(|| Fout::nieuw("melding ontbreekt"))?;
    let i = inwoner::lees(&verzoek.db, m.inwoner_id, peil).await?.ok_or_else(|| Fout::nieuw("inwoner ontbreekt"))?;
    let rollen = opslag::rollen(&verzoek.db, dossier, peil).await?;
    let houder = rollen.iter().find(|r| r.rol == "houder").map_or_else(|| verzoek.actor.naam.clone(), |r| r.naam.clone());
    let pdf = zet(ontvangstbevestiging(verzoek, &m, &i, &houder)?).await?;
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
    let id = bewaar(&mut tx, &verzoek.app, dossier, "ontvangstbevestiging", melding, &pdf).await?;
    let op = tx.vandaag();
    termijnen::voldoe(&mut tx, dossier, Soort::Ontvangstbevestiging, melding, op).await?;
    tx.commit().await?;
    Ok(id)
}

fn ontvangstbevestiging(v: &Verzoek, m: &MeldingRij, i: &InwonerRij, houder: &str) -> Result<Brief, Fout> {
    let gemeente = gemeenten::naam(m.gemeente);
    let uiterlijk = |soort| termijnen::vooraf(v.regels(), soort, m.ontvangen_op).map(|t| t.uiterlijk.voluit());
    let (plan, onderzoek) = (uiterlijk(Soort::PersoonlijkPlan)?, uiterlijk(Soort::Onderzoek)?);
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
            "Het onderzoek is klaar op of voor {onderzoek}. Dat is zes weken na uw melding. Valt die dag in een weekend of op een feestdag? Dan telt de eerste werkdag daarna."
        )),
        Blok::kop("U mag zelf een plan maken"),
        Blok::alinea(format!(
            "In een persoonlijk plan schrijft u op welke hulp volgens u past. Dat mag, het hoeft niet. Wij krijgen het graag op of voor {plan}."
        )),
        Blok::kop("Gratis hulp bij het gesprek"),
        Blok::alinea("U mag iemand meenemen naar het gesprek. U kunt ook gratis hulp krijgen van een onafhankelijke cliëntondersteuner. Vraag ernaar bij de gemeente."),
        Blok::kop("Vragen?"),
        Blok::alinea(format!("Heeft u een vraag? Neem dan contact op met {houder}. Noem daarbij het kenmerk dat boven deze brief staat.")),
    ]);
    let mut adres = vec![i.naam()];
    adres.extend(i.adresregels());
    let dag = v.vandaag();
    Ok(Brief {
        afzender: Afzender {
            naam: format!("Gemeente {gemeente}"),
            onderdeel: "Toegang Wmo".to_owned(),
            adres: Vec::new(),
            contact: Vec::new(),
        },
        adres,
        datum: Dag::lees(&dag.to_string()).ok_or_else(|| Fout::nieuw("de dag van de brief bestaat niet"))?,
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

/// `Beste mevrouw Van der Berg,`: with the geslacht when it is known, else the whole name.
fn aanhef(i: &InwonerRij) -> String {
    let achter = format!("{} {}", i.voorvoegsel, i.achternaam).trim().to_owned();
    let mut letters = achter.chars();
    let groot: String = letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect());
    match i.geslacht.as_str() {
        "1" => format!("Beste heer {groot},"),
        "2" => format!("Beste mevrouw {groot},"),
        _ => format!("Beste {},", i.naam()),
    }
}
