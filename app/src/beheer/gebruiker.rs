//! The page of one person: who it is, which roles, what was done, and the doors that can be shut at once.

use super::{
    opslag::{self, GebruikerRij, RolRij, SpoorRij},
    regels::{self, Rolperiode},
};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, gemeenten,
    kader::Toon,
    moment_voluit,
    onderdelen::{Gebeurtenis, Gegeven},
    opslag::{Leest, Tx},
    rolnaam, sessie,
};
use askama::Template;
use kern::stam::{Datum, Gemeentecode, Weigering};

/// Why an account is shut: code, text.
const REDENEN: &[(&str, &str)] = &[
    ("uit_dienst", "Uit dienst of andere functie"),
    ("verlof", "Lang afwezig"),
    ("verlies", "Telefoon, laptop of wachtwoord kwijt"),
    ("misbruik", "Vermoeden van misbruik"),
];

/// A person with the roles that are known now.
pub(super) struct Mens {
    pub(super) rij: GebruikerRij,
    pub(super) rollen: Vec<RolRij>,
}

impl Mens {
    /// The roles as the rules see them.
    pub(super) fn perioden(&self) -> Vec<Rolperiode> {
        self.rollen.iter().filter_map(RolRij::periode).collect()
    }
    /// The address of the page.
    pub(super) fn pad(&self) -> String {
        format!("/beheer/gebruikers/{}", self.rij.gebruiker_id)
    }
    /// Whether who manages `bereik` sees this person: the whole region, or somebody of that gemeente or of nowhere yet.
    pub(super) fn zichtbaar(&self, bereik: Option<Gemeentecode>, vandaag: Datum) -> bool {
        let open: Vec<Rolperiode> = self.perioden().into_iter().filter(|r| r.vanaf(vandaag)).collect();
        bereik.is_none() || open.is_empty() || open.iter().any(|r| r.gemeente == bereik)
    }
    /// Whether who manages `bereik` may shut or open the account: all its roles lie there.
    fn binnen(&self, bereik: Option<Gemeentecode>, vandaag: Datum) -> Result<(), Weigering> {
        let mut open = self.perioden().into_iter().filter(|r| r.vanaf(vandaag));
        open.try_for_each(|r| regels::binnen_bereik(bereik, r.gemeente))
    }
}

/// The person of the path, as this person may see it; `None` shows as "not found".
pub(super) async fn mens(db: &impl Leest, vz: &Verzoek) -> Result<Option<Mens>, Fout> {
    let id = vz.pad("gebruiker")?;
    let Some(rij) = opslag::gebruiker(db, id).await? else { return Ok(None) };
    let m = Mens { rij, rollen: opslag::rollen_van(db, id).await? };
    Ok(Some(m).filter(|m| m.zichtbaar(vz.actor.gemeente, vz.vandaag())))
}

/// What every act about somebody asks first, inside the act: still in office, not about oneself, within reach.
pub(super) async fn toets(tx: &Tx, vz: &Verzoek, m: &Mens) -> Result<Result<(), Weigering>, Fout> {
    let (a, vandaag) = (&vz.actor, vz.vandaag());
    if !opslag::nog_bevoegd(tx, a.gebruiker_id, a.rol, a.gemeente, vandaag).await? {
        let zin = "Een collega heeft uw rol net gewijzigd. U kunt dit niet meer doen.";
        return Ok(Err(Weigering::nieuw("BEH-10", "BIO2 5.18", zin)));
    }
    Ok(regels::niet_zelf(a.gebruiker_id == m.rij.gebruiker_id).and_then(|()| m.binnen(a.gemeente, vandaag)))
}

/// Whether the region keeps somebody who gives roles when this person can no longer, from a day on.
pub(super) async fn toets_laatste(tx: &Tx, m: &Mens, per: Datum) -> Result<Result<(), Weigering>, Fout> {
    let geeft = |r: &Rolperiode| r.rol == Rol::Autorisatiebeheerder && r.gemeente.is_none() && r.vanaf(per);
    if !m.rij.actief || !m.perioden().iter().any(geeft) {
        return Ok(Ok(()));
    }
    let anderen = opslag::andere_beheerders(tx, m.rij.gebruiker_id).await?;
    Ok(regels::blijft_beheerd(&anderen, per))
}

/// A role as shown.
pub(super) struct Rolregel {
    id: i64,
    naam: String,
    plaats: String,
    periode: String,
    stand: (&'static str, Toon),
    open: bool,
}

#[derive(Template)]
#[template(path = "beheer/gebruiker.html")]
struct Pagina {
    kader: Kader,
    pad: String,
    gegevens: Vec<Gegeven>,
    stand: (&'static str, Toon),
    wacht: bool,
    rollen: Vec<Rolregel>,
    spoor: Vec<Gebeurtenis>,
    redenen: Vec<Optie>,
    formulier: Invoer,
    zelf: bool,
    actief: bool,
    sessies: i64,
    geeft_rollen: bool,
    geeft_inlog: bool,
    sluit: bool,
}

/// GET /beheer/gebruikers/{gebruiker}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let Some(m) = mens(&vz.db, &vz).await? else { return Antwoord::niet_gevonden() };
    pagina(&vz, &m, Invoer::leeg()).await
}

/// The page, with what was refused when something was.
pub(super) async fn pagina(vz: &Verzoek, m: &Mens, formulier: Invoer) -> Uitkomst {
    let fout = !formulier.is_goed();
    let vandaag = vz.vandaag();
    let spoor = opslag::spoor(&vz.db, m.rij.gebruiker_id).await?;
    let (au, ab) = (vz.actor.rol == Rol::Autorisatiebeheerder, vz.actor.rol == Rol::Applicatiebeheerder);
    let kader =
        vz.kader(&m.rij.naam).await?.kruimel("Gebruikers", "/beheer/gebruikers").kruimel(&m.rij.naam, "");
    let p = Pagina {
        kader: kader.fouten(fout),
        pad: m.pad(),
        gegevens: gegevens(&m.rij),
        stand: stand(&m.rij, &m.perioden(), vandaag),
        wacht: !m.rij.actief && m.rij.eenmalig_tot.is_some(),
        rollen: m.rollen.iter().rev().map(|r| rolregel(r, vandaag)).collect(),
        spoor: spoor.iter().map(gebeurtenis).collect(),
        redenen: REDENEN.iter().map(|(c, t)| Optie::nieuw(*c, *t)).collect(),
        formulier,
        zelf: m.rij.gebruiker_id == vz.actor.gebruiker_id,
        actief: m.rij.actief,
        sessies: m.rij.sessies,
        geeft_rollen: au,
        geeft_inlog: ab,
        sluit: au || ab,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

fn gegevens(r: &GebruikerRij) -> Vec<Gegeven> {
    let wachtwoord = match r.eenmalig_tot {
        Some(tot) => format!("Eenmalig, werkt tot {}", moment_voluit(tot)),
        None => "Zelf gekozen, of er is nog geen".to_owned(),
    };
    vec![
        Gegeven::nieuw("Gebruikersnaam", &r.gebruikersnaam),
        Gegeven::nieuw("Wachtwoord", wachtwoord),
        Gegeven::nieuw("Laatst aangemeld", r.laatst.map_or_else(|| "Nog niet".to_owned(), moment_voluit)),
        Gegeven::nieuw(
            "Nu ingelogd",
            if r.sessies == 0 { "Nee".to_owned() } else { format!("{} keer", r.sessies) },
        ),
    ]
}

/// How an account stands today, in a word.
pub(super) fn stand(r: &GebruikerRij, rollen: &[Rolperiode], vandaag: Datum) -> (&'static str, Toon) {
    match (r.actief, rollen.iter().any(|p| p.op(vandaag))) {
        (false, _) if r.eenmalig_tot.is_some() => ("Wacht op vrijgave", Toon::LetOp),
        (false, _) => ("Geblokkeerd", Toon::Fout),
        (true, false) => ("Zonder rol", Toon::LetOp),
        (true, true) => ("Actief", Toon::Goed),
    }
}

fn rolregel(r: &RolRij, vandaag: Datum) -> Rolregel {
    let p = r.periode();
    let open = p.is_some_and(|p| p.vanaf(vandaag));
    let stand = match p {
        Some(p) if p.tot == Some(p.van) => ("Niet ingegaan", Toon::Neutraal),
        Some(p) if p.op(vandaag) => ("Geldt nu", Toon::Goed),
        Some(p) if p.vanaf(vandaag) => ("Gaat nog in", Toon::Info),
        Some(_) | None => ("Afgelopen", Toon::Neutraal),
    };
    Rolregel {
        id: r.gebruikerrol_id,
        naam: super::rollen::hoofdletter(rolnaam(&r.rol)),
        plaats: plaats(&r.gemeente),
        periode: periode_tekst(r.geldig_van, r.geldig_tot),
        stand,
        open,
    }
}

/// A half-open period as people write it.
pub(super) fn periode_tekst(van: Datum, tot: Option<Datum>) -> String {
    match tot {
        None => format!("vanaf {}", van.voluit()),
        Some(t) if t <= van => "ingetrokken voor de eerste dag".to_owned(),
        Some(t) => format!("{} tot en met {}", van.voluit(), t.plus_dagen(-1).voluit()),
    }
}

/// Where a role holds, as shown.
pub(super) fn plaats(gemeente: &str) -> String {
    if gemeente == "*" { "hele regio".to_owned() } else { gemeenten::naam_van(gemeente) }
}

fn gebeurtenis(s: &SpoorRij) -> Gebeurtenis {
    let reden = REDENEN.iter().find(|(c, _)| *c == s.reden).map_or_else(|| rolnaam(&s.reden), |(_, t)| t);
    let waar = match &s.gemeente {
        Some(g) => format!(" voor {}", gemeenten::naam_van(g)),
        None => String::new(),
    };
    let wie = s.naam.clone().unwrap_or_else(|| "Wijkthuis zelf".to_owned());
    let mut titel = s.handeling.clone();
    if let Some(eerste) = titel.get_mut(0..1) {
        eerste.make_ascii_uppercase();
    }
    Gebeurtenis {
        titel,
        wanneer: moment_voluit(s.tijdstip),
        door: if s.rol.is_empty() { wie } else { format!("{wie}, {}", rolnaam(&s.rol)) },
        tekst: if reden.is_empty() { String::new() } else { format!("{reden}{waar}") },
        ..Gebeurtenis::default()
    }
}

/// POST /beheer/gebruikers/{gebruiker}/blokkeer: shuts the account and ends every session in the same act.
pub async fn blokkeer(vz: Verzoek) -> Uitkomst {
    let mut tx = vz.begin().await?;
    let Some(m) = mens(&tx, &vz).await? else { return Antwoord::niet_gevonden() };
    let mut f = vz.invoer();
    let reden = REDENEN.iter().map(|r| r.0).find(|c| *c == vz.form.tekst("reden"));
    if reden.is_none() {
        f.fout("reden", "Kies waarom dit account dicht moet.");
    }
    for uit in [toets(&tx, &vz, &m).await?, toets_laatste(&tx, &m, vz.vandaag()).await?] {
        if let Err(w) = uit {
            f.weiger(&w);
        }
    }
    let (Some(reden), true) = (reden, f.is_goed()) else {
        drop(tx);
        return pagina(&vz, &m, f).await;
    };
    let id = m.rij.gebruiker_id;
    if !opslag::zet_actief(&mut tx, id, false).await? {
        return Antwoord::naar_met_melding(m.pad(), "Dit account was al geblokkeerd.");
    }
    sessie::eindig_in(&mut tx, id).await?;
    opslag::journaal(&mut tx, "gebruiker geblokkeerd", id, None, reden).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(m.pad(), "Het account is dicht. Wie er nog mee werkte, is nu uitgelogd.")
}

/// POST /beheer/gebruikers/{gebruiker}/open: opens a blocked account, or releases new means to log in.
pub async fn open(vz: Verzoek) -> Uitkomst {
    let mut tx = vz.begin().await?;
    let Some(m) = mens(&tx, &vz).await? else { return Antwoord::niet_gevonden() };
    if let Err(w) = toets(&tx, &vz, &m).await? {
        drop(tx);
        let mut f = Invoer::leeg();
        f.weiger(&w);
        return pagina(&vz, &m, f).await;
    }
    let id = m.rij.gebruiker_id;
    if !opslag::zet_actief(&mut tx, id, true).await? {
        return Antwoord::naar_met_melding(m.pad(), "Dit account was al open.");
    }
    opslag::journaal(&mut tx, "blokkade opgeheven", id, None, "").await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(m.pad(), "Het account is weer open.")
}

/// POST /beheer/gebruikers/{gebruiker}/sessies: everywhere out; the person can log in again.
pub async fn sessies(vz: Verzoek) -> Uitkomst {
    let mut tx = vz.begin().await?;
    let Some(m) = mens(&tx, &vz).await? else { return Antwoord::niet_gevonden() };
    if let Err(w) = m.binnen(vz.actor.gemeente, vz.vandaag()) {
        drop(tx);
        let mut f = Invoer::leeg();
        f.weiger(&w);
        return pagina(&vz, &m, f).await;
    }
    sessie::eindig_in(&mut tx, m.rij.gebruiker_id).await?;
    opslag::journaal(&mut tx, "sessies beëindigd", m.rij.gebruiker_id, None, "").await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(m.pad(), "Deze gebruiker is nu overal uitgelogd.")
}
