//! Making a WMO301: what we ask an aanbieder to deliver, to whom.

use super::vertaal;
use crate::{
    huis::{Fout, geheim::Sleutels, opslag::Leest},
    inkoop,
    levering::{bereik::ClientRij, opslag::ToewijzingRij},
};
use ::iwmo::code::{AdresSoort, Geslacht, Landcode, NaamGebruik};
use ::iwmo::typen::{
    Achternaam, Adres, Contact, Geboortedatum, Huis, Kop, Telefoon, Telefoonnummers, ToegewezenProduct,
    ToewijzingClient, VolledigeNaam, Wmo301, XsdVersie,
};
use ::iwmo::waarde::{Bsn, Huisnummer, Identificatie, Tekst};
use kern::stam::{Datum, Peil};

/// Country number of the Netherlands, as telephone numbers in messages carry it.
const LAND_TELEFOON: &str = "31";
/// Longest street name in a message.
const STRAAT_MAX: usize = 24;

/// The message for all toewijzingen of one client at one aanbieder.
pub async fn maak(
    db: &impl Leest,
    sleutels: &Sleutels,
    c: &ClientRij,
    toewijzingen: &[ToewijzingRij],
    identificatie: &str,
    vandaag: Datum,
) -> Result<Wmo301, Fout> {
    let peil = Peil::op(vandaag);
    let eerste = toewijzingen.first().ok_or_else(|| Fout::nieuw("een WMO301 zonder toewijzing"))?;
    let aanbieder = inkoop::opslag::aanbieder(db, eerste.aanbieder_id, peil).await?;
    let aanbieder = aanbieder.ok_or_else(|| Fout::nieuw("een toewijzing zonder aanbieder"))?;
    let mut producten = Vec::new();
    for t in toewijzingen {
        let p = inkoop::opslag::product(db, &inkoop::opslag::code(&t.productcode)?, peil).await?;
        let categorie = p.map_or_else(|| "15".to_owned(), |p| p.categorie);
        producten.push(toegewezen(t, &categorie)?);
    }
    let dicht = c.bsn_versleuteld.as_deref().ok_or_else(|| Fout::nieuw("een WMO301 zonder BSN"))?;
    let kop = Kop {
        gemeente: vertaal::gemeente(eerste.gemeente)?,
        aanbieder: vertaal::agb(&aanbieder.agb)?,
        identificatie: Identificatie::nieuw(identificatie)
            .map_err(|_| Fout::nieuw("identificatie past niet"))?,
        dagtekening: vertaal::datum(vandaag)?,
        xsd: XsdVersie::huidig(),
    };
    stel_op(kop, c, vertaal::bsn(&sleutels.ontsleutel_bsn(dicht)?)?, producten)
}

/// The message, when everything is known.
pub fn stel_op(kop: Kop, c: &ClientRij, bsn: Bsn, producten: Vec<ToegewezenProduct>) -> Result<Wmo301, Fout> {
    Ok(Wmo301 {
        kop,
        client: ToewijzingClient {
            bsn,
            geboortedatum: Geboortedatum { datum: vertaal::datum(c.geboortedatum)?, gebruik: None },
            geslacht: geslacht(c),
            naam: naam(c)?,
            communicatie: None,
            juridische_status: None,
            vertegenwoordiging: None,
            commentaar: None,
            relaties: Vec::new(),
            contacten: contact(c).into_iter().collect(),
            producten,
            codes: (),
        },
    })
}

/// Sex as messages write it.
pub fn geslacht(c: &ClientRij) -> Geslacht {
    c.geslacht.parse().unwrap_or(Geslacht::Onbekend)
}

/// Name as messages write it.
pub fn naam(c: &ClientRij) -> Result<VolledigeNaam, Fout> {
    let kort = |t: &str| Tekst::<200>::nieuw(t.trim()).ok();
    Ok(VolledigeNaam {
        geslachtsnaam: Achternaam {
            naam: kort(&c.achternaam)
                .ok_or_else(|| Fout::nieuw("achternaam past niet in een iWmo-bericht"))?,
            voorvoegsel: Tekst::nieuw(c.voorvoegsel.trim()).ok(),
        },
        partnernaam: None,
        voornamen: kort(&c.voornamen),
        voorletters: None,
        gebruik: NaamGebruik::Eigen,
    })
}

/// A toewijzing as messages write it.
pub(super) fn toegewezen(t: &ToewijzingRij, categorie: &str) -> Result<ToegewezenProduct, Fout> {
    let (toewijzingsdatum, toewijzingstijd) = vertaal::stempel(t.besloten_ts)?;
    // Removed: the end equals the begin (constraint CS335); our periods are half-open, messages name the last day.
    let einde = t.geldig_tot.map(|tot| if tot <= t.geldig_van { t.geldig_van } else { tot.plus_dagen(-1) });
    Ok(ToegewezenProduct {
        nummer: vertaal::nummer(t.nummer)?,
        referentie_aanbieder: None,
        product: Some(vertaal::product(categorie, &t.productcode)?),
        toewijzingsdatum,
        toewijzingstijd,
        ingangsdatum: vertaal::datum(t.geldig_van)?,
        einddatum: einde.map(vertaal::datum).transpose()?,
        reden_wijziging: vertaal::reden(&t.reden_wijziging)?,
        omvang: Some(vertaal::omvang(&t.volume()?)?),
        budget: None,
        commentaar: None,
        codes: (),
    })
}

/// How to reach the inwoner: the BRP address when it is whole, else a correspondence address with telephone. `None` when
/// neither a whole address nor a telephone number is known.
fn contact(c: &ClientRij) -> Option<Contact> {
    let adres = adres(c);
    let telefoon = telefoon(c);
    if adres.is_none() && telefoon.is_none() {
        return None;
    }
    Some(Contact {
        soort: if adres.is_some() { AdresSoort::Brp } else { AdresSoort::Correspondentie },
        adres,
        organisatie: None,
        telefoon,
        emailadres: Tekst::nieuw(c.email.trim()).ok().filter(|_| c.email.contains('@')),
        periode: None,
        codes: (),
    })
}

fn adres(c: &ClientRij) -> Option<Adres> {
    let postcode = c.nette_postcode()?;
    let (nummer, rest) = c.nette_huisnummer()?;
    let straat: String = c.straat.trim().chars().take(STRAAT_MAX).collect();
    Some(Adres {
        huis: Some(huis(nummer, rest)?),
        postcode: Tekst::nieuw(postcode).ok(),
        straatnaam: Tekst::nieuw(straat.trim()).ok(),
        plaatsnaam: Tekst::nieuw(c.woonplaats.trim()).ok(),
        landcode: Some(Landcode::NL),
    })
}

/// One letter behind the number is a letter; anything else is an addition, cut to what fits.
fn huis(nummer: u32, rest: &str) -> Option<Huis> {
    const TOEVOEGING_MAX: usize = 4;
    let een_letter = rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_alphabetic());
    let kort: String = rest.chars().take(TOEVOEGING_MAX).collect();
    Some(Huis {
        nummer: Huisnummer::nieuw(nummer).ok()?,
        letter: if een_letter { Tekst::nieuw(rest).ok() } else { None },
        toevoeging: if een_letter { None } else { Tekst::nieuw(kort.trim()).ok() },
        aanduiding: None,
    })
}

fn telefoon(c: &ClientRij) -> Option<Telefoonnummers> {
    let eerste =
        Telefoon { nummer: c.nette_telefoon()?.parse().ok()?, landnummer: Tekst::nieuw(LAND_TELEFOON).ok()? };
    Some(Telefoonnummers { eerste, tweede: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client() -> ClientRij {
        ClientRij {
            bsn_versleuteld: Some(vec![1]),
            achternaam: "Berg".into(),
            voorvoegsel: "van den".into(),
            voornamen: "Jan".into(),
            geboortedatum: Datum::lees("1980-01-01").expect("test date"),
            geslacht: "1".into(),
            straat: "Burgemeester van Houtlaan-Zuid".into(),
            huisnummer: "12a".into(),
            postcode: "5701 ab".into(),
            woonplaats: "Helmond".into(),
            telefoon: String::new(),
            email: String::new(),
        }
    }

    #[test]
    fn een_adres_past_zich_aan_het_bericht_aan() {
        let c = contact(&client()).expect("reachable");
        let a = c.adres.expect("address");
        assert_eq!(a.postcode.map(|p| p.to_string()), Some("5701AB".into()));
        assert_eq!(a.straatnaam.map(|s| s.to_string().chars().count()), Some(24));
        let h = a.huis.expect("house");
        assert_eq!((h.nummer.get(), h.letter.map(|l| l.to_string())), (12, Some("a".into())));
        for (rest, toevoeging) in [("", None), ("2 hoog", Some("2 ho")), ("bis", Some("bis"))] {
            let h = huis(7, rest).expect("house");
            assert_eq!(
                (h.nummer.get(), h.toevoeging.map(|t| t.to_string()).as_deref()),
                (7, toevoeging),
                "{rest}"
            );
        }
    }
}
