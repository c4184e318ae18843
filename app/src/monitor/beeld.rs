//! The facts in memory, kept up to date by journal number: what an act added or closed is read once.

use super::opslag;
use crate::huis::{Fout, gemeenten, opslag::Leest};
use kern::monitor::{
    Feiten,
    feiten::{BoekingFeit, Boekingen},
};
use kern::stam::JournaalNr;
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::Mutex;

/// Years of the money book that are kept at once.
const JAREN_MAX: usize = 4;

/// The facts of one database. Made on first use, safe to drop.
#[derive(Default)]
pub struct Beeld(Mutex<Staat>);

#[derive(Default)]
struct Staat {
    nr: Option<JournaalNr>,
    feiten: Arc<Feiten>,
    jaren: BTreeMap<i16, Arc<Vec<BoekingFeit>>>,
}

impl Beeld {
    /// The facts as far as they are known now, with the number of the last act: questions that are asked with at most
    /// that number see one moment, whatever others write meanwhile. `jaren` are the years of the money book in them.
    pub async fn haal(&self, db: &impl Leest, jaren: &[i16]) -> Result<(JournaalNr, Arc<Feiten>), Fout> {
        let mut s = self.0.lock().await;
        // First the number, then the rows: an act that comes in between is read again next time.
        let nr = opslag::laatste_nr(db).await?;
        if s.nr.is_none_or(|n| n < nr) {
            s.werk_bij(db, nr).await?;
        }
        for jaar in jaren {
            if !s.jaren.contains_key(jaar) {
                s.lees_jaar(db, *jaar, jaren).await?;
            }
        }
        Ok((nr, Arc::clone(&s.feiten)))
    }

    /// Forgets everything: after facts were destroyed.
    pub async fn wis(&self) {
        *self.0.lock().await = Staat::default();
    }
}

impl Staat {
    async fn werk_bij(&mut self, db: &impl Leest, nr: JournaalNr) -> Result<(), Fout> {
        let sinds = self.nr.unwrap_or(JournaalNr(0));
        let feiten = Arc::make_mut(&mut self.feiten);
        feiten.regio = gemeenten::regio().iter().map(|g| g.code).collect();
        opslag::werk_bij(db, feiten, sinds).await?;
        if !self.jaren.is_empty() {
            feiten.boekingen = Boekingen::default(); // shares the years with this image; alone they grow in place
            for b in opslag::boekingen_sinds(db, &mut feiten.codes, sinds).await? {
                // What came in after `nr` is read again next time.
                if let Some(rijen) = self.jaren.get_mut(&b.maand.jaar()).filter(|_| b.nr <= nr) {
                    Arc::make_mut(rijen).push(b);
                }
            }
        }
        self.zet_jaren();
        self.nr = Some(nr);
        Ok(())
    }

    async fn lees_jaar(&mut self, db: &impl Leest, jaar: i16, houd: &[i16]) -> Result<(), Fout> {
        if self.jaren.len() >= JAREN_MAX {
            let weg = self.jaren.keys().copied().find(|j| !houd.contains(j));
            weg.map(|j| self.jaren.remove(&j));
        }
        let bekend = self.nr.unwrap_or(JournaalNr(0));
        let feiten = Arc::make_mut(&mut self.feiten);
        let mut rijen = opslag::boekingen_van_jaar(db, &mut feiten.codes, jaar).await?;
        // What came in after the number of this image is read when the image moves on.
        rijen.retain(|b| b.nr <= bekend);
        self.jaren.insert(jaar, Arc::new(rijen));
        self.zet_jaren();
        Ok(())
    }

    fn zet_jaren(&mut self) {
        let feiten = Arc::make_mut(&mut self.feiten);
        feiten.boekingen = Boekingen::default();
        for (jaar, rijen) in &self.jaren {
            feiten.boekingen.zet(*jaar, Arc::clone(rijen));
        }
    }
}
