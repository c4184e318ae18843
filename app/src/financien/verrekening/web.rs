//! The page *Verrekening*: agreements, invoices, and people from elsewhere for whom nothing was agreed yet.

use super::opslag;
use crate::financien::nav;
use crate::huis::{
    Antwoord, Kader, Uitkomst, Verzoek, gemeenten,
    kader::{Koppeling, Toon},
};
use crate::inkoop::web::periode_tekst;
use askama::Template;
use kern::financien::Factuurstand;

/// An agreement in the list.
struct Overeenkomst {
    id: i64,
    gemeente: String,
    periode: String,
    document: String,
}

/// An invoice in a list.
pub struct Factuurregel {
    /// Key.
    pub id: i64,
    /// Number on the letter.
    pub nummer: String,
    /// Who pays.
    pub gemeente: String,
    /// Days that it is about.
    pub periode: String,
    /// How much.
    pub bedrag: String,
    /// Where it stands.
    pub stand: (&'static str, Toon),
}

/// People from a gemeente outside the region.
struct VanElders {
    gemeente: String,
    aantal: i64,
    afgesproken: bool,
}

#[derive(Template)]
#[template(path = "financien/verrekening/lijst.html")]
struct Lijst {
    kader: Kader,
    nav: Vec<Koppeling>,
    overeenkomsten: Vec<Overeenkomst>,
    facturen: Vec<Factuurregel>,
    elders: Vec<VanElders>,
}

/// The tone of a state.
pub fn toon_van(s: Factuurstand) -> Toon {
    match s {
        Factuurstand::Concept => Toon::Neutraal,
        Factuurstand::Verzonden => Toon::Info,
        Factuurstand::Betwist => Toon::LetOp,
        Factuurstand::Betaald => Toon::Goed,
        Factuurstand::Ingetrokken => Toon::Neutraal,
    }
}

/// An invoice as a list shows it.
pub fn regel(f: &opslag::FactuurRij) -> Result<Factuurregel, crate::huis::Fout> {
    let s = f.stand()?;
    Ok(Factuurregel {
        id: f.factuur_id,
        nummer: f.nummer.clone(),
        gemeente: gemeenten::naam(f.gemeente),
        periode: periode_tekst(f.van, Some(f.tot)),
        bedrag: f.bedrag_cent.to_string(),
        stand: (s.tekst(), toon_van(s)),
    })
}

/// GET /geld/verrekening
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let alle = opslag::alle(&vz.db).await?;
    let vandaag = vz.vandaag();
    let elders = opslag::van_elders(&vz.db, vandaag).await?;
    let loopt =
        |o: &&opslag::OvereenkomstRij| o.geldig_van <= vandaag && o.geldig_tot.is_none_or(|t| vandaag < t);
    let elders = elders.into_iter().filter(|e| !gemeenten::in_regio(e.gemeente)).map(|e| VanElders {
        afgesproken: alle.iter().filter(loopt).any(|o| o.gemeente == e.gemeente),
        gemeente: gemeenten::naam(e.gemeente),
        aantal: e.aantal,
    });
    let p = Lijst {
        kader: nav::kader(&vz, "Verrekening").await?.kruimel("Verrekening", ""),
        nav: nav::delen(&vz),
        elders: elders.collect(),
        facturen: opslag::facturen(&vz.db).await?.iter().map(regel).collect::<Result<_, _>>()?,
        overeenkomsten: alle
            .into_iter()
            .map(|o| Overeenkomst {
                id: o.overeenkomst_id,
                gemeente: gemeenten::naam(o.gemeente),
                periode: periode_tekst(o.geldig_van, o.geldig_tot),
                document: o.document,
            })
            .collect(),
    };
    Antwoord::pagina(&p)
}
