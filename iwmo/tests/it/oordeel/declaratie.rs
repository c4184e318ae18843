//! Declaraties and credits.

use iwmo::code::Eenheid;
use iwmo::typen::{GeslotenPeriode, Prestatie};
use iwmo::waarde::{Budget, Getal, Volume};

use super::{Geval, bedrag, bericht_geval, declaratie_geval, in_uren, maak_credit, nummer, op_boek};
use crate::boekhouding::{ANDER, BUDGET, Boekhouding, ETMALEN, VAN_ANDER, VERWIJDERD, dag};

pub fn declaratie_gevallen() -> Vec<Geval> {
    vec![
        ("een gewone maand", declaratie_geval(|_, _| {}), &[]),
        ("toewijzing onbekend", declaratie_geval(|p, _| p.toewijzingnummer = nummer(77)), &["9338"]),
        (
            "toewijzing van een ander",
            declaratie_geval(|p, _| p.toewijzingnummer = nummer(VAN_ANDER)),
            &["8187"],
        ),
        (
            "verwijderde toewijzing",
            declaratie_geval(|p, _| p.toewijzingnummer = nummer(VERWIJDERD)),
            &["9384"],
        ),
        (
            "andere categorie",
            declaratie_geval(|p, _| p.categorie = iwmo::code::ProductCategorie::Opvang),
            &["9339"],
        ),
        ("andere code", declaratie_geval(|p, _| p.productcode = "15A04".parse().unwrap()), &["9340"]),
        ("andere eenheid", declaratie_geval(|p, _| p.eenheid = Eenheid::Dagdeel), &["9341"]),
        (
            "ander tarief",
            declaratie_geval(|p, _| {
                p.tarief = Some(Getal::nieuw(15_001).unwrap());
                p.ingediend = bedrag(31 * 15_001);
            }),
            &["0611"],
        ),
        (
            "bedrag past niet bij het tarief",
            declaratie_geval(|p, _| p.ingediend = bedrag(31 * 15_000 + 1)),
            &["9346"],
        ),
        (
            "product hoort niet bij de categorie",
            declaratie_geval(|_, k| k.product_onbekend = true),
            &["S329"],
        ),
    ]
}

pub fn eerdere_gevallen() -> Vec<Geval> {
    vec![
        (
            "te veel in één maand",
            declaratie_geval(|p, _| {
                p.volume = Volume::nieuw(36).unwrap();
                p.ingediend = bedrag(36 * 15_000);
            }),
            &["9321"],
        ),
        (
            "te veel in het geheel",
            declaratie_geval(|p, k| {
                let mut eerder = op_boek(p, "EERDER");
                eerder.periode = GeslotenPeriode { begin: dag("2025-02-01"), eind: dag("2025-02-28") };
                eerder.volume = Volume::nieuw(400).unwrap();
                k.prestaties.push(eerder);
            }),
            &["9322"],
        ),
        (
            "referentie al gebruikt",
            declaratie_geval(|p, k| {
                let nummer = p.referentie.nummer.to_string();
                let mut eerder = op_boek(p, &nummer);
                eerder.toegekend = false;
                k.prestaties.push(eerder);
            }),
            &["8021"],
        ),
        (
            "dezelfde maand al toegekend",
            declaratie_geval(|p, k| k.prestaties.push(op_boek(p, "EERDER"))),
            &["9389"],
        ),
        (
            "dezelfde maand gecrediteerd en opnieuw",
            declaratie_geval(|p, k| {
                let mut eerder = op_boek(p, "EERDER");
                eerder.gecrediteerd = true;
                k.prestaties.push(eerder);
            }),
            &[],
        ),
    ]
}

pub fn maat_gevallen() -> Vec<Geval> {
    vec![
        ("uren in minuten", declaratie_geval(|p, _| in_uren(p, 90, Eenheid::Minuut, 102, 9_150)), &[]),
        (
            "uren in minuten, verkeerd gerekend",
            declaratie_geval(|p, _| in_uren(p, 90, Eenheid::Minuut, 102, 9_180)),
            &["9346"],
        ),
        (
            "meer uren dan het totaal",
            declaratie_geval(|p, _| in_uren(p, 41, Eenheid::Uur, 6_100, 41 * 6_100)),
            &["9321", "9322"],
        ),
        (
            "binnen het budget",
            declaratie_geval(|p, _| {
                p.toewijzingnummer = nummer(BUDGET);
                p.volume = Volume::nieuw(6).unwrap();
                p.ingediend = bedrag(90_000);
            }),
            &[],
        ),
        ("meer dan het budget", declaratie_geval(|p, _| p.toewijzingnummer = nummer(BUDGET)), &["9369"]),
    ]
}

pub fn periode_gevallen() -> Vec<Geval> {
    let periode = |begin: &str, eind: &str, volume: u32| {
        declaratie_geval(|p, _| {
            p.periode = GeslotenPeriode { begin: dag(begin), eind: dag(eind) };
            p.volume = Volume::nieuw(volume).unwrap();
            p.ingediend = bedrag(i64::from(volume) * 15_000);
        })
    };
    vec![
        ("eerste maand vanaf de ingangsdatum", periode("2025-01-15", "2025-01-31", 17), &[]),
        ("voor de ingangsdatum", periode("2025-01-01", "2025-01-31", 17), &["9307", "9387"]),
        ("halverwege de maand begonnen", periode("2025-05-03", "2025-05-31", 20), &["9387"]),
        ("halverwege de maand opgehouden", periode("2025-05-01", "2025-05-30", 20), &["9388"]),
        ("na de einddatum", periode("2026-01-01", "2026-01-31", 20), &["9308"]),
        (
            "kortere toewijzing",
            declaratie_geval(|_, k| {
                k.toewijzingen.get_mut(&nummer(ETMALEN)).unwrap().einddatum = Some(dag("2025-05-20"));
            }),
            &["9308", "9388"],
        ),
        (
            "budget kleiner geworden",
            declaratie_geval(|p, k| {
                p.toewijzingnummer = nummer(BUDGET);
                k.toewijzingen.get_mut(&nummer(BUDGET)).unwrap().budget = Some(Budget::nieuw(1).unwrap());
            }),
            &["9369"],
        ),
    ]
}

pub fn geheel_gevallen() -> Vec<Geval> {
    let maart = || Some(GeslotenPeriode { begin: dag("2025-03-01"), eind: dag("2025-03-31") });
    let mei = || Some(GeslotenPeriode { begin: dag("2025-05-01"), eind: dag("2025-05-31") });
    let juni = || Some(GeslotenPeriode { begin: dag("2025-06-01"), eind: dag("2025-06-30") });
    vec![
        (
            "identificatie al gebruikt",
            bericht_geval(|b, k| k.berichten.extend([b.kop.identificatie.to_string()])),
            &["9056"],
        ),
        (
            "dagtekening in de toekomst",
            bericht_geval(|b, _| b.kop.dagtekening = dag("2025-06-16")),
            &["8848"],
        ),
        (
            "declaratienummer al gebruikt",
            bericht_geval(|b, k| k.declaraties.extend([b.declaratie.nummer.to_string()])),
            &["9333"],
        ),
        ("maand overgeslagen zonder levering", bericht_geval(|_, k| k.vorige_periode = maart()), &[]),
        (
            "maand overgeslagen met levering",
            bericht_geval(|_, k| {
                k.vorige_periode = maart();
                k.geleverd.insert(dag("2025-04-01"));
            }),
            &["8214"],
        ),
        ("dezelfde maand nog een keer", bericht_geval(|_, k| k.vorige_periode = mei()), &[]),
        ("terug naar een oudere maand", bericht_geval(|_, k| k.vorige_periode = juni()), &["8214"]),
        (
            "twee cliënten verwisseld",
            bericht_geval(|b, _| b.declaratie.clienten[0].bsn = ANDER.parse().unwrap()),
            &["8187"],
        ),
        (
            "referentie twee keer in het bericht",
            bericht_geval(|b, _| {
                let mut tweede = b.declaratie.clienten[0].prestaties[0].clone();
                in_uren(&mut tweede, 1, Eenheid::Uur, 6_100, 6_100);
                b.declaratie.clienten[0].prestaties.push(tweede);
            }),
            &["8021", "8021"],
        ),
    ]
}

pub fn credit_gevallen() -> Vec<Geval> {
    let credit = |pas_aan: fn(&mut Prestatie, &mut Boekhouding)| {
        declaratie_geval(|p, k| {
            k.prestaties.push(op_boek(p, "EERDER"));
            maak_credit(p, "EERDER");
            pas_aan(p, k);
        })
    };
    vec![
        ("een gewone credit", credit(|_, _| {}), &[]),
        ("credit van niets", credit(|_, k| k.prestaties.clear()), &["8017"]),
        ("credit van een afgewezen debet", credit(|_, k| k.prestaties[0].toegekend = false), &["8017"]),
        ("credit van een ander bedrag", credit(|p, _| p.ingediend = bedrag(-1)), &["8017"]),
        ("credit van een ander", credit(|_, k| k.prestaties[0].bsn = ANDER.parse().unwrap()), &["8187"]),
        ("tweede credit", credit(|_, k| k.prestaties[0].gecrediteerd = true), &["9390"]),
        (
            "credit en nieuwe debet in één bericht",
            bericht_geval(|b, k| {
                let prestaties = &mut b.declaratie.clienten[0].prestaties;
                k.prestaties.push(op_boek(&prestaties[0], "EERDER"));
                let mut credit = prestaties[0].clone();
                maak_credit(&mut credit, "EERDER");
                credit.referentie.nummer = "CREDIT".parse().unwrap();
                // The credit stands after the new debet; credits are judged first all the same.
                prestaties.push(credit);
            }),
            &[],
        ),
    ]
}
