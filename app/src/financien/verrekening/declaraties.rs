//! Care that is not counted in days: from declared and granted lines to lines of an invoice; and what is not on an invoice, with why.

use super::opslag::{self, ClientRij, OvereenkomstRij, RegelRij, ZorgRij};
use crate::huis::opslag::{Fout, Leest, sql, v};
use crate::inkoop::web::periode_tekst;
use crate::rij;
use kern::financien::{Factuurkeuze, Zorgdeclaratie, te_factureren};
use kern::inkoop::Eenheid;
use kern::stam::{Cent, Datum, DossierId, Gemeentecode, Periode, Weigering};
use std::collections::BTreeMap;

rij! {
    /// A declared and granted line of a person, of care that is not counted in days.
    pub struct DeclaratieRij {
        declaratieregel_id: i64, toewijzing_id: i64, productcode: String, vorm: String, begin_op: Datum, eind_op: Datum, eenheid: String,
        volume: i64, tarief_cent: Cent, bedrag_cent: Cent, van: Option<i64>,
    }
}
rij! {
    /// A persoonsgebonden budget.
    pub struct PgbRij { productcode: String, van: Datum, tot: Option<Datum> }
}

sql!(
    DECLARATIES = "SELECT d.declaratieregel_id, t.toewijzing_id, d.productcode, b.vorm, d.begin_op, d.eind_op, d.eenheid, d.volume, d.tarief_cent,
      d.bedrag_cent, w.declaratieregel_id
    FROM boeking b JOIN declaratieregel d ON d.declaratieregel_id = b.declaratieregel_id
    JOIN toewijzing t ON t.toewijzing_id = d.toewijzing_id AND t.tot_nr IS NULL
    LEFT JOIN boeking w ON w.boeking_id = b.tegenboeking_van
    WHERE b.dossier_id = $1 AND b.soort = 'gedeclareerd' AND t.eenheid <> 'etmaal' ORDER BY d.begin_op, d.declaratieregel_id LIMIT 20000"
);
sql!(
    OP_FACTUUR = "SELECT x.declaratieregel_id, f.gemeente FROM factuurregeldeclaratie x
    JOIN factuurregel r ON r.factuurregel_id = x.factuurregel_id JOIN factuur f ON f.factuur_id = r.factuur_id
    WHERE r.dossier_id = $1
      AND (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = r.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1) <> 'ingetrokken'
    ORDER BY x.declaratieregel_id LIMIT 20000"
);
sql!(
    EERDER = "SELECT f.van, f.tot FROM factuur f WHERE f.overeenkomst_id = $1
      AND (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = f.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1) <> 'ingetrokken'
    ORDER BY f.van LIMIT 500"
);
sql!(
    PGB = "SELECT productcode, geldig_van, geldig_tot FROM indicatie WHERE dossier_id = $1 AND leveringsvorm = 'pgb' AND tot_nr IS NULL
    ORDER BY geldig_van LIMIT 200"
);

/// The form that is outside the pot: the gemeente where somebody lives pays it.
const BUITEN_POT: &str = "wmo_begeleiding";

/// The unit of a line, by its iWmo code; `euro` when the amount itself was declared.
pub fn eenheid(code: &str) -> Result<&'static str, Fout> {
    Ok(match code {
        "01" => Eenheid::Minuut.code(),
        "04" => Eenheid::Uur.code(),
        "14" => Eenheid::Etmaal.code(),
        "16" => Eenheid::Dagdeel.code(),
        "82" | "84" => Eenheid::Stuks.code(),
        "83" => "euro",
        _ => return Err(Fout::nieuw("declaratieregel: onbekende eenheid")),
    })
}

/// A number of units in words: `12 uur`, `1 dagdeel`.
pub fn aantal_tekst(aantal: i64, eenheid: &str) -> String {
    let woord = match (aantal.abs(), eenheid) {
        (1, e) => e,
        (_, "minuut") => "minuten",
        (_, "dagdeel") => "dagdelen",
        (_, "etmaal") => "etmalen",
        (_, e) => e,
    };
    if eenheid == "euro" { "Bedrag".to_owned() } else { format!("{aantal} {woord}") }
}

/// Something of a person that is not on an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Niet {
    /// Who, by number.
    pub dossier: DossierId,
    /// What: product and days.
    pub wat: String,
    /// Why not.
    pub waarom: String,
}

/// The lines of one person, and which of the period are not invoiced. Refused as the rules say (FIN-30).
pub async fn van_client(
    db: &impl Leest,
    o: &OvereenkomstRij,
    clienten: &[ClientRij],
    dossier: DossierId,
    periode: &Periode,
) -> Result<Result<(Vec<RegelRij>, Vec<Niet>), Weigering>, Fout> {
    let alle: Vec<DeclaratieRij> = db.alle(DECLARATIES, &[v(&dossier)]).await?;
    let (buiten, rijen): (Vec<_>, Vec<_>) = alle.into_iter().partition(|r| r.vorm == BUITEN_POT);
    let op: Vec<(i64, Gemeentecode)> = db.alle(OP_FACTUUR, &[v(&dossier)]).await?;
    let op: BTreeMap<i64, bool> = op.into_iter().map(|(id, g)| (id, g == o.gemeente)).collect();
    let eerder: Vec<(Datum, Datum)> = db.alle(EERDER, &[v(&o.overeenkomst_id)]).await?;
    let eerder: Vec<Periode> =
        eerder.into_iter().filter_map(|(van, tot)| Periode::nieuw(van, Some(tot))).collect();
    let regel = |r: &DeclaratieRij| Zorgdeclaratie {
        id: r.declaratieregel_id,
        van: r.van,
        begin: r.begin_op,
        bedrag: r.bedrag_cent,
    };
    let regels: Vec<Zorgdeclaratie> = rijen.iter().map(regel).collect();
    let keuze = match te_factureren(&o.kern(clienten)?, &dossier.to_string(), periode, &regels, &op, &eerder)
    {
        Ok(k) => k,
        Err(w) => return Ok(Err(w)),
    };
    let per_id: BTreeMap<i64, &DeclaratieRij> = rijen.iter().map(|r| (r.declaratieregel_id, r)).collect();
    let mut niet = niet_gekozen(dossier, &keuze, &per_id);
    niet.extend(buiten.iter().filter(|r| periode.bevat(r.begin_op)).map(|r| {
        Niet {
            dossier,
            wat: wat(&r.productcode, r.begin_op, Some(r.eind_op.plus_dagen(1))),
            waarom:
                "Gewone Wmo-begeleiding betaalt de gemeente waar de cliënt woont. Die staat niet in de pot."
                    .to_owned(),
        }
    }));
    let wel = keuze.wel.iter().filter_map(|id| per_id.get(id)).map(|r| factuurregel(dossier, r));
    Ok(Ok((wel.collect::<Result<_, _>>()?, niet)))
}

fn wat(product: &str, van: Datum, tot: Option<Datum>) -> String {
    format!("{product}, {}", periode_tekst(van, tot))
}

fn niet_gekozen(
    dossier: DossierId,
    keuze: &Factuurkeuze,
    per_id: &BTreeMap<i64, &DeclaratieRij>,
) -> Vec<Niet> {
    let een = |(id, reden): &(i64, kern::financien::Nietreden)| {
        let r = per_id.get(id)?;
        let wat = wat(&r.productcode, r.begin_op, Some(r.eind_op.plus_dagen(1)));
        Some(Niet { dossier, wat, waarom: format!("{reden}.") })
    };
    keuze.niet.iter().filter_map(een).collect()
}

fn factuurregel(dossier_id: DossierId, r: &DeclaratieRij) -> Result<RegelRij, Fout> {
    let credit = r.bedrag_cent < Cent::NUL;
    Ok(RegelRij {
        factuurregel_id: 0,
        dossier_id,
        toewijzing_id: r.toewijzing_id,
        productcode: r.productcode.clone(),
        van: r.begin_op,
        tot: r.eind_op.plus_dagen(1),
        dagen: r.begin_op.dagen_tot(r.eind_op.plus_dagen(1)),
        tarief_cent: r.tarief_cent,
        bedrag_cent: r.bedrag_cent,
        declaratieregel_id: Some(r.declaratieregel_id),
        eenheid: Some(eenheid(&r.eenheid)?.to_owned()),
        aantal: Some(if credit { -r.volume.abs() } else { r.volume }),
        boeking_id: None,
        referentie: None,
    })
}

/// What people of an agreement have in a period that no invoice over it asks for, with why. Said on the page, so that nothing is left out in
/// silence.
pub async fn niet_op_factuur(
    db: &impl Leest,
    o: &OvereenkomstRij,
    periode: &Periode,
) -> Result<Vec<Niet>, Fout> {
    let clienten = opslag::clienten(db, o.overeenkomst_id).await?;
    let mut uit = Vec::new();
    for c in &clienten {
        let dossier = c.dossier_id;
        for p in db.alle::<PgbRij>(PGB, &[v(&dossier)]).await? {
            if overlapt(periode, p.van, p.tot) {
                let wat = format!("Pgb {}", wat(&p.productcode, p.van, p.tot));
                let waarom = "Wat de budgethouder uitgaf, staat alleen op de afrekening van de SVB. Er zijn geen dagen of declaraties. Spreek dit bedrag apart af met de gemeente.";
                uit.push(Niet { dossier, wat, waarom: waarom.to_owned() });
            }
        }
        let declaraties: Vec<DeclaratieRij> = db.alle(DECLARATIES, &[v(&dossier)]).await?;
        for z in opslag::zorg(db, dossier).await?.iter().filter(|z| overlapt(periode, z.van, z.tot)) {
            if let Some(waarom) = geen_prijs_of_declaratie(db, z, periode, &declaraties).await? {
                uit.push(Niet { dossier, wat: wat(&z.productcode, z.van, z.tot), waarom });
            }
        }
        if let Ok((_, niet)) = van_client(db, o, &clienten, dossier, periode).await? {
            let anders = kern::financien::Nietreden::AlGefactureerd;
            uit.extend(niet.into_iter().filter(|n| n.waarom != format!("{anders}.")));
        }
    }
    Ok(uit)
}

fn overlapt(p: &Periode, van: Datum, tot: Option<Datum>) -> bool {
    Periode::nieuw(van, tot).is_some_and(|x| x.overlapt(p))
}

async fn geen_prijs_of_declaratie(
    db: &impl Leest,
    z: &ZorgRij,
    periode: &Periode,
    declaraties: &[DeclaratieRij],
) -> Result<Option<String>, Fout> {
    let zorg = Periode::nieuw(z.van, z.tot).and_then(|p| p.doorsnede(periode));
    let Some(deel) = zorg else { return Ok(None) };
    if z.eenheid != Eenheid::Etmaal.code() {
        let al = declaraties.iter().any(|r| r.toewijzing_id == z.toewijzing_id && periode.bevat(r.begin_op));
        let zin = "De aanbieder declareerde in deze periode nog niets dat is toegekend. Komt dat later, dan staat het op de volgende factuur.";
        return Ok((!al).then(|| zin.to_owned()));
    }
    let Some(dagen) = deel.duur_dagen() else { return Ok(None) };
    let prijzen = opslag::prijzen(db, z.aanbieder_id, &z.productcode).await?;
    let met: i64 =
        prijzen.iter().filter_map(|p| Periode::nieuw(p.van, p.tot)?.doorsnede(&deel)?.duur_dagen()).sum();
    let zin = format!("Voor {} van de {dagen} dagen staat er geen tarief in het contract.", dagen - met);
    Ok((met < dagen).then_some(zin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_eenheid_van_een_declaratie_heeft_een_woord_op_de_factuur() {
        for (code, aantal, tekst) in [
            ("01", 90, "90 minuten"),
            ("04", 1, "1 uur"),
            ("04", -12, "-12 uur"),
            ("14", 31, "31 etmalen"),
            ("16", 1, "1 dagdeel"),
            ("16", 4, "4 dagdelen"),
            ("82", 3, "3 stuks"),
            ("84", 3, "3 stuks"),
            ("83", 12_345, "Bedrag"),
        ] {
            assert_eq!(aantal_tekst(aantal, eenheid(code).expect("known")), tekst, "{code}");
        }
        assert!(eenheid("99").is_err());
        for e in Eenheid::ALLE {
            assert!(["01", "04", "14", "16", "84"].iter().any(|c| eenheid(c).ok() == Some(e.code())), "{e}");
        }
    }
}
