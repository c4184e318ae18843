//! What the demo settles with others: an agreement with two invoices, and a comparison with the CAK that found something.

use crate::financien::{
    cak,
    verrekening::{
        brief, factuur,
        opslag::{self, OvereenkomstRij},
        overeenkomst::handeling,
        stand,
    },
};
use crate::huis::{App, Fout, Wie, brieven, geheim::sha256, gemeenten};
use kern::financien::Factuurstand;
use kern::stam::{Datum, Gemeentecode, Periode, Weigering};

/// Clients of the agreement, at most.
const CLIENTEN: usize = 5;

fn kan<T>(uit: Result<T, Weigering>) -> Result<T, Fout> {
    uit.map_err(|w| Fout::nieuw(format!("zaai: {w}")))
}

/// Makes both, as far as the history has people for them.
pub(super) async fn maak(app: &App, wie: &Wie) -> Result<(), Fout> {
    let elders = opslag::van_elders(&app.db, wie.vandaag).await?;
    let buiten = elders.iter().filter(|e| !gemeenten::in_regio(e.gemeente)).max_by_key(|e| e.aantal);
    if let Some(g) = buiten.map(|e| e.gemeente) {
        let o = overeenkomst(app, wie, g).await?;
        let jaar = wie.vandaag.jaar();
        let dag = |j, m| Datum::nieuw(j, m, 1).ok_or_else(|| Fout::nieuw("zaai: dag"));
        let eerste = [Factuurstand::Verzonden, Factuurstand::Betaald];
        factureer(app, wie, &o, (dag(jaar - 1, 7)?, dag(jaar - 1, 10)?), &eerste).await?;
        let tweede = [Factuurstand::Verzonden, Factuurstand::Betwist];
        factureer(app, wie, &o, (dag(jaar - 1, 10)?, dag(jaar, 1)?), &tweede).await?;
    }
    aanleveringen(app, wie).await?;
    vergelijking(app, wie).await
}

/// The months before the last two went to the CAK.
async fn aanleveringen(app: &App, wie: &Wie) -> Result<(), Fout> {
    for terug in [3, 2] {
        let maand = wie.vandaag.eerste_van_maand().plus_maanden(-terug);
        let (csv, n) = cak::web::bestand(&app.db, maand).await?;
        let mut tx = app.db.begin(wie.clone()).await?;
        let nr = tx.nr().0;
        tx.journaal(handeling("gegevens aan CAK geleverd", "cakaanlevering", nr)).await?;
        cak::opslag::leg_aanlevering_vast(&mut tx, maand, n, &sha256(csv.as_bytes())).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn overeenkomst(app: &App, wie: &Wie, gemeente: Gemeentecode) -> Result<OvereenkomstRij, Fout> {
    let mut tx = app.db.begin(wie.clone()).await?;
    let id = tx.nieuw_id()?;
    let geldig_van = Datum::nieuw(wie.vandaag.jaar() - 1, 1, 1).ok_or_else(|| Fout::nieuw("zaai: dag"))?;
    let rij = OvereenkomstRij {
        overeenkomst_id: id,
        gemeente,
        document: "Overeenkomst kostenverrekening (illustratief)".to_owned(),
        stuk_id: None,
        geldig_van,
        geldig_tot: None,
    };
    tx.journaal(handeling("overeenkomst vastgelegd", "overeenkomst", id)).await?;
    opslag::leg_vast(&mut tx, &rij).await?;
    for d in opslag::dossiers_van(&tx, gemeente).await?.into_iter().take(CLIENTEN) {
        opslag::leg_client_vast(&mut tx, id, d).await?;
    }
    tx.commit().await?;
    Ok(rij)
}

/// An invoice over a period and what happened to it; none when nothing was delivered.
async fn factureer(
    app: &App,
    wie: &Wie,
    o: &OvereenkomstRij,
    (van, tot): (Datum, Datum),
    stappen: &[Factuurstand],
) -> Result<(), Fout> {
    let Some(periode) = Periode::nieuw(van, Some(tot)) else { return Ok(()) };
    let Ok(regels) = factuur::regels(&app.db, o, &periode).await? else { return Ok(()) };
    let nummer = opslag::volgend_nummer(&app.db, wie.vandaag.jaar()).await?;
    let f = factuur::factuur(o, &periode, &regels, nummer);
    let brief = brief::schrijf(app, &f, o, &regels, wie.vandaag, "F. Adviseur")?;
    let pdf = brieven::zet(brief).await?;
    let mut tx = app.db.begin(wie.clone()).await?;
    let id = factuur::leg_vast(&mut tx, app, f, &regels, &pdf).await?;
    tx.commit().await?;
    for s in stappen {
        let mut tx = app.db.begin(wie.clone()).await?;
        let Some(nu) = opslag::factuur(&tx, id).await? else { return Ok(()) };
        let reden = if *s == Factuurstand::Betwist {
            "De gemeente vraagt welke dagen in december meetellen."
        } else {
            ""
        };
        kan(stand::leg_vast(&mut tx, &nu, *s, reden).await?)?;
        tx.commit().await?;
    }
    Ok(())
}

/// Their file: ours without the first stay, with another end of the second, and a person whom nobody knows.
async fn vergelijking(app: &App, wie: &Wie) -> Result<(), Fout> {
    let vanaf = cak::web::vanaf(wie.vandaag);
    let rijen = cak::opslag::verblijven(&app.db, vanaf, wie.vandaag.plus_dagen(1)).await?;
    let mut csv = "dossier;van;tot en met;maandbedrag\n".to_owned();
    for (i, r) in rijen.iter().enumerate().skip(1) {
        let tot = r
            .tot
            .map(|t| t.plus_dagen(if i == 1 { 13 } else { -1 }))
            .map_or_else(String::new, |t| t.to_string());
        csv.push_str(&format!("{};{};{tot};\n", r.dossier_id, r.van));
    }
    csv.push_str(&format!("1;{vanaf};;212,40\n"));
    let Ok(regels) = cak::lees::lees("cak.csv", csv.as_bytes())? else {
        return Err(Fout::nieuw("zaai: het bestand van het CAK is niet te lezen"));
    };
    let mut tx = app.db.begin(wie.clone()).await?;
    let Ok((id, _)) = cak::vergelijk::leg_vast(&mut tx, app, vanaf, &regels, csv.as_bytes()).await? else {
        return Ok(());
    };
    if let Some(eerste) = cak::opslag::verschillen(&tx, id).await?.first() {
        let zin = "Startbericht opnieuw verzonden.";
        cak::opslag::leg_uitkomst_vast(&mut tx, eerste.cakverschil_id, "aan_cak_gemeld", zin).await?;
    }
    tx.commit().await?;
    Ok(())
}
