//! From aanvraag to besluit: what was granted or refused, and the money that goes with it.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Beschikt, Leven, Melding, Stap, of_einde};
use super::wereld::{PRODUCTEN, richttarief};
use super::woorden::{AFWIJZING, MOTIVERING};
use crate::huis::{Fout, Rol, uitleg};
use crate::termijnen::Soort;
use kern::financien::{Boekpost, Boeksoort, Kenmerk, beschikt};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm, waarde};
use kern::stam::{Cent, Datum, DossierId, Periode, Uitleg};

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
        self.voldoe(Soort::PersoonlijkPlan, m.id);
        self.termijn(Soort::Beslissing, id, dag, Rol::Trajectregisseur)?;
        self.fase("besluit");
        Ok(Some((id, dag)))
    }

    fn schrijf_besluit(
        &mut self,
        m: &mut Melding,
        g: &Gronden,
        dag: Datum,
        soort: &str,
        grond: &str,
        tekst: &str,
        strekking: &str,
    ) -> Result<Sleutel, Fout> {
        let id = self.b.id();
        let versies = self.w.versies(dag, false)?;
        let mut u = Uitleg::nieuw();
        u.stap("BSL-01", "Wmo 2015 art. 2.3.2 lid 1", "Het onderzoek is afgerond voor dit besluit.");
        u.stap("BSL-02", "Wmo 2015 art. 2.3.5", "Uit het onderzoek volgt of ondersteuning nodig is.");
        let invoer = format!(
            r##"{{"peil_nr":@nr@,"beslisser":"trajectregisseur","melding":#0#,"onderzoek":#1#,"doelgroeptoets":#2#,"verantwoordelijke":#3#,"aanvraag":#4#,"indicaties":[],"richttarief_cent":null,"strekking":{strekking}}}"##
        );
        let refs = vec![g.melding, g.onderzoek, g.doelgroep, g.verantwoordelijke, g.aanvraag];
        let leeg: Option<i64> = None;
        let velden = vec![
            ("besluit_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("aanvraag_id", Cel::Id(g.aanvraag)),
            ("soort", ct(soort)),
            ("gemeente", c(&self.gemeente)),
            ("genomen_op", c(&dag)),
            ("bekendgemaakt_op", c(&dag)),
            ("grond", ct(grond)),
            ("motivering", ct(tekst)),
            ("vorig_besluit_id", co(&leeg)),
            ("gebruiker_id", c(&self.tr.gebruiker)),
            ("regels_hash", ct(&versies.0)),
            ("regels_versies", ct(&versies.1)),
            ("code_versie", ct(env!("CARGO_PKG_VERSION"))),
            ("invoer", Cel::Mal(invoer, refs)),
            ("uitleg", ct(&uitleg::naar_json(&u)?)),
        ];
        self.b.rij("besluit", velden);
        self.voldoe(Soort::Beslissing, g.aanvraag);
        self.termijn(Soort::Bezwaar, id, dag, Rol::Trajectregisseur)?;
        self.status(m, "afgerond");
        Ok(id)
    }

    /// Refuses; the dossier closes when nobody objects.
    pub(super) fn wijs_af(&mut self, m: &mut Melding, g: &Gronden, van: Datum, wlz: bool) -> Stap<()> {
        let dag = of_einde!(self.dag(van, 2, 12));
        self.act(dag, self.tr, "besluit genomen", "besluit", None);
        let tekst = AFWIJZING[usize::from(wlz)];
        let grond = if wlz { "wlz" } else { "eigen_kracht" };
        let strekking = format!(r#"{{"soort":"afwijzen","grond":"{grond}"}}"#);
        self.schrijf_besluit(m, g, dag, "afwijzing", grond, tekst, &strekking)?;
        let dag = of_einde!(self.dag(dag, 44, 50));
        self.act(dag, self.tr, "dossier afgesloten", "dossier", Some(self.dossier));
        self.ruim_op();
        self.fase("afgesloten");
        Ok(Some(()))
    }

    /// Grants. `van` is the first day of the indicatie when it is known; else shortly after the besluit.
    pub(super) fn ken_toe(
        &mut self,
        m: &mut Melding,
        g: &Gronden,
        na: Datum,
        vorm: Vorm,
        zin: bool,
        vanaf: Option<Datum>,
    ) -> Stap<(Toegekend, Datum)> {
        let traag = self.k.procent(12);
        let dag = of_einde!(self.dag(na, 1, if traag { 22 } else { 11 }));
        let van = vanaf.map_or(dag.plus_dagen(3), |v| v.max(dag));
        let (product, omvang, tot) = self.pakket(vorm, van);
        let periode = Periode::nieuw(van, Some(tot)).ok_or_else(|| Fout::nieuw("zaai: periode"))?;
        let bedrag = waarde(&omvang, &periode, richttarief(product, van))
            .ok_or_else(|| Fout::nieuw("zaai: bedrag"))?;
        self.act(dag, self.tr, "besluit genomen", "besluit", None);
        let p = &PRODUCTEN[product];
        let (lev, tm) = (if zin { "zin" } else { "pgb" }, tot.plus_dagen(-1));
        let budget = if zin { "null".to_owned() } else { bedrag.0.to_string() };
        let strekking = format!(
            r#"{{"soort":"toekennen","verzoek":{{"vorm":"{}","leveringsvorm":"{lev}","product":"{}","volume":{},"eenheid":"{}","frequentie":"week","van":"{van}","tot_en_met":"{tm}","budget_cent":{budget}}}}}"#,
            vorm.code(),
            p.code,
            omvang.volume,
            omvang.eenheid.code()
        );
        let tekst = self.k.kies(MOTIVERING);
        let besluit = self.schrijf_besluit(m, g, dag, "toekenning", "", tekst, &strekking)?;
        let indicatie = self.b.id();
        let velden = vec![
            ("indicatie_id", Cel::Id(indicatie)),
            ("besluit_id", Cel::Id(besluit)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("vorm", ct(vorm.code())),
            ("leveringsvorm", ct(lev)),
            ("productcode", ct(p.code)),
            ("omvang", c(&i64::from(omvang.volume))),
            ("eenheid", ct(omvang.eenheid.code())),
            ("frequentie", ct("week")),
            ("bedrag_cent", c(&bedrag)),
            ("geldig_van", c(&van)),
            ("geldig_tot", co(&Some(tot))),
        ];
        self.b.rij("indicatie", velden);
        let uit = Toegekend { besluit, indicatie, vorm, product, omvang, zin, van, tot };
        self.termijn(Soort::IndicatieEinde, indicatie, tot, Rol::Trajectregisseur)?;
        if zin {
            self.termijn(Soort::Toewijzing, indicatie, dag, Rol::Trajectregisseur)?;
        }
        self.boek_beschikt(&uit, bedrag, &periode)?;
        self.fase(if zin { "toewijzing" } else { "levering" });
        Ok(Some((uit, dag)))
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

    fn boek_beschikt(&mut self, t: &Toegekend, bedrag: Cent, periode: &Periode) -> Result<(), Fout> {
        let p = &PRODUCTEN[t.product];
        let onleesbaar = |_| Fout::nieuw("zaai: productcode");
        let post = Boekpost {
            soort: Boeksoort::Beschikt,
            dossier: DossierId(0),
            indicatie_id: 0,
            toewijzing_id: None,
            aanbieder: None,
            declaratieregel_id: None,
            gemeente: self.gemeente,
            product: Productcode::lees(p.code).map_err(onleesbaar)?,
            vorm: t.vorm,
            leveringsvorm: if t.zin { Leveringsvorm::Zin } else { Leveringsvorm::Pgb },
            kenmerk: if self.kenmerk == "historisch" { Kenmerk::Historisch } else { Kenmerk::Nieuw },
            maand: periode.van().eerste_van_maand(),
        };
        let leeg: Option<i64> = None;
        for b in beschikt(&post, bedrag, periode).map_err(|w| Fout::nieuw(w.to_string()))? {
            let id = self.b.regel();
            let velden = vec![
                ("boeking_id", Cel::Id(id)),
                ("soort", ct("beschikt")),
                ("dossier_id", Cel::Id(self.dossier)),
                ("indicatie_id", Cel::Id(t.indicatie)),
                ("toewijzing_id", co(&leeg)),
                ("aanbieder_id", co(&leeg)),
                ("declaratieregel_id", co(&leeg)),
                ("gemeente", c(&self.gemeente)),
                ("productcode", ct(p.code)),
                ("vorm", ct(t.vorm.code())),
                ("leveringsvorm", ct(post.leveringsvorm.code())),
                ("kenmerk", ct(self.kenmerk)),
                ("maand", c(&b.post.maand)),
                ("bedrag_cent", c(&b.bedrag)),
                ("tegenboeking_van", co(&leeg)),
                ("bericht_id", co(&leeg)),
            ];
            self.b.rij("boeking", velden);
            let jaar = b.post.maand.jaar();
            self.beschikt.push(Beschikt { jaar, gemeente: self.gemeente, vorm: t.vorm, bedrag: b.bedrag });
        }
        Ok(())
    }

    /// Up, down, in or out.
    pub(super) fn schaal(
        &mut self,
        op: Datum,
        van: &str,
        naar: &str,
        soort: &str,
        reden: &str,
        bestemming: &str,
        besluit: Option<Sleutel>,
    ) {
        let id = self.b.id();
        let leeg: Option<i64> = None;
        let velden = vec![
            ("schaling_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("op", c(&op)),
            ("van_vorm", ct(van)),
            ("naar_vorm", ct(naar)),
            ("soort", ct(soort)),
            ("reden", ct(reden)),
            ("bestemming", ct(bestemming)),
            ("toelichting", ct("")),
            ("besluit_id", besluit.map_or_else(|| co(&leeg), Cel::Id)),
        ];
        self.b.rij("schaling", velden);
    }
}
