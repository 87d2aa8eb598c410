"""One pledge's figure as an officer types it, and what is wrong with it.

Blank, 0 and “not applicable” are three different things: blank is no row at all.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import percent, trimmed
from pacts.logic.targets import Kind, rounded
from reports.logic.comparison import rate

Problem = tuple[str, str]

RATES = {"%": 100, "‰": 1000}
"""Units of measure that are rates, and per how many: only these have a numerator and a denominator."""

WHOLE = (Kind.COUNT, Kind.ZERO)


@dataclass(frozen=True)
class Entry:
    """One of: a value; a numerator with its denominator; words; or “not applicable”.

    A qualitative pledge has the value 1 (met) or 0 (not met), with words beside it. `revision` is that of the
    figure the writer saw, None where there was none; `remove` takes out a figure that was there.
    """

    value: Decimal | int | None = None
    numerator: Decimal | int | None = None
    denominator: Decimal | int | None = None
    statement: str = ""
    is_not_applicable: bool = False
    note: str = ""
    source: str = ""
    remove: bool = False
    revision: int | None = None

    @property
    def has_number(self) -> bool:
        return not (self.value is None and self.numerator is None and self.denominator is None)

    @property
    def is_blank(self) -> bool:
        """Nothing is said about the result; a note or source alone is no result."""
        return not (self.has_number or self.statement or self.is_not_applicable)

    @property
    def facts(self) -> dict:
        """What becomes columns of the figure."""
        names = ["value", "numerator", "denominator", "statement", "is_not_applicable", "note", "source"]
        return {name: getattr(self, name) for name in names}


def tidied(entry: Entry) -> Entry:
    """A rate given both ways is kept as its parts, from which it follows."""
    both = entry.numerator is not None and entry.denominator is not None
    return replace(entry, value=None) if both else entry


def problems_of(entry: Entry, kind: Kind, measure: str = "", *, above_100: bool = False) -> list[Problem]:
    """What is wrong, as (field of Entry, sentence); nothing for a blank entry or one to be removed."""
    if entry.remove:
        return []
    if entry.is_blank:
        lonely = entry.note or entry.source
        return [("value", _("Enter the figure this note belongs to"))] if lonely else []
    if entry.is_not_applicable:
        clash = _("“Not applicable” and a figure exclude each other; keep one of them")
        return [("is_not_applicable", clash)] if entry.has_number else []
    if kind == Kind.QUALITATIVE:
        return _problems_in_words(entry)
    return _problems_of_value(entry, kind, measure, above_100) + _problems_of_parts(entry, measure, above_100)


def _problems_in_words(entry: Entry) -> list[Problem]:
    if entry.numerator is not None or entry.denominator is not None:
        return [("numerator", _("A qualitative pledge has no numerator and denominator"))]
    return [] if entry.value in (0, 1) else [("value", _("Say whether the pledge was met"))]


def _problems_of_value(entry: Entry, kind: Kind, measure: str, above_100: bool) -> list[Problem]:
    if entry.value is None:
        return []
    if entry.value < 0:
        return [("value", _("The value must not be negative"))]
    if kind in WHOLE and measure not in RATES and entry.value != int(entry.value):
        return [("value", _("A number of things must be whole"))]
    if measure == "%" and entry.value > 100 and not above_100:
        return [("value", _("The rate must be from 0% to 100%"))]
    return []


def _problems_of_parts(entry: Entry, measure: str, above_100: bool) -> list[Problem]:
    numerator, denominator = entry.numerator, entry.denominator
    if numerator is None and denominator is None:
        return []
    if measure not in RATES:
        return [("numerator", _("Only a rate has a numerator and a denominator"))]
    if numerator is None:
        return [("numerator", _("Enter the numerator too"))]
    if denominator is None:
        return [("denominator", _("Enter the denominator too"))]
    return _problems_of_both(entry, Decimal(numerator), Decimal(denominator), measure, above_100)


def _problems_of_both(
    entry: Entry, numerator: Decimal, denominator: Decimal, measure: str, above_100: bool
) -> list[Problem]:
    if numerator < 0 or denominator < 0:
        return [("numerator" if numerator < 0 else "denominator", _("The value must not be negative"))]
    if denominator == 0:
        return [("denominator", _("The denominator is 0: where there was nothing to count, tick “Not applicable”"))]
    if measure == "%" and numerator > denominator and not above_100:
        return [("numerator", _("The rate must be from 0% to 100%"))]
    follows = rate(numerator, denominator, RATES[measure])
    if entry.value is None or follows is None or rounded(follows) == rounded(entry.value):
        return []
    shown = percent(rounded(follows)) if measure == "%" else trimmed(rounded(follows))
    differs = _("The numerator and denominator give %(rate)s, not this value; correct one of them") % {"rate": shown}
    return [("value", differs)]
