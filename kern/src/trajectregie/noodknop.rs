//! Access to a dossier outside one's own, for a short time and with a reason (AVG art. 32; NEN 7513).

use crate::stam::Weigering;

/// Longest explanation, in characters.
const TOELICHTING_MAX: usize = 1_000;

/// Checks what must be said before the glass is broken.
///
/// # Errors
/// `TRJ-31` no reason chosen, `TRJ-32` explanation shorter than `minstens` characters, `TRJ-33` explanation too long.
pub fn breek_glas(
    redenen: &[&str],
    reden: &str,
    toelichting: &str,
    minstens: usize,
) -> Result<(), Weigering> {
    const NORM: &str = "AVG art. 32";
    if !redenen.contains(&reden) {
        return Err(Weigering::nieuw("TRJ-31", NORM, "Kies waarom u dit dossier nu nodig hebt.").bij("reden"));
    }
    let lengte = toelichting.trim().chars().count();
    if lengte < minstens {
        let zin = alloc::format!("Leg in ten minste {minstens} tekens uit wat er aan de hand is.");
        return Err(Weigering::nieuw("TRJ-32", NORM, zin).bij("toelichting"));
    }
    if lengte > TOELICHTING_MAX {
        let zin = alloc::format!("De uitleg is te lang. Het maximum is {TOELICHTING_MAX} tekens.");
        return Err(Weigering::nieuw("TRJ-33", "", zin).bij("toelichting"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_noodknop_vraagt_een_reden_en_uitleg() {
        let lang = "a".repeat(TOELICHTING_MAX + 1);
        for (reden, uitleg, code) in [
            ("crisis", "De crisisdienst belt over deze inwoner", None),
            ("", "De crisisdienst belt over deze inwoner", Some("TRJ-31")),
            ("zomaar", "De crisisdienst belt over deze inwoner", Some("TRJ-31")),
            ("crisis", "          kort          ", Some("TRJ-32")),
            ("crisis", lang.as_str(), Some("TRJ-33")),
        ] {
            assert_eq!(
                breek_glas(&["crisis", "anders"], reden, uitleg, 20).err().map(|w| w.code),
                code,
                "{reden}"
            );
        }
    }
}
