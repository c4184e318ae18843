//! What we know, laid ready for judging one message. The judging itself is pure; everything it may ask is read here first.

use super::vertaal;
use crate::{
    financien::declaratie::{self, DeclaratieregelRij},
    huis::{
        Fout,
        geheim::Sleutels,
        opslag::{Leest, sql, v},
    },
    inkoop::{
        self,
        opslag::{AanbiederRij, ProductRij},
    },
    levering::{
        opslag::{self, ToewijzingRij},
        verloop::{self, RegieRij},
    },
    rij,
};
use ::iwmo::oordeel::{
    Administratie, Gemeld, Prestatiestand, Regiebericht, Tarief, Toewijzingstand, Wachtend,
};
use ::iwmo::typen::{GeslotenPeriode, Kop, Product, Wmo323};
use ::iwmo::waarde::{Agb, Bsn, Declaratienummer, Gemeentecode, Referentienummer, Toewijzingnummer, Volume};
use ::iwmo::{Berichtsoort, Datum};
use kern::inkoop::{Contract, Eenheid, Productcode, tarief_op};
use kern::stam::{self, Peil};
use std::collections::{BTreeMap, BTreeSet};

rij! {
    /// The BSN behind a toewijzing.
    pub struct BsnRij { bsn_versleuteld: Option<Vec<u8>> }
}

sql!(
    BSN_VAN = "SELECT i.bsn_versleuteld FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id AND i.tot_nr IS NULL
    WHERE d.dossier_id = $1 AND d.tot_nr IS NULL"
);
sql!(
    GELEVERD = "SELECT count(*) FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.tot_nr IS NULL
    WHERE t.aanbieder_id = $1 AND t.gemeente = $2 AND l.tot_nr IS NULL AND l.geldig_van < $4 AND (l.geldig_tot IS NULL OR l.geldig_tot > $3)"
);

/// A toewijzing that a message names, with whose it is and what was reported about it.
pub struct Bekend {
    /// The toewijzing itself.
    pub rij: ToewijzingRij,
    pub(super) stand: Toewijzingstand,
    pub(super) regie: Vec<RegieRij>,
    prestaties: Vec<Prestatiestand>,
}

/// Everything that judging one message may ask.
pub struct Voorraad {
    /// Who sent the message, when we have a contract with them.
    pub aanbieder: Option<AanbiederRij>,
    pub(super) gemeente: Gemeentecode,
    pub(super) toewijzingen: BTreeMap<u32, Bekend>,
    /// What is known of requests, as `boek.rs` reads it.
    pub(super) verzoeken: super::boek::Verzoeken,
    /// Starts and stops that wait for others on these toewijzingen.
    pub(super) wachtend: Vec<Wachtend>,
    prestaties: BTreeMap<String, Prestatiestand>,
    contracten: Vec<Contract>,
    producten: Vec<ProductRij>,
    bericht_bekend: bool,
    declaratie_bekend: bool,
    vorige_periode: Option<GeslotenPeriode>,
    geleverd: BTreeSet<Datum>,
}

impl Voorraad {
    /// Reads what is known for a message with these toewijzing numbers.
    pub async fn lees(
        db: &impl Leest,
        sleutels: &Sleutels,
        kop: &Kop,
        nummers: impl IntoIterator<Item = u32>,
        bericht_bekend: bool,
    ) -> Result<Voorraad, Fout> {
        let peil = Peil::op(vertaal::van_datum(kop.dagtekening).unwrap_or_else(super::GRENS));
        let aanbieder = inkoop::opslag::aanbieder_met_agb(db, kop.aanbieder.als_tekst(), peil).await?;
        let contracten = match &aanbieder {
            Some(a) => inkoop::opslag::contracten(db, a.aanbieder_id, peil).await?,
            None => Vec::new(),
        };
        let mut voorraad = Voorraad {
            gemeente: kop.gemeente,
            contracten,
            producten: inkoop::opslag::producten(db, peil).await?,
            bericht_bekend,
            aanbieder,
            toewijzingen: BTreeMap::new(),
            verzoeken: super::boek::Verzoeken::default(),
            wachtend: Vec::new(),
            prestaties: BTreeMap::new(),
            declaratie_bekend: false,
            vorige_periode: None,
            geleverd: BTreeSet::new(),
        };
        let uniek: BTreeSet<u32> = nummers.into_iter().collect();
        for n in uniek {
            voorraad.lees_toewijzing(db, sleutels, n).await?;
        }
        Ok(voorraad)
    }

    pub(super) async fn lees_toewijzing(
        &mut self,
        db: &impl Leest,
        sleutels: &Sleutels,
        nummer: u32,
    ) -> Result<(), Fout> {
        let Some(rij) = opslag::toewijzing_met_nummer(db, i64::from(nummer)).await? else { return Ok(()) };
        // A toewijzing of another aanbieder or another gemeente is not one that this message may name.
        let eigen = self.aanbieder.as_ref().is_some_and(|a| a.aanbieder_id == rij.aanbieder_id);
        if !eigen || vertaal::gemeente(rij.gemeente)? != self.gemeente {
            return Ok(());
        }
        let dicht: Option<BsnRij> = db.een(BSN_VAN, &[v(&rij.dossier_id)]).await?;
        let Some(dicht) = dicht.and_then(|b| b.bsn_versleuteld) else { return Ok(()) };
        let bsn = vertaal::bsn(&sleutels.ontsleutel_bsn(&dicht)?)?;
        let product = vertaal::product(&self.categorie(&rij.productcode), &rij.productcode).ok();
        let einde =
            rij.geldig_tot.map(|tot| if tot <= rij.geldig_van { rij.geldig_van } else { tot.plus_dagen(-1) });
        let stand = Toewijzingstand {
            bsn,
            product,
            ingangsdatum: vertaal::datum(rij.geldig_van)?,
            einddatum: einde.map(vertaal::datum).transpose()?,
            omvang: Some(vertaal::omvang(&rij.volume()?)?),
            budget: None,
            verwijderd: rij.geldig_tot == Some(rij.geldig_van),
        };
        let regie = verloop::meldingen(db, rij.toewijzing_id).await?;
        self.toewijzingen.insert(nummer, Bekend { rij, stand, regie, prestaties: Vec::new() });
        Ok(())
    }

    /// Reads what a declaratie needs besides: earlier lines, periods, months with care.
    pub async fn lees_declaratie(
        &mut self,
        db: &impl Leest,
        sleutels: &Sleutels,
        bericht: &Wmo323,
    ) -> Result<(), Fout> {
        let Some(aanbieder) = self.aanbieder.clone() else { return Ok(()) };
        let id = aanbieder.aanbieder_id;
        let d = &bericht.declaratie;
        self.declaratie_bekend = declaratie::nummer_bekend(db, id, &d.nummer).await?;
        self.lees_prestaties(db).await?;
        for c in &d.clienten {
            for p in &c.prestaties {
                for referentie in
                    [Some(&p.referentie.nummer), p.referentie.vorig.as_ref()].into_iter().flatten()
                {
                    self.lees_prestatie(db, sleutels, id, referentie, (c.bsn, p.toewijzingnummer.get()))
                        .await?;
                }
            }
        }
        self.lees_periode(db, &aanbieder, bericht).await
    }

    /// Reads what was declared on the toewijzingen of this message.
    pub(super) async fn lees_prestaties(&mut self, db: &impl Leest) -> Result<(), Fout> {
        let nummers: Vec<u32> = self.toewijzingen.keys().copied().collect();
        for n in nummers {
            let Some(b) = self.toewijzingen.get(&n) else { continue };
            let rijen = declaratie::op_toewijzing(db, b.rij.toewijzing_id).await?;
            let bsn = b.stand.bsn;
            let standen: Vec<Prestatiestand> =
                rijen.iter().filter_map(|r| self.prestatie_uit(r, bsn, n, gecrediteerd(r, &rijen))).collect();
            if let Some(b) = self.toewijzingen.get_mut(&n) {
                b.prestaties = standen;
            }
        }
        Ok(())
    }

    async fn lees_prestatie(
        &mut self,
        db: &impl Leest,
        sleutels: &Sleutels,
        id: stam::AanbiederId,
        referentie: &Referentienummer,
        genoemd: (Bsn, u32),
    ) -> Result<(), Fout> {
        if self.prestaties.contains_key(&**referentie) {
            return Ok(());
        }
        let rijen = declaratie::met_referentie(db, id, referentie).await?;
        // Of more lines with one reference the granted one counts; the others were refused for being double.
        let Some(r) = rijen.iter().find(|r| r.is_toegekend()).or(rijen.first()) else { return Ok(()) };
        let tegen = declaratie::met_vorige(db, id, referentie).await?;
        let (van, n, hier) = self.van_wie(db, sleutels, r.toewijzing_id, genoemd).await?;
        let terug = tegen.iter().any(DeclaratieregelRij::is_toegekend);
        if let Some(stand) = self.prestatie_uit(r, van, n, terug) {
            let stand = Prestatiestand { toegekend: stand.toegekend && hier, ..stand };
            self.prestaties.insert(referentie.to_string(), stand);
        }
        Ok(())
    }

    /// Whose a line of before is: BSN and number of its own toewijzing, also when this message does not name that, and whether it
    /// belongs to the gemeente of this message: only then a credit in it can take the line back (iWmo IV091). What the message says
    /// itself stands in for what is not known, which is never so for a line that was granted.
    async fn van_wie(
        &self,
        db: &impl Leest,
        sleutels: &Sleutels,
        toewijzing_id: Option<i64>,
        (bsn, nummer): (Bsn, u32),
    ) -> Result<(Bsn, u32, bool), Fout> {
        let Some(id) = toewijzing_id else { return Ok((bsn, nummer, true)) };
        if let Some((n, b)) = self.toewijzingen.iter().find(|(_, b)| b.rij.toewijzing_id == id) {
            return Ok((b.stand.bsn, *n, true));
        }
        let Some(rij) = opslag::toewijzing(db, id, Peil::op(super::GRENS())).await? else {
            return Ok((bsn, nummer, false));
        };
        let dicht: Option<BsnRij> = db.een(BSN_VAN, &[v(&rij.dossier_id)]).await?;
        let eigen = match dicht.and_then(|b| b.bsn_versleuteld) {
            Some(dicht) => vertaal::bsn(&sleutels.ontsleutel_bsn(&dicht)?)?,
            None => bsn,
        };
        let hier = vertaal::gemeente(rij.gemeente)? == self.gemeente;
        Ok((eigen, u32::try_from(rij.nummer).unwrap_or(nummer), hier))
    }

    async fn lees_periode(
        &mut self,
        db: &impl Leest,
        a: &AanbiederRij,
        bericht: &Wmo323,
    ) -> Result<(), Fout> {
        const MAANDEN_MAX: usize = 24;
        let gemeente = vertaal::van_gemeente(self.gemeente)?;
        let eerder = declaratie::van_aanbieder(db, a.aanbieder_id).await?;
        let vorige = eerder.iter().find(|d| d.gemeente == gemeente && d.uitkomst == "beoordeeld");
        let Some(vorige) = vorige else { return Ok(()) };
        let (begin, eind) = (vertaal::datum(vorige.begin_op)?, vertaal::datum(vorige.eind_op)?);
        self.vorige_periode = Some(GeslotenPeriode { begin, eind });
        let mut maand = vorige.eind_op.plus_dagen(1).eerste_van_maand();
        let tot = vertaal::van_datum(bericht.declaratie.periode.begin).unwrap_or(maand);
        for _ in 0..MAANDEN_MAX {
            if maand >= tot {
                break;
            }
            let args = [v(&a.aanbieder_id), v(&gemeente), v(&maand), v(&maand.plus_maanden(1))];
            if db.een::<(i64,)>(GELEVERD, &args).await?.is_some_and(|r| r.0 > 0) {
                self.geleverd.insert(vertaal::datum(maand)?);
            }
            maand = maand.plus_maanden(1);
        }
        Ok(())
    }

    fn prestatie_uit(
        &self,
        r: &DeclaratieregelRij,
        bsn: Bsn,
        nummer: u32,
        terug: bool,
    ) -> Option<Prestatiestand> {
        Some(Prestatiestand {
            bsn,
            nummer: r.referentie.parse().ok()?,
            toewijzingnummer: Toewijzingnummer::nieuw(nummer).ok()?,
            categorie: self.categorie(&r.productcode).parse().ok()?,
            productcode: r.productcode.parse().ok()?,
            periode: GeslotenPeriode {
                begin: vertaal::datum(r.begin_op).ok()?,
                eind: vertaal::datum(r.eind_op).ok()?,
            },
            volume: Volume::nieuw(u32::try_from(r.volume).ok()?).ok()?,
            eenheid: r.eenheid.parse().ok()?,
            bedrag_cent: r.bedrag_cent.0,
            toegekend: r.is_toegekend(),
            gecrediteerd: terug,
        })
    }

    fn categorie(&self, productcode: &str) -> String {
        let p = self.producten.iter().find(|p| p.productcode == productcode);
        p.map_or_else(|| "15".to_owned(), |p| p.categorie.clone())
    }

    /// The toewijzing with a number in the message.
    pub fn bekend(&self, nummer: u32) -> Option<&ToewijzingRij> {
        self.toewijzingen.get(&nummer).map(|b| &b.rij)
    }

    /// The toewijzingen that the message names and that exist.
    pub fn genoemd(&self) -> impl Iterator<Item = &ToewijzingRij> {
        self.toewijzingen.values().map(|b| &b.rij)
    }
}

fn gecrediteerd(r: &DeclaratieregelRij, rijen: &[DeclaratieregelRij]) -> bool {
    rijen.iter().any(|c| c.is_toegekend() && c.vorige_referentie == r.referentie)
}

impl Administratie for Voorraad {
    fn toewijzing(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Option<Toewijzingstand> {
        self.toewijzingen.get(&nummer.get()).map(|b| b.stand.clone())
    }

    fn regieberichten(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Regiebericht> {
        self.regie_van(nummer).into_iter().map(|g| g.bericht).collect()
    }

    fn regieboek(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Gemeld> {
        self.regie_van(nummer)
    }

    fn volgorde_telt_niet(&self) -> bool {
        true
    }

    fn wachtend(&self) -> Vec<Wachtend> {
        self.wachtend.clone()
    }

    fn prestatie(&self, _: Agb, nummer: &Referentienummer) -> Option<Prestatiestand> {
        self.prestaties.get(&**nummer).cloned()
    }

    fn prestaties_op(&self, _: Gemeentecode, _: Agb, nummer: Toewijzingnummer) -> Vec<Prestatiestand> {
        self.toewijzingen.get(&nummer.get()).map(|b| b.prestaties.clone()).unwrap_or_default()
    }

    fn bericht_bekend(&self, soort: Berichtsoort, _: &Kop) -> bool {
        // What we send ourselves gets a number that was never used before.
        self.bericht_bekend && !soort.van_gemeente()
    }

    fn declaratie_bekend(&self, _: Agb, _: &Declaratienummer) -> bool {
        self.declaratie_bekend
    }

    /// The price of the day. Without one no price is right: zero refuses every line (TR418), because care without a
    /// contract is not paid before somebody has looked at it.
    fn tarief(&self, _: Gemeentecode, _: Agb, product: &Product, op: Datum) -> Option<Tarief> {
        let code = product.code.as_deref().and_then(|c| Productcode::lees(c).ok())?;
        let soort = self.producten.iter().find(|p| p.productcode == code.tekst())?;
        let eenheid = vertaal::eenheid(Eenheid::lees(&soort.eenheid).ok()?);
        let dag = vertaal::van_datum(op)?;
        let cent = tarief_op(&self.contracten, &code, dag).map_or(0, |t| t.tarief.0);
        Some(Tarief { cent, eenheid })
    }

    fn product_bestaat(&self, _: Gemeentecode, product: &Product, _: Datum) -> bool {
        let code = product.code.as_deref();
        // Without any list of products there is nothing to judge by.
        self.producten.is_empty()
            || code.is_none_or(|c| {
                self.producten.iter().any(|p| p.productcode == c && p.categorie == product.categorie.code())
            })
    }

    fn gemeente_bestaat(&self, gemeente: Gemeentecode, _: Datum) -> bool {
        stam::Gemeentecode::lees(gemeente.als_tekst())
            .is_ok_and(|g| crate::huis::gemeenten::alle().any(|(code, _)| code == g))
    }

    fn vorige_declaratieperiode(&self, _: Gemeentecode, _: Agb) -> Option<GeslotenPeriode> {
        self.vorige_periode.clone()
    }

    fn geleverd_in(&self, _: Gemeentecode, _: Agb, maand: Datum) -> bool {
        self.geleverd.contains(&maand)
    }
}
