//! The traffic per aanbieder: how many messages, how many faults, and what cannot be sent.

use super::lijst::partij;
use super::verzend::verzend_van;
use super::verzendfout::{self, VerzendfoutRij};
use crate::{
    huis::{
        Antwoord, Fout, Kader, Rol, Uitkomst, Verzoek, csv,
        onderdelen::{Kolom, Richting},
    },
    inkoop::opslag::aanbieders,
    levering::{bereik, berichtstand},
};
use askama::Template;
use kern::stam::{DossierId, Peil};
use std::collections::BTreeMap;

/// One aanbieder.
#[derive(Debug, Clone, Default)]
struct Verkeer {
    agb: String,
    naam: String,
    in_: i64,
    uit: i64,
    fouten: i64,
    wacht: i64,
    /// Faults per hundred messages received, rounded down.
    aandeel: String,
}

/// Something that cannot be sent, for who may know the dossier.
struct NietVerstuurd {
    rij: VerzendfoutRij,
    wie: String,
    dossier: String,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/verkeer.html")]
struct Pagina {
    kader: Kader,
    niet_verstuurd: Vec<NietVerstuurd>,
    mag_opnieuw: bool,
    kolommen: Vec<Kolom>,
    regels: Vec<Verkeer>,
    csv: String,
}

/// GET /berichten/verkeer
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let is_tr = vz.actor.rol == Rol::Trajectregisseur;
    let niet = verzendfout::alle(&vz.db).await?.into_iter().map(|rij| NietVerstuurd {
        wie: partij(&rij.agb, &wie),
        dossier: match (is_tr, bereik::mist_gegevens(&rij.regel)) {
            (false, _) => String::new(),
            // What the inwoner lacks is completed there, not on the page of the levering.
            (true, true) => format!("/dossiers/{}/gegevens", rij.dossier_id),
            (true, false) => format!("/dossiers/{}/levering", rij.dossier_id),
        },
        rij,
    });
    let op = sortering(&vz);
    let kolom = |naam: &str, code: &str, getal: bool| {
        let kop = if getal { Kolom::getal(naam) } else { Kolom::tekst(naam) };
        let richting = match (op == code, getal) {
            (false, _) => Richting::Geen,
            (true, true) => Richting::Af,
            (true, false) => Richting::Op,
        };
        kop.sorteer(format!("/berichten/verkeer?sorteer={code}"), richting)
    };
    let p = Pagina {
        kader: vz
            .kader("Berichtenverkeer per aanbieder")
            .await?
            .kruimel("Berichtenverkeer", "/berichten")
            .kruimel("Per aanbieder", ""),
        niet_verstuurd: niet.collect(),
        mag_opnieuw: super::INLEZERS.contains(&vz.actor.rol),
        kolommen: vec![
            kolom("Aanbieder", "naam", false),
            kolom("Ontvangen", "ontvangen", true),
            kolom("Verstuurd", "verstuurd", true),
            kolom("Afgekeurd of onleesbaar", "fouten", true),
            kolom("Wacht", "wacht", true),
            Kolom::getal("Fouten per 100 ontvangen"),
        ],
        regels: regels(&vz, op).await?,
        csv: format!("/berichten/verkeer.csv?sorteer={op}"),
    };
    Antwoord::pagina(&p)
}

fn sortering(vz: &Verzoek) -> &'static str {
    let gevraagd = vz.vraag("sorteer").unwrap_or_default();
    ["ontvangen", "verstuurd", "fouten", "wacht"].into_iter().find(|s| *s == gevraagd).unwrap_or("naam")
}

async fn regels(vz: &Verzoek, op: &str) -> Result<Vec<Verkeer>, Fout> {
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let mut per: BTreeMap<String, Verkeer> = BTreeMap::new();
    for t in berichtstand::tellingen(&vz.db).await? {
        let r = per.entry(t.aanbieder.clone()).or_insert_with(|| Verkeer {
            naam: partij(&t.aanbieder, &wie),
            agb: t.aanbieder.clone(),
            ..Verkeer::default()
        });
        if t.richting == "in" {
            r.in_ += t.aantal;
        } else {
            r.uit += t.aantal;
        }
        match t.stand.as_str() {
            "afgekeurd" | "onleesbaar" => r.fouten += t.aantal,
            "wacht" | "bewaard" => r.wacht += t.aantal,
            _ => {}
        }
    }
    let mut uit: Vec<Verkeer> = per.into_values().collect();
    for r in &mut uit {
        r.aandeel = if r.in_ == 0 { String::new() } else { (r.fouten * 100 / r.in_).to_string() };
    }
    uit.sort_by(|a, b| {
        let getal = |r: &Verkeer| match op {
            "ontvangen" => r.in_,
            "verstuurd" => r.uit,
            "fouten" => r.fouten,
            "wacht" => r.wacht,
            _ => 0,
        };
        getal(b).cmp(&getal(a)).then_with(|| a.naam.cmp(&b.naam))
    });
    Ok(uit)
}

/// GET /berichten/verkeer.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let kop = ["Aanbieder", "AGB", "Ontvangen", "Verstuurd", "Afgekeurd of onleesbaar", "Wacht"];
    let mut uit = csv::regel(&kop);
    for r in regels(&vz, sortering(&vz)).await? {
        let getallen = [r.in_, r.uit, r.fouten, r.wacht].map(|n| n.to_string());
        let velden: Vec<String> = [r.naam, r.agb].into_iter().chain(getallen).collect();
        uit.push_str(&csv::regel(&velden));
    }
    Antwoord::bestand("berichtenverkeer.csv", "text/csv; charset=utf-8", uit.into_bytes())
}

/// POST /berichten/versturen: tries to send what waits in a dossier, after the cause is mended.
pub async fn verstuur(vz: Verzoek) -> Uitkomst {
    let Some(dossier) = vz.form.getal("dossier") else { return Antwoord::niet_gevonden() };
    verzend_van(vz.app.clone(), DossierId(dossier)).await?;
    let nog = verzendfout::van_dossier(&vz.db, DossierId(dossier)).await?;
    let zin = match nog.first() {
        None => "Wat klaarstond is verstuurd.".to_owned(),
        Some(f) => format!("Het kan nog niet worden verstuurd. {}", f.zin),
    };
    Antwoord::naar_met_melding("/berichten/verkeer", zin)
}
