//! The tables of the monitor, the same for the page, the CSV files and the report: aantallen, status, realisatie
//! (Uitvoeringsplan Thuis in de wijk, paragraph 5.3).

use super::{
    blik::{Blik, reeks},
    codes::{Code, Sleutel},
    duurtabel,
    enkel::enkeltabel,
    geldtabel,
    maat::{Maat, Splitsing, Tijdvak},
    stroomtabel,
    tabel::{Cel, Cijfertabel, Keus, Kolom, Kop, Rij, Soort, kruistabel},
    tel::Nodig,
};
use crate::stam::Kwartaal;
use alloc::{vec, vec::Vec};

/// Number of quarters in a trend.
pub const KWARTALEN: usize = 8;

/// The three blocks of the plan after the key figures, and who the cliënten are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blok {
    /// How it stands, against the quarter before.
    Kern,
    /// How many.
    Aantallen,
    /// Who came, moved, went and waits.
    Status,
    /// Money.
    Realisatie,
    /// Who the cliënten are, and what they get.
    Doelgroep,
}

macro_rules! tabellen {
    ($($naam:ident $code:literal $blok:ident $titel:literal;)*) => {
        /// Every table of the monitor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Tabelnaam {
            $(#[doc = $titel] $naam,)*
        }
        impl Tabelnaam {
            /// All tables, in order.
            pub const ALLE: &[Tabelnaam] = &[$(Tabelnaam::$naam),*];
            /// The code in addresses and files.
            pub const fn code(self) -> &'static str {
                match self { $(Tabelnaam::$naam => $code,)* }
            }
            /// What it is about.
            pub const fn titel(self) -> &'static str {
                match self { $(Tabelnaam::$naam => $titel,)* }
            }
            /// Block it stands in.
            pub const fn blok(self) -> Blok {
                match self { $(Tabelnaam::$naam => Blok::$blok,)* }
            }
        }
    };
}

tabellen! {
    Kerncijfers "kerncijfers" Kern "Kerncijfers";
    Jaarcijfers "jaarcijfers" Kern "Kerncijfers van het jaar";
    ClientenVerloop "clienten-verloop" Aantallen "Cliënten aan het einde van elk kwartaal";
    ClientenKenmerk "clienten-kenmerk" Aantallen "Cliënten per gemeente, historisch en nieuw";
    ClientenVorm "clienten-vorm" Aantallen "Cliënten per gemeente, beschermd wonen en beschermd thuis";
    ClientenLeveringsvorm "clienten-leveringsvorm" Aantallen "Cliënten per gemeente, zorg in natura en pgb";
    HerkomstVerblijf "herkomst-verblijf" Aantallen "Cliënten naar gemeente van herkomst en gemeente van verblijf";
    Spreiding "spreiding" Aantallen "Waar cliënten vandaan komen en waar zij wonen";
    Stromen "stromen" Status "Instroom en uitstroom per kwartaal";
    InstroomKenmerk "instroom-kenmerk" Status "Instroom, historisch en nieuw";
    Doorstroom "doorstroom" Status "Stappen van de ene vorm naar de andere";
    Terugval "terugval" Status "Stappen naar een lichtere en een zwaardere vorm per kwartaal";
    UitstroomReden "uitstroom-reden" Status "Uitstroom naar reden";
    UitstroomBestemming "uitstroom-bestemming" Status "Waar cliënten na uitstroom naartoe gaan";
    Verblijfsduur "verblijfsduur" Status "Hoe lang cliënten blijven";
    Wachttijden "wachttijden" Status "Wachttijden per stap";
    WachttijdNorm "wachttijd-norm" Status "Wachttijden binnen de norm";
    Wachtenden "wachtenden" Status "Mensen op de wachtlijst";
    WachtendenGemeente "wachtenden-gemeente" Status "Mensen op de wachtlijst per gemeente";
    RealisatieGemeente "realisatie-gemeente" Realisatie "Begroot, beschikt en betaald per gemeente";
    RealisatieVorm "realisatie-vorm" Realisatie "Begroot, beschikt en betaald per vorm";
    KostenPerClient "kosten-per-client" Realisatie "Betaald per cliënt";
    BetaaldLeveringsvorm "betaald-leveringsvorm" Realisatie "Betaald dit jaar, zorg in natura en pgb";
    BetaaldKenmerk "betaald-kenmerk" Realisatie "Betaald dit jaar, historisch en nieuw";
    BetaaldProduct "betaald-product" Realisatie "Betaald dit jaar per product";
    Begroting "begroting" Realisatie "Begroting van het jaar per gemeente en onderdeel";
    ClientenLeeftijd "clienten-leeftijd" Doelgroep "Cliënten naar leeftijd";
    ClientenProduct "clienten-product" Doelgroep "Cliënten naar product";
    ClientenAanbieder "clienten-aanbieder" Doelgroep "Cliënten naar aanbieder";
    Zelfredzaamheid "zrm" Doelgroep "Zelfredzaamheid: eerste en laatste meting per domein";
}

impl Tabelnaam {
    /// The table with a code.
    pub fn lees(code: &str) -> Option<Tabelnaam> {
        Tabelnaam::ALLE.iter().copied().find(|t| t.code() == code)
    }
    /// The tables of a block.
    pub fn van(blok: Blok) -> impl Iterator<Item = Tabelnaam> {
        Tabelnaam::ALLE.iter().copied().filter(move |t| t.blok() == blok)
    }
}

/// Fills a table. `tijdvak` is the stretch of time for doorstroom, reasons and waiting times.
pub fn tabel(blik: &Blik<'_>, naam: Tabelnaam, tijdvak: Tijdvak) -> Cijfertabel {
    use Splitsing as S;
    let kruis = |maat, tijdvak, rij, kolom| {
        kruistabel(blik, (naam.code(), naam.titel()), &blik.vraag(maat, tijdvak), (rij, kolom))
    };
    // One side only: by two, in one region, most cells would be too small to show.
    let enkel = |maat, tijdvak, zijde| enkeltabel(blik, naam, &blik.vraag(maat, tijdvak), zijde);
    match naam {
        Tabelnaam::Kerncijfers => kerncijfers(blik),
        Tabelnaam::Jaarcijfers => jaarcijfers(blik),
        Tabelnaam::ClientenVerloop => verloop(blik),
        Tabelnaam::ClientenKenmerk => kruis(Maat::Clienten, tijdvak, S::Gemeente, S::Kenmerk),
        Tabelnaam::ClientenVorm => kruis(Maat::Clienten, tijdvak, S::Gemeente, S::Vorm),
        Tabelnaam::ClientenLeveringsvorm => kruis(Maat::Clienten, tijdvak, S::Gemeente, S::Leveringsvorm),
        Tabelnaam::HerkomstVerblijf => kruis(Maat::Clienten, tijdvak, S::Herkomst, S::Verblijf),
        Tabelnaam::Spreiding => spreiding(blik),
        Tabelnaam::Stromen => stroomtabel::stromen(blik),
        Tabelnaam::Doorstroom => stroomtabel::doorstroom(blik, tijdvak),
        Tabelnaam::Terugval => stroomtabel::terugval(blik),
        Tabelnaam::UitstroomReden => stroomtabel::redenen(blik, tijdvak),
        Tabelnaam::Verblijfsduur => duurtabel::verblijfsduur(blik, tijdvak),
        Tabelnaam::Wachttijden => stroomtabel::wachttijden(blik, tijdvak),
        Tabelnaam::WachttijdNorm => duurtabel::norm(blik, tijdvak),
        Tabelnaam::Wachtenden => kruis(Maat::Wachtenden, tijdvak, S::Vorm, S::Overbrugging),
        Tabelnaam::RealisatieGemeente => geldtabel::realisatie(blik, naam, S::Gemeente),
        Tabelnaam::RealisatieVorm => geldtabel::realisatie(blik, naam, S::Vorm),
        Tabelnaam::KostenPerClient => geldtabel::per_client(blik),
        Tabelnaam::BetaaldLeveringsvorm => {
            kruis(Maat::Betaald, Tijdvak::JaarTotPeil, S::Gemeente, S::Leveringsvorm)
        }
        Tabelnaam::InstroomKenmerk => enkel(Maat::Instroom, tijdvak, S::Kenmerk),
        Tabelnaam::UitstroomBestemming => enkel(Maat::Uitstroom, tijdvak, S::Bestemming),
        Tabelnaam::WachtendenGemeente => enkel(Maat::Wachtenden, tijdvak, S::Gemeente),
        Tabelnaam::BetaaldProduct => enkel(Maat::Betaald, Tijdvak::JaarTotPeil, S::Product),
        Tabelnaam::Begroting => kruis(Maat::Begroot, Tijdvak::HeelJaar, S::Gemeente, S::Vorm),
        Tabelnaam::ClientenLeeftijd => enkel(Maat::Clienten, tijdvak, S::Leeftijd),
        Tabelnaam::ClientenProduct => enkel(Maat::Clienten, tijdvak, S::Product),
        Tabelnaam::ClientenAanbieder => enkel(Maat::Clienten, tijdvak, S::Aanbieder),
        Tabelnaam::Zelfredzaamheid => super::zrm::zrmtabel(blik),
        Tabelnaam::BetaaldKenmerk => kruis(Maat::Betaald, Tijdvak::JaarTotPeil, S::Gemeente, S::Kenmerk),
    }
}

/// The last quarters up to and including that of the peildatum, oldest first, each with the day it is looked at.
pub(super) fn kwartalen(op: crate::stam::Datum) -> Vec<(Kwartaal, crate::stam::Datum)> {
    let mut uit = vec![(Kwartaal::van_dag(op), op)];
    while uit.len() < KWARTALEN {
        let eerste = uit[uit.len() - 1].0.periode().van();
        uit.push((Kwartaal::van_dag(eerste).vorige(), eerste.plus_dagen(-1)));
    }
    uit.reverse();
    uit
}

/// Counts, and nothing else of a figure.
pub(super) const ALLEEN_AANTAL: (Keus, Nodig) = (Keus::Aantal, Nodig { personen: false, rang: false });

const VORMEN: [Sleutel; 2] = [Sleutel::Code(Code::BW), Sleutel::Code(Code::BT)];

/// BW, BT and all together on the peildatum.
fn dagrij(blik: &Blik<'_>) -> Vec<Cel> {
    let vraag = blik.vraag(Maat::Clienten, Tijdvak::Kwartaal);
    let (uit, verborgen) = reeks(blik, &vraag, Splitsing::Vorm, &VORMEN, ALLEEN_AANTAL);
    let cel = |i: usize| {
        let mut v = vraag.clone();
        v.filter.extend(VORMEN.get(i).map(|s| (Splitsing::Vorm, *s)));
        blik.maak(Keus::Aantal, &uit[i], verborgen[i], v)
    };
    (0..3).map(cel).collect()
}

/// The two sides of herkomst × verblijf beside each other. The totals of a side are hidden as they are there.
fn spreiding(blik: &Blik<'_>) -> Cijfertabel {
    let vraag = blik.vraag(Maat::Clienten, Tijdvak::Kwartaal);
    let zijden = [Splitsing::Herkomst, Splitsing::Verblijf];
    let mut waarden = zijden.map(|z| blik.waarden(z, &vraag));
    let mut rijen: Vec<Sleutel> = waarden.iter().flatten().copied().collect();
    rijen.sort_by_cached_key(|s| s.volgorde(&blik.feiten.codes));
    rijen.dedup();
    if rijen.contains(&Sleutel::Overig) {
        // Who is large on one side shows on the other side too.
        waarden = [rijen.clone(), rijen.clone()];
    }
    let geteld = [0, 1].map(|z| reeks(blik, &vraag, zijden[z], &waarden[z], ALLEEN_AANTAL));
    let cel = |z: usize, s: Option<&Sleutel>| {
        let plek = match s {
            Some(s) => waarden[z].iter().position(|w| w == s),
            None => Some(waarden[z].len()),
        };
        let Some(plek) = plek else { return Cel::berekend(super::Cijfer::Getal(0)) };
        let mut v = vraag.clone();
        v.filter.extend(s.map(|s| (zijden[z], *s)));
        blik.maak(Keus::Aantal, &geteld[z].0[plek], geteld[z].1[plek], v)
    };
    let rij = |s: Option<&Sleutel>| Rij {
        kop: s.map_or(Kop::Totaal, |s| Kop::Waarde(*s)),
        cellen: vec![cel(0, s), cel(1, s)],
    };
    let kop = |t| Kolom { kop: Kop::Tekst(t), soort: Soort::Aantal };
    Cijfertabel {
        rijkop: "Gemeente",
        maten: vec![Maat::Clienten],
        kolommen: vec![kop("Komt hiervandaan"), kop("Woont hier")],
        rijen: rijen.iter().map(Some).chain([None]).map(rij).collect(),
        met_totaal: true,
        ..stroomtabel::leeg(Tabelnaam::Spreiding)
    }
}

fn verloop(blik: &Blik<'_>) -> Cijfertabel {
    let rij = |(kwartaal, op)| Rij { kop: Kop::Kwartaal(kwartaal), cellen: dagrij(&blik.op(op)) };
    let kop = |kop| Kolom { kop, soort: Soort::Aantal };
    Cijfertabel {
        rijkop: "Einde van kwartaal",
        maten: vec![Maat::Clienten],
        kolommen: vec![kop(Kop::Waarde(VORMEN[0])), kop(Kop::Waarde(VORMEN[1])), kop(Kop::Totaal)],
        rijen: kwartalen(blik.peil.op).into_iter().map(rij).collect(),
        ..stroomtabel::leeg(Tabelnaam::ClientenVerloop)
    }
}

fn kerncijfers(blik: &Blik<'_>) -> Cijfertabel {
    let vorige = blik.op(Kwartaal::van_dag(blik.peil.op).periode().van().plus_dagen(-1));
    let koppen = ["Vorig kwartaal", "Dit kwartaal"];
    naast_elkaar(Tabelnaam::Kerncijfers, koppen, KERNREGELS, (kernrij(&vorige), kernrij(blik)))
}

/// The year up to and including the peildatum beside the year before it, for a peildatum at the end of a year.
fn jaarcijfers(blik: &Blik<'_>) -> Cijfertabel {
    let vorige = blik.op(blik.peil.op.plus_jaren(-1));
    let koppen = ["Vorig jaar", "Dit jaar"];
    naast_elkaar(Tabelnaam::Jaarcijfers, koppen, JAARREGELS, (jaarrij(&vorige), jaarrij(blik)))
}

fn naast_elkaar(
    naam: Tabelnaam,
    koppen: [&'static str; 2],
    regels: [&'static str; 7],
    (toen, nu): (Vec<Cel>, Vec<Cel>),
) -> Cijfertabel {
    let kop = |t| Kolom { kop: Kop::Tekst(t), soort: Soort::Aantal };
    let rij = |((kop, toen), nu): ((&'static str, Cel), Cel)| {
        let verschil = Cel::berekend(nu.cijfer.met(toen.cijfer, i64::checked_sub));
        Rij { kop: Kop::Tekst(kop), cellen: vec![toen, nu, verschil] }
    };
    Cijfertabel {
        rijkop: "Cijfer",
        maten: vec![Maat::Clienten, Maat::Instroom, Maat::Uitstroom, Maat::Wachtenden, Maat::WachttijdTotaal],
        kolommen: vec![kop(koppen[0]), kop(koppen[1]), kop("Verschil")],
        rijen: regels.into_iter().zip(toen).zip(nu).map(rij).collect(),
        ..stroomtabel::leeg(naam)
    }
}

/// The rows of the key figures, in order.
pub const KERNREGELS: [&str; 7] = [
    "Cliënten",
    "Beschermd wonen",
    "Beschermd thuis",
    "Instroom in het kwartaal",
    "Uitstroom in het kwartaal",
    "Wachtenden",
    "Dagen van melding tot start (mediaan, 12 maanden)",
];

/// The rows of the figures of a year, in the same order.
pub const JAARREGELS: [&str; 7] = [
    "Cliënten",
    "Beschermd wonen",
    "Beschermd thuis",
    "Instroom in het jaar",
    "Uitstroom in het jaar",
    "Wachtenden",
    "Dagen van melding tot start (mediaan, 12 maanden)",
];

fn jaarrij(blik: &Blik<'_>) -> Vec<Cel> {
    let mut dag = dagrij(blik);
    dag.rotate_right(1);
    dag.extend(
        [Maat::Instroom, Maat::Uitstroom]
            .map(|m| blik.cel(blik.vraag(m, Tijdvak::JaarTotPeil), Keus::Aantal)),
    );
    dag.push(blik.cel(blik.vraag(Maat::Wachtenden, Tijdvak::Kwartaal), Keus::Aantal));
    dag.push(blik.cel(blik.vraag(Maat::WachttijdTotaal, Tijdvak::TwaalfMaanden), Keus::Mediaan));
    dag
}

fn kernrij(blik: &Blik<'_>) -> Vec<Cel> {
    // From the same rows as the trends, so that the same figures are hidden.
    let mut dag = dagrij(blik);
    dag.rotate_right(1);
    let stroom = stroomtabel::stroomrij(blik);
    let plekken = [stroomtabel::PLEK_INSTROOM, stroomtabel::PLEK_UITSTROOM];
    dag.extend(plekken.iter().filter_map(|p| stroom.get(*p).cloned()));
    dag.push(blik.cel(blik.vraag(Maat::Wachtenden, Tijdvak::Kwartaal), Keus::Aantal));
    dag.push(blik.cel(blik.vraag(Maat::WachttijdTotaal, Tijdvak::TwaalfMaanden), Keus::Mediaan));
    dag
}
