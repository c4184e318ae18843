//! The facts in memory, as rows and as columns, kept up to date by journal number: what an act added or closed is read once.

use super::{geheugen::Onthouden, opslag};
use crate::huis::{Fout, gemeenten, opslag::Leest};
use kern::monitor::{
    Feiten,
    feiten::{BoekingFeit, Boekingen},
    kolommen::Kolommen,
};
use kern::stam::JournaalNr;
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::Mutex;

/// Years of the money book that are kept at once.
const JAREN_MAX: usize = 4;

/// The facts of one database. Made on first use, safe to drop.
#[derive(Default)]
pub struct Beeld(Mutex<Staat>);

/// What is known at one moment.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The last act.
    pub nr: JournaalNr,
    /// The facts.
    pub feiten: Arc<Feiten>,
    /// The same facts as columns.
    pub kolommen: Arc<Kolommen>,
    /// What was found in them before.
    pub onthouden: Arc<Onthouden>,
    /// Names of aanbieders and products as they are now, by code.
    pub namen: Arc<BTreeMap<String, String>>,
}

#[derive(Default)]
struct Staat {
    nr: Option<JournaalNr>,
    feiten: Arc<Feiten>,
    kolommen: Option<Arc<Kolommen>>,
    onthouden: Arc<Onthouden>,
    namen: Arc<BTreeMap<String, String>>,
    jaren: BTreeMap<i16, Arc<Vec<BoekingFeit>>>,
    /// Whether the columns hold everything that was read.
    bij: bool,
}

impl Beeld {
    /// The facts as far as they are known now, with the number of the last act: questions that are asked with at most
    /// that number see one moment, whatever others write meanwhile. `jaren` are the years of the money book in them.
    pub async fn haal(&self, db: &impl Leest, jaren: &[i16]) -> Result<(JournaalNr, Arc<Feiten>), Fout> {
        let m = self.moment(db, jaren).await?;
        Ok((m.nr, m.feiten))
    }

    /// The same with the columns and the names.
    pub async fn moment(&self, db: &impl Leest, jaren: &[i16]) -> Result<Moment, Fout> {
        let mut s = self.0.lock().await;
        // First the number, then the rows: an act that comes in between is read again next time.
        let nr = opslag::laatste_nr(db).await?;
        if s.nr.is_none_or(|n| n < nr) {
            s.bij = false;
            s.werk_bij(db, nr).await?;
        }
        for jaar in jaren {
            if !s.jaren.contains_key(jaar) {
                s.bij = false;
                s.lees_jaar(db, *jaar, jaren).await?;
            }
        }
        if !s.bij {
            s.werk_kolommen_bij(nr);
        }
        let kolommen = s.kolommen.clone().ok_or_else(|| Fout::nieuw("de kolommen ontbreken"))?;
        let (feiten, onthouden, namen) = (&s.feiten, &s.onthouden, &s.namen);
        let feiten = Arc::clone(feiten);
        Ok(Moment { nr, feiten, kolommen, onthouden: Arc::clone(onthouden), namen: Arc::clone(namen) })
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
        let namen = opslag::namen(db).await?;
        if namen != *self.namen {
            self.namen = Arc::new(namen);
        }
        self.nr = Some(nr);
        Ok(())
    }

    /// Takes up in the columns what came in: the dossiers that were touched, and the money that was read.
    fn werk_kolommen_bij(&mut self, nr: JournaalNr) {
        let feiten = Arc::make_mut(&mut self.feiten);
        let aangeraakt = feiten.aangeraakt();
        match &mut self.kolommen {
            Some(k) => Arc::make_mut(k).werk_bij(feiten, &aangeraakt, nr),
            None => self.kolommen = Some(Arc::new(Kolommen::bouw(feiten, nr))),
        }
        self.bij = true;
    }

    async fn lees_jaar(&mut self, db: &impl Leest, jaar: i16, houd: &[i16]) -> Result<(), Fout> {
        if self.jaren.len() >= JAREN_MAX {
            let weg = self.jaren.keys().copied().find(|j| !houd.contains(j));
            weg.map(|j| self.jaren.remove(&j));
        }
        let bekend = self.nr.unwrap_or(JournaalNr(0));
        let feiten = Arc::make_mut(&mut self.feiten);
        // The rows of money are laid anew, so what was found among them holds no longer.
        self.onthouden = Arc::default();
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
