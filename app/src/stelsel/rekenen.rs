//! From what was recorded to what `kern` wants, and what a year of the path gives each gemeente.

use super::opslag::{self, BedragRij, MaatstafRij, ModelRij, PadRij, TabelRij, WlzRij};
use crate::huis::{Fout, gemeenten, opslag::Leest};
use kern::stam::{Breuk, Cent, Gemeentecode, Peil, Weigering, lees_getal};
use kern::stelsel::{
    Aandeel, Afronding, Cijferbron, Cijferstatus, Decimaal, Historie, Ingroeipad, Maatstaf, Maatstaftabel,
    Mutatie, Padjaar, Schema, Term, Uitname, Uitnamebasis, Verdeelmodel, Verdeling, Weg, herleid_padjaar,
    lees_bedragen, lees_csv, lees_maatstaven, maak_tabel, neem_uitkomsten, padjaar, uitname, verdeel,
    verdeel_met_factor,
};

/// Heading of the amounts in a table with published outcomes.
pub const KOLOM_BEDRAG: &str = "bedrag";
/// Code under which a table counts everybody outside the region together.
pub const REST: &str = "9999";
/// What holds today: no objective share at all.
pub const NU: &str = "Zoals het nu is: alles historisch";

/// Everything that was recorded.
pub struct Gegevens {
    /// Versions of the model, newest first.
    pub modellen: Vec<ModelRij>,
    /// Schedules.
    pub paden: Vec<PadRij>,
    /// Amounts of the Rijk, by year.
    pub bedragen: Vec<BedragRij>,
    /// Facts of the Wlz, by year.
    pub wlz: Vec<WlzRij>,
}

impl Gegevens {
    /// Reads it.
    pub async fn lees(db: &impl Leest, peil: Peil) -> Result<Gegevens, Fout> {
        Ok(Gegevens {
            modellen: opslag::modellen(db, peil).await?,
            paden: opslag::paden(db, peil).await?,
            bedragen: opslag::bedragen(db, peil).await?,
            wlz: opslag::wlz(db, peil).await?,
        })
    }

    /// The amount of a kind without gemeente that holds in a year: the newest that began.
    pub fn bedrag_in(&self, soort: &str, jaar: i16) -> Option<&BedragRij> {
        self.bedragen.iter().rfind(|b| b.soort == soort && b.jaar <= i64::from(jaar))
    }

    /// What is known about the historic budget of every centrumgemeente.
    pub fn histories(&self, jaar: i16) -> Result<Vec<(Gemeentecode, Historie)>, Fout> {
        let mut uit: Vec<(Gemeentecode, Historie)> = Vec::new();
        for b in self.bedragen.iter().filter(|b| b.soort == "historisch" && b.jaar <= i64::from(jaar)) {
            let g = Gemeentecode::lees(&b.gemeente)?;
            uit.retain(|(eerder, _)| *eerder != g);
            uit.push((g, self.historie(b, jaar)?));
        }
        uit.sort_by_key(|h| h.0);
        Ok(uit)
    }

    fn historie(&self, b: &BedragRij, jaar: i16) -> Result<Historie, Fout> {
        let totaal = self.bedrag_in("historisch_totaal", jaar);
        let mutaties = self.bedragen.iter().filter(|m| m.soort == "mutatie");
        let mutatie = |m: &BedragRij| {
            let naam = m.omschrijving.clone();
            Ok(Mutatie { jaar: jaartal(m.jaar)?, naam, bedrag: m.bedrag_cent, bron: bron_van_bedrag(m)? })
        };
        let mut historie = Historie {
            jaar: jaartal(b.jaar)?,
            budget: b.bedrag_cent,
            bron: bron_van_bedrag(b)?,
            totaal: totaal.map(|t| Ok::<_, Fout>((t.bedrag_cent, bron_van_bedrag(t)?))).transpose()?,
            mutaties: mutaties.map(mutatie).collect::<Result<_, Fout>>()?,
            uitnames: Vec::new(),
        };
        for w in self.wlz.iter().filter(|w| w.gemeente == b.gemeente) {
            if let Ok(Some(u)) = bereken_uitname(w, &historie) {
                historie.uitnames.push((jaartal(w.jaar)?, u));
            }
        }
        Ok(historie)
    }
}

/// The uitname of a fact, with the historic budget of the year before it as the old one; `None` when that is not known.
pub fn bereken_uitname(w: &WlzRij, h: &Historie) -> Result<Option<Uitname>, Fout> {
    let Ok(Some(oud)) = h.in_jaar(jaartal(w.jaar)?.saturating_sub(1)) else { return Ok(None) };
    let Some(historisch_oud) = oud.waarde().naar_cent() else { return Ok(None) };
    let basis = Uitnamebasis {
        kosten_basisjaar: w.kosten_cent,
        index: lees_getal(&w.prijsindex)?,
        compensatie: w.compensatie_cent,
        ex_ante: w.ex_ante_cent,
        historisch_oud,
        bron: bron(&w.bron, &w.cijferstatus)?,
    };
    Ok(uitname(&basis).ok())
}

fn bron_van_bedrag(b: &BedragRij) -> Result<Cijferbron, Fout> {
    bron(&b.bron, &b.cijferstatus)
}

/// A source with its status as stored.
pub fn bron(bron: &str, status: &str) -> Result<Cijferbron, Fout> {
    Ok(Cijferbron::nieuw(bron, Cijferstatus::lees(status)?))
}

/// A year as `kern` counts it.
pub fn jaartal(jaar: i64) -> Result<i16, Fout> {
    i16::try_from(jaar).map_err(|_| Fout::nieuw(format!("{jaar} is geen jaar")))
}

/// The share of each step as stored: decimal numbers with a point, separated by spaces.
pub fn stappen_tekst(stappen: &[Aandeel]) -> String {
    let los = stappen.iter().map(|a| {
        let t = a.breuk().met_decimalen(6);
        t.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    los.collect::<Vec<_>>().join(" ")
}

/// A schedule as stored, as `kern` wants it.
pub fn ingroeipad(p: &PadRij) -> Result<Ingroeipad, Fout> {
    let stap = |t: &str| -> Result<Aandeel, Fout> { Ok(Aandeel::van(&Breuk::lees(t)?)?) };
    let stappen = p.stappen.split_whitespace().map(stap).collect::<Result<Vec<_>, Fout>>()?;
    let startjaar = p.startjaar.map(jaartal).transpose()?;
    let schema = Schema::nieuw(p.naam.clone(), stappen, bron(&p.bron, &p.cijferstatus)?)?;
    Ok(Ingroeipad { startjaar, schema })
}

/// What holds as long as no path is adopted: everything historic.
pub fn geen_pad() -> Result<Ingroeipad, Fout> {
    let bron = Cijferbron::nieuw(
        "Gemeentefonds, integratie-uitkering Beschermd wonen; het objectieve verdeelmodel is niet in werking",
        Cijferstatus::Vastgesteld,
    );
    Ok(Ingroeipad { startjaar: None, schema: Schema::nieuw(NU, vec![Aandeel::NUL], bron)? })
}

/// A version of the model with the table that it was fed with.
pub struct Ingelezen {
    /// As stored.
    pub rij: ModelRij,
    /// The table, when one was read.
    pub tabelrij: Option<TabelRij>,
    /// As `kern` wants it.
    pub model: Verdeelmodel,
    /// Values per gemeente; empty for published outcomes.
    pub tabel: Maatstaftabel,
    uitkomsten: Vec<(Gemeentecode, Cent)>,
}

/// A weight as stored.
pub fn maatstaf(m: &MaatstafRij) -> Result<Maatstaf, Fout> {
    let gewicht = Decimaal::van(&lees_getal(&m.gewicht)?)?;
    Ok(Maatstaf {
        code: m.code.clone(),
        naam: m.naam.clone(),
        gewicht,
        bron: bron(&m.bron, &m.cijferstatus)?,
    })
}

impl Ingelezen {
    /// Reads a version with its newest table.
    pub async fn lees(db: &impl Leest, rij: &ModelRij, peil: Peil) -> Result<Ingelezen, Fout> {
        let rijen = opslag::maatstaven(db, rij.model_id).await?;
        let maatstaven = rijen.iter().map(maatstaf).collect::<Result<Vec<_>, Fout>>()?;
        let model = Verdeelmodel { versie: rij.versie.clone(), maatstaven };
        let tabelrij = opslag::tabellen(db, rij.model_id, peil).await?.into_iter().next();
        let inhoud = match &tabelrij {
            Some(t) => opslag::tabel_inhoud(db, t.tabel_id).await?,
            None => String::new(),
        };
        let herkomst = match &tabelrij {
            Some(t) => bron(&t.bron, &t.cijferstatus)?,
            None => bron(&rij.bron, &rij.cijferstatus)?,
        };
        let cellen = lees_csv(&inhoud);
        let (tabel, uitkomsten) = match (rij.weg.as_str(), cellen.is_empty()) {
            (_, true) => (Maatstaftabel::nieuw(Vec::new(), herkomst)?, Vec::new()),
            ("uitkomsten", false) => {
                let gelezen = lees_bedragen(&cellen, KOLOM_BEDRAG);
                (Maatstaftabel::nieuw(Vec::new(), herkomst)?, gelezen.rijen)
            }
            (_, false) => (maak_tabel(lees_maatstaven(&cellen, &model), herkomst)?, Vec::new()),
        };
        Ok(Ingelezen { rij: rij.clone(), tabelrij, model, tabel, uitkomsten })
    }

    /// The split of a year with its source; `None` when what it needs is not known (no table, no macrobudget). Inside: a refusal.
    pub fn verdeling(&self, g: &Gegevens, jaar: i16) -> Result<Option<Gesplitst>, Fout> {
        if self.tabelrij.is_none() {
            return Ok(None);
        }
        let (uit, bron) = match self.rij.weg.as_str() {
            "factor" => {
                let factor = lees_getal(&self.rij.factor)?;
                let eigen = bron(&self.rij.bron, &self.rij.cijferstatus)?;
                (verdeel_met_factor(&self.model, &self.tabel, &factor), eigen)
            }
            "uitkomsten" => (Ok(neem_uitkomsten(&self.uitkomsten)), self.tabel.bron().clone()),
            _ => match g.bedrag_in("macrobudget", jaar) {
                Some(m) => (verdeel(&self.model, &self.tabel, m.bedrag_cent), bron_van_bedrag(m)?),
                None => return Ok(None),
            },
        };
        Ok(Some(uit.map(|v| (v, bron))))
    }

    /// Number of inhabitants of a gemeente, when the table has it.
    pub fn inwoners(&self, g: Gemeentecode) -> Option<u32> {
        self.tabel.van(g).map(|r| r.inwoners).filter(|n| *n > 0)
    }
}

/// A split with the source of what was split, or why there is none.
pub type Gesplitst = Result<(Verdeling, Cijferbron), Weigering>;

/// One year of a path for the gemeenten of the region, and everything that it is computed from.
pub struct Jaarstand {
    /// Amounts.
    pub padjaar: Padjaar,
    /// The split, when it is known.
    pub verdeling: Option<(Verdeling, Cijferbron)>,
    historisch: Vec<(Gemeentecode, Term)>,
    /// No historic budget is known for this year.
    pub historisch_onbekend: bool,
    /// An objective share is asked for, but the split is not known.
    pub objectief_onbekend: bool,
    /// Why a part could not be computed.
    pub geweigerd: Vec<Weigering>,
}

/// Computes a year. What a rule refuses (amounts too large, nothing to share) is left out and told in `geweigerd`.
pub fn jaarstand(
    g: &Gegevens,
    model: Option<&Ingelezen>,
    pad: &Ingroeipad,
    jaar: i16,
) -> Result<Jaarstand, Fout> {
    let (mut historisch, mut geweigerd) = (Vec::new(), Vec::new());
    for (gemeente, h) in g.histories(jaar)?.into_iter().filter(|(g, _)| gemeenten::in_regio(*g)) {
        match h.in_jaar(jaar) {
            Ok(t) => historisch.extend(t.map(|t| (gemeente, t))),
            Err(w) => geweigerd.push(w),
        }
    }
    let gesplitst = model.map(|m| m.verdeling(g, jaar)).transpose()?.flatten();
    let verdeling = match gesplitst.transpose() {
        Ok(v) => v,
        Err(w) => {
            geweigerd.push(w);
            None
        }
    };
    let cent = |t: &Term| t.waarde().naar_cent().ok_or_else(|| Fout::nieuw("een budget is te groot"));
    let h = historisch.iter().map(|(g, t)| Ok((*g, cent(t)?))).collect::<Result<Vec<_>, Fout>>()?;
    let mut o = verdeling.as_ref().map_or_else(Vec::new, |(v, _)| v.bedragen());
    o.retain(|(g, _)| gemeenten::in_regio(*g));
    let padjaar = padjaar(pad, jaar, &h, &o, Afronding::PerGemeente)?;
    Ok(Jaarstand {
        historisch_onbekend: h.is_empty(),
        objectief_onbekend: o.is_empty() && padjaar.aandeel != Aandeel::NUL,
        padjaar,
        verdeling,
        historisch,
        geweigerd,
    })
}

impl Jaarstand {
    /// How the historic budget of a gemeente came about; `None` for who is no centrumgemeente.
    pub fn historisch(&self, gemeente: Gemeentecode) -> Option<&Term> {
        self.historisch.iter().find(|(g, _)| *g == gemeente).map(|(_, t)| t)
    }

    /// How the objective budget of a gemeente came about.
    pub fn objectief(&self, model: &Ingelezen, gemeente: Gemeentecode) -> Option<Term> {
        let (v, bron) = self.verdeling.as_ref()?;
        v.herleid(gemeente, &model.model, &model.tabel, bron)
    }

    /// How the whole amount of a gemeente came about.
    pub fn term(&self, model: Option<&Ingelezen>, pad: &Ingroeipad, gemeente: Gemeentecode) -> Option<Term> {
        let objectief = model.and_then(|m| self.objectief(m, gemeente));
        herleid_padjaar(pad, self.padjaar.jaar, self.historisch(gemeente).cloned(), objectief)
    }

    /// The least sure number behind the year, over the whole region.
    pub fn status(&self, model: Option<&Ingelezen>, pad: &Ingroeipad) -> Option<Cijferstatus> {
        let termen = gemeenten::regio().iter().filter_map(|g| self.term(model, pad, g.code));
        termen.map(|t| t.status()).min()
    }

    /// Whether the split came from a whole table, so that it sums to the macrobudget.
    pub fn is_sluitend(&self) -> bool {
        self.verdeling.as_ref().is_some_and(|(v, _)| v.weg() == Weg::Tabel)
    }
}

/// The name of a gemeente, also of the rest of the country.
pub fn naam(g: Gemeentecode) -> String {
    if g.to_string() == REST { "Rest van Nederland".to_owned() } else { gemeenten::naam(g) }
}

/// A refusal of a rule as a sentence with its code and article.
pub fn weigerzin(w: &Weigering) -> String {
    format!("{} ({}, {})", w.zin, w.code, w.artikel)
}
