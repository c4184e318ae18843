//! One declaratie: what is declared, what the real rules of iWmo say about it, and what is booked.

use super::akte::{Boek, Cel, Sleutel, Veld, c, co, ct};
use super::berichten::{Nieuw, SYSTEEM, bewaar, gegevens, gevolg};
use super::geld::herstel;
use super::kans::Kans;
use super::kennis::{Kennis, ongeldig};
use super::leven::Span;
use super::stam::aanbieder_id;
use super::wereld::{AANBIEDERS, PRODUCTEN, Wereld};
use crate::huis::Fout;
use crate::koppelingen::iwmo::{regel_van, regelzin, vertaal};
use crate::levering::berichten::Gevolgregel;
use iwmo::code::Retourcode;
use iwmo::oordeel::{self, Prestatiestand};
use iwmo::retour;
use iwmo::typen::{
    Declaratie, DeclaratieClient, GeslotenPeriode, Kop, Prestatie, ProductReferentie, Wmo323, XsdVersie,
};
use iwmo::waarde::{Bedrag, Getal, Totaalbedrag, Volume};
use kern::stam::{Cent, Datum, Gemeentecode};
use std::collections::BTreeMap;

/// The tariff is not the agreed one (iWmo TR418): the mistake that lines of this history make now and then.
const FOUT_TARIEF: &str = "0611";
/// Of a thousand lines, so many have a wrong tariff; as many are credited later.
const FOUT_PROMILLE: u64 = 12;
/// Days too many in a line that is credited later.
const TE_VEEL: i64 = 2;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aard {
    Gewoon,
    /// With a wrong tariff: refused, declared anew with the next message.
    FoutTarief,
    /// For what was refused.
    Hersteld,
    /// Too much: credited with the next message, and declared anew.
    TeVeel,
    /// Takes back what was too much: the booking that it undoes.
    Credit(Sleutel),
    /// For what was credited.
    Opnieuw(Sleutel),
}

/// What a line of a toewijzing in a month will be.
pub(super) fn aard(nummer: i64, maand: Datum, volume: i64) -> Aard {
    let zaad = nummer.unsigned_abs() << 20 | maand.dagnummer().unsigned_abs();
    match Kans::voor(zaad).onder(1_000) {
        n if n < FOUT_PROMILLE => Aard::FoutTarief,
        n if n < 2 * FOUT_PROMILLE && TE_VEEL < volume => Aard::TeVeel,
        _ => Aard::Gewoon,
    }
}

/// One line of a declaratie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Regel<'a> {
    pub span: &'a Span,
    pub begin: Datum,
    pub eind: Datum,
    pub volume: i64,
    /// Agreed price.
    pub tarief: i64,
    pub aard: Aard,
}

impl Regel<'_> {
    fn tarief(&self) -> i64 {
        // One percent too much, as if it was next year already.
        if self.aard == Aard::FoutTarief { self.tarief + self.tarief / 100 + 1 } else { self.tarief }
    }
    fn bedrag(&self) -> i64 {
        let teken = if matches!(self.aard, Aard::Credit(_)) { -1 } else { 1 };
        teken * self.volume * self.tarief()
    }
    fn referentie_met(&self, letter: &str) -> String {
        let (jaar, maand) = (self.begin.jaar() % 100, self.begin.maand());
        format!("R{}-{jaar:02}{maand:02}{letter}", self.span.opdracht.nummer)
    }
    fn referentie(&self) -> String {
        self.referentie_met(match self.aard {
            Aard::Gewoon | Aard::FoutTarief | Aard::TeVeel => "",
            Aard::Hersteld => "H",
            Aard::Credit(_) => "C",
            Aard::Opnieuw(_) => "N",
        })
    }
    /// The line that this one takes back.
    fn vorige(&self) -> Option<String> {
        matches!(self.aard, Aard::Credit(_)).then(|| self.referentie_met(""))
    }
    /// The order in a message: per client, and there what is taken back first.
    fn plaats(&self) -> (String, i64, Datum, bool) {
        let bsn = self.span.bsn.as_ref().map_or_else(String::new, |b| b.cijfers());
        (bsn, self.span.opdracht.nummer, self.begin, !matches!(self.aard, Aard::Credit(_)))
    }
}

/// A booked line that waits for payment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Geboekt<'a> {
    regel: Regel<'a>,
    sleutel: Sleutel,
}

impl Geboekt<'_> {
    /// The columns of its entry.
    pub(super) fn velden(&self, id: Sleutel, soort: &str) -> Vec<Veld> {
        let (r, s, leeg): (_, &Span, Option<i64>) = (&self.regel, self.regel.span, None);
        let p = &PRODUCTEN[s.opdracht.product];
        let declaratie = soort == "gedeclareerd";
        let tegen = match r.aard {
            Aard::Credit(debet) if declaratie => Cel::Id(debet),
            _ => co(&leeg),
        };
        let bericht = Sleutel { k: 1, boek: false, ..self.sleutel };
        vec![
            ("boeking_id", Cel::Id(id)),
            ("soort", ct(soort)),
            ("dossier_id", Cel::Id(s.dossier)),
            ("indicatie_id", Cel::Id(s.indicatie)),
            ("toewijzing_id", Cel::Id(s.opdracht.toewijzing)),
            ("aanbieder_id", Cel::Id(aanbieder_id(s.opdracht.aanbieder))),
            ("declaratieregel_id", Cel::Id(self.sleutel)),
            ("gemeente", c(&s.opdracht.gemeente)),
            ("productcode", ct(p.code)),
            ("vorm", ct(p.vorm.code())),
            ("leveringsvorm", ct("zin")),
            ("kenmerk", ct(s.kenmerk)),
            ("maand", c(&r.begin.eerste_van_maand())),
            ("bedrag_cent", c(&r.bedrag())),
            ("tegenboeking_van", tegen),
            ("bericht_id", if declaratie { Cel::Id(bericht) } else { co(&leeg) }),
        ]
    }
}

/// What a declaratie leads to.
pub(super) struct Uitkomst<'a> {
    pub bericht: Sleutel,
    pub geboekt: Vec<Geboekt<'a>>,
    pub nakomers: Vec<Regel<'a>>,
}

/// Which declaratie: month, aanbieder, gemeente.
type Wat = (Datum, usize, Gemeentecode);

/// Receives, judges, answers and books a declaratie.
pub(super) fn verwerk<'a>(
    w: &Wereld<'_>,
    b: &mut Boek,
    dag: Datum,
    wat: Wat,
    mut regels: Vec<Regel<'a>>,
) -> Result<Uitkomst<'a>, Fout> {
    let (maand, aanbieder, gemeente) = wat;
    b.act(dag, SYSTEEM, "bericht ontvangen", "bericht", None);
    let (bericht, antwoord, declaratie) = (b.id(), b.id(), b.id());
    let mut uit = Uitkomst { bericht, geboekt: Vec::new(), nakomers: Vec::new() };
    if !w.schrijft() {
        return Ok(uit);
    }
    regels.sort_by_cached_key(Regel::plaats);
    let staart =
        format!("{}{:02}{:02}{gemeente}", &AANBIEDERS[aanbieder].agb[5..], maand.jaar() % 100, maand.maand());
    let (nummer, terug) = (format!("D{staart}"), format!("A{staart}"));
    let (vraag, reactie, codes) = berichten(w, dag, wat, (&nummer, &terug), &regels)?;
    let bij = Nieuw {
        inkomend: true,
        soort: "WMO323",
        gemeente,
        aanbieder,
        identificatie: &nummer,
        antwoord_op: None,
        xml: &vraag,
    };
    bewaar(w, b, bericht, &bij)?;
    let antwoord_op = Some(bericht);
    let ons =
        Nieuw { inkomend: false, soort: "WMO325", identificatie: &terug, antwoord_op, xml: &reactie, ..bij };
    bewaar(w, b, antwoord, &ons)?;
    schrijf_kop(b, (bericht, declaratie), dag, wat, &nummer, &regels, &codes);
    boek_regels(b, &mut uit, &regels, &codes);
    Ok(uit)
}

/// The declaratie as a whole.
fn schrijf_kop(
    b: &mut Boek,
    (bericht, declaratie): (Sleutel, Sleutel),
    dag: Datum,
    (maand, aanbieder, gemeente): Wat,
    nummer: &str,
    regels: &[Regel<'_>],
    codes: &[Vec<Retourcode>],
) {
    let goed = regels.iter().zip(codes).filter(|(_, c)| c.is_empty());
    let toegekend: i64 = goed.map(|(r, _)| r.bedrag()).sum();
    let ingediend: i64 = regels.iter().map(Regel::bedrag).sum();
    b.rij(
        "declaratie",
        vec![
            ("declaratie_id", Cel::Id(declaratie)),
            ("bericht_id", Cel::Id(bericht)),
            ("aanbieder_id", Cel::Id(aanbieder_id(aanbieder))),
            ("gemeente", c(&gemeente)),
            ("nummer", ct(nummer)),
            ("begin_op", c(&maand)),
            ("eind_op", c(&maand.plus_maanden(1).plus_dagen(-1))),
            ("dagtekening", c(&dag)),
            ("ingediend_cent", c(&ingediend)),
            ("toegekend_cent", c(&toegekend)),
            ("uitkomst", ct("beoordeeld")),
        ],
    );
}

/// The lines, what is booked for them, and what is put right with the next message.
fn boek_regels<'a>(b: &mut Boek, uit: &mut Uitkomst<'a>, regels: &[Regel<'a>], codes: &[Vec<Retourcode>]) {
    let bericht = uit.bericht;
    for (i, (r, codes)) in regels.iter().zip(codes).enumerate() {
        let sleutel = Sleutel { k: i as u32 + 1, boek: true, ..bericht };
        schrijf_regel(b, bericht, sleutel, r, codes);
        if codes.is_empty() {
            let (g, id) = (Geboekt { regel: *r, sleutel }, b.regel());
            b.rij("boeking", g.velden(id, "gedeclareerd"));
            uit.geboekt.push(g);
            if r.aard == Aard::TeVeel {
                uit.nakomers.push(herstel(r, r.volume, Aard::Credit(id)));
                uit.nakomers.push(herstel(r, r.volume - TE_VEEL, Aard::Opnieuw(id)));
            }
        } else if r.aard == Aard::FoutTarief {
            uit.nakomers.push(herstel(r, r.volume, Aard::Hersteld));
        }
    }
}

fn schrijf_regel(b: &mut Boek, bericht: Sleutel, sleutel: Sleutel, r: &Regel<'_>, codes: &[Retourcode]) {
    let (s, p) = (r.span, &PRODUCTEN[r.span.opdracht.product]);
    let lijst: Vec<&str> = codes.iter().map(|c| c.code()).collect();
    let nr = i64::from(sleutel.k);
    b.rij(
        "declaratieregel",
        vec![
            ("declaratieregel_id", Cel::Id(sleutel)),
            ("bericht_id", Cel::Id(bericht)),
            ("regelnr", c(&nr)),
            ("aanbieder_id", Cel::Id(aanbieder_id(s.opdracht.aanbieder))),
            ("referentie", ct(&r.referentie())),
            ("vorige_referentie", ct(&r.vorige().unwrap_or_default())),
            ("toewijzing_id", Cel::Id(s.opdracht.toewijzing)),
            ("begin_op", c(&r.begin)),
            ("eind_op", c(&r.eind)),
            ("productcode", ct(p.code)),
            ("eenheid", ct(vertaal::eenheid(p.eenheid).code())),
            ("volume", c(&r.volume)),
            ("tarief_cent", c(&r.tarief())),
            ("bedrag_cent", c(&r.bedrag())),
            ("uitkomst", ct(if codes.is_empty() { "toegekend" } else { "afgewezen" })),
            ("regel", ct(&lijst.join(" "))),
        ],
    );
    let (over, pad) = (Some((s.dossier, s.opdracht.toewijzing)), format!("Prestatie {nr}"));
    if codes.is_empty() {
        let zin = regelzin(nr, Cent(r.bedrag()), r.begin);
        gevolg(b, bericht, over, &Gevolgregel { uitkomst: "verwerkt", pad, zin, ..Gevolgregel::default() });
        return;
    }
    for code in codes {
        let uit = regel_van(*code);
        let zin = format!("Regel {nr}: {}", uit.zin);
        gevolg(b, bericht, over, &Gevolgregel { pad: pad.clone(), zin, ..uit });
    }
}

/// The declaratie, our answer, and the codes per line. The messages are empty when the history does not keep them; then the
/// lines have the codes that their mistakes get.
fn berichten(
    w: &Wereld<'_>,
    dag: Datum,
    wat: Wat,
    (nummer, terug): (&str, &str),
    regels: &[Regel<'_>],
) -> Result<(String, String, Vec<Vec<Retourcode>>), Fout> {
    if !w.houdt_inhoud(dag) {
        let code: Retourcode = FOUT_TARIEF.parse().map_err(|_| Fout::nieuw("zaai: retourcode"))?;
        let codes = |r: &Regel<'_>| if r.aard == Aard::FoutTarief { vec![code] } else { Vec::new() };
        return Ok((String::new(), String::new(), regels.iter().map(codes).collect()));
    }
    let vraag = wmo323(dag, wat, nummer, regels)?;
    let oordeel = oordeel::declaratie(&vraag, &kennis(regels)?, vertaal::datum(dag)?);
    let antwoord = retour::wmo325(&vraag, &oordeel, &gegevens(terug, dag)?);
    let codes = oordeel.clienten.into_iter().flat_map(|c| c.prestaties).collect();
    Ok((vraag.schrijf(), antwoord.schrijf(), codes))
}

/// What is known: the toewijzingen, and the lines that this declaratie takes back or follows.
fn kennis(regels: &[Regel<'_>]) -> Result<Kennis, Fout> {
    let mut k = Kennis::default();
    for r in regels {
        let Some(bsn) = &r.span.bsn else { continue };
        let bsn = vertaal::bsn(bsn)?;
        k.neem_op(&r.span.opdracht, bsn)?;
        if matches!(r.aard, Aard::Credit(_)) {
            let debet = prestatie(&Regel { aard: Aard::TeVeel, ..*r })?;
            k.prestaties.insert(r.referentie_met(""), Prestatiestand::van(bsn, &debet, true));
        }
    }
    Ok(k)
}

fn wmo323(dag: Datum, wat: Wat, nummer: &str, regels: &[Regel<'_>]) -> Result<Wmo323, Fout> {
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
    let (o, p) = (&r.span.opdracht, &PRODUCTEN[r.span.opdracht.product]);
    let product = o.product_iwmo()?;
    let code = product.code.ok_or_else(|| Fout::nieuw("zaai: product zonder code"))?;
    let klein = |n: i64| u32::try_from(n).map_err(|_| Fout::nieuw("zaai: getal"));
    let vorig = r.vorige().map(|v| v.parse()).transpose().map_err(ongeldig)?;
    Ok(Prestatie {
        referentie: ProductReferentie { nummer: r.referentie().parse().map_err(ongeldig)?, vorig },
        toewijzingnummer: vertaal::nummer(o.nummer)?,
        categorie: product.categorie,
        productcode: code,
        periode: GeslotenPeriode { begin: vertaal::datum(r.begin)?, eind: vertaal::datum(r.eind)? },
        volume: Volume::nieuw(klein(r.volume)?).map_err(ongeldig)?,
        eenheid: vertaal::eenheid(p.eenheid),
        tarief: Some(Getal::nieuw(klein(r.tarief())?).map_err(ongeldig)?),
        ingediend: Bedrag::nieuw(r.bedrag()).map_err(ongeldig)?,
        codes: (),
    })
}
