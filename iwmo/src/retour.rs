//! Building answers: retours (IV028) and the declaratie-antwoord (IV087, IV088).

use crate::bericht::{self, Berichtsoort};
use crate::code::Retourcode;
use crate::datum::Datum;
use crate::gelezen::Gelezen;
use crate::omzet::Schrijver;
use crate::oordeel::{AntwoordOordeel, ClientOordeel, DeclaratieOordeel, RegieOordeel, WijzigingOordeel};
use crate::typen::{
    AanvraagClient, AntwoordClient, AntwoordKop, DeclaratieAntwoord, DeclaratieClient, Kop, RetourKop,
    Retourcodes, StartClient, StopClient, ToewijzingClient, WijzigingClient, Wmo301, Wmo302, Wmo305, Wmo306,
    Wmo307, Wmo308, Wmo315, Wmo316, Wmo317, Wmo318, Wmo319, Wmo320, Wmo323, Wmo325, XsdVersie,
};
use crate::waarde::{Identificatie, Totaalbedrag, Versie};

/// What the sender of an answer adds of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retourgegevens {
    /// Identification of the answer, unique for its sender.
    pub identificatie: Identificatie,
    /// Day of sending of the answer.
    pub dagtekening: Datum,
}

/// The answer to a message that level 2 refuses: only a header, with 0001. Nothing when the message is an answer itself or its header
/// cannot be read.
#[must_use]
pub fn technisch(gelezen: &Gelezen<'_>, gegevens: &Retourgegevens) -> Option<String> {
    let retour = gelezen.soort().retoursoort()?;
    let heen = gelezen.kop()?;
    if retour == Berichtsoort::Wmo325 {
        return Some(technisch_325(&heen, gegevens).schrijf());
    }
    let kop = RetourKop {
        xslt: Some(xslt()),
        ..retourkop(&heen, gegevens, Some(Retourcodes(vec![Retourcode::TECHNISCH])))
    };
    Some(Schrijver::bericht(retour, |uit| kop.schrijf_kop(retour, uit)))
}

/// The answer that accepts a message: only a header, without codes. Nothing for a declaratie, which gets a WMO325, and for answers.
#[must_use]
pub fn akkoord(gelezen: &Gelezen<'_>, gegevens: &Retourgegevens) -> Option<String> {
    let retour = gelezen.soort().retoursoort().filter(|r| *r != Berichtsoort::Wmo325)?;
    let kop = retourkop(&gelezen.kop()?, gegevens, None);
    Some(Schrijver::bericht(retour, |uit| kop.schrijf_kop(retour, uit)))
}

/// The retour of a toewijzing, as an aanbieder gives it: codes on the header, or per product, or none at all.
#[must_use]
pub fn wmo302(bericht: &Wmo301, oordeel: &RegieOordeel, gegevens: &Retourgegevens) -> Wmo302 {
    let (kop, toon) = kop_van(&bericht.kop, oordeel, gegevens);
    let client = toon.then(|| {
        let mut client: ToewijzingClient<_> = bericht.client.met_codes(&Retourcodes::geen_opmerking());
        client.codes = Retourcodes::of_geen_opmerking(&oordeel.client);
        zet(client.producten.iter_mut().map(|p| &mut p.codes), oordeel);
        client
    });
    Wmo302 { kop, client }
}

/// The retour of a start.
#[must_use]
pub fn wmo306(bericht: &Wmo305, oordeel: &RegieOordeel, gegevens: &Retourgegevens) -> Wmo306 {
    let (kop, toon) = kop_van(&bericht.kop, oordeel, gegevens);
    let client = toon.then(|| {
        let mut client: StartClient<_> = bericht.client.met_codes(&Retourcodes::geen_opmerking());
        client.codes = Retourcodes::of_geen_opmerking(&oordeel.client);
        zet(client.producten.iter_mut().map(|p| &mut p.codes), oordeel);
        client
    });
    Wmo306 { kop, client }
}

/// The retour of a stop.
#[must_use]
pub fn wmo308(bericht: &Wmo307, oordeel: &RegieOordeel, gegevens: &Retourgegevens) -> Wmo308 {
    let (kop, toon) = kop_van(&bericht.kop, oordeel, gegevens);
    let client = toon.then(|| {
        let mut client: StopClient<_> = bericht.client.met_codes(&Retourcodes::geen_opmerking());
        client.codes = Retourcodes::of_geen_opmerking(&oordeel.client);
        zet(client.producten.iter_mut().map(|p| &mut p.codes), oordeel);
        client
    });
    Wmo308 { kop, client }
}

/// The retour of a verzoek om toewijzing.
#[must_use]
pub fn wmo316(bericht: &Wmo315, oordeel: &RegieOordeel, gegevens: &Retourgegevens) -> Wmo316 {
    let (kop, toon) = kop_van(&bericht.kop, oordeel, gegevens);
    let client = toon.then(|| {
        let mut client: AanvraagClient<_> = bericht.client.met_codes(&Retourcodes::geen_opmerking());
        client.codes = Retourcodes::of_geen_opmerking(&oordeel.client);
        zet(client.producten.iter_mut().map(|p| &mut p.codes), oordeel);
        client
    });
    Wmo316 { kop, client }
}

/// The retour of a verzoek om wijziging.
#[must_use]
pub fn wmo318(bericht: &Wmo317, oordeel: &WijzigingOordeel, gegevens: &Retourgegevens) -> Wmo318 {
    let (codes, toon) = kopcodes(&oordeel.kop, oordeel.is_akkoord());
    let client = toon.then(|| {
        let mut client: WijzigingClient<_> = bericht.client.met_codes(&Retourcodes::geen_opmerking());
        let verzoek = &mut client.verzoek;
        verzoek.codes = Retourcodes::of_geen_opmerking(&oordeel.verzoek);
        let delen = (&oordeel.ongewijzigd, &oordeel.te_wijzigen, &oordeel.nieuw);
        zet_alle(verzoek.ongewijzigd.iter_mut().map(|p| &mut p.codes), delen.0);
        zet_alle(verzoek.te_wijzigen.iter_mut().map(|p| &mut p.codes), delen.1);
        zet_alle(verzoek.nieuw.iter_mut().map(|p| &mut p.codes), delen.2);
        client
    });
    Wmo318 { kop: retourkop(&bericht.kop, gegevens, codes), client }
}

/// The retour of an antwoord op verzoek, as an aanbieder gives it.
#[must_use]
pub fn wmo320(bericht: &Wmo319, oordeel: &AntwoordOordeel, gegevens: &Retourgegevens) -> Wmo320 {
    let (codes, toon) = kopcodes(&oordeel.kop, oordeel.is_akkoord());
    let klasse = || bericht.antwoord.met_codes(&Retourcodes::of_geen_opmerking(&oordeel.antwoord));
    Wmo320 { kop: retourkop(&bericht.kop, gegevens, codes), antwoord: toon.then(klasse) }
}

/// The answer to a declaratie. What is granted is what was claimed less what is refused, so the sums of TR342 hold by construction.
///
/// When the amount granted does not fit in a message, the answer refuses the message as a whole; [`crate::oordeel::declaratie`] then
/// refuses it too.
#[must_use]
pub fn wmo325(bericht: &Wmo323, oordeel: &DeclaratieOordeel, gegevens: &Retourgegevens) -> Wmo325 {
    if !oordeel.kop.is_empty() {
        return Wmo325 { kop: antwoordkop(&bericht.kop, gegevens, oordeel.kop.clone()), antwoord: None };
    }
    let kop = antwoordkop(&bericht.kop, gegevens, vec![Retourcode::GEEN_OPMERKING]);
    let declaratie = &bericht.declaratie;
    let heel = oordeel.declaratie.is_empty();
    let paren = declaratie.clienten.iter().zip(&oordeel.clienten);
    let clienten: Vec<_> =
        if heel { paren.filter_map(|(c, o)| afgewezen(c, o)).collect() } else { Vec::new() };
    let codes = match (heel, clienten.is_empty()) {
        (true, true) => vec![Retourcode::VOLLEDIG_TOEGEWEZEN],
        (true, false) => vec![Retourcode::GEEN_OPMERKING],
        (false, _) => oordeel.declaratie.clone(),
    };
    let afgewezen: i64 = clienten.iter().flat_map(|c| &c.prestaties).map(|p| p.ingediend.cent()).sum();
    let toegekend = if heel { declaratie.totaal.cent() - afgewezen } else { 0 };
    let Ok(toegekend) = Totaalbedrag::nieuw(toegekend) else {
        return Wmo325 {
            kop: antwoordkop(&bericht.kop, gegevens, vec![Retourcode::TECHNISCH]),
            antwoord: None,
        };
    };
    let antwoord = DeclaratieAntwoord {
        nummer: declaratie.nummer.in_antwoord(),
        ingediend: declaratie.totaal,
        toegekend,
        clienten,
        codes: Retourcodes(codes),
    };
    Wmo325 { kop, antwoord: Some(antwoord) }
}

/// A client with its refused prestaties; nothing when all are granted (OP303, OP304).
fn afgewezen(client: &DeclaratieClient, oordeel: &ClientOordeel) -> Option<AntwoordClient> {
    let paren = client.prestaties.iter().zip(&oordeel.prestaties);
    let prestaties: Vec<_> = if oordeel.codes.is_empty() {
        let fout = paren.filter(|(_, codes)| !codes.is_empty());
        fout.map(|(p, codes)| p.met_codes(&Retourcodes(codes.clone()))).collect()
    } else {
        paren.map(|(p, _)| p.met_codes(&Retourcodes::niet_beoordeeld())).collect()
    };
    let codes = Retourcodes::of_geen_opmerking(&oordeel.codes);
    (!prestaties.is_empty()).then_some(AntwoordClient { bsn: client.bsn, prestaties, codes })
}

/// The header of a retour, and whether the client is shown in it.
fn kop_van(heen: &Kop, oordeel: &RegieOordeel, gegevens: &Retourgegevens) -> (RetourKop, bool) {
    let (codes, toon) = kopcodes(&oordeel.kop, oordeel.is_akkoord());
    (retourkop(heen, gegevens, codes), toon)
}

/// The codes on the header of a retour, and whether the classes are shown in it (IV028).
fn kopcodes(kop: &[Retourcode], is_akkoord: bool) -> (Option<Retourcodes>, bool) {
    if is_akkoord {
        return (None, false);
    }
    if !kop.is_empty() {
        return (Some(Retourcodes(kop.to_vec())), false);
    }
    (Some(Retourcodes::geen_opmerking()), true)
}

/// Puts the codes on the products: 0233 when the client was refused, and otherwise its own or 0200.
fn zet<'a>(plekken: impl Iterator<Item = &'a mut Retourcodes>, oordeel: &RegieOordeel) {
    if oordeel.client.is_empty() {
        zet_alle(plekken, &oordeel.producten);
    } else {
        plekken.for_each(|plek| *plek = Retourcodes::niet_beoordeeld());
    }
}

fn zet_alle<'a>(plekken: impl Iterator<Item = &'a mut Retourcodes>, codes: &[Vec<Retourcode>]) {
    for (plek, codes) in plekken.zip(codes) {
        *plek = Retourcodes::of_geen_opmerking(codes);
    }
}

fn retourkop(heen: &Kop, gegevens: &Retourgegevens, codes: Option<Retourcodes>) -> RetourKop {
    RetourKop {
        heen: heen.clone(),
        identificatie: gegevens.identificatie.clone(),
        dagtekening: gegevens.dagtekening,
        xslt: None,
        xsd: XsdVersie::huidig(),
        codes,
    }
}

fn antwoordkop(heen: &Kop, gegevens: &Retourgegevens, codes: Vec<Retourcode>) -> AntwoordKop {
    AntwoordKop {
        kop: Kop {
            identificatie: gegevens.identificatie.clone(),
            dagtekening: gegevens.dagtekening,
            xsd: XsdVersie::huidig(),
            ..heen.clone()
        },
        declaratie_identificatie: heen.identificatie.clone(),
        declaratie_dagtekening: heen.dagtekening,
        xslt: None,
        xsd_declaratie: heen.xsd.clone(),
        codes: Retourcodes(codes),
    }
}

fn technisch_325(heen: &Kop, gegevens: &Retourgegevens) -> Wmo325 {
    let kop = AntwoordKop { xslt: Some(xslt()), ..antwoordkop(heen, gegevens, vec![Retourcode::TECHNISCH]) };
    Wmo325 { kop, antwoord: None }
}

fn xslt() -> Versie {
    bericht::XSLT_VERSIE.parse().expect("the version of the stylesheet is a version")
}
