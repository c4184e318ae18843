//! What the pages of this room show.

use super::{
    opslag::{BesluitRij, SchalingRij},
    stand::IndicatieRij,
    voorbereiden::Voorbereid,
};
use crate::huis::{
    Dossierkop, Fout, Invoer, Kader, Optie, Verzoek,
    brieven::BriefBeeld,
    gemeenten,
    kader::{Koppeling, Toon},
    onderdelen::{Besluitpaneel, Gegeven, Termijn},
    uitleg,
};
use crate::termijnen::TermijnRij;
use askama::Template;
use kern::besluit::{Besluit, Gevolg, Soort};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Vorm};
use kern::stam::{Datum, Stap, Uitleg};

/// Days ahead that count as "soon".
pub const BIJNA_DAGEN: i64 = 14;

/// A form of this room: title, lead, fields decided by `soort`.
#[derive(Template)]
#[template(path = "besluit/formulier.html")]
pub struct Formulier {
    /// Frame.
    pub kader: Kader,
    /// Head of the dossier.
    pub kop: Dossierkop,
    /// What was typed.
    pub f: Invoer,
    /// Address that it posts to.
    pub actie: String,
    /// Which fields.
    pub velden: Velden,
    /// Sentence under the title.
    pub inleiding: String,
    /// What the form is about: the aanvraag, the indicatie.
    pub context: Vec<Gegeven>,
    /// Text of the main button.
    pub knop: &'static str,
    /// Links to the other choices of the same page, and which one this is.
    pub tabs: Vec<Koppeling>,
    /// Address of the active tab.
    pub tab: String,
}

/// Which fields a form has, with their options. An empty list leaves the field out.
#[derive(Debug, Clone, Default)]
pub struct Velden {
    /// Day of receipt of an aanvraag.
    pub ontvangen: bool,
    /// Form.
    pub vorm: Vec<Optie>,
    /// Products, and with them period and volume.
    pub product: Vec<Optie>,
    /// Frequencies.
    pub frequentie: Vec<Optie>,
    /// In natura or pgb.
    pub leveringsvorm: Vec<Optie>,
    /// First day without support: name of the field and the question above it; empty for none.
    pub per: (&'static str, &'static str),
    /// Reasons (schaling, uitstroom), and the question above them.
    pub reden: Vec<Optie>,
    /// Destinations.
    pub bestemming: Vec<Optie>,
    /// Grounds of the law.
    pub grond: Vec<Optie>,
    /// Who takes over.
    pub overname: Vec<Optie>,
    /// When that is asked.
    pub overname_hint: &'static str,
    /// The motivering: 0 none, 1 may, 2 must.
    pub motivering: u8,
    /// The day of the letter.
    pub bekend: bool,
}

/// What would be decided, before it is.
#[derive(Template)]
#[template(path = "besluit/voorbeeld.html")]
pub struct Voorbeeld {
    /// Frame.
    pub kader: Kader,
    /// Head of the dossier.
    pub kop: Dossierkop,
    /// Address that it posts to.
    pub actie: String,
    /// Everything that was typed, to be sent again.
    pub verborgen: Vec<(String, String)>,
    /// What changes.
    pub gevolgen: Vec<Gegeven>,
    /// What and why.
    pub paneel: Besluitpaneel,
    /// Terms that start.
    pub termijnen: Vec<(String, Termijn)>,
    /// The letter; none when nobody is left to write to.
    pub brief: Option<BriefBeeld>,
    /// Text of the button that decides.
    pub knop: String,
}

/// One indicatie in the list.
#[derive(Debug, Clone)]
pub struct IndicatieBeeld {
    /// Form.
    pub vorm: String,
    /// Name of the product.
    pub product: String,
    /// How much.
    pub omvang: String,
    /// In natura or pgb.
    pub levering: String,
    /// First day.
    pub van: String,
    /// Last day.
    pub tot: String,
    /// Amount; empty when this person may not see it.
    pub bedrag: String,
    /// Running, coming or ended.
    pub stand: &'static str,
    /// Tone of that.
    pub toon: Toon,
    /// Address of the besluit.
    pub href: String,
}

/// One besluit in the list.
#[derive(Debug, Clone)]
pub struct BesluitBeeld {
    /// Day.
    pub genomen: String,
    /// Kind.
    pub soort: String,
    /// Form that it is about; empty for a refusal.
    pub wat: String,
    /// Gemeente.
    pub gemeente: String,
    /// Address.
    pub href: String,
}

/// A day with the reason behind it, seen from today.
pub fn termijn(dag: Datum, vandaag: Datum, uitleg: &[uitleg::StapTekst]) -> Termijn {
    let waarom: Vec<String> = uitleg
        .iter()
        .map(|s| if s.artikel.is_empty() { s.zin.clone() } else { format!("{} ({})", s.zin, s.artikel) })
        .collect();
    Termijn::op(dag, vandaag, BIJNA_DAGEN).waarom(waarom.join(" "))
}

/// A stored term for the screen. A term that ends by itself is never late.
pub fn termijnrij(r: &TermijnRij, vandaag: Datum) -> Result<(String, Termijn), Fout> {
    let mut t = termijn(r.uiterlijk_op, vandaag, &r.stappen()?);
    if r.voldaan_op.is_some() {
        t.toon = Toon::Neutraal;
    }
    Ok((r.naam().to_owned(), t))
}

/// An indicatie for the list.
pub fn indicatie(
    v: &Verzoek,
    r: &IndicatieRij,
    productnaam: String,
    op: Datum,
    geld: bool,
) -> IndicatieBeeld {
    let (stand, toon) = match (r.geldig_van <= op, r.geldig_tot.is_none_or(|t| op < t)) {
        (true, true) => ("Loopt", Toon::Goed),
        (false, _) => ("Begint later", Toon::Info),
        (true, false) => ("Afgelopen", Toon::Neutraal),
    };
    IndicatieBeeld {
        vorm: vorm(&r.vorm).to_owned(),
        product: productnaam,
        omvang: omvang(r),
        levering: Leveringsvorm::lees(&r.leveringsvorm)
            .map_or(r.leveringsvorm.clone(), |l| l.tekst().to_owned()),
        van: r.geldig_van.voluit(),
        tot: r.geldig_tot.map_or_else(|| "geen einde".to_owned(), |t| t.plus_dagen(-1).voluit()),
        bedrag: if geld { r.bedrag_cent.to_string() } else { String::new() },
        stand,
        toon,
        href: format!("/dossiers/{}/besluiten/{}", v.dossier().dossier, r.besluit_id),
    }
}

/// How much, in words.
pub fn omvang(r: &IndicatieRij) -> String {
    let heel = || {
        Some(Omvang {
            volume: u32::try_from(r.omvang).ok()?,
            eenheid: Eenheid::lees(&r.eenheid).ok()?,
            frequentie: Frequentie::lees(&r.frequentie).ok()?,
        })
    };
    heel().map_or_else(|| r.omvang.to_string(), |o| o.to_string())
}

/// A besluit for the list.
pub fn besluit(v: &Verzoek, r: &BesluitRij, indicaties: &[IndicatieRij]) -> BesluitBeeld {
    let eigen = indicaties.iter().find(|i| i.besluit_id.0 == r.besluit_id);
    BesluitBeeld {
        wat: eigen.map_or_else(String::new, |i| vorm(&i.vorm).to_owned()),
        genomen: r.genomen_op.voluit(),
        soort: soortnaam(&r.soort),
        gemeente: gemeenten::naam(r.gemeente),
        href: format!("/dossiers/{}/besluiten/{}", v.dossier().dossier, r.besluit_id),
    }
}

/// Kind of besluit with a capital.
pub fn soortnaam(code: &str) -> String {
    let naam = match Soort::lees(code) {
        Ok(s) => s.tekst(),
        Err(_) => code,
    };
    let mut letters = naam.chars();
    letters.next().map_or_else(String::new, |l| l.to_uppercase().chain(letters).collect())
}

/// Name of a form.
pub fn vorm(code: &str) -> &str {
    match Vorm::lees(code) {
        Ok(v) => v.tekst(),
        Err(_) => match code {
            "geen" => "geen ondersteuning",
            "uit" => "uitgestroomd",
            anders => anders,
        },
    }
}

/// An event in one sentence.
pub fn schalingzin(s: &SchalingRij) -> String {
    match s.soort.as_str() {
        "instroom" => format!("Instroom in {}", vorm(&s.naar_vorm)),
        "uitstroom" => format!("Uitstroom uit {}", vorm(&s.van_vorm)),
        soort => format!("{} van {} naar {}", soortnaam(soort), vorm(&s.van_vorm), vorm(&s.naar_vorm)),
    }
}

/// Steps that were stored, as the panel wants them.
pub fn uitleg_van(stappen: &[uitleg::StapTekst]) -> Uitleg {
    let stap = |s: &uitleg::StapTekst| Stap {
        code: s.code.clone().into(),
        artikel: s.artikel.clone().into(),
        zin: s.zin.clone(),
    };
    Uitleg { stappen: stappen.iter().map(stap).collect() }
}

/// The preview of a besluit.
pub fn voorbeeld(
    v: &Verzoek,
    kader: Kader,
    kop: Dossierkop,
    actie: String,
    k: &Voorbereid,
    extra: Vec<Gegeven>,
) -> Voorbeeld {
    let b = &k.besluit;
    let mut gevolgen = gevolgen(k, v.mag_lezen(crate::huis::Veldklasse::Financieel));
    gevolgen.extend(extra);
    Voorbeeld {
        kader,
        kop,
        actie,
        verborgen: verborgen(v),
        gevolgen,
        paneel: paneel(b),
        termijnen: b.termijnen.iter().map(|(g, t)| gevolgtermijn(*g, t, v.vandaag())).collect(),
        brief: Some(BriefBeeld::van(&k.brief)),
        knop: match b.soort {
            Soort::Toekenning => "Ken toe en verstuur de brief".into(),
            Soort::Afwijzing => "Wijs af en verstuur de brief".into(),
            Soort::Herziening => "Herzie en verstuur de brief".into(),
            Soort::Intrekking => "Trek in en verstuur de brief".into(),
        },
    }
}

/// Everything that was typed, but not the button and the token.
pub fn verborgen(v: &Verzoek) -> Vec<(String, String)> {
    v.form.0.iter().filter(|(k, _)| k != "actie" && k != "csrf").cloned().collect()
}

fn gevolgtermijn(g: Gevolg, t: &kern::stam::termijnen::Termijn, vandaag: Datum) -> (String, Termijn) {
    let naam = match g {
        Gevolg::Bezwaar => "Bezwaar kan tot en met",
        Gevolg::Toewijzing => "Toewijzen aan een aanbieder voor",
        Gevolg::IndicatieEinde => "Heronderzoek begint op",
    };
    (naam.to_owned(), termijn(t.uiterlijk, vandaag, &uitleg::stappen(&t.uitleg)))
}

fn gevolgen(k: &Voorbereid, geld: bool) -> Vec<Gegeven> {
    let b = &k.besluit;
    let mut uit = vec![
        Gegeven::nieuw("Besluit", soortnaam(b.soort.code())),
        Gegeven::nieuw("Namens", format!("het college van {}", gemeenten::naam(b.gemeente))),
    ];
    if let Some(i) = b.ingekort {
        let oud = k.stand.indicaties.iter().find(|x| x.indicatie_id == i.indicatie_id);
        let naam = oud.map_or_else(String::new, |o| o.inhoud.to_string());
        let rest = i.periode.and_then(|p| p.tot_en_met());
        let einde = rest.map_or_else(|| "vervalt helemaal".into(), |d| format!("eindigt op {}", d.voluit()));
        uit.push(Gegeven::nieuw("Indicatie van nu", format!("{naam}: {einde}")));
    }
    if let Some(t) = &b.toegekend {
        let product = k.stand.product.as_ref().map_or_else(String::new, |p| p.naam.clone());
        let einde =
            t.periode.tot_en_met().map_or_else(String::new, |d| format!(" tot en met {}", d.voluit()));
        uit.push(Gegeven::nieuw("Nieuwe indicatie", format!("{}, {}", t.vorm, t.leveringsvorm)));
        uit.push(Gegeven::nieuw("Product", format!("{} {product}", t.product)));
        uit.push(Gegeven::nieuw("Omvang", t.omvang.to_string()));
        uit.push(Gegeven::nieuw("Periode", format!("{}{einde}", t.periode.van().voluit())));
        if geld {
            uit.push(Gegeven::nieuw("Waarde over de hele periode", t.bedrag.to_string()));
        }
    }
    if let Some(g) = &b.grond {
        uit.push(Gegeven::nieuw("Grond", g.zin.clone()).bron(g.artikel.clone()));
    }
    uit
}

fn paneel(b: &Besluit) -> Besluitpaneel {
    let uitkomst = match b.soort {
        Soort::Toekenning => "Ja, u kunt dit toekennen",
        Soort::Afwijzing => "Ja, u kunt dit afwijzen",
        Soort::Herziening => "Ja, u kunt dit herzien",
        Soort::Intrekking => "Ja, u kunt dit intrekken",
    };
    Besluitpaneel {
        vraag: "Mag dit besluit?".into(),
        uitkomst: uitkomst.into(),
        omdat: String::new(),
        uitleg: b.uitleg.clone(),
        voetnoot: "Deze stappen komen in het bewijs bij het besluit. U kunt ze later opnieuw afspelen."
            .into(),
        twijfel: twijfel(b),
    }
}

fn twijfel(b: &Besluit) -> String {
    let stap = b.uitleg.stappen.iter().find(|s| s.code == "BSL-29");
    stap.map_or_else(String::new, |s| s.zin.clone())
}
