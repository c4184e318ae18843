"""The small rule of kern/benches/woonplaats.rs in OpenFisca: a case at a time, and as one array."""

import statistics
import sys
import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

SEED, G, B, C = (np.uint64(x) for x in (20230101, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
PEIL, MAAND = 19723, "2024-01"


def gevallen(n):
    i = np.arange(n, dtype=np.uint64)

    def trek(k, onder):
        with np.errstate(over="ignore"):
            z = SEED + i * G + np.uint64(k) * B
            z = (z ^ (z >> np.uint64(30))) * B
            z = (z ^ (z >> np.uint64(27))) * C
            z ^= z >> np.uint64(31)
        return (z % np.uint64(onder)).astype(np.int32)

    melding, historisch = 18628 + trek(0, 1826), trek(4, 100) < 25
    return {
        "melding": melding,
        "gem_brp": trek(1, 343),
        "in_instelling": trek(2, 100) < 40,
        "gem_voor": trek(3, 343),
        "historisch": historisch,
        "indicatie_einde": np.where(historisch, melding + trek(5, 1500) - 400, 0),
        "laatste": np.where(trek(6, 100) < 30, melding - trek(7, 900), -1),
        "gem_melding": 1 + trek(8, 342),
    }


CENTRUM = np.array([0] + [1 + (g * 7919) % 43 for g in range(1, 343)])
persoon = build_entity("persoon", "personen", "persoon", is_person=True)
huis = build_entity("huis", "huizen", "huis", roles=[{"key": "lid", "plural": "leden"}])
stelsel = TaxBenefitSystem([persoon, huis])


def veld(naam, soort, formule=None):
    kenmerken = {"value_type": soort, "entity": persoon, "definition_period": DateUnit.MONTH, "label": naam}
    if formule:
        kenmerken["formula"] = formule
    stelsel.add_variable(type(naam, (Variable,), kenmerken))


for naam, waarden in gevallen(1).items():
    veld(naam, bool if waarden.dtype == bool else int)


def is_nieuw(p, maand, _):
    laatste = p("laatste", maand)
    return (laatste < 0) | (p("melding", maand) - laatste > 365)


def grond(p, maand, _):
    lopend = p("historisch", maand) & (p("indicatie_einde", maand) >= PEIL)
    verblijf = p("in_instelling", maand) & (p("gem_voor", maand) != 0)
    return np.select([lopend, verblijf, p("gem_brp", maand) != 0], [1, 2, 3], 4)


def gemeente(p, maand, _):
    nr, gemeld = p("grond", maand), p("gem_melding", maand)
    keuzes = [CENTRUM[gemeld], p("gem_voor", maand), p("gem_brp", maand)]
    return np.select([nr == 1, nr == 2, nr == 3], keuzes, gemeld)


veld("is_nieuw", bool, is_nieuw)
veld("grond", int, grond)
veld("gemeente", int, gemeente)
UIT = ("is_nieuw", "gemeente", "grond")


def samen(invoer, n):
    simulatie = SimulationBuilder().build_default_simulation(stelsel, count=n)
    for naam, waarden in invoer.items():
        simulatie.set_input(naam, MAAND, waarden)
    return [simulatie.calculate(naam, MAAND) for naam in UIT]


def los(invoer, j, spoor):
    p = {naam: {MAAND: w[j].item()} for naam, w in invoer.items()} | {naam: {MAAND: None} for naam in UIT}
    situatie = {"personen": {"a": p}, "huizen": {"h": {"leden": ["a"]}}}
    simulatie = SimulationBuilder().build_from_entities(stelsel, situatie)
    simulatie.trace = spoor
    uit = [simulatie.calculate(naam, MAAND)[0] for naam in UIT]
    if spoor:
        simulatie.tracer.get_serialized_flat_trace()
    return uit


def controlegetal(nieuw, gemeente, grond):
    return int((np.asarray(gemeente, dtype=np.int64) * np.asarray(grond) + nieuw).sum())


def midden(doe, keren):
    doe()
    tijden = []
    for _ in range(keren):
        begin = time.process_time()
        doe()
        tijden.append(time.process_time() - begin)
    return statistics.median(tijden)


if __name__ == "__main__":
    kern = {}
    for regel in sys.stdin:
        delen = regel.split()
        if delen[:1] == ["proefregel"]:
            kern[int(delen[1])] = (int(delen[2]), int(delen[3]) / 1000)
    for n in (1_000, 10_000, 1_000_000):
        invoer = gevallen(n)
        zelfde = controlegetal(*samen(invoer, n)) == kern[n][0]
        seconden = midden(lambda: samen(invoer, n), 5)
        print(f"array of {n}: OpenFisca {seconden / n * 1e9:.0f} ns per case, kern with steps {kern[n][1]:.1f} ns; same outcomes: {zelfde}")
        assert zelfde, "the two do not agree"
    invoer = gevallen(200)
    for spoor in (False, True):
        ns = midden(lambda: [los(invoer, j, spoor) for j in range(200)], 5) / 200 * 1e9
        woord = "with" if spoor else "without"
        print(f"case by case, {woord} trace: OpenFisca {ns / 1000:.0f} us, kern with steps {kern[1_000][1]:.1f} ns: {ns / kern[1_000][1]:,.0f} times")
