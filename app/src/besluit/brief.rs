//! The beschikking as a letter, in plain Dutch (B1): what was decided, why, what happens now, and how to object.

use super::{bewijs::Bewijs, opslag::GeadresseerdeRij};
use crate::huis::{Fout, brieven, gemeenten, regels::Regels};
use drukwerk::blok::Blok;
use drukwerk::brief::{Brief, Ondertekening};
use kern::besluit::{Besluit, Gevolg, Indicatie, Soort, Stand, Toegekend, Voorstel};
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::stam::termijnen::{Termijn, met_weekdag};
use kern::stam::{Datum, DossierId};

/// Steps about prices of contracts are for the office, not for the letter.
const NIET_IN_DE_BRIEF: [&str; 2] = ["BSL-27", "BSL-29"];
/// Characters of the hash that are printed: enough to compare by eye.
const HASH_TEKENS: usize = 16;

/// Everything that the letter says.
pub struct Gegevens<'a> {
    /// Dossier.
    pub dossier: DossierId,
    /// What was decided.
    pub besluit: &'a Besluit,
    /// The reasons in words.
    pub voorstel: &'a Voorstel,
    /// The facts.
    pub stand: &'a Stand,
    /// The receipt.
    pub bewijs: &'a Bewijs,
    /// Who gets it.
    pub aan: &'a GeadresseerdeRij,
    /// Who signs.
    pub naam: &'a str,
    /// Function of who signs.
    pub functie: &'a str,
}

/// Writes the letter.
pub fn schrijf(regels: &Regels, g: &Gegevens<'_>) -> Result<Brief, Fout> {
    let b = g.besluit;
    let gemeente = gemeenten::naam(b.gemeente);
    let mut blokken = inleiding(g);
    blokken.extend(besluit(g));
    blokken.extend(waarom(g));
    blokken.extend(nu(g));
    blokken.extend(bezwaar(g, &gemeente));
    blokken.extend(stappen(g));
    let mut functie = g.functie.to_owned();
    if let Some(eerste) = functie.get_mut(0..1) {
        eerste.make_ascii_uppercase();
    }
    Ok(Brief {
        afzender: brieven::afzender(regels, b.gemeente, b.genomen_op)?,
        adres: adres(g.aan),
        datum: brieven::dag(b.bekend_op),
        kenmerk: kenmerk(g.dossier, b.genomen_op),
        uw_kenmerk: String::new(),
        onderwerp: onderwerp(g),
        aanhef: aanhef(g.aan),
        blokken,
        ondertekening: Ondertekening {
            groet: "Met vriendelijke groet,".into(),
            namens: format!("namens het college van burgemeester en wethouders van {gemeente},"),
            naam: g.naam.to_owned(),
            functie,
        },
        bijlagen: Vec::new(),
        voetregel: voetregel(g.bewijs),
    })
}

/// Our reference: dossier and day. No name, no burgerservicenummer.
pub fn kenmerk(dossier: DossierId, genomen_op: Datum) -> String {
    format!("{dossier}-{}", genomen_op.to_string().replace('-', ""))
}

/// Sentence with rule files and program, so that the besluit can be run again.
fn voetregel(bewijs: &Bewijs) -> String {
    let kort: String = bewijs.regels_hash.chars().take(HASH_TEKENS).collect();
    let bestanden: Vec<&str> = bewijs.versies.iter().map(|v| v.bestand.trim_end_matches(".toml")).collect();
    format!(
        "Gemaakt met Wijkthuis {}. Regels: {}. Controlegetal {kort}.",
        env!("CARGO_PKG_VERSION"),
        bestanden.join(", ")
    )
}

fn onderwerp(g: &Gegevens<'_>) -> String {
    match g.besluit.soort {
        Soort::Toekenning => format!("U krijgt {}", vorm_naam(g)),
        Soort::Afwijzing => format!("U krijgt geen {}", vorm_naam(g)),
        Soort::Herziening => "Uw ondersteuning verandert".into(),
        Soort::Intrekking => "Uw ondersteuning stopt".into(),
    }
}

fn vorm_naam(g: &Gegevens<'_>) -> &'static str {
    let toegekend = g.besluit.toegekend.as_ref().map(|t| t.vorm);
    toegekend.or(g.stand.aanvraag.map(|a| a.vorm)).map_or("ondersteuning", in_zin)
}

/// The vorm as it stands inside a sentence.
fn in_zin(vorm: Vorm) -> &'static str {
    match vorm {
        Vorm::Bw => "beschermd wonen",
        Vorm::Bt => "beschermd thuis",
        Vorm::WmoBegeleiding => "Wmo-begeleiding",
    }
}

fn vorig<'a>(g: &Gegevens<'a>) -> Option<&'a Indicatie> {
    let id = g.besluit.ingekort?.indicatie_id;
    g.stand.indicaties.iter().find(|i| i.indicatie_id == id)
}

fn inleiding(g: &Gegevens<'_>) -> Vec<Blok> {
    let zin = match (g.besluit.soort, g.stand.aanvraag) {
        (Soort::Toekenning | Soort::Afwijzing, Some(a)) => {
            format!(
                "Op {} vroeg u ons om {}. In deze brief leest u wat wij hebben besloten.",
                a.ontvangen_op.voluit(),
                in_zin(a.vorm)
            )
        }
        (Soort::Toekenning | Soort::Afwijzing | Soort::Herziening | Soort::Intrekking, _) => {
            let naam = vorig(g).map_or("ondersteuning", |i| in_zin(i.inhoud.vorm));
            format!("U krijgt nu {naam} van ons. In deze brief leest u wat er verandert.")
        }
    };
    vec![Blok::alinea(zin)]
}

fn besluit(g: &Gegevens<'_>) -> Vec<Blok> {
    let mut uit = vec![Blok::kop("Ons besluit")];
    match g.besluit.soort {
        Soort::Toekenning => {
            if let Some(t) = &g.besluit.toegekend {
                uit.push(Blok::alinea(format!("U krijgt {} {}.", in_zin(t.vorm), van_tot(t))));
                uit.push(inhoud(g, t));
            }
        }
        Soort::Afwijzing => {
            uit.push(Blok::alinea(format!("Wij wijzen uw aanvraag af. U krijgt geen {}.", vorm_naam(g))));
        }
        Soort::Herziening => {
            if let Some(t) = &g.besluit.toegekend {
                let oud = vorig(g).map_or("ondersteuning", |i| in_zin(i.inhoud.vorm));
                let per = t.periode.van();
                uit.push(Blok::alinea(format!(
                    "Wij veranderen het vorige besluit. Uw {oud} van nu loopt tot en met {}. U krijgt {} {}.",
                    per.plus_dagen(-1).voluit(),
                    in_zin(t.vorm),
                    van_tot(t)
                )));
                uit.push(inhoud(g, t));
            }
        }
        Soort::Intrekking => uit.push(Blok::alinea(stopt(g))),
    }
    uit
}

fn stopt(g: &Gegevens<'_>) -> String {
    let Some(oud) = vorig(g) else { return "Wij trekken het besluit in.".into() };
    match g.besluit.ingekort.and_then(|i| i.periode).and_then(|p| p.tot_en_met()) {
        Some(laatste) => format!(
            "Wij trekken het besluit in. U krijgt {} nog tot en met {}. Daarna stopt de ondersteuning.",
            in_zin(oud.inhoud.vorm),
            met_weekdag(laatste)
        ),
        None => format!(
            "Wij trekken het besluit in vanaf de eerste dag, {}. U krijgt geen {}.",
            oud.inhoud.periode.van().voluit(),
            in_zin(oud.inhoud.vorm)
        ),
    }
}

fn van_tot(t: &Toegekend) -> String {
    let einde = t.periode.tot_en_met().map_or_else(String::new, |d| format!(" tot en met {}", d.voluit()));
    format!("van {}{einde}", t.periode.van().voluit())
}

fn inhoud(g: &Gegevens<'_>, t: &Toegekend) -> Blok {
    let product = g.stand.product.as_ref().map_or_else(|| t.product.to_string(), |p| p.naam.clone());
    let mut rijen = vec![
        ("Ondersteuning".to_owned(), product),
        ("Hoeveel".to_owned(), t.omvang.to_string()),
        ("Hoe u het krijgt".to_owned(), t.leveringsvorm.to_string()),
    ];
    if t.leveringsvorm == Leveringsvorm::Pgb {
        rijen.push(("Uw budget".to_owned(), format!("{} voor de hele periode", t.bedrag)));
    }
    Blok::Gegevens(rijen)
}

fn waarom(g: &Gegevens<'_>) -> Vec<Blok> {
    let mut uit = vec![Blok::kop("Waarom wij dit besluiten")];
    if let Some(grond) = &g.besluit.grond {
        uit.push(Blok::alinea(format!("{} Dit staat in {}.", grond.zin, grond.artikel)));
    } else if let Some(dag) = g.stand.onderzoek.and_then(|o| o.afgerond_op) {
        uit.push(Blok::alinea(format!(
            "Wij hebben samen met u onderzocht wat u nodig heeft. Het onderzoek was klaar op {}. U heeft het verslag gekregen.",
            dag.voluit()
        )));
    }
    let tekst = g.voorstel.motivering.trim();
    uit.extend(tekst.split("\n\n").map(str::trim).filter(|a| !a.is_empty()).map(Blok::alinea));
    uit
}

fn nu(g: &Gegevens<'_>) -> Vec<Blok> {
    let Some(t) = &g.besluit.toegekend else { return einde(g) };
    let mut punten = Vec::new();
    match t.leveringsvorm {
        Leveringsvorm::Zin => {
            let dag = termijn(g, Gevolg::Toewijzing)
                .map_or_else(String::new, |x| format!(" Dat doen wij voor {}.", x.uiterlijk.voluit()));
            punten.push(format!("Wij vragen een aanbieder om u te helpen.{dag} De aanbieder belt u."));
            punten.push("Is er nog geen plek? Dan vertellen wij u dat. Wij kijken dan welke hulp u in de tussentijd krijgt.".into());
        }
        Leveringsvorm::Pgb => {
            punten.push(
                "U kiest zelf wie u helpt. U maakt met die persoon of organisatie een zorgovereenkomst."
                    .into(),
            );
            punten.push("De Sociale Verzekeringsbank betaalt de rekeningen uit uw budget.".into());
        }
    }
    if let Some(x) = termijn(g, Gevolg::IndicatieEinde) {
        punten
            .push(format!("Vanaf {} kijken wij samen met u wat u daarna nodig heeft.", x.uiterlijk.voluit()));
    }
    punten.push("Voor deze ondersteuning betaalt u misschien een eigen bijdrage. Daarover krijgt u een brief van het CAK.".into());
    punten.push("Verandert er iets in uw leven dat belangrijk is voor deze ondersteuning? Vertel dat dan meteen aan ons.".into());
    vec![Blok::kop("Wat er nu gebeurt"), Blok::Lijst(punten)]
}

fn einde(g: &Gegevens<'_>) -> Vec<Blok> {
    let zin = match g.besluit.soort {
        Soort::Afwijzing => {
            "Heeft u toch hulp nodig, of verandert er iets? Neem dan contact met ons op. U kunt zich altijd opnieuw melden."
        }
        Soort::Toekenning | Soort::Herziening | Soort::Intrekking => {
            "Heeft u later weer hulp nodig? Neem dan contact met ons op. U kunt zich altijd opnieuw melden."
        }
    };
    vec![Blok::kop("Wat er nu gebeurt"), Blok::alinea(zin)]
}

/// Awb art. 3:45: who may object, within which term and to whom; art. 6:5: what an objection holds.
fn bezwaar(g: &Gegevens<'_>, gemeente: &str) -> Vec<Blok> {
    let Some(t) = termijn(g, Gevolg::Bezwaar) else { return Vec::new() };
    let redenen: Vec<&str> = t.uitleg.stappen.iter().map(|s| s.zin.as_str()).collect();
    vec![
        Blok::kop("Bent u het niet eens met dit besluit?"),
        Blok::alinea(format!(
            "Bel ons dan eerst. Misschien komen we er samen uit. U kunt ook bezwaar maken. Dat kan tot en met {}. Bezwaar maken is gratis.",
            met_weekdag(t.uiterlijk)
        )),
        Blok::alinea(format!(
            "Stuur uw bezwaar naar het college van burgemeester en wethouders van {gemeente}. Zet in uw brief:"
        )),
        Blok::lijst([
            "uw naam en adres".to_owned(),
            "de datum van uw brief".to_owned(),
            format!("om welk besluit het gaat: kenmerk {}", kenmerk(g.dossier, g.besluit.genomen_op)),
            "waarom u het er niet mee eens bent".to_owned(),
            "uw handtekening".to_owned(),
        ]),
        Blok::alinea(
            "Kunt u niet wachten op ons antwoord? Dan kunt u, als u bezwaar heeft gemaakt, de rechtbank vragen om een voorlopige \
             voorziening. Daarvoor betaalt u griffierecht. Een cliëntondersteuner kan u gratis helpen.",
        ),
        Blok::kader("Waarom deze datum?", format!("{} (Awb art. 6:7 en 6:8)", redenen.join(" "))),
    ]
}

fn stappen(g: &Gegevens<'_>) -> Vec<Blok> {
    let stappen = g.besluit.uitleg.stappen.iter().filter(|s| !NIET_IN_DE_BRIEF.contains(&s.code.as_ref()));
    let regels: Vec<String> = stappen
        .map(|s| match s.artikel.as_ref() {
            "" => format!("{} ({})", s.zin, s.code),
            artikel => format!("{} ({artikel}; {})", s.zin, s.code),
        })
        .collect();
    vec![Blok::kop("Zo kwamen wij tot dit besluit"), Blok::Genummerd(regels)]
}

fn termijn<'a>(g: &Gegevens<'a>, gevolg: Gevolg) -> Option<&'a Termijn> {
    g.besluit.termijnen.iter().find(|(x, _)| *x == gevolg).map(|(_, t)| t)
}

/// Name as on an envelope.
pub fn naam(a: &GeadresseerdeRij) -> String {
    let delen = [a.voornamen.as_str(), a.voorvoegsel.as_str(), a.achternaam.as_str()];
    delen.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn adres(a: &GeadresseerdeRij) -> Vec<String> {
    let straat = format!("{} {}", a.straat, a.huisnummer);
    let plaats = format!("{}  {}", postcode(&a.postcode), a.woonplaats);
    let regels = [naam(a), straat.trim().to_owned(), plaats.trim().to_owned()];
    regels.into_iter().filter(|r| !r.is_empty()).collect()
}

fn postcode(p: &str) -> String {
    match p.split_at_checked(4) {
        Some((cijfers, letters)) => format!("{cijfers} {}", letters.trim()),
        None => p.to_owned(),
    }
}

fn aanhef(a: &GeadresseerdeRij) -> String {
    let achternaam = [a.voorvoegsel.as_str(), a.achternaam.as_str()].join(" ");
    let mut achternaam = achternaam.trim().to_owned();
    if let Some(eerste) = achternaam.chars().next() {
        let groot: String = eerste.to_uppercase().collect();
        achternaam.replace_range(..eerste.len_utf8(), &groot);
    }
    match a.geslacht.as_str() {
        "1" => format!("Beste heer {achternaam},"),
        "2" => format!("Beste mevrouw {achternaam},"),
        _ => format!("Beste {},", naam(a)),
    }
}
