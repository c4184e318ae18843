//! Five years of made-up facts for the monitor, written act by act in order of time, with corrections afterwards, so
//! that both time axes matter. Deterministic: the same number of dossiers gives the same rows.

use crate::huis::{Huis, datum};
use kern::stam::{Datum, JournaalNr};
use wijkthuis::huis::opslag::{Handeling, Tx, Val, o, t, v};

/// The first and the last day on which something is recorded.
pub const BEGIN: &str = "2022-01-03";
pub const EINDE: &str = "2026-06-30";

const GEMEENTEN: [&str; 6] = ["0794", "0794", "0762", "1652", "0743", "0847"];

/// A small, fixed source of chance (SplitMix64).
#[derive(Clone)]
pub struct Toeval(u64);

impl Toeval {
    pub fn nieuw(zaad: u64) -> Toeval {
        Toeval(zaad)
    }
    pub fn onder(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
    fn dagen(&mut self, van: u64, tot: u64) -> i64 {
        i64::try_from(van + self.onder(tot - van)).expect("small")
    }
    fn kans(&mut self, procent: u64) -> bool {
        self.onder(100) < procent
    }
}

/// What happens to a dossier, on a day.
enum Stap {
    Melding,
    Besluit { vorm: &'static str, lev: &'static str, van: Datum, tot: Datum },
    Start { van: Datum },
    Correctie { van: Datum },
    Doorstroom { vorm: &'static str },
    Uitstroom { naar: &'static str, reden: &'static str },
    Betaling { maand: Datum, cent: i64 },
    Tegenboeking { maand: Datum, cent: i64 },
}

/// What is known of a dossier while it is written.
#[derive(Clone, Default)]
struct Dossier {
    id: i64,
    melding: i64,
    besluit: i64,
    indicatie: i64,
    toewijzing: i64,
    vorm: &'static str,
    lev: &'static str,
    van: Option<Datum>,
    tot: Option<Datum>,
    wachtplek: i64,
    sinds: Option<Datum>,
}

struct Bouwer<'a> {
    h: &'a Huis,
    dossiers: Vec<Dossier>,
    toeval: Toeval,
}

/// Fills the database with `n` dossiers. Budgets are there from the start of each year.
pub async fn vul(h: &Huis, n: usize) {
    let mut plan: Vec<(Datum, usize, Stap)> = Vec::new();
    let mut toeval = Toeval::nieuw(7_260_419);
    for i in 0..n {
        plan.extend(levensloop(&mut toeval).into_iter().map(|(dag, stap)| (dag, i, stap)));
    }
    let einde = datum(EINDE);
    plan.retain(|(dag, ..)| *dag <= einde);
    plan.sort_by_key(|(dag, i, _)| (*dag, *i));
    let mut b = Bouwer { h, dossiers: vec![Dossier::default(); n], toeval };
    if h.getal("SELECT count(*) FROM begroting").await == 0 {
        b.begrotingen(n).await;
    }
    for (dag, i, stap) in plan {
        b.h.op(&dag.to_string());
        b.doe(i, dag, &stap).await;
    }
}

fn levensloop(r: &mut Toeval) -> Vec<(Datum, Stap)> {
    let begin = datum(BEGIN);
    let melding = begin.plus_dagen(r.dagen(0, 1_500));
    let mut uit = vec![(melding, Stap::Melding)];
    if r.kans(8) {
        return uit; // helped locally: no besluit
    }
    let genomen = melding.plus_dagen(r.dagen(10, 90));
    let van = genomen.plus_dagen(r.dagen(0, 20));
    let vorm = if r.kans(60) { "bw" } else { "bt" };
    let lev = if r.kans(85) { "zin" } else { "pgb" };
    let tot = van.plus_dagen(r.dagen(200, 1_100));
    uit.push((genomen, Stap::Besluit { vorm, lev, van, tot }));
    let start = van.plus_dagen(r.dagen(0, 120));
    if lev == "zin" && start < tot {
        uit.push((start.plus_dagen(r.dagen(0, 9)), Stap::Start { van: start }));
    }
    if r.kans(20) {
        // Found out later: it began on another day.
        uit.push((
            genomen.plus_dagen(r.dagen(30, 200)),
            Stap::Correctie { van: van.plus_dagen(r.dagen(1, 60)) },
        ));
    }
    let over = van.plus_dagen(r.dagen(230, 500));
    if r.kans(35) && over < tot {
        uit.push((over, Stap::Doorstroom { vorm: if vorm == "bw" { "bt" } else { "bw" } }));
    }
    let reden = ["zelfstandig_wonen", "wlz", "verhuizing", "afgehaakt", "detentie"];
    let reden = reden[usize::try_from(r.onder(5)).expect("small")];
    let naar = if r.kans(40) { "wmo_begeleiding" } else { "uit" };
    let weg = van.plus_dagen(r.dagen(300, 900));
    if r.kans(55) && weg < tot {
        uit.push((weg, Stap::Uitstroom { naar, reden }));
    }
    let mut maand = van.eerste_van_maand();
    while maand < tot.min(datum(EINDE)) {
        let cent = r.dagen(150_000, 550_000);
        uit.push((maand.plus_maanden(1).plus_dagen(r.dagen(3, 25)), Stap::Betaling { maand, cent }));
        if r.kans(4) {
            uit.push((maand.plus_maanden(3), Stap::Tegenboeking { maand, cent }));
        }
        maand = maand.plus_maanden(1);
    }
    uit
}

impl Bouwer<'_> {
    async fn begin(&self, wat: &'static str) -> Tx {
        let mut tx = self.h.app.db.begin(self.h.systeem()).await.expect("begin");
        let h =
            Handeling { wat, onderwerp: "toets", onderwerp_id: 1, dossier: None, gemeente: None, reden: "" };
        tx.journaal(h).await.expect("journal");
        tx
    }

    async fn begrotingen(&mut self, n: usize) {
        for jaar in 2022..=2026i64 {
            self.h.op(&format!("{}-11-01", jaar - 1));
            let mut tx = self.begin("begroting vastgesteld").await;
            for g in ["0794", "0762", "1652", "0743", "0847", "1659"] {
                for vorm in ["bw", "bt", "uitvoering"] {
                    let id = tx.nieuw_id().expect("id");
                    let cent = i64::try_from(n).expect("small") * (60_000 + self.toeval.dagen(0, 260_000));
                    let status = if jaar == 2026 && g == "1659" { "concept" } else { "vastgesteld" };
                    let args = [v(&id), v(&jaar), t(g), t(vorm), v(&cent), t(status), v(&tx.nr())];
                    voer(&mut tx, "INSERT INTO begroting (begroting_id, jaar, gemeente, vorm, bedrag_cent, status, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6, $7)", &args).await;
                }
            }
            tx.commit().await.expect("commit");
        }
    }

    async fn doe(&mut self, i: usize, dag: Datum, stap: &Stap) {
        match stap {
            Stap::Melding => self.melding(i, dag).await,
            Stap::Besluit { vorm, lev, van, tot } => self.besluit(i, dag, vorm, lev, *van, *tot).await,
            Stap::Start { van } => self.start(i, dag, *van).await,
            Stap::Correctie { van } => self.correctie(i, *van).await,
            Stap::Doorstroom { vorm } => self.doorstroom(i, dag, vorm).await,
            Stap::Uitstroom { naar, reden } => self.uitstroom(i, dag, naar, reden).await,
            Stap::Betaling { maand, cent } => self.betaling(i, *maand, *cent).await,
            Stap::Tegenboeking { maand, cent } => self.geld(i, &["betaald"], *maand, -cent).await,
        }
    }

    async fn melding(&mut self, i: usize, dag: Datum) {
        let mut tx = self.begin("melding geregistreerd").await;
        let (id, melding) = (tx.nieuw_id().expect("id"), tx.nieuw_id().expect("id"));
        let g = GEMEENTEN[i % GEMEENTEN.len()];
        let nr = tx.nr();
        let args = [v(&id), t(g), v(&dag), v(&nr)];
        voer(&mut tx, "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, vanaf_nr) VALUES ($1, $1, $2, 'melding', 0, $3, $4)", &args).await;
        let vorig: Option<i64> = (self.toeval.kans(12)).then_some(1);
        let args = [v(&melding), v(&id), t(g), v(&dag), o(&vorig), v(&nr)];
        voer(&mut tx, "INSERT INTO melding (melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag, spoed, status, vorig_besluit_id, vanaf_nr)
            VALUES ($1, $2, $2, $3, $4, 'inwoner', '', '', '', 0, 'nieuw', $5, $6)", &args).await;
        if i % 9 != 4 {
            self.inwoner(&mut tx, id, i).await;
        }
        self.scores(&mut tx, id, dag, i).await;
        let herkomst = if self.toeval.kans(20) { "0772" } else { g };
        self.gemeentefeit(&mut tx, id, "herkomst", herkomst, dag).await;
        if self.toeval.kans(80) {
            let g = if self.toeval.kans(10) { "0794" } else { g };
            let args =
                [v(&tx.nieuw_id().expect("id")), v(&id), v(&melding), t(g), v(&dag.plus_dagen(5)), v(&nr)];
            voer(&mut tx, "INSERT INTO verantwoordelijke (verantwoordelijke_id, dossier_id, melding_id, regime, status, berekend, gemeente, regel, uitleg, reden_afwijking, bevestigd_door, bevestigd_op, regels_hash, vanaf_nr)
                VALUES ($1, $2, $3, 'R0', 'BESLIST', $4, $4, 'WPB-01', '[]', '', 0, $5, '', $6)", &args).await;
        }
        if self.toeval.kans(90) {
            let kenmerk = if self.toeval.kans(40) { "historisch" } else { "nieuw" };
            let recidive = i64::from(self.toeval.kans(25));
            let args = [
                v(&tx.nieuw_id().expect("id")),
                v(&id),
                v(&melding),
                t(kenmerk),
                v(&recidive),
                v(&dag),
                v(&nr),
            ];
            voer(&mut tx, "INSERT INTO instroom (instroom_id, dossier_id, melding_id, kenmerk, recidive, uitleg, bepaald_op, vanaf_nr) VALUES ($1, $2, $3, $4, $5, '[]', $6, $7)", &args).await;
        }
        tx.commit().await.expect("commit");
        self.dossiers[i] = Dossier { id, melding, ..Dossier::default() };
    }

    /// Born between 1945 and 2011; of one in nine nobody recorded who it is.
    async fn inwoner(&self, tx: &mut Tx, id: i64, i: usize) {
        let geboren = datum("1945-02-28").plus_dagen(i64::try_from(i).expect("small") * 401 % 24_000);
        let args = [v(&id), v(&geboren), v(&tx.nr())];
        voer(tx, "INSERT INTO inwoner (inwoner_id, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum, geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr)
            VALUES ($1, 'geen', 'Toets', '', '', 'toets', $2, '0', '', '', '', '', '', '', $3)", &args).await;
    }

    /// Two measurements of some leefgebieden, the second perhaps another score; now and then only one.
    async fn scores(&self, tx: &mut Tx, id: i64, dag: Datum, i: usize) {
        for (g, gebied) in ["financien", "huisvesting", "tijdsbesteding"].into_iter().enumerate() {
            for keer in 0..=usize::from(!(i + g).is_multiple_of(5)) {
                let score = (i * 3 + g * 2 + keer * (i % 3)) % 6;
                let oordeel = if score == 0 { "niet_nodig".to_owned() } else { score.to_string() };
                let op = dag.plus_dagen(i64::try_from(keer).expect("small") * 200);
                let onderzoek = id * 10 + i64::try_from(keer).expect("small");
                let args = [
                    v(&tx.nieuw_id().expect("id")),
                    v(&id),
                    v(&onderzoek),
                    t(gebied),
                    t(&oordeel),
                    v(&op),
                    v(&tx.nr()),
                ];
                voer(tx, "INSERT INTO leefgebiedscore (leefgebiedscore_id, dossier_id, onderzoek_id, leefgebied, oordeel, toelichting, gemeten_op, vanaf_nr) VALUES ($1, $2, $3, $4, $5, '', $6, $7)", &args).await;
            }
        }
    }

    async fn gemeentefeit(&self, tx: &mut Tx, dossier: i64, soort: &str, gemeente: &str, van: Datum) {
        let args = [v(&tx.nieuw_id().expect("id")), v(&dossier), t(soort), t(gemeente), v(&van), v(&tx.nr())];
        voer(tx, "INSERT INTO gemeentefeit (gemeentefeit_id, dossier_id, soort, gemeente, geldig_van, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6)", &args).await;
    }

    async fn rij_besluit(&self, tx: &mut Tx, d: &Dossier, soort: &str, dag: Datum) -> i64 {
        let id = tx.nieuw_id().expect("id");
        let args = [v(&id), v(&d.id), v(&d.melding), t(soort), v(&dag), v(&tx.nr())];
        voer(tx, "INSERT INTO besluit (besluit_id, dossier_id, melding_id, soort, gemeente, genomen_op, bekendgemaakt_op, motivering, gebruiker_id, regels_hash, regels_versies, code_versie, invoer, uitleg, vanaf_nr)
            VALUES ($1, $2, $3, $4, '0794', $5, $5, '', 0, '', '[]', '', '{}', '[]', $6)", &args).await;
        id
    }

    async fn rij_indicatie(&self, tx: &mut Tx, d: &Dossier) {
        let van = d.van.expect("has a first day");
        let args =
            [v(&d.indicatie), v(&d.besluit), v(&d.id), t(d.vorm), t(d.lev), v(&van), o(&d.tot), v(&tx.nr())];
        voer(tx, "INSERT INTO indicatie (indicatie_id, besluit_id, dossier_id, vorm, leveringsvorm, productcode, omvang, eenheid, frequentie, bedrag_cent, geldig_van, geldig_tot, vanaf_nr)
            VALUES ($1, $2, $3, $4, $5, '15A01', 7, 'etmaal', 'week', 100, $6, $7, $8)", &args).await;
    }

    async fn besluit(
        &mut self,
        i: usize,
        dag: Datum,
        vorm: &'static str,
        lev: &'static str,
        van: Datum,
        tot: Datum,
    ) {
        let mut d = Dossier { vorm, lev, van: Some(van), tot: Some(tot), ..self.dossiers[i].clone() };
        let mut tx = self.begin("besluit genomen").await;
        d.besluit = self.rij_besluit(&mut tx, &d, "toekenning", dag).await;
        d.indicatie = tx.nieuw_id().expect("id");
        self.rij_indicatie(&mut tx, &d).await;
        if lev == "zin" {
            d.toewijzing = tx.nieuw_id().expect("id");
            let nu = self.h.app.klok.nu();
            let nummer = d.toewijzing % 999_999_999 + 1;
            let args =
                [v(&d.toewijzing), v(&d.id), v(&d.indicatie), v(&van), v(&tx.nr()), v(&nummer), v(&nu)];
            voer(&mut tx, "INSERT INTO toewijzing (toewijzing_id, dossier_id, indicatie_id, aanbieder_id, productcode, gemeente_plaats, omvang, eenheid, frequentie, tarief_cent, status, geldig_van, vanaf_nr, nummer, gemeente, reden_wijziging, besloten_ts)
                VALUES ($1, $2, $3, 1, '15A01', '0794', 7, 'etmaal', 'week', 100, 'open', $4, $5, $6, '0794', '', $7)", &args).await;
            d.wachtplek = tx.nieuw_id().expect("id");
            d.sinds = Some(dag);
            let overbrugging = if self.toeval.kans(60) { "ambulant" } else { "geen" };
            self.rij_wachtplek(&mut tx, &d, None, overbrugging).await;
        }
        let mut maand = van.eerste_van_maand();
        while maand < tot {
            self.rij_boeking(&mut tx, &d, "beschikt", maand, 350_000).await;
            maand = maand.plus_maanden(1);
        }
        tx.commit().await.expect("commit");
        self.dossiers[i] = d;
    }

    async fn rij_wachtplek(&self, tx: &mut Tx, d: &Dossier, tot: Option<Datum>, overbrugging: &str) {
        let sinds = d.sinds.expect("waits since");
        let args =
            [v(&d.wachtplek), v(&d.id), v(&d.indicatie), v(&sinds), o(&tot), t(overbrugging), v(&tx.nr())];
        voer(tx, "INSERT INTO wachtplek (wachtplek_id, dossier_id, indicatie_id, voorkeur, sinds_op, tot_op, overbrugging, einde_reden, vanaf_nr) VALUES ($1, $2, $3, '', $4, $5, $6, '', $7)", &args).await;
    }

    async fn start(&mut self, i: usize, dag: Datum, van: Datum) {
        let d = self.dossiers[i].clone();
        if d.toewijzing == 0 {
            return;
        }
        let mut tx = self.begin("zorg begonnen").await;
        let args = [v(&tx.nieuw_id().expect("id")), v(&d.toewijzing), v(&d.id), v(&van), v(&tx.nr())];
        voer(&mut tx, "INSERT INTO levering (levering_id, toewijzing_id, dossier_id, geldig_van, stop_reden, vanaf_nr) VALUES ($1, $2, $3, $4, '', $5)", &args).await;
        tx.sluit("wachtplek", "wachtplek_id", d.wachtplek).await.expect("closes");
        self.rij_wachtplek(&mut tx, &d, Some(van.max(d.sinds.expect("waits since"))), "geen").await;
        let waar = if self.toeval.kans(30) { "0794" } else { GEMEENTEN[i % GEMEENTEN.len()] };
        self.gemeentefeit(&mut tx, d.id, "verblijf", waar, van.min(dag)).await;
        tx.commit().await.expect("commit");
    }

    async fn correctie(&mut self, i: usize, van: Datum) {
        let d = Dossier { van: Some(van), ..self.dossiers[i].clone() };
        if d.indicatie == 0 || d.tot.is_some_and(|tot| tot <= van) || self.dossiers[i].besluit != d.besluit {
            return;
        }
        let mut tx = self.begin("indicatie verbeterd").await;
        tx.sluit("indicatie", "indicatie_id", d.indicatie).await.expect("closes");
        self.rij_indicatie(&mut tx, &d).await;
        tx.commit().await.expect("commit");
        self.dossiers[i] = d;
    }

    async fn doorstroom(&mut self, i: usize, dag: Datum, vorm: &'static str) {
        let mut d = self.dossiers[i].clone();
        if d.indicatie == 0 || d.van.is_none_or(|van| dag <= van) || d.tot.is_none_or(|tot| tot <= dag) {
            return;
        }
        let mut tx = self.begin("herzien").await;
        let einde = d.tot;
        tx.sluit("indicatie", "indicatie_id", d.indicatie).await.expect("closes");
        d.tot = Some(dag);
        self.rij_indicatie(&mut tx, &d).await;
        d.besluit = self.rij_besluit(&mut tx, &d, "herziening", dag).await;
        d = Dossier { indicatie: tx.nieuw_id().expect("id"), vorm, van: Some(dag), tot: einde, ..d };
        self.rij_indicatie(&mut tx, &d).await;
        self.rij_schaling(
            &mut tx,
            d.id,
            dag,
            if vorm == "bw" { "opschaling" } else { "afschaling" },
            vorm,
            "doelen_behaald",
        )
        .await;
        tx.commit().await.expect("commit");
        self.dossiers[i] = d;
    }

    async fn rij_schaling(&self, tx: &mut Tx, dossier: i64, op: Datum, soort: &str, naar: &str, reden: &str) {
        let args =
            [v(&tx.nieuw_id().expect("id")), v(&dossier), v(&op), t(naar), t(soort), t(reden), v(&tx.nr())];
        voer(tx, "INSERT INTO schaling (schaling_id, dossier_id, op, van_vorm, naar_vorm, soort, reden, bestemming, toelichting, vanaf_nr)
            VALUES ($1, $2, $3, 'bw', $4, $5, $6, '', '', $7)", &args).await;
    }

    async fn uitstroom(&mut self, i: usize, dag: Datum, naar: &'static str, reden: &'static str) {
        let mut d = self.dossiers[i].clone();
        if d.indicatie == 0 || d.van.is_none_or(|van| dag <= van) || d.tot.is_none_or(|tot| tot <= dag) {
            return;
        }
        let mut tx = self.begin("beeindigd").await;
        tx.sluit("indicatie", "indicatie_id", d.indicatie).await.expect("closes");
        d.tot = Some(dag);
        self.rij_indicatie(&mut tx, &d).await;
        if naar == "wmo_begeleiding" {
            let verder = Dossier {
                indicatie: tx.nieuw_id().expect("id"),
                vorm: naar,
                van: Some(dag),
                tot: None,
                ..d.clone()
            };
            self.rij_indicatie(&mut tx, &verder).await;
        }
        // Now and then nobody wrote down why.
        if self.toeval.kans(90) {
            self.rij_schaling(&mut tx, d.id, dag, "uitstroom", naar, reden).await;
        }
        tx.commit().await.expect("commit");
        self.dossiers[i] = d;
    }

    async fn betaling(&mut self, i: usize, maand: Datum, cent: i64) {
        if self.dossiers[i].tot.is_some_and(|tot| tot <= maand) {
            return;
        }
        self.geld(i, &["gedeclareerd", "betaald"], maand, cent).await;
    }

    async fn geld(&mut self, i: usize, soorten: &[&'static str], maand: Datum, cent: i64) {
        let d = self.dossiers[i].clone();
        let mut tx = self.begin("betaald").await;
        for soort in soorten {
            self.rij_boeking(&mut tx, &d, soort, maand, cent).await;
        }
        tx.commit().await.expect("commit");
    }

    async fn rij_boeking(&self, tx: &mut Tx, d: &Dossier, soort: &str, maand: Datum, cent: i64) {
        let g = GEMEENTEN[usize::try_from(d.id).expect("positive") / 7 % GEMEENTEN.len()];
        let kenmerk = if d.id % 3 == 0 { "historisch" } else { "nieuw" };
        let args = [
            v(&tx.nieuw_id().expect("id")),
            t(soort),
            v(&d.id),
            v(&d.indicatie),
            t(g),
            t(d.vorm),
            t(d.lev),
            t(kenmerk),
            v(&maand),
            v(&cent),
            v(&tx.nr()),
        ];
        voer(tx, "INSERT INTO boeking (boeking_id, soort, dossier_id, indicatie_id, gemeente, productcode, vorm, leveringsvorm, kenmerk, maand, bedrag_cent, nr)
            VALUES ($1, $2, $3, $4, $5, '15A01', $6, $7, $8, $9, $10, $11)", &args).await;
    }
}

async fn voer(tx: &mut Tx, sql: &'static str, args: &[Val]) {
    tx.voer(sql, args).await.expect("inserts");
}

/// Number of the last act on or before a day.
pub async fn nr_op(h: &Huis, dag: &str) -> JournaalNr {
    wijkthuis::monitor::kijk::nr_op(&h.app.db, datum(dag)).await.expect("number")
}
