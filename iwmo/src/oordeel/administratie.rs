//! What must be known to judge a message.

use super::regie::Wachtend;
use super::stand::Gemeld;
use crate::bericht::Berichtsoort;
use crate::code::{Eenheid, ProductCategorie};
use crate::datum::Datum;
use crate::typen::{
    GeslotenPeriode, Kop, Omvang, Prestatie, Product, StartProduct, StopProduct, ToegewezenProduct,
};
use crate::waarde::{
    Agb, Bsn, Budget, Declaratienummer, Gemeentecode, Productcode, Referentienummer, Toewijzingnummer, Volume,
};

/// A toewijzing as it stands now: the latest stamp wins (IV013).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toewijzingstand {
    /// Whose it is.
    pub bsn: Bsn,
    /// What was assigned; nothing for a generic toewijzing.
    pub product: Option<Product>,
    /// First day.
    pub ingangsdatum: Datum,
    /// Last day.
    pub einddatum: Option<Datum>,
    /// How much.
    pub omvang: Option<Omvang>,
    /// Budget in cents.
    pub budget: Option<Budget>,
    /// It was removed with reason 13.
    pub verwijderd: bool,
}

impl Toewijzingstand {
    /// The state after this class was sent.
    #[must_use]
    pub fn van<R>(bsn: Bsn, product: &ToegewezenProduct<R>) -> Toewijzingstand {
        Toewijzingstand {
            bsn,
            product: product.product.clone(),
            ingangsdatum: product.ingangsdatum,
            einddatum: product.einddatum,
            omvang: product.omvang.clone(),
            budget: product.budget,
            verwijderd: product.is_verwijderd(),
        }
    }
}

/// A start or stop that was received before and accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Regiebericht {
    /// A start.
    Start(StartProduct),
    /// A stop.
    Stop(StopProduct),
}

/// A prestatie that was received before in a declaratie that was not refused on level 2.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prestatiestand {
    /// Whose it is.
    pub bsn: Bsn,
    /// Its own reference.
    pub nummer: Referentienummer,
    /// The toewijzing.
    pub toewijzingnummer: Toewijzingnummer,
    /// Product category.
    pub categorie: ProductCategorie,
    /// Product code.
    pub productcode: Productcode,
    /// Period.
    pub periode: GeslotenPeriode,
    /// Volume.
    pub volume: Volume,
    /// Unit of the volume.
    pub eenheid: Eenheid,
    /// Amount in cents; negative for a credit.
    pub bedrag_cent: i64,
    /// It was granted.
    pub toegekend: bool,
    /// A later credit of it was granted.
    pub gecrediteerd: bool,
}

impl Prestatiestand {
    /// The state of a prestatie after it was judged.
    #[must_use]
    pub fn van<R>(bsn: Bsn, prestatie: &Prestatie<R>, toegekend: bool) -> Prestatiestand {
        Prestatiestand {
            bsn,
            nummer: prestatie.referentie.nummer.clone(),
            toewijzingnummer: prestatie.toewijzingnummer,
            categorie: prestatie.categorie,
            productcode: prestatie.productcode.clone(),
            periode: prestatie.periode.clone(),
            volume: prestatie.volume,
            eenheid: prestatie.eenheid,
            bedrag_cent: prestatie.ingediend.cent(),
            toegekend,
            gecrediteerd: false,
        }
    }

    /// A granted debet that was not taken back.
    #[must_use]
    pub fn staat(&self) -> bool {
        self.toegekend && !self.gecrediteerd && self.bedrag_cent >= 0
    }
}

/// Agreed tariff.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tarief {
    /// Cents per unit.
    pub cent: i64,
    /// The unit; a tariff per hour also serves minutes (IV081).
    pub eenheid: Eenheid,
}

/// What the gemeente knows. Only the first six questions must be answered; the others have an answer that judges nothing.
pub trait Administratie {
    /// The toewijzing of this number to this aanbieder, removed ones included (TR019, TR338).
    fn toewijzing(
        &self,
        gemeente: Gemeentecode,
        aanbieder: Agb,
        nummer: Toewijzingnummer,
    ) -> Option<Toewijzingstand>;

    /// The accepted starts and stops on this toewijzing, in order of receipt, removals (status 3) included.
    fn regieberichten(
        &self,
        gemeente: Gemeentecode,
        aanbieder: Agb,
        nummer: Toewijzingnummer,
    ) -> Vec<Regiebericht>;

    /// The same with the date of the message that each came in: what is taken back was written before (TR063).
    fn regieboek(&self, gemeente: Gemeentecode, aanbieder: Agb, nummer: Toewijzingnummer) -> Vec<Gemeld> {
        let gemeld = |bericht| Gemeld { dagtekening: None, bericht };
        self.regieberichten(gemeente, aanbieder, nummer).into_iter().map(gemeld).collect()
    }

    /// Tells whether no meaning may be attached to the order of receipt (OP080): then messages that wait count with the one that is judged,
    /// and a start that lies before one that is known is current until its stop is there (TR326).
    fn volgorde_telt_niet(&self) -> bool {
        false
    }

    /// The start and stop messages that wait for others on the toewijzingen of the message that is judged; not that message itself.
    fn wachtend(&self) -> Vec<Wachtend> {
        Vec::new()
    }

    /// An earlier prestatie by its reference, granted or not (TR314, TR323, TR390).
    fn prestatie(&self, aanbieder: Agb, nummer: &Referentienummer) -> Option<Prestatiestand>;

    /// All earlier prestaties on this toewijzing (TR322, TR369, TR389).
    fn prestaties_op(
        &self,
        gemeente: Gemeentecode,
        aanbieder: Agb,
        nummer: Toewijzingnummer,
    ) -> Vec<Prestatiestand>;

    /// Tells whether a message of this kind with this identification came from the same sender before (TR056).
    fn bericht_bekend(&self, soort: Berichtsoort, kop: &Kop) -> bool;

    /// Tells whether this aanbieder used the number of the declaratie before (TR333).
    fn declaratie_bekend(&self, aanbieder: Agb, nummer: &Declaratienummer) -> bool;

    /// The agreed tariff of the product on a day (TR418, TR346); nothing leaves the tariff unjudged.
    fn tarief(
        &self,
        _gemeente: Gemeentecode,
        _aanbieder: Agb,
        _product: &Product,
        _op: Datum,
    ) -> Option<Tarief> {
        None
    }

    /// Tells whether the code belongs to the category in the agreed list of products (TR381).
    fn product_bestaat(&self, _gemeente: Gemeentecode, _product: &Product, _op: Datum) -> bool {
        true
    }

    /// Tells whether the gemeente is in the list of CBS on this day (TR378).
    fn gemeente_bestaat(&self, _gemeente: Gemeentecode, _op: Datum) -> bool {
        true
    }

    /// The latest declaratieperiode of this aanbieder that was not refused (TR318).
    fn vorige_declaratieperiode(&self, _gemeente: Gemeentecode, _aanbieder: Agb) -> Option<GeslotenPeriode> {
        None
    }

    /// Tells whether the aanbieder is known to have delivered care in the month that starts on this day (TR318).
    fn geleverd_in(&self, _gemeente: Gemeentecode, _aanbieder: Agb, _maand: Datum) -> bool {
        false
    }
}
