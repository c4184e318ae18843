//! The facts that are counted: rows of the registers with both time axes, kept per dossier.

use super::codes::{Code, Codes};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId, Periode};
use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};

pub use super::register::Register;

/// Formal time of a row: the act that recorded it and the act that replaced it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formeel {
    /// Recorded by.
    pub vanaf: JournaalNr,
    /// Replaced by; `None` while it stands.
    pub tot: Option<JournaalNr>,
}

impl Formeel {
    /// Whether the row stood after the act `bekend`.
    pub fn bekend(&self, bekend: JournaalNr) -> bool {
        self.vanaf <= bekend && self.tot.is_none_or(|t| bekend < t)
    }
}

/// A row of a register: to which dossier it belongs, its key, and when it was known.
pub trait Feit {
    /// Dossier it belongs to.
    fn dossier(&self) -> DossierId;
    /// Key over versions.
    fn id(&self) -> i64;
    /// Formal time.
    fn formeel(&self) -> &Formeel;
    /// Whether two versions differ in formal time alone.
    fn zegt_hetzelfde(&self, ander: &Self) -> bool;
}

macro_rules! feit {
    ($(#[$doc:meta])* $naam:ident, $id:ident { $($(#[$vdoc:meta])* $veld:ident: $soort:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $naam {
            /// Dossier it belongs to.
            pub dossier: DossierId,
            /// Key over versions.
            pub $id: i64,
            $($(#[$vdoc])* pub $veld: $soort,)*
            /// Formal time.
            pub formeel: Formeel,
        }
        impl Feit for $naam {
            fn dossier(&self) -> DossierId { self.dossier }
            fn id(&self) -> i64 { self.$id }
            fn formeel(&self) -> &Formeel { &self.formeel }
            fn zegt_hetzelfde(&self, ander: &Self) -> bool { Self { formeel: ander.formeel, ..*self } == *ander }
        }
    };
}

feit!(
    /// The dossier itself.
    DossierFeit, dossier_id {
    /// Gemeente that acts.
    gemeente: Gemeentecode,
});
feit!(
    /// What was granted, per period.
    IndicatieFeit, indicatie_id {
    /// Besluit it belongs to.
    besluit: BesluitId,
    /// bw, bt or wmo_begeleiding.
    vorm: Code,
    /// zin or pgb.
    leveringsvorm: Code,
    /// Product.
    product: Code,
    /// First day.
    van: Datum,
    /// First day no longer.
    tot: Option<Datum>,
});
feit!(
    /// A besluit with the melding it answers.
    BesluitFeit, besluit_id {
    /// Melding.
    melding: MeldingId,
    /// toekenning, afwijzing, herziening or intrekking.
    soort: Code,
    /// Day of the decision.
    genomen_op: Datum,
});
feit!(
    /// A melding.
    MeldingFeit, melding_id {
    /// Day it came in.
    ontvangen_op: Datum,
    /// Whether it names an earlier besluit: a herindicatie.
    herindicatie: bool,
});
feit!(
    /// New or historic, first time or return, per melding.
    InstroomFeit, instroom_id {
    /// Melding.
    melding: MeldingId,
    /// nieuw or historisch.
    kenmerk: Code,
    /// Came back after uitstroom.
    recidive: bool,
    /// Day it was determined.
    bepaald_op: Datum,
});
feit!(
    /// The gemeente that was confirmed as responsible under the law in force (regime R0).
    VerantwoordelijkeFeit, verantwoordelijke_id {
    /// Gemeente.
    gemeente: Gemeentecode,
    /// Day of confirmation.
    bevestigd_op: Datum,
});
feit!(
    /// Gemeente van herkomst or gemeente van verblijf.
    GemeenteFeit, gemeentefeit_id {
    /// True for herkomst, false for verblijf.
    herkomst: bool,
    /// Gemeente.
    gemeente: Gemeentecode,
    /// First day.
    van: Datum,
    /// First day no longer.
    tot: Option<Datum>,
});
feit!(
    /// A step up, down or out, with its reason.
    SchalingFeit, schaling_id {
    /// First day of the new situation.
    op: Datum,
    /// Reason.
    reden: Code,
    /// Destination; `None` when there is none.
    bestemming: Option<Code>,
});
feit!(
    /// Real start of care under a toewijzing, with the indicatie it belongs to.
    LeveringFeit, levering_id {
    /// Indicatie of the toewijzing.
    indicatie_id: i64,
    /// Start of care.
    van: Datum,
});
feit!(
    /// Waiting for a place.
    WachtFeit, wachtplek_id {
    /// Indicatie that waits.
    indicatie_id: i64,
    /// Waits since.
    sinds_op: Datum,
    /// No longer waits from.
    tot_op: Option<Datum>,
    /// Whether there is help meanwhile.
    overbrugging: bool,
});

feit!(
    /// Birth, for the age on a day. Only the day; who it is stands elsewhere.
    GeboorteFeit, geboorte_id {
    /// Day of birth.
    geboren_op: Datum,
});
feit!(
    /// The aanbieder of an indicatie, per period (the toewijzing).
    AanbiederFeit, toewijzing_id {
    /// Indicatie that is delivered.
    indicatie_id: i64,
    /// Aanbieder.
    aanbieder: Code,
    /// First day.
    van: Datum,
    /// First day no longer.
    tot: Option<Datum>,
});
feit!(
    /// A score in one domain of the zelfredzaamheid-matrix.
    ZrmFeit, zrm_id {
    /// Domain.
    domein: Code,
    /// 1 (acute problems) to 5 (self-reliant).
    score: i64,
    /// Day it was measured.
    op: Datum,
});

/// Begroting of a year for a gemeente and a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BegrotingFeit {
    /// Key over versions.
    pub begroting_id: i64,
    /// Year.
    pub jaar: i16,
    /// Gemeente.
    pub gemeente: Gemeentecode,
    /// bw, bt, wmo_begeleiding or uitvoering.
    pub vorm: Code,
    /// Cents.
    pub bedrag_cent: i64,
    /// Whether it was adopted; a concept does not count.
    pub vastgesteld: bool,
    /// Formal time.
    pub formeel: Formeel,
}

/// Which column of the report an amount belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Geldsoort {
    /// Granted.
    Beschikt,
    /// Declared by the aanbieder.
    Gedeclareerd,
    /// Paid.
    Betaald,
}

/// One entry of the money book, or the sum of entries that share everything but their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoekingFeit {
    /// Dossier.
    pub dossier: DossierId,
    /// Indicatie.
    pub indicatie_id: i64,
    /// Column.
    pub soort: Geldsoort,
    /// Gemeente that pays.
    pub gemeente: Gemeentecode,
    /// bw, bt or wmo_begeleiding.
    pub vorm: Code,
    /// zin or pgb.
    pub leveringsvorm: Code,
    /// nieuw or historisch.
    pub kenmerk: Code,
    /// Product.
    pub product: Code,
    /// First day of the month it belongs to.
    pub maand: Datum,
    /// Cents; negative for a counter-entry.
    pub bedrag_cent: i64,
    /// Act that booked it; the last one when entries were added up.
    pub nr: JournaalNr,
}

/// The money book, per year of the month that an entry belongs to. A year that was not read counts as empty: whoever
/// asks about money reads the years first.
#[derive(Debug, Clone, Default)]
pub struct Boekingen(BTreeMap<i16, Arc<Vec<BoekingFeit>>>);

impl Boekingen {
    /// The entries per year, oldest year first.
    pub fn jaren(&self) -> impl Iterator<Item = (i16, &Arc<Vec<BoekingFeit>>)> {
        self.0.iter().map(|(jaar, rijen)| (*jaar, rijen))
    }
    /// Sets the entries of a year, in place of what was there.
    pub fn zet(&mut self, jaar: i16, rijen: Arc<Vec<BoekingFeit>>) {
        self.0.insert(jaar, rijen);
    }
    /// The entries whose month begins in a period.
    pub fn binnen(&self, periode: Periode) -> impl Iterator<Item = &BoekingFeit> {
        let tot = periode.tot_en_met().map_or(i16::MAX, Datum::jaar);
        let jaren = self.0.range(periode.van().jaar()..=tot);
        jaren.flat_map(|(_, r)| r.iter()).filter(move |b| periode.bevat(b.maand))
    }
}

/// Everything the monitor counts.
#[derive(Debug, Clone, Default)]
pub struct Feiten {
    /// Codes used below.
    pub codes: Codes,
    /// Gemeenten of the region, in the order of tables. Herkomst and verblijf elsewhere are taken together as
    /// [`super::Sleutel::Buiten`]; without gemeenten here nothing is.
    pub regio: Vec<Gemeentecode>,
    /// Dossiers.
    pub dossiers: Register<DossierFeit>,
    /// Indicaties.
    pub indicaties: Register<IndicatieFeit>,
    /// Besluiten.
    pub besluiten: Register<BesluitFeit>,
    /// Meldingen.
    pub meldingen: Register<MeldingFeit>,
    /// Kind of instroom per melding.
    pub instromen: Register<InstroomFeit>,
    /// Responsible gemeente.
    pub verantwoordelijken: Register<VerantwoordelijkeFeit>,
    /// Gemeente van herkomst and van verblijf.
    pub gemeentefeiten: Register<GemeenteFeit>,
    /// Steps up, down or out.
    pub schalingen: Register<SchalingFeit>,
    /// Starts of care.
    pub leveringen: Register<LeveringFeit>,
    /// Waiting.
    pub wachtplekken: Register<WachtFeit>,
    /// Births, for the age.
    pub geboorten: Register<GeboorteFeit>,
    /// Who delivers.
    pub aanbieders: Register<AanbiederFeit>,
    /// Scores of the zelfredzaamheid-matrix.
    pub zrm: Register<ZrmFeit>,
    /// Begrotingen, in any order.
    pub begrotingen: Vec<BegrotingFeit>,
    /// Entries of the money book, of the years that were read.
    pub boekingen: Boekingen,
}

macro_rules! per_register {
    ($($veld:ident),*) => {
        impl Feiten {
            /// Puts the facts of one dossier of `bron` here, in place of those that were here. Not the money.
            pub(super) fn neem_deel(&mut self, bron: &Feiten, dossier: DossierId) {
                $(self.$veld.neem_deel(bron.$veld.van(dossier));)*
            }
            /// The acts that changed something, in order, each once.
            pub(super) fn handelingen(&self) -> Vec<JournaalNr> {
                let mut uit = Vec::new();
                $(for r in self.$veld.rijen() {
                    uit.push(r.formeel().vanaf);
                    uit.extend(r.formeel().tot);
                })*
                uit.sort_unstable();
                uit.dedup();
                uit
            }
            /// Every dossier with a fact, in order, each once.
            pub(super) fn alle_dossiers(&self) -> Vec<DossierId> {
                let mut uit = Vec::new();
                $(uit.extend(self.$veld.per_dossier().filter_map(|d| d.first()).map(Feit::dossier));)*
                uit.sort_unstable();
                uit.dedup();
                uit
            }
            /// The dossiers of which facts came in since this was asked before, in order, each once.
            pub fn aangeraakt(&mut self) -> Vec<DossierId> {
                let mut uit = Vec::new();
                $(uit.append(&mut self.$veld.aangeraakt());)*
                uit.sort_unstable();
                uit.dedup();
                uit
            }
        }
    };
}

per_register!(
    dossiers,
    indicaties,
    besluiten,
    meldingen,
    instromen,
    verantwoordelijken,
    gemeentefeiten,
    schalingen,
    leveringen,
    wachtplekken,
    geboorten,
    aanbieders,
    zrm
);
