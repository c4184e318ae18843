//! The region in one year: who gets what, historic and objective, and the years around it.

use super::keuze::{Keuze, Opties, Waarschuwing};
use super::rekenen::{Jaarstand, weigerzin};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek, figuur::Figuur, gemeenten, kader::Toon, onderdelen::Kpi,
};
use askama::Template;
use drukwerk::svg::{Eenheid, Grafiek, Soort, Staaf, Stand, Waarde};
use kern::stam::{Breuk, Cent, Gemeentecode};

/// What one gemeente of the region gets.
pub struct Regel {
    /// Name.
    pub gemeente: String,
    /// Address of the page that explains it.
    pub href: String,
    /// Historic part.
    pub historisch: String,
    /// Objective part.
    pub objectief: String,
    /// Together.
    pub totaal: String,
    /// Per inhabitant, of the objective budget as a whole; empty when not known.
    pub per_inwoner: String,
}

/// One year of the path.
pub struct Jaarregel {
    /// Year.
    pub jaar: i16,
    /// Address of that year.
    pub href: String,
    /// Whether it is the year on the page.
    pub hier: bool,
    /// Number of the step, in words.
    pub stap: String,
    /// Objective share.
    pub aandeel: String,
    /// Amounts of the region.
    pub historisch: String,
    /// Amounts of the region.
    pub objectief: String,
    /// Amounts of the region.
    pub totaal: String,
}

#[derive(Template)]
#[template(path = "stelsel/stelsel.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    opties: Opties,
    let_op: Waarschuwing,
    let_op_toon: Toon,
    geweigerd: Vec<String>,
    onbekend: Vec<&'static str>,
    zin: String,
    kpis: Vec<Kpi>,
    regels: Vec<Regel>,
    totaal: Regel,
    afronding: String,
    jaren: Vec<Jaarregel>,
    figuur: Figuur,
    tweeledig: bool,
    vergelijk: String,
    csv: String,
    xlsx: String,
    mag_wijzigen: bool,
}

pub(super) const ONBEKEND: &str = "Onbekend";

/// GET /stelsel
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let k = Keuze::lees(&vz).await?;
    let stand = k.stand()?;
    let status = stand.status(k.model.as_ref(), &k.pad);
    let jaren = jaarregels(&k)?;
    let regels: Vec<Regel> = gemeenten::regio().iter().map(|g| regel(&k, &stand, g.code)).collect();
    let p = Pagina {
        kader: vz.kader(&format!("Verdeling {}", k.jaar)).await?,
        formulier: k.formulier(),
        opties: k.opties(),
        let_op: k.waarschuwing(status),
        let_op_toon: Toon::LetOp,
        geweigerd: stand.geweigerd.iter().map(weigerzin).collect(),
        onbekend: onbekend(&k, &stand),
        zin: zin(&k, &stand),
        kpis: kpis(&k, &stand),
        totaal: totaalregel(&stand),
        afronding: afrondingszin(&stand),
        regels,
        figuur: figuur(&k)?,
        tweeledig: k.padrij.is_some(),
        vergelijk: k.href("/stelsel/vergelijk", k.jaar),
        csv: k.href("/stelsel/verdeling.csv", k.jaar),
        xlsx: k.href("/stelsel/verdeling.xlsx", k.jaar),
        mag_wijzigen: super::mag_wijzigen(&vz),
        jaren,
    };
    Antwoord::pagina(&p)
}

pub(super) fn som(stand: &Jaarstand) -> (Cent, Cent) {
    let rijen = &stand.padjaar.rijen;
    (rijen.iter().map(|r| r.historisch).sum(), rijen.iter().map(|r| r.objectief).sum())
}

/// An amount, or that it is not known.
pub(super) fn of_onbekend(c: Cent, onbekend: bool) -> String {
    if onbekend { ONBEKEND.to_owned() } else { c.to_string() }
}

fn regel(k: &Keuze, stand: &Jaarstand, g: Gemeentecode) -> Regel {
    let rij = stand.padjaar.van(g);
    let (h, o) = rij.map_or((Cent::NUL, Cent::NUL), |r| (r.historisch, r.objectief));
    Regel {
        gemeente: gemeenten::naam(g),
        href: k.href(&format!("/stelsel/gemeente/{g}"), k.jaar),
        historisch: of_onbekend(h, stand.historisch_onbekend),
        objectief: of_onbekend(o, stand.objectief_onbekend),
        totaal: of_onbekend(h + o, stand.historisch_onbekend || stand.objectief_onbekend),
        per_inwoner: per_inwoner(k, stand, g).map_or_else(|| ONBEKEND.to_owned(), |c| c.to_string()),
    }
}

/// The objective budget as a whole, per inhabitant, rounded once.
pub(super) fn per_inwoner(k: &Keuze, stand: &Jaarstand, g: Gemeentecode) -> Option<Cent> {
    let inwoners = k.model.as_ref()?.inwoners(g)?;
    let heel = stand.verdeling.as_ref()?.0.van(g)?.objectief;
    Breuk::van_cent(heel).gedeeld_door(&Breuk::heel(i128::from(inwoners)))?.naar_cent()
}

fn totaalregel(stand: &Jaarstand) -> Regel {
    let (h, o) = som(stand);
    Regel {
        gemeente: "Regio".to_owned(),
        href: String::new(),
        historisch: of_onbekend(h, stand.historisch_onbekend),
        objectief: of_onbekend(o, stand.objectief_onbekend),
        totaal: of_onbekend(h + o, stand.historisch_onbekend || stand.objectief_onbekend),
        per_inwoner: String::new(),
    }
}

/// A share as people write it: two decimals, without needless zeros.
pub(super) fn procent(aandeel: &Breuk) -> String {
    let t = aandeel.maal(&Breuk::heel(100)).met_decimalen(2);
    format!("{}%", t.trim_end_matches('0').trim_end_matches('.').replace('.', ","))
}

fn stapzin(stand: &Jaarstand, k: &Keuze) -> String {
    match stand.padjaar.stap {
        Some(n) => format!("stap {n} van {}", k.pad.schema.stappen().len()),
        None => "het ingroeipad is nog niet begonnen".to_owned(),
    }
}

fn zin(k: &Keuze, stand: &Jaarstand) -> String {
    let aandeel = procent(&stand.padjaar.aandeel.breuk());
    match &k.padrij {
        None => format!(
            "In {} is 0% objectief. Wat de regio krijgt is het historische budget van {}.",
            k.jaar,
            gemeenten::naam(gemeenten::regiegemeente())
        ),
        Some(p) => format!(
            "In {} is {aandeel} van het budget objectief verdeeld ({}, schema ‘{}’). De rest gaat historisch naar {}.",
            k.jaar,
            stapzin(stand, k),
            p.naam,
            gemeenten::naam(gemeenten::regiegemeente())
        ),
    }
}

fn onbekend(k: &Keuze, stand: &Jaarstand) -> Vec<&'static str> {
    let mut uit = Vec::new();
    if stand.historisch_onbekend {
        uit.push(
            "Het historische budget van dit jaar is niet bekend. Leg het vast bij Bedragen van het Rijk.",
        );
    }
    if k.model.is_none() {
        uit.push("Er is nog geen verdeelmodel vastgelegd.");
    } else if stand.verdeling.is_none() && stand.geweigerd.is_empty() {
        uit.push("De objectieve verdeling van dit jaar is niet bekend: de tabel van het model of het macrobudget ontbreekt.");
    }
    uit
}

fn afrondingszin(stand: &Jaarstand) -> String {
    let verschil = stand.padjaar.afrondingsverschil();
    if verschil == Cent::NUL {
        return String::new();
    }
    format!("Elk bedrag is apart afgerond. Afgerond als geheel is het verschil {verschil}.")
}

fn kpis(k: &Keuze, stand: &Jaarstand) -> Vec<Kpi> {
    let (h, o) = som(stand);
    let kpi = |getal: String, label: &str, toelichting: String| Kpi {
        getal,
        label: label.to_owned(),
        toelichting,
        ..Kpi::default()
    };
    vec![
        kpi(
            kort_of_onbekend(h + o, stand.historisch_onbekend || stand.objectief_onbekend),
            "Naar de regio",
            format!("in {}", k.jaar),
        ),
        kpi(
            kort_of_onbekend(h, stand.historisch_onbekend),
            "Historisch",
            "naar de centrumgemeente".to_owned(),
        ),
        kpi(kort_of_onbekend(o, stand.objectief_onbekend), "Objectief", "naar de zes gemeenten".to_owned()),
        kpi(procent(&stand.padjaar.aandeel.breuk()), "Objectief aandeel", stapzin(stand, k)),
    ]
}

fn kort_of_onbekend(c: Cent, onbekend: bool) -> String {
    if onbekend { ONBEKEND.to_owned() } else { super::woorden::kort(c) }
}

pub(super) fn jaarregels(k: &Keuze) -> Result<Vec<Jaarregel>, Fout> {
    let maak = |jaar: i16| -> Result<Jaarregel, Fout> {
        let s = k.stand_in(jaar)?;
        let (h, o) = som(&s);
        Ok(Jaarregel {
            jaar,
            href: k.href("/stelsel", jaar),
            hier: jaar == k.jaar,
            stap: stapzin(&s, k),
            aandeel: procent(&s.padjaar.aandeel.breuk()),
            historisch: of_onbekend(h, s.historisch_onbekend),
            objectief: of_onbekend(o, s.objectief_onbekend),
            totaal: of_onbekend(h + o, s.historisch_onbekend || s.objectief_onbekend),
        })
    };
    k.reeks().map(maak).collect()
}

fn figuur(k: &Keuze) -> Result<Figuur, Fout> {
    let mut staven = Vec::new();
    for jaar in k.reeks() {
        let s = k.stand_in(jaar)?;
        let (h, o) = som(&s);
        let waarde = |c: Cent, onbekend: bool| if onbekend { Waarde::Geen } else { Waarde::Getal(c.0) };
        staven.push(Staaf {
            naam: jaar.to_string(),
            waarden: vec![waarde(h, s.historisch_onbekend), waarde(o, s.objectief_onbekend)],
        });
    }
    let grafiek = Grafiek {
        titel: "Historisch en objectief per jaar, hele regio".to_owned(),
        omschrijving: "Per jaar het historische en het objectieve deel van het budget van de regio. De getallen staan in de tabel eronder."
            .to_owned(),
        eenheid: Eenheid::EuroCent,
        soort: Soort::Staven {
            reeksen: vec!["Historisch".to_owned(), "Objectief".to_owned()],
            staven,
            stand: Stand::Gestapeld,
        },
    };
    Ok(Figuur::van("pad", &grafiek).csv(k.href("/stelsel/verdeling.csv", k.jaar)))
}
