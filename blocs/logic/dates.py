"""Read days and times as Vietnamese officers type them, and dates known only roughly.

A day comes before its month, always; a month of 13 is refused, never turned round.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from django.utils.translation import gettext as _

from blocs.logic.numbers import Unreadable
from blocs.logic.text import clean
from blocs.logic.wording import last_day_of_month

FIRST_YEAR, LAST_YEAR = 1945, 2100
_TWO_DIGIT_YEAR_TURNS_AT = 69  # 00–68 are 2000–2068, 69–99 are 1969–1999

_FULL_WIDTH = str.maketrans("０１２３４５６７８９／．：－", "0123456789/.:-")
_DAY_SPELLINGS = [
    r"(?P<d>\d{1,2})(?P<mark>[/.-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})",
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
    r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})",
]
_DAY_FORMS = [re.compile(form, re.ASCII) for form in _DAY_SPELLINGS]
_TIME = r"(?P<hour>\d{1,2})(?:(?::| ?(?:giờ|h) ?)(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?| ?(?:giờ|h))(?: ?phút)?"
_MOMENT_FORMS = [
    re.compile(rf"{_TIME}(?:, ?| )(?P<day>(?:ngày )?\d.*)", re.ASCII),
    re.compile(rf"(?P<day>.*\d)(?:, ?| |t){_TIME}", re.ASCII),
]


def read_day(raw) -> date | None:
    """15/2/2017, 15/02/17, 15-02-2017, 15.02.2017, 2017-02-15 or “ngày 15 tháng 2 năm 2017”; None when empty.

    Two-digit years 00–68 are 20xx, 69–99 are 19xx. Raises Unreadable for anything else, for days the
    calendar lacks and for years outside 1945–2100.
    """
    if isinstance(raw, date):
        return _within_years(raw.date() if isinstance(raw, datetime) else raw)
    text = _plain(raw)
    return _day_of(text) if text else None


def read_moment(raw) -> datetime | None:
    """“14:05, 15/02/2017”, “14 giờ 05, ngày 15 tháng 02 năm 2017”, “15/02/2017 14:05” or ISO; None when empty.

    The result has no zone; raises Unreadable as `read_day` does.
    """
    if isinstance(raw, datetime):
        return datetime.combine(_within_years(raw.date()), raw.time())
    text = _plain(raw)
    if not text:
        return None
    for form in _MOMENT_FORMS:
        if found := form.fullmatch(text):
            return datetime.combine(_day_of(found["day"]), _time_of(found))
    raise Unreadable(_("The time must be written as hour:minute, day/month/year, for example 14:05, 15/02/2017"))


def _plain(raw) -> str:
    return "" if raw is None else clean(str(raw)).translate(_FULL_WIDTH).lower()


def _day_of(text: str) -> date:
    for form in _DAY_FORMS:
        if found := form.fullmatch(text):
            return _make_day(_year_of(found["y"]), int(found["m"]), int(found["d"]))
    raise Unreadable(_say_form())


def _year_of(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < _TWO_DIGIT_YEAR_TURNS_AT else 1900)


def _make_day(year: int, month: int, number: int) -> date:
    """A month above 12 is an American date and gets the form; a day too many gets its own sentence."""
    if not 1 <= month <= 12:
        raise Unreadable(_say_form())
    try:
        return _within_years(date(max(year, 1), month, number))
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        shown = f"{number:02}/{month:02}/{year}"
        raise Unreadable(_("The calendar has no day %(day)s") % {"day": shown}) from error


def _within_years(on: date) -> date:
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        limits = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Unreadable(_("The year must be from %(first)s to %(last)s") % limits)
    return on


def _time_of(found: re.Match) -> time:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise Unreadable(_("The hour must be from 0 to 23 and the minute from 0 to 59"))
    return time(hour, minute)


def _say_form() -> str:
    return _("The date must be written as day/month/year, for example 15/02/2017")


# --- Dates known only roughly ------------------------------------------------------------------

Precision = Literal["day", "month", "year", "range", "unknown"]


@dataclass(frozen=True)
class Fuzzy:
    """A date as precisely as its source has it: `on` is its day or the first day of it; `until` ends a range only."""

    precision: Precision
    on: date | None = None
    until: date | None = None

    @property
    def first(self) -> date | None:
        """The earliest day it can be; None when unknown."""
        return self.on

    @property
    def last(self) -> date | None:
        """The latest day it can be; None when unknown."""
        if self.on is None or self.precision == "range":
            return self.until
        ends = {"month": last_day_of_month(self.on), "year": self.on.replace(month=12, day=31)}
        return ends.get(self.precision, self.on)


UNKNOWN = Fuzzy("unknown")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_fuzzy(raw: str | None) -> Fuzzy:
    """2017-02-15, 2023-03, 2020, 2023-02-25/2023-02-28 or None, as season files write them; Unreadable otherwise."""
    if raw is None or raw == "":
        return UNKNOWN
    if "/" in raw:
        return _read_range(*raw.split("/", 1))
    if re.fullmatch(r"\d{4}", raw, re.ASCII):
        return Fuzzy("year", _make_day(int(raw), 1, 1))
    if re.fullmatch(r"\d{4}-\d{2}", raw, re.ASCII):
        return Fuzzy("month", _make_day(int(raw[:4]), int(raw[5:]), 1))
    return Fuzzy("day", _iso_day(raw))


def write_fuzzy(fuzzy: Fuzzy) -> str | None:
    """The inverse of `read_fuzzy`."""
    if fuzzy.on is None or fuzzy.precision == "unknown":
        return None
    if fuzzy.precision == "range" and fuzzy.until:
        return f"{fuzzy.on.isoformat()}/{fuzzy.until.isoformat()}"
    return fuzzy.on.isoformat()[: {"year": 4, "month": 7}.get(fuzzy.precision, 10)]


def _read_range(start: str, end: str) -> Fuzzy:
    on, until = _iso_day(start), _iso_day(end)
    if until < on:
        raise Unreadable(_("A range of dates ends on or after the day it starts"))
    return Fuzzy("range", on, until)


def _iso_day(raw: str) -> date:
    if not _ISO_DAY.fullmatch(raw):
        raise Unreadable(
            _("A date is written 2017-02-15, 2023-03, 2020 or 2023-02-25/2023-02-28; not “%(raw)s”") % {"raw": raw}
        )
    return _make_day(int(raw[:4]), int(raw[5:7]), int(raw[8:]))
