//! Judging a declaratie (WMO323).

use std::collections::{HashMap, HashSet};

use super::prestatie::{self, Omgeving};
use super::{Administratie, Prestatiestand, codes, kop};
use crate::bericht::Berichtsoort;
use crate::code::Retourcode;
use crate::datum::Datum;
use crate::typen::{DeclaratieClient, Kop, Prestatie, Wmo323};
use crate::waarde::{Bsn, Referentienummer, Toewijzingnummer, Totaalbedrag};

/// The judgement of one client in a declaratie.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClientOordeel {
    /// Codes on the client; when there are any, none of its prestaties is granted.
    pub codes: Vec<Retourcode>,
    /// Codes per prestatie, in the order of the message; empty for a prestatie that is granted.
    pub prestaties: Vec<Vec<Retourcode>>,
}

/// The judgement of a declaratie. Each prestatie is granted or refused as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeclaratieOordeel {
    /// Codes on the message as a whole; when there are any, nothing else was judged.
    pub kop: Vec<Retourcode>,
    /// Codes on the declaratie; when there are any, nothing is granted.
    pub declaratie: Vec<Retourcode>,
    /// The clients, in the order of the message.
    pub clienten: Vec<ClientOordeel>,
}

impl DeclaratieOordeel {
    /// Tells whether this prestatie is granted.
    #[must_use]
    pub fn is_toegekend(&self, client: usize, prestatie: usize) -> bool {
        self.kop.is_empty()
            && self.declaratie.is_empty()
            && self
                .clienten
                .get(client)
                .is_some_and(|c| c.codes.is_empty() && c.prestaties.get(prestatie).is_some_and(Vec::is_empty))
    }

    /// Tells whether everything is granted.
    #[must_use]
    pub fn is_akkoord(&self) -> bool {
        let heel = |c: &ClientOordeel| c.codes.is_empty() && c.prestaties.iter().all(Vec::is_empty);
        self.kop.is_empty() && self.declaratie.is_empty() && self.clienten.iter().all(heel)
    }

    /// What is granted, in cents; credits count negative.
    #[must_use]
    pub fn toegekend_cent(&self, bericht: &Wmo323) -> i64 {
        let mut som = 0;
        for (c, client) in bericht.declaratie.clienten.iter().enumerate() {
            for (p, prestatie) in client.prestaties.iter().enumerate() {
                if self.is_toegekend(c, p) {
                    som += prestatie.ingediend.cent();
                }
            }
        }
        som
    }
}

/// Judges a declaratie: first the message, then the declaratie, then every prestatie, credits before debets (OP366).
#[must_use]
pub fn declaratie(bericht: &Wmo323, administratie: &impl Administratie, vandaag: Datum) -> DeclaratieOordeel {
    let prestaties = bericht.declaratie.clienten.iter().flat_map(|c| &c.prestaties);
    let Kop { gemeente, aanbieder, .. } = bericht.kop;
    let dagen = prestaties.filter_map(|p| administratie.toewijzing(gemeente, aanbieder, p.toewijzingnummer));
    let dagen = dagen.map(|t| t.ingangsdatum);
    let kop = kop::op_toewijzingen(Berichtsoort::Wmo323, &bericht.kop, administratie, vandaag, dagen);
    if !kop.is_empty() {
        return DeclaratieOordeel { kop, ..DeclaratieOordeel::default() };
    }
    let declaratie = geheel(bericht, administratie);
    if !declaratie.is_empty() {
        return DeclaratieOordeel { declaratie, ..DeclaratieOordeel::default() };
    }
    let clienten = &bericht.declaratie.clienten;
    let mut boek = Boek::nieuw(bericht, administratie);
    let leeg = |c: &DeclaratieClient| ClientOordeel {
        codes: Vec::new(),
        prestaties: vec![Vec::new(); c.prestaties.len()],
    };
    let mut uit: Vec<_> = clienten.iter().map(leeg).collect();
    for (client, oordeel) in clienten.iter().zip(&mut uit) {
        for (p, codes) in client.prestaties.iter().zip(&mut oordeel.prestaties).filter(|(p, _)| is_credit(p))
        {
            *codes = boek.credit(client.bsn, p);
        }
    }
    for (client, oordeel) in clienten.iter().zip(&mut uit) {
        if boek.hoort_niet_bij(client) {
            oordeel.codes.push(codes::ANDERE_CLIENT);
            continue;
        }
        for (p, codes) in client.prestaties.iter().zip(&mut oordeel.prestaties).filter(|(p, _)| !is_credit(p))
        {
            *codes = boek.debet(client.bsn, p);
        }
    }
    let oordeel = DeclaratieOordeel { clienten: uit, ..DeclaratieOordeel::default() };
    if Totaalbedrag::nieuw(oordeel.toegekend_cent(bericht)).is_err() {
        // No answer could name such an amount, so nothing of it may be granted.
        return DeclaratieOordeel { kop: vec![Retourcode::TECHNISCH], ..DeclaratieOordeel::default() };
    }
    oordeel
}

fn is_credit<R>(prestatie: &Prestatie<R>) -> bool {
    prestatie.ingediend.is_credit()
}

/// TR318 and TR333.
fn geheel(bericht: &Wmo323, administratie: &impl Administratie) -> Vec<Retourcode> {
    let (gemeente, aanbieder) = (bericht.kop.gemeente, bericht.kop.aanbieder);
    let mut uit = Vec::new();
    if administratie.declaratie_bekend(aanbieder, &bericht.declaratie.nummer) {
        uit.push(codes::DECLARATIENUMMER);
    }
    if let Some(vorige) = administratie.vorige_declaratieperiode(gemeente, aanbieder) {
        let nu = bericht.declaratie.periode.begin;
        let mut maand = vorige.begin.eerste_van_maand().plus_maanden(1);
        let mut gat = false;
        while maand < nu.eerste_van_maand() && !gat {
            gat = administratie.geleverd_in(gemeente, aanbieder, maand);
            maand = maand.plus_maanden(1);
        }
        // A second declaratie over the latest month is allowed for corrections (OP284), an older month is not (IV090).
        if gat || nu < vorige.begin.eerste_van_maand() {
            uit.push(codes::DECLARATIEPERIODE);
        }
    }
    uit
}

/// What is known of earlier prestaties, and what this message granted so far.
struct Boek<'a, A> {
    bericht: &'a Wmo323,
    administratie: &'a A,
    /// How often each reference stands in this message.
    referenties: HashMap<&'a Referentienummer, usize>,
    /// Debets that were credited by this message.
    gecrediteerd: HashSet<Referentienummer>,
    /// What counts on each toewijzing: granted, not credited.
    staand: HashMap<Toewijzingnummer, Vec<Prestatiestand>>,
}

impl<'a, A: Administratie> Boek<'a, A> {
    fn nieuw(bericht: &'a Wmo323, administratie: &'a A) -> Self {
        let mut referenties = HashMap::new();
        for prestatie in bericht.declaratie.clienten.iter().flat_map(|c| &c.prestaties) {
            *referenties.entry(&prestatie.referentie.nummer).or_default() += 1;
        }
        Boek { bericht, administratie, referenties, gecrediteerd: HashSet::new(), staand: HashMap::new() }
    }

    /// TR314.
    fn referentie(&self, prestatie: &Prestatie) -> Vec<Retourcode> {
        let nummer = &prestatie.referentie.nummer;
        let dubbel = self.referenties.get(nummer).is_some_and(|aantal| *aantal > 1);
        let bekend = self.administratie.prestatie(self.bericht.kop.aanbieder, nummer).is_some();
        if dubbel || bekend { vec![codes::REFERENTIE_BEKEND] } else { Vec::new() }
    }

    /// TR304, TR314, TR323 and TR390. A credit is refused on technical grounds only (IV085): when it is no copy of a granted debet
    /// (IV091), or when that was credited before.
    fn credit(&mut self, bsn: Bsn, prestatie: &Prestatie) -> Vec<Retourcode> {
        let mut uit = self.referentie(prestatie);
        let vorig = prestatie.referentie.vorig.as_ref();
        let debet = vorig.and_then(|v| self.administratie.prestatie(self.bericht.kop.aanbieder, v));
        match debet {
            Some(debet) if debet.bsn != bsn => uit.push(codes::ANDERE_CLIENT),
            Some(debet) if debet.toegekend && is_kopie(prestatie, &debet) => {
                if debet.gecrediteerd || self.gecrediteerd.contains(&debet.nummer) {
                    uit.push(codes::AL_GECREDITEERD);
                }
                if uit.is_empty() {
                    self.gecrediteerd.insert(debet.nummer);
                }
            }
            Some(_) | None => uit.push(codes::GEEN_DEBET),
        }
        uit
    }

    /// TR304 on the client: every debet with a known toewijzing belongs to someone else.
    fn hoort_niet_bij(&self, client: &DeclaratieClient) -> bool {
        let (gemeente, aanbieder) = (self.bericht.kop.gemeente, self.bericht.kop.aanbieder);
        if client.prestaties.iter().any(is_credit) {
            return false;
        }
        let toewijzing =
            |p: &Prestatie| self.administratie.toewijzing(gemeente, aanbieder, p.toewijzingnummer);
        let standen: Vec<_> = client.prestaties.iter().filter_map(toewijzing).collect();
        !standen.is_empty() && standen.iter().all(|t| t.bsn != client.bsn)
    }

    /// TR338, TR304, TR384, then everything about the prestatie itself, TR389, and last the volumes.
    fn debet(&mut self, bsn: Bsn, p: &Prestatie) -> Vec<Retourcode> {
        let mut uit = self.referentie(p);
        let (gemeente, aanbieder) = (self.bericht.kop.gemeente, self.bericht.kop.aanbieder);
        let Some(toewijzing) = self.administratie.toewijzing(gemeente, aanbieder, p.toewijzingnummer) else {
            uit.push(codes::TOEWIJZING_ONBEKEND);
            return uit;
        };
        if toewijzing.bsn != bsn {
            uit.push(codes::ANDERE_CLIENT);
            return uit;
        }
        if toewijzing.verwijderd {
            uit.push(codes::VERWIJDERD);
            return uit;
        }
        let omgeving =
            Omgeving { administratie: self.administratie, kop: &self.bericht.kop, toewijzing: &toewijzing };
        uit.extend(prestatie::past(p, &omgeving));
        let staand = Self::staand_op(
            &mut self.staand,
            self.administratie,
            self.bericht,
            &self.gecrediteerd,
            p.toewijzingnummer,
        );
        let dubbel = |s: &&Prestatiestand| {
            (s.categorie, &s.productcode, &s.periode) == (p.categorie, &p.productcode, &p.periode)
        };
        if staand.iter().any(|s| dubbel(&s)) {
            uit.push(codes::DEBET_BEKEND);
        }
        // Volumes only count for what is otherwise in order; what is refused takes no room.
        if uit.is_empty() {
            uit.extend(prestatie::volume(p, &toewijzing, staand));
        }
        if uit.is_empty() {
            staand.push(Prestatiestand::van(bsn, p, true));
        }
        uit
    }

    fn staand_op<'s>(
        staand: &'s mut HashMap<Toewijzingnummer, Vec<Prestatiestand>>,
        administratie: &A,
        bericht: &Wmo323,
        gecrediteerd: &HashSet<Referentienummer>,
        nummer: Toewijzingnummer,
    ) -> &'s mut Vec<Prestatiestand> {
        staand.entry(nummer).or_insert_with(|| {
            let eerder = administratie.prestaties_op(bericht.kop.gemeente, bericht.kop.aanbieder, nummer);
            eerder.into_iter().filter(|p| p.staat() && !gecrediteerd.contains(&p.nummer)).collect()
        })
    }
}

/// IV091: a credit repeats the debet.
fn is_kopie(credit: &Prestatie, debet: &Prestatiestand) -> bool {
    debet.bedrag_cent >= 0
        && credit.ingediend.cent() == -debet.bedrag_cent
        && credit.toewijzingnummer == debet.toewijzingnummer
        && credit.categorie == debet.categorie
        && credit.productcode == debet.productcode
        && credit.periode == debet.periode
        && (credit.volume, credit.eenheid) == (debet.volume, debet.eenheid)
}
