//! How long reading, checking and writing take, on declaraties of growing size and on one toewijzing.
//!
//! `cargo bench -p iwmo`; every figure is the best of several runs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use iwmo::code::{DebetCredit, Eenheid};

const RONDEN: usize = 15;
const TOEWIJZING: &str = include_str!("../tests/oracle/valid_301.xml");
const DECLARATIE: &str = include_str!("../tests/oracle/valid_323.xml");

fn main() {
    println!(
        "{:<24}{:>10}{:>12}{:>12}{:>12}{:>12}",
        "bericht", "kB", "lezen ms", "niveau2 ms", "typen ms", "schrijf ms"
    );
    meet("WMO301", TOEWIJZING);
    for prestaties in [300, 3_000, 30_000] {
        meet(&format!("WMO323, {prestaties} prestaties"), &declaratie(prestaties));
    }
}

fn meet(naam: &str, tekst: &str) {
    let bytes = tekst.as_bytes();
    let gelezen = iwmo::lees(bytes).expect("the message is valid");
    assert_eq!(gelezen.bevindingen().first(), None, "the message is valid");
    let bericht = gelezen.bericht().expect("the message is valid");
    let tijden = [
        beste(|| drop(black_box(iwmo::lees(bytes)))),
        beste(|| drop(black_box(gelezen.niveau2()))),
        beste(|| drop(black_box(gelezen.bericht()))),
        beste(|| drop(black_box(bericht.schrijf()))),
    ];
    print!("{naam:<24}{:>10}", bytes.len() / 1_000);
    for tijd in tijden {
        print!("{:>12.3}", tijd.as_secs_f64() * 1_000.0);
    }
    println!();
}

fn beste(werk: impl Fn()) -> Duration {
    let een = |_| {
        let begin = Instant::now();
        werk();
        begin.elapsed()
    };
    (0..RONDEN).map(een).min().unwrap_or_default()
}

/// A declaratie with this many prestaties, five per client.
fn declaratie(prestaties: usize) -> String {
    let (kop, _) = DECLARATIE.split_once("<wmo323:Client>").expect("the example has a client");
    let totaal = prestaties * 5_000;
    let mut uit = kop.replace("<iwmo:TotaalBedrag>58000<", &format!("<iwmo:TotaalBedrag>{totaal}<"));
    for client in 0..prestaties.div_ceil(5) {
        uit.push_str(&format!("<wmo323:Client><wmo323:Bsn>{}</wmo323:Bsn><wmo323:Prestaties>", bsn(client)));
        for nummer in client * 5..(client * 5 + 5).min(prestaties) {
            uit.push_str(&prestatie(nummer));
        }
        uit.push_str("</wmo323:Prestaties></wmo323:Client>\n");
    }
    uit + "</wmo323:Clienten></wmo323:Declaratie></wmo323:Bericht>"
}

fn prestatie(nummer: usize) -> String {
    let (debet, uur) = (DebetCredit::Debet, Eenheid::Uur);
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
  <wmo323:Eenheid>{uur}</wmo323:Eenheid>
  <wmo323:ProductTarief>1250</wmo323:ProductTarief>
  <wmo323:IngediendBedrag><iwmo:Bedrag>5000</iwmo:Bedrag><iwmo:DebetCredit>{debet}</iwmo:DebetCredit></wmo323:IngediendBedrag>
</wmo323:Prestatie>"
    )
}

/// The so many-th number above 900000000 that passes the eleven test; of nobody in particular.
fn bsn(volgnummer: usize) -> String {
    let kandidaat = 90_000_000 + volgnummer * 11;
    let cijfers: Vec<_> = kandidaat.to_string().bytes().map(|b| usize::from(b - b'0')).collect();
    let som: usize = cijfers.iter().zip([9, 8, 7, 6, 5, 4, 3, 2]).map(|(c, g)| c * g).sum();
    if som % 11 == 10 { bsn(volgnummer + 100_000) } else { format!("{kandidaat}{}", som % 11) }
}
