//! Making an invoice: delivered days per price and other care as it was declared, only of the clients of the agreement, and no day or declared
//! line twice.

use super::brief;
use super::declaraties;
use super::opslag::{self, ClientRij, FactuurRij, OvereenkomstRij, RegelRij};
use super::overeenkomst::{self, handeling};
use crate::financien::tabellen::taakvelden;
use crate::huis::{
    Antwoord, App, Fout, Uitkomst, Verzoek, brieven,
    geheim::sha256,
    gemeenten,
    opslag::{Leest, Tx},
};
use kern::financien::{Factuurstand, Geldstroom, factuurregel};
use kern::inkoop::Eenheid;
use kern::stam::{Cent, Datum, Periode, Weigering};

/// Place that the encryption of the letter is bound to.
pub const PLAATS: &str = "factuur.inhoud";
const PLAN: &str =
    "Bilaterale overeenkomst kostenverrekening; Uitvoeringsplan Thuis in de wijk 2022-2025, 5.2";

/// POST /geld/verrekening/{overeenkomst}/factuur
pub async fn maak(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("overeenkomst")?;
    let mut f = vz.invoer();
    let periode = overeenkomst::periode(&vz, &mut f)?;
    let Some(periode) = periode.filter(|_| f.is_goed()) else {
        return overeenkomst::pagina(&vz, id, f).await;
    };
    let Some(o) = opslag::een(&vz.db, id).await? else { return Antwoord::niet_gevonden() };
    let regels = match regels(&vz.db, &o, &periode).await? {
        Ok(r) => r,
        Err(w) => {
            f.weiger(&w);
            return overeenkomst::pagina(&vz, id, f).await;
        }
    };
    let nummer = opslag::volgend_nummer(&vz.db, vz.vandaag().jaar()).await?;
    let factuur = factuur(&o, &periode, &regels, nummer);
    // The letter is set beside the act, never inside it; a number that was taken meanwhile is refused by the database.
    let brief = brief::schrijf(&vz.app, &factuur, &o, &regels, vz.vandaag(), &vz.actor.naam)?;
    let pdf = brieven::zet(brief).await?;
    let mut tx = vz.begin().await?;
    let id = leg_vast(&mut tx, &vz.app, factuur, &regels, &pdf).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/geld/facturen/{id}"),
        "De factuur is gemaakt. Controleer hem en verzend hem daarna.",
    )
}

/// An invoice that is not recorded yet.
pub fn factuur(o: &OvereenkomstRij, p: &Periode, regels: &[RegelRij], nummer: String) -> FactuurRij {
    FactuurRij {
        factuur_id: 0,
        overeenkomst_id: o.overeenkomst_id,
        gemeente: o.gemeente,
        nummer,
        van: p.van(),
        tot: p.tot().unwrap_or(p.van()),
        bedrag_cent: regels.iter().map(|r| r.bedrag_cent).sum(),
        stand: Factuurstand::Concept.code().to_owned(),
    }
}

/// Records an invoice as concept, with its letter encrypted; returns its key.
pub async fn leg_vast(
    tx: &mut Tx,
    app: &App,
    factuur: FactuurRij,
    regels: &[RegelRij],
    pdf: &[u8],
) -> Result<i64, Fout> {
    let id = tx.nieuw_id()?;
    tx.journaal(handeling("factuur gemaakt", "factuur", id)).await?;
    let dicht = app.sleutels.versleutel(PLAATS, pdf)?;
    let factuur = FactuurRij { factuur_id: id, ..factuur };
    opslag::leg_factuur_vast(tx, &factuur, regels, (&dicht, &sha256(pdf))).await?;
    opslag::leg_stap_vast(tx, id, Factuurstand::Concept, "", None).await?;
    Ok(id)
}

/// The lines of an invoice over a period: care per etmaal by its days, other care by its declared and granted lines. Refused when there is
/// nothing to ask (FIN-44), when a day is on an invoice already (FIN-45), when what is given back is more than what is asked (FIN-48), and as
/// the rules say (FIN-29 to FIN-31). A declared line that is on an invoice is not taken again (FIN-45): two people who make an invoice at the
/// same moment take the same number, and the database refuses the second.
pub async fn regels(
    db: &impl Leest,
    o: &OvereenkomstRij,
    periode: &Periode,
) -> Result<Result<Vec<RegelRij>, Weigering>, Fout> {
    let clienten = opslag::clienten(db, o.overeenkomst_id).await?;
    let mut uit = Vec::new();
    for c in &clienten {
        match van_client(db, o, &clienten, c, periode).await? {
            Ok(regels) => uit.extend(regels),
            Err(w) => return Ok(Err(w)),
        }
        match declaraties::van_client(db, o, &clienten, c.dossier_id, periode).await? {
            Ok((regels, _)) => uit.extend(regels),
            Err(w) => return Ok(Err(w)),
        }
    }
    if uit.is_empty() {
        let zin = "In deze periode is aan niemand van deze overeenkomst zorg per etmaal geleverd, en er is ook geen andere zorg toegekend die nog niet op een factuur staat.";
        return Ok(Err(Weigering::nieuw("FIN-44", PLAN, zin).bij("vanaf")));
    }
    if som(&uit) <= Cent::NUL {
        let zin = format!(
            "Wat de aanbieder terughaalde is samen meer dan wat u nu vraagt ({}). Kies een langere periode.",
            som(&uit)
        );
        return Ok(Err(Weigering::nieuw("FIN-48", PLAN, zin).bij("vanaf")));
    }
    Ok(Ok(uit))
}

async fn van_client(
    db: &impl Leest,
    o: &OvereenkomstRij,
    clienten: &[ClientRij],
    c: &ClientRij,
    periode: &Periode,
) -> Result<Result<Vec<RegelRij>, Weigering>, Fout> {
    let kern = o.kern(clienten)?;
    let naam = c.dossier_id.to_string();
    let mut uit = Vec::new();
    let per_etmaal = |z: &opslag::ZorgRij| z.eenheid == Eenheid::Etmaal.code();
    for z in opslag::zorg(db, c.dossier_id).await?.into_iter().filter(per_etmaal) {
        for p in opslag::prijzen(db, z.aanbieder_id, &z.productcode).await? {
            let deel = Periode::nieuw(z.van, z.tot)
                .and_then(|zorg| zorg.doorsnede(periode))
                .and_then(|d| d.doorsnede(&Periode::nieuw(p.van, p.tot)?))
                .filter(|d| kern.geldig.overlapt(d));
            let Some(deel) = deel else { continue };
            let regel = match factuurregel(&kern, &naam, &z.productcode, &deel, p.tarief_cent) {
                Ok(r) => r,
                Err(w) => return Ok(Err(w)),
            };
            let tot = regel.periode.tot().unwrap_or(regel.periode.van());
            if opslag::al_gefactureerd(db, c.dossier_id, regel.periode.van(), tot).await? {
                return Ok(Err(dubbel(&naam, regel.periode.van(), tot)));
            }
            uit.push(RegelRij {
                factuurregel_id: 0,
                dossier_id: c.dossier_id,
                toewijzing_id: z.toewijzing_id,
                productcode: z.productcode.clone(),
                van: regel.periode.van(),
                tot,
                dagen: i64::from(regel.dagen),
                tarief_cent: regel.tarief,
                bedrag_cent: regel.bedrag,
                declaratieregel_id: None,
                eenheid: None,
                aantal: None,
                boeking_id: None,
                referentie: None,
            });
        }
    }
    Ok(Ok(uit))
}

fn dubbel(client: &str, van: Datum, tot: Datum) -> Weigering {
    let zin = format!(
        "Van cliënt {client} staan dagen van {} tot en met {} al op een factuur. Trek die in, of kies andere dagen.",
        van.voluit(),
        tot.plus_dagen(-1).voluit()
    );
    Weigering::nieuw("FIN-45", PLAN, zin).bij("vanaf")
}

/// The taakveld of what other gemeenten pay, on a day.
pub fn taakveld(op: Datum) -> Result<kern::financien::Taakveld, Weigering> {
    Ok(taakvelden().op(Geldstroom::Kostenverrekening, None, op)?.taakveld.clone())
}

/// The name of who pays.
pub fn wie(f: &FactuurRij) -> String {
    gemeenten::naam(f.gemeente)
}

/// What an invoice asks.
pub fn som(regels: &[RegelRij]) -> Cent {
    regels.iter().map(|r| r.bedrag_cent).sum()
}
