//! Bill 36288, not in force. Of art. 1.2.1a only the opening and item a could be read in full, so items b, c and d yield
//! `Voorlopig` or `Mens`. Off until a koninklijk besluit sets a date (`Regels::r1_vanaf`).

use super::{
    feiten::{Adres, EerderBw, Feiten, Product, Regels, Regime},
    keten::{self, Herleid},
    poort::door_de_poort,
    r0,
    stappen::Stapfeit,
    uitkomst::{Antwoord, Klaar, Status, Taak, Verslag, Werk, Zwijgend},
};
use crate::stam::{Datum, Gemeentecode};

/// Widest distance in days from the line of twelve months at which a human checks the end.
const GRENS_DAGEN: u64 = 1;

pub(super) fn beoordeel<V: Verslag>(feiten: &Feiten, regels: &Regels<'_>, verslag: V) -> Klaar<V> {
    let werk = Werk::nieuw(regels, Regime::R1, feiten.melding_op, verslag);
    match door_de_poort(werk, feiten) {
        Err(antwoord) => antwoord,
        // The bill replaces words in item b only: opvang stays where one turns to, help at home where one lives.
        Ok((werk, Product::Opvang)) => r0::waar_gemeld(werk, feiten, Product::Opvang),
        Ok((werk, Product::Bt)) => r0::waar_ingezetene(werk, feiten),
        Ok((werk, Product::Bw)) => beide_dagen(werk, feiten, regels),
    }
}

/// R1.m: the bill does not say which day counts. When the day of the aanvraag gives another answer, a human decides.
fn beide_dagen<V: Verslag>(werk: Werk<'_, V>, feiten: &Feiten, regels: &Regels<'_>) -> Klaar<V> {
    let (antwoord, mut verslag) = op_dag(werk, feiten, feiten.melding_op);
    let Some(later) = feiten.aanvraag_op.filter(|op| *op != feiten.melding_op) else {
        return (antwoord, verslag);
    };
    if antwoord.status == Status::Mens || !anders_op(&antwoord, feiten, regels, later) {
        return (antwoord, verslag);
    }
    verslag.stap(Stapfeit::AanvraagAnders(later));
    (Antwoord { status: Status::Mens, regel: "WPB-26", ..antwoord }, verslag)
}

/// Whether another day gives another gemeente, or (when the woonadres decided) somebody moved in between.
fn anders_op(antwoord: &Antwoord, feiten: &Feiten, regels: &Regels<'_>, dag: Datum) -> bool {
    let werk = Werk::nieuw(regels, Regime::R1, dag, Zwijgend);
    let zelfde = antwoord.gemeente.map(|g| werk.nu(g));
    let woonde = keten::woonadres_op(feiten, feiten.melding_op).map(|a| werk.nu(a.gemeente));
    let woont = keten::woonadres_op(feiten, dag).filter(|a| {
        woonde == Some(werk.nu(a.gemeente)) || keten::begin_van_bewoning(feiten, a) <= feiten.melding_op
    });
    let verhuisd = antwoord.regel == "WPB-27" && woont.is_none();
    let (later, _) = op_dag(werk, feiten, dag);
    verhuisd || later.status == Status::Mens || later.gemeente != zelfde
}

/// R1.a0 and R1.a: beschermd wonen that runs, or ended less than a year ago.
fn op_dag<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, dag: Datum) -> Klaar<V> {
    // What began after the melding is its outcome, not its ground.
    let bekend = || feiten.eerder_bw.iter().filter(|b| b.periode.van() <= feiten.melding_op);
    let lopend = || bekend().filter(|b| b.periode.bevat(dag));
    if lopend().next().is_some() {
        return match een_college(&werk, lopend()) {
            Some(college) if lopend().any(|b| b.einde_onzeker) => einde_onzeker(werk, college),
            Some(college) => {
                werk.stap(Stapfeit::BwLoopt(college));
                werk.klaar(Status::Voorlopig, college, "WPB-20")
            }
            None => {
                werk.stap(Stapfeit::BwCollegeOnbekend { loopt: true });
                werk.mens(None, "WPB-20")
            }
        };
    }
    let Some(eind) = bekend().filter_map(|b| b.periode.tot()).filter(|t| *t <= dag).max() else {
        return woonadres(werk, feiten, dag);
    };
    let grens = eind.plus_maanden(werk.regels.eerder_bw_maanden);
    let laatste = || bekend().filter(|b| b.periode.tot() == Some(eind));
    if dag < grens
        && laatste().any(|b| b.einde_onzeker)
        && let Some(college) = een_college(&werk, laatste())
    {
        return einde_onzeker(werk, college);
    }
    if grens.dagen_tot(dag).unsigned_abs() <= GRENS_DAGEN {
        werk.hoogstens(Status::Bevestigen);
        werk.stap(Stapfeit::BwGrens(grens));
    }
    if dag >= grens {
        return woonadres(werk, feiten, dag);
    }
    match een_college(&werk, laatste()) {
        Some(college) => geeindigd(werk, feiten, dag, eind, college),
        None => {
            werk.stap(Stapfeit::BwCollegeOnbekend { loopt: false });
            werk.mens(None, "WPB-21")
        }
    }
}

fn einde_onzeker<V: Verslag>(mut werk: Werk<'_, V>, college: Gemeentecode) -> Klaar<V> {
    werk.stap(Stapfeit::BwEindeOnzeker);
    werk.mens(Some(college), "WPB-19")
}

/// R1.a decides; when item b would point elsewhere, both are shown, for the order of the items is not certain.
fn geeindigd<V: Verslag>(
    mut werk: Werk<'_, V>,
    feiten: &Feiten,
    dag: Datum,
    eind: Datum,
    college: Gemeentecode,
) -> Klaar<V> {
    werk.stap(Stapfeit::BwGeeindigd(eind, college));
    match keten::voor_instelling(feiten, dag, |_| true) {
        Herleid::Woonadres(ander) if werk.nu(ander.gemeente) != werk.nu(college) => {
            werk.stap(Stapfeit::OnderdeelBAnders(ander.gemeente));
            werk.klaar_maar(Status::Voorlopig, college, Some(ander.gemeente), "WPB-21")
        }
        Herleid::Woonadres(_) | Herleid::GeenInstelling | Herleid::Verhuisd(_) | Herleid::Onzeker => {
            werk.klaar(Status::Beslist, college, "WPB-21")
        }
    }
}

/// The one college behind these; `None` when they differ or one was not recorded.
fn een_college<'f, V: Verslag>(
    werk: &Werk<'_, V>,
    mut bw: impl Iterator<Item = &'f EerderBw>,
) -> Option<Gemeentecode> {
    let eerste = bw.next()?.verstrekt_door?;
    bw.all(|b| b.verstrekt_door.is_some_and(|g| werk.nu(g) == werk.nu(eerste))).then_some(eerste)
}

/// R1.w, R1.q, R1.b, R1.b* and R1.h: the woonadres on the day.
fn woonadres<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, dag: Datum) -> Klaar<V> {
    let Some(adres) = keten::woonadres_op(feiten, dag) else {
        werk.stap(Stapfeit::GeenWoonadres);
        let voorstel = keten::laatste_gewone_woonadres(feiten, dag).map(|a| a.gemeente);
        return werk.mens(voorstel, "WPB-22");
    };
    if adres.in_onderzoek {
        werk.taak(Taak::Terugmelden);
        werk.stap(Stapfeit::AdresTwijfel);
        return werk.mens(Some(adres.gemeente), "WPB-23");
    }
    match adres.instelling {
        Some(soort) if werk.regels.overslaan.contains(&soort) => in_instelling(werk, feiten, dag),
        Some(_) => buiten_de_lijst(werk, feiten, adres, dag),
        None => gewoon_adres(werk, feiten, adres, dag),
    }
}

/// R1.b: the address is an institution on the list, so the woonadres just before it counts.
fn in_instelling<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, dag: Datum) -> Klaar<V> {
    let lijst = werk.regels.overslaan;
    match keten::voor_instelling(feiten, dag, |i| lijst.contains(&i)) {
        Herleid::Woonadres(eerder) => {
            werk.stap(Stapfeit::VoorInstelling(Some(eerder.gemeente)));
            werk.klaar(Status::Voorlopig, eerder.gemeente, "WPB-24")
        }
        Herleid::Verhuisd(eerder) => verhuisd(werk, eerder),
        Herleid::Onzeker | Herleid::GeenInstelling => {
            werk.stap(Stapfeit::VoorInstelling(None));
            let voorstel = keten::laatste_gewone_woonadres(feiten, dag).map(|a| a.gemeente);
            werk.mens(voorstel, "WPB-24")
        }
    }
}

/// R1.b*: the registration changed to an ordinary address while the stay went on.
fn verhuisd<V: Verslag>(mut werk: Werk<'_, V>, voor_verblijf: Option<&Adres>) -> Klaar<V> {
    werk.taak(Taak::Terugmelden);
    werk.stap(Stapfeit::VerhuisdTijdensVerblijf);
    werk.mens(voor_verblijf.map(|a| a.gemeente), "WPB-25")
}

fn buiten_de_lijst<V: Verslag>(
    mut werk: Werk<'_, V>,
    feiten: &Feiten,
    adres: &Adres,
    dag: Datum,
) -> Klaar<V> {
    werk.stap(Stapfeit::BuitenLijst(adres.gemeente));
    let begin = keten::begin_van_keten(feiten, dag, |_| true);
    let eerder = begin.and_then(|b| keten::woonadres_op(feiten, b.plus_dagen(-1)));
    werk.klaar_maar(Status::Voorlopig, adres.gemeente, eerder.map(|e| e.gemeente), "WPB-27")
}

fn gewoon_adres<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, adres: &Adres, dag: Datum) -> Klaar<V> {
    let lijst = werk.regels.overslaan;
    let verblijft = keten::begin_van_keten(feiten, dag, |i| lijst.contains(&i));
    if let Some(begin) = verblijft.filter(|b| *b <= keten::begin_van_bewoning(feiten, adres)) {
        return verhuisd(werk, keten::woonadres_op(feiten, begin.plus_dagen(-1)));
    }
    werk.stap(Stapfeit::Woonadres(adres.gemeente));
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-27")
}
