//! A few dossiers in which another gemeente is involved, each at another point; and a term to decide that stood still.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Leven, Stap, of_einde};
use crate::huis::{Fout, gemeenten, opslag::Val, uitleg};
use crate::termijnen::{self, Soort};
use kern::stam::termijnhandeling::{Beslistermijn, Opschortgrond, Verloop as Termijnverloop, schort_op};
use kern::stam::{Datum, Gemeentecode};
use kern::woonplaats::overleg::{Gebeurtenis, Gegevens, Stand, Zaak};

/// Of so many clients one has something going on with another gemeente.
const OVERLEG_OP: u32 = 13;
/// Among the first so many clients only.
const OVERLEG_TOT: u32 = 600;
/// Days before the end of the history on which it began.
const BEGIN_DAGEN: i64 = 45;

/// What happened, with how many days before the end and what was written down.
type Verloop = &'static [(&'static str, i64, &'static str)];

const VERLOPEN: [Verloop; 4] = [
    &[
        ("vraag", 38, "Gevraagd of Venlo dit overneemt."),
        ("oneens", 25, "Venlo vindt dat de inwoner hier hoort. Gesproken met de contactpersoon."),
        ("hogerop", 9, "De contactpersonen komen er niet uit. De regioadviseur is gevraagd."),
    ],
    &[("vraag", 6, "Gebeld met de toegang van Venlo. Zij kijken of er een plek is dichter bij familie.")],
    &[
        ("vraag", 40, "Gevraagd of Venlo dit kan overnemen, omdat de inwoner daar familie heeft."),
        ("neemt_over", 20, "Venlo zegt het toe. De contactpersoon zoekt een plek."),
    ],
    &[
        ("vraag", 44, "Gevraagd of Venlo dit overneemt."),
        ("blijft_hier", 30, "Samen besloten: de inwoner blijft hier."),
    ],
];

fn gebeurtenis(wat: &str, met: Gemeentecode) -> Gebeurtenis {
    match wat {
        "vraag" => Gebeurtenis::Vraag(met, Gegevens::Minimaal),
        "neemt_over" => Gebeurtenis::NeemtOver,
        "oneens" => Gebeurtenis::Oneens,
        "hogerop" => Gebeurtenis::Hogerop,
        _ => Gebeurtenis::BlijftHier,
    }
}

fn soort_van(stand: Stand) -> Option<Soort> {
    Some(match stand.code() {
        "overleg" => Soort::Overleg,
        "toegezegd" => Soort::OverdrachtGemeente,
        "geschil_contactpersonen" => Soort::GeschilContactpersonen,
        "geschil_regioadviseur" => Soort::GeschilRegioadviseur,
        "geschil_commissie" => Soort::GeschilCommissie,
        _ => return None,
    })
}

impl Leven<'_> {
    /// Whether the dossier was closed.
    pub(super) fn is_dicht(&self) -> bool {
        let velden = &self.b.rijen[self.dossier_plaats].velden;
        velden
            .iter()
            .any(|(naam, cel)| *naam == "fase" && matches!(cel, Cel::Val(Val::Text(t)) if t == "afgesloten"))
    }

    /// Gives an open term another day; returns its key. `None` when there is no such open term.
    pub(super) fn schuif(
        &mut self,
        soort: Soort,
        onderwerp: Sleutel,
        nieuw: Vec<super::akte::Veld>,
    ) -> Option<Sleutel> {
        let o = self.open.iter_mut().find(|o| o.soort == soort && o.onderwerp == onderwerp)?;
        let id = self.b.rijen[o.plaats].velden.iter().find_map(|(naam, cel)| match cel {
            Cel::Id(s) if *naam == "termijn_id" => Some(*s),
            _ => None,
        });
        o.plaats = self.b.wijzig(o.plaats, nieuw);
        id
    }

    /// At the end of the history: somebody asked another gemeente.
    pub(super) fn overleg_met_een_ander(&mut self, melding: Sleutel, gemeld_op: Datum) -> Stap<()> {
        if self.nummer % OVERLEG_OP != 4 || OVERLEG_TOT <= self.nummer || self.is_dicht() {
            return Ok(Some(()));
        }
        let Some(laatst) = self.b.dag() else { return Ok(Some(())) };
        let begin = self.w.tot.plus_dagen(-BEGIN_DAGEN);
        if begin < laatst.max(gemeld_op) {
            return Ok(Some(()));
        }
        let verloop = VERLOPEN[(self.nummer / OVERLEG_OP) as usize % VERLOPEN.len()];
        let met = Gemeentecode::lees("0983")?;
        let mut zaak = Zaak::nieuw(self.gemeente, gemeld_op)?;
        let (mut rij, mut id, mut eerst) = (None, None, None);
        for (wat, terug, tekst) in verloop {
            let dag = of_einde!(self.w.later(self.w.tot.plus_dagen(-terug), 0));
            let vorige = soort_van(zaak.stand());
            zaak = zaak.volgende(gebeurtenis(wat, met), dag)?;
            self.act(dag, self.tr, "stap in overleg tussen gemeenten vastgelegd", "overleg", id);
            let sleutel = *id.get_or_insert_with(|| self.b.id());
            let eerste = *eerst.get_or_insert(dag);
            let velden = self.overlegvelden(&zaak, (sleutel, melding), eerste);
            rij = Some(match rij {
                Some(plaats) => self.b.wijzig(plaats, velden),
                None => self.b.rij("overleg", velden),
            });
            self.overlegstap(&zaak, sleutel, (wat, tekst), dag)?;
            if let Some(soort) = vorige {
                self.voldoe(soort, sleutel);
            }
            if let (Some(soort), Some(w)) = (soort_van(zaak.stand()), zaak.wachttijd()) {
                let rol = self.rol_nu();
                self.termijn(soort, sleutel, w.begin, rol)?;
            }
        }
        Ok(Some(()))
    }

    fn overlegvelden(
        &self,
        zaak: &Zaak,
        (id, melding): (Sleutel, Sleutel),
        begonnen: Datum,
    ) -> Vec<super::akte::Veld> {
        let geen: Option<Datum> = None;
        vec![
            ("overleg_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("melding_id", Cel::Id(melding)),
            ("begon_bij", c(&self.gemeente)),
            ("handelt", c(&zaak.verantwoordelijk())),
            ("stand", ct(zaak.stand().code())),
            ("met_gemeente", ct(&zaak.stand().met().map_or_else(String::new, |g| g.to_string()))),
            ("plek_vanaf", co(&geen)),
            ("begonnen_op", c(&begonnen)),
            ("sinds_op", c(&zaak.sinds())),
        ]
    }

    fn overlegstap(
        &mut self,
        zaak: &Zaak,
        overleg: Sleutel,
        (wat, tekst): (&str, &str),
        dag: Datum,
    ) -> Result<(), Fout> {
        let (id, geen): (Sleutel, Option<Datum>) = (self.b.id(), None);
        let vraagt = wat == "vraag";
        let velden = vec![
            ("overlegstap_id", Cel::Id(id)),
            ("overleg_id", Cel::Id(overleg)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("wat", ct(wat)),
            ("gemeente", ct(if vraagt { "0983" } else { "" })),
            ("gegevens", ct(if vraagt { "minimaal" } else { "" })),
            ("plek_vanaf", co(&geen)),
            ("op", c(&dag)),
            ("toelichting", ct(tekst)),
            ("uitleg", ct(&uitleg::naar_json(&zaak.uitleg(gemeenten::lijst()))?)),
        ];
        self.b.rij("overlegstap", velden);
        Ok(())
    }

    /// At the end of the history: an aanvraag on which nobody decided yet lacks papers. The inwoner gets ten days, and the term to
    /// decide stands still.
    pub(super) fn soms_aanvulling(&mut self) -> Stap<()> {
        const HERSTEL_DAGEN: i64 = 10;
        let open = self.open.iter().find(|o| o.soort == Soort::Beslissing).map(|o| o.onderwerp);
        let (Some(aanvraag), Some(laatst), 0) = (open, self.b.dag(), self.nummer % 3 / 2) else {
            return Ok(Some(()));
        };
        let Some(begin) = self.aangevraagd_op() else { return Ok(Some(())) };
        let dag = of_einde!(self.w.later(laatst, 0));
        let (van, tot) = (dag.plus_dagen(1), dag.plus_dagen(1 + HERSTEL_DAGEN));
        let grond = Opschortgrond::Aanvulling;
        let (regels, soort) = (&self.w.app.regels, Soort::Beslissing);
        let nog = termijnen::vooraf(regels, soort, begin)?.uiterlijk;
        let Ok(stil) = schort_op(Some(Beslistermijn::Aanvraag), grond, (van, tot), nog) else {
            return Ok(Some(()));
        };
        let verloop = Termijnverloop { stil: vec![stil], verdaagd: false };
        let nieuw = termijnen::nieuwe_dag(regels, soort, begin, &verloop)?;
        self.act(dag, self.tr, "handeling bij een termijn vastgelegd", "termijn", None);
        let velden =
            vec![("uiterlijk_op", c(&nieuw.uiterlijk)), ("uitleg", ct(&uitleg::naar_json(&nieuw.uitleg)?))];
        let Some(termijn) = self.schuif(soort, aanvraag, velden) else { return Ok(Some(())) };
        let (id, geen): (Sleutel, Option<i64>) = (self.b.id(), None);
        self.b.rij(
            "termijnhandeling",
            vec![
                ("termijnhandeling_id", Cel::Id(id)),
                ("dossier_id", Cel::Id(self.dossier)),
                ("termijn_id", Cel::Id(termijn)),
                ("soort", ct("opschorting")),
                ("grond", ct(grond.code())),
                ("van", c(&van)),
                ("tot", co(&Some(tot))),
                ("bij_id", co(&geen)),
                ("uiterlijk_op", c(&nieuw.uiterlijk)),
                (
                    "toelichting",
                    ct("Een stuk bij de aanvraag ontbreekt nog. De inwoner heeft een brief en tien dagen om het te sturen."),
                ),
            ],
        );
        Ok(Some(()))
    }

    /// Day of the last aanvraag.
    fn aangevraagd_op(&self) -> Option<Datum> {
        let rij = self.b.rijen.iter().rfind(|r| r.tabel == "aanvraag")?;
        self.b.acten.get(rij.act as usize).map(|a| a.dag)
    }
}
