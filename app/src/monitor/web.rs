//! The monitor on one page: key figures and the three blocks of UP 5.3.

use super::{
    borden::{self, Bord},
    grafiek::grafiek,
    kaart::{Kaart, kaart},
    kijk::Kijk,
    toon::{self, Tabelbeeld, tabelbeeld},
};
use crate::huis::{
    Antwoord, Invoer, Kader, Optie, Uitkomst, Verzoek, figuur::Opmaak, gemeenten, kader::Toon,
    onderdelen::Kpi,
};
use askama::Template;
use drukwerk::svg::Soort;
use kern::monitor::{
    self, Blok, Cijfer, Cijfertabel, Definitie, GEMEENTE_VAN_EEN_CLIENT, KERNREGELS, Maat, Tabelnaam,
    Tijdvak, definitie,
    woorden::{dagen, getal},
};
use kern::stam::Datum;

/// One question with its answer: conclusion, picture, table.
pub struct Tegel {
    /// Code of the table, unique on the page.
    pub id: &'static str,
    /// The conclusion.
    pub kop: String,
    /// Picture; empty when the table says it best.
    pub svg: Opmaak,
    /// Whether there is a picture.
    pub beeld: bool,
    /// The same figures.
    pub tabel: Tabelbeeld,
    /// Over which time it is.
    pub tijd: String,
    /// Address of the figures as CSV.
    pub csv_href: String,
    /// Address of the first definition.
    pub begrip_href: String,
}

/// A block of the plan.
struct Deel {
    id: &'static str,
    kop: &'static str,
    tegels: Vec<Tegel>,
}

#[derive(Template)]
#[template(path = "monitor/monitor.html")]
struct Pagina {
    kader: Kader,
    stand: String,
    bestuur: bool,
    formulier: Invoer,
    tijdvakken: Vec<Optie>,
    gemeenten: Vec<Optie>,
    kwartalen: Vec<Optie>,
    let_op: Toon,
    oud: String,
    uitsplits_href: String,
    alles_href: String,
    /// What is looked at besides the tiles, as hidden fields of the form that chooses tiles.
    verborgen: Vec<(&'static str, String)>,
    /// What a reader must know before reading: a day that lies ahead, a choice that does not exist.
    meldingen: Vec<String>,
    kpis: Vec<Kpi>,
    kaart: Option<Kaart>,
    delen: Vec<Deel>,
    leeg: bool,
    eigen: bool,
    borden: Vec<Bord>,
    keuzes: Vec<Optie>,
    bewaren: String,
}

/// GET /monitor
pub async fn toon(v: Verzoek) -> Uitkomst {
    let kijk = Kijk::lees(&v).await?;
    let titel =
        kijk.gemeente.map_or_else(|| "Monitor".to_owned(), |g| format!("Monitor {}", gemeenten::naam(g)));
    let formulier = formulier(&v, &kijk);
    let goed = formulier.is_goed();
    let kies = borden::gekozen(&v);
    let toon_cijfers = !kijk.gezicht.bestuur || kijk.editie.is_some();
    let met_kaart = toon_cijfers && kijk.gemeente.is_none() && (kies.is_empty() || borden::met_kaart(&v));
    let pagina = Pagina {
        stand: stand(&kijk, v.vandaag()),
        bestuur: kijk.gezicht.bestuur,
        tijdvakken: [Tijdvak::Kwartaal, Tijdvak::JaarTotPeil, Tijdvak::TwaalfMaanden]
            .map(|t| Optie::nieuw(t.code(), hoofdletter(t.naam())))
            .to_vec(),
        gemeenten: keuze_gemeenten(&kijk),
        kwartalen: kijk.kwartalen.iter().map(|k| Optie::nieuw(k.to_string(), toon::kwartaal(*k))).collect(),
        let_op: Toon::Info,
        oud: oud(&kijk, v.vandaag()),
        uitsplits_href: format!("/monitor/uitsplitsing?{}", zoekdeel(&kijk, &[])),
        alles_href: format!("/monitor?{}", zoekdeel(&kijk, &[])),
        verborgen: verborgen(&v, &kijk),
        meldingen: meldingen(&v, &kijk),
        kpis: if toon_cijfers && kies.is_empty() { kpis(&kijk) } else { Vec::new() },
        leeg: kijk.gezicht.bestuur && kijk.editie.is_none(),
        kaart: if met_kaart { kaart(&kijk) } else { None },
        borden: borden::lijst(&v).await?,
        eigen: !kies.is_empty(),
        keuzes: borden::keuzes(&kies, met_kaart && !kies.is_empty()),
        bewaren: borden::bewaarregel(&v, &kijk, &kies),
        delen: if toon_cijfers { delen(&kijk, &kies) } else { Vec::new() },
        kader: v.kader(&titel).await?.fouten(!goed),
        formulier,
    };
    if goed { Antwoord::pagina(&pagina) } else { Antwoord::formulier_terug(&pagina) }
}

/// What is looked at, as the form shows it; what could not be read stays as it was typed.
fn formulier(v: &Verzoek, kijk: &Kijk) -> Invoer {
    if !kijk.weigeringen.is_empty() {
        let mut f = Invoer::van(v.vragen());
        kijk.weigeringen.iter().for_each(|w| f.weiger(w));
        return f;
    }
    let f = Invoer::leeg()
        .met_datum("op", kijk.peil.op)
        .met("tijdvak", kijk.tijdvak.code())
        .met("gemeente", kijk.gemeente.map_or_else(String::new, |g| g.to_string()))
        .met("kwartaal", kern::stam::Kwartaal::van_dag(kijk.peil.op).to_string());
    match kijk.bekend_op {
        Some(d) => f.met_datum("bekend", d),
        None => f,
    }
}

/// The look as hidden fields. Today is no field: a page that is kept then shows the day on which it is opened.
fn verborgen(v: &Verzoek, kijk: &Kijk) -> Vec<(&'static str, String)> {
    if kijk.gezicht.bestuur {
        return vec![("kwartaal", kern::stam::Kwartaal::van_dag(kijk.peil.op).to_string())];
    }
    let mut uit = Vec::new();
    if kijk.peil.op != v.vandaag() {
        uit.push(("op", kijk.peil.op.to_string()));
    }
    uit.extend(kijk.bekend_op.map(|b| ("bekend", b.to_string())));
    uit.push(("tijdvak", kijk.tijdvak.code().to_owned()));
    uit.extend(kijk.gemeente.map(|g| ("gemeente", g.to_string())));
    uit
}

/// What must be said before the figures: a day that had not come yet when this was known, and a quarter without figures.
pub(super) fn meldingen(v: &Verzoek, kijk: &Kijk) -> Vec<String> {
    if kijk.gezicht.bestuur {
        return geen_kwartaal(v, kijk).into_iter().collect();
    }
    let (op, vandaag) = (kijk.peil.op, v.vandaag());
    let mut uit = Vec::new();
    if let Some(b) = kijk.bekend_op.filter(|b| *b > vandaag) {
        uit.push(format!("{} is nog niet geweest. U ziet wat nu bekend is.", b.voluit()));
    }
    let bekend = kijk.bekend_op.map_or(vandaag, |b| b.min(vandaag));
    if op > vandaag {
        uit.push(format!(
            "De peildatum {} is nog niet geweest. U ziet geen uitkomst, maar wat er nu al over die dag is vastgelegd.",
            op.voluit()
        ));
    } else if op > bekend {
        uit.push(format!(
            "De peildatum {} ligt na {}, de dag bij Zoals bekend op. De peildatum was toen nog niet geweest: u ziet wat er toen al \
             over was vastgelegd.",
            op.voluit(),
            bekend.voluit()
        ));
    }
    uit
}

/// Why the quarter that was asked is not the one on the page.
fn geen_kwartaal(v: &Verzoek, kijk: &Kijk) -> Option<String> {
    let gevraagd = v.vraag("kwartaal").filter(|t| !t.is_empty())?;
    let gelezen = kern::stam::Kwartaal::lees(gevraagd).ok();
    if gelezen.is_some_and(|k| kijk.kwartalen.contains(&k)) {
        return None;
    }
    let wat = gelezen.map_or_else(
        || "Het kwartaal in het adres is niet te lezen.".to_owned(),
        |k| format!("Over het {} zijn geen cijfers vrijgegeven.", toon::kwartaal(k)),
    );
    let nu = kijk.kwartalen.first()?;
    Some(format!("{wat} U ziet het {}.", toon::kwartaal(*nu)))
}

pub(super) fn stand(kijk: &Kijk, vandaag: Datum) -> String {
    let op = kijk.peil.op.voluit();
    match kijk.bekend_op {
        Some(b) if b < vandaag => format!("Stand op {op}, zoals bekend op {}.", b.voluit()),
        Some(_) | None => format!("Stand op {op}, zoals nu bekend."),
    }
}

/// What must be said when one looks back: this is not how it is known today.
fn oud(kijk: &Kijk, vandaag: Datum) -> String {
    match kijk.bekend_op {
        Some(b) if b < vandaag && !kijk.gezicht.bestuur => format!(
            "U ziet de cijfers zoals wij ze kenden op {}. Wat daarna is vastgelegd of verbeterd, telt niet mee.",
            b.voluit()
        ),
        Some(_) | None => String::new(),
    }
}

fn hoofdletter(t: &str) -> String {
    let mut letters = t.chars();
    letters.next().map_or_else(String::new, |e| e.to_uppercase().chain(letters).collect())
}

fn keuze_gemeenten(kijk: &Kijk) -> Vec<Optie> {
    if kijk.gezicht.bestuur || kijk.gezicht.gemeente.is_some() {
        return Vec::new();
    }
    gemeenten::regio().iter().map(|g| Optie::nieuw(g.code.to_string(), g.naam.clone())).collect()
}

/// The look as the query part of an address, with more pairs behind it.
pub(super) fn zoekdeel(kijk: &Kijk, meer: &[(&str, &str)]) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    if kijk.gezicht.bestuur {
        q.append_pair("kwartaal", &kern::stam::Kwartaal::van_dag(kijk.peil.op).to_string());
    } else {
        q.append_pair("op", &kijk.peil.op.to_string());
        if let Some(b) = kijk.bekend_op {
            q.append_pair("bekend", &b.to_string());
        }
        q.append_pair("tijdvak", kijk.tijdvak.code());
        if let Some(g) = kijk.gemeente {
            q.append_pair("gemeente", &g.to_string());
        }
    }
    q.extend_pairs(meer);
    q.finish()
}

fn kpis(kijk: &Kijk) -> Vec<Kpi> {
    let t = kijk.tabel(Tabelnaam::Kerncijfers);
    let loopt = kwartaal_loopt(kijk.peil.op);
    let kpi = |(i, rij): (usize, &monitor::Rij)| {
        let laatste = i + 1 == KERNREGELS.len();
        let nu = &rij.cellen[1];
        let getal_tekst = match nu.cijfer {
            Cijfer::Getal(n) if laatste => dagen(n),
            c => toon::cijfer(c, monitor::Soort::Aantal),
        };
        let label = if laatste { "van melding tot start (mediaan, 12 maanden)" } else { KERNREGELS[i] };
        let toelichting = match rij.cellen[2].cijfer {
            // A part of a quarter beside a whole one is no comparison.
            _ if loopt && STROOMREGELS.contains(&i) => tot_en_met(kijk.peil.op, rij.cellen[0].cijfer),
            Cijfer::Getal(0) => "gelijk aan vorig kwartaal".to_owned(),
            Cijfer::Getal(n) if n > 0 => format!("{} meer dan vorig kwartaal", getal(n)),
            Cijfer::Getal(n) => format!("{} minder dan vorig kwartaal", getal(-n)),
            Cijfer::Verborgen => "verschil verborgen".to_owned(),
            Cijfer::Geen => String::new(),
        };
        Kpi {
            getal: getal_tekst,
            label: label.to_owned(),
            toelichting,
            toon: Toon::Neutraal,
            href: toon::href(kijk, nu),
        }
    };
    t.rijen.iter().enumerate().map(kpi).chain([uitputting(kijk)]).collect()
}

/// The key figures that count what happened in the quarter: instroom and uitstroom.
const STROOMREGELS: [usize; 2] = [3, 4];

/// Whether the quarter of a day has days after it.
fn kwartaal_loopt(op: Datum) -> bool {
    let morgen = op.plus_dagen(1);
    kern::stam::Kwartaal::van_dag(morgen) == kern::stam::Kwartaal::van_dag(op)
}

/// Up to which day is counted, with the whole quarter before it.
fn tot_en_met(op: Datum, vorig: Cijfer) -> String {
    let tot = format!("tot en met {}", op.voluit());
    match vorig {
        Cijfer::Getal(n) => format!("{tot}; heel vorig kwartaal: {}", getal(n)),
        Cijfer::Verborgen | Cijfer::Geen => tot,
    }
}

/// The share of this year's budget that was paid.
fn uitputting(kijk: &Kijk) -> Kpi {
    let t = kijk.tabel(Tabelnaam::RealisatieGemeente);
    let cel = t.rijen.last().and_then(|r| r.cellen.get(monitor::PLEK_UITPUTTING));
    let cijfer = cel.map_or(Cijfer::Geen, |c| c.cijfer);
    Kpi {
        getal: toon::cijfer(cijfer, monitor::Soort::Promille),
        label: format!("van de begroting van {} betaald", kijk.peil.op.jaar()),
        href: "#realisatie".to_owned(),
        ..Kpi::default()
    }
}

fn delen(kijk: &Kijk, kies: &[Tabelnaam]) -> Vec<Deel> {
    let blokken = [
        (Blok::Aantallen, "aantallen", "Aantallen"),
        (Blok::Status, "status", "Status"),
        (Blok::Realisatie, "realisatie", "Realisatie"),
        (Blok::Doelgroep, "doelgroep", "Doelgroep"),
    ];
    let maak = |(blok, id, kop)| Deel {
        id,
        kop,
        tegels: Tabelnaam::van(blok)
            .filter(|n| kies.is_empty() || kies.contains(n))
            .map(|n| tegel(kijk, &kijk.tabel(n)))
            .collect(),
    };
    blokken.into_iter().map(maak).filter(|d| !d.tegels.is_empty()).collect()
}

/// The tables that are a tile of the page.
pub(super) fn tegels() -> impl Iterator<Item = Tabelnaam> {
    [Blok::Aantallen, Blok::Status, Blok::Realisatie, Blok::Doelgroep].into_iter().flat_map(Tabelnaam::van)
}

/// A table with its conclusion and its picture.
pub(super) fn tegel(kijk: &Kijk, t: &Cijfertabel) -> Tegel {
    let (w, codes) = (&kijk.woorden, &kijk.feiten.codes);
    let norm = kijk.normen.besluit.unwrap_or(0);
    let kop = monitor::conclusie(t, &|s| w.woord(s, codes));
    let mut beeld = grafiek(t, &kop, w, codes, norm);
    // The report keeps the words with which it was published.
    let blijft = t.code == Tabelnaam::Verblijfsduur.code();
    if let Some(Soort::Strips { werkwoord, .. }) = beeld.as_mut().map(|g| &mut g.soort).filter(|_| blijft) {
        *werkwoord = "blijft";
    }
    let matrix = matches!(Tabelnaam::lees(t.code), Some(Tabelnaam::HerkomstVerblijf | Tabelnaam::Doorstroom));
    Tegel {
        id: t.code,
        beeld: beeld.is_some(),
        svg: beeld.map(|g| Opmaak::van_drukwerk(g.svg(t.code))).unwrap_or_default(),
        tabel: tabelbeeld(kijk, t, matrix),
        tijd: t.tijdvak.map(|t| hoofdletter(t.naam())).unwrap_or_default(),
        csv_href: format!("/monitor/csv/{}?{}", t.code, zoekdeel(kijk, &[])),
        begrip_href: t.maten.first().map(|m| format!("/monitor/begrippen#{}", m.code())).unwrap_or_default(),
        kop,
    }
}

#[derive(Template)]
#[template(path = "monitor/begrippen.html")]
struct Begrippen {
    kader: Kader,
    gemeente_van_een_client: &'static str,
    definities: Vec<&'static Definitie>,
}

/// GET /monitor/begrippen
pub async fn begrippen(v: Verzoek) -> Uitkomst {
    let kader = v.kader("Hoe wij tellen").await?.kruimel("Monitor", "/monitor").kruimel("Hoe wij tellen", "");
    Antwoord::pagina(&Begrippen {
        kader,
        gemeente_van_een_client: GEMEENTE_VAN_EEN_CLIENT,
        definities: Maat::ALLE.into_iter().map(definitie).collect(),
    })
}
