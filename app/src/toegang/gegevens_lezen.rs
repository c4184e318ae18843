//! From the form "Gegevens van de inwoner" to a person and a correctie, and back.

use super::inwoner::InwonerRij;
use super::lezen::{Adresfeit, met_spatie, postcode};
use crate::huis::{App, Fout, Invoer, Veldklasse, Verzoek};
use kern::stam::{Bsn, Gemeentecode, Weigering};
use kern::toegang::{Correctie, Correctiesoort, Geslacht, Identiteitsbewijs, Persoon, toets_persoon};

/// The field of the BSN when that number goes away.
const BSN_WEG: &str = "bsn_weg";

/// What was filled in, as far as it could be read.
pub(super) struct Gelezen {
    /// The person as it would be.
    pub persoon: Persoon,
    /// Why and on which proof.
    pub correctie: Correctie,
    /// Gemeente of the new address, when it was told.
    pub adres: Option<Adresfeit>,
}

/// The form filled with what is known. The BSN is never filled in: it stays what it is when the field is empty.
pub(super) fn begin(p: &Persoon) -> Invoer {
    Invoer::leeg()
        .met("voornamen", &p.voornamen)
        .met("voorvoegsel", &p.voorvoegsel)
        .met("achternaam", &p.achternaam)
        .met_datum("geboren", p.geboren)
        .met("geslacht", p.geslacht.code())
        .met("straat", &p.straat)
        .met("huisnummer", &p.huisnummer)
        .met("postcode", met_spatie(&p.postcode))
        .met("woonplaats", &p.woonplaats)
        .met("telefoon", &p.telefoon)
        .met("email", &p.email)
        .met("bewijs", Identiteitsbewijs::Opgegeven.code())
}

/// Reads the form. Fields of a class that this person may not change stay what they were.
pub(super) fn lees(v: &Verzoek, oud: &InwonerRij, was: &Persoon, f: &mut Invoer) -> Gelezen {
    let tekst = |veld: &str| v.form.tekst(veld).to_owned();
    let mut p = was.clone();
    if v.mag_wijzigen(Veldklasse::Basis) {
        p.achternaam = tekst("achternaam");
        p.voorvoegsel = tekst("voorvoegsel");
        p.voornamen = tekst("voornamen");
        p.geslacht = Geslacht::lees(v.form.tekst("geslacht")).unwrap_or(was.geslacht);
        match v.form.datum("geboren") {
            Ok(Some(dag)) => p.geboren = dag,
            Ok(None) => {
                let w = Weigering::nieuw("TGG-02", "Wmo 2015 art. 2.3.2 lid 1", "Vul de geboortedatum in.");
                f.weiger(&w.bij("geboren"));
            }
            Err(w) => f.weiger(&w),
        }
    }
    if v.mag_wijzigen(Veldklasse::Contact) {
        p.straat = tekst("straat");
        p.huisnummer = tekst("huisnummer");
        p.postcode = postcode(v.form.tekst("postcode"));
        p.woonplaats = tekst("woonplaats");
        p.telefoon = tekst("telefoon");
        p.email = tekst("email");
    }
    if v.mag_wijzigen(Veldklasse::Bsn) {
        p.bsn = lees_bsn(v, was, f);
    }
    let correctie = lees_correctie(v, oud, f);
    let sinds = correctie.adres_van.unwrap_or_else(|| v.vandaag());
    let adres = Gemeentecode::lees(v.form.tekst("adres_gemeente")).ok().map(|gemeente| Adresfeit {
        gemeente,
        functie: "W",
        instelling: "",
        sinds,
    });
    for w in toets_persoon(&p, v.vandaag()) {
        f.weiger(&w);
    }
    Gelezen { persoon: p, correctie, adres }
}

fn lees_bsn(v: &Verzoek, was: &Persoon, f: &mut Invoer) -> Option<Bsn> {
    let getypt = v.form.tekst("bsn");
    match Bsn::lees(getypt) {
        Ok(b) => Some(b),
        Err(_) if getypt.is_empty() && v.form.aan(BSN_WEG) => None,
        Err(_) if getypt.is_empty() => was.bsn.clone(),
        Err(e) => {
            f.weiger(&Weigering::nieuw("TGG-27", "Wabb art. 12", e.0).bij("bsn"));
            was.bsn.clone()
        }
    }
}

fn lees_correctie(v: &Verzoek, oud: &InwonerRij, f: &mut Invoer) -> Correctie {
    let adres_van = v.form.datum("adres_van").unwrap_or_else(|w| {
        f.weiger(&w);
        None
    });
    Correctie {
        soort: Correctiesoort::lees(v.form.tekst("soort")).ok(),
        bewijs: Identiteitsbewijs::lees(v.form.tekst("bewijs")).unwrap_or(Identiteitsbewijs::Opgegeven),
        reden: v.form.tekst("reden").to_owned(),
        adres_van,
        was_vastgesteld: oud.bsn_status == "geverifieerd",
    }
}

/// Value of a field, for people; the BSN masked.
pub(super) fn waarde(p: &Persoon, veld: &str) -> String {
    match veld {
        "voornamen" => p.voornamen.clone(),
        "voorvoegsel" => p.voorvoegsel.clone(),
        "achternaam" => p.achternaam.clone(),
        "geboren" => p.geboren.voluit(),
        "geslacht" => p.geslacht.naam().to_owned(),
        "bsn" => p.bsn.as_ref().map_or_else(String::new, Bsn::gemaskeerd),
        "straat" => p.straat.clone(),
        "huisnummer" => p.huisnummer.clone(),
        "postcode" => met_spatie(&p.postcode),
        "woonplaats" => p.woonplaats.clone(),
        "telefoon" => p.telefoon.clone(),
        "email" => p.email.clone(),
        _ => String::new(),
    }
}

/// Name of a field that a correctie can touch.
pub(super) fn veldnaam(veld: &str) -> &'static str {
    match veld {
        "geboren" => "Geboortedatum",
        "bewijs" => "Identiteit vastgesteld",
        _ => super::lezen::label(veld),
    }
}

/// The row as a person; the BSN in the clear, inside the program only.
pub(super) fn persoon(app: &App, i: &InwonerRij) -> Result<Persoon, Fout> {
    let bsn = i.bsn_versleuteld.as_deref().map(|d| app.sleutels.ontsleutel_bsn(d)).transpose()?;
    Ok(Persoon {
        achternaam: i.achternaam.clone(),
        voorvoegsel: i.voorvoegsel.clone(),
        voornamen: i.voornamen.clone(),
        geboren: i.geboortedatum,
        geslacht: Geslacht::lees(&i.geslacht).unwrap_or(Geslacht::Onbekend),
        bsn,
        straat: i.straat.clone(),
        huisnummer: i.huisnummer.clone(),
        postcode: i.postcode.clone(),
        woonplaats: i.woonplaats.clone(),
        telefoon: i.telefoon.clone(),
        email: i.email.clone(),
    })
}
