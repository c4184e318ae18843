//! `$filter` of OData 4.01 (part 2, URL conventions, 5.1.1), as far as figures need it: comparisons, `and`, `or`, `not`, `in`, and the
//! functions that look into a text. What is not here is refused with words, never ignored.

use super::tafel::{Onbegrepen, Tafel, Type, W};
use std::cmp::Ordering;

/// Brackets within brackets, and characters of a question.
const DIEP_MAX: usize = 40;
const LANG_MAX: usize = 8_000;

/// A condition on a row.
#[derive(Debug, Clone)]
pub enum Expr {
    /// Both.
    En(Box<Expr>, Box<Expr>),
    /// One of both.
    Of(Box<Expr>, Box<Expr>),
    /// Not.
    Niet(Box<Expr>),
    /// A column against a value.
    Vergelijk(usize, Op, W),
    /// A column is one of these.
    Een(usize, Vec<W>),
    /// A text in a column against a part of it.
    Deel(Functie, usize, String),
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// More.
    Gt,
    /// At least.
    Ge,
    /// Less.
    Lt,
    /// At most.
    Le,
}

/// Functions on texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Functie {
    /// Holds.
    Contains,
    /// Begins with.
    StartsWith,
    /// Ends with.
    EndsWith,
}

impl Expr {
    /// Whether it holds for a row.
    pub fn geldt(&self, rij: &[W]) -> bool {
        match self {
            Expr::En(a, b) => a.geldt(rij) && b.geldt(rij),
            Expr::Of(a, b) => a.geldt(rij) || b.geldt(rij),
            Expr::Niet(a) => !a.geldt(rij),
            Expr::Vergelijk(k, op, w) => op.geldt(&rij[*k], w),
            Expr::Een(k, ws) => ws.contains(&rij[*k]),
            Expr::Deel(f, k, deel) => match (&rij[*k], f) {
                (W::Tekst(t), Functie::Contains) => t.contains(deel.as_str()),
                (W::Tekst(t), Functie::StartsWith) => t.starts_with(deel.as_str()),
                (W::Tekst(t), Functie::EndsWith) => t.ends_with(deel.as_str()),
                (W::Leeg | W::Getal(..), _) => false,
            },
        }
    }
}

impl Op {
    fn geldt(self, a: &W, b: &W) -> bool {
        let o = a.vergelijk(b);
        let iets = *a != W::Leeg && *b != W::Leeg;
        match self {
            Op::Eq => o == Some(Ordering::Equal),
            Op::Ne => o != Some(Ordering::Equal),
            // Nothing is neither more nor less than anything.
            Op::Gt => iets && o == Some(Ordering::Greater),
            Op::Ge => iets && o.is_some_and(Ordering::is_ge),
            Op::Lt => iets && o == Some(Ordering::Less),
            Op::Le => iets && o.is_some_and(Ordering::is_le),
        }
    }
    fn lees(woord: &str) -> Option<Op> {
        Some(match woord {
            "eq" => Op::Eq,
            "ne" => Op::Ne,
            "gt" => Op::Gt,
            "ge" => Op::Ge,
            "lt" => Op::Lt,
            "le" => Op::Le,
            _ => return None,
        })
    }
    /// The same comparison, seen from the other side.
    fn andersom(self) -> Op {
        match self {
            Op::Eq => Op::Eq,
            Op::Ne => Op::Ne,
            Op::Gt => Op::Lt,
            Op::Ge => Op::Le,
            Op::Lt => Op::Gt,
            Op::Le => Op::Ge,
        }
    }
}

/// A part of the text of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stuk {
    Woord(String),
    Tekst(String),
    Getal(i64, u8),
    Open,
    Dicht,
    Komma,
}

/// Reads a `$filter` about the columns of a table.
pub fn lees(tekst: &str, tafel: &Tafel) -> Result<Expr, Onbegrepen> {
    if tekst.len() > LANG_MAX {
        return Err(Onbegrepen::nieuw(format!("$filter is langer dan {LANG_MAX} tekens.")));
    }
    let stukken = stukken(tekst)?;
    let mut l = Lezer { stukken: &stukken, plek: 0, diep: 0, tafel };
    let e = l.of()?;
    match l.stukken.get(l.plek) {
        None => Ok(e),
        Some(s) => Err(l.fout(&format!("{s:?} wordt hier niet verwacht"))),
    }
}

fn stukken(tekst: &str) -> Result<Vec<Stuk>, Onbegrepen> {
    let mut uit = Vec::new();
    let mut rest = tekst.trim_start();
    while let Some(c) = rest.chars().next() {
        let lengte = match c {
            '(' => {
                uit.push(Stuk::Open);
                1
            }
            ')' => {
                uit.push(Stuk::Dicht);
                1
            }
            ',' => {
                uit.push(Stuk::Komma);
                1
            }
            '\'' => {
                let (t, n) = letterlijk(&rest[1..])?;
                uit.push(Stuk::Tekst(t));
                n + 1
            }
            _ => {
                let n = rest.find(|c: char| c.is_whitespace() || "(),'".contains(c)).unwrap_or(rest.len());
                uit.push(woord(&rest[..n]));
                n
            }
        };
        rest = rest[lengte..].trim_start();
    }
    Ok(uit)
}

/// A text up to its closing quote; two quotes stand for one.
fn letterlijk(rest: &str) -> Result<(String, usize), Onbegrepen> {
    let mut uit = String::new();
    let mut tekens = rest.char_indices().peekable();
    while let Some((i, c)) = tekens.next() {
        if c != '\'' {
            uit.push(c);
        } else if tekens.next_if(|(_, d)| *d == '\'').is_some() {
            uit.push('\'');
        } else {
            return Ok((uit, i + 1));
        }
    }
    Err(Onbegrepen::nieuw("$filter: een tekst heeft aan beide kanten een aanhalingsteken."))
}

/// A number of at most six decimals, or a name.
fn woord(w: &str) -> Stuk {
    let (heel, achter) = w.split_once('.').unwrap_or((w, ""));
    let cijfers = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let kaal = heel.strip_prefix('-').unwrap_or(heel);
    if !kaal.is_empty() && cijfers(kaal) && cijfers(achter) && achter.len() <= 6 {
        let decimalen = u8::try_from(achter.len()).unwrap_or(0);
        if let Ok(n) = format!("{heel}{achter}").parse() {
            return Stuk::Getal(n, decimalen);
        }
    }
    Stuk::Woord(w.to_owned())
}

struct Lezer<'a> {
    stukken: &'a [Stuk],
    plek: usize,
    diep: usize,
    tafel: &'a Tafel,
}

/// One side of a comparison.
enum Kant {
    Kolom(usize),
    Waarde(W),
}

impl Lezer<'_> {
    fn fout(&self, wat: &str) -> Onbegrepen {
        Onbegrepen::nieuw(format!("$filter: {wat} (bij stuk {}).", self.plek + 1))
    }
    fn neem(&mut self) -> Option<Stuk> {
        let s = self.stukken.get(self.plek).cloned();
        self.plek += 1;
        s
    }
    fn is(&mut self, s: &Stuk) -> bool {
        let zo = self.stukken.get(self.plek) == Some(s);
        self.plek += usize::from(zo);
        zo
    }
    fn is_woord(&mut self, w: &str) -> bool {
        let zo = matches!(self.stukken.get(self.plek), Some(Stuk::Woord(x)) if x == w);
        self.plek += usize::from(zo);
        zo
    }
    fn moet(&mut self, s: &Stuk) -> Result<(), Onbegrepen> {
        if self.is(s) { Ok(()) } else { Err(self.fout(&format!("hier hoort {s:?}"))) }
    }

    fn of(&mut self) -> Result<Expr, Onbegrepen> {
        let mut e = self.en()?;
        while self.is_woord("or") {
            e = Expr::Of(Box::new(e), Box::new(self.en()?));
        }
        Ok(e)
    }
    fn en(&mut self) -> Result<Expr, Onbegrepen> {
        let mut e = self.niet()?;
        while self.is_woord("and") {
            e = Expr::En(Box::new(e), Box::new(self.niet()?));
        }
        Ok(e)
    }
    fn niet(&mut self) -> Result<Expr, Onbegrepen> {
        self.diep += 1;
        if self.diep > DIEP_MAX {
            return Err(self.fout("te veel haakjes in elkaar"));
        }
        let e = if self.is_woord("not") {
            Expr::Niet(Box::new(self.niet()?))
        } else if self.is(&Stuk::Open) {
            let e = self.of()?;
            self.moet(&Stuk::Dicht)?;
            e
        } else {
            self.los()?
        };
        self.diep -= 1;
        Ok(e)
    }

    /// A comparison, an `in`, or a function on a text.
    fn los(&mut self) -> Result<Expr, Onbegrepen> {
        if let (Some(Stuk::Woord(f)), Some(Stuk::Open)) =
            (self.stukken.get(self.plek), self.stukken.get(self.plek + 1))
        {
            let functie = match f.as_str() {
                "contains" => Functie::Contains,
                "startswith" => Functie::StartsWith,
                "endswith" => Functie::EndsWith,
                _ => {
                    return Err(self
                        .fout(&format!("de functie {f} is er niet; wel contains, startswith en endswith")));
                }
            };
            self.plek += 2;
            return self.deel(functie);
        }
        let links = self.kant()?;
        if self.is_woord("in") {
            return self.een(links);
        }
        let op = match self.neem() {
            Some(Stuk::Woord(w)) => Op::lees(&w),
            _ => None,
        };
        let op = op.ok_or_else(|| self.fout("hier hoort eq, ne, gt, ge, lt, le of in"))?;
        match (links, self.kant()?) {
            (Kant::Kolom(k), Kant::Waarde(w)) => self.past(k, &w).map(|()| Expr::Vergelijk(k, op, w)),
            (Kant::Waarde(w), Kant::Kolom(k)) => {
                self.past(k, &w).map(|()| Expr::Vergelijk(k, op.andersom(), w))
            }
            _ => Err(self.fout("vergelijk een kolom met een waarde")),
        }
    }
    fn deel(&mut self, functie: Functie) -> Result<Expr, Onbegrepen> {
        let kolom = self.kant()?;
        self.moet(&Stuk::Komma)?;
        let deel = self.kant()?;
        self.moet(&Stuk::Dicht)?;
        match (kolom, deel) {
            (Kant::Kolom(k), Kant::Waarde(W::Tekst(t))) if self.tafel.kolommen[k].ty == Type::Tekst => {
                Ok(Expr::Deel(functie, k, t))
            }
            _ => Err(self.fout("een functie krijgt een kolom met tekst en een tekst")),
        }
    }
    fn een(&mut self, links: Kant) -> Result<Expr, Onbegrepen> {
        let Kant::Kolom(k) = links else { return Err(self.fout("voor in hoort een kolom")) };
        self.moet(&Stuk::Open)?;
        let mut ws = Vec::new();
        loop {
            let Kant::Waarde(w) = self.kant()? else { return Err(self.fout("in ( ) horen waarden")) };
            self.past(k, &w)?;
            ws.push(w);
            if !self.is(&Stuk::Komma) {
                break;
            }
        }
        self.moet(&Stuk::Dicht)?;
        Ok(Expr::Een(k, ws))
    }
    fn kant(&mut self) -> Result<Kant, Onbegrepen> {
        match self.neem() {
            Some(Stuk::Tekst(t)) => Ok(Kant::Waarde(W::Tekst(t))),
            Some(Stuk::Getal(n, d)) => Ok(Kant::Waarde(W::Getal(n, d))),
            Some(Stuk::Woord(w)) if w == "null" => Ok(Kant::Waarde(W::Leeg)),
            Some(Stuk::Woord(w)) => self.tafel.plek(&w).map(Kant::Kolom),
            _ => Err(self.fout("hier hoort een kolom of een waarde")),
        }
    }
    /// A text is compared with texts, a number with numbers.
    fn past(&self, k: usize, w: &W) -> Result<(), Onbegrepen> {
        let k = &self.tafel.kolommen[k];
        match (k.ty, w) {
            (_, W::Leeg)
            | (Type::Tekst | Type::Moment, W::Tekst(_))
            | (Type::Geheel | Type::Getal, W::Getal(..)) => Ok(()),
            _ => Err(self.fout(&format!("{} is van een andere soort dan de waarde", k.naam))),
        }
    }
}
