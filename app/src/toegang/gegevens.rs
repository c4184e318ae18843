//! "Gegevens van de inwoner": who somebody is and how to reach them, corrected and completed with a reason and a proof.

use super::adres;
use super::correctie::{self, CorrectieRij, Plaats};
use super::gegevens_lezen::{self as lezen, Gelezen, veldnaam, waarde};
use super::inwoner::{self, InwonerRij};
use super::melden::gemeente_opties;
use super::opgaven::{self, OpgaveBlok};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Veldklasse, Verzoek, moment_voluit,
    onderdelen::Gegeven,
    opslag::{Handeling, Leest, Tx, rij, sql, v},
    rechten::{Actie, Oordeel, Relatie, mag},
};
use askama::Template;
use kern::stam::{DossierId, Gemeentecode, InwonerId, JournaalNr, Peil, Weigering};
use kern::toegang::{Correctiesoort, Geslacht, Identiteitsbewijs, Persoon, toets_correctie, verschillen};

/// The page.
pub(super) const PAD: &str = "/dossiers/{dossier}/gegevens";

rij! {
    /// Somebody else with the BSN that was typed.
    pub struct AnderRij {
        dossier_id: DossierId, gemeente: Gemeentecode, voornamen: String, voorvoegsel: String, achternaam: String, mijn: i64,
    }
}

sql!(VERSIE = "SELECT vanaf_nr FROM inwoner WHERE inwoner_id = $1 AND tot_nr IS NULL");
sql!(
    VAN_ANDER = "SELECT d.dossier_id, d.gemeente, i.voornamen, i.voorvoegsel, i.achternaam,
      (SELECT count(*) FROM dossierrol r WHERE r.dossier_id = d.dossier_id AND r.gebruiker_id = $2 AND r.tot_nr IS NULL
        AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot))
    FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id AND i.tot_nr IS NULL
    WHERE d.inwoner_id = $1 AND d.tot_nr IS NULL ORDER BY d.dossier_id LIMIT 1"
);

/// A value that was, and the one that came instead.
pub(super) struct Verschilregel {
    pub naam: &'static str,
    pub was: String,
    pub wordt: String,
}

/// A correctie as shown.
struct Eerder {
    wanneer: String,
    wie: String,
    soort: &'static str,
    bewijs: &'static str,
    reden: String,
    adres_van: String,
    regels: Vec<Verschilregel>,
}

#[derive(Template)]
#[template(path = "toegang/gegevens.html")]
struct GegevensPagina {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    versie: JournaalNr,
    nu: Vec<Gegeven>,
    botsing: Vec<Verschilregel>,
    mag_wijzigen: bool,
    bsn_hint: String,
    heeft_bsn: bool,
    geslachten: Vec<Optie>,
    bewijzen: Vec<Optie>,
    soorten: Vec<Optie>,
    gemeenten: Vec<Optie>,
    opgaven: Vec<OpgaveBlok>,
    eerder: Vec<Eerder>,
}

/// GET /dossiers/{dossier}/gegevens
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let Some(i) = inwoner::lees(&v.db, v.dossier().inwoner, peil).await? else {
        return Antwoord::niet_gevonden();
    };
    let f = lezen::begin(&lezen::persoon(&v.app, &i)?);
    match pagina(&v, peil, f, Vec::new()).await? {
        Some(p) => Antwoord::pagina(&p),
        None => Antwoord::niet_gevonden(),
    }
}

async fn terug(v: &Verzoek, f: Invoer, botsing: Vec<Verschilregel>) -> Uitkomst {
    match pagina(v, Peil::op(v.vandaag()), f, botsing).await? {
        Some(p) => Antwoord::formulier_terug(&p),
        None => Antwoord::niet_gevonden(),
    }
}

async fn pagina(
    v: &Verzoek,
    peil: Peil,
    formulier: Invoer,
    botsing: Vec<Verschilregel>,
) -> Result<Option<GegevensPagina>, Fout> {
    let dossier = v.dossier().dossier;
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Ok(None) };
    let Some(i) = inwoner::lees(&v.db, v.dossier().inwoner, peil).await? else { return Ok(None) };
    let kader = v
        .kader("Gegevens van de inwoner")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel(format!("Dossier {dossier}"), format!("/dossiers/{dossier}"))
        .kruimel("Gegevens van de inwoner", "")
        .fouten(!formulier.is_goed());
    let p = lezen::persoon(&v.app, &i)?;
    let is_nu = peil.bekend == JournaalNr::NU;
    let mag_wijzigen = is_nu && v.mag_pad(Methode::Post, PAD);
    let opties = |alle: Vec<(&str, &str)>| alle.into_iter().map(|(c, n)| Optie::nieuw(c, n)).collect();
    Ok(Some(GegevensPagina {
        kader,
        kop,
        formulier,
        pad: PAD.replace("{dossier}", &dossier.to_string()),
        versie: versie(&v.db, i.inwoner_id).await?,
        nu: nu_bekend(v, &i, &p, peil).await?,
        botsing,
        mag_wijzigen,
        bsn_hint: bsn_hint(&i, &p),
        heeft_bsn: p.bsn.is_some(),
        geslachten: opties(Geslacht::ALLE.iter().map(|g| (g.code(), g.naam())).collect()),
        bewijzen: opties(Identiteitsbewijs::ALLE.iter().map(|b| (b.code(), b.naam())).collect()),
        soorten: opties(Correctiesoort::ALLE.iter().map(|s| (s.code(), s.naam())).collect()),
        gemeenten: gemeente_opties(),
        opgaven: if mag_wijzigen { opgaven::blokken(v, &p).await? } else { Vec::new() },
        eerder: eerder(v, i.inwoner_id, peil).await?,
    }))
}

/// The number of the version that is shown: who saves over another is told.
async fn versie(db: &impl Leest, inwoner: InwonerId) -> Result<JournaalNr, Fout> {
    let rij: Option<(JournaalNr,)> = db.een(VERSIE, &[self::v(&inwoner)]).await?;
    Ok(rij.map_or(JournaalNr(0), |r| r.0))
}

fn stand_van_bsn(i: &InwonerRij) -> &'static str {
    match i.bsn_status.as_str() {
        "geverifieerd" => "identiteit vastgesteld",
        "ongeverifieerd" => "nog niet gecontroleerd",
        _ => "",
    }
}

fn bsn_hint(i: &InwonerRij, p: &Persoon) -> String {
    match &p.bsn {
        Some(b) => format!(
            "Nu bekend: {}, {}. Laat het veld leeg als dit nummer klopt.",
            b.gemaskeerd(),
            stand_van_bsn(i)
        ),
        None => "9 cijfers. Nog niet bekend. Zonder dit nummer kan een toewijzing niet naar de aanbieder."
            .to_owned(),
    }
}

/// What is known at a peil, as far as this person may read it.
async fn nu_bekend(v: &Verzoek, i: &InwonerRij, p: &Persoon, peil: Peil) -> Result<Vec<Gegeven>, Fout> {
    let mut uit = vec![
        Gegeven::nieuw("Naam", i.naam()),
        Gegeven::nieuw("Geboortedatum", p.geboren.voluit()),
        Gegeven::nieuw("Geslacht", p.geslacht.naam()),
    ];
    if v.mag_lezen(Veldklasse::Bsn) {
        uit.push(Gegeven::nieuw("Burgerservicenummer", waarde(p, "bsn")).bron(stand_van_bsn(i)));
    }
    if v.mag_lezen(Veldklasse::Contact) {
        let sinds = match correctie::adres_van(&v.db, i.inwoner_id, peil).await? {
            Some(dag) if !p.straat.is_empty() => format!("geldt vanaf {}", dag.voluit()),
            Some(_) | None => String::new(),
        };
        uit.push(Gegeven::nieuw("Adres", i.adresregels().join(", ")).bron(sinds));
        uit.push(Gegeven::nieuw("Telefoon", p.telefoon.clone()));
        uit.push(Gegeven::nieuw("E-mail", p.email.clone()));
    }
    Ok(uit)
}

/// What was changed before: who, when, why, from what to what.
async fn eerder(v: &Verzoek, inwoner: InwonerId, peil: Peil) -> Result<Vec<Eerder>, Fout> {
    let mut uit = Vec::new();
    for c in correctie::van_dossier(&v.db, v.dossier().dossier, peil).await? {
        let voor = inwoner::lees(&v.db, inwoner, Peil { bekend: JournaalNr(c.nr.0 - 1), ..peil }).await?;
        let na = inwoner::lees(&v.db, inwoner, Peil { bekend: c.nr, ..peil }).await?;
        let regels = match voor.zip(na) {
            Some((voor, na)) => regels_tussen(v, &voor, &na)?,
            None => Vec::new(),
        };
        uit.push(als_eerder(c, regels));
    }
    Ok(uit)
}

fn regels_tussen(v: &Verzoek, voor: &InwonerRij, na: &InwonerRij) -> Result<Vec<Verschilregel>, Fout> {
    let (was, wordt) = (lezen::persoon(&v.app, voor)?, lezen::persoon(&v.app, na)?);
    let mut uit = tegenover(&was, &wordt, &verschillen(&was, &wordt));
    if voor.bsn_status != na.bsn_status {
        let stand = |i: &InwonerRij| stand_van_bsn(i).to_owned();
        uit.push(Verschilregel { naam: "Stand van het BSN", was: stand(voor), wordt: stand(na) });
    }
    Ok(uit)
}

/// Two persons beside each other, on the fields that were named.
pub(super) fn tegenover(was: &Persoon, wordt: &Persoon, velden: &[&'static str]) -> Vec<Verschilregel> {
    let regel = |veld: &&'static str| Verschilregel {
        naam: veldnaam(veld),
        was: waarde(was, veld),
        wordt: waarde(wordt, veld),
    };
    velden.iter().map(regel).collect()
}

fn als_eerder(c: CorrectieRij, regels: Vec<Verschilregel>) -> Eerder {
    Eerder {
        wanneer: moment_voluit(c.tijdstip),
        wie: c.wie.unwrap_or_else(|| "Wijkthuis zelf".to_owned()),
        soort: Correctiesoort::lees(&c.soort).map_or("", Correctiesoort::naam),
        bewijs: Identiteitsbewijs::lees(&c.bewijs).map_or("", Identiteitsbewijs::naam),
        reden: c.reden,
        adres_van: c.adres_van.map_or_else(String::new, |d| d.voluit()),
        regels,
    }
}

/// POST /dossiers/{dossier}/gegevens
pub async fn bewaar(v: Verzoek) -> Uitkomst {
    let Some(oud) = inwoner::lees(&v.db, v.dossier().inwoner, Peil::op(v.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let was = lezen::persoon(&v.app, &oud)?;
    let mut f = v.invoer();
    let g = lezen::lees(&v, &oud, &was, &mut f);
    if v.form.getal("versie") != Some(versie(&v.db, oud.inwoner_id).await?.0) {
        let zin = "Een collega wijzigde deze gegevens terwijl u typte. Er is niets overschreven. Vergelijk hieronder, en leg dan opnieuw vast.";
        f.weiger(&Weigering::nieuw("TGG-53", "AVG art. 5 lid 1 onder d", zin));
        let botsing = tegenover(&was, &g.persoon, &verschillen(&was, &g.persoon));
        return terug(&v, f, botsing).await;
    }
    for w in toets_correctie(&was, &g.persoon, &g.correctie, v.vandaag()) {
        f.weiger(&w);
    }
    if let Some(w) = van_een_ander(&v.db, &v, &was, &g.persoon).await? {
        f.weiger(&w);
    }
    if let Some(w) = later_adres(&v.db, &oud, &g).await? {
        f.weiger(&w);
    }
    if !f.is_goed() {
        return terug(&v, f, Vec::new()).await;
    }
    if let Some(w) = leg_vast(&v, &oud, &was, &g).await? {
        f.weiger(&w);
        return terug(&v, f, Vec::new()).await;
    }
    let aangevuld = (was.bsn.is_none() && g.persoon.bsn.is_some())
        || (was.telefoon.is_empty() && !g.persoon.telefoon.is_empty())
        || (was.postcode.is_empty() && !g.persoon.postcode.is_empty());
    let zin = if aangevuld {
        "De gegevens zijn vastgelegd. Berichten die hierop wachtten, gaan nu mee."
    } else {
        "De gegevens zijn vastgelegd."
    };
    Antwoord::naar_met_melding(PAD.replace("{dossier}", &v.dossier().dossier.to_string()), zin)
}

async fn leg_vast(
    v: &Verzoek,
    oud: &InwonerRij,
    was: &Persoon,
    g: &Gelezen,
) -> Result<Option<Weigering>, Fout> {
    let nieuw = correctie::gewijzigd(&v.app, oud, was, &g.persoon, &g.correctie)?;
    let mut tx = v.begin().await?;
    // In another dossier the same number may have been recorded since.
    let anders = match van_een_ander(&tx, v, was, &g.persoon).await? {
        None => later_adres(&tx, oud, g).await?,
        w => w,
    };
    if anders.is_some() {
        return Ok(anders);
    }
    let id = tx.nieuw_id()?;
    let soort = g.correctie.soort.map_or("", Correctiesoort::code);
    in_journaal(&mut tx, v.dossier().dossier, v.dossier().gemeente, id, soort).await?;
    let plaats = Plaats { dossier: v.dossier().dossier, melding: None };
    correctie::leg_vast(&mut tx, id, plaats, (oud, &nieuw), (was, &g.persoon), &g.correctie).await?;
    // The same gemeente says nothing new: what kind of address it is, stays known.
    let bekend = adres::open(&tx, oud.inwoner_id).await?.map(|r| r.gemeente);
    if let Some(a) = g.adres.as_ref().filter(|a| Some(a.gemeente) != bekend) {
        let bron = if g.correctie.bewijs == Identiteitsbewijs::Brp { "brp" } else { "inwoner" };
        adres::zet(&mut tx, oud.inwoner_id, a, bron).await?;
    }
    tx.commit().await?;
    Ok(None)
}

/// The act in the journal: what it is about, never what it says.
pub(super) async fn in_journaal(
    tx: &mut Tx,
    dossier: DossierId,
    gemeente: Gemeentecode,
    id: i64,
    soort: &'static str,
) -> Result<(), Fout> {
    tx.journaal(Handeling {
        wat: "gegevens van de inwoner gewijzigd",
        onderwerp: "correctie",
        onderwerp_id: id,
        dossier: Some(dossier),
        gemeente: Some(gemeente),
        reden: soort,
    })
    .await
}

/// An address from before one that is known already is no correction of where somebody lives now: woonplaats holds the whole row of them.
async fn later_adres(db: &impl Leest, oud: &InwonerRij, g: &Gelezen) -> Result<Option<Weigering>, Fout> {
    let Some(a) = &g.adres else { return Ok(None) };
    let later = adres::open(db, oud.inwoner_id).await?.filter(|r| r.geldig_van > a.sinds);
    Ok(later.filter(|r| r.gemeente != a.gemeente).map(|r| {
        let zin = format!(
            "Er is al een adres in een andere gemeente, vanaf {}. Verander dat bij Woonplaats, of kies een latere dag.",
            r.geldig_van.voluit()
        );
        Weigering::nieuw("TGG-51", "AVG art. 16", zin).bij("adres_van")
    }))
}

/// One BSN, one inwoner (Wabb art. 12). Who the other is, is said only as far as the rights go.
async fn van_een_ander(
    db: &impl Leest,
    v: &Verzoek,
    was: &Persoon,
    wordt: &Persoon,
) -> Result<Option<Weigering>, Fout> {
    let Some(bsn) = wordt.bsn.as_ref().filter(|_| was.bsn != wordt.bsn) else { return Ok(None) };
    let Some(ander) = inwoner::met_bsn(db, &v.app, bsn).await? else { return Ok(None) };
    if ander == v.dossier().inwoner {
        return Ok(None);
    }
    let args = [self::v(&ander), self::v(&v.actor.gebruiker_id), self::v(&v.vandaag())];
    let rij: Option<AnderRij> = db.een(VAN_ANDER, &args).await?;
    let wie = rij.filter(|r| {
        let relatie = match (r.mijn > 0, v.actor.dekt(r.gemeente)) {
            (true, _) => Relatie::Houder,
            (false, true) => Relatie::Gebied,
            (false, false) => Relatie::Geen,
        };
        mag(v.actor.rol, relatie, Veldklasse::Basis, Actie::Lezen, false) == Oordeel::Ja
    });
    let zin = match wie {
        Some(r) => {
            let (naam, dossier) = ([r.voornamen, r.voorvoegsel, r.achternaam].join(" "), r.dossier_id);
            let naam = naam.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("Dit burgerservicenummer hoort al bij {naam}, dossier {dossier}. Controleer het nummer.")
        }
        None => "Dit burgerservicenummer hoort al bij een andere inwoner. Controleer het nummer. Klopt het toch? Vraag dan uw teamleider om mee te kijken.".to_owned(),
    };
    Ok(Some(Weigering::nieuw("TGG-42", "Wabb art. 12", zin).bij("bsn")))
}
