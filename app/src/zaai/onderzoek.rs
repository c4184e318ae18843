//! Where somebody belongs, what is going on, and what we work on together.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Leven, Melding, Stap, of_einde};
use super::woorden::{DOELEN, EVALUATIES, NOTITIES, SAMENVATTING, SCORETEKST};
use crate::huis::{Fout, Rol, gemeenten, uitleg};
use crate::termijnen::Soort;
use kern::inkoop::Vorm;
use kern::stam::{Datum, Gemeentecode, Periode};
use kern::woonplaats::{
    Budget, EerderBw, Feiten, Gebruik, Instelling, Product, Regime, Verantwoordelijk, Verblijfsrecht,
    instroom, verantwoordelijk,
};

const GEBIEDEN: &[&str] = &[
    "financien",
    "tijdsbesteding",
    "huisvesting",
    "geestelijke_gezondheid",
    "sociaal_netwerk",
    "instrumentele_adl",
    "maatschappelijke_participatie",
    "middelengebruik",
];

impl Leven<'_> {
    /// Confirms the verantwoordelijke gemeente, by the law and by herkomst, with the one-year rule.
    pub(super) fn woonplaats(&mut self, m: &Melding, van: Datum, vorm: Vorm) -> Stap<(Sleutel, Datum)> {
        let dag = of_einde!(self.dag(van, 0, 7));
        let regels = self.w.woonregels(dag)?;
        let product = if vorm == Vorm::Bw { Product::Bw } else { Product::Bt };
        let (feiten, regels_kern) = (self.feiten(m, product), regels.kern());
        let wet = verantwoordelijk(regels_kern.regime_op(m.op), &feiten, &regels_kern);
        let herkomst = verantwoordelijk(Regime::R2, &feiten, &regels_kern);
        self.act(dag, self.tr, "verantwoordelijke gemeente vastgesteld", "verantwoordelijke", None);
        let eerste = self.verantwoordelijke(m, dag, product, &wet, self.gemeente)?;
        let afkomst = herkomst.gemeente.unwrap_or(self.gemeente);
        self.verantwoordelijke(m, dag, product, &herkomst, afkomst)?;
        self.gemeentefeiten(m, afkomst);
        self.instroom(m, dag)?;
        self.voldoe(Soort::Woonplaats, m.id);
        Ok(Some((eerste, dag)))
    }

    fn feiten(&self, m: &Melding, product: Product) -> Feiten {
        let eigen = self.eigen_bw.iter().filter_map(|b| Periode::nieuw(b.1, b.2));
        let elders = self.verblijven.iter().filter(|b| b.soort == Instelling::Bw).map(|b| b.periode);
        let door = Some(self.gemeente);
        Feiten {
            melding_op: m.op,
            melding_gemeente: self.gemeente,
            product: Some(product),
            spoed: m.spoed,
            aanvraag_op: None,
            geboren_op: Some(self.geboren),
            verblijfsrecht: Verblijfsrecht::Nederlander,
            identiteit_vast: self.bsn.is_some(),
            adressen: self.adressen.clone(),
            verblijven: self.verblijven.clone(),
            eerder_bw: elders
                .chain(eigen)
                .map(|periode| EerderBw { periode, verstrekt_door: door, einde_onzeker: false })
                .collect(),
        }
    }

    fn gemeentefeiten(&mut self, m: &Melding, afkomst: Gemeentecode) {
        if 0 < self.herkomst {
            // Said at an earlier melding; it stays.
            return;
        }
        for (soort, waar) in [("verblijf", self.gemeente), ("herkomst", afkomst)] {
            let (id, leeg): (Sleutel, Option<Datum>) = (self.b.id(), None);
            let velden = vec![
                ("gemeentefeit_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("soort", ct(soort)),
                ("gemeente", c(&waar)),
                ("geldig_van", c(&m.op)),
                ("geldig_tot", co(&leeg)),
            ];
            self.herkomst = self.b.rij("gemeentefeit", velden);
        }
    }

    fn verantwoordelijke(
        &mut self,
        m: &Melding,
        dag: Datum,
        product: Product,
        uit: &Verantwoordelijk,
        bevestigd: Gemeentecode,
    ) -> Result<Sleutel, Fout> {
        let id = self.b.id();
        let regels = self.w.woonregels(dag)?;
        let berekend = uit.gemeente.map_or_else(String::new, |g| g.to_string());
        let afwijkend = uit.gemeente.is_some_and(|g| g != bevestigd);
        let velden = vec![
            ("verantwoordelijke_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("regime", ct(uit.regime.code())),
            ("status", ct(uit.status.code())),
            ("berekend", ct(&berekend)),
            ("gemeente", c(&bevestigd)),
            ("regel", ct(uit.regel)),
            ("uitleg", ct(&uitleg::naar_json(&uit.uitleg(gemeenten::lijst()))?)),
            ("product", ct(product.code())),
            ("verblijfsrecht", ct(Verblijfsrecht::Nederlander.code())),
            ("invoer", ct(r#"{"adres":[],"verblijf":[]}"#)),
            (
                "reden_afwijking",
                ct(if afwijkend { "In overleg tussen de gemeenten zo afgesproken." } else { "" }),
            ),
            ("bevestigd_door", c(&self.tr.gebruiker)),
            ("bevestigd_op", c(&dag)),
            ("regels_hash", ct(&regels.hash)),
        ];
        self.b.rij("verantwoordelijke", velden);
        Ok(id)
    }

    fn instroom(&mut self, m: &Melding, dag: Datum) -> Result<(), Fout> {
        let regels = self.w.woonregels(dag)?;
        let gebruik = |periode| Gebruik { periode, in_regio: true, budget: Budget::Historisch };
        let eigen = self.eigen_bw.iter().filter_map(|b| Periode::nieuw(b.1, b.2));
        let elders = self.verblijven.iter().filter(|b| b.soort == Instelling::Bw).map(|b| b.periode);
        let alle: Vec<Gebruik> = elders.chain(eigen).map(gebruik).collect();
        let uit = instroom(&alle, &[], m.op, &regels.kern());
        self.kenmerk = uit.kenmerk.unwrap_or(uit.voorstel).code();
        let id = self.b.id();
        let velden = vec![
            ("instroom_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("kenmerk", ct(self.kenmerk)),
            ("recidive", c(&uit.recidive)),
            ("uitleg", ct(&uitleg::naar_json(&uit.uitleg)?)),
            ("bepaald_op", c(&dag)),
        ];
        self.b.rij("instroom", velden);
        Ok(())
    }

    /// The onderzoek with scores; the report comes some weeks later.
    pub(super) fn onderzoek(
        &mut self,
        m: &Melding,
        van: Datum,
        advies: &str,
        snel: bool,
    ) -> Stap<(Sleutel, Datum)> {
        let dag = of_einde!(self.dag(van, 0, 6));
        let leeg: Option<Datum> = None;
        self.act(dag, self.tr, "onderzoek begonnen", "onderzoek", None);
        let id = self.b.id();
        let velden = vec![
            ("onderzoek_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("begonnen_op", c(&dag)),
            ("afgerond_op", co(&leeg)),
            ("samenvatting", ct("")),
            ("advies", ct("")),
        ];
        let rij = self.b.rij("onderzoek", velden);
        let dag = of_einde!(self.dag(dag, 2, if snel { 8 } else { 16 }));
        self.scores(id, dag);
        let traag = self.k.procent(12);
        let dag = of_einde!(self.dag(dag, 2, if traag { 40 } else { 12 }));
        self.act(dag, self.tr, "onderzoek afgerond", "onderzoek", Some(id));
        let klaar = vec![
            ("afgerond_op", c(&dag)),
            ("samenvatting", ct(self.k.kies(SAMENVATTING))),
            ("advies", ct(advies)),
        ];
        self.b.wijzig(rij, klaar);
        Ok(Some((id, dag)))
    }

    fn scores(&mut self, onderzoek: Sleutel, dag: Datum) {
        self.act(dag, self.tr, "leefgebieden besproken", "onderzoek", Some(onderzoek));
        for gebied in GEBIEDEN {
            let oordeel = self.k.gewogen(&[
                ("1", 8),
                ("2", 24),
                ("3", 28),
                ("4", 16),
                ("5", 6),
                ("niet_besproken", 10),
                ("niet_nodig", 8),
            ]);
            let tekst = match oordeel {
                "niet_besproken" | "niet_nodig" => "",
                "1" | "2" => SCORETEKST[1],
                "5" => SCORETEKST[3],
                _ => SCORETEKST[self.k.onder(3) as usize],
            };
            let id = self.b.id();
            let velden = vec![
                ("leefgebiedscore_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("onderzoek_id", Cel::Id(onderzoek)),
                ("leefgebied", ct(gebied)),
                ("oordeel", ct(oordeel)),
                ("toelichting", ct(tekst)),
                ("gemeten_op", c(&dag)),
            ];
            self.b.rij("leefgebiedscore", velden);
        }
    }

    /// Two goals with an activity each.
    pub(super) fn stel_doelen(&mut self, dag: Datum) -> Result<(), Fout> {
        for _ in 0..2 {
            let (gebied, tekst, activiteit) = self.k.kies(DOELEN);
            let evaluatie = dag.plus_maanden(6);
            self.act(dag, self.tr, "doel gesteld", "doel", None);
            let id = self.b.id();
            let velden = vec![
                ("doel_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("leefgebied", ct(gebied)),
                ("tekst", ct(tekst)),
                ("status", ct("actief")),
                ("gesteld_op", c(&dag)),
                ("evaluatie_op", c(&evaluatie)),
            ];
            let plaats = self.b.rij("doel", velden);
            let activiteit_id = self.b.id();
            let velden = vec![
                ("activiteit_id", Cel::Id(activiteit_id)),
                ("doel_id", Cel::Id(id)),
                ("tekst", ct(activiteit)),
                ("wie", ct("inwoner en begeleider")),
            ];
            self.b.rij("activiteit", velden);
            self.plan_evaluatie(id, dag, evaluatie)?;
            self.doelen.push((id, plaats, evaluatie));
        }
        Ok(())
    }

    fn plan_evaluatie(&mut self, doel: Sleutel, dag: Datum, op: Datum) -> Result<(), Fout> {
        let zin = format!("Afgesproken is om dit doel op {} te evalueren.", op.voluit());
        let t = self.w.afspraak(dag, op, &zin)?;
        self.zet_termijn(Soort::Evaluatie, doel, dag, Rol::Trajectregisseur, &t);
        Ok(())
    }

    /// Evaluates every goal that is due before `tot`, and the talks in between. The day until which it came.
    pub(super) fn evalueer_tot(&mut self, van: Datum, tot: Datum) -> Stap<Datum> {
        let mut laatst = van;
        loop {
            let Some(i) =
                (0..self.doelen.len()).min_by_key(|i| self.doelen[*i].2).filter(|i| self.doelen[*i].2 < tot)
            else {
                return Ok(Some(laatst));
            };
            let laat = if self.k.procent(85) { self.k.tussen(-4, 0) } else { self.k.tussen(1, 25) };
            let dag = of_einde!(self.w.later(self.doelen[i].2.max(laatst), laat.max(0)));
            if tot <= dag {
                return Ok(Some(laatst));
            }
            self.evalueer(i, dag)?;
            laatst = dag;
        }
    }

    fn evalueer(&mut self, i: usize, dag: Datum) -> Result<(), Fout> {
        let (doel, plaats, _) = self.doelen[i];
        let (voortgang, tekst) = self.k.kies(EVALUATIES);
        self.act(dag, self.tr, "doel geevalueerd", "evaluatie", None);
        let id = self.b.id();
        let velden = vec![
            ("evaluatie_id", Cel::Id(id)),
            ("doel_id", Cel::Id(doel)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("op", c(&dag)),
            ("voortgang", ct(voortgang)),
            ("tekst", ct(tekst)),
        ];
        self.b.rij("evaluatie", velden);
        self.voldoe(Soort::Evaluatie, doel);
        if voortgang == "behaald" {
            self.b.wijzig(plaats, vec![("status", ct("behaald"))]);
            self.doelen.remove(i);
        } else {
            let weer = dag.plus_maanden(6);
            let plaats = self.b.wijzig(plaats, vec![("evaluatie_op", c(&weer))]);
            self.doelen[i] = (doel, plaats, weer);
            self.plan_evaluatie(doel, dag, weer)?;
        }
        if self.k.procent(20) {
            let id = self.b.id();
            let velden = vec![
                ("notitie_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("tekst", ct(self.k.kies(NOTITIES))),
                ("gebruiker_id", c(&self.tr.gebruiker)),
                ("op", c(&dag)),
            ];
            self.b.rij("notitie", velden);
        }
        Ok(())
    }

    /// Something turned out to be different: recorded now, true since the melding.
    pub(super) fn verbeter_herkomst(&mut self, dag: Datum) {
        let buiten = self.w.buiten();
        let waar = self.k.kies(&buiten);
        self.act(dag, self.tr, "gemeente van herkomst verbeterd", "gemeentefeit", Some(self.dossier));
        self.herkomst = self.b.wijzig(self.herkomst, vec![("gemeente", c(&waar))]);
    }
}
