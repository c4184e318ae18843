//! Documents to test with: a letter, a report, a chart of every kind, and text that tries to be more than text.

use drukwerk::blok::{Blok, Dag, Kolom, Tabel};
use drukwerk::brief::{Afzender, Brief, Ondertekening};
use drukwerk::rapport::{Begrip, Hoofdstuk, Rapport};
use drukwerk::svg::{Band, Bullet, Eenheid, Grafiek, Reeks, Soort, Staaf, Stand, Strip, Waarde};

/// Markup of typst, XML and JSON, control characters, emoji, bidi and a very long word.
pub const VIJANDIG: [&str; 12] = [
    "#panic(\"x\") $x^2$ *vet* _schuin_ @ref <label> `code` \\ ~ -- --- ... = Kop",
    "= Kop\n- punt\n+ nummer\n/ term: uitleg\n#import \"x.typ\"\n#read(\"/etc/passwd\")",
    "<script>alert('x')</script> & &amp; ]]> <!-- --> <?xml ?> \"'",
    "\"},{\"soort\":\"kop\",\"tekst\":\"ingebroken\"}] \\u0022 \\n \\",
    "\u{0}\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}\u{2028}\u{2029}\u{FFFE}\u{FFFF}\u{E000}\u{F0000}",
    "emoji 😀 👩‍👩‍👧‍👦 🇳🇱 ✌🏽 ☎️ \u{202E}omgekeerd\u{202C} \u{200B}\u{FEFF}\u{2066}",
    "Ćilić Şahin Nguyễn Ångström Łukasz Ĳsselmeer ǆ ẞ Ω Ж שלום العربية 漢字 ไทย e\u{301}\u{302}\u{303}",
    "",
    "   \t\r\n  ",
    "%PDF-1.7 /S /JavaScript (x) >> endobj",
    "#set page(width: 1pt); #while true {}",
    "{{ 7*7 }} ${x} <%= x %> %s %n {0}",
];

pub fn lang_woord() -> String {
    "Hottentottententententoonstelling".repeat(12) + &"x".repeat(700)
}

pub fn dag(iso: &str) -> Dag {
    Dag::lees(iso).expect("the days in tests exist")
}

pub fn teksten(delen: &[&str]) -> Vec<String> {
    delen.iter().map(ToString::to_string).collect()
}

pub fn tabel(tekst: &str) -> Tabel {
    Tabel {
        titel: tekst.to_string(),
        kolommen: vec![Kolom::tekst(tekst), Kolom::getal("Aantal")],
        rijen: vec![vec![tekst.to_string(), "12".into()], vec![], teksten(&["a", "b", "te veel"])],
        totaal: Some(teksten(&["Samen", "12"])),
        noten: teksten(&[tekst]),
    }
}

/// Every kind of block with this text in every place where text goes, and the same kinds without content.
pub fn blokken(tekst: &str) -> Vec<Blok> {
    let t = || tekst.to_string();
    let mut blokken = vec![
        Blok::Kop(t()),
        Blok::Alinea(t()),
        Blok::lijst([t(), t()]),
        Blok::Genummerd(vec![t()]),
        Blok::Gegevens(vec![(t(), t())]),
        Blok::Tabel(tabel(tekst)),
        Blok::kader(t(), t()),
        Blok::Lijst(vec![]),
        Blok::Genummerd(vec![]),
        Blok::Gegevens(vec![]),
        Blok::Tabel(Tabel::default()),
        Blok::Kader { kop: String::new(), alineas: vec![] },
    ];
    blokken.extend(grafieken(tekst).into_iter().map(Blok::Grafiek));
    blokken
}

pub fn brief(tekst: &str) -> Brief {
    let t = || tekst.to_string();
    Brief {
        afzender: Afzender { naam: t(), onderdeel: t(), adres: vec![t()], contact: vec![(t(), t())] },
        adres: vec![t(), t()],
        datum: dag("2026-06-12"),
        kenmerk: t(),
        uw_kenmerk: t(),
        onderwerp: format!("Besluit {tekst}"),
        aanhef: t(),
        blokken: blokken(tekst),
        ondertekening: Ondertekening { groet: t(), namens: t(), naam: t(), functie: t() },
        bijlagen: vec![t()],
        voetregel: t(),
    }
}

pub fn rapport(tekst: &str) -> Rapport {
    let t = || tekst.to_string();
    Rapport {
        titel: format!("Rapport {tekst}"),
        ondertitel: t(),
        organisatie: t(),
        peildatum: dag("2026-06-30"),
        bekend_op: dag("2026-07-15"),
        uitgave: t(),
        hash: "9f2c61d4".into(),
        kenmerken: vec![(t(), t())],
        hoofdstukken: vec![
            Hoofdstuk { kop: format!("Deel {tekst}"), blokken: blokken(tekst) },
            Hoofdstuk { kop: t(), blokken: vec![Blok::kop("Los")] },
        ],
        begrippen: vec![Begrip { term: t(), uitleg: t() }],
        verantwoording: vec![t()],
    }
}

fn grafiek(tekst: &str, eenheid: Eenheid, soort: Soort) -> Grafiek {
    Grafiek { titel: format!("Titel {tekst}"), omschrijving: format!("Beeld {tekst}"), eenheid, soort }
}

/// A chart of every kind with this text in every place where text goes.
pub fn grafieken(tekst: &str) -> Vec<Grafiek> {
    let t = || tekst.to_string();
    let reeks = |w: &[i64]| Reeks::nieuw(t(), w.iter().copied());
    let mut gat = reeks(&[3, 9]);
    gat.waarden.extend([Waarde::Onderdrukt(t()), Waarde::Geen, Waarde::Getal(4)]);
    let band = Band { naam: t(), grenzen: vec![None, Some((1, 5)), Some((9, 2)), None, Some((3, 3))] };
    let staaf = |w: [i64; 2]| Staaf { naam: t(), waarden: w.map(Waarde::Getal).to_vec() };
    let verborgen = Staaf { naam: t(), waarden: vec![Waarde::Onderdrukt(t()), Waarde::Getal(3)] };
    let staven = |stand| Soort::Staven {
        reeksen: vec![t(), "Nieuw".into()],
        staven: vec![
            staaf([120, 40]),
            staaf([0, 0]),
            verborgen.clone(),
            Staaf { naam: t(), waarden: vec![] },
        ],
        stand,
    };
    let bullet = |begroot: Waarde| Bullet {
        naam: t(),
        begroot,
        beschikt: Waarde::Getal(150_000_000),
        betaald: Waarde::Onderdrukt(t()),
    };
    let bullets = |eigen_schaal| Soort::Bullets {
        rijen: vec![bullet(90_000_000.into()), bullet(Waarde::Geen)],
        eigen_schaal,
    };
    let strip = Strip { naam: t(), aantal: 12.into(), mediaan: 31.into(), p90: Waarde::Onderdrukt(t()) };
    let aantal = || Eenheid::Aantal(t());
    vec![
        grafiek(
            tekst,
            aantal(),
            Soort::Lijn {
                punten: vec![t(); 5],
                reeksen: vec![reeks(&[1, 2, 3, 4, 5]), gat],
                band: Some(band),
            },
        ),
        grafiek(tekst, aantal(), staven(Stand::Naast)),
        grafiek(tekst, aantal(), staven(Stand::Gestapeld)),
        grafiek(tekst, Eenheid::Promille, staven(Stand::Honderd)),
        grafiek(
            tekst,
            aantal(),
            Soort::Kolommen {
                perioden: vec![t(); 3],
                op: vec![reeks(&[5, 6, 7])],
                neer: vec![reeks(&[4, 9, 0])],
                netto: Some(reeks(&[1, -3, 7])),
            },
        ),
        grafiek(tekst, Eenheid::EuroCent, bullets(true)),
        grafiek(tekst, Eenheid::EuroCent, bullets(false)),
        grafiek(tekst, Eenheid::Dagen, strips(strip, t())),
    ]
}

fn strips(strip: Strip, norm: String) -> Soort {
    Soort::Strips { rijen: vec![strip], norm: Some((norm, 42)), werkwoord: "wacht" }
}
