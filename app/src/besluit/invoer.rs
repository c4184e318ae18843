//! From form fields to a proposal. What cannot be read is said at its field; what may not is said by `kern`.

use super::{opslag, stand::IndicatieRij};
use crate::{
    huis::{Fout, Invoer, Optie, Rol, Velden, Verzoek as Aanroep, opslag::Leest},
    inkoop::opslag::{self as inkoop, ProductRij},
};
use kern::besluit::{Beslisser, Verzoek};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm};
use kern::stam::{Cent, Datum, JournaalNr, Peil};

/// Longest motivering and toelichting, characters.
pub const TEKST_MAX: usize = 4_000;

/// What a button of a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knop {
    /// Show what would be decided.
    Voorbeeld,
    /// Show the letter as PDF.
    Pdf,
    /// Back to the form with what was typed.
    Wijzig,
    /// Decide.
    Neem,
}

impl Knop {
    /// The button that was pressed; showing an example is the harmless default.
    pub fn van(form: &Velden) -> Knop {
        match form.tekst("actie") {
            "neem" => Knop::Neem,
            "pdf" => Knop::Pdf,
            "wijzig" => Knop::Wijzig,
            _ => Knop::Voorbeeld,
        }
    }
}

/// Lists that the forms offer.
#[derive(Debug, Clone, Default)]
pub struct Keuzes {
    /// Products, as they are known now.
    pub producten: Vec<ProductRij>,
}

impl Keuzes {
    /// Reads the lists.
    pub async fn lees(db: &impl Leest, vandaag: Datum) -> Result<Keuzes, Fout> {
        Ok(Keuzes { producten: inkoop::producten(db, Peil::op(vandaag)).await? })
    }
    /// Products as options, with form and unit.
    pub fn productopties(&self) -> Vec<Optie> {
        self.producten.iter().map(|p| Optie::nieuw(p.productcode.clone(), productlabel(p))).collect()
    }
    /// Forms as options.
    pub fn vormopties(&self) -> Vec<Optie> {
        let uitleg = |v: &Vorm| match v {
            Vorm::Bw => "Wonen bij een aanbieder, met toezicht dag en nacht.",
            Vorm::Bt => "Wonen in een eigen huis, met begeleiding die dag en nacht te bereiken is.",
            Vorm::WmoBegeleiding => "Begeleiding op afgesproken uren. De gemeente regelt dit lokaal.",
        };
        Vorm::ALLE.iter().map(|v| Optie::nieuw(v.code(), v.tekst()).uitleg(uitleg(v))).collect()
    }
    /// In natura or pgb.
    pub fn leveringopties(&self) -> Vec<Optie> {
        Leveringsvorm::ALLE.iter().map(|v| Optie::nieuw(v.code(), v.tekst())).collect()
    }
    /// Per what.
    pub fn frequentieopties(&self) -> Vec<Optie> {
        Frequentie::ALLE.iter().map(|v| Optie::nieuw(v.code(), v.tekst())).collect()
    }
    /// Name of a product.
    pub fn productnaam(&self, code: &str) -> String {
        self.producten
            .iter()
            .find(|p| p.productcode == code)
            .map_or_else(|| code.to_owned(), |p| p.naam.clone())
    }
}

fn productlabel(p: &ProductRij) -> String {
    let vorm = Vorm::lees(&p.vorm).map_or_else(|_| p.vorm.clone(), |v| v.tekst().to_owned());
    let eenheid = Eenheid::lees(&p.eenheid).map_or_else(|_| p.eenheid.clone(), |e| e.tekst().to_owned());
    format!("{} {} ({vorm}, per {eenheid})", p.productcode, p.naam)
}

/// Who decides, by the role in use.
pub fn beslisser(rol: Rol) -> Beslisser {
    match rol {
        Rol::Aandachtsfunctionaris => Beslisser::Aandachtsfunctionaris,
        Rol::Trajectregisseur
        | Rol::Teamleider
        | Rol::FinancieelAdviseur
        | Rol::Contractmanager
        | Rol::Bestuur
        | Rol::Autorisatiebeheerder
        | Rol::Applicatiebeheerder
        | Rol::Fg => Beslisser::Trajectregisseur,
    }
}

/// A day that must be filled in.
pub fn dag(form: &Velden, f: &mut Invoer, veld: &'static str, vraag: &str) -> Option<Datum> {
    match form.datum(veld) {
        Ok(Some(d)) => Some(d),
        Ok(None) => {
            f.fout(veld, vraag);
            None
        }
        Err(w) => {
            f.weiger(&w);
            None
        }
    }
}

/// A text of at most [`TEKST_MAX`] characters.
pub fn tekst(form: &Velden, f: &mut Invoer, veld: &str) -> String {
    let t = form.tekst(veld);
    if t.chars().count() > TEKST_MAX {
        f.fout(veld, format!("De tekst is te lang. Gebruik hoogstens {TEKST_MAX} tekens."));
    }
    t.to_owned()
}

/// One of the codes of a list.
pub fn keuze<T>(
    form: &Velden,
    f: &mut Invoer,
    veld: &str,
    vraag: &str,
    lees: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let gekozen = lees(form.tekst(veld));
    if gekozen.is_none() {
        f.fout(veld, vraag);
    }
    gekozen
}

/// Reads what would be granted. `vorm` is given when the form does not ask for it.
pub fn verzoek(form: &Velden, f: &mut Invoer, keuzes: &Keuzes, vorm: Option<Vorm>) -> Option<Verzoek> {
    let vorm = vorm.or_else(|| {
        keuze(form, f, "vorm", "Kies welke ondersteuning de inwoner krijgt.", |c| Vorm::lees(c).ok())
    });
    let product =
        keuze(form, f, "product", "Kies een product.", |c| {
            keuzes.producten.iter().find(|p| p.productcode == c).and_then(|p| {
                Some((Productcode::lees(&p.productcode).ok()?, Eenheid::lees(&p.eenheid).ok()?))
            })
        });
    let leveringsvorm =
        keuze(form, f, "leveringsvorm", "Kies zorg in natura of een persoonsgebonden budget.", |c| {
            Leveringsvorm::lees(c).ok()
        });
    let volume = keuze(form, f, "omvang", "Vul een heel getal in, bijvoorbeeld 7.", |c| {
        c.parse::<u32>().ok().filter(|n| *n > 0)
    });
    let frequentie = keuze(form, f, "frequentie", "Kies per dag, per week, per maand of in totaal.", |c| {
        Frequentie::lees(c).ok()
    });
    let van = dag(form, f, "van", "Vul de eerste dag in.");
    let tot_en_met = dag(form, f, "tot", "Vul de laatste dag in.");
    let budget = budget(form, f, leveringsvorm);
    let (product, eenheid) = product?;
    Some(Verzoek {
        vorm: vorm?,
        leveringsvorm: leveringsvorm?,
        product,
        omvang: Omvang { volume: volume?, eenheid, frequentie: frequentie? },
        van: van?,
        tot_en_met: Some(tot_en_met?),
        budget: budget?,
    })
}

/// The budget of a pgb; `Some(None)` when there is none to read, `None` when it cannot be read.
#[allow(clippy::option_option)]
fn budget(form: &Velden, f: &mut Invoer, vorm: Option<Leveringsvorm>) -> Option<Option<Cent>> {
    let t = form.tekst("budget");
    if vorm != Some(Leveringsvorm::Pgb) || t.is_empty() {
        return Some(None);
    }
    match Cent::lees(t) {
        Ok(c) => Some(Some(c)),
        Err(e) => {
            f.fout("budget", e.0);
            None
        }
    }
}

/// The form filled with an indicatie that is there.
pub fn vul(f: Invoer, r: &IndicatieRij) -> Invoer {
    let f = f
        .met("vorm", r.vorm.clone())
        .met("product", r.productcode.clone())
        .met("leveringsvorm", r.leveringsvorm.clone())
        .met("omvang", r.omvang.to_string())
        .met("frequentie", r.frequentie.clone());
    match r.geldig_tot {
        Some(tot) => f.met_datum("tot", tot.plus_dagen(-1)),
        None => f,
    }
}

/// The moment in both times that a page shows, from the query: `op` (a day) and `bekend` (known at the end of a day).
pub async fn peil(v: &Aanroep) -> Result<(Peil, Invoer), Fout> {
    let vragen = Velden(v.vragen().to_vec());
    let mut f = Invoer::van(v.vragen());
    let mut lees = |veld: &'static str| match vragen.datum(veld) {
        Ok(d) => d,
        Err(w) => {
            f.weiger(&w);
            None
        }
    };
    let (op, bekend) = (lees("op"), lees("bekend"));
    let nr = match bekend.filter(|d| *d < v.vandaag()) {
        Some(dag) => opslag::bekend_op(&v.db, dag).await?,
        None => JournaalNr::NU,
    };
    Ok((Peil::op(op.unwrap_or(v.vandaag())).bekend(nr), f))
}
