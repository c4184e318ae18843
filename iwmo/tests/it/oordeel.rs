//! Levels 3 and 4: per rule a message that breaks it and the code it then gets; the untouched messages pass.

use iwmo::Datum;
use iwmo::code::{Eenheid, RedenBeeindiging, StatusAanlevering};
use iwmo::oordeel::{self, Prestatiestand, Regiebericht};
use iwmo::simulator::{Aanbieder, Levering};
use iwmo::typen::{GeslotenPeriode, Prestatie, Wmo305, Wmo307, Wmo323};
use iwmo::waarde::{Bedrag, Budget, Getal, Toewijzingnummer, Volume};

use crate::boekhouding::{ANDER, BUDGET, Boekhouding, ETMALEN, UREN, VAN_ANDER, VERWIJDERD, dag, toewijzing};

/// The codes of one judgement, all together.
type Uitkomst = Vec<&'static str>;

fn vandaag() -> Datum {
    dag("2025-06-15")
}

fn aanbieder() -> Aanbieder {
    Aanbieder::nieuw("SIM").unwrap()
}

/// The start of the etmalen only.
fn startbericht() -> Wmo305 {
    let mut start = aanbieder().start(&toewijzing(), dag("2025-01-15"), dag("2025-01-20"));
    start.client.producten.truncate(1);
    start
}

fn stopbericht(reden: RedenBeeindiging, op: &str) -> Wmo307 {
    aanbieder().stop(&startbericht(), dag(op), reden, dag("2025-06-10"))
}

/// A whole month of etmalen at the agreed tariff.
fn declaratiebericht() -> Wmo323 {
    let toewijzing = toewijzing();
    let mei = Levering { toewijzing: &toewijzing, product: 0, volume: 31, tarief_cent: 15_000 };
    aanbieder().declareer(&[mei], dag("2025-05-01"), dag("2025-06-02")).unwrap()
}

fn uitkomst_start(bericht: &Wmo305, boek: &Boekhouding) -> Uitkomst {
    let oordeel = oordeel::start(bericht, boek, vandaag());
    oordeel.kop.iter().chain(oordeel.producten.iter().flatten()).map(|c| c.code()).collect()
}

fn uitkomst_stop(bericht: &Wmo307, boek: &Boekhouding) -> Uitkomst {
    let oordeel = oordeel::stop(bericht, boek, vandaag());
    oordeel.kop.iter().chain(oordeel.producten.iter().flatten()).map(|c| c.code()).collect()
}

fn uitkomst_declaratie(bericht: &Wmo323, boek: &Boekhouding) -> Uitkomst {
    let oordeel = oordeel::declaratie(bericht, boek, vandaag());
    let clienten = oordeel.clienten.iter().flat_map(|c| c.codes.iter().chain(c.prestaties.iter().flatten()));
    oordeel.kop.iter().chain(&oordeel.declaratie).chain(clienten).map(|c| c.code()).collect()
}

/// A start on the books, after a change.
fn start_geval(pas_aan: impl FnOnce(&mut Wmo305, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (startbericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht, &mut boek);
    uitkomst_start(&bericht, &boek)
}

/// A stop after a start that is on the books, after a change.
fn stop_geval(reden: RedenBeeindiging, pas_aan: impl FnOnce(&mut Wmo307, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (stopbericht(reden, "2025-06-01"), Boekhouding::gevuld());
    boek.regie.push(start_op_boek());
    pas_aan(&mut bericht, &mut boek);
    uitkomst_stop(&bericht, &boek)
}

fn start_op_boek() -> Regiebericht {
    Regiebericht::Start(startbericht().client.producten[0].clone())
}

fn stop_op_boek(reden: RedenBeeindiging, op: &str) -> Regiebericht {
    Regiebericht::Stop(stopbericht(reden, op).client.producten[0].clone())
}

/// A declaratie after a change of its only prestatie.
fn declaratie_geval(pas_aan: impl FnOnce(&mut Prestatie, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (declaratiebericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht.declaratie.clienten[0].prestaties[0], &mut boek);
    uitkomst_declaratie(&bericht, &boek)
}

/// A declaratie after a change of the message around it.
fn bericht_geval(pas_aan: impl FnOnce(&mut Wmo323, &mut Boekhouding)) -> Uitkomst {
    let (mut bericht, mut boek) = (declaratiebericht(), Boekhouding::gevuld());
    pas_aan(&mut bericht, &mut boek);
    uitkomst_declaratie(&bericht, &boek)
}

fn nummer(nummer: u32) -> Toewijzingnummer {
    Toewijzingnummer::nieuw(nummer).unwrap()
}

fn bedrag(cent: i64) -> Bedrag {
    Bedrag::nieuw(cent).unwrap()
}

/// Changes the prestatie into one of hours.
fn in_uren(p: &mut Prestatie, volume: u32, eenheid: Eenheid, tarief: u32, cent: i64) {
    (p.toewijzingnummer, p.eenheid) = (nummer(UREN), eenheid);
    p.categorie = iwmo::code::ProductCategorie::Begeleiding;
    p.productcode = "02A01".parse().unwrap();
    p.volume = Volume::nieuw(volume).unwrap();
    p.tarief = Some(Getal::nieuw(tarief).unwrap());
    p.ingediend = bedrag(cent);
}

/// The debet of the declaratie as it stands on the books after it was granted.
fn op_boek(p: &Prestatie, nummer: &str) -> Prestatiestand {
    let mut stand = Prestatiestand::van("999900006".parse().unwrap(), p, true);
    stand.nummer = nummer.parse().unwrap();
    stand
}

fn maak_credit(p: &mut Prestatie, van: &str) {
    p.referentie.vorig = Some(van.parse().unwrap());
    p.ingediend = bedrag(-p.ingediend.cent());
}

fn start_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
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

fn stop_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
    let plan = RedenBeeindiging::VolgensPlan;
    let tijdelijk = RedenBeeindiging::Tijdelijk;
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

fn declaratie_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
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

fn periode_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
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

fn geheel_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
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

fn credit_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
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

fn alle_gevallen() -> Vec<(&'static str, Uitkomst, &'static [&'static str])> {
    let groepen = [
        start_gevallen(),
        stop_gevallen(),
        declaratie_gevallen(),
        periode_gevallen(),
        geheel_gevallen(),
        credit_gevallen(),
    ];
    groepen.into_iter().flatten().collect()
}

/// The retourcodes that the cases lead to.
pub fn gebroken() -> Vec<&'static str> {
    alle_gevallen().into_iter().flat_map(|(.., verwacht)| verwacht).copied().collect()
}

#[test]
fn elk_geval_krijgt_precies_de_genoemde_retourcodes() {
    let fout: Vec<_> = alle_gevallen()
        .into_iter()
        .filter(|(_, gevonden, verwacht)| gevonden != verwacht)
        .map(|(naam, gevonden, verwacht)| format!("{naam}: verwacht {verwacht:?}, gevonden {gevonden:?}"))
        .collect();
    assert_eq!(fout, Vec::<String>::new());
}
