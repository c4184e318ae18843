//! Adding and correcting the facts: addresses and stays. A correction is a new version; nothing is overwritten.

use super::{
    opslag,
    vastleggen::{self, NieuwAdres, NieuwVerblijf},
    web::{PAD, basis, gemeente_uit},
};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    opslag::{Handeling, Tx},
};
use askama::Template;
use kern::{
    stam::{Datum, Gemeentecode, Peil, Weigering},
    woonplaats::{Functie, Instelling},
};

#[derive(Template)]
#[template(path = "woonplaats/adres.html")]
struct AdresPagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    actie: String,
    bestaat: bool,
    formulier: Invoer,
    functies: Vec<Optie>,
    instellingen: Vec<Optie>,
    bronnen: Vec<Optie>,
}

#[derive(Template)]
#[template(path = "woonplaats/verblijf.html")]
struct VerblijfPagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    actie: String,
    bestaat: bool,
    formulier: Invoer,
    soorten: Vec<Optie>,
    betalers: Vec<Optie>,
}

/// GET: an empty form for an address.
pub async fn nieuw_adres(v: Verzoek) -> Uitkomst {
    adrespagina(&v, None, Invoer::leeg().met("functie", "W").met("bron", "brp").met("vorig", "ja")).await
}

/// GET: an address, to correct it.
pub async fn adres(v: Verzoek) -> Uitkomst {
    let id = v.pad("adres")?;
    let rijen = opslag::adressen(&v.db, v.dossier().inwoner, Peil::op(v.vandaag())).await?;
    let Some(a) = rijen.into_iter().find(|a| a.adres_id == id) else { return Antwoord::niet_gevonden() };
    let mut f = Invoer::leeg()
        .met("gemeente", gemeenten::naam(a.gemeente))
        .met("functie", a.functie)
        .met("instelling", a.instelling)
        .met("bron", a.bron);
    f = met_periode(f, a.geldig_van, a.geldig_tot);
    for (veld, aan) in [("in_onderzoek", a.in_onderzoek), ("herindeling", a.herindeling)] {
        if aan {
            f = f.met(veld, "ja");
        }
    }
    adrespagina(&v, Some(id), f).await
}

/// POST: a new address.
pub async fn leg_adres_vast(v: Verzoek) -> Uitkomst {
    let mut f = v.invoer();
    let Some(nieuw) = lees_adres(&v, &mut f) else { return adrespagina(&v, None, f).await };
    let mut tx = v.begin().await?;
    let t = v.dossier();
    let id = tx.nieuw_id()?;
    schrijf(&v, &mut tx, "adres vastgelegd", "adres", id).await?;
    if v.form.aan("vorig") && nieuw.tot.is_none() {
        vastleggen::beeindig_vorig_adres(&mut tx, t.inwoner, nieuw.van).await?;
    }
    vastleggen::leg_adres_vast(&mut tx, t.inwoner, id, false, &nieuw).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het adres is vastgelegd.")
}

/// POST: a better version of an address, or its end when it was never right.
pub async fn verbeter_adres(v: Verzoek) -> Uitkomst {
    let id = v.pad("adres")?;
    let rijen = opslag::adressen(&v.db, v.dossier().inwoner, Peil::op(v.vandaag())).await?;
    if !rijen.iter().any(|a| a.adres_id == id) {
        return Antwoord::niet_gevonden();
    }
    if v.form.tekst("actie") == "vervalt" {
        let mut tx = v.begin().await?;
        schrijf(&v, &mut tx, "adres vervallen", "adres", id).await?;
        tx.sluit("adres", "adres_id", id).await?;
        tx.commit().await?;
        return Antwoord::naar_met_melding(
            basis(&v),
            "Het adres telt niet meer mee. Het blijft zichtbaar als u terugkijkt.",
        );
    }
    let mut f = v.invoer();
    let Some(nieuw) = lees_adres(&v, &mut f) else { return adrespagina(&v, Some(id), f).await };
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "adres verbeterd", "adres", id).await?;
    vastleggen::leg_adres_vast(&mut tx, v.dossier().inwoner, id, true, &nieuw).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het adres is verbeterd.")
}

/// GET: an empty form for a stay.
pub async fn nieuw_verblijf(v: Verzoek) -> Uitkomst {
    verblijfpagina(&v, None, Invoer::leeg()).await
}

/// GET: a stay, to correct it.
pub async fn verblijf(v: Verzoek) -> Uitkomst {
    let id = v.pad("verblijf")?;
    let rijen = opslag::verblijven(&v.db, v.dossier().inwoner, Peil::op(v.vandaag())).await?;
    let Some(b) = rijen.into_iter().find(|b| b.verblijf_id == id) else { return Antwoord::niet_gevonden() };
    let door = gemeenten::zoek(&b.verstrekt_door).map_or_else(String::new, gemeenten::naam);
    let f = Invoer::leeg()
        .met("soort", b.soort)
        .met("gemeente", gemeenten::naam(b.gemeente))
        .met("verstrekt_door", door)
        .met("financiering", b.financiering);
    verblijfpagina(&v, Some(id), met_periode(f, b.geldig_van, b.geldig_tot)).await
}

/// POST: a new stay.
pub async fn leg_verblijf_vast(v: Verzoek) -> Uitkomst {
    let mut f = v.invoer();
    let Some(nieuw) = lees_verblijf(&v, &mut f) else { return verblijfpagina(&v, None, f).await };
    let mut tx = v.begin().await?;
    let id = tx.nieuw_id()?;
    schrijf(&v, &mut tx, "verblijf vastgelegd", "verblijf", id).await?;
    vastleggen::leg_verblijf_vast(&mut tx, v.dossier().inwoner, id, false, &nieuw).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het verblijf is vastgelegd.")
}

/// POST: a better version of a stay, or its end when it was never right.
pub async fn verbeter_verblijf(v: Verzoek) -> Uitkomst {
    let id = v.pad("verblijf")?;
    let rijen = opslag::verblijven(&v.db, v.dossier().inwoner, Peil::op(v.vandaag())).await?;
    if !rijen.iter().any(|b| b.verblijf_id == id) {
        return Antwoord::niet_gevonden();
    }
    if v.form.tekst("actie") == "vervalt" {
        let mut tx = v.begin().await?;
        schrijf(&v, &mut tx, "verblijf vervallen", "verblijf", id).await?;
        tx.sluit("verblijf", "verblijf_id", id).await?;
        tx.commit().await?;
        return Antwoord::naar_met_melding(
            basis(&v),
            "Het verblijf telt niet meer mee. Het blijft zichtbaar als u terugkijkt.",
        );
    }
    let mut f = v.invoer();
    let Some(nieuw) = lees_verblijf(&v, &mut f) else { return verblijfpagina(&v, Some(id), f).await };
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "verblijf verbeterd", "verblijf", id).await?;
    vastleggen::leg_verblijf_vast(&mut tx, v.dossier().inwoner, id, true, &nieuw).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het verblijf is verbeterd.")
}

async fn schrijf(
    v: &Verzoek,
    tx: &mut Tx,
    wat: &'static str,
    onderwerp: &'static str,
    id: i64,
) -> Result<(), Fout> {
    let t = v.dossier();
    let (dossier, gemeente) = (Some(t.dossier), Some(t.gemeente));
    tx.journaal(Handeling { wat, onderwerp, onderwerp_id: id, dossier, gemeente, reden: "" }).await
}

async fn adrespagina(v: &Verzoek, id: Option<i64>, formulier: Invoer) -> Uitkomst {
    let peil = Peil::op(v.vandaag());
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let basis = basis(v);
    let fout = !formulier.is_goed();
    let mut instellingen = vec![Optie::nieuw("", "Nee, een gewoon adres")];
    instellingen.extend(Instelling::ALLE.iter().map(|i| Optie::nieuw(i.code(), i.naam())));
    let p = AdresPagina {
        kader: v.kader(if id.is_some() { "Adres verbeteren" } else { "Adres toevoegen" }).await?.fouten(fout),
        kop,
        actie: actie(&basis, "adres", id),
        basis,
        bestaat: id.is_some(),
        formulier,
        functies: vec![
            Optie::nieuw("W", "Woonadres").uitleg("Hier woont deze persoon."),
            Optie::nieuw("B", "Briefadres").uitleg("Hier komt alleen de post."),
        ],
        instellingen,
        bronnen: vec![
            Optie::nieuw("brp", "De BRP"),
            Optie::nieuw("inwoner", "De inwoner"),
            Optie::nieuw("aanbieder", "De aanbieder"),
            Optie::nieuw("dossier", "Een eerder dossier"),
        ],
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

async fn verblijfpagina(v: &Verzoek, id: Option<i64>, formulier: Invoer) -> Uitkomst {
    let peil = Peil::op(v.vandaag());
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let basis = basis(v);
    let fout = !formulier.is_goed();
    let betalers = [
        ("", "Niet bekend"),
        ("centrum", "Centrummiddelen"),
        ("historisch", "Historisch budget"),
        ("objectief", "Objectief budget"),
        ("wlz", "Wlz"),
        ("zvw", "Zvw"),
        ("forensisch", "Forensische zorg"),
        ("anders", "Anders"),
    ];
    let p = VerblijfPagina {
        kader: v
            .kader(if id.is_some() { "Verblijf verbeteren" } else { "Verblijf toevoegen" })
            .await?
            .fouten(fout),
        kop,
        actie: actie(&basis, "verblijf", id),
        basis,
        bestaat: id.is_some(),
        formulier,
        soorten: Instelling::ALLE.iter().map(|i| Optie::nieuw(i.code(), i.naam())).collect(),
        betalers: betalers.iter().map(|(w, l)| Optie::nieuw(*w, *l)).collect(),
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

fn actie(basis: &str, wat: &str, id: Option<i64>) -> String {
    id.map_or_else(|| format!("{basis}/{wat}"), |id| format!("{basis}/{wat}/{id}"))
}

fn met_periode(f: Invoer, van: Datum, tot: Option<Datum>) -> Invoer {
    let f = f.met_datum("van", van);
    match tot {
        Some(t) => f.met_datum("tot", t.plus_dagen(-1)),
        None => f,
    }
}

/// First day, and first day no longer: people type the last day that still counts.
pub(super) fn periode_uit(v: &Verzoek, f: &mut Invoer) -> Option<(Datum, Option<Datum>)> {
    let van = dag_uit(v, f, "van");
    if van == Some(None) {
        f.fout("van", "Vul de eerste dag in.");
    }
    let laatste = dag_uit(v, f, "tot")?;
    let van = van??;
    if laatste.is_some_and(|l| l < van) {
        let zin = "De laatste dag kan niet voor de eerste dag liggen.";
        f.weiger(&Weigering::nieuw("WPB-60", "", zin).bij("tot"));
        return None;
    }
    if v.vandaag().plus_jaren(1) < van {
        f.weiger(
            &Weigering::nieuw("WPB-61", "", "De eerste dag ligt meer dan een jaar in de toekomst.")
                .bij("van"),
        );
        return None;
    }
    Some((van, laatste.map(|l| l.plus_dagen(1))))
}

fn dag_uit(v: &Verzoek, f: &mut Invoer, veld: &'static str) -> Option<Option<Datum>> {
    match v.form.datum(veld) {
        Ok(dag) => Some(dag),
        Err(weigering) => {
            f.weiger(&weigering);
            None
        }
    }
}

fn lees_adres(v: &Verzoek, f: &mut Invoer) -> Option<NieuwAdres> {
    // An address may lie in the RNI, which is no gemeente but has a code.
    let rni = v.form.tekst("gemeente") == "1999";
    let gemeente = if rni { Some(Gemeentecode::RNI) } else { gemeente_uit(v, f, "gemeente", true) };
    let functie = Functie::lees(v.form.tekst("functie"));
    if functie.is_none() {
        f.fout("functie", "Kies woonadres of briefadres.");
    }
    let bron = ["brp", "inwoner", "aanbieder", "dossier"].into_iter().find(|b| *b == v.form.tekst("bron"));
    if bron.is_none() {
        f.fout("bron", "Kies van wie u dit weet.");
    }
    let periode = periode_uit(v, f);
    let (gemeente, functie, bron, (van, tot)) = (gemeente?, functie?, bron?, periode?);
    f.is_goed().then(|| NieuwAdres {
        gemeente,
        functie,
        instelling: Instelling::lees(v.form.tekst("instelling")),
        in_onderzoek: v.form.aan("in_onderzoek"),
        herindeling: v.form.aan("herindeling"),
        van,
        tot,
        bron: bron.to_owned(),
    })
}

fn lees_verblijf(v: &Verzoek, f: &mut Invoer) -> Option<NieuwVerblijf> {
    const BETALERS: [&str; 8] =
        ["", "centrum", "historisch", "objectief", "wlz", "zvw", "forensisch", "anders"];
    let soort = Instelling::lees(v.form.tekst("soort"));
    if soort.is_none() {
        f.fout("soort", "Kies het soort instelling.");
    }
    let gemeente = gemeente_uit(v, f, "gemeente", true);
    let verstrekt_door = gemeente_uit(v, f, "verstrekt_door", false);
    let financiering = BETALERS.into_iter().find(|b| *b == v.form.tekst("financiering"));
    let periode = periode_uit(v, f);
    let (soort, gemeente, financiering, (van, tot)) =
        (soort?, gemeente?, financiering.unwrap_or("").to_owned(), periode?);
    f.is_goed().then_some(NieuwVerblijf { soort, gemeente, verstrekt_door, financiering, van, tot })
}
