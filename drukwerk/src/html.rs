//! Reports as an HTML fragment: semantic elements, no inline style, every text escaped.

use std::fmt::Write;

use crate::blok::{Blok, Kolom, Tabel, Uitlijning};
use crate::rapport::Rapport;
use crate::svg::{Grafiek, ontsnap};

/// The report from `h2` down; the page around it has the `h1`.
pub(crate) fn rapport(rapport: &Rapport) -> String {
    let mut h = Html::default();
    h.kop_van(rapport);
    h.inhoud(rapport);
    for (i, hoofdstuk) in rapport.hoofdstukken.iter().enumerate() {
        let onder = h.open_hoofdstuk(&format!("h{}", i + 1), &hoofdstuk.kop);
        for blok in &hoofdstuk.blokken {
            h.blok(blok, onder);
        }
        h.uit.push_str("</section>");
    }
    if !rapport.begrippen.is_empty() {
        h.open_hoofdstuk("begrippen", "Begrippen");
        let paren = rapport.begrippen.iter().map(|b| (b.term.as_str(), b.uitleg.as_str()));
        h.gegevens(paren);
        h.uit.push_str("</section>");
    }
    if !rapport.verantwoording.is_empty() {
        h.open_hoofdstuk("verantwoording", "Over deze cijfers");
        rapport.verantwoording.iter().for_each(|a| h.alinea(a));
        h.uit.push_str("</section>");
    }
    h.uit
}

#[derive(Default)]
struct Html {
    uit: String,
    grafieken: usize,
    kaders: usize,
}

impl Html {
    fn schrijf(&mut self, deel: std::fmt::Arguments<'_>) {
        self.uit.write_fmt(deel).expect("writing to a String cannot fail");
    }

    /// What stands on the front page of the PDF.
    fn kop_van(&mut self, rapport: &Rapport) {
        if !rapport.ondertitel.trim().is_empty() {
            let ondertitel = ontsnap(&rapport.ondertitel);
            self.schrijf(format_args!("<p class=\"bw-inleiding\">{ondertitel}</p>"));
        }
        let dagen = [("Peildatum", rapport.peildatum), ("Bekend op", rapport.bekend_op)];
        self.uit.push_str("<dl class=\"bw-samenvatting\">");
        self.regel("Organisatie", &ontsnap(&rapport.organisatie));
        for (label, dag) in dagen {
            self.regel(label, &format!("<time datetime=\"{}\">{dag}</time>", dag.iso()));
        }
        self.regel("Uitgave", &ontsnap(&rapport.uitgave));
        self.regel("Controlegetal", &ontsnap(&rapport.hash));
        for (label, waarde) in &rapport.kenmerken {
            self.regel(&ontsnap(label), &ontsnap(waarde));
        }
        self.uit.push_str("</dl>");
    }

    /// One label with an already escaped value; nothing when there is no value.
    fn regel(&mut self, label: &str, waarde: &str) {
        if !waarde.trim().is_empty() {
            self.schrijf(format_args!(
                "<div class=\"bw-samenvatting__rij\"><dt>{label}</dt><dd>{waarde}</dd></div>"
            ));
        }
    }

    fn inhoud(&mut self, rapport: &Rapport) {
        let mut delen: Vec<(String, &str)> = Vec::new();
        for (i, h) in rapport.hoofdstukken.iter().enumerate().filter(|(_, h)| !h.kop.trim().is_empty()) {
            delen.push((format!("h{}", i + 1), &h.kop));
        }
        if !rapport.begrippen.is_empty() {
            delen.push(("begrippen".to_string(), "Begrippen"));
        }
        if !rapport.verantwoording.is_empty() {
            delen.push(("verantwoording".to_string(), "Over deze cijfers"));
        }
        if delen.is_empty() {
            return;
        }
        self.uit.push_str(
            "<nav class=\"bw-inhoudsopgave\" aria-labelledby=\"rapport-inhoud\">\
             <h2 id=\"rapport-inhoud\">Inhoud</h2><ol>",
        );
        for (id, kop) in delen {
            let kop = ontsnap(kop);
            self.schrijf(format_args!(
                "<li><a \
                 href=\"#rapport-{id}\">{kop}</a></li>"
            ));
        }
        self.uit.push_str("</ol></nav>");
    }

    /// Opens a chapter; returns the level of headings inside it.
    fn open_hoofdstuk(&mut self, id: &str, kop: &str) -> u8 {
        if kop.trim().is_empty() {
            self.uit.push_str("<section>");
            return 2;
        }
        let kop = ontsnap(kop);
        self.schrijf(format_args!(
            "<section aria-labelledby=\"rapport-{id}\">\
             <h2 id=\"rapport-{id}\">{kop}</h2>"
        ));
        3
    }

    fn blok(&mut self, blok: &Blok, niveau: u8) {
        match blok {
            Blok::Kop(tekst) => self.kop(tekst, niveau),
            Blok::Alinea(tekst) => self.alinea(tekst),
            Blok::Lijst(punten) => self.lijst("ul", punten),
            Blok::Genummerd(punten) => self.lijst("ol", punten),
            Blok::Gegevens(paren) => {
                self.gegevens(paren.iter().map(|(a, b)| (a.as_str(), b.as_str())));
            }
            Blok::Tabel(tabel) => self.tabel(tabel, true),
            Blok::Kader { kop, alineas } => self.kader(kop, alineas, niveau),
            Blok::Grafiek(grafiek) => self.grafiek(grafiek),
        }
    }

    fn kop(&mut self, tekst: &str, niveau: u8) {
        if !tekst.trim().is_empty() {
            let tekst = ontsnap(tekst);
            self.schrijf(format_args!("<h{niveau}>{tekst}</h{niveau}>"));
        }
    }

    fn alinea(&mut self, tekst: &str) {
        if !tekst.trim().is_empty() {
            let tekst = ontsnap(tekst);
            self.schrijf(format_args!("<p>{tekst}</p>"));
        }
    }

    fn lijst(&mut self, element: &str, punten: &[String]) {
        let punten: Vec<&String> = punten.iter().filter(|p| !p.trim().is_empty()).collect();
        if punten.is_empty() {
            return;
        }
        self.schrijf(format_args!("<{element}>"));
        for punt in punten {
            let punt = ontsnap(punt);
            self.schrijf(format_args!("<li>{punt}</li>"));
        }
        self.schrijf(format_args!("</{element}>"));
    }

    fn gegevens<'a>(&mut self, paren: impl Iterator<Item = (&'a str, &'a str)>) {
        let mut paren = paren.peekable();
        if paren.peek().is_none() {
            return;
        }
        self.uit.push_str("<dl class=\"bw-samenvatting\">");
        for (term, uitleg) in paren {
            let (term, uitleg) = (ontsnap(term), ontsnap(uitleg));
            self.schrijf(format_args!(
                "<div class=\"bw-samenvatting__rij\"><dt>{term}</dt><dd>{uitleg}</dd></div>"
            ));
        }
        self.uit.push_str("</dl>");
    }

    fn kader(&mut self, kop: &str, alineas: &[String], niveau: u8) {
        if kop.trim().is_empty() {
            self.uit.push_str("<div class=\"bw-kaart\">");
            alineas.iter().for_each(|a| self.alinea(a));
            self.uit.push_str("</div>");
            return;
        }
        self.kaders += 1;
        let (nr, kop) = (self.kaders, ontsnap(kop));
        self.schrijf(format_args!(
            "<section class=\"bw-kaart\" aria-labelledby=\"rapport-kader-{nr}\">\
             <h{niveau} id=\"rapport-kader-{nr}\">{kop}</h{niveau}>"
        ));
        alineas.iter().for_each(|a| self.alinea(a));
        self.uit.push_str("</section>");
    }

    /// The conclusion, the picture, and under it the table with the figures. On a narrow screen the picture scrolls by itself, so
    /// the keyboard must be able to reach it.
    fn grafiek(&mut self, grafiek: &Grafiek) {
        self.grafieken += 1;
        let svg = grafiek.svg(&format!("rapport-g{}", self.grafieken));
        let titel = ontsnap(&grafiek.titel);
        self.schrijf(format_args!(
            "<figure class=\"bw-figuur\"><figcaption class=\"bw-figuur__kop\"><strong>{titel}</strong></figcaption>\
             <div class=\"bw-figuur__beeld\" role=\"group\" tabindex=\"0\" aria-label=\"{titel}\">{svg}</div>\
             <details class=\"bw-figuur__tabel\"><summary>Bekijk als tabel</summary>"
        ));
        self.tabel(&grafiek.tabel(), false);
        self.uit.push_str("</details></figure>");
    }

    /// A table; its caption is only for who hears the page when the figure above already shows it.
    fn tabel(&mut self, tabel: &Tabel, bijschrift: bool) {
        if tabel.kolommen.is_empty() {
            return;
        }
        let titel = ontsnap(&tabel.titel);
        // A wide table scrolls inside its own region, so that region must be reachable with the keyboard.
        let naam = if titel.trim().is_empty() { "Tabel" } else { &titel };
        self.schrijf(format_args!(
            "<div class=\"utrecht-table-container bw-schuif\" role=\"region\" tabindex=\"0\" aria-label=\"{naam}\">\
             <table class=\"utrecht-table utrecht-table--html-table bw-tabel\">"
        ));
        if !titel.trim().is_empty() {
            let klasse = if bijschrift { "" } else { " class=\"bw-vh\"" };
            self.schrijf(format_args!("<caption{klasse}>{titel}</caption>"));
        }
        self.uit.push_str("<thead><tr>");
        for kolom in &tabel.kolommen {
            let (klasse, kop) = (klasse_van(kolom), ontsnap(&kolom.kop));
            self.schrijf(format_args!("<th scope=\"col\"{klasse}>{kop}</th>"));
        }
        self.uit.push_str("</tr></thead><tbody>");
        tabel.rijen.iter().for_each(|rij| self.rij(tabel, rij));
        self.uit.push_str("</tbody>");
        if let Some(totaal) = &tabel.totaal {
            self.uit.push_str("<tfoot>");
            self.rij(tabel, totaal);
            self.uit.push_str("</tfoot>");
        }
        self.uit.push_str("</table></div>");
        for noot in tabel.noten.iter().filter(|n| !n.trim().is_empty()) {
            let noot = ontsnap(noot);
            self.schrijf(format_args!("<p class=\"bw-zacht\">{noot}</p>"));
        }
    }

    fn rij(&mut self, tabel: &Tabel, rij: &[String]) {
        self.uit.push_str("<tr>");
        for (i, (kolom, cel)) in tabel.cellen(rij).enumerate() {
            let (klasse, cel) = (klasse_van(kolom), ontsnap(cel));
            if i == 0 {
                self.schrijf(format_args!("<th scope=\"row\"{klasse}>{cel}</th>"));
            } else {
                self.schrijf(format_args!("<td{klasse}>{cel}</td>"));
            }
        }
        self.uit.push_str("</tr>");
    }
}

/// The class attribute of a cell: numbers stand to the right.
fn klasse_van(kolom: &Kolom) -> &'static str {
    match kolom.uitlijning {
        Uitlijning::Links => "",
        Uitlijning::Rechts => " class=\"bw-getal\"",
    }
}
