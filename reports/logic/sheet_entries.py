"""What is typed into a score sheet: which kind of answer a criterion asks for, and how it is read."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.numbers import EMPTY, Unreadable, read_count, read_number, read_percent
from blocs.logic.wording import trimmed, typed
from pacts.logic.formulas import TAKES_YES_NO, Formula
from pacts.logic.targets import Kind, rounded
from reports.logic.entries import RATES, WHOLE
from reports.logic.inputs import as_figure, value_of

MOST = Decimal(99_999_999_999)  # what the database keeps beside four decimals, exactly


class Asked(StrEnum):
    POINTS = "points"
    YES_NO = "yes_no"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True)
class Given:
    """What a mark says: points, or a value, or the parts of a rate; nothing at all is blank, which is not 0."""

    points: Decimal | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        return self == Given()

    def amount(self, scale: int | None = None) -> Fraction | None:
        """The value as one exact number, a rate in `scale` parts (100: per cent); None for points and blanks."""
        return value_of(self.value, self.numerator, self.denominator, scale)

    def differs_from(self, other: "Given", scale: int | None = None) -> bool:
        """In points or value; 14/20 and 70 % say the same."""
        return (self.points, self.amount(scale)) != (other.points, other.amount(scale))


def given_of(mark: Any) -> Given:
    """What a mark, or a reported figure, says; `mark` has these four fields (a figure has no points)."""
    return Given(getattr(mark, "points", None), mark.value, mark.numerator, mark.denominator)


def given_by_figure(figure: Any) -> Given:
    """What a reported figure says to a criterion it feeds; blank where it has no number, and for a rate of nothing."""
    return given_of(figure) if figure is not None and as_figure(figure) else Given()


def asked_of(formula: str, kind: str, measure: str) -> Asked:
    """The answer a leaf asks for; `kind` is that of the pledge that feeds it or of its own target, else ""."""
    if formula == Formula.BY_HAND:
        return Asked.POINTS
    if kind == Kind.QUALITATIVE or (formula in TAKES_YES_NO and not kind):
        return Asked.YES_NO
    if measure == "%":
        return Asked.PERCENT
    is_counted = kind in WHOLE or formula in (Formula.COUNT, Formula.DEDUCTION)
    return Asked.COUNT if is_counted and measure not in RATES else Asked.NUMBER


def read_given(raw: str, asked: str, *, measure: str = "", over_100: bool = False) -> Given:
    """What was typed, in the Vietnamese manner; blank for an empty cell. Raises Unreadable with what to type."""
    if raw.strip().lower() in EMPTY:
        return Given()
    if asked == Asked.POINTS:
        return Given(points=read_number(raw, places=2, field=_("The mark")))
    if asked == Asked.YES_NO:
        return Given(value=_yes_no(raw))
    if "/" in raw and measure in RATES:
        return _parts(raw, measure, over_100)
    return Given(value=_value(raw, asked, over_100))


def _yes_no(raw: str) -> Decimal:
    if raw.strip() not in ("0", "1"):
        raise Unreadable(_("Say yes (1) or no (0)."))
    return Decimal(raw.strip())


def _value(raw: str, asked: str, over_100: bool) -> Decimal | None:
    if asked == Asked.COUNT:
        count = read_count(raw)
        return None if count is None else _within(Decimal(count))
    return _within(read_percent(raw, over_100=over_100) if asked == Asked.PERCENT else read_number(raw))


def _within(value: Decimal | None) -> Decimal | None:
    if value is not None and value < 0:
        raise Unreadable(_("The value must not be negative"))
    if value is not None and value > MOST:
        raise Unreadable(_("The value is too large; check the number of digits."))
    return value


def _parts(raw: str, measure: str, over_100: bool) -> Given:
    """“12/15”: the parts of a rate."""
    first, __, second = raw.partition("/")
    numerator, denominator = _within(read_number(first)), _within(read_number(second))
    if numerator is None or not denominator:
        raise Unreadable(_("Give the rate as numerator/denominator, for example 12/15."))
    if measure == "%" and numerator > denominator and not over_100:
        raise Unreadable(_("The rate must be from 0% to 100%"))
    return Given(numerator=numerator, denominator=denominator)


def refuse_points(points: Decimal, maximum: Decimal, step: Decimal) -> str:
    """Why these points cannot stand, "" where they can: from 0 to the maximum, in whole steps."""
    if points < 0:
        return _("Points are 0 or more.")
    if points > maximum:
        return _("At most %(maximum)s points can be given here.") % {"maximum": trimmed(maximum)}
    if step > 0 and points % step:
        return _("Points are given in steps of %(step)s.") % {"step": trimmed(step)}
    return ""


def typed_given(given: Given) -> str:
    """As one types it into the field: “14,5”, “12/15”, "" for a blank."""
    if given.numerator is not None and given.value is None:
        return f"{typed(given.numerator)}/{typed(given.denominator)}"
    return typed(given.points if given.points is not None else given.value)


def said_given(given: Given, asked: str, measure: str = "", scale: int | None = None) -> str:
    """As one reads it: “14,5 điểm”, “Có”, “93,55% (29/31)”; “—” for a blank."""
    if given.is_blank:
        return "—"
    if given.points is not None:
        return _("%(points)s points") % {"points": trimmed(given.points)}
    if asked == Asked.YES_NO:
        return _("Yes") if given.value else _("No")
    amount = given.amount(scale)
    shown = "" if amount is None else trimmed(rounded(amount) if given.value is None else given.value)
    shown = f"{shown}{measure}" if measure in RATES else f"{shown} {measure}".strip()
    return f"{shown} ({typed_given(given)})" if given.value is None else shown
