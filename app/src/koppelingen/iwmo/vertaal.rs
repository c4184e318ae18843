//! Our words to the words of the standard, and back.

use crate::huis::Fout;
use ::iwmo::code::{Eenheid, Frequentie, RedenWijziging};
use ::iwmo::typen::{Omvang, Product};
use ::iwmo::waarde::{Agb, Bsn, Gemeentecode, Toewijzingnummer, Volume};
use ::iwmo::{Datum, Tijd};
use kern::inkoop as ink;
use kern::stam;

/// A value that is valid with us and must be valid in the standard too.
fn past<T, E>(uit: Result<T, E>, wat: &str) -> Result<T, Fout> {
    // The value itself stays out of the failure: it may be about a person.
    uit.map_err(|_| Fout::nieuw(format!("{wat} past niet in een iWmo-bericht")))
}

/// A day.
pub fn datum(d: stam::Datum) -> Result<Datum, Fout> {
    let deel = |x: i8| u8::try_from(x).unwrap_or(0);
    Datum::nieuw(i32::from(d.jaar()), deel(d.maand()), deel(d.dag()))
        .ok_or_else(|| Fout::nieuw("datum past niet"))
}

/// A day of a message; `None` outside 1800-2199.
pub fn van_datum(d: Datum) -> Option<stam::Datum> {
    let deel = |x: u8| i8::try_from(x).unwrap_or(0);
    stam::Datum::nieuw(i16::try_from(d.jaar()).ok()?, deel(d.maand()), deel(d.dag()))
}

/// The moment of a decision in Dutch time, as messages write it.
pub fn stempel(m: crate::huis::opslag::Moment) -> Result<(Datum, Tijd), Fout> {
    let z = m.to_zoned(crate::huis::nederland());
    let deel = |x: i8| u8::try_from(x).unwrap_or(0);
    let tijd = Tijd::nieuw(deel(z.hour()), deel(z.minute()), deel(z.second()));
    Ok((datum(crate::huis::dag_van(m))?, tijd.ok_or_else(|| Fout::nieuw("tijd past niet"))?))
}

/// A gemeente.
pub fn gemeente(g: stam::Gemeentecode) -> Result<Gemeentecode, Fout> {
    past(g.to_string().parse(), "gemeentecode")
}

/// A gemeente of a message.
pub fn van_gemeente(g: Gemeentecode) -> Result<stam::Gemeentecode, Fout> {
    past(stam::Gemeentecode::lees(g.als_tekst()), "gemeentecode")
}

/// An AGB code as stored.
pub fn agb(tekst: &str) -> Result<Agb, Fout> {
    past(tekst.parse(), "AGB-code")
}

/// A BSN.
pub fn bsn(b: &stam::Bsn) -> Result<Bsn, Fout> {
    past(b.cijfers().parse(), "BSN")
}

/// A BSN of a message; `None` for one that we cannot hold.
pub fn van_bsn(b: Bsn) -> Option<stam::Bsn> {
    stam::Bsn::lees(&b.to_string()).ok()
}

/// The number of a toewijzing.
pub fn nummer(n: i64) -> Result<Toewijzingnummer, Fout> {
    past(
        u32::try_from(n).map_err(|_| ()).and_then(|n| Toewijzingnummer::nieuw(n).map_err(|_| ())),
        "toewijzingnummer",
    )
}

/// A unit; pieces are pieces on inspanning basis (iWmo OP305).
pub fn eenheid(e: ink::Eenheid) -> Eenheid {
    match e {
        ink::Eenheid::Minuut => Eenheid::Minuut,
        ink::Eenheid::Uur => Eenheid::Uur,
        ink::Eenheid::Dagdeel => Eenheid::Dagdeel,
        ink::Eenheid::Etmaal => Eenheid::Etmaal,
        ink::Eenheid::Stuks => Eenheid::StuksInspanning,
    }
}

/// A volume.
pub fn omvang(o: &ink::Omvang) -> Result<Omvang, Fout> {
    let frequentie = match o.frequentie {
        ink::Frequentie::Dag => Frequentie::PerDag,
        ink::Frequentie::Week => Frequentie::PerWeek,
        ink::Frequentie::Maand => Frequentie::PerMaand,
        ink::Frequentie::Totaal => Frequentie::Totaal,
    };
    Ok(Omvang { volume: past(Volume::nieuw(o.volume), "omvang")?, eenheid: eenheid(o.eenheid), frequentie })
}

/// A volume of a message; `None` for a unit or a zero that we do not have.
pub fn van_omvang(o: &Omvang) -> Option<ink::Omvang> {
    let eenheid = match o.eenheid {
        Eenheid::Minuut => ink::Eenheid::Minuut,
        Eenheid::Uur => ink::Eenheid::Uur,
        Eenheid::Dagdeel => ink::Eenheid::Dagdeel,
        Eenheid::Etmaal => ink::Eenheid::Etmaal,
        Eenheid::StuksInspanning => ink::Eenheid::Stuks,
        Eenheid::StuksOutput | Eenheid::Euro => return None,
    };
    let frequentie = match o.frequentie {
        Frequentie::PerDag => ink::Frequentie::Dag,
        Frequentie::PerWeek => ink::Frequentie::Week,
        Frequentie::PerMaand => ink::Frequentie::Maand,
        Frequentie::Totaal => ink::Frequentie::Totaal,
    };
    let volume = o.volume.get();
    (volume > 0).then_some(ink::Omvang { volume, eenheid, frequentie })
}

/// A product with its category of two digits.
pub fn product(categorie: &str, code: &str) -> Result<Product, Fout> {
    Ok(Product {
        categorie: past(categorie.parse(), "productcategorie")?,
        code: Some(past(code.parse(), "productcode")?),
    })
}

/// The reason of a change; nothing when a toewijzing is given for the first time (iWmo IV099).
pub fn reden(code: &str) -> Result<Option<RedenWijziging>, Fout> {
    if code.is_empty() { Ok(None) } else { past(code.parse().map(Some), "reden") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_eenheid_en_elke_dag_gaat_heen_en_terug() {
        for e in ink::Eenheid::ALLE {
            assert!(!eenheid(*e).code().is_empty());
        }
        for t in ["1900-01-01", "2024-02-29", "2199-12-31"] {
            let d = stam::Datum::lees(t).expect("test date");
            assert_eq!(datum(d).map(van_datum).expect("fits"), Some(d));
        }
        assert!(
            nummer(0).is_ok()
                && nummer(999_999_999).is_ok()
                && nummer(1_000_000_000).is_err()
                && nummer(-1).is_err()
        );
    }

    #[test]
    fn de_tijd_van_een_besluit_is_nederlandse_tijd() {
        let m: crate::huis::opslag::Moment = "2026-07-01T22:30:00Z".parse().expect("moment");
        let (dag, tijd) = stempel(m).expect("fits");
        assert_eq!((dag.to_string(), tijd.als_tekst().to_owned()), ("2026-07-02".into(), "00:30:00".into()));
    }
}
