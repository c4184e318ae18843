//! The questions that come before every regime that decides: product, age, right of residence, urgency, identity.

use super::{
    feiten::{Feiten, Product, Regime, Verblijfsrecht},
    uitkomst::{Status, Taak, Verantwoordelijk, Werk},
};
use alloc::format;

/// Passes the case on, or answers that a human must decide first.
pub(super) fn door_de_poort<'a>(
    mut werk: Werk<'a>,
    regime: Regime,
    feiten: &Feiten,
) -> Result<(Werk<'a>, Product), Verantwoordelijk> {
    let wet = match regime {
        Regime::R0 => "Voor deze melding geldt de wet zoals die was op",
        Regime::R1 => "Voor deze melding is gerekend met wetsvoorstel 36288, op",
        Regime::R2 => "Gekeken is naar",
    };
    werk.stap("WPB-00", "Wmo 2015", format!("{wet} {}.", feiten.melding_op.voluit()));
    if feiten.spoed {
        werk.taak(Taak::TijdelijkePlek);
        let zin = "Dit is spoed. De gemeente waar de melding is gedaan, regelt nu een tijdelijke plek. \
                   De vraag wie uiteindelijk verantwoordelijk is, wacht.";
        werk.stap("WPB-04", "Wmo 2015 art. 2.3.3", zin);
    }
    let Some(product) = feiten.product else {
        let zin =
            "Nog niet duidelijk is wat deze persoon nodig heeft: beschermd wonen, beschermd thuis of opvang.";
        werk.stap("WPB-01", "Wmo 2015 art. 1.1.1 en 1.2.1", zin);
        return Err(werk.mens(None, "WPB-01"));
    };
    werk.stap("WPB-01", "Wmo 2015 art. 1.1.1 en 1.2.1", zin_over(product));
    let jong =
        feiten.geboren_op.is_some_and(|g| g.leeftijd_op(feiten.melding_op) < werk.regels.volwassen_vanaf);
    if jong {
        werk.taak(Taak::Overgang18);
        let zin = format!(
            "Deze persoon is nog geen {}. Jeugdhulp gaat voor. Maak afspraken over de overgang.",
            werk.regels.volwassen_vanaf
        );
        werk.stap("WPB-02", "Jeugdwet art. 1.1; Wmo 2015 art. 2.1.2 lid 4 onder e", zin);
        return Err(werk.mens(None, "WPB-02"));
    }
    match feiten.verblijfsrecht {
        Verblijfsrecht::Nederlander | Verblijfsrecht::Rechtmatig => {}
        Verblijfsrecht::Anders | Verblijfsrecht::Onbekend => {
            werk.taak(Taak::Verblijfsrecht);
            let zin =
                "Er is nog niet vastgesteld dat deze persoon recht kan hebben op een maatwerkvoorziening.";
            werk.stap("WPB-03", "Wmo 2015 art. 1.2.2 lid 1 en 3", zin);
            return Err(werk.mens(None, "WPB-03"));
        }
    }
    if !feiten.identiteit_vast {
        werk.taak(Taak::Identiteit);
        werk.hoogstens(Status::Bevestigen);
        werk.stap("WPB-05", "Wmo 2015 art. 2.3.4", "De identiteit is nog niet vastgesteld.");
    }
    Ok((werk, product))
}

fn zin_over(product: Product) -> &'static str {
    match product {
        Product::Bw => "Wonen in een accommodatie van een instelling is beschermd wonen.",
        Product::Bt => "Begeleiding in een eigen woning is voor de wet geen beschermd wonen.",
        Product::Opvang => "Deze persoon vraagt om opvang.",
    }
}
