//! The canvas: shapes and text with presentation attributes only, in whole tenths of a pixel.

use std::fmt::Write;

use super::Grafiek;

/// A length or place in tenths of a pixel.
pub(super) type Tiende = i64;

/// The width of every chart.
pub(super) const BREEDTE: Tiende = 6400;

/// The palette, in order of use (UK Government Analysis Function, Open Government Licence).
pub(super) const KLEUREN: [&str; 4] = ["#12436D", "#28A197", "#801650", "#F46A25"];
/// The same hues dark enough (at least 4.5:1 on white) for text.
pub(super) const TEKSTKLEUREN: [&str; 4] = ["#12436D", "#1B6F68", "#801650", "#C04A0B"];
/// Text on a filled shape of the palette, at least 4.5:1.
pub(super) const OP_KLEUR: [&str; 4] = ["#FFFFFF", "#0B0C0C", "#FFFFFF", "#0B0C0C"];
pub(super) const INKT: &str = "#1F2933";
pub(super) const ZACHT: &str = "#52606D";
pub(super) const RASTER: &str = "#D5DBE1";
pub(super) const AS: &str = "#52606D";

/// The size of normal text, and of small text.
pub(super) const CORPS: Tiende = 130;
pub(super) const KLEIN: Tiende = 115;

/// Where a text hangs on its x.
#[derive(Clone, Copy)]
pub(super) enum Anker {
    Begin,
    Midden,
    Eind,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    pub(super) corps: Tiende,
    pub(super) kleur: &'static str,
    pub(super) vet: bool,
}

pub(super) const GEWOON: Letter = Letter { corps: CORPS, kleur: INKT, vet: false };
pub(super) const BIJ: Letter = Letter { corps: KLEIN, kleur: ZACHT, vet: false };

/// A stroke.
#[derive(Clone, Copy)]
pub(super) struct Streep {
    pub(super) kleur: &'static str,
    pub(super) dikte: Tiende,
    pub(super) patroon: &'static str,
}

pub(super) const RASTERSTREEP: Streep = Streep { kleur: RASTER, dikte: 10, patroon: "" };
pub(super) const ASSTREEP: Streep = Streep { kleur: AS, dikte: 12, patroon: "" };

/// An SVG in the making.
pub(super) struct Doek {
    uit: String,
    pub(super) hoogte: Tiende,
}

impl Doek {
    pub(super) fn nieuw(hoogte: Tiende) -> Self {
        Self { uit: String::with_capacity(4096), hoogte }
    }

    pub(super) fn vlak(&mut self, (x, y): (Tiende, Tiende), (b, h): (Tiende, Tiende), kleur: &str) {
        if b > 0 && h > 0 {
            self.schrijf(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{kleur}\"/>",
                px(x),
                px(y),
                px(b),
                px(h)
            ));
        }
    }

    /// A filled rectangle with an edge.
    pub(super) fn kader(
        &mut self,
        (x, y): (Tiende, Tiende),
        (b, h): (Tiende, Tiende),
        vulling: &str,
        rand: &str,
    ) {
        if b > 0 && h > 0 {
            self.schrijf(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{vulling}\" stroke=\"{rand}\"/>",
                px(x),
                px(y),
                px(b),
                px(h)
            ));
        }
    }

    pub(super) fn lijn(&mut self, van: (Tiende, Tiende), tot: (Tiende, Tiende), streep: Streep) {
        self.schrijf(format_args!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>",
            px(van.0),
            px(van.1),
            px(tot.0),
            px(tot.1),
            kenmerken(streep)
        ));
    }

    /// A broken line through the points.
    pub(super) fn lijnen(&mut self, punten: &[(Tiende, Tiende)], streep: Streep) {
        if punten.len() > 1 {
            let rij = rij(punten);
            self.schrijf(format_args!("<polyline points=\"{rij}\" fill=\"none\"{}/>", kenmerken(streep)));
        }
    }

    pub(super) fn veelhoek(&mut self, punten: &[(Tiende, Tiende)], kleur: &str) {
        let rij = rij(punten);
        self.schrijf(format_args!("<polygon points=\"{rij}\" fill=\"{kleur}\"/>"));
    }

    pub(super) fn cirkel(&mut self, (x, y): (Tiende, Tiende), straal: Tiende, vulling: &str, rand: &str) {
        self.schrijf(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{vulling}\" stroke=\"{rand}\" stroke-width=\"2\"/>",
            px(x),
            px(y),
            px(straal)
        ));
    }

    /// The mark of series `nr`: circle, square, triangle, diamond.
    pub(super) fn merk(&mut self, (x, y): (Tiende, Tiende), nr: usize, kleur: &str) {
        let r = 42;
        match nr % 4 {
            0 => self.schrijf(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{kleur}\"/>",
                px(x),
                px(y),
                px(r)
            )),
            1 => self.vlak((x - 38, y - 38), (76, 76), kleur),
            2 => self.veelhoek(&[(x, y - 50), (x + 50, y + 38), (x - 50, y + 38)], kleur),
            _ => self.veelhoek(&[(x, y - 55), (x + 55, y), (x, y + 55), (x - 55, y)], kleur),
        }
    }

    pub(super) fn tekst(&mut self, (x, y): (Tiende, Tiende), anker: Anker, letter: Letter, tekst: &str) {
        if tekst.is_empty() {
            return;
        }
        let anker = match anker {
            Anker::Begin => "",
            Anker::Midden => " text-anchor=\"middle\"",
            Anker::Eind => " text-anchor=\"end\"",
        };
        let vet = if letter.vet { " font-weight=\"700\"" } else { "" };
        self.schrijf(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{vet}{anker}>{}</text>",
            px(x),
            px(y),
            px(letter.corps),
            letter.kleur,
            ontsnap(tekst)
        ));
    }

    /// A key of coloured squares with names, from the left, at height `top`; returns the height it took.
    pub(super) fn legenda(&mut self, namen: &[(&str, &'static str)], top: Tiende) -> Tiende {
        let (mut x, mut y) = (0, top);
        for (naam, kleur) in namen {
            let naam = inkort(naam, BREEDTE - 400, CORPS);
            let breed = 180 + breedte(&naam, CORPS) + 220;
            if x > 0 && x + breed > BREEDTE {
                (x, y) = (0, y + 200);
            }
            self.kader((x + 5, y + 30), (110, 110), kleur, INKT);
            self.tekst((x + 180, y + 132), Anker::Begin, GEWOON, &naam);
            x += breed;
        }
        y - top + 280
    }

    /// The finished picture, with its title and description.
    pub(super) fn af(self, grafiek: &Grafiek, voorvoegsel: &str) -> String {
        let id: String = voorvoegsel.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let (b, h) = (px(BREEDTE), px(self.hoogte));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bw-grafiek\" role=\"img\" \
             aria-labelledby=\"{id}-titel\" aria-describedby=\"{id}-omschrijving\" \
             viewBox=\"0 0 {b} {h}\" width=\"{b}\" height=\"{h}\">\
             <title id=\"{id}-titel\">{}</title><desc id=\"{id}-omschrijving\">{}</desc>{}</svg>",
            ontsnap(&grafiek.titel),
            ontsnap(&grafiek.omschrijving),
            self.uit
        )
    }

    fn schrijf(&mut self, deel: std::fmt::Arguments<'_>) {
        self.uit.write_fmt(deel).expect("writing to a String cannot fail");
    }
}

/// Where `waarde` lies on a line of `lengte` on which `tot` is the end; never outside.
pub(super) fn schaal(waarde: i64, tot: i64, lengte: Tiende) -> Tiende {
    if tot <= 0 {
        return 0;
    }
    let plaats = i128::from(waarde.clamp(0, tot)) * i128::from(lengte) / i128::from(tot);
    Tiende::try_from(plaats).unwrap_or(lengte)
}

fn px(t: Tiende) -> String {
    let (min, n) = (if t < 0 { "-" } else { "" }, t.unsigned_abs());
    if n.is_multiple_of(10) { format!("{min}{}", n / 10) } else { format!("{min}{}.{}", n / 10, n % 10) }
}

fn rij(punten: &[(Tiende, Tiende)]) -> String {
    let delen: Vec<String> = punten.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
    delen.join(" ")
}

fn kenmerken(streep: Streep) -> String {
    let patroon = if streep.patroon.is_empty() {
        String::new()
    } else {
        format!(" stroke-dasharray=\"{}\"", streep.patroon)
    };
    format!(" stroke=\"{}\" stroke-width=\"{}\"{patroon}", streep.kleur, px(streep.dikte))
}

/// Escapes text for XML and HTML, in content and in quoted attributes; drops what XML 1.0 forbids.
pub(crate) fn ontsnap(tekst: &str) -> String {
    let mut uit = String::with_capacity(tekst.len() + 8);
    for c in tekst.chars() {
        match c {
            '&' => uit.push_str("&amp;"),
            '<' => uit.push_str("&lt;"),
            '>' => uit.push_str("&gt;"),
            '"' => uit.push_str("&quot;"),
            '\'' => uit.push_str("&#39;"),
            '\t' | '\n' | '\r' => uit.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => uit.push(c),
        }
    }
    uit
}

/// An estimate of the width of a text in a plain sans serif, on the wide side.
pub(super) fn breedte(tekst: &str, corps: Tiende) -> Tiende {
    let duizendsten: Tiende = tekst.chars().map(letterbreedte).sum();
    duizendsten * corps / 1000
}

fn letterbreedte(c: char) -> Tiende {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{A0}' => 290,
        'f' | 't' | 'r' | '(' | ')' | '-' | 'I' => 370,
        'm' | 'w' | 'M' | 'W' | '%' => 880,
        'A'..='Z' => 690,
        c if c.is_ascii() => 565,
        c if u32::from(c) < 0x2000 => 620,
        _ => 1000,
    }
}

/// The text, cut with "…" where it would be wider than `max`.
pub(super) fn inkort(tekst: &str, max: Tiende, corps: Tiende) -> String {
    if breedte(tekst, corps) <= max {
        return tekst.to_string();
    }
    let mut uit = String::new();
    let mut nog = max * 1000 / corps - 1000;
    for c in tekst.chars() {
        nog -= letterbreedte(c);
        if nog < 0 {
            break;
        }
        uit.push(c);
    }
    format!("{}…", uit.trim_end())
}
