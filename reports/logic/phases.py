"""Which phases a season has. Their names are data and Vietnamese whatever the language of the page."""

from datetime import date, timedelta
from typing import NamedTuple


class Planned(NamedTuple):
    """A phase as it is to be made; both days belong to it."""

    kind: str
    slug: str
    name: str
    starts_on: date
    ends_on: date


def phases_of(starts_on: date, ends_on: date, *, quarters: bool = False) -> list[Planned]:
    """Six months, nine months (and quarters where wanted) and the whole of a season of twelve months.

    A season of any other length has only its whole: where its halves lie is the bloc's to say (our rule).
    """
    whole = Planned("year", "nam", "Cả năm", starts_on, ends_on)
    if _months_after(starts_on, 12) != ends_on + timedelta(days=1):
        return [whole._replace(slug="ca-dot", name="Cả đợt")]
    found = [_quarter(starts_on, number) for number in range(1, 5)] if quarters else []
    half = Planned("half", "6-thang", "6 tháng đầu năm", starts_on, _end(starts_on, 6))
    nine = Planned("nine", "9-thang", "9 tháng đầu năm", starts_on, _end(starts_on, 9))
    return [*found, half, nine, whole]


def _quarter(starts_on: date, number: int) -> Planned:
    roman = ("I", "II", "III", "IV")[number - 1]
    first = _months_after(starts_on, 3 * (number - 1))
    return Planned("quarter", f"quy-{number}", f"Quý {roman}", first, _end(starts_on, 3 * number))


def _end(starts_on: date, months: int) -> date:
    return _months_after(starts_on, months) - timedelta(days=1)


def _months_after(day: date, months: int) -> date:
    """The same day so many months later; seasons begin early in a month, so the day is capped at the 28th."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, 28))
