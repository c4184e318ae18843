//! Turns letters and reports into the JSON that the templates read.

use super::json::Json;
use super::tekens::Tekens;
use super::zetter::drukbaar;
use super::{PdfFout, TEKST_BYTES_MAX};
use crate::blok::{Blok, Dag, Tabel, Uitlijning};
use crate::brief::Brief;
use crate::rapport::Rapport;
use crate::svg::Grafiek;

/// A PDF string may hold 32,767 characters; titles and alternative texts are cut far before that.
const META_TEKENS_MAX: usize = 2_000;

/// What is repeated on every page stays on one line: reference, title, organisation.
const LOPEND_TEKENS_MAX: usize = 70;

/// Collects the data of one document.
#[derive(Default)]
pub(super) struct Model {
    tekens: Tekens,
    grafieken: Vec<Json>,
}

impl Model {
    /// The data of a letter.
    pub(super) fn brief(&mut self, brief: &Brief) -> Result<Json, PdfFout> {
        let onderwerp = self.verplicht(&brief.onderwerp, "de brief (onderwerp)")?;
        let slot = &brief.ondertekening;
        Ok(Json::Velden(vec![
            ("onderwerp", onderwerp),
            ("afzender", self.tekst(&brief.afzender.naam)),
            ("onderdeel", self.tekst(&brief.afzender.onderdeel)),
            ("afzenderadres", self.teksten(&brief.afzender.adres)),
            ("contact", self.paren(&brief.afzender.contact)),
            ("adres", self.teksten(&brief.adres)),
            ("datum", dag(brief.datum)),
            ("kenmerk", self.tekst(&brief.kenmerk)),
            ("lopend_kenmerk", self.lopend(&brief.kenmerk)),
            ("uw_kenmerk", self.tekst(&brief.uw_kenmerk)),
            ("aanhef", self.tekst(&brief.aanhef)),
            ("blokken", self.blokken(&brief.blokken)?),
            ("groet", self.tekst(&slot.groet)),
            ("namens", self.tekst(&slot.namens)),
            ("naam", self.tekst(&slot.naam)),
            ("functie", self.tekst(&slot.functie)),
            ("bijlagen", self.teksten(&brief.bijlagen)),
            ("voetregel", self.tekst(&brief.voetregel)),
        ]))
    }

    /// The data of a report.
    pub(super) fn rapport(&mut self, rapport: &Rapport) -> Result<Json, PdfFout> {
        let titel = self.verplicht(&rapport.titel, "het rapport (titel)")?;
        let mut hoofdstukken = Vec::new();
        for h in &rapport.hoofdstukken {
            let kop = self.tekst(&h.kop);
            hoofdstukken.push(Json::Velden(vec![("kop", kop), ("blokken", self.blokken(&h.blokken)?)]));
        }
        let begrippen =
            rapport.begrippen.iter().map(|b| Json::Lijst(vec![self.tekst(&b.term), self.tekst(&b.uitleg)]));
        let begrippen = Json::Lijst(begrippen.collect());
        Ok(Json::Velden(vec![
            ("titel", titel),
            ("ondertitel", self.tekst(&rapport.ondertitel)),
            ("organisatie", self.tekst(&rapport.organisatie)),
            ("lopende_titel", self.lopend(&rapport.titel)),
            ("lopende_organisatie", self.lopend(&rapport.organisatie)),
            ("lopende_uitgave", self.lopend(&rapport.uitgave)),
            ("peildatum", dag(rapport.peildatum)),
            ("bekend_op", dag(rapport.bekend_op)),
            ("uitgave", self.tekst(&rapport.uitgave)),
            ("hash", self.tekst(&rapport.hash)),
            ("kenmerken", self.paren(&rapport.kenmerken)),
            ("hoofdstukken", Json::Lijst(hoofdstukken)),
            ("begrippen", begrippen),
            ("verantwoording", self.teksten(&rapport.verantwoording)),
            ("grafiektabellen", Json::Lijst(std::mem::take(&mut self.grafieken))),
        ]))
    }

    /// The characters that had to be replaced, sorted.
    pub(super) fn vervangen(self) -> Vec<char> {
        self.tekens.vervangen.into_iter().collect()
    }

    fn blokken(&mut self, blokken: &[Blok]) -> Result<Json, PdfFout> {
        let mut uit = Vec::with_capacity(blokken.len());
        for blok in blokken {
            uit.push(match blok {
                Blok::Kop(t) => velden("kop", vec![("tekst", self.tekst(t))]),
                Blok::Alinea(t) => velden("alinea", vec![("tekst", self.tekst(t))]),
                Blok::Lijst(p) => velden("lijst", vec![("punten", self.teksten(p))]),
                Blok::Genummerd(p) => velden("genummerd", vec![("punten", self.teksten(p))]),
                Blok::Gegevens(p) => velden("gegevens", vec![("paren", self.paren(p))]),
                Blok::Tabel(t) => velden("tabel", vec![("tabel", self.tabel(t))]),
                Blok::Kader { kop, alineas } => {
                    velden("kader", vec![("kop", self.tekst(kop)), ("alineas", self.teksten(alineas))])
                }
                Blok::Grafiek(g) => self.grafiek(g)?,
            });
        }
        Ok(Json::Lijst(uit))
    }

    fn grafiek(&mut self, grafiek: &Grafiek) -> Result<Json, PdfFout> {
        // The same picture as on the page, but only with characters that the embedded font has.
        let grafiek = grafiek.met_tekst(&mut |t| self.schoon(t));
        let titel = self.verplicht(&grafiek.titel, "een grafiek (titel)")?;
        if grafiek.omschrijving.is_empty() {
            return Err(PdfFout::ZonderBeschrijving(format!("de grafiek \"{}\"", grafiek.titel)));
        }
        let svg = grafiek.svg("g");
        if svg.len() > TEKST_BYTES_MAX {
            return Err(PdfFout::TeGroot(svg.len()));
        }
        let tabel = self.tabel(&grafiek.tabel());
        self.grafieken.push(tabel);
        let alt = format!("{}. {}", grafiek.titel.trim_end_matches('.'), grafiek.omschrijving);
        let alt = kort(&alt, META_TEKENS_MAX);
        Ok(velden("grafiek", vec![("titel", titel), ("alt", Json::Tekst(alt)), ("svg", Json::Tekst(svg))]))
    }

    fn tabel(&mut self, tabel: &Tabel) -> Json {
        let rechts = tabel.kolommen.iter().map(|k| Json::Getal((k.uitlijning == Uitlijning::Rechts).into()));
        let rechts = Json::Lijst(rechts.collect());
        let koppen = Json::Lijst(tabel.kolommen.iter().map(|k| self.tekst(&k.kop)).collect());
        let rijen = Json::Lijst(tabel.rijen.iter().map(|rij| self.rij(tabel, rij)).collect());
        let totaal = tabel.totaal.as_ref().map_or(Json::Leeg, |rij| self.rij(tabel, rij));
        Json::Velden(vec![
            ("titel", self.tekst(&tabel.titel)),
            ("rechts", rechts),
            ("koppen", koppen),
            ("rijen", rijen),
            ("totaal", totaal),
            ("noten", self.teksten(&tabel.noten)),
        ])
    }

    fn rij(&mut self, tabel: &Tabel, rij: &[String]) -> Json {
        Json::Lijst(tabel.cellen(rij).map(|(_, cel)| self.tekst(cel)).collect())
    }

    /// The texts that are not blank.
    fn teksten(&mut self, teksten: &[String]) -> Json {
        let schoon = teksten.iter().map(|t| self.schoon(t)).filter(|t| !t.is_empty());
        Json::Lijst(schoon.map(Json::Tekst).collect())
    }

    fn paren(&mut self, paren: &[(String, String)]) -> Json {
        Json::Lijst(paren.iter().map(|(a, b)| Json::Lijst(vec![self.tekst(a), self.tekst(b)])).collect())
    }

    fn verplicht(&mut self, tekst: &str, wat: &str) -> Result<Json, PdfFout> {
        let schoon = kort(&self.schoon(tekst), META_TEKENS_MAX);
        if schoon.is_empty() {
            return Err(PdfFout::ZonderBeschrijving(wat.to_string()));
        }
        Ok(Json::Tekst(schoon))
    }

    /// A text for the head or foot of every page.
    fn lopend(&mut self, tekst: &str) -> Json {
        Json::Tekst(kort(&self.schoon(tekst), LOPEND_TEKENS_MAX))
    }

    fn tekst(&mut self, tekst: &str) -> Json {
        Json::Tekst(self.schoon(tekst))
    }

    fn schoon(&mut self, tekst: &str) -> String {
        self.tekens.schoon(tekst, drukbaar)
    }
}

fn velden(soort: &str, mut velden: Vec<(&'static str, Json)>) -> Json {
    velden.push(("soort", Json::Tekst(soort.to_string())));
    Json::Velden(velden)
}

fn dag(dag: Dag) -> Json {
    let (jaar, maand, dag_van_maand) = dag.delen();
    Json::Velden(vec![
        ("jaar", Json::Getal(jaar.into())),
        ("maand", Json::Getal(maand.into())),
        ("dag", Json::Getal(dag_van_maand.into())),
        ("tekst", Json::Tekst(dag.to_string())),
    ])
}

fn kort(tekst: &str, tekens_max: usize) -> String {
    if tekst.chars().count() <= tekens_max {
        return tekst.to_string();
    }
    let mut kort: String = tekst.chars().take(tekens_max - 1).collect();
    kort.push('…');
    kort
}
