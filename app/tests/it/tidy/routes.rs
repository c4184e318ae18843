//! Every route has roles, a log reason, a room and a path that says nothing about anybody.

use super::{bestanden, geen, straat::STRAAT};
use std::collections::BTreeSet;
use wijkthuis::{
    huis::{Methode, Route, Toegankelijk, Veldklasse},
    routes,
};

/// Pages before the login, with the reason.
const OPENBAAR: &[(&str, &str)] = &[
    ("/inloggen", "how one comes in"),
    ("/inloggen/code", "the second factor"),
    ("/uitloggen", "how one goes out, also when the session has ended; carries the form token"),
    ("/toegankelijkheid", "the statement that the law asks for (Besluit digitale toegankelijkheid overheid)"),
    (
        "/open-cijfers",
        "the front of what was released for everybody (Wet hergebruik van overheidsinformatie)",
    ),
    ("/open-cijfers/catalogus.ttl", "open figures described by DCAT-AP-NL"),
    ("/open-cijfers/catalogus.jsonld", "the same as JSON-LD"),
    ("/open-cijfers/csv/{bestand}", "released figures with small numbers hidden, as CSV"),
    ("/open-cijfers/odata/v1", "released figures by OData; never a look at the registers"),
    ("/open-cijfers/odata/v1/{verzameling}", "the same: catalogue and data sets"),
    ("/open-cijfers/odata/v1/Wijkthuis/{dataset}", "the same: one data set"),
    ("/open-cijfers/odata/v1/Wijkthuis/{dataset}/{verzameling}", "the same: observations and codes"),
    ("/open-cijfers/odata/v1/Wijkthuis/{dataset}/{verzameling}/$count", "the same: how many"),
    ("/open-cijfers/api/v1/openapi.json", "description of the open API"),
    ("/open-cijfers/api/v1/datasets", "released figures by the plain API"),
    ("/open-cijfers/api/v1/datasets/{dataset}", "the same: one data set"),
    ("/open-cijfers/api/v1/datasets/{dataset}/waarnemingen", "the same: its figures"),
    ("/open-cijfers/api/v1/uitgaven", "when figures were released, with their hash"),
    ("/-/gezond", "for the machine that watches the process; says nothing but ok"),
    ("/demo/kies", "only in the demo: chooses a demo person"),
];

/// What a path parameter may be: keys of rows and other things that name nobody.
const PARAMETERS: &[&str] =
    &["adres", "jaar", "kwartaal", "maand", "maat", "stap", "soort", "naam", "bestand"];

fn alle() -> Vec<&'static Route> {
    routes::alle(true)
}

fn wie(r: &Route) -> String {
    format!("{:?} {}", r.methode, r.pad)
}

#[test]
fn elke_route_heeft_een_rol_of_staat_op_de_lijst_van_openbare() {
    let mut fout = Vec::new();
    for r in alle() {
        let op_lijst = OPENBAAR.iter().any(|(pad, _)| *pad == r.pad);
        match (r.toegankelijk, r.rollen.is_empty()) {
            (Toegankelijk::Openbaar, _) if !op_lijst => {
                fout.push(format!("{}: public, but not in OPENBAAR with a reason", wie(r)));
            }
            (Toegankelijk::Openbaar, _) if r.klasse != Veldklasse::Geen => {
                fout.push(format!("{}: public, and shows fields of class {:?}", wie(r), r.klasse));
            }
            (Toegankelijk::Ingelogd, true) => {
                fout.push(format!("{}: name the roles that may use it", wie(r)))
            }
            _ => {}
        }
    }
    geen("routes without a role", &fout);
    let dood: Vec<&str> =
        OPENBAAR.iter().map(|o| o.0).filter(|pad| !alle().iter().any(|r| r.pad == *pad)).collect();
    assert!(dood.is_empty(), "no longer routes, take them out of OPENBAAR: {dood:?}");
}

#[test]
fn de_demo_heeft_geen_deur_buiten_de_demo() {
    assert!(routes::alle(false).iter().all(|r| !r.pad.starts_with("/demo")));
    assert!(routes::alle(true).iter().any(|r| r.pad.starts_with("/demo")));
}

#[test]
fn elke_route_zegt_in_het_logboek_waarom() {
    let fout: Vec<String> = alle()
        .iter()
        .filter(|r| r.doel.trim().len() < 4)
        .map(|r| format!("{}: give the purpose in a few Dutch words", wie(r)))
        .collect();
    geen("routes without a log reason", &fout);
}

#[test]
fn elke_route_bestaat_een_keer() {
    let mut gezien = BTreeSet::new();
    // `{dossier}` and `{id}` catch the same addresses.
    let vorm = |pad: &str| {
        pad.split('/').map(|d| if d.starts_with('{') { "{}" } else { d }).collect::<Vec<_>>().join("/")
    };
    let fout: Vec<String> =
        alle().iter().filter(|r| !gezien.insert((r.methode, vorm(r.pad)))).map(|r| wie(r)).collect();
    geen("routes that are there twice", &fout);
}

#[test]
fn geen_pad_noemt_een_mens() {
    let mut fout = Vec::new();
    for r in alle() {
        for deel in r.pad.split('/').filter_map(|d| d.strip_prefix('{')?.split('}').next()) {
            let verdacht =
                ["bsn", "naam", "geboren", "geboortedatum", "postcode", "telefoon", "email", "adres"];
            if verdacht.iter().any(|v| deel.contains(v)) && !PARAMETERS.contains(&deel) {
                fout.push(format!(
                    "{}: {{{deel}}} would put a person in an address: use the id of a row",
                    wie(r)
                ));
            }
        }
        if r.methode == Methode::Get && r.pad.contains("/zoek") && r.pad.contains('{') {
            fout.push(format!("{}: what is searched goes by POST", wie(r)));
        }
    }
    geen("addresses that name a person", &fout);
}

#[test]
fn elke_route_over_een_dossier_noemt_welke_gegevens_hij_toont() {
    let fout: Vec<String> = alle()
        .iter()
        // The noodknop must open for who has no rights on the dossier yet, and shows nothing of it.
        .filter(|r| r.over_dossier() && r.klasse == Veldklasse::Geen && !r.pad.contains("/noodknop"))
        .map(|r| format!("{}: a page about a dossier shows at least class Basis", wie(r)))
        .collect();
    geen("routes about a dossier without a class of fields", &fout);
}

#[test]
fn elke_kamer_met_routes_staat_in_de_lijst() {
    let lijst =
        bestanden("app/src", &["rs"]).into_iter().find(|b| b.pad == "app/src/routes.rs").expect("exists");
    let mut fout = Vec::new();
    for b in bestanden("app/src", &["rs"]) {
        let kamer = b.kamer().unwrap_or_default();
        let heeft =
            b.tekst.contains("pub static ROUTES: &[Route]") || b.tekst.contains("pub const ROUTES: &[Route]");
        if heeft && STRAAT.contains(&kamer) && !lijst.tekst.contains(&format!("{kamer}::")) {
            fout.push(format!("{}: add {kamer}::ROUTES to KAMERS in app/src/routes.rs", b.pad));
        }
    }
    geen("rooms whose routes nobody can reach", &fout);
}
