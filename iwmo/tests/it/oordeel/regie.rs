//! Starts and stops.

use iwmo::code::{RedenBeeindiging, StatusAanlevering};

use super::{Geval, nummer, start_geval, start_op_boek, stop_geval, stop_op_boek};
use crate::boekhouding::{ANDER, VERWIJDERD, dag};

pub fn start_gevallen() -> Vec<Geval> {
    vec![
        ("een gewone start", start_geval(|_, _| {}), &[]),
        (
            "toewijzing onbekend",
            start_geval(|b, _| b.client.producten[0].nummer = Some(nummer(77))),
            &["9019"],
        ),
        ("zonder nummer", start_geval(|b, _| b.client.producten[0].nummer = None), &["9019"]),
        ("andere cliënt", start_geval(|b, _| b.client.bsn = ANDER.parse().unwrap()), &["9019"]),
        (
            "verwijderde toewijzing",
            start_geval(|b, _| b.client.producten[0].nummer = Some(nummer(VERWIJDERD))),
            &["9019"],
        ),
        (
            "identificatie al gebruikt",
            start_geval(|b, k| k.berichten.extend([b.kop.identificatie.to_string()])),
            &["9056"],
        ),
        ("dagtekening in de toekomst", start_geval(|b, _| b.kop.dagtekening = dag("2025-06-16")), &["8848"]),
        ("gemeente bestaat niet", start_geval(|_, k| k.gemeente_onbekend = true), &["S300"]),
        ("product hoort niet bij de categorie", start_geval(|_, k| k.product_onbekend = true), &["S329"]),
    ]
}

pub fn start_na_eerdere() -> Vec<Geval> {
    vec![
        ("dezelfde start nog een keer", start_geval(|_, k| k.regie.push(start_op_boek())), &["9074"]),
        (
            "start terwijl de levering loopt",
            start_geval(|b, k| {
                k.regie.push(start_op_boek());
                b.client.producten[0].begindatum = dag("2025-03-01");
            }),
            &["9326"],
        ),
        (
            "start na een tijdelijke stop",
            start_geval(|b, k| {
                k.regie.extend([start_op_boek(), stop_op_boek(RedenBeeindiging::Tijdelijk, "2025-02-20")]);
                b.client.producten[0].begindatum = dag("2025-03-01");
            }),
            &[],
        ),
        (
            "verwijderen wat er niet is",
            start_geval(|b, _| b.client.producten[0].status = StatusAanlevering::Verwijderen),
            &["9063"],
        ),
        (
            "verwijderen na een stop",
            start_geval(|b, k| {
                k.regie.extend([start_op_boek(), stop_op_boek(RedenBeeindiging::VolgensPlan, "2025-02-20")]);
                b.client.producten[0].status = StatusAanlevering::Verwijderen;
            }),
            &["9071"],
        ),
        (
            "sleutel corrigeren in één bericht",
            start_geval(|b, k| {
                k.regie.push(start_op_boek());
                let mut nieuw = b.client.producten[0].clone();
                nieuw.begindatum = dag("2025-01-16");
                b.client.producten[0].status = StatusAanlevering::Verwijderen;
                b.client.producten.insert(0, nieuw);
            }),
            &[],
        ),
    ]
}

pub fn stop_gevallen() -> Vec<Geval> {
    let plan = RedenBeeindiging::VolgensPlan;
    vec![
        ("een gewone stop", stop_geval(plan, |_, _| {}), &[]),
        ("stop zonder start", stop_geval(plan, |_, k| k.regie.clear()), &["9069"]),
        (
            "stop met een andere begindatum",
            stop_geval(plan, |b, _| b.client.producten[0].begindatum = dag("2025-01-16")),
            &["9069"],
        ),
        (
            "stop van een onbekende toewijzing",
            stop_geval(plan, |b, _| b.client.producten[0].nummer = Some(nummer(77))),
            &["9019"],
        ),
        (
            "dezelfde stop nog een keer",
            stop_geval(plan, |_, k| k.regie.push(stop_op_boek(plan, "2025-06-01"))),
            &["9074"],
        ),
        (
            "stop na een definitieve stop",
            stop_geval(plan, |_, k| k.regie.push(stop_op_boek(plan, "2025-05-01"))),
            &["9415"],
        ),
    ]
}

pub fn stop_na_tijdelijke() -> Vec<Geval> {
    let plan = RedenBeeindiging::VolgensPlan;
    let tijdelijk = RedenBeeindiging::Tijdelijk;
    vec![
        (
            "tweede tijdelijke stop",
            stop_geval(tijdelijk, |_, k| k.regie.push(stop_op_boek(tijdelijk, "2025-05-01"))),
            &["9413"],
        ),
        (
            "definitief na tijdelijk",
            stop_geval(plan, |_, k| k.regie.push(stop_op_boek(tijdelijk, "2025-05-01"))),
            &[],
        ),
        (
            "eerder dan de tijdelijke stop",
            stop_geval(plan, |_, k| k.regie.push(stop_op_boek(tijdelijk, "2025-06-05"))),
            &["9414"],
        ),
        (
            "verwijderen wat er niet is",
            stop_geval(plan, |b, _| b.client.producten[0].status = StatusAanlevering::Verwijderen),
            &["9063"],
        ),
        (
            "verwijderen wat er is",
            stop_geval(plan, |b, k| {
                k.regie.push(stop_op_boek(plan, "2025-06-01"));
                b.client.producten[0].status = StatusAanlevering::Verwijderen;
            }),
            &[],
        ),
        (
            "tijdelijk en definitief in één bericht",
            stop_geval(plan, |b, _| {
                let mut eerst = b.client.producten[0].clone();
                (eerst.reden, eerst.einddatum) = (tijdelijk, dag("2025-05-01"));
                b.client.producten.push(eerst);
            }),
            &[],
        ),
    ]
}
