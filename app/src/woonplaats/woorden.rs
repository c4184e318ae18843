//! What the page about the gemeente shows, in words.

use super::{
    beeld::Beeld,
    opslag::{AdresRij, GemeentefeitRij, VerantwoordelijkeRij, VerblijfRij},
};
use crate::huis::{
    Fout, Verzoek, gemeenten,
    onderdelen::Besluitpaneel,
    opslag::{Leest, sql, v},
    uitleg,
};
use kern::{
    stam::{Datum, Stap, Uitleg},
    woonplaats::{Instelling, Regime, Status, Taak, Verantwoordelijk},
};

/// An address or a stay as one line of the list of facts.
pub(super) struct Feitregel {
    pub(super) periode: String,
    pub(super) plaats: String,
    pub(super) soort: String,
    pub(super) bron: String,
    pub(super) twijfel: bool,
    pub(super) href: String,
}

/// A gemeente van herkomst or van verblijf in a period.
pub(super) struct Gemeenteregel {
    pub(super) soort: &'static str,
    pub(super) gemeente: String,
    pub(super) periode: String,
}

/// An earlier decision.
pub(super) struct Eerder {
    pub(super) gemeente: String,
    pub(super) regime: String,
    pub(super) op: String,
    pub(super) door: String,
    pub(super) reden: String,
    pub(super) vervangen: bool,
    pub(super) id: i64,
}

/// The answer of a regime as a panel.
pub(super) fn paneel(a: &Verantwoordelijk) -> Besluitpaneel {
    let onbekend = match a.regime {
        Regime::R2 => "Onbekend",
        Regime::R0 | Regime::R1 => "Nog geen gemeente",
    };
    let uitkomst = match (a.gemeente, a.status) {
        (Some(g), Status::Mens) => format!("Voorstel: {}", gemeenten::naam(g)),
        (Some(g), _) => gemeenten::naam(g),
        (None, _) => onbekend.to_owned(),
    };
    let twijfel = match (a.status, a.ook) {
        (_, Some(ook)) => format!("Een andere lezing van de regel wijst naar {}.", gemeenten::naam(ook)),
        (Status::Mens, _) => "De regel geeft hier geen antwoord. U beslist, met een reden.".to_owned(),
        (Status::Bevestigen, _) => "Controleer dit antwoord voordat u het bevestigt.".to_owned(),
        (Status::Voorlopig, _) => "De tekst van deze regel staat nog niet vast.".to_owned(),
        (Status::Beslist | Status::Geschil, None) => String::new(),
    };
    Besluitpaneel {
        vraag: a.regime.naam().to_owned(),
        uitkomst,
        omdat: String::new(),
        uitleg: a.uitleg(gemeenten::lijst()),
        voetnoot: format!("{} · regel {}", a.status.naam(), a.regel),
        twijfel,
    }
}

/// What a human decided, as a panel.
pub(super) async fn vastgesteld_paneel(v: &Verzoek, beeld: &Beeld) -> Result<Option<Besluitpaneel>, Fout> {
    let Some(b) = beeld.vastgesteld() else { return Ok(None) };
    let door = naam_van(&v.db, b.bevestigd_door).await?;
    let twijfel = match (b.status.as_str(), b.berekend == b.gemeente || b.berekend.is_empty()) {
        ("GESCHIL", _) => format!("Er is een geschil tussen gemeenten: {}", b.reden_afwijking),
        (_, false) => {
            format!("Afgeweken van de regel ({}): {}", gemeenten::naam_van(&b.berekend), b.reden_afwijking)
        }
        (_, true) => b.reden_afwijking.clone(),
    };
    Ok(Some(Besluitpaneel {
        vraag: "Vastgesteld".into(),
        uitkomst: gemeenten::naam_van(&b.gemeente),
        omdat: String::new(),
        uitleg: stappen(&b.uitleg)?,
        voetnoot: format!(
            "Vastgelegd door {door} op {}. Regel {}, regelversie {}.",
            b.bevestigd_op.voluit(),
            b.regel,
            b.regels_hash.get(..12).unwrap_or(&b.regels_hash)
        ),
        twijfel,
    }))
}

fn stappen(json: &str) -> Result<Uitleg, Fout> {
    let stap = |s: uitleg::StapTekst| Stap { code: s.code.into(), artikel: s.artikel.into(), zin: s.zin };
    Ok(Uitleg { stappen: uitleg::uit_json(json)?.into_iter().map(stap).collect() })
}

/// Earlier decisions, newest first.
pub(super) async fn eerder(v: &Verzoek, beeld: &Beeld) -> Result<Vec<Eerder>, Fout> {
    let mut uit = Vec::with_capacity(beeld.beslissingen.len());
    for b in &beeld.beslissingen {
        uit.push(eerdere(b, naam_van(&v.db, b.bevestigd_door).await?));
    }
    Ok(uit)
}

fn eerdere(b: &VerantwoordelijkeRij, door: String) -> Eerder {
    let regime = match b.regime.as_str() {
        "R2" => "herkomst",
        "R1" => "wetsvoorstel",
        _ => "wet",
    };
    let gemeente =
        if b.gemeente.is_empty() { "onbekend".to_owned() } else { gemeenten::naam_van(&b.gemeente) };
    let (op, reden, vervangen) = (b.bevestigd_op.voluit(), b.reden_afwijking.clone(), b.tot_nr.is_some());
    Eerder { gemeente, regime: regime.into(), op, door, reden, vervangen, id: b.verantwoordelijke_id }
}

sql!(NAAM = "SELECT naam FROM gebruiker WHERE gebruiker_id = $1");

async fn naam_van(db: &impl Leest, gebruiker_id: i64) -> Result<String, Fout> {
    let rij: Option<(String,)> = db.een(NAAM, &[v(&gebruiker_id)]).await?;
    Ok(rij.map_or_else(|| "Wijkthuis zelf".to_owned(), |r| r.0))
}

/// What must be done, as a sentence.
pub(super) fn taakzin(taak: &Taak) -> String {
    match taak {
        Taak::OverlegMet(g) => {
            format!("Overleg met {} voordat u een nieuw besluit neemt.", gemeenten::naam(*g))
        }
        Taak::Terugmelden => "Meld de twijfel over het adres terug aan de BRP.".into(),
        Taak::Overgang18 => "Maak afspraken over de overgang van jeugdhulp naar Wmo.".into(),
        Taak::TijdelijkePlek => "Beslis nu over een tijdelijke plek.".into(),
        Taak::Verblijfsrecht => "Zoek uit welk verblijfsrecht deze persoon heeft.".into(),
        Taak::Identiteit => "Stel de identiteit vast met een identiteitsbewijs.".into(),
    }
}

/// Which melding it is about.
pub(super) fn meldingzin(beeld: &Beeld) -> String {
    format!(
        "Melding van {} bij {}.",
        beeld.melding.ontvangen_op.voluit(),
        gemeenten::naam(beeld.melding.gemeente)
    )
}

/// A period as people say it; `tot` is the first day that no longer belongs to it.
pub(super) fn periode(van: Datum, tot: Option<Datum>) -> String {
    match tot {
        Some(t) => format!("{} tot en met {}", van.voluit(), t.plus_dagen(-1).voluit()),
        None => format!("sinds {}", van.voluit()),
    }
}

/// An address as a line.
pub(super) fn adresregel(a: &AdresRij, basis: &str) -> Feitregel {
    let functie = if a.functie == "B" { "briefadres" } else { "woonadres" };
    let soort = match Instelling::lees(&a.instelling) {
        Some(i) => format!("{functie}, {}", i.naam().to_lowercase()),
        None => functie.to_owned(),
    };
    let bron = match a.bron.as_str() {
        "brp" => "BRP",
        "inwoner" => "verteld door de inwoner",
        "aanbieder" => "verteld door de aanbieder",
        _ => "uit het dossier",
    };
    Feitregel {
        periode: periode(a.geldig_van, a.geldig_tot),
        plaats: gemeenten::naam(a.gemeente),
        soort,
        bron: bron.into(),
        twijfel: a.in_onderzoek,
        href: format!("{basis}/adres/{}", a.adres_id),
    }
}

/// A stay as a line.
pub(super) fn verblijfregel(b: &VerblijfRij, basis: &str) -> Feitregel {
    let bron = match gemeenten::zoek(&b.verstrekt_door) {
        Some(g) => format!("verstrekt door {}", gemeenten::naam(g)),
        None => String::new(),
    };
    Feitregel {
        periode: periode(b.geldig_van, b.geldig_tot),
        plaats: gemeenten::naam(b.gemeente),
        soort: Instelling::lees(&b.soort).unwrap_or(Instelling::Anders).naam().to_owned(),
        bron,
        twijfel: false,
        href: format!("{basis}/verblijf/{}", b.verblijf_id),
    }
}

/// A dated gemeente as a line.
pub(super) fn gemeenteregel(f: &GemeentefeitRij) -> Gemeenteregel {
    let soort = if f.soort == "herkomst" { "Herkomst" } else { "Verblijf" };
    Gemeenteregel {
        soort,
        gemeente: gemeenten::naam(f.gemeente),
        periode: periode(f.geldig_van, f.geldig_tot),
    }
}
