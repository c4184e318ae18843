//! Writes every kind of message and envelope to a folder, so that another program can check them against the published schemas.
//!
//! `cargo run -p iwmo --example schrijf -- UITMAP FILE…`: each file again as we write it, the retours it gets, with and without its
//! classes, and each in an envelope. The name of a file starts with its kind.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use iwmo::envelop::{
    self, Foutenvelop, Fragment, Heenenvelop, Inhoud, Retourenvelop, Stuurgegevens, Systeem, Tijdstip, Uuid,
    Versies,
};
use iwmo::retour::{self, Retourgegevens};
use iwmo::typen::{RetourKop, Retourcodes, Wmo302, Wmo306, Wmo308, Wmo316, Wmo318, Wmo320};
use iwmo::waarde::Tekst;
use iwmo::{Bericht, Berichtsoort, Datum, Gelezen};

type Uit<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let mut argumenten = std::env::args().skip(1).map(PathBuf::from);
    let Some(map) = argumenten.next() else {
        eprintln!("schrijf UITMAP FILE…");
        return ExitCode::from(2);
    };
    let mut aantal = 0;
    for bestand in argumenten {
        match schrijf(&map, &bestand) {
            Ok(geschreven) => aantal += geschreven,
            Err(fout) => {
                eprintln!("{}: {fout}", bestand.display());
                return ExitCode::from(1);
            }
        }
    }
    println!("{aantal} bestanden geschreven");
    ExitCode::SUCCESS
}

fn schrijf(map: &Path, bestand: &Path) -> Uit<usize> {
    let bytes = std::fs::read(bestand)?;
    let gelezen = iwmo::lees(&bytes)?;
    let stam = bestand.file_stem().and_then(|s| s.to_str()).unwrap_or("bericht");
    let gegevens = Retourgegevens { identificatie: "RETOUR1".parse()?, dagtekening: "2025-06-10".parse()? };
    let mut uit = Vec::new();
    if let Ok(bericht) = gelezen.bericht() {
        uit.push((bericht.soort(), "weer", bericht.schrijf()));
        uit.extend(klassen(&gelezen, &bericht, &gegevens)?);
    }
    if let Some(soort) = gelezen.soort().retoursoort() {
        uit.extend(retour::technisch(&gelezen, &gegevens).map(|xml| (soort, "technisch", xml)));
        uit.extend(retour::akkoord(&gelezen, &gegevens).map(|xml| (soort, "akkoord", xml)));
    }
    for (soort, wat, xml) in &uit {
        std::fs::write(map.join(format!("{}_{stam}_{wat}.xml", soort.naam())), xml)?;
    }
    enveloppen(map, stam, gelezen.soort(), &bytes)?;
    Ok(uit.len() + 3)
}

/// The retour that repeats every class of the message.
fn klassen(
    gelezen: &Gelezen<'_>,
    bericht: &Bericht,
    gegevens: &Retourgegevens,
) -> Uit<Option<(Berichtsoort, &'static str, String)>> {
    let Some(akkoord) = retour::akkoord(gelezen, gegevens) else { return Ok(None) };
    let kop = iwmo::lees(akkoord.as_bytes())?.retourkop().ok_or("the retour has a header")?;
    let kop = RetourKop { codes: Some(Retourcodes::geen_opmerking()), ..kop };
    let c = Retourcodes::niet_beoordeeld();
    let retour = match bericht {
        Bericht::Wmo301(b) => Bericht::Wmo302(Wmo302 { kop, client: Some(b.client.met_codes(&c)) }),
        Bericht::Wmo305(b) => Bericht::Wmo306(Wmo306 { kop, client: Some(b.client.met_codes(&c)) }),
        Bericht::Wmo307(b) => Bericht::Wmo308(Wmo308 { kop, client: Some(b.client.met_codes(&c)) }),
        Bericht::Wmo315(b) => Bericht::Wmo316(Wmo316 { kop, client: Some(b.client.met_codes(&c)) }),
        Bericht::Wmo317(b) => Bericht::Wmo318(Wmo318 { kop, client: Some(b.client.met_codes(&c)) }),
        Bericht::Wmo319(b) => Bericht::Wmo320(Wmo320 { kop, antwoord: Some(b.antwoord.met_codes(&c)) }),
        _ => return Ok(None),
    };
    Ok(Some((retour.soort(), "klassen", retour.schrijf())))
}

fn enveloppen(map: &Path, stam: &str, soort: Berichtsoort, bytes: &[u8]) -> Uit<()> {
    let systeem = |organisatie: &str| -> Uit<Systeem> {
        Ok(Systeem { applicatie: "Wijkthuis".parse()?, ..Systeem::via_ggk(Tekst::nieuw(organisatie)?) })
    };
    let dag: Datum = "2025-06-10".parse()?;
    let stuurgegevens = Stuurgegevens {
        zender: systeem("0794")?,
        ontvanger: Systeem::via_ggk(Tekst::nieuw("12345678")?),
        referentienummer: Uuid::van_toeval([7; 16]),
        tijdstip: Tijdstip::nieuw(dag, 9, 30, 0).ok_or("the time exists")?,
        functie: envelop::functie(soort),
    };
    let (versies, inhoud) = (Versies::van_release(1, 0)?, Inhoud::Xml(bytes.to_vec()));
    let (uuid, tijdstip) = (Uuid::van_toeval([9; 16]), stuurgegevens.tijdstip.clone());
    let mut fout = Foutenvelop::schemafout(
        &stuurgegevens,
        &versies,
        uuid,
        tijdstip,
        "De inhoud past niet bij het schema.",
    )?;
    fout.details_xml = Some(Fragment::van_bericht(std::str::from_utf8(bytes)?)?);
    let kruisreferentie = uuid;
    let retour = Retourenvelop {
        stuurgegevens: stuurgegevens.clone(),
        kruisreferentie,
        versies,
        inhoud: inhoud.clone(),
    };
    let heen = Heenenvelop { stuurgegevens, versies, inhoud };
    std::fs::write(map.join(format!("GGK_{stam}_di01.xml")), heen.schrijf())?;
    std::fs::write(map.join(format!("GGK_{stam}_du01.xml")), retour.schrijf())?;
    std::fs::write(map.join(format!("STUF_{stam}_fo01.xml")), fout.schrijf())?;
    Ok(())
}
