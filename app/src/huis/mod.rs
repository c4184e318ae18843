//! The cellar: storage, the two logs, sessions, rights, and the one gate that every request passes.

pub mod aanmelden;
mod antwoord;
pub mod app;
pub mod figuur;
pub mod fout;
mod foutpagina;
pub mod geheim;
pub mod gemeenten;
pub mod haak;
pub mod invoer;
pub mod kader;
mod klok;
pub mod logboek;
pub mod onderdelen;
pub mod opslag;
mod poort;
pub mod rechten;
pub mod regels;
mod route;
pub mod sessie;
pub mod statisch;
pub mod uitleg;
pub mod verschil;
mod verzoek;
pub mod werkstand;

pub use antwoord::{Antwoord, Uitkomst};
pub use app::App;
pub use fout::{Fout, FoutSoort};
pub use invoer::{Invoer, Optie};
pub use kader::Kader;
pub use klok::{Klok, Wie, dag_van, nederland};
pub(crate) use opslag::hex as opslag_hex;
pub use poort::{KOPPEN, router};
pub use rechten::{Rol, Veldklasse};
pub use route::{Handler, Methode, Route, Toegankelijk, doe, lees, openbaar_doe, openbaar_lees};
pub use verzoek::{Actor, Bestand, Toegang, Velden, Verzoek};
