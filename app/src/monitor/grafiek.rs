//! Which chart belongs to which table.

use super::toon::{VERBORGEN, Woorden};
use drukwerk::svg::{Bullet, Eenheid, Grafiek, Reeks, Soort as Vorm, Staaf, Stand, Strip, Waarde};
use kern::monitor::{
    Cijfer, Cijfertabel, Codes, Kop, PLEK_BEGROOT, PLEK_BESCHIKT, PLEK_BETAALD, Rij, Tabelnaam,
};

/// The chart of a table with its conclusion as title; `None` for a table that is best read as a table.
pub fn grafiek(
    t: &Cijfertabel,
    conclusie: &str,
    w: &Woorden,
    codes: &Codes,
    norm_dagen: i64,
) -> Option<Grafiek> {
    let maak = Maker { t, w, codes };
    let clienten = || Eenheid::Aantal("cliënten".to_owned());
    let (eenheid, soort) = match Tabelnaam::lees(t.code)? {
        Tabelnaam::Kerncijfers
        | Tabelnaam::Jaarcijfers
        | Tabelnaam::HerkomstVerblijf
        | Tabelnaam::Spreiding
        | Tabelnaam::Doorstroom
        | Tabelnaam::Terugval
        | Tabelnaam::WachttijdNorm
        | Tabelnaam::KostenPerClient => return None,
        Tabelnaam::ClientenVerloop => (clienten(), maak.lijn(&[0, 1])),
        Tabelnaam::InstroomKenmerk
        | Tabelnaam::UitstroomBestemming
        | Tabelnaam::ClientenLeeftijd
        | Tabelnaam::ClientenProduct
        | Tabelnaam::ClientenAanbieder => (clienten(), maak.staven(Stand::Naast)),
        Tabelnaam::ClientenKenmerk | Tabelnaam::ClientenVorm => (clienten(), maak.staven(Stand::Gestapeld)),
        Tabelnaam::ClientenLeveringsvorm => (clienten(), maak.staven(Stand::Honderd)),
        Tabelnaam::Stromen => (clienten(), maak.kolommen()),
        Tabelnaam::Zelfredzaamheid => (clienten(), maak.honderd(3)),
        Tabelnaam::UitstroomReden => (clienten(), maak.staven(Stand::Naast)),
        Tabelnaam::Verblijfsduur => (Eenheid::Dagen, maak.strips(0)),
        Tabelnaam::Wachttijden => (Eenheid::Dagen, maak.strips(norm_dagen)),
        Tabelnaam::Wachtenden | Tabelnaam::WachtendenGemeente => {
            (Eenheid::Aantal("inwoners".to_owned()), maak.staven(Stand::Gestapeld))
        }
        Tabelnaam::RealisatieGemeente | Tabelnaam::RealisatieVorm => (Eenheid::EuroCent, maak.bullets()),
        Tabelnaam::Begroting => (Eenheid::EuroCent, maak.staven(Stand::Gestapeld)),
        Tabelnaam::BetaaldProduct => (Eenheid::EuroCent, maak.staven(Stand::Naast)),
        Tabelnaam::BetaaldLeveringsvorm | Tabelnaam::BetaaldKenmerk => {
            (Eenheid::EuroCent, maak.staven(Stand::Honderd))
        }
    };
    Some(Grafiek { titel: conclusie.to_owned(), omschrijving: maak.omschrijving(), eenheid, soort })
}

struct Maker<'a> {
    t: &'a Cijfertabel,
    w: &'a Woorden,
    codes: &'a Codes,
}

fn waarde(rij: &Rij, plek: usize) -> Waarde {
    match rij.cellen.get(plek).map(|c| c.cijfer) {
        Some(Cijfer::Getal(n)) => Waarde::Getal(n),
        Some(Cijfer::Verborgen) => Waarde::Onderdrukt(VERBORGEN.to_owned()),
        Some(Cijfer::Geen) | None => Waarde::Geen,
    }
}

impl Maker<'_> {
    fn kop(&self, kop: Kop) -> String {
        match kop {
            Kop::Kwartaal(k) => format!("{}-{}", k.jaar(), k.nummer()),
            Kop::Waarde(_) | Kop::Tekst(_) | Kop::Totaal => self.w.kop(kop, self.codes),
        }
    }
    fn omschrijving(&self) -> String {
        let rijen: Vec<String> = self.t.gewone_rijen().iter().map(|r| self.kop(r.kop)).collect();
        format!(
            "{}. In de grafiek staan: {}. De getallen staan in de tabel eronder.",
            self.t.titel,
            rijen.join(", ")
        )
    }
    fn reeks(&self, plek: usize) -> Reeks {
        let waarden = self.t.gewone_rijen().iter().map(|r| waarde(r, plek)).collect();
        Reeks { naam: self.w.kop(self.t.kolommen[plek].kop, self.codes), waarden }
    }
    fn namen(&self) -> Vec<String> {
        self.t.gewone_rijen().iter().map(|r| self.kop(r.kop)).collect()
    }
    fn lijn(&self, plekken: &[usize]) -> Vorm {
        Vorm::Lijn {
            punten: self.namen(),
            reeksen: plekken.iter().map(|p| self.reeks(*p)).collect(),
            band: None,
        }
    }
    fn kolommen(&self) -> Vorm {
        Vorm::Kolommen {
            perioden: self.namen(),
            op: vec![self.reeks(0), self.reeks(1)],
            neer: vec![self.reeks(3)],
            netto: Some(self.reeks(4)),
        }
    }
    /// Bars of everything but the totals; rows with nothing in them are left out when there are others.
    fn staven(&self, stand: Stand) -> Vorm {
        let breed = self.t.kolommen.len() - usize::from(self.t.met_totaal && self.t.kolommen.len() > 1);
        self.delen(breed, stand)
    }
    /// Bars of one length of the first columns.
    fn honderd(&self, breed: usize) -> Vorm {
        self.delen(breed, Stand::Honderd)
    }
    fn delen(&self, breed: usize, stand: Stand) -> Vorm {
        let rijen = self.t.gewone_rijen();
        let gevuld = |r: &&Rij| r.cellen.iter().any(|c| c.cijfer != Cijfer::Getal(0));
        let over: Vec<&Rij> = rijen.iter().filter(gevuld).collect();
        let over = if over.is_empty() { rijen.iter().collect() } else { over };
        let staaf =
            |r: &&Rij| Staaf { naam: self.kop(r.kop), waarden: (0..breed).map(|p| waarde(r, p)).collect() };
        Vorm::Staven {
            reeksen: self.t.kolommen[..breed].iter().map(|k| self.w.kop(k.kop, self.codes)).collect(),
            staven: over.iter().map(staaf).collect(),
            stand,
        }
    }
    fn bullets(&self) -> Vorm {
        let bullet = |r: &Rij| Bullet {
            naam: self.kop(r.kop),
            begroot: waarde(r, PLEK_BEGROOT),
            beschikt: waarde(r, PLEK_BESCHIKT),
            betaald: waarde(r, PLEK_BETAALD),
        };
        Vorm::Bullets { rijen: self.t.gewone_rijen().iter().map(bullet).collect(), eigen_schaal: false }
    }
    fn strips(&self, norm_dagen: i64) -> Vorm {
        let strip = |r: &Rij| Strip {
            naam: self.kop(r.kop),
            aantal: waarde(r, 0),
            mediaan: waarde(r, 1),
            p90: waarde(r, 2),
        };
        let norm = (norm_dagen > 0).then(|| ("termijn van melding tot besluit".to_owned(), norm_dagen));
        Vorm::Strips { rijen: self.t.gewone_rijen().iter().map(strip).collect(), norm, werkwoord: "wacht" }
    }
}
