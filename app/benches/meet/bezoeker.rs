//! A visitor: one connection that stays open, the cookie of a session, and the token for forms.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An answer as it came over the wire.
pub struct Antwoord {
    pub status: u16,
    pub kop: String,
    pub tekst: String,
    /// Bytes of head and body.
    pub bytes: usize,
}

/// Somebody with a browser.
pub struct Bezoeker {
    poort: u16,
    lijn: Option<TcpStream>,
    pub koekje: String,
    pub csrf: String,
}

/// What stands between two pieces of text, all of them.
pub fn tussen<'a>(tekst: &'a str, voor: &str, na: &str) -> Vec<&'a str> {
    tekst.split(voor).skip(1).filter_map(|d| d.split_once(na).map(|(x, _)| x)).collect()
}

/// Keys and names of the people on the first page of the demo.
pub async fn personen(poort: u16) -> Vec<(String, String)> {
    let mut b = Bezoeker::nieuw(poort);
    let a = b.get("/inloggen").await.expect("the login page answers");
    let knoppen = tussen(&a.tekst, "name=\"persoon\" value=\"", "</button>");
    knoppen
        .iter()
        .filter_map(|k| {
            let id = k.split('"').next()?.to_owned();
            let rol = tussen(k, "<span>", "</span>").first().map_or(String::new(), ToString::to_string);
            Some((id, rol))
        })
        .collect()
}

impl Bezoeker {
    pub fn nieuw(poort: u16) -> Bezoeker {
        Bezoeker { poort, lijn: None, koekje: String::new(), csrf: String::new() }
    }

    /// Chooses a person of the demo; `None` when that person may no longer come in.
    pub async fn word(poort: u16, persoon: &str) -> Option<Bezoeker> {
        let mut b = Bezoeker::nieuw(poort);
        let a = b.get("/inloggen").await?;
        b.neem_teken(&a.tekst);
        let a = b.post("/demo/kies", &[("persoon", persoon)]).await?;
        if a.status != 303 {
            return None;
        }
        let a = b.get("/").await?;
        b.neem_teken(&a.tekst);
        Some(b)
    }

    /// Keeps the token for forms that a page carries.
    pub fn neem_teken(&mut self, tekst: &str) {
        if let Some(t) = tussen(tekst, "name=\"csrf\" value=\"", "\"").first() {
            self.csrf = (*t).to_owned();
        }
    }

    /// `None` when the server is gone.
    pub async fn get(&mut self, pad: &str) -> Option<Antwoord> {
        self.vraag("GET", pad, "", b"").await
    }

    /// Posts fields; the token is added.
    pub async fn post(&mut self, pad: &str, velden: &[(&str, &str)]) -> Option<Antwoord> {
        let lichaam = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(velden)
            .append_pair("csrf", &self.csrf)
            .finish();
        self.vraag("POST", pad, "application/x-www-form-urlencoded", lichaam.as_bytes()).await
    }

    /// Posts one file.
    pub async fn stuur(&mut self, pad: &str, veld: &str, naam: &str, inhoud: &[u8]) -> Option<Antwoord> {
        const GRENS: &str = "grens-7260419";
        let mut l = format!(
            "--{GRENS}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--{GRENS}\r\nContent-Disposition: form-data; name=\"{veld}\"; filename=\"{naam}\"\r\nContent-Type: text/xml\r\n\r\n",
            self.csrf
        )
        .into_bytes();
        l.extend_from_slice(inhoud);
        l.extend_from_slice(format!("\r\n--{GRENS}--\r\n").as_bytes());
        self.vraag("POST", pad, &format!("multipart/form-data; boundary={GRENS}"), &l).await
    }

    async fn vraag(&mut self, wat: &str, pad: &str, soort: &str, lichaam: &[u8]) -> Option<Antwoord> {
        let mut kop = format!("{wat} {pad} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\n");
        if !self.koekje.is_empty() {
            kop.push_str(&format!("cookie: {}\r\n", self.koekje));
        }
        if wat == "POST" {
            kop.push_str(&format!("content-type: {soort}\r\ncontent-length: {}\r\n", lichaam.len()));
        }
        kop.push_str("\r\n");
        let mut alles = kop.into_bytes();
        alles.extend_from_slice(lichaam);
        let mut lijn = match self.lijn.take() {
            Some(l) => l,
            None => TcpStream::connect(("127.0.0.1", self.poort)).await.ok()?,
        };
        lijn.set_nodelay(true).ok()?;
        lijn.write_all(&alles).await.ok()?;
        let (a, open) = lees(&mut lijn).await?;
        if open {
            self.lijn = Some(lijn);
        }
        for k in tussen(&a.kop, "set-cookie: ", ";") {
            if k.starts_with("__Host-wijkthuis=") {
                self.koekje = k.to_owned();
            }
        }
        Some(a)
    }
}

/// Reads one answer; whether the connection may be used again.
async fn lees(lijn: &mut TcpStream) -> Option<(Antwoord, bool)> {
    let mut buf = Vec::with_capacity(64 * 1024);
    let einde = loop {
        if let Some(i) = buf.windows(4).position(|w| w == b"\r\n\r\n") {
            break i + 4;
        }
        if lijn.read_buf(&mut buf).await.ok()? == 0 {
            return None;
        }
    };
    let kop = String::from_utf8_lossy(&buf[..einde]).to_lowercase();
    let kop_echt = String::from_utf8_lossy(&buf[..einde]).into_owned();
    let status: u16 = kop.split(' ').nth(1)?.parse().ok()?;
    let lengte: usize = tussen(&kop, "content-length: ", "\r").first().map_or(Some(0), |n| n.parse().ok())?;
    while buf.len() < einde + lengte {
        if lijn.read_buf(&mut buf).await.ok()? == 0 {
            return None;
        }
    }
    let tekst = String::from_utf8_lossy(&buf[einde..]).into_owned();
    let open = !kop.contains("connection: close");
    Some((Antwoord { status, kop: kop_echt, tekst, bytes: einde + lengte }, open))
}
