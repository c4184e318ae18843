//! How long the split of 342 gemeenten takes over ten years and two schedules, in exact fractions. Run with
//! `cargo bench -p kern --bench verdeling`; exits with 1 above five milliseconds.

use kern::stam::{Breuk, Cent, Gemeentecode};
use kern::stelsel::{
    Afronding, Cijferbron, Cijferstatus, Decimaal, Gemeenterij, Ingroeipad, Maatstaf, Maatstaftabel, Schema,
    Verdeelmodel, padjaar, verdeel,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

const GEMEENTEN: u16 = 342;
const CENTRUMGEMEENTEN: usize = 44;
const JAREN: i16 = 10;
const RONDEN: usize = 200;
const GRENS: Duration = Duration::from_millis(5);

fn bron() -> Cijferbron {
    Cijferbron::nieuw("meting", Cijferstatus::Illustratief)
}

/// Numbers that look like a country; only their size matters.
fn gegevens() -> (Verdeelmodel, Maatstaftabel) {
    let maatstaf = |code: &str, gewicht: &str| Maatstaf {
        code: code.into(),
        naam: code.into(),
        gewicht: Decimaal::van(&Breuk::lees(gewicht).expect("number")).expect("six decimals"),
        bron: bron(),
    };
    let maatstaven = vec![
        maatstaf("inwoners", "29,87"),
        maatstaf("laag inkomen", "251,3391"),
        maatstaf("psychische zorg", "2487,06"),
    ];
    let rij = |i: u16| {
        let inwoners = 5_000 + u32::from(i) * 263 % 900_000;
        let waarden = [inwoners, inwoners / 29, inwoners / 83].map(Decimaal::heel).to_vec();
        Gemeenterij {
            gemeente: Gemeentecode::lees(&format!("{i:04}")).expect("four digits"),
            inwoners,
            waarden,
        }
    };
    let tabel = Maatstaftabel::nieuw((1..=GEMEENTEN).map(rij).collect(), bron()).expect("no doubles");
    (Verdeelmodel { versie: "meting".into(), maatstaven }, tabel)
}

/// One run: a split per year with its own macrobudget, and each year of both paths so that it sums to the cent.
fn ronde(model: &Verdeelmodel, tabel: &Maatstaftabel, paden: &[Ingroeipad; 2]) -> Cent {
    let mut som = Cent::NUL;
    for pad in paden {
        for jaar in 0..JAREN {
            let macrobudget = Cent(140_000_000_000 + i64::from(jaar) * 3_333_333_333);
            let objectief = verdeel(model, tabel, macrobudget).expect("splits").bedragen();
            let groot = &objectief[..CENTRUMGEMEENTEN];
            let sleutel: Vec<i128> = groot.iter().map(|x| i128::from(x.1.0)).collect();
            let delen = kern::stam::verdeel_naar_rato(macrobudget, &sleutel).expect("splits");
            let historisch: Vec<(Gemeentecode, Cent)> = groot.iter().map(|x| x.0).zip(delen).collect();
            let j = padjaar(pad, 2030 + jaar, &historisch, &objectief, Afronding::Sluitend).expect("splits");
            assert_eq!(j.totaal(), macrobudget, "every year sums");
            som += j.totaal();
        }
    }
    som
}

fn main() {
    let (model, tabel) = gegevens();
    let kwart = Breuk::lees("25%").expect("number");
    let paden =
        [Schema::lineair("lineair", 10, 4, bron()), Schema::uitstroom("uitstroom", &kwart, 10, 4, bron())]
            .map(|s| Ingroeipad { startjaar: Some(2030), schema: s.expect("steps") });
    let mut tijden: Vec<Duration> = (0..RONDEN)
        .map(|_| {
            let begin = Instant::now();
            black_box(ronde(black_box(&model), black_box(&tabel), black_box(&paden)));
            begin.elapsed()
        })
        .collect();
    tijden.sort();
    let midden = tijden[RONDEN / 2];
    println!(
        "342 gemeenten x 10 jaar x 2 schema's: {midden:?} (mediaan van {RONDEN}), traagste {:?}",
        tijden[RONDEN - 1]
    );
    if midden > GRENS {
        println!("Dat is meer dan {GRENS:?}.");
        std::process::exit(1);
    }
}
