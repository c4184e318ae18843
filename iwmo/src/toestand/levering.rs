//! The delivery on one toewijzing, from start to definitive stop (OP072, OP155, OP288, OP289, OP377 to OP379).

use super::Geweigerd;
use crate::code::{RedenBeeindiging, StatusAanlevering};
use crate::oordeel::codes;
use crate::typen::{StartProduct, StopProduct};

/// Nothing was started yet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NietGestart;

/// Care is being delivered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lopend {
    geschiedenis: Vec<Periode>,
    start: StartProduct,
}

/// Care stopped for a while (reason 20).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Onderbroken {
    geschiedenis: Vec<Periode>,
    start: StartProduct,
    stop: StopProduct,
}

/// Care stopped for good. A new start is a new delivery (OP379).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beeindigd {
    geschiedenis: Vec<Periode>,
    start: StartProduct,
    /// A temporary stop that went before the definitive one.
    tijdelijk: Option<StopProduct>,
    stop: StopProduct,
}

/// A start with its stops.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Periode {
    start: StartProduct,
    tijdelijk: Option<StopProduct>,
    stop: Option<StopProduct>,
}

/// A delivery in whichever state.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each variant is named after its state")]
pub enum Levering {
    NietGestart(NietGestart),
    Lopend(Lopend),
    Onderbroken(Onderbroken),
    Beeindigd(Beeindigd),
}

type Uit<T, S> = Result<T, Geweigerd<S>>;

fn nee<T, S>(toestand: S, code: crate::code::Retourcode) -> Uit<T, S> {
    Err(Geweigerd { toestand: Box::new(toestand), code })
}

/// Tells whether a stop repeats the key of a start (TR382).
fn hoort_bij(stop: &StopProduct, start: &StartProduct) -> bool {
    (stop.nummer, &stop.product, stop.begindatum) == (start.nummer, &start.product, start.begindatum)
}

impl NietGestart {
    /// The first start.
    #[must_use]
    pub fn start(self, start: StartProduct) -> Lopend {
        Lopend { geschiedenis: Vec::new(), start }
    }
}

impl Lopend {
    /// The start that is current.
    #[must_use]
    pub fn sinds(&self) -> &StartProduct {
        &self.start
    }

    /// Stops: for a while with reason 20, for good with any other.
    ///
    /// # Errors
    /// When the stop does not repeat the key of the start (TR382).
    pub fn stop(self, stop: StopProduct) -> Uit<Levering, Lopend> {
        if !hoort_bij(&stop, &self.start) {
            return nee(self, codes::GEEN_START);
        }
        let Lopend { geschiedenis, start } = self;
        Ok(if stop.reden == RedenBeeindiging::Tijdelijk {
            Levering::Onderbroken(Onderbroken { geschiedenis, start, stop })
        } else {
            Levering::Beeindigd(Beeindigd { geschiedenis, start, tijdelijk: None, stop })
        })
    }

    /// Takes the start back (status 3): what went before it is current again.
    ///
    /// # Errors
    /// When it is not the start that is current (TR063).
    pub fn verwijder_start(mut self, start: &StartProduct) -> Uit<Levering, Lopend> {
        let zelfde = (start.nummer, &start.product, start.begindatum)
            == (self.start.nummer, &self.start.product, self.start.begindatum);
        if !zelfde {
            return nee(self, codes::NIETS_TE_VERWIJDEREN);
        }
        let Some(vorige) = self.geschiedenis.pop() else {
            return Ok(Levering::NietGestart(NietGestart));
        };
        Ok(terug(self.geschiedenis, vorige))
    }
}

impl Onderbroken {
    /// Goes on with a new start.
    ///
    /// # Errors
    /// When there was a start on that day before (TR074).
    pub fn hervat(mut self, start: StartProduct) -> Uit<Lopend, Onderbroken> {
        if is_bekend(&self.geschiedenis, &self.start, &start) {
            return nee(self, codes::SLEUTEL_BEKEND);
        }
        self.geschiedenis.push(Periode { start: self.start, tijdelijk: Some(self.stop), stop: None });
        Ok(Lopend { geschiedenis: self.geschiedenis, start })
    }

    /// Stops for good after all (OP377).
    ///
    /// # Errors
    /// When the stop does not belong to the start (TR382), is temporary again (TR413) or lies before the temporary one (TR414).
    pub fn beeindig(self, stop: StopProduct) -> Uit<Beeindigd, Onderbroken> {
        if !hoort_bij(&stop, &self.start) {
            return nee(self, codes::GEEN_START);
        }
        if stop.reden == RedenBeeindiging::Tijdelijk {
            return nee(self, codes::TWEEDE_TIJDELIJKE);
        }
        if stop.einddatum < self.stop.einddatum {
            return nee(self, codes::EERDER_DAN_STOP);
        }
        let (start, tijdelijk) = (self.start, Some(self.stop));
        Ok(Beeindigd { geschiedenis: self.geschiedenis, start, tijdelijk, stop })
    }

    /// Takes the temporary stop back (status 3).
    #[must_use]
    pub fn verwijder_stop(self) -> Lopend {
        Lopend { geschiedenis: self.geschiedenis, start: self.start }
    }
}

impl Beeindigd {
    /// The last stop.
    #[must_use]
    pub fn stop(&self) -> &StopProduct {
        &self.stop
    }

    /// A new delivery on the same toewijzing (OP379).
    ///
    /// # Errors
    /// When there was a start on that day before (TR074).
    pub fn start(mut self, start: StartProduct) -> Uit<Lopend, Beeindigd> {
        if is_bekend(&self.geschiedenis, &self.start, &start) {
            return nee(self, codes::SLEUTEL_BEKEND);
        }
        self.geschiedenis.push(Periode {
            start: self.start,
            tijdelijk: self.tijdelijk,
            stop: Some(self.stop),
        });
        Ok(Lopend { geschiedenis: self.geschiedenis, start })
    }

    /// Takes the definitive stop back (status 3).
    #[must_use]
    pub fn verwijder_stop(self) -> Levering {
        let Beeindigd { geschiedenis, start, tijdelijk, .. } = self;
        terug(geschiedenis, Periode { start, tijdelijk, stop: None })
    }
}

/// Tells whether there was a start with this key before.
fn is_bekend(geschiedenis: &[Periode], laatste: &StartProduct, start: &StartProduct) -> bool {
    let mut eerdere = geschiedenis.iter().map(|p| &p.start).chain([laatste]);
    eerdere.any(|e| (e.nummer, &e.product, e.begindatum) == (start.nummer, &start.product, start.begindatum))
}

/// The state in which this period is the latest.
fn terug(geschiedenis: Vec<Periode>, periode: Periode) -> Levering {
    let Periode { start, tijdelijk, stop } = periode;
    match (tijdelijk, stop) {
        (tijdelijk, Some(stop)) => Levering::Beeindigd(Beeindigd { geschiedenis, start, tijdelijk, stop }),
        (Some(stop), None) => Levering::Onderbroken(Onderbroken { geschiedenis, start, stop }),
        (None, None) => Levering::Lopend(Lopend { geschiedenis, start }),
    }
}

impl Default for Levering {
    fn default() -> Self {
        Levering::NietGestart(NietGestart)
    }
}

impl Levering {
    /// The state after a start, or after the removal of one (status 3).
    ///
    /// # Errors
    /// TR063, TR071, TR074 and TR326: the step is not possible from here.
    pub fn na_start(self, start: StartProduct) -> Uit<Levering, Levering> {
        if start.status == StatusAanlevering::Verwijderen {
            return match self {
                Levering::Lopend(l) => in_levering(l.verwijder_start(&start), Levering::Lopend),
                Levering::NietGestart(_) => nee(self, codes::NIETS_TE_VERWIJDEREN),
                Levering::Onderbroken(_) | Levering::Beeindigd(_) => nee(self, codes::START_GESTOPT),
            };
        }
        match self {
            Levering::NietGestart(l) => Ok(Levering::Lopend(l.start(start))),
            Levering::Onderbroken(l) => {
                in_levering(l.hervat(start).map(Levering::Lopend), Levering::Onderbroken)
            }
            Levering::Beeindigd(l) => in_levering(l.start(start).map(Levering::Lopend), Levering::Beeindigd),
            Levering::Lopend(l) => {
                let zelfde = is_bekend(&l.geschiedenis, &l.start, &start);
                nee(Levering::Lopend(l), if zelfde { codes::SLEUTEL_BEKEND } else { codes::NIET_GESTOPT })
            }
        }
    }

    /// The state after a stop, or after the removal of one (status 3).
    ///
    /// # Errors
    /// TR063, TR382, TR413, TR414 and TR415: the step is not possible from here.
    pub fn na_stop(self, stop: StopProduct) -> Uit<Levering, Levering> {
        if stop.status == StatusAanlevering::Verwijderen {
            return match self {
                Levering::Onderbroken(l) if zelfde_stop(&l.stop, &stop) => {
                    Ok(Levering::Lopend(l.verwijder_stop()))
                }
                Levering::Beeindigd(l) if zelfde_stop(&l.stop, &stop) => Ok(l.verwijder_stop()),
                ander => nee(ander, codes::NIETS_TE_VERWIJDEREN),
            };
        }
        match self {
            Levering::NietGestart(_) => nee(self, codes::GEEN_START),
            Levering::Lopend(l) => in_levering(l.stop(stop), Levering::Lopend),
            Levering::Onderbroken(l) => {
                in_levering(l.beeindig(stop).map(Levering::Beeindigd), Levering::Onderbroken)
            }
            Levering::Beeindigd(_) => nee(self, codes::AL_DEFINITIEF),
        }
    }
}

fn in_levering<S>(uit: Uit<Levering, S>, fout: fn(S) -> Levering) -> Uit<Levering, Levering> {
    uit.map_err(|g| Geweigerd { toestand: Box::new(fout(*g.toestand)), code: g.code })
}

fn zelfde_stop(a: &StopProduct, b: &StopProduct) -> bool {
    (a.nummer, &a.product, a.begindatum, a.reden, a.einddatum)
        == (b.nummer, &b.product, b.begindatum, b.reden, b.einddatum)
}
