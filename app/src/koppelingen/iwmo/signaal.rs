//! Signals: care that was declared or paid where there was none by our own registers. Nothing is changed here; somebody asks the aanbieder.

use super::lijst::partij;
use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, csv,
        kader::Toon,
        onderdelen::Paginering,
        opslag::{Leest, sql, t, v},
    },
    inkoop::opslag::{AanbiederRij, aanbieders},
    rij,
};
use askama::Template;
use kern::stam::{Cent, Datum, DossierId, Peil};
use std::collections::BTreeSet;

/// Signals on one page.
const PER_PAGINA: usize = 50;
/// Lines that are looked at for each kind, the newest first.
const MAX: i64 = 5_000;
/// The unit etmaal in messages (WJ756): one a day.
const ETMAAL: &str = "14";
/// Kinds of signals with their words.
const SOORTEN: &[(&str, &str)] = &[
    ("na_uitstroom", "Zorg na de uitstroom"),
    ("na_stop", "Zorg buiten start en stop"),
    ("start_ingetrokken", "Start ingetrokken, zorg al toegekend"),
];

rij! {
    /// A declared line that does not fit what we know; `grens` is the first day without care, or that of the line itself.
    pub struct SignaalRij {
        bericht_id: i64, regelnr: i64, agb: String, dossier_id: DossierId, nummer: i64, begin_op: Datum, eind_op: Datum, eenheid: String,
        volume: i64, bedrag_cent: Cent, uitkomst: String, grens: Datum, ingetrokken: i64,
    }
}

/// Whose dossiers: all ($2 is 0) or those in which employee $2 has a place on day $3; of all gemeenten ($4 is '*') or of one.
macro_rules! signalen {
    ($vraag:literal) => {
        concat!(
            $vraag,
            "
      AND ($2 = CAST(0 AS BIGINT) OR EXISTS (SELECT 1 FROM dossierrol p WHERE p.dossier_id = t.dossier_id AND p.gebruiker_id = $2
        AND p.tot_nr IS NULL AND p.geldig_van <= $3 AND (p.geldig_tot IS NULL OR $3 < p.geldig_tot)))
      AND ($4 = '*' OR EXISTS (SELECT 1 FROM dossier d WHERE d.dossier_id = t.dossier_id AND d.tot_nr IS NULL AND d.gemeente = $4))
    ORDER BY r.declaratieregel_id DESC LIMIT $1"
        )
    };
}

sql!(
    NA_UITSTROOM = signalen!("SELECT r.bericht_id, r.regelnr, b.afzender, t.dossier_id, t.nummer, r.begin_op, r.eind_op, r.eenheid, r.volume,
      r.bedrag_cent, r.uitkomst, s.op, CAST(0 AS BIGINT)
    FROM schaling s JOIN toewijzing t ON t.dossier_id = s.dossier_id AND t.tot_nr IS NULL
    JOIN declaratieregel r ON r.toewijzing_id = t.toewijzing_id JOIN bericht b ON b.bericht_id = r.bericht_id
    WHERE s.soort = 'uitstroom' AND s.tot_nr IS NULL AND r.eind_op >= s.op AND r.bedrag_cent > 0
      AND NOT EXISTS (SELECT 1 FROM schaling n WHERE n.dossier_id = s.dossier_id AND n.tot_nr IS NULL AND n.soort = 'instroom'
        AND n.op >= s.op AND n.op <= r.eind_op)
      AND NOT EXISTS (SELECT 1 FROM declaratieregel c WHERE c.aanbieder_id = r.aanbieder_id AND c.vorige_referentie = r.referentie
        AND c.uitkomst = 'toegekend')")
);
sql!(
    ZONDER_LEVERING = signalen!("SELECT r.bericht_id, r.regelnr, b.afzender, t.dossier_id, t.nummer, r.begin_op, r.eind_op, r.eenheid, r.volume,
      r.bedrag_cent, r.uitkomst, r.begin_op, g.ingetrokken
    FROM (SELECT toewijzing_id, CAST(max(CASE WHEN soort = 'start' AND vervalt = 1 THEN 1 ELSE 0 END) AS BIGINT) AS ingetrokken
          FROM regiebericht WHERE soort = 'stop' OR vervalt = 1 GROUP BY toewijzing_id) g
    JOIN toewijzing t ON t.toewijzing_id = g.toewijzing_id AND t.tot_nr IS NULL
    JOIN declaratieregel r ON r.toewijzing_id = t.toewijzing_id JOIN bericht b ON b.bericht_id = r.bericht_id
    WHERE r.uitkomst = 'toegekend' AND r.bedrag_cent > 0
      AND NOT EXISTS (SELECT 1 FROM levering l WHERE l.toewijzing_id = t.toewijzing_id AND l.tot_nr IS NULL AND l.geldig_van <= r.eind_op
        AND (l.geldig_tot IS NULL OR l.geldig_tot > r.begin_op))
      AND NOT EXISTS (SELECT 1 FROM declaratieregel c WHERE c.aanbieder_id = r.aanbieder_id AND c.vorige_referentie = r.referentie
        AND c.uitkomst = 'toegekend')")
);

/// One signal.
struct Signaal {
    soort: &'static str,
    rij: SignaalRij,
}

impl Signaal {
    fn zin(&self) -> String {
        let r = &self.rij;
        let tot = r.eind_op.voluit();
        match self.soort {
            "na_uitstroom" => format!(
                "Zorg gedeclareerd tot en met {tot}. De inwoner is uitgestroomd; {} is de eerste dag zonder zorg.",
                r.grens.voluit()
            ),
            "start_ingetrokken" => format!(
                "Zorg toegekend van {} tot en met {tot}. De aanbieder heeft de start daarna ingetrokken.",
                r.begin_op.voluit()
            ),
            _ => format!(
                "Zorg toegekend van {} tot en met {tot}. Volgens start en stop is er in die dagen geen zorg geleverd.",
                r.begin_op.voluit()
            ),
        }
    }

    fn naam(&self) -> &'static str {
        SOORTEN.iter().find(|s| s.0 == self.soort).map_or("", |s| s.1)
    }
}

/// Whether a line goes beyond the last day of care: it begins after it, or names more etmalen than there were days.
fn gaat_voorbij(r: &SignaalRij) -> bool {
    let dagen = r.begin_op.dagen_tot(r.grens).max(0);
    r.begin_op >= r.grens || (r.eenheid == ETMAAL && r.volume > dagen)
}

/// The signals whose amounts this person may see, the newest declaratie first: a trajectregisseur those of the dossiers in which he has a
/// place, a financieel adviseur those of her gemeente or of the region.
async fn alle(vz: &Verzoek, soort: &str) -> Result<Vec<Signaal>, Fout> {
    let (db, actor) = (&vz.db, &vz.actor);
    let wie = if actor.rol == Rol::FinancieelAdviseur { 0 } else { actor.gebruiker_id };
    let waar = actor.gemeente.map_or_else(|| "*".to_owned(), |g| g.to_string());
    let args = [v(&MAX), v(&wie), v(&vz.vandaag()), t(&waar)];
    let na: Vec<SignaalRij> = db.alle(NA_UITSTROOM, &args).await?;
    let mut uit: Vec<Signaal> =
        na.into_iter().filter(gaat_voorbij).map(|rij| Signaal { soort: "na_uitstroom", rij }).collect();
    for rij in db.alle::<SignaalRij>(ZONDER_LEVERING, &args).await? {
        let dubbel = |s: &Signaal| (s.rij.bericht_id, s.rij.regelnr) == (rij.bericht_id, rij.regelnr);
        if !uit.iter().any(dubbel) {
            let soort = if rij.ingetrokken == 1 { "start_ingetrokken" } else { "na_stop" };
            uit.push(Signaal { soort, rij });
        }
    }
    uit.retain(|s| soort.is_empty() || s.soort == soort);
    uit.sort_by_key(|s| (std::cmp::Reverse(s.rij.bericht_id), s.rij.regelnr));
    Ok(uit)
}

/// How many inwoners signals are about, for the logboek.
fn personen<'a>(signalen: impl Iterator<Item = &'a Signaal>) -> usize {
    signalen.map(|s| s.rij.dossier_id).collect::<BTreeSet<_>>().len()
}

/// A signal as shown.
struct Regel {
    soort: &'static str,
    zin: String,
    wie: String,
    bedrag: Cent,
    uitkomst: (&'static str, Toon),
    nummer: i64,
    bericht: String,
    regelnr: i64,
    /// Page of the dossier.
    dossier: String,
    dossier_id: DossierId,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/signalen.html")]
struct Pagina {
    kader: Kader,
    filter: Invoer,
    soorten: Vec<Optie>,
    regels: Vec<Regel>,
    bladeren: Paginering,
    csv: String,
}

fn gekozen(vz: &Verzoek) -> &'static str {
    let gevraagd = vz.vraag("soort").unwrap_or_default();
    SOORTEN.iter().map(|s| s.0).find(|s| *s == gevraagd).unwrap_or("")
}

fn href(pad: &str, soort: &str, pagina: u64) -> String {
    match (soort, pagina) {
        ("", 0 | 1) => pad.to_owned(),
        ("", n) => format!("{pad}?pagina={n}"),
        (s, 0 | 1) => format!("{pad}?soort={s}"),
        (s, n) => format!("{pad}?soort={s}&pagina={n}"),
    }
}

/// GET /berichten/signalen
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let soort = gekozen(&vz);
    let signalen = alle(&vz, soort).await?;
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let totaal = u64::try_from(signalen.len()).unwrap_or(0);
    let per = u64::try_from(PER_PAGINA).unwrap_or(50);
    let bladeren = Paginering::van(totaal, per, pagina, |n| href("/berichten/signalen", soort, n));
    let vanaf = usize::try_from((bladeren.pagina - 1) * per).unwrap_or(0);
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let deel = if vz.actor.rol == Rol::FinancieelAdviseur { "geld" } else { "levering" };
    let getoond = || signalen.iter().skip(vanaf).take(PER_PAGINA);
    let p = Pagina {
        kader: vz
            .kader("Signalen over zorg en geld")
            .await?
            .kruimel("Berichtenverkeer", "/berichten")
            .kruimel("Signalen", ""),
        filter: Invoer::leeg().met("soort", soort.to_owned()),
        soorten: SOORTEN.iter().map(|s| Optie::nieuw(s.0, s.1)).collect(),
        regels: getoond().map(|s| regel(s, &wie, deel)).collect(),
        bladeren,
        csv: href("/berichten/signalen.csv", soort, 1),
    };
    Ok(Antwoord::pagina(&p)?.met_personen(personen(getoond())))
}

fn regel(s: &Signaal, wie: &[AanbiederRij], deel: &str) -> Regel {
    let r = &s.rij;
    Regel {
        soort: s.naam(),
        zin: s.zin(),
        wie: partij(&r.agb, wie),
        bedrag: r.bedrag_cent,
        uitkomst: if r.uitkomst == "toegekend" {
            ("Toegekend", Toon::Fout)
        } else {
            ("Afgewezen", Toon::Neutraal)
        },
        nummer: r.nummer,
        bericht: format!("/berichten/{}", r.bericht_id),
        regelnr: r.regelnr,
        dossier: format!("/dossiers/{}/{deel}", r.dossier_id),
        dossier_id: r.dossier_id,
    }
}

/// GET /berichten/signalen.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let kop = [
        "Signaal",
        "Wat",
        "Aanbieder",
        "Toewijzing",
        "Van",
        "Tot en met",
        "Bedrag in cent",
        "Uitkomst",
        "Bericht",
        "Regel",
    ];
    let mut uit = csv::regel(&kop);
    let signalen = alle(&vz, gekozen(&vz)).await?;
    for s in &signalen {
        let r = &s.rij;
        uit.push_str(&csv::regel(&[
            s.naam().to_owned(),
            s.zin(),
            partij(&r.agb, &wie),
            r.nummer.to_string(),
            r.begin_op.to_string(),
            r.eind_op.to_string(),
            r.bedrag_cent.0.to_string(),
            r.uitkomst.clone(),
            r.bericht_id.to_string(),
            r.regelnr.to_string(),
        ]));
    }
    let bestand = Antwoord::bestand("signalen.csv", "text/csv; charset=utf-8", uit.into_bytes())?;
    Ok(bestand.met_personen(personen(signalen.iter())))
}
