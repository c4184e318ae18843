//! What reading costs.

use crate::{
    bezoeker::{Bezoeker, personen, tussen},
    proces::{Proces, opdracht},
};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// Who opens lists and dossiers.
const ROLLEN: [&str; 3] = ["aandachtsfunctionaris", "trajectregisseur", "teamleider"];
/// Lists as people ask for them: filtered, sorted, far into the pages; each counts its total.
const LIJSTEN: [&str; 6] = [
    "/werkvoorraad?van=iedereen",
    "/werkvoorraad?van=iedereen&gemeente=0794",
    "/werkvoorraad?van=iedereen&gemeente=0762&sorteer=oudste",
    "/werkvoorraad?van=iedereen&laat=ja",
    "/werkvoorraad?van=iedereen&vorm=bw&sorteer=oudste&pagina=7",
    "/werkvoorraad?van=iedereen&gemeente=0794&pagina=40",
];

pub async fn meet(map: &Path, omvang: u32, mensen: usize, vragen: usize) {
    std::fs::create_dir_all(map).unwrap();
    if !map.join("wijkthuis.sqlite").exists() {
        let begin = Instant::now();
        println!("{}", opdracht(map, &["zaai", "--omvang", &omvang.to_string()]).trim());
        println!("zaaien: {:.0} s", begin.elapsed().as_secs_f64());
    }
    let mut starts = Vec::new();
    for _ in 0..5 {
        let p = Proces::start(map).await;
        starts.push(p.start);
    }
    println!("start tot eerste antwoord: {}", tijden(&mut starts));
    let p = Arc::new(Proces::start(map).await);
    println!("geheugen na de start: {:.0} MB", p.geheugen_mb().0);
    let wie: Vec<String> = personen(p.poort)
        .await
        .into_iter()
        .filter(|(_, rol)| ROLLEN.iter().any(|r| rol.to_lowercase().contains(r)))
        .map(|(id, _)| id)
        .collect();
    let dossiers = eigen_dossiers(&p, &wie).await;
    omvang_op_de_draad(&p, &wie).await;
    let lijsten: Vec<Vec<String>> = wie.iter().map(|_| LIJSTEN.map(str::to_owned).to_vec()).collect();
    belast(&p, "lijst", &wie, &lijsten, mensen, vragen).await;
    belast(&p, "dossier", &wie, &dossiers, mensen, vragen).await;
    let (nu, piek) = p.geheugen_mb();
    println!("geheugen na de metingen: {nu:.0} MB, hoogste stand {piek:.0} MB");
}

/// Dossiers that each of these people may open.
async fn eigen_dossiers(p: &Proces, wie: &[String]) -> Vec<Vec<String>> {
    let mut uit = Vec::new();
    for id in wie {
        let mut b = Bezoeker::word(p.poort, id).await.unwrap();
        let mut paden = Vec::new();
        for lijst in ["/werkvoorraad", "/werkvoorraad?pagina=2", "/werkvoorraad?van=iedereen"] {
            let a = b.get(lijst).await.unwrap();
            for nr in tussen(&a.tekst, "href=\"/dossiers/", "\"") {
                let pad = format!("/dossiers/{nr}");
                if nr.chars().all(|c| c.is_ascii_digit())
                    && paden.len() < 40
                    && b.get(&pad).await.unwrap().status == 200
                {
                    paden.push(pad);
                }
            }
        }
        uit.push(paden);
    }
    uit
}

async fn omvang_op_de_draad(p: &Proces, wie: &[String]) {
    let mut b = Bezoeker::word(p.poort, &wie[0]).await.unwrap();
    let a = b.get(LIJSTEN[0]).await.unwrap();
    let css: Vec<String> =
        tussen(&a.tekst, "rel=\"stylesheet\" href=\"", "\"").iter().map(ToString::to_string).collect();
    let mut stijl = 0;
    for c in &css {
        stijl += b.get(c).await.unwrap().bytes;
    }
    let rijen = tussen(&a.tekst, "<tr", "</tr>").len();
    println!(
        "lijst op de draad: {rijen} tabelrijen, HTML {:.1} kB + CSS {:.1} kB (gzip, blijft bewaard) = {:.1} kB; {}",
        a.bytes as f64 / 1e3,
        stijl as f64 / 1e3,
        (a.bytes + stijl) as f64 / 1e3,
        tussen(&a.tekst, "<p class=\"bw-inleiding\">", "</p>").first().unwrap_or(&"")
    );
}

/// Twenty people who click on as soon as they have an answer.
async fn belast(
    p: &Arc<Proces>,
    naam: &str,
    wie: &[String],
    paden: &[Vec<String>],
    mensen: usize,
    vragen: usize,
) {
    let met: Vec<usize> = (0..wie.len()).filter(|i| !paden[*i].is_empty()).collect();
    let mut bezoekers = Vec::new();
    for i in 0..mensen {
        let w = met[i % met.len()];
        let mut b = Bezoeker::word(p.poort, &wie[w]).await.unwrap();
        for pad in &paden[w] {
            b.get(pad).await.unwrap();
        }
        bezoekers.push((b, paden[w].clone()));
    }
    let (cpu, begin) = (p.cpu_us(), Instant::now());
    let per_mens = vragen / mensen;
    let taken: Vec<_> = bezoekers
        .into_iter()
        .map(|(mut b, paden)| {
            tokio::spawn(async move {
                let mut tijden = Vec::with_capacity(per_mens);
                for i in 0..per_mens {
                    let pad = &paden[i % paden.len()];
                    let t = Instant::now();
                    let a = b.get(pad).await.unwrap();
                    tijden.push(t.elapsed());
                    assert_eq!(a.status, 200, "{pad}");
                }
                tijden
            })
        })
        .collect();
    let mut alle = Vec::new();
    for t in taken {
        alle.extend(t.await.unwrap());
    }
    let n = alle.len() as f64;
    println!(
        "{naam}: {n:.0} vragen van {mensen} mensen tegelijk: {:.0} µs processor per vraag, {:.0} per seconde, {}",
        (p.cpu_us() - cpu) / n,
        n / begin.elapsed().as_secs_f64(),
        tijden(&mut alle)
    );
}

fn tijden(t: &mut [Duration]) -> String {
    t.sort();
    let op = |deel: f64| t[((t.len() - 1) as f64 * deel).round() as usize].as_secs_f64() * 1e3;
    format!("mediaan {:.1} ms, p95 {:.1} ms, hoogste {:.1} ms", op(0.5), op(0.95), op(1.0))
}
