//! The knooppunt and an aanbieder behind it: what goes in as an envelope comes back as envelopes.

use super::{Aanbieder, Levering, Misser, vergis};
use crate::bericht::Berichtsoort;
use crate::code::{RedenBeeindiging, Retourcode};
use crate::datum::Datum;
use crate::envelop::{
    self, Envelop, Foutenvelop, Heenenvelop, Inhoud, Retourenvelop, Stuurgegevens, Systeem, Tijdstip, Uuid,
    Versies,
};
use crate::gelezen::Bericht;
use crate::lees::lees;
use crate::retour::{self, Retourgegevens};
use crate::typen::{Wmo301, Wmo305};
use crate::waarde::{Agb, Gemeentecode, Ongeldig, Tekst};

/// A mistake in the traffic itself, made with the next message when asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Storing {
    /// The same envelope comes twice.
    Dubbel,
    /// The retour names another envelope.
    VerkeerdeKruisreferentie,
    /// The start comes before the retour of the toewijzing (OP080).
    VerkeerdeVolgorde,
    /// The content is cut off halfway.
    Afgebroken,
    /// The aanbieder refuses the toewijzing with this code.
    Geweigerd(Retourcode),
    /// The knooppunt does not know the aanbieder (IB010).
    Onbekend,
    /// Nothing comes back.
    Stil,
}

/// An aanbieder behind the knooppunt, with what it received.
#[derive(Clone, Debug)]
pub struct Knooppunt {
    agb: Agb,
    aanbieder: Aanbieder,
    toewijzingen: Vec<Wmo301>,
    starts: Vec<Wmo305>,
    storing: Option<Storing>,
    teller: u8,
}

impl Knooppunt {
    /// A knooppunt with one aanbieder, whose references start with these letters.
    ///
    /// # Errors
    /// As [`Aanbieder::nieuw`].
    pub fn nieuw(agb: Agb, voorvoegsel: &str) -> Result<Knooppunt, Ongeldig> {
        let aanbieder = Aanbieder::nieuw(voorvoegsel)?;
        let (toewijzingen, starts) = (Vec::new(), Vec::new());
        Ok(Knooppunt { agb, aanbieder, toewijzingen, starts, storing: None, teller: 0 })
    }

    /// Goes wrong once, with the next message.
    pub fn stoor(&mut self, storing: Storing) {
        self.storing = Some(storing);
    }

    /// Takes an envelope with a message of a gemeente and gives back the envelopes that follow, in order of arrival: the retour, and after
    /// a WMO301 that is accepted the start of every product on its first day.
    ///
    /// # Errors
    /// Never for an envelope that [`Heenenvelop::schrijf`] made.
    pub fn ontvang(&mut self, bytes: &[u8], op: Datum) -> Result<Vec<String>, Ongeldig> {
        let storing = self.storing.take();
        let heen = match envelop::lees(bytes) {
            Ok(Envelop::Heen(heen)) => heen,
            Ok(_) => return Ok(Vec::new()),
            Err(fout) => return Err(Ongeldig::nieuw(&fout.melding, "is geen envelop")),
        };
        if storing == Some(Storing::Stil) {
            return Ok(Vec::new());
        }
        if storing == Some(Storing::Onbekend)
            || *heen.stuurgegevens.ontvanger.organisatie != *self.agb.als_tekst()
        {
            return Ok(vec![self.fout(&heen, "IB010", "Geadresseerde niet aangesloten.", op)?]);
        }
        let Inhoud::Xml(xml) = &heen.inhoud else { return Ok(Vec::new()) };
        let gelezen = match lees(xml) {
            Ok(gelezen) if gelezen.niveau1().is_empty() => gelezen,
            Ok(_) | Err(_) => {
                return Ok(vec![self.fout(
                    &heen,
                    envelop::SCHEMAFOUT,
                    "De inhoud past niet bij het schema.",
                    op,
                )?]);
            }
        };
        let gegevens = Retourgegevens { identificatie: self.aanbieder.volgnummer(), dagtekening: op };
        if !gelezen.niveau2().is_empty() {
            let xml = retour::technisch(&gelezen, &gegevens);
            return xml
                .map(|xml| self.retour(&heen, gelezen.soort(), xml, storing, op))
                .into_iter()
                .collect();
        }
        match gelezen.bericht() {
            Ok(Bericht::Wmo301(bericht)) => self.na_toewijzing(&heen, bericht, storing, op),
            _ => {
                let xml = retour::akkoord(&gelezen, &gegevens);
                xml.map(|xml| self.retour(&heen, gelezen.soort(), xml, storing, op)).into_iter().collect()
            }
        }
    }

    fn na_toewijzing(
        &mut self,
        heen: &Heenenvelop,
        bericht: Wmo301,
        storing: Option<Storing>,
        op: Datum,
    ) -> Result<Vec<String>, Ongeldig> {
        if let Some(Storing::Geweigerd(code)) = storing {
            let xml = self.aanbieder.weiger(&bericht, code, op).schrijf();
            return Ok(vec![self.retour(heen, Berichtsoort::Wmo301, xml, storing, op)?]);
        }
        let xml = self.aanbieder.aanvaard(&bericht, op).schrijf();
        let retour = self.retour(heen, Berichtsoort::Wmo301, xml, storing, op)?;
        let mut uit = vec![retour];
        let begin = bericht.client.producten.iter().map(|p| p.ingangsdatum).max().unwrap_or(op);
        // Only what has begun can be reported (TR134).
        if begin <= op {
            let start = self.aanbieder.start(&bericht, begin, op);
            uit.push(self.heen(heen, Berichtsoort::Wmo305, start.schrijf(), op)?);
            self.starts.push(start);
        }
        self.toewijzingen.push(bericht);
        match storing {
            Some(Storing::VerkeerdeVolgorde) => uit.reverse(),
            Some(Storing::Dubbel) => uit = uit.iter().flat_map(|e| [e.clone(), e.clone()]).collect(),
            Some(_) | None => {}
        }
        Ok(uit)
    }

    /// Declares a month of everything that was started, each product with this volume and tariff; with a mistake when asked.
    ///
    /// # Errors
    /// When there is nothing to declare, or an amount does not fit.
    pub fn declareer(
        &mut self,
        gemeente: &Heenenvelop,
        maand: Datum,
        op: Datum,
        (volume, tarief_cent): (u32, u32),
        misser: Option<Misser>,
    ) -> Result<String, Ongeldig> {
        let toewijzingen = self.toewijzingen.clone();
        let leveringen: Vec<_> = toewijzingen
            .iter()
            .flat_map(|toewijzing| {
                let producten = 0..toewijzing.client.producten.len();
                producten.map(move |product| Levering { toewijzing, product, volume, tarief_cent })
            })
            .collect();
        let mut bericht = self.aanbieder.declareer(&leveringen, maand, op)?;
        if let Some(misser) = misser {
            vergis(&mut bericht, misser)?;
        }
        self.heen(gemeente, Berichtsoort::Wmo323, bericht.schrijf(), op)
    }

    /// Stops everything that was started.
    ///
    /// # Errors
    /// Never: every start can be stopped.
    pub fn stop(
        &mut self,
        gemeente: &Heenenvelop,
        reden: RedenBeeindiging,
        op: Datum,
    ) -> Result<Vec<String>, Ongeldig> {
        let starts = std::mem::take(&mut self.starts);
        let stops: Vec<_> = starts.iter().map(|s| self.aanbieder.stop(s, op, reden, op)).collect();
        stops.iter().map(|s| self.heen(gemeente, Berichtsoort::Wmo307, s.schrijf(), op)).collect()
    }

    /// A request for more of the same: every product of the first toewijzing, as an aanvraag (315).
    ///
    /// # Errors
    /// When nothing was received yet.
    pub fn vraag(&mut self, gemeente: &Heenenvelop, op: Datum) -> Result<String, Ongeldig> {
        let eerste = self.toewijzingen.first().cloned();
        let eerste = eerste.ok_or_else(|| Ongeldig::nieuw("", "heeft nog geen toewijzing"))?;
        let bericht = self.aanbieder.vraag_aan(&eerste, &eerste.client.producten, op);
        self.heen(gemeente, Berichtsoort::Wmo315, bericht.schrijf(), op)
    }

    fn uuid(&mut self) -> Uuid {
        self.teller = self.teller.wrapping_add(1);
        Uuid::van_toeval([self.teller; 16])
    }

    fn stuurgegevens(
        &mut self,
        naar: &Stuurgegevens,
        soort: Berichtsoort,
        op: Datum,
    ) -> Result<Stuurgegevens, Ongeldig> {
        Ok(Stuurgegevens {
            zender: self.systeem()?,
            ontvanger: Systeem::via_ggk(naar.zender.organisatie.clone()),
            referentienummer: self.uuid(),
            tijdstip: middag(op)?,
            functie: envelop::functie(soort),
        })
    }

    fn systeem(&self) -> Result<Systeem, Ongeldig> {
        Ok(Systeem {
            applicatie: "Simulator".parse()?,
            ..Systeem::via_ggk(Tekst::nieuw(self.agb.als_tekst())?)
        })
    }

    fn heen(
        &mut self,
        gemeente: &Heenenvelop,
        soort: Berichtsoort,
        xml: String,
        op: Datum,
    ) -> Result<String, Ongeldig> {
        let stuurgegevens = self.stuurgegevens(&gemeente.stuurgegevens, soort, op)?;
        let inhoud = Inhoud::Xml(xml.into_bytes());
        Ok(Heenenvelop { stuurgegevens, versies: Versies::van_release(1, 0)?, inhoud }.schrijf())
    }

    /// The answer to a message of this kind, in its envelope.
    fn retour(
        &mut self,
        heen: &Heenenvelop,
        heensoort: Berichtsoort,
        mut xml: String,
        storing: Option<Storing>,
        op: Datum,
    ) -> Result<String, Ongeldig> {
        let soort = heensoort.retoursoort().unwrap_or(heensoort);
        let stuurgegevens = self.stuurgegevens(&heen.stuurgegevens, soort, op)?;
        let mut kruisreferentie = heen.stuurgegevens.referentienummer;
        if storing == Some(Storing::VerkeerdeKruisreferentie) {
            kruisreferentie = self.uuid();
        }
        if storing == Some(Storing::Afgebroken) {
            let helft = (0..=xml.len() / 2).rev().find(|i| xml.is_char_boundary(*i)).unwrap_or(0);
            xml.truncate(helft);
        }
        let inhoud = Inhoud::Xml(xml.into_bytes());
        Ok(Retourenvelop { stuurgegevens, kruisreferentie, versies: Versies::van_release(1, 0)?, inhoud }
            .schrijf())
    }

    fn fout(&mut self, heen: &Heenenvelop, code: &str, zin: &str, op: Datum) -> Result<String, Ongeldig> {
        let mut fout =
            Foutenvelop::schemafout(&heen.stuurgegevens, &heen.versies, self.uuid(), middag(op)?, zin)?;
        fout.code = Tekst::nieuw(code)?;
        if code.starts_with("IB") {
            fout.zender = Systeem::via_ggk(Tekst::nieuw("VECOZO")?);
        }
        Ok(fout.schrijf())
    }
}

fn middag(op: Datum) -> Result<Tijdstip, Ongeldig> {
    Tijdstip::nieuw(op, 12, 0, 0).ok_or_else(|| Ongeldig::nieuw(&op.to_string(), "past niet in een envelop"))
}

/// The gemeente in an envelope to this aanbieder: what a test sends with.
///
/// # Errors
/// Never: the values fit.
pub fn inpakken(
    gemeente: Gemeentecode,
    aanbieder: Agb,
    (soort, xml): (Berichtsoort, String),
    uuid: Uuid,
    op: Datum,
) -> Result<Heenenvelop, Ongeldig> {
    let stuurgegevens = Stuurgegevens {
        zender: Systeem {
            applicatie: "Wijkthuis".parse()?,
            ..Systeem::via_ggk(Tekst::nieuw(gemeente.als_tekst())?)
        },
        ontvanger: Systeem::via_ggk(Tekst::nieuw(aanbieder.als_tekst())?),
        referentienummer: uuid,
        tijdstip: middag(op)?,
        functie: envelop::functie(soort),
    };
    Ok(Heenenvelop {
        stuurgegevens,
        versies: Versies::van_release(1, 0)?,
        inhoud: Inhoud::Xml(xml.into_bytes()),
    })
}
