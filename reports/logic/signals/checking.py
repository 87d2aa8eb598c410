"""Cross-checks: is somebody lenient, do two spare each other, do the stages agree at all?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from reports.logic.signals.shapes import Check, Signal, asked, tail

FEWEST = 8
"""Fewer differing rows than this cannot be told from chance at 1 % (a fair coin gives 7 of 7 in 0.8 %)."""

AGREES, TENTATIVE = Fraction(4, 5), Fraction(667, 1000)
"""Krippendorff's customary limits for α: above 0.8 the stages agree; below 0.667 nothing should be built on them."""


def leniency(checks: Iterable[Check]) -> list[Signal]:
    """For each checking unit: did it mark above what was appraised far more often than below?

    Measured: the mean gap cross − appraised, as a share of the maximum. Rows where both agree say nothing either way
    and are left out of the sign test. The most lenient first.
    """
    by_checker = defaultdict(list)
    for check in checks:
        if check.cross is not None and check.appraised is not None:
            by_checker[check.checker].append(check.cross - check.appraised)
    found = [_lenient("leniency", (unit,), gaps, len(by_checker)) for unit, gaps in by_checker.items()]
    return sorted(found, key=lambda signal: (-(signal.measured or 0), signal.units))


def _lenient(key: str, units: tuple[str, ...], gaps: Sequence[Fraction], questions: int) -> Signal:
    up, down = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    enough = up + down >= FEWEST
    chance = asked(tail(up, up + down), questions) if enough else None
    return Signal(key, units, sum(gaps, Fraction(0)) / len(gaps), chance, len(gaps))


def reciprocity(checks: Iterable[Check]) -> list[Signal]:
    """Pairs that checked each other in different seasons: were both lenient with one another?

    Within one season the draw allows no such pair. Measured: the smaller of the two mean gaps; the chance is the larger
    of the two, so that both sides must stand out.
    """
    gaps: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for check in checks:
        if check.cross is not None and check.appraised is not None:
            gaps[check.checker, check.checked].append(check.cross - check.appraised)
    pairs = sorted((a, b) for a, b in gaps if a < b and (b, a) in gaps)
    return [_mutual(pair, gaps[pair], gaps[pair[::-1]], len(pairs)) for pair in pairs]


def _mutual(pair: tuple[str, str], there: Sequence[Fraction], back: Sequence[Fraction], questions: int) -> Signal:
    sides = [_lenient("reciprocity", pair, gaps, questions) for gaps in (there, back)]
    chances = [side.chance for side in sides if side.chance is not None]
    chance = max(chances) if len(chances) == 2 else None
    gap = min(side.measured or Fraction(0) for side in sides)
    return Signal("reciprocity", pair, gap, chance, len(there) + len(back))


def agreement(rows: Iterable[Sequence[Fraction | None]]) -> Signal:
    """Krippendorff's α for interval data over the stages' marks of each row (shares of the maximum; None: not marked).

    Measured: α, 1 for full agreement, 0 for what chance would give, below 0 for worse. Certainty is not a probability
    here: `chance` is 0 below the lower customary limit, 1 above the upper one, and between them 0.01 (fair).
    Source: K. Krippendorff, Content Analysis, ch. 11; test vectors from his published example.
    """
    kept = [[value for value in row if value is not None] for row in rows]
    kept = [row for row in kept if len(row) > 1]
    if len(kept) < FEWEST:
        return Signal("agreement", (), None, None, len(kept))
    alpha = _alpha(kept)
    chance = Fraction(0) if alpha < TENTATIVE else Fraction(1, 100) if alpha < AGREES else Fraction(1)
    return Signal("agreement", (), alpha, chance, len(kept))


def _alpha(rows: Sequence[Sequence[Fraction]]) -> Fraction:
    values = [value for row in rows for value in row]
    n = len(values)
    seen = sum((_squares(row) / (len(row) - 1) for row in rows), Fraction(0)) / n
    expected = _squares(values) / (n * (n - 1))
    return Fraction(1) if expected == 0 else 1 - seen / expected


def _squares(values: Sequence[Fraction]) -> Fraction:
    """The sum of (a − b)² over all ordered pairs: 2·(n·Σx² − (Σx)²)."""
    total = sum(values, Fraction(0))
    return 2 * (len(values) * sum((value * value for value in values), Fraction(0)) - total * total)
