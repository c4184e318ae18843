//! Our answer to a message: kept beside it, and sent.

use crate::{
    huis::{App, Fout, opslag::Tx},
    levering::berichten::{self, NieuwBericht},
};
use ::iwmo::Berichtsoort;

/// An answer, ready to go.
#[derive(Debug, Clone)]
pub struct Antwoordbericht {
    /// Kind.
    pub soort: Berichtsoort,
    /// Our identification.
    pub identificatie: String,
    /// The message.
    pub xml: String,
}

impl Antwoordbericht {
    /// Name of the file.
    pub fn bestand(&self, van: &str, aan: &str) -> String {
        format!("{}_{van}_{aan}_{}.xml", self.soort.naam(), self.identificatie)
    }

    /// Keeps it, tied to the message it answers.
    pub async fn bewaar(
        &self,
        tx: &mut Tx,
        app: &App,
        antwoord_op: i64,
        van: &str,
        aan: &str,
    ) -> Result<(), Fout> {
        let id = tx.nieuw_id()?;
        let dagtekening = Some(tx.vandaag());
        let nieuw = NieuwBericht {
            inkomend: false,
            soort: &self.soort.naam(),
            afzender: van,
            ontvanger: aan,
            identificatie: &self.identificatie,
            dagtekening,
            bestand: &self.bestand(van, aan),
            inhoud: self.xml.as_bytes(),
            antwoord_op: Some(antwoord_op),
        };
        berichten::bewaar(tx, &app.sleutels, id, &nieuw).await
    }
}
