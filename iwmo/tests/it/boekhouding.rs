//! An administration in memory, and the toewijzing that the tests are about.

use std::collections::{HashMap, HashSet};

use iwmo::code::{AdresSoort, Eenheid, Frequentie, Geslacht, Landcode, NaamGebruik, ProductCategorie};
use iwmo::oordeel::{
    Administratie, Berichtenboek, DeclaratieOordeel, Prestatiestand, Regiebericht, Tarief, Toewijzingstand,
    Verzoekkennis,
};
use iwmo::typen::{
    Achternaam, Adres, Contact, Geboortedatum, GeslotenPeriode, Huis, Kop, Omvang, Product,
    ToegewezenProduct, ToewijzingClient, VolledigeNaam, Wmo301, Wmo323, XsdVersie,
};
use iwmo::waarde::{
    Agb, Bsn, Budget, Declaratienummer, Gemeentecode, Huisnummer, Identificatie, Referentie,
    Referentienummer, Toewijzingnummer, Volume,
};
use iwmo::{Berichtsoort, Datum, Tijd};

pub const BSN: &str = "999900006";
pub const ANDER: &str = "999900018";
pub const AANBIEDER: &str = "12345678";
/// Etmalen beschermd wonen, seven per week.
pub const ETMALEN: u32 = 1001;
/// Forty hours of begeleiding in all.
pub const UREN: u32 = 1002;
/// A budget of 1,000 euro.
pub const BUDGET: u32 = 1003;
/// Removed again.
pub const VERWIJDERD: u32 = 1004;
/// Of another client.
pub const VAN_ANDER: u32 = 1005;

pub fn dag(tekst: &str) -> Datum {
    tekst.parse().unwrap()
}

#[derive(Default)]
pub struct Boekhouding {
    pub toewijzingen: HashMap<Toewijzingnummer, Toewijzingstand>,
    pub regie: Vec<Regiebericht>,
    pub prestaties: Vec<Prestatiestand>,
    pub berichten: HashSet<String>,
    pub declaraties: HashSet<String>,
    pub vorige_periode: Option<GeslotenPeriode>,
    pub geleverd: HashSet<Datum>,
    pub gemeente_onbekend: bool,
    pub product_onbekend: bool,
    pub verzoeken: HashMap<String, Verzoekkennis>,
    pub gedeclareerd: Vec<Wmo323>,
}

impl Boekhouding {
    /// With the five toewijzingen of the tests.
    pub fn gevuld() -> Boekhouding {
        let mut boek = Boekhouding::default();
        let mut verwijderd = product(VERWIJDERD, Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek)), None);
        verwijderd = verwijderd.verwijderd(verwijderd.stempel());
        let etmalen = || Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek));
        for (bsn, product) in [
            (BSN, product(ETMALEN, etmalen(), None)),
            (BSN, product(UREN, Some(omvang(40, Eenheid::Uur, Frequentie::Totaal)), None)),
            (BSN, product(BUDGET, None, Some(100_000))),
            (BSN, verwijderd),
            (ANDER, product(VAN_ANDER, etmalen(), None)),
        ] {
            boek.toewijzingen.insert(product.nummer, Toewijzingstand::van(bsn.parse().unwrap(), &product));
        }
        boek
    }

    /// Books what a declaratie led to.
    pub fn boek(&mut self, bericht: &Wmo323, oordeel: &DeclaratieOordeel) {
        self.berichten.insert(bericht.kop.identificatie.to_string());
        self.declaraties.insert(bericht.declaratie.nummer.to_string());
        for (c, client) in bericht.declaratie.clienten.iter().enumerate() {
            for (p, prestatie) in client.prestaties.iter().enumerate() {
                let toegekend = oordeel.is_toegekend(c, p);
                self.prestaties.push(Prestatiestand::van(client.bsn, prestatie, toegekend));
                if let Some(vorig) = prestatie.referentie.vorig.as_ref().filter(|_| toegekend) {
                    let debet = self.prestaties.iter_mut().find(|s| s.nummer == *vorig);
                    debet.unwrap().gecrediteerd = true;
                }
            }
        }
    }
}

impl Administratie for Boekhouding {
    fn toewijzing(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Option<Toewijzingstand> {
        self.toewijzingen.get(&nummer).cloned()
    }

    fn regieberichten(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Regiebericht> {
        let hoort = |r: &&Regiebericht| match r {
            Regiebericht::Start(s) => s.nummer == Some(nummer),
            Regiebericht::Stop(s) => s.nummer == Some(nummer),
        };
        self.regie.iter().filter(hoort).cloned().collect()
    }

    fn prestatie(&self, _: Agb, nummer: &Referentienummer) -> Option<Prestatiestand> {
        self.prestaties.iter().find(|p| p.nummer == *nummer).cloned()
    }

    fn prestaties_op(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Prestatiestand> {
        self.prestaties.iter().filter(|p| p.toewijzingnummer == nummer).cloned().collect()
    }

    fn bericht_bekend(&self, _: Berichtsoort, kop: &Kop) -> bool {
        self.berichten.contains(&*kop.identificatie)
    }

    fn declaratie_bekend(&self, _: Agb, nummer: &Declaratienummer) -> bool {
        self.declaraties.contains(&**nummer)
    }

    fn tarief(&self, _: Gemeentecode, _: Agb, product: &Product, _: Datum) -> Option<Tarief> {
        match product.categorie {
            ProductCategorie::BeschermdWonen => Some(Tarief { cent: 15_000, eenheid: Eenheid::Etmaal }),
            ProductCategorie::Begeleiding => Some(Tarief { cent: 6_100, eenheid: Eenheid::Uur }),
            _ => None,
        }
    }

    fn product_bestaat(&self, _: Gemeentecode, _: &Product, _: Datum) -> bool {
        !self.product_onbekend
    }

    fn gemeente_bestaat(&self, _: Gemeentecode, _: Datum) -> bool {
        !self.gemeente_onbekend
    }

    fn vorige_declaratieperiode(&self, _: Gemeentecode, _: Agb) -> Option<GeslotenPeriode> {
        self.vorige_periode.clone()
    }

    fn geleverd_in(&self, _: Gemeentecode, _: Agb, maand: Datum) -> bool {
        self.geleverd.contains(&maand)
    }
}

impl Berichtenboek for Boekhouding {
    fn toewijzingen_van(
        &self,
        _: Gemeentecode,
        _: Agb,
        bsn: Bsn,
    ) -> Vec<(Toewijzingnummer, Toewijzingstand)> {
        let van_client = self.toewijzingen.iter().filter(|(_, t)| t.bsn == bsn);
        van_client.map(|(nummer, t)| (*nummer, t.clone())).collect()
    }

    fn verzoek(&self, _: Agb, referentie: &Referentie) -> Option<Verzoekkennis> {
        self.verzoeken.get(&**referentie).copied()
    }

    fn heeft_open_verzoek(&self, _: Gemeentecode, _: Agb, bsn: Bsn) -> bool {
        self.verzoeken.values().any(|v| v.bsn == bsn && v.stand.is_open())
    }

    fn houder(&self, _: Gemeentecode, nummer: Toewijzingnummer) -> Option<(Agb, Bsn)> {
        self.toewijzingen.get(&nummer).map(|t| (AANBIEDER.parse().unwrap(), t.bsn))
    }

    fn declaratie(&self, _: Gemeentecode, _: Agb, identificatie: &Identificatie) -> Option<Wmo323> {
        self.gedeclareerd.iter().find(|d| d.kop.identificatie == *identificatie).cloned()
    }
}

pub fn omvang(volume: u32, eenheid: Eenheid, frequentie: Frequentie) -> Omvang {
    Omvang { volume: Volume::nieuw(volume).unwrap(), eenheid, frequentie }
}

/// A product from 15 January to 31 December 2025; hours are begeleiding, everything else beschermd wonen.
pub fn product(nummer: u32, omvang: Option<Omvang>, budget: Option<u32>) -> ToegewezenProduct {
    let uren = omvang.as_ref().is_some_and(|o| o.eenheid == Eenheid::Uur);
    let (categorie, code) = if uren {
        (ProductCategorie::Begeleiding, "02A01")
    } else {
        (ProductCategorie::BeschermdWonen, "15A03")
    };
    ToegewezenProduct {
        nummer: Toewijzingnummer::nieuw(nummer).unwrap(),
        referentie_aanbieder: None,
        product: Some(Product { categorie, code: (budget.is_none()).then(|| code.parse().unwrap()) }),
        toewijzingsdatum: dag("2025-01-10"),
        toewijzingstijd: Tijd::nieuw(9, 30, 0).unwrap(),
        ingangsdatum: dag("2025-01-15"),
        einddatum: Some(dag("2025-12-31")),
        reden_wijziging: None,
        omvang,
        budget: budget.map(|b| Budget::nieuw(b).unwrap()),
        commentaar: None,
        codes: (),
    }
}

/// The toewijzing of etmalen and hours, as the gemeente sends it.
pub fn toewijzing() -> Wmo301 {
    let etmalen = product(ETMALEN, Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek)), None);
    let uren = product(UREN, Some(omvang(40, Eenheid::Uur, Frequentie::Totaal)), None);
    Wmo301 {
        kop: Kop {
            gemeente: "0794".parse().unwrap(),
            aanbieder: AANBIEDER.parse().unwrap(),
            identificatie: "T0000001".parse().unwrap(),
            dagtekening: dag("2025-01-10"),
            xsd: XsdVersie::huidig(),
        },
        client: ToewijzingClient {
            bsn: BSN.parse::<Bsn>().unwrap(),
            geboortedatum: Geboortedatum { datum: dag("1988-05-04"), gebruik: None },
            geslacht: Geslacht::Vrouw,
            naam: VolledigeNaam {
                geslachtsnaam: Achternaam {
                    naam: "Fictief & Zn. <test>".parse().unwrap(),
                    voorvoegsel: Some("van der".parse().unwrap()),
                },
                partnernaam: None,
                voornamen: Some("Zoë".parse().unwrap()),
                voorletters: Some("Z".parse().unwrap()),
                gebruik: NaamGebruik::Eigen,
            },
            communicatie: None,
            juridische_status: None,
            vertegenwoordiging: None,
            commentaar: Some("Eerste regel\nTweede regel".parse().unwrap()),
            relaties: Vec::new(),
            contacten: vec![contact()],
            producten: vec![etmalen, uren],
            codes: (),
        },
    }
}

fn contact() -> Contact {
    Contact {
        soort: AdresSoort::Brp,
        adres: Some(Adres {
            huis: Some(Huis {
                nummer: Huisnummer::nieuw(12).unwrap(),
                letter: Some("a".parse().unwrap()),
                toevoeging: None,
                aanduiding: None,
            }),
            postcode: Some("5701AB".parse().unwrap()),
            straatnaam: Some("Teststraat".parse().unwrap()),
            plaatsnaam: Some("Helmond".parse().unwrap()),
            landcode: Some(Landcode::NL),
        }),
        organisatie: None,
        telefoon: None,
        emailadres: None,
        periode: None,
        codes: (),
    }
}
