//! The states of a delivery and the judgement of levels 3 and 4 agree: a step that the states have is a message that is accepted.

use iwmo::code::{RedenBeeindiging, StatusAanlevering};
use iwmo::oordeel::{self, Regiebericht};
use iwmo::simulator::Aanbieder;
use iwmo::toestand::Levering;
use iwmo::typen::{Wmo305, Wmo307};

use crate::Toeval;
use crate::boekhouding::{Boekhouding, dag, toewijzing};

fn start(begin: &str, status: StatusAanlevering) -> Wmo305 {
    let mut start = Aanbieder::nieuw("SIM").unwrap().start(&toewijzing(), dag(begin), dag("2025-06-10"));
    start.client.producten.truncate(1);
    start.client.producten[0].status = status;
    start
}

fn stop(begin: &str, einde: &str, reden: RedenBeeindiging, status: StatusAanlevering) -> Wmo307 {
    let start = start(begin, StatusAanlevering::Eerste);
    let mut stop = Aanbieder::nieuw("SIM").unwrap().stop(&start, dag(einde), reden, dag("2025-06-10"));
    stop.client.producten[0].status = status;
    stop
}

const STARTDAGEN: [&str; 3] = ["2025-02-01", "2025-03-01", "2025-04-01"];
const STOPDAGEN: [&str; 3] = ["2025-04-10", "2025-04-20", "2025-05-01"];

#[test]
fn wat_de_toestand_kan_wordt_ook_geaccepteerd() {
    let mut toeval = Toeval(7);
    let (mut stappen, mut geweigerd) = (0, 0);
    for _ in 0..400 {
        let (mut levering, mut boek) = (Levering::default(), Boekhouding::gevuld());
        for _ in 0..10 {
            let eerste = toeval.volgende(4) != 0;
            let status = if eerste { StatusAanlevering::Eerste } else { StatusAanlevering::Verwijderen };
            let begin = STARTDAGEN[toeval.volgende(3)];
            let (volgende, akkoord, regie) = if toeval.volgende(2) == 0 {
                let bericht = start(begin, status);
                let product = bericht.client.producten[0].clone();
                let oordeel = oordeel::start(&bericht, &boek, dag("2025-06-15"));
                (levering.na_start(product.clone()), oordeel.is_akkoord(), Regiebericht::Start(product))
            } else {
                let reden = [RedenBeeindiging::Tijdelijk, RedenBeeindiging::VolgensPlan][toeval.volgende(2)];
                let bericht = stop(begin, STOPDAGEN[toeval.volgende(3)], reden, status);
                let product = bericht.client.producten[0].clone();
                let oordeel = oordeel::stop(&bericht, &boek, dag("2025-06-15"));
                (levering.na_stop(product.clone()), oordeel.is_akkoord(), Regiebericht::Stop(product))
            };
            levering = match volgende {
                Ok(na) => {
                    assert!(akkoord, "{regie:?} after {:?}", boek.regie);
                    boek.regie.push(regie);
                    stappen += 1;
                    na
                }
                Err(geweigerd_met) => {
                    geweigerd += 1;
                    assert!(geweigerd_met.code.is_afwijzing());
                    *geweigerd_met.toestand
                }
            };
        }
    }
    assert!(stappen > 500 && geweigerd > 500, "{stappen} {geweigerd}");
}

#[test]
fn tijdelijk_gestopt_hervat_en_definitief_gestopt() {
    use RedenBeeindiging::{Tijdelijk, Verhuizing};
    use StatusAanlevering::{Eerste, Verwijderen};
    let s = |begin, status| start(begin, status).client.producten[0].clone();
    let e = |begin, einde, reden, status| stop(begin, einde, reden, status).client.producten[0].clone();
    let code = |uit: Result<Levering, iwmo::toestand::Geweigerd<Levering>>| uit.unwrap_err().code.code();
    let lopend = Levering::default().na_start(s("2025-02-01", Eerste)).unwrap();
    assert_eq!(code(lopend.clone().na_start(s("2025-03-01", Eerste))), "9326");
    assert_eq!(code(lopend.clone().na_stop(e("2025-03-01", "2025-04-10", Verhuizing, Eerste))), "9069");
    let onderbroken = lopend.na_stop(e("2025-02-01", "2025-04-10", Tijdelijk, Eerste)).unwrap();
    assert_eq!(code(onderbroken.clone().na_stop(e("2025-02-01", "2025-04-20", Tijdelijk, Eerste))), "9413");
    assert_eq!(code(onderbroken.clone().na_stop(e("2025-02-01", "2025-04-01", Verhuizing, Eerste))), "9414");
    assert_eq!(code(onderbroken.clone().na_start(s("2025-02-01", Verwijderen))), "9071");
    let voorgoed = onderbroken.clone().na_stop(e("2025-02-01", "2025-04-20", Verhuizing, Eerste)).unwrap();
    assert_eq!(code(voorgoed.clone().na_stop(e("2025-02-01", "2025-05-01", Verhuizing, Eerste))), "9415");
    let terug = voorgoed.na_stop(e("2025-02-01", "2025-04-20", Verhuizing, Verwijderen)).unwrap();
    assert_eq!(terug, onderbroken, "a stop taken back leaves what was there before it");
    let hervat = onderbroken.clone().na_start(s("2025-04-01", Eerste)).unwrap();
    assert_eq!(hervat.na_start(s("2025-04-01", Verwijderen)).unwrap(), onderbroken);
    assert_eq!(code(Levering::default().na_stop(e("2025-02-01", "2025-04-10", Tijdelijk, Eerste))), "9069");
    assert_eq!(code(Levering::default().na_start(s("2025-02-01", Verwijderen))), "9063");
}
