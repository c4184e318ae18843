//! Leaving: at the end of the indicatie, or earlier by a besluit that ends it; and coming back.

use super::akte::{Sleutel, c, co, ct};
use super::leven::{Leven, Stap, of_einde};
use super::levering::Lopend;
use super::zorg::{Bewijsstuk, Toegekend};
use crate::besluit::vastleggen::deel;
use crate::huis::{Fout, Rol, uitleg};
use crate::termijnen::Soort;
use kern::besluit::{Besluit, Strekking};
use kern::stam::{Cent, Datum, Periode, termijnen::vaste_dag};

/// Reason with its destination, the ground of the law for an earlier end, and its weight.
const UITSTROOM: &[((&str, &str, &str), u64)] = &[
    (("zelfstandig_wonen", "eigen_huurwoning", "niet_aangewezen"), 42),
    (("zelfstandig_wonen", "bij_familie", "niet_aangewezen"), 12),
    (("wlz", "wlz_instelling", "niet_aangewezen"), 14),
    (("verhuizing", "andere_regio", "niet_gebruikt"), 9),
    (("afgehaakt", "onbekend", "niet_gebruikt"), 8),
    (("beeindigd_overlast", "opvang", "voorwaarden"), 3),
    (("detentie", "detentie", "niet_gebruikt"), 3),
    (("opname_ggz", "ggz_instelling", "niet_gebruikt"), 4),
    (("overleden", "geen", ""), 3),
    (("einde_indicatie", "onbekend", "niet_aangewezen"), 2),
];
const WAAROM: &str = "De inwoner, de begeleider en wij hebben dit samen besproken. Wij zijn het erover eens dat de ondersteuning eerder kan stoppen.";

/// Why somebody leaves and where to.
type Vertrek = (&'static str, &'static str, &'static str);

impl Leven<'_> {
    /// Leaves at the end of the indicatie. Some come back.
    pub(super) fn uit(&mut self, t: &Toegekend, loopt: Option<Lopend>, na: Datum) -> Stap<()> {
        let dag = of_einde!(self.w.later(t.tot.max(na), 0));
        let vertrek = self.k.gewogen(UITSTROOM);
        self.act(dag, self.tr, "uitgestroomd", "dossier", Some(self.dossier));
        self.vertrek(t, t.tot, vertrek, None);
        self.na_vertrek(loopt, t.tot, vertrek, dag)
    }

    /// Leaves while the indicatie still runs: a besluit ends it, what was granted too much is booked back.
    pub(super) fn vroeg_uit(&mut self, t: &Toegekend, mut loopt: Option<Lopend>, na: Datum) -> Stap<()> {
        let dag = of_einde!(self.w.later(na, 0));
        let vertrek = self.k.gewogen(&UITSTROOM[..9]);
        let plan = !vertrek.2.is_empty() && self.k.procent(50);
        let per =
            if plan { dag.plus_dagen(self.k.tussen(6, 24)) } else { dag.plus_dagen(-self.k.tussen(0, 4)) };
        let Some(periode) = Periode::nieuw(t.van, Some(per)).filter(|_| per < t.tot) else {
            return self.uit(t, loopt, na);
        };
        if vertrek.2.is_empty() {
            self.act(dag, self.tr, "uitgestroomd", "dossier", Some(self.dossier));
            self.kort_in(t, Some(periode))?;
            self.vertrek(t, per, vertrek, None);
            let dag = of_einde!(self.volg(&mut loopt, per, "02", dag)?);
            return self.na_vertrek(loopt, per, vertrek, dag);
        }
        let uit = self.intrekking(vertrek.2, per, dag)?;
        let wat = if plan { "besluit ingetrokken" } else { "uitgestroomd" };
        self.act(dag, self.tr, wat, "besluit", None);
        if !plan {
            self.ruim_op();
        }
        let besluit = self.schrijf_intrekking(&uit, vertrek.2, per)?;
        self.kort_in(t, uit.ingekort.and_then(|i| i.periode))?;
        self.gevolgen(&uit, besluit, None)?;
        if !plan {
            self.vertrek(t, per, vertrek, Some(besluit));
            let dag = of_einde!(self.volg(&mut loopt, per, "05", dag)?);
            let dag = of_einde!(self.soms_bezwaar(besluit, dag, 60)?);
            return self.na_vertrek(loopt, per, vertrek, dag);
        }
        let zin = format!("De indicatie eindigt. Leg na {} de uitstroom vast, met de reden.", per.voluit());
        let termijn = vaste_dag(dag, per, "Uitvoeringsplan 5.3", zin);
        let tekst = std::sync::Arc::new((termijn.uiterlijk, uitleg::naar_json(&termijn.uitleg)?));
        self.zet_termijn(Soort::Uitstroom, besluit, dag, Rol::Trajectregisseur, &tekst);
        let dag = of_einde!(self.volg(&mut loopt, per, "05", dag)?);
        let dag = of_einde!(self.dag(per.max(dag), 0, 8));
        self.act(dag, self.tr, "uitgestroomd", "dossier", Some(self.dossier));
        self.vertrek(t, per, vertrek, None);
        self.na_vertrek(loopt, per, vertrek, dag)
    }

    /// The toewijzing follows the indicatie.
    fn volg(
        &mut self,
        loopt: &mut Option<Lopend>,
        per: Datum,
        reden: &'static str,
        dag: Datum,
    ) -> Stap<Datum> {
        match loopt {
            Some(l) => self.kort_toewijzing(l, per, reden, dag),
            None => Ok(Some(dag)),
        }
    }

    /// The besluit that ends the last indicatie.
    fn intrekking(&self, grond: &str, per: Datum, dag: Datum) -> Result<Besluit, Fout> {
        let Some(laatste) = self.indicaties.last() else {
            return Err(Fout::nieuw("zaai: niets in te trekken"));
        };
        let strekking =
            Strekking::Intrekken { indicatie_id: laatste.indicatie_id, grond: grond.to_owned(), per };
        self.beslis(&self.stand_zonder_aanvraag(), strekking, WAAROM, dag)
    }

    fn schrijf_intrekking(&mut self, uit: &Besluit, grond: &str, per: Datum) -> Result<Sleutel, Fout> {
        let strekking =
            format!(r##"{{"soort":"intrekken","indicatie_id":#0#,"grond":"{grond}","per":"{per}"}}"##);
        let over = Some(self.gekend.len().saturating_sub(1));
        let bij = Bewijsstuk { tekst: WAAROM, strekking: &strekking, richttarief: None, over };
        let g = self.gronden.ok_or_else(|| Fout::nieuw("zaai: intrekking zonder gronden"))?;
        self.schrijf_besluit(&g, uit, &bij)
    }

    /// Gives the last indicatie its shorter period, worth its share, and books back the rest.
    fn kort_in(&mut self, t: &Toegekend, periode: Option<Periode>) -> Result<(), Fout> {
        let Some((i, gekend)) = self.indicaties.last().cloned().zip(self.gekend.last().cloned()) else {
            return Ok(());
        };
        let bedrag = match (periode.and_then(|p| p.duur_dagen()), i.inhoud.periode.duur_dagen()) {
            (Some(rest), Some(heel)) => deel(i.inhoud.bedrag, rest, heel),
            _ => Cent::NUL,
        };
        if let Some(p) = periode {
            self.b.wijzig(gekend.plaats, vec![("geldig_tot", co(&p.tot())), ("bedrag_cent", c(&bedrag))]);
        } else {
            self.b.sluit(gekend.plaats);
        }
        for soort in [Soort::IndicatieEinde, Soort::Toewijzing] {
            self.voldoe(soort, gekend.sleutel);
        }
        // What comes later rests on what is left.
        match (periode, self.indicaties.last_mut()) {
            (Some(p), Some(i)) => (i.inhoud.periode, i.inhoud.bedrag) = (p, bedrag),
            (None, _) | (_, None) => {
                self.indicaties.pop();
                self.gekend.pop();
            }
        }
        self.boek_bij(t, &gekend.geboekt, periode.map(|p| (bedrag, p)))
    }

    /// What leaving does to the dossier, in the current act.
    fn vertrek(&mut self, t: &Toegekend, op: Datum, v: Vertrek, besluit: Option<Sleutel>) {
        self.ruim_op();
        self.schaal(op, t.vorm.code(), "uit", "uitstroom", v.0, v.1, besluit);
        for (_, plaats, _) in std::mem::take(&mut self.doelen) {
            self.b.wijzig(plaats, vec![("status", ct("vervallen"))]);
        }
        self.sluit_dossier(op);
    }

    /// The aanbieder reports the stop; some people come back later.
    fn na_vertrek(&mut self, loopt: Option<Lopend>, op: Datum, v: Vertrek, dag: Datum) -> Stap<()> {
        let mut laatst = dag;
        if let Some(l) = loopt {
            let reden = if v.0 == "overleden" { "02" } else { "19" };
            laatst = of_einde!(self.meld_stop(&l, op, reden, dag)?);
        }
        if matches!(v.0, "overleden" | "wlz") || !self.k.procent(16) {
            return Ok(Some(()));
        }
        let weer = of_einde!(self.dag(laatst, 150, 860));
        self.keer_terug(weer)
    }

    fn keer_terug(&mut self, dag: Datum) -> Stap<()> {
        let af = self.af;
        self.tr = self.regisseur;
        self.act(dag, af, "melding geregistreerd", "melding", None);
        let id = self.b.id();
        self.fase("melding");
        self.rollen_af(dag);
        self.rol(af, "houder", dag);
        let m = self.schrijf_melding(id, dag, false, None)?;
        self.vervolg(m, true)
    }
}
