//! The reports of the last quarters, as the makers of reports make them and the board adopts them: each as it was known then.

use crate::huis::{App, Fout, Klok, Wie};
use crate::rapport::{
    maak::{geef_rapport, stel_vast},
    opslag::Teksten,
    publicatie::{BESTUUR, OPENBAAR, Wat},
    teksten,
};
use kern::rapport::{Rapportsoort, Rapporttijd};
use kern::stam::{Datum, Kwartaal};

/// Quarters of which there is a report, for every so many clients one; setting one takes time.
const CLIENTEN: u32 = 60;
/// No more quarters than this.
const KWARTALEN_MAX: u32 = 5;
/// The nulmeting lies this many quarters before the first report of a large history.
const NULMETING: usize = 2;

/// What the makers of reports wrote, per quarter; made up.
const ZINNEN: [(&str, [&str; 2]); 4] = [
    (
        "samenvatting",
        [
            "Verzonnen voorbeeld: het kwartaal verliep rustig.",
            "Verzonnen voorbeeld: er was meer instroom dan verwacht.",
        ],
    ),
    (
        "wachttijden",
        [
            "Verzonnen voorbeeld: door ziekte bij één aanbieder duurde plaatsing langer.",
            "Verzonnen voorbeeld: de wachtlijst is met de aanbieders besproken. Er komen vier plekken bij.",
        ],
    ),
    (
        "stromen",
        [
            "Verzonnen voorbeeld: de doorstroom naar beschermd thuis loopt volgens plan.",
            "Verzonnen voorbeeld: de doorstroom stokt, omdat er weinig woningen zijn.",
        ],
    ),
    (
        "programmakosten",
        [
            "Verzonnen voorbeeld: de kosten blijven binnen de begroting.",
            "Verzonnen voorbeeld: de kosten lopen iets voor op de begroting.",
        ],
    ),
];

fn woorden(nr: usize) -> Teksten {
    ZINNEN.iter().map(|(code, zinnen)| ((*code).to_owned(), zinnen[nr % 2].to_owned())).collect()
}

/// Makes them; returns how many. All but the last are adopted; the year that is over and the nulmeting come with a large history.
pub(super) async fn maak(app: &App, klok: &Klok, omvang: u32, tot: Datum) -> Result<usize, Fout> {
    let aantal = (omvang / CLIENTEN).clamp(1, KWARTALEN_MAX) as usize;
    let ruim = omvang >= CLIENTEN * KWARTALEN_MAX;
    let mut kwartalen = vec![Kwartaal::van_dag(tot).vorige()];
    while kwartalen.len() < aantal + NULMETING {
        kwartalen.push(kwartalen[kwartalen.len() - 1].vorige());
    }
    kwartalen.reverse();
    let mut plan = Vec::new();
    let wat = |soort, tijd, profiel| Wat { soort, tijd, profiel };
    if ruim {
        plan.push(wat(Rapportsoort::Doelgroep, Rapporttijd::Kwartaal(kwartalen[0]), BESTUUR));
    }
    for k in &kwartalen[NULMETING..] {
        plan.push(wat(Rapportsoort::Voortgang, Rapporttijd::Kwartaal(*k), BESTUUR));
        if ruim && k.nummer() % 2 == 0 {
            plan.push(wat(Rapportsoort::Voortgang, Rapporttijd::Kwartaal(*k), OPENBAAR));
        }
        if ruim && k.nummer() == 4 {
            plan.push(wat(Rapportsoort::Voortgang, Rapporttijd::Jaar(k.jaar()), BESTUUR));
        }
    }
    let laatste = plan[plan.len() - 1].tijd;
    for (nr, wat) in plan.iter().enumerate() {
        let wie = || Wie::systeem(klok, "zaai");
        if wat.soort == Rapportsoort::Voortgang {
            teksten::schrijf(app, wie(), wat.soort, wat.tijd, &woorden(nr)).await?;
        }
        let fout = |w: kern::stam::Weigering| Fout::nieuw(format!("zaai: rapport {}: {w}", wat.tijd));
        let u = geef_rapport(app, wie(), *wat, false).await?.map_err(fout)?;
        if wat.tijd != laatste && wat.profiel == BESTUUR {
            stel_vast(app, wie(), u.uitgave_id).await?.map_err(fout)?;
        }
    }
    Ok(plan.len())
}
