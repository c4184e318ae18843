//! Writes an envelope: always the same bytes for the same content.

use std::fmt::Display;

use super::base64;
use super::fout::Foutenvelop;
use super::{
    Heenenvelop, Inhoud, RUIMTE_GGK, RUIMTE_STUF, Retourenvelop, Stuurgegevens, Systeem, Uuid, Versies,
};

/// A document being written.
struct Blad {
    uit: String,
    diepte: usize,
}

impl Blad {
    fn nieuw() -> Blad {
        Blad { uit: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(), diepte: 0 }
    }

    fn regel(&mut self) {
        self.uit.push_str("\r\n");
        self.uit.extend(std::iter::repeat_n("  ", self.diepte));
    }

    fn binnen(&mut self, naam: &str, attributen: &str, inhoud: impl FnOnce(&mut Blad)) {
        self.regel();
        for stuk in ["<", naam, attributen, ">"] {
            self.uit.push_str(stuk);
        }
        self.diepte += 1;
        inhoud(self);
        self.diepte -= 1;
        self.regel();
        for stuk in ["</", naam, ">"] {
            self.uit.push_str(stuk);
        }
    }

    fn waarde(&mut self, naam: &str, waarde: &dyn Display) {
        self.tekst(naam, "", &ontsnapt(&waarde.to_string()));
    }

    fn mogelijk(&mut self, naam: &str, waarde: Option<&dyn Display>) {
        if let Some(waarde) = waarde {
            self.waarde(naam, waarde);
        }
    }

    fn tekst(&mut self, naam: &str, attributen: &str, tekst: &str) {
        self.regel();
        for stuk in ["<", naam, attributen, ">", tekst, "</", naam, ">"] {
            self.uit.push_str(stuk);
        }
    }

    fn klaar(mut self) -> String {
        self.uit.push_str("\r\n");
        self.uit
    }
}

fn ontsnapt(tekst: &str) -> String {
    let tekst = tekst.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    tekst.replace('\r', "&#13;").replace('\n', "\r\n")
}

fn ruimten() -> String {
    format!(" xmlns:StUF=\"{RUIMTE_STUF}\" xmlns:GGK=\"{RUIMTE_GGK}\"")
}

fn systeem(uit: &mut Blad, naam: &str, s: &Systeem) {
    uit.binnen(naam, "", |uit| {
        uit.waarde("StUF:organisatie", &s.organisatie);
        uit.waarde("StUF:applicatie", &s.applicatie);
        uit.mogelijk("StUF:administratie", s.administratie.as_ref().map(|a| a as &dyn Display));
        uit.mogelijk("StUF:gebruiker", s.gebruiker.as_ref().map(|g| g as &dyn Display));
    });
}

fn gevuld(
    wortel: &str,
    code: &str,
    s: &Stuurgegevens,
    kruis: Option<Uuid>,
    v: &Versies,
    inhoud: &Inhoud,
) -> String {
    let mut blad = Blad::nieuw();
    blad.binnen(wortel, &ruimten(), |uit| {
        uit.binnen("GGK:stuurgegevens", "", |uit| {
            uit.waarde("StUF:berichtcode", &code);
            systeem(uit, "StUF:zender", &s.zender);
            systeem(uit, "StUF:ontvanger", &s.ontvanger);
            uit.waarde("StUF:referentienummer", &s.referentienummer);
            uit.waarde("StUF:tijdstipBericht", &s.tijdstip);
            uit.mogelijk("StUF:crossRefnummer", kruis.as_ref().map(|k| k as &dyn Display));
            uit.waarde("StUF:functie", &s.functie);
        });
        uit.binnen("GGK:parameters", "", |uit| {
            uit.waarde("GGK:applicatieVersie", &v.applicatie);
            uit.waarde("GGK:applicatieSubversie", &v.applicatie_sub);
            uit.waarde("GGK:functieVersie", &v.functie);
            uit.waarde("GGK:functieSubversie", &v.functie_sub);
            uit.binnen("GGK:bericht", "", |uit| match inhoud {
                Inhoud::Xml(bytes) => uit.tekst("GGK:xmlBestand", "", &base64::schrijf(bytes)),
                Inhoud::Tekst(naam, bytes) => {
                    let attribuut = format!(" bestandsnaam=\"{naam}\"");
                    uit.tekst("GGK:tekstBestand", &attribuut, &base64::schrijf(bytes));
                }
            });
        });
    });
    blad.klaar()
}

impl Heenenvelop {
    /// Writes the envelope.
    #[must_use]
    pub fn schrijf(&self) -> String {
        gevuld(
            "GGK:envelopHeenbericht-ggk_Di01",
            "Di01",
            &self.stuurgegevens,
            None,
            &self.versies,
            &self.inhoud,
        )
    }
}

impl Retourenvelop {
    /// Writes the envelope.
    #[must_use]
    pub fn schrijf(&self) -> String {
        let kruis = Some(self.kruisreferentie);
        gevuld(
            "GGK:envelopRetourbericht-ggk_Du01",
            "Du01",
            &self.stuurgegevens,
            kruis,
            &self.versies,
            &self.inhoud,
        )
    }
}

impl Foutenvelop {
    /// Writes the envelope.
    #[must_use]
    pub fn schrijf(&self) -> String {
        let mut blad = Blad::nieuw();
        blad.binnen("StUF:Fo01Bericht", &ruimten(), |uit| {
            uit.binnen("StUF:stuurgegevens", "", |uit| {
                uit.waarde("StUF:berichtcode", &"Fo01");
                systeem(uit, "StUF:zender", &self.zender);
                systeem(uit, "StUF:ontvanger", &self.ontvanger);
                uit.waarde("StUF:referentienummer", &self.referentienummer);
                uit.waarde("StUF:tijdstipBericht", &self.tijdstip);
                uit.waarde("StUF:crossRefnummer", &self.kruisreferentie);
            });
            uit.binnen("StUF:body", "", |uit| {
                uit.waarde("StUF:code", &self.code);
                uit.waarde("StUF:plek", &self.plek);
                uit.waarde("StUF:omschrijving", &self.omschrijving.as_deref().unwrap_or(""));
                uit.mogelijk("StUF:details", self.details.as_ref().map(|d| d as &dyn Display));
                if let Some(xml) = &self.details_xml {
                    uit.tekst("StUF:detailsXML", "", xml.als_tekst());
                }
            });
        });
        blad.klaar()
    }
}
