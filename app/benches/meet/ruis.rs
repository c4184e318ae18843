//! Nonsense from outside: every form that the people of the demo can reach, message files, and addresses. Nothing may break, every
//! refusal is a page in Dutch, and what was typed is still there.

use crate::{
    bezoeker::{Bezoeker, personen, tussen},
    onzin::{self, Toeval},
    proces::{Proces, opdracht},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// A form as a page offers it.
#[derive(Clone)]
struct Formulier {
    actie: String,
    /// Name, values that the page offers, and whether the field keeps free text.
    velden: Vec<(String, Vec<String>, bool)>,
    met_bestand: bool,
}

#[derive(Default)]
struct Telling {
    statussen: BTreeMap<u16, usize>,
    soorten: BTreeMap<&'static str, usize>,
    teruggezet: usize,
}

pub async fn meet(keer: usize, zaad: u64) {
    let map = tempfile::tempdir().unwrap();
    println!("{}", opdracht(map.path(), &["zaai", "--omvang", "30"]).trim());
    let mut p = Proces::start(map.path()).await;
    let mensen = personen(p.poort).await;
    let mut deur = Vec::new();
    for (id, _) in &mensen {
        let mut b = Bezoeker::word(p.poort, id).await.unwrap();
        let (formulieren, paden) = verken(&mut b).await;
        deur.push((id.clone(), b, formulieren, paden));
    }
    let soorten: BTreeSet<String> =
        deur.iter().flat_map(|d| d.2.iter().map(|f| zonder_nummers(&f.actie))).collect();
    println!(
        "{} mensen, {} soorten formulieren: {}",
        deur.len(),
        soorten.len(),
        Vec::from_iter(&soorten).into_iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    );
    let goede = berichten();
    let mut toeval = Toeval::nieuw(zaad);
    let mut telling = Telling::default();
    for n in 0..keer {
        let wie = toeval.onder(deur.len() as u64) as usize;
        let (id, b, formulieren, paden) = &mut deur[wie];
        een_keer(&mut toeval, b, formulieren, paden, &goede, &mut telling).await;
        // Some of the nonsense logs out, or starts too many sessions.
        if n % 50 == 0 || b.get("/instellingen").await.is_none_or(|a| a.status != 200) {
            match Bezoeker::word(p.poort, id).await {
                Some(weer) => *b = weer,
                // Nonsense on the pages of beheer may shut somebody out; the others go on.
                None => drop(deur.remove(wie)),
            }
            assert!(!deur.is_empty(), "nobody can come in any more after {n}");
        }
        assert!(p.leeft(), "the server is gone after {n}");
    }
    p.dood();
    let log = std::fs::read_to_string(map.path().join("server.log")).unwrap();
    let mis: Vec<&str> = log.lines().filter(|r| r.contains("panicked") || r.contains("ERROR")).collect();
    println!("{keer} keer onzin: {:?}; antwoorden: {:?}", telling.soorten, telling.statussen);
    println!("{} keer stond alles wat getypt was er nog", telling.teruggezet);
    assert!(mis.is_empty(), "the log has failures: {mis:#?}");
    println!("{}", opdracht(map.path(), &["controleer"]).trim());
}

async fn een_keer(
    t: &mut Toeval,
    b: &mut Bezoeker,
    formulieren: &[Formulier],
    paden: &[String],
    goede: &[Vec<u8>],
    telling: &mut Telling,
) {
    let uploads: Vec<&Formulier> = formulieren.iter().filter(|f| f.met_bestand).collect();
    // Forms with which one shuts people out come up now and then only, or soon nobody is left.
    let buiten = ["/uitloggen", "/blokkeer", "/inlog", "/einde"];
    let zelden = t.onder(400) == 0;
    let gewone: Vec<&Formulier> = formulieren
        .iter()
        .filter(|f| !f.met_bestand && (zelden || !buiten.iter().any(|b| f.actie.ends_with(b))))
        .collect();
    let (wat, pad, velden, a) = match t.onder(10) {
        0..=2 if !uploads.is_empty() => {
            let inhoud = onzin::bestand(t, goede);
            let naam = t.kies(&["bericht.xml", "lijst.csv", "../../x.xml", "a\u{e9} b.xml"]).unwrap_or(&"x");
            let f = uploads[0];
            let veld = f.velden.iter().find(|v| v.0 != "csrf").map_or("bestand", |v| v.0.as_str());
            ("bestand", f.actie.clone(), Vec::new(), b.stuur(&f.actie, veld, naam, &inhoud).await)
        }
        0 => {
            let pad = raar_adres(t, paden);
            let a = b.get(&pad).await;
            ("adres", pad, Vec::new(), a)
        }
        _ => {
            let Some(f) = t.kies(&gewone) else { return };
            let mut velden: Vec<(String, String, bool)> = Vec::new();
            for (naam, keuzes, vrij) in f.velden.iter().filter(|v| v.0 != "csrf") {
                if t.onder(12) > 0 {
                    velden.push((naam.clone(), onzin::tekst(t, keuzes), *vrij));
                }
            }
            let paren: Vec<(&str, &str)> = velden.iter().map(|(k, w, _)| (k.as_str(), w.as_str())).collect();
            ("formulier", f.actie.clone(), velden.clone(), b.post(&f.actie, &paren).await)
        }
    };
    let a = a.unwrap_or_else(|| panic!("no answer to {wat} {pad} {velden:?}"));
    assert!(a.status < 500, "{wat} {pad} {velden:?}: {} {}", a.status, a.tekst);
    *telling.soorten.entry(wat).or_default() += 1;
    *telling.statussen.entry(a.status).or_default() += 1;
    if a.status >= 400 {
        // Programs that read open figures get an answer they can read.
        let voor_programma = pad.starts_with("/open-cijfers/odata") || pad.starts_with("/open-cijfers/api");
        let leesbaar = if voor_programma {
            a.tekst.trim_start().starts_with('{')
        } else {
            a.tekst.contains("lang=\"nl\"") && a.tekst.contains("<h1")
        };
        assert!(leesbaar, "{wat} {pad}: {} without a page", a.status);
    }
    if a.status == 422 {
        staat_er_nog(&pad, &velden, &a.tekst);
        telling.teruggezet += 1;
    }
}

/// Free text that was typed is on the page again, escaped; a form may tidy spaces and characters that no page can hold.
fn staat_er_nog(pad: &str, velden: &[(String, String, bool)], pagina: &str) {
    let plat = |s: &str| -> String { s.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect() };
    let pagina = plat(&ontdoe(pagina));
    for (naam, waarde, vrij) in velden {
        if *vrij && !waarde.trim().is_empty() && !naam.contains("wachtwoord") && naam != "bsn" {
            assert!(pagina.contains(&plat(waarde)), "{pad}: what was typed in {naam} is gone: {waarde:?}");
        }
    }
}

fn ontdoe(s: &str) -> String {
    s.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}

fn raar_adres(t: &mut Toeval, paden: &[String]) -> String {
    let basis = t.kies(paden).cloned().unwrap_or_else(|| "/".to_owned());
    let kaal = basis.split('?').next().unwrap_or("/").to_owned();
    let waarde: String = form_urlencoded::byte_serialize(onzin::tekst(t, &[]).as_bytes()).collect();
    let waarde: String = waarde.chars().take(2_000).collect();
    match t.onder(3) {
        0 => {
            let sleutel = t
                .kies(&[
                    "pagina", "gemeente", "van", "op", "bekend", "sorteer", "kwartaal", "peil", "vorm",
                    "rol", "taak",
                ])
                .unwrap_or(&"x");
            format!("{kaal}?{sleutel}={waarde}")
        }
        1 => kaal
            .split('/')
            .map(|d| {
                if d.chars().all(|c| c.is_ascii_digit()) && !d.is_empty() {
                    t.onder(99_999_999).to_string()
                } else {
                    d.to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join("/"),
        _ => format!("{kaal}/{waarde}"),
    }
}

fn zonder_nummers(pad: &str) -> String {
    let delen: Vec<&str> = pad
        .split('/')
        .map(|d| if !d.is_empty() && d.chars().all(|c| c.is_ascii_digit()) { "{n}" } else { d })
        .collect();
    delen.join("/")
}

/// Walks along the links, one page of each kind, and collects the forms.
async fn verken(b: &mut Bezoeker) -> (Vec<Formulier>, Vec<String>) {
    let (mut rij, mut gezien, mut formulieren, mut paden) =
        (vec!["/".to_owned()], BTreeSet::new(), Vec::new(), Vec::new());
    while let Some(pad) = rij.pop() {
        let kaal = pad.split('?').next().unwrap_or_default().to_owned();
        if gezien.len() > 80 || !gezien.insert(zonder_nummers(&kaal)) {
            continue;
        }
        let Some(a) = b.get(&pad).await else { panic!("no answer to {pad}") };
        assert!(a.status < 500, "{pad}: {}", a.status);
        paden.push(pad.clone());
        if !a.kop.to_lowercase().contains("text/html") {
            continue;
        }
        rij.extend(
            tussen(&a.tekst, "href=\"/", "\"")
                .iter()
                .filter(|h| !h.starts_with("statisch") && !h.starts_with('/'))
                .map(|h| format!("/{}", h.replace("&amp;", "&").replace("&#38;", "&"))),
        );
        for f in tussen(&a.tekst, "<form", "</form>") {
            if let Some(f) = lees_formulier(f) {
                formulieren.push(f);
            }
        }
    }
    (formulieren, paden)
}

fn lees_formulier(html: &str) -> Option<Formulier> {
    let (kop, _) = html.split_once('>')?;
    if !kop.contains("method=\"post\"") {
        return None;
    }
    let actie = tussen(kop, "action=\"", "\"").first()?.replace("&amp;", "&").replace("&#38;", "&");
    let mut velden: Vec<(String, Vec<String>, bool)> = Vec::new();
    for stuk in html.split('<').skip(1) {
        let (tag, _) = stuk.split_once('>').unwrap_or((stuk, ""));
        let soort = tag.split_whitespace().next().unwrap_or_default();
        let waarde = tussen(tag, "value=\"", "\"").first().map(ToString::to_string);
        if soort == "option" {
            if let (Some(w), Some(laatste)) = (waarde, velden.last_mut()) {
                laatste.1.push(w);
            }
            continue;
        }
        let Some(naam) = tussen(tag, " name=\"", "\"").first().map(ToString::to_string) else { continue };
        let vrij = soort == "textarea"
            || (soort == "input" && (tag.contains("type=\"text\"") || !tag.contains("type=")));
        match velden.iter_mut().find(|(n, _, _)| *n == naam) {
            Some(v) => v.1.extend(waarde),
            None if ["input", "select", "textarea", "button"].contains(&soort) => {
                velden.push((naam, waarde.into_iter().collect(), vrij))
            }
            None => {}
        }
    }
    Some(Formulier { actie, velden, met_bestand: kop.contains("multipart") })
}

/// Messages that follow the standard, to be damaged.
fn berichten() -> Vec<Vec<u8>> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../iwmo/tests/oracle");
    let mut paden: Vec<_> = std::fs::read_dir(map)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "xml"))
        .collect();
    paden.sort();
    paden.iter().map(|p| std::fs::read(p).unwrap()).collect()
}
