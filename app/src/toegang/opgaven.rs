//! What is told at a melding about an inwoner who is known already: kept beside what is known, until a holder of the dossier chooses.

use super::adres;
use super::concept::Concept;
use super::correctie::{self, Plaats};
use super::gegevens::{self, Verschilregel, tegenover};
use super::gegevens_lezen as lezen;
use super::inwoner;
use super::lezen::{Adresfeit, postcode};
use crate::huis::{
    Antwoord, App, Fout, Uitkomst, Verzoek, gemeenten,
    opslag::{Leest, Tx, rij, sql, t, v},
};
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId, Peil};
use kern::toegang::{Correctie, Correctiesoort, Identiteitsbewijs, Persoon, verschillen};

/// What the encryption is bound to.
const PLAATS: &str = "opgave.inhoud";
/// Fields of the person that can be told; the first four are the address.
const VELDEN: [&str; 6] = ["straat", "huisnummer", "postcode", "woonplaats", "telefoon", "email"];

rij! {
    /// What was told, with the day of the melding.
    pub struct OpgaveRij {
        opgave_id: i64, dossier_id: DossierId, inwoner_id: InwonerId, melding_id: i64, inhoud: Vec<u8>, status: String, ontvangen_op: Datum,
    }
}

sql!(
    OPEN = "SELECT o.opgave_id, o.dossier_id, o.inwoner_id, o.melding_id, o.inhoud, o.status, m.ontvangen_op
    FROM opgave o JOIN melding m ON m.melding_id = o.melding_id AND m.tot_nr IS NULL
    WHERE o.dossier_id = $1 AND o.tot_nr IS NULL AND o.status = 'open' ORDER BY o.opgave_id LIMIT 20"
);
sql!(
    VOEG_TOE =
        "INSERT INTO opgave (opgave_id, dossier_id, inwoner_id, melding_id, inhoud, status, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);

/// What was told: fields by name, empty ones left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opgave(Vec<(String, String)>);

/// Something that was told and waits for a choice, as the page shows it.
pub(super) struct OpgaveBlok {
    pub id: i64,
    pub op: String,
    pub actie: String,
    pub regels: Vec<Verschilregel>,
}

impl Opgave {
    /// What the draft of a melding tells.
    pub(super) fn van(c: &Concept, a: Option<&Adresfeit>) -> Opgave {
        let mut uit: Vec<(String, String)> = VELDEN
            .iter()
            .map(|veld| match *veld {
                "postcode" => ((*veld).to_owned(), postcode(c.tekst(veld))),
                _ => ((*veld).to_owned(), c.tekst(veld).to_owned()),
            })
            .collect();
        if let Some(a) = a {
            uit.push(("gemeente".to_owned(), a.gemeente.to_string()));
            uit.push(("functie".to_owned(), a.functie.to_owned()));
            uit.push(("instelling".to_owned(), a.instelling.to_owned()));
            uit.push(("sinds".to_owned(), a.sinds.to_string()));
        }
        uit.retain(|(_, w)| !w.is_empty());
        Opgave(uit)
    }

    fn tekst(&self, veld: &str) -> &str {
        self.0.iter().find(|(k, _)| k == veld).map_or("", |(_, w)| w)
    }

    /// The person with what was told in the place of what was known.
    pub(super) fn toegepast(&self, p: &Persoon) -> Persoon {
        // A new street is a new address as a whole: what was not told of it is not taken from the old one.
        let heel = !self.tekst("straat").is_empty();
        let of = |veld: &str, was: &str| match self.tekst(veld) {
            "" if heel && VELDEN[..4].contains(&veld) => String::new(),
            "" => was.to_owned(),
            nieuw => nieuw.to_owned(),
        };
        Persoon {
            straat: of("straat", &p.straat),
            huisnummer: of("huisnummer", &p.huisnummer),
            postcode: of("postcode", &p.postcode),
            woonplaats: of("woonplaats", &p.woonplaats),
            telefoon: of("telefoon", &p.telefoon),
            email: of("email", &p.email),
            ..p.clone()
        }
    }

    /// The address as a fact for the woonplaats, when its gemeente was told.
    fn adresfeit(&self) -> Option<Adresfeit> {
        Some(Adresfeit {
            gemeente: Gemeentecode::lees(self.tekst("gemeente")).ok()?,
            functie: if self.tekst("functie") == "B" { "B" } else { "W" },
            instelling: if self.tekst("instelling").is_empty() { "" } else { "onbekend" },
            sinds: Datum::lees(self.tekst("sinds")).ok()?,
        })
    }

    /// Known and told beside each other, only where they differ; empty when nothing new was told.
    pub(super) async fn tegenover(
        &self,
        db: &impl Leest,
        inwoner: InwonerId,
        p: &Persoon,
    ) -> Result<Vec<Verschilregel>, Fout> {
        let nieuw = self.toegepast(p);
        let mut uit = tegenover(p, &nieuw, &verschillen(p, &nieuw));
        if let Some(a) = self.adresfeit() {
            let nu = adres::open(db, inwoner).await?;
            let zelfde = nu.as_ref().is_some_and(|r| {
                r.gemeente == a.gemeente && r.functie == a.functie && r.instelling == a.instelling
            });
            if !zelfde {
                let was = nu.map_or_else(String::new, |r| gemeenten::naam(r.gemeente));
                let wordt = format!("{}, sinds {}", gemeenten::naam(a.gemeente), a.sinds.voluit());
                uit.push(Verschilregel { naam: "Gemeente van het adres", was, wordt });
            }
        }
        Ok(uit)
    }
}

/// What waits for a choice in the dossier of the path.
pub(super) async fn blokken(v: &Verzoek, p: &Persoon) -> Result<Vec<OpgaveBlok>, Fout> {
    let mut uit = Vec::new();
    for r in open(&v.db, v.dossier().dossier).await? {
        let regels = lees(&v.app, &r)?.tegenover(&v.db, r.inwoner_id, p).await?;
        uit.push(OpgaveBlok {
            id: r.opgave_id,
            op: r.ontvangen_op.voluit(),
            actie: format!("/dossiers/{}/opgave/{}", r.dossier_id, r.opgave_id),
            regels,
        });
    }
    Ok(uit)
}

async fn open(db: &impl Leest, dossier: DossierId) -> Result<Vec<OpgaveRij>, Fout> {
    db.alle(OPEN, &[v(&dossier)]).await
}

/// How many wait for a choice.
pub(super) async fn aantal_open(db: &impl Leest, dossier: DossierId) -> Result<usize, Fout> {
    Ok(open(db, dossier).await?.len())
}

fn lees(app: &App, r: &OpgaveRij) -> Result<Opgave, Fout> {
    let kaal = app.sleutels.ontsleutel(PLAATS, &r.inhoud)?;
    Ok(Opgave(form_urlencoded::parse(&kaal).map(|(k, w)| (k.into_owned(), w.into_owned())).collect()))
}

async fn schrijf(tx: &mut Tx, r: &OpgaveRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.opgave_id),
        v(&r.dossier_id),
        v(&r.inwoner_id),
        v(&r.melding_id),
        v(&r.inhoud),
        t(&r.status),
        v(&nr),
    ];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}

/// The fields of an opgave as they are stored: encrypted.
pub fn opgave_inhoud(app: &App, velden: &[(&str, &str)]) -> Result<Vec<u8>, Fout> {
    let tekst = form_urlencoded::Serializer::new(String::new()).extend_pairs(velden).finish();
    app.sleutels.versleutel(PLAATS, tekst.as_bytes())
}

/// Keeps what was told at a melding; with `direct` a holder of the dossier takes it over in the same act.
pub(super) async fn leg_vast(
    tx: &mut Tx,
    app: &App,
    r: OpgaveRij,
    opgave: &Opgave,
    direct: bool,
) -> Result<(), Fout> {
    let velden: Vec<(&str, &str)> = opgave.0.iter().map(|(k, w)| (k.as_str(), w.as_str())).collect();
    let inhoud = opgave_inhoud(app, &velden)?;
    let status = if direct { "overgenomen" } else { "open" };
    let r = OpgaveRij { inhoud, status: status.to_owned(), ..r };
    schrijf(tx, &r).await?;
    if direct {
        let id = tx.nieuw_id()?;
        neem_over(tx, app, &r, opgave, id).await?;
    }
    Ok(())
}

/// POST /dossiers/{dossier}/opgave/{opgave}: takes over what was told, or leaves it as it was.
pub async fn kies(v: Verzoek) -> Uitkomst {
    let (dossier, id) = (v.dossier().dossier, v.pad("opgave")?);
    let pad = gegevens::PAD.replace("{dossier}", &dossier.to_string());
    let Some(r) = open(&v.db, dossier).await?.into_iter().find(|r| r.opgave_id == id) else {
        return Antwoord::naar_met_melding(pad, "Over deze opgave is al gekozen.");
    };
    let neem = match v.form.tekst("keuze") {
        "overgenomen" => true,
        "niet_overgenomen" => false,
        _ => return Antwoord::niet_gevonden(),
    };
    let opgave = lees(&v.app, &r)?;
    let mut tx = v.begin().await?;
    let correctie = tx.nieuw_id()?;
    if neem {
        gegevens::in_journaal(&mut tx, dossier, v.dossier().gemeente, correctie, "verandering").await?;
        tx.sluit("opgave", "opgave_id", r.opgave_id).await?;
        schrijf(&mut tx, &OpgaveRij { status: "overgenomen".to_owned(), ..r.clone() }).await?;
        neem_over(&mut tx, &v.app, &r, &opgave, correctie).await?;
        tx.commit().await?;
        return Antwoord::naar_met_melding(
            pad,
            "De opgave is overgenomen. Wat er eerst stond, blijft bewaard.",
        );
    }
    tx.journaal(crate::huis::opslag::Handeling {
        wat: "opgave niet overgenomen",
        onderwerp: "opgave",
        onderwerp_id: id,
        dossier: Some(dossier),
        gemeente: Some(v.dossier().gemeente),
        reden: "",
    })
    .await?;
    tx.sluit("opgave", "opgave_id", r.opgave_id).await?;
    schrijf(&mut tx, &OpgaveRij { status: "niet_overgenomen".to_owned(), ..r }).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(pad, "De gegevens blijven zoals ze waren.")
}

/// Puts what was told in the place of what was known, as a correctie that names the melding.
async fn neem_over(tx: &mut Tx, app: &App, r: &OpgaveRij, opgave: &Opgave, id: i64) -> Result<(), Fout> {
    let oud = inwoner::lees(tx, r.inwoner_id, Peil::op(tx.vandaag()))
        .await?
        .ok_or_else(|| Fout::nieuw("opgave zonder inwoner"))?;
    let was = lezen::persoon(app, &oud)?;
    let wordt = opgave.toegepast(&was);
    let anders = verschillen(&was, &wordt);
    let feit = opgave.adresfeit();
    let verhuisd = ["straat", "huisnummer", "postcode", "woonplaats"].iter().any(|a| anders.contains(a));
    let c = Correctie {
        soort: Some(Correctiesoort::Verandering),
        bewijs: Identiteitsbewijs::Opgegeven,
        reden: format!("Opgegeven bij de melding van {}.", r.ontvangen_op.voluit()),
        adres_van: verhuisd.then(|| feit.as_ref().map_or(r.ontvangen_op, |a| a.sinds)),
        was_vastgesteld: oud.bsn_status == "geverifieerd",
    };
    if !anders.is_empty() {
        let nieuw = correctie::gewijzigd(app, &oud, &was, &wordt, &c)?;
        let plaats = Plaats { dossier: r.dossier_id, melding: Some(r.melding_id) };
        correctie::leg_vast(tx, id, plaats, (&oud, &nieuw), (&was, &wordt), &c).await?;
    }
    if let Some(a) = &feit {
        adres::zet(tx, r.inwoner_id, a, "inwoner").await?;
    }
    Ok(())
}
