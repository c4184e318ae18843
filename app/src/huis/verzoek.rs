//! A request that passed the gate, as handlers see it.

use super::{
    App, Fout, Invoer, Route, Wie,
    opslag::{Db, Leest, Moment, Tx, sql, v},
    rechten::{self, Actie, Oordeel, Relatie, Rol, Veldklasse},
    regels::Regels,
    sessie::Sessie,
};
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId, Weigering};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering},
};

sql!(LAATSTE_VAN_DOSSIER = "SELECT COALESCE(max(nr), 0) FROM journaal WHERE dossier_id = $1");

/// Number of the last act on a dossier; 0 when there was none.
pub(super) async fn laatste_van(db: &impl Leest, dossier: DossierId) -> Result<i64, Fout> {
    let rij: Option<(i64,)> = db.een(LAATSTE_VAN_DOSSIER, &[v(&dossier)]).await?;
    Ok(rij.map_or(0, |r| r.0))
}

/// Who is at the keyboard.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Employee.
    pub gebruiker_id: i64,
    /// Name as colleagues see it.
    pub naam: String,
    /// Role in use.
    pub rol: Rol,
    /// Gemeente of that role; `None` for the whole region.
    pub gemeente: Option<Gemeentecode>,
    /// All roles this person has today, each with its gemeente.
    pub rollen: Vec<(Rol, Option<Gemeentecode>)>,
}

impl Actor {
    /// Whether the role in use covers a gemeente.
    pub fn dekt(&self, g: Gemeentecode) -> bool {
        self.gemeente.is_none_or(|eigen| eigen == g)
    }
}

/// What the user is to the dossier of this request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toegang {
    /// Dossier.
    pub dossier: DossierId,
    /// Its inwoner.
    pub inwoner: InwonerId,
    /// Gemeente that acts now.
    pub gemeente: Gemeentecode,
    /// Relation.
    pub relatie: Relatie,
    /// An open noodknop.
    pub noodknop: bool,
}

/// An uploaded file.
#[derive(Debug, Clone)]
pub struct Bestand {
    /// Name of the form field.
    pub veld: String,
    /// Name as the browser gave it, without folders.
    pub naam: String,
    /// Contents.
    pub inhoud: Vec<u8>,
}

/// The fields of a form as posted, in order.
#[derive(Debug, Clone, Default)]
pub struct Velden(pub Vec<(String, String)>);

impl Velden {
    /// Reads `a=b&c=d`.
    pub fn lees(lichaam: &[u8]) -> Velden {
        Velden(
            form_urlencoded::parse(lichaam)
                .map(|(k, w)| (k.into_owned(), w.replace("\r\n", "\n").replace('\0', "")))
                .collect(),
        )
    }
    /// The text of a field without spaces around it; empty when absent. NUL characters are dropped: no database takes them.
    pub fn tekst(&self, veld: &str) -> &str {
        self.0.iter().find(|(k, _)| k == veld).map_or("", |(_, w)| w.trim())
    }
    /// All values of a field that may occur more than once.
    pub fn alle<'a>(&'a self, veld: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(k, _)| k == veld).map(|(_, w)| w.trim())
    }
    /// Whether a box is ticked.
    pub fn aan(&self, veld: &str) -> bool {
        !self.tekst(veld).is_empty()
    }
    /// A whole number; `None` when empty or not a number.
    pub fn getal(&self, veld: &str) -> Option<i64> {
        self.tekst(veld).parse().ok()
    }
    /// A day from the three boxes `veld-dag`, `veld-maand`, `veld-jaar`, or from one field `veld` in ISO form. `None` when all
    /// are empty; a refusal that points at the field when the day does not exist.
    pub fn datum(&self, veld: &'static str) -> Result<Option<Datum>, Weigering> {
        let deel = |d: &str| self.tekst(&format!("{veld}-{d}")).to_owned();
        let (d, m, j) = (deel("dag"), deel("maand"), deel("jaar"));
        let fout = || {
            Weigering::nieuw("HUIS-01", "", "Vul een bestaande datum in, bijvoorbeeld 27 3 2026.").bij(veld)
        };
        if d.is_empty() && m.is_empty() && j.is_empty() {
            let heel = self.tekst(veld);
            return if heel.is_empty() { Ok(None) } else { Datum::lees(heel).map(Some).map_err(|_| fout()) };
        }
        let dag = || Datum::nieuw(j.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        if j.len() == 4 { dag().map(Some).ok_or_else(fout) } else { Err(fout()) }
    }
    /// Sets a field, replacing what was there.
    pub fn zet(&mut self, veld: &str, waarde: impl Into<String>) {
        self.0.retain(|(k, _)| k != veld);
        self.0.push((veld.to_owned(), waarde.into()));
    }
    /// As `a=b&c=d`, for drafts.
    pub fn schrijf(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

/// A request that passed the gate.
pub struct Verzoek {
    /// The running program.
    pub app: App,
    /// Database.
    pub db: Db,
    /// Who; a nobody without roles on public routes.
    pub actor: Actor,
    /// Session, when there is one.
    pub sessie: Option<Sessie>,
    /// Row of the route table.
    pub route: &'static Route,
    /// Fields of the form.
    pub form: Velden,
    /// Uploaded files.
    pub bestanden: Vec<Bestand>,
    /// Moment the request came in.
    pub nu: Moment,
    /// Joins the logs.
    pub trace: String,
    /// Address of the visitor, for login limits; never stored with what they read.
    pub adres: String,
    pub(super) pad: BTreeMap<String, String>,
    pub(super) vraag: Vec<(String, String)>,
    pub(super) toegang: Option<Toegang>,
    pub(super) melding: Option<String>,
    /// Last act on the dossier when the request came in; negative when that is not watched, or was compared already.
    pub(super) stand: AtomicI64,
    pub(super) koppen: axum::http::HeaderMap,
}

impl Verzoek {
    /// A header as it came in; only on public routes, for pages never depend on headers.
    pub fn kop(&self, naam: &str) -> Option<&str> {
        self.koppen.get(naam).and_then(|w| w.to_str().ok())
    }
    /// A number in the path; a failure shows as "not found".
    pub fn pad(&self, naam: &str) -> Result<i64, Fout> {
        self.pad
            .get(naam)
            .and_then(|w| w.parse().ok())
            .ok_or_else(|| Fout::niet_gevonden(format!("pad zonder {naam}")))
    }
    /// A text in the path.
    pub fn pad_tekst(&self, naam: &str) -> &str {
        self.pad.get(naam).map_or("", String::as_str)
    }
    /// A field of the query string.
    pub fn vraag(&self, naam: &str) -> Option<&str> {
        self.vraag.iter().find(|(k, _)| k == naam).map(|(_, w)| w.trim()).filter(|w| !w.is_empty())
    }
    /// All values of a field of the query string.
    pub fn vraag_alle<'a>(&'a self, naam: &'a str) -> impl Iterator<Item = &'a str> {
        self.vraag.iter().filter(move |(k, _)| k == naam).map(|(_, w)| w.trim())
    }
    /// The whole query string as pairs.
    pub fn vragen(&self) -> &[(String, String)] {
        &self.vraag
    }
    /// The dossier of the path. Only on routes with `{dossier}`: there the gate put it.
    pub fn dossier(&self) -> &Toegang {
        self.toegang.as_ref().expect("the gate fills this for every route with {dossier}")
    }
    /// Whether this person may see (GET) or change (POST) fields of a class in this dossier.
    pub fn mag(&self, klasse: Veldklasse) -> bool {
        self.oordeel(klasse, self.route.actie()) == Oordeel::Ja
    }
    /// Whether this person may see fields of a class in this dossier, whatever the method.
    pub fn mag_lezen(&self, klasse: Veldklasse) -> bool {
        self.oordeel(klasse, Actie::Lezen) == Oordeel::Ja
    }
    /// Whether this person may change fields of a class in this dossier: hides buttons that would be refused.
    pub fn mag_wijzigen(&self, klasse: Veldklasse) -> bool {
        self.oordeel(klasse, Actie::Handelen) == Oordeel::Ja
    }
    /// The full answer of the rights function for the dossier of the path.
    pub fn oordeel(&self, klasse: Veldklasse, actie: Actie) -> Oordeel {
        match &self.toegang {
            Some(t) => rechten::mag(self.actor.rol, t.relatie, klasse, actie, t.noodknop),
            None => rechten::mag(self.actor.rol, Relatie::Geen, klasse, actie, false),
        }
    }
    /// Today in the Netherlands.
    pub fn vandaag(&self) -> Datum {
        super::dag_van(self.nu)
    }
    /// Moment of the request.
    pub fn nu(&self) -> Moment {
        self.nu
    }
    /// The posted form, ready to be shown again with errors.
    pub fn invoer(&self) -> Invoer {
        Invoer::uit(self.form.0.iter().cloned())
    }
    /// Who acts, for the journal.
    pub fn wie(&self) -> Wie {
        Wie {
            gebruiker_id: self.actor.gebruiker_id,
            rol: self.actor.rol.code(),
            nu: self.nu,
            vandaag: self.vandaag(),
            trace: self.trace.clone(),
        }
    }
    /// The numbers of the law and of the region.
    pub fn regels(&self) -> &Regels {
        &self.app.regels
    }
    /// Starts an act in the name of this person. What the handler read of the dossier before this still holds: when somebody else acted on
    /// it since the request came in, there is no act and the answer says so.
    pub async fn begin(&self) -> Result<Tx, Fout> {
        let tx = self.db.begin(self.wie()).await?;
        let stand = self.stand.swap(-1, Ordering::Relaxed);
        if let (Some(t), 0..) = (self.toegang, stand)
            && laatste_van(&tx, t.dossier).await? != stand
        {
            return Err(Fout::achterhaald("een andere handeling in dit dossier ging voor"));
        }
        Ok(tx)
    }
    /// Starts an act that only adds to a dossier and rests on nothing that was read of it, such as a note: what others did meanwhile is no
    /// reason to refuse it.
    pub async fn begin_erbij(&self) -> Result<Tx, Fout> {
        self.db.begin(self.wie()).await
    }
}
