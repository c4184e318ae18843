//! What may be changed in roles, by whom, and when. Values in, values out.

use crate::huis::Rol;
use kern::stam::{Datum, Gemeentecode, Weigering};

/// Separation of duties.
const BIO: &str = "BIO2 5.03";
const AVG_38: &str = "AVG art. 38 lid 6";

/// A role that somebody has, from a day to a day; no gemeente is the whole region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rolperiode {
    /// Which role.
    pub rol: Rol,
    /// For which gemeente; `None` for the whole region.
    pub gemeente: Option<Gemeentecode>,
    /// First day.
    pub van: Datum,
    /// First day no longer.
    pub tot: Option<Datum>,
}

impl Rolperiode {
    /// Whether it holds on a day.
    pub fn op(&self, dag: Datum) -> bool {
        self.van <= dag && self.tot.is_none_or(|t| dag < t)
    }
    /// Whether it holds on or after a day.
    pub fn vanaf(&self, dag: Datum) -> bool {
        self.tot.is_none_or(|t| dag < t && self.van < t)
    }
    fn overlapt(&self, b: &Rolperiode) -> bool {
        self.van.max(b.van) < einde(self.tot).min(einde(b.tot))
    }
}

fn einde(tot: Option<Datum>) -> Datum {
    tot.unwrap_or_else(|| Datum::lees("2199-12-31").expect("a fixed day"))
}

/// Nobody changes the own rights.
pub fn niet_zelf(zelf: bool) -> Result<(), Weigering> {
    let zin = "U kunt uw eigen account en rollen niet wijzigen. Vraag een collega die dit ook beheert.";
    if zelf { Err(Weigering::nieuw("BEH-01", BIO, zin)) } else { Ok(()) }
}

/// Who manages one gemeente gives and takes nothing outside it.
pub fn binnen_bereik(bereik: Option<Gemeentecode>, gemeente: Option<Gemeentecode>) -> Result<(), Weigering> {
    if bereik.is_none() || bereik == gemeente {
        return Ok(());
    }
    let zin =
        "U beheert een gemeente. Voor een andere gemeente of de hele regio vraagt u de regionale beheerder.";
    Err(Weigering::nieuw("BEH-07", BIO, zin).bij("gemeente"))
}

/// Whether two roles may be in one hand at the same time.
pub fn samen(a: Rol, b: Rol) -> Result<(), Weigering> {
    let beheer = |r: Rol| matches!(r, Rol::Autorisatiebeheerder | Rol::Applicatiebeheerder);
    if a != b && (a == Rol::Fg || b == Rol::Fg) {
        let zin = "De functionaris gegevensbescherming kan niet tegelijk een andere rol hebben: wie toezicht houdt, \
                   beoordeelt niet het eigen werk.";
        return Err(Weigering::nieuw("BEH-03", AVG_38, zin).bij("rol"));
    }
    if a != b && beheer(a) && beheer(b) {
        let zin = "Autorisatiebeheerder en applicatiebeheerder kunnen niet een en dezelfde persoon zijn.";
        return Err(Weigering::nieuw("BEH-02", BIO, zin).bij("rol"));
    }
    Ok(())
}

/// Whether a role can be given to somebody who has `heeft`.
pub fn geef(nieuw: &Rolperiode, heeft: &[Rolperiode], vandaag: Datum) -> Result<(), Weigering> {
    if nieuw.van < vandaag {
        let zin = "Een rol gaat op zijn vroegst vandaag in. Wie mocht wat, ligt voor gisteren vast.";
        return Err(Weigering::nieuw("BEH-04", BIO, zin).bij("vanaf"));
    }
    if nieuw.tot.is_some_and(|t| t <= nieuw.van) {
        let zin = "De laatste dag ligt voor de eerste dag.";
        return Err(Weigering::nieuw("BEH-08", "", zin).bij("tot"));
    }
    if nieuw.rol == Rol::Aandachtsfunctionaris && nieuw.gemeente.is_none() {
        let zin = "Een aandachtsfunctionaris werkt voor een gemeente. Kies welke.";
        return Err(Weigering::nieuw("BEH-06", "Uitvoeringsplan 2.2", zin).bij("gemeente"));
    }
    for r in heeft.iter().filter(|r| r.overlapt(nieuw)) {
        if (r.rol, r.gemeente) == (nieuw.rol, nieuw.gemeente) {
            let zin = format!("Deze rol is er al vanaf {}.", r.van.voluit());
            return Err(Weigering::nieuw("BEH-05", "", zin).bij("rol"));
        }
        samen(nieuw.rol, r.rol)?;
    }
    Ok(())
}

/// The first day without a role that somebody has, when it ends on `per`.
pub fn beeindig(r: &Rolperiode, per: Datum, vandaag: Datum) -> Result<Datum, Weigering> {
    if per < vandaag {
        let zin = "Een rol eindigt op zijn vroegst vandaag. Wie mocht wat, ligt voor gisteren vast.";
        return Err(Weigering::nieuw("BEH-04", BIO, zin).bij("per"));
    }
    if !r.vanaf(vandaag) || r.tot.is_some_and(|t| t <= per) {
        let zin = "De rol eindigt al eerder. Langer duren kan alleen door de rol opnieuw te geven.";
        return Err(Weigering::nieuw("BEH-08", "", zin).bij("per"));
    }
    Ok(per.max(r.van))
}

/// Whether somebody is left who gives roles, when one person loses that from a day on. `anderen` are the roles of other
/// people whose account is open.
pub fn blijft_beheerd(anderen: &[Rolperiode], per: Datum) -> Result<(), Weigering> {
    let blijft = |r: &Rolperiode| {
        r.rol == Rol::Autorisatiebeheerder && r.gemeente.is_none() && r.op(per) && r.tot.is_none()
    };
    if anderen.iter().any(blijft) {
        return Ok(());
    }
    let zin = "Dit is de laatste autorisatiebeheerder van de regio. Geef eerst een collega deze rol, zonder einddatum.";
    Err(Weigering::nieuw("BEH-09", BIO, zin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn rol(rol: Rol, van: &str, tot: &str) -> Rolperiode {
        Rolperiode { rol, gemeente: None, van: dag(van), tot: (!tot.is_empty()).then(|| dag(tot)) }
    }
    fn code<T>(r: Result<T, Weigering>) -> &'static str {
        r.err().map_or("", |w| w.code)
    }

    #[test]
    fn een_rol_geven_kent_zijn_grenzen() {
        use Rol::{Aandachtsfunctionaris as AF, Applicatiebeheerder as AB, Autorisatiebeheerder as AU, Fg};
        let vandaag = dag("2026-03-02");
        let heeft = [rol(AU, "2026-01-01", "2026-07-01")];
        for (nieuw, verwacht) in [
            (rol(Rol::Teamleider, "2026-03-02", ""), ""),
            (rol(Rol::Teamleider, "2026-03-01", ""), "BEH-04"),
            (rol(Rol::Teamleider, "2026-04-01", "2026-04-01"), "BEH-08"),
            (rol(AF, "2026-03-02", ""), "BEH-06"),
            (rol(AU, "2026-06-30", ""), "BEH-05"),
            (rol(AU, "2026-07-01", ""), ""),
            (rol(AB, "2026-06-30", ""), "BEH-02"),
            (rol(AB, "2026-07-01", ""), ""),
            (rol(Fg, "2026-06-30", ""), "BEH-03"),
        ] {
            assert_eq!(code(geef(&nieuw, &heeft, vandaag)), verwacht, "{nieuw:?}");
        }
    }

    #[test]
    fn een_rol_eindigt_niet_in_het_verleden_en_duurt_niet_langer() {
        let vandaag = dag("2026-03-02");
        let r = rol(Rol::Teamleider, "2026-01-01", "2026-07-01");
        assert_eq!(beeindig(&r, vandaag, vandaag).ok(), Some(vandaag));
        assert_eq!(code(beeindig(&r, dag("2026-03-01"), vandaag)), "BEH-04");
        assert_eq!(code(beeindig(&r, dag("2026-07-01"), vandaag)), "BEH-08");
        let straks = rol(Rol::Teamleider, "2026-05-01", "");
        assert_eq!(beeindig(&straks, vandaag, vandaag).ok(), Some(dag("2026-05-01")));
    }

    #[test]
    fn er_blijft_altijd_iemand_die_rollen_geeft() {
        use Rol::Autorisatiebeheerder as AU;
        let per = dag("2026-03-02");
        assert_eq!(code(blijft_beheerd(&[], per)), "BEH-09");
        assert_eq!(code(blijft_beheerd(&[rol(AU, "2026-01-01", "2027-01-01")], per)), "BEH-09");
        assert_eq!(code(blijft_beheerd(&[rol(AU, "2026-03-03", "")], per)), "BEH-09");
        assert_eq!(code(blijft_beheerd(&[rol(AU, "2026-01-01", "")], per)), "");
        let helmond = Gemeentecode::lees("0794").ok();
        let een = Rolperiode { gemeente: helmond, ..rol(AU, "2026-01-01", "") };
        assert_eq!(code(blijft_beheerd(&[een], per)), "BEH-09");
    }

    #[test]
    fn niemand_wijzigt_zichzelf_of_een_andere_gemeente() {
        let (helmond, deurne) = (Gemeentecode::lees("0794").ok(), Gemeentecode::lees("0762").ok());
        assert_eq!(code(niet_zelf(true)), "BEH-01");
        assert_eq!(code(niet_zelf(false)), "");
        assert_eq!(code(binnen_bereik(None, helmond)), "");
        assert_eq!(code(binnen_bereik(helmond, helmond)), "");
        assert_eq!(code(binnen_bereik(helmond, deurne)), "BEH-07");
        assert_eq!(code(binnen_bereik(helmond, None)), "BEH-07");
    }
}
