//! WMO320: what an aanbieder says about our answer to its request.

use super::behandel::{Zaak, past_kruis};
use super::gevolg::Gevolg;
use super::regie::regel_van;
use crate::{
    huis::{
        Fout, Rol,
        opslag::{Leest, Tx, rij, sql, t, v},
    },
    levering::{
        berichten::Gevolgregel,
        verzoeken::{self, VerzoekRij},
    },
    termijnen::{self, Soort, Waarvoor},
};
use ::iwmo::typen::Wmo320;
use kern::stam::termijnen::vaste_dag;

rij! {
    /// An answer of ours.
    pub struct VerzondenAntwoordRij { bericht_id: i64 }
}

sql!(
    VERZONDEN = "SELECT bericht_id FROM bericht WHERE richting = 'uit' AND soort = 'WMO319' AND afzender = $1 AND ontvanger = $2
    AND identificatie = $3 ORDER BY poging LIMIT 1"
);
sql!(
    VORIGE = "SELECT stand, antwoord_id FROM aanbiederverzoek WHERE verzoek_id = $1 AND tot_nr IS NOT NULL ORDER BY vanaf_nr DESC LIMIT 1"
);

/// Processes the retour: the answer arrived, or was refused and the request is open again.
pub(super) async fn verwerk(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo320) -> Result<Gevolg, Fout> {
    let heen = &b.kop.heen;
    let args = [t(heen.gemeente.als_tekst()), t(heen.aanbieder.als_tekst()), t(&heen.identificatie)];
    let Some(onze) = tx.een::<VerzondenAntwoordRij>(VERZONDEN, &args).await? else {
        let zin = "Dit is een retour op een antwoord dat Wijkthuis niet heeft verstuurd. Er verandert niets.";
        return Ok(Gevolg::een("afgekeurd", "BER-06", zin));
    };
    if let Some(g) = past_kruis(z, tx, onze.bericht_id).await? {
        return Ok(g);
    }
    let verzoek = verzoeken::met_antwoord(tx, onze.bericht_id).await?.into_iter().next();
    let dossier = verzoek.as_ref().and_then(|v| v.dossier_id);
    let mut gevolg = Gevolg { dossiers: dossier.into_iter().collect(), ..Gevolg::default() };
    if let Some(d) = dossier {
        let vandaag = tx.vandaag();
        termijnen::voldoe(tx, d, Soort::Retour, onze.bericht_id, vandaag).await?;
    }
    if b.kop.is_akkoord() {
        let zin = "De aanbieder heeft ons antwoord op het verzoek ontvangen.".to_owned();
        gevolg.regels.push(Gevolgregel { dossier, uitkomst: "verwerkt", zin, ..Gevolgregel::default() });
        return Ok(gevolg);
    }
    let zin = "De aanbieder keurde ons antwoord op het verzoek af. Het verzoek staat weer open.".to_owned();
    gevolg.regels.push(Gevolgregel { dossier, uitkomst: "afgekeurd", zin, ..Gevolgregel::default() });
    let klasse = b.antwoord.as_ref().map(|a| &a.codes);
    let codes = b.kop.codes.iter().chain(klasse).flat_map(|c| &c.0).filter(|c| c.is_afwijzing());
    gevolg.regels.extend(codes.map(|c| Gevolgregel { dossier, ..regel_van(*c) }));
    if let Some(verzoek) = verzoek {
        heropen(
            tx,
            &verzoek,
            ("WMO320", "De aanbieder keurde het antwoord op zijn verzoek af. Beantwoord het opnieuw."),
        )
        .await?;
    }
    Ok(gevolg)
}

/// An answer that did not arrive was not given (iWmo OP286): the request is what it was before, and must be answered at once.
pub(super) async fn heropen(
    tx: &mut Tx,
    r: &VerzoekRij,
    (bron, zin): (&'static str, &'static str),
) -> Result<(), Fout> {
    let vorige: Option<(String, Option<i64>)> = tx.een(VORIGE, &[v(&r.verzoek_id)]).await?;
    let (stand, antwoord_id) = vorige.unwrap_or_else(|| ("open".to_owned(), None));
    verzoeken::vervang(tx, &VerzoekRij { stand, antwoord_id, reden: String::new(), ..r.clone() }).await?;
    let Some(dossier) = r.dossier_id else { return Ok(()) };
    let waarvoor = Waarvoor {
        dossier,
        soort: Soort::Verzoek,
        onderwerp_id: r.verzoek_id,
        voor_rol: Rol::Trajectregisseur,
    };
    let vandaag = tx.vandaag();
    termijnen::vervang(tx, waarvoor, &vaste_dag(vandaag, vandaag, bron, zin)).await
}
