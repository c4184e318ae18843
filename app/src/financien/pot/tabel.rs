//! The lines of the pot as the screen shows them.

use super::reken::Potstand;
use crate::huis::gemeenten;
use kern::financien::{Geldstroom, Kostenregel};
use kern::stam::{Cent, Gemeentecode};

/// One line of what goes in and out.
pub struct Potregel {
    /// What it is.
    pub naam: String,
    /// Budgeted; empty without a begroting.
    pub begroot: String,
    /// Booked.
    pub geboekt: String,
    /// Booked minus budgeted; empty without a begroting.
    pub verschil: String,
    /// The entries behind it; empty for a sum, and for who does not keep the books.
    pub href: String,
    /// Whether it is a sum.
    pub som: bool,
}

/// One gemeente in the pot.
pub struct Gemeenteregel {
    /// Its name.
    pub naam: String,
    /// What it received from the gemeentefonds.
    pub ontvangen: String,
    /// What it brings in.
    pub inbreng: String,
    /// What the support of its inwoners cost.
    pub kosten: String,
    /// Inbreng minus costs.
    pub overdracht: String,
    /// Its part of the result by the key; empty without a decision.
    pub aandeel: String,
    /// Entries behind the inbreng, and the declared lines behind the costs; empty for who may not see them.
    pub href_inbreng: String,
    /// Likewise.
    pub href_kosten: String,
    /// What this means, in one sentence.
    pub zin: String,
}

/// What a page needs to draw the pot.
pub struct Beeld<'a> {
    /// As booked.
    pub geboekt: &'a Potstand,
    /// As budgeted.
    pub begroot: Option<&'a Potstand>,
    /// Year.
    pub jaar: i16,
    /// Whether numbers open to their entries.
    pub opent: bool,
}

impl Beeld<'_> {
    fn regel(&self, naam: &str, waarde: impl Fn(&Potstand) -> Cent, stroom: Option<Geldstroom>) -> Potregel {
        let nu = waarde(self.geboekt);
        let begroot = self.begroot.map(&waarde);
        Potregel {
            naam: naam.to_owned(),
            begroot: begroot.map_or_else(String::new, |b| b.to_string()),
            geboekt: nu.to_string(),
            verschil: begroot.map_or_else(String::new, |b| (nu - b).to_string()),
            href: stroom.filter(|_| self.opent).map_or_else(String::new, |s| self.boek(s, None)),
            som: false,
        }
    }

    fn som(&self, naam: &str, waarde: impl Fn(&Potstand) -> Cent) -> Potregel {
        Potregel { som: true, ..self.regel(naam, waarde, None) }
    }

    fn boek(&self, stroom: Geldstroom, g: Option<Gemeentecode>) -> String {
        let waar = g.map_or_else(String::new, |g| format!("&gemeente={g}"));
        format!("/geld/grootboek?jaar={}&stroom={}{waar}", self.jaar, stroom.code())
    }

    /// What goes in and out, with sums.
    pub fn regels(&self) -> Vec<Potregel> {
        let kosten = |naam: &'static str| {
            move |p: &Potstand| -> Cent {
                let past = |k: &&Kostenregel| k.omschrijving == naam;
                p.pot.uitvoeringskosten.iter().filter(past).map(|k| k.bedrag).sum()
            }
        };
        let mut uit = vec![
            self.regel("Inbreng van de gemeenten", |p| p.uitkomst.inbreng, None),
            self.regel("Eigen bijdragen", |p| p.pot.eigen_bijdragen, Some(Geldstroom::EigenBijdrage)),
            self.som("Erin: samen", |p| p.uitkomst.baten),
            self.regel("Ondersteuning van inwoners", |p| p.uitkomst.programmakosten, None),
        ];
        for s in [Geldstroom::Uitvoering, Geldstroom::Overhead] {
            uit.push(self.regel(s.tekst(), kosten(s.tekst()), Some(s)));
        }
        let k = Geldstroom::Kostenverrekening;
        let verrekend = self.regel(k.tekst(), kosten(k.tekst()), Some(k));
        if self.geboekt.pot.uitvoeringskosten.iter().any(|r| r.omschrijving == k.tekst()) {
            uit.push(verrekend);
        }
        uit.push(self.som("Eruit: samen", |p| p.uitkomst.lasten));
        if self.geboekt.reserve_in_jaar != Cent::NUL {
            uit.push(self.regel("Van of naar de reserve", |p| p.reserve_in_jaar, Some(Geldstroom::Reserve)));
        }
        uit.push(self.som("Over (of tekort)", Potstand::te_verdelen));
        uit
    }

    /// Every gemeente of the region, with what it carries and what it gets.
    pub fn gemeenten(&self, delen: Option<&[(Gemeentecode, Cent)]>) -> Vec<Gemeenteregel> {
        let stand = self.geboekt;
        let solidair = stand.pot.solidariteit();
        let rij = |g: &gemeenten::Regiogemeente| {
            let eigen = solidair.iter().find(|s| s.gemeente == g.code);
            let waarde =
                |f: &dyn Fn(&kern::financien::Solidariteit) -> Cent| eigen.map_or(Cent::NUL, f).to_string();
            let aandeel =
                delen.map(|d| d.iter().filter(|x| x.0 == g.code).map(|x| x.1).sum::<Cent>().to_string());
            let stroom = if g.code == gemeenten::regiegemeente() {
                Geldstroom::Ontvangst
            } else {
                Geldstroom::Doorsluizing
            };
            let open = |pad: String| if self.opent { pad } else { String::new() };
            Gemeenteregel {
                naam: g.naam.clone(),
                ontvangen: Potstand::van(&stand.ontvangen, g.code).to_string(),
                inbreng: waarde(&|s| s.inbreng),
                kosten: waarde(&|s| s.programmakosten),
                overdracht: waarde(&kern::financien::Solidariteit::overdracht),
                aandeel: aandeel.unwrap_or_default(),
                href_inbreng: open(self.boek(stroom, Some(g.code))),
                href_kosten: open(format!("/geld?jaar={}&gemeente={}&per=product", self.jaar, g.code)),
                zin: eigen
                    .map_or_else(|| format!("Van {} is nog niets geboekt.", g.naam), |s| s.zin(&g.naam)),
            }
        };
        gemeenten::regio().iter().map(rij).collect()
    }
}
