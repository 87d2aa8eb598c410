"""What a signal is, and the figures of chance it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import comb
from typing import Any

from django.utils.translation import gettext_lazy


class Certainty(StrEnum):
    """How far the figures carry. Never more than “a matter worth asking about”."""

    TOO_LITTLE = "too_little"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"

    @property
    def label(self) -> Any:
        return LABELS[self]


LABELS: dict[Certainty, Any] = {
    Certainty.TOO_LITTLE: gettext_lazy("too few figures to say"),
    Certainty.WEAK: gettext_lazy("could well be chance"),
    Certainty.FAIR: gettext_lazy("hardly chance alone"),
    Certainty.STRONG: gettext_lazy("very unlikely to be chance"),
}

FAIR, STRONG = Fraction(1, 100), Fraction(1, 1000)
"""Above 1 % by chance a signal is silent; below 0.1 % it is called strong. Our choice, stated on the page."""


@dataclass(frozen=True)
class Signal:
    """One thing to look at. `measured` is in the unit the signal names (a share of the maximum, α, a percentage …);
    `chance` the probability of seeing this much by chance, already multiplied by the number of things asked; `n` how
    many figures it rests on.
    """

    key: str
    units: tuple[str, ...]
    measured: Fraction | None
    chance: Fraction | None
    n: int

    @property
    def certainty(self) -> Certainty:
        if self.chance is None:
            return Certainty.TOO_LITTLE
        if self.chance <= STRONG:
            return Certainty.STRONG
        return Certainty.FAIR if self.chance <= FAIR else Certainty.WEAK

    @property
    def speaks(self) -> bool:
        return self.certainty in (Certainty.FAIR, Certainty.STRONG)


@dataclass(frozen=True)
class Check:
    """One criterion of one unit as one unit checked it and as it was judged later, as shares of the maximum, 0…1.

    `own` is the checked unit's self-score. None where that stage did not speak.
    """

    checker: str
    checked: str
    season: str
    cross: Fraction | None
    appraised: Fraction | None
    own: Fraction | None = None


def tail(hits: int, tries: int) -> Fraction:
    """The probability of at least so many hits in so many tosses of a fair coin (sign test), exact."""
    if tries <= 0:
        return Fraction(1)
    return Fraction(sum(comb(tries, k) for k in range(hits, tries + 1)), 2**tries)


def asked(chance: Fraction, questions: int) -> Fraction:
    """The chance when so many questions were asked at once, at most 1 (Bonferroni)."""
    return min(Fraction(1), chance * max(1, questions))
