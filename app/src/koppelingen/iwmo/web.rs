//! Pages of messages: one message in plain words, those of a dossier, and reading files.

use super::afhandelen::{self, AfhandelingRij, Kan};
use super::bestanden::{haal_op, lees_inhoud};
use super::gevolg;
use super::lijst::{partij, stand_van};
use crate::huis::opslag::{Leest, sql, v};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek,
    geheim::sha256,
    kader::Toon,
    onderdelen::{Gegeven, Termijn},
    uitleg::uit_json as uitleg_van,
};
use crate::inkoop::opslag::{AanbiederRij, aanbieders};
use crate::levering::{
    berichten::{self, BerichtRij, GevolgRij},
    berichtstand,
};
use askama::Template;
use kern::stam::{Datum, Peil};

/// Route of this part of a dossier.
const DEEL: &str = "/dossiers/{dossier}/berichten";

/// One line of what a message did.
struct Gevolgregel {
    rij: GevolgRij,
    stand: (&'static str, Toon),
    /// Number of the dossier, for who may know it.
    dossier: String,
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/bericht.html")]
struct Bericht {
    kader: Kader,
    gegevens: Vec<Gegeven>,
    regels: Vec<Gevolgregel>,
    antwoorden: Vec<BerichtRij>,
    /// The message that this one answers.
    antwoord_op: Option<i64>,
    toon_dossier: bool,
    stand: (&'static str, Toon),
    /// By when an answer is expected, and why then; while there is none.
    verwacht: Option<Termijn>,
    kan: Kan,
    /// It waits for an earlier message.
    wacht: bool,
    redenen: Vec<Optie>,
    formulier: Invoer,
    afgehandeld: Vec<AfhandelingRij>,
    pad: String,
}

/// GET /berichten/{bericht}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let Some(b) = berichten::bericht(&vz.db, vz.pad("bericht")?).await? else {
        return Antwoord::niet_gevonden();
    };
    let wie = aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let gevolgen = berichten::gevolgen(&vz.db, b.bericht_id).await?;
    let toon_dossier = matches!(vz.actor.rol, Rol::Trajectregisseur | Rol::FinancieelAdviseur);
    let deel = if vz.actor.rol == Rol::FinancieelAdviseur { "geld" } else { "levering" };
    let regels = gevolgen.into_iter().map(|rij| Gevolgregel {
        stand: stand_van(&rij.uitkomst),
        dossier: match (toon_dossier, rij.dossier_id) {
            (true, Some(d)) => format!("/dossiers/{d}/{deel}"),
            (false, _) | (_, None) => String::new(),
        },
        rij,
    });
    let titel = titel_van(&b);
    let stand = berichtstand::van(&vz.db, b.bericht_id).await?.map_or_else(String::new, |s| s.stand);
    let mut kan = afhandelen::kan(&vz.db, &b, &stand).await?;
    if !super::INLEZERS.contains(&vz.actor.rol) {
        kan = Kan::default();
    }
    let p = Bericht {
        stand: stand_van(&stand),
        verwacht: verwacht(&vz, b.bericht_id).await?,
        kan,
        wacht: stand == "wacht",
        redenen: afhandelen::redenen(),
        formulier: Invoer::leeg(),
        afgehandeld: afhandelen::van_bericht(&vz.db, b.bericht_id).await?,
        pad: format!("/berichten/{}", b.bericht_id),
        kader: vz.kader(&titel).await?.kruimel("Berichtenverkeer", "/berichten").kruimel(titel.clone(), ""),
        gegevens: gegevens(&b, &wie),
        regels: regels.collect(),
        antwoorden: berichten::antwoorden(&vz.db, b.bericht_id).await?,
        antwoord_op: b.antwoord_op,
        toon_dossier,
    };
    Antwoord::pagina(&p)
}

sql!(
    VERWACHT = "SELECT uiterlijk_op, uitleg FROM termijn WHERE onderwerp_id = $1 AND soort = 'retour' AND tot_nr IS NULL
    AND voldaan_op IS NULL LIMIT 1"
);

/// The day by which an answer to our message must be there, with the steps that lead to it.
async fn verwacht(vz: &Verzoek, bericht_id: i64) -> Result<Option<Termijn>, Fout> {
    let Some((dag, uitleg)): Option<(Datum, String)> = vz.db.een(VERWACHT, &[v(&bericht_id)]).await? else {
        return Ok(None);
    };
    let stappen = uitleg_van(&uitleg)?;
    let zinnen: Vec<String> = stappen
        .into_iter()
        .map(|s| if s.artikel.is_empty() { s.zin } else { format!("{} ({})", s.zin, s.artikel) })
        .collect();
    Ok(Some(Termijn::op(dag, vz.vandaag(), 1).waarom(zinnen.join(" "))))
}

fn titel_van(b: &BerichtRij) -> String {
    if b.soort.is_empty() {
        "Onleesbaar bestand".to_owned()
    } else {
        format!("{} {}", b.soort, uitleg_soort(&b.soort))
    }
}

/// What a kind of message is for, in plain words.
pub(super) fn uitleg_soort(soort: &str) -> &'static str {
    match soort {
        "WMO301" => "toewijzing",
        "WMO302" => "antwoord op toewijzing",
        "WMO305" => "start van de zorg",
        "WMO306" => "antwoord op start",
        "WMO307" => "stop van de zorg",
        "WMO308" => "antwoord op stop",
        "WMO315" => "verzoek om toewijzing",
        "WMO316" => "antwoord op verzoek om toewijzing",
        "WMO317" => "verzoek om wijziging",
        "WMO318" => "antwoord op verzoek om wijziging",
        "WMO319" => "besluit op verzoek",
        "WMO320" => "antwoord op besluit",
        "WMO323" => "declaratie",
        "WMO325" => "antwoord op declaratie",
        "Fo01" => "foutbericht van het knooppunt",
        _ => "bericht",
    }
}

fn gegevens(b: &BerichtRij, wie: &[AanbiederRij]) -> Vec<Gegeven> {
    let mut uit = vec![
        Gegeven::nieuw(if b.richting == "in" { "Ontvangen op" } else { "Verstuurd op" }, b.op.voluit()),
        Gegeven::nieuw("Van", partij(&b.afzender, wie)),
        Gegeven::nieuw("Aan", partij(&b.ontvanger, wie)),
        Gegeven::nieuw("Bestand", b.bestand.clone()),
    ];
    if let Some(dag) = b.dagtekening {
        uit.insert(1, Gegeven::nieuw("Dagtekening", dag.voluit()));
        uit.push(Gegeven::nieuw("Identificatie", b.identificatie.clone()));
    }
    if b.sha256 == sha256(b"") {
        uit.push(Gegeven::nieuw("Inhoud", "niet bewaard"));
    }
    uit.push(Gegeven::nieuw("Controlegetal", b.sha256.clone()).bron("SHA-256 van het bestand"));
    uit
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/dossier.html")]
struct Dossierberichten {
    kader: Kader,
    kop: Dossierkop,
    berichten: Vec<Dossierbericht>,
}

/// A message with what it did in this dossier.
struct Dossierbericht {
    rij: BerichtRij,
    titel: String,
    wie: String,
    zinnen: Vec<(String, &'static str, Toon)>,
    /// Address of the message itself; empty when it names others too.
    xml: String,
    /// Page of the message; empty for who may not open it.
    pagina: String,
}

/// GET /dossiers/{dossier}/berichten
pub async fn van_dossier(vz: Verzoek) -> Uitkomst {
    let (dossier, peil) = (vz.dossier().dossier, Peil::op(vz.vandaag()));
    let Some(kop) = vz.dossierkop(DEEL, peil).await? else { return Antwoord::niet_gevonden() };
    let wie = aanbieders(&vz.db, peil).await?;
    let gevolgen = berichten::gevolgen_in(&vz.db, dossier).await?;
    let (mut lijst, leeg) = (Vec::new(), sha256(b""));
    for rij in berichten::van_dossier(&vz.db, dossier).await? {
        let eigen = gevolgen.iter().rev().filter(|g| g.bericht_id == rij.bericht_id);
        let zinnen = eigen.map(|g| {
            let stand = stand_van(&g.uitkomst);
            (g.zin.clone(), stand.0, stand.1)
        });
        let ander = if rij.richting == "in" { &rij.afzender } else { &rij.ontvanger };
        lijst.push(Dossierbericht {
            titel: titel_van(&rij),
            wie: partij(ander, &wie),
            zinnen: zinnen.collect(),
            pagina: if super::LEZERS.contains(&vz.actor.rol) {
                format!("/berichten/{}", rij.bericht_id)
            } else {
                String::new()
            },
            xml: if rij.soort == "WMO323" || rij.sha256 == leeg {
                String::new()
            } else {
                format!("/dossiers/{dossier}/berichten/{}", rij.bericht_id)
            },
            rij,
        });
    }
    let kader = vz.kader("Berichten").await?;
    Antwoord::pagina(&Dossierberichten { kader, kop, berichten: lijst })
}

/// GET /dossiers/{dossier}/berichten/{bericht}: the message itself. Only one about this client alone.
pub async fn inhoud(vz: Verzoek) -> Uitkomst {
    let (dossier, id) = (vz.dossier().dossier, vz.pad("bericht")?);
    let eigen = berichten::van_dossier(&vz.db, dossier).await?.into_iter().find(|b| b.bericht_id == id);
    let Some(b) = eigen.filter(|b| b.soort != "WMO323") else { return Antwoord::niet_gevonden() };
    let Some(bytes) = berichten::inhoud(&vz.db, &vz.app.sleutels, id).await? else {
        return Antwoord::niet_gevonden();
    };
    Antwoord::bestand(format!("{}-{id}.xml", b.soort), "application/xml", bytes)
}

#[derive(Template)]
#[template(path = "koppelingen/iwmo/ingelezen.html")]
struct Ingelezen {
    kader: Kader,
    uitkomsten: Vec<(gevolg::Uitkomst, &'static str, Toon)>,
}

/// POST /berichten: reads the files that were chosen.
pub async fn lees_in(vz: Verzoek) -> Uitkomst {
    let mut uit = Vec::new();
    for b in vz.bestanden.iter().filter(|b| b.veld == "bestand") {
        uit.push(lees_inhoud(&vz.app, &b.naam, &b.inhoud).await);
    }
    resultaat(&vz, uit).await
}

/// POST /berichten/ophalen: reads the folder for incoming messages.
pub async fn lees_map(vz: Verzoek) -> Uitkomst {
    let uit = haal_op(&vz.app).await;
    resultaat(&vz, uit).await
}

async fn resultaat(vz: &Verzoek, uit: Vec<gevolg::Uitkomst>) -> Uitkomst {
    let kader =
        vz.kader("Ingelezen").await?.kruimel("Berichtenverkeer", "/berichten").kruimel("Ingelezen", "");
    let uitkomsten = uit.into_iter().map(|u| {
        let (tekst, toon) =
            if u.uitkomst == "niet gelezen" { ("Niet gelezen", Toon::Fout) } else { stand_van(u.uitkomst) };
        (u, tekst, toon)
    });
    Antwoord::pagina(&Ingelezen { kader, uitkomsten: uitkomsten.collect() })
}
