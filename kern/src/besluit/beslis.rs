//! The decision itself.

use super::{
    Beslisser, Besluit, Gevolg, Grond, Indicatie, Ingekort, Regels, Soort, Stand, Strekking, Toegekend,
    Voorstel, toekenning,
};
use crate::inkoop::{Leveringsvorm, Vorm};
use crate::stam::termijnen::{Termijn, bereken, met_weekdag, vaste_dag};
use crate::stam::{Datum, Gemeentecode, Periode, Uitleg, Weigering};
use alloc::{format, string::String, vec::Vec};

const MOTIVERING: &str = "Awb art. 3:46";
const GRONDEN: &str = "Wmo 2015 art. 2.3.10 lid 1";
/// Shortest motivering that can say anything.
const MOTIVERING_TEKENS_MIN: usize = 20;

/// Days between a besluit and its letter beyond which the date must be a mistake; the law says only that a besluit is made known (Awb 3:41).
const VERSTUREN_DAGEN_MAX: i64 = 31;

/// Decides on a proposal, or says which rule is in the way. `op` is the day of the decision.
pub fn beslis(stand: &Stand, voorstel: &Voorstel, regels: &Regels, op: Datum) -> Result<Besluit, Weigering> {
    let mut uitleg = Uitleg::nieuw();
    if voorstel.bekend_op < op {
        let zin = "De brief kan niet eerder zijn verstuurd dan het besluit is genomen.";
        return Err(Weigering::nieuw("BSL-05", "Awb art. 3:41", zin).bij("bekend"));
    }
    if op.plus_dagen(VERSTUREN_DAGEN_MAX) < voorstel.bekend_op {
        let zin = format!(
            "Een brief gaat de deur uit als het besluit is genomen, uiterlijk {VERSTUREN_DAGEN_MAX} dagen later. Kies een eerdere dag."
        );
        return Err(Weigering::nieuw("BSL-43", "Awb art. 3:41", zin).bij("bekend"));
    }
    let gemeente = verantwoordelijke(stand, &mut uitleg)?;
    let mut b = match &voorstel.strekking {
        Strekking::Toekennen(verzoek) => {
            bevoegd(stand.beslisser, verzoek.vorm)?;
            op_aanvraag(stand, &mut uitleg)?;
            doelgroep(stand, verzoek.vorm, &mut uitleg)?;
            let toegekend = toekenning::toets(stand, verzoek, None, regels, &mut uitleg)?;
            leeg(Soort::Toekenning, gemeente, Some(toegekend), None, None)
        }
        Strekking::Afwijzen { grond } => {
            let vorm = op_aanvraag(stand, &mut uitleg)?;
            bevoegd(stand.beslisser, vorm)?;
            motivering(voorstel)?;
            let grond = afwijzingsgrond(grond, vorm, regels, &mut uitleg)?;
            leeg(Soort::Afwijzing, gemeente, None, None, Some(grond))
        }
        Strekking::Herzien { indicatie_id, grond, nieuw } => {
            let oud = lopend(stand, *indicatie_id)?;
            bevoegd(stand.beslisser, oud.inhoud.vorm.min(nieuw.vorm))?;
            motivering(voorstel)?;
            let grond = herzieningsgrond(grond, regels, &mut uitleg)?;
            doelgroep(stand, nieuw.vorm, &mut uitleg)?;
            let toegekend = toekenning::toets(stand, nieuw, Some(oud), regels, &mut uitleg)?;
            let kort = inkorten(oud, toegekend.periode.van(), &mut uitleg)?;
            leeg(Soort::Herziening, gemeente, Some(toegekend), Some(kort), Some(grond))
        }
        Strekking::Intrekken { indicatie_id, grond, per } => {
            let oud = lopend(stand, *indicatie_id)?;
            bevoegd(stand.beslisser, oud.inhoud.vorm)?;
            motivering(voorstel)?;
            let grond = herzieningsgrond(grond, regels, &mut uitleg)?;
            let kort = inkorten(oud, *per, &mut uitleg)?;
            leeg(Soort::Intrekking, gemeente, None, Some(kort), Some(grond))
        }
    };
    b.genomen_op = op;
    b.bekend_op = voorstel.bekend_op;
    b.termijnen = termijnen(&b, regels);
    b.uitleg = uitleg;
    Ok(b)
}

fn leeg(
    soort: Soort,
    gemeente: Gemeentecode,
    toegekend: Option<Toegekend>,
    ingekort: Option<Ingekort>,
    grond: Option<Grond>,
) -> Besluit {
    // The two days are filled by the caller; any day will do here.
    let dag = Datum::nieuw(2015, 1, 1).expect("1 January 2015 exists");
    let (termijnen, uitleg) = (Vec::new(), Uitleg::nieuw());
    Besluit {
        soort,
        gemeente,
        genomen_op: dag,
        bekend_op: dag,
        grond,
        toegekend,
        ingekort,
        termijnen,
        uitleg,
    }
}

/// The college on whose behalf is decided (Awb art. 10:10: a besluit says so).
fn verantwoordelijke(stand: &Stand, uitleg: &mut Uitleg) -> Result<Gemeentecode, Weigering> {
    let Some(v) = stand.verantwoordelijk else {
        let zin = "De verantwoordelijke gemeente is nog niet bevestigd. Doe dat eerst.";
        return Err(Weigering::nieuw("BSL-06", "Wmo 2015 art. 1.2.1", zin));
    };
    let zin = format!("De verantwoordelijke gemeente is bevestigd op {}.", v.bevestigd_op.voluit());
    uitleg.stap("BSL-06", "Wmo 2015 art. 1.2.1", zin);
    Ok(v.gemeente)
}

/// Uitvoeringsplan 2.2: the trajectregisseur indicates beschermd wonen and beschermd thuis.
fn bevoegd(wie: Beslisser, vorm: Vorm) -> Result<(), Weigering> {
    match (wie, vorm) {
        (Beslisser::Trajectregisseur, _) | (Beslisser::Aandachtsfunctionaris, Vorm::WmoBegeleiding) => Ok(()),
        (Beslisser::Aandachtsfunctionaris, Vorm::Bw | Vorm::Bt) => {
            let zin = format!("Alleen een trajectregisseur beslist over {vorm}.");
            Err(Weigering::nieuw("BSL-07", "Uitvoeringsplan 2.2", zin))
        }
    }
}

/// A besluit on an aanvraag needs that aanvraag and a finished onderzoek; gives the form that was asked for.
fn op_aanvraag(stand: &Stand, uitleg: &mut Uitleg) -> Result<Vorm, Weigering> {
    let Some(a) = stand.aanvraag else {
        let zin = "Er is geen open aanvraag. Registreer eerst de aanvraag.";
        return Err(Weigering::nieuw("BSL-08", "Wmo 2015 art. 2.3.5 lid 1", zin));
    };
    let zin = format!("De aanvraag is ontvangen op {}.", a.ontvangen_op.voluit());
    uitleg.stap("BSL-08", "Wmo 2015 art. 2.3.5 lid 2", zin);
    let afgerond = stand.onderzoek.and_then(|o| o.afgerond_op.map(|dag| (o, dag)));
    let Some((onderzoek, dag)) = afgerond else {
        let zin = "Het onderzoek is niet afgerond. Zonder onderzoek kunt u niet beslissen.";
        return Err(Weigering::nieuw("BSL-09", "Wmo 2015 art. 2.3.2 lid 1 en Awb art. 3:2", zin));
    };
    let advies = onderzoek.advies.map_or_else(|| "geen van deze vormen".into(), |v| format!("{v}"));
    uitleg.stap(
        "BSL-09",
        "Wmo 2015 art. 2.3.2",
        format!("Het onderzoek is afgerond op {}. Het advies is: {advies}.", dag.voluit()),
    );
    Ok(a.vorm)
}

/// Beschermd wonen and beschermd thuis are for the doelgroep (Uitvoeringsplan 1); Wmo-begeleiding is for everyone.
fn doelgroep(stand: &Stand, vorm: Vorm, uitleg: &mut Uitleg) -> Result<(), Weigering> {
    // Beschermd thuis is help at home: for the law a maatwerkvoorziening for self-reliance, and no beschermd wonen.
    let artikel = match vorm {
        Vorm::Bw => "Wmo 2015 art. 1.1.1 lid 1 en 2.3.5 lid 4",
        Vorm::Bt | Vorm::WmoBegeleiding => "Wmo 2015 art. 2.3.5 lid 3; Uitvoeringsplan Thuis in de wijk, 1",
    };
    match (vorm, stand.doelgroep) {
        (Vorm::WmoBegeleiding, _) => Ok(()),
        (Vorm::Bw | Vorm::Bt, None) => {
            let zin = "De doelgroeptoets is nog niet gedaan. Doe die eerst.";
            Err(Weigering::nieuw("BSL-10", artikel, zin))
        }
        (Vorm::Bw | Vorm::Bt, Some(d)) if !d.oordeel => {
            let zin = format!(
                "De doelgroeptoets van {} zegt: hoort niet bij de doelgroep.",
                d.getoetst_op.voluit()
            );
            Err(Weigering::nieuw("BSL-11", artikel, zin).bij("vorm"))
        }
        (Vorm::Bw | Vorm::Bt, Some(d)) => {
            let zin =
                format!("De inwoner hoort bij de doelgroep. Dat is getoetst op {}.", d.getoetst_op.voluit());
            uitleg.stap("BSL-10", artikel, zin);
            Ok(())
        }
    }
}

fn motivering(voorstel: &Voorstel) -> Result<(), Weigering> {
    if voorstel.motivering.trim().chars().count() >= MOTIVERING_TEKENS_MIN {
        return Ok(());
    }
    let zin = format!("Leg uit waarom. Gebruik minstens {MOTIVERING_TEKENS_MIN} tekens.");
    Err(Weigering::nieuw("BSL-12", MOTIVERING, zin).bij("motivering"))
}

/// A ground of the list for this form. "Lives in another gemeente" is none for beschermd wonen: a report for it goes to any
/// college (Wmo 2015 art. 1.2.1 onder b).
fn afwijzingsgrond(code: &str, vorm: Vorm, regels: &Regels, uitleg: &mut Uitleg) -> Result<Grond, Weigering> {
    let Some(grond) = regels.afwijzingsgronden.iter().find(|g| g.code == code) else {
        let zin = "Kies op welke grond u de aanvraag afwijst.";
        return Err(Weigering::nieuw("BSL-13", "Wmo 2015 art. 2.3.5", zin).bij("grond"));
    };
    if !grond.vormen.is_empty() && !grond.vormen.contains(&vorm) {
        let zin = format!("Deze grond mag u niet gebruiken voor {vorm}.");
        return Err(Weigering::nieuw("BSL-14", "Wmo 2015 art. 1.2.1", zin).bij("grond"));
    }
    uitleg.stap("BSL-13", grond.artikel.clone(), grond.zin.clone());
    Ok(grond.clone())
}

/// A ground of art. 2.3.10. Verhuizing alone is none.
fn herzieningsgrond(code: &str, regels: &Regels, uitleg: &mut Uitleg) -> Result<Grond, Weigering> {
    let Some(grond) = regels.herzieningsgronden.iter().find(|g| g.code == code) else {
        let zin =
            "Kies een grond uit de wet. Alleen een verhuizing is geen grond om een besluit te veranderen.";
        return Err(Weigering::nieuw("BSL-15", GRONDEN, zin).bij("grond"));
    };
    uitleg.stap("BSL-15", grond.artikel.clone(), grond.zin.clone());
    Ok(grond.clone())
}

fn lopend(stand: &Stand, indicatie_id: i64) -> Result<&Indicatie, Weigering> {
    stand.indicaties.iter().find(|i| i.indicatie_id == indicatie_id).ok_or_else(|| {
        let zin = "Deze indicatie bestaat niet of is al vervangen.";
        Weigering::nieuw("BSL-16", GRONDEN, zin).bij("indicatie")
    })
}

/// Ends an indicatie on the first day without it (art. 2.3.10 lid 2). That day lies inside its period, or on its first day: then
/// nothing of it is left.
fn inkorten(oud: &Indicatie, per: Datum, uitleg: &mut Uitleg) -> Result<Ingekort, Weigering> {
    let p = oud.inhoud.periode;
    if !p.bevat(per) {
        let einde = p.tot_en_met().map_or_else(String::new, |d| format!(" tot en met {}", d.voluit()));
        let zin = format!("De indicatie loopt van {}{einde}. Kies een dag in die periode.", p.van().voluit());
        return Err(Weigering::nieuw("BSL-17", "Wmo 2015 art. 2.3.10 lid 2", zin).bij("van"));
    }
    let periode = Periode::nieuw(p.van(), Some(per));
    let zin = match periode {
        Some(_) => format!("De vorige indicatie eindigt op {}.", met_weekdag(per.plus_dagen(-1))),
        None => format!("De vorige indicatie begon op {}. Er blijft niets van over.", p.van().voluit()),
    };
    uitleg.stap("BSL-17", "Wmo 2015 art. 2.3.10 lid 2", zin);
    Ok(Ingekort { indicatie_id: oud.indicatie_id, periode })
}

fn termijnen(b: &Besluit, regels: &Regels) -> Vec<(Gevolg, Termijn)> {
    let mut uit = Vec::new();
    uit.push((Gevolg::Bezwaar, bereken(&regels.bezwaar, b.bekend_op, &[], &regels.termijnenwet)));
    let Some(t) = &b.toegekend else { return uit };
    if t.leveringsvorm == Leveringsvorm::Zin {
        uit.push((Gevolg::Toewijzing, bereken(&regels.toewijzing, b.bekend_op, &[], &regels.termijnenwet)));
    }
    if let Some(einde) = t.periode.tot_en_met() {
        let mut termijn = bereken(&regels.indicatie_einde, einde, &[], &regels.termijnenwet);
        if termijn.uiterlijk < b.genomen_op {
            let zin = "De indicatie is kort. Begin meteen met het heronderzoek.";
            termijn = vaste_dag(einde, b.genomen_op, regels.indicatie_einde.bron.artikel.clone(), zin);
        }
        uit.push((Gevolg::IndicatieEinde, termijn));
    }
    uit
}
