//! The worklist as a question to the engine. The text is made for the filters that are in use: a filter that is not asked would still be
//! looked at for every line that is passed over, and that is most of the work of a page late in the list. Names of columns are written here,
//! values are parameters. The order comes from an index that holds every column one can filter on, so only the lines of the page itself are
//! looked up.

use super::opslag::{Van, Vraag};
use crate::huis::opslag::{Val, t, v};

/// A statement with its values.
pub type Opdracht = (String, Vec<Val>);

/// Which of the dossiers of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deel {
    Alles,
    Houder,
    AlleenMede,
}

/// Conditions under construction.
#[derive(Default)]
struct Zeef {
    waar: Vec<String>,
    args: Vec<Val>,
    /// Conditions are written the other way round: else the engine leaves the index that gives the order for one on the column that is
    /// asked, and has to sort thousands of lines for a page of fifty.
    omgekeerd: bool,
}

impl Zeef {
    /// Adds a value and gives its place.
    fn waarde(&mut self, w: Val) -> String {
        self.args.push(w);
        format!("${}", self.args.len())
    }

    fn gelijk(&mut self, kolom: &str, waarde: &str) {
        if !waarde.is_empty() {
            let plaats = self.waarde(t(waarde));
            let om = self.omgekeerd;
            self.waar.push(if om {
                format!("NOT ({kolom} <> {plaats})")
            } else {
                format!("{kolom} = {plaats}")
            });
        }
    }

    /// Whose, and what else every list and every counter can filter on.
    fn gewoon(&mut self, q: &Vraag, deel: Deel) {
        let id = match q.van {
            Van::Persoon(id) => Some(id),
            Van::Niemand => Some(0),
            Van::Iedereen => None,
        };
        if let Some(id) = id {
            let p = self.waarde(v(&id));
            self.waar.push(match (deel, q.van) {
                (Deel::AlleenMede, _) => format!("medehouder = {p} AND houder <> {p}"),
                (Deel::Alles, Van::Persoon(_)) => format!("(houder = {p} OR medehouder = {p})"),
                (Deel::Houder, _) | (Deel::Alles, Van::Niemand | Van::Iedereen) => format!("houder = {p}"),
            });
        }
        self.gelijk("gemeente", &q.gemeente);
        self.gelijk("fase", &q.fase);
        self.gelijk("vorm", &q.vorm);
        self.gelijk("taak_rol", &q.rol);
        if q.spoed {
            self.waar.push("spoed = 1".to_owned());
        }
    }

    /// What only the items themselves know: the task, and the last day.
    fn fijn(&mut self, q: &Vraag) {
        self.gelijk("taak", &q.taak);
        if let Some(dag) = q.voor {
            let p = self.waarde(v(&dag));
            // Written the other way round, so that the engine does not leave the index that gives the order.
            let oud = q.op_ouderdom;
            self.waar.push(if oud {
                format!("NOT ({p} <= vervalt_op)")
            } else {
                format!("vervalt_op < {p}")
            });
        }
    }

    fn tekst(&mut self) -> String {
        let waar = std::mem::take(&mut self.waar);
        if waar.is_empty() { String::new() } else { format!(" WHERE {}", waar.join(" AND ")) }
    }
}

/// The lines of a page.
pub fn bladzijde(q: &Vraag) -> Opdracht {
    let sorteer = if q.op_ouderdom { "geopend_op" } else { "vervalt_op" };
    let mut z = Zeef { omgekeerd: q.op_ouderdom, ..Zeef::default() };
    let bron = if let (false, Van::Persoon(_)) = (q.op_ouderdom, q.van) {
        // Each part in its own order from its own index, no longer than the page can need.
        let tot = q.vanaf + q.aantal;
        let delen = [Deel::Houder, Deel::AlleenMede].map(|deel| {
            z.gewoon(q, deel);
            z.fijn(q);
            let (waar, tot) = (z.tekst(), z.waarde(v(&tot)));
            format!("SELECT * FROM (SELECT dossier_id, vervalt_op FROM werkitem{waar} ORDER BY vervalt_op, dossier_id LIMIT {tot}) deel")
        });
        format!("({}) delen", delen.join(" UNION ALL "))
    } else {
        z.gewoon(q, Deel::Alles);
        z.fijn(q);
        format!("werkitem{}", z.tekst())
    };
    let (aantal, vanaf) = (z.waarde(v(&q.aantal)), z.waarde(v(&q.vanaf)));
    // CROSS JOIN keeps the embedded engine to this order: first the page, then what is on it. Else it may walk all items and look each up in
    // the page.
    let sql = format!(
        "SELECT w.dossier_id, w.gemeente, w.fase, w.vorm, w.spoed, w.houder, w.medehouder, w.taak, w.taak_rol, w.vervalt_op, w.geopend_op,
           i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, COALESCE(g.naam, '')
         FROM (SELECT dossier_id FROM {bron} ORDER BY {sorteer}, dossier_id LIMIT {aantal} OFFSET {vanaf}) d
         CROSS JOIN werkitem w CROSS JOIN inwoner i LEFT JOIN gebruiker g ON g.gebruiker_id = w.houder
         WHERE w.dossier_id = d.dossier_id AND i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL ORDER BY w.{sorteer}, w.dossier_id"
    );
    (sql, z.args)
}

/// The counts that add up to the number of lines: what somebody holds and what somebody co-holds are counted apart, each from its index.
pub fn tellingen(q: &Vraag) -> Vec<Opdracht> {
    let delen: &[Deel] = match q.van {
        Van::Persoon(_) => &[Deel::Houder, Deel::AlleenMede],
        Van::Niemand | Van::Iedereen => &[Deel::Houder],
    };
    let tel = |deel: &Deel| {
        let mut z = Zeef::default();
        z.gewoon(q, *deel);
        if q.taak.is_empty() && q.voor.is_none() {
            let waar = z.tekst();
            let sql = format!("SELECT CAST(COALESCE(sum(aantal), 0) AS BIGINT) FROM werktelling{waar}");
            return (sql, z.args);
        }
        z.fijn(q);
        (format!("SELECT count(*) FROM werkitem{}", z.tekst()), z.args)
    };
    delen.iter().map(tel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kern::stam::Datum;

    fn vraag(van: Van) -> Vraag {
        Vraag {
            van,
            gemeente: "0762".into(),
            fase: String::new(),
            vorm: "bw".into(),
            rol: String::new(),
            taak: String::new(),
            spoed: true,
            voor: Datum::lees("2026-06-30").ok(),
            op_ouderdom: false,
            vanaf: 100,
            aantal: 50,
        }
    }

    #[test]
    fn alleen_gevraagde_filters_staan_in_de_opdracht_en_waarden_nooit() {
        let (sql, args) = bladzijde(&vraag(Van::Iedereen));
        assert!(
            sql.contains(
                "WHERE gemeente = $1 AND vorm = $2 AND spoed = 1 AND vervalt_op < $3 ORDER BY vervalt_op"
            ),
            "{sql}"
        );
        assert!(!sql.contains("0762") && !sql.contains("houder =") && args.len() == 5, "{sql}");
        let kaal = Vraag {
            gemeente: String::new(),
            vorm: String::new(),
            spoed: false,
            voor: None,
            ..vraag(Van::Iedereen)
        };
        assert!(!bladzijde(&kaal).0.contains("WHERE"));
        let oudste = bladzijde(&Vraag { op_ouderdom: true, ..vraag(Van::Iedereen) }).0;
        assert!(
            oudste.contains("NOT (gemeente <> $1)") && oudste.contains("ORDER BY geopend_op"),
            "{oudste}"
        );
    }

    #[test]
    fn wat_iemand_samen_doet_telt_een_keer() {
        let delen = tellingen(&vraag(Van::Persoon(7)));
        assert_eq!(delen.len(), 2);
        assert!(delen[1].0.contains("medehouder = $1 AND houder <> $1"), "{}", delen[1].0);
        assert_eq!(tellingen(&vraag(Van::Niemand)).len(), 1);
    }
}
