//! Tables of who came, moved, went and waits.
//!
//! The number of cliënten at both ends of a quarter is known, so instroom minus uitstroom is known too. When one of the
//! two may not be shown, the other may not be shown either.

use super::{
    blik::{Blik, reeks, totaal},
    bord::{ALLEEN_AANTAL, Tabelnaam, kwartalen},
    codes::{Code, Sleutel},
    duurtabel::MET_RANG,
    maat::{Maat, Splitsing, Tijdvak},
    tabel::{Cel, Cijfer, Cijfertabel, Keus, Kolom, Kop, Rij, Soort},
};
use crate::stam::Kwartaal;
use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

pub(super) const PLEK_INSTROOM: usize = 2;
pub(super) const PLEK_UITSTROOM: usize = 3;

/// First time, return, instroom, uitstroom and balance of the quarter of the peildatum.
pub(super) fn stroomrij(blik: &Blik<'_>) -> Vec<Cel> {
    let (instroom, uitstroom) =
        (blik.vraag(Maat::Instroom, Tijdvak::Kwartaal), blik.vraag(Maat::Uitstroom, Tijdvak::Kwartaal));
    let soorten = [Sleutel::Code(Code::EERSTE_KEER), Sleutel::Code(Code::RECIDIVE), Sleutel::Onbekend];
    let (geteld, mut verborgen) = reeks(blik, &instroom, Splitsing::Recidive, &soorten, ALLEEN_AANTAL);
    let uit = totaal(blik, &uitstroom, ALLEEN_AANTAL.1);
    let uit_klein = blik.profiel.is_some_and(|p| p.te_klein(&uit, super::Inhoud::Aantal));
    if uit_klein || verborgen[3] {
        verborgen = vec![true; 4];
    }
    let deel = |i: usize| {
        blik.maak(
            Keus::Aantal,
            &geteld[i],
            verborgen[i],
            instroom.clone().waar(Splitsing::Recidive, soorten[i]),
        )
    };
    let inn = blik.maak(Keus::Aantal, &geteld[3], verborgen[3], instroom.clone());
    let weg = blik.maak(Keus::Aantal, &uit, verborgen[3], uitstroom);
    let saldo = inn.cijfer.met(weg.cijfer, i64::checked_sub);
    vec![deel(0), deel(1), inn, weg, Cel::berekend(saldo)]
}

pub(super) fn stromen(blik: &Blik<'_>) -> Cijfertabel {
    let kop = |t| Kolom { kop: Kop::Tekst(t), soort: Soort::Aantal };
    let rij =
        |(kwartaal, op): (Kwartaal, _)| Rij { kop: Kop::Kwartaal(kwartaal), cellen: stroomrij(&blik.op(op)) };
    Cijfertabel {
        rijkop: "Kwartaal",
        maten: vec![Maat::Instroom, Maat::Uitstroom],
        kolommen: vec![kop("Eerste keer"), kop("Terugkeer"), kop("Instroom"), kop("Uitstroom"), kop("Saldo")],
        rijen: kwartalen(blik.peil.op).into_iter().map(rij).collect(),
        ..leeg(Tabelnaam::Stromen)
    }
}

/// From form to form. Without totals: those belong to instroom and uitstroom.
pub(super) fn doorstroom(blik: &Blik<'_>, tijdvak: Tijdvak) -> Cijfertabel {
    let vraag = blik.vraag(Maat::Doorstroom, tijdvak);
    let vormen = [Code::BW, Code::BT, Code::WMO_BEGELEIDING].map(Sleutel::Code);
    let geteld = blik.tel(&vraag.clone().per(&[Splitsing::VanVorm, Splitsing::Vorm]), ALLEEN_AANTAL.1);
    let cel = |van: Sleutel, naar: Sleutel| {
        if van == naar {
            return Cel::berekend(Cijfer::Geen);
        }
        let u = geteld.iter().find(|t| t.sleutels == [van, naar]).map(|t| t.uitkomst).unwrap_or_default();
        let klein = blik.profiel.is_some_and(|p| p.te_klein(&u, super::Inhoud::Aantal));
        let v = vraag.clone().waar(Splitsing::VanVorm, van).waar(Splitsing::Vorm, naar);
        blik.maak(Keus::Aantal, &u, klein, v)
    };
    Cijfertabel {
        rijkop: "Van",
        maten: vec![Maat::Doorstroom],
        tijdvak: Some(tijdvak),
        kolommen: vormen.map(|v| Kolom { kop: Kop::Waarde(v), soort: Soort::Aantal }).to_vec(),
        rijen: vormen
            .map(|van| Rij { kop: Kop::Waarde(van), cellen: vormen.iter().map(|n| cel(van, *n)).collect() })
            .to_vec(),
        noten: vec!["De rij is de vorm ervoor, de kolom de vorm erna.".to_owned()],
        ..leeg(Tabelnaam::Doorstroom)
    }
}

/// Steps to a lighter and to a heavier form, per quarter.
pub(super) fn terugval(blik: &Blik<'_>) -> Cijfertabel {
    let rij = |(kwartaal, op): (Kwartaal, _)| {
        let blik = blik.op(op);
        let maten = [Maat::Afschaling, Maat::Terugval, Maat::Doorstroom];
        let geteld = maten.map(|m| totaal(&blik, &blik.vraag(m, Tijdvak::Kwartaal), ALLEEN_AANTAL.1));
        // Each of the three follows from the other two: they are hidden together. That there was nobody is shown.
        let klein = |p: &super::Profiel| geteld.iter().any(|u| p.te_klein(u, super::Inhoud::Aantal));
        let verborgen = blik.profiel.is_some_and(klein);
        let cel = |(maat, u): (Maat, &super::Uitkomst)| {
            blik.maak(Keus::Aantal, u, verborgen && u.aantal > 0, blik.vraag(maat, Tijdvak::Kwartaal))
        };
        Rij { kop: Kop::Kwartaal(kwartaal), cellen: maten.into_iter().zip(&geteld).map(cel).collect() }
    };
    let kop = |t| Kolom { kop: Kop::Tekst(t), soort: Soort::Aantal };
    Cijfertabel {
        rijkop: "Kwartaal",
        maten: vec![Maat::Afschaling, Maat::Terugval, Maat::Doorstroom],
        kolommen: vec![kop("Afschaling"), kop("Terugval"), kop("Alle stappen")],
        rijen: kwartalen(blik.peil.op).into_iter().map(rij).collect(),
        noten: vec![
            "Wie na een dag zonder indicatie terugkomt, staat bij instroom als terugkeer.".to_owned(),
        ],
        ..leeg(Tabelnaam::Terugval)
    }
}

/// Whether the uitstroom of one of the last four quarters is hidden: then their sum is too, for the others are shown.
pub(super) fn kwartaal_verborgen(blik: &Blik<'_>) -> bool {
    let verborgen = |op| {
        let uit = stroomrij(&blik.op(op)).into_iter().nth(PLEK_UITSTROOM);
        uit.is_some_and(|c| c.cijfer == Cijfer::Verborgen)
    };
    blik.profiel.is_some() && kwartalen(blik.peil.op).into_iter().rev().take(4).any(|(_, op)| verborgen(op))
}

/// Uitstroom by reason. The total is hidden when one of the quarters in it is: the others would give it away.
pub(super) fn redenen(blik: &Blik<'_>, tijdvak: Tijdvak) -> Cijfertabel {
    let vraag = blik.vraag(Maat::Uitstroom, tijdvak);
    let mut redenen = blik.waarden(Splitsing::Reden, &vraag);
    redenen.extend(blik.ooit(Splitsing::Reden));
    redenen.sort_by_cached_key(|s| s.volgorde(&blik.feiten.codes));
    redenen.dedup();
    let (geteld, mut verborgen) = reeks(blik, &vraag, Splitsing::Reden, &redenen, ALLEEN_AANTAL);
    if kwartaal_verborgen(blik) {
        verborgen[redenen.len()] = true;
    }
    let mut volgorde: Vec<usize> = (0..redenen.len()).collect();
    // The most frequent first; hidden ones after those that are shown, in fixed order, so that order tells nothing.
    volgorde.sort_by_key(|i| {
        (
            verborgen[*i],
            if verborgen[*i] { 0 } else { -geteld[*i].aantal },
            redenen[*i].volgorde(&blik.feiten.codes),
        )
    });
    volgorde.push(redenen.len());
    let rij = |i: usize| {
        let mut v = vraag.clone();
        v.filter.extend(redenen.get(i).map(|s| (Splitsing::Reden, *s)));
        let kop = redenen.get(i).map_or(Kop::Totaal, |s| Kop::Waarde(*s));
        Rij { kop, cellen: vec![blik.maak(Keus::Aantal, &geteld[i], verborgen[i], v)] }
    };
    Cijfertabel {
        rijkop: "Reden",
        maten: vec![Maat::Uitstroom],
        tijdvak: Some(tijdvak),
        kolommen: vec![Kolom { kop: Kop::Tekst("Aantal"), soort: Soort::Aantal }],
        rijen: volgorde.into_iter().map(rij).collect(),
        met_totaal: true,
        ..leeg(Tabelnaam::UitstroomReden)
    }
}

pub(super) fn wachttijden(blik: &Blik<'_>, tijdvak: Tijdvak) -> Cijfertabel {
    let stappen = [
        ("Van melding tot besluit", Maat::WachttijdBesluit),
        ("Van besluit tot start", Maat::WachttijdStart),
        ("Van melding tot start", Maat::WachttijdTotaal),
    ];
    let rij = |(kop, maat)| {
        let vraag = blik.vraag(maat, tijdvak);
        let u = totaal(blik, &vraag, MET_RANG);
        let klein = blik.profiel.is_some_and(|p| p.te_klein(&u, super::Inhoud::Aantal));
        let cellen =
            [Keus::Aantal, Keus::Mediaan, Keus::P90].map(|k| blik.maak(k, &u, klein, vraag.clone())).to_vec();
        Rij { kop: Kop::Tekst(kop), cellen }
    };
    let kop = |t, soort| Kolom { kop: Kop::Tekst(t), soort };
    Cijfertabel {
        rijkop: "Stap",
        maten: stappen.map(|s| s.1).to_vec(),
        tijdvak: Some(tijdvak),
        kolommen: vec![
            kop("Aantal", Soort::Aantal),
            kop("Mediaan", Soort::Dagen),
            kop("90%-waarde", Soort::Dagen),
        ],
        rijen: stappen.map(rij).to_vec(),
        noten: vec![
            "Mediaan: de helft wachtte zo lang of korter. 90%-waarde: negen van de tien wachtten zo lang of \
                     korter."
                .to_owned(),
        ],
        ..leeg(Tabelnaam::Wachttijden)
    }
}

pub(super) fn leeg(naam: Tabelnaam) -> Cijfertabel {
    Cijfertabel {
        code: naam.code(),
        titel: naam.titel(),
        rijkop: "",
        maten: Vec::new(),
        tijdvak: None,
        kolommen: Vec::new(),
        rijen: Vec::new(),
        met_totaal: false,
        noten: Vec::<String>::new(),
    }
}
