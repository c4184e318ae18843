//! The facts of whole dossiers, with both time axes, as columns: what making them costs, what they weigh, what one act costs.

use crate::generator::{Episode, episode, klein, trek};
use crate::klok::{cpu, midden};
use kern::monitor::feiten::{
    BesluitFeit, DossierFeit, Formeel, GemeenteFeit, IndicatieFeit, InstroomFeit, LeveringFeit, MeldingFeit,
    SchalingFeit, VerantwoordelijkeFeit,
};
use kern::monitor::kolommen::{Indeling, Keuze, Kolommen};
use kern::monitor::{
    Blik, Cijfertabel, Code, Feiten, Geheugen, Gekozen, Gevraagd, Maat, Splitsing, Tabelnaam, Telling,
    Telwijze, Tijdvak, Vraag, tabel, tel,
};
use kern::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, Kwartaal, MeldingId, Peil};
use std::{cell::RefCell, collections::HashMap, sync::Arc, time::Instant};

/// Acts of one dossier: melding, besluit, start, end.
const HANDELINGEN: i64 = 4;

fn dag(n: i64) -> Datum {
    Datum::nieuw(1970, 1, 1).unwrap().plus_dagen(n)
}
fn gemeente(n: i64) -> Gemeentecode {
    Gemeentecode::lees(&format!("{n:04}")).unwrap()
}

/// A dossier of the generator: number, and its one episode.
type Rij<'a> = (DossierId, i64, u64, &'a Episode);

/// The act of a dossier that makes a row known.
fn open(i: i64, stap: i64) -> Formeel {
    Formeel { vanaf: JournaalNr(i * HANDELINGEN + stap), tot: None }
}

/// All versions of the rows of the dossiers of the generator: one episode each, known act by act.
fn maak(n: u64) -> Feiten {
    let mut f = Feiten::default();
    let alle: Vec<(i64, u64, Episode)> = (0..n).map(|i| (i.cast_signed(), i, episode(i))).collect();
    let rijen: Vec<Rij<'_>> = alle.iter().map(|(i, u, e)| (DossierId(*i), *i, *u, e)).collect();
    bij_de_melding(&mut f, &rijen);
    let begonnen: Vec<Rij<'_>> = rijen.into_iter().filter(|r| r.3.start >= 0).collect();
    bij_het_besluit(&mut f, &begonnen);
    bij_de_zorg(&mut f, &begonnen);
    f.aangeraakt();
    f
}

fn bij_de_melding(f: &mut Feiten, rijen: &[Rij<'_>]) {
    let elk = || rijen.iter().map(|(d, i, u, e)| (*d, *i, *u, *e));
    let van = |e: &Episode| gemeente(e.gem.cast_signed());
    f.dossiers.neem_op(elk().map(|(dossier, i, _, e)| DossierFeit {
        dossier,
        dossier_id: i,
        gemeente: van(e),
        formeel: open(i, 1),
    }));
    f.meldingen.neem_op(elk().map(|(dossier, i, _, e)| MeldingFeit {
        dossier,
        melding_id: i,
        ontvangen_op: dag(e.aanmeld),
        herindicatie: false,
        formeel: open(i, 1),
    }));
    f.instromen.neem_op(elk().map(|(dossier, i, _, e)| InstroomFeit {
        dossier,
        instroom_id: i,
        melding: MeldingId(i),
        kenmerk: [Code::NIEUW, Code::HISTORISCH][e.hist],
        recidive: i % 9 == 0,
        bepaald_op: dag(e.aanmeld),
        formeel: open(i, 1),
    }));
    f.verantwoordelijken.neem_op(elk().map(|(dossier, i, _, e)| VerantwoordelijkeFeit {
        dossier,
        verantwoordelijke_id: i,
        gemeente: van(e),
        bevestigd_op: dag(e.aanmeld),
        formeel: open(i, 1),
    }));
    f.gemeentefeiten.neem_op(elk().flat_map(|(dossier, i, u, e)| {
        [true, false].map(|herkomst| GemeenteFeit {
            dossier,
            gemeentefeit_id: 2 * i + i64::from(herkomst),
            herkomst,
            gemeente: if herkomst && trek(u, 2, 100) < 30 { gemeente(1 + trek(u, 3, 342)) } else { van(e) },
            van: dag(e.aanmeld),
            tot: None,
            formeel: open(i, 1),
        })
    }));
}

fn bij_het_besluit(f: &mut Feiten, rijen: &[Rij<'_>]) {
    let soort = f.codes.neem_op("toekenning");
    f.besluiten.neem_op(rijen.iter().map(|(dossier, i, _, e)| BesluitFeit {
        dossier: *dossier,
        besluit_id: *i,
        melding: MeldingId(*i),
        soort,
        genomen_op: dag(e.start),
        formeel: open(*i, 2),
    }));
    let producten: Vec<Code> = (0..6).map(|p| f.codes.neem_op(&format!("product{p}"))).collect();
    // The end is an act of its own: it closes the version without an end.
    f.indicaties.neem_op(rijen.iter().flat_map(|(dossier, i, _, e)| {
        let zonder_eind = IndicatieFeit {
            dossier: *dossier,
            indicatie_id: *i,
            besluit: BesluitId(*i),
            vorm: [Code::BW, Code::BT][e.product % 2],
            leveringsvorm: [Code::ZIN, Code::PGB][e.lever],
            product: producten[e.product],
            van: dag(e.start),
            tot: None,
            formeel: open(*i, 2),
        };
        if e.eind < 0 {
            return vec![zonder_eind];
        }
        let na = open(*i, 4);
        let dicht = Formeel { tot: Some(na.vanaf), ..zonder_eind.formeel };
        let met_eind = IndicatieFeit { tot: Some(dag(e.eind)), formeel: na, ..zonder_eind };
        vec![IndicatieFeit { formeel: dicht, ..zonder_eind }, met_eind]
    }));
}

fn bij_de_zorg(f: &mut Feiten, rijen: &[Rij<'_>]) {
    f.leveringen.neem_op(rijen.iter().map(|(dossier, i, _, e)| LeveringFeit {
        dossier: *dossier,
        levering_id: *i,
        indicatie_id: *i,
        van: dag(e.start),
        formeel: open(*i, 3),
    }));
    let redenen: Vec<Code> = (0..7).map(|p| f.codes.neem_op(&format!("reden{p}"))).collect();
    f.schalingen.neem_op(rijen.iter().filter(|r| r.3.eind >= 0).map(|(dossier, i, _, e)| SchalingFeit {
        dossier: *dossier,
        schaling_id: *i,
        op: dag(e.eind),
        reden: redenen[e.reden],
        bestemming: None,
        formeel: open(*i, 4),
    }));
}

pub fn meet(n: u64) {
    let mut f = maak(n);
    let laatste = JournaalNr(n.cast_signed() * HANDELINGEN + HANDELINGEN);
    let (begin, klok) = (cpu(), Instant::now());
    let mut k = Kolommen::bouw(&f, laatste);
    let ms = cpu().zip(begin).map_or(klok.elapsed().as_secs_f64() * 1e3, |(b, a)| (b - a) as f64 / 1e6);
    println!(
        "feiten dossiers={n} bouw_cpu_ms={ms:.0} per_miljoen_rijen_ms={:.0} rijen_per_episode={:.2} bytes_per_rij={:.2} bytes_per_episode={:.1}",
        ms * 1e6 / k.aantal() as f64,
        k.aantal() as f64 / n as f64,
        k.bytes() as f64 / k.aantal() as f64,
        k.bytes() as f64 / n as f64
    );
    let peil = Peil::op(Datum::nieuw(2026, 3, 31).unwrap()).bekend(JournaalNr(laatste.0 / 2));
    use Splitsing::{Gemeente, Kenmerk, Reden, Vorm};
    for (maat, per) in [
        (Maat::Clienten, &[Gemeente, Kenmerk][..]),
        (Maat::Instroom, &[Gemeente]),
        (Maat::Uitstroom, &[Gemeente, Reden]),
        (Maat::WachttijdTotaal, &[Gemeente, Vorm]),
    ] {
        let vraag = Vraag::nieuw(maat).over(Tijdvak::Kwartaal).per(per);
        assert_eq!(
            k.tel(&f, peil, &vraag, Telwijze::ALLES),
            tel(&f, peil, &vraag),
            "both roads give one number"
        );
        let snel = midden(5, || k.tel(&f, peil, &vraag, Telwijze::ALLES));
        let rij = midden(3, || tel(&f, peil, &vraag));
        println!("feiten dossiers={n} {} kolommen_ms={snel:.3} rij_voor_rij_ms={rij:.1}", maat.code());
    }
    let kwartalen: Vec<Datum> = (0..40)
        .map(|q| dag(19_357).plus_maanden(3 * q))
        .map(|d| Kwartaal::van_dag(d).periode().tot_en_met().unwrap())
        .collect();
    let trend = midden(5, || k.verloop(Maat::Clienten, &Indeling::per(&[Gemeente, Kenmerk]), &kwartalen));
    println!("feiten dossiers={n} clienten op 40 dagen, gemeente x kenmerk: {trend:.3} ms");
    f.regio = (1..=342).map(gemeente).collect();
    meet_tabellen(&f, &k, n);
    meet_handeling(&mut f, &mut k, n, laatste);
}

/// An answer, with the last act that it knows.
type Antwoord = (JournaalNr, Arc<[Telling]>);

/// What was found before, as the program keeps it.
#[derive(Default)]
struct Onthouden {
    antwoorden: RefCell<HashMap<Gevraagd, Antwoord>>,
    keuzes: RefCell<HashMap<Gekozen, (u32, Arc<Keuze>)>>,
}

impl Geheugen for Onthouden {
    fn vind(&self, wat: &Gevraagd) -> Option<(JournaalNr, Arc<[Telling]>)> {
        let zonder_nr = Gevraagd { bekend: JournaalNr(0), ..wat.clone() };
        self.antwoorden.borrow().get(&zonder_nr).cloned()
    }
    fn bewaar(&self, wat: Gevraagd, antwoord: &Arc<[Telling]>) {
        let nr = wat.bekend;
        let zonder_nr = Gevraagd { bekend: JournaalNr(0), ..wat };
        self.antwoorden.borrow_mut().insert(zonder_nr, (nr, Arc::clone(antwoord)));
    }
    fn vind_keuze(&self, wat: &Gekozen) -> Option<(u32, Arc<Keuze>)> {
        self.keuzes.borrow().get(&Gekozen { bekend: 0, ..*wat }).cloned()
    }
    fn bewaar_keuze(&self, wat: Gekozen, keuze: &Arc<Keuze>) {
        let zonder_nr = Gekozen { bekend: 0, ..wat };
        self.keuzes.borrow_mut().insert(zonder_nr, (wat.bekend, Arc::clone(keuze)));
    }
}

const PEIL: (i16, i8, i8) = (2026, 3, 31);

/// All tables of the monitor for as many gemeenten as the generator has.
fn alle_tabellen(f: &Feiten, k: &Kolommen, g: &Onthouden) -> Vec<Cijfertabel> {
    let peil = Peil::op(Datum::nieuw(PEIL.0, PEIL.1, PEIL.2).unwrap());
    let blik = Blik { kolommen: Some(k), gemeenten_max: 25, geheugen: Some(g), ..Blik::nieuw(f, peil) };
    Tabelnaam::ALLE.iter().map(|naam| tabel(&blik, *naam, Tijdvak::TwaalfMaanden)).collect()
}

/// All tables, with nothing found before and again.
fn meet_tabellen(f: &Feiten, k: &Kolommen, n: u64) {
    let leeg = midden(3, || alle_tabellen(f, k, &Onthouden::default()));
    let g = Onthouden::default();
    drop(alle_tabellen(f, k, &g));
    let onthouden = midden(3, || alle_tabellen(f, k, &g));
    println!("tabellen dossiers={n} alle: {leeg:.1} ms, opnieuw gevraagd {onthouden:.2} ms");
}

/// One act closes an indicatie and writes it again with an end.
fn meet_handeling(f: &mut Feiten, k: &mut Kolommen, n: u64, laatste: JournaalNr) {
    const KEER: i64 = 200;
    let loopt: Vec<IndicatieFeit> =
        f.indicaties.rijen().filter(|i| i.tot.is_none() && i.formeel.tot.is_none()).copied().collect();
    let stap = loopt.len() / klein(KEER);
    let g = Onthouden::default();
    drop(alle_tabellen(f, k, &g));
    let (begin, klok) = (cpu(), Instant::now());
    for (nr, i) in (1..=KEER).zip(loopt.iter().step_by(stap)) {
        let nr = JournaalNr(laatste.0 + nr);
        let dicht = IndicatieFeit { formeel: Formeel { tot: Some(nr), ..i.formeel }, ..*i };
        let na = IndicatieFeit {
            tot: Some(i.van.plus_dagen(400)),
            formeel: Formeel { vanaf: nr, tot: None },
            ..*i
        };
        f.indicaties.neem_op([dicht, na]);
        let wie = f.aangeraakt();
        k.werk_bij(f, &wie, nr);
    }
    let us = cpu().zip(begin).map_or(klok.elapsed().as_nanos(), |(b, a)| u128::from(b - a)) as f64 / 1e3;
    println!("feiten dossiers={n} een handeling in register en kolommen: cpu_us={:.1}", us / KEER as f64);
    let begin = Instant::now();
    let bij = alle_tabellen(f, k, &g);
    println!("tabellen dossiers={n} na {KEER} handelingen: {:.2} ms", begin.elapsed().as_secs_f64() * 1e3);
    assert_eq!(bij, alle_tabellen(f, k, &Onthouden::default()), "what was kept is what is counted anew");
    let peil = Peil::op(Datum::nieuw(2026, 3, 31).unwrap()).bekend(k.bekend());
    let vraag = Vraag::nieuw(Maat::Uitstroom).over(Tijdvak::TwaalfMaanden).per(&[Splitsing::Gemeente]);
    assert_eq!(
        k.tel(f, peil, &vraag, Telwijze::ALLES),
        tel(f, peil, &vraag),
        "both roads give one number after the acts"
    );
}
