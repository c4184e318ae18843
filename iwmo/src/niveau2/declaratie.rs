//! The rules of a WMO323 and a WMO325.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::Toets;
use crate::boom::Knoop;
use crate::datum::Datum;
use crate::naam::Naam;

/// First day that can be declared with this release (CS100).
const EERSTE_DAG: Datum = Datum::vast(2021, 1, 1);
/// Oldest care that can be declared (TR335), in years.
const JAREN_TERUG_MAX: i32 = 5;

/// What the rules look at in one prestatie, gathered in one walk over its elements.
struct Prestatie<'a> {
    knoop: Knoop,
    nummer: Cow<'a, str>,
    vorig: Option<Knoop>,
    toewijzing: Cow<'a, str>,
    categorie: Cow<'a, str>,
    code: Cow<'a, str>,
    periode: Periode,
    volume: i64,
    eenheid: Cow<'a, str>,
    tarief: Option<Knoop>,
    bedrag: Bedrag,
}

/// A period and its elements.
#[derive(Clone, Copy)]
struct Periode {
    begin_knoop: Option<Knoop>,
    begin: Option<Datum>,
    eind_knoop: Option<Knoop>,
    eind: Option<Datum>,
}

/// An amount: unsigned with the letter apart, as it stands in the message.
#[derive(Clone, Copy)]
struct Bedrag {
    knoop: Knoop,
    cent: i64,
    credit: bool,
}

impl Bedrag {
    fn met_teken(self) -> i64 {
        if self.credit { -self.cent } else { self.cent }
    }
}

impl<'a> Toets<'_, 'a> {
    pub(super) fn wmo323(&mut self) {
        let Some(declaratie) = self.pad(&[Naam::Declaratie]) else { return };
        let periode = self.periode(self.kind(declaratie, Naam::DeclaratiePeriode));
        self.declaratieperiode(periode);
        let dagtekening = self.datum_van(declaratie, Naam::DeclaratieDagtekening);
        let clienten = self.clienten(declaratie);
        let mut alle = Vec::new();
        for &client in &clienten {
            let prestaties = self.prestaties(client);
            for prestatie in &prestaties {
                self.prestatie(prestatie);
                self.prestatie_323(prestatie, periode, dagtekening);
            }
            if !self.streng {
                self.dubbele_debet(&prestaties);
            }
            alle.extend(prestaties);
        }
        if self.streng {
            self.dubbele_debet(&alle);
        }
        self.unieke_prestaties(&alle);
        self.credits(&alle);
        if let Some(totaal) = self.bedrag(declaratie, Naam::TotaalIngediendBedrag, Naam::TotaalBedrag) {
            let som: i64 = alle.iter().map(|p| p.bedrag.met_teken()).sum();
            let melding = format!(
                "Het totaal ({} cent) is niet de som van de prestaties ({som} cent, debet min credit).",
                totaal.met_teken()
            );
            self.eis(totaal.met_teken() == som, "TR358", totaal.knoop, &melding);
        }
    }

    pub(super) fn wmo325(&mut self) {
        let Some(antwoord) = self.pad(&[Naam::DeclaratieAntwoord]) else { return };
        let mut alle = Vec::new();
        for client in self.clienten(antwoord) {
            let prestaties = self.prestaties(client);
            prestaties.iter().for_each(|p| self.prestatie(p));
            alle.extend(prestaties);
        }
        self.unieke_prestaties(&alle);
        let ingediend = self.bedrag(antwoord, Naam::TotaalIngediendBedrag, Naam::TotaalBedrag);
        let toegekend = self.bedrag(antwoord, Naam::TotaalToegekendBedrag, Naam::TotaalBedrag);
        if let (Some(ingediend), Some(toegekend)) = (ingediend, toegekend) {
            let som: i64 = alle.iter().map(|p| p.bedrag.met_teken()).sum();
            self.toegekend(antwoord, ingediend.met_teken(), toegekend, som);
        }
    }

    /// TR342.
    fn toegekend(&mut self, antwoord: Knoop, ingediend: i64, toegekend: Bedrag, afgewezen: i64) {
        let codes = self.leden(self.kind(antwoord, Naam::RetourCodes), Naam::RetourCode);
        let heel = codes.map(|c| self.tekst(Some(c))).all(|c| matches!(&*c, "0200" | "8001"));
        let bedrag = toegekend.met_teken();
        if heel {
            let melding = format!(
                "Toegekend ({bedrag} cent) is niet ingediend ({ingediend}) min afgewezen ({afgewezen})."
            );
            self.eis(ingediend - bedrag == afgewezen, "TR342", toegekend.knoop, &melding);
        } else {
            self.eis(
                bedrag == 0,
                "TR342",
                toegekend.knoop,
                "Bij een afgewezen declaratie is het toegekende bedrag nul.",
            );
        }
    }

    /// The clients, each with a BSN (CS002) that stands there once (TR101).
    fn clienten(&mut self, houder: Knoop) -> Vec<Knoop> {
        let clienten: Vec<_> = self.leden(self.kind(houder, Naam::Clienten), Naam::Client).collect();
        for &client in &clienten {
            self.bsn(client);
        }
        self.uniek("TR101", &clienten, "Een cliënt met dit burgerservicenummer staat er al.", |t, c| {
            t.tekst_van(c, Naam::Bsn)
        });
        clienten
    }

    /// CS100, CS340, TR134 and TR137 of the period of the declaratie.
    fn declaratieperiode(&mut self, periode: Periode) {
        self.periode_verstreken(periode, "De begindatum van de declaratieperiode");
        self.vanaf_eerste_dag(periode);
        if let (Some(knoop), Some(begin), Some(eind)) = (periode.begin_knoop, periode.begin, periode.eind) {
            let klopt = begin.dag() == 1 && eind == begin.laatste_van_maand();
            self.eis(klopt, "CS340", knoop, "De declaratieperiode is precies één kalendermaand.");
        }
    }

    /// TR134 and TR137.
    fn periode_verstreken(&mut self, periode: Periode, wat: &str) {
        if let Some((begin, dagtekening)) = periode.begin.zip(self.dagtekening)
            && begin > dagtekening
        {
            self.niet_na_dagtekening(periode.begin_knoop, wat);
        }
        if let (Some(knoop), Some(eind)) = (periode.eind_knoop, periode.eind) {
            let na_begin = periode.begin.is_none_or(|begin| eind >= begin);
            let verstreken = self.dagtekening.is_none_or(|dag| eind <= dag);
            if !(na_begin && verstreken) {
                let melding = format!("De einddatum {eind} ligt voor de begindatum of na de dagtekening.");
                self.meld("TR137", knoop, &melding);
            }
        }
    }

    /// CS100; the stylesheet looks at the first day only.
    fn vanaf_eerste_dag(&mut self, periode: Periode) {
        if let (Some(knoop), Some(begin)) = (periode.begin_knoop, periode.begin) {
            self.eis(begin >= EERSTE_DAG, "CS100", knoop, "De periode begint voor 1 januari 2021.");
        }
    }

    /// The rules that a prestatie has in a 323 and a 325: CD060, CS325, TR134 and TR137.
    fn prestatie(&mut self, p: &Prestatie<'a>) {
        let klopt = p.vorig.is_some() == p.bedrag.credit;
        let melding = "VorigReferentieNummer is gevuld bij een credit, en anders leeg.";
        self.eis(klopt, "CD060", p.vorig.unwrap_or(p.bedrag.knoop), melding);
        self.periode_verstreken(p.periode, "De begindatum van de productperiode");
    }

    /// The rules that a prestatie has in a 323 only: CD087, CS100, CS337, CS339, TR319 and TR335.
    fn prestatie_323(&mut self, p: &Prestatie<'a>, declaratie: Periode, dagtekening: Option<Datum>) {
        let euro = p.eenheid == "83";
        let melding = "ProductTarief is leeg bij eenheid 83 (euro's), en anders verplicht.";
        self.eis(p.tarief.is_some() != euro, "CD087", p.tarief.unwrap_or(p.knoop), melding);
        if euro {
            let melding = "Bij eenheid 83 (euro's) is het ingediende bedrag gelijk aan het volume.";
            self.eis(p.bedrag.cent == p.volume, "CS339", p.bedrag.knoop, melding);
        }
        self.vanaf_eerste_dag(p.periode);
        let (Some(begin), Some(eind)) = (p.periode.begin, p.periode.eind) else { return };
        let knoop = p.periode.eind_knoop.unwrap_or(p.knoop);
        let een_maand = (begin.jaar(), begin.maand()) == (eind.jaar(), eind.maand());
        self.eis(een_maand, "CS337", knoop, "De productperiode valt niet binnen één kalendermaand.");
        let binnen = declaratie.eind.is_none_or(|laatste| begin <= laatste && eind <= laatste);
        self.eis(binnen, "TR319", knoop, "De productperiode ligt na de declaratieperiode.");
        if let Some(dag) = dagtekening {
            let grens = (eind.jaar() + JAREN_TERUG_MAX, eind.maand(), eind.dag());
            let klopt = grens >= (dag.jaar(), dag.maand(), dag.dag());
            self.eis(
                klopt,
                "TR335",
                knoop,
                "De productperiode ligt meer dan vijf jaar voor de dagtekening van de declaratie.",
            );
        }
    }

    /// TR416; the stylesheet compares within one client, the rule text over the message.
    fn dubbele_debet(&mut self, prestaties: &[Prestatie<'a>]) {
        let mut gezien = HashSet::with_capacity(prestaties.len());
        for p in prestaties.iter().filter(|p| !p.bedrag.credit) {
            let sleutel = (p.toewijzing.trim(), &p.categorie, &p.code, p.periode.begin, p.periode.eind);
            if !gezien.insert(sleutel) {
                self.meld(
                    "TR416",
                    p.knoop,
                    "Dezelfde levering staat er al als debet: zelfde toewijzing, product en periode.",
                );
            }
        }
    }

    /// TR101 over all clients.
    fn unieke_prestaties(&mut self, alle: &[Prestatie<'a>]) {
        let mut gezien = HashSet::with_capacity(alle.len());
        for p in alle {
            let sleutel = (p.nummer.trim(), p.vorig.map(|v| self.tekst(Some(v))));
            if !gezien.insert(sleutel) {
                self.meld("TR101", p.knoop, "Een prestatie met deze referentie staat er al.");
            }
        }
    }

    /// TR315 and TR316; the order in the message does not matter, and a prestatie that names itself is caught too.
    fn credits(&mut self, alle: &[Prestatie<'a>]) {
        if alle.iter().all(|p| p.vorig.is_none()) {
            return;
        }
        let nummers: HashSet<_> = alle.iter().map(|p| p.nummer.trim()).collect();
        let mut gecrediteerd = HashMap::new();
        for p in alle {
            let Some(knoop) = p.vorig else { continue };
            let vorig = self.tekst(Some(knoop)).trim().to_owned();
            if nummers.contains(vorig.as_str()) {
                self.meld(
                    "TR316",
                    knoop,
                    "Een debet en de credit ervan mogen niet in hetzelfde bericht staan.",
                );
            }
            if gecrediteerd.insert(vorig, ()).is_some() {
                self.meld("TR315", knoop, "Dit VorigReferentieNummer staat er al.");
            }
        }
    }

    fn prestaties(&mut self, client: Knoop) -> Vec<Prestatie<'a>> {
        let knopen: Vec<_> = self.leden(self.kind(client, Naam::Prestaties), Naam::Prestatie).collect();
        knopen.into_iter().filter_map(|knoop| self.verzamel(knoop)).collect()
    }

    fn verzamel(&mut self, knoop: Knoop) -> Option<Prestatie<'a>> {
        let referentie = self.kind(knoop, Naam::ProductReferentie)?;
        Some(Prestatie {
            knoop,
            nummer: self.tekst_van(referentie, Naam::ReferentieNummer),
            vorig: self.kind(referentie, Naam::VorigReferentieNummer),
            toewijzing: self.tekst_van(knoop, Naam::ToewijzingNummer),
            categorie: self.tekst_van(knoop, Naam::ProductCategorie),
            code: self.tekst_van(knoop, Naam::ProductCode),
            periode: self.periode(self.kind(knoop, Naam::ProductPeriode)),
            volume: self.getal(self.kind(knoop, Naam::GeleverdVolume)),
            eenheid: self.tekst_van(knoop, Naam::Eenheid),
            tarief: self.kind(knoop, Naam::ProductTarief),
            bedrag: self.bedrag(knoop, Naam::IngediendBedrag, Naam::Bedrag)?,
        })
    }

    fn periode(&self, knoop: Option<Knoop>) -> Periode {
        let begin_knoop = knoop.and_then(|k| self.kind(k, Naam::Begindatum));
        let eind_knoop = knoop.and_then(|k| self.kind(k, Naam::Einddatum));
        Periode { begin_knoop, begin: self.datum(begin_knoop), eind_knoop, eind: self.datum(eind_knoop) }
    }

    /// An amount; CS325 on the way.
    fn bedrag(&mut self, houder: Knoop, groep: Naam, bedrag: Naam) -> Option<Bedrag> {
        let knoop = self.kind(houder, groep)?;
        let cent = self.getal(self.kind(knoop, bedrag));
        let credit = self.tekst_van(knoop, Naam::DebetCredit) == "C";
        self.eis(!(credit && cent == 0), "CS325", knoop, "Bij een bedrag van nul is DebetCredit D.");
        Some(Bedrag { knoop, cent, credit })
    }
}
