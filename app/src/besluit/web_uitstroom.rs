//! Form: uitstroom. One event with a reason and a destination, with its besluit in the same act when there is one to take.

use super::{
    beeld::{self, Velden, Voorbeeld},
    invoer::{self, Keuzes, Knop},
    opslag, regels, stand,
    vastleggen::{self, Gebeurd},
    voorbereiden::{self, Erbij},
    web_nieuw::{Paginadeel, formulier, kruimels, schaaltabs, toon_voorbeeld, uitstroompad},
    web_schaling::{SCHALING, lopend, overname},
    web_wijzigen::context,
};
use crate::huis::{
    Antwoord, Fout, Invoer, Optie, Uitkomst, Verzoek,
    onderdelen::{Besluitpaneel, Gegeven},
    opslag::Handeling,
    regels::Keuze,
};
use kern::besluit::{Ingekort, Richting, Schaling, Strekking, Voorstel, toets_uitstroom};
use kern::stam::{Datum, Peil, Periode, Uitleg};

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
        // Who recorded it sees today what was recorded.
        let tot = op.max(tx.vandaag().plus_dagen(1));
        super::overnemen::neemt_over(&mut tx, dossier, wie, tot).await?;
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
