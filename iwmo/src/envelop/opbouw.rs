//! From the elements of an envelope to its parts.

use super::base64;
use super::fout::{Foutenvelop, Foutplek};
use super::lees::{Element, Fragment, Uit, weiger};
use super::{
    Envelop, Heenenvelop, Inhoud, RUIMTE_GGK, RUIMTE_STUF, Retourenvelop, Stuurgegevens, Systeem, Versies,
};
use crate::bevinding::Reden;
use crate::lees::GROOTTE_MAX;
use crate::waarde::{Ongeldig, Tekst, kort};
use crate::xml::{Xmlfout, ontcijfer};

/// Longest base64 that is unpacked: that of 25 MB, with a line end after every 64 characters.
const BASE64_MAX: usize = GROOTTE_MAX / 3 * 4 / 64 * 66 + 66;

pub(super) fn envelop(wortel: &Element<'_>) -> Uit<Envelop> {
    match (wortel.ruimte, wortel.naam) {
        (RUIMTE_GGK, "envelopHeenbericht-ggk_Di01") => {
            let (stuurgegevens, versies, inhoud) = gevuld(wortel, "Di01")?;
            Ok(Envelop::Heen(Heenenvelop { stuurgegevens, versies, inhoud }))
        }
        (RUIMTE_GGK, "envelopRetourbericht-ggk_Du01") => {
            let (stuurgegevens, versies, inhoud) = gevuld(wortel, "Du01")?;
            let kruisreferentie = wortel.een("stuurgegevens")?.waarde_van("crossRefnummer")?;
            Ok(Envelop::Retour(Retourenvelop { stuurgegevens, kruisreferentie, versies, inhoud }))
        }
        (RUIMTE_STUF, "Fo01Bericht") => foutbericht(wortel).map(Envelop::Fout),
        (ruimte, naam) => weiger(
            wortel.begin,
            format!("Dit is geen envelop van het GGK: {} uit '{}'.", kort(naam), kort(ruimte)),
        ),
    }
}

fn gevuld(wortel: &Element<'_>, code: &str) -> Uit<(Stuurgegevens, Versies, Inhoud)> {
    wortel.bevat(RUIMTE_GGK, &["stuurgegevens", "parameters"])?;
    let stuur = wortel.een("stuurgegevens")?;
    let kruis = if code == "Du01" { "crossRefnummer" } else { "functie" };
    let vast =
        ["berichtcode", "zender", "ontvanger", "referentienummer", "tijdstipBericht", kruis, "functie"];
    stuur.bevat(RUIMTE_STUF, &vast)?;
    berichtcode(stuur, code)?;
    let stuurgegevens = Stuurgegevens {
        zender: systeem(stuur.een("zender")?)?,
        ontvanger: systeem(stuur.een("ontvanger")?)?,
        referentienummer: stuur.waarde_van("referentienummer")?,
        tijdstip: stuur.waarde_van("tijdstipBericht")?,
        functie: stuur.waarde_van("functie")?,
    };
    let p = wortel.een("parameters")?;
    let namen = ["applicatieVersie", "applicatieSubversie", "functieVersie", "functieSubversie", "bericht"];
    p.bevat(RUIMTE_GGK, &namen)?;
    let versies = Versies {
        applicatie: p.waarde_van(namen[0])?,
        applicatie_sub: p.waarde_van(namen[1])?,
        functie: p.waarde_van(namen[2])?,
        functie_sub: p.waarde_van(namen[3])?,
    };
    Ok((stuurgegevens, versies, inhoud(p.een("bericht")?)?))
}

fn berichtcode(stuur: &Element<'_>, code: &str) -> Uit<()> {
    let gezien: Tekst<4> = stuur.waarde_van("berichtcode")?;
    let melding = || format!("De berichtcode is {gezien} en hoort {code} te zijn.");
    if &*gezien == code { Ok(()) } else { weiger(stuur.begin, melding()) }
}

fn systeem(element: &Element<'_>) -> Uit<Systeem> {
    element.bevat(RUIMTE_STUF, &["organisatie", "applicatie", "administratie", "gebruiker"])?;
    Ok(Systeem {
        organisatie: element.waarde_van("organisatie")?,
        applicatie: element.waarde_van("applicatie")?,
        administratie: element.mogelijk("administratie")?,
        gebruiker: element.mogelijk("gebruiker")?,
    })
}

fn inhoud(bericht: &Element<'_>) -> Uit<Inhoud> {
    let [bestand] = bericht.kinderen.as_slice() else {
        return weiger(bericht.begin, "In bericht hoort één bestand.");
    };
    bericht.bevat(RUIMTE_GGK, &["tekstBestand", "xmlBestand"])?;
    if !bestand.kinderen.is_empty() {
        return weiger(bestand.begin, "In het bestand hoort tekst.");
    }
    let te_groot = || {
        let melding = "Het bestand in de envelop is groter dan 25 MB.".to_owned();
        Err(Xmlfout { offset: bestand.begin, reden: Reden::TeGroot, melding })
    };
    if bestand.binnen.len() > BASE64_MAX {
        return te_groot();
    }
    let tekst = ontcijfer(bestand.binnen);
    let Some(bytes) = base64::lees(&tekst) else {
        return weiger(bestand.begin, "Het bestand is geen base64.");
    };
    if bytes.len() > GROOTTE_MAX {
        return te_groot();
    }
    if bestand.naam == "xmlBestand" {
        return Ok(Inhoud::Xml(bytes));
    }
    let Some(naam) = bestand.bestandsnaam else {
        return weiger(bestand.begin, "Het bestand heeft geen naam.");
    };
    let naam = ontcijfer(naam).parse();
    naam.map_or_else(
        |f: Ongeldig| weiger(bestand.begin, format!("bestandsnaam: {f}.")),
        |n| Ok(Inhoud::Tekst(n, bytes)),
    )
}

fn foutbericht(wortel: &Element<'_>) -> Uit<Foutenvelop> {
    wortel.bevat(RUIMTE_STUF, &["stuurgegevens", "body"])?;
    let stuur = wortel.een("stuurgegevens")?;
    let namen =
        ["berichtcode", "zender", "ontvanger", "referentienummer", "tijdstipBericht", "crossRefnummer"];
    stuur.bevat(RUIMTE_STUF, &namen)?;
    berichtcode(stuur, "Fo01")?;
    let body = wortel.een("body")?;
    body.bevat(RUIMTE_STUF, &["code", "plek", "omschrijving", "details", "detailsXML"])?;
    let plek: Foutplek = body.waarde_van("plek")?;
    body.een("omschrijving")?;
    let details_xml = body.nul("detailsXML").map(|e| Fragment(e.binnen.trim().to_owned()));
    Ok(Foutenvelop {
        zender: systeem(stuur.een("zender")?)?,
        ontvanger: systeem(stuur.een("ontvanger")?)?,
        referentienummer: stuur.waarde_van("referentienummer")?,
        tijdstip: stuur.waarde_van("tijdstipBericht")?,
        kruisreferentie: stuur.waarde_van("crossRefnummer")?,
        code: body.waarde_van("code")?,
        plek,
        omschrijving: body.mogelijk("omschrijving")?,
        details: body.mogelijk("details")?,
        details_xml: details_xml.filter(|f| !f.0.is_empty()),
    })
}
