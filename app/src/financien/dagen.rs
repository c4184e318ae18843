//! The last click: the days of one client behind one entry, under a number and never a name.

use super::{grootboek::maand, nav};
use crate::huis::{
    Antwoord, Fout, Kader, Uitkomst, Verzoek, gemeenten,
    kader::Koppeling,
    onderdelen::Gegeven,
    opslag::{Leest, sql, v},
};
use crate::rij;
use askama::Template;
use kern::financien::{Boeksoort, Kenmerk};
use kern::inkoop::{Eenheid, Leveringsvorm};
use kern::stam::{Cent, Datum, DossierId, Gemeentecode};

rij! {
    /// An entry with what it rests on.
    pub struct BoekingRij {
        boeking_id: i64, soort: String, dossier_id: DossierId, indicatie_id: i64, declaratieregel_id: Option<i64>, gemeente: Gemeentecode,
        productcode: String, leveringsvorm: String, kenmerk: String, maand: Datum, bedrag_cent: Cent, tegenboeking_van: Option<i64>,
        bericht_id: Option<i64>, nr: i64, op: Datum,
    }
}
rij! {
    /// A declared line.
    pub struct RegelRij { begin_op: Datum, eind_op: Datum, eenheid: String, volume: i64, tarief_cent: Cent, bedrag_cent: Cent, referentie: String }
}
rij! {
    /// A grant as it was known when the entry was made.
    pub struct IndicatieRij { geldig_van: Datum, geldig_tot: Option<Datum>, bedrag_cent: Cent }
}

sql!(
    BOEKING = "SELECT b.boeking_id, b.soort, b.dossier_id, b.indicatie_id, b.declaratieregel_id, b.gemeente, b.productcode, b.leveringsvorm, b.kenmerk,
      b.maand, b.bedrag_cent, b.tegenboeking_van, b.bericht_id, b.nr, j.op
    FROM boeking b JOIN journaal j ON j.nr = b.nr WHERE b.boeking_id = $1"
);
sql!(
    REGEL = "SELECT r.begin_op, r.eind_op, COALESCE(p.eenheid, ''), r.volume, r.tarief_cent, r.bedrag_cent, r.referentie
    FROM declaratieregel r LEFT JOIN product p ON p.productcode = r.productcode AND p.tot_nr IS NULL WHERE r.declaratieregel_id = $1"
);
sql!(
    INDICATIE = "SELECT geldig_van, geldig_tot, bedrag_cent FROM indicatie
    WHERE indicatie_id = $1 AND vanaf_nr <= $2 ORDER BY vanaf_nr DESC LIMIT 1"
);
sql!(
    LEVERINGEN = "SELECT l.geldig_van, l.geldig_tot FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.tot_nr IS NULL
    WHERE t.indicatie_id = $1 AND l.dossier_id = $2 AND l.tot_nr IS NULL ORDER BY l.geldig_van LIMIT 100"
);

/// One day.
struct Dag {
    dag: String,
    indicatie: bool,
    geleverd: bool,
    geteld: bool,
}

#[derive(Template)]
#[template(path = "financien/dagen.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    zin: String,
    gegevens: Vec<Gegeven>,
    berekening: String,
    dagen: Vec<Dag>,
    pgb: bool,
    dossier: DossierId,
    bericht: Option<i64>,
}

/// GET /geld/boekingen/{boeking}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("boeking")?;
    let Some(b) = vz.db.een::<BoekingRij>(BOEKING, &[v(&id)]).await? else {
        return Antwoord::niet_gevonden();
    };
    let regel: Option<RegelRij> = match b.declaratieregel_id {
        Some(r) => vz.db.een(REGEL, &[v(&r)]).await?,
        None => None,
    };
    let indicatie: Option<IndicatieRij> = vz.db.een(INDICATIE, &[v(&b.indicatie_id), v(&b.nr)]).await?;
    let leveringen: Vec<(Datum, Option<Datum>)> =
        vz.db.alle(LEVERINGEN, &[v(&b.indicatie_id), v(&b.dossier_id)]).await?;
    let soort = Boeksoort::lees(&b.soort).map_or("", Boeksoort::tekst);
    let titel = format!("Boeking {id}");
    let p = Pagina {
        kader: nav::kader(&vz, &titel)
            .await?
            .kruimel("Uitgaven", format!("/geld?jaar={}", b.maand.jaar()))
            .kruimel(titel, ""),
        nav: nav::delen(&vz),
        zin: format!("{soort} voor {}: {}.", maand::naam(b.maand), b.bedrag_cent),
        gegevens: gegevens(&b, regel.as_ref()),
        berekening: berekening(&b, regel.as_ref(), indicatie.as_ref()),
        dagen: dagen(&b, regel.as_ref(), indicatie.as_ref(), &leveringen)?,
        pgb: b.leveringsvorm == "pgb",
        dossier: b.dossier_id,
        bericht: b.bericht_id,
    };
    Ok(Antwoord::pagina(&p)?.met_personen(1))
}

fn gegevens(b: &BoekingRij, regel: Option<&RegelRij>) -> Vec<Gegeven> {
    let vorm = Leveringsvorm::lees(&b.leveringsvorm).map_or("", Leveringsvorm::tekst);
    let kenmerk = Kenmerk::lees(&b.kenmerk).map_or("", Kenmerk::tekst);
    let mut uit = vec![
        Gegeven::nieuw("Cliënt", b.dossier_id.to_string()).bron("Nummer van het dossier"),
        Gegeven::nieuw("Gemeente die betaalt", gemeenten::naam(b.gemeente)),
        Gegeven::nieuw("Product", b.productcode.clone()),
        Gegeven::nieuw("Leveringsvorm", vorm),
        Gegeven::nieuw("Historisch of nieuw", kenmerk),
        Gegeven::nieuw("Geboekt op", b.op.voluit()),
    ];
    if let Some(r) = regel {
        uit.push(Gegeven::nieuw("Declaratieregel", r.referentie.clone()));
    }
    if let Some(van) = b.tegenboeking_van {
        uit.push(Gegeven::nieuw("Maakt ongedaan", format!("Boeking {van}")));
    }
    uit
}

/// How the amount came about, in one sentence.
fn berekening(b: &BoekingRij, regel: Option<&RegelRij>, indicatie: Option<&IndicatieRij>) -> String {
    if let Some(r) = regel {
        let eenheid = Eenheid::lees(&r.eenheid).map_or("eenheid", Eenheid::tekst);
        return format!(
            "{} × {} per {eenheid} is {}. De regel gaat over {} tot en met {}.",
            r.volume,
            r.tarief_cent,
            r.bedrag_cent,
            r.begin_op.voluit(),
            r.eind_op.voluit()
        );
    }
    let Some((i, tot)) = indicatie.and_then(|i| Some((i, i.geldig_tot?))) else {
        return "De indicatie bij deze boeking heeft geen einddatum.".to_owned();
    };
    let (van, einde) = (b.maand.max(i.geldig_van), b.maand.plus_maanden(1).min(tot));
    let zin = format!(
        "De indicatie geldt van {} tot en met {}: {} dagen, samen {}. Daarvan vallen {} dagen in deze maand. Het bedrag is naar dagen verdeeld, centen die overblijven gaan naar de grootste resten.",
        i.geldig_van.voluit(),
        tot.plus_dagen(-1).voluit(),
        i.geldig_van.dagen_tot(tot),
        i.bedrag_cent,
        van.dagen_tot(einde).max(0)
    );
    if b.tegenboeking_van.is_none() {
        return zin;
    }
    format!("Deze boeking maakt een eerdere ongedaan. {zin}")
}

/// The days of the month, and for each what held on it. The days that make the amount are those of the declared line, or of the grant.
fn dagen(
    b: &BoekingRij,
    regel: Option<&RegelRij>,
    indicatie: Option<&IndicatieRij>,
    leveringen: &[(Datum, Option<Datum>)],
) -> Result<Vec<Dag>, Fout> {
    let (van, tot) = (b.maand, b.maand.plus_maanden(1));
    let loopt = |d: Datum, p: (Datum, Option<Datum>)| p.0 <= d && p.1.is_none_or(|t| d < t);
    let dag = |n: i64| {
        let d = van.plus_dagen(n);
        let geldt = indicatie.is_some_and(|i| loopt(d, (i.geldig_van, i.geldig_tot)));
        let geleverd = leveringen.iter().any(|p| loopt(d, *p));
        Dag {
            dag: d.voluit(),
            indicatie: geldt,
            geleverd,
            geteld: regel
                .map_or(geldt, |r| r.begin_op <= d && d <= r.eind_op && (geleverd || leveringen.is_empty())),
        }
    };
    Ok((0..van.dagen_tot(tot)).map(dag).collect())
}
