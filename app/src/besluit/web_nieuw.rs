//! Forms: register an aanvraag, and decide on it.

use super::{
    beeld::{self, Formulier, Velden},
    invoer::{self, Keuzes, Knop},
    regels, stand, vastleggen,
    vastleggen::NieuweAanvraag,
    voorbereiden::{self, Erbij},
    web::BESLUITEN,
};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, kader::Koppeling, onderdelen::Gegeven,
};
use kern::besluit::{Strekking, Voorstel, toets_aanvraag};
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::stam::Peil;

/// The empty form for an aanvraag.
pub async fn aanvraag_formulier(v: Verzoek) -> Uitkomst {
    let f = Invoer::leeg().met_datum("ontvangen", v.vandaag());
    aanvraag_pagina(&v, f).await
}

/// Registers an aanvraag.
pub async fn aanvraag(v: Verzoek) -> Uitkomst {
    let mut f = Invoer::van(&v.form.0);
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let op = invoer::dag(&v.form, &mut f, "ontvangen", "Vul in wanneer de aanvraag is ontvangen.");
    let vorm = invoer::keuze(&v.form, &mut f, "vorm", "Kies wat de inwoner vraagt.", |c| Vorm::lees(c).ok());
    let levering =
        invoer::keuze(&v.form, &mut f, "leveringsvorm", "Kies hoe de inwoner het wil krijgen.", |c| {
            Leveringsvorm::lees(c).ok()
        });
    let (Some(ontvangen_op), Some(vorm), Some(leveringsvorm)) = (op, vorm, levering) else {
        return aanvraag_pagina(&v, f).await;
    };
    let vraag = stand::Vraag { beslisser: invoer::beslisser(v.actor.rol), op_aanvraag: true, product: None };
    let mut tx = v.begin().await?;
    let peil = Peil::op(vandaag).bekend(vastleggen::peil_nr(&tx));
    let s = stand::stand_van(&tx, dossier, peil, &vraag).await?;
    let beslis = match toets_aanvraag(&s, ontvangen_op, &regels::op(v.regels(), vandaag)?, vandaag) {
        Ok(t) => t,
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            return aanvraag_pagina(&v, f).await;
        }
    };
    let Some(melding) = s.melding.map(|m| m.melding) else {
        return Err(Fout::nieuw("een getoetste aanvraag heeft een melding"));
    };
    let nieuw = NieuweAanvraag { melding, ontvangen_op, vorm, leveringsvorm };
    vastleggen::aanvraag(&mut tx, dossier, &nieuw, &beslis, beslist_door(vorm)).await?;
    tx.commit().await?;
    let zin = format!("De aanvraag is vastgelegd. Beslis uiterlijk op {}.", beslis.uiterlijk.voluit());
    Antwoord::naar_met_melding(format!("/dossiers/{dossier}/besluiten"), zin)
}

/// Uitvoeringsplan 2.2: the trajectregisseur indicates beschermd wonen and thuis.
fn beslist_door(vorm: Vorm) -> Rol {
    match vorm {
        Vorm::Bw | Vorm::Bt => Rol::Trajectregisseur,
        Vorm::WmoBegeleiding => Rol::Aandachtsfunctionaris,
    }
}

async fn aanvraag_pagina(v: &Verzoek, f: Invoer) -> Uitkomst {
    let keuzes = Keuzes::default();
    let velden = Velden {
        ontvangen: true,
        vorm: keuzes.vormopties(),
        leveringsvorm: keuzes.leveringopties(),
        ..Velden::default()
    };
    let p = Paginadeel {
        titel: "Aanvraag vastleggen",
        inleiding: "De wet geeft twee weken om te beslissen. Die tellen vanaf de dag dat de aanvraag binnenkwam.",
        knop: "Leg de aanvraag vast",
        ..Paginadeel::default()
    };
    formulier(v, f, p, velden).await
}

/// The empty form for a besluit on the open aanvraag.
pub async fn formulier_leeg(v: Verzoek) -> Uitkomst {
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let Some(a) = stand::open_aanvraag(&v.db, dossier, Peil::op(vandaag)).await? else {
        let pad = format!("/dossiers/{dossier}/besluiten");
        return Antwoord::naar_met_melding(pad, "Er is geen open aanvraag. Leg eerst de aanvraag vast.");
    };
    let f = Invoer::leeg()
        .met_datum("van", vandaag)
        .met_datum("bekend", vandaag)
        .met("vorm", a.vorm)
        .met("leveringsvorm", a.leveringsvorm)
        .met("frequentie", "week");
    let afwijzen = v.vraag("keuze") == Some("afwijzen");
    besluit_pagina(&v, f, afwijzen).await
}

/// Shows what would be decided, or decides.
pub async fn besluit(v: Verzoek) -> Uitkomst {
    let afwijzen = v.form.tekst("keuze") == "afwijzen";
    let mut f = Invoer::van(&v.form.0);
    let knop = Knop::van(&v.form);
    if knop == Knop::Wijzig {
        return besluit_pagina(&v, f, afwijzen).await;
    }
    let keuzes = Keuzes::lees(&v.db, v.vandaag()).await?;
    let motivering = invoer::tekst(&v.form, &mut f, "motivering");
    let bekend = invoer::dag(&v.form, &mut f, "bekend", "Vul in wanneer u de brief verstuurt.");
    let strekking = if afwijzen {
        Some(Strekking::Afwijzen { grond: v.form.tekst("grond").to_owned() })
    } else {
        invoer::verzoek(&v.form, &mut f, &keuzes, None).map(Strekking::Toekennen)
    };
    let (Some(strekking), Some(bekend_op), true) = (strekking, bekend, f.is_goed()) else {
        return besluit_pagina(&v, f, afwijzen).await;
    };
    match voorbereiden::voorbereid(&v, Voorstel { strekking, motivering, bekend_op }).await? {
        Err(w) => {
            f.weiger(&w);
            besluit_pagina(&v, f, afwijzen).await
        }
        Ok(k) if knop == Knop::Neem => voorbereiden::neem(&v, k, Erbij::default()).await,
        Ok(k) if knop == Knop::Pdf => voorbereiden::pdf(&k).await,
        Ok(k) => toon_voorbeeld(&v, &k, "besluiten/nieuw", Vec::new()).await,
    }
}

async fn besluit_pagina(v: &Verzoek, f: Invoer, afwijzen: bool) -> Uitkomst {
    let keuzes = Keuzes::lees(&v.db, v.vandaag()).await?;
    let grond = if afwijzen { gronden(v).await? } else { Vec::new() };
    let velden = Velden {
        vorm: if afwijzen { Vec::new() } else { keuzes.vormopties() },
        product: if afwijzen { Vec::new() } else { keuzes.productopties() },
        frequentie: keuzes.frequentieopties(),
        leveringsvorm: if afwijzen { Vec::new() } else { keuzes.leveringopties() },
        grond,
        motivering: if afwijzen { 2 } else { 1 },
        bekend: true,
        ..Velden::default()
    };
    let basis = format!("/dossiers/{}/besluiten/nieuw", v.dossier().dossier);
    let p = Paginadeel {
        titel: "Besluit op de aanvraag",
        inleiding: "U ziet eerst een voorbeeld, met de brief en de termijnen. Daarna beslist u.",
        knop: "Bekijk het voorbeeld",
        context: aanvraag_context(v).await?,
        tabs: vec![
            Koppeling::nieuw("Toekennen", basis.clone()),
            Koppeling::nieuw("Afwijzen", format!("{basis}?keuze=afwijzen")),
        ],
        tab: if afwijzen { format!("{basis}?keuze=afwijzen") } else { basis },
        ..Paginadeel::default()
    };
    formulier(v, f, p, velden).await
}

async fn aanvraag_context(v: &Verzoek) -> Result<Vec<Gegeven>, Fout> {
    let Some(a) = stand::open_aanvraag(&v.db, v.dossier().dossier, Peil::op(v.vandaag())).await? else {
        return Ok(Vec::new());
    };
    Ok(vec![
        Gegeven::nieuw("Aanvraag van", a.ontvangen_op.voluit()),
        Gegeven::nieuw("Gevraagd", beeld::vorm(&a.vorm)),
        Gegeven::nieuw("Manier", Leveringsvorm::lees(&a.leveringsvorm).map_or("", Leveringsvorm::tekst)),
    ])
}

/// Grounds that may be used for what was asked: "another gemeente" is not there for beschermd wonen.
async fn gronden(v: &Verzoek) -> Result<Vec<Optie>, Fout> {
    let open = stand::open_aanvraag(&v.db, v.dossier().dossier, Peil::op(v.vandaag())).await?;
    let vorm = open.and_then(|a| Vorm::lees(&a.vorm).ok());
    let alle = regels::op(v.regels(), v.vandaag())?.afwijzingsgronden;
    let mag = |g: &kern::besluit::Grond| vorm.is_none_or(|x| g.vormen.is_empty() || g.vormen.contains(&x));
    Ok(alle.into_iter().filter(mag).map(|g| Optie::nieuw(g.code, g.zin).uitleg(g.artikel)).collect())
}

/// The texts of a form page.
#[derive(Debug, Default)]
pub struct Paginadeel {
    /// Title.
    pub titel: &'static str,
    /// Sentence under the title.
    pub inleiding: &'static str,
    /// Text of the main button.
    pub knop: &'static str,
    /// What it is about.
    pub context: Vec<Gegeven>,
    /// Links to the other choices.
    pub tabs: Vec<Koppeling>,
    /// The active one.
    pub tab: String,
    /// Route of the part of the dossier that the page belongs to; the besluiten when empty.
    pub deel: &'static str,
}

/// Draws a form of this room: 422 when something in it is wrong.
pub async fn formulier(v: &Verzoek, f: Invoer, p: Paginadeel, velden: Velden) -> Uitkomst {
    let deel = if p.deel.is_empty() { BESLUITEN } else { p.deel };
    let Some(kop) = v.dossierkop(deel, Peil::op(v.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let fout = !f.is_goed();
    let pagina = Formulier {
        kader: kruimels(v, v.kader(p.titel).await?, p.titel).fouten(fout),
        kop,
        f,
        actie: v
            .route
            .pad
            .replace("{dossier}", &v.dossier().dossier.to_string())
            .replace("{besluit}", v.pad_tekst("besluit")),
        velden,
        inleiding: p.inleiding.to_owned(),
        context: p.context,
        knop: p.knop,
        tabs: p.tabs,
        tab: p.tab,
    };
    if fout { Antwoord::formulier_terug(&pagina) } else { Antwoord::pagina(&pagina) }
}

/// Address of the page for op- en afschalen of this dossier.
pub fn schalingpad(v: &Verzoek) -> String {
    format!("/dossiers/{}/schaling", v.dossier().dossier)
}

/// Address of the page for uitstroom of this dossier.
pub fn uitstroompad(v: &Verzoek) -> String {
    format!("/dossiers/{}/uitstroom", v.dossier().dossier)
}

/// More, less, or nothing at all: the two pages lead to each other.
pub fn schaaltabs(v: &Verzoek) -> Vec<Koppeling> {
    vec![Koppeling::nieuw("Op- of afschalen", schalingpad(v)), Koppeling::nieuw("Uitstroom", uitstroompad(v))]
}

/// Draws the preview of a besluit.
pub async fn toon_voorbeeld(
    v: &Verzoek,
    k: &voorbereiden::Voorbereid,
    deel: &str,
    extra: Vec<Gegeven>,
) -> Uitkomst {
    let Some(kop) = v.dossierkop(BESLUITEN, Peil::op(v.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let kader = kruimels(v, v.kader("Voorbeeld van het besluit").await?, "Voorbeeld");
    let actie = format!("/dossiers/{}/{deel}", v.dossier().dossier);
    Antwoord::pagina(&beeld::voorbeeld(v, kader, kop, actie, k, extra))
}

/// The path from the dossier to a page of this room.
pub fn kruimels(v: &Verzoek, kader: Kader, titel: &str) -> Kader {
    let dossier = v.dossier().dossier;
    kader
        .kruimel("Dossier", format!("/dossiers/{dossier}"))
        .kruimel("Besluiten", format!("/dossiers/{dossier}/besluiten"))
        .kruimel(titel, "")
}
