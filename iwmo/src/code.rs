//! Codes of the small lists as enums, and the retourcodes.

use std::fmt;
use std::str::FromStr;

use crate::codelijst::Lijst;
use crate::waarde::Ongeldig;

/// A value of a code list.
pub trait Gecodeerd: Sized + Copy {
    /// The list it comes from.
    const LIJST: Lijst;

    /// The code as it stands in messages.
    fn code(self) -> &'static str;

    /// Finds the value with this code.
    fn van_code(code: &str) -> Option<Self>;

    /// The meaning in Dutch, as the list words it.
    fn tekst(self) -> &'static str {
        Self::LIJST.zoek(self.code()).map_or("", |c| c.tekst)
    }
}

/// Makes an enum of a code list.
macro_rules! codes {
    ($(#[$doc:meta])* $naam:ident, $lijst:ident, { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs, reason = "the variants are the texts of the code list; see `tekst`")]
        pub enum $naam {
            $($(#[$vdoc])* $variant),*
        }

        impl $naam {
            /// Every value, in the order of the list.
            pub const ALLE: &'static [$naam] = &[$($naam::$variant),*];

            /// The code as it stands in messages.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($naam::$variant => $code),* }
            }

            /// The meaning in Dutch, as the list words it.
            #[must_use]
            pub fn tekst(self) -> &'static str {
                Gecodeerd::tekst(self)
            }
        }

        impl Gecodeerd for $naam {
            const LIJST: Lijst = Lijst::$lijst;

            fn code(self) -> &'static str {
                $naam::code(self)
            }

            fn van_code(code: &str) -> Option<Self> {
                match code { $($code => Some($naam::$variant),)* _ => None }
            }
        }

        impl FromStr for $naam {
            type Err = Ongeldig;

            fn from_str(code: &str) -> Result<Self, Ongeldig> {
                Self::van_code(code).ok_or_else(|| {
                    Ongeldig::nieuw(code, concat!("staat niet in codelijst ", stringify!($lijst)))
                })
            }
        }

        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes!(/** Unit of a volume. */ Eenheid, WJ756, {
    Minuut = "01", Uur = "04", Etmaal = "14", Dagdeel = "16", StuksOutput = "82", Euro = "83", StuksInspanning = "84",
});
codes!(/** Per what the volume of a toewijzing counts. */ Frequentie, WMO757, {
    PerDag = "1", PerWeek = "2", PerMaand = "4", Totaal = "6",
});
codes!(/** Main group of products. */ ProductCategorie, WMO020, {
    HulpBijHetHuishouden = "01", Begeleiding = "02", PersoonlijkeVerzorging = "03", KortdurendVerblijf = "04",
    Woondiensten = "05", OverigeIndividu = "06", Dagbesteding = "07", Vervoerdiensten = "08", OverigeGroep = "09",
    OverigMaatwerk = "10", Rolstoelen = "11", Vervoervoorzieningen = "12", Woonvoorzieningen = "13",
    OverigeHulpmiddelen = "14", BeschermdWonen = "15", Opvang = "16", Spoedopvang = "17", OverigBeschermdWonen = "18",
});
codes!(/** Why a toewijzing was changed. */ RedenWijziging, WMO002, {
    /** No longer used since 3.0 (CS336); still read. */
    CorrectieVervallen = "01",
    Overleden = "02", Contractwijziging = "03", Verlenging = "04", Verkorting = "05", UitstroomAnderDomein = "06",
    Verhuizing = "07", Leveringsvorm = "08", AndereAanbieder = "09", Bekostiging = "10", Herindeling = "11",
    DoorAanbieder = "12",
    /** Removed: counts as never sent; Einddatum equals Ingangsdatum (CS335). */
    Verwijderd = "13",
    AdministratieveCorrectie = "14",
});
codes!(/** Why the care stopped. */ RedenBeeindiging, WMO588, {
    Overlijden = "02", VolgensPlan = "19",
    /** The only temporary stop. */
    Tijdelijk = "20",
    DoorClient = "21", DoorAanbieder = "22", InOvereenstemming = "23", Verhuizing = "31", DoorGemeente = "36",
    Wijzigingsverzoek = "37", AndereAanbieder = "38", UitstroomAnderDomein = "39",
});
codes!(/** First delivery of a start or stop, or its removal. */ StatusAanlevering, COD467, {
    Eerste = "1", Gewijzigd = "2", Verwijderen = "3", NietVanToepassing = "9",
});
codes!(/** Debet or credit. */ DebetCredit, COD043, { Credit = "C", Debet = "D" });
codes!(/** Sex as registered. */ Geslacht, COD046, { Onbekend = "0", Man = "1", Vrouw = "2" });
codes!(/** Which part of a birth date is unknown. */ DatumGebruik, COD170, {
    DagOnbekend = "1", MaandOnbekend = "2", Onbekend = "3",
});
codes!(/** Which name to address someone by. */ NaamGebruik, COD700, {
    Eigen = "1", Partner = "2", PartnerEnEigen = "3", EigenEnPartner = "4", Pseudoniem = "5", NietNatuurlijk = "6",
});
codes!(/** Kind of address. */ AdresSoort, COD757, {
    Brp = "01", Correspondentie = "02", Verblijf = "03", TijdelijkVerblijf = "04",
});
codes!(/** How a house number is meant. */ AanduidingWoonadres, NUM061, {
    AanBoord = "AB", Bij = "BY", Tegenover = "TO", Woonwagen = "WW",
});
codes!(/** Special form of communication. */ Communicatievorm, COD747, {
    TolkTaal = "1", Doventolk = "2", Doofblindentolk = "3",
});
codes!(/** Legal status of the client. */ JuridischeStatus, WJ232, {
    RechterlijkeMachtiging = "01", OpEigenVerzoek = "02", VoorwaardelijkOntslag = "03", Ondertoezichtstelling = "04",
    Inbewaringstelling = "05", Tbs = "11", StrafrechtOverig = "12",
});
codes!(/** Legal representation of the client. */ WettelijkeVertegenwoordiging, WJ003, {
    Voogdij = "06", Bewindvoering = "07", Mentorschap = "08", OnderCuratele = "09", Zaakwaarneming = "10",
});
codes!(/** What a relation is to the client. */ SoortRelatie, COD472, {
    Curator = "03", FinancieelGemachtigd = "04", FinancieelToetsing = "05", Leefeenheid = "06", Hulpverlener = "07",
    Specialist = "08", Anders = "09", Ouder = "10", Voogd = "11", Partner = "12", Pleegouder = "13", Bewindvoerder = "14",
    Mentor = "15", Kind = "16", Familielid = "17", Gezinslid = "18", Buur = "19", Vriend = "20", Clientondersteuner = "21",
    Huisarts = "22", ErvenVan = "23", Werkgever = "24", Wijkcoach = "25",
});

codes!(/** Who referred the client. */ TypeVerwijzer, COD327, {
    Gemeente = "01", Huisarts = "02", Jeugdarts = "03", GecertificeerdeInstelling = "04", MedischSpecialist = "05",
    Zelf = "06", Justitie = "08",
});
codes!(/** Yes or no. */ JaNee, COD260, { Ja = "1", Nee = "2" });
codes!(/** Why an aanbieder asks for a change. */ RedenVerzoek, WJ758, { Clientsituatie = "1", Zorgplan = "2" });
codes!(/** What the gemeente says to a request. */ VerzoekAntwoord, WJ760, { Afgewezen = "1", InOnderzoek = "2" });
codes!(/** Why a request is refused. */ RedenAfwijzingVerzoek, WJ759, {
    NieuweAanvraag = "1", PastNietBinnenBudget = "2", GeenContract = "3", PastNietBinnenContract = "4",
    /** Also when another region is responsible for beschermd wonen. */
    AndereGemeente = "5",
    Stapeling = "6", Zorginhoudelijk = "7",
    /** Meant for the Jeugdwet; readable here. */
    Woonplaatsbeginsel = "8",
    Leeftijdsgrens = "9",
});

/// Country code of the list COD032, such as `NL`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Landcode(&'static str);

/// Result code on a class of a retour or a declaratie-antwoord (WJ001).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Retourcode(&'static str);

/// Makes a newtype around the codes of a long list.
macro_rules! lange_lijst {
    ($naam:ident, $lijst:ident) => {
        impl $naam {
            /// The code as it stands in messages.
            #[must_use]
            pub fn code(self) -> &'static str {
                self.0
            }

            /// The meaning in Dutch, as the list words it.
            #[must_use]
            pub fn tekst(self) -> &'static str {
                Lijst::$lijst.zoek(self.0).map_or("", |c| c.tekst)
            }
        }

        impl FromStr for $naam {
            type Err = Ongeldig;

            fn from_str(code: &str) -> Result<Self, Ongeldig> {
                Lijst::$lijst.zoek(code).map(|c| $naam(c.code)).ok_or_else(|| {
                    Ongeldig::nieuw(code, concat!("staat niet in codelijst ", stringify!($lijst)))
                })
            }
        }

        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }
    };
}

lange_lijst!(Landcode, COD032);
lange_lijst!(Retourcode, WJ001);

impl Landcode {
    /// The Netherlands.
    pub const NL: Landcode = Landcode("NL");
}

impl Retourcode {
    /// The message is refused on technical grounds (level 2).
    pub const TECHNISCH: Retourcode = Retourcode("0001");
    /// Nothing wrong in this class.
    pub const GEEN_OPMERKING: Retourcode = Retourcode("0200");
    /// This class was not judged.
    pub const NIET_BEOORDEELD: Retourcode = Retourcode("0233");
    /// The whole declaratie is granted (only in a WMO325).
    pub const VOLLEDIG_TOEGEWEZEN: Retourcode = Retourcode("8001");

    /// A code known when the program is written; a test proves that the list has every one that is used.
    pub(crate) const fn vast(code: &'static str) -> Retourcode {
        Retourcode(code)
    }

    /// Tells whether the code refuses: anything but 0200, 0233 and 8001.
    #[must_use]
    pub fn is_afwijzing(self) -> bool {
        !matches!(self.0, "0200" | "0233" | "8001")
    }
}

impl RedenWijziging {
    /// The reason with which the aanbieder reports the stop that follows from this change; nothing when no stop follows.
    #[must_use]
    pub fn reden_beeindiging(self) -> Option<RedenBeeindiging> {
        use RedenWijziging as W;
        match self {
            W::Overleden => Some(RedenBeeindiging::Overlijden),
            W::Contractwijziging | W::Verkorting | W::Leveringsvorm | W::Bekostiging | W::Herindeling => {
                Some(RedenBeeindiging::DoorGemeente)
            }
            W::UitstroomAnderDomein => Some(RedenBeeindiging::UitstroomAnderDomein),
            W::Verhuizing => Some(RedenBeeindiging::Verhuizing),
            W::AndereAanbieder => Some(RedenBeeindiging::AndereAanbieder),
            W::DoorAanbieder => Some(RedenBeeindiging::Wijzigingsverzoek),
            W::CorrectieVervallen | W::Verlenging | W::Verwijderd | W::AdministratieveCorrectie => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The enum has exactly the codes of the list.
    fn gelijk_aan_lijst<T: Gecodeerd>(alle: &[T]) {
        let uit_lijst: Vec<_> = T::LIJST.codes().iter().map(|c| c.code).collect();
        let mut uit_enum: Vec<_> = alle.iter().map(|w| w.code()).collect();
        uit_enum.sort_unstable();
        assert_eq!(uit_enum, uit_lijst, "{}", T::LIJST.naam());
        for waarde in alle {
            assert_eq!(T::van_code(waarde.code()).map(Gecodeerd::code), Some(waarde.code()));
            assert!(!waarde.tekst().is_empty());
        }
    }

    #[test]
    fn elke_enum_heeft_precies_de_codes_van_zijn_lijst() {
        gelijk_aan_lijst(Eenheid::ALLE);
        gelijk_aan_lijst(Frequentie::ALLE);
        gelijk_aan_lijst(ProductCategorie::ALLE);
        gelijk_aan_lijst(RedenWijziging::ALLE);
        gelijk_aan_lijst(RedenBeeindiging::ALLE);
        gelijk_aan_lijst(StatusAanlevering::ALLE);
        gelijk_aan_lijst(DebetCredit::ALLE);
        gelijk_aan_lijst(Geslacht::ALLE);
        gelijk_aan_lijst(DatumGebruik::ALLE);
        gelijk_aan_lijst(NaamGebruik::ALLE);
        gelijk_aan_lijst(AdresSoort::ALLE);
        gelijk_aan_lijst(AanduidingWoonadres::ALLE);
        gelijk_aan_lijst(Communicatievorm::ALLE);
        gelijk_aan_lijst(JuridischeStatus::ALLE);
        gelijk_aan_lijst(WettelijkeVertegenwoordiging::ALLE);
        gelijk_aan_lijst(SoortRelatie::ALLE);
        gelijk_aan_lijst(TypeVerwijzer::ALLE);
        gelijk_aan_lijst(JaNee::ALLE);
        gelijk_aan_lijst(RedenVerzoek::ALLE);
        gelijk_aan_lijst(VerzoekAntwoord::ALLE);
        gelijk_aan_lijst(RedenAfwijzingVerzoek::ALLE);
    }

    #[test]
    fn verhuizing_wordt_stop_wegens_verhuizing() {
        assert_eq!(RedenWijziging::Verhuizing.reden_beeindiging().map(RedenBeeindiging::code), Some("31"));
        assert_eq!(RedenWijziging::Verwijderd.reden_beeindiging(), None);
    }
}
