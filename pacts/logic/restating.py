"""Targets in a year in which units come and go. Our rules, where the sources are silent:

- A unit that goes over whole into another carries its target with it: of a merger the sum of the parts stands.
- Who is there for a part of the season owes the part of the target that its days are of the season's days.
- A unit that is split owes what is left after its successors' shares, so that the bloc's total stays the same.
- Rates stay as they are, nothing allowed stays nothing allowed; figures are rounded half up to the sealed decimals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import reduce

from pacts.logic.kinds import REDUCTIONS, Kind
from pacts.logic.targets import at_least_as_strict

RATES = ("%", "‰")
COUNTED = (Kind.AT_LEAST, Kind.GREATER_THAN, Kind.EQUAL, Kind.AT_MOST, Kind.COUNT)


@dataclass(frozen=True)
class Days:
    """The season's first and last day, and the first day of the new order."""

    starts_on: date
    ends_on: date
    on: date

    @property
    def whole(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def left(self) -> int:
        return (self.ends_on - max(self.on, self.starts_on)).days + 1

    @property
    def past(self) -> int:
        return self.whole - self.left


def is_amount(kind: str, measure: str) -> bool:
    """Can it be added up and taken by days? Rates and falls in per cent cannot."""
    return Kind(kind) in COUNTED and measure not in RATES


def places_of(target: Decimal) -> int:
    """Decimals as sealed: 12 has none, 12.50 has one."""
    exponent = target.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_up(value: Fraction, places: int) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    scaled = value * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return (Decimal(whole) * unit).quantize(unit, ROUND_HALF_UP)


def by_days(target: Decimal, days: int, whole: int, parts: int = 1) -> Decimal:
    """The target times days over the season's days, shared equally by so many."""
    return half_up(Fraction(target) * days / whole / parts, places_of(target))


def rest_of(target: Decimal, shares: Sequence[Decimal]) -> Decimal:
    """What a unit that is split still owes for its own days."""
    return target - sum(shares, Decimal(0))


Goal = tuple[Decimal | None, Decimal | None]
"""Target and upper target."""


def strictest(kind: str, goals: Sequence[Goal]) -> Goal:
    """Of rates that differ the one that asks most: a sealed promise is never lowered."""
    known = [goal for goal in goals if goal[0] is not None]
    if not known:
        return None, None
    return reduce(lambda one, other: one if at_least_as_strict(Kind(kind), *one, *other) else other, known)


def summed(values: Sequence[Decimal | None]) -> Decimal | None:
    """None where one of them is not known."""
    return None if not values or None in values else sum((value for value in values if value is not None), Decimal(0))


def needs_baseline_sum(kind: str, measure: str) -> bool:
    """A fall of a count is measured against what the parts had together."""
    return Kind(kind) in REDUCTIONS and measure not in RATES
