//! Forms: revise or withdraw a besluit, on a ground of the law.

use super::{
    beeld::{self, Velden},
    invoer::{self, Keuzes, Knop},
    regels,
    stand::{self, IndicatieRij},
    voorbereiden::{self, Erbij},
    web_nieuw::{Paginadeel, formulier, toon_voorbeeld},
};
use crate::huis::{Antwoord, Fout, Invoer, Optie, Uitkomst, Verzoek, kader::Koppeling, onderdelen::Gegeven};
use kern::besluit::{Strekking, Voorstel};
use kern::inkoop::Vorm;
use kern::stam::Peil;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hoe {
    Herzien,
    Intrekken,
}

/// The form to revise.
pub async fn herzien_formulier(v: Verzoek) -> Uitkomst {
    leeg(v, Hoe::Herzien).await
}

/// The form to withdraw.
pub async fn intrekken_formulier(v: Verzoek) -> Uitkomst {
    leeg(v, Hoe::Intrekken).await
}

/// Shows what would be revised, or revises.
pub async fn herzien(v: Verzoek) -> Uitkomst {
    doe(v, Hoe::Herzien).await
}

/// Shows what would be withdrawn, or withdraws.
pub async fn intrekken(v: Verzoek) -> Uitkomst {
    doe(v, Hoe::Intrekken).await
}

async fn leeg(v: Verzoek, hoe: Hoe) -> Uitkomst {
    let Some(i) = van_besluit(&v).await? else { return Antwoord::niet_gevonden() };
    let vandaag = v.vandaag();
    let f = Invoer::leeg().met_datum("van", vandaag.max(i.geldig_van)).met_datum("bekend", vandaag);
    let f = if hoe == Hoe::Herzien { invoer::vul(f, &i) } else { f };
    pagina(&v, f, hoe, &i).await
}

async fn doe(v: Verzoek, hoe: Hoe) -> Uitkomst {
    let Some(i) = van_besluit(&v).await? else { return Antwoord::niet_gevonden() };
    let mut f = Invoer::van(&v.form.0);
    let knop = Knop::van(&v.form);
    if knop == Knop::Wijzig {
        return pagina(&v, f, hoe, &i).await;
    }
    let motivering = invoer::tekst(&v.form, &mut f, "motivering");
    let bekend = invoer::dag(&v.form, &mut f, "bekend", "Vul in wanneer u de brief verstuurt.");
    let grond = v.form.tekst("grond").to_owned();
    let strekking = match hoe {
        Hoe::Intrekken => invoer::dag(&v.form, &mut f, "van", "Vul de eerste dag zonder ondersteuning in.")
            .map(|per| Strekking::Intrekken { indicatie_id: i.indicatie_id, grond, per }),
        Hoe::Herzien => {
            let keuzes = Keuzes::lees(&v.db, v.vandaag()).await?;
            let vorm = Vorm::lees(&i.vorm).map_err(|e| Fout::nieuw(e.to_string()))?;
            invoer::verzoek(&v.form, &mut f, &keuzes, Some(vorm)).map(|nieuw| Strekking::Herzien {
                indicatie_id: i.indicatie_id,
                grond,
                nieuw,
            })
        }
    };
    let (Some(strekking), Some(bekend_op), true) = (strekking, bekend, f.is_goed()) else {
        return pagina(&v, f, hoe, &i).await;
    };
    match voorbereiden::voorbereid(&v, Voorstel { strekking, motivering, bekend_op }).await? {
        Err(w) => {
            f.weiger(&w);
            pagina(&v, f, hoe, &i).await
        }
        Ok(k) if knop == Knop::Neem => voorbereiden::neem(&v, k, Erbij::default()).await,
        Ok(k) if knop == Knop::Pdf => voorbereiden::pdf(&k).await,
        Ok(k) => {
            let deel = format!("besluiten/{}/{}", v.pad("besluit")?, deelnaam(hoe));
            toon_voorbeeld(&v, &k, &deel, Vec::new()).await
        }
    }
}

/// The indicatie that came from the besluit in the path and still stands.
async fn van_besluit(v: &Verzoek) -> Result<Option<IndicatieRij>, Fout> {
    let besluit = v.pad("besluit")?;
    let rijen = stand::indicatierijen(&v.db, v.dossier().dossier, Peil::op(v.vandaag())).await?;
    Ok(rijen.into_iter().find(|i| i.besluit_id.0 == besluit))
}

fn deelnaam(hoe: Hoe) -> &'static str {
    match hoe {
        Hoe::Herzien => "herzien",
        Hoe::Intrekken => "intrekken",
    }
}

async fn pagina(v: &Verzoek, f: Invoer, hoe: Hoe, i: &IndicatieRij) -> Uitkomst {
    let keuzes = Keuzes::lees(&v.db, v.vandaag()).await?;
    let gronden = regels::op(v.regels(), v.vandaag())?.herzieningsgronden;
    let grond: Vec<Optie> =
        gronden.into_iter().map(|g| Optie::nieuw(g.code, g.zin).uitleg(g.artikel)).collect();
    let herzien = hoe == Hoe::Herzien;
    let velden = Velden {
        product: if herzien { keuzes.productopties() } else { Vec::new() },
        frequentie: keuzes.frequentieopties(),
        leveringsvorm: if herzien { keuzes.leveringopties() } else { Vec::new() },
        per: if herzien { ("", "") } else { ("van", "Wat is de eerste dag zonder deze ondersteuning?") },
        grond,
        motivering: 2,
        bekend: true,
        ..Velden::default()
    };
    let dossier = v.dossier().dossier;
    let p = Paginadeel {
        titel: if herzien { "Besluit herzien" } else { "Besluit intrekken" },
        inleiding: if herzien {
            "De oude indicatie eindigt op de dag dat de nieuwe begint. Wordt het een andere vorm? Gebruik dan Op- en afschalen."
        } else {
            "De indicatie eindigt eerder. Alleen een verhuizing is geen reden om in te trekken."
        },
        knop: "Bekijk het voorbeeld",
        context: context(i, &keuzes),
        tabs: vec![Koppeling::nieuw(
            "Terug naar het besluit",
            format!("/dossiers/{dossier}/besluiten/{}", i.besluit_id),
        )],
        ..Paginadeel::default()
    };
    formulier(v, f, p, velden).await
}

/// The indicatie that the form is about.
pub fn context(i: &IndicatieRij, keuzes: &Keuzes) -> Vec<Gegeven> {
    let einde = i.geldig_tot.map_or_else(|| "geen einde".to_owned(), |t| t.plus_dagen(-1).voluit());
    vec![
        Gegeven::nieuw("Indicatie van nu", beeld::vorm(&i.vorm)),
        Gegeven::nieuw("Product", keuzes.productnaam(&i.productcode)),
        Gegeven::nieuw("Omvang", beeld::omvang(i)),
        Gegeven::nieuw("Periode", format!("{} tot en met {einde}", i.geldig_van.voluit())),
    ]
}
