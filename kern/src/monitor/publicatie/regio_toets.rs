//! A region for the attack: made up, the same for the same seed.

use crate::monitor::{
    Code, Feiten,
    feiten::{
        BesluitFeit, BoekingFeit, DossierFeit, Formeel, Geldsoort, GemeenteFeit, IndicatieFeit, InstroomFeit,
        LeveringFeit, MeldingFeit, SchalingFeit, WachtFeit,
    },
};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId};
use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};

/// Numbers that look random, the same for the same seed.
struct Dobbel(u64);
impl Dobbel {
    fn onder(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % n.unsigned_abs()).expect("small")
    }
    fn kies<T: Copy>(&mut self, rij: &[T]) -> T {
        rij[usize::try_from(self.onder(i64::try_from(rij.len()).expect("small"))).expect("small")]
    }
}

/// A region: stays that join, step up or down, and end with a reason.
pub(super) fn regio(seed: u64, clienten: i64) -> Feiten {
    let mut r = Dobbel(seed);
    let gemeenten = ["0794", "0762", "0743", "0847"].map(|g| Gemeentecode::lees(g).expect("test code"));
    let mut f = Feiten { regio: gemeenten[..3].to_vec(), ..Feiten::default() };
    let soort = f.codes.neem_op("toekenning");
    let formeel = Formeel { vanaf: JournaalNr(1), tot: None };
    for i in 0..clienten {
        let (dossier, melding) = (DossierId(i), MeldingId(i));
        // Helmond is large, the others are small.
        let gemeente = if r.onder(3) > 0 { gemeenten[0] } else { r.kies(&gemeenten[..3]) };
        f.dossiers.neem_op([DossierFeit { dossier, dossier_id: i, gemeente, formeel }]);
        let van = Datum::lees("2023-01-01").expect("test date").plus_dagen(r.onder(1_150));
        f.meldingen.neem_op([MeldingFeit {
            dossier,
            melding_id: i,
            ontvangen_op: van,
            herindicatie: false,
            formeel,
        }]);
        f.besluiten.neem_op([BesluitFeit {
            dossier,
            besluit_id: i,
            melding,
            soort,
            genomen_op: van.plus_dagen(r.onder(60)),
            formeel,
        }]);
        let (kenmerk, recidive) = (r.kies(&[Code::NIEUW, Code::HISTORISCH]), r.onder(5) == 0);
        f.instromen.neem_op([InstroomFeit {
            dossier,
            instroom_id: i,
            melding,
            kenmerk,
            recidive,
            bepaald_op: van,
            formeel,
        }]);
        wonen(&mut f, &mut r, i, van, (gemeente, &gemeenten));
        let leveringsvorm = r.kies(&[Code::ZIN, Code::ZIN, Code::ZIN, Code::PGB]);
        if r.onder(6) == 0 {
            let tot_op = Some(van.plus_dagen(r.onder(500)));
            f.wachtplekken.neem_op([WachtFeit {
                dossier,
                wachtplek_id: i,
                indicatie_id: 10 * i,
                sinds_op: van,
                tot_op,
                overbrugging: r.onder(2) == 0,
                formeel,
            }]);
        }
        verblijven(&mut f, &mut r, i, van, leveringsvorm);
    }
    f
}

/// One stay after another: they join, or leave days between.
fn verblijven(f: &mut Feiten, r: &mut Dobbel, i: i64, begin: Datum, leveringsvorm: Code) {
    let redenen = ["verhuisd", "doelen_behaald", "wlz", "overleden"].map(|c| f.codes.neem_op(c));
    let (dossier, besluit) = (DossierId(i), BesluitId(i));
    let formeel = Formeel { vanaf: JournaalNr(1), tot: None };
    let mut van = begin;
    for stap in 0..=r.onder(3) {
        let indicatie_id = 10 * i + stap;
        let vorm = r.kies(&[Code::BW, Code::BW, Code::BT, Code::BT, Code::BT, Code::WMO_BEGELEIDING]);
        let tot = (r.onder(4) > 0).then(|| van.plus_dagen(20 + r.onder(600)));
        f.indicaties.neem_op([IndicatieFeit {
            dossier,
            indicatie_id,
            besluit,
            vorm,
            leveringsvorm,
            product: Code::GEEN,
            van,
            tot,
            formeel,
        }]);
        f.leveringen.neem_op([LeveringFeit {
            dossier,
            levering_id: indicatie_id,
            indicatie_id,
            van: van.plus_dagen(r.onder(40)),
            formeel,
        }]);
        let Some(eind) = tot else { break };
        f.schalingen.neem_op([SchalingFeit {
            dossier,
            schaling_id: indicatie_id,
            op: eind,
            reden: r.kies(&redenen),
            bestemming: None,
            formeel,
        }]);
        van = if r.onder(4) == 0 { eind.plus_dagen(r.onder(90)) } else { eind };
    }
}

/// Where somebody comes from and lives: mostly the gemeente that acts.
fn wonen(f: &mut Feiten, r: &mut Dobbel, i: i64, van: Datum, (eigen, alle): (Gemeentecode, &[Gemeentecode])) {
    let (dossier, formeel) = (DossierId(i), Formeel { vanaf: JournaalNr(1), tot: None });
    for herkomst in [true, false] {
        let id = 2 * i + i64::from(herkomst);
        let gemeente = if r.onder(4) > 0 { eigen } else { r.kies(alle) };
        f.gemeentefeiten.neem_op([GemeenteFeit {
            dossier,
            gemeentefeit_id: id,
            herkomst,
            gemeente,
            van,
            tot: None,
            formeel,
        }]);
    }
}

/// Every month of every stay is paid for, the last days of a stay too; of some, money comes back.
pub(super) fn met_geld(mut f: Feiten) -> Feiten {
    let mut jaren: BTreeMap<i16, Vec<BoekingFeit>> = BTreeMap::new();
    for i in f.indicaties.rijen() {
        let gemeente = f.dossiers.van(i.dossier).first().map_or(f.regio[0], |d| d.gemeente);
        let kenmerk = f.instromen.van(i.dossier).first().map_or(Code::NIEUW, |d| d.kenmerk);
        let mut maand = i.van.eerste_van_maand();
        while maand < i.tot.unwrap_or(i.van.plus_maanden(20)) && maand.jaar() < 2027 {
            // Some stays cost ten times as much as others.
            let bedrag_cent = if i.dossier.0 % 9 == 0 { 4_000_000 } else { 300_000 + i.dossier.0 * 1_000 };
            let boeking = |maand: Datum, bedrag_cent: i64| BoekingFeit {
                dossier: i.dossier,
                indicatie_id: i.indicatie_id,
                soort: Geldsoort::Betaald,
                gemeente,
                vorm: i.vorm,
                leveringsvorm: i.leveringsvorm,
                kenmerk,
                product: i.product,
                maand,
                bedrag_cent,
                nr: JournaalNr(1),
            };
            let mut boek = |b: BoekingFeit| jaren.entry(b.maand.jaar()).or_default().push(b);
            boek(boeking(maand, bedrag_cent));
            if i.dossier.0 % 5 == 0 && maand.maand() == 4 {
                // Too much was paid: it comes back later in the year, more than was paid in that month.
                boek(boeking(maand.plus_maanden(5), -2 * bedrag_cent));
            }
            maand = maand.plus_maanden(1);
        }
    }
    for (jaar, rijen) in jaren {
        f.boekingen.zet(jaar, Arc::new(rijen));
    }
    f
}

/// The same region, every dossier known from its first day on; one in seven two months later.
pub(super) fn laat_bekend(f: &Feiten) -> Feiten {
    let mut uit = Feiten { codes: f.codes.clone(), regio: f.regio.clone(), ..Feiten::default() };
    let vanaf = |dossier: DossierId| {
        let begin = f.meldingen.van(dossier).first().map_or(0, |m| m.ontvangen_op.dagnummer());
        JournaalNr(begin + if dossier.0 % 7 == 0 { 60 } else { 0 })
    };
    macro_rules! over {
        ($($register:ident $feit:ident),*) => {
            $(uit.$register.neem_op(f.$register.rijen().map(|r| $feit {
                formeel: Formeel { vanaf: vanaf(r.dossier), tot: None },
                ..*r
            }));)*
        };
    }
    over!(
        dossiers DossierFeit, indicaties IndicatieFeit, besluiten BesluitFeit, meldingen MeldingFeit,
        instromen InstroomFeit, gemeentefeiten GemeenteFeit, schalingen SchalingFeit, leveringen LeveringFeit,
        wachtplekken WachtFeit
    );
    uit
}
