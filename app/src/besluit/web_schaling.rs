//! Form: op- en afschalen. It is one event with a reason, with its besluit in the same act.

use super::{
    beeld::{self, Velden},
    invoer::{self, Keuzes, Knop},
    opslag, regels,
    stand::{self, IndicatieRij},
    vastleggen::Gebeurd,
    voorbereiden::{self, Erbij},
    web_nieuw::{Paginadeel, formulier, schaaltabs, schalingpad, toon_voorbeeld},
    web_wijzigen::context,
};
use crate::huis::{Antwoord, Fout, Invoer, Optie, Uitkomst, Verzoek, onderdelen::Gegeven, regels::Keuze};
use kern::besluit::{Richting, Schaling, Strekking, Voorstel, richting};
use kern::inkoop::Vorm;
use kern::stam::{Peil, Weigering};

/// Route of the page for op- en afschalen, which the head of the dossier marks.
pub(super) const SCHALING: &str = "/dossiers/{dossier}/schaling";

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
pub(super) async fn overname(
    v: &Verzoek,
    f: &mut Invoer,
    nodig: bool,
) -> Result<Option<(i64, String)>, Fout> {
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
pub(super) async fn lopend(v: &Verzoek) -> Result<Option<IndicatieRij>, Fout> {
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
