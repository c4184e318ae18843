//! Sentences that more pages of the stelsel use.

use kern::stam::{Breuk, Cent};

/// A number per thousand inhabitants, with one decimal.
pub fn duizend(b: &Breuk) -> String {
    b.met_decimalen(1).replace('.', ",")
}

/// A large amount in short: `€ 15,75 mln`. The exact amount stands beside it.
pub fn kort(c: Cent) -> String {
    const MILJOEN_CENT: i128 = 100_000_000;
    let mln = Breuk::van_cent(c).gedeeld_door(&Breuk::heel(MILJOEN_CENT));
    match mln.filter(|m| Breuk::heel(1) <= m.zonder_teken()) {
        Some(m) => format!("€ {} mln", m.met_decimalen(2).replace('.', ",")),
        None => c.to_string(),
    }
}

/// More or less than the region, per inhabitant.
pub fn dan_zin(naam: &str, eigen: Cent, regio: Cent) -> String {
    let hoe = match eigen.cmp(&regio) {
        std::cmp::Ordering::Less => "minder dan",
        std::cmp::Ordering::Equal => "evenveel als",
        std::cmp::Ordering::Greater => "meer dan",
    };
    format!(
        "Zou alles objectief worden verdeeld, dan kreeg {naam} {eigen} per inwoner, {hoe} gemiddeld in de regio ({regio})."
    )
}

/// Which maatstaf makes the largest difference; both per thousand inhabitants.
pub fn maatzin(maatstaf: &str, hier: &Breuk, daar: &Breuk) -> String {
    format!(
        "Het grootste verschil komt door de maatstaf ‘{maatstaf}’: hier {} per 1.000 inwoners, in de regio {}.",
        duizend(hier),
        duizend(daar)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_groot_bedrag_staat_kort() {
        assert_eq!(kort(Cent(1_575_000_000)), "€ 15,75 mln");
        assert_eq!(kort(Cent(-1_575_000_000)), "€ -15,75 mln");
        assert_eq!(kort(Cent(99_999_999)), "€ 999.999,99");
    }

    #[test]
    fn een_wethouder_leest_waarom_het_meer_of_minder_is() {
        let zin = dan_zin("Deurne", Cent(7_000), Cent(7_768));
        assert_eq!(
            zin,
            "Zou alles objectief worden verdeeld, dan kreeg Deurne € 70,00 per inwoner, minder dan gemiddeld in de regio (€ 77,68)."
        );
        assert!(dan_zin("Helmond", Cent(9_037), Cent(7_768)).contains("meer dan"));
        assert!(dan_zin("X", Cent(1), Cent(1)).contains("evenveel als"));
        let b = |t: &str| Breuk::lees(t).expect("number");
        assert!(
            maatzin("psychische zorg", &b("9,2"), &b("10,72"))
                .contains("hier 9,2 per 1.000 inwoners, in de regio 10,7.")
        );
    }
}
