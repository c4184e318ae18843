//! What aanbieders declared: each month one message per gemeente, judged, answered, booked, and paid some weeks later.

use super::akte::{Boek, Cel, Doener, Sleutel, Veld, c, co, ct};
use super::leven::Span;
use super::stam::aanbieder_id;
use super::wereld::{AANBIEDERS, PRODUCTEN, Wereld, tarief};
use crate::huis::{Fout, Rol, geheim::sha256};
use crate::koppelingen::iwmo::vertaal;
use iwmo::oordeel::{ClientOordeel, DeclaratieOordeel};
use iwmo::retour::{self, Retourgegevens};
use iwmo::typen::{
    Declaratie, DeclaratieClient, GeslotenPeriode, Kop, Prestatie, ProductReferentie, Wmo323, XsdVersie,
};
use iwmo::waarde::{Bedrag, Getal, Ongeldig, Totaalbedrag, Volume};
use kern::inkoop::Eenheid;
use kern::stam::{Datum, Gemeentecode};
use std::collections::{BTreeMap, VecDeque};

/// Up to this size every message is kept; beyond it only of the last months, beyond the second no contents at all.
const ALLES_TOT: u32 = 1_000;
const INHOUD_TOT: u32 = 8_000;
/// Months of which contents are kept in between.
const INHOUD_MAANDEN: i32 = 3;
/// Days between a declaratie and its payment.
const BETAALTERMIJN: i64 = 25;

/// One line of a declaratie.
struct Regel<'a> {
    span: &'a Span,
    van: Datum,
    tot_en_met: Datum,
    volume: i64,
    tarief: i64,
}

impl Regel<'_> {
    fn bedrag(&self) -> i64 {
        self.volume * self.tarief
    }
    fn referentie(&self) -> String {
        format!("R{}-{:02}{:02}", self.span.nummer, self.van.jaar() % 100, self.van.maand())
    }
}

/// All lines of one message.
type Postzak<'a> = BTreeMap<(Datum, usize, Gemeentecode), Vec<Regel<'a>>>;

/// An act of money, to be put in order of days.
enum Stuk<'a> {
    Declaratie(Datum, usize, Gemeentecode, Vec<Regel<'a>>),
    Betaling(Sleutel, Vec<Geboekt>),
}

/// A booked line that waits for payment.
struct Geboekt {
    velden: Vec<Veld>,
}

fn ongeldig(e: Ongeldig) -> Fout {
    Fout::nieuw(format!("zaai: bericht: {e}"))
}

/// The acts of money, one at a time: their rows are too many to keep.
pub(super) struct Geldstroom<'a> {
    w: &'a Wereld<'a>,
    agenda: BTreeMap<Datum, VecDeque<Stuk<'a>>>,
}

impl<'a> Geldstroom<'a> {
    /// Everything that was delivered, in order of the days on which it was declared.
    pub(super) fn nieuw(w: &'a Wereld<'a>, spannen: &'a [Span]) -> Geldstroom<'a> {
        let mut agenda: BTreeMap<Datum, VecDeque<Stuk<'a>>> = BTreeMap::new();
        for ((maand, aanbieder, gemeente), regels) in verdeel(w, spannen) {
            let na = 3 + i64::try_from(aanbieder).unwrap_or(0) % 6;
            if let Some(dag) = w.later(maand.plus_maanden(1), na) {
                agenda
                    .entry(dag)
                    .or_default()
                    .push_back(Stuk::Declaratie(maand, aanbieder, gemeente, regels));
            }
        }
        Geldstroom { w, agenda }
    }

    /// Adds the next act to the book; false when there is none.
    pub(super) fn stap(&mut self, b: &mut Boek) -> Result<bool, Fout> {
        let Some(mut eerste) = self.agenda.first_entry() else { return Ok(false) };
        let dag = *eerste.key();
        let Some(stuk) = eerste.get_mut().pop_front() else {
            eerste.remove();
            return Ok(true);
        };
        match stuk {
            Stuk::Declaratie(maand, aanbieder, gemeente, regels) => {
                let (bericht, geboekt) = declareer(self.w, b, dag, (maand, aanbieder, gemeente), &regels)?;
                if let Some(later) = self.w.later(dag, BETAALTERMIJN) {
                    self.agenda.entry(later).or_default().push_back(Stuk::Betaling(bericht, geboekt));
                }
            }
            Stuk::Betaling(bericht, geboekt) => betaal(self.w, b, dag, bericht, geboekt),
        }
        Ok(true)
    }
}

fn verdeel<'a>(w: &Wereld<'_>, spannen: &'a [Span]) -> Postzak<'a> {
    let mut zak: Postzak<'a> = BTreeMap::new();
    for s in spannen {
        let einde = s.tot.unwrap_or_else(|| w.tot.plus_dagen(1));
        let mut maand = s.van.eerste_van_maand();
        while maand < einde && maand.plus_maanden(1) <= w.tot {
            let van = maand.max(s.van);
            let tot = maand.plus_maanden(1).min(einde);
            let dagen = van.dagen_tot(tot);
            let volume = match PRODUCTEN[s.product].eenheid {
                Eenheid::Etmaal => dagen,
                _ => i64::from(s.volume) * dagen / 7,
            };
            if 0 < volume {
                let tarief = tarief(s.aanbieder, s.product, van.jaar()).0;
                let regel = Regel { span: s, van, tot_en_met: tot.plus_dagen(-1), volume, tarief };
                zak.entry((maand, s.aanbieder, s.gemeente)).or_default().push(regel);
            }
            maand = maand.plus_maanden(1);
        }
    }
    zak
}

fn declareer(
    w: &Wereld<'_>,
    b: &mut Boek,
    dag: Datum,
    wat: (Datum, usize, Gemeentecode),
    regels: &[Regel<'_>],
) -> Result<(Sleutel, Vec<Geboekt>), Fout> {
    let (maand, aanbieder, gemeente) = wat;
    b.act(dag, Doener { gebruiker: 0, rol: "systeem" }, "declaratie verwerkt", "bericht", None);
    let (in_id, uit_id, declaratie) = (b.id(), b.id(), b.id());
    let agb = AANBIEDERS[aanbieder].agb;
    let staart = format!("{}{:02}{:02}{gemeente}", &agb[5..], maand.jaar() % 100, maand.maand());
    let (nummer, antwoord) = (format!("D{staart}"), format!("A{staart}"));
    let (vraag, terug) = berichten(w, dag, wat, &nummer, &antwoord, regels)?;
    let cbs = gemeente.to_string();
    let leeg: Option<i64> = None;
    for (id, richting, soort, van, aan, naam, inhoud, op) in [
        (in_id, "in", "WMO323", agb, cbs.as_str(), &nummer, &vraag, co(&leeg)),
        (uit_id, "uit", "WMO325", cbs.as_str(), agb, &antwoord, &terug, Cel::Id(in_id)),
    ] {
        b.rij(
            "bericht",
            vec![
                ("bericht_id", Cel::Id(id)),
                ("richting", ct(richting)),
                ("soort", ct(soort)),
                ("afzender", ct(van)),
                ("ontvanger", ct(aan)),
                ("identificatie", ct(naam)),
                ("dagtekening", co(&Some(dag))),
                ("poging", c(&0i64)),
                ("bestand", ct(&format!("{soort}_{naam}.xml"))),
                ("inhoud", c(&w.app.sleutels.versleutel("bericht.inhoud", inhoud.as_bytes())?)),
                ("sha256", ct(&sha256(inhoud.as_bytes()))),
                ("antwoord_op", op),
            ],
        );
    }
    let som: i64 = regels.iter().map(Regel::bedrag).sum();
    b.rij(
        "declaratie",
        vec![
            ("declaratie_id", Cel::Id(declaratie)),
            ("bericht_id", Cel::Id(in_id)),
            ("aanbieder_id", Cel::Id(aanbieder_id(aanbieder))),
            ("gemeente", c(&gemeente)),
            ("nummer", ct(&nummer)),
            ("begin_op", c(&maand)),
            ("eind_op", c(&maand.plus_maanden(1).plus_dagen(-1))),
            ("dagtekening", c(&dag)),
            ("ingediend_cent", c(&som)),
            ("toegekend_cent", c(&som)),
            ("uitkomst", ct("beoordeeld")),
        ],
    );
    let geboekt = regels.iter().enumerate().map(|(i, r)| schrijf_regel(b, in_id, i as u32 + 1, r)).collect();
    Ok((in_id, geboekt))
}

fn schrijf_regel(b: &mut Boek, bericht: Sleutel, regelnr: u32, r: &Regel<'_>) -> Geboekt {
    let (s, p) = (r.span, &PRODUCTEN[r.span.product]);
    let regel = Sleutel { k: regelnr, boek: true, ..bericht };
    b.rij(
        "declaratieregel",
        vec![
            ("declaratieregel_id", Cel::Id(regel)),
            ("bericht_id", Cel::Id(bericht)),
            ("regelnr", c(&i64::from(regelnr))),
            ("aanbieder_id", Cel::Id(aanbieder_id(s.aanbieder))),
            ("referentie", ct(&r.referentie())),
            ("vorige_referentie", ct("")),
            ("toewijzing_id", Cel::Id(s.toewijzing)),
            ("begin_op", c(&r.van)),
            ("eind_op", c(&r.tot_en_met)),
            ("productcode", ct(p.code)),
            ("eenheid", ct(vertaal::eenheid(p.eenheid).code())),
            ("volume", c(&r.volume)),
            ("tarief_cent", c(&r.tarief)),
            ("bedrag_cent", c(&r.bedrag())),
            ("uitkomst", ct("toegekend")),
            ("regel", ct("")),
        ],
    );
    b.rij(
        "berichtgevolg",
        vec![
            ("berichtgevolg_id", Cel::Id(regel)),
            ("bericht_id", Cel::Id(bericht)),
            ("dossier_id", Cel::Id(s.dossier)),
            ("toewijzing_id", Cel::Id(s.toewijzing)),
            ("uitkomst", ct("verwerkt")),
            ("regel", ct("")),
            ("retourcode", ct("")),
            ("pad", ct("")),
            ("zin", ct("De regel is toegekend.")),
        ],
    );
    let velden = boeking(b.regel(), "gedeclareerd", bericht, regel, r);
    b.rij("boeking", velden.clone());
    Geboekt { velden }
}

fn boeking(id: Sleutel, soort: &str, bericht: Sleutel, regel: Sleutel, r: &Regel<'_>) -> Vec<Veld> {
    let (s, leeg): (&Span, Option<i64>) = (r.span, None);
    let p = &PRODUCTEN[s.product];
    vec![
        ("boeking_id", Cel::Id(id)),
        ("soort", ct(soort)),
        ("dossier_id", Cel::Id(s.dossier)),
        ("indicatie_id", Cel::Id(s.indicatie)),
        ("toewijzing_id", Cel::Id(s.toewijzing)),
        ("aanbieder_id", Cel::Id(aanbieder_id(s.aanbieder))),
        ("declaratieregel_id", Cel::Id(regel)),
        ("gemeente", c(&s.gemeente)),
        ("productcode", ct(p.code)),
        ("vorm", ct(p.vorm.code())),
        ("leveringsvorm", ct("zin")),
        ("kenmerk", ct(s.kenmerk)),
        ("maand", c(&r.van.eerste_van_maand())),
        ("bedrag_cent", c(&r.bedrag())),
        ("tegenboeking_van", co(&leeg)),
        ("bericht_id", Cel::Id(bericht)),
    ]
}

fn betaal(w: &Wereld<'_>, b: &mut Boek, dag: Datum, bericht: Sleutel, geboekt: Vec<Geboekt>) {
    let wie = w.wie(Rol::FinancieelAdviseur, None, 0);
    b.act(dag, wie, "declaratie betaald", "bericht", Some(bericht));
    for g in geboekt {
        let id = b.regel();
        let mut velden = g.velden;
        for v in &mut velden {
            match v.0 {
                "boeking_id" => v.1 = Cel::Id(id),
                "soort" => v.1 = ct("betaald"),
                _ => {}
            }
        }
        b.rij("boeking", velden);
    }
}

/// The declaratie and its answer as messages; empty when the history is too large to keep them.
fn berichten(
    w: &Wereld<'_>,
    dag: Datum,
    wat: (Datum, usize, Gemeentecode),
    nummer: &str,
    antwoord: &str,
    regels: &[Regel<'_>],
) -> Result<(String, String), Fout> {
    let oud = wat.0 < w.tot.plus_maanden(-INHOUD_MAANDEN - 1);
    if INHOUD_TOT < w.omvang || (ALLES_TOT < w.omvang && oud) {
        return Ok((String::new(), String::new()));
    }
    let vraag = bericht323(dag, wat, nummer, regels)?;
    let goed = |c: &DeclaratieClient| ClientOordeel {
        codes: Vec::new(),
        prestaties: vec![Vec::new(); c.prestaties.len()],
    };
    let oordeel = DeclaratieOordeel {
        clienten: vraag.declaratie.clienten.iter().map(goed).collect(),
        ..DeclaratieOordeel::default()
    };
    let gegevens = Retourgegevens {
        identificatie: antwoord.parse().map_err(ongeldig)?,
        dagtekening: vertaal::datum(dag)?,
    };
    let terug = retour::wmo325(&vraag, &oordeel, &gegevens);
    Ok((vraag.schrijf(), terug.schrijf()))
}

fn bericht323(
    dag: Datum,
    wat: (Datum, usize, Gemeentecode),
    nummer: &str,
    regels: &[Regel<'_>],
) -> Result<Wmo323, Fout> {
    let (maand, aanbieder, gemeente) = wat;
    let mut clienten: BTreeMap<String, DeclaratieClient> = BTreeMap::new();
    for r in regels {
        let Some(bsn) = &r.span.bsn else { continue };
        let client = DeclaratieClient { bsn: vertaal::bsn(bsn)?, prestaties: Vec::new() };
        clienten.entry(bsn.cijfers()).or_insert(client).prestaties.push(prestatie(r)?);
    }
    let som = regels.iter().map(Regel::bedrag).sum();
    Ok(Wmo323 {
        kop: Kop {
            gemeente: vertaal::gemeente(gemeente)?,
            aanbieder: vertaal::agb(AANBIEDERS[aanbieder].agb)?,
            identificatie: nummer.parse().map_err(ongeldig)?,
            dagtekening: vertaal::datum(dag)?,
            xsd: XsdVersie::huidig(),
        },
        declaratie: Declaratie {
            nummer: nummer.parse().map_err(ongeldig)?,
            periode: GeslotenPeriode {
                begin: vertaal::datum(maand)?,
                eind: vertaal::datum(maand.plus_maanden(1).plus_dagen(-1))?,
            },
            dagtekening: vertaal::datum(dag)?,
            totaal: Totaalbedrag::nieuw(som).map_err(ongeldig)?,
            clienten: clienten.into_values().collect(),
        },
    })
}

fn prestatie(r: &Regel<'_>) -> Result<Prestatie, Fout> {
    let p = &PRODUCTEN[r.span.product];
    let product = vertaal::product(p.categorie, p.code)?;
    let code = product.code.ok_or_else(|| Fout::nieuw("zaai: product zonder code"))?;
    let klein = |n: i64| u32::try_from(n).map_err(|_| Fout::nieuw("zaai: getal"));
    Ok(Prestatie {
        referentie: ProductReferentie { nummer: r.referentie().parse().map_err(ongeldig)?, vorig: None },
        toewijzingnummer: vertaal::nummer(r.span.nummer)?,
        categorie: product.categorie,
        productcode: code,
        periode: GeslotenPeriode { begin: vertaal::datum(r.van)?, eind: vertaal::datum(r.tot_en_met)? },
        volume: Volume::nieuw(klein(r.volume)?).map_err(ongeldig)?,
        eenheid: vertaal::eenheid(p.eenheid),
        tarief: Some(Getal::nieuw(klein(r.tarief)?).map_err(ongeldig)?),
        ingediend: Bedrag::nieuw(r.bedrag()).map_err(ongeldig)?,
        codes: (),
    })
}
