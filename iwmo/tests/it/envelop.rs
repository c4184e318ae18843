//! The envelope of the GGK: what is packed comes out the same, and what is not an envelope is refused with a reason.

use iwmo::envelop::{
    self, ENVELOP_MAX, Envelop, Foutenvelop, Fragment, Heenenvelop, Inhoud, RUIMTE_GGK, RUIMTE_STUF,
    Retourenvelop, Stuurgegevens, Systeem, Tijdstip, Uuid, Versies,
};
use iwmo::waarde::Tekst;
use iwmo::{Berichtsoort, DIEPTE_MAX, Reden};

use crate::bericht;
use crate::boekhouding::dag;

fn gemeente() -> Systeem {
    Systeem {
        organisatie: Tekst::nieuw("0794").unwrap(),
        applicatie: "Wijkthuis".parse().unwrap(),
        administratie: Some(Tekst::nieuw("Regio & Zn.").unwrap()),
        gebruiker: None,
    }
}

fn stuur(zender: Systeem, ontvanger: &str, soort: Berichtsoort, toeval: u8) -> Stuurgegevens {
    Stuurgegevens {
        zender,
        ontvanger: Systeem::via_ggk(Tekst::nieuw(ontvanger).unwrap()),
        referentienummer: Uuid::van_toeval([toeval; 16]),
        tijdstip: Tijdstip::nieuw(dag("2025-06-10"), 9, 30, 0).unwrap(),
        functie: envelop::functie(soort),
    }
}

fn heen() -> Heenenvelop {
    Heenenvelop {
        stuurgegevens: stuur(gemeente(), "12345678", Berichtsoort::Wmo301, 7),
        versies: Versies::van_release(1, 2).unwrap(),
        inhoud: Inhoud::Xml(bericht("valid_301.xml").into_bytes()),
    }
}

fn retour() -> Retourenvelop {
    let aanbieder =
        Systeem { organisatie: Tekst::nieuw("12345678").unwrap(), administratie: None, ..gemeente() };
    Retourenvelop {
        stuurgegevens: stuur(aanbieder, "0794", Berichtsoort::Wmo302, 9),
        kruisreferentie: heen().stuurgegevens.referentienummer,
        versies: Versies::van_release(1, 2).unwrap(),
        inhoud: Inhoud::Xml(b"<a/>".to_vec()),
    }
}

fn fout() -> Foutenvelop {
    let heen = heen();
    let mut fout = Foutenvelop::schemafout(
        &heen.stuurgegevens,
        &heen.versies,
        Uuid::van_toeval([3; 16]),
        heen.stuurgegevens.tijdstip.clone(),
        "De inhoud voldoet niet aan het schema.",
    )
    .unwrap();
    fout.details_xml = Some(Fragment::van_bericht(&bericht("valid_301.xml")).unwrap());
    fout
}

#[test]
fn wat_ingepakt_wordt_komt_er_zo_weer_uit() {
    let (heen, retour, fout) = (heen(), retour(), fout());
    for (geschreven, verwacht) in [
        (heen.schrijf(), Envelop::Heen(heen.clone())),
        (retour.schrijf(), Envelop::Retour(retour.clone())),
        (fout.schrijf(), Envelop::Fout(fout.clone())),
    ] {
        assert_eq!(envelop::lees(geschreven.as_bytes()), Ok(verwacht));
    }
    let Some(Inhoud::Xml(bytes)) = envelop::lees(heen.schrijf().as_bytes()).unwrap().inhoud().cloned() else {
        panic!("a message is inside")
    };
    assert_eq!(iwmo::lees(&bytes).unwrap().soort(), Berichtsoort::Wmo301);
    let naam = "AanleveringQ1.csv".parse().unwrap();
    let tekst = Heenenvelop { inhoud: Inhoud::Tekst(naam, b"a;b\r\n".to_vec()), ..heen };
    assert_eq!(envelop::lees(tekst.schrijf().as_bytes()), Ok(Envelop::Heen(tekst)));
}

#[test]
fn een_schemafout_gaat_terug_naar_wie_het_stuurde() {
    let fout = fout();
    assert_eq!(fout.betekenis().unwrap().verzender, "gemeente aanbieder");
    assert_eq!(fout.details.as_deref(), Some("WMO301-00030002"));
    assert_eq!((&*fout.zender.organisatie, &*fout.ontvanger.organisatie), ("12345678", "0794"));
    assert_eq!(
        Envelop::Fout(fout.clone()).kruisreferentie(),
        Some(heen().stuurgegevens.referentienummer.als_tekst())
    );
    assert!(!format!("{fout:?} {:?}", heen()).contains("999900006"), "nothing of the content in a log");
}

#[test]
fn een_retour_hoort_bij_zijn_heenbericht() {
    let (heen, retour) = (heen(), retour());
    assert!(retour.hoort_bij(&heen));
    let ander = |pas_aan: fn(&mut Retourenvelop)| {
        let mut r = retour.clone();
        pas_aan(&mut r);
        r.hoort_bij(&heen)
    };
    assert!(!ander(|r| r.kruisreferentie = Uuid::van_toeval([1; 16])), "another envelope");
    assert!(!ander(|r| r.stuurgegevens.functie = envelop::functie(Berichtsoort::Wmo306)), "another kind");
    assert!(
        !ander(|r| r.stuurgegevens.zender.organisatie = Tekst::nieuw("87654321").unwrap()),
        "another sender"
    );
    assert!(
        !ander(|r| r.stuurgegevens.ontvanger.organisatie = Tekst::nieuw("0518").unwrap()),
        "another receiver"
    );
}

fn reden(tekst: &str) -> Reden {
    envelop::lees(tekst.as_bytes()).expect_err("this is no envelope").reden
}

#[test]
fn wat_geen_envelop_is_wordt_geweigerd_met_de_reden() {
    let goed = heen().schrijf();
    for (van, naar, verwacht) in [
        ("Di01</StUF", "Du01</StUF", Reden::Envelop),
        ("-4707-", "-1707-", Reden::Envelop),
        ("<GGK:applicatieVersie>0001", "<GGK:applicatieVersie>1", Reden::Envelop),
        ("StUF:functie", "GGK:functie", Reden::Envelop),
        ("<StUF:tijdstipBericht>", "<StUF:onzin/><StUF:tijdstipBericht>", Reden::Envelop),
        ("<GGK:xmlBestand>", "<GGK:xmlBestand>*", Reden::Envelop),
        ("GGK:xmlBestand", "GGK:tekstBestand", Reden::Envelop),
        (RUIMTE_GGK, "urn:anders", Reden::Envelop),
        (RUIMTE_STUF, "urn:anders", Reden::Envelop),
        ("</GGK:parameters>", "", Reden::GeenXml),
        ("<StUF:applicatie>Wijkthuis<", "<StUF:applicatie>&wijk;<", Reden::Dtd),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE a>", Reden::Dtd),
    ] {
        assert!(goed.contains(van), "{van}");
        assert_eq!(reden(&goed.replace(van, naar)), verwacht, "{van} -> {naar}");
    }
    assert_eq!(reden(""), Reden::GeenXml);
    assert_eq!(reden("<a/>"), Reden::Envelop);
    assert_eq!(reden(&" ".repeat(ENVELOP_MAX + 1)), Reden::TeGroot);
    assert_eq!(envelop::lees(b"\xFF").unwrap_err().reden, Reden::Codering);
    let fout = fout().schrijf();
    let diep = format!("<StUF:detailsXML>{}", "<a>".repeat(DIEPTE_MAX));
    assert_eq!(reden(&fout.replacen("<StUF:detailsXML>", &diep, 1)), Reden::TeDiep);
    let veel = format!("<StUF:detailsXML>{}", "<a/>".repeat(100_000));
    assert!(envelop::lees(fout.replacen("<StUF:detailsXML>", &veel, 1).as_bytes()).is_ok());
    assert_eq!(reden(&goed.replacen("<StUF:functie>", &"<StUF:functie/>".repeat(100), 1)), Reden::Envelop);
}

#[test]
fn een_te_groot_bestand_in_een_envelop_wordt_geweigerd() {
    let klein = Heenenvelop { inhoud: Inhoud::Xml(b"   ".to_vec()), ..heen() }.schrijf();
    let groot = klein.replacen("ICAg", &"ICAg".repeat(8_700_000), 1);
    assert_eq!(reden(&groot), Reden::TeGroot);
}

#[test]
fn een_fragment_is_welgevormd() {
    for fout in ["", "geen xml", "<a>", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>&x;</a>"] {
        assert!(Fragment::van_bericht(fout).is_err(), "{fout}");
    }
    let eerst = "<a/>".repeat(100);
    assert!(Fragment::van_bericht(&format!("<b>{eerst}<c></b>")).is_err(), "also far into it");
    assert_eq!(Fragment::van_bericht("<?xml version='1.0'?>\r\n<a/>").unwrap().als_tekst(), "<a/>");
}
