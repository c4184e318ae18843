//! From aanvraag to besluit: what was granted or refused, and the money that goes with it.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Gekend, Leven, Melding, Stap, of_einde};
use super::wereld::{PRODUCTEN, richttarief};
use super::woorden::{AFWIJZING, MOTIVERING};
use crate::huis::{Fout, Rol, uitleg};
use crate::termijnen::Soort;
use kern::besluit::{
    self, Aanvraag, Beslisser, Besluit, Doelgroep, Gevolg, Onderzoek, Product, Stand, Strekking,
    Verantwoordelijk, Verzoek, Voorstel, beslis,
};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm, waarde};
use kern::stam::{BesluitId, Cent, Datum, MeldingId, Periode};

/// What was granted.
#[derive(Debug, Clone)]
pub(super) struct Toegekend {
    pub besluit: Sleutel,
    pub indicatie: Sleutel,
    pub vorm: Vorm,
    pub product: usize,
    pub omvang: Omvang,
    pub zin: bool,
    pub van: Datum,
    pub tot: Datum,
    /// Day of the besluit.
    pub genomen: Datum,
}

/// References of the receipt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gronden {
    pub melding: Sleutel,
    pub onderzoek: Sleutel,
    pub doelgroep: Sleutel,
    pub verantwoordelijke: Sleutel,
    pub aanvraag: Sleutel,
}

/// What a receipt holds besides its grounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bewijsstuk<'a> {
    /// The reasons in words.
    pub tekst: &'a str,
    /// The proposal as JSON, as `besluit::bewijs` writes it; `#0#` stands for the indicatie that it is about.
    pub strekking: &'a str,
    pub richttarief: Option<Cent>,
    /// Place among the indicaties of the one that is ended.
    pub over: Option<usize>,
}

/// What is known before the besluit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vooraf {
    pub vorm: Vorm,
    pub zin: bool,
    pub doelgroep: bool,
    pub advies: Option<Vorm>,
    pub getoetst_op: Datum,
    pub bevestigd_op: Datum,
    pub onderzocht_op: Datum,
    pub aangevraagd_op: Datum,
}

impl Leven<'_> {
    /// Asks for support.
    pub(super) fn aanvraag(
        &mut self,
        m: &Melding,
        van: Datum,
        vorm: Vorm,
        zin: bool,
    ) -> Stap<(Sleutel, Datum)> {
        let dag = of_einde!(self.dag(van, 0, 6));
        self.act(dag, self.tr, "aanvraag geregistreerd", "aanvraag", None);
        let id = self.b.id();
        let velden = vec![
            ("aanvraag_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("ontvangen_op", c(&dag)),
            ("vorm", ct(vorm.code())),
            ("leveringsvorm", ct(if zin { "zin" } else { "pgb" })),
        ];
        self.b.rij("aanvraag", velden);
        self.voldoe(Soort::Onderzoek, m.id);
        self.termijn(Soort::Beslissing, id, dag, self.rol_nu())?;
        self.fase("besluit");
        Ok(Some((id, dag)))
    }

    fn stand(&self, m: &Melding, v: &Vooraf, product: Option<Product>) -> Stand {
        // Keys are not known yet, and nothing that is decided depends on them.
        let onderzoek = Onderzoek { onderzoek_id: 1, afgerond_op: Some(v.onderzocht_op), advies: v.advies };
        let doelgroep = Doelgroep { toets_id: 1, oordeel: v.doelgroep, getoetst_op: v.getoetst_op };
        let verantwoordelijk = Verantwoordelijk {
            verantwoordelijke_id: 1,
            gemeente: self.gemeente,
            bevestigd_op: v.bevestigd_op,
        };
        let leveringsvorm = if v.zin { Leveringsvorm::Zin } else { Leveringsvorm::Pgb };
        Stand {
            melding: Some(besluit::Melding { melding: MeldingId(1), ontvangen_op: m.op }),
            onderzoek: Some(onderzoek),
            doelgroep: Some(doelgroep),
            verantwoordelijk: Some(verantwoordelijk),
            aanvraag: Some(Aanvraag {
                aanvraag_id: 1,
                ontvangen_op: v.aangevraagd_op,
                vorm: v.vorm,
                leveringsvorm,
            }),
            indicaties: self.indicaties.clone(),
            product,
            beslisser: self.beslisser(),
        }
    }

    /// What is known when no aanvraag is answered.
    pub(super) fn stand_zonder_aanvraag(&self) -> Stand {
        let verantwoordelijk = Verantwoordelijk {
            verantwoordelijke_id: 1,
            gemeente: self.gemeente,
            bevestigd_op: self.bevestigd_op,
        };
        Stand {
            melding: None,
            onderzoek: None,
            doelgroep: None,
            verantwoordelijk: Some(verantwoordelijk),
            aanvraag: None,
            indicaties: self.indicaties.clone(),
            product: None,
            beslisser: self.beslisser(),
        }
    }

    fn beslisser(&self) -> Beslisser {
        if self.rol_nu() == Rol::Aandachtsfunctionaris {
            Beslisser::Aandachtsfunctionaris
        } else {
            Beslisser::Trajectregisseur
        }
    }

    /// Decides by the rules of the day. The history only proposes what they allow.
    pub(super) fn beslis(
        &self,
        stand: &Stand,
        strekking: Strekking,
        tekst: &str,
        dag: Datum,
    ) -> Result<Besluit, Fout> {
        let voorstel = Voorstel { strekking, motivering: tekst.to_owned(), bekend_op: dag };
        let regels = self.w.besluitregels(dag)?;
        beslis(stand, &voorstel, &regels, dag)
            .map_err(|w| Fout::nieuw(format!("zaai: geweigerd besluit: {w}")))
    }

    /// The receipt: what `besluit::bewijs` would keep, with keys that are filled in later.
    fn invoer(&self, g: &Gronden, bij: &Bewijsstuk<'_>) -> Cel {
        let op_aanvraag = bij.over.is_none();
        let mut refs = vec![g.melding, g.onderzoek, g.doelgroep, g.verantwoordelijke, g.aanvraag];
        let mut plek = |s: Sleutel| {
            refs.push(s);
            format!("#{}#", refs.len() - 1)
        };
        // The last indicatie first, as the register gives them.
        let waren: Vec<String> = self.gekend.iter().rev().map(|i| plek(i.sleutel)).collect();
        let over = bij.over.map_or_else(String::new, |i| plek(self.gekend[i].sleutel));
        let richttarief = bij.richttarief.map_or_else(|| "null".to_owned(), |c| c.0.to_string());
        let of = |plek: &'static str| if op_aanvraag { plek } else { "null" };
        let tekst = format!(
            r##"{{"peil_nr":@nr@,"beslisser":"{}","melding":{},"onderzoek":#1#,"doelgroeptoets":#2#,"verantwoordelijke":#3#,"aanvraag":{},"indicaties":[{}],"richttarief_cent":{richttarief},"strekking":{}}}"##,
            self.tr.rol,
            of("#0#"),
            of("#4#"),
            waren.join(","),
            bij.strekking.replace("#0#", &over)
        );
        Cel::Mal(tekst, refs)
    }

    /// Writes a besluit in the current act.
    pub(super) fn schrijf_besluit(
        &mut self,
        g: &Gronden,
        uit: &Besluit,
        bij: &Bewijsstuk<'_>,
    ) -> Result<Sleutel, Fout> {
        let (id, dag) = (self.b.id(), uit.genomen_op);
        let versies = self.w.versies(dag)?;
        let leeg: Option<i64> = None;
        let vorig = bij.over.map(|i| self.gekend[i].besluit);
        let velden = vec![
            ("besluit_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(g.melding)),
            ("aanvraag_id", if bij.over.is_none() { Cel::Id(g.aanvraag) } else { co(&leeg) }),
            ("soort", ct(uit.soort.code())),
            ("gemeente", c(&uit.gemeente)),
            ("genomen_op", c(&dag)),
            ("bekendgemaakt_op", c(&uit.bekend_op)),
            ("grond", ct(uit.grond.as_ref().map_or("", |g| &g.code))),
            ("motivering", ct(bij.tekst)),
            ("vorig_besluit_id", vorig.map_or_else(|| co(&leeg), Cel::Id)),
            ("gebruiker_id", c(&self.tr.gebruiker)),
            ("regels_hash", ct(&versies.0)),
            ("regels_versies", ct(&versies.1)),
            ("code_versie", ct(env!("CARGO_PKG_VERSION"))),
            ("invoer", self.invoer(g, bij)),
            ("uitleg", ct(&uitleg::naar_json(&uit.uitleg)?)),
        ];
        self.b.rij("besluit", velden);
        if bij.over.is_none() {
            self.voldoe(Soort::Beslissing, g.aanvraag);
        }
        Ok(id)
    }

    /// Starts the terms that a besluit brings.
    pub(super) fn gevolgen(
        &mut self,
        uit: &Besluit,
        besluit: Sleutel,
        indicatie: Option<Sleutel>,
    ) -> Result<(), Fout> {
        // Who handles Wmo-begeleiding is the aandachtsfunctionaris.
        let rol = match uit.toegekend.as_ref().map(|t| t.vorm) {
            Some(Vorm::WmoBegeleiding) => Rol::Aandachtsfunctionaris,
            Some(Vorm::Bw | Vorm::Bt) | None => Rol::Trajectregisseur,
        };
        for (gevolg, t) in &uit.termijnen {
            let (soort, over) = match gevolg {
                Gevolg::Bezwaar => (Soort::Bezwaar, Some(besluit)),
                Gevolg::Toewijzing => (Soort::Toewijzing, indicatie),
                Gevolg::IndicatieEinde => (Soort::IndicatieEinde, indicatie),
            };
            let Some(over) = over else { continue };
            let tekst = std::sync::Arc::new((t.uiterlijk, uitleg::naar_json(&t.uitleg)?));
            self.zet_termijn(soort, over, t.begin, rol, &tekst);
        }
        Ok(())
    }

    /// Refuses; the dossier closes when nobody objects.
    pub(super) fn wijs_af(&mut self, m: &mut Melding, g: &Gronden, v: &Vooraf) -> Stap<()> {
        let dag = of_einde!(self.dag(v.aangevraagd_op, 2, 12));
        let wlz = !v.doelgroep;
        let tekst = AFWIJZING[usize::from(wlz)];
        let grond = if wlz { "wlz" } else { "eigen_kracht" }.to_owned();
        let json = format!(r#"{{"soort":"afwijzen","grond":"{grond}"}}"#);
        let uit = self.beslis(&self.stand(m, v, None), Strekking::Afwijzen { grond }, tekst, dag)?;
        self.act(dag, self.tr, "aanvraag afgewezen", "besluit", None);
        let bij = Bewijsstuk { tekst, strekking: &json, richttarief: None, over: None };
        let besluit = self.schrijf_besluit(g, &uit, &bij)?;
        self.status(m, "afgerond");
        self.gevolgen(&uit, besluit, None)?;
        // An afwijzing closes the dossier when nothing else runs.
        self.fase("afgesloten");
        self.soms_bezwaar(besluit, dag, 90)?;
        Ok(Some(()))
    }

    /// Grants. `vanaf` is the first day of the indicatie when it is known; else shortly after the besluit.
    pub(super) fn ken_toe(
        &mut self,
        m: &mut Melding,
        g: &Gronden,
        v: &Vooraf,
        vanaf: Option<Datum>,
    ) -> Stap<(Toegekend, Datum)> {
        let traag = self.k.procent(12);
        let dag = of_einde!(self.dag(v.aangevraagd_op, 1, if traag { 22 } else { 11 }));
        let van = vanaf.map_or(dag.plus_dagen(3), |x| x.max(dag));
        let (product, omvang, tot) = self.pakket(v.vorm, van);
        let periode = Periode::nieuw(van, Some(tot)).ok_or_else(|| Fout::nieuw("zaai: periode"))?;
        let p = &PRODUCTEN[product];
        let prijs = richttarief(product, van);
        let budget = if v.zin { None } else { waarde(&omvang, &periode, prijs) };
        let code = Productcode::lees(p.code).map_err(|_| Fout::nieuw("zaai: productcode"))?;
        let (naam, lev) = (p.naam.to_owned(), if v.zin { Leveringsvorm::Zin } else { Leveringsvorm::Pgb });
        let aanbod =
            Product { code: code.clone(), naam, vorm: v.vorm, eenheid: p.eenheid, richttarief: Some(prijs) };
        let tm = tot.plus_dagen(-1);
        let verzoek = Verzoek {
            vorm: v.vorm,
            leveringsvorm: lev,
            product: code,
            omvang,
            van,
            tot_en_met: Some(tm),
            budget,
        };
        let json = als_json(&verzoek);
        let tekst = self.k.kies(MOTIVERING);
        let uit = self.beslis(&self.stand(m, v, Some(aanbod)), Strekking::Toekennen(verzoek), tekst, dag)?;
        let inhoud = uit.toegekend.clone().ok_or_else(|| Fout::nieuw("zaai: niets toegekend"))?;
        self.act(dag, self.tr, "ondersteuning toegekend", "besluit", None);
        let bij = Bewijsstuk { tekst, strekking: &json, richttarief: Some(prijs), over: None };
        let besluit = self.schrijf_besluit(g, &uit, &bij)?;
        self.status(m, "afgerond");
        let (indicatie, plaats) = self.schrijf_indicatie(besluit, &inhoud);
        self.gevolgen(&uit, besluit, Some(indicatie))?;
        let (vorm, zin, genomen) = (v.vorm, v.zin, dag);
        let klaar = Toegekend { besluit, indicatie, vorm, product, omvang, zin, van, tot, genomen };
        let geboekt = self.boek_beschikt(&klaar, inhoud.bedrag, &periode)?;
        self.gekend.push(Gekend { sleutel: indicatie, besluit, plaats, geboekt });
        (self.gronden, self.bevestigd_op) = (Some(*g), v.bevestigd_op);
        self.fase(if v.zin { "toewijzing" } else { "levering" });
        if v.vorm == Vorm::Bw && !v.zin {
            self.eigen_bw.push((indicatie, van, Some(tot)));
        }
        let sleutel = self.indicaties.len() as i64 + 1;
        self.indicaties.push(besluit::Indicatie {
            indicatie_id: sleutel,
            besluit: BesluitId(sleutel),
            inhoud,
        });
        Ok(Some((klaar, dag)))
    }

    fn schrijf_indicatie(&mut self, besluit: Sleutel, i: &besluit::Toegekend) -> (Sleutel, usize) {
        let id = self.b.id();
        let velden = vec![
            ("indicatie_id", Cel::Id(id)),
            ("besluit_id", Cel::Id(besluit)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("vorm", ct(i.vorm.code())),
            ("leveringsvorm", ct(i.leveringsvorm.code())),
            ("productcode", ct(i.product.tekst())),
            ("omvang", c(&i64::from(i.omvang.volume))),
            ("eenheid", ct(i.omvang.eenheid.code())),
            ("frequentie", ct(i.omvang.frequentie.code())),
            ("bedrag_cent", c(&i.bedrag)),
            ("geldig_van", c(&i.periode.van())),
            ("geldig_tot", co(&i.periode.tot())),
        ];
        (id, self.b.rij("indicatie", velden))
    }

    fn pakket(&mut self, vorm: Vorm, van: Datum) -> (usize, Omvang, Datum) {
        let (product, volume, eenheid) = match vorm {
            Vorm::Bw => (self.k.gewogen(&[(0usize, 60), (1, 40)]), 7, Eenheid::Etmaal),
            Vorm::Bt => (self.k.gewogen(&[(2usize, 70), (3, 30)]), self.k.tussen(3, 9), Eenheid::Uur),
            Vorm::WmoBegeleiding => (4, self.k.tussen(2, 4), Eenheid::Uur),
        };
        let maanden = self.k.gewogen(&[(12, 45), (18, 15), (24, 40)]);
        let volume = u32::try_from(volume).unwrap_or(1);
        (product, Omvang { volume, eenheid, frequentie: Frequentie::Week }, van.plus_maanden(maanden))
    }
}

/// A grant as its receipt holds it.
fn als_json(v: &Verzoek) -> String {
    let budget = v.budget.map_or_else(|| "null".to_owned(), |b| b.0.to_string());
    let tm = v.tot_en_met.map_or_else(|| "null".to_owned(), |d| format!("\"{d}\""));
    format!(
        r#"{{"soort":"toekennen","verzoek":{{"vorm":"{}","leveringsvorm":"{}","product":"{}","volume":{},"eenheid":"{}","frequentie":"{}","van":"{}","tot_en_met":{tm},"budget_cent":{budget}}}}}"#,
        v.vorm.code(),
        v.leveringsvorm.code(),
        v.product,
        v.omvang.volume,
        v.omvang.eenheid.code(),
        v.omvang.frequentie.code(),
        v.van,
    )
}
