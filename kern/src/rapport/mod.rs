//! The reports: which chapters there are, which tables stand in them, and what they say (Uitvoeringsplan Thuis in de wijk,
//! paragraph 5.3). The chapters of the voortgangsrapportage are those of the kwartaalrapportage of the GR Peelgemeenten: cijfers,
//! programmakosten, uitvoeringskosten, and annexes per gemeente.

mod hoofdstuk;
mod tijd;

pub use hoofdstuk::{Hoofdstuk, Rapportsoort, hoofdstukken};
pub use tijd::Rapporttijd;

use crate::monitor::{
    Blik, Cijfer, Cijfertabel, Kop, Sleutel, Tabelnaam, Tijdvak, conclusie, tabel, woorden,
};
use crate::stam::{Datum, Weigering};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// The code of the summary, which comes before the chapters.
pub const SAMENVATTING: &str = "samenvatting";

/// The tables of a report, the key figures first. Flows over twelve months.
pub fn tabellen(blik: &Blik<'_>, soort: Rapportsoort, tijd: Rapporttijd) -> Vec<Cijfertabel> {
    let kern = match (soort, tijd) {
        (Rapportsoort::Voortgang, Rapporttijd::Kwartaal(_)) => Some(Tabelnaam::Kerncijfers),
        (Rapportsoort::Voortgang, Rapporttijd::Jaar(_)) => Some(Tabelnaam::Jaarcijfers),
        (Rapportsoort::Doelgroep, _) => None,
    };
    let namen = hoofdstukken(soort).iter().flat_map(|h| h.tabellen.iter().copied());
    kern.into_iter().chain(namen).map(|n| tabel(blik, n, Tijdvak::TwaalfMaanden)).collect()
}

/// Refuses a report of a time that is not over (RAP-01).
pub fn mag_maken(tijd: Rapporttijd, vandaag: Datum) -> Result<(), Weigering> {
    let einde = tijd.laatste_dag().plus_dagen(1);
    if vandaag < einde {
        let zin =
            format!("Het tijdvak {tijd} is nog niet voorbij. Dit rapport kan vanaf {}.", einde.voluit());
        return Err(Weigering::nieuw("RAP-01", "Uitvoeringsplan 5.3", zin).bij("tijdvak"));
    }
    Ok(())
}

/// The report in a few sentences: what the most important tables say.
pub fn samenvatting(tabellen: &[Cijfertabel], woord: &dyn Fn(Sleutel) -> String) -> Vec<String> {
    const BELANGRIJK: [Tabelnaam; 9] = [
        Tabelnaam::Kerncijfers,
        Tabelnaam::Jaarcijfers,
        Tabelnaam::ClientenVerloop,
        Tabelnaam::Stromen,
        Tabelnaam::Wachttijden,
        Tabelnaam::Wachtenden,
        Tabelnaam::RealisatieGemeente,
        Tabelnaam::ClientenLeeftijd,
        Tabelnaam::Zelfredzaamheid,
    ];
    let zin = |t: &Cijfertabel| {
        let zin = conclusie(t, woord);
        // Without figures to conclude from there is only the title, and that is no news.
        (zin != t.titel).then(|| format!("{zin}."))
    };
    BELANGRIJK.iter().filter_map(|n| tabellen.iter().find(|t| t.code == n.code())).filter_map(zin).collect()
}

/// A key figure that is now known otherwise than the report of that quarter said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herzien {
    /// Name of the figure.
    pub naam: String,
    /// As it was published.
    pub toen: Cijfer,
    /// As it is known now.
    pub nu: Cijfer,
}

impl Herzien {
    /// In one sentence.
    pub fn zin(&self) -> String {
        let tekst = |c: Cijfer| c.getal().map_or_else(|| "verborgen".to_string(), woorden::getal);
        format!("{}: in het vorige rapport {}, nu {}.", self.naam, tekst(self.toen), tekst(self.nu))
    }
}

/// Which key figures of the time before changed since its own report. `toen` are the key figures of that report in their
/// fixed order; `kern` is the table of key figures of this report.
pub fn herzien(toen: &[Cijfer], kern: &Cijfertabel) -> Vec<Herzien> {
    let anders = |(r, toen): (&crate::monitor::Rij, &Cijfer)| {
        let (Kop::Tekst(naam), Some(cel)) = (r.kop, r.cellen.first()) else { return None };
        (cel.cijfer != *toen).then(|| Herzien { naam: naam.to_string(), toen: *toen, nu: cel.cijfer })
    };
    kern.rijen.iter().zip(toen).filter_map(anders).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::Feiten;
    use crate::stam::Peil;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    fn kwartaal(t: &str) -> Rapporttijd {
        Rapporttijd::lees(t).expect("time of a report")
    }

    #[test]
    fn een_rapport_kan_pas_als_het_tijdvak_voorbij_is() {
        let k = kwartaal("2026-2");
        assert!(mag_maken(k, d("2026-07-01")).is_ok());
        let w = mag_maken(k, d("2026-06-30")).expect_err("refused");
        assert_eq!((w.code, w.veld), ("RAP-01", Some("tijdvak")));
        assert!(w.zin.contains("1 juli 2026"));
        assert!(mag_maken(kwartaal("2026"), d("2026-12-31")).is_err());
        assert!(mag_maken(kwartaal("2026"), d("2027-01-01")).is_ok());
    }

    #[test]
    fn elke_tabel_van_de_monitor_staat_een_keer_in_het_rapport() {
        let feiten = Feiten::default();
        let blik = Blik::nieuw(&feiten, Peil::op(d("2025-12-31")));
        for (tijd, kern) in [("2025-4", "jaarcijfers"), ("2025", "kerncijfers")] {
            let rapport = tabellen(&blik, Rapportsoort::Voortgang, kwartaal(tijd));
            let mut codes: Vec<&str> = rapport.iter().map(|t| t.code).chain([kern]).collect();
            codes.sort_unstable();
            let mut alle: Vec<&str> = Tabelnaam::ALLE.iter().map(|t| t.code()).collect();
            alle.sort_unstable();
            assert_eq!(codes, alle);
        }
        let doelgroep = tabellen(&blik, Rapportsoort::Doelgroep, kwartaal("2025-4"));
        assert!(
            doelgroep.iter().any(|t| t.code == "zrm") && doelgroep.iter().all(|t| t.code != "kerncijfers")
        );
    }

    #[test]
    fn een_herzien_cijfer_wordt_genoemd() {
        let feiten = Feiten::default();
        let blik = Blik::nieuw(&feiten, Peil::op(d("2026-06-30")));
        let kern = tabel(&blik, Tabelnaam::Kerncijfers, Tijdvak::TwaalfMaanden);
        let gelijk: Vec<Cijfer> = kern.rijen.iter().map(|r| r.cellen[0].cijfer).collect();
        assert_eq!(herzien(&gelijk, &kern), []);
        let mut anders = gelijk;
        anders[0] = Cijfer::Getal(7);
        let h = herzien(&anders, &kern);
        assert_eq!(h.len(), 1);
        assert_eq!(h[0].zin(), "Cliënten: in het vorige rapport 7, nu 0.");
    }

    #[test]
    fn zonder_cijfers_is_er_geen_nieuws() {
        let feiten = Feiten::default();
        let blik = Blik::nieuw(&feiten, Peil::op(d("2026-06-30")));
        let zinnen =
            samenvatting(&tabellen(&blik, Rapportsoort::Voortgang, kwartaal("2026-2")), &|_| String::new());
        assert!(zinnen.iter().all(|z| z.ends_with('.') && !z.contains("per gemeente")), "{zinnen:?}");
    }
}
