//! The stream of money: each month a declaratie per aanbieder and gemeente, and some weeks later its payment.

use super::akte::{Boek, Cel, Sleutel, c, co, ct};
use super::berichten::{SYSTEEM, gevolg};
use super::declaratie::{self, Aard, Geboekt, Regel};
use super::leven::Span;
use super::wereld::{AANBIEDERS, PRODUCTEN, Wereld, tarief};
use crate::huis::{Fout, Rol, geheim::sha256};
use crate::koppelingen::iwmo::onleesbaar;
use crate::levering::berichten::Gevolgregel;
use kern::inkoop::Eenheid;
use kern::stam::{Datum, Gemeentecode};
use std::collections::{BTreeMap, VecDeque};

/// Days between a declaratie and its payment.
const BETAALTERMIJN: i64 = 25;
/// Days before the end on which a file came that is no message.
const ONLEESBAAR_VOOR: i64 = 16;
/// A spreadsheet, as an aanbieder sends it by mistake.
const GEEN_BERICHT: &[u8] = b"PK\x03\x04 declaratie.xlsx: dit is geen iWmo-bericht";

/// An act of money, to be put in order of days.
enum Stuk<'a> {
    Declaratie(Datum, usize, Gemeentecode, Vec<Regel<'a>>),
    Betaling(Vec<Geboekt<'a>>),
    /// The same message once more.
    Dubbel(Sleutel),
    /// A file that is no message.
    Onleesbaar,
}

/// The acts of money, one at a time: their rows are too many to keep, and so are all lines of all months.
pub(super) struct Geldstroom<'a> {
    w: &'a Wereld<'a>,
    spannen: &'a [Span],
    /// The first month that is not in the agenda yet.
    maand: Datum,
    agenda: BTreeMap<Datum, VecDeque<Stuk<'a>>>,
    /// What is declared anew with the next message of an aanbieder to a gemeente.
    nakomers: BTreeMap<(usize, Gemeentecode), Vec<Regel<'a>>>,
    /// One message came twice.
    dubbel: bool,
}

impl<'a> Geldstroom<'a> {
    /// Everything that was delivered, in order of the days on which it was declared.
    pub(super) fn nieuw(w: &'a Wereld<'a>, spannen: &'a [Span]) -> Geldstroom<'a> {
        let maand = w.begin.eerste_van_maand();
        let (agenda, nakomers) = (BTreeMap::new(), BTreeMap::new());
        let mut g = Geldstroom { w, spannen, maand, agenda, nakomers, dubbel: false };
        g.zet(w.tot.plus_dagen(-ONLEESBAAR_VOOR), 0, Stuk::Onleesbaar);
        g
    }

    fn zet(&mut self, van: Datum, na: i64, stuk: Stuk<'a>) {
        if let Some(dag) = self.w.later(van, na) {
            self.agenda.entry(dag).or_default().push_back(stuk);
        }
    }

    /// Puts the declaraties of every month that is over by the next day of the agenda into it.
    fn vul_aan(&mut self) {
        loop {
            let eerste = self.maand.plus_maanden(1);
            let later = self.agenda.keys().next().is_some_and(|dag| *dag < eerste);
            if later || self.w.tot < eerste {
                return;
            }
            for ((aanbieder, gemeente), regels) in self.regels(self.maand) {
                let na = 3 + i64::try_from(aanbieder).unwrap_or(0) % 6;
                self.zet(eerste, na, Stuk::Declaratie(self.maand, aanbieder, gemeente, regels));
            }
            self.maand = eerste;
        }
    }

    /// Adds the next act to the book; false when there is none.
    pub(super) fn stap(&mut self, b: &mut Boek) -> Result<bool, Fout> {
        self.vul_aan();
        let Some(mut eerste) = self.agenda.first_entry() else { return Ok(false) };
        let dag = *eerste.key();
        let Some(stuk) = eerste.get_mut().pop_front() else {
            eerste.remove();
            return Ok(true);
        };
        match stuk {
            Stuk::Declaratie(maand, aanbieder, gemeente, mut regels) => {
                regels.extend(self.nakomers.remove(&(aanbieder, gemeente)).unwrap_or_default());
                let wat = (maand, aanbieder, gemeente);
                let uit = declaratie::verwerk(self.w, b, dag, wat, regels)?;
                if !uit.nakomers.is_empty() {
                    self.nakomers.insert((aanbieder, gemeente), uit.nakomers);
                }
                self.zet(dag, BETAALTERMIJN, Stuk::Betaling(uit.geboekt));
                let laatste = self.w.tot < maand.plus_maanden(3) && maand.plus_maanden(2) <= self.w.tot;
                if laatste && !std::mem::replace(&mut self.dubbel, true) {
                    self.zet(dag, 1, Stuk::Dubbel(uit.bericht));
                }
            }
            Stuk::Betaling(geboekt) => {
                // One run pays everything that is due on a day.
                let mut alle = geboekt;
                let (meer, rest): (VecDeque<_>, VecDeque<_>) = std::mem::take(eerste.get_mut())
                    .into_iter()
                    .partition(|s| matches!(s, Stuk::Betaling(_)));
                *eerste.get_mut() = rest;
                for stuk in meer {
                    if let Stuk::Betaling(meer) = stuk {
                        alle.extend(meer);
                    }
                }
                betaal(self.w, b, dag, &alle);
            }
            Stuk::Dubbel(bericht) => dubbel(b, dag, bericht),
            Stuk::Onleesbaar => geen_bericht(self.w, b, dag)?,
        }
        Ok(true)
    }

    /// What was delivered in a month, per aanbieder and gemeente.
    fn regels(&self, maand: Datum) -> BTreeMap<(usize, Gemeentecode), Vec<Regel<'a>>> {
        let mut uit: BTreeMap<(usize, Gemeentecode), Vec<Regel<'a>>> = BTreeMap::new();
        let volgende = maand.plus_maanden(1);
        for s in self.spannen {
            let o = &s.opdracht;
            let (van, tot) = (maand.max(s.van), volgende.min(s.tot.unwrap_or(o.tot)));
            if tot <= van {
                continue;
            }
            let dagen = van.dagen_tot(tot);
            let volume = match PRODUCTEN[o.product].eenheid {
                Eenheid::Etmaal => dagen,
                _ => i64::from(o.omvang.volume) * dagen / 7,
            };
            if volume <= 0 {
                continue;
            }
            // A line names the part of the month that the toewijzing covers, not the days of delivery (iWmo TR387, TR388).
            let (begin, eind) = (maand.max(o.ingang), volgende.min(o.tot).plus_dagen(-1));
            let tarief = tarief(o.aanbieder, o.product, begin.jaar()).0;
            let aard = declaratie::aard(o.nummer, maand, volume);
            let regel = Regel { span: s, begin, eind, volume, tarief, aard };
            uit.entry((o.aanbieder, o.gemeente)).or_default().push(regel);
        }
        uit
    }
}

fn betaal(w: &Wereld<'_>, b: &mut Boek, dag: Datum, geboekt: &[Geboekt<'_>]) {
    let wie = w.wie(Rol::FinancieelAdviseur, None, 0);
    b.act(dag, wie, "betaalrun geboekt", "boeking", None);
    for g in geboekt {
        let id = b.regel();
        b.rij("boeking", g.velden(id, "betaald"));
    }
}

fn dubbel(b: &mut Boek, dag: Datum, bericht: Sleutel) {
    b.act(dag, SYSTEEM, "bericht opnieuw ontvangen", "bericht", Some(bericht));
    let zin = "Ditzelfde bericht is al eerder ontvangen. Er is niets opnieuw gedaan.".to_owned();
    gevolg(b, bericht, None, &Gevolgregel { uitkomst: "dubbel", zin, ..Gevolgregel::default() });
}

fn geen_bericht(w: &Wereld<'_>, b: &mut Boek, dag: Datum) -> Result<(), Fout> {
    b.act(dag, SYSTEEM, "bericht ontvangen", "bericht", None);
    let id = b.id();
    let (geen_dag, niets): (Option<Datum>, Option<i64>) = (None, None);
    let velden = vec![
        ("bericht_id", Cel::Id(id)),
        ("richting", ct("in")),
        ("soort", ct("")),
        ("afzender", ct("")),
        ("ontvanger", ct("")),
        ("identificatie", ct(&sha256(GEEN_BERICHT))),
        ("dagtekening", co(&geen_dag)),
        ("poging", c(&0i64)),
        ("bestand", ct(&format!("declaratie {}.xlsx", AANBIEDERS[1].naam))),
        ("inhoud", c(&w.dicht(GEEN_BERICHT)?)),
        ("sha256", ct(&sha256(GEEN_BERICHT))),
        ("antwoord_op", co(&niets)),
    ];
    b.rij("bericht", velden);
    if let Err(e) = iwmo::lees(GEEN_BERICHT) {
        gevolg(b, id, None, &onleesbaar(&e));
    }
    Ok(())
}

/// The line of the next message that puts an earlier one right.
pub(super) fn herstel<'a>(r: &Regel<'a>, volume: i64, aard: Aard) -> Regel<'a> {
    Regel { volume, aard, ..*r }
}
