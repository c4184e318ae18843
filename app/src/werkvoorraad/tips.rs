//! What to try first in the demo.

use crate::huis::Verzoek;

/// Text of the link, address, and what there is to see.
pub(super) type Tip = (&'static str, &'static str, &'static str);

const TIPS: &[Tip] = &[
    ("Doe een melding", "/meldingen/nieuw", "Zoek eerst, en leg dan een nieuwe vraag vast."),
    (
        "Bekijk de werkvoorraad",
        "/werkvoorraad",
        "Wat het eerst moet, staat bovenaan. Filter op een gemeente: vandaag is uw dag voor Deurne.",
    ),
    ("Open de monitor", "/monitor", "De aantallen van elke dag, zoals bekend op elke dag."),
    ("Lees een kwartaalrapport", "/rapporten", "Vaste cijfers, als pagina en als PDF."),
    (
        "Volg het geld",
        "/geld",
        "Begroot, beschikt, gedeclareerd en betaald. Elk bedrag opent wat erachter zit.",
    ),
    (
        "Bekijk de berichten",
        "/berichten",
        "Toewijzingen, starts, stops en declaraties, met het antwoord erbij.",
    ),
    (
        "Zie waarom Deurne dit krijgt",
        "/stelsel",
        "De verdeling van het budget per gemeente, met een rekenvoorbeeld. Elk getal opent tot op de bron.",
    ),
    ("Bekijk de aanbieders", "/aanbieders", "Contracten, tarieven per dag en het aantal plekken."),
];

/// The tips for pages that this person may open; none outside the demo.
pub(super) fn tips(v: &Verzoek) -> Vec<Tip> {
    let demo = v.app.instelling.demo;
    TIPS.iter().filter(|t| demo && v.in_menu(t.1)).copied().collect()
}
