//! One search box: name, birth date or dossier number. By POST, so that nobody's name ends up in an address or a log.

use super::web::{FASEN, naam_uit, volledige_naam};
use crate::{
    huis::{
        Antwoord, Fout, Kader, Uitkomst, Verzoek, gemeenten,
        opslag::{Leest, sql, t, v},
    },
    rij,
};
use askama::Template;
use kern::stam::{Bsn, Datum, Gemeentecode};

/// Most hits shown.
const TREFFERS_MAX: i64 = 25;
/// Shortest text that is searched for.
const TEKENS_MIN: usize = 2;

rij! {
    /// A hit.
    pub struct Treffer {
        dossier_id: i64, gemeente: Gemeentecode, fase: String, achternaam: String, voorvoegsel: String, voornamen: String,
        geboortedatum: Datum,
    }
}

impl Treffer {
    fn naam(&self) -> String {
        volledige_naam(&self.voorvoegsel, &self.achternaam, &self.voornamen)
    }
    fn plaats(&self) -> String {
        gemeenten::naam(self.gemeente)
    }
    fn fasenaam(&self) -> String {
        naam_uit(FASEN, &self.fase)
    }
}

// $1 what, $2 the own gemeente or '', $3 who asks: the own dossiers are found wherever they are.
sql!(
    OP_NAAM = "SELECT w.dossier_id, w.gemeente, w.fase, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum
    FROM inwoner i JOIN werkitem w ON w.inwoner_id = i.inwoner_id
    WHERE i.tot_nr IS NULL AND i.zoeknaam >= $1 AND i.zoeknaam < $2 AND ($3 = '' OR w.gemeente = $3 OR w.houder = $4 OR w.medehouder = $4)
    ORDER BY i.zoeknaam LIMIT $5"
);
sql!(
    OP_DEEL = "SELECT w.dossier_id, w.gemeente, w.fase, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum
    FROM inwoner i JOIN werkitem w ON w.inwoner_id = i.inwoner_id
    WHERE i.tot_nr IS NULL AND i.zoeknaam LIKE $1 ESCAPE '\\' AND ($2 = '' OR w.gemeente = $2 OR w.houder = $3 OR w.medehouder = $3)
    ORDER BY i.zoeknaam LIMIT $4"
);
sql!(
    OP_GEBOREN = "SELECT w.dossier_id, w.gemeente, w.fase, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum
    FROM inwoner i JOIN werkitem w ON w.inwoner_id = i.inwoner_id
    WHERE i.tot_nr IS NULL AND i.geboortedatum = $1 AND ($2 = '' OR w.gemeente = $2 OR w.houder = $3 OR w.medehouder = $3)
    ORDER BY i.zoeknaam LIMIT $4"
);
sql!(
    OP_BSN = "SELECT w.dossier_id, w.gemeente, w.fase, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum
    FROM inwoner i JOIN werkitem w ON w.inwoner_id = i.inwoner_id
    WHERE i.tot_nr IS NULL AND i.bsn_index = $1 AND ($2 = '' OR w.gemeente = $2 OR w.houder = $3 OR w.medehouder = $3)
    ORDER BY i.zoeknaam LIMIT $4"
);
sql!(BESTAAT = "SELECT dossier_id, gemeente FROM werkitem WHERE dossier_id = $1");

#[derive(Template)]
#[template(path = "werkvoorraad/zoeken.html")]
struct Gevonden {
    kader: Kader,
    zin: String,
    waarom: &'static str,
    treffers: Vec<Treffer>,
}

/// POST /zoeken
pub async fn zoek(vz: Verzoek) -> Uitkomst {
    let vraag = vz.form.tekst("zoek").to_owned();
    let kort: String = vraag.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    if kort.chars().all(|c| c.is_ascii_digit())
        && let Ok(nr) = kort.parse::<i64>()
        && Bsn::lees(&kort).is_err()
        && vz.db.een::<(i64, Gemeentecode)>(BESTAAT, &[v(&nr)]).await?.is_some()
    {
        return Antwoord::naar(format!("/dossiers/{nr}"));
    }
    let (waarom, treffers) = zoek_personen(&vz, &vraag, &kort).await?;
    let zin = match treffers.len() {
        0 if kort.chars().count() < TEKENS_MIN => "Typ ten minste twee letters van de achternaam.".to_owned(),
        0 => {
            "Niemand gevonden. Controleer de spelling, of zoek op geboortedatum (dag-maand-jaar).".to_owned()
        }
        1 => "1 dossier gevonden.".to_owned(),
        n if n >= usize::try_from(TREFFERS_MAX).unwrap_or(usize::MAX) => {
            format!("De eerste {n} dossiers. Typ meer letters om korter te zoeken.")
        }
        n => format!("{n} dossiers gevonden."),
    };
    let kader = vz.kader("Zoeken").await?.kruimel("Vandaag", "/").kruimel("Zoeken", "");
    let n = treffers.len();
    Ok(Antwoord::pagina(&Gevonden { kader, zin, waarom, treffers })?.met_personen(n))
}

async fn zoek_personen(vz: &Verzoek, vraag: &str, kort: &str) -> Result<(&'static str, Vec<Treffer>), Fout> {
    let gebied = t(&vz.actor.gemeente.map_or_else(String::new, |g| g.to_string()));
    let (wie, max) = (v(&vz.actor.gebruiker_id), v(&TREFFERS_MAX));
    if kort.chars().count() < TEKENS_MIN {
        return Ok(("", Vec::new()));
    }
    if let Ok(bsn) = Bsn::lees(kort) {
        let index = t(&vz.app.sleutels.bsn_index(&bsn));
        return Ok(("hetzelfde burgerservicenummer", vz.db.alle(OP_BSN, &[index, gebied, wie, max]).await?));
    }
    if let Some(dag) = lees_dag(vraag) {
        return Ok(("dezelfde geboortedatum", vz.db.alle(OP_GEBOREN, &[v(&dag), gebied, wie, max]).await?));
    }
    let naam = kern::toegang::zoeknaam(vraag, "");
    if naam.is_empty() {
        return Ok(("", Vec::new()));
    }
    let tot = format!("{naam}\u{10ffff}");
    let args = [t(&naam), t(&tot), gebied.clone(), wie.clone(), max.clone()];
    let begin: Vec<Treffer> = vz.db.alle(OP_NAAM, &args).await?;
    if !begin.is_empty() {
        return Ok(("de naam begint zo", begin));
    }
    let veilig = naam.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let deel = t(&format!("%{veilig}%"));
    Ok(("een deel van de naam is gelijk", vz.db.alle(OP_DEEL, &[deel, gebied, wie, max]).await?))
}

/// `27-3-1989`, `27 3 1989` or `1989-03-27`.
fn lees_dag(tekst: &str) -> Option<Datum> {
    if let Ok(d) = Datum::lees(tekst.trim()) {
        return Some(d);
    }
    let delen: Vec<&str> = tekst.split(['-', '/', '.', ' ']).filter(|d| !d.is_empty()).collect();
    match delen.as_slice() {
        [d, m, j] if j.len() == 4 => Datum::nieuw(j.parse().ok()?, m.parse().ok()?, d.parse().ok()?),
        _ => None,
    }
}
