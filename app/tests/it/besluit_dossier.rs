//! A dossier in which everything was done up to the aanvraag, written straight into the registers of the rooms before besluit.

use crate::huis::{Huis, datum, gemeente};
use kern::stam::{DossierId, InwonerId, MeldingId};
use wijkthuis::huis::{
    Rol,
    opslag::{Handeling, Tx, t, v},
};

/// Dossier of the fixture.
pub const DOSSIER: DossierId = DossierId(700);
/// Its inwoner.
const INWONER: InwonerId = InwonerId(8_000_000_700);
/// Its melding.
const MELDING: MeldingId = MeldingId(701);
/// Holder: the trajectregisseur.
const HOUDER: Rol = Rol::Trajectregisseur;

/// Which facts are there.
#[derive(Debug, Clone, Copy)]
pub struct Feiten {
    pub doelgroep: Option<&'static str>,
    pub gemeente: bool,
    pub onderzoek_klaar: bool,
}

pub const ALLES: Feiten = Feiten { doelgroep: Some("ja"), gemeente: true, onderzoek_klaar: true };

async fn voer(tx: &mut Tx, sql: &'static str, args: &[wijkthuis::huis::opslag::Val]) {
    tx.voer(sql, args).await.expect(sql);
}

/// Writes the dossier (gemeente Deurne, melding 23 February 2026) and the products of the region.
pub async fn maak(h: &Huis, feiten: Feiten) {
    producten(h).await;
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let g = Some(gemeente("0762"));
    let wat = "melding geregistreerd";
    let ding = Handeling {
        wat,
        onderwerp: "melding",
        onderwerp_id: MELDING.0,
        dossier: Some(DOSSIER),
        gemeente: g,
        reden: "",
    };
    tx.journaal(ding).await.expect("journal");
    let (nr, houder) = (v(&tx.nr()), v(&h.id_van(HOUDER, "*")));
    voer(
        &mut tx,
        "INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum,
           geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr)
         VALUES ($1, NULL, NULL, 'geen', 'Voorbeeld', 'van den', 'Noor', 'voorbeeld', $2, '2', 'Teststraat', '1', '5751AA', 'Deurne', '', '', $3)",
        &[v(&INWONER), v(&datum("1989-03-14")), nr.clone()],
    )
    .await;
    voer(
        &mut tx,
        "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr)
         VALUES ($1, $2, '0762', 'onderzoek', 0, $3, NULL, $4)",
        &[v(&DOSSIER), v(&INWONER), v(&datum("2026-02-23")), nr.clone()],
    )
    .await;
    voer(
        &mut tx,
        "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr)
         VALUES (702, $1, $2, 'houder', $3, NULL, $4)",
        &[v(&DOSSIER), houder.clone(), v(&datum("2026-02-23")), nr.clone()],
    )
    .await;
    voer(
        &mut tx,
        "INSERT INTO melding (melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag, spoed,
           status, vorig_besluit_id, vanaf_nr)
         VALUES ($1, $2, $3, '0762', $4, 'inwoner', '', '', 'Ik kan niet alleen wonen.', 0, 'overgedragen', NULL, $5)",
        &[v(&MELDING), v(&DOSSIER), v(&INWONER), v(&datum("2026-02-23")), nr.clone()],
    )
    .await;
    stappen(&mut tx, feiten, houder).await;
    tx.commit().await.expect("commit");
}

async fn stappen(tx: &mut Tx, feiten: Feiten, houder: wijkthuis::huis::opslag::Val) {
    let nr = v(&tx.nr());
    if let Some(oordeel) = feiten.doelgroep {
        voer(
            tx,
            "INSERT INTO doelgroeptoets (doelgroeptoets_id, dossier_id, melding_id, advies, oordeel, motivering, getoetst_op, gebruiker_id, vanaf_nr)
             VALUES (703, $1, $2, 'ja', $3, '', $4, $5, $6)",
            &[v(&DOSSIER), v(&MELDING), t(oordeel), v(&datum("2026-03-02")), houder.clone(), nr.clone()],
        )
        .await;
    }
    if feiten.gemeente {
        voer(
            tx,
            "INSERT INTO verantwoordelijke (verantwoordelijke_id, dossier_id, melding_id, regime, status, berekend, gemeente, regel, uitleg,
               reden_afwijking, bevestigd_door, bevestigd_op, regels_hash, vanaf_nr)
             VALUES (704, $1, $2, 'R0', 'BESLIST', '0762', '0762', 'WPB-01', '[]', '', $3, $4, '', $5)",
            &[v(&DOSSIER), v(&MELDING), houder, v(&datum("2026-03-03")), nr.clone()],
        )
        .await;
    }
    let klaar = feiten.onderzoek_klaar.then(|| datum("2026-03-20"));
    voer(
        tx,
        "INSERT INTO onderzoek (onderzoek_id, dossier_id, melding_id, begonnen_op, afgerond_op, samenvatting, advies, vanaf_nr)
         VALUES (705, $1, $2, $3, $4, 'Verslag.', $5, $6)",
        &[
            v(&DOSSIER),
            v(&MELDING),
            v(&datum("2026-02-25")),
            wijkthuis::huis::opslag::o(&klaar),
            t(if feiten.onderzoek_klaar { "bw" } else { "" }),
            nr,
        ],
    )
    .await;
}

/// Two products per form, one aanbieder, one contract from 2025 to 2030.
async fn producten(h: &Huis) {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let ding = Handeling {
        wat: "contract vastgelegd",
        onderwerp: "contract",
        onderwerp_id: 710,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(ding).await.expect("journal");
    let nr = v(&tx.nr());
    voer(
        &mut tx,
        "INSERT INTO aanbieder (aanbieder_id, naam, agb, gemeente, vanaf_nr) VALUES (709, 'Zorg Voorbeeld', '99990001', '0794', $1)",
        &[nr.clone()],
    )
    .await;
    voer(
        &mut tx,
        "INSERT INTO contract (contract_id, aanbieder_id, naam, geldig_van, geldig_tot, vanaf_nr) VALUES (710, 709, 'Raamcontract', $1, $2, $3)",
        &[v(&datum("2025-01-01")), v(&datum("2030-01-01")), nr.clone()],
    )
    .await;
    for (code, categorie, naam, vorm, eenheid, cent, id) in [
        ("15A01", "15", "Beschermd wonen basis", "bw", "etmaal", 17_489_i64, 711_i64),
        ("15B01", "15", "Beschermd thuis basis", "bt", "etmaal", 6_758, 712),
        ("02A03", "02", "Begeleiding individueel", "wmo_begeleiding", "uur", 7_887, 713),
    ] {
        voer(
            &mut tx,
            "INSERT INTO product (productcode, categorie, naam, vorm, eenheid, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6)",
            &[t(code), t(categorie), t(naam), t(vorm), t(eenheid), nr.clone()],
        )
        .await;
        voer(
            &mut tx,
            "INSERT INTO tarief (tarief_id, contract_id, productcode, tarief_cent, geldig_van, geldig_tot, vanaf_nr)
             VALUES ($1, 710, $2, $3, $4, NULL, $5)",
            &[v(&id), t(code), v(&cent), v(&datum("2025-01-01")), nr.clone()],
        )
        .await;
    }
    tx.commit().await.expect("commit");
}
