//! What does not happen every day: a bezwaar, a dossier opened in need, a dossier handed back.

use super::akte::{Cel, Sleutel, c, ct};
use super::berichten::moment;
use super::leven::{Leven, Melding, Stap, of_einde};
use crate::huis::Rol;
use crate::termijnen::Soort;
use crate::trajectregie::regels::Noodknopregels;
use kern::stam::Datum;

/// Objections are only made against besluiten of the last weeks of the history: none of them is decided on yet.
const BEZWAAR_DAGEN: i64 = 75;
/// Of so many clients two had a dossier that was opened in need.
const NOODKNOP_OP: u32 = 131;
/// Among the first so many clients only: a region does not press it more often because its history is longer.
const NOODKNOP_TOT: u32 = 400;
const NOODKNOP: &[(&str, &str)] = &[
    ("melding_keten", "De crisisdienst belde over deze inwoner en de houder was niet bereikbaar."),
    ("waarneming", "Mijn collega is ziek. De aanbieder vroeg vandaag om een besluit over overbrugging."),
    ("crisis", "De wijkagent stond bij de inwoner voor de deur en vroeg wie de begeleider is."),
];
const TERUG: &[&str] = &[
    "Is er al een gesprek met de huisarts geweest? Ik mis de diagnose en de medicatie.",
    "De inwoner zegt zelf dat Beschermd wonen niet de vraag is. Kun je dit eerst samen bespreken?",
    "Het adres en de telefoon ontbreken. Ik kan de inwoner zo niet bereiken.",
];

impl Leven<'_> {
    /// Now and then somebody objects; returns the day until which it came.
    pub(super) fn soms_bezwaar(&mut self, besluit: Sleutel, dag: Datum, procent: u64) -> Stap<Datum> {
        if dag.dagen_tot(self.w.tot) > BEZWAAR_DAGEN || !self.k.procent(procent) {
            return Ok(Some(dag));
        }
        let einde = self.w.termijn(Soort::Bezwaar, dag)?.0;
        let dag = of_einde!(self.dag(dag, 5, 30));
        self.act(dag, self.tr, "bezwaar ontvangen", "besluit", Some(besluit));
        self.voldoe(Soort::Bezwaar, besluit);
        // The term to decide begins when the term to object is over (Awb art. 7:10 lid 1).
        self.termijn(Soort::BeslissingOpBezwaar, besluit, einde, Rol::Trajectregisseur)?;
        Ok(Some(dag))
    }

    /// At the end of the history: a few dossiers were opened by somebody who does not work on them.
    pub(super) fn kijk_mee(&mut self) -> Stap<()> {
        let beoordeeld = match self.nummer % NOODKNOP_OP {
            13 => false,
            30 => true,
            _ => return Ok(Some(())),
        };
        let Some(laatst) = self.b.dag().filter(|_| self.nummer < NOODKNOP_TOT) else { return Ok(Some(())) };
        let terug = if beoordeeld { -40 } else { -4 };
        let dag = of_einde!(self.w.later(self.w.tot.plus_dagen(terug).max(laatst), 0));
        let wie = self.w.wie(Rol::Trajectregisseur, None, self.nummer as usize + 1);
        self.act(dag, wie, "noodknop gebruikt", "noodknop", None);
        let id = self.b.id();
        let regels = Noodknopregels::op(&self.w.app.regels, dag)?;
        let (reden, toelichting) = self.k.kies(NOODKNOP);
        let begin = self.b.moment();
        let velden = vec![
            ("noodknop_id", Cel::Id(id)),
            ("gebruiker_id", c(&wie.gebruiker)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("reden", ct(reden)),
            ("toelichting", ct(toelichting)),
            ("begin_ts", c(&moment(begin))),
            ("einde_ts", c(&moment(begin + regels.minuten * 60_000_000))),
            ("oordeel", ct("open")),
        ];
        let plaats = self.b.rij("noodknop", velden);
        self.termijn(Soort::Noodknop, id, dag, Rol::Trajectregisseur)?;
        self.termijn(Soort::NoodknopOordeel, id, dag, Rol::Teamleider)?;
        if !beoordeeld {
            return Ok(Some(()));
        }
        let dag = of_einde!(self.dag(dag, 1, 3));
        self.act(dag, self.tr, "noodknop gezien", "noodknop", Some(id));
        self.voldoe(Soort::Noodknop, id);
        let dag = of_einde!(self.dag(dag, 1, 3));
        let teamleider = self.w.wie(Rol::Teamleider, None, 0);
        self.act(dag, teamleider, "gebruik van de noodknop beoordeeld", "noodknop", Some(id));
        self.b.wijzig(plaats, vec![("oordeel", ct("terecht"))]);
        self.voldoe(Soort::NoodknopOordeel, id);
        Ok(Some(()))
    }

    /// The taker hands the dossier back with a question; the giver asks the inwoner and chooses a spoor again.
    pub(super) fn geef_terug(
        &mut self,
        m: &mut Melding,
        overdracht: Sleutel,
        (rij, keuze): (usize, usize),
        dag: Datum,
    ) -> Stap<Datum> {
        let dag = of_einde!(self.dag(dag, 1, 4));
        self.act(dag, self.tr, "overdracht teruggegeven", "overdracht", Some(overdracht));
        let reden = self.k.kies(TERUG);
        self.b.wijzig(rij, vec![("terug_op", c(&dag)), ("terug_reden", ct(reden))]);
        self.voldoe(Soort::Overdracht, overdracht);
        let wie = self.tr.gebruiker;
        self.rol_af(wie, dag);
        self.b.wijzig(keuze, vec![("afgerond_op", c(&dag))]);
        self.status(m, "vraagverheldering");
        self.termijn(Soort::Vraagverheldering, m.id, dag, Rol::Aandachtsfunctionaris)?;
        Ok(Some(of_einde!(self.dag(dag, 2, 8))))
    }
}
