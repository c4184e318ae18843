//! What a set of roles opens, by the function and the table that the gate enforces, and what a change makes of it.

use crate::{
    huis::{
        Methode, Rol, Veldklasse, gemeenten,
        kader::Toon,
        rechten::{Actie, Oordeel, Relatie, mag},
    },
    routes,
};
use kern::stam::Gemeentecode;
use std::collections::BTreeSet;

/// A role and where it holds.
pub type RolOp = (Rol, Option<Gemeentecode>);

/// What may be done with fields of one class, from nothing to everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mate {
    /// Nothing.
    Niets,
    /// Only with the noodknop, and then only reading.
    Noodknop,
    /// Reading, with a number instead of a name.
    Gemaskeerd,
    /// Reading.
    Lezen,
    /// Reading and changing.
    Wijzigen,
}

impl Mate {
    /// As shown.
    pub fn naam(self) -> &'static str {
        match self {
            Mate::Niets => "niets",
            Mate::Noodknop => "lezen, alleen met de noodknop",
            Mate::Gemaskeerd => "lezen zonder naam",
            Mate::Lezen => "lezen",
            Mate::Wijzigen => "lezen en wijzigen",
        }
    }
    /// Colour of the word in the table.
    pub fn toon(self) -> Toon {
        match self {
            Mate::Niets => Toon::Neutraal,
            Mate::Noodknop | Mate::Gemaskeerd => Toon::LetOp,
            Mate::Lezen => Toon::Info,
            Mate::Wijzigen => Toon::Goed,
        }
    }
}

/// How far one role goes.
pub fn mate(rol: Rol, relatie: Relatie, klasse: Veldklasse) -> Mate {
    let oordeel = |actie, noodknop| mag(rol, relatie, klasse, actie, noodknop);
    match (oordeel(Actie::Lezen, false), oordeel(Actie::Handelen, false)) {
        (_, Oordeel::Ja) => Mate::Wijzigen,
        (Oordeel::Ja, _) => Mate::Lezen,
        (Oordeel::Gemaskeerd, _) => Mate::Gemaskeerd,
        (Oordeel::Nee, _) if oordeel(Actie::Lezen, true) == Oordeel::Ja => Mate::Noodknop,
        (Oordeel::Nee, _) => Mate::Niets,
    }
}

/// Classes of fields of an inwoner, as people call them.
pub const KLASSEN: [(Veldklasse, &str); 6] = [
    (Veldklasse::Basis, "Naam, geboortedatum, fase en termijnen"),
    (Veldklasse::Contact, "Adres, telefoon en melder"),
    (Veldklasse::Bsn, "Burgerservicenummer"),
    (Veldklasse::Gezondheid, "Hulpvraag, leefgebieden, doelen en besluiten"),
    (Veldklasse::Financieel, "Bedragen"),
    (Veldklasse::Notitie, "Notities"),
];

/// Relations to a dossier, as people call them.
pub const RELATIES: [(Relatie, &str); 3] = [
    (Relatie::Houder, "Eigen dossiers"),
    (Relatie::Gebied, "Dossiers in het eigen gebied"),
    (Relatie::Geen, "Alle andere dossiers"),
];

/// What the pages of a role are for, in the order of the alphabet: first reading, then acting.
pub fn paginas(rollen: &[RolOp], methode: Methode) -> BTreeSet<&'static str> {
    routes::alle(false)
        .into_iter()
        .filter(|r| r.methode == methode && rollen.iter().any(|(rol, _)| r.rollen.contains(rol)))
        .map(|r| r.doel)
        .collect()
}

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijziging {
    /// Which dossiers.
    pub waar: String,
    /// Which fields.
    pub wat: &'static str,
    /// Now.
    pub nu: Mate,
    /// After the change.
    pub straks: Mate,
}

impl Wijziging {
    /// Whether it opens something.
    pub fn meer(&self) -> bool {
        self.nu < self.straks
    }
}

/// What a change gives and takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gevolg {
    /// Fields of dossiers.
    pub velden: Vec<Wijziging>,
    /// Pages and acts that open.
    pub erbij: Vec<&'static str>,
    /// Pages and acts that close.
    pub weg: Vec<&'static str>,
}

impl Gevolg {
    /// Whether nothing changes.
    pub fn is_leeg(&self) -> bool {
        self.velden.is_empty() && self.erbij.is_empty() && self.weg.is_empty()
    }
}

/// The difference between two sets of roles.
pub fn gevolg(nu: &[RolOp], straks: &[RolOp]) -> Gevolg {
    let mut velden = Vec::new();
    for (relatie, naam) in RELATIES {
        for (klasse, wat) in KLASSEN {
            velden.extend(plaatsen(relatie, klasse, nu, straks).into_iter().map(|(plaats, nu, straks)| {
                let waar = if plaats.is_empty() { naam.to_owned() } else { format!("Dossiers van {plaats}") };
                Wijziging { waar, wat, nu, straks }
            }));
        }
    }
    let alles = |r: &[RolOp]| -> BTreeSet<&'static str> {
        paginas(r, Methode::Get).union(&paginas(r, Methode::Post)).copied().collect()
    };
    let (voor, na) = (alles(nu), alles(straks));
    Gevolg {
        velden,
        erbij: na.difference(&voor).copied().collect(),
        weg: voor.difference(&na).copied().collect(),
    }
}

/// Where the reach in one class of fields differs: name of the place ('' when place does not matter), before, after.
fn plaatsen(
    relatie: Relatie,
    klasse: Veldklasse,
    nu: &[RolOp],
    straks: &[RolOp],
) -> Vec<(String, Mate, Mate)> {
    let verst = |rollen: &[RolOp], plaats: Option<Gemeentecode>| {
        let telt = |g: &Option<Gemeentecode>| plaats.is_none() || g.is_none() || *g == plaats;
        let maten = rollen.iter().filter(|(_, g)| telt(g)).map(|(rol, _)| mate(*rol, relatie, klasse));
        maten.max().unwrap_or(Mate::Niets)
    };
    if relatie != Relatie::Gebied {
        let (a, b) = (verst(nu, None), verst(straks, None));
        return if a == b { Vec::new() } else { vec![(String::new(), a, b)] };
    }
    let per_gemeente: Vec<(String, Mate, Mate)> = gemeenten::regio()
        .iter()
        .map(|g| (g.naam.clone(), verst(nu, Some(g.code)), verst(straks, Some(g.code))))
        .filter(|(_, a, b)| a != b)
        .collect();
    match per_gemeente.as_slice() {
        [(_, a, b), rest @ ..]
            if rest.len() + 1 == gemeenten::regio().len() && rest.iter().all(|r| (r.1, r.2) == (*a, *b)) =>
        {
            vec![("de hele regio".to_owned(), *a, *b)]
        }
        _ => per_gemeente,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deurne() -> Option<Gemeentecode> {
        Gemeentecode::lees("0762").ok()
    }

    #[test]
    fn een_rol_voor_een_gemeente_opent_alleen_die_gemeente() {
        let g = gevolg(&[], &[(Rol::Aandachtsfunctionaris, deurne())]);
        let gebied: Vec<&Wijziging> =
            g.velden.iter().filter(|w| w.waar.starts_with("Dossiers van")).collect();
        assert!(gebied.iter().all(|w| w.waar == "Dossiers van Deurne" && w.meer()), "{gebied:?}");
        assert!(gebied.iter().any(|w| w.wat == KLASSEN[0].1 && w.straks == Mate::Lezen));
        assert!(g.weg.is_empty() && g.erbij.contains(&"dossier bekijken"));
    }

    #[test]
    fn wat_erbij_komt_gaat_bij_het_einde_weer_weg() {
        for rol in Rol::ALLE {
            let (heen, terug) = (gevolg(&[], &[(rol, None)]), gevolg(&[(rol, None)], &[]));
            assert_eq!(heen.erbij, terug.weg, "{rol:?}");
            assert_eq!(heen.velden.len(), terug.velden.len(), "{rol:?}");
            assert!(terug.velden.iter().all(|w| !w.meer()), "{rol:?}");
        }
    }

    #[test]
    fn wie_de_regio_al_ziet_krijgt_met_een_gemeente_niets_extra() {
        let tr = (Rol::Trajectregisseur, None);
        let g = gevolg(&[tr], &[tr, (Rol::Trajectregisseur, deurne())]);
        assert!(g.is_leeg(), "{g:?}");
    }
}
