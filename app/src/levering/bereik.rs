//! The inwoner as far as an aanbieder must know: who, and how to reach them.

use crate::{
    huis::opslag::{Fout, Leest, sql, v},
    rij,
};
use kern::stam::{Datum, DossierId, Weigering};

/// Longest telephone number, digits (iWmo LDT_Telefoonnummer).
const TELEFOON_MAX: usize = 15;

rij! {
    /// The inwoner, as far as an aanbieder must know.
    pub struct ClientRij {
        bsn_versleuteld: Option<Vec<u8>>, achternaam: String, voorvoegsel: String, voornamen: String, geboortedatum: Datum,
        geslacht: String, straat: String, huisnummer: String, postcode: String, woonplaats: String, telefoon: String, email: String,
    }
}

sql!(
    CLIENT = "SELECT i.bsn_versleuteld, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, i.geslacht, i.straat, i.huisnummer,
      i.postcode, i.woonplaats, i.telefoon, i.email
    FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id AND i.tot_nr IS NULL WHERE d.dossier_id = $1 AND d.tot_nr IS NULL"
);

/// The inwoner of a dossier.
pub async fn client(db: &impl Leest, dossier: DossierId) -> Result<Option<ClientRij>, Fout> {
    db.een(CLIENT, &[v(&dossier)]).await
}

/// Whether a refusal says that something of the inwoner is missing, which somebody can complete.
pub fn mist_gegevens(code: &str) -> bool {
    matches!(code, "LEV-11" | "LEV-12")
}

impl ClientRij {
    /// The postcode as messages write it, `5701AB`; `None` when it is not a Dutch one.
    pub fn nette_postcode(&self) -> Option<String> {
        let p: String =
            self.postcode.chars().filter(|x| !x.is_whitespace()).collect::<String>().to_uppercase();
        let b = p.as_bytes();
        let nederlands = b.len() == 6
            && (b'1'..=b'9').contains(&b[0])
            && b[1..4].iter().all(u8::is_ascii_digit)
            && b[4..].iter().all(u8::is_ascii_uppercase);
        nederlands.then_some(p)
    }

    /// The number of the house and what comes behind it; `None` without a number of at most five digits.
    pub fn nette_huisnummer(&self) -> Option<(u32, &str)> {
        const CIJFERS_MAX: usize = 5;
        let tekst = self.huisnummer.trim();
        let einde = tekst.find(|c: char| !c.is_ascii_digit()).unwrap_or(tekst.len());
        let (cijfers, rest) = tekst.split_at(einde);
        let nummer = cijfers.parse().ok().filter(|_| cijfers.len() <= CIJFERS_MAX)?;
        Some((nummer, rest.trim_start_matches(['-', ' ', '/']).trim_end()))
    }

    /// The digits of the telephone number; `None` when there are none or too many.
    pub fn nette_telefoon(&self) -> Option<String> {
        let cijfers: String = self.telefoon.chars().filter(char::is_ascii_digit).collect();
        (1..=TELEFOON_MAX).contains(&cijfers.len()).then_some(cijfers)
    }

    /// Why this inwoner cannot be named to an aanbieder: no BSN (LEV-11), or no way to reach them (LEV-12).
    pub fn toets(&self) -> Result<(), Weigering> {
        if self.bsn_versleuteld.is_none() {
            let zin = "Het BSN ontbreekt. Zonder BSN kan het bericht aan de aanbieder niet worden gemaakt.";
            return Err(Weigering::nieuw("LEV-11", "iWmo OP079", zin));
        }
        let adres = self.nette_postcode().is_some() && self.nette_huisnummer().is_some();
        if !adres && self.nette_telefoon().is_none() {
            let zin = "Vul een adres met postcode en huisnummer in, of een telefoonnummer. Anders kan de aanbieder de inwoner niet bereiken.";
            return Err(Weigering::nieuw("LEV-12", "iWmo TR006", zin));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client() -> ClientRij {
        ClientRij {
            bsn_versleuteld: Some(vec![1]),
            achternaam: "Berg".into(),
            voorvoegsel: String::new(),
            voornamen: String::new(),
            geboortedatum: Datum::lees("1980-01-01").expect("test date"),
            geslacht: "1".into(),
            straat: "Markt".into(),
            huisnummer: "12a".into(),
            postcode: "5701 ab".into(),
            woonplaats: "Helmond".into(),
            telefoon: String::new(),
            email: String::new(),
        }
    }

    #[test]
    fn een_inwoner_zonder_bsn_of_zonder_bereik_komt_niet_in_een_bericht() {
        assert!(client().toets().is_ok());
        let zonder_bsn = ClientRij { bsn_versleuteld: None, ..client() };
        assert_eq!(zonder_bsn.toets().expect_err("refused").code, "LEV-11");
        let dakloos = ClientRij { postcode: String::new(), ..client() };
        assert_eq!(dakloos.toets().expect_err("refused").code, "LEV-12");
        assert!(ClientRij { telefoon: "06-12345678".into(), ..dakloos }.toets().is_ok());
    }

    #[test]
    fn een_huisnummer_is_een_getal_met_wat_erachter_komt() {
        for (tekst, verwacht) in [
            ("7", Some((7, ""))),
            ("12a", Some((12, "a"))),
            ("7-2 hoog", Some((7, "2 hoog"))),
            (" 10 bis ", Some((10, "bis"))),
            ("geen", None),
            ("", None),
            ("123456", None),
        ] {
            let c = ClientRij { huisnummer: tekst.into(), ..client() };
            assert_eq!(c.nette_huisnummer(), verwacht, "{tekst}");
        }
        assert_eq!(client().nette_postcode().as_deref(), Some("5701AB"));
        assert_eq!(ClientRij { postcode: "0701AB".into(), ..client() }.nette_postcode(), None);
    }
}
