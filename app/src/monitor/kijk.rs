//! Which figures somebody looks at: the day, the moment of knowing, and what the role lets through.

use super::{
    beeld::{Beeld, Moment as Stand},
    cijfers::Cijfers,
    geheugen::Onthouden,
    opslag,
    toon::Woorden,
};
use crate::huis::{
    Fout, Rol, Velden, Verzoek, dag_van, gemeenten, nederland,
    opslag::{Db, Leest, Moment, sql, t as tekst},
    rechten::{Actie, Oordeel, Relatie, Veldklasse, mag},
    regels::Regels,
};
use crate::rij;
use kern::monitor::{
    Blik, Cijfertabel, Feiten, Normen, Profiel, Sleutel, Splitsing, Tabelnaam, Tijdvak, kolommen::Kolommen,
};
use kern::stam::{Datum, Gemeentecode, JournaalNr, Kwartaal, Peil, Weigering};
use std::sync::Arc;

/// How many quarters back the boards can look.
const KWARTALEN_BESTUUR: usize = 12;

/// How many gemeenten stand in a table on a page; the others stand together.
const GEMEENTEN_MAX: usize = 25;

/// What a reader may see of the cases behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Achter {
    /// The dossiers, with a link.
    Dossiers,
    /// The cases, without a way to the dossier.
    Pseudoniem,
    /// Nothing.
    Niets,
}

/// What a role sees of the monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gezicht {
    /// Only this gemeente.
    pub gemeente: Option<Gemeentecode>,
    /// Small numbers are hidden, and only quarters that were released are shown.
    pub bestuur: bool,
    /// What lies behind figures about persons.
    pub personen: Achter,
    /// What lies behind amounts.
    pub geld: Achter,
}

/// What a role sees. Rights come from the rights function: who may read the basics of a dossier in the area sees
/// dossiers, who sees them masked sees cases without a number.
pub fn gezicht(rol: Rol, gemeente: Option<Gemeentecode>) -> Gezicht {
    let van = |klasse| match mag(rol, Relatie::Gebied, klasse, Actie::Lezen, false) {
        Oordeel::Ja => Achter::Dossiers,
        Oordeel::Gemaskeerd => Achter::Pseudoniem,
        Oordeel::Nee => Achter::Niets,
    };
    let personen = van(Veldklasse::Basis);
    // Amounts of a person go with the right to amounts, and the dossier itself with the right to its basics.
    let geld = if van(Veldklasse::Financieel) == Achter::Niets { Achter::Niets } else { personen };
    Gezicht { gemeente, bestuur: personen == Achter::Niets, personen, geld }
}

/// What is looked at.
pub struct Kijk {
    /// Day and moment of knowing.
    pub peil: Peil,
    /// Day after which nothing is known, when that was asked; `None` for now.
    pub bekend_op: Option<Datum>,
    /// Stretch of time for doorstroom, reasons and waiting times.
    pub tijdvak: Tijdvak,
    /// What the role sees.
    pub gezicht: Gezicht,
    /// Gemeente that was chosen, or the only one that may be seen.
    pub gemeente: Option<Gemeentecode>,
    /// Facts.
    pub feiten: Arc<Feiten>,
    /// The same as columns.
    pub kolommen: Arc<Kolommen>,
    /// What was found in the columns before.
    onthouden: Arc<Onthouden>,
    /// Words of codes on the peildatum.
    pub woorden: Woorden,
    /// How long waiting may take on the peildatum.
    pub normen: Normen,
    /// Hides small numbers.
    pub profiel: Option<Profiel>,
    /// The uitgave whose figures these are, for who sees published figures only; `None` for who sees everything, and when
    /// nothing was published.
    pub editie: Option<Cijfers>,
    /// The quarters with an uitgave, the last one first; empty for who sees everything.
    pub kwartalen: Vec<Kwartaal>,
    /// What was wrong in the address.
    pub weigeringen: Vec<Weigering>,
    filter: Vec<(Splitsing, Sleutel)>,
}

impl Kijk {
    /// Reads the address and loads the facts.
    pub async fn lees(v: &Verzoek) -> Result<Kijk, Fout> {
        let gezicht = gezicht(v.actor.rol, v.actor.gemeente);
        let velden = Velden(v.vragen().to_vec());
        let mut weigeringen = Vec::new();
        let vandaag = v.vandaag();
        let mut kwartalen = Vec::new();
        let mut gepubliceerd = None;
        let (op, bekend_op) = if gezicht.bestuur {
            kwartalen = met_uitgave(&v.db).await?;
            let gevraagd = v.vraag("kwartaal").and_then(|t| Kwartaal::lees(t).ok());
            let kwartaal = gevraagd.filter(|k| kwartalen.contains(k)).or(kwartalen.first().copied());
            gepubliceerd = match kwartaal {
                Some(k) => uitgave(&v.db, k).await?,
                None => None,
            };
            gepubliceerd.as_ref().map_or((vandaag, None), |u| (u.peil_op, Some(u.bekend_op)))
        } else {
            let op = dag(&velden, "op", &mut weigeringen);
            let op = met_regels(&v.app.regels, op.unwrap_or(vandaag), vandaag, &mut weigeringen);
            (op, dag(&velden, "bekend", &mut weigeringen))
        };
        let beeld = v.app.gedeeld.neem::<Beeld>();
        let Stand { nr: nu_nr, feiten, kolommen, onthouden, namen } =
            beeld.moment(&v.db, &[op.jaar() - 1, op.jaar()]).await?;
        let nr = v.vraag("nr").filter(|_| !gezicht.bestuur).and_then(|t| t.parse().ok()).map(JournaalNr);
        let bekend = match (gepubliceerd.as_ref().map(|u| u.peil_nr).or(nr), bekend_op) {
            (Some(nr), _) => nr,
            (None, Some(dag)) => nr_op(&v.db, dag).await?,
            (None, None) => nu_nr,
        };
        let gekozen = v.vraag("gemeente").and_then(|t| Gemeentecode::lees(t).ok());
        let gemeente = gezicht.gemeente.or(gekozen.filter(|g| !gezicht.bestuur && gemeenten::in_regio(*g)));
        let profiel = if gezicht.bestuur { Some(profiel(&v.app.regels, "bestuur", op)?) } else { None };
        let tijdvak = v
            .vraag("tijdvak")
            .and_then(Tijdvak::lees)
            .filter(|t| !gezicht.bestuur && *t != Tijdvak::HeelJaar);
        Ok(Kijk {
            peil: Peil { op, bekend: bekend.min(nu_nr) },
            bekend_op,
            tijdvak: tijdvak.unwrap_or(Tijdvak::TwaalfMaanden),
            gezicht,
            gemeente,
            editie: gepubliceerd.map(|u| Cijfers::lees(&u.cijfers)).transpose()?,
            kwartalen,
            feiten,
            kolommen,
            onthouden,
            woorden: Woorden::nieuw(&v.app.regels, op, &namen),
            normen: normen(&v.app.regels, op)?,
            profiel,
            weigeringen,
            filter: gemeente.map(|g| (Splitsing::Gemeente, Sleutel::Gemeente(g))).into_iter().collect(),
        })
    }

    /// A table as this reader may see it: for who sees published figures only, as it was published. Of many gemeenten the largest.
    pub fn tabel(&self, naam: Tabelnaam) -> Cijfertabel {
        self.tabel_van(&Blik { gemeenten_max: GEMEENTEN_MAX, ..self.blik() }, naam)
    }

    /// The same with every gemeente.
    pub fn hele_tabel(&self, naam: Tabelnaam) -> Cijfertabel {
        self.tabel_van(&self.blik(), naam)
    }

    fn tabel_van(&self, blik: &Blik<'_>, naam: Tabelnaam) -> Cijfertabel {
        let mut t = kern::monitor::tabel(blik, naam, self.tijdvak);
        if let Some(editie) = &self.editie {
            editie.verberg(&mut t, &self.feiten.codes);
        }
        t
    }

    /// The look of the counting room.
    pub fn blik(&self) -> Blik<'_> {
        Blik {
            kolommen: Some(&self.kolommen),
            profiel: self.profiel.as_ref(),
            filter: &self.filter,
            normen: self.normen,
            geheugen: Some(&*self.onthouden),
            ..Blik::nieuw(&self.feiten, self.peil)
        }
    }
}

sql!(
    MET_UITGAVE =
        "SELECT DISTINCT tijdvak FROM uitgave WHERE soort = 'voortgangsrapportage' AND profiel = 'bestuur'
      ORDER BY tijdvak DESC LIMIT 100"
);
sql!(
    UITGAVE = "SELECT u.peil_op, u.peil_nr, u.cijfers, COALESCE(s.bekend_op, j.op)
       FROM uitgave u JOIN journaal j ON j.nr = u.nr LEFT JOIN uitgavestand s ON s.uitgave_id = u.uitgave_id
      WHERE u.soort = 'voortgangsrapportage' AND u.profiel = 'bestuur' AND u.tijdvak = $1 ORDER BY u.versie DESC LIMIT 1"
);

rij! { /// The last published figures of a quarter.
pub struct Gepubliceerd { peil_op: Datum, peil_nr: JournaalNr, cijfers: String, bekend_op: Datum } }

/// The quarters of which figures were published for the boards, the last one first.
async fn met_uitgave(db: &Db) -> Result<Vec<Kwartaal>, Fout> {
    let rijen: Vec<(String,)> = db.alle(MET_UITGAVE, &[]).await?;
    Ok(rijen.iter().filter_map(|(t,)| Kwartaal::lees(t).ok()).take(KWARTALEN_BESTUUR).collect())
}

async fn uitgave(db: &Db, k: Kwartaal) -> Result<Option<Gepubliceerd>, Fout> {
    db.een(UITGAVE, &[tekst(&k.to_string())]).await
}

/// A day in an address: `op=2026-06-30`, or three boxes.
fn dag(velden: &Velden, naam: &'static str, weigeringen: &mut Vec<Weigering>) -> Option<Datum> {
    if let Ok(d) = Datum::lees(velden.tekst(naam)) {
        return Some(d);
    }
    match velden.datum(naam) {
        Ok(d) => d,
        Err(w) => {
            weigeringen.push(w);
            None
        }
    }
}

/// The day itself when there are rules for it; else today, and the reason (MON-01).
fn met_regels(regels: &Regels, op: Datum, vandaag: Datum, weigeringen: &mut Vec<Weigering>) -> Datum {
    if heeft_regels(regels, op) {
        return op;
    }
    let zin = format!("Voor {} zijn er geen regels en dus geen cijfers. Kies een latere dag.", op.voluit());
    weigeringen.push(Weigering::nieuw("MON-01", "Uitvoeringsplan 5.3", zin).bij("op"));
    vandaag
}

/// Whether the rules that figures need count on a day.
pub fn heeft_regels(regels: &Regels, op: Datum) -> bool {
    ["monitor", "wmo2015"].iter().all(|r| regels.bestand(r, op).is_ok())
}

/// The act up to which everything on a day was known.
pub async fn nr_op(db: &Db, dag: Datum) -> Result<JournaalNr, Fout> {
    opslag::nr_voor(db, begin_van(dag.plus_dagen(1))?).await
}

/// Midnight in the Netherlands at the beginning of a day.
fn begin_van(dag: Datum) -> Result<Moment, Fout> {
    let fout = |e| Fout::nieuw(format!("geen begin van {dag}: {e}"));
    let d = jiff::civil::Date::new(dag.jaar(), dag.maand(), dag.dag()).map_err(fout)?;
    let m = d.to_zoned(nederland()).map_err(fout)?.timestamp();
    debug_assert_eq!(dag_van(m), dag);
    Ok(m)
}

/// How many days each step of waiting may take. The law says so of the besluit alone: six weeks for the onderzoek and two for
/// the besluit (Wmo 2015 art. 2.3.2 lid 1 and 2.3.5 lid 2).
pub fn normen(regels: &Regels, op: Datum) -> Result<Normen, Fout> {
    let weken = |naam| regels.getal("wmo2015", naam, op).map(|r| r.waarde);
    Ok(Normen { besluit: Some((weken("onderzoek")? + weken("beslissing")?) * 7), start: None, totaal: None })
}

/// The numbers of a profile from `regels/monitor`.
pub fn profiel(regels: &Regels, naam: &str, op: Datum) -> Result<Profiel, Fout> {
    let getal = |sleutel: &str| regels.getal("monitor", sleutel, op).map(|r| r.waarde);
    Ok(Profiel {
        drempel: getal(&format!("{naam}_drempel"))?,
        afronding: getal(&format!("{naam}_afronding"))?,
        overheersing_promille: getal("overheersing")?,
        marge_promille: getal("marge")?,
    })
}

/// The last day of which the acts count in the figures of a quarter for the boards.
pub fn vrijgave(regels: &Regels, kwartaal: Kwartaal) -> Result<Datum, Fout> {
    let na = kwartaal.volgende().periode().van();
    let dagen = regels.getal("monitor", "bestuur_vrijgave", na)?.waarde;
    Ok(na.plus_dagen(dagen - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    #[test]
    fn het_bestuur_ziet_niets_achter_een_getal_en_de_financieel_adviseur_geen_dossiers() {
        let g = |rol| gezicht(rol, None);
        assert_eq!((g(Rol::Bestuur).bestuur, g(Rol::Bestuur).personen), (true, Achter::Niets));
        assert_eq!(g(Rol::FinancieelAdviseur).personen, Achter::Pseudoniem);
        assert_eq!(g(Rol::FinancieelAdviseur).geld, Achter::Pseudoniem);
        for rol in [Rol::Aandachtsfunctionaris, Rol::Trajectregisseur, Rol::Teamleider] {
            assert_eq!(
                (g(rol).personen, g(rol).geld, g(rol).bestuur),
                (Achter::Dossiers, Achter::Niets, false),
                "{rol:?}"
            );
        }
    }

    #[test]
    fn een_kwartaal_wordt_na_de_vrijgave_gepubliceerd() {
        let regels = Regels::ingebed().expect("rules");
        assert_eq!(
            vrijgave(&regels, Kwartaal::lees("2026-2").expect("quarter")).expect("rules"),
            d("2026-07-21")
        );
    }

    #[test]
    fn een_dag_loopt_tot_middernacht_in_nederland() {
        assert_eq!(begin_van(d("2026-07-01")).expect("moment").to_string(), "2026-06-30T22:00:00Z");
        assert_eq!(begin_van(d("2026-01-01")).expect("moment").to_string(), "2025-12-31T23:00:00Z");
    }
}
