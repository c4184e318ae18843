//! What a table says, in one sentence: the heading of its chart. Made from the figures that are shown, so it cannot
//! tell what is hidden.

use super::{
    bord::{KERNREGELS, Tabelnaam},
    codes::{Code, Sleutel},
    geldtabel::{PLEK_BEGROOT, PLEK_BESCHIKT, PLEK_UITPUTTING},
    stroomtabel::{PLEK_INSTROOM, PLEK_UITSTROOM},
    tabel::{Cijfer, Cijfertabel, Kop, Rij},
    woorden::{getal, procent},
};
use alloc::{borrow::ToOwned, format, string::String};

/// The conclusion of a table; its title when the figures allow none. `woord` gives the words of a value.
pub fn conclusie(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> String {
    let zin = match Tabelnaam::lees(tabel.code) {
        Some(Tabelnaam::Kerncijfers) => kern(tabel, "vorig kwartaal"),
        Some(Tabelnaam::Jaarcijfers) => kern(tabel, "vorig jaar"),
        Some(Tabelnaam::ClientenVerloop) => verloop(tabel),
        Some(Tabelnaam::ClientenKenmerk) => deel(tabel, Code::NIEUW, "is nieuw", "zijn nieuw"),
        Some(Tabelnaam::ClientenVorm) => meeste(tabel, woord),
        Some(Tabelnaam::ClientenLeveringsvorm) => deel(tabel, Code::PGB, "heeft een pgb", "hebben een pgb"),
        Some(Tabelnaam::HerkomstVerblijf) => gebleven(tabel),
        Some(Tabelnaam::Spreiding) => spreiding(tabel, woord),
        Some(Tabelnaam::Terugval) => terugval(tabel),
        Some(Tabelnaam::Verblijfsduur) => verblijf(tabel),
        Some(Tabelnaam::WachttijdNorm) => binnen_norm(tabel),
        Some(Tabelnaam::KostenPerClient) => per_client(tabel),
        Some(Tabelnaam::Stromen) => stromen(tabel),
        Some(Tabelnaam::Doorstroom) => doorstroom(tabel, woord),
        Some(Tabelnaam::UitstroomReden) => reden(tabel, woord),
        Some(Tabelnaam::Wachttijden) => wachttijd(tabel),
        Some(Tabelnaam::Wachtenden) => wachtenden(tabel),
        Some(Tabelnaam::RealisatieGemeente | Tabelnaam::RealisatieVorm) => realisatie(tabel, woord),
        Some(Tabelnaam::BetaaldLeveringsvorm) => aandeel(tabel, Code::PGB, "gaat naar pgb's"),
        Some(Tabelnaam::BetaaldKenmerk) => aandeel(tabel, Code::NIEUW, "gaat naar nieuwe cliënten"),
        Some(Tabelnaam::InstroomKenmerk) => grootste(tabel, woord, "die erbij kwamen"),
        Some(Tabelnaam::UitstroomBestemming) => grootste(tabel, woord, "die weggingen"),
        Some(Tabelnaam::WachtendenGemeente) => wachtenden(tabel),
        Some(Tabelnaam::BetaaldProduct) => duurste(tabel, woord),
        Some(Tabelnaam::Begroting) => begroting(tabel),
        Some(Tabelnaam::ClientenLeeftijd) => grootste(tabel, woord, "cliënten"),
        Some(Tabelnaam::ClientenProduct) => grootste(tabel, woord, "cliënten"),
        Some(Tabelnaam::ClientenAanbieder) => grootste(tabel, woord, "cliënten"),
        Some(Tabelnaam::Zelfredzaamheid) => zelfredzaam(tabel, woord),
        None => None,
    };
    zin.unwrap_or_else(|| tabel.titel.to_owned())
}

/// The figure at a place in a row, when it is shown.
fn cijfer(rij: &Rij, plek: usize) -> Option<i64> {
    rij.cellen.get(plek)?.cijfer.getal()
}
fn plek(tabel: &Cijfertabel, code: Code) -> Option<usize> {
    tabel.kolommen.iter().position(|k| k.kop == Kop::Waarde(Sleutel::Code(code)))
}
fn totaalrij(tabel: &Cijfertabel) -> Option<&Rij> {
    tabel.rijen.last().filter(|_| tabel.met_totaal)
}
fn totaal(tabel: &Cijfertabel) -> Option<i64> {
    cijfer(totaalrij(tabel)?, tabel.kolommen.len() - 1)
}

fn kern(tabel: &Cijfertabel, wanneer: &str) -> Option<String> {
    let rij = tabel.rijen.iter().find(|r| r.kop == Kop::Tekst(KERNREGELS[0]))?;
    let (nu, verschil) = (cijfer(rij, 1)?, cijfer(rij, 2)?);
    let dan = match verschil {
        0 => format!("evenveel als {wanneer}"),
        v if v > 0 => format!("{} meer dan {wanneer}", getal(v)),
        v => format!("{} minder dan {wanneer}", getal(-v)),
    };
    Some(format!("Er zijn {} cliënten, {dan}", getal(nu)))
}

fn verloop(tabel: &Cijfertabel) -> Option<String> {
    let (eerste, laatste) = (tabel.rijen.first()?, tabel.rijen.last()?);
    let beweging = |plek| Some((cijfer(eerste, plek)?, cijfer(laatste, plek)?));
    let zeg = |naam: &str, (van, tot): (i64, i64)| match tot.cmp(&van) {
        core::cmp::Ordering::Less => format!("{naam} daalt van {} naar {}", getal(van), getal(tot)),
        core::cmp::Ordering::Equal => format!("{naam} blijft {}", getal(tot)),
        core::cmp::Ordering::Greater => format!("{naam} stijgt van {} naar {}", getal(van), getal(tot)),
    };
    // A movement without its span would look like that of one quarter.
    let span = match tabel.rijen.len() {
        2 => "In 1 kwartaal".to_owned(),
        n => format!("In {} kwartalen", n.saturating_sub(1)),
    };
    Some(format!(
        "{span}: {}, {}",
        zeg("beschermd wonen", beweging(0)?),
        zeg("beschermd thuis", beweging(1)?)
    ))
}

fn deel(tabel: &Cijfertabel, code: Code, een: &str, meer: &str) -> Option<String> {
    let n = cijfer(totaalrij(tabel)?, plek(tabel, code)?)?;
    let totaal = totaal(tabel)?;
    Some(format!("{} van de {} cliënten {}", getal(n), getal(totaal), if n == 1 { een } else { meer }))
}

fn meeste(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let laatste = tabel.kolommen.len() - 1;
    let (rij, n) =
        tabel.losse_rijen().filter_map(|r| Some((r, cijfer(r, laatste)?))).max_by_key(|(_, n)| *n)?;
    let Kop::Waarde(s) = rij.kop else { return None };
    let t = totaal(tabel)?;
    (t > 0).then(|| format!("{} heeft de meeste cliënten: {} van de {}", woord(s), getal(n), getal(t)))
}

fn gebleven(tabel: &Cijfertabel) -> Option<String> {
    if tabel.heeft_overig() {
        return None; // of who stands together it cannot be told
    }
    let mut gebleven = 0;
    for (r, rij) in tabel.gewone_rijen().iter().enumerate() {
        if let (Kop::Waarde(Sleutel::Gemeente(_)), Some(k)) =
            (rij.kop, tabel.kolommen.iter().position(|k| k.kop == rij.kop))
        {
            gebleven += cijfer(&tabel.rijen[r], k)?;
        }
    }
    let t = totaal(tabel)?;
    Some(format!(
        "{} van de {} cliënten wonen in de gemeente waar zij vandaan komen",
        getal(gebleven),
        getal(t)
    ))
}

fn stromen(tabel: &Cijfertabel) -> Option<String> {
    let rij = tabel.rijen.last()?;
    let (er_bij, weg) = (cijfer(rij, PLEK_INSTROOM)?, cijfer(rij, PLEK_UITSTROOM)?);
    Some(format!("Dit kwartaal kwamen er {} cliënten bij en gingen er {} weg", getal(er_bij), getal(weg)))
}

fn doorstroom(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let cellen = tabel
        .rijen
        .iter()
        .flat_map(|r| r.cellen.iter().zip(&tabel.kolommen).map(move |(c, k)| (r.kop, k.kop, c)));
    let (van, naar, n) =
        cellen.filter_map(|(v, k, c)| Some((v, k, c.cijfer.getal()?))).max_by_key(|c| c.2)?;
    let (Kop::Waarde(van), Kop::Waarde(naar)) = (van, naar) else { return None };
    (n > 0).then(|| {
        let klein = |s| woord(s).to_lowercase().replace("wmo", "Wmo");
        format!("De meeste stappen gaan van {} naar {}: {}", klein(van), klein(naar), getal(n))
    })
}

fn reden(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let eerste = tabel.gewone_rijen().first()?;
    let Kop::Waarde(s) = eerste.kop else { return None };
    let n = cijfer(eerste, 0)?;
    let van = totaal(tabel).map_or_else(String::new, |t| format!(" van de {}", getal(t)));
    Some(format!("Meest voorkomende reden: {} ({}{van})", woord(s).to_lowercase(), getal(n)))
}

fn wachttijd(tabel: &Cijfertabel) -> Option<String> {
    let n = cijfer(tabel.rijen.last()?, 1)?;
    Some(format!("De helft wacht {} of korter van melding tot start", super::woorden::dagen(n)))
}

fn spreiding(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let verschil = |r: &Rij| Some(cijfer(r, 1)? - cijfer(r, 0)?);
    let rijen = tabel.gewone_rijen().iter().filter(|r| matches!(r.kop, Kop::Waarde(Sleutel::Gemeente(_))));
    let (rij, n) =
        rijen.filter_map(|r| Some((r, verschil(r)?))).max_by_key(|(_, n)| *n).filter(|(_, n)| *n > 0)?;
    let Kop::Waarde(s) = rij.kop else { return None };
    Some(format!("In {} wonen {} cliënten meer dan er vandaan komen", woord(s), getal(n)))
}

fn terugval(tabel: &Cijfertabel) -> Option<String> {
    let rij = tabel.rijen.last()?;
    let (terug, alle) = (cijfer(rij, 1)?, cijfer(rij, 2)?);
    Some(match (terug, alle) {
        (_, 0) => "Dit kwartaal ging niemand naar een andere vorm".to_owned(),
        (0, n) => format!("Geen terugval bij de {} stappen van dit kwartaal", getal(n)),
        (t, n) => format!(
            "{} van de {} stappen van dit kwartaal gingen naar een zwaardere vorm",
            getal(t),
            getal(n)
        ),
    })
}

fn verblijf(tabel: &Cijfertabel) -> Option<String> {
    let n = cijfer(tabel.rijen.get(2)?, 1)?;
    Some(format!("De helft van de cliënten is {} of korter cliënt", super::woorden::dagen(n)))
}

fn binnen_norm(tabel: &Cijfertabel) -> Option<String> {
    let p = cijfer(tabel.rijen.first()?, 2)?;
    Some(format!("{} van de besluiten kwam binnen de norm", procent(p)))
}

fn per_client(tabel: &Cijfertabel) -> Option<String> {
    let n = cijfer(totaalrij(tabel)?, 2)?;
    Some(format!("Dit jaar is {} per cliënt betaald", super::woorden::euro(crate::stam::Cent(n))))
}

fn wachtenden(tabel: &Cijfertabel) -> Option<String> {
    let t = totaal(tabel)?;
    if t == 0 {
        return Some("Niemand staat op de wachtlijst".to_owned());
    }
    let wie =
        |n: i64| if n == 1 { "1 inwoner staat".to_owned() } else { format!("{} inwoners staan", getal(n)) };
    let Some(zonder) = cijfer(totaalrij(tabel)?, plek(tabel, Code::ZONDER_OVERBRUGGING)?) else {
        return Some(format!("{} op de wachtlijst", wie(t)));
    };
    Some(format!("{} op de wachtlijst, van wie {} zonder overbrugging", wie(t), getal(zonder)))
}

fn realisatie(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let over = |r: &Rij| {
        let p = r.cellen.get(PLEK_BESCHIKT)?.cijfer.promille_van(r.cellen.get(PLEK_BEGROOT)?.cijfer);
        p.getal().filter(|p| *p > 1000)
    };
    let hoogste = tabel.losse_rijen().filter_map(|r| Some((r, over(r)?))).max_by_key(|(_, p)| *p);
    if let Some((rij, p)) = hoogste {
        let Kop::Waarde(s) = rij.kop else { return None };
        return Some(format!("{}: {} meer beschikt dan begroot", woord(s), procent(p - 1000)));
    }
    let betaald = cijfer(totaalrij(tabel)?, PLEK_UITPUTTING)?;
    Some(format!("Dit jaar is {} van de begroting betaald", procent(betaald)))
}

fn aandeel(tabel: &Cijfertabel, code: Code, wat: &str) -> Option<String> {
    let rij = totaalrij(tabel)?;
    let deel = rij.cellen.get(plek(tabel, code)?)?.cijfer;
    let geheel = rij.cellen.last()?.cijfer;
    if deel == Cijfer::Getal(0) && code == Code::PGB {
        // Nothing is not the same as no costs: what was spent is known from its statement only.
        return Some("Van pgb's is nog niets als betaald geboekt: de SVB betaalt ze uit".to_owned());
    }
    match deel.promille_van(geheel) {
        Cijfer::Getal(p) => Some(format!("{} van wat dit jaar is betaald, {wat}", procent(p))),
        Cijfer::Verborgen | Cijfer::Geen => None,
    }
}

/// The row with the most in its last column, and how much that is.
fn hoogste(tabel: &Cijfertabel) -> Option<(Sleutel, i64)> {
    let laatste = tabel.kolommen.len().checked_sub(1)?;
    let rijen = tabel.losse_rijen().filter_map(|r| Some((r.kop, cijfer(r, laatste)?)));
    match rijen.max_by_key(|(_, n)| *n)? {
        (Kop::Waarde(s), n) if n > 0 => Some((s, n)),
        _ => None,
    }
}

fn grootste(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String, wie: &str) -> Option<String> {
    let ((s, n), t) = (hoogste(tabel)?, totaal(tabel)?);
    Some(format!("{}: de grootste groep, {} van de {} {wie}", woord(s), getal(n), getal(t)))
}

fn duurste(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let ((s, n), t) = (hoogste(tabel)?, totaal(tabel)?);
    let p = Cijfer::Getal(n).promille_van(Cijfer::Getal(t)).getal()?;
    Some(format!("Het meeste geld, {}, gaat naar: {}", procent(p), woord(s)))
}

fn begroting(tabel: &Cijfertabel) -> Option<String> {
    let rij = totaalrij(tabel)?;
    let uitvoering = rij.cellen.get(plek(tabel, Code::UITVOERING)?)?.cijfer;
    let p = uitvoering.promille_van(rij.cellen.last()?.cijfer).getal()?;
    Some(format!("Van de begroting is {} voor de uitvoering", procent(p)))
}

fn zelfredzaam(tabel: &Cijfertabel, woord: &dyn Fn(Sleutel) -> String) -> Option<String> {
    let rijen = tabel.rijen.iter().filter_map(|r| Some((r.kop, cijfer(r, 0)?, cijfer(r, 3)?)));
    let (kop, vooruit, alle) = rijen.max_by_key(|(_, v, n)| v * 1000 / (*n).max(1))?;
    let Kop::Waarde(s) = kop else { return None };
    let wat = woord(s).to_lowercase();
    Some(format!("De meeste vooruitgang is er bij {wat}: {} van de {} cliënten", getal(vooruit), getal(alle)))
}

#[cfg(test)]
mod tests {
    use super::super::tabel::{Cel, Kolom, Soort};
    use super::*;
    use alloc::{string::ToString, vec, vec::Vec};

    const ZONDER: Kop = Kop::Waarde(Sleutel::Code(Code::ZONDER_OVERBRUGGING));
    const MET: Kop = Kop::Waarde(Sleutel::Code(Code::MET_OVERBRUGGING));

    /// A table by name, with rows of numbers; -1 is hidden. The last row is the total when the last head is.
    fn zin(naam: Tabelnaam, koppen: &[Kop], rijen: &[(Kop, &[i64])]) -> String {
        let cel = |n: &i64| Cel::berekend(if *n == -1 { Cijfer::Verborgen } else { Cijfer::Getal(*n) });
        let t = Cijfertabel {
            code: naam.code(),
            titel: naam.titel(),
            rijkop: "",
            maten: Vec::new(),
            tijdvak: None,
            kolommen: koppen.iter().map(|k| Kolom { kop: *k, soort: Soort::Aantal }).collect(),
            rijen: rijen.iter().map(|(k, c)| Rij { kop: *k, cellen: c.iter().map(cel).collect() }).collect(),
            met_totaal: rijen.last().is_some_and(|(k, _)| *k == Kop::Totaal),
            noten: vec![],
        };
        conclusie(&t, &|s| {
            alloc::format!("{s:?}")
                .replace("Code(Code(1))", "Beschermd thuis")
                .replace("Code(Code(0))", "Beschermd wonen")
        })
    }

    #[test]
    fn een_tabel_zegt_haar_conclusie_in_een_zin() {
        let t = Kop::Tekst("x");
        let (bw, bt) = (Kop::Waarde(Sleutel::Code(Code::BW)), Kop::Waarde(Sleutel::Code(Code::BT)));
        assert_eq!(
            zin(
                Tabelnaam::ClientenVerloop,
                &[bw, bt, Kop::Totaal],
                &[(t, &[140, 58, 198]), (t, &[110, 91, 201])]
            ),
            "In 1 kwartaal: beschermd wonen daalt van 140 naar 110, beschermd thuis stijgt van 58 naar 91"
        );
        assert_eq!(
            zin(
                Tabelnaam::Wachtenden,
                &[MET, ZONDER, Kop::Totaal],
                &[(bw, &[5, 9, 14]), (Kop::Totaal, &[5, 9, 14])]
            ),
            "14 inwoners staan op de wachtlijst, van wie 9 zonder overbrugging"
        );
        assert_eq!(
            zin(Tabelnaam::Wachtenden, &[MET, ZONDER, Kop::Totaal], &[(Kop::Totaal, &[0, 0, 0])]),
            "Niemand staat op de wachtlijst"
        );
        assert_eq!(
            zin(Tabelnaam::Doorstroom, &[bw, bt], &[(bw, &[0, 19]), (bt, &[11, 0])]),
            "De meeste stappen gaan van beschermd wonen naar beschermd thuis: 19"
        );
        assert_eq!(
            zin(Tabelnaam::Kerncijfers, &[t, t, t], &[(Kop::Tekst(KERNREGELS[0]), &[133, 112, -21])]),
            "Er zijn 112 cliënten, 21 minder dan vorig kwartaal"
        );
    }

    #[test]
    fn een_conclusie_verraadt_geen_verborgen_getal() {
        let bw = Kop::Waarde(Sleutel::Code(Code::BW));
        assert_eq!(
            zin(
                Tabelnaam::Wachtenden,
                &[MET, ZONDER, Kop::Totaal],
                &[(bw, &[-1, -1, 14]), (Kop::Totaal, &[-1, -1, 14])]
            ),
            "14 inwoners staan op de wachtlijst"
        );
        assert_eq!(
            zin(Tabelnaam::UitstroomReden, &[Kop::Tekst("Aantal")], &[(bw, &[-1]), (Kop::Totaal, &[9])]),
            Tabelnaam::UitstroomReden.titel().to_string()
        );
    }

    #[test]
    fn meer_beschikt_dan_begroot_staat_in_de_kop() {
        let geld = [Kop::Tekst("x"); 6];
        let bt = Kop::Waarde(Sleutel::Code(Code::BT));
        let rij: &[i64] = &[100_000, 106_000, 0, 0, 50_000, 500];
        assert_eq!(
            zin(Tabelnaam::RealisatieVorm, &geld, &[(bt, rij), (Kop::Totaal, rij)]),
            "Beschermd thuis: 6,0% meer beschikt dan begroot"
        );
        let rij: &[i64] = &[100_000, 96_000, 0, 0, 50_000, 500];
        assert_eq!(
            zin(Tabelnaam::RealisatieVorm, &geld, &[(bt, rij), (Kop::Totaal, rij)]),
            "Dit jaar is 50,0% van de begroting betaald"
        );
    }
}
