//! What must be done next in a dossier, and by which rule.

use super::doel::Voortgang;
use alloc::vec::Vec;

/// Where a dossier is on the street.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fase {
    /// Reported.
    Melding,
    /// Being clarified by the gemeente.
    Vraagverheldering,
    /// Being looked into by the trajectregisseur.
    Onderzoek,
    /// Waiting for aanvraag or besluit.
    Besluit,
    /// Granted; an aanbieder is looked for.
    Toewijzing,
    /// Granted; no place yet.
    Wachtlijst,
    /// Care runs.
    Levering,
    /// Handled by the gemeente itself.
    Lokaal,
    /// Ended.
    Afgesloten,
}

impl Fase {
    /// Every fase, in order.
    pub const ALLE: [Fase; 9] = [
        Fase::Melding,
        Fase::Vraagverheldering,
        Fase::Onderzoek,
        Fase::Besluit,
        Fase::Toewijzing,
        Fase::Wachtlijst,
        Fase::Levering,
        Fase::Lokaal,
        Fase::Afgesloten,
    ];
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Fase::Melding => "melding",
            Fase::Vraagverheldering => "vraagverheldering",
            Fase::Onderzoek => "onderzoek",
            Fase::Besluit => "besluit",
            Fase::Toewijzing => "toewijzing",
            Fase::Wachtlijst => "wachtlijst",
            Fase::Levering => "levering",
            Fase::Lokaal => "lokaal",
            Fase::Afgesloten => "afgesloten",
        }
    }
    /// As people call it.
    pub fn naam(self) -> &'static str {
        match self {
            Fase::Melding => "Melding",
            Fase::Vraagverheldering => "Vraagverheldering",
            Fase::Onderzoek => "Onderzoek",
            Fase::Besluit => "Besluit",
            Fase::Toewijzing => "Toewijzing",
            Fase::Wachtlijst => "Wachtlijst",
            Fase::Levering => "Levering",
            Fase::Lokaal => "Lokaal afgehandeld",
            Fase::Afgesloten => "Afgesloten",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Fase> {
        Fase::ALLE.into_iter().find(|f| f.code() == code)
    }
}

/// How far the onderzoek of the current melding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnderzoekStand {
    /// Not begun.
    Geen,
    /// Running.
    Loopt,
    /// Reported.
    Afgerond,
}

/// What the next steps depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// Where the dossier is.
    pub fase: Fase,
    /// Whether a spoor was chosen for the current melding.
    pub spoor_gekozen: bool,
    /// Whether a human decided about the doelgroep.
    pub doelgroep_getoetst: bool,
    /// Whether a human confirmed the responsible gemeente.
    pub gemeente_bevestigd: bool,
    /// Onderzoek of the current melding.
    pub onderzoek: OnderzoekStand,
    /// Goals that are worked on.
    pub actieve_doelen: usize,
    /// Goals whose day of evaluation has come.
    pub doelen_te_evalueren: usize,
    /// Outcome of the last evaluatie of each goal, newest goal first.
    pub laatste_voortgang: Vec<Voortgang>,
}

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VolgendeStap {
    /// Stable rule code.
    pub code: &'static str,
    /// Article or source.
    pub artikel: &'static str,
    /// Dutch, B1, an order to the person who does it.
    pub zin: &'static str,
    /// Kind of termijn that goes with it, '' for none.
    pub termijn: &'static str,
    /// Page on which it is done.
    pub waar: Waar,
}

/// The page of the dossier on which a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waar {
    /// Vraagverheldering of the melding.
    Vraagverheldering,
    /// Doelgroeptoets.
    Doelgroep,
    /// Verantwoordelijke gemeente.
    Woonplaats,
    /// Onderzoek.
    Onderzoek,
    /// Doelen.
    Doelen,
    /// Besluiten.
    Besluiten,
    /// Levering.
    Levering,
    /// Op- en afschalen.
    Schaling,
}

const PLAN_TOEGANG: &str = "Uitvoeringsplan Thuis in de wijk § 2.1";
const PLAN_ROLLEN: &str = "Uitvoeringsplan Thuis in de wijk § 2.2";

macro_rules! stap {
    ($code:literal, $artikel:expr, $zin:literal, $termijn:literal, $waar:ident) => {
        VolgendeStap { code: $code, artikel: $artikel, zin: $zin, termijn: $termijn, waar: Waar::$waar }
    };
}

/// Everything that can be done now, most pressing first; empty when the dossier is at rest.
pub fn volgende_stappen(stand: &Stand) -> Vec<VolgendeStap> {
    let mut stappen = Vec::new();
    match stand.fase {
        Fase::Melding | Fase::Vraagverheldering => {
            if !stand.spoor_gekozen {
                stappen.push(stap!(
                    "TRJ-01",
                    PLAN_TOEGANG,
                    "Doe de vraagverheldering en kies een spoor.",
                    "vraagverheldering",
                    Vraagverheldering
                ));
            } else {
                stappen.push(stap!(
                    "TRJ-01",
                    PLAN_TOEGANG,
                    "Rond de overdracht of de tandem af.",
                    "vraagverheldering",
                    Vraagverheldering
                ));
            }
            woonplaats(stand, &mut stappen);
        }
        Fase::Onderzoek => in_onderzoek(stand, &mut stappen),
        Fase::Besluit => {
            woonplaats(stand, &mut stappen);
            stappen.push(stap!(
                "TRJ-07",
                "Wmo 2015 art. 2.3.2 lid 9 en 2.3.5 lid 2",
                "Leg de aanvraag vast en neem een besluit.",
                "beslissing",
                Besluiten
            ));
            doelen(stand, &mut stappen);
        }
        Fase::Toewijzing => {
            stappen.push(stap!(
                "TRJ-08",
                PLAN_ROLLEN,
                "Wijs de hulp toe aan een aanbieder.",
                "toewijzing",
                Levering
            ));
            doelen(stand, &mut stappen);
        }
        Fase::Wachtlijst => {
            stappen.push(stap!(
                "TRJ-09",
                PLAN_ROLLEN,
                "Zoek een plek en regel hulp voor de tussentijd.",
                "wachtlijst",
                Levering
            ));
            doelen(stand, &mut stappen);
        }
        Fase::Levering => in_levering(stand, &mut stappen),
        Fase::Lokaal | Fase::Afgesloten => {}
    }
    stappen
}

/// The first of them.
pub fn volgende_stap(stand: &Stand) -> Option<VolgendeStap> {
    volgende_stappen(stand).first().copied()
}

fn in_onderzoek(stand: &Stand, stappen: &mut Vec<VolgendeStap>) {
    woonplaats(stand, stappen);
    if !stand.doelgroep_getoetst {
        stappen.push(stap!(
            "TRJ-03",
            "Uitvoeringsplan Thuis in de wijk § 1",
            "Toets of deze persoon bij de doelgroep hoort.",
            "",
            Doelgroep
        ));
    }
    match stand.onderzoek {
        OnderzoekStand::Geen => {
            stappen.push(stap!(
                "TRJ-04",
                "Wmo 2015 art. 2.3.2 lid 1",
                "Begin het onderzoek.",
                "onderzoek",
                Onderzoek
            ));
        }
        OnderzoekStand::Loopt => {
            stappen.push(stap!(
                "TRJ-05",
                "Wmo 2015 art. 2.3.2 lid 8",
                "Rond het onderzoek af met een verslag.",
                "onderzoek",
                Onderzoek
            ));
            doelen(stand, stappen);
        }
        OnderzoekStand::Afgerond => doelen(stand, stappen),
    }
}

fn in_levering(stand: &Stand, stappen: &mut Vec<VolgendeStap>) {
    if stand.onderzoek == OnderzoekStand::Loopt {
        stappen.push(stap!(
            "TRJ-05",
            "Wmo 2015 art. 2.3.2 lid 8",
            "Rond het onderzoek af met een verslag.",
            "onderzoek",
            Onderzoek
        ));
    }
    if stand.doelen_te_evalueren > 0 {
        stappen.push(stap!(
            "TRJ-10",
            "Wmo 2015 art. 2.3.9 lid 1",
            "Evalueer de doelen samen met de inwoner.",
            "evaluatie",
            Doelen
        ));
    }
    let alle =
        |v: Voortgang| !stand.laatste_voortgang.is_empty() && stand.laatste_voortgang.iter().all(|x| *x == v);
    if alle(Voortgang::Behaald) && stand.actieve_doelen == 0 {
        stappen.push(stap!(
            "TRJ-16",
            PLAN_ROLLEN,
            "Alle doelen zijn behaald. Bespreek of de hulp lichter kan.",
            "",
            Schaling
        ));
    }
    if stand.laatste_voortgang.contains(&Voortgang::Achteruit) {
        stappen.push(stap!(
            "TRJ-17",
            PLAN_ROLLEN,
            "Een doel gaat achteruit. Bespreek of er meer hulp nodig is.",
            "",
            Schaling
        ));
    }
    if stand.laatste_voortgang.is_empty() {
        doelen(stand, stappen);
    }
}

fn woonplaats(stand: &Stand, stappen: &mut Vec<VolgendeStap>) {
    if !stand.gemeente_bevestigd {
        stappen.push(stap!(
            "TRJ-02",
            "Wmo 2015 art. 1.2.1",
            "Leg vast welke gemeente verantwoordelijk is.",
            "woonplaats",
            Woonplaats
        ));
    }
}

fn doelen(stand: &Stand, stappen: &mut Vec<VolgendeStap>) {
    if stand.actieve_doelen == 0 {
        stappen.push(stap!("TRJ-06", PLAN_ROLLEN, "Leg samen met de inwoner doelen vast.", "", Doelen));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn stand(fase: Fase) -> Stand {
        Stand {
            fase,
            spoor_gekozen: true,
            doelgroep_getoetst: true,
            gemeente_bevestigd: true,
            onderzoek: OnderzoekStand::Afgerond,
            actieve_doelen: 1,
            doelen_te_evalueren: 0,
            laatste_voortgang: vec![],
        }
    }

    #[test]
    fn elke_fase_heeft_haar_eerste_stap() {
        for (fase, code) in [
            (Fase::Melding, Some("TRJ-01")),
            (Fase::Vraagverheldering, Some("TRJ-01")),
            (Fase::Onderzoek, None),
            (Fase::Besluit, Some("TRJ-07")),
            (Fase::Toewijzing, Some("TRJ-08")),
            (Fase::Wachtlijst, Some("TRJ-09")),
            (Fase::Levering, None),
            (Fase::Lokaal, None),
            (Fase::Afgesloten, None),
        ] {
            assert_eq!(volgende_stap(&stand(fase)).map(|s| s.code), code, "{fase:?}");
            assert_eq!(Fase::lees(fase.code()), Some(fase));
        }
    }

    #[test]
    fn in_het_onderzoek_komt_eerst_de_gemeente_dan_de_doelgroep_dan_het_gesprek() {
        let mut s = stand(Fase::Onderzoek);
        (s.gemeente_bevestigd, s.doelgroep_getoetst, s.onderzoek) = (false, false, OnderzoekStand::Geen);
        let codes: Vec<&str> = volgende_stappen(&s).iter().map(|x| x.code).collect();
        assert_eq!(codes, ["TRJ-02", "TRJ-03", "TRJ-04"]);
        (s.gemeente_bevestigd, s.doelgroep_getoetst) = (true, true);
        (s.onderzoek, s.actieve_doelen) = (OnderzoekStand::Loopt, 0);
        let codes: Vec<&str> = volgende_stappen(&s).iter().map(|x| x.code).collect();
        assert_eq!(codes, ["TRJ-05", "TRJ-06"]);
    }

    #[test]
    fn een_evaluatie_leidt_tot_op_of_afschalen() {
        let mut s = stand(Fase::Levering);
        (s.actieve_doelen, s.laatste_voortgang) = (0, vec![Voortgang::Behaald, Voortgang::Behaald]);
        assert_eq!(volgende_stap(&s).map(|x| x.code), Some("TRJ-16"));
        (s.actieve_doelen, s.laatste_voortgang) = (1, vec![Voortgang::Behaald, Voortgang::Achteruit]);
        s.doelen_te_evalueren = 1;
        let codes: Vec<&str> = volgende_stappen(&s).iter().map(|x| x.code).collect();
        assert_eq!(codes, ["TRJ-10", "TRJ-17"]);
    }
}
