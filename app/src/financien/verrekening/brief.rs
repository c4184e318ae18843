//! The letter of an invoice: every line is days of one client times a price, or what was declared for one.

use super::factuur::wie;
use super::opslag::{FactuurRij, OvereenkomstRij, RegelRij};
use crate::huis::{App, Fout, brieven, gemeenten};
use crate::inkoop::web::periode_tekst;
use drukwerk::blok::{Blok, Kolom, Tabel};
use drukwerk::brief::{Brief, Ondertekening};
use kern::stam::Datum;

/// Puts the letter together.
pub fn schrijf(
    app: &App,
    f: &FactuurRij,
    o: &OvereenkomstRij,
    regels: &[RegelRij],
    op: Datum,
    naam: &str,
) -> Result<Brief, Fout> {
    let hier = gemeenten::regiegemeente();
    let gemeente = gemeenten::naam(hier);
    let periode = periode_tekst(f.van, Some(f.tot));
    Ok(Brief {
        afzender: brieven::afzender(&app.regels, hier, op)?,
        adres: vec![format!("Gemeente {}", wie(f)), "Afdeling financiën".to_owned()],
        datum: brieven::dag(op),
        kenmerk: f.nummer.clone(),
        uw_kenmerk: o.document.clone(),
        onderwerp: format!("Factuur {}: beschermd wonen en beschermd thuis van {periode}", f.nummer),
        aanhef: "Beste collega,".to_owned(),
        blokken: vec![
            Blok::alinea(format!(
                "Inwoners van {} wonen beschermd of beschermd thuis in onze regio. Wij spraken af dat u de kosten betaalt ({}). Deze factuur gaat over {periode}.",
                wie(f),
                o.document
            )),
            Blok::Tabel(tabel(f, regels)),
            Blok::alinea(
                "Zorg per etmaal is het aantal dagen waarop zorg is geleverd, maal het tarief van het product op die dagen. De eerste en de laatste dag tellen mee. Andere zorg, zoals zorg per uur, is wat de aanbieder declareerde en wij toekenden. De periode is dan die van de declaratie. Wij noemen geen namen; op verzoek overleggen wij per nummer over welke inwoner het gaat.",
            ),
            Blok::alinea(
                "Klopt er iets niet? Laat het ons weten en schrijf op welke regel u betwist. Dan zoeken wij het uit voordat u betaalt.",
            ),
        ],
        ondertekening: Ondertekening {
            groet: "Met vriendelijke groet,".to_owned(),
            namens: format!("Namens het college van burgemeester en wethouders van {gemeente},"),
            naam: naam.to_owned(),
            functie: "financieel adviseur".to_owned(),
        },
        bijlagen: Vec::new(),
        voetregel: format!("Factuur {} volgens {}", f.nummer, o.document),
    })
}

fn tabel(f: &FactuurRij, regels: &[RegelRij]) -> Tabel {
    let rij = |r: &RegelRij| {
        vec![
            r.dossier_id.to_string(),
            r.productcode.clone(),
            periode_tekst(r.van, Some(r.tot)),
            r.hoeveel(),
            r.tarief(),
            r.bedrag_cent.to_string(),
        ]
    };
    let leeg = String::new;
    Tabel {
        titel: "Regels van de factuur".to_owned(),
        kolommen: vec![
            Kolom::tekst("Cliënt"),
            Kolom::tekst("Product"),
            Kolom::tekst("Van en tot en met"),
            Kolom::getal("Aantal"),
            Kolom::getal("Tarief per eenheid"),
            Kolom::getal("Bedrag"),
        ],
        rijen: regels.iter().map(rij).collect(),
        totaal: Some(vec!["Totaal".to_owned(), leeg(), leeg(), leeg(), leeg(), f.bedrag_cent.to_string()]),
        noten: Vec::new(),
    }
}
