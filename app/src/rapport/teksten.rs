//! What people write with the figures, per chapter. Kept per quarter, frozen with each edition.

use super::opslag::Teksten;
use crate::huis::{
    App, Fout, Wie,
    opslag::{Handeling, Leest, sql, t, v},
};
use kern::rapport::{Rapportsoort, Rapporttijd, SAMENVATTING, hoofdstukken};
use kern::stam::Weigering;

/// Characters in the words of one chapter.
pub const TEKENS_MAX: usize = 4_000;
/// A row of this many figures may be the number of a person.
const CIJFERS_MAX: usize = 8;

sql!(
    NU = "SELECT hoofdstuk, tekst FROM rapporttekst WHERE soort = $1 AND tijdvak = $2 AND tot_nr IS NULL ORDER BY hoofdstuk"
);
sql!(
    SLEUTEL = "SELECT tekst_id FROM rapporttekst WHERE soort = $1 AND tijdvak = $2 AND hoofdstuk = $3 AND tot_nr IS NULL"
);
sql!(
    SCHRIJF = "INSERT INTO rapporttekst (tekst_id, soort, tijdvak, hoofdstuk, tekst, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6)"
);

/// The chapters that words can be written with: code and heading.
pub fn plekken(soort: Rapportsoort) -> Vec<(&'static str, &'static str)> {
    let samenvatting = [(SAMENVATTING, "Samenvatting")];
    samenvatting.into_iter().chain(hoofdstukken(soort).iter().map(|h| (h.code, h.kop))).collect()
}

/// The words as they are now.
pub async fn nu(db: &impl Leest, soort: Rapportsoort, tijd: Rapporttijd) -> Result<Teksten, Fout> {
    let rijen: Vec<(String, String)> = db.alle(NU, &[t(soort.code()), t(&tijd.to_string())]).await?;
    Ok(rijen.into_iter().filter(|(_, tekst)| !tekst.is_empty()).collect())
}

/// Refuses words that are too long, or that hold the number of a person (RAP-04).
pub fn keur(hoofdstuk: &'static str, tekst: &str) -> Result<(), Weigering> {
    let rij = tekst.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let zin = if tekst.chars().count() > TEKENS_MAX {
        format!("Deze tekst is te lang. Er passen {TEKENS_MAX} tekens in.")
    } else if rij > CIJFERS_MAX {
        "In deze tekst staat een lang nummer. Noem in een rapport geen nummers van mensen.".to_owned()
    } else {
        return Ok(());
    };
    Err(Weigering::nieuw("RAP-04", "AVG art. 5 lid 1 onder c", zin).bij(hoofdstuk))
}

/// Writes what changed; returns how many chapters that were.
pub async fn schrijf(
    app: &App,
    wie: Wie,
    soort: Rapportsoort,
    tijd: Rapporttijd,
    nieuw: &Teksten,
) -> Result<usize, Fout> {
    let tijdvak = tijd.to_string();
    let nu = nu(&app.db, soort, tijd).await?;
    let oud = |code: &str| nu.get(code).map_or("", String::as_str);
    let anders: Vec<(&String, &String)> =
        nieuw.iter().filter(|(c, tekst)| oud(c) != tekst.as_str()).collect();
    if anders.is_empty() {
        return Ok(0);
    }
    let mut tx = app.db.begin(wie).await?;
    let eerste = tx.nieuw_id()?;
    let h = Handeling {
        wat: "rapporttekst geschreven",
        onderwerp: "rapporttekst",
        onderwerp_id: eerste,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    for (n, (hoofdstuk, tekst)) in anders.iter().enumerate() {
        let args = [t(soort.code()), t(&tijdvak), t(hoofdstuk)];
        let id = match tx.een::<(i64,)>(SLEUTEL, &args).await? {
            Some((id,)) => {
                tx.sluit("rapporttekst", "tekst_id", id).await?;
                id
            }
            None if n == 0 => eerste,
            None => tx.nieuw_id()?,
        };
        let args = [v(&id), t(soort.code()), t(&tijdvak), t(hoofdstuk), t(tekst), v(&tx.nr())];
        tx.voer(SCHRIJF, &args).await?;
    }
    tx.commit().await?;
    Ok(anders.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_rapporttekst_noemt_geen_nummers_van_mensen() {
        assert!(keur("clienten", "In 2026 zijn er 12.345 euro en 88 cliënten.").is_ok());
        let w = keur("clienten", "Het gaat om 999900006 uit Deurne.").expect_err("refused");
        assert_eq!((w.code, w.veld), ("RAP-04", Some("clienten")));
        assert_eq!(keur("clienten", &"x".repeat(TEKENS_MAX + 1)).expect_err("refused").code, "RAP-04");
    }
}
