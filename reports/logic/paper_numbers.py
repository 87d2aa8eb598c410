"""A register of numbers as it is read: what was given, and the gaps between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MOST = 99_999


def next_free(given: Iterable[int]) -> int:
    """The number after the highest; a gap is the records office's and is filled only by typing it."""
    return max(given, default=0) + 1


@dataclass(frozen=True)
class Line:
    """One given number with its paper, or (`paper` None) the numbers `first` to `last` that no paper here bears."""

    first: int
    last: int
    paper: Any = None

    @property
    def is_gap(self) -> bool:
        return self.paper is None


def lines(given: Mapping[int, Any]) -> list[Line]:
    """In rising order, a line for each gap; before the first number, too."""
    found, at = [], 0
    for number in sorted(given):
        if number > at + 1:
            found.append(Line(at + 1, number - 1))
        found.append(Line(number, number, given[number]))
        at = number
    return found
