//! The begroting of a year in the demo: its lines over six years, and the steps by which it was adopted.

use super::akte::{Boek, Cel, c, co, ct};
use super::wereld::Wereld;
use crate::financien::{meerjaren::web::lijntekst, tabellen};
use crate::huis::{Fout, Rol};
use kern::financien::Geldstroom;
use kern::stam::{Cent, Datum, Gemeentecode};
use std::collections::BTreeMap;

const DUIZEND_EURO: i64 = 100_000;
/// Uitvoeringskosten as a share of beschermd wonen, and overhead as a share of those; own contributions likewise. Made up.
const UITVOERING_PROCENT: i64 = 6;
const OVERHEAD_PROCENT: i64 = 20;
const EIGEN_PROMILLE: i64 = 22;
/// What the gemeenten together bring in of all costs, and which part of it comes in at the regiogemeenten. Made up.
const INBRENG_PROMILLE: i64 = 1_002;
const REGIO_PROMILLE: i64 = 120;
/// Growth of a raming per year.
const INDEX_PROMILLE: i64 = 1_030;

/// What was granted, by year, gemeente and form.
pub(super) type Som = BTreeMap<(i16, Gemeentecode, &'static str), i64>;

/// What is budgeted of a form: what will be granted, with some room, rounded up to thousands of euros.
fn bedrag(w: &Wereld<'_>, som: &Som, jaar: i16, g: Gemeentecode, vorm: &'static str) -> i64 {
    if jaar < w.begin.jaar() {
        return 0;
    }
    // The year after the last is only partly granted yet: it follows the last year, and so do ramingen.
    let bron = jaar.min(w.tot.jaar());
    let heel = if vorm == "uitvoering" {
        som.get(&(bron, g, "bw")).copied().unwrap_or(0) * UITVOERING_PROCENT / 100
    } else {
        som.get(&(bron, g, vorm)).copied().unwrap_or(0)
    };
    let mut ruim = heel * (101 + i64::from(g.getal() % 5)) / 100;
    for _ in w.tot.jaar() + 1..jaar {
        ruim = ruim * INDEX_PROMILLE / 1_000;
    }
    (ruim / DUIZEND_EURO + 1) * DUIZEND_EURO
}

/// A line with its six amounts.
struct Lijn {
    code: String,
    omschrijving: String,
    kant: &'static str,
    soort: &'static str,
    stroom: Geldstroom,
    gemeente: Option<Gemeentecode>,
    vorm: &'static str,
    bedragen: [i64; 6],
}

/// The budgets of a year.
pub(super) fn maak(w: &Wereld<'_>, b: &mut Boek, op: Datum, jaar: i16, som: &Som) -> Result<(), Fout> {
    let wie = w.wie(Rol::FinancieelAdviseur, None, 0);
    b.act(op, wie, "begroting vastgesteld", "begroting", None);
    for l in lijnen(w, som, jaar) {
        if let (Some(g), false) = (l.gemeente, l.vorm.is_empty()) {
            let id = b.id();
            let status = if jaar <= w.tot.jaar() { "vastgesteld" } else { "concept" };
            let velden = vec![
                ("begroting_id", Cel::Id(id)),
                ("jaar", c(&i64::from(jaar))),
                ("gemeente", c(&g)),
                ("vorm", ct(l.vorm)),
                ("bedrag_cent", c(&Cent(l.bedragen[2]))),
                ("status", ct(status)),
            ];
            b.rij("begroting", velden);
        }
        regel(b, jaar, &l)?;
    }
    stappen(w, b, jaar);
    Ok(())
}

/// The amounts from t-2 to t+3.
fn zes(jaar: i16, f: impl Fn(i16) -> i64) -> [i64; 6] {
    [-2, -1, 0, 1, 2, 3].map(|n| f(jaar + n))
}

/// The costs of every gemeente by form, and what brings in the money for them.
fn lijnen(w: &Wereld<'_>, som: &Som, jaar: i16) -> Vec<Lijn> {
    let mut uit = Vec::new();
    for (vorm, naam, stroom) in [
        ("bw", "Beschermd wonen", Geldstroom::ProgrammaBw),
        ("bt", "Beschermd thuis", Geldstroom::ProgrammaBt),
        ("wmo_begeleiding", "Wmo-begeleiding", Geldstroom::WmoBegeleiding),
        ("uitvoering", "Uitvoeringskosten", Geldstroom::Uitvoering),
    ] {
        for (g, _) in w.gemeenten() {
            uit.push(Lijn {
                code: format!("{vorm}-{g}"),
                omschrijving: lijntekst(naam, g),
                kant: "lasten",
                soort: if vorm == "uitvoering" { "uitvoering" } else { "programma" },
                stroom,
                gemeente: Some(g),
                vorm,
                bedragen: zes(jaar, |j| bedrag(w, som, j, g, vorm)),
            });
        }
    }
    uit.extend(van_de_regio(w, som, jaar));
    uit
}

/// Overhead, own contributions, and the inbreng of each gemeente.
fn van_de_regio(w: &Wereld<'_>, som: &Som, jaar: i16) -> Vec<Lijn> {
    let alle = w.gemeenten();
    let totaal =
        |j: i16, vorm: &'static str| alle.iter().map(|(g, _)| bedrag(w, som, j, *g, vorm)).sum::<i64>();
    let overhead = |j| totaal(j, "uitvoering") * OVERHEAD_PROCENT / 100;
    let eigen = |j| totaal(j, "bw") * EIGEN_PROMILLE / 1_000;
    let inbreng = |j: i16| {
        let kosten = totaal(j, "bw") + totaal(j, "bt") + totaal(j, "uitvoering") + overhead(j) - eigen(j);
        kosten * INBRENG_PROMILLE / 1_000
    };
    let inwoners: i64 = alle.iter().skip(1).map(|g| i64::try_from(g.1).unwrap_or(0)).sum();
    let deel = |j: i16, n: u64| {
        inbreng(j) * REGIO_PROMILLE / 1_000 * i64::try_from(n).unwrap_or(0) / inwoners.max(1)
    };
    let lijn = |code: String, omschrijving: String, stroom, gemeente, bedragen| Lijn {
        code,
        omschrijving,
        kant: "baten",
        soort: "inkomsten",
        stroom,
        gemeente,
        vorm: "",
        bedragen,
    };
    let kosten = lijn("overhead".into(), "Overhead".into(), Geldstroom::Overhead, None, zes(jaar, overhead));
    let bijdragen = zes(jaar, eigen);
    let begeleiding = zes(jaar, |j| totaal(j, "wmo_begeleiding"));
    let naam = "Eigen middelen van de gemeenten voor Wmo-begeleiding".to_owned();
    let eigen_middelen = lijn("wmo-begeleiding".into(), naam, Geldstroom::WmoBegeleiding, None, begeleiding);
    let mut uit = vec![
        Lijn { kant: "lasten", soort: "overhead", ..kosten },
        Lijn { vorm: "wmo_begeleiding", ..eigen_middelen },
        lijn("eigen-bijdragen".into(), "Eigen bijdragen".into(), Geldstroom::EigenBijdrage, None, bijdragen),
    ];
    for (i, (g, n)) in alle.iter().enumerate() {
        let van_regio = |j: i16| alle.iter().skip(1).map(|x| deel(j, x.1)).sum::<i64>();
        let eigen_deel = |j: i16| if i == 0 { inbreng(j) - van_regio(j) } else { deel(j, *n) };
        let naam = lijntekst("Inbreng", *g);
        uit.push(lijn(
            format!("inbreng-{g}"),
            naam,
            Geldstroom::Doorsluizing,
            Some(*g),
            zes(jaar, eigen_deel),
        ));
    }
    uit
}

fn regel(b: &mut Boek, jaar: i16, l: &Lijn) -> Result<(), Fout> {
    let dag = Datum::nieuw(jaar, 1, 1).ok_or_else(|| Fout::nieuw("zaai: jaar"))?;
    let veld =
        tabellen::taakvelden().op(l.stroom, None, dag).map_err(|w| Fout::nieuw(format!("zaai: {w}")))?;
    let id = b.id();
    let velden = vec![
        ("begrotingsregel_id", Cel::Id(id)),
        ("jaar", c(&i64::from(jaar))),
        ("code", ct(&l.code)),
        ("omschrijving", ct(&l.omschrijving)),
        ("kant", ct(l.kant)),
        ("soort", ct(l.soort)),
        ("aard", ct("structureel")),
        ("taakveld", ct(&veld.taakveld.to_string())),
        ("gemeente", co(&l.gemeente)),
        ("vorm", ct(l.vorm)),
    ];
    let bedragen = ["min2_cent", "min1_cent", "t_cent", "plus1_cent", "plus2_cent", "plus3_cent"];
    let bedragen = bedragen.into_iter().zip(l.bedragen).map(|(n, x)| (n, c(&Cent(x))));
    b.rij("begrotingsregel", velden.into_iter().chain(bedragen).collect());
    Ok(())
}

/// How it was adopted; the one of next year waits for advice.
fn stappen(w: &Wereld<'_>, b: &mut Boek, jaar: i16) {
    let lopend = w.tot.jaar() < jaar;
    let dag = |maand, d| Datum::nieuw(jaar - 1, maand, d).expect("a day that exists in every year");
    let (geen, overleg) = (None::<i64>, format!("Conceptbegroting {jaar}, verzonden (illustratief)"));
    let mut stap = |stap: &str, bestuur: &str, uitkomst: &str, op: Datum, document: &str| {
        let id = b.id();
        let velden = vec![
            ("begrotingsstap_id", Cel::Id(id)),
            ("jaar", c(&i64::from(jaar))),
            ("stap", ct(stap)),
            ("bestuur", ct(bestuur)),
            ("uitkomst", ct(uitkomst)),
            ("motivering", ct("")),
            ("op", c(&op)),
            ("document", ct(document)),
            ("stuk_id", co(&geen)),
        ];
        b.rij("begrotingsstap", velden);
    };
    if lopend {
        stap("advies_gevraagd", "", "", dag(9, 1), &overleg);
        return;
    }
    stap("advies_gevraagd", "", "", dag(4, 15), &overleg);
    stap(
        "geadviseerd",
        "",
        "positief",
        dag(5, 20),
        &format!("Verslag bestuurlijk overleg over {jaar} (illustratief)"),
    );
    stap(
        "vastgesteld",
        "db_peelgemeenten",
        "",
        dag(6, 24),
        &format!("Besluitenlijst dagelijks bestuur, begroting {jaar} (illustratief)"),
    );
    stap(
        "vastgesteld",
        "college_helmond",
        "",
        dag(6, 30),
        &format!("Besluitenlijst college, begroting {jaar} (illustratief)"),
    );
}
