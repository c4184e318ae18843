//! The facts that are counted: rows of the registers with both time axes, kept per dossier.

use super::codes::{Code, Codes};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId, Periode};
use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};

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

/// All versions of one register, in order of dossier, key and version.
#[derive(Debug, Clone)]
pub struct Register<T>(Vec<T>);

impl<T> Default for Register<T> {
    fn default() -> Register<T> {
        Register(Vec::new())
    }
}

impl<T: Feit> Register<T> {
    /// Takes up versions in any order. A version that was there already (now closed, perhaps) is replaced, so that
    /// a register can be kept up to date with only what changed since an act.
    pub fn neem_op(&mut self, rijen: impl IntoIterator<Item = T>) {
        self.0.extend(rijen);
        let sleutel = |r: &T| (r.dossier(), r.id(), r.formeel().vanaf);
        self.0.sort_by_key(sleutel); // stable: of two equal versions the newer comes last
        let mut over: Vec<T> = Vec::with_capacity(self.0.len());
        for r in self.0.drain(..) {
            if over.last().is_some_and(|v| sleutel(v) == sleutel(&r)) {
                over.pop();
            }
            over.push(r);
        }
        self.0 = over;
    }
    /// All versions.
    pub fn alle(&self) -> &[T] {
        &self.0
    }
    /// All versions of one dossier.
    pub fn van(&self, dossier: DossierId) -> &[T] {
        let begin = self.0.partition_point(|r| r.dossier() < dossier);
        let aantal = self.0[begin..].partition_point(|r| r.dossier() == dossier);
        &self.0[begin..begin + aantal]
    }
    /// What was known of one dossier after an act.
    pub fn bekend(&self, dossier: DossierId, bekend: JournaalNr) -> impl Iterator<Item = &T> {
        self.van(dossier).iter().filter(move |r| r.formeel().bekend(bekend))
    }
    /// The versions per dossier, in order.
    pub fn per_dossier(&self) -> impl Iterator<Item = &[T]> {
        self.0.chunk_by(|a, b| a.dossier() == b.dossier())
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
    /// Begrotingen, in any order.
    pub begrotingen: Vec<BegrotingFeit>,
    /// Entries of the money book, of the years that were read.
    pub boekingen: Boekingen,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn melding(dossier: i64, id: i64, vanaf: i64, tot: Option<i64>) -> MeldingFeit {
        MeldingFeit {
            dossier: DossierId(dossier),
            melding_id: id,
            ontvangen_op: Datum::nieuw(2026, 1, 1).expect("test date"),
            herindicatie: false,
            formeel: Formeel { vanaf: JournaalNr(vanaf), tot: tot.map(JournaalNr) },
        }
    }

    #[test]
    fn een_register_vervangt_een_versie_die_later_gesloten_is() {
        let mut r = Register::default();
        r.neem_op([melding(2, 20, 5, None), melding(1, 10, 1, None), melding(2, 21, 6, None)]);
        r.neem_op([melding(2, 20, 5, Some(9)), melding(2, 20, 9, None)]);
        assert_eq!(r.alle().len(), 4);
        let ids = |nr| {
            r.bekend(DossierId(2), JournaalNr(nr))
                .map(|m| (m.melding_id, m.formeel.vanaf.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(8), [(20, 5), (21, 6)]);
        assert_eq!(ids(9), [(20, 9), (21, 6)]);
        assert_eq!(ids(4), []);
        assert_eq!(r.van(DossierId(3)).len(), 0);
        assert_eq!(r.per_dossier().count(), 2);
    }
}
