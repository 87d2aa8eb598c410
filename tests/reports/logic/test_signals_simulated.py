"""At which planted bias each signal speaks, and how often it cries wolf. Seeds are fixed."""

import random
from fractions import Fraction

from reports.logic.signals import Check, falls_together, leniency, reciprocity, rotation, same_text, spread

BLOCS = 60
UNITS = [f"u{n}" for n in range(13)]


def share(points: float) -> Fraction:
    """A mark as it is given: in steps of a tenth of the maximum, between 0 and 1."""
    return Fraction(min(10, max(0, round(points * 10))), 10)


def a_ring(chance: random.Random, bias: dict[str, float], rows: int = 40) -> list[Check]:
    """One season of cross-checks in which appraiser and checker err alike, and some checkers add their bias."""
    found = []
    for at, checker in enumerate(UNITS):
        for _row in range(rows):
            true = chance.uniform(0.3, 0.9)
            cross = share(true + chance.gauss(0, 0.1) + bias.get(checker, 0))
            found.append(Check(checker, UNITS[(at + 1) % 13], "2017", cross, share(true + chance.gauss(0, 0.1))))
    return found


def rate(heard: list[bool]) -> float:
    return sum(heard) / len(heard)


def test_leniency_cries_wolf_in_few_honest_blocs():
    chance = random.Random(1)
    heard = [any(signal.speaks for signal in leniency(a_ring(chance, {}))) for _ in range(BLOCS)]
    assert rate(heard) <= 0.05


def test_leniency_hears_a_tenth_of_the_maximum_added_in_more_than_half_the_blocs():
    chance = random.Random(2)
    found = [{s.units[0]: s.speaks for s in leniency(a_ring(chance, {"u5": 0.10}))}["u5"] for _ in range(BLOCS)]
    assert rate(found) >= 0.5


def test_leniency_hears_fifteen_hundredths_nearly_always_and_names_nobody_else():
    chance = random.Random(3)
    found = [[s.units[0] for s in leniency(a_ring(chance, {"u5": 0.15})) if s.speaks] for _ in range(BLOCS)]
    assert rate(["u5" in names for names in found]) >= 0.97
    assert rate([bool(set(names) - {"u5"}) for names in found]) <= 0.05


def test_five_hundredths_are_too_little_to_be_heard_in_one_season():
    """Said on the page: a small leniency stays below what one season can tell."""
    chance = random.Random(4)
    found = [{s.units[0]: s.speaks for s in leniency(a_ring(chance, {"u5": 0.05}))}["u5"] for _ in range(BLOCS)]
    assert rate(found) <= 0.5


def two_seasons(chance: random.Random, bias: float) -> list[Check]:
    rows = []
    for checker, checked, season in (("A", "B", "2016"), ("B", "A", "2017"), ("C", "D", "2016"), ("D", "C", "2017")):
        for _row in range(40):
            true = chance.uniform(0.3, 0.9)
            extra = bias if "A" in (checker, checked) else 0
            cross = share(true + chance.gauss(0, 0.1) + extra)
            rows.append(Check(checker, checked, season, cross, share(true + chance.gauss(0, 0.1))))
    return rows


def test_reciprocity_hears_two_that_spare_each_other_and_leaves_the_others_alone():
    chance = random.Random(5)
    found = [{s.units: s.speaks for s in reciprocity(two_seasons(chance, 0.15))} for _ in range(BLOCS)]
    assert rate([pairs["A", "B"] for pairs in found]) >= 0.9
    assert rate([pairs["C", "D"] for pairs in found]) <= 0.02


def test_reciprocity_is_silent_without_bias():
    chance = random.Random(6)
    assert rate([any(s.speaks for s in reciprocity(two_seasons(chance, 0))) for _ in range(BLOCS)]) <= 0.02


def test_rotation_cries_wolf_rarely_when_winners_are_drawn():
    chance = random.Random(7)
    units = UNITS[:6]
    heard = [rotation([chance.choice(units) for _ in range(6)], units).speaks for _ in range(2000)]
    assert rate(heard) <= 0.02


def test_rotation_hears_every_planted_round():
    for length in (5, 6, 8):
        assert all(rotation([UNITS[(start + n) % 5] for n in range(length)], UNITS[:5]).speaks for start in range(5))


def test_spread_cries_wolf_rarely_when_honours_fall_as_they_may():
    chance = random.Random(8)
    heard = []
    for _ in range(200):
        counts = dict.fromkeys(UNITS[:8], 0)
        for _honour in range(24):
            counts[chance.choice(UNITS[:8])] += 1
        heard.append(spread(counts).speaks)
    assert rate(heard) <= 0.02


def test_spread_hears_honours_dealt_out_like_cards():
    assert spread(dict.fromkeys(UNITS[:8], 3)).speaks


def counts_of(chance: random.Random, mean: int) -> int:
    """A Poisson count, by the normal approximation that is good enough at these means."""
    return max(0, round(chance.gauss(mean, mean**0.5)))


def a_year(chance: random.Random, fall: dict[str, float]):
    crimes = {u: (counts_of(chance, 300), counts_of(chance, round(300 * (1 - fall.get(u, 0))))) for u in UNITS}
    reports = {u: (counts_of(chance, 600), counts_of(chance, round(600 * (1 - fall.get(u, 0))))) for u in UNITS}
    return crimes, reports


def test_figures_falling_together_cry_wolf_rarely():
    chance = random.Random(9)
    assert rate([any(s.speaks for s in falls_together(*a_year(chance, {}))) for _ in range(300)]) <= 0.02


def heard_at(seed: int, fall: float) -> float:
    chance = random.Random(seed)
    years = [falls_together(*a_year(chance, {"u3": fall})) for _ in range(100)]
    return rate([any(signal.units == ("u3",) and signal.speaks for signal in found) for found in years])


def test_figures_falling_together_are_heard_at_three_tenths_mostly_and_at_four_tenths_nearly_always():
    assert heard_at(10, 0.3) >= 0.75
    assert heard_at(10, 0.4) >= 0.97


def test_the_text_signal_speaks_from_a_tenth_of_new_words_down():
    chance = random.Random(11)
    words = [f"từ{n}" for n in range(400)]
    text = " ".join(words)

    def rewritten(part: float) -> str:
        whole = list(words)
        start = chance.randrange(0, 400 - round(400 * part))
        whole[start : start + round(400 * part)] = [f"mới{n}" for n in range(round(400 * part))]
        return " ".join(whole)

    assert all(same_text(text, rewritten(0.05)).speaks for _ in range(20))
    assert not any(same_text(text, rewritten(0.25)).speaks for _ in range(20))
