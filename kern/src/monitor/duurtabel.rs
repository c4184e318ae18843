//! Tables of how long: how long cliënten stay, and whether the waiting stayed within its norm.

use super::{
    blik::{Blik, reeks, totaal},
    bord::Tabelnaam,
    codes::{Code, Sleutel},
    geldtabel::deel_promille,
    maat::{Maat, Splitsing, Tijdvak},
    onderdruk::Inhoud,
    stroomtabel::{kwartaal_verborgen, leeg},
    tabel::{Cel, Cijfer, Cijfertabel, Keus, Kolom, Kop, Rij, Soort},
    tel::Nodig,
};
use alloc::{borrow::ToOwned, vec};

/// How many days each step may take, for those who want to know how many stayed within it. `None`: there is no norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Normen {
    /// From melding to besluit (Wmo 2015 art. 2.3.2 lid 1 and 2.3.5 lid 2).
    pub besluit: Option<i64>,
    /// From besluit to the start of care.
    pub start: Option<i64>,
    /// From melding to the start of care.
    pub totaal: Option<i64>,
}

/// Counts with their median and nine tenths.
pub(super) const MET_RANG: Nodig = Nodig { personen: false, rang: true };

fn kop(tekst: &'static str, soort: Soort) -> Kolom {
    Kolom { kop: Kop::Tekst(tekst), soort }
}

/// How long cliënten have been cliënt, by form, and how long those had been who left.
pub(super) fn verblijfsduur(blik: &Blik<'_>, tijdvak: Tijdvak) -> Cijfertabel {
    let nu = blik.vraag(Maat::Verblijfsduur, tijdvak);
    let vormen = [Code::BW, Code::BT].map(Sleutel::Code);
    // Hidden as the numbers of cliënten are: they are the same people.
    let (geteld, verborgen) = reeks(blik, &nu, Splitsing::Vorm, &vormen, (Keus::Aantal, MET_RANG));
    let rij = |i: usize, kop: &'static str| {
        let mut v = nu.clone();
        v.filter.extend(vormen.get(i).map(|s| (Splitsing::Vorm, *s)));
        let cel = |k| blik.maak(k, &geteld[i], verborgen[i], v.clone());
        Rij { kop: Kop::Tekst(kop), cellen: [Keus::Aantal, Keus::Mediaan, Keus::P90].map(cel).to_vec() }
    };
    let uit = blik.vraag(Maat::VerblijfsduurUitstroom, tijdvak);
    let u = totaal(blik, &uit, MET_RANG);
    let klein = blik.profiel.is_some_and(|p| p.te_klein(&u, Inhoud::Aantal)) || kwartaal_verborgen(blik);
    let cel = |k| blik.maak(k, &u, klein, uit.clone());
    let uitstroom = Rij {
        kop: Kop::Tekst("Bij uitstroom"),
        cellen: [Keus::Aantal, Keus::Mediaan, Keus::P90].map(cel).to_vec(),
    };
    Cijfertabel {
        rijkop: "Wie",
        maten: vec![Maat::Verblijfsduur, Maat::VerblijfsduurUitstroom],
        tijdvak: Some(tijdvak),
        kolommen: vec![
            kop("Aantal", Soort::Aantal),
            kop("Mediaan", Soort::Dagen),
            kop("90%-waarde", Soort::Dagen),
        ],
        rijen: vec![
            rij(0, "Nu in beschermd wonen"),
            rij(1, "Nu in beschermd thuis"),
            rij(2, "Alle cliënten nu"),
            uitstroom,
        ],
        noten: vec![
            "Dagen zonder een dag ertussen. Nu: op de peildatum. Bij uitstroom: wie in het tijdvak uitstroomde.".to_owned(),
        ],
        ..leeg(Tabelnaam::Verblijfsduur)
    }
}

/// How many stayed within the norm of each step.
pub(super) fn norm(blik: &Blik<'_>, tijdvak: Tijdvak) -> Cijfertabel {
    let normen = blik.normen;
    let stappen = [
        ("Van melding tot besluit", Maat::WachttijdBesluit, normen.besluit),
        ("Van besluit tot start", Maat::WachttijdStart, normen.start),
        ("Van melding tot start", Maat::WachttijdTotaal, normen.totaal),
    ];
    let rij = |(kop, maat, norm): (&'static str, Maat, Option<i64>)| {
        let vraag = blik.vraag(maat, tijdvak);
        let alle = totaal(blik, &vraag, MET_RANG);
        let klein_aantal = blik.profiel.is_some_and(|p| p.te_klein(&alle, Inhoud::Aantal));
        let deel = norm.map(|norm| {
            let (n, binnen) = (alle.aantal, blik.tel_tot(&vraag, norm));
            // Both who did and who did not make it must be many enough, or nobody at all did not: that is no secret of a few.
            let klein = |p: &super::Profiel| {
                p.te_klein(&alle, Inhoud::Aantal)
                    || p.te_klein(&binnen, Inhoud::Aantal)
                    || (binnen.aantal < n && n - binnen.aantal < p.drempel)
            };
            let verborgen = blik.profiel.is_some_and(klein);
            match (verborgen, deel_promille(binnen.aantal, n)) {
                (true, _) => Cijfer::Verborgen,
                (false, Some(p)) => Cijfer::Getal(p),
                (false, None) => Cijfer::Geen,
            }
        });
        let cellen = vec![
            blik.maak(Keus::Aantal, &alle, klein_aantal, vraag.clone()),
            Cel::berekend(norm.map_or(Cijfer::Geen, Cijfer::Getal)),
            Cel::berekend(deel.unwrap_or(Cijfer::Geen)),
        ];
        Rij { kop: Kop::Tekst(kop), cellen }
    };
    Cijfertabel {
        rijkop: "Stap",
        maten: stappen.map(|s| s.1).to_vec(),
        tijdvak: Some(tijdvak),
        kolommen: vec![
            kop("Aantal", Soort::Aantal),
            kop("Norm", Soort::Dagen),
            kop("Binnen de norm", Soort::Promille),
        ],
        rijen: stappen.map(rij).to_vec(),
        noten: vec!["Een streepje bij de norm betekent: voor deze stap is geen norm afgesproken.".to_owned()],
        ..leeg(Tabelnaam::WachttijdNorm)
    }
}
