//! Rows with named columns, and the questions of OData about them: which rows, which columns, in which order, how many.

use super::filter::{self, Expr};
use std::{cmp::Ordering, fmt::Write as _};

/// Most rows in one answer; the rest is on the next page.
pub const PAGINA: usize = 10_000;

/// What a column holds, by its name in the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Tekst,
    /// Whole number.
    Geheel,
    /// Number with decimals.
    Getal,
    /// Moment, as text in ISO 8601.
    Moment,
}

impl Type {
    /// Name in `$metadata`.
    pub fn edm(self) -> &'static str {
        match self {
            Type::Tekst => "Edm.String",
            Type::Geheel => "Edm.Int64",
            Type::Getal => "Edm.Decimal",
            Type::Moment => "Edm.DateTimeOffset",
        }
    }
    /// What `$metadata` adds to the name.
    pub fn facet(self) -> &'static str {
        if self == Type::Getal { " Scale=\"2\"" } else { "" }
    }
}

/// A column.
#[derive(Debug, Clone)]
pub struct Kolom {
    /// Name.
    pub naam: String,
    /// Kind.
    pub ty: Type,
    /// Whether it may be empty.
    pub leeg: bool,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum W {
    /// None.
    Leeg,
    /// Text.
    Tekst(String),
    /// Number, with how many of its digits stand after the point.
    Getal(i64, u8),
}

/// A table; the first column is its key.
#[derive(Debug, Clone)]
pub struct Tafel {
    /// Name of the set.
    pub naam: String,
    /// Name of one row.
    pub enkel: String,
    /// Columns.
    pub kolommen: Vec<Kolom>,
    /// Rows.
    pub rijen: Vec<Vec<W>>,
}

/// Why a question was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onbegrepen {
    /// It is part of the standard, but not of this service.
    pub buiten: bool,
    /// In plain Dutch.
    pub zin: String,
}

impl Onbegrepen {
    pub(super) fn nieuw(zin: impl Into<String>) -> Onbegrepen {
        Onbegrepen { buiten: false, zin: zin.into() }
    }
}

/// A question about a table.
#[derive(Debug, Default)]
pub struct Vraag {
    waar: Option<Expr>,
    orde: Vec<(usize, bool)>,
    kies: Vec<usize>,
    top: Option<usize>,
    sla_over: usize,
    vanaf: usize,
    /// Whether the number of rows is asked too.
    pub tel: bool,
}

/// Rows that answer a question.
pub struct Antwoord<'a> {
    /// How many rows there are before `$top` and `$skip`.
    pub aantal: usize,
    /// The rows of this page.
    pub rijen: Vec<&'a [W]>,
    /// Places of the columns.
    pub kolommen: Vec<usize>,
    /// Where the next page begins; `None` when this is the last.
    pub volgende: Option<usize>,
}

impl Tafel {
    /// Place of a column.
    pub fn plek(&self, naam: &str) -> Result<usize, Onbegrepen> {
        self.kolommen.iter().position(|k| k.naam == naam).ok_or_else(|| {
            let namen: Vec<&str> = self.kolommen.iter().map(|k| k.naam.as_str()).collect();
            Onbegrepen::nieuw(format!("{} heeft geen kolom {naam}. Wel: {}.", self.naam, namen.join(", ")))
        })
    }

    /// Reads the options of a question. Options that do not start with `$` are left to others, as the standard says.
    pub fn lees(&self, vragen: &[(String, String)]) -> Result<Vraag, Onbegrepen> {
        let mut v = Vraag::default();
        for (naam, w) in vragen {
            match naam.as_str() {
                "$filter" => v.waar = Some(filter::lees(w, self)?),
                "$select" => v.kies = self.kolommen_van(w)?,
                "$orderby" => v.orde = self.orde(w)?,
                "$top" => v.top = Some(getal(naam, w)?),
                "$skip" => v.sla_over = getal(naam, w)?,
                "$skiptoken" => v.vanaf = getal(naam, w)?,
                "$count" => v.tel = waar(naam, w)?,
                "$format" if w.contains("json") => {}
                n if n.starts_with('$') => {
                    let zin = format!(
                        "{n} kan deze dienst niet. Wel: $filter, $select, $orderby, $top, $skip, $count."
                    );
                    return Err(Onbegrepen { buiten: true, zin });
                }
                _ => {}
            }
        }
        Ok(v)
    }

    fn kolommen_van(&self, w: &str) -> Result<Vec<usize>, Onbegrepen> {
        if w.trim() == "*" {
            return Ok(Vec::new());
        }
        w.split(',').map(|n| self.plek(n.trim())).collect()
    }

    fn orde(&self, w: &str) -> Result<Vec<(usize, bool)>, Onbegrepen> {
        let deel = |d: &str| {
            let mut woorden = d.split_whitespace();
            let plek = self.plek(woorden.next().unwrap_or_default())?;
            match (woorden.next(), woorden.next()) {
                (None | Some("asc"), None) => Ok((plek, false)),
                (Some("desc"), None) => Ok((plek, true)),
                _ => {
                    Err(Onbegrepen::nieuw(format!("$orderby: ‘{}’ is geen kolom met asc of desc.", d.trim())))
                }
            }
        };
        w.split(',').map(deel).collect()
    }

    /// Answers a question.
    pub fn vraag(&self, v: &Vraag) -> Antwoord<'_> {
        let mut rijen: Vec<&[W]> = self
            .rijen
            .iter()
            .map(Vec::as_slice)
            .filter(|r| v.waar.as_ref().is_none_or(|e| e.geldt(r)))
            .collect();
        let aantal = rijen.len();
        if !v.orde.is_empty() {
            rijen.sort_by(|a, b| volgorde(a, b, &v.orde));
        }
        let begin = v.sla_over.saturating_add(v.vanaf).min(aantal);
        let einde = v.top.map_or(aantal, |t| v.sla_over.saturating_add(t).min(aantal)).max(begin);
        let tot = einde.min(begin + PAGINA);
        let kolommen = if v.kies.is_empty() { (0..self.kolommen.len()).collect() } else { v.kies.clone() };
        let volgende = (tot < einde).then(|| tot - v.sla_over);
        Antwoord { aantal, rijen: rijen[begin..tot].to_vec(), kolommen, volgende }
    }

    /// A row as a JSON object with these columns.
    pub fn object(&self, rij: &[W], kolommen: &[usize]) -> String {
        let mut uit = String::from("{");
        for (i, k) in kolommen.iter().enumerate() {
            let komma = if i == 0 { "" } else { "," };
            let _ = write!(uit, "{komma}{}:{}", json(&self.kolommen[*k].naam), rij[*k].json());
        }
        uit.push('}');
        uit
    }
}

fn volgorde(a: &[W], b: &[W], orde: &[(usize, bool)]) -> Ordering {
    orde.iter()
        .map(|(k, af)| {
            let o = a[*k].vergelijk(&b[*k]).unwrap_or(Ordering::Equal);
            if *af { o.reverse() } else { o }
        })
        .find(|o| o.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn getal(naam: &str, w: &str) -> Result<usize, Onbegrepen> {
    w.trim()
        .parse()
        .map_err(|_| Onbegrepen::nieuw(format!("{naam} is een geheel getal vanaf 0, en ‘{w}’ niet.")))
}

fn waar(naam: &str, w: &str) -> Result<bool, Onbegrepen> {
    w.trim().parse().map_err(|_| Onbegrepen::nieuw(format!("{naam} is true of false, en ‘{w}’ niet.")))
}

/// A text as JSON, with its quotes.
pub fn json(t: &str) -> String {
    serde_json::Value::from(t).to_string()
}

impl W {
    /// A text.
    pub fn t(tekst: impl Into<String>) -> W {
        W::Tekst(tekst.into())
    }
    /// As JSON.
    pub fn json(&self) -> String {
        match self {
            W::Leeg => "null".to_owned(),
            W::Tekst(t) => json(t),
            W::Getal(n, 0) => n.to_string(),
            W::Getal(n, d) => {
                let deler = 10u64.pow(u32::from(*d));
                let (heel, rest) = (n.unsigned_abs() / deler, n.unsigned_abs() % deler);
                format!("{}{heel}.{rest:0breed$}", if *n < 0 { "-" } else { "" }, breed = usize::from(*d))
            }
        }
    }
    /// In millionths, to compare numbers with different decimals.
    fn schaal(n: i64, d: u8) -> i128 {
        i128::from(n) * 10i128.pow(6 - u32::from(d.min(6)))
    }
    /// Order of two values; nothing comes first. `None` when they are of different kinds.
    pub fn vergelijk(&self, ander: &W) -> Option<Ordering> {
        match (self, ander) {
            (W::Tekst(a), W::Tekst(b)) => Some(a.cmp(b)),
            (W::Getal(a, d), W::Getal(b, e)) => Some(W::schaal(*a, *d).cmp(&W::schaal(*b, *e))),
            (W::Leeg, W::Leeg) => Some(Ordering::Equal),
            (W::Leeg, _) => Some(Ordering::Less),
            (_, W::Leeg) => Some(Ordering::Greater),
            (W::Tekst(_), W::Getal(..)) | (W::Getal(..), W::Tekst(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn tafel() -> Tafel {
        let k = |naam: &str, ty, leeg| Kolom { naam: naam.to_owned(), ty, leeg };
        let rij = |id, g: &str, w| vec![W::Getal(id, 0), W::t(g), w];
        Tafel {
            naam: "Observations".to_owned(),
            enkel: "Observation".to_owned(),
            kolommen: vec![
                k("Id", Type::Geheel, false),
                k("Gemeente", Type::Tekst, false),
                k("Value", Type::Getal, true),
            ],
            rijen: vec![
                rij(0, "GM0794", W::Getal(1_250, 2)),
                rij(1, "GM0743", W::Leeg),
                rij(2, "GM0762", W::Getal(35, 0)),
                rij(3, "D'Oude", W::Getal(-5, 0)),
            ],
        }
    }

    fn ids(vragen: &[(&str, &str)]) -> Result<Vec<String>, Onbegrepen> {
        let t = tafel();
        let vragen: Vec<(String, String)> = vragen.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        Ok(t.vraag(&t.lees(&vragen)?).rijen.iter().map(|r| r[0].json()).collect())
    }

    #[test]
    fn vragen_kiezen_ordenen_en_tellen() {
        let geeft = |v: &[(&str, &str)]| ids(v).expect("understood").join(" ");
        assert_eq!(geeft(&[("$filter", "Gemeente eq 'GM0762'")]), "2");
        assert_eq!(geeft(&[("$filter", "Value gt 12.4 and Value lt 12.6")]), "0");
        assert_eq!(geeft(&[("$filter", "Value eq null or Gemeente eq 'D''Oude'")]), "1 3");
        assert_eq!(geeft(&[("$filter", "not (Value ne null)")]), "1");
        assert_eq!(geeft(&[("$filter", "startswith(Gemeente,'GM07') and contains(Gemeente, '6')")]), "2");
        assert_eq!(geeft(&[("$filter", "Gemeente in ('GM0794', 'GM0743') and Id ge 1")]), "1");
        assert_eq!(geeft(&[("$filter", "Value gt 0")]), "0 2", "nothing is not more than 0");
        assert_eq!(geeft(&[("$orderby", "Value desc,Id")]), "2 0 3 1");
        assert_eq!(geeft(&[("$orderby", "Gemeente"), ("$skip", "1"), ("$top", "2")]), "1 2");
        assert_eq!(geeft(&[("$top", "0")]), "");
        assert_eq!(geeft(&[("eigen", "x"), ("$count", "true"), ("$skip", "9")]), "");
    }

    #[test]
    fn wat_niet_kan_zegt_waarom() {
        let fout = |v: &[(&str, &str)]| ids(v).expect_err("refused");
        assert!(fout(&[("$expand", "x")]).buiten);
        for v in [
            ("$filter", "Naam eq 'x'"),
            ("$filter", "Value gt"),
            ("$filter", "Value gt 1 xor Id eq 2"),
            ("$filter", "Gemeente eq 'open"),
            ("$filter", "length(Gemeente) eq 3"),
            ("$filter", "Gemeente gt 3"),
            ("$orderby", "Value omhoog"),
            ("$top", "-1"),
            ("$count", "ja"),
            ("$select", "Id,Niets"),
        ] {
            let f = fout(&[v]);
            assert!(!f.buiten && f.zin.ends_with('.'), "{v:?}: {f:?}");
        }
        let diep = format!("{}Id eq 1{}", "(".repeat(200), ")".repeat(200));
        assert!(ids(&[("$filter", &diep)]).is_err(), "brackets have an end");
    }

    #[test]
    fn een_grote_tafel_komt_in_bladen() {
        let mut t = tafel();
        t.rijen = (0..25_000).map(|i| vec![W::Getal(i, 0), W::t("x"), W::Leeg]).collect();
        let blad = |vragen: &[(&str, &str)]| {
            let vragen: Vec<(String, String)> =
                vragen.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
            let a = t.vraag(&t.lees(&vragen).expect("understood"));
            (a.rijen.len(), a.rijen.first().map(|r| r[0].json()), a.volgende)
        };
        assert_eq!(blad(&[]), (PAGINA, Some("0".into()), Some(10_000)));
        assert_eq!(blad(&[("$skiptoken", "20000")]), (5_000, Some("20000".into()), None));
        assert_eq!(
            blad(&[("$skip", "5"), ("$top", "12000"), ("$skiptoken", "10000")]),
            (2_000, Some("10005".into()), None)
        );
    }

    #[test]
    fn een_rij_wordt_een_object() {
        let t = tafel();
        assert_eq!(t.object(&t.rijen[0], &[0, 2]), r#"{"Id":0,"Value":12.50}"#);
        assert_eq!(W::Getal(-5, 2).json(), "-0.05");
        assert_eq!(W::t("a\"b").json(), r#""a\"b""#);
    }
}
