//! The door of everything open: not too often, the same errors everywhere, and what did not change is not sent again.

use super::{
    boek::{Boek, Boekenkast},
    rem::Rem,
    tafel::{Onbegrepen, json},
};
use crate::huis::{Antwoord, Fout, Uitkomst, Verzoek, geheim::sha256};
use axum::http::StatusCode;

/// How errors are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vorm {
    /// As OData says (JSON format 4.01, 21).
    OData,
    /// As RFC 9457 says: problem+json.
    Probleem,
}

/// Why there is no answer.
#[derive(Debug, Clone)]
pub struct Nee {
    status: StatusCode,
    zin: String,
}

impl Nee {
    /// There is no such thing: status 404.
    pub fn weg(zin: String) -> Nee {
        Nee { status: StatusCode::NOT_FOUND, zin }
    }
    /// The question is wrong: status 400.
    pub fn fout(zin: impl Into<String>) -> Nee {
        Nee { status: StatusCode::BAD_REQUEST, zin: zin.into() }
    }
    /// A question that was not understood, or is outside what we do.
    pub fn van(o: Onbegrepen) -> Nee {
        let status = if o.buiten { StatusCode::NOT_IMPLEMENTED } else { StatusCode::BAD_REQUEST };
        Nee { status, zin: o.zin }
    }
    fn antwoord(&self, vorm: Vorm) -> Antwoord {
        let titel = match self.status {
            StatusCode::NOT_FOUND => "Niet gevonden",
            StatusCode::BAD_REQUEST => "De vraag klopt niet",
            StatusCode::NOT_IMPLEMENTED => "Dit kan deze dienst niet",
            StatusCode::TOO_MANY_REQUESTS => "Te veel vragen",
            _ => "Het lukte niet",
        };
        let (code, zin) = (self.status.as_u16(), json(&self.zin));
        match vorm {
            Vorm::OData => {
                let tekst = format!("{{\"error\":{{\"code\":\"{code}\",\"message\":{zin}}}}}");
                Antwoord::open(self.status, "application/json", tekst.into_bytes())
                    .met_kop("odata-version", "4.0")
            }
            Vorm::Probleem => {
                let tekst = format!(
                    "{{\"type\":\"about:blank\",\"title\":{},\"status\":{code},\"detail\":{zin}}}",
                    json(titel)
                );
                Antwoord::open(self.status, "application/problem+json", tekst.into_bytes())
            }
        }
    }
}

/// The start of a text of a visitor, so that an answer stays short.
pub fn kort(t: &str) -> String {
    t.chars().take(60).collect()
}

/// When an address asked too much in this minute: how much it may ask, and how many seconds it has to wait.
pub fn te_vaak(v: &Verzoek) -> Option<(i64, i64)> {
    let max = v.app.regels.getal("open", "verzoeken_per_minuut", v.vandaag()).map_or(300, |r| r.waarde);
    Some((max, v.app.gedeeld.neem::<Rem>().te_veel(&v.adres, v.nu(), max)?))
}

/// Answers a question about what was released.
pub async fn open(
    v: Verzoek,
    vorm: Vorm,
    f: impl FnOnce(&Verzoek, &Boek) -> Result<Antwoord, Nee> + Send,
) -> Uitkomst {
    if let Some((max, wacht)) = te_vaak(&v) {
        let zin = format!("Meer dan {max} vragen in een minuut. Probeer het over {wacht} seconden opnieuw.");
        let nee = Nee { status: StatusCode::TOO_MANY_REQUESTS, zin };
        return Ok(afmaken(nee.antwoord(vorm)).met_kop("retry-after", wacht.to_string()));
    }
    let uit = match v.app.gedeeld.neem::<Boekenkast>().haal(&v.db, &v.app.regels).await {
        Ok(boek) => f(&v, &boek).unwrap_or_else(|nee| nee.antwoord(vorm)),
        Err(e) => mislukt(&e, &v.trace).antwoord(vorm),
    };
    Ok(bewaarbaar(&v, afmaken(uit)))
}

fn mislukt(e: &Fout, trace: &str) -> Nee {
    tracing::error!(trace, fout = %e, "failure");
    let zin = format!("Er ging iets mis. Noem kenmerk {trace} als u het meldt.");
    Nee { status: StatusCode::INTERNAL_SERVER_ERROR, zin }
}

/// Everybody may use it, also from a page of another site.
fn afmaken(a: Antwoord) -> Antwoord {
    a.met_kop("api-version", super::api::VERSIE)
        .met_kop("access-control-allow-origin", "*")
        .met_kop("access-control-expose-headers", "API-Version, ETag, OData-Version, Link")
        .met_kop("cross-origin-resource-policy", "cross-origin")
}

/// A good answer may be kept for a while, and is not sent again to who has it.
fn bewaarbaar(v: &Verzoek, a: Antwoord) -> Antwoord {
    if a.status() != StatusCode::OK {
        return a;
    }
    let mut merk = sha256(a.inhoud());
    merk.truncate(32);
    let merk = format!("\"{merk}\"");
    let heeft = v
        .kop("if-none-match")
        .is_some_and(|k| k.split(',').any(|m| m.trim().trim_start_matches("W/") == merk));
    let a =
        if heeft { afmaken(Antwoord::open(StatusCode::NOT_MODIFIED, "text/plain", Vec::new())) } else { a };
    a.met_kop("etag", merk)
        .met_kop("cache-control", "public, max-age=300")
        .met_kop("vary", "host, x-forwarded-proto")
}

/// A path as a full address: clients of OData follow links only when they are whole. Without a known address, and with a strange `Host`,
/// the path itself.
pub fn adres(v: &Verzoek, pad: &str) -> String {
    if let Some(a) = &v.app.instelling.buitenadres {
        return format!("{}{pad}", a.trim_end_matches('/'));
    }
    let gewoon =
        |h: &&str| !h.is_empty() && h.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    match v.kop("host").filter(gewoon) {
        Some(h) if v.kop("x-forwarded-proto") == Some("https") => format!("https://{h}{pad}"),
        Some(h) => format!("http://{h}{pad}"),
        None => pad.to_owned(),
    }
}
