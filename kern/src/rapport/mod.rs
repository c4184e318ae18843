//! The voortgangsrapportage of a quarter: which chapters there are, which tables stand in them, and what they say
//! (Uitvoeringsplan Thuis in de wijk, paragraph 5.3; chapters as the quarterly reports of the region have them).

use crate::monitor::{
    Blik, Cijfer, Cijfertabel, KERNREGELS, Kop, Sleutel, Tabelnaam, Tijdvak, conclusie, tabel, woorden,
};
use crate::stam::{Datum, Kwartaal, Weigering};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// A chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hoofdstuk {
    /// Heading.
    pub kop: &'static str,
    /// What the chapter is about, B1.
    pub inleiding: &'static str,
    /// Tables, in order.
    pub tabellen: &'static [Tabelnaam],
}

/// The chapters after the summary.
pub const HOOFDSTUKKEN: [Hoofdstuk; 4] = [
    Hoofdstuk {
        kop: "Cliënten",
        inleiding: "Hoeveel inwoners hebben beschermd wonen of beschermd thuis, waar komen zij vandaan en waar wonen zij?",
        tabellen: &[
            Tabelnaam::ClientenVerloop,
            Tabelnaam::ClientenKenmerk,
            Tabelnaam::ClientenVorm,
            Tabelnaam::ClientenLeveringsvorm,
            Tabelnaam::HerkomstVerblijf,
            Tabelnaam::Spreiding,
        ],
    },
    Hoofdstuk {
        kop: "Instroom, doorstroom en uitstroom",
        inleiding: "Wie kwam erbij, wie ging van de ene vorm naar de andere, en wie ging weg? Stappen en redenen staan over \
            twaalf maanden: per kwartaal gaat het vaak om te weinig mensen.",
        tabellen: &[
            Tabelnaam::Stromen,
            Tabelnaam::Doorstroom,
            Tabelnaam::Terugval,
            Tabelnaam::UitstroomReden,
            Tabelnaam::Verblijfsduur,
        ],
    },
    Hoofdstuk {
        kop: "Wachttijden en wachtlijst",
        inleiding: "Hoe lang duurt het van melding tot besluit en tot de start van de zorg, en wie wacht er nog?",
        tabellen: &[Tabelnaam::Wachttijden, Tabelnaam::WachttijdNorm, Tabelnaam::Wachtenden],
    },
    Hoofdstuk {
        kop: "Programmakosten en uitvoeringskosten",
        inleiding: "Wat was er begroot, wat is er toegekend, en wat is er betaald? Van de uitvoeringskosten staat hier de \
            begroting; de uitgaven daarvan lopen niet via Wijkthuis.",
        tabellen: &[
            Tabelnaam::RealisatieGemeente,
            Tabelnaam::RealisatieVorm,
            Tabelnaam::KostenPerClient,
            Tabelnaam::BetaaldLeveringsvorm,
            Tabelnaam::BetaaldKenmerk,
        ],
    },
];

/// The tables of a report, the key figures first. Flows over twelve months.
pub fn tabellen(blik: &Blik<'_>) -> Vec<Cijfertabel> {
    let namen = HOOFDSTUKKEN.iter().flat_map(|h| h.tabellen.iter().copied());
    [Tabelnaam::Kerncijfers]
        .into_iter()
        .chain(namen)
        .map(|n| tabel(blik, n, Tijdvak::TwaalfMaanden))
        .collect()
}

/// Refuses a report of a quarter that is not over (RAP-01).
pub fn mag_maken(kwartaal: Kwartaal, vandaag: Datum) -> Result<(), Weigering> {
    let einde = kwartaal.periode().tot().unwrap_or(vandaag);
    if vandaag < einde {
        let zin =
            format!("Het kwartaal {kwartaal} is nog niet voorbij. Dit rapport kan vanaf {}.", einde.voluit());
        return Err(Weigering::nieuw("RAP-01", "Uitvoeringsplan 5.3", zin).bij("kwartaal"));
    }
    Ok(())
}

/// The report in a few sentences: what the most important tables say.
pub fn samenvatting(tabellen: &[Cijfertabel], woord: &dyn Fn(Sleutel) -> String) -> Vec<String> {
    const BELANGRIJK: [Tabelnaam; 6] = [
        Tabelnaam::Kerncijfers,
        Tabelnaam::ClientenVerloop,
        Tabelnaam::Stromen,
        Tabelnaam::Wachttijden,
        Tabelnaam::Wachtenden,
        Tabelnaam::RealisatieGemeente,
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

/// Which key figures of the quarter before changed since its own report. `toen` are the key figures of that report in
/// the order of [`KERNREGELS`]; `kern` is the table of key figures of this report.
pub fn herzien(toen: &[Cijfer], kern: &Cijfertabel) -> Vec<Herzien> {
    let rijen = kern.rijen.iter().zip(KERNREGELS).zip(toen);
    rijen
        .filter(|((r, naam), _)| r.kop == Kop::Tekst(naam))
        .filter_map(|((r, naam), toen)| {
            let nu = r.cellen.first()?.cijfer;
            (nu != *toen).then(|| Herzien { naam: naam.to_string(), toen: *toen, nu })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::Feiten;
    use crate::stam::Peil;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    #[test]
    fn een_rapport_kan_pas_als_het_kwartaal_voorbij_is() {
        let k = Kwartaal::lees("2026-2").expect("quarter");
        assert!(mag_maken(k, d("2026-07-01")).is_ok());
        let w = mag_maken(k, d("2026-06-30")).expect_err("refused");
        assert_eq!((w.code, w.veld), ("RAP-01", Some("kwartaal")));
        assert!(w.zin.contains("1 juli 2026"));
    }

    #[test]
    fn elke_tabel_van_de_monitor_staat_een_keer_in_het_rapport() {
        let feiten = Feiten::default();
        let blik = Blik::nieuw(&feiten, Peil::op(d("2026-06-30")));
        let mut codes: Vec<&str> = tabellen(&blik).iter().map(|t| t.code).collect();
        codes.sort_unstable();
        let mut alle: Vec<&str> = Tabelnaam::ALLE.iter().map(|t| t.code()).collect();
        alle.sort_unstable();
        assert_eq!(codes, alle);
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
        let zinnen = samenvatting(&tabellen(&blik), &|_| String::new());
        assert!(zinnen.iter().all(|z| z.ends_with('.') && !z.contains("per gemeente")), "{zinnen:?}");
    }
}
