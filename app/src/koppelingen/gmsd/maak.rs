//! Making the file: fill the columns of the description, check every row, and keep that it was made.

use super::{
    beschrijving::{Beschrijving, Halfjaar, Kolom},
    rijen::{self, Rij},
};
use crate::huis::{App, Fout, Wie, geheim::sha256, opslag::Handeling};
use crate::koppelingen::uitlevering;
use crate::monitor;
use kern::stam::{Datum, DossierId, Gemeentecode, JournaalNr, Weigering};
use std::collections::{BTreeMap, BTreeSet};

const BRON: &str = "VNG, Aanleverprotocol GMSD, 15 december 2015";

/// What is wrong with rows, with the dossiers.
#[derive(Debug, Clone)]
pub struct Bevinding {
    /// In Dutch.
    pub zin: String,
    /// Whether the rows are left out of the file.
    pub weggelaten: bool,
    /// Dossiers.
    pub dossiers: BTreeSet<DossierId>,
    /// Rows.
    pub rijen: usize,
}

/// The file with what was found.
#[derive(Debug, Clone)]
pub struct Bestand {
    /// Half-year.
    pub halfjaar: Halfjaar,
    /// Last act that counts.
    pub bekend: JournaalNr,
    /// Description it was made by.
    pub beschrijving: Beschrijving,
    /// Rows per gemeente.
    pub per_gemeente: BTreeMap<Gemeentecode, usize>,
    /// Rows in the file.
    pub rijen: usize,
    /// What was found.
    pub bevindingen: Vec<Bevinding>,
    /// Persons in the file.
    pub personen: usize,
    /// The text, with BSNs; empty in a preview.
    tekst: String,
}

impl Bestand {
    /// The file. It holds BSNs: it goes to CBS and nowhere else.
    pub fn bytes(&self) -> &[u8] {
        self.tekst.as_bytes()
    }
    /// How many rows something was found about.
    pub fn aantal_bevindingen(&self) -> usize {
        self.bevindingen.iter().map(|b| b.rijen).sum()
    }
}

/// The file of a half-year without its text: what is in it and what is missing. Refused while the half-year runs (GMS-02).
pub async fn voorbeeld(app: &App, vandaag: Datum, h: Halfjaar) -> Result<Result<Bestand, Weigering>, Fout> {
    stel_op(app, vandaag, h, false).await
}

/// Makes the file of a half-year, and keeps peil, rows and hash as uitlevering. The text itself is not kept.
pub async fn maak(app: &App, wie: Wie, h: Halfjaar) -> Result<Result<Bestand, Weigering>, Fout> {
    let b = match stel_op(app, wie.vandaag, h, true).await? {
        Ok(b) => b,
        Err(w) => return Ok(Err(w)),
    };
    let mut tx = app.db.begin(wie).await?;
    let id = tx.nieuw_id()?;
    let handeling = Handeling {
        wat: "bestand voor het CBS gemaakt",
        onderwerp: "uitlevering",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(handeling).await?;
    let getal = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let nieuw = uitlevering::Nieuw {
        soort: "gmsd",
        tijdvak: h.to_string(),
        beschrijving: b.beschrijving.versie.clone(),
        peil_op: h.periode().and_then(|p| p.tot_en_met()).unwrap_or(tx.vandaag()),
        peil_nr: b.bekend,
        rijen: getal(b.rijen),
        bevindingen: getal(b.aantal_bevindingen()),
        sha256: sha256(b.bytes()),
    };
    uitlevering::leg_vast(&mut tx, id, &nieuw).await?;
    tx.commit().await?;
    Ok(Ok(b))
}

async fn stel_op(
    app: &App,
    vandaag: Datum,
    h: Halfjaar,
    met_bsn: bool,
) -> Result<Result<Bestand, Weigering>, Fout> {
    let Some(periode) = h.periode() else { return Ok(Err(nog_niet(h, vandaag))) };
    let na = periode.tot().unwrap_or(vandaag);
    if vandaag < na {
        return Ok(Err(nog_niet(h, na)));
    }
    let bekend = monitor::opslag::laatste_nr(&app.db).await?;
    let beschrijving = Beschrijving::op(&app.regels, na.plus_dagen(-1))?;
    let alle = rijen::alle(&app.db, periode, bekend).await?;
    let mut m = Maker { app, vandaag, na, met_bsn, k: &beschrijving.kolommen, gevonden: BTreeMap::new() };
    let teken = &beschrijving.scheidingsteken;
    let koppen: Vec<String> = beschrijving.kolommen.iter().map(Kolom::kopregel).collect();
    let mut tekst = regel(&koppen, teken);
    let (mut per_gemeente, mut dossiers, mut geteld) = (BTreeMap::new(), BTreeSet::new(), 0);
    for r in &alle {
        m.kijk(r);
        if let Some(velden) = m.velden(r)? {
            tekst.push_str(&regel(&velden, teken));
            *per_gemeente.entry(r.gemeente).or_default() += 1;
            dossiers.insert(r.dossier_id);
            geteld += 1;
        }
    }
    let bevindingen = m.gevonden.into_values().collect();
    let personen = dossiers.len();
    let tekst = if met_bsn { tekst } else { String::new() };
    Ok(Ok(Bestand {
        halfjaar: h,
        bekend,
        beschrijving,
        per_gemeente,
        rijen: geteld,
        bevindingen,
        personen,
        tekst,
    }))
}

fn nog_niet(h: Halfjaar, na: Datum) -> Weigering {
    let zin = format!("Het {} is nog niet voorbij. Dit bestand kan vanaf {}.", h.naam(), na.voluit());
    Weigering::nieuw("GMS-02", BRON, zin).bij("halfjaar")
}

/// One line. A field with the sign between fields, a quote or a line end gets quotes.
fn regel(velden: &[String], teken: &str) -> String {
    let cel = |v: &String| {
        if v.contains(teken) || v.contains(['"', '\n', '\r']) {
            format!("\"{}\"", v.replace('"', "\"\""))
        } else {
            v.clone()
        }
    };
    let mut uit = velden.iter().map(cel).collect::<Vec<_>>().join(teken);
    uit.push_str("\r\n");
    uit
}

/// Cents as euros with a point and two decimals.
fn euro(cent: i64) -> String {
    let min = if cent < 0 { "-" } else { "" };
    format!("{min}{}.{:02}", cent.unsigned_abs() / 100, cent.unsigned_abs() % 100)
}

struct Maker<'a> {
    app: &'a App,
    vandaag: Datum,
    na: Datum,
    met_bsn: bool,
    k: &'a [Kolom],
    gevonden: BTreeMap<String, Bevinding>,
}

impl Maker<'_> {
    fn vond(&mut self, r: &Rij, weggelaten: bool, zin: impl Into<String>) {
        let zin = zin.into();
        let nieuw = || Bevinding { zin: zin.clone(), weggelaten, dossiers: BTreeSet::new(), rijen: 0 };
        let b = self.gevonden.entry(zin.clone()).or_insert_with(nieuw);
        b.dossiers.insert(DossierId(r.dossier_id));
        b.rijen += 1;
    }

    /// What looks wrong, without keeping the row out.
    fn kijk(&mut self, r: &Rij) {
        if r.start_op.is_some_and(|s| r.stop_op.is_some_and(|t| t < s)) {
            self.vond(r, false, "De ondersteuning eindigt voor zij begint.");
        }
        if r.start_op.is_none() && r.geldig_van < self.na.plus_maanden(-3) && r.leveringsvorm == "zin" {
            self.vond(r, false, "Er is na drie maanden nog geen start gemeld.");
        }
        if r.leveringsvorm == "pgb" && r.betaald == 0 {
            self.vond(r, false, "Er is een pgb, maar er is in het halfjaar niets betaald.");
        }
        if r.betaald < 0 {
            self.vond(r, false, "Er is in het halfjaar meer teruggevraagd dan betaald.");
        }
    }

    /// The fields of a row; `None` when one that must be there is empty.
    fn velden(&mut self, r: &Rij) -> Result<Option<Vec<String>>, Fout> {
        let mut uit = Vec::with_capacity(self.k.len());
        let mut heel = true;
        for k in self.k {
            let w = self.waarde(k, r)?;
            if w.is_empty() && k.verplicht {
                heel = false;
                self.vond(r, true, format!("Verplicht veld is leeg: {}.", k.betekenis));
            }
            uit.push(w);
        }
        Ok(heel.then_some(uit))
    }

    fn waarde(&self, k: &Kolom, r: &Rij) -> Result<String, Fout> {
        let dag = |d: Option<Datum>| d.map_or_else(String::new, |d| d.to_string());
        let laatste = |d: Option<Datum>| dag(d.map(|d| d.plus_dagen(-1)));
        Ok(match k.veld.as_str() {
            "aanmaakdatum" => self.vandaag.to_string(),
            "gemeente" => r.gemeente.to_string(),
            "bsn" => self.bsn(r)?,
            "categorie" => r.categorie.clone().unwrap_or_default(),
            "ingangsdatum" => r.geldig_van.to_string(),
            "einddatum" => laatste(r.geldig_tot),
            "leveringsvorm" => r.leveringsvorm.to_uppercase(),
            "start" => dag(r.start_op),
            "stop" => laatste(r.stop_op),
            "omvang" => r.omvang.to_string(),
            "eenheid" => r.eenheid.clone(),
            "frequentie" => r.frequentie.clone(),
            "betaald" => euro(r.betaald),
            "reden" => r.reden.clone(),
            "onbekend" => String::new(),
            ander => return Err(Fout::nieuw(format!("regels/gmsd: er is geen veld ‘{ander}’"))),
        })
    }

    /// The BSN in full for the file; in a preview only whether there is one.
    fn bsn(&self, r: &Rij) -> Result<String, Fout> {
        match &r.bsn {
            None => Ok(String::new()),
            Some(_) if !self.met_bsn => Ok("x".to_owned()),
            Some(dicht) => Ok(self.app.sleutels.ontsleutel_bsn(dicht)?.cijfers()),
        }
    }
}
