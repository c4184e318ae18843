//! Making a WMO301: what we ask an aanbieder to deliver, to whom.

use super::vertaal;
use crate::{
    huis::{
        Fout,
        geheim::Sleutels,
        opslag::{Leest, sql, v},
    },
    inkoop,
    levering::opslag::ToewijzingRij,
    rij,
};
use ::iwmo::code::{AdresSoort, Geslacht, Landcode, NaamGebruik};
use ::iwmo::typen::{
    Achternaam, Adres, Contact, Geboortedatum, Huis, Kop, Telefoon, Telefoonnummers, ToegewezenProduct,
    ToewijzingClient, VolledigeNaam, Wmo301, XsdVersie,
};
use ::iwmo::waarde::{Huisnummer, Identificatie, Tekst};
use kern::stam::{Datum, DossierId, Peil, Weigering};

/// Country number of the Netherlands, as telephone numbers in messages carry it.
const LAND_TELEFOON: &str = "31";
/// Longest street name in a message.
const STRAAT_MAX: usize = 24;

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

/// Why this inwoner cannot be named in a message: no BSN (BER-10, iWmo OP079), or no way to reach them (BER-11, TR006).
pub fn toets_client(c: &ClientRij) -> Result<(), Weigering> {
    if c.bsn_versleuteld.is_none() {
        let zin = "Het BSN ontbreekt. Zonder BSN kan het bericht aan de aanbieder niet worden gemaakt.";
        return Err(Weigering::nieuw("BER-10", "iWmo OP079", zin));
    }
    if contact(c).is_none() {
        let zin = "Vul een adres met postcode en huisnummer in, of een telefoonnummer. Anders kan de aanbieder de inwoner niet bereiken.";
        return Err(Weigering::nieuw("BER-11", "iWmo TR006", zin));
    }
    Ok(())
}

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
    let kort = |t: &str| Tekst::<200>::nieuw(t.trim()).ok();
    Ok(Wmo301 {
        kop: Kop {
            gemeente: vertaal::gemeente(eerste.gemeente)?,
            aanbieder: vertaal::agb(&aanbieder.agb)?,
            identificatie: Identificatie::nieuw(identificatie)
                .map_err(|_| Fout::nieuw("identificatie past niet"))?,
            dagtekening: vertaal::datum(vandaag)?,
            xsd: XsdVersie::huidig(),
        },
        client: ToewijzingClient {
            bsn: vertaal::bsn(&sleutels.ontsleutel_bsn(dicht)?)?,
            geboortedatum: Geboortedatum { datum: vertaal::datum(c.geboortedatum)?, gebruik: None },
            geslacht: c.geslacht.parse().unwrap_or(Geslacht::Onbekend),
            naam: VolledigeNaam {
                geslachtsnaam: Achternaam {
                    naam: kort(&c.achternaam)
                        .ok_or_else(|| Fout::nieuw("achternaam past niet in een iWmo-bericht"))?,
                    voorvoegsel: Tekst::nieuw(c.voorvoegsel.trim()).ok(),
                },
                partnernaam: None,
                voornamen: kort(&c.voornamen),
                voorletters: None,
                gebruik: NaamGebruik::Eigen,
            },
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

fn toegewezen(t: &ToewijzingRij, categorie: &str) -> Result<ToegewezenProduct, Fout> {
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
    let telefoon = telefoon(&c.telefoon);
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
    let postcode: String =
        c.postcode.chars().filter(|x| !x.is_whitespace()).collect::<String>().to_uppercase();
    let b = postcode.as_bytes();
    let nederlands = b.len() == 6
        && (b'1'..=b'9').contains(&b[0])
        && b[1..4].iter().all(u8::is_ascii_digit)
        && b[4..].iter().all(u8::is_ascii_uppercase);
    if !nederlands {
        return None;
    }
    let huis = huis(&c.huisnummer)?;
    let straat: String = c.straat.trim().chars().take(STRAAT_MAX).collect();
    Some(Adres {
        huis: Some(huis),
        postcode: Tekst::nieuw(postcode).ok(),
        straatnaam: Tekst::nieuw(straat.trim()).ok(),
        plaatsnaam: Tekst::nieuw(c.woonplaats.trim()).ok(),
        landcode: Some(Landcode::NL),
    })
}

/// `12`, `12a` or `12-2 hoog`: number, letter and addition.
fn huis(tekst: &str) -> Option<Huis> {
    const TOEVOEGING_MAX: usize = 4;
    let tekst = tekst.trim();
    let cijfers: String = tekst.chars().take_while(char::is_ascii_digit).collect();
    let rest = tekst[cijfers.len()..].trim_start_matches(['-', ' ', '/']);
    let een_letter = rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_alphabetic());
    let kort: String = rest.chars().take(TOEVOEGING_MAX).collect();
    Some(Huis {
        nummer: Huisnummer::nieuw(cijfers.parse().ok()?).ok()?,
        letter: if een_letter { Tekst::nieuw(rest).ok() } else { None },
        toevoeging: if een_letter { None } else { Tekst::nieuw(kort.trim()).ok() },
        aanduiding: None,
    })
}

fn telefoon(tekst: &str) -> Option<Telefoonnummers> {
    let cijfers: String = tekst.chars().filter(char::is_ascii_digit).collect();
    let eerste = Telefoon { nummer: cijfers.parse().ok()?, landnummer: Tekst::nieuw(LAND_TELEFOON).ok()? };
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
    fn een_inwoner_zonder_bsn_of_zonder_bereik_komt_niet_in_een_bericht() {
        assert!(toets_client(&client()).is_ok());
        let zonder_bsn = ClientRij { bsn_versleuteld: None, ..client() };
        assert_eq!(toets_client(&zonder_bsn).expect_err("refused").code, "BER-10");
        let dakloos = ClientRij { postcode: String::new(), ..client() };
        assert_eq!(toets_client(&dakloos).expect_err("refused").code, "BER-11");
        let met_telefoon = ClientRij { telefoon: "06-12345678".into(), ..dakloos };
        assert!(toets_client(&met_telefoon).is_ok());
    }

    #[test]
    fn een_adres_past_zich_aan_het_bericht_aan() {
        let c = contact(&client()).expect("reachable");
        let a = c.adres.expect("address");
        assert_eq!(a.postcode.map(|p| p.to_string()), Some("5701AB".into()));
        assert_eq!(a.straatnaam.map(|s| s.to_string().chars().count()), Some(24));
        let h = a.huis.expect("house");
        assert_eq!((h.nummer.get(), h.letter.map(|l| l.to_string())), (12, Some("a".into())));
        for (tekst, nummer, toevoeging) in
            [("7", 7, None), ("7-2 hoog", 7, Some("2 ho")), ("10 bis", 10, Some("bis"))]
        {
            let h = huis(tekst).expect("house");
            assert_eq!(
                (h.nummer.get(), h.toevoeging.map(|t| t.to_string()).as_deref()),
                (nummer, toevoeging),
                "{tekst}"
            );
        }
        assert!(huis("geen").is_none() && huis("").is_none());
    }
}
