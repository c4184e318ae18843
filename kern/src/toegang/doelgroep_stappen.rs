//! The sentences of the doelgroeptoets: one step per criterion, each with its source.

use super::doelgroep::{Doelgroepregels, Doelgroepvraag, een_van};
use super::{Antwoord, Criterium, UP_DOELGROEP};
use crate::stam::Uitleg;
use alloc::{format, string::String, vec::Vec};

pub(super) fn leeftijd(
    uitleg: &mut Uitleg,
    v: &Doelgroepvraag,
    regels: &Doelgroepregels,
    antwoord: Antwoord,
) {
    let (jaren, grens) = (v.leeftijd(), regels.leeftijd_vanaf_jaren);
    let zin = match antwoord {
        Antwoord::Ja => {
            format!("De inwoner is {jaren} jaar op {}. Dat is {grens} jaar of ouder.", v.op.voluit())
        }
        Antwoord::Nee | Antwoord::Onbekend => {
            let wordt = v.geboren.plus_jaren(i32::from(grens)).voluit();
            format!(
                "De inwoner is nog geen {grens} jaar op {}. Dat is pas op {wordt}. Jeugdhulp gaat voor. Maak op tijd afspraken over de overgang.",
                v.op.voluit()
            )
        }
    };
    uitleg.stap("TGG-34", UP_DOELGROEP, zin);
}

pub(super) fn problematiek(uitleg: &mut Uitleg, v: &Doelgroepvraag) -> Antwoord {
    let soorten = [
        (Criterium::Psychosociaal, "ernstige psychische of psychosociale problemen"),
        (Criterium::Verslaving, "een verslaving"),
        (Criterium::Dakloos, "geen eigen of vaste woonplek"),
    ];
    let gegeven: Vec<Antwoord> = soorten.iter().map(|(c, _)| v.gegeven(*c)).collect();
    let antwoord = een_van(&gegeven);
    let namen =
        |wat: Antwoord| opsomming(soorten.iter().filter(|(c, _)| v.gegeven(*c) == wat).map(|(_, n)| *n));
    let zin = match antwoord {
        Antwoord::Ja => format!("De inwoner heeft {}.", namen(Antwoord::Ja)),
        Antwoord::Nee => String::from(
            "Er zijn geen ernstige psychische of psychosociale problemen, geen verslaving en geen dakloosheid.",
        ),
        Antwoord::Onbekend => {
            format!("Het is nog niet bekend of dit speelt: {}.", namen(Antwoord::Onbekend))
        }
    };
    uitleg.stap("TGG-35", UP_DOELGROEP, zin);
    antwoord
}

pub(super) fn leefgebieden(
    uitleg: &mut Uitleg,
    v: &Doelgroepvraag,
    regels: &Doelgroepregels,
    antwoord: Antwoord,
) {
    let (aantal, grens) = (v.aantal_leefgebieden(), regels.leefgebieden_minimaal);
    let gebieden = |n: usize| if n == 1 { "1 leefgebied".into() } else { format!("{n} leefgebieden") };
    let zin = match antwoord {
        Antwoord::Ja => {
            let namen = opsomming(v.leefgebieden.iter().map(String::as_str));
            format!("Er zijn problemen op {}: {namen}. Nodig is minimaal {grens}.", gebieden(aantal))
        }
        Antwoord::Nee => format!("Er zijn problemen op {}. Nodig is minimaal {grens}.", gebieden(aantal)),
        Antwoord::Onbekend => format!(
            "Er zijn problemen bekend op {}. Nodig is minimaal {grens}. Nog niet alles is besproken.",
            gebieden(aantal)
        ),
    };
    uitleg.stap("TGG-36", UP_DOELGROEP, zin);
}

pub(super) fn eigen_kracht(uitleg: &mut Uitleg, lukt: Antwoord) {
    let zin = match lukt {
        Antwoord::Ja => "De inwoner kan de problemen zelf oplossen, of met hulp van de omgeving.",
        Antwoord::Nee => "De inwoner kan de problemen niet zelf oplossen, ook niet met hulp van de omgeving.",
        Antwoord::Onbekend => {
            "Het is nog niet bekend of de inwoner dit zelf kan oplossen, of met hulp van de omgeving."
        }
    };
    uitleg.stap("TGG-37", UP_DOELGROEP, zin);
}

pub(super) fn voorliggend(uitleg: &mut Uitleg, v: &Doelgroepvraag) -> Antwoord {
    let wetten = [
        (Criterium::Wlz, "TGG-38", "Wmo 2015 art. 2.3.5 lid 6", "de Wet langdurige zorg (Wlz)"),
        (Criterium::Zvw, "TGG-39", "Zorgverzekeringswet", "de Zorgverzekeringswet (Zvw)"),
        (Criterium::Forensisch, "TGG-40", "Wet forensische zorg", "de Wet forensische zorg"),
    ];
    for (criterium, code, artikel, wet) in wetten {
        let zin = match v.gegeven(criterium) {
            Antwoord::Ja => {
                format!("De inwoner kan verblijf of zorg krijgen vanuit {wet}. Die wet gaat voor.")
            }
            Antwoord::Nee => format!("De inwoner heeft geen recht op verblijf of zorg vanuit {wet}."),
            Antwoord::Onbekend => format!("Het is nog niet bekend of {wet} voorgaat."),
        };
        uitleg.stap(code, artikel, zin);
    }
    een_van(&wetten.map(|(c, ..)| v.gegeven(c)))
}

pub(super) fn slot(uitleg: &mut Uitleg, advies: Antwoord) {
    let zin = match advies {
        Antwoord::Ja => "Advies: de inwoner hoort bij de doelgroep. Aan alle voorwaarden is voldaan.",
        Antwoord::Nee => {
            "Advies: de inwoner hoort niet bij de doelgroep. Aan minstens één voorwaarde is niet voldaan."
        }
        Antwoord::Onbekend => "Nog geen advies: eerst moet meer bekend zijn.",
    };
    uitleg.stap("TGG-41", UP_DOELGROEP, zin);
}

/// `a, b en c`, in small letters except the first of each name.
fn opsomming<'a>(namen: impl Iterator<Item = &'a str>) -> String {
    let namen: Vec<&str> = namen.collect();
    match namen.split_last() {
        None => String::new(),
        Some((een, [])) => (*een).into(),
        Some((laatste, rest)) => format!("{} en {laatste}", rest.join(", ")),
    }
}
