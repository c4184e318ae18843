//! Terms of dossiers: everything that must be done before a day, with why that day. The worklist is built from it.
//!
//! A term is started in the act that makes it necessary and fulfilled in the act that does it. It is never changed:
//! a new version closes the old one.

mod behandelaar;

pub use behandelaar::{behandelaar, draag_over};

use crate::huis::{
    Fout, Rol,
    opslag::{Leest, Tx, o, rij, sql, t, v},
    regels::Regels,
    uitleg::{self, StapTekst},
};
use kern::stam::termijnen::{Opschorting, Termijn, bereken};
use kern::stam::{Datum, DossierId, Peil};

/// At most this many open terms of one dossier are listed.
const OPEN_MAX: usize = 200;

/// What must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Soort {
    /// Decide at once on a tijdelijke maatwerkvoorziening.
    Spoed,
    /// Confirm receipt of a melding.
    Ontvangstbevestiging,
    /// The inwoner may hand in a persoonlijk plan.
    PersoonlijkPlan,
    /// Choose a spoor.
    Vraagverheldering,
    /// Both sides confirm a warme overdracht.
    Overdracht,
    /// Finish a tandem.
    Tandem,
    /// Confirm the verantwoordelijke gemeente.
    Woonplaats,
    /// Finish the onderzoek.
    Onderzoek,
    /// Decide on an aanvraag.
    Beslissing,
    /// The inwoner may object.
    Bezwaar,
    /// Decide on an objection.
    BeslissingOpBezwaar,
    /// Assign to an aanbieder.
    Toewijzing,
    /// An answer to a message is due.
    Retour,
    /// A request of an aanbieder must be answered.
    Verzoek,
    /// Care must start.
    Start,
    /// Evaluate a goal.
    Evaluatie,
    /// Look again before an indicatie ends.
    IndicatieEinde,
    /// Look again at a place on the waiting list.
    Wachtlijst,
    /// Record the uitstroom after an intrekking.
    Uitstroom,
    /// The holder sees who used the noodknop.
    Noodknop,
    /// Somebody judges a use of the noodknop.
    NoodknopOordeel,
}

impl Soort {
    /// All kinds.
    pub const ALLE: [Soort; 21] = [
        Soort::Spoed,
        Soort::Ontvangstbevestiging,
        Soort::PersoonlijkPlan,
        Soort::Vraagverheldering,
        Soort::Overdracht,
        Soort::Tandem,
        Soort::Woonplaats,
        Soort::Onderzoek,
        Soort::Beslissing,
        Soort::Bezwaar,
        Soort::BeslissingOpBezwaar,
        Soort::Toewijzing,
        Soort::Retour,
        Soort::Verzoek,
        Soort::Start,
        Soort::Evaluatie,
        Soort::IndicatieEinde,
        Soort::Wachtlijst,
        Soort::Uitstroom,
        Soort::Noodknop,
        Soort::NoodknopOordeel,
    ];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Soort::Spoed => "spoed",
            Soort::Ontvangstbevestiging => "ontvangstbevestiging",
            Soort::PersoonlijkPlan => "persoonlijk_plan",
            Soort::Vraagverheldering => "vraagverheldering",
            Soort::Overdracht => "overdracht",
            Soort::Tandem => "tandem",
            Soort::Woonplaats => "woonplaats",
            Soort::Onderzoek => "onderzoek",
            Soort::Beslissing => "beslissing",
            Soort::Bezwaar => "bezwaar",
            Soort::BeslissingOpBezwaar => "beslissing_op_bezwaar",
            Soort::Toewijzing => "toewijzing",
            Soort::Retour => "retour",
            Soort::Verzoek => "verzoek",
            Soort::Start => "start",
            Soort::Evaluatie => "evaluatie",
            Soort::IndicatieEinde => "indicatie_einde",
            Soort::Wachtlijst => "wachtlijst",
            Soort::Uitstroom => "uitstroom",
            Soort::Noodknop => "noodknop",
            Soort::NoodknopOordeel => "noodknop_oordeel",
        }
    }

    /// What to do, as the worklist says it.
    pub const fn naam(self) -> &'static str {
        match self {
            Soort::Spoed => "Spoed: nu beslissen",
            Soort::Ontvangstbevestiging => "Ontvangst bevestigen",
            Soort::PersoonlijkPlan => "Wachten op persoonlijk plan",
            Soort::Vraagverheldering => "Vraag verhelderen",
            Soort::Overdracht => "Overdracht bevestigen",
            Soort::Tandem => "Tandem afronden",
            Soort::Woonplaats => "Verantwoordelijke gemeente bevestigen",
            Soort::Onderzoek => "Onderzoek afronden",
            Soort::Beslissing => "Besluit nemen",
            Soort::Bezwaar => "Bezwaartermijn loopt",
            Soort::BeslissingOpBezwaar => "Beslissen op bezwaar",
            Soort::Toewijzing => "Toewijzen aan een aanbieder",
            Soort::Retour => "Antwoord op bericht verwacht",
            Soort::Verzoek => "Verzoek van aanbieder beantwoorden",
            Soort::Start => "Start van de zorg verwacht",
            Soort::Evaluatie => "Doel evalueren",
            Soort::IndicatieEinde => "Heronderzoek beginnen",
            Soort::Wachtlijst => "Wachtlijst bekijken",
            Soort::Uitstroom => "Uitstroom vastleggen",
            Soort::Noodknop => "Bekijken wie de noodknop gebruikte",
            Soort::NoodknopOordeel => "Gebruik van de noodknop beoordelen",
        }
    }

    /// The kind with a code.
    pub fn lees(code: &str) -> Option<Soort> {
        Soort::ALLE.into_iter().find(|s| s.code() == code)
    }

    /// Terms of the inwoner, not of us: they end by themselves and are never a task.
    pub const fn verloopt_vanzelf(self) -> bool {
        matches!(self, Soort::PersoonlijkPlan | Soort::Bezwaar)
    }

    /// Regulation and value that say how long it may take.
    pub const fn regel(self) -> (&'static str, &'static str) {
        match self {
            Soort::PersoonlijkPlan | Soort::Onderzoek | Soort::Beslissing => ("wmo2015", self.code()),
            Soort::Bezwaar | Soort::BeslissingOpBezwaar => ("awb", self.code()),
            Soort::Retour | Soort::Verzoek | Soort::Start => ("iwmo", self.code()),
            Soort::Spoed
            | Soort::Ontvangstbevestiging
            | Soort::Vraagverheldering
            | Soort::Overdracht
            | Soort::Tandem
            | Soort::Woonplaats
            | Soort::Toewijzing
            | Soort::Evaluatie
            | Soort::IndicatieEinde
            | Soort::Wachtlijst
            | Soort::Uitstroom
            | Soort::Noodknop
            | Soort::NoodknopOordeel => ("werkafspraken", self.code()),
        }
    }
}

/// What a term is about.
#[derive(Debug, Clone, Copy)]
pub struct Waarvoor {
    /// Dossier.
    pub dossier: DossierId,
    /// What must be done.
    pub soort: Soort,
    /// Row that it is about: melding, besluit, indicatie, doel, bericht …
    pub onderwerp_id: i64,
    /// Role that must act.
    pub voor_rol: Rol,
}

rij! {
    /// A term as it stands in the register.
    pub struct TermijnRij {
        termijn_id: i64, dossier_id: i64, soort: String, onderwerp_id: i64, begin_op: Datum, uiterlijk_op: Datum,
        uitleg: String, voor_rol: String, voldaan_op: Option<Datum>,
    }
}

impl TermijnRij {
    /// What must be done, as the worklist says it.
    pub fn naam(&self) -> &str {
        match Soort::lees(&self.soort) {
            Some(soort) => soort.naam(),
            None => &self.soort,
        }
    }
    /// Why this day.
    pub fn stappen(&self) -> Result<Vec<StapTekst>, Fout> {
        uitleg::uit_json(&self.uitleg)
    }
    /// Whether it still runs on a day.
    pub fn loopt_op(&self, dag: Datum) -> bool {
        self.voldaan_op.is_none_or(|d| dag < d)
    }
    /// Days from `vandaag` to the last day; negative when it has passed.
    pub fn resterend_dagen(&self, vandaag: Datum) -> i64 {
        vandaag.dagen_tot(self.uiterlijk_op)
    }
}

sql!(
    VOEG_TOE = "INSERT INTO termijn (termijn_id, dossier_id, soort, onderwerp_id, begin_op, uiterlijk_op, uitleg, voor_rol, voldaan_op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)"
);
sql!(
    VAN_ONDERWERP = "SELECT termijn_id, dossier_id, soort, onderwerp_id, begin_op, uiterlijk_op, uitleg, voor_rol, voldaan_op
    FROM termijn WHERE dossier_id = $1 AND soort = $2 AND onderwerp_id = $3 AND tot_nr IS NULL ORDER BY termijn_id"
);
sql!(
    OPEN = "SELECT termijn_id, dossier_id, soort, onderwerp_id, begin_op, uiterlijk_op, uitleg, voor_rol, voldaan_op
    FROM termijn WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) AND (voldaan_op IS NULL OR $3 < voldaan_op)
    ORDER BY uiterlijk_op, termijn_id LIMIT 200"
);
sql!(
    EEN = "SELECT termijn_id, dossier_id, soort, onderwerp_id, begin_op, uiterlijk_op, uitleg, voor_rol, voldaan_op
    FROM termijn WHERE termijn_id = $1 AND tot_nr IS NULL"
);

/// Computes the term of a kind from the rules, without storing it: for previews.
pub fn vooraf(regels: &Regels, soort: Soort, begin: Datum) -> Result<Termijn, Fout> {
    met_opschorting(regels, soort, begin, &[])
}

/// The same, with days that the term stood still (Awb art. 4:15).
pub fn met_opschorting(
    regels: &Regels,
    soort: Soort,
    begin: Datum,
    stil: &[Opschorting],
) -> Result<Termijn, Fout> {
    let (regeling, sleutel) = soort.regel();
    let regel = regels.termijn(regeling, sleutel, begin)?;
    Ok(bereken(&regel, begin, stil, &regels.termijnenwet(begin)?))
}

/// Starts a term that the rules compute from `begin`; returns its last day.
pub async fn start(tx: &mut Tx, regels: &Regels, waarvoor: Waarvoor, begin: Datum) -> Result<Datum, Fout> {
    let termijn = vooraf(regels, waarvoor.soort, begin)?;
    start_met(tx, waarvoor, &termijn).await?;
    Ok(termijn.uiterlijk)
}

/// Starts a term whose day was computed or agreed elsewhere (`kern::stam::termijnen::{bereken, vaste_dag}`); returns its key.
pub async fn start_met(tx: &mut Tx, waarvoor: Waarvoor, termijn: &Termijn) -> Result<i64, Fout> {
    let id = tx.nieuw_id()?;
    let rij = TermijnRij {
        termijn_id: id,
        dossier_id: waarvoor.dossier.0,
        soort: waarvoor.soort.code().to_owned(),
        onderwerp_id: waarvoor.onderwerp_id,
        begin_op: termijn.begin,
        uiterlijk_op: termijn.uiterlijk,
        uitleg: uitleg::naar_json(&termijn.uitleg)?,
        voor_rol: waarvoor.voor_rol.code().to_owned(),
        // Known beforehand: a term that ends by itself is over after its last day.
        voldaan_op: waarvoor.soort.verloopt_vanzelf().then_some(termijn.uiterlijk),
    };
    schrijf(tx, &rij).await?;
    Ok(id)
}

/// Fulfils every open term of a kind about one row; returns how many there were. None is not a failure: a term may have
/// been fulfilled before, or never have been started.
pub async fn voldoe(
    tx: &mut Tx,
    dossier: DossierId,
    soort: Soort,
    onderwerp_id: i64,
    op: Datum,
) -> Result<usize, Fout> {
    let mut rijen = van_onderwerp(tx, dossier, soort, onderwerp_id).await?;
    rijen.retain(|r| r.loopt_op(op));
    for rij in &mut rijen {
        rij.voldaan_op = Some(op);
        nieuwe_versie(tx, rij).await?;
    }
    Ok(rijen.len())
}

/// Opens the last fulfilled term of a kind about one row again, with the day that it had; returns that day, or `None` when
/// there is nothing to open.
pub async fn heropen(
    tx: &mut Tx,
    dossier: DossierId,
    soort: Soort,
    onderwerp_id: i64,
) -> Result<Option<Datum>, Fout> {
    let rijen = van_onderwerp(tx, dossier, soort, onderwerp_id).await?;
    let Some(mut rij) = rijen.into_iter().rfind(|r| r.voldaan_op.is_some()) else { return Ok(None) };
    rij.voldaan_op = None;
    nieuwe_versie(tx, &rij).await?;
    Ok(Some(rij.uiterlijk_op))
}

/// Gives the open term of a kind about one row a new day; starts one when there is none.
pub async fn vervang(tx: &mut Tx, waarvoor: Waarvoor, termijn: &Termijn) -> Result<(), Fout> {
    let rijen = van_onderwerp(tx, waarvoor.dossier, waarvoor.soort, waarvoor.onderwerp_id).await?;
    let Some(mut rij) = rijen.into_iter().rfind(|r| r.voldaan_op.is_none()) else {
        return start_met(tx, waarvoor, termijn).await.map(|_| ());
    };
    rij.begin_op = termijn.begin;
    rij.uiterlijk_op = termijn.uiterlijk;
    rij.uitleg = uitleg::naar_json(&termijn.uitleg)?;
    rij.voor_rol = waarvoor.voor_rol.code().to_owned();
    nieuwe_versie(tx, &rij).await
}

/// Lets an open term stand still for some days (Awb art. 4:15) and gives it the later day; returns that day. `stil` holds all
/// suspensions of this term, also earlier ones: the day is always computed anew from the first day.
pub async fn schort_op(
    tx: &mut Tx,
    regels: &Regels,
    waarvoor: Waarvoor,
    begin: Datum,
    stil: &[Opschorting],
) -> Result<Datum, Fout> {
    let termijn = met_opschorting(regels, waarvoor.soort, begin, stil)?;
    vervang(tx, waarvoor, &termijn).await?;
    Ok(termijn.uiterlijk)
}

/// Ends every open term of a dossier that no longer makes sense, on the day of uitstroom; returns how many.
pub async fn ruim_op(tx: &mut Tx, dossier: DossierId, op: Datum, behalve: &[Soort]) -> Result<usize, Fout> {
    let mut aantal = 0;
    for mut rij in open(tx, dossier, Peil::op(op)).await? {
        if rij.voldaan_op.is_some() || Soort::lees(&rij.soort).is_some_and(|s| behalve.contains(&s)) {
            continue;
        }
        rij.voldaan_op = Some(op);
        nieuwe_versie(tx, &rij).await?;
        aantal += 1;
    }
    Ok(aantal)
}

/// The terms of a dossier that were open at a peil, first due first; at most 200.
pub async fn open(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<TermijnRij>, Fout> {
    let rijen = db.alle(OPEN, &[v(&dossier), v(&peil.bekend), v(&peil.op)]).await?;
    debug_assert!(rijen.len() <= OPEN_MAX);
    Ok(rijen)
}

/// All current terms of a kind about one row, open or fulfilled, in order of start.
pub async fn van_onderwerp(
    db: &impl Leest,
    dossier: DossierId,
    soort: Soort,
    onderwerp_id: i64,
) -> Result<Vec<TermijnRij>, Fout> {
    db.alle(VAN_ONDERWERP, &[v(&dossier), t(soort.code()), v(&onderwerp_id)]).await
}

/// One term, as it stands now.
pub async fn een(db: &impl Leest, termijn_id: i64) -> Result<Option<TermijnRij>, Fout> {
    db.een(EEN, &[v(&termijn_id)]).await
}

async fn nieuwe_versie(tx: &mut Tx, rij: &TermijnRij) -> Result<(), Fout> {
    tx.sluit("termijn", "termijn_id", rij.termijn_id).await?;
    schrijf(tx, rij).await
}

async fn schrijf(tx: &mut Tx, r: &TermijnRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.termijn_id),
        v(&r.dossier_id),
        t(&r.soort),
        v(&r.onderwerp_id),
        v(&r.begin_op),
        v(&r.uiterlijk_op),
        t(&r.uitleg),
        t(&r.voor_rol),
        o(&r.voldaan_op),
        v(&nr),
    ];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}
