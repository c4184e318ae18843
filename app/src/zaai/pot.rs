//! The pot of the demo: booked on the last day by the acts that people use, over all years of the history.

use super::verrekening;
use super::wereld::Wereld;
use crate::financien::{
    grootboek::{
        boek::{Grond, Soort},
        maand, ontvangst,
        opslag::{Nieuw, voeg_toe},
        run,
    },
    meerjaren,
    pot::{
        afrekening,
        opslag::{SleutelRij, leg_besluit_vast},
        reken::{Potstand, begroot},
    },
};
use crate::huis::{
    App, Fout, Klok, Rol, Wie, gemeenten,
    opslag::{Handeling, Tx},
};
use kern::financien::{Begrotingswijziging, Doorsluizing, Geldstroom, PerGemeente};
use kern::stam::{Cent, Datum, Weigering};

/// What was in the reserve when the boek began. Made up.
const RESERVE_BEGIN: Cent = Cent(40_000_000);
/// One act makes at most 999 rows with a key, and a run has a line per aanbieder and year.
const RUNS_PER_HANDELING: usize = 30;
const DVO: &str = "Dienstverleningsovereenkomst (illustratief)";
const KWARTALEN: [(i8, i8); 4] = [(2, 15), (5, 15), (8, 15), (11, 15)];

fn kan<T>(uit: Result<T, Weigering>) -> Result<T, Fout> {
    uit.map_err(|w| Fout::nieuw(format!("zaai: {w}")))
}

struct Boeker<'a> {
    app: &'a App,
    wie: Wie,
}

impl Boeker<'_> {
    async fn act(&self, wat: &'static str, onderwerp: &'static str) -> Result<Tx, Fout> {
        let mut tx = self.app.db.begin(self.wie.clone()).await?;
        let onderwerp_id = tx.nr().0;
        tx.journaal(Handeling { wat, onderwerp, onderwerp_id, dossier: None, gemeente: None, reden: "" })
            .await?;
        Ok(tx)
    }

    async fn boek(&self, posten: &[Nieuw]) -> Result<(), Fout> {
        if posten.is_empty() {
            return Ok(());
        }
        let mut tx = self.act("boeking toegevoegd", "grootboekpost").await?;
        voeg_toe(&mut tx, posten).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Makes it: the reserve, the key, and of every year the receipts, the costs, the months and the settlement.
pub(super) async fn maak(app: &App, klok: &Klok, w: &Wereld<'_>) -> Result<(), Fout> {
    let wie = w.wie(Rol::FinancieelAdviseur, None, 0);
    let nu = klok.nu();
    let wie = Wie { gebruiker_id: wie.gebruiker, rol: wie.rol, nu, vandaag: w.tot, trace: "zaai".to_owned() };
    let b = Boeker { app, wie };
    let begin = eerste_jaar(w)?;
    let reserve = Soort::lees("reserve_begin").ok_or_else(|| Fout::nieuw("zaai: reserve"))?;
    let grond = grond(begin, "Beginstand van de reserve", "Jaarstukken (illustratief)");
    b.boek(&[kan(reserve.post(RESERVE_BEGIN, None, grond))?]).await?;
    sleutels(&b, w).await?;
    betaalruns(&b).await?;
    for jaar in begin.jaar()..=w.tot.jaar() {
        kosten(&b, w, jaar).await?;
        maanden(&b, w, jaar).await?;
        // The last year that is over is left for who tries the demo, and one that would take more than there is for the boards.
        if jaar + 1 < w.tot.jaar() {
            let mut tx = b.app.db.begin(b.wie.clone()).await?;
            if afrekening::leg_vast(&mut tx, jaar).await?.is_ok() {
                tx.commit().await?;
            }
        }
    }
    wijziging(&b, w.tot.jaar()).await?;
    verrekening::maak(app, &b.wie).await
}

/// The boek begins with the first year that the history knows whole.
fn eerste_jaar(w: &Wereld<'_>) -> Result<Datum, Fout> {
    let jaar = w.begin.jaar();
    let eerste = Datum::nieuw(jaar, 1, 1).filter(|d| *d == w.begin).or_else(|| Datum::nieuw(jaar + 1, 1, 1));
    eerste.ok_or_else(|| Fout::nieuw("zaai: jaar"))
}

fn grond(datum: Datum, omschrijving: &str, document: &str) -> Grond {
    Grond { datum, omschrijving: omschrijving.to_owned(), document: document.to_owned(), stuk_id: None }
}

/// The entry of every pay run of the history, on its own day.
async fn betaalruns(b: &Boeker<'_>) -> Result<(), Fout> {
    for deel in run::niet_in_boek(&b.app.db).await?.chunks(RUNS_PER_HANDELING) {
        let mut tx = b.act("betaalruns in grootboek geboekt", "betaalrun").await?;
        for r in deel {
            let betaald = run::betaald_in(&tx, r.nr).await?;
            let betaald =
                betaald.iter().map(|x| Ok(x.geboekt()?.boeking)).collect::<Result<Vec<_>, Fout>>()?;
            run::leg_vast(&mut tx, r.nr, r.op, &betaald).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// First everything to the reserve; since the year before last by inhabitants.
async fn sleutels(b: &Boeker<'_>, w: &Wereld<'_>) -> Result<(), Fout> {
    let dag = |jaar| Datum::nieuw(jaar, 1, 1).ok_or_else(|| Fout::nieuw("zaai: jaar"));
    let (eerste, wissel) = (dag(w.begin.jaar())?, dag(w.tot.jaar() - 1)?);
    let mut tx = b.act("verdeelsleutel besloten", "sleutelbesluit").await?;
    let rij = |id, letter: &str, van: Datum, tot| SleutelRij {
        sleutelbesluit_id: id,
        letter: letter.to_owned(),
        inbreng: 0,
        inwoners: 0,
        gebruik: 0,
        band_cent: None,
        besloten_op: van.plus_dagen(-60),
        document: format!("{DVO}, bijlage verdeelsleutel {}", van.jaar()),
        stuk_id: None,
        geldig_van: van,
        geldig_tot: tot,
    };
    let (a, c) = (tx.nieuw_id()?, tx.nieuw_id()?);
    leg_besluit_vast(&mut tx, &rij(a, "a", eerste, Some(wissel)), false).await?;
    leg_besluit_vast(&mut tx, &rij(c, "c", wissel, None), false).await?;
    tx.commit().await?;
    Ok(())
}

/// Per quarter: what the gemeenten received and passed on, what the work cost, what the CAK paid.
async fn kosten(b: &Boeker<'_>, w: &Wereld<'_>, jaar: i16) -> Result<(), Fout> {
    let Some(begroot) = begroot(&meerjaren::opslag::stand(&b.app.db, jaar).await?)? else { return Ok(()) };
    for (maand, dag) in KWARTALEN {
        let Some(datum) = Datum::nieuw(jaar, maand, dag).filter(|d| w.begin <= *d && *d < w.tot) else {
            continue;
        };
        let per: PerGemeente = begroot.pot.inbreng.iter().map(|(g, c)| (*g, Cent(c.0 / 4))).collect();
        let circulaire = format!("Circulaire gemeentefonds {jaar} (illustratief)");
        let d = Doorsluizing {
            centrum: gemeenten::regiegemeente(),
            datum,
            circulaire,
            overeenkomst: DVO.to_owned(),
        };
        let mut posten = kan(ontvangst::posten(&d, &per))?;
        for (code, tekst, bedrag, document) in kwartaal(&begroot, jaar) {
            let soort = Soort::lees(code).ok_or_else(|| Fout::nieuw("zaai: soort"))?;
            let tekst = format!("{tekst}, kwartaal {}", (maand + 1) / 3);
            if Cent::NUL < bedrag {
                posten.push(kan(soort.post(bedrag, None, grond(datum, &tekst, &document)))?);
            }
        }
        b.boek(&posten).await?;
    }
    Ok(())
}

/// What is booked by hand in a quarter: a little more or less than was budgeted.
fn kwartaal(begroot: &Potstand, jaar: i16) -> Vec<(&'static str, &'static str, Cent, String)> {
    let van = |s: Geldstroom| -> i64 {
        let soort = if s == Geldstroom::Overhead { "Overhead" } else { "Uitvoeringskosten" };
        begroot.pot.uitvoeringskosten.iter().filter(|k| k.omschrijving == soort).map(|k| k.bedrag.0).sum()
    };
    let eigen = begroot.pot.eigen_bijdragen.0;
    vec![
        (
            "uitvoering",
            "Toegang en trajectregie",
            Cent(van(Geldstroom::Uitvoering) / 400 * 98),
            format!("Urenstaten {jaar} (illustratief)"),
        ),
        (
            "overhead",
            "Overhead",
            Cent(van(Geldstroom::Overhead) / 400 * 98),
            format!("Kostenverdeelstaat {jaar} (illustratief)"),
        ),
        (
            "eigen_bijdrage",
            "Eigen bijdragen",
            Cent(eigen / 400 * 96),
            format!("Afdracht CAK {jaar} (illustratief)"),
        ),
    ]
}

/// Every month that is over and of which aanbieders have had the time to declare.
async fn maanden(b: &Boeker<'_>, w: &Wereld<'_>, jaar: i16) -> Result<(), Fout> {
    let klaar = w.tot.eerste_van_maand().plus_maanden(-1);
    for m in 1..=12 {
        let Some(maand) = Datum::nieuw(jaar, m, 1).filter(|d| w.begin.eerste_van_maand() <= *d && *d < klaar)
        else {
            continue;
        };
        let mut tx = b.app.db.begin(b.wie.clone()).await?;
        if kan(maand::boek_maand(&mut tx, maand).await?)? > 0 {
            tx.commit().await?;
        }
    }
    Ok(())
}

/// One change of the running year.
async fn wijziging(b: &Boeker<'_>, jaar: i16) -> Result<(), Fout> {
    let stand = meerjaren::opslag::stand(&b.app.db, jaar).await?;
    let Some(regel) = stand.regels.iter().find(|r| r.code == "overhead") else { return Ok(()) };
    let mutaties = vec![(regel.code.clone(), Cent(2_500_000))];
    let Some(op) = Datum::nieuw(jaar, 6, 1).filter(|d| *d <= b.wie.vandaag) else { return Ok(()) };
    let document = "Eerste tussenrapportage: hogere kosten voor ICT (illustratief)".to_owned();
    let w = Begrotingswijziging { nummer: 1, vastgesteld_op: op, document, mutaties };
    let mut tx = b.act("begroting gewijzigd", "begrotingswijziging").await?;
    meerjaren::opslag::leg_wijziging_vast(&mut tx, jaar, &w, None).await?;
    meerjaren::opslag::volg(&mut tx, jaar).await?;
    tx.commit().await?;
    Ok(())
}
