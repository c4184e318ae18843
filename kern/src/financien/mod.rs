//! Financien: one pot of six gemeenten. What was budgeted, granted, declared and paid, that the sums agree, and who settles with whom.

mod begroting;
mod begrotingsroute;
mod bijdrage;
mod boeking;
mod crediteur;
mod doorsluizing;
mod grootboek;
mod kalender;
mod pot;
mod sleutel;
mod taakveld;
mod verrekening;
mod zorgdeclaratie;

#[cfg(test)]
mod begroting_toets;
#[cfg(test)]
mod crediteur_toets;
#[cfg(test)]
mod grootboek_toets;
#[cfg(test)]
mod pot_toets;

pub use begroting::{
    Aard, Begrotingsregel, Begrotingswijziging, Jaarkolom, Kant, Kostensoort, Meerjarenbegroting, Regelkeuze,
};
pub use begrotingsroute::{Adviesuitkomst, Begrotingsroute, Bestuur, Handtekening};
pub use bijdrage::{
    Cakregel, Caktermijnen, Cakverschil, Pgbprijs, deel_van_maand, deel_van_prijs, vergelijk_cak,
};
pub use boeking::{
    Bijboeking, Boeking, Boekpost, Boeksoort, Geboekt, Kenmerk, begroot_per_maand, beschikt, bij_te_boeken,
    te_betalen, toets_begroting,
};
pub use crediteur::{
    CREDITEUREN, Crediteur, PerCrediteur, betaling, in_pot, openstaand, per_crediteur, schuld, splits,
};
pub use doorsluizing::Doorsluizing;
pub use grootboek::{
    GeboektePost, Grootboek, Journaalpost, Journaalregel, Overboeking, Rekening, Rekeningsoort, journaal_csv,
    met_de_hand,
};
pub use kalender::{Cyclusmoment, kalender, komt_eraan, lees_cyclus};
pub use pot::{Kostenregel, PerGemeente, Pot, Potuitkomst, SOLIDARITEIT_UITLEG, Solidariteit, fte_kosten};
pub use sleutel::{
    Afrekening, Deelnemer, Reserveverloop, Sleutelbesluit, Verdeelgrondslag, Verdeelsleutel, reken_af,
    sleutel_op,
};
pub use taakveld::{Geldstroom, Taakveld, Taakveldregel, Taakveldtabel, Zekerheid};
pub use verrekening::{
    Factuurregel, Factuurstand, Verrekenovereenkomst, Verrekentelling, Zorgkosten, Zorgregel,
    dagen_tot_en_met, factuurregel, zorgkosten,
};
pub use zorgdeclaratie::{Factuurkeuze, Nietreden, Zorgdeclaratie, te_factureren};
