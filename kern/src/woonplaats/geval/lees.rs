//! From the tree of a document to the facts of one case. Names that a lawyer may use for the same thing are read alike; what is
//! not used is reported, and what is not understood is refused, never guessed.

use super::{
    Verwacht, Vraag, Waarde,
    groep::{Groep, Lezing},
};
use crate::stam::{Datum, Gemeentecode, Gemeenten};
use crate::woonplaats::{
    Aanvraag, Adres, Budget, EerderBw, Feiten, Functie, Gebruik, Instelling, Product, Regels, Regime,
    Verblijf, Verblijfsrecht, instroom,
};
use alloc::{format, string::String, vec::Vec};

/// Region of the cases that name none.
const REGIO: &str = "PEEL";

/// One case, read.
pub(super) struct Gelezen {
    pub(super) vraag: Vraag,
    pub(super) verwacht: Verwacht,
    pub(super) opmerkingen: Vec<String>,
    gemeenten: Option<Gemeenten>,
    overslaan: Option<Vec<Instelling>>,
}

impl Gelezen {
    /// The rules with what the case changes in them: its own herindelingen and its own list of institutions.
    pub(super) fn regels<'r>(&'r self, regels: &Regels<'r>) -> Regels<'r> {
        Regels {
            gemeenten: self.gemeenten.as_ref().unwrap_or(regels.gemeenten),
            overslaan: self.overslaan.as_deref().unwrap_or(regels.overslaan),
            ..*regels
        }
    }
}

/// Reads one case; what it does not use ends up in the remarks.
pub(super) fn geval(w: &Waarde, regels: &Regels<'_>) -> Lezing<Gelezen> {
    let mut opmerkingen = Vec::new();
    let mut geval = Groep::van(w, "het geval")?;
    let _ = geval.aanwezig(&["id", "situatie", "herkomst", "note", "bron", "toelichting"]);
    let invoer = geval.veld(&["invoer"]).ok_or("invoer ontbreekt")?;
    let verwacht = geval.veld(&["verwacht"]).ok_or("verwacht ontbreekt")?;
    let regime = geval.tekst(&["regime"])?;
    geval.klaar("het geval", &mut opmerkingen);

    let mut invoer = Groep::van(invoer, "invoer")?;
    let gemeenten = match invoer.lijst(&["opvolging"])? {
        [] => None,
        rijen => Some(opvolging(rijen, regels.gemeenten)?),
    };
    let g = gemeenten.as_ref().unwrap_or(regels.gemeenten);
    let mut config = Configuratie::lees(&mut invoer, &mut opmerkingen)?;
    let overslaan = config.overslaan.take();
    let verwacht = Groep::van(verwacht, "verwacht")?;
    let vraag = if verwacht.heeft("klasse") {
        instroomvraag(&mut invoer, g, regels)?
    } else {
        let feiten = feiten(&mut invoer, g, &mut opmerkingen)?;
        let r1_vanaf = config.r1_vanaf.or(regels.r1_vanaf);
        let regime = match regime {
            Some("R0") => Regime::R0,
            Some("R1") => Regime::R1,
            Some("R2") => Regime::R2,
            None => Regels { r1_vanaf, ..*regels }.regime_op(feiten.melding_op),
            Some(anders) => return Err(format!("regime {anders} wordt niet gerekend")),
        };
        Vraag::Gemeente(regime, feiten)
    };
    invoer.klaar("invoer", &mut opmerkingen);
    let verwacht = verwachting(verwacht, g, &mut opmerkingen)?;
    Ok(Gelezen { vraag, verwacht, opmerkingen, gemeenten, overslaan })
}

/// What a case changes in the rules.
struct Configuratie {
    r1_vanaf: Option<Datum>,
    overslaan: Option<Vec<Instelling>>,
}

impl Configuratie {
    fn lees(invoer: &mut Groep<'_>, opmerkingen: &mut Vec<String>) -> Lezing<Configuratie> {
        let Some(w) = invoer.veld(&["config"]) else {
            return Ok(Configuratie { r1_vanaf: None, overslaan: None });
        };
        let mut groep = Groep::van(w, "config")?;
        let r1_vanaf = groep.datum(&["regime_per", "r1_vanaf"])?;
        let overslaan = match groep.aanwezig(&["instelling_overslaan", "overslaan"]) {
            Some(Waarde::Lijst(l)) => Some(l.iter().map(instelling_van).collect::<Lezing<_>>()?),
            Some(_) | None => None,
        };
        groep.klaar("config", opmerkingen);
        Ok(Configuratie { r1_vanaf, overslaan })
    }
}

fn verwachting(mut groep: Groep<'_>, g: &Gemeenten, opmerkingen: &mut Vec<String>) -> Lezing<Verwacht> {
    let status = groep.tekst(&["status", "klasse"])?.ok_or("verwacht.status ontbreekt")?;
    let gemeente = groep.tekst(&["gemeente"])?.map(|t| gemeente(t, g)).transpose()?;
    let regel = groep.tekst(&["regel"])?.map(String::from);
    groep.klaar("verwacht", opmerkingen);
    Ok(Verwacht { status: status.to_uppercase(), gemeente, regel })
}

fn opvolging(rijen: &[Waarde], g: &Gemeenten) -> Lezing<Gemeenten> {
    let mut uit = g.clone();
    for rij in rijen {
        let mut groep = Groep::van(rij, "opvolging")?;
        let oud = gemeente(groep.tekst(&["oud"])?.ok_or("opvolging.oud ontbreekt")?, g)?;
        let per = groep.datum(&["per"])?.ok_or("opvolging.per ontbreekt")?;
        let mut nieuw = Vec::new();
        match groep.veld(&["nieuw"]) {
            Some(Waarde::Tekst(t)) => nieuw.push(gemeente(t, g)?),
            Some(Waarde::Lijst(l)) => {
                for w in l {
                    nieuw.push(gemeente(w.tekst().ok_or("opvolging.nieuw moet een naam zijn")?, g)?);
                }
            }
            Some(_) | None => return Err("opvolging.nieuw ontbreekt".into()),
        }
        uit.vervang_opvolging(oud, &nieuw, per);
    }
    Ok(uit)
}

/// The gemeente with this name or code; names for being registered in none become the RNI.
fn gemeente(tekst: &str, g: &Gemeenten) -> Lezing<Gemeentecode> {
    match tekst.to_uppercase().as_str() {
        "RNI" | "1999" | "VOW" | "BUITENLAND" => Ok(Gemeentecode::RNI),
        _ => g.zoek(tekst).ok_or_else(|| format!("gemeente {tekst} is niet bekend")),
    }
}

fn feiten(invoer: &mut Groep<'_>, g: &Gemeenten, opmerkingen: &mut Vec<String>) -> Lezing<Feiten> {
    let mut melding = Groep::van(invoer.veld(&["melding"]).ok_or("melding ontbreekt")?, "melding")?;
    let persoon = invoer.veld(&["persoon"]).map(|w| Groep::van(w, "persoon")).transpose()?;
    let mut persoon = persoon.unwrap_or_default();
    let product = match melding.aanwezig(&["product", "soort"]).or(invoer.aanwezig(&["soort", "product"])) {
        None => Some(Product::Bw),
        Some(Waarde::Niets) => None,
        Some(w) => product(w.tekst().ok_or("soort moet tekst zijn")?)?,
    };
    let geboren = ["geboren", "geboortedatum"];
    let recht = match persoon.tekst(&["verblijfsrecht"])? {
        Some(t) => Some(t),
        None => invoer.tekst(&["verblijfsrecht"])?,
    };
    let onzeker = |groep: &mut Groep<'_>| match groep.veld(&["identiteit_vast", "identiteit", "bsn_vast"]) {
        None => false,
        Some(Waarde::Waar(vast)) => !vast,
        Some(w) => !matches!(w.tekst(), Some("VAST" | "VASTGESTELD")),
    };
    let identiteit_vast = !(onzeker(&mut persoon) || onzeker(invoer));
    let uit = Feiten {
        melding_op: melding.datum(&["datum", "op"])?.ok_or("melding.datum ontbreekt")?,
        melding_gemeente: gemeente(melding.tekst(&["gemeente"])?.ok_or("melding.gemeente ontbreekt")?, g)?,
        product,
        spoed: melding.ja(&["spoed"])? | invoer.ja(&["spoed"])?,
        aanvraag_op: aanvraag_op(invoer)?,
        geboren_op: match persoon.datum(&geboren)? {
            Some(d) => Some(d),
            None => invoer.datum(&geboren)?,
        },
        verblijfsrecht: verblijfsrecht(recht)?,
        identiteit_vast,
        adressen: elk(invoer.lijst(&["adr", "adressen"])?, "adres", opmerkingen, |a| adres(a, g))?,
        verblijven: elk(invoer.lijst(&["verblijf", "verblijven"])?, "verblijf", opmerkingen, verblijf)?,
        eerder_bw: elk(invoer.lijst(&["bw", "eerder_bw"])?, "bw", opmerkingen, |b| bw(b, g))?,
    };
    let _ = invoer.aanwezig(&["aanvragen"]);
    melding.klaar("melding", opmerkingen);
    persoon.klaar("persoon", opmerkingen);
    Ok(uit)
}

fn aanvraag_op(invoer: &mut Groep<'_>) -> Lezing<Option<Datum>> {
    let namen = ["aanvraag_datum", "aanvraag", "aanvraag_op"];
    match invoer.aanwezig(&namen) {
        Some(w @ Waarde::Groep(_)) => Groep::van(w, "aanvraag")?.datum(&["datum", "op"]),
        Some(_) | None => invoer.datum(&namen),
    }
}

/// Reads every item of a list, and reports what each does not use.
fn elk<T>(
    lijst: &[Waarde],
    wat: &str,
    opmerkingen: &mut Vec<String>,
    lees: impl Fn(&mut Groep<'_>) -> Lezing<T>,
) -> Lezing<Vec<T>> {
    let mut uit = Vec::with_capacity(lijst.len());
    for w in lijst {
        let mut groep = Groep::van(w, wat)?;
        uit.push(lees(&mut groep).map_err(|e| format!("{wat}: {e}"))?);
        groep.klaar(wat, opmerkingen);
    }
    Ok(uit)
}

fn adres(a: &mut Groep<'_>, g: &Gemeenten) -> Lezing<Adres> {
    let functie = a.tekst(&["functie"])?.unwrap_or("W");
    // Aangifte W (by the gemeente) and T (technical) are no move.
    let aangifte = a.tekst(&["aangifte"])?.is_some_and(|t| ["W", "T"].contains(&t));
    let herindeling = a.ja(&["infrastructureel", "herindeling"])? || aangifte;
    Ok(Adres {
        periode: a.periode()?,
        gemeente: match a.tekst(&["gemeente", "gemeentecode"])? {
            Some(t) => gemeente(t, g)?,
            None => Gemeentecode::RNI,
        },
        functie: Functie::lees(functie).ok_or_else(|| format!("functie {functie} is niet W of B"))?,
        instelling: a.veld(&["instelling", "instelling_soort"]).map(instelling_van).transpose()?,
        in_onderzoek: a.ja(&["in_onderzoek", "verblijft_niet_op_adres", "betwist"])?,
        herindeling,
    })
}

fn verblijf(v: &mut Groep<'_>) -> Lezing<Verblijf> {
    let _ = v.aanwezig(&["gemeente"]);
    let soort = v.veld(&["soort", "instelling"]).ok_or("soort ontbreekt")?;
    Ok(Verblijf { periode: v.periode()?, soort: instelling_van(soort)? })
}

/// The college on whose behalf it was granted; a mandate whose `namens` is not recorded leaves that open (Awb art. 10:10).
fn bw(b: &mut Groep<'_>, g: &Gemeenten) -> Lezing<EerderBw> {
    let _ = b.aanwezig(&["regio", "financiering", "product", "telt_als_bw"]);
    let door = b.tekst(&["door", "verstrekt_door"])?;
    let college = match b.aanwezig(&["namens"]) {
        Some(w) => w.tekst(),
        None => door,
    };
    let andere_einden = [b.datum(&["einde_levering"])?, b.datum(&["einde_vertrek"])?];
    let periode = b.periode()?;
    let anders = andere_einden.into_iter().flatten().any(|e| Some(e) != periode.tot());
    Ok(EerderBw {
        periode,
        verstrekt_door: college.map(|t| gemeente(t, g)).transpose()?,
        einde_onzeker: b.ja(&["einde_onzeker"])? || anders,
    })
}

fn instroomvraag(invoer: &mut Groep<'_>, g: &Gemeenten, regels: &Regels<'_>) -> Lezing<Vraag> {
    let mut melding = Groep::van(invoer.veld(&["melding"]).ok_or("melding ontbreekt")?, "melding")?;
    let op = melding.datum(&["datum", "op"])?.ok_or("melding.datum ontbreekt")?;
    if let Some(t) = melding.tekst(&["gemeente"])? {
        gemeente(t, g)?;
    }
    let regio = melding.tekst(&["regio"])?.unwrap_or(REGIO);
    let in_regio =
        |groep: &mut Groep<'_>| Ok::<_, String>(groep.tekst(&["regio"])?.unwrap_or(REGIO) == regio);
    let mut gebruik = Vec::new();
    for w in invoer.lijst(&["bw", "gebruik"])? {
        let mut b = Groep::van(w, "bw")?;
        if b.veld(&["telt_als_bw"]) == Some(&Waarde::Waar(false)) {
            continue;
        }
        gebruik.push(Gebruik { periode: b.periode()?, in_regio: in_regio(&mut b)?, budget: budget(&mut b)? });
    }
    let mut aanvragen = Vec::new();
    for w in invoer.lijst(&["aanvragen"])? {
        let mut a = Groep::van(w, "aanvraag")?;
        let dag = a.datum(&["datum", "op"])?.ok_or("aanvraag.datum ontbreekt")?;
        aanvragen.push(Aanvraag { op: dag, in_regio: in_regio(&mut a)? });
    }
    Ok(Vraag::Instroom(instroom(&gebruik, &aanvragen, op, regels)))
}

/// Without the field beschermd wonen was paid from centrummiddelen: nothing else existed yet.
fn budget(b: &mut Groep<'_>) -> Lezing<Budget> {
    match b.aanwezig(&["financiering", "budget"]) {
        None => Ok(Budget::Historisch),
        Some(Waarde::Niets) => Ok(Budget::Onbekend),
        Some(w) => match w.tekst().map(str::to_uppercase).as_deref() {
            Some("CENTRUM" | "HISTORISCH" | "CENTRUMMIDDELEN") => Ok(Budget::Historisch),
            Some("ONBEKEND" | "") => Ok(Budget::Onbekend),
            Some(_) => Ok(Budget::Anders),
            None => Err("financiering moet tekst zijn".into()),
        },
    }
}

fn product(tekst: &str) -> Lezing<Option<Product>> {
    match tekst.to_uppercase().as_str() {
        "BW" => Ok(Some(Product::Bw)),
        "BT" => Ok(Some(Product::Bt)),
        "OPVANG" | "MO" => Ok(Some(Product::Opvang)),
        "ONBEKEND" => Ok(None),
        _ => Err(format!("soort {tekst} is niet BW, BT, OPVANG of ONBEKEND")),
    }
}

fn verblijfsrecht(tekst: Option<&str>) -> Lezing<Verblijfsrecht> {
    match tekst {
        None | Some("NL" | "NEDERLANDER") => Ok(Verblijfsrecht::Nederlander),
        Some("ART8_A_E_L" | "RECHTMATIG") => Ok(Verblijfsrecht::Rechtmatig),
        Some("ANDERS") => Ok(Verblijfsrecht::Anders),
        Some("ONBEKEND") => Ok(Verblijfsrecht::Onbekend),
        Some(t) => Err(format!("verblijfsrecht {t} is niet NL, ART8_A_E_L, ANDERS of ONBEKEND")),
    }
}

fn instelling_van(w: &Waarde) -> Lezing<Instelling> {
    let tekst = w.tekst().ok_or("instelling moet tekst zijn")?;
    Ok(match tekst.to_uppercase().as_str() {
        "MO" | "OPVANG" => Instelling::Opvang,
        "GGZ_KLINIEK" | "GGZ" => Instelling::Ggz,
        "JEUGDHULP" | "JEUGD" | "PLEEGZORG" | "JJI" => Instelling::Jeugd,
        "ANDERS" => Instelling::Anders,
        _ => Instelling::lees(&tekst.to_lowercase())
            .ok_or_else(|| format!("instelling {tekst} is niet bekend"))?,
    })
}
