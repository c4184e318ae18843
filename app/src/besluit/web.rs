//! The pages that show: all besluiten of a dossier, one besluit with its receipt, running it again, its letter.

use super::{
    beeld::{self, BesluitBeeld, IndicatieBeeld},
    bewijs::{self, Herspeeld},
    invoer, opslag,
    opslag::BesluitRij,
    regels, stand, web_bezwaar,
};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Veldklasse, Verzoek, brieven,
    gemeenten,
    onderdelen::{Besluitpaneel, Gegeven, Termijn},
    regels::Versie,
    uitleg,
};
use crate::termijnen;
use askama::Template;
use kern::stam::{JournaalNr, Peil};

/// Route of the overview, which the head of the dossier marks.
pub const BESLUITEN: &str = "/dossiers/{dossier}/besluiten";
/// Route of the form for a new besluit.
const NIEUW: &str = "/dossiers/{dossier}/besluiten/nieuw";

#[derive(Template)]
#[template(path = "besluit/overzicht.html")]
struct Overzicht {
    kader: Kader,
    kop: Dossierkop,
    f: Invoer,
    basis: String,
    mag_handelen: bool,
    nu: bool,
    aanvraag: Option<(Vec<Gegeven>, Option<Termijn>)>,
    indicaties: Vec<IndicatieBeeld>,
    besluiten: Vec<BesluitBeeld>,
    gebeurtenissen: Vec<(String, String, String)>,
    termijnen: Vec<(String, Termijn)>,
    geld: bool,
    peil: String,
}

#[derive(Template)]
#[template(path = "besluit/toon.html")]
struct Toon {
    kader: Kader,
    kop: Dossierkop,
    f: Invoer,
    basis: String,
    dossierbasis: String,
    gegevens: Vec<Gegeven>,
    indicatie: Option<IndicatieBeeld>,
    motivering: String,
    paneel: Besluitpaneel,
    termijnen: Vec<(String, Termijn)>,
    versies: Vec<Versie>,
    bewijs: Vec<Gegeven>,
    brieven: Vec<String>,
    vorig: String,
    mag_handelen: bool,
    loopt: bool,
    bezwaar_kan: bool,
    uitspraak_kan: bool,
    uitspraken: Vec<Optie>,
    geld: bool,
}

#[derive(Template)]
#[template(path = "besluit/herspeel.html")]
struct HerspeelPagina {
    kader: Kader,
    kop: Dossierkop,
    terug: String,
    h: Herspeeld,
    paneel: Besluitpaneel,
}

/// All besluiten and indicaties of a dossier, now or as of a day.
pub async fn overzicht(v: Verzoek) -> Uitkomst {
    let (peil, f) = invoer::peil(&v).await?;
    let Some(kop) = v.dossierkop(BESLUITEN, peil).await? else { return Antwoord::niet_gevonden() };
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let keuzes = invoer::Keuzes::lees(&v.db, vandaag).await?;
    let geld = v.mag_lezen(Veldklasse::Financieel);
    let rijen = stand::indicatierijen(&v.db, dossier, peil).await?;
    let indicaties = rijen
        .iter()
        .map(|r| beeld::indicatie(&v, r, keuzes.productnaam(&r.productcode), peil.op, geld))
        .collect();
    let besluiten = opslag::besluiten(&v.db, dossier, peil).await?;
    let nu = peil == Peil::op(vandaag);
    let mag_handelen = nu && v.mag_pad(Methode::Post, NIEUW);
    let basis = format!("/dossiers/{dossier}");
    let kop = if mag_handelen {
        kop.knop("Op- of afschalen", format!("{basis}/schaling"), "herhaal").knop(
            "Uitstroom",
            format!("{basis}/uitstroom"),
            "uit",
        )
    } else {
        kop
    };
    let p = Overzicht {
        kader: v
            .kader("Besluiten")
            .await?
            .kruimel("Dossier", format!("/dossiers/{dossier}"))
            .kruimel("Besluiten", ""),
        kop,
        f,
        basis,
        mag_handelen,
        nu,
        aanvraag: open_aanvraag(&v, peil).await?,
        indicaties,
        besluiten: besluiten.iter().map(|r| beeld::besluit(&v, r, &rijen)).collect(),
        gebeurtenissen: gebeurtenissen(&v, peil).await?,
        termijnen: if nu { open_termijnen(&v).await? } else { Vec::new() },
        geld,
        peil: peilzin(peil, nu),
    };
    Antwoord::pagina(&p)
}

fn peilzin(peil: Peil, nu: bool) -> String {
    match (nu, peil.bekend == JournaalNr::NU) {
        (true, _) => String::new(),
        (false, true) => format!("U ziet de stand op {}, zoals wij die nu kennen.", peil.op.voluit()),
        (false, false) => {
            format!(
                "U ziet de stand op {}, zoals die bekend was na handeling {}.",
                peil.op.voluit(),
                peil.bekend
            )
        }
    }
}

async fn open_aanvraag(v: &Verzoek, peil: Peil) -> Result<Option<(Vec<Gegeven>, Option<Termijn>)>, Fout> {
    let dossier = v.dossier().dossier;
    let Some(a) = stand::open_aanvraag(&v.db, dossier, peil).await? else { return Ok(None) };
    let gegevens = vec![
        Gegeven::nieuw("Ontvangen op", a.ontvangen_op.voluit()),
        Gegeven::nieuw("Gevraagd", beeld::vorm(&a.vorm)),
        Gegeven::nieuw(
            "Manier",
            kern::inkoop::Leveringsvorm::lees(&a.leveringsvorm).map_or("", |l| l.tekst()),
        ),
    ];
    let rijen = termijnen::van_onderwerp(&v.db, dossier, termijnen::Soort::Beslissing, a.aanvraag_id).await?;
    let termijn = rijen.first().map(|r| beeld::termijnrij(r, v.vandaag())).transpose()?;
    Ok(Some((gegevens, termijn.map(|t| t.1))))
}

async fn open_termijnen(v: &Verzoek) -> Result<Vec<(String, Termijn)>, Fout> {
    let rijen = termijnen::open(&v.db, v.dossier().dossier, Peil::op(v.vandaag())).await?;
    rijen.iter().map(|r| beeld::termijnrij(r, v.vandaag())).collect()
}

async fn gebeurtenissen(v: &Verzoek, peil: Peil) -> Result<Vec<(String, String, String)>, Fout> {
    let mut uit = Vec::new();
    for s in opslag::schalingen(&v.db, v.dossier().dossier, peil).await? {
        let lijst = match s.soort.as_str() {
            "instroom" => "instroomredenen",
            "opschaling" => "opschalingsredenen",
            "afschaling" => "afschalingsredenen",
            _ => "uitstroomredenen",
        };
        let reden = regels::naam(v.regels(), lijst, &s.reden, s.op)?;
        uit.push((s.op.voluit(), beeld::schalingzin(&s), reden));
    }
    Ok(uit)
}

/// One besluit: what, why, until when, and its receipt.
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some((r, kop)) = besluit_en_kop(&v).await? else { return Antwoord::niet_gevonden() };
    toon_met(v, r, kop, Invoer::leeg()).await
}

pub(super) async fn besluit_en_kop(v: &Verzoek) -> Result<Option<(BesluitRij, Dossierkop)>, Fout> {
    let dossier = v.dossier().dossier;
    let Some(r) = opslag::besluit(&v.db, dossier, v.pad("besluit")?).await? else { return Ok(None) };
    let kop = v.dossierkop(BESLUITEN, Peil::op(v.vandaag())).await?;
    Ok(kop.map(|k| (r, k)))
}

pub(super) async fn toon_met(v: Verzoek, r: BesluitRij, kop: Dossierkop, f: Invoer) -> Uitkomst {
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let keuzes = invoer::Keuzes::lees(&v.db, vandaag).await?;
    let geld = v.mag_lezen(Veldklasse::Financieel);
    let rijen = stand::indicatierijen(&v.db, dossier, Peil::op(vandaag)).await?;
    let eigen = rijen.iter().find(|i| i.besluit_id.0 == r.besluit_id);
    let bezwaar = termijnen::van_onderwerp(&v.db, dossier, termijnen::Soort::Bezwaar, r.besluit_id).await?;
    let gemaakt = web_bezwaar::bezwaren(&v, r.besluit_id).await?;
    let basis = format!("/dossiers/{dossier}/besluiten/{}", r.besluit_id);
    let titel = format!("{} van {}", beeld::soortnaam(&r.soort), r.genomen_op.voluit());
    let met_fouten = !f.is_goed();
    let stappen = uitleg::uit_json(&r.uitleg)?;
    let p = Toon {
        kader: v
            .kader(&titel)
            .await?
            .kruimel("Dossier", format!("/dossiers/{dossier}"))
            .kruimel("Besluiten", format!("/dossiers/{dossier}/besluiten"))
            .kruimel(titel.clone(), "")
            .fouten(met_fouten),
        kop,
        f,
        gegevens: gegevens(&v, &r).await?,
        indicatie: eigen.map(|i| beeld::indicatie(&v, i, keuzes.productnaam(&i.productcode), vandaag, geld)),
        motivering: r.motivering.clone(),
        paneel: Besluitpaneel {
            vraag: "Hoe kwam dit besluit tot stand?".into(),
            uitkomst: titel,
            omdat: String::new(),
            uitleg: beeld::uitleg_van(&stappen),
            voetnoot: String::new(),
            twijfel: String::new(),
        },
        termijnen: termijnen_van(&v, &r, eigen.map(|i| i.indicatie_id)).await?,
        versies: serde_json::from_str(&r.regels_versies)?,
        bewijs: bewijsregels(&r),
        vorig: r
            .vorig_besluit_id
            .map_or_else(String::new, |id| format!("/dossiers/{dossier}/besluiten/{id}")),
        brieven: brieven::over(&v.db, dossier, r.besluit_id)
            .await?
            .iter()
            .map(|b| format!("{basis}/brief/{}", b.brief_id))
            .collect(),
        mag_handelen: v.mag_pad(Methode::Post, NIEUW),
        loopt: eigen.is_some_and(|i| i.geldig_tot.is_none_or(|t| vandaag < t)),
        bezwaar_kan: !bezwaar.is_empty() && gemaakt.is_empty(),
        uitspraak_kan: gemaakt.iter().any(|t| t.voldaan_op.is_none()),
        uitspraken: web_bezwaar::uitspraken(),
        basis,
        dossierbasis: format!("/dossiers/{dossier}"),
        geld,
    };
    if met_fouten { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

async fn gegevens(v: &Verzoek, r: &BesluitRij) -> Result<Vec<Gegeven>, Fout> {
    let mut uit = vec![
        Gegeven::nieuw("Besluit", beeld::soortnaam(&r.soort)),
        Gegeven::nieuw("Genomen op", r.genomen_op.voluit()),
        Gegeven::nieuw("Brief verstuurd op", r.bekendgemaakt_op.voluit()),
        Gegeven::nieuw("Namens", format!("het college van {}", gemeenten::naam(r.gemeente))),
        Gegeven::nieuw("Genomen door", opslag::medewerker(&v.db, r.gebruiker_id).await?),
        Gegeven::nieuw("Kenmerk", super::brief::kenmerk(v.dossier().dossier, r.genomen_op)),
    ];
    let gronden = regels::op(v.regels(), r.genomen_op)?;
    let mut alle = gronden.afwijzingsgronden.iter().chain(&gronden.herzieningsgronden);
    if let Some(g) = alle.find(|g| g.code == r.grond) {
        uit.push(Gegeven::nieuw("Grond", g.zin.clone()).bron(g.artikel.clone()));
    }
    Ok(uit)
}

fn bewijsregels(r: &BesluitRij) -> Vec<Gegeven> {
    vec![
        Gegeven::nieuw("Wijkthuis", format!("versie {}", r.code_versie)),
        Gegeven::nieuw("Controlegetal van de regels", r.regels_hash.clone()),
        Gegeven::nieuw("Handeling", r.vanaf_nr.to_string()),
        Gegeven::nieuw("Invoer", r.invoer.clone()),
    ]
}

async fn termijnen_van(
    v: &Verzoek,
    r: &BesluitRij,
    indicatie: Option<i64>,
) -> Result<Vec<(String, Termijn)>, Fout> {
    use termijnen::Soort::{BeslissingOpBezwaar, Bezwaar, IndicatieEinde, Toewijzing, Uitstroom};
    let mut uit = Vec::new();
    for soort in [Bezwaar, BeslissingOpBezwaar, Uitstroom, Toewijzing, IndicatieEinde] {
        let onderwerp = match soort {
            Toewijzing | IndicatieEinde => indicatie.unwrap_or(0),
            _ => r.besluit_id,
        };
        for t in termijnen::van_onderwerp(&v.db, v.dossier().dossier, soort, onderwerp).await? {
            let (naam, mut beeld) = beeld::termijnrij(&t, v.vandaag())?;
            if let Some(dag) = t.voldaan_op.filter(|d| *d <= v.vandaag()) {
                beeld.label = format!("Klaar op {}", dag.voluit());
            }
            uit.push((naam, beeld));
        }
    }
    Ok(uit)
}

/// Runs the receipt again and shows whether the same comes out. Changes nothing.
pub async fn herspeel(v: Verzoek) -> Uitkomst {
    let Some((r, kop)) = besluit_en_kop(&v).await? else { return Antwoord::niet_gevonden() };
    let h = bewijs::herspeel(&v.db, v.regels(), &r).await?;
    let dossier = v.dossier().dossier;
    let terug = format!("/dossiers/{dossier}/besluiten/{}", r.besluit_id);
    let paneel = Besluitpaneel {
        vraag: format!("Wat komt er nu uit met de feiten van {}?", r.genomen_op.voluit()),
        uitkomst: if h.gelijk() { "Hetzelfde besluit".into() } else { "Een ander besluit".into() },
        omdat: String::new(),
        uitleg: beeld::uitleg_van(&h.stappen),
        voetnoot: format!("Gebruikte feiten: alles wat bekend was na handeling {}.", r.vanaf_nr.0 - 1),
        twijfel: String::new(),
    };
    let kader = v
        .kader("Besluit herspelen")
        .await?
        .kruimel("Dossier", format!("/dossiers/{dossier}"))
        .kruimel("Besluiten", format!("/dossiers/{dossier}/besluiten"))
        .kruimel("Besluit", terug.clone())
        .kruimel("Herspelen", "");
    Antwoord::pagina(&HerspeelPagina { kader, kop, terug, h, paneel })
}

/// The letter as it was sent.
pub async fn brief(v: Verzoek) -> Uitkomst {
    let (dossier, besluit, id) = (v.dossier().dossier, v.pad("besluit")?, v.pad("brief")?);
    let van_besluit = brieven::over(&v.db, dossier, besluit).await?.iter().any(|b| b.brief_id == id);
    match brieven::inhoud(&v.app, dossier, id).await? {
        Some(pdf) if van_besluit => {
            Antwoord::bestand(format!("beschikking-{besluit}.pdf"), "application/pdf", pdf)
        }
        Some(_) | None => Antwoord::niet_gevonden(),
    }
}
