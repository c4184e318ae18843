//! A small region to play in: an aanbieder with a contract, inwoners with a dossier and a grant.

use crate::huis::{Huis, datum, gemeente};
use kern::inkoop::{Eenheid, Productcode, Vorm, voeg_in};
use kern::stam::{AanbiederId, Bsn, Cent, DossierId, Periode};
use wijkthuis::huis::opslag::{Handeling, Tx, Val, o, t, v};
use wijkthuis::huis::{Rol, geheim};
use wijkthuis::inkoop::opslag::{self as inkoop, Plek};

/// Product of the region: a stay per etmaal.
pub const VERBLIJF: &str = "15A60";
/// Product of the region: support at home per hour.
pub const THUIS: &str = "15A76";
/// AGB code of the first aanbieder.
pub const AGB: &str = "75750001";

pub struct Gunst {
    pub vorm: Vorm,
    pub leveringsvorm: &'static str,
    pub product: &'static str,
    pub omvang: (i64, &'static str, &'static str),
    pub bedrag: i64,
    pub van: &'static str,
    pub tot: &'static str,
}

/// A stay of a year, seven etmalen a week.
pub fn bw_jaar() -> Gunst {
    Gunst {
        vorm: Vorm::Bw,
        leveringsvorm: "zin",
        product: VERBLIJF,
        omvang: (7, "etmaal", "week"),
        bedrag: 365 * 17_489,
        van: "2026-01-01",
        tot: "2027-01-01",
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Inwoner {
    pub dossier: DossierId,
    pub indicatie: i64,
    pub besluit: i64,
}

pub async fn handel<T>(h: &Huis, wat: &'static str, f: impl AsyncFnOnce(&mut Tx) -> T) -> T {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let nr = tx.nr().0;
    tx.journaal(Handeling {
        wat,
        onderwerp: "toets",
        onderwerp_id: nr,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    let uit = f(&mut tx).await;
    tx.commit().await.expect("commit");
    uit
}

/// Products, one aanbieder with a contract since 2024, prices since 2024, and places in Helmond.
pub async fn aanbod(h: &Huis, plaatsen: u32) -> AanbiederId {
    handel(h, "aanbod vastgelegd", async |tx| {
        let code = |c: &str| Productcode::lees(c).expect("code");
        for (c, naam, vorm, eenheid) in [
            (VERBLIJF, "Verblijf met 24-uurs toezicht", Vorm::Bw, Eenheid::Etmaal),
            (THUIS, "Thuis Plus", Vorm::Bt, Eenheid::Uur),
        ] {
            inkoop::leg_product_vast(tx, &code(c), "15", naam, vorm, eenheid).await.expect("product");
        }
        let id = AanbiederId(nieuw(tx));
        inkoop::leg_aanbieder_vast(tx, id, "De Stuit", AGB, gemeente("0794")).await.expect("aanbieder");
        let kader = Periode::nieuw(datum("2024-01-01"), None).expect("period");
        let contract = nieuw(tx);
        inkoop::leg_contract_vast(tx, contract, id, "BW 2024", &kader).await.expect("contract");
        for (c, cent) in [(VERBLIJF, 17_489), (THUIS, 7_887)] {
            let i = voeg_in(&[], datum("2024-01-01"), &kader).expect("fits");
            let tarief = nieuw(tx);
            inkoop::leg_tarief_vast(tx, tarief, contract, &code(c), Cent(cent), &i).await.expect("tarief");
        }
        let product = code(VERBLIJF);
        let plek = Plek { aanbieder: id, product: &product, gemeente: gemeente("0794") };
        let i = voeg_in(&[], datum("2024-01-01"), &kader).expect("fits");
        let capaciteit = nieuw(tx);
        inkoop::leg_capaciteit_vast(tx, capaciteit, &plek, plaatsen, &i).await.expect("capaciteit");
        id
    })
    .await
}

/// The n-th test BSN that passes the eleven-test, 9999xxxxx.
pub fn bsn(n: usize) -> Bsn {
    (999_900_000u32..).filter_map(|x| Bsn::lees(&x.to_string()).ok()).nth(n).expect("there are enough")
}

/// An inwoner of Helmond with a dossier held by the trajectregisseur, and a grant.
pub async fn inwoner(h: &Huis, n: usize, gunst: &Gunst) -> Inwoner {
    let houder = h.id_van(Rol::Trajectregisseur, "*");
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let inwoner = geheim::willekeurig_id().expect("random");
    let (dossier, melding, rol) = (nieuw(&mut tx), nieuw(&mut tx), nieuw(&mut tx));
    let (besluit, indicatie) = (nieuw(&mut tx), nieuw(&mut tx));
    let nr = tx.nr();
    tx.journaal(Handeling {
        wat: "besluit genomen",
        onderwerp: "besluit",
        onderwerp_id: besluit,
        dossier: Some(DossierId(dossier)),
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    let b = bsn(n);
    let dicht = h.app.sleutels.versleutel_bsn(&b).expect("encrypts");
    let args = [
        v(&inwoner),
        t(&h.app.sleutels.bsn_index(&b)),
        v(&dicht),
        t(&format!("Toets{n}")),
        v(&datum("1980-05-17")),
        v(&nr),
    ];
    voer(&mut tx, "INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam,
        geboortedatum, geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr)
        VALUES ($1, $2, $3, 'geverifieerd', $4, 'van', 'Anna', 'toets', $5, '2', 'Markt', '1a', '5701AB', 'Helmond', '', '', $6)", &args).await;
    let args = [v(&dossier), v(&inwoner), v(&datum("2025-11-03")), v(&nr)];
    voer(&mut tx, "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, vanaf_nr) VALUES ($1, $2, '0794', 'besluit', 0, $3, $4)", &args).await;
    let args = [v(&rol), v(&dossier), v(&houder), v(&datum("2025-11-03")), v(&nr)];
    voer(&mut tx, "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, vanaf_nr) VALUES ($1, $2, $3, 'houder', $4, $5)", &args).await;
    let args = [v(&melding), v(&dossier), v(&inwoner), v(&datum("2025-11-03")), v(&nr)];
    voer(&mut tx, "INSERT INTO melding (melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag, spoed, status, vanaf_nr)
        VALUES ($1, $2, $3, '0794', $4, 'inwoner', '', '', 'hulp', 0, 'afgerond', $5)", &args).await;
    let args = [v(&besluit), v(&dossier), v(&melding), v(&datum("2025-12-10")), v(&houder), v(&nr)];
    voer(&mut tx, "INSERT INTO besluit (besluit_id, dossier_id, melding_id, soort, gemeente, genomen_op, bekendgemaakt_op, motivering, gebruiker_id,
        regels_hash, regels_versies, code_versie, invoer, uitleg, vanaf_nr) VALUES ($1, $2, $3, 'toekenning', '0794', $4, $4, '', $5, '', '[]', '', '{}', '[]', $6)", &args).await;
    schrijf_indicatie(&mut tx, indicatie, besluit, dossier, gunst).await;
    tx.commit().await.expect("commit");
    Inwoner { dossier: DossierId(dossier), indicatie, besluit }
}

/// Replaces what was granted, as a new version of the same indicatie.
pub async fn herzie(h: &Huis, i: Inwoner, gunst: &Gunst) {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    tx.journaal(Handeling {
        wat: "besluit herzien",
        onderwerp: "besluit",
        onderwerp_id: i.besluit,
        dossier: Some(i.dossier),
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    tx.sluit("indicatie", "indicatie_id", i.indicatie).await.expect("closes");
    schrijf_indicatie(&mut tx, i.indicatie, i.besluit, i.dossier.0, gunst).await;
    tx.commit().await.expect("commit");
    h.app.na_handeling(i.dossier).await;
}

pub async fn schrijf_indicatie(tx: &mut Tx, id: i64, besluit: i64, dossier: i64, g: &Gunst) {
    let nr = tx.nr();
    let args = [
        v(&id),
        v(&besluit),
        v(&dossier),
        t(g.vorm.code()),
        t(g.leveringsvorm),
        t(g.product),
        v(&g.omvang.0),
        t(g.omvang.1),
        t(g.omvang.2),
        v(&g.bedrag),
        v(&datum(g.van)),
        o(&Some(datum(g.tot))),
        v(&nr),
    ];
    voer(tx, "INSERT INTO indicatie (indicatie_id, besluit_id, dossier_id, vorm, leveringsvorm, productcode, omvang, eenheid, frequentie, bedrag_cent,
        geldig_van, geldig_tot, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", &args).await;
}

fn nieuw(tx: &mut Tx) -> i64 {
    tx.nieuw_id().expect("id")
}

async fn voer(tx: &mut Tx, sql: &'static str, args: &[Val]) {
    tx.voer(sql, args).await.expect("insert");
}
