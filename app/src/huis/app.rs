//! What every request shares: database, keys, clock, how it was started; and the frame of its pages.

use super::{
    Fout, Klok, Rol, Verzoek,
    gedeeld::Gedeeld,
    geheim::Sleutels,
    kader::{Dichtheid, Gebruiker, Kader, Koppeling, Mededeling, Menupunt, Toon},
    opslag::{Db, Leest, sql, t, v},
    regels::Regels,
    sessie::{self, Sessie},
    statisch::Statisch,
    verzoek::Actor,
};
use kern::stam::Datum;
use std::sync::Arc;

/// How the program was started.
#[derive(Debug, Clone, Default)]
pub struct Instelling {
    /// Demo mode: one-click login with made-up people. Never on a database that is not a demo.
    pub demo: bool,
    /// Where outgoing iWmo messages are also written as files; none when empty.
    pub uitmap: Option<std::path::PathBuf>,
    /// Outgoing iWmo messages go in an envelope of the knooppunt (StUF-GGk).
    pub ggk: bool,
    /// Address at which everybody reaches us, `https://…`: for links in open data. From the request when empty.
    pub buitenadres: Option<String>,
    /// Folder that is read for incoming iWmo messages; none when empty.
    pub inmap: Option<std::path::PathBuf>,
}

/// The running program.
#[derive(Clone)]
pub struct App {
    /// Database.
    pub db: Db,
    /// Keys for encrypted fields.
    pub sleutels: Arc<Sleutels>,
    /// Clock.
    pub klok: Klok,
    /// How it was started.
    pub instelling: Arc<Instelling>,
    /// Numbers of the law and of the region.
    pub regels: Arc<Regels>,
    /// What rooms keep in memory between requests.
    pub gedeeld: Arc<Gedeeld>,
    /// Stylesheet, script, icons under hashed names.
    pub statisch: &'static Statisch,
}

impl App {
    /// Puts the parts together.
    pub fn nieuw(db: Db, sleutels: Sleutels, klok: Klok, regels: Regels, instelling: Instelling) -> App {
        let (sleutels, instelling, regels) = (Arc::new(sleutels), Arc::new(instelling), Arc::new(regels));
        App { db, sleutels, klok, instelling, regels, gedeeld: Arc::default(), statisch: Statisch::gedeeld() }
    }
}

/// A frame without a person: login and error pages.
pub fn kaal_kader() -> Kader {
    let s = Statisch::gedeeld();
    Kader {
        css_url: s.css_url.clone(),
        js_url: s.js_url.clone(),
        icon_url: s.icon_url.clone(),
        logo_url: s.logo_url.clone(),
        versie: env!("CARGO_PKG_VERSION").to_owned(),
        ..Kader::default()
    }
}

/// Entries of the main menu: label, address, icon, roles.
type MenuRij = (&'static str, &'static str, &'static str, &'static [Rol]);

use Rol::{
    Aandachtsfunctionaris as AF, Applicatiebeheerder as AB, Autorisatiebeheerder as AU, Bestuur as BE,
    Contractmanager as CM, Fg, FinancieelAdviseur as FA, Teamleider as TL, Trajectregisseur as TR,
};

const MENU: &[MenuRij] = &[
    ("Vandaag", "/", "vandaag", &[AF, TR, TL, FA, CM, BE, AU, AB, Fg]),
    ("Werkvoorraad", "/werkvoorraad", "dossier", &[AF, TR, TL]),
    ("Nieuwe melding", "/meldingen/nieuw", "plus", &[AF, TR]),
    ("Wachtlijst", "/wachtlijst", "klok", &[TR, TL]),
    ("Overleg gemeenten", "/overleggen", "overdracht", &[AF, TR, TL]),
    ("Berichten", "/berichten", "brief", &[TR, FA, CM, AB]),
    ("Aanbieders", "/aanbieders", "contract", &[TR, TL, CM, FA]),
    ("Verdeling", "/stelsel", "wet", &[FA, BE, TL]),
    ("Geld", "/geld", "euro", &[FA]),
    ("Geld", "/geld/pot", "euro", &[TL, CM, BE]),
    ("Monitor", "/monitor", "monitor", &[AF, TR, TL, FA, BE]),
    ("Rapporten", "/rapporten", "rapport", &[TR, TL, FA, BE]),
    ("Uitleveren", "/uitleveren", "overdracht", &[TL, FA, BE]),
    ("Termijnen", "/termijnen", "klok", &[AF, TR, TL]),
    ("Noodknop", "/beheer/noodknop", "let-op", &[TL, Fg]),
    ("Logboek", "/beheer/logboek", "oog", &[Fg]),
    ("Gebruikers", "/beheer/gebruikers", "mensen", &[AU, AB, Fg]),
    ("Rechten", "/beheer/rechten", "slot", &[AU, AB, Fg]),
];

sql!(
    OPEN_TAKEN = "SELECT CAST(COALESCE(sum(x.aantal), 0) AS BIGINT) FROM (
      SELECT aantal FROM werktelling WHERE houder = $1 AND taak_rol = $2
      UNION ALL
      SELECT aantal FROM werktelling WHERE medehouder = $1 AND houder <> $1 AND taak_rol = $2) x"
);
sql!(
    TE_LAAT = "SELECT CAST(1 AS BIGINT) FROM (
      SELECT dossier_id FROM werkitem WHERE houder = $1 AND taak_rol = $2 AND vervalt_op < $3
      UNION ALL
      SELECT dossier_id FROM werkitem WHERE medehouder = $1 AND houder <> $1 AND taak_rol = $2 AND vervalt_op < $3) x LIMIT 1"
);
sql!(OPEN_VAN_ROL = "SELECT CAST(COALESCE(sum(aantal), 0) AS BIGINT) FROM werktelling WHERE taak_rol = $1");
sql!(
    TE_LAAT_VAN_ROL =
        "SELECT CAST(1 AS BIGINT) FROM werkitem WHERE taak_rol = $1 AND vervalt_op < $2 LIMIT 1"
);

/// The frame for a session, without the counts in its menu: all that an error page has, which asks nothing of the database. `pad` is the
/// route of the page.
pub(super) fn kader_van(app: &App, sessie: Option<&Sessie>, actor: &Actor, pad: &str) -> Kader {
    let mut k = kaal_kader();
    k.demo = app.instelling.demo;
    k.regio = super::gemeenten::regionaam();
    let Some(s) = sessie else { return k };
    k.csrf.clone_from(&s.csrf);
    if !s.tweede_factor {
        return k;
    }
    k.dichtheid = if s.dichtheid == "ruim" { Dichtheid::Ruim } else { Dichtheid::Compact };
    k.toetsen = s.toetsen;
    k.sessie_minuten = u32::try_from(sessie::STIL_MINUTEN).unwrap_or(0);
    k.zoek_aan = matches!(actor.rol, AF | TR | TL);
    k.gebruiker = Some(Gebruiker {
        naam: actor.naam.clone(),
        rol: actor.rol.naam().to_owned(),
        links: vec![Koppeling::nieuw("Instellingen", "/instellingen"), Koppeling::nieuw("Hulp", "/hulp")],
    });
    k.voet =
        vec![Koppeling::nieuw("Toegankelijkheid", "/toegankelijkheid"), Koppeling::nieuw("Hulp", "/hulp")];
    let punt = |(label, href, icoon, _): &MenuRij| {
        // Who does not keep the books begins at the pot, and sees the rest of Geld from there.
        let kamer = href.strip_suffix("/pot").unwrap_or(href);
        let hier = if *href == "/" { pad == "/" } else { pad.starts_with(kamer) };
        Menupunt::nieuw(*label, *href, icoon).actief(hier)
    };
    k.menu = MENU.iter().filter(|m| m.3.contains(&actor.rol)).map(punt).collect();
    k
}

impl Verzoek {
    /// The frame of a page for this person.
    pub async fn kader(&self, titel: &str) -> Result<Kader, Fout> {
        let mut k = kader_van(&self.app, self.sessie.as_ref(), &self.actor, self.route.pad).titel(titel);
        k.melding = self.melding.as_ref().map(|m| Mededeling::nieuw(Toon::Goed, m.clone()));
        if let Some(p) = k.menu.iter_mut().find(|p| p.href == "/werkvoorraad") {
            let (n, laat) = self.eigen_taken(self.vandaag()).await?;
            (p.aantal, p.dringend) = (Some(n), laat);
        }
        Ok(k)
    }

    /// Whether this page stands in the menu of this person: a tip or a link to it is no dead end.
    pub fn in_menu(&self, pad: &str) -> bool {
        MENU.iter().any(|m| m.1 == pad && m.3.contains(&self.actor.rol))
    }

    /// Open tasks of this person in this role, and whether one is too late. Those of a teamleider are of nobody in particular.
    async fn eigen_taken(&self, vandaag: Datum) -> Result<(u32, bool), Fout> {
        let (wie, rol) = (v(&self.actor.gebruiker_id), t(self.actor.rol.code()));
        let (tel, laat, args) = match self.actor.rol {
            TL => (OPEN_VAN_ROL, TE_LAAT_VAN_ROL, vec![rol]),
            AF | TR | FA | CM | BE | AU | AB | Fg => (OPEN_TAKEN, TE_LAAT, vec![wie, rol]),
        };
        let (n,): (i64,) = self.db.een(tel, &args).await?.unwrap_or((0,));
        let laat: Option<(i64,)> = self.db.een(laat, &[args, vec![v(&vandaag)]].concat()).await?;
        Ok((u32::try_from(n).unwrap_or(u32::MAX), laat.is_some()))
    }
}
