//! Files to work on with: the pot and the begroting as spreadsheets with real formulas, as CSV, and the entries for a municipal ledger.

use super::grootboek::opslag as grootboek;
use super::meerjaren::{self, opslag::Stand};
use super::pot::{afrekening, opslag as potopslag, reken::Potstand, reken::begroot};
use super::{
    nav, stand,
    web::{komma, vraag_van},
};
use crate::huis::{Antwoord, Fout, Uitkomst, Verzoek, csv, gemeenten};
use crate::inkoop;
use drukwerk::blad::{Blad, Cel, Kolom, Soort, Werkboek, kolomletters, xlsx};
use kern::financien::{
    Begrotingsregel, Boeksoort, Jaarkolom, Kant, SOLIDARITEIT_UITLEG, journaal_csv, reken_af,
};
use kern::stam::{AanbiederId, Cent, Gemeentecode, Peil};
use std::collections::BTreeMap;

/// Media type of a spreadsheet.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

fn cent(c: Cent) -> Cel {
    Cel::Cent(c.0)
}

fn tekst(t: impl Into<String>) -> Cel {
    Cel::Tekst(t.into())
}

fn formule(f: String, waarde: Cent) -> Cel {
    Cel::Formule { formule: f, waarde: Box::new(cent(waarde)) }
}

fn bestand(naam: String, w: &Werkboek) -> Uitkomst {
    let bytes = xlsx(w).map_err(|e| Fout::nieuw(format!("spreadsheet: {e}")))?;
    Antwoord::bestand(naam, XLSX, bytes)
}

/// GET /geld/pot.xlsx
pub async fn pot(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar(&vz);
    let stand = afrekening::stand(&vz.db, jaar).await?;
    let begroting = begroot(&meerjaren::opslag::stand(&vz.db, jaar).await?)?;
    let besluiten = potopslag::besluiten(&vz.db).await?;
    let delen = match (potopslag::afrekening(&vz.db, jaar).await?, afrekening::besluit(&besluiten, jaar)?) {
        (Some((_, delen)), _) => delen,
        (None, Ok(b)) => reken_af(stand.te_verdelen(), &b.sleutel()?, &stand.deelnemers())
            .map_or_else(|_| Vec::new(), |a| a.per_gemeente),
        (None, Err(_)) => Vec::new(),
    };
    let w = Werkboek {
        titel: format!("De pot van {jaar}"),
        bladen: vec![per_gemeente(jaar, &stand, &delen), in_en_uit(jaar, &stand, begroting.as_ref())],
    };
    bestand(format!("pot-{jaar}.xlsx"), &w)
}

fn per_gemeente(jaar: i16, s: &Potstand, delen: &[(Gemeentecode, Cent)]) -> Blad {
    let kop = |k: &str| Kolom::nieuw(k, Soort::Euro).met_som();
    let mut blad = Blad {
        naam: "Per gemeente".to_owned(),
        toelichting: vec![format!("De pot van {jaar} per gemeente"), SOLIDARITEIT_UITLEG.to_owned()],
        kolommen: vec![
            Kolom::nieuw("Gemeente", Soort::Tekst),
            kop("Ontvangen van het Rijk"),
            kop("Inbreng"),
            kop("Kosten van inwoners"),
            kop("Solidariteitsoverdracht"),
            kop("Aandeel in het resultaat"),
        ],
        totaal: true,
        ..Blad::default()
    };
    let eerste = blad.eerste_rij();
    for (i, g) in gemeenten::regio().iter().enumerate() {
        let (inbreng, kosten) =
            (Potstand::van(&s.pot.inbreng, g.code), Potstand::van(&s.pot.programmakosten, g.code));
        let r = eerste + i;
        blad.rijen.push(vec![
            tekst(g.naam.clone()),
            cent(Potstand::van(&s.ontvangen, g.code)),
            cent(inbreng),
            cent(kosten),
            formule(format!("=C{r}-D{r}"), inbreng - kosten),
            delen.iter().find(|d| d.0 == g.code).map_or(Cel::Leeg, |d| cent(d.1)),
        ]);
    }
    blad
}

/// What goes in and out; the sums are formulas over the lines above them.
fn in_en_uit(jaar: i16, s: &Potstand, b: Option<&Potstand>) -> Blad {
    let mut blad = Blad {
        naam: "In en uit".to_owned(),
        toelichting: vec![format!("Wat in {jaar} in de pot ging en eruit")],
        kolommen: vec![
            Kolom::nieuw("Waarvoor", Soort::Tekst),
            Kolom::nieuw("Begroot", Soort::Euro),
            Kolom::nieuw("Geboekt", Soort::Euro),
            Kolom::nieuw("Verschil", Soort::Euro),
        ],
        ..Blad::default()
    };
    let eerste = blad.eerste_rij();
    let mut rij = |naam: &str, f: &dyn Fn(&Potstand) -> Cent, som: Option<&str>| {
        let r = eerste + blad.rijen.len();
        let (nu, begroot) = (f(s), b.map(f));
        let cel = |kolom: &str, waarde: Cent| match som {
            Some(x) => formule(format!("={}", x.replace('#', kolom)), waarde),
            None => cent(waarde),
        };
        blad.rijen.push(vec![
            tekst(naam),
            begroot.map_or(Cel::Leeg, |c| cel("B", c)),
            cel("C", nu),
            begroot.map_or(Cel::Leeg, |c| formule(format!("=C{r}-B{r}"), nu - c)),
        ]);
        r
    };
    let a = rij("Inbreng van de gemeenten", &|p| p.uitkomst.inbreng, None);
    let e = rij("Eigen bijdragen", &|p| p.pot.eigen_bijdragen, None);
    let baten = rij("Erin: samen", &|p| p.uitkomst.baten, Some(&format!("SUM(#{a}:#{e})")));
    let p1 = rij("Ondersteuning van inwoners", &|p| p.uitkomst.programmakosten, None);
    let u = rij("Uitvoering, overhead en verrekening", &|p| p.uitkomst.uitvoeringskosten, None);
    let lasten = rij("Eruit: samen", &|p| p.uitkomst.lasten, Some(&format!("SUM(#{p1}:#{u})")));
    let res = rij("Van of naar de reserve", &|p| p.reserve_in_jaar, None);
    rij("Over (of tekort)", &Potstand::te_verdelen, Some(&format!("#{baten}-#{lasten}+#{res}")));
    blad
}

/// GET /geld/begroting.xlsx
pub async fn begroting(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar(&vz);
    let s = meerjaren::opslag::stand(&vz.db, jaar).await?;
    let bladen = Kant::ALLE.iter().map(|k| kant(jaar, &s, *k)).collect();
    bestand(format!("begroting-{jaar}.xlsx"), &Werkboek { titel: format!("Begroting {jaar}"), bladen })
}

fn kant(jaar: i16, s: &Stand, kant: Kant) -> Blad {
    let mut kolommen: Vec<Kolom> = ["Code", "Regel", "Soort", "Aard", "Taakveld", "Gemeente"]
        .into_iter()
        .map(|k| Kolom::nieuw(k, Soort::Tekst))
        .collect();
    let jaren = Jaarkolom::ALLE.iter().map(|k| format!("{} ({})", k.jaar(jaar), k.tekst()));
    kolommen.extend(jaren.map(|k| Kolom::nieuw(k, Soort::Euro).met_som()));
    kolommen.push(Kolom::nieuw("Wijzigingen", Soort::Euro).met_som());
    kolommen.push(Kolom::nieuw(format!("{jaar} na wijziging"), Soort::Euro).met_som());
    let mut blad = Blad {
        naam: kant.tekst().to_owned(),
        toelichting: vec![
            format!("Begroting {jaar}, {}", kant.tekst().to_lowercase()),
            format!("Stand: {}", s.route.tekst()),
        ],
        kolommen,
        totaal: true,
        ..Blad::default()
    };
    let eerste = blad.eerste_rij();
    // Year t and the changes: columns I and M of the sheet.
    let (t, w) = (kolomletters(8), kolomletters(12));
    for r in s.begroting.regels().iter().filter(|r| r.kant == kant) {
        let nr = eerste + blad.rijen.len();
        let na = s.begroting.na_wijziging(r);
        let mut rij: Vec<Cel> = kenmerken(r).into_iter().map(tekst).collect();
        rij.extend(Jaarkolom::ALLE.iter().map(|k| cent(r.bedrag(*k))));
        rij.push(cent(na - r.bedrag(Jaarkolom::Begroting)));
        rij.push(formule(format!("={t}{nr}+{w}{nr}"), na));
        blad.rijen.push(rij);
    }
    blad
}

fn kenmerken(r: &Begrotingsregel) -> Vec<String> {
    vec![
        r.code.clone(),
        r.omschrijving.clone(),
        r.soort.tekst().to_owned(),
        r.aard.tekst().to_owned(),
        r.taakveld.to_string(),
        r.gemeente.map_or_else(|| "Regio".to_owned(), gemeenten::naam),
    ]
}

/// GET /geld.xlsx: one line per gemeente, form, product, leveringsvorm, kind of client and month; what is left and the totals are formulas.
pub async fn uitgaven(vz: Verzoek) -> Uitkomst {
    let vraag = vraag_van(&vz);
    let mut per: BTreeMap<[String; 6], [Cent; 3]> = BTreeMap::new();
    for r in stand::sommen(&vz.db, &vraag).await? {
        let maand = r.maand.to_string();
        let sleutel = [gemeenten::naam(r.gemeente), r.vorm, r.productcode, r.leveringsvorm, r.kenmerk, maand];
        let bedragen = per.entry(sleutel).or_default();
        if let Some(i) = Boeksoort::ALLE.iter().position(|s| s.code() == r.soort) {
            bedragen[i] += r.bedrag_cent;
        }
    }
    let koppen = ["Gemeente", "Vorm", "Product", "Leveringsvorm", "Cliënten", "Maand"];
    let mut kolommen: Vec<Kolom> = koppen.into_iter().map(|k| Kolom::nieuw(k, Soort::Tekst)).collect();
    let bedragen = ["Beschikt", "Gedeclareerd", "Betaald", "Verplicht"];
    kolommen.extend(bedragen.into_iter().map(|k| Kolom::nieuw(k, Soort::Euro).met_som()));
    let mut blad = Blad {
        naam: "Uitgaven".to_owned(),
        toelichting: vec![
            format!("Uitgaven van {}", vraag.jaar),
            "Verplicht is wat is beschikt en nog niet is gedeclareerd.".to_owned(),
        ],
        kolommen,
        totaal: true,
        ..Blad::default()
    };
    let eerste = blad.eerste_rij();
    for (i, (sleutel, [beschikt, gedeclareerd, betaald])) in per.into_iter().enumerate() {
        let r = eerste + i;
        let mut rij: Vec<Cel> = sleutel.into_iter().map(Cel::Tekst).collect();
        rij.extend([cent(beschikt), cent(gedeclareerd), cent(betaald)]);
        rij.push(formule(format!("=G{r}-H{r}"), beschikt - gedeclareerd));
        blad.rijen.push(rij);
    }
    let naam = format!("uitgaven-{}.xlsx", vraag.jaar);
    bestand(naam, &Werkboek { titel: format!("Uitgaven van {}", vraag.jaar), bladen: vec![blad] })
}

/// GET /geld/begroting.csv
pub async fn begroting_csv(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar(&vz);
    let s = meerjaren::opslag::stand(&vz.db, jaar).await?;
    let mut kop: Vec<String> =
        ["Kant", "Code", "Regel", "Soort", "Aard", "Taakveld", "Gemeente"].map(str::to_owned).to_vec();
    kop.extend(Jaarkolom::ALLE.iter().map(|k| k.jaar(jaar).to_string()));
    kop.push(format!("{jaar} na wijziging"));
    let mut uit = csv::regel(&kop);
    for r in s.begroting.regels() {
        let mut rij = vec![r.kant.tekst().to_owned()];
        rij.extend(kenmerken(r));
        rij.extend(Jaarkolom::ALLE.iter().map(|k| komma(r.bedrag(*k))));
        rij.push(komma(s.begroting.na_wijziging(r)));
        uit.push_str(&csv::regel(&rij));
    }
    Antwoord::bestand(format!("begroting-{jaar}.csv"), CSV, uit.into_bytes())
}

/// GET /geld/grootboek/journaal.csv: the entries of a year in the books of one gemeente, the centrumgemeente unless said otherwise.
pub async fn journaal(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar(&vz);
    let gevraagd = vz.vraag("administratie").and_then(|g| Gemeentecode::lees(g).ok());
    let wie = gevraagd.filter(|g| gemeenten::in_regio(*g)).unwrap_or_else(gemeenten::regiegemeente);
    let boek = grootboek::grootboek(&grootboek::alle(&vz.db).await?)?;
    let mut regels = boek.regels(wie);
    regels.retain(|r| r.datum.jaar() == jaar);
    let aanbieders = inkoop::opslag::aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let naam = |id: AanbiederId| {
        let a = aanbieders.iter().find(|a| a.aanbieder_id == id);
        a.map_or_else(|| id.to_string(), |a| format!("{} {}", a.agb, a.naam))
    };
    Antwoord::bestand(format!("journaal-{wie}-{jaar}.csv"), CSV, journaal_csv(&regels, &naam).into_bytes())
}
