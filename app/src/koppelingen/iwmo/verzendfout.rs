//! Toewijzingen that may not be sent as they are: which rule forbids it, until it is mended.

use crate::{
    huis::{
        App, Fout,
        opslag::{Leest, rij, sql, t, v},
    },
    levering::bereik::ClientRij,
};
use kern::stam::{Datum, DossierId, Gemeentecode};

rij! {
    /// Why toewijzingen of a dossier cannot be sent.
    pub struct VerzendfoutRij { dossier_id: DossierId, agb: String, gemeente: Gemeentecode, regel: String, zin: String, sinds_op: Datum }
}

sql!(
    ZET = "INSERT INTO verzendfout (dossier_id, agb, gemeente, regel, zin, sinds_op) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (dossier_id, agb, gemeente) DO UPDATE SET regel = excluded.regel, zin = excluded.zin"
);
sql!(WEG = "DELETE FROM verzendfout WHERE dossier_id = $1 AND agb = $2 AND gemeente = $3");
sql!(
    ALLE = "SELECT dossier_id, agb, gemeente, regel, zin, sinds_op FROM verzendfout ORDER BY sinds_op, dossier_id LIMIT 200"
);
sql!(
    VAN_DOSSIER = "SELECT dossier_id, agb, gemeente, regel, zin, sinds_op FROM verzendfout WHERE dossier_id = $1 ORDER BY sinds_op LIMIT 50"
);

/// The rules that a message would break, and what they ask, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bezwaar {
    /// Codes, separated by spaces.
    pub regel: String,
    /// Sentence without personal data.
    pub zin: String,
}

impl Bezwaar {
    /// The rules with their texts; at most three are written out.
    pub(super) fn van<'a>(codes: impl IntoIterator<Item = &'a str>) -> Bezwaar {
        const UITGESCHREVEN: usize = 3;
        let mut alle: Vec<&str> = codes.into_iter().collect();
        alle.sort_unstable();
        alle.dedup();
        let zinnen: Vec<String> = alle
            .iter()
            .take(UITGESCHREVEN)
            .filter_map(|c| ::iwmo::regels::zoek(c))
            .map(|r| super::gevolg::eis(r.omschrijving))
            .collect();
        Bezwaar {
            regel: alle.join(" "),
            zin: format!("De standaard verbiedt dit bericht. {}", zinnen.join(" ")),
        }
    }
}

/// Remembers that sending was refused.
pub(super) async fn zet(
    app: &App,
    dossier: DossierId,
    (agb, gemeente): (&str, Gemeentecode),
    b: &Bezwaar,
) -> Result<(), Fout> {
    let vandaag = app.klok.vandaag();
    let args = [v(&dossier), t(agb), v(&gemeente), t(&b.regel), t(&b.zin), v(&vandaag)];
    app.db.voer(ZET, &args).await?;
    Ok(())
}

/// Forgets it: the message left.
pub(super) async fn weg(
    app: &App,
    dossier: DossierId,
    (agb, gemeente): (&str, Gemeentecode),
) -> Result<(), Fout> {
    app.db.voer(WEG, &[v(&dossier), t(agb), v(&gemeente)]).await?;
    Ok(())
}

/// All of them, the oldest first; at most 200.
pub(super) async fn alle(db: &impl Leest) -> Result<Vec<VerzendfoutRij>, Fout> {
    db.alle(ALLE, &[]).await
}

/// Those of one dossier.
pub(super) async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<VerzendfoutRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// Why an inwoner cannot be named in a message at all.
pub(super) fn van_client(c: &ClientRij) -> Option<Bezwaar> {
    c.toets().err().map(|w| Bezwaar { regel: w.code.to_owned(), zin: w.zin })
}
