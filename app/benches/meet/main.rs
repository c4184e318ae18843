//! Measures the whole program, the way its people meet it: a process of its own, a session, rights, form tokens and the log of
//! reads switched on. Prints figures; promises nothing and fails on nothing but wrong answers.
//!
//! ```text
//! cargo bench -p wijkthuis --bench meet -- lezen     --map M [--omvang 50000]
//! cargo bench -p wijkthuis --bench meet -- schrijven [--database postgres://…] [--schrijvers 32]
//! cargo bench -p wijkthuis --bench meet -- berichten [--database postgres://…] [--aantal 2000] [--omvang 400]
//! cargo bench -p wijkthuis --bench meet -- stroom    [--keer 50]
//! cargo bench -p wijkthuis --bench meet -- monitor   --map M [--omvang 400]
//! cargo bench -p wijkthuis --bench meet -- landelijk --map M [--episoden 1000000]
//! cargo bench -p wijkthuis --bench meet -- ruis      [--keer 10000] [--zaad 1]
//! ```
//!
//! `lezen` starts the program on a filled folder (and fills it first when it is empty), asks for lists and dossiers as twenty
//! people at once, and tells the processor time per request, the times that people wait, the bytes on the wire, the time to
//! start and the memory. `schrijven` counts acts per commit and per second. `berichten` receives a day of messages. `stroom` pulls the plug under load, again and
//! again, and looks whether anything that was promised is gone. `ruis` sends forms, files and addresses full of nonsense.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tool for the builders: it stops with a message when something is not as expected"
)]

mod berichten;
mod bezoeker;
mod landelijk;
mod lezen;
mod monitor;
mod onzin;
mod proces;
mod ruis;
mod schrijven;
mod stroom;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(about = "Measures Wijkthuis as a whole")]
struct Opties {
    #[command(subcommand)]
    wat: Wat,
    /// Given by cargo.
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum Wat {
    /// Lists, dossiers, start, memory
    Lezen {
        #[arg(long)]
        map: PathBuf,
        #[arg(long, default_value_t = 50_000)]
        omvang: u32,
        #[arg(long, default_value_t = 20)]
        mensen: usize,
        #[arg(long, default_value_t = 4_000)]
        vragen: usize,
    },
    /// Acts per commit and per second
    Schrijven {
        #[arg(long)]
        database: Option<String>,
        #[arg(long, default_value_t = 32)]
        schrijvers: usize,
        #[arg(long, default_value_t = 3_000)]
        handelingen: usize,
    },
    /// A day of messages of aanbieders, per second
    Berichten {
        #[arg(long)]
        database: Option<String>,
        #[arg(long, default_value_t = 400)]
        omvang: u32,
        #[arg(long, default_value_t = 2_000)]
        aantal: usize,
        #[arg(long, default_value_t = 1)]
        zaad: u64,
    },
    /// Kill under load, count what is lost
    Stroom {
        #[arg(long, default_value_t = 50)]
        keer: usize,
    },
    /// The monitor: first use, one new fact to page, first byte of the dashboard
    Monitor {
        #[arg(long)]
        map: PathBuf,
        #[arg(long, default_value_t = 400)]
        omvang: u32,
        #[arg(long, default_value_t = 200)]
        keer: usize,
    },
    /// The monitor for 342 gemeenten
    Landelijk {
        #[arg(long)]
        map: PathBuf,
        #[arg(long, default_value_t = 1_000_000)]
        episoden: i64,
        #[arg(long, default_value_t = 20)]
        keer: usize,
    },
    /// Nonsense from outside
    Ruis {
        #[arg(long, default_value_t = 10_000)]
        keer: usize,
        #[arg(long, default_value_t = 1)]
        zaad: u64,
    },
}

#[tokio::main]
async fn main() {
    match Opties::parse().wat {
        Wat::Lezen { map, omvang, mensen, vragen } => lezen::meet(&map, omvang, mensen, vragen).await,
        Wat::Schrijven { database, schrijvers, handelingen } => {
            schrijven::meet(database, schrijvers, handelingen).await;
        }
        Wat::Berichten { database, omvang, aantal, zaad } => {
            berichten::meet(database, omvang, aantal, zaad).await;
        }
        Wat::Stroom { keer } => stroom::meet(keer).await,
        Wat::Monitor { map, omvang, keer } => monitor::meet(&map, omvang, keer).await,
        Wat::Landelijk { map, episoden, keer } => landelijk::meet(&map, episoden, keer).await,
        Wat::Ruis { keer, zaad } => ruis::meet(keer, zaad).await,
    }
}
