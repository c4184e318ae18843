//! The closed lists of this room: each value has a stable code (database, forms) and a Dutch name (screen, letters).

use crate::stam::Onleesbaar;

macro_rules! keuze {
    ($(#[$doc:meta])* $naam:ident { $($(#[$vdoc:meta])* $v:ident = $code:literal, $tekst:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $naam { $($(#[$vdoc])* $v),+ }
        impl $naam {
            /// Every value, in the order in which screens show them.
            pub const ALLE: &'static [$naam] = &[$($naam::$v),+];
            /// Stable code, as the database and forms carry it.
            pub fn code(self) -> &'static str {
                match self { $($naam::$v => $code),+ }
            }
            /// Dutch name for people.
            pub fn naam(self) -> &'static str {
                match self { $($naam::$v => $tekst),+ }
            }
            /// Reads the code and nothing else.
            pub fn lees(code: &str) -> Result<$naam, Onleesbaar> {
                match code {
                    $($code => Ok($naam::$v),)+
                    _ => Err(Onleesbaar("Kies een van de mogelijkheden.")),
                }
            }
        }
    };
}

keuze!(
    /// Who makes the melding (Wmo 2015 art. 2.3.2 lid 1: by or on behalf of the inwoner).
    Melder {
        /// The person the question is about.
        Inwoner = "inwoner", "De inwoner zelf";
        /// Family, friend, neighbour, mantelzorger.
        Naaste = "naaste", "Familie, vriend of mantelzorger";
        /// Somebody who delivers BW, BT or begeleiding.
        Aanbieder = "aanbieder", "Aanbieder van zorg of begeleiding";
        /// Huisarts, ggz, hospital.
        Zorgprofessional = "zorgprofessional", "Huisarts, ggz of ziekenhuis";
        /// Police.
        Politie = "politie", "Politie";
        /// Social landlord.
        Woningcorporatie = "woningcorporatie", "Woningcorporatie";
        /// Another team or another gemeente.
        Gemeente = "gemeente", "Gemeente of wijkteam";
        /// Anybody else.
        Anders = "anders", "Iemand anders";
    }
);
keuze!(
    /// Geslacht as the national code list COD046 writes it.
    Geslacht {
        /// Not known.
        Onbekend = "0", "Onbekend";
        /// Man.
        Man = "1", "Man";
        /// Woman.
        Vrouw = "2", "Vrouw";
        /// Not specified.
        Anders = "9", "Anders of niet vastgelegd";
    }
);
keuze!(
    /// Where a melding stands.
    Meldingstatus {
        /// Registered; no spoor chosen yet.
        Nieuw = "nieuw", "Nieuw";
        /// Came back from an overdracht: a spoor has to be chosen again.
        Vraagverheldering = "vraagverheldering", "In vraagverheldering";
        /// Spoor 2: both sides still have to confirm.
        InOverdracht = "in_overdracht", "In warme overdracht";
        /// Spoor 3: two owners work it out.
        Tandem = "tandem", "In tandem";
        /// The trajectregisseur took over.
        Overgedragen = "overgedragen", "Overgedragen";
        /// Settled by the own gemeente.
        LokaalAfgehandeld = "lokaal_afgehandeld", "Lokaal afgehandeld";
        /// Taken back by or for the inwoner.
        Ingetrokken = "ingetrokken", "Ingetrokken";
        /// Followed by a besluit.
        Afgerond = "afgerond", "Afgerond";
    }
);
keuze!(
    /// How a question that is not for BW ends locally (UP §2.1, spoor 1).
    Uitkomst {
        /// The gemeente starts Wmo-begeleiding; the dossier stays with the aandachtsfunctionaris.
        WmoBegeleiding = "wmo_begeleiding", "Wmo-begeleiding door de eigen gemeente";
        /// Information and advice were enough.
        InformatieAdvies = "informatie_advies", "Informatie en advies";
        /// Another law provides: Wlz, Zvw, Jeugdwet, forensic care.
        AndereWet = "andere_wet", "Hulp vanuit een andere wet";
        /// No support follows.
        GeenOndersteuning = "geen_ondersteuning", "Geen ondersteuning";
    }
);
keuze!(
    /// What two owners of a tandem can conclude.
    Conclusie {
        /// Not for BW: the own gemeente settles it.
        GeenBw = "geen_bw", "Geen beschermd wonen";
        /// For BW: the trajectregisseur takes over.
        WelBw = "wel_bw", "Wel beschermd wonen";
    }
);
keuze!(
    /// Answer to a criterion.
    Antwoord {
        /// Yes.
        Ja = "ja", "Ja";
        /// No.
        Nee = "nee", "Nee";
        /// Not known (yet): a first-class answer, never a default that hides.
        Onbekend = "onbekend", "Nog niet bekend";
    }
);
keuze!(
    /// What is asked to see whether somebody belongs to the doelgroep (UP §1).
    Criterium {
        /// Old enough; computed from the birth date.
        Leeftijd = "leeftijd", "18 jaar of ouder";
        /// Complex psychic or psychosocial problems.
        Psychosociaal = "psychosociaal", "Ernstige psychische of psychosociale problemen";
        /// Addiction.
        Verslaving = "verslaving", "Verslaving";
        /// Homeless, or without a house of one's own.
        Dakloos = "dakloos", "Dakloos of thuisloos";
        /// Problems on enough leefgebieden; computed from the ones that were named.
        Leefgebieden = "leefgebieden", "Problemen op meer leefgebieden";
        /// Whether he or she can solve it alone or with the own network: "ja" means no BW is needed.
        EigenKracht = "eigen_kracht", "Kan de inwoner dit zelf oplossen, of met hulp van het netwerk?";
        /// Right to stay under the Wlz.
        Wlz = "wlz", "Wet langdurige zorg (Wlz)";
        /// Treatment with stay under the Zvw.
        Zvw = "zvw", "Zorgverzekeringswet (Zvw)";
        /// Care under a criminal title.
        Forensisch = "forensisch", "Forensische zorg";
    }
);
keuze!(
    /// On what an answer rests: every answer names its source.
    Bewijsbron {
        /// Talk with the inwoner.
        Gesprek = "gesprek", "Gesprek met de inwoner";
        /// A document was seen; the document itself need not be kept.
        Document = "document", "Document gezien";
        /// Basisregistratie personen.
        Brp = "brp", "Basisregistratie personen (BRP)";
        /// An aanbieder or treating professional, with consent (Wmo 2015 art. 5.1.1).
        Professional = "professional", "Behandelaar of aanbieder, met toestemming";
        /// Somebody close to the inwoner.
        Naaste = "naaste", "Familie of een andere naaste";
        /// Seen by the employee.
        Waarneming = "waarneming", "Zelf gezien";
    }
);
keuze!(
    /// Who hands over to whom (UP §2.1 and §2.2).
    Overdrachtsoort {
        /// From the lokale toegang to a trajectregisseur.
        NaarTrajectregisseur = "naar_trajectregisseur", "Naar een trajectregisseur";
        /// Back to the lokale toegang, after afschaling.
        NaarAandachtsfunctionaris = "naar_aandachtsfunctionaris", "Naar een aandachtsfunctionaris";
        /// To a colleague with the same role.
        NaarCollega = "naar_collega", "Naar een collega";
    }
);
keuze!(
    /// What somebody is to a dossier (UP §2.2).
    Dossierrol {
        /// Holds it.
        Houder = "houder", "dossierhouder";
        /// Holds it too.
        Medehouder = "medehouder", "mededossierhouder";
        /// Stands in for the holder.
        Vervanger = "vervanger", "vervanger";
    }
);
keuze!(
    /// What was decided at once on an urgent melding (Wmo 2015 art. 2.3.3).
    Spoeduitkomst {
        /// A tijdelijke maatwerkvoorziening was given.
        TijdelijkeVoorziening = "tijdelijke_voorziening", "Er is een tijdelijke voorziening";
        /// Looked at and not needed.
        NietNodig = "niet_nodig", "Een tijdelijke voorziening is niet nodig";
    }
);
keuze!(
    /// Why the data of an inwoner change (AVG art. 16: completed or rectified; or the world changed).
    Correctiesoort {
        /// It was not known yet.
        Aanvulling = "aanvulling", "Het ontbrak nog";
        /// It was wrong.
        Verbetering = "verbetering", "Het was onjuist";
        /// It was right and is so no longer: a move, another name.
        Verandering = "verandering", "Het is veranderd, bijvoorbeeld door een verhuizing";
    }
);
keuze!(
    /// What the identity of an inwoner rests on (Wmo 2015 art. 2.3.4 lid 1, Wabb art. 12).
    Identiteitsbewijs {
        /// Told, and not looked at.
        Opgegeven = "opgegeven", "Alleen verteld door de inwoner of een ander";
        /// A document of Wet op de identificatieplicht art. 1 was seen.
        Identiteitsbewijs = "identiteitsbewijs", "Identiteitsbewijs gezien";
        /// Looked up in the BRP.
        Brp = "brp", "Opgezocht in de BRP";
    }
);
impl Identiteitsbewijs {
    /// Whether it establishes who somebody is.
    pub fn stelt_vast(self) -> bool {
        match self {
            Identiteitsbewijs::Opgegeven => false,
            Identiteitsbewijs::Identiteitsbewijs | Identiteitsbewijs::Brp => true,
        }
    }
}
keuze!(
    /// Where a dossier is on the street.
    Fase {
        /// A melding came in.
        Melding = "melding", "Melding";
        /// A spoor was chosen and is being walked.
        Vraagverheldering = "vraagverheldering", "Vraagverheldering";
        /// The trajectregisseur investigates.
        Onderzoek = "onderzoek", "Onderzoek";
        /// Waiting for the besluit.
        Besluit = "besluit", "Besluit";
        /// A place is being found.
        Toewijzing = "toewijzing", "Toewijzing";
        /// No place yet.
        Wachtlijst = "wachtlijst", "Wachtlijst";
        /// Support is given.
        Levering = "levering", "Levering";
        /// The own gemeente helps.
        Lokaal = "lokaal", "Lokaal";
        /// Closed.
        Afgesloten = "afgesloten", "Afgesloten";
    }
);
keuze!(
    /// What two owners have to answer before a tandem can be finished.
    Tandemvraag {
        /// The question behind the question.
        Hulpvraag = "hulpvraag", "Wat is de vraag achter de hulpvraag?";
        /// What the inwoner wants.
        Wens = "wens", "Wat wil de inwoner zelf?";
        /// How he or she lives now.
        Situatie = "situatie", "Hoe woont en leeft de inwoner nu?";
        /// Problems, per leefgebied as far as needed.
        Problemen = "problemen", "Welke problemen zijn er, en op welke leefgebieden?";
        /// Own strength and network.
        Netwerk = "netwerk", "Wat lukt zelf of met hulp van anderen, en wat niet?";
        /// UP §1 note 1: can somebody judge when to call for help?
        Toezicht = "toezicht", "Wanneer moet er iemand dichtbij of bereikbaar zijn? Kan de inwoner op tijd zelf hulp vragen?";
        /// Other laws.
        Voorliggend = "voorliggend", "Gaat een andere wet voor (Wlz, Zvw, forensisch)?";
        /// Safety of the inwoner and others.
        Veiligheid = "veiligheid", "Zijn er zorgen over veiligheid?";
    }
);
