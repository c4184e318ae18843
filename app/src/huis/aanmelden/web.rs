//! Pages before and around the work: login, second factor, settings, help.

use super::{eigen, gebruikers, wachtwoord};
use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek,
        logboek::{self, Regel},
        opslag::{Leest, Moment, Ty, Val, sql, t, v},
        sessie,
    },
    rij,
};
use askama::Template;
use jiff::SignedDuration;
use kern::stam::Gemeentecode;

/// Failed attempts before an account has to wait.
const MISLUKT_MAX: i64 = 5;
/// Passwords that are checked at once: each takes 19 MB or more for as long as it lasts.
static REKENT: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);
/// Longest wait after failures, minutes.
const WACHT_MAX_MINUTEN: i64 = 60;

#[derive(Template)]
#[template(path = "huis/aanmelden/inloggen.html")]
struct Inloggen {
    kader: Kader,
    formulier: Invoer,
    personen: Vec<Persoon>,
}

rij! {
    /// A demo person on the login page.
    pub struct Persoon { gebruiker_id: i64, naam: String, rol: String, gemeente: String }
}

impl Persoon {
    fn rolnaam(&self) -> &'static str {
        Rol::lees(&self.rol).map_or("", Rol::naam)
    }
    fn plaats(&self) -> String {
        if self.gemeente == "*" {
            "hele regio".to_owned()
        } else {
            crate::huis::gemeenten::naam_van(&self.gemeente)
        }
    }
}

#[derive(Template)]
#[template(path = "huis/aanmelden/code.html")]
struct Code {
    kader: Kader,
    formulier: Invoer,
    eenmalig: bool,
}

#[derive(Template)]
#[template(path = "huis/aanmelden/instellingen.html")]
struct Instellingen {
    kader: Kader,
    formulier: Invoer,
    dichtheden: Vec<Optie>,
    rollen: Vec<(String, String)>,
    rol: (String, String),
}

#[derive(Template)]
#[template(path = "huis/aanmelden/hulp.html")]
struct Hulp {
    kader: Kader,
}

#[derive(Template)]
#[template(path = "huis/aanmelden/toegankelijkheid.html")]
struct Toegankelijkheid {
    kader: Kader,
}

rij! {
    /// An account at the door.
    pub struct Rekening {
        gebruiker_id: i64, gebruikersnaam: String, wachtwoord_hash: String, totp_geheim: Option<Vec<u8>>, totp_stap: i64,
        actief: bool, mislukt: i64, geblokkeerd_tot: Option<Moment>, eenmalig_tot: Option<Moment>,
    }
}

sql!(
    OP_NAAM = "SELECT gebruiker_id, gebruikersnaam, wachtwoord_hash, totp_geheim, totp_stap, actief, mislukt, geblokkeerd_tot, eenmalig_tot FROM gebruiker WHERE gebruikersnaam = $1"
);
sql!(
    OP_ID = "SELECT gebruiker_id, gebruikersnaam, wachtwoord_hash, totp_geheim, totp_stap, actief, mislukt, geblokkeerd_tot, eenmalig_tot FROM gebruiker WHERE gebruiker_id = $1"
);
// Counted before anything is checked, and only by whoever saw the count as it is: a thousand attempts at once are still one after another.
sql!(
    POGING =
        "UPDATE gebruiker SET mislukt = $2, geblokkeerd_tot = $3 WHERE gebruiker_id = $1 AND mislukt = $4"
);
sql!(
    GELUKT = "UPDATE gebruiker SET mislukt = 0, geblokkeerd_tot = $2, totp_stap = $3 WHERE gebruiker_id = $1 AND totp_stap < $3"
);
sql!(
    DEMO_PERSONEN = "SELECT g.gebruiker_id, g.naam, r.rol, r.gemeente FROM gebruiker g
    JOIN gebruikerrol r ON r.gebruiker_id = g.gebruiker_id AND r.tot_nr IS NULL
      AND r.geldig_van <= $1 AND (r.geldig_tot IS NULL OR $1 < r.geldig_tot)
    WHERE g.wachtwoord_hash = '!' AND g.actief = 1 ORDER BY r.gebruikerrol_id LIMIT 60"
);

/// GET /inloggen
pub async fn formulier(v: Verzoek) -> Uitkomst {
    if v.sessie.as_ref().is_some_and(|s| s.tweede_factor) {
        return Antwoord::naar("/");
    }
    toon(&v, Invoer::leeg()).await
}

async fn toon(v: &Verzoek, formulier: Invoer) -> Uitkomst {
    let fout = !formulier.is_goed();
    let kader = v.kader("Inloggen").await?.fouten(fout);
    let personen = if v.app.instelling.demo {
        v.db.alle(DEMO_PERSONEN, &[crate::huis::opslag::v(&v.vandaag())]).await?
    } else {
        Vec::new()
    };
    let p = Inloggen { kader, formulier, personen };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

/// POST /inloggen: name and password. The answer never says which of the two was wrong.
pub async fn meld_aan(vz: Verzoek) -> Uitkomst {
    let naam = vz.form.tekst("gebruikersnaam").to_lowercase();
    let rekening: Option<Rekening> = vz.db.een(OP_NAAM, &[t(&naam)]).await?;
    let opgeslagen = rekening.as_ref().map_or_else(|| "!".to_owned(), |r| r.wachtwoord_hash.clone());
    let getypt =
        vz.form.0.iter().find(|(k, _)| k == "wachtwoord").map(|(_, w)| w.clone()).unwrap_or_default();
    // argon2 takes tens of milliseconds: not on a thread that serves others.
    let poging = match &rekening {
        Some(r) => begin_poging(&vz, r).await?,
        None => None,
    };
    let _beurt = REKENT.acquire().await.map_err(|e| Fout::nieuw(format!("wachtwoord: {e}")))?;
    let klopt = tokio::task::spawn_blocking(move || wachtwoord::klopt(&getypt, &opgeslagen))
        .await
        .map_err(|e| Fout::nieuw(format!("wachtwoord: {e}")))?;
    match (&rekening, poging) {
        (Some(r), Some(n)) if klopt => {
            // Half of the door is open: this was no failure.
            let args = [v(&r.gebruiker_id), v(&(n - 1)), Val::Leeg(Ty::Moment), v(&n)];
            vz.db.voer(POGING, &args).await?;
            let koekje = sessie::begin(&vz.db, r.gebruiker_id, false, vz.nu).await?;
            Ok(Antwoord::naar("/inloggen/code")?.met_koekje(koekje))
        }
        (_, _) => {
            let wie = rekening.as_ref().map_or(0, |r| r.gebruiker_id);
            logboek::schrijf(&vz.db, &log(&vz, wie, "aanmelden", false)).await?;
            let mut f = vz.invoer().met("wachtwoord", "");
            f.fout(
                "gebruikersnaam",
                "De gebruikersnaam en het wachtwoord horen niet bij elkaar, of het account moet even wachten na te veel pogingen.",
            );
            toon(&vz, f).await
        }
    }
}

/// Whether an account is open at all: not blocked, not waiting, and its one-time password has not run out.
fn mag_proberen(r: &Rekening, nu: Moment) -> bool {
    r.actief && r.geblokkeerd_tot.is_none_or(|tot| tot <= nu) && r.eenmalig_tot.is_none_or(|tot| nu < tot)
}

/// Counts an attempt as failed before it is made; success takes that back. Gives the count, or `None` when this account may not try now. An
/// attempt while it waits does not make the wait longer.
async fn begin_poging(vz: &Verzoek, r: &Rekening) -> Result<Option<i64>, Fout> {
    let (mut mag, mut mislukt) = (mag_proberen(r, vz.nu), r.mislukt);
    for _ in 0..=MISLUKT_MAX {
        if !mag {
            break;
        }
        let n = mislukt + 1;
        let tot = (n >= MISLUKT_MAX).then(|| {
            let minuten = (1i64 << (n - MISLUKT_MAX).clamp(0, 6)).min(WACHT_MAX_MINUTEN);
            vz.nu + SignedDuration::from_mins(minuten)
        });
        let tot = tot.as_ref().map_or(Val::Leeg(Ty::Moment), |m| Val::Moment(*m));
        if vz.db.voer(POGING, &[v(&r.gebruiker_id), v(&n), tot, v(&mislukt)]).await? == 1 {
            return Ok(Some(n));
        }
        let Some(nu) = vz.db.een::<Rekening>(OP_ID, &[v(&r.gebruiker_id)]).await? else { break };
        (mag, mislukt) = (mag_proberen(&nu, vz.nu), nu.mislukt);
    }
    Ok(None)
}

fn log(v: &Verzoek, gebruiker_id: i64, actie: &'static str, ok: bool) -> Regel {
    Regel {
        nu: v.nu,
        gebruiker_id,
        rol: "",
        actie,
        doel: v.route.doel,
        route: v.route.pad,
        dossier: None,
        inwoner: None,
        relatie: "geen",
        noodknop: false,
        ok,
        aantal: 0,
        trace: v.trace.clone(),
    }
}

/// GET /inloggen/code
pub async fn code_formulier(v: Verzoek) -> Uitkomst {
    let Some(s) = &v.sessie else { return Antwoord::naar("/inloggen") };
    let eenmalig = eigen::moet_kiezen(&v.db, s.gebruiker_id).await?;
    let kader = v.kader("Code uit uw app").await?;
    Antwoord::pagina(&Code { kader, formulier: Invoer::leeg(), eenmalig })
}

/// POST /inloggen/code: the second factor. A new session id on success; a code works once. Who came in with a one-time
/// password chooses an own one here: before that, no page opens.
pub async fn code(vz: Verzoek) -> Uitkomst {
    let Some(s) = vz.sessie.clone() else { return Antwoord::naar("/inloggen") };
    let Some(r) = vz.db.een::<Rekening>(OP_ID, &[v(&s.gebruiker_id)]).await? else {
        return Antwoord::naar("/inloggen");
    };
    let getypt: String = vz.form.tekst("code").chars().filter(char::is_ascii_digit).collect();
    let eenmalig = r.eenmalig_tot.is_some();
    let mut formulier = Invoer::leeg();
    let nieuw = if eenmalig { eigen::gekozen(&vz, &r, &mut formulier).await? } else { None };
    if !formulier.is_goed() {
        // Nothing is tried yet: the code is still good.
        return toon_code(&vz, formulier, eenmalig).await;
    }
    let poging = begin_poging(&vz, &r).await?;
    let stap = match &r.totp_geheim {
        Some(dicht) if poging.is_some() => {
            let geheim = vz.app.sleutels.ontsleutel("gebruiker.totp_geheim", dicht)?;
            wachtwoord::code_stap(&geheim, &getypt, vz.nu.as_second(), r.totp_stap)?
        }
        Some(_) | None => None,
    };
    if let Some(stap) = stap
        && vz.db.voer(GELUKT, &[v(&r.gebruiker_id), Val::Leeg(Ty::Moment), v(&stap)]).await? == 1
    {
        if let Some(hash) = nieuw {
            eigen::leg_vast(&vz, r.gebruiker_id, &hash).await?;
        }
        sessie::eindig(&vz.db, &s.hash).await?;
        let koekje = sessie::begin(&vz.db, r.gebruiker_id, true, vz.nu).await?;
        logboek::schrijf(&vz.db, &log(&vz, r.gebruiker_id, "aanmelden", true)).await?;
        return Ok(Antwoord::naar("/")?.met_koekje(koekje));
    }
    logboek::schrijf(&vz.db, &log(&vz, r.gebruiker_id, "aanmelden", false)).await?;
    formulier.fout("code", "De code klopt niet of is al gebruikt. Wacht op de volgende code in uw app.");
    toon_code(&vz, formulier, eenmalig).await
}

async fn toon_code(vz: &Verzoek, formulier: Invoer, eenmalig: bool) -> Uitkomst {
    let kader = vz.kader("Code uit uw app").await?.fouten(true);
    Antwoord::formulier_terug(&Code { kader, formulier, eenmalig })
}

/// POST /uitloggen: the session ends on the server and in the browser.
pub async fn meld_af(v: Verzoek) -> Uitkomst {
    if let Some(s) = &v.sessie {
        sessie::eindig(&v.db, &s.hash).await?;
        logboek::schrijf(&v.db, &log(&v, s.gebruiker_id, "afmelden", true)).await?;
    }
    let mut a = Antwoord::naar("/inloggen")?.met_koekje(sessie::koekje_weg());
    a.wis = true;
    Ok(a)
}

/// POST /demo/kies: one click and you are that person. Only reachable in demo mode, and only for accounts without password.
pub async fn kies_demo_persoon(vz: Verzoek) -> Uitkomst {
    let wie = vz.form.getal("persoon").unwrap_or(0);
    let rekening: Option<Rekening> = vz.db.een(OP_ID, &[v(&wie)]).await?;
    match rekening {
        Some(r) if vz.app.instelling.demo && r.wachtwoord_hash == "!" && r.actief => {
            let koekje = sessie::begin(&vz.db, r.gebruiker_id, true, vz.nu).await?;
            logboek::schrijf(&vz.db, &log(&vz, r.gebruiker_id, "aanmelden", true)).await?;
            Ok(Antwoord::naar("/")?.met_koekje(koekje))
        }
        Some(_) | None => Antwoord::niet_gevonden(),
    }
}

/// POST /sessie/verleng: the visitor is still there.
pub async fn verleng(_v: Verzoek) -> Uitkomst {
    Antwoord::gegevens("text/plain; charset=utf-8", Vec::new())
}

/// POST /sessie/rol: work in another of one's own roles.
pub async fn kies_rol(v: Verzoek) -> Uitkomst {
    let gekozen =
        v.actor.rollen.iter().copied().find(|(r, g)| sessie::rolkeuze(*r, *g) == v.form.tekst("rol"));
    match (gekozen, &v.sessie) {
        (Some((rol, gemeente)), Some(s)) => {
            sessie::kies_rol(&v.db, &s.hash, rol, gemeente).await?;
            Antwoord::naar_met_melding("/", format!("U werkt nu als {}.", rol_met_plaats(rol, gemeente).0))
        }
        (_, _) => Antwoord::naar_met_melding(
            "/instellingen",
            "Deze rol hoort niet bij uw account. Er is niets gewijzigd.",
        ),
    }
}

/// GET /instellingen
pub async fn instellingen(v: Verzoek) -> Uitkomst {
    let Some(s) = v.sessie.clone() else { return Antwoord::naar("/inloggen") };
    let mut formulier = Invoer::leeg().met("dichtheid", if s.dichtheid == "ruim" { "ruim" } else { "dicht" });
    if s.toetsen {
        formulier = formulier.met("toetsen", "ja");
    }
    let kader = v.kader("Instellingen").await?.kruimel("Vandaag", "/").kruimel("Instellingen", "");
    let dichtheden = vec![
        Optie::nieuw("dicht", "Compact").uitleg("Veel op een scherm, voor wie er de hele dag in werkt."),
        Optie::nieuw("ruim", "Ruim").uitleg("Grotere letters en knoppen."),
    ];
    Antwoord::pagina(&Instellingen {
        kader,
        formulier,
        dichtheden,
        rollen: v.actor.rollen.iter().map(|(r, g)| rol_met_plaats(*r, *g)).collect(),
        rol: rol_met_plaats(v.actor.rol, v.actor.gemeente),
    })
}

/// A role as shown, and as the form posts it.
fn rol_met_plaats(rol: Rol, gemeente: Option<Gemeentecode>) -> (String, String) {
    let naam = match gemeente {
        Some(g) => format!("{} voor {}", rol.naam(), crate::huis::gemeenten::naam(g)),
        None => rol.naam().to_owned(),
    };
    (naam, sessie::rolkeuze(rol, gemeente))
}

/// POST /instellingen
pub async fn bewaar_instellingen(v: Verzoek) -> Uitkomst {
    let ruim = v.form.tekst("dichtheid") == "ruim";
    gebruikers::stel_in(&v.db, v.actor.gebruiker_id, ruim, v.form.aan("toetsen")).await?;
    Antwoord::naar_met_melding("/instellingen", "Uw instellingen zijn bewaard.")
}

/// GET /hulp
pub async fn hulp(v: Verzoek) -> Uitkomst {
    Antwoord::pagina(&Hulp { kader: v.kader("Hulp").await?.kruimel("Vandaag", "/").kruimel("Hulp", "") })
}

/// GET /toegankelijkheid
pub async fn toegankelijkheid(v: Verzoek) -> Uitkomst {
    Antwoord::pagina(&Toegankelijkheid { kader: v.kader("Toegankelijkheid").await? })
}

/// GET /-/gezond: for the load balancer; says only that the database answers.
pub async fn gezond(v: Verzoek) -> Uitkomst {
    let _: Option<(i64,)> = v.db.een("SELECT journaal_nr FROM teller WHERE teller_id = 1", &[]).await?;
    Antwoord::gegevens("text/plain; charset=utf-8", b"gezond\n".to_vec())
}
