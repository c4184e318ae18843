//! `Uitleg` to JSON and back: `kern` has no serde, tables keep the steps as text.

use super::Fout;
use kern::stam::Uitleg;
use serde::{Deserialize, Serialize};

/// One step as it is stored and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StapTekst {
    /// Stable rule code.
    pub code: String,
    /// Article or source; empty when the rule is only good housekeeping.
    pub artikel: String,
    /// Dutch sentence, B1.
    pub zin: String,
}

/// The steps as JSON, for a column `uitleg`.
pub fn naar_json(uitleg: &Uitleg) -> Result<String, Fout> {
    Ok(serde_json::to_string(&stappen(uitleg))?)
}

/// The steps of a column `uitleg`, for a page or a letter.
pub fn uit_json(tekst: &str) -> Result<Vec<StapTekst>, Fout> {
    Ok(serde_json::from_str(tekst)?)
}

/// The steps as text, for a page that shows what was just computed.
pub fn stappen(uitleg: &Uitleg) -> Vec<StapTekst> {
    uitleg
        .stappen
        .iter()
        .map(|s| StapTekst { code: s.code.to_string(), artikel: s.artikel.to_string(), zin: s.zin.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_uitleg_komt_heel_terug_uit_de_opslag() {
        let mut u = Uitleg::nieuw();
        u.stap("TRM-01", "Wmo 2015 art. 2.3.5 lid 2", "Zes weken \"na\" 1 maart.");
        let json = naar_json(&u).expect("writes");
        assert_eq!(uit_json(&json).expect("reads"), stappen(&u));
        assert!(uit_json("geen json").is_err());
    }
}
