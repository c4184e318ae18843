//! The life of one client in the books: shared tools, and who the client is.

use super::akte::{Boek, Cel, Doener, Sleutel, Veld, c, co, ct};
use super::berichten::Opdracht;
use super::kans::Kans;
use super::levering::Plek;
use super::personen::{leeg_client, testbsn};
use super::wereld::{Termijntekst, Wereld};
use super::woorden::{ACHTERNAMEN, STRATEN, VOORNAMEN_M, VOORNAMEN_V};
use super::zorg::Gronden;
use crate::huis::{
    Fout, Rol,
    opslag::{Ty, Val},
};
use crate::levering::bereik::ClientRij;
use crate::termijnen::Soort;
use kern::financien::Boeking;
use kern::inkoop::Vorm;
use kern::stam::{Bsn, Cent, Datum, Gemeentecode};
use kern::woonplaats::{Adres, Verblijf};

/// How far a step came: `None` when the history ended first.
pub(super) type Stap<T> = Result<Option<T>, Fout>;

/// Goes on, or ends the life here because the history ends.
macro_rules! of_einde {
    ($x:expr) => {
        match $x {
            Some(x) => x,
            None => return Ok(None),
        }
    };
}
pub(super) use of_einde;

/// Care that was delivered: what is declared later.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub opdracht: Opdracht,
    pub indicatie: Sleutel,
    pub dossier: Sleutel,
    pub kenmerk: &'static str,
    pub van: Datum,
    pub tot: Option<Datum>,
    pub bsn: Option<Bsn>,
}

/// Granted money of a month, for the budgets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beschikt {
    pub jaar: i16,
    pub gemeente: Gemeentecode,
    pub vorm: Vorm,
    pub bedrag: Cent,
}

/// An indicatie of this client: its key, its besluit, the place of its row, and what was booked for it.
#[derive(Debug, Clone)]
pub(super) struct Gekend {
    pub sleutel: Sleutel,
    pub besluit: Sleutel,
    pub plaats: usize,
    pub geboekt: Vec<(Sleutel, Boeking)>,
}

/// A term that is still open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub soort: Soort,
    pub onderwerp: Sleutel,
    pub plaats: usize,
}

/// The melding that is being worked on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Melding {
    pub id: Sleutel,
    pub plaats: usize,
    pub op: Datum,
    pub spoed: bool,
}

/// One client, while the history is made.
pub(super) struct Leven<'w> {
    pub w: &'w Wereld<'w>,
    pub nummer: u32,
    pub k: Kans,
    pub b: Boek,
    pub inwoner: i64,
    pub geboren: Datum,
    pub bsn: Option<Bsn>,
    pub gemeente: Gemeentecode,
    pub dossier: Sleutel,
    pub dossier_plaats: usize,
    /// Place of the row with who this is.
    pub inwoner_plaats: usize,
    pub rollen: Vec<(usize, Doener)>,
    pub af: Doener,
    /// Who handles the dossier after the overdracht: the trajectregisseur, or the aandachtsfunctionaris who took over.
    pub tr: Doener,
    /// The trajectregisseur of this client.
    pub regisseur: Doener,
    pub kenmerk: &'static str,
    pub adressen: Vec<Adres>,
    pub verblijven: Vec<Verblijf>,
    /// Beschermd wonen that was used: by which toewijzing or indicatie, from, until.
    pub eigen_bw: Vec<(Sleutel, Datum, Option<Datum>)>,
    pub indicaties: Vec<kern::besluit::Indicatie>,
    /// The same indicaties in the books.
    pub gekend: Vec<Gekend>,
    /// Grounds of the last grant.
    pub gronden: Option<Gronden>,
    pub spannen: Vec<Span>,
    /// Places that this client had.
    pub plekken: Vec<Plek>,
    /// Day on which the verantwoordelijke gemeente was last confirmed for a besluit.
    pub bevestigd_op: Datum,
    /// The client as an aanbieder must know it.
    pub client: ClientRij,
    pub beschikt: Vec<Beschikt>,
    pub doelen: Vec<(Sleutel, usize, Datum)>,
    pub toewijzingen: i64,
    /// Place of the row with the gemeente van herkomst.
    pub herkomst: usize,
    /// Place on the waiting list, while waiting.
    pub wachtplek: Option<Sleutel>,
    /// Last aanbieder.
    pub aanbieder: Option<usize>,
    pub open: Vec<Open>,
}

impl<'w> Leven<'w> {
    /// A client who did nothing yet.
    pub(super) fn nieuw(w: &'w Wereld<'w>, nummer: u32) -> Leven<'w> {
        let mut k = Kans::voor(u64::from(nummer));
        let gemeente = k.gewogen(&w.gemeenten());
        let leeftijd = k.tussen(6_700, 24_500);
        let inwoner = i64::try_from(k.volgende() >> 11).unwrap_or(1).max(1);
        let bron = nummer + 1;
        let dossier = Sleutel { bron, act: 0, k: 2, boek: false };
        Leven {
            w,
            nummer,
            b: Boek::nieuw(bron),
            inwoner,
            geboren: w.begin.plus_dagen(-leeftijd),
            bsn: testbsn(nummer).filter(|_| !super::mens::zonder_bsn(nummer)),
            gemeente,
            dossier,
            dossier_plaats: 0,
            inwoner_plaats: 0,
            rollen: Vec::new(),
            af: w.wie(Rol::Aandachtsfunctionaris, Some(gemeente), 0),
            tr: w.wie(Rol::Trajectregisseur, None, nummer as usize),
            regisseur: w.wie(Rol::Trajectregisseur, None, nummer as usize),
            k,
            kenmerk: "nieuw",
            adressen: Vec::new(),
            verblijven: Vec::new(),
            eigen_bw: Vec::new(),
            indicaties: Vec::new(),
            gekend: Vec::new(),
            gronden: None,
            spannen: Vec::new(),
            plekken: Vec::new(),
            bevestigd_op: w.begin,
            client: leeg_client(w.begin.plus_dagen(-leeftijd)),
            beschikt: Vec::new(),
            doelen: Vec::new(),
            toewijzingen: 0,
            herkomst: 0,
            wachtplek: None,
            aanbieder: None,
            open: Vec::new(),
        }
    }

    /// Columns of the person and where this person lives.
    pub(super) fn persoon(&mut self) -> Result<Vec<Veld>, Fout> {
        let vrouw = self.k.procent(38);
        let voornaam = self.k.kies(if vrouw { VOORNAMEN_V } else { VOORNAMEN_M });
        let (voor, achter) = self.k.kies(ACHTERNAMEN);
        let zoek = [achter, voor, voornaam].join(" ").to_lowercase();
        let zoek = zoek.split_whitespace().collect::<Vec<_>>().join(" ");
        let dakloos = self.k.procent(12);
        let nummer = self.k.tussen(1, 180).to_string();
        let postcode = format!(
            "{}{}",
            5_700 + self.k.tussen(0, 64),
            ["AB", "CD", "GH", "KL", "PX"][self.k.onder(5) as usize]
        );
        let plaats = crate::huis::gemeenten::naam(self.gemeente);
        let s = &self.w.app.sleutels;
        let (index, dicht) = match &self.bsn {
            Some(b) => (Some(s.bsn_index(b)), Some(s.versleutel_bsn(b)?)),
            None => (None, None),
        };
        let telefoon = format!("06000{:05}", self.k.onder(100_000));
        let leeg = |x: &str| if dakloos { String::new() } else { x.to_owned() };
        let straat = self.k.kies(STRATEN);
        // Who has no address can be reached by telephone: without either no aanbieder could reach them (LEV-12).
        let bereikbaar = self.k.procent(80) || dakloos;
        self.client = ClientRij {
            achternaam: achter.to_owned(),
            voorvoegsel: voor.to_owned(),
            voornamen: voornaam.to_owned(),
            geslacht: if vrouw { "2" } else { "1" }.to_owned(),
            straat: leeg(straat),
            huisnummer: leeg(&nummer),
            postcode: leeg(&postcode),
            woonplaats: leeg(&plaats),
            telefoon: if bereikbaar { telefoon } else { String::new() },
            ..leeg_client(self.geboren)
        };
        let i = &self.client;
        Ok(vec![
            ("inwoner_id", c(&self.inwoner)),
            ("bsn_index", co(&index)),
            ("bsn_versleuteld", dicht.map_or(Cel::Val(Val::Leeg(Ty::Bytes)), |d| c(&d))),
            ("bsn_status", ct(if self.bsn.is_some() { "geverifieerd" } else { "geen" })),
            ("achternaam", ct(&i.achternaam)),
            ("voorvoegsel", ct(&i.voorvoegsel)),
            ("voornamen", ct(&i.voornamen)),
            ("zoeknaam", ct(&zoek)),
            ("geboortedatum", c(&self.geboren)),
            ("geslacht", ct(&i.geslacht)),
            ("straat", ct(&i.straat)),
            ("huisnummer", ct(&i.huisnummer)),
            ("postcode", ct(&i.postcode)),
            ("woonplaats", ct(&i.woonplaats)),
            ("telefoon", ct(&i.telefoon)),
            ("email", ct("")),
        ])
    }

    /// Begins an act.
    pub(super) fn act(
        &mut self,
        dag: Datum,
        wie: Doener,
        wat: &'static str,
        onderwerp: &'static str,
        over: Option<Sleutel>,
    ) {
        self.b.act(dag, wie, wat, onderwerp, over);
    }

    /// Role of who handles the dossier now.
    pub(super) fn rol_nu(&self) -> Rol {
        Rol::lees(self.tr.rol).unwrap_or(Rol::Trajectregisseur)
    }

    /// Starts a term that the rules compute.
    pub(super) fn termijn(
        &mut self,
        soort: Soort,
        onderwerp: Sleutel,
        begin: Datum,
        rol: Rol,
    ) -> Result<Datum, Fout> {
        let t = self.w.termijn(soort, begin)?;
        self.zet_termijn(soort, onderwerp, begin, rol, &t);
        Ok(t.0)
    }

    /// Starts a term on a known day.
    pub(super) fn zet_termijn(
        &mut self,
        soort: Soort,
        onderwerp: Sleutel,
        begin: Datum,
        rol: Rol,
        t: &Termijntekst,
    ) {
        let id = self.b.id();
        // Known beforehand: a term that ends by itself is over after its last day.
        let voldaan = soort.verloopt_vanzelf().then(|| t.0.plus_dagen(1));
        let velden = vec![
            ("termijn_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("soort", ct(soort.code())),
            ("onderwerp_id", Cel::Id(onderwerp)),
            ("begin_op", c(&begin)),
            ("uiterlijk_op", c(&t.0)),
            ("uitleg", ct(&t.1)),
            ("voor_rol", ct(rol.code())),
            ("voldaan_op", co(&voldaan)),
        ];
        let plaats = self.b.rij("termijn", velden);
        self.open.push(Open { soort, onderwerp, plaats });
    }

    /// Fulfils the open terms of a kind, in the current act.
    pub(super) fn voldoe(&mut self, soort: Soort, onderwerp: Sleutel) {
        self.voldoe_waar(|o| o.soort == soort && o.onderwerp == onderwerp);
    }

    /// Fulfils everything that is open, except what is about objections and messages, and what ends by itself.
    pub(super) fn ruim_op(&mut self) {
        self.voldoe_waar(|o| {
            !matches!(o.soort, Soort::BeslissingOpBezwaar | Soort::Retour) && !o.soort.verloopt_vanzelf()
        });
    }

    fn voldoe_waar(&mut self, welke: impl Fn(&Open) -> bool) {
        let dag = self.b.dag();
        let klaar: Vec<Open> = self.open.iter().filter(|o| welke(o)).copied().collect();
        self.open.retain(|o| !welke(o));
        for o in klaar {
            self.b.wijzig(o.plaats, vec![("voldaan_op", co(&dag))]);
        }
    }

    /// Gives open terms to another role.
    pub(super) fn draag_over(&mut self, soorten: &[Soort], rol: Rol) {
        for i in 0..self.open.len() {
            if soorten.contains(&self.open[i].soort) {
                let plaats = self.open[i].plaats;
                self.open[i].plaats = self.b.wijzig(plaats, vec![("voor_rol", ct(rol.code()))]);
            }
        }
    }

    /// Moves the dossier along the street.
    pub(super) fn fase(&mut self, fase: &str) {
        let dag = self.b.dag();
        let dicht = if fase == "afgesloten" { dag } else { None };
        let nieuw = vec![("fase", ct(fase)), ("gesloten_op", co(&dicht))];
        self.dossier_plaats = self.b.wijzig(self.dossier_plaats, nieuw);
    }

    /// Closes the dossier from a day on.
    pub(super) fn sluit_dossier(&mut self, op: Datum) {
        let nieuw = vec![("fase", ct("afgesloten")), ("gesloten_op", co(&Some(op)))];
        self.dossier_plaats = self.b.wijzig(self.dossier_plaats, nieuw);
    }

    /// Moves the melding.
    pub(super) fn status(&mut self, m: &mut Melding, status: &str) {
        m.plaats = self.b.wijzig(m.plaats, vec![("status", ct(status))]);
    }

    /// Gives somebody a place in the dossier.
    pub(super) fn rol(&mut self, wie: Doener, rol: &'static str, van: Datum) {
        let (id, leeg): (Sleutel, Option<Datum>) = (self.b.id(), None);
        let velden = vec![
            ("dossierrol_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("gebruiker_id", c(&wie.gebruiker)),
            ("rol", ct(rol)),
            ("geldig_van", c(&van)),
            ("geldig_tot", co(&leeg)),
        ];
        let plaats = self.b.rij("dossierrol", velden);
        self.rollen.push((plaats, wie));
    }

    /// Ends the place of somebody on a day.
    pub(super) fn rol_af(&mut self, gebruiker: i64, op: Datum) {
        let (weg, blijft): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.rollen).into_iter().partition(|r| r.1.gebruiker == gebruiker);
        self.rollen = blijft;
        for (plaats, _) in weg {
            self.b.wijzig(plaats, vec![("geldig_tot", c(&op))]);
        }
    }

    /// Ends everybody's place in the dossier on a day.
    pub(super) fn rollen_af(&mut self, op: Datum) {
        for (plaats, _) in std::mem::take(&mut self.rollen) {
            self.b.wijzig(plaats, vec![("geldig_tot", c(&op))]);
        }
    }

    /// The aandachtsfunctionaris takes over: houder from today, everybody else off the dossier from `per`.
    pub(super) fn neemt_over(&mut self, per: Datum) {
        let (af, dag) = (self.af, self.b.dag().unwrap_or(per));
        for (plaats, wie) in std::mem::take(&mut self.rollen) {
            let einde = if wie.gebruiker == af.gebruiker { dag } else { per.max(dag) };
            self.b.wijzig(plaats, vec![("geldig_tot", c(&einde))]);
        }
        self.rol(af, "houder", dag);
        self.tr = af;
        for (doel, plaats, _) in std::mem::take(&mut self.doelen) {
            self.b.wijzig(plaats, vec![("status", ct("behaald"))]);
            self.voldoe(Soort::Evaluatie, doel);
        }
    }

    /// A working day some days later, for an act that must still fit in the history.
    pub(super) fn dag(&mut self, van: Datum, minstens: i64, hoogstens: i64) -> Option<Datum> {
        let dagen = self.k.tussen(minstens, hoogstens);
        self.w.later(van, dagen)
    }
}
