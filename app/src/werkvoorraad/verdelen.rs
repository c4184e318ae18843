//! Giving dossiers to a colleague: first what will happen, then one act per dossier.

use super::{
    opslag::{self, Collega},
    web::volledige_naam,
};
use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, gemeenten,
        opslag::{Handeling, Leest, Ty, Val, sql, v},
    },
    rij,
};
use askama::Template;
use kern::stam::{Datum, DossierId, Gemeentecode};

/// Dossiers in one go.
const VERDEEL_MAX: usize = 100;

rij! {
    /// A dossier to be given away.
    pub struct Stuk {
        dossier_id: DossierId, gemeente: Gemeentecode, achternaam: String, voorvoegsel: String, voornamen: String, houder: i64,
        houder_naam: String, dossierrol_id: i64,
    }
}

impl Stuk {
    fn naam(&self) -> String {
        volledige_naam(&self.voorvoegsel, &self.achternaam, &self.voornamen)
    }
    fn plaats(&self) -> String {
        gemeenten::naam(self.gemeente)
    }
    fn van(&self) -> &str {
        if self.houder == 0 { "niemand" } else { &self.houder_naam }
    }
}

sql!(
    STUK = "SELECT w.dossier_id, w.gemeente, i.achternaam, i.voorvoegsel, i.voornamen, w.houder, COALESCE(g.naam, ''),
      COALESCE((SELECT max(r.dossierrol_id) FROM dossierrol r WHERE r.dossier_id = w.dossier_id AND r.rol = 'houder' AND r.tot_nr IS NULL
        AND r.geldig_tot IS NULL), 0)
    FROM werkitem w JOIN inwoner i ON i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL
    LEFT JOIN gebruiker g ON g.gebruiker_id = w.houder WHERE w.dossier_id = $1"
);
sql!(
    NIEUWE_ROL = "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, 'houder', $4, $5, $6, $7)"
);
sql!(
    OUDE_ROL = "SELECT gebruiker_id, geldig_van FROM dossierrol WHERE dossierrol_id = $1 AND tot_nr IS NULL"
);
sql!(
    OUDE_ROL_DICHT = "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, 'houder', $4, $5, $6, $7)"
);

#[derive(Template)]
#[template(path = "werkvoorraad/verdelen.html")]
struct Voorbeeld {
    kader: Kader,
    invoer: Invoer,
    stukken: Vec<Stuk>,
    collegas: Vec<Optie>,
}

/// POST /werkvoorraad/verdelen: what was chosen, and to whom it could go. Nothing changes yet.
pub async fn voorbeeld(v: Verzoek) -> Uitkomst {
    let mut invoer = v.invoer();
    let ids = gekozen(&v);
    if ids.is_empty() {
        return Antwoord::naar_met_melding(
            "/werkvoorraad?van=niemand",
            "Kies eerst een of meer dossiers in de lijst.",
        );
    }
    if ids.len() > VERDEEL_MAX {
        invoer.fout("naar", format!("U kunt {VERDEEL_MAX} dossiers tegelijk verdelen."));
    }
    toon(&v, invoer, &ids).await
}

fn gekozen(v: &Verzoek) -> Vec<i64> {
    v.form.alle("dossier").filter_map(|d| d.parse().ok()).collect()
}

async fn toon(v: &Verzoek, invoer: Invoer, ids: &[i64]) -> Uitkomst {
    let stukken = stukken(v, ids).await?;
    let last = opslag::werklast(&v.db).await?;
    let collegas = opslag::collegas(&v.db, v.vandaag()).await?.iter().map(|c| optie(c, &last)).collect();
    let fout = !invoer.is_goed();
    let kader = v
        .kader("Dossiers verdelen")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel("Verdelen", "")
        .fouten(fout);
    let n = stukken.len();
    let p = Voorbeeld { kader, invoer, stukken, collegas };
    let a = if fout { Antwoord::formulier_terug(&p)? } else { Antwoord::pagina(&p)? };
    Ok(a.met_personen(n))
}

fn optie(c: &Collega, last: &[(i64, i64)]) -> Optie {
    let n = last.iter().find(|(id, _)| *id == c.gebruiker_id).map_or(0, |(_, n)| *n);
    let rol = Rol::lees(&c.rol).map_or("", Rol::naam);
    let waar =
        if c.gemeente == "*" { String::new() } else { format!(" {}", gemeenten::naam_van(&c.gemeente)) };
    Optie::nieuw(c.gebruiker_id.to_string(), format!("{} ({rol}{waar}, {n} open taken)", c.naam))
}

async fn stukken(vz: &Verzoek, ids: &[i64]) -> Result<Vec<Stuk>, Fout> {
    let mut uit = Vec::new();
    for id in ids.iter().take(VERDEEL_MAX) {
        let stuk: Option<Stuk> = vz.db.een(STUK, &[v(id)]).await?;
        uit.extend(stuk.filter(|s| vz.actor.dekt(s.gemeente)));
    }
    Ok(uit)
}

/// POST /werkvoorraad/verdelen/doe: one act per dossier, so that the journal of each says who gave it to whom.
pub async fn voer_uit(v: Verzoek) -> Uitkomst {
    let ids = gekozen(&v);
    let naar = v.form.getal("naar").unwrap_or(0);
    let collegas = opslag::collegas(&v.db, v.vandaag()).await?;
    let rollen: Vec<&Collega> = collegas.iter().filter(|c| c.gebruiker_id == naar).collect();
    let Some(naar) = rollen.first().copied() else {
        let mut invoer = v.invoer();
        invoer.fout("naar", "Kies naar wie de dossiers gaan.");
        return toon(&v, invoer, &ids).await;
    };
    let te_doen: Vec<Stuk> = stukken(&v, &ids)
        .await?
        .into_iter()
        .filter(|s| s.houder != naar.gebruiker_id && rollen.iter().any(|r| past(r, s)))
        .collect();
    let mut gegeven = 0;
    for s in &te_doen {
        gegeven += usize::from(geef(&v, s, naar.gebruiker_id).await?);
    }
    let achterhaald = match te_doen.len() - gegeven {
        0 => "",
        _ => " Wat een collega net anders verdeelde, is niet gewijzigd.",
    };
    let zin = match gegeven {
        0 => "Er is niets verdeeld: de dossiers stonden al op deze naam, of horen bij een andere gemeente."
            .to_owned(),
        1 => format!("1 dossier staat nu op naam van {}.", naar.naam),
        n => format!("{n} dossiers staan nu op naam van {}.", naar.naam),
    };
    Antwoord::naar_met_melding(format!("/werkvoorraad?van={}", naar.gebruiker_id), zin + achterhaald)
}

/// An aandachtsfunctionaris holds dossiers of the own gemeente only (UP 2.2).
fn past(naar: &Collega, s: &Stuk) -> bool {
    naar.gemeente == "*" || naar.gemeente == s.gemeente.to_string()
}

/// Gives one dossier away; false when somebody else did that since it was shown.
async fn geef(vz: &Verzoek, s: &Stuk, naar: i64) -> Result<bool, Fout> {
    let mut tx = vz.begin().await?;
    let nu: Option<Stuk> = tx.een(STUK, &[v(&s.dossier_id)]).await?;
    if nu.is_none_or(|n| (n.dossierrol_id, n.houder) != (s.dossierrol_id, s.houder)) {
        return Ok(false);
    }
    let vandaag = vz.vandaag();
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "dossier toegewezen aan medewerker",
        onderwerp: "dossierrol",
        onderwerp_id: id,
        dossier: Some(s.dossier_id),
        gemeente: Some(s.gemeente),
        reden: "verdeeld",
    })
    .await?;
    let oud: Option<(i64, Datum)> = tx.een(OUDE_ROL, &[v(&s.dossierrol_id)]).await?;
    if let Some((wie, van)) = oud {
        tx.sluit("dossierrol", "dossierrol_id", s.dossierrol_id).await?;
        // Given and taken back on one day leaves no period: the row only closes.
        if van < vandaag {
            let nr = v(&tx.nr());
            let args = [
                v(&s.dossierrol_id),
                v(&s.dossier_id),
                v(&wie),
                v(&van),
                v(&vandaag),
                nr,
                Val::Leeg(Ty::Int),
            ];
            tx.voer(OUDE_ROL_DICHT, &args).await?;
        }
    }
    let nr = v(&tx.nr());
    let args =
        [v(&id), v(&s.dossier_id), v(&naar), v(&vandaag), Val::Leeg(Ty::Datum), nr, Val::Leeg(Ty::Int)];
    tx.voer(NIEUWE_ROL, &args).await?;
    tx.commit().await?;
    Ok(true)
}
