//! Input made to be expensive: for every way in which reading could take more than linear time, a file that would show it.

/// The heads and tails between which the expensive part stands.
const KOP: &str = "<?xml version='1.0'?><m:Bericht xmlns:m='http://www.istandaarden.nl/iwmo/3_2/wmo323/schema' xmlns:b='http://www.istandaarden.nl/iwmo/3_2/basisschema/schema'>";
const STAART: &str = "</m:Bericht>";
const ENVELOP_KOP: &str = "<s:Fo01Bericht xmlns:s='http://www.egem.nl/StUF/StUF0301'><s:body><s:detailsXML>";
const ENVELOP_STAART: &str = "</s:detailsXML></s:body></s:Fo01Bericht>";

fn tussen(kop: &str, stuk: &str, staart: &str, grootte: usize) -> Vec<u8> {
    let midden = stuk.repeat(grootte.saturating_sub(kop.len() + staart.len()) / stuk.len().max(1));
    [kop, &midden, staart].concat().into_bytes()
}

fn declaratie(stuk: &str, grootte: usize) -> Vec<u8> {
    let kop = format!("{KOP}<m:Declaratie><m:Clienten><m:Client><m:Prestaties>");
    let staart = format!("</m:Prestaties></m:Client></m:Clienten></m:Declaratie>{STAART}");
    tussen(&kop, stuk, &staart, grootte)
}

fn attributen(grootte: usize) -> Vec<u8> {
    let mut uit = format!("{KOP}<m:Header");
    let mut nummer = 0;
    while uit.len() < grootte {
        uit.push_str(&format!(" a{nummer}='x'"));
        nummer += 1;
    }
    (uit + "/>" + STAART).into_bytes()
}

fn naamruimten(grootte: usize) -> Vec<u8> {
    let bindingen: String = (0..30).map(|n| format!(" xmlns:p{n}='urn:{n}'")).collect();
    let kop = format!("{KOP}<m:a{bindingen}><m:a{}>", bindingen.replace(":p", ":q"));
    tussen(&kop, "<m:b/>", &format!("</m:a></m:a>{STAART}"), grootte)
}

/// Name and content of every case, each about this many bytes.
pub fn gevallen(grootte: usize) -> Vec<(&'static str, Vec<u8>)> {
    let b = |stuk| tussen(KOP, stuk, STAART, grootte);
    let los = |stuk: &str| tussen("", stuk, "", grootte);
    vec![
        ("lege prestaties", declaratie("<m:Prestatie/>", grootte)),
        (
            "lege cliënten",
            tussen(&format!("{KOP}<m:Declaratie><m:Clienten>"), "<m:Client/>", STAART, grootte),
        ),
        ("prestaties in de verkeerde naamruimte", declaratie("<b:Prestatie/>", grootte)),
        ("prestaties met losse tekst", declaratie("<m:Prestatie>x</m:Prestatie>", grootte)),
        ("prestaties met attributen", declaratie("<m:Prestatie a='1'/>", grootte)),
        (
            "prestaties met een lange reeks bsn",
            declaratie("<m:Prestatie><m:Bsn>1</m:Bsn></m:Prestatie>", grootte),
        ),
        ("onbekende elementen", b("<m:onbekend/>")),
        ("velden op de verkeerde plaats", b("<m:Declaratie/><m:Header/>")),
        ("een lange regel", b("<m:Header>é</m:Header>")),
        ("veel regels", b("<m:Header/>\n")),
        ("lange naam", [b"<".as_slice(), &los("a")].concat()),
        ("lange tekst", tussen(&format!("{KOP}<m:Header>"), "x", &format!("</m:Header>{STAART}"), grootte)),
        (
            "verwijzingen",
            tussen(&format!("{KOP}<m:Header>"), "&amp;", &format!("</m:Header>{STAART}"), grootte),
        ),
        ("haken", tussen(&format!("{KOP}<m:Header>"), "]", &format!("</m:Header>{STAART}"), grootte)),
        ("commentaar", b("<!---->")),
        ("niet gesloten commentaar", los("<!--")),
        ("instructies", b("<?a?>")),
        ("niet gesloten instructies", los("<?a")),
        (
            "cdata",
            tussen(&format!("{KOP}<m:Header>"), "<![CDATA[]]>", &format!("</m:Header>{STAART}"), grootte),
        ),
        ("niet gesloten cdata", los("<![CDATA[")),
        ("openende haken", los("<")),
        ("diep genest", los("<a>")),
        ("attributen", attributen(grootte)),
        ("naamruimten", naamruimten(grootte)),
        ("aanhalingstekens", los("<a b='")),
        ("envelop met veel erin", tussen(ENVELOP_KOP, "<a/>", ENVELOP_STAART, grootte)),
        ("envelop met attributen", tussen(ENVELOP_KOP, "<a b='c' d='e'/>", ENVELOP_STAART, grootte)),
        ("envelop met tekst", tussen(ENVELOP_KOP, "&#10;", ENVELOP_STAART, grootte)),
    ]
}

/// Reads it in every way there is.
pub fn lees(bytes: &[u8]) {
    if let Ok(gelezen) = iwmo::lees(bytes) {
        let _ = (gelezen.bevindingen(), gelezen.kop(), gelezen.bericht());
    }
    let _ = iwmo::envelop::lees(bytes);
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    /// Here without optimisation and small; the example `mutatie` does the same with 10 MB against two seconds.
    #[test]
    fn geen_enkel_bestand_kost_meer_dan_lineaire_tijd() {
        for (naam, bytes) in super::gevallen(150_000) {
            let begin = Instant::now();
            super::lees(&bytes);
            assert!(begin.elapsed() < Duration::from_secs(20), "{naam} took {:?}", begin.elapsed());
        }
    }
}
