//! The people who work in the demo region, and what its clients are made from.

use crate::huis::{
    App, Fout, Klok, Rol, Wie,
    aanmelden::{self, NieuweGebruiker},
};
use crate::levering::bereik::ClientRij;
use kern::stam::{Bsn, Datum, Gemeentecode};

/// Login name, name, role, gemeente (`*` for the region).
const MENSEN: &[(&str, &str, Rol, &str)] = &[
    ("s.dewit", "Sanne de Wit", Rol::Aandachtsfunctionaris, "0762"),
    ("m.bakker", "Mo Bakker", Rol::Aandachtsfunctionaris, "0794"),
    ("l.vandam", "Lotte van Dam", Rol::Aandachtsfunctionaris, "0743"),
    ("j.peeters", "Joris Peeters", Rol::Aandachtsfunctionaris, "1652"),
    ("a.kuijpers", "Anouk Kuijpers", Rol::Aandachtsfunctionaris, "1659"),
    ("r.joosten", "Rik Joosten", Rol::Aandachtsfunctionaris, "0847"),
    ("f.yilmaz", "Fatma Yilmaz", Rol::Trajectregisseur, "*"),
    ("p.hendriks", "Paul Hendriks", Rol::Trajectregisseur, "*"),
    ("i.vos", "Iris Vos", Rol::Trajectregisseur, "*"),
    ("d.elamrani", "Driss El Amrani", Rol::Trajectregisseur, "*"),
    ("t.smits", "Tineke Smits", Rol::Teamleider, "*"),
    ("h.geerts", "Hans Geerts", Rol::FinancieelAdviseur, "*"),
    ("c.verhoeven", "Carla Verhoeven", Rol::Contractmanager, "*"),
    ("b.manders", "Bert Manders", Rol::Bestuur, "*"),
    ("o.claassen", "Olga Claassen", Rol::Autorisatiebeheerder, "*"),
    ("k.aerts", "Koen Aerts", Rol::Applicatiebeheerder, "*"),
    ("w.rooijakkers", "Wies Rooijakkers", Rol::Fg, "*"),
];

/// Adds them all; they have no password and can only come in through the demo door.
pub(super) async fn maak(app: &App, klok: &Klok) -> Result<Vec<(i64, Rol, Option<Gemeentecode>)>, Fout> {
    let mut uit = Vec::new();
    for (gebruikersnaam, naam, rol, waar) in MENSEN {
        let gemeente = Gemeentecode::lees(waar).ok();
        let mut tx = app.db.begin(Wie::systeem(klok, "zaai")).await?;
        let g = NieuweGebruiker {
            gebruikersnaam: (*gebruikersnaam).to_owned(),
            naam: (*naam).to_owned(),
            wachtwoord_hash: "!".to_owned(),
            totp_geheim: None,
            rollen: vec![(*rol, gemeente)],
        };
        uit.push((aanmelden::maak(&mut tx, &g).await?, *rol, gemeente));
        tx.commit().await?;
    }
    Ok(uit)
}

/// A client of whom only the birth date is known.
pub(super) fn leeg_client(geboortedatum: Datum) -> ClientRij {
    ClientRij {
        bsn_versleuteld: None,
        achternaam: String::new(),
        voorvoegsel: String::new(),
        voornamen: String::new(),
        geboortedatum,
        geslacht: String::new(),
        straat: String::new(),
        huisnummer: String::new(),
        postcode: String::new(),
        woonplaats: String::new(),
        telefoon: String::new(),
        email: String::new(),
    }
}

/// The nth BSN in the test range that passes the eleven-test; none when they are used up.
pub(super) fn testbsn(n: u32) -> Option<Bsn> {
    // Of eleven numbers in a row one passes, so skip ahead; the first in the range are for other tests.
    static LIJST: std::sync::OnceLock<Vec<Bsn>> = std::sync::OnceLock::new();
    let lijst = LIJST.get_or_init(|| {
        (999_900_100u32..=999_999_999).filter_map(|n| Bsn::lees(&n.to_string()).ok()).collect()
    });
    lijst.get(n as usize).cloned()
}
