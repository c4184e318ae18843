//! Parts of a page that carry more than one text: the values that the macros in `sjablonen/macros.html` draw.
//!
//! They hold what is shown, not what is decided: a handler makes them from the types of its room.

use super::kader::Toon;
use kern::stam::termijnen::Termijn as Berekend;
use kern::stam::{Datum, Stap, Uitleg};

/// A day by which something must be done, with the bar and the label that say how urgent it is.
#[derive(Debug, Clone)]
pub struct Termijn {
    /// The day.
    pub dag: Datum,
    /// What it means today: `1 dag te laat`, `Vandaag`, `Nog 3 dagen`.
    pub label: String,
    /// Fault when late, warning when today or within the given days.
    pub toon: Toon,
    /// How the day was computed; shown behind "waarom deze datum?". Empty: nothing is shown.
    pub waarom: String,
}

impl Termijn {
    /// The day seen from `vandaag`. Up to and including `bijna_dagen` days ahead counts as "soon".
    pub fn op(dag: Datum, vandaag: Datum, bijna_dagen: i64) -> Termijn {
        let nog = vandaag.dagen_tot(dag);
        let (label, toon) = match nog {
            ..=-2 => (format!("{} dagen te laat", -nog), Toon::Fout),
            -1 => ("1 dag te laat".to_owned(), Toon::Fout),
            0 => ("Vandaag".to_owned(), Toon::LetOp),
            1 => ("Morgen".to_owned(), if bijna_dagen >= 1 { Toon::LetOp } else { Toon::Neutraal }),
            _ if nog <= bijna_dagen => (format!("Nog {nog} dagen"), Toon::LetOp),
            _ => (format!("Nog {nog} dagen"), Toon::Neutraal),
        };
        Termijn { dag, label, toon, waarom: String::new() }
    }

    /// A computed term seen from `vandaag`, with the steps of the rule as the reason for its day.
    pub fn van(termijn: &Berekend, vandaag: Datum, bijna_dagen: i64) -> Termijn {
        let zin = |s: &Stap| match s.artikel.as_ref() {
            "" => s.zin.clone(),
            artikel => format!("{} ({artikel})", s.zin),
        };
        let zinnen: Vec<String> = termijn.uitleg.stappen.iter().map(zin).collect();
        Termijn::op(termijn.uiterlijk, vandaag, bijna_dagen).waarom(zinnen.join(" "))
    }

    /// The same term with the reason for its day.
    #[must_use]
    pub fn waarom(self, waarom: impl Into<String>) -> Termijn {
        Termijn { waarom: waarom.into(), ..self }
    }
}

/// A column head that sorts.
#[derive(Debug, Clone, Default)]
pub struct Kolom {
    /// Text of the head.
    pub label: String,
    /// Address of the same list sorted on this column; empty when it cannot be sorted.
    pub href: String,
    /// How the list is sorted on this column now.
    pub richting: Richting,
    /// Whether the cells are numbers (aligned at the end).
    pub getal: bool,
}

impl Kolom {
    /// A column of text that does not sort.
    pub fn tekst(label: impl Into<String>) -> Kolom {
        Kolom { label: label.into(), ..Kolom::default() }
    }
    /// A column of numbers that does not sort.
    pub fn getal(label: impl Into<String>) -> Kolom {
        Kolom { label: label.into(), getal: true, ..Kolom::default() }
    }
    /// The same column, sortable by a link.
    #[must_use]
    pub fn sorteer(self, href: impl Into<String>, richting: Richting) -> Kolom {
        Kolom { href: href.into(), richting, ..self }
    }
}

/// How a list is sorted on one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Richting {
    /// Not on this column.
    #[default]
    Geen,
    /// First the smallest.
    Op,
    /// First the largest.
    Af,
}

impl Richting {
    /// Value of `aria-sort`.
    pub fn aria(self) -> &'static str {
        match self {
            Richting::Geen => "none",
            Richting::Op => "ascending",
            Richting::Af => "descending",
        }
    }
    /// Symbol in `iconen.svg`.
    pub fn icoon(self) -> &'static str {
        match self {
            Richting::Geen => "sorteer",
            Richting::Op => "sorteer-op",
            Richting::Af => "sorteer-af",
        }
    }
}

/// Which part of a list is shown, with links to the other parts.
#[derive(Debug, Clone, Default)]
pub struct Paginering {
    /// Number of the first row shown, from 1; 0 when the list is empty.
    pub eerste: u64,
    /// Number of the last row shown.
    pub laatste: u64,
    /// Rows in all.
    pub totaal: u64,
    /// Pages to show: number and address; `None` where numbers are left out.
    pub paginas: Vec<Option<(u64, String)>>,
    /// Number of this page, from 1.
    pub pagina: u64,
    /// Address of the page before.
    pub vorige: Option<String>,
    /// Address of the page after.
    pub volgende: Option<String>,
}

impl Paginering {
    /// Page `pagina` (from 1; brought back to the last page when it lies beyond) of `totaal` rows, `per_pagina` (at
    /// least 1) on a page. `href` gives the address of a page.
    pub fn van(totaal: u64, per_pagina: u64, pagina: u64, href: impl Fn(u64) -> String) -> Paginering {
        let per = per_pagina.max(1);
        let aantal = totaal.div_ceil(per).max(1);
        let pagina = pagina.clamp(1, aantal);
        let mut paginas = Vec::new();
        let mut vorig = 0;
        for n in 1..=aantal {
            if n == 1 || n == aantal || n.abs_diff(pagina) <= 2 {
                if n > vorig + 1 {
                    paginas.push(None);
                }
                paginas.push(Some((n, href(n))));
                vorig = n;
            }
        }
        Paginering {
            eerste: if totaal == 0 { 0 } else { (pagina - 1) * per + 1 },
            laatste: (pagina * per).min(totaal),
            totaal,
            paginas,
            pagina,
            vorige: (pagina > 1).then(|| href(pagina - 1)),
            volgende: (pagina < aantal).then(|| href(pagina + 1)),
        }
    }
}

/// A filter that is on, with the link that takes it off.
#[derive(Debug, Clone, Default)]
pub struct Chip {
    /// What is filtered: `Gemeente: Deurne`.
    pub label: String,
    /// The same list without this filter.
    pub weg_href: String,
}

/// A saved view above a list.
#[derive(Debug, Clone, Default)]
pub struct Weergave {
    /// Name of the view.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Rows in it, when counted.
    pub aantal: Option<u64>,
    /// Whether it is the one shown.
    pub actief: bool,
}

/// A big number with its meaning.
#[derive(Debug, Clone, Default)]
pub struct Kpi {
    /// The number as shown: `201`, `41 dagen`, `< 10`.
    pub getal: String,
    /// What it counts.
    pub label: String,
    /// Comparison or norm: `3 meer dan vorig kwartaal`.
    pub toelichting: String,
    /// Tone of the comparison.
    pub toon: Toon,
    /// Address of what is behind the number; empty when this person may not see that.
    pub href: String,
}

/// One event on the timeline.
#[derive(Debug, Clone, Default)]
pub struct Gebeurtenis {
    /// What happened: `Indicatie beschermd thuis toegekend`.
    pub titel: String,
    /// When, as shown. No time of day when it is not known.
    pub wanneer: String,
    /// Who or what did it: `S. de Wit, trajectregisseur` or `regel WPB-03`.
    pub door: String,
    /// Short text; may be empty.
    pub tekst: String,
    /// Tone of the mark.
    pub toon: Toon,
    /// Symbol in `iconen.svg`; empty for a plain mark.
    pub icoon: &'static str,
    /// Text and address of a link; both empty for none.
    pub meer: super::kader::Koppeling,
}

/// One task of a task list; the whole row is the link.
#[derive(Debug, Clone, Default)]
pub struct Taak {
    /// What is to be done.
    pub label: String,
    /// Address; empty when it cannot be started yet.
    pub href: String,
    /// `Voltooid`, `Nog niet begonnen`, `Kan nog niet starten`, `Vandaag`.
    pub stand: String,
    /// Colour only for what needs action; done is plain.
    pub toon: Toon,
    /// Why it cannot start, or what it is about; may be empty.
    pub uitleg: String,
}

/// One row of a summary: a name, a value, and perhaps a way to change it.
#[derive(Debug, Clone, Default)]
pub struct Gegeven {
    /// Name of the fact.
    pub naam: String,
    /// Value as shown; empty is shown as "Niet ingevuld".
    pub waarde: String,
    /// Where it comes from, or why it cannot be changed; may be empty.
    pub bron: String,
    /// Address to change it; empty when it cannot be changed here.
    pub wijzig_href: String,
}

impl Gegeven {
    /// A fact that cannot be changed here.
    pub fn nieuw(naam: impl Into<String>, waarde: impl Into<String>) -> Gegeven {
        Gegeven { naam: naam.into(), waarde: waarde.into(), ..Gegeven::default() }
    }
    /// The same fact with its source.
    #[must_use]
    pub fn bron(self, bron: impl Into<String>) -> Gegeven {
        Gegeven { bron: bron.into(), ..self }
    }
    /// The same fact with a link to change it.
    #[must_use]
    pub fn wijzig(self, href: impl Into<String>) -> Gegeven {
        Gegeven { wijzig_href: href.into(), ..self }
    }
}

/// A decision with its reason and the path that led to it.
#[derive(Debug, Clone, Default)]
pub struct Besluitpaneel {
    /// What is decided about: `Verantwoordelijke gemeente`.
    pub vraag: String,
    /// The outcome: `Helmond`.
    pub uitkomst: String,
    /// The sentence after "omdat", without a capital.
    pub omdat: String,
    /// The numbered steps.
    pub uitleg: Uitleg,
    /// Version of the rules, who confirmed it and when: shown under the steps.
    pub voetnoot: String,
    /// What is not certain and needs a person; empty when nothing.
    pub twijfel: String,
}

/// Who or what a dossier is about, on top of every page of the dossier.
#[derive(Debug, Clone, Default)]
pub struct Identiteit {
    /// Small text over the name: `Dossier 2026-00398`.
    pub boven: String,
    /// Name of the inwoner as shown.
    pub naam: String,
    /// Letters in the mark; decorative.
    pub initialen: String,
    /// The few facts everybody needs: geboren, verblijft in, verantwoordelijk, dossierhouder.
    pub feiten: Vec<Gegeven>,
    /// Masked BSN; empty when this person may not see it at all.
    pub bsn_masker: String,
    /// Address that shows the BSN by POST and logs it.
    pub bsn_href: String,
    /// At most three things to watch out for.
    pub tags: Vec<(String, Toon)>,
}

/// Two versions of one text, after two people changed it at once.
#[derive(Debug, Clone, Default)]
pub struct Conflict {
    /// Name of the field.
    pub veld: String,
    /// Label of the field.
    pub label: String,
    /// My text, with what differs marked.
    pub mijn: Vec<super::verschil::Deel>,
    /// Their text, with what differs marked.
    pub hun: Vec<super::verschil::Deel>,
    /// Who they are.
    pub wie: String,
    /// When they saved it, as shown.
    pub wanneer: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    #[test]
    fn een_termijn_zegt_hoeveel_dagen_het_nog_is() {
        let label = |d: &str| {
            let t = Termijn::op(dag(d), dag("2026-11-21"), 2);
            (t.label, t.toon)
        };
        assert_eq!(label("2026-11-19"), ("2 dagen te laat".into(), Toon::Fout));
        assert_eq!(label("2026-11-20"), ("1 dag te laat".into(), Toon::Fout));
        assert_eq!(label("2026-11-21"), ("Vandaag".into(), Toon::LetOp));
        assert_eq!(label("2026-11-22"), ("Morgen".into(), Toon::LetOp));
        assert_eq!(label("2026-11-24"), ("Nog 3 dagen".into(), Toon::Neutraal));
    }

    #[test]
    fn bladeren_blijft_binnen_de_lijst() {
        let p = Paginering::van(205, 50, 99, |n| format!("?p={n}"));
        assert_eq!((p.eerste, p.laatste, p.pagina), (201, 205, 5));
        assert_eq!((p.vorige.as_deref(), p.volgende.as_deref()), (Some("?p=4"), None));
        let leeg = Paginering::van(0, 50, 1, |n| n.to_string());
        assert_eq!((leeg.eerste, leeg.laatste, leeg.paginas.len()), (0, 0, 1));
        let lang = Paginering::van(50_000, 50, 500, |n| n.to_string());
        assert_eq!(lang.paginas.iter().filter(|p| p.is_none()).count(), 2);
        assert_eq!(lang.paginas.len(), 9);
    }
}
