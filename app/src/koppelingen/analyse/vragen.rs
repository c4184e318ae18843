//! The statements behind the facts. `$1` is the number of the last act that counts; the same text runs on both databases and, with
//! another number in its place, as a view. What counts is what the monitor counts (`monitor::tweede_weg`).

use crate::huis::opslag::sql;

/// The versions of a row that stood after act `$1`.
macro_rules! bekend {
    ($a:literal) => {
        concat!($a, ".vanaf_nr <= $1 AND (", $a, ".tot_nr IS NULL OR $1 < ", $a, ".tot_nr)")
    };
}
/// What held on a day.
macro_rules! op_dag {
    ($a:literal, $dag:literal) => {
        concat!(
            $a,
            ".geldig_van <= ",
            $dag,
            " AND (",
            $a,
            ".geldig_tot IS NULL OR ",
            $dag,
            " < ",
            $a,
            ".geldig_tot)"
        )
    };
}
/// The indicatie that counts: the heaviest form, then the one that began last, then the highest number.
macro_rules! telt {
    ($dossier:literal, $wanneer:expr) => {
        concat!(
            "(SELECT i.indicatie_id FROM indicatie i WHERE i.dossier_id = ", $dossier, " AND ", $wanneer, " AND ", bekend!("i"),
            " ORDER BY CASE i.vorm WHEN 'bw' THEN 0 WHEN 'bt' THEN 1 ELSE 2 END, i.geldig_van DESC, i.indicatie_id DESC LIMIT 1)"
        )
    };
}
/// The gemeente last confirmed as responsible on or before a day, else the gemeente that acts.
macro_rules! gemeente_op {
    ($dossier:literal, $dag:literal) => {
        concat!(
            "COALESCE((SELECT r.gemeente FROM verantwoordelijke r WHERE r.dossier_id = ",
            $dossier,
            " AND r.regime = 'R0' AND r.gemeente <> '' AND r.bevestigd_op <= ",
            $dag,
            " AND ",
            bekend!("r"),
            " ORDER BY r.bevestigd_op DESC, r.verantwoordelijke_id DESC LIMIT 1),
              (SELECT d.gemeente FROM dossier d WHERE d.dossier_id = ",
            $dossier,
            " AND ",
            bekend!("d"),
            " LIMIT 1))"
        )
    };
}
/// A field of the instroom of the melding behind a besluit, else of the last instroom up to a day.
macro_rules! instroom_op {
    ($veld:literal, $dossier:literal, $besluit:literal, $dag:literal) => {
        concat!(
            "COALESCE((SELECT n.",
            $veld,
            " FROM instroom n JOIN besluit b ON b.melding_id = n.melding_id WHERE b.besluit_id = ",
            $besluit,
            " AND n.dossier_id = ",
            $dossier,
            " AND ",
            bekend!("b"),
            " AND ",
            bekend!("n"),
            " ORDER BY n.bepaald_op DESC, n.instroom_id DESC LIMIT 1),
              (SELECT n.",
            $veld,
            " FROM instroom n WHERE n.dossier_id = ",
            $dossier,
            " AND n.bepaald_op <= ",
            $dag,
            " AND ",
            bekend!("n"),
            " ORDER BY n.bepaald_op DESC, n.instroom_id DESC LIMIT 1))"
        )
    };
}
macro_rules! gemeentefeit_op {
    ($soort:literal, $dossier:literal, $dag:literal) => {
        concat!(
            "(SELECT g.gemeente FROM gemeentefeit g WHERE g.dossier_id = ",
            $dossier,
            " AND g.soort = '",
            $soort,
            "' AND ",
            op_dag!("g", $dag),
            " AND ",
            bekend!("g"),
            " ORDER BY g.geldig_van DESC, g.gemeentefeit_id DESC LIMIT 1)"
        )
    };
}
/// Who delivers on the day. SQLite does not let an ORDER BY look outside, so that the own indicatie goes first is said by asking twice.
macro_rules! aanbieder_op {
    ($eigen:literal) => {
        concat!(
            "(SELECT t.aanbieder_id FROM toewijzing t WHERE t.dossier_id = f.dossier_id AND ",
            $eigen,
            "t.status NOT IN ('afgekeurd', 'ingetrokken') AND ",
            op_dag!("t", "f.dag"),
            " AND ",
            bekend!("t"),
            " ORDER BY t.geldig_van DESC, t.toewijzing_id DESC LIMIT 1)"
        )
    };
}

sql!(
    /// Every day on which something changed begins a row; it lasts until the next such day.
    pub(super) TRAJECT = concat!(
        "WITH p AS (
           SELECT i.dossier_id, i.geldig_van AS dag FROM indicatie i WHERE ", bekend!("i"), "
           UNION SELECT i.dossier_id, i.geldig_tot FROM indicatie i WHERE i.geldig_tot IS NOT NULL AND ", bekend!("i"), "
           UNION SELECT r.dossier_id, r.bevestigd_op FROM verantwoordelijke r WHERE r.regime = 'R0' AND r.gemeente <> '' AND ", bekend!("r"), "
           UNION SELECT g.dossier_id, g.geldig_van FROM gemeentefeit g WHERE ", bekend!("g"), "
           UNION SELECT g.dossier_id, g.geldig_tot FROM gemeentefeit g WHERE g.geldig_tot IS NOT NULL AND ", bekend!("g"), "
           UNION SELECT n.dossier_id, n.bepaald_op FROM instroom n WHERE ", bekend!("n"), "
           UNION SELECT t.dossier_id, t.geldig_van FROM toewijzing t WHERE t.status NOT IN ('afgekeurd', 'ingetrokken') AND ", bekend!("t"), "
           UNION SELECT t.dossier_id, t.geldig_tot FROM toewijzing t
                  WHERE t.geldig_tot IS NOT NULL AND t.status NOT IN ('afgekeurd', 'ingetrokken') AND ", bekend!("t"), "),
         s AS (SELECT p.dossier_id, p.dag, LEAD(p.dag) OVER (PARTITION BY p.dossier_id ORDER BY p.dag) AS tot FROM p),
         f AS (SELECT s.dossier_id, s.dag, s.tot, ", telt!("s.dossier_id", op_dag!("i", "s.dag")), " AS indicatie_id FROM s)
         SELECT f.dossier_id AS dossier_sleutel, f.indicatie_id AS indicatie_sleutel, f.dag AS van_op, f.tot AS tot_op,
                x.vorm, x.leveringsvorm, x.productcode, ",
                gemeente_op!("f.dossier_id", "f.dag"), " AS gemeente, ",
                gemeentefeit_op!("herkomst", "f.dossier_id", "f.dag"), " AS herkomst, ",
                gemeentefeit_op!("verblijf", "f.dossier_id", "f.dag"), " AS verblijf, ",
                instroom_op!("kenmerk", "f.dossier_id", "x.besluit_id", "f.dag"), " AS kenmerk,
                COALESCE(", aanbieder_op!("t.indicatie_id = f.indicatie_id AND "), ", ", aanbieder_op!(""), ") AS aanbieder_id
           FROM f JOIN indicatie x ON x.indicatie_id = f.indicatie_id AND ", bekend!("x"), "
          ORDER BY f.dag, f.dossier_id"
    )
);

/// Every day on which the form changed, with the indicaties that counted the day before and on the day.
macro_rules! stappen {
    () => {
        concat!(
            "WITH d AS (
               SELECT i.dossier_id, i.geldig_van AS dag FROM indicatie i WHERE ", bekend!("i"), "
               UNION SELECT i.dossier_id, i.geldig_tot FROM indicatie i WHERE i.geldig_tot IS NOT NULL AND ", bekend!("i"), "),
             s AS (SELECT d.dossier_id, d.dag, ",
                   telt!("d.dossier_id", "i.geldig_van < d.dag AND (i.geldig_tot IS NULL OR d.dag <= i.geldig_tot)"), " AS van_id, ",
                   telt!("d.dossier_id", op_dag!("i", "d.dag")), " AS naar_id FROM d),
             o AS (SELECT s.dossier_id, s.dag, s.van_id, s.naar_id, COALESCE(v.vorm, 'geen') AS van_vorm, COALESCE(w.vorm, 'geen') AS naar_vorm,
                          v.leveringsvorm AS van_lev, w.leveringsvorm AS naar_lev, v.productcode AS van_product, w.productcode AS naar_product,
                          w.besluit_id AS naar_besluit
                     FROM s LEFT JOIN indicatie v ON v.indicatie_id = s.van_id AND ", bekend!("v"), "
                            LEFT JOIN indicatie w ON w.indicatie_id = s.naar_id AND ", bekend!("w"), ")"
        )
    };
}

sql!(
    pub(super) INSTROOM = concat!(
        stappen!(),
        " SELECT o.dossier_id AS dossier_sleutel, o.naar_id AS indicatie_sleutel, o.dag AS op, o.van_vorm, o.naar_vorm,
                 o.naar_lev AS leveringsvorm, o.naar_product AS productcode, ",
                 gemeente_op!("o.dossier_id", "o.dag"), " AS gemeente, ",
                 instroom_op!("kenmerk", "o.dossier_id", "o.naar_besluit", "o.dag"), " AS kenmerk, ",
                 instroom_op!("recidive", "o.dossier_id", "o.naar_besluit", "o.dag"), " AS recidive
            FROM o WHERE o.van_vorm NOT IN ('bw', 'bt') AND o.naar_vorm IN ('bw', 'bt') ORDER BY o.dag, o.dossier_id"
    )
);
sql!(
    pub(super) DOORSTROOM = concat!(
        stappen!(),
        " SELECT o.dossier_id AS dossier_sleutel, o.naar_id AS indicatie_sleutel, o.dag AS op, o.van_vorm, o.naar_vorm,
                 o.naar_lev AS leveringsvorm, o.naar_product AS productcode, ",
                 gemeente_op!("o.dossier_id", "o.dag"), " AS gemeente
            FROM o WHERE o.van_vorm <> 'geen' AND o.naar_vorm <> 'geen' AND o.van_vorm <> o.naar_vorm ORDER BY o.dag, o.dossier_id"
    )
);
sql!(
    pub(super) UITSTROOM = concat!(
        stappen!(),
        " SELECT o.dossier_id AS dossier_sleutel, o.van_id AS indicatie_sleutel, o.dag AS op, o.van_vorm, o.naar_vorm,
                 o.van_lev AS leveringsvorm, o.van_product AS productcode, ",
                 gemeente_op!("o.dossier_id", "o.dag"), " AS gemeente,
                 (SELECT c.reden FROM schaling c WHERE c.dossier_id = o.dossier_id AND c.op = o.dag AND ", bekend!("c"), "
                   ORDER BY c.schaling_id DESC LIMIT 1) AS reden,
                 CASE WHEN o.naar_vorm = 'wmo_begeleiding' THEN o.naar_vorm ELSE
                 (SELECT NULLIF(c.bestemming, '') FROM schaling c WHERE c.dossier_id = o.dossier_id AND c.op = o.dag AND ", bekend!("c"), "
                   ORDER BY c.schaling_id DESC LIMIT 1) END AS bestemming
            FROM o WHERE o.van_vorm IN ('bw', 'bt') AND o.naar_vorm NOT IN ('bw', 'bt') ORDER BY o.dag, o.dossier_id"
    )
);
sql!(
    pub(super) WACHTTIJD = concat!(
        "WITH e AS (
           SELECT b.dossier_id, b.melding_id, b.genomen_op,
                  ROW_NUMBER() OVER (PARTITION BY b.dossier_id, b.melding_id ORDER BY b.genomen_op, b.besluit_id) AS plaats
             FROM besluit b WHERE b.soort IN ('toekenning', 'afwijzing') AND ", bekend!("b"), "),
         s AS (
           SELECT b.melding_id, b.dossier_id, b.genomen_op, min(l.geldig_van) AS start_op,
                  min(CASE i.vorm WHEN 'bw' THEN 0 ELSE 1 END) AS rang
             FROM levering l
             JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id
              AND t.vanaf_nr = (SELECT min(u.vanaf_nr) FROM toewijzing u WHERE u.toewijzing_id = l.toewijzing_id)
             JOIN indicatie i ON i.indicatie_id = t.indicatie_id AND i.dossier_id = l.dossier_id AND i.vorm IN ('bw', 'bt') AND ", bekend!("i"), "
             JOIN besluit b ON b.besluit_id = i.besluit_id AND b.dossier_id = l.dossier_id AND b.soort = 'toekenning' AND ", bekend!("b"), "
            WHERE ", bekend!("l"), " GROUP BY b.besluit_id, b.melding_id, b.dossier_id, b.genomen_op),
         w AS (
           SELECT e.dossier_id, 'besluit' AS stap, m.ontvangen_op AS van_op, e.genomen_op AS tot_op, NULL AS vorm
             FROM e JOIN melding m ON m.melding_id = e.melding_id AND m.dossier_id = e.dossier_id AND ", bekend!("m"), " WHERE e.plaats = 1
           UNION ALL
           SELECT s.dossier_id, 'start', s.genomen_op, s.start_op, CASE s.rang WHEN 0 THEN 'bw' ELSE 'bt' END
             FROM s JOIN melding m ON m.melding_id = s.melding_id AND m.dossier_id = s.dossier_id AND m.vorig_besluit_id IS NULL AND ", bekend!("m"), "
           UNION ALL
           SELECT s.dossier_id, 'totaal', m.ontvangen_op, s.start_op, CASE s.rang WHEN 0 THEN 'bw' ELSE 'bt' END
             FROM s JOIN melding m ON m.melding_id = s.melding_id AND m.dossier_id = s.dossier_id AND m.vorig_besluit_id IS NULL AND ", bekend!("m"), ")
         SELECT w.dossier_id AS dossier_sleutel, w.stap, w.van_op, w.tot_op, w.vorm, ", gemeente_op!("w.dossier_id", "w.tot_op"), " AS gemeente
           FROM w ORDER BY w.tot_op, w.dossier_id, w.stap, w.van_op"
    )
);
sql!(
    pub(super) WACHTLIJST = concat!(
        "SELECT w.dossier_id AS dossier_sleutel, w.indicatie_id AS indicatie_sleutel, w.sinds_op, w.tot_op,
                (SELECT i.vorm FROM indicatie i WHERE i.indicatie_id = w.indicatie_id AND i.dossier_id = w.dossier_id AND ", bekend!("i"), " LIMIT 1) AS vorm,
                w.overbrugging, ", gemeente_op!("w.dossier_id", "w.sinds_op"), " AS gemeente
           FROM wachtplek w WHERE ", bekend!("w"), " ORDER BY w.sinds_op, w.dossier_id, w.wachtplek_id"
    )
);
sql!(
    pub(super) BOEKING = "SELECT dossier_id AS dossier_sleutel, indicatie_id AS indicatie_sleutel, soort, maand, gemeente, vorm, leveringsvorm, kenmerk,
            productcode, aanbieder_id, bedrag_cent AS bedrag
       FROM boeking WHERE nr <= $1 ORDER BY maand, boeking_id"
);
sql!(
    pub(super) BEGROTING = concat!(
        "SELECT g.jaar, g.gemeente, g.vorm, g.bedrag_cent AS bedrag FROM begroting g
          WHERE g.status = 'vastgesteld' AND ", bekend!("g"), " ORDER BY g.jaar, g.gemeente, g.vorm"
    )
);
sql!(
    pub(super) PRODUCT = concat!(
        "SELECT p.productcode, p.naam, p.categorie, p.vorm, p.eenheid FROM product p WHERE ", bekend!("p"), " ORDER BY p.productcode"
    )
);
sql!(
    pub(super) AANBIEDER = concat!(
        "SELECT a.aanbieder_id, a.naam, a.agb FROM aanbieder a WHERE ", bekend!("a"), " ORDER BY a.aanbieder_id"
    )
);
