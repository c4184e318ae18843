//! Puts all acts in order of time, gives them their numbers, and writes journal and rows.

use super::akte::{Boek, Cel, Rij, Sleutel};
use crate::huis::{
    Fout, Wie,
    opslag::{Bulk, Handeling, Moment, Tabel, Ty, Val},
};
use kern::stam::{Datum, DossierId, Gemeentecode};
use std::collections::BTreeMap;

/// What many acts have in common, kept once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Soort {
    gebruiker: i64,
    rol: &'static str,
    wat: &'static str,
    onderwerp: &'static str,
    gemeente: Option<Gemeentecode>,
    /// Act and key of the dossier in the same source, when there is one.
    dossier: Option<(u32, u32)>,
}

/// An act, waiting for its number. A large history has millions: no more than what differs.
#[derive(Debug)]
struct Plaats {
    /// Microseconds since 1970.
    moment: i64,
    bron: u32,
    act: u32,
    soort: u32,
    dag: Datum,
    onderwerp_id: Sleutel,
}

/// All acts of everybody.
#[derive(Debug, Default)]
pub(super) struct Volgorde {
    acten: Vec<Plaats>,
    soorten: Vec<Soort>,
    bekend: BTreeMap<Soort, u32>,
    /// Where the acts of a source begin in `nummers`, by source.
    begin: Vec<usize>,
    nummers: Vec<i64>,
}

impl Volgorde {
    /// Takes over the acts of a source; its rows stay behind. Sources come in order of their number.
    pub(super) fn neem_op(&mut self, boek: &mut Boek) {
        let bron = boek.bron;
        for (act, a) in std::mem::take(&mut boek.acten).into_iter().enumerate() {
            let soort = Soort {
                gebruiker: a.gebruiker,
                rol: a.rol,
                wat: a.wat,
                onderwerp: a.onderwerp,
                gemeente: a.gemeente,
                dossier: a.dossier.map(|d| (d.act, d.k)),
            };
            let (moment, act, soort) = (a.moment, act as u32, self.soort(soort));
            self.acten.push(Plaats { moment, bron, act, soort, dag: a.dag, onderwerp_id: a.onderwerp_id });
        }
    }

    fn soort(&mut self, s: Soort) -> u32 {
        let volgende = self.soorten.len() as u32;
        let nummer = *self.bekend.entry(s).or_insert(volgende);
        if nummer == volgende {
            self.soorten.push(s);
        }
        nummer
    }

    /// Numbers the acts by moment, from `na` + 1.
    pub(super) fn nummer(&mut self, na: i64, bronnen: u32) {
        self.acten.sort_unstable_by_key(|p| (p.moment, p.bron, p.act));
        let mut per_bron = vec![0usize; bronnen as usize + 1];
        for p in &self.acten {
            per_bron[p.bron as usize] += 1;
        }
        let mut som = 0;
        self.begin = per_bron
            .iter()
            .map(|n| {
                som += n;
                som - n
            })
            .collect();
        self.nummers = vec![0; self.acten.len()];
        for (i, p) in self.acten.iter().enumerate() {
            self.nummers[self.begin[p.bron as usize] + p.act as usize] = na + 1 + i as i64;
        }
    }

    fn nr(&self, bron: u32, act: u32) -> i64 {
        self.nummers[self.begin[bron as usize] + act as usize]
    }

    fn id(&self, s: Sleutel) -> i64 {
        s.waarde(self.nr(s.bron, s.act))
    }

    /// Writes the journal, and forgets what only the journal needed.
    pub(super) async fn journaal(&mut self, bulk: &mut Bulk) -> Result<(), Fout> {
        for p in std::mem::take(&mut self.acten) {
            let s = self.soorten[p.soort as usize];
            let nu = Moment::from_microsecond(p.moment).unwrap_or(Moment::UNIX_EPOCH);
            let trace = "zaai".to_owned();
            let wie = Wie { gebruiker_id: s.gebruiker, rol: s.rol, nu, vandaag: p.dag, trace };
            let dossier = s.dossier.map(|(act, k)| Sleutel { bron: p.bron, act, k, boek: false });
            let h = Handeling {
                wat: s.wat,
                onderwerp: s.onderwerp,
                onderwerp_id: self.id(p.onderwerp_id),
                dossier: dossier.map(|d| DossierId(self.id(d))),
                gemeente: s.gemeente,
                reden: "",
            };
            let nr = bulk.journaal(&wie, &h).await?;
            if nr.0 != self.nr(p.bron, p.act) {
                return Err(Fout::nieuw("zaai: de nummering loopt niet gelijk"));
            }
        }
        Ok(())
    }

    /// Writes the rows of a source.
    pub(super) async fn rijen(&self, bulk: &mut Bulk, bron: u32, rijen: &[Rij]) -> Result<(), Fout> {
        for rij in rijen {
            let waarden = self.waarden(bulk.tabel(rij.tabel)?, bron, rij)?;
            bulk.rij(rij.tabel, waarden).await?;
        }
        Ok(())
    }

    fn waarden(&self, tabel: &Tabel, bron: u32, rij: &Rij) -> Result<Vec<Val>, Fout> {
        let nr = self.nr(bron, rij.act);
        let mut gebruikt = 0;
        let mut uit = Vec::with_capacity(tabel.kolommen.len());
        for k in &tabel.kolommen {
            let val = match k.naam.as_str() {
                "vanaf_nr" | "nr" => Val::Int(nr),
                "tot_nr" => rij.tot.map_or(Val::Leeg(Ty::Int), |act| Val::Int(self.nr(bron, act))),
                naam => {
                    let veld = rij.velden.iter().find(|v| v.0 == naam);
                    let (_, cel) =
                        veld.ok_or_else(|| Fout::nieuw(format!("zaai: {}.{naam} ontbreekt", rij.tabel)))?;
                    gebruikt += 1;
                    self.waarde(cel, nr)
                }
            };
            uit.push(val);
        }
        if gebruikt != rij.velden.len() {
            return Err(Fout::nieuw(format!("zaai: {} heeft een kolom die niet bestaat", rij.tabel)));
        }
        Ok(uit)
    }

    fn waarde(&self, cel: &Cel, nr: i64) -> Val {
        match cel {
            Cel::Val(v) => v.clone(),
            Cel::Id(s) => Val::Int(self.id(*s)),
            Cel::Mal(tekst, refs) => {
                let begin = tekst.replace("@nr@", &(nr - 1).to_string());
                let vul = |t: String, (i, s): (usize, &Sleutel)| {
                    t.replace(&format!("#{i}#"), &self.id(*s).to_string())
                };
                Val::Text(refs.iter().enumerate().fold(begin, vul))
            }
        }
    }
}
