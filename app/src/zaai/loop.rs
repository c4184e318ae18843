//! The order of a life: melding, support, again, out, and sometimes back.

use super::kans::Kans;
use super::leven::{Leven, Melding, Stap, of_einde};
use super::levering::Lopend;
use super::mens::ZONDER_BSN_DAGEN;
use super::zorg::{Gronden, Toegekend, Vooraf};
use crate::huis::Fout;
use crate::termijnen::Soort;
use kern::inkoop::Vorm;
use kern::stam::Datum;

/// So long before the end of an indicatie the next onderzoek begins.
const VOORAF: i64 = 70;

/// Up to this size many meldingen are of the last weeks, so that everybody has something to do; a larger history has enough.
const KLEINE_REGIO: u32 = 2_000;

/// The day of the first melding: a stock from the start, a stream since, and work for today.
fn eerste_dag(k: &mut Kans, begin: Datum, tot: Datum, klein: bool) -> Datum {
    let duur = begin.dagen_tot(tot);
    let na = match k.onder(100) {
        0..=33 => k.tussen(3, 220),
        34..=83 => k.tussen(150, duur - 30),
        84..=90 => k.tussen(duur - 120, duur - 1),
        _ if klein => k.tussen(duur - 21, duur - 1),
        _ => k.tussen(150, duur - 1),
    };
    begin.plus_dagen(na.clamp(3, duur - 1))
}

impl Leven<'_> {
    /// Lives until the history ends. What is unfinished then is the work of today.
    pub(super) fn leef(&mut self) -> Result<(), Fout> {
        let klein = self.w.omvang <= KLEINE_REGIO;
        let dag = eerste_dag(&mut self.k, self.w.begin, self.w.tot, klein);
        let dag = if self.bsn.is_none() { self.w.tot.plus_dagen(-ZONDER_BSN_DAGEN) } else { dag };
        let Some(dag) = self.w.later(dag, 0).or_else(|| self.w.later(dag, -2)) else { return Ok(()) };
        if self.w.begin.dagen_tot(dag) < 220 && self.k.procent(70) {
            self.kenmerk = "historisch";
        }
        let m = self.meld_eerst(dag)?;
        self.vervolg(m, false)?;
        self.kijk_mee()?;
        self.overleg_met_een_ander(m.id, m.op)?;
        self.soms_aanvulling()?;
        self.soms_correctie()?;
        self.soms_tweede_melding()?;
        Ok(())
    }

    pub(super) fn vervolg(&mut self, mut m: Melding, recidive: bool) -> Stap<()> {
        if !of_einde!(self.naar_regisseur(&mut m)?) {
            return Ok(Some(()));
        }
        let dag = self.b.dag().unwrap_or(m.op);
        let vorm = self.k.gewogen(&[(Vorm::Bw, 54), (Vorm::Bt, 40), (Vorm::WmoBegeleiding, 6)]);
        let zin = self.k.procent(88);
        let (doelgroep, wel, getoetst_op) = of_einde!(self.doelgroep(&m, dag, false)?);
        let (verantwoordelijke, bevestigd_op) = of_einde!(self.woonplaats(&m, getoetst_op, vorm)?);
        let geen = !wel || self.k.procent(4);
        let advies = if geen { "geen" } else { vorm.code() };
        let (onderzoek, onderzocht_op) = of_einde!(self.onderzoek(&m, bevestigd_op, advies, false)?);
        let (aanvraag, aangevraagd_op) = of_einde!(self.aanvraag(&m, onderzocht_op, vorm, zin)?);
        let g = Gronden { melding: m.id, onderzoek, doelgroep, verantwoordelijke, aanvraag };
        let advies = (!geen).then_some(vorm);
        let v = Vooraf {
            vorm,
            zin,
            doelgroep: wel,
            advies,
            getoetst_op,
            bevestigd_op,
            onderzocht_op,
            aangevraagd_op,
        };
        if geen {
            return self.wijs_af(&mut m, &g, &v);
        }
        let (t, dag) = of_einde!(self.ken_toe(&mut m, &g, &v, None)?);
        let reden = if recidive { "terugkeer" } else { "nieuw" };
        self.schaal(t.van, "geen", vorm.code(), "instroom", reden, "", Some(t.besluit));
        let plan = of_einde!(self.dag(dag, 1, 4));
        self.stel_doelen(plan)?;
        self.in_zorg(t, plan)
    }

    fn in_zorg(&mut self, eerst: Toegekend, van: Datum) -> Stap<()> {
        let (mut t, mut dag) = (eerst, van);
        let mut loopt = of_einde!(self.begin(&t, dag, false)?);
        loop {
            dag = loopt.map_or(dag, |l| l.begonnen.max(dag));
            let vooraf = t.tot.plus_dagen(-VOORAF);
            if self.k.procent(9) && dag.plus_dagen(40) < vooraf {
                let eerder = dag.plus_dagen(self.k.tussen(30, dag.dagen_tot(vooraf)));
                dag = of_einde!(self.evalueer_tot(dag, eerder)?);
                return self.vroeg_uit(&t, loopt, dag.max(eerder));
            }
            dag = of_einde!(self.evalueer_tot(dag, vooraf)?);
            if self.k.procent(5) {
                dag = of_einde!(self.dag(dag, 3, 20));
                self.verbeter_herkomst(dag);
            }
            if self.k.procent(17) {
                return self.uit(&t, loopt, dag);
            }
            let (nieuw, op) = of_einde!(self.herindicatie(&t, dag.max(vooraf))?);
            // The old care ends where the new begins.
            let grens = of_einde!(self.w.later(nieuw.van.max(op), 0));
            if let Some(l) = loopt {
                dag = of_einde!(self.meld_stop(&l, nieuw.van, "19", grens)?);
            }
            loopt = of_einde!(self.begin(&nieuw, grens.max(dag), true)?);
            (t, dag) = (nieuw, grens);
        }
    }

    /// Care begins: with an aanbieder, sometimes after waiting; or with a budget of one's own.
    fn begin(&mut self, t: &Toegekend, dag: Datum, naadloos: bool) -> Stap<Option<Lopend>> {
        if !t.zin {
            return Ok(Some(None));
        }
        let kans = if t.vorm == Vorm::Bw { 34 } else { 5 };
        if naadloos || !self.k.procent(kans) {
            return Ok(Some(Some(of_einde!(self.wijs_toe(t, dag, None, naadloos)?))));
        }
        let (plek, dag) = of_einde!(self.wacht(t, dag)?);
        Ok(Some(Some(of_einde!(self.wijs_toe(t, dag, Some(plek), false)?))))
    }

    /// The next besluit, before the indicatie ends.
    fn herindicatie(&mut self, t: &Toegekend, van: Datum) -> Stap<(Toegekend, Datum)> {
        let dag = of_einde!(self.dag(van, 0, 12));
        let tr = self.tr;
        self.act(dag, tr, "melding geregistreerd", "melding", None);
        let id = self.b.id();
        let mut m = self.schrijf_melding(id, dag, false, Some(t.besluit))?;
        self.fase("onderzoek");
        self.voldoe(Soort::IndicatieEinde, t.indicatie);
        let dag = of_einde!(self.dag(dag, 0, 2));
        self.act(dag, tr, "ontvangst bevestigd", "melding", Some(m.id));
        self.voldoe(Soort::Ontvangstbevestiging, m.id);
        let vorm = self.volgende_vorm(t.vorm);
        let zin = if t.zin { !self.k.procent(2) } else { self.k.procent(8) };
        self.termijn(Soort::Woonplaats, m.id, dag, self.rol_nu())?;
        let (doelgroep, wel, getoetst_op) = of_einde!(self.doelgroep(&m, dag, true)?);
        let (verantwoordelijke, bevestigd_op) = of_einde!(self.woonplaats(&m, getoetst_op, vorm)?);
        let (onderzoek, onderzocht_op) = of_einde!(self.onderzoek(&m, bevestigd_op, vorm.code(), true)?);
        let (aanvraag, aangevraagd_op) = of_einde!(self.aanvraag(&m, onderzocht_op, vorm, zin)?);
        let g = Gronden { melding: m.id, onderzoek, doelgroep, verantwoordelijke, aanvraag };
        let v = Vooraf {
            vorm,
            zin,
            doelgroep: wel,
            advies: Some(vorm),
            getoetst_op,
            bevestigd_op,
            onderzocht_op,
            aangevraagd_op,
        };
        let (nieuw, dag) = of_einde!(self.ken_toe(&mut m, &g, &v, Some(t.tot))?);
        if vorm != t.vorm {
            let (soort, reden) = self.richting(t.vorm, vorm);
            self.schaal(nieuw.van, t.vorm.code(), vorm.code(), soort, reden, "", Some(nieuw.besluit));
            if vorm == Vorm::WmoBegeleiding {
                self.neemt_over(nieuw.van);
            }
        }
        if self.doelen.is_empty() {
            let plan = of_einde!(self.dag(dag, 1, 4));
            self.stel_doelen(plan)?;
            return Ok(Some((nieuw, plan)));
        }
        Ok(Some((nieuw, dag)))
    }

    fn volgende_vorm(&mut self, nu: Vorm) -> Vorm {
        match nu {
            Vorm::Bw => self.k.gewogen(&[(Vorm::Bw, 66), (Vorm::Bt, 31), (Vorm::WmoBegeleiding, 3)]),
            Vorm::Bt => self.k.gewogen(&[(Vorm::Bt, 64), (Vorm::Bw, 8), (Vorm::WmoBegeleiding, 28)]),
            // The aandachtsfunctionaris decides about this form only (BSL-07).
            Vorm::WmoBegeleiding => Vorm::WmoBegeleiding,
        }
    }

    fn richting(&mut self, van: Vorm, naar: Vorm) -> (&'static str, &'static str) {
        let gewicht = |v: Vorm| match v {
            Vorm::WmoBegeleiding => 0,
            Vorm::Bt => 1,
            Vorm::Bw => 2,
        };
        if gewicht(van) < gewicht(naar) {
            (
                "opschaling",
                self.k.kies(&["meer_toezicht", "terugval", "veiligheid", "woning_kwijt", "voorkomen_opname"]),
            )
        } else {
            (
                "afschaling",
                self.k.kies(&[
                    "doelen_behaald",
                    "meer_zelfstandig",
                    "eigen_woning",
                    "netwerk",
                    "wens_inwoner",
                ]),
            )
        }
    }
}
