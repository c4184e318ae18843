//! From aanvraag to the last day of care, and back.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Beschikt, Leven, Melding, Span, Stap, of_einde};
use super::wereld::{AANBIEDERS, PRODUCTEN, gemeente, richttarief, tarief};
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
    pub(super) fn aanvraag(&mut self, m: &Melding, van: Datum, vorm: Vorm, zin: bool) -> Stap<(Sleutel, Datum)> {
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

    fn schrijf_besluit(&mut self, m: &mut Melding, g: &Gronden, dag: Datum, soort: &str, grond: &str, tekst: &str, strekking: &str) -> Result<Sleutel, Fout> {
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
    pub(super) fn ken_toe(&mut self, m: &mut Melding, g: &Gronden, na: Datum, vorm: Vorm, zin: bool, vanaf: Option<Datum>) -> Stap<(Toegekend, Datum)> {
        let traag = self.k.procent(12);
        let dag = of_einde!(self.dag(na, 1, if traag { 22 } else { 11 }));
        let van = vanaf.map_or(dag.plus_dagen(3), |v| v.max(dag));
        let (product, omvang, tot) = self.pakket(vorm, van);
        let periode = Periode::nieuw(van, Some(tot)).ok_or_else(|| Fout::nieuw("zaai: periode"))?;
        let bedrag = waarde(&omvang, &periode, richttarief(product, van)).ok_or_else(|| Fout::nieuw("zaai: bedrag"))?;
        self.act(dag, self.tr, "besluit genomen", "besluit", None);
        let p = &PRODUCTEN[product];
        let (lev, tm) = (if zin { "zin" } else { "pgb" }, tot.plus_dagen(-1));
        let budget = if zin { "null".to_owned() } else { bedrag.0.to_string() };
        let strekking = format!(
            r#"{{"soort":"toekennen","verzoek":{{"vorm":"{}","leveringsvorm":"{lev}","product":"{}","volume":{},"eenheid":"{}","frequentie":"week","van":"{van}","tot_en_met":"{tm}","budget_cent":{budget}}}}}"#,
            vorm.code(), p.code, omvang.volume, omvang.eenheid.code()
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
    pub(super) fn schaal(&mut self, op: Datum, van: &str, naar: &str, soort: &str, reden: &str, bestemming: &str, besluit: Option<Sleutel>) {
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
            ("overbrugging", ct(self.k.gewogen(&[("geen", 40), ("ambulant", 25), ("bt", 20), ("opvang", 15)]))),
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
    pub(super) fn wijs_toe(&mut self, t: &Toegekend, van: Datum, plek: Option<usize>, naadloos: bool) -> Stap<Lopend> {
        let dag = of_einde!(self.dag(van, 1, if naadloos { 3 } else { 8 }));
        let geschikt: Vec<usize> = (0..AANBIEDERS.len()).filter(|i| AANBIEDERS[*i].producten.contains(&t.product)).collect();
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
        let moment = jiff::Timestamp::from_microsecond(self.b.moment()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
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

    fn begin_levering(&mut self, t: &Toegekend, id: Sleutel, rij: usize, nummer: i64, aanbieder: usize, eerste: Datum) -> Stap<Lopend> {
        let dag = of_einde!(self.w.later(self.b.dag().unwrap_or(eerste), 1));
        self.act(dag, self.tr, "toewijzing verzonden", "toewijzing", Some(id));
        let rij = self.b.wijzig(rij, vec![("status", ct("verzonden"))]);
        let dag = of_einde!(self.dag(dag, 1, 3));
        let systeem = super::akte::Doener { gebruiker: 0, rol: "systeem" };
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
