//! How long reading, checking and writing take, on one toewijzing and on declaraties of growing size, and how much memory it asks.
//!
//! `cargo bench -p iwmo`; `-- BESTAND…` measures files. Times are CPU time where the system tells it (Linux) and wall time elsewhere; every
//! figure is the middle one of several runs. Memory is the peak of a process of its own, less what it had before reading.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

const TOEWIJZING: &str = include_str!("../tests/oracle/valid_301.xml");
const DECLARATIE: &str = include_str!("../tests/oracle/valid_323.xml");
/// Far above what may be exchanged, to see that the cost per prestatie stays the same.
const GRENS: usize = 1_000_000_000;
/// With this argument the process reads one message and tells its peak.
const GEHEUGEN: &str = "--geheugen-van";

fn main() {
    let argumenten: Vec<_> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [vlag, aantal] = argumenten.as_slice()
        && vlag == GEHEUGEN
    {
        return meet_geheugen(&declaratie(aantal.parse().expect("a number of prestaties")));
    }
    println!(
        "{:<22}{:>9}{:>11}{:>11}{:>11}{:>11}{:>9}{:>9}",
        "bericht", "kB", "lezen µs", "niveau 2", "typen", "schrijven", "ns/prest", "geheugen"
    );
    meet("WMO301", TOEWIJZING, 1, 7);
    for (prestaties, ronden) in [(300, 7), (3_000, 7), (30_000, 5), (300_000, 3)] {
        meet(&format!("WMO323, {prestaties}"), &declaratie(prestaties), prestaties, ronden);
    }
    for bestand in &argumenten {
        match std::fs::read_to_string(bestand) {
            Ok(tekst) => meet(bestand.rsplit('/').next().unwrap_or(bestand), &tekst, 1, 7),
            Err(fout) => println!("{bestand}: {fout}"),
        }
    }
}

fn meet(naam: &str, tekst: &str, prestaties: usize, ronden: usize) {
    let bytes = tekst.as_bytes();
    let gelezen = iwmo::lees_tot(bytes, GRENS).expect("the message is valid");
    assert_eq!(gelezen.bevindingen().first(), None, "the message is valid");
    let bericht = gelezen.bericht().expect("the message is valid");
    let lezen = midden(ronden, || drop(black_box(iwmo::lees_tot(bytes, GRENS))));
    let niveau2 = midden(ronden, || drop(black_box(gelezen.niveau2())));
    let typen = midden(ronden, || drop(black_box(gelezen.bericht())));
    let schrijven = midden(ronden, || drop(black_box(bericht.schrijf())));
    print!("{naam:<22}{:>9.1}", kilo(bytes.len()));
    for tijd in [lezen, niveau2, typen, schrijven] {
        print!("{:>11.1}", micro(tijd));
    }
    print!("{:>9.0}", micro(lezen + niveau2) * 1_000.0 / kilo(prestaties) / 1_000.0);
    println!("{:>9}", geheugen(prestaties, bytes.len()).unwrap_or_default());
}

fn kilo(aantal: usize) -> f64 {
    f64::from(u32::try_from(aantal).unwrap_or(u32::MAX)) / 1_000.0
}

fn micro(tijd: Duration) -> f64 {
    tijd.as_secs_f64() * 1_000_000.0
}

/// Nanoseconds that this process was on a processor; nothing where the system does not tell.
fn cpu() -> Option<u64> {
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Short work is repeated, because the system counts processor time in steps of milliseconds.
fn midden(ronden: usize, werk: impl Fn()) -> Duration {
    let proef = Instant::now();
    werk();
    let keer = (Duration::from_millis(150).as_nanos() / proef.elapsed().as_nanos().max(1)).clamp(1, 100_000);
    let keer = u32::try_from(keer).unwrap_or(1);
    let een = |_| {
        let (begin, klok) = (cpu(), Instant::now());
        (0..keer).for_each(|_| werk());
        match (begin, cpu()) {
            (Some(begin), Some(eind)) => Duration::from_nanos(eind - begin) / keer,
            _ => klok.elapsed() / keer,
        }
    };
    let mut tijden: Vec<_> = (0..ronden).map(een).collect();
    tijden.sort_unstable();
    tijden.get(ronden / 2).copied().unwrap_or_default()
}

/// Peak memory of reading and checking, as a part of the size of the file.
fn geheugen(prestaties: usize, bytes: usize) -> Option<String> {
    if prestaties < 300 {
        return None;
    }
    let uit = Command::new(std::env::current_exe().ok()?)
        .args([GEHEUGEN, &prestaties.to_string()])
        .output()
        .ok()?;
    let kb: usize = String::from_utf8(uit.stdout).ok()?.trim().parse().ok()?;
    Some(format!("{:.2} x", kilo(kb * 1_024) / kilo(bytes)))
}

fn status(veld: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let regel = status.lines().find_map(|r| r.strip_prefix(veld)).unwrap_or_default();
    regel.trim_start_matches(':').trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

fn meet_geheugen(tekst: &str) {
    let voor = status("VmRSS");
    // The peak so far is forgotten, so that making the message does not count.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let gelezen = iwmo::lees_tot(tekst.as_bytes(), GRENS).expect("the message is valid");
    assert_eq!(gelezen.niveau2().first(), None);
    println!("{}", status("VmHWM").saturating_sub(voor));
}

/// A declaratie with this many prestaties, five per client or more.
fn declaratie(prestaties: usize) -> String {
    let (kop, _) = DECLARATIE.split_once("<wmo323:Client>").expect("the example has a client");
    let totaal = prestaties * 5_000;
    let mut uit = String::with_capacity(prestaties * 800 + kop.len());
    uit.push_str(&kop.replace("<iwmo:TotaalBedrag>58000<", &format!("<iwmo:TotaalBedrag>{totaal}<")));
    let bsns = bsns();
    let per_client = prestaties.div_ceil(bsns.len()).max(5);
    for (client, bsn) in bsns.iter().enumerate().take(prestaties.div_ceil(per_client)) {
        uit.push_str(&format!("<wmo323:Client><wmo323:Bsn>{bsn}</wmo323:Bsn><wmo323:Prestaties>"));
        for nummer in client * per_client..((client + 1) * per_client).min(prestaties) {
            uit.push_str(&prestatie(nummer));
        }
        uit.push_str("</wmo323:Prestaties></wmo323:Client>\n");
    }
    uit + "</wmo323:Clienten></wmo323:Declaratie></wmo323:Bericht>"
}

fn prestatie(nummer: usize) -> String {
    format!(
        "
<wmo323:Prestatie>
  <wmo323:ProductReferentie><iwmo:ReferentieNummer>RN{nummer}</iwmo:ReferentieNummer></wmo323:ProductReferentie>
  <wmo323:ToewijzingNummer>{nummer}</wmo323:ToewijzingNummer>
  <wmo323:ProductCategorie>01</wmo323:ProductCategorie>
  <wmo323:ProductCode>01A03</wmo323:ProductCode>
  <wmo323:ProductPeriode>
    <iwmo:Begindatum>2023-04-01</iwmo:Begindatum>
    <iwmo:Einddatum>2023-04-30</iwmo:Einddatum>
  </wmo323:ProductPeriode>
  <wmo323:GeleverdVolume>4</wmo323:GeleverdVolume>
  <wmo323:Eenheid>04</wmo323:Eenheid>
  <wmo323:ProductTarief>1250</wmo323:ProductTarief>
  <wmo323:IngediendBedrag><iwmo:Bedrag>5000</iwmo:Bedrag><iwmo:DebetCredit>D</iwmo:DebetCredit></wmo323:IngediendBedrag>
</wmo323:Prestatie>"
    )
}

/// The numbers of the range for tests that pass the eleven test; of nobody in particular.
fn bsns() -> Vec<String> {
    let met_proefcijfer = |kandidaat: usize| {
        let cijfers = kandidaat.to_string().bytes().map(|b| usize::from(b - b'0')).collect::<Vec<_>>();
        let som: usize = cijfers.iter().zip([9, 8, 7, 6, 5, 4, 3, 2]).map(|(c, g)| c * g).sum();
        (som % 11 != 10).then(|| format!("{kandidaat}{}", som % 11))
    };
    (99_990_000..100_000_000).filter_map(met_proefcijfer).collect()
}
