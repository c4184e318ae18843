//! WMO323: what an aanbieder asks to be paid, judged line by line and answered with a WMO325.

use super::administratie::Voorraad;
use super::behandel::Zaak;
use super::gevolg::{Geduld, Gevolg, buiten_bereik};
use super::regie::regel_van;
use super::uit::Uit;
use super::{vertaal, volgorde};
use crate::{
    financien::declaratie::{self, Declaratie, Declaratieregel},
    huis::{Fout, opslag::Tx},
    levering::{berichten::Gevolgregel, opslag::ToewijzingRij},
};
use ::iwmo::Bericht;
use ::iwmo::code::Retourcode;
use ::iwmo::oordeel::{self, DeclaratieOordeel};
use ::iwmo::retour;
use ::iwmo::typen::{Prestatie, Wmo323};
use kern::stam::{Cent, Datum};

/// Judges a declaratie, books what is granted, and makes the answer.
pub(super) async fn verwerk(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo323) -> Result<Gevolg, Fout> {
    let d = &b.declaratie;
    let nummers = d.clienten.iter().flat_map(|c| &c.prestaties).map(|p| p.toewijzingnummer.get());
    let mut voorraad = Voorraad::lees(tx, &z.app.sleutels, &b.kop, nummers, z.bekend).await?;
    voorraad.lees_declaratie(tx, &z.app.sleutels, b).await?;
    let uit = oordeel::declaratie(b, &voorraad, vertaal::datum(tx.vandaag())?);
    if z.geduld == Geduld::Wacht && volgorde::kan_nog(alle_codes(&uit)) {
        let tot = volgorde::uiterlijk(&z.app.regels, tx.vandaag())?;
        return Ok(volgorde::wacht(tot, voorraad.van_clienten(b).into_iter()));
    }
    let antwoord = antwoord(z, b, &uit, &mut voorraad, tx.vandaag())?;
    let Some((kop, regels)) = vertaald(b, &voorraad, &uit, z.bericht_id)? else {
        return Ok(buiten_bereik());
    };
    declaratie::leg_vast(tx, &kop, &regels).await?;
    let mut gevolg = Gevolg { antwoord: Some(antwoord), ..Gevolg::default() };
    gevolg.regels = uit.kop.iter().chain(&uit.declaratie).map(|c| regel_van(*c)).collect();
    gevolg.regels.extend(regels.iter().flat_map(|r| gevolg_van(r, kop.geheel_afgewezen)));
    gevolg.dossiers = regels
        .iter()
        .filter(|r| r.is_toegekend())
        .filter_map(|r| Some(r.toewijzing.as_ref()?.dossier_id))
        .collect();
    Ok(gevolg)
}

/// The answer, held against the declaratie it is about (TR304, TR337, TR366, TR367, TR371, TR376): what it repeats is what was sent.
fn antwoord(
    z: &Zaak<'_>,
    b: &Wmo323,
    uit: &DeclaratieOordeel,
    voorraad: &mut Voorraad,
    vandaag: Datum,
) -> Result<Uit, Fout> {
    let antwoord = retour::wmo325(b, uit, z.ids);
    // A header that is refused (unknown gemeente, date in the future) is repeated as it came.
    if uit.kop.is_empty() {
        voorraad.met_declaratie(b);
        let fouten = oordeel::declaratieantwoord(&antwoord, voorraad, vertaal::datum(vandaag)?);
        if let Some(f) = fouten.first() {
            return Err(Fout::nieuw(format!("ons antwoord mag niet weg: {}", f.regel)));
        }
    }
    Uit::antwoord(&Bericht::Wmo325(antwoord))
}

fn alle_codes(uit: &DeclaratieOordeel) -> impl Iterator<Item = &Retourcode> {
    let clienten = uit.clienten.iter().flat_map(|c| c.codes.iter().chain(c.prestaties.iter().flatten()));
    uit.kop.iter().chain(&uit.declaratie).chain(clienten)
}

/// The declaratie and its lines in our words; `None` when a date does not fit.
fn vertaald(
    b: &Wmo323,
    voorraad: &Voorraad,
    uit: &DeclaratieOordeel,
    bericht_id: i64,
) -> Result<Option<(Declaratie, Vec<Declaratieregel>)>, Fout> {
    let d = &b.declaratie;
    let dag = vertaal::van_datum;
    let (Some(begin), Some(eind), Some(dagtekening)) =
        (dag(d.periode.begin), dag(d.periode.eind), dag(d.dagtekening))
    else {
        return Ok(None);
    };
    let mut regels = Vec::new();
    for (c, client) in d.clienten.iter().enumerate() {
        for (p, prestatie) in client.prestaties.iter().enumerate() {
            let Some((begin, eind)) = dag(prestatie.periode.begin).zip(dag(prestatie.periode.eind)) else {
                return Ok(None);
            };
            let nr = i64::try_from(regels.len()).unwrap_or(i64::MAX - 1) + 1;
            let toewijzing = voorraad.van_client(prestatie.toewijzingnummer.get(), client.bsn).cloned();
            regels.push(regel(prestatie, nr, (begin, eind), toewijzing, codes_van(uit, c, p)));
        }
    }
    let kop = Declaratie {
        bericht_id,
        aanbieder: voorraad.aanbieder.as_ref().map(|a| a.aanbieder_id),
        gemeente: vertaal::van_gemeente(b.kop.gemeente)?,
        nummer: d.nummer.to_string(),
        begin,
        eind,
        dagtekening,
        ingediend: Cent(d.totaal.cent()),
        toegekend: Cent(uit.toegekend_cent(b)),
        geheel_afgewezen: !uit.kop.is_empty() || !uit.declaratie.is_empty(),
    };
    Ok(Some((kop, regels)))
}

fn regel(
    p: &Prestatie,
    regelnr: i64,
    (begin, eind): (Datum, Datum),
    toewijzing: Option<ToewijzingRij>,
    codes: Vec<Retourcode>,
) -> Declaratieregel {
    Declaratieregel {
        regelnr,
        referentie: p.referentie.nummer.to_string(),
        vorige_referentie: p.referentie.vorig.as_ref().map(ToString::to_string).unwrap_or_default(),
        toewijzing,
        begin,
        eind,
        product: p.productcode.to_string(),
        eenheid: p.eenheid.code().to_owned(),
        volume: i64::from(p.volume.get()),
        tarief: Cent(p.tarief.map_or(0, |t| i64::from(t.get()))),
        bedrag: Cent(p.ingediend.cent()),
        codes: codes.iter().map(|c| c.code()).collect::<Vec<_>>().join(" "),
    }
}

/// Why a line is refused; nothing when it is granted. What refuses the whole refuses each line.
fn codes_van(uit: &DeclaratieOordeel, c: usize, p: usize) -> Vec<Retourcode> {
    let geheel: Vec<Retourcode> = uit.kop.iter().chain(&uit.declaratie).copied().collect();
    if !geheel.is_empty() {
        return geheel;
    }
    let Some(client) = uit.clienten.get(c) else { return vec![Retourcode::NIET_BEOORDEELD] };
    if !client.codes.is_empty() {
        return client.codes.clone();
    }
    client.prestaties.get(p).cloned().unwrap_or_else(|| vec![Retourcode::NIET_BEOORDEELD])
}

/// What a line did: granted with its amount, or refused per code. The codes on the whole are told once, not per line.
fn gevolg_van(r: &Declaratieregel, geheel: bool) -> Vec<Gevolgregel> {
    let basis = Gevolgregel {
        dossier: r.toewijzing.as_ref().map(|t| t.dossier_id),
        toewijzing_id: r.toewijzing.as_ref().map(|t| t.toewijzing_id),
        pad: format!("Prestatie {}", r.regelnr),
        ..Gevolgregel::default()
    };
    if r.is_toegekend() {
        let zin = regelzin(r.regelnr, r.bedrag, r.begin);
        return vec![Gevolgregel { uitkomst: "verwerkt", zin, ..basis }];
    }
    if geheel {
        return Vec::new();
    }
    let codes = r.codes.split(' ').filter_map(|c| c.parse::<Retourcode>().ok());
    codes
        .map(|c| {
            let uit = regel_van(c);
            Gevolgregel {
                uitkomst: uit.uitkomst,
                regel: uit.regel,
                retourcode: uit.retourcode,
                zin: format!("Regel {}: {}", r.regelnr, uit.zin),
                ..basis.clone()
            }
        })
        .collect()
}

/// What a granted line did, in words.
pub(crate) fn regelzin(regelnr: i64, bedrag: Cent, begin: Datum) -> String {
    let wat = if bedrag < Cent::NUL { "teruggeboekt" } else { "toegekend" };
    format!("Regel {regelnr}: {bedrag} {wat} over {}.", maand(begin))
}

fn maand(dag: Datum) -> String {
    let voluit = dag.voluit();
    voluit.split_once(' ').map_or(voluit.clone(), |(_, rest)| rest.to_owned())
}
