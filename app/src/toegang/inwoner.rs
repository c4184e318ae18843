//! The one table with identity: read with care, shown masked unless the rights say otherwise.

use crate::huis::{
    App, Fout,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use kern::stam::{Bsn, Datum, InwonerId, Peil};
use kern::toegang::{Geslacht, Persoon, zoeknaam};

rij! {
    /// An inwoner as stored; the BSN is encrypted.
    pub struct InwonerRij {
        inwoner_id: InwonerId, bsn_index: Option<String>, bsn_versleuteld: Option<Vec<u8>>, bsn_status: String,
        achternaam: String, voorvoegsel: String, voornamen: String, zoeknaam: String, geboortedatum: Datum, geslacht: String,
        straat: String, huisnummer: String, postcode: String, woonplaats: String, telefoon: String, email: String,
    }
}

sql!(
    EEN = "SELECT inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum,
      geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email
    FROM inwoner WHERE inwoner_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(MET_BSN = "SELECT inwoner_id FROM inwoner WHERE bsn_index = $1 AND tot_nr IS NULL");
sql!(
    VOEG_TOE = "INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam,
      geboortedatum, geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, NULL)"
);

impl InwonerRij {
    /// A new one. A BSN that was told is stored as unverified: checking it is a duty of its own (Wabb art. 12).
    pub fn nieuw(app: &App, id: InwonerId, p: &Persoon) -> Result<InwonerRij, Fout> {
        let bsn = p.bsn.as_ref();
        Ok(InwonerRij {
            inwoner_id: id,
            bsn_index: bsn.map(|b| app.sleutels.bsn_index(b)),
            bsn_versleuteld: bsn.map(|b| app.sleutels.versleutel_bsn(b)).transpose()?,
            bsn_status: if bsn.is_some() { "ongeverifieerd" } else { "geen" }.to_owned(),
            achternaam: p.achternaam.clone(),
            voorvoegsel: p.voorvoegsel.clone(),
            voornamen: p.voornamen.clone(),
            zoeknaam: zoeknaam(&p.achternaam, &p.voornamen),
            geboortedatum: p.geboren,
            geslacht: p.geslacht.code().to_owned(),
            straat: p.straat.clone(),
            huisnummer: p.huisnummer.clone(),
            postcode: p.postcode.clone(),
            woonplaats: p.woonplaats.clone(),
            telefoon: p.telefoon.clone(),
            email: p.email.clone(),
        })
    }

    /// Name as people write it: `Mehmet van der Berg`.
    pub fn naam(&self) -> String {
        [&self.voornamen, &self.voorvoegsel, &self.achternaam]
            .into_iter()
            .filter(|d| !d.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Just enough to recognise somebody whom one already knows: `M. Y•••••, geboren in 1989`.
    pub fn gemaskeerd(&self) -> String {
        format!("{}, geboren in {}", masker(&self.voornamen, &self.achternaam), self.geboortedatum.jaar())
    }

    /// The BSN with all but two digits hidden; `None` when it is not known.
    pub fn bsn_gemaskeerd(&self, app: &App) -> Result<Option<String>, Fout> {
        self.bsn_versleuteld
            .as_deref()
            .map(|d| app.sleutels.ontsleutel_bsn(d).map(|b| b.gemaskeerd()))
            .transpose()
    }

    /// Name of the geslacht.
    pub fn geslacht_naam(&self) -> &'static str {
        Geslacht::lees(&self.geslacht).map_or("", Geslacht::naam)
    }

    /// Street and number on one line, postcode and place on the next; empty lines left out.
    pub fn adresregels(&self) -> Vec<String> {
        let postcode = super::lezen::met_spatie(&self.postcode);
        [format!("{} {}", self.straat, self.huisnummer), format!("{postcode}  {}", self.woonplaats)]
            .into_iter()
            .map(|r| r.trim().to_owned())
            .filter(|r| !r.is_empty())
            .collect()
    }
}

/// A name with only first letters: `M. Y•••••`.
pub fn masker(voornamen: &str, achternaam: &str) -> String {
    let voor = voornamen.chars().next().map_or_else(String::new, |c| format!("{c}. "));
    let achter = achternaam.chars().next().map_or_else(String::new, String::from);
    format!("{voor}{achter}•••••")
}

/// An inwoner.
pub async fn lees(db: &impl Leest, id: InwonerId, peil: Peil) -> Result<Option<InwonerRij>, Fout> {
    db.een(EEN, &[v(&id), v(&peil.bekend)]).await
}

/// Who has this BSN, by its blind index.
pub async fn met_bsn(db: &impl Leest, app: &App, bsn: &Bsn) -> Result<Option<InwonerId>, Fout> {
    let rij: Option<(InwonerId,)> = db.een(MET_BSN, &[t(&app.sleutels.bsn_index(bsn))]).await?;
    Ok(rij.map(|r| r.0))
}

/// Adds a version. A failure of kind `Uniek` when the BSN belongs to somebody else.
pub async fn voeg_toe(tx: &mut Tx, i: &InwonerRij) -> Result<(), Fout> {
    let args = [
        v(&i.inwoner_id),
        o(&i.bsn_index),
        o(&i.bsn_versleuteld),
        t(&i.bsn_status),
        t(&i.achternaam),
        t(&i.voorvoegsel),
        t(&i.voornamen),
        t(&i.zoeknaam),
        v(&i.geboortedatum),
        t(&i.geslacht),
        t(&i.straat),
        t(&i.huisnummer),
        t(&i.postcode),
        t(&i.woonplaats),
        t(&i.telefoon),
        t(&i.email),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}

/// Closes an inwoner and adds it with what changed. Nothing happens when nothing changed.
pub async fn wijzig(tx: &mut Tx, oud: &InwonerRij, nieuw: &InwonerRij) -> Result<(), Fout> {
    if oud == nieuw {
        return Ok(());
    }
    tx.sluit("inwoner", "inwoner_id", oud.inwoner_id.0).await?;
    voeg_toe(tx, nieuw).await
}
