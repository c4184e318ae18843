//! Facts of every register, made from a few numbers.

use crate::monitor::{
    Code, Feiten,
    feiten::{
        AanbiederFeit, BesluitFeit, BoekingFeit, DossierFeit, Formeel, GeboorteFeit, Geldsoort, GemeenteFeit,
        IndicatieFeit, InstroomFeit, LeveringFeit, MeldingFeit, SchalingFeit, VerantwoordelijkeFeit,
        WachtFeit,
    },
};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId};
use alloc::{sync::Arc, vec::Vec};

pub(super) fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}
pub(super) fn g(t: &str) -> Gemeentecode {
    Gemeentecode::lees(t).expect("test code")
}
const GEMEENTEN: [&str; 4] = ["0794", "0762", "0363", "0344"];
pub(super) const ACTS: i64 = 30;

/// A fact of any register: kind, dossier, two numbers to make it from, first day, length, act, act that closed it.
pub(super) type Ruw = (u8, i64, i64, usize, i64, Option<i64>, i64, Option<i64>);

fn soort(f: &mut Feiten, r: &Ruw) -> Code {
    ["toekenning", "afwijzing", "intrekking", "verhuisd"].map(|c| f.codes.neem_op(c))[r.3]
}

pub(super) fn feit(f: &mut Feiten, nr: i64, r: &Ruw, formeel: Formeel) {
    let (dossier, sleutel) = (DossierId(r.1), r.1 * 4 + r.2); // a few keys per dossier, so that rows refer to each other
    let van = d("2024-01-01").plus_dagen(r.4);
    let tot = r.5.map(|n| van.plus_dagen(n));
    let gemeente = g(GEMEENTEN[r.3]);
    let oneven = r.4 % 2 == 1;
    match r.0 {
        0 => f.dossiers.neem_op([DossierFeit { dossier, dossier_id: r.1, gemeente, formeel }]),
        1 | 2 => f.indicaties.neem_op([IndicatieFeit {
            dossier,
            indicatie_id: sleutel,
            besluit: BesluitId(sleutel),
            vorm: [Code::BW, Code::BT, Code::WMO_BEGELEIDING, Code::BT][r.3],
            leveringsvorm: if oneven { Code::PGB } else { Code::ZIN },
            product: Code::GEEN,
            van,
            tot,
            formeel,
        }]),
        3 => {
            let soort = soort(f, r);
            let melding = MeldingId(sleutel);
            f.besluiten.neem_op([BesluitFeit {
                dossier,
                besluit_id: sleutel,
                melding,
                soort,
                genomen_op: van,
                formeel,
            }]);
        }
        4 => f.meldingen.neem_op([MeldingFeit {
            dossier,
            melding_id: sleutel,
            ontvangen_op: van,
            herindicatie: r.3 == 0,
            formeel,
        }]),
        5 => f.instromen.neem_op([InstroomFeit {
            dossier,
            instroom_id: nr,
            melding: MeldingId(sleutel),
            kenmerk: if oneven { Code::NIEUW } else { Code::HISTORISCH },
            recidive: r.3 == 1,
            bepaald_op: van,
            formeel,
        }]),
        _ => feit_van_zorg(f, nr, r, formeel),
    }
}

fn feit_van_zorg(f: &mut Feiten, nr: i64, r: &Ruw, formeel: Formeel) {
    let dossier = DossierId(r.1);
    let van = d("2024-01-01").plus_dagen(r.4);
    let tot = r.5.map(|n| van.plus_dagen(n));
    let gemeente = g(GEMEENTEN[r.3]);
    let oneven = r.4 % 2 == 1;
    match r.0 {
        6 => f.verantwoordelijken.neem_op([VerantwoordelijkeFeit {
            dossier,
            verantwoordelijke_id: nr,
            gemeente,
            bevestigd_op: van,
            formeel,
        }]),
        7 => f.gemeentefeiten.neem_op([GemeenteFeit {
            dossier,
            gemeentefeit_id: nr,
            herkomst: oneven,
            gemeente,
            van,
            tot,
            formeel,
        }]),
        8 => {
            let reden = soort(f, r);
            f.schalingen.neem_op([SchalingFeit {
                dossier,
                schaling_id: nr,
                op: van,
                reden,
                bestemming: oneven.then_some(reden),
                formeel,
            }]);
        }
        _ => feit_van_wachten(f, nr, r, formeel),
    }
}

fn feit_van_wachten(f: &mut Feiten, nr: i64, r: &Ruw, formeel: Formeel) {
    let (dossier, sleutel) = (DossierId(r.1), r.1 * 4 + r.2);
    let van = d("2024-01-01").plus_dagen(r.4);
    let tot = r.5.map(|n| van.plus_dagen(n));
    let oneven = r.4 % 2 == 1;
    match r.0 {
        9 => f.leveringen.neem_op([LeveringFeit {
            dossier,
            levering_id: nr,
            indicatie_id: sleutel,
            van,
            formeel,
        }]),
        10 => f.wachtplekken.neem_op([WachtFeit {
            dossier,
            wachtplek_id: nr,
            indicatie_id: sleutel,
            sinds_op: van,
            tot_op: tot,
            overbrugging: oneven,
            formeel,
        }]),
        _ if oneven => f.geboorten.neem_op([GeboorteFeit {
            dossier,
            geboorte_id: r.1,
            geboren_op: van.plus_maanden(-12 * (17 + 16 * i32::try_from(r.2).expect("small"))),
            formeel,
        }]),
        _ => {
            let aanbieder = f.codes.neem_op(["zorg_a", "zorg_b", "zorg_c", "zorg_d"][r.3]);
            f.aanbieders.neem_op([AanbiederFeit {
                dossier,
                toewijzing_id: nr,
                indicatie_id: sleutel,
                aanbieder,
                van,
                tot,
                formeel,
            }]);
        }
    }
}

pub(super) fn boeking(f: &mut Feiten, r: &Ruw) {
    let maand = d("2024-01-01").plus_dagen(r.4).eerste_van_maand();
    let mut jaar: Vec<BoekingFeit> =
        f.boekingen.jaren().find(|(j, _)| *j == maand.jaar()).map(|(_, r)| r.to_vec()).unwrap_or_default();
    jaar.push(BoekingFeit {
        dossier: DossierId(r.1),
        indicatie_id: r.2,
        soort: [Geldsoort::Beschikt, Geldsoort::Gedeclareerd, Geldsoort::Betaald, Geldsoort::Betaald][r.3],
        gemeente: g(GEMEENTEN[usize::try_from(r.2).expect("small")]),
        vorm: Code::BW,
        leveringsvorm: Code::ZIN,
        kenmerk: Code::NIEUW,
        product: Code::GEEN,
        maand,
        // Now and then an amount that does not fit 32 bits.
        bedrag_cent: r.5.map_or(-9_000_000_000, |n| n * 100 - 20_000),
        nr: JournaalNr(r.6),
    });
    f.boekingen.zet(maand.jaar(), Arc::new(jaar));
}
