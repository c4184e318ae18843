//! The page *De pot*: one screen that says who brings in what, what it costs, what is left and who gets that.

use super::afrekening;
use super::opslag::{self, SleutelRij};
use super::reken::{Potstand, begroot};
use super::tabel::{Beeld, Gemeenteregel, Potregel};
use crate::financien::{meerjaren, nav, tabellen};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek,
    figuur::Figuur,
    gemeenten,
    kader::{Koppeling, Toon},
    onderdelen::{Gegeven, Kpi},
};
use askama::Template;
use drukwerk::svg::{Eenheid, Grafiek, Soort, Staaf, Stand as Ligging, Waarde};
use kern::financien::{Geldstroom, SOLIDARITEIT_UITLEG, Verdeelgrondslag, Verdeelsleutel, reken_af};
use kern::stam::{Cent, Datum};

/// What another key would do: its name, the part of each gemeente, and of the reserve.
struct Vergelijking {
    naam: String,
    delen: Vec<String>,
    reserve: String,
    geldt: bool,
}

/// The key that holds, or why there is none.
struct Sleutelbeeld {
    tekst: String,
    grond: String,
    stuk: Option<i64>,
    ontbreekt: String,
}

#[derive(Template)]
#[template(path = "financien/pot/pot.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    jaar: i16,
    jaren: Vec<Optie>,
    filter: Invoer,
    zin: String,
    /// Up to where it is booked, while the year runs, and what is no part of the pot.
    tot: String,
    kpis: Vec<Kpi>,
    regels: Vec<Potregel>,
    zonder_begroting: bool,
    gemeenten: Vec<Gemeenteregel>,
    figuur: Figuur,
    uitleg: &'static str,
    sleutel: Sleutelbeeld,
    koppen: Vec<String>,
    vergelijkingen: Vec<Vergelijking>,
    inwoners_bron: &'static str,
    reserve: Vec<Gegeven>,
    afgerekend: Vec<Gegeven>,
    mag_schrijven: bool,
    mag_afrekenen: bool,
    xlsx: String,
}

/// GET /geld/pot
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, nav::jaar(&vz), Invoer::leeg()).await
}

/// The page of a year, with what was refused on it.
pub async fn pagina(vz: &Verzoek, jaar: i16, f: Invoer) -> Uitkomst {
    let stand = afrekening::stand(&vz.db, jaar).await?;
    let begroting = begroot(&meerjaren::opslag::stand(&vz.db, jaar).await?)?;
    let besluiten = opslag::besluiten(&vz.db).await?;
    let gekozen = afrekening::besluit(&besluiten, jaar)?;
    let afgerekend = opslag::afrekening(&vz.db, jaar).await?;
    let delen = match (&afgerekend, &gekozen) {
        (Some((_, delen)), _) => Some(delen.clone()),
        (None, Ok(b)) => {
            reken_af(stand.te_verdelen(), &b.sleutel()?, &stand.deelnemers()).ok().map(|a| a.per_gemeente)
        }
        (None, Err(_)) => None,
    };
    let opent = nav::mag_schrijven(vz);
    let beeld = Beeld { geboekt: &stand, begroot: begroting.as_ref(), jaar, opent };
    let goed = f.is_goed();
    let einde = afrekening::laatste_dag(jaar)?;
    let p = Pagina {
        kader: nav::kader(vz, &format!("De pot van {jaar}")).await?.kruimel("De pot", "").fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        jaar,
        jaren: nav::jaren(vz),
        filter: Invoer::leeg().met("jaar", jaar.to_string()),
        zin: zin(&stand, jaar, vz.vandaag() <= einde),
        tot: tot(if vz.vandaag() <= einde { Some(opslag::zorg_tot(&vz.db, jaar).await?) } else { None }),
        kpis: kpis(&stand),
        regels: beeld.regels(),
        zonder_begroting: begroting.is_none(),
        gemeenten: beeld.gemeenten(delen.as_deref()),
        figuur: figuur(&stand, jaar),
        uitleg: SOLIDARITEIT_UITLEG,
        koppen: gemeenten::regio().iter().map(|g| g.naam.clone()).collect(),
        vergelijkingen: vergelijk(&stand, gekozen.as_ref().ok().copied())?,
        sleutel: sleutel(&gekozen)?,
        inwoners_bron: tabellen::INWONERS_BRON,
        reserve: reserve(&stand),
        mag_schrijven: opent,
        mag_afrekenen: opent && afgerekend.is_none() && einde < vz.vandaag(),
        afgerekend: afgerekend.map_or_else(Vec::new, |(a, _)| afgerekend_gegevens(&a)),
        xlsx: format!("/geld/pot.xlsx?jaar={jaar}"),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// The whole story in two sentences.
fn zin(s: &Potstand, jaar: i16, loopt: bool) -> String {
    let (in_, uit, over) = (s.uitkomst.baten, s.uitkomst.lasten, s.te_verdelen());
    let tijd = if loopt { format!("In {jaar} is tot nu toe") } else { format!("In {jaar} is") };
    let rest = match over {
        o if o < Cent::NUL => format!("Er is {} te weinig.", -o),
        o => format!("Er is {o} over."),
    };
    format!("{tijd} {in_} in de pot gekomen en {uit} eruit gegaan. {rest}")
}

/// Up to which month care is booked, for a year that runs, and what stays outside the pot.
fn tot(loopt: Option<Option<Datum>>) -> String {
    let buiten = "Gewone Wmo-begeleiding zit niet in de pot: die betaalt elke gemeente zelf.";
    match loopt {
        None => buiten.to_owned(),
        Some(None) => format!("Er is nog geen zorg van dit jaar geboekt. {buiten}"),
        Some(Some(m)) => {
            let maand = m.voluit();
            let maand = maand.split_once(' ').map_or("", |(_, rest)| rest);
            format!("Zorg is geboekt tot en met {maand}. Wat daarna komt, telt hier nog niet mee. {buiten}")
        }
    }
}

fn kpis(s: &Potstand) -> Vec<Kpi> {
    let over = s.te_verdelen();
    let kpi = |bedrag: Cent, label: &str| Kpi {
        getal: bedrag.to_string(),
        label: label.to_owned(),
        ..Kpi::default()
    };
    vec![
        kpi(s.uitkomst.baten, "ging erin"),
        kpi(s.uitkomst.lasten, "ging eruit"),
        Kpi {
            toon: if over < Cent::NUL { Toon::LetOp } else { Toon::Neutraal },
            toelichting: if over < Cent::NUL { "Er is te weinig".to_owned() } else { String::new() },
            ..kpi(over, "over of tekort")
        },
        kpi(s.reserve.eind(), "in de reserve"),
    ]
}

fn figuur(s: &Potstand, jaar: i16) -> Figuur {
    let staaf = |g: &gemeenten::Regiogemeente| {
        let bedrag = |l| Waarde::Getal(Potstand::van(l, g.code).0);
        Staaf { naam: g.naam.clone(), waarden: vec![bedrag(&s.pot.inbreng), bedrag(&s.pot.programmakosten)] }
    };
    let grafiek = Grafiek {
        titel: format!("Wat elke gemeente in {jaar} inbrengt, en wat haar inwoners kosten"),
        omschrijving: "Per gemeente twee staven: de inbreng en de kosten van ondersteuning. De getallen staan in de tabel eronder.".to_owned(),
        eenheid: Eenheid::EuroCent,
        soort: Soort::Staven {
            reeksen: vec!["Inbreng".to_owned(), "Kosten van inwoners".to_owned()],
            stand: Ligging::Naast,
            staven: gemeenten::regio().iter().map(staaf).collect(),
        },
    };
    Figuur::van("pot", &grafiek)
}

fn sleutel(gekozen: &Result<&SleutelRij, kern::stam::Weigering>) -> Result<Sleutelbeeld, Fout> {
    Ok(match gekozen {
        Ok(b) => Sleutelbeeld {
            tekst: b.tekst()?,
            grond: format!(
                "Besloten op {}, geldt vanaf {}. Staat in: {}.",
                b.besloten_op.voluit(),
                b.geldig_van.voluit(),
                b.document
            ),
            stuk: b.stuk_id,
            ontbreekt: String::new(),
        },
        Err(w) => Sleutelbeeld {
            tekst: String::new(),
            grond: String::new(),
            stuk: None,
            ontbreekt: format!("{} ({}, {})", w.zin, w.code, w.artikel),
        },
    })
}

/// What each plain key would do with the result, and the one that holds.
fn vergelijk(s: &Potstand, gekozen: Option<&SleutelRij>) -> Result<Vec<Vergelijking>, Fout> {
    let mut alle = vec![
        Verdeelsleutel::Reserve,
        Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng),
        Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners),
        Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik),
    ];
    let gekozen = match gekozen {
        Some(r) => Some((r.sleutel()?, r.tekst()?)),
        None => None,
    };
    if let Some((k, _)) = gekozen.as_ref().filter(|g| !alle.contains(&g.0)) {
        alle.push(k.clone());
    }
    let mut uit = Vec::new();
    for k in alle {
        let Ok(a) = reken_af(s.te_verdelen(), &k, &s.deelnemers()) else { continue };
        let geldt = gekozen.as_ref().is_some_and(|g| g.0 == k);
        let tekst = gekozen.as_ref().filter(|_| geldt).map_or_else(|| k.tekst().to_owned(), |g| g.1.clone());
        let deel = |g: &gemeenten::Regiogemeente| Potstand::van(&a.per_gemeente, g.code).to_string();
        uit.push(Vergelijking {
            naam: format!("{}. {tekst}", k.letter()),
            delen: gemeenten::regio().iter().map(deel).collect(),
            reserve: a.reserve.to_string(),
            geldt,
        });
    }
    Ok(uit)
}

fn reserve(s: &Potstand) -> Vec<Gegeven> {
    let r = &s.reserve;
    vec![
        Gegeven::nieuw("Op 1 januari", r.begin.to_string()),
        Gegeven::nieuw("Erbij", r.toevoeging.to_string()),
        Gegeven::nieuw("Eraf", r.onttrekking.to_string()),
        Gegeven::nieuw("Nu", r.eind().to_string()).bron(format!(
            "Begin plus erbij min eraf; geboekt op taakveld 0.10, {}",
            Geldstroom::Reserve.tekst().to_lowercase()
        )),
    ]
}

fn afgerekend_gegevens(a: &opslag::AfrekeningRij) -> Vec<Gegeven> {
    vec![
        Gegeven::nieuw("Afgerekend op", a.op.voluit()),
        Gegeven::nieuw("Resultaat", a.resultaat_cent.to_string()),
        Gegeven::nieuw("Sleutel", a.sleutel.clone()),
        Gegeven::nieuw("Naar of uit de reserve", a.reserve_cent.to_string()),
    ]
}
