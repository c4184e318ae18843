//! What a request brings before anybody looks at rights: cookies, origin, form and files.

use super::{
    Methode, Route,
    verzoek::{Bestand, Velden},
};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, header},
};

/// Sec-Fetch-Site and Origin: a POST must come from our own pages.
pub(super) fn oorsprong_klopt(route: &Route, koppen: &HeaderMap) -> bool {
    if route.methode == Methode::Get {
        return true;
    }
    let kop = |n: &str| koppen.get(n).and_then(|w| w.to_str().ok());
    let site_ok = kop("sec-fetch-site").is_none_or(|s| s == "same-origin" || s == "none");
    let host = kop("host").unwrap_or_default();
    // With `Referrer-Policy: no-referrer` browsers post our own forms with `Origin: null`; then Sec-Fetch-Site must vouch.
    let origin_ok = match kop("origin") {
        None => true,
        Some("null") => kop("sec-fetch-site") == Some("same-origin"),
        Some(o) => o.split_once("://").is_some_and(|(_, h)| h == host),
    };
    site_ok && origin_ok
}

/// Compares form tokens without telling by time how much was right.
pub(super) fn gelijk(a: &str, b: &str) -> bool {
    use subtle::ConstantTimeEq;
    !b.is_empty() && a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// The fields and files of a body, or a Dutch sentence that says why it could not be read.
pub(super) async fn lees_lichaam(
    route: &Route,
    req: Request,
) -> Result<(Velden, Vec<Bestand>), &'static str> {
    const TE_GROOT: &str = "Wat u verstuurde is te groot.";
    if route.methode == Methode::Get {
        return Ok((Velden::default(), Vec::new()));
    }
    let soort =
        req.headers().get(header::CONTENT_TYPE).and_then(|w| w.to_str().ok()).unwrap_or_default().to_owned();
    let (delen, lichaam) = req.into_parts();
    let bytes = axum::body::to_bytes(lichaam, route.lichaam_max).await.map_err(|_| TE_GROOT)?;
    if !soort.starts_with("multipart/form-data") {
        return Ok((Velden::lees(&bytes), Vec::new()));
    }
    let req = Request::from_parts(delen, Body::from(bytes));
    let mut stukken =
        Multipart::from_request(req, &()).await.map_err(|_| "Het formulier kon niet worden gelezen.")?;
    let (mut form, mut bestanden) = (Velden::default(), Vec::new());
    while let Some(stuk) = stukken.next_field().await.map_err(|_| "Het formulier kon niet worden gelezen.")? {
        let veld = stuk.name().unwrap_or_default().to_owned();
        let naam = stuk.file_name().map(|n| n.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        let inhoud = stuk.bytes().await.map_err(|_| TE_GROOT)?.to_vec();
        match naam {
            Some(naam) if !(naam.is_empty() && inhoud.is_empty()) => {
                bestanden.push(Bestand { veld, naam, inhoud })
            }
            Some(_) => {}
            None => form.0.push((veld, String::from_utf8_lossy(&inhoud).into_owned())),
        }
    }
    Ok((form, bestanden))
}

/// The value of a cookie.
pub(super) fn koekje(koppen: &HeaderMap, naam: &str) -> Option<String> {
    koppen
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|w| w.to_str().ok())
        .flat_map(|w| w.split(';'))
        .filter_map(|p| p.trim().split_once('='))
        .find(|(k, _)| *k == naam)
        .map(|(_, w)| w.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::huis::{Antwoord, Veldklasse, doe};

    #[test]
    fn een_formulier_komt_van_onze_eigen_paginas() {
        let route = doe("/x", |_| Box::pin(async { Antwoord::naar("/") }), &[], "proef", Veldklasse::Geen);
        for (origin, site, goed) in [
            (None, None, true),
            (Some("https://wijkthuis.test"), Some("same-origin"), true),
            (Some("https://elders.test"), Some("cross-site"), false),
            (Some("https://elders.test"), None, false),
            (Some("null"), Some("same-origin"), true),
            (Some("null"), Some("cross-site"), false),
            (Some("null"), None, false),
        ] {
            let mut koppen = HeaderMap::new();
            koppen.insert(header::HOST, "wijkthuis.test".parse().expect("header"));
            for (naam, waarde) in [("origin", origin), ("sec-fetch-site", site)] {
                if let Some(w) = waarde {
                    koppen.insert(naam, w.parse().expect("header"));
                }
            }
            assert_eq!(oorsprong_klopt(&route, &koppen), goed, "{origin:?} {site:?}");
        }
    }
}
