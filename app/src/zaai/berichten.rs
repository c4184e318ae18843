//! The messages around a toewijzing: ours to the aanbieder, and what the aanbieder answers, starts and stops.

use super::akte::{Boek, Cel, Doener, Sleutel, c, co, ct};
use super::kennis::{Kennis, ongeldig};
use super::leven::Leven;
use super::wereld::{AANBIEDERS, PRODUCTEN, Wereld};
use crate::huis::{Fout, geheim::sha256};
use crate::koppelingen::iwmo::{regel_van, toewijzen, vertaal};
use crate::levering::{berichten::Gevolgregel, handel::VERWIJDERD};
use iwmo::code::{RedenBeeindiging, Retourcode, StatusAanlevering};
use iwmo::oordeel::{self, RegieOordeel, Regiebericht};
use iwmo::retour::{self, Retourgegevens};
use iwmo::typen::{
    Geboortedatum, Kop, Product, StartClient, StartProduct, StopClient, StopProduct, ToegewezenProduct,
    VerkorteNaam, Wmo301, Wmo305, Wmo307, XsdVersie,
};
use iwmo::waarde::Bsn;
use kern::inkoop::Omvang;
use kern::stam::{Datum, Gemeentecode};

/// What no person does.
pub(super) const SYSTEEM: Doener = Doener { gebruiker: 0, rol: "systeem" };
/// The product does not belong to the category (iWmo TR381): the mistake that starts of this history make now and then.
const FOUT_PRODUCT: &str = "S329";
/// The toewijzing cannot be delivered like this: what an aanbieder answers now and then.
const FOUT_TOEWIJZING: &str = "9332";

/// A toewijzing as messages name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opdracht {
    pub toewijzing: Sleutel,
    pub nummer: i64,
    pub aanbieder: usize,
    pub product: usize,
    pub omvang: Omvang,
    pub ingang: Datum,
    pub tot: Datum,
    pub gemeente: Gemeentecode,
    /// Moment of the decision, microseconds.
    pub besloten: i64,
    /// iWmo code of what changed since the first message; empty when nothing did.
    pub reden: &'static str,
}

impl Opdracht {
    /// The product as messages name it.
    pub(super) fn product_iwmo(&self) -> Result<Product, Fout> {
        let p = &PRODUCTEN[self.product];
        vertaal::product(p.categorie, p.code)
    }

    fn kenmerk301(&self) -> String {
        let letter = match self.reden {
            "" => "W",
            VERWIJDERD => "Z",
            _ => "K",
        };
        format!("{letter}{}", self.nummer)
    }

    fn kop(&self, identificatie: &str, dag: Datum) -> Result<Kop, Fout> {
        Ok(Kop {
            gemeente: vertaal::gemeente(self.gemeente)?,
            aanbieder: vertaal::agb(AANBIEDERS[self.aanbieder].agb)?,
            identificatie: identificatie.parse().map_err(ongeldig)?,
            dagtekening: vertaal::datum(dag)?,
            xsd: XsdVersie::huidig(),
        })
    }
}

/// A message to be kept.
pub(super) struct Nieuw<'a> {
    pub inkomend: bool,
    pub soort: &'static str,
    pub gemeente: Gemeentecode,
    pub aanbieder: usize,
    pub identificatie: &'a str,
    pub antwoord_op: Option<Sleutel>,
    /// The message; empty when the history does not keep it.
    pub xml: &'a str,
}

/// Keeps a message in the current act.
pub(super) fn bewaar(w: &Wereld<'_>, b: &mut Boek, id: Sleutel, n: &Nieuw<'_>) -> Result<(), Fout> {
    let (cbs, agb) = (n.gemeente.to_string(), AANBIEDERS[n.aanbieder].agb);
    let (van, aan) = if n.inkomend { (agb, cbs.as_str()) } else { (cbs.as_str(), agb) };
    let leeg: Option<i64> = None;
    b.rij(
        "bericht",
        vec![
            ("bericht_id", Cel::Id(id)),
            ("richting", ct(if n.inkomend { "in" } else { "uit" })),
            ("soort", ct(n.soort)),
            ("afzender", ct(van)),
            ("ontvanger", ct(aan)),
            ("identificatie", ct(n.identificatie)),
            ("dagtekening", co(&b.dag())),
            ("poging", c(&0i64)),
            ("bestand", ct(&format!("{}_{van}_{aan}_{}.xml", n.soort, n.identificatie))),
            ("inhoud", c(&w.dicht(n.xml.as_bytes())?)),
            ("sha256", ct(&sha256(n.xml.as_bytes()))),
            ("antwoord_op", n.antwoord_op.map_or_else(|| co(&leeg), Cel::Id)),
        ],
    );
    Ok(())
}

/// Records what a message did; `over` is the dossier and the toewijzing.
pub(super) fn gevolg(b: &mut Boek, bericht: Sleutel, over: Option<(Sleutel, Sleutel)>, r: &Gevolgregel) {
    let (id, leeg): (Sleutel, Option<i64>) = (b.regel(), None);
    let velden = vec![
        ("berichtgevolg_id", Cel::Id(id)),
        ("bericht_id", Cel::Id(bericht)),
        ("dossier_id", over.map_or_else(|| co(&leeg), |o| Cel::Id(o.0))),
        ("toewijzing_id", over.map_or_else(|| co(&leeg), |o| Cel::Id(o.1))),
        ("uitkomst", ct(r.uitkomst)),
        ("regel", ct(&r.regel)),
        ("retourcode", ct(&r.retourcode)),
        ("pad", ct(&r.pad)),
        ("zin", ct(&r.zin)),
    ];
    b.rij("berichtgevolg", velden);
}

fn code(tekst: &str) -> Result<Retourcode, Fout> {
    tekst.parse().map_err(|_| Fout::nieuw("zaai: retourcode"))
}

impl Leven<'_> {
    /// Begins an act with a message.
    fn post(&mut self, dag: Datum, wat: &'static str) -> Sleutel {
        self.act(dag, SYSTEEM, wat, "bericht", None);
        self.b.id()
    }

    fn houd(
        &mut self,
        id: Sleutel,
        o: &Opdracht,
        (inkomend, soort): (bool, &'static str),
        identificatie: &str,
        antwoord_op: Option<Sleutel>,
        xml: &str,
    ) -> Result<(), Fout> {
        let (gemeente, aanbieder) = (o.gemeente, o.aanbieder);
        let n = Nieuw { inkomend, soort, gemeente, aanbieder, identificatie, antwoord_op, xml };
        bewaar(self.w, &mut self.b, id, &n)
    }

    fn gevolg(&mut self, bericht: Sleutel, o: &Opdracht, uitkomst: &'static str, zin: String) {
        let over = Some((self.dossier, o.toewijzing));
        gevolg(&mut self.b, bericht, over, &Gevolgregel { uitkomst, zin, ..Gevolgregel::default() });
    }

    /// The message, when the history keeps messages of this day and the inwoner has a BSN.
    fn xml(&self, maak: impl FnOnce(&Self, Bsn) -> Result<String, Fout>) -> Result<String, Fout> {
        match (&self.bsn, self.b.dag()) {
            (Some(bsn), Some(dag)) if self.w.houdt_inhoud(dag) => maak(self, vertaal::bsn(bsn)?),
            _ => Ok(String::new()),
        }
    }

    /// Sends the WMO301; returns its key.
    pub(super) fn verzend(&mut self, o: &Opdracht, dag: Datum) -> Result<Sleutel, Fout> {
        let id = self.post(dag, "toewijzing verzonden");
        let kenmerk = o.kenmerk301();
        let xml = self.xml(|l, bsn| Ok(l.wmo301(o, bsn, &kenmerk, dag)?.schrijf()))?;
        self.houd(id, o, (false, "WMO301"), &kenmerk, None, &xml)?;
        let wat = match o.reden {
            "" => "gegeven",
            VERWIJDERD => "ingetrokken",
            _ => "gewijzigd",
        };
        self.gevolg(id, o, "verzonden", format!("Toewijzing {} {wat} en verzonden.", o.nummer));
        Ok(id)
    }

    /// The aanbieder answers a WMO301; the Retour term is fulfilled.
    pub(super) fn beantwoord(&mut self, o: &Opdracht, dag: Datum, goed: bool) -> Result<(), Fout> {
        let id = self.post(dag, "bericht ontvangen");
        let kenmerk = format!("V{}", o.kenmerk301());
        let oordeel = if goed {
            RegieOordeel::default()
        } else {
            RegieOordeel { producten: vec![vec![code(FOUT_TOEWIJZING)?]], ..RegieOordeel::default() }
        };
        let verzonden = o.besloten;
        let xml = self.xml(|l, bsn| {
            let op = crate::huis::dag_van(moment(verzonden));
            let heen = l.wmo301(o, bsn, &o.kenmerk301(), op)?;
            Ok(retour::wmo302(&heen, &oordeel, &gegevens(&kenmerk, dag)?).schrijf())
        })?;
        self.houd(id, o, (true, "WMO302"), &kenmerk, None, &xml)?;
        if goed {
            self.gevolg(id, o, "verwerkt", format!("Toewijzing {}: aangenomen door de aanbieder.", o.nummer));
            return Ok(());
        }
        self.gevolg(id, o, "afgekeurd", format!("Toewijzing {}: afgekeurd door de aanbieder.", o.nummer));
        let over = Some((self.dossier, o.toewijzing));
        gevolg(&mut self.b, id, over, &regel_van(code(FOUT_TOEWIJZING)?));
        Ok(())
    }

    /// A start that names a product that does not fit: refused, and answered so.
    pub(super) fn meld_start_fout(&mut self, o: &Opdracht, begin: Datum, dag: Datum) -> Result<(), Fout> {
        let id = self.post(dag, "bericht ontvangen");
        let (kenmerk, terug) = (format!("X{}", o.nummer), format!("Y{}", o.nummer));
        let mut antwoord = String::new();
        let xml = self.xml(|l, bsn| {
            let mut b = l.wmo305(o, bsn, &kenmerk, begin, dag)?;
            for p in b.client.producten.iter_mut().filter_map(|p| p.product.as_mut()) {
                p.categorie = "01".parse().map_err(|_| Fout::nieuw("zaai: categorie"))?;
            }
            let uit = oordeel::start(&b, &Kennis::van(o, bsn)?, vertaal::datum(dag)?);
            debug_assert_eq!(uit.producten, vec![vec![code(FOUT_PRODUCT)?]]);
            antwoord = retour::wmo306(&b, &uit, &gegevens(&terug, dag)?).schrijf();
            Ok(b.schrijf())
        })?;
        self.houd(id, o, (true, "WMO305"), &kenmerk, None, &xml)?;
        let over = Some((self.dossier, o.toewijzing));
        gevolg(&mut self.b, id, over, &regel_van(code(FOUT_PRODUCT)?));
        let uit = self.b.id();
        self.houd(uit, o, (false, "WMO306"), &terug, Some(id), &antwoord)
    }

    /// The start of the care; returns the key of the message.
    pub(super) fn meld_start(&mut self, o: &Opdracht, begin: Datum, dag: Datum) -> Result<Sleutel, Fout> {
        let id = self.post(dag, "bericht ontvangen");
        let (kenmerk, terug) = (format!("S{}", o.nummer), format!("R{}", o.nummer));
        let mut antwoord = String::new();
        let xml = self.xml(|l, bsn| {
            let b = l.wmo305(o, bsn, &kenmerk, begin, dag)?;
            let uit = oordeel::start(&b, &Kennis::van(o, bsn)?, vertaal::datum(dag)?);
            debug_assert!(uit.is_akkoord(), "{uit:?}");
            antwoord = retour::wmo306(&b, &uit, &gegevens(&terug, dag)?).schrijf();
            Ok(b.schrijf())
        })?;
        self.houd(id, o, (true, "WMO305"), &kenmerk, None, &xml)?;
        let zin = format!("Toewijzing {}: De zorg is gestart op {}.", o.nummer, begin.voluit());
        self.gevolg(id, o, "verwerkt", zin);
        self.regiebericht(id, o, begin, None);
        let uit = self.b.id();
        self.houd(uit, o, (false, "WMO306"), &terug, Some(id), &antwoord)?;
        Ok(id)
    }

    /// The stop of the care after a last day; returns the key of the message.
    pub(super) fn meld_einde(
        &mut self,
        o: &Opdracht,
        begin: Datum,
        laatste: Datum,
        reden: &str,
        dag: Datum,
    ) -> Result<Sleutel, Fout> {
        let id = self.post(dag, "bericht ontvangen");
        let (kenmerk, terug) = (format!("E{}", o.nummer), format!("Q{}", o.nummer));
        let mut antwoord = String::new();
        let xml = self.xml(|l, bsn| {
            let start = l.wmo305(o, bsn, &kenmerk, begin, dag)?;
            let mut kennis = Kennis::van(o, bsn)?;
            kennis.regie = start.client.producten.iter().cloned().map(Regiebericht::Start).collect();
            let b = wmo307(start, laatste, reden)?;
            let uit = oordeel::stop(&b, &kennis, vertaal::datum(dag)?);
            debug_assert!(uit.is_akkoord(), "{uit:?}");
            antwoord = retour::wmo308(&b, &uit, &gegevens(&terug, dag)?).schrijf();
            Ok(b.schrijf())
        })?;
        self.houd(id, o, (true, "WMO307"), &kenmerk, None, &xml)?;
        let zin = format!("Toewijzing {}: De zorg is gestopt na {}.", o.nummer, laatste.voluit());
        self.gevolg(id, o, "verwerkt", zin);
        self.regiebericht(id, o, begin, Some((laatste, reden)));
        let uit = self.b.id();
        self.houd(uit, o, (false, "WMO308"), &terug, Some(id), &antwoord)?;
        Ok(id)
    }

    fn regiebericht(&mut self, bericht: Sleutel, o: &Opdracht, begin: Datum, stop: Option<(Datum, &str)>) {
        let (id, p) = (self.b.id(), &PRODUCTEN[o.product]);
        let velden = vec![
            ("regiebericht_id", Cel::Id(id)),
            ("bericht_id", Cel::Id(bericht)),
            ("toewijzing_id", Cel::Id(o.toewijzing)),
            ("soort", ct(if stop.is_some() { "stop" } else { "start" })),
            ("begin_op", c(&begin)),
            ("eind_op", co(&stop.map(|s| s.0))),
            ("reden", ct(stop.map_or("", |s| s.1))),
            ("categorie", ct(p.categorie)),
            ("productcode", ct(p.code)),
            ("vervalt", c(&false)),
        ];
        self.b.rij("regiebericht", velden);
    }

    fn wmo301(&self, o: &Opdracht, bsn: Bsn, kenmerk: &str, dag: Datum) -> Result<Wmo301, Fout> {
        let (toewijzingsdatum, toewijzingstijd) = vertaal::stempel(moment(o.besloten))?;
        let product = ToegewezenProduct {
            nummer: vertaal::nummer(o.nummer)?,
            referentie_aanbieder: None,
            product: Some(o.product_iwmo()?),
            toewijzingsdatum,
            toewijzingstijd,
            ingangsdatum: vertaal::datum(o.ingang)?,
            einddatum: Some(vertaal::datum(o.tot.plus_dagen(-1))?),
            reden_wijziging: vertaal::reden(o.reden)?,
            omvang: Some(vertaal::omvang(&o.omvang)?),
            budget: None,
            commentaar: None,
            codes: (),
        };
        toewijzen::stel_op(o.kop(kenmerk, dag)?, &self.client, bsn, vec![product])
    }

    fn wmo305(
        &self,
        o: &Opdracht,
        bsn: Bsn,
        kenmerk: &str,
        begin: Datum,
        dag: Datum,
    ) -> Result<Wmo305, Fout> {
        let naam = toewijzen::naam(&self.client)?;
        Ok(Wmo305 {
            kop: o.kop(kenmerk, dag)?,
            client: StartClient {
                bsn,
                geboortedatum: Geboortedatum { datum: vertaal::datum(self.geboren)?, gebruik: None },
                geslacht: toewijzen::geslacht(&self.client),
                naam: VerkorteNaam {
                    geslachtsnaam: naam.geslachtsnaam,
                    voornamen: naam.voornamen,
                    voorletters: naam.voorletters,
                },
                producten: vec![StartProduct {
                    nummer: Some(vertaal::nummer(o.nummer)?),
                    product: Some(o.product_iwmo()?),
                    toewijzing_ingangsdatum: Some(vertaal::datum(o.ingang)?),
                    begindatum: vertaal::datum(begin)?,
                    status: StatusAanlevering::Eerste,
                    codes: (),
                }],
                codes: (),
            },
        })
    }
}

/// The stop of what was started.
fn wmo307(start: Wmo305, laatste: Datum, reden: &str) -> Result<Wmo307, Fout> {
    let reden: RedenBeeindiging = reden.parse().map_err(|_| Fout::nieuw("zaai: reden"))?;
    let einddatum = vertaal::datum(laatste)?;
    let stop = |s: StartProduct| StopProduct {
        nummer: s.nummer,
        product: s.product,
        toewijzing_ingangsdatum: s.toewijzing_ingangsdatum,
        begindatum: s.begindatum,
        reden,
        einddatum,
        status: StatusAanlevering::Eerste,
        codes: (),
    };
    let client = start.client;
    Ok(Wmo307 {
        kop: start.kop,
        client: StopClient {
            bsn: client.bsn,
            geboortedatum: client.geboortedatum,
            geslacht: client.geslacht,
            naam: client.naam,
            producten: client.producten.into_iter().map(stop).collect(),
            codes: (),
        },
    })
}

/// What the sender of an answer adds.
pub(super) fn gegevens(kenmerk: &str, dag: Datum) -> Result<Retourgegevens, Fout> {
    Ok(Retourgegevens {
        identificatie: kenmerk.parse().map_err(ongeldig)?,
        dagtekening: vertaal::datum(dag)?,
    })
}

/// A moment of an act.
pub(super) fn moment(micros: i64) -> crate::huis::opslag::Moment {
    crate::huis::opslag::Moment::from_microsecond(micros).unwrap_or(crate::huis::opslag::Moment::UNIX_EPOCH)
}
