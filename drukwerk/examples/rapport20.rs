//! Makes a report of about 10 pages with 20 charts and prints how long it took, first and second time.
//!
//! `cargo run --release -p drukwerk --example rapport20 [folder]`; with a folder the PDF, a letter and the
//! HTML are written there. The second report has other figures, so no cached result can be handed out.

use std::path::Path;
use std::time::Instant;

use drukwerk::blok::{Blok, Dag, Kolom, Tabel};
use drukwerk::brief::{Afzender, Brief, Ondertekening};
use drukwerk::rapport::{Begrip, Hoofdstuk, Rapport};
use drukwerk::svg::{Band, Bullet, Eenheid, Grafiek, Reeks, Soort, Staaf, Stand, Strip, Waarde};

const GEMEENTEN: [&str; 6] = ["Helmond", "Deurne", "Gemert-Bakel", "Asten", "Laarbeek", "Someren"];
const KWARTALEN: [&str; 8] = ["2024-3", "2024-4", "2025-1", "2025-2", "2025-3", "2025-4", "2026-1", "2026-2"];

fn main() {
    let map = std::env::args().nth(1);
    for ronde in 0..3 {
        // Round 0 and 2 are the same report: cold, other figures, and again the first.
        let rapport = rapport(if ronde == 1 { 7 } else { 0 });
        let begin = Instant::now();
        let pdf = rapport.pdf().expect("the example report is complete");
        let ms = begin.elapsed().as_secs_f64() * 1000.0;
        println!(
            "ronde {ronde}: {ms:.0} ms, {} paginas, {} kB, fnv {:016x}",
            pdf.paginas,
            pdf.bytes.len() / 1024,
            fnv(&pdf.bytes)
        );
        if let (0, Some(map)) = (ronde, &map) {
            std::fs::write(Path::new(map).join("rapport.pdf"), &pdf.bytes).expect("the folder is writable");
            std::fs::write(Path::new(map).join("rapport.html"), rapport.html())
                .expect("the folder is writable");
        }
    }
    let begin = Instant::now();
    let pdf = brief().pdf().expect("the example letter is complete");
    println!("brief: {:.0} ms, {} paginas", begin.elapsed().as_secs_f64() * 1000.0, pdf.paginas);
    if let Some(map) = map {
        std::fs::write(Path::new(&map).join("brief.pdf"), &pdf.bytes).expect("the folder is writable");
    }
}

/// FNV-1a: enough to see from two runs that the bytes are the same.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

fn dag(iso: &str) -> Dag {
    Dag::lees(iso).expect("the days of the example exist")
}

fn tekst(delen: &[&str]) -> Vec<String> {
    delen.iter().map(ToString::to_string).collect()
}

fn paar(a: &str, b: &str) -> (String, String) {
    (a.to_string(), b.to_string())
}

fn rapport(zaad: i64) -> Rapport {
    let begrip = |term: &str, uitleg: &str| Begrip { term: term.into(), uitleg: uitleg.into() };
    Rapport {
        titel: "Voortgangsrapportage beschermd wonen en beschermd thuis".into(),
        ondertitel: "Tweede kwartaal 2026".into(),
        organisatie: "Gemeente Helmond en Peelgemeenten".into(),
        peildatum: dag("2026-06-30"),
        bekend_op: dag("2026-07-15"),
        uitgave: format!("2026-2-{}", zaad + 1),
        hash: "9f2c61d4a0b37e58c1d2f3a4b5c6d7e8f90112233445566778899aabbccddeeff".into(),
        kenmerken: vec![paar("Journaal", "tot en met nr. 12.345")],
        hoofdstukken: vec![samenvatting(), aantallen(zaad), status(zaad), realisatie(zaad), gemeenten(zaad)],
        begrippen: vec![
            begrip(
                "Inwoner met een indicatie",
                "Iemand met een geldig besluit voor beschermd wonen of beschermd thuis op de peildatum.",
            ),
            begrip("Historisch", "De eerste indicatie begon meer dan een jaar voor de peildatum."),
            begrip(
                "Wachttijd",
                "Dagen van besluit tot start van de zorg. De mediaan is de middelste wachttijd.",
            ),
        ],
        verantwoording: tekst(&[
            "De cijfers zijn vastgesteld op 15 juli 2026. Wat daarna bekend werd, telt in dit rapport niet mee.",
            "Aantallen onder de 10 tonen wij niet. Zo kan niemand in een cijfer een persoon herkennen. In de grafiek en de tabel staat dan < 10.",
        ]),
    }
}

fn samenvatting() -> Hoofdstuk {
    Hoofdstuk {
        kop: "Samenvatting".into(),
        blokken: vec![
            Blok::alinea(
                "In dit kwartaal kregen 214 inwoners beschermd wonen en 131 inwoners beschermd thuis. Dat zijn er samen negen meer dan in het vorige kwartaal. Er gingen meer mensen weg uit beschermd wonen dan er bij kwamen.",
            ),
            Blok::lijst([
                "De wachttijd daalde van 44 naar 38 dagen.",
                "Gemert-Bakel heeft 6% meer beschikt dan begroot.",
                "De uitstroom naar een eigen woning blijft achter bij het doel.",
            ]),
            Blok::kader(
                "Wat vragen wij van het bestuur?",
                "Stem in met het voorstel om tien woonplekken in beschermd wonen om te zetten naar beschermd thuis. Het besluit is nodig voor 1 oktober 2026.",
            ),
        ],
    }
}

fn aantallen(zaad: i64) -> Hoofdstuk {
    let rij = |naam: &str, bw: i64, bt: i64| {
        vec![naam.to_string(), bw.to_string(), bt.to_string(), (bw + bt).to_string()]
    };
    let tabel = Tabel {
        titel: "Inwoners met een indicatie per gemeente".into(),
        kolommen: vec![
            Kolom::tekst("Gemeente"),
            Kolom::getal("Beschermd wonen"),
            Kolom::getal("Beschermd thuis"),
            Kolom::getal("Totaal"),
        ],
        rijen: vec![
            rij("Helmond", 141, 82),
            rij("Deurne", 23, 17),
            rij("Gemert-Bakel", 19, 14),
            rij("Laarbeek", 12, 10),
            vec!["Asten".into(), "< 10".into(), "< 10".into(), "13".into()],
        ],
        totaal: Some(vec!["Regio".into(), "214".into(), "131".into(), "345".into()]),
        noten: tekst(&["< 10: een getal onder de 10 tonen wij niet."]),
    };
    let mut blokken = vec![
        Blok::alinea(
            "Dit hoofdstuk laat zien hoeveel inwoners een indicatie hebben, en waar zij vandaan komen.",
        ),
        Blok::Tabel(tabel),
        Blok::kop("Ontwikkeling"),
    ];
    blokken.extend((0..3).flat_map(|i| [lijn(zaad + i), staven(zaad + i)]).map(Blok::Grafiek));
    Hoofdstuk { kop: "Aantallen".into(), blokken }
}

fn status(zaad: i64) -> Hoofdstuk {
    let mut blokken = vec![Blok::alinea(
        "Instroom, doorstroom en uitstroom van dit kwartaal, en de tijd die mensen wachten.",
    )];
    blokken.extend(
        (0..2).flat_map(|i| [kolommen(zaad + i), strips(zaad + i), honderd(zaad + i)]).map(Blok::Grafiek),
    );
    Hoofdstuk { kop: "Status".into(), blokken }
}

fn realisatie(zaad: i64) -> Hoofdstuk {
    let mut blokken = vec![Blok::alinea("Wat is begroot, wat is beschikt en wat is betaald.")];
    blokken.extend(
        [bullets(zaad, true), bullets(zaad, false), prognose(zaad), honderd(zaad + 5)].map(Blok::Grafiek),
    );
    Hoofdstuk { kop: "Realisatie".into(), blokken }
}

fn gemeenten(zaad: i64) -> Hoofdstuk {
    let blokken = [lijn(zaad + 11), staven(zaad + 12), kolommen(zaad + 13), strips(zaad + 14)];
    Hoofdstuk { kop: "Per gemeente".into(), blokken: blokken.map(Blok::Grafiek).to_vec() }
}

fn grafiek(titel: &str, eenheid: Eenheid, soort: Soort) -> Grafiek {
    let omschrijving = "De cijfers staan in de tabel achter in dit rapport.".into();
    Grafiek { titel: titel.into(), omschrijving, eenheid, soort }
}

fn lijn(z: i64) -> Grafiek {
    let reeks =
        |naam: &str, van: i64, per: i64| Reeks::nieuw(naam, (0..8).map(|i| van + per * i + (i * z) % 7));
    grafiek(
        "Beschermd thuis groeit, beschermd wonen blijft gelijk",
        Eenheid::Aantal("inwoners".into()),
        Soort::Lijn {
            punten: tekst(&KWARTALEN),
            reeksen: vec![reeks("Beschermd wonen", 210, 1), reeks("Beschermd thuis", 74, 8)],
            band: None,
        },
    )
}

fn prognose(z: i64) -> Grafiek {
    let mut uitgaven = Reeks::nieuw("Uitgaven", (0..5).map(|i| 180_000_000 + i * 21_000_000 + z * 500_000));
    uitgaven.waarden.extend([Waarde::Geen, Waarde::Geen, Waarde::Geen]);
    let grens = |i: i64| Some((264_000_000 + i * 15_000_000, 264_000_000 + i * 30_000_000));
    grafiek(
        "Eind 2026 komen de uitgaven waarschijnlijk tussen 3,1 en 3,5 miljoen euro uit",
        Eenheid::EuroCent,
        Soort::Lijn {
            punten: tekst(&KWARTALEN),
            reeksen: vec![uitgaven],
            band: Some(Band {
                naam: "laag tot hoog".into(),
                grenzen: (0..8).map(|i| if i < 4 { None } else { grens(i - 4) }).collect(),
            }),
        },
    )
}

fn staven(z: i64) -> Grafiek {
    let waarden = |i: usize| {
        let n = 141 / (i64::try_from(i).unwrap_or(0) + 1) + z;
        vec![Waarde::Getal(n), if i > 3 { Waarde::Onderdrukt("< 10".into()) } else { Waarde::Getal(n / 4) }]
    };
    grafiek(
        "De meeste inwoners hebben al langer dan een jaar een indicatie",
        Eenheid::Aantal("inwoners".into()),
        Soort::Staven {
            reeksen: tekst(&["Historisch", "Nieuw"]),
            staven: GEMEENTEN
                .iter()
                .enumerate()
                .map(|(i, g)| Staaf { naam: (*g).into(), waarden: waarden(i) })
                .collect(),
            stand: Stand::Naast,
        },
    )
}

fn honderd(z: i64) -> Grafiek {
    let staaf =
        |naam: &str, zin: i64, pgb: i64| Staaf { naam: naam.into(), waarden: vec![zin.into(), pgb.into()] };
    grafiek(
        "Acht van de tien inwoners krijgen zorg in natura",
        Eenheid::Aantal("inwoners".into()),
        Soort::Staven {
            reeksen: tekst(&["Zorg in natura", "Persoonsgebonden budget"]),
            staven: vec![staaf("Beschermd wonen", 181 + z, 33), staaf("Beschermd thuis", 92, 39 + z)],
            stand: Stand::Honderd,
        },
    )
}

fn kolommen(z: i64) -> Grafiek {
    let op: Vec<i64> = (0..8).map(|i| 18 + (i * 5 + z) % 9).collect();
    let neer: Vec<i64> = (0..8).map(|i| 15 + (i * 7 + z) % 11).collect();
    let netto = Reeks::nieuw("Saldo", op.iter().zip(&neer).map(|(a, b)| a - b));
    grafiek(
        "De instroom is in de meeste kwartalen groter dan de uitstroom",
        Eenheid::Aantal("inwoners".into()),
        Soort::Kolommen {
            perioden: tekst(&KWARTALEN),
            op: vec![
                Reeks::nieuw("Instroom nieuw", op),
                Reeks::nieuw("Terugkeer", (0..8).map(|i| 2 + i % 3)),
            ],
            neer: vec![Reeks::nieuw("Uitstroom", neer)],
            netto: Some(netto),
        },
    )
}

fn strips(z: i64) -> Grafiek {
    let rij = |naam: &str, n: i64, mediaan: i64| Strip {
        naam: naam.into(),
        aantal: n.into(),
        mediaan: (mediaan + z % 5).into(),
        p90: (mediaan * 2 + 9).into(),
    };
    grafiek(
        "In Deurne wacht de helft korter dan 31 dagen",
        Eenheid::Dagen,
        Soort::Strips {
            rijen: vec![
                rij("Helmond", 48, 38),
                rij("Deurne", 14, 31),
                rij("Gemert-Bakel", 11, 44),
                rij("Laarbeek", 10, 27),
            ],
            norm: Some(("Norm: 42 dagen".into(), 42)),
            werkwoord: "wacht",
        },
    )
}

fn bullets(z: i64, eigen_schaal: bool) -> Grafiek {
    let rijen = GEMEENTEN.iter().zip([820, 141, 122, 61, 74, 58]).map(|(naam, begroot)| Bullet {
        naam: (*naam).into(),
        begroot: (begroot * 1_000_000).into(),
        beschikt: (begroot * 980_000 + z * 100_000).into(),
        betaald: (begroot * 610_000).into(),
    });
    grafiek(
        "Alle gemeenten blijven binnen de begroting",
        Eenheid::EuroCent,
        Soort::Bullets { rijen: rijen.collect(), eigen_schaal },
    )
}

fn brief() -> Brief {
    Brief {
        afzender: Afzender {
            naam: "Gemeente Helmond".into(),
            onderdeel: "Team Wmo, beschermd wonen en beschermd thuis".into(),
            adres: tekst(&["Postbus 950", "5700 AZ Helmond"]),
            contact: vec![paar("Telefoon", "14 0492"), paar("Website", "www.helmond.nl")],
        },
        adres: tekst(&["Mevrouw A. de Vries", "Voorbeeldstraat 12", "5751 AB  Deurne"]),
        datum: dag("2026-06-12"),
        kenmerk: "2026-004711".into(),
        uw_kenmerk: String::new(),
        onderwerp: "Besluit: u krijgt beschermd wonen".into(),
        aanhef: "Beste mevrouw De Vries,".into(),
        blokken: vec![
            Blok::alinea("U vroeg ons op 28 april 2026 om hulp bij het wonen. Wij hebben met u gepraat over wat u nodig hebt. In deze brief leest u ons besluit."),
            Blok::kop("Ons besluit"),
            Blok::alinea("U krijgt beschermd wonen. Hieronder staat wat dat voor u betekent."),
            Blok::Gegevens(vec![
                paar("Voorziening", "Beschermd wonen"),
                paar("Van", "1 juli 2026"),
                paar("Tot", "1 juli 2028"),
                paar("Vorm", "Zorg in natura"),
                paar("Aanbieder", "Stichting Voorbeeldzorg, Helmond"),
            ]),
            Blok::kop("Waarom krijgt u deze hulp?"),
            Blok::lijst([
                "U bent 18 jaar of ouder.",
                "U hebt psychische problemen en kunt daardoor niet zelfstandig wonen.",
                "Hulp uit een andere wet is nu niet genoeg.",
            ]),
            Blok::kader("Waarom deze datum?", "Wij moeten binnen zes weken na uw melding klaar zijn met het onderzoek. Daarna hebben wij twee weken voor het besluit. U meldde zich op 28 april 2026. Het besluit moest er dus uiterlijk op 23 juni 2026 zijn."),
            Blok::Tabel(Tabel {
                titel: "Wat u krijgt per week".into(),
                kolommen: vec![Kolom::tekst("Hulp"), Kolom::getal("Etmalen"), Kolom::getal("Bedrag")],
                rijen: vec![tekst(&["Verblijf met toezicht", "7", "€ 812,00"]), tekst(&["Begeleiding", "7", "€ 431,50"])],
                totaal: Some(tekst(&["Samen", "7", "€ 1.243,50"])),
                noten: vec![],
            }),
            Blok::kop("Bent u het er niet mee eens?"),
            Blok::alinea("U kunt bezwaar maken. Doe dat binnen zes weken na de datum van deze brief. Schrijf in uw bezwaar:"),
            Blok::Genummerd(tekst(&["uw naam en adres;", "de datum;", "tegen welk besluit u bezwaar maakt, en waarom;", "uw handtekening."])),
            Blok::alinea("Stuur uw bezwaar naar het college van burgemeester en wethouders, Postbus 950, 5700 AZ Helmond."),
        ],
        ondertekening: Ondertekening {
            groet: "Met vriendelijke groet,".into(),
            namens: "namens het college van burgemeester en wethouders van Helmond,".into(),
            naam: "J. Jansen".into(),
            functie: "Teamleider Wmo".into(),
        },
        bijlagen: tekst(&["Ondersteuningsplan van 5 juni 2026"]),
        voetregel: "Dit besluit is gemaakt met regelversie wmo-2026-01 en ontvangstbewijs 8841. U kunt beide opvragen.".into(),
    }
}
