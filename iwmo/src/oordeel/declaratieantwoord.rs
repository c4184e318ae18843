//! Judging the answer to a declaratie (WMO325) against that declaratie. No message answers a 325, so the outcome is a list of broken
//! rules and not of retourcodes: the gemeente asks it before it sends, the aanbieder when it receives.

use std::collections::HashMap;
use std::fmt;

use super::{Berichtenboek, codes, kop};
use crate::bericht::Berichtsoort;
use crate::datum::Datum;
use crate::regels;
use crate::typen::{AntwoordClient, Prestatie, Wmo323, Wmo325};
use crate::waarde::{Bsn, Referentienummer};

/// A rule that a message breaks, when no retourcode exists to say it with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overtreding {
    /// The rule, such as `TR337`.
    pub regel: &'static str,
    /// What it is about: a reference, a number, an identification.
    pub waar: String,
}

impl fmt::Display for Overtreding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zin = regels::zoek(self.regel).map_or("", |r| r.omschrijving);
        write!(f, "{} ({}): {zin}", self.regel, self.waar)
    }
}

/// Judges a declaratie-antwoord: TR056, TR135, TR304, TR337, TR366, TR367, TR371, TR376, TR378.
#[must_use]
pub fn declaratieantwoord(bericht: &Wmo325, boek: &impl Berichtenboek, vandaag: Datum) -> Vec<Overtreding> {
    let mut uit = Vec::new();
    let mut meld = |regel, waar: &dyn fmt::Display| uit.push(Overtreding { regel, waar: waar.to_string() });
    let eigen = &bericht.kop.kop;
    for code in kop::op_dagtekening(Berichtsoort::Wmo325, eigen, boek, vandaag) {
        let regel = match code {
            codes::IDENTIFICATIE => "TR056",
            codes::DAGTEKENING => "TR135",
            _ => "TR378",
        };
        meld(regel, &eigen.identificatie);
    }
    let identificatie = &bericht.kop.declaratie_identificatie;
    let heen = boek.declaratie(eigen.gemeente, eigen.aanbieder, identificatie);
    let Some(heen) = heen.filter(|h| h.kop.dagtekening == bericht.kop.declaratie_dagtekening) else {
        meld("TR337", identificatie);
        return uit;
    };
    if heen.kop.xsd != bericht.kop.xsd_declaratie {
        meld("TR371", identificatie);
    }
    let Some(antwoord) = &bericht.antwoord else { return uit };
    if *antwoord.nummer != *heen.declaratie.nummer {
        meld("TR376", &antwoord.nummer);
    }
    if antwoord.ingediend != heen.declaratie.totaal {
        meld("TR367", &antwoord.nummer);
    }
    let gedeclareerd = per_referentie(&heen);
    for client in &antwoord.clienten {
        prestaties(client, &gedeclareerd, &mut meld);
    }
    uit
}

/// What was declared, by reference.
type Gedeclareerd<'a> = HashMap<(&'a Referentienummer, Option<&'a Referentienummer>), (Bsn, &'a Prestatie)>;

fn per_referentie(heen: &Wmo323) -> Gedeclareerd<'_> {
    let clienten = heen.declaratie.clienten.iter();
    let paren = clienten.flat_map(|c| c.prestaties.iter().map(move |p| (c.bsn, p)));
    paren.map(|(bsn, p)| ((&p.referentie.nummer, p.referentie.vorig.as_ref()), (bsn, p))).collect()
}

fn prestaties(
    client: &AntwoordClient,
    gedeclareerd: &Gedeclareerd<'_>,
    meld: &mut impl FnMut(&'static str, &dyn fmt::Display),
) {
    for p in &client.prestaties {
        let nummer = &p.referentie.nummer;
        match gedeclareerd.get(&(nummer, p.referentie.vorig.as_ref())) {
            None => meld("TR366", nummer),
            Some((bsn, _)) if *bsn != client.bsn => meld("TR304", nummer),
            Some((_, heen)) if p.met_codes(&()) != **heen => meld("TR367", nummer),
            Some(_) => {}
        }
    }
}
