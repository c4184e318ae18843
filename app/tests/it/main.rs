//! Integration tests: each runs on SQLite and on PostgreSQL, through the real router, without a port.
//! One binary, so that it links once; `tidy` checks that no file is forgotten here.
#![allow(
    missing_docs,
    dead_code,
    unused_imports,
    unused_variables,
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    clippy::cloned_ref_to_slice_refs,
    clippy::manual_strip,
    reason = "tests are read as rows of the law; tidy holds their size"
)]

mod aanmelden;
mod analyse;
#[allow(dead_code, reason = "the harness serves every room, also those that do not need all of it")]
mod huis;
mod klassen;
mod monitor;
mod monitor_feiten;
mod opdracht_iwmo;
mod opdracht_stelsel;
mod open;
mod opslag;
mod rechten;
mod werkvoorraad;
mod rapport;
mod proefdossier;
mod trajectregie;
mod trajectregie_inzage;
mod woonplaats;
mod toegang;
mod toegang_melding;
mod toegang_gegevens;
mod toegang_tweede;
mod toegang_sporen;
mod besluit;
mod besluit_dossier;
mod besluit_wijzigen;
mod beheer;
mod beheer_inlog;
mod beheer_logboek;
mod berichten;
mod berichten_bestanden;
mod berichten_dag;
mod berichten_envelop;
mod berichten_grens;
mod berichten_herstel;
mod berichten_verkeer;
mod berichten_verzoek;
mod berichten_volgorde;
mod financien;
mod gmsd;
mod financien_begroting;
mod financien_crediteuren;
mod financien_pot;
mod financien_verrekening;
mod inkoop;
mod levering;
mod overleg;
mod stelsel;
mod termijnen;
mod streek;
mod tidy;
mod zaai;
