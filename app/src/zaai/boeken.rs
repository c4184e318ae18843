//! Money that goes with a grant, and the events of a life: in, up, down, out.

use super::akte::{Cel, Sleutel, c, co, ct};
use super::leven::{Beschikt, Leven};
use super::wereld::PRODUCTEN;
use super::zorg::Toegekend;
use crate::huis::Fout;
use kern::financien::{Bijboeking, Boeking, Boekpost, Boeksoort, Geboekt, Kenmerk, beschikt, bij_te_boeken};
use kern::inkoop::{Leveringsvorm, Productcode};
use kern::stam::{Cent, Datum, DossierId, Periode};

impl Leven<'_> {
    /// Books what was granted, per month; returns the entries.
    pub(super) fn boek_beschikt(
        &mut self,
        t: &Toegekend,
        bedrag: Cent,
        periode: &Periode,
    ) -> Result<Vec<(Sleutel, Boeking)>, Fout> {
        let doel = self.te_beschikken(t, bedrag, periode)?;
        Ok(doel.into_iter().map(|b| (self.boek(t.indicatie, &b, None), b)).collect())
    }

    /// Brings the book to what is left of a grant: what is no longer right gets a counter-entry.
    pub(super) fn boek_bij(
        &mut self,
        t: &Toegekend,
        geboekt: &[(Sleutel, Boeking)],
        rest: Option<(Cent, Periode)>,
    ) -> Result<(), Fout> {
        let nummer = |i: usize| i64::try_from(i).unwrap_or(i64::MAX);
        let stand: Vec<Geboekt> = geboekt
            .iter()
            .enumerate()
            .map(|(i, (_, b))| Geboekt { boeking_id: nummer(i), boeking: b.clone(), tegenboeking_van: None })
            .collect();
        let doel = match &rest {
            Some((bedrag, periode)) => self.te_beschikken(t, *bedrag, periode)?,
            None => Vec::new(),
        };
        for Bijboeking { boeking, tegenboeking_van } in bij_te_boeken(&stand, &doel) {
            let van = tegenboeking_van.and_then(|i| usize::try_from(i).ok()).map(|i| geboekt[i].0);
            self.boek(t.indicatie, &boeking, van);
        }
        Ok(())
    }

    fn te_beschikken(&self, t: &Toegekend, bedrag: Cent, periode: &Periode) -> Result<Vec<Boeking>, Fout> {
        let post = Boekpost {
            soort: Boeksoort::Beschikt,
            dossier: DossierId(0),
            indicatie_id: 0,
            toewijzing_id: None,
            aanbieder: None,
            declaratieregel_id: None,
            gemeente: self.gemeente,
            product: Productcode::lees(PRODUCTEN[t.product].code)
                .map_err(|_| Fout::nieuw("zaai: productcode"))?,
            vorm: t.vorm,
            leveringsvorm: if t.zin { Leveringsvorm::Zin } else { Leveringsvorm::Pgb },
            kenmerk: if self.kenmerk == "historisch" { Kenmerk::Historisch } else { Kenmerk::Nieuw },
            maand: periode.van().eerste_van_maand(),
        };
        beschikt(&post, bedrag, periode).map_err(|w| Fout::nieuw(w.to_string()))
    }

    fn boek(&mut self, indicatie: Sleutel, b: &Boeking, tegen: Option<Sleutel>) -> Sleutel {
        let (id, leeg): (Sleutel, Option<i64>) = (self.b.regel(), None);
        let p = &b.post;
        let velden = vec![
            ("boeking_id", Cel::Id(id)),
            ("soort", ct(p.soort.code())),
            ("dossier_id", Cel::Id(self.dossier)),
            ("indicatie_id", Cel::Id(indicatie)),
            ("toewijzing_id", co(&leeg)),
            ("aanbieder_id", co(&leeg)),
            ("declaratieregel_id", co(&leeg)),
            ("gemeente", c(&p.gemeente)),
            ("productcode", ct(p.product.tekst())),
            ("vorm", ct(p.vorm.code())),
            ("leveringsvorm", ct(p.leveringsvorm.code())),
            ("kenmerk", ct(p.kenmerk.code())),
            ("maand", c(&p.maand)),
            ("bedrag_cent", c(&b.bedrag)),
            ("tegenboeking_van", tegen.map_or_else(|| co(&leeg), Cel::Id)),
            ("bericht_id", co(&leeg)),
        ];
        self.b.rij("boeking", velden);
        let (jaar, gemeente, vorm) = (p.maand.jaar(), p.gemeente, p.vorm);
        self.beschikt.push(Beschikt { jaar, gemeente, vorm, bedrag: b.bedrag });
        id
    }

    /// Up, down, in or out.
    pub(super) fn schaal(
        &mut self,
        op: Datum,
        van: &str,
        naar: &str,
        soort: &str,
        reden: &str,
        bestemming: &str,
        besluit: Option<Sleutel>,
    ) {
        let id = self.b.id();
        let leeg: Option<i64> = None;
        let velden = vec![
            ("schaling_id", Cel::Id(id)),
            ("dossier_id", Cel::Id(self.dossier)),
            ("op", c(&op)),
            ("van_vorm", ct(van)),
            ("naar_vorm", ct(naar)),
            ("soort", ct(soort)),
            ("reden", ct(reden)),
            ("bestemming", ct(bestemming)),
            ("toelichting", ct("")),
            ("besluit_id", besluit.map_or_else(|| co(&leeg), Cel::Id)),
        ];
        self.b.rij("schaling", velden);
    }
}
