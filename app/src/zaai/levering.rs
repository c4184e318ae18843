//! Waiting for a place, the toewijzing, and care from the first day to the last.

use super::akte::{Cel, c, co, ct};
use super::berichten::{Opdracht, moment};
use super::leven::{Leven, Span, Stap, of_einde};
use super::wereld::{AANBIEDERS, PRODUCTEN, gemeente, tarief};
use super::zorg::Toegekend;
use crate::huis::{Fout, Rol};
use crate::levering::handel::VERWIJDERD;
use crate::termijnen::Soort;
use kern::inkoop::Vorm;
use kern::stam::Datum;

impl Leven<'_> {
    /// Waits for a place, with a look every four weeks.
    pub(super) fn wacht(&mut self, t: &Toegekend, van: Datum) -> Stap<(usize, Datum)> {
        let mut dag = of_einde!(self.dag(van, 1, 5));
        self.act(dag, self.tr, "op wachtlijst gezet", "wachtplek", None);
        let id = self.b.id();
        let leeg: Option<Datum> = None;
        let voorkeur = if self.k.procent(60) { self.gemeente.to_string() } else { String::new() };
        let velden = vec![
            ("wachtplek_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("indicatie_id", Cel::Id(t.indicatie)),
            ("voorkeur", ct(&voorkeur)),
            // Waiting counts from the day of the besluit.
            ("sinds_op", c(&t.genomen.min(dag))),
            ("tot_op", co(&leeg)),
            (
                "overbrugging",
                ct(self.k.gewogen(&[("geen", 40), ("ambulant", 25), ("bt", 20), ("opvang", 15)])),
            ),
            ("einde_reden", ct("")),
        ];
        let plek = self.b.rij("wachtplek", velden);
        self.voldoe(Soort::Toewijzing, t.indicatie);
        self.termijn(Soort::Wachtlijst, id, dag, Rol::Trajectregisseur)?;
        self.fase("wachtlijst");
        for _ in 0..self.k.tussen(0, 6) {
            dag = of_einde!(self.dag(dag, 20, 28));
            self.act(dag, self.tr, "wachtplek bekeken", "wachtplek", Some(id));
            self.voldoe(Soort::Wachtlijst, id);
            self.termijn(Soort::Wachtlijst, id, dag, Rol::Trajectregisseur)?;
        }
        self.wachtplek = Some(id);
        Ok(Some((plek, dag)))
    }

    /// Gives it to an aanbieder; care starts some time later. Now and then the aanbieder refuses, and another one gets it.
    pub(super) fn wijs_toe(
        &mut self,
        t: &Toegekend,
        van: Datum,
        mut plek: Option<usize>,
        naadloos: bool,
    ) -> Stap<Lopend> {
        let (mut dag, mut niet) = (van, None);
        loop {
            dag = of_einde!(self.dag(dag, 1, if naadloos { 3 } else { 8 }));
            let aanbieder = self.kies_aanbieder(t, naadloos, niet);
            let (o, rij) = self.geef_toewijzing(t, dag, aanbieder)?;
            if let (Some(plek), Some(w)) = (plek.take(), self.wachtplek.take()) {
                self.b.wijzig(plek, vec![("tot_op", c(&dag)), ("einde_reden", ct("geplaatst"))]);
                self.voldoe(Soort::Wachtlijst, w);
            }
            self.voldoe(Soort::Toewijzing, t.indicatie);
            self.termijn(Soort::Start, o.toewijzing, o.ingang, Rol::Trajectregisseur)?;
            self.fase("toewijzing");
            if self.bsn.is_none() {
                // LEV-11: it waits until somebody completes who the inwoner is.
                let rol = self.rol_nu();
                self.termijn(Soort::Gegevens, self.dossier, dag, rol)?;
                return Ok(None);
            }
            let bericht = self.verzend(&o, dag)?;
            self.termijn(Soort::Retour, bericht, dag, Rol::Trajectregisseur)?;
            let rij = self.b.wijzig(rij, vec![("status", ct("verzonden"))]);
            dag = of_einde!(self.dag(dag, 1, 3));
            let goed = niet.is_some() || !self.k.procent(3);
            self.beantwoord(&o, dag, goed)?;
            self.voldoe(Soort::Retour, bericht);
            let status = if goed { "geaccepteerd" } else { "afgekeurd" };
            let rij = self.b.wijzig(rij, vec![("status", ct(status))]);
            if goed {
                return self.begin_levering(t, &o, rij, dag);
            }
            let zin = "De aanbieder keurde de toewijzing af. Herstel haar of kies een andere aanbieder.";
            let termijn = self.w.vaste_dag(dag, "WMO302", zin)?;
            self.zet_termijn(Soort::Toewijzing, t.indicatie, dag, Rol::Trajectregisseur, &termijn);
            dag = of_einde!(self.trek_in_toewijzing(&o, rij, dag)?);
            niet = Some(aanbieder);
        }
    }

    fn kies_aanbieder(&mut self, t: &Toegekend, naadloos: bool, niet: Option<usize>) -> usize {
        let geschikt: Vec<usize> = (0..AANBIEDERS.len())
            .filter(|i| AANBIEDERS[*i].producten.contains(&t.product) && Some(*i) != niet)
            .collect();
        let aanbieder = match self.aanbieder.filter(|a| naadloos && geschikt.contains(a)) {
            Some(a) => a,
            None => self.k.kies(&geschikt),
        };
        self.aanbieder = Some(aanbieder);
        aanbieder
    }

    fn geef_toewijzing(
        &mut self,
        t: &Toegekend,
        dag: Datum,
        aanbieder: usize,
    ) -> Result<(Opdracht, usize), Fout> {
        self.act(dag, self.tr, "toewijzing gegeven", "toewijzing", None);
        let toewijzing = self.b.id();
        self.toewijzingen += 1;
        let o = Opdracht {
            toewijzing,
            nummer: i64::from(self.nummer) * 20 + self.toewijzingen,
            aanbieder,
            product: t.product,
            omvang: t.omvang,
            ingang: t.van.max(dag),
            tot: t.tot,
            gemeente: self.gemeente,
            besloten: self.b.moment(),
            reden: "",
        };
        let velden = vec![
            ("toewijzing_id", Cel::Id(toewijzing)),
            ("nummer", c(&o.nummer)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("indicatie_id", Cel::Id(t.indicatie)),
            ("aanbieder_id", Cel::Id(super::stam::aanbieder_id(aanbieder))),
            ("gemeente", c(&self.gemeente)),
            ("productcode", ct(PRODUCTEN[t.product].code)),
            ("gemeente_plaats", c(&gemeente(AANBIEDERS[aanbieder].zetel))),
            ("omvang", c(&i64::from(t.omvang.volume))),
            ("eenheid", ct(t.omvang.eenheid.code())),
            ("frequentie", ct("week")),
            ("tarief_cent", c(&tarief(aanbieder, t.product, o.ingang.jaar()))),
            ("status", ct("open")),
            ("reden_wijziging", ct("")),
            ("besloten_ts", c(&moment(o.besloten))),
            ("geldig_van", c(&o.ingang)),
            ("geldig_tot", co(&Some(t.tot))),
            ("plaats_tot", co(&Some(t.tot))),
        ];
        self.plekken.push(Plek { aanbieder, product: t.product, van: o.ingang, tot: t.tot });
        Ok((o, self.b.rij("toewijzing", velden)))
    }

    /// Takes back what an aanbieder refused; returns the day on which the aanbieder confirmed that.
    fn trek_in_toewijzing(&mut self, o: &Opdracht, rij: usize, van: Datum) -> Stap<Datum> {
        let dag = of_einde!(self.dag(van, 1, 6));
        self.act(dag, self.tr, "toewijzing ingetrokken", "toewijzing", Some(o.toewijzing));
        let terug =
            Opdracht { tot: o.ingang.plus_dagen(1), besloten: self.b.moment(), reden: VERWIJDERD, ..*o };
        let nieuw = vec![
            ("geldig_tot", c(&o.ingang)),
            ("plaats_tot", c(&o.ingang)),
            ("reden_wijziging", ct(VERWIJDERD)),
            ("status", ct("open")),
            ("besloten_ts", c(&moment(terug.besloten))),
        ];
        let rij = self.b.wijzig(rij, nieuw);
        self.plekken.pop();
        self.voldoe(Soort::Start, o.toewijzing);
        let bericht = self.verzend(&terug, dag)?;
        self.b.wijzig(rij, vec![("status", ct("ingetrokken"))]);
        self.termijn(Soort::Retour, bericht, dag, Rol::Trajectregisseur)?;
        let dag = of_einde!(self.dag(dag, 0, 2));
        self.beantwoord(&terug, dag, true)?;
        self.voldoe(Soort::Retour, bericht);
        Ok(Some(dag))
    }

    /// The toewijzing ends with its indicatie, and the aanbieder is told: in the act after the one that ended the indicatie.
    pub(super) fn kort_toewijzing(
        &mut self,
        l: &mut Lopend,
        per: Datum,
        reden: &'static str,
        dag: Datum,
    ) -> Stap<Datum> {
        self.act(dag, self.tr, "einde van toewijzing gewijzigd", "toewijzing", Some(l.opdracht.toewijzing));
        l.opdracht = Opdracht { tot: per, besloten: self.b.moment(), reden, ..l.opdracht };
        let o = l.opdracht;
        let nieuw = vec![
            ("geldig_tot", c(&per)),
            ("plaats_tot", c(&per)),
            ("reden_wijziging", ct(reden)),
            ("status", ct("open")),
            ("besloten_ts", c(&moment(o.besloten))),
        ];
        l.toewijzing_plaats = self.b.wijzig(l.toewijzing_plaats, nieuw);
        if let Some(p) = self.plekken.last_mut() {
            p.tot = per;
        }
        if let Some(s) = self.spannen.iter_mut().rev().find(|s| s.opdracht.toewijzing == o.toewijzing) {
            s.opdracht.tot = per;
        }
        let bericht = self.verzend(&o, dag)?;
        l.toewijzing_plaats = self.b.wijzig(l.toewijzing_plaats, vec![("status", ct("verzonden"))]);
        self.termijn(Soort::Retour, bericht, dag, Rol::Trajectregisseur)?;
        let dag = of_einde!(self.dag(dag, 1, 3));
        self.beantwoord(&o, dag, true)?;
        self.voldoe(Soort::Retour, bericht);
        l.toewijzing_plaats = self.b.wijzig(l.toewijzing_plaats, vec![("status", ct("geaccepteerd"))]);
        Ok(Some(dag))
    }

    /// Care begins; now and then the first report of it is wrong.
    fn begin_levering(&mut self, t: &Toegekend, o: &Opdracht, rij: usize, van: Datum) -> Stap<Lopend> {
        let begin = of_einde!(self.dag(van.max(o.ingang), 0, 9));
        let mut dag = of_einde!(self.dag(begin, 0, 4));
        if self.k.procent(3) {
            self.meld_start_fout(o, begin, dag)?;
            dag = of_einde!(self.dag(dag, 1, 3));
        }
        let bericht = self.meld_start(o, begin, dag)?;
        let levering = self.b.id();
        let leeg: Option<Datum> = None;
        let velden = vec![
            ("levering_id", Cel::Id(levering)),
            ("toewijzing_id", Cel::Id(o.toewijzing)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("geldig_van", c(&begin)),
            ("geldig_tot", co(&leeg)),
            ("stop_reden", ct("")),
            ("bericht_id", Cel::Id(bericht)),
        ];
        let levering_plaats = self.b.rij("levering", velden);
        self.voldoe(Soort::Start, o.toewijzing);
        self.fase("levering");
        if t.vorm == Vorm::Bw {
            self.eigen_bw.push((o.toewijzing, begin, None));
        }
        self.spannen.push(Span {
            opdracht: *o,
            indicatie: t.indicatie,
            dossier: self.dossier,
            kenmerk: self.kenmerk,
            van: begin,
            tot: None,
            bsn: self.bsn.clone(),
        });
        Ok(Some(Lopend { opdracht: *o, toewijzing_plaats: rij, levering_plaats, begin, begonnen: dag }))
    }

    /// The aanbieder reports that care stopped; returns the day of the report.
    pub(super) fn meld_stop(&mut self, l: &Lopend, op: Datum, reden: &str, na: Datum) -> Stap<Datum> {
        let o = &l.opdracht;
        let op = op.min(o.tot).max(l.begin.plus_dagen(1));
        // What is not delivered is not declared, also when the report comes after this history.
        if let Some(s) = self.spannen.iter_mut().rev().find(|s| s.opdracht.toewijzing == o.toewijzing) {
            s.tot = Some(op);
        }
        if let Some(b) = self.eigen_bw.iter_mut().find(|b| b.0 == o.toewijzing) {
            b.2 = Some(op);
        }
        let dag = of_einde!(self.dag(na.max(op), 0, 5));
        let bericht = self.meld_einde(o, l.begin, op.plus_dagen(-1), reden, dag)?;
        let nieuw = vec![("geldig_tot", c(&op)), ("stop_reden", ct(reden)), ("bericht_id", Cel::Id(bericht))];
        self.b.wijzig(l.levering_plaats, nieuw);
        self.b.wijzig(l.toewijzing_plaats, vec![("status", ct("beeindigd")), ("plaats_tot", c(&op))]);
        if let Some(p) = self.plekken.last_mut() {
            p.tot = op;
        }
        Ok(Some(dag))
    }
}

/// Care that runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lopend {
    pub opdracht: Opdracht,
    pub toewijzing_plaats: usize,
    pub levering_plaats: usize,
    /// First day of care.
    pub begin: Datum,
    /// Day of the report of it.
    pub begonnen: Datum,
}

/// A place that somebody has, from a day until another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plek {
    pub aanbieder: usize,
    pub product: usize,
    pub van: Datum,
    pub tot: Datum,
}
