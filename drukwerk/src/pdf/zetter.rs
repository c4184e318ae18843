//! The typesetter: templates and fonts from the binary, data as JSON, no network, no files, no clock.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Pdf, PdfFout};

/// The embedded family: Libertinus Serif, SIL Open Font License 1.1 (`lettertypen/OFL.txt`).
const LETTERTYPEN: [&[u8]; 3] = [
    include_bytes!("../../lettertypen/LibertinusSerif-Regular.otf"),
    include_bytes!("../../lettertypen/LibertinusSerif-Bold.otf"),
    include_bytes!("../../lettertypen/LibertinusSerif-Italic.otf"),
];

/// After this many documents without use, a cached part of an earlier document is dropped.
const CACHE_LEEFTIJD: usize = 8;

/// Which template.
#[derive(Clone, Copy)]
pub(super) enum Sjabloon {
    Brief,
    Rapport,
}

/// True when the embedded font can print the character in every style we use.
pub(super) fn drukbaar(c: char) -> bool {
    vast().fonts.iter().all(|f| f.info().coverage.contains(u32::from(c)))
}

/// Sets a template with data and exports it.
pub(super) fn zet(sjabloon: Sjabloon, data: String) -> Result<Pdf, PdfFout> {
    let vast = vast();
    let hoofd = match sjabloon {
        Sjabloon::Brief => &vast.brief,
        Sjabloon::Rapport => &vast.rapport,
    };
    // The identifier inside the PDF follows from the content, never from the clock.
    let kenmerk = format!("{:032x}", typst::utils::hash128(data.as_str()));
    let wereld = Wereld { vast, hoofd, data: Bytes::from_string(data) };
    let document = typst::compile::<PagedDocument>(&wereld).output.map_err(|e| zetfout(&e))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|e| PdfFout::Zetfout(e.message().to_string()))?;
    let opties = PdfOptions {
        ident: Smart::Custom(kenmerk),
        creator: Smart::Custom(Some("Wijkthuis".to_string())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &opties).map_err(|e| zetfout(&e));
    typst::comemo::evict(CACHE_LEEFTIJD);
    Ok(Pdf { bytes: bytes?, paginas: document.pages().len(), vervangen: Vec::new() })
}

fn zetfout(fouten: &[SourceDiagnostic]) -> PdfFout {
    let regels: Vec<&str> = fouten.iter().take(5).map(|f| f.message.as_str()).collect();
    PdfFout::Zetfout(regels.join("; "))
}

/// What is the same for every document, made once.
struct Vast {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    data: FileId,
    gedeeld: Source,
    brief: Source,
    rapport: Source,
}

fn vast() -> &'static Vast {
    static VAST: OnceLock<Vast> = OnceLock::new();
    VAST.get_or_init(|| {
        let fonts: Vec<Font> = LETTERTYPEN.iter().flat_map(|f| Font::iter(Bytes::new(*f))).collect();
        // Row headers in tables (`pdf.header-cell`) are behind this feature.
        let features = [Feature::A11yExtras].into_iter().collect();
        let bron = |naam, tekst: &str| Source::new(bestand(naam), tekst.into());
        Vast {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            data: bestand("data.json"),
            gedeeld: bron("gedeeld.typ", include_str!("../../sjablonen/gedeeld.typ")),
            brief: bron("brief.typ", include_str!("../../sjablonen/brief.typ")),
            rapport: bron("rapport.typ", include_str!("../../sjablonen/rapport.typ")),
        }
    })
}

fn bestand(naam: &str) -> FileId {
    let pad = VirtualPath::new(naam).expect("our own file names are plain names");
    RootedPath::new(VirtualRoot::Project, pad).intern()
}

struct Wereld<'a> {
    vast: &'a Vast,
    hoofd: &'a Source,
    data: Bytes,
}

impl World for Wereld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.vast.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.vast.book
    }

    fn main(&self) -> FileId {
        self.hoofd.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bronnen = [self.hoofd, &self.vast.gedeeld];
        bronnen.into_iter().find(|b| b.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.vast.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.vast.fonts.get(index).cloned()
    }

    // The clock would make two runs differ; a template that asks for today fails.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
