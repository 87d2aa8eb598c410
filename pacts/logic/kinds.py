"""The kinds of pledge found in real pacts of police blocs, 2012–2025, and what each of them needs."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy

Number = Decimal | Fraction | int
"""A figure: exact, never a float. A rate is a Fraction in per cent."""


class Kind(StrEnum):
    """How a pledge is judged; the value is what the database and the season file hold."""

    AT_LEAST = "at_least"
    GREATER_THAN = "greater_than"
    EQUAL = "equal"
    AT_MOST = "at_most"
    REDUCE_AT_LEAST = "reduce_at_least"
    REDUCE_RANGE = "reduce_range"
    ZERO = "zero"
    COUNT = "count"
    QUALITATIVE = "qualitative"

    @property
    def label(self) -> Any:
        return KIND_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        """Pairs for a model or form field: `choices=Kind.choices`."""
        return [(kind.value, kind.label) for kind in cls]


KIND_LABELS: dict[Kind, Any] = {
    Kind.AT_LEAST: gettext_lazy("≥ (at least)"),
    Kind.GREATER_THAN: gettext_lazy("> (more than)"),
    Kind.EQUAL: gettext_lazy("= (exactly)"),
    Kind.AT_MOST: gettext_lazy("≤ (at most)"),
    Kind.REDUCE_AT_LEAST: gettext_lazy("Falls by at least x per cent against…"),
    Kind.REDUCE_RANGE: gettext_lazy("Falls by a–b per cent against…"),
    Kind.ZERO: gettext_lazy("None allowed"),
    Kind.COUNT: gettext_lazy("A number of things"),
    Kind.QUALITATIVE: gettext_lazy("Qualitative"),
}


class Judged(StrEnum):
    """How a group of pledges is judged, e.g. traffic accidents: cases, deaths and injuries."""

    ALL_OF = "all_of"
    SUM_OF = "sum_of"

    @property
    def label(self) -> Any:
        return JUDGED_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        return [(judged.value, judged.label) for judged in cls]


JUDGED_LABELS: dict[Judged, Any] = {
    Judged.ALL_OF: gettext_lazy("Met only if every one is met"),
    Judged.SUM_OF: gettext_lazy("Judged on the sum"),
}

REDUCTIONS = (Kind.REDUCE_AT_LEAST, Kind.REDUCE_RANGE)
RISING = (Kind.AT_LEAST, Kind.GREATER_THAN, Kind.COUNT)
NUMBERLESS = (Kind.ZERO, Kind.QUALITATIVE)


def needs_baseline(kind: Kind) -> bool:
    """A promise to fall says what it falls from."""
    return kind in REDUCTIONS


def needs_target(kind: Kind) -> bool:
    """“Không để xảy ra” is 0 by its own words, and a qualitative pledge has no number."""
    return kind not in NUMBERLESS


def better(kind: Kind, target: Number | None = None, measure: str = "") -> str | None:
    """Which way a figure improves: "higher", "lower" or None.

    Our rule: "= 100%" improves upwards, because a rate can only miss it from below, and "= 0"
    downwards; any other "=" has no better side.
    """
    if kind in RISING:
        return "higher"
    if kind in (Kind.AT_MOST, Kind.ZERO, *REDUCTIONS):
        return "lower"
    if kind == Kind.EQUAL and target == 0:
        return "lower"
    return "higher" if kind == Kind.EQUAL and target == 100 and measure == "%" else None
