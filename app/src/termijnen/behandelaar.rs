//! Whose task it is: terms go with the dossier to the person who handles it.

use super::{Soort, nieuwe_versie, open};
use crate::huis::{
    Fout, Rol,
    opslag::{Leest, Tx, sql, v},
};
use kern::stam::{DossierId, Peil};

// Somebody with both roles acts as trajectregisseur, who may do everything the other may.
sql!(
    ROL_VAN_HOUDER = "SELECT g.rol FROM dossierrol r JOIN gebruikerrol g ON g.gebruiker_id = r.gebruiker_id AND g.tot_nr IS NULL
    WHERE r.dossier_id = $1 AND r.rol = 'houder' AND r.tot_nr IS NULL AND r.geldig_tot IS NULL
      AND g.rol IN ('aandachtsfunctionaris', 'trajectregisseur') ORDER BY r.dossierrol_id DESC, g.rol DESC LIMIT 1"
);

/// The role in which the holder handles a dossier; trajectregisseur when nobody holds it.
pub async fn behandelaar(db: &impl Leest, dossier: DossierId) -> Result<Rol, Fout> {
    let rol: Option<(String,)> = db.een(ROL_VAN_HOUDER, &[v(&dossier)]).await?;
    Ok(rol.and_then(|r| Rol::lees(&r.0)).unwrap_or(Rol::Trajectregisseur))
}

/// Gives the open terms of some kinds to another role; the last days stay as they are.
pub async fn draag_over(tx: &mut Tx, dossier: DossierId, soorten: &[Soort], rol: Rol) -> Result<(), Fout> {
    let vandaag = tx.vandaag();
    for mut rij in open(tx, dossier, Peil::op(vandaag)).await? {
        let past = Soort::lees(&rij.soort).is_some_and(|s| soorten.contains(&s));
        if past && rij.voor_rol != rol.code() {
            rol.code().clone_into(&mut rij.voor_rol);
            nieuwe_versie(tx, &rij).await?;
        }
    }
    Ok(())
}
