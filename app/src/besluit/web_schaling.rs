//! Forms: op- en afschalen, and uitstroom. Each is one event with a reason, with its besluit in the same act.

use super::{
    beeld::{self, Velden, Voorbeeld},
    invoer::{self, Keuzes, Knop},
    opslag, regels,
    stand::{self, IndicatieRij},
    vastleggen::{self, Gebeurd},
    voorbereiden::{self, Erbij},
    web_nieuw::{Paginadeel, formulier, kruimels, schaaltabs, schalingpad, toon_voorbeeld, uitstroompad},
    web_wijzigen::context,
};
use crate::huis::{
    Antwoord, Fout, Invoer, Optie, Uitkomst, Verzoek,
    onderdelen::{Besluitpaneel, Gegeven},
    opslag::Handeling,
    regels::Keuze,
};
use kern::besluit::{Ingekort, Richting, Schaling, Strekking, Voorstel, richting, toets_uitstroom};
use kern::inkoop::Vorm;
use kern::stam::{Datum, Peil, Periode, Uitleg, Weigering};

/// Route of the page for op- en afschalen, which the head of the dossier marks.
const SCHALING: &str = "/dossiers/{dossier}/schaling";

/// The form for op- en afschalen.
pub async fn schaling_formulier(v: Verzoek) -> Uitkomst {
    let Some(i) = lopend(&v).await? else { return zonder_indicatie(&v).await };
    let vandaag = v.vandaag();
    let f = invoer::vul(Invoer::leeg(), &i)
        .met("vorm", "")
        .met("product", "")
        .met("omvang", "")
        .met_datum("van", vandaag.max(i.geldig_van))
        .met_datum("bekend", vandaag);
    schaling_pagina(&v, f, &i).await
}

/// Shows the event that would happen, or lets it happen.
pub async fn schaling(v: Verzoek) -> Uitkomst {
    let Some(i) = lopend(&v).await? else { return zonder_indicatie(&v).await };
    let mut f = Invoer::van(&v.form.0);
    let knop = Knop::van(&v.form);
    if knop == Knop::Wijzig {
        return schaling_pagina(&v, f, &i).await;
    }
    let keuzes = Keuzes::lees(&v.db, v.vandaag()).await?;
    let van = Vorm::lees(&i.vorm).map_err(|e| Fout::nieuw(e.to_string()))?;
    let toelichting = invoer::tekst(&v.form, &mut f, "motivering");
    let bekend = invoer::dag(&v.form, &mut f, "bekend", "Vul in wanneer u de brief verstuurt.");
    let nieuw = invoer::verzoek(&v.form, &mut f, &keuzes, None);
    let reden = reden(&v, &mut f, van, nieuw.as_ref().map(|n| n.vorm))?;
    let lokaal = nieuw.as_ref().is_some_and(|n| n.vorm == Vorm::WmoBegeleiding);
    let wie = overname(&v, &mut f, lokaal).await?;
    let (Some(nieuw), Some((richting, reden)), Some(bekend_op), true) = (nieuw, reden, bekend, f.is_goed())
    else {
        return schaling_pagina(&v, f, &i).await;
    };
    let s = Schaling { op: nieuw.van, van: Some(van), naar: Some(nieuw.vorm), richting, terugkeer: false };
    let strekking = Strekking::Herzien { indicatie_id: i.indicatie_id, grond: reden.grond, nieuw };
    let voorstel = Voorstel { strekking, motivering: toelichting, bekend_op };
    let k = match voorbereiden::voorbereid(&v, voorstel).await? {
        Ok(k) => k,
        Err(w) => {
            f.weiger(&w);
            return schaling_pagina(&v, f, &i).await;
        }
    };
    let gebeurd =
        Gebeurd { schaling: s, reden: reden.code, bestemming: String::new(), toelichting: String::new() };
    match knop {
        Knop::Neem => {
            voorbereiden::neem(&v, k, Erbij { gebeurd: Some(gebeurd), neemt_over: wie.map(|w| w.0) }).await
        }
        Knop::Pdf => voorbereiden::pdf(&k).await,
        Knop::Voorbeeld | Knop::Wijzig => {
            let mut extra = vec![
                Gegeven::nieuw("Gebeurtenis", beeld::soortnaam(richting.code())),
                Gegeven::nieuw("Reden", reden.naam),
            ];
            extra.extend(wie.map(|w| Gegeven::nieuw("Dossierhouder wordt", w.1)));
            toon_voorbeeld(&v, &k, "schaling", extra).await
        }
    }
}

/// The direction and the reason, from the list that fits the direction.
fn reden(
    v: &Verzoek,
    f: &mut Invoer,
    van: Vorm,
    naar: Option<Vorm>,
) -> Result<Option<(Richting, Keuze)>, Fout> {
    let Some(naar) = naar else {
        if v.form.tekst("reden").is_empty() {
            f.fout("reden", "Kies een reden.");
        }
        return Ok(None);
    };
    let Some(r) = richting(Some(van), Some(naar)) else {
        let zin = format!("De inwoner heeft nu al {van}. Kies een andere vorm, of herzie het besluit.");
        f.weiger(&Weigering::nieuw("SCH-04", "Uitvoeringsplan 2.2", zin).bij("vorm"));
        return Ok(None);
    };
    let sleutel = if r == Richting::Opschaling { "opschalingsredenen" } else { "afschalingsredenen" };
    let code = v.form.tekst("reden");
    let (soort, kaal) = code.split_once(':').unwrap_or(("", code));
    let past = soort.is_empty() || soort == r.code();
    let gevonden =
        regels::lijst(v.regels(), sleutel, v.vandaag())?.into_iter().find(|k| k.code == kaal && past);
    if gevonden.is_none() {
        f.fout("reden", format!("Kies een reden die past bij {r}."));
    }
    Ok(gevonden.map(|k| (r, k)))
}

/// Who takes over when it becomes Wmo-begeleiding or the support ends: an aandachtsfunctionaris of the gemeente (Uitvoeringsplan 2.2), who is
/// near when it goes wrong again.
async fn overname(v: &Verzoek, f: &mut Invoer, nodig: bool) -> Result<Option<(i64, String)>, Fout> {
    if !nodig {
        return Ok(None);
    }
    let gekozen = v.form.getal("overname");
    let mensen = opslag::aandachtsfunctionarissen(&v.db, v.dossier().gemeente, v.vandaag()).await?;
    let wie = mensen.into_iter().find(|m| Some(m.gebruiker_id) == gekozen);
    if wie.is_none() {
        f.weiger(
            &Weigering::nieuw(
                "SCH-05",
                "Uitvoeringsplan 2.2",
                "Kies welke aandachtsfunctionaris het dossier overneemt.",
            )
            .bij("overname"),
        );
    }
    Ok(wie.map(|m| (m.gebruiker_id, m.naam)))
}

/// The indicatie that runs today, or the next one.
async fn lopend(v: &Verzoek) -> Result<Option<IndicatieRij>, Fout> {
    let vandaag = v.vandaag();
    let rijen = stand::indicatierijen(&v.db, v.dossier().dossier, Peil::op(vandaag)).await?;
    let loopt = |i: &IndicatieRij| i.geldig_tot.is_none_or(|t| vandaag < t);
    Ok(rijen.into_iter().rev().find(loopt))
}

async fn zonder_indicatie(v: &Verzoek) -> Uitkomst {
    let dossier = v.dossier().dossier;
    Antwoord::naar_met_melding(
        format!("/dossiers/{dossier}/besluiten"),
        "Er loopt geen indicatie. Op- of afschalen kan alleen vanuit een lopende indicatie.",
    )
}

async fn schaling_pagina(v: &Verzoek, f: Invoer, i: &IndicatieRij) -> Uitkomst {
    let keuzes = Keuzes::lees(&v.db, v.vandaag()).await?;
    let mensen = opslag::aandachtsfunctionarissen(&v.db, v.dossier().gemeente, v.vandaag()).await?;
    let mut reden = Vec::new();
    for (soort, sleutel) in [("afschaling", "afschalingsredenen"), ("opschaling", "opschalingsredenen")] {
        for k in regels::lijst(v.regels(), sleutel, v.vandaag())? {
            reden.push(Optie::nieuw(
                format!("{soort}:{}", k.code),
                format!("{}: {}", beeld::soortnaam(soort), k.naam),
            ));
        }
    }
    let velden = Velden {
        vorm: keuzes.vormopties().into_iter().filter(|o| o.waarde != i.vorm).collect(),
        product: keuzes.productopties(),
        frequentie: keuzes.frequentieopties(),
        leveringsvorm: keuzes.leveringopties(),
        reden,
        overname: mensen.into_iter().map(|m| Optie::nieuw(m.gebruiker_id.to_string(), m.naam)).collect(),
        overname_hint: "Alleen bij afschalen naar Wmo-begeleiding: de aandachtsfunctionaris van de gemeente wordt dossierhouder.",
        motivering: 2,
        bekend: true,
        ..Velden::default()
    };
    let p = Paginadeel {
        titel: "Op- of afschalen",
        deel: SCHALING,
        inleiding: "In één keer: de oude indicatie eindigt, de nieuwe begint, en de inwoner krijgt een brief.",
        knop: "Bekijk het voorbeeld",
        context: context(i, &keuzes),
        tabs: schaaltabs(v),
        tab: schalingpad(v),
    };
    formulier(v, f, p, velden).await
}

/// The form for uitstroom.
pub async fn uitstroom_formulier(v: Verzoek) -> Uitkomst {
    let f = Invoer::leeg().met_datum("op", v.vandaag()).met_datum("bekend", v.vandaag());
    uitstroom_pagina(&v, f).await
}

/// Shows what uitstroom does, or records it.
pub async fn uitstroom(v: Verzoek) -> Uitkomst {
    let mut f = Invoer::van(&v.form.0);
    let knop = Knop::van(&v.form);
    if knop == Knop::Wijzig {
        return uitstroom_pagina(&v, f).await;
    }
    let (dossier, vandaag) = (v.dossier().dossier, v.vandaag());
    let op = invoer::dag(&v.form, &mut f, "op", "Vul de eerste dag zonder ondersteuning in.");
    let uit = |sleutel: &str, code: &str| -> Result<Option<Keuze>, Fout> {
        Ok(regels::lijst(v.regels(), sleutel, vandaag)?.into_iter().find(|k| k.code == code))
    };
    let reden = uit("uitstroomredenen", v.form.tekst("reden"))?;
    let bestemming = uit("bestemmingen", v.form.tekst("bestemming"))?;
    if reden.is_none() {
        f.fout("reden", "Kies waarom de ondersteuning stopt.");
    }
    if bestemming.is_none() {
        f.fout("bestemming", "Kies waar de inwoner naartoe gaat.");
    }
    let toelichting = invoer::tekst(&v.form, &mut f, "motivering");
    // A reason without a ground is one after which nobody is left to take care of.
    let wie = overname(&v, &mut f, reden.as_ref().is_none_or(|r| !r.grond.is_empty())).await?;
    let indicaties = stand::indicaties(&v.db, dossier, Peil::op(vandaag)).await?;
    let (Some(op), Some(reden), Some(bestemming), true) = (op, reden, bestemming, f.is_goed()) else {
        return uitstroom_pagina(&v, f).await;
    };
    let (vorm, loopt) = match toets_uitstroom(&indicaties, op, vandaag) {
        Ok(x) => x,
        Err(w) => {
            f.weiger(&w);
            return uitstroom_pagina(&v, f).await;
        }
    };
    let schaling =
        Schaling { op, van: Some(vorm), naar: None, richting: Richting::Uitstroom, terugkeer: false };
    let gebeurd = Gebeurd {
        schaling,
        reden: reden.code.clone(),
        bestemming: bestemming.code.clone(),
        toelichting: toelichting.clone(),
    };
    match loopt {
        // Nobody is left to write to, or the indicatie had ended by itself: no besluit, only the fact.
        None => zonder_besluit(&v, knop, Vertrek { gebeurd, kort: None, wie }, &reden, &bestemming).await,
        Some(i) if reden.grond.is_empty() => {
            let periode = Periode::nieuw(i.inhoud.periode.van(), Some(op));
            let kort = Some(Ingekort { indicatie_id: i.indicatie_id, periode });
            zonder_besluit(&v, knop, Vertrek { gebeurd, kort, wie }, &reden, &bestemming).await
        }
        Some(i) => {
            let strekking =
                Strekking::Intrekken { indicatie_id: i.indicatie_id, grond: reden.grond.clone(), per: op };
            let vertrek = Vertrek { gebeurd, kort: None, wie };
            met_besluit(&v, f, knop, vertrek, strekking, &reden, &bestemming).await
        }
    }
}

/// An uitstroom that was asked for.
struct Vertrek {
    gebeurd: Gebeurd,
    /// What is left of the indicatie, when that ends without a besluit.
    kort: Option<Ingekort>,
    /// The aandachtsfunctionaris who takes over: key and name.
    wie: Option<(i64, String)>,
}

async fn met_besluit(
    v: &Verzoek,
    mut f: Invoer,
    knop: Knop,
    vertrek: Vertrek,
    strekking: Strekking,
    reden: &Keuze,
    bestemming: &Keuze,
) -> Uitkomst {
    let Some(bekend_op) = invoer::dag(&v.form, &mut f, "bekend", "Vul in wanneer u de brief verstuurt.")
    else {
        return uitstroom_pagina(v, f).await;
    };
    let voorstel = Voorstel { strekking, motivering: vertrek.gebeurd.toelichting.clone(), bekend_op };
    match voorbereiden::voorbereid(v, voorstel).await? {
        Err(w) => {
            f.weiger(&w);
            uitstroom_pagina(v, f).await
        }
        Ok(k) if knop == Knop::Neem => {
            let neemt_over = vertrek.wie.map(|w| w.0);
            voorbereiden::neem(v, k, Erbij { gebeurd: Some(vertrek.gebeurd), neemt_over }).await
        }
        Ok(k) if knop == Knop::Pdf => voorbereiden::pdf(&k).await,
        Ok(k) => toon_voorbeeld(v, &k, "uitstroom", gevolgen(&vertrek, reden, bestemming)).await,
    }
}

fn gevolgen(g: &Vertrek, reden: &Keuze, bestemming: &Keuze) -> Vec<Gegeven> {
    let mut uit = vec![
        Gegeven::nieuw("Eerste dag zonder ondersteuning", g.gebeurd.schaling.op.voluit()),
        Gegeven::nieuw("Reden van uitstroom", reden.naam.clone()),
        Gegeven::nieuw("Gaat naar", bestemming.naam.clone()),
        Gegeven::nieuw("Dossier", "wordt afgesloten"),
    ];
    uit.extend(g.wie.iter().map(|w| Gegeven::nieuw("Dossierhouder wordt", w.1.clone())));
    uit
}

/// Uitstroom without a besluit: the inwoner died, or the indicatie had ended.
async fn zonder_besluit(v: &Verzoek, knop: Knop, g: Vertrek, reden: &Keuze, bestemming: &Keuze) -> Uitkomst {
    if knop == Knop::Neem {
        return leg_uitstroom_vast(v, &g).await;
    }
    let Some(kop) = v.dossierkop(SCHALING, Peil::op(v.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let mut uitleg = Uitleg::nieuw();
    match g.kort {
        Some(_) => uitleg.stap(
            "SCH-06",
            "Wmo 2015 art. 2.3.5",
            "Het recht op ondersteuning eindigt vanzelf. Er is geen besluit en geen brief.",
        ),
        None => uitleg.stap(
            "SCH-06",
            "Wmo 2015 art. 2.3.5",
            "De indicatie is al afgelopen. Er is geen besluit en geen brief nodig.",
        ),
    }
    let pagina = Voorbeeld {
        kader: kruimels(v, v.kader("Uitstroom vastleggen").await?, "Voorbeeld"),
        kop,
        actie: uitstroompad(v),
        verborgen: beeld::verborgen(v),
        gevolgen: gevolgen(&g, reden, bestemming),
        paneel: Besluitpaneel {
            vraag: "Is er een besluit nodig?".into(),
            uitkomst: "Nee".into(),
            omdat: String::new(),
            uitleg,
            voetnoot: String::new(),
            twijfel: String::new(),
        },
        termijnen: Vec::new(),
        brief: None,
        knop: "Leg de uitstroom vast".into(),
    };
    Antwoord::pagina(&pagina)
}

async fn leg_uitstroom_vast(v: &Verzoek, g: &Vertrek) -> Uitkomst {
    let (dossier, op) = (v.dossier().dossier, g.gebeurd.schaling.op);
    let mut tx = v.begin().await?;
    let wat = "uitgestroomd";
    let (onderwerp, onderwerp_id, gemeente) = ("dossier", dossier.0, Some(v.dossier().gemeente));
    tx.journaal(Handeling {
        wat,
        onderwerp,
        onderwerp_id,
        dossier: Some(dossier),
        gemeente,
        reden: "uitstroom",
    })
    .await?;
    if let Some(k) = g.kort {
        vastleggen::kort_in(&mut tx, dossier, k, op).await?;
    }
    voorbereiden::ruim_op(&mut tx, dossier, op).await?;
    vastleggen::gebeurtenis(&mut tx, dossier, &g.gebeurd, None).await?;
    vastleggen::zet_fase(&mut tx, dossier, "afgesloten", Some(op)).await?;
    if let Some((wie, _)) = g.wie {
        vastleggen::neemt_over(&mut tx, dossier, wie, op).await?;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/dossiers/{dossier}/besluiten"),
        "De uitstroom is vastgelegd. Het dossier is afgesloten.",
    )
}

async fn uitstroom_pagina(v: &Verzoek, f: Invoer) -> Uitkomst {
    let vandaag: Datum = v.vandaag();
    let mensen = opslag::aandachtsfunctionarissen(&v.db, v.dossier().gemeente, vandaag).await?;
    let velden = Velden {
        overname: mensen.into_iter().map(|m| Optie::nieuw(m.gebruiker_id.to_string(), m.naam)).collect(),
        overname_hint: "De aandachtsfunctionaris van de gemeente wordt dossierhouder en blijft bereikbaar voor de inwoner. Niet nodig als de inwoner is overleden.",
        per: ("op", "Wat is de eerste dag zonder ondersteuning?"),
        reden: regels::opties(&regels::lijst(v.regels(), "uitstroomredenen", vandaag)?),
        bestemming: regels::opties(&regels::lijst(v.regels(), "bestemmingen", vandaag)?),
        motivering: 2,
        bekend: true,
        ..Velden::default()
    };
    let keuzes = Keuzes::lees(&v.db, vandaag).await?;
    let i = lopend(v).await?;
    let p = Paginadeel {
        titel: "Uitstroom vastleggen",
        deel: SCHALING,
        inleiding: "De inwoner krijgt geen ondersteuning meer uit de regio. Het dossier gaat dicht. De monitor telt de reden mee.",
        knop: "Bekijk het voorbeeld",
        tabs: if i.is_some() { schaaltabs(v) } else { Vec::new() },
        context: i.map_or_else(Vec::new, |i| context(&i, &keuzes)),
        tab: uitstroompad(v),
    };
    formulier(v, f, p, velden).await
}
