//! Stylesheet, script and icons: built into the binary, served compressed under a name with the hash of their content.

use super::geheim::sha256;
use rust_embed::RustEmbed;
use std::{collections::BTreeMap, io::Write};

#[derive(RustEmbed)]
#[folder = "src/statisch/"]
struct Bestanden;

/// A file ready to be sent.
pub struct Stuk {
    /// Content type.
    pub soort: &'static str,
    /// As it is.
    pub kaal: Vec<u8>,
    /// Compressed once at start.
    pub gzip: Vec<u8>,
}

/// All static files by their address.
pub struct Statisch {
    stukken: BTreeMap<String, Stuk>,
    /// Address of the stylesheet.
    pub css_url: String,
    /// Address of the script.
    pub js_url: String,
    /// Address of the sprite with icons.
    pub icon_url: String,
    /// Address of the picture for the browser tab.
    pub logo_url: String,
}

impl Statisch {
    /// The files, prepared once per process.
    pub fn gedeeld() -> &'static Statisch {
        static S: std::sync::OnceLock<Statisch> = std::sync::OnceLock::new();
        S.get_or_init(Statisch::laad)
    }

    /// Joins the stylesheets in the order of `bundel.txt` and compresses everything once.
    fn laad() -> Statisch {
        let mut s = Statisch {
            stukken: BTreeMap::new(),
            css_url: String::new(),
            js_url: String::new(),
            icon_url: String::new(),
            logo_url: String::new(),
        };
        let mut css = Vec::new();
        for naam in
            tekst("bundel.txt").lines().map(str::trim).filter(|r| !r.is_empty() && !r.starts_with('#'))
        {
            css.extend_from_slice(&bytes(naam));
            css.push(b'\n');
        }
        s.css_url = s.voeg_toe("wijkthuis", "css", "text/css; charset=utf-8", css);
        s.js_url = s.voeg_toe("wijkthuis", "js", "text/javascript; charset=utf-8", bytes("wijkthuis.js"));
        s.icon_url = s.voeg_toe("iconen", "svg", "image/svg+xml", bytes("iconen.svg"));
        s.logo_url = s.voeg_toe("merk", "svg", "image/svg+xml", bytes("merk.svg"));
        s
    }

    fn voeg_toe(&mut self, naam: &str, ext: &str, soort: &'static str, kaal: Vec<u8>) -> String {
        let url = format!("/statisch/{naam}-{}.{ext}", &sha256(&kaal)[..16]);
        let mut z = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        // Writing to a Vec cannot fail; an empty result would be served uncompressed.
        let gzip = z.write_all(&kaal).and_then(|()| z.finish()).unwrap_or_default();
        self.stukken.insert(url.clone(), Stuk { soort, kaal, gzip });
        url
    }

    /// The file at an address.
    pub fn stuk(&self, url: &str) -> Option<&Stuk> {
        self.stukken.get(url)
    }
}

fn bytes(naam: &str) -> Vec<u8> {
    Bestanden::get(naam).map(|b| b.data.into_owned()).unwrap_or_default()
}

fn tekst(naam: &str) -> String {
    String::from_utf8(bytes(naam)).unwrap_or_default()
}
