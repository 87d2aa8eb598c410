"""The season after a season, and the phases a year is usually reported in."""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """A season or a phase before it is a row. Both days are included."""

    slug: str
    name: str
    kind: str
    starts_on: date
    ends_on: date


def following(season: Stretch) -> Stretch | None:
    """The season after this one: the same kind, moved on by its own length in years; None for a campaign.

    Years in its name and address move with it: “Năm học 2025-2026” → “Năm học 2026-2027”.
    """
    if season.kind == "campaign":
        return None
    years = max(1, round(((season.ends_on - season.starts_on).days + 1) / 365.25)) if season.kind == "years" else 1
    return Stretch(
        _move_years(season.slug, years),
        _move_years(season.name, years),
        season.kind,
        years_later(season.starts_on, years),
        years_later(season.ends_on + timedelta(days=1), years) - timedelta(days=1),
    )


def _move_years(text: str, years: int) -> str:
    return re.sub(r"\b(?:19|20)\d\d\b", lambda found: str(int(found[0]) + years), text)


def years_later(on: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 28 where that year has none."""
    last = calendar.monthrange(on.year + years, on.month)[1]
    return on.replace(year=on.year + years, day=min(on.day, last))


def months_later(on: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


# Slug, name, kind, first month and number of months. The names are terms of the field and stay Vietnamese.
_YEAR_PHASES = [
    ("quy-1", "Quý I", "quarter", 0, 3),
    ("quy-2", "Quý II", "quarter", 3, 3),
    ("quy-3", "Quý III", "quarter", 6, 3),
    ("quy-4", "Quý IV", "quarter", 9, 3),
    ("6-thang", "06 tháng đầu năm", "half", 0, 6),
    ("9-thang", "09 tháng", "nine", 0, 9),
    ("nam", "Cả năm", "year", 0, 12),
]


def usual_phases(season: Stretch) -> list[Stretch]:
    """Quarters, six months, nine months and the whole of a season of one year; the whole alone of any other."""
    whole = Stretch("nam", "Cả năm", "year", season.starts_on, season.ends_on)
    if years_later(season.starts_on, 1) != season.ends_on + timedelta(days=1):
        return [whole]
    return [
        Stretch(slug, name, kind, *_months(season.starts_on, first, count))
        for slug, name, kind, first, count in _YEAR_PHASES
    ]


def _months(start: date, first: int, count: int) -> tuple[date, date]:
    return months_later(start, first), months_later(start, first + count) - timedelta(days=1)


def nearest_day(day: date, starts_on: date, ends_on: date) -> date:
    """The day itself where it lies in the season, otherwise the season's day nearest to it."""
    return min(max(day, starts_on), ends_on)
