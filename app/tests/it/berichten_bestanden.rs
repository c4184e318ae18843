//! Reading files and folders of messages: each file gets an outcome, whatever is in it.

use crate::berichten::{dag, status, stuur, toegewezen};
use crate::huis::Huis;
use crate::levering::{als_paren, keuze};
use crate::op_beide;
use crate::streek::{Inwoner, VERBLIJF, aanbod, bw_jaar, inwoner};
use iwmo::code::{RedenBeeindiging, Retourcode};
use iwmo::simulator::{Aanbieder, Levering, Misser, vergis};
use iwmo::typen::{Wmo301, Wmo323};
use iwmo::{Bericht, Datum};
use std::collections::BTreeSet;
use wijkthuis::huis::Rol;
use wijkthuis::huis::opslag::{Leest, t};
use wijkthuis::koppelingen::iwmo::{Uitkomst, inlezen, verwerk};
use wijkthuis::levering::berichten;

fn proefberichten() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../iwmo/tests/oracle")
}

/// The same messages, addressed to a gemeente of this region: those of others are not even looked at (BER-15).
fn voor_ons(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(xml) => xml.replace(">0384<", ">0794<").replace(">0363<", ">0794<").into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

op_beide!(
    async fn elk_bestand_krijgt_een_uitkomst_en_geen_gaat_verloren(h: Huis) {
        let map = h.map.path().join("proefberichten");
        std::fs::create_dir(&map).expect("folder");
        for b in std::fs::read_dir(proefberichten()).expect("folder") {
            let b = b.expect("entry");
            std::fs::write(map.join(b.file_name()), voor_ons(&std::fs::read(b.path()).expect("file")))
                .expect("copy");
        }
        let aantal = std::fs::read_dir(&map).expect("folder").count();
        // What follows the standard but concerns nobody we know is refused by the right rule. Read first: other files of the
        // folder use the same identification, and the second that does is refused for that (9056).
        let goede = [
            "valid_301.xml",
            "valid_305.xml",
            "valid_307.xml",
            "valid_315.xml",
            "valid_317.xml",
            "valid_323.xml",
        ];
        let eerst = inlezen(&h.app, &goede.map(|n| map.join(n))).await;
        for (naam, begin) in [("valid_305.xml", "9019"), ("valid_307.xml", "9019"), ("valid_323.xml", "9338")]
        {
            let een = eerst.iter().find(|u| u.bestand == naam).expect("file");
            assert!(een.zinnen[0].starts_with(begin), "{een:?}");
        }
        let uit = inlezen(&h.app, std::slice::from_ref(&map)).await;
        assert_eq!(uit.len(), aantal);
        assert!(uit.iter().all(|u| u.bericht_id.is_some() && !u.zinnen.is_empty()), "{uit:?}");
        let soorten: BTreeSet<&str> = uit.iter().chain(&eerst).map(|u| u.uitkomst).collect();
        assert_eq!(soorten, BTreeSet::from(["afgekeurd", "bewaard", "dubbel", "onleesbaar"]));
        assert_eq!(uit.iter().filter(|u| u.uitkomst == "dubbel").count(), goede.len());
        let nog_eens = |u: &&_| matches!(u, Uitkomst { zinnen, .. } if zinnen[0].starts_with("9056"));
        assert!(uit.iter().filter(nog_eens).count() > 0, "{uit:?}");
        for (code, minstens) in [("BER-02", 0), ("BER-03", 1), ("BER-04", 1)] {
            let sql = "SELECT count(*) FROM berichtgevolg WHERE regel = $1";
            let (n,): (i64,) = h.app.db.een(sql, &[t(code)]).await.expect("query").expect("row");
            assert!(n >= minstens, "{code}: {n}");
        }
        let bewaard = h.getal("SELECT count(*) FROM bericht WHERE richting = 'in'").await;
        assert_eq!(bewaard, i64::try_from(aantal).expect("small"));
        let weer = inlezen(&h.app, &[map]).await;
        assert!(weer.iter().all(|u| u.uitkomst == "dubbel"), "{weer:?}");
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE richting = 'in'").await, bewaard);
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
        assert_eq!(wijkthuis::financien::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_beschadigd_bestand_geeft_nooit_een_storing(h: Huis) {
        let bronnen: Vec<Vec<u8>> =
            ["valid_305.xml", "valid_307.xml", "valid_323.xml", "valid_301.xml", "valid_325.xml"]
                .map(|n| voor_ons(&std::fs::read(proefberichten().join(n)).expect("file")))
                .to_vec();
        // A fixed series of damage: bytes changed, cut out or doubled.
        let mut zaad = 7_260_419u64;
        let mut worp = |tot: usize| {
            zaad = zaad.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(zaad >> 33).expect("fits") % tot.max(1)
        };
        for n in 0..150 {
            let mut b = bronnen[n % bronnen.len()].clone();
            for _ in 0..=worp(4) {
                let (plek, lengte) = (worp(b.len()), worp(60));
                let einde = (plek + lengte).min(b.len());
                match worp(3) {
                    0 => b[plek] = u8::try_from(worp(256)).expect("a byte"),
                    1 => drop(b.drain(plek..einde)),
                    _ => {
                        let stuk = b[plek..einde].to_vec();
                        b.splice(plek..plek, stuk);
                    }
                }
            }
            let uit = verwerk(&h.app, "beschadigd.xml", &b).await.expect("never a failure");
            assert!(uit.bericht_id.is_some() && !uit.zinnen.is_empty(), "{uit:?}");
        }
    }
);

op_beide!(
    async fn zonder_bsn_blijft_de_toewijzing_wachten_en_zegt_de_pagina_waarom(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        h.app.db.voer("UPDATE inwoner SET bsn_versleuteld = NULL", &[]).await.expect("update");
        let tr = h.als(Rol::Trajectregisseur).await;
        let pad = format!("/dossiers/{}/levering", i.dossier);
        let velden = keuze(a.0, "2026-04-01", "2026-12-31");
        tr.post(&format!("{pad}/{}/toewijzen", i.indicatie), &als_paren(&velden)).await;
        assert_eq!(h.getal("SELECT count(*) FROM bericht").await, 0);
        let pagina = tr.get(&pad).await;
        assert!(
            pagina.tekst.contains("Nog niet verzonden") && pagina.tekst.contains("LEV-11"),
            "{}",
            pagina.tekst
        );
    }
);

op_beide!(
    async fn de_paginas_van_berichten_tonen_alles_en_verraden_niemand(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag("2026-03-02")).schrijf();
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let uit = fa.stuur_bestand("/berichten", "bestand", "start.xml", start.as_bytes()).await;
        assert_eq!(uit.status, 200, "{}", uit.tekst);
        assert!(uit.tekst.contains("Verwerkt") && uit.tekst.contains("start.xml"), "{}", uit.tekst);
        // A message may be much larger than what the framework takes by itself.
        let groot = format!("<a>{}</a>", "x".repeat(5_000_000));
        let uit = fa.stuur_bestand("/berichten", "bestand", "groot.xml", groot.as_bytes()).await;
        assert!(uit.status == 200 && uit.tekst.contains("groot.xml"), "{}", uit.status);
        let lijst = fa.get("/berichten?soort=WMO305&uitkomst=verwerkt").await;
        assert!(
            lijst.tekst.contains("WMO305 start van de zorg") && lijst.tekst.contains("De Stuit"),
            "{}",
            lijst.tekst
        );
        assert!(!lijst.tekst.contains("WMO301 toewijzing<"));
        let id = h.getal("SELECT bericht_id FROM bericht WHERE soort = 'WMO305'").await;
        let detail = fa.get(&format!("/berichten/{id}")).await;
        assert!(
            detail.tekst.contains("De zorg is gestart op 5 januari 2026.") && detail.tekst.contains("WMO306"),
            "{}",
            detail.tekst
        );
        assert!(!detail.tekst.contains("Toets0"), "no names");
        let cm = h.als(Rol::Contractmanager).await.get(&format!("/berichten/{id}")).await;
        assert!(
            !cm.tekst.contains(&format!("/dossiers/{}", i.dossier)),
            "no dossier for who has no business there"
        );
        let csv = fa.get("/berichten.csv?richting=in").await;
        assert!(
            csv.tekst.contains(";in;WMO305;De Stuit;") && csv.tekst.contains(";verwerkt;1;0"),
            "{}",
            csv.tekst
        );
        let tr = h.als(Rol::Trajectregisseur).await;
        let eigen = tr.get(&format!("/dossiers/{}/berichten", i.dossier)).await;
        assert!(
            eigen.tekst.contains("WMO301 toewijzing") && eigen.tekst.contains("WMO305 start van de zorg"),
            "{}",
            eigen.tekst
        );
        let xml = tr.get(&format!("/dossiers/{}/berichten/{id}", i.dossier)).await;
        assert_eq!(xml.bytes, start.as_bytes());
        assert_eq!(fa.get(&format!("/dossiers/{}/berichten/{id}", i.dossier)).await.status, 403);
    }
);

op_beide!(
    async fn een_retour_op_niets_en_een_datum_buiten_bereik_worden_gezegd(h: Huis) {
        let a = aanbod(&h, 1).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let mut onbekend = t.clone();
        onbekend.kop.identificatie = "BESTAATNIET".parse().expect("fits");
        let uit = stuur(&h, &sim.aanvaard(&onbekend, dag("2026-03-02")).schrijf()).await;
        assert_eq!(uit.uitkomst, "afgekeurd");
        assert!(uit.zinnen[0].starts_with("BER-06"), "{uit:?}");
        let oud = sim.start(&t, dag("1799-12-31"), dag("2026-03-02"));
        let uit = stuur(&h, &oud.schrijf()).await;
        assert!(uit.zinnen[0].starts_with("BER-05"), "{uit:?}");
        assert!(uit.antwoord.is_some(), "no message ends without its answer: {uit:?}");
        assert_eq!(h.getal("SELECT count(*) FROM levering").await, 0);
    }
);
