//! The order in which starts and stops arrive means nothing (iWmo OP080): in whatever order the same messages come, the end is the same.

use crate::berichten::{dag, stuur};
use crate::huis::{Huis, datum, gemeente};
use crate::op_beide;
use crate::streek::{Inwoner, aanbod, bw_jaar, inwoner};
use iwmo::code::{RedenBeeindiging, StatusAanlevering};
use iwmo::simulator::Aanbieder;
use iwmo::typen::{Wmo301, Wmo305, Wmo307};
use kern::stam::{AanbiederId, Periode};
use wijkthuis::huis::opslag::{Leest, v};
use wijkthuis::koppelingen::iwmo::{ontvang, ronde};
use wijkthuis::levering::handel as levering;

const OP: &str = "2026-03-02";

/// All orders of `n` things.
fn ordes(n: usize) -> Vec<Vec<usize>> {
    let Some(minder) = n.checked_sub(1) else { return vec![Vec::new()] };
    let mut uit = Vec::new();
    for rij in ordes(minder) {
        for plek in 0..=rij.len() {
            let mut r = rij.clone();
            r.insert(plek, minder);
            uit.push(r);
        }
    }
    uit
}

async fn toegewezen(h: &Huis, aanbieder: AanbiederId, i: Inwoner) -> Wmo301 {
    let periode = Periode::nieuw(datum("2026-01-01"), Some(datum("2027-01-01"))).expect("period");
    let keuze = levering::Keuze { indicatie_id: i.indicatie, aanbieder, plaats: gemeente("0794"), periode };
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let uit = levering::wijs_toe_aan(&mut tx, &h.app.regels, i.dossier, &keuze).await.expect("query");
    uit.expect("a place");
    tx.commit().await.expect("commit");
    h.app.na_handeling(i.dossier).await;
    crate::berichten::laatste_301(h).await
}

/// Takes the first product back and reports it anew, in one message (IV008).
fn start_verbeterd(sim: &mut Aanbieder, t: &Wmo301, was: &str, wordt: &str) -> Wmo305 {
    let mut b = sim.start(t, dag(was), dag(OP));
    let mut nieuw = b.client.producten[0].clone();
    nieuw.begindatum = dag(wordt);
    b.client.producten[0].status = StatusAanlevering::Verwijderen;
    b.client.producten.push(nieuw);
    b
}

fn stop_verbeterd(sim: &mut Aanbieder, start: &Wmo305, was: &str, wordt: &str) -> Wmo307 {
    let mut b = sim.stop(start, dag(was), RedenBeeindiging::VolgensPlan, dag(OP));
    let mut nieuw = b.client.producten[0].clone();
    nieuw.einddatum = dag(wordt);
    b.client.producten[0].status = StatusAanlevering::Verwijderen;
    b.client.producten.push(nieuw);
    b
}

/// What stands about one toewijzing: deliveries, the toewijzing, the phase of the dossier, and every message with its answer.
async fn stand(h: &Huis, i: Inwoner) -> String {
    const VRAGEN: &[&str] = &[
        "SELECT 'levering ' || CAST(geldig_van AS TEXT) || ' ' || COALESCE(CAST(geldig_tot AS TEXT), '-') || ' ' || stop_reden
         FROM levering WHERE tot_nr IS NULL AND dossier_id = $1",
        "SELECT 'toewijzing ' || status || ' ' || CAST(geldig_tot AS TEXT) || ' ' || CAST(plaats_tot AS TEXT) FROM toewijzing WHERE tot_nr IS NULL AND dossier_id = $1",
        "SELECT 'fase ' || fase FROM dossier WHERE tot_nr IS NULL AND dossier_id = $1",
        "SELECT 'termijn ' || soort FROM termijn WHERE tot_nr IS NULL AND voldaan_op IS NULL AND soort <> 'retour' AND dossier_id = $1",
        "SELECT 'werk ' || taak FROM werkitem WHERE dossier_id = $1",
        "SELECT 'bericht ' || b.soort || ' ' || s.stand FROM bericht b JOIN berichtstand s ON s.bericht_id = b.bericht_id
         WHERE b.richting = 'in' AND b.bericht_id IN (SELECT bericht_id FROM berichtgevolg WHERE dossier_id = $1)",
        "SELECT 'antwoord ' || a.soort FROM bericht a WHERE a.antwoord_op IN (SELECT bericht_id FROM berichtgevolg WHERE dossier_id = $1)",
        "SELECT 'code ' || g.retourcode FROM berichtgevolg g WHERE g.retourcode <> '' AND g.dossier_id = $1",
    ];
    let mut uit: Vec<String> = Vec::new();
    for sql in VRAGEN {
        let mut rijen: Vec<(String,)> = h.app.db.alle(sql, &[v(&i.dossier)]).await.expect("query");
        rijen.sort();
        uit.extend(rijen.into_iter().map(|r| r.0));
    }
    uit.join("\n")
}

/// Plays the messages that `maak` gives in every order, each order for somebody else, and returns what stands at the end: of everybody the
/// same.
async fn speel(h: &Huis, n: usize, maak: impl Fn(&mut Aanbieder, &Wmo301) -> Vec<String>) -> String {
    let ordes = ordes(n);
    let a = aanbod(h, u32::try_from(ordes.len()).expect("fits")).await;
    let mut wie = Vec::new();
    for (nr, orde) in ordes.iter().enumerate() {
        let i = inwoner(h, nr, &bw_jaar()).await;
        let t = toegewezen(h, a, i).await;
        let mut sim = Aanbieder::nieuw(&format!("S{nr}")).expect("prefix");
        let berichten = maak(&mut sim, &t);
        for (plek, b) in orde.iter().enumerate() {
            let naam = format!("{nr}-{plek}.xml");
            let uit = ontvang(&h.app, &naam, berichten[*b].as_bytes()).await.expect("never fails");
            assert!(!uit.zinnen.is_empty() && !uit.zinnen[0].starts_with("BER-08"), "{orde:?}: {uit:?}");
        }
        wie.push(i);
    }
    h.op("2026-03-09");
    ronde(&h.app).await.expect("round");
    let eerste = stand(h, wie[0]).await;
    for (i, orde) in wie.iter().zip(&ordes) {
        assert_eq!(eerste, stand(h, *i).await, "{orde:?} against {:?}", ordes[0]);
    }
    assert_eq!(h.getal("SELECT count(*) FROM berichtstand WHERE stand = 'wacht'").await, 0);
    assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    eerste
}

op_beide!(
    async fn een_verbeterde_start_een_stop_en_een_tweede_start_in_elke_volgorde(h: Huis) {
        let uit = speel(&h, 5, |sim, t| {
            let start = sim.start(t, dag("2026-01-05"), dag(OP));
            let verbeterd = start_verbeterd(sim, t, "2026-01-05", "2026-01-06");
            let mut zoals_verbeterd = verbeterd.clone();
            zoals_verbeterd.client.producten.remove(0);
            let stop = sim.stop(&zoals_verbeterd, dag("2026-01-31"), RedenBeeindiging::VolgensPlan, dag(OP));
            let tweede = sim.start(t, dag("2026-02-15"), dag(OP));
            let start = start.schrijf();
            vec![start.clone(), verbeterd.schrijf(), stop.schrijf(), tweede.schrijf(), start]
        })
        .await;
        for regel in [
            "levering 2026-01-06 2026-02-01 19",
            "levering 2026-02-15 - ",
            "toewijzing geaccepteerd 2027-01-01 2026-02-01",
            "fase levering",
        ] {
            assert!(uit.lines().any(|r| r == regel), "{regel} in {uit}");
        }
        assert!(!uit.contains("code"), "everything is accepted: {uit}");
        assert_eq!(uit.matches("antwoord").count(), 4, "each has one answer: {uit}");
    }
);

op_beide!(
    async fn een_start_die_onder_een_ander_nummer_nog_eens_komt_haalt_niets_terug(h: Huis) {
        let uit = speel(&h, 5, |sim, t| {
            let een = sim.start(t, dag("2026-01-05"), dag(OP));
            let nog_eens = sim.start(t, dag("2026-01-05"), dag(OP));
            let verbeterd = start_verbeterd(sim, t, "2026-01-05", "2026-01-06");
            let mut zoals_verbeterd = verbeterd.clone();
            zoals_verbeterd.client.producten.remove(0);
            let stop = sim.stop(&zoals_verbeterd, dag("2026-01-31"), RedenBeeindiging::Tijdelijk, dag(OP));
            let tweede = sim.start(t, dag("2026-02-15"), dag(OP));
            [een.schrijf(), nog_eens.schrijf(), verbeterd.schrijf(), stop.schrijf(), tweede.schrijf()].into()
        })
        .await;
        assert!(
            uit.contains("levering 2026-01-06 2026-02-01 20") && uit.contains("levering 2026-02-15 - "),
            "{uit}"
        );
        assert!(!uit.contains("levering 2026-01-05"), "what was corrected does not come back: {uit}");
        assert_eq!(uit.matches("bericht WMO305 afgekeurd").count(), 1, "one of the two is refused: {uit}");
        assert_eq!(uit.matches("antwoord").count(), 5, "{uit}");
    }
);

op_beide!(
    async fn een_verbeterde_stop_in_elke_volgorde(h: Huis) {
        let uit = speel(&h, 4, |sim, t| {
            let start = sim.start(t, dag("2026-01-05"), dag(OP));
            let stop = sim.stop(&start, dag("2026-01-20"), RedenBeeindiging::VolgensPlan, dag(OP));
            let beter = stop_verbeterd(sim, &start, "2026-01-20", "2026-01-31");
            let tweede = sim.start(t, dag("2026-02-15"), dag(OP));
            [start.schrijf(), stop.schrijf(), beter.schrijf(), tweede.schrijf()].into()
        })
        .await;
        assert!(
            uit.contains("levering 2026-01-05 2026-02-01 19") && uit.contains("levering 2026-02-15 - "),
            "{uit}"
        );
        assert!(!uit.contains("code") && uit.contains("2027-01-01 2026-01-21"), "{uit}");
    }
);

op_beide!(
    async fn wie_iets_terugneemt_neemt_niet_terug_wat_later_is_geschreven(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        // Written on the second: takes back a start that never came. It waits.
        let mut terug = sim.start(&t, dag("2026-01-05"), dag(OP));
        terug.client.producten[0].status = StatusAanlevering::Verwijderen;
        let uit = ontvang(&h.app, "terug.xml", terug.schrijf().as_bytes()).await.expect("never fails");
        assert!(uit.zinnen[0].starts_with("BER-07"), "{uit:?}");
        h.op("2026-03-03");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-03"));
        assert_eq!(stuur(&h, &start.schrijf()).await.uitkomst, "verwerkt");
        let loopt = "SELECT count(*) FROM levering WHERE tot_nr IS NULL AND geldig_van = '2026-01-05' AND geldig_tot IS NULL";
        assert_eq!(h.getal(loopt).await, 1, "the later start stands");
        h.op("2026-03-09");
        ronde(&h.app).await.expect("round");
        assert_eq!(h.getal(loopt).await, 1);
        assert_eq!(h.getal("SELECT count(*) FROM berichtgevolg WHERE retourcode = '9063'").await, 1);
        // The other way round: the start is there, the older removal comes after it.
        let mut ouder = sim.start(&t, dag("2026-01-05"), dag(OP));
        ouder.client.producten[0].status = StatusAanlevering::Verwijderen;
        assert!(stuur(&h, &ouder.schrijf()).await.zinnen[0].starts_with("9063"));
        assert_eq!(h.getal(loopt).await, 1);
    }
);
