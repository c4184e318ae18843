//! Damages messages and envelopes for as long as it may, and reads what comes of it: nothing may panic, take long, or come back different
//! after writing.
//!
//! `cargo run -p iwmo --release --example mutatie -- --minuten 10 [--zaad 1]`. Starts from tests/oracle and tests/corpus; keeps there what
//! behaved in a way that was not seen before. Exit code 1 when something was found, with the file in tests/corpus.

#[path = "../tests/it/vijandig.rs"]
mod vijandig;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use iwmo::envelop::{self, Envelop};

/// Reading 10 MB may take this long.
const TIJD_MAX: Duration = Duration::from_secs(2);
const VIJANDIG: usize = 10_000_000;
/// Files that are kept, and how large each may be.
const CORPUS_MAX: usize = 60;
const BEWAARD_MAX: usize = 4_000;

/// Pieces that mean something to a reader of XML or of these messages.
const STUKJES: [&[u8]; 24] = [
    b"<",
    b">",
    b"/>",
    b"</",
    b"&",
    b"&#x41;",
    b"&#0;",
    b"]]>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<?x?>",
    b"<!DOCTYPE a>",
    b"\0",
    b"\xC3",
    b"\xEF\xBF\xBF",
    b"\r\n",
    b"'",
    b"=\"",
    b"xmlns:x=''",
    b"-1",
    b"99999999999999999999",
    b"9999-12-31",
    b"0000000000",
];

struct Toeval(u64);

impl Toeval {
    fn tot(&mut self, tot: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap_or(0) % tot.max(1)
    }
}

fn main() -> ExitCode {
    let argumenten: Vec<String> = std::env::args().collect();
    let getal = |vlag: &str, anders| {
        let plek = argumenten.iter().position(|a| a == vlag);
        plek.and_then(|i| argumenten.get(i + 1)).and_then(|w| w.parse().ok()).unwrap_or(anders)
    };
    let einde = Instant::now() + Duration::from_secs(getal("--minuten", 1) * 60);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut fouten = vijandige_bestanden();
    let mut zaden = zaden(&corpus);
    let mut gezien: BTreeSet<String> = zaden.iter().map(|z| gedrag(z)).collect();
    let mut toeval = Toeval(getal("--zaad", 1) | 1);
    let (mut gelezen, mut bewaard) = (0u64, aantal(&corpus));
    std::panic::set_hook(Box::new(|_| {}));
    while Instant::now() < einde {
        let stuk = beschadig(&zaden, &mut toeval);
        gelezen += 1;
        let begin = Instant::now();
        let uitkomst = catch_unwind(AssertUnwindSafe(|| gedrag(&stuk)));
        let grens = TIJD_MAX.mul_f64(f64::from(u32::try_from(stuk.len()).unwrap_or(u32::MAX)) / 10_000_000.0);
        let mag = grens + Duration::from_millis(100);
        let traag = begin.elapsed() > mag && (0..5).all(|_| duur(&stuk) > mag);
        match uitkomst {
            Ok(gedrag) if !traag && !gedrag.contains('!') => {
                let nieuw = gezien.insert(gedrag);
                if nieuw && stuk.len() <= BEWAARD_MAX && bewaard < CORPUS_MAX {
                    bewaar(&corpus, "gedrag", bewaard, &stuk);
                    bewaard += 1;
                }
                if nieuw && stuk.len() < 100_000 {
                    zaden.push(stuk);
                }
            }
            uitkomst => {
                let wat = if uitkomst.is_err() {
                    "paniek"
                } else if traag {
                    "traag"
                } else {
                    "anders"
                };
                println!("{wat}: {}", bewaar(&corpus, wat, fouten, &stuk).display());
                fouten += 1;
            }
        }
    }
    println!(
        "{gelezen} stukken gelezen, {} soorten gedrag, {bewaard} bewaard, {fouten} fouten",
        gezien.len()
    );
    ExitCode::from(u8::from(fouten > 0))
}

/// Time on a processor where the system tells it, so that a busy machine does not look like slow reading.
fn processortijd(werk: impl FnOnce()) -> Duration {
    let cpu = || std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok();
    let (begin, klok): (Option<u64>, _) = (cpu(), Instant::now());
    werk();
    match (begin, cpu()) {
        (Some(begin), Some(eind)) => Duration::from_nanos(eind - begin),
        _ => klok.elapsed(),
    }
}

/// Asked again when it took long: then it was the machine that was busy, or it takes long indeed.
fn duur(stuk: &[u8]) -> Duration {
    let begin = Instant::now();
    let _ = catch_unwind(AssertUnwindSafe(|| gedrag(stuk)));
    begin.elapsed()
}

/// 10 MB of everything that could be expensive.
fn vijandige_bestanden() -> usize {
    let mut fouten = 0;
    for (naam, bytes) in vijandig::gevallen(VIJANDIG) {
        let duur = processortijd(|| vijandig::lees(&bytes));
        println!("{:>7} ms  {naam}", duur.as_millis());
        fouten += usize::from(duur > TIJD_MAX);
    }
    fouten
}

fn bestanden(map: &Path) -> Vec<PathBuf> {
    let inhoud = std::fs::read_dir(map).into_iter().flatten().flatten();
    let mut uit: Vec<_> =
        inhoud.map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "xml")).collect();
    uit.sort();
    uit
}

fn aantal(corpus: &Path) -> usize {
    bestanden(corpus).len()
}

fn zaden(corpus: &Path) -> Vec<Vec<u8>> {
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let alle = bestanden(&oracle).into_iter().chain(bestanden(corpus));
    alle.filter_map(|p| std::fs::read(p).ok()).chain(enveloppen()).collect()
}

/// One envelope of each kind.
fn enveloppen() -> Vec<Vec<u8>> {
    const STUUR: &str = "<StUF:zender><StUF:organisatie>0794</StUF:organisatie><StUF:applicatie>Wijkthuis</StUF:applicatie></StUF:zender><StUF:ontvanger><StUF:organisatie>12345678</StUF:organisatie><StUF:applicatie>GGk</StUF:applicatie><StUF:administratie>x</StUF:administratie></StUF:ontvanger><StUF:referentienummer>07070707-0707-4707-8707-070707070707</StUF:referentienummer><StUF:tijdstipBericht>20250610093000</StUF:tijdstipBericht>";
    const KRUIS: &str = "<StUF:crossRefnummer>07070707-0707-4707-8707-070707070708</StUF:crossRefnummer>";
    const FUNCTIE: &str = "<StUF:functie>WMO301</StUF:functie>";
    const DEEL: &str = "<GGK:parameters><GGK:applicatieVersie>0001</GGK:applicatieVersie><GGK:applicatieSubversie>0002</GGK:applicatieSubversie><GGK:functieVersie>0003</GGK:functieVersie><GGK:functieSubversie>0002</GGK:functieSubversie><GGK:bericht>";
    let ruimten = format!("xmlns:StUF='{}' xmlns:GGK='{}'", envelop::RUIMTE_STUF, envelop::RUIMTE_GGK);
    let vol = |naam: &str, code: &str, kruis: &str, bestand: &str| {
        format!("<GGK:{naam} {ruimten}><GGK:stuurgegevens><StUF:berichtcode>{code}</StUF:berichtcode>{STUUR}{kruis}{FUNCTIE}</GGK:stuurgegevens>{DEEL}{bestand}</GGK:bericht></GGK:parameters></GGK:{naam}>").into_bytes()
    };
    let (xml, tekst) = (
        "<GGK:xmlBestand>SGFsbG8=</GGK:xmlBestand>",
        "<GGK:tekstBestand bestandsnaam='Q1.csv'>SGFsbG8=</GGK:tekstBestand>",
    );
    let fout = format!(
        "<StUF:Fo01Bericht {ruimten}><StUF:stuurgegevens><StUF:berichtcode>Fo01</StUF:berichtcode>{STUUR}{KRUIS}</StUF:stuurgegevens><StUF:body><StUF:code>IB014</StUF:code><StUF:plek>client</StUF:plek><StUF:omschrijving>x</StUF:omschrijving><StUF:details>y</StUF:details><StUF:detailsXML><a><b/></a></StUF:detailsXML></StUF:body></StUF:Fo01Bericht>"
    );
    vec![
        vol("envelopHeenbericht-ggk_Di01", "Di01", "", xml),
        vol("envelopHeenbericht-ggk_Di01", "Di01", "", tekst),
        vol("envelopRetourbericht-ggk_Du01", "Du01", KRUIS, xml),
        fout.into_bytes(),
    ]
}

fn bewaar(corpus: &Path, wat: &str, nummer: usize, stuk: &[u8]) -> PathBuf {
    let pad = corpus.join(format!("{wat}-{nummer:03}.xml"));
    if let Err(fout) = std::fs::write(&pad, stuk) {
        eprintln!("{}: {fout}", pad.display());
    }
    pad
}

/// What reading gives, in short; an exclamation mark when something is not as it should be.
fn gedrag(bytes: &[u8]) -> String {
    let als_bericht = match iwmo::lees(bytes) {
        Err(fout) => format!("{:?}", fout.reden),
        Ok(gelezen) => {
            let codes: BTreeSet<_> = gelezen.bevindingen().iter().map(|b| b.code).collect();
            let terug = gelezen.bericht().map_or("", |bericht| {
                let geschreven = bericht.schrijf();
                let zelfde =
                    iwmo::lees(geschreven.as_bytes()).is_ok_and(|g| g.bericht().as_ref() == Ok(&bericht));
                if zelfde { "" } else { "!" }
            });
            format!("{:?} {codes:?}{terug}", gelezen.soort())
        }
    };
    let als_envelop = match envelop::lees(bytes) {
        Err(fout) => format!("{:?}", fout.reden),
        Ok(envelop) => {
            let geschreven = match &envelop {
                Envelop::Heen(e) => e.schrijf(),
                Envelop::Retour(e) => e.schrijf(),
                Envelop::Fout(e) => e.schrijf(),
            };
            let zelfde = envelop::lees(geschreven.as_bytes()).as_ref() == Ok(&envelop);
            format!("envelop{}", if zelfde { "" } else { "!" })
        }
    };
    format!("{als_bericht} {als_envelop}")
}

fn beschadig(zaden: &[Vec<u8>], toeval: &mut Toeval) -> Vec<u8> {
    let mut stuk = zaden[toeval.tot(zaden.len())].clone();
    for _ in 0..=toeval.tot(4) {
        let plek = toeval.tot(stuk.len());
        let tot = (plek + toeval.tot(300)).min(stuk.len());
        match toeval.tot(9) {
            0 => stuk.truncate(plek),
            1 | 2 => drop(stuk.splice(plek..plek, STUKJES[toeval.tot(STUKJES.len())].iter().copied())),
            3 if !stuk.is_empty() => stuk[plek] = u8::try_from(toeval.tot(256)).unwrap_or(0),
            4 => drop(stuk.drain(plek..tot)),
            5 => {
                let kopie = stuk[plek..tot].to_vec();
                drop(stuk.splice(plek..plek, kopie));
            }
            6 => {
                // A piece many times over.
                let kopie = stuk[plek..tot].repeat(toeval.tot(400));
                if stuk.len() + kopie.len() < 300_000 {
                    drop(stuk.splice(plek..plek, kopie));
                }
            }
            7 => {
                let ander = &zaden[toeval.tot(zaden.len())];
                let van = toeval.tot(ander.len());
                let kopie = ander[van..(van + toeval.tot(600)).min(ander.len())].to_vec();
                drop(stuk.splice(plek..tot, kopie));
            }
            _ => {
                let cijfer = stuk.iter().skip(plek).position(u8::is_ascii_digit);
                if let Some(i) = cijfer {
                    stuk[plek + i] = b'0' + u8::try_from(toeval.tot(10)).unwrap_or(0);
                }
            }
        }
    }
    stuk
}
