//! Booking one amount by hand, and undoing an entry.

use super::boek::{self, Grond, MetGemeente, SOORTEN, Soort};
use super::lijst;
use super::tegen;
use crate::financien::{nav, velden};
use crate::huis::{Antwoord, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten, kader::Koppeling};
use askama::Template;
use kern::financien::met_de_hand;
use kern::stam::{Cent, Weigering};

#[derive(Template)]
#[template(path = "financien/grootboek/formulier.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    soorten: Vec<Optie>,
    gemeenten: Vec<Optie>,
}

/// GET /geld/grootboek/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, Invoer::leeg().met_datum("datum", vz.vandaag())).await
}

async fn toon(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let titel = "Boeking toevoegen";
    let p = Pagina {
        kader: nav::kader(vz, titel)
            .await?
            .kruimel("Grootboek", "/geld/grootboek")
            .kruimel(titel, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        soorten: SOORTEN.iter().map(|s| Optie::nieuw(s.code, s.tekst).uitleg(s.uitleg)).collect(),
        gemeenten: gemeenten::opties(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /geld/grootboek/nieuw
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let soort = Soort::lees(vz.form.tekst("soort"));
    if soort.is_none() {
        f.fout("soort", "Kies wat u boekt.");
    }
    let gemeente = kern::stam::Gemeentecode::lees(vz.form.tekst("gemeente")).ok();
    match (soort.map(|s| s.gemeente), gemeente) {
        (Some(MetGemeente::Altijd), None) => f.fout("gemeente", "Kies voor welke gemeente dit is."),
        (Some(MetGemeente::Nooit), Some(_)) => {
            f.fout("gemeente", "Dit is voor de regio als geheel. Kies geen gemeente.");
        }
        _ => {}
    }
    let bedrag = velden::bedrag(&vz, &mut f, "bedrag");
    let datum = velden::dag(&vz, &mut f, "datum", "Vul de dag in waar dit bij hoort.");
    let omschrijving = velden::tekst(&vz, &mut f, "omschrijving", "Schrijf op waar dit bedrag voor is.");
    let document = velden::tekst(&vz, &mut f, "document", "Noem het document waarop dit rust.");
    let bijlage = velden::bijlage(&vz, &mut f);
    if let (Some(bedrag), Some(datum)) = (bedrag, datum)
        && let Err(w) = met_de_hand(bedrag, datum, vz.vandaag())
    {
        f.weiger(&w);
    }
    let (Some(soort), Some(bedrag), Some(datum), Some(omschrijving), Some(document), true) =
        (soort, bedrag, datum, omschrijving, document, f.is_goed())
    else {
        return toon(&vz, f).await;
    };
    let mut tx = vz.begin().await?;
    let grond = Grond { datum, omschrijving, document, stuk_id: None };
    let posten = soort.post(bedrag, gemeente, grond).map(|n| vec![n]);
    let wat = ("boeking toegevoegd", datum.jaar());
    let nrs = match boek::leg_vast(&mut tx, &vz.app, wat, posten, bijlage).await? {
        Ok(nrs) => nrs,
        Err(w) => {
            drop(tx);
            f.weiger(&bij_bedrag(w));
            return toon(&vz, f).await;
        }
    };
    tx.commit().await?;
    let volgnr = nrs.first().copied().unwrap_or(0);
    Antwoord::naar_met_melding(format!("/geld/grootboek/{volgnr}"), format!("Post {volgnr} is geboekt."))
}

/// A refusal about the amount points at the box with the amount.
fn bij_bedrag(w: Weigering) -> Weigering {
    if w.code == "FIN-13" { w.bij("bedrag") } else { w }
}

/// POST /geld/grootboek/{post}/tegenboeking
pub async fn boek_tegen(vz: Verzoek) -> Uitkomst {
    let volgnr = vz.pad("post")?;
    let mut f = vz.invoer();
    let datum = velden::dag(&vz, &mut f, "datum", "Vul de dag in waarop u tegenboekt.");
    let reden = velden::tekst(&vz, &mut f, "reden", "Schrijf op waarom u deze post ongedaan maakt.");
    let (Some(datum), Some(omschrijving)) = (datum, reden) else {
        return lijst::toon_post(&vz, volgnr, f).await;
    };
    let mut tx = vz.begin().await?;
    let grond = Grond { datum, omschrijving, document: String::new(), stuk_id: None };
    let nr = match tegen::leg_vast(&mut tx, volgnr, &grond).await? {
        Ok(nr) => nr,
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            return lijst::toon_post(&vz, volgnr, f).await;
        }
    };
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/geld/grootboek/{nr}"),
        format!("Post {volgnr} is tegengeboekt met post {nr}."),
    )
}

/// An amount for a box, without the sign of the euro.
pub fn kaal(c: Cent) -> String {
    c.to_string().replace("€ ", "")
}
