//! The page of one melding: what was asked, what runs, and what to do now.

use super::brieven;
use super::innemen::{self, InnameBlok};
use super::opslag::{self, DossierRij, MeldingRij};
use super::{gegevens, opgaven, spoor_opslag, sporen};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Methode, Optie, Uitkomst, Verzoek, gemeenten,
    kader::{Kader, Toon},
    onderdelen::{Gegeven, Taak, Termijn},
    opslag::Handeling,
};
use crate::termijnen::{self, Soort};
use askama::Template;
use kern::stam::{Peil, Weigering};
use kern::toegang::{Melder, Meldingstatus, Spoeduitkomst};

/// Days ahead that a term counts as soon.
pub(super) const BIJNA_DAGEN: i64 = 7;

/// Terms that a melding starts; they end together when it is taken back.
pub(super) const SOORTEN: [Soort; 6] = [
    Soort::MeldingInDossier,
    Soort::Spoed,
    Soort::Ontvangstbevestiging,
    Soort::PersoonlijkPlan,
    Soort::Onderzoek,
    Soort::Vraagverheldering,
];

#[derive(Template)]
#[template(path = "toegang/melding.html")]
struct MeldingPagina {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    dossier: i64,
    datum: String,
    status: (String, Toon),
    vraag: Vec<Gegeven>,
    taken: Vec<Taak>,
    termijnen: Vec<(String, Termijn)>,
    brieven: Vec<BriefLink>,
    brief_kan: bool,
    spoed_open: bool,
    spoeduitkomsten: Vec<Optie>,
    intrekken_kan: bool,
    /// A colleague registered it: who handles it must be chosen.
    inname: Option<InnameBlok>,
    ingenomen: String,
    /// Where something was told otherwise than was known; empty when nothing waits.
    opgaven_href: String,
}

struct BriefLink {
    naam: &'static str,
    op: String,
    href: String,
}

/// The melding of the path with its dossier, as they stand now.
pub(super) async fn haal(v: &Verzoek) -> Result<Option<(MeldingRij, DossierRij)>, Fout> {
    let (dossier, peil) = (v.dossier().dossier, Peil::op(v.vandaag()));
    let m = opslag::melding(&v.db, dossier, v.pad("melding")?, peil).await?;
    let d = opslag::dossier(&v.db, dossier, peil).await?;
    Ok(m.zip(d))
}

/// GET /dossiers/{dossier}/melding/{melding}
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some((m, _)) = haal(&v).await? else { return Antwoord::niet_gevonden() };
    Antwoord::pagina(&pagina(&v, &m, Invoer::leeg()).await?)
}

/// The page refused: with what stands in the way.
pub(super) async fn terug(v: &Verzoek, m: &MeldingRij, f: Invoer) -> Uitkomst {
    Antwoord::formulier_terug(&pagina(v, m, f).await?)
}

async fn pagina(v: &Verzoek, m: &MeldingRij, formulier: Invoer) -> Result<MeldingPagina, Fout> {
    let (dossier, peil) = (m.dossier_id, Peil::op(v.vandaag()));
    let kop = v
        .dossierkop("/dossiers/{dossier}/melding/{melding}", peil)
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder kop"))?;
    let kader = v
        .kader("Melding")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel(format!("Dossier {dossier}"), format!("/dossiers/{dossier}"))
        .kruimel("Melding", "")
        .fouten(!formulier.is_goed());
    let rijen = termijnen::open(&v.db, dossier, peil).await?;
    let mijn = rijen.iter().filter(|r| r.onderwerp_id == m.melding_id);
    let termijnen = mijn
        .map(|r| {
            let waarom = r.stappen()?.iter().map(|s| s.zin.as_str()).collect::<Vec<_>>().join(" ");
            Ok((r.naam().to_owned(), Termijn::op(r.uiterlijk_op, v.vandaag(), BIJNA_DAGEN).waarom(waarom)))
        })
        .collect::<Result<Vec<_>, Fout>>()?;
    let brieven = brieven::van_onderwerp(&v.db, dossier, m.melding_id, peil).await?;
    let bevestigd = brieven.iter().any(|b| b.soort == "ontvangstbevestiging");
    let status = m.status()?;
    let open = is_open(status);
    let mag = v.mag_wijzigen(v.route.klasse);
    Ok(MeldingPagina {
        kader,
        kop,
        pad: format!("/dossiers/{dossier}/melding/{}", m.melding_id),
        dossier: dossier.0,
        datum: m.ontvangen_op.voluit(),
        status: (status.naam().to_owned(), if open { Toon::Info } else { Toon::Neutraal }),
        vraag: self::gegevens(m),
        taken: taken(v, m, bevestigd).await?,
        termijnen,
        brieven: brieven.iter().map(brief_regel).collect(),
        brief_kan: mag && !bevestigd,
        spoed_open: mag && m.spoed && m.spoed_uitkomst.is_empty() && status != Meldingstatus::Ingetrokken,
        spoeduitkomsten: Spoeduitkomst::ALLE.iter().map(|s| Optie::nieuw(s.code(), s.naam())).collect(),
        intrekken_kan: mag && open,
        inname: innemen::blok(v, m.melding_id).await?,
        ingenomen: innemen::zin(&v.db, dossier, m.melding_id).await?,
        opgaven_href: match opgaven::aantal_open(&v.db, dossier).await? {
            1.. if v.mag_pad(Methode::Get, gegevens::PAD) => format!("/dossiers/{dossier}/gegevens"),
            _ => String::new(),
        },
        formulier,
    })
}

/// Whether somebody still has to choose or confirm something.
pub(super) fn is_open(status: Meldingstatus) -> bool {
    match status {
        Meldingstatus::Nieuw
        | Meldingstatus::Vraagverheldering
        | Meldingstatus::InOverdracht
        | Meldingstatus::Tandem => true,
        Meldingstatus::Overgedragen
        | Meldingstatus::LokaalAfgehandeld
        | Meldingstatus::Ingetrokken
        | Meldingstatus::Afgerond => false,
    }
}

fn brief_regel(b: &brieven::BriefRegel) -> BriefLink {
    let naam = if b.soort == "ontvangstbevestiging" { "Ontvangstbevestiging" } else { "Brief" };
    BriefLink { naam, op: b.op.voluit(), href: b.brief_id.to_string() }
}

/// What was asked, by whom.
pub(super) fn gegevens(m: &MeldingRij) -> Vec<Gegeven> {
    let melder = Melder::lees(&m.melder).map_or("", Melder::naam);
    let mut uit = vec![
        Gegeven::nieuw("Hulpvraag", m.hulpvraag.clone()),
        Gegeven::nieuw("Binnengekomen op", m.ontvangen_op.voluit()),
        Gegeven::nieuw("Gemeente van de melding", gemeenten::naam(m.gemeente)),
        Gegeven::nieuw("Wie meldt", melder),
    ];
    if m.melder != Melder::Inwoner.code() {
        uit.push(Gegeven::nieuw("Naam van de melder", m.melder_naam.clone()));
        uit.push(Gegeven::nieuw("Contact met de melder", m.melder_contact.clone()));
    }
    if m.spoed {
        let uitkomst =
            Spoeduitkomst::lees(&m.spoed_uitkomst).map_or("Ja, nog niet beslist", Spoeduitkomst::naam);
        uit.push(Gegeven::nieuw("Spoed", uitkomst).bron(m.spoed_toelichting.clone()));
    }
    if !m.intrekreden.is_empty() {
        uit.push(Gegeven::nieuw("Ingetrokken, omdat", m.intrekreden.clone()));
    }
    if m.vorig_besluit_id.is_some() {
        uit.push(Gegeven::nieuw("Soort melding", "Herindicatie: er was eerder een besluit"));
    }
    uit
}

async fn taken(v: &Verzoek, m: &MeldingRij, bevestigd: bool) -> Result<Vec<Taak>, Fout> {
    let (d, status) = (m.dossier_id, m.status()?);
    let taak = |label: &str, href: String, klaar: bool, uitleg: &str| Taak {
        label: label.to_owned(),
        href,
        stand: if klaar { "Voltooid" } else { "Nog te doen" }.to_owned(),
        toon: if klaar || !is_open(status) { Toon::Neutraal } else { Toon::Info },
        uitleg: uitleg.to_owned(),
    };
    let mut uit = Vec::new();
    if m.spoed {
        let mut t = taak(
            "Beslis direct over tijdelijke hulp",
            String::new(),
            !m.spoed_uitkomst.is_empty(),
            "Wmo 2015 artikel 2.3.3",
        );
        if m.spoed_uitkomst.is_empty() {
            (t.href, t.toon) = ("#spoed".to_owned(), Toon::Fout);
        }
        uit.push(t);
    }
    uit.push(taak("Bevestig de ontvangst", "#brieven".to_owned(), bevestigd, ""));
    let toets = spoor_opslag::laatste_toets(&v.db, d, Peil::op(v.vandaag())).await?;
    uit.push(taak(
        "Toets of de inwoner bij de doelgroep hoort",
        format!("/dossiers/{d}/doelgroep"),
        toets.is_some(),
        "",
    ));
    let gekozen = !matches!(status, Meldingstatus::Nieuw | Meldingstatus::Vraagverheldering);
    uit.push(taak(
        "Verhelder de vraag en kies een spoor",
        format!("/dossiers/{d}/vraagverheldering/{}", m.melding_id),
        gekozen,
        "",
    ));
    uit.extend(sporen::vervolgtaak(v, m).await?);
    Ok(uit)
}

/// POST /dossiers/{dossier}/melding/{melding}/spoed (Wmo 2015 art. 2.3.3)
pub async fn handel_spoed_af(v: Verzoek) -> Uitkomst {
    let Some((m, d)) = haal(&v).await? else { return Antwoord::niet_gevonden() };
    let mut f = v.invoer();
    let uitkomst = Spoeduitkomst::lees(v.form.tekst("spoed_uitkomst")).ok();
    if uitkomst.is_none() {
        f.weiger(
            &Weigering::nieuw("TGG-44", "Wmo 2015 art. 2.3.3", "Kies wat u heeft beslist.")
                .bij("spoed_uitkomst"),
        );
    }
    let toelichting = v.form.tekst("spoed_toelichting");
    if toelichting.is_empty() {
        f.weiger(
            &Weigering::nieuw("TGG-44", "Wmo 2015 art. 2.3.3", "Vul in wat u heeft geregeld en waarom.")
                .bij("spoed_toelichting"),
        );
    }
    if !m.spoed || !m.spoed_uitkomst.is_empty() {
        f.weiger(&Weigering::nieuw("TGG-44", "Wmo 2015 art. 2.3.3", "Over de spoed is al beslist."));
    }
    let Some(uitkomst) = uitkomst.filter(|_| f.is_goed()) else {
        return Antwoord::formulier_terug(&pagina(&v, &m, f).await?);
    };
    let nieuw = MeldingRij {
        spoed_uitkomst: uitkomst.code().to_owned(),
        spoed_toelichting: toelichting.to_owned(),
        ..m.clone()
    };
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: "spoed afgehandeld",
        onderwerp: "melding",
        onderwerp_id: m.melding_id,
        dossier: Some(m.dossier_id),
        gemeente: Some(m.gemeente),
        reden: uitkomst.code(),
    })
    .await?;
    opslag::wijzig_melding(&mut tx, &nieuw).await?;
    opslag::wijzig_dossier(&mut tx, &d, &DossierRij { spoed: false, ..d.clone() }).await?;
    let op = tx.vandaag();
    termijnen::voldoe(&mut tx, m.dossier_id, Soort::Spoed, m.melding_id, op).await?;
    tx.commit().await?;
    let pad = format!("/dossiers/{}/melding/{}", m.dossier_id, m.melding_id);
    Antwoord::naar_met_melding(pad, "De beslissing over de spoed is vastgelegd.")
}

/// POST /dossiers/{dossier}/melding/{melding}/intrekken
pub async fn trek_in(v: Verzoek) -> Uitkomst {
    let Some((m, d)) = haal(&v).await? else { return Antwoord::niet_gevonden() };
    let mut f = v.invoer();
    let reden = v.form.tekst("intrekreden").to_owned();
    if reden.is_empty() {
        f.weiger(
            &Weigering::nieuw("TGG-45", "Awb art. 3:2", "Vul in waarom de melding wordt ingetrokken.")
                .bij("intrekreden"),
        );
    }
    let stand = m.stand(None, None)?.trek_in();
    if let Err(w) = &stand {
        f.weiger(w);
    }
    let Some(stand) = stand.ok().filter(|_| f.is_goed()) else {
        return Antwoord::formulier_terug(&pagina(&v, &m, f).await?);
    };
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: "melding ingetrokken",
        onderwerp: "melding",
        onderwerp_id: m.melding_id,
        dossier: Some(m.dossier_id),
        gemeente: Some(m.gemeente),
        reden: "",
    })
    .await?;
    let nieuw = MeldingRij { status: stand.status().code().to_owned(), intrekreden: reden, ..m.clone() };
    opslag::wijzig_melding(&mut tx, &nieuw).await?;
    spoor_opslag::staak(&mut tx, &m).await?;
    let op = tx.vandaag();
    for soort in SOORTEN {
        termijnen::voldoe(&mut tx, m.dossier_id, soort, m.melding_id, op).await?;
    }
    let blijft = opslag::heeft_andere_open_melding(&tx, m.dossier_id, m.melding_id).await?;
    let na = DossierRij { spoed: false, ..d.met_fase(stand.fase(d.fase()?, blijft), op) };
    opslag::wijzig_dossier(&mut tx, &d, &na).await?;
    tx.commit().await?;
    let pad = format!("/dossiers/{}/melding/{}", m.dossier_id, m.melding_id);
    Antwoord::naar_met_melding(pad, "De melding is ingetrokken.")
}
