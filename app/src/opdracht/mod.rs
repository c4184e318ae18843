//! The commands of the binary. Help is in Dutch, exit codes are fixed: 0 done, 1 something was found, 2 wrong use or
//! unreadable input, 3 failure.

mod beheer;
mod dien;
mod gebruiker;
mod iwmo;
mod stelsel;
mod uitvoer;
mod woonplaats;

pub use beheer::controleer_alles;
pub use dien::{Open, open};

use clap::{Args, Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Everything was done.
const GOED: u8 = 0;
/// A check found something.
const BEVINDING: u8 = 1;
/// Wrong use or input that cannot be read.
const FOUT_GEBRUIK: u8 = 2;
/// Input could not be read.
const ONLEESBAAR: u8 = 2;
/// It could not be done.
const MISLUKT: u8 = 3;

/// Wijkthuis: beschermd wonen en beschermd thuis, van melding tot kwartaalrapport.
#[derive(Debug, Parser)]
#[command(
    name = "wijkthuis",
    version,
    about = "Wijkthuis: beschermd wonen en beschermd thuis, van melding tot kwartaalrapport",
    after_help = "Uitgang: 0 gelukt, 1 er is iets gevonden (controleer, herreken, inlezen, iwmo, woonplaats, stelsel), 2 verkeerd gebruik of onleesbare invoer, 3 mislukt."
)]
pub struct Opdrachtregel {
    #[command(flatten)]
    waar: Waar,
    #[command(subcommand)]
    wat: Wat,
}

/// Where the data are.
#[derive(Debug, Clone, Args)]
pub struct Waar {
    /// Database op een server: postgres://gebruiker:wachtwoord@host/naam
    #[arg(long, global = true, env = "WIJKTHUIS_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Map voor de ingebouwde database en de sleutel
    #[arg(long, global = true, default_value = "gegevens")]
    pub map: PathBuf,
    /// Bestand met de sleutel voor versleutelde velden (standaard: MAP/sleutel)
    #[arg(long, global = true, env = "WIJKTHUIS_SLEUTEL")]
    pub sleutel: Option<PathBuf>,
    /// Map met regelbestanden die de ingebouwde vervangen of aanvullen
    #[arg(long, global = true)]
    pub regels: Option<PathBuf>,
    /// Bestand met de gemeenten van de regio (code;naam;rol)
    #[arg(long, global = true)]
    pub regio: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Wat {
    /// Start de demo: een verzonnen regio met vijf jaar geschiedenis
    Demo {
        /// Poort van de webpagina's
        #[arg(long, default_value_t = 8730)]
        poort: u16,
        /// Ongeveer hoeveel cliënten
        #[arg(long, default_value_t = 400)]
        omvang: u32,
    },
    /// Vul een lege database met de demo en stop
    Zaai {
        /// Ongeveer hoeveel cliënten
        #[arg(long, default_value_t = 400)]
        omvang: u32,
        /// Laatste dag van de geschiedenis (standaard: vandaag)
        #[arg(long)]
        tot: Option<String>,
    },
    /// Start Wijkthuis
    Dien {
        /// Poort van de webpagina's
        #[arg(long, default_value_t = 8730)]
        poort: u16,
        /// Adres waarop wordt geluisterd; zet er een proxy met TLS voor
        #[arg(long, default_value = "127.0.0.1")]
        adres: String,
        /// Map waaruit iWmo-berichten worden ingelezen, elke minuut
        #[arg(long)]
        inmap: Option<PathBuf>,
        /// Map waarin uitgaande iWmo-berichten ook als bestand komen
        #[arg(long)]
        uitmap: Option<PathBuf>,
        /// Verpak wat weggaat in een envelop van het gegevensknooppunt (StUF-GGk 2.1.04)
        #[arg(long)]
        ggk: bool,
        /// Adres waarop iedereen Wijkthuis bereikt, voor koppelingen in open cijfers: https://…
        #[arg(long, env = "WIJKTHUIS_BUITENADRES")]
        buitenadres: Option<String>,
    },
    /// Lees iWmo-berichten in en beantwoord ze
    Inlezen {
        /// Bestanden of mappen
        #[arg(required = true)]
        berichten: Vec<PathBuf>,
        /// Map waarin de antwoorden als bestand komen
        #[arg(long)]
        uitmap: Option<PathBuf>,
        /// Verpak wat weggaat in een envelop van het gegevensknooppunt (StUF-GGk 2.1.04)
        #[arg(long)]
        ggk: bool,
    },
    /// Maak de voortgangsrapportage van een kwartaal of een jaar
    Rapport {
        /// Kwartaal, bijvoorbeeld 2026-2, of jaar, bijvoorbeeld 2025
        #[arg(long, alias = "kwartaal")]
        tijdvak: String,
        /// Bestand: .pdf, .html, .ods of .xlsx
        #[arg(long)]
        uit: PathBuf,
    },
    /// Geef cijfers aan andere programma's
    #[command(subcommand)]
    Uitvoer(uitvoer::UitvoerOpdracht),
    /// Reken een uitgave van een rapport na, byte voor byte, of zeg waarom dat niet kan
    Herreken {
        /// Nummer van de uitgave; zonder nummer alle uitgaven
        uitgave: Option<i64>,
    },
    /// Bewijs dat de database klopt
    Controleer,
    /// Werk de tabellen bij naar deze versie
    Migreer,
    /// Schrijf een reservekopie naar een nieuw bestand
    Reservekopie {
        /// Bestand dat nog niet bestaat
        bestand: PathBuf,
    },
    /// Zet een reservekopie terug in een lege database
    Herstel {
        /// Bestand van `reservekopie`
        bestand: PathBuf,
    },
    /// Gebruikers
    #[command(subcommand)]
    Gebruiker(gebruiker::GebruikerOpdracht),
    /// Controleer iWmo-bestanden, zonder database
    #[command(subcommand)]
    Iwmo(iwmo::IwmoOpdracht),
    /// Reken gevallen na: welke gemeente is verantwoordelijk
    #[command(subcommand)]
    Woonplaats(woonplaats::WoonplaatsOpdracht),
    /// Reken het verdeelmodel, het ingroeipad en de pot na, zonder database
    #[command(subcommand)]
    Stelsel(stelsel::StelselOpdracht),
}

/// Threads that serve, also on a small machine.
const DRADEN_MIN: usize = 4;

/// Runs a command and says how it ended.
pub fn voer_uit(o: Opdrachtregel) -> ExitCode {
    logging();
    // An embedded database is read on the thread that asks: a long question may not leave the others without one.
    let draden = std::thread::available_parallelism().map_or(DRADEN_MIN, |n| n.get().max(DRADEN_MIN));
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(draden).enable_all().build() {
            Ok(r) => r,
            Err(e) => {
                eprintln!("Wijkthuis kan niet starten: {e}");
                return ExitCode::from(MISLUKT);
            }
        };
    match runtime.block_on(doe(o)) {
        Ok(code) => ExitCode::from(code),
        Err(e) => {
            eprintln!("Mislukt: {e}");
            ExitCode::from(MISLUKT)
        }
    }
}

fn logging() {
    use tracing_subscriber::EnvFilter;
    let filter =
        EnvFilter::try_from_env("WIJKTHUIS_LOG").unwrap_or_else(|_| EnvFilter::new("warn,wijkthuis=info"));
    // A second call, from a test, changes nothing.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

async fn doe(o: Opdrachtregel) -> anyhow::Result<u8> {
    let waar = o.waar;
    match o.wat {
        Wat::Demo { poort, omvang } => dien::demo(&waar, poort, omvang).await,
        Wat::Zaai { omvang, tot } => dien::zaai(&waar, omvang, tot.as_deref()).await,
        Wat::Dien { poort, adres, inmap, uitmap, ggk, buitenadres } => {
            dien::dien(&waar, &adres, poort, inmap, uitmap, ggk, buitenadres).await
        }
        Wat::Inlezen { berichten, uitmap, ggk } => beheer::inlezen(&waar, &berichten, uitmap, ggk).await,
        Wat::Uitvoer(u) => uitvoer::voer_uit(&waar, u).await,
        Wat::Rapport { tijdvak, uit } => beheer::rapport(&waar, &tijdvak, &uit).await,
        Wat::Herreken { uitgave } => beheer::herreken(&waar, uitgave).await,
        Wat::Controleer => beheer::controleer(&waar).await,
        Wat::Migreer => beheer::migreer(&waar).await,
        Wat::Reservekopie { bestand } => beheer::reservekopie(&waar, &bestand).await,
        Wat::Herstel { bestand } => beheer::herstel(&waar, &bestand).await,
        Wat::Gebruiker(g) => gebruiker::voer_uit(&waar, g).await,
        Wat::Iwmo(i) => iwmo::voer_uit(i),
        Wat::Woonplaats(w) => woonplaats::voer_uit(&waar, w),
        Wat::Stelsel(s) => stelsel::voer_uit(s),
    }
}
