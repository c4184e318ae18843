//! A day of a region: all kinds of messages, some broken, shuffled, one in ten twice. Whatever the order, the end is the same, and
//! nothing is lost or done twice.
//!
//! `WIJKTHUIS_DAG=2000 cargo nextest run -p wijkthuis berichten_dag` plays a large day; without it the day is a small one.

use crate::berichten::dag;
use crate::huis::{Huis, datum, gemeente};
use crate::streek::{AGB, Inwoner, VERBLIJF, aanbod, bw_jaar, handel, inwoner};
use iwmo::Bericht;
use iwmo::code::{RedenBeeindiging, Retourcode};
use iwmo::envelop::{Heenenvelop, Inhoud, Stuurgegevens, Systeem, Tijdstip, Uuid, Versies};
use iwmo::simulator::{Aanbieder, Levering, Misser, vergis};
use iwmo::typen::{TeWijzigenProduct, Wmo301, Wmo305, Wmo323};
use iwmo::waarde::Tekst;
use kern::inkoop::{Productcode, voeg_in};
use kern::stam::{AanbiederId, Cent, Periode};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use wijkthuis::huis::Wie;
use wijkthuis::huis::opslag::{Leest, Motor, v};
use wijkthuis::inkoop::opslag::{self as inkoop, Plek};
use wijkthuis::koppelingen::iwmo::{inlezen, ontvang, ronde, verwerk};
use wijkthuis::levering::{berichten, handel as levering};

/// Messages of the day when nothing else is asked.
const KLEIN: usize = 240;
const VANDAAG: &str = "2026-03-02";

/// A fixed series of numbers.
struct Dobbel(u64);

impl Dobbel {
    fn tot(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("fits") % n.max(1)
    }
    fn schud<T>(&mut self, rij: &mut [T]) {
        for i in (1..rij.len()).rev() {
            rij.swap(i, self.tot(i + 1));
        }
    }
}

/// A second aanbieder beside the one of `aanbod`, with the same prices and places.
async fn buurman(h: &Huis, agb: &str, plaatsen: u32) -> AanbiederId {
    handel(h, "aanbod vastgelegd", async |tx| {
        let code = Productcode::lees(VERBLIJF).expect("code");
        let kader = Periode::nieuw(datum("2024-01-01"), None).expect("period");
        let i = voeg_in(&[], datum("2024-01-01"), &kader).expect("fits");
        let id = AanbiederId(tx.nieuw_id().expect("id"));
        inkoop::leg_aanbieder_vast(tx, id, "De Buurman", agb, gemeente("0794")).await.expect("aanbieder");
        let contract = tx.nieuw_id().expect("id");
        inkoop::leg_contract_vast(tx, contract, id, "BW 2024", &kader).await.expect("contract");
        let tarief = tx.nieuw_id().expect("id");
        inkoop::leg_tarief_vast(tx, tarief, contract, &code, Cent(17_489), &i).await.expect("tarief");
        let plek = Plek { aanbieder: id, product: &code, gemeente: gemeente("0794") };
        let capaciteit = tx.nieuw_id().expect("id");
        inkoop::leg_capaciteit_vast(tx, capaciteit, &plek, plaatsen, &i).await.expect("capaciteit");
        id
    })
    .await
}

/// A region on the evening before: everybody has a toewijzing that was sent; January of the first ones is declared and paid.
struct Streek {
    h: Huis,
    toewijzingen: Vec<Wmo301>,
    simulatoren: [Aanbieder; 2],
    januari: Wmo323,
}

async fn streek(motor: Motor, clienten: usize) -> Streek {
    let h = Huis::nieuw(motor).await;
    let plaatsen = u32::try_from(clienten).expect("fits") + 1;
    let huizen = [aanbod(&h, plaatsen).await, buurman(&h, "75750002", plaatsen).await];
    let mut toewijzingen = Vec::new();
    for n in 0..clienten {
        let i = inwoner(&h, n, &bw_jaar()).await;
        toewijzingen.push(toegewezen(&h, huizen[n % 2], i).await);
    }
    let mut simulatoren = ["A", "B"].map(|l| Aanbieder::nieuw(l).expect("prefix"));
    let delen: Vec<_> = toewijzingen.iter().step_by(2).take(4).map(|t| deel(t, 31)).collect();
    let januari = simulatoren[0].declareer(&delen, dag("2026-01-01"), dag("2026-02-02")).expect("fits");
    let uit = verwerk(&h.app, "januari.xml", januari.schrijf().as_bytes()).await.expect("never fails");
    assert_eq!(uit.uitkomst, "verwerkt", "{uit:?}");
    Streek { h, toewijzingen, simulatoren, januari }
}

fn deel(t: &Wmo301, etmalen: u32) -> Levering<'_> {
    Levering { toewijzing: t, product: 0, volume: etmalen, tarief_cent: 17_489 }
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

/// The messages of the day, in the order in which they were made, with their names. One in ten comes twice.
fn berichten_van_de_dag(s: &mut Streek, aantal: usize) -> Vec<(String, Vec<u8>)> {
    let mut uit: Vec<String> = Vec::new();
    let mut actief: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    for n in 0..s.toewijzingen.len() {
        van_client(s, n, &mut uit);
        actief[n % 2].push(n);
    }
    // The aanbieder takes January of the first ones back and declares it anew: the new one cannot come before the credit.
    let mut credit = s.simulatoren[0].crediteer(&s.januari, dag(VANDAAG)).expect("fits");
    credit.declaratie.periode = maand("2026-02-01");
    uit.push(credit.schrijf());
    let mut opnieuw: Vec<_> = s.toewijzingen.iter().step_by(2).take(4).map(|t| deel(t, 30)).collect();
    opnieuw.truncate(4);
    let mut nieuw = s.simulatoren[0].declareer(&opnieuw, dag("2026-01-01"), dag(VANDAAG)).expect("fits");
    nieuw.declaratie.periode = maand("2026-02-01");
    uit.push(nieuw.schrijf());
    for (wie, rij) in actief.iter().enumerate() {
        for (blok, deel_van) in rij.chunks(5).enumerate() {
            let delen: Vec<_> = deel_van.iter().map(|n| deel(&s.toewijzingen[*n], 28)).collect();
            let mut b = s.simulatoren[wie].declareer(&delen, dag("2026-02-01"), dag(VANDAAG)).expect("fits");
            let misser = [
                None,
                Some(Misser::VerkeerdTarief),
                None,
                Some(Misser::OnbekendeToewijzing),
                Some(Misser::VerkeerdTotaal),
                Some(Misser::AnderProduct),
            ][blok % 6];
            if let Some(m) = misser {
                vergis(&mut b, m).expect("changes");
            }
            uit.push(b.schrijf());
        }
    }
    uit.truncate(aantal * 10 / 11 + 1);
    let mut met_naam: Vec<(String, Vec<u8>)> = Vec::new();
    for (n, xml) in uit.into_iter().enumerate() {
        // Nobody can read every ninetieth: cut off on the way.
        let bytes = if n % 90 == 41 { xml.as_bytes()[..xml.len() / 2].to_vec() } else { xml.into_bytes() };
        // What answers us would come in the envelope of an answer.
        let retour = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).contains("wmo302");
        let bytes = if n % 7 == 3 && !retour { verpakt(n, bytes) } else { bytes };
        if n % 10 == 0 {
            met_naam.push((format!("weer-{n:05}.xml"), bytes.clone()));
        }
        met_naam.push((format!("bericht-{n:05}.xml"), bytes));
    }
    met_naam
}

fn maand(begin: &str) -> iwmo::typen::GeslotenPeriode {
    let begin = dag(begin);
    iwmo::typen::GeslotenPeriode { begin, eind: begin.laatste_van_maand() }
}

/// What comes about one client: an answer, mostly a start, sometimes a stop, a correction, a request, or something broken.
fn van_client(s: &mut Streek, n: usize, uit: &mut Vec<String>) {
    let (t, sim, op) = (&s.toewijzingen[n], &mut s.simulatoren[n % 2], dag(VANDAAG));
    if n % 10 == 3 {
        let code: Retourcode = "9332".parse().expect("code");
        uit.push(sim.weiger(t, code, op).schrijf());
        return;
    }
    uit.push(sim.aanvaard(t, op).schrijf());
    let begin = dag("2026-01-05").plus_dagen(i64::try_from(n % 20).expect("fits"));
    let start = sim.start(t, begin, op);
    if !n.is_multiple_of(4) {
        uit.push(start.schrijf());
    }
    match n % 17 {
        1 | 9 => {
            let stop = sim.stop(&start, dag("2026-02-27"), RedenBeeindiging::VolgensPlan, op);
            uit.push(stop.schrijf());
        }
        // The wrong first day: taken back and sent again in one message (iWmo IV008).
        5 => uit.push(verbeterd(sim.start(t, begin, op), sim, t).schrijf()),
        // An unknown toewijzing.
        7 => {
            let mut fout = sim.start(t, begin, op);
            fout.client.producten[0].nummer =
                Some(iwmo::waarde::Toewijzingnummer::nieuw(999_999).expect("fits"));
            uit.push(fout.schrijf());
        }
        // Structure and rules that are broken.
        11 => uit.push(sim.start(t, begin, op).schrijf().replacen("Geslacht>", "Geslagt>", 1)),
        12 => uit.push(sim.start(t, dag("2026-04-01"), op).schrijf()),
        13 => uit.push(sim.vraag_aan(t, &t.client.producten, op).schrijf()),
        15 => {
            let eerder = |p: &iwmo::typen::ToegewezenProduct| {
                Some(TeWijzigenProduct {
                    nummer: p.nummer,
                    gewenste_ingangsdatum: p.ingangsdatum,
                    einddatum: Some(dag("2026-06-30")),
                    omvang: p.omvang.clone(),
                    budget: None,
                    codes: (),
                })
            };
            uit.push(sim.vraag_wijziging(t, eerder, Vec::new(), op).schrijf());
        }
        _ => {}
    }
}

fn verbeterd(mut b: Wmo305, sim: &mut Aanbieder, t: &Wmo301) -> Wmo305 {
    let mut nieuw = b.client.producten[0].clone();
    nieuw.begindatum = nieuw.begindatum.plus_dagen(1);
    b.client.producten[0].status = iwmo::code::StatusAanlevering::Verwijderen;
    b.client.producten.push(nieuw);
    let _ = (sim, t);
    b
}

/// In an envelope of the knooppunt.
fn verpakt(n: usize, bytes: Vec<u8>) -> Vec<u8> {
    let mut toeval = [7u8; 16];
    toeval[..8].copy_from_slice(&u64::try_from(n).expect("fits").to_le_bytes());
    let systeem = |organisatie: &str| Systeem::via_ggk(Tekst::nieuw(organisatie).expect("fits"));
    let stuurgegevens = Stuurgegevens {
        zender: systeem(AGB),
        ontvanger: systeem("0794"),
        referentienummer: Uuid::van_toeval(toeval),
        tijdstip: Tijdstip::nieuw(dag(VANDAAG), 12, 0, 0).expect("moment"),
        functie: Tekst::nieuw("WMO305").expect("fits"),
    };
    let versies = Versies::van_release(1, 0).expect("fits");
    Heenenvelop { stuurgegevens, versies, inhoud: Inhoud::Xml(bytes) }.schrijf().into_bytes()
}

/// Everything that must be the same, as text; keys and journal numbers are left out.
async fn stand(h: &Huis) -> String {
    const VRAGEN: &[&str] = &[
        "SELECT b.soort || ' ' || b.identificatie || ' ' || s.stand FROM berichtstand s JOIN bericht b ON b.bericht_id = s.bericht_id WHERE b.richting = 'in'",
        "SELECT b.soort || ' ' || b.identificatie || ' ' || g.uitkomst || ' ' || g.regel || ' ' || g.retourcode || ' ' || g.pad || ' ' || g.zin
         FROM berichtgevolg g JOIN bericht b ON b.bericht_id = g.bericht_id WHERE b.richting = 'in' AND g.regel <> 'BER-07'",
        "SELECT h.soort || ' ' || h.identificatie || ' ' || a.soort FROM bericht a JOIN bericht h ON h.bericht_id = a.antwoord_op WHERE a.richting = 'uit'",
        "SELECT CAST(nummer AS TEXT) || ' ' || status || ' ' || CAST(geldig_van AS TEXT) || ' ' || CAST(geldig_tot AS TEXT) || ' ' || CAST(plaats_tot AS TEXT)
         FROM toewijzing WHERE tot_nr IS NULL",
        "SELECT CAST(t.nummer AS TEXT) || ' ' || CAST(l.geldig_van AS TEXT) || ' ' || COALESCE(CAST(l.geldig_tot AS TEXT), '-') || ' ' || l.stop_reden
         FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.tot_nr IS NULL WHERE l.tot_nr IS NULL",
        "SELECT soort || ' ' || CAST(maand AS TEXT) || ' ' || CAST(dossier_id AS TEXT) || ' ' || CAST(sum(bedrag_cent) AS TEXT) FROM boeking GROUP BY soort, maand, dossier_id",
        "SELECT referentie || ' ' || uitkomst || ' ' || regel FROM declaratieregel",
        "SELECT referentie || ' ' || stand FROM aanbiederverzoek WHERE tot_nr IS NULL",
        "SELECT CAST(dossier_id AS TEXT) || ' ' || fase || ' ' || taak || ' ' || CAST(vervalt_op AS TEXT) FROM werkitem",
    ];
    let mut uit = String::new();
    for sql in VRAGEN {
        let mut rijen: Vec<(String,)> = h.app.db.alle(sql, &[]).await.expect("query");
        rijen.sort();
        for (r,) in rijen {
            writeln!(uit, "{r}").expect("text");
        }
        uit.push_str("--\n");
    }
    uit
}

/// Nothing lost, nothing doubled, and every register agrees with its books.
async fn klopt(h: &Huis, gestuurd: &[(String, Vec<u8>)]) {
    assert_eq!(
        h.getal("SELECT count(*) FROM berichtgevolg WHERE regel = 'BER-08'").await,
        0,
        "nothing failed"
    );
    let dubbel = gestuurd.iter().filter(|g| g.0.starts_with("weer")).count();
    let uniek = i64::try_from(gestuurd.len() - dubbel).expect("fits") + 1;
    assert_eq!(
        h.getal("SELECT count(*) FROM bericht WHERE richting = 'in'").await,
        uniek,
        "each is kept once"
    );
    let weer = h.getal("SELECT count(*) FROM berichtgevolg WHERE uitkomst = 'dubbel'").await;
    assert_eq!(weer, i64::try_from(dubbel).expect("fits"), "each copy is noticed");
    let tweemaal = "SELECT count(*) FROM (SELECT antwoord_op FROM bericht WHERE richting = 'uit' AND antwoord_op IS NOT NULL
        GROUP BY antwoord_op HAVING count(*) > 1) x";
    assert_eq!(h.getal(tweemaal).await, 0, "no message has two answers");
    assert_eq!(
        h.getal("SELECT count(*) FROM berichtstand WHERE stand = 'wacht'").await,
        0,
        "nothing waits for ever"
    );
    for fouten in [
        wijkthuis::levering::controleer(&h.app.db).await.expect("query"),
        wijkthuis::financien::controleer(&h.app.db).await.expect("query"),
        wijkthuis::huis::werkstand::controleer(&h.app.db).await.expect("query"),
    ] {
        assert_eq!(fouten, Vec::<String>::new());
    }
}

fn omvang() -> usize {
    std::env::var("WIJKTHUIS_DAG").ok().and_then(|n| n.parse().ok()).unwrap_or(KLEIN)
}

/// Plays the day one message at a time, in a shuffled order.
async fn los(s: &Streek, berichten: &[(String, Vec<u8>)], zaad: u64) {
    let mut rij: Vec<_> = berichten.to_vec();
    Dobbel(zaad).schud(&mut rij);
    for (naam, bytes) in &rij {
        let u = ontvang(&s.h.app, naam, bytes).await.expect("never fails");
        assert!(u.bericht_id.is_some() && !u.zinnen.is_empty(), "{u:?}");
    }
}

/// Plays the day as folders of files that come in during the day.
async fn in_mappen(s: &Streek, berichten: &[(String, Vec<u8>)], zaad: u64) {
    let mut rij: Vec<_> = berichten.to_vec();
    Dobbel(zaad).schud(&mut rij);
    for (n, deel) in rij.chunks(rij.len().div_ceil(5)).enumerate() {
        let map = s.h.map.path().join(format!("post-{n}"));
        std::fs::create_dir(&map).expect("folder");
        for (naam, bytes) in deel {
            std::fs::write(map.join(naam), bytes).expect("file");
        }
        let uit = inlezen(&s.h.app, &[map]).await;
        assert_eq!(uit.len(), deel.len());
        assert!(uit.iter().all(|u| u.bericht_id.is_some()), "{uit:?}");
    }
}

async fn speel(motor: Motor) {
    let aantal = omvang();
    let clienten = (aantal * 10 / 11) * 10 / 21;
    let mut standen: Vec<(&str, String)> = Vec::new();
    for (hoe, zaad) in [("in order", 0), ("one by one", 11), ("in folders", 23)] {
        let mut s = streek(motor, clienten).await;
        let berichten = berichten_van_de_dag(&mut s, aantal);
        let begin = std::time::Instant::now();
        match hoe {
            "in folders" => in_mappen(&s, &berichten, zaad).await,
            "one by one" => los(&s, &berichten, zaad).await,
            _ => {
                for (naam, bytes) in &berichten {
                    ontvang(&s.h.app, naam, bytes).await.expect("never fails");
                }
            }
        }
        eprintln!("{motor:?}, {hoe}: {} messages in {:?}", berichten.len(), begin.elapsed());
        // What still waits gets its answer when its term has passed.
        s.h.op("2026-03-09");
        ronde(&s.h.app).await.expect("round");
        klopt(&s.h, &berichten).await;
        let gewacht =
            s.h.getal("SELECT count(DISTINCT bericht_id) FROM berichtgevolg WHERE regel = 'BER-07'").await;
        assert!(hoe != "one by one" || gewacht > 5, "{hoe}: {gewacht} messages waited for an earlier one");
        standen.push((hoe, stand(&s.h).await));
    }
    let (eerst, rest) = standen.split_first().expect("three");
    assert!(eerst.1.lines().count() > aantal, "there is something to compare");
    for (hoe, stand) in rest {
        let verschil: Vec<_> = eerst.1.lines().zip(stand.lines()).filter(|(a, b)| a != b).take(5).collect();
        assert!(eerst.1 == *stand, "{hoe} ends differently: {verschil:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_dag_van_een_regio_op_sqlite() {
    speel(Motor::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_dag_van_een_regio_op_postgres() {
    speel(Motor::Postgres).await;
}
