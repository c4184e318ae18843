//! The order in which starts and stops arrive means nothing (OP080): what can all stand together ends the same in every order.

use std::collections::BTreeMap;

use iwmo::code::{RedenBeeindiging, StatusAanlevering};
use iwmo::oordeel::{self, Administratie, Gemeld, Prestatiestand, Regiebericht, Toewijzingstand, Wachtend};
use iwmo::simulator::Aanbieder;
use iwmo::typen::{Kop, Wmo305, Wmo307};
use iwmo::waarde::{Agb, Declaratienummer, Gemeentecode, Referentienummer, Toewijzingnummer};
use iwmo::{Berichtsoort, Datum};

use crate::Toeval;
use crate::boekhouding::{ANDER, Boekhouding, dag, toewijzing};

const VANDAAG: &str = "2025-06-15";

#[derive(Clone, Debug)]
enum Melding {
    Start(Wmo305),
    Stop(Wmo307),
}

/// What came in: what was accepted, with its date, and what waits.
struct Postbus {
    boek: Boekhouding,
    aanvaard: Vec<Gemeld>,
    wacht: Vec<Melding>,
}

impl Administratie for Postbus {
    fn toewijzing(&self, g: Gemeentecode, a: Agb, nummer: Toewijzingnummer) -> Option<Toewijzingstand> {
        self.boek.toewijzing(g, a, nummer)
    }
    fn regieberichten(&self, g: Gemeentecode, a: Agb, nummer: Toewijzingnummer) -> Vec<Regiebericht> {
        self.regieboek(g, a, nummer).into_iter().map(|g| g.bericht).collect()
    }
    fn regieboek(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Gemeld> {
        let van = |g: &&Gemeld| match &g.bericht {
            Regiebericht::Start(s) => s.nummer == Some(nummer),
            Regiebericht::Stop(s) => s.nummer == Some(nummer),
        };
        self.aanvaard.iter().filter(van).cloned().collect()
    }
    fn volgorde_telt_niet(&self) -> bool {
        true
    }
    fn wachtend(&self) -> Vec<Wachtend> {
        let als = |m: &Melding| match m {
            Melding::Start(b) => Wachtend::van_start(b),
            Melding::Stop(b) => Wachtend::van_stop(b),
        };
        self.wacht.iter().map(als).collect()
    }
    fn prestatie(&self, a: Agb, nummer: &Referentienummer) -> Option<Prestatiestand> {
        self.boek.prestatie(a, nummer)
    }
    fn prestaties_op(&self, g: Gemeentecode, a: Agb, nummer: Toewijzingnummer) -> Vec<Prestatiestand> {
        self.boek.prestaties_op(g, a, nummer)
    }
    fn bericht_bekend(&self, _: Berichtsoort, _: &Kop) -> bool {
        false
    }
    fn declaratie_bekend(&self, _: Agb, _: &Declaratienummer) -> bool {
        false
    }
}

impl Postbus {
    fn leeg() -> Postbus {
        Postbus { boek: Boekhouding::gevuld(), aanvaard: Vec::new(), wacht: Vec::new() }
    }

    /// Judges a message; accepted it goes on the books.
    fn neem(&mut self, m: &Melding) -> bool {
        let (akkoord, dagtekening, delen): (bool, Datum, Vec<Regiebericht>) = match m {
            Melding::Start(b) => (
                oordeel::start(b, self, dag(VANDAAG)).is_akkoord(),
                b.kop.dagtekening,
                b.client.producten.iter().cloned().map(Regiebericht::Start).collect(),
            ),
            Melding::Stop(b) => (
                oordeel::stop(b, self, dag(VANDAAG)).is_akkoord(),
                b.kop.dagtekening,
                b.client.producten.iter().cloned().map(Regiebericht::Stop).collect(),
            ),
        };
        if akkoord {
            let gemeld = delen.into_iter().map(|bericht| Gemeld { dagtekening: Some(dagtekening), bericht });
            self.aanvaard.extend(gemeld);
        }
        akkoord
    }

    /// A message arrives; what waits is tried again after each that is accepted.
    fn ontvang(&mut self, m: &Melding) {
        if !self.neem(m) {
            return self.wacht.push(m.clone());
        }
        let mut n = 0;
        while n < self.wacht.len() {
            let w = self.wacht.remove(n);
            if self.neem(&w) {
                n = 0;
            } else {
                self.wacht.insert(n, w);
                n += 1;
            }
        }
    }

    /// What stands, by key: how often it was reported less how often it was taken back.
    fn stand(&self) -> BTreeMap<String, i64> {
        let mut uit = BTreeMap::new();
        for g in &self.aanvaard {
            let (sleutel, status) = match &g.bericht {
                Regiebericht::Start(s) => (format!("start {}", s.begindatum), s.status),
                Regiebericht::Stop(s) => {
                    (format!("stop {} {} {}", s.begindatum, s.einddatum, s.reden.code()), s.status)
                }
            };
            *uit.entry(sleutel).or_insert(0) += if status == StatusAanlevering::Verwijderen { -1 } else { 1 };
        }
        uit.retain(|_, n| *n != 0);
        uit
    }
}

fn start(begin: &str, op: &str) -> Wmo305 {
    let mut b = Aanbieder::nieuw("SIM").unwrap().start(&toewijzing(), dag(begin), dag(op));
    b.client.producten.truncate(1);
    b
}

fn weg(mut b: Wmo305) -> Wmo305 {
    b.client.producten[0].status = StatusAanlevering::Verwijderen;
    b
}

fn stop(begin: &str, einde: &str, reden: RedenBeeindiging) -> Wmo307 {
    let start = start(begin, "2025-06-10");
    Aanbieder::nieuw("SIM").unwrap().stop(&start, dag(einde), reden, dag("2025-06-10"))
}

fn stop_weg(mut b: Wmo307) -> Wmo307 {
    b.client.producten[0].status = StatusAanlevering::Verwijderen;
    b
}

/// A course of care as an aanbieder reports it: starts, stops, each sometimes wrong at first and then mended, in one message or in two.
fn verloop(toeval: &mut Toeval) -> Vec<Melding> {
    use RedenBeeindiging::{Tijdelijk, VolgensPlan};
    let mut uit = Vec::new();
    let perioden = [
        ("2025-02-01", "2025-02-03", "2025-02-20", "2025-02-25"),
        ("2025-03-01", "2025-03-03", "2025-03-20", "2025-03-25"),
    ];
    for (n, (begin, beter, einde, later)) in perioden.into_iter().enumerate() {
        let op = "2025-06-10";
        uit.push(Melding::Start(start(begin, op)));
        let begin = match toeval.volgende(3) {
            0 => {
                let mut b = weg(start(begin, op));
                b.client.producten.extend(start(beter, op).client.producten);
                uit.push(Melding::Start(b));
                beter
            }
            1 if n == 1 => {
                uit.push(Melding::Start(weg(start(begin, op))));
                uit.push(Melding::Start(start(beter, op)));
                beter
            }
            _ => begin,
        };
        if n == 1 && toeval.volgende(2) == 0 {
            break;
        }
        let reden = [Tijdelijk, VolgensPlan][toeval.volgende(2)];
        uit.push(Melding::Stop(stop(begin, einde, reden)));
        match toeval.volgende(4) {
            0 => {
                uit.push(Melding::Stop(stop_weg(stop(begin, einde, reden))));
                uit.push(Melding::Stop(stop(begin, later, reden)));
            }
            1 if reden == Tijdelijk => uit.push(Melding::Stop(stop(begin, later, VolgensPlan))),
            _ => {}
        }
    }
    uit
}

#[test]
fn wat_samen_klopt_eindigt_in_elke_volgorde_gelijk() {
    let mut toeval = Toeval(11);
    let mut gewacht = 0;
    for nr in 0..300 {
        let gestuurd = verloop(&mut toeval);
        let mut zoals_gestuurd = Postbus::leeg();
        gestuurd.iter().for_each(|m| zoals_gestuurd.ontvang(m));
        assert!(zoals_gestuurd.wacht.is_empty(), "{nr}: as sent all is accepted: {:?}", zoals_gestuurd.wacht);
        for _ in 0..40 {
            let mut anders = gestuurd.clone();
            for i in (1..anders.len()).rev() {
                anders.swap(i, toeval.volgende(i + 1));
            }
            let mut postbus = Postbus::leeg();
            for m in &anders {
                postbus.ontvang(m);
                gewacht += postbus.wacht.len();
            }
            assert_eq!(postbus.stand(), zoals_gestuurd.stand(), "{nr}: {anders:?}");
            assert!(postbus.wacht.is_empty(), "{nr}: {anders:?}");
        }
    }
    assert!(gewacht > 1_000, "{gewacht} times a message waited");
}

#[test]
fn een_verwijdering_raakt_niet_wat_later_is_geschreven() {
    let mut postbus = Postbus::leeg();
    postbus.ontvang(&Melding::Start(start("2025-02-01", "2025-06-11")));
    let ouder = Melding::Start(weg(start("2025-02-01", "2025-06-10")));
    postbus.ontvang(&ouder);
    assert_eq!((postbus.stand().len(), postbus.wacht.len()), (1, 1));
    // Written on the same day: it may be about it.
    postbus.ontvang(&Melding::Start(weg(start("2025-02-01", "2025-06-11"))));
    assert_eq!(postbus.stand().len(), 0);
}

#[test]
fn een_start_voor_een_bekende_start_vraagt_zijn_stop() {
    let mut postbus = Postbus::leeg();
    postbus.ontvang(&Melding::Start(start("2025-03-01", "2025-06-10")));
    let eerder = start("2025-02-01", "2025-06-10");
    let uit = oordeel::start(&eerder, &postbus, dag(VANDAAG));
    assert_eq!(uit.producten[0].iter().map(|c| c.code()).collect::<Vec<_>>(), ["9326"]);
    postbus.ontvang(&Melding::Start(eerder));
    // The stop of somebody else's message does not help.
    let mut vreemd = stop("2025-02-01", "2025-02-20", RedenBeeindiging::VolgensPlan);
    vreemd.client.bsn = ANDER.parse().unwrap();
    postbus.ontvang(&Melding::Stop(vreemd));
    assert_eq!(postbus.wacht.len(), 2);
    postbus.ontvang(&Melding::Stop(stop("2025-02-01", "2025-02-20", RedenBeeindiging::VolgensPlan)));
    assert_eq!((postbus.stand().len(), postbus.wacht.len()), (3, 1));
}

#[test]
fn de_bsn_hoort_bij_de_sleutel_van_een_verwijdering() {
    let mut postbus = Postbus::leeg();
    postbus.ontvang(&Melding::Start(start("2025-02-01", "2025-06-10")));
    let mut vreemd = weg(start("2025-02-01", "2025-06-10"));
    vreemd.client.bsn = ANDER.parse().unwrap();
    let uit = oordeel::start(&vreemd, &postbus, dag(VANDAAG));
    assert_eq!(uit.producten[0].iter().map(|c| c.code()).collect::<Vec<_>>(), ["9063"]);
}
