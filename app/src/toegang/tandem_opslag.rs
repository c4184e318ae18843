//! Rows of tandem and tandemantwoord.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use kern::stam::{Datum, DossierId, JournaalNr, Peil};
use kern::toegang::{Conclusie, Tandem, Tandemvraag, Uitkomst};

rij! {
    /// A tandem.
    pub struct TandemRij {
        tandem_id: i64, melding_id: i64, dossier_id: DossierId, aandachtsfunctionaris: i64, trajectregisseur: i64,
        eerste_klaar_op: Option<Datum>, tweede_klaar_op: Option<Datum>, eerste_conclusie: String, tweede_conclusie: String,
        uitkomst: String, conclusie: String,
    }
}

rij! {
    /// An answer in a tandem, with who gave it.
    pub struct AntwoordRij {
        tandemantwoord_id: i64, vraag: String, antwoord: String, gebruiker_id: i64, naam: String, beantwoord_op: Datum,
        vanaf_nr: JournaalNr,
    }
}

sql!(
    EEN = "SELECT tandem_id, melding_id, dossier_id, aandachtsfunctionaris, trajectregisseur, eerste_klaar_op, tweede_klaar_op,
      eerste_conclusie, tweede_conclusie, uitkomst, conclusie
    FROM tandem WHERE tandem_id = $1 AND dossier_id = $2 AND vanaf_nr <= $3 AND (tot_nr IS NULL OR $3 < tot_nr)"
);
sql!(
    VAN_MELDING = "SELECT tandem_id, melding_id, dossier_id, aandachtsfunctionaris, trajectregisseur, eerste_klaar_op, tweede_klaar_op,
      eerste_conclusie, tweede_conclusie, uitkomst, conclusie
    FROM tandem WHERE melding_id = $1 AND dossier_id = $2 AND vanaf_nr <= $3 AND (tot_nr IS NULL OR $3 < tot_nr)
    ORDER BY tandem_id DESC LIMIT 1"
);
sql!(
    VOEG_TOE = "INSERT INTO tandem (tandem_id, melding_id, dossier_id, aandachtsfunctionaris, trajectregisseur, eerste_klaar_op,
      tweede_klaar_op, eerste_conclusie, tweede_conclusie, uitkomst, conclusie, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL)"
);
sql!(
    ANTWOORDEN = "SELECT a.tandemantwoord_id, a.vraag, a.antwoord, a.gebruiker_id, g.naam, a.beantwoord_op, a.vanaf_nr
    FROM tandemantwoord a JOIN gebruiker g ON g.gebruiker_id = a.gebruiker_id
    WHERE a.tandem_id = $1 AND a.vanaf_nr <= $2 AND (a.tot_nr IS NULL OR $2 < a.tot_nr) ORDER BY a.tandemantwoord_id LIMIT 100"
);
sql!(
    VOEG_ANTWOORD_TOE = "INSERT INTO tandemantwoord (tandemantwoord_id, tandem_id, vraag, antwoord, gebruiker_id, beantwoord_op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);

impl TandemRij {
    /// A new one.
    pub fn nieuw(id: i64, melding: i64, dossier: DossierId, tandem: &Tandem) -> TandemRij {
        TandemRij {
            tandem_id: id,
            melding_id: melding,
            dossier_id: dossier,
            aandachtsfunctionaris: tandem.aandachtsfunctionaris,
            trajectregisseur: tandem.trajectregisseur,
            eerste_klaar_op: None,
            tweede_klaar_op: None,
            eerste_conclusie: String::new(),
            tweede_conclusie: String::new(),
            uitkomst: String::new(),
            conclusie: String::new(),
        }
    }

    /// As the rules take it.
    pub fn stand(&self) -> Tandem {
        let klaar = |op: Option<Datum>, c: &str| op.zip(Conclusie::lees(c).ok());
        Tandem {
            aandachtsfunctionaris: self.aandachtsfunctionaris,
            trajectregisseur: self.trajectregisseur,
            eerste: klaar(self.eerste_klaar_op, &self.eerste_conclusie),
            tweede: klaar(self.tweede_klaar_op, &self.tweede_conclusie),
            uitkomst: Uitkomst::lees(&self.uitkomst).ok(),
        }
    }

    /// With what the rules changed; the shared conclusion is filled when both agree.
    #[must_use]
    pub fn met(&self, s: &Tandem) -> TandemRij {
        let code = |k: Option<(Datum, Conclusie)>| k.map_or_else(String::new, |(_, c)| c.code().to_owned());
        TandemRij {
            eerste_klaar_op: s.eerste.map(|k| k.0),
            tweede_klaar_op: s.tweede.map(|k| k.0),
            eerste_conclusie: code(s.eerste),
            tweede_conclusie: code(s.tweede),
            uitkomst: s.uitkomst.map_or_else(String::new, |u| u.code().to_owned()),
            conclusie: s.besluit().map_or_else(String::new, |_| code(s.eerste)),
            ..self.clone()
        }
    }
}

/// One tandem of a dossier.
pub async fn een(
    db: &impl Leest,
    dossier: DossierId,
    id: i64,
    peil: Peil,
) -> Result<Option<TandemRij>, Fout> {
    db.een(EEN, &[v(&id), v(&dossier), v(&peil.bekend)]).await
}

/// The last tandem of a melding.
pub async fn van_melding(
    db: &impl Leest,
    dossier: DossierId,
    melding: i64,
    peil: Peil,
) -> Result<Option<TandemRij>, Fout> {
    db.een(VAN_MELDING, &[v(&melding), v(&dossier), v(&peil.bekend)]).await
}

/// Adds a version of a tandem.
pub async fn voeg_toe(tx: &mut Tx, r: &TandemRij) -> Result<(), Fout> {
    let args = [
        v(&r.tandem_id),
        v(&r.melding_id),
        v(&r.dossier_id),
        v(&r.aandachtsfunctionaris),
        v(&r.trajectregisseur),
        o(&r.eerste_klaar_op),
        o(&r.tweede_klaar_op),
        t(&r.eerste_conclusie),
        t(&r.tweede_conclusie),
        t(&r.uitkomst),
        t(&r.conclusie),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}

/// Closes a tandem and adds it with what changed. Nothing happens when nothing changed.
pub async fn wijzig(tx: &mut Tx, oud: &TandemRij, nieuw: &TandemRij) -> Result<(), Fout> {
    if oud == nieuw {
        return Ok(());
    }
    tx.sluit("tandem", "tandem_id", oud.tandem_id).await?;
    voeg_toe(tx, nieuw).await
}

/// The answers of a tandem as they stood at a peil.
pub async fn antwoorden(db: &impl Leest, tandem: i64, peil: Peil) -> Result<Vec<AntwoordRij>, Fout> {
    db.alle(ANTWOORDEN, &[v(&tandem), v(&peil.bekend)]).await
}

/// Writes an answer in the name of who acts; the one before stays in the history.
pub async fn beantwoord(
    tx: &mut Tx,
    tandem: i64,
    vraag: Tandemvraag,
    tekst: &str,
    oud: Option<&AntwoordRij>,
) -> Result<(), Fout> {
    let id = match oud {
        Some(a) => {
            tx.sluit("tandemantwoord", "tandemantwoord_id", a.tandemantwoord_id).await?;
            a.tandemantwoord_id
        }
        None => tx.nieuw_id()?,
    };
    let (wie, op, nr) = (tx.wie().gebruiker_id, tx.vandaag(), tx.nr());
    tx.voer(VOEG_ANTWOORD_TOE, &[v(&id), v(&tandem), t(vraag.code()), t(tekst), v(&wie), v(&op), v(&nr)])
        .await?;
    Ok(())
}
