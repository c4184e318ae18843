//! Reading what came in. Every file is kept and gets an outcome: nothing is lost, nothing is done twice.

use super::{antwoord::Antwoordbericht, declareren, regie, retour301, uitmap};
use crate::{
    huis::{
        App, Fout, Wie,
        geheim::{sha256, trace},
        opslag::{Handeling, Tx},
    },
    inkoop,
    levering::{
        berichten::{self, BerichtRij, Gevolgregel, NieuwBericht},
        opslag,
    },
};
use ::iwmo::retour::{self, Retourgegevens};
use ::iwmo::{Bericht, Berichtsoort, Bevinding, Gelezen, Onleesbaar};
use kern::stam::{Datum, DossierId, Peil};
use std::collections::BTreeSet;

/// At most this many findings of one message are written down; the rest is counted.
const BEVINDINGEN_MAX: usize = 200;

/// What became of a file.
#[derive(Debug, Clone, Default)]
pub struct Uitkomst {
    /// Name of the file, safe to show.
    pub bestand: String,
    /// `WMO305` …; empty when unreadable.
    pub soort: String,
    /// `verwerkt`, `afgekeurd`, `onleesbaar`, `dubbel`, `bewaard`; `niet gelezen` when the file could not even be opened.
    pub uitkomst: &'static str,
    /// Dutch sentences about what happened, without personal data; the most important first.
    pub zinnen: Vec<String>,
    /// Key of the message, when it was kept.
    pub bericht_id: Option<i64>,
    /// Name of the answer, when there is one.
    pub antwoord: Option<String>,
}

/// What processing a message leads to.
#[derive(Debug, Default)]
pub(super) struct Gevolg {
    pub regels: Vec<Gevolgregel>,
    pub antwoord: Option<Antwoordbericht>,
    pub dossiers: BTreeSet<DossierId>,
}

impl Gevolg {
    /// One line for the message as a whole.
    pub(super) fn een(uitkomst: &'static str, regel: &str, zin: impl Into<String>) -> Gevolg {
        let r = Gevolgregel { uitkomst, regel: regel.to_owned(), zin: zin.into(), ..Gevolgregel::default() };
        Gevolg { regels: vec![r], ..Gevolg::default() }
    }
    /// The outcome of the whole: the worst of its lines.
    fn uitkomst(&self) -> &'static str {
        for u in ["onleesbaar", "afgekeurd", "bewaard"] {
            if self.regels.iter().any(|r| r.uitkomst == u) {
                return u;
            }
        }
        "verwerkt"
    }
}

/// Who sent a message, to whom, under which identification: what it is known by.
struct Kenmerken {
    soort: String,
    afzender: String,
    ontvanger: String,
    identificatie: String,
    dagtekening: Option<Datum>,
}

impl Kenmerken {
    fn van(gelezen: Option<&Gelezen<'_>>, bytes: &[u8]) -> Kenmerken {
        let mut k = Kenmerken {
            soort: gelezen.map(|g| g.soort().naam()).unwrap_or_default(),
            afzender: String::new(),
            ontvanger: String::new(),
            identificatie: sha256(bytes),
            dagtekening: None,
        };
        let Some(g) = gelezen else { return k };
        let Some(kop) = g.kop() else { return k };
        let (gemeente, aanbieder) = (kop.gemeente.to_string(), kop.aanbieder.to_string());
        // A retour keeps the parties of the message it answers, but it travels the other way (iWmo IV028).
        let van_gemeente = g.soort().van_gemeente() != g.soort().is_retour();
        (k.afzender, k.ontvanger) = if van_gemeente { (gemeente, aanbieder) } else { (aanbieder, gemeente) };
        let eigen = g.retourkop().map(|r| (r.identificatie.to_string(), r.dagtekening));
        let (id, dag) = eigen.unwrap_or_else(|| (kop.identificatie.to_string(), kop.dagtekening));
        (k.identificatie, k.dagtekening) = (id, super::vertaal::van_datum(dag));
        k
    }
}

/// What reading a file gave, without the file.
enum Geval {
    Onleesbaar(Onleesbaar),
    /// The structure is wrong: no answer exists.
    Niveau1(Vec<Bevinding>),
    /// Rules inside the message are broken: a technical answer.
    Niveau2(Vec<Bevinding>),
    Bericht(Box<Bericht>),
}

/// Reads a file: what it is known by, and what it is.
fn ontleed(bytes: &[u8]) -> (Kenmerken, Geval) {
    let gelezen = match ::iwmo::lees(bytes) {
        Ok(g) => g,
        Err(e) => return (Kenmerken::van(None, bytes), Geval::Onleesbaar(e)),
    };
    let k = Kenmerken::van(Some(&gelezen), bytes);
    if !gelezen.niveau1().is_empty() {
        return (k, Geval::Niveau1(gelezen.niveau1().to_vec()));
    }
    let niveau2 = gelezen.niveau2();
    if !niveau2.is_empty() {
        return (k, Geval::Niveau2(niveau2));
    }
    match gelezen.bericht() {
        Ok(b) => (k, Geval::Bericht(Box::new(b))),
        // After two clean levels only a BSN of nine zeros is left, which level 2 does not look at.
        Err(b) => (k, Geval::Niveau2(vec![b])),
    }
}

/// Processes one file in one act: keeps it, judges it, records what it did, and keeps the answer.
pub async fn verwerk(app: &App, bestand: &str, bytes: &[u8]) -> Result<Uitkomst, Fout> {
    let (k, geval) = ontleed(bytes);
    let mut tx = app.db.begin(Wie::systeem(&app.klok, trace(app.klok.nu()))).await?;
    let eerder = berichten::met_identificatie(&tx, true, &k.soort, &k.afzender, &k.identificatie).await?;
    let hash = sha256(bytes);
    if let Some(zelfde) = eerder.iter().find(|e| e.sha256 == hash) {
        return dubbel(tx, zelfde, bestand).await;
    }
    let nieuw = NieuwBericht {
        inkomend: true,
        soort: &k.soort,
        afzender: &k.afzender,
        ontvanger: &k.ontvanger,
        identificatie: &k.identificatie,
        dagtekening: k.dagtekening,
        bestand,
        inhoud: bytes,
        antwoord_op: None,
    };
    let bericht_id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "bericht ontvangen",
        onderwerp: "bericht",
        onderwerp_id: bericht_id,
        dossier: dossier_van(&tx, &geval).await?,
        gemeente: None,
        reden: "",
    })
    .await?;
    berichten::bewaar(&mut tx, &app.sleutels, bericht_id, &nieuw).await?;
    let gevolg = behandel(app, &mut tx, bericht_id, &geval, bytes, !eerder.is_empty()).await?;
    berichten::leg_gevolgen_vast(&mut tx, bericht_id, &gevolg.regels).await?;
    if let Some(a) = &gevolg.antwoord {
        a.bewaar(&mut tx, app, bericht_id, &k.ontvanger, &k.afzender).await?;
    }
    sluit_af(app, tx, bericht_id, bestand, &k, gevolg).await
}

/// The dossier that a message about one client names, by the number of its first toewijzing at this aanbieder: so that the
/// timeline of the dossier shows the message, also when it is refused.
async fn dossier_van(tx: &Tx, geval: &Geval) -> Result<Option<DossierId>, Fout> {
    let Geval::Bericht(b) = geval else { return Ok(None) };
    let (kop, nummer) = match b.as_ref() {
        Bericht::Wmo305(b) => (&b.kop, b.client.producten.first().and_then(|p| p.nummer)),
        Bericht::Wmo307(b) => (&b.kop, b.client.producten.first().and_then(|p| p.nummer)),
        Bericht::Wmo302(b) => {
            (&b.kop.heen, b.client.as_ref().and_then(|c| c.producten.first().map(|p| p.nummer)))
        }
        Bericht::Wmo301(_)
        | Bericht::Wmo306(_)
        | Bericht::Wmo308(_)
        | Bericht::Wmo315(_)
        | Bericht::Wmo316(_)
        | Bericht::Wmo317(_)
        | Bericht::Wmo318(_)
        | Bericht::Wmo319(_)
        | Bericht::Wmo320(_)
        | Bericht::Wmo323(_)
        | Bericht::Wmo325(_) => return Ok(None),
    };
    let Some(nummer) = nummer else { return Ok(None) };
    let Some(t) = opslag::toewijzing_met_nummer(tx, i64::from(nummer.get())).await? else { return Ok(None) };
    let peil = Peil::op(tx.vandaag());
    let a = inkoop::opslag::aanbieder(tx, t.aanbieder_id, peil).await?;
    Ok(a.filter(|a| a.agb == kop.aanbieder.als_tekst()).map(|_| t.dossier_id))
}

/// The commit, and what follows after it.
async fn sluit_af(
    app: &App,
    mut tx: Tx,
    bericht_id: i64,
    bestand: &str,
    k: &Kenmerken,
    gevolg: Gevolg,
) -> Result<Uitkomst, Fout> {
    let uitkomst = gevolg.uitkomst();
    for d in &gevolg.dossiers {
        tx.raakt(*d);
    }
    tx.commit().await?;
    if let Some(a) = &gevolg.antwoord {
        uitmap::schrijf(app, &a.bestand(&k.ontvanger, &k.afzender), a.xml.as_bytes())?;
    }
    for d in &gevolg.dossiers {
        app.na_handeling(*d).await;
    }
    let mut zinnen: Vec<String> =
        gevolg.regels.iter().filter(|r| r.uitkomst == uitkomst).map(zin_van).collect();
    zinnen.dedup();
    Ok(Uitkomst {
        bestand: berichten::veilige_naam(bestand),
        soort: k.soort.clone(),
        uitkomst,
        zinnen,
        bericht_id: Some(bericht_id),
        antwoord: gevolg.antwoord.map(|a| a.bestand(&k.ontvanger, &k.afzender)),
    })
}

fn zin_van(r: &Gevolgregel) -> String {
    let code = if r.retourcode.is_empty() { r.regel.as_str() } else { r.retourcode.as_str() };
    if code.is_empty() { r.zin.clone() } else { format!("{code}: {}", r.zin) }
}

/// The same message again: nothing happens a second time, and that is written down with the first.
async fn dubbel(mut tx: Tx, zelfde: &BerichtRij, bestand: &str) -> Result<Uitkomst, Fout> {
    let zin = "Ditzelfde bericht is al eerder ontvangen. Er is niets opnieuw gedaan.";
    let regel = Gevolgregel { uitkomst: "dubbel", zin: zin.to_owned(), ..Gevolgregel::default() };
    tx.journaal(Handeling {
        wat: "bericht opnieuw ontvangen",
        onderwerp: "bericht",
        onderwerp_id: zelfde.bericht_id,
        dossier: None,
        gemeente: None,
        reden: "dubbel",
    })
    .await?;
    berichten::leg_gevolgen_vast(&mut tx, zelfde.bericht_id, &[regel]).await?;
    let antwoord = berichten::antwoorden(&tx, zelfde.bericht_id).await?.into_iter().next();
    tx.commit().await?;
    Ok(Uitkomst {
        bestand: berichten::veilige_naam(bestand),
        soort: zelfde.soort.clone(),
        uitkomst: "dubbel",
        zinnen: vec![zin.to_owned()],
        bericht_id: Some(zelfde.bericht_id),
        antwoord: antwoord.map(|a| a.bestand),
    })
}

/// What is written down about a file that is no message.
pub(crate) fn onleesbaar(e: &Onleesbaar) -> Gevolgregel {
    let zin = format!(
        "Dit bestand is geen iWmo-bericht van release 3.2 (regel {}, kolom {}). Er kan geen retour worden gestuurd; laat het de afzender weten.",
        e.plaats.regel, e.plaats.kolom
    );
    let regel = format!("BER-01 {:?}", e.reden);
    Gevolgregel { uitkomst: "onleesbaar", regel, zin, ..Gevolgregel::default() }
}

/// The text of a rule says how it should be; in front of it stands that it is not.
pub(super) fn eis(regel: &str) -> String {
    format!("Niet volgens de regel: {}", regel.trim_end())
}

/// The findings of levels 1 and 2, in words without anything from the message itself.
fn bevonden(lijst: &[Bevinding], retourcode: &str) -> Vec<Gevolgregel> {
    let mut uit: Vec<Gevolgregel> = lijst
        .iter()
        .take(BEVINDINGEN_MAX)
        .map(|b| {
            let wat = ::iwmo::regels::zoek(b.code).map_or_else(
                || "Het bericht volgt de standaard hier niet.".to_owned(),
                |r| eis(r.omschrijving),
            );
            Gevolgregel {
                uitkomst: "afgekeurd",
                regel: b.code.to_owned(),
                retourcode: retourcode.to_owned(),
                pad: b.pad.clone(),
                zin: format!("{wat} (regel {}, kolom {})", b.plaats.regel, b.plaats.kolom),
                ..Gevolgregel::default()
            }
        })
        .collect();
    if lijst.len() > BEVINDINGEN_MAX {
        let meer = lijst.len() - BEVINDINGEN_MAX;
        uit.push(Gevolgregel {
            uitkomst: "afgekeurd",
            zin: format!("En nog {meer} bevindingen."),
            ..Gevolgregel::default()
        });
    }
    uit
}

async fn behandel(
    app: &App,
    tx: &mut Tx,
    bericht_id: i64,
    geval: &Geval,
    bytes: &[u8],
    bekend: bool,
) -> Result<Gevolg, Fout> {
    let bericht = match geval {
        Geval::Onleesbaar(e) => {
            return Ok(Gevolg { regels: vec![onleesbaar(e)], ..Gevolg::default() });
        }
        Geval::Niveau1(lijst) => return Ok(opbouw_fout(lijst)),
        Geval::Niveau2(lijst) => {
            let antwoord = antwoord(bytes, &retourgegevens(tx)?, retour::technisch);
            return Ok(Gevolg { regels: bevonden(lijst, "0001"), antwoord, ..Gevolg::default() });
        }
        Geval::Bericht(b) => b.as_ref(),
    };
    let ids = retourgegevens(tx)?;
    match bericht {
        Bericht::Wmo305(b) => regie::start(app, tx, bericht_id, b, &ids, bekend).await,
        Bericht::Wmo307(b) => regie::stop(app, tx, bericht_id, b, &ids, bekend).await,
        Bericht::Wmo323(b) => declareren::verwerk(app, tx, bericht_id, b, &ids, bekend).await,
        Bericht::Wmo302(b) => retour301::verwerk(tx, b).await,
        Bericht::Wmo315(_) | Bericht::Wmo317(_) => Ok(verzoek(bytes, bericht.soort(), &ids, bekend)),
        Bericht::Wmo301(_)
        | Bericht::Wmo306(_)
        | Bericht::Wmo308(_)
        | Bericht::Wmo316(_)
        | Bericht::Wmo318(_)
        | Bericht::Wmo319(_)
        | Bericht::Wmo320(_)
        | Bericht::Wmo325(_) => Ok(niet_voor_ons(bericht.soort())),
    }
}

fn opbouw_fout(lijst: &[Bevinding]) -> Gevolg {
    let zin = "De opbouw van het bericht klopt niet. Dan bestaat er geen retour; laat het de afzender weten.";
    let mut gevolg = Gevolg::een("afgekeurd", "BER-02", zin);
    gevolg.regels.extend(bevonden(lijst, ""));
    gevolg
}

/// An answer that the standard makes from the message itself. The file is read once more for it: these are rare.
fn antwoord(
    bytes: &[u8],
    ids: &Retourgegevens,
    maak: fn(&Gelezen<'_>, &Retourgegevens) -> Option<String>,
) -> Option<Antwoordbericht> {
    let g = ::iwmo::lees(bytes).ok()?;
    let (soort, xml) = g.soort().retoursoort().zip(maak(&g, ids))?;
    Some(Antwoordbericht { soort, identificatie: ids.identificatie.to_string(), xml })
}

/// A request of an aanbieder (315, 317): confirmed and kept, for a person to decide.
fn verzoek(bytes: &[u8], soort: Berichtsoort, ids: &Retourgegevens, bekend: bool) -> Gevolg {
    if bekend {
        let zin = "De identificatie van dit bericht is al eerder gebruikt voor een ander bericht. Neem contact op met de aanbieder.";
        return Gevolg::een("afgekeurd", "TR056", zin);
    }
    let wat = if soort == Berichtsoort::Wmo315 { "toewijzing" } else { "wijziging" };
    let zin = format!(
        "Verzoek om {wat}: gelezen, gecontroleerd en bewaard, nog niet automatisch verwerkt. De aanbieder verwacht binnen 5 werkdagen een antwoord (OP274, OP346)."
    );
    Gevolg { antwoord: antwoord(bytes, ids, retour::akkoord), ..Gevolg::een("bewaard", "BER-03", zin) }
}

/// Messages that gemeenten send, and answers to messages that we do not send yet.
fn niet_voor_ons(soort: Berichtsoort) -> Gevolg {
    let zin = format!(
        "{}: gelezen, gecontroleerd en bewaard. Dit bericht hoort niet bij iets wat Wijkthuis heeft verstuurd, dus er verandert niets.",
        soort.naam()
    );
    Gevolg::een("bewaard", "BER-04", zin)
}

/// Identification and date of our answer.
fn retourgegevens(tx: &mut Tx) -> Result<Retourgegevens, Fout> {
    let id = tx.nieuw_id()?.to_string();
    Ok(Retourgegevens {
        identificatie: id.parse().map_err(|_| Fout::nieuw("identificatie past niet"))?,
        dagtekening: super::vertaal::datum(tx.vandaag())?,
    })
}
