//! Honouring a request of an aanbieder: from what it asks (WMO315, WMO317) to toewijzingen, by somebody's decision. The WMO301 follows
//! by itself.

use super::{beslis, toewijzen, vertaal};
use crate::{
    huis::{
        App, Fout, Wie,
        opslag::{Handeling, Leest},
    },
    inkoop,
    levering::{
        berichten, opslag,
        vervul::{self, Vraag, Wens},
        verzoeken::{self, VerzoekRij},
    },
};
use ::iwmo::Bericht;
use ::iwmo::typen::{Omvang, Product, ToegewezenProduct, Wijzigingsverzoek};
use ::iwmo::waarde::Toewijzingnummer;
use ::iwmo::zend;
use kern::inkoop as ink;
use kern::stam::{AanbiederId, Datum, Peil, Weigering};

/// First of the numbers that stand for toewijzingen which do not exist yet; no register gets that far.
const VOORLOPIG: u32 = 999_900_000;

/// What a request asks, in our words; refused with BER-14 when we cannot carry it out (a budget, no product code).
pub(super) type Gevraagd = Result<Vec<Wens>, Weigering>;

/// The aanbieder that asks.
pub(super) async fn aanbieder(
    db: &impl Leest,
    r: &VerzoekRij,
    peil: Peil,
) -> Result<Option<AanbiederId>, Fout> {
    Ok(inkoop::opslag::aanbieder_met_agb(db, &r.agb, peil).await?.map(|a| a.aanbieder_id))
}

/// Reads what is asked, from the message itself.
pub(super) async fn gevraagd(app: &App, db: &impl Leest, r: &VerzoekRij) -> Result<Gevraagd, Fout> {
    let bytes = berichten::inhoud(db, &app.sleutels, r.bericht_id).await?;
    let bericht = bytes.and_then(|b| ::iwmo::lees(&b).ok().and_then(|g| g.bericht().ok()));
    match bericht {
        Some(Bericht::Wmo315(b)) => {
            let plek = usize::try_from(r.regelnr - 1).unwrap_or(usize::MAX);
            let Some(p) = b.client.producten.get(plek) else { return Ok(Err(niet_te_lezen())) };
            Ok(nieuw(p.product.as_ref(), p.omvang.as_ref(), p.ingangsdatum, p.einddatum).map(|w| vec![w]))
        }
        Some(Bericht::Wmo317(b)) => wijziging(app, db, r, &b.client.verzoek).await,
        _ => Ok(Err(niet_te_lezen())),
    }
}

fn niet_te_lezen() -> Weigering {
    Weigering::nieuw(
        "BER-14",
        "",
        "De inhoud van dit verzoek is niet bewaard. Vraag de aanbieder om het opnieuw te sturen.",
    )
}

fn kan_niet(zin: &str) -> Weigering {
    Weigering::nieuw("BER-14", "iWmo IV093 en IV094", zin)
}

/// A change, worked out by the standard (IV093): what stays, what ends, what begins.
async fn wijziging(
    app: &App,
    db: &impl Leest,
    r: &VerzoekRij,
    verzoek: &Wijzigingsverzoek,
) -> Result<Gevraagd, Fout> {
    let peil = Peil::op(app.klok.vandaag());
    let (Some(dossier), Some(aanbieder)) = (r.dossier_id, aanbieder(db, r, peil).await?) else {
        return Ok(Err(kan_niet("Er is geen dossier bij dit verzoek.")));
    };
    let mut huidig = Vec::new();
    for t in opslag::toewijzingen(db, dossier, peil).await? {
        if t.aanbieder_id != aanbieder || !t.telt() || t.is_verwijderd() {
            continue;
        }
        let p = inkoop::opslag::product(db, &inkoop::opslag::code(&t.productcode)?, peil).await?;
        let categorie = p.map_or_else(|| "15".to_owned(), |p| p.categorie);
        huidig.push(toewijzen::toegewezen(&t, &categorie)?);
    }
    let (datum, tijd) = vertaal::stempel(app.klok.nu())?;
    let mut volgende = VOORLOPIG;
    let nummers = || {
        volgende += 1;
        Toewijzingnummer::nieuw(volgende).expect("nine digits are a number")
    };
    match zend::wijziging(verzoek, &huidig, &::iwmo::typen::Stempel { datum, tijd }, nummers) {
        Ok(doel) => Ok(doel.iter().map(|p| wens(p, &huidig)).collect()),
        Err(bezwaren) => Ok(Err(kan_niet(bezwaren.first().map_or("", |b| b.zin.as_str())))),
    }
}

fn wens(p: &ToegewezenProduct, huidig: &[ToegewezenProduct]) -> Result<Wens, Weigering> {
    let Some(oud) = huidig.iter().find(|h| h.nummer == p.nummer) else {
        return nieuw(p.product.as_ref(), p.omvang.as_ref(), p.ingangsdatum, p.einddatum);
    };
    let nummer = i64::from(p.nummer.get());
    if p.is_verwijderd() {
        return Ok(Wens::Vervalt { nummer });
    }
    if p.omvang != oud.omvang || p.budget != oud.budget {
        return Err(kan_niet(
            "De omvang van een lopende toewijzing volgt uit het besluit. Neem eerst een nieuw besluit.",
        ));
    }
    if p.einddatum == oud.einddatum {
        return Ok(Wens::Blijft { nummer });
    }
    match p.einddatum.map(dag).transpose()? {
        Some(laatste_dag) => Ok(Wens::Eindigt { nummer, laatste_dag }),
        None => Err(kan_niet("Een toewijzing heeft hier altijd een laatste dag.")),
    }
}

fn dag(d: ::iwmo::Datum) -> Result<Datum, Weigering> {
    vertaal::van_datum(d).ok_or_else(|| kan_niet("Een datum ligt buiten 1800 tot en met 2199."))
}

fn nieuw(
    product: Option<&Product>,
    omvang: Option<&Omvang>,
    begin: ::iwmo::Datum,
    eind: Option<::iwmo::Datum>,
) -> Result<Wens, Weigering> {
    let code = product.and_then(|p| p.code.as_deref()).and_then(|c| ink::Productcode::lees(c).ok());
    let Some(product) = code else {
        return Err(kan_niet(
            "Dit verzoek noemt geen product van de regio. Wijs het af, of vraag om een verzoek met een productcode.",
        ));
    };
    let omvang = match omvang {
        None => {
            return Err(kan_niet("Dit verzoek vraagt een budget. De regio wijst alleen toe met een omvang."));
        }
        Some(o) => vertaal::van_omvang(o),
    };
    let omvang = omvang.ok_or_else(|| kan_niet("De gevraagde omvang komt in de regio niet voor."))?;
    Ok(Wens::Nieuw {
        product,
        omvang: Some(omvang),
        van: dag(begin)?,
        laatste_dag: eind.map(dag).transpose()?,
    })
}

/// Another period than was asked, for a first toewijzing (IV094).
pub(super) type Periode = Option<(Datum, Option<Datum>)>;

/// Gives what is asked. The WMO301 leaves when the act is on disk.
pub(super) async fn wijs_toe(
    app: &App,
    wie: Wie,
    verzoek_id: i64,
    periode: Periode,
) -> Result<Result<(), Weigering>, Fout> {
    let mut tx = app.db.begin(wie).await?;
    let Some(r) = verzoeken::een(&tx, verzoek_id).await? else {
        return Err(Fout::niet_gevonden("verzoek"));
    };
    let peil = Peil::op(tx.vandaag());
    let (Some(dossier), Some(aanbieder)) = (r.dossier_id, aanbieder(&tx, &r, peil).await?) else {
        return Ok(Err(kan_niet("Er is geen dossier of geen aanbieder bij dit verzoek.")));
    };
    if !r.is_open() {
        return Ok(Err(beslis::weiger("iWmo OP344", "Dit verzoek is al beantwoord.")));
    }
    let mut wensen = match gevraagd(app, &tx, &r).await? {
        Ok(wensen) => wensen,
        Err(w) => return Ok(Err(w)),
    };
    if let Some((eerste, laatste)) = periode.filter(|_| !r.is_wijziging()) {
        for w in &mut wensen {
            if let Wens::Nieuw { van, laatste_dag, .. } = w {
                (*van, *laatste_dag) = (eerste, laatste);
            }
        }
    }
    tx.journaal(Handeling {
        wat: "verzoek van aanbieder toegewezen",
        onderwerp: "aanbiederverzoek",
        onderwerp_id: verzoek_id,
        dossier: Some(dossier),
        gemeente: Some(r.gemeente),
        reden: "",
    })
    .await?;
    let vraag = Vraag { verzoek: &r, dossier, aanbieder, wensen: &wensen };
    if let Err(w) = vervul::vervul(&mut tx, &app.regels, &vraag).await? {
        return Ok(Err(w));
    }
    beslis::werk_bij(&mut tx, r.bericht_id).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// What is asked, in plain Dutch.
pub(super) fn zin(w: &Wens) -> String {
    match w {
        Wens::Blijft { nummer } => format!("Toewijzing {nummer} blijft zoals zij is."),
        Wens::Eindigt { nummer, laatste_dag } => {
            format!("Toewijzing {nummer} krijgt als laatste dag {}.", laatste_dag.voluit())
        }
        Wens::Vervalt { nummer } => format!("Toewijzing {nummer} vervalt, alsof zij er nooit was."),
        Wens::Nieuw { product, omvang, van, laatste_dag } => {
            let tot = laatste_dag.map_or_else(String::new, |d| format!(" tot en met {}", d.voluit()));
            let hoeveel = omvang.as_ref().map_or_else(String::new, |o| format!(", {o}"));
            format!("Een nieuwe toewijzing: product {product}{hoeveel}, vanaf {}{tot}.", van.voluit())
        }
    }
}
