//! What every maat means, in plain Dutch. A definition that was used is never edited: a change is a new version
//! beside the old one, so that an old figure keeps its meaning.

use super::maat::Maat;

/// The meaning of a maat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definitie {
    /// What is counted.
    pub maat: Maat,
    /// From 1.
    pub versie: u16,
    /// As a heading.
    pub naam: &'static str,
    /// What it means, B1.
    pub betekenis: &'static str,
    /// What is left out.
    pub telt_niet_mee: &'static [&'static str],
    /// The registers that it is counted from.
    pub bron: &'static [&'static str],
}

/// The definition in use.
pub fn definitie(maat: Maat) -> &'static Definitie {
    DEFINITIES
        .iter()
        .filter(|d| d.maat == maat)
        .max_by_key(|d| d.versie)
        .expect("a test holds that every maat has a definition")
}

/// The versions of all definitions in use, as one line: `clienten 1, instroom 1, …`.
pub fn versies() -> alloc::string::String {
    let delen = Maat::ALLE.map(|m| alloc::format!("{} {}", m.code(), definitie(m).versie));
    delen.join(", ")
}

/// Which gemeente a person counts for; part of every definition about persons.
pub const GEMEENTE_VAN_EEN_CLIENT: &str = "Iemand telt bij de gemeente die op die dag verantwoordelijk is: de gemeente \
    die het laatst is bevestigd. Is er nog niets bevestigd, dan telt de gemeente die het dossier behandelt.";

/// All definitions, all versions.
pub const DEFINITIES: &[Definitie] = &[
    Definitie {
        maat: Maat::Clienten,
        versie: 1,
        naam: "Cliënten",
        betekenis: "Inwoners die op de peildatum een geldige indicatie hebben voor beschermd wonen of beschermd thuis. \
            Iedereen telt één keer. Wie twee indicaties heeft, telt bij de zwaarste: beschermd wonen gaat voor \
            beschermd thuis. Wie een indicatie heeft maar nog op een plek wacht, telt mee.",
        telt_niet_mee: &[
            "Inwoners met alleen Wmo-begeleiding.",
            "Inwoners die zich wel hebben gemeld, maar nog geen besluit hebben.",
        ],
        bron: &["indicatie", "besluit", "instroom", "verantwoordelijke", "gemeentefeit", "dossier"],
    },
    Definitie {
        maat: Maat::Instroom,
        versie: 1,
        naam: "Instroom",
        betekenis: "Inwoners die in het tijdvak cliënt werden: de dag ervoor hadden zij geen indicatie voor beschermd \
            wonen of beschermd thuis, die dag wel. Een terugkeer is iemand die eerder is uitgestroomd; dat is bij de \
            melding vastgelegd. Wie twee keer instroomt, telt twee keer.",
        telt_niet_mee: &[
            "Een nieuwe indicatie die aansluit op de vorige.",
            "Een overstap tussen beschermd wonen en beschermd thuis: dat is doorstroom.",
        ],
        bron: &["indicatie", "besluit", "instroom", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Doorstroom,
        versie: 1,
        naam: "Doorstroom",
        betekenis: "Stappen in het tijdvak van de ene vorm naar de andere: beschermd wonen, beschermd thuis en \
            Wmo-begeleiding, in beide richtingen. Een stap van of naar Wmo-begeleiding telt hier mee en ook bij \
            instroom of uitstroom.",
        telt_niet_mee: &["Een stap met een dag of meer zonder indicatie ertussen."],
        bron: &["indicatie", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Afschaling,
        versie: 1,
        naam: "Afschaling",
        betekenis: "Stappen in het tijdvak naar een lichtere vorm: van beschermd wonen naar beschermd thuis of \
            Wmo-begeleiding, of van beschermd thuis naar Wmo-begeleiding. Elke stap telt ook bij doorstroom.",
        telt_niet_mee: &["Wie weggaat en geen indicatie meer heeft: dat is uitstroom."],
        bron: &["indicatie", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Terugval,
        versie: 1,
        naam: "Terugval",
        betekenis: "Stappen in het tijdvak naar een zwaardere vorm: van Wmo-begeleiding naar beschermd thuis of beschermd \
            wonen, of van beschermd thuis naar beschermd wonen. Elke stap telt ook bij doorstroom.",
        telt_niet_mee: &[
            "Een stap met een dag of meer zonder indicatie ertussen: dat is een terugkeer en telt bij instroom.",
        ],
        bron: &["indicatie", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Verblijfsduur,
        versie: 1,
        naam: "Verblijfsduur",
        betekenis: "Het aantal dagen dat iemand op de peildatum al cliënt is, zonder een dag ertussen. De telling begint op \
            de dag van de instroom. Een overstap tussen beschermd wonen en beschermd thuis breekt de telling niet af. De \
            mediaan: de helft is zo lang of korter cliënt.",
        telt_niet_mee: &["Dagen van een eerder verblijf, als er een dag zonder indicatie tussen zat."],
        bron: &["indicatie", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::VerblijfsduurUitstroom,
        versie: 1,
        naam: "Verblijfsduur bij uitstroom",
        betekenis: "Het aantal dagen dat inwoners die in het tijdvak uitstroomden, cliënt waren geweest, zonder een dag \
            ertussen.",
        telt_niet_mee: &["Dagen van een eerder verblijf, als er een dag zonder indicatie tussen zat."],
        bron: &["indicatie", "schaling", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Uitstroom,
        versie: 1,
        naam: "Uitstroom",
        betekenis: "Inwoners die in het tijdvak geen cliënt meer zijn: de dag ervoor hadden zij een indicatie voor \
            beschermd wonen of beschermd thuis, die dag niet meer. De reden en de bestemming komen uit de stap die op \
            dezelfde dag in het dossier is vastgelegd. Staat die er niet, dan is de reden onbekend.",
        telt_niet_mee: &["Een einde van een indicatie waar een andere op aansluit."],
        bron: &["indicatie", "schaling", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::WachttijdBesluit,
        versie: 1,
        naam: "Wachttijd van melding tot besluit",
        betekenis: "Het aantal dagen tussen de melding en het eerste besluit daarop, voor besluiten in het tijdvak. De \
            mediaan is de dag waarop de helft een besluit had, de 90%-waarde de dag waarop negen van de tien dat \
            hadden.",
        telt_niet_mee: &[
            "Meldingen zonder besluit, bijvoorbeeld omdat lokale hulp genoeg was.",
            "Herzieningen en intrekkingen.",
        ],
        bron: &["melding", "besluit", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::WachttijdStart,
        versie: 1,
        naam: "Wachttijd van besluit tot start",
        betekenis: "Het aantal dagen tussen een besluit dat beschermd wonen of beschermd thuis toekent en de eerste dag \
            zorg, voor starts in het tijdvak. Begon de zorg eerder dan het besluit, dan telt 0 dagen.",
        telt_niet_mee: &[
            "Een nieuwe indicatie na een eerdere: de zorg loopt dan door.",
            "Zorg met een persoonsgebonden budget: daarvan krijgen wij geen startbericht.",
        ],
        bron: &["besluit", "melding", "indicatie", "toewijzing", "levering", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::WachttijdTotaal,
        versie: 1,
        naam: "Wachttijd van melding tot start",
        betekenis: "Het aantal dagen tussen de melding en de eerste dag zorg, voor starts in het tijdvak.",
        telt_niet_mee: &[
            "Een nieuwe indicatie na een eerdere: de zorg loopt dan door.",
            "Zorg met een persoonsgebonden budget: daarvan krijgen wij geen startbericht.",
        ],
        bron: &["besluit", "melding", "indicatie", "toewijzing", "levering", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Wachtenden,
        versie: 1,
        naam: "Wachtenden",
        betekenis: "Inwoners die op de peildatum op de wachtlijst staan: zij hebben een besluit en wachten op een plek. \
            Met overbrugging betekent dat zij in de tussentijd andere hulp krijgen.",
        telt_niet_mee: &["Inwoners die nog op een besluit wachten."],
        bron: &["wachtplek", "indicatie", "verantwoordelijke", "dossier"],
    },
    Definitie {
        maat: Maat::Begroot,
        versie: 1,
        naam: "Begroot",
        betekenis: "Het bedrag in de vastgestelde begroting voor het hele jaar van de peildatum.",
        telt_niet_mee: &["Een begroting die nog concept is."],
        bron: &["begroting"],
    },
    Definitie {
        maat: Maat::Beschikt,
        versie: 1,
        naam: "Beschikt",
        betekenis: "Het bedrag dat in besluiten is toegekend voor de maanden van het tijdvak. Een maand telt mee als de \
            eerste dag in het tijdvak valt. Een correctie telt mee in de maand die zij verbetert.",
        telt_niet_mee: &["Maanden buiten het tijdvak, ook als het besluit in het tijdvak is genomen."],
        bron: &["boeking"],
    },
    Definitie {
        maat: Maat::Gedeclareerd,
        versie: 1,
        naam: "Gedeclareerd",
        betekenis: "Het bedrag dat aanbieders in rekening brachten en dat wij goedkeurden, voor zorg in de maanden van \
            het tijdvak. Creditregels gaan eraf.",
        telt_niet_mee: &["Declaratieregels die wij afkeurden."],
        bron: &["boeking"],
    },
    Definitie {
        maat: Maat::Betaald,
        versie: 1,
        naam: "Betaald",
        betekenis: "Het bedrag dat is betaald voor zorg in de maanden van het tijdvak. Het telt in de maand van de zorg, \
            niet in de maand van de betaling.",
        telt_niet_mee: &["Kosten van uitvoering: die staan alleen in de begroting."],
        bron: &["boeking"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_maat_heeft_een_definitie_met_bron() {
        for maat in Maat::ALLE {
            let d = definitie(maat);
            assert!(d.versie >= 1 && !d.betekenis.is_empty() && !d.bron.is_empty(), "{maat:?}");
            assert!(!d.betekenis.contains("  "), "{maat:?}");
        }
        assert!(versies().starts_with("clienten 1, instroom 1, "));
    }

    /// Fowler, Noll and Vo's hash (FNV-1a) over every word of a definition.
    fn vingerafdruk(d: &Definitie) -> u64 {
        let delen = [d.maat.code(), d.naam, d.betekenis].into_iter().chain(d.telt_niet_mee.iter().copied());
        let delen = delen.chain(d.bron.iter().copied());
        let byte = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        delen.fold(0xcbf2_9ce4_8422_2325, |h, deel| byte(deel.bytes().fold(h, byte), 0))
    }

    /// Figures were published under these words. Who wants other words writes a new version beside the old one, and adds its line here.
    const GEBRUIKT: &[(&str, u16, u64)] = &[
        ("betaald", 1, 0x3d67_f1be_b69b_932d),
        ("gedeclareerd", 1, 0x1b38_3ff6_718b_62c9),
        ("beschikt", 1, 0xc8d6_3270_562f_240b),
        ("begroot", 1, 0x5d57_6d0b_48e9_8f93),
        ("wachtenden", 1, 0xeabb_bf2c_eeb7_f759),
        ("wachttijd-totaal", 1, 0x5503_ec14_4ecc_7584),
        ("wachttijd-start", 1, 0x85da_5825_c5ea_10be),
        ("wachttijd-besluit", 1, 0xbcd6_7e98_d440_d73e),
        ("uitstroom", 1, 0x5bc7_dd32_424c_7686),
        ("verblijfsduur-uitstroom", 1, 0x84f9_3ff2_96d0_408e),
        ("verblijfsduur", 1, 0x64ff_9573_8ab4_0643),
        ("afschaling", 1, 0x10d6_7f88_4fb8_608a),
        ("terugval", 1, 0xc37f_df99_210b_b3d3),
        ("doorstroom", 1, 0xf21d_e3c3_2113_5455),
        ("instroom", 1, 0x151d_a3a0_63ce_12fc),
        ("clienten", 1, 0x6e8e_cc5e_2bba_11ec),
    ];

    #[test]
    fn een_gebruikte_definitie_verandert_nooit_meer() {
        for d in DEFINITIES {
            let gebruikt = GEBRUIKT.iter().find(|g| (g.0, g.1) == (d.maat.code(), d.versie));
            let nu = vingerafdruk(d);
            assert_eq!(gebruikt.map(|g| g.2), Some(nu), "(\"{}\", {}, {nu:#018x}),", d.maat.code(), d.versie);
        }
        assert_eq!(GEBRUIKT.len(), DEFINITIES.len(), "a used definition is never taken away");
    }

    #[test]
    fn een_versie_staat_er_maar_een_keer() {
        for (i, a) in DEFINITIES.iter().enumerate() {
            assert!(DEFINITIES[..i].iter().all(|b| (a.maat, a.versie) != (b.maat, b.versie)), "{:?}", a.maat);
        }
    }
}
