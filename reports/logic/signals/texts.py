"""Is this year's pact last year's with another date?"""

import re
from fractions import Fraction
from unicodedata import normalize

from reports.logic.signals.shapes import Signal

WORDS_IN_A_ROW = 4
NEARLY_EQUAL, EQUAL = Fraction(85, 100), Fraction(97, 100)
FEWEST_WORDS = 60


def same_text(before: str, now: str) -> Signal:
    """How much of two pact texts is the same: shared runs of four words over all of them (Jaccard), years left out.

    Measured: that share, 0…1. Not a matter of chance: 85 % and more is called fair, 97 % and more strong. A pact that
    rightly keeps its contents looks the same; whether its targets moved is for the reader to see.
    """
    old, new = _words(before), _words(now)
    if min(len(old), len(new)) < FEWEST_WORDS:
        return Signal("same_text", (), None, None, len(new))
    a, b = _runs(old), _runs(new)
    share = Fraction(len(a & b), len(a | b))
    chance = Fraction(0) if share >= EQUAL else Fraction(1, 100) if share >= NEARLY_EQUAL else Fraction(1)
    return Signal("same_text", (), share, chance, len(new))


def _words(text: str) -> list[str]:
    words = re.findall(r"\w+", normalize("NFC", text).lower())
    return [word for word in words if not re.fullmatch(r"(19|20)\d\d", word)]


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1)}
