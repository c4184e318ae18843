//! Waiting for a place, the toewijzing, and care from the first day to the last.

use super::akte::{Cel, Doener, Sleutel, c, co, ct};
use super::leven::{Leven, Span, Stap, of_einde};
use super::wereld::{AANBIEDERS, PRODUCTEN, gemeente, tarief};
use super::zorg::Toegekend;
use crate::huis::Rol;
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
            ("sinds_op", c(&dag)),
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

    /// Gives it to an aanbieder; care starts some time later. The day of the start, and the place of the rows.
    pub(super) fn wijs_toe(
        &mut self,
        t: &Toegekend,
        van: Datum,
        plek: Option<usize>,
        naadloos: bool,
    ) -> Stap<Lopend> {
        let dag = of_einde!(self.dag(van, 1, if naadloos { 3 } else { 8 }));
        let geschikt: Vec<usize> =
            (0..AANBIEDERS.len()).filter(|i| AANBIEDERS[*i].producten.contains(&t.product)).collect();
        let aanbieder = match self.aanbieder.filter(|a| naadloos && geschikt.contains(a)) {
            Some(a) => a,
            None => self.k.kies(&geschikt),
        };
        self.aanbieder = Some(aanbieder);
        self.act(dag, self.tr, "toewijzing gegeven", "toewijzing", None);
        let id = self.b.id();
        self.toewijzingen += 1;
        let nummer = i64::from(self.nummer) * 20 + self.toewijzingen;
        let eerste = t.van.max(dag);
        let moment =
            jiff::Timestamp::from_microsecond(self.b.moment()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let velden = vec![
            ("toewijzing_id", Cel::Id(id)),
            ("nummer", c(&nummer)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("indicatie_id", Cel::Id(t.indicatie)),
            ("aanbieder_id", Cel::Id(super::stam::aanbieder_id(aanbieder))),
            ("gemeente", c(&self.gemeente)),
            ("productcode", ct(PRODUCTEN[t.product].code)),
            ("gemeente_plaats", c(&gemeente(AANBIEDERS[aanbieder].zetel))),
            ("omvang", c(&i64::from(t.omvang.volume))),
            ("eenheid", ct(t.omvang.eenheid.code())),
            ("frequentie", ct("week")),
            ("tarief_cent", c(&tarief(aanbieder, t.product, eerste.jaar()))),
            ("status", ct("open")),
            ("reden_wijziging", ct("")),
            ("besloten_ts", c(&moment)),
            ("geldig_van", c(&eerste)),
            ("geldig_tot", co(&Some(t.tot))),
            ("plaats_tot", co(&Some(t.tot))),
        ];
        let rij = self.b.rij("toewijzing", velden);
        if let (Some(plek), Some(w)) = (plek, self.wachtplek.take()) {
            self.b.wijzig(plek, vec![("tot_op", c(&dag)), ("einde_reden", ct("geplaatst"))]);
            self.voldoe(Soort::Wachtlijst, w);
        }
        self.voldoe(Soort::Toewijzing, t.indicatie);
        self.termijn(Soort::Start, id, eerste, Rol::Trajectregisseur)?;
        self.fase("toewijzing");
        self.begin_levering(t, id, rij, nummer, aanbieder, eerste)
    }

    fn begin_levering(
        &mut self,
        t: &Toegekend,
        id: Sleutel,
        rij: usize,
        nummer: i64,
        aanbieder: usize,
        eerste: Datum,
    ) -> Stap<Lopend> {
        let dag = of_einde!(self.w.later(self.b.dag().unwrap_or(eerste), 1));
        self.act(dag, self.tr, "toewijzing verzonden", "toewijzing", Some(id));
        let rij = self.b.wijzig(rij, vec![("status", ct("verzonden"))]);
        let dag = of_einde!(self.dag(dag, 1, 3));
        let systeem = Doener { gebruiker: 0, rol: "systeem" };
        self.act(dag, systeem, "retour verwerkt", "toewijzing", Some(id));
        let rij = self.b.wijzig(rij, vec![("status", ct("geaccepteerd"))]);
        let van = of_einde!(self.dag(dag.max(eerste), 0, 9));
        let dag = of_einde!(self.dag(van, 0, 4));
        self.act(dag, systeem, "start van zorg verwerkt", "levering", None);
        let levering = self.b.id();
        let (leeg, bericht): (Option<Datum>, Option<i64>) = (None, None);
        let velden = vec![
            ("levering_id", Cel::Id(levering)),
            ("toewijzing_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("geldig_van", c(&van)),
            ("geldig_tot", co(&leeg)),
            ("stop_reden", ct("")),
            ("bericht_id", co(&bericht)),
        ];
        let levering_plaats = self.b.rij("levering", velden);
        self.voldoe(Soort::Start, id);
        self.fase("levering");
        if t.vorm == Vorm::Bw {
            self.eigen_bw.push((id, van, None));
        }
        self.spannen.push(Span {
            toewijzing: id,
            nummer,
            indicatie: t.indicatie,
            dossier: self.dossier,
            aanbieder,
            product: t.product,
            volume: t.omvang.volume,
            gemeente: self.gemeente,
            kenmerk: self.kenmerk,
            van,
            tot: None,
            bsn: self.bsn.clone(),
        });
        Ok(Some(Lopend { toewijzing: id, toewijzing_plaats: rij, levering_plaats, begonnen: dag }))
    }

    /// Care stops on a day.
    pub(super) fn stop(&mut self, l: &Lopend, op: Datum, reden: &str) {
        self.b.wijzig(l.levering_plaats, vec![("geldig_tot", c(&op)), ("stop_reden", ct(reden))]);
        self.b.wijzig(l.toewijzing_plaats, vec![("status", ct("beeindigd")), ("plaats_tot", c(&op))]);
        if let Some(b) = self.eigen_bw.iter_mut().find(|b| b.0 == l.toewijzing) {
            b.2 = Some(op);
        }
        if let Some(s) = self.spannen.iter_mut().rev().find(|s| s.toewijzing == l.toewijzing) {
            s.tot = Some(op);
        }
    }
}

/// Care that runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lopend {
    pub toewijzing: Sleutel,
    pub toewijzing_plaats: usize,
    pub levering_plaats: usize,
    pub begonnen: Datum,
}
