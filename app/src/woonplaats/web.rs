//! The page on which a human sees how the rules answer, and decides.

use super::{
    beeld::{Beeld, Vooraf, Woonplaatsregels},
    herindeling,
    opslag::{self, InstroomRij},
    vastleggen::{self, Beslissing},
    woorden::{
        Eerder, Feitregel, Gemeenteregel, adresregel, eerder, gemeenteregel, meldingzin, paneel, taakzin,
        vastgesteld_paneel, verblijfregel,
    },
};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Veldklasse, Verzoek, gemeenten,
    onderdelen::Besluitpaneel, opslag::Handeling,
};
use askama::Template;
use kern::{
    stam::{Gemeentecode, JournaalNr, Peil},
    woonplaats::{
        Instroom, Kenmerk, Oordeel, Product, Recidive, Status, Verantwoordelijk, Verblijfsrecht, stel_vast,
    },
};

pub(super) const PAD: &str = "/dossiers/{dossier}/woonplaats";

#[derive(Template)]
#[template(path = "woonplaats/woonplaats.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,

    mag_wijzigen: bool,
    verhuizing: String,
    vastgesteld: Option<Besluitpaneel>,
    wet: Besluitpaneel,
    ander: Besluitpaneel,
    herkomst: Besluitpaneel,
    wendingen: Vec<String>,
    herindelingen: Vec<String>,
    overleg: String,
    taken: Vec<String>,
    instroom: Instroom,
    recidive: Recidive,
    instroom_vast: Option<InstroomRij>,
    adressen: Vec<Feitregel>,
    verblijven: Vec<Feitregel>,
    gemeentefeiten: Vec<Gemeenteregel>,
    eerder: Vec<Eerder>,
    formulier: Invoer,
    producten: Vec<Optie>,
    verblijfsrechten: Vec<Optie>,
    oordelen: Vec<Optie>,
    kenmerken: Vec<Optie>,
    melding: String,
}

#[derive(Template)]
#[template(path = "woonplaats/afdruk.html")]
struct Afdruk {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    vastgesteld: Option<Besluitpaneel>,
    wet: Besluitpaneel,
    ander: Besluitpaneel,
    herkomst: Besluitpaneel,
    wendingen: Vec<String>,
    herindelingen: Vec<String>,
    instroom: Instroom,
    recidive: Recidive,
    adressen: Vec<Feitregel>,
    verblijven: Vec<Feitregel>,
    melding: String,
    gedrukt: String,
}

/// GET /dossiers/{dossier}/woonplaats
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let Some(beeld) = Beeld::lees(&v.db, v.dossier(), peil).await? else { return Antwoord::niet_gevonden() };
    let vooraf = beeld.vooraf();
    let regels = Woonplaatsregels::op(&v.app.regels, beeld.melding.ontvangen_op)?;
    let formulier = begin_formulier(&beeld, vooraf, &regels)?;
    pagina(&v, peil, &beeld, vooraf, formulier).await
}

/// POST /dossiers/{dossier}/woonplaats/bereken: the same page with other answers to the questions beforehand.
pub async fn bereken(v: Verzoek) -> Uitkomst {
    let peil = Peil::op(v.vandaag());
    let Some(beeld) = Beeld::lees(&v.db, v.dossier(), peil).await? else { return Antwoord::niet_gevonden() };
    let vooraf = lees_vooraf(&v);
    let regels = Woonplaatsregels::op(&v.app.regels, beeld.melding.ontvangen_op)?;
    let formulier = begin_formulier(&beeld, vooraf, &regels)?;
    pagina(&v, peil, &beeld, vooraf, formulier).await
}

/// POST /dossiers/{dossier}/woonplaats: confirm, overrule or dispute.
#[allow(clippy::too_many_lines, reason = "one act: it still has to be split by meaning")]
pub async fn beslis(vz: Verzoek) -> Uitkomst {
    let peil = Peil::op(vz.vandaag());
    let Some(beeld) = Beeld::lees(&vz.db, vz.dossier(), peil).await? else {
        return Antwoord::niet_gevonden();
    };
    let vooraf = lees_vooraf(&vz);
    let mut formulier = vz.invoer();
    let regels = Woonplaatsregels::op(&vz.app.regels, beeld.melding.ontvangen_op)?;
    let (wet, herkomst) = beeld.antwoorden(vooraf, &regels)?;
    let instroom = beeld.instroom(&regels)?;
    if vz.form.getal("versie") != Some(beeld.versie().0) {
        formulier.fout("", "Een collega heeft de gegevens net gewijzigd. Kijk opnieuw en bevestig dan.");
        formulier = formulier.met("versie", beeld.versie().to_string());
    }
    let reden = vz.form.tekst("reden").to_owned();
    let vaststelling = match lees_oordeel(&vz, &mut formulier) {
        Some(oordeel) => match stel_vast(&wet, beeld.melding.gemeente, oordeel, &reden) {
            Ok(vast) => Some(vast),
            Err(weigering) => {
                formulier.weiger(&weigering);
                None
            }
        },
        None => None,
    };
    let herkomst_gemeente = gemeente_uit(&vz, &mut formulier, "herkomst", false);
    let verblijf_gemeente = gemeente_uit(&vz, &mut formulier, "verblijf", true);
    let kenmerk = instroom.kenmerk.or_else(|| Kenmerk::lees(vz.form.tekst("kenmerk")));
    if kenmerk.is_none() {
        formulier.fout("kenmerk", "Kies of dit een nieuwe of een historische cliënt is.");
    }
    let (Some(vaststelling), Some(verblijf_gemeente), Some(kenmerk), true) =
        (vaststelling, verblijf_gemeente, kenmerk, formulier.is_goed())
    else {
        return pagina(&vz, peil, &beeld, vooraf, formulier).await;
    };
    let reden = if reden_hoort_erbij(&wet, &vz) { reden.as_str() } else { "" };
    let beslissing = Beslissing {
        vooraf,
        wet: &wet,
        herkomst: &herkomst,
        vaststelling,
        reden,
        herkomst_gemeente,
        verblijf_gemeente,
        kenmerk,
        instroom: &instroom,
        regels_hash: &regels.hash,
    };
    let t = vz.dossier();
    let mut tx = vz.begin().await?;
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "verantwoordelijke gemeente vastgesteld",
        onderwerp: "verantwoordelijke",
        onderwerp_id: id,
        dossier: Some(t.dossier),
        gemeente: Some(vaststelling.gemeente),
        reden: wet.regel,
    })
    .await?;
    vastleggen::beslis(&mut tx, id, t, &beeld, &beslissing).await?;
    tx.commit().await?;
    if vaststelling.status == Status::Geschil {
        let zin = "Het geschil is vastgelegd. Leg hier de stappen vast die de gemeenten zetten.";
        return Antwoord::naar_met_melding(format!("/dossiers/{}/overleg", t.dossier), zin);
    }
    Antwoord::naar_met_melding(basis(&vz), "De verantwoordelijke gemeente is vastgelegd.")
}

/// GET /dossiers/{dossier}/woonplaats/afdruk
pub async fn afdruk(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let Some(beeld) = Beeld::lees(&v.db, v.dossier(), peil).await? else { return Antwoord::niet_gevonden() };
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let regels = Woonplaatsregels::op(&v.app.regels, beeld.melding.ontvangen_op)?;
    let vooraf = beeld.vooraf();
    let (wet, herkomst) = beeld.antwoorden(vooraf, &regels)?;
    let basis = basis(&v);
    Antwoord::pagina(&Afdruk {
        ander: ander_paneel(&beeld, vooraf, &regels)?,
        wendingen: wendingen(&beeld, vooraf, &regels)?,
        herindelingen: herindeling::zinnen(&beeld.genoemd(), beeld.melding.ontvangen_op),
        instroom: beeld.instroom(&regels)?,
        recidive: beeld.recidive()?,
        kader: v.kader("Verantwoordelijke gemeente").await?,
        kop,
        vastgesteld: vastgesteld_paneel(&v, &beeld).await?,
        wet: paneel(&wet),
        herkomst: paneel(&herkomst),
        adressen: beeld.adressen.iter().map(|a| adresregel(a, &basis)).collect(),
        verblijven: beeld.verblijven.iter().map(|b| verblijfregel(b, &basis)).collect(),
        melding: meldingzin(&beeld),
        gedrukt: crate::huis::moment_voluit(v.nu()),
        basis,
    })
}

async fn pagina(vz: &Verzoek, peil: Peil, beeld: &Beeld, vooraf: Vooraf, formulier: Invoer) -> Uitkomst {
    let Some(kop) = vz.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let regels = Woonplaatsregels::op(&vz.app.regels, beeld.melding.ontvangen_op)?;
    let (wet, herkomst) = beeld.antwoorden(vooraf, &regels)?;
    let t = vz.dossier();
    let basis = basis(vz);
    let instromen = opslag::instroom(&vz.db, t.dossier, peil).await?;
    let feiten = opslag::gemeentefeiten(&vz.db, t.dossier, peil).await?;
    let fout = !formulier.is_goed();
    let p = Pagina {
        kader: vz.kader("Verantwoordelijke gemeente").await?.fouten(fout),
        kop,

        mag_wijzigen: peil.bekend == JournaalNr::NU
            && vz.mag_wijzigen(Veldklasse::Gezondheid)
            && vz.mag_pad(Methode::Post, PAD),
        vastgesteld: vastgesteld_paneel(vz, beeld).await?,
        verhuizing: format!("/dossiers/{}/verhuizing", t.dossier),
        taken: wet.taken.iter().map(taakzin).collect(),
        oordelen: oordelen(&wet),
        wet: paneel(&wet),
        herkomst: paneel(&herkomst),
        ander: ander_paneel(beeld, vooraf, &regels)?,
        wendingen: wendingen(beeld, vooraf, &regels)?,
        herindelingen: herindeling::zinnen(&beeld.genoemd(), beeld.melding.ontvangen_op),
        overleg: format!("/dossiers/{}/overleg", t.dossier),
        instroom: beeld.instroom(&regels)?,
        recidive: beeld.recidive()?,
        instroom_vast: instromen.into_iter().find(|i| i.melding_id == beeld.melding.melding_id),
        adressen: beeld.adressen.iter().map(|a| adresregel(a, &basis)).collect(),
        verblijven: beeld.verblijven.iter().map(|b| verblijfregel(b, &basis)).collect(),
        gemeentefeiten: feiten.iter().map(gemeenteregel).collect(),
        eerder: eerder(vz, beeld).await?,
        formulier,
        producten: Product::ALLE.iter().map(|p| Optie::nieuw(p.code(), p.naam())).collect(),
        verblijfsrechten: Verblijfsrecht::ALLE.iter().map(|r| Optie::nieuw(r.code(), r.naam())).collect(),
        kenmerken: [Kenmerk::Nieuw, Kenmerk::Historisch]
            .iter()
            .map(|k| Optie::nieuw(k.code(), k.naam()))
            .collect(),
        melding: meldingzin(beeld),
        basis,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

/// The regime that does not decide, marked so that nobody takes it for law.
fn ander_paneel(beeld: &Beeld, vooraf: Vooraf, regels: &Woonplaatsregels) -> Result<Besluitpaneel, Fout> {
    let (antwoord, is_wetsvoorstel) = beeld.ander_regime(vooraf, regels)?;
    let mut p = paneel(&antwoord);
    let zin = if is_wetsvoorstel {
        "Dit is een wetsvoorstel en geldt niet. U kunt er niet op beslissen."
    } else {
        "Dit gold vroeger. Voor deze melding beslist het niet."
    };
    p.twijfel = format!("{zin} {}", p.twijfel).trim().to_owned();
    Ok(p)
}

/// What would change the outcome, one sentence each.
fn wendingen(beeld: &Beeld, vooraf: Vooraf, regels: &Woonplaatsregels) -> Result<Vec<String>, Fout> {
    Ok(beeld.wendingen(vooraf, regels)?.iter().map(|w| w.zin(gemeenten::lijst())).collect())
}

fn begin_formulier(beeld: &Beeld, vooraf: Vooraf, regels: &Woonplaatsregels) -> Result<Invoer, Fout> {
    let (_, herkomst) = beeld.antwoorden(vooraf, regels)?;
    let eerder = beeld.herkomst().and_then(|b| Gemeentecode::lees(&b.gemeente).ok());
    let herkomst = eerder.or(herkomst.gemeente).map_or_else(String::new, gemeenten::naam);
    Ok(Invoer::leeg()
        .met("product", vooraf.product.map_or("", |p| p.code()))
        .met("verblijfsrecht", vooraf.verblijfsrecht.code())
        .met("versie", beeld.versie().to_string())
        .met("herkomst", herkomst)
        .met("verblijf", gemeenten::naam(beeld.verblijf_nu())))
}

fn lees_vooraf(v: &Verzoek) -> Vooraf {
    Vooraf {
        product: Product::lees(v.form.tekst("product")),
        verblijfsrecht: Verblijfsrecht::lees(v.form.tekst("verblijfsrecht"))
            .unwrap_or(Verblijfsrecht::Onbekend),
    }
}

fn lees_oordeel(v: &Verzoek, formulier: &mut Invoer) -> Option<Oordeel> {
    match v.form.tekst("oordeel") {
        "bevestigd" => Some(Oordeel::Bevestigd),
        "geschil" => Some(Oordeel::Geschil),
        "anders" => gemeente_uit(v, formulier, "gemeente", true).map(Oordeel::Anders),
        _ => {
            formulier.fout("oordeel", "Kies of het antwoord klopt.");
            None
        }
    }
}

/// The reason of an overruling; a reason typed beside a plain confirmation is not kept as one.
fn reden_hoort_erbij(wet: &Verantwoordelijk, v: &Verzoek) -> bool {
    v.form.tekst("oordeel") != "bevestigd" || wet.status == Status::Mens
}

/// A gemeente that was typed; an error at the field when there is no such gemeente.
pub(super) fn gemeente_uit(
    v: &Verzoek,
    formulier: &mut Invoer,
    veld: &str,
    verplicht: bool,
) -> Option<Gemeentecode> {
    let tekst = v.form.tekst(veld);
    let gevonden = gemeenten::zoek(tekst);
    if tekst.is_empty() && verplicht {
        formulier.fout(veld, "Vul een gemeente in.");
    } else if !tekst.is_empty() && gevonden.is_none() {
        formulier.fout(veld, "Deze gemeente staat niet in de lijst. Controleer de naam.");
    }
    gevonden
}

fn oordelen(wet: &Verantwoordelijk) -> Vec<Optie> {
    let mut uit = Vec::new();
    if let Some(g) = wet.gemeente {
        let label = match wet.status {
            Status::Mens => format!("{} is verantwoordelijk", gemeenten::naam(g)),
            Status::Beslist | Status::Voorlopig | Status::Bevestigen | Status::Geschil => {
                format!("Dit klopt: {} is verantwoordelijk", gemeenten::naam(g))
            }
        };
        uit.push(Optie::nieuw("bevestigd", label));
    }
    uit.push(match (wet.mag_afwijzen_andere_gemeente(), wet.status) {
        (false, Status::Beslist | Status::Bevestigen) => Optie::nieuw("anders", "Een andere gemeente heeft het overgenomen").uitleg(
            "Dat kan pas als die gemeente dat heeft bevestigd en er een plek is. Tot die tijd blijft deze gemeente aan zet.",
        ),
        (_, _) => Optie::nieuw("anders", "Een andere gemeente is verantwoordelijk"),
    });
    uit.push(Optie::nieuw("geschil", "De gemeenten zijn het niet eens").uitleg(
        "De melding loopt gewoon door. Overleg eerst samen. Daarna helpen de regioadviseur en de Geschillencommissie Sociaal Domein.",
    ));
    uit
}

/// Address of this page for the dossier of the request.
pub(super) fn basis(v: &Verzoek) -> String {
    PAD.replace("{dossier}", &v.dossier().dossier.to_string())
}
