//! Open figures as they are frozen: every figure with the question that it answers, so that a later release can see what is known.

use crate::huis::Fout;
use kern::monitor::{
    Cel, Cijfer, Cijfertabel, Codes, Coordinaat, Kolom, Kop, Maat, Rij, Sleutel, Soort, Splitsing, Tabelnaam,
    Tijdvak, Vraag,
};
use kern::stam::{Datum, JournaalNr, Kwartaal, Peil};
use serde::{Deserialize, Serialize};

/// The tables that are released, in order. Tables whose figures follow from these are left out.
pub const TABELLEN: &[Tabelnaam] = &[
    Tabelnaam::ClientenVerloop,
    Tabelnaam::ClientenVorm,
    Tabelnaam::ClientenKenmerk,
    Tabelnaam::ClientenLeveringsvorm,
    Tabelnaam::HerkomstVerblijf,
    Tabelnaam::Stromen,
    Tabelnaam::Doorstroom,
    Tabelnaam::Terugval,
    Tabelnaam::UitstroomReden,
    Tabelnaam::Verblijfsduur,
    Tabelnaam::Wachttijden,
    Tabelnaam::Wachtenden,
    Tabelnaam::RealisatieGemeente,
    Tabelnaam::RealisatieVorm,
];

/// The released figures of a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// Quarter.
    pub tijdvak: String,
    /// Tables.
    pub tabellen: Vec<Tabel>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabel {
    /// Code.
    pub code: String,
    /// Figures.
    pub cijfers: Vec<Getal>,
}

/// A figure with its question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Getal {
    /// What is counted.
    pub maat: String,
    /// Which number of it: aantal, som, mediaan or p90.
    pub keus: String,
    /// Stretch of time; empty when only the day matters.
    pub tijdvak: String,
    /// Day.
    pub op: String,
    /// Known up to this act.
    pub nr: i64,
    /// Only where: split and value.
    pub waar: Vec<(String, String)>,
    /// The figure; `None` when hidden or when there is none.
    pub waarde: Option<i64>,
    /// Hidden, for small numbers.
    pub verborgen: bool,
}

/// The kinds of columns, each with the word that is stored.
const SOORTEN: [(&str, Soort); 4] =
    [("aantal", Soort::Aantal), ("som", Soort::Cent), ("mediaan", Soort::Dagen), ("p90", Soort::Dagen)];

fn keus(k: &Kolom) -> &'static str {
    match (k.soort, k.kop) {
        (Soort::Aantal | Soort::Promille, _) => "aantal",
        (Soort::Cent, _) => "som",
        (Soort::Dagen, Kop::Tekst("Mediaan")) => "mediaan",
        (Soort::Dagen, _) => "p90",
    }
}

impl Stand {
    /// Freezes tables. What was computed from other figures stays behind: everybody can compute it again.
    pub fn van(kwartaal: Kwartaal, tabellen: &[Cijfertabel], codes: &Codes) -> Stand {
        let tabel = |t: &Cijfertabel| Tabel {
            code: t.code.to_owned(),
            cijfers: t
                .rijen
                .iter()
                .flat_map(|r| r.cellen.iter().zip(&t.kolommen))
                .filter_map(|(c, k)| getal(c, k, codes))
                .collect(),
        };
        Stand { tijdvak: kwartaal.to_string(), tabellen: tabellen.iter().map(tabel).collect() }
    }
    /// As text, always the same for the same figures.
    pub fn schrijf(&self) -> Result<String, Fout> {
        serde_json::to_string(self).map_err(|e| Fout::nieuw(format!("open cijfers schrijven: {e}")))
    }
    /// Reads frozen figures.
    pub fn lees(tekst: &str) -> Result<Stand, Fout> {
        serde_json::from_str(tekst).map_err(|e| Fout::nieuw(format!("open cijfers lezen: {e}")))
    }
    /// The tables as counting knows them: each figure on a row of its own, under a column of its kind.
    pub fn tabellen(&self, codes: &mut Codes) -> Result<Vec<Cijfertabel>, Fout> {
        self.tabellen.iter().map(|t| t.terug(codes)).collect()
    }
}

fn getal(c: &Cel, k: &Kolom, codes: &Codes) -> Option<Getal> {
    let a = c.achter.as_ref()?;
    let v = &a.vraag;
    let met_tijdvak = v.maat.over_tijdvak() || v.maat == Maat::Begroot;
    let waar = v.filter.iter().map(|(s, w)| (s.code().to_owned(), w.tekst(codes))).collect();
    Some(Getal {
        maat: v.maat.code().to_owned(),
        keus: keus(k).to_owned(),
        tijdvak: if met_tijdvak { v.tijdvak.code().to_owned() } else { String::new() },
        op: a.peil.op.to_string(),
        nr: a.peil.bekend.0,
        waar,
        waarde: c.cijfer.getal(),
        verborgen: c.cijfer == Cijfer::Verborgen,
    })
}

impl Tabel {
    fn terug(&self, codes: &mut Codes) -> Result<Cijfertabel, Fout> {
        let naam = Tabelnaam::lees(&self.code).ok_or_else(|| onbekend("tabel", &self.code))?;
        let kolommen = SOORTEN.map(|(naam, soort)| Kolom { kop: Kop::Tekst(naam), soort }).to_vec();
        let mut rijen = Vec::new();
        for g in &self.cijfers {
            let plek =
                SOORTEN.iter().position(|(n, _)| *n == g.keus).ok_or_else(|| onbekend("keus", &g.keus))?;
            let leeg = || Cel { cijfer: Cijfer::Geen, achter: None };
            let mut cellen: Vec<Cel> = SOORTEN.iter().map(|_| leeg()).collect();
            cellen[plek] = Cel { cijfer: g.cijfer(), achter: Some(g.coordinaat(codes)?) };
            rijen.push(Rij { kop: Kop::Totaal, cellen });
        }
        Ok(Cijfertabel {
            code: naam.code(),
            titel: naam.titel(),
            rijkop: "",
            maten: Vec::new(),
            tijdvak: None,
            kolommen,
            rijen,
            met_totaal: false,
            noten: Vec::new(),
        })
    }
}

impl Getal {
    /// The figure as it may be shown.
    pub fn cijfer(&self) -> Cijfer {
        match (self.waarde, self.verborgen) {
            (Some(n), false) => Cijfer::Getal(n),
            (_, true) => Cijfer::Verborgen,
            (None, false) => Cijfer::Geen,
        }
    }
    /// The maat that it counts.
    pub fn welke(&self) -> Result<Maat, Fout> {
        Maat::lees(&self.maat).ok_or_else(|| onbekend("maat", &self.maat))
    }
    /// The day that it is about.
    pub fn dag(&self) -> Result<Datum, Fout> {
        Datum::lees(&self.op).map_err(|e| Fout::nieuw(format!("open cijfers: {e}")))
    }
    fn coordinaat(&self, codes: &mut Codes) -> Result<Coordinaat, Fout> {
        let mut vraag = Vraag::nieuw(self.welke()?);
        if !self.tijdvak.is_empty() {
            vraag.tijdvak = Tijdvak::lees(&self.tijdvak).ok_or_else(|| onbekend("tijdvak", &self.tijdvak))?;
        }
        for (s, w) in &self.waar {
            let s = Splitsing::lees(s).ok_or_else(|| onbekend("splitsing", s))?;
            vraag.filter.push((s, sleutel(s, w, codes)));
        }
        Ok(Coordinaat { peil: Peil::op(self.dag()?).bekend(JournaalNr(self.nr)), vraag })
    }
}

/// A value of a split; a code that no register uses any more keeps its place.
pub(super) fn sleutel(s: Splitsing, tekst: &str, codes: &mut Codes) -> Sleutel {
    if !s.is_gemeente() && tekst != "onbekend" {
        return Sleutel::Code(codes.neem_op(tekst));
    }
    Sleutel::lees(tekst, s.is_gemeente(), codes).unwrap_or(Sleutel::Onbekend)
}

fn onbekend(wat: &str, code: &str) -> Fout {
    Fout::nieuw(format!("open cijfers: {wat} {code} is niet bekend"))
}
