//! Dashboards of one's own: which tiles of the monitor stand on it, saved as an address under a name.

use super::{kijk::Kijk, web::tegels};
use crate::huis::{
    Antwoord, Fout, Optie, Uitkomst, Verzoek,
    opslag::{Handeling, Leest, sql, t, v as val},
};
use crate::rij;
use kern::monitor::{Tabelnaam, Tijdvak};
use kern::stam::{Gemeentecode, Weigering};

/// Dashboards of one person.
const BORDEN_MAX: usize = 50;
/// Characters in a name.
const NAAM_MAX: usize = 60;
/// The tile of the map, which is no table.
const KAART: &str = "kaart";

sql!(
    LIJST = "SELECT bord_id, naam, adres, gedeeld, gebruiker_id FROM monitorbord
      WHERE gebruiker_id = $1 OR (gedeeld = 1 AND rol = $2) ORDER BY naam, bord_id LIMIT 100"
);
sql!(AANTAL = "SELECT count(*) FROM monitorbord WHERE gebruiker_id = $1");
sql!(
    BEWAAR = "INSERT INTO monitorbord (bord_id, gebruiker_id, naam, adres, gedeeld, rol, gemaakt_op) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(WEG = "DELETE FROM monitorbord WHERE bord_id = $1 AND gebruiker_id = $2");

rij! { /// A saved dashboard.
pub struct BordRij { bord_id: i64, naam: String, adres: String, gedeeld: i64, gebruiker_id: i64 } }

/// A saved dashboard on the page.
pub struct Bord {
    /// Key.
    pub id: i64,
    /// Name.
    pub naam: String,
    /// Address.
    pub href: String,
    /// Whether colleagues see it.
    pub gedeeld: bool,
    /// Whether this reader saved it.
    pub eigen: bool,
}

/// The tiles of the address; empty means all.
pub fn gekozen(v: &Verzoek) -> Vec<Tabelnaam> {
    v.vraag_alle("tegel").filter_map(Tabelnaam::lees).collect()
}

/// Whether the address asks for the map.
pub fn met_kaart(v: &Verzoek) -> bool {
    v.vraag_alle("tegel").any(|t| t == KAART)
}

/// The tiles as choices, chosen ones marked in `uitleg`.
pub fn keuzes(kies: &[Tabelnaam], kaart: bool) -> Vec<Optie> {
    let aan = |ja: bool| if ja { "ja" } else { "" };
    let kaart = Optie::nieuw(KAART, "Kaart van de gemeenten").uitleg(aan(kaart));
    let tabel = |n: Tabelnaam| Optie::nieuw(n.code(), n.titel()).uitleg(aan(kies.contains(&n)));
    [kaart].into_iter().chain(tegels().map(tabel)).collect()
}

/// The dashboards of this reader, and those that colleagues in the same role share.
pub async fn lijst(v: &Verzoek) -> Result<Vec<Bord>, Fout> {
    let rijen: Vec<BordRij> = v.db.alle(LIJST, &[val(&v.actor.gebruiker_id), t(v.actor.rol.code())]).await?;
    let bord = |r: BordRij| Bord {
        id: r.bord_id,
        href: format!("/monitor?{}", r.adres),
        gedeeld: r.gedeeld == 1,
        eigen: r.gebruiker_id == v.actor.gebruiker_id,
        naam: r.naam,
    };
    Ok(rijen.into_iter().map(bord).collect())
}

/// What is saved of the address: tiles, stretch of time and gemeente. Not the day, so that a dashboard shows today.
pub fn bewaarregel(v: &Verzoek, kijk: &Kijk, kies: &[Tabelnaam]) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    kies.iter().for_each(|n| {
        q.append_pair("tegel", n.code());
    });
    if met_kaart(v) {
        q.append_pair("tegel", KAART);
    }
    if !kijk.gezicht.bestuur {
        q.append_pair("tijdvak", kijk.tijdvak.code());
    }
    if let Some(g) = kijk.gemeente.filter(|_| kijk.gezicht.gemeente.is_none()) {
        q.append_pair("gemeente", &g.to_string());
    }
    q.finish()
}

/// The parts of an address that are known, and nothing else: what is saved can hold no person.
fn keur(adres: &str) -> String {
    let goed = |(naam, waarde): &(std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| match naam.as_ref() {
        "tegel" => waarde == KAART || Tabelnaam::lees(waarde).is_some(),
        "tijdvak" => Tijdvak::lees(waarde).is_some(),
        "gemeente" => Gemeentecode::lees(waarde).is_ok(),
        _ => false,
    };
    let paren = form_urlencoded::parse(adres.as_bytes()).filter(goed);
    form_urlencoded::Serializer::new(String::new()).extend_pairs(paren).finish()
}

/// Refuses a dashboard without a name, or one too many (MON-02).
fn keur_naam(naam: &str, aantal: usize) -> Result<(), Weigering> {
    let zin = if naam.is_empty() {
        "Geef het dashboard een naam."
    } else if naam.chars().count() > NAAM_MAX {
        "Deze naam is te lang."
    } else if aantal >= BORDEN_MAX {
        "U hebt al vijftig dashboards. Haal er eerst een weg."
    } else {
        return Ok(());
    };
    Err(Weigering::nieuw("MON-02", "Uitvoeringsplan 5.3", zin).bij("naam"))
}

/// POST /monitor/borden
pub async fn bewaar(v: Verzoek) -> Uitkomst {
    let naam = v.form.tekst("naam").trim().to_owned();
    let adres = keur(v.form.tekst("adres"));
    let aantal: Option<(i64,)> = v.db.een(AANTAL, &[val(&v.actor.gebruiker_id)]).await?;
    let aantal = aantal.and_then(|(n,)| usize::try_from(n).ok()).unwrap_or(0);
    if let Err(w) = keur_naam(&naam, aantal) {
        // Back to the same dashboard: what was chosen is in the address.
        return Antwoord::naar_met_melding(format!("/monitor?{adres}"), w.zin);
    }
    let mut tx = v.db.begin(v.wie()).await?;
    let id = tx.nieuw_id()?;
    let h = Handeling {
        wat: "dashboard bewaard",
        onderwerp: "monitorbord",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    let gedeeld = i64::from(v.form.aan("gedeeld"));
    let args = [
        val(&id),
        val(&v.actor.gebruiker_id),
        t(&naam),
        t(&adres),
        val(&gedeeld),
        t(v.actor.rol.code()),
        val(&v.vandaag()),
    ];
    tx.voer(BEWAAR, &args).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/monitor?{adres}"), format!("Het dashboard {naam} is bewaard."))
}

/// POST /monitor/borden/{bord}/weg
pub async fn weg(v: Verzoek) -> Uitkomst {
    let id = v.pad("bord")?;
    let mut tx = v.db.begin(v.wie()).await?;
    let h = Handeling {
        wat: "dashboard weggehaald",
        onderwerp: "monitorbord",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    if tx.voer(WEG, &[val(&id), val(&v.actor.gebruiker_id)]).await? == 0 {
        return Antwoord::niet_gevonden();
    }
    tx.commit().await?;
    Antwoord::naar_met_melding("/monitor", "Het dashboard is weggehaald.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_dashboard_bewaart_alleen_wat_de_monitor_kent() {
        let adres = "tegel=stromen&tegel=kaart&tegel=x&tijdvak=jaar&gemeente=0762&naam=Jansen&op=2026-01-01";
        assert_eq!(keur(adres), "tegel=stromen&tegel=kaart&tijdvak=jaar&gemeente=0762");
        assert_eq!(keur("bsn=999900006&tijdvak=<script>"), "");
        assert_eq!(keur_naam("", 0).expect_err("refused").code, "MON-02");
        assert!(keur_naam("Wachttijden", 0).is_ok() && keur_naam("Wachttijden", BORDEN_MAX).is_err());
    }
}
