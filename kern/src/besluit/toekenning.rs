//! Whether what is asked can be granted, and what it is worth.

use super::{Indicatie, Product, Regels, Stand, Toegekend, Verzoek};
use crate::inkoop::{Leveringsvorm, waarde};
use crate::stam::termijnen::met_weekdag;
use crate::stam::{Cent, Periode, Uitleg, Weigering};
use alloc::format;

const PGB: &str = "Wmo 2015 art. 2.3.6";

/// Tests a request against the period, the product and what is already granted; `vervangt` is the indicatie that it replaces.
pub(super) fn toets(
    stand: &Stand,
    verzoek: &Verzoek,
    vervangt: Option<&Indicatie>,
    regels: &Regels,
    uitleg: &mut Uitleg,
) -> Result<Toegekend, Weigering> {
    let periode = periode(stand, verzoek, regels, uitleg)?;
    vrij(stand, &periode, vervangt)?;
    let product = product(stand, verzoek)?;
    let bedrag = bedrag(verzoek, product, &periode, uitleg)?;
    let t = Toegekend {
        vorm: verzoek.vorm,
        leveringsvorm: verzoek.leveringsvorm,
        product: verzoek.product.clone(),
        omvang: verzoek.omvang,
        bedrag,
        periode,
    };
    if vervangt.is_some_and(|oud| oud.inhoud == t) {
        let zin = "Er verandert niets. Pas iets aan, of ga terug.";
        return Err(Weigering::nieuw("BSL-18", "Wmo 2015 art. 2.3.10", zin));
    }
    Ok(t)
}

fn periode(stand: &Stand, v: &Verzoek, regels: &Regels, uitleg: &mut Uitleg) -> Result<Periode, Weigering> {
    if let Some(m) = stand.melding.filter(|m| v.van < m.ontvangen_op) {
        let zin = format!(
            "De melding is van {}. De ondersteuning kan niet eerder beginnen.",
            m.ontvangen_op.voluit()
        );
        return Err(Weigering::nieuw("BSL-19", "Wmo 2015 art. 2.3.2 lid 1", zin).bij("van"));
    }
    let bron = "Wmo 2015 art. 2.3.9 lid 1";
    let Some(laatste) = v.tot_en_met else {
        let zin = "Vul de laatste dag in. Een indicatie zonder einde kan niet: het college kijkt steeds opnieuw wat nodig is.";
        return Err(Weigering::nieuw("BSL-20", bron, zin).bij("tot"));
    };
    let Some(p) = Periode::nieuw(v.van, Some(laatste.plus_dagen(1))) else {
        let zin = "De laatste dag ligt voor de eerste dag.";
        return Err(Weigering::nieuw("BSL-21", "", zin).bij("tot"));
    };
    let grens = v.van.plus_maanden(i32::from(regels.hoogstens_maanden));
    if p.tot().is_none_or(|t| t > grens) {
        let zin = format!(
            "Een indicatie duurt hoogstens {} maanden. De laatste dag is dan {}.",
            regels.hoogstens_maanden,
            met_weekdag(grens.plus_dagen(-1))
        );
        return Err(Weigering::nieuw("BSL-22", bron, zin).bij("tot"));
    }
    let zin = format!("De indicatie loopt van {} tot en met {}.", v.van.voluit(), laatste.voluit());
    uitleg.stap("BSL-20", regels.hoogstens_bron.artikel.clone(), zin);
    Ok(p)
}

/// One inwoner has one indicatie at a time: two would be paid twice.
fn vrij(stand: &Stand, periode: &Periode, vervangt: Option<&Indicatie>) -> Result<(), Weigering> {
    let ander = stand
        .indicaties
        .iter()
        .filter(|i| vervangt.is_none_or(|v| v.indicatie_id != i.indicatie_id))
        .find(|i| i.inhoud.periode.overlapt(periode));
    let Some(i) = ander else { return Ok(()) };
    let einde = i.inhoud.periode.tot_en_met().map_or_else(|| "nu".into(), crate::stam::Datum::voluit);
    let zin = format!(
        "Er is al een indicatie {} van {} tot en met {einde}. Kies een andere periode, of herzie die indicatie.",
        i.inhoud.vorm,
        i.inhoud.periode.van().voluit()
    );
    Err(Weigering::nieuw("BSL-23", "", zin).bij("van"))
}

fn product<'a>(stand: &'a Stand, v: &Verzoek) -> Result<&'a Product, Weigering> {
    let Some(p) = stand.product.as_ref().filter(|p| p.code == v.product) else {
        let zin = format!("Product {} bestaat niet.", v.product);
        return Err(Weigering::nieuw("BSL-24", "", zin).bij("product"));
    };
    if p.vorm != v.vorm {
        let zin = format!("{} hoort bij {}, niet bij {}.", p.naam, p.vorm, v.vorm);
        return Err(Weigering::nieuw("BSL-25", "", zin).bij("product"));
    }
    if p.eenheid != v.omvang.eenheid || v.omvang.volume == 0 {
        let zin = format!("Vul de omvang in hele getallen in. {} telt per {}.", p.naam, p.eenheid);
        return Err(Weigering::nieuw("BSL-26", "", zin).bij("omvang"));
    }
    if v.omvang.hoogste().is_some_and(|h| v.omvang.volume > h) {
        let zin =
            format!("{} is meer dan er in de tijd past. Controleer het getal en per wat het telt.", v.omvang);
        return Err(Weigering::nieuw("BSL-42", "", zin).bij("omvang"));
    }
    Ok(p)
}

/// What the grant is worth. In natura: the highest contract price, so that every aanbieder with a contract can be chosen. A pgb: the
/// budget that was decided; it may be refused above the price in natura (art. 2.3.6 lid 5 onder a), and the explanation says when it is.
fn bedrag(v: &Verzoek, product: &Product, periode: &Periode, uitleg: &mut Uitleg) -> Result<Cent, Weigering> {
    let natura = product.richttarief.and_then(|t| waarde(&v.omvang, periode, t).map(|w| (t, w)));
    match v.leveringsvorm {
        Leveringsvorm::Zin => {
            let Some((tarief, totaal)) = natura else {
                let zin =
                    format!("Op {} is er geen contract met een prijs voor {}.", v.van.voluit(), product.naam);
                return Err(
                    Weigering::nieuw("BSL-27", "Uitvoeringsbesluit Wmo 2015 art. 5.4", zin).bij("product")
                );
            };
            let zin = format!(
                "{} kost hoogstens {tarief} per {}. Voor {} in deze periode is dat {totaal}.",
                product.naam, product.eenheid, v.omvang
            );
            uitleg.stap("BSL-27", "Uitvoeringsbesluit Wmo 2015 art. 5.4", zin);
            Ok(totaal)
        }
        Leveringsvorm::Pgb => {
            let Some(budget) = v.budget.filter(|b| *b > Cent::NUL) else {
                let zin = "Vul in hoe hoog het persoonsgebonden budget is, voor de hele periode.";
                return Err(Weigering::nieuw("BSL-28", PGB, zin).bij("budget"));
            };
            uitleg.stap(
                "BSL-28",
                "Wmo 2015 art. 2.3.6 lid 1",
                format!("Het persoonsgebonden budget is {budget}."),
            );
            if let Some((_, n)) = natura.filter(|(_, n)| budget > *n) {
                let zin = format!(
                    "Zorg in natura kost {n}. Het budget is hoger. Het college mag het meerdere weigeren."
                );
                uitleg.stap("BSL-29", "Wmo 2015 art. 2.3.6 lid 5 onder a", zin);
            }
            Ok(budget)
        }
    }
}
