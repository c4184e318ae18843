//! What somebody sees when something did not work: one page, and one line in the log of the server when it was our fault.

use super::{Antwoord, Fout, FoutSoort, app::kaal_kader, foutpagina::Foutpagina, kader::Koppeling};
use axum::http::StatusCode;

/// The answer to a failure; logged once, with its trace.
pub(super) fn mislukt(e: &Fout, trace: &str) -> Antwoord {
    if e.soort == FoutSoort::Achterhaald {
        return achterhaald(e, trace);
    }
    if e.soort == FoutSoort::NietGevonden
        && let Ok(a) = Antwoord::niet_gevonden()
    {
        return a;
    }
    tracing::error!(trace, fout = %e, "failure");
    fout_pagina(StatusCode::INTERNAL_SERVER_ERROR, "", "", "", trace)
}

fn achterhaald(e: &Fout, trace: &str) -> Antwoord {
    tracing::info!(trace, fout = %e, "conflict");
    Antwoord::conflict(
        "Een collega heeft deze gegevens gewijzigd terwijl u bezig was. Er is niets overschreven.",
    )
    .unwrap_or_else(|_| Antwoord::html(StatusCode::CONFLICT, String::new()))
}

/// A page that says what went wrong and how to go on; needs no session and no database.
pub(super) fn fout_pagina(
    status: StatusCode,
    titel: &str,
    wat: &str,
    uitweg: impl Into<Koppeling>,
    kenmerk: &str,
) -> Antwoord {
    let mut p = Foutpagina::van_status(kaal_kader(), status.as_u16(), kenmerk);
    if !titel.is_empty() {
        p.kader.titel = titel.to_owned();
        p.alineas = vec![wat.to_owned()];
        p.wat_nu.insert(0, uitweg.into());
        p.wat_nu.truncate(1);
        p.wat_nu.push(Koppeling::nieuw("Ga naar de startpagina", "/"));
    }
    Antwoord::fout(status, p)
}
