//! The norms of the monitor, as rows of facts with the figure that must come out.

use super::{
    feiten::{
        BegrotingFeit, BesluitFeit, BoekingFeit, DossierFeit, Formeel, Geldsoort, GemeenteFeit,
        IndicatieFeit, InstroomFeit, LeveringFeit, MeldingFeit, SchalingFeit, VerantwoordelijkeFeit,
        WachtFeit,
    },
    *,
};
use crate::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId, Peil};
use alloc::vec;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}
fn g(t: &str) -> Gemeentecode {
    Gemeentecode::lees(t).expect("test code")
}
fn nr(vanaf: i64, tot: Option<i64>) -> Formeel {
    Formeel { vanaf: JournaalNr(vanaf), tot: tot.map(JournaalNr) }
}
const HELMOND: &str = "0794";
const DEURNE: &str = "0762";

/// A dossier in Helmond; one besluit per melding, with the same number as its melding.
fn dossier(f: &mut Feiten, id: i64) {
    let open = nr(1, None);
    f.dossiers.neem_op([DossierFeit {
        dossier: DossierId(id),
        dossier_id: id,
        gemeente: g(HELMOND),
        formeel: open,
    }]);
}
fn indicatie(
    f: &mut Feiten,
    dossier: i64,
    id: i64,
    vorm: Code,
    van: &str,
    tot: Option<&str>,
    formeel: Formeel,
) {
    f.indicaties.neem_op([IndicatieFeit {
        dossier: DossierId(dossier),
        indicatie_id: id,
        besluit: BesluitId(id),
        vorm,
        leveringsvorm: Code::ZIN,
        product: Code::GEEN,
        van: d(van),
        tot: tot.map(d),
        formeel,
    }]);
}
fn besluit(
    f: &mut Feiten,
    dossier: i64,
    id: i64,
    soort: &str,
    ontvangen: &str,
    genomen: &str,
    herindicatie: bool,
) {
    let soort = f.codes.neem_op(soort);
    let (dossier, formeel) = (DossierId(dossier), nr(1, None));
    let melding = MeldingFeit { dossier, melding_id: id, ontvangen_op: d(ontvangen), herindicatie, formeel };
    f.meldingen.neem_op([melding]);
    let genomen_op = d(genomen);
    f.besluiten.neem_op([BesluitFeit {
        dossier,
        besluit_id: id,
        melding: MeldingId(id),
        soort,
        genomen_op,
        formeel,
    }]);
}
fn aantal(f: &Feiten, peil: Peil, vraag: &Vraag) -> i64 {
    tel(f, peil, vraag)[0].uitkomst.aantal
}
fn clienten(f: &Feiten, op: &str) -> i64 {
    aantal(f, Peil::op(d(op)), &Vraag::nieuw(Maat::Clienten))
}

#[test]
fn iemand_met_twee_indicaties_telt_een_keer_bij_de_zwaarste_vorm() {
    let mut f = Feiten::default();
    indicatie(&mut f, 1, 10, Code::BT, "2026-01-01", None, nr(1, None));
    indicatie(&mut f, 1, 11, Code::BW, "2026-02-01", Some("2026-03-01"), nr(1, None));
    let vorm = |op| tel(&f, Peil::op(d(op)), &Vraag::nieuw(Maat::Clienten).per(&[Splitsing::Vorm]));
    for (op, vorm_dan) in [("2026-01-31", Code::BT), ("2026-02-01", Code::BW), ("2026-03-01", Code::BT)] {
        let t = vorm(op);
        assert_eq!(
            (t.len(), t[0].sleutels[0], t[0].uitkomst.aantal),
            (1, Sleutel::Code(vorm_dan), 1),
            "{op}"
        );
    }
}

#[test]
fn de_laatste_dag_hoort_niet_bij_de_periode() {
    let mut f = Feiten::default();
    indicatie(&mut f, 1, 10, Code::BW, "2026-01-01", Some("2026-07-01"), nr(1, None));
    let geteld = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"].map(|op| clienten(&f, op));
    assert_eq!(geteld, [0, 1, 1, 0]);
}

#[test]
fn wmo_begeleiding_alleen_maakt_niemand_client() {
    let mut f = Feiten::default();
    indicatie(&mut f, 1, 10, Code::WMO_BEGELEIDING, "2026-01-01", None, nr(1, None));
    assert_eq!(clienten(&f, "2026-05-01"), 0);
}

#[test]
fn een_correctie_achteraf_verandert_niet_wat_toen_bekend_was() {
    let mut f = Feiten::default();
    // Act 10 grants from 1 January; act 20 corrects that to 1 April.
    indicatie(&mut f, 1, 10, Code::BW, "2026-01-01", None, nr(10, Some(20)));
    indicatie(&mut f, 1, 10, Code::BW, "2026-04-01", None, nr(20, None));
    let op = |dag: &str, bekend: i64| {
        aantal(&f, Peil::op(d(dag)).bekend(JournaalNr(bekend)), &Vraag::nieuw(Maat::Clienten))
    };
    let februari = [9, 10, 19, 20].map(|bekend| op("2026-02-01", bekend));
    let mei = [9, 10, 19, 20].map(|bekend| op("2026-05-01", bekend));
    assert_eq!((februari, mei), ([0, 1, 1, 0], [0, 1, 1, 1]));
    let instroom = |bekend: i64, tot: &str| {
        let peil = Peil::op(d(tot)).bekend(JournaalNr(bekend));
        aantal(&f, peil, &Vraag::nieuw(Maat::Instroom))
    };
    assert_eq!((instroom(15, "2026-03-31"), instroom(25, "2026-03-31")), (1, 0));
    assert_eq!((instroom(15, "2026-06-30"), instroom(25, "2026-06-30")), (0, 1));
}

#[test]
fn een_aansluitende_indicatie_is_geen_instroom_en_geen_uitstroom() {
    let mut f = Feiten::default();
    indicatie(&mut f, 1, 10, Code::BW, "2025-01-01", Some("2026-02-15"), nr(1, None));
    indicatie(&mut f, 1, 11, Code::BW, "2026-02-15", None, nr(1, None));
    let peil = Peil::op(d("2026-03-31"));
    for maat in [Maat::Instroom, Maat::Doorstroom, Maat::Uitstroom] {
        assert_eq!(aantal(&f, peil, &Vraag::nieuw(maat)), 0, "{maat:?}");
    }
}

#[test]
fn van_wonen_naar_thuis_is_doorstroom_en_geen_uitstroom() {
    let mut f = Feiten::default();
    indicatie(&mut f, 1, 10, Code::BW, "2025-01-01", Some("2026-02-15"), nr(1, None));
    indicatie(&mut f, 1, 11, Code::BT, "2026-02-15", None, nr(1, None));
    let peil = Peil::op(d("2026-03-31"));
    let door = tel(&f, peil, &Vraag::nieuw(Maat::Doorstroom).per(&[Splitsing::VanVorm, Splitsing::Vorm]));
    assert_eq!(door.len(), 1);
    assert_eq!(door[0].sleutels, [Sleutel::Code(Code::BW), Sleutel::Code(Code::BT)]);
    assert_eq!(aantal(&f, peil, &Vraag::nieuw(Maat::Uitstroom)), 0);
}

#[test]
fn een_stap_naar_een_zwaardere_vorm_is_terugval_en_naar_een_lichtere_afschaling() {
    let mut f = Feiten::default();
    for (id, vorm, van, tot) in [
        (10, Code::BW, "2025-01-01", Some("2026-01-10")),
        (11, Code::BT, "2026-01-10", Some("2026-02-15")),
        (12, Code::BW, "2026-02-15", Some("2026-03-01")),
        (13, Code::BW, "2026-03-03", None),
    ] {
        indicatie(&mut f, 1, id, vorm, van, tot, nr(1, None));
    }
    let peil = Peil::op(d("2026-03-31"));
    let t = tel(&f, peil, &Vraag::nieuw(Maat::Terugval).per(&[Splitsing::VanVorm, Splitsing::Vorm]));
    assert_eq!((t.len(), t[0].uitkomst.aantal), (1, 1));
    assert_eq!(t[0].sleutels, [Sleutel::Code(Code::BT), Sleutel::Code(Code::BW)]);
    let stappen = [Maat::Doorstroom, Maat::Afschaling].map(|m| aantal(&f, peil, &Vraag::nieuw(m)));
    assert_eq!(stappen, [2, 1]);
}

#[test]
fn het_verblijf_loopt_door_bij_een_overstap_en_begint_opnieuw_na_een_dag_ertussen() {
    let mut f = Feiten::default();
    for (id, vorm, van, tot) in [
        (10, Code::BW, "2025-12-01", Some("2026-01-10")),
        (11, Code::BT, "2026-01-05", Some("2026-02-15")),
        (12, Code::BW, "2026-02-16", None),
    ] {
        indicatie(&mut f, 1, id, vorm, van, tot, nr(1, None));
    }
    let dagen = |op: &str| tel(&f, Peil::op(d(op)), &Vraag::nieuw(Maat::Verblijfsduur))[0].uitkomst.mediaan;
    let verblijf = ["2025-12-01", "2026-02-14", "2026-02-15", "2026-02-16", "2026-02-20"].map(dagen);
    assert_eq!(verblijf, [Some(0), Some(75), None, Some(0), Some(4)]);
    let uit = tel(&f, Peil::op(d("2026-03-31")), &Vraag::nieuw(Maat::VerblijfsduurUitstroom))[0].uitkomst;
    assert_eq!((uit.aantal, uit.mediaan), (1, Some(76)));
}

#[test]
fn naar_wmo_begeleiding_is_uitstroom_met_de_reden_van_die_dag() {
    let mut f = Feiten::default();
    dossier(&mut f, 1);
    indicatie(&mut f, 1, 10, Code::BT, "2025-01-01", Some("2026-02-15"), nr(1, None));
    indicatie(&mut f, 1, 11, Code::WMO_BEGELEIDING, "2026-02-15", None, nr(1, None));
    let reden = f.codes.neem_op("doelen_behaald");
    let schaling = |id, op: &str, reden| SchalingFeit {
        dossier: DossierId(1),
        schaling_id: id,
        op: d(op),
        reden,
        bestemming: None,
        formeel: nr(1, None),
    };
    let andere_dag = f.codes.neem_op("andere_dag");
    f.schalingen.neem_op([schaling(1, "2026-02-15", reden), schaling(2, "2026-02-16", andere_dag)]);
    let vraag =
        Vraag::nieuw(Maat::Uitstroom).per(&[Splitsing::Reden, Splitsing::Bestemming, Splitsing::Gemeente]);
    let uit = tel(&f, Peil::op(d("2026-03-31")), &vraag);
    let verwacht =
        [Sleutel::Code(reden), Sleutel::Code(Code::WMO_BEGELEIDING), Sleutel::Gemeente(g(HELMOND))];
    assert_eq!((uit.len(), uit[0].sleutels.as_slice()), (1, verwacht.as_slice()));
}

#[test]
fn een_client_telt_bij_de_gemeente_die_op_die_dag_verantwoordelijk_was() {
    let mut f = Feiten::default();
    dossier(&mut f, 1);
    indicatie(&mut f, 1, 10, Code::BW, "2025-01-01", None, nr(1, None));
    f.verantwoordelijken.neem_op([VerantwoordelijkeFeit {
        dossier: DossierId(1),
        verantwoordelijke_id: 5,
        gemeente: g(DEURNE),
        bevestigd_op: d("2026-02-01"),
        formeel: nr(1, None),
    }]);
    let bij = |op| {
        tel(&f, Peil::op(d(op)), &Vraag::nieuw(Maat::Clienten).per(&[Splitsing::Gemeente]))[0].sleutels[0]
    };
    assert_eq!(bij("2026-01-31"), Sleutel::Gemeente(g(HELMOND)));
    assert_eq!(bij("2026-02-01"), Sleutel::Gemeente(g(DEURNE)));
}

#[test]
fn herkomst_en_verblijf_zijn_feiten_met_een_eigen_begin() {
    let mut f = Feiten { regio: vec![g(HELMOND), g(DEURNE)], ..Feiten::default() };
    indicatie(&mut f, 1, 10, Code::BW, "2025-01-01", None, nr(1, None));
    let feit = |id, herkomst, gemeente: &str, van: &str, tot: Option<&str>| GemeenteFeit {
        dossier: DossierId(1),
        gemeentefeit_id: id,
        herkomst,
        gemeente: g(gemeente),
        van: d(van),
        tot: tot.map(d),
        formeel: nr(1, None),
    };
    f.gemeentefeiten.neem_op([
        feit(1, true, "0363", "2024-12-01", None),
        feit(2, false, HELMOND, "2025-01-01", Some("2026-01-01")),
        feit(3, false, DEURNE, "2026-01-01", None),
    ]);
    let vraag = Vraag::nieuw(Maat::Clienten).per(&[Splitsing::Herkomst, Splitsing::Verblijf]);
    let op = |dag: &str| tel(&f, Peil::op(d(dag)), &vraag)[0].sleutels.clone();
    assert_eq!(op("2025-12-31"), [Sleutel::Buiten, Sleutel::Gemeente(g(HELMOND))]);
    assert_eq!(op("2026-01-01"), [Sleutel::Buiten, Sleutel::Gemeente(g(DEURNE))]);
}

#[test]
fn instroom_is_nieuw_of_terugkeer_volgens_de_melding_achter_het_besluit() {
    let mut f = Feiten::default();
    besluit(&mut f, 1, 10, "toekenning", "2026-01-05", "2026-01-20", false);
    indicatie(&mut f, 1, 10, Code::BW, "2026-02-01", None, nr(1, None));
    let instroom = |id, melding, recidive, bepaald: &str| InstroomFeit {
        dossier: DossierId(1),
        instroom_id: id,
        melding: MeldingId(melding),
        kenmerk: Code::HISTORISCH,
        recidive,
        bepaald_op: d(bepaald),
        formeel: nr(1, None),
    };
    f.instromen.neem_op([instroom(1, 10, true, "2026-01-06"), instroom(2, 99, false, "2026-01-30")]);
    let vraag = Vraag::nieuw(Maat::Instroom).per(&[Splitsing::Recidive, Splitsing::Kenmerk]);
    let t = tel(&f, Peil::op(d("2026-03-31")), &vraag);
    assert_eq!(t[0].sleutels, [Sleutel::Code(Code::RECIDIVE), Sleutel::Code(Code::HISTORISCH)]);
}

#[test]
fn de_wachttijd_telt_alleen_het_eerste_besluit_op_een_melding() {
    let mut f = Feiten::default();
    besluit(&mut f, 1, 10, "toekenning", "2026-01-01", "2026-02-12", false);
    besluit(&mut f, 2, 20, "afwijzing", "2026-01-10", "2026-01-20", false);
    besluit(&mut f, 3, 30, "intrekking", "2026-01-10", "2026-01-20", false);
    let u = tel(&f, Peil::op(d("2026-03-31")), &Vraag::nieuw(Maat::WachttijdBesluit))[0].uitkomst;
    assert_eq!((u.aantal, u.mediaan, u.p90), (2, Some(10), Some(42)));
}

#[test]
fn zorg_die_voor_het_besluit_begint_wacht_nul_dagen() {
    let mut f = Feiten::default();
    for (id, genomen, start, herindicatie) in [
        (10, "2026-02-12", "2026-02-01", false),
        (20, "2026-02-01", "2026-02-15", false),
        (30, "2026-02-01", "2026-03-31", true),
    ] {
        besluit(&mut f, id, id, "toekenning", "2026-01-01", genomen, herindicatie);
        indicatie(&mut f, id, id, Code::BW, "2026-02-01", None, nr(1, None));
        let formeel = nr(1, None);
        f.leveringen.neem_op([
            LeveringFeit {
                dossier: DossierId(id),
                levering_id: id,
                indicatie_id: id,
                van: d(start),
                formeel,
            },
            LeveringFeit {
                dossier: DossierId(id),
                levering_id: id + 1,
                indicatie_id: id,
                van: d("2026-03-30"),
                formeel,
            },
        ]);
    }
    let u = |maat| tel(&f, Peil::op(d("2026-03-31")), &Vraag::nieuw(maat))[0].uitkomst;
    let (start, geheel) = (u(Maat::WachttijdStart), u(Maat::WachttijdTotaal));
    assert_eq!((start.aantal, start.mediaan, start.p90), (2, Some(0), Some(14)));
    assert_eq!((geheel.aantal, geheel.mediaan, geheel.p90), (2, Some(31), Some(45)));
}

#[test]
fn wie_een_plek_heeft_wacht_niet_meer() {
    let mut f = Feiten::default();
    indicatie(&mut f, 1, 10, Code::BW, "2026-01-01", None, nr(1, None));
    f.wachtplekken.neem_op([WachtFeit {
        dossier: DossierId(1),
        wachtplek_id: 1,
        indicatie_id: 10,
        sinds_op: d("2026-01-01"),
        tot_op: Some(d("2026-03-01")),
        overbrugging: true,
        formeel: nr(1, None),
    }]);
    let wacht = |op| {
        let vraag = Vraag::nieuw(Maat::Wachtenden).per(&[Splitsing::Vorm, Splitsing::Overbrugging]);
        tel(&f, Peil::op(d(op)), &vraag).first().map(|t| (t.sleutels.clone(), t.uitkomst.som))
    };
    let sleutels = vec![Sleutel::Code(Code::BW), Sleutel::Code(Code::MET_OVERBRUGGING)];
    assert_eq!(wacht("2026-02-28"), Some((sleutels, 58)));
    assert_eq!(wacht("2026-03-01"), None);
}

#[test]
fn een_tegenboeking_verlaagt_de_maand_die_zij_verbetert() {
    let mut f = Feiten::default();
    let boeking = |bedrag_cent, maand: &str, n| BoekingFeit {
        dossier: DossierId(1),
        indicatie_id: 10,
        soort: Geldsoort::Betaald,
        gemeente: g(HELMOND),
        vorm: Code::BW,
        leveringsvorm: Code::ZIN,
        kenmerk: Code::NIEUW,
        product: Code::GEEN,
        maand: d(maand),
        bedrag_cent,
        nr: JournaalNr(n),
    };
    let rijen = vec![
        boeking(50_000, "2026-01-01", 3),
        boeking(60_000, "2026-02-01", 5),
        boeking(-50_000, "2026-01-01", 9),
    ];
    f.boekingen.zet(2026, alloc::sync::Arc::new(rijen));
    let som = |op: &str, bekend| {
        let vraag = Vraag::nieuw(Maat::Betaald).over(Tijdvak::JaarTotPeil);
        tel(&f, Peil::op(d(op)).bekend(JournaalNr(bekend)), &vraag)[0].uitkomst.som
    };
    assert_eq!(
        [som("2026-01-31", 8), som("2026-01-31", 9), som("2026-03-31", 8), som("2026-03-31", 9)],
        [50_000, 0, 110_000, 60_000]
    );
}

#[test]
fn een_begroting_in_concept_telt_niet() {
    let begroting = |id, jaar, vastgesteld| BegrotingFeit {
        begroting_id: id,
        jaar,
        gemeente: g(HELMOND),
        vorm: Code::BW,
        bedrag_cent: 1_000 * id,
        vastgesteld,
        formeel: nr(1, None),
    };
    let begrotingen = vec![begroting(1, 2026, true), begroting(2, 2026, false), begroting(4, 2025, true)];
    let f = Feiten { begrotingen, ..Feiten::default() };
    let som = tel(&f, Peil::op(d("2026-03-31")), &Vraag::nieuw(Maat::Begroot))[0].uitkomst.som;
    assert_eq!(som, 1_000);
}
