//! The facts from the database, only what changed since an act.

use crate::huis::{
    Fout,
    opslag::{Leest, sql, v},
};
use crate::rij;
use kern::monitor::{
    Code, Codes, Feiten,
    feiten::{
        AanbiederFeit, BegrotingFeit, BesluitFeit, BoekingFeit, DossierFeit, Formeel, GeboorteFeit,
        Geldsoort, GemeenteFeit, IndicatieFeit, InstroomFeit, LeveringFeit, MeldingFeit, SchalingFeit,
        VerantwoordelijkeFeit, WachtFeit, ZrmFeit,
    },
};
use kern::stam::{BesluitId, Datum, DossierId, Gemeentecode, JournaalNr, MeldingId};
use std::collections::BTreeMap;

// Each statement gives the versions that an act after $1 added or closed; with 0 that is everything.
sql!(
    DOSSIERS = "SELECT dossier_id, dossier_id, vanaf_nr, tot_nr, gemeente FROM dossier WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    INDICATIES = "SELECT dossier_id, indicatie_id, vanaf_nr, tot_nr, besluit_id, vorm, leveringsvorm, productcode, geldig_van, geldig_tot
     FROM indicatie WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    BESLUITEN = "SELECT dossier_id, besluit_id, vanaf_nr, tot_nr, melding_id, soort, genomen_op
     FROM besluit WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    MELDINGEN = "SELECT dossier_id, melding_id, vanaf_nr, tot_nr, ontvangen_op, vorig_besluit_id
     FROM melding WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    INSTROMEN = "SELECT dossier_id, instroom_id, vanaf_nr, tot_nr, melding_id, kenmerk, recidive, bepaald_op
     FROM instroom WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    VERANTWOORDELIJKEN = "SELECT dossier_id, verantwoordelijke_id, vanaf_nr, tot_nr, gemeente, bevestigd_op
     FROM verantwoordelijke WHERE regime = 'R0' AND gemeente <> '' AND (vanaf_nr > $1 OR tot_nr > $1)"
);
sql!(
    GEMEENTEFEITEN =
        "SELECT dossier_id, gemeentefeit_id, vanaf_nr, tot_nr, soort, gemeente, geldig_van, geldig_tot
     FROM gemeentefeit WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    SCHALINGEN = "SELECT dossier_id, schaling_id, vanaf_nr, tot_nr, op, reden, bestemming
     FROM schaling WHERE vanaf_nr > $1 OR tot_nr > $1"
);
sql!(
    LEVERINGEN = "SELECT l.dossier_id, l.levering_id, l.vanaf_nr, l.tot_nr,
            (SELECT min(t.indicatie_id) FROM toewijzing t WHERE t.toewijzing_id = l.toewijzing_id), l.geldig_van
     FROM levering l WHERE l.vanaf_nr > $1 OR l.tot_nr > $1"
);
sql!(
    WACHTPLEKKEN =
        "SELECT dossier_id, wachtplek_id, vanaf_nr, tot_nr, indicatie_id, sinds_op, tot_op, overbrugging
     FROM wachtplek WHERE vanaf_nr > $1 OR tot_nr > $1"
);
// Only the day of birth, and of whom the dossier is; a dossier may be opened later than the inwoner was recorded.
sql!(
    GEBOORTEN = "SELECT d.dossier_id, i.inwoner_id, i.vanaf_nr, i.tot_nr, i.geboortedatum
       FROM inwoner i JOIN dossier d ON d.inwoner_id = i.inwoner_id WHERE i.vanaf_nr > $1 OR i.tot_nr > $1
      UNION
     SELECT d.dossier_id, i.inwoner_id, i.vanaf_nr, i.tot_nr, i.geboortedatum
       FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id WHERE d.vanaf_nr > $1"
);
sql!(
    TOEWIJZINGEN = "SELECT dossier_id, toewijzing_id, vanaf_nr, tot_nr, indicatie_id, aanbieder_id, geldig_van, geldig_tot
     FROM toewijzing WHERE status <> 'ingetrokken' AND (vanaf_nr > $1 OR tot_nr > $1)"
);
sql!(
    SCORES = "SELECT dossier_id, leefgebiedscore_id, vanaf_nr, tot_nr, leefgebied, CAST(oordeel AS BIGINT), gemeten_op
     FROM leefgebiedscore WHERE oordeel IN ('1', '2', '3', '4', '5') AND (vanaf_nr > $1 OR tot_nr > $1)"
);
sql!(AANBIEDERNAMEN = "SELECT aanbieder_id, naam FROM aanbieder WHERE tot_nr IS NULL");
sql!(PRODUCTNAMEN = "SELECT productcode, naam FROM product WHERE tot_nr IS NULL");
sql!(
    BEGROTINGEN =
        "SELECT begroting_id, jaar, gemeente, vorm, bedrag_cent, status, vanaf_nr, tot_nr FROM begroting"
);
// Follows the journal number: the demo history writes many entries in one act, so keys do not tell the act.
sql!(
    BOEKINGEN_NIEUW = "SELECT dossier_id, indicatie_id, soort, gemeente, vorm, leveringsvorm, kenmerk, productcode, maand, bedrag_cent, nr
     FROM boeking WHERE nr > $1"
);
sql!(
    BOEKINGEN_VAN_JAAR = "SELECT dossier_id, indicatie_id, soort, gemeente, vorm, leveringsvorm, kenmerk, productcode, maand, bedrag_cent, nr
     FROM boeking WHERE $1 <= maand AND maand <= $2"
);
sql!(LAATSTE_NR = "SELECT journaal_nr FROM teller WHERE teller_id = 1");
sql!(NR_VOOR = "SELECT nr FROM journaal WHERE tijdstip < $1 ORDER BY tijdstip DESC, nr DESC LIMIT 1");

rij! { /// A version of a register row: dossier, key, formal time.
pub struct Kop { dossier: DossierId, id: i64, vanaf: JournaalNr, tot: Option<JournaalNr> } }

impl Kop {
    fn formeel(&self) -> Formeel {
        Formeel { vanaf: self.vanaf, tot: self.tot }
    }
}

/// Number of the last act.
pub async fn laatste_nr(db: &impl Leest) -> Result<JournaalNr, Fout> {
    let rij: Option<(JournaalNr,)> = db.een(LAATSTE_NR, &[]).await?;
    rij.map(|r| r.0).ok_or_else(|| Fout::nieuw("de teller ontbreekt"))
}

/// The last act before a moment; number 0 when there was none.
pub async fn nr_voor(db: &impl Leest, moment: crate::huis::opslag::Moment) -> Result<JournaalNr, Fout> {
    let rij: Option<(JournaalNr,)> = db.een(NR_VOOR, &[v(&moment)]).await?;
    Ok(rij.map_or(JournaalNr(0), |r| r.0))
}

/// Brings the registers up to date with everything after an act.
pub async fn werk_bij(db: &impl Leest, f: &mut Feiten, sinds: JournaalNr) -> Result<(), Fout> {
    personen(db, f, sinds).await?;
    toegang(db, f, sinds).await?;
    levering(db, f, sinds).await?;
    doelgroep(db, f, sinds).await?;
    f.begrotingen = begrotingen(db, &mut f.codes).await?;
    Ok(())
}

/// Reads the versions that changed and takes them up in a register.
macro_rules! lees {
    ($db:expr, $sql:expr, $sinds:expr, $register:expr, |$k:ident, ($($veld:ident : $t:ty),*)| $maak:expr) => {{
        rij! { /// A row as it comes from the database.
        pub struct Rij { dossier: DossierId, id: i64, vanaf: JournaalNr, tot: Option<JournaalNr>, $($veld: $t),* } }
        let rijen: Vec<Rij> = $db.alle($sql, &[v(&$sinds)]).await?;
        let maak = |r: Rij| {
            let $k = Kop { dossier: r.dossier, id: r.id, vanaf: r.vanaf, tot: r.tot };
            $(let $veld = r.$veld;)*
            $maak
        };
        $register.neem_op(rijen.into_iter().map(maak).collect::<Vec<_>>());
    }};
}

async fn personen(db: &impl Leest, f: &mut Feiten, sinds: JournaalNr) -> Result<(), Fout> {
    lees!(db, DOSSIERS, sinds, f.dossiers, |k, (gemeente: Gemeentecode)| DossierFeit {
        dossier: k.dossier, dossier_id: k.id, gemeente, formeel: k.formeel()
    });
    lees!(db, VERANTWOORDELIJKEN, sinds, f.verantwoordelijken, |k, (gemeente: Gemeentecode, bevestigd_op: Datum)| {
        let formeel = k.formeel();
        VerantwoordelijkeFeit { dossier: k.dossier, verantwoordelijke_id: k.id, gemeente, bevestigd_op, formeel }
    });
    lees!(
        db, GEMEENTEFEITEN, sinds, f.gemeentefeiten,
        |k, (soort: String, gemeente: Gemeentecode, van: Datum, geldig_tot: Option<Datum>)| GemeenteFeit {
            dossier: k.dossier, gemeentefeit_id: k.id, herkomst: soort == "herkomst", gemeente, van, tot: geldig_tot,
            formeel: k.formeel(),
        }
    );
    Ok(())
}

async fn toegang(db: &impl Leest, f: &mut Feiten, sinds: JournaalNr) -> Result<(), Fout> {
    let codes = &mut f.codes;
    lees!(db, MELDINGEN, sinds, f.meldingen, |k, (ontvangen_op: Datum, vorig: Option<i64>)| MeldingFeit {
        dossier: k.dossier, melding_id: k.id, ontvangen_op, herindicatie: vorig.is_some(), formeel: k.formeel()
    });
    lees!(
        db, INSTROMEN, sinds, f.instromen,
        |k, (melding: MeldingId, kenmerk: String, recidive: bool, bepaald_op: Datum)| InstroomFeit {
            dossier: k.dossier, instroom_id: k.id, melding, kenmerk: codes.neem_op(&kenmerk), recidive, bepaald_op,
            formeel: k.formeel(),
        }
    );
    lees!(
        db, BESLUITEN, sinds, f.besluiten,
        |k, (melding: MeldingId, soort: String, genomen_op: Datum)| BesluitFeit {
            dossier: k.dossier, besluit_id: k.id, melding, soort: codes.neem_op(&soort), genomen_op,
            formeel: k.formeel(),
        }
    );
    lees!(
        db, INDICATIES, sinds, f.indicaties,
        |k, (besluit: BesluitId, vorm: String, lev: String, product: String, van: Datum, geldig_tot: Option<Datum>)| {
            IndicatieFeit {
                dossier: k.dossier, indicatie_id: k.id, besluit, vorm: codes.neem_op(&vorm),
                leveringsvorm: codes.neem_op(&lev), product: codes.neem_op(&product), van, tot: geldig_tot,
                formeel: k.formeel(),
            }
        }
    );
    Ok(())
}

async fn levering(db: &impl Leest, f: &mut Feiten, sinds: JournaalNr) -> Result<(), Fout> {
    let codes = &mut f.codes;
    lees!(
        db, SCHALINGEN, sinds, f.schalingen,
        |k, (op: Datum, reden: String, bestemming: String)| SchalingFeit {
            dossier: k.dossier, schaling_id: k.id, op, reden: codes.neem_op(&reden),
            bestemming: (!bestemming.is_empty()).then(|| codes.neem_op(&bestemming)), formeel: k.formeel(),
        }
    );
    lees!(db, LEVERINGEN, sinds, f.leveringen, |k, (indicatie: Option<i64>, van: Datum)| LeveringFeit {
        dossier: k.dossier, levering_id: k.id, indicatie_id: indicatie.unwrap_or(0), van, formeel: k.formeel()
    });
    lees!(
        db, WACHTPLEKKEN, sinds, f.wachtplekken,
        |k, (indicatie_id: i64, sinds_op: Datum, tot_op: Option<Datum>, overbrugging: String)| WachtFeit {
            dossier: k.dossier, wachtplek_id: k.id, indicatie_id, sinds_op, tot_op,
            overbrugging: overbrugging != "geen", formeel: k.formeel(),
        }
    );
    Ok(())
}

/// The code of an aanbieder among the codes of the facts.
pub fn aanbiedercode(id: i64) -> String {
    format!("aanbieder-{id}")
}

/// How old, where, and how self-reliant.
async fn doelgroep(db: &impl Leest, f: &mut Feiten, sinds: JournaalNr) -> Result<(), Fout> {
    let codes = &mut f.codes;
    lees!(db, GEBOORTEN, sinds, f.geboorten, |k, (geboren_op: Datum)| GeboorteFeit {
        dossier: k.dossier, geboorte_id: k.id, geboren_op, formeel: k.formeel()
    });
    lees!(
        db, TOEWIJZINGEN, sinds, f.aanbieders,
        |k, (indicatie_id: i64, aanbieder: i64, van: Datum, geldig_tot: Option<Datum>)| AanbiederFeit {
            dossier: k.dossier, toewijzing_id: k.id, indicatie_id,
            aanbieder: codes.neem_op(&aanbiedercode(aanbieder)), van, tot: geldig_tot, formeel: k.formeel(),
        }
    );
    lees!(db, SCORES, sinds, f.zrm, |k, (leefgebied: String, score: i64, op: Datum)| ZrmFeit {
        dossier: k.dossier, zrm_id: k.id, domein: codes.neem_op(&leefgebied), score, op, formeel: k.formeel()
    });
    Ok(())
}

/// The names of aanbieders and products, by code.
pub async fn namen(db: &impl Leest) -> Result<BTreeMap<String, String>, Fout> {
    let aanbieders: Vec<(i64, String)> = db.alle(AANBIEDERNAMEN, &[]).await?;
    let producten: Vec<(String, String)> = db.alle(PRODUCTNAMEN, &[]).await?;
    let product = |(code, naam): (String, String)| (code.clone(), format!("{naam} ({code})"));
    let aanbieders = aanbieders.into_iter().map(|(id, naam)| (aanbiedercode(id), naam));
    Ok(aanbieders.chain(producten.into_iter().map(product)).collect())
}

rij! { /// A budget as it is stored.
pub struct BegrotingRij { id: i64, jaar: i64, gemeente: Gemeentecode, vorm: String, bedrag: i64, status: String,
    vanaf: JournaalNr, tot: Option<JournaalNr> } }

async fn begrotingen(db: &impl Leest, codes: &mut Codes) -> Result<Vec<BegrotingFeit>, Fout> {
    let rijen: Vec<BegrotingRij> = db.alle(BEGROTINGEN, &[]).await?;
    let maak = |r: BegrotingRij| BegrotingFeit {
        begroting_id: r.id,
        jaar: i16::try_from(r.jaar).unwrap_or(0),
        gemeente: r.gemeente,
        vorm: codes.neem_op(&r.vorm),
        bedrag_cent: r.bedrag,
        vastgesteld: r.status == "vastgesteld",
        formeel: Formeel { vanaf: r.vanaf, tot: r.tot },
    };
    Ok(rijen.into_iter().map(maak).collect())
}

rij! { /// An entry of the money book as it is stored.
pub struct BoekingRij { dossier: DossierId, indicatie: i64, soort: String, gemeente: Gemeentecode, vorm: String,
    lev: String, kenmerk: String, product: String, maand: Datum, bedrag: i64, nr: JournaalNr } }

fn boeking(r: BoekingRij, codes: &mut Codes) -> Result<BoekingFeit, Fout> {
    let mut code = |t: &str| -> Code { codes.neem_op(t) };
    Ok(BoekingFeit {
        dossier: r.dossier,
        indicatie_id: r.indicatie,
        soort: match r.soort.as_str() {
            "beschikt" => Geldsoort::Beschikt,
            "gedeclareerd" => Geldsoort::Gedeclareerd,
            "betaald" => Geldsoort::Betaald,
            anders => return Err(Fout::nieuw(format!("boeking met onbekende soort {anders}"))),
        },
        gemeente: r.gemeente,
        vorm: code(&r.vorm),
        leveringsvorm: code(&r.lev),
        kenmerk: code(&r.kenmerk),
        product: code(&r.product),
        maand: r.maand,
        bedrag_cent: r.bedrag,
        nr: r.nr,
    })
}

/// All entries whose month lies in a year.
pub async fn boekingen_van_jaar(
    db: &impl Leest,
    codes: &mut Codes,
    jaar: i16,
) -> Result<Vec<BoekingFeit>, Fout> {
    // Beyond the days that exist there is no money.
    let (Some(van), Some(tot)) = (Datum::nieuw(jaar, 1, 1), Datum::nieuw(jaar, 12, 31)) else {
        return Ok(Vec::new());
    };
    let rijen: Vec<BoekingRij> = db.alle(BOEKINGEN_VAN_JAAR, &[v(&van), v(&tot)]).await?;
    rijen.into_iter().map(|r| boeking(r, codes)).collect()
}

/// All entries after an act, of any year.
pub async fn boekingen_sinds(
    db: &impl Leest,
    codes: &mut Codes,
    sinds: JournaalNr,
) -> Result<Vec<BoekingFeit>, Fout> {
    let rijen: Vec<BoekingRij> = db.alle(BOEKINGEN_NIEUW, &[v(&sinds)]).await?;
    rijen.into_iter().map(|r| boeking(r, codes)).collect()
}
