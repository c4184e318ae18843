//! How self-reliant a group became: first and last score of the zelfredzaamheid-matrix, per domain, for groups only.

use super::{
    blik::Blik,
    bord::Tabelnaam,
    codes::{Code, Sleutel},
    feiten::ZrmFeit,
    geval::{Brontabel, Geval},
    onderdruk::{Inhoud, verberg_reeks},
    tabel::{Cel, Cijfer, Cijfertabel, Kolom, Kop, Rij, Soort},
    tel::Uitkomst,
};
use alloc::{borrow::ToOwned, collections::BTreeMap, vec, vec::Vec};

/// Fewer persons than this are no group; not for any reader.
pub const ZRM_GROEP_MIN: i64 = 10;

/// What changed in one domain between the first and the last measurement of each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZrmVerandering {
    /// Domain.
    pub domein: Code,
    /// Persons who were measured on two days or more.
    pub personen: i64,
    /// Persons whose last score is higher, the same, lower.
    pub vooruit: i64,
    /// The same score.
    pub gelijk: i64,
    /// A lower score.
    pub achteruit: i64,
    /// Mean of the first scores in tenths, rounded half up.
    pub eerste_tienden: i64,
    /// Mean of the last scores in tenths, rounded half up.
    pub laatste_tienden: i64,
}

/// The change per domain up to and including the peildatum, among those this reader sees. Groups of fewer than [`ZRM_GROEP_MIN`]
/// are left out.
pub fn zrm_veranderingen(blik: &Blik<'_>) -> Vec<ZrmVerandering> {
    let mut per_domein: BTreeMap<Sleutel, Vec<(i64, i64)>> = BTreeMap::new();
    for rij in blik.feiten.zrm.per_dossier() {
        let Some(dossier) = rij.first().map(|r| r.dossier) else { continue };
        let g = Geval::nieuw(dossier, Brontabel::Indicatie, 0, blik.peil.op);
        if !blik.filter.iter().all(|(s, w)| g.sleutel(blik.feiten, blik.peil, *s) == *w) {
            continue;
        }
        let mut bekend: Vec<&ZrmFeit> =
            rij.iter().filter(|r| r.formeel.bekend(blik.peil.bekend) && r.op <= blik.peil.op).collect();
        bekend.sort_by_key(|r| (r.domein, r.op, r.zrm_id));
        for metingen in bekend.chunk_by(|a, b| a.domein == b.domein) {
            let (eerste, laatste) = (metingen[0], metingen[metingen.len() - 1]);
            if eerste.op < laatste.op {
                let scores = per_domein.entry(Sleutel::Code(eerste.domein)).or_default();
                scores.push((eerste.score, laatste.score));
            }
        }
    }
    let mut domeinen: Vec<(Sleutel, Vec<(i64, i64)>)> = per_domein.into_iter().collect();
    domeinen.sort_by_cached_key(|(s, _)| s.volgorde(&blik.feiten.codes));
    domeinen.iter().filter_map(|(s, scores)| verandering(*s, scores)).collect()
}

fn verandering(domein: Sleutel, scores: &[(i64, i64)]) -> Option<ZrmVerandering> {
    let Sleutel::Code(domein) = domein else { return None };
    let tel = |f: &dyn Fn(i64, i64) -> bool| {
        i64::try_from(scores.iter().filter(|(a, b)| f(*a, *b)).count()).unwrap_or(0)
    };
    let personen = tel(&|_, _| true);
    let gemiddeld = |som: i64| (20 * som + personen).div_euclid(2 * personen);
    (personen >= ZRM_GROEP_MIN).then(|| ZrmVerandering {
        domein,
        personen,
        vooruit: tel(&|a, b| b > a),
        gelijk: tel(&|a, b| b == a),
        achteruit: tel(&|a, b| b < a),
        eerste_tienden: gemiddeld(scores.iter().map(|s| s.0).sum()),
        laatste_tienden: gemiddeld(scores.iter().map(|s| s.1).sum()),
    })
}

/// The same as a table: how many went forward, stayed and went back.
pub fn zrmtabel(blik: &Blik<'_>) -> Cijfertabel {
    let rij = |v: &ZrmVerandering| {
        let aantallen = [v.vooruit, v.gelijk, v.achteruit, v.personen];
        let u = aantallen.map(|n| Uitkomst { aantal: n, personen: n, som: n, ..Uitkomst::default() });
        let verborgen = blik.profiel.map_or_else(|| vec![false; 4], |p| verberg_reeks(&u, Inhoud::Aantal, p));
        let cel = |(n, verborgen): (i64, bool)| {
            let getal = blik.profiel.map_or(n, |p| p.rond_af(n));
            Cel::berekend(if verborgen { Cijfer::Verborgen } else { Cijfer::Getal(getal) })
        };
        let cellen = aantallen.into_iter().zip(verborgen).map(cel).collect();
        Rij { kop: Kop::Waarde(Sleutel::Code(v.domein)), cellen }
    };
    let kop = |t| Kolom { kop: Kop::Tekst(t), soort: Soort::Aantal };
    Cijfertabel {
        code: Tabelnaam::Zelfredzaamheid.code(),
        titel: Tabelnaam::Zelfredzaamheid.titel(),
        rijkop: "Domein",
        maten: Vec::new(),
        tijdvak: None,
        kolommen: vec![kop("Vooruit"), kop("Gelijk"), kop("Achteruit"), kop("Cliënten met twee metingen")],
        rijen: zrm_veranderingen(blik).iter().map(rij).collect(),
        met_totaal: false,
        noten: vec![
            "Alleen groepen van tien of meer cliënten. Wie één keer is gemeten, telt niet mee. Een domein staat er alleen als het voor \
             genoeg cliënten nodig was om het te meten."
                .to_owned(),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Feiten, feiten::Formeel};
    use super::*;
    use crate::stam::{Datum, DossierId, JournaalNr, Peil};

    fn meting(f: &mut Feiten, dossier: i64, id: i64, op: &str, score: i64) {
        let domein = f.codes.neem_op("huisvesting");
        let formeel = Formeel { vanaf: JournaalNr(1), tot: None };
        let op = Datum::lees(op).expect("test date");
        f.zrm.neem_op([ZrmFeit { dossier: DossierId(dossier), zrm_id: id, domein, score, op, formeel }]);
    }

    #[test]
    fn alleen_een_groep_van_tien_met_twee_metingen_telt() {
        let mut f = Feiten::default();
        for i in 0..10 {
            meting(&mut f, i, 1, "2025-01-01", 2);
            meting(&mut f, i, 2, "2025-06-01", 1);
            meting(&mut f, i, 3, "2026-01-01", if i < 6 { 4 } else { 2 });
        }
        meting(&mut f, 99, 1, "2025-01-01", 5);
        let op = |t: &str| Peil::op(Datum::lees(t).expect("test date"));
        let kijk = |peil| zrm_veranderingen(&Blik::nieuw(&f, peil));
        let nu = kijk(op("2026-01-01"))[0];
        assert_eq!((nu.personen, nu.vooruit, nu.gelijk, nu.achteruit), (10, 6, 4, 0));
        assert_eq!((nu.eerste_tienden, nu.laatste_tienden), (20, 32));
        assert_eq!(kijk(op("2025-12-31"))[0].achteruit, 10);
        assert_eq!(kijk(op("2025-05-31")), []);
        let profiel = super::super::Profiel { drempel: 5, ..super::super::Profiel::INTERN };
        let t = zrmtabel(&Blik { profiel: Some(&profiel), ..Blik::nieuw(&f, op("2026-01-01")) });
        let cijfers: Vec<Cijfer> = t.rijen[0].cellen.iter().map(|c| c.cijfer).collect();
        assert_eq!(cijfers, [Cijfer::Verborgen, Cijfer::Verborgen, Cijfer::Getal(0), Cijfer::Getal(10)]);
    }
}
