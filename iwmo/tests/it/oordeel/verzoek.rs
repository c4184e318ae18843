//! Requests: 315 and 317.

use iwmo::code::{Eenheid, Frequentie, ProductCategorie};
use iwmo::oordeel::{self, Verzoekkennis};
use iwmo::toestand::Verzoekstand;
use iwmo::typen::{NieuwProduct, Product, TeWijzigenProduct, ToegewezenProduct, Wmo301, Wmo315, Wmo317};
use iwmo::waarde::{Budget, Toewijzingnummer};

use super::{Geval, Uitkomst, aanbieder, nummer, vandaag};
use crate::boekhouding::{
    BSN, BUDGET, Boekhouding, UREN, VAN_ANDER, VERWIJDERD, dag, omvang, product, toewijzing,
};

/// The whole current set of the client: etmalen, hours and a budget.
fn actueel() -> Wmo301 {
    let mut bericht = toewijzing();
    bericht.client.producten.push(product(BUDGET, None, Some(100_000)));
    bericht
}

pub fn aanvraagbericht() -> Wmo315 {
    let mut opvang = product(1, Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek)), None);
    opvang.product =
        Some(Product { categorie: ProductCategorie::Opvang, code: Some("16A01".parse().unwrap()) });
    opvang.ingangsdatum = dag("2025-07-01");
    aanbieder().vraag_aan(&toewijzing(), &[opvang], dag("2025-06-10"))
}

fn aanvraag_geval(pas_aan: impl FnOnce(&mut Wmo315, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (aanvraagbericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht, &mut boek);
    let oordeel = oordeel::aanvraag(&bericht, &boek, vandaag());
    oordeel.kop.iter().chain(oordeel.producten.iter().flatten()).map(|c| c.code()).collect()
}

/// More hours, from a day after the message; the rest stays.
pub fn wijzigingsbericht() -> Wmo317 {
    let meer = |p: &ToegewezenProduct| {
        (p.nummer == nummer(UREN)).then(|| TeWijzigenProduct {
            nummer: p.nummer,
            gewenste_ingangsdatum: p.ingangsdatum,
            einddatum: p.einddatum,
            omvang: Some(omvang(60, Eenheid::Uur, Frequentie::Totaal)),
            budget: None,
            codes: (),
        })
    };
    aanbieder().vraag_wijziging(&actueel(), meer, Vec::new(), dag("2025-06-10"))
}

pub fn wijziging_uitkomst(bericht: &Wmo317, boek: &Boekhouding) -> Uitkomst {
    let o = oordeel::wijziging(bericht, boek, vandaag());
    let delen = o.ongewijzigd.iter().chain(&o.te_wijzigen).chain(&o.nieuw).flatten();
    o.kop.iter().chain(&o.verzoek).chain(delen).map(|c| c.code()).collect()
}

/// With a budget for something else than beschermd wonen, so that the set has no overlap.
pub fn boek() -> Boekhouding {
    let mut boek = Boekhouding::gevuld();
    let budget = boek.toewijzingen.get_mut(&nummer(BUDGET)).unwrap();
    budget.product = Some(Product { categorie: ProductCategorie::Dagbesteding, code: None });
    boek
}

fn wijziging_geval(pas_aan: impl FnOnce(&mut Wmo317, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (wijzigingsbericht(), boek());
    pas_aan(&mut bericht, &mut boek);
    wijziging_uitkomst(&bericht, &boek)
}

/// The changed product after a change.
fn anders(pas_aan: impl FnOnce(&mut TeWijzigenProduct)) -> Uitkomst {
    wijziging_geval(|b, _| pas_aan(&mut b.client.verzoek.te_wijzigen[0]))
}

/// A second product to change, of this toewijzing.
fn ook(n: u32, pas_aan: impl FnOnce(&mut TeWijzigenProduct)) -> Uitkomst {
    wijziging_geval(|b, _| {
        let verzoek = &mut b.client.verzoek;
        verzoek.ongewijzigd.retain(|o| o.nummer != nummer(n));
        let mut w = verzoek.te_wijzigen[0].clone();
        (w.nummer, w.omvang) = (nummer(n), None);
        w.budget = Some(Budget::nieuw(100_000).unwrap());
        pas_aan(&mut w);
        verzoek.te_wijzigen.push(w);
    })
}

pub fn kennis(stand: Verzoekstand) -> Verzoekkennis {
    Verzoekkennis { bsn: BSN.parse().unwrap(), stand }
}

fn nieuw(categorie: ProductCategorie, code: &str) -> NieuwProduct {
    NieuwProduct {
        product: Some(Product { categorie, code: Some(code.parse().unwrap()) }),
        gewenste_ingangsdatum: dag("2025-07-01"),
        einddatum: Some(dag("2025-12-31")),
        omvang: Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek)),
        budget: None,
        codes: (),
    }
}

pub fn aanvraag_gevallen() -> Vec<Geval> {
    vec![
        ("een gewone aanvraag", aanvraag_geval(|_, _| {}), &[]),
        (
            "referentie al gebruikt",
            aanvraag_geval(|b, k| {
                k.verzoeken
                    .insert(b.client.producten[0].referentie.to_string(), kennis(Verzoekstand::Afgewezen));
            }),
            &["9347"],
        ),
        (
            "er loopt al een verzoek",
            aanvraag_geval(|_, k| {
                k.verzoeken.insert("ANDER".to_owned(), kennis(Verzoekstand::InOnderzoek));
            }),
            &["9374"],
        ),
        ("aanvraag in de toekomst", aanvraag_geval(|b, _| b.kop.dagtekening = dag("2025-06-16")), &["8848"]),
        (
            "aanvraag met bekende identificatie",
            aanvraag_geval(|b, k| k.berichten.extend([b.kop.identificatie.to_string()])),
            &["9056"],
        ),
        ("aanvraag bij een onbekende gemeente", aanvraag_geval(|_, k| k.gemeente_onbekend = true), &["S300"]),
        ("aanvraag van een onbekend product", aanvraag_geval(|_, k| k.product_onbekend = true), &["S329"]),
    ]
}

pub fn wijziging_gevallen() -> Vec<Geval> {
    vec![
        ("een gewoon verzoek om wijziging", wijziging_geval(|_, _| {}), &[]),
        (
            "referentie van een wijziging al gebruikt",
            wijziging_geval(|b, k| {
                k.verzoeken.insert(b.client.verzoek.referentie.to_string(), kennis(Verzoekstand::Toegewezen));
            }),
            &["9347"],
        ),
        (
            "er loopt al een verzoek bij een wijziging",
            wijziging_geval(|_, k| {
                k.verzoeken.insert("ANDER".to_owned(), kennis(Verzoekstand::Open));
            }),
            &["9374"],
        ),
        (
            "een actuele toewijzing ontbreekt",
            wijziging_geval(|b, _| b.client.verzoek.ongewijzigd.truncate(1)),
            &["9349"],
        ),
        (
            "een beëindigde toewijzing hoeft niet genoemd",
            wijziging_geval(|b, k| {
                b.client.verzoek.ongewijzigd.truncate(1);
                k.toewijzingen.get_mut(&nummer(BUDGET)).unwrap().einddatum = Some(dag("2025-06-09"));
            }),
            &[],
        ),
        (
            "ongewijzigd maar verwijderd",
            wijziging_geval(|b, _| b.client.verzoek.ongewijzigd.push(ongewijzigd(VERWIJDERD))),
            &["9350"],
        ),
        (
            "ongewijzigd van een andere cliënt",
            wijziging_geval(|b, _| b.client.verzoek.ongewijzigd.push(ongewijzigd(VAN_ANDER))),
            &["8187"],
        ),
        ("te wijzigen onbekend", ook(77, |_| {}), &["9351"]),
        (
            "wijziging met een onbekend nieuw product",
            wijziging_geval(|b, k| {
                b.client.verzoek.nieuw.push(nieuw(ProductCategorie::Opvang, "16A01"));
                k.product_onbekend = true;
            }),
            &["S329"],
        ),
        (
            "een nieuw product dat de cliënt al heeft",
            wijziging_geval(|b, _| {
                b.client.verzoek.nieuw.push(nieuw(ProductCategorie::BeschermdWonen, "15A03"))
            }),
            &["9361"],
        ),
    ]
}

fn ongewijzigd(n: u32) -> iwmo::typen::OngewijzigdProduct {
    iwmo::typen::OngewijzigdProduct { nummer: Toewijzingnummer::nieuw(n).unwrap(), codes: () }
}

pub fn inhoud_gevallen() -> Vec<Geval> {
    let per_week = || Some(omvang(5, Eenheid::Uur, Frequentie::PerWeek));
    vec![
        (
            "halverwege met terugwerkende kracht",
            anders(|w| {
                w.gewenste_ingangsdatum = dag("2025-05-01");
                w.omvang = per_week();
            }),
            &["9357"],
        ),
        ("ander totaal halverwege", anders(|w| w.gewenste_ingangsdatum = dag("2025-07-01")), &["9373"]),
        (
            "andere omvang halverwege",
            anders(|w| {
                w.gewenste_ingangsdatum = dag("2025-07-01");
                w.omvang = per_week();
            }),
            &[],
        ),
        (
            "ander budget halverwege",
            ook(BUDGET, |w| {
                w.budget = Some(Budget::nieuw(90_000).unwrap());
                w.gewenste_ingangsdatum = dag("2025-07-01");
            }),
            &["9373"],
        ),
        ("geen omvang bij een productcode", anders(|w| w.omvang = None), &["9411"]),
        (
            "omvang bij een toewijzing zonder code",
            ook(BUDGET, |w| {
                (w.budget, w.omvang) = (None, Some(omvang(7, Eenheid::Etmaal, Frequentie::PerWeek)))
            }),
            &["9412"],
        ),
        (
            "omvang bij een toewijzing zonder product",
            wijziging_geval(|b, k| {
                k.toewijzingen.get_mut(&nummer(UREN)).unwrap().product = None;
                b.client.verzoek.te_wijzigen[0].gewenste_ingangsdatum = dag("2025-01-15");
                k.toewijzingen.retain(|n, _| *n == nummer(UREN));
                b.client.verzoek.ongewijzigd.clear();
            }),
            &["9375"],
        ),
    ]
}
