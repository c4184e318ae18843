//! A request of an aanbieder (315 or 317), from open to answered.

use super::Geweigerd;
use crate::code::{RedenAfwijzingVerzoek, VerzoekAntwoord};
use crate::datum::Datum;
use crate::oordeel::codes;
use crate::waarde::Referentie;

/// How far a request is, as a store keeps it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verzoekstand {
    /// Received, not answered.
    Open,
    /// Answered with a 319 "in onderzoek".
    InOnderzoek,
    /// Answered with a 301.
    Toegewezen,
    /// Refused with a 319.
    Afgewezen,
}

impl Verzoekstand {
    /// Tells whether the request still waits for its last answer (TR374).
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Verzoekstand::Open | Verzoekstand::InOnderzoek => true,
            Verzoekstand::Toegewezen | Verzoekstand::Afgewezen => false,
        }
    }
}

/// A request in a state `S`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verzoek<S> {
    /// Reference of the aanbieder.
    pub referentie: Referentie,
    /// Dagtekening of the request; the eight weeks of OP274 and OP346 count from here.
    pub gevraagd_op: Datum,
    /// The state.
    pub stand: S,
}

/// Not answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Open;

/// Being looked into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InOnderzoek {
    /// Since when.
    pub sinds: Datum,
}

/// Honoured with a 301.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toegewezen {
    /// When.
    pub op: Datum,
}

/// Refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Afgewezen {
    /// When.
    pub op: Datum,
    /// Why.
    pub reden: RedenAfwijzingVerzoek,
}

impl Verzoek<Open> {
    /// A request that came in.
    #[must_use]
    pub fn ontvangen(referentie: Referentie, gevraagd_op: Datum) -> Verzoek<Open> {
        Verzoek { referentie, gevraagd_op, stand: Open }
    }

    /// Tells the aanbieder that it takes longer.
    #[must_use]
    pub fn onderzoek(self, sinds: Datum) -> Verzoek<InOnderzoek> {
        self.naar(InOnderzoek { sinds })
    }
}

/// States in which a request can get its last answer.
pub trait NogTeBeslissen: Sized {}

impl NogTeBeslissen for Open {}
impl NogTeBeslissen for InOnderzoek {}

impl<S: NogTeBeslissen> Verzoek<S> {
    /// Honours the request with a 301.
    #[must_use]
    pub fn wijs_toe(self, op: Datum) -> Verzoek<Toegewezen> {
        self.naar(Toegewezen { op })
    }

    /// Refuses the request with a 319.
    #[must_use]
    pub fn wijs_af(self, op: Datum, reden: RedenAfwijzingVerzoek) -> Verzoek<Afgewezen> {
        self.naar(Afgewezen { op, reden })
    }
}

impl<S> Verzoek<S> {
    fn naar<T>(self, stand: T) -> Verzoek<T> {
        Verzoek { referentie: self.referentie, gevraagd_op: self.gevraagd_op, stand }
    }
}

impl Verzoekstand {
    /// The state after this answer.
    ///
    /// # Errors
    /// When the answer may not follow: TR359, TR360, TR365.
    pub fn na_antwoord(self, antwoord: VerzoekAntwoord) -> Result<Verzoekstand, Geweigerd<Verzoekstand>> {
        match self.bezwaren(antwoord).first() {
            Some(code) => Err(Geweigerd { toestand: Box::new(self), code: *code }),
            None => Ok(match antwoord {
                VerzoekAntwoord::Afgewezen => Verzoekstand::Afgewezen,
                VerzoekAntwoord::InOnderzoek => Verzoekstand::InOnderzoek,
            }),
        }
    }

    /// The state after a 301 with the reference of the request.
    ///
    /// # Errors
    /// When the request had its last answer already (TR379).
    pub fn na_toewijzing(self) -> Result<Verzoekstand, Geweigerd<Verzoekstand>> {
        if self.is_open() {
            Ok(Verzoekstand::Toegewezen)
        } else {
            Err(Geweigerd { toestand: Box::new(self), code: codes::REFERENTIE_ONTERECHT })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_stap_laat_de_vorige_toestand_achter() {
        let dag = Datum::vast(2025, 3, 1);
        let open = Verzoek::ontvangen("VOT-1".parse().unwrap(), dag);
        let besloten = open
            .onderzoek(dag.plus_dagen(3))
            .wijs_af(dag.plus_dagen(20), RedenAfwijzingVerzoek::GeenContract);
        assert_eq!(besloten.stand.reden, RedenAfwijzingVerzoek::GeenContract);
        assert_eq!(besloten.gevraagd_op, dag);
        let direct = Verzoek::ontvangen("VOT-2".parse().unwrap(), dag).wijs_toe(dag);
        assert_eq!(direct.stand, Toegewezen { op: dag });
    }

    #[test]
    fn een_verzoek_krijgt_een_laatste_antwoord_en_geen_tweede() {
        use VerzoekAntwoord as A;
        use Verzoekstand as S;
        for (stand, antwoord, verwacht) in [
            (S::Open, A::InOnderzoek, Ok(S::InOnderzoek)),
            (S::Open, A::Afgewezen, Ok(S::Afgewezen)),
            (S::InOnderzoek, A::Afgewezen, Ok(S::Afgewezen)),
            (S::InOnderzoek, A::InOnderzoek, Err("9360")),
            (S::Toegewezen, A::Afgewezen, Err("9359")),
            (S::Afgewezen, A::Afgewezen, Err("9365")),
            (S::Afgewezen, A::InOnderzoek, Err("9360")),
        ] {
            let uit = stand.na_antwoord(antwoord).map_err(|g| g.code.code());
            assert_eq!(uit, verwacht, "{stand:?} {antwoord:?}");
        }
        assert_eq!(S::InOnderzoek.na_toewijzing(), Ok(S::Toegewezen));
        assert_eq!(S::Afgewezen.na_toewijzing().unwrap_err().to_string().split(':').next(), Some("9379"));
    }
}
