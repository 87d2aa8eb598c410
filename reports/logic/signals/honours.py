"""Honours over the years: does the flag go round in turn, is everything shared out evenly, did the best score win?"""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import comb, factorial

from reports.logic.signals.shapes import Signal

FEWEST_SEASONS = 4


def rotation(winners: Sequence[str], units: Sequence[str]) -> Signal:
    """Does the flag go round? `winners` in order of season, `units` the members in order of precedence.

    Two ways of going round are asked: no unit wins a second time (as long as seasons ≤ units), and each winner follows
    the one before it in the ring of precedence. The chance is that of the more striking of the two, doubled. With many
    units and few seasons the first is no wonder: 5 different winners among 13 units happen by chance in 4 of 10 cases.
    Measured: the number of seasons.
    """
    if len(winners) < FEWEST_SEASONS or len(units) < 2 or not set(winners) <= set(units):
        return Signal("rotation", tuple(winners), None, None, len(winners))
    chance = min(Fraction(1), 2 * min(_all_different(winners, len(units)), _in_turn(winners, units)))
    return Signal("rotation", tuple(winners), Fraction(len(winners)), chance, len(winners))


def _all_different(winners: Sequence[str], n: int) -> Fraction:
    k = len(winners)
    if len(set(winners)) < k:
        return Fraction(1)
    return Fraction(factorial(n), factorial(n - k) * n**k)


def _in_turn(winners: Sequence[str], units: Sequence[str]) -> Fraction:
    """Every step the next in the ring (or every step the one before): (1/n) a step, two directions."""
    place = {unit: index for index, unit in enumerate(units)}
    steps = {(place[b] - place[a]) % len(units) for a, b in itertools.pairwise(winners)}
    if steps not in ({1}, {len(units) - 1}):
        return Fraction(1)
    return min(Fraction(1), Fraction(2, len(units) ** (len(winners) - 1)))


def spread(counts: Mapping[str, int]) -> Signal:
    """Are honours shared out more evenly than chance would share them? `counts`: honours of each unit over the years.

    Measured: Σ(count − mean)² ÷ mean, the usual measure of unevenness; small means even. The chance is the exact
    probability of an outcome at least as even when every honour falls on any unit alike. Uneven is no signal here: that
    the good win often is what honours are for.
    """
    n, total = len(counts), sum(counts.values())
    if n < 3 or total < n:
        return Signal("spread", (), None, None, total)
    squares = sum(count * count for count in counts.values())
    measured = Fraction(squares * n, total) - total
    return Signal("spread", (), measured, _at_least_as_even(n, total, squares), total)


def _at_least_as_even(n: int, total: int, squares: int) -> Fraction:
    """P(Σ count² ≤ squares) for `total` balls in `n` boxes, exact, by counting ways box by box."""

    @cache
    def ways(boxes: int, balls: int, left: int) -> int:
        if left < 0 or boxes * left < balls * balls:
            return 0
        if boxes == 1:
            return 1
        most = min(balls, _root(left))
        return sum(comb(balls, here) * ways(boxes - 1, balls - here, left - here * here) for here in range(most + 1))

    return Fraction(ways(n, total, squares), n**total)


def _root(number: int) -> int:
    root = int(number**0.5)
    return root - (root * root > number) + ((root + 1) ** 2 <= number)


def winner_below_top(ranks: Sequence[tuple[str, str, int | None]]) -> list[Signal]:
    """Seasons in which the first honour went to a unit that was not first by points: (season, unit, rank).

    A fact, not a chance: certainty is strong, and the reason may be a good one (a knock-out, a justified decision).
    """
    below = [(season, unit, rank) for season, unit, rank in ranks if rank is None or rank > 1]
    return [
        Signal("winner_below_top", (season, unit), Fraction(rank) if rank else None, Fraction(0), 1)
        for season, unit, rank in below
    ]


def how_often(winners: Sequence[str]) -> list[tuple[str, int]]:
    """Who won how often, most often first, then by name."""
    return sorted(Counter(winners).items(), key=lambda pair: (-pair[1], pair[0]))
