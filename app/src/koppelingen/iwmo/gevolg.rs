//! What reading a message leads to, and the Dutch sentences about it: never with anything of the message itself in them.

use super::uit::Uit;
use crate::levering::berichten::Gevolgregel;
use ::iwmo::{Berichtsoort, Bevinding, Onleesbaar};
use kern::stam::DossierId;
use std::collections::BTreeSet;

/// At most this many findings of one message are written down; the rest is counted.
const BEVINDINGEN_MAX: usize = 200;
/// Code of a message that waits for an earlier one; the view `berichtstand_nu` knows it too.
pub(super) const WACHT: &str = "BER-07";

/// Code of a message about whose structure no answer exists.
pub(super) const OPBOUW: &str = "BER-02";
/// Code of a date that we cannot hold.
pub(super) const BUITEN_BEREIK: &str = "BER-05";
/// Code of a message that is addressed to a gemeente of another region.
pub(super) const ANDERE_REGIO: &str = "BER-15";

/// What became of a file.
#[derive(Debug, Clone, Default)]
pub struct Uitkomst {
    /// Name of the file, safe to show.
    pub bestand: String,
    /// `WMO305` …, `Fo01`; empty when unreadable.
    pub soort: String,
    /// `verwerkt`, `afgekeurd`, `onleesbaar`, `dubbel`, `bewaard`; `niet gelezen` when the file could not even be opened.
    pub uitkomst: &'static str,
    /// Dutch sentences about what happened, without personal data; the most important first.
    pub zinnen: Vec<String>,
    /// Key of the message, when it was kept.
    pub bericht_id: Option<i64>,
    /// Name of the answer, when there is one.
    pub antwoord: Option<String>,
}

/// Whether a message that seems to come before the one it builds on may wait for that one (iWmo OP080).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Geduld {
    /// Judge it as things are now.
    Geen,
    /// Keep it unanswered for a while.
    Wacht,
}

/// What processing a message leads to.
#[derive(Debug, Default)]
pub(super) struct Gevolg {
    pub regels: Vec<Gevolgregel>,
    pub antwoord: Option<Uit>,
    pub dossiers: BTreeSet<DossierId>,
}

impl Gevolg {
    /// One line for the message as a whole.
    pub(super) fn een(uitkomst: &'static str, regel: &str, zin: impl Into<String>) -> Gevolg {
        let r = Gevolgregel { uitkomst, regel: regel.to_owned(), zin: zin.into(), ..Gevolgregel::default() };
        Gevolg { regels: vec![r], ..Gevolg::default() }
    }

    /// The outcome of the whole: the worst of its lines.
    pub(super) fn uitkomst(&self) -> &'static str {
        for u in ["onleesbaar", "afgekeurd", "bewaard"] {
            if self.regels.iter().any(|r| r.uitkomst == u) {
                return u;
            }
        }
        "verwerkt"
    }

    /// Whether the message waits for an earlier one.
    pub(super) fn wacht(&self) -> bool {
        self.regels.iter().any(|r| r.regel == WACHT)
    }

    /// The sentences about the outcome, each once.
    pub(super) fn zinnen(&self) -> Vec<String> {
        let uitkomst = self.uitkomst();
        let mut zinnen: Vec<String> =
            self.regels.iter().filter(|r| r.uitkomst == uitkomst).map(zin_van).collect();
        zinnen.dedup();
        zinnen
    }

    /// The toewijzingen that the lines name.
    pub(super) fn toewijzingen(&self) -> BTreeSet<i64> {
        self.regels.iter().filter_map(|r| r.toewijzing_id).collect()
    }
}

fn zin_van(r: &Gevolgregel) -> String {
    let code = if r.retourcode.is_empty() { r.regel.as_str() } else { r.retourcode.as_str() };
    if code.is_empty() { r.zin.clone() } else { format!("{code}: {}", r.zin) }
}

/// What is written down about a file that is no message.
pub(crate) fn onleesbaar(e: &Onleesbaar) -> Gevolgregel {
    let zin = format!(
        "Dit bestand is geen iWmo-bericht van release 3.2 (regel {}, kolom {}). Er kan geen retour worden gestuurd; laat het de afzender weten.",
        e.plaats.regel, e.plaats.kolom
    );
    let regel = format!("BER-01 {:?}", e.reden);
    Gevolgregel { uitkomst: "onleesbaar", regel, zin, ..Gevolgregel::default() }
}

/// The text of a rule says how it should be; in front of it stands that it is not.
pub(super) fn eis(regel: &str) -> String {
    format!("Niet volgens de regel: {}", regel.trim_end())
}

/// The findings of levels 1 and 2, in words without anything from the message itself.
pub(super) fn bevonden(lijst: &[Bevinding], retourcode: &str) -> Vec<Gevolgregel> {
    let mut uit: Vec<Gevolgregel> = lijst
        .iter()
        .take(BEVINDINGEN_MAX)
        .map(|b| {
            let wat = ::iwmo::regels::zoek(b.code).map_or_else(
                || "Het bericht volgt de standaard hier niet.".to_owned(),
                |r| eis(r.omschrijving),
            );
            Gevolgregel {
                uitkomst: "afgekeurd",
                regel: b.code.to_owned(),
                retourcode: retourcode.to_owned(),
                pad: b.pad.clone(),
                zin: format!("{wat} (regel {}, kolom {})", b.plaats.regel, b.plaats.kolom),
                ..Gevolgregel::default()
            }
        })
        .collect();
    if lijst.len() > BEVINDINGEN_MAX {
        let meer = lijst.len() - BEVINDINGEN_MAX;
        uit.push(Gevolgregel {
            uitkomst: "afgekeurd",
            zin: format!("En nog {meer} bevindingen."),
            ..Gevolgregel::default()
        });
    }
    uit
}

/// What is written down when the structure is wrong.
pub(super) fn opbouw_fout(lijst: &[Bevinding]) -> Gevolg {
    let zin = "De opbouw van het bericht klopt niet. Dan bestaat er geen retour; laat het de afzender weten.";
    let mut gevolg = Gevolg::een("afgekeurd", OPBOUW, zin);
    gevolg.regels.extend(bevonden(lijst, ""));
    gevolg
}

/// Messages that gemeenten send, and answers to what did not leave from here.
pub(super) fn niet_voor_ons(soort: Berichtsoort) -> Gevolg {
    let zin = format!(
        "{}: gelezen, gecontroleerd en bewaard. Dit bericht hoort niet bij iets wat Wijkthuis heeft verstuurd, dus er verandert niets.",
        soort.naam()
    );
    Gevolg::een("bewaard", "BER-04", zin)
}

/// A date that does not fit; the answer is a technical one.
pub(super) fn buiten_bereik() -> Gevolg {
    let zin = "Een datum in het bericht ligt buiten 1800 tot en met 2199.";
    Gevolg::een("afgekeurd", BUITEN_BEREIK, zin)
}

/// A message for a gemeente of another region: nobody answers in its name (iWmo IV046), so the sender hears it outside the messages (OP090).
pub(super) fn andere_regio(gemeente: &str) -> Gevolg {
    let naam = crate::huis::gemeenten::naam_van(gemeente);
    let zin = format!(
        "Dit bericht is gericht aan {naam} (code {gemeente}). Die gemeente hoort niet bij deze regio. Er is niets verwerkt en er gaat geen antwoord: dat zou uit naam van een andere gemeente zijn. Laat de aanbieder weten dat het bericht verkeerd is gestuurd (iWmo IV046 en OP090)."
    );
    Gevolg::een("afgekeurd", ANDERE_REGIO, zin)
}
