//! From melding to the trajectregisseur, or to a local answer.

use super::akte::{Cel, Sleutel, Veld, c, co, ct};
use super::leven::{Leven, Melding, Stap, of_einde};
use super::woorden::{CRITERIA, HULPVRAGEN, OVERDRACHT, REDENEN_SPOOR, TANDEM};
use crate::huis::{Fout, Rol};
use crate::termijnen::Soort;
use kern::stam::{Datum, Gemeentecode, Periode};
use kern::woonplaats::{Adres, Functie, Instelling, Verblijf};

const MELDERS: &[(&str, u64)] = &[
    ("inwoner", 35),
    ("naaste", 18),
    ("zorgprofessional", 20),
    ("aanbieder", 8),
    ("gemeente", 9),
    ("politie", 4),
    ("woningcorporatie", 4),
    ("anders", 2),
];
const LOKAAL: &[(&str, u64)] =
    &[("wmo_begeleiding", 45), ("informatie_advies", 30), ("andere_wet", 15), ("geen_ondersteuning", 10)];

impl Leven<'_> {
    /// The first melding: the dossier opens.
    pub(super) fn meld_eerst(&mut self, op: Datum) -> Result<Melding, Fout> {
        let af = self.af;
        self.act(op, af, "melding geregistreerd", "melding", None);
        let id = self.b.id();
        self.dossier = self.b.id();
        let (dossier, gemeente) = (self.dossier, self.gemeente);
        self.b.is_dossier(dossier, gemeente);
        let persoon = self.persoon()?;
        self.inwoner_plaats = self.b.rij("inwoner", persoon);
        let spoed = self.k.procent(5);
        let leeg: Option<Datum> = None;
        let velden = vec![
            ("dossier_id", Cel::Id(dossier)),
            ("inwoner_id", c(&self.inwoner)),
            ("gemeente", c(&gemeente)),
            ("fase", ct("melding")),
            ("spoed", c(&spoed)),
            ("geopend_op", c(&op)),
            ("gesloten_op", co(&leeg)),
        ];
        self.dossier_plaats = self.b.rij("dossier", velden);
        self.rol(af, "houder", op);
        self.adressen(op);
        self.schrijf_melding(id, op, spoed, None)
    }

    /// A melding in a dossier that exists; `vorig` is the besluit that a herindicatie names.
    pub(super) fn schrijf_melding(
        &mut self,
        id: Sleutel,
        op: Datum,
        spoed: bool,
        vorig: Option<Sleutel>,
    ) -> Result<Melding, Fout> {
        let leeg: Option<i64> = None;
        let herindicatie = vorig.is_some();
        let velden = vec![
            ("melding_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("inwoner_id", c(&self.inwoner)),
            ("gemeente", c(&self.gemeente)),
            ("ontvangen_op", c(&op)),
            ("melder", ct(if herindicatie { "inwoner" } else { self.k.gewogen(MELDERS) })),
            ("melder_naam", ct("")),
            ("melder_contact", ct("")),
            ("hulpvraag", ct(self.k.kies(HULPVRAGEN))),
            ("spoed", c(&spoed)),
            ("status", ct(if herindicatie { "overgedragen" } else { "nieuw" })),
            ("vorig_besluit_id", vorig.map_or_else(|| co(&leeg), Cel::Id)),
            ("spoed_uitkomst", ct(if spoed { "niet_nodig" } else { "" })),
            (
                "spoed_toelichting",
                ct(if spoed { "Er is een plek bij familie voor de komende weken." } else { "" }),
            ),
            ("intrekreden", ct("")),
        ];
        let plaats = self.b.rij("melding", velden);
        let rol = if herindicatie { self.rol_nu() } else { Rol::Aandachtsfunctionaris };
        let soorten: &[Soort] = if herindicatie {
            &[Soort::Ontvangstbevestiging, Soort::PersoonlijkPlan, Soort::Onderzoek]
        } else {
            &[Soort::Ontvangstbevestiging, Soort::PersoonlijkPlan, Soort::Onderzoek, Soort::Vraagverheldering]
        };
        for soort in soorten {
            self.termijn(*soort, id, op, rol)?;
        }
        Ok(Melding { id, plaats, op, spoed })
    }

    fn adressen(&mut self, op: Datum) {
        let buiten = self.w.buiten();
        let vorige = if self.k.procent(14) { self.k.kies(&buiten) } else { self.gemeente };
        let verhuisd = op.plus_dagen(-self.k.tussen(60, 3_000));
        let eerst = verhuisd.plus_dagen(-self.k.tussen(400, 4_000));
        let (leeg, functie) =
            (None, if self.nummer.is_multiple_of(11) { Functie::Briefadres } else { Functie::Woonadres });
        self.adres(vorige, Functie::Woonadres, eerst, Some(verhuisd));
        self.adres(self.gemeente, functie, verhuisd, leeg);
        if self.kenmerk == "historisch" {
            let van = op.plus_dagen(-self.k.tussen(400, 900));
            self.verblijf(Instelling::Bw, "centrum", van, op.plus_dagen(60));
        } else if self.k.procent(16) {
            let (soort, betaler) = self.k.kies(&[
                (Instelling::Ggz, "zvw"),
                (Instelling::Opvang, ""),
                (Instelling::Ziekenhuis, "zvw"),
            ]);
            let van = op.plus_dagen(-self.k.tussen(30, 300));
            self.verblijf(soort, betaler, van, op.plus_dagen(-3));
        }
    }

    fn adres(&mut self, waar: Gemeentecode, functie: Functie, van: Datum, tot: Option<Datum>) {
        let id = self.b.id();
        let velden = vec![
            ("adres_id", Cel::Id(id)),
            ("inwoner_id", c(&self.inwoner)),
            ("gemeente", c(&waar)),
            ("functie", ct(functie.code())),
            ("instelling", ct("")),
            ("in_onderzoek", c(&false)),
            ("herindeling", c(&false)),
            ("geldig_van", c(&van)),
            ("geldig_tot", co(&tot)),
            ("bron", ct("brp")),
        ];
        self.b.rij("adres", velden);
        let Some(periode) = Periode::nieuw(van, tot) else { return };
        let (gemeente, instelling) = (waar, None);
        self.adressen.push(Adres {
            periode,
            gemeente,
            functie,
            instelling,
            in_onderzoek: false,
            herindeling: false,
        });
    }

    fn verblijf(&mut self, soort: Instelling, betaler: &str, van: Datum, tot: Datum) {
        let id = self.b.id();
        let door = if soort == Instelling::Bw { self.gemeente.to_string() } else { String::new() };
        let velden = vec![
            ("verblijf_id", Cel::Id(id)),
            ("inwoner_id", c(&self.inwoner)),
            ("soort", ct(soort.code())),
            ("gemeente", c(&self.gemeente)),
            ("verstrekt_door", ct(&door)),
            ("financiering", ct(betaler)),
            ("geldig_van", c(&van)),
            ("geldig_tot", co(&Some(tot))),
        ];
        self.b.rij("verblijf", velden);
        let Some(periode) = Periode::nieuw(van, Some(tot)) else { return };
        self.verblijven.push(Verblijf { periode, soort });
    }

    /// Confirms receipt, chooses a spoor, and follows it. `Some(true)` when the trajectregisseur has it in the end.
    pub(super) fn naar_regisseur(&mut self, m: &mut Melding) -> Stap<bool> {
        let af = self.af;
        let dag = of_einde!(self.dag(m.op, 0, 4));
        self.act(dag, af, "ontvangst bevestigd", "melding", Some(m.id));
        self.voldoe(Soort::Ontvangstbevestiging, m.id);
        self.fase("vraagverheldering");
        if self.k.procent(3) {
            return self.trek_in(m, dag);
        }
        let traag = self.k.procent(15);
        let dag = of_einde!(self.dag(dag, 2, if traag { 26 } else { 13 }));
        let spoor = self.k.gewogen(&[(1usize, 24), (2, 60), (3, 16)]);
        let uitkomst = if spoor == 1 { self.k.gewogen(LOKAAL) } else { "" };
        let keuze = self.kies_spoor(m, dag, spoor, uitkomst);
        match spoor {
            1 => self.lokaal(m, uitkomst),
            2 => self.overdracht(m, dag, keuze),
            _ => self.tandem(m, dag, keuze),
        }
    }

    /// Chooses a spoor; returns the place of the row.
    fn kies_spoor(&mut self, m: &Melding, dag: Datum, spoor: usize, uitkomst: &str) -> usize {
        self.act(dag, self.af, "spoor gekozen", "melding", Some(m.id));
        let id = self.b.id();
        let klaar = (spoor == 1).then_some(dag);
        let reden = self.k.kies(REDENEN_SPOOR)[spoor - 1];
        let velden = vec![
            ("vraagverheldering_id", Cel::Id(id)),
            ("melding_id", Cel::Id(m.id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("spoor", c(&(spoor as i64))),
            ("reden", ct(reden)),
            ("nabijheid", ct(["nee", "ja", "onbekend"][spoor - 1])),
            ("uitkomst", ct(uitkomst)),
            ("gekozen_op", c(&dag)),
            ("afgerond_op", co(&klaar)),
        ];
        let keuze = self.b.rij("vraagverheldering", velden);
        self.voldoe(Soort::Vraagverheldering, m.id);
        keuze
    }

    fn trek_in(&mut self, m: &mut Melding, dag: Datum) -> Stap<bool> {
        let dag = of_einde!(self.dag(dag, 2, 9));
        self.act(dag, self.af, "melding ingetrokken", "melding", Some(m.id));
        let reden = ("intrekreden", ct("De inwoner heeft zelf hulp gevonden en wil niet verder."));
        m.plaats = self.b.wijzig(m.plaats, vec![("status", ct("ingetrokken")), reden]);
        self.ruim_op();
        self.fase("afgesloten");
        Ok(Some(false))
    }

    /// Settled by the own gemeente.
    fn lokaal(&mut self, m: &mut Melding, uitkomst: &str) -> Stap<bool> {
        self.status(m, "lokaal_afgehandeld");
        self.ruim_op();
        self.fase(if uitkomst == "wmo_begeleiding" { "lokaal" } else { "afgesloten" });
        Ok(Some(false))
    }

    fn overdracht(&mut self, m: &mut Melding, van: Datum, eerst: usize) -> Stap<bool> {
        let (mut dag, mut keuze) = (van, eerst);
        let mut terug = self.k.procent(7);
        loop {
            let (id, rij) = self.start_overdracht(m, dag)?;
            dag = of_einde!(self.dag(dag, 1, 6));
            self.act(dag, self.af, "overdracht bevestigd", "overdracht", Some(id));
            let rij = self.b.wijzig(rij, vec![("van_bevestigd_op", c(&dag)), ("gesprek_op", c(&dag))]);
            if std::mem::take(&mut terug) {
                dag = of_einde!(self.geef_terug(m, id, (rij, keuze), dag)?);
                keuze = self.kies_spoor(m, dag, 2, "");
                continue;
            }
            dag = of_einde!(self.dag(dag, 1, 5));
            self.act(dag, self.tr, "overdracht voltooid", "overdracht", Some(id));
            self.b.wijzig(rij, vec![("naar_bevestigd_op", c(&dag))]);
            self.b.wijzig(keuze, vec![("afgerond_op", c(&dag))]);
            self.voldoe(Soort::Overdracht, id);
            self.neem_over(m, dag)?;
            return Ok(Some(true));
        }
    }

    fn start_overdracht(&mut self, m: &mut Melding, dag: Datum) -> Result<(Sleutel, usize), Fout> {
        self.status(m, "in_overdracht");
        let id = self.b.id();
        let leeg: Option<Datum> = None;
        let velden = vec![
            ("overdracht_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("soort", ct("naar_trajectregisseur")),
            ("van_gebruiker", c(&self.af.gebruiker)),
            ("naar_gebruiker", c(&self.tr.gebruiker)),
            ("toelichting", ct(self.k.kies(OVERDRACHT))),
            ("gestart_op", c(&dag)),
            ("van_bevestigd_op", co(&leeg)),
            ("naar_bevestigd_op", co(&leeg)),
            ("gesprek_op", co(&leeg)),
            ("terug_op", co(&leeg)),
            ("terug_reden", ct("")),
        ];
        let rij = self.b.rij("overdracht", velden);
        self.rol(self.tr, "medehouder", dag);
        self.termijn(Soort::Overdracht, id, dag, Rol::Trajectregisseur)?;
        Ok((id, rij))
    }

    /// The trajectregisseur is houder from now on.
    fn neem_over(&mut self, m: &mut Melding, dag: Datum) -> Result<(), Fout> {
        self.status(m, "overgedragen");
        self.fase("onderzoek");
        self.rollen_af(dag);
        self.rol(self.tr, "houder", dag);
        self.rol(self.af, "medehouder", dag);
        self.draag_over(&[Soort::Onderzoek], Rol::Trajectregisseur);
        self.termijn(Soort::Woonplaats, m.id, dag, Rol::Trajectregisseur)?;
        Ok(())
    }

    fn tandem(&mut self, m: &mut Melding, dag: Datum, keuze: usize) -> Stap<bool> {
        let (af, tr) = (self.af, self.tr);
        self.status(m, "tandem");
        let id = self.b.id();
        let leeg: Option<Datum> = None;
        let velden: Vec<Veld> = vec![
            ("tandem_id", Cel::Id(id)),
            ("melding_id", Cel::Id(m.id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("aandachtsfunctionaris", c(&af.gebruiker)),
            ("trajectregisseur", c(&tr.gebruiker)),
            ("eerste_klaar_op", co(&leeg)),
            ("tweede_klaar_op", co(&leeg)),
            ("eerste_conclusie", ct("")),
            ("tweede_conclusie", ct("")),
            ("uitkomst", ct("")),
            ("conclusie", ct("")),
        ];
        let rij = self.b.rij("tandem", velden);
        self.rol(tr, "medehouder", dag);
        self.termijn(Soort::Tandem, id, dag, Rol::Aandachtsfunctionaris)?;
        let dag = of_einde!(self.dag(dag, 3, 9));
        self.tandemantwoorden(id, dag);
        let dag = of_einde!(self.dag(dag, 2, 8));
        let wel = self.k.procent(60);
        let (conclusie, uitkomst) = if wel { ("wel_bw", "") } else { ("geen_bw", "wmo_begeleiding") };
        self.act(dag, af, "tandem afgerond door eerste eigenaar", "tandem", Some(id));
        let eerste = vec![
            ("eerste_klaar_op", c(&dag)),
            ("eerste_conclusie", ct(conclusie)),
            ("uitkomst", ct(uitkomst)),
        ];
        let rij = self.b.wijzig(rij, eerste);
        self.draag_over(&[Soort::Tandem], Rol::Trajectregisseur);
        let dag = of_einde!(self.dag(dag, 1, 7));
        self.act(dag, tr, "tandem afgerond", "tandem", Some(id));
        let klaar = vec![
            ("tweede_klaar_op", c(&dag)),
            ("tweede_conclusie", ct(conclusie)),
            ("conclusie", ct(conclusie)),
        ];
        self.b.wijzig(rij, klaar);
        self.b.wijzig(keuze, vec![("afgerond_op", c(&dag)), ("uitkomst", ct(uitkomst))]);
        self.voldoe(Soort::Tandem, id);
        if !wel {
            return self.lokaal(m, uitkomst);
        }
        self.neem_over(m, dag)?;
        Ok(Some(true))
    }

    fn tandemantwoorden(&mut self, tandem: Sleutel, dag: Datum) {
        let af = self.af;
        self.act(dag, af, "tandem ingevuld", "tandem", Some(tandem));
        for (i, (vraag, antwoord)) in TANDEM.iter().enumerate() {
            let id = self.b.id();
            let wie = if i % 2 == 0 { af } else { self.tr };
            let velden = vec![
                ("tandemantwoord_id", Cel::Id(id)),
                ("tandem_id", Cel::Id(tandem)),
                ("vraag", ct(vraag)),
                ("antwoord", ct(antwoord)),
                ("gebruiker_id", c(&wie.gebruiker)),
                ("beantwoord_op", c(&dag)),
            ];
            self.b.rij("tandemantwoord", velden);
        }
    }

    /// Whether the inwoner belongs to the doelgroep.
    pub(super) fn doelgroep(
        &mut self,
        m: &Melding,
        van: Datum,
        eerder: bool,
    ) -> Stap<(Sleutel, bool, Datum)> {
        let dag = of_einde!(self.dag(van, 1, 8));
        let wel = eerder || !self.k.procent(7);
        self.act(dag, self.tr, "doelgroep beoordeeld", "doelgroeptoets", None);
        let toets = self.b.id();
        let velden = vec![
            ("doelgroeptoets_id", Cel::Id(toets)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(m.id)),
            ("advies", ct(if wel { "ja" } else { "nee" })),
            ("oordeel", ct(if wel { "ja" } else { "nee" })),
            (
                "motivering",
                ct(if wel { "" } else { "Er is recht op verblijf vanuit de Wet langdurige zorg." }),
            ),
            ("getoetst_op", c(&dag)),
            ("gebruiker_id", c(&self.tr.gebruiker)),
        ];
        self.b.rij("doelgroeptoets", velden);
        for (criterium, bron, bewijs) in CRITERIA {
            let antwoord = match *criterium {
                "wlz" if !wel => "ja",
                "wlz" | "zvw" | "forensisch" => "nee",
                "verslaving" | "dakloos" if self.k.procent(55) => "nee",
                _ => "ja",
            };
            let id = self.b.id();
            let velden = vec![
                ("doelgroepcriterium_id", Cel::Id(id)),
                ("doelgroeptoets_id", Cel::Id(toets)),
                ("criterium", ct(criterium)),
                ("antwoord", ct(antwoord)),
                ("bron", ct(bron)),
                ("bewijs", ct(if *criterium == "wlz" && !wel { "Indicatie gezien" } else { bewijs })),
            ];
            self.b.rij("doelgroepcriterium", velden);
        }
        Ok(Some((toets, wel, dag)))
    }
}
