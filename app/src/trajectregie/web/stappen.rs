//! What must be done next, with the rule and the last day behind it.

use crate::huis::{Fout, Methode, Verzoek, onderdelen::Termijn};
use crate::termijnen::{Soort, TermijnRij};
use kern::{
    stam::MeldingId,
    trajectregie::{Stand, VolgendeStap, Waar, volgende_stappen},
};

/// Days before the last day at which a term asks for attention.
const BIJNA_DAGEN: i64 = 7;

/// One thing to do.
pub struct Actie {
    /// Order to the reader.
    pub label: String,
    /// Page on which it is done; empty when this person cannot do it.
    pub href: String,
    /// Rule code and article; empty for a term without a step.
    pub regel: String,
    /// Last day, when there is one.
    pub termijn: Option<Termijn>,
    /// Role that must act; empty when it is clear from the page.
    pub voor: String,
}

/// Steps by rule first, then the open terms that no step goes with; by last day.
pub fn acties(
    v: &Verzoek,
    stand: &Stand,
    melding: Option<MeldingId>,
    mut open: Vec<TermijnRij>,
) -> Result<Vec<Actie>, Fout> {
    let mut uit = Vec::new();
    for stap in volgende_stappen(stand) {
        let bij = open
            .iter()
            .position(|t| !stap.termijn.is_empty() && t.soort == stap.termijn)
            .map(|i| open.remove(i));
        uit.push(uit_stap(v, &stap, melding, bij.as_ref())?);
    }
    for t in &open {
        uit.push(uit_termijn(v, t, melding)?);
    }
    uit.sort_by_key(|a| a.termijn.as_ref().map_or_else(|| v.vandaag().plus_jaren(100), |t| t.dag));
    Ok(uit)
}

fn uit_stap(
    v: &Verzoek,
    stap: &VolgendeStap,
    melding: Option<MeldingId>,
    t: Option<&TermijnRij>,
) -> Result<Actie, Fout> {
    Ok(Actie {
        label: stap.zin.to_owned(),
        href: waarheen(v, pad_van(stap.waar), melding),
        regel: format!("{}, {}", stap.code, stap.artikel),
        termijn: t.map(|t| termijn(v, t)).transpose()?,
        voor: t.map_or_else(String::new, |t| voor(v, t)),
    })
}

fn uit_termijn(v: &Verzoek, t: &TermijnRij, melding: Option<MeldingId>) -> Result<Actie, Fout> {
    let soort = Soort::lees(&t.soort);
    let pad = soort.map_or("", pad_van_soort);
    // This very melding, not the last one of the dossier.
    let melding =
        if soort == Some(Soort::MeldingInDossier) { Some(MeldingId(t.onderwerp_id)) } else { melding };
    let onderwerp = t.onderwerp_id.to_string();
    let href = waarheen(v, pad, melding).replace("{overdracht}", &onderwerp).replace("{tandem}", &onderwerp);
    Ok(Actie {
        label: t.naam().to_owned(),
        href,
        regel: String::new(),
        termijn: Some(termijn(v, t)?),
        voor: voor(v, t),
    })
}

fn termijn(v: &Verzoek, t: &TermijnRij) -> Result<Termijn, Fout> {
    let stappen = t.stappen()?;
    let zin = |s: &crate::huis::uitleg::StapTekst| match s.artikel.as_str() {
        "" => s.zin.clone(),
        artikel => format!("{} ({artikel})", s.zin),
    };
    let waarom: Vec<String> = stappen.iter().map(zin).collect();
    Ok(Termijn::op(t.uiterlijk_op, v.vandaag(), BIJNA_DAGEN).waarom(waarom.join(" ")))
}

fn voor(v: &Verzoek, t: &TermijnRij) -> String {
    if t.voor_rol == v.actor.rol.code() {
        String::new()
    } else {
        crate::huis::rolnaam(&t.voor_rol).to_owned()
    }
}

fn pad_van(waar: Waar) -> &'static str {
    match waar {
        Waar::Vraagverheldering => "/dossiers/{dossier}/vraagverheldering/{melding}",
        Waar::Doelgroep => "/dossiers/{dossier}/doelgroep",
        Waar::Woonplaats => "/dossiers/{dossier}/woonplaats",
        Waar::Onderzoek => "/dossiers/{dossier}/onderzoek",
        Waar::Doelen => "/dossiers/{dossier}/doelen",
        Waar::Besluiten => "/dossiers/{dossier}/besluiten",
        Waar::Levering => "/dossiers/{dossier}/levering",
        Waar::Schaling => "/dossiers/{dossier}/schaling",
    }
}

fn pad_van_soort(soort: Soort) -> &'static str {
    match soort {
        Soort::Spoed | Soort::Ontvangstbevestiging | Soort::PersoonlijkPlan => {
            "/dossiers/{dossier}/melding/{melding}"
        }
        Soort::MeldingInDossier => "/dossiers/{dossier}/melding/{melding}",
        Soort::Gegevens => "/dossiers/{dossier}/gegevens",
        Soort::Vraagverheldering => pad_van(Waar::Vraagverheldering),
        // The page itself, because the other side has to find it in one step.
        Soort::Overdracht => "/dossiers/{dossier}/overdracht/{overdracht}",
        Soort::Tandem => "/dossiers/{dossier}/tandem/{tandem}",
        Soort::Woonplaats => pad_van(Waar::Woonplaats),
        Soort::Onderzoek => pad_van(Waar::Onderzoek),
        Soort::Beslissing | Soort::Bezwaar | Soort::BeslissingOpBezwaar | Soort::IndicatieEinde => {
            pad_van(Waar::Besluiten)
        }
        Soort::Verzoek => "/dossiers/{dossier}/verzoeken",
        Soort::Toewijzing | Soort::Retour | Soort::Start | Soort::Wachtlijst => pad_van(Waar::Levering),
        Soort::Evaluatie => pad_van(Waar::Doelen),
        Soort::Uitstroom => "/dossiers/{dossier}/uitstroom",
        Soort::Noodknop => "/dossiers/{dossier}/wie-keek",
        Soort::NoodknopOordeel => "/beheer/noodknop",
        Soort::Overleg
        | Soort::OverdrachtGemeente
        | Soort::GeschilContactpersonen
        | Soort::GeschilRegioadviseur
        | Soort::GeschilCommissie => "/dossiers/{dossier}/overleg",
    }
}

fn waarheen(v: &Verzoek, pad: &str, melding: Option<MeldingId>) -> String {
    if pad.is_empty() || !v.mag_pad(Methode::Get, pad) || (melding.is_none() && pad.contains("{melding}")) {
        return String::new();
    }
    let melding = melding.map_or_else(String::new, |m| m.to_string());
    pad.replace("{dossier}", &v.dossier().dossier.to_string()).replace("{melding}", &melding)
}
