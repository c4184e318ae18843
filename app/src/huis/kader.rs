//! What every page shares: the frame around the content, handed to `sjablonen/basis.html` as the field `kader`.
//!
//! A page is a struct that derives `askama::Template`, has a field `kader: Kader`, and whose template starts with
//! `{% extends "huis/sjablonen/basis.html" %}`. The middleware fills the frame; the handler sets the title.

/// The frame of a page.
#[derive(Debug, Clone, Default)]
pub struct Kader {
    /// Title of this page, without the product name: `Mijn werkvoorraad`.
    pub titel: String,
    /// True when the page shows a form with errors; the title in the browser then starts with "Fout: ".
    pub met_fouten: bool,
    /// Name of the region, beside the product name: `Thuis in de wijk, Helmond en Peel`.
    pub regio: String,
    /// Who is logged in; `None` on the login page.
    pub gebruiker: Option<Gebruiker>,
    /// The main menu, only the rooms this person may enter. Empty: no menu is drawn.
    pub menu: Vec<Menupunt>,
    /// Token that every POST form carries in the field `csrf`.
    pub csrf: String,
    /// Demo mode: a bar on top of every page says that all persons are made up.
    pub demo: bool,
    /// How much air there is between lines and buttons.
    pub dichtheid: Dichtheid,
    /// Whether the single-key shortcuts are on (a setting of the user, off by default: WCAG 2.1.4).
    pub toetsen: bool,
    /// Message about what just happened, shown once.
    pub melding: Option<Mededeling>,
    /// Path from the start page to this page; the last one is this page and has no link.
    pub broodkruimels: Vec<Koppeling>,
    /// Links in the footer (toegankelijkheid, privacy); only pages that exist.
    pub voet: Vec<Koppeling>,
    /// Version of the software, in the footer.
    pub versie: String,
    /// Address of the stylesheet, with the hash of its content.
    pub css_url: String,
    /// Address of the script, with the hash of its content.
    pub js_url: String,
    /// Address of the sprite with icons, with the hash of its content.
    pub icon_url: String,
    /// Address of the picture for the browser tab.
    pub logo_url: String,
    /// Whether this person may search; shows the search box.
    pub zoek_aan: bool,
    /// Minutes of inactivity after which the session ends; the script warns once, five minutes before. 0: no warning.
    pub sessie_minuten: u32,
}

impl Kader {
    /// The same frame with the title of a page.
    #[must_use]
    pub fn titel(mut self, titel: impl Into<String>) -> Kader {
        self.titel = titel.into();
        self
    }

    /// The same frame with one more step on the path to the page; an empty `href` means: this page.
    #[must_use]
    pub fn kruimel(mut self, label: impl Into<String>, href: impl Into<String>) -> Kader {
        self.broodkruimels.push(Koppeling::nieuw(label, href));
        self
    }

    /// The same frame, marked as a page with errors in its form.
    #[must_use]
    pub fn fouten(mut self, met_fouten: bool) -> Kader {
        self.met_fouten = met_fouten;
        self
    }
}

/// Who is logged in, as shown at the top right.
#[derive(Debug, Clone, Default)]
pub struct Gebruiker {
    /// Name as shown: `S. de Wit`.
    pub naam: String,
    /// Role as shown: `trajectregisseur`.
    pub rol: String,
    /// Links in the user menu (instellingen, hulp); logging out is always there.
    pub links: Vec<Koppeling>,
}

impl Gebruiker {
    /// First letters of the first and the last word of the name, for the round mark; decorative.
    pub fn initialen(&self) -> String {
        let mut woorden = self.naam.split_whitespace().filter_map(|w| w.chars().next());
        let eerste = woorden.next();
        eerste.into_iter().chain(woorden.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// A link with its text.
#[derive(Debug, Clone, Default)]
pub struct Koppeling {
    /// Text of the link.
    pub label: String,
    /// Address; empty where the text is no link.
    pub href: String,
}

impl Koppeling {
    /// A link.
    pub fn nieuw(label: impl Into<String>, href: impl Into<String>) -> Koppeling {
        Koppeling { label: label.into(), href: href.into() }
    }
}

/// A text without a link.
impl From<&str> for Koppeling {
    fn from(label: &str) -> Koppeling {
        Koppeling::nieuw(label, "")
    }
}

/// One entry of the main menu.
#[derive(Debug, Clone, Default)]
pub struct Menupunt {
    /// Text of the entry.
    pub label: String,
    /// Address.
    pub href: String,
    /// Name of a symbol in `iconen.svg`.
    pub icoon: &'static str,
    /// Number shown behind it; `None` for no number.
    pub aantal: Option<u32>,
    /// Whether the number asks for attention: something is too late.
    pub dringend: bool,
    /// Whether the page shown belongs to this entry.
    pub actief: bool,
}

impl Menupunt {
    /// An entry without a number.
    pub fn nieuw(label: impl Into<String>, href: impl Into<String>, icoon: &'static str) -> Menupunt {
        Menupunt { label: label.into(), href: href.into(), icoon, ..Menupunt::default() }
    }
    /// The same entry with a number behind it.
    #[must_use]
    pub fn met_aantal(self, aantal: u32, dringend: bool) -> Menupunt {
        Menupunt { aantal: Some(aantal), dringend, ..self }
    }
    /// The same entry, marked as the one we are in.
    #[must_use]
    pub fn actief(self, actief: bool) -> Menupunt {
        Menupunt { actief, ..self }
    }
}

/// How much air there is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dichtheid {
    /// Targets of 36 px, for who works in it all day.
    #[default]
    Compact,
    /// Targets of 46 px and larger text.
    Ruim,
}

impl Dichtheid {
    /// Class on `<html>`.
    pub fn klasse(self) -> &'static str {
        match self {
            Dichtheid::Compact => "bw-compact",
            Dichtheid::Ruim => "bw-ruim",
        }
    }
}

/// The tone of a message, a tag or a point on the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Toon {
    /// Nothing special.
    #[default]
    Neutraal,
    /// For your information.
    Info,
    /// It went well.
    Goed,
    /// Needs attention soon.
    LetOp,
    /// Wrong or too late.
    Fout,
}

impl Toon {
    /// Last part of the class names of own components: `bw-tag--goed`.
    pub fn naam(self) -> &'static str {
        match self {
            Toon::Neutraal => "neutraal",
            Toon::Info => "info",
            Toon::Goed => "goed",
            Toon::LetOp => "let-op",
            Toon::Fout => "fout",
        }
    }
    /// Class of the alert of the design system.
    pub fn alert(self) -> &'static str {
        match self {
            Toon::Neutraal | Toon::Info => "utrecht-alert--info",
            Toon::Goed => "utrecht-alert--ok",
            Toon::LetOp => "utrecht-alert--warning",
            Toon::Fout => "utrecht-alert--error",
        }
    }
    /// Symbol in `iconen.svg`.
    pub fn icoon(self) -> &'static str {
        match self {
            Toon::Neutraal | Toon::Info => "info",
            Toon::Goed => "goed",
            Toon::LetOp => "let-op",
            Toon::Fout => "fout",
        }
    }
}

/// A message about what just happened ("De melding is vastgelegd").
#[derive(Debug, Clone, Default)]
pub struct Mededeling {
    /// The tone, which picks colour and icon.
    pub toon: Toon,
    /// One or two plain sentences.
    pub tekst: String,
    /// A next step, such as undoing it.
    pub actie: Option<Koppeling>,
}

impl Mededeling {
    /// A message without a next step.
    pub fn nieuw(toon: Toon, tekst: impl Into<String>) -> Mededeling {
        Mededeling { toon, tekst: tekst.into(), actie: None }
    }
}
