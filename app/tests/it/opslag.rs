//! Storage: acts, numbers, both engines.

use crate::{huis::open_db, op_beide};
use wijkthuis::huis::{
    FoutSoort,
    opslag::{Handeling, Leest, Motor, migreer},
};

fn handeling() -> Handeling {
    Handeling {
        wat: "proef gedaan",
        onderwerp: "proef",
        onderwerp_id: 1,
        dossier: None,
        gemeente: None,
        reden: "",
    }
}

op_beide!(
    async fn elke_opdracht_wordt_door_de_motor_begrepen(h: Huis) {
        assert_eq!(h.app.db.toets_opdrachten().await, Vec::<String>::new());
    }
);

op_beide!(
    async fn journaalnummers_hebben_geen_gaten(h: Huis) {
        let eerst = h.getal("SELECT max(nr) FROM journaal").await;
        for i in 0..20 {
            let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
            tx.journaal(handeling()).await.expect("journal");
            // Every third act is given up.
            if i % 3 == 0 {
                drop(tx);
            } else {
                tx.commit().await.expect("commit");
            }
        }
        assert_eq!(h.getal("SELECT max(nr) FROM journaal").await, eerst + 13);
        assert_eq!(h.getal("SELECT count(*) FROM journaal").await, eerst + 13);
        assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, eerst + 13);
    }
);

op_beide!(
    async fn een_handeling_zonder_journaal_wordt_niet_vastgelegd(h: Huis) {
        let eerst = h.getal("SELECT journaal_nr FROM teller").await;
        let tx = h.app.db.begin(h.systeem()).await.expect("begin");
        assert!(tx.commit().await.is_err());
        assert_eq!(h.getal("SELECT journaal_nr FROM teller").await, eerst);
    }
);

op_beide!(
    async fn gelijktijdige_handelingen_krijgen_elk_een_eigen_nummer(h: Huis) {
        let eerst = h.getal("SELECT journaal_nr FROM teller").await;
        let mut taken = Vec::new();
        for _ in 0..40 {
            let (db, wie) = (h.app.db.clone(), h.systeem());
            taken.push(tokio::spawn(async move {
                let mut tx = db.begin(wie).await.expect("begin");
                tx.journaal(handeling()).await.expect("journal");
                tx.commit().await.expect("commit").0
            }));
        }
        let mut nummers = Vec::new();
        for t in taken {
            nummers.push(t.await.expect("task"));
        }
        nummers.sort_unstable();
        assert_eq!(nummers, (eerst + 1..=eerst + 40).collect::<Vec<_>>());
    }
);

op_beide!(
    async fn een_rij_die_al_gesloten_is_meldt_dat_iemand_eerder_was(h: Huis) {
        let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
        let e = tx.sluit("dossier", "dossier_id", 12).await.expect_err("nothing to close");
        assert_eq!(e.soort, FoutSoort::Achterhaald);
    }
);

#[tokio::test]
async fn migreren_mag_twee_keer() {
    for motor in [Motor::Sqlite, Motor::Postgres] {
        let map = tempfile::tempdir().expect("temp dir");
        let db = open_db(motor, map.path()).await;
        assert!(!migreer(&db).await.expect("migrates").is_empty());
        assert!(migreer(&db).await.expect("migrates").is_empty());
        assert!(db.een::<(i64,)>("SELECT journaal_nr FROM teller", &[]).await.expect("query").is_some());
    }
}
