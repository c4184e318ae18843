//! One gemeente in one year: why it gets what it gets, from the sum down to each source.

use super::boom::{Bronregel, Tak, bronnen};
use super::keuze::{Keuze, Opties, Waarschuwing};
use super::rekenen::{Ingelezen, Jaarstand, weigerzin};
use super::web::{Jaarregel, of_onbekend, per_inwoner, procent};
use super::woorden::{dan_zin, maatzin};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek, gemeenten, kader::Toon};
use askama::Template;
use kern::stam::{Breuk, Cent, Gemeentecode};
use kern::stelsel::{Gemeenterij, Grootheid, Term};

/// One maatstaf of one gemeente, beside the region.
pub struct Maatregel {
    /// What it measures.
    pub naam: String,
    /// Number of units.
    pub aantal: String,
    /// Number per thousand inhabitants.
    pub per_duizend: String,
    /// The same for the region as a whole.
    pub regio: String,
    /// Euro per unit.
    pub gewicht: String,
    /// Weight times number.
    pub bedrag: String,
    /// Source of the weight with its status.
    pub bron: String,
}

/// A step of the calculation, in words.
pub struct Rekenstap {
    /// What it is about.
    pub kop: &'static str,
    /// How, in one or two sentences.
    pub zin: String,
    /// Outcome; empty when the step only says something.
    pub uitkomst: String,
    /// Page that shows what comes of it; empty for none.
    pub href: &'static str,
}

#[derive(Template)]
#[template(path = "stelsel/gemeente.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    opties: Opties,
    hier: String,
    let_op: Waarschuwing,
    let_op_toon: Toon,
    geweigerd: Vec<String>,
    antwoord: String,
    verschil: String,
    stappen: Vec<Rekenstap>,
    maten: Vec<Maatregel>,
    boom: Vec<Tak>,
    bronnen: Vec<Bronregel>,
    jaren: Vec<Jaarregel>,
    gemeente: String,
    terug: String,
    xlsx: String,
}

/// The gemeente of the path, when it belongs to the region.
pub(super) fn gemeente_van(vz: &Verzoek) -> Result<Option<Gemeentecode>, Fout> {
    let code = u16::try_from(vz.pad("gemeente")?).ok().and_then(Gemeentecode::van_getal);
    Ok(code.filter(|g| gemeenten::in_regio(*g)))
}

/// GET /stelsel/gemeente/{gemeente}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let Some(g) = gemeente_van(&vz)? else { return Antwoord::niet_gevonden() };
    let k = Keuze::lees(&vz).await?;
    let stand = k.stand()?;
    let model = k.model.as_ref();
    let term = stand.term(model, &k.pad, g);
    let naam = gemeenten::naam(g);
    let hier = format!("/stelsel/gemeente/{g}");
    let p = Pagina {
        kader: vz
            .kader(&format!("Waarom krijgt {naam} dit bedrag in {}?", k.jaar))
            .await?
            .kruimel("Verdeling", k.href("/stelsel", k.jaar))
            .kruimel(naam.clone(), ""),
        formulier: k.formulier(),
        opties: k.opties(),
        let_op: k.waarschuwing(term.as_ref().map(Term::status)),
        let_op_toon: Toon::LetOp,
        geweigerd: stand.geweigerd.iter().map(weigerzin).collect(),
        antwoord: antwoord(&k, &stand, g),
        verschil: model.map_or_else(String::new, |m| verschil(&k, &stand, m, g)),
        stappen: stappen(&k, &stand, g),
        maten: model.map_or_else(Vec::new, |m| maten(m, g)),
        boom: term.iter().map(|t| Tak::van(t, 1)).collect(),
        bronnen: term.as_ref().map_or_else(Vec::new, bronnen),
        jaren: jaren(&k, g, &hier)?,
        terug: k.href("/stelsel", k.jaar),
        xlsx: k.href(&format!("{hier}/berekening.xlsx"), k.jaar),
        gemeente: naam,
        hier,
    };
    Antwoord::pagina(&p)
}

fn antwoord(k: &Keuze, stand: &Jaarstand, g: Gemeentecode) -> String {
    let naam = gemeenten::naam(g);
    let rij = stand.padjaar.van(g);
    let (h, o) = rij.map_or((Cent::NUL, Cent::NUL), |r| (r.historisch, r.objectief));
    let is_centrum = stand.historisch(g).is_some();
    if stand.objectief_onbekend || (stand.historisch_onbekend && g == gemeenten::regiegemeente()) {
        return format!("Wat {naam} in {} krijgt, is nog niet bekend.", k.jaar);
    }
    match (is_centrum, h + o) {
        (_, Cent::NUL) => format!(
            "{naam} krijgt in {} zelf geen geld voor beschermd wonen. Het hele budget is nog historisch en gaat naar {}.",
            k.jaar,
            gemeenten::naam(gemeenten::regiegemeente())
        ),
        (true, som) => format!("{naam} krijgt in {} {som}: {h} historisch en {o} objectief.", k.jaar),
        (false, som) => format!(
            "{naam} krijgt in {} {som}. Dat is het objectieve deel. Historisch krijgt alleen de centrumgemeente.",
            k.jaar
        ),
    }
}

/// Which maatstaf makes that a gemeente gets more or less per inhabitant than the region.
fn verschil(k: &Keuze, stand: &Jaarstand, m: &Ingelezen, g: Gemeentecode) -> String {
    let (Some(rij), Some(eigen)) = (m.tabel.van(g), per_inwoner(k, stand, g)) else { return String::new() };
    let regio = regiorijen(m);
    let factor = stand.verdeling.as_ref().and_then(|(v, _)| v.uitkeringsfactor().cloned());
    let (Some(factor), Some(van_regio)) = (factor, per_hoofd_regio(stand, &regio)) else {
        return String::new();
    };
    let duizend = |i: usize, rijen: &[&Gemeenterij]| {
        let som = rijen.iter().fold(Breuk::heel(0), |s, r| s.plus(&r.waarden[i].breuk()));
        let mensen: u64 = rijen.iter().map(|r| u64::from(r.inwoners)).sum();
        som.maal(&Breuk::heel(1_000)).gedeeld_door(&Breuk::heel(i128::from(mensen)))
    };
    let mut grootste: Option<(Breuk, usize)> = None;
    for (i, maat) in m.model.maatstaven.iter().enumerate() {
        let (Some(hier), Some(daar)) = (duizend(i, &[rij]), duizend(i, &regio)) else { continue };
        let effect = hier.minus(&daar).maal(&maat.gewicht.breuk()).maal(&factor);
        if grootste.as_ref().is_none_or(|(e, _)| e.zonder_teken() < effect.zonder_teken()) {
            grootste = Some((effect, i));
        }
    }
    let Some((_, i)) = grootste else { return String::new() };
    let maat = &m.model.maatstaven[i];
    let dan = dan_zin(&gemeenten::naam(g), eigen, van_regio);
    match (duizend(i, &[rij]), duizend(i, &regio)) {
        (Some(hier), Some(daar)) if hier != daar => format!("{dan} {}", maatzin(&maat.naam, &hier, &daar)),
        _ => dan,
    }
}

fn regiorijen(m: &Ingelezen) -> Vec<&Gemeenterij> {
    m.tabel.rijen().iter().filter(|r| gemeenten::in_regio(r.gemeente)).collect()
}

/// What the region gets together per inhabitant, at a hundred percent objective.
fn per_hoofd_regio(stand: &Jaarstand, regio: &[&Gemeenterij]) -> Option<Cent> {
    let (v, _) = stand.verdeling.as_ref()?;
    let som: Cent = regio.iter().filter_map(|r| v.van(r.gemeente)).map(|u| u.objectief).sum();
    let mensen: u64 = regio.iter().map(|r| u64::from(r.inwoners)).sum();
    Breuk::van_cent(som).gedeeld_door(&Breuk::heel(i128::from(mensen)))?.naar_cent()
}

fn maten(m: &Ingelezen, g: Gemeentecode) -> Vec<Maatregel> {
    let Some(rij) = m.tabel.van(g) else { return Vec::new() };
    let regio = regiorijen(m);
    let mensen: u64 = regio.iter().map(|r| u64::from(r.inwoners)).sum();
    let duizend = |aantal: &Breuk, mensen: u64| {
        let deel = aantal.maal(&Breuk::heel(1_000)).gedeeld_door(&Breuk::heel(i128::from(mensen)));
        deel.map_or_else(String::new, |d| super::woorden::duizend(&d))
    };
    let regel = |(i, maat): (usize, &kern::stelsel::Maatstaf)| {
        let aantal = rij.waarden[i].breuk();
        let som = regio.iter().fold(Breuk::heel(0), |s, r| s.plus(&r.waarden[i].breuk()));
        let bedrag = aantal.maal(&maat.gewicht.breuk()).maal(&Breuk::heel(100)).naar_cent();
        Maatregel {
            naam: maat.naam.clone(),
            aantal: Term::gegeven("", Grootheid::Aantal, aantal.clone(), &maat.bron).toon(),
            per_duizend: duizend(&aantal, u64::from(rij.inwoners)),
            regio: duizend(&som, mensen),
            gewicht: Term::gegeven(
                "",
                Grootheid::GeldPer,
                maat.gewicht.breuk().maal(&Breuk::heel(100)),
                &maat.bron,
            )
            .toon(),
            bedrag: bedrag.map_or_else(String::new, |b| b.to_string()),
            bron: format!("{} ({})", maat.bron.bron, maat.bron.status.tekst().to_lowercase()),
        }
    };
    m.model.maatstaven.iter().enumerate().map(regel).collect()
}

fn stappen(k: &Keuze, stand: &Jaarstand, g: Gemeentecode) -> Vec<Rekenstap> {
    let naam = gemeenten::naam(g);
    let mut uit = Vec::new();
    let stap = |kop: &'static str, zin: String, uitkomst: String| Rekenstap { kop, zin, uitkomst, href: "" };
    let objectief = k.model.as_ref().and_then(|m| stand.objectief(m, g));
    if let Some(o) = &objectief {
        uit.extend(modelstappen(o));
    } else {
        let zin = "De verdeling door het objectieve model is voor dit jaar niet bekend.".to_owned();
        uit.push(stap("Het objectieve model", zin, String::new()));
    }
    let aandeel = stand.padjaar.aandeel.breuk();
    let rij = stand.padjaar.van(g);
    let o = rij.map_or(Cent::NUL, |r| r.objectief);
    let zin = match stand.padjaar.stap {
        Some(n) => format!(
            "{} is stap {n} van het ingroeipad ‘{}’. Daarin is {} objectief. Het bedrag van het model maal dat aandeel, afgerond op centen.",
            k.jaar,
            k.pad.schema.naam,
            procent(&aandeel)
        ),
        None => format!("In {} loopt er geen ingroeipad. Van het bedrag van het model telt 0%.", k.jaar),
    };
    uit.push(stap("De stap in het ingroeipad", zin, of_onbekend(o, stand.objectief_onbekend)));
    uit.push(historische_stap(k, stand, g, &naam));
    if let Some(rij) = rij {
        let zin = format!("{} historisch en {} objectief.", rij.historisch, rij.objectief);
        let som = of_onbekend(rij.totaal(), stand.objectief_onbekend);
        uit.push(stap("Samen", zin, som));
    }
    let niets = rij.is_none_or(|r| r.totaal() == Cent::NUL) && !stand.objectief_onbekend;
    uit.push(waarheen(&naam, k.jaar, niets));
    uit
}

/// Where the money goes after the Rijk has paid it.
fn waarheen(naam: &str, jaar: i16, niets: bool) -> Rekenstap {
    let beheert = gemeenten::naam(gemeenten::regiegemeente());
    let begin = if niets {
        format!("In {jaar} betaalt het Rijk {naam} hiervoor niets.")
    } else {
        format!(
            "Het Rijk betaalt het bedrag van stap ‘Samen’ aan {naam}. De gemeente mag zelf kiezen waaraan zij het uitgeeft \
             (Financiële-verhoudingswet art. 13 lid 2)."
        )
    };
    let zin = format!(
        "{begin} De zes gemeenten hebben afgesproken dat al het geld voor beschermd wonen in één pot komt, die {beheert} beheert \
         (Uitvoeringsplan 5.1). Dat is een afspraak en geen wet."
    );
    Rekenstap { kop: "Waar het geld daarna heen gaat", zin, uitkomst: String::new(), href: "/geld/pot" }
}

/// From need to amount: the uitkeringsbasis, the factor, the cents.
fn modelstappen(objectief: &Term) -> Vec<Rekenstap> {
    let mut uit = Vec::new();
    let exact = objectief.delen().first();
    for deel in exact.map_or(&[][..], Term::delen) {
        // The word of the law, after what it means.
        let zin = deel.zin().replacen(
            "Uitkeringsbasis is",
            "Wat de gemeente nodig heeft (de wet noemt dat de uitkeringsbasis) is",
            1,
        );
        let kop = if deel.naam() == "Uitkeringsbasis" {
            "Wat de gemeente volgens het model nodig heeft"
        } else {
            "Wat er is voor elke euro die nodig is: de uitkeringsfactor"
        };
        uit.push(Rekenstap { kop, zin, uitkomst: deel.toon(), href: "" });
    }
    let kop = "Het bedrag van het model, bij 100% objectief";
    uit.push(Rekenstap { kop, zin: objectief.zin(), uitkomst: objectief.toon(), href: "" });
    uit
}

fn historische_stap(k: &Keuze, stand: &Jaarstand, g: Gemeentecode, naam: &str) -> Rekenstap {
    let kop = "Het historische deel";
    let Some(t) = stand.historisch(g) else {
        let zin = if g == gemeenten::regiegemeente() {
            format!("Het historische budget van {naam} is voor {} niet bekend.", k.jaar)
        } else {
            format!("{naam} is geen centrumgemeente en krijgt dus geen historisch budget.")
        };
        return Rekenstap { kop, zin, uitkomst: String::new(), href: "" };
    };
    let rest = procent(&Breuk::heel(1).minus(&stand.padjaar.aandeel.breuk()));
    let zin = format!("{} Daarvan blijft {rest} historisch.", t.zin());
    let h = stand.padjaar.van(g).map_or(Cent::NUL, |r| r.historisch);
    Rekenstap { kop, zin, uitkomst: h.to_string(), href: "" }
}

fn jaren(k: &Keuze, g: Gemeentecode, pad: &str) -> Result<Vec<Jaarregel>, Fout> {
    let maak = |jaar: i16| -> Result<Jaarregel, Fout> {
        let s = k.stand_in(jaar)?;
        let (h, o) = s.padjaar.van(g).map_or((Cent::NUL, Cent::NUL), |r| (r.historisch, r.objectief));
        let h_onbekend = s.historisch_onbekend && g == gemeenten::regiegemeente();
        Ok(Jaarregel {
            jaar,
            href: k.href(pad, jaar),
            hier: jaar == k.jaar,
            stap: match s.padjaar.stap {
                Some(n) => format!("stap {n}"),
                None if k.padrij.is_none() => "geen ingroeipad".to_owned(),
                None => "nog niet begonnen".to_owned(),
            },
            aandeel: procent(&s.padjaar.aandeel.breuk()),
            historisch: of_onbekend(h, h_onbekend),
            objectief: of_onbekend(o, s.objectief_onbekend),
            totaal: of_onbekend(h + o, h_onbekend || s.objectief_onbekend),
        })
    };
    k.reeks().map(maak).collect()
}
