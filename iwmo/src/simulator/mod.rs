//! The other side, for tests and demonstrations: an aanbieder that answers a toewijzing, starts, stops, declares, and makes the
//! classic mistakes when asked.

mod ggk;
mod verzoek;

pub use ggk::{Knooppunt, Storing, inpakken};

use std::fmt::Write as _;

use crate::code::{Eenheid, RedenBeeindiging, Retourcode, StatusAanlevering};
use crate::datum::Datum;
use crate::oordeel::RegieOordeel;
use crate::retour::{self, Retourgegevens};
use crate::typen::{
    Declaratie, DeclaratieClient, GeslotenPeriode, Kop, Prestatie, Product, ProductReferentie, StartClient,
    StartProduct, StopClient, StopProduct, ToegewezenProduct, VerkorteNaam, Wmo301, Wmo302, Wmo305, Wmo307,
    Wmo323, XsdVersie,
};
use crate::waarde::{Bedrag, Declaratienummer, Getal, Ongeldig, Tekst, Totaalbedrag, Volume};

/// A mistake that aanbieders make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misser {
    /// The number of the toewijzing does not exist (TR338).
    OnbekendeToewijzing,
    /// Another product code than was assigned (TR340).
    AnderProduct,
    /// A tariff of one cent too much, with the amount that follows from it (TR418).
    VerkeerdTarief,
    /// An amount that does not follow from volume and tariff (TR346).
    VerkeerdBedrag,
    /// A reference that was used before in the same declaratie (TR101 on level 2).
    DubbeleReferentie,
    /// A total that is not the sum of the prestaties (TR358 on level 2).
    VerkeerdTotaal,
    /// More than was assigned (TR321).
    TeVeelVolume,
    /// The period runs on after the toewijzing (TR308).
    NaEinddatum,
}

/// What to declare on one assigned product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Levering<'a> {
    /// The toewijzing as it was received.
    pub toewijzing: &'a Wmo301,
    /// Which of its products.
    pub product: usize,
    /// How much was delivered, in the unit that was assigned.
    pub volume: u32,
    /// Tariff in cents per unit; without meaning for euros.
    pub tarief_cent: u32,
}

/// An aanbieder with its counters: everything it sends gets a number of its own.
#[derive(Clone, Debug)]
pub struct Aanbieder {
    voorvoegsel: String,
    teller: u32,
}

impl Aanbieder {
    /// An aanbieder whose references start with these letters (at most four), so that two of them do not clash.
    ///
    /// # Errors
    /// When the letters are more than four, or not letters and digits.
    pub fn nieuw(voorvoegsel: &str) -> Result<Aanbieder, Ongeldig> {
        let klopt = voorvoegsel.len() <= 4 && voorvoegsel.bytes().all(|b| b.is_ascii_alphanumeric());
        if klopt {
            Ok(Aanbieder { voorvoegsel: voorvoegsel.to_owned(), teller: 0 })
        } else {
            Err(Ongeldig::nieuw(voorvoegsel, "is geen voorvoegsel van hooguit vier letters of cijfers"))
        }
    }

    /// The next reference: prefix and seven digits.
    fn volgnummer<const N: usize, const KAAL: bool>(&mut self) -> Tekst<N, KAAL> {
        self.teller += 1;
        let mut nummer = String::new();
        let _ = write!(nummer, "{}{:07}", self.voorvoegsel, self.teller);
        Tekst::nieuw(nummer).expect("four letters and seven digits are a valid reference")
    }

    fn declaratienummer(&mut self) -> Declaratienummer {
        let nummer: Tekst<12> = self.volgnummer();
        nummer.parse().expect("letters and digits are a valid number")
    }

    fn kop(&mut self, toewijzing: &Wmo301, dagtekening: Datum) -> Kop {
        Kop {
            identificatie: self.volgnummer(),
            dagtekening,
            xsd: XsdVersie::huidig(),
            ..toewijzing.kop.clone()
        }
    }

    fn retourgegevens(&mut self, dagtekening: Datum) -> Retourgegevens {
        Retourgegevens { identificatie: self.volgnummer(), dagtekening }
    }

    /// Accepts a toewijzing.
    pub fn aanvaard(&mut self, toewijzing: &Wmo301, dagtekening: Datum) -> Wmo302 {
        let gegevens = self.retourgegevens(dagtekening);
        retour::wmo302(toewijzing, &RegieOordeel::default(), &gegevens)
    }

    /// Refuses a toewijzing with this code on every product.
    pub fn weiger(&mut self, toewijzing: &Wmo301, code: Retourcode, dagtekening: Datum) -> Wmo302 {
        let gegevens = self.retourgegevens(dagtekening);
        let producten = vec![vec![code]; toewijzing.client.producten.len()];
        retour::wmo302(toewijzing, &RegieOordeel { producten, ..RegieOordeel::default() }, &gegevens)
    }

    /// Reports the start of every product of the toewijzing on this day.
    pub fn start(&mut self, toewijzing: &Wmo301, begindatum: Datum, dagtekening: Datum) -> Wmo305 {
        let client = &toewijzing.client;
        let start = |p: &ToegewezenProduct| StartProduct {
            nummer: Some(p.nummer),
            product: p.product.clone(),
            toewijzing_ingangsdatum: Some(p.ingangsdatum),
            begindatum,
            status: StatusAanlevering::Eerste,
            codes: (),
        };
        Wmo305 {
            kop: self.kop(toewijzing, dagtekening),
            client: StartClient {
                bsn: client.bsn,
                geboortedatum: client.geboortedatum.clone(),
                geslacht: client.geslacht,
                naam: verkort(toewijzing),
                producten: client.producten.iter().map(start).collect(),
                codes: (),
            },
        }
    }

    /// Reports the stop of everything that was started.
    pub fn stop(
        &mut self,
        start: &Wmo305,
        einddatum: Datum,
        reden: RedenBeeindiging,
        dagtekening: Datum,
    ) -> Wmo307 {
        let stop = |s: &StartProduct| StopProduct {
            nummer: s.nummer,
            product: s.product.clone(),
            toewijzing_ingangsdatum: s.toewijzing_ingangsdatum,
            begindatum: s.begindatum,
            reden,
            einddatum,
            status: StatusAanlevering::Eerste,
            codes: (),
        };
        let client = &start.client;
        Wmo307 {
            kop: Kop { identificatie: self.volgnummer(), dagtekening, ..start.kop.clone() },
            client: StopClient {
                bsn: client.bsn,
                geboortedatum: client.geboortedatum.clone(),
                geslacht: client.geslacht,
                naam: client.naam.clone(),
                producten: client.producten.iter().map(stop).collect(),
                codes: (),
            },
        }
    }

    /// Declares these deliveries over the calendar month that holds this day. All must be of the same gemeente and aanbieder.
    ///
    /// # Errors
    /// When there is nothing to declare, a product is not there, or an amount does not fit in a message.
    pub fn declareer(
        &mut self,
        leveringen: &[Levering<'_>],
        maand: Datum,
        dagtekening: Datum,
    ) -> Result<Wmo323, Ongeldig> {
        let eerste = leveringen.first().ok_or_else(|| Ongeldig::nieuw("", "bevat geen leveringen"))?;
        let mut clienten: Vec<DeclaratieClient> = Vec::new();
        for levering in leveringen {
            let prestatie = self.prestatie(levering, maand)?;
            let bsn = levering.toewijzing.client.bsn;
            match clienten.iter_mut().find(|c| c.bsn == bsn) {
                Some(client) => client.prestaties.push(prestatie),
                None => clienten.push(DeclaratieClient { bsn, prestaties: vec![prestatie] }),
            }
        }
        let mut bericht = Wmo323 {
            kop: self.kop(eerste.toewijzing, dagtekening),
            declaratie: Declaratie {
                nummer: self.declaratienummer(),
                periode: GeslotenPeriode { begin: maand.eerste_van_maand(), eind: maand.laatste_van_maand() },
                dagtekening,
                totaal: Totaalbedrag::nieuw(0)?,
                clienten,
            },
        };
        tel_op(&mut bericht)?;
        Ok(bericht)
    }

    fn prestatie(&mut self, levering: &Levering<'_>, maand: Datum) -> Result<Prestatie, Ongeldig> {
        let product = levering.toewijzing.client.producten.get(levering.product);
        let product = product.ok_or_else(|| {
            Ongeldig::nieuw(&levering.product.to_string(), "is geen product van de toewijzing")
        })?;
        let Some(Product { categorie, code: Some(code) }) = product.product.clone() else {
            return Err(Ongeldig::nieuw(&product.nummer.to_string(), "heeft geen productcode"));
        };
        let eenheid = product.omvang.as_ref().map_or(Eenheid::Euro, |o| o.eenheid);
        let euro = eenheid == Eenheid::Euro;
        let per_eenheid = if euro { 1 } else { i64::from(levering.tarief_cent) };
        let laatste = maand.laatste_van_maand();
        Ok(Prestatie {
            referentie: ProductReferentie { nummer: self.volgnummer(), vorig: None },
            toewijzingnummer: product.nummer,
            categorie,
            productcode: code,
            periode: GeslotenPeriode {
                begin: maand.eerste_van_maand().max(product.ingangsdatum),
                eind: product.einddatum.map_or(laatste, |eind| eind.min(laatste)),
            },
            volume: Volume::nieuw(levering.volume)?,
            eenheid,
            tarief: if euro { None } else { Some(Getal::nieuw(levering.tarief_cent)?) },
            ingediend: Bedrag::nieuw(i64::from(levering.volume) * per_eenheid)?,
            codes: (),
        })
    }

    /// Takes back a whole declaratie: every debet is credited (IV091).
    ///
    /// # Errors
    /// Never for a declaratie that is valid itself.
    pub fn crediteer(&mut self, eerder: &Wmo323, dagtekening: Datum) -> Result<Wmo323, Ongeldig> {
        let mut bericht = eerder.clone();
        bericht.kop.identificatie = self.volgnummer();
        bericht.kop.dagtekening = dagtekening;
        bericht.declaratie.nummer = self.declaratienummer();
        bericht.declaratie.dagtekening = dagtekening;
        for client in &mut bericht.declaratie.clienten {
            let debets = std::mem::take(&mut client.prestaties);
            client.prestaties = debets.iter().filter_map(|p| p.credit(self.volgnummer())).collect();
        }
        bericht.declaratie.clienten.retain(|c| !c.prestaties.is_empty());
        tel_op(&mut bericht)?;
        Ok(bericht)
    }
}

/// Makes this mistake in the first prestatie of a declaratie.
///
/// # Errors
/// When the declaratie is too close to a limit to make it.
pub fn vergis(bericht: &mut Wmo323, misser: Misser) -> Result<(), Ongeldig> {
    let Some(eerste) = bericht.declaratie.clienten.first_mut().and_then(|c| c.prestaties.first_mut()) else {
        return Err(Ongeldig::nieuw("", "bevat geen prestaties"));
    };
    match misser {
        Misser::OnbekendeToewijzing => eerste.toewijzingnummer = Getal::nieuw(999_999_999)?,
        Misser::AnderProduct => eerste.productcode = Tekst::nieuw("99Z99")?,
        Misser::VerkeerdTarief => {
            let tarief = eerste.tarief.map_or(0, Getal::get) + 1;
            eerste.tarief = Some(Getal::nieuw(tarief)?);
            eerste.ingediend = Bedrag::nieuw(i64::from(tarief) * i64::from(eerste.volume.get()))?;
        }
        Misser::VerkeerdBedrag => eerste.ingediend = Bedrag::nieuw(eerste.ingediend.cent() + 1)?,
        Misser::TeVeelVolume => {
            let volume = eerste.volume.get().saturating_add(1) * 100;
            eerste.volume = Volume::nieuw(volume)?;
            eerste.ingediend =
                Bedrag::nieuw(i64::from(volume) * eerste.tarief.map_or(1, |t| i64::from(t.get())))?;
        }
        Misser::NaEinddatum => eerste.periode.eind = eerste.periode.eind.laatste_van_maand(),
        Misser::DubbeleReferentie => {
            let kopie = eerste.clone();
            if let Some(client) = bericht.declaratie.clienten.first_mut() {
                client.prestaties.push(kopie);
            }
        }
        Misser::VerkeerdTotaal => {
            bericht.declaratie.totaal = Totaalbedrag::nieuw(bericht.declaratie.totaal.cent() + 1)?;
            return Ok(());
        }
    }
    tel_op(bericht)
}

/// Makes the total the sum of the prestaties.
fn tel_op(bericht: &mut Wmo323) -> Result<(), Ongeldig> {
    bericht.declaratie.totaal = Totaalbedrag::nieuw(bericht.declaratie.som_cent())?;
    Ok(())
}

/// The name as an aanbieder repeats it: without that of the partner.
fn verkort(toewijzing: &Wmo301) -> VerkorteNaam {
    let naam = &toewijzing.client.naam;
    VerkorteNaam {
        geslachtsnaam: naam.geslachtsnaam.clone(),
        voornamen: naam.voornamen.clone(),
        voorletters: naam.voorletters.clone(),
    }
}
