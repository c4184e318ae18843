//! The same figures by another road: counted by the database in SQL, compared with what `kern` counts.
//!
//! Two roads that share nothing but the definitions and still agree are worth more than either. `controleer` walks both.

use super::{
    beeld::{Beeld, Moment},
    tweede_doelgroep,
};
use crate::huis::{
    App, Fout, gemeenten,
    opslag::{Leest, sql, v},
};
use crate::rij;
use kern::monitor::{
    Blik, Feiten, Maat, Sleutel, Splitsing, Telling, Telwijze, Tijdvak, Vraag, kolommen::Kolommen,
    zrm_veranderingen,
};
use kern::stam::{Datum, Gemeentecode, Kwartaal, Peil};
use std::collections::BTreeMap;

// $1 is the day, $2 the last act that counts; $3 and $4 bound the stretch of time.
sql!(
    CLIENTEN = "WITH f AS (
       SELECT i.dossier_id, i.indicatie_id, i.besluit_id, i.vorm, i.leveringsvorm,
              ROW_NUMBER() OVER (PARTITION BY i.dossier_id ORDER BY CASE i.vorm WHEN 'bw' THEN 0 WHEN 'bt' THEN 1 ELSE 2 END,
                                 i.geldig_van DESC, i.indicatie_id DESC) AS plaats
         FROM indicatie i
        WHERE i.geldig_van <= $1 AND (i.geldig_tot IS NULL OR $1 < i.geldig_tot)
          AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)),
     c AS (
       SELECT f.vorm, f.leveringsvorm,
              COALESCE((SELECT r.gemeente FROM verantwoordelijke r WHERE r.dossier_id = f.dossier_id AND r.regime = 'R0' AND r.gemeente <> ''
                          AND r.bevestigd_op <= $1 AND r.vanaf_nr <= $2 AND (r.tot_nr IS NULL OR $2 < r.tot_nr)
                        ORDER BY r.bevestigd_op DESC, r.verantwoordelijke_id DESC LIMIT 1),
                       (SELECT d.gemeente FROM dossier d WHERE d.dossier_id = f.dossier_id
                          AND d.vanaf_nr <= $2 AND (d.tot_nr IS NULL OR $2 < d.tot_nr) LIMIT 1)) AS gemeente,
              (SELECT g.gemeente FROM gemeentefeit g WHERE g.dossier_id = f.dossier_id AND g.soort = 'herkomst'
                  AND g.geldig_van <= $1 AND (g.geldig_tot IS NULL OR $1 < g.geldig_tot)
                  AND g.vanaf_nr <= $2 AND (g.tot_nr IS NULL OR $2 < g.tot_nr)
                ORDER BY g.geldig_van DESC, g.gemeentefeit_id DESC LIMIT 1) AS herkomst,
              (SELECT g.gemeente FROM gemeentefeit g WHERE g.dossier_id = f.dossier_id AND g.soort = 'verblijf'
                  AND g.geldig_van <= $1 AND (g.geldig_tot IS NULL OR $1 < g.geldig_tot)
                  AND g.vanaf_nr <= $2 AND (g.tot_nr IS NULL OR $2 < g.tot_nr)
                ORDER BY g.geldig_van DESC, g.gemeentefeit_id DESC LIMIT 1) AS verblijf,
              COALESCE((SELECT n.kenmerk FROM instroom n JOIN besluit b ON b.melding_id = n.melding_id
                         WHERE b.besluit_id = f.besluit_id AND n.dossier_id = f.dossier_id
                           AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr)
                           AND n.vanaf_nr <= $2 AND (n.tot_nr IS NULL OR $2 < n.tot_nr)
                         ORDER BY n.bepaald_op DESC, n.instroom_id DESC LIMIT 1),
                       (SELECT n.kenmerk FROM instroom n WHERE n.dossier_id = f.dossier_id AND n.bepaald_op <= $1
                           AND n.vanaf_nr <= $2 AND (n.tot_nr IS NULL OR $2 < n.tot_nr)
                         ORDER BY n.bepaald_op DESC, n.instroom_id DESC LIMIT 1)) AS kenmerk
         FROM f WHERE f.plaats = 1 AND f.vorm IN ('bw', 'bt'))
     SELECT gemeente, vorm, leveringsvorm, kenmerk, herkomst, verblijf, count(*)
       FROM c GROUP BY gemeente, vorm, leveringsvorm, kenmerk, herkomst, verblijf"
);
sql!(
    STAPPEN = "WITH f AS (
       SELECT dossier_id, geldig_van, geldig_tot, CASE vorm WHEN 'bw' THEN 0 WHEN 'bt' THEN 1 ELSE 2 END AS rang
         FROM indicatie WHERE vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)),
     d AS (
       SELECT dossier_id, geldig_van AS dag FROM f WHERE $3 <= geldig_van AND geldig_van < $4 AND geldig_van <= $1
        UNION
       SELECT dossier_id, geldig_tot FROM f WHERE $3 <= geldig_tot AND geldig_tot < $4 AND geldig_tot <= $1),
     s AS (
       SELECT d.dossier_id, d.dag,
              COALESCE((SELECT min(f.rang) FROM f WHERE f.dossier_id = d.dossier_id AND f.geldig_van < d.dag
                           AND (f.geldig_tot IS NULL OR d.dag <= f.geldig_tot)), 3) AS van,
              COALESCE((SELECT min(f.rang) FROM f WHERE f.dossier_id = d.dossier_id AND f.geldig_van <= d.dag
                           AND (f.geldig_tot IS NULL OR d.dag < f.geldig_tot)), 3) AS naar
         FROM d)
     SELECT CAST(s.van AS BIGINT), CAST(s.naar AS BIGINT),
            (SELECT x.reden FROM schaling x WHERE x.dossier_id = s.dossier_id AND x.op = s.dag
                AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr) ORDER BY x.schaling_id DESC LIMIT 1) AS reden,
            count(*)
       FROM s WHERE s.van <> s.naar GROUP BY s.van, s.naar, reden"
);
sql!(
    BESLUITEN = "WITH e AS (
       SELECT b.dossier_id, b.melding_id, b.genomen_op,
              ROW_NUMBER() OVER (PARTITION BY b.dossier_id, b.melding_id ORDER BY b.genomen_op, b.besluit_id) AS plaats
         FROM besluit b WHERE b.soort IN ('toekenning', 'afwijzing') AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr))
     SELECT m.ontvangen_op, e.genomen_op
       FROM e JOIN melding m ON m.melding_id = e.melding_id AND m.dossier_id = e.dossier_id
                            AND m.vanaf_nr <= $2 AND (m.tot_nr IS NULL OR $2 < m.tot_nr)
      WHERE e.plaats = 1 AND $3 <= e.genomen_op AND e.genomen_op < $4 AND e.genomen_op <= $1"
);
sql!(
    STARTEN = "WITH s AS (
       SELECT b.melding_id, b.dossier_id, b.genomen_op, min(l.geldig_van) AS start_op
         FROM levering l
         JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id
          AND t.vanaf_nr = (SELECT min(u.vanaf_nr) FROM toewijzing u WHERE u.toewijzing_id = l.toewijzing_id)
         JOIN indicatie i ON i.indicatie_id = t.indicatie_id AND i.dossier_id = l.dossier_id AND i.vorm IN ('bw', 'bt')
                         AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
         JOIN besluit b ON b.besluit_id = i.besluit_id AND b.dossier_id = l.dossier_id AND b.soort = 'toekenning'
                       AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr)
        WHERE l.vanaf_nr <= $2 AND (l.tot_nr IS NULL OR $2 < l.tot_nr)
        GROUP BY b.besluit_id, b.melding_id, b.dossier_id, b.genomen_op)
     SELECT m.ontvangen_op, s.genomen_op, s.start_op
       FROM s JOIN melding m ON m.melding_id = s.melding_id AND m.dossier_id = s.dossier_id AND m.vorig_besluit_id IS NULL
                            AND m.vanaf_nr <= $2 AND (m.tot_nr IS NULL OR $2 < m.tot_nr)
      WHERE $3 <= s.start_op AND s.start_op < $4 AND s.start_op <= $1"
);
sql!(
    WACHTENDEN = "SELECT i.vorm, CASE w.overbrugging WHEN 'geen' THEN 'zonder_overbrugging' ELSE 'met_overbrugging' END AS hulp, count(*)
       FROM wachtplek w
       LEFT JOIN indicatie i ON i.indicatie_id = w.indicatie_id AND i.dossier_id = w.dossier_id
                            AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
      WHERE w.sinds_op <= $1 AND (w.tot_op IS NULL OR $1 < w.tot_op) AND w.vanaf_nr <= $2 AND (w.tot_nr IS NULL OR $2 < w.tot_nr)
      GROUP BY i.vorm, hulp"
);
sql!(
    BEGROOT = "SELECT gemeente, vorm, CAST(sum(bedrag_cent) AS BIGINT) FROM begroting
      WHERE jaar = $1 AND status = 'vastgesteld' AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) GROUP BY gemeente, vorm"
);
sql!(
    GEBOEKT =
        "SELECT soort, gemeente, vorm, leveringsvorm, kenmerk, CAST(sum(bedrag_cent) AS BIGINT) FROM boeking
      WHERE $1 <= maand AND maand < $2 AND nr <= $3 GROUP BY soort, gemeente, vorm, leveringsvorm, kenmerk"
);

/// A figure of one of the roads: its place in words, and its value.
pub(super) type Cijfers = BTreeMap<String, i64>;

/// Walks both roads for a day and a stretch of time; gives every figure on which they differ, in Dutch. Empty is good.
pub async fn verschillen(db: &impl Leest, peil: Peil, tijdvak: Tijdvak) -> Result<Vec<String>, Fout> {
    let periode = tijdvak.periode(peil);
    let jaren = [periode.van().jaar(), peil.op.jaar()];
    let Moment { nr, feiten, kolommen, .. } = Beeld::default().moment(db, &jaren).await?;
    let peil = peil.bekend(peil.bekend.min(nr));
    let mut uit = Vec::new();
    let kern = Kern { feiten: &feiten, kolommen: &kolommen, peil, tijdvak };
    let paren = [
        ("clienten", clienten(db, peil).await?, kern.clienten()),
        ("stappen", stappen(db, peil, tijdvak).await?, kern.stappen()),
        ("wachttijden", wachttijden(db, peil, tijdvak).await?, kern.wachttijden()),
        (
            "wachtenden",
            wachtenden(db, peil).await?,
            kern.per(Maat::Wachtenden, &[Splitsing::Vorm, Splitsing::Overbrugging], ""),
        ),
        (
            "doelgroep",
            tweede_doelgroep::clienten(db, peil).await?,
            kern.per(Maat::Clienten, &[Splitsing::Leeftijd, Splitsing::Aanbieder], ""),
        ),
        ("zelfredzaamheid", tweede_doelgroep::zrm(db, peil).await?, kern.zrm()),
        ("geld", geld(db, peil, tijdvak).await?, kern.geld()),
    ];
    for (wat, in_sql, in_kern) in paren {
        let plekken = in_sql.keys().chain(in_kern.keys()).collect::<std::collections::BTreeSet<_>>();
        for plek in plekken {
            let (a, b) = (in_sql.get(plek).copied().unwrap_or(0), in_kern.get(plek).copied().unwrap_or(0));
            if a != b {
                uit.push(format!("{wat} {plek} op {}: de database telt {a}, de monitor {b}", peil.op));
            }
        }
    }
    Ok(uit)
}

/// Walks both roads for today and for the end of the last two quarters.
pub async fn controleer(app: &App) -> Result<Vec<String>, Fout> {
    let vandaag = app.klok.vandaag();
    let eerder = Kwartaal::van_dag(vandaag).periode().van().plus_dagen(-1);
    let nog_eerder = Kwartaal::van_dag(eerder).periode().van().plus_dagen(-1);
    let mut uit = Vec::new();
    for op in [vandaag, eerder, nog_eerder] {
        uit.extend(verschillen(&app.db, Peil::op(op), Tijdvak::Kwartaal).await?);
    }
    Ok(uit)
}

fn gemeente(g: Option<Gemeentecode>) -> String {
    match g {
        Some(g) if gemeenten::in_regio(g) => g.to_string(),
        Some(_) => "buiten".to_owned(),
        None => "onbekend".to_owned(),
    }
}

fn of_onbekend(t: Option<String>) -> String {
    t.unwrap_or_else(|| "onbekend".to_owned())
}

rij! { /// A group of cliënten.
pub struct Clientgroep { gemeente: Option<Gemeentecode>, vorm: String, lev: String, kenmerk: Option<String>,
    herkomst: Option<Gemeentecode>, verblijf: Option<Gemeentecode>, n: i64 } }

async fn clienten(db: &impl Leest, peil: Peil) -> Result<Cijfers, Fout> {
    let mut uit = Cijfers::new();
    for r in db.alle::<Clientgroep>(CLIENTEN, &[v(&peil.op), v(&peil.bekend)]).await? {
        let plek = [
            gemeente(r.gemeente),
            r.vorm,
            r.lev,
            of_onbekend(r.kenmerk),
            gemeente(r.herkomst),
            gemeente(r.verblijf),
        ];
        *uit.entry(plek.join(" ")).or_default() += r.n;
    }
    Ok(uit)
}

rij! { /// A group of steps between forms.
pub struct Stapgroep { van: i64, naar: i64, reden: Option<String>, n: i64 } }

const VORMEN: [&str; 4] = ["bw", "bt", "wmo_begeleiding", "geen"];

async fn stappen(db: &impl Leest, peil: Peil, tijdvak: Tijdvak) -> Result<Cijfers, Fout> {
    let mut uit = Cijfers::new();
    for r in db.alle::<Stapgroep>(STAPPEN, &vragen(peil, tijdvak)).await? {
        let (van, naar) = (r.van, r.naar);
        let vorm = |r: i64| usize::try_from(r).ok().and_then(|r| VORMEN.get(r)).copied().unwrap_or("geen");
        let client = |r: i64| r < 2;
        let mut tel = |plek: String| *uit.entry(plek).or_default() += r.n;
        if !client(van) && client(naar) {
            tel(format!("in {} {}", vorm(van), vorm(naar)));
        }
        if van < 3 && naar < 3 {
            tel(format!("door {} {}", vorm(van), vorm(naar)));
        }
        if client(van) && !client(naar) {
            tel(format!("uit {} {}", vorm(van), of_onbekend(r.reden.clone())));
        }
    }
    Ok(uit)
}

fn vragen(peil: Peil, tijdvak: Tijdvak) -> [crate::huis::opslag::Val; 4] {
    let p = tijdvak.periode(peil);
    [v(&peil.op), v(&peil.bekend), v(&p.van()), v(&p.tot().unwrap_or(peil.op))]
}

/// Days are added up and counted: the same days give the same sums.
async fn wachttijden(db: &impl Leest, peil: Peil, tijdvak: Tijdvak) -> Result<Cijfers, Fout> {
    let mut uit = Cijfers::new();
    let mut tel = |maat: Maat, van: Datum, tot: Datum| {
        *uit.entry(format!("{} aantal", maat.code())).or_default() += 1;
        *uit.entry(format!("{} dagen", maat.code())).or_default() += van.dagen_tot(tot).max(0);
    };
    for (ontvangen, genomen) in db.alle::<(Datum, Datum)>(BESLUITEN, &vragen(peil, tijdvak)).await? {
        tel(Maat::WachttijdBesluit, ontvangen, genomen);
    }
    for (ontvangen, genomen, start) in
        db.alle::<(Datum, Datum, Datum)>(STARTEN, &vragen(peil, tijdvak)).await?
    {
        tel(Maat::WachttijdStart, genomen, start);
        tel(Maat::WachttijdTotaal, ontvangen, start);
    }
    Ok(uit)
}

async fn wachtenden(db: &impl Leest, peil: Peil) -> Result<Cijfers, Fout> {
    let rijen: Vec<(Option<String>, String, i64)> =
        db.alle(WACHTENDEN, &[v(&peil.op), v(&peil.bekend)]).await?;
    Ok(rijen.into_iter().map(|(vorm, hulp, n)| (format!("{} {hulp}", of_onbekend(vorm)), n)).collect())
}

rij! { /// A sum of entries.
pub struct Geldgroep { soort: String, gemeente: Gemeentecode, vorm: String, lev: String, kenmerk: String, cent: i64 } }

async fn geld(db: &impl Leest, peil: Peil, tijdvak: Tijdvak) -> Result<Cijfers, Fout> {
    let mut uit = Cijfers::new();
    let jaar = i64::from(peil.op.jaar());
    for (g, vorm, cent) in
        db.alle::<(Gemeentecode, String, i64)>(BEGROOT, &[v(&jaar), v(&peil.bekend)]).await?
    {
        *uit.entry(format!("begroot {} {vorm}", gemeente(Some(g)))).or_default() += cent;
    }
    let p = tijdvak.periode(peil);
    let args = [v(&p.van()), v(&p.tot().unwrap_or(peil.op)), v(&peil.bekend)];
    for r in db.alle::<Geldgroep>(GEBOEKT, &args).await? {
        let plek = format!("{} {} {} {} {}", r.soort, gemeente(Some(r.gemeente)), r.vorm, r.lev, r.kenmerk);
        *uit.entry(plek).or_default() += r.cent;
    }
    Ok(uit)
}

/// The first road, in the same words.
struct Kern<'a> {
    feiten: &'a Feiten,
    kolommen: &'a Kolommen,
    peil: Peil,
    tijdvak: Tijdvak,
}

impl Kern<'_> {
    fn per(&self, maat: Maat, splitsingen: &[Splitsing], voor: &str) -> Cijfers {
        let vraag = Vraag::nieuw(maat).over(self.tijdvak).per(splitsingen);
        let tekst = |s: &Sleutel| s.tekst(&self.feiten.codes);
        let plek =
            |t: &Telling| format!("{voor}{}", t.sleutels.iter().map(tekst).collect::<Vec<_>>().join(" "));
        let waarde = |t: &Telling| {
            if maat.eenheid() == kern::monitor::Eenheid::Cent { t.uitkomst.som } else { t.uitkomst.aantal }
        };
        self.kolommen
            .tel(self.feiten, self.peil, &vraag, Telwijze::ALLES)
            .iter()
            .map(|t| (plek(t), waarde(t)))
            .collect()
    }
    fn clienten(&self) -> Cijfers {
        use Splitsing::{Gemeente, Herkomst, Kenmerk, Leveringsvorm, Verblijf, Vorm};
        self.per(Maat::Clienten, &[Gemeente, Vorm, Leveringsvorm, Kenmerk, Herkomst, Verblijf], "")
    }
    fn stappen(&self) -> Cijfers {
        use Splitsing::{Reden, VanVorm, Vorm};
        let mut uit = self.per(Maat::Instroom, &[VanVorm, Vorm], "in ");
        uit.extend(self.per(Maat::Doorstroom, &[VanVorm, Vorm], "door "));
        uit.extend(self.per(Maat::Uitstroom, &[VanVorm, Reden], "uit "));
        uit
    }
    fn wachttijden(&self) -> Cijfers {
        let mut uit = Cijfers::new();
        for maat in [Maat::WachttijdBesluit, Maat::WachttijdStart, Maat::WachttijdTotaal] {
            let vraag = Vraag::nieuw(maat).over(self.tijdvak);
            for t in self.kolommen.tel(self.feiten, self.peil, &vraag, Telwijze::ALLES) {
                *uit.entry(format!("{} aantal", maat.code())).or_default() += t.uitkomst.aantal;
                *uit.entry(format!("{} dagen", maat.code())).or_default() += t.uitkomst.som;
            }
        }
        uit
    }
    fn zrm(&self) -> Cijfers {
        let mut uit = Cijfers::new();
        for z in zrm_veranderingen(&Blik::nieuw(self.feiten, self.peil)) {
            let gebied = self.feiten.codes.tekst(z.domein);
            uit.insert(format!("{gebied} alle"), z.personen);
            uit.insert(format!("{gebied} vooruit"), z.vooruit);
            uit.insert(format!("{gebied} achteruit"), z.achteruit);
        }
        uit
    }
    fn geld(&self) -> Cijfers {
        use Splitsing::{Gemeente, Kenmerk, Leveringsvorm, Vorm};
        let mut uit = self.per(Maat::Begroot, &[Gemeente, Vorm], "begroot ");
        for maat in [Maat::Beschikt, Maat::Gedeclareerd, Maat::Betaald] {
            uit.extend(self.per(
                maat,
                &[Gemeente, Vorm, Leveringsvorm, Kenmerk],
                &format!("{} ", maat.code()),
            ));
        }
        uit
    }
}
