//! Starts and stops, laid ready for judging: those that were accepted, and those that wait for others on the same toewijzing.

use super::{administratie::Voorraad, vertaal};
use crate::{
    huis::{
        Fout,
        geheim::Sleutels,
        opslag::{Leest, sql, v},
    },
    levering::{berichten, opslag::ToewijzingRij, verloop::RegieRij},
};
use ::iwmo::oordeel::{Gemeld, Regiebericht, Wachtend};
use ::iwmo::typen::{Kop, Product, StartProduct, StopProduct, Wmo323};
use ::iwmo::waarde::{Bsn, Toewijzingnummer};
use ::iwmo::{Bericht, code};
use std::collections::{BTreeMap, BTreeSet};

sql!(
    WACHT = "SELECT DISTINCT g.bericht_id FROM berichtgevolg g JOIN berichtstand s ON s.bericht_id = g.bericht_id
    WHERE g.toewijzing_id = $1 AND g.bericht_id <> $2 AND s.stand = 'wacht' AND s.soort IN ('WMO305', 'WMO307')
    ORDER BY g.bericht_id LIMIT 50"
);

impl Voorraad {
    /// Reads the starts and stops that wait for others on the toewijzingen of this message, and what is known of the toewijzingen that
    /// they name besides.
    pub(super) async fn lees_wachtend(
        &mut self,
        db: &impl Leest,
        sleutels: &Sleutels,
        kop: &Kop,
        bericht_id: i64,
    ) -> Result<(), Fout> {
        let mut ids: BTreeSet<i64> = BTreeSet::new();
        for t in self.genoemd().map(|t| t.toewijzing_id).collect::<Vec<_>>() {
            let rijen: Vec<(i64,)> = db.alle(WACHT, &[v(&t), v(&bericht_id)]).await?;
            ids.extend(rijen.iter().map(|r| r.0));
        }
        for id in ids {
            let Some(bytes) = berichten::inhoud(db, sleutels, id).await? else { continue };
            let bericht = ::iwmo::lees(&bytes).ok().and_then(|g| g.bericht().ok());
            let (ander, w) = match &bericht {
                Some(Bericht::Wmo305(b)) => (&b.kop, Wachtend::van_start(b)),
                Some(Bericht::Wmo307(b)) => (&b.kop, Wachtend::van_stop(b)),
                _ => continue,
            };
            if (ander.gemeente, ander.aanbieder) != (kop.gemeente, kop.aanbieder) {
                continue;
            }
            let nieuw: Vec<u32> =
                w.nummers().map(|n| n.get()).filter(|n| !self.toewijzingen.contains_key(n)).collect();
            for n in nieuw {
                self.lees_toewijzing(db, sleutels, n).await?;
            }
            self.wachtend.push(w);
        }
        Ok(())
    }

    /// Leaves only the toewijzingen of this client: a message may not name those of somebody else (iWmo TR019), and must not be found
    /// with them either.
    pub(super) fn alleen_van(&mut self, bsn: Bsn) {
        self.toewijzingen.retain(|_, b| b.stand.bsn == bsn);
    }

    /// The toewijzing with a number, when it is of this client: one of somebody else may not be found with this message.
    pub(super) fn van_client(&self, nummer: u32, bsn: Bsn) -> Option<&ToewijzingRij> {
        self.toewijzingen.get(&nummer).filter(|b| b.stand.bsn == bsn).map(|b| &b.rij)
    }

    /// The toewijzingen that a declaratie names for the client whose they are.
    pub(super) fn van_clienten(&self, b: &Wmo323) -> Vec<&ToewijzingRij> {
        let genoemd =
            b.declaratie.clienten.iter().flat_map(|c| {
                c.prestaties.iter().map(|p| (p.toewijzingnummer.get(), c.bsn)).collect::<Vec<_>>()
            });
        let uniek: BTreeMap<u32, &ToewijzingRij> =
            genoemd.filter_map(|(n, bsn)| Some((n, self.van_client(n, bsn)?))).collect();
        uniek.into_values().collect()
    }

    /// The accepted reports on a toewijzing with the date of their message, in order of receipt.
    pub(super) fn regie_van(&self, nummer: Toewijzingnummer) -> Vec<Gemeld> {
        let Some(b) = self.toewijzingen.get(&nummer.get()) else { return Vec::new() };
        let gemeld = |r: &RegieRij| {
            let dagtekening = r.dagtekening.and_then(|d| vertaal::datum(d).ok());
            Some(Gemeld { dagtekening, bericht: regiebericht(r, nummer)? })
        };
        b.regie.iter().filter_map(gemeld).collect()
    }
}

/// An accepted report as the standard words it: number, product and dates are its key (iWmo TR101).
fn regiebericht(r: &RegieRij, nummer: Toewijzingnummer) -> Option<Regiebericht> {
    let status =
        if r.vervalt { code::StatusAanlevering::Verwijderen } else { code::StatusAanlevering::Eerste };
    let begindatum = vertaal::datum(r.begin_op).ok()?;
    let product = match r.categorie.as_str() {
        "" => None,
        categorie => Some(Product { categorie: categorie.parse().ok()?, code: r.productcode.parse().ok() }),
    };
    Some(if r.soort == "start" {
        Regiebericht::Start(StartProduct {
            nummer: Some(nummer),
            product,
            toewijzing_ingangsdatum: None,
            begindatum,
            status,
            codes: (),
        })
    } else {
        Regiebericht::Stop(StopProduct {
            nummer: Some(nummer),
            product,
            toewijzing_ingangsdatum: None,
            begindatum,
            reden: r.reden.parse().ok()?,
            einddatum: vertaal::datum(r.eind_op?).ok()?,
            status,
            codes: (),
        })
    })
}
