//! Begroot, beschikt, gedeclareerd and betaald side by side.

use super::{
    blik::{Blik, reeks},
    bord::Tabelnaam,
    codes::{Code, Sleutel},
    maat::{Maat, Splitsing, Tijdvak},
    onderdruk::{Inhoud, verberg_reeks},
    stroomtabel::leeg,
    tabel::{Cel, Cijfer, Cijfertabel, Keus, Kolom, Kop, Rij, Soort},
    tel::{Nodig, Uitkomst},
};
use alloc::{borrow::ToOwned, vec, vec::Vec};

const KOLOMMEN: [(&str, Maat, Tijdvak); 5] = [
    ("Begroot, hele jaar", Maat::Begroot, Tijdvak::HeelJaar),
    ("Beschikt, hele jaar", Maat::Beschikt, Tijdvak::HeelJaar),
    ("Beschikt tot nu", Maat::Beschikt, Tijdvak::JaarTotPeil),
    ("Gedeclareerd tot nu", Maat::Gedeclareerd, Tijdvak::JaarTotPeil),
    ("Betaald tot nu", Maat::Betaald, Tijdvak::JaarTotPeil),
];
/// Place of the column with the budget.
pub const PLEK_BEGROOT: usize = 0;
/// Place of the column with what was granted for the whole year.
pub const PLEK_BESCHIKT: usize = 1;
/// Place of the column with what was paid so far.
pub const PLEK_BETAALD: usize = 4;
/// Place of the column with the share of the budget that was paid.
pub const PLEK_UITPUTTING: usize = 5;

/// The realisation of the year, per gemeente or per form.
pub(super) fn realisatie(blik: &Blik<'_>, naam: Tabelnaam, rij: Splitsing) -> Cijfertabel {
    let vragen = KOLOMMEN.map(|(_, maat, tijdvak)| blik.vraag(maat, tijdvak));
    let mut rijen: Vec<Sleutel> = Vec::new();
    for vraag in &vragen {
        for s in blik.waarden(rij, vraag) {
            if !rijen.contains(&s) {
                rijen.push(s);
            }
        }
    }
    let achteraan = [Sleutel::Code(Code::UITVOERING), Sleutel::Onbekend, Sleutel::Overig];
    rijen.sort_by_key(|s| achteraan.map(|a| *s == a));
    let kolommen = vragen.map(|vraag| {
        let (uit, verborgen) = reeks(blik, &vraag, rij, &rijen, (Keus::Som, Keus::Som.nodig()));
        let verborgen = if vraag.maat.over_personen() { verborgen } else { vec![false; uit.len()] };
        (vraag, uit, verborgen)
    });
    let maak = |i: usize| {
        let cel = |(vraag, uit, verborgen): &(super::Vraag, Vec<Uitkomst>, Vec<bool>)| {
            let mut v = vraag.clone();
            v.filter.extend(rijen.get(i).map(|s| (rij, *s)));
            blik.maak(Keus::Som, &uit[i], verborgen[i], v)
        };
        let mut cellen: Vec<Cel> = kolommen.iter().map(cel).collect();
        let uitputting = cellen[PLEK_BETAALD].cijfer.met(cellen[PLEK_BEGROOT].cijfer, deel_promille);
        cellen.push(Cel::berekend(uitputting));
        Rij { kop: rijen.get(i).map_or(Kop::Totaal, |s| Kop::Waarde(*s)), cellen }
    };
    let mut koppen: Vec<Kolom> =
        KOLOMMEN.iter().map(|(t, _, _)| Kolom { kop: Kop::Tekst(t), soort: Soort::Cent }).collect();
    koppen.push(Kolom { kop: Kop::Tekst("Betaald van begroot"), soort: Soort::Promille });
    Cijfertabel {
        rijkop: rij.naam(),
        maten: vec![Maat::Begroot, Maat::Beschikt, Maat::Gedeclareerd, Maat::Betaald],
        tijdvak: Some(Tijdvak::JaarTotPeil),
        kolommen: koppen,
        rijen: (0..=rijen.len()).map(maak).collect(),
        met_totaal: true,
        noten: vec!["Tot nu: de maanden van dit jaar tot en met de peildatum.".to_owned()],
        ..leeg(naam)
    }
}

/// What was paid this year so far, for how many inwoners, and what that is for each of them. Who counts in two gemeenten counts in both.
pub(super) fn per_client(blik: &Blik<'_>) -> Cijfertabel {
    let vraag = blik.vraag(Maat::Betaald, Tijdvak::JaarTotPeil);
    let rijen = blik.waarden(Splitsing::Gemeente, &vraag);
    let (mut uit, mut verborgen) =
        reeks(blik, &vraag, Splitsing::Gemeente, &rijen, (Keus::Som, Nodig::ALLES));
    let laatste = rijen.len();
    uit[laatste].personen = uit[..laatste].iter().map(|u| u.personen).sum();
    if let Some(p) = blik.profiel {
        // Hidden as amount or as number of persons: both stand in the row.
        let personen: Vec<Uitkomst> = uit.iter().map(|u| Uitkomst { aantal: u.personen, ..*u }).collect();
        for (v, ook) in verborgen.iter_mut().zip(verberg_reeks(&personen, Inhoud::Aantal, p)) {
            *v |= ook;
        }
    }
    let rij = |i: usize| {
        let mut v = vraag.clone();
        v.filter.extend(rijen.get(i).map(|s| (Splitsing::Gemeente, *s)));
        let bedrag = blik.maak(Keus::Som, &uit[i], verborgen[i], v);
        let n = uit[i].personen;
        let personen = match verborgen[i] {
            true => Cijfer::Verborgen,
            false => Cijfer::Getal(blik.profiel.map_or(n, |p| p.rond_af(n))),
        };
        // From the number before rounding, when it may be shown at all.
        let een = match bedrag.cijfer {
            Cijfer::Getal(b) if n > 0 => Cijfer::Getal((2 * b + n).div_euclid(2 * n)),
            Cijfer::Verborgen => Cijfer::Verborgen,
            Cijfer::Getal(_) | Cijfer::Geen => Cijfer::Geen,
        };
        let cellen = vec![bedrag, Cel::berekend(personen), Cel::berekend(een)];
        Rij { kop: rijen.get(i).map_or(Kop::Totaal, |s| Kop::Waarde(*s)), cellen }
    };
    let kop = |t, soort| Kolom { kop: Kop::Tekst(t), soort };
    Cijfertabel {
        rijkop: "Gemeente",
        maten: vec![Maat::Betaald],
        tijdvak: Some(Tijdvak::JaarTotPeil),
        kolommen: vec![
            kop("Betaald tot nu", Soort::Cent),
            kop("Cliënten met een betaling", Soort::Aantal),
            kop("Per cliënt", Soort::Cent),
        ],
        rijen: (0..=laatste).map(rij).collect(),
        met_totaal: true,
        noten: vec![
            "Een cliënt voor wie twee gemeenten betaalden, telt bij beide en in het totaal twee keer."
                .to_owned(),
        ],
        ..leeg(Tabelnaam::KostenPerClient)
    }
}

/// `deel / geheel` in thousandths, rounded half away from zero; `None` when there is no whole.
pub(super) fn deel_promille(deel: i64, geheel: i64) -> Option<i64> {
    if geheel <= 0 {
        return None;
    }
    let (d, g) = (i128::from(deel) * 1000, i128::from(geheel));
    i64::try_from((d.abs() + g / 2) / g * d.signum()).ok()
}

impl Cijfer {
    /// The share of this figure in another, in thousandths.
    #[must_use]
    pub fn promille_van(self, geheel: Cijfer) -> Cijfer {
        self.met(geheel, deel_promille)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_deel_van_niets_bestaat_niet() {
        assert_eq!(deel_promille(5, 0), None);
        assert_eq!(
            (deel_promille(1, 3), deel_promille(-1, 3), deel_promille(2, 3)),
            (Some(333), Some(-333), Some(667))
        );
        assert_eq!(Cijfer::Verborgen.promille_van(Cijfer::Getal(4)), Cijfer::Verborgen);
    }
}
