//! The small navigation below *Geld*: the parts that this person may open.

use crate::huis::{
    Fout, Kader, Rol,
    Rol::{Bestuur as BE, Contractmanager as CM, FinancieelAdviseur as FA, Teamleider as TL},
    Verzoek,
    kader::Koppeling,
};

/// Who reads what the region has and spends as a whole.
pub const LEZERS: &[Rol] = &[FA, TL, CM, BE];
/// Who keeps the books.
pub const SCHRIJVERS: &[Rol] = &[FA];

const DELEN: &[(&str, &str, &[Rol])] = &[
    ("De pot", "/geld/pot", LEZERS),
    ("Begroting", "/geld/begroting", LEZERS),
    ("Uitgaven", "/geld", SCHRIJVERS),
    ("Grootboek", "/geld/grootboek", SCHRIJVERS),
    ("Verrekening", "/geld/verrekening", SCHRIJVERS),
    ("CAK", "/geld/cak", SCHRIJVERS),
    ("Kalender", "/geld/kalender", LEZERS),
];

/// The parts of *Geld* that this person may open.
pub fn delen(vz: &Verzoek) -> Vec<Koppeling> {
    let mag = DELEN.iter().filter(|d| d.2.contains(&vz.actor.rol));
    mag.map(|(label, href, _)| Koppeling::nieuw(*label, *href)).collect()
}

/// Whether this person keeps the books: forms and links to what is behind a number are for who does.
pub fn mag_schrijven(vz: &Verzoek) -> bool {
    SCHRIJVERS.contains(&vz.actor.rol)
}

/// The frame of a page below *Geld*.
pub async fn kader(vz: &Verzoek, titel: &str) -> Result<Kader, Fout> {
    let begin = if mag_schrijven(vz) { "/geld" } else { "/geld/pot" };
    Ok(vz.kader(titel).await?.kruimel("Geld", begin))
}

/// The year that is asked for: one that people plan, else this year.
pub fn jaar(vz: &Verzoek) -> i16 {
    vz.vraag("jaar").and_then(jaar_van).unwrap_or_else(|| vz.vandaag().jaar())
}

/// The years to choose from, the newest first.
pub fn jaren(vz: &Verzoek) -> Vec<crate::huis::Optie> {
    let nu = vz.vandaag().jaar();
    (nu - 6..=nu + 3).rev().map(|j| crate::huis::Optie::nieuw(j.to_string(), j.to_string())).collect()
}

/// A year as posted, when people plan it.
pub fn jaar_van(getypt: &str) -> Option<i16> {
    let jaar = getypt.parse::<i16>().ok()?;
    kern::financien::toets_begroting(i64::from(jaar), kern::stam::Cent::NUL).ok().map(|()| jaar)
}
