//! What a message may not do: end without an answer, be answered in the name of another gemeente, be found with somebody else.

use crate::berichten::{dag, maand, stuur, toegewezen};
use crate::huis::Huis;
use crate::op_beide;
use crate::streek::{aanbod, bsn, bw_jaar, inwoner};
use iwmo::code::{RedenBeeindiging, Retourcode, StatusAanlevering};
use iwmo::simulator::Aanbieder;
use wijkthuis::huis::Rol;
use wijkthuis::huis::aanmelden::{self, NieuweGebruiker};
use wijkthuis::huis::opslag::{Leest, v};
use wijkthuis::koppelingen::iwmo::ontvang;

const OP: &str = "2026-03-02";

fn naar_amsterdam(xml: &str) -> String {
    let ander = xml.replace(">0794<", ">0363<");
    assert_ne!(ander, xml);
    ander
}

/// Messages that a dossier shows, and journal lines about messages in it.
async fn in_dossier(h: &Huis, dossier: kern::stam::DossierId) -> (i64, i64) {
    let een = |sql: &'static str| async move {
        let rij: Option<(i64,)> = h.app.db.een(sql, &[v(&dossier)]).await.expect("query");
        rij.expect("row").0
    };
    (
        een("SELECT count(*) FROM berichtgevolg WHERE dossier_id = $1 AND uitkomst <> 'verzonden'").await,
        een("SELECT count(*) FROM journaal WHERE dossier_id = $1 AND handeling = 'bericht ontvangen'").await,
    )
}

op_beide!(
    async fn wat_wacht_wordt_niet_afgehandeld_zonder_antwoord(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let januari = maand(&mut sim, &t, "2026-01-01", 31);
        let credit = sim.crediteer(&januari, dag(OP)).expect("fits");
        let start = sim.start(&t, dag("2026-01-05"), dag(OP));
        let stop = sim.stop(&start, dag("2026-01-31"), RedenBeeindiging::VolgensPlan, dag(OP));
        let fa = h.als(Rol::FinancieelAdviseur).await;
        let zaken = [(credit.schrijf(), "WMO325", "8017"), (stop.schrijf(), "WMO308", "9069")];
        for (eerder, (xml, retour, code)) in (0i64..).zip(zaken) {
            let uit = ontvang(&h.app, "los.xml", xml.as_bytes()).await.expect("never fails");
            assert!(uit.zinnen[0].starts_with("BER-07") && uit.antwoord.is_none(), "{uit:?}");
            let pad = format!("/berichten/{}", uit.bericht_id.expect("kept"));
            let pagina = fa.get(&pad).await;
            assert!(
                pagina.tekst.contains("Beoordeel nu") && pagina.tekst.contains("BER-16"),
                "{}",
                pagina.tekst
            );
            assert!(!pagina.tekst.contains("name=\"toelichting\""), "it cannot be filed: {}", pagina.tekst);
            let r = fa.post(&format!("{pad}/afhandelen"), &[("reden", "aanbieder_ingelicht")]).await;
            assert!(format!("{:?}", r.koppen).contains("BER-16"), "{:?}", r.koppen);
            assert_eq!(h.getal("SELECT count(*) FROM berichtafhandeling").await, eerder);
            // Judged as things are: the aanbieder hears why, and then it may be filed.
            fa.post(&format!("{pad}/opnieuw"), &[]).await;
            let antwoorden = match retour {
                "WMO325" => "SELECT count(*) FROM bericht WHERE soort = 'WMO325'",
                _ => "SELECT count(*) FROM bericht WHERE soort = 'WMO308'",
            };
            assert_eq!(h.getal(antwoorden).await, 1, "{retour}");
            let pagina = fa.get(&pad).await;
            assert!(
                pagina.tekst.contains(code) && pagina.tekst.contains("name=\"toelichting\""),
                "{}",
                pagina.tekst
            );
            fa.post(&format!("{pad}/afhandelen"), &[("reden", "aanbieder_ingelicht")]).await;
            assert_eq!(h.getal("SELECT count(*) FROM berichtafhandeling").await, eerder + 1);
        }
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_bericht_voor_een_andere_regio_krijgt_geen_antwoord_van_ons(h: Huis) {
        let a = aanbod(&h, 2).await;
        let i = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let start = sim.start(&t, dag("2026-01-05"), dag(OP));
        let declaratie = maand(&mut sim, &t, "2026-01-01", 31);
        let aanvaard = sim.aanvaard(&t, dag(OP));
        // Level 2 is not even looked at: the last one breaks a rule.
        let kapot = include_str!("../../../iwmo/tests/oracle/CS058_305_status2.xml").to_owned();
        for xml in [
            naar_amsterdam(&start.schrijf()),
            naar_amsterdam(&declaratie.schrijf()),
            naar_amsterdam(&aanvaard.schrijf()),
            kapot,
        ] {
            let uit = stuur(&h, &xml).await;
            assert_eq!((uit.uitkomst, uit.antwoord.is_none()), ("afgekeurd", true), "{uit:?}");
            assert!(uit.zinnen.len() == 1 && uit.zinnen[0].starts_with("BER-15"), "{uit:?}");
            assert!(uit.zinnen[0].contains("hoort niet bij deze regio"), "{uit:?}");
        }
        assert_eq!(h.getal("SELECT count(*) FROM bericht WHERE richting = 'in'").await, 4, "all are kept");
        assert_eq!(
            h.getal("SELECT count(*) FROM bericht WHERE richting = 'uit' AND soort <> 'WMO301'").await,
            0
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM levering").await + h.getal("SELECT count(*) FROM declaratie").await,
            0
        );
        assert_eq!(in_dossier(&h, i.dossier).await, (0, 0));
        let tr = h.als(Rol::Trajectregisseur).await;
        let lijst = tr.get("/berichten?uitkomst=afgekeurd").await;
        assert!(lijst.tekst.contains("WMO305 start van de zorg"), "{}", lijst.tekst);
        let id = h.getal("SELECT min(bericht_id) FROM bericht WHERE richting = 'in'").await;
        let pagina = tr.get(&format!("/berichten/{id}")).await;
        assert!(pagina.tekst.contains("BER-15") && pagina.tekst.contains("Amsterdam"), "{}", pagina.tekst);
        // The aanbieder was called: it may be filed, there is no answer to wait for.
        tr.post(&format!("/berichten/{id}/afhandelen"), &[("reden", "niet_voor_ons")]).await;
        assert_eq!(h.getal("SELECT count(*) FROM berichtafhandeling").await, 1);
        // The same start for us is processed as if nothing happened.
        assert_eq!(stuur(&h, &start.schrijf()).await.uitkomst, "verwerkt");
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

op_beide!(
    async fn een_bericht_over_een_ander_staat_niet_in_het_dossier(h: Huis) {
        let a = aanbod(&h, 4).await;
        let (i, ander) = (inwoner(&h, 0, &bw_jaar()).await, inwoner(&h, 1, &bw_jaar()).await);
        let t = toegewezen(&h, a.0, i).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let van_ander: iwmo::waarde::Bsn = bsn(1).cijfers().parse().expect("bsn");
        let mut start = sim.start(&t, dag("2026-01-05"), dag(OP));
        start.client.bsn = van_ander;
        let uit = stuur(&h, &start.schrijf()).await;
        assert!(uit.zinnen[0].starts_with("9019") && uit.antwoord.is_some(), "{uit:?}");
        let mut declaratie = maand(&mut sim, &t, "2026-01-01", 31);
        declaratie.declaratie.clienten[0].bsn = van_ander;
        let uit = stuur(&h, &declaratie.schrijf()).await;
        assert!(uit.uitkomst == "afgekeurd" && uit.antwoord.is_some(), "{uit:?}");
        assert_eq!(h.getal("SELECT count(*) FROM declaratieregel WHERE toewijzing_id IS NOT NULL OR uitkomst = 'toegekend'").await, 0);
        // The retour of a toewijzing that names somebody else: BER-17, the toewijzing stays as it was.
        let mut retour = sim.weiger(&t, "9332".parse::<Retourcode>().expect("code"), dag(OP));
        retour.client.as_mut().expect("client").bsn = van_ander;
        let uit = stuur(&h, &retour.schrijf()).await;
        assert!(uit.zinnen[0].starts_with("BER-17"), "{uit:?}");
        assert_eq!(crate::berichten::status(&h).await, "verzonden");
        for wie in [i.dossier, ander.dossier] {
            assert_eq!(in_dossier(&h, wie).await, (0, 0), "{wie}");
        }
        let tr = h.als(Rol::Trajectregisseur).await;
        let pagina = tr.get(&format!("/dossiers/{}/berichten", i.dossier)).await;
        assert!(!pagina.tekst.contains("WMO305") && !pagina.tekst.contains("WMO323"), "{}", pagina.tekst);
        assert!(tr.get("/berichten?uitkomst=afgekeurd").await.tekst.contains("WMO305"));
        // Taking back under another number: the BSN is part of the key, so there is nothing to take back.
        let goed = sim.start(&t, dag("2026-01-05"), dag(OP));
        assert_eq!(stuur(&h, &goed.schrijf()).await.uitkomst, "verwerkt");
        let mut terug = sim.start(&t, dag("2026-01-05"), dag(OP));
        terug.client.bsn = van_ander;
        terug.client.producten[0].status = StatusAanlevering::Verwijderen;
        assert!(stuur(&h, &terug.schrijf()).await.zinnen[0].starts_with("9063"));
        assert_eq!(
            h.getal("SELECT count(*) FROM levering WHERE tot_nr IS NULL AND geldig_tot IS NULL").await,
            1
        );
        assert_eq!(in_dossier(&h, i.dossier).await, (1, 1), "only the right one");
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
    }
);

/// A request about somebody whom nobody here knows, with what the aanbieder wrote beside it; returns its key.
async fn vraag_voor_onbekende(h: &Huis) -> i64 {
    let a = aanbod(h, 2).await;
    let i = inwoner(h, 0, &bw_jaar()).await;
    let t = toegewezen(h, a.0, i).await;
    let mut sim = Aanbieder::nieuw("A").expect("prefix");
    let mut vraag = sim.vraag_aan(&t, &t.client.producten, dag(OP));
    vraag.client.bsn = bsn(50).cijfers().parse().expect("bsn");
    vraag.client.commentaar = Some("Wacht op een plek in de regio.".parse().expect("fits"));
    vraag.client.producten[0].commentaar = Some("Liefst op de begane grond.".parse().expect("fits"));
    stuur(h, &vraag.schrijf()).await;
    h.getal("SELECT max(verzoek_id) FROM aanbiederverzoek").await
}

op_beide!(
    async fn een_verzoek_voor_een_onbekende_leidt_naar_een_melding_en_komt_dan_in_het_dossier(h: Huis) {
        let verzoek = vraag_voor_onbekende(&h).await;
        let pad = format!("/berichten/verzoeken/{verzoek}");
        let tr = h.als(Rol::Trajectregisseur).await;
        let pagina = tr.get(&pad).await;
        for tekst in [
            "Wacht op een plek in de regio.",
            "Liefst op de begane grond.",
            "Begin een melding",
            "Zoek de inwoner",
        ] {
            assert!(pagina.tekst.contains(tekst), "{tekst}: {}", pagina.tekst);
        }
        assert!(!pagina.tekst.contains(&bsn(50).cijfers()), "the page shows no BSN");
        // A melding with what the aanbieder said; it is the draft of this person.
        let r = tr.post(&format!("{pad}/inwoner"), &[]).await;
        let naar = r.koppen.get("location").expect("location").to_str().expect("text").to_owned();
        assert!(naar.starts_with("/meldingen/concept/"), "{naar}");
        let concept = tr.get(&naar).await;
        assert!(
            concept.tekst.contains(&bsn(50).cijfers()) && concept.tekst.contains("1980"),
            "{}",
            concept.tekst
        );
        assert_eq!(
            h.getal("SELECT count(*) FROM aanbiederverzoek WHERE tot_nr IS NULL AND dossier_id IS NULL")
                .await,
            1
        );
        // Once somebody is known under that number the request is theirs, by itself.
        let nieuw = inwoner(&h, 50, &bw_jaar()).await;
        assert!(tr.get(&pad).await.tekst.contains("Zet in het dossier"));
        wijkthuis::koppelingen::iwmo::ronde(&h.app).await.expect("round");
        let rij: Option<(i64,)> = h
            .app
            .db
            .een(
                "SELECT count(*) FROM aanbiederverzoek WHERE tot_nr IS NULL AND dossier_id = $1 AND stand = 'open'",
                &[v(&nieuw.dossier)],
            )
            .await
            .expect("query");
        assert_eq!(rij, Some((1,)));
        // Five working days since it was asked, not since it was found.
        assert_eq!(h.getal("SELECT count(*) FROM termijn WHERE soort = 'verzoek' AND tot_nr IS NULL AND voldaan_op IS NULL AND begin_op = '2026-03-02'").await, 1);
        let pagina = tr.get(&format!("/dossiers/{}/verzoeken/{verzoek}", nieuw.dossier)).await;
        assert!(
            pagina.tekst.contains("Wijs toe") && pagina.tekst.contains("Liefst op de begane grond."),
            "{}",
            pagina.tekst
        );
        assert_eq!(wijkthuis::levering::controleer(&h.app.db).await.expect("query"), Vec::<String>::new());
        let fa = h.als(Rol::FinancieelAdviseur).await;
        assert_eq!(fa.post(&format!("{pad}/inwoner"), &[]).await.status, 403);
    }
);

op_beide!(
    async fn wat_is_gevraagd_leest_alleen_wie_het_nodig_heeft(h: Huis) {
        const GEZIEN: &str = "SELECT count(*) FROM logboek WHERE route = '/berichten/verzoeken/{verzoek}' AND aantal = 1 AND uitkomst = 'ok'";
        let verzoek = vraag_voor_onbekende(&h).await;
        let pad = format!("/berichten/verzoeken/{verzoek}");
        let (houder, id) = (h.als(Rol::Trajectregisseur).await, h.id_van(Rol::Trajectregisseur, "2"));
        let ander = h.als_id(id).await;
        let leest = |p: &str| {
            p.contains("Liefst op de begane grond.") || p.contains("Wacht op een plek in de regio.")
        };
        // Nobody knows the person yet: every trajectregisseur may find out, and each look is about one person.
        for (n, wie) in (1i64..).zip([&houder, &ander]) {
            let pagina = wie.get(&pad).await.tekst;
            assert!(leest(&pagina) && pagina.contains("15A60"), "{pagina}");
            assert_eq!(h.getal(GEZIEN).await, n);
        }
        // The person has a dossier: who has no place in it does not read on.
        inwoner(&h, 50, &bw_jaar()).await;
        let pagina = ander.get(&pad).await.tekst;
        assert!(!leest(&pagina) && !pagina.contains("15A60"), "{pagina}");
        assert!(
            pagina.contains("waarin u geen plek hebt") && pagina.contains("Zet in het dossier"),
            "{pagina}"
        );
        assert!(leest(&houder.get(&pad).await.tekst));
        // Answered: nobody needs it here any more, but the look is still about somebody.
        let r = houder.post(&format!("{pad}/antwoord"), &[("besluit", "afwijzen"), ("reden", "5")]).await;
        assert_eq!(r.status, 303, "{}", r.tekst);
        let voor = h.getal(GEZIEN).await;
        let pagina = houder.get(&pad).await.tekst;
        assert!(!leest(&pagina) && pagina.contains("Dit verzoek is beantwoord."), "{pagina}");
        assert_eq!(h.getal(GEZIEN).await, voor + 1);
    }
);

/// One signal is left: who sees it, and what the logboek says of that.
async fn signalen_zijn_voor_wie_bedragen_mag_zien(h: &Huis) {
    const PAGINA: &str =
        "SELECT count(*) FROM logboek WHERE route = '/berichten/signalen' AND aantal = 1 AND uitkomst = 'ok'";
    const CSV: &str = "SELECT count(*) FROM logboek WHERE route = '/berichten/signalen.csv' AND aantal = 1 AND uitkomst = 'ok'";
    for rol in [Rol::Contractmanager, Rol::Applicatiebeheerder, Rol::Aandachtsfunctionaris] {
        let wie = h.als(rol).await;
        for pad in ["/berichten/signalen", "/berichten/signalen.csv"] {
            assert_eq!(wie.get(pad).await.status, 403, "{pad}");
        }
        assert!(
            !wie.get("/berichten").await.tekst.contains("/berichten/signalen"),
            "no link to what is refused"
        );
    }
    // A trajectregisseur without a place in the dossier sees nothing of it, and the logboek says so.
    let ander = h.als_id(h.id_van(Rol::Trajectregisseur, "2")).await;
    assert!(ander.get("/berichten/signalen").await.tekst.contains("Geen signalen"));
    assert_eq!(ander.get("/berichten/signalen.csv").await.tekst.lines().count(), 1);
    let sql = "SELECT count(*) FROM logboek WHERE route LIKE '/berichten/signalen%' AND gebruiker_id = $1 AND aantal = 0 AND uitkomst = 'ok'";
    let wie = [v(&h.id_van(Rol::Trajectregisseur, "2"))];
    assert_eq!(h.app.db.een::<(i64,)>(sql, &wie).await.expect("query"), Some((2,)));
    // Neither does a financieel adviseur of another gemeente.
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let deurne = NieuweGebruiker {
        gebruikersnaam: "financieel-deurne".to_owned(),
        naam: "financieel Deurne".to_owned(),
        wachtwoord_hash: "!".to_owned(),
        totp_geheim: None,
        rollen: vec![(Rol::FinancieelAdviseur, Some(crate::huis::gemeente("0762")))],
    };
    let id = aanmelden::maak(&mut tx, &deurne).await.expect("user");
    tx.commit().await.expect("commit");
    assert!(h.als_id(id).await.get("/berichten/signalen").await.tekst.contains("Geen signalen"));
    let voor = (h.getal(PAGINA).await, h.getal(CSV).await);
    let fa = h.als(Rol::FinancieelAdviseur).await;
    assert!(fa.get("/berichten/signalen").await.tekst.contains("Zorg na de uitstroom"));
    assert_eq!(fa.get("/berichten/signalen.csv").await.tekst.lines().count(), 2);
    assert_eq!((h.getal(PAGINA).await, h.getal(CSV).await), (voor.0 + 1, voor.1 + 1));
}

op_beide!(
    async fn zorg_waar_geen_zorg_was_geeft_een_signaal_tot_er_is_gecrediteerd(h: Huis) {
        let a = aanbod(&h, 4).await;
        let mut sim = Aanbieder::nieuw("A").expect("prefix");
        let tr = h.als(Rol::Trajectregisseur).await;
        let leeg = tr.get("/berichten/signalen").await;
        assert!(leeg.tekst.contains("Geen signalen"), "{}", leeg.tekst);
        // A start that is taken back after January was paid.
        let een = inwoner(&h, 0, &bw_jaar()).await;
        let t = toegewezen(&h, a.0, een).await;
        let start = sim.start(&t, dag("2026-01-01"), dag(OP));
        stuur(&h, &start.schrijf()).await;
        let januari = maand(&mut sim, &t, "2026-01-01", 31);
        assert_eq!(stuur(&h, &januari.schrijf()).await.uitkomst, "verwerkt");
        assert!(tr.get("/berichten/signalen").await.tekst.contains("Geen signalen"));
        let mut terug = sim.start(&t, dag("2026-01-01"), dag(OP));
        terug.client.producten[0].status = StatusAanlevering::Verwijderen;
        assert_eq!(stuur(&h, &terug.schrijf()).await.uitkomst, "verwerkt");
        let pagina = tr.get("/berichten/signalen").await;
        assert!(pagina.tekst.contains("Start ingetrokken, zorg al toegekend"), "{}", pagina.tekst);
        assert!(tr.get("/berichten/signalen?soort=na_stop").await.tekst.contains("Geen signalen"));
        // Uitstroom on the sixteenth, with the whole month paid; fifteen etmalen would have been right.
        let twee = inwoner(&h, 1, &bw_jaar()).await;
        let t2 = toegewezen(&h, a.0, twee).await;
        stuur(&h, &sim.start(&t2, dag("2026-01-01"), dag(OP)).schrijf()).await;
        let mut tweede = maand(&mut sim, &t2, "2026-01-01", 31);
        tweede.kop.identificatie = "A9100001".parse().expect("fits");
        assert_eq!(stuur(&h, &tweede.schrijf()).await.uitkomst, "verwerkt");
        crate::streek::handel(&h, "uitstroom vastgelegd", async |tx| {
            let (id, nr) = (tx.nieuw_id().expect("id"), tx.nr());
            let args = [v(&id), v(&twee.dossier), v(&crate::huis::datum("2026-01-16")), v(&nr)];
            tx.voer("INSERT INTO schaling (schaling_id, dossier_id, op, van_vorm, naar_vorm, soort, reden, bestemming, toelichting, vanaf_nr)
                VALUES ($1, $2, $3, 'bw', 'uit', 'uitstroom', 'doel_bereikt', 'zelfstandig', '', $4)", &args).await.expect("insert");
        })
        .await;
        let pagina = tr.get("/berichten/signalen?soort=na_uitstroom").await;
        assert!(
            pagina.tekst.contains("16 januari 2026")
                && pagina.tekst.contains(&format!("/dossiers/{}/levering", twee.dossier)),
            "{}",
            pagina.tekst
        );
        let csv = tr.get("/berichten/signalen.csv").await.tekst;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        // Taken back by the aanbieder: the signal is gone.
        let mut credit = sim.crediteer(&januari, dag(OP)).expect("fits");
        credit.declaratie.periode = januari.declaratie.periode.clone();
        let uit = stuur(&h, &credit.schrijf()).await;
        assert_eq!(uit.uitkomst, "verwerkt", "{uit:?}");
        assert!(tr.get("/berichten/signalen?soort=start_ingetrokken").await.tekst.contains("Geen signalen"));
        // The financieel adviseur gets to the money.
        let fa = h.als(Rol::FinancieelAdviseur).await.get("/berichten/signalen").await;
        assert!(fa.tekst.contains(&format!("/dossiers/{}/geld", twee.dossier)), "{}", fa.tekst);
        signalen_zijn_voor_wie_bedragen_mag_zien(&h).await;
    }
);
